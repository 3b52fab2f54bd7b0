/* load.c - what an opened desk keeps in memory: settings, calendar, seats, the person at it; loaded again when the
 * file changed. */
#include "store/record/row_ver.h"

#include <stdlib.h>
#include <string.h>
#include <stdio.h>

#include "store/base/date.h"
#include "store/base/memory.h"

static enum z load_settings(struct desk *d, struct error *e)
{
	char *value[SETTING_COUNT] = {NULL};
	int64_t ver[SETTING_COUNT] = {0};
	sqlite3_stmt *q = db_query(d->db, e, "SELECT key, value, " ROW_VER("") " FROM setting", "");
	while (db_step(d->db, q, e)) {
		for (int i = 0; i < SETTING_COUNT; i++) {
			if (!strcmp(setting_row((enum setting)i)->key, column_text(q, 0))) {
				free(value[i]);
				value[i] = xstrdup(column_text(q, 1));
				ver[i] = sqlite3_column_int64(q, 2);
			}
		}
	}
	db_done(q);
	bool failed = db_failed(d->db);
	for (int i = 0; i < SETTING_COUNT; i++) {
		char *old = failed ? value[i] : d->settings[i];
		if (!failed)
			d->settings[i] = value[i];
		free(old);
	}
	if (!failed)
		memcpy(d->setting_ver, ver, sizeof ver);
	return failed ? db_result(d->db) : Z_OK;
}

/* The built-in years, but those that the desk has loaded itself, and then these. */
static enum z load_calendar(struct desk *d, struct error *e)
{
	uint64_t own[4] = {0};
	struct calendar *c = xalloc(sizeof *c), built = {0};
	sqlite3_stmt *q = db_query(d->db, e, "SELECT id FROM calendar_year", "");
	while (db_step(d->db, q, e)) {
		int y = sqlite3_column_int(q, 0) - 2000;
		if (y >= 0 && y < 256)
			own[y / 64] |= UINT64_C(1) << (y % 64);
	}
	db_done(q);
	if (!db_failed(d->db)) {
		calendar_builtin(&built);
		for (size_t i = 0; i < built.n; i++) {
			const struct calendar_row *r = &built.rows[i];
			int y = day_year(r->day) - 2000;
			if (!(own[y / 64] >> (y % 64) & 1))
				calendar_add(c, r->day, r->works, r->name);
		}
		q = db_query(d->db, e, "SELECT id, kind, name FROM calendar_day ORDER BY id", "");
		while (db_step(d->db, q, e))
			calendar_add(c, sqlite3_column_int(q, 0),
			        day_kind_works((enum day_kind)sqlite3_column_int(q, 1)), column_text(q, 2));
		db_done(q);
		calendar_settle(c);
		calendar_free(&built);
	}
	if (db_failed(d->db)) {
		calendar_free(c);
		free(c);
		return db_result(d->db);
	}
	if (d->calendar) {
		calendar_free(d->calendar);
		free(d->calendar);
	}
	d->calendar = c;
	return Z_OK;
}

static size_t count(struct desk *d, struct error *e, const char *sql)
{
	int64_t n = db_number(d->db, e, 0, sql, "");
	return n > 0 ? (size_t)n : 0;
}

static enum z load_book(struct desk *d, struct error *e)
{
	struct arena a = {0};
	struct tier_book b = {0};
	size_t n, i;
	sqlite3_stmt *q;

	n = count(d, e, "SELECT count(*) FROM officer");
	struct tier_officer *o = arena_alloc(&a, (n + 1) * sizeof *o);
	q = db_query(d->db, e, "SELECT id, office, roles, active FROM officer ORDER BY id", "");
	for (i = 0; i < n && db_step(d->db, q, e); i++)
		o[i] = (struct tier_officer){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
			(unsigned)sqlite3_column_int(q, 2), sqlite3_column_int(q, 3) != 0};
	db_done(q);
	b.officers = o;
	b.officers_n = i;
	bool failed = db_failed(d->db);

	n = failed ? 0 : count(d, e, "SELECT count(*) FROM seat");
	struct tier_seat *s = arena_alloc(&a, (n + 1) * sizeof *s);
	q = failed ? NULL
	           : db_query(d->db, e, "SELECT id, officer, tier, office, class, from_at, to_at FROM seat ORDER BY id",
	                     "");
	for (i = 0; i < n && db_step(d->db, q, e); i++)
		s[i] = (struct tier_seat){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
		        sqlite3_column_int(q, 2), sqlite3_column_int64(q, 3), sqlite3_column_int(q, 4),
		        sqlite3_column_int64(q, 5), sqlite3_column_int64(q, 6)};
	db_done(q);
	b.seats = s;
	b.seats_n = i;
	failed = failed || db_failed(d->db);

	n = failed ? 0 : count(d, e, "SELECT count(*) FROM delegation");
	struct tier_delegation *g = arena_alloc(&a, (n + 1) * sizeof *g);
	q = failed ? NULL
	           : db_query(d->db, e,
	                     "SELECT id, principal, delegate, from_day, to_day, revoked_at FROM delegation ORDER BY id",
	                     "");
	for (i = 0; i < n && db_step(d->db, q, e); i++)
		g[i] = (struct tier_delegation){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1),
			sqlite3_column_int64(q, 2), sqlite3_column_int(q, 3), sqlite3_column_int(q, 4),
			sqlite3_column_int64(q, 5)};
	db_done(q);
	b.delegations = g;
	b.delegations_n = i;
	failed = failed || db_failed(d->db);

	if (failed) {
		arena_free(&a);
		return db_result(d->db);
	}
	arena_free(&d->book_memory);
	d->book_memory = a;
	d->book = b;
	return Z_OK;
}

enum z desk_load_who(struct desk *d, int64_t officer, struct who *w, struct error *e)
{
	*w = (struct who){0};
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT o.id, o.office, o.roles, o.login, o.name, o.post, f.name, o.fresh, o.active FROM officer o"
		" JOIN office f ON f.id = o.office WHERE o.id = ?1",
		"i", officer);
	bool active = false;
	if (db_step(d->db, q, e)) {
		w->id = sqlite3_column_int64(q, 0);
		w->office = sqlite3_column_int64(q, 1);
		w->roles = (unsigned)sqlite3_column_int(q, 2);
		snprintf(w->login, sizeof w->login, "%s", column_text(q, 3));
		snprintf(w->name, sizeof w->name, "%s", column_text(q, 4));
		snprintf(w->post, sizeof w->post, "%s", column_text(q, 5));
		snprintf(w->office_name, sizeof w->office_name, "%s", column_text(q, 6));
		w->fresh = sqlite3_column_int(q, 7) != 0;
		active = sqlite3_column_int(q, 8) != 0;
	}
	db_done(q);
	if (db_failed(d->db)) {
		w->id = 0;
		return db_result(d->db);
	}
	if (!active) {
		refuse(e, R_LOGIN_LEFT, w->name);
		*w = (struct who){0};
		return Z_MISSING;
	}
	return Z_OK;
}

void desk_who_seats(struct desk *d)
{
	int64_t now = desk_now(d);
	for (int t = 1; t <= 3; t++)
		d->who.seat[t] = d->who.id && tier_holds(&d->book, d->who.id, t, now);
}

static enum z load_all(struct desk *d, struct error *e)
{
	enum z z = load_settings(d, e);
	if (z == Z_OK)
		z = load_calendar(d, e);
	if (z == Z_OK)
		z = load_book(d, e);
	if (z != Z_OK)
		return z;
	int64_t restores =
	        db_number(d->db, e, 0, "SELECT CAST(value AS INTEGER) FROM setting WHERE key='restores'", "");
	if (db_failed(d->db))
		return db_result(d->db);
	if (d->who.id) {
		struct who w;
		z = desk_load_who(d, d->who.id, &w, e);
		if (z != Z_OK && z != Z_MISSING)
			return z;
		/* in a restored file his number may be somebody else's */
		if (restores != d->restores && strcmp(w.login, d->who.login) != 0)
			w = (struct who){0};
		d->who = w; /* nobody, if he left */
	}
	if ((z = audit_read_head(d->db, &d->looked_at, e)) != Z_OK)
		return z;
	d->restores = restores;
	desk_who_seats(d);
	d->stale = d->foreign = false;
	return Z_OK;
}

bool touches_registers(int action)
{
	return action < ACTION_ITEM_CREATE || (action >= ACTION_IMPORT_ITEMS && action < ACTION_TICKET_CREATE);
}

/* The log goes on from where it was when the registers were loaded, and tells of nothing that changed them.  False, too,
 * where it cannot be told. */
static bool registers_stand(struct desk *d)
{
	struct hash h;
	struct audit_head head;
	sqlite3_stmt *q = db_query(d->db, NULL, "SELECT hash FROM audit WHERE seq=?1", "i", d->looked_at.seq);
	bool stand = db_step(d->db, q, NULL) && column_hash(q, 0, &h) == 0 && hash_same(&h, &d->looked_at.hash);
	db_done(q);
	q = stand ? db_query(d->db, NULL, "SELECT action FROM audit WHERE seq>?1", "i", d->looked_at.seq) : NULL;
	while (stand && db_step(d->db, q, NULL))
		stand = !touches_registers(sqlite3_column_int(q, 0));
	db_done(q);
	if (!stand || db_failed(d->db) || audit_read_head(d->db, &head, NULL) != Z_OK)
		return false;
	d->looked_at = head;
	d->foreign = false;
	desk_who_seats(d);
	return true;
}

enum z desk_refresh(struct desk *d, struct error *e)
{
	if (!d->in_op && db_changed(d->db))
		d->foreign = d->changed = true; /* the next desk_changed() tells it, too */
	if (!d->stale && !d->foreign) {
		desk_who_seats(d); /* a seat is held from an instant on, one that was lent for days: nobody writes when they begin */
		return Z_OK;
	}
	db_read_begin(d->db);
	enum z z = !d->stale && registers_stand(d) ? Z_OK : load_all(d, e);
	db_read_end(d->db);
	return z;
}
