/* list_pane.h - what every pane with a list of records shares, whatever the records are: scopes (Tab), search, filter,
 * order, marks, a preview, the statistics beside it.
 *
 * What the records are is said by a constant struct list_kind; item_list.c has the one of panes 2 and 3, tui/hotline the
 * one of pane 4.  It knows texts, keys and rectangles, and nothing of any record. */
#ifndef TUI_LIST_LIST_PANE_H
#define TUI_LIST_LIST_PANE_H

#include "store/view/listing.h"
#include "tui/app.h"
#include "tui/widget/list.h"
#include "tui/widget/reader.h"

struct list_pane;

/* An order the user can choose. */
struct list_order {
	int sort; /* as in struct list_column.sort */
	const char *label;
	bool newest; /* begins with the greatest */
};

/* A list the pane can be switched to with Tab. */
struct list_scope {
	const char *title; /* 待我办 */
	const char *empty; /* what to do next when it is empty */
	const char *idle;  /* the same for who registers nothing */
	int scope, sort;   /* of the kind's query: enum item_scope and item_sort, ticket_scope … */
	bool descending;
	uint32_t states;   /* 0: all */
};

struct list_kind {
	const struct list_column *columns;
	int columns_n;
	const struct list_column *(*columns_of)(const struct list_scope *s); /* other names of them in a scope; NULL: the same in all */
	const struct list_order *orders;
	int orders_n;
	const char *no_hit;       /* "“%s”里没有符合的…": the scope's title goes in */
	const char *search_hint;
	const char *filter_label; /* how a filter is written */

	/* Opens the list for figure, scope, words, title, filter and order as they stand in l; the texts of the query may stand
	 * in a.  w NULL: says only whether l->filter may be one. */
	enum z (*open)(struct list_pane *l, struct arena *a, struct window **w, struct error *e);
	void (*add)(struct list_page *p, const void *row);
	void (*preview)(struct list_pane *l, int64_t id); /* fills l->reader and l->preview_title, both empty, with this record */
	void (*statistics)(struct app *a, struct surface *s, const struct layout *lay, bool all);
	bool (*statistics_settle)(struct app *a); /* true: draw them again; may be NULL */
};

struct list_pane {
	struct view view; /* first: a view is a list_pane */
	const struct list_kind *kind;
	const struct list_scope *scopes;
	int scopes_n;
	int scope;
	int sort; /* the scope's, or what the user chose in it: as in struct list_column.sort, which is the query's + 1 */
	bool descending;
	char *words, *title, *filter; /* full text, quick filter and filter expression, owned; NULL none */
	struct list_ops ops; /* the same for every kind but for the columns */
	struct arena page;
	struct window *rows; /* NULL: none is open */
	struct list *list;
	enum layout_preview preview;
	bool waiting; /* for a locked file, to be opened as it is asked for now */
	struct reader *reader; /* the preview */
	char preview_title[400]; /* "": nothing is shown */
	int64_t previewed;     /* whose it is; PREVIEWED_NOT: it has to be read again */
	void *figure;          /* of a list behind one: the kind's query that lists it; NULL: a pane */
	struct list_scope behind; /* and its only scope */
};

/* For kind->open(): the texts of the query that a filter became.  What was typed into the list goes before what the filter
 * says; its words are the list's own from then on. */
void list_pane_texts(struct list_pane *l, const char **words, const char **title);

struct view *list_pane_new(struct app *a, const struct view_ops *ops, const struct list_kind *kind,
	const struct list_scope *scopes, int n);
/* What stands behind a figure, a page over whatever is shown: one list, with this title ("超期：…") and in this order of
 * the kind's query q, which is copied; its texts are not.  ops have LIST_BEHIND_OPS. */
struct view *list_pane_behind(struct app *a, const struct view_ops *ops, const struct list_kind *kind, const char *title,
	const char *empty, int sort, bool descending, const void *q, size_t q_size);
/* The pane of a view; NULL if it is of another sort. */
struct list_pane *list_pane_of(struct view *v);
/* The nearest one from v downwards, where it is a list of such records, else NULL. */
struct list_pane *list_pane_below(struct view *v, bool (*lists)(const struct view *v));

struct layout_want list_pane_want(struct view *v);
void list_pane_place(struct view *v);
void list_pane_refresh(struct view *v);
void list_pane_settle(struct view *v);
void list_pane_draw(struct view *v);
enum took list_pane_key(struct view *v, const struct event *ev);
int64_t list_pane_subject(struct view *v);
size_t list_pane_marks(struct view *v, const int64_t **ids);
void list_pane_unmark(struct view *v);
void list_pane_status(struct view *v, char *buf, size_t cap);
void list_pane_free(struct view *v);
#define LIST_PANE_OPS_BUT_KEY                                                                               \
	.want = list_pane_want, .place = list_pane_place, .refresh = list_pane_refresh,                     \
	.settle = list_pane_settle, .draw = list_pane_draw, .subject = list_pane_subject,                   \
	.marks = list_pane_marks, .unmark = list_pane_unmark, .status = list_pane_status, .free = list_pane_free
#define LIST_PANE_OPS LIST_PANE_OPS_BUT_KEY, .key = list_pane_key
/* Without what is about all records, and Esc goes back one step at a time: first it ends a search. */
bool list_behind_has(struct view *v, int act);
bool list_behind_leave(struct view *v);
#define LIST_BEHIND_OPS LIST_PANE_OPS, .has = list_behind_has, .leave = list_behind_leave

/* 预计余2日, 超3日, 今日, 余2日; by the days that are left. */
const char *list_pane_days(int left, bool estimate, char buf[40]);

/* For the actions of do_list.c. */
void list_pane_scope(struct list_pane *l, int scope);
void list_pane_search(struct list_pane *l, const char *typed); /* words or title filter; "" ends it */
/* "" ends it.  False: *e says what is wrong with it, and the list stays. */
bool list_pane_filter(struct list_pane *l, const char *expression, struct error *e);
/* Ends search and filter.  False: there was neither. */
bool list_pane_undo(struct list_pane *l);
/* By this; the same once more turns the order round. */
void list_pane_sort(struct list_pane *l, int sort);
void list_pane_next_preview(struct list_pane *l);
/* The id of the row after (before) this one in the list, 0 none: 连审. */
int64_t list_pane_neighbour(struct list_pane *l, int64_t id, bool before);
#endif
