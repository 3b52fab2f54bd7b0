/* errata_test.c - what is online stays under control while a 勘误 of it is being written: it can be taken down, at once
 * or in order, it can be replaced, and none of it leaves a 勘误 behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/unit/flow_fix.h"

static struct error e;

static void assert_sound_and_indexed(struct desk *d)
{
	assert_clean(d);
	assert_ok(db_begin(d->db, &e));
	assert_ok(db_run(d->db, &e, "INSERT INTO item_fts(item_fts, rank) VALUES('integrity-check', 0)", ""));
	db_rollback(d->db);
}

/* A published item whose 勘误 stands at 草稿 (0), 待初审 (1), 待复审 (2), 待签发 (3), 已签发 (4), 已退回 (5), 报请确定 (6). */
static int64_t errata_at(struct deskfix *f, int step)
{
	int64_t id = flow_to(f, 5);
	struct item_text t = flow_text("2026年度森林防火工作方案（更正）", "更正后的正文");
	assert_ok(item_errata(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	if (step > 0)
		assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	if (step == 5) {
		assert_ok(review_return(f->first, id, flow_ver(f->first, id), 0, 11, "再核", &e));
		return id;
	}
	if (step > 1)
		assert_ok(flow_pass(f->first, id, &e));
	if (step == 6) {
		assert_ok(review_refer(f->second, id, flow_ver(f->second, id), "请保密局确定", &e));
		return id;
	}
	if (step > 2)
		assert_ok(flow_pass(f->second, id, &e));
	if (step > 3)
		assert_ok(flow_pass(f->third, id, &e));
	return id;
}

static void assert_live_again(struct deskfix *f, int64_t id, int state)
{
	struct item *i = flow_item(f->clerk, id);
	assert_int_equal(i->state, state);
	assert_false(i->errata);
	assert_int_equal(i->now->id, i->live);
	assert_string_equal(i->now->title, "2026年度森林防火工作方案");
	assert_int_equal(i->returned, 0);
	item_free(&i);
	int64_t pass[4];
	assert_ok(review_standing(f->clerk, id, pass, &e));
	assert_false(pass[1] || pass[2] || pass[3]);
}

static void taken_down_at_once_however_far_the_errata_is(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	for (int step = 0; step <= 6; step++) {
		int64_t id = errata_at(f, step);
		assert_ok(item_may(f->publish, ACTION_RELEASE_EMERGENCY, id, &e));
		assert_ok(release_emergency(f->publish, id, flow_ver(f->publish, id), "附件含身份证号", &e));
		assert_live_again(f, id, STATE_EMERGENCY);
		bool keep = step % 2;
		assert_ok(release_follow_up(f->first, id, flow_ver(f->first, id), keep, "已核", &e));
		assert_ok(release_follow_up(f->second, id, flow_ver(f->second, id), keep, "已核", &e));
		assert_live_again(f, id, keep ? STATE_DOWN : STATE_PUBLISHED);
		if (!keep) { /* and the next 勘误 begins as any */
			struct item_text t = flow_text("2026年度森林防火工作方案（再更正）", "再更正后的正文");
			assert_ok(item_errata(f->clerk, id, flow_ver(f->clerk, id), &e));
			assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
			assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
			assert_ok(flow_pass(f->first, id, &e));
			assert_ok(flow_pass(f->second, id, &e));
			assert_ok(flow_pass(f->third, id, &e));
			struct item *i = flow_item(f->publish, id);
			assert_ok(release_online(f->publish, id, i->ver, i->channels[0], "", desk_now(f->publish), &e));
			item_free(&i);
		}
	}
	assert_sound_and_indexed(f->admin);
	deskfix_close(&f);
}

static void taken_down_in_order_too(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id = errata_at(f, 2);
	assert_refused(release_down(f->publish, id, flow_ver(f->publish, id), "过期", &e), R_PERMIT_WHO);
	assert_ok(release_down(f->third, id, flow_ver(f->third, id), "工作已结束", &e));
	assert_live_again(f, id, STATE_DOWN);
	/* of a text that was never online there is nothing to take down */
	id = flow_to(f, 2);
	assert_refused(release_emergency(f->publish, id, flow_ver(f->publish, id), "误", &e), R_PERMIT_STATE);
	assert_sound_and_indexed(f->admin);
	deskfix_close(&f);
}

static int64_t replacement(struct deskfix *f, int64_t old)
{
	int64_t id;
	struct item_register r = flow_register(f);
	struct item_text t = flow_text("2026年度森林防火工作方案（修订）", "新正文");
	r.supersedes = old;
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	return id;
}

static void online(struct deskfix *f, int64_t id)
{
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_ok(flow_pass(f->first, id, &e));
	assert_ok(flow_pass(f->second, id, &e));
	assert_ok(flow_pass(f->third, id, &e));
	struct item *i = flow_item(f->publish, id);
	assert_ok(release_online(f->publish, id, i->ver, i->channels[0], "", desk_now(f->publish), &e));
	item_free(&i);
}

static void replaced_while_something_goes_on_with_it(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t old = flow_to(f, 5), newer = replacement(f, old);
	struct item_text t = flow_text("2026年度森林防火工作方案（更正）", "更正后的正文");
	assert_ok(item_errata(f->clerk, old, flow_ver(f->clerk, old), &e));
	assert_ok(item_edit(f->clerk, old, flow_ver(f->clerk, old), &t, NULL, &e));
	assert_ok(item_submit(f->clerk, old, flow_ver(f->clerk, old), &e));
	online(f, newer);
	assert_live_again(f, old, STATE_SUPERSEDED);
	/* an emergency that nobody has decided does not bring the replaced text back */
	old = flow_to(f, 5);
	newer = replacement(f, old);
	assert_ok(release_emergency(f->clerk, old, flow_ver(f->clerk, old), "有误", &e));
	online(f, newer);
	assert_int_equal(flow_state(f->clerk, old), STATE_SUPERSEDED);
	assert_refused(release_follow_up(f->first, old, flow_ver(f->first, old), false, "恢复", &e), R_PERMIT_STATE);
	assert_sound_and_indexed(f->admin);
	deskfix_close(&f);
}

/* What it replaced is gone from the platform; the form sends it all the same. */
static void a_replacement_can_be_corrected(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t old = flow_to(f, 5), newer = replacement(f, old), third = flow_to(f, 4);
	online(f, newer);
	assert_ok(item_errata(f->clerk, newer, flow_ver(f->clerk, newer), &e));
	struct item_text t = flow_text("2026年度森林防火工作方案（修订）", "改正后的新正文");
	struct item_register r = flow_register(f);
	r.supersedes = old;
	assert_ok(item_edit(f->clerk, newer, flow_ver(f->clerk, newer), &t, &r, &e));
	r.supersedes = third; /* not online */
	assert_refused(item_edit(f->clerk, newer, flow_ver(f->clerk, newer), &t, &r, &e), R_SUPERSEDES_WHAT);
	deskfix_close(&f);
}

static void what_it_has_it_may_keep(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id, leaver = deskfix_officer(f, "geng", "拟稿庚", f->office, ROLE_CLERK);
	int64_t other = deskfix_officer(f, "xin", "拟稿辛", f->office, ROLE_CLERK);
	struct item_register r = flow_register(f);
	struct item_text t = flow_text("通知", "正文");
	struct officer o;
	r.drafter = leaver;
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	assert_ok(officer_load(f->admin, leaver, &o, &e));
	assert_ok(officer_leave(f->admin, leaver, o.ver, &e));
	assert_ok(officer_load(f->admin, other, &o, &e));
	assert_ok(officer_leave(f->admin, other, o.ver, &e));
	t.body = "改过的正文";
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, &r, &e));
	struct item *i = flow_item(f->clerk, id);
	assert_int_equal(i->drafter, leaver);
	item_free(&i);
	r.drafter = other;
	assert_refused(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, &r, &e), R_NO_DRAFTER);
	deskfix_close(&f);
}

static void an_errata_stays_open(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id = errata_at(f, 0);
	struct item_text t = flow_text("2026年度森林防火工作方案", "正文");
	t.attribute = ATTRIBUTE_CLOSED;
	t.withhold = WITHHOLD_PRIVACY;
	t.article = withhold_article(WITHHOLD_PRIVACY);
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	assert_refused(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e), R_ERRATA_OPEN);
	assert_ok(item_void(f->clerk, id, flow_ver(f->clerk, id), "改为下线", &e));
	assert_live_again(f, id, STATE_PUBLISHED);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(taken_down_at_once_however_far_the_errata_is),
		cmocka_unit_test(taken_down_in_order_too),
		cmocka_unit_test(replaced_while_something_goes_on_with_it),
		cmocka_unit_test(a_replacement_can_be_corrected),
		cmocka_unit_test(what_it_has_it_may_keep),
		cmocka_unit_test(an_errata_stays_open),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
