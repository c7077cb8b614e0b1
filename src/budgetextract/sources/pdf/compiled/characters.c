/* The characters of a text page: boxes, what the page shows of them, words. See loops.h. */

#include "loops.h"

/* Boxes (n, 4) left, bottom, right, top of the characters in user space, as pdf_chars.char_boxes. */
static void read_boxes(const calls *call, handle text, int count, const uint32_t *codes, double *boxes) {
    for (int i = 0; i < count; i++) {
        float four[4] = {0, 0, 0, 0}; /* left, top, right, bottom */
        double *box = boxes + 4 * i;
        if (codes[i] > ' ') call->loose_char_box(text, i, four);
        box[0] = four[0] < four[2] ? four[0] : four[2];
        box[1] = four[3] < four[1] ? four[3] : four[1];
        box[2] = four[0] > four[2] ? four[0] : four[2];
        box[3] = four[3] > four[1] ? four[3] : four[1];
        int finite = isfinite(four[0]) && isfinite(four[1]) && isfinite(four[2]) && isfinite(four[3]);
        if (finite && !(box[3] - box[1] < 0.5)) continue;
        double left, right, bottom, top;
        if (codes[i] > ' ' && call->char_box(text, i, &left, &right, &bottom, &top)) {
            box[0] = left;
            box[1] = bottom;
            box[2] = right;
            box[3] = top;
        } else {
            box[0] = box[1] = box[2] = box[3] = 0;
        }
    }
}

/* numpy's minimum and maximum: not a number if either is none. */
static double minimum(double one, double other) { return isnan(one) || one < other ? one : other; }
static double maximum(double one, double other) { return isnan(one) || one > other ? one : other; }

static int is_inside(const double *box, const area *limit) {
    double across = minimum(box[2], limit->x1) - maximum(box[0], limit->x0);
    double down = minimum(box[3], limit->y1) - maximum(box[1], limit->y0);
    return across > 0.1 * (box[2] - box[0]) && down > 0.1 * (box[3] - box[1]);
}

/* Take from ``seen`` the characters that their clip path does not let through, as pdf_chars.unclipped. */
static void unclipped(const calls *call, handle text, int count, const double *boxes, const walk *found,
                      uint8_t *seen) {
    const area *areas = found->areas.data;
    const clip *clips = found->clips.data;
    area everything = {-1e9, -1e9, 1e9, 1e9};
    int32_t last = 0;
    if (!found->clips.count) return;
    int one = found->all_clipped;
    for (int32_t k = 1; one && k < found->clips.count; k++)
        one = clips[k].area == clips[0].area || same_area(&areas[clips[k].area], &areas[clips[0].area]);
    for (int i = 0; i < count; i++) {
        const area *limit = &everything;
        if (!seen[i]) continue;
        if (one) {
            limit = &areas[clips[0].area];
        } else {
            clip key = {call->char_object(text, i), 0};
            if (last >= found->clips.count || clips[last].item != key.item) {
                const clip *hit = bsearch(&key, clips, (size_t)found->clips.count, sizeof(clip), by_address);
                if (hit) last = (int32_t)(hit - clips);
                limit = hit ? &areas[hit->area] : &everything;
            } else {
                limit = &areas[clips[last].area];
            }
        }
        seen[i] = (uint8_t)is_inside(boxes + 4 * i, limit);
    }
}

/* Clockwise quarter turns after which most characters stand upright, as pdf_chars.reading_quarter. */
static int reading_quarter(const calls *call, handle text, int count, const uint32_t *codes, int shown) {
    int inked = 0, votes[4] = {0, 0, 0, 0}, most, best = 0, step;
    for (int i = 0; i < count; i++) inked += codes[i] > ' ' && codes[i] != 0xFFFD;
    step = inked / 40 > 1 ? inked / 40 : 1;
    for (int i = 0, k = 0; i < count; i++) {
        if (codes[i] <= ' ' || codes[i] == 0xFFFD || k++ % step) continue;
        double angle = call->char_angle(text, i);
        if (angle >= 0) votes[((-(long)rint(angle / (3.141592653589793 / 2))) % 4 + 4) % 4]++;
    }
    for (int k = 1; k < 4; k++)
        if (votes[k] > votes[best] || (votes[k] == votes[best] && k == shown && best != shown)) best = k;
    most = votes[best];
    return most * 2 > votes[0] + votes[1] + votes[2] + votes[3] ? best : shown;
}

/* Boxes in user space to x0, top, x1, bottom of the upright page, as pdf_frame.Frame.upright. */
static void turn_upright(int count, const double *boxes, const area *page, int quarter, double *upright) {
    for (int i = 0; i < count; i++, boxes += 4, upright += 4) {
        double x0 = boxes[0], y0 = boxes[1], x1 = boxes[2], y1 = boxes[3];
        if (quarter == 0) {
            upright[0] = x0 - page->x0, upright[1] = page->y1 - y1;
            upright[2] = x1 - page->x0, upright[3] = page->y1 - y0;
        } else if (quarter == 1) {
            upright[0] = y0 - page->y0, upright[1] = x0 - page->x0;
            upright[2] = y1 - page->y0, upright[3] = x1 - page->x0;
        } else if (quarter == 2) {
            upright[0] = page->x1 - x1, upright[1] = y0 - page->y0;
            upright[2] = page->x1 - x0, upright[3] = y1 - page->y0;
        } else {
            upright[0] = page->y1 - y1, upright[1] = page->x1 - x1;
            upright[2] = page->y1 - y0, upright[3] = page->x1 - x0;
        }
    }
}

static int is_blank(uint32_t code) {
    return code <= 0x20 || code == 0xA0 || code == 0x3000 || code == 0x2002 || code == 0x2003 || code == 0x2009 ||
           code == 0x200B || code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
}

/* As pdf_words._printed_twice, for one character and the one before it. */
static int printed_twice(const double *box, const double *before) {
    double high = box[3] - box[1], wide = box[2] - box[0];
    double moved = greater(fabs(box[0] - before[0]), fabs(box[1] - before[1]));
    return moved < 0.3 * high && wide > 0.3 * high;
}

/* As pdf_words._breaks, for one character and the one before it. */
static int begins_word(const double *box, const double *before, int spaced) {
    double high = box[3] - box[1], other = before[3] - before[1], size = greater(high, other);
    double shared = lesser(box[3], before[3]) - greater(box[1], before[1]), gap = box[0] - before[2];
    return !(shared > 0.5 * lesser(high, other)) || gap > 0.35 * size || gap < -0.5 * size ||
           (spaced && gap > 0.12 * size);
}

/* As pdf_words.build_words; the characters that stay are moved to the front of ``codes``. */
static void make_words(int count, const double *upright, uint32_t *codes, const uint8_t *seen, words *out) {
    const double *before = NULL, *last = NULL; /* the last character drawn, the last one that stays */
    uint32_t code_before = 0;
    int place = 0;
    double em = 0, high = 0, wide = 0;
    out->chars = out->words = 0;
    for (int i = 0; i < count; i++) {
        const double *box = upright + 4 * i;
        uint32_t code = codes[i];
        if (is_blank(code) || !seen[i]) continue;
        int twice = before && code == code_before && printed_twice(box, before);
        before = box;
        code_before = code;
        if (twice) continue;
        double own_wide = box[2] - box[0], own_high = box[3] - box[1];
        int chinese = code >= 0x3400 && code <= 0x9FFF;
        if (!last || begins_word(box, last, i - place > 1)) {
            int w = out->words++;
            out->starts[w] = out->chars;
            out->tops[w] = box[1];
            out->bottoms[w] = box[3];
            out->rights[w] = box[2];
            em = chinese ? own_wide : 0;
            high = own_high;
            wide = own_wide;
        } else {
            int w = out->words - 1;
            out->tops[w] = lesser(out->tops[w], box[1]);
            out->bottoms[w] = greater(out->bottoms[w], box[3]);
            out->rights[w] = greater(out->rights[w], box[2]);
            em = greater(em, chinese ? own_wide : 0);
            high = greater(high, own_high);
            wide = greater(wide, own_wide);
        }
        out->sizes[out->words - 1] = em > 0 ? em : lesser(high, 2.2 * wide);
        out->lefts[out->chars] = box[0];
        codes[out->chars++] = code;
        last = box;
        place = i;
    }
}

/* The words of a text page. ``shown``: quarter turns of /Rotate; ``codes`` (n,) becomes those of the words, ``seen`` (n,)
 * what the page shows, ``room`` (n, 8) is for work. Gives the quarter turns that make it upright. */
EXPORT int bx_words(const calls *call, const walk *found, handle text, int count, const double *box, int shown,
                    uint32_t *codes, uint8_t *seen, double *room, words *out) {
    area page = {box[0], box[1], box[2], box[3]};
    double *boxes = room, *upright = room + 4 * (size_t)count;
    int quarter = reading_quarter(call, text, count, codes, shown);
    double wide = page.x1 - page.x0, high = page.y1 - page.y0;
    double width = quarter % 2 ? high : wide, height = quarter % 2 ? wide : high;
    read_boxes(call, text, count, codes, boxes);
    turn_upright(count, boxes, &page, quarter, upright);
    for (int i = 0; i < count; i++) {
        const double *one = upright + 4 * i;
        double x = (one[0] + one[2]) / 2, y = (one[1] + one[3]) / 2;
        seen[i] = x > -1 && x < width + 1 && y > 0 && y < height && one[2] > one[0];
    }
    unclipped(call, text, count, boxes, found, seen);
    make_words(count, upright, codes, seen, out);
    return quarter;
}
