/* task.c - one task against the invariants: its acts replayed against the register row, its texts against their digests, its
 * number drawn from our own series. */
#include "store/view/check/inside.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/base/date.h"
#include "store/record/task/inner.h"
#include "store/record/words.h"

static void compare(struct check *c, const struct check_of *of, const struct task_head *h, const struct task_flow *f)
{
	const struct check_pair all[] = {
		{WORD_TASK_STATE, f->state == h->state},
		{WORD_TASK_OFFICE, f->office == h->office},
		{WORD_TASK_DUE, f->due == h->due},
		{WORD_TASK_DONE, f->done_on == h->done_on && f->done_by == h->done_by},
	};
	check_same(c, of, all, sizeof all / sizeof *all);
}

static enum z way(struct check *c, const struct check_of *of, const struct task_head *h, struct error *e)
{
	struct db *db = c->d->db;
	struct task_flow f;
	int steps = 0;
	enum z z = Z_OK;
	task_flow_begin(&f);
	sqlite3_stmt *q = db_query(db, e,
		"SELECT act, office, officer, due, day, state, text_c, text_d FROM task_act WHERE task=?1 ORDER BY id", "i", h->id);
	while (z == Z_OK && !f.wrong && db_step(db, q, e)) {
		const struct task_event ev = {.act = sqlite3_column_int(q, 0),
			.office = sqlite3_column_int64(q, 1),
			.officer = sqlite3_column_int64(q, 2),
			.due = column_day(q, 3),
			.day = column_day(q, 4)};
		struct content_ref text = {.id = sqlite3_column_int64(q, 6)};
		int state = sqlite3_column_int(q, 5);
		column_hash(q, 7, &text.digest);
		steps++;
		task_flow_step(&f, &ev);
		f.wrong = f.wrong || f.state != state;
		if (f.wrong)
			say(c, 1, R_CHECK_TASK_FLOW, h->number, number_text(steps).s, task_act_text(ev.act));
		z = check_text_of(c, of, WORD_TASK_TEXT, &text, e);
	}
	db_done(q);
	if (z == Z_OK)
		z = db_result(db);
	if (z == Z_OK && !f.wrong)
		compare(c, of, h, &f);
	return z;
}

static enum z number(struct check *c, const struct check_of *of, struct error *e)
{
	int year = 0;
	long long n = 0;
	char series[40];
	if (sscanf(of->name, W_TASK_NUMBER, &year, &n) != 2)
		n = INT64_MAX;
	snprintf(series, sizeof series, "task %d", year);
	return check_series(c, of, series, n, e);
}

enum z check_task(struct check *c, int64_t id, struct error *e)
{
	struct task_head h;
	enum z z = task_head(c->d, id, &h, e);
	const struct check_of of = {.id = id, .name = h.number, .content = R_CHECK_TASK_CONTENT, .state = R_CHECK_TASK_STATE,
		.series = R_CHECK_TASK_SERIES, .stays = true};
	if (z == Z_OK)
		z = way(c, &of, &h, e);
	if (z == Z_OK)
		z = check_text_of(c, &of, WORD_TASK_BODY, &h.body, e);
	return z == Z_OK ? number(c, &of, e) : z;
}
