/* day_test.c - a bureau's day in a real terminal: the four documents the project began with become items, one of them
 * goes the whole way: returned, edited, passed by three people, online on two channels, handed over, corrected, taken
 * down.
 *
 * The steps are tests in order on one desk; a step whose forerunner failed says so at once.  What stood on the screen
 * after each is written to $ZWGK_BUILD/tests/terminal/day.txt, to be read as a film. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <jansson.h>

#include "store/base/memory.h"
#include "tests/bureau.h"
#include "tests/film.h"

#define ROWS 36
#define COLS 120

#define FIRST "林业局政务公开工作上半年工作总结"
#define SECOND "信息公开工作要点范文"
#define THIRD "河務局信息公開工作匯報"
#define FOURTH "2023年度政务公开工作自评报告"
#define ADDED "（已按初审意见核对数据。）"
#define CORRECTED "（勘误：时间应为2026年。）"

static struct day {
	struct bureau *b;
	char *reviewed; /* the body that three people passed */
} day;

/* ---- what the desk has ---- */

/* A field of the item with this number, as `zwgk list items` has it; valid until the next call. */
static const char *listed(const char *number, const char *key)
{
	static char value[400];
	json_error_t wrong;
	size_t i;
	const json_t *one;

	assert_int_equal(zwgk(bureau_home(day.b), "list", "items", "--format", "json"), 0);
	json_t *all = json_loads(desk_out(bureau_home(day.b)), 0, &wrong);
	assert_non_null(all);
	value[0] = '\0';
	json_array_foreach(json_object_get(all, "items"), i, one)
		if (!strcmp(json_string_value(json_object_get(one, "number")), number))
			snprintf(value, sizeof value, "%s", json_string_value(json_object_get(one, key)));
	json_decref(all);
	return value;
}

/* ---- intake ---- */

/* F3 and the file's name; the form is then open. */
static void from_file(struct vth *v, const char *seed)
{
	bureau_f(v, 3);
	vth_expect(v, "从文件新建");
	bureau_answer(v, tree_path(seed));
	vth_expect(v, "原文件已作附件");
}

static void the_four_documents_become_items(void **state)
{
	static const char *const channels[] = {"政府网站", "政务新媒体"};
	struct vth *v = bureau_screen(day.b, "jbj", ROWS, COLS);

	(void)state;
	film_step(1);
	from_file(v, "tests/corpus/seeds/000.txt");
	vth_expect(v, FIRST);
	bureau_fill(v, "成文日期", "20261118");
	bureau_choose(v, "信息分类", "gzdt");
	bureau_choose(v, "栏目", "工作动态");
	bureau_mark(v, "公开渠道", channels, 2);
	vth_expect(v, "要素齐全");
	film(v, "第一件，从 000.txt");
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0001");

	/* What was entered last time need not be entered again; the date must. */
	from_file(v, "tests/corpus/seeds/001.txt");
	vth_expect(v, SECOND);
	vth_expect(v, "政府网站、政务新媒体");
	bureau_fill(v, "成文日期", "2026-11-19");
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0002");

	/* The pinyin that a conversion left behind is shown before it is taken out. */
	from_file(v, "tests/corpus/seeds/002.txt");
	vth_expect(v, "修复拼音夹注");
	film(v, "第三件，提出修复");
	bureau_type(v, "y");
	vth_expect(v, "已去掉");
	vth_expect(v, THIRD);
	assert_false(vth_has(v, "(wù)"));
	bureau_fill(v, "成文日期", "2026-11-19");
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0003");

	/* This one begins with an address: nobody can tell its title but the officer. */
	from_file(v, "tests/corpus/seeds/003.txt");
	bureau_fill(v, "标题", FOURTH);
	bureau_fill(v, "成文日期", "2026-11-19");
	film(v, "第四件，标题由经办填写");
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0004");
	film(v, "四件");
	vth_expect(v, "第4/4行");
	bureau_leave(&v);

	assert_string_equal(listed("2026-0001", "title"), FIRST);
	assert_string_equal(listed("2026-0002", "title"), SECOND);
	assert_string_equal(listed("2026-0003", "title"), THIRD);
	assert_string_equal(listed("2026-0004", "title"), FOURTH);
	assert_string_equal(listed("2026-0004", "state"), "draft");
	film_through();
}

/* ---- review ---- */

static void it_is_returned_with_a_reason(void **state)
{
	struct vth *v = bureau_screen(day.b, "jbj", ROWS, COLS);

	(void)state;
	film_step(2);
	bureau_row(v, "2026-0001");
	bureau_f(v, 7); /* what can be taken back is not asked about */
	vth_expect(v, "已送初审：2026-0001");
	bureau_leave(&v);

	v = bureau_screen(day.b, "csy", ROWS, COLS);
	vth_expect(v, "三审 · 待我审");
	bureau_row(v, "2026-0001");
	bureau_enter(v);
	vth_expect(v, "等待 初审乙");
	film(v, "初审打开");
	bureau_f(v, 6);
	film(v, "退回：原因");
	vth_expect(v, "原因（输入编号或拼音首字母）");
	bureau_type(v, "11");
	bureau_enter(v);
	vth_expect(v, "意见（必填）");
	bureau_type(v, "数据与台账不一致，请核对");
	film(v, "退回：意见");
	bureau_f(v, 2);
	vth_expect(v, "2026-0001 已退");
	film(v, "已退回");
	bureau_leave(&v);
	assert_string_equal(listed("2026-0001", "state"), "returned");
	film_through();
}

/* Opens the item in pane 3, signs with F5 and y.  state: what the item is then. */
static void pass(const char *login, const char *state)
{
	struct vth *v = bureau_screen(day.b, login, ROWS, COLS);

	vth_expect(v, "三审 · 待我审");
	bureau_row(v, "2026-0001");
	bureau_enter(v);
	vth_expect(v, "本次签署");
	film(v, login);
	bureau_f(v, 5);
	vth_expect(v, "意见（可不填）");
	bureau_f(v, 5);
	vth_expect(v, "意见（可不填）"); /* the key that asked does not answer */
	film(v, "签署");
	bureau_type(v, "y");
	vth_expect(v, "已通过 2026-0001");
	film(v, "已通过");
	bureau_leave(&v);
	assert_string_equal(listed("2026-0001", "state"), state);
}

static void the_author_edits_and_three_people_pass(void **state)
{
	struct vth *v = bureau_screen(day.b, "jbj", ROWS, COLS);

	(void)state;
	film_step(3);
	bureau_row(v, "2026-0001");
	vth_expect(v, "已退回");
	film(v, "退回件");
	vth_expect(v, "退回承办人 [11]");
	bureau_f(v, 4);
	vth_expect(v, "退回意见");
	bureau_field(v, "正文");
	vth_key_with(v, VTERM_KEY_END, VTERM_MOD_CTRL);
	bureau_enter(v);
	bureau_type(v, ADDED);
	film(v, "修改");
	bureau_f(v, 5);
	vth_expect(v, "已送初审：2026-0001");
	bureau_leave(&v);
	assert_string_equal(listed("2026-0001", "state"), "tier1");

	/* The one who returned it sees what was changed since. */
	v = bureau_screen(day.b, "csy", ROWS, COLS);
	bureau_row(v, "2026-0001");
	bureau_enter(v);
	vth_expect(v, "与第1稿的差异");
	vth_expect(v, ADDED);
	film(v, "初审看差异");
	bureau_leave(&v);

	pass("csy", "tier2");
	pass("fsb", "tier3");
	pass("ldd", "signed");
	film_through();
}

/* ---- outside ---- */

/* The folder that zwgk made below dir; the caller's. */
static char *folder_in(const char *dir)
{
	struct buffer b = {0};
	struct dirent *one;
	DIR *all = opendir(dir);

	assert_non_null(all);
	while ((one = readdir(all)))
		if (*one->d_name != '.')
			buffer_printf(&b, "%s/%s", dir, one->d_name);
	closedir(all);
	assert_true(b.n > 0);
	return buffer_take(&b);
}

static char *inside(const char *folder, const char *name)
{
	struct buffer b = {0};
	size_t n;

	buffer_printf(&b, "%s/%s", folder, name);
	char *bytes = file_read(b.s, &n);
	buffer_free(&b);
	return bytes;
}

static void the_package_holds_the_reviewed_bytes(void **state)
{
	struct vth *v = bureau_screen(day.b, "fbyw", ROWS, COLS);
	const char *out = desk_path(bureau_home(day.b), "handed");
	struct buffer expected = {0};
	size_t seed_n;

	(void)state;
	film_step(4);
	bureau_row(v, "2026-0001");
	bureau_type(v, "g");
	film(v, "发布包：放到哪里");
	bureau_answer(v, out);
	vth_expect(v, "发布包已生成");
	film(v, "发布包");
	bureau_leave(&v);

	/* The text as the file had it and as the author went on writing it; the file itself as the attachment. */
	char *seed = file_read(tree_path("tests/corpus/seeds/000.txt"), &seed_n);
	char *folder = folder_in(out);
	char *body = inside(folder, "正文.txt"), *attached = inside(folder, "附件/1-000.txt"),
	     *fields = inside(folder, "字段.txt");
	buffer_add(&expected, seed, seed_n);
	buffer_text(&expected, "\n" ADDED);
	assert_string_equal(attached, seed);
	assert_string_equal(body, expected.s);
	assert_contains(fields, FIRST);
	day.reviewed = body;
	buffer_free(&expected);
	free(fields);
	free(attached);
	free(folder);
	free(seed);
	film_through();
}

/* Pane 2's list with everything in it. */
static void list_all(struct vth *v)
{
	for (int i = 0; i < 6 && !vth_has(v, "发布队列 · 全部 "); i++)
		bureau_type(v, "\t");
	vth_expect(v, "发布队列 · 全部 ");
}

static void online(struct vth *v, const char *channel, const char *url)
{
	bureau_row(v, "2026-0001");
	bureau_f(v, 9);
	film(v, "已上线：渠道");
	if (vth_has(v, "选择渠道")) { /* with one left there is nothing to ask */
		bureau_type(v, channel);
		bureau_enter(v);
	}
	vth_expect(v, channel);
	bureau_fill(v, "链接", url);
	film(v, "已上线：链接");
	bureau_f(v, 2);
	vth_expect(v, "上线 → 已发布");
	film(v, "已上线");
}

static void it_goes_online_on_two_channels(void **state)
{
	struct vth *v = bureau_screen(day.b, "fbyw", ROWS, COLS);

	(void)state;
	film_step(5);
	list_all(v);
	online(v, "政府网站", "https://www.example.gov.cn/1.html");
	vth_expect(v, "还没有上线：“政务新媒体”");
	online(v, "政务新媒体", "https://weibo.example/1");
	assert_false(vth_has(v, "还没有上线"));
	bureau_leave(&v);
	assert_string_equal(listed("2026-0001", "state"), "published");
	film_through();
}

static void an_erratum_takes_three_signatures_again(void **state)
{
	struct vth *v = bureau_screen(day.b, "jbj", ROWS, COLS);
	struct buffer expected = {0};

	(void)state;
	film_step(6);
	list_all(v);
	bureau_row(v, "2026-0001");
	vth_expect(v, "已发布");
	bureau_type(v, "K");
	film(v, "勘误");
	bureau_type(v, "y");
	vth_expect(v, "2026-0001 开始勘误");
	film(v, "勘误开始");
	vth_expect(v, "勘误 · 第"); /* the new 稿 is open at once */
	bureau_field(v, "正文");
	vth_key_with(v, VTERM_KEY_END, VTERM_MOD_CTRL);
	bureau_enter(v);
	bureau_type(v, CORRECTED);
	bureau_f(v, 5);
	vth_expect(v, "已送初审：2026-0001");
	film(v, "勘误送审");
	bureau_leave(&v);

	pass("csy", "tier2");
	pass("fsb", "tier3");

	/* Until it is online the world still has the text of before, and so has the package. */
	v = bureau_screen(day.b, "ldd", ROWS, COLS);
	bureau_row(v, "2026-0001");
	bureau_enter(v);
	vth_expect(v, "与已发布稿");
	vth_expect(v, CORRECTED);
	film(v, "领导看勘误");
	bureau_leave(&v);
	pass("ldd", "signed");

	v = bureau_screen(day.b, "fbyw", ROWS, COLS);
	list_all(v);
	online(v, "政府网站", "https://www.example.gov.cn/2.html");
	online(v, "政务新媒体", "https://weibo.example/2");
	bureau_leave(&v);
	assert_string_equal(listed("2026-0001", "state"), "published");

	const char *out = desk_path(bureau_home(day.b), "handed-again");
	assert_int_equal(zwgk(bureau_home(day.b), "package", "2026-0001", "--out", out), 0);
	char *folder = folder_in(out), *body = inside(folder, "正文.txt");
	buffer_printf(&expected, "%s\n" CORRECTED, day.reviewed);
	assert_string_equal(body, expected.s);
	buffer_free(&expected);
	free(body);
	free(folder);
	film_through();
}

static void it_is_taken_down(void **state)
{
	struct vth *v = bureau_screen(day.b, "ldd", ROWS, COLS);

	(void)state;
	film_step(7);
	bureau_type(v, "2");
	list_all(v);
	bureau_row(v, "2026-0001");
	bureau_type(v, "x");
	film(v, "下线");
	vth_expect(v, "从各渠道下线");
	bureau_type(v, "内容不再适用");
	bureau_f(v, 2);
	vth_expect(v, "已下线 2026-0001");
	bureau_type(v, "h");
	vth_expect(v, "轨迹 · 2026-0001");
	film(v, "轨迹");
	bureau_leave(&v);
	assert_string_equal(listed("2026-0001", "state"), "down");
	film_through();
}

static void the_desk_is_whole(void **state)
{
	struct desk *d = bureau_home(day.b);

	(void)state;
	film_step(8);
	assert_int_equal(zwgk(d, "check"), 0);
	assert_int_equal(zwgk(d, "list", "items", "--format", "json"), 0);
	film_text("zwgk list items --format json", desk_out(d));
	assert_string_equal(listed("2026-0001", "title"), FIRST);
	assert_string_equal(listed("2026-0001", "state"), "down");
	assert_string_equal(listed("2026-0002", "state"), "draft");
	assert_string_equal(listed("2026-0003", "title"), THIRD);
	assert_string_equal(listed("2026-0004", "title"), FOURTH);
}

static int begin(void **state)
{
	(void)state;
	film_begin("day");
	day.b = bureau_open();
	return 0;
}

static int end(void **state)
{
	(void)state;
	film_end();
	free(day.reviewed);
	bureau_close(&day.b);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(the_four_documents_become_items),
	        cmocka_unit_test(it_is_returned_with_a_reason),
	        cmocka_unit_test(the_author_edits_and_three_people_pass),
	        cmocka_unit_test(the_package_holds_the_reviewed_bytes),
	        cmocka_unit_test(it_goes_online_on_two_channels),
	        cmocka_unit_test(an_erratum_takes_three_signatures_again),
	        cmocka_unit_test(it_is_taken_down),
	        cmocka_unit_test(the_desk_is_whole),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
