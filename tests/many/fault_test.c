/* fault_test.c - every n-th write, sync, truncation, lock fails, for n = 1 and on until nothing fails any more, over each kind of
 * transaction.
 *
 * `make faults` does every n, `make test` some.
 *
 * After each: what was acknowledged before is there, the act is there whole or not at all, `zwgk check` is clean, the handle that met
 * the fault works on, and a sentence of the right kind was said. */
#include <fcntl.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/file/backup.h"
#include "store/record/inner.h"
#include "store/record/restore.h"
#include "store/view/check.h"
#include "tests/fault_vfs.h"
#include "tests/unit/flow_fix.h"

/* A desk that was prepared once, and is copied for every try. */
static struct {
	char desk[140], copy[140], whole[140];
	int64_t admin, clerk, first, second, publisher, draft, waits, signed_, erasure;
	int64_t items, seq;
	int tries, hits, failed;
	bool full; /* every n; else 1 to 6, 10, 16, 25 ... */
} t;

static struct error e;

/* ---- the desk ---- */

static void copy_file(const char *from, const char *to)
{
	char buf[65536];
	int in = open(from, O_RDONLY), out = open(to, O_CREAT | O_TRUNC | O_WRONLY, 0600);
	assert_true(in >= 0 && out >= 0);
	for (ssize_t n; (n = read(in, buf, sizeof buf)) > 0;)
		assert_int_equal(write(out, buf, (size_t)n), n);
	close(in);
	close(out);
}

/* A handle of his without a passphrase, which takes long. */
static struct desk *sit(int64_t officer)
{
	struct desk *d = NULL;
	assert_ok(desk_open(t.desk, 0, &d, NULL, &e));
	d->who.id = officer;
	d->stale = true;
	assert_ok(desk_refresh(d, &e));
	return d;
}

static void prepare(struct deskfix *f)
{
	struct audit_head head;
	t.admin = f->admin_id;
	t.clerk = f->clerk_id;
	t.first = f->first_id;
	t.second = f->second_id;
	t.publisher = f->publish_id;
	for (int k = 0; k < 6; k++)
		flow_to(f, k);
	t.signed_ = flow_to(f, 4);
	t.draft = flow_new(f);
	t.waits = flow_to(f, 1);
	int64_t erased = flow_new(f);
	assert_ok(erase_ask(f->clerk, erased, ERASE_SECRET, "涉密误录", &t.erasure, &e));
	snprintf(t.copy, sizeof t.copy, "%s/copy.db", f->dir);
	assert_ok(desk_backup(f->admin, t.copy, NULL, &head, &e));
	flow_new(f); /* so that a restore takes something back */
	snprintf(t.desk, sizeof t.desk, "%s/try.db", f->dir);
	snprintf(t.whole, sizeof t.whole, "%s/whole.db", f->dir);
	copy_file(f->path, t.whole);
	assert_ok(audit_read_head(f->admin->db, &head, &e));
	t.seq = head.seq;
	t.items = db_number(f->admin->db, &e, 0, "SELECT count(*) FROM item", "");
}

static void fresh(void)
{
	char path[200];
	static const char *const ends[] = {"-journal", ".restoring", ".made"};
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		snprintf(path, sizeof path, "%s%s", t.desk, ends[k]);
		unlink(path);
	}
	copy_file(t.whole, t.desk);
}

/* ---- the transactions ---- */

static enum z do_create(struct desk *d)
{
	struct item_text text = flow_text("磁盘出错时登记的事项", "正文。");
	struct item_register r = {.class = CLASS_PAPER, .office = desk_who(d)->office, .catalog = 2, .category = 1, .channels = {1}};
	int64_t id;
	return item_create(d, &text, &r, &id, &e);
}

static enum z do_edit(struct desk *d)
{
	static char bytes[40000];
	struct item *i;
	memset(bytes, 'x', sizeof bytes);
	struct item_text text = flow_text("磁盘出错时修改的事项", "另一正文。");
	struct attachment_in a = {.name = "名单.txt", .data = bytes, .bytes = sizeof bytes};
	text.attachments = &a;
	text.attachments_n = 1;
	enum z z = item_load(d, t.draft, &i, &e);
	if (z == Z_OK)
		z = item_edit(d, t.draft, i->ver, &text, NULL, &e);
	item_free(&i);
	return z;
}

static enum z do_pass(struct desk *d)
{
	struct item *i;
	enum z z = item_load(d, t.waits, &i, &e);
	if (z == Z_OK)
		z = review_pass(d, t.waits, i->ver, &i->now->hash, "同意", NULL, &e);
	item_free(&i);
	return z;
}

static enum z do_release(struct desk *d)
{
	struct item *i;
	enum z z = item_load(d, t.signed_, &i, &e);
	if (z == Z_OK)
		z = release_online(d, t.signed_, i->ver, 1, "http://a/1", desk_now(d), &e);
	item_free(&i);
	return z;
}

/* As an import does it: a row that is refused leaves the batch standing. */
static enum z do_migrate(struct desk *d)
{
	struct hash digest = {{1}};
	struct error row;
	int64_t batch;
	enum z z = migrate_begin(d, "历史.csv", &digest, &e);
	if (z != Z_OK)
		return z;
	for (int k = 0; k < 50; k++) {
		char title[64];
		snprintf(title, sizeof title, "2025年第%d号公示", k);
		struct migrated m = {.title = title, .body = "名单见附件，欢迎监督。", .attribute = ATTRIBUTE_OPEN, .formed_on = DAY_NONE,
			.published_on = day_of(2025, 3, 12), .category = "规划计划", .catalog = "新栏目", .office = "造林股", .channels = "政府网站"};
		migrate_add(d, &m, &row);
	}
	return migrate_end(d, &batch, &e);
}

static enum z do_erase(struct desk *d)
{
	struct erase_result r;
	enum z z = erase_decide(d, t.erasure, true, &r, &e);
	erase_result_free(&r);
	return z;
}

static enum z do_seat(struct desk *d)
{
	return seat_grant(d, t.first, 3, 0, 0, NULL, &e);
}

static enum z do_backup(struct desk *d)
{
	struct audit_head head;
	char path[200];
	snprintf(path, sizeof path, "%s.made", t.desk);
	unlink(path);
	return desk_backup(d, path, NULL, &head, &e);
}

static enum z do_restore(struct desk *d)
{
	return desk_restore(d, t.copy, NULL, NULL, &e);
}

static int64_t count_created(struct desk *d)
{
	return db_number(d->db, &e, -1, "SELECT count(*) FROM item WHERE title LIKE '磁盘出错时登记%'", "");
}

static int64_t count_files(struct desk *d)
{
	return db_number(d->db, &e, -1, "SELECT count(*) FROM attachment", "");
}

static int64_t state_of_waiting(struct desk *d)
{
	return db_number(d->db, &e, -1, "SELECT state FROM item WHERE id=?1", "i", t.waits);
}

static int64_t state_of_signed(struct desk *d)
{
	return db_number(d->db, &e, -1, "SELECT state FROM item WHERE id=?1", "i", t.signed_);
}

static int64_t count_migrated(struct desk *d)
{
	return db_number(d->db, &e, -1, "SELECT count(*) FROM item WHERE origin=1", "");
}

static int64_t count_erased(struct desk *d)
{
	return db_number(d->db, &e, -1, "SELECT count(*) FROM item WHERE erased=1", "");
}

static int64_t count_seats(struct desk *d)
{
	return db_number(d->db, &e, -1, "SELECT count(*) FROM seat WHERE tier=3", "");
}

static int64_t count_restores(struct desk *d)
{
	return db_number(d->db, &e, -1, "SELECT count(*) FROM setting WHERE key='restores'", "");
}

static const struct act {
	const char *name;
	enum z (*run)(struct desk *d);
	const int64_t *who;
	int64_t (*effect)(struct desk *d); /* a number that tells whether it was done */
	int64_t before, after;
} acts[] = {
	{"create", do_create, &t.clerk, count_created, 0, 1},
	{"edit with attachment", do_edit, &t.clerk, count_files, 0, 1},
	{"pass", do_pass, &t.first, state_of_waiting, STATE_TIER1, STATE_TIER2},
	{"release", do_release, &t.publisher, state_of_signed, STATE_SIGNED, STATE_PUBLISHED},
	{"migrate 50", do_migrate, &t.clerk, count_migrated, 0, 50},
	{"erase", do_erase, &t.second, count_erased, 0, 1},
	{"seat grant", do_seat, &t.admin, count_seats, 1, 2},
	{"backup", do_backup, &t.admin, NULL, 0, 0},
	{"restore", do_restore, &t.admin, count_restores, 0, 1},
};

/* ---- looking ---- */

static bool print_found(void *ctx, const struct check_found *found)
{
	char said[600];
	++*(int *)ctx;
	print_error("check: %s\n", error_sentence(&found->error, said, sizeof said));
	return true;
}

static void assert_checked(struct desk *d, const char *what)
{
	struct check_result r;
	int n = 0;
	assert_ok(check_run(d, NULL, print_found, &n, &r, &e));
	if (n)
		fail_msg("%s: the check found %d faults", what, n);
}

/* Whether the act was done; it must be there whole or not at all. */
static bool was_done(struct desk *d, const struct act *a, const char *what)
{
	struct audit_head head;
	assert_ok(audit_read_head(d->db, &head, &e));
	if (!a->effect)
		return head.seq > t.seq;
	int64_t is = a->effect(d);
	if (is != a->before && is != a->after)
		fail_msg("%s: half done: %lld", what, (long long)is);
	if (a->run != do_restore && (head.seq > t.seq) != (is == a->after))
		fail_msg("%s: the chain stands at %lld of %lld, but it was%s done", what, (long long)head.seq, (long long)t.seq,
			is == a->after ? "" : " not");
	return is == a->after;
}

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

static void look_after(const struct act *a, struct desk *d, enum z z, int rc, bool unsure, const char *what)
{
	char said[600] = "", path[200];
	if (z != Z_OK) {
		const struct error why = e;
		error_sentence(&why, said, sizeof said);
		if (!sensible(z, rc) || !strstr(said, "请"))
			fail_msg("%s: kind %d: %s", what, (int)z, said);
		t.failed++;
	}
	struct desk *other = sit(t.admin);
	desk_read_patience(other, 2000);
	bool done = was_done(other, a, what);
	if (z == Z_OK && !done)
		fail_msg("%s: acknowledged and not done", what);
	/* after a failed sync of the emptied journal nobody can know: it may be done, but never half */
	if (z != Z_OK && done && !unsure && a->effect)
		fail_msg("%s: done, and said not to be: %s", what, said);
	assert_checked(other, what);
	if (a->run == do_backup) {
		struct audit_head head;
		snprintf(path, sizeof path, "%s.made", t.desk);
		if (access(path, F_OK) == 0)
			assert_ok(backup_verify(path, &head, &e));
		else
			assert_int_not_equal(z, Z_OK);
	}
	desk_close(&other);
	/* the handle that met the fault works on */
	d->who.id = a->run == do_restore ? t.admin : d->who.id;
	assert_ok(desk_refresh(d, &e));
	assert_false(d->in_op);
	int64_t before = db_number(d->db, &e, -1, "SELECT max(seq) FROM audit", "");
	if (!done && a->run != do_restore && a->run != do_backup) {
		enum z again = a->run(d);
		if (again != Z_OK)
			fail_msg("%s: the second try is refused: %s", what, error_sentence(&e, said, sizeof said));
	} else {
		assert_ok(desk_note(d, ACTION_EXPORT, 0, &e));
	}
	assert_int_equal(db_number(d->db, &e, -1, "SELECT max(seq) FROM audit", ""), before + 1);
}

/* One kind of fault over one act, n = 1... */
static void over(const struct act *a, enum fault_kind kind, int rc, bool stays, const char *name)
{
	for (int n = 1;; n += t.full || n < 6 ? 1 : 1 + n / 2) {
		char what[160];
		snprintf(what, sizeof what, "%s, %s %d%s", a->name, name, n, stays ? " and on" : "");
		fresh();
		struct desk *d = sit(*a->who);
		desk_read_patience(d, 2000);
		fault_arm(kind, n, rc, stays);
		enum z z = a->run(d);
		int hits = fault_disarm();
		t.tries++;
		t.hits += hits > 0;
		look_after(a, d, z, rc, kind == FAULT_SYNC || kind == FAULT_TRUNCATE, what);
		desk_close(&d);
		if (!hits) {
			assert_int_equal(z, Z_OK);
			break;
		}
		if (n > 3000)
			fail_msg("%s: no end", what);
	}
}

static struct deskfix *fix;

static int open_fix(void **state)
{
	(void)state;
	fault_vfs_install();
	fix = deskfix_open(FLOW_NOW);
	prepare(fix);
	return 0;
}

static int close_fix(void **state)
{
	(void)state;
	fault_disarm();
	deskfix_close(&fix);
	return 0;
}

static void over_all(enum fault_kind kind, int rc, bool stays, const char *name)
{
	const char *only = getenv("ZWGK_ACT");
	t.full = getenv("ZWGK_FAULTS_ALL") != NULL;
	t.tries = t.hits = t.failed = 0;
	for (size_t k = 0; k < sizeof acts / sizeof *acts; k++)
		if (!only || !strcmp(only, acts[k].name))
			over(&acts[k], kind, rc, stays, name);
	print_message("%s%s, %s: %d tries, %d met it, %d were refused\n", name, stays ? " and on" : "",
		t.full ? "every n" : "some n (make faults: every n)", t.tries, t.hits, t.failed);
	assert_true(t.hits > 0);
}

static void write_fails(void **state)
{
	(void)state;
	over_all(FAULT_WRITE, SQLITE_IOERR_WRITE, false, "write");
	assert_true(t.failed > 0);
}

static void disk_is_full(void **state)
{
	(void)state;
	over_all(FAULT_WRITE, SQLITE_FULL, true, "full");
	assert_true(t.failed > 0);
}

static void disk_is_full_for_a_moment(void **state)
{
	(void)state;
	over_all(FAULT_WRITE, SQLITE_FULL, false, "full");
	assert_true(t.failed > 0);
}

static void sync_fails(void **state)
{
	(void)state;
	over_all(FAULT_SYNC, SQLITE_IOERR_FSYNC, false, "sync");
	assert_true(t.failed > 0);
}

static void truncate_fails(void **state)
{
	(void)state;
	over_all(FAULT_TRUNCATE, SQLITE_IOERR_TRUNCATE, false, "truncate");
	assert_true(t.failed > 0);
}

static void lock_fails(void **state)
{
	(void)state;
	over_all(FAULT_LOCK, SQLITE_IOERR_LOCK, false, "lock");
	assert_true(t.failed > 0);
}

/* Somebody had the lock for a moment: nobody hears of it. */
static void lock_is_taken_for_a_moment(void **state)
{
	(void)state;
	over_all(FAULT_LOCK, SQLITE_BUSY, false, "busy");
	assert_int_equal(t.failed, 0);
}

static void read_fails(void **state)
{
	(void)state;
	over_all(FAULT_READ, SQLITE_IOERR_READ, false, "read");
	assert_true(t.failed > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(write_fails, open_fix, close_fix),
		cmocka_unit_test_setup_teardown(disk_is_full, open_fix, close_fix),
		cmocka_unit_test_setup_teardown(disk_is_full_for_a_moment, open_fix, close_fix),
		cmocka_unit_test_setup_teardown(sync_fails, open_fix, close_fix),
		cmocka_unit_test_setup_teardown(truncate_fails, open_fix, close_fix),
		cmocka_unit_test_setup_teardown(lock_fails, open_fix, close_fix),
		cmocka_unit_test_setup_teardown(lock_is_taken_for_a_moment, open_fix, close_fix),
		cmocka_unit_test_setup_teardown(read_fails, open_fix, close_fix),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
