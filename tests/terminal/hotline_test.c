/* hotline_test.c - two tickets of the hotline in a real terminal, on the demonstration desk: one through every hand,
 * handled by four people and sent back once by the platform; another by two people on one form each.
 *
 * The steps are tests in order on one desk; a step whose forerunner failed says so at once.  What stood on the screen
 * after each is written to $ZWGK_BUILD/tests/terminal/hotline.txt, to be read as a film. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/memory.h"
#include "tests/fields.h"
#include "tests/film.h"
#include "tests/press.h"
#include "tests/samplefix.h"

#define ROWS 36
#define COLS 120

static struct {
	struct samplefix *f;
	struct vth *v;
	int64_t long_way, short_way;
} t;

/* Sits down at pane 4 in the list of everything. */
static void sit(const char *login)
{
	t.v = samplefix_screen(t.f, login, ROWS, COLS, NULL);
	press(t.v, "4 <Tab> <Tab> <Tab> <Tab>");
	vth_expect(t.v, "热线 · 全部");
}

static void rise(void)
{
	bureau_leave(&t.v);
}

static void open_row(const char *title)
{
	bureau_row(t.v, title);
	press(t.v, "<Enter>");
	vth_expect(t.v, "诉求内容");
}

/* What the file has, read as 经办甲. */
static struct ticket *now(int64_t id)
{
	struct ticket *k;
	struct error e;

	samplefix_ok(ticket_load(samplefix_desk(t.f, "jbj"), id, &k, &e), &e);
	return k;
}

static void assert_state(int64_t id, int state, int round)
{
	struct ticket *k = now(id);

	assert_string_equal(ticket_state_text(k->state), ticket_state_text(state));
	assert_int_equal(k->round, round);
	ticket_free(&k);
}

static int64_t numbered(const char *number)
{
	struct error e;
	int64_t id;

	samplefix_ok(ticket_by_number(samplefix_desk(t.f, "jbj"), number, &id, &e), &e);
	return id;
}

/* ------------------------------------------------------------ the long way */
#define LONG "成片松树变红枯死"

/* 造林绿化股 claims it, sends it on; 森林防火办 claims it there and asks the others for help, and for time. */
static void it_is_claimed_and_transferred(void **state)
{
	(void)state;
	film_step(1);
	t.long_way = numbered("26111911532");
	sit("jbg");
	open_row(LONG);
	bureau_type(t.v, "c");
	vth_expect(t.v, "已领办 26111911532");
	film(t.v, "领办");
	bureau_type(t.v, "C");
	vth_expect(t.v, "已放弃领办");
	rise();

	sit("jbj");
	open_row(LONG);
	bureau_type(t.v, "t");
	vth_expect(t.v, "转给哪个股室");
	press(t.v, "森林防火办 <Enter>");
	vth_expect(t.v, "属你股室职责");
	film(t.v, "转办");
	bureau_f(t.v, 2);
	vth_expect(t.v, "转给森林防火办");
	rise();
	assert_state(t.long_way, TICKET_UNCLAIMED, 1);
	film_through();
}

static void help_is_asked_for_and_given(void **state)
{
	(void)state;
	film_step(2);
	sit("jbr");
	open_row(LONG);
	bureau_type(t.v, "c");
	vth_expect(t.v, "已领办");
	bureau_type(t.v, "a");
	vth_expect(t.v, "请哪个股室协办");
	press(t.v, "造林绿化股 <Enter>");
	bureau_fill(t.v, "几日内回复", "1");
	bureau_fill(t.v, "协办事项", "请取样送检");
	film(t.v, "协办");
	bureau_f(t.v, 2);
	vth_expect(t.v, "已请协办");
	rise();

	sit("jbg");
	open_row(LONG);
	bureau_type(t.v, "A");
	vth_expect(t.v, "协办回复");
	bureau_type(t.v, "已取样送检");
	bureau_f(t.v, 2);
	vth_expect(t.v, "已回复主办股室");
	film(t.v, "协办回复");
	rise();
	film_through();
}

static void it_is_extended(void **state)
{
	(void)state;
	film_step(3);
	sit("jbr");
	open_row(LONG);
	bureau_type(t.v, "y");
	vth_expect(t.v, "申请延期");
	bureau_fill(t.v, "延长几日", "3");
	bureau_fill(t.v, "延期理由", "等检测结果");
	bureau_f(t.v, 2);
	vth_expect(t.v, "已申请延期");
	film(t.v, "申请延期");
	bureau_type(t.v, "Y"); /* not by the one who asked */
	assert_false(vth_has(t.v, "请决定"));
	rise();

	sit("fsb");
	open_row(LONG);
	bureau_type(t.v, "Y");
	vth_expect(t.v, "请决定");
	bureau_type(t.v, "1");
	vth_expect(t.v, "意见（可不填）");
	bureau_type(t.v, "y");
	vth_expect(t.v, "已准予延期");
	film(t.v, "准予延期");
	rise();
	film_through();
}

/* The form is filled and sent to 核稿. */
static void answer(const char *text)
{
	bureau_f(t.v, 4);
	vth_expect(t.v, "· 拟答复 ·");
	bureau_fill(t.v, "公开答复", text);
	bureau_choose(t.v, "是否属实", "是");
	bureau_choose(t.v, "是否解决", "是");
	film(t.v, "拟答复");
	bureau_f(t.v, 5);
	vth_expect(t.v, "已送核稿");
}

static void pass(void)
{
	sit("fsb");
	open_row(LONG);
	bureau_f(t.v, 5);
	vth_expect(t.v, "意见（可不填）");
	bureau_f(t.v, 5); /* the key that asked does not answer */
	vth_expect(t.v, "意见（可不填）");
	bureau_type(t.v, "y");
	vth_expect(t.v, "核稿通过：26111911532");
	film(t.v, "核稿通过");
	rise();
}

static void fill(void)
{
	sit("fbyw");
	open_row(LONG);
	bureau_f(t.v, 9);
	vth_expect(t.v, "取出公开答复");
	bureau_type(t.v, "2");
	vth_expect(t.v, "平台上的回填时间");
	bureau_enter(t.v);
	vth_expect(t.v, "已登记回填");
	film(t.v, "回填");
	rise();
}

static void it_is_answered_checked_and_filled_in(void **state)
{
	(void)state;
	film_step(4);
	sit("jbr");
	open_row(LONG);
	answer("您好！经取样检测，不是松材线虫病，枯死木已清除。");
	bureau_f(t.v, 5); /* he may not check what he wrote */
	assert_false(vth_has(t.v, "意见（可不填）"));
	rise();
	assert_state(t.long_way, TICKET_CHECKING, 1);
	pass();
	assert_state(t.long_way, TICKET_TO_FILL, 1);
	fill();
	assert_state(t.long_way, TICKET_FILLED, 1);
	film_through();
}

static void the_platform_sends_it_back_and_closes_it(void **state)
{
	(void)state;
	film_step(5);
	sit("jbj");
	open_row(LONG);
	bureau_type(t.v, "z");
	vth_expect(t.v, "重新交办");
	bureau_fill(t.v, "重办原因", "来电人说还有枯死木没有清");
	bureau_f(t.v, 2);
	vth_expect(t.v, "开始新的一轮");
	film(t.v, "重办");
	rise();

	sit("jbr");
	open_row(LONG);
	vth_expect(t.v, "第2轮");
	if (!vth_has(t.v, "经办壬　领办至"))
		bureau_type(t.v, "c");
	answer("您好！余下的枯死木已于今日清除完毕。");
	rise();
	pass();
	fill();

	sit("jbj");
	open_row(LONG);
	bureau_type(t.v, "w");
	vth_expect(t.v, "照平台登记哪一项");
	bureau_type(t.v, "2");
	vth_expect(t.v, "平台上的时间");
	bureau_enter(t.v);
	vth_expect(t.v, "已登记：26111911532");
	film(t.v, "办结");
	rise();
	assert_state(t.long_way, TICKET_CLOSED, 2);
	film_through();
}

/* ------------------------------------------------------------ one form each */
static void another_takes_two_people_and_two_forms(void **state)
{
	struct ticket *k;

	(void)state;
	film_step(6);
	sit("jbj");
	bureau_type(t.v, "N");
	vth_expect(t.v, "一表办理");
	bureau_fill(t.v, "标题", "咨询林地征占用程序");
	bureau_fill(t.v, "诉求内容", "来电人问修路要不要办林地手续。");
	bureau_choose(t.v, "是否属实", "是");
	bureau_choose(t.v, "是否解决", "是");
	bureau_fill(t.v, "公开答复", "您好！修路占用林地须先办理使用林地审核手续。");
	film(t.v, "一表办理");
	bureau_f(t.v, 2);
	vth_expect(t.v, "已登记并送核稿：");
	rise();
	t.short_way = numbered("12345-2026-0001");
	assert_state(t.short_way, TICKET_CHECKING, 1);

	sit("jbg");
	open_row("咨询林地征占用程序");
	bureau_type(t.v, "S");
	vth_expect(t.v, "一表办结");
	bureau_fill(t.v, "办结时间", "2026-11-20 09:12");
	bureau_choose(t.v, "满意度", "满意");
	film(t.v, "一表办结");
	bureau_f(t.v, 2);
	vth_expect(t.v, "已登记：12345-2026-0001");
	rise();
	k = now(t.short_way);
	assert_int_equal(k->state, TICKET_CLOSED);
	assert_int_equal(k->pleased, PLEASED_YES);
	ticket_free(&k);
	film_through();
}

static int begin(void **state)
{
	(void)state;
	film_begin("hotline");
	t.f = samplefix_open();
	return 0;
}

static int end(void **state)
{
	(void)state;
	vth_free(&t.v);
	film_end();
	samplefix_close(&t.f);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_claimed_and_transferred),
		cmocka_unit_test(help_is_asked_for_and_given),
		cmocka_unit_test(it_is_extended),
		cmocka_unit_test(it_is_answered_checked_and_filled_in),
		cmocka_unit_test(the_platform_sends_it_back_and_closes_it),
		cmocka_unit_test(another_takes_two_people_and_two_forms),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
