/* decimals_test.c - what a county bureau printed of its half-year, 45 = 13 + 1 + 6 + 17 + 8 at 29, 2, 13, 38 and 18 %, is the same
 * at no decimals beside the list, in pane 6, in `stat`, in the weekly and in the half-year summary.
 *
 * Seen to fail when percentages were rounded down. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/report/report.h"
#include "store/base/date.h"
#include "tests/desk.h"
#include "tests/deskscreen.h"
#include "tests/press.h"

static struct error e;
static const struct {
	const char *category;
	int n;
	const char *percent;
} parts[] = {{"其他政府信息", 17, "38%"}, {"政策法规", 13, "29%"}, {"民生信息", 8, "18%"}, {"安全生产", 6, "13%"}, {"部门动态", 1, "2%"}};
enum { PARTS = sizeof parts / sizeof *parts };

static void take_over(struct deskfix *f)
{
	const struct hash digest = {{1}};
	char title[120];

	assert_ok(migrate_begin(f->admin, "台账.csv", &digest, &e));
	for (int p = 0; p < PARTS; p++)
		for (int i = 0; i < parts[p].n; i++) {
			snprintf(title, sizeof title, "%s第%d条", parts[p].category, i + 1);
			const struct migrated m = {.title = title, .docno = "", .source = "", .url = "", .keywords = "", .body = title,
				.category = parts[p].category, .catalog = "工作动态", .office = "办公室", .channels = "政府网站",
				.attribute = ATTRIBUTE_OPEN, .formed_on = DAY_NONE, .published_on = day_of(2026, 1 + i % 6, 5 + i)};
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

static void the_same_percentages_everywhere(void **state)
{
	struct deskfix *f = *state;
	struct desk *home = home_open();
	char line[200], path[160];

	take_over(f);
	char *half = printed(f->clerk, REPORT_HALF, "2026-H1"), *weekly = printed(f->clerk, REPORT_WEEKLY, "2026-W47");
	assert_contains(half, "主动公开政府信息45条，其中：其他政府信息17条，占38%；政策法规13条，占29%；民生信息8条，占18%；安全生产6条，占13%；部门动态1条，占2%。");
	assert_contains(weekly, "本年累计45条");
	assert_contains(weekly, "| 合计 | 0 | 0 | 45 | 100% |");
	for (int p = 0; p < PARTS; p++) {
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
	for (int p = 0; p < PARTS; p++) {
		snprintf(line, sizeof line, "%s,%d,%s", parts[p].category, parts[p].n, parts[p].percent);
		assert_contains(desk_out(home), line);
	}
	home_close(&home);

	struct vth *v = deskscreen(f, "jia", 60, 140);
	vth_expect(v, "信息分类 · 本年发布45条");
	for (int p = 0; p < PARTS; p++) {
		snprintf(line, sizeof line, "%2d %7s", parts[p].n, parts[p].percent);
		vth_expect(v, line);
	}
	press(v, "6 <Tab> <Tab> <Tab> <Left>"); /* from this half-year to the first */
	vth_expect(v, "2026年上半年");
	for (int p = 0; p < PARTS; p++)
		vth_expect(v, parts[p].percent);
	bureau_leave(&v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_same_percentages_everywhere, deskscreen_start, deskscreen_stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
