/* fault_test.c - every n-th write, sync, truncation, deletion, opening, lock, read fails, or the process dies at it,
 * for n = 1 and on until nothing fails any more, over each kind of transaction.
 *
 * `make faults` does every n over all acts, `make test` some over some.  After each: what was acknowledged before is
 * there, the act is there whole or not at all, `zwgk check` is clean, the handle that met the fault works on, and a
 * sentence of the right kind says what to do.
 *
 * ZWGK_ACT=create, ZWGK_FAULT=read: that act, that fault only.
 *
 * Seen to fail when SQLite did not sync, when an act was committed before its line in the chain, with the journal in
 * memory, and when a journal left by a restore that died was not removed. */
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/file/backup.h"
#include "store/record/restore/restore.h"
#include "tests/faultdesk.h"

enum { ENDLESS = 5000 };

static struct {
	bool full; /* every n; else 1 to 4, 9, 19, 39 ... */
	int tries, hits, failed;
} t;

struct fault {
	const char *name;
	enum fault_kind kind;
	int rc;
	bool stays;
	bool unsure; /* it may have been done: what failed was telling the disk that it is done */
	enum { ALL_ACTS, EVEN_ACTS, ODD_ACTS } acts; /* in the short form */
};

static bool sensible(enum z z, int rc)
{
	switch (rc & 0xff) {
	case SQLITE_FULL:
		return z == Z_FULL;
	case SQLITE_BUSY:
		return z == Z_BUSY;
	default:
		return z == Z_IO || z == Z_FULL;
	}
}

static void look_at_copy(bool must_be_there, const char *what)
{
	struct audit_head head;
	char path[240];
	snprintf(path, sizeof path, "%s.made", faultdesk_path());
	if (access(path, F_OK) == 0) {
		if (backup_verify(path, &head, &fault_error) != Z_OK)
			fail_msg("%s: a copy has its name, but is none", what);
	} else if (must_be_there) {
		fail_msg("%s: there is no copy", what);
	}
}

static void look_after(const struct fault_act *a, const struct fault *f, enum z z, struct desk *met, const char *what)
{
	char said[600] = "";
	if (z != Z_OK) {
		faultdesk_sentence(z, what, said);
		if (!sensible(z, f->rc))
			fail_msg("%s: kind %d: %s", what, (int)z, said);
		t.failed++;
	}
	struct desk *other = faultdesk_sit(faultdesk_admin());
	bool done = faultdesk_was_done(other, a, what);
	if (z == Z_OK && !done && a->trait != FAULT_READS)
		fail_msg("%s: acknowledged and not done", what);
	if (z != Z_OK && done && !f->unsure && a->trait != FAULT_COPIES)
		fail_msg("%s: done, and said not to be: %s", what, said);
	faultdesk_sound(other, what);
	if (a->trait == FAULT_COPIES)
		look_at_copy(z == Z_OK, what);
	desk_close(&other);
	if (met)
		faultdesk_works_on(met, a, done, what);
}

/* False when nothing failed any more. */
static bool try(const struct fault_act *a, const struct fault *f, int n, const char *what)
{
	faultdesk_fresh();
	struct desk *d = faultdesk_sit(*a->who);
	fault_arm(f->kind, n, f->rc, f->stays);
	enum z z = a->run(d);
	bool hit = fault_disarm() > 0;
	look_after(a, f, z, d, what);
	desk_close(&d);
	if (!hit)
		assert_int_equal(z, Z_OK);
	return hit;
}

/* The same where the process is gone; another one takes over. */
static bool die(const struct fault_act *a, const struct fault *f, int n, const char *what)
{
	int status;
	faultdesk_fresh();
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		struct desk *d = NULL;
		if (desk_open(faultdesk_path(), 0, &d, NULL, &fault_error) != Z_OK)
			_exit(1);
		d->who.id = *a->who;
		d->stale = true;
		if (desk_refresh(d, &fault_error) != Z_OK)
			_exit(1);
		fault_arm(f->kind, n, f->rc, false);
		_exit(a->run(d) == Z_OK ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	if (!WIFEXITED(status) || (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != FAULT_DEATH_STATUS))
		fail_msg("%s: ended with %#x", what, (unsigned)status);
	bool hit = WEXITSTATUS(status) != 0;
	if (!hit) {
		look_after(a, f, Z_OK, NULL, what);
		return false;
	}
	struct desk *d = faultdesk_sit(*a->who);
	bool done = faultdesk_was_done(d, a, what);
	faultdesk_sound(d, what);
	if (a->trait == FAULT_COPIES)
		look_at_copy(false, what);
	t.failed += !done;
	faultdesk_works_on(d, a, done, what);
	desk_close(&d);
	return true;
}

static void over_all(const struct fault *f)
{
	const char *only = getenv("ZWGK_ACT"), *fault = getenv("ZWGK_FAULT");
	if (fault && strcmp(fault, f->name) != 0)
		skip();
	t.full = getenv("ZWGK_FAULTS_ALL") != NULL;
	t.tries = t.hits = t.failed = 0;
	for (int k = 0; k < fault_acts_n; k++) {
		const struct fault_act *a = &fault_acts[k];
		bool hit = true;
		if (only ? strcmp(only, a->name) != 0 : !t.full && f->acts && k % 2 != (f->acts == ODD_ACTS))
			continue;
		for (int n = 1; hit; n += t.full || n < 4 ? 1 : 1 + n) {
			char what[160];
			snprintf(what, sizeof what, "%s, %s %d%s", a->name, f->name, n, f->stays ? " and on" : "");
			hit = f->rc == FAULT_DEATH ? die(a, f, n, what) : try(a, f, n, what);
			t.tries++;
			t.hits += hit;
			if (n > ENDLESS)
				fail_msg("%s: no end", what);
		}
	}
	print_message("%s%s, %s: %d tries, %d met it, %d were not done\n", f->name, f->stays ? " and on" : "",
		t.full ? "every n of all acts" : "some n of some acts (make faults: all)", t.tries, t.hits, t.failed);
	assert_true(t.hits > 0);
}

#define TEST(test, ...) \
	static void test(void **state) \
	{ \
		static const struct fault f = {__VA_ARGS__}; \
		(void)state; \
		over_all(&f); \
		if (f.rc == SQLITE_BUSY) /* somebody had the lock for a moment: nobody hears of it */ \
			assert_int_equal(t.failed, 0); \
		else \
			assert_true(t.failed > 0); \
	}
TEST(write_fails, "write", FAULT_WRITE, SQLITE_IOERR_WRITE, false, false, ODD_ACTS)
TEST(writes_fail_from_then_on, "write", FAULT_WRITE, SQLITE_IOERR_WRITE, true, false, EVEN_ACTS)
TEST(disk_is_full, "full", FAULT_WRITE, SQLITE_FULL, true, false, EVEN_ACTS)
TEST(disk_is_full_for_a_moment, "full", FAULT_WRITE, SQLITE_FULL, false, false, ODD_ACTS)
TEST(sync_fails, "sync", FAULT_SYNC, SQLITE_IOERR_FSYNC, false, true, ALL_ACTS)
TEST(truncation_fails, "truncate", FAULT_TRUNCATE, SQLITE_IOERR_TRUNCATE, false, true, ALL_ACTS)
TEST(lock_fails, "lock", FAULT_LOCK, SQLITE_IOERR_LOCK, false, false, ODD_ACTS)
TEST(lock_is_taken_for_a_moment, "busy", FAULT_LOCK, SQLITE_BUSY, false, false, EVEN_ACTS)
TEST(opening_fails, "open", FAULT_OPEN, SQLITE_CANTOPEN, false, false, ALL_ACTS)
TEST(read_fails, "read", FAULT_READ, SQLITE_IOERR_READ, false, false, EVEN_ACTS)
TEST(killed_at_any_change, "death", FAULT_ANY_CHANGE, FAULT_DEATH, false, true, ODD_ACTS)

static int64_t items(struct desk *d)
{
	return db_number(d->db, &fault_error, -1, "SELECT count(*) FROM item", "");
}

/* What a restore leaves behind that died at its n-th change is played back into no other copy. */
static bool die_and_restore_another(const struct fault_act *restore, int n)
{
	struct audit_head head;
	char newer[240], what[40];
	int status;
	snprintf(newer, sizeof newer, "%s.newer", faultdesk_path());
	snprintf(what, sizeof what, "died at change %d", n);
	unlink(newer);
	faultdesk_fresh();
	struct desk *d = faultdesk_sit(faultdesk_admin());
	int64_t has = items(d);
	assert_int_equal(desk_backup(d, newer, NULL, &head, &fault_error), Z_OK);
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0) {
		fault_arm(FAULT_ANY_CHANGE, n, FAULT_DEATH, false);
		struct desk *own = faultdesk_sit(faultdesk_admin());
		_exit(restore->run(own) == Z_OK ? 0 : 1);
	}
	waitpid(pid, &status, 0);
	bool died = WIFEXITED(status) && WEXITSTATUS(status) == FAULT_DEATH_STATUS;
	assert_true(died || (WIFEXITED(status) && !WEXITSTATUS(status)));
	if (desk_restore(d, newer, NULL, NULL, &fault_error) != Z_OK)
		fail_msg("%s: the next restore is refused: %s", what, error_sentence(&fault_error, (char[600]){0}, 600));
	faultdesk_sound(d, what);
	if (items(d) != has)
		fail_msg("%s: the next restore brought %d items of %d", what, (int)items(d), (int)has);
	desk_close(&d);
	return died;
}

static void a_restore_that_died_spoils_no_other(void **state)
{
	const struct fault_act *restore = fault_acts;
	(void)state;
	while (restore->trait != FAULT_RESTORES)
		restore++;
	int n = 1;
	while (die_and_restore_another(restore, n))
		n += getenv("ZWGK_FAULTS_ALL") ? 1 : 9; /* the journal is there for longer than that */
	assert_true(n > 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(write_fails),
		cmocka_unit_test(writes_fail_from_then_on),
		cmocka_unit_test(disk_is_full),
		cmocka_unit_test(disk_is_full_for_a_moment),
		cmocka_unit_test(sync_fails),
		cmocka_unit_test(truncation_fails),
		cmocka_unit_test(lock_fails),
		cmocka_unit_test(lock_is_taken_for_a_moment),
		cmocka_unit_test(opening_fails),
		cmocka_unit_test(read_fails),
		cmocka_unit_test(killed_at_any_change),
		cmocka_unit_test(a_restore_that_died_spoils_no_other),
	};
	return cmocka_run_group_tests(tests, faultdesk_open, faultdesk_close);
}
