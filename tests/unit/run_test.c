/* run_test.c - tests/run.sh counts programs that pass, fail, crash, leave early, hang, and do nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "tests/desk.h"

static void program(struct desk *d, const char *name, const char *script)
{
	char text[1024];

	snprintf(text, sizeof text, "#!/bin/sh\n%s\n", script);
	file_write_text(desk_path(d, name), text);
	chmod(desk_path(d, name), 0700);
}

static int run(struct desk *d, const char *names)
{
	char line[1024];

	snprintf(line, sizeof line, "cd '%s' && sh '%s' %s", desk_dir(d), tree_path("tests/run.sh"),
		names);
	desk_env(d, "TEST_SECONDS", "1");
	desk_env(d, "SAN_REPORTS", desk_path(d, "report"));
	return desk_command(d, (const char *const[]){"sh", "-c", line, NULL});
}

static void assert_last_line(struct desk *d, const char *expected)
{
	const char *out = desk_out(d), *last = out;

	for (const char *c = out; *c; c++)
		if (*c == '\n' && c[1])
			last = c + 1;
	assert_string_equal(last, expected);
}

static void passing_programs(void **state)
{
	struct desk *d = desk_open();

	(void)state;
	program(d, "a", "echo 1..2; echo 'ok 1 - x'; echo 'not ok 2 # SKIP y'");
	program(d, "b", "echo 1..1; printf 'unfinished line'; echo 'ok 1 - x'");
	assert_int_equal(run(d, "./a ./b"), 0);
	assert_last_line(d, "2 passed, 0 failed, 1 skipped\n");
	assert_lacks(desk_out(d), "unfinished");
	desk_close(&d);
}

static void what_fails_is_shown_whole(void **state)
{
	struct desk *d = desk_open();

	(void)state;
	program(d, "a",
		"echo 1..2; echo 'ok 1 - x'; echo 'not ok 2 - y'; echo '# 甲 != 乙'; echo aside "
		">&2; exit 1");
	program(d, "b", "echo 1..1; echo 'ok 1 - quiet'");
	assert_int_equal(run(d, "./a ./b"), 1);
	assert_last_line(d, "2 passed, 1 failed, 0 skipped\n");
	assert_contains(desk_out(d), "# 甲 != 乙");
	assert_contains(desk_out(d), "aside");
	assert_lacks(desk_out(d), "ok 1 - quiet");
	desk_close(&d);
}

static void no_way_to_fail_unseen(void **state)
{
	static const struct {
		const char *script, *last;
	} cases[] = {
		{"echo 1..3; echo 'ok 1 - x'; kill -SEGV $$", "1 passed, 2 failed, 0 skipped\n"},
		{"echo 1..3; echo 'ok 1 - x'; exit 0", "1 passed, 2 failed, 0 skipped\n"},
		{"echo 1..1; echo 'ok 1 - x'; exit 1", "1 passed, 1 failed, 0 skipped\n"},
		{"exit 0", "0 passed, 1 failed, 0 skipped\n"},
		{"echo 1..0", "0 passed, 1 failed, 0 skipped\n"},
		{"echo 1..2; echo 'not ok 0 - group [  FAILED  ] GROUP SETUP'; exit 1",
			"0 passed, 2 failed, 0 skipped\n"},
		{"echo 1..1; echo 'ok 1 - x'; sleep 60", "1 passed, 1 failed, 0 skipped\n"},
	};
	struct desk *d = desk_open();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		program(d, "a", cases[i].script);
		assert_int_equal(run(d, "./a"), 1);
		assert_last_line(d, cases[i].last);
	}
	assert_int_equal(run(d, "./missing"), 1);
	assert_last_line(d, "0 passed, 1 failed, 0 skipped\n");
	assert_int_equal(run(d, ""), 1);
	assert_last_line(d, "0 passed, 0 failed, 0 skipped\n");
	desk_close(&d);
}

static void a_sanitizers_report_is_a_failure(void **state)
{
	struct desk *d = desk_open();

	(void)state;
	program(d, "a", "echo 1..1; echo 'ok 1 - x'; echo '==7==WARNING: of no weight' >\"$SAN_REPORTS.7\"");
	file_write_text(desk_path(d, "report.6"), "ERROR: of an earlier run");
	assert_int_equal(run(d, "./a"), 0);
	assert_last_line(d, "1 passed, 0 failed, 0 skipped\n");
	program(d, "a", "echo 1..1; echo 'ok 1 - x'; echo 'x.c:1:2: runtime error: overflow' >\"$SAN_REPORTS.7\"");
	assert_int_equal(run(d, "./a"), 1);
	assert_last_line(d, "1 passed, 1 failed, 0 skipped\n");
	assert_contains(desk_out(d), "runtime error: overflow");
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passing_programs),
		cmocka_unit_test(what_fails_is_shown_whole),
		cmocka_unit_test(no_way_to_fail_unseen),
		cmocka_unit_test(a_sanitizers_report_is_a_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
