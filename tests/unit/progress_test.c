/* progress_test.c - how far a long work is, and that one stray Esc does not stop it. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/unit/grid.h"
#include "tests/unit/keys.h"
#include "tui/widget/progress.h"

static void counts_are_grouped_and_bounded(void **state)
{
	(void)state;
	char buf[80];
	struct progress *p = progress_new("导入", true);
	assert_string_equal(progress_count(p, buf, sizeof buf), "");
	progress_set(p, 1234, 0, "读取");
	assert_string_equal(progress_count(p, buf, sizeof buf), "1,234");
	progress_set(p, 1234567, 10000000, NULL);
	assert_string_equal(progress_count(p, buf, sizeof buf), "1,234,567 / 10,000,000  12%");
	progress_set(p, 999, 1000, NULL);
	assert_string_equal(progress_count(p, buf, sizeof buf),
	        "999 / 1,000  99%"); /* not 100 before the end */
	progress_set(p, 2000, 1000, NULL);
	assert_string_equal(progress_count(p, buf, sizeof buf), "1,000 / 1,000  100%");
	progress_set(p, 9000000000000000000, 9000000000000000000, NULL);
	assert_non_null(strstr(progress_count(p, buf, sizeof buf), "100%"));
	progress_free(&p);
}

static void one_escape_asks_two_stop(void **state)
{
	(void)state;
	enum took took;
	struct surface *below = surface_new((struct rect){0, 0, 24, 80});
	struct progress *p = progress_new("导入12345工单", true);
	progress_set(p, 50, 100, "第50行");
	PRESS(progress_key(p, &ev), "<Esc>");
	assert_int_equal(took, TOOK);
	progress_draw(p, below->r);
	assert_true(grid_find("再按一次") > 0);
	PRESS(progress_key(p, &ev), "x<Esc>");
	assert_int_equal(took, TOOK);
	PRESS(progress_key(p, &ev), "<Esc>");
	assert_int_equal(took, TOOK_CANCEL);
	progress_stopping(p);
	progress_draw(p, below->r);
	assert_true(grid_find("正在停止") > 0);
	assert_true(grid_find("第50行") > 0);
	assert_true(grid_find("##") > 0);
	for (int rows = 1; rows < 20; rows++)
		for (int cols = 1; cols < 90; cols += 7)
			progress_draw(p, (struct rect){0, 0, rows, cols});
	progress_free(&p);
	p = progress_new("备份", false);
	PRESS(progress_key(p, &ev), "<Esc><Esc><Esc>");
	assert_int_equal(took, TOOK);
	progress_free(&p);
	surface_free(&below);
	assert_null(grid_surfaces[0]);
}

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(counts_are_grouped_and_bounded),
	        cmocka_unit_test(one_escape_asks_two_stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
