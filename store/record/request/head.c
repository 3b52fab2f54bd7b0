/* head.c - the register row of a request: reading it, asking the matrix, writing it with its clock, appending acts. */
#include "store/record/request/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/row_ver.h"
#include "store/record/words.h"

static void head_fill(sqlite3_stmt *q, struct request_head *h)
{
	int64_t *const wide[] = {&h->id, &h->ver, &h->office, &h->handler, &h->ticket, &h->created_at};
	int *const narrow[] = {&h->state, &h->channel, &h->applicant, &h->offer, &h->pass, &h->erased};
	int32_t *const days[] = {&h->receipt.day[CAME_SUBMITTED], &h->receipt.day[CAME_SIGNED], &h->receipt.day[CAME_ARRIVED],
		&h->receipt.day[CAME_CONFIRMED], &h->answered_on, &h->received_on, &h->due, &h->due_sort};
	int c = 0;
	h->receipt = request_receipt_of(0, DAY_NONE, DAY_NONE);
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		*wide[i] = sqlite3_column_int64(q, c++);
	for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
		*narrow[i] = sqlite3_column_int(q, c++);
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		*days[i] = column_day(q, c++);
	h->receipt.channel = h->channel;
	h->body.id = sqlite3_column_int64(q, c++);
	column_hash(q, c++, &h->body.digest);
	snprintf(h->number, sizeof h->number, "%s", column_text(q, c++));
	snprintf(h->name, sizeof h->name, "%s", column_text(q, c++));
	snprintf(h->title, sizeof h->title, "%s", column_text(q, c));
}

enum z request_head(struct desk *d, int64_t id, struct request_head *h, struct error *e)
{
	memset(h, 0, sizeof *h);
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT id, ver + " ITEM_EPOCH ", office, handler, ticket, created_at, state, channel, applicant, offer, pass, erased,"
		" submitted_on, signed_on, arrived_on, confirmed_on, answered_on, received_on, due, due_sort, body_c, body_d, number,"
		" name, title FROM request WHERE id=?1",
		"i", id);
	bool found = db_step(d->db, q, e);
	if (found)
		head_fill(q, h);
	db_done(q);
	if (found)
		return Z_OK;
	return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_REQUEST, number_text(id).s);
}

enum z request_flow_read(struct desk *d, int64_t id, struct request_flow *f, struct error *e)
{
	request_flow_begin(f);
	sqlite3_stmt *q = db_query(
	        d->db, e, "SELECT act, office, handler, other, day, until FROM request_act WHERE request=?1 ORDER BY id", "i", id);
	while (db_step(d->db, q, e)) {
		const struct request_event ev = {.act = sqlite3_column_int(q, 0),
			.office = sqlite3_column_int64(q, 1),
			.handler = sqlite3_column_int64(q, 2),
			.other = sqlite3_column_int64(q, 3),
			.day = column_day(q, 4),
			.until = column_day(q, 5)};
		request_flow_step(f, &ev);
	}
	db_done(q);
	return db_result(d->db);
}

enum z request_permit(struct desk *d, enum action a, const struct request_head *h, struct error *e)
{
	const struct who *w = &d->who;
	if (!w->id)
		return refuse(e, R_NOBODY);
	const struct permit_case c = {.action = a,
		.state = h->state,
		.roles = w->roles,
		.own_office = h->office == w->office || h->handler == w->id,
		.handler = h->handler == w->id,
		.seat_any = w->seat[1] || w->seat[2] || w->seat[3]};
	enum z z = permit_check(&c, e);
	bool still = a == ACTION_REQUEST_ERASE_ASK || a == ACTION_REQUEST_ERASE_DECIDE || a == ACTION_REQUEST_ANSWERED;
	return z == Z_OK && h->erased && !still ? refuse(e, R_REQUEST_ERASED, h->number) : z;
}

/* ------------------------------------------------------------ the clock */
void request_clocks(struct desk *d, struct request_head *h)
{
	const bool runs = request_is_open(h->state) && h->answered_on == DAY_NONE;
	const int32_t was = h->received_on;
	h->received_on = request_received(&h->receipt);
	if (runs || h->received_on != was) /* of one that is answered what was counted stays, unless it was received on another day */
		request_due(d->calendar, &h->receipt, NULL, &h->due, &h->due_sort, NULL);
	if (!runs)
		h->due_sort = REQUEST_NEVER;
}

static const char *due_words(int32_t due, char buf[16])
{
	return due == DAY_NONE ? W_CLOCK_OPEN : day_text(due, buf);
}

static enum z due_again(struct desk *d, int64_t id, struct error *e)
{
	struct request_head h;
	char text[120], a[16], b[16];
	enum z z = request_head(d, id, &h, e);
	if (z != Z_OK)
		return z;
	int32_t due = h.due, sort = h.due_sort, received = h.received_on;
	request_clocks(d, &h);
	if (due == h.due && sort == h.due_sort && received == h.received_on)
		return Z_OK;
	z = db_run(d->db, e, "UPDATE request SET received_on=?2, due=?3, due_sort=?4 WHERE id=?1", "iddd", id, h.received_on, h.due,
	        h.due_sort);
	if (z != Z_OK || due == h.due)
		return z;
	snprintf(text, sizeof text, W_VALUE_CHANGES, due_words(due, a), due_words(h.due, b));
	return request_act_append(
	        d, &h, &(struct request_act_in){.act = REQUEST_ACT_CLOCK, .day = DAY_NONE, .until = h.due, .text = text}, e);
}

enum z requests_due_again(struct desk *d, struct error *e)
{
	int64_t id = 0;
	enum z z = Z_OK;
	while (z == Z_OK && (id = db_number(d->db, e, 0, "SELECT min(id) FROM request WHERE id>?1", "i", id)))
		z = due_again(d, id, e);
	return z == Z_OK ? db_result(d->db) : z;
}

/* ------------------------------------------------------------ writing */
static enum z stale(struct desk *d, const struct request_head *h, struct error *e)
{
	return act_stale(d, R_REQUEST_STALE, h->number,
		"SELECT o.name, a.act FROM request_act a JOIN officer o ON o.id=a.officer WHERE a.request=?1 ORDER BY a.id DESC LIMIT 1",
		h->id, request_act_text, e);
}

enum z request_put(struct desk *d, struct request_head *h, struct error *e)
{
	request_clocks(d, h);
	enum z z = db_run(d->db, e,
		"UPDATE request SET state=?3, channel=?4, applicant=?5, name=?6, title=?7, offer=?8, pass=?9, office=?10, handler=?11,"
		" submitted_on=?12, arrived_on=?13, signed_on=?14, confirmed_on=?15, answered_on=?16, received_on=?17, due=?18,"
		" due_sort=?19, body_c=?20, body_d=?21, updated_at=?22, ver=ver+1 WHERE id=?1 AND ver=?2",
		"iiiiissiiiodddddddd" "ohi", h->id, h->ver & ITEM_VER, (int64_t)h->state, (int64_t)h->channel, (int64_t)h->applicant,
		h->name, h->title, (int64_t)h->offer, (int64_t)h->pass, h->office, h->handler, h->receipt.day[CAME_SUBMITTED],
		h->receipt.day[CAME_ARRIVED], h->receipt.day[CAME_SIGNED], h->receipt.day[CAME_CONFIRMED], h->answered_on,
		h->received_on, h->due, h->due_sort, h->body.id, h->body.id ? &h->body.digest : NULL, d->now);
	if (z != Z_OK)
		return z;
	if (db_changes(d->db) == 0)
		return stale(d, h, e);
	h->ver++;
	op_touch(d, T_request, h->id);
	return Z_OK;
}

enum z request_act_append(struct desk *d, const struct request_head *h, const struct request_act_in *in, struct error *e)
{
	struct content_ref ref;
	enum z z = content_text(d, in->text, &ref, e);
	if (z == Z_OK)
		z = db_run(d->db, e,
			"INSERT INTO request_act(id, request, act, state, office, handler, other, day, until, text_c, text_d, officer, step,"
			" at) VALUES((SELECT coalesce(max(id),0)+1 FROM request_act),?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
			"iiiooodd" "ohiii", h->id, (int64_t)in->act, (int64_t)h->state, in->office, in->handler, in->other, in->day,
			in->until, ref.id, ref.id ? &ref.digest : NULL, d->who.id, h->ver & ITEM_VER, d->now);
	if (z == Z_OK)
		op_touch(d, T_request_act, db_last_id(d->db));
	return z;
}

/* ------------------------------------------------------------ the frame */
enum z request_op_begin(struct desk *d, enum action a, int64_t id, int64_t ver, struct request_op *op, struct error *e)
{
	struct request_flow f;
	*op = (struct request_op){.action = a, .h.id = id};
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = request_head(d, id, &op->h, e);
	if (z == Z_OK && op->h.ver != ver)
		z = stale(d, &op->h, e);
	if (z == Z_OK)
		z = request_flow_read(d, id, &f, e);
	if (z == Z_OK && (f.wrong || f.state != op->h.state))
		z = refuse(e, R_REQUEST_BROKEN, op->h.number);
	return z == Z_OK ? request_permit(d, a, &op->h, e) : z;
}

enum z request_op_done(struct desk *d, struct request_op *op, const struct request_act_in *in, struct error *e)
{
	enum z z = request_put(d, &op->h, e);
	return z == Z_OK ? request_act_append(d, &op->h, in, e) : z;
}

enum z request_op_said(struct desk *d, struct request_op *op, const struct request_act_in *in, const char *words, size_t min, struct error *e)
{
	struct request_act_in said = *in;
	char *text = NULL;
	enum z z = written_take(words, W_FIELD_REQUEST_NOTE, min, REQUEST_TEXT_MAX, &text, e);
	said.text = text;
	if (z == Z_OK)
		z = request_op_done(d, op, &said, e);
	free(text);
	return z;
}

enum z request_op_end(struct desk *d, const struct request_op *op, enum z z, struct error *e)
{
	return op_end(d, z, op->action, op->h.id, e);
}
