/* db.c - opening, locking, transactions and errors of the desk's file.  Statements are in
 * db_query.c, what none of them may do in guard.c.  Knows no tables. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/base/memory.h"
#include "store/file/audit/audit.h"
#include "store/file/db_inside.h"
#include "store/file/feed.h"
#include "store/file/holder.h"
#include "store/file/place.h"
#include "store/file/schema/schema.h"
#include "store/file/search/tokenizer.h"

enum { PATIENCE = 10000, TELL_EVERY = 100 }; /* ms */

static int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- waiting ---- */

/* Short naps of random length are fair; sqlite3_busy_timeout sleeps up to 100 ms while others take
 * the lock back to back, and then somebody waits for seconds. */
static int busy(void *ctx, int tries)
{
	struct db *db = ctx;
	int patience = db->writing ? db->write_patience : db->read_patience;
	if (patience == 0)
		return 0;
	int64_t now = clock_ms();
	if (tries == 0) {
		db->wait_began = db->wait_from = now;
		db->wait_told = 0;
		db->wait_long = false;
	}
	int waited = (int)(now - db->wait_began);
	if (waited - db->wait_told >= TELL_EVERY) {
		char name[sizeof db->work];
		db->wait_told = waited;
		db->wait_long = db->writing && !db->holder && *db_waits_for(db, name, sizeof name);
		if (db->wait_long)
			db->wait_from = now;
		if (db->wait_hook && !db->wait_hook(db->wait_ctx, waited))
			return 0;
	}
	if (now - db->wait_from >= patience)
		return 0;
	db->dice ^= db->dice << 13;
	db->dice ^= db->dice >> 17;
	db->dice ^= db->dice << 5;
	/* A write holds the lock for a few milliseconds.  Who has waited longer asks more often, or those who have just come
	 * take the lock before him again and again.  Not too often: behind a long import twenty who wait would take the
	 * processor from the one they wait for. */
	long least = waited < 10 ? 500 : 300, most = waited < 10 ? 2000 : waited < 100 ? 1000 : 3000; /* us */
	if (db->wait_long)
		least = 10000, most = 50000;
	struct timespec nap = {0, (least + (long)(db->dice % (uint32_t)(most - least))) * 1000};
	nanosleep(&nap, NULL);
	return 1;
}

void db_on_wait(struct db *db, bool (*hook)(void *ctx, int waited_ms), void *ctx)
{
	db->wait_hook = hook;
	db->wait_ctx = ctx;
}

void db_name_work(struct db *db, const char *what)
{
	snprintf(db->work, sizeof db->work, "%s", what ? what : "");
}

const char *db_waits_for(const struct db *db, char *out, size_t cap)
{
	return holder_name(db->path, out, cap);
}

void db_read_patience(struct db *db, int ms)
{
	db->read_patience = ms;
}

/* ---- errors ---- */

static enum z say_error(struct db *db, struct error *e, int rc)
{
	char waited[24];
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		if (!db->writing)
			return refuse(e, R_FILE_BUSY_READ);
		snprintf(waited, sizeof waited, "%d",
			(int)((clock_ms() - db->wait_began + 500) / 1000));
		return refuse(e, R_FILE_BUSY, waited);
	case SQLITE_FULL:
		return refuse(e, R_FILE_FULL, db->path);
	case SQLITE_NOMEM:
		return refuse(e, R_NO_MEMORY);
	case SQLITE_INTERRUPT:
		return refuse(e, R_FILE_CANCEL);
	case SQLITE_CORRUPT:
	case SQLITE_FORMAT:
		return refuse(e, R_FILE_DAMAGED, db->path, sqlite3_errstr(rc));
	case SQLITE_NOTADB:
		return refuse(e, R_FILE_NOT_DESK, db->path);
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PERM: {
		/* By now the rollback inside SQLite may have forgotten errno, and a full quota is
		 * no SQLITE_FULL. */
		if ((rc == SQLITE_IOERR_WRITE || rc == SQLITE_IOERR_TRUNCATE) &&
			place_is_full(db->path))
			return refuse(e, R_FILE_FULL, db->path);
		int number = sqlite3_system_errno(db->raw);
		if ((rc & 0xff) == SQLITE_READONLY && number == 0)
			number = EROFS;
		/* Of an open file: left over from the search for a journal. */
		if ((rc & 0xff) == SQLITE_IOERR && (number == ENOENT || number == 0))
			number = EIO;
		return number ? refuse_os(e, db->path, number)
			      : refuse(e, R_FILE_IO, db->path, sqlite3_errstr(rc));
	}
	case SQLITE_AUTH:
		return refuse(e, R_FILE_PROTECTED, db->denied);
	case SQLITE_CONSTRAINT:
		if (rc == SQLITE_CONSTRAINT_TRIGGER)
			return refuse(e, R_FILE_PROTECTED, sqlite3_errmsg(db->raw));
		if (rc == SQLITE_CONSTRAINT_UNIQUE || rc == SQLITE_CONSTRAINT_PRIMARYKEY ||
			rc == SQLITE_CONSTRAINT_ROWID)
			return refuse(e, R_FILE_TWICE);
		return refuse(e, R_FILE_RULE, db->path, sqlite3_errmsg(db->raw));
	default:
		return refuse(e, R_FILE_INTERNAL, db->path, sqlite3_errmsg(db->raw));
	}
}

enum z db_error(struct db *db, struct error *e, int rc)
{
	db->last = say_error(db, &db->last_error, rc);
	if (e)
		*e = db->last_error;
	if (db->writing && !db->lost && (rc & 0xff) != SQLITE_CONSTRAINT && (rc & 0xff) != SQLITE_AUTH) {
		db->lost = true;
		db->why_lost = db->last_error;
	}
	return db->last;
}

enum z db_lost(struct db *db, struct error *e)
{
	if (!db->lost)
		return Z_OK;
	db->last_error = db->why_lost;
	db->last = db->last_error.kind;
	if (e)
		*e = db->last_error;
	return db->last;
}

bool db_failed(const struct db *db)
{
	return db->last != Z_OK;
}

enum z db_result(const struct db *db)
{
	return db->last;
}

/* ---- opening ---- */

/* The WAL-reset bug of 3.7.0 to 3.51.2 can lose committed work with several processes
 * (sqlite.org/wal.html). */
bool db_wal_is_safe(int version)
{
	return version >= 3051003 || (version >= 3050007 && version < 3051000) ||
	       (version >= 3044006 && version < 3045000);
}

/* A pragma's one value as text. */
static enum z pragma(struct db *db, const char *sql, char *value, size_t cap, struct error *e)
{
	sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(db->raw, sql, -1, &q, NULL);
	if (value)
		value[0] = '\0';
	while (rc == SQLITE_OK || rc == SQLITE_ROW) {
		rc = sqlite3_step(q);
		if (rc == SQLITE_ROW && value)
			snprintf(value, cap, "%s", column_text(q, 0));
	}
	sqlite3_finalize(q);
	return rc == SQLITE_DONE ? Z_OK : db_error(db, e, rc);
}

/* TRUNCATE rather than DELETE: with synchronous=FULL the end of the journal is synced, too, so that
 * a commit that was acknowledged outlives a power cut (after an unlink that takes EXTRA, which is
 * slower). */
static enum z set_journal(struct db *db, struct error *e)
{
	char mode[16];
	const char *want = db_wal_is_safe(sqlite3_libversion_number()) ? "wal" : "truncate";
	enum z z = pragma(db, "PRAGMA journal_mode", mode, sizeof mode, e);
	if (z || !strcmp(mode, want))
		return z;
	z = pragma(db, *want == 'w' ? "PRAGMA journal_mode=WAL" : "PRAGMA journal_mode=TRUNCATE",
		mode, sizeof mode, e);
	/* Staying with a rollback journal is always safe; staying with WAL is not. */
	if (!z && strcmp(mode, want) && !strcmp(mode, "wal"))
		return refuse(e, R_FILE_WAL, db->path);
	return z;
}

static enum z configure(struct db *db, struct error *e)
{
	sqlite3 *raw = db->raw;
	audit_attach(db);
	sqlite3_extended_result_codes(raw, 1);
	sqlite3_busy_handler(raw, busy, db);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	/* A plan never depends on the values that are bound: or a statement that could use a partial index is prepared anew
	 * at each of its runs. */
	sqlite3_db_config(raw, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
	sqlite3_limit(raw, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(raw, SQLITE_LIMIT_LENGTH, 256 << 20);
	/* cache_size keeps an open desk small.  With cache_spill off the changed pages of one
	 * transaction stay in memory above it: a spill takes the exclusive lock and would shut all
	 * readers out until the end of a long import. */
	static const char *const settings[] = {"PRAGMA synchronous=FULL",
		"PRAGMA recursive_triggers=ON", "PRAGMA cache_size=-2048", "PRAGMA cache_spill=OFF",
		"PRAGMA temp_store=MEMORY", "PRAGMA mmap_size=0", "PRAGMA secure_delete=ON",
		"PRAGMA analysis_limit=1000"};
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		enum z z = pragma(db, settings[i], NULL, 0, e);
		if (z)
			return z;
	}
	int rc = tokenizer_register(raw);
	if (!rc)
		rc = feed_register(raw);
	if (rc)
		return db_error(db, e, rc);
	return db->flags & DB_READ && !(db->flags & DB_COPY)
		       ? pragma(db, "PRAGMA query_only=ON", NULL, 0, e)
		       : Z_OK;
}

/* A file that is a desk, of a version this program knows. */
static enum z check_format(struct db *db, struct error *e)
{
	int64_t application = db_number(db, e, 0, "PRAGMA application_id", NULL);
	if (db_failed(db))
		return db_result(db);
	if (application != SCHEMA_APPLICATION)
		return refuse(e, R_FILE_NOT_DESK, db->path);
	int version;
	enum z z = schema_version(db, &version, e);
	if (!z && version > SCHEMA_VERSION && !(db->flags & DB_NEWER_OK))
		return refuse(e, R_FILE_NEWER, db->path, number_text(version).s,
			number_text(SCHEMA_VERSION).s);
	return z;
}

struct db *db_all;

static enum z open_raw(struct db *db, struct error *e)
{
	int how = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE |
		  (db->flags & DB_COPY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
	/* One thread: not even SQLite's memory needs a lock (a tenth of an import), and nobody asks how much of it there
	 * is.  Before its first use only; later the calls do nothing. */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	int rc = sqlite3_open_v2(db->path, &db->raw, how, NULL);
	if (!db->raw)
		return refuse(e, R_NO_MEMORY);
	return rc ? db_error(db, e, rc) : configure(db, e);
}

static struct db *make(char *path, int flags)
{
	struct db *db = xalloc(sizeof *db);
	db->path = path;
	db->flags = flags;
	db->pid = getpid();
	db->guard = GUARD_OPEN;
	db->data_version = -1;
	db->read_patience = PATIENCE; /* while opening */
	db->write_patience = PATIENCE;
	random_bytes(&db->dice, sizeof db->dice);
	db->dice |= 1;
	db->next = db_all;
	db_all = db;
	return db;
}

/* Absolute, with symbolic links resolved; of a file that is not there yet, its folder's.  NULL with
 * errno. */
static char *resolve(const char *path)
{
	char full[PATH_MAX];
	if (realpath(path, full))
		return xstrdup(full);
	if (errno != ENOENT)
		return NULL;
	char *folder = place_folder(path);
	const char *slash = strrchr(path, '/');
	char *made = realpath(folder, full) ? place_join(full, slash ? slash + 1 : path) : NULL;
	free(folder);
	return made;
}

/* The whole schema goes into a file with another name first: a crash leaves no half-made desk under
 * the real one. */
static enum z create(const char *path, int flags, struct error *e)
{
	if (place_exists(path))
		return refuse(e, R_FILE_EXISTS, path);
	struct buffer part = {0};
	buffer_printf(&part, "%s.new-%ld", path, (long)getpid());
	unlink(part.s);
	int fd = open(part.s, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		enum z z = refuse_making(e, path, errno);
		buffer_free(&part);
		return z;
	}
	int rights = fchmod(fd, 0600);
	close(fd);
	enum z z = rights ? refuse_os(e, part.s, errno) : Z_OK;
	place_clear_journals(path);
	struct db *db = make(xstrdup(part.s), flags);
	if (!z)
		z = open_raw(db, e);
	if (!z)
		z = db_begin(db, e);
	if (!z)
		z = schema_create(db, e);
	if (!z)
		z = db_commit(db, e);
	db_close(&db);
	if (!z)
		z = place_publish(part.s, path, e);
	if (z)
		unlink(part.s);
	buffer_free(&part);
	return z;
}

/* A reader knows the tables of this version only: an older file is brought up through another connection. */
static enum z upgrade_before_reading(struct db *db, struct error *e)
{
	int version;
	struct db *writer = NULL;
	enum z z = schema_version(db, &version, e);
	if (z || version >= SCHEMA_VERSION)
		return z;
	z = db_open(db->path, db->flags & DB_NETWORK, &writer, e);
	db_close(&writer);
	return z;
}

enum { LONGEST_FOLDER = 420 /* bytes */ };

enum z db_open(const char *path, int flags, struct db **out, struct error *e)
{
	enum z z;
	*out = NULL;
	if (flags & DB_CREATE) {
		char *folder = place_folder(path);
		z = place_make_folder(folder, e);
		free(folder);
		if (z)
			return z;
	}
	char *full = resolve(path);
	if (!full)
		return refuse_os(e, path, errno);
	/* SQLite takes names of 511 bytes; beside the desk stand its journal and backups with longer ones. */
	size_t folder = (size_t)(strrchr(full, '/') - full);
	if (!(flags & DB_COPY) && folder > LONGEST_FOLDER) {
		z = refuse(e, R_FILE_LONG_PATH, number_text((long long)folder).s, number_text(LONGEST_FOLDER).s, full);
		goto refused;
	}
	if (!(flags & (DB_NETWORK | DB_COPY)) && (z = place_check_local(full, e)))
		goto refused;
	if (flags & DB_CREATE && (z = create(full, flags, e)))
		goto refused;
	if (!place_exists(full)) {
		z = refuse(e, R_FILE_MISSING, full);
		goto refused;
	}
	if (!(flags & DB_COPY) && (z = place_check_rights(full, e)))
		goto refused;
	if (!(flags & (DB_COPY | DB_READ)) && (z = place_check_writable(full, e)))
		goto refused;

	struct db *db = make(full, flags);
	z = open_raw(db, e);
	if (!z && !(flags & DB_HOLD))
		z = check_format(db, e);
	if (!z && !(flags & (DB_READ | DB_HOLD))) {
		z = set_journal(db, e);
		if (!z)
			z = schema_upgrade(db, e);
	}
	if (!z && flags & DB_READ && !(flags & (DB_COPY | DB_NEWER_OK)))
		z = upgrade_before_reading(db, e);
	if (z) {
		db_close(&db);
		return z;
	}
	sqlite3_set_authorizer(db->raw, guard_authorize, db);
	db->guard = GUARD_CLOSED;
	if (!(flags & DB_COPY)) /* nobody looks at a screen while a copy is read */
		db->read_patience = 0;
	db->last = Z_OK;
	db_changed(db);
	*out = db;
	return Z_OK;
refused:
	free(full);
	return z;
}

const char *db_path(const struct db *db)
{
	return db->path;
}

sqlite3 *db_raw(struct db *db)
{
	return db->raw;
}

/* ---- transactions ---- */

/* The error is read before the statement is reset, which would forget errno. */
static enum z run_once(struct db *db, const char *sql, struct error *e)
{
	sqlite3_stmt *q = db_query(db, e, sql, NULL);
	if (!q)
		return db->last;
	int rc = sqlite3_step(q);
	enum z z = rc == SQLITE_DONE ? Z_OK : db_error(db, e, rc);
	db_done(q);
	return z;
}

enum z db_begin(struct db *db, struct error *e)
{
	assert(!db->writing);
	assert(db->pid == getpid()); /* a connection never crosses fork() */
	if (db->read)
		sqlite3_reset(db->read);
	db->writing = true;
	db->wait_began = clock_ms();
	enum z z = run_once(db, "BEGIN IMMEDIATE", e);
	if (z) {
		db->writing = db->lost = false;
		return z;
	}
	/* A newer program may have migrated the file while this one had it open. */
	if (db->guard == GUARD_CLOSED && !(db->flags & DB_HOLD)) {
		z = check_format(db, e);
		if (z) {
			db_rollback(db);
			return z;
		}
	}
	if (*db->work)
		db->holder = holder_tell(db->path, db->work);
	db->last = Z_OK;
	return Z_OK;
}

enum z db_commit(struct db *db, struct error *e)
{
	assert(db->writing);
	enum z z = Z_OK;
	if (sqlite3_get_autocommit(db->raw) && !db->lost) {
		z = db->last = refuse(&db->last_error, R_FILE_LOST, db->path);
		if (e)
			*e = db->last_error;
	} else {
		z = db_lost(db, e);
		if (!z)
			z = search_index_flush(db, e);
		if (!z)
			z = audit_complete(db, e);
	}
	holder_done(&db->holder); /* before the next one has the lock and writes his name */
	if (!z) {
		db->wait_began = clock_ms();
		z = run_once(db, "COMMIT", e);
		if (!z) {
			db->writing = false;
			audit_forget(db);
			return Z_OK;
		}
	}
	struct error why = db->last_error;
	db_rollback(db);
	db->last = z;
	db->last_error = why;
	return z;
}

void db_rollback(struct db *db)
{
	if (!db->writing)
		return;
	db->writing = db->lost = false; /* first: a ROLLBACK that fails is over, too */
	holder_done(&db->holder);
	if (!sqlite3_get_autocommit(db->raw))
		run_once(db, "ROLLBACK", NULL);
	search_index_forget(db);
	audit_forget(db);
}

bool db_in_transaction(const struct db *db)
{
	return db->writing;
}

bool db_changed(struct db *db)
{
	enum z before = db->last;
	struct error why = db->last_error;
	int64_t now = db_number(db, NULL, -1, "PRAGMA data_version", NULL);
	db->last = before;
	db->last_error = why;
	if (now < 0) /* somebody is committing: seen at the next call */
		return false;
	bool changed = now != db->data_version;
	db->data_version = now;
	return changed;
}

/* Changed pages stay in memory up to an eighth of the machine's, at least 256 MB and at most 1 GB (100 000 items with
 * bodies change 400 MB); beyond that readers are shut out rather than the machine brought down. */
static long spill_pages(void)
{
	enum { LEAST = 65536, MOST = 262144 }; /* of 4 KB */
	long all = sysconf(_SC_PHYS_PAGES), eighth = all / 8;
	return all <= 0 || eighth < LEAST ? LEAST : eighth > MOST ? MOST : eighth;
}

void db_large(struct db *db, bool large)
{
	char spill[48] = "PRAGMA cache_spill=OFF";
	if (large)
		snprintf(spill, sizeof spill, "PRAGMA cache_spill=%ld", spill_pages());
	db->large = large;
	pragma(db, large ? "PRAGMA cache_size=-65536" : "PRAGMA cache_size=-2048", NULL, 0, NULL);
	pragma(db, spill, NULL, 0, NULL);
	if (!large) {
		pragma(db, "PRAGMA shrink_memory", NULL, 0, NULL);
#ifdef __GLIBC__
		malloc_trim(0); /* a heap of small pages is not given back by itself */
#endif
	}
	db->last = Z_OK;
}

void db_references(struct db *db, bool looked_up)
{
	sqlite3_db_config(db->raw, SQLITE_DBCONFIG_ENABLE_FKEY, (int)looked_up, NULL);
}

static void pragma_as_ourselves(struct db *db, const char *sql)
{
	enum db_guard before = db->guard;
	db->guard = GUARD_OPEN;
	pragma(db, sql, NULL, 0, NULL);
	db->guard = before;
	db->last = Z_OK;
}

void db_hurry(struct db *db)
{
	pragma_as_ourselves(db, "PRAGMA synchronous=OFF");
}

enum z db_sync_file(struct db *db, struct error *e)
{
	pragma_as_ourselves(db, "PRAGMA synchronous=FULL");
	return place_sync(db->path) ? refuse_os(e, db->path, errno) : Z_OK;
}

enum { VACUUM_IN_MEMORY = 16384 }; /* pages: a copy of a larger file goes to a temporary one */

enum z db_vacuum(struct db *db, struct error *e)
{
	enum db_guard before = db->guard;
	int patience = db->read_patience;
	int64_t pages = db_number(db, e, 0, "PRAGMA page_count", NULL);
	if (db_failed(db))
		return db_result(db);
	db->guard = GUARD_OPEN;
	db->read_patience = PATIENCE;
	sqlite3_limit(db->raw, SQLITE_LIMIT_ATTACHED, 1); /* the copy is attached while it is made */
	if (pages > VACUUM_IN_MEMORY)
		pragma(db, "PRAGMA temp_store=FILE", NULL, 0, NULL);
	enum z z = db_exec(db, "VACUUM", e);
	if (pages > VACUUM_IN_MEMORY)
		pragma(db, "PRAGMA temp_store=MEMORY", NULL, 0, NULL);
	sqlite3_limit(db->raw, SQLITE_LIMIT_ATTACHED, 0);
	db->read_patience = patience;
	db->guard = before;
	db->last = z;
	return z;
}

/* What a pragma's lines say; *go_on: found wants more. */
static enum z quick_check(struct db *db, sqlite3_stmt *q, bool (*found)(void *ctx, const char *line), void *ctx, bool *go_on,
	struct error *e)
{
	int unread = SQLITE_OK;
	while (*go_on && db_step(db, q, e)) {
		const char *line = column_text(q, 0), *code = strstr(line, "error code=");
		if (code)
			unread = atoi(code + strlen("error code="));
		else if (strstr(line, "failed to get page")) /* of the list of free pages: it gives no code */
			unread = SQLITE_IOERR_READ;
		if ((unread & 0xff) == SQLITE_IOERR)
			*go_on = false;
		else if (strcmp(line, "ok") != 0)
			*go_on = found(ctx, line);
	}
	db_done(q);
	return (unread & 0xff) == SQLITE_IOERR ? db_error(db, e, unread) : db_result(db);
}

enum { CHECK_WHOLE = 16384 /* pages: half a second */ };

enum z db_quick_check(struct db *db, bool (*found)(void *ctx, const char *line), void *ctx, struct error *e)
{
	bool go_on = true;
	int64_t pages = db->flags & DB_COPY ? 0 : db_number(db, e, 0, "PRAGMA page_count", NULL);
	if (pages <= CHECK_WHOLE)
		return quick_check(db, db_query(db, e, "PRAGMA quick_check(20)", NULL), found, ctx, &go_on, e);
	int64_t at = 0;
	enum z z = quick_check(db, db_query(db, e, "SELECT quick_check FROM pragma_quick_check('sqlite_schema')", NULL), found,
		ctx, &go_on, e);
	while (go_on && !z) {
		static const char next[] = "SELECT min(rowid) FROM sqlite_schema WHERE type='table' AND rootpage>0 AND rowid>?1";
		at = db_number(db, e, 0, next, "i", at);
		z = db_result(db);
		if (z || !at)
			break;
		z = quick_check(db, db_query(db, e,
			"SELECT c.quick_check FROM sqlite_schema s, pragma_quick_check(s.name) c WHERE s.rowid=?1", "i", at),
			found, ctx, &go_on, e);
	}
	return z;
}

enum z db_analyze(struct db *db, struct error *e)
{
	enum db_guard before = db->guard;
	db->guard = GUARD_OPEN;
	enum z z = db_exec(db, "ANALYZE", e);
	db->guard = before;
	return z;
}
