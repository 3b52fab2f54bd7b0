/* way.c - the ways out of the chain and back into it: 退单, 延期, 并单, 转法定途径, 不纳入考核. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/words.h"
#include "store/rule/request.h"

/* Nothing leaves the house while others hang on it. */
static enum z no_merged(struct desk *d, const struct ticket_head *h, struct error *e)
{
	int64_t n = db_number(
	        d->db, e, 0, "SELECT count(*) FROM ticket WHERE master=?1 AND state=?2", "ii", h->id, (int64_t)TICKET_MERGED);
	return n ? refuse(e, R_TICKET_HAS_MERGED, h->number, number_text(n).s) : db_result(d->db);
}

/* ------------------------------------------------------------ 退单 */
static enum z return_ask(struct desk *d, struct ticket_op *op, int reason, const char *why, struct error *e)
{
	char a[24], b[24];
	enum z z = *ticket_back_text(reason) ? Z_OK : refuse(e, R_TICKET_BACK_REASON);
	if (z == Z_OK && op->h.return_due && d->now >= op->h.return_due)
		z = refuse(e, R_TICKET_BACK_LATE, until_text(op->h.return_due, a), instant_text(d->now, b));
	if (z == Z_OK)
		z = no_merged(d, &op->h, e);
	op->h.state = TICKET_RETURNING;
	const struct act_in in = {.act = TICKET_ACT_RETURN_ASK, .other = reason, .until = op->h.return_due};
	return z == Z_OK ? ticket_op_said(d, op, &in, why, W_FIELD_REASON, 4, e) : z;
}

enum z ticket_return_ask(struct desk *d, int64_t id, int64_t ver, int reason, const char *text, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_RETURN_ASK, id, ver, &op, e);
	if (z == Z_OK)
		z = return_ask(d, &op, reason, text, e);
	return ticket_op_end(d, &op, z, e);
}

/* A no says why. */
static enum z return_decide(struct desk *d, struct ticket_op *op, bool yes, const char *why, struct error *e)
{
	op->h.state = yes ? TICKET_RETURNED : op->flow.back_state;
	return ticket_op_said(d, op, &(struct act_in){.act = yes ? TICKET_ACT_RETURN_YES : TICKET_ACT_RETURN_NO,
		.refers = op->flow.return_asked}, why, W_FIELD_REASON, yes ? 0 : 2, e);
}

enum z ticket_return_decide(struct desk *d, int64_t id, int64_t ver, bool yes, const char *text, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_RETURN_DECIDE, id, ver, &op, e);
	if (z == Z_OK)
		z = return_decide(d, &op, yes, text, e);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 延期 */
static enum z in_time(struct desk *d, const struct ticket_head *h, struct error *e)
{
	char a[24], b[24];
	if (h->outer_due && d->now >= h->outer_due)
		return refuse(e, R_TICKET_EXTEND_LATE, until_text(h->outer_due, a), instant_text(d->now, b));
	return Z_OK;
}

static enum z extend_ask(struct desk *d, struct ticket_op *op, int days, const char *reason, struct error *e)
{
	struct ticket_limit l;
	enum z z = ticket_limit_of(d, op->h.kind, op->h.urgency, &l, e);
	if (z == Z_OK && op->h.extending)
		z = refuse(e, R_TICKET_EXTENDING, op->h.number);
	if (z == Z_OK && op->h.extended)
		z = refuse(e, R_TICKET_EXTENDED, op->h.number);
	if (z == Z_OK && (days < 1 || days > l.extend_n))
		z = refuse(e, R_TICKET_EXTEND_DAYS, number_text(l.extend_n).s, number_text(days).s);
	if (z == Z_OK)
		z = in_time(d, &op->h, e);
	if (z != Z_OK)
		return z;
	op->h.extending = ticket_act_next(d, e);
	return ticket_op_said(d, op, &(struct act_in){.act = TICKET_ACT_EXTEND_ASK, .other = days}, reason, W_FIELD_REASON, 4, e);
}

enum z ticket_extend_ask(struct desk *d, int64_t id, int64_t ver, int days, const char *reason, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_EXTEND_ASK, id, ver, &op, e);
	if (z == Z_OK)
		z = extend_ask(d, &op, days, reason, e);
	return ticket_op_end(d, &op, z, e);
}

static enum z extend_decide(struct desk *d, struct ticket_op *op, bool yes, const char *why, struct error *e)
{
	int64_t asked = op->h.extending;
	enum z z = asked ? Z_OK : refuse(e, R_TICKET_NOT_EXTENDING, op->h.number);
	if (z == Z_OK && yes)
		z = in_time(d, &op->h, e);
	op->h.extending = 0;
	if (yes) {
		op->h.extended = (int)op->flow.extend_days;
		op->h.extend_base = op->h.platform_due;
	}
	const struct act_in in = {.act = yes ? TICKET_ACT_EXTEND_YES : TICKET_ACT_EXTEND_NO, .refers = asked,
		.other = op->flow.extend_days};
	return z == Z_OK ? ticket_op_said(d, op, &in, why, W_FIELD_REASON, yes ? 0 : 2, e) : z;
}

enum z ticket_extend_decide(struct desk *d, int64_t id, int64_t ver, bool yes, const char *text, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_EXTEND_DECIDE, id, ver, &op, e);
	if (z == Z_OK)
		z = extend_decide(d, &op, yes, text, e);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 并单 */
static enum z merge(struct desk *d, struct ticket_op *op, int64_t master, const char *reason, struct error *e)
{
	struct ticket_head m;
	enum z z = ticket_head(d, master, &m, e);
	if (z == Z_OK && master == op->id)
		z = refuse(e, R_TICKET_MERGE_SELF);
	if (z == Z_OK && (m.state == TICKET_MERGED || m.master))
		z = refuse(e, R_TICKET_MERGE_DUPLICATE, m.number);
	if (z == Z_OK && !ticket_is_open(m.state))
		z = refuse(e, R_TICKET_MERGE_CLOSED, m.number, ticket_state_text(m.state));
	if (z == Z_OK)
		z = no_merged(d, &op->h, e);
	op->h.state = TICKET_MERGED;
	op->h.master = master;
	const struct act_in in = {.act = TICKET_ACT_MERGE, .other = master};
	return z == Z_OK ? ticket_op_said(d, op, &in, reason, W_FIELD_REASON, 2, e) : z;
}

enum z ticket_merge(struct desk *d, int64_t id, int64_t ver, int64_t master, const char *reason, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_MERGE, id, ver, &op, e);
	if (z == Z_OK)
		z = merge(d, &op, master, reason, e);
	return ticket_op_end(d, &op, z, e);
}

/* Back to where it was, with a reason. */
static enum z come_back(struct desk *d, struct ticket_op *op, int act, const char *reason, struct error *e)
{
	op->h.state = op->flow.back_state;
	op->h.master = 0;
	op->h.route = 0;
	return ticket_op_said(d, op, &(struct act_in){.act = act}, reason, W_FIELD_REASON, 2, e);
}

enum z ticket_unmerge(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_UNMERGE, id, ver, &op, e);
	if (z == Z_OK)
		z = come_back(d, &op, TICKET_ACT_UNMERGE, reason, e);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 转法定途径 */
enum z ticket_route_do(struct desk *d, struct ticket_op *op, int way, int64_t request, const char *told, struct error *e)
{
	enum z z = *ticket_route_text(way) ? no_merged(d, &op->h, e) : refuse(e, R_TICKET_ROUTE);
	op->h.state = TICKET_ROUTED;
	op->h.route = way;
	const struct act_in in = {.act = TICKET_ACT_ROUTE, .other = way, .now = request};
	return z == Z_OK ? ticket_op_said(d, op, &in, told, W_FIELD_TOLD, 4, e) : z;
}

enum z ticket_route(struct desk *d, int64_t id, int64_t ver, int way, const char *told, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_ROUTE, id, ver, &op, e);
	if (z == Z_OK)
		z = ticket_route_do(d, &op, way, 0, told, e);
	return ticket_op_end(d, &op, z, e);
}

/* Two records of one matter would run side by side. */
static enum z no_request(struct desk *d, const struct ticket_head *h, struct error *e)
{
	char number[64] = "";
	sqlite3_stmt *q = db_query(d->db, e, "SELECT number FROM request WHERE ticket=?1 AND state<>?2 LIMIT 1", "ii", h->id,
	        (int64_t)REQUEST_VOID);
	if (db_step(d->db, q, e))
		snprintf(number, sizeof number, "%s", column_text(q, 0));
	db_done(q);
	return *number ? refuse(e, R_TICKET_HAS_REQUEST, h->number, number) : db_result(d->db);
}

enum z ticket_unroute(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_UNROUTE, id, ver, &op, e);
	if (z == Z_OK)
		z = no_request(d, &op.h, e);
	if (z == Z_OK)
		z = come_back(d, &op, TICKET_ACT_UNROUTE, reason, e);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 不纳入考核 */
static enum z exclude(struct desk *d, struct ticket_op *op, bool excluded, const char *reason, struct error *e)
{
	if (!op->h.excluded == !excluded)
		return refuse(e, excluded ? R_TICKET_EXCLUDED : R_TICKET_INCLUDED, op->h.number);
	op->h.excluded = excluded;
	return ticket_op_said(d, op, &(struct act_in){.act = excluded ? TICKET_ACT_EXCLUDE : TICKET_ACT_INCLUDE}, reason, W_FIELD_REASON,
		2, e);
}

enum z ticket_exclude(struct desk *d, int64_t id, int64_t ver, bool excluded, const char *reason, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_EXCLUDE, id, ver, &op, e);
	if (z == Z_OK)
		z = exclude(d, &op, excluded, reason, e);
	return ticket_op_end(d, &op, z, e);
}
