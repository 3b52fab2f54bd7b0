/* ticket_stat.h - the figures of the hotline (domain 4.7): each a numerator, a denominator and the lists behind them. */
#ifndef STORE_VIEW_TICKET_STAT_H
#define STORE_VIEW_TICKET_STAT_H

#include "store/record/desk.h"
#include "store/rule/ticket.h"

struct ticket_query;

/* A row of ticket_figure.def: FIGURE(NAME, key, text, numerator, denominator, formula in words). */
enum ticket_figure {
#define FIGURE(NAME, key, text, formula) TICKET_FIGURE_##NAME,
#include "store/view/ticket_figure.def"
	TICKET_FIGURE_COUNT
};
struct ticket_ratio { int64_t n, of; }; /* of 0: no percentage, print — */
struct ticket_span { int64_t from, to; }; /* instants [from, to); 0 open: by 交办 time for the flows in, by 办结 for the flows out */
const char *ticket_figure_text(enum ticket_figure f);
const char *ticket_figure_key(enum ticket_figure f);
const char *ticket_figure_formula(enum ticket_figure f); /* 按时办结 ÷ 期内到期或者办结 */
/* All figures of a span; office 0: the bureau; kind 0: all. */
enum z ticket_figures(struct desk *d, const struct ticket_span *s, int64_t office, int kind, struct ticket_ratio out[TICKET_FIGURE_COUNT], struct error *e);
/* The list behind the numerator (part 1) or the denominator (part 2). */
void ticket_figure_query(enum ticket_figure f, int part, const struct ticket_span *s, int64_t office, int kind, struct ticket_query *q);

/* What stands on the panel; each equals the list it opens; costs the same at a million tickets. */
struct ticket_panel {
	int64_t open, unassigned, mine, red, yellow, today; /* today: limit ends today */
	int64_t checking, to_fill, extending, returning, supervised;
	int64_t in_week, closed_week, in_year, closed_year;
	struct ticket_ratio month_in_time, year_in_time, year_pleased;
};
enum z ticket_panel(struct desk *d, struct ticket_panel *p, struct error *e);
struct ticket_count { int64_t k; char name[96]; int64_t in, open, closed, late; };
enum ticket_by { TICKETS_BY_KIND, TICKETS_BY_OFFICE, TICKETS_BY_URGENCY, TICKETS_BY_SOURCE };
enum z ticket_by(struct desk *d, enum ticket_by by, const struct ticket_span *s, struct ticket_count **rows, int *n, struct error *e);
enum z ticket_recount(struct desk *d, void (*wrong)(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted), void *ctx, struct error *e);
#endif
