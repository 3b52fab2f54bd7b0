/* request_test.c - 依申请公开 on the demonstration desk in a real terminal: one key makes a request of a 12345 ticket, who
 * applied is masked in the list and shown on a key, a fax is registered, confirmed, given out, noted and answered on paper, and
 * what is typed outlives the program. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/fields.h"
#include "tests/press.h"
#include "tests/samplefix.h"

static struct {
	struct samplefix *f;
	struct vth *v;
} t;

static int begin(void **state)
{
	(void)state;
	t.f = samplefix_open();
	return 0;
}

static int end(void **state)
{
	(void)state;
	vth_free(&t.v);
	samplefix_close(&t.f);
	return 0;
}

static struct request *request(const char *login, const char *number)
{
	struct desk *d = samplefix_desk(t.f, login);
	struct request *r;
	struct error e;
	int64_t id;

	desk_changed(d);
	samplefix_ok(request_by_number(d, number, &id, &e), &e);
	samplefix_ok(request_load(d, id, &r, &e), &e);
	return r;
}

static void one_key_makes_a_request_of_a_ticket(void **state)
{
	struct desk *d = samplefix_desk(t.f, "jbj");
	struct ticket *k;
	struct request *r;
	struct error e;
	int64_t id;

	(void)state;
	t.v = samplefix_screen(t.f, "jbj", 36, 120, NULL);
	press(t.v, "4 <Tab> <Tab> <Tab>");
	vth_expect(t.v, "热线 · 在办");
	bureau_row(t.v, "26111811301");
	press(t.v, "R");
	vth_expect(t.v, "登记公开申请（工单 26111811301 转来，一并转出）");
	vth_expect(t.v, "蒋某");
	vth_expect(t.v, "13900000014");
	vth_expect(t.v, "来电人与邻户对山林界线有争议");
	/* how he applies must be said: the call is no application */
	press(t.v, "<F2>");
	samplefix_ok(ticket_by_number(d, "26111811301", &id, &e), &e);
	samplefix_ok(ticket_load(d, id, &k, &e), &e);
	assert_int_equal(k->state, TICKET_DRAFTED);
	ticket_free(&k);
	bureau_choose(t.v, "提出方式", "口头");
	vth_expect(t.v, "2026-11-20 收到，答复期限 2026-12-18");
	press(t.v, "<F2>");
	vth_expect(t.v, "工单 26111811301 已转公开申请，登记为 依-2026-0003。");
	desk_changed(d);
	samplefix_ok(ticket_load(d, id, &k, &e), &e);
	assert_int_equal(k->state, TICKET_ROUTED);
	ticket_free(&k);
	r = request("jbj", "依-2026-0003");
	assert_int_equal(r->ticket, id);
	assert_int_equal(r->channel, BY_ORAL);
	assert_string_equal(r->masked.who.name, "蒋**");
	request_free(&r);
	/* both name the other */
	press(t.v, "5 <Tab> <Tab>");
	vth_expect(t.v, "依申请 · 在办");
	bureau_row(t.v, "依-2026-0003");
	vth_expect(t.v, "蒋**");
	assert_false(vth_has(t.v, "蒋某"));
	press(t.v, "<Enter>");
	vth_expect(t.v, "来自工单 26111811301");
	vth_expect(t.v, "139****0014");
	vth_expect(t.v, "还不能在这里办理补正");
	press(t.v, "h");
	vth_expect(t.v, "13900000014");
	press(t.v, "w");
	vth_expect(t.v, "26111811301 · 转法定途径");
	vth_expect(t.v, "依-2026-0003");
	press(t.v, "<Esc> <Esc> 1");
	vth_expect(t.v, "申请待答复");
	bureau_leave(&t.v);
}

static void another_office_sees_no_name(void **state)
{
	(void)state;
	t.v = samplefix_screen(t.f, "jbr", 36, 120, NULL);
	press(t.v, "5 <Tab> <Tab>");
	vth_expect(t.v, "依申请 · 在办");
	bureau_row(t.v, "依-2026-0003");
	press(t.v, "<Enter>");
	vth_expect(t.v, "承办股室才看得到");
	press(t.v, "h");
	vth_expect(t.v, "本申请由其他股室承办");
	assert_false(vth_has(t.v, "13900000014"));
	bureau_leave(&t.v);
}

static void a_fax_is_registered_and_answered_on_paper(void **state)
{
	struct request *r;

	(void)state;
	t.v = samplefix_screen(t.f, "jbj", 24, 80, NULL);
	press(t.v, "5 N");
	vth_expect(t.v, "请先选提出方式");
	bureau_choose(t.v, "提出方式", "传真");
	vth_expect(t.v, "还没有确认");
	bureau_fill(t.v, "姓名（名称）", "周文");
	bureau_fill(t.v, "联系电话", "13712345678");
	bureau_fill(t.v, "申请内容", "申请公开林长制考核办法及2025年考核结果");
	/* it goes on where it was, though the program is killed */
	vth_kill(t.v, SIGKILL);
	vth_free(&t.v);
	t.v = samplefix_screen(t.f, "jbj", 24, 80, NULL);
	vth_expect(t.v, "登记公开申请");
	press(t.v, "1 1");
	vth_expect(t.v, "周文");
	press(t.v, "<F2>");
	vth_expect(t.v, "公开申请 依-2026-0004 已登记。");
	press(t.v, "5 <Tab> <Tab>");
	bureau_row(t.v, "依-2026-0004");
	vth_expect(t.v, "待确认");
	press(t.v, "<F5>");
	vth_expect(t.v, "登记确认 依-2026-0004");
	press(t.v, "<F2>");
	vth_expect(t.v, "已登记确认，期限开始起算");
	vth_expect(t.v, "余20日");
	press(t.v, "<F6>");
	vth_expect(t.v, "分给哪个股室");
	bureau_answer(t.v, "造林");
	vth_expect(t.v, "由谁承办");
	press(t.v, "2");
	vth_expect(t.v, "公开申请 依-2026-0004 已分办。");
	press(t.v, "<F7>");
	vth_expect(t.v, "记事 依-2026-0004");
	bureau_type(t.v, "已请造林股核对考核结果");
	press(t.v, "<F2>");
	vth_expect(t.v, "已记事");
	press(t.v, "<F8>");
	vth_expect(t.v, "登记线下答复 依-2026-0004");
	bureau_fill(t.v, "答复情况", "林公开告〔2026〕9号，予以公开，邮寄送达");
	press(t.v, "<F2>");
	vth_expect(t.v, "已登记线下答复");
	assert_false(vth_has(t.v, "依-2026-0004 申请")); /* it is not open any more */
	r = request("jbj", "依-2026-0004");
	assert_true(r->answered_on != DAY_NONE);
	assert_string_equal(r->handler_name, "经办庚");
	request_free(&r);
	bureau_leave(&t.v);
}

/* Saved on leaving is as good as saved: it is said, and the list stands on it. */
static void what_is_saved_on_leaving_is_said_and_shown(void **state)
{
	(void)state;
	t.v = samplefix_screen(t.f, "jbj", 24, 80, NULL);
	press(t.v, "5 <Tab> <Tab> N");
	bureau_choose(t.v, "提出方式", "口头");
	bureau_fill(t.v, "姓名（名称）", "吴某");
	bureau_fill(t.v, "申请内容", "申请公开古树名木目录");
	press(t.v, "<Esc>");
	vth_expect(t.v, "有改动还没有保存");
	press(t.v, "2");
	vth_expect(t.v, "公开申请 依-2026-0005 已登记。");
	vth_expect(t.v, "依申请 · 在办");
	press(t.v, "<Enter>");
	vth_expect(t.v, "依-2026-0005 ·");
	press(t.v, "<F4>");
	vth_expect(t.v, "修改登记 依-2026-0005");
	press(t.v, "<F2>");
	vth_expect(t.v, "依-2026-0005 没有改动。");
	bureau_leave(&t.v);
}

/* Somebody was quicker: what was typed is offered again, bound to what stands now. */
static void a_note_that_was_refused_is_offered_again(void **state)
{
	struct desk *d = samplefix_desk(t.f, "jbj");
	struct request *r;
	struct error e;

	(void)state;
	t.v = samplefix_screen(t.f, "jbj", 24, 80, NULL);
	press(t.v, "5 <Tab> <Tab>");
	bureau_row(t.v, "依-2026-0002");
	press(t.v, "<Enter> <F7>");
	vth_expect(t.v, "记事 依-2026-0002");
	bureau_type(t.v, "已请档案室找原件");
	r = request("jbj", "依-2026-0002");
	samplefix_ok(request_note(d, r->id, r->ver, "别人先记了一笔", &e), &e);
	request_free(&r);
	press(t.v, "<F2>");
	vth_expect_gone(t.v, "记事 依-2026-0002");
	vth_expect(t.v, "您输入的文字会保留");
	press(t.v, "<F7>");
	vth_expect(t.v, "已请档案室找原件");
	press(t.v, "<F2>");
	vth_expect(t.v, "公开申请 依-2026-0002 已记事。");
	bureau_leave(&t.v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_key_makes_a_request_of_a_ticket),
		cmocka_unit_test(another_office_sees_no_name),
		cmocka_unit_test(a_fax_is_registered_and_answered_on_paper),
		cmocka_unit_test(what_is_saved_on_leaving_is_said_and_shown),
		cmocka_unit_test(a_note_that_was_refused_is_offered_again),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
