/* ticket_out_test.c - the ways out of the chain and back: 退单, 延期, 并单, 转法定途径, 不纳入考核; helping, urging, supervising;
 * correcting, taking back; limits and clocks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/base/mask.h"
#include "store/base/memory.h"
#include "store/record/register.h"
#include "store/rule/clock.h"
#include "tests/ticketfix.h"

static struct error e;
#define VER(id) ticketfix_ver(f->clerk, (id))

static int state_of(struct desk *d, int64_t id)
{
	struct ticket *t = ticketfix_load(d, id);
	int s = t->state;
	ticket_free(&t);
	return s;
}

static void given_back_within_its_limit(void **state)
{
	struct deskfix *f = *state;
	int64_t id = ticketfix_new(f->publish, "R1", f->office), late = ticketfix_new(f->publish, "R2", f->office);
	assert_ok(ticket_claim(f->clerk, id, VER(id), &e));
	assert_refused(ticket_return_ask(f->clerk, id, VER(id), 8, "不是我们的事", &e), R_TICKET_BACK_REASON);
	assert_ok(ticket_return_ask(f->clerk, id, VER(id), 1, "属于住建部门职责", &e));
	assert_int_equal(state_of(f->clerk, id), TICKET_RETURNING);
	assert_refused(ticket_return_decide(f->clerk, id, VER(id), true, "", &e), R_PERMIT_WHO);
	assert_ok(ticket_return_decide(f->publish, id, VER(id), false, "属于我单位职责", &e));
	assert_int_equal(state_of(f->clerk, id), TICKET_WORKING);
	assert_ok(ticket_return_ask(f->publish, id, VER(id), 1, "属于住建部门职责", &e));
	assert_refused(ticket_return_decide(f->publish, id, VER(id), true, "", &e), R_PERMIT_ASKER);
	assert_ok(ticket_return_decide(f->third, id, VER(id), true, "", &e));
	assert_int_equal(state_of(f->clerk, id), TICKET_RETURNED);
	assert_ok(ticket_redo(f->clerk, id, VER(id), "平台重新交办", 0, 0, &e));
	deskfix_time(f, "2026-11-24T09:00:00");
	assert_refused(ticket_return_ask(f->clerk, late, VER(late), 1, "属于住建部门职责", &e), R_TICKET_BACK_LATE);
	assert_refused(ticket_may(f->clerk, ACTION_TICKET_RETURN_ASK, late, &e), R_TICKET_BACK_LATE);
	assert_clean(f->clerk);
}

static void extended_once_by_another(void **state)
{
	struct deskfix *f = *state;
	int64_t id = ticketfix_new(f->publish, "E1", f->office);
	struct ticket *t = ticketfix_load(f->clerk, id);
	int64_t before = t->outer_due;
	ticket_free(&t);
	assert_int_equal(before, instant_parse("2026-12-05 00:00")); /* ten working days after 11-20: the end of 12-04 */
	assert_ok(ticket_claim(f->clerk, id, VER(id), &e));
	assert_refused(ticket_extend_ask(f->clerk, id, VER(id), 11, "需要现场勘验", &e), R_TICKET_EXTEND_DAYS);
	assert_ok(ticket_extend_ask(f->clerk, id, VER(id), 5, "需要现场勘验", &e));
	assert_refused(ticket_extend_ask(f->clerk, id, VER(id), 5, "需要现场勘验", &e), R_TICKET_EXTENDING);
	assert_ok(ticket_extend_decide(f->third, id, VER(id), true, "", &e));
	t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->outer_due, instant_parse("2026-12-12 00:00"));
	assert_int_equal(t->extended, 5);
	ticket_free(&t);
	assert_refused(ticket_extend_ask(f->clerk, id, VER(id), 5, "还需要时间", &e), R_TICKET_EXTENDED);
	int64_t late = ticketfix_new(f->publish, "E2", f->office);
	deskfix_time(f, "2026-12-07T09:00:00");
	assert_ok(ticket_claim(f->clerk, late, VER(late), &e));
	assert_refused(ticket_extend_ask(f->clerk, late, VER(late), 5, "需要现场勘验", &e), R_TICKET_EXTEND_LATE);
	assert_clean(f->clerk);
}

static void merged_into_a_master(void **state)
{
	struct deskfix *f = *state;
	int64_t a = ticketfix_new(f->publish, "M1", f->office), b = ticketfix_new(f->publish, "M2", f->office),
		c = ticketfix_new(f->publish, "M3", f->office);
	assert_refused(ticket_merge(f->clerk, b, VER(b), b, "同一件事", &e), R_TICKET_MERGE_SELF);
	assert_ok(ticket_merge(f->clerk, b, VER(b), a, "同一件事", &e));
	assert_refused(ticket_merge(f->clerk, c, VER(c), b, "同一件事", &e), R_TICKET_MERGE_DUPLICATE);
	assert_refused(ticket_merge(f->clerk, a, VER(a), c, "同一件事", &e), R_TICKET_HAS_MERGED);
	assert_refused(ticket_route(f->clerk, a, VER(a), ROUTE_PETITION, "已告知到信访局", &e), R_TICKET_HAS_MERGED);
	assert_ok(ticket_unmerge(f->clerk, b, VER(b), "不是同一件事", &e));
	assert_int_equal(state_of(f->clerk, b), TICKET_UNCLAIMED);
	assert_ok(ticket_merge(f->clerk, b, VER(b), a, "还是同一件事", &e));
	ticketfix_close(f->clerk, f->first, f->publish, a, "2026-11-20 09:00");
	assert_int_equal(state_of(f->clerk, b), TICKET_CLOSED);
	assert_refused(ticket_merge(f->clerk, c, VER(c), a, "同一件事", &e), R_TICKET_MERGE_CLOSED);
	assert_clean(f->clerk);
}

static void routed_and_excluded(void **state)
{
	struct deskfix *f = *state;
	int64_t id = ticketfix_new(f->publish, "W1", f->office);
	assert_refused(ticket_route(f->clerk, id, VER(id), 9, "已告知到信访局", &e), R_TICKET_ROUTE);
	assert_ok(ticket_route(f->clerk, id, VER(id), ROUTE_REQUEST, "已告知填写申请表", &e));
	assert_int_equal(state_of(f->clerk, id), TICKET_ROUTED);
	assert_ok(ticket_unroute(f->clerk, id, VER(id), "群众要求继续办理", &e));
	assert_refused(ticket_exclude(f->clerk, id, VER(id), true, "不合理诉求", &e), R_PERMIT_WHO);
	assert_ok(ticket_exclude(f->third, id, VER(id), true, "不合理诉求", &e));
	assert_refused(ticket_exclude(f->third, id, VER(id), true, "不合理诉求", &e), R_TICKET_EXCLUDED);
	assert_ok(ticket_exclude(f->third, id, VER(id), false, "复核后恢复", &e));
	assert_clean(f->clerk);
}

static void helped_urged_and_supervised(void **state)
{
	struct deskfix *f = *state;
	int64_t id = ticketfix_new(f->publish, "H1", f->office);
	assert_ok(ticket_claim(f->clerk, id, VER(id), &e));
	assert_refused(ticket_assist(f->clerk, id, VER(id), f->office, 2, "请提供台账", &e), R_TICKET_ASSIST_OFFICE);
	assert_refused(ticket_assist(f->clerk, id, VER(id), f->general, 15, "请提供台账", &e), R_TICKET_ASSIST_LATE);
	assert_ok(ticket_assist(f->clerk, id, VER(id), f->general, 2, "请提供台账", &e));
	assert_refused(ticket_assist_done(f->clerk, id, VER(id), "已提供", &e), R_PERMIT_WHO);
	assert_ok(ticket_assist_done(f->second, id, VER(id), "已提供台账", &e));
	assert_refused(ticket_assist_done(f->second, id, VER(id), "已提供台账", &e), R_PERMIT_WHO);
	assert_ok(ticket_urge(f->publish, id, VER(id), "请于今日答复", &e));
	assert_refused(ticket_supervise_done(f->third, id, VER(id), "已办好", &e), R_TICKET_NOT_SUPERVISED);
	assert_ok(ticket_supervise(f->third, id, VER(id), "三日内办结", &e));
	assert_refused(ticket_supervise(f->third, id, VER(id), "三日内办结", &e), R_TICKET_SUPERVISED);
	struct ticket *t = ticketfix_load(f->clerk, id);
	assert_true(t->supervised);
	assert_int_equal(t->assists, 1);
	assert_true(t->assist[0].done);
	ticket_free(&t);
	assert_ok(ticket_supervise_done(f->publish, id, VER(id), "已办好", &e));
	assert_clean(f->clerk);
}

static void corrected_and_taken_back(void **state)
{
	struct deskfix *f = *state;
	int64_t id = ticketfix_new(f->publish, "K1", f->office);
	struct ticket_in in = ticketfix_in("K1");
	in.office = f->office;
	in.dispatched_at = desk_now(f->clerk);
	assert_refused(ticket_edit(f->clerk, id, VER(id), &in, &e), R_REGISTER_UNCHANGED);
	in.caller = (struct caller){.name = (char[]){"王**"}, .phone = (char[]){"138****1234"}}; /* as a form shows it */
	in.place = "城关镇";
	in.body = NULL;
	assert_refused(ticket_edit(f->clerk, id, VER(id), &in, &e), R_REGISTER_UNCHANGED);
	in.title = "林地占用（更正）";
	assert_ok(ticket_edit(f->clerk, id, VER(id), &in, &e));
	struct caller who;
	assert_ok(ticket_caller(f->clerk, id, &who, &e));
	assert_string_equal(who.phone, "13800001234");
	assert_string_equal(who.place, "城关镇东街口");
	caller_free(&who);
	assert_ok(ticket_claim(f->clerk, id, VER(id), &e));
	in.kind = KIND_ASK;
	assert_refused(ticket_edit(f->clerk, id, VER(id), &in, &e), R_TICKET_EDIT_FACT);
	assert_ok(ticket_unclaim(f->clerk, id, VER(id), &e));
	assert_refused(ticket_void(f->clerk, id, VER(id), "误登", &e), R_TICKET_VOID_LATE);
	int64_t other = ticketfix_new(f->publish, "K2", f->office);
	assert_ok(ticket_void(f->clerk, other, VER(other), "误登", &e));
	assert_refused(ticket_create(f->clerk, &(struct ticket_in){.number = "K1", .title = "重复", .kind = KIND_ASK, .urgency = URGENCY_NORMAL},
		NULL, &e), R_TICKET_KNOWN);
	assert_clean(f->clerk);
}

static void likeness_is_told_without_names(void **state)
{
	struct deskfix *f = *state;
	int64_t id = ticketfix_new(f->publish, "L1", f->office);
	struct ticket_in in = ticketfix_in("");
	struct ticket_likeness rows[4];
	struct arena a = {0};
	int n = 0;
	assert_ok(ticket_alike(f->clerk, &in, 0, &a, rows, 4, &n, &e));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].id, id);
	assert_true(rows[0].caller && rows[0].place);
	in.caller.phone = (char[]){"13900000000"};
	in.topic = "补助发放";
	assert_ok(ticket_alike(f->clerk, &in, 0, &a, rows, 4, &n, &e));
	assert_int_equal(n, 0);
	arena_free(&a);
}

static void a_changed_limit_moves_open_clocks_only(void **state)
{
	struct deskfix *f = *state;
	int64_t open = ticketfix_new(f->publish, "T1", f->office), closed = ticketfix_new(f->publish, "T2", f->office);
	struct ticket_limit *rows;
	int n;
	char why[400];
	struct clock_trace trace = {0};
	ticketfix_close(f->clerk, f->first, f->publish, closed, "2026-11-20 09:00");
	assert_ok(ticket_limits(f->clerk, &rows, &n, &e));
	assert_int_equal(n, (KIND_END - 1) * (URGENCY_END - 1));
	for (int i = 0; i < n; i++)
		if (rows[i].kind == KIND_COMPLAINT && rows[i].urgency == URGENCY_NORMAL) {
			struct ticket_limit l = rows[i];
			l.outer.n = 6;
			assert_refused(ticket_limit_set(f->publish, &l, &e), R_TICKET_LIMIT_ORDER);
			l.inner.n = 5;
			assert_refused(ticket_limit_set(f->clerk, &l, &e), R_PERMIT_WHO);
			assert_ok(ticket_limit_set(f->publish, &l, &e));
			assert_refused(ticket_limit_set(f->publish, &l, &e), R_TICKET_LIMIT_STALE);
		}
	free(rows);
	struct ticket *t = ticketfix_load(f->clerk, open);
	assert_int_equal(t->outer_due, instant_parse("2026-12-01 00:00"));
	ticket_free(&t);
	t = ticketfix_load(f->clerk, closed);
	assert_int_equal(t->outer_due, instant_parse("2026-12-05 00:00"));
	ticket_free(&t);
	struct arena a = {0};
	struct ticket_step *steps;
	assert_ok(ticket_history(f->clerk, open, &a, &steps, &n, &e));
	assert_int_equal(steps[n - 1].act, TICKET_ACT_CLOCK);
	arena_free(&a);
	assert_ok(ticket_clock(f->clerk, open, LIMIT_OUTER, why, &trace, &e));
	assert_non_null(strstr(why, "6个工作日"));
	assert_non_null(strstr(why, "到 2026-11-30。")); /* the day with which it ends, not the midnight behind it */
	assert_int_equal(trace.n, 10); /* 11-21 .. 11-30 */
	clock_trace_free(&trace);
	assert_clean(f->clerk);
}

/* A day off that is named later: what is open moves and says so, what is closed stays as it was judged. */
static void a_calendar_moves_what_is_open(void **state)
{
	struct deskfix *f = *state;
	struct calendar c = {0};
	struct arena a = {0};
	struct ticket_step *steps;
	int n, years;
	int64_t open = ticketfix_new(f->clerk, "", f->office), closed = ticketfix_new(f->clerk, "", f->office);
	ticketfix_close(f->clerk, f->publish, f->admin, closed, "2026-11-20 09:00");
	struct ticket *t = ticketfix_load(f->clerk, closed);
	const struct ticket was = *t;
	ticket_free(&t);
	calendar_builtin(&c);
	calendar_add(&c, day_of(2026, 11, 23), false, "临时放假");
	calendar_settle(&c);
	assert_ok(calendar_load_year(f->publish, &c, "通知", &years, &e));
	calendar_free(&c);
	t = ticketfix_load(f->clerk, open);
	assert_int_equal(t->outer_due, instant_parse("2026-12-08 00:00")); /* ten working days: 12-07, not 12-04 */
	ticket_free(&t);
	assert_ok(ticket_history(f->clerk, open, &a, &steps, &n, &e));
	assert_int_equal(steps[n - 1].act, TICKET_ACT_CLOCK);
	assert_non_null(strstr(steps[n - 1].text, "2026-12-04 → 2026-12-07"));
	t = ticketfix_load(f->clerk, closed);
	assert_int_equal(t->outer_due, was.outer_due);
	assert_int_equal(t->inner_due, was.inner_due);
	assert_int_equal(t->light, was.light);
	assert_int_equal(t->ver, was.ver);
	ticket_free(&t);
	assert_ok(ticket_history(f->clerk, closed, &a, &steps, &n, &e));
	assert_int_not_equal(steps[n - 1].act, TICKET_ACT_CLOCK);
	arena_free(&a);
	assert_clean(f->clerk);
}

/* Whoever writes a day means all of it; what ends with a day is written as that day. */
static void nothing_comes_behind_its_own_limit(void **state)
{
	struct deskfix *f = *state;
	int64_t id = ticketfix_new(f->clerk, "", f->office);
	assert_ok(ticket_fact(f->publish, id, ticketfix_ver(f->publish, id), FACT_PLATFORM_DUE, "2026-11-21", &e));
	deskfix_time(f, "2026-11-23T09:00:00");
	assert_refused(ticket_fact(f->publish, id, ticketfix_ver(f->publish, id), FACT_DISPATCHED, "2026-11-22 00:00", &e),
		R_TICKET_DUE_ORDER);
	assert_ok(ticket_fact(f->publish, id, ticketfix_ver(f->publish, id), FACT_DISPATCHED, "2026-11-21 23:59", &e));
	deskfix_time(f, "2026-11-20T09:00:00");
}

static void a_day_alone_is_all_of_it(void **state)
{
	struct deskfix *f = *state;
	char s[24];
	assert_int_equal(until_parse("2026-11-20"), instant_parse("2026-11-21 00:00"));
	assert_int_equal(until_parse("2026-11-20 17:30"), instant_parse("2026-11-20 17:30"));
	assert_int_equal(until_parse("明天"), -1);
	assert_string_equal(until_text(instant_parse("2026-11-21 00:00"), s), "2026-11-20");
	assert_string_equal(until_text(instant_parse("2026-11-20 17:30"), s), "2026-11-20 17:30");
	assert_string_equal(until_text(until_parse("2026-01-01"), s), "2026-01-01");
	int64_t id = ticketfix_new(f->clerk, "", f->office);
	assert_ok(ticket_fact(f->publish, id, ticketfix_ver(f->publish, id), FACT_PLATFORM_DUE, "2026-11-25", &e));
	struct ticket *t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->platform_due, instant_parse("2026-11-26 00:00"));
	ticket_free(&t);
	struct arena a = {0};
	struct ticket_step *steps;
	int n;
	char why[400];
	assert_ok(ticket_history(f->clerk, id, &a, &steps, &n, &e));
	assert_non_null(strstr(steps[n - 1].text, "2026-11-25"));
	arena_free(&a);
	assert_ok(ticket_clock(f->clerk, id, LIMIT_OUTER, why, NULL, &e));
	assert_non_null(strstr(why, "2026-11-25"));
	assert_null(strstr(why, "00:00"));
}

static void what_is_masked(void **state)
{
	(void)state;
	static const char *const texts[][2] = {
		{"电话13800001234。", "电话138****1234。"},
		{"138-0000-1234", "138-****-1234"},
		{"１３８００００１２３４", "１３８****１２３４"},
		{"身份证11010519491231002X在此", "身份证11*************02X在此"},
		{"身份证110105194912310020", "身份证110105194912310020"}, /* wrong check digit: no identity number */
		{"固话0563-8123456", "固话0563-****456"},
		{"工单250912101108115409，日期2026-11-20", "工单250912101108115409，日期2026-11-20"},
		{"拨打12345或者110", "拨打12345或者110"},
	};
	char buf[64];
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char *s = xstrdup(texts[i][0]);
		mask_text(s);
		assert_string_equal(s, texts[i][1]);
		assert_int_equal(mask_needed(texts[i][0]), strcmp(texts[i][0], texts[i][1]) != 0);
		free(s);
	}
	assert_string_equal(mask_idno(buf, sizeof buf, "352230198001010123"), "35*************123");
	assert_string_equal(mask_place(buf, sizeof buf, "绩溪县临溪镇东街1号"), "绩溪县临溪镇");
	assert_string_equal(mask_place(buf, sizeof buf, "景德镇市珠山区中山路1号"), "景德镇市珠山区");
	assert_string_equal(mask_place(buf, sizeof buf, "阳光小区3栋"), "**");
	assert_true(idno_valid("34052419800101001X"));
	assert_false(idno_valid("340524198001010011"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, deskfix_start, deskfix_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(given_back_within_its_limit),
		TEST(extended_once_by_another),
		TEST(merged_into_a_master),
		TEST(routed_and_excluded),
		TEST(helped_urged_and_supervised),
		TEST(corrected_and_taken_back),
		TEST(likeness_is_told_without_names),
		TEST(a_changed_limit_moves_open_clocks_only),
		TEST(a_calendar_moves_what_is_open),
		TEST(nothing_comes_behind_its_own_limit),
		TEST(a_day_alone_is_all_of_it),
		cmocka_unit_test(what_is_masked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
