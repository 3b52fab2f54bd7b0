/* figure_test.c - figures that were printed by bureaus come out of ledgers with their counts; periods, the calendar and the
 * row of the table say what they are about. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>

#include "store/base/ratio.h"
#include "store/record/inner.h"
#include "store/record/item/item.h"
#include "store/view/figure/figure.h"
#include "store/view/figure/stat.h"
#include "tests/desk.h"
#include "tests/deskfix.h"

static struct error e;

static void take_over(struct desk *d, const char *category, int n, int year)
{
	char title[200];
	for (int i = 0; i < n; i++) {
		snprintf(title, sizeof title, "%s %d年第%d条", category, year, i + 1);
		const struct migrated m = {.title = title, .docno = "", .source = "", .url = "", .keywords = "", .body = title,
			.category = category, .catalog = "工作动态", .office = "办公室", .channels = "政府网站", .attribute = ATTRIBUTE_OPEN,
			.formed_on = DAY_NONE, .published_on = day_of(year, 1 + i % 12, 1 + i % 28)};
		assert_ok(migrate_add(d, &m, &e));
	}
}

/* "13": 28.9% is 29% at no decimals, as it was printed. */
static void one_report(const char *file)
{
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	json_error_t je;
	json_t *j = json_load_file(tree_path(file), 0, &je);
	struct figure_part *rows;
	struct figure_value all;
	int n;
	assert_non_null(j);
	int year = (int)json_integer_value(json_object_get(j, "year"));
	int64_t total = json_integer_value(json_object_get(j, "total"));
	const struct hash digest = {{1}};
	assert_ok(migrate_begin(f->admin, "台账.csv", &digest, &e));
	json_t *parts = json_object_get(j, "parts");
	for (void *at = json_object_iter(parts); at; at = json_object_iter_next(parts, at))
		take_over(f->admin, json_object_iter_key(at), (int)json_integer_value(json_object_iter_value(at)), year);
	assert_ok(migrate_end(f->admin, NULL, &e));
	assert_ok(setting_set(f->admin, SETTING_DECIMALS, setting_version(f->admin, SETTING_DECIMALS), "0", &e));
	struct figure_period p = figure_period_of(FIGURE_SPAN_YEAR, day_of(year, 5, 5), 1);
	assert_ok(figure_parts(f->clerk, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &p, 0, &rows, &n, &all, &e));
	assert_int_equal(all.n, total);
	assert_int_equal(n, json_object_size(json_object_get(j, "parts")));
	for (int i = 0; i < n; i++) {
		char text[48], wanted[24];
		json_t *percent = json_object_get(json_object_get(j, "percents"), rows[i].name);
		assert_int_equal(rows[i].n, json_integer_value(json_object_get(json_object_get(j, "parts"), rows[i].name)));
		snprintf(wanted, sizeof wanted, "%lld%%", (long long)json_integer_value(percent));
		if (percent)
			assert_string_equal(ratio_text(rows[i].n, all.n, 0, text), wanted);
	}
	free(rows);
	/* the other periods that hold them add up to the same */
	int64_t halves = 0, months = 0;
	for (int i = 0; i < 12; i++) {
		struct figure_period m = figure_period_of(FIGURE_SPAN_MONTH, day_of(year, i + 1, 1), 1);
		struct figure_period h = figure_period_of(FIGURE_SPAN_HALF, day_of(year, i + 1, 1), 1);
		assert_ok(figure_get(f->clerk, FIGURE_PUBLISHED, &m, 0, &all, &e));
		months += all.n;
		assert_ok(figure_get(f->clerk, FIGURE_PUBLISHED, &h, 0, &all, &e));
		halves += i % 6 ? 0 : all.n;
	}
	assert_int_equal(months, total);
	assert_int_equal(halves, total);
	struct figure_period before = figure_period_last_year(p);
	assert_ok(figure_get(f->clerk, FIGURE_PUBLISHED, &before, 0, &all, &e));
	assert_int_equal(all.n, 0);
	assert_int_equal(all.how, FIGURE_COUNTED); /* zero is a fact */
	json_decref(j);
	deskfix_close(&f);
}

static void printed_reports_come_out_again(void **state)
{
	(void)state;
	one_report("tests/corpus/reports/published-2011.json");
	one_report("tests/corpus/reports/published-2012.json");
	one_report("tests/corpus/reports/published-2015.json");
	one_report("tests/corpus/reports/published-2020.json");
	one_report("tests/corpus/reports/published-2023.json");
}

/* What the records of some days say, by category, as "id:n " with the largest id first. */
static void counted(struct desk *d, const struct figure_period *p, int64_t office, char *out, size_t cap)
{
	size_t n = 0;
	sqlite3_stmt *q = db_query(d->db, &e,
	        "SELECT coalesce(category, 0), count(*) FROM item WHERE online_at>=?1 AND online_at<?2 AND ?3 IN (0, office)"
	        " GROUP BY 1 ORDER BY 2 DESC, 1",
	        "iii", day_start(p->from), day_start(p->to), office);
	*out = '\0';
	while (db_step(d->db, q, &e))
		n += (size_t)snprintf(out + n, cap - n, "%lld:%lld ", (long long)sqlite3_column_int64(q, 0),
		        (long long)sqlite3_column_int64(q, 1));
	db_done(q);
	assert_ok(db_result(d->db));
}

/* Whole months come of counters by month, the days before and after them of those by day.  Red when whole_months() takes
 * the month in which the period begins, and when stat_moves_write() forgets the months. */
static void any_period_is_what_its_days_are(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	const struct hash digest = {{1}};
	assert_ok(migrate_begin(f->admin, "台账.csv", &digest, &e));
	for (int year = 2022; year < 2026; year++) {
		take_over(f->admin, "政策文件", 40 + year % 7, year);
		take_over(f->admin, "工作动态", 60 - year % 5, year);
	}
	assert_ok(migrate_end(f->admin, NULL, &e));
	srand(5);
	for (int i = 0; i < 400; i++) {
		struct figure_period p = {.from = day_of(2021, 12, 1) + rand() % 1500};
		const int64_t office = i % 2 ? f->general : 0;
		char by_days[200], by_figure[200] = "";
		struct figure_part *rows;
		int n;
		size_t at = 0;
		p.to = p.from + (i % 3 ? rand() % 70 : rand() % 1500);
		if (i % 4 == 0)
			p = figure_period_of(i % 8 ? FIGURE_SPAN_MONTH : FIGURE_SPAN_YEAR, p.from, 1);
		counted(f->admin, &p, office, by_days, sizeof by_days);
		assert_ok(figure_parts(f->clerk, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &p, office, &rows, &n, NULL, &e));
		for (int k = 0; k < n; k++)
			at += (size_t)snprintf(by_figure + at, sizeof by_figure - at, "%lld:%lld ", (long long)rows[k].id,
			        (long long)rows[k].n);
		free(rows);
		if (strcmp(by_figure, by_days))
			print_error("days %d to %d, office %lld\n", p.from, p.to, (long long)office);
		assert_string_equal(by_figure, by_days);
	}
	/* a period without an end, and before there were dates */
	struct figure_period all = {.from = INT32_MIN + 1, .to = INT32_MAX};
	struct figure_part *rows;
	int n;
	int64_t sum = 0;
	assert_ok(figure_parts(f->clerk, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &all, 0, &rows, &n, NULL, &e));
	for (int k = 0; k < n; k++)
		sum += rows[k].n;
	free(rows);
	assert_int_equal(sum, db_number(f->admin->db, &e, 0, "SELECT count(*) FROM item", ""));
	deskfix_close(&f);
}

/* The counters cannot be read once, of the months or of the days beside them: then there is no sum, rather than less. */
static int reads, unreadable;

static void unread(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	(void)n;
	(void)v;
	sqlite3_result_null(ctx);
}

static void unread_end(sqlite3_context *ctx)
{
	if (++reads == unreadable)
		sqlite3_result_error_code(ctx, SQLITE_IOERR_READ);
}

/* Red when add_period() goes on behind a walk that failed. */
static void what_cannot_be_read_is_no_figure(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	const struct figure_period p = {.from = day_of(2025, 1, 20), .to = day_of(2026, 3, 10)};
	assert_int_equal(sqlite3_create_function(db_raw(f->clerk->db), "cells", 3, SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, NULL,
	                         unread, unread_end), SQLITE_OK);
	for (unreadable = 1; unreadable <= 4; unreadable++) {
		struct figure_part *rows;
		int n;
		reads = 0;
		enum z z = figure_parts(f->clerk, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &p, 0, &rows, &n, NULL, &e);
		assert_int_equal(z, unreadable < 4 ? Z_IO : Z_OK);
		free(rows);
	}
	assert_int_equal(reads, 3); /* of the months, of the days before, of those after */
	deskfix_close(&f);
}

/* Beyond the calendar nobody is in time or late: 日历未定; when the year is loaded it is counted. */
static void beyond_the_calendar_nothing_is_claimed(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct figure_value v;
	struct figure_period p = figure_period_of(FIGURE_SPAN_WEEK, day_of(2026, 11, 20), 1);
	assert_ok(db_begin(f->admin->db, &e));
	assert_ok(db_run(f->admin->db, &e, "INSERT INTO stat(dim, k, state, n) VALUES(?1, ?2, ?3, 1)", "iii",
	        (int64_t)STAT_TIMELY, (int64_t)day_of(2026, 11, 20), (int64_t)STAT_TIMELY_UNKNOWN));
	assert_ok(db_commit(f->admin->db, &e));
	assert_ok(figure_get(f->clerk, FIGURE_TIMELY, &p, 0, &v, &e));
	assert_int_equal(v.how, FIGURE_UNKNOWN);
	assert_int_equal(v.n, 0);
	assert_int_equal(v.of, 1);
	deskfix_close(&f);
}

static void the_table_is_whole(void **state)
{
	(void)state;
	for (enum figure f = 0; f < FIGURE_END; f++) {
		const struct figure_row *r = figure_row(f);
		assert_true(*r->key && *r->text && *r->counted && *r->unit);
		assert_int_equal(figure_parse(r->key), f); /* no key twice */
		assert_true(!*r->of || r->ratio);
	}
	assert_int_equal(figure_parse("nothing"), FIGURE_END);
	assert_int_equal(figures_by_parse("reason"), FIGURES_BY_REASON);
	assert_int_equal(figures_by_parse("nothing"), FIGURES_BY_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(printed_reports_come_out_again),
	        cmocka_unit_test(any_period_is_what_its_days_are),
	        cmocka_unit_test(what_cannot_be_read_is_no_figure),
	        cmocka_unit_test(beyond_the_calendar_nothing_is_claimed),
	        cmocka_unit_test(the_table_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
