/* row_ver.c - see row_ver.h. */
#include "store/record/row_ver.h"

#include <stdio.h>

#include "store/base/date.h"
#include "store/record/words.h"

enum { LOOK_BACK = 20000 }; /* audit rows: more than are written while somebody fills in a form */

/* Who touched the row last, and when. */
static void last_hand(struct desk *d, enum table t, int64_t id, char who[64], char at[24])
{
	uint8_t key[9] = {(uint8_t)t};
	for (int i = 0; i < 8; i++)
		key[1 + i] = (uint8_t)((uint64_t)id >> (56 - 8 * i));
	snprintf(who, 64, "%s", W_SOMEONE);
	snprintf(at, 24, "%s", W_JUST_NOW);
	sqlite3_stmt *q = db_query(d->db, NULL,
		"SELECT coalesce(o.name, ''), a.at FROM audit a LEFT JOIN officer o ON o.id = a.officer"
		" WHERE a.seq > (SELECT max(seq) FROM audit) - ?2 AND instr(a.refs, ?1) > 0 ORDER BY a.seq DESC LIMIT 1",
		"bi", (const void *)key, sizeof key, (int64_t)LOOK_BACK);
	if (db_step(d->db, q, NULL)) {
		if (*column_text(q, 0))
			snprintf(who, 64, "%s", column_text(q, 0));
		instant_text(sqlite3_column_int64(q, 1), at);
	}
	db_done(q);
}

enum z row_stale(struct desk *d, enum table t, int64_t id, const char *name, struct error *e)
{
	char who[64], at[24];
	last_hand(d, t, id, who, at);
	return refuse(e, R_ROW_STALE, name, who, at);
}

enum z act_stale(struct desk *d, enum refusal code, const char *number, const char *sql, int64_t id, const char *(*word)(int),
	struct error *e)
{
	char who[64] = W_SOMEONE, what[64] = W_CHANGED;
	sqlite3_stmt *q = db_query(d->db, NULL, sql, "i", id);
	if (db_step(d->db, q, NULL)) {
		snprintf(who, sizeof who, "%s", column_text(q, 0));
		snprintf(what, sizeof what, "%s", word(sqlite3_column_int(q, 1)));
	}
	db_done(q);
	return refuse(e, code, number, who, what);
}

/* SQL is kept by the pointer of its text, so each table has its own. */
static const char *version_of(enum table t)
{
	switch (t) {
#define VERSION_OF(table, name) \
	case T_##table:         \
		return "SELECT " ROW_VER("") ", " name " FROM " #table " WHERE id = ?1";
		VERSION_OF(category, "name")
		VERSION_OF(channel, "name")
		VERSION_OF(catalog, "name")
		VERSION_OF(phrase, "text")
		VERSION_OF(checklist, "text")
		VERSION_OF(office, "name")
		VERSION_OF(officer, "name")
#undef VERSION_OF
	default:
		return NULL;
	}
}

enum z row_fresh(struct desk *d, enum table t, int64_t id, int64_t ver, const char *name, struct error *e)
{
	int64_t now = 0;
	char who[64], at[24], is[240] = "";
	sqlite3_stmt *q = db_query(d->db, e, version_of(t), "i", id);
	if (db_step(d->db, q, e)) {
		now = sqlite3_column_int64(q, 0);
		snprintf(is, sizeof is, "%s", column_text(q, 1));
	}
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	if (now == ver && now)
		return Z_OK;
	if (now)
		return row_stale(d, t, id, is, e);
	if (!ver)
		return refuse(e, R_NAME_NONE, number_text(id).s);
	last_hand(d, t, id, who, at);
	return refuse(e, R_ROW_GONE, name, who, at);
}
