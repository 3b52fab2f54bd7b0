/* reader_test.c - the text to be read: rows, roles, search, stops, differences. */
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
#include "tui/widget/reader.h"

static struct surface *sheet;
static struct reader *reader;
static enum took took;

static int start(void **state)
{
	(void)state;
	reader = reader_new();
	sheet = surface_new((struct rect){0, 0, 6, 21});
	return 0;
}

static int stop(void **state)
{
	(void)state;
	reader_free(&reader);
	surface_free(&sheet);
	return 0;
}

static void show(void)
{
	reader_draw(reader, sheet, (struct rect){0, 0, sheet->r.rows, sheet->r.cols}, true);
}

static void keys(const char *text)
{
	PRESS(reader_key(reader, &ev), text);
	show();
}

static void paragraphs_wrap_and_keep_their_roles(void **state)
{
	(void)state;
	reader_heading(reader, "一、总体要求");
	reader_text(reader, C_TEXT, "认真落实");
	reader_text(reader, C_FINDING, "13812345678");
	reader_text(reader, C_TEXT, "，坚持预防为主。\n\n");
	reader_rule(reader);
	reader_set_indent(reader, 4);
	reader_text(reader, C_DIM, "缩\x1b[31m进\t了的一段文字在这里\n");
	surface_place(sheet, (struct rect){0, 0, 9, 21});
	show();
	assert_string_equal(grid_row(0), "一、总体要求");
	assert_string_equal(grid_row(1), "认真落实");
	assert_string_equal(grid_row(2), "13812345678，坚持预");
	assert_int_equal(grid_screen(0, 0)->role, C_STRONG);
	assert_int_equal(grid_screen(1, 0)->role, C_TEXT);
	assert_int_equal(grid_screen(2, 0)->role, C_FINDING);
	assert_int_equal(grid_screen(2, 10)->role, C_FINDING);
	assert_int_equal(grid_screen(2, 11)->role, C_TEXT);
	assert_string_equal(grid_row(3), "防为主。");
	assert_string_equal(grid_row(4), "");
	assert_true(!strncmp(grid_row(5), "────", 12));
	assert_string_equal(grid_row(6), "    缩[31m进  了的一"); /* a tab is two blanks */
	assert_string_equal(grid_row(7), "    段文字在这里");     /* indented on each row */
	assert_int_equal(grid_find("\x1b"), -1);
}

static void it_scrolls_and_says_where(void **state)
{
	(void)state;
	char buf[80], line[40];
	for (int i = 1; i <= 20; i++) {
		snprintf(line, sizeof line, "第%d行\n", i);
		reader_text(reader, C_TEXT, line);
	}
	show();
	assert_string_equal(reader_status(reader, buf, sizeof buf), "1-6行 共20行");
	keys("<Down><Down>");
	assert_string_equal(reader_status(reader, buf, sizeof buf), "3-8行 共20行");
	keys("<PgDn>");
	assert_true(grid_find("第8行") == 0);
	keys("<End>");
	assert_true(grid_find("第20行") == 5);
	keys("<Down><PgDn>");
	assert_true(grid_find("第20行") == 5);
	keys("<Up>");
	assert_true(grid_find("第19行") == 5);
	keys("<Home><Space>");
	assert_true(grid_find("第6行") == 0);
	size_t top = reader_top(reader);
	surface_place(sheet, (struct rect){0, 0, 4, 12});
	show();
	assert_true(grid_find("第6行") == 0);
	reader_go(reader, 0);
	reader_go(reader, top);
	show();
	assert_true(grid_find("第6行") == 0);
	struct event wheel = mouse_event(1, 1, MOUSE_WHEEL_DOWN);
	assert_int_equal(reader_key(reader, &wheel), TOOK);
	show();
	assert_true(grid_find("第9行") == 0);
	static const char *const others[] = {
	        "<Esc>", "n", "p", "b", "<F5>", "<Tab>", "j", "<Left>"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		keys(others[i]);
		assert_int_equal(took, TOOK_NOT);
	}
}

static void a_search_goes_round(void **state)
{
	(void)state;
	char buf[80], line[40];
	for (int i = 1; i <= 30; i++) {
		snprintf(line, sizeof line, "%s第%d行\n", i % 10 ? "" : "ＡＢ", i);
		reader_text(reader, C_TEXT, line);
	}
	show();
	keys("/");
	assert_string_equal(grid_row(5), " 查找：");
	assert_true(grid_cursor.visible);
	keys("ab<Enter>");
	assert_int_equal(reader_matches(reader), 3);
	int row = grid_find("第10行");
	assert_true(row >= 0);
	assert_int_equal(grid_screen(row, 0)->role, C_MATCH);
	assert_int_equal(grid_screen(row, 3)->role, C_MATCH);
	assert_int_equal(grid_screen(row, 4)->role, C_TEXT);
	assert_int_equal(grid_cursor.row, row); /* for who reads by finger or ear */
	keys("n");
	assert_true(grid_find("第20行") >= 0);
	assert_string_equal(reader_notice(reader), "");
	keys("nｎ");
	assert_true(grid_find("第10行") >= 0);
	assert_string_not_equal(reader_notice(reader), "");
	keys("N");
	assert_true(grid_find("第30行") >= 0);
	reader_status(reader, buf, sizeof buf);
	assert_non_null(strstr(buf, "第3处 共3处"));
	keys("<Esc>");
	assert_int_equal(took, TOOK);
	assert_int_equal(reader_matches(reader), 0);
	keys("/没有的<Enter>");
	assert_non_null(strstr(reader_notice(reader), "没有找到"));
}

static void lines_as_given_are_moved_sideways(void **state)
{
	(void)state;
	reader_set_lines(reader, true);
	reader_text(reader, C_TEXT, "│编号│标题很长很长很长很长│\n│0142│森林防火森林防火森林防│\n");
	reader_set_lines(reader, false);
	reader_text(reader, C_TEXT, "后面的段落照常换行，不会移动位置");
	show();
	assert_int_equal(grid_find("长│"), -1);
	assert_true(grid_find("后面") == 2);
	keys("<Right><Right><Right>");
	assert_string_equal(grid_row(0), " 很长很长很长很长│");
	assert_string_equal(
	        grid_row(1), " 防火森林防火森林防│"); /* the Han cut by the left edge is a blank */
	assert_true(grid_find("后面") == 2);
	keys("<Left><Left>");
	assert_true(!strncmp(grid_row(0), "│编号", 9));
}

static void a_difference_shows_what_changed(void **state)
{
	(void)state;
	surface_place(sheet, (struct rect){0, 0, 12, 60});
	reader_difference(reader, "标题\n共有120人。\n旧的一段。\n尾\n",
	        "标题\n共有138人。\n尾\n新增。\n", -1);
	show();
	assert_string_equal(grid_row(1), "共有〔删：120〕138人。");
	assert_int_equal(grid_screen(1, 5)->role, C_DELETED);
	int col = 4 + text_columns("〔删：120〕");
	assert_int_equal(grid_screen(1, col)->role, C_INSERTED);
	assert_int_equal(grid_screen(1, col + 3)->role, C_TEXT);
	assert_string_equal(grid_row(2), "〔删：旧的一段。〕");
	assert_string_equal(grid_row(3), "尾");
	assert_string_equal(grid_row(4), "新增。");
	assert_int_equal(grid_screen(4, 0)->role, C_INSERTED);
	assert_true(reader_stops(reader) >= 2);
}

static void unchanged_stretches_are_folded_and_stops_reached(void **state)
{
	(void)state;
	struct buffer a = {0}, b = {0};
	for (int i = 0; i < 60; i++) {
		buffer_printf(&a, "第%d段\n", i);
		buffer_printf(&b, i % 20 == 10 ? "第%d段改了\n" : "第%d段\n", i);
	}
	surface_place(sheet, (struct rect){0, 0, 6, 40});
	reader_difference(reader, a.s, b.s, 2);
	assert_int_equal(reader_stops(reader), 3);
	show();
	assert_true(strstr(grid_row(0), "8 段没有改动") != NULL);
	assert_true(grid_find("第8段") == 1);
	assert_true(grid_find("第10段改了") == 3);
	keys("]");
	assert_true(grid_find("第10段改了") == 2);
	keys("]");
	assert_true(grid_find("第30段改了") >= 0);
	keys("]");
	assert_true(grid_find("第50段改了") >= 0);
	keys("]");
	assert_string_not_equal(reader_notice(reader), "");
	keys("[[【");
	assert_true(grid_find("第10段改了") >= 0);
	reader_clear(reader);
	reader_difference(reader, a.s, b.s, -1);
	assert_int_equal(reader_length(reader), b.n); /* nothing deleted, nothing folded */
	buffer_free(&a);
	buffer_free(&b);
}

static void anchors_and_clearing(void **state)
{
	(void)state;
	for (int i = 0; i < 40; i++) {
		reader_anchor(reader, i);
		reader_text(reader, C_TEXT, i == 25 ? "目标\n" : "别的\n");
	}
	assert_true(reader_go_anchor(reader, 25));
	show();
	assert_true(grid_find("目标") == 0);
	assert_false(reader_go_anchor(reader, 99));
	reader_clear(reader);
	show();
	assert_string_equal(grid_row(0), "");
	keys("<Down><PgUp><End><Home>]n");
	for (int rows = 1; rows < 8; rows++)
		for (int cols = 1; cols < 30; cols++) {
			surface_place(sheet, (struct rect){0, 0, rows, cols});
			reader_clear(reader);
			reader_difference(reader, "旧\n同", "新\n同", 0);
			show();
		}
}

/* Printed, not judged. */
static void print_the_cost_of_a_large_text(void **state)
{
	(void)state;
	struct buffer b = {0};
	struct timespec t[4];
	while (b.n < 100000)
		buffer_text(&b, "公开信息申请人应当提交书面申请材料并说明用途，行政机关应当自收到申"
		                "请之日起二十个工作日内予以答复。\n");
	surface_place(sheet, (struct rect){0, 0, 40, 100});
	clock_gettime(CLOCK_MONOTONIC, &t[0]);
	reader_text(reader, C_TEXT, b.s);
	show();
	clock_gettime(CLOCK_MONOTONIC, &t[1]);
	for (int i = 0; i < 100; i++)
		keys("<PgDn>");
	clock_gettime(CLOCK_MONOTONIC, &t[2]);
	reader_search(reader, "的不在");
	reader_search(reader, "公开");
	clock_gettime(CLOCK_MONOTONIC, &t[3]);
	for (int i = 0; i < 3; i++)
		printf("%s: %.3f ms\n",
		        (const char *[]){"open 100 KB", "100 pages", "two searches"}[i],
		        (double)(t[i + 1].tv_sec - t[i].tv_sec) * 1e3 +
		                (double)(t[i + 1].tv_nsec - t[i].tv_nsec) / 1e6);
	buffer_free(&b);
}

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(paragraphs_wrap_and_keep_their_roles, start, stop),
	        cmocka_unit_test_setup_teardown(it_scrolls_and_says_where, start, stop),
	        cmocka_unit_test_setup_teardown(a_search_goes_round, start, stop),
	        cmocka_unit_test_setup_teardown(lines_as_given_are_moved_sideways, start, stop),
	        cmocka_unit_test_setup_teardown(a_difference_shows_what_changed, start, stop),
	        cmocka_unit_test_setup_teardown(
	                unchanged_stretches_are_folded_and_stops_reached, start, stop),
	        cmocka_unit_test_setup_teardown(anchors_and_clearing, start, stop),
	        cmocka_unit_test_setup_teardown(print_the_cost_of_a_large_text, start, stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
