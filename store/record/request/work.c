/* work.c - what is done to a registered request: the confirmation of its receipt, to whom it is given, what is noted, the
 * answer on paper, 作废. */
#include "store/record/request/inner.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/words.h"

/* ------------------------------------------------------------ 确认 */
/* What the matrix cannot know. */
static enum z may_confirm(const struct request_head *h, struct error *e)
{
	char a[16];
	if (!request_confirms(h->channel))
		return refuse(e, R_REQUEST_CONFIRM_NOT, request_channel_text(h->channel));
	if (h->receipt.day[CAME_CONFIRMED] != DAY_NONE)
		return refuse(e, R_REQUEST_CONFIRMED, h->number, day_text(h->receipt.day[CAME_CONFIRMED], a));
	return Z_OK;
}

static enum z confirm(struct desk *d, struct request_op *op, int32_t day, const char *how, struct error *e)
{
	enum z z = may_confirm(&op->h, e);
	op->h.receipt.day[CAME_CONFIRMED] = day;
	if (z == Z_OK && day == DAY_NONE)
		z = refuse(e, R_REQUEST_CAME, request_came_text(CAME_CONFIRMED), request_channel_text(op->h.channel));
	if (z == Z_OK)
		z = request_receipt_check(&op->h.receipt, day_at(d->now), e);
	const struct request_act_in in = {.act = REQUEST_ACT_CONFIRM, .day = day, .until = DAY_NONE};
	return z == Z_OK ? request_op_said(d, op, &in, how, 0, e) : z;
}

enum z request_confirm(struct desk *d, int64_t id, int64_t ver, int32_t day, const char *how, struct error *e)
{
	struct request_op op;
	enum z z = request_op_begin(d, ACTION_REQUEST_CONFIRM, id, ver, &op, e);
	if (z == Z_OK)
		z = confirm(d, &op, day, how, e);
	return request_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 分办 */
static enum z assign(struct desk *d, struct request_op *op, int64_t office, int64_t handler, const char *what, struct error *e)
{
	enum z z = op->h.office == office && op->h.handler == handler ? refuse(e, R_REQUEST_ASSIGN_SAME, op->h.number) : Z_OK;
	if (z == Z_OK)
		z = request_office_check(d, office, handler, e);
	op->h.office = office;
	op->h.handler = handler;
	const struct request_act_in in = {.act = REQUEST_ACT_ASSIGN, .office = office, .handler = handler, .day = DAY_NONE,
		.until = DAY_NONE};
	return z == Z_OK ? request_op_said(d, op, &in, what, 0, e) : z;
}

enum z request_assign(struct desk *d, int64_t id, int64_t ver, int64_t office, int64_t handler, const char *what, struct error *e)
{
	struct request_op op;
	enum z z = request_op_begin(d, ACTION_REQUEST_ASSIGN, id, ver, &op, e);
	if (z == Z_OK)
		z = assign(d, &op, office, handler, what, e);
	return request_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 记事, 线下答复 */
static enum z note(struct desk *d, struct request_op *op, int act, int32_t day, const char *in, struct error *e)
{
	return request_op_said(d, op, &(struct request_act_in){.act = act, .day = day, .until = DAY_NONE}, in, 2, e);
}

enum z request_note(struct desk *d, int64_t id, int64_t ver, const char *text, struct error *e)
{
	struct request_op op;
	enum z z = request_op_begin(d, ACTION_REQUEST_NOTE, id, ver, &op, e);
	if (z == Z_OK)
		z = note(d, &op, REQUEST_ACT_NOTE, DAY_NONE, text, e);
	return request_op_end(d, &op, z, e);
}

static enum z may_answer(const struct request_head *h, struct error *e)
{
	char a[16];
	return h->answered_on == DAY_NONE ? Z_OK : refuse(e, R_REQUEST_ANSWERED, h->number, day_text(h->answered_on, a));
}

static enum z answer_day(struct desk *d, const struct request_head *h, int32_t day, struct error *e)
{
	char a[16];
	if (day == DAY_NONE || day > day_at(d->now))
		return refuse(e, R_REQUEST_LATER, W_FIELD_REQUEST_ANSWERED, day_text(day, a));
	return request_answer_check(&h->receipt, day, e);
}

enum z request_answered(struct desk *d, int64_t id, int64_t ver, int32_t day, const char *what, struct error *e)
{
	struct request_op op;
	enum z z = request_op_begin(d, ACTION_REQUEST_ANSWERED, id, ver, &op, e);
	if (z == Z_OK)
		z = may_answer(&op.h, e);
	if (z == Z_OK)
		z = answer_day(d, &op.h, day, e);
	op.h.answered_on = day;
	if (z == Z_OK)
		z = note(d, &op, REQUEST_ACT_ANSWERED, day, what, e);
	return request_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 作废 */
static enum z may_void(const struct request_head *h, struct error *e)
{
	return h->answered_on == DAY_NONE ? Z_OK : refuse(e, R_REQUEST_VOID_LATE, h->number);
}

enum z request_void(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e)
{
	struct request_op op;
	char *text = NULL;
	enum z z = request_op_begin(d, ACTION_REQUEST_VOID, id, ver, &op, e);
	if (z == Z_OK)
		z = may_void(&op.h, e);
	if (z == Z_OK)
		z = written_take(reason, W_FIELD_REASON, 4, REQUEST_TEXT_MAX, &text, e);
	op.h.state = REQUEST_VOID;
	if (z == Z_OK)
		z = request_op_done(d, &op,
		        &(struct request_act_in){.act = REQUEST_ACT_VOID, .day = DAY_NONE, .until = DAY_NONE, .text = text}, e);
	free(text);
	return request_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ may he */
enum z request_may(struct desk *d, enum action a, int64_t id, struct error *e)
{
	struct request_head h;
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = request_head(d, id, &h, e);
	if (z == Z_OK)
		z = request_permit(d, a, &h, e);
	if (z != Z_OK)
		return z;
	switch (a) {
	case ACTION_REQUEST_CONFIRM:
		return may_confirm(&h, e);
	case ACTION_REQUEST_ANSWERED:
		return may_answer(&h, e);
	case ACTION_REQUEST_VOID:
		return may_void(&h, e);
	default:
		return Z_OK;
	}
}
