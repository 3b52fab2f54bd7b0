/* task_test.c - 任务: how a list writes a limit, who may do what, lists by limit, lines of a 任务分解, what a check finds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/file/search/tokenizer.h"
#include "store/record/inner.h"
#include "store/view/check/check.h"
#include "store/view/task/view.h"
#include "store/view/todo.h"
#include "tests/listing.h"
#include "tests/taskfix.h"

static struct error e;

static int start(void **state)
{
	*state = deskfix_open("2026-11-20T09:00:00");
	return 0;
}

static int stop(void **state)
{
	struct deskfix *f = *state;
	deskfix_close(&f);
	return 0;
}

/* ------------------------------------------------------------ rules */
static void limits_are_read_as_lists_write_them(void **state)
{
	(void)state;
	static const struct {
		const char *text, *day; /* "" none, NULL: cannot be read */
	} all[] = {
		{"2026-12-31", "2026-12-31"}, {"2026年12月31日前", "2026-12-31"}, {"12月31日之前完成", "2026-12-31"},
		{"12月底前", "2026-12-31"}, {"２月底", "2027-02-28"}, {"2028年2月底前", "2028-02-29"}, {"2026 年 12 月", "2026-12-31"},
		{"6月末", "2026-06-30"}, {"年底前", "2026-12-31"}, {"2027年底前完成", "2027-12-31"}, {"12月", "2026-12-31"},
		{"", ""}, {"长期", ""}, {"长期坚持", ""}, {"持续推进", ""}, {"—", ""},
		{"13月底", NULL}, {"2026-13-40", NULL}, {"每季度", NULL}, {"0月底", NULL}, {"尽快", NULL}, {"2026年", NULL},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		char got[16];
		int32_t day;
		bool good = task_due_parse(all[i].text, day_parse("2026-11-20"), &day);
		if (good != (all[i].day != NULL) || (good && strcmp(day_text(day, got), all[i].day)))
			fail_msg("%s: %s", all[i].text, good ? day_text(day, got) : "unreadable");
	}
}

static void an_act_that_the_state_does_not_allow_is_wrong(void **state)
{
	(void)state;
	for (int from = 0; from < TASK_STATE_END; from++)
		for (int act = 0; act <= TASK_ACT_END; act++) {
			struct task_flow f;
			task_flow_begin(&f);
			f.state = from;
			f.office = 5;
			const struct task_event ev = {.act = act, .office = 5, .officer = 9, .due = DAY_NONE, .day = 7};
			bool good = (act == TASK_ACT_CREATE && !from) || (act == TASK_ACT_REOPEN && (from == TASK_DONE || from == TASK_DROPPED)) ||
				((act == TASK_ACT_EDIT || act == TASK_ACT_DONE || act == TASK_ACT_DROP || act == TASK_ACT_UNDO) && from == TASK_OPEN);
			task_flow_step(&f, &ev);
			assert_int_equal(f.wrong, !good);
			if (good)
				assert_int_equal(f.done_on, act == TASK_ACT_DONE ? 7 : DAY_NONE);
		}
}

/* ------------------------------------------------------------ the way of one */
static void the_lead_office_reports_it_done(void **state)
{
	struct deskfix *f = *state;
	int64_t id = taskfix_new(f->publish, f->office, "2026-11-24");
	assert_refused(task_done(f->third, id, taskfix_ver(f->third, id), day_parse("2026-11-20"), "已修订", &e), R_PERMIT_TASK_OFFICE);
	assert_refused(task_done(f->clerk, id, taskfix_ver(f->clerk, id), day_parse("2026-11-21"), "已修订", &e), R_TASK_DAY);
	assert_refused(task_done(f->clerk, id, taskfix_ver(f->clerk, id), DAY_NONE, "已修订", &e), R_TASK_DAY);
	assert_refused(task_done(f->clerk, id, taskfix_ver(f->clerk, id), day_parse("2026-11-20"), " ", &e), R_FIELD_EMPTY);
	assert_ok(task_done(f->clerk, id, taskfix_ver(f->clerk, id), day_parse("2026-11-19"), "指南、目录已修订。", &e));
	struct task *t = taskfix_load(f->third, id);
	assert_int_equal(t->state, TASK_DONE);
	assert_int_equal(t->done_on, day_parse("2026-11-19"));
	assert_string_equal(t->done_by, "经办甲");
	assert_int_equal(t->light, LIGHT_GREEN);
	assert_refused(task_done(f->clerk, id, t->ver, day_parse("2026-11-19"), "再报一次", &e), R_PERMIT_TASK_STATE);
	assert_refused(task_reopen(f->clerk, id, t->ver, "还差一项", &e), R_PERMIT_WHO);
	assert_refused(task_reopen(f->publish, id, t->ver, "", &e), R_FIELD_EMPTY);
	assert_ok(task_reopen(f->publish, id, t->ver, "目录还没有报备", &e));
	task_free(&t);
	t = taskfix_load(f->clerk, id);
	assert_int_equal(t->state, TASK_OPEN);
	assert_int_equal(t->done_on, DAY_NONE);
	assert_string_equal(t->done_by, "");
	struct arena a = {0};
	struct task_step *s;
	int n;
	assert_ok(task_history(f->clerk, id, &a, &s, &n, &e));
	assert_int_equal(n, 3);
	assert_string_equal(s[1].text, "指南、目录已修订。");
	assert_string_equal(s[2].text, "目录还没有报备");
	arena_free(&a);
	task_free(&t);
	assert_sound(f->admin);
}

static void the_office_registers_edits_and_cancels(void **state)
{
	struct deskfix *f = *state;
	struct task_in in = taskfix_in(f->office, "2026-12-31");
	int64_t id;
	assert_refused(task_create(f->clerk, &in, &id, &e), R_PERMIT_WHO);
	in.helper[0] = f->office;
	in.helpers = 1;
	assert_refused(task_create(f->publish, &in, &id, &e), R_TASK_HELPER);
	in.helper[0] = f->general;
	in.due = day_parse("2046-12-31");
	assert_refused(task_create(f->publish, &in, &id, &e), R_TASK_DUE_FAR);
	in.due = day_parse("2026-12-31");
	in.title = "";
	assert_refused(task_create(f->publish, &in, &id, &e), R_FIELD_EMPTY);
	in.title = "完善公开制度";
	in.office = 99;
	assert_true(task_create(f->publish, &in, &id, &e) != Z_OK);
	in.office = f->office;
	assert_ok(task_create(f->publish, &in, &id, &e));
	struct task *t = taskfix_load(f->clerk, id);
	assert_string_equal(t->number, "任-2026-0001");
	assert_string_equal(t->helper_names, "办公室");
	assert_string_equal(t->in.body, in.body);
	assert_refused(task_edit(f->clerk, id, t->ver, &in, &e), R_PERMIT_WHO);
	assert_refused(task_edit(f->publish, id, t->ver, &in, &e), R_REGISTER_UNCHANGED);
	in.office = f->general;
	in.helper[0] = f->office;
	assert_ok(task_edit(f->admin, id, t->ver, &in, &e));
	assert_refused(task_edit(f->publish, id, t->ver, &in, &e), R_TASK_STALE);
	assert_refused(task_drop(f->publish, id, t->ver, "上级撤销", &e), R_TASK_STALE);
	task_free(&t);
	assert_refused(task_done(f->clerk, id, taskfix_ver(f->clerk, id), day_parse("2026-11-20"), "已修订", &e), R_PERMIT_TASK_OFFICE);
	assert_refused(task_drop(f->clerk, id, taskfix_ver(f->clerk, id), "不做了", &e), R_PERMIT_WHO);
	assert_ok(task_drop(f->publish, id, taskfix_ver(f->publish, id), "上级文件撤销", &e));
	assert_refused(task_edit(f->publish, id, taskfix_ver(f->publish, id), &in, &e), R_PERMIT_TASK_STATE);
	assert_ok(task_reopen(f->publish, id, taskfix_ver(f->publish, id), "撤销有误", &e));
	assert_sound(f->admin);
}

/* ------------------------------------------------------------ lists */
static int64_t rows(struct desk *d, const char *filter)
{
	struct task_query q;
	struct window *v = NULL;
	struct arena a = {0};
	assert_ok(task_query_parse(d, filter, &q, &a, &e));
	assert_ok(task_view_open(d, &q, &v, &e));
	int64_t n = listing_count(&v);
	arena_free(&a);
	return n;
}

static void lists_go_by_limit_and_office(void **state)
{
	struct deskfix *f = *state;
	static const char *const dues[] = {"2026-11-19", "2026-11-20", "2026-11-24", "2026-11-25", ""};
	static const enum light lights[] = {LIGHT_RED, LIGHT_YELLOW, LIGHT_YELLOW, LIGHT_GREEN, LIGHT_NONE};
	for (int i = 4; i >= 0; i--) /* the newest is due first */
		taskfix_new(f->publish, f->office, dues[i]);
	taskfix_new(f->publish, f->general, "2026-11-20");
	int64_t n = 0;
	assert_ok(tasks_mine(f->clerk, &n, &e));
	assert_int_equal(n, 3);
	assert_ok(tasks_mine(f->publish, &n, &e));
	assert_int_equal(n, 1);
	struct window *v = NULL;
	struct task_row row[8];
	struct arena a = {0};
	int got;
	assert_ok(task_view_open(f->clerk, &(struct task_query){.scope = TASKS_OFFICE}, &v, &e));
	assert_ok(window_page(v, NULL, false, 8, row, &a, &got, &e));
	assert_int_equal(got, 5);
	for (int i = 0; i < got; i++) {
		assert_int_equal(row[i].due, *dues[i] ? day_parse(dues[i]) : DAY_NONE);
		assert_int_equal(row[i].light, lights[i]);
		assert_string_equal(row[i].body, "修订公开指南和目录， 报办公室备案。");
	}
	window_close(&v);
	arena_free(&a);
	assert_int_equal(rows(f->clerk, ""), 6);
	assert_int_equal(rows(f->clerk, "超期"), 1);
	assert_int_equal(rows(f->clerk, "股室=资源保护股 到期=2026-11-24.."), 2);
	assert_int_equal(rows(f->clerk, "范围=待我办"), 3);
	assert_int_equal(rows(f->clerk, "状态=已完成"), 0);
	assert_int_equal(rows(f->clerk, "报办公室备案"), 6);
	assert_int_equal(rows(f->clerk, "来源=重点任务分解"), 6);
	assert_int_equal(rows(f->clerk, "任-2026-0003"), 1);
	int64_t id;
	assert_ok(task_by_number(f->clerk, "任-2026-0001", &id, &e));
	assert_ok(task_done(f->clerk, id, taskfix_ver(f->clerk, id), day_parse("2026-11-20"), "做完了", &e));
	assert_int_equal(rows(f->clerk, "完成=2026-11-20"), 1);
	assert_int_equal(rows(f->clerk, "范围=本股室"), 4);
	struct task_query q;
	assert_refused(task_query_parse(f->clerk, "状态=办结", &q, &a, &e), R_FILTER_VALUE);
	assert_refused(task_query_parse(f->clerk, "渠道=网站", &q, &a, &e), R_FILTER_KEY);
	arena_free(&a);
}

/* "任务待完成 2026-11-20;" of the tasks in a worklist. */
static const char *todo(struct desk *d, enum todo_scope scope)
{
	static char text[900];
	struct todo_row *row;
	struct arena a = {0};
	size_t k = 0;
	bool more;
	int n;
	text[0] = '\0';
	assert_ok(todo_list(d, scope, &row, &n, &more, &a, &e));
	for (int i = 0; i < n; i++) {
		char day[16];
		if (row[i].kind == TODO_OF_TASK)
			k += (size_t)snprintf(text + k, sizeof text - k, "%s %s;", todo_reason_text(row[i].reason),
			        day_text(row[i].of.task.due, day));
	}
	arena_free(&a);
	free(row);
	return text;
}

static void the_worklist_has_what_is_late_or_due_soon(void **state)
{
	struct deskfix *f = *state;
	taskfix_new(f->publish, f->office, "2026-11-25"); /* three working days */
	taskfix_new(f->publish, f->office, "2026-11-24");
	taskfix_new(f->publish, f->office, "");
	taskfix_new(f->publish, f->office, "2026-11-19");
	int64_t id = taskfix_new(f->publish, f->general, "2026-11-20");
	assert_string_equal(todo(f->clerk, TODO_MINE), "任务待完成 2026-11-19;任务待完成 2026-11-24;");
	assert_string_equal(todo(f->publish, TODO_MINE), "任务待完成 2026-11-20;");
	assert_string_equal(todo(f->clerk, TODO_OFFICE), "超期 2026-11-19;即将到期 2026-11-24;");
	assert_string_equal(todo(f->third, TODO_BUREAU), "今日到期 2026-11-20;超期 2026-11-19;即将到期 2026-11-24;");
	assert_ok(task_done(f->publish, id, taskfix_ver(f->publish, id), day_parse("2026-11-20"), "做完了", &e));
	assert_string_equal(todo(f->publish, TODO_MINE), "");
}

/* ------------------------------------------------------------ from a list */
static void line(struct task_line *l, int at, const char *title, const char *office, const char *due)
{
	*l = (struct task_line){.line = at, .cell = {[TASK_TITLE] = title, [TASK_PLACE] = "", [TASK_BODY] = "照文件办", [TASK_OFFICE] = office,
		[TASK_HELPERS] = "", [TASK_DUE] = due, [TASK_SOURCE] = "分解表"}};
}

static void lines_are_taken_or_refused_alone(void **state)
{
	struct deskfix *f = *state;
	struct task_line l[7];
	int good = 0;
	line(&l[0], 2, "更新公开指南", "资源保护股、办公室", "12月底前");
	line(&l[1], 3, "更新机构职能", "不存在股", "12月底前");
	line(&l[2], 4, "开展培训", "办公室", "尽快");
	line(&l[3], 5, "", "办公室", "");
	line(&l[4], 6, "更新公开指南", "资源保护股、办公室", "12月底前");
	line(&l[5], 7, "开展自查", "", "");
	line(&l[6], 8, "公开热点", "办公室", "2046-01-01");
	assert_refused(task_import(f->clerk, NULL, l, 7, TASKS_DRY, &good, &e), R_PERMIT_WHO);
	assert_ok(task_import(f->publish, NULL, l, 7, TASKS_DRY, &good, &e));
	assert_int_equal(good, 1);
	static const struct {
		enum refusal code;
		enum task_column wrong;
	} want[] = {{0, 0}, {R_TASK_OFFICE, TASK_OFFICE}, {R_TASK_DUE, TASK_DUE}, {R_FIELD_EMPTY, TASK_TITLE}, {R_TASK_TWICE, TASK_TITLE},
		{R_FIELD_EMPTY, TASK_OFFICE}, {R_TASK_DUE_FAR, TASK_DUE}};
	for (int i = 1; i < 7; i++) {
		assert_false(l[i].ok);
		assert_int_equal(l[i].error.code, want[i].code);
		assert_int_equal(l[i].wrong, want[i].wrong);
	}
	assert_int_equal(rows(f->publish, ""), 0); /* nothing was written */
	assert_ok(task_import(f->publish, NULL, l, 1, 0, &good, &e));
	struct task *t = taskfix_load(f->publish, l[0].id);
	assert_int_equal(t->in.office, f->office);
	assert_string_equal(t->helper_names, "办公室");
	assert_int_equal(t->in.due, day_parse("2026-12-31"));
	task_free(&t);
	/* the same list again is left alone; another limit is refused */
	assert_ok(task_import(f->publish, NULL, l, 1, 0, &good, &e));
	assert_int_equal(good, 1);
	assert_int_equal(l[0].done, TASK_SAME);
	assert_int_equal(rows(f->publish, ""), 1);
	line(&l[0], 2, "更新公开指南", "资源保护股、办公室", "11月底前");
	assert_ok(task_import(f->publish, NULL, l, 1, 0, &good, &e));
	assert_int_equal(good, 0);
	assert_int_equal(l[0].error.code, R_TASK_KNOWN);
	assert_int_equal(l[0].wrong, TASK_DUE);
	assert_sound(f->admin);
}

static void a_batch_is_undone_while_nobody_built_on_it(void **state)
{
	struct deskfix *f = *state;
	const struct hash digest = {{7}};
	struct task_batch batch = {.name = "分解表.csv", .digest = &digest}, second = batch, none = batch;
	struct task_line l[2];
	int64_t n = -1;
	int good;
	line(&l[0], 2, "更新公开指南", "资源保护股", "12月底前");
	line(&l[1], 3, "开展培训", "办公室", "长期");
	assert_ok(task_import(f->publish, &batch, l, 2, TASKS_DRY, &good, &e));
	assert_int_equal(batch.id, 0);
	assert_ok(task_import(f->publish, &batch, l, 2, 0, &good, &e));
	assert_true(batch.id > 0);
	assert_ok(task_import(f->publish, &none, l, 2, 0, &good, &e)); /* all are registered already */
	assert_int_equal(none.id, 0);
	assert_int_equal(good, 2);
	assert_refused(task_import_undo(f->clerk, batch.id, &n, &e), R_PERMIT_WHO);
	assert_refused(task_import_undo(f->publish, batch.id + 1, &n, &e), R_TASK_BATCH_UNKNOWN);
	/* somebody has reported one of them done */
	int64_t done = l[0].id;
	assert_ok(task_done(f->clerk, done, taskfix_ver(f->clerk, done), day_parse("2026-11-20"), "已更新。", &e));
	assert_refused(task_import_undo(f->publish, batch.id, &n, &e), R_TASK_BATCH_BUILT_ON);
	assert_int_equal(n, 0);
	assert_int_equal(rows(f->publish, "状态=进行中"), 1);
	/* another one goes, and can come again */
	line(&l[0], 2, "公开热点", "资源保护股", "12月底前");
	line(&l[1], 3, "开展自查", "办公室", "长期");
	assert_ok(task_import(f->admin, &second, l, 2, 0, &good, &e));
	assert_ok(task_import_undo(f->publish, second.id, &n, &e));
	assert_int_equal(n, 2);
	assert_int_equal(rows(f->publish, "状态=已取消"), 2);
	struct task *t = taskfix_load(f->publish, l[1].id);
	assert_int_equal(t->state, TASK_DROPPED);
	task_free(&t);
	assert_refused(task_import_undo(f->publish, second.id, &n, &e), R_TASK_BATCH_UNDONE);
	assert_ok(task_import(f->publish, &second, l, 2, 0, &good, &e));
	assert_int_equal(l[0].done, TASK_NEW);
	assert_int_equal(rows(f->publish, "状态=进行中"), 3);
	assert_sound(f->admin);
}

/* ------------------------------------------------------------ what a check finds */
static void raw(const char *path, const char *sql)
{
	sqlite3 *db = NULL;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static bool note(void *ctx, const struct check_found *found)
{
	int *codes = ctx;
	codes[found->code]++;
	return true;
}

static void each_tampering_is_found(void **state)
{
	static const struct {
		enum refusal code;
		const char *sql, *undo;
	} cases[] = {
		{R_CHECK_TASK_STATE, "UPDATE task SET state=1 WHERE id=1", "UPDATE task SET state=2 WHERE id=1"},
		{R_CHECK_TASK_STATE, "UPDATE task SET due=due+30 WHERE id=2", "UPDATE task SET due=due-30 WHERE id=2"},
		{R_CHECK_TASK_STATE, "UPDATE task SET office=office+1 WHERE id=2", "UPDATE task SET office=office-1 WHERE id=2"},
		{R_CHECK_TASK_STATE, "UPDATE task SET done_on=done_on-1 WHERE id=1", "UPDATE task SET done_on=done_on+1 WHERE id=1"},
		{R_CHECK_TASK_FLOW, "UPDATE task_act SET act=5 WHERE id=1", "UPDATE task_act SET act=1 WHERE id=1"},
		{R_CHECK_TASK_SERIES, "UPDATE task SET number='任-2026-0900' WHERE id=2", "UPDATE task SET number='任-2026-0002' WHERE id=2"},
		{R_CHECK_TASK_CONTENT, "UPDATE content SET data='x' WHERE id=(SELECT body_c FROM task WHERE id=2)", ""},
	};
	struct deskfix *f = *state;
	int64_t id = taskfix_new(f->publish, f->office, "2026-11-24");
	taskfix_new(f->publish, f->office, "2026-12-24");
	assert_ok(task_done(f->clerk, id, taskfix_ver(f->clerk, id), day_parse("2026-11-19"), "做完了", &e));
	assert_sound(f->admin);
	raw(f->path, "DROP TRIGGER task_act_no_update; DROP TRIGGER content_no_update");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int codes[R_COUNT] = {0};
		struct check_result r;
		raw(f->path, cases[i].sql);
		assert_ok(check_run(f->clerk, NULL, note, codes, &r, &e));
		if (codes[cases[i].code] != 1)
			fail_msg("%s: %d", cases[i].sql, codes[cases[i].code]);
		raw(f->path, cases[i].undo);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_are_read_as_lists_write_them),
		cmocka_unit_test(an_act_that_the_state_does_not_allow_is_wrong),
		cmocka_unit_test_setup_teardown(the_lead_office_reports_it_done, start, stop),
		cmocka_unit_test_setup_teardown(the_office_registers_edits_and_cancels, start, stop),
		cmocka_unit_test_setup_teardown(lists_go_by_limit_and_office, start, stop),
		cmocka_unit_test_setup_teardown(the_worklist_has_what_is_late_or_due_soon, start, stop),
		cmocka_unit_test_setup_teardown(lines_are_taken_or_refused_alone, start, stop),
		cmocka_unit_test_setup_teardown(a_batch_is_undone_while_nobody_built_on_it, start, stop),
		cmocka_unit_test_setup_teardown(each_tampering_is_found, start, stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
