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
/* Instants [from, to); 0 open: by 交办 for what comes in, by 办结 for what goes out; 按时办结率 counts each ticket once, when
 * it was closed in time or when its limit passed. */
struct ticket_span { int64_t from, to; };
const char *ticket_figure_text(enum ticket_figure f);
const char *ticket_figure_key(enum ticket_figure f);
/* 满意 ÷ 有效评价（不含未接通）: as it is counted here, settings and all. */
const char *ticket_figure_formula(const struct desk *d, enum ticket_figure f);
/* All figures of a span; office 0: the bureau; kind 0: all. */
enum z ticket_figures(struct desk *d, const struct ticket_span *s, int64_t office, int kind, struct ticket_ratio out[TICKET_FIGURE_COUNT], struct error *e);
/* The list behind the numerator (part 1) or the denominator (part 2). */
void ticket_figure_query(enum ticket_figure f, int part, const struct ticket_span *s, int64_t office, int kind, struct ticket_query *q);

/* What stands on the panel; each equals the list it opens; costs the same at a million tickets.  mine, red, yellow and
 * today are counted up to STAT_CAP (store/view/stat.h), STAT_CAP + 1 means more. */
struct ticket_panel {
	int64_t open, unassigned, mine, red, yellow, today; /* today: a limit ends today and has not passed */
	int64_t checking, to_fill, extending, returning, supervised;
	int64_t in_week, closed_week, in_year, closed_year;
	struct ticket_ratio month_in_time, year_in_time, year_pleased;
};
enum z ticket_panel(struct desk *d, struct ticket_panel *p, struct error *e);
/* The figures of the panel and the list that each opens; of a ratio its denominator. */
enum ticket_panel_figure {
	PANEL_OPEN,
	PANEL_UNASSIGNED,
	PANEL_MINE,
	PANEL_RED,
	PANEL_YELLOW,
	PANEL_TODAY,
	PANEL_CHECKING,
	PANEL_TO_FILL,
	PANEL_EXTENDING,
	PANEL_RETURNING,
	PANEL_SUPERVISED,
	PANEL_IN_WEEK,
	PANEL_CLOSED_WEEK,
	PANEL_IN_YEAR,
	PANEL_CLOSED_YEAR,
	PANEL_MONTH_IN_TIME,
	PANEL_YEAR_IN_TIME,
	PANEL_YEAR_PLEASED,
	PANEL_COUNT
};
void ticket_panel_query(const struct desk *d, enum ticket_panel_figure f, struct ticket_query *q);
int64_t ticket_panel_figure(const struct ticket_panel *p, enum ticket_panel_figure f);

/* Of what came in during the span (but for 作废): how many, how many of these are still open, are closed, are or were
 * late.  name: of the kind, the office ("" none), the urgency, the channel. */
struct ticket_count { int64_t k; char name[96]; int64_t in, open, closed, late; };
enum ticket_by { TICKETS_BY_KIND, TICKETS_BY_OFFICE, TICKETS_BY_URGENCY, TICKETS_BY_SOURCE };
enum z ticket_by(struct desk *d, enum ticket_by by, const struct ticket_span *s, struct ticket_count **rows, int *n, struct error *e);
/* Counts everything anew from the records: calls wrong for each cell that differs. */
enum z ticket_recount(struct desk *d, void (*wrong)(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted), void *ctx, struct error *e);
#endif
