/* stroke.h - what is drawn into the rows of a surface, kept until the frame is shown.
 *
 * A view draws all it has to show at every key, and nearly all of it stands there already.  Each row therefore gathers
 * its strokes, and remembers those that were carried out in it last: where the same come again in the same order
 * nothing is done, for strokes only overwrite, and done twice they leave what they left.  Knows no cell. */
#ifndef TUI_TERM_STROKE_H
#define TUI_TERM_STROKE_H

#include <stddef.h>

enum stroke_kind {
	STROKE_TEXT,   /* draw_text; how: the alignment */
	STROKE_RUN,    /* draw_run; how: the columns cut off at its left */
	STROKE_REPEAT, /* the one character how in all columns */
	STROKE_ROLE,   /* draw_role */
};

/* Without holes: strokes are compared byte by byte. */
struct stroke {
	int kind, role, col, cols, how, n; /* n: the bytes of the text */
};

struct strokes;

struct strokes *strokes_new(int rows);
void strokes_free(struct strokes **s);
void strokes_fit(struct strokes *s, int rows); /* as if they were new, for so many rows */
/* text may be NULL where n is 0; it is copied. */
void strokes_add(struct strokes *s, int row, const struct stroke *k, const char *text);
/* Carries out the rows that are not as they were; text is terminated by a NUL. */
void strokes_draw(
        struct strokes *s, void (*draw)(void *ctx, int row, const struct stroke *k, const char *text), void *ctx);
/* What stands in the rows is no longer what was drawn: the next strokes are carried out whatever they are. */
void strokes_forget(struct strokes *s);
#endif
