/* desk_test.c - the helpers that other tests stand on: commands, their output and status, files, assertions. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/desk.h"

#define sh(d, script) desk_command((d), (const char *const[]){"sh", "-c", (script), NULL})

static void status_and_both_streams(void **state)
{
	struct desk *d = desk_open();

	(void)state;
	assert_int_equal(sh(d, "echo 出; echo 错 >&2; exit 3"), 3);
	assert_string_equal(desk_out(d), "出\n");
	assert_string_equal(desk_err(d), "错\n");
	assert_int_equal(sh(d, "printf 'a\\0b'"), 0);
	assert_int_equal(desk_out_bytes(d), 3);
	assert_string_equal(desk_err(d), "");
	assert_int_equal(sh(d, "kill -9 $$"), 128 + SIGKILL);
	assert_int_equal(desk_command(d, (const char *const[]){"/no/such/program", NULL}), 127);
	desk_close(&d);
	assert_null(d);
}

static void input_is_for_one_command(void **state)
{
	struct desk *d = desk_open();

	(void)state;
	desk_input(d, "一\n", 4);
	assert_int_equal(sh(d, "cat"), 0);
	assert_string_equal(desk_out(d), "一\n");
	assert_int_equal(sh(d, "cat"), 0);
	assert_string_equal(desk_out(d), "");
	desk_close(&d);
}

static void environment_is_the_desk_s_own(void **state)
{
	struct desk *d = desk_open();

	(void)state;
	setenv("ZWGK_NOW", "1999-01-01T00:00:00", 1);
	sh(d, "echo [$ZWGK_NOW] $HOME $ZWGK_DB $LC_ALL");
	assert_contains(desk_out(d), "[] /");
	assert_contains(desk_out(d), desk_dir(d));
	assert_contains(desk_out(d), "/desk.db C.UTF-8");
	desk_env(d, "ZWGK_NOW", "2026-11-20T09:00:00");
	desk_env(d, "LC_ALL", NULL);
	sh(d, "echo [$ZWGK_NOW] ${LC_ALL-none}");
	assert_string_equal(desk_out(d), "[2026-11-20T09:00:00] none\n");
	desk_env(d, "LC_ALL", "C");
	sh(d, "echo $LC_ALL");
	assert_string_equal(desk_out(d), "C\n");
	unsetenv("ZWGK_NOW");
	desk_close(&d);
}

static void many_commands_do_not_run_out_of_places(void **state)
{
	struct desk *d = desk_open();

	(void)state;
	for (int i = 0; i < 70; i++) {
		desk_input(d, "x", 1);
		assert_int_equal(desk_command(d, (const char *const[]){"cat", NULL}), 0);
		assert_string_equal(desk_out(d), "x");
	}
	desk_close(&d);
}

static void directory_goes_away(void **state)
{
	struct desk *d = desk_open();
	char dir[256];
	struct stat st;

	(void)state;
	strncpy(dir, desk_dir(d), sizeof dir - 1);
	dir[sizeof dir - 1] = 0;
	assert_int_equal(stat(dir, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	file_write_text(desk_path(d, "文件"), "内容甲乙");
	assert_true(file_exists(desk_path(d, "文件")));
	assert_true(file_contains(desk_path(d, "文件"), "甲", 3));
	assert_false(file_contains(desk_path(d, "文件"), "丙", 3));
	desk_close(&d);
	assert_int_equal(stat(dir, &st), -1);
}

static void tree_is_found(void **state)
{
	(void)state;
	assert_true(file_exists(tree_path("Makefile")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(status_and_both_streams),
		cmocka_unit_test(input_is_for_one_command),
		cmocka_unit_test(environment_is_the_desk_s_own),
		cmocka_unit_test(many_commands_do_not_run_out_of_places),
		cmocka_unit_test(directory_goes_away),
		cmocka_unit_test(tree_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
