/* attack_test.c - what gave way under the random walk (tests/model), each as the shortest way to it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/record/restore/restore.h"
#include "tests/unit/flow_fix.h"

static struct error e;

static void backup(struct deskfix *f, char copy[160])
{
	struct audit_head head;
	snprintf(copy, 160, "%s/copy.db", f->dir);
	assert_ok(desk_backup(f->admin, copy, NULL, &head, &e));
}

static int64_t lend(struct deskfix *f, int64_t principal, int64_t delegate)
{
	int64_t id;
	int32_t today = desk_today(f->admin);
	assert_ok(delegation_add(f->admin, principal, delegate, today, today + 3, "出差", &id, &e));
	return id;
}

/* The sheet was signed for a text that has been written anew since. */
static void old_sheet_for_a_new_text(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	char hex[65];
	int64_t id = flow_to(f, 3);
	assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "1", &e));
	struct item *i = flow_item(f->publish, id);
	hash_hex(&i->now->hash, hex);
	hex[12] = '\0';
	assert_ok(review_paper(f->publish, id, i->ver, f->third_id, hex, "表.png", "scan", 4, &e));
	item_free(&i);
	assert_ok(review_refer(f->third, id, flow_ver(f->third, id), "界限不清", &e));
	assert_ok(review_refer_done(f->third, id, flow_ver(f->third, id), false, "请改", &e));
	struct item_text t = flow_text("换了标题", "换了正文");
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(flow_pass(f->first, id, &e));
	assert_ok(flow_pass(f->second, id, &e));
	struct desk *other = deskfix_login(f, "admin");
	desk_close(&other);
	int64_t geng = deskfix_officer(f, "geng", "经办庚", f->office, ROLE_CLERK);
	assert_true(geng > 0);
	other = deskfix_login(f, "geng");
	assert_refused(review_paper_confirm(other, id, flow_ver(other, id), true, "", &e), R_PAPER_NONE);
	assert_ok(flow_pass(f->third, id, &e));
	desk_close(&other);
	deskfix_close(&f);
}

/* A leader's name on a sheet is his own: nobody signs on paper with a lent seat. */
static void sheet_signed_with_a_lent_seat(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	char hex[65];
	int64_t id = flow_to(f, 3), geng = deskfix_officer(f, "geng", "科员庚", f->office, 0);
	lend(f, f->third_id, geng);
	assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "1", &e));
	struct item *i = flow_item(f->publish, id);
	hash_hex(&i->now->hash, hex);
	assert_refused(review_paper(f->publish, id, i->ver, geng, hex, "表.png", "scan", 4, &e), R_PAPER_NO_SEAT);
	item_free(&i);
	deskfix_close(&f);
}

/* One takes it down; his delegate, or two delegates of one, cannot be the two others. */
static void two_others_who_are_one(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id = flow_to(f, 5), geng = deskfix_officer(f, "geng", "科员庚", f->office, 0);
	int64_t xin = deskfix_officer(f, "xin", "科员辛", f->office, 0);
	struct desk *g = deskfix_login(f, "geng"), *x = deskfix_login(f, "xin");
	lend(f, f->third_id, geng);
	assert_ok(release_emergency(f->third, id, flow_ver(f->third, id), "含身份证号", &e));
	assert_refused(release_follow_up(g, id, flow_ver(g, id), true, "同意", &e), R_EMERGENCY_FOR);
	lend(f, f->second_id, geng);
	lend(f, f->second_id, xin);
	assert_ok(release_follow_up(g, id, flow_ver(g, id), true, "同意", &e)); /* for 丙 */
	assert_refused(release_follow_up(x, id, flow_ver(x, id), true, "同意", &e), R_EMERGENCY_FOR);
	assert_refused(release_follow_up(f->second, id, flow_ver(f->second, id), true, "同意", &e), R_EMERGENCY_FOR);
	assert_ok(release_follow_up(f->first, id, flow_ver(f->first, id), true, "同意", &e));
	assert_int_equal(flow_state(f->first, id), STATE_DOWN);
	assert_clean(f->admin);
	desk_close(&g);
	desk_close(&x);
	deskfix_close(&f);
}

/* The answer from above, entered by one who sits there only for the author. */
static void referral_answered_for_the_author(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t xin = deskfix_officer(f, "xin", "经办辛", f->office, ROLE_CLERK), id;
	int64_t geng = deskfix_officer(f, "geng", "科员庚", f->office, 0);
	assert_ok(seat_grant(f->admin, xin, 2, 0, 0, NULL, &e));
	lend(f, xin, geng);
	struct desk *x = deskfix_login(f, "xin"), *g = deskfix_login(f, "geng");
	struct item_text t = flow_text("古树名木", "正文。");
	struct item_register r = flow_register(f);
	assert_ok(item_create(x, &t, &r, &id, &e));
	assert_ok(item_submit(x, id, flow_ver(x, id), &e));
	assert_ok(review_refer(f->first, id, flow_ver(f->first, id), "界限不清", &e));
	assert_refused(review_refer_done(g, id, flow_ver(g, id), true, "可以公开", &e), R_PERMIT_AUTHOR);
	assert_ok(review_refer_done(f->first, id, flow_ver(f->first, id), true, "可以公开", &e));
	desk_close(&x);
	desk_close(&g);
	deskfix_close(&f);
}

/* Signatures that come back with a withdrawn opinion were given for another office. */
static void opinion_withdrawn_after_the_office_changed(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id = flow_to(f, 2);
	struct item_text t = flow_text("2026年度森林防火工作方案", "一、总体要求\n　　坚持预防为主。\n二、主要任务\n　　落实巡护。");
	struct item_register r = flow_register(f);
	r.office = f->general;
	assert_ok(review_return(f->second, id, flow_ver(f->second, id), 0, 11, "改", &e));
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, &r, &e));
	assert_refused(review_withdraw(f->second, id, flow_ver(f->second, id), &e), R_WITHDRAW_LATE);
	/* and once it is signed the office stays */
	id = flow_to(f, 4);
	assert_refused(item_correct(f->publish, id, flow_ver(f->publish, id), "office",
		number_text(f->general).s, "登记有误", &e), R_CLASS_SIGNED);
	assert_ok(review_withdraw(f->third, id, flow_ver(f->third, id), &e));
	assert_clean(f->admin);
	deskfix_close(&f);
}

static void return_to_the_first_tier_is_withdrawn(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id = flow_to(f, 2);
	assert_ok(review_return(f->second, id, flow_ver(f->second, id), 1, 11, "再看", &e));
	assert_ok(review_withdraw(f->second, id, flow_ver(f->second, id), &e));
	assert_int_equal(flow_state(f->second, id), STATE_TIER2);
	assert_ok(flow_pass(f->second, id, &e));
	deskfix_close(&f);
}

/* After a signed 勘误 was taken back and given up, another channel of the published text. */
static void channel_after_a_dropped_errata(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id = flow_to(f, 5);
	struct item_text t = flow_text("2026年度森林防火工作方案", "更正后的正文");
	assert_ok(item_errata(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(flow_pass(f->first, id, &e));
	assert_ok(flow_pass(f->second, id, &e));
	assert_ok(flow_pass(f->third, id, &e));
	assert_ok(item_redraft(f->clerk, id, flow_ver(f->clerk, id), "平台不收", &e));
	assert_ok(item_void(f->clerk, id, flow_ver(f->clerk, id), "不必勘误", &e));
	struct item *i = flow_item(f->publish, id);
	assert_ok(release_online(f->publish, id, i->ver, i->channels[1], "", desk_now(f->publish), &e));
	item_free(&i);
	assert_clean(f->admin);
	deskfix_close(&f);
}

static void erased_item_is_written_anew(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id = flow_new(f), erasure;
	struct item_text t = flow_text("换了标题", "换了正文");
	assert_ok(erase_ask(f->clerk, id, ERASE_SECRET, "涉密误录", &erasure, &e));
	assert_ok(erase_decide(f->second, erasure, true, NULL, &e));
	assert_refused(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e), R_ERASED);
	assert_ok(item_void(f->clerk, id, flow_ver(f->clerk, id), "已清除", &e));
	assert_clean(f->admin);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ restoring */
static void work_goes_on_after_a_restore(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	char copy[160];
	int64_t id = flow_to(f, 1);
	backup(f, copy);
	assert_ok(desk_restore(f->admin, copy, NULL, NULL, &e));
	assert_ok(flow_pass(f->first, id, &e));
	assert_ok(flow_pass(f->second, id, &e));
	assert_clean(f->admin);
	deskfix_close(&f);
}

static void restore_gives_no_right_back(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	char copy[160], secret[32];
	struct seat *seats;
	struct officer o;
	int n;
	int64_t id = flow_to(f, 1), lent = lend(f, f->third_id, f->publish_id);
	assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "1", &e));
	backup(f, copy);
	/* since then: 乙 left, 丙 lost his seat, the delegation ended, 丁's passphrase was reset, paper is no longer
	 * allowed */
	assert_ok(officer_load(f->admin, f->first_id, &o, &e));
	assert_ok(officer_leave(f->admin, o.id, o.ver, &e));
	assert_ok(seat_list(f->admin, false, &seats, &n, &e));
	for (int k = 0; k < n; k++)
		if (seats[k].officer == f->second_id)
			assert_ok(seat_end(f->admin, seats[k].id, &e));
	free(seats);
	assert_ok(delegation_end(f->admin, lent, &e));
	assert_ok(officer_reset(f->admin, f->third_id, secret, &e));
	assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "0", &e));
	int64_t geng = deskfix_officer(f, "geng", "新来庚", f->office, ROLE_CLERK);
	assert_ok(desk_restore(f->admin, copy, NULL, NULL, &e));
	assert_ok(officer_load(f->admin, f->first_id, &o, &e));
	assert_false(o.active);
	assert_int_not_equal(flow_pass(f->first, id, &e), Z_OK);
	assert_ok(officer_load(f->admin, f->second_id, &o, &e));
	assert_int_equal(o.tiers, 0);
	struct delegation *lends;
	assert_ok(delegation_list(f->admin, false, &lends, &n, &e));
	assert_int_equal(n, 0);
	free(lends);
	struct desk *d;
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	assert_refused(desk_login(d, "ding", DESKFIX_PASS, &e), R_LOGIN_WRONG);
	assert_ok(desk_login(d, "ding", secret, &e));
	desk_close(&d);
	assert_int_equal(setting_number(f->admin, SETTING_PAPER_SIGN), 0);
	/* who came since is still there, under his number */
	assert_ok(officer_load(f->admin, geng, &o, &e));
	assert_string_equal(o.name, "新来庚");
	assert_true(o.active);
	assert_clean(f->admin);
	deskfix_close(&f);
}

/* Appointed after the backup: he can restore it, and is the administrator still. */
static void new_administrator_restores(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	char copy[160];
	struct officer o;
	backup(f, copy);
	int64_t geng = deskfix_officer(f, "geng", "管理员庚", f->general, ROLE_ADMIN);
	assert_ok(officer_load(f->admin, f->admin_id, &o, &e));
	struct desk *g = deskfix_login(f, "geng");
	assert_ok(officer_leave(g, f->admin_id, o.ver, &e));
	assert_ok(desk_restore(g, copy, NULL, NULL, &e));
	assert_int_equal(desk_who(g)->id, geng);
	assert_true(desk_who(g)->roles & ROLE_ADMIN);
	assert_int_not_equal(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "1", &e), Z_OK);
	assert_ok(setting_set(g, SETTING_PAPER_SIGN, setting_version(g, SETTING_PAPER_SIGN), "1", &e));
	assert_clean(g);
	desk_close(&g);
	deskfix_close(&f);
}

/* Numbers of records are used again in a restored file: an erasure finds its item by 编号, not by that. */
static void erasure_is_not_carried_to_another_item(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	char first[160], second[160], number[24];
	int64_t erasure;
	struct audit_head head;
	backup(f, first);
	int64_t a = flow_new(f);
	struct item *i = flow_item(f->clerk, a);
	snprintf(number, sizeof number, "%s", i->number);
	item_free(&i);
	snprintf(second, sizeof second, "%s/second.db", f->dir);
	assert_ok(desk_backup(f->admin, second, NULL, &head, &e));
	assert_ok(desk_restore(f->admin, first, NULL, NULL, &e));
	int64_t b = flow_new(f);
	assert_int_equal(a, b); /* the same id, another item */
	assert_ok(erase_ask(f->clerk, b, ERASE_SECRET, "涉密误录", &erasure, &e));
	assert_ok(erase_decide(f->second, erasure, true, NULL, &e));
	assert_ok(desk_restore(f->admin, second, NULL, NULL, &e));
	i = flow_item(f->clerk, a);
	assert_string_equal(i->number, number);
	assert_false(i->now->erased);
	item_free(&i);
	assert_clean(f->admin);
	deskfix_close(&f);
}

static void restore_leaves_nothing_beside_the_desk(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	static const char *const ends[] = {"", ".ballast", "-journal"};
	char copy[160], path[200];
	backup(f, copy);
	assert_ok(desk_restore(f->admin, copy, NULL, NULL, &e));
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(path, sizeof path, "%s.restoring%s", f->path, ends[i]);
		assert_int_not_equal(access(path, F_OK), 0);
	}
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(old_sheet_for_a_new_text),
		cmocka_unit_test(sheet_signed_with_a_lent_seat),
		cmocka_unit_test(two_others_who_are_one),
		cmocka_unit_test(referral_answered_for_the_author),
		cmocka_unit_test(opinion_withdrawn_after_the_office_changed),
		cmocka_unit_test(return_to_the_first_tier_is_withdrawn),
		cmocka_unit_test(channel_after_a_dropped_errata),
		cmocka_unit_test(erased_item_is_written_anew),
		cmocka_unit_test(work_goes_on_after_a_restore),
		cmocka_unit_test(restore_gives_no_right_back),
		cmocka_unit_test(new_administrator_restores),
		cmocka_unit_test(erasure_is_not_carried_to_another_item),
		cmocka_unit_test(restore_leaves_nothing_beside_the_desk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
