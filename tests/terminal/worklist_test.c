/* worklist_test.c - from the worklist a reviewer goes on as from his list: to what stands beside it, to what waits next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "store/record/erase.h"
#include "tests/deskscreen.h"
#include "tests/unit/flow_fix.h"

static void press(struct vth *v, VTermKey key, const char *then)
{
	vth_key(v, key);
	vth_expect(v, then);
}

static void type(struct vth *v, const char *keys, const char *then)
{
	vth_send(v, keys);
	vth_expect(v, then);
}

static void a_decision_opens_the_next_and_forgets_none_above(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t a = flow_to(f, 1), b = flow_to(f, 1);
	struct vth *v = deskscreen(f, "yi", 24, 80);
	vth_expect(v, "2026-0002");
	type(v, "1", "待办 · 待我办");
	vth_key(v, VTERM_KEY_END);
	vth_settle(v);
	press(v, VTERM_KEY_ENTER, "2026-0002 · 第1稿");
	type(v, "N", "2026-0001 · 第1稿");
	type(v, "n", "2026-0002 · 第1稿");
	press(v, VTERM_KEY_FUNCTION(5), "初审 · 通过");
	type(v, "y", "已通过 2026-0002 → 待复审；已打开下一件");
	vth_expect(v, "2026-0001 · 第1稿");
	press(v, VTERM_KEY_FUNCTION(5), "初审 · 通过");
	type(v, "y", "已通过 2026-0001 → 待复审；这张清单里没有等您审的了");
	assert_int_equal(flow_state(f->clerk, a), STATE_TIER2);
	assert_int_equal(flow_state(f->clerk, b), STATE_TIER2);
	vth_ctrl(v, 'q');
	assert_int_equal(vth_wait_exit(v, 5000), 0);
	vth_free(&v);
	deskfix_close(&f);
}

/* A list that keeps what was decided, and the last row of it. */
static void a_list_goes_round(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	flow_to(f, 1);
	flow_to(f, 1);
	struct vth *v = deskscreen(f, "yi", 24, 80);
	vth_expect(v, "2026-0002");
	vth_key(v, VTERM_KEY_TAB);
	vth_expect(v, "三审 · 全部在审");
	vth_key(v, VTERM_KEY_END);
	vth_settle(v);
	press(v, VTERM_KEY_ENTER, "2026-0002 · 第1稿");
	press(v, VTERM_KEY_FUNCTION(5), "初审 · 通过");
	type(v, "y", "已通过 2026-0002 → 待复审；已打开下一件");
	vth_expect(v, "2026-0001 · 第1稿");
	vth_ctrl(v, 'q');
	assert_int_equal(vth_wait_exit(v, 5000), 0);
	vth_free(&v);
	deskfix_close(&f);
}

/* A 清除 that a colleague asked for is counted, stands first, and Enter asks for the decision. */
static void an_erasure_is_found_without_looking_for_it(void **state)
{
	(void)state;
	struct error e;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id = flow_to(f, 1);
	struct vth *v = deskscreen(f, "yi", 24, 80);
	vth_expect(v, "2026-0001");
	assert_ok(erase_ask(f->clerk, id, ERASE_SECRET, "误录名单", NULL, &e));
	vth_expect(v, "1 待办 2"); /* within a second */
	type(v, "1", "清除待决定");
	vth_expect(v, "经办甲申请：误录名单");
	vth_key(v, VTERM_KEY_HOME);
	vth_settle(v);
	press(v, VTERM_KEY_ENTER, "不予清除");
	vth_key(v, VTERM_KEY_ESCAPE);
	vth_expect_gone(v, "不予清除");
	vth_expect(v, "待办 · 待我办");
	vth_ctrl(v, 'q');
	assert_int_equal(vth_wait_exit(v, 5000), 0);
	vth_free(&v);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(a_decision_opens_the_next_and_forgets_none_above),
	        cmocka_unit_test(a_list_goes_round),
	        cmocka_unit_test(an_erasure_is_found_without_looking_for_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
