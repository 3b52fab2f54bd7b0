/* layout_test.c - the parts of the window, drawn: each line of a picture is how many rows look alike, then the letters
 * of the parts from left to right with their columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "tui/term/layout.h"

/* layout.c can also draw; here nothing is drawn. */
void draw_hline(struct surface *s, int row, int col, int cols, enum role role)
{
	(void)s, (void)row, (void)col, (void)cols, (void)role;
}
void draw_vline(struct surface *s, int row, int col, int rows, enum role role)
{
	(void)s, (void)row, (void)col, (void)rows, (void)role;
}
void draw_joint(struct surface *s, int row, int col, enum role role, enum draw_joint joint)
{
	(void)s, (void)row, (void)col, (void)role, (void)joint;
}

struct part {
	char letter;
	struct rect r;
};

static int parts_of(const struct layout *l, struct part out[16])
{
	const struct part all[] = {{'T', l->title}, {'t', l->tabs}, {'L', l->list},
	        {'P', l->preview}, {'S', l->stat}, {'m', l->message}, {'n', l->status},
	        {'k', l->keys}, {'-', l->list_rule}, {'=', l->preview_rule}, {'~', l->stat_rule},
	        {'|', l->stat_line}, {'!', l->preview_line}};
	int n = 0;

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].r.rows)
			out[n++] = all[i];
	return n;
}

/* The window as rows of letters; every cell belongs to exactly one part (a rule may lie under a crossing line). */
static void check(int rows, int cols, enum layout_preview preview, bool stat, const char *expected)
{
	static char cell[80][240], text[8192];
	struct layout_want want = {preview, stat};
	struct layout l;
	struct part part[16];
	size_t n = 0;

	layout_plan(rows, cols, &want, &l);
	memset(cell, '.', sizeof cell);
	for (int i = 0, k = parts_of(&l, part); i < k; i++) {
		struct rect r = part[i].r;

		assert_true(r.row >= 0 && r.col >= 0 && r.row + r.rows <= rows &&
		            r.col + r.cols <= cols);
		for (int y = r.row; y < r.row + r.rows; y++) {
			for (int x = r.col; x < r.col + r.cols; x++) {
				assert_int_equal(cell[y][x], '.');
				cell[y][x] = part[i].letter;
			}
		}
	}
	for (int y = 0; y < rows; y++)
		for (int x = 0; x < cols; x++)
			assert_int_not_equal(cell[y][x], '.');
	/* rows that look alike are told once with their number */
	for (int y = 0; y < rows;) {
		int same = 1, from = 0;

		while (y + same < rows && !memcmp(cell[y], cell[y + same], (size_t)cols))
			same++;
		n += (size_t)snprintf(text + n, sizeof text - n, "%2d", same);
		for (int x = 1; x <= cols; x++) {
			if (x < cols && cell[y][x] == cell[y][from])
				continue;
			n += (size_t)snprintf(
			        text + n, sizeof text - n, " %c%d", cell[y][from], x - from);
			from = x;
		}
		n += (size_t)snprintf(text + n, sizeof text - n, "\n");
		y += same;
	}
	assert_string_equal(text, expected);
}

static void small(void **state)
{
	(void)state;
	check(24, 80, PREVIEW_OFF, true, " 1 T80\n 1 t80\n 1 -80\n19 L80\n 1 m54 n26\n 1 k80\n");
	check(24, 80, PREVIEW_AUTO, true, " 1 T80\n 1 t80\n 1 -80\n19 L80\n 1 m54 n26\n 1 k80\n");
	check(24, 80, PREVIEW_BELOW, true,
	        " 1 T80\n 1 t80\n 1 -80\n 9 L80\n 1 =80\n 9 P80\n 1 m54 n26\n 1 k80\n");
	/* beside would leave neither a readable list nor a readable text */
	check(24, 80, PREVIEW_BESIDE, true,
	        " 1 T80\n 1 t80\n 1 -80\n 9 L80\n 1 =80\n 9 P80\n 1 m54 n26\n 1 k80\n");
}

static void middle(void **state)
{
	(void)state;
	check(36, 120, PREVIEW_AUTO, true,
	        " 1 T120\n 1 t120\n 1 -75 |1 ~44\n15 L75 |1 S44\n 1 =75 |1 S44\n15 P75 |1 S44\n"
	        " 1 m94 n26\n 1 k120\n");
	check(36, 120, PREVIEW_OFF, true,
	        " 1 T120\n 1 t120\n 1 -75 |1 ~44\n31 L75 |1 S44\n 1 m94 n26\n 1 k120\n");
	check(36, 120, PREVIEW_OFF, false,
	        " 1 T120\n 1 t120\n 1 -120\n31 L120\n 1 m94 n26\n 1 k120\n");
	check(36, 119, PREVIEW_OFF, true,
	        " 1 T119\n 1 t119\n 1 -119\n31 L119\n 1 m93 n26\n 1 k119\n");
	check(36, 120, PREVIEW_BESIDE, false,
	        " 1 T120\n 1 t120\n 1 -65 !1 =54\n31 L65 !1 P54\n 1 m94 n26\n 1 k120\n");
}

static void large(void **state)
{
	(void)state;
	check(60, 200, PREVIEW_AUTO, true,
	        " 1 T200\n 1 t200\n 1 -78 !1 =64 |1 ~56\n55 L78 !1 P64 |1 S56\n 1 m174 n26\n 1 "
	        "k200\n");
	check(60, 200, PREVIEW_BELOW, true,
	        " 1 T200\n 1 t200\n 1 -143 |1 ~56\n27 L143 |1 S56\n 1 =143 |1 S56\n27 P143 |1 S56\n"
	        " 1 m174 n26\n 1 k200\n");
}

static void too_small(void **state)
{
	struct layout_want want = {PREVIEW_AUTO, true};
	struct layout l;

	(void)state;
	check(23, 80, PREVIEW_AUTO, true, "23 T80\n");
	check(24, 79, PREVIEW_AUTO, true, "24 T79\n");
	check(1, 1, PREVIEW_AUTO, true, " 1 T1\n");
	layout_plan(23, 80, &want, &l);
	assert_true(l.too_small);
}

/* Every size: nothing overlaps, nothing is left out (check asserts both), and the list stays usable. */
static void every_size(void **state)
{
	(void)state;
	for (int rows = 24; rows < 80; rows += 3) {
		for (int cols = 80; cols < 240; cols += 7) {
			for (int p = PREVIEW_OFF; p <= PREVIEW_BESIDE; p++) {
				struct layout_want want = {(enum layout_preview)p, cols % 2};
				struct layout l;
				struct part part[16];
				long area = 0;

				layout_plan(rows, cols, &want, &l);
				for (int i = 0, k = parts_of(&l, part); i < k; i++)
					area += (long)part[i].r.rows * part[i].r.cols;
				assert_int_equal(area, (long)rows * cols);
				assert_true(l.list.rows >= 8 && l.list.cols >= 54);
				assert_true(!l.preview.rows ||
				            (l.preview.rows >= 5 && l.preview.cols >= 44));
			}
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(small),
	        cmocka_unit_test(middle),
	        cmocka_unit_test(large),
	        cmocka_unit_test(too_small),
	        cmocka_unit_test(every_size),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
