/* list_inside.h - what list.c (drawing, keys), list_rows.c (the window of rows) and list_mark.c share; nobody else
 * includes it. */
#ifndef TUI_WIDGET_LIST_INSIDE_H
#define TUI_WIDGET_LIST_INSIDE_H

#include "tui/widget/list.h"

/* A row, its texts behind it in the same block. */
struct row {
	struct list_key key;
	uint64_t look; /* digest of texts and roles: what has the same look need not be drawn again */
	const char *text[LIST_COLUMNS];
	unsigned char role[LIST_COLUMNS];
};

/* A run of neighbouring rows of the list. */
struct list_page {
	int columns;
	struct row **row;
	int n, cap;
};

/* What stands on a line of the screen. */
struct painted {
	uint64_t look;
	int64_t id;
	unsigned state; /* bits of enum painted_state; 0: nothing known */
};
enum painted_state { PAINTED = 1, PAINTED_CURSOR = 2, PAINTED_MARK = 4, PAINTED_FOCUS = 8 };

struct list {
	const struct list_ops *ops;
	void *data;

	struct list_page win;     /* the cached rows */
	bool at_start, at_end;    /* whether they reach the list's first, last row */
	int top, cursor;          /* indices into win: the first line on the screen, the row under the cursor */
	long long base;           /* row number of win.row[0]; -1 unknown */
	long long total;          /* -1 unknown */
	bool exact, busy, loaded;
	bool count_due, rank_due; /* list_settle() has to count, to ask for base */
	int asked;                /* how often a source that finds more and more was asked for more by itself */

	int64_t *mark; /* rising */
	size_t marks, marks_cap;

	struct surface *surface;
	struct rect where;
	int rows; /* lines for rows: without the head */
	int col[LIST_COLUMNS], width[LIST_COLUMNS]; /* width 0: left out */
	struct painted *painted;
	bool head_due, smooth;
	bool focused;
	enum list_select select;
	char *empty, *match;
	int sort_column;
	bool descending;
};

/* list_rows.c */
void page_free(struct list_page *p);
void rows_fill(struct list *l); /* rows for every line of the screen, as far as there are any */
void rows_show_cursor(struct list *l);
#endif
