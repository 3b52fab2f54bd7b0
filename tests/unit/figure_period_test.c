/* figure_period_test.c - periods: which days, their neighbours, their names and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/view/figure/period.h"

static struct figure_period at(enum figure_span span, int y, int m, int d)
{
	return figure_period_of(span, day_of(y, m, d), 1);
}

static void days(struct figure_period p, const char *from, const char *to)
{
	char s[16];
	assert_string_equal(day_text(p.from, s), from);
	assert_string_equal(day_text(p.to, s), to);
}

static void holds_its_days(void **state)
{
	(void)state;
	days(at(FIGURE_SPAN_WEEK, 2026, 11, 22), "2026-11-16", "2026-11-23");
	days(at(FIGURE_SPAN_WEEK, 2026, 11, 16), "2026-11-16", "2026-11-23");
	days(figure_period_of(FIGURE_SPAN_WEEK, day_of(2026, 11, 20), 5), "2026-11-20", "2026-11-27");
	days(at(FIGURE_SPAN_MONTH, 2024, 2, 29), "2024-02-01", "2024-03-01");
	days(at(FIGURE_SPAN_MONTH, 2026, 12, 31), "2026-12-01", "2027-01-01");
	days(at(FIGURE_SPAN_QUARTER, 2026, 8, 5), "2026-07-01", "2026-10-01");
	days(at(FIGURE_SPAN_HALF, 2026, 7, 1), "2026-07-01", "2027-01-01");
	days(at(FIGURE_SPAN_YEAR, 2026, 7, 1), "2026-01-01", "2027-01-01");
	days(at(FIGURE_SPAN_DAYS, 2026, 7, 1), "2026-07-01", "2026-07-02");
}

static void neighbours(void **state)
{
	(void)state;
	days(figure_period_step(at(FIGURE_SPAN_MONTH, 2026, 1, 31), -1), "2025-12-01", "2026-01-01");
	days(figure_period_step(at(FIGURE_SPAN_QUARTER, 2026, 1, 31), -5), "2024-10-01", "2025-01-01");
	days(figure_period_step(at(FIGURE_SPAN_HALF, 2026, 11, 1), 1), "2027-01-01", "2027-07-01");
	days(figure_period_step(at(FIGURE_SPAN_WEEK, 2026, 12, 28), 1), "2027-01-04", "2027-01-11");
	days(figure_period_last_year(at(FIGURE_SPAN_WEEK, 2026, 11, 22)), "2025-11-17", "2025-11-24");
	days(figure_period_last_year(at(FIGURE_SPAN_YEAR, 2026, 11, 22)), "2025-01-01", "2026-01-01");
	struct figure_period p;
	assert_true(figure_period_parse("2024-02-29..2024-03-10", 1, &p));
	days(figure_period_last_year(p), "2023-03-01", "2023-03-11");
	days(figure_period_step(p, -1), "2024-02-18", "2024-02-29");
}

static void names_go_both_ways(void **state)
{
	static const struct {
		enum figure_span span;
		int y, m, d;
		const char *key, *text;
	} names[] = {
	        {FIGURE_SPAN_WEEK, 2026, 11, 20, "2026-W47", "2026年第47周（11月16日至11月22日）"},
	        {FIGURE_SPAN_WEEK, 2027, 1, 2, "2026-W53", "2026年第53周（12月28日至1月3日）"},
	        {FIGURE_SPAN_WEEK, 2024, 12, 31, "2025-W01", "2025年第1周（12月30日至1月5日）"},
	        {FIGURE_SPAN_MONTH, 2026, 11, 20, "2026-11", "2026年11月"},
	        {FIGURE_SPAN_QUARTER, 2026, 11, 20, "2026-Q4", "2026年第4季度"},
	        {FIGURE_SPAN_HALF, 2026, 3, 20, "2026-H1", "2026年上半年"},
	        {FIGURE_SPAN_HALF, 2026, 11, 20, "2026-H2", "2026年下半年"},
	        {FIGURE_SPAN_YEAR, 2026, 11, 20, "2026", "2026年"},
	};
	(void)state;
	char s[80];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct figure_period p = at(names[i].span, names[i].y, names[i].m, names[i].d), back;
		assert_string_equal(figure_period_key(&p, s), names[i].key);
		assert_string_equal(figure_period_text(&p, s), names[i].text);
		assert_true(figure_period_parse(names[i].key, 1, &back));
		assert_true(figure_period_same(&p, &back));
	}
	/* Every week of twenty years, from whichever day it begins. */
	for (int start = 1; start <= 7; start++)
		for (int32_t day = day_of(2015, 1, 1); day < day_of(2035, 1, 1); day += 7) {
			struct figure_period p = figure_period_of(FIGURE_SPAN_WEEK, day, start), back;
			assert_true(figure_period_parse(figure_period_key(&p, s), start, &back));
			assert_true(figure_period_same(&p, &back));
			assert_in_range(figure_period_number(&p), 1, 53);
		}
}

static void nothing_else_is_a_period(void **state)
{
	static const char *const bad[] = {"", "26", "2026-", "2026-13", "2026-00", "2026-W54", "2026-W00", "2025-W53", "2026-Q5",
		"2026-Q0", "2026-H3", "2026-X1", "2026-W", "2026-Wx", "abcd", "2026-11-31", "2026-11-20..2026-11-19", "2026-11-20..",
		"2026-1-W1"};
	struct figure_period p;
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (figure_period_parse(bad[i], 1, &p))
			fail_msg("%s is no period", bad[i]);
	assert_int_equal(figure_span_parse("quarter"), FIGURE_SPAN_QUARTER);
	assert_int_equal(figure_span_parse("decade"), FIGURE_SPAN_END);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(holds_its_days),
	        cmocka_unit_test(neighbours),
	        cmocka_unit_test(names_go_both_ways),
	        cmocka_unit_test(nothing_else_is_a_period),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
