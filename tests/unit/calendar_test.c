/* calendar_test.c - what a day is; which years are known; the calendar's own file form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/rule/calendar/calendar.h"

static int32_t D(const char *s)
{
	int32_t day = day_parse(s);
	assert_int_not_equal(day, DAY_NONE);
	return day;
}

static void kinds(void **state)
{
	(void)state;
	struct calendar c = {0};
	const char *name;
	calendar_builtin(&c);
	static const struct {
		const char *day;
		enum day_kind kind;
		const char *name;
	} row[] = {
		{"2024-02-09", DAY_KIND_PLAIN, ""}, /* 除夕 of 2024 was worked */
		{"2025-01-28", DAY_KIND_HOLIDAY, "春节"},
		{"2024-02-18", DAY_KIND_MOVED, "春节"},
		{"2024-06-08", DAY_KIND_WEEKEND, ""}, /* not listed beside 端午节 */
		{"2024-06-10", DAY_KIND_HOLIDAY, "端午节"},
		{"2022-12-31", DAY_KIND_HOLIDAY, "元旦"},
		{"2026-10-10", DAY_KIND_MOVED, "国庆节"},
		{"2026-11-20", DAY_KIND_PLAIN, ""},
		{"2026-11-21", DAY_KIND_WEEKEND, ""},
		{"2027-01-01", DAY_KIND_PLAIN, ""}, /* nobody has said */
		{"2020-05-02", DAY_KIND_WEEKEND, ""},
	};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		enum day_kind kind = calendar_kind(&c, D(row[i].day), &name);
		if (kind != row[i].kind || strcmp(name, row[i].name) != 0)
			fail_msg("%s: %s %s", row[i].day, day_kind_key(kind), name);
		assert_int_equal(calendar_works(&c, D(row[i].day)),
			row[i].kind == DAY_KIND_PLAIN || row[i].kind == DAY_KIND_MOVED);
	}
	assert_int_equal(calendar_year_days(&c, 2023), 249);
	assert_int_equal(calendar_year_days(&c, 2024), 251);
	assert_int_equal(calendar_year_days(&c, 2025), 248);
	assert_int_equal(calendar_year_days(&c, 2026), 248);
	assert_int_equal(calendar_count(&c, D("2024-02-08"), D("2024-02-18")), 2);
	assert_int_equal(calendar_count(&c, D("2024-02-08"), D("2024-02-08")), 0);
	assert_int_equal(calendar_count(&c, D("2024-02-08"), D("2024-01-01")), 0);
	/* The ends of the table and far beyond. */
	calendar_works(&c, INT32_MIN);
	calendar_works(&c, INT32_MAX);
	assert_false(calendar_covers(&c, INT32_MIN));
	assert_false(calendar_covers(&c, INT32_MAX));
	calendar_free(&c);
}

static void years(void **state)
{
	(void)state;
	struct calendar c = {0};
	assert_int_equal(calendar_last_year(&c), 0);
	assert_int_equal(calendar_first_year(&c), 0);
	assert_false(calendar_loaded(&c, 2026));
	calendar_builtin(&c);
	assert_int_equal(calendar_first_year(&c), 2023); /* 2022-12-31 does not make 2022 known */
	assert_int_equal(calendar_last_year(&c), 2026);
	assert_false(calendar_covers(&c, D("2022-12-31")));
	assert_true(calendar_covers(&c, D("2023-01-01")));
	assert_true(calendar_covers(&c, D("2026-12-31")));
	assert_false(calendar_covers(&c, D("2027-01-01")));
	assert_false(calendar_loaded(&c, 1999));
	assert_false(calendar_loaded(&c, 99999));
	/* A local festival is a row, not a year; and rows can come one by one in any order. */
	calendar_add(&c, D("2027-05-16"), false, "古尔邦节");
	calendar_settle(&c);
	assert_false(calendar_loaded(&c, 2027));
	assert_false(calendar_works(&c, D("2027-05-16")));
	calendar_add(&c, D("2027-10-01"), false, "国庆节");
	calendar_settle(&c);
	assert_false(calendar_loaded(&c, 2027));
	calendar_add(&c, D("2027-01-01"), false, "元旦");
	calendar_settle(&c);
	assert_true(calendar_loaded(&c, 2027));
	assert_int_equal(calendar_last_year(&c), 2027);
	/* A row takes the place of the one that was there. */
	size_t n = c.n;
	calendar_add(&c, D("2027-01-01"), false, "新年");
	calendar_settle(&c);
	assert_int_equal(c.n, n);
	const char *name;
	calendar_kind(&c, D("2027-01-01"), &name);
	assert_string_equal(name, "新年");
	for (size_t i = 1; i < c.n; i++)
		assert_true(c.rows[i - 1].day < c.rows[i].day);
	/* A name is cut at a character; a day no calendar can be about is left out. */
	calendar_add(&c, D("2027-01-02"), false, "一二三四五六七八九十一二三四五六");
	calendar_add(&c, DAY_NONE, false, "x");
	calendar_add(&c, D("1999-12-31"), false, "x");
	calendar_settle(&c);
	calendar_kind(&c, D("2027-01-02"), &name);
	assert_string_equal(name, "一二三四五六七八九十一二三");
	assert_int_equal(c.n, n + 1);
	calendar_free(&c);
	calendar_free(&c);
}

/* What the program writes out it reads back as the same calendar. */
static void reads_its_form(void **state)
{
	(void)state;
	struct calendar built = {0}, read = {0};
	struct buffer b = {0};
	struct error e;
	size_t added = 0;
	char day[16];
	calendar_builtin(&built);
	buffer_text(&b, "\xef\xbb\xbf" "date,kind,name\r\n");
	for (size_t i = built.n; i-- > 0;) /* in any order */
		buffer_printf(&b, "%s,%s,%s\r\n", day_text(built.rows[i].day, day),
			built.rows[i].works ? "work" : "off", built.rows[i].name);
	assert_int_equal(calendar_parse(&read, b.s, b.n, &added, &e), Z_OK);
	assert_int_equal(added, 142);
	assert_int_equal(read.n, built.n);
	assert_memory_equal(read.rows, built.rows, built.n * sizeof *built.rows);
	assert_int_equal(calendar_last_year(&read), 2026);
	buffer_free(&b);
	calendar_free(&built);
	calendar_free(&read);
}

static void takes(void **state)
{
	(void)state;
	struct calendar c = {0};
	struct error e;
	size_t added;
	const char *text = "date,kind,name\n"
			   "\n"
			   "2026-12-31,off,元旦\n" /* of the next year's notice */
			   " 2027/1/1 , off , \"元旦\" \n"
			   "20271001,off,国庆节\n"
			   "2027年10月9日,work,国庆节"; /* a Saturday; no line end */
	calendar_builtin(&c);
	assert_int_equal(calendar_parse(&c, text, strlen(text), &added, &e), Z_OK);
	assert_int_equal(added, 4);
	assert_int_equal(calendar_last_year(&c), 2027);
	assert_false(calendar_works(&c, D("2026-12-31")));
	assert_true(calendar_works(&c, D("2027-10-09")));
	calendar_free(&c);
}

/* Who makes the file by hand writes it in his own language. */
static void reads_chinese(void **state)
{
	(void)state;
	static const char text[] = "日期,类型,名称\n2027-01-01,放假,元旦\n2027-02-07,调休上班,春节\n2027-02-20,上班,春节\n2027-10-01,off,国庆节\n";
	struct calendar c = {0};
	struct error e;
	size_t added = 0;
	assert_int_equal(calendar_parse(&c, text, sizeof text - 1, &added, &e), Z_OK);
	assert_int_equal(added, 4);
	assert_int_equal(c.rows[0].works, false);
	assert_int_equal(c.rows[1].works, true);
	assert_int_equal(c.rows[2].works, true);
	assert_int_equal(c.rows[3].works, false);
	calendar_free(&c);
}

static void refuses(void **state)
{
	(void)state;
	static const struct {
		const char *text, *sentence;
	} row[] = {
		{"", "工作日历文件里没有一行日期。请核对文件后重新导入。"},
		{"\n\n", "工作日历文件里没有一行日期。请核对文件后重新导入。"},
		{"date,kind,name\n", "工作日历文件里没有一行日期。请核对文件后重新导入。"},
		{"日期,kind,name\n2027-01-01,off,元旦\n",
			"工作日历第1行“类型”列应为类型，实际是“kind”。请改正这一行后重新导入。"},
		{"day,kind,name\n2027-01-01,off,元旦\n",
			"工作日历第1行“日期”列应为日期，实际是“day”。请改正这一行后重新导入。"},
		{"日期,类型,名称\n2027-01-01,休息,元旦\n",
			"工作日历第2行“类型”列应为“放假”或者“调休上班”，实际是“休息”。请改正这一行后重新导入。"},
		{"date,kind\n", "工作日历第1行“name”列应为name，实际是“”。请改正这一行后重新导入。"},
		{"date,kind,name\n2027-01-01,off,元旦\n2027-02-30,off,春节\n",
			"工作日历第3行“date”列应为日期（如 2027-10-01），实际是“2027-02-30”。请改正这一行后重新导入。"},
		{"date,kind,name\n1927-01-01,off,元旦\n",
			"工作日历第2行“date”列应为日期（如 2027-10-01），实际是“1927-01-01”。请改正这一行后重新导入。"},
		{"date,kind,name\n\n2027-01-01,休,元旦\n",
			"工作日历第3行“kind”列应为 off（放假）或 work（调休上班），实际是“休”。请改正这一行后重新导入。"},
		{"date,kind,name\n2027-01-01,off\n",
			"工作日历第2行“name”列应为节日名称（不超过13个字），实际是“”。请改正这一行后重新导入。"},
		{"date,kind,name\n2027-01-01,off,\"\u00a0\x01 \"\n", /* what cleaning leaves of it are blanks */
			"工作日历第2行“name”列应为节日名称（不超过13个字），实际是“”。请改正这一行后重新导入。"},
		{"date,kind,name\n2027-01-01,off,元旦,多\n",
			"工作日历第2行“行尾”列应为三列 date,kind,name，实际是“4”。请改正这一行后重新导入。"},
		{"date,kind,name\n2027-01-01,off,元旦\n2027-01-02,off,元旦\n2027/1/1,off,元旦\n",
			"工作日历第4行的日期 2027-01-01 与第2行重复。请只保留一行后重新导入。"},
		{"date,kind,name\n2027-01-04,work,元旦\n",
			"工作日历第2行：2027-01-04是周一，本来就上班，不能再记为调休上班。请改正这一行后重新导入。"},
	};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		struct calendar c = {0};
		struct error e;
		char s[600];
		assert_int_equal(calendar_parse(&c, row[i].text, strlen(row[i].text), NULL, &e), Z_INVALID);
		assert_string_equal(error_sentence(&e, s, sizeof s), row[i].sentence);
		assert_int_equal(c.n, 0); /* all or nothing */
		calendar_free(&c);
	}
}

/* Nothing that can be in a file overruns anything: the sanitizer looks. */
static void rubbish(void **state)
{
	(void)state;
	static const char *const piece[] = {"2027-01-01", "off", "work", ",", ",", "\n", "\"", "元旦", "\xe5",
	        "\x1b[31m", "\r", "                                        ", "x", "date,kind,name\n", "\xef\xbb\xbf"};
	srand(11);
	for (int i = 0; i < 20000; i++) {
		struct calendar c = {0};
		struct error e;
		char s[600];
		struct buffer b = {0};
		if (i % 4)
			buffer_text(&b, "date,kind,name\n");
		for (int k = rand() % 60; k > 0; k--)
			buffer_text(&b, piece[(size_t)rand() % (sizeof piece / sizeof piece[0])]);
		char *tight = b.n ? malloc(b.n) : NULL; /* no NUL behind it */
		if (tight)
			memcpy(tight, b.s, b.n);
		if (i % 20 == 0 || b.n < 200)
			if (calendar_parse(&c, tight ? tight : "", b.n, NULL, &e) != Z_OK)
				assert_null(strchr(error_sentence(&e, s, sizeof s), '\x1b'));
		calendar_free(&c);
		buffer_free(&b);
		free(tight);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds),
		cmocka_unit_test(years),
		cmocka_unit_test(reads_its_form),
		cmocka_unit_test(takes),
		cmocka_unit_test(reads_chinese),
		cmocka_unit_test(refuses),
		cmocka_unit_test(rubbish),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
