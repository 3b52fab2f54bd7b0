/* list_test.c - the list over a million rows, against a naive model: columns, moving, what is drawn, rows that come and
 * go. */
#include <malloc.h>
#include <locale.h>

#include "tests/unit/list_fix.h"

static void picture(void **state)
{
	struct source s = {.n = 3};
	struct list *l = open_list(&s, 6, 80);

	(void)state;
	assert_string_equal(line(0),
	        "  编号     标题                                    状态     当前办理       时限");
	assert_string_equal(line(1),
	        "▸ #0       关于第0项森林防火工作的通知             待复审   初审乙        超3日");
	assert_string_equal(line(3),
	        "  #2       关于第2项森林防火工作的通知             待复审   初审乙        余5日");
	assert_string_equal(line(4), "");
	assert_int_equal(roles[1][0], C_SELECT);
	assert_int_equal(roles[1][2], C_SELECT); /* the accent column */
	assert_int_equal(roles[1][12], C_TEXT);  /* but not the title */
	assert_int_equal(roles[1][74], C_LATE);
	press(l, K_SPACE);
	assert_string_equal(line(1),
	        " *#0       关于第0项森林防火工作的通知             待复审   初审乙        超3日");
	assert_int_equal(roles[1][2], C_MARK);
	assert_int_equal(cursor_row, 2);
	list_focus(l, false);
	list_draw(l);
	assert_int_equal(roles[2][0], C_SELECT_OFF);
	list_select_by(l, LIST_SELECT_ROW);
	list_focus(l, true);
	list_draw(l);
	for (int x = 0; x < 79; x++)
		assert_int_equal(roles[2][x], C_SELECT);
	list_free(&l);
}

static void columns_leave_by_priority(void **state)
{
	struct source s = {.n = 1};
	struct list *l = open_list(&s, 4, 57);

	(void)state;
	assert_string_equal(line(0), "  编号     标题                 状态     当前办理   时限");
	list_place(l, (struct surface *)paper, (struct rect){0, 0, 4, 56});
	memset(paper, 0, sizeof paper);
	list_draw(l);
	assert_null(strstr(line(0), "当前办理"));
	assert_non_null(strstr(line(0), "时限"));
	memset(paper, 0, sizeof paper);
	list_place(l, (struct surface *)paper, (struct rect){0, 0, 4, 41});
	list_draw(l);
	assert_null(strstr(line(0), "时限"));
	assert_non_null(strstr(line(0), "状态"));
	memset(paper, 0, sizeof paper);
	list_place(l, (struct surface *)paper,
	        (struct rect){0, 0, 4, 20}); /* not even the least: cut, never beyond */
	list_draw(l);
	assert_string_equal(line(1), "▸ #0       关于第0…");
	list_free(&l);
}

static void one_line_down_draws_two(void **state)
{
	struct source s = {.n = 1000};
	struct list *l = open_list(&s, 20, 80);
	int each = 7; /* pointer, mark, five columns */

	(void)state;
	drawn = 0;
	press(l, K_DOWN);
	assert_int_equal(drawn, 2 * each);
	drawn = 0;
	list_draw(l);
	assert_int_equal(drawn, 0);
	list_refresh(l); /* nothing has changed */
	drawn = 0;
	list_draw(l);
	assert_int_equal(drawn, 0);
	list_touch(l);
	list_draw(l);
	assert_int_equal(drawn, 19 * each + 5);
	list_free(&l);
}

static void a_million(void **state)
{
	struct source s = {.n = 1000000};
	struct list *l = open_list(&s, 20, 80);
	size_t before, after;

	(void)state;
	expect_position(l, 1, 1000000);
	press(l, K_END);
	assert_int_equal(here(l), 999999);
	assert_string_equal(strncmp(line(19), "▸ #999999", 11) ? line(19) : "", "");
	expect_position(l, 1000000, 1000000);
	press(l, K_PAGE_UP);
	assert_int_equal(here(l), 999999 - 19);
	press(l, K_HOME);
	assert_int_equal(here(l), 0);
	assert_true(s.handed < 400); /* never more than a few pages */

	assert_true(list_goto(l, 500000));
	assert_int_equal(here(l), 500000);
	expect_position(l, 500001, 1000000);
	press(l, K_UP);
	expect_position(l, 500000, 1000000);
	assert_true(list_goto(l, 5000000)); /* too far: the last */
	assert_int_equal(here(l), 999999);
	press(l, K_HOME);
	for (int i = 0; i < 200; i++)
		press(l, K_PAGE_DOWN);
	before = mallinfo2().uordblks;
	for (int i = 0; i < 3000; i++)
		press(l, K_PAGE_DOWN);
	for (int i = 0; i < 5000; i++)
		press(l, K_DOWN);
	after = mallinfo2().uordblks;
	assert_int_equal(here(l), 3200 * 19 + 5000);
	expect_position(l, 3200 * 19 + 5001, 1000000);
	assert_true(after < before + 65536);
	list_move(l, -60000);
	assert_int_equal(here(l), 3200 * 19 + 5000 - 60000);
	assert_true(mallinfo2().uordblks < before + 65536);
	list_free(&l);
}

/* Every key against row numbers of a list that is an array. */
static void random_walk(void **state)
{
	static const int32_t keys[] = {
	        K_UP, K_DOWN, K_UP, K_DOWN, K_PAGE_UP, K_PAGE_DOWN, K_PAGE_DOWN, K_HOME, K_END};
	unsigned seed = 7;

	(void)state;
	for (int beside = 0; beside < 2; beside++) {
		for (long long n = 1; n < 400; n = n * 2 + 3) {
			struct source s = {.n = n};
			struct list *l = open_list(&s, 12, beside ? 70 : 80);
			long long model = 0;
			int rows = 11;

			for (int step = 0; step < 600; step++) {
				int32_t key;
				char want[32];

				seed = seed * 1103515245u + 12345u;
				key = keys[(seed >> 16) % (sizeof keys / sizeof *keys)];
				press(l, key);
				model += key == K_UP          ? -1
				         : key == K_DOWN      ? 1
				         : key == K_PAGE_UP   ? -rows
				         : key == K_PAGE_DOWN ? rows
				         : key == K_HOME      ? -n
				                              : n;
				model = model < 0 ? 0 : model >= n ? n - 1 : model;
				assert_int_equal(here(l), model);
				expect_position(l, model + 1, n);
				/* the lines are neighbours, the cursor is on one of them, no line is wasted */
				long long first = strtoll(
				        paper[1][2][0] == '#' ? line(1) + strcspn(line(1), "#") + 1
				                              : "-1",
				        NULL, 10);
				assert_true(first >= 0 && first <= model && model < first + rows);
				assert_true(n < rows ? first == 0 : first + rows <= n);
				for (int i = 0; i < rows && first + i < n; i++) {
					snprintf(want, sizeof want, "%s #%lld ",
					        first + i == model ? "▸" : " ", first + i);
					assert_memory_equal(line(1 + i), want, strlen(want));
				}
			}
			list_free(&l);
		}
	}
}

static void the_cursor_keeps_its_row(void **state)
{
	static bool gone[300];
	struct source s = {.n = 300, .gone = gone};
	struct list *l = open_list(&s, 12, 80);
	int was;

	(void)state;
	memset(gone, 0, sizeof gone);
	assert_true(list_goto(l, 100));
	list_draw(l);
	was = cursor_row;
	for (int i = 0; i < 50; i++)
		gone[i] = true; /* others have finished fifty before it */
	list_refresh(l);
	list_draw(l);
	assert_int_equal(here(l), 100);
	assert_int_equal(cursor_row, was);
	expect_position(l, 51, 250);
	gone[100] = true; /* and now this one: the next takes its place */
	list_refresh(l);
	list_draw(l);
	assert_int_equal(here(l), 101);
	assert_int_equal(cursor_row, was);
	list_last(l);
	gone[299] = true;
	list_refresh(l);
	assert_int_equal(here(l), 298);
	memset(gone, 1, sizeof gone);
	list_refresh(l);
	list_empty_text(l, "没有待办的事项\n按 F3 新建");
	list_draw(l);
	assert_int_equal(here(l), -1);
	assert_non_null(strstr(line(4), "没有待办的事项"));
	assert_non_null(strstr(line(5), "按 F3 新建"));
	expect_position(l, 0, 0);
	assert_int_equal(list_key(l, &(struct event){.key = K_ENTER}), TOOK_NOT);
	gone[7] = false; /* the first of the day */
	list_refresh(l);
	list_draw(l);
	assert_int_equal(here(l), 7);
	assert_string_equal(line(4), "");
	list_free(&l);
}

static void locked(void **state)
{
	struct source s = {.n = 300, .locked = true};
	struct list *l = open_list(&s, 12, 80);
	char was[400];

	(void)state;
	assert_true(list_busy(l)); /* from the start */
	assert_string_equal(line(5), "");
	s.locked = false;
	list_refresh(l);
	assert_false(list_busy(l));
	list_move(l, 5);
	list_draw(l);
	snprintf(was, sizeof was, "%s", line(6));
	s.locked = true;
	list_refresh(l);
	list_draw(l);
	assert_true(list_busy(l));
	assert_string_equal(line(6), was);
	press(l, K_END); /* stays where it is */
	assert_int_equal(here(l), 5);
	list_move(l, 100); /* as far as is known */
	assert_true(here(l) > 5 && here(l) < 105);
	s.locked = false;
	list_refresh(l);
	press(l, K_END);
	assert_int_equal(here(l), 299);
	assert_false(list_busy(l));
	list_free(&l);
}

static void blind(void **state)
{
	struct source s = {.n = 1000, .blind = true};
	struct list *l = open_list(&s, 12, 80);
	long long r, t;
	bool exact;

	(void)state;
	list_position(l, &r, &t, &exact);
	assert_true(r == 1 && t == 100 && !exact);
	press(l, K_END);
	list_position(l, &r, &t, &exact);
	assert_true(r == 0 && !exact); /* it does not pretend to know */
	assert_int_equal(here(l), 999);
	assert_false(list_goto(l, 500));
	press(l, K_HOME);
	list_position(l, &r, &t, &exact);
	assert_int_equal(r, 1);
	list_free(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(picture),
	        cmocka_unit_test(columns_leave_by_priority),
	        cmocka_unit_test(one_line_down_draws_two),
	        cmocka_unit_test(a_million),
	        cmocka_unit_test(random_walk),
	        cmocka_unit_test(the_cursor_keeps_its_row),
	        cmocka_unit_test(locked),
	        cmocka_unit_test(blind),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
