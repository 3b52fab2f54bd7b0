/* theme_test.c - what must be told apart can be told apart in every depth, and can be read on a dark and on a light
 * background. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <cmocka.h>

#include "tui/term/theme.h"

static bool same(struct look a, struct look b)
{
	return a.fg == b.fg && a.bg == b.bg && a.flags == b.flags;
}

/* Roles that stand side by side on a screen: no two of a group may look the same. */
/* clang-format off */
static const enum role groups[][9] = {
	{C_TEXT, C_SELECT, C_SELECT_OFF, C_MARK, C_LATE, C_SOON, C_MATCH, C_HEAD, C_ROLES},
	{C_TITLE, C_TAB, C_TAB_ON, C_ROLES},
	{C_KEY, C_SELECT, C_DIM, C_ROLES},
	{C_FRAME, C_FRAME_ON, C_ROLES},
	{C_FIELD, C_FIELD_ON, C_ERROR, C_TEXT, C_ROLES},
	{C_BUTTON, C_BUTTON_ON, C_ROLES},
	{C_TEXT, C_INSERTED, C_DELETED, C_FINDING, C_MATCH, C_STRONG, C_ROLES},
	{C_ERROR, C_NOTE, C_TEXT, C_ROLES},
};
/* clang-format on */

static void told_apart(void **state)
{
	(void)state;
	for (int d = 0; d < DEPTHS; d++)
		for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
			for (int i = 0; groups[g][i] != C_ROLES; i++)
				for (int k = i + 1; groups[g][k] != C_ROLES; k++)
					if (same(theme_look(groups[g][i], (enum depth)d),
					            theme_look(groups[g][k], (enum depth)d)))
						fail_msg("depth %d: roles %d and %d look the same",
						        d, groups[g][i], groups[g][k]);
}

/* The three lights differ by colour wherever there are colours. */
static void lights(void **state)
{
	(void)state;
	for (int d = DEPTH_8; d < DEPTHS; d++) {
		short late = theme_look(C_LATE, (enum depth)d).fg,
		      soon = theme_look(C_SOON, (enum depth)d).fg,
		      good = theme_look(C_GOOD, (enum depth)d).fg;

		assert_true(late != soon && soon != good && late != good);
		assert_true(late >= 0 && soon >= 0 && good >= 0);
		/* and nothing else is red, so that red means late or refused */
		for (int r = 0; r < C_ROLES; r++)
			if (r != C_LATE && r != C_DELETED && r != C_ERROR)
				assert_int_not_equal(
				        theme_look((enum role)r, (enum depth)d).fg, late);
	}
	for (int r = 0; r < C_ROLES; r++) {
		assert_int_equal(theme_look((enum role)r, DEPTH_MONO).fg, -1);
		assert_int_equal(theme_look((enum role)r, DEPTH_MONO).bg, -1);
	}
}

static double channel(int v)
{
	double c = v / 255.0;

	/* close to the sRGB curve, without the library of mathematics */
	return c * (c * (c * 0.305306011 + 0.682171111) + 0.012522878);
}

/* Relative luminance (WCAG) of a colour of the 256 palette, with xterm's sixteen. */
static double luminance(int c)
{
	static const unsigned char base[16][3] = {{0, 0, 0}, {205, 0, 0}, {0, 205, 0},
	        {205, 205, 0}, {0, 0, 238}, {205, 0, 205}, {0, 205, 205}, {229, 229, 229},
	        {127, 127, 127}, {255, 0, 0}, {0, 255, 0}, {255, 255, 0}, {92, 92, 255},
	        {255, 0, 255}, {0, 255, 255}, {255, 255, 255}};
	static const int step[] = {0, 95, 135, 175, 215, 255};
	int r, g, b;

	if (c < 16) {
		r = base[c][0];
		g = base[c][1];
		b = base[c][2];
	} else if (c < 232) {
		r = step[(c - 16) / 36];
		g = step[(c - 16) / 6 % 6];
		b = step[(c - 16) % 6];
	} else {
		r = g = b = 8 + 10 * (c - 232);
	}
	return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
}

static double contrast(double a, double b)
{
	return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

static void readable(void **state)
{
	(void)state;
	for (int r = 0; r < C_ROLES; r++) {
		struct look l = theme_look((enum role)r, DEPTH_256);
		double on_black, on_white;

		if (l.fg >= 0 && l.bg >= 0) {
			if (contrast(luminance(l.fg), luminance(l.bg)) < 4.5)
				fail_msg("role %d: contrast too low", r);
			continue;
		}
		assert_true(l.bg <
		            0); /* a background alone may swallow the terminal's own text colour */
		if (l.fg < 0)
			continue;
		on_black = contrast(luminance(l.fg), 0);
		on_white = contrast(luminance(l.fg), 1);
		/* lines may be faint, words not */
		if (on_black < (r == C_FRAME ? 2.8 : 4) || on_white < 2.2)
			fail_msg("role %d: %.1f on black, %.1f on white", r, on_black, on_white);
	}
	for (int d = DEPTH_8; d < DEPTH_256; d++)
		for (int r = 0; r < C_ROLES; r++) {
			struct look l = theme_look((enum role)r, (enum depth)d);

			if (l.bg >= 0)
				assert_true(l.fg >= 0 &&
				            contrast(luminance(l.fg), luminance(l.bg)) > 3.9);
			assert_true(
			        l.fg < (d == DEPTH_8 ? 8 : 16) && l.bg < (d == DEPTH_8 ? 8 : 16));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(told_apart),
	        cmocka_unit_test(lights),
	        cmocka_unit_test(readable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
