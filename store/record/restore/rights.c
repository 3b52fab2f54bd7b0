/* rights.c - see restore/inner.h. */
#include "store/record/restore/inner.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/record/duty/duty.h"

/* ------------------------------------------------------------ who is who */
struct person {
	int64_t id, to; /* in the present file, in the copy */
	int64_t roles, fresh, active, ver, office_kind, office_active;
	int32_t left_on;
	const char *login, *name, *post, *os_user, *pass, *office;
};
struct people {
	struct person *at;
	size_t n;
	struct arena memory;
};

static const char *text_or_null(struct people *all, sqlite3_stmt *q, int col)
{
	return sqlite3_column_type(q, col) == SQLITE_NULL ? NULL : arena_strdup(&all->memory, column_text(q, col));
}

static enum z read_people(struct desk *d, struct people *all, struct error *e)
{
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT o.id, o.login, o.name, o.post, o.os_user, o.pass, f.name, o.roles, o.fresh, o.active, o.left_on, o.ver, f.kind,"
		" f.active FROM officer o JOIN office f ON f.id=o.office ORDER BY o.id",
		"");
	while (db_step(d->db, q, e)) {
		all->at = xrealloc(all->at, (all->n + 1) * sizeof *all->at);
		all->at[all->n++] = (struct person){
			.id = sqlite3_column_int64(q, 0),
			.login = text_or_null(all, q, 1),
			.name = text_or_null(all, q, 2),
			.post = text_or_null(all, q, 3),
			.os_user = text_or_null(all, q, 4),
			.pass = text_or_null(all, q, 5),
			.office = text_or_null(all, q, 6),
			.roles = sqlite3_column_int64(q, 7),
			.fresh = sqlite3_column_int64(q, 8),
			.active = sqlite3_column_int64(q, 9),
			.left_on = column_day(q, 10),
			.ver = sqlite3_column_int64(q, 11),
			.office_kind = sqlite3_column_int64(q, 12),
			.office_active = sqlite3_column_int64(q, 13),
		};
	}
	db_done(q);
	return db_result(d->db);
}

static void people_free(struct people *all)
{
	arena_free(&all->memory);
	free(all->at);
}

/* By number and name or login; after another line of history a number may be somebody else's, then by login. */
static int64_t same_person(struct desk *copy, const struct person *p, struct error *e)
{
	int64_t id = db_number(copy->db, e, 0, "SELECT id FROM officer WHERE id=?1 AND (login=?2 OR name=?3)", "iss",
	        p->id, p->login, p->name);
	return id ? id : db_number(copy->db, e, 0, "SELECT id FROM officer WHERE login=?1", "s", p->login);
}

static const struct person *by_present(const struct people *all, int64_t id)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].id == id)
			return &all->at[i];
	return NULL;
}

/* ------------------------------------------------------------ people */
static enum z office_of(struct desk *copy, const struct person *p, int64_t *id, struct error *e)
{
	*id = db_number(copy->db, e, 0, "SELECT id FROM office WHERE name=?1", "s", p->office);
	if (*id && p->office_active)
		return db_run(copy->db, e, "UPDATE office SET active=1, ver=ver+1 WHERE id=?1 AND active=0", "i", *id);
	if (*id || db_failed(copy->db))
		return db_result(copy->db);
	enum z z = db_run(copy->db, e, "INSERT INTO office(name, kind, active) VALUES(?1,?2,?3)", "sii", p->office,
	        p->office_kind, p->office_active);
	*id = db_last_id(copy->db);
	return z;
}

/* Everybody's way in is shut first: what is carried over then cannot meet a login or an account that is somebody else's
 * by now. */
static enum z shut(struct desk *copy, struct error *e)
{
	enum z z = db_run(copy->db, e,
		"UPDATE officer SET active=0, pass=NULL, os_user=NULL, fresh=0, left_on=coalesce(left_on, ?1), ver=ver+1 WHERE active=1", "d",
		day_at(copy->now));
	return z;
}

static enum z put_person(struct desk *copy, struct person *p, struct error *e)
{
	int64_t office;
	enum z z = office_of(copy, p, &office, e);
	if (z == Z_OK && !p->to) {
		int64_t taken = db_number(copy->db, e, 0, "SELECT 1 FROM officer WHERE id=?1", "i", p->id);
		p->to = taken ? db_number(copy->db, e, 0, "SELECT max(id)+1 FROM officer", "") : p->id;
		if ((z = db_result(copy->db)) == Z_OK)
			z = db_run(copy->db, e,
			        "INSERT INTO officer(id, login, name, office, roles, active) VALUES(?1,?2,?3,?4,0,0)",
			        "issi", p->to, p->login, p->name, office);
	}
	if (z == Z_OK)
		z = db_run(copy->db, e,
			"UPDATE officer SET login=?2, name=?3, post=?4, os_user=?5, pass=?6, office=?7, roles=?8, fresh=?9, active=?10,"
			" left_on=?11, ver=max(ver, ?12)+1 WHERE id=?1",
			"isssssiiiidi", p->to, p->login, p->name, p->post, p->os_user, p->pass, office, p->roles, p->fresh, p->active,
			p->left_on, p->ver);
	return z;
}

static enum z people_carry(struct desk *copy, struct people *all, struct error *e)
{
	enum z z = Z_OK;
	for (size_t i = 0; z == Z_OK && i < all->n; i++) {
		all->at[i].to = same_person(copy, &all->at[i], e);
		z = db_result(copy->db);
	}
	if (z == Z_OK)
		z = shut(copy, e);
	for (size_t i = 0; z == Z_OK && i < all->n; i++)
		z = put_person(copy, &all->at[i], e);
	const struct person *me = by_present(all, copy->who.id);
	if (z == Z_OK)
		copy->who.id = me ? me->to : 0;
	return z;
}

/* ------------------------------------------------------------ seats, delegations */
struct open_row {
	int64_t id;
	int64_t a, b; /* officers, in the copy */
	int64_t what[4];
	const char *office;
};

static size_t open_rows(
        struct desk *copy, sqlite3_stmt *q, struct arena *memory, struct open_row **rows, struct error *e)
{
	size_t n = 0;
	*rows = NULL;
	while (db_step(copy->db, q, e)) {
		*rows = xrealloc(*rows, (n + 1) * sizeof **rows);
		struct open_row *r = &(*rows)[n++];
		*r = (struct open_row){.id = sqlite3_column_int64(q, 0), .a = sqlite3_column_int64(q, 1),
			.b = sqlite3_column_int64(q, 2), .office = arena_strdup(memory, column_text(q, 6))};
		for (int i = 0; i < 3; i++)
			r->what[i] = sqlite3_column_int64(q, 3 + i);
	}
	db_done(q);
	return n;
}

static int64_t in_copy(const struct people *all, int64_t id)
{
	const struct person *p = by_present(all, id);
	return p ? p->to : -1;
}

/* When a seat or delegation of the copy ended by what the present file says: 0 not at all; now if it does not know
 * it. */
static enum z ended(struct desk *now, const char *sql, const struct people *all, const struct open_row *r, int64_t at,
        int64_t *end, struct error *e)
{
	*end = at;
	sqlite3_stmt *q = db_query_dynamic(now->db, e, sql);
	if (q)
		sqlite3_bind_int64(q, 1, r->id);
	if (db_step(now->db, q, e)) {
		bool same = in_copy(all, sqlite3_column_int64(q, 1)) == r->a &&
		            (!r->b || in_copy(all, sqlite3_column_int64(q, 2)) == r->b) &&
		            !strcmp(column_text(q, 6), r->office);
		for (int i = 0; i < 3; i++)
			same = same && sqlite3_column_int64(q, 3 + i) == r->what[i];
		if (same)
			*end = sqlite3_column_int64(q, 7);
	}
	db_done(q);
	return db_result(now->db);
}

#define SEATS \
	"SELECT s.id, s.officer, 0, s.tier, s.class, s.from_at, coalesce(f.name, ''), s.to_at FROM seat s LEFT JOIN office f ON f.id=s.office"
#define LENT \
	"SELECT id, principal, delegate, from_day, to_day, entered_at, '', revoked_at FROM delegation"

static enum z end_rows(struct desk *now, struct desk *copy, const struct people *all, bool seats, struct error *e)
{
	struct arena memory = {0};
	struct open_row *rows;
	sqlite3_stmt *q = seats ? db_query(copy->db, e, SEATS " WHERE s.to_at IS NULL", "")
				: db_query(copy->db, e, LENT " WHERE revoked_at IS NULL", "");
	size_t n = open_rows(copy, q, &memory, &rows, e);
	enum z z = db_result(copy->db);
	for (size_t i = 0; z == Z_OK && i < n; i++) {
		int64_t end;
		z = ended(now, seats ? SEATS " WHERE s.id=?1" : LENT " WHERE id=?1", all, &rows[i], copy->now, &end, e);
		if (z != Z_OK || !end)
			continue;
		z = seats ? db_run(copy->db, e, "UPDATE seat SET to_at=?2 WHERE id=?1", "ii", rows[i].id, end)
		          : db_run(copy->db, e, "UPDATE delegation SET revoked_at=?2 WHERE id=?1", "ii", rows[i].id,
		                    end);
	}
	free(rows);
	arena_free(&memory);
	return z;
}

/* ------------------------------------------------------------ settings that guard */
static enum z settings_carry(struct desk *now, struct desk *copy, struct error *e)
{
	static const enum setting guards[] = {SETTING_PAPER_SIGN, SETTING_CHECKLIST};
	enum z z = Z_OK;
	for (size_t i = 0; z == Z_OK && i < sizeof guards / sizeof *guards; i++)
		z = db_run(copy->db, e,
			"INSERT INTO setting(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value=excluded.value,"
			" ver=coalesce(ver, 1)+1 WHERE value<>excluded.value",
			"ss", setting_row(guards[i])->key, setting_text(now, guards[i]));
	return z;
}

enum z rights_carry(struct desk *now, struct desk *copy, struct error *e)
{
	struct people all = {0};
	enum z z = desk_refresh(now, e);
	if (z == Z_OK)
		z = read_people(now, &all, e);
	if (z == Z_OK)
		z = people_carry(copy, &all, e);
	if (z == Z_OK)
		z = end_rows(now, copy, &all, true, e);
	if (z == Z_OK)
		z = end_rows(now, copy, &all, false, e);
	if (z == Z_OK)
		z = duty_leavers(copy, e);
	if (z == Z_OK)
		z = settings_carry(now, copy, e);
	people_free(&all);
	copy->stale = true;
	return z;
}
