/* cli_hotline_report_test.c - what bureaus printed about their hotline comes out of a report made from a ledger of the
 * tickets: the nine of a forestry bureau's year (tests/corpus/seeds/003.txt), all answered in time; a county's quarter
 * (tests/corpus/reports/hotline-2025Q1-hengdong.json) with its percentages, half up, with two decimals and with none.
 *
 * Seen to fail when a rate was cut instead of rounded half up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pwd.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "store/base/memory.h"
#include "store/record/people/people.h"
#include "store/base/ratio.h"
#include "tests/deskfix.h"
#include "tests/desk.h"

static struct {
	struct deskfix *f;
	struct desk *home; /* of the commands */
} t;

#define NOW "2026-01-20T09:00:00"

static int make(void **state)
{
	struct error e;
	const struct passwd *me = getpwuid(geteuid());
	struct officer_in admin = {.login = "admin", .name = "管理员己", .roles = ROLE_ADMIN | ROLE_CLERK, .os_user = me->pw_name};
	struct officer *list;
	char path[160];
	int n;

	(void)state;
	t.f = deskfix_open(NOW);
	admin.office = t.f->general;
	assert_ok(officer_list(t.f->admin, true, &list, &n, &e));
	for (int i = 0; i < n; i++)
		if (list[i].id == t.f->admin_id)
			assert_ok(officer_edit(t.f->admin, list[i].id, list[i].ver, &admin, &e));
	free(list);
	t.home = home_open();
	snprintf(path, sizeof path, "%s/state", t.f->dir);
	desk_env(t.home, "ZWGK_DB", t.f->path);
	desk_env(t.home, "ZWGK_STATE", path);
	desk_env(t.home, "ZWGK_NOW", NOW);
	return 0;
}

static int drop(void **state)
{
	(void)state;
	home_close(&t.home);
	deskfix_close(&t.f);
	return 0;
}

static void decimals(const char *n)
{
	struct error e;
	assert_ok(setting_set(t.f->admin, SETTING_DECIMALS, setting_version(t.f->admin, SETTING_DECIMALS), n, &e));
}

static void take_in(struct buffer *rows)
{
	const char *path = home_path(t.home, "工单.csv");
	struct buffer all = {0};

	buffer_printf(&all, "工单编号,工单标题,诉求类型,交办时间,办结期限,签收时间,办结时间,满意度\n%s", rows->s);
	file_write_text(path, all.s);
	if (zwgk(t.home, "import", "tickets", path))
		fail_msg("%s", desk_err(t.home));
	buffer_free(&all);
	buffer_free(rows);
}

static const char *printed(const char *kind, const char *period)
{
	if (zwgk(t.home, "report", kind, "--period", period, "--out", "-", "--format", "md"))
		fail_msg("%s", desk_err(t.home));
	return desk_out(t.home);
}

static void nine_tickets_answered_in_time(void **state)
{
	static const char *const kinds[] = {"咨询", "求助", "投诉", "建议", "咨询", "举报", "求助", "咨询", "投诉"};
	struct buffer rows = {0};

	(void)state;
	for (int i = 0; i < 9; i++)
		buffer_printf(&rows, "2023%04d,第%d件来电,%s,2023-%02d-06 09:10,2023-%02d-20 18:00,2023-%02d-06 10:00,2023-%02d-%02d 16:00,%s\n", i + 1, i + 1,
			kinds[i], i + 2, i + 2, i + 2, i + 2, 9 + i, i % 3 ? "满意" : "");
	take_in(&rows);
	const char *paper = printed("self", "2023");
	assert_contains(paper, "二、2023年度“12345”热线留言办理情况");
	assert_contains(paper, "共收到12345热线工单9件，办结9件，在办0件；按时办结率100.0%（9/9），满意率100.0%（6/6）。");
	assert_contains(printed("half", "2023-H1"), "共收到12345热线工单5件，办结5件，在办0件；按时办结率100.0%（5/5）");
	decimals("0");
	assert_contains(printed("self", "2023"), "按时办结率100%（9/9）");
	assert_contains(printed("quarterly", "2023-Q4"), "| 12345工单新收数 | 件 | 32 | 1 | 9 |");
}

/* One ticket of the quarter, on some day of it; the last eight are not closed. */
static void ticket(struct buffer *rows, int i, const char *kind, bool closed)
{
	int month = 1 + i % 3, day = 1 + i / 3 % 28;

	buffer_printf(rows, "H%d,第%d件来电,%s,2025-%02d-%02d 09:10,2025-04-20 18:00,,", i, i, kind, month, day);
	if (closed)
		buffer_printf(rows, "2025-%02d-%02d 16:00", month, day);
	buffer_text(rows, ",\n");
}

static void a_countys_quarter(void **state)
{
	static const char *const kinds[] = {"求助", "投诉", "咨询", "举报", "建议"};
	json_t *j = json_load_file(tree_path("tests/corpus/reports/hotline-2025Q1-hengdong.json"), 0, NULL), *facts = json_object_get(j, "facts");
	int all = (int)json_integer_value(json_object_get(facts, "工单")), closed = (int)json_integer_value(json_object_get(facts, "办结")), made = 0;
	struct buffer rows = {0};
	char line[200], text[48];

	(void)state;
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		json_t *part = json_array_get(json_object_get(j, "percents"), k + 1); /* the first one is 办结率 */
		for (int n = (int)json_integer_value(json_object_get(part, "num")); n > 0; n--, made++)
			ticket(&rows, made, kinds[k], true);
	}
	for (; made < all; made++)
		ticket(&rows, made, "其他", made < closed);
	take_in(&rows);
	for (int places = 2; places >= 0; places -= 2) {
		decimals(number_text(places).s);
		const char *paper = printed("quarterly", "2025-Q1");
		snprintf(line, sizeof line, "| 12345工单新收数 | 件 | 32 | %d | %d |", all, all);
		assert_contains(paper, line);
		snprintf(line, sizeof line, "| 12345工单办结数 | 件 | 33 | %d | %d |", closed, closed);
		assert_contains(paper, line);
		snprintf(line, sizeof line, "| 办结率 | %s（%d/%d） |", places ? "99.93%" : "100%", closed, all);
		assert_contains(paper, line);
		for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
			json_t *part = json_array_get(json_object_get(j, "percents"), k + 1);
			int n = (int)json_integer_value(json_object_get(part, "num"));
			double percent = json_number_value(json_object_get(part, places ? "half_up" : "exact"));
			snprintf(text, sizeof text, places ? "%.2f%%" : "%.0f%%", percent);
			snprintf(line, sizeof line, "| %s | %d | 0 | %d | %s |", kinds[k], n, n, text);
			assert_contains(paper, line);
		}
	}
	json_decref(j);
	/* the half-year summary says the same of its months */
	decimals("2");
	assert_contains(printed("half", "2025-H1"), "共收到12345热线工单11171件，办结11163件，在办8件；按时办结率99.93%（11163/11171）");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nine_tickets_answered_in_time, make, drop),
		cmocka_unit_test_setup_teardown(a_countys_quarter, make, drop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
