/* stat.h - the figures of the hotline (domain 4.7): each a numerator, a denominator and the lists behind them. */
#ifndef STORE_VIEW_TICKET_STAT_H
#define STORE_VIEW_TICKET_STAT_H

#include "store/record/desk/desk.h"
#include "store/rule/ticket/ticket.h"

struct ticket_query;

/* The rates of store/view/figure/figure.def; FIGURE_TICKET_SIGNED_IN_TIME is the first of them there. */
enum ticket_figure {
#define TICKET_RATE(NAME, key, text, formula, WHEN) TICKET_FIGURE_##NAME,
#include "store/view/figure/figure.def"
	TICKET_FIGURE_COUNT
};
struct ticket_ratio { int64_t n, of; }; /* of 0: no percentage, print — */
/* Instants [from, to); 0 open: by 交办 for what comes in, by 办结 for what goes out; 按时办结率 counts each ticket once, when
 * it was closed in time or when its limit passed. */
struct ticket_span { int64_t from, to; };
/* All figures of a span; office 0: the bureau; kind 0: all. */
enum z ticket_figures(struct desk *d, const struct ticket_span *s, int64_t office, int kind, struct ticket_ratio out[TICKET_FIGURE_COUNT], struct error *e);
/* The list behind the numerator (part 1) or the denominator (part 2). */
void ticket_figure_query(enum ticket_figure f, int part, const struct ticket_span *s, int64_t office, int kind, struct ticket_query *q);

/* Of what came in during the span (but for 作废): how many, how many of these are still open, are closed, are or were
 * late.  name: of the kind, the office ("" none), the urgency, the channel. */
struct ticket_count { int64_t k; char name[96]; int64_t in, open, closed, late; };
enum ticket_by { TICKETS_BY_KIND, TICKETS_BY_OFFICE, TICKETS_BY_URGENCY, TICKETS_BY_SOURCE };
enum z ticket_by(struct desk *d, enum ticket_by by, const struct ticket_span *s, struct ticket_count **rows, int *n, struct error *e);
/* Counts everything anew from the records: calls wrong for each cell that differs. */
enum z ticket_recount(struct desk *d, void (*wrong)(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted), void *ctx, struct error *e);
#endif
