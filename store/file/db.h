/* db.h - the only door to the SQLite file: opening with everything closed, transactions, statements.
 *
 * Nothing above store/ sees this header.  One process, one connection, one thread at a time (an import hands it to
 * store/base/aside.h and waits); a connection never crosses fork() (a forked child opens its own).  Journal mode: rollback
 * (TRUNCATE) unless the linked SQLite has the WAL-reset fix (>= 3.51.3, 3.50.7, 3.44.6), see sqlite.org/wal.html;
 * synchronous=FULL always. */
#ifndef STORE_FILE_DB_H
#define STORE_FILE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/base/error.h"
#include "store/base/hash.h"

struct db;

enum db_flag {
	DB_CREATE = 1,   /* the file must not exist: 0600, schema of this version */
	DB_READ = 2,     /* no write will be tried */
	DB_NETWORK = 4,  /* the user insists on a network file system */
	DB_NEWER_OK = 8, /* for `check` only */
	DB_COPY = 32,    /* a backup: read-only, whoever owns it, wherever it lies; never migrated */
};

/* Opens (migrating an older schema after a backup beside the file), or creates.  Checks: file 0600 and ours or the
 * service account's, directory not writable by others, no network file system, application_id, schema version not
 * newer. */
enum z db_open(const char *path, int flags, struct db **db, struct error *e);
/* Whether this version of SQLite (sqlite3_libversion_number) can be trusted with WAL and several processes. */
bool db_wal_is_safe(int version);
void db_close(struct db **db);
const char *db_path(const struct db *db);
sqlite3 *db_raw(struct db *db); /* for backup, tokenizer, check */

/* A write transaction: BEGIN IMMEDIATE with the fair busy handler (naps of 0.2-2 ms at random, up to 10 s, or as
 * long as a named transaction lasts; the hook below is told about longer waits).  db_commit on error rolls back.  Nesting is a programming error (assert). */
enum z db_begin(struct db *db, struct error *e);
enum z db_commit(struct db *db, struct error *e);
void db_rollback(struct db *db);
bool db_in_transaction(const struct db *db);
/* Called about every 100 ms while waiting for the file's lock, with the time waited; returning false gives up
 * (Z_BUSY). */
void db_on_wait(struct db *db, bool (*hook)(void *ctx, int waited_ms), void *ctx);

/* After a failure that is not about one row (disk full, I/O, lock, memory, interruption) SQLite may have rolled the
 * transaction back by itself, and what ran after that would be committed statement by statement.  So the transaction is
 * lost: every later statement of it gives the same failure, and so does db_commit, until db_rollback.  Z_OK while it is
 * not. */
enum z db_lost(struct db *db, struct error *e);

/* What those who wait are told of the next transactions of this connection (「经办甲正在导入台账」), for those that last;
 * NULL: they are short again.  While a named transaction goes on, those who wait do not give up after 10 s. */
void db_name_work(struct db *db, const char *what);
/* The name of the transaction that a write waits for now, or "".  Returns out. */
const char *db_waits_for(const struct db *db, char *out, size_t cap);

/* A transaction is refused at db_commit (Z_DAMAGED) if a row of a table in table.def was changed and audit_append was
 * not called after it: see audit.h. */

/* How long a read outside a transaction waits for somebody's commit to end: 0 ms at first, so that a screen never
 * stands still; a command without a screen sets 10 000. */
void db_read_patience(struct db *db, int ms);
/* Around an import or another transaction over very many rows: a larger cache; false gives the memory back. */
void db_large(struct db *db, bool large);
/* False around an import whose rows refer only to rows that it has read or written itself, within its transaction: they
 * are not looked up one by one, and a statement over very many rows (INSERT OR FAIL) need not keep a copy of every page
 * that it changes in case one is missing.  `check` looks at all of them. */
void db_references(struct db *db, bool looked_up);
/* For a file that nobody has seen yet and that is thrown away unless it arrives whole: no commit waits for the disk.
 * db_sync_file() writes all of it out and goes back to full syncs. */
void db_hurry(struct db *db);
enum z db_sync_file(struct db *db, struct error *e);
/* Writes the whole file anew, outside a transaction.  secure_delete zeroes what is deleted, but when SQLite spreads the
 * cells of a page over others it leaves their old bytes in the gap of the page: an erasure that finds such bytes ends
 * with this. */
enum z db_vacuum(struct db *db, struct error *e);
/* SQLite's own look at the file: each line that tells of a fault goes to found, false ends it.
 * Whoever saves waits until it is done, so a desk of more than 64 MB is looked at table by table: pages that belong to
 * none are found in its copies, which are looked at whole.  A page that could not be
 * read is no damaged page: Z_IO. */
enum z db_quick_check(struct db *db, bool (*found)(void *ctx, const char *line), void *ctx, struct error *e);
/* Lets the planner know how the rows are spread: after an import, after a restore.  Inside or outside a transaction. */
enum z db_analyze(struct db *db, struct error *e);

/* What is read between these two is of one moment, and the file is locked once for all of it and not for each statement.
 * Nobody can commit meanwhile: it is for milliseconds, and nothing is asked of anybody.  They may be nested; db_begin lets
 * go.  Where the file cannot be locked now each statement tries for itself. */
void db_read_begin(struct db *db);
void db_read_end(struct db *db);

/* True if another connection (or process) has committed since the last call. */
bool db_changed(struct db *db);

/* Statements are prepared once per SQL string (the pointer of a string literal is the key) and kept.
 *
 *	sqlite3_stmt *q = db_query(db, e, "SELECT title, ver FROM item WHERE id=?1", "i", id);
 *	while (db_step(db, q, e)) ...sqlite3_column_text(q, 0)...
 *	db_done(q);
 *
 * bind: one letter an argument: i int64_t (cast it!), s const char * (NULL: SQL NULL), b const void * then size_t,
 * h const struct hash *, n no argument: SQL NULL, o int64_t that is bound as NULL when 0, d int (int32_t day) that is
 * bound as NULL when DAY_NONE.  Texts are bound without copying: they must live until db_done.  A failure of db_query
 * is remembered: db_step then returns false.  After the loop, db_failed(db) tells an error (with *e filled) from the
 * end.  A SELECT meeting SQLITE_BUSY gives Z_BUSY at once when no transaction is open: reads do not wait, a view keeps
 * its last picture. */
sqlite3_stmt *db_query(struct db *db, struct error *e, const char *sql, const char *bind, ...);
/* Kept by its text instead of its address; bind yourself. */
sqlite3_stmt *db_query_dynamic(struct db *db, struct error *e, const char *sql);
bool db_step(struct db *db, sqlite3_stmt *q, struct error *e);
void db_done(sqlite3_stmt *q); /* resets and clears; NULL allowed */
bool db_failed(const struct db *db);
enum z db_result(const struct db *db); /* Z_OK or the kind of the last failure since the last db_query or db_run */

/* Runs a statement that returns no rows. */
enum z db_run(struct db *db, struct error *e, const char *sql, const char *bind, ...);
/* Kept by its text, of which there should be few. */
enum z db_run_dynamic(struct db *db, struct error *e, const char *sql, const char *bind, ...);
int64_t db_last_id(struct db *db);
int db_changes(struct db *db);
/* One integer, or none if there is no row (or it is NULL). */
int64_t db_number(struct db *db, struct error *e, int64_t none, const char *sql, const char *bind, ...);

const char *column_text(sqlite3_stmt *q, int col); /* never NULL */
int32_t column_day(sqlite3_stmt *q, int col); /* NULL: DAY_NONE */
int column_hash(sqlite3_stmt *q, int col, struct hash *h); /* 0, -1 if it is no 32-byte blob */

/* Fills *e from the connection's last error (busy, full, I/O, damaged ...) with the file's name; returns its kind. */
enum z db_error(struct db *db, struct error *e, int rc);
#endif
