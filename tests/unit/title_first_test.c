/* title_first_test.c - the first page of a filter on titles, which comes before the other rows are looked at, is that of
 * the whole list. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/view/item/query.h"
#include "tests/deskfix.h"

enum { ROWS = 6600, PAGE = 34, BATCHES = 6 };

static void migrate(struct deskfix *f, int batch)
{
	static const char *const what[] = {"国有林场林木采伐", "森林防火工作", "退耕还林补助", "林木种苗", "自然保护区巡护"};
	struct error e;
	struct hash digest = {{(unsigned char)batch}};
	char name[40], now[40];
	int64_t id;
	snprintf(name, sizeof name, "台账%d.csv", batch);
	snprintf(now, sizeof now, "2026-11-2%dT09:00:00", batch);
	deskfix_time(f, now);
	assert_ok(migrate_begin(f->publish, name, &digest, &e));
	for (int i = batch * (ROWS / BATCHES); i < (batch + 1) * (ROWS / BATCHES); i++) {
		char title[120];
		/* Pairs of 采伐公示 stand in many a title that does not have it. */
		snprintf(title, sizeof title, "%s%s（第%d号）", what[i * 7 % 5], i % 9 == 0 ? "采伐伐公公示" : i % 3 ? "采伐公示" : "情况通报", i);
		deskfix_take_over(f, title, i % 4 ? "办公室" : "资源保护股", i);
	}
	assert_ok(migrate_end(f->publish, &id, &e));
}

static int page(struct window *v, int64_t *ids, struct view_anchor *last)
{
	struct item_row rows[PAGE];
	struct arena a = {0};
	struct error e;
	int got;
	assert_ok(window_page(v, last->id ? last : NULL, false, PAGE, rows, &a, &got, &e));
	for (int i = 0; i < got; i++)
		ids[i] = rows[i].id;
	if (got)
		*last = rows[got - 1].at;
	arena_free(&a);
	return got;
}

static void first_page(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	static const char *const typed[] = {"采伐公示", "采伐", "森林防火工作采伐", "林木采伐情", "补助采伐伐", "第12", "第6599号", "种苗", "国有农场"};
	struct error e;
	int before = 0, at_once = 0;
	for (int i = 0; i < BATCHES; i++)
		migrate(f, i);
	for (size_t t = 0; t < sizeof typed / sizeof *typed; t++)
		for (int k = 0; k < 8; k++) {
			struct item_query q = {.title = typed[t], .sort = (enum item_sort)(k / 2), .descending = k % 2};
			struct window *v, *whole;
			struct view_anchor here = {0}, there = {0};
			int64_t ids[PAGE], all[PAGE], n, m;
			assert_ok(item_view_open(f->clerk, &q, &v, &e));
			assert_ok(item_view_open(f->clerk, &q, &whole, &e));
			assert_ok(window_count(whole, ROWS, &n, &e));
			int got = page(v, ids, &here);
			*(v->plan.later ? &before : &at_once) += 1;
			assert_int_equal(got, n < PAGE ? n : PAGE);
			for (int pages = 0; pages < 3; pages++) {
				assert_int_equal(page(whole, all, &there), got);
				for (int i = 0; i < got; i++)
					if (ids[i] != all[i])
						fail_msg("%s, order %d: row %d of page %d is %lld, not %lld", typed[t], k, i, pages,
						        (long long)ids[i], (long long)all[i]);
				assert_int_equal(here.sort, there.sort);
				assert_int_equal(window_partial(v), window_partial(whole));
				got = page(v, ids, &here);
			}
			assert_ok(window_count(v, ROWS, &m, &e));
			assert_int_equal(m, n);
			struct item_row row;
			struct arena a = {0};
			window_close(&v);
			assert_ok(item_view_open(f->clerk, &q, &v, &e)); /* a row, a number or the end may be asked for first */
			if (n) {
				assert_ok(window_row(v, there.id, &row, &a, &e));
				assert_int_equal(row.at.sort, there.sort);
			}
			arena_free(&a);
			window_close(&v);
			window_close(&whole);
		}
	assert_true(before >= 10 && at_once >= 10);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
