/* erase_test.c - 清除 in a real terminal: asked for where the record is, decided by another in pane 0; what was done, and
 * which copies are left, is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tests/deskscreen.h"
#include "tests/press.h"
#include "tests/ticketfix.h"

/* The program with this officer at it, in pane 0 with the focus on the menu. */
static struct vth *sit_down(struct deskfix *t, const char *login, int rows, int cols)
{
	struct vth *v = deskscreen(t, login, rows, cols);
	vth_expect(v, "0 设置");
	vth_send(v, "0");
	vth_expect(v, "操作日志");
	return v;
}

/* To the list of erasures. */
static void go(struct vth *v)
{
	vth_key(v, VTERM_KEY_HOME);
	for (int i = 0; i < 30; i++) {
		vth_settle(v);
		if (strstr(vth_row(v, 2), "─ 清除 ─"))
			return;
		vth_key(v, VTERM_KEY_DOWN);
	}
	fail_msg("no list of erasures");
}

/* A draft of 经办甲; file: may be NULL. */
static int64_t make(struct deskfix *t, const char *title, const char *body, const struct attachment_in *file)
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
		.attribute = ATTRIBUTE_OPEN, .withhold_text = "", .article = "", .valid_from = DAY_NONE, .valid_to = DAY_NONE,
		.attachments = file, .attachments_n = file != NULL};
	struct item_register r = {.class = CLASS_OTHER, .office = t->office, .catalog = catalog[0].id,
		.category = category[0].id, .keywords = "", .channels = {channel[0].id}};
	assert_ok(item_create(t->clerk, &text, &r, &id, &e));
	free(category);
	free(channel);
	free(catalog);
	return id;
}

static int64_t erasure_asked(struct deskfix *t)
{
	struct error e;
	int64_t id = make(t, "误录的名单", "某某某一三八零零", NULL), erasure;
	assert_ok(erase_ask(t->clerk, id, ERASE_PERSONAL, "名单没有去掉电话", &erasure, &e));
	return id;
}

static void erasing_is_decided_by_another(void **state)
{
	struct deskfix *t = *state;
	struct error e;
	struct item *i;
	int64_t id = erasure_asked(t);
	struct vth *v = sit_down(t, "jia", 24, 80);
	go(v);
	vth_expect(v, "待另一人决定");
	vth_key(v, VTERM_KEY_RIGHT);
	bureau_enter(v);
	vth_expect(v, "申请的人");
	bureau_leave(&v);
	v = sit_down(t, "bing", 24, 80);
	go(v);
	vth_expect(v, "名单没有去掉电话");
	vth_key(v, VTERM_KEY_RIGHT);
	vth_settle(v);
	bureau_f(v, 9);
	vth_expect(v, "Enter 选定");
	vth_key(v, VTERM_KEY_DOWN); /* 不清除 stands first */
	bureau_enter(v);
	vth_expect(v, "“清除”");
	vth_send(v, "清除");
	vth_settle(v);
	bureau_enter(v); /* chose the answer, so it cannot confirm it */
	vth_expect(v, "为防误按");
	bureau_f(v, 2);
	assert_true(vth_wait_text(v, "返回", 5000)); /* the page that says what was done */
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect(v, "已清除");
	assert_ok(item_load(t->admin, id, &i, &e));
	assert_true(!i->now->title || !strstr(i->now->title, "误录"));
	item_free(&i);
	bureau_leave(&v);
}

static void what_has_no_text_says_where_it_is(void **state)
{
	struct deskfix *t = *state;
	struct attachment_in file = {.name = "名单.txt", .data = "甲乙", .bytes = 6};
	struct erase_result r;
	struct error e;
	int64_t asked, bare = make(t, "没有内容的", "", NULL);
	make(t, "只有附件的", "", &file);
	struct vth *v = deskscreen(t, "jia", 36, 120);
	vth_expect(v, "（没有正文，也没有附件）");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "校验码");
	vth_expect(v, "（没有正文，也没有附件）");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, "校验码");
	vth_key(v, VTERM_KEY_DOWN);
	vth_expect(v, "（没有正文，内容在附件里）");
	vth_key(v, VTERM_KEY_ENTER);
	vth_expect(v, "校验码");
	vth_expect(v, "（没有正文，内容在附件里）");
	bureau_leave(&v);
	assert_ok(erase_ask(t->clerk, bare, ERASE_PERSONAL, "误录", &asked, &e));
	assert_ok(erase_decide(t->second, asked, true, &r, &e));
	erase_result_free(&r);
	v = deskscreen(t, "jia", 36, 120);
	vth_expect(v, "待我办");
	press(v, "<S-Tab>");
	vth_expect(v, "〔已清除〕");
	press(v, "<End>");
	vth_expect(v, "（这一稿的文字已按手续清除）");
	bureau_leave(&v);
}

/* Asked on the ticket's row, decided in pane 0; later the row tells which copies are left. */
static void a_ticket_is_erased_by_two(void **state)
{
	struct deskfix *t = *state;
	struct error e;
	struct ticket_in in = ticketfix_in("");
	in.office = t->office;
	in.title = "误录了举报人";
	int64_t id;
	assert_ok(ticket_create(t->clerk, &in, &id, &e));
	assert_ok(ticket_claim(t->clerk, id, ticketfix_ver(t->clerk, id), &e));
	struct vth *v = sit_down(t, "jia", 24, 80);
	vth_send(v, "4");
	vth_expect(v, "误录了举报人");
	vth_send(v, "\005");
	vth_expect(v, "涉密误录");
	vth_key(v, VTERM_KEY_DOWN);
	bureau_enter(v);
	vth_expect(v, "写明原因");
	vth_send(v, "举报人的姓名电话");
	vth_settle(v);
	bureau_f(v, 2);
	vth_expect(v, "“清除”");
	vth_send(v, "清除");
	vth_settle(v);
	bureau_enter(v);
	vth_expect(v, "已申请清除");
	bureau_leave(&v);
	v = sit_down(t, "bing", 24, 80);
	go(v);
	vth_expect(v, "举报人的姓名电话");
	vth_key(v, VTERM_KEY_RIGHT);
	vth_settle(v);
	bureau_f(v, 9);
	vth_expect(v, "Enter 选定");
	vth_key(v, VTERM_KEY_DOWN);
	bureau_enter(v);
	vth_expect(v, "“清除”");
	vth_send(v, "清除");
	vth_settle(v);
	bureau_enter(v);
	vth_expect(v, "为防误按");
	bureau_f(v, 2);
	assert_true(vth_wait_text(v, "逐字节查过", 5000));
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect(v, "已清除");
	bureau_enter(v);
	vth_expect(v, "逐个查了");
	struct ticket *now = ticketfix_load(t->admin, id);
	assert_true(now->erased && !strstr(now->title, "误录"));
	ticket_free(&now);
	bureau_leave(&v);
}

#define SCREEN(name) cmocka_unit_test_setup_teardown(name, deskscreen_start, deskscreen_stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCREEN(erasing_is_decided_by_another),
		SCREEN(what_has_no_text_says_where_it_is),
		SCREEN(a_ticket_is_erased_by_two),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
