/* save_test.c - names of files that leave the desk: whatever stands in an attachment's name, every system takes it, it
 * names no other folder and hides nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tui/save.h"

static void becomes(const char *name, const char *wanted)
{
	char got[SAVE_NAME_MAX + 1];

	save_name(got, name);
	assert_string_equal(got, wanted);
}

static void what_no_name_may_have_is_gone(void **state)
{
	(void)state;
	becomes("公开 放名单（已遮盖）.csv", "公开 放名单（已遮盖）.csv");
	becomes("../../etc/passwd", "_.._etc_passwd");
	becomes("a/b\\c:d*e?f\"g<h>i|j.txt", "a_b_c_d_e_f_g_h_i_j.txt");
	becomes(".hidden", "hidden");
	becomes("-rf", "rf");
	becomes(" 表.xlsx. ", "表.xlsx");
	becomes("", "文件");
	becomes("...", "文件");
	becomes("a\nb\033[31mc\342\200\256d.txt", "ab[31mcd.txt"); /* control characters, a bidirectional one */
}

static void a_long_name_keeps_its_ending(void **state)
{
	char got[SAVE_NAME_MAX + 1];
	struct buffer b = {0};

	(void)state;
	for (int i = 0; i < 300; i++)
		buffer_text(&b, "林");
	buffer_text(&b, ".docx");
	save_name(got, b.s);
	assert_true(strlen(got) <= SAVE_NAME_MAX && strlen(got) > SAVE_NAME_MAX - 4);
	assert_true(utf8_valid(got, strlen(got), NULL));
	assert_string_equal(got + strlen(got) - 5, ".docx");
	/* a dot far from the end is no ending */
	buffer_clear(&b);
	buffer_text(&b, "a.");
	for (int i = 0; i < 300; i++)
		buffer_text(&b, "b");
	save_name(got, b.s);
	assert_int_equal(strlen(got), SAVE_NAME_MAX);
	buffer_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_no_name_may_have_is_gone),
		cmocka_unit_test(a_long_name_keeps_its_ending),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
