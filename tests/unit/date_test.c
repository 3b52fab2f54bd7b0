/* date_test.c - days against the C library's calendar, forms of writing, instants. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "store/base/date.h"

/* Every day of 1900-2199 by counting, and against gmtime. */
static void every_day(void **state)
{
	(void)state;
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	int32_t expected = -25567; /* 1900-01-01 */
	int weekday = 1;	   /* a Monday */
	for (int y = 1900; y < 2200; y++)
		for (int m = 1; m <= 12; m++) {
			int n = length[m - 1] + (m == 2 && y % 4 == 0 && (y % 100 || y % 400 == 0));
			for (int d = 1; d <= n; d++, expected++, weekday = weekday % 7 + 1) {
				int yy, mm, dd;
				struct tm tm;
				time_t t = (time_t)expected * 86400;
				assert_int_equal(day_of(y, m, d), expected);
				day_split(expected, &yy, &mm, &dd);
				if (yy != y || mm != m || dd != d || day_weekday(expected) != weekday)
					fail_msg("%d-%d-%d: split %d-%d-%d", y, m, d, yy, mm, dd);
				gmtime_r(&t, &tm);
				assert_int_equal(tm.tm_year + 1900, y);
				assert_int_equal(tm.tm_yday == 0, m == 1 && d == 1);
			}
			assert_int_equal(day_of(y, m, n + 1), DAY_NONE);
			assert_int_equal(day_of(y, m, 0), DAY_NONE);
		}
	assert_int_equal(day_of(2026, 0, 1), DAY_NONE);
	assert_int_equal(day_of(2026, 13, 1), DAY_NONE);
	assert_int_equal(day_of(1899, 12, 31), DAY_NONE);
	assert_int_equal(day_of(10000, 1, 1), DAY_NONE);
	assert_int_equal(day_year(day_of(9999, 12, 31)), 9999);
	/* Any int32_t can be asked. */
	int y, m, d;
	day_split(INT32_MAX, &y, &m, &d);
	assert_int_equal(y, 5881580);
	day_split(INT32_MIN, &y, &m, &d);
	assert_in_range(day_weekday(INT32_MIN), 1, 7);
	assert_in_range(day_weekday(INT32_MAX), 1, 7);
}

static void parses(void **state)
{
	(void)state;
	static const char *const right[] = {"2026-11-20", "2026/11/20", "2026.11.20", "20261120", "2026年11月20日",
		" 2026-11-20 ", "　２０２６－１１－２０　", "２０２６年１１月２０日", "２０２６１１２０", "\t2026．11．20\r\n",
		"2026-11-20                                                            "};
	static const char *const wrong[] = {"", " ", "2026-11", "2026-11-20x", "x2026-11-20", "2026-11/20", "26-11-20",
		"2026-13-01", "2026-02-29", "2026-00-10", "2026-10-00", "2026111", "202611200", "2026年11月20",
		"2026年11-20", "2026 11 20", "2026- 11-20", "202611日", "2026-11-200", "2026-111-2", "0026-11-20",
		"-2026-11-20", "2026-11-20T", "明天", "2026-11-2\xff", "２０２６-１１-２Ｏ",
		"2026-11-20                                                           x"};
	for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
		if (day_parse(right[i]) != day_of(2026, 11, 20))
			fail_msg("not understood: %s", right[i]);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (day_parse(wrong[i]) != DAY_NONE)
			fail_msg("taken for a date: %s", wrong[i]);
	assert_int_equal(day_parse(NULL), DAY_NONE);
	assert_int_equal(day_parse("2026年3月5日"), day_of(2026, 3, 5));
	assert_int_equal(day_parse("2026/3/5"), day_of(2026, 3, 5));
	assert_int_equal(day_parse("2024-02-29"), day_of(2024, 2, 29));
}

static void instants(void **state)
{
	(void)state;
	char text[32];
	int64_t nine = (int64_t)day_of(2026, 11, 20) * 86400 + 3600; /* 01:00 UTC is 09:00 in Shanghai */
	static const char *const right[] = {"2026-11-20T09:00", "2026-11-20T09:00:00", "2026-11-20 09:00",
		"2026/11/20 9:00", "2026年11月20日 09:00:00", "２０２６-11-20　０９：００", "2026-11-20T09:00:00+08:00",
		"20261120 09:00"};
	static const char *const wrong[] = {"2026-11-20T", "2026-11-20T24:00", "2026-11-20T09:60",
	        "2026-11-20T09:00:60", "2026-11-20T09", "2026-11-20T09:0", "2026-11-20 09:00 x", "09:00", "",
	        "2026-11-20T09:00Z", "2026-11-20T09:00:00+09:00", "2026-11-31T09:00", "2026-11-2009:00"};
	for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
		if (instant_parse(right[i]) != nine)
			fail_msg("not understood: %s", right[i]);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (instant_parse(wrong[i]) != -1)
			fail_msg("taken for an instant: %s", wrong[i]);
	assert_int_equal(instant_parse("2026-11-20"), nine - 9 * 3600L);
	assert_int_equal(instant_parse("2026-11-20T09:12:05"), nine + 12 * 60L + 5);
	assert_string_equal(instant_text(nine + 725, text), "2026-11-20 09:12");
	assert_string_equal(instant_iso(nine + 725, text), "2026-11-20T09:12:05+08:00");
	assert_int_equal(instant_parse(text), nine + 725);
	/* Midnight belongs to the day that begins. */
	int32_t day = day_of(2026, 11, 20);
	assert_int_equal(day_at(day_start(day)), day);
	assert_int_equal(day_at(day_start(day) - 1), day - 1);
	assert_int_equal(day_at(day_start(-3)), -3);
	assert_int_equal(day_at(day_start(-3) - 1), -4);
	assert_int_equal(day_at(INT64_MAX), DAY_NONE);
	assert_int_equal(day_at(INT64_MIN), DAY_NONE);
	assert_string_equal(instant_text(INT64_MAX, text), "");
}

static void writes(void **state)
{
	(void)state;
	char buf[40];
	int32_t day = day_of(2026, 3, 5);
	assert_string_equal(day_text(day, buf), "2026-03-05");
	assert_string_equal(day_chinese(day, buf), "2026年3月5日");
	assert_string_equal(day_short(day, buf), "3月5日 周四");
	assert_string_equal(day_short(day_of(2026, 11, 22), buf), "11月22日 周日");
	assert_string_equal(day_text(DAY_NONE, buf), "");
	assert_string_equal(day_chinese(DAY_NONE, buf), "");
	assert_string_equal(day_short(DAY_NONE, buf), "");
	for (int i = 0; i < 5000; i++) {
		int32_t d = day_of(1900, 1, 1) + i * 590;
		assert_int_equal(day_parse(day_text(d, buf)), d);
		assert_int_equal(day_parse(day_chinese(d, buf)), d);
	}
	day_text(INT32_MAX, buf); /* no room is overrun: the sanitizer looks */
	day_short(INT32_MAX, buf);
	day_chinese(INT32_MIN + 1, buf);
}

/* Whatever TZ says, the desk is in Shanghai. */
static void no_zone(void **state)
{
	(void)state;
	char text[32];
	int64_t t = instant_parse("2026-11-20T23:59:59");
	setenv("TZ", "America/New_York", 1);
	tzset();
	assert_int_equal(instant_parse("2026-11-20T23:59:59"), t);
	assert_string_equal(instant_text(t, text), "2026-11-20 23:59");
	assert_int_equal(day_at(t), day_of(2026, 11, 20));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day),
		cmocka_unit_test(parses),
		cmocka_unit_test(instants),
		cmocka_unit_test(writes),
		cmocka_unit_test(no_zone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
