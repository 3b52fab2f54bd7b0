/* lean_test.c - what curses is told of the terminal: less, and nothing false. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <curses.h>

#include "tui/term/inside.h"

#include <term.h> /* last: it makes macros of words like columns */

static void read_of(const char *name, char *lean)
{
	int problem;

	if (lean)
		assert_int_equal(setenv("TERMINFO", lean, 1), 0);
	assert_int_equal(setupterm(name, 1, &problem), OK);
	unsetenv("TERMINFO");
}

/* A copy, because the description goes. */
static char *kept(const char *s)
{
	return s ? strdup(s) : NULL;
}

static void the_rest_is_the_same(void **state)
{
	static const char *const names[] = {"xterm-256color", "screen-256color", "linux", "vt100", "xterm"};

	(void)state;
	for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
		char *before[3000];
		int numbers[100], flags[100], all, i;

		read_of(names[n], NULL);
		char *lean = lean_description();
		for (i = 0; strnames[i]; i++)
			before[i] = kept(tigetstr(strnames[i]) == (char *)-1 ? NULL : tigetstr(strnames[i]));
		for (all = i, i = 0; numnames[i]; i++)
			numbers[i] = tigetnum(numnames[i]);
		for (i = 0; boolnames[i]; i++)
			flags[i] = tigetflag(boolnames[i]);
		int ax = tigetflag("AX"), u8 = tigetnum("U8");
		del_curterm(cur_term);

		read_of(names[n], lean);
		assert_non_null(cursor_address);
		assert_null(cursor_home);
		assert_null(column_address);
		assert_null(parm_right_cursor);
		for (i = 0; i < all; i++) {
			const char *now = tigetstr(strnames[i]);
			if (now == (char *)-1)
				now = NULL;
			bool colour = strcmp(strnames[i], "setaf") == 0 || strcmp(strnames[i], "setab") == 0;
			if (now && colour) { /* 67 is a colour of ours; tiparm keeps one answer only */
				char then[64];
				snprintf(then, sizeof then, "%s", tiparm(before[i], 67));
				assert_string_equal(tiparm(now, 67), then);
			} else if (now) {
				assert_string_equal(now, before[i]);
			}
			free(before[i]);
		}
		for (i = 0; numnames[i]; i++)
			assert_int_equal(tigetnum(numnames[i]) > 32766 ? 32767 : tigetnum(numnames[i]),
			        numbers[i] > 32766 ? 32767 : numbers[i]);
		for (i = 0; boolnames[i]; i++)
			assert_int_equal(tigetflag(boolnames[i]), flags[i]);
		assert_int_equal(tigetflag("AX"), ax);
		assert_int_equal(tigetnum("U8"), u8);
		del_curterm(cur_term);
		free(lean);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(the_rest_is_the_same)};

	return cmocka_run_group_tests_name("lean", tests, NULL, NULL);
}
