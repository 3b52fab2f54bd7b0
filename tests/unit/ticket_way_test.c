/* ticket_way_test.c - a ticket from the telephone call to the closed and redone one, by several people; who is refused on
 * the way, and with what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/record/ticket/ticket.h"
#include "store/view/audit_view.h"
#include "tests/ticketfix.h"

static struct error e;

/* ---- the whole way ---- */

static void through_the_chain(void **state)
{
	struct deskfix *f = *state;
	int64_t id = ticketfix_new(f->publish, "G1", f->office);
	struct ticket *t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->state, TICKET_UNCLAIMED);
	assert_string_equal(t->number, "G1");
	assert_string_equal(t->place, "城关镇");
	assert_string_equal(t->masked.phone, "138****1234");
	assert_string_equal(t->masked.name, "王**");
	ticket_free(&t);

	assert_ok(ticket_claim(f->clerk, id, ticketfix_ver(f->clerk, id), &e));
	const struct ticket_answer_in answer = {.public_text = "已派人查看，土地已复绿。", .note = "现场照片在卷。",
		.truth = ANSWERED_YES, .solved = ANSWERED_YES, .reached = ANSWERED_YES, .contact_at = desk_now(f->clerk)};
	assert_ok(ticket_answer(f->clerk, id, ticketfix_ver(f->clerk, id), &answer, &e));
	assert_ok(ticket_submit(f->clerk, id, ticketfix_ver(f->clerk, id), &e));
	assert_refused(ticket_check(f->clerk, id, ticketfix_ver(f->clerk, id), true, "", &e), R_PERMIT_HANDLER);
	assert_refused(ticket_check(f->admin, id, ticketfix_ver(f->clerk, id), true, "", &e), R_PERMIT_ADMIN);
	assert_ok(ticket_check(f->first, id, ticketfix_ver(f->clerk, id), true, "同意", &e));
	assert_ok(ticket_fill(f->clerk, id, ticketfix_ver(f->clerk, id), 0, &e));
	assert_refused(ticket_fact(f->clerk, id, ticketfix_ver(f->clerk, id), FACT_CLOSED, "2026-11-20 09:30", &e), R_PERMIT_HANDLER);
	assert_refused(ticket_fact(f->publish, id, ticketfix_ver(f->clerk, id), FACT_CLOSED, "2026-11-21 09:30", &e), R_TICKET_LATER);
	assert_ok(ticket_fact(f->publish, id, ticketfix_ver(f->clerk, id), FACT_PLEASED, "满意", &e));
	assert_ok(ticket_fact(f->publish, id, ticketfix_ver(f->clerk, id), FACT_CLOSED, "2026-11-20 09:00", &e));
	t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->state, TICKET_CLOSED);
	assert_int_equal(t->light, LIGHT_GREEN);
	assert_int_equal(t->pleased, PLEASED_YES);
	assert_non_null(t->answer);
	assert_string_equal(t->answer->note, "现场照片在卷。");
	ticket_free(&t);
	assert_refused(ticket_fact(f->publish, id, ticketfix_ver(f->clerk, id), FACT_PLATFORM_DUE, "2026-12-20", &e), R_TICKET_FACT_CLOSED);

	assert_ok(ticket_redo(f->clerk, id, ticketfix_ver(f->clerk, id), "群众不满意", 0, 0, &e));
	t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->state, TICKET_UNCLAIMED);
	assert_int_equal(t->round, 2);
	assert_int_equal(t->redos, 1);
	assert_int_equal(t->light, LIGHT_YELLOW);
	assert_int_equal(t->closed_at, 0);
	ticket_free(&t);

	struct arena a = {0};
	struct ticket_step *steps;
	int n;
	static const int acts[] = {TICKET_ACT_REGISTER, TICKET_ACT_CLAIM, TICKET_ACT_ANSWER, TICKET_ACT_CONTACT, TICKET_ACT_SUBMIT,
		TICKET_ACT_CHECK_PASS, TICKET_ACT_FILL, TICKET_ACT_FACT, TICKET_ACT_CLOSE, TICKET_ACT_REDO};
	assert_ok(ticket_history(f->clerk, id, &a, &steps, &n, &e));
	assert_int_equal(n, sizeof acts / sizeof *acts);
	for (int i = 0; i < n; i++)
		assert_int_equal(steps[i].act, acts[i]);
	assert_string_equal(steps[7].text, "满意度（办理结果）：（空） → 满意");
	assert_string_equal(steps[8].text, "办结时间：（空） → 2026-11-20 09:00");
	arena_free(&a);
	struct audit_row rows[3];
	assert_ok(audit_view_page(f->clerk, 0, 3, rows, &a, &n, &e));
	assert_int_equal(n, 3);
	assert_int_equal(rows[0].action, ACTION_TICKET_REDO);
	assert_string_equal(rows[0].number, "G1");
	arena_free(&a);
	assert_clean(f->clerk);
}

static void one_form_by_two_people(void **state)
{
	struct deskfix *f = *state;
	struct ticket_in in = ticketfix_in("");
	const struct ticket_answer_in answer = {.public_text = "采伐许可证在政务大厅三号窗口办理。", .truth = ANSWERED_NOT_APPLICABLE,
		.solved = ANSWERED_YES};
	int64_t id = 0;
	assert_ok(ticket_short(f->clerk, &in, &answer, &id, &e));
	struct ticket *t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->state, TICKET_CHECKING);
	assert_string_equal(t->number, "12345-2026-0001");
	assert_string_equal(t->platform, "本单位");
	ticket_free(&t);
	int64_t at = desk_now(f->clerk);
	const struct ticket_end end = {.opinion = "同意", .filled_at = at, .signed_at = at, .closed_at = at, .visited_at = at,
		.solved = ANSWERED_YES, .pleased = PLEASED_FAIR};
	assert_refused(ticket_short_end(f->clerk, id, ticketfix_ver(f->clerk, id), &end, &e), R_PERMIT_HANDLER);
	assert_ok(ticket_short_end(f->publish, id, ticketfix_ver(f->clerk, id), &end, &e));
	t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->state, TICKET_CLOSED);
	assert_int_equal(t->pleased, PLEASED_FAIR);
	ticket_free(&t);
	assert_clean(f->clerk);
}

/* ---- claims ---- */

static void a_claim_is_a_lease(void **state)
{
	struct deskfix *f = *state;
	int64_t other_id = deskfix_officer(f, "geng", "经办庚", f->office, ROLE_CLERK);
	struct desk *other = deskfix_login(f, "geng");
	int64_t id = ticketfix_new(f->publish, "G2", f->office);
	assert_true(other_id > 0);
	assert_ok(ticket_claim(f->clerk, id, ticketfix_ver(f->clerk, id), &e));
	assert_refused(ticket_claim(f->clerk, id, ticketfix_ver(f->clerk, id), &e), R_TICKET_CLAIM_MINE);
	assert_refused(ticket_claim(other, id, ticketfix_ver(f->clerk, id), &e), R_TICKET_CLAIMED);
	assert_refused(ticket_may(other, ACTION_TICKET_CLAIM, id, &e), R_TICKET_CLAIMED);
	assert_refused(ticket_claim(f->publish, id, ticketfix_ver(f->clerk, id), &e), R_PERMIT_TICKET_HAND);
	deskfix_time(f, "2026-11-26T09:00:00"); /* three working days are over: 11-23, 24, 25 */
	desk_pin(other, desk_now(f->clerk), &e);
	assert_ok(ticket_claim(other, id, ticketfix_ver(other, id), &e));
	struct ticket *t = ticketfix_load(other, id);
	assert_int_equal(t->handler, other_id);
	ticket_free(&t);
	assert_ok(ticket_unclaim(other, id, ticketfix_ver(other, id), &e));
	desk_close(&other);
}

static void who_comes_too_late_is_told(void **state)
{
	struct deskfix *f = *state;
	char s[600];
	int64_t id = ticketfix_new(f->publish, "G3", 0), ver = ticketfix_ver(f->clerk, id);
	assert_ok(ticket_claim(f->clerk, id, ver, &e));
	assert_refused(ticket_transfer(f->publish, id, ver, f->general, "", &e), R_TICKET_STALE);
	assert_non_null(strstr(error_sentence(&e, s, sizeof s), "经办甲"));
	struct ticket *t = ticketfix_load(f->clerk, id);
	assert_int_equal(t->office, f->office); /* a claim of an unassigned one brings it into his office */
	ticket_free(&t);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, deskfix_start, deskfix_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(through_the_chain),
		TEST(one_form_by_two_people),
		TEST(a_claim_is_a_lease),
		TEST(who_comes_too_late_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
