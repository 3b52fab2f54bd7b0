/* work.c - registering a task, and what is done with it: edited, reported done, cancelled, opened again. */
#include "store/record/task/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/field.h"
#include "store/record/people/inner.h"
#include "store/record/words.h"

enum { BACK = 1830, AHEAD = 3660 }; /* days from today that a limit may have: others are slips of the pen */

/* ------------------------------------------------------------ what is registered */
static enum z offices(struct desk *d, const struct task_in *in, struct task_head *h, struct error *e)
{
	char name[64];
	enum z z = in->office ? office_use(d, in->office, name, e) : refuse(e, R_FIELD_EMPTY, W_FIELD_TASK_OFFICE);
	if (z == Z_OK && in->helpers > TASK_HELPERS_MAX)
		z = refuse(e, R_TASK_HELPERS, number_text(in->helpers).s, number_text(TASK_HELPERS_MAX).s);
	for (int i = 0; z == Z_OK && i < in->helpers; i++) {
		z = office_use(d, in->helper[i], name, e);
		bool twice = in->helper[i] == in->office;
		for (int k = 0; k < i; k++)
			twice = twice || in->helper[k] == in->helper[i];
		if (z == Z_OK && twice)
			z = refuse(e, R_TASK_HELPER, name);
	}
	if (z == Z_OK) {
		h->office = in->office;
		task_helpers_text(in->helper, in->helpers, h->helpers);
	}
	return z;
}

static enum z near(const struct desk *d, int32_t day, struct error *e)
{
	char a[16], b[16], c[16];
	int32_t today = day_at(d->now);
	return day == DAY_NONE || (day >= today - BACK && day <= today + AHEAD) ? Z_OK :
		refuse(e, R_TASK_DUE_FAR, day_text(day, a), day_text(today - BACK, b), day_text(today + AHEAD, c));
}

enum z task_take(struct desk *d, const struct task_in *in, struct task_head *h, char **body, struct error *e)
{
	*body = NULL;
	enum z z = field_take(h->title, sizeof h->title, in->title, W_FIELD_TASK_TITLE, 2, TASK_TITLE_MAX, e);
	if (z == Z_OK)
		z = field_take(h->place, sizeof h->place, in->place, W_FIELD_TASK_PLACE, 0, TASK_PLACE_MAX, e);
	if (z == Z_OK)
		z = written_take(in->body, W_FIELD_TASK_BODY, 0, TASK_BODY_MAX, body, e);
	if (z == Z_OK)
		z = offices(d, in, h, e);
	if (z == Z_OK)
		z = near(d, in->due, e);
	if (z == Z_OK)
		z = field_take(h->source, sizeof h->source, in->source, W_FIELD_TASK_SOURCE, 0, TASK_SOURCE_MAX, e);
	h->due = in->due;
	return z;
}

static enum z number_draw(struct desk *d, char number[TASK_NUMBER_MAX + 1], struct error *e)
{
	char series[40];
	int64_t n = 0;
	int year = day_year(day_at(d->now));
	snprintf(series, sizeof series, "task %d", year);
	enum z z = series_draw(d->db, series, &n, e);
	snprintf(number, TASK_NUMBER_MAX + 1, W_TASK_NUMBER, year, (long long)n);
	return z;
}

enum z task_insert(struct desk *d, struct task_head *h, const char *body, struct error *e)
{
	h->id = 0;
	h->state = TASK_OPEN;
	h->done_on = DAY_NONE;
	enum z z = number_draw(d, h->number, e);
	if (z == Z_OK)
		z = content_text(d, body, &h->body, e);
	if (z == Z_OK)
		z = task_put(d, h, e);
	return z == Z_OK ? task_act_append(d, h, TASK_ACT_CREATE, DAY_NONE, NULL, e) : z;
}

enum z task_create(struct desk *d, const struct task_in *in, int64_t *id, struct error *e)
{
	struct task_head h = {0};
	char *body = NULL;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_TASK_CREATE, e);
	if (z == Z_OK)
		z = task_take(d, in, &h, &body, e);
	if (z == Z_OK)
		z = task_insert(d, &h, body, e);
	free(body);
	z = op_end(d, z, ACTION_TASK_CREATE, h.id, e);
	if (z == Z_OK && id)
		*id = h.id;
	return z;
}

/* ------------------------------------------------------------ editing */
static void said(struct buffer *b, bool changed, const char *what)
{
	if (changed)
		buffer_printf(b, "%s%s", b->n ? W_VALUE_AND : "", what);
}

static enum z edit(struct desk *d, struct task_op *op, const struct task_in *in, struct error *e)
{
	const struct task_head was = op->h;
	struct task_head *h = &op->h;
	struct buffer b = {0};
	char *body = NULL, *stood = NULL;
	enum z z = task_take(d, in, h, &body, e);
	if (z == Z_OK)
		z = content_shown(d, &was.body, &stood, e);
	if (z == Z_OK) {
		bool text = strcmp(body, stood) != 0;
		said(&b, strcmp(was.place, h->place) != 0, W_FIELD_TASK_PLACE);
		said(&b, strcmp(was.title, h->title) != 0, W_FIELD_TASK_TITLE);
		said(&b, text, W_FIELD_TASK_BODY);
		said(&b, was.office != h->office, W_FIELD_TASK_OFFICE);
		said(&b, strcmp(was.helpers, h->helpers) != 0, W_FIELD_TASK_HELPERS);
		said(&b, was.due != h->due, W_FIELD_TASK_DUE);
		said(&b, strcmp(was.source, h->source) != 0, W_FIELD_TASK_SOURCE);
		if (!b.n)
			z = refuse(e, R_REGISTER_UNCHANGED);
		else if (text)
			z = content_text(d, body, &h->body, e);
	}
	if (z == Z_OK)
		z = task_put(d, h, e);
	if (z == Z_OK)
		z = task_act_append(d, h, TASK_ACT_EDIT, DAY_NONE, b.s, e);
	buffer_free(&b);
	free(body);
	free(stood);
	return z;
}

enum z task_edit(struct desk *d, int64_t id, int64_t ver, const struct task_in *in, struct error *e)
{
	struct task_op op;
	enum z z = task_op_begin(d, ACTION_TASK_EDIT, id, ver, &op, e);
	if (z == Z_OK)
		z = edit(d, &op, in, e);
	return task_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ done, cancelled, opened again */
struct turn {
	enum action action;
	enum task_act act;
	enum task_state to;
	const char *field; /* what the text is called */
	int32_t day;       /* of 完成 */
};

static enum z turn(struct desk *d, int64_t id, int64_t ver, const struct turn *t, const char *in, struct error *e)
{
	struct task_op op;
	char *text = NULL, day[16];
	enum z z = task_op_begin(d, t->action, id, ver, &op, e);
	if (z == Z_OK && t->act == TASK_ACT_DONE && (t->day == DAY_NONE || t->day > day_at(d->now)))
		z = refuse(e, R_TASK_DAY, day_text(t->day, day));
	if (z == Z_OK)
		z = written_take(in, t->field, 2, TASK_TEXT_MAX, &text, e);
	if (z == Z_OK) {
		op.h.state = (int)t->to;
		op.h.done_on = t->day;
		op.h.done_by = t->act == TASK_ACT_DONE ? d->who.id : 0;
		z = task_put(d, &op.h, e);
	}
	if (z == Z_OK)
		z = task_act_append(d, &op.h, (int)t->act, t->day, text, e);
	free(text);
	return task_op_end(d, &op, z, e);
}

enum z task_done(struct desk *d, int64_t id, int64_t ver, int32_t day, const char *what, struct error *e)
{
	return turn(d, id, ver, &(struct turn){ACTION_TASK_DONE, TASK_ACT_DONE, TASK_DONE, W_FIELD_TASK_WHAT, day}, what, e);
}

enum z task_drop(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e)
{
	return turn(d, id, ver, &(struct turn){ACTION_TASK_DROP, TASK_ACT_DROP, TASK_DROPPED, W_FIELD_REASON, DAY_NONE}, reason, e);
}

enum z task_reopen(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e)
{
	return turn(d, id, ver, &(struct turn){ACTION_TASK_REOPEN, TASK_ACT_REOPEN, TASK_OPEN, W_FIELD_REASON, DAY_NONE}, reason, e);
}

enum z task_may(struct desk *d, enum action a, int64_t id, struct error *e)
{
	struct task_head h;
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = task_head(d, id, &h, e);
	return z == Z_OK ? task_permit(d, a, &h, e) : z;
}
