/* duty_test.c - the duty roster: who enters it, how lists of it are read, whom limits of hours remind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/record/restore/restore.h"
#include "store/rule/duty.h"
#include "store/view/check/check.h"
#include "store/view/todo.h"
#include "tests/listing.h"
#include "tests/ticketfix.h"

#define SATURDAY "2026-11-21T22:00:00"

static struct error e;

static int32_t day(const char *s)
{
	return day_parse(s);
}

static struct duty on(struct desk *d, const char *at)
{
	struct duty r;
	assert_ok(duty_at(d, instant_parse(at), &r, &e));
	return r;
}

/* ------------------------------------------------------------ the rule */
static void the_duty_runs_into_the_next_morning(void **state)
{
	(void)state;
	assert_int_equal(duty_day(instant_parse("2026-11-21 22:00"), 8), day("2026-11-21"));
	assert_int_equal(duty_day(instant_parse("2026-11-22 07:59"), 8), day("2026-11-21"));
	assert_int_equal(duty_day(instant_parse("2026-11-22 08:00"), 8), day("2026-11-22"));
	assert_int_equal(duty_day(instant_parse("2026-11-22 00:00"), 0), day("2026-11-22"));
	assert_int_equal(duty_end(day("2026-11-21"), 8), instant_parse("2026-11-22 08:00"));
}

static void days_off_remind_of_hours_only(void **state)
{
	(void)state;
	struct calendar c = {0};
	calendar_builtin(&c);
	assert_true(duty_reminds(&c, day("2026-11-20"), false));
	assert_false(duty_reminds(&c, day("2026-11-21"), false)); /* a Saturday */
	assert_false(duty_reminds(&c, day("2026-10-01"), false)); /* 国庆节, a Thursday */
	assert_true(duty_reminds(&c, day("2026-10-01"), true));
	assert_true(duty_reminds(&c, day("2026-02-14"), false)); /* a Saturday that is worked */
	calendar_free(&c);
}

static void a_day_without_a_year_is_the_nearest(void **state)
{
	(void)state;
	int32_t near = day("2026-11-20");
	assert_int_equal(day_parse_near("11月21日", near), day("2026-11-21"));
	assert_int_equal(day_parse_near("１１／２１", near), day("2026-11-21"));
	assert_int_equal(day_parse_near("1月2日", near), day("2027-01-02"));
	assert_int_equal(day_parse_near("12-31", day("2027-01-05")), day("2026-12-31"));
	assert_int_equal(day_parse_near("2026/11/21", near), day("2026-11-21"));
	assert_int_equal(day_parse_near("2月29日", near), DAY_NONE);
	assert_int_equal(day_parse_near("2月29日", day("2027-12-01")), day("2028-02-29"));
	assert_int_equal(day_parse_near("11月31日", near), DAY_NONE);
	assert_int_equal(day_parse_near("11月21日夜", near), DAY_NONE);
	assert_int_equal(day_parse_near("11月", near), DAY_NONE);
}

/* ------------------------------------------------------------ the record */
static void a_span_of_days(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct duty *list, one;
	int n;
	const struct duty_in in = {day("2026-11-21"), day("2026-11-22"), f->clerk_id, f->third_id};
	assert_refused(duty_set(f->clerk, &in, NULL, 0, &e), R_PERMIT_WHO);
	assert_ok(duty_set(f->publish, &in, NULL, 0, &e)); /* 办公室 */
	one = on(f->clerk, "2026-11-21 22:00");
	assert_string_equal(one.officer_name, "经办甲");
	assert_string_equal(one.leader_name, "领导丁");
	assert_int_equal(on(f->clerk, "2026-11-21 07:00").officer, 0); /* still Friday's */
	assert_int_equal(on(f->clerk, "2026-11-23 07:59").officer, f->clerk_id);
	assert_ok(duty_list(f->clerk, day("2026-11-01"), day("2026-11-30"), &list, &n, &e));
	assert_int_equal(n, 2);
	assert_int_equal(list[1].day, day("2026-11-22"));
	/* Another has changed one of the days since it was read: none is written. */
	assert_ok(duty_set(f->admin, &(struct duty_in){.from = in.to, .to = in.to, .officer = f->first_id}, &list[1], 1, &e));
	assert_refused(duty_set(f->publish, &(struct duty_in){in.from, in.to, f->publish_id, 0}, list, n, &e), R_ROW_STALE);
	assert_string_equal(e.arg[0], "11月22日 周日值班（现在是初审乙）");
	assert_string_equal(e.arg[1], "管理员己");
	assert_int_equal(on(f->clerk, "2026-11-21 22:00").officer, f->clerk_id);
	free(list);
	/* Nobody again: the version goes on counting. */
	assert_ok(duty_list(f->clerk, in.from, in.from, &list, &n, &e));
	assert_ok(duty_set(f->admin, &(struct duty_in){.from = in.from, .to = in.from}, list, n, &e));
	assert_int_equal(on(f->clerk, "2026-11-21 22:00").officer, 0);
	assert_refused(duty_set(f->admin, &(struct duty_in){.from = in.from, .to = in.from, .officer = f->first_id}, NULL, 0, &e),
	        R_ROW_STALE);
	free(list);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void what_cannot_be_entered(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	int32_t d = day("2026-11-21");
	assert_refused(duty_set(f->admin, &(struct duty_in){d, d - 1, f->clerk_id, 0}, NULL, 0, &e), R_DUTY_DAYS);
	assert_refused(duty_set(f->admin, &(struct duty_in){DAY_NONE, d, f->clerk_id, 0}, NULL, 0, &e), R_DUTY_DAYS);
	assert_refused(duty_set(f->admin, &(struct duty_in){d, day("2036-11-21"), f->clerk_id, 0}, NULL, 0, &e), R_DUTY_FAR);
	assert_refused(duty_set(f->admin, &(struct duty_in){day("2016-11-21"), d, f->clerk_id, 0}, NULL, 0, &e), R_DUTY_FAR);
	assert_refused(duty_set(f->admin, &(struct duty_in){d, d, 0, f->third_id}, NULL, 0, &e), R_FIELD_EMPTY);
	assert_refused(duty_set(f->admin, &(struct duty_in){d, d, 9999, 0}, NULL, 0, &e), R_OFFICER_NONE);
	assert_int_equal(on(f->clerk, SATURDAY).officer, 0);
	deskfix_close(&f);
}

static void who_leaves_is_on_duty_no_more(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct officer o;
	struct duty r;
	int64_t id = deskfix_officer(f, "geng", "经办庚", f->office, ROLE_CLERK);
	assert_ok(duty_set(f->admin, &(struct duty_in){day("2026-11-18"), day("2026-11-22"), id, f->third_id}, NULL, 0, &e));
	assert_ok(officer_load(f->admin, id, &o, &e));
	assert_ok(officer_leave(f->admin, id, o.ver, &e));
	assert_int_equal(on(f->clerk, "2026-11-19 22:00").officer, id); /* as it was */
	r = on(f->clerk, SATURDAY);
	assert_int_equal(r.officer, 0);
	assert_string_equal(r.leader_name, "领导丁");
	assert_refused(duty_set(f->admin, &(struct duty_in){day("2026-12-01"), day("2026-12-01"), id, 0}, NULL, 0, &e), R_OFFICER_LEFT);
	assert_sound(f->admin);
	deskfix_close(&f);
}

struct found {
	enum refusal code;
	int n;
};

static bool keep_found(void *ctx, const struct check_found *at)
{
	struct found *f = ctx;
	f->n += at->code == f->code;
	return true;
}

static void the_check_sees_it(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct found gone = {.code = R_CHECK_DUTY}, foreign = {.code = R_CHECK_AUDIT};
	struct check_result r;
	struct officer o;
	int64_t id = deskfix_officer(f, "geng", "经办庚", f->office, ROLE_CLERK);
	assert_ok(duty_set(f->admin, &(struct duty_in){day("2026-11-21"), day("2026-11-21"), f->clerk_id, 0}, NULL, 0, &e));
	assert_ok(officer_load(f->admin, id, &o, &e));
	assert_ok(officer_leave(f->admin, id, o.ver, &e));
	assert_ok(check_run(f->admin, NULL, keep_found, &gone, &r, &e));
	assert_int_equal(r.found, 0);
	sqlite3 *raw;
	char sql[120];
	snprintf(sql, sizeof sql, "UPDATE duty SET officer=%lld", (long long)id);
	assert_int_equal(sqlite3_open(f->path, &raw), SQLITE_OK);
	assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
	assert_ok(check_run(f->admin, NULL, keep_found, &gone, &r, &e));
	assert_int_equal(gone.n, 1);
	assert_ok(check_run(f->admin, NULL, keep_found, &foreign, &r, &e));
	assert_int_equal(foreign.n, 1);
	deskfix_close(&f);
}

static void a_restore_puts_no_leaver_on_duty(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct found any = {.code = R_CHECK_DUTY};
	struct check_result r;
	struct audit_head head;
	struct officer o;
	char copy[160];
	int64_t id = deskfix_officer(f, "geng", "经办庚", f->office, ROLE_CLERK);
	snprintf(copy, sizeof copy, "%s/copy.db", f->dir);
	assert_ok(duty_set(f->admin, &(struct duty_in){day("2026-11-18"), day("2026-11-22"), id, f->third_id}, NULL, 0, &e));
	assert_ok(desk_backup(f->admin, copy, NULL, &head, &e));
	assert_ok(officer_load(f->admin, id, &o, &e));
	assert_ok(officer_leave(f->admin, id, o.ver, &e));
	assert_ok(desk_restore(f->admin, copy, NULL, NULL, &e));
	assert_int_equal(on(f->admin, "2026-11-19 22:00").officer, id);
	assert_int_equal(on(f->admin, SATURDAY).officer, 0);
	assert_int_equal(on(f->admin, SATURDAY).leader, f->third_id);
	assert_ok(check_run(f->admin, NULL, keep_found, &any, &r, &e));
	assert_int_equal(r.found, 0);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ from a list */
static int paste(struct desk *d, const char *text, int flags, struct duty_line **lines, int *n)
{
	int good = -1;
	assert_ok(duty_paste_read(text, lines, n, &e));
	assert_ok(duty_import(d, *lines, *n, flags, &good, &e));
	return good;
}

static void pasted_lines(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct duty_line *l;
	int n;
	assert_int_equal(paste(f->publish,
	                         "2026-11-21/经办甲\n"
	                         "2026/11/22 / 初审乙 / 领导丁\r\n"
	                         "11月23日 周一 复 审丙\n"
	                         "\n"
	                         "11月24日\t初审乙\t（周二）\t领导丁\n"
	                         "  ２０２６年１１月２５日：jia　\n",
	                         0, &l, &n),
	        4);
	assert_int_equal(n, 5);
	assert_int_equal(l[2].error.code, R_DUTY_WHO); /* 复 审丙 are two words, and none of them is a name */
	assert_int_equal(l[2].wrong, DUTY_OFFICER);
	assert_int_equal(l[3].line, 5);
	duty_lines_free(l, n);
	assert_string_equal(on(f->clerk, SATURDAY).officer_name, "经办甲");
	assert_string_equal(on(f->clerk, "2026-11-22 12:00").leader_name, "领导丁");
	assert_string_equal(on(f->clerk, "2026-11-24 12:00").officer_name, "初审乙");
	assert_string_equal(on(f->clerk, "2026-11-24 12:00").leader_name, "领导丁");
	assert_string_equal(on(f->clerk, "2026-11-25 12:00").officer_name, "经办甲");
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void a_heading_says_who_is_who(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct duty_line *l;
	int n;
	deskfix_officer(f, "zs", "张三", f->office, ROLE_CLERK);
	assert_int_equal(paste(f->publish,
	                         "日期\t星期\t带班领导\t值班电话\t值班人员\n"
	                         "11月21日\t六\t领导丁\t5021234\t张 三\n",
	                         0, &l, &n),
	        1);
	duty_lines_free(l, n);
	assert_int_equal(paste(f->publish,
	                         "日期\t星期\t带班领导\t值班电话\t值班人员\n"
	                         "11月21日\t周六\t领导丁\t5021234\t张　三\n",
	                         0, &l, &n),
	        1);
	duty_lines_free(l, n);
	assert_string_equal(on(f->clerk, SATURDAY).officer_name, "张三");
	assert_string_equal(on(f->clerk, SATURDAY).leader_name, "领导丁");
	assert_int_equal(paste(f->publish, "11月22日 张 三 领导丁\n", 0, &l, &n), 1);
	duty_lines_free(l, n);
	assert_string_equal(on(f->clerk, "2026-11-22 12:00").leader_name, "领导丁");
	deskfix_close(&f);
}

static void refusals_by_line(void **state)
{
	(void)state;
	static const struct {
		enum refusal code;
		enum duty_column wrong;
	} want[] = {{R_DUTY_DATE, DUTY_DAY}, {R_DUTY_DATE, DUTY_DAY}, {R_FIELD_EMPTY, DUTY_OFFICER}, {R_DUTY_WHO, DUTY_OFFICER},
	        {R_DUTY_ALIKE, DUTY_OFFICER}, {R_DUTY_WHO, DUTY_LEADER}, {R_DUTY_FAR, DUTY_DAY}, {R_DUTY_MORE, DUTY_LEADER},
	        {R_DUTY_TWICE, DUTY_DAY}};
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct duty_line *l;
	int n;
	deskfix_officer(f, "z1", "张三", f->office, ROLE_CLERK);
	deskfix_officer(f, "z2", "张三", f->office, ROLE_CLERK);
	int good = paste(f->publish,
	        "11月31日 经办甲\n明天 经办甲\n11月22日\n11月22日 李四\n11月22日 张三\n11月22日 经办甲 李四\n2006-11-22 经办甲\n"
	        "11月22日 经办甲 领导丁 13800001234\n2026-11-21 经办甲\n11月21日 初审乙\n11月23日 z2\n",
	        0, &l, &n);
	assert_int_equal(n, 11);
	assert_int_equal(good, 2);
	assert_true(l[8].ok && l[10].ok);
	for (int i = 0; i < 9; i++) {
		const struct duty_line *x = &l[i < 8 ? i : 9];
		assert_false(x->ok);
		assert_int_equal(x->error.code, want[i].code);
		assert_int_equal(x->wrong, want[i].wrong);
	}
	assert_string_equal(l[9].error.arg[1], "9");
	duty_lines_free(l, n);
	assert_refused(duty_paste_read(" \n\t\n", &l, &n, &e), R_DUTY_EMPTY);
	assert_refused(duty_paste_read("日期 值班员\n", &l, &n, &e), R_DUTY_EMPTY);
	deskfix_close(&f);
}

static void another_list_of_the_same_days(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-20T09:00:00");
	struct duty_line *l;
	int n, good;
	assert_refused(duty_import(f->clerk, NULL, 0, 0, &good, &e), R_PERMIT_WHO);
	assert_int_equal(paste(f->admin, "11月21日 经办甲 领导丁\n11月22日 初审乙\n", DUTY_DRY, &l, &n), 2);
	assert_int_equal(on(f->clerk, SATURDAY).officer, 0); /* tried only */
	assert_ok(duty_import(f->admin, l, n, 0, &good, &e));
	assert_int_equal(good, 2);
	int64_t rows = db_number(f->admin->db, &e, 0, "SELECT count(*) FROM audit", "");
	assert_ok(duty_import(f->admin, l, n, 0, &good, &e)); /* the same again changes nothing, not even the log */
	assert_int_equal(good, 2);
	assert_int_equal(l[0].done, DUTY_SAME);
	assert_int_equal(db_number(f->admin->db, &e, 0, "SELECT count(*) FROM audit", ""), rows);
	duty_lines_free(l, n);
	assert_int_equal(paste(f->admin, "11月21日 初审乙\n11月22日 初审乙 领导丁\n", 0, &l, &n), 1);
	assert_int_equal(l[0].error.code, R_DUTY_TAKEN);
	assert_string_equal(l[0].error.arg[1], "经办甲");
	assert_int_equal(l[1].done, DUTY_CHANGED); /* somebody who was missing */
	assert_ok(duty_import(f->admin, l, n, DUTY_REPLACE, &good, &e));
	assert_int_equal(good, 2);
	duty_lines_free(l, n);
	struct duty r = on(f->clerk, SATURDAY);
	assert_string_equal(r.officer_name, "初审乙");
	assert_string_equal(r.leader_name, "领导丁"); /* stays, as the list has nobody in his place */
	/* Nobody is replaced who came there after the list was tried. */
	assert_int_equal(paste(f->admin, "11月21日 经办甲\n", DUTY_DRY | DUTY_REPLACE, &l, &n), 1);
	assert_ok(duty_set(f->publish, &(struct duty_in){r.day, r.day, f->third_id, 0}, &r, 1, &e));
	assert_ok(duty_import(f->admin, l, n, DUTY_REPLACE, &good, &e));
	assert_int_equal(good, 0);
	assert_int_equal(l[0].error.code, R_DUTY_TAKEN);
	assert_string_equal(l[0].error.arg[1], "领导丁");
	assert_ok(duty_import(f->admin, l, n, DUTY_REPLACE, &good, &e)); /* now he has seen it */
	assert_int_equal(good, 1);
	duty_lines_free(l, n);
	assert_sound(f->admin);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ whom it reminds */
static int64_t critical(struct desk *d, const char *number, int64_t office)
{
	struct ticket_in in = ticketfix_in(number);
	int64_t id;
	in.office = office;
	in.urgency = URGENCY_CRITICAL;
	assert_ok(ticket_create(d, &in, &id, &e));
	return id;
}

/* What stands in 待办, "reason number;". */
static const char *todo(struct desk *d)
{
	static char text[600];
	struct todo_row *row;
	struct arena a = {0};
	int n;
	bool more;
	text[0] = '\0';
	assert_ok(todo_list(d, TODO_MINE, &row, &n, &more, &a, &e));
	for (int i = 0; i < n; i++) {
		size_t k = strlen(text);
		snprintf(text + k, sizeof text - k, "%s %s;", todo_reason_text(row[i].reason),
		        row[i].kind == TODO_OF_TICKET ? row[i].of.ticket.number : "");
	}
	free(row);
	arena_free(&a);
	return text;
}

static int64_t in_scope(struct desk *d, enum ticket_scope scope)
{
	struct window *v;
	assert_ok(ticket_view_open(d, &(struct ticket_query){.scope = scope, .words = "", .title = ""}, &v, &e));
	return listing_count(&v);
}

static void whoever_is_on_duty_sees_the_hours(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-21T21:00:00"); /* a Saturday */
	struct figure_panel p;
	ticketfix_new(f->publish, "P1", f->general); /* of working days */
	critical(f->publish, "P2", f->general);      /* 签收 within two hours */
	assert_string_equal(todo(f->clerk), "");
	assert_ok(duty_set(f->publish, &(struct duty_in){day("2026-11-21"), day("2026-11-21"), f->clerk_id, f->third_id}, NULL, 0, &e));
	deskfix_time(f, SATURDAY);
	assert_string_equal(todo(f->clerk), "值班 P2;"); /* of another office */
	assert_string_equal(todo(f->third), "值班 P2;"); /* 带班领导 */
	assert_string_equal(todo(f->first), "");
	assert_int_equal(in_scope(f->clerk, TICKETS_MINE), 1); /* what the tabs count */
	assert_int_equal(in_scope(f->clerk, TICKETS_DUTY), 1);
	assert_int_equal(in_scope(f->first, TICKETS_DUTY), 1); /* everybody may look */
	assert_int_equal(in_scope(f->first, TICKETS_MINE), 0);
	assert_ok(figure_panel(f->clerk, &p, &e));
	assert_int_equal(p.at[PANEL_TICKETS_DUTY].n, 1);
	assert_int_equal(p.at[PANEL_TICKETS_MINE].n, 1);
	deskfix_time(f, "2026-11-22T07:59:00"); /* over, in the same duty */
	assert_string_equal(todo(f->clerk), "值班 P2;");
	deskfix_time(f, "2026-11-22T08:00:00"); /* handed over */
	assert_string_equal(todo(f->clerk), "");
	deskfix_close(&f);
}

static void what_is_his_anyway_stands_once(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-21T10:00:00");
	int64_t id = critical(f->clerk, "P2", f->office);
	assert_ok(duty_set(f->publish, &(struct duty_in){day("2026-11-21"), day("2026-11-22"), f->clerk_id, 0}, NULL, 0, &e));
	assert_string_equal(todo(f->clerk), "值班 P2;");
	assert_ok(ticket_claim(f->clerk, id, ticketfix_ver(f->clerk, id), &e));
	assert_string_equal(todo(f->clerk), "工单办理中 P2;");
	deskfix_close(&f);
}

/* More of them than are read at once: all are his already, and the reading still comes to its end. */
static void all_of_many_are_his_anyway(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-21T10:00:00");
	struct todo_row *row;
	struct arena a = {0};
	bool more;
	int n;
	char number[16];
	for (int i = 0; i < 120; i++) {
		snprintf(number, sizeof number, "P%d", i);
		int64_t id = critical(f->clerk, number, f->office);
		assert_ok(ticket_claim(f->clerk, id, ticketfix_ver(f->clerk, id), &e));
	}
	assert_ok(duty_set(f->publish, &(struct duty_in){day("2026-11-21"), day("2026-11-22"), f->clerk_id, 0}, NULL, 0, &e));
	alarm(20);
	assert_ok(todo_list(f->clerk, TODO_MINE, &row, &n, &more, &a, &e));
	alarm(0);
	assert_int_equal(n, 120);
	assert_false(more);
	free(row);
	arena_free(&a);
	deskfix_close(&f);
}

static void nobody_on_duty_is_said_to_the_office(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-21T22:00:00");
	int32_t d;
	int64_t n;
	ticketfix_new(f->publish, "P1", f->general);
	assert_ok(todo_no_duty(f->admin, &d, &n, &e));
	assert_int_equal(n, 0); /* no limit of hours runs */
	critical(f->publish, "P2", f->general);
	assert_string_equal(todo(f->admin), "今日无人值班 ;");
	assert_string_equal(todo(f->publish), "今日无人值班 ;"); /* 办公室 */
	assert_string_equal(todo(f->clerk), "");
	assert_ok(todo_no_duty(f->admin, &d, &n, &e));
	assert_int_equal(n, 1);
	assert_int_equal(d, day("2026-11-21"));
	assert_ok(duty_set(f->publish, &(struct duty_in){d, d, f->clerk_id, 0}, NULL, 0, &e));
	assert_string_equal(todo(f->admin), "");
	deskfix_close(&f);
}

static void the_explanation_names_him(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open("2026-11-21T22:00:00");
	char why[400], full[400];
	int64_t id = critical(f->publish, "P2", f->general), slow = ticketfix_new(f->publish, "P1", f->general);
	assert_ok(ticket_clock(f->clerk, id, LIMIT_SIGN, why, NULL, &e));
	assert_non_null(strstr(why, "11月21日 周六 无人值班"));
	assert_ok(duty_set(f->publish, &(struct duty_in){day("2026-11-21"), day("2026-11-21"), f->clerk_id, f->third_id}, NULL, 0, &e));
	assert_ok(ticket_clock(f->clerk, id, LIMIT_INNER, full, NULL, &e));
	assert_non_null(strstr(full, "11月21日 周六 值班员经办甲，带班领导领导丁。"));
	assert_ok(ticket_clock(f->clerk, slow, LIMIT_INNER, why, NULL, &e));
	assert_null(strstr(why, "值班"));
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_duty_runs_into_the_next_morning),
		cmocka_unit_test(days_off_remind_of_hours_only),
		cmocka_unit_test(a_day_without_a_year_is_the_nearest),
		cmocka_unit_test(a_span_of_days),
		cmocka_unit_test(what_cannot_be_entered),
		cmocka_unit_test(who_leaves_is_on_duty_no_more),
		cmocka_unit_test(the_check_sees_it),
		cmocka_unit_test(a_restore_puts_no_leaver_on_duty),
		cmocka_unit_test(pasted_lines),
		cmocka_unit_test(a_heading_says_who_is_who),
		cmocka_unit_test(refusals_by_line),
		cmocka_unit_test(another_list_of_the_same_days),
		cmocka_unit_test(whoever_is_on_duty_sees_the_hours),
		cmocka_unit_test(what_is_his_anyway_stands_once),
		cmocka_unit_test(all_of_many_are_his_anyway),
		cmocka_unit_test(nobody_on_duty_is_said_to_the_office),
		cmocka_unit_test(the_explanation_names_him),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
