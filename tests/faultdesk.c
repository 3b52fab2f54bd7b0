/* faultdesk.c - see faultdesk.h. */
#include "tests/faultdesk.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/file/backup.h"
#include "store/record/restore/restore.h"
#include "store/view/check/check.h"
#include "tests/file.h"
#include "tests/unit/flow_fix.h"

struct error fault_error;
#define e fault_error

static struct {
	struct deskfix *f;
	char path[200], copy[140], whole[140];
	int64_t admin, clerk, first, second, publisher, draft, waits, ready, erasure;
	int64_t seq, officers;
} t;

/* ---- the desk ---- */

void faultdesk_place(const char *folder)
{
	snprintf(t.path, sizeof t.path, "%s/try.db", folder ? folder : t.f->dir);
}

const char *faultdesk_path(void)
{
	return t.path;
}

int64_t faultdesk_admin(void)
{
	return t.admin;
}

int faultdesk_open(void **state)
{
	struct audit_head head;
	(void)state;
	fault_vfs_install();
	struct deskfix *f = t.f = deskfix_open(FLOW_NOW);
	t.admin = f->admin_id;
	t.clerk = f->clerk_id;
	t.first = f->first_id;
	t.second = f->second_id;
	t.publisher = f->publish_id;
	for (int k = 0; k < 6; k++)
		flow_to(f, k);
	t.ready = flow_to(f, 4);
	t.draft = flow_new(f);
	t.waits = flow_to(f, 1);
	assert_ok(erase_ask(f->clerk, flow_new(f), ERASE_SECRET, "涉密误录", &t.erasure, &e));
	snprintf(t.copy, sizeof t.copy, "%s/copy.db", f->dir);
	assert_ok(desk_backup(f->admin, t.copy, NULL, &head, &e));
	flow_new(f); /* so that a restore takes something back */
	snprintf(t.whole, sizeof t.whole, "%s/whole.db", f->dir);
	file_copy(f->path, t.whole);
	faultdesk_place(NULL);
	assert_ok(audit_read_head(f->admin->db, &head, &e));
	t.seq = head.seq;
	return 0;
}

int faultdesk_close(void **state)
{
	(void)state;
	fault_disarm();
	deskfix_close(&t.f);
	return 0;
}

void faultdesk_fresh(void)
{
	static const char *const ends[] = {"-journal", ".restoring", ".restoring-journal", ".made", ".ballast"};
	char path[240];
	for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
		snprintf(path, sizeof path, "%s%s", t.path, ends[k]);
		unlink(path);
	}
	file_copy(t.whole, t.path);
}

bool faultdesk_is_fresh(void)
{
	char a[4096], b[4096];
	ssize_t n, m;
	bool same = true;
	int one = open(t.whole, O_RDONLY), other = open(t.path, O_RDONLY);
	assert_true(one >= 0 && other >= 0);
	do {
		n = read(one, a, sizeof a);
		m = read(other, b, sizeof b);
		same = n == m && memcmp(a, b, (size_t)n) == 0;
	} while (same && n > 0);
	close(one);
	close(other);
	return same;
}

struct desk *faultdesk_sit(int64_t officer)
{
	struct desk *d = NULL;
	assert_ok(desk_open(t.path, 0, &d, NULL, &e));
	d->who.id = officer;
	d->stale = true;
	assert_ok(desk_refresh(d, &e));
	desk_read_patience(d, 2000);
	return d;
}

/* ---- the transactions ---- */

static enum z do_create(struct desk *d)
{
	struct item_text text = flow_text("磁盘出错时登记的事项", "正文。");
	struct item_register r = {.class = CLASS_PAPER, .office = desk_who(d)->office, .catalog = 2, .category = 1,
		.channels = {1}};
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

static enum z do_submit(struct desk *d)
{
	struct item *i;
	enum z z = item_load(d, t.draft, &i, &e);
	if (z == Z_OK)
		z = item_submit(d, t.draft, i->ver, &e);
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
	enum z z = item_load(d, t.ready, &i, &e);
	if (z == Z_OK)
		z = release_online(d, t.ready, i->ver, 1, "http://a/1", desk_now(d), &e);
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
		struct migrated m = {.title = title, .body = "名单见附件，欢迎监督。", .attribute = ATTRIBUTE_OPEN,
			.formed_on = DAY_NONE, .published_on = day_of(2025, 3, 12), .category = "规划计划", .catalog = "新栏目",
			.office = "造林股", .channels = "政府网站"};
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

static enum z do_officer(struct desk *d)
{
	struct officer_in in = {.login = "geng", .name = "新来的庚", .office = desk_who(d)->office, .roles = ROLE_CLERK};
	char secret[32];
	int64_t id;
	return officer_add(d, &in, &id, secret, &e);
}

/* The dates of all open items are computed again in the same transaction. */
static enum z do_setting(struct desk *d)
{
	return setting_set(d, SETTING_PUBLISH_DAYS, setting_version(d, SETTING_PUBLISH_DAYS), "18", &e);
}

static enum z do_backup(struct desk *d)
{
	struct audit_head head;
	char path[240];
	snprintf(path, sizeof path, "%s.made", t.path);
	unlink(path);
	return desk_backup(d, path, NULL, &head, &e);
}

static enum z do_restore(struct desk *d)
{
	return desk_restore(d, t.copy, NULL, NULL, &e);
}

static bool count_found(void *ctx, const struct check_found *found)
{
	char said[600];
	++*(int *)ctx;
	print_error("check: %s\n", error_sentence(&found->error, said, sizeof said));
	return true;
}

/* A page that cannot be read is no fault of the desk. */
static enum z do_check(struct desk *d)
{
	struct check_result r;
	int n = 0;
	enum z z = check_run(d, NULL, count_found, &n, &r, &e);
	assert_int_equal(n, 0);
	return z;
}

#define COUNT(name, sql) \
	static int64_t name(struct desk *d) \
	{ \
		return db_number(d->db, &e, -1, sql, ""); \
	}
COUNT(count_created, "SELECT count(*) FROM item WHERE title LIKE '磁盘出错时登记%'")
COUNT(count_files, "SELECT count(*) FROM attachment")
COUNT(count_migrated, "SELECT count(*) FROM item WHERE origin=1")
COUNT(count_erased, "SELECT count(*) FROM item WHERE erased=1")
COUNT(count_seats, "SELECT count(*) FROM seat WHERE tier=3")
COUNT(count_new, "SELECT count(*) FROM officer WHERE login='geng'")
COUNT(count_18, "SELECT count(*) FROM setting WHERE key='publish_days' AND value='18'")
COUNT(count_restores, "SELECT count(*) FROM setting WHERE key='restores'")

static int64_t state_of(struct desk *d, int64_t item)
{
	return db_number(d->db, &e, -1, "SELECT state FROM item WHERE id=?1", "i", item);
}

static int64_t state_of_draft(struct desk *d)
{
	return state_of(d, t.draft);
}

static int64_t state_of_waiting(struct desk *d)
{
	return state_of(d, t.waits);
}

static int64_t state_of_ready(struct desk *d)
{
	return state_of(d, t.ready);
}

const struct fault_act fault_acts[] = {
	{"create", do_create, &t.clerk, count_created, 0, 1, FAULT_PLAIN},
	{"edit with attachment", do_edit, &t.clerk, count_files, 0, 1, FAULT_PLAIN},
	{"submit", do_submit, &t.clerk, state_of_draft, STATE_DRAFT, STATE_TIER1, FAULT_PLAIN},
	{"pass", do_pass, &t.first, state_of_waiting, STATE_TIER1, STATE_TIER2, FAULT_PLAIN},
	{"release", do_release, &t.publisher, state_of_ready, STATE_SIGNED, STATE_PUBLISHED, FAULT_PLAIN},
	{"migrate 50", do_migrate, &t.clerk, count_migrated, 0, 50, FAULT_PLAIN},
	{"erase", do_erase, &t.second, count_erased, 0, 1, FAULT_PLAIN},
	{"seat", do_seat, &t.admin, count_seats, 1, 2, FAULT_PLAIN},
	{"officer", do_officer, &t.admin, count_new, 0, 1, FAULT_PLAIN},
	{"setting", do_setting, &t.admin, count_18, 0, 1, FAULT_PLAIN},
	{"check", do_check, &t.admin, NULL, 0, 0, FAULT_READS},
	{"backup", do_backup, &t.admin, NULL, 0, 0, FAULT_COPIES},
	{"restore", do_restore, &t.admin, count_restores, 0, 1, FAULT_RESTORES},
};
const int fault_acts_n = sizeof fault_acts / sizeof *fault_acts;

/* ---- looking ---- */

void faultdesk_sound(struct desk *d, const char *what)
{
	struct check_result r;
	int n = 0;
	assert_ok(check_run(d, NULL, count_found, &n, &r, &e));
	if (n)
		fail_msg("%s: the check found %d faults", what, n);
}

bool faultdesk_was_done(struct desk *d, const struct fault_act *a, const char *what)
{
	struct audit_head head;
	assert_ok(audit_read_head(d->db, &head, &e));
	bool grown = head.seq > t.seq;
	if (a->trait == FAULT_READS) {
		assert_false(grown);
		return false;
	}
	if (!a->effect)
		return grown;
	int64_t is = a->effect(d);
	if (is != a->before && is != a->after)
		fail_msg("%s: half done: %lld", what, (long long)is);
	if (a->trait != FAULT_RESTORES && grown != (is == a->after))
		fail_msg("%s: was%s done, but the chain stands at %lld after %lld", what, is == a->after ? "" : " not",
			(long long)head.seq, (long long)t.seq);
	return is == a->after;
}

void faultdesk_sentence(enum z z, const char *what, char *said)
{
	error_sentence(&e, said, 600);
	if (e.kind != z || !strstr(said, "请"))
		fail_msg("%s: kind %d of %d: %s", what, (int)e.kind, (int)z, said);
}

void faultdesk_works_on(struct desk *d, const struct fault_act *a, bool done, const char *what)
{
	char said[600];
	if (a->trait == FAULT_RESTORES)
		d->who.id = t.admin;
	assert_ok(desk_refresh(d, &e));
	assert_false(d->in_op);
	int64_t before = db_number(d->db, &e, -1, "SELECT max(seq) FROM audit", "");
	bool again = !done && a->trait == FAULT_PLAIN;
	enum z z = again ? a->run(d) : desk_note(d, ACTION_EXPORT, 0, &e);
	if (z != Z_OK)
		fail_msg("%s: the second try is refused: %s", what, error_sentence(&e, said, sizeof said));
	assert_int_equal(db_number(d->db, &e, -1, "SELECT max(seq) FROM audit", ""), before + 1);
}
