/* look_task.c - is a task what the model says, and are the lists of tasks?  Reads only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/record/task/inner.h"
#include "store/view/task/view.h"
#include "tests/deskfix.h"
#include "tests/listing.h"
#include "tests/model/act.h"

#define SAY(...) (snprintf(buf, 400, __VA_ARGS__), buf)
#define COUNT(pairs) (sizeof(pairs) / sizeof *(pairs))

static int working_days(const struct model *m, int32_t after, int32_t to)
{
	int n = 0;
	for (int32_t day = after + 1; day <= to; day++)
		n += m->works[day - m->first_day];
	return n;
}

static int light_of(struct desk *d, const struct model *m, const struct m_task *t)
{
	int32_t today = desk_today(d), due = t->is.due;
	if (due == DAY_NONE || t->state == TASK_DROPPED)
		return LIGHT_NONE;
	if (t->state == TASK_DONE)
		return t->done_on > due ? LIGHT_RED : LIGHT_GREEN;
	if (today > due)
		return LIGHT_RED;
	return working_days(m, today, due) <= (int)setting_number(d, SETTING_SOON_DAYS) ? LIGHT_YELLOW : LIGHT_GREEN;
}

static const char *compare(struct desk *d, const struct model *m, int id, const struct task *t, int done_by, char buf[400])
{
	const struct m_task *i = &m->task[id];
	struct act_plan texts;
	act_plan(&i->is, &texts);
	const struct look_pair all[] = {
		{"state", i->state, t->state},
		{"version", model_ver(m, ABOUT_TASK, id), t->ver},
		{"office", i->is.office, t->in.office},
		{"limit", i->is.due, t->in.due},
		{"day of its end", i->done_on, t->done_on},
		{"done by", i->done_by, done_by},
		{"light", light_of(d, m, i), (int64_t)t->light},
		{"helping offices", i->is.helpers, t->in.helpers},
		{"first of them", i->is.helpers ? i->is.helper[0] : 0, i->is.helpers ? t->in.helper[0] : 0},
		{"last of them", i->is.helpers ? i->is.helper[i->is.helpers - 1] : 0, i->is.helpers ? t->in.helper[i->is.helpers - 1] : 0},
	};
	const struct {
		const char *what, *model, *desk;
	} text[] = {{"number", i->number, t->number}, {"title", texts.title, t->in.title}, {"place", texts.place, t->in.place},
		{"body", texts.body, t->in.body}, {"source", texts.source, t->in.source}};
	for (size_t k = 0; k < COUNT(text); k++)
		if (strcmp(text[k].model, text[k].desk) != 0)
			return SAY("%s: %s is %s, should be %s", i->number, text[k].what, text[k].desk, text[k].model);
	return look_pairs(i->number, all, COUNT(all), buf);
}

const char *look_task(struct desk *d, const struct model *m, int id, char buf[400])
{
	struct task *t;
	struct error e;
	char said[300];
	if (task_load(d, id, &t, &e) != Z_OK)
		return SAY("task %d: %s", id, error_sentence(&e, said, sizeof said));
	int64_t by = db_number(d->db, &e, 0, "SELECT coalesce(done_by,0) FROM task WHERE id=?1", "i", (int64_t)id);
	const char *bad = compare(d, m, id, t, (int)by, buf);
	task_free(&t);
	return bad;
}

/* ---- lists ---- */

static int64_t rows_of(struct desk *d, const struct task_query *q)
{
	struct error e;
	struct window *v;
	assert_ok(task_view_open(d, q, &v, &e));
	return listing_count(&v);
}

/* Of one office, 0 of all: open, late, and where it helps; of each state. */
static const char *lists(struct desk *d, const struct model *m, int office, char buf[400])
{
	int32_t today = desk_today(d);
	int64_t late = 0, helps = 0, in[TASK_STATE_END] = {0}, is[TASK_STATE_END];
	for (int id = 1; id <= m->tasks; id++) {
		const struct m_task *t = &m->task[id];
		for (int k = 0; k < t->is.helpers && office; k++)
			helps += t->is.helper[k] == office;
		if (office && t->is.office != office)
			continue;
		in[t->state]++;
		late += t->state == TASK_OPEN && t->is.due != DAY_NONE && t->is.due < today;
	}
	for (int s = 1; s < TASK_STATE_END; s++)
		is[s] = rows_of(d, &(struct task_query){.scope = TASKS_ALL, .office = office, .states = 1u << s});
	const struct look_pair all[] = {
		{"open tasks", in[TASK_OPEN], rows_of(d, &(struct task_query){.scope = TASKS_OPEN, .office = office})},
		{"late tasks", late, rows_of(d, &(struct task_query){.scope = TASKS_ALL, .office = office, .late = true})},
		{"tasks that it helps with", helps, office ? rows_of(d, &(struct task_query){.scope = TASKS_ALL, .helper = office}) : 0},
		{"open", in[TASK_OPEN], is[TASK_OPEN]},
		{"done", in[TASK_DONE], is[TASK_DONE]},
		{"dropped", in[TASK_DROPPED], is[TASK_DROPPED]},
	};
	return look_pairs(office ? "tasks of an office" : "tasks", all, COUNT(all), buf);
}

const char *look_tasks(struct desk *d, const struct model *m, char buf[400])
{
	const char *bad = NULL;
	int64_t acts = 0;
	for (int id = 1; id <= m->tasks && !bad; id++) {
		acts += m->task[id].acts;
		bad = look_task(d, m, id, buf);
	}
	const struct look_rows count[] = {
		{"tasks", "SELECT count(*) FROM task", m->tasks},
		{"acts upon tasks", "SELECT count(*) FROM task_act", acts},
	};
	if (!bad)
		bad = look_rows(d, count, COUNT(count), buf);
	for (int office = 0; office <= m->offices && !bad; office++)
		bad = lists(d, m, office, buf);
	return bad;
}

/* Open ones that his office leads, late or due soon. */
const char *look_tasks_mine(struct desk *d, const struct model *m, char buf[400])
{
	struct error e;
	const int who = (int)desk_who(d)->id; /* 0: nobody logged in */
	int64_t n, want = 0;
	for (int id = 1; id <= m->tasks; id++) {
		const struct m_task *t = &m->task[id];
		int light = light_of(d, m, t);
		want += t->state == TASK_OPEN && t->is.office == m->person[who].office && (light == LIGHT_RED || light == LIGHT_YELLOW);
	}
	assert_ok(tasks_mine(d, &n, &e));
	return n == want ? NULL : SAY("%lld tasks wait for officer %d, should be %lld", (long long)n, who, (long long)want);
}
