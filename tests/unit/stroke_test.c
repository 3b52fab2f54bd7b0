/* stroke_test.c - a row whose strokes come again is left alone, and never is anything else on the screen than if all
 * had been drawn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tui/term/stroke.h"

enum { ROWS = 4, COLS = 12 };

struct screen {
	char cell[ROWS][COLS];
	int drawn;
};

/* As on a screen: a text overwrites, a role changes what stands there. */
static void draw(void *screen, int row, const struct stroke *k, const char *text)
{
	struct screen *s = screen;

	s->drawn++;
	for (int i = 0; i < k->cols && k->col + i < COLS; i++) {
		char *c = &s->cell[row][k->col + i];

		if (k->kind == STROKE_ROLE)
			*c = (char)((*c & 31) | k->role << 5);
		else if (k->kind == STROKE_REPEAT)
			*c = (char)(k->how | k->role << 5);
		else if (i < k->n)
			*c = (char)((text[i] & 31) | k->role << 5);
	}
}

static void text(struct strokes *s, int row, int col, const char *what)
{
	int n = (int)strlen(what);

	strokes_add(s, row, &(struct stroke){STROKE_RUN, 0, col, n, 0, n}, what);
}

static int carried_out(struct strokes *s, struct screen *at)
{
	at->drawn = 0;
	strokes_draw(s, draw, at);
	return at->drawn;
}

static void the_same_again_is_left_alone(void **state)
{
	struct strokes *s = strokes_new(ROWS);
	struct screen at = {0};

	(void)state;
	for (int i = 0; i < 3; i++) {
		text(s, 0, 0, "abc");
		text(s, 0, 3, "de");
		text(s, 3, 0, "");
		assert_int_equal(carried_out(s, &at), i ? 0 : 3);
	}
	assert_int_equal(carried_out(s, &at), 0); /* a frame without strokes */
	text(s, 0, 0, "abc"); /* a part of them: who draws less has drawn something else */
	assert_int_equal(carried_out(s, &at), 1);
	text(s, 0, 0, "abc");
	text(s, 0, 3, "de");
	assert_int_equal(carried_out(s, &at), 2);
	text(s, 0, 3, "de");
	text(s, 0, 0, "abc");
	assert_int_equal(carried_out(s, &at), 2);
	text(s, -1, 0, "abc");
	text(s, ROWS, 0, "abc");
	assert_int_equal(carried_out(s, &at), 0);
	strokes_forget(s);
	text(s, 0, 3, "de");
	text(s, 0, 0, "abc");
	text(s, 3, 0, "");
	assert_int_equal(carried_out(s, &at), 3);
	strokes_free(&s);
	assert_null(s);
}

static void rows_come_and_go(void **state)
{
	struct strokes *s = strokes_new(ROWS);
	struct screen at = {0};

	(void)state;
	for (int rows = ROWS - 1; rows <= ROWS; rows++) {
		for (int i = 0; i < ROWS; i++)
			text(s, i, 0, "abc");
		carried_out(s, &at);
		text(s, 0, 0, "bcd"); /* of the time before, never carried out */
		strokes_fit(s, rows);
		assert_int_equal(carried_out(s, &at), 0);
		for (int i = 0; i < ROWS; i++)
			text(s, i, 0, "abc");
		assert_int_equal(carried_out(s, &at), rows); /* all of them, whatever stood there */
	}
	strokes_free(&s);
}

static void the_screen_is_as_if_all_were_drawn(void **state)
{
	struct strokes *s = strokes_new(ROWS), *all = strokes_new(ROWS);
	struct screen at = {0}, whole = {0};
	unsigned seed = 1, last = 1, of;
	int spared = 0;

	(void)state;
	for (int frame = 0; frame < 20000; frame++) {
		if (rand_r(&seed) % 50 == 0) { /* somebody else wrote */
			memset(at.cell, 9, sizeof at.cell);
			memset(whole.cell, 9, sizeof whole.cell);
			strokes_forget(s);
		}
		of = rand_r(&seed) % 2 ? last : seed; /* every other frame draws what the one before drew */
		last = of;
		for (int n = rand_r(&of) % 5; n > 0; n--) {
			static const char *const words[] = {"a", "bcd", "", "efghij"};
			int which = rand_r(&of) % 4, kind = rand_r(&of) % 4, col = rand_r(&of) % 3 * 2;
			int row = rand_r(&of) % ROWS, cols = 1 + rand_r(&of) % 2 * 4;
			struct stroke k = {kind, rand_r(&of) % 2, col, cols, which, 0};

			k.n = kind <= STROKE_RUN ? (int)strlen(words[which]) : 0;
			strokes_add(s, row, &k, words[which]);
			strokes_add(all, row, &k, words[which]);
		}
		strokes_forget(all);
		spared -= carried_out(s, &at);
		spared += carried_out(all, &whole);
		assert_memory_equal(at.cell, whole.cell, sizeof at.cell);
	}
	assert_true(spared > 100);
	strokes_free(&s);
	strokes_free(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_again_is_left_alone),
		cmocka_unit_test(rows_come_and_go),
		cmocka_unit_test(the_screen_is_as_if_all_were_drawn),
	};

	return cmocka_run_group_tests_name("stroke", tests, NULL, NULL);
}
