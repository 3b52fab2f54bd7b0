/* do.c - what is done with a request: open, register, confirm, give out, note, the answer on paper, 作废, 清除; the applicant in
 * clear, and why its limit is what it is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/sign.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/hotline/hotline.h"
#include "tui/pane/pane.h"
#include "tui/request/request.h"
#include "tui/request/words.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { TITLE_COLUMNS = 60 };

/* The request as it was read: by the page on top, else now. */
struct about {
	int64_t id, ver, office, handler;
	bool reading; /* it stands on the page on top */
	char number[REQUEST_NUMBER_MAX + 8], title[300];
};

static void take(struct about *to, const struct request *r)
{
	*to = (struct about){.id = r->id, .ver = r->ver, .office = r->office, .handler = r->handler};
	snprintf(to->number, sizeof to->number, "%s", r->number);
	text_fit(to->title, sizeof to->title, r->title, TITLE_COLUMNS, TEXT_NO_PAD);
}

static bool about(struct app *a, int64_t id, struct about *to)
{
	const struct request *shown = request_page_request(app_top(a));
	struct request *r = NULL;
	struct error e;
	if (shown && shown->id == id) {
		take(to, shown);
		to->reading = true;
		return true;
	}
	if (request_load(app_desk(a), id, &r, &e) != Z_OK) {
		app_refuse(a, &e);
		return false;
	}
	take(to, r);
	request_free(&r);
	return true;
}

/* Says format with the number, or the refusal; reads the page again. */
static enum did done(struct app *a, const struct about *t, enum z z, const struct error *e, const char *format)
{
	char said[200];
	if (z != Z_OK) {
		if (e->kind == Z_STALE) {
			if (t->reading)
				trail_page_again(app_top(a));
			app_refresh(a);
		}
		app_refuse(a, e);
		return DID_VIEW;
	}
	snprintf(said, sizeof said, format, t->number);
	app_say(a, C_GOOD, "%s", said);
	if (t->reading)
		trail_page_again(app_top(a));
	return DID_ROWS;
}

/* ------------------------------------------------------------ open, register */
static enum did push(struct app *a, struct view *v, const struct error *e)
{
	if (v)
		app_push(a, v);
	else
		app_refuse(a, e);
	return DID_NOTHING;
}

enum did do_request_open(struct app *a, int64_t subject)
{
	struct error e;
	struct view *v = request_page_new(a, subject, &e);
	return push(a, v, &e);
}

enum did do_request_new(struct app *a, int64_t subject)
{
	struct error e;
	(void)subject;
	struct view *v = request_form_new(a, 0, &e);
	return push(a, v, &e);
}

enum did do_request_edit(struct app *a, int64_t subject)
{
	struct error e;
	struct view *v = request_form_new(a, subject, &e);
	return push(a, v, &e);
}

enum did do_ticket_request(struct app *a, int64_t subject)
{
	struct error e;
	struct view *v = request_form_from(a, subject, &e);
	return push(a, v, &e);
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
	struct view *v = ticket_page_new(a, ticket, &e);
	return push(a, v, &e);
}

/* ------------------------------------------------------------ confirm, answered: a day and a text */
struct dated {
	struct app *app;
	struct about *t;
	enum z (*run)(struct desk *d, int64_t id, int64_t ver, int32_t day, const char *text, struct error *e);
};

static void load_today(struct form *f, void *ctx)
{
	const struct dated *x = ctx;
	char s[16];
	form_load(f, "day", day_text(desk_today(app_desk(x->app)), s));
}

/* Done, or what is wrong stands in the form; somebody was quicker: the next F2 acts on what is in the file then. */
static bool save_dated(struct form *f, void *ctx)
{
	const struct dated *x = ctx;
	struct request *now = NULL;
	struct error e;
	char s[512];
	int32_t day = day_parse(form_value(f, "day"));
	enum z z = day == DAY_NONE ? refuse(&e, R_BAD_DATE, form_value(f, "day"))
				   : x->run(app_desk(x->app), x->t->id, x->t->ver, day, form_value(f, "text"), &e);
	if (z == Z_OK)
		return true;
	bool text = e.code == R_FIELD_EMPTY || e.code == R_FIELD_SHORT || e.code == R_FIELD_LONG;
	form_fault(f, text ? "text" : z == Z_STALE || z == Z_DENIED ? NULL : "day", error_sentence(&e, s, sizeof s));
	if (z == Z_STALE && request_load(app_desk(x->app), x->t->id, &now, NULL) == Z_OK) {
		x->t->ver = now->ver;
		request_free(&now);
	}
	return false;
}

enum did do_request_confirm(struct app *a, int64_t subject)
{
	static const struct form_field fields[] = {
		{.key = "day", .label = W_RQ_CONFIRM_DAY, .kind = FIELD_DATE, .required = true, .hint = W_RQ_CONFIRM_DAY_HINT},
		{.key = "text", .label = W_RQ_CONFIRM_HOW, .kind = FIELD_LONG, .hint = W_RQ_CONFIRM_HOW_HINT},
	};
	struct about t;
	char title[100];
	if (!about(a, subject, &t))
		return DID_VIEW;
	struct dated x = {a, &t, request_confirm};
	snprintf(title, sizeof title, W_RQ_CONFIRM, t.number);
	if (!ask_form(a, title, fields, sizeof fields / sizeof *fields, &x, load_today, save_dated))
		return DID_VIEW;
	return done(a, &t, Z_OK, NULL, W_RQ_CONFIRMED);
}

enum did do_request_answered(struct app *a, int64_t subject)
{
	static const struct form_field fields[] = {
		{.key = "day", .label = W_RQ_ANSWER_DAY, .kind = FIELD_DATE, .required = true, .hint = W_RQ_ANSWER_DAY_HINT},
		{.key = "text", .label = W_RQ_ANSWER_WHAT, .kind = FIELD_LONG, .required = true, .hint = W_RQ_ANSWER_WHAT_HINT},
	};
	struct about t;
	char title[100];
	if (!about(a, subject, &t))
		return DID_VIEW;
	struct dated x = {a, &t, request_answered};
	snprintf(title, sizeof title, W_RQ_ANSWER, t.number);
	if (!ask_form(a, title, fields, sizeof fields / sizeof *fields, &x, load_today, save_dated))
		return DID_VIEW;
	return done(a, &t, Z_OK, NULL, W_RQ_ANSWERED_SAID);
}

/* ------------------------------------------------------------ 分办 */
/* 0: none was chosen. */
static int64_t choose_office(struct app *a)
{
	struct office *list = NULL;
	struct choices c = {0};
	struct error e;
	char *key = NULL;
	int n = 0;
	int64_t id = 0;
	if (office_list(app_desk(a), false, &list, &n, &e) != Z_OK) {
		app_refuse(a, &e);
		return 0;
	}
	for (int i = 0; i < n; i++)
		choices_add(&c, number_text(list[i].id).s, list[i].name, office_kind_text(list[i].kind), "");
	if (ask_choice(a, W_RQ_ASSIGN_TO, &c, 0, NULL, &key))
		id = strtoll(key, NULL, 10);
	free(key);
	free(list);
	return id;
}

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
	struct about t;
	struct error e;
	int64_t who, office;
	if (!about(a, subject, &t) || !(office = choose_office(a)) || !choose_person(a, office, &who))
		return DID_VIEW;
	return done(a, &t, request_assign(app_desk(a), t.id, t.ver, office, who, "", &e), &e, W_RQ_ASSIGNED);
}

/* ------------------------------------------------------------ 记事, 作废 */
/* The text that goes with it; false: given up. */
static bool ask_words(struct app *a, const struct about *t, const char *head, const char *hint, const char *yes, char **text)
{
	char title[100], facts[700];
	snprintf(title, sizeof title, head, t->number);
	snprintf(facts, sizeof facts, "%s　%s\n%s", t->number, t->title, hint);
	const struct sign_question ask = {.title = title, .facts = facts, .required = true, .yes = yes};
	if (sign_ask(a, &ask, text))
		return true;
	free(*text);
	*text = NULL;
	return false;
}

enum did do_request_note(struct app *a, int64_t subject)
{
	struct about t;
	struct error e;
	char *text = NULL;
	if (!about(a, subject, &t) || !ask_words(a, &t, W_RQ_NOTE, W_RQ_NOTE_HINT, W_RQ_NOTE_YES, &text))
		return DID_VIEW;
	enum z z = request_note(app_desk(a), t.id, t.ver, text, &e);
	free(text);
	return done(a, &t, z, &e, W_RQ_NOTED);
}

enum did do_request_void(struct app *a, int64_t subject)
{
	struct about t;
	struct error e;
	char *text = NULL;
	if (!about(a, subject, &t) || !ask_words(a, &t, W_RQ_VOID, W_RQ_VOID_HINT, W_RQ_VOID_YES, &text))
		return DID_VIEW;
	enum z z = request_void(app_desk(a), t.id, t.ver, text, &e);
	free(text);
	return done(a, &t, z, &e, W_RQ_VOIDED);
}

/* ------------------------------------------------------------ the applicant, the limit */
enum did do_request_person(struct app *a, int64_t subject)
{
	return trail_page_person(a, &request_page_kind, subject);
}

enum did do_request_explain(struct app *a, int64_t subject)
{
	struct about t;
	struct buffer b = {0};
	if (!about(a, subject, &t))
		return DID_VIEW;
	buffer_printf(&b, "%s  %s\n\n", t.number, t.title);
	request_text_why(a, subject, true, &b);
	app_push(a, page_new(a, W_EXPLAIN_TITLE, buffer_take(&b)));
	return DID_NOTHING;
}
