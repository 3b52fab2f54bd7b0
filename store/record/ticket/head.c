/* head.c - the register row of a ticket: reading it, asking the matrix, writing it with clocks and counters.  Knows
 * no texts. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/record/row_ver.h"

enum z ticket_head(struct desk *d, int64_t id, struct ticket_head *h, struct error *e)
{
	memset(h, 0, sizeof *h);
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT id, ver + " ITEM_EPOCH ", office, handler, lease_until, master, supervised, extending, answer, dispatched_at,"
		" round_at, platform_due, extend_base, filled_at, first_filled_at, signed_at, closed_at, visited_at, sign_due,"
		" return_due, inner_due, outer_due, due_sort, caller_key, place_key, batch, created_at,"
		" state, round, kind, urgency, route, extended, excluded, solved, pleased, pleased_manner, redos, light, origin,"
		" erased, by_import, body_c, body_d, platform, number FROM ticket WHERE id=?1",
		"i", id);
	bool found = db_step(d->db, q, e);
	if (found) {
		int64_t *const wide[] = {&h->id, &h->ver, &h->office, &h->handler, &h->lease_until, &h->master, &h->supervised,
			&h->extending, &h->answer, &h->dispatched_at, &h->round_at, &h->platform_due, &h->extend_base,
			&h->filled_at, &h->first_filled_at, &h->signed_at, &h->closed_at, &h->visited_at, &h->sign_due,
			&h->return_due, &h->inner_due, &h->outer_due, &h->due_sort, &h->caller_key, &h->place_key,
			&h->batch, &h->created_at};
		int *const narrow[] = {&h->state, &h->round, &h->kind, &h->urgency, &h->route, &h->extended, &h->excluded,
			&h->solved, &h->pleased, &h->pleased_manner, &h->redos, &h->light, &h->origin, &h->erased};
		int c = 0;
		for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
			*wide[i] = sqlite3_column_int64(q, c++);
		for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
			*narrow[i] = sqlite3_column_int(q, c++);
		h->by_import = (uint32_t)sqlite3_column_int64(q, c++);
		h->body.id = sqlite3_column_int64(q, c++);
		column_hash(q, c++, &h->body.digest);
		snprintf(h->platform, sizeof h->platform, "%s", column_text(q, c++));
		snprintf(h->number, sizeof h->number, "%s", column_text(q, c++));
	}
	db_done(q);
	if (found)
		return Z_OK;
	return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_TICKET, number_text(id).s);
}

static enum z stale(struct desk *d, const struct ticket_head *h, struct error *e)
{
	return act_stale(d, R_TICKET_STALE, h->number,
		"SELECT o.name, a.act FROM ticket_act a JOIN officer o ON o.id=a.officer WHERE a.ticket=?1 ORDER BY a.id DESC LIMIT 1",
		h->id, ticket_act_text, e);
}

enum z ticket_open(struct desk *d, int64_t id, int64_t ver, struct ticket_head *h, struct error *e)
{
	enum z z = ticket_head(d, id, h, e);
	if (z == Z_OK && h->ver != ver)
		return stale(d, h, e);
	return z;
}

enum z ticket_flow_read(struct desk *d, const struct ticket_head *h, struct ticket_flow *f, struct error *e)
{
	ticket_flow_begin(f);
	if (h->batch && h->origin) /* was closed when it came */
		f->state = TICKET_CLOSED;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT id, refers, officer, office, other, until, at, step, act, round FROM ticket_act WHERE ticket=?1 ORDER BY id", "i",
		h->id);
	while (db_step(d->db, q, e)) {
		struct ticket_event ev = {
			.id = sqlite3_column_int64(q, 0),
			.refers = sqlite3_column_int64(q, 1),
			.officer = sqlite3_column_int64(q, 2),
			.office = sqlite3_column_int64(q, 3),
			.other = sqlite3_column_int64(q, 4),
			.until = sqlite3_column_int64(q, 5),
			.at = sqlite3_column_int64(q, 6),
			.step = sqlite3_column_int64(q, 7),
			.act = sqlite3_column_int(q, 8),
			.round = sqlite3_column_int(q, 9),
		};
		ticket_flow_step(f, &ev);
	}
	db_done(q);
	return db_result(d->db);
}

int64_t ticket_assisting(struct desk *d, const struct ticket_head *h, int64_t office)
{
	return db_number(d->db, NULL, 0,
		"SELECT a.id FROM ticket_act a WHERE a.ticket=?1 AND a.act=?2 AND a.round=?3 AND (?4=0 OR a.office=?4)"
		" AND NOT EXISTS(SELECT 1 FROM ticket_act b WHERE b.ticket=?1 AND b.act=?5 AND b.refers=a.id) ORDER BY a.id LIMIT 1",
		"iiiii", h->id, (int64_t)TICKET_ACT_ASSIST, (int64_t)h->round, office, (int64_t)TICKET_ACT_ASSIST_DONE);
}

static bool wrote(const struct ticket_flow *f, int64_t officer)
{
	for (int i = 0; i < f->writers_n; i++)
		if (f->writers[i] == officer)
			return true;
	return false;
}

static int64_t asker(enum action a, const struct ticket_flow *f)
{
	return a == ACTION_TICKET_RETURN_DECIDE ? f->return_officer : a == ACTION_TICKET_EXTEND_DECIDE ? f->extend_officer : 0;
}

/* Who acts by a seat alone is the one who lent it, too: he must be able to act for somebody, or for himself, who neither
 * handles the ticket nor wrote of it.  A seat that is lent gives nobody the rights of a handler. */
static void by_seat(struct desk *d, struct permit_case *c, const struct ticket_head *h, const struct ticket_flow *f)
{
	struct permit_case by_role = *c;
	int64_t involved[sizeof f->writers / sizeof *f->writers + 1];
	size_t n = (size_t)f->writers_n;
	by_role.seat_any = false;
	if (!c->seat_any || permit_check(&by_role, NULL) == Z_OK || permit_check(c, NULL) != Z_OK)
		return;
	const struct tier_actor me = {.officer = d->who.id, .at = desk_now(d)};
	const int64_t ask = asker(c->action, f);
	memcpy(involved, f->writers, n * sizeof *involved);
	if (h->handler)
		involved[n++] = h->handler;
	c->writer = c->writer || !tier_apart(&d->book, &me, 1, involved, n);
	c->asker = c->asker || (ask && !tier_apart(&d->book, &me, 1, &ask, 1));
}

enum z ticket_permit(struct desk *d, enum action a, const struct ticket_head *h, const struct ticket_flow *f, struct error *e)
{
	const struct who *w = &d->who;
	if (!w->id)
		return refuse(e, R_NOBODY);
	struct permit_case c = {
		.action = a,
		.state = h->state,
		.roles = w->roles,
		.own_office = !h->office || h->office == w->office || h->handler == w->id,
		.seat_any = w->seat[1] || w->seat[2] || w->seat[3],
		.handler = h->handler == w->id,
		.writer = wrote(f, w->id),
		.asker = asker(a, f) == w->id,
		.assistant = ticket_assisting(d, h, w->office) != 0,
	};
	by_seat(d, &c, h, f);
	enum z z = permit_check(&c, e);
	bool still = a == ACTION_TICKET_EXCLUDE || a == ACTION_TICKET_FACT || a == ACTION_TICKET_ERASE_ASK ||
		     a == ACTION_TICKET_ERASE_DECIDE; /* what was written since may have to go, too */
	if (z == Z_OK && h->erased && !still)
		z = refuse(e, R_TICKET_ERASED, h->number);
	return z;
}

/* The clocks are set whenever a ticket is written, and mostly stay. */
static char *put_sql(const struct ticket_head *was, const struct ticket_head *h)
{
	struct buffer b = {0};
	buffer_text(&b, "UPDATE ticket SET updated_at=?41, ver=ver+1");
	set_if(&b, h->state != was->state, ", state=?3");
	set_if(&b, h->round != was->round, ", round=?4");
	set_if(&b, h->kind != was->kind, ", kind=?5");
	set_if(&b, h->urgency != was->urgency, ", urgency=?6");
	set_if(&b, h->office != was->office, ", office=?7");
	set_if(&b, h->handler != was->handler, ", handler=?8");
	set_if(&b, h->lease_until != was->lease_until, ", lease_until=?9");
	set_if(&b, h->master != was->master, ", master=?10");
	set_if(&b, h->route != was->route, ", route=?11");
	set_if(&b, h->supervised != was->supervised, ", supervised=?12");
	set_if(&b, h->extending != was->extending, ", extending=?13");
	set_if(&b, h->extended != was->extended, ", extended=?14");
	set_if(&b, h->excluded != was->excluded, ", excluded=?15");
	set_if(&b, h->answer != was->answer, ", answer=?16");
	set_if(&b, h->dispatched_at != was->dispatched_at, ", dispatched_at=?17");
	set_if(&b, h->round_at != was->round_at, ", round_at=?18");
	set_if(&b, h->platform_due != was->platform_due, ", platform_due=?19");
	set_if(&b, h->extend_base != was->extend_base, ", extend_base=?20");
	set_if(&b, h->filled_at != was->filled_at, ", filled_at=?21");
	set_if(&b, h->first_filled_at != was->first_filled_at, ", first_filled_at=?22");
	set_if(&b, h->signed_at != was->signed_at, ", signed_at=?23");
	set_if(&b, h->closed_at != was->closed_at, ", closed_at=?24");
	set_if(&b, h->visited_at != was->visited_at, ", visited_at=?25");
	set_if(&b, h->solved != was->solved, ", solved=?26");
	set_if(&b, h->pleased != was->pleased, ", pleased=?27");
	set_if(&b, h->pleased_manner != was->pleased_manner, ", pleased_manner=?28");
	set_if(&b, h->redos != was->redos, ", redos=?29");
	set_if(&b, h->by_import != was->by_import, ", by_import=?30");
	set_if(&b, h->light != was->light, ", light=?31");
	set_if(&b, h->inner_due != was->inner_due, ", inner_due=?32");
	set_if(&b, h->outer_due != was->outer_due, ", outer_due=?33");
	set_if(&b, h->return_due != was->return_due, ", return_due=?34");
	set_if(&b, h->sign_due != was->sign_due, ", sign_due=?35");
	set_if(&b, h->due_sort != was->due_sort, ", due_sort=?36");
	set_if(&b, h->body.id != was->body.id, ", body_c=?37");
	set_if(&b, !hash_same(&h->body.digest, &was->body.digest), ", body_d=?38");
	set_if(&b, h->caller_key != was->caller_key, ", caller_key=?39");
	set_if(&b, h->place_key != was->place_key, ", place_key=?40");
	buffer_text(&b, " WHERE id=?1 AND ver=?2");
	return buffer_take(&b);
}

enum z ticket_put(struct desk *d, const struct ticket_head *before, struct ticket_head *h, struct error *e)
{
	if (h->handler && h->handler == d->who.id)
		h->lease_until = ticket_lease(d);
	enum z z = ticket_clocks(d, h, e);
	if (z != Z_OK)
		return z;
	char *sql = put_sql(before, h);
	z = db_run_dynamic(d->db, e, sql,
		"iiiiiiooooiiiiioiioooooooiiiiiiooooiohiii",
		h->id, h->ver & ITEM_VER, (int64_t)h->state, (int64_t)h->round, (int64_t)h->kind, (int64_t)h->urgency,
		h->office, h->handler, h->lease_until, h->master, (int64_t)h->route, h->supervised, h->extending,
		(int64_t)h->extended, (int64_t)h->excluded, h->answer, h->dispatched_at, h->round_at, h->platform_due,
		h->extend_base, h->filled_at, h->first_filled_at, h->signed_at, h->closed_at, h->visited_at,
		(int64_t)h->solved, (int64_t)h->pleased, (int64_t)h->pleased_manner, (int64_t)h->redos,
		(int64_t)h->by_import, (int64_t)h->light, h->inner_due, h->outer_due, h->return_due, h->sign_due,
		h->due_sort, h->body.id, h->body.id ? &h->body.digest : NULL, h->caller_key, h->place_key, d->now);
	free(sql);
	if (z != Z_OK)
		return z;
	if (db_changes(d->db) == 0)
		return stale(d, h, e);
	h->ver++;
	op_touch(d, T_ticket, h->id);
	return ticket_stat_move(d, before, h, e);
}

int64_t ticket_act_next(struct desk *d, struct error *e)
{
	return db_number(d->db, e, 0, "SELECT coalesce(max(id),0)+1 FROM ticket_act", "");
}

enum z act_append(struct desk *d, const struct ticket_head *h, const struct act_in *in, int64_t *id, struct error *e)
{
	struct content_ref ref = {0};
	enum z z = Z_OK;
	if (in->ref)
		ref = *in->ref;
	else if (in->text && *in->text)
		z = content_put(d->db, in->text, strlen(in->text), &ref, e);
	if (z == Z_OK)
		z = db_run(d->db, e,
			"INSERT INTO ticket_act(id, ticket, round, act, state, office, other, until, happened_at, old, now, batch, text_c,"
			" text_d, refers, officer, step, at) VALUES((SELECT coalesce(max(id),0)+1 FROM ticket_act),"
			"?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17)",
			"iiiioooooooohoiii", h->id, (int64_t)h->round, (int64_t)in->act, (int64_t)h->state, in->office, in->other,
			in->until, in->happened_at, in->old, in->now, in->batch, ref.id, ref.id ? &ref.digest : NULL, in->refers,
			in->officer ? in->officer : d->who.id, h->ver & ITEM_VER, d->now);
	if (z != Z_OK)
		return z;
	int64_t made = db_last_id(d->db);
	op_touch(d, T_ticket_act, made);
	if (id)
		*id = made;
	return in->act == TICKET_ACT_EXTEND_YES ? ticket_stat_told(d, h, 0, made, e) : Z_OK;
}

/* ------------------------------------------------------------ the frame */
static enum z opened(struct desk *d, struct ticket_op *op, struct error *e)
{
	op->before = op->h;
	enum z z = ticket_flow_read(d, &op->h, &op->flow, e);
	if (z == Z_OK && op->flow.wrong)
		z = refuse(e, R_TICKET_BROKEN, op->h.number);
	return z == Z_OK ? ticket_permit(d, op->action, &op->h, &op->flow, e) : z;
}

enum z ticket_op_begin(struct desk *d, enum action a, int64_t id, int64_t ver, struct ticket_op *op, struct error *e)
{
	*op = (struct ticket_op){.action = a, .id = id};
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = ticket_open(d, id, ver, &op->h, e);
	return z == Z_OK ? opened(d, op, e) : z;
}

enum z ticket_op_next(struct desk *d, enum action a, int64_t id, struct ticket_op *op, struct error *e)
{
	*op = (struct ticket_op){.action = a, .id = id};
	enum z z = ticket_head(d, id, &op->h, e);
	return z == Z_OK ? opened(d, op, e) : z;
}

enum z ticket_op_done(struct desk *d, struct ticket_op *op, const struct act_in *in, struct error *e)
{
	enum z z = ticket_put(d, &op->before, &op->h, e);
	if (z == Z_OK)
		z = act_append(d, &op->h, in, NULL, e);
	op->before = op->h;
	return z;
}

enum z ticket_op_said(struct desk *d, struct ticket_op *op, const struct act_in *in, const char *words, const char *field, size_t min,
	struct error *e)
{
	struct act_in said = *in;
	char *text = NULL;
	enum z z = written_take(words, field, min, TICKET_TEXT_MAX, &text, e);
	said.text = text;
	if (z == Z_OK)
		z = ticket_op_done(d, op, &said, e);
	free(text);
	return z;
}

enum z ticket_op_end(struct desk *d, const struct ticket_op *op, enum z z, struct error *e)
{
	return op_end(d, z, op->action, op->id, e);
}
