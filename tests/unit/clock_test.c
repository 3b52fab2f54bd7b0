/* clock_test.c - due dates: the known cases, every day of four years against a second implementation that reads
 * the holiday list by itself, pauses, and the refusals beyond the calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/base/date.h"
#include "store/rule/clock.h"

static struct calendar cal;

static int32_t D(const char *s)
{
	int32_t day = day_parse(s);
	assert_int_not_equal(day, DAY_NONE);
	return day;
}

static void expect(const char *from, int days, const char *due)
{
	struct error e;
	int32_t got;
	char text[16];
	enum z z = clock_due(&cal, D(from), days, NULL, &got, &e);
	if (z != Z_OK || got != D(due))
		fail_msg("%s + %d: %s, not %s", from, days, day_text(got, text), due);
}

static void known_cases(void **state)
{
	(void)state;
	expect("2024-01-22", 20, "2024-02-22");
	expect("2024-02-09", 1, "2024-02-18");
	expect("2024-05-10", 1, "2024-05-11");
	expect("2024-09-03", 20, "2024-10-08");
	expect("2024-09-30", 7, "2024-10-15");
	expect("2025-01-10", 7, "2025-01-21");
	expect("2025-01-10", 20, "2025-02-13");
	expect("2025-01-25", 1, "2025-01-26");
	expect("2025-04-30", 1, "2025-05-06");
	expect("2025-09-28", 20, "2025-10-31");
	expect("2025-12-08", 40, "2026-02-03");
	expect("2026-02-09", 20, "2026-03-13");
	expect("2026-09-15", 20, "2026-10-19");
	/* 补正: the term starts anew with the corrected text. */
	expect("2025-02-10", 20, "2025-03-10");
}

/* ---- a second implementation, from the list and the C library alone ---- */

static const struct {
	int y, m, d, off;
} listed[] = {
#define OFF 1
#define WORK 0
#define HOLIDAY(y, m, d, kind, name) {y, m, d, kind},
#include "store/rule/calendar/holidays.def"
#undef HOLIDAY
#undef OFF
#undef WORK
};

/* Sakamoto's weekday, 0 Sunday. */
static int naive_weekday(int y, int m, int d)
{
	static const int t[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
	if (m < 3)
		y--;
	return (y + y / 4 - y / 100 + y / 400 + t[m - 1] + d) % 7;
}

static int naive_works(int y, int m, int d)
{
	for (size_t i = 0; i < sizeof listed / sizeof listed[0]; i++)
		if (listed[i].y == y && listed[i].m == m && listed[i].d == d)
			return !listed[i].off;
	int w = naive_weekday(y, m, d);
	return w != 0 && w != 6;
}

static void naive_next(int *y, int *m, int *d)
{
	int length = *m == 2 ? 28 + (*y % 4 == 0) : *m == 4 || *m == 6 || *m == 9 || *m == 11 ? 30 : 31;
	if (++*d > length) {
		*d = 1;
		if (++*m > 12) {
			*m = 1;
			++*y;
		}
	}
}

static void every_day(void **state)
{
	(void)state;
	static const int terms[] = {1, 2, 3, 5, 7, 10, 15, 20, 40};
	int asked = 0, refused = 0;
	for (int y = 2023, m = 1, d = 1; y < 2027; naive_next(&y, &m, &d))
		for (size_t t = 0; t < sizeof terms / sizeof terms[0]; t++) {
			int yy = y, mm = m, dd = d, left = terms[t];
			while (left > 0 && yy < 2027) {
				naive_next(&yy, &mm, &dd);
				if (yy < 2027 && naive_works(yy, mm, dd))
					left--;
			}
			struct error e;
			int32_t due, from = day_of(y, m, d);
			enum z z = clock_due(&cal, from, terms[t], NULL, &due, &e);
			asked++;
			if (left > 0) {
				refused++;
				if (z != Z_MISSING || due != DAY_NONE || e.code != R_CALENDAR_OPEN)
					fail_msg("%d-%d-%d + %d not refused", y, m, d, terms[t]);
			} else if (z != Z_OK || due != day_of(yy, mm, dd)) {
				fail_msg("%d-%d-%d + %d: not %d-%d-%d", y, m, d, terms[t], yy, mm, dd);
			} else if (clock_left(&cal, from, due) != terms[t] && due > from) {
				fail_msg("%d-%d-%d + %d: left %d", y, m, d, terms[t], clock_left(&cal, from, due));
			}
		}
	assert_int_equal(asked, 1461 * 9);
	assert_true(refused > 0);
	for (int y = 2023; y < 2027; y++) {
		int n = 0;
		for (int yy = y, m = 1, d = 1; yy == y; naive_next(&yy, &m, &d))
			n += naive_works(yy, m, d);
		assert_int_equal(calendar_year_days(&cal, y), n);
	}
}

/* ---- pauses ---- */

static void pause_vector(void **state)
{
	(void)state;
	struct error e;
	int32_t due;
	struct clock_pause p = {D("2025-03-10"), D("2025-03-20")};
	expect("2025-03-03", 20, "2025-03-31");
	assert_int_equal(clock_due_paused(&cal, D("2025-03-03"), 20, &p, 1, NULL, &due, &e), Z_OK);
	assert_int_equal(due, D("2025-04-11"));
}

static int32_t paused(const char *from, int days, const struct clock_pause *p, size_t n)
{
	struct error e;
	int32_t due;
	assert_int_equal(clock_due_paused(&cal, D(from), days, p, n, NULL, &due, &e), Z_OK);
	return due;
}

static void pauses_are_a_union(void **state)
{
	(void)state;
	int32_t one = D("2025-04-11");
	struct clock_pause twice[] = {{D("2025-03-10"), D("2025-03-20")}, {D("2025-03-10"), D("2025-03-20")}};
	assert_int_equal(paused("2025-03-03", 20, twice, 2), one);
	struct clock_pause parts[] = {{D("2025-03-12"), D("2025-03-20")}, {D("2025-03-10"), D("2025-03-14")},
		{D("2025-03-11"), D("2025-03-12")}};
	assert_int_equal(paused("2025-03-03", 20, parts, 3), one);
	struct clock_pause touching[] = {{D("2025-03-14"), D("2025-03-20")}, {D("2025-03-10"), D("2025-03-14")}};
	assert_int_equal(paused("2025-03-03", 20, touching, 2), one);
	/* Empty, turned round, and before the event: nothing. */
	struct clock_pause none[] = {{D("2025-03-10"), D("2025-03-10")}, {D("2025-03-20"), D("2025-03-10")},
		{D("2025-02-03"), D("2025-03-03")}};
	assert_int_equal(paused("2025-03-03", 20, none, 3), D("2025-03-31"));
	/* Only the days behind the event are left out. */
	struct clock_pause early = {D("2025-02-24"), D("2025-03-04")};
	assert_int_equal(paused("2025-03-03", 20, &early, 1), D("2025-04-01"));
	/* Over a weekend: no working day, no move. */
	struct clock_pause weekend = {D("2025-03-07"), D("2025-03-09")};
	assert_int_equal(paused("2025-03-03", 20, &weekend, 1), D("2025-03-31"));
	/* Asked on the due date it moves it; a day later it is too late; and in the time won by a first one it is
	 * not. */
	struct clock_pause last = {D("2025-03-31"), D("2025-04-02")};
	assert_int_equal(paused("2025-03-03", 20, &last, 1), D("2025-04-02"));
	struct clock_pause late = {D("2025-04-01"), D("2025-04-03")};
	assert_int_equal(paused("2025-03-03", 20, &late, 1), D("2025-03-31"));
	struct clock_pause won[] = {late, {D("2025-03-10"), D("2025-03-11")}};
	assert_int_equal(paused("2025-03-03", 20, won, 2), D("2025-04-03"));
}

/* Random pauses: every working day behind the event up to the due date is either one of the N or in a pause, by a
 * bitmap of days that knows nothing of intervals. */
static void pauses_random(void **state)
{
	(void)state;
	srand(23);
	for (int round = 0; round < 20000; round++) {
		int32_t from = D("2023-01-01") + rand() % 900;
		int days = 1 + rand() % 40;
		size_t n = (size_t)(rand() % 5);
		struct clock_pause p[4];
		unsigned char out[400] = {0};
		struct clock_trace t = {0};
		struct error e;
		int32_t due;
		for (size_t i = 0; i < n; i++) {
			p[i].from = from - 10 + rand() % (10 + days); /* begins before the due date in any case */
			p[i].until = p[i].from - 3 + rand() % 25;
			for (int32_t d = p[i].from + 1; d <= p[i].until; d++)
				if (d > from)
					out[d - from] = 1;
		}
		assert_int_equal(clock_due_paused(&cal, from, days, p, n, &t, &due, &e), Z_OK);
		int counted = 0, d = 0;
		for (d = 1; counted < days; d++)
			counted += calendar_works(&cal, from + d) && !out[d];
		int32_t naive = from + d - 1;
		/* A pause over the last counted day runs on to its end. */
		for (; d < 400; d++) {
			if (!calendar_works(&cal, from + d))
				continue;
			if (!out[d])
				break;
			for (size_t i = 0; i < n; i++)
				if (p[i].from <= naive && p[i].from >= from - 400 && p[i].until >= from + d) {
					naive = from + d;
					break;
				}
			if (naive != from + d)
				break;
		}
		if (due != naive)
			fail_msg("round %d: due %d, naive %d", round, due - from, naive - from);
		counted = 0;
		assert_int_equal(t.n, due - from);
		for (size_t i = 0; i < t.n; i++) {
			const struct clock_day *x = &t.days[i];
			assert_int_equal(x->day, from + 1 + (int32_t)i);
			bool works = day_kind_works(x->kind);
			assert_int_equal(works, calendar_works(&cal, x->day));
			assert_int_equal(x->paused, works && out[x->day - from]);
			if (works && !x->paused)
				counted++;
			assert_int_equal(x->number, works && !x->paused ? counted : 0);
		}
		assert_int_equal(counted, days);
		clock_trace_free(&t);
	}
}

/* ---- the trace ---- */

static void trace(void **state)
{
	(void)state;
	struct clock_trace t = {0};
	struct error e;
	int32_t due;
	char s[80];
	struct clock_pause p = {D("2024-10-09"), D("2024-10-10")};
	/* 2024-09-26 Thu + 7: 27 Fri, 29 Sun (worked), 30 Mon, 1-7 October off, 8, 9, 10 (paused), 11, 12 Sat (worked) */
	assert_int_equal(clock_due_paused(&cal, D("2024-09-26"), 7, &p, 1, &t, &due, &e), Z_OK);
	assert_int_equal(due, D("2024-10-12"));
	assert_int_equal(t.n, 16);
	static const struct {
		const char *day, *why;
		int number;
	} row[] = {{"2024-09-27", "工作日", 1}, {"2024-09-28", "周末", 0}, {"2024-09-29", "调休上班（国庆节）", 2},
		{"2024-09-30", "工作日", 3}, {"2024-10-01", "国庆节", 0}, {"2024-10-07", "国庆节", 0},
		{"2024-10-08", "工作日", 4}, {"2024-10-09", "工作日", 5}, {"2024-10-10", "征求意见", 0},
		{"2024-10-11", "工作日", 6}, {"2024-10-12", "调休上班（国庆节）", 7}};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		const struct clock_day *d = &t.days[D(row[i].day) - D("2024-09-27")];
		assert_int_equal(d->day, D(row[i].day));
		assert_string_equal(clock_why(d, s), row[i].why);
		assert_int_equal(d->number, row[i].number);
	}
	/* Used again it starts anew; refused it holds what could be counted. */
	assert_int_equal(clock_due(&cal, D("2024-09-26"), 1, &t, &due, &e), Z_OK);
	assert_int_equal(t.n, 1);
	assert_int_equal(clock_due(&cal, D("2026-12-20"), 20, &t, &due, &e), Z_MISSING);
	assert_int_equal(t.n, 11);
	assert_int_equal(t.days[10].day, D("2026-12-31"));
	assert_int_equal(clock_due(&cal, D("2026-12-20"), 0, &t, &due, &e), Z_INVALID);
	assert_int_equal(t.n, 0);
	clock_trace_free(&t);
}

/* ---- where the calendar ends ---- */

static void beyond(void **state)
{
	(void)state;
	struct error e;
	int32_t due;
	char s[400];
	bool guess;
	assert_int_equal(clock_due(&cal, D("2026-12-20"), 20, NULL, &due, &e), Z_MISSING);
	assert_int_equal(due, DAY_NONE);
	assert_string_equal(error_sentence(&e, s, sizeof s),
		"日历未定：没有2027年的工作日历（已载入到2026-12-31），算不出2026-12-20起第20个工作日。"
		"请导入2027年放假安排后再算。");
	/* 9 working days of 2026, then 11 by Monday to Friday. */
	assert_int_equal(clock_estimate(&cal, D("2026-12-20"), 20, NULL, 0, &guess), D("2027-01-15"));
	assert_true(guess);
	assert_int_equal(clock_estimate(&cal, D("2026-09-15"), 20, NULL, 0, &guess), D("2026-10-19"));
	assert_false(guess);
	assert_int_equal(clock_estimate(&cal, DAY_NONE, 20, NULL, 0, &guess), DAY_NONE);
	/* The last day that can be told, and the first that cannot. */
	expect("2026-12-20", 9, "2026-12-31");
	assert_int_equal(clock_due(&cal, D("2026-12-20"), 10, NULL, &due, &e), Z_MISSING);
	/* Before the calendar begins: the day of the event needs no calendar, the counted ones do. */
	expect("2022-12-31", 1, "2023-01-03");
	assert_int_equal(clock_due(&cal, D("2022-12-30"), 1, NULL, &due, &e), Z_MISSING);
	assert_non_null(strstr(error_sentence(&e, s, sizeof s), "没有2022年的工作日历"));
	/* A pause that carries the due date over the end. */
	struct clock_pause p = {D("2026-12-10"), D("2026-12-25")};
	assert_int_equal(clock_due_paused(&cal, D("2026-12-04"), 15, &p, 1, NULL, &due, &e), Z_MISSING);
	assert_int_equal(clock_estimate(&cal, D("2026-12-04"), 15, &p, 1, &guess), D("2027-01-11"));
	assert_true(guess);
	/* A gap between loaded years. */
	struct calendar gap = {0};
	calendar_builtin(&gap);
	calendar_add(&gap, D("2028-01-03"), false, "元旦");
	calendar_add(&gap, D("2028-10-02"), false, "国庆节");
	calendar_settle(&gap);
	assert_int_equal(calendar_last_year(&gap), 2028);
	assert_int_equal(clock_due(&gap, D("2026-12-30"), 5, NULL, &due, &e), Z_MISSING);
	assert_string_equal(e.arg[0], "2027");
	calendar_free(&gap);
	/* No calendar at all. */
	struct calendar none = {0};
	assert_int_equal(clock_due(&none, D("2026-12-20"), 20, NULL, &due, &e), Z_MISSING);
	assert_int_equal(e.code, R_CALENDAR_NONE);
	assert_int_equal(clock_estimate(&none, D("2026-11-20"), 1, NULL, 0, &guess), D("2026-11-23"));
}

static void wrong_terms(void **state)
{
	(void)state;
	struct error e;
	int32_t due;
	char s[200];
	static const int days[] = {0, -1, CLOCK_DAYS_MAX + 1, INT32_MAX, INT32_MIN};
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		assert_int_equal(clock_due(&cal, D("2024-01-22"), days[i], NULL, &due, &e), Z_INVALID);
		assert_int_equal(clock_estimate(&cal, D("2024-01-22"), days[i], NULL, 0, NULL), DAY_NONE);
	}
	clock_due(&cal, D("2024-01-22"), 0, NULL, &due, &e);
	assert_string_equal(error_sentence(&e, s, sizeof s), "“0”不能作为期限天数。请填写 1 至 1000 之间的整数。");
	assert_int_equal(clock_due(&cal, DAY_NONE, 5, NULL, &due, &e), Z_INVALID);
	assert_int_equal(clock_due(&cal, INT32_MAX, 5, NULL, &due, &e), Z_INVALID);
	assert_int_equal(clock_due(&cal, D("9999-12-31"), 5, NULL, &due, &e), Z_MISSING);
}

/* ---- what is left ---- */

static void left(void **state)
{
	(void)state;
	int32_t due = D("2024-10-08"); /* Tuesday; 1-7 October are off, Sunday 29 September is worked */
	static const struct {
		const char *today;
		int left;
		enum light light;
	} row[] = {{"2024-10-08", 0, LIGHT_YELLOW}, {"2024-10-07", 1, LIGHT_YELLOW}, {"2024-10-01", 1, LIGHT_YELLOW},
		{"2024-09-30", 1, LIGHT_YELLOW}, {"2024-09-29", 2, LIGHT_YELLOW}, {"2024-09-28", 3, LIGHT_GREEN},
		{"2024-09-27", 3, LIGHT_GREEN}, {"2024-10-09", -1, LIGHT_RED}, {"2024-10-12", -4, LIGHT_RED},
		{"2024-10-13", -4, LIGHT_RED}, {"2024-10-14", -5, LIGHT_RED}};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		if (clock_left(&cal, D(row[i].today), due) != row[i].left)
			fail_msg("%s: left %d", row[i].today, clock_left(&cal, D(row[i].today), due));
		assert_int_equal(clock_light(&cal, D(row[i].today), due), row[i].light);
	}
	/* Saturday after a Friday is late, though no working day has gone by. */
	assert_int_equal(clock_left(&cal, D("2024-06-15"), D("2024-06-14")), -1);
	assert_int_equal(clock_light(&cal, D("2024-06-15"), D("2024-06-14")), LIGHT_RED);
	assert_int_equal(clock_left(&cal, D("2024-06-15"), D("2024-06-16")), 1);
	assert_int_equal(clock_light(&cal, D("2024-06-15"), DAY_NONE), LIGHT_NONE);
	assert_int_equal(clock_left(&cal, DAY_NONE, due), 0);
}

static int begin(void **state)
{
	(void)state;
	calendar_builtin(&cal);
	return 0;
}

static int end(void **state)
{
	(void)state;
	calendar_free(&cal);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_cases),
		cmocka_unit_test(every_day),
		cmocka_unit_test(pause_vector),
		cmocka_unit_test(pauses_are_a_union),
		cmocka_unit_test(pauses_random),
		cmocka_unit_test(trace),
		cmocka_unit_test(beyond),
		cmocka_unit_test(wrong_terms),
		cmocka_unit_test(left),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
