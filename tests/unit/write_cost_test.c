/* write_cost_test.c - how much of the file a write changes: each page of it is written twice, and waited for by whoever
 * wants to write next. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/unit/flow_fix.h"

static struct error e;

/* Pages that were written since the last call. */
static int written(struct desk *d)
{
	int pages = 0, unused;
	sqlite3_db_status(db_raw(d->db), SQLITE_DBSTATUS_CACHE_WRITE, &pages, &unused, 1);
	return pages;
}

/* On a desk of one item each index is one page: what is counted is how many of them are touched. */
static void a_save_touches_no_index_of_what_it_leaves(void **state)
{
	enum { EDIT = 14, SUBMIT = 21 };
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct item_text t = flow_text("林业工作方案", "正文一");
	struct item_register r = flow_register(f);
	int64_t id;
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	written(f->clerk);
	t.body = "正文二";
	assert_ok(item_edit(f->clerk, id, flow_ver(f->clerk, id), &t, NULL, &e));
	assert_in_range(written(f->clerk), 1, EDIT);
	assert_ok(item_submit(f->clerk, id, flow_ver(f->clerk, id), &e));
	assert_in_range(written(f->clerk), 1, SUBMIT);
	deskfix_close(&f);
}

/* Whatever is changed is written all the same. */
static void a_save_keeps_what_it_changes(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(FLOW_NOW);
	struct item_text t = flow_text("林业工作方案", "正文一");
	struct item_register r = flow_register(f);
	int64_t id;
	assert_ok(item_create(f->clerk, &t, &r, &id, &e));
	struct item *was = flow_item(f->clerk, id);
	t.formed_on -= 1;
	r.class = r.class == CLASS_OTHER ? CLASS_PAPER : CLASS_OTHER;
	assert_ok(item_edit(f->clerk, id, was->ver, &t, &r, &e));
	struct item *now = flow_item(f->clerk, id);
	assert_int_equal(now->ver, was->ver + 1);
	assert_int_equal(now->now->formed_on, was->now->formed_on - 1);
	assert_int_equal(db_number(f->clerk->db, &e, 0, "SELECT class FROM item WHERE id=?1", "i", id), r.class);
	assert_int_equal(db_number(f->clerk->db, &e, 0, "SELECT formed_on FROM item WHERE id=?1", "i", id), t.formed_on);
	assert_int_not_equal(db_number(f->clerk->db, &e, 0, "SELECT due FROM item WHERE id=?1", "i", id), 0);
	item_free(&was);
	item_free(&now);
	assert_sound(f->admin);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_save_touches_no_index_of_what_it_leaves),
		cmocka_unit_test(a_save_keeps_what_it_changes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
