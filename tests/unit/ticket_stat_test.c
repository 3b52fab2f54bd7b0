/* ticket_stat_test.c - each figure of the hotline is the length of the list it opens, of any span, office and kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/ratio.h"
#include "store/record/inner.h"
#include "store/view/figure/figure.h"
#include "store/view/figure/stat.h"
#include "store/view/ticket/query.h"
#include "store/base/date.h"
#include "tests/listing.h"
#include "tests/ticketfix.h"
#include "tests/ticketrows.h"

#define NOW "2026-03-02T09:00:00"

static int64_t length(struct desk *d, const struct ticket_query *q)
{
	struct window *w;
	struct error e;
	assert_ok(ticket_view_open(d, q, &w, &e));
	return listing_length(&w);
}

static void compare(struct desk *d, const struct ticket_span *s, int64_t office, int kind)
{
	struct ticket_ratio r[TICKET_FIGURE_COUNT];
	struct error e;
	assert_ok(ticket_figures(d, s, office, kind, r, &e));
	for (int f = 0; f < TICKET_FIGURE_COUNT; f++)
		for (int part = 1; part <= 2; part++) {
			struct ticket_query q;
			ticket_figure_query((enum ticket_figure)f, part, s, office, kind, &q);
			int64_t n = length(d, &q), wanted = part == 1 ? r[f].n : r[f].of;
			if (n != wanted)
				print_error("%s part %d: %lld, list %lld\n", figure_row((enum figure)(FIGURE_TICKET_SIGNED_IN_TIME + f))->text, part,
				        (long long)wanted, (long long)n);
			assert_int_equal(n, wanted);
			assert_true(r[f].n <= r[f].of);
		}
}

/* Numerator and denominator are the lists that they open. */
static void figures_are_their_lists(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct ticketrows t;
	struct error e;
	int64_t now = desk_now(f->clerk);
	ticketrows_fill(&t, f, 800, 5);
	for (int i = 0; i < 10; i++) {
		struct ticket_span s = {now - 86400 * (int64_t)ticketrows_dice(&t, 220), now - 86400 * (int64_t)ticketrows_dice(&t, 60)};
		if (i == 0)
			s = (struct ticket_span){0, 0};
		compare(f->clerk, &s, i % 3 == 1 ? t.offices[i % 2] : 0, i % 4 == 2 ? 1 + i % 7 : 0);
	}
	assert_ok(setting_set(f->admin, SETTING_FAIR_COUNTS, setting_version(f->admin, SETTING_FAIR_COUNTS), "0", &e));
	compare(f->clerk, &(struct ticket_span){0, 0}, 0, 0);
	char formula[400];
	assert_non_null(strstr(figure_formula(f->admin, FIGURE_TICKET_PLEASED, formula), "满意 ÷"));
	assert_null(strstr(formula, "基本满意"));
	deskfix_close(&f);
}

/* A handful of tickets whose figures can be counted by hand. */
static void counted_by_hand(void **state)
{
	static const struct {
		int state, days_open, limit, solved, pleased, manner, redos, excluded;
		bool closed;
	} rows[] = {
	        {TICKET_CLOSED, 3, 5, 1, 1, 1, 0, 0, true},    /* in time, satisfied with both */
	        {TICKET_CLOSED, 5, 5, 1, 2, 1, 0, 0, true},    /* at the very instant: in time, 基本满意 */
	        {TICKET_CLOSED, 9, 5, 3, 3, 1, 1, 0, true},    /* late, not solved, redone */
	        {TICKET_CLOSED, 2, 5, 1, 4, 0, 0, 0, true},    /* in time, nobody answered */
	        {TICKET_WORKING, 0, 5, 0, 0, 0, 0, 0, false},  /* overdue */
	        {TICKET_WORKING, 0, 90, 0, 0, 0, 0, 0, false}, /* not due yet */
	        {TICKET_RETURNED, 0, 5, 0, 0, 0, 0, 0, false}, /* left the chain */
	        {TICKET_CLOSED, 9, 5, 3, 3, 3, 1, 1, true},    /* 不纳入考核 */
	        {TICKET_VOID, 0, 5, 0, 0, 0, 0, 0, false},
	};
	struct deskfix *f = deskfix_open(NOW);
	struct error e;
	struct ticket_ratio r[TICKET_FIGURE_COUNT];
	int64_t at = desk_now(f->admin) - 30 * 86400L;
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_ok(db_run(f->admin->db, &e,
		        "INSERT INTO ticket(number, title, state, kind, urgency, excluded, dispatched_at, round_at, closed_at, solved,"
		        " pleased, pleased_manner, redos, outer_due, due_sort, created_at, updated_at)"
		        " VALUES('N'||?1,'',?2,1,1,?3,?4,?4,?5,?6,?7,?8,?9,?10,?10,?4,?4)",
		        "iiiioiiiii", (int64_t)i, (int64_t)rows[i].state, (int64_t)rows[i].excluded, at,
		        rows[i].closed ? at + rows[i].days_open * INT64_C(86400) : INT64_C(0), (int64_t)rows[i].solved, (int64_t)rows[i].pleased,
		        (int64_t)rows[i].manner, (int64_t)rows[i].redos, at + rows[i].limit * INT64_C(86400)));
	ticketrows_count(f->admin);
	struct ticket_span s = {at, at + 20 * 86400L};
	assert_ok(ticket_figures(f->admin, &s, 0, 0, r, &e));
	static const struct {
		enum ticket_figure f;
		int n, of;
	} wanted[] = {
	        {TICKET_FIGURE_CLOSED, 4, 7}, {TICKET_FIGURE_IN_TIME, 3, 5}, {TICKET_FIGURE_SOLVED, 3, 4}, {TICKET_FIGURE_PLEASED, 2, 3},
	        {TICKET_FIGURE_PLEASED_BOTH, 2, 3}, {TICKET_FIGURE_VISITED, 3, 4}, {TICKET_FIGURE_RETURNED, 1, 7},
	        {TICKET_FIGURE_REDONE, 1, 7}, {TICKET_FIGURE_EXTENDED, 0, 7}, {TICKET_FIGURE_SIGNED_IN_TIME, 0, 0},
	};
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		if (r[wanted[i].f].n != wanted[i].n || r[wanted[i].f].of != wanted[i].of)
			print_error("%s %lld/%lld\n", figure_row((enum figure)(FIGURE_TICKET_SIGNED_IN_TIME + (int)wanted[i].f))->text, (long long)r[wanted[i].f].n,
			        (long long)r[wanted[i].f].of);
		assert_int_equal(r[wanted[i].f].n, wanted[i].n);
		assert_int_equal(r[wanted[i].f].of, wanted[i].of);
	}
	deskfix_close(&f);
}

static void panel(struct desk *d, int64_t least)
{
	struct figure_panel p;
	struct error e;
	assert_ok(figure_panel(d, &p, &e));
	for (int k = PANEL_TICKETS_OPEN; k < PANEL_END; k++)
		for (int part = 1; part <= (figure_row(panel_figure((enum panel)k))->ratio ? 2 : 1); part++) {
			struct figure_list list;
			assert_true(panel_list(d, (enum panel)k, part, &list));
			int64_t n = length(d, &list.tickets), shown = part == 1 ? p.at[k].n : p.at[k].of;
			if (p.at[k].more && n > STAT_CAP)
				n = STAT_CAP + 1;
			if (n != shown)
				print_error("panel figure %d: %lld, list %lld\n", k, (long long)shown, (long long)n);
			assert_int_equal(n, shown);
		}
	assert_true(p.at[PANEL_IN_TIME_YEAR].of >= least && p.at[PANEL_TICKETS_OPEN].n >= least &&
	            p.at[PANEL_TICKETS_IN_YEAR].n >= least);
}

static void each_part(struct desk *d, enum figure f, enum figures_by by, const struct figure_period *p, int64_t office)
{
	struct figure_part *rows;
	struct figure_value all;
	struct error e;
	int64_t sum = 0;
	int n;
	assert_ok(figure_parts(d, f, by, p, office, &rows, &n, &all, &e));
	for (int i = 0; i < n; i++) {
		struct figure_list list;
		assert_true(figure_list(d, f, p, office, 1, by, rows[i].id, &list));
		if (rows[i].n != length(d, &list.tickets))
			fail_msg("%s by %s %s: %lld, its list %lld", figure_row(f)->key, figures_by_key(by), rows[i].name,
			        (long long)rows[i].n, (long long)length(d, &list.tickets));
		sum += rows[i].n;
	}
	if (by != FIGURES_BY_LIGHT) /* a few have no limit that counts */
		assert_int_equal(sum, all.n);
	assert_true(sum <= all.n);
	free(rows);
}

/* Of every kind of period, of the bureau and of an office. */
static void table(struct desk *d, int64_t office)
{
	struct error e;
	for (enum figure_span span = 0; span < FIGURE_SPAN_END; span++) {
		struct figure_period p = figure_period_now(d, span, span == FIGURE_SPAN_MONTH ? -1 : 0);
		for (enum figure f = 0; f < FIGURE_END; f++) {
			struct figure_value v;
			if (figure_row(f)->module != FIGURE_OF_TICKETS)
				continue;
			assert_ok(figure_get(d, f, &p, office, &v, &e));
			for (int part = 1; part <= (figure_row(f)->ratio ? 2 : 1); part++) {
				struct figure_list list;
				assert_true(figure_list(d, f, &p, office, part, FIGURES_BY_NONE, 0, &list));
				int64_t n = length(d, &list.tickets), shown = part == 1 ? v.n : v.of;
				if (shown != (v.more && n > STAT_CAP ? STAT_CAP + 1 : n))
					fail_msg("%s part %d of %s, office %lld: %lld, its list %lld", figure_row(f)->key, part,
					        figure_span_key(span), (long long)office, (long long)shown, (long long)n);
			}
			for (enum figures_by by = FIGURES_BY_NONE + 1; by < FIGURES_BY_END; by++)
				if (figure_divides(f, by))
					each_part(d, f, by, &p, office);
		}
	}
}

static void the_panel_is_its_lists(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct ticketrows t;
	struct error e;
	ticketrows_fill(&t, f, 600, 9);
	panel(f->clerk, 20);
	panel(f->admin, 20);
	panel(f->third, 20);
	table(f->clerk, 0);
	table(f->clerk, t.offices[0]);
	assert_ok(setting_set(f->admin, SETTING_FAIR_COUNTS, setting_version(f->admin, SETTING_FAIR_COUNTS), "0", &e));
	deskfix_time(f, "2026-03-31T23:59:00");
	panel(f->publish, 20);
	deskfix_close(&f);
}

static void groups(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct ticketrows t;
	struct error e;
	ticketrows_fill(&t, f, 500, 2);
	for (int by = TICKETS_BY_KIND; by <= TICKETS_BY_SOURCE; by++) {
		struct ticket_count *rows;
		int n;
		int64_t in = 0, open = 0, closed = 0, late = 0;
		assert_ok(ticket_by(f->clerk, (enum ticket_by)by, &(struct ticket_span){0, 0}, &rows, &n, &e));
		for (int i = 0; i < n; i++) {
			in += rows[i].in;
			open += rows[i].open;
			closed += rows[i].closed;
			late += rows[i].late;
			assert_true(!i || rows[i - 1].in >= rows[i].in);
			if (by == TICKETS_BY_OFFICE && rows[i].k == f->general)
				assert_string_equal(rows[i].name, "办公室");
			if (by == TICKETS_BY_KIND)
				assert_string_equal(rows[i].name, ticket_kind_text((int)rows[i].k));
		}
		free(rows);
		struct db *db = f->clerk->db;
		assert_int_equal(in, db_number(db, &e, 0, "SELECT count(*) FROM ticket WHERE state<>12", ""));
		assert_int_equal(open, db_number(db, &e, 0, "SELECT count(*) FROM ticket WHERE state IN (1,2,3,4,5,6,8)", ""));
		assert_int_equal(closed, db_number(db, &e, 0, "SELECT count(*) FROM ticket WHERE state<>12 AND closed_at>0", ""));
		assert_int_equal(late,
		        db_number(db, &e, 0,
		                "SELECT count(*) FROM ticket WHERE state<>12 AND (closed_at>outer_due OR closed_at IS NULL AND outer_due<=?1"
		                " AND state IN (1,2,3,4,5,6,8))",
		                "i", desk_now(f->clerk)));
	}
	deskfix_close(&f);
}

/* ---- after whatever was done ---- */

enum { PEOPLE = 5, TICKETS = 40 };

struct town {
	struct deskfix *f;
	struct ticketrows dice;
	struct desk *who[PEOPLE];
	int64_t id[TICKETS];
	int n, done;
	enum z z;
};

static const enum action waits[] = {ACTION_TICKET_CLAIM, ACTION_TICKET_ANSWER, ACTION_TICKET_SUBMIT, ACTION_TICKET_CHECK, ACTION_TICKET_FILL,
        ACTION_TICKET_RETURN_DECIDE, ACTION_TICKET_EXTEND_DECIDE, ACTION_TICKET_ASSIST_DONE};

/* Whatever waits for somebody he may do; what only he or few can do waits for him. */
static void mine(struct town *t)
{
	struct error e;
	for (int k = 0; k < PEOPLE; k++) {
		struct desk *d = t->who[k];
		struct ticket_query q = {.scope = TICKETS_MINE};
		struct window *v;
		assert_ok(ticket_view_open(d, &q, &v, &e));
		for (int i = 0; i < t->n; i++) {
			struct ticket_line row;
			struct arena a = {0};
			bool listed = window_row(v, t->id[i], &row, &a, &e) == Z_OK, may = false;
			arena_free(&a);
			for (size_t w = 0; w < sizeof waits / sizeof *waits; w++)
				may = may || ticket_may(d, waits[w], t->id[i], &e) == Z_OK;
			if (listed && !may)
				for (size_t w = 0; w < sizeof waits / sizeof *waits; w++) {
					char s[600];
					ticket_may(d, waits[w], t->id[i], &e);
					print_error("%s\n", error_sentence(&e, s, sizeof s));
				}
			if (listed && !may)
				fail_msg("%s: %d (%s) stands in his list and he may do nothing", desk_who(d)->name, i, ticket_state_text(row.state));
			struct ticket *ticket;
			assert_ok(ticket_load(d, t->id[i], &ticket, &e));
			bool hand = ticket->handler == desk_who(d)->id && (ticket->state == TICKET_WORKING || ticket->state == TICKET_DRAFTED);
			bool check = ticket_may(d, ACTION_TICKET_CHECK, t->id[i], &e) == Z_OK && ticket->office == desk_who(d)->office;
			bool assist = ticket_may(d, ACTION_TICKET_ASSIST_DONE, t->id[i], &e) == Z_OK && desk_who(d)->roles & ROLE_CLERK;
			if ((hand || check || assist) && !listed)
				fail_msg("%s: %d (%s) waits for him and is not in his list", desk_who(d)->name, i,
				        ticket_state_text(ticket->state));
			ticket_free(&ticket);
		}
		window_close(&v);
	}
}

static void wrong_cell(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted)
{
	(void)ctx;
	fail_msg("dim %d k %lld state %d: stored %lld, counted %lld", dim, (long long)k, state, (long long)stored,
	        (long long)counted);
}

static enum z one_step(struct town *t, struct desk *d, int64_t id, int64_t ver)
{
	struct error e;
	int64_t office = t->dice.offices[ticketrows_dice(&t->dice, 3)], now = desk_now(d);
	const struct ticket_answer_in answer = {.public_text = "已经查看并答复来电人。", .truth = ANSWERED_YES, .solved = ANSWERED_YES,
	        .reached = ANSWERED_YES, .contact_at = now};
	switch (ticketrows_dice(&t->dice, 24)) {
	case 0:
	case 1:
	case 2:
		return ticket_claim(d, id, ver, &e);
	case 3:
		return ticket_unclaim(d, id, ver, &e);
	case 4:
		return ticket_transfer(d, id, ver, office, "职责在该股室", &e);
	case 5:
	case 6:
		return ticket_assist(d, id, ver, office, 1, "请提供林权档案", &e);
	case 7:
		return ticket_assist_done(d, id, ver, "档案已提供", &e);
	case 8:
		return ticket_supervise(d, id, ver, "请抓紧办理", &e);
	case 9:
		return ticket_supervise_done(d, id, ver, "已经办结", &e);
	case 10:
		return ticket_return_ask(d, id, ver, BACK_1, "不属于林业部门职责", &e);
	case 11:
		return ticket_return_decide(d, id, ver, ticketrows_dice(&t->dice, 2), "同意", &e);
	case 12:
		return ticket_extend_ask(d, id, ver, 1, "需要现场鉴定", &e);
	case 13:
		return ticket_extend_decide(d, id, ver, ticketrows_dice(&t->dice, 2), "同意", &e);
	case 14:
		return ticket_merge(d, id, ver, t->id[ticketrows_dice(&t->dice, (uint32_t)t->n)], "同一件事", &e);
	case 15:
		return ticket_unmerge(d, id, ver, "不是同一件事", &e);
	case 16:
		return ticket_exclude(d, id, ver, ticketrows_dice(&t->dice, 2), "不合理诉求", &e);
	case 17:
	case 18:
		return ticket_answer(d, id, ver, &answer, &e);
	case 19:
		return ticket_submit(d, id, ver, &e);
	case 20:
		return ticket_check(d, id, ver, ticketrows_dice(&t->dice, 4) > 0, "请补充办理结果", &e);
	case 21:
		return ticket_fill(d, id, ver, 0, &e);
	case 22: {
		char at[24];
		return ticket_fact(d, id, ver, ticketrows_dice(&t->dice, 2) ? FACT_CLOSED : FACT_PLEASED,
		        ticketrows_dice(&t->dice, 2) ? "满意" : instant_text(now - now % 60, at), &e);
	}
	default:
		return ticket_redo(d, id, ver, "群众要求重新办理", 0, 0, &e);
	}
}

static void counters_and_turns(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct town t = {.f = f, .dice = {.f = f, .dice = 77, .offices = {f->office, f->general, f->office}},
	        .who = {f->clerk, f->publish, f->first, f->third, f->admin}};
	int64_t now = desk_now(f->clerk);
	struct error e;
	for (int step = 0; step < 2000; step++) {
		struct desk *d = t.who[ticketrows_dice(&t.dice, 2) ? ticketrows_dice(&t.dice, PEOPLE) : 0];
		now += (int64_t)ticketrows_dice(&t.dice, 1800);
		for (int k = 0; k < PEOPLE; k++)
			assert_ok(desk_pin(t.who[k], now, &e));
		if (t.n < TICKETS && step % 40 == 0) {
			char number[16];
			snprintf(number, sizeof number, "W%d", t.n);
			t.id[t.n++] = ticketfix_new(f->publish, number, ticketrows_dice(&t.dice, 3) ? f->office : 0);
		}
		int64_t id = t.id[ticketrows_dice(&t.dice, (uint32_t)t.n)];
		t.done += one_step(&t, d, id, ticketfix_ver(d, id)) == Z_OK;
		if (step % 100 == 99) {
			assert_ok(ticket_recount(f->clerk, wrong_cell, NULL, &e));
			mine(&t);
		}
		if (step % 500 == 499)
			for (int k = 0; k < PEOPLE; k++)
				panel(t.who[k], 0);
	}
	assert_true(t.done > 150);
	table(f->clerk, 0);
	table(f->clerk, f->office);
	for (enum figure k = FIGURE_TICKET_SIGNED_IN_TIME; k < FIGURE_TICKET_SIGNED_IN_TIME + TICKET_FIGURE_COUNT; k++) {
		struct figure_period p = figure_period_now(f->clerk, FIGURE_SPAN_YEAR, 0);
		struct figure_value v;
		assert_ok(figure_get(f->clerk, k, &p, 0, &v, &e));
		if (!v.n && (k == FIGURE_TICKET_CONTACTED || k == FIGURE_TICKET_EXTENDED || k == FIGURE_TICKET_REDONE))
			fail_msg("%s is 0: nothing was compared", figure_row(k)->key);
	}
	compare(f->clerk, &(struct ticket_span){0, 0}, 0, 0);
	assert_sound(f->clerk);
	deskfix_close(&f);
}

static void percentages(void **state)
{
	static const struct {
		int64_t n, of;
		int decimals;
		const char *text;
	} rows[] = {{9, 9, 0, "100%"}, {9, 9, 1, "100.0%"}, {0, 9, 1, "0.0%"}, {0, 0, 1, "—"}, {1469, 1472, 2, "99.80%"},
	        {11163, 11171, 2, "99.93%"}, {1590, 11171, 2, "14.23%"}, {1485, 11171, 2, "13.29%"}, {1152, 11171, 2, "10.31%"},
	        {1050, 11171, 1, "9.4%"}, {827, 11171, 1, "7.4%"}, {1, 8, 0, "13%"}, {1, 8, 2, "12.50%"}, {1, 40, 1, "2.5%"},
	        {1, 200, 0, "1%"}, {13, 247, 2, "5.26%"}, {-1, 8, 0, "-13%"}, {2, 3, 3, "66.667%"},
	        {INT64_C(999999999999), INT64_C(1000000000000), 6, "100.000000%"}};
	char buf[48];
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(ratio_text(rows[i].n, rows[i].of, rows[i].decimals, buf), rows[i].text);
	/* of changes, too: 1/8 is 12.5 %, which printf() would round to the even 12 */
	assert_string_equal(ratio_change(9, 8, 0, buf), "+13%");
	assert_string_equal(ratio_change(7, 8, 0, buf), "-13%");
	assert_string_equal(ratio_change(4, 3, 1, buf), "+33.3%");
	assert_string_equal(ratio_change(3, 3, 1, buf), "+0.0%");
	assert_string_equal(ratio_change(3, 0, 1, buf), "—");
	assert_true(ratio_percent(1, 8, 0) > 12.9 && ratio_percent(1, 8, 0) < 13.1);
	assert_true(ratio_percent(1, 0, 0) < 0.1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(figures_are_their_lists),
	        cmocka_unit_test(counted_by_hand),
	        cmocka_unit_test(the_panel_is_its_lists),
	        cmocka_unit_test(groups),
	        cmocka_unit_test(counters_and_turns),
	        cmocka_unit_test(percentages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
