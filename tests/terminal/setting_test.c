/* setting_test.c - pane 0 in a real terminal: every section in two sizes, people and seats, what others are refused,
 * settings that take effect, the log that follows, the calendar, erasing by two people, backups. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/deskscreen.h"
#include "tui/words.h"

static const char *const sections[] = {"人员", "股室", "审核岗", "委托", "人岗检查", "栏目", "信息分类", "公开渠道", "常用意见语",
	"审核要点", "工作日历", "值班表", "热线时限", "参数", "清除", "操作日志", "备份"};
enum { SECTIONS = sizeof sections / sizeof *sections };

/* The program with this officer at it, in pane 0 with the focus on the menu. */
static struct vth *sit_down(struct deskfix *t, const char *login, int rows, int cols)
{
	struct vth *v = deskscreen(t, login, rows, cols);
	vth_expect(v, "0 设置");
	vth_send(v, "0");
	vth_expect(v, "操作日志");
	return v;
}

/* To the section with this number in the menu. */
static void go(struct vth *v, int section)
{
	vth_key(v, VTERM_KEY_HOME);
	for (int i = 0; i < section; i++)
		vth_key(v, VTERM_KEY_DOWN);
	vth_settle(v);
}

static int number_of(const char *section)
{
	for (int i = 0; i < SECTIONS; i++)
		if (!strcmp(sections[i], section))
			return i;
	fail_msg("no section %s", section);
	return 0;
}

static void assert_whole(struct vth *v, const char *where)
{
	int row, col;
	if (vth_broken_wide(v, &row, &col))
		fail_msg("%s: half a character in row %d, column %d", where, row, col);
}

/* ------------------------------------------------------------ looking */
/* The title of the section that is shown stands in the rule above it. */
static void each_section_opens(void **state, int rows, int cols)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "admin", rows, cols);
	vth_settle(v);
	for (int i = 0; i < SECTIONS; i++) {
		char title[64];
		snprintf(title, sizeof title, "─ %s ─", sections[i]);
		if (i)
			vth_key(v, VTERM_KEY_DOWN);
		vth_settle(v);
		if (!strstr(vth_row(v, 2), title))
			fail_msg("%s is not shown: %s", sections[i], vth_row(v, 2));
		if (strstr(vth_row(v, 3), "…")) /* what is to be known of it, in full */
			fail_msg("%s: cut: %s", sections[i], vth_row(v, 3));
		assert_whole(v, sections[i]);
		vth_key(v, VTERM_KEY_TAB);
		vth_settle(v);
		assert_whole(v, sections[i]);
		vth_key(v, VTERM_KEY_LEFT);
	}
	bureau_leave(&v);
}

static void each_section_opens_at_80(void **state)
{
	each_section_opens(state, 24, 80);
}

static void each_section_opens_at_120(void **state)
{
	each_section_opens(state, 36, 120);
}

static void rows_tell_what_the_desk_has(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "jia", 24, 80);
	assert_true(vth_has(v, "发布员戊"));
	go(v, number_of("审核岗"));
	assert_true(vth_has(v, "领导丁"));
	go(v, number_of("栏目"));
	assert_true(vth_has(v, "政策文件"));
	assert_true(vth_has(v, "183天"));
	go(v, number_of("工作日历"));
	assert_true(vth_has(v, "2027年"));
	assert_true(vth_has(v, "未载入"));
	assert_true(vth_has(v, "248"));
	go(v, number_of("参数"));
	assert_true(vth_has(v, "20 个工作日"));
	go(v, number_of("操作日志"));
	assert_true(vth_has(v, "登录"));
	bureau_leave(&v);
}

/* ------------------------------------------------------------ people and seats */
static void an_officer_is_added_and_his_passphrase_shown_once(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "admin", 24, 80);
	struct error e;
	struct officer o;
	char secret[32] = "";
	int row, col;
	bureau_f(v, 2);
	vth_expect(v, "新增人员");
	vth_send(v, "张三");
	vth_key(v, VTERM_KEY_TAB);
	bureau_enter(v);
	vth_expect(v, "Enter 选定");
	vth_send(v, "zybhg"); /* pinyin initials of 资源保护股 */
	bureau_enter(v);
	vth_send(v, "科员");
	vth_settle(v);
	bureau_f(v, 2);
	vth_expect(v, "初始口令　");
	assert_true(vth_find(v, "初始口令　", &row, &col));
	snprintf(secret, sizeof secret, "%.12s", vth_span(v, row, col + 10, 12));
	bureau_enter(v);
	vth_expect(v, "已登记 张三");
	assert_false(vth_has(v, secret));
	int64_t id = officer_by_login(t->admin, "zs");
	assert_true(id > 0);
	assert_ok(officer_load(t->admin, id, &o, &e));
	assert_string_equal(o.name, "张三");
	assert_string_equal(o.post, "科员");
	assert_int_equal(o.office, t->office);
	assert_int_equal(o.roles, ROLE_CLERK);
	struct desk *d = NULL;
	assert_ok(desk_open(t->path, 0, &d, NULL, &e));
	assert_ok(desk_login(d, "zs", secret, &e));
	desk_close(&d);
	bureau_leave(&v);
}

static void a_refusal_stands_at_its_field(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "admin", 24, 80);
	vth_key(v, VTERM_KEY_RIGHT);
	bureau_f(v, 4);
	vth_expect(v, "修改人员 · 管理员己");
	for (int i = 0; i < 4; i++)
		vth_key(v, VTERM_KEY_TAB);
	vth_ctrl(v, 'a');
	vth_send(v, "jia"); /* has it */
	bureau_f(v, 2);
	vth_expect(v, "jia");
	vth_expect(v, "已");
	assert_true(vth_has(v, "修改人员"));
	vth_key(v, VTERM_KEY_ESCAPE); /* nothing written goes by one Esc */
	vth_expect(v, W_ASK_ESC_AGAIN);
	vth_key(v, VTERM_KEY_TAB);
	vth_expect_gone(v, W_ASK_ESC_AGAIN);
	assert_true(vth_has(v, "修改人员"));
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect(v, W_ASK_ESC_AGAIN);
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, "修改人员");
	vth_expect(v, "角色 经办、管理员　登录名 admin"); /* the column is too narrow for three of them */
	assert_int_equal(officer_by_login(t->admin, "admin"), t->admin_id);
	bureau_leave(&v);
}

/* Two at the same row: the second sees both texts, keeps what he typed, and decides. */
static void who_comes_second_sees_both_and_keeps_his_words(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "admin", 24, 80);
	struct error e;
	struct named *list;
	int n;
	go(v, number_of("公开渠道"));
	vth_key(v, VTERM_KEY_RIGHT);
	bureau_f(v, 4);
	vth_expect(v, "修改公开渠道");
	vth_ctrl(v, 'e');
	vth_send(v, "（我改的）");
	assert_ok(named_list(t->publish, NAMED_CHANNEL, true, &list, &n, &e));
	const struct named was = list[0];
	free(list);
	assert_ok(named_save(t->publish, NAMED_CHANNEL, was.id, was.ver, "门户网站", true, was.sort, NULL, &e));
	bureau_f(v, 2);
	vth_expect(v, "有人先保存了");
	assert_true(vth_has(v, "“门户网站”已由发布员戊（2026-11-20 09:00）改过"));
	assert_true(vth_has(v, "现在登记的：门户网站"));
	assert_true(vth_has(v, "您填的：政府网站（我改的）"));
	assert_whole(v, "both texts");
	bureau_enter(v);
	vth_expect_gone(v, "有人先保存了");
	assert_true(vth_has(v, "政府网站（我改的）"));
	assert_true(vth_has(v, "现在登记的是“门户网站”"));
	bureau_f(v, 2); /* he has seen it and means it */
	vth_expect(v, "已保存“政府网站（我改的）”");
	assert_ok(named_list(t->publish, NAMED_CHANNEL, true, &list, &n, &e));
	assert_string_equal(list[0].name, "政府网站（我改的）");
	free(list);
	bureau_leave(&v);
}

static void a_seat_is_granted_and_ended(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "admin", 24, 80);
	struct error e;
	struct seat *list;
	int n;
	go(v, number_of("审核岗"));
	bureau_f(v, 2);
	vth_expect(v, "授予审核岗");
	bureau_enter(v);
	vth_send(v, "fbyw"); /* 发布员戊 */
	bureau_enter(v);
	bureau_enter(v);
	vth_expect(v, "Enter 选定");
	vth_send(v, "1");
	vth_settle(v);
	bureau_f(v, 2);
	vth_expect(v, "已授予 发布员戊 初审岗");
	assert_ok(seat_list(t->admin, false, &list, &n, &e));
	assert_int_equal(n, 4);
	free(list);
	vth_key(v, VTERM_KEY_RIGHT); /* it stands under the cursor */
	vth_settle(v);
	vth_key(v, VTERM_KEY_DEL);
	vth_expect(v, "撤销 发布员戊 的初审岗");
	vth_send(v, "y");
	vth_expect(v, "已撤销 发布员戊 的初审岗");
	assert_ok(seat_list(t->admin, false, &list, &n, &e));
	assert_int_equal(n, 3);
	free(list);
	vth_key(v, VTERM_KEY_DEL); /* what is ended is kept as it was */
	vth_expect(v, "已经撤销");
	bureau_leave(&v);
}

static void the_administrator_can_be_given_no_seat(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "admin", 24, 80);
	go(v, number_of("审核岗"));
	bureau_f(v, 2);
	bureau_enter(v);
	vth_expect(v, "Enter 选定");
	vth_send(v, "glyj");
	bureau_enter(v);
	vth_settle(v);
	assert_true(vth_has(v, "管理员不能"));
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_settle(v);
	bureau_leave(&v);
}

static void a_delegation_is_lent_by_its_principal_only(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "yi", 24, 80);
	struct error e;
	struct delegation *list;
	int n;
	go(v, number_of("委托"));
	bureau_f(v, 2);
	vth_expect(v, "登记委托");
	assert_true(vth_has(v, "初审乙"));
	vth_key(v, VTERM_KEY_TAB);
	bureau_enter(v);
	vth_expect(v, "Enter 选定");
	vth_send(v, "fsb");
	bureau_enter(v);
	vth_key(v, VTERM_KEY_TAB); /* 起: today */
	vth_send(v, "2026-11-25");
	vth_key(v, VTERM_KEY_TAB);
	vth_send(v, "外出培训");
	bureau_f(v, 2);
	vth_expect(v, "已登记：初审乙 委托 复审丙");
	assert_ok(delegation_list(t->admin, false, &list, &n, &e));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].principal, t->first_id);
	assert_int_equal(list[0].from_day, day_parse("2026-11-20"));
	assert_int_equal(list[0].to_day, day_parse("2026-11-25"));
	free(list);
	assert_true(vth_has(v, "生效中"));
	bureau_leave(&v);
}

/* A bureau of four has nobody who registers what is online until the administrator says who. */
static void a_missing_publisher_is_named_and_where_to_set_him(void **state)
{
	struct deskfix *t = *state;
	struct error e;
	struct officer who;
	assert_ok(officer_load(t->admin, t->publish_id, &who, &e));
	struct officer_in in = {.login = who.login, .name = who.name, .post = who.post, .office = who.office, .roles = ROLE_CLERK};
	assert_ok(officer_edit(t->admin, t->publish_id, who.ver, &in, &e));
	struct vth *v = sit_down(t, "admin", 24, 80);
	vth_expect(v, "人岗检查 缺3");
	go(v, number_of("人岗检查"));
	vth_key(v, VTERM_KEY_RIGHT);
	vth_expect(v, "没有“发布员”");
	vth_expect(v, "签发后没有人能报送平台");
	assert_whole(v, "no publisher");
	bureau_enter(v);
	vth_expect(v, "登录名");
	vth_expect(v, "请选一个人按 F4，在“角色”里勾上“发布员”");
	bureau_leave(&v);
}

static void missing_people_are_named(void **state)
{
	struct deskfix *t = *state;
	struct error e;
	struct seat *list;
	int n;
	assert_ok(seat_list(t->admin, false, &list, &n, &e));
	for (int i = 0; i < n; i++)
		if (list[i].tier == 3)
			assert_ok(seat_end(t->admin, list[i].id, &e));
	free(list);
	struct vth *v = sit_down(t, "admin", 24, 80);
	vth_expect(v, "人岗检查 缺4"); /* two offices, two classes */
	bureau_f(v, 7);
	vth_expect(v, "资源保护股");
	vth_key(v, VTERM_KEY_DOWN); /* 办公室 has nobody for the first tier either */
	vth_key(v, VTERM_KEY_DOWN);
	vth_expect(v, "资源保护股的公文类送审后没有人能签“发布”");
	assert_true(vth_has(v, "缺“初审”岗的人"));
	assert_true(vth_has(v, "缺“发布”岗的人"));
	bureau_enter(v); /* mends it: the form begins with tier and office */
	vth_expect(v, "授予审核岗");
	assert_true(vth_has(v, "发布"));
	bureau_enter(v);
	vth_send(v, "ldd");
	bureau_enter(v);
	vth_settle(v);
	bureau_f(v, 2);
	vth_expect(v, "已授予 领导丁 发布岗");
	vth_expect(v, "三级齐备");
	bureau_leave(&v);
}

/* ------------------------------------------------------------ who may */
static void others_look_and_are_told_who_may(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "jia", 24, 80);
	struct error e;
	struct officer *list;
	int before, after;
	assert_ok(officer_list(t->admin, true, &list, &before, &e));
	free(list);
	bureau_f(v, 2);
	vth_expect(v, "“登记人员”由管理员办理");
	assert_false(vth_has(v, "新增人员"));
	vth_key(v, VTERM_KEY_RIGHT);
	bureau_f(v, 6);
	vth_expect(v, "“重置口令”由管理员办理");
	vth_key(v, VTERM_KEY_LEFT);
	go(v, number_of("参数"));
	vth_key(v, VTERM_KEY_RIGHT);
	bureau_enter(v);
	vth_expect(v, "“修改设置”由管理员办理");
	vth_key(v, VTERM_KEY_LEFT);
	go(v, number_of("栏目"));
	bureau_f(v, 2);
	vth_expect(v, "由办公室、管理员办理");
	assert_ok(officer_list(t->admin, true, &list, &after, &e));
	free(list);
	assert_int_equal(before, after);
	bureau_leave(&v);
}

static void everybody_has_phrases_of_his_own(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "yi", 24, 80);
	go(v, number_of("常用意见语"));
	vth_key(v, VTERM_KEY_RIGHT);
	bureau_f(v, 4); /* a common one */
	vth_expect(v, "由办公室、管理员办理");
	bureau_f(v, 2);
	vth_expect(v, "新增常用意见语");
	vth_key(v, VTERM_KEY_TAB);
	vth_key(v, VTERM_KEY_TAB);
	vth_send(v, "已实地核对，同意。");
	bureau_f(v, 2);
	vth_expect(v, "已保存“已实地核对，同意。”");
	assert_true(vth_has(v, "自己"));
	bureau_leave(&v);
	v = sit_down(t, "bing", 24, 80);
	go(v, number_of("常用意见语"));
	assert_false(vth_has(v, "已实地核对"));
	bureau_leave(&v);
}

/* ------------------------------------------------------------ settings and calendar */
static void a_setting_is_kept_in_its_limits(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "admin", 24, 80);
	go(v, number_of("参数"));
	vth_key(v, VTERM_KEY_RIGHT);
	for (int i = 0; i < SETTING_PUBLISH_DAYS; i++)
		vth_key(v, VTERM_KEY_DOWN);
	bureau_enter(v);
	vth_expect(v, "修改参数");
	vth_ctrl(v, 'a');
	vth_send(v, "99");
	bureau_f(v, 2);
	vth_expect(v, "应为 1 至 60 之间");
	vth_ctrl(v, 'a');
	vth_send(v, "15");
	bureau_f(v, 2);
	vth_expect(v, "15 个工作日");
	desk_changed(t->admin);
	assert_int_equal(setting_number(t->admin, SETTING_PUBLISH_DAYS), 15);
	bureau_leave(&v);
}

static void the_mouse_goes_at_once(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "admin", 24, 80);
	assert_true(vth_wants_mouse(v));
	go(v, number_of("参数"));
	vth_key(v, VTERM_KEY_RIGHT);
	for (int i = 0; i < SETTING_MOUSE; i++)
		vth_key(v, VTERM_KEY_DOWN);
	bureau_enter(v);
	vth_expect(v, "Enter 选定");
	vth_send(v, "2");
	vth_expect(v, "已保存");
	vth_settle(v);
	assert_false(vth_wants_mouse(v));
	bureau_leave(&v);
}

static void a_year_is_shown_and_loaded(void **state)
{
	struct deskfix *t = *state;
	char path[200];
	FILE *f;
	snprintf(path, sizeof path, "%s/2027.csv", t->dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("date,kind,name\n2027-01-01,off,元旦\n2027-10-01,off,国庆节\n2027-10-09,work,国庆节\n", f);
	assert_int_equal(fclose(f), 0);
	struct vth *v = sit_down(t, "wu", 24, 80);
	go(v, number_of("工作日历"));
	vth_key(v, VTERM_KEY_RIGHT);
	vth_key(v, VTERM_KEY_DOWN);
	bureau_enter(v);
	vth_expect(v, "2026年工作日历");
	assert_true(vth_has(v, "14班 15休"));
	assert_whole(v, "months");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect(v, "未载入");
	bureau_f(v, 3);
	vth_expect(v, "载入工作日历");
	vth_send(v, path);
	bureau_enter(v);
	vth_expect(v, "2027年，共 3 天");
	vth_send(v, "y");
	vth_expect(v, "现在算到 2027 年底");
	vth_expect(v, "2028年");
	desk_changed(t->admin);
	assert_true(calendar_loaded(desk_calendar(t->admin), 2027));
	bureau_leave(&v);
}

/* ------------------------------------------------------------ log, erasing, backups */
static void the_log_reaches_from_the_newest_row_to_the_first(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "admin", 24, 80);
	struct error e;
	struct audit_row r;
	struct arena a = {0};
	int got;
	char status[48];
	assert_ok(audit_view_page(t->admin, 0, 1, &r, &a, &got, &e));
	go(v, number_of("操作日志"));
	vth_key(v, VTERM_KEY_RIGHT);
	vth_key(v, VTERM_KEY_END);
	snprintf(status, sizeof status, "第%lld/%lld行", (long long)r.seq, (long long)r.seq);
	vth_expect(v, status);
	assert_true(vth_has(v, "建立工作台"));
	bureau_enter(v);
	vth_expect(v, "操作日志 · 第1行");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect(v, status);
	arena_free(&a);
	bureau_leave(&v);
}

static int backups(struct deskfix *t, const char *like)
{
	char folder[200];
	int n = 0;
	snprintf(folder, sizeof folder, "%s/backup", t->dir);
	DIR *dir = opendir(folder);
	for (const struct dirent *f; dir && (f = readdir(dir));)
		n += strstr(f->d_name, like) != NULL;
	if (dir)
		closedir(dir);
	return n;
}

static void the_first_start_of_a_day_makes_a_backup(void **state)
{
	struct deskfix *t = *state;
	assert_int_equal(backups(t, "zwgk-2026-11-20.db"), 0);
	struct vth *v = sit_down(t, "jia", 24, 80); /* nobody is asked for a passphrase twice */
	go(v, number_of("备份"));
	vth_expect(v, "zwgk-2026-11-20.db");
	assert_true(vth_has(v, "每日"));
	assert_int_equal(backups(t, "zwgk-2026-11-20.db"), 1);
	bureau_leave(&v);
}

/* Checking the file needs no right and asks nobody who he is. */
static void the_file_is_checked_without_a_passphrase(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "jia", 24, 80);
	go(v, number_of("备份"));
	vth_expect(v, "zwgk-2026-11-20.db");
	vth_send(v, "v");
	vth_expect(v, "没有发现问题");
	bureau_leave(&v);
}

static void a_backup_is_made_when_asked_for(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = sit_down(t, "jia", 24, 80);
	go(v, number_of("备份"));
	vth_expect(v, "zwgk-2026-11-20.db");
	bureau_f(v, 11);
	vth_expect(v, "口令");
	vth_send(v, DESKFIX_PASS);
	bureau_enter(v);
	vth_expect(v, "已备份到");
	vth_expect(v, "手动");
	assert_int_equal(backups(t, "zwgk-2026-11-20-0900.db"), 1);
	bureau_leave(&v);
}

int main(void)
{
#define SCREEN(test) cmocka_unit_test_setup_teardown(test, deskscreen_start, deskscreen_stop)
	const struct CMUnitTest tests[] = {
		SCREEN(each_section_opens_at_80),
		SCREEN(each_section_opens_at_120),
		SCREEN(rows_tell_what_the_desk_has),
		SCREEN(an_officer_is_added_and_his_passphrase_shown_once),
		SCREEN(a_refusal_stands_at_its_field),
		SCREEN(who_comes_second_sees_both_and_keeps_his_words),
		SCREEN(a_seat_is_granted_and_ended),
		SCREEN(the_administrator_can_be_given_no_seat),
		SCREEN(a_delegation_is_lent_by_its_principal_only),
		SCREEN(a_missing_publisher_is_named_and_where_to_set_him),
		SCREEN(missing_people_are_named),
		SCREEN(others_look_and_are_told_who_may),
		SCREEN(everybody_has_phrases_of_his_own),
		SCREEN(a_setting_is_kept_in_its_limits),
		SCREEN(the_mouse_goes_at_once),
		SCREEN(a_year_is_shown_and_loaded),
		SCREEN(the_log_reaches_from_the_newest_row_to_the_first),
		SCREEN(the_first_start_of_a_day_makes_a_backup),
		SCREEN(the_file_is_checked_without_a_passphrase),
		SCREEN(a_backup_is_made_when_asked_for),
	};
	return cmocka_run_group_tests_name("setting", tests, NULL, NULL);
}
