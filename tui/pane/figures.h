/* figures.h - how figures stand in a panel: label, then the number right-aligned under the others, two of them in a row;
 * groups under a head; zero is printed as 0.  Knows values, not what they count. */
#ifndef TUI_PANE_FIGURES_H
#define TUI_PANE_FIGURES_H

#include <stdbool.h>

#include "store/view/figure/figure.h"
#include "tui/term/draw.h"

enum {
	PEN_LABEL = 11,  /* columns of a label */
	PEN_FIGURE = 6,  /* of a number, right-aligned */
	PEN_SECOND = 20, /* where the second figure of a row begins */
	PEN_LABEL_2 = 9,
	PEN_BAR = 15,
	PEN_INDENT = 1,
	PEN_AIRY = 26, /* rows from which there are blank ones between the groups */
};

/* One row after another inside the panel; rows that do not fit are left out. */
struct pen {
	struct surface *s;
	struct rect r;
	int row;      /* next, inside r */
	int decimals; /* of a percentage */
};

bool pen_room(const struct pen *p, int rows);
void pen_blank(struct pen *p);
void pen_gap(struct pen *p); /* a blank row where there is room for such */
void pen_head(struct pen *p, const char *text);
/* The nth of the figures that share the row; the row stays. */
void pen_figure(struct pen *p, int nth, const char *label, const char *text, enum role role);
/* A row of two figures (b NULL: one). */
void pen_pair_text(struct pen *p, const char *a, const char *n, enum role na, const char *b, const char *m, enum role mb);
/* Of figures; zero is dim, one that was counted up to STAT_CAP only says so.  b NULL: one. */
void pen_pair(struct pen *p, const char *a, const struct figure_value *n, enum role na, const char *b,
        const struct figure_value *m, enum role mb);
/* 83.3% and 10/12 with a bar; of 0: the words instead. */
void pen_ratio(struct pen *p, const char *label, const struct figure_value *v, const char *none);
void pen_rest(struct pen *p); /* the rows below are empty */
const char *pen_number(const struct figure_value *v, char buf[24]);
#endif
