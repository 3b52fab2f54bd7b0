/* stat_test.c - every figure is the length of the list it opens and what a count from nothing
 * gives, after whatever was done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/view/stat.h"
#include "tests/walk.h"

static void wrong(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted)
{
	int *n = ctx;
	print_error("dim %d k %lld state %d: stored %lld, counted %lld\n", dim, (long long)k, state,
	        (long long)stored, (long long)counted);
	++*n;
}

static int64_t length(struct desk *d, enum stat_figure f)
{
	struct item_query q;
	struct item_view *v;
	struct error e;
	int64_t n;
	stat_figure_query(d, f, &q);
	assert_ok(item_view_open(d, &q, &v, &e));
	assert_ok(item_view_count(v, 100000, &n, &e));
	int64_t rows = 0;
	struct view_anchor at = {0};
	for (int got = 1; got;) {
		struct item_row row[20];
		struct arena a = {0};
		assert_ok(item_view_page(v, rows ? &at : NULL, false, 20, row, &a, &got, &e));
		if (got)
			at = row[got - 1].at;
		rows += got;
		arena_free(&a);
	}
	assert_int_equal(rows, n);
	item_view_close(&v);
	return n;
}

/* The same figures by plain questions to the records. */
static int64_t plainly(struct desk *d, enum stat_figure f)
{
	static const char returned_before[] =
	        " AND %s EXISTS(SELECT 1 FROM review b WHERE b.item=s.item AND b.act=3 AND "
	        "b.id<s.id AND b.id NOT IN"
	        " (SELECT refers FROM review WHERE act=5))";
	int64_t week = day_start(stat_week(d, desk_today(d))),
	        year = day_start(day_of(day_year(desk_today(d)), 1, 1));
	struct buffer b = {0};
	switch (f) {
	case STAT_FIGURE_TIER1:
	case STAT_FIGURE_TIER2:
	case STAT_FIGURE_TIER3:
		buffer_printf(&b, "SELECT count(*) FROM item WHERE state=%d",
		        2 + (int)(f - STAT_FIGURE_TIER1));
		break;
	case STAT_FIGURE_LATE:
		buffer_printf(&b,
		        "SELECT count(*) FROM item WHERE state IN (1,2,3,4,5,9,10,11) AND due<%d",
		        desk_today(d));
		break;
	case STAT_FIGURE_TODAY:
		buffer_printf(&b,
		        "SELECT count(*) FROM item WHERE state IN (1,2,3,4,5,9,10,11) AND due=%d",
		        desk_today(d));
		break;
	case STAT_FIGURE_ONLINE_WEEK:
		buffer_printf(&b, "SELECT count(*) FROM item WHERE origin=0 AND online_at>=%lld",
		        (long long)week);
		break;
	case STAT_FIGURE_ONLINE_LAST_WEEK:
		buffer_printf(&b,
		        "SELECT count(*) FROM item WHERE origin=0 AND online_at>=%lld AND "
		        "online_at<%lld",
		        (long long)week - 7 * 86400, (long long)week);
		break;
	case STAT_FIGURE_ONLINE_YEAR:
		buffer_printf(&b, "SELECT count(*) FROM item WHERE origin=0 AND online_at>=%lld",
		        (long long)year);
		break;
	case STAT_FIGURE_RETURNED_WEEK:
		buffer_printf(&b,
		        "SELECT count(DISTINCT item) FROM review WHERE act=3 AND at>=%lld",
		        (long long)week);
		break;
	case STAT_FIGURE_FINISHED:
	case STAT_FIGURE_PASSED_FIRST:
		buffer_printf(&b,
		        "SELECT count(*) FROM review s JOIN item i ON i.id=s.item WHERE i.origin=0 "
		        "AND s.at>=%lld AND s.id=(SELECT min(id)"
		        " FROM review WHERE item=s.item AND (act=2 AND tier=3 OR act=9) AND id NOT "
		        "IN (SELECT refers FROM review WHERE act=5))",
		        (long long)year);
		if (f == STAT_FIGURE_PASSED_FIRST)
			buffer_printf(&b, returned_before, "NOT");
		break;
	default:
		return -1;
	}
	struct error e;
	sqlite3_stmt *q = db_query_dynamic(d->db, &e, b.s);
	assert_true(db_step(d->db, q, &e));
	int64_t n = sqlite3_column_int64(q, 0);
	db_done(q);
	buffer_free(&b);
	return n;
}

static void figures_are_lists(void **state)
{
	(void)state;
	struct error e;
	int64_t most[STAT_FIGURE_COUNT] = {0};
	for (uint32_t seed = 1; seed <= 5; seed++) {
		struct deskfix *f = deskfix_open("2026-10-26T09:00:00");
		struct walk w;
		walk_begin(&w, f, seed);
		for (int round = 0; round < 12; round++) {
			walk_steps(&w, 100);
			int faults = 0;
			assert_ok(stat_recount(f->admin, wrong, &faults, &e));
			assert_int_equal(faults, 0);
			for (int k = 0; k < WALK_PEOPLE; k++) {
				struct stat_panel p;
				assert_ok(stat_panel(w.who[k], &p, &e));
				for (enum stat_figure fig = 0; fig < STAT_FIGURE_COUNT; fig++) {
					int64_t n = stat_figure(&p, fig),
					        rows = length(w.who[k], fig),
					        plain = plainly(w.who[k], fig);
					if (n != rows || (plain >= 0 && n != plain))
						print_error("figure %d: %lld, its list %lld, "
						            "counted %lld\n",
						        (int)fig, (long long)n, (long long)rows,
						        (long long)plain);
					assert_int_equal(n, rows);
					assert_true(plain < 0 || n == plain);
					if (n > most[fig])
						most[fig] = n;
				}
			}
		}
		walk_end(&w);
		deskfix_close(&f);
	}
	for (int fig = 0; fig < STAT_FIGURE_COUNT; fig++) {
		if (!most[fig])
			print_error("figure %d was always 0\n", fig);
		assert_true(most[fig] > 0); /* or nothing was compared */
	}
}

static void parts_add_up(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-10-26T09:00:00");
	struct error e;
	struct walk w;
	walk_begin(&w, f, 5);
	walk_steps(&w, 400);
	int64_t all[32];
	assert_ok(stat_states(f->admin, STAT_ALL, 0, all, &e));
	int64_t total = 0, open = 0;
	for (int s = 1; s < STATE_END; s++) {
		total += all[s];
		open += 1u << s & (1u << STATE_DRAFT | 1u << STATE_RETURNED) ? all[s] : 0;
	}
	assert_int_equal(total, w.items);
	for (enum stat_dim dim = STAT_ALL; dim <= STAT_ATTRIBUTE; dim++) {
		struct stat_row *rows;
		int n;
		int64_t sum = 0;
		assert_ok(stat_by(f->admin, dim, UINT32_MAX, &rows, &n, &e));
		for (int i = 0; i < n; i++) {
			sum += rows[i].n;
			assert_true(i == 0 || rows[i].n <= rows[i - 1].n);
			assert_true(dim == STAT_ALL || !rows[i].k || *rows[i].name);
		}
		assert_int_equal(sum, total);
		free(rows);
		assert_ok(stat_by(
		        f->admin, dim, 1u << STATE_DRAFT | 1u << STATE_RETURNED, &rows, &n, &e));
		sum = 0;
		for (int i = 0; i < n; i++)
			sum += rows[i].n;
		assert_int_equal(sum, open);
		free(rows);
	}
	walk_end(&w);
	deskfix_close(&f);
}

/* A counter that was changed by hand is found. */
static void recount_finds(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-10-26T09:00:00");
	struct error e;
	struct walk w;
	int faults = 0;
	walk_begin(&w, f, 6);
	walk_steps(&w, 100);
	assert_ok(db_run(f->admin->db, &e, "UPDATE stat SET n=n+1 WHERE dim=1 AND state=1", ""));
	assert_ok(db_run(
	        f->admin->db, &e, "INSERT INTO stat(dim, k, state, n) VALUES(3, 777, 6, 2)", ""));
	print_message("two cells follow that were changed by this test:\n");
	assert_ok(stat_recount(f->admin, wrong, &faults, &e));
	assert_int_equal(faults, 2);
	walk_end(&w);
	deskfix_close(&f);
}

static void weeks_begin_as_set(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-10-26T09:00:00"); /* a Monday */
	struct error e;
	assert_int_equal(stat_week(f->admin, day_of(2026, 11, 1)), day_of(2026, 10, 26));
	assert_int_equal(stat_week(f->admin, day_of(2026, 11, 2)), day_of(2026, 11, 2));
	assert_ok(setting_set(f->admin, SETTING_WEEK_START, setting_version(f->admin, SETTING_WEEK_START), "5", &e));
	assert_int_equal(stat_week(f->admin, day_of(2026, 10, 30)), day_of(2026, 10, 30));
	assert_int_equal(stat_week(f->admin, day_of(2026, 10, 29)), day_of(2026, 10, 23));
	deskfix_close(&f);
}

/* Another number of days moves every clock that runs, and the figures by light with it. */
static void clocks_that_move_take_their_figures_along(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-10-26T09:00:00");
	struct error e;
	struct walk w;
	struct stat_panel p;
	int faults = 0;
	walk_begin(&w, f, 8);
	walk_steps(&w, 200);
	int64_t before = db_number(f->admin->db, &e, 0, "SELECT max(due) FROM item", "");
	assert_true(before > 0);
	assert_ok(setting_set(f->admin, SETTING_PUBLISH_DAYS, setting_version(f->admin, SETTING_PUBLISH_DAYS), "3", &e));
	assert_true(db_number(f->admin->db, &e, 0, "SELECT max(due) FROM item", "") < before);
	assert_ok(stat_recount(f->admin, wrong, &faults, &e));
	assert_int_equal(faults, 0);
	deskfix_time(f, "2026-12-28T09:00:00");
	assert_ok(stat_panel(f->clerk, &p, &e));
	assert_true(p.late > 0);
	assert_int_equal(p.late, length(f->clerk, STAT_FIGURE_LATE));
	walk_end(&w);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(figures_are_lists),
	        cmocka_unit_test(parts_add_up),
	        cmocka_unit_test(recount_finds),
	        cmocka_unit_test(weeks_begin_as_set),
	        cmocka_unit_test(clocks_that_move_take_their_figures_along),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
