/* workdays_test.c - days counted beforehand say what calendar and clock say, inside and outside of what was counted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/rule/calendar/workdays.h"

static struct calendar c;
static struct workdays w;

static void as_the_clock(void **state)
{
	(void)state;
	static const int years[] = {2023, 2025, 2026};
	calendar_builtin(&c);
	for (int y = 0; y < 3; y++) {
		for (int32_t today = day_of(years[y], 1, 1); today <= day_of(years[y], 12, 31); today += 11) {
			workdays_make(&w, &c, today);
			assert_int_equal(workdays_left(&w, DAY_NONE), 0);
			assert_int_equal(workdays_light(&w, DAY_NONE, CLOCK_NEAR), LIGHT_NONE);
			for (int32_t due = today - 60; due < today + 60; due++) {
				assert_int_equal(workdays_left(&w, due), clock_left(&c, today, due));
				assert_int_equal(workdays_light(&w, due, CLOCK_NEAR), clock_light(&c, today, due));
				assert_int_equal(
				        workdays_count(&w, due, today + 30), calendar_count(&c, due, today + 30));
			}
			for (int near = 0; near < 12; near++) {
				int32_t last = workdays_near(&w, near);
				assert_true(clock_left(&c, today, last) <= near);
				assert_true(clock_left(&c, today, last + 1) > near);
			}
		}
	}
	static const int32_t far[] = {-WORKDAYS_BACK - 40, -WORKDAYS_BACK, -WORKDAYS_BACK + 1, WORKDAYS_AHEAD,
	        WORKDAYS_AHEAD + 1, WORKDAYS_AHEAD + 500};
	for (int i = 0; i < 6; i++)
		for (int k = 0; k < 6; k++) {
			assert_int_equal(workdays_count(&w, w.today + far[i], w.today + far[k]),
				calendar_count(&c, w.today + far[i], w.today + far[k]));
			assert_int_equal(
			        workdays_left(&w, w.today + far[i]), clock_left(&c, w.today, w.today + far[i]));
		}
	calendar_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(as_the_clock)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
