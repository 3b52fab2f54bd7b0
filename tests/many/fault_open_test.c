/* fault_open_test.c - faults while a desk is made and while one is opened that a dead process left in the middle of a
 * write; a real disk that is full.
 *
 * `make faults` does every n, `make test` some.
 *
 * Seen to fail when the journal was kept in memory. */
#include <dirent.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/file/backup.h"
#include "tests/deskfix.h"
#include "tests/faultdesk.h"
#include "tests/smalldisk.h"

#define e fault_error

static const struct fault {
	const char *name;
	enum fault_kind kind;
	int rc;
	bool stays;
} faults[] = {
	{"write", FAULT_WRITE, SQLITE_IOERR_WRITE, false},
	{"full", FAULT_WRITE, SQLITE_FULL, true},
	{"sync", FAULT_SYNC, SQLITE_IOERR_FSYNC, false},
	{"truncate", FAULT_TRUNCATE, SQLITE_IOERR_TRUNCATE, false},
	{"delete", FAULT_DELETE, SQLITE_IOERR_DELETE, false},
	{"open", FAULT_OPEN, SQLITE_CANTOPEN, false},
	{"lock", FAULT_LOCK, SQLITE_IOERR_LOCK, false},
	{"read", FAULT_READ, SQLITE_IOERR_READ, false},
	{"death", FAULT_ANY_CHANGE, FAULT_DEATH, false},
};
enum { FAULTS = sizeof faults / sizeof *faults, ENDLESS = 5000 };

static int next(int n)
{
	return n + (getenv("ZWGK_FAULTS_ALL") || n < 4 ? 1 : 1 + n);
}

static void say(const char *what, int tries, int refused)
{
	print_message("%s, %s: %d tries, %d refused\n", what,
		getenv("ZWGK_FAULTS_ALL") ? "every n" : "some n (make faults: every n)", tries, refused);
	assert_true(refused > 0);
}

/* ---- making one ---- */

static void new_path(char path[240])
{
	snprintf(path, 240, "%.*s/new.db", (int)(strrchr(faultdesk_path(), '/') - faultdesk_path()), faultdesk_path());
}

static enum z make(struct desk **d)
{
	struct desk_new n = {.bureau = "某县林业局", .officer = "管理员己", .passphrase = DESKFIX_PASS, .mode = DESK_TEST};
	char path[240];
	new_path(path);
	return desk_create(path, &n, d, &e);
}

/* As make(), in a process that dies at the n-th change: Z_CANCEL if it did. */
static enum z make_and_die(int n)
{
	int status;
	struct desk *d;
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		fault_arm(FAULT_ANY_CHANGE, n, FAULT_DEATH, false);
		_exit(make(&d) == Z_OK ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 1);
	return WEXITSTATUS(status) ? Z_CANCEL : Z_OK;
}

static void a_desk_that_is_made_is_whole_or_not_there(void **state)
{
	int tries = 0, refused = 0;
	(void)state;
	for (int k = 0; k < FAULTS; k++) {
		const struct fault *f = &faults[k];
		bool hit = true;
		for (int n = 1; hit; n = next(n)) {
			char path[240], what[80], said[600];
			struct desk *d = NULL;
			enum z z;
			new_path(path);
			snprintf(what, sizeof what, "new desk, %s %d", f->name, n);
			unlink(path);
			if (f->rc == FAULT_DEATH) {
				z = make_and_die(n);
				hit = z != Z_OK;
			} else {
				fault_arm(f->kind, n, f->rc, f->stays);
				z = make(&d);
				hit = fault_disarm() > 0;
				if (z != Z_OK)
					faultdesk_sentence(z, what, said);
			}
			desk_close(&d);
			tries++;
			refused += z != Z_OK;
			/* either the name is free, or a desk stands under it that can be worked at */
			if (z != Z_OK && access(path, F_OK) != 0)
				assert_ok(make(&d));
			else
				assert_ok(desk_open(path, 0, &d, NULL, &e));
			assert_ok(desk_login(d, "glyj", DESKFIX_PASS, &e));
			faultdesk_sound(d, what);
			desk_close(&d);
			assert_true(n < ENDLESS);
		}
	}
	say("making", tries, refused);
}

/* ---- opening one that somebody left in the middle of a write ---- */

static const struct fault_act *act(const char *name)
{
	for (int k = 0; k < fault_acts_n; k++)
		if (!strcmp(fault_acts[k].name, name))
			return &fault_acts[k];
	fail_msg("%s?", name);
	return NULL;
}

/* The desk with a journal that must be played back: the process died when half of its pages were written. */
static void leave_torn(const struct fault_act *a, int n)
{
	int status;
	faultdesk_fresh();
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		struct desk *d = NULL;
		if (desk_open(faultdesk_path(), 0, &d, NULL, &e) != Z_OK)
			_exit(1);
		d->who.id = *a->who;
		d->stale = true;
		desk_refresh(d, &e);
		fault_arm(FAULT_WRITE, n, FAULT_DEATH, false);
		_exit(a->run(d) == Z_OK ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	assert_int_equal(WEXITSTATUS(status), FAULT_DEATH_STATUS);
}

static enum z open_and_read(struct desk **d)
{
	enum z z = desk_open(faultdesk_path(), 0, d, NULL, &e);
	if (z != Z_OK)
		return z;
	db_number((*d)->db, &e, -1, "SELECT count(*) FROM item", "");
	return db_result((*d)->db);
}

static void a_torn_desk_is_mended_at_the_next_opening(void **state)
{
	enum { TORN_AT = 100 }; /* of some 110 writes, the first of which go into the journal */
	const struct fault_act *a = act("create");
	int tries = 0, refused = 0;
	char journal[240];
	struct stat st;
	(void)state;
	snprintf(journal, sizeof journal, "%s-journal", faultdesk_path());
	for (int k = 0; k < FAULTS; k++) {
		const struct fault *f = &faults[k];
		bool hit = true;
		for (int n = 1; hit; n = next(n)) {
			char what[80], said[600];
			struct desk *d = NULL;
			enum z z;
			snprintf(what, sizeof what, "opening, %s %d", f->name, n);
			leave_torn(a, TORN_AT);
			assert_int_equal(stat(journal, &st), 0);
			assert_true(st.st_size > 512);
			assert_false(faultdesk_is_fresh()); /* what was written over stands in the journal only */
			if (f->rc == FAULT_DEATH) {
				int status;
				pid_t pid = fork();
				if (pid == 0) {
					fault_arm(f->kind, n, f->rc, false);
					_exit(open_and_read(&d) == Z_OK ? 0 : 1);
				}
				waitpid(pid, &status, 0);
				hit = WEXITSTATUS(status) == FAULT_DEATH_STATUS;
				z = hit ? Z_CANCEL : Z_OK;
				assert_true(hit || WEXITSTATUS(status) == 0);
			} else {
				fault_arm(f->kind, n, f->rc, f->stays);
				z = open_and_read(&d);
				hit = fault_disarm() > 0;
				if (z != Z_OK)
					faultdesk_sentence(z, what, said);
				assert_true(hit || z == Z_OK);
			}
			desk_close(&d);
			tries++;
			refused += z != Z_OK;
			d = faultdesk_sit(*a->who);
			assert_false(faultdesk_was_done(d, a, what));
			faultdesk_sound(d, what);
			faultdesk_works_on(d, a, false, what);
			desk_close(&d);
			assert_true(n < ENDLESS);
		}
	}
	say("opening", tries, refused);
}

/* ---- a real disk that is full ---- */

/* The copies of the desk stand on it. */
static void mount_small(int64_t bytes)
{
	char disk[200];
	snprintf(disk, sizeof disk, "%.*s/disk", (int)(strrchr(faultdesk_path(), '/') - faultdesk_path()), faultdesk_path());
	if (!smalldisk_mount(disk, bytes))
		skip();
	faultdesk_place(disk);
}

static void unmount(void)
{
	faultdesk_place(NULL);
	smalldisk_unmount();
}

/* Files in the folder of backups. */
static int copies_kept(void)
{
	char path[240];
	int n = 0;
	snprintf(path, sizeof path, "%.*s/backup", (int)(strrchr(faultdesk_path(), '/') - faultdesk_path()), faultdesk_path());
	DIR *d = opendir(path);
	for (const struct dirent *f; d && (f = readdir(d));)
		n += f->d_name[0] != '.';
	if (d)
		closedir(d);
	return n;
}

/* Each kind of transaction with more and more room, until there is enough. */
static void a_full_disk_costs_the_act_and_nothing_else(void **state)
{
	int tries = 0, refused = 0;
	(void)state;
	mount_small(8 << 20);
	for (int k = 0; k < fault_acts_n; k++) {
		const struct fault_act *a = &fault_acts[k];
		enum z z = Z_FULL;
		for (int pages = 0; z != Z_OK; pages = next(pages)) {
			char what[80], said[600], made[240];
			snprintf(what, sizeof what, "%s, %d pages left", a->name, pages);
			smalldisk_empty();
			snprintf(made, sizeof made, "%s.made", faultdesk_path());
			unlink(made);
			faultdesk_fresh();
			struct desk *d = faultdesk_sit(*a->who);
			smalldisk_fill((int64_t)pages * 4096);
			z = a->run(d);
			if (z != Z_OK) {
				faultdesk_sentence(z, what, said);
				if (z != Z_FULL)
					fail_msg("%s: kind %d: %s", what, (int)z, said);
			}
			tries++;
			refused += z != Z_OK;
			/* others read while it is full */
			struct desk *other = faultdesk_sit(faultdesk_admin());
			bool done = faultdesk_was_done(other, a, what);
			if (a->effect)
				assert_int_equal(done, z == Z_OK);
			if (a->trait == FAULT_RESTORES && z != Z_OK)
				assert_int_equal(copies_kept(), 0); /* each try would fill the disk further */
			faultdesk_sound(other, what);
			desk_close(&other);
			smalldisk_empty();
			faultdesk_works_on(d, a, done, what);
			desk_close(&d);
			assert_true(pages < ENDLESS);
		}
	}
	unmount();
	say("a small tmpfs", tries, refused);
}

/* Where there was room when the desk was opened, there is ballast: the first one who meets the full disk is told that
 * he can try again, and can. */
static void ballast_is_given_up_in_need(void **state)
{
	const struct fault_act *a = act("create");
	(void)state;
	mount_small(48 << 20);
	faultdesk_fresh();
	struct desk *d = faultdesk_sit(*a->who);
	smalldisk_fill(0);
	assert_int_equal(a->run(d), Z_FULL);
	assert_int_equal(e.code, R_DESK_FULL_EASED);
	assert_ok(a->run(d));
	faultdesk_sound(d, "after the ballast");
	desk_close(&d);
	unmount();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_desk_that_is_made_is_whole_or_not_there),
		cmocka_unit_test(a_torn_desk_is_mended_at_the_next_opening),
		cmocka_unit_test(a_full_disk_costs_the_act_and_nothing_else),
		cmocka_unit_test(ballast_is_given_up_in_need),
	};
	return cmocka_run_group_tests(tests, faultdesk_open, faultdesk_close);
}
