/* db_test.c - the door to the file: opening, rights, waiting, statements, what no statement may
 * do. */
#include "tests/unit/scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <time.h>

#include "store/file/db_inside.h"
#include "store/file/place.h"
#include "store/file/schema/schema.h"

static int64_t now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void nap(int ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000L};
	nanosleep(&t, NULL);
}

/* ---- opening ---- */

static void a_new_desk_is_ours_alone(void **state)
{
	struct scratch *s = *state;
	struct stat st;
	struct db *other;
	assert_int_equal(stat(desk_db(s->home), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(db_number(s->db, &s->e, 0, "PRAGMA user_version", NULL), SCHEMA_VERSION);
	assert_int_equal(
		db_number(s->db, &s->e, 0, "PRAGMA application_id", NULL), SCHEMA_APPLICATION);
	refused(s, db_open(desk_db(s->home), DB_CREATE, &other, &s->e), R_FILE_EXISTS);
	assert_null(other);
	/* in folders that are not there yet, under a umask that gives rights away */
	mode_t before = umask(0);
	ok(s, db_open(desk_path(s->home, "a/b/desk.db"), DB_CREATE, &other, &s->e));
	umask(before);
	db_close(&other);
	assert_int_equal(stat(desk_path(s->home, "a/b/desk.db"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(desk_path(s->home, "a/b"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	ok(s, db_open(desk_path(s->home, "a/b/desk.db"), 0, &other, &s->e));
	db_close(&other);
}

static void what_is_no_desk_is_refused(void **state)
{
	struct scratch *s = *state;
	struct db *db;
	refused(s, db_open(desk_path(s->home, "none.db"), 0, &db, &s->e), R_FILE_MISSING);
	refused(s, db_open(desk_path(s->home, "no/such/none.db"), 0, &db, &s->e), R_FILE_MISSING);
	const char *text = desk_path(s->home, "text.db");
	file_write_text(text, "这不是数据库，只是一段文字，长到足以有一个文件头，再长一点，再长一点"
			      "，再长一点，再长一点。");
	chmod(text, 0600);
	refused(s, db_open(text, 0, &db, &s->e), R_FILE_NOT_DESK);
	file_write_text(text, "");
	refused(s, db_open(text, 0, &db, &s->e), R_FILE_NOT_DESK);
	sqlite3 *raw;
	const char *foreign = desk_path(s->home, "foreign.db");
	sqlite3_open(foreign, &raw);
	sqlite3_exec(raw, "CREATE TABLE item(id)", NULL, NULL, NULL);
	sqlite3_close(raw);
	chmod(foreign, 0600);
	refused(s, db_open(foreign, 0, &db, &s->e), R_FILE_NOT_DESK);
	refused(s, db_open(desk_dir(s->home), 0, &db, &s->e), R_FILE_NOT_DESK);
}

static void rights_are_checked(void **state)
{
	struct scratch *s = *state;
	struct db *db;
	db_close(&s->db);
	chmod(desk_db(s->home), 0640);
	refused(s, db_open(desk_db(s->home), 0, &db, &s->e), R_FILE_MODE);
	chmod(desk_db(s->home), 0600);
	chmod(desk_dir(s->home), 0770);
	refused(s, db_open(desk_db(s->home), 0, &db, &s->e), R_FILE_FOLDER_MODE);
	chmod(desk_dir(s->home), 01777);
	refused(s, db_open(desk_db(s->home), 0, &db, &s->e), R_FILE_FOLDER_MODE);
	chmod(desk_dir(s->home), 0755);
	/* by way of a symbolic link the real folder counts */
	assert_int_equal(symlink(desk_db(s->home), desk_path(s->home, "link.db")), 0);
	ok(s, db_open(desk_path(s->home, "link.db"), 0, &db, &s->e));
	assert_string_equal(db_path(db), desk_db(s->home));
	db_close(&db);
	if (geteuid() == 0) {
		assert_int_equal(chown(desk_db(s->home), 65534, 65534), 0);
		refused(s, db_open(desk_db(s->home), 0, &db, &s->e), R_FILE_OWNER);
		assert_int_equal(chown(desk_db(s->home), 0, 0), 0);
	}
	chmod(desk_dir(s->home), 0700);
	ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
}

static void network_file_systems_are_known(void **state)
{
	(void)state;
	assert_string_equal(place_network_name(0x6969), "NFS");
	assert_string_equal(place_network_name(0xff534d42), "CIFS");
	assert_string_equal(
		place_network_name((unsigned long)(int)0xff534d42), "CIFS"); /* f_type is signed */
	assert_string_equal(place_network_name(0xfe534d42), "SMB");
	assert_string_equal(place_network_name(0x65735546), "FUSE");
	assert_string_equal(place_network_name(0x01021997), "9p");
	assert_null(place_network_name(0xef53));     /* ext4 */
	assert_null(place_network_name(0x58465342)); /* xfs */
	assert_null(place_network_name(0x9123683e)); /* btrfs */
	assert_null(place_network_name(0x01021994)); /* tmpfs */
	assert_null(place_network_name(0x794c7630)); /* overlayfs */
}

static void wal_only_where_it_is_repaired(void **state)
{
	struct scratch *s = *state;
	static const struct {
		int version;
		bool safe;
	} row[] = {{3040001, false}, {3044005, false}, {3044006, true}, {3044009, true},
		{3045000, false}, {3050006, false}, {3050007, true}, {3051000, false},
		{3051002, false}, {3051003, true}, {3052000, true}};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		assert_int_equal(db_wal_is_safe(row[i].version), row[i].safe);
	sqlite3_stmt *q = db_query(s->db, &s->e, "PRAGMA journal_mode", NULL);
	assert_true(db_step(s->db, q, &s->e));
	assert_string_equal(column_text(q, 0),
		db_wal_is_safe(sqlite3_libversion_number()) ? "wal" : "truncate");
	db_done(q);
	if (db_wal_is_safe(sqlite3_libversion_number()))
		return;
	/* a file that a newer program left in WAL mode is brought back */
	assert_int_equal(attack(s, "PRAGMA user_version"), 0);
	db_close(&s->db);
	assert_int_equal(attack(s, "PRAGMA journal_mode=WAL; UPDATE stat SET n=0"), 0);
	ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
	q = db_query(s->db, &s->e, "PRAGMA journal_mode", NULL);
	assert_true(db_step(s->db, q, &s->e));
	assert_string_equal(column_text(q, 0), "truncate");
	db_done(q);
}

static void settings_of_the_connection(void **state)
{
	struct scratch *s = *state;
	assert_int_equal(db_number(s->db, &s->e, -1, "PRAGMA synchronous", NULL), 2);
	int on = -1;
	sqlite3_db_config(db_raw(s->db), SQLITE_DBCONFIG_DEFENSIVE, -1, &on);
	assert_int_equal(on, 1);
	sqlite3_db_config(db_raw(s->db), SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &on);
	assert_int_equal(on, 0);
	sqlite3_db_config(db_raw(s->db), SQLITE_DBCONFIG_ENABLE_FKEY, -1, &on);
	assert_int_equal(on, 1);
	/* foreign keys hold */
	ok(s, db_begin(s->db, &s->e));
	assert_int_equal(
		db_run(s->db, &s->e,
			"INSERT INTO officer(login,name,office,roles) VALUES('a','b',77,1)", NULL),
		Z_INVALID);
	db_rollback(s->db);
}

/* ---- what no statement may do ---- */

static void statements_that_are_refused(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 2);
	static const char *const sql[] = {
		"UPDATE audit SET at=0",
		"DELETE FROM audit",
		"UPDATE revision SET n=9",
		"DELETE FROM review",
		"REPLACE INTO audit SELECT * FROM audit WHERE seq=1",
		"UPDATE content SET data=''",
		"DELETE FROM content",
		"DROP TABLE item",
		"DROP TRIGGER audit_no_update",
		"DROP INDEX item_due",
		"DROP TABLE item_fts",
		"CREATE TABLE x(a)",
		"CREATE TRIGGER x AFTER INSERT ON item BEGIN SELECT 1; END",
		"CREATE TEMP TRIGGER x AFTER INSERT ON item BEGIN SELECT 1; END",
		"CREATE VIEW x AS SELECT 1",
		"ALTER TABLE item ADD COLUMN x",
		"ALTER TABLE audit RENAME TO audit2",
		"ATTACH ':memory:' AS x",
		"DETACH main",
		"VACUUM",
		"VACUUM INTO '/tmp/zwgk-never'",
		"REINDEX",
		"PRAGMA writable_schema=ON",
		"PRAGMA journal_mode=OFF",
		"PRAGMA synchronous=OFF",
		"PRAGMA foreign_keys=OFF",
		"PRAGMA recursive_triggers=OFF",
		"PRAGMA user_version=9",
		"PRAGMA application_id=9",
		"PRAGMA trusted_schema=ON",
		"PRAGMA ignore_check_constraints=ON",
		"PRAGMA defer_foreign_keys=ON",
		"PRAGMA locking_mode=EXCLUSIVE",
		"UPDATE sqlite_schema SET sql=''",
		"DELETE FROM sqlite_schema",
		"INSERT INTO sqlite_schema VALUES('table','x','x',0,'')",
		"SELECT load_extension('x')",
		"UPDATE item_fts_data SET block=''",
		"CREATE VIRTUAL TABLE x USING fts5(a)",
	};
	for (size_t i = 0; i < sizeof sql / sizeof sql[0]; i++)
		if (db_run(s->db, &s->e, sql[i], NULL) == Z_OK)
			fail_msg("not refused: %s", sql[i]);
	refused(s, db_run(s->db, &s->e, "DELETE FROM review", NULL), R_FILE_PROTECTED);
	assert_string_equal(s->e.arg[0], "review");
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*) FROM review", NULL), 2);
	assert_int_equal(db_number(s->db, &s->e, -1, "PRAGMA synchronous", NULL), 2);
	assert_int_equal(verify(s).n, 0);
	assert_int_equal(db_run(s->db, &s->e, "PRAGMA quick_check", NULL), Z_OK);
	assert_int_equal(db_analyze(s->db, &s->e), Z_OK);
	assert_int_equal(db_run(s->db, &s->e, "CREATE TABLE x(a)", NULL), Z_DENIED);
}

static void reading_only(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 1);
	db_close(&s->db);
	ok(s, db_open(desk_db(s->home), DB_READ, &s->db, &s->e));
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*) FROM item", NULL), 1);
	assert_int_not_equal(db_run(s->db, &s->e, "UPDATE item SET state=9", NULL), Z_OK);
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT state FROM item", NULL), 1);
}

/* ---- statements ---- */

static void statements_are_kept_and_nest(void **state)
{
	struct scratch *s = *state;
	static const char sql[] = "SELECT id FROM office WHERE id>=?1 ORDER BY id";
	scratch_fill(s, 1);
	sqlite3_stmt *outer = db_query(s->db, &s->e, sql, "i", (int64_t)1);
	int pairs = 0;
	while (db_step(s->db, outer, &s->e)) {
		sqlite3_stmt *inner =
			db_query(s->db, &s->e, sql, "i", (int64_t)sqlite3_column_int64(outer, 0));
		assert_ptr_not_equal(inner, outer);
		while (db_step(s->db, inner, &s->e))
			pairs++;
		db_done(inner);
	}
	db_done(outer);
	assert_int_equal(pairs, 3);
	int kept = 0, now = 0;
	for (sqlite3_stmt *q = NULL; (q = sqlite3_next_stmt(db_raw(s->db), q));)
		kept++;
	sqlite3_stmt *again = db_query(s->db, &s->e, sql, "i", (int64_t)2);
	for (sqlite3_stmt *q = NULL; (q = sqlite3_next_stmt(db_raw(s->db), q));)
		now++;
	assert_int_equal(now, kept); /* nothing was prepared */
	assert_true(db_step(s->db, again, &s->e));
	assert_int_equal(sqlite3_column_int(again, 0), 2);
	db_done(again);
	/* one buffer with changing words is not mistaken for the statement it held before */
	char text[64] = "SELECT 1";
	assert_int_equal(db_number(s->db, &s->e, 0, text, NULL), 1);
	snprintf(text, sizeof text, "SELECT 2");
	assert_int_equal(db_number(s->db, &s->e, 0, text, NULL), 2);
	/* more texts than are kept */
	sqlite3_stmt *held = db_query(s->db, &s->e, sql, "i", (int64_t)1);
	assert_true(db_step(s->db, held, &s->e));
	for (int i = 0; i < 2000; i++) {
		snprintf(text, sizeof text, "SELECT %d", i);
		sqlite3_stmt *q = db_query_dynamic(s->db, &s->e, text);
		assert_true(db_step(s->db, q, &s->e));
		assert_int_equal(sqlite3_column_int(q, 0), i);
		db_done(q);
	}
	assert_int_equal(sqlite3_column_int(held, 0), 1);
	db_done(held);
}

static void letters_of_bind(void **state)
{
	struct scratch *s = *state;
	struct hash h = {{7}}, back;
	sqlite3_stmt *q = db_query(s->db, &s->e, "SELECT ?1,?2,?3,?4,?5,?6,?7,?8,?9", "isbhnoosb",
		(int64_t)-5, "文", (const void *)"a\0b", (size_t)3, &h, (int64_t)0, (int64_t)9,
		(const char *)NULL, (const void *)NULL, (size_t)0);
	assert_true(db_step(s->db, q, &s->e));
	assert_int_equal(sqlite3_column_int64(q, 0), -5);
	assert_string_equal(column_text(q, 1), "文");
	assert_int_equal(sqlite3_column_bytes(q, 2), 3);
	assert_memory_equal(sqlite3_column_blob(q, 2), "a\0b", 3);
	assert_int_equal(column_hash(q, 3, &back), 0);
	assert_true(hash_same(&h, &back));
	assert_int_equal(column_hash(q, 2, &back), -1);
	assert_int_equal(sqlite3_column_type(q, 4), SQLITE_NULL);
	assert_int_equal(sqlite3_column_type(q, 5), SQLITE_NULL);
	assert_int_equal(sqlite3_column_int(q, 6), 9);
	assert_int_equal(sqlite3_column_type(q, 7), SQLITE_NULL);
	assert_int_equal(sqlite3_column_type(q, 8), SQLITE_BLOB);
	assert_int_equal(sqlite3_column_bytes(q, 8), 0);
	assert_string_equal(column_text(q, 7), "");
	db_done(q);
}

static void failures_are_told_from_the_end(void **state)
{
	struct scratch *s = *state;
	sqlite3_stmt *q = db_query(s->db, &s->e, "SELECT nothing FROM nowhere", NULL);
	assert_null(q);
	assert_false(db_step(s->db, q, &s->e));
	assert_true(db_failed(s->db));
	assert_int_equal(db_result(s->db), Z_DAMAGED);
	assert_int_equal(s->e.code, R_FILE_INTERNAL);
	db_done(q);
	assert_int_equal(db_number(s->db, &s->e, -3, "SELECT id FROM item", NULL), -3);
	assert_false(db_failed(s->db));
	assert_int_equal(db_number(s->db, &s->e, -3, "SELECT max(id) FROM item", NULL), -3);
	scratch_fill(s, 1);
	ok(s, db_begin(s->db, &s->e));
	refused(s, db_run(s->db, &s->e, "INSERT INTO office(name,kind) VALUES('办公室',1)", NULL),
		R_FILE_TWICE);
	refused(s, db_run(s->db, &s->e, "UPDATE series SET next=0", NULL), R_FILE_RULE);
	db_rollback(s->db);
	assert_false(db_in_transaction(s->db));
}

/* ---- several processes ---- */

/* A child that runs sql in a plain connection, tells, holds it for some time, and ends. */
static pid_t hold(struct scratch *s, const char *sql, int ms)
{
	int ready[2];
	char byte;
	assert_int_equal(pipe(ready), 0);
	pid_t pid = fork();
	if (pid == 0) {
		sqlite3 *raw;
		if (sqlite3_open(desk_db(s->home), &raw) ||
			sqlite3_exec(raw, sql, NULL, NULL, NULL))
			_exit(1);
		if (write(ready[1], "x", 1) != 1)
			_exit(1);
		nap(ms);
		_exit(sqlite3_exec(raw, "COMMIT", NULL, NULL, NULL));
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return pid;
}

static void reap(pid_t pid)
{
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

struct patience {
	int calls, last, limit;
};
static bool watch(void *ctx, int waited_ms)
{
	struct patience *p = ctx;
	p->calls++;
	p->last = waited_ms;
	return waited_ms < p->limit;
}

static void a_write_waits_and_tells(void **state)
{
	struct scratch *s = *state;
	struct patience p = {.limit = 100000};
	db_on_wait(s->db, watch, &p);
	pid_t pid = hold(s, "BEGIN IMMEDIATE; UPDATE stat SET n=1", 450);
	ok(s, db_begin(s->db, &s->e));
	db_rollback(s->db);
	reap(pid);
	assert_in_range(p.calls, 2, 6);
	assert_in_range(p.last, 100, 600);

	p = (struct patience){.limit = 150};
	pid = hold(s, "BEGIN IMMEDIATE; UPDATE stat SET n=1", 600);
	int64_t began = now_ms();
	refused(s, db_begin(s->db, &s->e), R_FILE_BUSY);
	assert_in_range(now_ms() - began, 150, 500);
	assert_false(db_in_transaction(s->db));
	reap(pid);
	db_on_wait(s->db, NULL, NULL);
	ok(s, db_begin(s->db, &s->e));
	db_rollback(s->db);
}

/* A child that holds the lock under a name, tells, and ends after some time: well, or as if killed. */
static pid_t hold_named(struct scratch *s, const char *name, int ms, bool killed)
{
	int ready[2];
	char byte;
	assert_int_equal(pipe(ready), 0);
	pid_t pid = fork();
	if (pid == 0) {
		struct db *db;
		struct error e;
		if (db_open(desk_db(s->home), 0, &db, &e) != Z_OK)
			_exit(1);
		db_name_work(db, name);
		if (db_begin(db, &e) != Z_OK || write(ready[1], "x", 1) != 1)
			_exit(1);
		nap(ms);
		if (!killed)
			db_rollback(db);
		_exit(0);
	}
	close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	return pid;
}

/* Whoever waits for a long transaction knows whose it is and does not give up before its end. */
static void a_named_transaction_is_waited_for(void **state)
{
	struct scratch *s = *state;
	char name[64];
	s->db->write_patience = 300;
	assert_string_equal(db_waits_for(s->db, name, sizeof name), "");

	pid_t pid = hold_named(s, "经办甲正在迁入事项", 1500, false);
	assert_string_equal(db_waits_for(s->db, name, sizeof name), "经办甲正在迁入事项");
	ok(s, db_begin(s->db, &s->e));
	assert_string_equal(db_waits_for(s->db, name, sizeof name), "");
	db_rollback(s->db);
	reap(pid);

	pid = hold(s, "BEGIN IMMEDIATE; UPDATE stat SET n=1", 1500); /* without a name */
	refused(s, db_begin(s->db, &s->e), R_FILE_BUSY);
	reap(pid);
	assert_false(place_exists(desk_path(s->home, "desk.db.holder")));
}

/* The line that a killed one left says nothing, and the next one writes his own over it. */
static void the_name_of_the_dead_is_not_told(void **state)
{
	struct scratch *s = *state;
	char name[64];
	reap(hold_named(s, "一个很长很长的名字正在迁入事项", 1, true));
	assert_true(place_exists(desk_path(s->home, "desk.db.holder")));
	assert_string_equal(db_waits_for(s->db, name, sizeof name), "");
	db_name_work(s->db, "甲正在备份");
	ok(s, db_begin(s->db, &s->e));
	db_name_work(s->db, NULL);
	assert_string_equal(db_waits_for(s->db, name, sizeof name), "甲正在备份");
	ok(s, db_commit(s->db, &s->e));
	assert_string_equal(db_waits_for(s->db, name, sizeof name), "");
	ok(s, db_begin(s->db, &s->e)); /* the name was for one */
	assert_string_equal(db_waits_for(s->db, name, sizeof name), "");
	db_rollback(s->db);
	assert_false(place_exists(desk_path(s->home, "desk.db.holder")));
}

static void a_read_does_not_wait(void **state)
{
	struct scratch *s = *state;
	pid_t pid = hold(s, "BEGIN EXCLUSIVE", 300);
	int64_t began = now_ms();
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*) FROM item", NULL), -1);
	assert_int_equal(db_result(s->db), Z_BUSY);
	assert_int_equal(s->e.code, R_FILE_BUSY_READ);
	assert_true(now_ms() - began < 100);
	db_read_patience(s->db, 10000);
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*) FROM item", NULL), 0);
	db_read_patience(s->db, 0);
	reap(pid);
}

static void a_commit_waits_for_readers(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 1);
	pid_t pid = hold(s, "BEGIN; SELECT count(*) FROM item", 300);
	scratch_do(s, "UPDATE item SET state=4");
	reap(pid);
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT state FROM item", NULL), 4);
}

static void changes_of_others_are_seen(void **state)
{
	struct scratch *s = *state;
	db_changed(s->db);
	assert_false(db_changed(s->db));
	scratch_do(s, "INSERT INTO office(name,kind) VALUES('a',1)");
	assert_false(db_changed(s->db)); /* our own */
	assert_int_equal(attack(s, "INSERT INTO office(name,kind) VALUES('b',1)"), 0);
	assert_true(db_changed(s->db));
	assert_false(db_changed(s->db));
	/* while somebody is committing nothing is known, and nothing is missed */
	pid_t pid = hold(s, "BEGIN EXCLUSIVE; INSERT INTO office(name,kind) VALUES('c',1)", 200);
	assert_false(db_changed(s->db));
	assert_int_equal(db_result(s->db), Z_OK);
	reap(pid);
	assert_true(db_changed(s->db));
}

/* What is read between db_read_begin and db_read_end is of one moment; a write of our own lets go before. */
static void a_reading_is_of_one_moment(void **state)
{
	struct scratch *s = *state;
	static const char add[] = "INSERT INTO office(name,kind) VALUES('d',1)", all[] = "SELECT count(*) FROM office";
	db_read_begin(s->db);
	int64_t n = db_number(s->db, &s->e, -1, all, NULL);
	db_read_begin(s->db);
	db_read_end(s->db);
	assert_int_equal(attack(s, add), SQLITE_BUSY);
	assert_int_equal(db_number(s->db, &s->e, -1, all, NULL), n);
	db_read_end(s->db);
	assert_int_equal(attack(s, add), 0);
	assert_int_equal(db_number(s->db, &s->e, -1, all, NULL), n + 1);
	db_read_begin(s->db);
	scratch_do(s, "UPDATE item SET state=4");
	assert_int_equal(attack(s, "INSERT INTO office(name,kind) VALUES('e',1)"), 0);
	db_read_end(s->db);
	/* and where it cannot be had, each statement says so itself */
	pid_t pid = hold(s, "BEGIN EXCLUSIVE", 200);
	db_read_begin(s->db);
	assert_int_equal(db_number(s->db, &s->e, -7, all, NULL), -7);
	refused(s, db_result(s->db), R_FILE_BUSY_READ);
	db_read_end(s->db);
	reap(pid);
	assert_int_equal(db_number(s->db, &s->e, -1, all, NULL), n + 2);
}

static bool count_line(void *ctx, const char *line)
{
	(void)line;
	++*(int *)ctx;
	return true;
}

/* A desk of more than 64 MB is looked at table by table. */
static void a_large_file_is_looked_at_in_parts(void **state)
{
	struct scratch *s = *state;
	int found = 0;
	scratch_fill(s, 1);
	for (int i = 0; i < 5; i++)
		assert_int_equal(attack(s, "INSERT INTO content(salt, data) VALUES(zeroblob(16), zeroblob(15000000))"), 0);
	assert_true(db_number(s->db, &s->e, 0, "PRAGMA page_count", NULL) > 16384);
	ok(s, db_quick_check(s->db, count_line, &found, &s->e));
	assert_int_equal(found, 0);
	static const char *const tables[] = {"office", "content", "item_fts_data"};
	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		char page[64], kept[64];
		memset(page, 0xa5, sizeof page);
		off_t at = 4096 * (db_number(s->db, &s->e, 0, "SELECT rootpage FROM sqlite_schema WHERE name=?1", "s", tables[i]) - 1);
		int fd = open(desk_db(s->home), O_RDWR | O_CLOEXEC);
		assert_int_equal(pread(fd, kept, sizeof kept, at), sizeof kept);
		assert_int_equal(pwrite(fd, page, sizeof page, at), sizeof page);
		db_close(&s->db);
		ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
		found = 0;
		db_quick_check(s->db, count_line, &found, &s->e);
		assert_true(found > 0);
		assert_int_equal(pwrite(fd, kept, sizeof kept, at), sizeof kept);
		close(fd);
		db_close(&s->db);
		ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
	}
	found = 0;
	ok(s, db_quick_check(s->db, count_line, &found, &s->e));
	assert_int_equal(found, 0);
}

static void a_killed_writer_leaves_nothing(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 50);
	pid_t pid = hold(s,
		"PRAGMA cache_size=2; PRAGMA cache_spill=1; BEGIN IMMEDIATE; UPDATE item SET "
		"title='x'||hex(zeroblob(3000))",
		60000);
	char *journal = place_join(desk_dir(s->home), "desk.db-journal");
	assert_true(file_contains(
		journal, "\xd9\xd5\x05\xf9", 4)); /* hot: the file itself holds half of it */
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	assert_int_equal(db_number(s->db, &s->e, -1,
				 "SELECT count(*) FROM item WHERE title LIKE 'x%'", NULL),
		0);
	assert_false(db_failed(s->db));
	struct stat st;
	assert_int_equal(stat(journal, &st), 0);
	assert_int_equal(st.st_size, 0);
	free(journal);
	assert_int_equal(verify(s).n, 0);
}

static int interrupt(void *ctx)
{
	(void)ctx;
	return 1;
}

/* SQLite rolls back by itself when a write is interrupted: what comes after it must not be committed on its own. */
static void what_follows_a_lost_statement_is_not_written(void **state)
{
	struct scratch *s = *state;
	static const char row[] = "INSERT INTO stat VALUES(77,77,77,1)";
	scratch_fill(s, 3);
	ok(s, db_begin(s->db, &s->e));
	sqlite3_stmt *before = db_query(s->db, &s->e, row, NULL);
	sqlite3_progress_handler(db_raw(s->db), 1, interrupt, NULL);
	refused(s, db_run(s->db, &s->e, "UPDATE item SET state=4", NULL), R_FILE_CANCEL);
	sqlite3_progress_handler(db_raw(s->db), 0, NULL, NULL);
	assert_true(sqlite3_get_autocommit(db_raw(s->db)));
	assert_true(db_in_transaction(s->db));
	refused(s, db_run(s->db, &s->e, row, NULL), R_FILE_CANCEL);
	assert_false(db_step(s->db, before, &s->e));
	db_done(before);
	assert_null(db_query_dynamic(s->db, &s->e, row));
	assert_int_equal(db_exec(s->db, row, &s->e), Z_CANCEL);
	assert_int_equal(db_number(s->db, &s->e, -7, "SELECT count(*) FROM item", NULL), -7);
	refused(s, db_lost(s->db, &s->e), R_FILE_CANCEL);
	refused(s, db_commit(s->db, &s->e), R_FILE_CANCEL);
	/* after it all is as before */
	assert_false(db_in_transaction(s->db));
	ok(s, db_lost(s->db, &s->e));
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*) FROM stat WHERE dim=77", NULL), 0);
	ok(s, db_begin(s->db, &s->e));
	ok(s, db_run(s->db, &s->e, row, NULL));
	/* a refused row leaves the others standing */
	refused(s, db_run(s->db, &s->e, row, NULL), R_FILE_TWICE);
	ok(s, db_lost(s->db, &s->e));
	ok(s, db_commit(s->db, &s->e));
	assert_int_equal(db_number(s->db, &s->e, -1, "SELECT count(*) FROM stat WHERE dim=77", NULL), 1);
}

/* ---- memory ---- */

/* A long import shuts no reader out before its end, and gives its memory back. */
static void an_import_does_not_spill(void **state)
{
	struct scratch *s = *state;
	scratch_fill(s, 1);
	int before, after, most;
	sqlite3_db_status(db_raw(s->db), SQLITE_DBSTATUS_CACHE_USED, &before, &most, 0);
	db_large(s->db, true);
	ok(s, db_begin(s->db, &s->e));
	for (int i = 0; i < 6000; i++) {
		struct content_ref ref;
		char text[3000];
		memset(text, 'a' + i % 26, sizeof text);
		ok(s, content_put(s->db, text, sizeof text, &ref, &s->e));
	}
	assert_int_equal(attack(s, "SELECT count(*) FROM item"),
		0); /* 18 MB changed, and readers still come in */
	ok(s, db_commit(s->db, &s->e));
	db_large(s->db, false);
	sqlite3_db_status(db_raw(s->db), SQLITE_DBSTATUS_CACHE_USED, &after, &most, 0);
	assert_true(before > 0 && after - before < 4 << 20);
	assert_int_equal(db_number(s->db, &s->e, 0, "SELECT count(*) FROM content", NULL), 6002);
}

#define T(f) cmocka_unit_test_setup_teardown(f, scratch_open, scratch_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_new_desk_is_ours_alone),
		T(what_is_no_desk_is_refused),
		T(rights_are_checked),
		T(network_file_systems_are_known),
		T(wal_only_where_it_is_repaired),
		T(settings_of_the_connection),
		T(statements_that_are_refused),
		T(reading_only),
		T(statements_are_kept_and_nest),
		T(letters_of_bind),
		T(failures_are_told_from_the_end),
		T(a_write_waits_and_tells),
		T(a_named_transaction_is_waited_for),
		T(the_name_of_the_dead_is_not_told),
		T(a_read_does_not_wait),
		T(a_commit_waits_for_readers),
		T(changes_of_others_are_seen),
		T(a_reading_is_of_one_moment),
		T(a_large_file_is_looked_at_in_parts),
		T(a_killed_writer_leaves_nothing),
		T(what_follows_a_lost_statement_is_not_written),
		T(an_import_does_not_spill),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
