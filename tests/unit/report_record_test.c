/* report_record_test.c - figures that people enter, and reports from draft to correction, as records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/file/audit/head.h"
#include "store/store.h"
#include "tests/deskfix.h"

static struct error e;

static int setup(void **state)
{
	*state = deskfix_open("2026-11-20T09:00:00");
	return 0;
}

static int teardown(void **state)
{
	struct deskfix *f = *state;
	assert_sound(f->admin);
	deskfix_close(&f);
	return 0;
}

static struct entered_in of(enum entered k, int from_month, int to_month, int64_t value)
{
	return (struct entered_in){.key = k, .from = day_of(2026, from_month, 1), .to = day_of(2026, to_month, 1), .set = true,
		.value = value, .source = "县政务服务平台"};
}

static void not_entered_is_not_zero(void **state)
{
	struct deskfix *f = *state;
	struct entered_in in = of(ENTERED_TRAININGS, 3, 4, 0);
	struct entered_figure got;
	int64_t sum;
	bool set, whole;
	assert_ok(entered_get(f->clerk, ENTERED_TRAININGS, in.from, in.to, &got, &e));
	assert_false(got.set);
	assert_ok(entered_put(f->clerk, &in, &e));
	assert_ok(entered_get(f->clerk, ENTERED_TRAININGS, in.from, in.to, &got, &e));
	assert_true(got.set && got.value == 0);
	assert_string_equal(got.source, "县政务服务平台");
	assert_string_equal(got.officer, "经办甲");
	/* the second to change it sees what the first wrote */
	in.value = 2;
	assert_refused(entered_put(f->publish, &in, &e), R_ENTERED_STALE);
	in.read = got.id;
	assert_ok(entered_put(f->publish, &in, &e));
	assert_ok(entered_get(f->clerk, ENTERED_TRAININGS, in.from, in.to, &got, &e));
	in.read = got.id;
	assert_refused(entered_put(f->publish, &in, &e), R_ENTERED_SAME);
	struct entered_figure *rows;
	int n;
	assert_ok(entered_history(f->clerk, ENTERED_TRAININGS, in.from, in.to, &rows, &n, &e));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].value, 2);
	assert_int_equal(rows[1].value, 0);
	free(rows);
	/* a quarter is the sum of what was entered of it, and says what is missing */
	in = of(ENTERED_TRAININGS, 1, 3, 5);
	assert_ok(entered_put(f->clerk, &in, &e));
	assert_ok(entered_sum(f->clerk, ENTERED_TRAININGS, day_of(2026, 1, 1), day_of(2026, 4, 1), &sum, &set, &whole, &e));
	assert_true(set && whole && sum == 7);
	assert_ok(entered_sum(f->clerk, ENTERED_TRAININGS, day_of(2026, 1, 1), day_of(2027, 1, 1), &sum, &set, &whole, &e));
	assert_true(set && !whole && sum == 7);
	assert_ok(entered_sum(f->clerk, ENTERED_TRAINEES, day_of(2026, 1, 1), day_of(2027, 1, 1), &sum, &set, &whole, &e));
	assert_false(set);
	/* one of the whole quarter is not added to its parts */
	in = of(ENTERED_TRAININGS, 1, 4, 8);
	assert_ok(entered_put(f->clerk, &in, &e));
	assert_ok(entered_sum(f->clerk, ENTERED_TRAININGS, day_of(2026, 1, 1), day_of(2026, 4, 1), &sum, &set, &whole, &e));
	assert_true(set && whole && sum == 8);
	/* taken back */
	assert_ok(entered_get(f->clerk, ENTERED_TRAININGS, in.from, in.to, &got, &e));
	in.read = got.id;
	in.set = false;
	in.source = "填错了期间";
	assert_ok(entered_put(f->clerk, &in, &e));
	assert_ok(entered_sum(f->clerk, ENTERED_TRAININGS, day_of(2026, 1, 1), day_of(2026, 4, 1), &sum, &set, &whole, &e));
	assert_true(set && sum == 7);
	in = of(ENTERED_PRESS, 1, 4, -1);
	assert_refused(entered_put(f->clerk, &in, &e), R_ENTERED_VALUE);
	assert_refused(entered_put(f->third, &in, &e), R_PERMIT_WHO);
}

static void count_bad(void *ctx, int i, const struct error *why)
{
	(void)i;
	(void)why;
	++*(int *)ctx;
}

static void a_ledger_is_taken_whole_or_not(void **state)
{
	struct deskfix *f = *state;
	struct entered_in in[] = {of(ENTERED_RADIO, 1, 2, 1), of(ENTERED_PRESS, 1, 2, 0), of(ENTERED_CHECKS, 1, 2, 3)};
	struct entered_figure *rows;
	int bad = 0, fresh, n;
	assert_ok(entered_import(f->clerk, in, 3, true, count_bad, &bad, &fresh, &e));
	assert_int_equal(fresh, 3);
	assert_ok(entered_list(f->clerk, day_of(2026, 1, 1), day_of(2027, 1, 1), &rows, &n, &e));
	assert_int_equal(n, 0);
	free(rows);
	assert_ok(entered_import(f->clerk, in, 2, false, count_bad, &bad, &fresh, &e));
	assert_int_equal(fresh, 2);
	/* known: the same again is nothing new, another value is refused and takes the rest with it */
	assert_ok(entered_import(f->clerk, in, 2, false, count_bad, &bad, &fresh, &e));
	assert_int_equal(fresh, 0);
	in[0].value = 9;
	assert_int_equal(entered_import(f->clerk, in, 3, false, count_bad, &bad, &fresh, &e), Z_INVALID);
	assert_int_equal(bad, 1);
	assert_ok(entered_list(f->clerk, day_of(2026, 1, 1), day_of(2027, 1, 1), &rows, &n, &e));
	assert_int_equal(n, 2);
	free(rows);
}

static struct report loaded(struct desk *d, int64_t id)
{
	struct report r = {0};
	assert_ok(report_load(d, id, &r, &e));
	return r;
}
#define VER(id) loaded(f->admin, id).ver

static void drafted_reviewed_corrected(void **state)
{
	struct deskfix *f = *state;
	int32_t from = day_of(2026, 11, 16), to = from + 7;
	int64_t id, newer, other;
	struct audit_head head, on_paper;
	char *text;
	assert_refused(report_draft(f->third, REPORT_WEEKLY, from, to, 2026, &id, &e), R_PERMIT_WHO);
	assert_refused(report_draft(f->clerk, REPORT_WEEKLY, to, to + 7, 2026, &id, &e), R_REPORT_FUTURE);
	assert_ok(report_draft(f->clerk, REPORT_WEEKLY, from, to, 2026, &id, &e));
	assert_refused(report_draft(f->publish, REPORT_WEEKLY, from, to, 2026, &other, &e), R_REPORT_EXISTS);
	assert_ok(report_draft(f->clerk, REPORT_WEEKLY, from - 7, to - 7, 2026, &other, &e));
	assert_int_equal(loaded(f->clerk, id).number, 1);
	assert_int_equal(loaded(f->clerk, other).number, 2);
	assert_ok(report_write(f->clerk, other, VER(other), REPORT_PART_PLAN, "", "上周说的安排", &e));
	int64_t read = VER(id);
	assert_ok(report_write(f->clerk, id, read, REPORT_PART_PLAN, "", "一、完成年度目录清理；\n二、培训。", &e));
	assert_refused(report_write(f->publish, id, read, REPORT_PART_PLAN, "", "别的安排", &e), R_REPORT_STALE);
	assert_refused(report_write(f->clerk, id, VER(id), REPORT_PART_HOTLINE, "", "不是周报的", &e), R_REPORT_NONE);
	assert_ok(report_write(f->clerk, id, VER(id), REPORT_PART_MEASURES, "2026-0003", "今日办结", &e));
	assert_ok(report_text(f->clerk, id, REPORT_PART_PLAN, "", &text, &e));
	assert_string_equal(text, "一、完成年度目录清理；\n二、培训。");
	free(text);
	assert_ok(report_text_before(f->clerk, id, REPORT_PART_PLAN, &text, &e));
	assert_string_equal(text, "上周说的安排");
	free(text);
	assert_ok(report_head(f->clerk, &head, &e));
	assert_refused(report_pass(f->third, id, VER(id), &e), R_REPORT_STATE);
	assert_ok(report_send(f->clerk, id, VER(id), "送核的全文", &head, &e));
	assert_refused(report_write(f->clerk, id, VER(id), REPORT_PART_PLAN, "", "晚了", &e), R_REPORT_STATE);
	assert_refused(report_pass(f->clerk, id, VER(id), &e), R_PERMIT_WHO);
	assert_refused(report_return(f->third, id, VER(id), " ", &e), R_FIELD_EMPTY);
	assert_ok(report_return(f->third, id, VER(id), "按期公开率的分母请写明", &e));
	/* whoever writes in it cannot pass it */
	assert_ok(report_write(f->publish, id, VER(id), REPORT_PART_PROBLEMS, "", "个别栏目更新不及时。", &e));
	assert_ok(report_send(f->clerk, id, VER(id), "改过的全文", &head, &e));
	assert_refused(report_may(f->publish, ACTION_REPORT_PASS, id, &e), R_REPORT_SAME);
	assert_refused(report_pass(f->publish, id, VER(id), &e), R_REPORT_SAME);
	assert_ok(report_recall(f->clerk, id, VER(id), &e));
	assert_ok(report_send(f->clerk, id, VER(id), "核定的全文", &head, &e));
	assert_ok(report_pass(f->third, id, VER(id), &e));
	struct report r = loaded(f->clerk, id);
	assert_int_equal(r.state, REPORT_STATE_FINAL);
	assert_string_equal(r.reviewer_name, "领导丁");
	assert_ok(report_paper(f->clerk, id, &text, &on_paper, &e));
	assert_string_equal(text, "核定的全文");
	assert_int_equal(on_paper.seq, head.seq);
	free(text);
	assert_refused(report_write(f->clerk, id, VER(id), REPORT_PART_PLAN, "", "还想改", &e), R_REPORT_STATE);
	assert_refused(report_return(f->third, id, VER(id), "还想退", &e), R_REPORT_STATE);
	/* a correction is a version of its own, and the old one stands until it is passed */
	assert_refused(report_correct(f->clerk, id, VER(id), "", &newer, &e), R_FIELD_EMPTY);
	assert_ok(report_correct(f->clerk, id, VER(id), "办结件数少计1件", &newer, &e));
	assert_refused(report_correct(f->clerk, id, VER(id), "再来一次", &other, &e), R_REPORT_EXISTS);
	r = loaded(f->clerk, newer);
	assert_int_equal(r.version, 2);
	assert_int_equal(r.number, 1);
	assert_ok(report_text(f->clerk, newer, REPORT_PART_PROBLEMS, "", &text, &e));
	assert_string_equal(text, "个别栏目更新不及时。");
	free(text);
	assert_ok(report_text(f->clerk, newer, REPORT_PART_MEASURES, "2026-0003", &text, &e));
	assert_string_equal(text, "今日办结"); /* 措施 go along, row by row */
	free(text);
	assert_int_equal(loaded(f->clerk, id).state, REPORT_STATE_FINAL);
	assert_ok(report_send(f->clerk, newer, VER(newer), "更正的全文", &head, &e));
	assert_ok(report_pass(f->third, newer, VER(newer), &e));
	assert_int_equal(loaded(f->clerk, id).state, REPORT_STATE_CORRECTED);
	struct report_step *steps;
	int n;
	assert_ok(report_steps(f->clerk, id, &steps, &n, &e));
	assert_int_equal(n, 8);
	assert_int_equal(steps[2].act, REPORT_ACT_RETURNED);
	assert_string_equal(steps[2].text, "按期公开率的分母请写明");
	report_steps_free(&steps, n);
	struct report *list;
	assert_ok(report_list(f->clerk, REPORT_WEEKLY, &list, &n, &e));
	assert_int_equal(n, 3);
	assert_int_equal(list[0].id, newer);
	free(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(not_entered_is_not_zero, setup, teardown),
		cmocka_unit_test_setup_teardown(a_ledger_is_taken_whole_or_not, setup, teardown),
		cmocka_unit_test_setup_teardown(drafted_reviewed_corrected, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
