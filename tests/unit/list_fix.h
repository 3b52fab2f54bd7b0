/* list_fix.h - a list over rows that exist only as numbers, drawn on paper: what list_test.c and list_hand_test.c look
 * at. */
#ifndef TESTS_UNIT_LIST_FIX_H
#define TESTS_UNIT_LIST_FIX_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

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

	out[0] = 0;
	for (int x = 0; row >= 0 && x < COLS; x++)
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

	if (s->locked)
		return LIST_BUSY;
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

static const struct list_ops ops = {columns, 5, fetch, find, count, seek, rank, sort, false, NULL};

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
#endif
