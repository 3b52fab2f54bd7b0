/* view.h - lists of items: what is asked for, and what a row says.  How a list is read stands in listing.h. */
#ifndef STORE_VIEW_ITEM_VIEW_H
#define STORE_VIEW_ITEM_VIEW_H

#include "store/base/memory.h"
#include "store/record/desk/desk.h"
#include "store/rule/clock.h"
#include "store/view/listing.h"

enum item_scope {
	ITEMS_ALL,
	ITEMS_MINE, /* 待我办: returned to me, my drafts, mine to release (发布员), emergency
	               follow-ups */
	ITEMS_RELEASE, /* 待发布: signed, or online on some of the channels that were planned */
	ITEMS_SIGN, /* 待我审: waits in a tier that I may pass, by the rules of review_pass; with
	             * ITEMS_BY_SUBMITTED what waits longest comes first, with ITEMS_BY_DUE a 勘误
	             * does, then what is due */
	ITEMS_OPEN, /* all that is not finished */
	ITEMS_OFFICE, /* my office's */
	ITEMS_SIGNED_BY_ME, /* that I passed or returned, the newest act first */
};
enum { ITEMS_TIMED = -1 };
enum item_sort { ITEMS_BY_DUE, ITEMS_BY_NUMBER, ITEMS_BY_UPDATED, ITEMS_BY_SUBMITTED };

#define ITEMS_OF_NO_STATE 1u /* as states: none, where 0 is all */
struct item_query {
	enum item_scope scope;
	uint32_t states;                                            /* bits 1<<state; 0: all */
	int64_t office, catalog, category, channel, drafter, batch; /* 0: any; catalog, category VIEW_WITHOUT: none */
	int attribute;                                              /* 0: any */
	bool late;                                                  /* overdue only */
	bool withheld;    /* 不予公开 and 依申请公开, decided with three signatures or 迁入 */
	bool been_public; /* once, be it down or replaced since, or under 勘误; 迁入, too */
	int32_t formed_from, formed_to;                             /* DAY_NONE or 0: open */
	const char *words; /* full-text: every word must occur in title, 文号 or body; newest first;
	                      "" none. Copied. */
	const char *title; /* quick filter on the title: substring or pinyin initials; "" none.
	                      Copied. */
	enum item_sort sort;
	bool descending;
	/* What the figures of store/view/figure/figure.h open.  Days and instants that are 0 (days also
	 * DAY_NONE) are open. */
	int32_t due_from,
	        due_to; /* days, both included; of items whose clock runs, never an estimate */
	int64_t online_from, online_to;     /* [from, to): first 已上线, 迁入 among them, but for 作废 */
	int timely; /* of the same: 0 any, enum stat_timely, or ITEMS_TIMED: all of our own with 成文日期 */
	int64_t returned_from, returned_to; /* [from, to): a tier returned it then */
	int returned_for;                   /* reason code, 0: any */
	int64_t signed_from,
	        signed_to; /* [from, to): first signature of tier 3 that stands, of our own items */
	int signed_how;    /* 0 any, STAT_SIGNED_AT_ONCE, STAT_SIGNED_RETURNED: whether it had been
	                      returned before */
};

struct item_row {
	struct view_anchor at;
	int64_t id, ver;
	const char *number, *title, *office, *category, *catalog,
	        *holder; /* holder: 当前办理, "初审甲" or "初审甲等2人" */
	int state, attribute, rev_n, returned, class;
	bool errata, migrated, superseding;
	int32_t due;   /* DAY_NONE: no clock runs */
	bool estimate; /* due lies beyond the calendar: Monday to Friday, never counted */
	int left;      /* working days; negative: overdue */
	int channels_left; /* of 已发布: planned channels on which it is not online yet */
	enum light light;
	int64_t updated_at, submitted_at, online_at; /* submitted: to whose turn it is, under 紧急下线 since when */
	int64_t signed_at; /* in ITEMS_SIGNED_BY_ME: when he passed or returned it last; else 0 */
	int waits; /* working days it has waited in this state */
};

enum z item_view_open(struct desk *d, const struct item_query *q, struct window **out, struct error *e);

/* A filter expression of the command line and the `:filter` prompt into a query: "状态=待初审
 * 股室=办公室 松材线虫" with English keys too (store/view/filter.def); what has no key is searched
 * for.  Z_INVALID names the word that is not understood and what is allowed. *q is {0} with what
 * was said; its texts live in the arena. */
enum z item_query_parse(struct desk *d, const char *expression, struct item_query *q,
        struct arena *a, struct error *e);
/* Of its states those of a list that has only these; what asks for others finds nothing. */
void item_query_within(struct item_query *q, uint32_t states);
#endif
