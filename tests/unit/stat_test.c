/* stat_test.c - every figure is the length of the list it opens and what a count from nothing
 * gives, after whatever was done. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/base/date.h"
#include "store/view/figure/figure.h"
#include "store/view/figure/stat.h"
#include "tests/listing.h"
#include "tests/walk.h"

static void wrong(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted)
{
	int *n = ctx;
	print_error("dim %d k %lld state %d: stored %lld, counted %lld\n", dim, (long long)k, state,
	        (long long)stored, (long long)counted);
	++*n;
}

static int64_t length(struct desk *d, const struct figure_list *list)
{
	struct window *w;
	struct error e;
	assert_ok(figure_list_open(d, list, &w, &e));
	return listing_length(&w);
}

#define FIRST                                                                                                            \
	" FROM review s JOIN item i ON i.id=s.item WHERE i.origin=0 AND s.at>=?1 AND s.at<?2 AND s.id=(SELECT min(id)"     \
	" FROM review WHERE item=s.item AND (act=2 AND tier=3 OR act=9) AND id NOT IN (SELECT refers FROM review WHERE act=5))"
#define RETURNED_BEFORE                                                                                                  \
	" EXISTS(SELECT 1 FROM review b WHERE b.item=s.item AND b.act=3 AND b.id<s.id AND b.id NOT IN"                     \
	" (SELECT refers FROM review WHERE act=5))"

/* The same figures by plain questions to the records; NULL: the length of the list has to do. */
static const char *plain_sql(enum figure f, int part)
{
	switch (f) {
	case FIGURE_TIER1:
		return "SELECT count(*) FROM item i WHERE state=2";
	case FIGURE_TIER2:
		return "SELECT count(*) FROM item i WHERE state=3";
	case FIGURE_TIER3:
		return "SELECT count(*) FROM item i WHERE state=4";
	case FIGURE_DRAFTS:
		return "SELECT count(*) FROM item i WHERE state=1";
	case FIGURE_BACK:
		return "SELECT count(*) FROM item i WHERE state=9";
	case FIGURE_LATE:
		return "SELECT count(*) FROM item i WHERE state IN (1,2,3,4,5,9,10,11) AND due<?3";
	case FIGURE_TODAY:
		return "SELECT count(*) FROM item i WHERE state IN (1,2,3,4,5,9,10,11) AND due=?3";
	case FIGURE_PUBLISHED:
		return "SELECT count(*) FROM item i WHERE online_at>=?1 AND online_at<?2 AND state<>12";
	case FIGURE_RETURNED:
		return "SELECT count(DISTINCT item) FROM review v JOIN item i ON i.id=v.item WHERE act=3 AND at>=?1 AND at<?2";
	case FIGURE_SIGNED:
		return "SELECT count(*)" FIRST;
	case FIGURE_PASSED_FIRST:
		return part == 1 ? "SELECT count(*)" FIRST " AND NOT" RETURNED_BEFORE : "SELECT count(*)" FIRST;
	case FIGURE_REVIEW_DAYS:
		return part == 1 ? "SELECT sum(working_days((SELECT min(at)+28800 FROM review b WHERE b.item=s.item AND b.act=1)/86400,"
		                   " (s.at+28800)/86400))" FIRST :
		                   "SELECT count(*)" FIRST;
	case FIGURE_TIMELY:
		return part == 1 ? "SELECT count(*) FROM item i WHERE online_at>=?1 AND online_at<?2 AND origin=0 AND formed_on IS NOT"
		                   " NULL AND (online_at+28800)/86400<=publish_limit(formed_on)" :
		                   "SELECT count(*) FROM item i WHERE online_at>=?1 AND online_at<?2 AND origin=0 AND formed_on IS NOT"
		                   " NULL";
	default:
		return NULL;
	}
}

static int64_t plainly(struct desk *d, enum figure f, int part, const struct figure_period *p, int64_t office)
{
	const char *sql = plain_sql(f, part);
	struct buffer b = {0};
	struct error e;
	if (!sql)
		return -1;
	buffer_printf(&b, "%s%s", sql, office ? " AND i.office=?4" : "");
	sqlite3_stmt *q = db_query_dynamic(d->db, &e, b.s);
	sqlite3_bind_int64(q, 1, day_start(p->from));
	sqlite3_bind_int64(q, 2, day_start(p->to));
	sqlite3_bind_int64(q, 3, desk_today(d));
	sqlite3_bind_int64(q, 4, office);
	assert_true(db_step(d->db, q, &e));
	int64_t n = sqlite3_column_int64(q, 0);
	db_done(q);
	buffer_free(&b);
	return n;
}

static int64_t most[FIGURE_END];

/* A figure = what a plain count says = the length of the list it opens. */
static void compare(struct desk *d, enum figure f, const struct figure_period *p, int64_t office)
{
	struct figure_value v;
	struct error e;
	assert_ok(figure_get(d, f, p, office, &v, &e));
	for (int part = 1; part <= (figure_row(f)->ratio ? 2 : 1); part++) {
		struct figure_list list;
		assert_true(figure_list(d, f, p, office, part, FIGURES_BY_NONE, 0, &list));
		int64_t n = part == 1 ? v.n : v.of, plain = plainly(d, f, part, p, office), rows = length(d, &list);
		if (f == FIGURE_REVIEW_DAYS && part == 1)
			rows = n; /* days, not items */
		if (n != (v.more && rows > STAT_CAP ? STAT_CAP + 1 : rows) || (plain >= 0 && n != plain))
			fail_msg("%s part %d, office %lld: %lld, its list %lld, counted %lld", figure_row(f)->key, part,
			        (long long)office, (long long)n, (long long)rows, (long long)plain);
		if (n > most[f])
			most[f] = n;
	}
}

/* Each part of a division is the length of the list that it opens. */
static void compare_parts(struct desk *d, enum figure f, enum figures_by by, const struct figure_period *p, int64_t office)
{
	struct figure_part *rows;
	struct figure_value all, alone;
	struct error e;
	int64_t sum = 0;
	int n;
	assert_ok(figure_parts(d, f, by, p, office, &rows, &n, &all, &e));
	assert_ok(figure_get(d, f, p, office, &alone, &e));
	assert_int_equal(all.n, alone.n);
	for (int i = 0; i < n; i++) {
		struct figure_list list;
		assert_true(figure_list(d, f, p, office, 1, by, rows[i].id, &list));
		int64_t length_of = length(d, &list);
		if (rows[i].n != length_of || rows[i].n < 1 || (rows[i].id && !*rows[i].name))
			fail_msg("%s by %s %lld %s: %lld, its list %lld", figure_row(f)->key, figures_by_key(by), (long long)rows[i].id,
			        rows[i].name, (long long)rows[i].n, (long long)length_of);
		assert_true(i == 0 || rows[i].n <= rows[i - 1].n);
		sum += rows[i].n;
	}
	if (by != FIGURES_BY_CHANNEL && by != FIGURES_BY_REASON)
		assert_int_equal(sum, all.n);
	free(rows);
}

static void everything(struct desk *d, int64_t office)
{
	struct figure_period periods[] = {figure_period_now(d, FIGURE_SPAN_WEEK, 0), figure_period_now(d, FIGURE_SPAN_WEEK, -1),
	        figure_period_now(d, FIGURE_SPAN_MONTH, 0), figure_period_now(d, FIGURE_SPAN_YEAR, 0)};
	for (enum figure f = 0; f < FIGURE_END; f++) {
		if (figure_row(f)->module != FIGURE_OF_ITEMS)
			continue;
		for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
			compare(d, f, &periods[i], office);
			for (enum figures_by by = FIGURES_BY_NONE + 1; by < FIGURES_BY_END && i % 2 == 0; by++)
				if (figure_divides(f, by))
					compare_parts(d, f, by, &periods[i], office);
			if (figure_row(f)->when == FIGURE_WHEN_NOW)
				break;
		}
	}
}

static void figures_are_lists(void **state)
{
	(void)state;
	struct error e;
	memset(most, 0, sizeof most);
	for (uint32_t seed = 1; seed <= 4; seed++) {
		struct deskfix *f = deskfix_open("2026-10-26T09:00:00");
		struct walk w;
		walk_begin(&w, f, seed);
		for (int round = 0; round < 10; round++) {
			walk_steps(&w, 120);
			int faults = 0;
			assert_ok(stat_recount(f->admin, wrong, &faults, &e));
			assert_int_equal(faults, 0);
			for (int k = 0; k < WALK_PEOPLE; k++)
				everything(w.who[k], k % 2 ? desk_who(w.who[k])->office : 0);
		}
		walk_end(&w);
		deskfix_close(&f);
	}
	for (enum figure f = 0; f < FIGURE_END; f++)
		if (figure_row(f)->module == FIGURE_OF_ITEMS && !most[f])
			fail_msg("%s was always 0: nothing was compared", figure_row(f)->key);
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
		assert_ok(stat_by(f->admin, dim, 0, UINT32_MAX, &rows, &n, &e));
		for (int i = 0; i < n; i++) {
			sum += rows[i].n;
			assert_true(i == 0 || rows[i].n <= rows[i - 1].n);
			assert_true(dim == STAT_ALL || !rows[i].k || *rows[i].name);
		}
		assert_int_equal(sum, total);
		free(rows);
		assert_ok(stat_by(
		        f->admin, dim, 0, 1u << STATE_DRAFT | 1u << STATE_RETURNED, &rows, &n, &e));
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
	struct deskfix *f = deskfix_open("2026-10-28T09:00:00"); /* a Wednesday */
	struct error e;
	assert_int_equal(figure_period_now(f->admin, FIGURE_SPAN_WEEK, 0).from, day_of(2026, 10, 26));
	assert_ok(setting_set(f->admin, SETTING_WEEK_START, setting_version(f->admin, SETTING_WEEK_START), "5", &e));
	assert_int_equal(figure_period_now(f->admin, FIGURE_SPAN_WEEK, 0).from, day_of(2026, 10, 23));
	assert_int_equal(figure_period_now(f->admin, FIGURE_SPAN_WEEK, 1).from, day_of(2026, 10, 30));
	deskfix_close(&f);
}

/* Another number of days moves every clock that runs, and the figures by light with it. */
static void clocks_that_move_take_their_figures_along(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-10-26T09:00:00");
	struct error e;
	struct walk w;
	struct figure_panel p;
	struct figure_list list;
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
	assert_ok(figure_panel(f->clerk, &p, &e));
	assert_true(p.at[PANEL_LATE].n > 0);
	assert_true(panel_list(f->clerk, PANEL_LATE, 1, &list));
	assert_int_equal(p.at[PANEL_LATE].n, length(f->clerk, &list));
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
