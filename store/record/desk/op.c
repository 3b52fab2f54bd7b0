/* op.c - the frame of every operation: transaction, clock, person, audit row, commit. */
#include "store/record/inner.h"

#include <assert.h>
#include <stdio.h>
#include <time.h>

#include "store/base/date.h"
#include "store/file/backup.h"
#include "store/record/words.h"

/* A clock may lag behind the last audit row by this much (two machines' worth of jitter); the row then takes the last
 * one's time. */
enum { JITTER = 5 };

static enum z set_now(struct desk *d, int leave, struct error *e)
{
	struct audit_head head;
	char now_text[24], head_text[24];
	enum z z = audit_read_head(d->db, &head, e);
	if (z != Z_OK)
		return z;
	int64_t now = d->pinned_now ? d->pinned_now : (int64_t)time(NULL);
	if (now < head.at && !(leave & OP_CLOCK)) {
		if (now < head.at - JITTER)
			return refuse(e, R_CLOCK_BACK, instant_text(now, now_text), instant_text(head.at, head_text));
		now = head.at;
	}
	d->now = now;
	return Z_OK;
}

void op_named(struct desk *d, enum action a)
{
	char what[128];
	snprintf(what, sizeof what, W_AT_WORK, d->who.name, action_text((int)a));
	db_name_work(d->db, what);
}

enum z op_begin_though(struct desk *d, int leave, struct error *e)
{
	assert(!d->in_op);
	enum z z = desk_login_row(d, e);
	z = z != Z_OK ? z
		: !d->writable ? refuse(e, R_DESK_READ_ONLY, "")
		: !d->who.id ? refuse(e, R_LOGIN_FIRST)
		: db_begin(d->db, e);
	db_name_work(d->db, NULL); /* it was for this one */
	if (z != Z_OK)
		return z;
	d->in_op = true;
	d->acted_principal = 0;
	if (db_changed(d->db))
		d->foreign = d->changed = true;
	z = set_now(d, leave, e);
	const struct who before = d->who;
	if (z == Z_OK)
		z = desk_refresh(d, e);
	if (leave & OP_STRANGER)
		d->who = before;
	if (z != Z_OK || leave & OP_STRANGER)
		return z;
	struct who w;
	z = desk_load_who(d, d->who.id, &w, e);
	if (!d->who.id || z == Z_MISSING) { /* he left meanwhile: desk_refresh logged him out */
		d->who = (struct who){0};
		return refuse(e, R_LOGIN_LEFT, before.name);
	}
	if (z != Z_OK)
		return z;
	d->who = w;
	desk_who_seats(d);
	if (w.fresh && !(leave & OP_FRESH) && d->mode != DESK_SAMPLE)
		return refuse(e, R_PASS_FRESH);
	return Z_OK;
}

enum z op_begin(struct desk *d, struct error *e)
{
	return op_begin_though(d, 0, e);
}

enum z op_part(struct desk *d, enum action a, int64_t subject, struct error *e)
{
	enum { MANY = 20000 }; /* rows: 41 bytes each in the row, 50 more in memory until then */
	if (audit_touched(d->db) < MANY)
		return Z_OK;
	return audit_append(d->db, d->now, d->who.id, d->acted_principal, (int)a, subject, e);
}

enum z op_end(struct desk *d, enum z z, enum action a, int64_t subject, struct error *e)
{
	struct audit_head head;
	if (!d->in_op)
		return z;
	if (z == Z_OK)
		z = audit_append(d->db, d->now, d->who.id, d->acted_principal, (int)a, subject, e);
	if (z == Z_OK)
		z = audit_read_head(d->db, &head, e);
	if (z == Z_OK)
		z = db_commit(d->db, e);
	if (z == Z_OK) {
		d->changed = true;
		if (touches_registers((int)a))
			d->stale = true;
		if (!d->head_doubt)
			head_remember(d->desk_id, &head);
	} else {
		/* not "no such channel" where the register could not be read */
		enum z lost = db_lost(d->db, e);
		z = lost == Z_OK ? z : lost;
		if (db_in_transaction(d->db))
			db_rollback(d->db);
		audit_forget(d->db);
		d->stale = true; /* it may have looked at its own changes */
	}
	d->in_op = false;
	d->now = 0;
	d->acted_principal = 0;
	if (z == Z_FULL && ballast_give_up(d->path))
		z = refuse(e, R_DESK_FULL_EASED, d->path);
	if (z == Z_OK && d->stale)
		desk_refresh(d, NULL); /* a failure leaves it stale: the next operation loads it */
	return z;
}

enum z op_permit(struct desk *d, enum action a, struct error *e)
{
	const struct permit_case c = {
		.action = a,
		.roles = d->who.roles,
		.seat_any = d->who.seat[1] || d->who.seat[2] || d->who.seat[3],
		.seat3 = d->who.seat[3],
	};
	return permit_check(&c, e);
}

/* What changes no record; every other act stands in the log because it was done. */
static bool noted(enum action a)
{
	return a == ACTION_EXPORT || a == ACTION_BACKUP || a == ACTION_RESTORE || a == ACTION_PACKAGE;
}

static enum z note_permit(struct desk *d, enum action a, int64_t subject, struct error *e)
{
	struct item_head h;
	if (!noted(a))
		return refuse(e, R_NOTE_ACT, action_text((int)a));
	if (permit_subject(a) == PERMIT_NONE)
		return op_permit(d, a, e);
	enum z z = item_head(d, subject, &h, e);
	return z == Z_OK ? item_permit(d, a, &h, NULL, e) : z;
}

enum z desk_note(struct desk *d, enum action a, int64_t subject, struct error *e)
{
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = note_permit(d, a, subject, e);
	return op_end(d, z, a, subject, e);
}

static enum z accept_clock(struct desk *d, struct error *e)
{
	struct audit_head head;
	enum z z = op_permit(d, ACTION_CLOCK_ACCEPT, e);
	if (z == Z_OK)
		z = audit_read_head(d->db, &head, e);
	if (z == Z_OK && d->now >= head.at - JITTER)
		z = refuse(e, R_CLOCK_FINE);
	return z;
}

enum z desk_accept_clock(struct desk *d, struct error *e)
{
	enum z z = op_begin_though(d, OP_CLOCK, e);
	if (z == Z_OK)
		z = accept_clock(d, e);
	return op_end(d, z, ACTION_CLOCK_ACCEPT, 0, e);
}

enum z desk_accept_head(struct desk *d, struct error *e)
{
	bool doubt = d->head_doubt;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_CHECK_HEAD, e);
	if (z == Z_OK && !doubt)
		z = refuse(e, R_HEAD_FINE);
	if (z == Z_OK)
		d->head_doubt = false; /* op_end then remembers this file's head */
	z = op_end(d, z, ACTION_CHECK_HEAD, 0, e);
	if (z != Z_OK)
		d->head_doubt = doubt;
	return z;
}
