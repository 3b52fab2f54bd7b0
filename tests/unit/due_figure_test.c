/* due_figure_test.c - what is late and due soon of items, tickets, requests and tasks is one set: figure = plain count = the
 * list it opens, and figures, worklist and the weekly's lead and table agree; what is due next week is suggested.
 *
 * What that costs hangs on what is open alone.
 *
 * Seen to fail when the weekly left tasks out, and when it took a figure that a panel counts only up to 99. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/report/report.h"
#include "store/base/date.h"
#include "store/record/inner.h"
#include "store/record/report/report.h"
#include "store/view/figure/figure.h"
#include "store/view/todo.h"
#include "tests/desk.h"
#include "tests/listing.h"
#include "tests/requestfix.h"
#include "tests/taskfix.h"
#include "tests/ticketrows.h"
#include "tests/walk.h"

static struct error e;
static int32_t today; /* of the desk */

static int64_t pick(uint32_t *dice, uint32_t below)
{
	*dice = *dice * 1664525u + 1013904223u;
	return (*dice >> 8) % below;
}

/* Requests and tasks with limits on both sides of today, in every state; a limit that cannot be computed, and none. */
static void fill(struct deskfix *f, uint32_t seed)
{
	uint32_t dice = seed;
	char day[16];
	for (int i = 0; i < 60; i++) {
		const int64_t office = pick(&dice, 3) ? f->office : f->general;
		int64_t id = taskfix_new(f->publish, office, pick(&dice, 8) ? day_text(today + (int32_t)pick(&dice, 24) - 8, day) : "");
		int fate = (int)pick(&dice, 6);
		if (!fate)
			assert_ok(task_done(office == f->office ? f->clerk : f->publish, id, taskfix_ver(f->publish, id), today, "已办。", &e));
		else if (fate == 1)
			assert_ok(task_drop(f->publish, id, taskfix_ver(f->publish, id), "并入另一项。", &e));
	}
	for (int i = 0; i < 60; i++) {
		bool web = pick(&dice, 4) != 0;
		struct desk *d = pick(&dice, 3) ? f->clerk : f->publish;
		int64_t id = requestfix_new(d, web ? BY_WEB : BY_SIGNED_MAIL, day_text(today - (int32_t)pick(&dice, 40), day));
		struct request *r = requestfix_load(d, id);
		if (web && pick(&dice, 5))
			assert_ok(request_confirm(d, id, r->ver, r->receipt.day[CAME_ARRIVED], "电话确认。", &e));
		request_free(&r);
		if (!pick(&dice, 6))
			assert_ok(request_void(f->publish, id, requestfix_ver(f->publish, id), "误登记。", &e));
	}
}

static int64_t length(struct desk *d, const struct figure_list *list)
{
	struct window *w;
	assert_ok(figure_list_open(d, list, &w, &e));
	return listing_length(&w);
}

/* The figure, which is also the length of its list. */
static int64_t figure(struct desk *d, enum figure f, int64_t office)
{
	struct figure_list list;
	struct figure_value v;
	assert_ok(figure_get(d, f, NULL, office, &v, &e));
	assert_false(v.more);
	assert_true(figure_list(d, f, NULL, office, 1, FIGURES_BY_NONE, 0, &list));
	int64_t n = length(d, &list);
	if (v.n != n)
		fail_msg("%s of %lld: %lld, its list %lld", figure_row(f)->key, (long long)office, (long long)v.n, (long long)n);
	return n;
}

/* Two working days from Friday, 20 November 2026: the 24th. */
#define SOON "'2026-11-20' AND '2026-11-24'"
#define DAY(c) "date(" c "*86400, 'unixepoch')"
#define OPEN_REQUEST "FROM request WHERE state=1 AND answered_on IS NULL"

static void each_is_its_list_and_a_plain_count(void **state)
{
	static const struct {
		enum figure f;
		const char *sql;
	} plain[] = {
		{FIGURE_REQUESTS_OPEN, "SELECT count(*) " OPEN_REQUEST},
		{FIGURE_REQUESTS_UNCONFIRMED, "SELECT count(*) " OPEN_REQUEST " AND received_on IS NULL"},
		{FIGURE_REQUESTS_LATE, "SELECT count(*) " OPEN_REQUEST " AND " DAY("due") "<'2026-11-20'"},
		{FIGURE_REQUESTS_SOON, "SELECT count(*) " OPEN_REQUEST " AND " DAY("due") " BETWEEN " SOON},
		{FIGURE_TASKS_OPEN, "SELECT count(*) FROM task WHERE state=1"},
		{FIGURE_TASKS_LATE, "SELECT count(*) FROM task WHERE state=1 AND " DAY("due") "<'2026-11-20'"},
		{FIGURE_TASKS_SOON, "SELECT count(*) FROM task WHERE state=1 AND " DAY("due") " BETWEEN " SOON},
	};
	(void)state;
	for (uint32_t seed = 1; seed <= 3; seed++) {
		struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
		today = desk_today(f->admin);
		fill(f, seed);
		for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
			char sql[300];
			int64_t all = figure(f->clerk, plain[i].f, 0), parts = 0;
			assert_true(all > 0);
			for (int k = 0; k < 2; k++) {
				const int64_t office = k ? f->office : f->general;
				snprintf(sql, sizeof sql, "%s AND office=%lld", plain[i].sql, (long long)office);
				int64_t n = figure(f->third, plain[i].f, office);
				if (n != db_number(f->clerk->db, &e, -1, sql, ""))
					fail_msg("%s of an office is not %lld", figure_row(plain[i].f)->key, (long long)n);
				parts += n;
			}
			assert_int_equal(parts, all);
		}
		deskfix_close(&f);
	}
}

/* ---- what it costs ---- */

static int64_t spent;

static int ran(unsigned what, void *ctx, void *statement, void *took)
{
	(void)what;
	(void)ctx;
	(void)took;
	spent += sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1);
	return 0;
}

/* In steps of the file's machine: of all that hangs on the hour or on limits. */
static int64_t steps(struct desk *d)
{
	static const enum figure figures[] = {FIGURE_TICKETS_RED, FIGURE_TICKETS_YELLOW, FIGURE_TICKETS_TODAY, FIGURE_REQUESTS_OPEN,
		FIGURE_REQUESTS_UNCONFIRMED, FIGURE_REQUESTS_LATE, FIGURE_REQUESTS_SOON, FIGURE_TASKS_OPEN, FIGURE_TASKS_LATE, FIGURE_TASKS_SOON};
	struct figure_value v;
	struct figure_part *parts;
	int n;
	for (int turn = 0; turn < 2; turn++) { /* the first one reads settings */
		spent = 0;
		for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
			for (int office = 0; office < 2; office++)
				assert_ok(figure_get(d, figures[i], NULL, office ? desk_who(d)->office : 0, &v, &e));
		assert_ok(figure_parts(d, FIGURE_TICKETS_OPEN, FIGURES_BY_LIGHT, NULL, 0, &parts, &n, &v, &e));
		free(parts);
	}
	return spent;
}

/* A desk with so many tickets, of which those behind the first 200 are closed, and so many tasks that are done. */
static int64_t steps_at(int closed, int done)
{
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct ticketrows tickets;
	today = desk_today(f->admin);
	fill(f, 5);
	ticketrows_fill(&tickets, f, 200 + closed, 7);
	assert_ok(db_run(f->admin->db, &e, "UPDATE ticket SET state=7 WHERE id>200", ""));
	ticketrows_count(f->admin);
	for (int i = 0; i < done; i++) {
		int64_t id = taskfix_new(f->publish, f->general, "2026-11-19");
		assert_ok(task_done(f->publish, id, taskfix_ver(f->publish, id), today, "已办。", &e));
	}
	sqlite3_trace_v2(db_raw(f->clerk->db), SQLITE_TRACE_PROFILE, ran, NULL);
	int64_t n = steps(f->clerk);
	deskfix_close(&f);
	return n;
}

static void limits_cost_what_is_open_not_what_there_is(void **state)
{
	const int64_t few = steps_at(0, 0), many = steps_at(2000, 300);
	(void)state;
	print_message("%lld steps, and with ten times as many that nobody waits for %lld\n", (long long)few, (long long)many);
	assert_true(few > 1000 && many <= few + few / 20);
}

static int64_t number_behind(const char *text, const char *word)
{
	const char *at = strstr(text, word);
	if (!at)
		fail_msg("no %s in %s", word, text);
	return at ? strtoll(at + strlen(word), NULL, 10) : 0;
}

/* A whole report of the period that holds today, as Markdown; the caller's. */
static char *made(struct desk *d, int kind, enum figure_span span)
{
	struct figure_period p = figure_period_now(d, span, 0);
	struct document *doc = NULL;
	struct buffer b = {0};
	assert_ok(report_make(d, kind, &p, 0, &doc, NULL, NULL, &e));
	markdown_bytes(doc, &b);
	document_free(&doc);
	return buffer_take(&b);
}

static char *weekly(struct desk *d)
{
	return made(d, REPORT_WEEKLY, FIGURE_SPAN_WEEK);
}

static int lines_from(const char *text, const char *head)
{
	const char *s = strstr(text, head);
	int n = 0;
	if (!s)
		fail_msg("no %s", head);
	for (s = s ? strchr(s, '\n') : ""; *s == '\n' && s[1] == '|'; s = s + 1 + strcspn(s + 1, "\n"))
		n++;
	return n;
}

static void worklist_weekly_and_figures_agree(void **state)
{
	static const enum figure late[] = {FIGURE_LATE, FIGURE_TICKETS_RED, FIGURE_REQUESTS_LATE, FIGURE_TASKS_LATE};
	static const enum figure soon[] = {FIGURE_TODAY, FIGURE_SOON, FIGURE_TICKETS_YELLOW, FIGURE_REQUESTS_SOON, FIGURE_TASKS_SOON};
	struct deskfix *f = deskfix_open("2026-10-26T09:00:00");
	struct ticketrows tickets;
	struct walk w;
	struct todo_row *row;
	struct arena a = {0};
	int64_t lates = 0, soons = 0, listed[2] = {0};
	bool more;
	int n;
	(void)state;
	walk_begin(&w, f, 3);
	walk_steps(&w, 300);
	walk_end(&w);
	deskfix_time(f, "2026-11-20T09:00:00");
	today = desk_today(f->admin);
	ticketrows_fill(&tickets, f, 900, 7);
	fill(f, 9);
	for (size_t i = 0; i < sizeof late / sizeof *late; i++) {
		int64_t k = figure(f->third, late[i], 0);
		if (late[i] == FIGURE_TICKETS_RED)
			assert_true(k > STAT_CAP); /* counted, not "more" */
		assert_true(k > 0);
		lates += k;
	}
	for (size_t i = 0; i < sizeof soon / sizeof *soon; i++)
		soons += figure(f->third, soon[i], 0);
	assert_ok(todo_list(f->third, TODO_BUREAU, &row, &n, &more, &a, &e));
	assert_false(more);
	for (int i = 0; i < n; i++) {
		listed[0] += row[i].reason == TODO_LATE;
		listed[1] += row[i].reason == TODO_TODAY || row[i].reason == TODO_SOON;
	}
	assert_int_equal(listed[0], lates);
	assert_int_equal(listed[1], soons);
	free(row);
	arena_free(&a);
	char *text = weekly(f->third);
	assert_int_equal(number_behind(text, "；超期"), lates);
	assert_int_equal(number_behind(text, "项，2个工作日内到期"), soons);
	assert_int_equal(lines_from(text, "| 事项 | 责任股室"), 1 + 6); /* below the head its rule, then at most six */
	assert_int_equal(lines_from(text, "| 编号 | 事项 | 责任股室"), 1 + lates + soons);
	assert_int_equal(number_behind(text, "全部超期和临期事项（"), lates + soons);
	assert_contains(text, "| 依-2026-");
	assert_contains(text, "| 任-2026-");
	/* the most urgent of all sorts stands first: by limit */
	struct report_due *due;
	assert_ok(report_due_list(f->third, &due, &n, &e));
	assert_int_equal(n, lates + soons);
	report_due_free(&due, n);
	free(text);
	deskfix_close(&f);
}

/* Offices that published nothing, but had tickets, stand in the half-year's table, too. */
static void the_half_year_names_each_office(void **state)
{
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct figure_period half = figure_period_now(f->third, FIGURE_SPAN_HALF, 0);
	struct ticketrows tickets;
	struct figure_part *parts;
	char row[200];
	int n;
	(void)state;
	ticketrows_fill(&tickets, f, 200, 3);
	char *text = made(f->third, REPORT_HALF, FIGURE_SPAN_HALF);
	assert_ok(figure_parts(f->third, FIGURE_TICKETS_IN, FIGURES_BY_OFFICE, &half, 0, &parts, &n, NULL, &e));
	assert_true(n > 1);
	for (int i = 0; i < n; i++) {
		snprintf(row, sizeof row, "| %s | 0 | — | %lld |", *parts[i].name ? parts[i].name : "未分派", (long long)parts[i].n);
		assert_contains(text, row);
	}
	free(parts);
	free(text);
	deskfix_close(&f);
}

static void next_week_is_suggested(void **state)
{
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct figure_period week = figure_period_now(f->publish, FIGURE_SPAN_WEEK, 0);
	struct report r;
	int64_t id;
	char *text;
	(void)state;
	taskfix_new(f->publish, f->office, "2026-11-22");  /* this week */
	taskfix_new(f->publish, f->office, "2026-11-25");
	taskfix_new(f->publish, f->general, "2026-11-30"); /* the week after */
	text = weekly(f->publish);
	assert_contains(text, "**六、下周安排。**下周到期1项：11-25 完善公开制度（资源保护股）。");
	free(text);
	/* received on 26 October, due on the 20th working day: 23 November */
	requestfix_new(f->clerk, BY_IN_PERSON, "2026-10-26");
	text = weekly(f->publish);
	assert_contains(text, "下周到期2项：11-23 申请公开2025年度东山林场");
	free(text);
	assert_ok(report_draft(f->publish, REPORT_WEEKLY, week.from, week.to, 2026, &id, &e));
	assert_ok(report_load(f->publish, id, &r, &e));
	text = report_suggested(f->publish, &r, REPORT_PART_PLAN);
	assert_contains(text, "\n11月25日前办结：完善公开制度（任-2026-0002，资源保护股）。");
	assert_contains(text, "11月23日前办结：申请公开2025年度东山林场");
	free(text);
	text = report_suggested(f->publish, &r, REPORT_PART_QUESTIONS);
	assert_string_equal(text, "");
	free(text);
	assert_ok(report_write(f->publish, id, r.ver, REPORT_PART_PLAN, "", "召开推进会。", &e));
	struct document *doc;
	struct buffer b = {0};
	assert_ok(report_make(f->publish, REPORT_WEEKLY, &week, id, &doc, NULL, NULL, &e));
	markdown_bytes(doc, &b);
	assert_contains(b.s, "**六、下周安排。**召开推进会。");
	buffer_free(&b);
	document_free(&doc);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_its_list_and_a_plain_count),
		cmocka_unit_test(limits_cost_what_is_open_not_what_there_is),
		cmocka_unit_test(worklist_weekly_and_figures_agree),
		cmocka_unit_test(the_half_year_names_each_office),
		cmocka_unit_test(next_week_is_suggested),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
