/* form_test.c - the entry form: its way from field to field, what it refuses, where it puts things.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/unit/grid.h"
#include "tests/unit/keys.h"
#include "tui/widget/form.h"

static struct surface *sheet;
static struct form *form;
static enum took took;

static bool title_check(const struct entry *en, const char *value, char *why, size_t cap)
{
	(void)en;
	if (!strstr(value, "测试"))
		return true;
	snprintf(why, cap, "标题里不要写“测试”。");
	return false;
}

static void kinds(const struct entry *en, struct choices *out)
{
	(void)en;
	choices_add(out, "law", "政策法规", NULL, NULL);
	choices_add(out, "work", "工作动态", NULL, NULL);
	choices_add(out, "plan", "规划计划", NULL, NULL);
	choices_add(out, "money", "财政资金", "", "这个分类已停用。");
}

static void channels(const struct entry *en, struct choices *out)
{
	/* a list may look at the rest of the entry */
	choices_add(out, "web", "门户网站", NULL, NULL);
	choices_add(out, "wechat", "微信公众号", NULL, NULL);
	if (!strcmp(en->value(en, "kind"), "law"))
		choices_add(out, "gazette", "公报", NULL, NULL);
}

static bool secret_asked(const struct entry *en)
{
	return !strcmp(en->value(en, "closed"), "1");
}

static const struct form_field fields[] = {
        {.key = "note", .label = "带星号的必须填写。", .kind = FIELD_NOTE},
        {.key = "title",
                .label = "标题",
                .kind = FIELD_TEXT,
                .max = 20,
                .required = true,
                .hint = "与页面一致",
                .check = title_check},
        {.key = "day", .label = "成文日期", .kind = FIELD_DATE, .required = true},
        {.key = "kind",
                .label = "信息分类",
                .kind = FIELD_CHOICE,
                .width = 16,
                .required = true,
                .list = kinds},
        {.key = "channels", .label = "渠道", .kind = FIELD_MULTI, .list = channels},
        {.key = "closed", .label = "不予公开", .kind = FIELD_BOOL},
        {.key = "reason",
                .label = "理由",
                .kind = FIELD_TEXT,
                .required = true,
                .asked = secret_asked},
        {.key = "body", .label = "正文", .kind = FIELD_LONG},
        {.key = "pass", .label = "口令", .kind = FIELD_SECRET, .width = 12},
};

static int start(void **state)
{
	(void)state;
	form = form_new(fields, sizeof fields / sizeof *fields, NULL);
	sheet = surface_new((struct rect){0, 0, 24, 80});
	return 0;
}

static int stop(void **state)
{
	(void)state;
	form_free(&form);
	surface_free(&sheet);
	assert_null(grid_surfaces[0]); /* the picker took its surface with it */
	return 0;
}

static void show(void)
{
	form_draw(form, sheet, (struct rect){0, 0, sheet->r.rows, sheet->r.cols}, true);
}

static void keys(const char *text)
{
	PRESS(form_key(form, &ev), text);
}

static void the_cursor_goes_from_field_to_field(void **state)
{
	(void)state;
	static const char *const way[] = {
	        "title", "day", "kind", "channels", "closed", "body", "pass"};
	for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
		assert_string_equal(form_focus(form), way[i]);
		keys(!strcmp(way[i], "body") ? "字<Tab>" : "<Tab>");
	}
	assert_string_equal(form_focus(form), "title"); /* round */
	keys("<S-Tab>");
	assert_string_equal(form_focus(form), "pass");
	keys("<Enter>");
	assert_string_equal(form_focus(form), "pass");
	assert_non_null(strstr(form_line(form), "F2"));
	keys("<Up>");
	assert_string_equal(form_focus(form), "body");
	keys("<Up>");
	assert_string_equal(form_focus(form), "closed");
	keys("<Space><Down>"); /* now the reason is asked */
	assert_string_equal(form_focus(form), "reason");
	keys("<Down><Enter>二<Up><Up>");
	assert_string_equal(
	        form_value(form, "body"), "字\n二"); /* Enter and Up are the editor's inside it */
	assert_string_equal(form_focus(form), "reason");
	keys("<Esc>");
	assert_int_equal(took, TOOK_CANCEL);
	keys("<F5>");
	assert_int_equal(took, TOOK_NOT);
}

static void saving_names_what_is_missing(void **state)
{
	(void)state;
	keys("<Tab><F2>");
	assert_int_equal(took, TOOK);
	assert_string_equal(form_focus(form), "title");
	assert_string_equal(form_fault_of(form, "title"), "请填写标题。");
	assert_non_null(strstr(form_fault_of(form, "kind"), "请选择信息分类"));
	assert_string_equal(form_fault_of(form, "reason"), ""); /* not asked */
	assert_string_equal(form_fault_of(form, "body"), "");
	keys("测试");
	assert_string_equal(
	        form_fault_of(form, "title"), ""); /* goes away with the first character */
	keys("<Tab>");
	assert_string_equal(form_fault_of(form, "title"), "标题里不要写“测试”。");
	keys("2月30日<Tab>");
	assert_non_null(strstr(form_fault_of(form, "day"), "不是日期"));
	form_set(form, "kind", "law");
	form_set(form, "title", "　 ");
	form_set(form, "day", "２０２６年２月３日");
	keys("<C-S>");
	assert_int_equal(took, TOOK);
	assert_string_equal(form_fault_of(form, "title"), "请填写标题。"); /* blanks are nothing */
	assert_string_equal(form_fault_of(form, "day"), "");
	assert_string_equal(form_value(form, "day"), "2026-02-03");
	form_set(form, "title", "好");
	form_set(form, "closed", "1");
	keys("<F2>");
	assert_int_equal(took, TOOK);
	assert_string_equal(form_focus(form), "reason");
	keys("涉及秘密<F2>");
	assert_int_equal(took, TOOK_DONE);
	form_fault(form, "title", "同名事项已有：2026-0141。");
	assert_string_equal(form_focus(form), "title");
	keys("<Tab>");
	assert_string_equal(form_fault_of(form, "title"), "同名事项已有：2026-0141。");
	form_fault(form, NULL, "文件正忙。");
	assert_string_equal(form_line(form), "文件正忙。");
}

static void a_choice_opens_a_list(void **state)
{
	(void)state;
	form_go(form, "kind");
	keys("<Enter>");
	show();
	assert_true(grid_find("政策法规") >= 0);
	keys("<Down><Enter>");
	assert_string_equal(form_value(form, "kind"), "work");
	assert_string_equal(form_shown(form, "kind"), "工作动态");
	assert_string_equal(form_focus(form), "channels"); /* on to the next */
	show();
	assert_int_equal(grid_find("政策法规"), -1);
	assert_true(grid_find("工作动态") >= 0);
	keys("<Up>g");
	show();
	keys("<Enter>"); /* ghjh, gzdt: the first */
	assert_string_equal(form_value(form, "kind"), "work");
	form_go(form, "kind");
	keys("ghj<Enter>");
	assert_string_equal(form_value(form, "kind"), "plan");
	form_go(form, "kind");
	keys("<Enter>4");
	show();
	assert_true(grid_find("这个分类已停用。") >= 0);
	assert_string_equal(form_value(form, "kind"), "plan");
	keys("<Esc>");
	assert_string_equal(form_focus(form), "kind");
	keys("1");
	show();
	assert_true(
	        grid_find("Enter 选定") >= 0); /* a digit typed on the closed field begins in the list */
	assert_string_equal(form_value(form, "kind"), "plan");
	keys("026-13");
	show();
	assert_true(grid_find("1026-13") >= 0); /* whatever is typed blindly is all there to be seen, and chooses nothing */
	assert_string_equal(form_value(form, "kind"), "plan");
	keys("<Esc><Del>");
	assert_string_equal(form_value(form, "kind"), "");
}

static void several_are_chosen_in_the_order_of_the_list(void **state)
{
	(void)state;
	form_set(form, "kind", "law");
	form_go(form, "channels");
	keys("<Enter><End><Space><Home><Space><Enter>");
	assert_string_equal(form_value(form, "channels"), "web\ngazette");
	assert_string_equal(form_shown(form, "channels"), "门户网站、公报");
	form_go(form, "channels");
	keys("<Enter><Home><Space><Enter>"); /* what was chosen is marked already */
	assert_string_equal(form_value(form, "channels"), "gazette");
	form_go(form, "channels");
	keys("<Enter><Esc>");
	assert_string_equal(form_value(form, "channels"), "gazette");
	form_load(form, "channels", "web\nold");
	assert_string_equal(form_shown(form, "channels"), "门户网站、old");
}

static struct form *twin;
static int tellings;
static void hear(void *ctx, const char *key, const struct edit_change *c)
{
	(void)ctx;
	tellings++;
	assert_string_not_equal(key, "pass");
	assert_true(form_apply(twin, key, c));
}

static void changes_are_measured_and_told(void **state)
{
	(void)state;
	twin = form_new(fields, sizeof fields / sizeof *fields, NULL);
	form_load(form, "title", "旧");
	form_load(twin, "title", "旧");
	form_on_change(form, hear, NULL);
	assert_false(form_changed(form));
	keys("新<Tab>2026.1.5<Tab>g<Enter><Down> <Down>正文<Enter>二段<C-Z>三<Tab>口令");
	static const char *const all[] = {"title", "day", "kind", "channels", "closed", "body"};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_string_equal(form_value(form, all[i]), form_value(twin, all[i]));
	assert_string_equal(form_value(form, "title"), "旧新");
	assert_string_equal(form_value(form, "day"), "2026-01-05");
	assert_string_equal(form_value(form, "pass"), "口令");
	assert_string_equal(form_value(twin, "pass"), "");
	assert_true(tellings > 10);
	assert_true(form_changed(form));
	form_settle(form);
	form_set(form, "pass", "");
	assert_false(form_changed(form));
	form_set(form, "closed", "");
	assert_true(form_changed(form));
	form_free(&twin);
	struct edit_change wrong = {0, "x", 1, "y", 1};
	assert_false(form_apply(form, "kind", &wrong));
	assert_false(form_apply(form, "nothing", &wrong));
}

static void places_and_sentences(void **state)
{
	(void)state;
	show();
	assert_string_equal(grid_row(0), "  带星号的必须填写。");
	assert_string_equal(grid_row(1), " *标题");
	assert_string_equal(grid_row(2), " *成文日期  如 2026-11-20");
	assert_string_equal(grid_row(3), " *信息分类                 ▾");
	assert_string_equal(grid_row(5), "  不予公开  [ ] 否");
	assert_int_equal(grid_find("理由"), -1);
	assert_string_equal(grid_row(6), "  正文     │"); /* takes what is left */
	assert_string_equal(grid_row(20), "           │");
	assert_string_equal(grid_row(22), "  口令");
	assert_string_equal(grid_row(23), " 与页面一致");
	assert_int_equal(grid_cursor.row, 1);
	assert_int_equal(grid_cursor.col, 12);
	assert_true(grid_cursor.visible);
	form_set(form, "day", "2026-11-20");
	form_go(form, "body");
	show();
	assert_string_equal(grid_row(2), " *成文日期  2026-11-20     11月20日 周五");
	assert_string_equal(grid_row(23), " 第1段 共1段 · 0字");
	form_go(form, "title");
	keys("<F2>");
	show();
	assert_string_equal(grid_row(4),
	        " *信息分类                 ▾  请选择信息分类：按 Enter 打开列表。"); /* beside */
	assert_string_equal(grid_row(1), " *标题");
	assert_string_equal(grid_row(2),
	        "            请填写标题。"); /* the field is as wide as the form: below */
	assert_string_equal(grid_row(23), " 还没有保存：请先改正标出的栏目。");
	form_lock(form, "title", "已送审，不能改。");
	show();
	keys("改");
	assert_string_equal(form_value(form, "title"), "");
}

static void a_long_form_scrolls_and_keeps_its_text(void **state)
{
	(void)state;
	keys("标题<Tab>2026-1-1");
	surface_place(sheet, (struct rect){0, 0, 6, 40});
	show();
	assert_int_equal(grid_cursor.row, 2);
	form_go(form, "pass");
	keys("ab");
	show();
	assert_true(grid_find("口令") >= 0);
	assert_int_equal(grid_cursor.row, grid_find("口令"));
	assert_int_equal(grid_find("标题"), -1);
	form_go(form, "body");
	char text[] = "第一段很长很长很长很长很长很长很长很长很长很长\n二\n三\n四\n五\n六\n七";
	struct event paste = paste_event(text);
	form_key(form, &paste);
	show();
	assert_true(grid_find("七") >= 0);
	assert_int_equal(grid_cursor.row, grid_find("七"));
	surface_place(sheet, (struct rect){0, 0, 40, 100});
	show();
	assert_true(grid_find("标题") >= 0);
	assert_true(grid_find("第一段很长") >= 0);
	assert_string_equal(form_value(form, "body"), text);
	assert_string_equal(form_value(form, "title"), "标题");
	for (int rows = 1; rows < 30; rows++) /* no size at which it falls over */
		for (int cols = 1; cols < 60; cols += 7) {
			surface_place(sheet, (struct rect){0, 0, rows, cols});
			show();
		}
}

static void the_mouse_enters_a_field(void **state)
{
	(void)state;
	show();
	struct event one = mouse_event(2, 14, MOUSE_PRESS);
	assert_int_equal(form_key(form, &one), TOOK);
	assert_string_equal(form_focus(form), "day");
	one = mouse_event(5, 13, MOUSE_PRESS);
	form_key(form, &one);
	assert_string_equal(form_value(form, "closed"), "1");
	show();
	one = mouse_event(3, 14, MOUSE_PRESS);
	form_key(form, &one);
	show();
	assert_true(grid_find("工作动态") >= 0);
	int row = grid_find("规划计划");
	one = mouse_event(row, 40, MOUSE_DOUBLE);
	form_key(form, &one);
	assert_string_equal(form_value(form, "kind"), "plan");
}

/* What is drawn of a line alone leaves the page as drawing all of it would. */
static void a_line_is_drawn_as_the_whole_is(void **state)
{
	static const char *const some[] = {"字", "a", "测试", "，", "<BS>", "<Left>", "<Right>", "<Home>", "<End>", "<Del>", "<Tab>",
		"<S-Tab>", "<Down>", "<Up>", "<Space>", "<Enter>", "<Esc>", "1", "2026-11-20", "<PgDn>", "<PgUp>", "<F2>"};
	static const char *const names[] = {"title", "day", "reason", "body"};
	struct rect all = {0, 0, sheet->r.rows, sheet->r.cols};
	struct surface *other = surface_new(all);
	unsigned seed = 20261122;
	int lines = 0;
	(void)state;
	for (int turn = 0; turn < 6000; turn++) {
		seed = seed * 1103515245 + 12345;
		const unsigned r = seed >> 16;
		if (r % 97 == 0)
			form_fault(form, names[r / 97 % 4], "请改一改。");
		else if (r % 89 == 0)
			form_lock(form, names[r / 89 % 4], r & 1024 ? "这里不能改。" : NULL);
		else if (r % 83 == 0)
			form_set(form, names[r / 83 % 4], "另外一句");
		else
			keys(some[turn % 3 ? r % 10 : r % (sizeof some / sizeof *some)]);
		const struct grid_cell was = sheet->cell[0][78];
		snprintf(sheet->cell[0][78].s, sizeof was.s, "#"); /* what is drawn whole goes over it */
		form_draw(form, sheet, all, false);
		if (*sheet->cell[0][78].s != '#') {
			memcpy(other->cell, sheet->cell, sizeof sheet->cell);
			continue;
		}
		lines++;
		sheet->cell[0][78] = was;
		form_draw(form, other, all, true);
		for (int row = 0; row < all.rows; row++)
			for (int col = 0; col < all.cols; col++) {
				const struct grid_cell *one = &sheet->cell[row][col], *two = &other->cell[row][col];
				if (one->second != two->second || (!one->second && (strcmp(one->s, two->s) != 0 || one->role != two->role)))
					fail_msg("turn %d, row %d, column %d: \"%s\" for \"%s\"", turn, row, col, one->s, two->s);
			}
	}
	assert_in_range(lines, 150, 5999);
	surface_free(&other);
}

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(the_cursor_goes_from_field_to_field, start, stop),
	        cmocka_unit_test_setup_teardown(saving_names_what_is_missing, start, stop),
	        cmocka_unit_test_setup_teardown(a_choice_opens_a_list, start, stop),
	        cmocka_unit_test_setup_teardown(
	                several_are_chosen_in_the_order_of_the_list, start, stop),
	        cmocka_unit_test_setup_teardown(changes_are_measured_and_told, start, stop),
	        cmocka_unit_test_setup_teardown(places_and_sentences, start, stop),
	        cmocka_unit_test_setup_teardown(a_line_is_drawn_as_the_whole_is, start, stop),
	        cmocka_unit_test_setup_teardown(
	                a_long_form_scrolls_and_keeps_its_text, start, stop),
	        cmocka_unit_test_setup_teardown(the_mouse_enters_a_field, start, stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
