/* request_test.c - a 公开申请 from its registration on: the day of receipt by each channel (条例第三十一条), the 20 working days
 * of the reply, what is refused, who applied seen by whom, one transaction with the ticket it came from, 清除, check. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "store/file/search/tokenizer.h"
#include "store/record/inner.h"
#include "store/record/restore/restore.h"
#include "store/view/check/check.h"
#include "store/view/todo.h"
#include "tests/file.h"
#include "tests/listing.h"
#include "tests/requestfix.h"
#include "tests/tamper.h"
#include "tests/ticketfix.h"

#define NOW "2026-11-20T09:00:00"

static struct error e;

static int32_t day(const char *s)
{
	return *s ? day_parse(s) : DAY_NONE;
}

/* ------------------------------------------------------------ the rule alone */
static void each_channel_has_its_day_of_receipt(void **state)
{
	(void)state;
	static const struct {
		int channel;
		enum request_came came;
		const char *on, *confirmed, *received;
	} cases[] = {
		{BY_IN_PERSON, CAME_SUBMITTED, "2026-11-12", "", "2026-11-12"},
		{BY_SIGNED_MAIL, CAME_SIGNED, "2026-11-13", "", "2026-11-13"},
		{BY_PLAIN_MAIL, CAME_ARRIVED, "2026-11-12", "", ""},
		{BY_PLAIN_MAIL, CAME_ARRIVED, "2026-11-12", "2026-11-12", "2026-11-12"},
		{BY_INNER_MAIL, CAME_ARRIVED, "2026-11-12", "2026-11-16", "2026-11-16"},
		{BY_WEB, CAME_ARRIVED, "2026-11-12", "2026-11-13", "2026-11-13"},
		{BY_EMAIL, CAME_ARRIVED, "2026-11-12", "2026-11-17", "2026-11-17"}, /* not the day of the mail system (207号) */
		{BY_FAX, CAME_ARRIVED, "2026-11-12", "", ""},
		{BY_FAX, CAME_ARRIVED, "2026-11-12", "2026-11-18", "2026-11-18"},
		{BY_ORAL, CAME_SUBMITTED, "2026-11-19", "", "2026-11-19"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct request_receipt r = request_receipt_of(cases[i].channel, day(cases[i].on), day(cases[i].confirmed));
		assert_int_equal(request_came_by(cases[i].channel), cases[i].came);
		assert_int_equal(r.day[cases[i].came], day(cases[i].on));
		assert_int_equal(request_received(&r), day(cases[i].received));
		assert_ok(request_receipt_check(&r, day("2026-11-20"), &e));
		assert_true(*request_channel_rule(cases[i].channel));
	}
}

static void the_term_is_twenty_working_days(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"2024-01-22", "2024-02-22"}, {"2024-09-03", "2024-10-08"}, {"2025-01-10", "2025-02-13"},
		{"2025-09-28", "2025-10-31"}, {"2026-02-09", "2026-03-13"}, {"2026-09-15", "2026-10-19"}};
	struct calendar c = {0};
	int32_t due, sort;
	calendar_builtin(&c);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct request_receipt r = request_receipt_of(BY_IN_PERSON, day(cases[i][0]), DAY_NONE);
		assert_ok(request_due(&c, &r, NULL, &due, &sort, &e));
		assert_int_equal(due, day(cases[i][1]));
		assert_int_equal(sort, due);
	}
	/* not confirmed: it does not run, and the confirmation is due at once */
	const struct request_receipt waits = request_receipt_of(BY_WEB, day("2026-11-12"), DAY_NONE);
	assert_ok(request_due(&c, &waits, NULL, &due, &sort, &e));
	assert_int_equal(due, DAY_NONE);
	assert_int_equal(sort, day("2026-11-12"));
	/* beyond the calendar: an estimate to sort by, never a date */
	const struct request_receipt late = request_receipt_of(BY_IN_PERSON, day("2026-12-20"), DAY_NONE);
	assert_int_equal(request_due(&c, &late, NULL, &due, &sort, &e), Z_MISSING);
	assert_int_equal(due, DAY_NONE);
	assert_true(sort > day("2027-01-10"));
	calendar_free(&c);
}

static void a_receipt_that_cannot_be_is_refused(void **state)
{
	(void)state;
	static const struct {
		int channel;
		const char *came, *confirmed;
		enum refusal code;
	} cases[] = {
		{0, "2026-11-12", "", R_REQUEST_CHANNEL},
		{BY_END, "2026-11-12", "", R_REQUEST_CHANNEL},
		{BY_IN_PERSON, "", "", R_REQUEST_CAME},
		{BY_IN_PERSON, "2026-11-21", "", R_REQUEST_LATER},
		{BY_IN_PERSON, "2026-11-12", "2026-11-12", R_REQUEST_CONFIRM_NOT},
		{BY_SIGNED_MAIL, "2026-11-12", "2026-11-13", R_REQUEST_CONFIRM_NOT},
		{BY_WEB, "2026-11-12", "2026-11-21", R_REQUEST_LATER},
		{BY_EMAIL, "2026-11-12", "2026-11-11", R_REQUEST_CONFIRM_ORDER},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct request_receipt r = request_receipt_of(cases[i].channel, day(cases[i].came), day(cases[i].confirmed));
		assert_refused(request_receipt_check(&r, day("2026-11-20"), &e), cases[i].code);
	}
}

/* ------------------------------------------------------------ the record */
static void a_request_is_registered_confirmed_given_out_and_noted(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct request_step *step;
	struct arena a = {0};
	struct clock_trace trace = {0};
	char receipt[400], term[400];
	int n;
	int64_t id = requestfix_new(f->clerk, BY_WEB, "2026-11-19");
	struct request *r = requestfix_load(f->clerk, id);
	assert_string_equal(r->number, "依-2026-0001");
	assert_int_equal(r->state, REQUEST_REGISTERED);
	assert_int_equal(r->office, f->office);
	assert_int_equal(r->received_on, DAY_NONE);
	assert_int_equal(r->light, LIGHT_NONE);
	assert_string_equal(r->title, "申请公开2025年度东山林场 林地征占用审批文件，回电139****0021。");
	request_free(&r);
	assert_ok(request_clock(f->clerk, id, receipt, term, &trace, &e));
	assert_non_null(strstr(receipt, "没有确认"));
	assert_string_equal(term, "");

	assert_refused(request_confirm(f->clerk, id, requestfix_ver(f->clerk, id), day("2026-11-18"), "", &e), R_REQUEST_CONFIRM_ORDER);
	assert_ok(request_confirm(f->clerk, id, requestfix_ver(f->clerk, id), day("2026-11-20"), "电话确认", &e));
	assert_refused(request_confirm(f->clerk, id, requestfix_ver(f->clerk, id), day("2026-11-20"), "", &e), R_REQUEST_CONFIRMED);
	r = requestfix_load(f->clerk, id);
	assert_int_equal(r->received_on, day("2026-11-20"));
	assert_int_equal(r->due, day("2026-12-18"));
	assert_int_equal(r->left, 20);
	assert_int_equal(r->light, LIGHT_GREEN);
	request_free(&r);
	assert_ok(request_clock(f->clerk, id, receipt, term, &trace, &e));
	assert_non_null(strstr(receipt, "第三十一条第三项"));
	assert_non_null(strstr(term, "2026年12月18日"));
	assert_int_equal(trace.days[trace.n - 1].number, 20);
	clock_trace_free(&trace);

	assert_refused(request_assign(f->clerk, id, requestfix_ver(f->clerk, id), f->office, f->admin_id, "", &e), R_REQUEST_ASSIGN_WHO);
	assert_ok(request_assign(f->clerk, id, requestfix_ver(f->clerk, id), f->office, f->clerk_id, "请查档", &e));
	assert_refused(request_assign(f->clerk, id, requestfix_ver(f->clerk, id), f->office, f->clerk_id, "", &e), R_REQUEST_ASSIGN_SAME);
	assert_ok(request_note(f->clerk, id, requestfix_ver(f->clerk, id), "档案室已调卷，联系13956780021。", &e));
	assert_refused(request_note(f->clerk, id, 1, "旧的一版", &e), R_REQUEST_STALE);

	deskfix_time(f, "2026-12-21T10:00:00");
	r = requestfix_load(f->clerk, id);
	assert_int_equal(r->light, LIGHT_RED);
	assert_int_equal(r->left, -1);
	request_free(&r);
	assert_refused(request_answered(f->clerk, id, requestfix_ver(f->clerk, id), day("2026-11-10"), "林公开告〔2026〕1号", &e), R_REQUEST_ANSWER_ORDER);
	assert_ok(request_answered(f->clerk, id, requestfix_ver(f->clerk, id), day("2026-12-17"), "林公开告〔2026〕1号，予以公开", &e));
	assert_refused(request_answered(f->clerk, id, requestfix_ver(f->clerk, id), day("2026-12-17"), "再登一次", &e), R_REQUEST_ANSWERED);
	assert_refused(request_void(f->clerk, id, requestfix_ver(f->clerk, id), "重复登记了", &e), R_REQUEST_VOID_LATE);
	r = requestfix_load(f->clerk, id);
	assert_int_equal(r->light, LIGHT_GREEN);
	assert_int_equal(r->due, day("2026-12-18"));
	request_free(&r);

	assert_ok(request_history(f->clerk, id, &a, &step, &n, &e));
	assert_int_equal(n, 5);
	assert_int_equal(step[0].act, REQUEST_ACT_REGISTER);
	assert_int_equal(step[1].act, REQUEST_ACT_CONFIRM);
	assert_int_equal(step[1].day, day("2026-11-20"));
	assert_string_equal(step[2].handler_name, "经办甲");
	assert_string_equal(step[3].text, "档案室已调卷，联系139****0021。");
	assert_int_equal(step[4].act, REQUEST_ACT_ANSWERED);
	arena_free(&a);
	assert_clean(f->admin);
	assert_sound(f->admin);
	deskfix_close(&f);
}

static void what_was_registered_is_corrected(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	int64_t id = requestfix_new(f->clerk, BY_EMAIL, "2026-11-18");
	struct request_in in = requestfix_in(BY_EMAIL, "2026-11-18");
	static char masked[] = "李**", other[] = "13900000000";
	assert_refused(request_edit(f->clerk, id, 1, &in, &e), R_REGISTER_UNCHANGED);
	in.who.who.name = masked; /* as it was shown: not changed */
	in.who.who.phone = NULL;
	in.body = NULL;
	assert_refused(request_edit(f->clerk, id, 1, &in, &e), R_REGISTER_UNCHANGED);
	in.who.who.phone = other;
	in.channel = BY_SIGNED_MAIL;
	in.applicant = APPLICANT_LEGAL;
	assert_ok(request_edit(f->clerk, id, 1, &in, &e));
	struct request *r = requestfix_load(f->clerk, id);
	assert_int_equal(r->received_on, day("2026-11-18"));
	assert_int_equal(r->receipt.day[CAME_ARRIVED], DAY_NONE);
	assert_int_equal(r->due, day("2026-12-16"));
	assert_int_equal(r->applicant, APPLICANT_LEGAL);
	assert_string_equal(r->masked.who.name, "李**");
	assert_string_equal(r->masked.who.phone, "139****0000");
	request_free(&r);
	in.who.who.name = (char[]){""};
	assert_refused(request_edit(f->clerk, id, requestfix_ver(f->clerk, id), &in, &e), R_FIELD_EMPTY);
	in = requestfix_in(BY_WEB, "2026-11-18");
	in.applicant = 0;
	assert_refused(request_create(f->clerk, &in, NULL, &e), R_REQUEST_APPLICANT);
	in.applicant = APPLICANT_PERSON;
	in.body = "无";
	assert_refused(request_create(f->clerk, &in, NULL, &e), R_FIELD_SHORT);
	in.body = "申请公开某文件";
	in.offer = 9;
	assert_refused(request_create(f->clerk, &in, NULL, &e), R_REQUEST_OFFER);
	assert_refused(request_create(f->first, &in, NULL, &e), R_PERMIT_WHO);
	assert_refused(request_void(f->clerk, id, requestfix_ver(f->clerk, id), "", &e), R_FIELD_EMPTY);
	assert_ok(request_void(f->clerk, id, requestfix_ver(f->clerk, id), "同一申请登记了两次", &e));
	assert_refused(request_note(f->clerk, id, requestfix_ver(f->clerk, id), "再记一笔", &e), R_PERMIT_REQUEST_STATE);
	/* the number is not given again */
	int64_t next = requestfix_new(f->clerk, BY_IN_PERSON, "2026-11-20");
	r = requestfix_load(f->clerk, next);
	assert_string_equal(r->number, "依-2026-0002");
	request_free(&r);
	assert_clean(f->admin);
	deskfix_close(&f);
}

/* What was registered wrongly may be put right after the answer: the limit follows, and no answer is from before it came. */
static void a_receipt_corrected_after_the_answer_moves_the_limit(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	int64_t id = requestfix_new(f->clerk, BY_IN_PERSON, "2026-11-16"), mail = requestfix_new(f->clerk, BY_EMAIL, "2026-10-12");
	struct request_in in = requestfix_in(BY_IN_PERSON, "2026-11-19");
	assert_ok(request_answered(f->clerk, id, requestfix_ver(f->clerk, id), day("2026-11-18"), "当场答复", &e));
	assert_refused(request_edit(f->clerk, id, requestfix_ver(f->clerk, id), &in, &e), R_REQUEST_ANSWER_ORDER);
	in.came = day("2026-10-12");
	assert_ok(request_edit(f->clerk, id, requestfix_ver(f->clerk, id), &in, &e));
	struct request *r = requestfix_load(f->clerk, id);
	assert_int_equal(r->received_on, day("2026-10-12"));
	assert_int_equal(r->due, day("2026-11-09"));
	assert_int_equal(r->light, LIGHT_RED);
	request_free(&r);
	/* the other way round: answered first, its receipt confirmed behind it */
	assert_ok(request_answered(f->clerk, mail, requestfix_ver(f->clerk, mail), day("2026-10-13"), "当场答复", &e));
	assert_ok(request_confirm(f->clerk, mail, requestfix_ver(f->clerk, mail), day("2026-10-12"), "", &e));
	r = requestfix_load(f->clerk, mail);
	assert_int_equal(r->due, day("2026-11-09"));
	assert_int_equal(r->light, LIGHT_GREEN);
	request_free(&r);
	assert_int_equal(db_number(f->clerk->db, &e, 0, "SELECT min(due_sort) FROM request", ""), REQUEST_NEVER);
	assert_clean(f->admin);
	deskfix_close(&f);
}

static int64_t shown(struct desk *d)
{
	return db_number(d->db, NULL, -1, "SELECT count(*) FROM audit WHERE action=?1", "i", (int64_t)ACTION_REQUEST_PERSON);
}

static void who_applied_is_masked_and_shown_only_with_a_row_in_the_log(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct applicant who;
	int64_t id = requestfix_new(f->clerk, BY_IN_PERSON, "2026-11-20");
	struct desk *other = NULL;
	deskfix_officer(f, "geng", "经办庚", f->general, ROLE_CLERK);
	other = deskfix_login(f, "geng");
	struct request *r = requestfix_load(other, id);
	assert_string_equal(r->masked.who.name, "李**");
	assert_string_equal(r->masked.who.phone, "139****0021");
	assert_string_equal(r->masked.email, "l***@example.com");
	assert_null(strstr(r->body, "13956780021")); /* not of his office */
	assert_false(r->may_see);
	request_free(&r);
	r = requestfix_load(f->clerk, id);
	assert_non_null(strstr(r->body, "13956780021"));
	assert_string_equal(r->masked.who.phone, "139****0021");
	assert_true(r->may_see);
	request_free(&r);
	assert_refused(request_person(other, id, &who, &e), R_PERMIT_REQUEST_OFFICE);
	assert_int_equal(shown(f->admin), 0);
	assert_ok(request_person(f->clerk, id, &who, &e));
	assert_string_equal(who.who.name, "李建国");
	assert_string_equal(who.email, "lijg@example.com");
	applicant_free(&who);
	assert_int_equal(shown(f->admin), 1);
	struct audit_row last;
	struct arena a = {0};
	int got;
	assert_ok(audit_view_page(f->admin, 0, 1, &last, &a, &got, &e));
	assert_int_equal(last.action, ACTION_REQUEST_PERSON);
	assert_string_equal(last.number, "依-2026-0001");
	arena_free(&a);
	assert_refused(request_note(other, id, requestfix_ver(other, id), "别的股室", &e), R_PERMIT_REQUEST_OFFICE);
	desk_close(&other);
	deskfix_close(&f);
}

/* A running clock moves with the calendar and says so; one that was stopped stays. */
static void a_new_calendar_moves_running_clocks_only(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct calendar c = {0};
	struct request_step *step;
	struct arena a = {0};
	int n, years;
	int64_t open = requestfix_new(f->clerk, BY_IN_PERSON, "2026-11-20"), done = requestfix_new(f->clerk, BY_IN_PERSON, "2026-11-20");
	assert_ok(request_answered(f->clerk, done, requestfix_ver(f->clerk, done), day("2026-11-20"), "当场答复", &e));
	calendar_builtin(&c);
	calendar_add(&c, day("2026-11-23"), false, "临时放假");
	calendar_settle(&c);
	assert_ok(calendar_load_year(f->publish, &c, "通知", &years, &e));
	struct request *r = requestfix_load(f->clerk, open);
	assert_int_equal(r->due, day("2026-12-21"));
	request_free(&r);
	r = requestfix_load(f->clerk, done);
	assert_int_equal(r->due, day("2026-12-18"));
	request_free(&r);
	assert_ok(request_history(f->clerk, open, &a, &step, &n, &e));
	assert_int_equal(step[n - 1].act, REQUEST_ACT_CLOCK);
	assert_string_equal(step[n - 1].text, "2026-12-18 → 2026-12-21");
	arena_free(&a);
	calendar_free(&c);
	assert_clean(f->admin);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ from a ticket */
static int64_t count(struct desk *d, const char *sql)
{
	return db_number(d->db, NULL, -1, sql, "");
}

static void a_ticket_becomes_a_request_in_one_transaction(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct ticket_step *step;
	struct arena a = {0};
	int n;
	int64_t id = 0, ticket = ticketfix_new(f->clerk, "", f->office), before = count(f->admin, "SELECT count(*) FROM audit");
	struct request_in in = requestfix_in(BY_ORAL, "2026-11-20");
	/* whatever is wrong with either, nothing of either is there */
	assert_refused(ticket_to_request(f->clerk, ticket, ticketfix_ver(f->clerk, ticket), &in, "", &id, &e), R_FIELD_EMPTY);
	in.channel = 0;
	assert_refused(ticket_to_request(f->clerk, ticket, ticketfix_ver(f->clerk, ticket), &in, "已告知来电人", &id, &e), R_REQUEST_CHANNEL);
	in.channel = BY_ORAL;
	assert_refused(ticket_to_request(f->clerk, ticket, ticketfix_ver(f->clerk, ticket) + 1, &in, "已告知来电人", &id, &e), R_TICKET_STALE);
	assert_int_equal(id, 0);
	assert_int_equal(count(f->admin, "SELECT count(*) FROM request"), 0);
	assert_int_equal(count(f->admin, "SELECT count(*) FROM series WHERE name LIKE 'request%'"), 0);
	assert_int_equal(count(f->admin, "SELECT count(*) FROM audit"), before);
	assert_ok(ticket_to_request(f->clerk, ticket, ticketfix_ver(f->clerk, ticket), &in, "已告知来电人按申请办理。", &id, &e));
	assert_int_equal(count(f->admin, "SELECT count(*) FROM audit"), before + 1);
	struct ticket *t = ticketfix_load(f->clerk, ticket);
	assert_int_equal(t->state, TICKET_ROUTED);
	assert_int_equal(t->route, ROUTE_REQUEST);
	ticket_free(&t);
	struct request *r = requestfix_load(f->clerk, id);
	assert_int_equal(r->ticket, ticket);
	assert_string_equal(r->ticket_number, "12345-2026-0001");
	request_free(&r);
	assert_int_equal(request_of_ticket(f->clerk, ticket), id);
	assert_ok(ticket_history(f->clerk, ticket, &a, &step, &n, &e));
	assert_string_equal(step[n - 1].text, "政府信息公开申请：已告知来电人按申请办理。已登记为公开申请 依-2026-0001");
	arena_free(&a);
	/* it does not come back while the request stands */
	assert_refused(ticket_unroute(f->clerk, ticket, ticketfix_ver(f->clerk, ticket), "来电人不申请了", &e), R_TICKET_HAS_REQUEST);
	assert_ok(request_void(f->clerk, id, requestfix_ver(f->clerk, id), "来电人不申请了", &e));
	assert_ok(ticket_unroute(f->clerk, ticket, ticketfix_ver(f->clerk, ticket), "来电人不申请了", &e));
	assert_int_equal(request_of_ticket(f->clerk, ticket), 0);
	assert_clean(f->admin);
	assert_sound(f->admin);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ 清除 */
static void nothing_of_an_erased_request_is_left(void **state)
{
	(void)state;
	static const char *const secrets[] = {"龘靐村补偿款", "申请人魑魅魍", "已与申请人魉通话"};
	struct deskfix *f = deskfix_open(NOW);
	struct restore_result back;
	struct erase_result res;
	struct applicant who;
	struct draft *left = NULL;
	char copy[160];
	static char name[] = "申请人魑魅魍";
	struct request_in in = requestfix_in(BY_IN_PERSON, "2026-11-20");
	int64_t id = 0, erasure = 0;
	in.who.who.name = name;
	in.body = "申请公开龘靐村补偿款的分配方案";
	assert_ok(request_create(f->clerk, &in, &id, &e));
	assert_ok(request_note(f->clerk, id, requestfix_ver(f->clerk, id), "已与申请人魉通话", &e));
	const struct draft_about about = {.kind = "request", .id = id, .officer = f->clerk_id};
	assert_ok(draft_begin(f->path, &about, &(const char *){"龘靐村补偿款"}, 1, &left, &e));
	draft_leave(&left);
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
		assert_true(file_holds(f->path, secrets[i]));
	snprintf(copy, sizeof copy, "%s/copy.db", f->dir);
	assert_ok(desk_backup(f->admin, copy, NULL, &(struct audit_head){0}, &e));
	assert_ok(request_erase_ask(f->clerk, id, ERASE_PERSONAL, "误录个人信息", &erasure, &e));
	assert_refused(request_erase_ask(f->clerk, id, ERASE_PERSONAL, "误录个人信息", &erasure, &e), R_ERASE_ASKED);
	assert_refused(erase_decide(f->clerk, erasure, true, NULL, &e), R_PERMIT_WHO);
	assert_ok(erase_decide(f->second, erasure, true, &res, &e));
	assert_int_equal(res.contents, 3);
	assert_int_equal(res.drafts, 1);
	assert_false(res.bytes_left);
	erase_result_free(&res);
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
		assert_false(file_holds(f->path, secrets[i]));
	struct request *r = requestfix_load(f->clerk, id);
	assert_true(r->erased);
	assert_string_equal(r->title, "〔已清除〕");
	assert_string_equal(r->masked.who.name, "");
	request_free(&r);
	assert_refused(request_person(f->clerk, id, &who, &e), R_REQUEST_ERASED);
	assert_refused(request_note(f->clerk, id, requestfix_ver(f->clerk, id), "再记一笔", &e), R_REQUEST_ERASED);
	assert_refused(request_erase_ask(f->clerk, id, ERASE_PERSONAL, "误录个人信息", NULL, &e), R_ERASE_NOTHING);
	assert_clean(f->admin);
	/* an old copy does not bring it back */
	assert_ok(desk_restore(f->admin, copy, NULL, &back, &e));
	assert_int_equal(back.erased_again, 1);
	assert_false(file_holds(f->path, secrets[0]));
	struct erasure *all;
	int n;
	assert_ok(erasure_list(f->admin, false, &all, &n, &e));
	assert_int_equal(all[0].request, id);
	assert_string_equal(all[0].number, "依-2026-0001");
	free(all);
	assert_clean(f->admin);
	deskfix_close(&f);
}

/* The first words of what is asked for stand in the register too, without line ends: those of the other one are no trace. */
static void what_two_ask_for_alike_is_no_trace_of_the_one(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct erase_result res;
	struct request_in in = requestfix_in(BY_IN_PERSON, "2026-11-20");
	int64_t one = 0, other = 0, erasure = 0;
	in.body = "申请公开征地补偿方案。\n并附图件。\n联系电话13800001234";
	assert_ok(request_create(f->clerk, &in, &one, &e));
	assert_ok(request_create(f->clerk, &in, &other, &e));
	in.body = "申请公开征地补偿方案，另附图件。"; /* its history says 申请内容, as a comment of the schema does */
	assert_ok(request_edit(f->clerk, one, requestfix_ver(f->clerk, one), &in, &e));
	assert_ok(request_erase_ask(f->clerk, one, ERASE_PERSONAL, "误录个人信息", &erasure, &e));
	assert_ok(erase_decide(f->second, erasure, true, &res, &e));
	assert_false(res.bytes_left);
	erase_result_free(&res);
	assert_clean(f->admin);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ check */
static const struct tamper faults[] = {
	{"a state that nobody made", "UPDATE request SET state=2 WHERE id=1", R_CHECK_REQUEST_STATE},
	{"another office", "UPDATE request SET office=(SELECT max(id) FROM office WHERE id<>request.office) WHERE id=1", R_CHECK_REQUEST_STATE},
	{"another channel", "UPDATE request SET channel=5, arrived_on=submitted_on, submitted_on=NULL WHERE id=1", R_CHECK_REQUEST_STATE},
	{"an answer that nobody noted", "UPDATE request SET answered_on=received_on WHERE id=1", R_CHECK_REQUEST_STATE},
	{"a registration that is gone", "DELETE FROM request_act WHERE request=1 AND act=1", R_CHECK_REQUEST_FLOW},
	{"a later receipt", "UPDATE request SET received_on=received_on+3 WHERE id=1", R_CHECK_REQUEST_DUE},
	{"a later limit", "UPDATE request SET due=due+7, due_sort=due_sort+7 WHERE id=1", R_CHECK_REQUEST_DUE},
	{"another text", "UPDATE content SET data='x' WHERE id=(SELECT body_c FROM request WHERE id=1)", R_CHECK_REQUEST_CONTENT},
	{"another applicant", "UPDATE content SET data='x' WHERE id=(SELECT data_c FROM person WHERE request=1)", R_CHECK_REQUEST_CONTENT},
	{"a number never drawn", "UPDATE request SET number='依-2026-0900' WHERE id=1", R_CHECK_REQUEST_SERIES},
	{"a ticket that knows nothing of it", "UPDATE request SET ticket=1 WHERE id=1", R_CHECK_REQUEST_TICKET},
};

static void check_finds_what_another_tool_did(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	ticketfix_new(f->clerk, "", f->office);
	requestfix_new(f->clerk, BY_IN_PERSON, "2026-11-20");
	assert_ok(request_note(f->clerk, 1, requestfix_ver(f->clerk, 1), "已调卷", &e));
	assert_clean(f->admin);
	tamper_each(f->path, "DROP TRIGGER request_act_no_delete; DROP TRIGGER content_no_update", faults, sizeof faults / sizeof *faults);
	deskfix_close(&f);
}

/* ------------------------------------------------------------ lists */
static int64_t in_list(struct desk *d, const char *filter, enum request_scope scope)
{
	struct request_query q;
	struct window *v;
	struct arena a = {0};
	assert_ok(request_query_parse(d, filter, &q, &a, &e));
	if (scope != REQUESTS_ALL)
		q.scope = scope;
	assert_ok(request_view_open(d, &q, &v, &e));
	int64_t n = listing_count(&v);
	arena_free(&a);
	return n;
}

/* How often it stands in the worklist for this reason. */
static int waits(struct desk *d, enum todo_scope scope, enum todo_reason why)
{
	struct todo_row *row;
	struct arena a = {0};
	bool more;
	int n, found = 0;
	assert_ok(todo_list(d, scope, &row, &n, &more, &a, &e));
	for (int i = 0; i < n; i++) {
		found += row[i].kind == TODO_OF_REQUEST && row[i].reason == why;
		assert_true(row[i].kind != TODO_OF_REQUEST || *row[i].office); /* the leader sees whose it is */
	}
	free(row);
	arena_free(&a);
	return found;
}

static void lists_and_the_worklist_know_whose_turn_it_is(void **state)
{
	(void)state;
	struct deskfix *f = deskfix_open(NOW);
	struct request_query q;
	struct arena a = {0};
	int64_t mine, late = requestfix_new(f->clerk, BY_IN_PERSON, "2026-10-15"), soon = requestfix_new(f->clerk, BY_IN_PERSON, "2026-10-25"),
		fax = requestfix_new(f->clerk, BY_FAX, "2026-11-19"), other, gone = requestfix_new(f->clerk, BY_ORAL, "2026-11-19");
	struct request_in in = requestfix_in(BY_IN_PERSON, "2026-11-20");
	in.office = f->general;
	in.applicant = APPLICANT_LEGAL;
	in.body = "申请公开松材线虫病除治方案";
	assert_ok(request_create(f->publish, &in, &other, &e));
	assert_ok(request_assign(f->clerk, soon, requestfix_ver(f->clerk, soon), f->office, f->clerk_id, "", &e));
	assert_ok(request_void(f->clerk, gone, requestfix_ver(f->clerk, gone), "登记了两次", &e));
	assert_int_equal(in_list(f->clerk, "", REQUESTS_ALL), 5);
	assert_int_equal(in_list(f->clerk, "", REQUESTS_OPEN), 4);
	assert_int_equal(in_list(f->clerk, "", REQUESTS_OFFICE), 3);
	assert_int_equal(in_list(f->clerk, "", REQUESTS_MINE), 3);   /* his own, and what nobody of his office has */
	assert_int_equal(in_list(f->publish, "", REQUESTS_MINE), 3); /* 办公室 sees to what nobody has */
	assert_int_equal(in_list(f->third, "", REQUESTS_MINE), 0);
	assert_ok(requests_mine(f->clerk, &mine, &e));
	assert_int_equal(mine, 3);
	struct window *v;
	struct request_line row;
	assert_ok(request_view_open(f->clerk, &(struct request_query){.scope = REQUESTS_ALL}, &v, &e));
	assert_ok(window_row(v, fax, &row, &a, &e));
	assert_string_equal(row.name, "李**");
	assert_int_equal(row.light, LIGHT_NONE);
	assert_ok(window_row(v, late, &row, &a, &e));
	assert_int_equal(row.light, LIGHT_RED);
	window_close(&v);
	assert_int_equal(in_list(f->clerk, "待确认", REQUESTS_ALL), 1);
	assert_int_equal(in_list(f->clerk, "超期", REQUESTS_ALL), 1);
	assert_int_equal(in_list(f->clerk, "状态=作废", REQUESTS_ALL), 1);
	assert_int_equal(in_list(f->clerk, "类型=法律服务机构 股室=办公室", REQUESTS_ALL), 1);
	assert_int_equal(in_list(f->clerk, "方式=传真", REQUESTS_ALL), 1);
	assert_int_equal(in_list(f->clerk, "收到=2026-10", REQUESTS_ALL), 2);
	assert_int_equal(in_list(f->clerk, "承办人=经办甲", REQUESTS_ALL), 1);
	assert_int_equal(in_list(f->clerk, "松材线虫", REQUESTS_ALL), 1);
	assert_int_equal(in_list(f->clerk, "13956780021", REQUESTS_ALL), 0); /* no search finds a person */
	assert_refused(request_query_parse(f->clerk, "方式=电话", &q, &a, &e), R_FILTER_VALUE);
	assert_int_equal(waits(f->clerk, TODO_MINE, TODO_REQUEST_CONFIRM), 1);
	assert_int_equal(waits(f->clerk, TODO_MINE, TODO_REQUEST_HANDLE), 2);
	assert_int_equal(waits(f->first, TODO_OFFICE, TODO_LATE), 1);
	assert_int_equal(waits(f->first, TODO_OFFICE, TODO_SOON) + waits(f->first, TODO_OFFICE, TODO_TODAY), 1);
	assert_int_equal(waits(f->third, TODO_BUREAU, TODO_LATE), 1);
	assert_int_equal(waits(f->third, TODO_BUREAU, TODO_REQUEST_CONFIRM), 1);
	/* answered on paper, it waits for nobody */
	assert_ok(request_answered(f->clerk, late, requestfix_ver(f->clerk, late), day("2026-11-20"), "林公开告〔2026〕3号", &e));
	assert_int_equal(waits(f->third, TODO_BUREAU, TODO_LATE), 0);
	assert_int_equal(in_list(f->clerk, "", REQUESTS_MINE), 2);
	arena_free(&a);
	deskfix_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_channel_has_its_day_of_receipt),
		cmocka_unit_test(the_term_is_twenty_working_days),
		cmocka_unit_test(a_receipt_that_cannot_be_is_refused),
		cmocka_unit_test(a_request_is_registered_confirmed_given_out_and_noted),
		cmocka_unit_test(what_was_registered_is_corrected),
		cmocka_unit_test(a_receipt_corrected_after_the_answer_moves_the_limit),
		cmocka_unit_test(who_applied_is_masked_and_shown_only_with_a_row_in_the_log),
		cmocka_unit_test(a_new_calendar_moves_running_clocks_only),
		cmocka_unit_test(a_ticket_becomes_a_request_in_one_transaction),
		cmocka_unit_test(nothing_of_an_erased_request_is_left),
		cmocka_unit_test(what_two_ask_for_alike_is_no_trace_of_the_one),
		cmocka_unit_test(check_finds_what_another_tool_did),
		cmocka_unit_test(lists_and_the_worklist_know_whose_turn_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
