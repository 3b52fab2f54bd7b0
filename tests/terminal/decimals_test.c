/* decimals_test.c - what bureaus printed of their years (tests/corpus/reports/published-*.json), such as 45 = 13 + 1 + 6 + 17 + 8
 * at 29, 2, 13, 38 and 18 %, is the same at no decimals beside the list, in pane 6, in `stat`, in the weekly and in the
 * half-year summary.
 *
 * Seen to fail when percentages were rounded down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>

#include "forms/report/report.h"
#include "store/base/date.h"
#include "tests/desk.h"
#include "tests/deskscreen.h"
#include "tests/press.h"

static struct error e;
static struct part {
	const char *category;
	int n;
	char percent[12];
} parts[12];
static int parts_n, all;

/* Half up: 2.5 is 3, as it was printed where it was. */
static json_t *read_parts(const char *file)
{
	json_error_t je;
	json_t *j = json_load_file(tree_path(file), 0, &je), *counts = json_object_get(j, "parts");

	assert_non_null(j);
	parts_n = 0;
	all = (int)json_integer_value(json_object_get(j, "total"));
	for (void *at = json_object_iter(counts); at; at = json_object_iter_next(counts, at)) {
		struct part *p = &parts[parts_n++];
		p->category = json_object_iter_key(at);
		p->n = (int)json_integer_value(json_object_iter_value(at));
		snprintf(p->percent, sizeof p->percent, "%d%%", (200 * p->n + all) / (2 * all));
		json_t *was = json_object_get(json_object_get(j, "percents"), p->category);
		if (was)
			assert_int_equal(atoi(p->percent), json_integer_value(was));
	}
	return j;
}

static void take_over(struct deskfix *f)
{
	const struct hash digest = {{1}};
	char title[120];

	assert_ok(migrate_begin(f->admin, "台账.csv", &digest, &e));
	for (int p = 0; p < parts_n; p++)
		for (int i = 0; i < parts[p].n; i++) {
			snprintf(title, sizeof title, "%s第%d条", parts[p].category, i + 1);
			const struct migrated m = {.title = title, .docno = "", .source = "", .url = "", .keywords = "", .body = title,
				.category = parts[p].category, .catalog = "工作动态", .office = "办公室", .channels = "政府网站",
				.attribute = ATTRIBUTE_OPEN, .formed_on = DAY_NONE, .published_on = day_of(2026, 1 + i % 6, 5 + i % 20)};
			assert_ok(migrate_add(f->admin, &m, &e));
		}
	assert_ok(migrate_end(f->admin, NULL, &e));
	assert_ok(setting_set(f->admin, SETTING_DECIMALS, setting_version(f->admin, SETTING_DECIMALS), "0", &e));
}

static char *printed(struct desk *d, int kind, const char *period)
{
	struct figure_period p;
	struct document *doc;
	struct buffer b = {0};

	assert_ok(report_period(d, kind, period, &p, &e));
	assert_ok(report_make(d, kind, &p, 0, &doc, NULL, NULL, &e));
	markdown_bytes(doc, &b);
	document_free(&doc);
	return buffer_take(&b);
}

static void one_year(void **state, const char *file)
{
	struct deskfix *f = *state;
	json_t *j = read_parts(file);
	struct desk *home = home_open();
	char line[200], path[160];

	take_over(f);
	char *half = printed(f->clerk, REPORT_HALF, "2026-H1"), *weekly = printed(f->clerk, REPORT_WEEKLY, "2026-W47");
	snprintf(line, sizeof line, "主动公开政府信息%d条，其中：", all);
	assert_contains(half, line);
	snprintf(line, sizeof line, "本年累计%d条", all);
	assert_contains(weekly, line);
	snprintf(line, sizeof line, "| 合计 | 0 | 0 | %d | 100%% |", all);
	assert_contains(weekly, line);
	for (int p = 0; p < parts_n; p++) {
		snprintf(line, sizeof line, "%s%d条，占%s", parts[p].category, parts[p].n, parts[p].percent);
		assert_contains(half, line);
		snprintf(line, sizeof line, "| %s | 0 | 0 | %d | %s |", parts[p].category, parts[p].n, parts[p].percent);
		assert_contains(weekly, line);
	}
	free(half);
	free(weekly);

	snprintf(path, sizeof path, "%s/state", f->dir);
	desk_env(home, "ZWGK_DB", f->path);
	desk_env(home, "ZWGK_STATE", path);
	desk_env(home, "ZWGK_NOW", DESKSCREEN_NOW);
	desk_input(home, DESKFIX_PASS "\n", strlen(DESKFIX_PASS "\n"));
	assert_int_equal(zwgk(home, "stat", "--period", "2026-H1", "--format", "csv", "--as", "jia", "--passphrase-fd", "0"), 0);
	for (int p = 0; p < parts_n; p++) {
		snprintf(line, sizeof line, "%s,%d,%s", parts[p].category, parts[p].n, parts[p].percent);
		assert_contains(desk_out(home), line);
	}
	home_close(&home);

	struct vth *v = deskscreen(f, "jia", 60, 140);
	snprintf(line, sizeof line, "信息分类 · 本年发布%d条", all);
	vth_expect(v, line);
	for (int p = 0; p < parts_n; p++) {
		snprintf(line, sizeof line, " %d %7s", parts[p].n, parts[p].percent);
		vth_expect(v, line);
	}
	press(v, "6 <Tab> <Tab> <Tab> <Left>"); /* from this half-year to the first */
	vth_expect(v, "2026年上半年");
	for (int p = 0; p < parts_n; p++)
		vth_expect(v, parts[p].percent);
	bureau_leave(&v);
	json_decref(j);
}

#define YEAR(n)                                                                   \
	static void of_##n(void **state)                                          \
	{                                                                         \
		one_year(state, "tests/corpus/reports/published-" #n ".json"); \
	}
YEAR(2011)
YEAR(2012)
YEAR(2015)
YEAR(2020)
YEAR(2023)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(of_2011, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(of_2012, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(of_2015, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(of_2020, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(of_2023, deskscreen_start, deskscreen_stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
