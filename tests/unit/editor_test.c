/* editor_test.c - the editor and the one-line field by their keys, and where they put rows and
 * cursor. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "tests/unit/grid.h"
#include "tests/unit/keys.h"
#include "tui/widget/editor.h"
#include "tui/widget/field.h"

static struct surface *sheet;
static enum took took;

static struct editor *fresh(const char *text, int rows, int cols)
{
	struct editor *ed = editor_new();
	sheet = surface_new((struct rect){0, 0, rows, cols});
	edit_load(editor_edit(ed), text);
	return ed;
}

static void show(struct editor *ed)
{
	editor_draw(ed, sheet, (struct rect){0, 0, sheet->r.rows, sheet->r.cols}, true);
}

static void done(struct editor *ed)
{
	editor_free(&ed);
	surface_free(&sheet);
}

#define assert_cursor(at_row, at_col)                                                              \
	do {                                                                                       \
		assert_int_equal(grid_cursor.row, at_row);                                         \
		assert_int_equal(grid_cursor.col, at_col);                                         \
		assert_true(grid_cursor.visible);                                                  \
	} while (0)

static void typing_moves_the_cursor_by_columns(void **state)
{
	(void)state;
	struct editor *ed = fresh("", 4, 11);
	PRESS(editor_key(ed, &ev), "公开a<Left>é");
	show(ed);
	assert_string_equal(grid_row(0), "公开éa");
	assert_cursor(0, 5);
	PRESS(editor_key(ed, &ev), "<End>信息公开");
	show(ed);
	assert_string_equal(grid_row(0), "公开éa信息");
	assert_string_equal(grid_row(1), "公开");
	assert_cursor(1, 4);
	PRESS(editor_key(ed, &ev), "<Up><Enter>");
	show(ed);
	assert_string_equal(grid_row(0), "公开");
	assert_string_equal(grid_row(1), "éa信息公开");
	assert_cursor(1, 0);
	PRESS(editor_key(ed, &ev), "<C-Z>");
	assert_string_equal(editor_edit(ed)->text.s, "公开éa信息公开");
	done(ed);
}

static void the_view_follows_the_cursor_and_survives_a_resize(void **state)
{
	(void)state;
	struct editor *ed = fresh("一一一一二二二二三三三三四四四四五五五五六六六六", 3, 9);
	show(ed);
	assert_string_equal(grid_row(0), "一一一一:");
	PRESS(editor_key(ed, &ev), "<Down><Down><Down>");
	show(ed);
	assert_string_equal(grid_row(0), "二二二二|");
	assert_cursor(2, 0);
	PRESS(editor_key(ed, &ev), "<Up><Up>");
	show(ed);
	assert_string_equal(grid_row(0), "二二二二|"); /* it moves no further than it must */
	assert_cursor(0, 0);
	surface_place(sheet, (struct rect){0, 0, 3, 17});
	show(ed);
	assert_string_equal(grid_row(0), "一一一一二二二二");
	assert_cursor(0, 8);
	PRESS(editor_key(ed, &ev), "<C-End>");
	show(ed);
	assert_cursor(2, 16); /* behind the last character of a full row: the spare column */
	surface_place(sheet, (struct rect){0, 0, 1, 9});
	show(ed);
	assert_string_equal(grid_row(0), "六六六六|");
	assert_cursor(0, 8);
	done(ed);
}

static void keys_it_has_no_use_for_are_its_owners(void **state)
{
	(void)state;
	struct editor *ed = fresh("甲\n乙", 4, 20);
	static const char *const others[] = {
	        "<Up>", "<Esc>", "<F2>", "<C-S>", "<S-Tab>", "<F5>", "<C-P>"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		PRESS(editor_key(ed, &ev), others[i]);
		assert_int_equal(took, TOOK_NOT);
	}
	PRESS(editor_key(ed, &ev), "<Tab>");
	assert_int_equal(took, TOOK);
	assert_string_equal(editor_edit(ed)->text.s, "　　甲\n乙");
	PRESS(editor_key(ed, &ev), "<Tab>");
	assert_int_equal(took, TOOK_NOT); /* not at the start */
	PRESS(editor_key(ed, &ev), "<Home><Tab>");
	assert_int_equal(took, TOOK_NOT); /* it has its blanks */
	PRESS(editor_key(ed, &ev), "<Down>");
	assert_int_equal(took, TOOK);
	PRESS(editor_key(ed, &ev), "<Down>");
	assert_int_equal(took, TOOK_NOT);
	done(ed);
}

static void it_finds_in_any_width_and_case(void **state)
{
	(void)state;
	struct editor *ed = fresh("第１号ＡＢＣ\n第2号abc", 5, 30);
	PRESS(editor_key(ed, &ev), "<C-F>abc");
	show(ed);
	assert_string_equal(grid_row(4), " 查找：abc");
	assert_cursor(4, 10);
	PRESS(editor_key(ed, &ev), "<Enter>");
	show(ed);
	assert_string_equal(grid_row(4), "");
	assert_cursor(0, 12); /* behind ＡＢＣ, which is selected */
	assert_int_equal(grid_screen(0, 6)->role, C_SELECT);
	assert_int_equal(grid_screen(0, 5)->role, C_TEXT);
	PRESS(editor_key(ed, &ev), "<F3>");
	show(ed);
	assert_cursor(1, 8);
	assert_string_equal(editor_notice(ed), "");
	PRESS(editor_key(ed, &ev), "<F3>");
	show(ed);
	assert_cursor(0, 12);
	assert_string_not_equal(editor_notice(ed), "");
	PRESS(editor_key(ed, &ev), "<C-F>没有<Enter>");
	assert_non_null(strstr(editor_notice(ed), "没有找到"));
	PRESS(editor_key(ed, &ev), "<C-F>x<Esc>甲");
	assert_non_null(strstr(editor_edit(ed)->text.s, "甲"));
	done(ed);
}

static void selecting_by_shift_and_by_mark(void **state)
{
	(void)state;
	struct editor *ed = fresh("一二三四\n五六", 4, 20);
	PRESS(editor_key(ed, &ev), "<Right><S-Right><S-Right><C-X><C-End><C-V>");
	assert_string_equal(editor_edit(ed)->text.s, "一四\n五六二三");
	PRESS(editor_key(ed, &ev), "<C-Home><C-^><Down><Right>");
	show(ed);
	assert_int_equal(grid_screen(0, 0)->role, C_SELECT);
	assert_int_equal(grid_screen(0, 4)->role, C_SELECT); /* the line end */
	assert_int_equal(grid_screen(0, 5)->role, C_TEXT);
	assert_int_equal(grid_screen(1, 1)->role, C_SELECT);
	assert_int_equal(grid_screen(1, 2)->role, C_TEXT);
	PRESS(editor_key(ed, &ev), "替");
	assert_string_equal(editor_edit(ed)->text.s, "替六二三");
	PRESS(editor_key(ed, &ev), "<Left>");
	assert_false(edit_selection(editor_edit(ed), &(size_t){0}, &(size_t){0}));
	PRESS(editor_key(ed, &ev), "<C-C>");
	assert_string_not_equal(editor_notice(ed), "");
	done(ed);
}

static void a_paste_a_limit_and_read_only(void **state)
{
	(void)state;
	struct editor *ed = fresh("", 4, 20);
	char text[] = "一\n二\n三";
	struct event one = paste_event(text);
	editor_edit(ed)->max_chars = 6;
	assert_int_equal(editor_key(ed, &one), TOOK);
	assert_string_equal(editor_edit(ed)->text.s, text);
	editor_key(ed, &one);
	assert_string_equal(editor_edit(ed)->text.s, text);
	assert_non_null(strstr(editor_notice(ed), "最多 6 个字"));
	PRESS(editor_key(ed, &ev), "<C-Z>");
	assert_string_equal(editor_edit(ed)->text.s, "");
	assert_string_equal(editor_notice(ed), "");
	editor_edit(ed)->read_only = true;
	PRESS(editor_key(ed, &ev), "字");
	assert_string_equal(editor_edit(ed)->text.s, "");
	assert_non_null(strstr(editor_notice(ed), "不能修改"));
	PRESS(editor_key(ed, &ev), "<Tab>");
	assert_int_equal(took, TOOK_NOT);
	done(ed);
}

static void the_mouse_places_the_cursor(void **state)
{
	(void)state;
	struct editor *ed = fresh("一二三四\n五六", 4, 20);
	surface_place(sheet, (struct rect){10, 5, 4, 20});
	show(ed);
	struct event one = mouse_event(10, 5 + 5, MOUSE_PRESS); /* the right half of 三 */
	assert_int_equal(editor_key(ed, &one), TOOK);
	show(ed);
	assert_cursor(10, 5 + 4);
	one = mouse_event(11, 5 + 15, MOUSE_PRESS);
	editor_key(ed, &one);
	show(ed);
	assert_cursor(11, 5 + 4);
	one = mouse_event(13, 5, MOUSE_PRESS); /* below the text: the last row */
	editor_key(ed, &one);
	show(ed);
	assert_cursor(11, 5);
	one = mouse_event(9, 5, MOUSE_PRESS);
	assert_int_equal(editor_key(ed, &one), TOOK_NOT);
	done(ed);
}

static void the_status_counts_paragraphs_and_characters(void **state)
{
	(void)state;
	char buf[80];
	struct editor *ed = fresh("一二\n三e\xcc\x81\n", 4, 20);
	assert_string_equal(editor_status(ed, buf, sizeof buf), "第1段 共3段 · 5字");
	PRESS(editor_key(ed, &ev), "<Down><S-Right>");
	assert_string_equal(editor_status(ed, buf, sizeof buf), "第2段 共3段 · 5字 · 已选1字");
	PRESS(editor_key(ed, &ev), "<S-Down>");
	assert_string_equal(editor_status(ed, buf, sizeof buf), "第3段 共3段 · 5字 · 已选3字");
	done(ed);
}

static void a_field_scrolls_sideways(void **state)
{
	(void)state;
	struct field f;
	sheet = surface_new((struct rect){0, 0, 2, 20});
	field_init(&f);
	f.placeholder = "请填写";
	field_draw(&f, sheet, 0, 2, 8, false);
	assert_string_equal(grid_row(0), "  请填写");
	field_set(&f, "一二三四五");
	field_draw(&f, sheet, 0, 2, 8, true);
	assert_string_equal(grid_row(0), "  三四五");
	assert_cursor(0, 8);
	PRESS(field_key(&f, &ev), "<Home>");
	field_draw(&f, sheet, 0, 2, 8, true);
	assert_string_equal(grid_row(0), "  一二三四");
	assert_cursor(0, 2);
	PRESS(field_key(&f, &ev), "<End><Backspace><Backspace>");
	field_draw(&f, sheet, 0, 2, 8, true);
	assert_string_equal(grid_row(0), "  一二三"); /* room again: nothing stays hidden */
	struct event one = mouse_event(0, 5, MOUSE_PRESS);
	assert_int_equal(field_key(&f, &one), TOOK);
	field_draw(&f, sheet, 0, 2, 8, true);
	assert_cursor(0, 4);
	PRESS(field_key(&f, &ev), "<Enter>");
	assert_int_equal(took, TOOK_NOT);
	char two[] = "行1\n行2";
	one = paste_event(two);
	field_key(&f, &one);
	assert_string_equal(field_text(&f), "一行1 行2二三");
	field_done(&f);
	surface_free(&sheet);
}

static void a_passphrase_shows_dots(void **state)
{
	(void)state;
	struct field f;
	sheet = surface_new((struct rect){0, 0, 2, 20});
	field_init(&f);
	field_conceal(&f, 100);
	PRESS(field_key(&f, &ev), "口令abc<Left>");
	field_draw(&f, sheet, 0, 0, 10, true);
	assert_string_equal(grid_row(0), "●●●●●");
	assert_cursor(0, 4);
	assert_string_equal(field_text(&f), "口令abc");
	field_done(&f);
	surface_free(&sheet);
}

/* Printed, not judged: a key and a frame of an editor of 100 KB (without the terminal). */
static void print_the_cost_of_a_frame(void **state)
{
	(void)state;
	struct buffer b = {0};
	while (b.n < 100000)
		buffer_text(&b, "公开信息申请人应当提交书面申请材料并说明用途，行政机关应当自收到申"
		                "请之日起二十个工作日内予以答复。\n");
	struct editor *ed = fresh(b.s, 40, 120);
	struct timespec t0, t1;
	clock_gettime(CLOCK_MONOTONIC, &t0);
	for (int i = 0; i < 300; i++) {
		PRESS(editor_key(ed, &ev), "公");
		show(ed);
	}
	clock_gettime(CLOCK_MONOTONIC, &t1);
	printf("key and frame: %.1f us\n",
	        ((double)(t1.tv_sec - t0.tv_sec) * 1e9 + (double)(t1.tv_nsec - t0.tv_nsec)) /
	                300e3);
	buffer_free(&b);
	done(ed);
}

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(typing_moves_the_cursor_by_columns),
	        cmocka_unit_test(the_view_follows_the_cursor_and_survives_a_resize),
	        cmocka_unit_test(keys_it_has_no_use_for_are_its_owners),
	        cmocka_unit_test(it_finds_in_any_width_and_case),
	        cmocka_unit_test(selecting_by_shift_and_by_mark),
	        cmocka_unit_test(a_paste_a_limit_and_read_only),
	        cmocka_unit_test(the_mouse_places_the_cursor),
	        cmocka_unit_test(the_status_counts_paragraphs_and_characters),
	        cmocka_unit_test(a_field_scrolls_sideways),
	        cmocka_unit_test(a_passphrase_shows_dots),
	        cmocka_unit_test(print_the_cost_of_a_frame),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
