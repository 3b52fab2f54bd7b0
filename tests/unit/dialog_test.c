/* dialog_test.c - pick list and dialogs: what chooses, what confirms, and above all what does not.
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
#include "tui/widget/dialog.h"
#include "tui/widget/picker.h"

static enum took took;
static const struct rect screen = {0, 0, 24, 80};

static void press_picker(struct picker *p, const char *keys)
{
	PRESS(picker_key(p, &ev), keys);
}

static void press(struct dialog *d, const char *keys)
{
	PRESS(dialog_key(d, &ev), keys);
}

static struct picker *offices(unsigned flags)
{
	struct choices c = {0};
	choices_add(&c, "lyj", "林业局", "主管", NULL);
	choices_add(&c, "sl", "森林防火办公室", NULL, NULL);
	choices_add(&c, "zw", "政务公开股", NULL, "本股室已撤销。");
	choices_add(&c, "cz", "财政与审计股", NULL, NULL);
	choices_add(&c, "x", "ABC中心", NULL, NULL);
	return picker_new("选择股室", &c, flags);
}

static void a_filter_takes_words_and_initials(void **state)
{
	(void)state;
	struct picker *p = offices(0);
	assert_int_equal(picker_left(p), 5);
	press_picker(p, "lyj");
	assert_int_equal(picker_left(p), 1);
	assert_string_equal(picker_chosen(p)->key, "lyj");
	press_picker(p, "<BS><BS><BS>");
	assert_int_equal(picker_left(p), 5);
	press_picker(p, "股");
	assert_int_equal(picker_left(p), 2);
	press_picker(p, "<BS>ａｂｃ"); /* the input method is on */
	assert_int_equal(picker_left(p), 1);
	assert_string_equal(picker_chosen(p)->key, "x");
	press_picker(p, "<BS><BS><BS>主管");
	assert_string_equal(picker_chosen(p)->key, "lyj"); /* notes are looked at too */
	press_picker(p, "没有");
	assert_int_equal(picker_left(p), 0);
	assert_null(picker_chosen(p));
	press_picker(p, "<Enter>");
	assert_int_equal(took, TOOK);
	assert_string_equal(picker_notice(p), ""); /* the list itself says so, once */
	press_picker(p, "<Esc>");
	assert_int_equal(took, TOOK_CANCEL);
	picker_free(&p);
}

/* Reasons have numbers: 1 is 01, and 10 comes after it. */
static void a_number_typed_finds_its_own_first(void **state)
{
	(void)state;
	struct choices list = {0};
	choices_add(&list, "a", "10 法律法规禁止公开", "", "");
	choices_add(&list, "b", "11 错敏词", "", "");
	choices_add(&list, "c", "01 涉及国家秘密", "", "");
	struct picker *p = picker_new("原因", &list, 0);
	press_picker(p, "1");
	assert_string_equal(picker_chosen(p)->key, "c");
	assert_int_equal(picker_left(p), 3);
	press_picker(p, "1");
	assert_string_equal(picker_chosen(p)->key, "b");
	picker_free(&p);
	choices_add(&list, "a", "1 国家秘密", "", "");
	p = picker_new("原因", &list, 0);
	press_picker(p, "4294967297"); /* 1, to whoever counts in 32 bits */
	assert_int_equal(picker_left(p), 0);
	picker_free(&p);
}

/* Who looked for one entry and presses Enter means it; who only opened the list changes nothing. */
static void what_was_sought_is_marked(void **state)
{
	(void)state;
	struct picker *p = offices(PICK_MANY);
	press_picker(p, "<Enter>");
	assert_int_equal(took, TOOK_DONE);
	assert_null(picker_marked(p, 0));
	press_picker(p, "lyj<Enter>");
	assert_int_equal(took, TOOK_DONE);
	assert_string_equal(picker_marked(p, 0)->key, "lyj");
	assert_null(picker_marked(p, 1));
	picker_free(&p);
	p = offices(PICK_MANY);
	press_picker(p, "没有<Enter>"); /* he meant something, but not nothing */
	assert_int_equal(took, TOOK);
	press_picker(p, "<Esc>");
	picker_free(&p);
	p = offices(PICK_MANY);
	press_picker(p, "政务<Enter>"); /* nor what cannot be chosen: why is said */
	assert_int_equal(took, TOOK);
	assert_string_not_equal(picker_notice(p), "");
	picker_free(&p);
}

static void what_begins_with_the_words_comes_first(void **state)
{
	(void)state;
	struct picker *p = offices(0);
	press_picker(p, "z"); /* 财政… holds a z, 政务… begins with it, ABC中心 too in its middle */
	assert_string_equal(picker_entry(p, 0)->key, "zw");
	assert_true(picker_left(p) >= 3);
	picker_free(&p);
}

static void what_cannot_be_chosen_says_why(void **state)
{
	(void)state;
	struct picker *p = offices(PICK_DIGITS);
	press_picker(p, "<Down><Down><Enter>");
	assert_int_equal(took, TOOK);
	assert_string_equal(picker_notice(p), "本股室已撤销。");
	press_picker(p, "3");
	assert_int_equal(took, TOOK);
	press_picker(p, "9");
	assert_int_equal(took, TOOK);
	press_picker(p, "４");
	assert_int_equal(took, TOOK_DONE);
	assert_string_equal(picker_chosen(p)->key, "cz");
	picker_free(&p);
	p = offices(0); /* without the option a digit filters */
	press_picker(p, "4");
	assert_int_equal(took, TOOK);
	assert_int_equal(picker_left(p), 0);
	picker_free(&p);
}

static void several_can_be_marked(void **state)
{
	(void)state;
	struct picker *p = offices(PICK_MANY);
	picker_set(p, "cz");
	picker_set(p, "x");
	assert_string_equal(picker_chosen(p)->key, "cz"); /* a list opens on the first that is marked, not the last */
	press_picker(p, "<End><Space>");
	press_picker(p, "<Home><Space><Down><Space>"); /* the third cannot */
	assert_string_equal(picker_notice(p), "本股室已撤销。");
	press_picker(p, "abc<Space><Enter>"); /* marks outlive the filter */
	assert_int_equal(took, TOOK_DONE);
	assert_string_equal(picker_marked(p, 0)->key, "lyj");
	assert_string_equal(picker_marked(p, 1)->key, "cz");
	assert_string_equal(picker_marked(p, 2)->key, "x");
	assert_null(picker_marked(p, 3));
	picker_free(&p);
}

static void a_long_list_scrolls(void **state)
{
	(void)state;
	struct choices c = {0};
	char label[40];
	for (int i = 0; i < 500; i++) {
		snprintf(label, sizeof label, "第%d项", i);
		choices_add(&c, label, label, NULL, NULL);
	}
	struct picker *p = picker_new("长", &c, PICK_DIGITS);
	picker_set(p, "第300项");
	picker_draw(p, screen);
	assert_true(grid_find("第300项") > 0);
	assert_int_equal(grid_find("第0项"), -1);
	press_picker(p, "<PgDn>");
	picker_draw(p, screen);
	assert_true(grid_find("第317项") > 0);
	press_picker(p, "<End>");
	picker_draw(p, screen);
	assert_true(grid_find("第499项") > 0);
	press_picker(p, "<Home>");
	picker_draw(p, screen);
	assert_true(grid_find("1 第0项") > 0);
	assert_true(grid_cursor.visible);
	assert_int_equal(grid_cursor.row, grid_find("筛选"));
	for (int rows = 1; rows < 30; rows++)
		for (int cols = 1; cols < 60; cols += 7)
			picker_draw(p, (struct rect){0, 0, rows, cols});
	picker_free(&p);
	assert_null(grid_surfaces[1]);
}

static void cancel_is_the_default(void **state)
{
	(void)state;
	static const char *const no[] = {
	        "<Enter>", "<Space>", "<Esc>", "n", "ｎ", "1", "<Right><Left><Enter>"};
	static const char *const yes[] = {"y", "Y", "ｙ", "2", "<Right><Enter>", "<Tab><Space>"};
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		struct dialog *d = dialog_confirm("下线", "确定下线？", K_F6);
		press(d, no[i]);
		assert_int_equal(took, TOOK_CANCEL);
		dialog_free(&d);
	}
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		struct dialog *d = dialog_confirm("下线", "确定下线？", K_F6);
		press(d, yes[i]);
		assert_int_equal(took, TOOK_DONE);
		dialog_free(&d);
	}
	struct dialog *d = dialog_confirm("下线", "确定下线？", K_F6);
	static const char *const neither[] = {"x", "<F6>", "9", "<F1>", "公"};
	for (size_t i = 0; i < sizeof neither / sizeof *neither; i++) {
		press(d, neither[i]);
		assert_int_equal(took, TOOK);
	}
	dialog_free(&d);
}

/* Every key that can begin an action, pressed any number of times, with any movement between. */
static void the_key_that_began_never_confirms(void **state)
{
	(void)state;
	static const struct {
		int32_t key;
		const char *as;
	} began[] = {{K_ENTER, "<Enter>"}, {'y', "y"}, {'y', "Ｙ"}, {'Y', "y"},
	        {K_SPACE, "<Space>"}, {'2', "2"}, {0xff12, "2"}, {K_F5, "<F5>"}};
	for (size_t i = 0; i < sizeof began / sizeof *began; i++) {
		struct dialog *d = dialog_confirm("签发", "确定签发？", began[i].key);
		press(d, "<Right>");
		for (int k = 0; k < 3; k++) {
			press(d, began[i].as);
			assert_int_equal(took, TOOK);
		}
		if (began[i].key != K_F5)
			assert_string_not_equal(dialog_notice(d), "");
		press(d, began[i].key == 'y' || began[i].key == 'Y'
		                 ? "2"
		                 : "y"); /* there is always another way */
		assert_int_equal(took, TOOK_DONE);
		dialog_free(&d);

		d = dialog_typed("清除", "清除后不能恢复。", "清除", began[i].key);
		press(d, "清除");
		press(d, began[i].key == K_ENTER ? "<Enter>" : "<F1>");
		assert_int_equal(took, TOOK);
		press(d, "<F2>");
		assert_int_equal(took, TOOK_DONE);
		dialog_free(&d);
	}
}

static void a_word_must_be_typed_whole(void **state)
{
	(void)state;
	struct dialog *d = dialog_typed("发布", "将登记为已发布。", "发布", K_F7);
	press(d, "<Enter>");
	assert_int_equal(took, TOOK);
	assert_non_null(strstr(dialog_notice(d), "“发布”"));
	press(d, "发<Enter>");
	assert_int_equal(took, TOOK);
	press(d, "布<Enter>");
	assert_int_equal(took, TOOK_DONE);
	press(d, "了<Enter>");
	assert_int_equal(took, TOOK);
	press(d, "y<Esc>");
	assert_int_equal(took, TOOK_CANCEL);
	dialog_free(&d);
}

static void a_prompt_remembers(void **state)
{
	(void)state;
	struct prompt_history h = {0};
	for (int i = 0; i < 3; i++) {
		struct dialog *d = dialog_prompt("跳转", "编号：", "", 10, &h);
		press(d, i == 0 ? "0142<Enter>" : i == 1 ? "0143<Enter>" : "0142<Enter>");
		assert_int_equal(took, TOOK_DONE);
		dialog_free(&d);
	}
	assert_int_equal(h.n, 2); /* once each */
	struct dialog *d = dialog_prompt("跳转", "编号：", "半", 10, &h);
	press(d, "句<Up>");
	assert_string_equal(dialog_line(d), "0142");
	press(d, "<Up><Up>");
	assert_string_equal(dialog_line(d), "0143");
	press(d, "<Down><Down><Down>");
	assert_string_equal(dialog_line(d), "半句"); /* what was being typed is not lost */
	press(d, "很长很长很长很长很长");
	assert_string_equal(dialog_line(d), "半句很长很长很长很长");
	assert_non_null(strstr(dialog_notice(d), "最多 10 个字"));
	dialog_draw(d, screen);
	assert_true(grid_cursor.visible);
	dialog_free(&d);
	for (int i = 0; i < 40; i++) {
		char line[16];
		snprintf(line, sizeof line, "%d", i);
		prompt_history_add(&h, line);
	}
	assert_int_equal(h.n, PROMPT_HISTORY);
	assert_string_equal(h.line[h.n - 1], "39");
	prompt_history_free(&h);
}

static void a_refused_passphrase_is_gone(void **state)
{
	(void)state;
	struct dialog *d = dialog_secret("登录", "口令：");
	press(d, "错的<Enter>");
	assert_int_equal(took, TOOK_DONE);
	dialog_refuse(d, "口令不对，请再输入。");
	assert_string_equal(dialog_line(d), "");
	dialog_draw(d, screen);
	assert_true(grid_find("口令不对") > 0);
	press(d, "对的<Enter>");
	assert_string_equal(dialog_line(d), "对的");
	dialog_draw(d, screen);
	assert_true(grid_find("●●") > 0);
	assert_int_equal(grid_find("对的"), -1);
	dialog_free(&d);
}

static struct dialog *three(int32_t key)
{
	struct choices c = {0};
	choices_add(&c, "a", "继续编辑", NULL, NULL);
	choices_add(&c, "b", "保存", NULL, "还有栏目没有填。");
	choices_add(&c, "c", "放弃", "不保存", NULL);
	return dialog_choice("退出", "有改动没有保存。", &c, key);
}

static void one_of_a_few(void **state)
{
	(void)state;
	struct dialog *d = three(K_ESC);
	press(d, "2");
	assert_int_equal(took, TOOK);
	assert_string_equal(dialog_notice(d), "还有栏目没有填。");
	press(d, "3");
	assert_int_equal(took, TOOK_DONE);
	assert_string_equal(dialog_chosen(d)->key, "c");
	dialog_free(&d);
	d = three(K_ENTER);
	press(d, "<Down><Down><Enter>");
	assert_int_equal(took, TOOK); /* Enter began it */
	press(d, "<Space>");
	assert_int_equal(took, TOOK_DONE);
	dialog_free(&d);
	d = three('3');
	press(d, "3");
	assert_int_equal(took, TOOK);
	dialog_draw(d, screen);
	struct event one = mouse_event(grid_find("继续编辑"), 40, MOUSE_PRESS);
	assert_int_equal(dialog_key(d, &one), TOOK_DONE);
	assert_string_equal(dialog_chosen(d)->key, "a");
	dialog_free(&d);
}

static void drawn_in_the_middle_and_wrapped(void **state)
{
	(void)state;
	struct dialog *d = dialog_confirm("紧急下线",
	        "下线后一个工作日内须由另外两人确认或撤销，逾期将列入超期清单，并在每日首次登录时提"
	        "醒分管领导。\n编号 0142",
	        K_F8);
	dialog_set_yes(d, "下线");
	dialog_draw(d, screen);
	int row = grid_find("编号 0142");
	assert_true(row > 8 && row < 16);
	assert_true(grid_find("1 取消 (n)") > row);
	assert_int_equal(grid_screen(grid_find("1 取消"), grid_cursor.col)->role, C_BUTTON_ON);
	assert_false(grid_cursor.visible);
	struct event one = mouse_event(grid_find("2 下线"), grid_cursor.col + 14, MOUSE_PRESS);
	assert_int_equal(dialog_key(d, &one), TOOK_DONE);
	for (int rows = 1; rows < 30; rows++) /* no size at which it falls over */
		for (int cols = 1; cols < 90; cols += 7)
			dialog_draw(d, (struct rect){0, 0, rows, cols});
	dialog_free(&d);

	struct buffer b = {0};
	for (int i = 0; i < 60; i++)
		buffer_printf(&b, "第%d行\n", i);
	d = dialog_message("说明", b.s);
	dialog_draw(d, screen);
	assert_true(grid_find("第0行") > 0);
	press(d, "<PgDn>");
	dialog_draw(d, screen);
	assert_int_equal(grid_find("第0行"), -1);
	press(d, "<PgDn><PgDn><PgDn><PgDn>");
	dialog_draw(d, screen);
	assert_true(grid_find("第59行") > 0);
	press(d, "<Enter>");
	assert_int_equal(took, TOOK_CANCEL);
	dialog_free(&d);
	buffer_free(&b);
	assert_null(grid_surfaces[1]);
}

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	struct surface *below = surface_new(screen);
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_filter_takes_words_and_initials),
	        cmocka_unit_test(a_number_typed_finds_its_own_first),
	        cmocka_unit_test(what_was_sought_is_marked),
	        cmocka_unit_test(what_begins_with_the_words_comes_first),
	        cmocka_unit_test(what_cannot_be_chosen_says_why),
	        cmocka_unit_test(several_can_be_marked),
	        cmocka_unit_test(a_long_list_scrolls),
	        cmocka_unit_test(cancel_is_the_default),
	        cmocka_unit_test(the_key_that_began_never_confirms),
	        cmocka_unit_test(a_word_must_be_typed_whole),
	        cmocka_unit_test(a_prompt_remembers),
	        cmocka_unit_test(a_refused_passphrase_is_gone),
	        cmocka_unit_test(one_of_a_few),
	        cmocka_unit_test(drawn_in_the_middle_and_wrapped),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	surface_free(&below);
	return failed;
}
