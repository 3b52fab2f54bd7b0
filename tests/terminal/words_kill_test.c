/* words_kill_test.c - killed while somebody types a part of a report, a reason, an opinion or a small form: at the next start
 * what was typed is offered, and it stands there again when he goes on.
 *
 * What is typed into items and answers is killed at random by terminal/typing_kill_test.c.  Seen to fail without the draft of a
 * report's part, and without that of a question; the list of people, when the form was gone behind the question about it. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/report/report.h"
#include "tests/fields.h"
#include "tests/press.h"
#include "tests/samplefix.h"

static struct samplefix *f;

static int make(void **state)
{
	(void)state;
	f = samplefix_open();
	samplefix_reports(f);
	return 0;
}

static int drop(void **state)
{
	(void)state;
	samplefix_close(&f);
	return 0;
}

static void kill_it(struct vth **v)
{
	vth_settle(*v);
	vth_kill(*v, SIGKILL);
	assert_int_equal(vth_wait_exit(*v, 5000), 128 + SIGKILL);
	vth_free(v);
}

static struct vth *sit(const char *login)
{
	return samplefix_screen(f, login, 24, 80, NULL);
}

/* At the offer: the first of the list is chosen. */
static struct vth *offered(const char *login, const char *beginning, const char *about)
{
	struct vth *v = sit(login);
	vth_expect(v, "没有保存");
	vth_expect(v, beginning);
	vth_expect(v, about);
	press(v, "<Enter>");
	vth_expect(v, "恢复，接着写");
	press(v, "<Enter>");
	vth_expect_gone(v, "恢复，接着写");
	return v;
}

static void nothing_is_left(void)
{
	assert_int_equal(samplefix_drafts(f), 0);
}

static void written(int part, const char *want)
{
	struct desk *d = samplefix_desk(f, "jbj");
	struct report *list;
	struct error e;
	char *text;
	int n;
	samplefix_ok(report_list(d, REPORT_WEEKLY, &list, &n, &e), &e);
	samplefix_ok(report_text(d, list[0].id, part, "", &text, &e), &e);
	assert_string_equal(text, want);
	free(text);
	free(list);
}

static void a_part_of_a_report(void **state)
{
	struct vth *v = sit("jbj");
	(void)state;
	press(v, "7 <Right> <F4>");
	vth_expect(v, "写哪一部分");
	press(v, "1");
	vth_expect(v, "周报2026年第1期 · 需研究事项");
	press(v, "目录清理 <Enter> 公示牌经费");
	vth_expect(v, "已留底");
	kill_it(&v);

	v = offered("jbj", "目录清理", "周报的“需研究事项”");
	vth_expect(v, "公示牌经费");
	press(v, "由谁出");
	kill_it(&v); /* and once more before it is saved */

	v = offered("jbj", "目录清理", "周报的“需研究事项”");
	vth_expect(v, "公示牌经费由谁出");
	press(v, "<F2>");
	vth_expect(v, "已保存“需研究事项”");
	vth_free(&v);
	written(REPORT_PART_QUESTIONS, "目录清理\n公示牌经费由谁出");
	nothing_is_left();
}

static void what_another_wrote_meanwhile_is_shown_and_nothing_is_lost(void **state)
{
	struct desk *d = samplefix_desk(f, "jbj");
	struct vth *v = sit("jbj");
	struct report *list;
	struct error e;
	int n;
	(void)state;
	press(v, "7 <Right> <F4>");
	vth_expect(v, "写哪一部分");
	press(v, "4");
	vth_expect(v, "下周安排");
	press(v, "我写的安排");
	/* another part: no harm */
	samplefix_ok(report_list(d, REPORT_WEEKLY, &list, &n, &e), &e);
	samplefix_ok(report_write(d, list[0].id, list[0].ver, REPORT_PART_PROBLEMS, "", "存在一个问题", &e), &e);
	press(v, "<F2>");
	vth_expect(v, "已保存“下周安排”");
	press(v, "<F4>");
	vth_expect(v, "写哪一部分");
	press(v, "4");
	vth_expect(v, "我写的安排");
	press(v, "，再加");
	free(list);
	samplefix_ok(report_list(d, REPORT_WEEKLY, &list, &n, &e), &e);
	samplefix_ok(report_write(d, list[0].id, list[0].ver, REPORT_PART_PLAN, "", "别人的安排", &e), &e);
	free(list);
	press(v, "<F2>");
	vth_expect(v, "别人刚改过这一部分，您的输入都还在");
	press(v, "<Esc>");
	vth_expect(v, "我写的安排，再加");
	press(v, "<F2>");
	vth_expect(v, "已保存“下周安排”");
	vth_free(&v);
	/* behind the task of the demonstration that is due then, which the desk proposed */
	written(REPORT_PART_PLAN, "11月24日前办结：报送政策解读材料（任-2026-0003，办公室）。\n我写的安排，再加");
	nothing_is_left();
}

static void the_reason_of_a_report(void **state)
{
	struct vth *v = sit("ldd");
	(void)state;
	press(v, "7 <Down> <Right> <F6>");
	vth_expect(v, "请写明怎么改");
	press(v, "第三行的数");
	kill_it(&v);

	v = offered("ldd", "第三行的数", "退回修改");
	vth_expect(v, "再做这一步时");
	press(v, "<Esc> 7 <Down> <Right> <F6>");
	vth_expect(v, "请写明怎么改");
	vth_expect(v, "第三行的数");
	press(v, "请核对 <Enter>");
	vth_expect(v, "已退回起草人");
	press(v, "h");
	vth_expect(v, "第三行的数请核对");
	vth_free(&v);
	nothing_is_left();
}

static void the_opinion_of_a_review(void **state)
{
	struct vth *v = sit("fsb");
	(void)state;
	press(v, "<F6> 1 11 <Enter>");
	vth_expect(v, "意见（必填）");
	press(v, "第三段人数与附件不符");
	kill_it(&v);

	v = offered("fsb", "第三段人数与附件不符", "退回");
	press(v, "<Esc> <F6> 1 11 <Enter>");
	vth_expect(v, "意见（必填）");
	vth_expect(v, "第三段人数与附件不符");
	/* given up on purpose, which takes a second Esc: it is not offered again */
	press(v, "<Esc>");
	vth_settle(v);
	assert_true(vth_has(v, "意见（必填）"));
	press(v, "<Esc>");
	vth_expect_gone(v, "意见（必填）");
	vth_free(&v);
	nothing_is_left();
}

static void a_small_form(void **state)
{
	struct vth *v = sit("jbj");
	(void)state;
	press(v, "7 <Down> <Down> <Down> <Down> <Down> n");
	vth_expect(v, "填报一项数据");
	press(v, "<Tab> 2026-11 <Tab> 12 <Tab> 县政府办电话");
	kill_it(&v);

	v = sit("jbj");
	vth_expect(v, "填报一项数据");
	press(v, "<Esc> 7 <Down> <Down> <Down> <Down> <Down> n");
	vth_expect(v, "县政府办电话");
	vth_expect(v, "2026-11");
	press(v, "<Esc>");
	vth_expect(v, "再按一次 Esc");
	press(v, "<Esc>");
	vth_expect_gone(v, "县政府办电话");
	vth_free(&v);
	nothing_is_left();
}

/* A reason about a request stays beside the desk until it is given, and goes with the request when that is erased. */
static void the_reason_about_a_request(void **state)
{
	struct desk *asks = samplefix_desk(f, "jbj"), *decides = samplefix_desk(f, "fsb");
	struct erase_result done;
	struct error e;
	int64_t id, erasure;
	struct vth *v = sit("jbj");
	(void)state;
	press(v, "5 <Tab> <Tab>");
	vth_expect(v, "依申请 · 在办");
	bureau_row(v, "依-2026-0001");
	press(v, "<Del>");
	vth_expect(v, "作废 依-2026-0001");
	press(v, "李某某交了两份");
	kill_it(&v);

	v = offered("jbj", "李某某交了两份", "作废");
	vth_expect(v, "再做这一步时");
	press(v, "<Esc> 5 <Tab> <Tab>");
	vth_expect(v, "依申请 · 在办");
	bureau_row(v, "依-2026-0001");
	press(v, "<Del>");
	vth_expect(v, "李某某交了两份");
	press(v, "一样的");
	kill_it(&v);
	assert_int_equal(samplefix_drafts(f), 1);

	desk_changed(asks);
	samplefix_ok(request_by_number(asks, "依-2026-0001", &id, &e), &e);
	samplefix_ok(request_erase_ask(asks, id, ERASE_PERSONAL, "申请人要求删去", &erasure, &e), &e);
	desk_changed(decides);
	samplefix_ok(erase_decide(decides, erasure, true, &done, &e), &e);
	assert_int_equal(done.drafts, 1);
	assert_int_equal(done.drafts_held, 0);
	assert_false(done.bytes_left);
	erase_result_free(&done);
	nothing_is_left();
	v = sit("jbj");
	assert_false(vth_has(v, "没有保存"));
	vth_free(&v);
}

/* Killed at the question whether the list is right, which lies over the form. */
static void a_list_of_people(void **state)
{
	struct vth *v = sit("glyj");
	(void)state;
	press(v, "0 <F3>");
	vth_expect(v, "登记人员");
	vth_paste(v, "林小满 办公室 科员\n没有股室\n");
	press(v, "<F2>");
	vth_expect(v, "林小满");
	vth_expect(v, "请核对（还没有保存）");
	vth_resize(v, 30, 100); /* the form below is drawn again, and the question over it */
	vth_expect(v, "请核对（还没有保存）");
	kill_it(&v);

	v = offered("glyj", "林小满 办公室 科员", "登记人员");
	vth_expect(v, "再做这一步时");
	press(v, "<Esc> 0 <F3>");
	vth_expect(v, "没有股室");
	press(v, "<F2>");
	vth_expect(v, "请核对（还没有保存）");
	press(v, "y");
	vth_expect(v, "初始口令");
	press(v, "<Enter>");
	vth_expect(v, "没有股室"); /* what was refused is left */
	assert_false(vth_has(v, "科员"));
	press(v, "<Esc>");
	vth_expect_gone(v, "没有股室");
	vth_free(&v);
	nothing_is_left();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_of_a_report),
		cmocka_unit_test(what_another_wrote_meanwhile_is_shown_and_nothing_is_lost),
		cmocka_unit_test(the_reason_of_a_report),
		cmocka_unit_test(the_opinion_of_a_review),
		cmocka_unit_test(a_small_form),
		cmocka_unit_test(the_reason_about_a_request),
		cmocka_unit_test(a_list_of_people),
	};
	return cmocka_run_group_tests(tests, make, drop);
}
