/* ticket.c - the figures of the hotline: from counters; only those that hang on who asks or on the hour are lists that are
 * counted, so far as is worth knowing. */
#include <stdio.h>

#include "store/base/date.h"
#include "store/view/figure/inside.h"
#include "store/view/ticket/query.h"

/* ---- the lists ---- */

static bool is_rate(enum figure f)
{
	return f >= FIGURE_TICKET_SIGNED_IN_TIME && f < FIGURE_TICKET_SIGNED_IN_TIME + TICKET_FIGURE_COUNT;
}

static enum ticket_figure rate_of(enum figure f)
{
	return (enum ticket_figure)(f - FIGURE_TICKET_SIGNED_IN_TIME);
}

static struct ticket_span span_of(const struct ask *a)
{
	return (struct ticket_span){day_start(a->p.from), day_start(a->p.to)};
}

static void of_now(const struct ask *a, struct ticket_query *q)
{
	q->scope = TICKETS_OPEN;
	switch (a->f) {
	case FIGURE_TICKETS_UNASSIGNED:
		q->scope = TICKETS_UNASSIGNED;
		break;
	case FIGURE_TICKETS_MINE:
		q->scope = TICKETS_MINE;
		break;
	case FIGURE_TICKETS_DUTY:
		q->scope = TICKETS_DUTY;
		break;
	case FIGURE_TICKETS_RED:
		q->light = LIGHT_RED;
		break;
	case FIGURE_TICKETS_YELLOW:
		q->light = LIGHT_YELLOW;
		break;
	case FIGURE_TICKETS_TODAY:
		q->due_from = desk_now(a->d);
		q->due_to = day_start(desk_today(a->d) + 1);
		break;
	case FIGURE_TICKETS_CHECKING:
		q->states = 1u << TICKET_CHECKING;
		break;
	case FIGURE_TICKETS_TO_FILL:
		q->states = 1u << TICKET_TO_FILL;
		break;
	case FIGURE_TICKETS_RETURNING:
		q->states = 1u << TICKET_RETURNING;
		break;
	case FIGURE_TICKETS_EXTENDING:
		q->extending = true;
		break;
	case FIGURE_TICKETS_SUPERVISED:
		q->supervised = true;
		break;
	default:
		break;
	}
}

bool figure_ticket_list(const struct ask *a, int part, int64_t id, struct ticket_query *q)
{
	struct ticket_span s = span_of(a);
	*q = (struct ticket_query){.words = "", .title = ""};
	if (is_rate(a->f)) {
		ticket_figure_query(rate_of(a->f), part, &s, a->office, 0, q);
	} else if (figure_row(a->f)->when == FIGURE_WHEN_NOW) {
		of_now(a, q);
	} else {
		q->scope = TICKETS_ALL;
		q->states = TICKETS_STATES & ~(1u << TICKET_VOID);
		q->descending = true;
		q->sort = a->f == FIGURE_TICKETS_IN ? TICKETS_BY_ARRIVAL : TICKETS_BY_CLOSING;
		*(a->f == FIGURE_TICKETS_IN ? &q->dispatched_from : &q->closed_from) = s.from;
		*(a->f == FIGURE_TICKETS_IN ? &q->dispatched_to : &q->closed_to) = s.to;
	}
	q->office = a->office;
	if (a->by == FIGURES_BY_OFFICE)
		q->office = id ? id : VIEW_WITHOUT;
	else if (a->by == FIGURES_BY_KIND)
		q->kind = (int)id;
	else if (a->by == FIGURES_BY_LIGHT)
		q->light = (enum light)id;
	return true;
}

/* ---- the numbers ---- */

static int64_t length(const struct ask *a, int64_t id, int64_t cap, enum z *z)
{
	struct ticket_query q;
	struct window *v;
	int64_t n = 0;
	figure_ticket_list(a, 1, id, &q);
	if (*z != Z_OK || (*z = ticket_view_open(a->d, &q, &v, a->e)) != Z_OK)
		return 0;
	*z = window_count(v, cap, &n, a->e);
	window_close(&v);
	return n;
}

static int64_t sum(const int64_t n[32], uint32_t states)
{
	int64_t all = 0;
	for (int s = 0; s < 32; s++)
		if (states & 1u << s)
			all += n[s];
	return all;
}

/* Live ones whose limit passed within the period, up to now: by counters until yesterday, and what there is
 * of today. */
static int64_t overdue(const struct ask *a, enum z *z)
{
	const int32_t today = desk_today(a->d);
	struct ask past = *a;
	past.p.to = a->p.to < today ? a->p.to : today;
	int64_t n = ask_days(&past, STAT_TICKET_LIMIT, z);
	if (*z != Z_OK || a->p.to <= today || a->p.from > today)
		return n;
	n += db_number(a->d->db, a->e, 0,
		"SELECT count(*) FROM ticket i INDEXED BY ticket_late WHERE i.outer_due>?1 AND i.outer_due<=?2 AND (i.closed_at IS NULL"
		" OR i.closed_at>i.outer_due) AND i.closed_at IS NULL AND i.state IN " TICKETS_LIVE_SQL " AND i.excluded=0"
		" AND ?3 IN (0, i.office)",
		"iii", day_start(today), desk_now(a->d), a->office);
	*z = db_result(a->d->db);
	return n;
}

/* Of what came in, that bears all these marks. */
static int64_t marked(const struct cells *c, int marks)
{
	int64_t n = 0;
	for (int s = 0; s < CELLS_MAX; s++)
		if ((s & marks) == marks)
			n += c->n[s];
	return n;
}
_Static_assert(2 * STAT_MARK_OWN <= CELLS_MAX, "marks");

/* Of what was closed, with an answer about the result up to `pleased`, about the manner from `least` to `most`. */
static int64_t asked(const struct cells *c, int pleased, int least, int most)
{
	int64_t n = 0;
	for (int s = 0; s < CELLS_MAX; s++) {
		const int result = s / STAT_ASKED_STEP, manner = s % STAT_ASKED_STEP;
		if (result >= PLEASED_YES && result <= pleased && manner >= least && manner <= most)
			n += c->n[s];
	}
	return n;
}
_Static_assert(STAT_ASKED_STEP * (int)PLEASED_END <= CELLS_MAX && (int)PLEASED_END <= STAT_ASKED_STEP, "asked");

/* Which counters tell how many there are of what a rate asks. */
static enum stat_dim cells_of(enum ticket_figure f)
{
	switch (f) {
	case TICKET_FIGURE_IN_TIME:
		return STAT_TICKET_JUDGED;
	case TICKET_FIGURE_PLEASED:
		return STAT_TICKET_PLEASED;
	case TICKET_FIGURE_SOLVED:
		return STAT_TICKET_SOLVED;
	case TICKET_FIGURE_PLEASED_BOTH:
	case TICKET_FIGURE_VISITED:
		return STAT_TICKET_ASKED;
	default:
		return STAT_TICKET_MARKS;
	}
}

/* The same as ticket_figure_condition() says of each ticket (store/view/ticket/figure.c). */
static enum z rate(const struct ask *a, struct figure_value *out)
{
	enum z z = Z_OK;
	const int best = setting_number(a->d, SETTING_FAIR_COUNTS) ? PLEASED_FAIR : PLEASED_YES;
	const uint64_t pleased = 1u << PLEASED_YES | (best == PLEASED_FAIR ? 1u << PLEASED_FAIR : 0);
	struct cells c;
	ask_cells(a, cells_of(rate_of(a->f)), &c, &z);
	out->of = cells_sum(&c, UINT64_MAX);
	switch (rate_of(a->f)) {
	case TICKET_FIGURE_IN_TIME:
		out->n = c.n[STAT_TICKET_IN_TIME];
		out->of = out->n + c.n[STAT_TICKET_OVERDUE] + overdue(a, &z);
		break;
	case TICKET_FIGURE_PLEASED:
		out->n = cells_sum(&c, pleased);
		out->of = cells_sum(&c, 1u << PLEASED_YES | 1u << PLEASED_FAIR | 1u << PLEASED_NO);
		break;
	case TICKET_FIGURE_SOLVED:
		out->n = c.n[ANSWERED_YES];
		out->of = cells_sum(&c, 1u << ANSWERED_YES | 1u << ANSWERED_PARTLY | 1u << ANSWERED_NO);
		break;
	case TICKET_FIGURE_PLEASED_BOTH:
		out->n = asked(&c, best, PLEASED_YES, best);
		out->of = asked(&c, PLEASED_NO, PLEASED_YES, PLEASED_NO);
		break;
	case TICKET_FIGURE_VISITED:
		out->n = asked(&c, PLEASED_NO, 0, STAT_ASKED_STEP - 1);
		break;
	case TICKET_FIGURE_SIGNED_IN_TIME:
		out->n = marked(&c, STAT_MARK_SIGNED_IN_TIME);
		out->of = marked(&c, STAT_MARK_TO_SIGN);
		break;
	case TICKET_FIGURE_CONTACTED:
		out->n = ask_days(a, STAT_TICKET_CONTACTED, &z);
		out->of = marked(&c, STAT_MARK_OWN);
		break;
	case TICKET_FIGURE_CLOSED:
		out->n = marked(&c, STAT_MARK_CLOSED);
		break;
	case TICKET_FIGURE_RETURNED:
		out->n = marked(&c, STAT_MARK_RETURNED);
		break;
	case TICKET_FIGURE_REDONE:
		out->n = marked(&c, STAT_MARK_REDONE);
		break;
	case TICKET_FIGURE_EXTENDED:
		out->n = ask_days(a, STAT_TICKET_EXTENDED, &z);
		break;
	case TICKET_FIGURE_COUNT:
		break;
	}
	return z;
}

static enum z of_states(const struct ask *a, uint32_t states, struct figure_value *out)
{
	int64_t n[32];
	enum z z = stat_states(a->d, a->office ? STAT_TICKET_OFFICE : STAT_TICKET, a->office, n, a->e);
	out->n = z == Z_OK ? sum(n, states) : 0;
	return z;
}

static enum z flagged(const struct ask *a, enum stat_ticket_flag f, struct figure_value *out)
{
	int64_t n[32];
	enum z z = stat_states(a->d, STAT_TICKET_FLAG, stat_k(a->office, f), n, a->e);
	out->n = z == Z_OK ? sum(n, TICKETS_LIVE) : 0;
	return z;
}

enum z figure_ticket_get(const struct ask *a, struct figure_value *out)
{
	enum z z = Z_OK;
	if (is_rate(a->f))
		return rate(a, out);
	switch (a->f) {
	case FIGURE_TICKETS_IN:
		out->n = ask_days(a, STAT_TICKET_IN, &z);
		return z;
	case FIGURE_TICKETS_CLOSED:
		out->n = ask_days(a, STAT_TICKET_OUT, &z);
		return z;
	case FIGURE_TICKETS_OPEN:
		return of_states(a, TICKETS_LIVE, out);
	case FIGURE_TICKETS_CHECKING:
		return of_states(a, 1u << TICKET_CHECKING, out);
	case FIGURE_TICKETS_TO_FILL:
		return of_states(a, 1u << TICKET_TO_FILL, out);
	case FIGURE_TICKETS_RETURNING:
		return of_states(a, 1u << TICKET_RETURNING, out);
	case FIGURE_TICKETS_UNASSIGNED:
		return flagged(a, STAT_TICKET_UNASSIGNED, out);
	case FIGURE_TICKETS_EXTENDING:
		return flagged(a, STAT_TICKET_EXTENDING, out);
	case FIGURE_TICKETS_SUPERVISED:
		return flagged(a, STAT_TICKET_SUPERVISED, out);
	case FIGURE_TICKETS_RED:
	case FIGURE_TICKETS_YELLOW:
	case FIGURE_TICKETS_TODAY:
		if (!a->brief) {
			out->n = length(a, 0, INT64_MAX - 1, &z);
			return z;
		}
		/* fall through */
	default: /* mine, and the lights on a panel: of very many it is enough to know that they are more */
		out->n = length(a, 0, STAT_CAP, &z);
		out->more = out->n > STAT_CAP;
		return z;
	}
}

/* ---- divided ---- */

bool figure_ticket_divides(enum figure f, enum figures_by by)
{
	switch (by) {
	case FIGURES_BY_OFFICE:
	case FIGURES_BY_KIND:
		return f == FIGURE_TICKETS_IN || f == FIGURE_TICKETS_CLOSED || f == FIGURE_TICKETS_OPEN;
	case FIGURES_BY_LIGHT:
		return f == FIGURE_TICKETS_OPEN;
	default:
		return false;
	}
}

/* The light of a ticket hangs on the hour: the lists tell. */
static enum z by_light(const struct ask *a, struct parts *p)
{
	static const struct {
		enum light light;
		const char *text;
	} lights[] = {
#define FIGURE_LIGHT(NAME, text) {LIGHT_##NAME, text},
#include "store/view/figure/figure.def"
	};
	enum z z = Z_OK;
	for (size_t i = 0; i < sizeof lights / sizeof *lights; i++) {
		int64_t n = length(a, lights[i].light, INT64_MAX - 1, &z);
		if (n)
			parts_add(p, lights[i].light, n, lights[i].text);
	}
	return z;
}

static enum z open_parts(const struct ask *a, struct parts *p)
{
	struct buffer b = {0};
	if (a->by == FIGURES_BY_OFFICE)
		buffer_printf(&b,
		        "SELECT k, sum(n), (SELECT name FROM office o WHERE o.id=k) FROM stat WHERE dim=%d AND state IN " TICKETS_LIVE_SQL
		        " AND ?3 IN (0, k) GROUP BY k HAVING sum(n)>0",
		        STAT_TICKET_OFFICE);
	else
		buffer_printf(&b,
		        "SELECT k%%%d, sum(n), '' FROM stat WHERE dim=%d AND k>=%lld AND k<=%lld AND state IN " TICKETS_LIVE_SQL
		        " GROUP BY k HAVING sum(n)>0",
		        STAT_OFFICE_STEP, STAT_TICKET_KIND, (long long)stat_k(a->office, 0), (long long)stat_k(a->office, STAT_KEY_MAX));
	enum z z = ask_rows(a, b.s, p);
	buffer_free(&b);
	return z;
}

static enum z flow_parts(const struct ask *a, struct parts *p)
{
	const bool in = a->f == FIGURE_TICKETS_IN;
	return a->by == FIGURES_BY_OFFICE ? ask_days_by(a, in ? STAT_TICKET_IN_OFFICE : STAT_TICKET_OUT_OFFICE, "office", p) :
	                                    ask_days_by(a, in ? STAT_TICKET_IN_KIND : STAT_TICKET_OUT_KIND, NULL, p);
}

enum z figure_ticket_parts(const struct ask *a, struct parts *p)
{
	if (a->by == FIGURES_BY_LIGHT)
		return by_light(a, p);
	int first = p->n;
	enum z z = a->f == FIGURE_TICKETS_OPEN ? open_parts(a, p) : flow_parts(a, p);
	for (int i = first; a->by == FIGURES_BY_KIND && i < p->n; i++)
		snprintf(p->row[i].name, sizeof p->row[i].name, "%s", ticket_kind_text((int)p->row[i].id));
	return z;
}
