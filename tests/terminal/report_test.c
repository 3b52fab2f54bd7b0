/* report_test.c - a week's report in a real terminal, on the demonstration desk: one person drafts it, another returns it
 * once and signs it off; what was signed prints the same after the desk has moved on; figures are entered, a register is
 * looked at.
 *
 * The steps are tests in order on one desk.  What stood on the screen after each is written to
 * $ZWGK_BUILD/tests/terminal/report.txt, to be read as a film. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/report/report.h"
#include "store/base/memory.h"
#include "tests/fields.h"
#include "tests/film.h"
#include "tests/press.h"
#include "tests/samplefix.h"
#include "tests/desk.h"

#define ROWS 36
#define COLS 120

static struct {
	struct samplefix *f;
	struct vth *v;
	char *signed_off;
} t;

static void sit(const char *login)
{
	t.v = samplefix_screen(t.f, login, ROWS, COLS, NULL);
	press(t.v, "7");
	vth_expect(t.v, "填报数据");
}

static void rise(void)
{
	bureau_leave(&t.v);
}

/* The newest weekly as it prints, the caller's. */
static char *printed(void)
{
	struct desk *d = samplefix_desk(t.f, "jbj");
	struct report *list;
	struct document *doc;
	struct buffer b = {0};
	struct error e;
	int n;

	samplefix_ok(report_list(d, REPORT_WEEKLY, &list, &n, &e), &e);
	assert_true(n > 0);
	samplefix_ok(report_print(d, list[0].id, &doc, &e), &e);
	plain_bytes(doc, 0, &b);
	document_free(&doc);
	free(list);
	return buffer_take(&b);
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("“%s” is not in:\n%.3000s", part, text);
}

static void one_drafts_and_writes(void **state)
{
	(void)state;
	film_step(1);
	sit("jbj");
	vth_expect(t.v, "还没有起草过");
	film(t.v, "空");
	press(t.v, "n");
	vth_expect(t.v, "2026-W47");
	press(t.v, "<Enter>");
	vth_expect(t.v, "已起草2026年第47周");
	vth_expect(t.v, "2026年第1期");
	film(t.v, "起草");
	press(t.v, "e");
	vth_expect(t.v, "写哪一部分");
	film(t.v, "选一部分");
	press(t.v, "1");
	vth_expect(t.v, "空着按");
	press(t.v, "请研究年度目录清理方案");
	film(t.v, "写文字");
	press(t.v, "<F2>");
	vth_expect(t.v, "已保存“需研究事项”");
	press(t.v, "<Enter>");
	vth_expect(t.v, "研究1项。");
	vth_expect(t.v, "一、需研究事项。请研究年度目录清理方案");
	vth_expect(t.v, "┬"); /* its table has the lines of the screen */
	assert_false(vth_has(t.v, "+--"));
	film(t.v, "预览");
	press(t.v, "<Esc>");
	press(t.v, "s");
	vth_expect(t.v, "送出以后要改须先撤回");
	press(t.v, "y");
	vth_expect(t.v, "已送核");
	/* who drafted it cannot pass it */
	press(t.v, "p");
	vth_expect(t.v, "不能由本人核定");
	film(t.v, "送核");
	rise();
	film_through();
}

static void another_returns_it_and_signs_it_off(void **state)
{
	(void)state;
	film_step(2);
	sit("ldd");
	press(t.v, "<Right> b");
	vth_expect(t.v, "怎么改");
	press(t.v, "请写下周安排 <Enter>");
	vth_expect(t.v, "已退回起草人");
	film(t.v, "退回");
	rise();

	sit("jbj");
	vth_expect(t.v, "请写下周安排");
	press(t.v, "<Right> e");
	vth_expect(t.v, "写哪一部分");
	press(t.v, "4");
	vth_expect(t.v, "空着按");
	press(t.v, "完成年度目录清理 <F2>");
	vth_expect(t.v, "已保存“下周安排”");
	press(t.v, "s");
	vth_expect(t.v, "送出以后要改须先撤回");
	press(t.v, "y");
	vth_expect(t.v, "已送核");
	rise();

	sit("ldd");
	press(t.v, "<Right> <Enter>");
	vth_expect(t.v, "研究1项。");
	press(t.v, "<Esc>");
	press(t.v, "p");
	vth_expect(t.v, "核定以后不能再改");
	film(t.v, "核定");
	press(t.v, "y");
	vth_expect(t.v, "已核定");
	rise();
	t.signed_off = printed();
	has(t.signed_off, "拟稿：经办甲　　　　核稿：领导丁");
	has(t.signed_off, "六、下周安排。11月24日前办结：报送政策解读材料（任-2026-0003，办公室）。"); /* stood there already */
	has(t.signed_off, "完成年度目录清理");
	has(t.signed_off, "操作日志末端 ");
	film_through();
}

static void what_was_signed_stands(void **state)
{
	struct desk *d = samplefix_desk(t.f, "jbj");
	struct item_register reg = {.class = CLASS_OTHER, .office = desk_who(d)->office};
	const struct item_text text = {.title = "又一件", .body = "正文", .formed_on = desk_today(d), .attribute = ATTRIBUTE_OPEN,
		.valid_from = DAY_NONE, .valid_to = DAY_NONE};
	struct error e;
	int64_t id;

	(void)state;
	film_step(3);
	samplefix_ok(item_create(d, &text, &reg, &id, &e), &e);
	char *again = printed();
	assert_string_equal(again, t.signed_off);
	free(again);
	sit("jbj");
	press(t.v, "<Right> e");
	vth_expect(t.v, "已核定的请用更正");
	press(t.v, "k");
	vth_expect(t.v, "为什么更正");
	press(t.v, "办结件数少计 <Enter>");
	vth_expect(t.v, "更正1");
	film(t.v, "更正");
	press(t.v, "h");
	vth_expect(t.v, "办结件数少计");
	rise();
	film_through();
}

static void figures_are_entered_and_a_register_is_shown(void **state)
{
	(void)state;
	film_step(4);
	sit("jbj");
	press(t.v, "<Down> <Down> <Down> <Down> <Down>");
	vth_expect(t.v, "还没有填报过");
	press(t.v, "n");
	vth_expect(t.v, "填报一项数据");
	press(t.v, "<Enter> 政策解读 <Enter>");
	vth_expect_gone(t.v, "没有符合的");
	press(t.v, "2026-11 <Tab> 0 <Tab> 县政府办");
	film(t.v, "填报");
	press(t.v, "<F2>");
	vth_expect(t.v, "县政府办");
	press(t.v, "<Down>");
	vth_expect(t.v, "不予公开、依申请公开");
	film(t.v, "台账");
	press(t.v, "<Right> <Down> <Enter>");
	vth_expect(t.v, "台账：不予公开、依申请公开");
	film(t.v, "决定清单");
	press(t.v, "<Esc> P");
	vth_expect(t.v, "不予公开和依申请公开决定台账");
	film(t.v, "决定台账");
	/* for old office programs */
	press(t.v, "<Esc> <F9>");
	vth_expect(t.v, "GB18030");
	film(t.v, "导出");
	press(t.v, "6");
	vth_expect(t.v, "台账.csv");
	press(t.v, "<Enter>");
	vth_expect(t.v, "已导出：");
	char path[300];
	int row, col;
	assert_true(vth_find(t.v, "已导出：", &row, &col));
	snprintf(path, sizeof path, "%s", strstr(vth_row(t.v, row), "已导出：") + strlen("已导出："));
	*(strstr(path, ".csv") + strlen(".csv")) = '\0'; /* the row goes on with where the cursor stands */
	size_t n;
	char *text = file_read(path, &n);
	assert_memory_equal(text, "\xb1\xe0\xba\xc5", 4); /* 编号 */
	free(text);
	press(t.v, "P");
	vth_expect(t.v, "不予公开和依申请公开决定台账");
	/* step by step, newest first; a step opens its item */
	press(t.v, "<Esc> <Down> <Down> <Enter>");
	vth_expect(t.v, "台账：审核记录");
	vth_expect(t.v, "原因和意见");
	film(t.v, "审核记录");
	press(t.v, "<End>");
	vth_expect(t.v, "送审");
	press(t.v, "<Home> <Enter>");
	vth_expect(t.v, "─ 签批 ─");
	press(t.v, "<Esc>");
	vth_expect(t.v, "台账：审核记录");
	press(t.v, "<Esc> <Up> <Enter>");
	vth_expect(t.v, "台账：发布登记");
	vth_expect(t.v, "已上线");
	film(t.v, "发布登记");
	press(t.v, "<Esc> <Down> <Down> <Enter>");
	vth_expect(t.v, "台账：12345热线");
	film(t.v, "热线清单");
	press(t.v, "<Enter>");
	vth_expect(t.v, "诉求");
	rise();
	film_through();
}

/* Nothing else makes it read the file: no other size of the window, nobody who writes. */
static void a_register_shows_its_rows_at_once(void **state)
{
	(void)state;
	t.v = samplefix_screen(t.f, "jbj", 24, 80, NULL);
	vth_settle_within(t.v, 700, 5000); /* what the start wrote is known by then */
	press(t.v, "7 <End> <Tab> <Enter>");
	vth_expect(t.v, "台账：主动公开");
	/* what was public once, and what was decided: no draft, nothing that is under review for the first time */
	vth_expect(t.v, "第1/79行");
	press(t.v, "<Esc> <Down> <Enter>");
	vth_expect(t.v, "台账：不予公开、依申请公开");
	vth_expect(t.v, "第1/2行");
	bureau_leave(&t.v);
}

static int open_desk(void **state)
{
	(void)state;
	film_begin("report");
	t.f = samplefix_open();
	return 0;
}

static int close_desk(void **state)
{
	(void)state;
	film_end();
	free(t.signed_off);
	samplefix_close(&t.f);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_register_shows_its_rows_at_once),
		cmocka_unit_test(one_drafts_and_writes),
		cmocka_unit_test(another_returns_it_and_signs_it_off),
		cmocka_unit_test(what_was_signed_stands),
		cmocka_unit_test(figures_are_entered_and_a_register_is_shown),
	};
	return cmocka_run_group_tests(tests, open_desk, close_desk);
}
