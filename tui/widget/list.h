/* list.h - the one list every pane uses: columns, a cursor, marks, sorting, over any number of rows.
 *
 * The list owns no data.  It keeps a window of a few pages of finished cell texts round the cursor, fetched by key from
 * a source (struct list_ops), so that a million rows scroll in constant memory; across a refresh the cursor stays on
 * its row, wherever that has moved, and on the same line of the screen.  A source that is locked for a moment answers
 * LIST_BUSY: the list keeps its last picture and list_busy() asks for another list_refresh().
 *
 * It knows text, rectangles and keys, and nothing of the desk. */
#ifndef TUI_WIDGET_LIST_H
#define TUI_WIDGET_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/widget/widget.h"

enum { LIST_COLUMNS = 16, LIST_BUSY = -1, LIST_MARK_LIMIT = 10000 };

struct list_column {
	const char *title;
	int min;      /* columns it needs at least */
	int weight;   /* its share of what is left over; 0: stays at min */
	int max;      /* 0: no limit */
	int align;    /* TEXT_LEFT, TEXT_RIGHT, TEXT_CENTRE of store/base/text.h */
	int drop;     /* 0: always shown; else left out in a narrow window, the highest first */
	int sort;     /* handed to ops->sort when the user sorts by it; 0: it cannot be sorted by */
	bool accent; /* shows the selection, together with the pointer left of the row; short, or moving the cursor gets
		       * dear on a slow line */
};

/* The place of a row in the list's order: unique and enough to go on from, even when the row itself is gone. */
struct list_key {
	int64_t sort, id;
};

struct list_page; /* what a source fills */

/* One row: texts[i] and roles[i] belong to column i, and are copied.  roles may be NULL (all C_TEXT). */
void list_page_add(struct list_page *p, struct list_key key, const char *const texts[], const enum role roles[]);

struct list_ops {
	const struct list_column *columns;
	int n_columns;
	/* Adds up to n rows after `from` (backwards: before it), from the first (last) one where from is NULL; always
	 * in list order.  How many, or LIST_BUSY. */
	int (*fetch)(void *data, const struct list_key *from, bool backwards, int n, struct list_page *p);
	/* Adds the row with this id where it stands now: 1; 0 if it is not in the list any more; LIST_BUSY. */
	int (*find)(void *data, int64_t id, struct list_page *p);
	/* The rest may be NULL. */
	/* How many rows: *exact false where only "more than n" is known.  0, or LIST_BUSY. */
	int (*count)(void *data, long long *n, bool *exact);
	int (*seek)(void *data, long long n, struct list_key *key); /* the row number n, from 0: 1, 0, LIST_BUSY */
	int (*rank)(void *data, const struct list_key *key, long long *rank); /* the reverse: 1, 0 unknown, LIST_BUSY */
	void (*sort)(void *data, int sort, bool descending);                   /* the next fetch is in this order */
	bool count_late; /* counting, or up to a row in another order, may take longer than a page: it is done by list_settle() */
	bool (*more)(void *data); /* what was found so far is not all: asking again may find more */
};

enum list_select {
	LIST_SELECT_MARK, /* a pointer and the accent columns: one line down costs about a hundred bytes */
	LIST_SELECT_ROW,  /* the whole row */
};

struct list;
struct list *list_new(const struct list_ops *ops, void *data); /* ops and data are borrowed */
void list_free(struct list **l);

/* Where it is drawn: a part of a surface, with its head row and its scroll bar.  Draws all at the next list_draw. */
void list_place(struct list *l, struct surface *s, struct rect where);
void list_focus(struct list *l, bool focused);
void list_select_by(struct list *l, enum list_select how);
void list_empty_text(struct list *l, const char *text); /* what to do next; lines end in \n; copied */
/* Text to be shown as a match wherever it occurs in the rows; NULL or "" for none.  Copied. */
void list_match(struct list *l, const char *text);
/* Which column shows the sort arrow (-1 none) before the user has sorted. */
void list_sorted_by(struct list *l, int column, bool descending);

/* The data may have changed: reads the window again, cursor and marks stay.  Marks of rows that are gone are forgotten
 * when an action meets them, not here. */
void list_refresh(struct list *l);
/* It is another list now (filter, scope): cursor on the first row, or on `id` if that is there; marks are dropped. */
void list_reload(struct list *l, int64_t id);
bool list_busy(const struct list *l);
/* The keys rest: what count_late has put off, the refresh that a locked source asked for, and the rows that a source
 * which finds more and more has found meanwhile.  True: draw again. */
bool list_settle(struct list *l);
/* The screen is not full and the source has not looked everywhere: list_settle() shall be called again. */
bool list_unsettled(const struct list *l);

/* TOOK_DONE: Enter or a double click on a row. */
enum took list_key(struct list *l, const struct event *ev);
/* Changed rows only, and the hardware cursor (see draw_cursor) where the list has the focus. */
void list_draw(struct list *l);
/* Somebody else has drawn over it. */
void list_touch(struct list *l);

/* The row under the cursor: false in an empty list. */
bool list_current(const struct list *l, struct list_key *key);
const char *list_cell(const struct list *l, int column); /* of the row under the cursor; "" in an empty list */
void list_move(struct list *l, long long rows);
void list_first(struct list *l);
void list_last(struct list *l);
bool list_goto(struct list *l, long long n);             /* row n from 0; false if the source cannot tell */
bool list_goto_id(struct list *l, int64_t id);
void list_sort(struct list *l, int column, bool descending);
/* The cursor's row number from 1 (0 unknown) and the number of rows (exact false: more than that; -1 unknown). */
void list_position(const struct list *l, long long *row, long long *total, bool *exact);

size_t list_marked(const struct list *l, const int64_t **ids); /* in rising order of id; valid until the next change */
bool list_is_marked(const struct list *l, int64_t id);
void list_mark(struct list *l, int64_t id, bool on);
bool list_mark_all(struct list *l); /* false: stopped at LIST_MARK_LIMIT or by a locked source */
void list_unmark_all(struct list *l);
#endif
