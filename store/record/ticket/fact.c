/* fact.c - what belongs to the platform: 签收, 办结, 回访, 满意度, 重办 ...  Entered by somebody who neither handles the
 * ticket nor wrote its answer; what came from an export is not changed by hand. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/field.h"
#include "store/record/words.h"

bool ticket_fact_is_time(enum ticket_fact f)
{
	return f == FACT_DISPATCHED || f == FACT_PLATFORM_DUE || f == FACT_SIGNED || f == FACT_CLOSED || f == FACT_VISITED;
}

int64_t ticket_fact_of(const struct ticket_head *h, enum ticket_fact f)
{
	switch (f) {
	case FACT_DISPATCHED:
		return h->dispatched_at;
	case FACT_PLATFORM_DUE:
		return h->platform_due;
	case FACT_SIGNED:
		return h->signed_at;
	case FACT_CLOSED:
		return h->closed_at;
	case FACT_VISITED:
		return h->visited_at;
	case FACT_SOLVED:
		return h->solved;
	case FACT_PLEASED:
		return h->pleased;
	case FACT_PLEASED_MANNER:
		return h->pleased_manner;
	case FACT_REDOS:
		return h->redos;
	case FACT_KIND:
		return h->kind;
	case FACT_URGENCY:
		return h->urgency;
	default:
		return 0;
	}
}

void ticket_fact_set(struct ticket_head *h, enum ticket_fact f, int64_t value)
{
	switch (f) {
	case FACT_DISPATCHED:
		h->dispatched_at = value;
		if (h->round == 1)
			h->round_at = value;
		break;
	case FACT_PLATFORM_DUE:
		h->platform_due = value;
		break;
	case FACT_SIGNED:
		h->signed_at = value;
		break;
	case FACT_CLOSED:
		h->closed_at = value;
		break;
	case FACT_VISITED:
		h->visited_at = value;
		break;
	case FACT_SOLVED:
		h->solved = (int)value;
		break;
	case FACT_PLEASED:
		h->pleased = (int)value;
		break;
	case FACT_PLEASED_MANNER:
		h->pleased_manner = (int)value;
		break;
	case FACT_REDOS:
		h->redos = (int)value;
		break;
	case FACT_KIND:
		h->kind = (int)value;
		break;
	case FACT_URGENCY:
		h->urgency = (int)value;
		break;
	default:
		break;
	}
}

enum z ticket_fact_number(struct desk *d, struct ticket_op *op, enum ticket_fact f, int64_t value, int64_t batch, struct error *e)
{
	int64_t old = ticket_fact_of(&op->h, f);
	ticket_fact_set(&op->h, f, value);
	if (batch)
		op->h.by_import |= 1u << f;
	return ticket_op_done(
	        d, op, &(struct act_in){.act = TICKET_ACT_FACT, .other = (int64_t)f, .old = old, .now = value, .batch = batch}, e);
}

/* ------------------------------------------------------------ 办结 */
static enum z close_one(struct desk *d, struct ticket_op *op, int64_t closed_at, int64_t batch, struct error *e)
{
	struct ticket_head *h = &op->h;
	enum z z = ticket_clocks(d, h, e); /* once more while it is open: what freezes is what counts now */
	if (z != Z_OK)
		return z;
	h->closed_at = closed_at < h->round_at ? h->round_at : closed_at;
	h->state = TICKET_CLOSED;
	h->extending = 0;
	h->light = ticket_closing_light(h);
	return ticket_op_done(d, op, &(struct act_in){.act = TICKET_ACT_CLOSE, .other = h->light, .happened_at = h->closed_at,
		.old = op->before.closed_at, .now = h->closed_at, .batch = batch}, e);
}

enum z ticket_close_do(struct desk *d, struct ticket_op *op, int64_t closed_at, int64_t batch, struct error *e)
{
	int64_t id = 0;
	if (batch)
		op->h.by_import |= 1u << FACT_CLOSED;
	enum z z = close_one(d, op, closed_at, batch, e);
	while (z == Z_OK && (id = db_number(d->db, e, 0, "SELECT min(id) FROM ticket WHERE master=?1 AND state=?2 AND id>?3", "iii",
	                             op->id, (int64_t)TICKET_MERGED, id))) {
		struct ticket_op one = {.action = op->action, .id = id};
		z = ticket_head(d, id, &one.h, e);
		one.before = one.h;
		if (z == Z_OK)
			z = close_one(d, &one, closed_at, batch, e);
	}
	return z == Z_OK ? db_result(d->db) : z;
}

/* ------------------------------------------------------------ by hand */
/* Whether it belongs to the ticket's time. */
static enum z time_check(struct desk *d, const struct ticket_head *h, enum ticket_fact f, int64_t at, struct error *e)
{
	char a[24], b[24];
	if (f == FACT_PLATFORM_DUE)
		return at && at <= h->round_at ? refuse(e, R_TICKET_DUE_ORDER, until_text(at, a), instant_text(h->round_at, b)) : Z_OK;
	if (at > d->now)
		return refuse(e, R_TICKET_LATER, ticket_fact_text((int)f), instant_text(at, a));
	if (f == FACT_DISPATCHED && h->round == 1 && h->platform_due && at >= h->platform_due)
		return refuse(e, R_TICKET_DUE_ORDER, until_text(h->platform_due, a), instant_text(at, b));
	if (f != FACT_DISPATCHED && at && at / 60 < h->dispatched_at / 60)
		return refuse(e, R_TICKET_BEFORE_ROUND, instant_text(at, a), instant_text(h->dispatched_at, b));
	if (f == FACT_CLOSED && at / 60 < h->round_at / 60)
		return refuse(e, R_TICKET_BEFORE_ROUND, instant_text(at, a), instant_text(h->round_at, b));
	return Z_OK;
}

enum z ticket_fact_hand(struct desk *d, struct ticket_op *op, enum ticket_fact f, int64_t value, struct error *e)
{
	struct ticket_head *h = &op->h;
	if (h->by_import & 1u << f)
		return refuse(e, R_TICKET_FACT_IMPORTED, ticket_fact_text((int)f));
	if (value == ticket_fact_of(h, f))
		return refuse(e, R_TICKET_FACT_SAME, ticket_fact_text((int)f));
	bool clock = f == FACT_DISPATCHED || f == FACT_PLATFORM_DUE || f == FACT_KIND || f == FACT_URGENCY || f == FACT_CLOSED;
	if (clock && h->state == TICKET_CLOSED)
		return refuse(e, R_TICKET_FACT_CLOSED, ticket_fact_text((int)f));
	enum z z = ticket_fact_is_time(f) ? time_check(d, h, f, value, e) : Z_OK;
	if (z != Z_OK)
		return z;
	if (f != FACT_CLOSED)
		return ticket_fact_number(d, op, f, value, 0, e);
	if (h->state != TICKET_FILLED && h->state != TICKET_MERGED && h->state != TICKET_ROUTED)
		return refuse(e, R_TICKET_CLOSE_STATE, ticket_state_text(h->state));
	return ticket_close_do(d, op, value, 0, e);
}

/* "" takes back what can be taken back. */
static enum z value_of(enum ticket_fact f, const char *text, int64_t *value, struct error *e)
{
	const char *name = ticket_fact_text((int)f);
	char *end;
	*value = 0;
	if (!*text)
		return f == FACT_CLOSED || f == FACT_DISPATCHED || f == FACT_KIND || f == FACT_URGENCY ?
			refuse(e, R_FIELD_EMPTY, name) : Z_OK;
	switch (f) {
	case FACT_DISPATCHED:
	case FACT_PLATFORM_DUE:
	case FACT_SIGNED:
	case FACT_CLOSED:
	case FACT_VISITED:
		*value = f == FACT_PLATFORM_DUE ? until_parse(text) : instant_parse(text);
		return *value > 0 ? Z_OK : refuse(e, R_TICKET_FACT_TIME, name, text);
	case FACT_REDOS:
		*value = strtol(text, &end, 10);
		return *end || *value < 0 || *value > 99 ? refuse(e, R_TICKET_FACT_NUMBER, name, text) : Z_OK;
	case FACT_SOLVED:
		*value = ticket_answered_parse(text);
		break;
	case FACT_PLEASED:
	case FACT_PLEASED_MANNER:
		*value = ticket_pleased_parse(text);
		break;
	case FACT_KIND:
		*value = ticket_kind_parse(text);
		break;
	case FACT_URGENCY:
		*value = ticket_urgency_parse(text);
		break;
	default:
		return refuse(e, R_TICKET_FACT_WHICH, name);
	}
	return *value ? Z_OK : refuse(e, R_TICKET_FACT_WORD, name, text);
}

/* 平台工单状态 is the only fact that is a text and may be entered. */
static enum z state_word(struct desk *d, struct ticket_op *op, const char *text, struct error *e)
{
	struct buffer both = {0};
	char old[128] = "";
	if (op->h.by_import & 1u << FACT_PLATFORM_STATE)
		return refuse(e, R_TICKET_FACT_IMPORTED, ticket_fact_text(FACT_PLATFORM_STATE));
	sqlite3_stmt *q = db_query(d->db, e, "SELECT platform_state FROM ticket WHERE id=?1", "i", op->id);
	if (db_step(d->db, q, e))
		snprintf(old, sizeof old, "%s", column_text(q, 0));
	db_done(q);
	buffer_printf(&both, "%s\n%s", old, text);
	enum z z = db_run(d->db, e, "UPDATE ticket SET platform_state=?2 WHERE id=?1", "is", op->id, text);
	if (z == Z_OK)
		z = ticket_op_done(
		        d, op, &(struct act_in){.act = TICKET_ACT_FACT, .other = FACT_PLATFORM_STATE, .text = both.s}, e);
	buffer_free(&both);
	return z;
}

enum z ticket_fact(struct desk *d, int64_t id, int64_t ver, enum ticket_fact f, const char *value, struct error *e)
{
	struct ticket_op op;
	char text[128] = "";
	int64_t n = 0;
	enum z z = ticket_op_begin(d, ACTION_TICKET_FACT, id, ver, &op, e);
	if (z == Z_OK)
		z = field_take(text, sizeof text, value, W_FIELD_VALUE, 0, 40, e);
	if (z == Z_OK && f == FACT_PLATFORM_STATE)
		z = state_word(d, &op, text, e);
	else if (z == Z_OK && (z = value_of(f, text, &n, e)) == Z_OK)
		z = ticket_fact_hand(d, &op, f, n, e);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 重办 */
static enum z redo(struct desk *d, struct ticket_op *op, const char *reason, int64_t at, int64_t platform_due, struct error *e)
{
	static const uint32_t of_round = 1u << FACT_CLOSED | 1u << FACT_VISITED | 1u << FACT_SOLVED | 1u << FACT_PLEASED |
		1u << FACT_PLEASED_MANNER | 1u << FACT_PLATFORM_DUE;
	struct ticket_head *h = &op->h;
	char *text = NULL, a[24], b[24];
	int64_t closed = h->closed_at, last = closed ? closed : h->filled_at ? h->filled_at : h->round_at;
	enum z z = written_take(reason, W_FIELD_REASON, 2, TICKET_TEXT_MAX, &text, e);
	if (!at)
		at = d->now;
	if (z == Z_OK && at > d->now)
		z = refuse(e, R_TICKET_LATER, ticket_act_text(TICKET_ACT_REDO), instant_text(at, a));
	if (z == Z_OK && at / 60 < last / 60)
		z = refuse(e, R_TICKET_BEFORE_ROUND, instant_text(at, a), instant_text(last, b));
	if (z == Z_OK && platform_due && platform_due <= at)
		z = refuse(e, R_TICKET_DUE_ORDER, until_text(platform_due, a), instant_text(at, b));
	if (z == Z_OK) {
		h->state = TICKET_UNCLAIMED;
		h->round++;
		h->round_at = at;
		h->platform_due = platform_due;
		h->handler = h->lease_until = h->answer = h->master = h->extend_base = h->extending = 0;
		h->filled_at = h->closed_at = h->visited_at = 0;
		h->solved = h->pleased = h->pleased_manner = h->extended = h->route = h->light = 0;
		h->by_import &= ~of_round;
		if (!(h->by_import & 1u << FACT_REDOS))
			h->redos++;
		z = ticket_op_done(d, op, &(struct act_in){.act = TICKET_ACT_REDO, .until = platform_due, .happened_at = at,
			.old = closed, .now = at, .text = text}, e);
	}
	free(text);
	return z;
}

enum z ticket_redo(struct desk *d, int64_t id, int64_t ver, const char *reason, int64_t redispatched_at, int64_t platform_due, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_REDO, id, ver, &op, e);
	if (z == Z_OK)
		z = redo(d, &op, reason, redispatched_at, platform_due, e);
	return ticket_op_end(d, &op, z, e);
}
