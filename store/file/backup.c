/* backup.c - copies of the desk's file, made while others work, checked before they are called
 * good.  Knows nothing of what the tables hold. */
#include "store/file/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/file/db_inside.h"
#include "store/file/place.h"
#include "store/file/schema/schema.h"

enum { PAGES = 256 /* a megabyte a step */, PATIENCE = 10000 /* ms */, PART_AGE = 3600 /* s */ };

static enum z check_copy(const char *path, int flags, struct audit_head *head, struct error *e);

/* ---- copying ---- */

static uint32_t state_of(sqlite3 *raw)
{
	uint32_t version = 0;
	sqlite3_file_control(raw, "main", SQLITE_FCNTL_DATA_VERSION, &version);
	return version;
}

uint32_t backup_state(struct db *db)
{
	return state_of(db->raw);
}

/* only_if (may be NULL): the state in which the destination must be once it is locked. */
static enum z copy_pages(struct db *db, sqlite3 *to, sqlite3 *from, const uint32_t *only_if, bool *changed,
	const struct backup_progress *p, struct error *e)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	if (!b)
		return db_error(db, e, sqlite3_extended_errcode(to));
	/* A step of no pages takes the lock: from here on nobody else can commit. */
	int rc = only_if ? sqlite3_backup_step(b, 0) : SQLITE_OK;
	if (only_if && rc == SQLITE_OK && state_of(to) != *only_if) {
		sqlite3_backup_finish(b);
		*changed = true;
		return Z_OK;
	}
	if (rc != SQLITE_OK) {
		sqlite3_backup_finish(b);
		return db_error(db, e, rc);
	}
	bool go_on = true;
	do {
		rc = sqlite3_backup_step(b, PAGES);
		if (p && p->step && (rc == SQLITE_OK || rc == SQLITE_DONE)) {
			int all = sqlite3_backup_pagecount(b);
			go_on = p->step(p->ctx, all - sqlite3_backup_remaining(b), all);
		}
	} while (rc == SQLITE_OK && go_on);
	int done = sqlite3_backup_finish(b);
	if (!go_on && rc != SQLITE_DONE)
		return refuse(e, R_FILE_CANCEL);
	if (rc == SQLITE_DONE && done == SQLITE_OK)
		return Z_OK;
	return db_error(db, e, rc == SQLITE_DONE ? done : rc);
}

/* With a rollback journal a second connection holds the write lock while the first one copies: a
 * read lock held that long would make the writers' COMMIT fail, and without any lock the copy would
 * start again at every commit.  In WAL mode an open read does. */
static enum z copy_quietly(
	struct db *db, sqlite3 *to, const struct backup_progress *p, struct error *e)
{
	struct error why;
	struct db *holder = NULL;
	sqlite3_stmt *q = db_query(db, e, "PRAGMA journal_mode", NULL);
	bool wal = db_step(db, q, e) && !strcmp(column_text(q, 0), "wal");
	db_done(q);
	if (db_failed(db))
		return db_result(db);
	enum z z;
	if (wal) {
		z = db_run(db, e, "BEGIN", NULL);
		if (!z)
			db_number(db, e, 0, "SELECT count(*) FROM sqlite_schema", NULL),
				z = db_result(db);
	} else {
		z = db_open(db->path, DB_HOLD | (db->flags & DB_NETWORK), &holder, e);
		if (!z) {
			db_on_wait(holder, db->wait_hook, db->wait_ctx);
			db_name_work(holder, db->work);
			z = db_begin(holder, e);
		}
	}
	if (!z)
		z = copy_pages(db, to, db->raw, NULL, NULL, p, e);
	if (wal)
		db_run(db, &why, "ROLLBACK", NULL);
	db_close(&holder);
	return z;
}

/* path.part-PID: made by us, 0600, empty. */
static enum z make_part(const char *path, struct buffer *part, struct error *e)
{
	buffer_printf(part, "%s.part-%ld", path, (long)getpid());
	unlink(part->s);
	int fd = open(part->s, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return refuse_making(e, path, errno);
	close(fd);
	return Z_OK;
}

enum z backup_make(struct db *db, const char *path, const struct backup_progress *p,
	struct audit_head *head, struct error *e)
{
	struct buffer part = {0};
	struct audit_head ignored;
	sqlite3 *to = NULL;
	if (place_exists(path))
		return refuse(e, R_FILE_EXISTS, path);
	place_clear_journals(path);
	enum z z = make_part(path, &part, e);
	if (!z) {
		int rc = sqlite3_open_v2(
			part.s, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
		/* Nobody but us knows the file, and it is thrown away unless it arrives whole. */
		if (!rc)
			rc = sqlite3_busy_timeout(to, PATIENCE);
		if (!rc)
			rc = sqlite3_exec(to, "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF",
				NULL, NULL, NULL);
		int patience = db->read_patience;
		db_read_patience(db, PATIENCE);
		z = rc ? refuse_os(e, part.s, to ? sqlite3_system_errno(to) : ENOMEM)
		       : copy_quietly(db, to, p, e);
		db_read_patience(db, patience);
		/* A copy of a file in WAL mode stands alone. */
		if (!z)
			sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
		sqlite3_close(to);
	}
	if (!z && place_sync(part.s))
		z = refuse_os(e, part.s, errno);
	if (!z)
		z = check_copy(part.s, DB_NEWER_OK, head ? head : &ignored,
			e); /* whatever we could open we can copy */
	if (!z)
		z = place_publish(part.s, path, e);
	if (z && part.n)
		unlink(part.s);
	buffer_free(&part);
	return z;
}

/* ---- checking ---- */

static bool first_fault(void *ctx, const struct audit_found *f)
{
	*(struct audit_found *)ctx = *f;
	return false;
}

struct damage {
	const char *path;
	struct error *e;
	enum z z;
};

static bool damaged(void *ctx, const char *line)
{
	struct damage *d = ctx;
	d->z = refuse(d->e, R_FILE_DAMAGED, d->path, line);
	return false;
}

static enum z check_copy(const char *path, int flags, struct audit_head *head, struct error *e)
{
	static const char *const words[] = {
#define FAULT(name, text) [FAULT_##name] = text,
#include "store/file/fault.def"
#undef FAULT
	};
	struct db *db;
	enum z z = db_open(path, DB_READ | DB_COPY | flags, &db, e);
	if (z)
		return z;
	struct damage damage = {path, e, Z_OK};
	z = db_quick_check(db, damaged, &damage, e);
	if (!z)
		z = damage.z;
	struct audit_found fault = {.id = -1};
	if (!z)
		z = audit_verify(db, first_fault, &fault, e);
	if (!z && fault.id != -1)
		z = refuse(e, R_BACKUP_CHANGED, path, words[fault.fault], table_name(fault.t),
			number_text(fault.id).s);
	if (!z)
		z = audit_read_head(db, head, e);
	db_close(&db);
	return z;
}

enum z backup_verify(const char *path, struct audit_head *head, struct error *e)
{
	return check_copy(path, 0, head, e);
}

enum z backup_ask(const char *path, const char *sql, char value[256], struct error *e)
{
	struct db *db;
	enum z z = db_open(path, DB_READ | DB_COPY, &db, e);

	value[0] = '\0';
	if (z)
		return z;
	sqlite3_stmt *q = db_query(db, e, sql, "");
	if (db_step(db, q, e))
		snprintf(value, 256, "%s", column_text(q, 0));
	db_done(q);
	z = db_result(db);
	db_close(&db);
	return z;
}

enum z backup_put_back(struct db *db, const char *from, const uint32_t *unless_changed, bool *changed,
	const struct backup_progress *p, struct error *e)
{
	struct audit_head head;
	sqlite3 *raw = NULL;
	char version[256];
	enum z z = backup_verify(from, &head, e);
	if (!z)
		z = backup_ask(from, "PRAGMA user_version", version, e);
	if (z)
		return z;
	int rc = sqlite3_open_v2(from, &raw, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
	if (!rc)
		rc = sqlite3_busy_timeout(raw, PATIENCE);
	if (rc) {
		z = refuse_os(e, from, raw ? sqlite3_system_errno(raw) : ENOMEM);
	} else {
		/* The file is locked for the whole time anyway, so the changed pages need not stay
		 * in memory. */
		int patience = db->read_patience;
		db_read_patience(db, PATIENCE);
		db->guard = GUARD_OPEN;
		db_exec(db, "PRAGMA cache_spill=ON", NULL);
		z = copy_pages(db, db->raw, raw, unless_changed, changed, p, e);
		db_exec(db, "PRAGMA cache_spill=OFF", NULL);
		/* Once it is in place nothing may fail any more but what must be done. */
		if (!z && atoi(version) < SCHEMA_VERSION && !(changed && *changed))
			z = schema_upgrade(db, e);
		db->guard = GUARD_CLOSED;
		db_read_patience(db, patience);
	}
	sqlite3_close(raw);
	return z;
}

/* ---- the folder beside the desk ---- */

static char *backup_folder(const char *desk_path)
{
	char *desk = place_folder(desk_path), *folder = place_join(desk, "backup");
	free(desk);
	return folder;
}

static char *daily_path(const char *desk_path, int32_t day)
{
	char text[16], name[40];
	char *folder = backup_folder(desk_path);
	snprintf(name, sizeof name, "zwgk-%s.db", day_text(day, text));
	char *path = place_join(folder, name);
	free(folder);
	return path;
}

bool backup_daily_due(const char *desk_path, int32_t today)
{
	char *path = daily_path(desk_path, today);
	bool due = !place_exists(path);
	free(path);
	return due;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All *.db of the folder, by name. */
char **backup_list(const char *desk_path)
{
	char *folder = backup_folder(desk_path);
	DIR *d = opendir(folder);
	size_t n = 0;
	char **list = xalloc(sizeof *list);
	for (const struct dirent *f; d && (f = readdir(d));) {
		size_t len = strlen(f->d_name);
		if (len < 4 || strcmp(f->d_name + len - 3, ".db"))
			continue;
		list = xrealloc(list, (n + 2) * sizeof *list);
		list[n++] = place_join(folder, f->d_name);
		list[n] = NULL;
	}
	if (d)
		closedir(d);
	qsort(list, n, sizeof *list, by_name);
	free(folder);
	return list;
}

void backup_list_free(char **list)
{
	for (char **p = list; p && *p; p++)
		free(*p);
	free(list);
}

/* zwgk-2026-11-20.db and nothing else: no other whole file is ever removed. */
static bool is_daily(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char day[16] = "";
	if (strlen(name) != strlen("zwgk-2026-11-20.db") || strncmp(name, "zwgk-", 5) ||
		strcmp(name + 15, ".db"))
		return false;
	memcpy(day, name + 5, 10);
	return day_parse(day) != DAY_NONE;
}

/* Nobody has written to it for so long that its maker must be dead. */
static void sweep_one(const char *path)
{
	struct stat st;
	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) && time(NULL) - st.st_mtime > PART_AGE)
		unlink(path);
}

/* What killed copies and restores left: whole texts, in files that no erasure asks. */
static void sweep(const char *desk_path, const char *folder)
{
	struct buffer restoring = {0};
	buffer_printf(&restoring, "%s.restoring", desk_path);
	sweep_one(restoring.s);
	buffer_free(&restoring);
	DIR *d = opendir(folder);
	for (const struct dirent *f; d && (f = readdir(d));) {
		const char *part = strstr(f->d_name, ".db.part-");
		if (!part || strspn(part + 9, "0123456789") != strlen(part + 9))
			continue;
		char *path = place_join(folder, f->d_name);
		sweep_one(path);
		free(path);
	}
	if (d)
		closedir(d);
}

enum z backup_daily(struct db *db, int32_t today, int keep, const struct backup_progress *p,
	bool *made, struct error *e)
{
	*made = false;
	char *folder = backup_folder(db->path), *path = daily_path(db->path, today);
	enum z z = place_make_folder(folder, e);
	if (!z && !place_exists(path)) {
		struct error why;
		sweep(db->path, folder);
		z = backup_make(db, path, p, NULL, &why);
		*made = z == Z_OK;
		if (z && why.code == R_FILE_EXISTS)
			z = Z_OK; /* another desk was first */
		else if (z && e)
			*e = why;
	}
	if (!z && keep > 0) {
		char **list = backup_list(db->path);
		int dailies = 0;
		size_t n = 0;
		while (list[n])
			dailies += is_daily(list[n++]);
		for (size_t i = 0; i < n && dailies > keep; i++)
			if (is_daily(list[i]) && strcmp(list[i], path)) {
				unlink(list[i]);
				dailies--;
			}
		backup_list_free(list);
	}
	free(path);
	free(folder);
	return z;
}

static bool copy_holds(const char *backup_path, const char *sql, int64_t id)
{
	struct db *db;
	struct error e;
	if (db_open(backup_path, DB_READ | DB_COPY | DB_NEWER_OK, &db, &e))
		return true; /* cannot be read: nobody can promise that it does not */
	bool holds = db_number(db, &e, 0, sql, "i", id) || db_failed(db);
	db_close(&db);
	return holds;
}

bool backup_holds(const char *backup_path, int64_t content_id)
{
	return copy_holds(backup_path, "SELECT 1 FROM content WHERE id=?1", content_id);
}

bool backup_holds_rows(const char *backup_path, int64_t item)
{
	return copy_holds(backup_path,
	        "SELECT 1 FROM release WHERE item=?1 AND url<>'' UNION ALL"
	        " SELECT 1 FROM revision WHERE item=?1 AND article NOT IN ('','1') LIMIT 1",
	        item);
}
