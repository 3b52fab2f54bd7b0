/* stat.h - counters kept in the transaction that moves an item, so that a refresh costs the same at
 * a million rows. */
#ifndef STORE_VIEW_STAT_H
#define STORE_VIEW_STAT_H

#include "store/record/desk.h"

/* k is the id (0: none), the day, or the year. */
enum stat_dim {
	STAT_ALL = 1,
	STAT_OFFICE,
	STAT_CATEGORY,
	STAT_CATALOG,
	STAT_ATTRIBUTE,
	STAT_ONLINE, /* our own items by the day of their first 已上线 */
	STAT_SIGNED, /* our own items by the year of their first signature of tier 3 that stands;
	                "state" is enum stat_signed */
	/* Tickets; each cell follows from the ticket's row alone (store/record/ticket_move.c moves
	   them, ticket_recount() in store/view/ticket_stat.c counts them anew). */
	STAT_TICKET,        /* k 0; by state */
	STAT_TICKET_OFFICE, /* k office, 0: none; by state */
	STAT_TICKET_KIND,   /* k kind; by state */
	STAT_TICKET_FLAG,   /* k enum stat_ticket_flag; by state, open ones only */
	STAT_TICKET_IN,     /* k day of dispatched_at, but for 作废; "state" 0 */
	STAT_TICKET_OUT,    /* k day of closed_at where there is one, but for 作废; "state" 0 */
	STAT_TICKET_JUDGED, /* closed_at and outer_due are there, not 作废, not 不纳入考核: closed in time
	                       on the day of closed_at, else on the day that outer_due ends,
	                       day_at(outer_due - 1); "state" is enum stat_ticket_judged */
	STAT_TICKET_PLEASED, /* k day of closed_at, pleased not 0, not 作废, not 不纳入考核; "state" is
	                        enum ticket_pleased */
	STAT_DUE, /* items whose clock runs, by the day on which they are due (the cache item.due); "state" 0 */
	STAT_TICKET_LIMIT, /* open ones without closed_at, not 不纳入考核, by the day that outer_due ends; "state" 0 */
};
enum stat_signed { STAT_SIGNED_AT_ONCE = 1, STAT_SIGNED_RETURNED };
enum stat_ticket_flag {
	STAT_TICKET_UNASSIGNED = 1, /* without office or without handler */
	STAT_TICKET_SUPERVISED,     /* supervised not 0 */
	STAT_TICKET_EXTENDING,      /* extending not 0 */
};
enum stat_ticket_judged { STAT_TICKET_IN_TIME = 1 /* closed_at <= outer_due */, STAT_TICKET_OVERDUE };

/* n(state) of one value of one dimension (STAT_ALL: k 0); states is an array indexed by enum
 * item_state. */
enum z stat_states(
        struct desk *d, enum stat_dim dim, int64_t k, int64_t states[32], struct error *e);
struct stat_row {
	int64_t k, n;
	char name[96];
};
/* By value of a dimension, the states of the mask added up, largest first. */
enum z stat_by(struct desk *d, enum stat_dim dim, uint32_t states, struct stat_row **rows, int *n,
        struct error *e);
/* By 信息分类, what can be read on a platform now: published, also while a 勘误 of it is on its way. */
enum z stat_online(struct desk *d, struct stat_row **rows, int *n, struct error *e);
/* How many items of each value first came online in [from, to) (0 open), 迁入 among them, largest first; all: how many
 * items that are.  Of channels an item may have several. */
enum published_by { PUBLISHED_BY_CATEGORY, PUBLISHED_BY_CATALOG, PUBLISHED_BY_CHANNEL, PUBLISHED_BY_OFFICE };
enum z stat_published(struct desk *d, enum published_by by, int64_t from, int64_t to, struct stat_row **rows, int *n,
        int64_t *all, struct error *e);
#define STAT_CAP 99
/* The figures of the panel and the list that each opens: stat_figure_query(). */
enum stat_figure {
	STAT_FIGURE_TIER1,
	STAT_FIGURE_TIER2,
	STAT_FIGURE_TIER3,
	STAT_FIGURE_DRAFTS,
	STAT_FIGURE_RETURNED,
	STAT_FIGURE_SIGNED,
	STAT_FIGURE_REFERRED,
	STAT_FIGURE_EMERGENCY,
	STAT_FIGURE_FOR_ME,
	STAT_FIGURE_TO_SIGN,
	STAT_FIGURE_LATE,
	STAT_FIGURE_TODAY,
	STAT_FIGURE_SOON,
	STAT_FIGURE_ONLINE_WEEK,
	STAT_FIGURE_ONLINE_LAST_WEEK,
	STAT_FIGURE_ONLINE_YEAR,
	STAT_FIGURE_RETURNED_WEEK,
	STAT_FIGURE_PASSED_FIRST,
	STAT_FIGURE_FINISHED,
	STAT_FIGURE_COUNT
};
struct item_query;
void stat_figure_query(const struct desk *d, enum stat_figure f, struct item_query *q);
/* What the panel beside the queue shows; every figure equals the length of the list that it opens.
 */
struct stat_panel {
	int64_t waiting[4]; /* [1..3] by tier */
	int64_t drafts, returned, signed_, referred, emergency;
	int64_t for_me,
	        to_sign; /* ITEMS_MINE, ITEMS_SIGN; up to STAT_CAP, STAT_CAP + 1 means more */
	int64_t late, today, soon;                          /* open items by light */
	int64_t online_week, online_last_week, online_year; /* items first online in that time */
	int64_t returned_week;
	int64_t passed_first,
	        finished; /* 一次通过率: signed this year without a return / signed this year */
};
int64_t stat_figure(const struct stat_panel *p, enum stat_figure f);
enum z stat_panel(struct desk *d, struct stat_panel *p, struct error *e);
/* The first day of the week that holds day, by the setting week_start. */
int32_t stat_week(const struct desk *d, int32_t day);
/* Counts everything anew from the records: calls wrong for each cell that differs (dim, k, state,
 * stored, true). */
enum z stat_recount(struct desk *d,
        void (*wrong)(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted),
        void *ctx, struct error *e);
#endif
