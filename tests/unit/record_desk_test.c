/* record_desk_test.c - a desk is made, opened, sat down at; its clock and its history cannot be turned back
 * unnoticed. */
#include <fcntl.h>
#include <pwd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/deskfix.h"

static struct error e;

static int64_t audit_rows(struct desk *d)
{
	return db_number(d->db, &e, -1, "SELECT count(*) FROM audit", "");
}

static void a_new_desk_has_its_first_officer_logged_in(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	const struct who *w = desk_who(f->admin);
	struct stat st;
	assert_string_equal(w->name, "管理员己");
	assert_string_equal(w->office_name, "办公室");
	assert_int_equal(w->roles, ROLE_ADMIN | ROLE_CLERK);
	assert_string_equal(desk_bureau(f->admin), "某县林业局");
	assert_int_equal(desk_mode(f->admin), DESK_TEST);
	assert_int_equal(desk_today(f->admin), day_of(2026, 11, 20));
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(desk_who(f->first)->seat[1]);
	assert_false(desk_who(f->first)->seat[2]);
	assert_sound(f->admin);
	/* A second desk does not take the first one's place. */
	struct desk *d = NULL;
	struct desk_new n = {.bureau = "另一局", .officer = "某人", .mode = DESK_TEST};
	assert_refused(desk_create(f->path, &n, &d, &e), R_FILE_EXISTS);
	assert_null(d);
	deskfix_close(&f);
}

static void what_is_missing_is_said_before_a_file_is_made(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct desk *d = NULL;
	char path[160];
	snprintf(path, sizeof path, "%s/second.db", f->dir);
	struct desk_new n = {.bureau = " ", .officer = "某人", .mode = DESK_TEST};
	assert_refused(desk_create(path, &n, &d, &e), R_FIELD_EMPTY);
	n.bureau = "局";
	assert_refused(desk_create(path, &n, &d, &e), R_FIELD_SHORT);
	n.bureau = "某局";
	n.officer = "\xff";
	assert_refused(desk_create(path, &n, &d, &e), R_FIELD_BYTES);
	n.officer = "某人";
	n.mode = DESK_REAL;
	assert_refused(desk_create(path, &n, &d, &e), R_NOW_REAL);
	assert_int_not_equal(access(path, F_OK), 0);
	deskfix_close(&f);
}

static void the_clock_of_a_real_desk_cannot_be_pinned(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct desk *d = NULL;
	char path[160];
	snprintf(path, sizeof path, "%s/real.db", f->dir);
	struct desk_new n = {.bureau = "某县林业局", .officer = "王五", .passphrase = DESKFIX_PASS, .mode = DESK_REAL};
	unsetenv("ZWGK_NOW");
	assert_ok(desk_create(path, &n, &d, &e));
	desk_close(&d);
	setenv("ZWGK_NOW", "2026-11-20T09:00:00", 1);
	assert_refused(desk_open(path, 0, &d, NULL, &e), R_NOW_REAL);
	assert_null(d);
	unsetenv("ZWGK_NOW");
	assert_ok(desk_open(path, 0, &d, NULL, &e));
	desk_close(&d);
	setenv("ZWGK_NOW", "gestern", 1);
	assert_refused(desk_open(f->path, 0, &d, NULL, &e), R_NOW_BAD);
	deskfix_close(&f);
}

static void nobody_works_without_login_or_after_leaving(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct desk *d = NULL;
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	int64_t before = audit_rows(d);
	assert_refused(desk_note(d, ACTION_EXPORT, 0, &e), R_LOGIN_FIRST);
	assert_ok(desk_login(d, "jia", DESKFIX_PASS, &e));
	assert_ok(desk_note(d, ACTION_EXPORT, 0, &e));
	assert_int_equal(audit_rows(d), before + 2);
	assert_ok(officer_leave(f->admin, f->clerk_id, 0, &e));
	assert_refused(desk_note(d, ACTION_EXPORT, 0, &e), R_LOGIN_LEFT);
	assert_int_equal(desk_who(d)->id, 0);
	assert_refused(desk_login(d, "jia", DESKFIX_PASS, &e), R_LOGIN_WRONG);
	/* The screen learns it without having tried anything. */
	assert_true(desk_changed(f->clerk));
	assert_int_equal(desk_who(f->clerk)->id, 0);
	desk_close(&d);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void wrong_passphrases_make_the_next_try_wait(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct desk *d = NULL;
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	assert_refused(desk_login(d, "nobody", "x", &e), R_LOGIN_WRONG);
	assert_refused(desk_login(d, "jia", "", &e), R_LOGIN_WRONG);
	assert_refused(desk_login(d, "jia", NULL, &e), R_LOGIN_WRONG);
	assert_ok(desk_login(d, "jia", DESKFIX_PASS, &e)); /* three are free, and a right one begins anew */
	desk_logout(d);
	for (int i = 0; i < 4; i++)
		assert_refused(desk_login(d, "jia", "wrong", &e), R_LOGIN_WRONG);
	assert_refused(desk_login(d, "jia", DESKFIX_PASS, &e), R_LOGIN_LATER);
	d->login_after = 0;
	assert_refused(desk_login(d, "jia", "wrong", &e), R_LOGIN_WRONG);
	assert_true(d->login_after > 0);
	desk_close(&d);
	deskfix_close(&f);
}

/* Design 4.6: a passphrase that was tried stands in the log, and another process does not begin anew. */
static void wrong_passphrases_are_logged_and_hold_in_every_process(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NULL);
	struct desk *d = NULL;
	int64_t before = db_number(f->admin->db, &e, 0, "SELECT max(seq) FROM audit", "");
	for (int i = 0; i < 4; i++) { /* each as a command of its own, one of them only reading */
		assert_ok(desk_open(f->path, i == 2 ? DESK_READ : 0, &d, NULL, &e));
		assert_refused(desk_login(d, "jia", i ? "secret words" : DESKFIX_PASS "x", &e), R_LOGIN_WRONG);
		desk_close(&d);
	}
	assert_int_equal(db_number(f->admin->db, &e, 0, "SELECT count(*) FROM audit WHERE seq>?1 AND action=?2 AND subject=?3"
		" AND officer IS NULL", "iii", before, (int64_t)ACTION_LOGIN_FAILED, f->clerk_id), 4);
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	assert_refused(desk_login(d, "jia", DESKFIX_PASS, &e), R_LOGIN_LATER);
	assert_string_equal(e.arg[0], "4");
	assert_ok(desk_login(d, "bing", DESKFIX_PASS, &e)); /* another officer is not held up */
	desk_close(&d);
	/* a login that does not exist tells by nothing that it does not */
	for (int i = 0; i < 4; i++) {
		assert_ok(desk_open(f->path, 0, &d, NULL, &e));
		assert_refused(desk_login(d, i % 2 ? "nobody" : "noone", "x", &e), R_LOGIN_WRONG);
		desk_close(&d);
	}
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	assert_refused(desk_login(d, "nobody", "x", &e), R_LOGIN_LATER);
	desk_close(&d);
	/* the administrator gives a new one: that may be tried at once */
	char secret[32];
	assert_ok(officer_reset(f->admin, f->clerk_id, secret, &e));
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	assert_ok(desk_login(d, "jia", secret, &e));
	/* guessing the old one at a desk that somebody left open */
	for (int i = 0; i < 4; i++) {
		d->login_after = 0;
		assert_refused(officer_set_pass(d, "guess", "my own words", &e), R_PASS_OLD);
	}
	d->login_after = 0;
	assert_refused(officer_set_pass(d, secret, "my own words", &e), R_LOGIN_LATER);
	desk_close(&d);
	assert_sound(f->admin);
	deskfix_close(&f);
}

/* The log says what was done; nothing is written into it that was not. */
static void only_acts_without_a_record_are_noted_by_themselves(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	int64_t id;
	struct item_text t = {.title = "一件草稿", .body = "正文", .docno = "", .formed_on = DAY_NONE, .attribute = ATTRIBUTE_OPEN,
		.valid_from = DAY_NONE, .valid_to = DAY_NONE};
	struct item_register r = {.class = CLASS_OTHER, .office = f->office};
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	int64_t before = db_number(f->admin->db, &e, 0, "SELECT max(seq) FROM audit", "");
	static const enum action acts[] = {ACTION_REVIEW_PASS, ACTION_ITEM_VOID, ACTION_RELEASE_ONLINE, ACTION_ERASE_DECIDE,
		ACTION_ITEM_CREATE, ACTION_LOGIN, ACTION_LOGIN_FAILED, ACTION_CLOCK_ACCEPT, ACTION_SETTING_EDIT, ACTION_UPGRADE};
	struct desk *all[] = {f->admin, f->clerk, f->third, f->publish};
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		for (size_t k = 0; k < sizeof all / sizeof *all; k++)
			assert_refused(desk_note(all[k], acts[i], id, &e), R_NOTE_ACT);
	assert_refused(desk_note(f->clerk, ACTION_PACKAGE, id, &e), R_PERMIT_STATE); /* a draft leaves in no package */
	assert_refused(desk_note(f->clerk, ACTION_PACKAGE, 4711, &e), R_NO_ITEM);
	assert_refused(desk_note(f->clerk, ACTION_RESTORE, 0, &e), R_PERMIT_WHO);
	assert_int_equal(db_number(f->admin->db, &e, 0, "SELECT max(seq) FROM audit", ""), before);
	assert_ok(desk_note(f->clerk, ACTION_EXPORT, 0, &e));
	deskfix_close(&f);
}

static void the_tied_officer_needs_no_passphrase(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct passwd *pw = getpwuid(getuid());
	assert_non_null(pw);
	char user[64];
	snprintf(user, sizeof user, "%s", pw->pw_name);
	struct desk *d = NULL;
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	assert_refused(desk_login_tied(d, &e), R_LOGIN_NOT_TIED);
	struct officer_in in = {.name = "经办甲", .os_user = user, .office = f->office, .roles = ROLE_CLERK};
	assert_ok(officer_edit(f->admin, f->clerk_id, 0, &in, &e));
	assert_ok(desk_login_tied(d, &e));
	assert_string_equal(desk_who(d)->login, "jia");
	/* Two officers cannot be tied to one account. */
	in.name = "初审乙";
	in.roles = 0;
	assert_refused(officer_edit(f->admin, f->first_id, 0, &in, &e), R_OS_USER_TAKEN);
	desk_close(&d);
	deskfix_close(&f);
}

static int64_t logins(struct deskfix *f)
{
	return db_number(f->admin->db, &e, -1, "SELECT count(*) FROM audit WHERE action = ?1 AND officer = ?2", "ii",
	        (int64_t)ACTION_LOGIN, f->clerk_id);
}

/* On a screen the first picture stands before the row; but nothing is done before it, nor does one leave without it. */
static void the_row_of_a_login_is_owed_and_paid(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct officer_in in = {.name = "经办甲", .os_user = getpwuid(getuid())->pw_name, .office = f->office,
	        .roles = ROLE_CLERK};
	struct desk *d = NULL;
	int64_t before;
	assert_ok(officer_edit(f->admin, f->clerk_id, 0, &in, &e));
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	for (int how = 0; how < 4; how++) {
		before = logins(f);
		assert_true(before >= 0);
		assert_ok(desk_sit_tied(d, &e));
		assert_string_equal(desk_who(d)->login, "jia");
		assert_int_equal(logins(f), before);
		if (how == 0)
			assert_ok(desk_login_row(d, &e));
		else if (how == 1)
			assert_ok(desk_note(d, ACTION_EXPORT, 0, &e));
		else if (how == 2)
			desk_logout(d);
		else
			desk_close(&d);
		assert_int_equal(logins(f), before + 1);
		if (how < 2)
			assert_ok(desk_login_row(d, &e)); /* paid */
		assert_int_equal(logins(f), before + 1);
	}
	/* Whose account was taken from him meanwhile does not stay. */
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	assert_ok(desk_sit_tied(d, &e));
	assert_ok(officer_leave(f->admin, f->clerk_id, 0, &e));
	assert_int_not_equal(desk_login_row(d, &e), Z_OK);
	assert_int_equal(desk_who(d)->id, 0);
	desk_close(&d);
	deskfix_close(&f);
}

static void a_clock_that_goes_back_stops_all_but_the_administrator(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct error warning;
	struct desk *d = NULL;
	deskfix_time(f, "2026-11-20T08:59:57");
	assert_ok(desk_note(f->clerk, ACTION_EXPORT, 0, &e)); /* jitter */
	assert_int_equal(
	        db_number(f->clerk->db, &e, 0, "SELECT max(at) FROM audit", ""), instant_parse("2026-11-20T09:00:00"));
	deskfix_time(f, "2026-11-19T18:00:00");
	assert_refused(desk_note(f->clerk, ACTION_EXPORT, 0, &e), R_CLOCK_BACK);
	assert_string_equal(e.arg[0], "2026-11-19 18:00");
	assert_string_equal(e.arg[1], "2026-11-20 09:00");
	assert_ok(desk_open(f->path, 0, &d, &warning, &e));
	assert_int_equal(warning.code, R_CLOCK_BACK);
	assert_ok(desk_login(d, "jia", DESKFIX_PASS, &e));
	assert_refused(desk_accept_clock(d, &e), R_PERMIT_WHO);
	assert_ok(desk_accept_clock(f->admin, &e));
	assert_ok(desk_note(d, ACTION_EXPORT, 0, &e));
	assert_refused(desk_accept_clock(f->admin, &e), R_CLOCK_FINE);
	desk_close(&d);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void copy(const char *from, const char *to)
{
	char buf[65536];
	ssize_t n;
	int in = open(from, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	assert_true(in >= 0 && out >= 0);
	while ((n = read(in, buf, sizeof buf)) > 0)
		assert_int_equal(write(out, buf, (size_t)n), n);
	close(in);
	close(out);
}

static void an_older_file_in_its_place_is_noticed_until_accepted(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct error warning;
	struct desk *d = NULL;
	char kept[160], path[160];
	snprintf(kept, sizeof kept, "%s/kept.db", f->dir);
	snprintf(path, sizeof path, "%s", f->path);
	copy(path, kept);
	assert_ok(desk_note(f->clerk, ACTION_EXPORT, 0, &e));
	struct desk **all[] = {&f->admin, &f->clerk, &f->first, &f->second, &f->third, &f->publish};
	for (size_t i = 0; i < 6; i++)
		desk_close(all[i]);
	copy(kept, path);
	for (int round = 0; round < 2; round++) { /* looking at it does not make it good */
		assert_ok(desk_open(path, 0, &d, &warning, &e));
		/* Once somebody logged in, it is as long as the other, but another history. */
		assert_int_equal(warning.code, round ? R_HEAD_FOREIGN : R_HEAD_OLDER);
		assert_ok(desk_login(d, "jia", DESKFIX_PASS, &e));
		assert_refused(desk_accept_head(d, &e), R_PERMIT_WHO);
		desk_close(&d);
		warning.kind = Z_IO;
	}
	assert_ok(desk_open(path, 0, &d, &warning, &e));
	assert_int_equal(warning.code, R_HEAD_FOREIGN);
	assert_ok(desk_login(d, "admin", DESKFIX_PASS, &e));
	assert_ok(desk_accept_head(d, &e));
	assert_refused(desk_accept_head(d, &e), R_HEAD_FINE);
	desk_close(&d);
	assert_ok(desk_open(path, 0, &d, &warning, &e));
	assert_int_equal(warning.kind, Z_OK);
	desk_close(&d);
	unlink(kept);
	deskfix_close(&f);
}

static void a_full_disk_costs_the_step_and_gives_up_the_ballast(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct phrase *list;
	int n, before;
	char sql[64];
	const char *words = "经审查不涉及国家秘密、工作秘密、商业秘密和个人隐私，同意公开，请按程序发布。";
	assert_ok(phrase_list(f->second, 2, 1, &list, &before, &e));
	free(list);
	sqlite3_set_authorizer(db_raw(f->second->db), NULL, NULL); /* it lets nobody shrink the file's limit */
	int64_t rows = audit_rows(f->second), pages = db_number(f->second->db, &e, 0, "PRAGMA page_count", "");
	snprintf(sql, sizeof sql, "PRAGMA max_page_count=%lld", (long long)pages);
	assert_int_equal(sqlite3_exec(db_raw(f->second->db), sql, NULL, NULL, NULL), SQLITE_OK);
	enum z z = Z_OK;
	int done = 0;
	while (z == Z_OK && done < 100) {
		z = phrase_save(f->second, 0, 0, 2, 1, words, &e);
		done += z == Z_OK;
	}
	assert_int_equal(z, Z_FULL);
	assert_int_equal(e.code, R_DESK_FULL_EASED);
	assert_refused(phrase_save(f->second, 0, 0, 2, 1, words, &e), R_FILE_FULL); /* given up once */
	assert_int_equal(
	        sqlite3_exec(db_raw(f->second->db), "PRAGMA max_page_count=100000", NULL, NULL, NULL), SQLITE_OK);
	assert_ok(phrase_save(f->second, 0, 0, 2, 1, "有了空间", &e));
	assert_ok(phrase_list(f->second, 2, 1, &list, &n, &e));
	assert_int_equal(n, before + done + 1);
	free(list);
	assert_int_equal(audit_rows(f->second), rows + done + 1);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void a_desk_opened_for_reading_writes_nothing(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct desk *d = NULL;
	assert_ok(desk_open(f->path, DESK_READ, &d, NULL, &e));
	int64_t before = audit_rows(d);
	assert_ok(desk_login(d, "jia", DESKFIX_PASS, &e));
	assert_string_equal(desk_who(d)->name, "经办甲");
	assert_refused(desk_note(d, ACTION_EXPORT, 0, &e), R_DESK_READ_ONLY);
	assert_int_equal(audit_rows(d), before);
	desk_close(&d);
	deskfix_close(&f);
}

static void changes_of_others_and_of_oneself_are_told_once(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	desk_changed(f->clerk);
	assert_false(desk_changed(f->clerk));
	assert_ok(setting_set(f->admin, SETTING_SOON_DAYS, setting_version(f->admin, SETTING_SOON_DAYS), "3", &e));
	assert_true(desk_changed(f->clerk));
	assert_int_equal(setting_number(f->clerk, SETTING_SOON_DAYS), 3);
	assert_false(desk_changed(f->clerk));
	assert_ok(desk_note(f->clerk, ACTION_EXPORT, 0, &e));
	assert_true(desk_changed(f->clerk));
	assert_false(desk_changed(f->clerk));
	/* One who writes before he looks still hears of the others. */
	assert_ok(setting_set(f->admin, SETTING_SOON_DAYS, setting_version(f->admin, SETTING_SOON_DAYS), "4", &e));
	assert_ok(desk_note(f->clerk, ACTION_EXPORT, 0, &e));
	assert_int_equal(setting_number(f->clerk, SETTING_SOON_DAYS), 4);
	assert_true(desk_changed(f->clerk));
	deskfix_close(&f);
}

static void registers_are_loaded_again_when_the_log_tells_of_them(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct item_text t = {.title = "关于采伐许可的公告", .body = "正文", .attribute = ATTRIBUTE_OPEN,
		.formed_on = day_of(2026, 11, 18), .valid_from = DAY_NONE, .valid_to = DAY_NONE};
	struct item_register r = {.class = CLASS_OTHER, .office = f->office};
	int64_t id = 0;
	desk_changed(f->second);
	const struct calendar *kept = desk_calendar(f->second);
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	assert_true(desk_changed(f->second));
	assert_ptr_equal(desk_calendar(f->second), kept);
	/* between acts that change none of them, in an operation */
	assert_ok(setting_set(f->admin, SETTING_SOON_DAYS, setting_version(f->admin, SETTING_SOON_DAYS), "3", &e));
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	assert_true(desk_changed(f->second));
	assert_int_equal(setting_number(f->second, SETTING_SOON_DAYS), 3);
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	assert_int_equal(setting_number(f->clerk, SETTING_SOON_DAYS), 3);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_desk_has_its_first_officer_logged_in),
		cmocka_unit_test(what_is_missing_is_said_before_a_file_is_made),
		cmocka_unit_test(the_clock_of_a_real_desk_cannot_be_pinned),
		cmocka_unit_test(nobody_works_without_login_or_after_leaving),
		cmocka_unit_test(wrong_passphrases_make_the_next_try_wait),
		cmocka_unit_test(wrong_passphrases_are_logged_and_hold_in_every_process),
		cmocka_unit_test(only_acts_without_a_record_are_noted_by_themselves),
		cmocka_unit_test(the_tied_officer_needs_no_passphrase),
		cmocka_unit_test(the_row_of_a_login_is_owed_and_paid),
		cmocka_unit_test(a_clock_that_goes_back_stops_all_but_the_administrator),
		cmocka_unit_test(an_older_file_in_its_place_is_noticed_until_accepted),
		cmocka_unit_test(a_full_disk_costs_the_step_and_gives_up_the_ballast),
		cmocka_unit_test(a_desk_opened_for_reading_writes_nothing),
		cmocka_unit_test(changes_of_others_and_of_oneself_are_told_once),
		cmocka_unit_test(registers_are_loaded_again_when_the_log_tells_of_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
