/* One walk over the objects of a page: ruling lines, images, clip areas. See loops.h. */

#include "loops.h"

enum { TEXT = 1, PATH = 2, IMAGE = 3, FORM = 5 };
enum { LINETO = 0, BEZIERTO = 1, MOVETO = 2 };

typedef struct {
    double a, b, c, d, e, f;
} matrix;

typedef struct {
    const calls *call;
    const limits *limit;
    area box;
    walk *out;
} context;

static void *grow(walk *out, list *list, size_t size) {
    if (list->count == list->room) {
        int32_t room = list->room ? 2 * list->room : 64;
        void *data = realloc(list->data, (size_t)room * size);
        if (!data) {
            out->failed = 1;
            return NULL;
        }
        list->data = data;
        list->room = room;
    }
    return (char *)list->data + (size_t)list->count++ * size;
}

static void add_area(walk *out, list *list, area box) {
    area *place = grow(out, list, sizeof(area));
    if (place) *place = box;
}

static matrix times(matrix m, const matrix *n) {
    if (!n) return m;
    matrix r = {m.a * n->a + m.b * n->c,        m.a * n->b + m.b * n->d,        m.c * n->a + m.d * n->c,
                m.c * n->b + m.d * n->d,        m.e * n->a + m.f * n->c + n->e, m.e * n->b + m.f * n->d + n->f};
    return r;
}

static matrix matrix_of(const context *at, handle item) {
    float six[6];
    matrix r = {1, 0, 0, 1, 0, 0};
    if (at->call->object_matrix(item, six)) {
        matrix own = {six[0], six[1], six[2], six[3], six[4], six[5]};
        return own;
    }
    return r;
}

static area bounds(const context *at, handle item, const matrix *m) {
    float x0, y0, x1, y1;
    area r = {0, 0, 0, 0};
    if (!at->call->object_bounds(item, &x0, &y0, &x1, &y1)) return r;
    if (!m) {
        area plain = {x0, y0, x1, y1};
        return plain;
    }
    for (int k = 0; k < 4; k++) {
        double x = k < 2 ? x0 : x1, y = k % 2 ? y1 : y0;
        double u = m->a * x + m->c * y + m->e, v = m->b * x + m->d * y + m->f;
        if (k == 0) {
            r.x0 = r.x1 = u;
            r.y0 = r.y1 = v;
        } else {
            r.x0 = lesser(r.x0, u);
            r.x1 = greater(r.x1, u);
            r.y0 = lesser(r.y0, v);
            r.y1 = greater(r.y1, v);
        }
    }
    return r;
}

/* --- clip areas */

/* Number of an area in the list of distinct ones. Neighbours share theirs: the last ones are looked at first. */
static int32_t area_number(walk *out, area box) {
    const area *known = out->areas.data;
    for (int32_t k = out->areas.count - 1; k >= 0 && k >= out->areas.count - 32; k--)
        if (same_area(&known[k], &box)) return k;
    add_area(out, &out->areas, box);
    return out->areas.count - 1;
}

static area clip_area(const context *at, handle path, int count) {
    const calls *call = at->call;
    area r = {-1e9, -1e9, 1e9, 1e9};
    for (int index = 0; index < count; index++) {
        int segments = call->clip_segments(path, index), points = 0;
        area own = {0, 0, 0, 0};
        for (int k = 0; k < segments && k < 200; k++) {
            float x, y;
            handle segment = call->clip_segment(path, index, k);
            if (!segment || !call->segment_point(segment, &x, &y)) continue;
            if (points++ == 0) {
                own.x0 = own.x1 = x;
                own.y0 = own.y1 = y;
            } else {
                own.x0 = lesser(own.x0, x);
                own.y0 = lesser(own.y0, y);
                own.x1 = greater(own.x1, x);
                own.y1 = greater(own.y1, y);
            }
        }
        if (points < 3) continue;
        r.x0 = greater(r.x0, own.x0);
        r.y0 = greater(r.y0, own.y0);
        r.x1 = lesser(r.x1, own.x1);
        r.y1 = lesser(r.y1, own.y1);
    }
    return r;
}

/* Number of the area that an object's clip path leaves, -1 without one. */
static int32_t clip_of(const context *at, handle item) {
    const calls *call = at->call;
    walk *out = at->out;
    handle path = call->object_clip(item);
    int count = path ? call->clip_paths(path) : -1;
    if (count <= 0 || count > 50) return -1;
    double probe[5] = {count, 0, 0, 0, 0};
    int32_t size = 1;
    for (int corner = 0; corner <= 2; corner += 2) {
        float x, y;
        handle segment = call->clip_segment(path, count - 1, corner);
        if (segment && call->segment_point(segment, &x, &y)) {
            probe[size++] = x;
            probe[size++] = y;
        }
    }
    int same = size == out->probe_size;
    for (int32_t k = 0; same && k < size; k++) same = probe[k] == out->probe[k];
    if (!same) {
        memcpy(out->probe, probe, sizeof(probe));
        out->probe_size = size;
        out->probe_area = area_number(out, clip_area(at, path, count));
    }
    return out->probe_area;
}

static void keep_clip(walk *out, handle item, int32_t number) {
    if (number < 0) {
        out->all_clipped = 0;
        return;
    }
    clip *place = grow(out, &out->clips, sizeof(clip));
    if (place) {
        place->item = item;
        place->area = number;
    }
}

int by_address(const void *one, const void *other) {
    uintptr_t a = (uintptr_t)((const clip *)one)->item, b = (uintptr_t)((const clip *)other)->item;
    return a < b ? -1 : a > b;
}

static void read_clips(const context *at, int32_t count) {
    walk *out = at->out;
    handle *items = out->found.data;
    int32_t step = at->limit->step, ends = at->limit->ends, before = -1;
    for (int32_t start = 0; start < count; start += step) {
        int32_t end = start + step < count ? start + step : count;
        int32_t number = clip_of(at, items[end - 1]);
        /* equal areas may stand in the list twice: it is the area that counts, not its number */
        const area *areas = out->areas.data;
        int same = number == before || (number >= 0 && before >= 0 && same_area(&areas[number], &areas[before]));
        int every = !same || start < ends || start > count - ends;
        for (int32_t k = start; k < end; k++) keep_clip(out, items[k], every ? clip_of(at, items[k]) : number);
        before = number;
    }
    if (out->clips.count > 1) qsort(out->clips.data, (size_t)out->clips.count, sizeof(clip), by_address);
}

/* --- ruling lines */

static void straight(walk *out, double ax, double ay, double bx, double by) {
    double wide = fabs(ax - bx), high = fabs(ay - by);
    if (lesser(wide, high) <= 1.0 && greater(wide, high) > 0.5) {
        area box = {lesser(ax, bx), lesser(ay, by), greater(ax, bx), greater(ay, by)};
        add_area(out, &out->lines, box);
    }
}

static void thin_area(const context *at) {
    walk *out = at->out;
    const double *xy = out->corners.data;
    if (out->corners.count >= 3) {
        area box = {xy[0], xy[1], xy[0], xy[1]};
        for (int32_t k = 1; k < out->corners.count; k++) {
            box.x0 = lesser(box.x0, xy[2 * k]);
            box.x1 = greater(box.x1, xy[2 * k]);
            box.y0 = lesser(box.y0, xy[2 * k + 1]);
            box.y1 = greater(box.y1, xy[2 * k + 1]);
        }
        if (lesser(box.x1 - box.x0, box.y1 - box.y0) <= at->limit->thin) add_area(out, &out->lines, box);
    }
}

static void segment_lines(const context *at, handle item, const matrix *outer, int count, int filled) {
    const calls *call = at->call;
    walk *out = at->out;
    int32_t before = out->lines.count;
    matrix m = times(matrix_of(at, item), outer);
    double start_x = 0, start_y = 0, last_x = 0, last_y = 0;
    out->corners.count = 0;
    for (int index = 0; index < count; index++) {
        float px, py;
        handle segment = call->path_segment(item, index);
        if (!segment || !call->segment_point(segment, &px, &py)) continue;
        double x = m.a * px + m.c * py + m.e, y = m.b * px + m.d * py + m.f;
        int kind = call->segment_type(segment);
        if (kind == BEZIERTO) {
            out->lines.count = before;
            return;
        }
        if (kind == MOVETO) {
            if (filled) {
                thin_area(at);
                out->corners.count = 0;
            }
            start_x = x;
            start_y = y;
        } else if (kind == LINETO && !filled) {
            straight(out, last_x, last_y, x, y);
        }
        if (filled) {
            double *pair = grow(out, &out->corners, 2 * sizeof(double));
            if (pair) {
                pair[0] = x;
                pair[1] = y;
            }
        } else if (call->segment_close(segment)) {
            straight(out, x, y, start_x, start_y);
        }
        last_x = x;
        last_y = y;
    }
    if (filled) thin_area(at);
}

static void read_path(const context *at, handle item, const matrix *m) {
    const calls *call = at->call;
    walk *out = at->out;
    int filled, stroked;
    if (!call->draw_mode(item, &filled, &stroked) || !(filled || stroked)) return;
    int count = call->path_segments(item);
    out->segments += count > 0 ? count : 0;
    if (count <= 1 || out->segments > at->limit->segments) return;
    area box = bounds(at, item, m);
    double least = lesser(box.x1 - box.x0, box.y1 - box.y0);
    if (filled && count > 6 && 2 < least && least < 60)
        out->outlines += count > at->limit->corners ? count / at->limit->corners : 1;
    if (least <= at->limit->thin && count <= 6)
        add_area(out, &out->lines, box);
    else if (stroked || count > 6)
        segment_lines(at, item, m, count, !stroked);
}

static void read_image(const context *at, handle item, const matrix *m) {
    area box = bounds(at, item, m), page = at->box;
    double whole = greater(1.0, (page.x1 - page.x0) * (page.y1 - page.y0));
    double wide = lesser(box.x1, page.x1) - greater(box.x0, page.x0);
    double high = lesser(box.y1, page.y1) - greater(box.y0, page.y0);
    if (wide > 0 && high > 0) {
        at->out->image_share += wide * high / whole;
        add_area(at->out, &at->out->images, box);
    }
}

static void read_object(const context *at, handle item, int kind, const matrix *m, int depth) {
    walk *out = at->out;
    if (++out->objects > at->limit->objects) return;
    if (kind == PATH) {
        read_path(at, item, m);
    } else if (kind == TEXT) {
        out->texts++;
    } else if (kind == IMAGE) {
        read_image(at, item, m);
    } else if (kind == FORM && depth < at->limit->depth) {
        matrix inner = times(matrix_of(at, item), m);
        int count = at->call->form_objects(item);
        out->all_clipped = 0;
        for (int index = 0; index < count && out->objects <= at->limit->objects; index++) {
            handle child = at->call->form_object(item, (unsigned long)index);
            read_object(at, child, at->call->object_type(child), &inner, depth + 1);
        }
    }
}

/* --- what Python calls */

#ifndef SOURCE
#define SOURCE ""
#endif

/* What the library was built from: a hash of these files. */
EXPORT const char *bx_source(void) { return SOURCE; }

/* Walk a page's objects once; ``box``: left, bottom, right, top. ``out`` must be zero. True if memory ran out. */
EXPORT int bx_walk(const calls *call, const limits *limit, handle page, const double *box, walk *out) {
    context at = {call, limit, {box[0], box[1], box[2], box[3]}, out};
    int count = call->count_objects(page);
    out->all_clipped = 1;
    for (int index = 0; index < count && !out->failed; index++) {
        handle item = call->page_object(page, index);
        int kind = call->object_type(item);
        if (kind == TEXT) {
            handle *place = grow(out, &out->found, sizeof(handle));
            if (place) *place = item;
        } else {
            read_object(&at, item, kind, NULL, 0);
        }
    }
    if (out->failed) return 1;
    out->texts += out->found.count;
    read_clips(&at, out->found.count < limit->objects ? out->found.count : limit->objects);
    return out->failed;
}

EXPORT void bx_free(walk *out) {
    list *all[] = {&out->lines, &out->images, &out->areas, &out->clips, &out->found, &out->corners};
    for (size_t k = 0; k < sizeof(all) / sizeof(all[0]); k++) free(all[k]->data);
    memset(out, 0, sizeof(*out));
}


