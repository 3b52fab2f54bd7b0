/* db_query.c - statements: prepared once, bound by letters, stepped, kept.  Knows no tables. */
#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/file/db_inside.h"

struct slot {
	uint64_t key; /* of the literal's address, or of its text */
	sqlite3_stmt *stmt;
	bool taken;
	struct slot *next_sql, *next_stmt;
	struct slot *newer;
};

static size_t stmt_bucket(const sqlite3_stmt *q)
{
	return (size_t)((uintptr_t)q / 64 * 0x9e3779b97f4a7c15u >> 40) % SLOT_BUCKETS;
}

static uint64_t text_key(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u;
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h | 1; /* odd: by text; a mixed address is made even */
}

static uint64_t address_key(const char *s)
{
	return (uint64_t)(uintptr_t)s * 0x9e3779b97f4a7c15u & ~(uint64_t)1;
}

static size_t sql_bucket(uint64_t key)
{
	return (size_t)(key >> 40) % SLOT_BUCKETS;
}

static enum z fail(struct db *db, struct error *e, int rc)
{
	return db_error(db, e, rc);
}

static void unlink_slot(struct db *db, struct slot *s)
{
	struct slot **p = &db->by_sql[sql_bucket(s->key)];
	while (*p != s)
		p = &(*p)->next_sql;
	*p = s->next_sql;
	p = &db->by_stmt[stmt_bucket(s->stmt)];
	while (*p != s)
		p = &(*p)->next_stmt;
	*p = s->next_stmt;
}

/* Texts put together at run time could fill the table: the oldest that nobody uses goes. */
static void make_room(struct db *db)
{
	for (struct slot **p = &db->oldest, *before = NULL; *p; before = *p, p = &(*p)->newer) {
		struct slot *s = *p;
		if (s->taken)
			continue;
		*p = s->newer;
		if (db->newest == s)
			db->newest = before;
		unlink_slot(db, s);
		sqlite3_finalize(s->stmt);
		free(s);
		db->slots--;
		return;
	}
}

/* A statement of this text that nobody is stepping through; prepares one if need be. */
static struct slot *take(struct db *db, struct error *e, const char *sql, uint64_t key)
{
	struct slot **bucket = &db->by_sql[sql_bucket(key)];
	for (struct slot *s = *bucket; s; s = s->next_sql)
		if (s->key == key && !s->taken && !strcmp(sqlite3_sql(s->stmt), sql)) {
			s->taken = true;
			return s;
		}
	sqlite3_stmt *q = NULL;
	const char *tail = NULL;
	int rc = sqlite3_prepare_v3(db->raw, sql, -1, SQLITE_PREPARE_PERSISTENT, &q, &tail);
	if (rc) {
		fail(db, e, rc);
		return NULL;
	}
	assert(q && !*tail); /* one statement, not none and not two */
	if (db->slots >= SLOTS_MAX)
		make_room(db);
	struct slot *s = xalloc(sizeof *s);
	s->key = key;
	s->stmt = q;
	s->taken = true;
	s->next_sql = *bucket;
	*bucket = s;
	bucket = &db->by_stmt[stmt_bucket(q)];
	s->next_stmt = *bucket;
	*bucket = s;
	if (db->newest)
		db->newest->newer = s;
	else
		db->oldest = s;
	db->newest = s;
	db->slots++;
	return s;
}

static int bind_all(sqlite3_stmt *q, const char *letters, va_list ap)
{
	int rc = SQLITE_OK;
	for (int i = 1; letters && *letters && rc == SQLITE_OK; letters++, i++) {
		switch (*letters) {
		case 'i':
			rc = sqlite3_bind_int64(q, i, va_arg(ap, int64_t));
			break;
		case 'o': {
			int64_t n = va_arg(ap, int64_t);
			rc = n ? sqlite3_bind_int64(q, i, n) : sqlite3_bind_null(q, i);
			break;
		}
		case 'd': {
			int day = va_arg(ap, int);
			rc = day == DAY_NONE ? sqlite3_bind_null(q, i)
					     : sqlite3_bind_int(q, i, day);
			break;
		}
		case 's':
			rc = sqlite3_bind_text(q, i, va_arg(ap, const char *), -1, SQLITE_STATIC);
			break;
		case 'b': {
			const void *p = va_arg(ap, const void *);
			size_t n = va_arg(ap, size_t);
			rc = n ? sqlite3_bind_blob64(q, i, p, n, SQLITE_STATIC)
			       : sqlite3_bind_zeroblob(q, i, 0);
			break;
		}
		case 'h': {
			const struct hash *h = va_arg(ap, const struct hash *);
			rc = h ? sqlite3_bind_blob(q, i, h->b, HASH_BYTES, SQLITE_STATIC)
			       : sqlite3_bind_null(q, i);
			break;
		}
		case 'n':
			rc = sqlite3_bind_null(q, i);
			break;
		default:
			abort(); /* no such letter */
		}
	}
	return rc;
}

/* ---- reading ---- */

void db_read_begin(struct db *db)
{
	db->reading++;
}

void db_read_end(struct db *db)
{
	assert(db->reading > 0);
	if (--db->reading)
		return;
	db_done(db->read);
	db->read = NULL;
}

/* The first statement of a reading brings one that stays on its row: as long as it does, SQLite keeps the lock. */
static void keep_lock(struct db *db)
{
	static const char any[] = "SELECT 1 FROM sqlite_master";
	if (!db->reading || db->read || db->writing)
		return;
	struct slot *s = take(db, NULL, any, address_key(any));
	db->read = s ? s->stmt : NULL;
	if (s && sqlite3_step(s->stmt) != SQLITE_ROW)
		sqlite3_reset(s->stmt);
}

/* ---- statements ---- */

static sqlite3_stmt *query(
	struct db *db, struct error *e, const char *sql, uint64_t key, const char *letters, va_list ap)
{
	if (db_lost(db, e))
		return NULL;
	keep_lock(db);
	db->last = Z_OK;
	struct slot *s = take(db, e, sql, key);
	if (!s)
		return NULL;
	int rc = bind_all(s->stmt, letters, ap);
	if (rc) {
		fail(db, e, rc);
		db_done(s->stmt);
		return NULL;
	}
	return s->stmt;
}

sqlite3_stmt *db_query(struct db *db, struct error *e, const char *sql, const char *bind, ...)
{
	va_list ap;
	va_start(ap, bind);
	sqlite3_stmt *q = query(db, e, sql, address_key(sql), bind, ap);
	va_end(ap);
	return q;
}

sqlite3_stmt *db_query_dynamic(struct db *db, struct error *e, const char *sql)
{
	if (db_lost(db, e))
		return NULL;
	keep_lock(db);
	db->last = Z_OK;
	struct slot *s = take(db, e, sql, text_key(sql));
	return s ? s->stmt : NULL;
}

bool db_step(struct db *db, sqlite3_stmt *q, struct error *e)
{
	if (!q || db_lost(db, e))
		return false; /* db_query has said why */
	int rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE)
		fail(db, e, rc);
	/* Reset at once: a halted statement that is not reset still counts as open at COMMIT in
	 * some releases. */
	sqlite3_reset(q);
	return false;
}

void db_done(sqlite3_stmt *q)
{
	if (!q)
		return;
	sqlite3_reset(q);
	sqlite3_clear_bindings(q);
	const sqlite3 *raw = sqlite3_db_handle(q);
	for (struct db *db = db_all; db; db = db->next)
		if (db->raw == raw)
			for (struct slot *s = db->by_stmt[stmt_bucket(q)]; s; s = s->next_stmt)
				if (s->stmt == q) {
					s->taken = false;
					return;
				}
	abort(); /* no statement of db_query */
}

static enum z run(struct db *db, sqlite3_stmt *q, struct error *e)
{
	while (db_step(db, q, e))
		;
	db_done(q);
	return db->last;
}

enum z db_run(struct db *db, struct error *e, const char *sql, const char *bind, ...)
{
	va_list ap;
	va_start(ap, bind);
	sqlite3_stmt *q = query(db, e, sql, address_key(sql), bind, ap);
	va_end(ap);
	return run(db, q, e);
}

enum z db_run_dynamic(struct db *db, struct error *e, const char *sql, const char *bind, ...)
{
	va_list ap;
	va_start(ap, bind);
	sqlite3_stmt *q = query(db, e, sql, text_key(sql), bind, ap);
	va_end(ap);
	return run(db, q, e);
}

int64_t db_number(
	struct db *db, struct error *e, int64_t none, const char *sql, const char *bind, ...)
{
	va_list ap;
	va_start(ap, bind);
	sqlite3_stmt *q = query(db, e, sql, address_key(sql), bind, ap);
	va_end(ap);
	int64_t n = none;
	if (db_step(db, q, e) && sqlite3_column_type(q, 0) != SQLITE_NULL)
		n = sqlite3_column_int64(q, 0);
	db_done(q);
	return n;
}

enum z db_exec(struct db *db, const char *sql, struct error *e)
{
	if (db_lost(db, e))
		return db->last;
	db->last = Z_OK;
	int rc = sqlite3_exec(db->raw, sql, NULL, NULL, NULL);
	return rc ? fail(db, e, rc) : Z_OK;
}

int64_t db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->raw);
}

int db_changes(struct db *db)
{
	return sqlite3_changes(db->raw);
}

int32_t column_day(sqlite3_stmt *q, int col)
{
	return sqlite3_column_type(q, col) == SQLITE_NULL ? DAY_NONE : sqlite3_column_int(q, col);
}

const char *column_text(sqlite3_stmt *q, int col)
{
	const unsigned char *s = sqlite3_column_text(q, col);
	return s ? (const char *)s : "";
}

int column_hash(sqlite3_stmt *q, int col, struct hash *h)
{
	if (sqlite3_column_type(q, col) != SQLITE_BLOB ||
		sqlite3_column_bytes(q, col) != HASH_BYTES)
		return -1;
	memcpy(h->b, sqlite3_column_blob(q, col), HASH_BYTES);
	return 0;
}

void db_close(struct db **handle)
{
	struct db *db = *handle;
	if (!db)
		return;
	db_rollback(db);
	for (struct slot *s = db->oldest, *newer; s; s = newer) {
		newer = s->newer;
		sqlite3_finalize(s->stmt);
		free(s);
	}
	/* A forked child would roll back what its parent is writing: it only lets go of the memory. */
	if (db->pid == getpid())
		sqlite3_close(db->raw);
	struct db **p = &db_all;
	while (*p != db)
		p = &(*p)->next;
	*p = db->next;
	audit_detach(db);
	free(db->path);
	free(db);
	*handle = NULL;
}
