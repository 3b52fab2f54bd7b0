/* work.c - who works on a ticket: claiming, handing on, helping, urging, supervising. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/words.h"

/* ------------------------------------------------------------ 领办 */
static enum z name_of(struct desk *d, int64_t officer, char name[64], struct error *e)
{
	name[0] = '\0';
	sqlite3_stmt *q = db_query(d->db, e, "SELECT name FROM officer WHERE id=?1", "i", officer);
	if (db_step(d->db, q, e))
		snprintf(name, 64, "%s", column_text(q, 0));
	db_done(q);
	return db_result(d->db);
}

enum z ticket_claimable(struct desk *d, const struct ticket_head *h, struct error *e)
{
	char name[64], until[24];
	if (!h->handler)
		return Z_OK;
	if (h->handler == d->who.id)
		return refuse(e, R_TICKET_CLAIM_MINE, h->number);
	if (h->lease_until <= desk_now(d) || !db_number(d->db, e, 0, "SELECT 1 FROM officer WHERE id=?1 AND active=1", "i", h->handler))
		return db_result(d->db);
	enum z z = name_of(d, h->handler, name, e);
	return z == Z_OK ? refuse(e, R_TICKET_CLAIMED, name, until_text(h->lease_until, until)) : z;
}

enum z ticket_claim_do(struct desk *d, struct ticket_op *op, struct error *e)
{
	struct ticket_head *h = &op->h;
	int64_t office = h->office ? 0 : d->who.office;
	enum z z = ticket_claimable(d, h, e);
	if (z != Z_OK)
		return z;
	if (h->state == TICKET_UNCLAIMED)
		h->state = h->answer ? TICKET_DRAFTED : TICKET_WORKING;
	h->handler = d->who.id;
	if (office)
		h->office = office;
	return ticket_op_done(d, op,
	        &(struct act_in){.act = TICKET_ACT_CLAIM, .office = office, .until = ticket_lease(d)}, e);
}

enum z ticket_claim(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_CLAIM, id, ver, &op, e);
	if (z == Z_OK)
		z = ticket_claim_do(d, &op, e);
	return ticket_op_end(d, &op, z, e);
}

enum z ticket_unclaim(struct desk *d, int64_t id, int64_t ver, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_UNCLAIM, id, ver, &op, e);
	if (z == Z_OK) {
		op.h.state = TICKET_UNCLAIMED;
		op.h.handler = op.h.lease_until = 0;
		z = ticket_op_done(d, &op, &(struct act_in){.act = TICKET_ACT_UNCLAIM}, e);
	}
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 转办 */
static enum z office_open(struct desk *d, int64_t office, struct error *e)
{
	if (office && db_number(d->db, e, 0, "SELECT 1 FROM office WHERE id=?1 AND active=1", "i", office))
		return Z_OK;
	return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_OFFICE);
}

static enum z transfer(struct desk *d, struct ticket_op *op, int64_t office, const char *reason, struct error *e)
{
	enum z z = office_open(d, office, e);
	size_t least = op->h.office ? 2 : 0; /* who hands an unassigned ticket out need not say why */
	if (z == Z_OK && office == op->h.office)
		z = refuse(e, R_TICKET_SAME_OFFICE);
	op->h.office = office;
	op->h.state = TICKET_UNCLAIMED;
	op->h.handler = op->h.lease_until = op->h.answer = 0;
	const struct act_in in = {.act = TICKET_ACT_TRANSFER, .office = office};
	return z == Z_OK ? ticket_op_said(d, op, &in, reason, W_FIELD_REASON, least, e) : z;
}

enum z ticket_transfer(struct desk *d, int64_t id, int64_t ver, int64_t office, const char *reason, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_TRANSFER, id, ver, &op, e);
	if (z == Z_OK)
		z = transfer(d, &op, office, reason, e);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 协办 */
static enum z assist(struct desk *d, struct ticket_op *op, int64_t office, int days, const char *what, struct error *e)
{
	char *text = NULL, a[24], b[24];
	int64_t due = 0, sort = 0;
	enum z z = office_open(d, office, e);
	if (z == Z_OK && (office == op->h.office || ticket_assisting(d, &op->h, office)))
		z = refuse(e, R_TICKET_ASSIST_OFFICE);
	if (z == Z_OK)
		z = written_take(what, W_FIELD_ASSIST, 2, TICKET_TEXT_MAX, &text, e);
	if (z == Z_OK && (days < 1 || days > 60))
		z = refuse(e, R_TICKET_ASSIST_DAYS, "60");
	if (z == Z_OK)
		z = ticket_due(d->calendar, d->now, (struct limit){days, LIMIT_DAYS}, 0, NULL, &due, &sort, e);
	if (z == Z_OK && op->h.inner_due && due > op->h.inner_due)
		z = refuse(e, R_TICKET_ASSIST_LATE, until_text(due, a), until_text(op->h.inner_due, b));
	if (z == Z_OK)
		z = ticket_op_done(d, op, &(struct act_in){.act = TICKET_ACT_ASSIST, .office = office, .until = due, .text = text}, e);
	free(text);
	return z;
}

enum z ticket_assist(struct desk *d, int64_t id, int64_t ver, int64_t office, int days, const char *what, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_ASSIST, id, ver, &op, e);
	if (z == Z_OK)
		z = assist(d, &op, office, days, what, e);
	return ticket_op_end(d, &op, z, e);
}

enum z ticket_assist_done(struct desk *d, int64_t id, int64_t ver, const char *reply, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_ASSIST_DONE, id, ver, &op, e);
	if (z == Z_OK)
		z = ticket_op_said(d, &op, &(struct act_in){.act = TICKET_ACT_ASSIST_DONE, .office = d->who.office,
			.refers = ticket_assisting(d, &op.h, d->who.office)}, reply, W_FIELD_ASSIST_DONE, 2, e);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ 催办, 督办 */
enum z ticket_urge(struct desk *d, int64_t id, int64_t ver, const char *words, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_URGE, id, ver, &op, e);
	if (z == Z_OK)
		z = ticket_op_said(d, &op, &(struct act_in){.act = TICKET_ACT_URGE, .office = op.h.office}, words, W_FIELD_URGE, 2, e);
	return ticket_op_end(d, &op, z, e);
}

static enum z supervise(struct desk *d, struct ticket_op *op, const char *instruction, struct error *e)
{
	if (op->h.supervised)
		return refuse(e, R_TICKET_SUPERVISED, op->h.number);
	/* the row names the act, whose id follows */
	op->h.supervised = ticket_act_next(d, e);
	if (db_failed(d->db))
		return db_result(d->db);
	return ticket_op_said(d, op, &(struct act_in){.act = TICKET_ACT_SUPERVISE}, instruction, W_FIELD_INSTRUCTION, 2, e);
}

enum z ticket_supervise(struct desk *d, int64_t id, int64_t ver, const char *instruction, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_SUPERVISE, id, ver, &op, e);
	if (z == Z_OK)
		z = supervise(d, &op, instruction, e);
	return ticket_op_end(d, &op, z, e);
}

static enum z supervise_done(struct desk *d, struct ticket_op *op, const char *result, struct error *e)
{
	int64_t act = op->h.supervised;
	if (!act)
		return refuse(e, R_TICKET_NOT_SUPERVISED, op->h.number);
	op->h.supervised = 0;
	return ticket_op_said(d, op, &(struct act_in){.act = TICKET_ACT_SUPERVISE_DONE, .refers = act}, result, W_FIELD_RESULT, 2, e);
}

enum z ticket_supervise_done(struct desk *d, int64_t id, int64_t ver, const char *result, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_SUPERVISE_DONE, id, ver, &op, e);
	if (z == Z_OK)
		z = supervise_done(d, &op, result, e);
	return ticket_op_end(d, &op, z, e);
}
