/* seat.c - who may sit in which tier, and whose seats are lent to whom.  Nothing here is ever backdated or deleted. */
#include "store/record/people/people.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/record/field.h"
#include "store/record/people/inner.h"
#include "store/record/words.h"

enum { LONGEST_DELEGATION = 366 }; /* days */

/* Active, and no administrator: one who may sign. */
static enum z may_sign(struct desk *d, int64_t officer, char name[64], struct error *e)
{
	enum z z = people_open(d, T_officer, officer, 0, name, e);
	if (z != Z_OK)
		return z;
	int64_t admin = db_number(d->db, e, 0, "SELECT (roles & ?2) <> 0 FROM officer WHERE id = ?1", "ii", officer,
		(int64_t)ROLE_ADMIN);
	return admin ? refuse(e, R_SEAT_ADMIN, name) : Z_OK;
}

enum z seat_insert(struct desk *d, int64_t officer, int tier, int64_t office, int class, int64_t *id, struct error *e)
{
	char name[64], office_name[64] = W_ALL_OFFICES;
	if (tier < 1 || tier > 3 || (class && !*item_class_text(class)))
		return refuse(e, R_SEAT_TIER);
	enum z z = may_sign(d, officer, name, e);
	if (z == Z_OK && office)
		z = office_use(d, office, office_name, e);
	if (z != Z_OK)
		return z;
	if (db_number(d->db, e, 0,
		    "SELECT 1 FROM seat WHERE officer = ?1 AND tier = ?2 AND office IS ?3 AND class = ?4"
		    " AND (to_at IS NULL OR to_at > ?5)",
		    "iioii", officer, (int64_t)tier, office, (int64_t)class, d->now) == 1)
		return refuse(e, R_SEAT_TWICE, name, tier_text(tier), office_name);
	z = db_run(d->db, e, "INSERT INTO seat(officer, tier, office, class, from_at) VALUES(?1, ?2, ?3, ?4, ?5)",
	        "iioii", officer, (int64_t)tier, office, (int64_t) class, d->now);
	if (z != Z_OK)
		return z;
	*id = db_last_id(d->db);
	op_touch(d, T_seat, *id);
	return Z_OK;
}

enum z seat_grant(struct desk *d, int64_t officer, int tier, int64_t office, int class, int64_t *id, struct error *e)
{
	int64_t made = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_SEAT_GRANT, e);
	if (z == Z_OK)
		z = seat_insert(d, officer, tier, office, class, &made, e);
	z = op_end(d, z, ACTION_SEAT_GRANT, officer, e);
	if (z == Z_OK && id)
		*id = made;
	return z;
}

static enum z end_seat(struct desk *d, int64_t seat, int64_t *officer, struct error *e)
{
	enum z z = op_permit(d, ACTION_SEAT_END, e);
	if (z != Z_OK)
		return z;
	*officer = db_number(d->db, e, 0, "SELECT officer FROM seat WHERE id = ?1 AND to_at IS NULL", "i", seat);
	if (!*officer)
		return refuse(e, R_SEAT_NONE);
	z = db_run(d->db, e, "UPDATE seat SET to_at = ?2 WHERE id = ?1", "ii", seat, d->now);
	op_touch(d, T_seat, seat);
	return z;
}

enum z seat_end(struct desk *d, int64_t seat, struct error *e)
{
	int64_t officer = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = end_seat(d, seat, &officer, e);
	return op_end(d, z, ACTION_SEAT_END, officer, e);
}

/* Ids that the query gives, the caller's to free; *n of them. */
static int64_t *ids_of(struct desk *d, sqlite3_stmt *q, size_t *n, struct error *e)
{
	int64_t *ids = NULL;
	*n = 0;
	while (db_step(d->db, q, e)) {
		ids = xrealloc(ids, (*n + 1) * sizeof *ids);
		ids[(*n)++] = sqlite3_column_int64(q, 0);
	}
	db_done(q);
	return ids;
}

enum z seats_end_all(struct desk *d, int64_t officer, struct error *e)
{
	size_t n;
	int64_t *ids = ids_of(d,
	        db_query(d->db, e, "SELECT id FROM seat WHERE officer = ?1 AND (to_at IS NULL OR to_at > ?2)", "ii",
	                officer, d->now),
	        &n, e);
	enum z z = db_result(d->db);
	for (size_t i = 0; i < n && z == Z_OK; i++) {
		z = db_run(d->db, e, "UPDATE seat SET to_at = ?2 WHERE id = ?1", "ii", ids[i], d->now);
		op_touch(d, T_seat, ids[i]);
	}
	free(ids);
	if (z != Z_OK)
		return z;
	ids = ids_of(d,
		db_query(d->db, e,
			"SELECT id FROM delegation WHERE (principal = ?1 OR delegate = ?1) AND revoked_at IS NULL AND to_day >= ?2",
			"id", officer, day_at(d->now)),
		&n, e);
	z = db_result(d->db);
	for (size_t i = 0; i < n && z == Z_OK; i++) {
		z = db_run(d->db, e, "UPDATE delegation SET revoked_at = ?2 WHERE id = ?1", "ii", ids[i], d->now);
		op_touch(d, T_delegation, ids[i]);
	}
	free(ids);
	return z;
}

enum z seat_list(struct desk *d, bool ended, struct seat **list, int *n, struct error *e)
{
	struct seat *s = NULL;
	int k = 0;
	*list = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT s.id, s.officer, s.office, s.tier, s.class, s.from_at, s.to_at, o.name, f.name FROM seat s"
		" JOIN officer o ON o.id = s.officer LEFT JOIN office f ON f.id = s.office"
		" WHERE ?1 OR s.to_at IS NULL ORDER BY s.to_at IS NOT NULL, s.tier, s.office IS NOT NULL, f.sort, f.id, s.id",
		"i", (int64_t)ended);
	while (db_step(d->db, q, e)) {
		s = xrealloc(s, (size_t)(k + 1) * sizeof *s);
		struct seat *r = &s[k++];
		*r = (struct seat){.id = sqlite3_column_int64(q, 0),
			.officer = sqlite3_column_int64(q, 1),
			.office = sqlite3_column_int64(q, 2),
			.tier = sqlite3_column_int(q, 3),
			.class = sqlite3_column_int(q, 4),
			.from_at = sqlite3_column_int64(q, 5),
			.to_at = sqlite3_column_int64(q, 6)};
		snprintf(r->officer_name, sizeof r->officer_name, "%s", column_text(q, 7));
		snprintf(r->office_name, sizeof r->office_name, "%s", r->office ? column_text(q, 8) : W_ALL_OFFICES);
	}
	db_done(q);
	if (db_failed(d->db)) {
		free(s);
		return db_result(d->db);
	}
	*list = s;
	*n = k;
	return Z_OK;
}

/* ------------------------------------------------------------ delegations */
static bool sees_to_all(const struct desk *d)
{
	return d->who.roles & (ROLE_OFFICE | ROLE_ADMIN);
}

static enum z lend(struct desk *d, const struct delegation *in, const char *why, int64_t *id, struct error *e)
{
	char principal[64], delegate[64], reason[200], a[16], b[16];
	int32_t today = day_at(d->now);
	enum z z = op_permit(d, ACTION_DELEGATE, e);
	if (z == Z_OK && !sees_to_all(d) && in->principal != d->who.id)
		z = refuse(e, R_DELEGATE_OTHERS);
	if (z == Z_OK)
		z = may_sign(d, in->principal, principal, e);
	if (z == Z_OK)
		z = may_sign(d, in->delegate, delegate, e);
	if (z == Z_OK && in->delegate == d->who.id && in->principal != d->who.id) /* nobody takes a signature for himself */
		z = refuse(e, R_DELEGATE_TO_ME, principal);
	if (z == Z_OK)
		z = field_take(reason, sizeof reason, why, W_FIELD_REASON, 1, 60, e);
	if (z != Z_OK)
		return z;
	if (in->principal == in->delegate)
		return refuse(e, R_DELEGATE_SELF, principal);
	if (in->from_day == DAY_NONE || in->to_day == DAY_NONE || in->from_day > in->to_day)
		return refuse(e, R_DELEGATE_DAYS, day_text(in->from_day, a), day_text(in->to_day, b));
	if (in->from_day < today)
		return refuse(e, R_DELEGATE_BACKDATED, day_text(in->from_day, a), day_text(today, b));
	if (in->to_day - in->from_day >= LONGEST_DELEGATION)
		return refuse(e, R_DELEGATE_LONG, number_text(LONGEST_DELEGATION).s);
	if (!db_number(d->db, e, 0, "SELECT count(*) FROM seat WHERE officer = ?1 AND (to_at IS NULL OR to_at > ?2)",
	            "ii", in->principal, d->now))
		return refuse(e, R_DELEGATE_NO_SEAT, principal);
	z = db_run(d->db, e,
		"INSERT INTO delegation(principal, delegate, from_day, to_day, reason, entered_by, entered_at)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		"iiddsii", in->principal, in->delegate, in->from_day, in->to_day, reason, d->who.id, d->now);
	if (z != Z_OK)
		return z;
	*id = db_last_id(d->db);
	op_touch(d, T_delegation, *id);
	return Z_OK;
}

enum z delegation_add(struct desk *d, int64_t principal, int64_t delegate, int32_t from_day, int32_t to_day,
        const char *reason, int64_t *id, struct error *e)
{
	int64_t made = 0;
	struct delegation in = {.principal = principal, .delegate = delegate, .from_day = from_day, .to_day = to_day};
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = lend(d, &in, reason, &made, e);
	z = op_end(d, z, ACTION_DELEGATE, principal, e);
	if (z == Z_OK && id)
		*id = made;
	return z;
}

static enum z take_back(struct desk *d, int64_t id, int64_t *principal, struct error *e)
{
	int64_t delegate = 0, revoked = 0;
	enum z z = op_permit(d, ACTION_DELEGATE_END, e);
	if (z != Z_OK)
		return z;
	sqlite3_stmt *q =
	        db_query(d->db, e, "SELECT principal, delegate, revoked_at FROM delegation WHERE id = ?1", "i", id);
	if (db_step(d->db, q, e)) {
		*principal = sqlite3_column_int64(q, 0);
		delegate = sqlite3_column_int64(q, 1);
		revoked = sqlite3_column_int64(q, 2);
	}
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	if (!*principal || revoked)
		return refuse(e, R_DELEGATE_NONE);
	if (!sees_to_all(d) && *principal != d->who.id && delegate != d->who.id)
		return refuse(e, R_DELEGATE_OTHERS);
	z = db_run(d->db, e, "UPDATE delegation SET revoked_at = ?2 WHERE id = ?1", "ii", id, d->now);
	op_touch(d, T_delegation, id);
	return z;
}

enum z delegation_end(struct desk *d, int64_t id, struct error *e)
{
	int64_t principal = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = take_back(d, id, &principal, e);
	return op_end(d, z, ACTION_DELEGATE_END, principal, e);
}

enum z delegation_list(struct desk *d, bool ended, struct delegation **list, int *n, struct error *e)
{
	struct delegation *g = NULL;
	int k = 0;
	*list = NULL;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT g.id, g.principal, g.delegate, g.from_day, g.to_day, g.revoked_at, p.name, o.name, g.reason FROM delegation g"
		" JOIN officer p ON p.id = g.principal JOIN officer o ON o.id = g.delegate"
		" WHERE ?1 OR (g.revoked_at IS NULL AND g.to_day >= ?2) ORDER BY g.from_day DESC, g.id DESC",
		"id", (int64_t)ended, desk_today(d));
	while (db_step(d->db, q, e)) {
		g = xrealloc(g, (size_t)(k + 1) * sizeof *g);
		struct delegation *r = &g[k++];
		*r = (struct delegation){.id = sqlite3_column_int64(q, 0),
			.principal = sqlite3_column_int64(q, 1),
			.delegate = sqlite3_column_int64(q, 2),
			.from_day = sqlite3_column_int(q, 3),
			.to_day = sqlite3_column_int(q, 4),
			.revoked_at = sqlite3_column_int64(q, 5)};
		snprintf(r->principal_name, sizeof r->principal_name, "%s", column_text(q, 6));
		snprintf(r->delegate_name, sizeof r->delegate_name, "%s", column_text(q, 7));
		snprintf(r->reason, sizeof r->reason, "%s", column_text(q, 8));
	}
	db_done(q);
	if (db_failed(d->db)) {
		free(g);
		return db_result(d->db);
	}
	*list = g;
	*n = k;
	return Z_OK;
}
