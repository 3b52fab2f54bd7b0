/* people_test.c - offices, officers, passphrases, seats, delegations, the pasted list, 人岗检查. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/deskfix.h"

#define NOW "2026-11-20T09:00:00"

static struct error e;

static void offices(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct office *list;
	int n;
	int64_t id;
	assert_refused(office_add(f->clerk, "营林股", OFFICE_KIND_SECTION, &id, &e), R_PERMIT_WHO);
	assert_refused(office_add(f->admin, " ", OFFICE_KIND_SECTION, &id, &e), R_FIELD_EMPTY);
	assert_refused(office_add(f->admin, "资源保护股", OFFICE_KIND_SECTION, &id, &e), R_OFFICE_TWICE);
	assert_refused(office_add(f->admin, "营林股", 9, &id, &e), R_OFFICE_KIND);
	assert_refused(office_add(f->admin, "一二三四五六七八九十一二三四五六七八九十多", 1, &id, &e), R_FIELD_LONG);
	assert_ok(office_add(f->admin, "　营林股 ", OFFICE_KIND_SECTION, &id, &e));
	assert_int_equal(office_by_name(f->clerk, "营林股"), id);
	assert_ok(office_edit(f->admin, id, 1, "营林生产股", OFFICE_KIND_SECTION, true, &e));
	assert_refused(office_edit(f->admin, id, 1, "营林股", OFFICE_KIND_SECTION, true, &e), R_ROW_STALE);
	assert_refused(office_edit(f->admin, f->office, 0, "资源保护股", OFFICE_KIND_SECTION, false, &e), R_OFFICE_PEOPLE);
	assert_ok(office_edit(f->admin, id, 2, "营林生产股", OFFICE_KIND_SECTION, false, &e));
	assert_ok(office_list(f->clerk, false, &list, &n, &e));
	assert_int_equal(n, 2);
	assert_string_equal(list[0].name, "办公室");
	assert_int_equal(list[0].officers, 4);
	free(list);
	assert_ok(office_list(f->clerk, true, &list, &n, &e));
	assert_int_equal(n, 3);
	free(list);
	struct officer_in in = {.name = "某人", .office = id};
	char secret[32];
	assert_refused(officer_add(f->admin, &in, NULL, secret, &e), R_OFFICE_CLOSED);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void a_first_passphrase_must_be_changed(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct desk *d = NULL;
	struct officer o;
	char secret[32], again[32];
	int64_t id, twin;
	struct officer_in in = {.name = "张三", .office = f->office, .roles = ROLE_CLERK};
	assert_refused(officer_add(f->clerk, &in, &id, secret, &e), R_PERMIT_WHO);
	assert_ok(officer_add(f->admin, &in, &id, secret, &e));
	assert_ok(officer_add(f->admin, &in, &twin, again, &e)); /* another of the same name */
	assert_int_equal(strlen(secret), 12);
	assert_string_not_equal(secret, again);
	assert_ok(officer_load(f->admin, id, &o, &e));
	assert_string_equal(o.login, "zs");
	assert_true(o.fresh && o.has_pass);
	assert_ok(officer_load(f->admin, twin, &o, &e));
	assert_string_equal(o.login, "zs2");

	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	assert_refused(desk_login(d, "zs", again, &e), R_LOGIN_WRONG);
	assert_ok(desk_login(d, "zs", secret, &e));
	assert_true(desk_who(d)->fresh);
	assert_refused(desk_note(d, ACTION_EXPORT, 0, &e), R_PASS_FRESH);
	assert_refused(officer_set_pass(d, "wrong", "long enough", &e), R_PASS_OLD);
	assert_refused(officer_set_pass(d, secret, "short", &e), R_PASS_SHORT);
	assert_refused(officer_set_pass(d, secret, "七个字的口令呀", &e), R_PASS_SHORT);
	assert_refused(officer_set_pass(d, secret, secret, &e), R_PASS_SAME);
	assert_refused(officer_set_pass(d, secret, "\xff\xff\xff\xff\xff\xff\xff\xff", &e), R_FIELD_BYTES);
	assert_ok(officer_set_pass(d, secret, "long enough", &e));
	assert_false(desk_who(d)->fresh);
	assert_ok(desk_note(d, ACTION_EXPORT, 0, &e));
	/* The administrator resets it: the old one is worth nothing, the new one must be changed again. */
	assert_ok(officer_reset(f->admin, id, again, &e));
	assert_refused(desk_note(d, ACTION_EXPORT, 0, &e), R_PASS_FRESH);
	assert_refused(desk_login(d, "zs", "long enough", &e), R_LOGIN_WRONG);
	assert_ok(desk_login(d, "zs", again, &e));
	assert_refused(officer_reset(f->clerk, id, again, &e), R_PERMIT_WHO);
	desk_close(&d);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void a_passphrase_is_not_the_name(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct officer_in in = {.login = "Forester-Li", .name = "李四", .office = f->office};
	struct desk *d = NULL;
	char secret[32];
	assert_ok(officer_add(f->admin, &in, NULL, secret, &e));
	assert_ok(desk_open(f->path, 0, &d, NULL, &e));
	assert_ok(desk_login(d, "forester-li", secret, &e));
	assert_refused(officer_set_pass(d, secret, "FORESTER-LI", &e), R_PASS_NAME);
	in.login = "李四";
	assert_refused(officer_add(f->admin, &in, NULL, secret, &e), R_LOGIN_LETTERS);
	in.login = "jia";
	assert_refused(officer_add(f->admin, &in, NULL, secret, &e), R_LOGIN_TWICE);
	desk_close(&d);
	deskfix_close(&f);
}

static void an_administrator_and_a_seat_never_meet(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	int64_t id;
	int32_t today = day_of(2026, 11, 20);
	assert_refused(seat_grant(f->admin, f->admin_id, 3, 0, 0, NULL, &e), R_SEAT_ADMIN);
	struct officer_in in = {.name = "领导丁", .office = f->general, .roles = ROLE_ADMIN};
	assert_refused(officer_edit(f->admin, f->third_id, 0, &in, &e), R_ADMIN_SEAT);
	assert_refused(delegation_add(f->third, f->third_id, f->admin_id, today, today, "出差", &id, &e), R_SEAT_ADMIN);
	assert_ok(delegation_add(f->third, f->third_id, f->publish_id, today, today, "出差", &id, &e));
	in = (struct officer_in){.name = "发布员戊", .office = f->general, .roles = ROLE_ADMIN};
	assert_refused(officer_edit(f->admin, f->publish_id, 0, &in, &e), R_ADMIN_SEAT);
	assert_ok(delegation_end(f->third, id, &e));
	assert_ok(officer_edit(f->admin, f->publish_id, 0, &in, &e));
	assert_refused(seat_grant(f->publish, f->publish_id, 1, 0, 0, NULL, &e), R_SEAT_ADMIN);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void the_last_administrator_stays(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct officer_in in = {.name = "管理员己", .office = f->general, .roles = ROLE_CLERK};
	assert_refused(officer_edit(f->admin, f->admin_id, 0, &in, &e), R_LAST_ADMIN);
	assert_refused(officer_leave(f->admin, f->admin_id, 0, &e), R_LAST_ADMIN);
	deskfix_officer(f, "geng", "管理员庚", f->general, ROLE_ADMIN);
	assert_ok(officer_leave(f->admin, f->admin_id, 0, &e));
	assert_int_equal(desk_who(f->admin)->id, 0);
	struct desk *d = deskfix_login(f, "geng");
	assert_refused(officer_leave(d, desk_who(d)->id, 0, &e), R_LAST_ADMIN);
	assert_refused(officer_edit(d, f->admin_id, 0, &in, &e), R_OFFICER_LEFT);
	desk_close(&d);
	deskfix_close(&f);
}

static void who_leaves_gives_up_seats_and_delegations(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct seat *seats;
	struct delegation *lent;
	struct officer o;
	int n;
	int32_t today = day_of(2026, 11, 20);
	assert_ok(delegation_add(f->admin, f->second_id, f->publish_id, today, today + 3, "值班表第三周", NULL, &e));
	desk_changed(f->publish);
	assert_true(desk_who(f->publish)->seat[2]);
	assert_ok(officer_leave(f->admin, f->second_id, 0, &e));
	assert_true(desk_changed(f->publish));
	assert_false(desk_who(f->publish)->seat[2]);
	assert_ok(seat_list(f->admin, false, &seats, &n, &e));
	assert_int_equal(n, 2);
	free(seats);
	assert_ok(seat_list(f->admin, true, &seats, &n, &e));
	assert_int_equal(n, 3);
	assert_string_equal(seats[1].office_name, "全部");
	assert_int_not_equal(seats[2].to_at, 0);
	free(seats);
	assert_ok(delegation_list(f->admin, false, &lent, &n, &e));
	assert_int_equal(n, 0);
	free(lent);
	assert_ok(delegation_list(f->admin, true, &lent, &n, &e));
	assert_int_equal(n, 1);
	assert_string_equal(lent[0].principal_name, "复审丙");
	assert_string_equal(lent[0].reason, "值班表第三周");
	free(lent);
	assert_ok(officer_load(f->admin, f->second_id, &o, &e));
	assert_false(o.active);
	assert_false(o.has_pass);
	assert_int_equal(o.left_on, today);
	assert_refused(seat_grant(f->admin, f->second_id, 2, 0, 0, NULL, &e), R_OFFICER_LEFT);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void seats(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct seat *list;
	int n;
	int64_t id;
	assert_refused(seat_grant(f->publish, f->clerk_id, 1, 0, 0, &id, &e), R_PERMIT_WHO);
	assert_refused(seat_grant(f->admin, f->clerk_id, 4, 0, 0, &id, &e), R_SEAT_TIER);
	assert_refused(seat_grant(f->admin, f->clerk_id, 1, 999, 0, &id, &e), R_OFFICE_NONE);
	assert_refused(seat_grant(f->admin, f->first_id, 1, f->office, 0, &id, &e), R_SEAT_TWICE);
	assert_ok(seat_grant(f->admin, f->first_id, 1, f->office, CLASS_PAPER, &id, &e));
	assert_ok(seat_end(f->admin, id, &e));
	assert_refused(seat_end(f->admin, id, &e), R_SEAT_NONE);
	assert_ok(seat_list(f->clerk, false, &list, &n, &e));
	assert_int_equal(n, 3);
	assert_ok(seat_end(f->admin, list[0].id, &e));
	free(list);
	assert_true(desk_changed(f->first));
	assert_false(desk_who(f->first)->seat[1]);
	deskfix_close(&f);
}

static void delegations_are_never_backdated(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	int32_t today = day_of(2026, 11, 20);
	int64_t id;
	assert_refused(delegation_add(f->third, f->third_id, f->publish_id, today - 1, today, "出差", &id, &e),
		R_DELEGATE_BACKDATED);
	assert_refused(delegation_add(f->third, f->third_id, f->publish_id, today + 1, today, "出差", &id, &e),
	        R_DELEGATE_DAYS);
	assert_refused(delegation_add(f->third, f->third_id, f->publish_id, today, today + 400, "出差", &id, &e),
		R_DELEGATE_LONG);
	assert_refused(
	        delegation_add(f->third, f->third_id, f->third_id, today, today, "出差", &id, &e), R_DELEGATE_SELF);
	assert_refused(delegation_add(f->third, f->third_id, f->publish_id, today, today, "", &id, &e), R_FIELD_EMPTY);
	assert_refused(delegation_add(f->third, f->second_id, f->publish_id, today, today, "出差", &id, &e),
	        R_DELEGATE_OTHERS);
	assert_refused(delegation_add(f->clerk, f->clerk_id, f->publish_id, today, today, "出差", &id, &e), R_PERMIT_WHO);
	assert_refused(delegation_add(f->publish, f->clerk_id, f->first_id, today, today, "出差", &id, &e),
		R_DELEGATE_NO_SEAT);
	assert_ok(delegation_add(f->third, f->third_id, f->publish_id, today, today, "出差", &id, &e));
	assert_true(desk_changed(f->publish));
	assert_true(desk_who(f->publish)->seat[3]);
	/* He who has only a lent seat cannot lend it on. */
	assert_refused(delegation_add(f->publish, f->publish_id, f->clerk_id, today, today, "出差", NULL, &e),
	        R_DELEGATE_NO_SEAT);
	assert_refused(delegation_end(f->second, id, &e), R_DELEGATE_OTHERS);
	assert_ok(delegation_end(f->third, id, &e));
	assert_refused(delegation_end(f->third, id, &e), R_DELEGATE_NONE);
	assert_true(desk_changed(f->publish));
	assert_false(desk_who(f->publish)->seat[3]);
	assert_sound(f->admin);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ the pasted list */
struct seen {
	struct people_line line[40];
	int n;
};

static void see(void *ctx, const struct people_line *l)
{
	struct seen *s = ctx;
	assert_true(s->n < 40);
	s->line[s->n++] = *l;
}

static const char *const pasted = "姓名\t股室\t职务\r\n"
				  "周一\t局领导\t党组成员、副局长\r\n"
				  "吴二/办公室/主任\n"
				  "郑三，营林股，股长\n"
				  "\n"
				  "王　四　营林股　科员\n"
				  "冯 五 林业技术推广中心 主任\n"
				  "陈六 办公室 信息员\n"
				  "只有姓名\n"
				  "经办甲,营林股,科员\n"
				  "褚七/城关镇/\n"
				  "卫八\t保密办公室\t保密员\n"
				  "蒋九 局领导 党组成员、副局长\n"
				  "沈 十、营林股、股长\n"
				  "韩一、 营林股、 科员";

/* Of a name twice the first is taken and the other says where it stands; a telephone is no part of a post. */
static void a_list_is_told_where_it_is_wrong(void **state)
{
	(void)state;
	static const int want[] = {-1, R_PASTE_AGAIN, R_PASTE_PRIVATE, R_PASTE_PRIVATE, -1};
	struct deskfix *f = deskfix_open(NOW);
	char sentence[400];
	for (int dry = 1; dry >= 0; dry--) {
		struct seen s = {.n = 0};
		assert_ok(people_paste(f->admin, "李四\t营林股\t股长\n李四\t营林股\t股长\n孙八 营林股 股长 13800138000\n"
						 "钱七/办公室/主任/0563-8151234\n周五\t营林股\t科员 2026年3月起\n", dry, see, &s, &e));
		assert_int_equal(s.n, sizeof want / sizeof *want);
		for (int i = 0; i < s.n; i++) {
			assert_int_equal(s.line[i].ok, want[i] < 0);
			assert_true(want[i] < 0 || (int)s.line[i].error.code == want[i]);
		}
		assert_non_null(strstr(error_sentence(&s.line[1].error, sentence, sizeof sentence), "在第 1 行已经有了"));
	}
	deskfix_close(&f);
}

static void a_pasted_list_becomes_officers_with_their_seats(void **state)
{
	(void)state;
	static const struct {
		const char *name, *office;
		unsigned roles, tiers;
		int line;
		int refusal;
	} want[] = {
		{"周一", "局领导", ROLE_LEADER, 1 << 3, 2, -1},
		{"吴二", "办公室", ROLE_OFFICE, 1 << 2, 3, -1},
		{"郑三", "营林股", 0, 1 << 1, 4, -1},
		{"王四", "营林股", ROLE_CLERK, 0, 6, -1},
		{"冯五", "林业技术推广中心", 0, 1 << 1, 7, -1},
		{"陈六", "办公室", ROLE_CLERK | ROLE_OFFICE | ROLE_PUBLISH, 0, 8, -1},
		{"", "", 0, 0, 9, R_PASTE_SHORT},
		{"经办甲", "营林股", ROLE_CLERK, 0, 10, R_PASTE_TWICE},
		{"褚七", "城关镇", ROLE_CLERK, 0, 11, -1},
		{"卫八", "保密办公室", 0, 1 << 2, 12, -1},
		{"蒋九", "局领导", ROLE_LEADER, 1 << 3, 13, -1},
		{"沈十", "营林股", 0, 1 << 1, 14, -1},
		{"韩一", "营林股", ROLE_CLERK, 0, 15, -1},
	};
	struct deskfix *f = deskfix_open(NOW);
	int64_t rows = db_number(f->admin->db, &e, -1, "SELECT count(*) FROM audit", "");
	for (int dry = 1; dry >= 0; dry--) {
		struct seen s = {.n = 0};
		assert_ok(people_paste(f->admin, pasted, dry, see, &s, &e));
		assert_int_equal(s.n, sizeof want / sizeof want[0]);
		for (int i = 0; i < s.n; i++) {
			const struct people_line *l = &s.line[i];
			assert_int_equal(l->line, want[i].line);
			assert_string_equal(l->name, want[i].name);
			assert_string_equal(l->office, want[i].office);
			assert_int_equal(l->ok, want[i].refusal < 0);
			if (want[i].refusal >= 0) {
				assert_int_equal(l->error.code, want[i].refusal);
				continue;
			}
			assert_int_equal(l->roles, want[i].roles);
			assert_int_equal(l->tiers, want[i].tiers);
			assert_int_equal(strlen(l->secret), dry ? 0 : 12);
			int64_t id = officer_by_login(f->admin, l->login);
			assert_int_equal(id != 0, !dry);
			if (dry)
				continue;
			struct officer o;
			assert_ok(officer_load(f->admin, id, &o, &e));
			assert_string_equal(o.name, want[i].name);
			assert_string_equal(o.office_name, want[i].office);
			assert_int_equal(o.tiers, want[i].tiers);
			assert_true(o.fresh);
		}
		assert_int_equal(db_number(f->admin->db, &e, -1, "SELECT count(*) FROM audit", ""), rows + !dry);
	}
	assert_int_equal(db_number(f->admin->db, &e, 0, "SELECT kind FROM office WHERE name = '林业技术推广中心'", ""),
		OFFICE_KIND_INSTITUTE);
	/* The seat of a section's head is for his section, a leader's for all. */
	assert_int_equal(db_number(f->admin->db, &e, 0,
				 "SELECT count(*) FROM seat s JOIN officer o ON o.id = s.officer WHERE o.name = '郑三' AND s.office = o.office",
				 ""),
		1);
	assert_int_equal(db_number(f->admin->db, &e, 0,
				 "SELECT count(*) FROM seat s JOIN officer o ON o.id = s.officer WHERE o.name = '周一' AND s.office IS NULL",
				 ""),
		1);
	/* The same list again: nobody twice, and no empty row in the log. */
	struct seen s = {.n = 0};
	assert_ok(people_paste(f->admin, pasted, false, see, &s, &e));
	for (int i = 0; i < s.n; i++)
		assert_false(s.line[i].ok);
	assert_int_equal(db_number(f->admin->db, &e, -1, "SELECT count(*) FROM audit", ""), rows + 1);
	assert_refused(people_paste(f->admin, " \n\t\n", true, see, &s, &e), R_PASTE_EMPTY);
	assert_refused(people_paste(f->clerk, pasted, true, NULL, NULL, &e), R_PERMIT_WHO);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void the_check_of_posts_names_what_cannot_be_passed(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct post_gap *gap;
	int n;
	/* 办公室 has no tier 1; 资源保护股 is complete. */
	assert_ok(post_check(f->clerk, &gap, &n, &e));
	assert_int_equal(n, 2);
	for (int i = 0; i < n; i++) {
		assert_string_equal(gap[i].office_name, "办公室");
		assert_int_equal(gap[i].class, i + 1);
		assert_int_equal(gap[i].tier, 1);
		assert_string_equal(gap[i].author, "");
	}
	free(gap);
	/* Who may register what is online: if it is nobody, that comes first, and who could say so is told where. */
	struct officer who;
	assert_ok(officer_load(f->admin, f->publish_id, &who, &e));
	struct officer_in in = {.login = who.login, .name = who.name, .post = who.post, .office = who.office,
		.roles = who.roles & ~(unsigned)ROLE_PUBLISH};
	assert_ok(officer_edit(f->admin, f->publish_id, who.ver, &in, &e));
	assert_ok(post_check(f->clerk, &gap, &n, &e));
	assert_int_equal(n, 3);
	assert_int_equal(gap[0].role, ROLE_PUBLISH);
	assert_int_equal(gap[1].role, 0);
	free(gap);
	in.roles = who.roles;
	assert_ok(officer_edit(f->admin, f->publish_id, who.ver + 1, &in, &e));
	/* One who holds the only seat of tier 1 and also writes cannot have his own passed. */
	assert_ok(seat_grant(f->admin, f->publish_id, 1, f->general, CLASS_PAPER, NULL, &e));
	assert_ok(seat_grant(f->admin, f->second_id, 1, f->general, CLASS_OTHER, NULL, &e));
	assert_ok(post_check(f->clerk, &gap, &n, &e));
	assert_int_equal(n, 2);
	assert_string_equal(gap[0].author, "发布员戊");
	assert_int_equal(gap[0].class, CLASS_PAPER);
	/* 复审丙 alone for tiers 1 and 2: the second cannot be filled. */
	assert_int_equal(gap[1].class, CLASS_OTHER);
	assert_int_equal(gap[1].tier, 2);
	free(gap);
	deskfix_close(&f);
}

/* A program that is left open over night: nothing is written when the days of a delegation begin and end. */
static void a_seat_lent_for_a_day_is_held_on_that_day(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	int32_t tomorrow = desk_today(f->third) + 1;
	assert_ok(delegation_add(f->third, f->third_id, f->publish_id, tomorrow, tomorrow, "出差", NULL, &e));
	assert_ok(desk_refresh(f->publish, &e));
	assert_false(desk_who(f->publish)->seat[3]);
	desk_pin(f->publish, day_start(tomorrow), &e);
	assert_ok(desk_refresh(f->publish, &e));
	assert_true(desk_who(f->publish)->seat[3]);
	desk_pin(f->publish, day_start(tomorrow + 1), &e);
	assert_ok(desk_refresh(f->publish, &e));
	assert_false(desk_who(f->publish)->seat[3]);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(offices),
		cmocka_unit_test(a_first_passphrase_must_be_changed),
		cmocka_unit_test(a_passphrase_is_not_the_name),
		cmocka_unit_test(an_administrator_and_a_seat_never_meet),
		cmocka_unit_test(the_last_administrator_stays),
		cmocka_unit_test(who_leaves_gives_up_seats_and_delegations),
		cmocka_unit_test(seats),
		cmocka_unit_test(delegations_are_never_backdated),
		cmocka_unit_test(a_list_is_told_where_it_is_wrong),
		cmocka_unit_test(a_pasted_list_becomes_officers_with_their_seats),
		cmocka_unit_test(the_check_of_posts_names_what_cannot_be_passed),
		cmocka_unit_test(a_seat_lent_for_a_day_is_held_on_that_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
