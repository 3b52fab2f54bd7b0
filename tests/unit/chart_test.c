/* chart_test.c - sparklines as text, bars as what draw.h is asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include <locale.h>

#include "store/base/text.h"
#include "tui/widget/chart.h"

static char calls[2000];

void draw_text(
        struct surface *s, int row, int col, int cols, enum role role, const char *text, int align)
{
	size_t n = strlen(calls);

	(void)s, (void)role, (void)align;
	snprintf(calls + n, sizeof calls - n, "%d,%d+%d %s\n", row, col, cols, text);
}
void draw_bar(struct surface *s, int row, int col, int cols, enum role role, long long value,
        long long full)
{
	size_t n = strlen(calls);

	(void)s, (void)role;
	snprintf(calls + n, sizeof calls - n, "%d,%d+%d %lld/%lld\n", row, col, cols, value, full);
}
void draw_fill(struct surface *s, struct rect r, enum role role)
{
	(void)s, (void)r, (void)role;
}

static void spark(void **state)
{
	char out[100];

	(void)state;
	chart_spark_text(out, sizeof out, (const long long[]){0, 1, 2, 3, 4, 5, 6, 7}, 8);
	assert_string_equal(out, " ▁▂▃▄▅▆▇");
	chart_spark_text(out, sizeof out, (const long long[]){0, 0, 0}, 3);
	assert_string_equal(out, "   ");
	chart_spark_text(out, sizeof out, (const long long[]){1, 1000000, 0}, 3);
	assert_string_equal(out, "▁▇ "); /* one is not nothing */
	chart_spark_text(out, 8, (const long long[]){9, 9, 9}, 3);
	assert_string_equal(out, "▇▇");
	text_set_ambiguous(2);
	chart_spark_text(out, sizeof out, (const long long[]){0, 1, 8}, 3);
	assert_string_equal(out, " ⣀⣿");
	assert_int_equal(text_columns(out), 3);
	text_set_ambiguous(1);
}

static void bars(void **state)
{
	const struct chart_bar b[] = {{"政策法规", "41  28.7%", 41, C_BAR},
	        {"其他", "0  0.0%", 0, C_BAR}, {"x", "y", 1, C_BAR}};

	(void)state;
	calls[0] = 0;
	assert_int_equal(chart_bars(NULL, (struct rect){5, 10, 2, 40}, b, 3), 2);
	assert_string_equal(calls, "5,10+8 政策法规\n5,19+21 41/41\n5,41+9 41  28.7%\n"
	                           "6,10+8 其他\n6,19+21 0/41\n6,41+9 0  0.0%\n");
	calls[0] = 0;
	assert_int_equal(
	        chart_bars(NULL, (struct rect){0, 0, 1, 20}, b, 1), 1); /* too narrow for a bar */
	assert_string_equal(calls, "0,0+10 政策法规\n0,11+9 41  28.7%\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(spark), cmocka_unit_test(bars)};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
