/* item_view.h - lists of items as keyset windows: a million rows scroll because only a page is ever read.
 *
 * A view holds a query, no statement and no transaction between calls.  A read that meets a locked file gives Z_BUSY at once:
 * the caller keeps its last picture and asks again. */
#ifndef STORE_VIEW_ITEM_VIEW_H
#define STORE_VIEW_ITEM_VIEW_H

#include "store/base/memory.h"
#include "store/record/desk.h"
#include "store/rule/clock.h"

enum item_scope {
	ITEMS_ALL,
	ITEMS_MINE,    /* 待我办: returned to me, my drafts, mine to release (发布员), emergency follow-ups */
	ITEMS_SIGN,    /* 待我审: waits in a tier that I may pass, by the rules of review_pass; what waits longest first */
	ITEMS_OPEN,    /* all that is not finished */
	ITEMS_OFFICE,  /* my office's */
	ITEMS_SIGNED_BY_ME,
};
enum item_sort { ITEMS_BY_DUE, ITEMS_BY_NUMBER, ITEMS_BY_UPDATED, ITEMS_BY_SUBMITTED };

struct item_query {
	enum item_scope scope;
	uint32_t states;         /* bits 1<<state; 0: all */
	int64_t office, catalog, category, channel, drafter, batch; /* 0: any */
	int attribute;           /* 0: any */
	bool late;               /* overdue only */
	int32_t formed_from, formed_to; /* DAY_NONE: open */
	const char *words;       /* full-text: every word must occur in title, 文号 or body; newest first; "" none. Copied. */
	const char *title;       /* quick filter on the title: substring or pinyin initials; "" none. Copied. */
	enum item_sort sort;
	bool descending;
};

struct item_anchor {
	int64_t sort, id;
};
struct item_row {
	struct item_anchor at;
	int64_t id, ver;
	const char *number, *title, *office, *category, *catalog, *holder; /* holder: 当前办理, "初审甲" or "初审甲等2人" */
	int state, attribute, rev_n, returned, class;
	bool errata, migrated, superseding;
	int32_t due;             /* DAY_NONE: no clock runs */
	bool estimate;           /* due lies beyond the calendar: Monday to Friday, never counted */
	int left;                /* working days; negative: overdue */
	enum light light;
	int64_t updated_at, submitted_at, online_at;
	int waits;               /* working days it has waited in this state */
};

struct item_view;
enum z item_view_open(struct desk *d, const struct item_query *q, struct item_view **v, struct error *e);
void item_view_close(struct item_view **v);
/* Up to n rows after (or, backwards, before) the anchor; from NULL: the first (last) ones.  rows are always in list order.
 * Texts live in the arena.  *got tells how many. */
enum z item_view_page(struct item_view *v, const struct item_anchor *from, bool backwards, int n, struct item_row *rows,
	struct arena *a, int *got, struct error *e);
/* The rows with these ids, as they would stand in the list (for marks and refreshes); rows that left the list are missing. */
enum z item_view_row(struct item_view *v, int64_t id, struct item_row *row, struct arena *a, struct error *e);
/* How many rows: exact up to cap, cap+1 means more. */
enum z item_view_count(struct item_view *v, int64_t cap, int64_t *count, struct error *e);
/* The anchor of row number n (0..), so that a jump reads one page: fence posts every 1000 rows, kept until the desk changes. */
enum z item_view_seek(struct item_view *v, int64_t n, struct item_anchor *a, struct error *e);
enum z item_view_rank(struct item_view *v, const struct item_anchor *a, int64_t cap, int64_t *rank, struct error *e);

/* A filter expression of the command line and the `:filter` prompt into a query: "状态=待初审 股室=办公室 松材线虫" with English keys too
 * (state office category catalog attribute late words). Z_INVALID names the word that is not understood and what is allowed. */
enum z item_query_parse(struct desk *d, const char *expression, struct item_query *q, struct arena *a, struct error *e);
#endif
