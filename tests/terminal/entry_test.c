/* entry_test.c - writing an item in a real terminal: Chinese under the cursor, saving and sending, a killed program, a
 * lost line, two people on one item, what comes from files, and erasing. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "tests/deskscreen.h"

/* A draft of 经办甲 that could be sent to review. */
static int64_t make(struct deskfix *t, const char *title, const char *body)
{
	struct error e;
	struct named *category, *channel;
	struct catalog *catalog;
	int n;
	int64_t id;
	assert_ok(named_list(t->clerk, NAMED_CATEGORY, false, &category, &n, &e));
	assert_ok(named_list(t->clerk, NAMED_CHANNEL, false, &channel, &n, &e));
	assert_ok(catalog_list(t->clerk, false, &catalog, &n, &e));
	struct item_text text = {.title = title, .body = body, .docno = "", .formed_on = day_parse("2026-11-16"),
		.attribute = ATTRIBUTE_OPEN, .withhold_text = "", .article = "", .valid_from = DAY_NONE, .valid_to = DAY_NONE};
	struct item_register r = {.class = CLASS_OTHER, .office = t->office, .catalog = catalog[0].id,
		.category = category[0].id, .keywords = "", .channels = {channel[0].id}};
	assert_ok(item_create(t->clerk, &text, &r, &id, &e));
	free(category);
	free(channel);
	free(catalog);
	return id;
}

static struct item *load(struct deskfix *t, int64_t id)
{
	struct item *i;
	struct error e;
	assert_ok(item_load(t->clerk, id, &i, &e));
	return i;
}

/* ------------------------------------------------------------ typing */
static void chinese_is_typed_where_the_cursor_stands(void **state)
{
	struct deskfix *t = *state;
	static const char *const han[] = {"森", "林", "防", "火"};
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "待我办");
	bureau_f(v, 2);
	vth_expect(v, "新建事项");
	struct vth_cursor at = vth_cursor(v);
	assert_true(at.visible);
	for (int i = 0; i < 4; i++) {
		vth_send(v, han[i]);
		vth_expect(v, han[i]);
		assert_int_equal(vth_cursor(v).row, at.row);
		assert_int_equal(vth_cursor(v).col, at.col + 2 * (i + 1));
	}
	vth_key(v, VTERM_KEY_LEFT);
	vth_key(v, VTERM_KEY_LEFT);
	vth_send(v, "（2026）");
	vth_expect(v, "森林（2026）防火");
	vth_settle(v);
	assert_int_equal(vth_cursor(v).col, at.col + 4 + 8);
	int row, col;
	assert_false(vth_broken_wide(v, &row, &col));
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0001");
	struct item *i = load(t, 1);
	assert_string_equal(i->now->title, "森林（2026）防火");
	assert_int_equal(i->state, STATE_DRAFT);
	assert_int_equal(i->recorder, t->clerk_id);
	item_free(&i);
	bureau_leave(&v);
}

static void editing_makes_a_new_revision(void **state)
{
	struct deskfix *t = *state;
	int64_t id = make(t, "古树名木修复计划", "一、范围");
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "古树名木修复计划");
	bureau_f(v, 4);
	vth_expect(v, "2026-0001 · 第1稿 · 草稿");
	vth_key(v, VTERM_KEY_PAGEDOWN);
	vth_ctrl(v, 'e');
	vth_key_with(v, VTERM_KEY_END, VTERM_MOD_CTRL);
	vth_send(v, "和期限");
	vth_expect(v, "一、范围和期限");
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0001");
	struct item *i = load(t, id);
	assert_int_equal(i->now->n, 2);
	assert_string_equal(i->now->body, "一、范围和期限");
	item_free(&i);
	/* opened and saved without a change: nothing happens to it */
	bureau_f(v, 4);
	vth_expect(v, "2026-0001 · 第2稿");
	bureau_f(v, 2);
	vth_expect(v, "没有改动");
	i = load(t, id);
	assert_int_equal(i->now->n, 2);
	item_free(&i);
	bureau_leave(&v);
}

static void what_is_missing_is_said_at_its_field_and_then_it_is_sent(void **state)
{
	struct deskfix *t = *state;
	make(t, "上一件", "留下栏目、分类和渠道");
	struct vth *v = deskscreen(t, "jia", 36, 120);
	vth_expect(v, "上一件");
	bureau_f(v, 2);
	vth_expect(v, "送审前检查");
	bureau_f(v, 2);
	vth_expect(v, "请填写标题");
	vth_send(v, "护林员补助发放公示");
	vth_expect_gone(v, "请填写标题");
	bureau_f(v, 5); /* saved, but not sent: the date and the text are missing */
	vth_expect(v, "2026-0002 · 第1稿 · 草稿");
	vth_expect(v, "缺少成文日期"); /* the first one that is missing, where he goes on */
	vth_send(v, "20261358");
	vth_expect(v, "缺正确的成文日期"); /* what stands there is none */
	for (int i = 0; i < 8; i++)
		vth_key(v, VTERM_KEY_BACKSPACE);
	vth_send(v, "20261118");
	vth_expect_gone(v, "正确的成文日期");
	bureau_f(v, 5);
	vth_expect(v, "没有可审的内容");
	vth_send(v, "现予公示。");
	bureau_f(v, 5);
	vth_expect(v, "已送初审：2026-0002，由初审乙办理");
	struct item *i = load(t, 2);
	assert_int_equal(i->state, STATE_TIER1);
	assert_int_equal(i->formed_on, day_parse("2026-11-18"));
	item_free(&i);
	bureau_leave(&v);
}

static void a_text_pasted_into_an_empty_form_finds_its_places(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "待我办");
	bureau_f(v, 2);
	vth_expect(v, "新建事项");
	vth_paste(v, "关于开展森林督查的通知\n\n各林场：\n　　请于月底前上报。\n");
	vth_expect(v, "第一行已作标题");
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0001");
	struct item *i = load(t, 1);
	assert_string_equal(i->now->title, "关于开展森林督查的通知");
	assert_string_equal(i->now->body, "各林场：\n　　请于月底前上报。\n");
	item_free(&i);
	bureau_leave(&v);
}

static void sending_what_is_not_complete_opens_it_where_it_lacks(void **state)
{
	struct deskfix *t = *state;
	struct item *i;
	struct error e;
	int64_t id = make(t, "采伐许可结果公示", "正文");
	/* its channel was forgotten */
	i = load(t, id);
	assert_ok(item_correct(t->clerk, id, i->ver, "channels", "", "测试", &e));
	item_free(&i);
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "采伐许可结果公示");
	bureau_f(v, 7);
	vth_expect(v, "2026-0001 · 第1稿");
	vth_expect(v, "缺少公开渠道");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "政府网站");
	vth_send(v, " ");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect_gone(v, "缺少公开渠道");
	bureau_f(v, 5);
	vth_expect(v, "已送初审：2026-0001");
	bureau_leave(&v);
}

static void what_was_returned_shows_why_and_typing_is_undone(void **state)
{
	struct deskfix *t = *state;
	struct error e;
	int64_t id = make(t, "补助资金公示", "三百人");
	struct item *i = load(t, id);
	assert_ok(item_submit(t->clerk, id, i->ver, &e));
	item_free(&i);
	i = load(t, id);
	assert_ok(review_return(t->first, id, i->ver, 0, 11, "人数与附件不符", &e));
	item_free(&i);
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "补助资金公示");
	bureau_f(v, 4);
	vth_expect(v, "退回 初审乙");
	vth_expect(v, "人数与附件不符");
	vth_key(v, VTERM_KEY_PAGEDOWN);
	vth_send(v, "约");
	vth_expect(v, "约三百人");
	vth_ctrl(v, 'z');
	vth_expect_gone(v, "约三百人");
	vth_key(v, VTERM_KEY_ESCAPE); /* undone: nothing to save */
	vth_expect(v, "待我办");
	bureau_leave(&v);
}

static void marked_drafts_are_voided_with_one_reason(void **state)
{
	struct deskfix *t = *state;
	make(t, "第一件", "正文");
	make(t, "第二件", "正文");
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "第二件");
	vth_send(v, " ");
	vth_send(v, " ");
	vth_expect(v, "已选 2");
	vth_send(v, "t"); /* one sheet for all that is marked; where it lies is said */
	vth_expect(v, "对 2 件");
	vth_send(v, "y");
	vth_expect(v, "生成哪一种");
	vth_send(v, "4");
	vth_expect(v, "放到哪个文件夹");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "办成 2 件，未办 0 件。文件放在 ");
	vth_expect_gone(v, "已选 2");
	vth_key(v, VTERM_KEY_HOME);
	vth_send(v, "  t"); /* where nothing can be written none of them is on a sheet */
	vth_expect(v, "对 2 件");
	vth_send(v, "y");
	vth_expect(v, "生成哪一种");
	vth_send(v, "4");
	vth_expect(v, "放到哪个文件夹");
	vth_ctrl(v, 'a');
	vth_send(v, "/proc");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "办成 0 件，未办 2 件。");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, "未办：");
	vth_key(v, VTERM_KEY_HOME);
	vth_send(v, " ");
	vth_send(v, " ");
	vth_expect(v, "已选 2");
	vth_key(v, VTERM_KEY_DEL);
	vth_expect(v, "对 2 件“作废”");
	vth_send(v, "y");
	vth_expect(v, "作废所选各件");
	vth_send(v, "重复登记");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "办成 2 件，未办 0 件");
	for (int64_t id = 1; id <= 2; id++) {
		struct item *i = load(t, id);
		assert_int_equal(i->state, STATE_VOID);
		item_free(&i);
	}
	bureau_leave(&v);
}

static void a_ledger_is_tried_first_and_then_taken_over_by_a_child(void **state)
{
	struct deskfix *t = *state;
	char path[200];
	snprintf(path, sizeof path, "%s/台账.csv", t->dir);
	FILE *out = fopen(path, "w");
	fputs("标题,文号,信息分类,栏目,公开属性,成文日期,发布日期,公开渠道,链接,来源股室\n", out);
	for (int k = 1; k <= 30; k++)
		fprintf(out, "历史事项%d,,规划计划,通知公告,主动公开,2024-03-%02d,2024-04-%02d,政府网站,,办公室\n", k, k % 28 + 1,
			k % 28 + 1);
	fclose(out);
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "待我办");
	vth_send(v, "I");
	vth_expect(v, "从台账迁入");
	vth_send(v, "1");
	vth_expect(v, "文件或文件夹");
	vth_ctrl(v, 'a');
	vth_send(v, path);
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "请输入口令"); /* he is not the operating system's user: the child must know who he is */
	vth_send(v, "wrong one");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "登录名或口令不对");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect_gone(v, "登录名或口令不对");
	vth_send(v, "I");
	vth_expect(v, "从台账迁入");
	vth_send(v, "1");
	vth_expect(v, "文件或文件夹");
	vth_ctrl(v, 'a');
	vth_send(v, path);
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "请输入口令");
	vth_send(v, DESKFIX_PASS);
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "能迁入 30 件");
	struct item_query q = {.states = 1u << STATE_MIGRATED};
	struct window *view;
	struct error e;
	int64_t n;
	assert_ok(item_view_open(t->clerk, &q, &view, &e));
	assert_ok(window_count(view, 100, &n, &e));
	assert_int_equal(n, 0); /* it was only tried */
	vth_expect(v, "全部导入");
	vth_send(v, "2");
	vth_expect(v, "第 1 批"); /* the passphrase is not asked for again */
	desk_changed(t->clerk);
	assert_ok(window_count(view, 100, &n, &e));
	assert_int_equal(n, 30);
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect(v, "待我办");
	vth_send(v, "I");
	vth_expect(v, "撤销一批迁入");
	vth_send(v, "2");
	vth_expect(v, "1 第1批");
	vth_send(v, "1");
	vth_expect(v, "全部作废");
	vth_send(v, "y");
	vth_expect(v, "第1批迁入已撤销，共 30 件");
	desk_changed(t->clerk);
	assert_ok(window_count(view, 100, &n, &e));
	assert_int_equal(n, 0);
	window_close(&view);
	bureau_leave(&v);
}

/* ------------------------------------------------------------ nothing typed is lost */
static void killed_while_typing_all_but_the_last_key_comes_back(void **state)
{
	struct deskfix *t = *state;
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "待我办");
	bureau_f(v, 2);
	vth_expect(v, "新建事项");
	vth_send(v, "松材线虫病防治通报");
	vth_key(v, VTERM_KEY_PAGEDOWN);
	vth_send(v, "今年以来，全县清理病枯死松树一千二百株");
	vth_expect(v, "一千二百株");
	vth_send(v, "。");
	vth_kill(v, SIGKILL);
	vth_free(&v);
	/* somebody else is not offered it */
	v = deskscreen(t, "yi", 24, 80);
	vth_expect(v, "三审");
	vth_settle(v);
	assert_false(vth_has(v, "没有保存"));
	bureau_leave(&v);
	v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "上次有 1 份内容没有保存");
	vth_expect(v, "松材线虫病防治通报");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "恢复，接着写");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "今年以来，全县清理病枯死松树一千二百株");
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0001");
	bureau_leave(&v);
	/* once: it is gone from the disk when it is saved */
	v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "松材线虫病防治通报");
	vth_settle(v);
	assert_false(vth_has(v, "没有保存"));
	bureau_leave(&v);
}

static void a_lost_line_leaves_a_draft_and_so_does_leaving_for_later(void **state)
{
	struct deskfix *t = *state;
	int64_t id = make(t, "林地占用公告", "原文");
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "林地占用公告");
	bureau_f(v, 4);
	vth_expect(v, "第1稿");
	vth_key(v, VTERM_KEY_PAGEDOWN);
	vth_send(v, "改了几个字，");
	vth_expect(v, "改了几个字，原文");
	vth_hang_up(v);
	vth_wait_exit(v, 5000);
	vth_free(&v);
	v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "改 2026-0001");
	vth_send(v, "1");
	vth_expect(v, "恢复，接着写");
	vth_send(v, "1");
	vth_expect(v, "改了几个字，原文");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect(v, "有改动还没有保存");
	vth_send(v, "3"); /* for later */
	vth_expect(v, "已留底");
	vth_send(v, "U");
	vth_expect(v, "上次有 1 份内容没有保存");
	vth_send(v, "1");
	vth_expect(v, "恢复，接着写");
	vth_send(v, "3");
	vth_expect(v, "丢弃后找不回来");
	vth_send(v, "y");
	vth_expect_gone(v, "丢弃后找不回来");
	vth_send(v, "U");
	vth_expect(v, "没有未保存的内容");
	struct item *i = load(t, id);
	assert_string_equal(i->now->body, "原文");
	item_free(&i);
	bureau_leave(&v);
}

/* ------------------------------------------------------------ two people on one item */
/* Both have it open; 发布员戊 of 办公室 saves first. */
static void both_edit(struct deskfix *t, struct vth **v, struct vth **w, int rows, int cols)
{
	make(t, "生态补偿资金分配方案", "共用的一段。");
	*v = deskscreen(t, "jia", rows, cols);
	*w = deskscreen(t, "wu", 24, 80);
	vth_expect(*v, "生态补偿资金分配方案");
	vth_expect(*w, "待我办");
	vth_key(*w, VTERM_KEY_TAB); /* 全部在办 */
	vth_expect(*w, "生态补偿资金分配方案");
	bureau_f(*v, 4);
	bureau_f(*w, 4);
	vth_expect(*v, "第1稿");
	vth_expect(*w, "第1稿");
	vth_key(*v, VTERM_KEY_PAGEDOWN);
	vth_key(*w, VTERM_KEY_PAGEDOWN);
	vth_send(*v, "甲的话。");
	vth_send(*w, "戊的话。");
	vth_expect(*v, "甲的话。共用的一段。");
	vth_expect(*w, "戊的话。共用的一段。");
	bureau_f(*w, 2);
	vth_expect(*w, "已保存：2026-0001");
	vth_expect(*v, "刚有别人改动了2026-0001"); /* within a second, and nothing under the cursor moved */
	vth_expect(*v, "甲的话。共用的一段。");
	bureau_f(*v, 2);
	vth_expect(*v, "在您编辑期间被别人改动");
	vth_expect(*v, "发布员戊");
}

static void both_see_both_texts_and_mine_goes_over_theirs(void **state)
{
	struct deskfix *t = *state;
	struct vth *v, *w;
	struct error e;
	both_edit(t, &v, &w, 24, 80);
	vth_expect(v, "〔删：戊〕甲的话。");
	vth_key(v, VTERM_KEY_ESCAPE); /* goes on writing */
	vth_expect(v, "甲的话。共用的一段。");
	bureau_f(v, 2);
	vth_expect(v, "在您编辑期间被别人改动");
	vth_send(v, "1");
	vth_expect(v, "已保存：2026-0001");
	struct item *i = load(t, 1);
	assert_int_equal(i->now->n, 3);
	assert_string_equal(i->now->body, "甲的话。共用的一段。");
	item_free(&i);
	int64_t *ids;
	int n;
	struct revision *theirs;
	assert_ok(revision_list(t->clerk, 1, &ids, &n, &e));
	assert_int_equal(n, 3);
	assert_ok(revision_load(t->clerk, ids[1], &theirs, &e));
	assert_string_equal(theirs->body, "戊的话。共用的一段。");
	revision_free(&theirs);
	free(ids);
	bureau_leave(&v);
	bureau_leave(&w);
}

static void mine_can_become_an_item_of_its_own(void **state)
{
	struct deskfix *t = *state;
	struct vth *v, *w;
	both_edit(t, &v, &w, 36, 120);
	vth_expect(v, "对方的：第2稿，发布员戊"); /* side by side */
	vth_expect(v, "甲的话");
	vth_expect(v, "戊的话");
	vth_send(v, "3");
	vth_expect(v, "已另存为新件 2026-0002");
	struct item *i = load(t, 1), *k = load(t, 2);
	assert_string_equal(i->now->body, "戊的话。共用的一段。");
	assert_string_equal(k->now->body, "甲的话。共用的一段。");
	item_free(&i);
	item_free(&k);
	bureau_leave(&v);
	bureau_leave(&w);
}

static void theirs_can_be_taken_after_a_question(void **state)
{
	struct deskfix *t = *state;
	struct vth *v, *w;
	both_edit(t, &v, &w, 36, 120);
	vth_send(v, "2");
	vth_expect(v, "放弃后找不回来");
	vth_key(v, VTERM_KEY_ENTER); /* 取消 stands first */
	vth_expect(v, "对方的：第2稿");
	vth_send(v, "2");
	vth_expect(v, "放弃后找不回来");
	vth_send(v, "y");
	vth_expect(v, "已换成对方的内容");
	vth_expect(v, "戊的话。共用的一段。");
	vth_key(v, VTERM_KEY_ESCAPE); /* nothing is unsaved */
	vth_expect(v, "待我办");
	struct item *i = load(t, 1);
	assert_int_equal(i->now->n, 2);
	item_free(&i);
	bureau_leave(&v);
	bureau_leave(&w);
}

/* ------------------------------------------------------------ from files */
static void a_file_in_gb18030_with_damage_becomes_an_item(void **state)
{
	struct deskfix *t = *state;
	char path[200], command[700];
	const char *tree = getenv("ZWGK_TREE");
	snprintf(path, sizeof path, "%s/汇报.txt", t->dir);
	snprintf(command, sizeof command, "iconv -f UTF-8 -t GB18030 %s/tests/corpus/seeds/002.txt >%s",
	        tree ? tree : ".", path);
	assert_int_equal(system(command), 0);
	struct vth *v = deskscreen(t, "jia", 36, 120);
	vth_expect(v, "待我办");
	bureau_f(v, 3);
	vth_expect(v, "从文件新建");
	vth_ctrl(v, 'a');
	vth_send(v, path);
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "哪一种读得通"); /* traditional characters in GB18030: not sure, but proposed */
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "处拼音夹注");
	vth_send(v, "y");
	vth_expect(v, "河務局信息公開工作匯報");
	vth_expect(v, "汇报.txt");
	bureau_f(v, 2);
	vth_expect(v, "已保存：2026-0001");
	struct item *i = load(t, 1);
	assert_string_equal(i->now->title, "河務局信息公開工作匯報");
	assert_null(strstr(i->now->body, "(wù)"));
	assert_non_null(strstr(i->now->body, "堅持“公開為原則不公開為例外”"));
	assert_int_equal(i->now->attachments_n, 1);
	assert_string_equal(i->now->attachments[0].name, "汇报.txt");
	item_free(&i);
	bureau_leave(&v);
}

static void a_file_that_is_no_text_is_refused_with_a_sentence(void **state)
{
	struct deskfix *t = *state;
	char path[200];
	snprintf(path, sizeof path, "%s/照片.txt", t->dir);
	FILE *out = fopen(path, "w");
	fwrite("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, 16, out);
	fclose(out);
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "待我办");
	bureau_f(v, 3);
	vth_expect(v, "从文件新建");
	vth_ctrl(v, 'a');
	vth_send(v, path);
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "图片");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect_gone(v, "图片");
	bureau_leave(&v);
}

/* ------------------------------------------------------------ registers, limits, erasing */
static void a_register_field_is_corrected_with_its_reason(void **state)
{
	struct deskfix *t = *state;
	make(t, "造林任务完成情况", "正文");
	struct vth *v = deskscreen(t, "jia", 24, 80);
	vth_expect(v, "造林任务完成情况");
	vth_send(v, "k");
	vth_expect(v, "更正登记：哪一项");
	vth_send(v, "4");
	vth_expect(v, "更正关键词");
	vth_send(v, "造林、绿化");
	bureau_f(v, 2);
	vth_expect(v, "请填写原因");
	vth_send(v, "登记时漏填");
	bureau_f(v, 2);
	vth_expect(v, "2026-0001 的关键词已更正");
	struct item *i = load(t, 1);
	assert_string_equal(i->keywords, "造林、绿化");
	assert_int_equal(i->now->n, 1);
	item_free(&i);
	vth_send(v, "j");
	vth_expect(v, "第20个工作日：2026年12月14日");
	vth_expect(v, "周末");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect(v, "待我办");
	bureau_leave(&v);
}

static void erasing_takes_two_people_and_a_typed_word(void **state)
{
	struct deskfix *t = *state;
	make(t, "误录的名单", "张三的身份证号码等不该写在这里");
	struct vth *v = deskscreen(t, "jia", 36, 120);
	vth_expect(v, "误录的名单");
	vth_ctrl(v, 'e');
	vth_expect(v, "涉密误录");
	vth_send(v, "2");
	vth_expect(v, "写明原因");
	vth_send(v, "误录个人信息");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "申请清除 2026-0001");
	bureau_f(v, 2); /* the word is missing */
	vth_expect(v, "一字不差");
	vth_send(v, "清除");
	bureau_f(v, 2); /* Enter, which ended the question before, does not confirm */
	vth_expect(v, "已申请清除 2026-0001");
	vth_send(v, "E");
	vth_expect(v, "申请人以外的人");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, "申请人以外的人");
	bureau_leave(&v);
	v = deskscreen(t, "wu", 36, 120);
	vth_expect(v, "待我办");
	vth_send(v, "E");
	vth_expect(v, "误录个人信息");
	vth_send(v, "1");
	vth_expect(v, "不予清除");
	vth_key(v, VTERM_KEY_DOWN);
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "输入“清除”");
	vth_send(v, "清除");
	bureau_f(v, 2);
	vth_expect(v, "清除结果");
	vth_expect(v, "已没有这些内容");
	bureau_leave(&v);
	struct item *i = load(t, 1);
	assert_true(i->now->erased);
	assert_null(strstr(i->now->body, "张三"));
	item_free(&i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(chinese_is_typed_where_the_cursor_stands, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(editing_makes_a_new_revision, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(what_is_missing_is_said_at_its_field_and_then_it_is_sent, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(a_text_pasted_into_an_empty_form_finds_its_places, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(sending_what_is_not_complete_opens_it_where_it_lacks, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(what_was_returned_shows_why_and_typing_is_undone, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(marked_drafts_are_voided_with_one_reason, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(a_ledger_is_tried_first_and_then_taken_over_by_a_child, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(killed_while_typing_all_but_the_last_key_comes_back, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(a_lost_line_leaves_a_draft_and_so_does_leaving_for_later, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(both_see_both_texts_and_mine_goes_over_theirs, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(mine_can_become_an_item_of_its_own, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(theirs_can_be_taken_after_a_question, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(a_file_in_gb18030_with_damage_becomes_an_item, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(a_file_that_is_no_text_is_refused_with_a_sentence, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(a_register_field_is_corrected_with_its_reason, deskscreen_start, deskscreen_stop),
		cmocka_unit_test_setup_teardown(erasing_takes_two_people_and_a_typed_word, deskscreen_start, deskscreen_stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
