/* hotline_desk_test.c - the hotline's screen beside the way of one ticket, on the demonstration desk in a real terminal: an
 * export whose headers nobody knows; many tickets at once; filters with a name; what looks like the same matter; texts
 * that leave the desk; an answer that is typed when the program is killed, or by two at once. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/base/memory.h"
#include "store/view/audit_view.h"
#include "store/view/ticket/view.h"
#include "tests/fields.h"
#include "tests/press.h"
#include "tests/samplefix.h"

static struct {
	struct samplefix *f;
	struct vth *v;
	struct desk *second; /* 经办丑, beside 经办甲 in 办公室 */
} t;

static int begin(void **state)
{
	struct error e;
	struct desk *admin;
	char secret[32];
	int64_t id;

	(void)state;
	t.f = samplefix_open();
	admin = samplefix_desk(t.f, "glyj");
	const struct officer_in in = {.login = "jbc", .name = "经办丑", .office = desk_who(samplefix_desk(t.f, "jbj"))->office,
		.roles = ROLE_CLERK};
	samplefix_ok(officer_add(admin, &in, &id, secret, &e), &e);
	samplefix_ok(desk_open(t.f->path, 0, &t.second, NULL, &e), &e);
	samplefix_ok(desk_login(t.second, "jbc", secret, &e), &e);
	samplefix_ok(officer_set_pass(t.second, secret, "correct horse", &e), &e);
	return 0;
}

static int end(void **state)
{
	(void)state;
	vth_free(&t.v);
	desk_close(&t.second);
	samplefix_close(&t.f);
	return 0;
}

/* In the list of what is open. */
static void sit(const char *login, int rows, int cols)
{
	t.v = samplefix_screen(t.f, login, rows, cols, NULL);
	press(t.v, "4 <Tab> <Tab> <Tab>");
	vth_expect(t.v, "热线 · 在办");
}

static struct ticket *ticket(const char *login, const char *number)
{
	struct desk *d = samplefix_desk(t.f, login);
	struct ticket *k;
	struct error e;
	int64_t id;

	desk_changed(d);
	samplefix_ok(ticket_by_number(d, number, &id, &e), &e);
	samplefix_ok(ticket_load(d, id, &k, &e), &e);
	return k;
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

/* ------------------------------------------------------------ import */
static const char export_1[] = "工单编号,工单标题,诉求内容,诉求类型,区交办时间,求助人员,求助号码,来件口子,网格编号\n"
			       "T-1,路灯不亮,岭脚村路灯不亮,求助,2026-11-20 08:00,王小明,13800001234,电话,G01\n"
			       "T-2,水管漏水,林场水管漏水,投诉,2026-11-20 08:10,李四,13900001234,网站,G02\n"
			       "T-3,坏的一行,写错了时间,投诉,2026-11-40 08:10,李四,13900001234,网站,G02\n";
static const char export_2[] = "工单编号,工单标题,诉求内容,诉求类型,区交办时间,求助人员,求助号码,来件口子,网格编号\n"
			       "T-1,路灯还是不亮,岭脚村路灯不亮,求助,2026-11-20 08:00,王小明,13800001234,电话,G01\n"
			       "T-2,水管漏水,林场水管漏水,投诉,2026-11-20 08:10,李四,13900001234,网站,G02\n";

static void take_file(const char *name)
{
	char path[160];

	snprintf(path, sizeof path, "%s/%s", t.f->dir, name);
	press(t.v, "<F3>");
	vth_expect(t.v, "1 从平台导出的文件导入");
	press(t.v, "1");
	vth_expect(t.v, "文件或文件夹");
	bureau_answer(t.v, path);
}

static void an_export_with_unknown_headers_comes_in(void **state)
{
	char path[160];
	struct ticket *k;

	(void)state;
	snprintf(path, sizeof path, "%s/one.csv", t.f->dir);
	write_file(path, export_1);
	snprintf(path, sizeof path, "%s/two.csv", t.f->dir);
	write_file(path, export_2);
	sit("jbj", 24, 80);
	take_file("one.csv");
	vth_expect(t.v, "有 2 列没见过");
	vth_expect(t.v, "来件口子  没见过 → 其他字段　例：电话");
	vth_send(t.v, "来件");
	press(t.v, "<Enter>");
	vth_expect(t.v, "“来件口子”是哪一项");
	vth_send(t.v, "诉求渠道");
	press(t.v, "<Enter>");
	vth_expect(t.v, "来件口子  → 诉求渠道");
	vth_expect(t.v, "有 1 列没见过");
	press(t.v, "<Enter>");
	/* what would be done, and what is wrong, before anything is */
	vth_wait_text(t.v, "导入预检 ───", 10000);
	vth_expect(t.v, "新增 2 件");
	vth_expect(t.v, "第 4 行 E 列");
	vth_expect(t.v, "2 跳过有错的行"); /* the question stands in the same window */
	press(t.v, "2");
	vth_wait_text(t.v, "其余 2 行已经导入", 10000);
	press(t.v, "<Esc>");
	k = ticket("jbj", "T-1");
	assert_string_equal(k->source, "电话");
	ticket_free(&k);
	/* both are known now: nothing is asked, and the change is told */
	take_file("two.csv");
	vth_wait_text(t.v, "“路灯不亮”→“路灯还是不亮”", 10000);
	vth_expect(t.v, "更新 1 件，没有变化 1 件");
	vth_expect(t.v, "2 全部导入");
	press(t.v, "2");
	vth_wait_text(t.v, "第 3 批，可以", 10000);
	press(t.v, "<Esc>");
	/* taken back, the last one first, from a list */
	press(t.v, "<F3> 2");
	vth_expect(t.v, "two.csv");
	press(t.v, "1");
	vth_expect(t.v, "改动的平台记录复原");
	press(t.v, "y");
	vth_expect(t.v, "导入已撤销，共 1 件");
	k = ticket("jbj", "T-1");
	assert_string_equal(k->title, "路灯不亮");
	ticket_free(&k);
	press(t.v, "<F3> 2");
	vth_expect(t.v, "这一批已经撤销了");
	press(t.v, "<Esc>");
	bureau_leave(&t.v);
}

/* ------------------------------------------------------------ many at once */
static void marked_tickets_go_to_another_office(void **state)
{
	(void)state;
	sit("jbj", 24, 80);
	bureau_row(t.v, "举报有人正在砍伐");
	press(t.v, "<Space>");
	bureau_row(t.v, "咨询飞防作业时间");
	press(t.v, "<Space>");
	bureau_row(t.v, "咨询门前古树");
	press(t.v, "<Space> t");
	vth_expect(t.v, "对 3 件“转办”");
	vth_expect(t.v, "办不了：本工单现为“待核稿”");
	press(t.v, "y");
	vth_expect(t.v, "转给哪个股室");
	vth_send(t.v, "资源保护");
	press(t.v, "<Enter>");
	vth_expect(t.v, "转办 所选各件");
	press(t.v, "<F2>");
	vth_expect(t.v, "办成 2 件，未办 1 件");
	press(t.v, "<Esc>");
	struct ticket *k = ticket("jbj", "26112011840");
	assert_string_equal(k->office_name, "资源保护股");
	ticket_free(&k);
	k = ticket("jbj", "26111811378");
	assert_string_equal(k->office_name, "造林绿化股");
	ticket_free(&k);
	bureau_leave(&t.v);
}

/* Marks two tickets and asks for 催办 of both. */
static void urge_two(void)
{
	bureau_row(t.v, "举报有人正在砍伐");
	press(t.v, "<Space>");
	bureau_row(t.v, "咨询飞防作业时间");
	press(t.v, "<Space> r");
	vth_expect(t.v, "对 2 件“催办”");
	press(t.v, "y");
	vth_expect(t.v, "催办 所选各件");
}

static void what_is_given_up_is_done_to_none_of_the_marked(void **state)
{
	(void)state;
	sit("jbj", 24, 80);
	urge_two();
	press(t.v, "<F2>");
	vth_expect(t.v, "办成 2 件，未办 0 件");
	/* the words of the run before are nobody's now */
	urge_two();
	press(t.v, "<Esc>");
	vth_expect_gone(t.v, "催办 所选各件");
	vth_expect(t.v, "已选 2");
	vth_expect_gone(t.v, "办成");
	bureau_leave(&t.v);
}

/* One switch for several: those that stand as they shall are left so. */
static void marked_tickets_are_switched_one_way(void **state)
{
	(void)state;
	sit("jbj", 24, 80);
	bureau_row(t.v, "举报有人正在砍伐");
	press(t.v, "E");
	vth_send(t.v, "重复来电。");
	press(t.v, "<F2>");
	vth_expect(t.v, "已标为不纳入考核");
	bureau_row(t.v, "举报有人正在砍伐");
	press(t.v, "<Space>");
	bureau_row(t.v, "咨询飞防作业时间");
	press(t.v, "<Space> E");
	vth_expect(t.v, "对 2 件“考核”");
	press(t.v, "y");
	vth_expect(t.v, "不纳入考核 所选各件");
	vth_send(t.v, "与本局职责无关。");
	press(t.v, "<F2>");
	vth_expect(t.v, "办成 1 件，未办 1 件");
	vth_expect(t.v, "已经不纳入考核");
	press(t.v, "<Esc>");
	struct ticket *k = ticket("jbj", "26112011840");
	assert_true(k->excluded);
	ticket_free(&k);
	bureau_leave(&t.v);
}

static void a_filter_gets_a_name(void **state)
{
	(void)state;
	sit("jbj", 24, 80);
	press(t.v, "f");
	vth_expect(t.v, "写法：");
	bureau_answer(t.v, "类型=投诉 督办");
	vth_expect(t.v, "高压线下树障");
	vth_expect_gone(t.v, "山场被倾倒");
	press(t.v, "F");
	vth_expect(t.v, "把现在的筛选存起来");
	press(t.v, "1");
	vth_expect(t.v, "起个名称");
	bureau_answer(t.v, "督办的投诉");
	vth_expect(t.v, "已存为常用筛选“督办的投诉”");
	bureau_leave(&t.v);
	/* the next day */
	sit("jbj", 24, 80);
	press(t.v, "F");
	vth_expect(t.v, "1 督办的投诉");
	press(t.v, "1");
	vth_expect(t.v, "高压线下树障");
	vth_expect_gone(t.v, "山场被倾倒");
	press(t.v, "<Esc>");
	vth_expect(t.v, "山场被倾倒");
	bureau_leave(&t.v);
}

/* ------------------------------------------------------------ hands */
static void what_nobody_works_on_can_be_claimed_by_another(void **state)
{
	char now[40] = "ZWGK_NOW=2026-11-30T09:12:00";
	struct ticket *k;
	struct error e;

	(void)state;
	k = ticket("jbj", "26112011763");
	samplefix_ok(ticket_transfer(samplefix_desk(t.f, "jbj"), k->id, k->ver, desk_who(t.second)->office, "属办公室职责。", &e), &e);
	ticket_free(&k);
	k = ticket("jbj", "26112011763");
	desk_changed(t.second);
	samplefix_ok(ticket_claim(t.second, k->id, k->ver, &e), &e);
	ticket_free(&k);
	/* the claim stands */
	sit("jbj", 24, 80);
	bureau_row(t.v, "咨询飞防作业时间");
	press(t.v, "c");
	vth_expect(t.v, "经办丑");
	k = ticket("jbj", "26112011763");
	assert_string_equal(k->handler_name, "经办丑");
	ticket_free(&k);
	bureau_leave(&t.v);
	/* ten days without anything done: it does not */
	t.v = samplefix_screen(t.f, "jbj", 24, 80, (const char *[]){now, NULL});
	press(t.v, "4 <Tab> <Tab> <Tab>");
	bureau_row(t.v, "咨询飞防作业时间");
	press(t.v, "c");
	vth_expect(t.v, "已领办 26112011763");
	bureau_leave(&t.v);
}

static void the_same_matter_is_told_while_one_registers(void **state)
{
	(void)state;
	sit("jbj", 24, 80);
	press(t.v, "<F2>");
	vth_expect(t.v, "没有发现重复");
	bureau_fill(t.v, "标题", "门前银杏遮光");
	bureau_fill(t.v, "问题分类", "古树名木");
	bureau_fill(t.v, "事发地", "乙镇");
	press(t.v, "<Tab>");
	vth_expect(t.v, "可能重复 1 件：26111811378 同地同类");
	press(t.v, "<F4>");
	vth_expect(t.v, "咨询门前古树能否修枝");
	press(t.v, "<Esc>");
	vth_expect(t.v, "可能重复");
	press(t.v, "<Esc>");
	vth_expect(t.v, "有改动还没有保存");
	press(t.v, "4");
	vth_expect(t.v, "热线 · 在办");
	bureau_leave(&t.v);
}

static void limits_explain_themselves(void **state)
{
	(void)state;
	sit("jbj", 24, 80);
	bureau_row(t.v, "请求查询山林权属");
	press(t.v, "?");
	vth_expect(t.v, "签收时限：求助·一般 1个工作日");
	vth_expect(t.v, "内部时限：求助·一般");
	press(t.v, "<Esc> j");
	vth_expect(t.v, "11月19日 周四   第 1个  工作日");
	press(t.v, "<Esc>");
	/* not a matter for the hotline: what comes next is said */
	bureau_row(t.v, "咨询飞防作业时间");
	press(t.v, "l 4");
	vth_expect(t.v, "第二十九条");
	press(t.v, "<F2>");
	vth_expect(t.v, "请在“5");
	struct ticket *k = ticket("jbj", "26112011763");
	struct error e;
	assert_int_equal(k->state, TICKET_ROUTED);
	samplefix_ok(ticket_unroute(samplefix_desk(t.f, "jbj"), k->id, k->ver, "还要答复。", &e), &e);
	ticket_free(&k);
	bureau_leave(&t.v);
}

/* Masked until he asks; and whoever asks has asked, in the audit chain. */
static void showing_the_caller_leaves_a_row(void **state)
{
	struct ticket *k;
	struct caller c;
	struct error e;
	struct desk *d = samplefix_desk(t.f, "jbj");
	struct audit_row last;
	struct arena a = {0};
	int n;

	(void)state;
	k = ticket("jbj", "26111811301");
	sit("jbj", 36, 120);
	bureau_row(t.v, "请求查询山林权属");
	press(t.v, "<Enter>");
	vth_expect(t.v, "诉求内容");
	samplefix_ok(audit_view_page(d, 0, 1, &last, &a, &n, &e), &e);
	assert_int_not_equal(last.action, ACTION_TICKET_CALLER);
	press(t.v, "h");
	vth_expect(t.v, "已显示来电人信息");
	samplefix_ok(audit_view_page(d, 0, 1, &last, &a, &n, &e), &e);
	assert_int_equal(last.action, ACTION_TICKET_CALLER);
	assert_int_equal(last.subject, k->id);
	assert_string_equal(last.officer, "经办甲");
	samplefix_ok(ticket_caller(d, k->id, &c, &e), &e);
	assert_true(vth_has(t.v, c.phone));
	press(t.v, "<Esc> <Enter>");
	vth_expect(t.v, "诉求内容");
	assert_false(vth_has(t.v, c.phone));
	caller_free(&c);
	arena_free(&a);
	ticket_free(&k);
	bureau_leave(&t.v);
}

/* A limit typed as a day is all of that day, on the screen and in the file. */
static void a_limit_may_be_a_day(void **state)
{
	struct ticket *k;

	(void)state;
	sit("jbj", 24, 80);
	press(t.v, "<F2>");
	vth_expect(t.v, "登记工单");
	bureau_fill(t.v, "工单编号", "D-1");
	bureau_fill(t.v, "标题", "林道积水");
	bureau_fill(t.v, "诉求内容", "来电人说林道积水。");
	bureau_fill(t.v, "平台期限", "2026-11-27");
	press(t.v, "<F2>");
	vth_expect_gone(t.v, "登记工单");
	vth_expect(t.v, "林道积水");
	k = ticket("jbj", "D-1");
	assert_int_equal(k->platform_due, instant_parse("2026-11-28 00:00"));
	ticket_free(&k);
	bureau_leave(&t.v);
}

static void the_short_form_says_what_is_missing(void **state)
{
	(void)state;
	sit("jbj", 24, 80);
	press(t.v, "N");
	vth_expect(t.v, "还缺：公开答复、是否属实、是否解决");
	bureau_choose(t.v, "是否属实", "是");
	vth_expect(t.v, "还缺：公开答复、是否解决");
	press(t.v, "<Esc> 4");
	bureau_leave(&t.v);
}

/* ------------------------------------------------------------ texts that leave */
static void texts_go_to_a_folder_of_ones_own(void **state)
{
	char path[200];

	(void)state;
	snprintf(path, sizeof path, "%s/政务公开输出/催办单.txt", t.f->dir);
	sit("jbj", 24, 80);
	press(t.v, "T");
	vth_expect(t.v, "3 存成文件");
	press(t.v, "3");
	vth_expect(t.v, "~/政务公开输出/催办单.txt");
	press(t.v, "<Enter>");
	vth_expect(t.v, "已存为");
	assert_int_equal(access(path, R_OK), 0);
	/* a bare name means that folder, too, never the one the program runs in; the next one has a name of its own */
	press(t.v, "T 3");
	vth_expect(t.v, "催办单 (2).txt");
	bureau_answer(t.v, "另一份.txt");
	vth_expect(t.v, "已存为");
	snprintf(path, sizeof path, "%s/政务公开输出/另一份.txt", t.f->dir);
	assert_int_equal(access(path, R_OK), 0);
	assert_int_not_equal(access("另一份.txt", F_OK), 0);
	assert_int_not_equal(access("催办单.txt", F_OK), 0);
	/* into the terminal's clipboard */
	bureau_row(t.v, "咨询退耕还林补助");
	press(t.v, "<F9> 1 2");
	vth_expect(t.v, "已送到终端的剪贴板");
	size_t n;
	assert_non_null(strstr(vth_output(t.v, &n), "\033]52;c;"));
	bureau_leave(&t.v);
}

/* ------------------------------------------------------------ answers */
static const char number[] = "26111811301"; /* 拟答复, 经办甲 */

static void open_answer(void)
{
	bureau_row(t.v, "请求查询山林权属");
	press(t.v, "<F4>");
	vth_expect(t.v, "· 拟答复 ·");
}

static void an_answer_survives_a_kill(void **state)
{
	(void)state;
	sit("jbj", 24, 80);
	open_answer();
	press(t.v, "<C-a>");
	vth_send(t.v, "您好！这一段刚打了一半");
	vth_expect(t.v, "这一段刚打了一半");
	vth_kill(t.v, SIGKILL);
	assert_int_equal(vth_wait_exit(t.v, 5000), 128 + SIGKILL);
	vth_free(&t.v);
	t.v = samplefix_screen(t.f, "jbj", 24, 80, NULL);
	vth_expect(t.v, "没有保存");
	vth_expect(t.v, "您好！这一段刚打了一半  答复 26111811301，");
	press(t.v, "<Enter>");
	vth_expect(t.v, "恢复，接着写");
	press(t.v, "<Enter>");
	vth_expect(t.v, "26111811301 · 拟答复");
	vth_expect(t.v, "您好！这一段刚打了一半");
	press(t.v, "<F2>");
	vth_expect(t.v, "已存答复");
	struct ticket *k = ticket("jbj", number);
	assert_string_equal(k->answer->public_text, "您好！这一段刚打了一半");
	ticket_free(&k);
	assert_int_equal(samplefix_drafts(t.f), 0);
	bureau_leave(&t.v);
}

/* While 经办甲 writes, the answer is written by another, too. */
static void who_loses_keeps_his_text_and_sees_both(void **state)
{
	struct ticket_answer_in other = {.public_text = "您好！请到政务服务中心林业窗口查询。", .note = "", .truth = ANSWERED_YES,
		.solved = ANSWERED_YES, .unsolved = ""};
	struct ticket *k;
	struct error e;

	(void)state;
	sit("jbj", 24, 80);
	open_answer();
	press(t.v, "<C-a>");
	vth_send(t.v, "您好！请到档案室查询。");
	vth_expect(t.v, "请到档案室查询");
	k = ticket("jbj", number);
	desk_changed(t.second);
	samplefix_ok(ticket_answer(t.second, k->id, k->ver, &other, &e), &e);
	ticket_free(&k);
	vth_wait_text(t.v, "刚有别人办理了", 5000);
	press(t.v, "<F2>");
	/* both texts */
	vth_expect(t.v, "答复冲突");
	vth_expect(t.v, "经办丑刚存了一稿答复");
	vth_expect(t.v, "政务服务中心林业窗口");
	vth_expect(t.v, "档案室");
	press(t.v, "<Esc>");
	/* his own stands in the form; the other's is in the file */
	vth_expect(t.v, "您好！请到档案室查询。");
	k = ticket("jbj", number);
	assert_string_equal(k->answer->public_text, other.public_text);
	ticket_free(&k);
	press(t.v, "<F2>");
	vth_expect(t.v, "已存答复");
	k = ticket("jbj", number);
	assert_string_equal(k->answer->public_text, "您好！请到档案室查询。");
	ticket_free(&k);
	bureau_leave(&t.v);
}

/* Saved on leaving is as good as saved: what becomes of it is said before and after, and the list stands on it. */
static void leaving_says_what_saving_makes_of_it(void **state)
{
	struct ticket *k;

	(void)state;
	sit("jbj", 36, 120);
	press(t.v, "N");
	vth_expect(t.v, "一表办理");
	bureau_fill(t.v, "标题", "咨询苗圃开放时间");
	bureau_fill(t.v, "诉求内容", "来电人问苗圃哪天开放。");
	bureau_choose(t.v, "是否属实", "是");
	bureau_choose(t.v, "是否解决", "是");
	bureau_fill(t.v, "公开答复", "您好！苗圃工作日开放。");
	press(t.v, "<Esc>");
	vth_expect(t.v, "保存后离开  登记并送核稿");
	press(t.v, "2");
	vth_expect(t.v, "已登记并送核稿：");
	vth_expect(t.v, "热线 · 在办");
	press(t.v, "<Enter>");
	vth_expect(t.v, "来电人问苗圃哪天开放。");
	press(t.v, "<Esc>");

	open_answer();
	press(t.v, "<C-a>");
	vth_send(t.v, "您好！请到档案室，工作日开放。");
	press(t.v, "<Esc>");
	vth_expect(t.v, "存下答复，先不送核稿");
	press(t.v, "2");
	vth_expect(t.v, "已存答复：26111811301");
	k = ticket("jbj", number);
	assert_string_equal(k->answer->public_text, "您好！请到档案室，工作日开放。");
	ticket_free(&k);
	bureau_leave(&t.v);
}

/* What is missing for 核稿 stands at its field; the answer is saved none the less, and that is said. */
static void what_is_not_sent_is_saved(void **state)
{
	struct ticket *k;

	(void)state;
	sit("jbj", 36, 120);
	open_answer();
	press(t.v, "<C-a> <Del>");
	press(t.v, "<F5>");
	vth_expect(t.v, "已存答复，还没有送核稿");
	vth_expect(t.v, "还没有写公开答复");
	k = ticket("jbj", number);
	assert_string_equal(k->answer->public_text, "");
	assert_int_not_equal(k->state, TICKET_CHECKING);
	ticket_free(&k);
	bureau_leave(&t.v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_export_with_unknown_headers_comes_in),
		cmocka_unit_test(marked_tickets_go_to_another_office),
		cmocka_unit_test(what_is_given_up_is_done_to_none_of_the_marked),
		cmocka_unit_test(marked_tickets_are_switched_one_way),
		cmocka_unit_test(a_filter_gets_a_name),
		cmocka_unit_test(the_same_matter_is_told_while_one_registers),
		cmocka_unit_test(limits_explain_themselves),
		cmocka_unit_test(showing_the_caller_leaves_a_row),
		cmocka_unit_test(a_limit_may_be_a_day),
		cmocka_unit_test(the_short_form_says_what_is_missing),
		cmocka_unit_test(texts_go_to_a_folder_of_ones_own),
		cmocka_unit_test(an_answer_survives_a_kill),
		cmocka_unit_test(who_loses_keeps_his_text_and_sees_both),
		cmocka_unit_test(leaving_says_what_saving_makes_of_it),
		cmocka_unit_test(what_is_not_sent_is_saved),
		cmocka_unit_test(what_nobody_works_on_can_be_claimed_by_another),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
