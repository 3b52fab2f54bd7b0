/* item_list.h - what panes 2 发布队列 and 3 三审 share: a list of items over item_view, its query, a preview, the
 * statistics panel.  The panes add only which columns and which lists there are. */
#ifndef TUI_PANE_ITEM_LIST_H
#define TUI_PANE_ITEM_LIST_H

#include "tui/app.h"
#include "tui/widget/list.h"

/* A list the pane can be switched to with Tab. */
struct item_list_scope {
	const char *title; /* 待我办 */
	const char *empty; /* what to do next when it is empty */
	const char *idle;  /* the same for who registers nothing */
	enum item_scope scope;
	uint32_t states;   /* 0: all */
	enum item_sort sort;
	bool descending;
};

struct item_list {
	struct view view; /* first: a view is an item_list */
	const struct item_list_scope *scopes;
	int scopes_n, scope;
	struct item_view *items;
	struct item_query query;
	enum item_sort sort; /* the scope's, or what the user chose in it */
	bool descending;
	char *words, *title, *filter; /* full-text, quick filter and filter expression, owned; NULL none */
	struct list *list;
	enum layout_preview preview;
	struct reader *reader;        /* the preview */
	int64_t previewed, previewed_ver;
	struct arena page;
};

/* columns: NULL for the usual ones. */
struct view *item_list_new(struct app *a, const struct view_ops *ops, const struct item_list_scope *scopes, int n);
/* The functions of struct view_ops that all panes of items use. */
struct layout_want item_list_want(struct view *v);
void item_list_place(struct view *v);
void item_list_refresh(struct view *v);
void item_list_settle(struct view *v);
void item_list_draw(struct view *v);
enum took item_list_key(struct view *v, const struct event *ev);
int64_t item_list_subject(struct view *v);
size_t item_list_marks(struct view *v, const int64_t **ids);
void item_list_unmark(struct view *v);
void item_list_status(struct view *v, char *buf, size_t cap);
void item_list_free(struct view *v);
#define ITEM_LIST_OPS                                                                                       \
	.want = item_list_want, .place = item_list_place, .refresh = item_list_refresh,                     \
	.settle = item_list_settle, .draw = item_list_draw, .key = item_list_key,                           \
	.subject = item_list_subject, .marks = item_list_marks, .unmark = item_list_unmark,                 \
	.status = item_list_status, .free = item_list_free

/* For the actions of do_list.c. */
void item_list_scope(struct item_list *l, int scope);
bool item_list_search(struct item_list *l, const char *typed, struct error *e); /* words or title filter; "" ends it */
bool item_list_filter(struct item_list *l, const char *expression, struct error *e);
/* By this; the same once more turns the order round. */
void item_list_sort(struct item_list *l, enum item_sort by);
void item_list_next_preview(struct item_list *l);
/* The id of the row after (before) this one in the list, 0 none: 连审. */
int64_t item_list_neighbour(struct item_list *l, int64_t id, bool before);

/* The light of a row as it is read: 今日, 余2日, 超3日, — ; into buf.  *role gets its colour role. */
const char *item_light(const struct item_row *r, char buf[32], enum role *role);
#endif
