/* view.c - a list of 任务: which rows there are and what a row shows.  A bureau has some hundreds a year: what is asked for is
 * gathered and sorted, without counters and without a full-text index. */
#include "store/view/task/view.h"

#include <stdlib.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/record/task/inner.h"
#include "store/rule/calendar/workdays.h"
#include "store/view/window.h"

struct task_view {
	struct window w;
	struct task_query q; /* words and title are the window's, source is the view's own */
	struct workdays days;
};

static struct task_view *of(struct window *w)
{
	return (struct task_view *)w; /* its first member */
}

/* ---- which rows ---- */

static const char *const order[] = {"coalesce(i.due,1<<30)", "i.updated_at", "i.id"};

static void word_in_texts(struct plan *p, const char *word, struct buffer *b)
{
	struct plan_name w = plan_text(p, word);
	buffer_printf(b,
	        " AND (cjk_contains(i.title,%s) OR cjk_contains(i.number,%s) OR cjk_contains(i.source,%s) OR"
	        " EXISTS(SELECT 1 FROM content ct WHERE ct.id=i.body_c AND cjk_contains(ct.data,%s)))",
	        w.s, w.s, w.s, w.s);
}

static void conditions(struct task_view *v, struct plan *p, struct buffer *b)
{
	const struct task_query *q = &v->q;
	const struct who *me = &v->w.d->who;
	buffer_text(b, "");
	if (q->scope == TASKS_MINE || q->scope == TASKS_OFFICE)
		buffer_printf(b, " AND i.office=%s", plan_number(p, me->office ? me->office : -1).s);
	if (q->scope == TASKS_MINE)
		plan_if(p, b, "i.due<=", workdays_near(&v->days, (int)setting_number(v->w.d, SETTING_SOON_DAYS)));
	plan_if_state(b, q->states, TASK_STATE_END);
	plan_if(p, b, "i.office=", q->office);
	if (q->helper)
		buffer_printf(b, " AND instr(i.helpers, ','||%s||',')>0", plan_number(p, q->helper).s);
	plan_if(p, b, "i.due>=", q->due_from);
	plan_if(p, b, "i.due<=", q->due_to);
	plan_if(p, b, "i.done_on>=", q->done_from);
	plan_if(p, b, "i.done_on<=", q->done_to);
	if (q->late)
		plan_if(p, b, "i.due<", v->w.today);
	if (*q->source)
		buffer_printf(b, " AND cjk_contains(i.source,%s)", plan_text(p, q->source).s);
	if (*q->words)
		plan_contains(p, q->words, WORDS_ALL, word_in_texts, b);
}

static enum z make(struct window *w, struct error *e)
{
	struct task_view *v = of(w);
	struct plan *p = &w->plan;
	const struct task_query *q = &v->q;
	bool open = q->scope != TASKS_ALL || q->late;
	struct buffer cond = {0}, arm = {0};
	(void)e;
	workdays_make(&v->days, w->d->calendar, w->today);
	if (open)
		buffer_printf(&arm, "i.state=%d", (int)TASK_OPEN);
	else
		buffer_text(&arm, "1");
	conditions(v, p, &cond);
	plan_gather(p, (int)q->sort, q->descending, open ? "task_state" : NULL, &arm, &cond);
	return Z_OK;
}

/* ---- rows ---- */

static void light(const struct task_view *v, struct task_row *r)
{
	if (r->due == DAY_NONE || r->state == TASK_DROPPED)
		return;
	if (r->state == TASK_DONE) {
		r->light = r->done_on > r->due ? LIGHT_RED : LIGHT_GREEN;
		return;
	}
	r->left = workdays_left(&v->days, r->due);
	r->light = workdays_light(&v->days, r->due, (int)setting_number(v->w.d, SETTING_SOON_DAYS));
}

static enum z read_row(struct window *w, sqlite3_stmt *q, int c, void *row, struct arena *a, struct error *e)
{
	struct task_row *r = row;
	char helpers[TASK_HELPERS_MAX * 80];
	r->id = sqlite3_column_int64(q, c++);
	r->ver = sqlite3_column_int64(q, c++);
	r->number = arena_strdup(a, column_text(q, c++));
	r->place = arena_strdup(a, column_text(q, c++));
	r->title = arena_strdup(a, column_text(q, c++));
	r->office = arena_strdup(a, column_text(q, c++));
	r->source = arena_strdup(a, column_text(q, c++));
	r->done_by = arena_strdup(a, column_text(q, c++));
	r->state = sqlite3_column_int(q, c++);
	r->due = column_day(q, c++);
	r->done_on = column_day(q, c++);
	r->created_at = sqlite3_column_int64(q, c++);
	r->updated_at = sqlite3_column_int64(q, c++);
	r->body = arena_strdup(a, column_text(q, c++));
	light(of(w), r);
	const char *ids = column_text(q, c);
	r->helpers = "";
	if (!*ids)
		return Z_OK;
	enum z z = task_helpers_names(w->d, ids, helpers, sizeof helpers, e);
	r->helpers = arena_strdup(a, z == Z_OK ? helpers : "");
	return z;
}

static void free_source(struct window *w)
{
	free((char *)(uintptr_t)of(w)->q.source);
}

static const struct window_table table = {
        .name = "task",
        .fts = "",
        .order = order,
        .indexed = order,
        .by_id = TASKS_BY_ID,
        .columns = "i.id, i.ver, i.number, i.place, i.title, o.name, i.source, b.name, i.state, i.due, i.done_on, i.created_at,"
                   " i.updated_at, (SELECT replace(substr(CAST(ct.data AS TEXT),1,60),char(10),' ') FROM content ct WHERE ct.id=i.body_c),"
                   " i.helpers",
        .joins = " LEFT JOIN office o ON o.id=i.office LEFT JOIN officer b ON b.id=i.done_by",
        .row_size = sizeof(struct task_row),
        .plan = make,
        .row = read_row,
        .free = free_source,
};

/* ---- the list ---- */

enum z task_view_open(struct desk *d, const struct task_query *q, struct window **out, struct error *e)
{
	struct task_view *v = xalloc(sizeof *v);
	v->q = *q;
	v->q.source = xstrdup(q->source ? q->source : "");
	v->w = (struct window){.t = &table, .d = d};
	return window_open(&v->w, &v->q.words, &v->q.title, out, e);
}

enum z tasks_mine(struct desk *d, int64_t *n, struct error *e)
{
	struct window *w = NULL;
	*n = 0;
	enum z z = task_view_open(d, &(struct task_query){.scope = TASKS_MINE}, &w, e);
	if (z == Z_OK)
		z = window_count(w, VIEW_GATHER, n, e);
	window_close(&w);
	return z;
}
