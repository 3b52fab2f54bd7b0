/* task.c - one task against the invariants: its acts replayed against the register row, its texts against their digests, its
 * number drawn from our own series. */
#include "store/view/check/inside.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/base/date.h"
#include "store/record/task/inner.h"
#include "store/record/words.h"

static enum z text_fits(struct check *c, const struct task_head *h, enum check_word what, const struct content_ref *ref, struct error *e)
{
	char *data = NULL;
	struct error why;
	if (!ref->id)
		return Z_OK;
	enum z z = content_get(c->d->db, ref, &data, NULL, &why);
	free(data);
	if (z == Z_OK)
		return Z_OK;
	if (why.code != R_CONTENT_GONE && why.code != R_CONTENT_CHANGED && why.code != R_ERASED) {
		*e = why;
		return z;
	}
	say(c, 5, R_CHECK_TASK_CONTENT, h->number, check_word(what));
	return Z_OK;
}

static void compare(struct check *c, const struct task_head *h, const struct task_flow *f)
{
	const struct {
		enum check_word what;
		bool good;
	} all[] = {
		{WORD_TASK_STATE, f->state == h->state},
		{WORD_TASK_OFFICE, f->office == h->office},
		{WORD_TASK_DUE, f->due == h->due},
		{WORD_TASK_DONE, f->done_on == h->done_on && f->done_by == h->done_by},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (!all[i].good)
			say(c, 1, R_CHECK_TASK_STATE, h->number, check_word(all[i].what));
}

static enum z way(struct check *c, const struct task_head *h, struct error *e)
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
		z = text_fits(c, h, WORD_TASK_TEXT, &text, e);
	}
	db_done(q);
	if (z == Z_OK)
		z = db_result(db);
	if (z == Z_OK && !f.wrong)
		compare(c, h, &f);
	return z;
}

static enum z number(struct check *c, const struct task_head *h, struct error *e)
{
	int year = 0;
	long long n = 0;
	char name[40];
	if (sscanf(h->number, W_TASK_NUMBER, &year, &n) != 2)
		n = INT64_MAX;
	snprintf(name, sizeof name, "task %d", year);
	int64_t next = db_number(c->d->db, e, 0, "SELECT next FROM series WHERE name=?1", "s", name);
	if (n >= next && !db_failed(c->d->db))
		say(c, 9, R_CHECK_TASK_SERIES, h->number, number_text(next).s);
	return db_result(c->d->db);
}

enum z check_task(struct check *c, int64_t id, struct error *e)
{
	struct task_head h;
	enum z z = task_head(c->d, id, &h, e);
	if (z == Z_OK)
		z = way(c, &h, e);
	if (z == Z_OK)
		z = text_fits(c, &h, WORD_TASK_BODY, &h.body, e);
	return z == Z_OK ? number(c, &h, e) : z;
}
