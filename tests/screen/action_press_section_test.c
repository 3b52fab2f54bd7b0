/* action_press_section_test.c - every action of the panes that have sections: 设置 and 报表, and a report as it prints; see tests/pressing.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "forms/report/report.h"
#include "tests/screen/sections.h"

static const struct sections setting_sections = {P_SETTING, "2 0", "─ 设置 ─", "glyj", settings, sizeof settings / sizeof *settings},
			     report_sections = {P_REPORT, "2 7", "─ 报表 ─", "jbj", shelves, sizeof shelves / sizeof *shelves},
			     paper_sections = {P_PAPER, "2 7", "─ 报表 ─", "jbj", shelves, sizeof shelves / sizeof *shelves};

static void on_the_page_of_a_report(void **state)
{
	struct desk *d = samplefix_desk(pressing_desk(), "jbj");
	struct report *r;
	struct error e;
	int n;

	(void)state;
	pressing_sections(&paper_sections);
	samplefix_ok(report_list(d, REPORT_MONTHLY, &r, &n, &e), &e); /* it was recalled: sent again */
	samplefix_ok(report_submit(d, r->id, r->ver, &e), &e);
	free(r);
}

static void in_the_sections(void **state)
{
	(void)state;
	pressing_sections(&setting_sections);
	pressing_sections(&report_sections);
}

static void none_was_left_out(void **state)
{
	(void)state;
	pressing_none_was_left_out(PRESSING_SECTIONS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(on_the_page_of_a_report),
		cmocka_unit_test(in_the_sections),
		cmocka_unit_test(none_was_left_out),
	};
	return cmocka_run_group_tests(tests, pressing_open, pressing_close);
}
