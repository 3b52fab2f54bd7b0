/* schema.c - the tables (from schema.sql), the triggers that let some of them only grow, and the
 * steps from older versions.  Knows table names from table.def; knows nothing of what an item is.
 */
#include "store/file/schema/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/file/backup.h"
#include "store/file/db_inside.h"
#include "store/file/place.h"
#include "store/file/schema/schema_sql.h"

/* How a guarded table may grow. */
enum growth {
	GROW_NEXT,  /* ids 1, 2, 3 ... without a gap */
	GROW_KEYED, /* the id is another table's: new, in any order */
	GROW_CONTENT,
};

static const struct guarded {
	const char *name, *key;
	enum growth growth;
} guarded[] = {
#define APPEND(name) {#name, "id", GROW_NEXT},
#define APPEND_KEYED(name) {#name, "id", GROW_KEYED},
#define REGISTER(name)
#define TABLE(code, name, kind, cache) kind(name)
#include "store/file/schema/table.def"
#undef TABLE
#undef APPEND
#undef APPEND_KEYED
#undef REGISTER
	{"audit", "seq", GROW_NEXT},
	{"content", "id", GROW_CONTENT},
};

struct trigger {
	const char *table;
	char name[64];
	char *sql;
};

/* The conditions under which a row of t is there already: its key, or any other unique index.
 * REPLACE would take such a row away without firing a DELETE trigger (unless the connection has
 * recursive_triggers on). */
static enum z there_already(
	struct db *db, const struct guarded *t, struct buffer *sql, struct error *e)
{
	buffer_printf(sql, "EXISTS(SELECT 1 FROM %s WHERE %s=new.%s)", t->name, t->key, t->key);
	sqlite3_stmt *q = db_query(db, e,
		"SELECT name FROM pragma_index_list(?1) WHERE \"unique\"=1 ORDER BY name", "s",
		t->name);
	while (db_step(db, q, e)) {
		buffer_printf(sql, " OR EXISTS(SELECT 1 FROM %s WHERE ", t->name);
		sqlite3_stmt *c =
			db_query(db, e, "SELECT name FROM pragma_index_info(?1) ORDER BY seqno",
				"s", column_text(q, 0));
		for (bool first = true; db_step(db, c, e); first = false)
			buffer_printf(sql, "%s%s=new.%s", first ? "" : " AND ", column_text(c, 0),
				column_text(c, 0));
		db_done(c);
		buffer_text(sql, ")");
	}
	db_done(q);
	return db_result(db);
}

static void add(struct trigger *list, int *n, const struct guarded *t, const char *kind,
	const char *when, const char *condition)
{
	struct trigger *g = &list[(*n)++];
	g->table = t->name;
	snprintf(g->name, sizeof g->name, "%s_%s", t->name, kind);
	struct buffer b = {0};
	buffer_printf(&b, "CREATE TRIGGER %s %s ON %s%s%s BEGIN SELECT RAISE(ABORT,'%s'); END",
		g->name, when, t->name, *condition ? " WHEN " : "", condition, t->name);
	g->sql = buffer_take(&b);
}

enum { TRIGGERS = 4 * (int)(sizeof guarded / sizeof *guarded) };

static void triggers_free(struct trigger *list, int n)
{
	for (int i = 0; i < n; i++)
		free(list[i].sql);
}

bool schema_has(struct db *db, const char *table)
{
	int version;
	return schema_version(db, &version, NULL) || version >= SCHEMA_VERSION ||
	       db_number(db, NULL, 1, "SELECT count(*) FROM sqlite_schema WHERE type='table' AND name=?1", "s", table);
}

/* new.id is -1 in a BEFORE INSERT trigger while SQLite still has to choose it, so that what is
 * wanted of a new id is asked after the row is in. */
static enum z triggers_make(struct db *db, struct trigger list[TRIGGERS], int *n, struct error *e)
{
	int version;
	enum z read = schema_version(db, &version, e);
	*n = 0;
	if (read)
		return read;
	for (size_t i = 0; i < sizeof guarded / sizeof *guarded; i++) {
		const struct guarded *t = &guarded[i];
		struct buffer b = {0};
		if (!schema_has(db, t->name))
			continue;
		add(list, n, t, "no_update", "BEFORE UPDATE", "");
		add(list, n, t, "no_delete", "BEFORE DELETE",
			t->growth != GROW_CONTENT ? ""
			: version < 2             ? "old.id NOT IN (SELECT content FROM erasure_content)"
						  : "NOT EXISTS(SELECT 1 FROM erasure_content WHERE content=old.id)");
		enum z z = there_already(db, t, &b, e);
		if (t->growth ==
			GROW_CONTENT) /* what was erased does not come back under its number */
			buffer_text(&b, version < 2 ? " OR new.id IN (SELECT content FROM erasure_content)"
						    : " OR EXISTS(SELECT 1 FROM erasure_content WHERE content=new.id)");
		add(list, n, t, "no_replace", "BEFORE INSERT", b.s);
		buffer_clear(&b);
		if (t->growth == GROW_NEXT && version < 5)
			buffer_printf(&b,
				"new.%s<1 OR new.%s<>(SELECT max(%s) FROM %s) OR "
				"(new.%s>1 AND NOT EXISTS(SELECT 1 FROM %s WHERE %s=new.%s-1))",
				t->key, t->key, t->key, t->name, t->key, t->name, t->key, t->key);
		else if (t->growth == GROW_NEXT) /* below 1, or beyond the next one, nobody is before it */
			buffer_printf(&b, "new.%s<>1 AND NOT EXISTS(SELECT 1 FROM %s WHERE %s=new.%s-1)", t->key, t->name, t->key,
				t->key);
		else if (t->growth == GROW_CONTENT)
			buffer_text(&b, "new.id<>(SELECT max(id) FROM content)");
		if (b.n)
			add(list, n, t, "only_next", "AFTER INSERT", b.s);
		buffer_free(&b);
		if (z)
			return z;
	}
	return Z_OK;
}

enum z schema_protect(struct db *db, struct error *e)
{
	struct trigger list[TRIGGERS];
	int n;
	enum z z = triggers_make(db, list, &n, e);
	for (int i = 0; i < n && !z; i++) {
		struct buffer b = {0};
		buffer_printf(&b, "DROP TRIGGER IF EXISTS %s", list[i].name);
		z = db_exec(db, b.s, e);
		if (!z)
			z = db_exec(db, list[i].sql, e);
		buffer_free(&b);
	}
	triggers_free(list, n);
	return z;
}

enum z schema_check_triggers(
	struct db *db, void (*wrong)(void *ctx, const char *table), void *ctx, struct error *e)
{
	struct trigger list[TRIGGERS];
	bool found[TRIGGERS] = {false};
	int n;
	enum z z = triggers_make(db, list, &n, e);
	if (z)
		goto out;
	sqlite3_stmt *q = db_query(
		db, e, "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type='trigger'", NULL);
	while (db_step(db, q, e)) {
		int i = 0;
		while (i < n && (strcmp(list[i].name, column_text(q, 0)) ||
					strcmp(list[i].sql, column_text(q, 2))))
			i++;
		if (i < n)
			found[i] = true;
		else
			wrong(ctx, column_text(q, 1)); /* altered, or not one of ours */
	}
	db_done(q);
	z = db_result(db);
	for (int i = 0; i < n && !z; i++)
		if (!found[i]) {
			wrong(ctx, list[i].table);
		}
out:
	triggers_free(list, n);
	return z;
}

static enum z set_version(struct db *db, int version, struct error *e)
{
	char sql[64];
	snprintf(sql, sizeof sql, "PRAGMA user_version=%d", version);
	return db_exec(db, sql, e);
}

enum z schema_version(struct db *db, int *version, struct error *e)
{
	*version = (int)db_number(db, e, 0, "PRAGMA user_version", NULL);
	return db_result(db);
}

/* Full text, see store/file/search/index.h.  What an import brings is sorted in pieces of 4 MB instead of one: fewer
 * segments to merge; and they are merged when search/index.c says so. */
#define FTS(name)                                                                                  \
	"CREATE VIRTUAL TABLE IF NOT EXISTS " name " USING fts5(text, tokenize='cjkpair', content='', "          \
	"detail=none, columnsize=0, prefix='1');"                                                  \
	"INSERT INTO " name "(" name ", rank) VALUES('hashsize', 4194304);"                       \
	"INSERT INTO " name "(" name ", rank) VALUES('automerge', 0);"                            \
	"INSERT INTO " name "(" name ", rank) VALUES('crisismerge', 128);"

static const char fts_sql[] = FTS("item_fts") FTS("ticket_fts");

enum z schema_create(struct db *db, struct error *e)
{
	char sql[64];
	snprintf(sql, sizeof sql, "PRAGMA application_id=%d", SCHEMA_APPLICATION);
	enum z z = db_exec(db, sql, e);
	if (!z)
		z = db_exec(db, schema_sql, e);
	if (!z)
		z = db_exec(db, fts_sql, e);
	if (!z)
		z = set_version(db, SCHEMA_VERSION, e);
	return z ? z : schema_protect(db, e);
}

enum z schema_add_missing(struct db *db, struct error *e)
{
	static const char *const makers[] = {"CREATE TABLE ", "CREATE INDEX ", "CREATE UNIQUE INDEX "};
	struct buffer b = {0};
	for (const char *s = schema_sql; *s;) {
		size_t n = 0;
		for (size_t i = 0; i < sizeof makers / sizeof *makers && !n; i++)
			if (!strncmp(s, makers[i], strlen(makers[i])))
				n = strlen(makers[i]);
		if (n) {
			buffer_add(&b, s, n);
			buffer_text(&b, "IF NOT EXISTS ");
		} else {
			n = 1;
			buffer_add(&b, s, n);
		}
		s += n;
	}
	buffer_text(&b, fts_sql);
	enum z z = db_exec(db, b.s, e);
	buffer_free(&b);
	return z;
}

enum z schema_add_column(struct db *db, const char *table, const char *column, const char *definition, struct error *e)
{
	char sql[200];
	int64_t columns = db_number(db, e, 0, "SELECT count(*) FROM pragma_table_info(?1)", "s", table),
		there = db_number(db, e, 0, "SELECT count(*) FROM pragma_table_info(?1) WHERE name=?2", "ss", table, column);
	if (db_result(db) || !columns || there)
		return db_result(db);
	snprintf(sql, sizeof sql, "ALTER TABLE %s ADD COLUMN %s %s", table, column, definition);
	return db_exec(db, sql, e);
}

/* ---- from older versions ---- */

/* backup/before-v2.db, or before-v2-2.db and so on: an earlier copy is never written over. */
static enum z copy_before(struct db *db, int target, struct error *e)
{
	char *desk = place_folder(db->path), *folder = place_join(desk, "backup");
	enum z z = place_make_folder(folder, e);
	for (int i = 1; !z; i++) {
		char name[48];
		snprintf(name, sizeof name, i == 1 ? "before-v%d.db" : "before-v%d-%d.db", target,
			i);
		char *path = place_join(folder, name);
		if (!place_exists(path)) {
			z = backup_make(db, path, NULL, NULL, e);
			free(path);
			break;
		}
		free(path);
	}
	free(folder);
	free(desk);
	return z;
}

static enum z step(struct db *db, const struct migration *m, struct error *e)
{
	int now;
	enum z z = db_begin(db, e);
	if (z)
		return z;
	z = schema_version(db, &now, e);
	if (!z && now < m->to) { /* another process may have done it while we waited for the lock */
		if (m->sql)
			z = db_exec(db, m->sql, e);
		audit_columns_changed(db);
		if (!z && m->run)
			z = m->run(db, e);
		if (!z)
			z = set_version(db, m->to, e);
		if (!z) /* in the words of that version */
			z = schema_protect(db, e);
	}
	if (z)
		db_rollback(db);
	else
		z = db_commit(db, e);
	audit_columns_changed(db);
	return z;
}

enum z schema_migrate(
	struct db *db, const struct migration *list, int n, int target, struct error *e)
{
	int version;
	enum z z = schema_version(db, &version, e);
	if (z || version >= target)
		return z;
	int known = version;
	for (int i = 0; i < n; i++)
		if (list[i].to == known + 1)
			known++;
	if (known < target)
		return refuse(e, R_FILE_OLDER, db->path, number_text(version).s);
	enum db_guard before = db->guard;
	db->guard = GUARD_OPEN;
	z = copy_before(db, target, e);
	for (int i = 0; i < n && !z; i++)
		if (list[i].to > version && list[i].to <= target)
			z = step(db, &list[i], e);
	db->guard = before;
	return z;
}

enum z schema_upgrade(struct db *db, struct error *e)
{
	int version;
	enum z z = schema_version(db, &version, e);
	if (z || version >= SCHEMA_VERSION)
		return z;
	z = schema_migrate(db, schema_steps, schema_steps_n, SCHEMA_VERSION, e);
	/* What step 2 took out of rows may still stand in the gaps of their pages; where there is no room for a second
	 * copy, an erasure that finds it there tries again. */
	if (!z && version < 2)
		db_vacuum(db, NULL);
	return z;
}
