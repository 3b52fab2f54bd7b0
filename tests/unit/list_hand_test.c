/* list_hand_test.c - the list under the hand: marks, the mouse, matches, other sizes, rows that are counted later or
 * are none. */
#include <locale.h>

#include "tests/unit/list_fix.h"

static void marks(void **state)
{
	struct source s = {.n = 700}, big = {.n = 1000000};
	struct list *l = open_list(&s, 12, 80);
	const int64_t *ids;

	(void)state;
	press(l, K_SPACE);
	press(l, K_DOWN);
	press(l, K_SPACE);
	assert_int_equal(list_marked(l, &ids), 2);
	assert_true(ids[0] == 10 && ids[1] == 12);
	press(l, K_UP);
	press(l, K_SPACE);
	assert_int_equal(list_marked(l, &ids), 1);
	press(l, K_SHIFT_DOWN);
	press(l, K_SHIFT_DOWN);
	assert_int_equal(list_marked(l, &ids), 4);
	press(l, K_CTRL('a'));
	assert_int_equal(list_marked(l, &ids), 700);
	assert_true(list_is_marked(l, 10 + 699));
	list_refresh(l);
	assert_int_equal(list_marked(l, &ids), 700);
	press(l, K_ESC);
	assert_int_equal(list_marked(l, &ids), 0);
	assert_int_equal(list_key(l, &(struct event){.key = K_ESC}), TOOK_NOT);
	list_free(&l);
	l = open_list(&big, 12, 80);
	assert_false(list_mark_all(l));
	assert_int_equal(list_marked(l, &ids), LIST_MARK_LIMIT);
	list_free(&l);
}

static void mouse(void **state)
{
	struct source s = {.n = 1000};
	struct list *l = open_list(&s, 12, 80);
	struct event ev = {.key = K_MOUSE, .mouse = {4, 20, MOUSE_PRESS}};
	const int64_t *ids;

	(void)state;
	assert_int_equal(list_key(l, &ev), TOOK);
	assert_int_equal(here(l), 3);
	ev.mouse.act = MOUSE_DOUBLE;
	assert_int_equal(list_key(l, &ev), TOOK_DONE);
	ev.mouse.act = MOUSE_WHEEL_DOWN;
	list_key(l, &ev);
	assert_int_equal(here(l), 6);
	ev.mouse.act = MOUSE_PRESS;
	ev.mouse.col = 1;
	list_key(l, &ev);
	assert_int_equal(list_marked(l, &ids), 1);
	ev.mouse.row = 12; /* below the list */
	assert_int_equal(list_key(l, &ev), TOOK_NOT);
	ev.mouse.row = 0; /* the head of the first column */
	ev.mouse.col = 3;
	list_key(l, &ev);
	assert_false(s.descending);
	list_draw(l);
	assert_non_null(strstr(line(0), "编号▴"));
	list_key(l, &ev);
	assert_true(s.descending);
	list_draw(l);
	assert_non_null(strstr(line(0), "编号▾"));
	assert_int_equal(here(l), 3); /* the row under the cursor stays */
	ev.mouse.row = 11;            /* the foot of the scroll bar */
	ev.mouse.col = 79;
	list_key(l, &ev);
	assert_int_equal(here(l), 0);
	list_free(&l);
}

static void matches(void **state)
{
	struct source s = {.n = 3};
	struct list *l = open_list(&s, 6, 80);

	(void)state;
	list_match(l, "防火");
	list_draw(l);
	assert_string_equal(paper[2][24], "防");
	assert_int_equal(roles[2][23], C_TEXT);
	assert_int_equal(roles[2][24], C_MATCH);
	assert_int_equal(roles[2][27], C_MATCH);
	assert_int_equal(roles[2][28], C_TEXT);
	list_free(&l);
}

static void resize(void **state)
{
	struct source s = {.n = 1000};
	struct list *l = open_list(&s, 20, 80);

	(void)state;
	list_move(l, 500);
	for (int rows = 2; rows < 24; rows++) {
		list_place(l, (struct surface *)paper, (struct rect){0, 0, rows, 80});
		list_draw(l);
		assert_int_equal(here(l), 500);
		assert_true(cursor_row >= 1 && cursor_row < rows);
		assert_memory_equal(line(cursor_row), "▸ #500 ", 9);
	}
	list_free(&l);
}

/* Where counting is dear the first page does not wait for it; End knows its number once the keys rest. */
static void counted_at_rest(void **state)
{
	struct list_ops late = ops;
	struct source s = {.n = 500};
	struct list *l;

	(void)state;
	late.count_late = true;
	l = list_new(&late, &s);
	list_place(l, (struct surface *)paper, (struct rect){0, 0, 12, 80});
	list_reload(l, 0);
	expect_position(l, 1, -1);
	press(l, K_END);
	expect_position(l, 0, -1);
	s.locked = true;
	assert_true(list_settle(l));
	assert_true(list_busy(l));
	expect_position(l, 0, -1);
	s.locked = false;
	assert_true(list_settle(l));
	expect_position(l, 500, 500);
	assert_false(list_settle(l));
	s.n = 600;
	list_refresh(l);
	assert_true(list_settle(l));
	expect_position(l, 500, 600);
	/* In another order the row's number, too, comes when the keys rest: it may stand far from the first. */
	list_goto(l, 199);
	expect_position(l, 200, 600);
	list_sort(l, 0, true);
	expect_position(l, 0, 600);
	assert_true(list_settle(l));
	expect_position(l, 401, 600);
	assert_false(list_settle(l));
	list_sort(l, 0, false);
	list_refresh(l); /* at once where something has changed beside */
	expect_position(l, 200, 600);
	/* And where the file is locked just then, when it is free again. */
	assert_true(list_settle(l));
	list_sort(l, 0, true);
	s.locked = true;
	assert_true(list_settle(l));
	expect_position(l, 0, 600);
	assert_true(list_busy(l));
	s.locked = false;
	assert_true(list_settle(l));
	expect_position(l, 401, 600);
	assert_false(list_settle(l));
	list_free(&l);
}

static bool looked_everywhere;
static bool not_everywhere(void *data)
{
	(void)data;
	return !looked_everywhere;
}

/* A source that finds more each time it is asked: when the keys rest the screen fills, and then the list has no end
 * before its last row. */
static void found_by_and_by(void **state)
{
	struct list_ops growing = ops;
	struct source s = {.n = 0};
	struct list *l;

	(void)state;
	looked_everywhere = false;
	growing.count_late = true;
	growing.more = not_everywhere;
	l = list_new(&growing, &s);
	list_place(l, (struct surface *)paper, (struct rect){0, 0, 12, 80});
	list_reload(l, 0);
	s.n = 3;
	assert_true(list_settle(l));
	assert_true(list_unsettled(l));
	list_draw(l);
	expect_position(l, 1, 3);
	assert_string_equal(line(4), "");
	int asked = 0;
	for (; list_unsettled(l); asked++) /* where nothing more is found it is not asked for ever */
		assert_true(list_settle(l));
	assert_in_range(asked, 10, 100);
	list_refresh(l);
	s.n = 40;
	assert_true(list_settle(l));
	assert_false(list_unsettled(l)); /* the screen is full, that is enough for now */
	list_draw(l);
	assert_memory_equal(line(4), "  #3", 4);
	assert_memory_equal(line(11), "  #10", 5);
	s.n = 500;
	list_refresh(l);
	looked_everywhere = true;
	assert_true(list_settle(l));
	assert_false(list_settle(l));
	press(l, K_END);
	expect_position(l, 500, 500);
	list_free(&l);
}

/* However a hand moves in an empty list, nothing is drawn above it and its text stays. */
static void nowhere_to_go(void **state)
{
	static const int32_t keys[] = {K_PAGE_DOWN, K_PAGE_DOWN, K_END, K_PAGE_UP, K_HOME,
	        K_DOWN, K_UP, K_SPACE};
	struct source s = {.n = 0};
	struct list *l = open_list(&s, 12, 80);
	int text = -1;

	(void)state;
	list_empty_text(l, "没有");
	list_draw(l);
	for (int row = 1; row < 12; row++)
		if (strstr(line(row), "没有"))
			text = row;
	assert_true(text > 0);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		press(l, keys[i]);
		list_draw(l);
		assert_non_null(strstr(line(0), "编号"));
		assert_non_null(strstr(line(text), "没有"));
	}
	list_free(&l);
}
int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(marks),
	        cmocka_unit_test(mouse),
	        cmocka_unit_test(matches),
	        cmocka_unit_test(resize),
	        cmocka_unit_test(counted_at_rest),
	        cmocka_unit_test(found_by_and_by),
	        cmocka_unit_test(nowhere_to_go),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
