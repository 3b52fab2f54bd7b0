/* backup_test.c - copies: made under writers, checked, put back, kept for some days; ballast. */
#include "tests/unit/scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>

#include "store/base/date.h"
#include "store/file/backup.h"
#include "store/file/place.h"

static int files_in(const char *folder)
{
	int n = 0;
	DIR *d = opendir(folder);
	for (const struct dirent *f; d && (f = readdir(d));)
		n += f->d_name[0] != '.';
	if (d)
		closedir(d);
	return n;
}

static void a_copy_is_good(void **state)
{
	struct scratch *s = *state;
	struct audit_head head, copy_head, again;
	struct stat st;
	scratch_fill(s, 30);
	ok(s, audit_read_head(s->db, &head, &s->e));
	int before = files_in(desk_dir(s->home));
	char *path = xstrdup(desk_path(s->home, "copy.db"));
	ok(s, backup_make(s->db, path, NULL, &copy_head, &s->e));
	assert_int_equal(copy_head.seq, head.seq);
	assert_true(hash_same(&copy_head.hash, &head.hash));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	ok(s, backup_verify(path, &again, &s->e));
	assert_int_equal(again.seq, head.seq);
	refused(s, backup_make(s->db, path, NULL, &copy_head, &s->e), R_FILE_EXISTS);
	refused(s, backup_make(s->db, desk_path(s->home, "no/such/copy.db"), NULL, NULL, &s->e),
		R_FILE_NOT_MADE);
	assert_int_equal(files_in(desk_dir(s->home)), before + 1);
	scratch_do(s, "UPDATE item SET state=2"); /* the desk goes on */
	free(path);
}

static bool cancel(void *ctx, int64_t done, int64_t all)
{
	(void)all;
	*(int64_t *)ctx = done;
	return false;
}

static void a_copy_can_be_stopped(void **state)
{
	struct scratch *s = *state;
	int64_t done = 0;
	struct backup_progress p = {cancel, &done};
	scratch_fill(s, 2);
	char *big = xalloc(4 << 20);
	struct content_ref ref;
	random_bytes(big, 4 << 20);
	ok(s, db_begin(s->db, &s->e));
	ok(s, content_put(s->db, big, 4 << 20, &ref, &s->e));
	ok(s, db_commit(s->db, &s->e));
	int before = files_in(desk_dir(s->home));
	refused(s, backup_make(s->db, desk_path(s->home, "copy.db"), &p, NULL, &s->e),
		R_FILE_CANCEL);
	assert_true(done > 0);
	assert_int_equal(files_in(desk_dir(s->home)), before);
	scratch_do(s, "UPDATE item SET state=2"); /* no lock is left */
	free(big);
}

static void a_bad_copy_is_not_good(void **state)
{
	struct scratch *s = *state;
	struct audit_head head;
	sqlite3 *raw;
	size_t n;
	scratch_fill(s, 3);
	char *path = xstrdup(desk_path(s->home, "copy.db"));
	ok(s, backup_make(s->db, path, NULL, &head, &s->e));
	char *whole = file_read(path, &n);

	sqlite3_open(path, &raw);
	assert_int_equal(
		sqlite3_exec(raw, "UPDATE item SET state=6 WHERE id=2", NULL, NULL, NULL), 0);
	sqlite3_close(raw);
	refused(s, backup_verify(path, &head, &s->e), R_BACKUP_CHANGED);
	assert_string_equal(s->e.arg[2], "item");
	assert_string_equal(s->e.arg[3], "2");
	refused(s, backup_put_back(s->db, path, NULL, NULL, NULL, &s->e), R_BACKUP_CHANGED);
	assert_int_equal(
		db_number(s->db, &s->e, -1, "SELECT count(*) FROM item WHERE state=6", NULL), 0);

	file_write(path, whole, n);
	sqlite3_open(path, &raw);
	assert_int_equal(sqlite3_exec(raw, "DROP TRIGGER audit_no_update", NULL, NULL, NULL), 0);
	sqlite3_close(raw);
	refused(s, backup_verify(path, &head, &s->e), R_BACKUP_CHANGED);

	file_write(path, whole, n / 2);
	assert_int_equal(backup_verify(path, &head, &s->e), Z_DAMAGED);
	memset(whole + 5000, 0xa5, 9000);
	file_write(path, whole, n);
	assert_int_equal(backup_verify(path, &head, &s->e), Z_DAMAGED);
	file_write_text(path, "hello");
	assert_int_equal(backup_verify(path, &head, &s->e), Z_DAMAGED);
	refused(s, backup_verify(desk_path(s->home, "none"), &head, &s->e), R_FILE_MISSING);
	ok(s, backup_verify(desk_db(s->home), &head, &s->e));
	free(whole);
	free(path);
}

static void a_good_copy_is_put_back(void **state)
{
	struct scratch *s = *state;
	struct db *other;
	struct audit_head head, now;
	scratch_fill(s, 20);
	char *path = xstrdup(desk_path(s->home, "copy.db"));
	ok(s, backup_make(s->db, path, NULL, &head, &s->e));
	scratch_do(s, "UPDATE item SET state=5, title='后来'");
	ok(s, db_open(desk_db(s->home), 0, &other, &s->e));
	assert_int_equal(
		db_number(other, &s->e, -1, "SELECT count(*) FROM item WHERE title='后来'", NULL),
		20);
	db_changed(other);
	ok(s, backup_put_back(s->db, path, NULL, NULL, NULL, &s->e));
	assert_int_equal(
		db_number(s->db, &s->e, -1, "SELECT count(*) FROM item WHERE title='后来'", NULL),
		0);
	/* whoever had it open sees it */
	assert_true(db_changed(other));
	assert_int_equal(
		db_number(other, &s->e, -1, "SELECT count(*) FROM item WHERE title='后来'", NULL),
		0);
	ok(s, audit_read_head(other, &now, &s->e));
	assert_int_equal(now.seq, head.seq);
	db_close(&other);
	assert_int_equal(verify(s).n, 0);
	scratch_do(s, "UPDATE item SET state=2");
	assert_int_equal(db_run(s->db, &s->e, "DROP TABLE item", NULL), Z_DENIED);
	assert_int_equal(verify(s).n, 0);
	free(path);
}

/* Writers of other processes wait, lose nothing, and the copy is one moment of the desk. */
static void a_copy_under_writers(void **state)
{
	struct scratch *s = *state;
	enum { WRITERS = 3, COPIES = 6 };
	pid_t pid[WRITERS];
	int acks[2];
	scratch_fill(s, 40);
	assert_int_equal(pipe(acks), 0);
	db_close(&s->db);
	for (int w = 0; w < WRITERS; w++)
		if ((pid[w] = fork()) == 0) {
			if (db_open(desk_db(s->home), 0, &s->db, &s->e))
				_exit(1);
			for (;;) {
				if (db_begin(s->db, &s->e) ||
					db_run(s->db, &s->e, "UPDATE item SET ver=ver+1", NULL) ||
					audit_append(s->db, 1, 1, 0, 1, 1, &s->e) ||
					db_commit(s->db, &s->e))
					_exit(2);
				if (write(acks[1], "x", 1) != 1)
					_exit(3);
				usleep(2000);
			}
		}
	close(acks[1]);
	ok(s, db_open(desk_db(s->home), 0, &s->db, &s->e));
	for (int i = 0; i < COPIES; i++) {
		struct audit_head head;
		char name[32];
		struct db *copy;
		snprintf(name, sizeof name, "copy%d.db", i);
		ok(s, backup_make(s->db, desk_path(s->home, name), NULL, &head, &s->e));
		ok(s, db_open(desk_path(s->home, name), DB_READ, &copy, &s->e));
		assert_int_equal(
			db_number(copy, &s->e, -1, "SELECT max(ver)=min(ver) FROM item", NULL), 1);
		db_close(&copy);
	}
	/* and a verification of the living file raises no false alarm */
	for (int i = 0; i < 10; i++)
		assert_int_equal(verify(s).n, 0);
	for (int w = 0; w < WRITERS; w++)
		kill(pid[w], SIGKILL);
	for (int w = 0; w < WRITERS; w++) {
		int status;
		waitpid(pid[w], &status, 0);
		assert_true(WIFSIGNALED(status)); /* none met an error */
	}
	int done = 0;
	char byte[256];
	for (ssize_t n; (n = read(acks[0], byte, sizeof byte)) > 0;)
		done += (int)n;
	close(acks[0]);
	assert_true(done > COPIES);
	int64_t ver = db_number(s->db, &s->e, -1, "SELECT min(ver) FROM item", NULL);
	assert_in_range(ver, 1 + done, 1 + done + WRITERS);
	assert_int_equal(verify(s).n, 0);
}

static void one_a_day_and_the_last_ones(void **state)
{
	struct scratch *s = *state;
	bool made;
	int32_t day = day_of(2026, 11, 1);
	scratch_fill(s, 2);
	char *folder = place_join(desk_dir(s->home), "backup"),
	     *other = place_join(folder, "before-v2.db"),
	     *notes = place_join(folder, "zwgk-2026-11-01.db.txt");
	assert_true(backup_daily_due(desk_db(s->home), day));
	for (int i = 0; i < 5; i++) {
		ok(s, backup_daily(s->db, day + i, 3, NULL, &made, &s->e));
		assert_true(made);
		assert_false(backup_daily_due(desk_db(s->home), day + i));
		ok(s, backup_daily(s->db, day + i, 3, NULL, &made, &s->e));
		assert_false(made);
		if (i == 0) {
			file_write_text(other, "x");
			file_write_text(notes, "x");
		}
	}
	char **list = backup_list(desk_db(s->home));
	assert_string_equal(
		strrchr(list[0], '/'), "/before-v2.db"); /* never removed by the daily ones */
	assert_string_equal(strrchr(list[1], '/'), "/zwgk-2026-11-03.db");
	assert_string_equal(strrchr(list[3], '/'), "/zwgk-2026-11-05.db");
	assert_null(list[4]);
	assert_true(file_exists(notes));
	assert_true(backup_holds(list[1], 1));
	assert_false(backup_holds(list[1], 999));
	assert_true(backup_holds(list[0], 1)); /* cannot be read: nobody can promise */
	backup_list_free(list);
	free(folder);
	free(other);
	free(notes);
}

static void age(const char *path)
{
	struct timespec then[2] = {{.tv_sec = time(NULL) - 7200}, {.tv_sec = time(NULL) - 7200}};
	file_write_text(path, "x");
	assert_int_equal(utimensat(AT_FDCWD, path, then, 0), 0);
}

static void what_the_killed_left_is_swept(void **state)
{
	struct scratch *s = *state;
	bool made;
	static const struct {
		const char *name;
		bool old, stays;
	} files[] = {{"backup/zwgk-2026-10-31.db.part-4711", true, false}, {"backup/x.db.part-4711", false, true},
		{"backup/x.db.part-4711.txt", true, true}, {"backup/x.db", true, true}, {"desk.db.restoring", true, false}};
	char *folder = place_join(desk_dir(s->home), "backup");
	scratch_fill(s, 2);
	assert_int_equal(mkdir(folder, 0700), 0);
	free(folder);
	for (size_t k = 0; k < sizeof files / sizeof *files; k++)
		if (files[k].old)
			age(desk_path(s->home, files[k].name));
		else
			file_write_text(desk_path(s->home, files[k].name), "x");
	ok(s, backup_daily(s->db, day_of(2026, 11, 1), 3, NULL, &made, &s->e));
	for (size_t k = 0; k < sizeof files / sizeof *files; k++)
		if (file_exists(desk_path(s->home, files[k].name)) != files[k].stays)
			fail_msg("%s", files[k].name);
}

static void ballast(void **state)
{
	struct scratch *s = *state;
	struct stat st;
	assert_true(disk_free(desk_db(s->home)) > 0);
	assert_false(ballast_give_up(desk_db(s->home)));
	ballast_ensure(desk_db(s->home));
	ballast_ensure(desk_db(s->home));
	const char *path = desk_path(s->home, "desk.db.ballast");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 8 << 20);
	assert_true((int64_t)st.st_blocks * 512 >= 8 << 20); /* real blocks, not a hole */
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(ballast_give_up(desk_db(s->home)));
	assert_false(file_exists(path));
}

#define T(f) cmocka_unit_test_setup_teardown(f, scratch_open, scratch_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_copy_is_good),
		T(a_copy_can_be_stopped),
		T(a_bad_copy_is_not_good),
		T(a_good_copy_is_put_back),
		T(a_copy_under_writers),
		T(one_a_day_and_the_last_ones),
		T(what_the_killed_left_is_swept),
		T(ballast),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
