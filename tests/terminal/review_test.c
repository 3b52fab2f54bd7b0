/* review_test.c - reading, deciding and what is refused, in a real terminal: what an officer sees
 * is what the file says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <xlsxwriter.h>

#include "tests/deskscreen.h"
#include "tui/words.h"

static struct deskfix *f;
static int64_t channel, catalog, category;

#define ONLINE_AT instant_parse("2026-11-20 09:00")
#define AIMS "一、总体要求\n认真落实省、市关于森林防火工作的部署，坚持预防为主。\n"
static const char body_1[] = AIMS "二、工作措施\n组织护林员120名，巡护里程三千公里。\n三、工作要求\n各单位要高度重视。\n";
static const char body_2[] = AIMS
        "二、工作措施\n组织护林员128名，巡护里程三千公里。\n三、工作要求\n各单位要高度重视，压实责任。\n";

static int setup(void **state)
{
	struct named *list;
	struct catalog *columns;
	struct error e;
	int n;
	(void)state;
	f = deskfix_open("2026-11-20T09:00:00");
	assert_ok(named_list(f->admin, NAMED_CHANNEL, false, &list, &n, &e));
	channel = list[0].id;
	free(list);
	assert_ok(named_list(f->admin, NAMED_CATEGORY, false, &list, &n, &e));
	category = list[0].id;
	free(list);
	assert_ok(catalog_list(f->admin, false, &columns, &n, &e));
	catalog = columns[0].id;
	free(columns);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	return deskfix_close(&f), 0;
}

/* ------------------------------------------------------------ items */
static struct item_text text_of(const char *title, const char *body)
{
	return (struct item_text){.title = title, .body = body, .docno = "绩林〔2026〕12号", .formed_on = day_of(2026, 11, 16),
	        .attribute = ATTRIBUTE_OPEN, .valid_from = DAY_NONE, .valid_to = DAY_NONE};
}

static int64_t version(int64_t id)
{
	struct item *i;
	struct error e;
	assert_ok(item_load(f->admin, id, &i, &e));
	int64_t ver = i->ver;
	item_free(&i);
	return ver;
}

static int state_of(int64_t id)
{
	struct item *i;
	struct error e;
	assert_ok(item_load(f->admin, id, &i, &e));
	int state = i->state;
	item_free(&i);
	return state;
}

static int64_t submitted(const struct item_text *t)
{
	struct item_register r = {
	        .class = CLASS_PAPER, .office = f->office, .catalog = catalog, .category = category, .channels = {channel}};
	struct error e;
	int64_t id = 0;
	assert_ok(item_create(f->clerk, t, &r, &id, &e));
	assert_ok(item_submit(f->clerk, id, version(id), &e));
	return id;
}

static void pass_by(struct desk *d, int64_t id, const char *opinion)
{
	struct item *i;
	struct error e;
	assert_ok(item_load(d, id, &i, &e));
	assert_ok(review_pass(d, id, i->ver, &i->now->hash, opinion, NULL, &e));
	item_free(&i);
}

/* What the last decision on the item said. */
static void last_said(int64_t id, char *buf, size_t cap)
{
	struct trail t;
	struct error e;
	assert_ok(trail_load(f->admin, id, &t, &e));
	assert_true(t.n > 0);
	snprintf(buf, cap, "%s", t.row[t.n - 1].text);
	trail_free(&t);
}

/* ------------------------------------------------------------ the program */
/* Up to the list with this in it. */
static struct vth *start(const char *login, int rows, int cols, const char *first)
{
	struct vth *v = deskscreen(f, login, rows, cols);
	vth_expect(v, first);
	return v;
}

static void whole(struct vth *v)
{
	int row, col;
	if (vth_broken_wide(v, &row, &col)) {
		print_error("half a Han at row %d, column %d:\n%s\n", row, col, vth_text(v));
		fail();
	}
}

/* A key, the text that must come of it, and no Han cut in two. */
static void type(struct vth *v, const char *keys, const char *then)
{
	vth_send(v, keys);
	vth_expect(v, then);
	whole(v);
}

static void press(struct vth *v, VTermKey key, const char *then)
{
	vth_key(v, key);
	vth_expect(v, then);
	whole(v);
}

static void leave(struct vth **v)
{
	vth_ctrl(*v, 'q');
	assert_int_equal(vth_wait_exit(*v, 5000), 0);
	vth_free(v);
}

/* ------------------------------------------------------------ reading */
static void the_reading_view_at_three_sizes(void **state)
{
	static const struct {
		int rows, cols;
	} size[] = {{24, 80}, {36, 120}, {60, 200}};
	(void)state;
	struct item_text t = text_of("2026年度森林防火工作方案", body_1);
	submitted(&t);
	for (size_t i = 0; i < sizeof size / sizeof *size; i++) {
		struct vth *v = start("yi", size[i].rows, size[i].cols, "2026-0001");
		bool beside = size[i].cols >= 120;
		whole(v);
		assert_true(vth_has(v, "2026年度森林防火") && vth_has(v, "待初审"));
		assert_int_equal(vth_has(v, "实时统计"), beside);
		press(v, VTERM_KEY_ENTER, "校验码");
		/* what is signed stands above the text, whatever part of it is shown */
		assert_non_null(strstr(vth_row(v, 2), "2026-0001 · 第1稿 · 校验码 "));
		assert_true(vth_has(v, "绩林〔2026〕12号") && vth_has(v, "2026-11-16") &&
		            vth_has(v, "主动公开"));
		assert_true(vth_has(v, "余"));
		assert_true(vth_has(v, "护林员120名"));
		assert_int_equal(vth_has(v, "本次签署"), beside || vth_rows(v) > 40);
		if (!beside)
			press(v, VTERM_KEY_END, "本次签署");
		assert_true(vth_has(v, "轨迹") && vth_has(v, "经办甲 送审"));
		vth_resize(v, 24, 80);
		vth_expect(v, "校验码");
		whole(v);
		vth_resize(v, 20, 70);
		vth_expect(v, "窗口太小");
		vth_resize(v, 36, 120);
		vth_expect(v, "本次签署");
		whole(v);
		press(v, VTERM_KEY_ESCAPE, "待我审");
		leave(&v);
	}
}

static void searching_takes_letters_and_esc_goes_back_step_by_step(void **state)
{
	(void)state;
	struct item_text t = text_of("2026年度森林防火工作方案", body_1);
	submitted(&t);
	struct vth *v = start("yi", 24, 80, "2026-0001");
	press(v, VTERM_KEY_ENTER, "校验码");
	type(v, "/", "查找：");
	type(v, "护林员p2", "护林员p2"); /* p and 2 are text here */
	press(v, VTERM_KEY_ENTER, "没有找到");
	type(v, "/", "查找：");
	type(v, "护林员", "护林员");
	press(v, VTERM_KEY_ENTER, "第1处 共1处");
	press(v, VTERM_KEY_ESCAPE, "校验码");
	vth_settle(v);
	assert_false(vth_has(v, "第1处")); /* first the search ends, then the page */
	press(v, VTERM_KEY_ESCAPE, "待我审");
	leave(&v);
}

static void the_difference_comes_first_when_it_returns(void **state)
{
	struct error e;
	int row, col;
	(void)state;
	struct item_text t = text_of("2026年度森林防火工作方案", body_1);
	int64_t id = submitted(&t);
	assert_ok(review_return(f->first, id, version(id), 0, 11, "人数与附件不符", &e));
	t = text_of("2026年度森林防火工作方案（修订）", body_2);
	assert_ok(item_edit(f->clerk, id, version(id), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, id, version(id), &e));
	struct vth *v = start("yi", 36, 120, "2026-0001");
	vth_expect(v, "上次退回承办人"); /* the preview says what was wrong */
	assert_true(vth_has(v, "人数"));
	press(v, VTERM_KEY_ENTER, "与第1稿的差异");
	assert_non_null(strstr(vth_row(v, 2), "第2稿"));
	assert_true(vth_has(v, "上次退回承办人 [11]"));
	assert_true(vth_has(v, "护林员12〔删：0〕8名") || vth_has(v, "护林员〔删：120〕128名"));
	assert_true(vth_find(v, "，压实责任", &row, &col));
	assert_true(vth_cell(v, row, col).attrs.underline); /* not by colour alone */
	assert_true(vth_has(v, "（修订）"));
	assert_false(vth_has(v, "一、总体要求") && vth_has(v, "此处 3 段没有改动"));
	type(v, "d", "文号");
	vth_settle(v);
	assert_false(vth_has(v, "〔删："));
	assert_true(vth_has(v, "坚持预防为主"));
	leave(&v);
}

static void an_erratum_is_compared_with_what_is_online(void **state)
{
	struct error e;
	(void)state;
	struct item_text t = text_of("林木采伐许可结果", body_1);
	int64_t id = submitted(&t);
	pass_by(f->first, id, NULL);
	pass_by(f->second, id, NULL);
	pass_by(f->third, id, NULL);
	assert_ok(release_online(f->publish, id, version(id), channel, "https://a.example/1", ONLINE_AT, &e));
	assert_ok(item_errata(f->clerk, id, version(id), &e));
	t = text_of("林木采伐许可结果", body_2);
	assert_ok(item_edit(f->clerk, id, version(id), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, id, version(id), &e));
	struct vth *v = start("yi", 36, 120, "2026-0001");
	press(v, VTERM_KEY_ENTER, "与已发布稿（第1稿）的差异 2处");
	assert_true(vth_has(v, "网上仍是那一稿") && vth_has(v, "· 勘误"));
	leave(&v);
}

static void attachments_are_read_or_said_to_be_unread(void **state)
{
	static const char csv[] = "姓名,金额\n张某,2500\n李某,3000\n";
	static const char pdf[] = "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n";
	struct attachment_in files[] = {{.name = "名单.csv", .data = csv, .bytes = sizeof csv - 1},
	        {.name = "批复.pdf", .data = pdf, .bytes = sizeof pdf - 1}};
	char said[400];
	(void)state;
	struct item_text t = text_of("护林员补助公示", body_1);
	t.attachments = files;
	t.attachments_n = 2;
	int64_t id = submitted(&t);
	struct vth *v = start("yi", 36, 120, "2026-0001");
	press(v, VTERM_KEY_ENTER, "未扫描的附件 1 件，已核对原件 0 件");
	type(v, "a", "附件：选一个打开");
	type(v, "1", "张某");
	assert_true(vth_has(v, "3 李某") && vth_has(v, "A     B")); /* rows and columns can be named */
	type(v, "a", "未扫描：PDF 文件");
	type(v, "2", "[ ] 已核对原件");
	type(v, " ", "[✓] 已核对原件");
	assert_true(vth_has(v, "已核对原件 1 件"));
	type(v, "p", "初审 · 通过");
	type(v, "1", "意见");
	vth_send(v, "y");
	vth_expect(v, "已通过 2026-0001 → 待复审");
	last_said(id, said, sizeof said);
	assert_non_null(strstr(said, "已核对原件：批复.pdf"));
	leave(&v);
}

/* What a print would hide is named; a place can be named, too. */
static void a_workbook_shows_what_it_hides(void **state)
{
	char path[200], *book;
	size_t n = 0;
	(void)state;
	snprintf(path, sizeof path, "%s/t.xlsx", f->dir);
	lxw_workbook *b = workbook_new(path);
	lxw_worksheet *list = workbook_add_worksheet(b, "名单"),
	              *notes = workbook_add_worksheet(b, "底表");
	lxw_row_col_options out_of_sight = {.hidden = 1};
	worksheet_write_string(list, 0, 0, "姓名", NULL);
	worksheet_write_string(list, 1, 0, "张某", NULL);
	worksheet_write_string(list, 2, 0, "李某的身份证号在这一行", NULL);
	worksheet_set_row_opt(list, 2, 15, NULL, &out_of_sight);
	worksheet_write_string(list, 1, 2, "甲乡", NULL);
	worksheet_set_column_opt(list, 2, 2, 8, NULL, &out_of_sight);
	worksheet_write_string(notes, 0, 0, "内部测算", NULL);
	worksheet_hide(notes);
	assert_int_equal(workbook_close(b), 0);
	FILE *in = fopen(path, "rb");
	assert_non_null(in);
	book = xalloc(1 << 20);
	n = fread(book, 1, 1 << 20, in);
	fclose(in);
	struct attachment_in file = {.name = "名单.xlsx", .data = book, .bytes = n};
	struct item_text t = text_of("护林员补助公示", body_1);
	t.attachments = &file;
	t.attachments_n = 1;
	submitted(&t);
	free(book);
	struct vth *v = start("yi", 36, 120, "2026-0001");
	press(v, VTERM_KEY_ENTER, "附件 1");
	type(v, "a", "“名单”有 1 个隐藏的行");
	assert_true(vth_has(v, "隐3 李某的身份证号"));
	assert_true(vth_has(v, "隐藏的列（第一个是 C 列）"));
	assert_true(vth_has(v, "工作表“底表”（隐藏的工作表）") && vth_has(v, "内部测算"));
	press(v, VTERM_KEY_ESCAPE, "绩林〔2026〕12号"); /* back to the text, not to the list */
	leave(&v);
}

/* ------------------------------------------------------------ deciding */
static void nobody_signs_what_he_has_not_seen(void **state)
{
	char said[400];
	(void)state;
	struct item_text t = text_of("第一件", body_1);
	int64_t a = submitted(&t);
	t = text_of("第二件", body_1);
	int64_t b = submitted(&t);
	struct vth *v = start("yi", 24, 80, "2026-0001");
	type(v, "p", "先看后签");
	assert_int_equal(state_of(a), STATE_TIER1);
	type(v, "p", "初审 · 通过");
	assert_true(vth_has(v, "第1稿 · 校验码") && vth_has(v, "2026-0001") &&
	            vth_has(v, "签署人 初审乙 · 初审"));
	vth_send(v, "p"); /* the key that began it, again */
	vth_settle(v);
	assert_true(vth_has(v, "初审 · 通过"));
	vth_key(v, VTERM_KEY_ENTER); /* 取消 stands first */
	vth_expect_gone(v, "初审 · 通过");
	assert_int_equal(state_of(a), STATE_TIER1);
	press(v, VTERM_KEY_FUNCTION(5), "初审 · 通过");
	type(v, "2", "已核对原件，同意送复审。");
	vth_send(v, "y");
	vth_expect(v, "已通过 2026-0001 → 待复审；已打开下一件"); /* 连审 */
	whole(v);
	assert_int_equal(state_of(a), STATE_TIER2);
	last_said(a, said, sizeof said);
	assert_string_equal(said, "已核对原件，同意送复审。");
	assert_non_null(strstr(vth_row(v, 2), "2026-0002"));
	type(v, "p", "2026-0002");
	vth_send(v, "意"); /* what an input method sends goes into the text */
	vth_expect(v, "意");
	press(v, VTERM_KEY_FUNCTION(2), "没有等您审的了");
	vth_expect(v, "待我审");
	assert_int_equal(state_of(b), STATE_TIER2);
	last_said(b, said, sizeof said);
	assert_string_equal(said, "意");
	leave(&v);
}

static void a_return_names_whom_why_and_what(void **state)
{
	struct item *i;
	struct error e;
	char said[400];
	(void)state;
	struct item_text t = text_of("第一件", body_1);
	int64_t id = submitted(&t);
	pass_by(f->first, id, "内容属实，同意公开。");
	struct vth *v = start("bing", 24, 80, "2026-0001");
	press(v, VTERM_KEY_ENTER, "校验码");
	press(v, VTERM_KEY_FUNCTION(6), "退给谁");
	assert_true(vth_has(v, "承办人（经办甲）") && vth_has(v, "初审（初审乙）"));
	type(v, "1", "原因");
	type(v, "csb", "错敏词");
	vth_ctrl(v, 'u');
	for (int k = 0; k < 3; k++)
		vth_key(v, VTERM_KEY_BACKSPACE);
	type(v, "11", "11 错敏词");
	press(v, VTERM_KEY_ENTER, "复审 · 退回");
	press(v, VTERM_KEY_ENTER, "退回 (y)");
	press(v, VTERM_KEY_ENTER, "这里不能为空"); /* a return without words is none */
	type(v, "5", "数据与附件不一致");
	press(v, VTERM_KEY_ESCAPE, "y 或 F2 退回"); /* to the buttons: what was written does not go by one key */
	assert_true(vth_has(v, "复审 · 退回"));
	vth_key(v, VTERM_KEY_TAB);
	press(v, VTERM_KEY_TAB, "Enter 到按钮");
	press(v, VTERM_KEY_ENTER, "退回 (y)");
	assert_int_equal(state_of(id), STATE_TIER2);
	press(v, VTERM_KEY_ENTER, "2026-0001 已退给承办人");
	assert_ok(item_load(f->admin, id, &i, &e));
	assert_int_equal(i->state, STATE_RETURNED);
	assert_int_equal(i->returned, 11);
	item_free(&i);
	last_said(id, said, sizeof said);
	assert_string_equal(said, "数据与附件不一致，请核实后再送。");
	leave(&v);
}

static void what_he_may_not_do_says_why(void **state)
{
	(void)state;
	struct item_text t = text_of("第一件", body_1);
	int64_t id = submitted(&t);
	struct vth *v = start("jia", 36, 120, "发布队列");
	type(v, "3", "待我审");
	vth_send(v, "\t");
	vth_expect(v, "第一件");
	press(v, VTERM_KEY_ENTER, "校验码");
	assert_false(vth_has(v, "本次签署"));
	type(v, "p", "您没有这个身份");
	press(v, VTERM_KEY_FUNCTION(6), "您没有这个身份");
	press(v, VTERM_KEY_FUNCTION(7), "您没有这个身份");
	assert_int_equal(state_of(id), STATE_TIER1);
	leave(&v);
}

static void who_was_quicker_is_named_and_the_words_are_kept(void **state)
{
	struct error e;
	(void)state;
	struct item_text t = text_of("第一件", body_1);
	int64_t id = submitted(&t);
	struct vth *v = start("yi", 36, 120, "2026-0001");
	press(v, VTERM_KEY_ENTER, "校验码");
	type(v, "p", "初审 · 通过");
	vth_send(v, "请补充附件后公开");
	vth_expect(v, "请补充附件后公开");
	assert_ok(item_correct(f->clerk, id, version(id), "keywords", "防火", "补关键词", &e));
	press(v, VTERM_KEY_FUNCTION(2), "刚才已由经办甲");
	whole(v);
	assert_int_equal(state_of(id), STATE_TIER1);
	type(v, "p", "请补充附件后公开"); /* nothing typed is lost */
	press(v, VTERM_KEY_FUNCTION(2), "已通过 2026-0001");
	assert_int_equal(state_of(id), STATE_TIER2);
	leave(&v);
}

static void sit_down(struct vth *v, const char *login, const char *here)
{
	bureau_f(v, 12);
	vth_expect(v, W_LOGIN_NAME);
	bureau_answer(v, login);
	vth_expect(v, "的口令");
	bureau_answer(v, DESKFIX_PASS);
	vth_expect(v, here);
}

/* The same out of the list, where no reading view keeps them: for him alone, for whoever comes next at this terminal would
 * sign them. */
static void words_are_kept_out_of_the_list_too(void **state)
{
	struct error e;
	(void)state;
	struct item_text t = text_of("第一件", body_1);
	int64_t id = submitted(&t);
	struct vth *v = start("yi", 36, 120, "2026-0001");
	press(v, VTERM_KEY_FUNCTION(7), "初审 · 报请确定");
	vth_send(v, "涉及未公开的测绘成果");
	vth_expect(v, "涉及未公开的测绘成果");
	assert_ok(item_correct(f->clerk, id, version(id), "keywords", "防火", "补关键词", &e));
	press(v, VTERM_KEY_FUNCTION(2), "刚才已由经办甲");
	assert_ok(seat_grant(f->admin, f->second_id, 1, 0, 0, NULL, &e));
	sit_down(v, "bing", "现在是 复审丙");
	press(v, VTERM_KEY_FUNCTION(7), "初审 · 报请确定");
	assert_false(vth_has(v, "涉及未公开的测绘成果"));
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, "初审 · 报请确定");
	sit_down(v, "yi", "现在是 初审乙");
	press(v, VTERM_KEY_FUNCTION(7), "涉及未公开的测绘成果");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, "初审 · 报请确定");
	press(v, VTERM_KEY_ENTER, "护林员120名"); /* done here, it is done there, too */
	press(v, VTERM_KEY_FUNCTION(7), "初审 · 报请确定");
	vth_send(v, "请保密办确定");
	vth_expect(v, "请保密办确定");
	press(v, VTERM_KEY_FUNCTION(2), "已报请确定 2026-0001");
	assert_int_equal(state_of(id), STATE_REFERRED);
	assert_ok(review_refer_done(f->second, id, version(id), true, "可以公开", &e));
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect(v, "2026-0001");
	press(v, VTERM_KEY_FUNCTION(7), "初审 · 报请确定");
	assert_false(vth_has(v, "涉及未公开的测绘成果"));
	vth_key(v, VTERM_KEY_ESCAPE);
	leave(&v);
}

static void the_text_is_not_exchanged_under_the_reader(void **state)
{
	struct error e;
	(void)state;
	struct item_text t = text_of("第一件", body_1);
	int64_t id = submitted(&t);
	struct vth *v = start("yi", 36, 120, "2026-0001");
	press(v, VTERM_KEY_ENTER, "护林员120名");
	assert_ok(item_recall(f->clerk, id, version(id), &e));
	t = text_of("第一件", body_2);
	assert_ok(item_edit(f->clerk, id, version(id), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, id, version(id), &e));
	vth_expect(v, "屏幕上的已不是最新内容");
	whole(v);
	assert_true(vth_has(v, "护林员120名") && vth_has(v, "第1稿"));
	type(v, "p", "初审 · 通过");
	vth_send(v, "y");
	vth_expect(v, "刚才已由经办甲");
	assert_int_equal(state_of(id), STATE_TIER1); /* the old text was not signed, nor the new one unseen */
	vth_expect(v, "第2稿");
	leave(&v);
}

/* ------------------------------------------------------------ publishing */
static void online_and_down(void **state)
{
	struct item *i;
	struct error e;
	(void)state;
	struct item_text t = text_of("林木采伐许可结果", body_1);
	int64_t id = submitted(&t);
	pass_by(f->first, id, NULL);
	pass_by(f->second, id, NULL);
	pass_by(f->third, id, NULL);
	struct vth *v = start("wu", 36, 120, "发布队列");
	type(v, "2", "发布队列");
	vth_expect(v, "已签发");
	type(v, "r", "已登记 2026-0001 报“");
	press(v, VTERM_KEY_FUNCTION(9), "上线时间");
	whole(v);
	assert_true(vth_has(v, "2026-11-20 09:00")); /* now, unless he says otherwise */
	vth_send(v, "ftp://x");
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "http:// 或 https://");
	for (int k = 0; k < 7; k++)
		vth_key(v, VTERM_KEY_BACKSPACE);
	vth_send(v, "https://www.example/1.html");
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "→ 已发布");
	assert_ok(item_load(f->admin, id, &i, &e));
	assert_int_equal(i->state, STATE_PUBLISHED);
	assert_true(i->online_at == instant_parse("2026-11-20 09:00"));
	item_free(&i);
	for (int k = 0; k < 4; k++) /* to the list of all */
		vth_send(v, "\t");
	vth_expect(v, "林木采伐许可结果");
	type(v, "X", "紧急下线");
	vth_send(v, "内容有误");
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "已紧急下线 2026-0001");
	assert_int_equal(state_of(id), STATE_EMERGENCY);
	type(v, "h", "轨迹 · 2026-0001");
	assert_true(vth_has(v, "内容有误") && vth_has(v, "https://www.example/1.html"));
	whole(v);
	leave(&v);
}

static void two_judge_an_emergency(void **state)
{
	struct error e;
	(void)state;
	struct item_text t = text_of("林木采伐许可结果", body_1);
	int64_t id = submitted(&t);
	pass_by(f->first, id, NULL);
	pass_by(f->second, id, NULL);
	pass_by(f->third, id, NULL);
	assert_ok(release_online(f->publish, id, version(id), channel, "", ONLINE_AT, &e));
	assert_ok(release_emergency(f->publish, id, version(id), "附件含身份证号", &e));
	assert_ok(release_follow_up(f->first, id, version(id), true, "属实", &e));
	struct vth *v = start("bing", 36, 120, "待我");
	type(v, "3", "待我审");
	type(v, "\t", "全部在审");
	type(v, "\t", "紧急下线待复核");
	vth_expect(v, "林木采伐许可结果");
	type(v, "y", "附件含身份证号");
	assert_true(vth_has(v, "初审乙已主张确认下线") && vth_has(v, "确认下线 (F2)") && !vth_has(v, "y 或 F2")); /* y began it */
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "已登记“确认下线” 2026-0001 → 已下线");
	assert_int_equal(state_of(id), STATE_DOWN);
	leave(&v);
}

static void a_leader_signs_on_paper(void **state)
{
	struct item *i;
	struct error e;
	char path[200], code[80], said[400];
	(void)state;
	assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "1", &e));
	struct item_text t = text_of("第一件", body_1);
	int64_t id = submitted(&t);
	pass_by(f->first, id, NULL);
	pass_by(f->second, id, NULL);
	snprintf(path, sizeof path, "%s/scan.pdf", f->dir);
	FILE *out = fopen(path, "wb");
	assert_non_null(out);
	fputs("%PDF-1.4 signed", out);
	fclose(out);
	assert_ok(item_load(f->admin, id, &i, &e));
	hash_hex(&i->now->hash, code);
	code[8] = '\0';
	item_free(&i);
	struct vth *v = start("wu", 36, 120, "发布队列");
	type(v, "3", "待我审");
	type(v, "\t", "全部在审");
	vth_expect(v, "第一件");
	press(v, VTERM_KEY_ENTER, "校验码");
	type(v, "L", "签字页的扫描件");
	vth_send(v, path);
	press(v, VTERM_KEY_ENTER, "录入纸签");
	press(v, VTERM_KEY_ENTER, "领导丁");
	press(v, VTERM_KEY_ENTER, "校验码");
	vth_settle(v);
	vth_send(v, "00000000");
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "审查表上的校验码");
	whole(v);
	for (int k = 0; k < 8; k++)
		vth_key(v, VTERM_KEY_BACKSPACE);
	vth_send(v, code);
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "等待另一人确认");
	assert_int_equal(state_of(id), STATE_TIER3);
	vth_expect(v, "领导丁（纸签，发布员戊录入）");
	type(v, "Q", "录入人和签字人以外的人"); /* not he who entered it */
	leave(&v);
	v = start("bing", 36, 120, "发布队列");
	type(v, "3", "待我审");
	type(v, "\t", "全部在审");
	vth_expect(v, "第一件");
	type(v, "Q", "核对纸质签字");
	type(v, "1", "领导丁（纸签，发布员戊录入）");
	vth_key(v, VTERM_KEY_FUNCTION(2));
	vth_expect(v, "已确认纸签 2026-0001 → 已签发");
	assert_int_equal(state_of(id), STATE_SIGNED);
	last_said(id, said, sizeof said);
	leave(&v);
}

static void papers_are_written_to_a_folder(void **state)
{
	char folder[200], path[400];
	(void)state;
	struct item_text t = text_of("第一件", body_1);
	int64_t id = submitted(&t);
	snprintf(folder, sizeof folder, "%s/out", f->dir);
	struct vth *v = start("yi", 24, 80, "2026-0001");
	press(v, VTERM_KEY_ENTER, "校验码");
	type(v, "t", "生成哪一种");
	type(v, "1", "放到哪个文件夹");
	vth_ctrl(v, 'a');
	vth_send(v, folder);
	press(v, VTERM_KEY_ENTER, "已生成");
	snprintf(path, sizeof path, "%s/审查表 2026-0001 第1稿.docx", folder);
	assert_int_equal(access(path, R_OK), 0);
	leave(&v);
	pass_by(f->first, id, NULL);
	pass_by(f->second, id, NULL);
	pass_by(f->third, id, NULL);
	v = start("wu", 24, 80, "2026-0001");
	type(v, "g", "放到哪个文件夹");
	vth_ctrl(v, 'a');
	vth_send(v, folder);
	press(v, VTERM_KEY_ENTER, "发布包已生成");
	snprintf(path, sizeof path, "%s/2026-0001 第一件", folder);
	assert_int_equal(access(path, X_OK), 0);
	leave(&v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_setup_teardown(the_reading_view_at_three_sizes, setup, teardown),
	        cmocka_unit_test_setup_teardown(searching_takes_letters_and_esc_goes_back_step_by_step, setup, teardown),
	        cmocka_unit_test_setup_teardown(the_difference_comes_first_when_it_returns, setup, teardown),
	        cmocka_unit_test_setup_teardown(an_erratum_is_compared_with_what_is_online, setup, teardown),
	        cmocka_unit_test_setup_teardown(attachments_are_read_or_said_to_be_unread, setup, teardown),
	        cmocka_unit_test_setup_teardown(a_workbook_shows_what_it_hides, setup, teardown),
	        cmocka_unit_test_setup_teardown(a_leader_signs_on_paper, setup, teardown),
	        cmocka_unit_test_setup_teardown(two_judge_an_emergency, setup, teardown),
	        cmocka_unit_test_setup_teardown(papers_are_written_to_a_folder, setup, teardown),
	        cmocka_unit_test_setup_teardown(nobody_signs_what_he_has_not_seen, setup, teardown),
	        cmocka_unit_test_setup_teardown(a_return_names_whom_why_and_what, setup, teardown),
	        cmocka_unit_test_setup_teardown(what_he_may_not_do_says_why, setup, teardown),
	        cmocka_unit_test_setup_teardown(who_was_quicker_is_named_and_the_words_are_kept, setup, teardown),
	        cmocka_unit_test_setup_teardown(words_are_kept_out_of_the_list_too, setup, teardown),
	        cmocka_unit_test_setup_teardown(the_text_is_not_exchanged_under_the_reader, setup, teardown),
	        cmocka_unit_test_setup_teardown(online_and_down, setup, teardown),
	};
	return cmocka_run_group_tests_name("review on the screen", tests, NULL, NULL);
}
