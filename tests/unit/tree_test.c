/* tree_test.c - the tree as a newcomer meets it: what stands at the top, that files are divided by subject, that the
 * documents say what the Makefile and .ci/run do.  Tests that ask git are left out where there is no checkout. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "tests/desk.h"

enum { LONGEST_FILE = 700 };

/* The files git keeps, one a line; NULL where this is no checkout. */
static char *tracked(void)
{
	struct desk *d = desk_open();
	const char *const argv[] = {"git", "-c", "safe.directory=*", "-c", "core.quotepath=off",
		"-C", tree_path("."), "ls-files", NULL};
	char *list = desk_command(d, argv) ? NULL : strdup(desk_out(d));

	desk_close(&d);
	if (list && !*list) {
		free(list);
		list = NULL;
	}
	return list;
}

static void top_level_is_the_plan(void **state)
{
	static const char *const allowed[] = {"tui", "store", "forms", "tests", "screenshots",
		"Makefile", "README.md", "README.zh.md", "LICENSE", ".ci", ".gitignore",
		".clang-format", ".clang-tidy"};
	char *list = tracked(), *rest = list, *path;
	int strangers = 0;

	(void)state;
	if (!list)
		skip();
	while ((path = strsep(&rest, "\n"))) {
		size_t n = strcspn(path, "/"), i = 0;

		while (i < sizeof allowed / sizeof *allowed &&
			(strlen(allowed[i]) != n || strncmp(path, allowed[i], n)))
			i++;
		if (n && i == sizeof allowed / sizeof *allowed) {
			print_error("%s does not belong at the top level\n", path);
			strangers++;
		}
	}
	free(list);
	assert_int_equal(strangers, 0);
}

static bool is_source(const char *path)
{
	const char *end = strrchr(path, '.');

	return end && (!strcmp(end, ".c") || !strcmp(end, ".h"));
}

static void files_are_divided_by_subject(void **state)
{
	char *list = tracked(), *rest = list, *path;
	int too_long = 0;

	(void)state;
	if (!list)
		skip();
	while ((path = strsep(&rest, "\n"))) {
		char *text;
		int lines = 0;

		if (!is_source(path) || !file_exists(tree_path(path)))
			continue;
		text = file_read(tree_path(path), NULL);
		for (const char *c = text; *c; c++)
			lines += *c == '\n';
		free(text);
		if (lines > LONGEST_FILE) {
			print_error("%s has %d lines\n", path, lines);
			too_long++;
		}
	}
	free(list);
	assert_int_equal(too_long, 0);
}

/* "PACKAGES := a b \<newline> c" of the Makefile, each word looked for in README.md. */
static void every_package_is_explained(void **state)
{
	static const char *const lists[] = {
		"\nPACKAGES ", "\nTEST_PACKAGES ", "\nSHOT_PACKAGES ", "\nBENCH_PACKAGES "};
	char *makefile = file_read(tree_path("Makefile"), NULL),
	     *readme = file_read(tree_path("README.md"), NULL);
	int words = 0;

	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		char *p = strstr(makefile, lists[i]);

		assert_non_null(p);
		for (p = strstr(p, ":=") + 2; *p && *p != '\n'; p++) {
			char word[64];
			size_t n = strcspn(p, " \t\\\n");

			if (*p == '\\')
				p++;
			if (!n || n >= sizeof word - 2)
				continue;
			snprintf(word, sizeof word, "`%.*s`", (int)n, p);
			assert_contains(readme, word);
			words++;
			p += n - 1;
		}
	}
	assert_true(words > 15);
	free(makefile);
	free(readme);
}

/* What can be called is told; the rest are steps of those. */
static void every_target_is_explained(void **state)
{
	static const char *const steps[] = {"all", "built", "tests-built", "bench-built", "packages", "test-packages", "shot-packages", "bench-packages",
		"tidied", "fuzz-run", "clean"};
	char *makefile = file_read(tree_path("Makefile"), NULL), *readme = file_read(tree_path("README.md"), NULL);
	char *p = strstr(makefile, "\n.PHONY:"), *name;
	int told = 0;

	(void)state;
	assert_non_null(p);
	p += strlen("\n.PHONY:");
	char *end = strstr(p, "\n.");
	assert_non_null(end);
	*end = '\0';
	while ((name = strsep(&p, " \t\\\n"))) {
		char command[64];
		size_t i = 0;

		while (i < sizeof steps / sizeof *steps && strcmp(name, steps[i]))
			i++;
		if (!*name || i < sizeof steps / sizeof *steps)
			continue;
		snprintf(command, sizeof command, "`make %s", name);
		assert_contains(readme, command);
		told++;
	}
	assert_true(told > 15);
	free(makefile);
	free(readme);
}

/* What a newcomer is told to type is what .ci/run does. */
static void the_two_commands_are_the_tested_ones(void **state)
{
	char *readme = file_read(tree_path("README.md"), NULL),
	     *ci = file_read(tree_path(".ci/run"), NULL);
	char *p = readme;
	struct stat st;
	int commands = 0;

	(void)state;
	assert_int_equal(stat(tree_path(".ci/run"), &st), 0);
	assert_true(st.st_mode & 0100);
	while ((p = strstr(p, "\n    command -v make "))) {
		size_t n;
		char line[256];

		p += 5;
		n = strcspn(p, "\n");
		assert_in_range(n, 20, sizeof line - 1);
		snprintf(line, sizeof line, "\n%.*s", (int)n, p);
		assert_contains(ci, line);
		commands++;
	}
	assert_int_equal(commands, 2);
	free(readme);
	free(ci);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(top_level_is_the_plan),
		cmocka_unit_test(files_are_divided_by_subject),
		cmocka_unit_test(every_package_is_explained),
		cmocka_unit_test(every_target_is_explained),
		cmocka_unit_test(the_two_commands_are_the_tested_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
