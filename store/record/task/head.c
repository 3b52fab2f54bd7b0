/* head.c - the register row of a task: reading it, asking the matrix, writing it, appending acts. */
#include "store/record/task/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/row_ver.h"
#include "store/record/words.h"

enum z task_head(struct desk *d, int64_t id, struct task_head *h, struct error *e)
{
	*h = (struct task_head){.id = id};
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT ver + " ITEM_EPOCH ", office, done_by, created_at, state, due, done_on, body_c, body_d, number, place, title,"
		" source, helpers FROM task WHERE id=?1",
		"i", id);
	bool found = db_step(d->db, q, e);
	if (found) {
		h->ver = sqlite3_column_int64(q, 0);
		h->office = sqlite3_column_int64(q, 1);
		h->done_by = sqlite3_column_int64(q, 2);
		h->created_at = sqlite3_column_int64(q, 3);
		h->state = sqlite3_column_int(q, 4);
		h->due = column_day(q, 5);
		h->done_on = column_day(q, 6);
		h->body.id = sqlite3_column_int64(q, 7);
		column_hash(q, 8, &h->body.digest);
		snprintf(h->number, sizeof h->number, "%s", column_text(q, 9));
		snprintf(h->place, sizeof h->place, "%s", column_text(q, 10));
		snprintf(h->title, sizeof h->title, "%s", column_text(q, 11));
		snprintf(h->source, sizeof h->source, "%s", column_text(q, 12));
		snprintf(h->helpers, sizeof h->helpers, "%s", column_text(q, 13));
	}
	db_done(q);
	if (found)
		return Z_OK;
	return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_TASK, number_text(id).s);
}

enum z task_flow_read(struct desk *d, int64_t id, struct task_flow *f, struct error *e)
{
	task_flow_begin(f);
	sqlite3_stmt *q =
	        db_query(d->db, e, "SELECT act, office, officer, due, day FROM task_act WHERE task=?1 ORDER BY id", "i", id);
	while (db_step(d->db, q, e)) {
		const struct task_event ev = {.act = sqlite3_column_int(q, 0),
			.office = sqlite3_column_int64(q, 1),
			.officer = sqlite3_column_int64(q, 2),
			.due = column_day(q, 3),
			.day = column_day(q, 4)};
		task_flow_step(f, &ev);
	}
	db_done(q);
	return db_result(d->db);
}

enum z task_permit(struct desk *d, enum action a, const struct task_head *h, struct error *e)
{
	const struct who *w = &d->who;
	if (!w->id)
		return refuse(e, R_NOBODY);
	const struct permit_case c = {.action = a, .state = h->state, .roles = w->roles, .own_office = h->office == w->office};
	return permit_check(&c, e);
}

/* ------------------------------------------------------------ 配合股室 */
int task_helpers_read(const char *text, int64_t helper[TASK_HELPERS_MAX])
{
	int n = 0;
	for (char *end; *text == ',' && n < TASK_HELPERS_MAX; text = end) {
		int64_t id = strtoll(text + 1, &end, 10);
		if (end == text + 1)
			break;
		helper[n++] = id;
	}
	return n;
}

void task_helpers_text(const int64_t *helper, int n, char text[TASK_HELPERS_TEXT])
{
	size_t at = 0;
	text[0] = '\0';
	for (int i = 0; i < n && i < TASK_HELPERS_MAX; i++)
		at += (size_t)snprintf(text + at, TASK_HELPERS_TEXT - at, "%s%lld,", i ? "" : ",", (long long)helper[i]);
}

enum z task_helpers_names(struct desk *d, const char *helpers, char *names, size_t cap, struct error *e)
{
	struct buffer b = {0};
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT name FROM office WHERE instr(?1, ','||id||',')>0 ORDER BY instr(?1, ','||id||',')", "s", helpers);
	while (db_step(d->db, q, e))
		buffer_printf(&b, "%s%s", b.n ? W_VALUE_AND : "", column_text(q, 0));
	db_done(q);
	snprintf(names, cap, "%s", b.n ? b.s : "");
	buffer_free(&b);
	return db_result(d->db);
}

/* ------------------------------------------------------------ writing */
static enum z stale(struct desk *d, const struct task_head *h, struct error *e)
{
	return act_stale(d, R_TASK_STALE, h->number,
		"SELECT o.name, a.act FROM task_act a JOIN officer o ON o.id=a.officer WHERE a.task=?1 ORDER BY a.id DESC LIMIT 1", h->id,
		task_act_text, e);
}

static enum z insert(struct desk *d, struct task_head *h, struct error *e)
{
	enum z z = db_run(d->db, e,
		"INSERT INTO task(number, state, place, title, source, office, helpers, due, body_c, body_d, created_at, updated_at, batch)"
		" VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?11,?12)",
		"sisssisdohio", h->number, (int64_t)h->state, h->place, h->title, h->source, h->office, h->helpers, h->due, h->body.id,
		h->body.id ? &h->body.digest : NULL, d->now, h->batch);
	if (z != Z_OK)
		return z;
	h->id = db_last_id(d->db);
	h->ver = 1;
	op_touch(d, T_task, h->id);
	return Z_OK;
}

enum z task_put(struct desk *d, struct task_head *h, struct error *e)
{
	if (!h->id)
		return insert(d, h, e);
	enum z z = db_run(d->db, e,
		"UPDATE task SET state=?3, place=?4, title=?5, source=?6, office=?7, helpers=?8, due=?9, body_c=?10, body_d=?11,"
		" done_on=?12, done_by=?13, updated_at=?14, ver=ver+1 WHERE id=?1 AND ver=?2",
		"iiisssisdohdoi", h->id, h->ver & ITEM_VER, (int64_t)h->state, h->place, h->title, h->source, h->office, h->helpers,
		h->due, h->body.id, h->body.id ? &h->body.digest : NULL, h->done_on, h->done_by, d->now);
	if (z != Z_OK)
		return z;
	if (db_changes(d->db) == 0)
		return stale(d, h, e);
	h->ver++;
	op_touch(d, T_task, h->id);
	return Z_OK;
}

enum z task_act_append(struct desk *d, const struct task_head *h, int act, int32_t day, const char *text, struct error *e)
{
	struct content_ref ref;
	enum z z = content_text(d, text, &ref, e);
	if (z == Z_OK)
		z = db_run(d->db, e,
			"INSERT INTO task_act(id, task, act, state, office, due, day, text_c, text_d, officer, step, at)"
			" VALUES((SELECT coalesce(max(id),0)+1 FROM task_act),?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)",
			"iiioddohiii", h->id, (int64_t)act, (int64_t)h->state, h->office, h->due, day, ref.id,
			ref.id ? &ref.digest : NULL, d->who.id, h->ver & ITEM_VER, d->now);
	if (z == Z_OK)
		op_touch(d, T_task_act, db_last_id(d->db));
	return z;
}

/* ------------------------------------------------------------ the frame */
enum z task_op_begin(struct desk *d, enum action a, int64_t id, int64_t ver, struct task_op *op, struct error *e)
{
	struct task_flow f;
	*op = (struct task_op){.action = a, .h.id = id};
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = task_head(d, id, &op->h, e);
	if (z == Z_OK && op->h.ver != ver)
		z = stale(d, &op->h, e);
	if (z == Z_OK)
		z = task_flow_read(d, id, &f, e);
	if (z == Z_OK && (f.wrong || f.state != op->h.state))
		z = refuse(e, R_TASK_BROKEN, op->h.number);
	return z == Z_OK ? task_permit(d, a, &op->h, e) : z;
}

enum z task_op_end(struct desk *d, const struct task_op *op, enum z z, struct error *e)
{
	return op_end(d, z, op->action, op->h.id, e);
}
