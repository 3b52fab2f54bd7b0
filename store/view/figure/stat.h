/* stat.h - counters kept in the transaction that moves an item, so that a refresh costs the same at
 * a million rows. */
#ifndef STORE_VIEW_FIGURE_STAT_H
#define STORE_VIEW_FIGURE_STAT_H

#include "store/record/desk/desk.h"

/* A cell's k is a key: an id (0: none), or a day.  What is counted of the bureau under a key is counted once more of each
 * office under stat_k(office, key), so that a figure of one office costs no more than that of the bureau; only the
 * dimensions marked "bureau" are not, which are by office themselves or of no figure. */
enum { STAT_OFFICE_STEP = 10000000, STAT_KEY_MAX = STAT_OFFICE_STEP / 2 - 1 /* days before 1970 are below 0 */ };
static inline int64_t stat_k(int64_t office, int64_t key)
{
	return office * STAT_OFFICE_STEP + key;
}
static inline int64_t stat_k_office(int64_t k)
{
	return (k + STAT_KEY_MAX) / STAT_OFFICE_STEP;
}
enum stat_dim {
	STAT_ALL = 1, /* bureau */
	STAT_OFFICE,  /* bureau */
	STAT_CATEGORY,
	STAT_CATALOG,
	STAT_ATTRIBUTE, /* bureau */
	STAT_ONLINE, /* k day of the first 已上线, but for 作废; "state" is enum origin: 0 own, 1 迁入 */
	STAT_SIGNED, /* our own items by the day of their first signature of tier 3 that stands;
	                "state" is enum stat_signed */
	/* Tickets; each cell follows from the ticket's row alone (store/record/ticket/move.c moves
	   them, ticket_recount() in store/view/ticket/stat.c counts them anew). */
	STAT_TICKET,        /* bureau: k 0; by state */
	STAT_TICKET_OFFICE, /* bureau: k office, 0: none; by state */
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
	/* What was made public, as STAT_ONLINE; "state" is the id, 0: none. */
	STAT_ONLINE_CATEGORY,
	STAT_ONLINE_CATALOG,
	STAT_ONLINE_OFFICE, /* bureau */
	STAT_ONLINE_CHANNEL, /* as planned; an item may have several */
	/* These two hang on the calendar and the setting publish_days: stat_count_again(). */
	STAT_TIMELY,      /* k day of the first 已上线 of our own items with 成文日期; "state" is enum stat_timely */
	STAT_SIGNED_DAYS, /* as STAT_SIGNED; "state" is the working days from the first submission */
	STAT_TICKET_IN_KIND,   /* as STAT_TICKET_IN; "state" is the kind */
	STAT_TICKET_IN_OFFICE, /* bureau: ... the office, 0: none */
	STAT_TICKET_SOLVED, /* k day of closed_at, solved not 0, not 作废, not 不纳入考核; "state" is solved */
	/* Items that a tier returned, by the day of each return, so that those of any period are counted once: "state" is how
	   many days before it the same item had been returned, 0: never, and a second return of one day is in no cell.  Of a
	   period are those whose state is 0 or reaches back before it. */
	STAT_RETURNED,
	STAT_RETURNED_REASON, /* ... returned for the same reason; "state" is STAT_REASON_STEP * reason + days */
	STAT_LEFT,            /* k 0: published items that are awaited on a channel (the cache item.channels_left); "state" 0 */
	STAT_TICKET_OUT_KIND,   /* as STAT_TICKET_OUT; "state" is the kind */
	STAT_TICKET_OUT_OFFICE, /* bureau: ... the office, 0: none */
	/* What the rates count, of tickets that are neither 作废 nor 不纳入考核. */
	STAT_TICKET_MARKS,     /* k day of dispatched_at; "state" is a set of enum stat_ticket_mark */
	STAT_TICKET_CONTACTED, /* k day of dispatched_at, not 迁入: an answer says that the caller was reached by outer_due; "state" 0 */
	STAT_TICKET_EXTENDED,  /* k day of dispatched_at, not 迁入: 延期 was granted, in any round; "state" 0 */
	STAT_TICKET_ASKED,     /* k day of closed_at; "state" is STAT_ASKED_STEP * pleased + pleased_manner */
	STAT_END
};
/* What is divided over years (figure_parts) is counted by month, too: dimension dim + STAT_BY_MONTH, in which k is
 * stat_month() of the day, and the rest is the same. */
enum { STAT_BY_MONTH = 1000 };
bool stat_monthly(int dim);
int64_t stat_month(int32_t day); /* months since the year 0 */
enum stat_timely { STAT_TIMELY_IN_TIME = 1, STAT_TIMELY_LATE, STAT_TIMELY_UNKNOWN /* 日历未定 */ };
enum { STAT_DAYS_MAX = 998, STAT_DAYS_UNKNOWN /* 日历未定 */ };
enum stat_signed { STAT_SIGNED_AT_ONCE = 1, STAT_SIGNED_RETURNED };
enum { STAT_REASON_STEP = 100000, STAT_RETURNED_MAX = STAT_REASON_STEP - 1 };
enum stat_ticket_flag {
	STAT_TICKET_UNASSIGNED = 1, /* without office or without handler */
	STAT_TICKET_SUPERVISED,     /* supervised not 0 */
	STAT_TICKET_EXTENDING,      /* extending not 0 */
};
enum stat_ticket_mark {
	STAT_MARK_CLOSED = 1,          /* closed_at is there */
	STAT_MARK_RETURNED = 2,        /* 已退单 */
	STAT_MARK_REDONE = 4,          /* redos or a later round */
	STAT_MARK_TO_SIGN = 8,         /* sign_due is there */
	STAT_MARK_SIGNED_IN_TIME = 16, /* signed_at <= sign_due */
	STAT_MARK_OWN = 32,            /* not 迁入 */
};
enum { STAT_ASKED_STEP = 10 };
enum stat_ticket_judged { STAT_TICKET_IN_TIME = 1 /* closed_at <= outer_due */, STAT_TICKET_OVERDUE };

/* n(state) of one value of one dimension (STAT_ALL: k 0); states is an array indexed by enum
 * item_state. */
enum z stat_states(
        struct desk *d, enum stat_dim dim, int64_t k, int64_t states[32], struct error *e);
struct stat_row {
	int64_t k, n;
	char name[96];
};
/* By value of a dimension (office 0: of the bureau), the states of the mask added up, largest first. */
enum z stat_by(struct desk *d, enum stat_dim dim, int64_t office, uint32_t states, struct stat_row **rows, int *n,
        struct error *e);
/* How far it is counted how many wait for a person; one more means "more". */
#define STAT_CAP 99
/* Counts everything anew from the records: calls wrong for each cell that differs (dim, k, state,
 * stored, true). */
enum z stat_recount(struct desk *d,
        void (*wrong)(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted),
        void *ctx, struct error *e);
/* The same written, inside a transaction; calendar_only: those that hang on the calendar.  mended (may be NULL): cells. */
enum z stat_count_again(struct desk *d, bool calendar_only, int64_t *mended, struct error *e);
/* An upgrade of the file left a cell of dimension 0: everything is to be counted anew, in a transaction of its own. */
bool stat_wanted(struct desk *d);
enum z stat_ensure(struct desk *d, struct error *e);
#endif
