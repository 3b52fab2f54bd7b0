/* draw.h - the only way a cell reaches the screen.
 *
 * A surface is an own curses window in an own panel: overlays never draw into what lies below them (curses leaves
 * half a Han behind otherwise).  Coordinates are cells from the surface's upper left corner; everything drawn is
 * clipped, cleaned of control characters and measured by store/base/text. */
#ifndef TUI_TERM_DRAW_H
#define TUI_TERM_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/term/theme.h"

struct rect {
	int row, col, rows, cols;
};

struct surface;

/* A new surface on top of all others; the caller's until surface_free.  rect is in screen cells. */
struct surface *surface_new(struct rect where);
void surface_place(struct surface *s, struct rect where); /* moves and resizes; the contents are lost */
void surface_show(struct surface *s, bool shown);
void surface_top(struct surface *s);
void surface_free(struct surface **s);
struct rect surface_rect(const struct surface *s);
int surface_rows(const struct surface *s);
int surface_cols(const struct surface *s);

/* text in exactly cols columns: cut with … or padded with blanks (align as in text_fit). */
void draw_text(struct surface *s, int row, int col, int cols, enum role role, const char *text,
        int align);
/* n bytes of text in at most cols columns, no padding, no …; returns the columns drawn. */
int draw_run(struct surface *s, int row, int col, int cols, enum role role, const char *text,
        size_t n);
void draw_fill(struct surface *s, struct rect r, enum role role);
/* A frame round r with an optional title in its upper edge; ASCII where ambiguous characters are wide. */
void draw_frame(struct surface *s, struct rect r, enum role role, const char *title);
void draw_hline(struct surface *s, int row, int col, int cols, enum role role);
void draw_vline(struct surface *s, int row, int col, int rows, enum role role);
/* Where lines meet. */
enum draw_joint { JOINT_LEFT, JOINT_RIGHT, JOINT_TOP, JOINT_BOTTOM, JOINT_CROSS }; /* ├ ┤ ┬ ┴ ┼ */
void draw_joint(struct surface *s, int row, int col, enum role role, enum draw_joint joint);
/* A horizontal line of C_FRAME with a title set into it, two cells from its left end. */
void draw_rule_title(struct surface *s, int row, int col, int cols, enum role role,
        const char *title);
/* A bar of value/full in cols columns, in halves where the terminal can. */
void draw_bar(struct surface *s, int row, int col, int cols, enum role role, long long value,
        long long full);
/* The same as text of at most cols columns, for a cell of a list. */
void draw_bar_text(char *dst, size_t cap, int cols, long long value, long long full);
/* Changes the role of cells that are drawn already (the selected row, a match). */
void draw_role(struct surface *s, int row, int col, int cols, enum role role);
/* A scroll indicator in one column: the part [top, top+shown) of total. */
void draw_scroll(struct surface *s, int row, int col, int rows, long long top, long long shown,
        long long total);

/* Where the hardware cursor stands after the next draw_flush (input-method window, screen reader, Braille):
 * visible in a text field, hidden but parked on the selected row elsewhere. */
void draw_cursor(struct surface *s, int row, int col, bool visible);

/* All changes since the last call in one write(2). */
void draw_flush(void);
void draw_redraw(void); /* the whole screen anew at the next flush (Ctrl-L, resume) */
#endif
