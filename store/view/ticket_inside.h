/* ticket_inside.h - what the files of a ticket list and of the hotline's figures share.
 *
 * ticket_plan.c decides where rows come from, ticket_mine.c what waits for a person, ticket_view.c says what a row
 * shows; ticket_figure.c holds the conditions of the figures, ticket_stat.c counts by them. */
#ifndef STORE_VIEW_TICKET_INSIDE_H
#define STORE_VIEW_TICKET_INSIDE_H

#include "store/rule/workdays.h"
#include "store/view/ticket_stat.h"
#include "store/view/ticket_view.h"
#include "store/view/window.h"

#define TICKETS_STATES ((1u << TICKET_STATE_END) - 2u)
#define TICKETS_ENDED                                                                              \
	(1u << TICKET_CLOSED | 1u << TICKET_RETURNED | 1u << TICKET_MERGED | 1u << TICKET_ROUTED | \
	        1u << TICKET_VOID)
#define TICKETS_LIVE (TICKETS_STATES & ~TICKETS_ENDED)
#define TICKETS_LIVE_SQL "(1,2,3,4,5,6,8)"
_Static_assert(TICKETS_LIVE == (1u << 1 | 1u << 2 | 1u << 3 | 1u << 4 | 1u << 5 | 1u << 6 | 1u << 8), "TICKETS_LIVE_SQL");

/* due_sort beyond this stands for "no limit counts". */
#define DUE_NEVER INT64_C(100000000000)

/* Which limits of ticket_limit are hours. */
struct ticket_units {
	bool hours[KIND_END][URGENCY_END][3]; /* sign, inner, outer */
	bool any;
};
enum z ticket_units_load(struct desk *d, struct ticket_units *u, struct error *e);

struct ticket_view {
	struct window w;
	struct ticket_query q; /* texts are the view's own */
	struct ticket_units units;
	struct workdays days;
};
static inline struct ticket_view *view_of_tickets(struct window *w)
{
	return (struct ticket_view *)w; /* its first member */
}

/* ---- ticket_plan.c ---- */
extern const char *const ticket_order[]; /* by enum ticket_sort */
enum z ticket_plan(struct window *w, struct error *e);
/* ---- ticket_mine.c: arms that may overlap ---- */
void plan_tickets_mine(struct ticket_view *v, uint32_t states);

/* ---- ticket_figure.c ---- */
enum figure_basis { FIGURE_BY_ARRIVAL, FIGURE_BY_CLOSING, FIGURE_BY_JUDGEMENT };
enum figure_basis ticket_figure_basis(enum ticket_figure f);
/* " AND ...": over ticket i, that it counts in the denominator (part 2) or the numerator (part 1); the span, and for
 * FIGURE_BY_JUDGEMENT all of it, is the caller's. */
void ticket_figure_condition(const struct desk *d, enum ticket_figure f, int part, struct buffer *b);
/* What is in no figure. */
#define TICKET_COUNTS " AND i.state<>12 AND i.excluded=0"
_Static_assert(TICKET_VOID == 12, "TICKET_COUNTS");
#endif
