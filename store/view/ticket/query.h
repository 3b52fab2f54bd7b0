/* query.h - what the files of a ticket list and of the hotline's figures share.
 *
 * ticket/plan.c decides where rows come from, ticket/mine.c what waits for a person, ticket/view.c says what a row
 * shows; ticket/figure.c holds the conditions of the figures, ticket/stat.c counts by them. */
#ifndef STORE_VIEW_TICKET_QUERY_H
#define STORE_VIEW_TICKET_QUERY_H

#include "store/rule/calendar/workdays.h"
#include "store/view/ticket/stat.h"
#include "store/view/ticket/view.h"
#include "store/view/window.h"

#define TICKETS_STATES ((1u << TICKET_STATE_END) - 2u)
#define TICKETS_LIVE ((uint32_t)TICKET_OPEN)
#define TICKETS_ENDED (TICKETS_STATES & ~TICKETS_LIVE)
#define TICKETS_LIVE_SQL "(1,2,3,4,5,6,8)"
/* The same as the index ticket_live has it: an IN would be worth a table of its own for each row that is written. */
#define TICKET_LIVE_INDEXED "i.state<>7 AND i.state<9"
_Static_assert(TICKET_OPEN == (1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 6 | 1 << 8), "TICKETS_LIVE_SQL");

/* Which limits of ticket_limit are hours. */
enum ticket_unit_of { UNIT_SIGN, UNIT_RETURN, UNIT_INNER, UNITS };
struct ticket_units {
	bool hours[UNITS][KIND_END][URGENCY_END];
};
enum z ticket_units_load(struct desk *d, struct ticket_units *u, struct error *e);

struct ticket_view {
	struct window w;
	struct ticket_query q; /* texts are the window's */
	struct ticket_units units;
	struct workdays days;
};
static inline struct ticket_view *view_of_tickets(struct window *w)
{
	return (struct ticket_view *)w; /* its first member */
}

/* Working days round today, made at the first call after a change of the desk. */
const struct workdays *ticket_days(struct ticket_view *v);

/* ---- ticket/plan.c ---- */
extern const char *const ticket_order[]; /* by enum ticket_sort */
enum z ticket_plan(struct window *w, struct error *e);
/* " AND ...": of the open ones, those whose next limit is one of hours and ends by then. */
void plan_tickets_hours(struct ticket_view *v, int64_t until, struct buffer *b);
/* ---- ticket/mine.c: arms that may overlap ---- */
enum z plan_tickets_mine(struct ticket_view *v, uint32_t states, struct error *e);

/* ---- ticket/figure.c ---- */
enum ticket_basis { TICKETS_IN_SPAN_BY_ARRIVAL, TICKETS_IN_SPAN_BY_CLOSING, TICKETS_IN_SPAN_BY_JUDGEMENT };
enum ticket_basis ticket_figure_basis(enum ticket_figure f);
/* " AND ...": over ticket i, that it counts in the denominator (part 2) or the numerator (part 1); the span, and for
 * TICKETS_IN_SPAN_BY_JUDGEMENT all of it, is the caller's. */
void ticket_figure_condition(const struct desk *d, enum ticket_figure f, int part, struct buffer *b);
/* What is in no figure. */
#define TICKET_COUNTS " AND i.state<>12 AND i.excluded=0"
_Static_assert(TICKET_VOID == 12, "TICKET_COUNTS");
#endif
