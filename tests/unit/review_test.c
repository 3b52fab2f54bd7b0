/* review_test.c - the way of an item through the tiers and the channels, as those who may do it do it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/view/item/view.h"
#include "store/view/figure/figure.h"
#include "store/view/register_view.h"
#include "tests/listing.h"
#include "tests/unit/flow_fix.h"

static void whole_way(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_new(f);
	struct item *i = flow_item(f->clerk, id);
	assert_string_equal(i->number, "2026-0001");
	assert_int_equal(i->state, STATE_DRAFT);
	assert_int_equal(i->due, day_of(2026, 12, 16)); /* 20 working days after 18 November */
	int64_t ver = i->ver;
	item_free(&i);
	assert_ok(item_submit(f->clerk, id, ver, &e));
	assert_int_equal(flow_state(f->first, id), STATE_TIER1);
	assert_ok(flow_pass(f->first, id, &e));
	assert_int_equal(flow_state(f->second, id), STATE_TIER2);
	assert_ok(flow_pass(f->second, id, &e));
	assert_int_equal(flow_state(f->third, id), STATE_TIER3);
	assert_ok(flow_pass(f->third, id, &e));
	assert_int_equal(flow_state(f->third, id), STATE_SIGNED);
	i = flow_item(f->publish, id);
	int64_t web = i->channels[0], wechat = i->channels[1];
	assert_ok(release_report(f->publish, id, i->ver, web, &e));
	item_free(&i);
	assert_refused(release_report(f->publish, id, flow_ver(f->publish, id), web, &e), R_REPORTED_ALREADY);
	assert_ok(
	        release_online(f->publish, id, flow_ver(f->publish, id), web, "http://a/1", desk_now(f->publish), &e));
	assert_int_equal(flow_state(f->publish, id), STATE_PUBLISHED);
	assert_ok(release_online(f->publish, id, flow_ver(f->publish, id), wechat, "", desk_now(f->publish), &e));
	struct release_standing s[8];
	int n = release_standing(f->publish, id, s, 8), online = 0;
	for (int k = 0; k < n; k++)
		online += s[k].act == RELEASE_ONLINE;
	assert_int_equal(online, 2);
	struct trail t;
	assert_ok(trail_load(f->clerk, id, &t, &e));
	assert_int_equal(t.n, 7);
	assert_int_equal(t.row[0].act, REVIEW_SUBMIT);
	assert_string_equal(t.row[3].officer_name, "领导丁");
	trail_free(&t);
	deskfix_close(&f);
}

static void return_edit_submit_again(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 2);
	assert_refused(review_return(f->second, id, flow_ver(f->second, id), 0, 11, "", &e), R_OPINION_EMPTY);
	assert_refused(review_return(f->second, id, flow_ver(f->second, id), 0, 99, "改", &e), R_RETURN_REASON);
	assert_refused(review_return(f->second, id, flow_ver(f->second, id), 2, 11, "改", &e), R_RETURN_WHERE);
	assert_ok(review_return(f->second, id, flow_ver(f->second, id), 0, 11, "第三段人数与附件不符", &e));
	assert_int_equal(flow_state(f->clerk, id), STATE_RETURNED);
	struct item_text t = flow_text("2026年度森林防火工作方案", "一、总体要求\n　　改过了。");
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	struct item *i = flow_item(f->clerk, id);
	assert_int_equal(i->now->n, 2);
	assert_int_equal(i->returned, 11);
	item_free(&i);
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	int64_t pass[4];
	assert_ok(review_standing(f->clerk, id, pass, &e));
	assert_int_equal(pass[1], 0); /* passes do not carry over */
	assert_ok(flow_pass(f->first, id, &e));
	/* back to an earlier tier: its signature falls, the item waits there again */
	assert_ok(review_return(f->second, id, flow_ver(f->second, id), 1, 14, "请补文号", &e));
	assert_int_equal(flow_state(f->first, id), STATE_TIER1);
	assert_ok(review_standing(f->clerk, id, pass, &e));
	assert_int_equal(pass[1], 0);
	deskfix_close(&f);
}

static void unchanged_edit_makes_no_revision(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_new(f);
	struct item_text t = flow_text("2026年度森林防火工作方案", "一、总体要求\n　　坚持预防为主。\n二、主要任务\n　　落实巡护。");
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	struct item *i = flow_item(f->clerk, id);
	assert_int_equal(i->now->n, 1);
	item_free(&i);
	const struct attachment_in a = {.name = "附件1.txt", .data = "甲", .bytes = 3};
	t.attachments = &a;
	t.attachments_n = 1;
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	i = flow_item(f->clerk, id);
	assert_int_equal(i->now->n, 2);
	assert_int_equal(i->now->attachments_n, 1);
	assert_string_equal(i->now->attachments[0].name, "附件1.txt");
	char *data;
	size_t n;
	assert_ok(attachment_load(f->clerk, i->now->attachments[0].id, &data, &n, &e));
	assert_int_equal(n, 3);
	assert_memory_equal(data, "甲", 3);
	free(data);
	/* taken over by the next revision: the same content, another text */
	const struct attachment_in again = {.from = i->now->attachments[0].id};
	item_free(&i);
	t.attachments = &again;
	t.body = "另一正文";
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	i = flow_item(f->clerk, id);
	assert_int_equal(i->now->n, 3);
	assert_string_equal(i->now->attachments[0].name, "附件1.txt");
	item_free(&i);
	deskfix_close(&f);
}

static void withdraw_and_recall(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 1);
	assert_ok(item_recall(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_int_equal(flow_state(f->clerk, id), STATE_DRAFT);
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(flow_pass(f->first, id, &e));
	assert_refused(review_withdraw(f->second, id, flow_ver(f->second, id), &e), R_WITHDRAW_OTHER);
	assert_ok(review_withdraw(f->first, id, flow_ver(f->first, id), &e));
	assert_int_equal(flow_state(f->first, id), STATE_TIER1);
	assert_ok(flow_pass(f->first, id, &e));
	assert_ok(flow_pass(f->second, id, &e));
	assert_refused(review_withdraw(f->first, id, flow_ver(f->first, id), &e), R_WITHDRAW_OTHER);
	assert_ok(flow_pass(f->third, id, &e));
	assert_ok(review_withdraw(f->third, id, flow_ver(f->third, id), &e));
	assert_int_equal(flow_state(f->third, id), STATE_TIER3);
	assert_ok(review_return(f->third, id, flow_ver(f->third, id), 0, 12, "再研究", &e));
	assert_ok(review_withdraw(f->third, id, flow_ver(f->third, id), &e));
	int64_t pass[4];
	assert_ok(review_standing(f->third, id, pass, &e));
	assert_true(pass[1] && pass[2] && !pass[3]);
	assert_ok(flow_pass(f->third, id, &e));
	assert_int_equal(flow_state(f->third, id), STATE_SIGNED);
	deskfix_close(&f);
}

static void referred_upward_and_back(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 2);
	assert_ok(review_refer(f->second, id, flow_ver(f->second, id), "是否属工作秘密，请保密局确定", &e));
	assert_int_equal(flow_state(f->second, id), STATE_REFERRED);
	assert_refused(review_refer_done(f->clerk, id, flow_ver(f->clerk, id), true, "可公开", &e), R_PERMIT_WHO);
	assert_ok(review_refer_done(f->second, id, flow_ver(f->second, id), true, "县保密局函复：可以公开", &e));
	assert_int_equal(flow_state(f->second, id), STATE_TIER2);
	assert_ok(flow_pass(f->second, id, &e));
	deskfix_close(&f);
}

static void not_open_is_signed_the_same_way(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id;
	struct item_register r = flow_register(f);
	struct item_text t = flow_text("护林员体检结果", "名单见附件。");
	t.attribute = ATTRIBUTE_CLOSED;
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	assert_refused(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e), R_WITHHOLD_MISSING);
	t.withhold = WITHHOLD_PRIVACY;
	t.article = withhold_article(WITHHOLD_PRIVACY);
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(flow_pass(f->first, id, &e));
	assert_ok(flow_pass(f->second, id, &e));
	assert_ok(flow_pass(f->third, id, &e));
	assert_int_equal(flow_state(f->third, id), STATE_WITHHELD);
	deskfix_close(&f);
}

static void errata_keeps_the_live_text(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 5);
	struct item *i = flow_item(f->clerk, id);
	int64_t live = i->live, online_at = i->online_at;
	item_free(&i);
	assert_ok(item_errata(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_refused(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e), R_ERRATA_UNCHANGED);
	struct item_text t = flow_text("2026年度森林防火工作方案", "更正后的正文");
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	i = flow_item(f->clerk, id);
	assert_int_equal(i->live, live);
	item_free(&i);
	/* given up: the published text is it again */
	assert_ok(item_void(f->clerk, id, flow_ver(f->clerk, id), "不必勘误", &e));
	i = flow_item(f->clerk, id);
	assert_int_equal(i->state, STATE_PUBLISHED);
	assert_int_equal(i->now->id, live);
	item_free(&i);
	assert_ok(item_errata(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(flow_pass(f->first, id, &e));
	assert_ok(flow_pass(f->second, id, &e));
	assert_ok(flow_pass(f->third, id, &e));
	i = flow_item(f->publish, id);
	assert_int_equal(i->live, live); /* until the new one is online */
	assert_ok(release_online(f->publish, id, i->ver, i->channels[0], "", desk_now(f->publish), &e));
	item_free(&i);
	i = flow_item(f->publish, id);
	assert_int_not_equal(i->live, live);
	assert_int_equal(i->online_at, online_at); /* not counted again */
	assert_false(i->errata);
	item_free(&i);
	deskfix_close(&f);
}

static void down_emergency_and_supersession(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 5);
	assert_refused(release_down(f->clerk, id, flow_ver(f->clerk, id), "过期", &e), R_PERMIT_WHO);
	assert_ok(release_emergency(f->clerk, id, flow_ver(f->clerk, id), "附件含身份证号", &e));
	assert_int_equal(flow_state(f->clerk, id), STATE_EMERGENCY);
	assert_ok(release_follow_up(f->first, id, flow_ver(f->first, id), false, "已核，可恢复", &e));
	assert_refused(release_follow_up(f->first, id, flow_ver(f->first, id), false, "再点一次", &e), R_EMERGENCY_TWICE);
	assert_refused(item_may(f->first, ACTION_RELEASE_FOLLOW_UP, id, &e), R_EMERGENCY_TWICE);
	assert_ok(item_may(f->second, ACTION_RELEASE_FOLLOW_UP, id, &e));
	assert_ok(release_follow_up(f->second, id, flow_ver(f->second, id), false, "同意恢复", &e));
	assert_int_equal(flow_state(f->clerk, id), STATE_PUBLISHED);
	assert_ok(release_down(f->third, id, flow_ver(f->third, id), "工作已结束", &e));
	assert_int_equal(flow_state(f->clerk, id), STATE_DOWN);

	int64_t old = flow_to(f, 5), newer;
	struct item_register r = flow_register(f);
	r.supersedes = old;
	struct item_text t = flow_text("2026年度森林防火工作方案（修订）", "新正文");
	assert_ok(item_create(f->clerk, &t, &r, &newer, &e));
	assert_ok(item_submit(f->clerk, newer, flow_ver(f->clerk, newer), &e));
	assert_ok(flow_pass(f->first, newer, &e));
	assert_ok(flow_pass(f->second, newer, &e));
	assert_ok(flow_pass(f->third, newer, &e));
	assert_int_equal(flow_state(f->clerk, old), STATE_PUBLISHED);
	assert_ok(release_online(
	        f->publish, newer, flow_ver(f->publish, newer), r.channels[0], "", desk_now(f->publish), &e));
	assert_int_equal(flow_state(f->clerk, old), STATE_SUPERSEDED);
	deskfix_close(&f);
}

/* It left the platform when it was taken down, not when somebody said something about it. */
static void a_confirmation_does_not_move_the_time_it_went(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	struct release_standing s[4];
	int64_t id = flow_to(f, 5), went = desk_now(f->clerk);
	assert_ok(release_emergency(f->clerk, id, flow_ver(f->clerk, id), "附件含身份证号", &e));
	deskfix_time(f, "2026-11-20T15:00:00");
	assert_ok(release_follow_up(f->first, id, flow_ver(f->first, id), true, "", &e));
	assert_true(release_standing(f->clerk, id, s, 4) >= 1);
	assert_int_equal(s[0].act, RELEASE_EMERGENCY);
	assert_int_equal(s[0].at, went);
	assert_ok(release_follow_up(f->second, id, flow_ver(f->second, id), true, "", &e));
	assert_true(release_standing(f->clerk, id, s, 4) >= 1);
	assert_int_equal(s[0].act, RELEASE_DOWN);
	assert_int_equal(s[0].at, went);
	deskfix_close(&f);
}

static void correction_needs_no_signature_and_leaves_a_trace(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 3);
	assert_refused(item_correct(f->clerk, id, flow_ver(f->clerk, id), "keywords", "林长制", "", &e), R_CORRECT_REASON);
	assert_refused(item_correct(f->clerk, id, flow_ver(f->clerk, id), "title", "新标题", "错字", &e), R_NO_FIELD);
	assert_refused(item_correct(f->clerk, id, flow_ver(f->clerk, id), "class", "2", "误选", &e), R_CLASS_IN_REVIEW);
	assert_ok(item_correct(f->clerk, id, flow_ver(f->clerk, id), "keywords", "林长制", "原关键词不准", &e));
	int64_t pass[4];
	assert_ok(review_standing(f->clerk, id, pass, &e));
	assert_true(pass[1] && pass[2]);
	struct trail t;
	assert_ok(trail_load(f->clerk, id, &t, &e));
	assert_int_equal(t.row[t.n - 1].kind, 'c');
	assert_string_equal(t.row[t.n - 1].url, "森林 防火 → 林长制：原关键词不准");
	trail_free(&t);
	assert_ok(item_correct(f->clerk, id, flow_ver(f->clerk, id), "channels", "2,1", "漏选", &e));
	assert_ok(trail_load(f->clerk, id, &t, &e));
	const char *said = t.row[t.n - 1].url; /* names, never the ids that the record keeps */
	assert_non_null(strstr(said, "、"));
	assert_int_equal(strcspn(said, "0123456789"), strlen(said));
	trail_free(&t);
	assert_ok(flow_pass(f->third, id, &e));
	deskfix_close(&f);
}

/* What the three signed for stays as it was until something was done with their signatures. */
static void a_signed_item_keeps_its_office_and_class(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	char general[24];
	int64_t id = flow_to(f, 4);
	snprintf(general, sizeof general, "%lld", (long long)f->general);
	assert_refused(item_correct(f->publish, id, flow_ver(f->publish, id), "class", "2", "误选", &e), R_CLASS_SIGNED);
	assert_refused(item_correct(f->publish, id, flow_ver(f->publish, id), "office", general, "误选", &e), R_CLASS_SIGNED);
	struct item_text t = flow_text("2026年度森林防火工作方案", "改过的正文");
	struct item_register r = flow_register(f);
	t.attribute = ATTRIBUTE_CLOSED;
	assert_refused(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, &r, &e), R_PERMIT_STATE);
	assert_ok(item_correct(f->publish, id, flow_ver(f->publish, id), "keywords", "林长制", "不准", &e));
	/* the way there is: it goes back, and all three sign again */
	int64_t pass[4];
	assert_ok(item_redraft(f->clerk, id, flow_ver(f->clerk, id), "股室选错了", &e));
	assert_ok(item_correct(f->publish, id, flow_ver(f->publish, id), "class", "2", "误选", &e));
	assert_ok(review_standing(f->clerk, id, pass, &e));
	assert_true(!pass[1] && !pass[2] && !pass[3]);
	deskfix_close(&f);
}

/* Until the next tier acts: an opinion that was taken back is none. */
static void recalled_when_the_opinion_was_taken_back(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 2);
	assert_refused(item_recall(f->clerk, id, flow_ver(f->clerk, id), &e), R_PERMIT_STATE);
	assert_ok(review_withdraw(f->first, id, flow_ver(f->first, id), &e));
	assert_int_equal(flow_state(f->clerk, id), STATE_TIER1);
	assert_ok(item_may(f->clerk, ACTION_ITEM_RECALL, id, &e));
	assert_ok(item_recall(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_int_equal(flow_state(f->clerk, id), STATE_DRAFT);
	/* a return that was taken back likewise */
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(review_return(f->first, id, flow_ver(f->first, id), 0, 11, "错字", &e));
	assert_ok(review_withdraw(f->first, id, flow_ver(f->first, id), &e));
	assert_ok(item_recall(f->clerk, id, flow_ver(f->clerk, id), &e));
	/* but what the second tier sent back to the first was seen */
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(flow_pass(f->first, id, &e));
	assert_ok(review_return(f->second, id, flow_ver(f->second, id), 1, 14, "请补文号", &e));
	assert_int_equal(flow_state(f->clerk, id), STATE_TIER1);
	assert_refused(item_may(f->clerk, ACTION_ITEM_RECALL, id, &e), R_RECALL_LATE);
	assert_refused(item_recall(f->clerk, id, flow_ver(f->clerk, id), &e), R_RECALL_LATE);
	assert_clean(f->admin);
	deskfix_close(&f);
}

static int64_t listed(struct desk *d, enum item_scope scope)
{
	struct error e;
	struct item_query q = {.scope = scope};
	struct window *v;
	assert_ok(item_view_open(d, &q, &v, &e));
	return listing_count(&v);
}

static int64_t waits_for(struct desk *d)
{
	struct error e;
	struct figure_value ready, mine;
	assert_ok(figure_get(d, FIGURE_TO_RELEASE, NULL, 0, &ready, &e));
	assert_ok(figure_get(d, FIGURE_FOR_ME, NULL, 0, &mine, &e));
	assert_int_equal(ready.n, listed(d, ITEMS_RELEASE));
	assert_int_equal(mine.n, listed(d, ITEMS_MINE));
	return ready.n;
}

static void it_waits_for_the_publisher_until_every_channel_has_it(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	struct release_standing s[8];
	struct named *list;
	int n;
	int64_t id = flow_to(f, 5);
	struct item *i = flow_item(f->publish, id);
	int64_t second = i->channels[1];
	assert_int_equal(i->state, STATE_PUBLISHED);
	assert_int_equal(i->channels_left, 1);
	item_free(&i);
	assert_int_equal(waits_for(f->publish), 1);
	assert_int_equal(listed(f->publish, ITEMS_MINE), 1);
	assert_int_equal(listed(f->clerk, ITEMS_MINE), 0); /* he publishes nothing */
	/* nobody waits for a channel that is closed; opened again, it is awaited again */
	assert_ok(named_list(f->admin, NAMED_CHANNEL, false, &list, &n, &e));
	assert_int_equal(list[1].id, second);
	const struct named was = list[1];
	free(list);
	assert_ok(named_save(f->admin, NAMED_CHANNEL, second, was.ver, was.name, false, was.sort, NULL, &e));
	assert_int_equal(waits_for(f->publish), 0);
	assert_ok(named_save(f->admin, NAMED_CHANNEL, second, was.ver + 1, was.name, true, was.sort, NULL, &e));
	assert_int_equal(waits_for(f->publish), 1);
	/* and one more that was forgotten */
	char three[64];
	snprintf(three, sizeof three, "%lld,%lld,%lld", (long long)second - 1, (long long)second, (long long)second + 1);
	assert_ok(item_correct(f->publish, id, flow_ver(f->publish, id), "channels", three, "漏选", &e));
	i = flow_item(f->publish, id);
	assert_int_equal(i->channels_left, 2);
	item_free(&i);
	assert_ok(release_online(f->publish, id, flow_ver(f->publish, id), second, "", desk_now(f->publish), &e));
	assert_int_equal(waits_for(f->publish), 1);
	assert_ok(release_online(f->publish, id, flow_ver(f->publish, id), second + 1, "", desk_now(f->publish), &e));
	assert_int_equal(waits_for(f->publish), 0);
	assert_int_equal(listed(f->publish, ITEMS_MINE), 0);
	/* taken down, it is online nowhere */
	assert_ok(release_down(f->third, id, flow_ver(f->third, id), "内容过期", &e));
	n = release_standing(f->publish, id, s, 8);
	assert_int_equal(n, 3);
	for (int k = 0; k < n; k++)
		assert_int_equal(s[k].act, RELEASE_DOWN);
	assert_clean(f->admin);
	deskfix_close(&f);
}

/* What was made public stays counted in its week whatever becomes of it, and moves with a correction of its category. */
static void what_was_published_stays_counted(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	struct figure_part *rows;
	struct figure_value all;
	int n;
	int64_t id = flow_to(f, 5), two = flow_to(f, 5);
	assert_ok(item_errata(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(release_down(f->third, two, flow_ver(f->third, two), "内容过期", &e));
	assert_ok(figure_parts(f->clerk, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, NULL, 0, &rows, &n, &all, &e));
	assert_int_equal(all.n, 2);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].n, 2);
	assert_string_equal(rows[0].name, "政策法规");
	free(rows);
	deskfix_close(&f);
}

static void migrated_history(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	struct hash h = {{1}};
	struct migrated m = {.title = "2025年造林计划", .category = "规划计划", .catalog = "新栏目", .office = "造林股",
		.channels = "政府网站、公告栏", .attribute = ATTRIBUTE_OPEN, .formed_on = DAY_NONE, .published_on = day_of(2025, 3, 12)};
	assert_ok(migrate_begin(f->clerk, "历史.csv", &h, &e));
	assert_ok(migrate_add(f->clerk, &m, &e));
	assert_refused(migrate_add(f->clerk, &m, &e), R_MIGRATE_KNOWN);
	m.published_on = DAY_NONE;
	assert_refused(migrate_add(f->clerk, &m, &e), R_MIGRATE_DATE);
	assert_int_equal(migrate_made(f->clerk).offices, 1);
	int64_t batch, count;
	assert_ok(migrate_end(f->clerk, &batch, &e));
	int64_t id;
	assert_ok(item_by_number(f->clerk, "迁2025-0001", &id, &e));
	assert_int_equal(flow_state(f->clerk, id), STATE_MIGRATED);
	assert_ok(migrate_undo(f->clerk, batch, &count, NULL, &e));
	assert_int_equal(count, 1);
	assert_int_equal(flow_state(f->clerk, id), STATE_VOID);
	assert_refused(migrate_undo(f->clerk, batch, &count, NULL, &e), R_BATCH_UNDONE);
	/* given up in the middle: nothing is left of it */
	m.published_on = day_of(2025, 3, 12);
	assert_ok(migrate_begin(f->clerk, "历史.csv", &h, &e));
	assert_ok(migrate_add(f->clerk, &m, &e));
	migrate_drop(f->clerk);
	assert_refused(item_by_number(f->clerk, "迁2025-0002", &id, &e), R_NO_ITEM);
	deskfix_close(&f);
}

static int active(struct deskfix *f, const char *what, const char *name)
{
	struct error e;
	char sql[120];
	snprintf(sql, sizeof sql, "SELECT active FROM %s WHERE name = ?1", what);
	sqlite3_stmt *q = db_query_dynamic(f->admin->db, &e, sql);
	assert_non_null(q);
	sqlite3_bind_text(q, 1, name, -1, SQLITE_STATIC);
	int is = db_step(f->admin->db, q, &e) ? sqlite3_column_int(q, 0) : -1;
	db_done(q);
	return is;
}

/* An import that was a mistake leaves no names behind in the lists people choose from. */
static void undone_history_takes_its_names_with_it(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	struct hash h = {{1}};
	struct migrate_made gone;
	int64_t first, second, count;
	struct migrated m = {.title = "2025年造林计划", .category = "旧分类", .catalog = "旧栏目", .office = "造林股",
		.channels = "政府网站、公告栏", .attribute = ATTRIBUTE_OPEN, .formed_on = DAY_NONE, .published_on = day_of(2025, 3, 12)};
	flow_register(f);
	assert_ok(migrate_begin(f->clerk, "历史.csv", &h, &e));
	assert_ok(migrate_add(f->clerk, &m, &e));
	m.title = "2025年防火计划";
	m.category = "又一个分类";
	assert_ok(migrate_add(f->clerk, &m, &e));
	assert_ok(migrate_end(f->clerk, &first, &e));
	m.title = "2025年采伐计划";
	m.category = "旧分类"; /* also named by a second batch */
	m.channels = "政府网站";
	m.catalog = "政策文件";
	assert_ok(migrate_begin(f->clerk, "历史二.csv", &h, &e));
	assert_ok(migrate_add(f->clerk, &m, &e));
	assert_ok(migrate_end(f->clerk, &second, &e));
	assert_ok(migrate_undo(f->clerk, first, &count, &gone, &e));
	assert_int_equal(count, 2);
	assert_int_equal(gone.categories, 1);
	assert_int_equal(gone.catalogs, 1);
	assert_int_equal(gone.channels, 1);
	assert_int_equal(active(f, "category", "又一个分类"), 0);
	assert_int_equal(active(f, "category", "旧分类"), 1); /* the second batch has it */
	assert_int_equal(active(f, "catalog", "旧栏目"), 0);
	assert_int_equal(active(f, "channel", "公告栏"), 0);
	assert_int_equal(active(f, "channel", "政府网站"), 1); /* no import made it */
	assert_int_equal(active(f, "office", "造林股"), 0);
	assert_ok(migrate_undo(f->clerk, second, &count, &gone, &e));
	assert_int_equal(gone.categories, 1);
	assert_int_equal(active(f, "category", "旧分类"), 0);
	assert_int_equal(active(f, "catalog", "政策文件"), 1);
	/* mended and imported again: they are there again, once each */
	m.category = "又一个分类";
	m.catalog = "旧栏目";
	m.channels = "公告栏";
	assert_ok(migrate_begin(f->clerk, "历史.csv", &h, &e));
	assert_ok(migrate_add(f->clerk, &m, &e));
	assert_int_equal(migrate_made(f->clerk).categories, 1);
	assert_ok(migrate_end(f->clerk, &second, &e));
	assert_int_equal(active(f, "category", "又一个分类"), 1);
	assert_int_equal(active(f, "catalog", "旧栏目"), 1);
	assert_int_equal(active(f, "channel", "公告栏"), 1);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void paper_signature_needs_a_second_person(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 3);
	struct item *i = flow_item(f->clerk, id);
	char hex[65];
	hash_hex(&i->now->hash, hex);
	hex[8] = '\0';
	item_free(&i);
	assert_refused(
	        review_paper(f->publish, id, flow_ver(f->publish, id), f->third_id, hex, "签字页.jpg", "scan", 4, &e),
	        R_PAPER_OFF);
	assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "1", &e));
	assert_refused(review_paper(f->publish, id, flow_ver(f->publish, id), f->third_id, "00000000", "签字页.jpg",
	                       "scan", 4, &e),
	        R_PAPER_HASH);
	assert_refused(
	        review_paper(f->publish, id, flow_ver(f->publish, id), f->first_id, hex, "签字页.jpg", "scan", 4, &e),
	        R_PAPER_NO_SEAT);
	assert_ok(review_paper(f->publish, id, flow_ver(f->publish, id), f->third_id, hex, "签字页.jpg", "scan", 4, &e));
	assert_int_equal(flow_state(f->publish, id), STATE_TIER3);
	/* neither who entered it, nor an author, nor the leader himself */
	assert_refused(review_paper_confirm(f->publish, id, flow_ver(f->publish, id), true, NULL, &e), R_PAPER_SELF);
	assert_refused(review_paper_confirm(f->clerk, id, flow_ver(f->clerk, id), true, NULL, &e), R_PERMIT_AUTHOR);
	assert_refused(review_paper_confirm(f->third, id, flow_ver(f->third, id), true, NULL, &e), R_PAPER_SELF);
	char *name, *data;
	size_t n;
	assert_ok(review_paper_scan(f->second, id, &name, &data, &n, &e));
	assert_string_equal(name, "签字页.jpg");
	assert_int_equal(n, 4);
	assert_memory_equal(data, "scan", 4);
	free(name);
	free(data);
	assert_ok(review_paper_confirm(f->second, id, flow_ver(f->second, id), true, "与原件一致\n已归档", &e));
	assert_int_equal(flow_state(f->publish, id), STATE_SIGNED);
	struct register_row row[2]; /* the register names the scan, and keeps what the second person said whole */
	struct arena names = {0};
	int got;
	assert_ok(register_below(f->clerk, REGISTER_REVIEWS, 0, 2, row, &names, &got, &e));
	assert_int_equal(got, 2);
	assert_string_equal(row[0].text, "与原件一致\n已归档");
	assert_string_equal(row[1].text, "签字页.jpg");
	arena_free(&names);
	struct trail t;
	assert_ok(trail_load(f->clerk, id, &t, &e));
	assert_true(t.row[t.n - 1].paper); /* shown as 纸签 for ever */
	trail_free(&t);
	deskfix_close(&f);
}

/* What the key bar offers is what the operation will do. */
static void gate_knows_whether_there_is_anything_to_do(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct error e;
	int64_t id = flow_to(f, 3);
	assert_refused(item_may(f->first, ACTION_REVIEW_WITHDRAW, id, &e), R_WITHDRAW_OTHER);
	assert_ok(item_may(f->second, ACTION_REVIEW_WITHDRAW, id, &e));
	assert_refused(item_may(f->second, ACTION_REVIEW_PAPER_CONFIRM, id, &e), R_PAPER_OFF);
	assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "1", &e));
	assert_refused(item_may(f->second, ACTION_REVIEW_PAPER_CONFIRM, id, &e), R_PAPER_NONE);
	assert_ok(item_may(f->publish, ACTION_REVIEW_PAPER, id, &e));
	id = flow_to(f, 1);
	assert_ok(item_may(f->clerk, ACTION_ITEM_RECALL, id, &e));
	id = flow_to(f, 5);
	assert_ok(release_emergency(f->first, id, flow_ver(f->first, id), "含身份证号", &e));
	assert_refused(item_may(f->first, ACTION_RELEASE_FOLLOW_UP, id, &e), R_EMERGENCY_SELF);
	assert_ok(item_may(f->second, ACTION_RELEASE_FOLLOW_UP, id, &e));
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_way),
		cmocka_unit_test(return_edit_submit_again),
		cmocka_unit_test(unchanged_edit_makes_no_revision),
		cmocka_unit_test(withdraw_and_recall),
		cmocka_unit_test(referred_upward_and_back),
		cmocka_unit_test(not_open_is_signed_the_same_way),
		cmocka_unit_test(errata_keeps_the_live_text),
		cmocka_unit_test(down_emergency_and_supersession),
		cmocka_unit_test(a_confirmation_does_not_move_the_time_it_went),
		cmocka_unit_test(correction_needs_no_signature_and_leaves_a_trace),
		cmocka_unit_test(a_signed_item_keeps_its_office_and_class),
		cmocka_unit_test(recalled_when_the_opinion_was_taken_back),
		cmocka_unit_test(it_waits_for_the_publisher_until_every_channel_has_it),
		cmocka_unit_test(what_was_published_stays_counted),
		cmocka_unit_test(migrated_history),
		cmocka_unit_test(undone_history_takes_its_names_with_it),
		cmocka_unit_test(paper_signature_needs_a_second_person),
		cmocka_unit_test(gate_knows_whether_there_is_anything_to_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
