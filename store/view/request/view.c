/* view.c - a list of 公开申请: which rows there are and what a row shows.  A county has some tens of them a year: what is asked
 * for is gathered and sorted, without counters and without a full-text index. */
#include "store/view/request/view.h"

#include <stdlib.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/rule/calendar/workdays.h"
#include "store/view/window.h"

struct request_view {
	struct window w;
	struct request_query q; /* texts are the window's */
	struct workdays days;
};

static struct request_view *of(struct window *w)
{
	return (struct request_view *)w; /* its first member */
}

/* ---- which rows ---- */

static const char *const order[] = {"i.due_sort", "coalesce(i.received_on,0)", "i.updated_at", "i.id"};

static void word_in_texts(struct plan *p, const char *word, struct buffer *b)
{
	struct plan_name w = plan_text(p, word);
	buffer_printf(b,
	        " AND (cjk_contains(i.title,%s) OR cjk_contains(i.number,%s) OR"
	        " EXISTS(SELECT 1 FROM content ct WHERE ct.id=i.body_c AND cjk_contains(masked(ct.data),%s)))",
	        w.s, w.s, w.s);
}

static void scope(const struct request_view *v, struct plan *p, struct buffer *b)
{
	const struct who *me = &v->w.d->who;
	bool all = me->roles & ROLE_OFFICE, takes = me->roles & (ROLE_CLERK | ROLE_OFFICE);
	if (v->q.scope == REQUESTS_OFFICE)
		buffer_printf(b, " AND i.office=%s", plan_number(p, me->office ? me->office : -1).s);
	if (v->q.scope != REQUESTS_MINE)
		return;
	buffer_printf(b, " AND (i.handler=%s", plan_number(p, me->id ? me->id : -1).s);
	if (takes)
		buffer_printf(b, " OR i.handler IS NULL AND (i.office=%s OR %s)", plan_number(p, me->office ? me->office : -1).s, all ? "1" : "0");
	buffer_text(b, ")");
}

static void conditions(struct request_view *v, struct plan *p, struct buffer *b)
{
	const struct request_query *q = &v->q;
	buffer_text(b, "");
	scope(v, p, b);
	plan_if_state(b, q->states, REQUEST_STATE_END);
	plan_if(p, b, "i.channel=", q->channel);
	plan_if(p, b, "i.applicant=", q->applicant);
	plan_if(p, b, "i.office=", q->office);
	plan_if(p, b, "i.handler=", q->handler);
	plan_if(p, b, "i.ticket=", q->ticket);
	plan_if(p, b, "i.received_on>=", q->received_from);
	plan_if(p, b, "i.received_on<=", q->received_to);
	plan_if(p, b, "i.due>=", q->due_from);
	plan_if(p, b, "i.due<=", q->due_to);
	if (q->late)
		plan_if(p, b, "i.due<", v->w.today);
	if (q->unconfirmed)
		buffer_text(b, " AND i.received_on IS NULL");
	if (*q->words)
		plan_contains(p, q->words, WORDS_ALL, word_in_texts, b);
}

static enum z make(struct window *w, struct error *e)
{
	struct request_view *v = of(w);
	struct plan *p = &w->plan;
	const struct request_query *q = &v->q;
	bool open = q->scope != REQUESTS_ALL || q->late || q->unconfirmed || q->due_from || q->due_to;
	struct buffer cond = {0}, arm = {0};
	(void)e;
	workdays_make(&v->days, w->d->calendar, w->today);
	if (open)
		buffer_printf(&arm, "i.state=%d AND i.answered_on IS NULL", (int)REQUEST_REGISTERED);
	else
		buffer_text(&arm, "1");
	conditions(v, p, &cond);
	plan_gather(p, (int)q->sort, q->descending, open ? "request_state" : NULL, &arm, &cond);
	return Z_OK;
}

/* ---- rows ---- */

static void light(const struct request_view *v, struct request_line *r, int32_t sort)
{
	if (!request_is_open(r->state))
		return;
	if (r->answered_on != DAY_NONE) {
		r->light = r->due == DAY_NONE ? LIGHT_NONE : r->answered_on > r->due ? LIGHT_RED : LIGHT_GREEN;
		return;
	}
	if (r->received_on == DAY_NONE)
		return;
	r->estimate = r->due == DAY_NONE;
	r->due = sort;
	r->left = workdays_left(&v->days, sort);
	if (!r->estimate)
		r->light = workdays_light(&v->days, sort, (int)setting_number(v->w.d, SETTING_SOON_DAYS));
}

static enum z read_row(struct window *w, sqlite3_stmt *q, int c, void *row, struct arena *a, struct error *e)
{
	struct request_line *r = row;
	(void)e;
	r->id = sqlite3_column_int64(q, c++);
	r->ver = sqlite3_column_int64(q, c++);
	r->number = arena_strdup(a, column_text(q, c++));
	r->title = arena_strdup(a, column_text(q, c++));
	r->name = arena_strdup(a, column_text(q, c++));
	r->office = arena_strdup(a, column_text(q, c++));
	r->handler = arena_strdup(a, column_text(q, c++));
	r->ticket = arena_strdup(a, column_text(q, c++));
	r->state = sqlite3_column_int(q, c++);
	r->channel = sqlite3_column_int(q, c++);
	r->applicant = sqlite3_column_int(q, c++);
	r->came = column_day(q, c++);
	r->received_on = column_day(q, c++);
	r->due = column_day(q, c++);
	r->answered_on = column_day(q, c++);
	int32_t sort = sqlite3_column_int(q, c++);
	r->created_at = sqlite3_column_int64(q, c++);
	r->updated_at = sqlite3_column_int64(q, c);
	light(of(w), r, sort);
	return Z_OK;
}

static const struct window_table table = {
        .name = "request",
        .fts = "",
        .order = order,
        .indexed = order,
        .by_id = REQUESTS_BY_ID,
        .columns = "i.id, i.ver, i.number, i.title, i.name, o.name, h.name, t.number, i.state, i.channel, i.applicant,"
                   " coalesce(i.submitted_on, i.signed_on, i.arrived_on), i.received_on, i.due, i.answered_on, i.due_sort,"
                   " i.created_at, i.updated_at",
        .joins = " LEFT JOIN office o ON o.id=i.office LEFT JOIN officer h ON h.id=i.handler LEFT JOIN ticket t ON t.id=i.ticket",
        .row_size = sizeof(struct request_line),
        .plan = make,
        .row = read_row,
};

/* ---- the list ---- */

enum z request_view_open(struct desk *d, const struct request_query *q, struct window **out, struct error *e)
{
	struct request_view *v = xalloc(sizeof *v);
	v->q = *q;
	v->w = (struct window){.t = &table, .d = d};
	return window_open(&v->w, &v->q.words, &v->q.title, out, e);
}

enum z requests_mine(struct desk *d, int64_t *n, struct error *e)
{
	struct window *w = NULL;
	*n = 0;
	enum z z = request_view_open(d, &(struct request_query){.scope = REQUESTS_MINE}, &w, e);
	if (z == Z_OK)
		z = window_count(w, VIEW_GATHER, n, e);
	window_close(&w);
	return z;
}
