/* do.c - what is done with a request: open, register, confirm, give out, note, the answer on paper, 作废, 清除; the applicant in
 * clear, and why its limit is what it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/act_record.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/hotline/hotline.h"
#include "tui/pane/pane.h"
#include "tui/request/request.h"
#include "tui/request/words.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

static int64_t version_now(struct desk *d, int64_t id)
{
	struct request *r = NULL;
	int64_t ver = request_load(d, id, &r, NULL) == Z_OK ? r->ver : 0;
	request_free(&r);
	return ver;
}

/* The request as it was read: by the page on top, else now. */
static bool about(struct app *a, int64_t id, struct act_record *to)
{
	const struct request *shown = request_page_request(app_top(a));
	struct request *r = NULL;
	struct error e;
	to->now = version_now;
	if (shown && shown->id == id) {
		act_record(to, id, shown->ver, shown->number, shown->title);
		return true;
	}
	if (request_load(app_desk(a), id, &r, &e) != Z_OK) {
		app_refuse(a, &e);
		return false;
	}
	act_record(to, id, r->ver, r->number, r->title);
	request_free(&r);
	return true;
}

/* ------------------------------------------------------------ open, register */
enum did do_request_open(struct app *a, int64_t subject)
{
	struct error e;
	return act_open(a, request_page_new(a, subject, &e), &e);
}

enum did do_request_new(struct app *a, int64_t subject)
{
	struct error e;
	(void)subject;
	return act_open(a, request_form_new(a, 0, &e), &e);
}

enum did do_request_edit(struct app *a, int64_t subject)
{
	struct error e;
	return act_open(a, request_form_new(a, subject, &e), &e);
}

enum did do_ticket_request(struct app *a, int64_t subject)
{
	struct error e;
	return act_open(a, request_form_from(a, subject, &e), &e);
}

enum did do_request_ticket(struct app *a, int64_t subject)
{
	struct request *r = NULL;
	struct error e;
	if (request_load(app_desk(a), subject, &r, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	int64_t ticket = r->ticket;
	request_free(&r);
	if (!ticket) {
		app_say(a, C_NOTE, "%s", W_RQ_NO_TICKET);
		return DID_VIEW;
	}
	return act_open(a, ticket_page_new(a, ticket, &e), &e);
}

/* ------------------------------------------------------------ confirm, answered: a day and a text */
static bool save_dated(struct form *f, const struct act_form *x,
	enum z (*run)(struct desk *d, int64_t id, int64_t ver, int32_t day, const char *text, struct error *e))
{
	struct error e;
	int32_t day = day_parse(form_value(f, "day"));
	enum z z = day == DAY_NONE ? refuse(&e, R_BAD_DATE, form_value(f, "day"))
				   : run(app_desk(x->app), x->r->id, x->r->ver, day, form_value(f, "text"), &e);
	bool text = z != Z_OK && (e.code == R_FIELD_EMPTY || e.code == R_FIELD_SHORT || e.code == R_FIELD_LONG);
	return act_form_kept(x->app, f, x->r, text ? "text" : "day", z, &e);
}

static bool save_confirmed(struct form *f, void *ctx)
{
	return save_dated(f, ctx, request_confirm);
}

static bool save_answered(struct form *f, void *ctx)
{
	return save_dated(f, ctx, request_answered);
}

enum did do_request_confirm(struct app *a, int64_t subject)
{
	static const struct form_field fields[] = {
		{.key = "day", .label = W_RQ_CONFIRM_DAY, .kind = FIELD_DATE, .required = true, .hint = W_RQ_CONFIRM_DAY_HINT},
		{.key = "text", .label = W_RQ_CONFIRM_HOW, .kind = FIELD_LONG, .hint = W_RQ_CONFIRM_HOW_HINT},
	};
	struct act_record r;
	if (!about(a, subject, &r))
		return DID_VIEW;
	return act_form(a, &r, W_RQ_CONFIRM, fields, 2, act_form_today, save_confirmed, W_RQ_CONFIRMED);
}

enum did do_request_answered(struct app *a, int64_t subject)
{
	static const struct form_field fields[] = {
		{.key = "day", .label = W_RQ_ANSWER_DAY, .kind = FIELD_DATE, .required = true, .hint = W_RQ_ANSWER_DAY_HINT},
		{.key = "text", .label = W_RQ_ANSWER_WHAT, .kind = FIELD_LONG, .required = true, .hint = W_RQ_ANSWER_WHAT_HINT},
	};
	struct act_record r;
	if (!about(a, subject, &r))
		return DID_VIEW;
	return act_form(a, &r, W_RQ_ANSWER, fields, 2, act_form_today, save_answered, W_RQ_ANSWERED_SAID);
}

/* ------------------------------------------------------------ 分办 */
/* False: given up.  *who 0: the office sees to it. */
static bool choose_person(struct app *a, int64_t office, int64_t *who)
{
	struct officer *list = NULL;
	struct choices c = {0};
	struct error e;
	char *key = NULL;
	int n = 0;
	if (officer_list(app_desk(a), false, &list, &n, &e) != Z_OK) {
		app_refuse(a, &e);
		return false;
	}
	choices_add(&c, "0", W_RQ_ASSIGN_NOBODY, "", "");
	for (int i = 0; i < n; i++)
		if (list[i].active && list[i].office == office)
			choices_add(&c, number_text(list[i].id).s, list[i].name, list[i].post, "");
	bool chosen = ask_choice(a, W_RQ_ASSIGN_WHO, &c, PICK_DIGITS, NULL, &key);
	*who = chosen ? strtoll(key, NULL, 10) : 0;
	free(key);
	free(list);
	return chosen;
}

enum did do_request_assign(struct app *a, int64_t subject)
{
	struct act_record r;
	struct error e;
	char name[64];
	int64_t who, office;
	if (!about(a, subject, &r) || !(office = act_office(a, W_RQ_ASSIGN_TO, name)) || !choose_person(a, office, &who))
		return DID_VIEW;
	return act_record_done(a, &r, request_assign(app_desk(a), r.id, r.ver, office, who, "", &e), &e, W_RQ_ASSIGNED);
}

/* ------------------------------------------------------------ 记事, 作废 */
/* A text that must go with it. */
static enum did with_text(struct app *a, int64_t subject, const struct act_text *q,
	enum z (*run)(struct desk *d, int64_t id, int64_t ver, const char *text, struct error *e), const char *said)
{
	struct act_record r;
	return about(a, subject, &r) ? act_text_run(a, &r, q, run, said) : DID_VIEW;
}

enum did do_request_note(struct app *a, int64_t subject)
{
	static const struct act_text q = {
	        .act = ACT_RQ_NOTE, .title = W_RQ_NOTE, .hint = W_RQ_NOTE_HINT, .yes = W_RQ_NOTE_YES, .required = true};
	return with_text(a, subject, &q, request_note, W_RQ_NOTED);
}

enum did do_request_void(struct app *a, int64_t subject)
{
	static const struct act_text q = {
	        .act = ACT_RQ_VOID, .title = W_RQ_VOID, .hint = W_RQ_VOID_HINT, .yes = W_RQ_VOID_YES, .required = true};
	return with_text(a, subject, &q, request_void, W_RQ_VOIDED);
}

/* ------------------------------------------------------------ the applicant, the limit */
enum did do_request_person(struct app *a, int64_t subject)
{
	return trail_page_person(a, &request_page_kind, subject);
}

enum did do_request_explain(struct app *a, int64_t subject)
{
	struct act_record r;
	struct buffer b = {0};
	if (!about(a, subject, &r))
		return DID_VIEW;
	buffer_printf(&b, "%s  %s\n\n", r.number, r.title);
	request_text_why(a, subject, true, &b);
	app_push(a, page_new(a, W_EXPLAIN_TITLE, buffer_take(&b)));
	return DID_NOTHING;
}
