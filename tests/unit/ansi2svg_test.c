/* ansi2svg_test.c - pictures put every character on its cell, and the same screen gives the same bytes.  Left out where
 * there is no python3, which only pictures need. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/desk.h"

static struct desk *d;

static const char *svg(const char *screen)
{
	const char *const argv[] = {"python3", tree_path("tests/ansi2svg.py"), "20x3", "--cursor", "4,1", NULL};

	desk_input(d, screen, strlen(screen));
	assert_int_equal(desk_command(d, argv), 0);
	return desk_out(d);
}

static int begin(void **state)
{
	(void)state;
	d = desk_open();
	return 0;
}

static int end(void **state)
{
	(void)state;
	desk_close(&d);
	return 0;
}

static void no_python(void)
{
	if (desk_command(d, (const char *const[]){"python3", "--version", NULL}))
		skip();
}

/* A cell is 8 wide, the margin 10: column 2 begins at 26. */
static void every_character_on_its_cell(void **state)
{
	const char *out;

	(void)state;
	no_python();
	out = svg("a公b\n\033[1;31m红\033[0m");
	assert_contains(out, "<text x=\"10 18 34\"");
	assert_contains(out, ">a公b</text>");
	assert_contains(out, "fill=\"#e06c75\" font-weight=\"bold\">红</text>");
	assert_contains(out, "<rect x=\"42\" y=\"32\" width=\"8\" height=\"22\" fill=\"#ffffff\""); /* the cursor */
	out = svg("𠮷a<&");
	assert_contains(out, "<text x=\"10\"");
	assert_contains(out, ">𠮷</text>");
	assert_contains(out, "<text x=\"26 34 42\"");
	assert_contains(out, ">a&lt;&amp;</text>");
}

static void lines_are_shapes_and_colours_are_kept(void **state)
{
	const char *out;

	(void)state;
	no_python();
	out = svg("─│█\033[7m反\033[0m\033[48;5;22m底\033[0m\033[38;2;1;2;3m真\033[0m\033(0q\033(B");
	assert_lacks(out, "─");
	assert_contains(out, "<rect x=\"10\" y=\"20.4\" width=\"8\" height=\"1.2\"");
	assert_contains(out, "<rect x=\"26\" y=\"10\" width=\"8\" height=\"22\" fill=\"#d8dee9\"");
	assert_contains(out, "fill=\"#1b1f27\">反</text>");
	assert_contains(out, "fill=\"#005f00\"");
	assert_contains(out, "fill=\"#010203\">真</text>");
	assert_lacks(out, ">q<");
}

static void the_same_bytes_again(void **state)
{
	const char *screen = "\033[1;4m第一行\033[0m … “引号”\n┌─┐ é\n";
	char *first;

	(void)state;
	no_python();
	first = strdup(svg(screen));
	assert_string_equal(svg(screen), first);
	free(first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character_on_its_cell),
		cmocka_unit_test(lines_are_shapes_and_colours_are_kept),
		cmocka_unit_test(the_same_bytes_again),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
