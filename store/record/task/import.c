/* import.c - tasks from a 任务分解 list.  Each line is taken or refused alone; nothing that is registered is changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/import_batch.h"
#include "store/record/people/people.h"
#include "store/record/task/inner.h"
#include "store/record/words.h"

/* Bytes of a mark between two offices at s. */
static size_t mark(const char *s)
{
	static const char *const marks[] = {"、", "，", "；", "／", "\xe3\x80\x80", ",", ";", "/", "\n", "\t", " ", "|"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (!strncmp(s, marks[i], strlen(marks[i])))
			return strlen(marks[i]);
	return 0;
}

static enum z refused(struct task_line *l, enum task_column wrong)
{
	l->wrong = wrong;
	return l->error.kind;
}

/* The offices of one cell: lead false, all of them help. */
static enum z offices(struct desk *d, struct task_line *l, enum task_column c, bool lead, struct task_in *in)
{
	for (const char *s = l->cell[c]; *s;) {
		size_t n = 0;
		while (mark(s))
			s += mark(s);
		while (s[n] && !mark(s + n))
			n++;
		if (!n)
			break;
		char *name = xstrndup(s, n);
		int64_t id = db_number(d->db, NULL, 0, "SELECT id FROM office WHERE name=?1 AND active=1", "s", name);
		if (!id)
			refuse(&l->error, R_TASK_OFFICE, name);
		free(name);
		if (!id)
			return refused(l, c);
		s += n;
		bool known = id == in->office;
		for (int i = 0; i < in->helpers; i++)
			known = known || in->helper[i] == id;
		if (lead && !in->office)
			in->office = id;
		else if (known)
			continue; /* named twice */
		else if (in->helpers == TASK_HELPERS_MAX) {
			refuse(&l->error, R_TASK_HELPERS, number_text(TASK_HELPERS_MAX + 1).s, number_text(TASK_HELPERS_MAX).s);
			return refused(l, c);
		} else
			in->helper[in->helpers++] = id;
	}
	if (lead && !in->office) {
		refuse(&l->error, R_FIELD_EMPTY, W_FIELD_TASK_OFFICE);
		return refused(l, c);
	}
	return Z_OK;
}

/* Which cell a refusal of task_take() is about. */
static enum task_column column_of(const struct error *e)
{
	static const struct {
		const char *field;
		enum task_column c;
	} of[] = {{W_FIELD_TASK_PLACE, TASK_PLACE}, {W_FIELD_TASK_BODY, TASK_BODY}, {W_FIELD_TASK_SOURCE, TASK_SOURCE},
		{W_FIELD_TASK_OFFICE, TASK_OFFICE}};
	if (e->code == R_TASK_DUE_FAR)
		return TASK_DUE;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		if (!strcmp(e->arg[0], of[i].field))
			return of[i].c;
	return TASK_TITLE;
}

/* The task that is the same one: of this source, place and title, with this text. */
static enum z known(struct desk *d, const struct task_head *h, const char *body, int64_t *id, struct error *e)
{
	enum z z = Z_OK;
	int64_t at = 0;
	*id = 0;
	while (z == Z_OK && !*id &&
	        (at = db_number(d->db, e, 0,
	                 "SELECT min(id) FROM task WHERE source=?1 AND title=?2 AND place=?3 AND id>?4 AND state<>3", "sssi", h->source,
	                 h->title, h->place, at))) {
		struct task_head other;
		char *text = NULL;
		z = task_head(d, at, &other, e);
		if (z == Z_OK)
			z = content_shown(d, &other.body, &text, e);
		if (z == Z_OK && !strcmp(text, body))
			*id = at;
		free(text);
	}
	return z == Z_OK ? db_result(d->db) : z;
}
_Static_assert(TASK_DROPPED == 3, "state in known()");

static enum z take(struct desk *d, struct task_line *lines, int i, struct task_head *h, char **body)
{
	struct task_line *l = &lines[i];
	struct task_in in = {.place = l->cell[TASK_PLACE], .title = l->cell[TASK_TITLE], .body = l->cell[TASK_BODY],
		.source = l->cell[TASK_SOURCE]};
	enum z z = offices(d, l, TASK_OFFICE, true, &in);
	if (z == Z_OK)
		z = offices(d, l, TASK_HELPERS, false, &in);
	if (z == Z_OK && !task_due_parse(l->cell[TASK_DUE], day_at(d->now), &in.due)) {
		refuse(&l->error, R_TASK_DUE, l->cell[TASK_DUE]);
		z = refused(l, TASK_DUE);
	}
	if (z != Z_OK)
		return z;
	z = task_take(d, &in, h, body, &l->error);
	if (z != Z_OK)
		return refused(l, column_of(&l->error));
	l->due = h->due;
	z = db_failed(d->db) ? db_result(d->db) : task_helpers_names(d, h->helpers, l->helper_names, sizeof l->helper_names, &l->error);
	sqlite3_stmt *q = db_query(d->db, &l->error, "SELECT name FROM office WHERE id=?1", "i", h->office);
	if (db_step(d->db, q, &l->error))
		snprintf(l->office_name, sizeof l->office_name, "%s", column_text(q, 0));
	db_done(q);
	return z == Z_OK ? db_result(d->db) : z;
}

static enum z put(struct desk *d, struct task_line *lines, int i, struct task_head *h, const char *body)
{
	struct task_line *l = &lines[i];
	int64_t same = 0;
	enum z z = known(d, h, body, &same, &l->error);
	for (int k = 0; k < i && z == Z_OK && same; k++)
		if (lines[k].ok && lines[k].id == same) {
			refuse(&l->error, R_TASK_TWICE, number_text(lines[k].line).s);
			return refused(l, TASK_TITLE);
		}
	if (z == Z_OK && same) {
		struct task_head is;
		z = task_head(d, same, &is, &l->error);
		if (z != Z_OK)
			return z;
		l->id = same;
		l->done = TASK_SAME;
		snprintf(l->number, sizeof l->number, "%s", is.number);
		if (is.office == h->office && is.due == h->due && !strcmp(is.helpers, h->helpers))
			return Z_OK;
		refuse(&l->error, R_TASK_KNOWN, is.number);
		return refused(l, is.due != h->due ? TASK_DUE : TASK_OFFICE);
	}
	if (z == Z_OK)
		z = task_insert(d, h, body, &l->error);
	if (z == Z_OK) {
		l->id = h->id;
		l->done = TASK_NEW;
		snprintf(l->number, sizeof l->number, "%s", h->number);
	}
	return z;
}

static enum z one_line(struct desk *d, int64_t batch, struct task_line *lines, int i, struct error *e)
{
	struct task_line *l = &lines[i];
	struct task_head h = {.batch = batch};
	char *body = NULL;
	enum z z = take(d, lines, i, &h, &body);
	if (z == Z_OK)
		z = put(d, lines, i, &h, body);
	free(body);
	l->ok = z == Z_OK;
	if (z == Z_OK || z == Z_INVALID || z == Z_DENIED || z == Z_MISSING)
		return Z_OK;
	if (e)
		*e = l->error;
	return z;
}

/* ------------------------------------------------------------ as a batch */
static enum z batch_end(struct desk *d, const struct task_batch *b, int rows, struct error *e)
{
	op_touch(d, T_batch, b->id);
	return db_run(d->db, e, "UPDATE batch SET rows=?2 WHERE id=?1", "ii", b->id, (int64_t)rows);
}

enum z task_import(struct desk *d, struct task_batch *batch, struct task_line *lines, int n, int flags, int *good, struct error *e)
{
	int taken = 0, made = 0;
	enum z z = op_begin(d, e);
	*good = 0;
	if (z == Z_OK)
		z = op_permit(d, ACTION_TASK_IMPORT, e);
	if (z == Z_OK && batch)
		z = import_batch_add(d, "tasks", batch->name, batch->digest, &batch->id, e);
	for (int i = 0; i < n; i++) { /* may have been tried before */
		lines[i].ok = false;
		lines[i].id = 0;
		lines[i].error = (struct error){0};
	}
	for (int i = 0; i < n && z == Z_OK; i++) {
		z = one_line(d, batch ? batch->id : 0, lines, i, e);
		taken += lines[i].ok;
		made += lines[i].ok && lines[i].done == TASK_NEW;
	}
	const bool nothing = z == Z_OK && ((flags & TASKS_DRY) || !made);
	if (z == Z_OK && batch && !nothing)
		z = batch_end(d, batch, made, e);
	if (nothing) /* nothing written: no row in the log */
		z = op_end(d, Z_CANCEL, ACTION_TASK_IMPORT, 0, NULL) == Z_CANCEL ? Z_OK : Z_IO;
	else
		z = op_end(d, z, ACTION_TASK_IMPORT, batch ? batch->id : 0, e);
	if (batch && (nothing || z != Z_OK))
		batch->id = 0;
	if (z == Z_OK)
		*good = taken;
	return z;
}

/* ------------------------------------------------------------ undone */
/* Nothing was done with what it brought. */
static enum z not_built_on(struct desk *d, int64_t batch, struct error *e)
{
	char number[TASK_NUMBER_MAX + 1] = "";
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT t.number FROM task t WHERE t.batch=?1 AND EXISTS(SELECT 1 FROM task_act a WHERE a.task=t.id AND a.act<>?2) LIMIT 1",
		"ii", batch, (int64_t)TASK_ACT_CREATE);
	if (db_step(d->db, q, e))
		snprintf(number, sizeof number, "%s", column_text(q, 0));
	db_done(q);
	return *number ? refuse(e, R_TASK_BATCH_BUILT_ON, number_text(batch).s, number) : db_result(d->db);
}

static enum z undo_one(struct desk *d, int64_t id, struct error *e)
{
	struct task_head h;
	enum z z = task_head(d, id, &h, e);
	h.state = TASK_DROPPED;
	if (z == Z_OK)
		z = task_put(d, &h, e);
	return z == Z_OK ? task_act_append(d, &h, TASK_ACT_UNDO, DAY_NONE, "", e) : z;
}

enum z task_import_undo(struct desk *d, int64_t batch, int64_t *count, struct error *e)
{
	int64_t id = 0, n = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_TASK_IMPORT_UNDO, e);
	if (z == Z_OK)
		z = import_batch_stands(d, "tasks", batch, R_TASK_BATCH_UNKNOWN, R_TASK_BATCH_UNDONE, e);
	if (z == Z_OK)
		z = not_built_on(d, batch, e);
	while (z == Z_OK && (id = db_number(d->db, e, 0, "SELECT min(id) FROM task WHERE batch=?1 AND id>?2", "ii", batch, id))) {
		z = undo_one(d, id, e);
		n++;
	}
	if (z == Z_OK)
		z = db_result(d->db);
	if (z == Z_OK)
		z = import_batch_undone(d, batch, e);
	if (z == Z_OK)
		op_touch(d, T_batch, batch);
	z = op_end(d, z, ACTION_TASK_IMPORT_UNDO, batch, e);
	*count = z == Z_OK ? n : 0;
	return z;
}
