/* list_test.c - the list over a million rows that exist only as numbers, against a naive model; drawn on paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <malloc.h>
#include <cmocka.h>

#include <locale.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tui/term/term.h"
#include "tui/widget/list.h"

/* ---- the paper: what draw.h would show, as strings of one cell each; the role of each cell ---- */

enum { ROWS = 24, COLS = 80 };
static char paper[ROWS][COLS][16];
static unsigned char roles[ROWS][COLS];
static int drawn; /* calls of draw_text with a role for a row */
static int cursor_row;

struct rect surface_rect(const struct surface *s)
{
	(void)s;
	return (struct rect){0, 0, ROWS, COLS};
}
int term_cols(void)
{
	return COLS;
}
void draw_text(
        struct surface *s, int row, int col, int cols, enum role role, const char *text, int align)
{
	char fit[1024];
	const char *at = fit;

	(void)s;
	drawn++;
	text_fit(fit, sizeof fit, text, cols, align);
	while (*at) {
		size_t n = text_cluster(at, strlen(at));
		int w = text_columns_n(at, n);

		assert_true(row >= 0 && row < ROWS && col >= 0 && col + w <= COLS);
		for (int i = 0; i < w; i++) {
			snprintf(paper[row][col + i], 16, "%.*s", i ? 0 : (int)n, at);
			roles[row][col + i] = (unsigned char)role;
		}
		col += w;
		at += n;
	}
}
void draw_fill(struct surface *s, struct rect r, enum role role)
{
	(void)s;
	for (int y = r.row; y < r.row + r.rows; y++)
		for (int x = r.col; x < r.col + r.cols; x++) {
			snprintf(paper[y][x], 16, " ");
			roles[y][x] = (unsigned char)role;
		}
}
void draw_role(struct surface *s, int row, int col, int cols, enum role role)
{
	(void)s;
	for (int i = 0; i < cols; i++)
		roles[row][col + i] = (unsigned char)role;
}
void draw_scroll(struct surface *s, int row, int col, int rows, long long top, long long shown,
        long long total)
{
	(void)s, (void)row, (void)col, (void)rows, (void)top, (void)shown, (void)total;
}
void draw_cursor(struct surface *s, int row, int col, bool visible)
{
	(void)s, (void)col, (void)visible;
	cursor_row = row;
}

static const char *line(int row)
{
	static char out[COLS * 16];
	size_t n = 0;

	for (int x = 0; x < COLS; x++)
		n += (size_t)snprintf(out + n, sizeof out - n, "%s", paper[row][x]);
	while (n && out[n - 1] == ' ')
		out[--n] = 0;
	return out;
}

/* ---- the source: row i has id 10 + i; some are gone; the order may be turned round ---- */

struct source {
	long long n;
	const bool *gone;               /* NULL: none */
	bool descending, locked, blind; /* blind: counts up to 100 only, no seek, no rank */
	int fetches;
	long long handed;
};

static const struct list_column columns[] = {
        {.title = "编号", .min = 8, .accent = true, .sort = 1},
        {.title = "标题", .min = 20, .weight = 3},
        {.title = "状态", .min = 8, .drop = 1},
        {.title = "当前办理", .min = 8, .weight = 1, .max = 12, .drop = 3},
        {.title = "时限", .min = 6, .align = TEXT_RIGHT, .drop = 2},
};

static bool there(const struct source *s, long long i)
{
	return i >= 0 && i < s->n && !(s->gone && s->gone[i]);
}

static void add(struct list_page *p, struct source *s, long long i)
{
	char number[32], title[64];
	const char *text[] = {number, title, "待复审", "初审乙", i % 3 ? "余5日" : "超3日"};
	enum role role[] = {C_TEXT, C_TEXT, C_STATE, C_TEXT, i % 3 ? C_GOOD : C_LATE};

	snprintf(number, sizeof number, "#%lld", i);
	snprintf(title, sizeof title, "关于第%lld项森林防火工作的通知", i);
	list_page_add(p, (struct list_key){s->descending ? -i : i, 10 + i}, text, role);
	s->handed++;
}

static int fetch(
        void *data, const struct list_key *from, bool backwards, int n, struct list_page *p)
{
	struct source *s = data;
	bool up = backwards != s->descending;
	long long i = from ? from->id - 10 + (up ? -1 : 1) : up ? s->n - 1 : 0, found[2000];
	int got = 0;

	s->fetches++;
	if (s->locked)
		return LIST_BUSY;
	for (; got < n && i >= 0 && i < s->n; i += up ? -1 : 1)
		if (there(s, i))
			found[got++] = i;
	for (int k = 0; k < got; k++) /* in list order */
		add(p, s, found[backwards ? got - 1 - k : k]);
	return got;
}

static int find(void *data, int64_t id, struct list_page *p)
{
	struct source *s = data;

	if (s->locked)
		return LIST_BUSY;
	if (!there(s, id - 10))
		return 0;
	add(p, s, id - 10);
	return 1;
}

static long long count_before(const struct source *s, long long i)
{
	long long n = 0;

	if (!s->gone)
		return s->descending ? s->n - 1 - i : i;
	for (long long k = 0; k < s->n; k++)
		n += there(s, k) && (s->descending ? k > i : k < i);
	return n;
}

static int count(void *data, long long *n, bool *exact)
{
	struct source *s = data;

	if (s->locked)
		return LIST_BUSY;
	*n = s->gone ? count_before(s, s->descending ? -1 : s->n) : s->n;
	*exact = !s->blind || *n <= 100;
	if (!*exact)
		*n = 100;
	return 0;
}

static int rank(void *data, const struct list_key *key, long long *r)
{
	struct source *s = data;

	*r = count_before(s, key->id - 10);
	return !s->blind;
}

static int seek(void *data, long long n, struct list_key *key)
{
	struct source *s = data;

	for (long long i = s->gone ? 0 : n; !s->blind && i < s->n; i++) {
		long long at = s->descending ? s->n - 1 - i : i;

		if (there(s, at) && count_before(s, at) == n) {
			*key = (struct list_key){s->descending ? -at : at, at + 10};
			return 1;
		}
	}
	return 0;
}

static void sort(void *data, int by, bool descending)
{
	struct source *s = data;

	assert_int_equal(by, 1);
	s->descending = descending;
}

static const struct list_ops ops = {columns, 5, fetch, find, count, seek, rank, sort, false};

static struct list *open_list(struct source *s, int rows, int cols)
{
	struct list *l = list_new(&ops, s);

	memset(paper, 0, sizeof paper);
	list_place(l, (struct surface *)paper, (struct rect){0, 0, rows, cols});
	list_reload(l, 0);
	list_draw(l);
	return l;
}

static void press(struct list *l, int32_t key)
{
	struct event ev = {.key = key};

	assert_int_not_equal(list_key(l, &ev), TOOK_NOT);
	list_draw(l);
}

static long long here(struct list *l)
{
	struct list_key key;

	return list_current(l, &key) ? key.id - 10 : -1;
}

static void expect_position(struct list *l, long long row, long long total)
{
	long long r, t;
	bool exact;

	list_position(l, &r, &t, &exact);
	assert_int_equal(r, row);
	assert_int_equal(t, total);
}

/* ---- tests ---- */

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
	was = cursor_row;
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
	        cmocka_unit_test(picture),
	        cmocka_unit_test(columns_leave_by_priority),
	        cmocka_unit_test(one_line_down_draws_two),
	        cmocka_unit_test(a_million),
	        cmocka_unit_test(random_walk),
	        cmocka_unit_test(the_cursor_keeps_its_row),
	        cmocka_unit_test(locked),
	        cmocka_unit_test(blind),
	        cmocka_unit_test(marks),
	        cmocka_unit_test(mouse),
	        cmocka_unit_test(matches),
	        cmocka_unit_test(resize),
	        cmocka_unit_test(counted_at_rest),
	        cmocka_unit_test(nowhere_to_go),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
