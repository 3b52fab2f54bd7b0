/* typing_test.c - the cursor while Chinese is typed: in every place of the desk that takes text it stands behind what was typed, at
 * the end of a row, in a field that scrolls sideways, and when it goes back over it.  An input method shows its window where the
 * cursor stands, so a cursor in another column is a fault that hides what is typed. */
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
#include "tests/press.h"
#include "tests/samplefix.h"

enum { MANY = 60, BACK = 30 };

static const struct place {
	const char *login, *keys, *until;
	bool rows; /* it goes on in the next row; else it scrolls sideways */
} places[] = {
	{"jbj", "<F2>", "新建事项", false},
	{"jbj", "<F4> <Down>", "林防〔2026〕12号", false},
	{"jbj", "<F4> <S-Tab>", "段首按 Tab", true},
	{"jbj", "<F4> <S-Tab> <C-End>", "段首按 Tab", true},
	{"jbj", "/", "检索：", false},
	{"jbj", "f", "写法：", false},
	{"jbj", ":", "命令：", false},
	{"jbj", "<F3>", "从文件新建", false},
	{"jbj", "<Del>", "作废", true},
	{"jbj", "<C-e> 1", "清除", true},
	{"jbj", "<Enter> /", "查找：", false},
	{"jbj", "? /", "查找：", false},
	{"fsb", "<F6> 1 11 <Enter>", "意见（必填）", true},
	{"fsb", "<F7>", "意见（必填）", true},
	{"glyj", "<Tab> <F2>", "系统账号", false},
	{"glyj", "<Tab> <F3>", "一行一人", true},
};

static struct samplefix *f;

static int make(void **state)
{
	(void)state;
	f = samplefix_open();
	return 0;
}

static int drop(void **state)
{
	(void)state;
	samplefix_close(&f);
	return 0;
}

static void fault(struct vth *v, const struct place *p, const char *typed, const char *what)
{
	struct vth_cursor c = vth_cursor(v);

	print_error("after the keys %s, at %s: %s; the cursor stands at %d,%d\n", p->keys, typed, what, c.row, c.col);
	for (int row = 0; row < vth_rows(v); row++)
		print_error("|%s\n", vth_row(v, row));
	fail();
}

/* Where a cursor may stand at all. */
static void on_a_character(struct vth *v, const struct place *p, const char *typed)
{
	struct vth_cursor c = vth_cursor(v);

	if (!c.visible)
		fault(v, p, typed, "it is not to be seen");
	if (vth_is_continuation(v, c.row, c.col))
		fault(v, p, typed, "it stands in the middle of a character");
	if (vth_broken_wide(v, NULL, NULL))
		fault(v, p, typed, "half a character is left");
}

static bool is(struct vth *v, int row, int col, const char *s)
{
	uint32_t cp;

	utf8_decode(s, strlen(s), &cp);
	return col >= 0 && vth_cell(v, row, col).chars[0] == cp;
}

/* Types one character of so many columns.  False: it is one too many for the field. */
static bool type(struct vth *v, const struct place *p, const char *s, int columns, int first_col)
{
	struct vth_cursor before = vth_cursor(v), c;
	char *row_before = xstrdup(vth_row(v, before.row));

	vth_send(v, s);
	vth_settle(v);
	c = vth_cursor(v);
	on_a_character(v, p, s);
	bool taken = !vth_has(v, "没有加入") &&
		(p->rows || c.col != before.col || strcmp(row_before, vth_row(v, c.row)) != 0); /* a filter says nothing */
	free(row_before);
	if (!taken)
		return false;
	if (is(v, c.row, c.col - columns, s)) {
		if (p->rows && c.row == before.row && c.col != before.col + columns && c.col != first_col + columns)
			fault(v, p, s, "it went too far");
		return true;
	}
	/* The row is full: what was typed is its last character, the cursor begins the next one. */
	if (!p->rows || c.col != first_col)
		fault(v, p, s, "it does not stand behind what was typed");
	int row = c.row - 1, col = vth_cols(v) - 1;
	while (col > first_col && !is(v, row, col, s))
		col--;
	if (!is(v, row, col, s))
		fault(v, p, s, "what was typed does not end the row above");
	return true;
}

static void in_one_place(const struct place *p, int rows, int cols)
{
	static const struct {
		const char *s;
		int columns;
	} typed[] = {{"森", 2}, {"林", 2}, {"a", 1}, {"（", 2}, {"〇", 2}, {"𠮷", 2}, {"b", 1}, {"。", 2}, {"—", 1}, {"火", 2}};

	samplefix_no_drafts(f);
	struct vth *v = samplefix_screen(f, p->login, rows, cols, NULL);
	press(v, p->keys);
	vth_expect(v, p->until);
	vth_rest(v);
	on_a_character(v, p, "the start");
	int first_col = vth_cursor(v).col;
	if (p->rows) { /* a row of its own, where its text begins */
		vth_send(v, "森");
		press(v, "<BS> <Home>");
		first_col = vth_cursor(v).col;
		press(v, "<End>");
	}
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		assert_true(type(v, p, typed[i].s, typed[i].columns, first_col));
	for (int i = 0; i < MANY; i++)
		if (!type(v, p, i % 7 == 3 ? "x" : "防", i % 7 == 3 ? 1 : 2, first_col))
			break;

	/* Back over it, and on again: the same ways, and nothing torn on them. */
	struct vth_cursor end = vth_cursor(v), way[BACK];
	for (int i = 0; i < BACK; i++) {
		way[i] = vth_cursor(v);
		press(v, "<Left>");
		on_a_character(v, p, "Left");
		if (vth_cursor(v).row == way[i].row && vth_cursor(v).col >= way[i].col && vth_cursor(v).col > first_col + 2)
			fault(v, p, "Left", "it does not go back");
	}
	for (int i = 0; i < BACK; i++) {
		press(v, "<Right>");
		on_a_character(v, p, "Right");
	}
	if (p->rows && (vth_cursor(v).row != end.row || vth_cursor(v).col != end.col))
		fault(v, p, "Right", "it does not come back to where it was");

	/* What stands there is what a screen drawn from nothing shows. */
	vth_rest(v);
	char *seen = xstrdup(vth_picture(v, true));
	vth_ctrl(v, 'l');
	vth_rest(v);
	if (strcmp(seen, vth_picture(v, true)) != 0) {
		print_error("%s", seen);
		fault(v, p, "Ctrl-L", "another picture");
	}
	free(seen);
	vth_free(&v);
}

static void everywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		in_one_place(&places[i], 24 + (int)i % 3, 80 + (int)i % 2);
}

static void everywhere_in_a_wide_window(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (places[i].rows)
			in_one_place(&places[i], 36, 121 - (int)i % 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everywhere),
		cmocka_unit_test(everywhere_in_a_wide_window),
	};
	return cmocka_run_group_tests(tests, make, drop);
}
