/* plan.c - from what is asked of tickets to where the rows come from.
 *
 * The counters say how many rows each filter leaves; a list that is small enough is gathered, others are walked in the
 * order of an index: ticket_live, ticket_state_due and ticket_office by the next limit, ticket_arrival, ticket_updated,
 * ticket_closed.  Knows no statement; window_sql.c writes them. */
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/record/duty/duty.h"
#include "store/view/ticket/query.h"
#include "store/view/window_plan.h"

const char *const ticket_order[] = {"i.due_sort", "i.dispatched_at", "i.updated_at", "i.closed_at", "i.id"};
static const char *const whole_index[] = {NULL, "ticket_arrival", "ticket_updated", "ticket_closed", NULL};

/* What is asked of the list being planned. */
static const struct ticket_query *asked(const struct plan_make *m)
{
	return &view_of_tickets(m->w)->q;
}

static uint32_t states_asked(const struct ticket_query *q)
{
	uint32_t s = q->states ? q->states & TICKETS_STATES : TICKETS_STATES;
	if (q->scope != TICKETS_ALL || q->late || q->extending || q->due_from || q->due_to)
		s &= TICKETS_LIVE;
	if (q->figure)
		s &= ~(1u << TICKET_VOID);
	return s;
}

/* ---- conditions ---- */

static void flag(struct plan_make *m, bool wanted, enum stat_ticket_flag f, const char *test)
{
	if (!wanted)
		return;
	buffer_printf(&m->cond, " AND %s", test);
	if (m->states & TICKETS_ENDED)
		m->others = true; /* counted for live ones only */
	else
		plan_counted(m, NULL, NULL, STAT_TICKET_FLAG, f);
}

#define HAS_LIMIT "i.due_sort IN (i.sign_due,i.inner_due,i.outer_due,i.return_due)"

/* " WHEN test THEN the limit of this kind and urgency is one of hours": a set of bits, which is quicker looked at than a
 * list; bound, or every table of limits would have its own statement. */
static void when_hours(struct ticket_view *v, enum ticket_unit_of of, const char *test, struct buffer *b)
{
	uint64_t bits = 0;
	for (int k = 1; k < KIND_END; k++)
		for (int g = 1; g < URGENCY_END; g++)
			if (v->units.hours[of][k][g])
				bits |= (uint64_t)1 << (k * 8 + g);
	buffer_printf(b, "%s %s>>(i.kind*8+i.urgency)&1", test, plan_number(&v->w.plan, (int64_t)bits).s);
}
_Static_assert(URGENCY_END <= 8 && KIND_END <= 8, "kind*8+urgency");

/* That the limit that counts is one of hours; as ticket_hours() has it. */
static void in_hours(struct ticket_view *v, struct buffer *b)
{
	buffer_text(b, "CASE");
	when_hours(v, UNIT_SIGN, " WHEN i.due_sort=i.sign_due THEN", b);
	when_hours(v, UNIT_RETURN, " WHEN i.state=8 AND i.due_sort=i.return_due THEN", b);
	when_hours(v, UNIT_INNER, " ELSE", b);
	buffer_text(b, " END");
}
_Static_assert(TICKET_RETURNING == 8, "in_hours");

void plan_tickets_hours(struct ticket_view *v, int64_t until, struct buffer *b)
{
	buffer_printf(b, " AND i.due_sort<=%s AND " HAS_LIMIT " AND ", plan_number(&v->w.plan, until).s);
	in_hours(v, b);
}

/* What ticket_light() says, as a condition; of ended ones the frozen light. */
static void light(struct plan_make *m, enum light l)
{
	struct ticket_view *v = view_of_tickets(m->w);
	struct buffer *b = &m->cond;
	/* bound, or every second would have its own statement */
	struct plan_name now = plan_number(m->p, desk_now(v->w.d)),
	                 near = plan_number(m->p, day_start(workdays_near(ticket_days(v), CLOCK_NEAR) + 1));
	bool ended = m->states & TICKETS_ENDED;
	m->others = true;
	buffer_text(b, " AND ");
	if (ended)
		buffer_printf(b, "CASE WHEN i.state NOT IN " TICKETS_LIVE_SQL " THEN i.light=%d ELSE ", (int)l);
	buffer_printf(b, HAS_LIMIT " AND i.due_sort%s%s", l == LIGHT_RED ? "<=" : ">", now.s);
	if (l != LIGHT_RED) {
		buffer_printf(b, " AND %sCASE WHEN ", l == LIGHT_GREEN ? "NOT " : "");
		in_hours(v, b);
		buffer_printf(b, " THEN (i.due_sort-%s)*5<=i.due_sort-i.round_at ELSE i.due_sort<=%s END", now.s, near.s);
	}
	if (ended)
		buffer_text(b, " END");
}

static void ranges(struct plan_make *m)
{
	const struct ticket_query *q = asked(m);
	bool judged = q->figure && ticket_figure_basis((enum ticket_figure)(q->figure - 1)) == TICKETS_IN_SPAN_BY_JUDGEMENT;
	if (q->dispatched_from)
		plan_test(m, "i.dispatched_at>=", q->dispatched_from);
	if (q->dispatched_to)
		plan_test(m, "i.dispatched_at<", q->dispatched_to);
	if (!judged && q->closed_from)
		plan_test(m, "i.closed_at>=", q->closed_from);
	if (!judged && q->closed_to)
		plan_test(m, "i.closed_at<", q->closed_to);
	if (q->filled_from)
		plan_test(m, "i.filled_at>=", q->filled_from);
	if (q->filled_to)
		plan_test(m, "i.filled_at<", q->filled_to);
	if (q->due_from)
		plan_test(m, "i.due_sort>", q->due_from);
	if (q->due_to)
		plan_test(m, "i.due_sort<=", q->due_to);
	if (q->late)
		plan_test(m, "i.due_sort<=", desk_now(m->w->d));
	if (q->due_from || q->due_to || q->late)
		buffer_text(&m->cond, " AND " HAS_LIMIT);
}

static void conditions(struct plan_make *m)
{
	const struct ticket_query *q = asked(m);
	const struct desk *d = m->w->d;
	int64_t office = q->office;
	if (q->scope == TICKETS_OFFICE) {
		int64_t mine = d->who.office ? d->who.office : INT64_MAX;
		if (office && office != mine)
			m->states = 0;
		office = mine;
	}
	plan_equals(m, "office", NULL, STAT_TICKET_OFFICE, office);
	plan_equals(m, "kind", NULL, STAT_TICKET_KIND, q->kind);
	flag(m, q->scope == TICKETS_UNASSIGNED, STAT_TICKET_UNASSIGNED, "(i.office IS NULL OR i.handler IS NULL)");
	flag(m, q->supervised, STAT_TICKET_SUPERVISED, "i.supervised<>0");
	flag(m, q->extending, STAT_TICKET_EXTENDING, "i.extending<>0");
	if (q->scope == TICKETS_DUTY || q->scope == TICKETS_HOURS) {
		plan_tickets_hours(view_of_tickets(m->w), q->scope == TICKETS_DUTY ? duty_until(d) : TICKET_NEVER - 1, &m->cond);
		m->others = true;
	}
	if (q->urgency)
		plan_test(m, "i.urgency=", q->urgency);
	if (q->route)
		plan_test(m, "i.route=", q->route);
	if (q->handler)
		plan_test(m, "i.handler=", q->handler);
	if (q->batch)
		plan_test(m, "i.batch=", q->batch);
	if (q->master)
		plan_test(m, "i.master=", q->master);
	if (q->excluded)
		plan_test(m, "i.excluded=", 1);
	if (q->light)
		light(m, q->light);
	ranges(m);
	if (q->figure) {
		ticket_figure_condition(d, (enum ticket_figure)(q->figure - 1), q->figure_part, &m->cond);
		m->others = true;
	}
}

/* ---- the arms ---- */

/* An arm a state, by the next limit: of one office, or of all (0). */
static void arms_by_due(struct plan_make *m, int64_t office)
{
	if (m->states == TICKETS_LIVE && m->living && !office) {
		struct buffer b = {0};
		buffer_text(&b, TICKET_LIVE_INDEXED);
		plan_arm(m->p, "ticket_live", &b);
		return;
	}
	plan_arms_by_state(m, office ? "ticket_office" : "ticket_state_due", office ? "office" : NULL, office);
}

/* 期内按时办结 and 期内到期未按时办结: no ticket is both. */
static void arms_judged(struct plan_make *m)
{
	const struct ticket_query *q = asked(m);
	struct plan *p = m->p;
	int64_t from = q->closed_from ? q->closed_from : INT64_MIN, to = q->closed_to ? q->closed_to : INT64_MAX;
	struct buffer in_time = {0}, late = {0};
	buffer_printf(&in_time, "i.closed_at>=%s AND i.closed_at<%s AND i.closed_at<=i.outer_due AND i.state<>12",
	        plan_number(p, from).s, plan_number(p, to).s);
	plan_arm(p, "ticket_closed", &in_time);
	if (q->figure_part == 1)
		return;
	buffer_printf(&late,
	        "i.outer_due>%s AND i.outer_due<=%s AND (i.closed_at IS NULL OR i.closed_at > i.outer_due)"
	        " AND (i.closed_at IS NOT NULL OR i.outer_due<=%s AND i.state IN " TICKETS_LIVE_SQL ")",
	        plan_number(p, from).s, plan_number(p, to).s, plan_number(p, desk_now(m->w->d)).s);
	plan_arm(p, "ticket_late", &late);
	p->mode = PLAN_SET;
}

/* ---- what has to be gathered ---- */

/* Filters without counters whose index leaves few rows: that index, and the arms only test. */
static const char *rare_index(struct plan_make *m)
{
	const struct ticket_query *q = asked(m);
	if (q->master)
		return "ticket_master";
	if (q->batch && plan_few(m, "SELECT count(*) FROM (SELECT 1 FROM ticket INDEXED BY ticket_batch WHERE batch=?1 AND ?2=0 LIMIT ?3)",
	                        q->batch, 0, VIEW_GATHER))
		return "ticket_batch";
	if (q->handler && plan_few(m, "SELECT count(*) FROM (SELECT 1 FROM ticket INDEXED BY ticket_handler WHERE handler=?1 AND ?2=0 LIMIT ?3)",
	                          q->handler, 0, SET_SMALL))
		return "ticket_handler";
	if ((q->filled_from || q->filled_to) &&
	        plan_few(m,
	                "SELECT count(*) FROM (SELECT 1 FROM ticket INDEXED BY ticket_filled WHERE filled_at>=?1 AND filled_at<?2 LIMIT ?3)",
	                q->filled_from, q->filled_to ? q->filled_to : INT64_MAX, VIEW_GATHER))
		return "ticket_filled";
	if ((q->closed_from || q->closed_to) && m->p->sort != TICKETS_BY_CLOSING &&
	        plan_few(m,
	                "SELECT count(*) FROM (SELECT 1 FROM ticket INDEXED BY ticket_closed WHERE closed_at>=?1 AND closed_at<?2 LIMIT ?3)",
	                q->closed_from, q->closed_to ? q->closed_to : INT64_MAX, SET_SMALL))
		return "ticket_closed";
	if ((q->dispatched_from || q->dispatched_to) && m->p->sort != TICKETS_BY_ARRIVAL &&
	        plan_few(m,
	                "SELECT count(*) FROM (SELECT 1 FROM ticket INDEXED BY ticket_arrival WHERE dispatched_at>=?1 AND dispatched_at<?2 LIMIT ?3)",
	                q->dispatched_from, q->dispatched_to ? q->dispatched_to : INT64_MAX, SET_SMALL))
		return "ticket_arrival";
	return NULL;
}

/* The index holds masked texts, so the tests look at masked texts, too. */
static void word_in_texts(struct plan *p, const char *word, struct buffer *b)
{
	struct plan_name w = plan_text(p, word);
	buffer_printf(b,
	        " AND (cjk_contains(i.title,%s) OR cjk_contains(i.number,%s) OR cjk_contains(i.topic,%s) OR"
	        " EXISTS(SELECT 1 FROM content ct WHERE ct.id=i.body_c AND cjk_contains(masked(ct.data),%s)))",
	        w.s, w.s, w.s, w.s);
}

static void search(struct plan_make *m)
{
	const struct ticket_query *q = asked(m);
	/* ticket_state_due carries all that has counters */
	char *near = *q->words ? plan_near(m, NULL, "ticket_state_due") : NULL;
	plan_find(m, q->words, q->title, q->scope == TICKETS_MINE, near, word_in_texts);
}

/* ---- all together ---- */

/* Few rows, which the order asked for does not bring together. */
static bool gathered(const struct plan_make *m, int64_t office)
{
	return m->rows <= SET_SMALL && (m->p->sort != TICKETS_BY_DUE || (!office && plan_walked(m) > (int64_t)SET_SMALL * 4));
}

static enum z arms(struct plan_make *m)
{
	struct plan *p = m->p;
	const struct ticket_query *q = asked(m);
	int64_t office = m->dims_n && m->dims[0].column && !strcmp(m->dims[0].column, "office") ? m->dims[0].value : 0;
	if (p->sort == TICKETS_BY_CLOSING)
		buffer_text(&m->cond, " AND i.closed_at IS NOT NULL");
	if (q->scope == TICKETS_MINE) {
		m->z = plan_tickets_mine(view_of_tickets(m->w), m->living, m->e);
		p->newest_first = false;
		if (p->mode == PLAN_WALK)
			p->mode = PLAN_SET;
		return m->z;
	}
	if (q->figure && ticket_figure_basis((enum ticket_figure)(q->figure - 1)) == TICKETS_IN_SPAN_BY_JUDGEMENT) {
		arms_judged(m);
		p->newest_first = p->partial = false;
		return Z_OK;
	}
	if (!p->by_words)
		p->from_index = rare_index(m);
	if (p->from_index) {
		p->mode = PLAN_SET;
		p->newest_first = false;
	}
	if (p->by_words || p->from_index || p->newest_first) {
		plan_arm_whole(m, NULL);
	} else if (p->mode == PLAN_SET || gathered(m, office)) {
		p->mode = PLAN_SET;
		arms_by_due(m, office);
	} else if (p->sort == TICKETS_BY_DUE) {
		arms_by_due(m, office);
	} else {
		plan_arm_whole(m, whole_index[p->sort]);
	}
	if (!m->others && m->dims_n <= 1 && p->mode == PLAN_WALK && p->sort != TICKETS_BY_CLOSING)
		p->exact = m->rows;
	return m->z;
}

enum z ticket_plan(struct window *w, struct error *e)
{
	struct ticket_view *v = view_of_tickets(w);
	struct plan_make m = {.w = w, .p = &w->plan, .end = TICKET_STATE_END, .states = states_asked(&v->q), .e = e, .z = Z_OK};
	struct plan *p = &w->plan;
	p->sort = (int)v->q.sort;
	p->descending = v->q.descending;
	p->exact = -1;
	conditions(&m);
	plan_estimate(&m, STAT_TICKET);
	if (m.z == Z_OK)
		search(&m);
	if (m.z == Z_OK)
		m.z = arms(&m);
	p->cond = buffer_take(&m.cond);
	return m.z;
}
