/* The loops over one page's objects (objects.c) and characters (characters.c): what pdf_rules.py, pdf_chars.py and
 * pdf_words.py do, in C.
 *
 * Plain C without Python's headers: ctypes loads the library and hands over the addresses of pdfium's functions, so that
 * it needs neither pdfium nor Python to build, and one library serves all versions of both. Each function gives, to the
 * last bit, what its Python twin gives; tests compare the two. Build without contraction of a * b + c (-ffp-contract=off).
 */

#ifndef LOOPS_H
#define LOOPS_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

typedef void *handle;

/* In the order of CALLS in pdf_compiled.py. */
typedef struct {
    int (*count_objects)(handle);
    handle (*page_object)(handle, int);
    int (*object_type)(handle);
    int (*object_bounds)(handle, float *, float *, float *, float *);
    int (*object_matrix)(handle, float *);
    handle (*object_clip)(handle);
    int (*clip_paths)(handle);
    int (*clip_segments)(handle, int);
    handle (*clip_segment)(handle, int, int);
    int (*segment_point)(handle, float *, float *);
    int (*segment_type)(handle);
    int (*segment_close)(handle);
    int (*draw_mode)(handle, int *, int *);
    int (*path_segments)(handle);
    handle (*path_segment)(handle, int);
    int (*form_objects)(handle);
    handle (*form_object)(handle, unsigned long);
    int (*loose_char_box)(handle, int, float *);
    int (*char_box)(handle, int, double *, double *, double *, double *);
    handle (*char_object)(handle, int);
    float (*char_angle)(handle, int);
} calls;

typedef struct {
    int32_t objects, segments, depth, step, ends, corners;
    double thin;
} limits;

typedef struct {
    double x0, y0, x1, y1;
} area;

typedef struct {
    handle item;
    int32_t area;
} clip;

typedef struct {
    void *data;
    int32_t count, room;
} list;

/* The result of one walk. The lists are opened in Python by their address and count. */
typedef struct {
    list lines;  /* area: ruling lines in user space */
    list images; /* area: boxes of images in user space */
    list areas;  /* area: distinct clip areas */
    list clips;  /* clip: text objects that are clipped, by address */
    double image_share;
    int64_t segments; /* of paths, counted against the limit */
    int64_t outlines; /* letters drawn as filled shapes */
    int32_t texts, all_clipped, failed, objects;
    /* work of the walk itself */
    list found;   /* handle: text objects at the top level */
    list corners; /* double pairs */
    double probe[5];
    int32_t probe_size, probe_area;
} walk;

/* The words of a page: ``starts`` (words,) the first character of each, ``lefts`` (chars,). Room for n of each. */
typedef struct {
    int32_t *starts;
    double *tops, *bottoms, *rights, *sizes, *lefts;
    int32_t chars, words;
} words;

/* min and max as Python's: the first of two that do not differ. */
static inline double lesser(double one, double other) { return other < one ? other : one; }
static inline double greater(double one, double other) { return other > one ? other : one; }

static inline int same_area(const area *one, const area *other) {
    return one->x0 == other->x0 && one->y0 == other->y0 && one->x1 == other->x1 && one->y1 == other->y1;
}

int by_address(const void *one, const void *other);

#endif
