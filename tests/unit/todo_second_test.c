/* todo_second_test.c - what a colleague began and wants a second person stands in the worklist of whoever may be that
 * person, and of nobody else: a 清除 that is asked for, a 纸签 that was entered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "store/view/todo.h"
#include "tests/unit/flow_fix.h"

static struct error e;

/* How often it stands there for this reason; what is counted beside the pane's name says the same. */
static int waits(struct desk *d, enum todo_reason why)
{
	struct todo_row *row;
	struct arena a = {0};
	bool more;
	int n, found = 0, seconds = 0;
	int64_t counted;
	assert_ok(todo_list(d, TODO_MINE, &row, &n, &more, &a, &e));
	for (int i = 0; i < n; i++) {
		found += row[i].reason == why;
		seconds += row[i].reason == TODO_ERASE || row[i].reason == TODO_PAPER;
	}
	assert_ok(todo_seconds(d, &counted, &e));
	assert_int_equal(counted, seconds);
	free(row);
	arena_free(&a);
	return found;
}

static void an_erasure_waits_for_who_may_decide_it(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	int64_t id = flow_to(f, 5), erasure;
	assert_int_equal(waits(f->first, TODO_ERASE), 0);
	assert_ok(erase_ask(f->second, id, ERASE_SECRET, "误录", &erasure, &e));
	assert_int_equal(waits(f->first, TODO_ERASE), 1);
	assert_int_equal(waits(f->third, TODO_ERASE), 1);
	assert_int_equal(waits(f->second, TODO_ERASE), 0); /* he asked */
	assert_int_equal(waits(f->clerk, TODO_ERASE), 0);  /* decides none */
	assert_refused(erasure_may(f->second, erasure, &e), R_ERASE_SAME);
	struct erase_result r;
	assert_ok(erase_decide(f->first, erasure, true, &r, &e));
	erase_result_free(&r);
	assert_int_equal(waits(f->third, TODO_ERASE), 0);
	assert_refused(erasure_may(f->third, erasure, &e), R_ERASE_DECIDED);
	deskfix_close(&f);
}

static void a_paper_signature_waits_for_who_may_confirm_it(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	char hex[65];
	int64_t id = flow_to(f, 3);
	flow_to(f, 3); /* nobody signed this one on paper */
	struct item *i = flow_item(f->clerk, id);
	hash_hex(&i->now->hash, hex);
	hex[8] = '\0';
	item_free(&i);
	assert_ok(setting_set(f->admin, SETTING_PAPER_SIGN, setting_version(f->admin, SETTING_PAPER_SIGN), "1", &e));
	assert_int_equal(waits(f->second, TODO_PAPER), 0);
	assert_ok(review_paper(f->publish, id, flow_ver(f->publish, id), f->third_id, hex, "签字页.jpg", "scan", 4, &e));
	assert_int_equal(waits(f->second, TODO_PAPER), 1);
	assert_int_equal(waits(f->clerk, TODO_PAPER), 0);   /* wrote it */
	assert_int_equal(waits(f->publish, TODO_PAPER), 0); /* entered it */
	assert_int_equal(waits(f->third, TODO_PAPER), 0);   /* signed it */
	assert_ok(review_paper_confirm(f->second, id, flow_ver(f->second, id), true, NULL, &e));
	assert_int_equal(waits(f->second, TODO_PAPER), 0);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_erasure_waits_for_who_may_decide_it),
		cmocka_unit_test(a_paper_signature_waits_for_who_may_confirm_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
