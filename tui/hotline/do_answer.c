/* do_answer.c - the answer and what follows it: 拟答复, 核稿, 回填, the platform's facts, 重办, the one-form path. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/sign.h"
#include "tui/ask.h"
#include "tui/form/page.h"
#include "tui/hotline/act.h"
#include "tui/hotline/words.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

/* ------------------------------------------------------------ pages */
static enum did open_form(struct app *a, enum entry_ticket_kind kind, int64_t id)
{
	struct error e;
	return act_open(a, ticket_form_new(a, kind, id, &e), &e);
}

enum did do_ticket_new(struct app *a, int64_t subject)
{
	(void)subject;
	return open_form(a, ENTRY_TICKET_REGISTER, 0);
}

enum did do_ticket_edit(struct app *a, int64_t subject)
{
	return open_form(a, ENTRY_TICKET_REGISTER, subject);
}

enum did do_ticket_answer(struct app *a, int64_t subject)
{
	return open_form(a, ENTRY_TICKET_ANSWER, subject);
}

enum did do_ticket_short(struct app *a, int64_t subject)
{
	(void)subject;
	return open_form(a, ENTRY_TICKET_SHORT, 0);
}

/* ------------------------------------------------------------ the form's keys */
enum did do_form_submit(struct app *a, int64_t subject)
{
	(void)subject;
	return form_page_save(form_page_of(app_top(a)), true);
}

enum did do_form_look(struct app *a, int64_t subject)
{
	(void)subject;
	form_page_look(form_page_of(app_top(a)));
	return DID_NOTHING;
}

enum did do_form_phrases(struct app *a, int64_t subject)
{
	(void)subject;
	ticket_form_phrases(form_page_of(app_top(a)));
	return DID_VIEW;
}

/* ------------------------------------------------------------ 送核稿, 撤回 */
enum did do_ticket_submit(struct app *a, int64_t subject)
{
	struct act_ticket t;
	struct error e;
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	enum z z = ticket_submit(app_desk(a), t.r.id, t.r.ver, &e);
	enum did did = act_record_done(a, &t.r, z, &e, W_HOT_SUBMITTED);
	/* What is missing is best mended in the form. */
	if (z == Z_INVALID && !act_bulk()) {
		open_form(a, ENTRY_TICKET_ANSWER, subject);
		app_refuse(a, &e);
	}
	return did;
}

enum did do_ticket_recall(struct app *a, int64_t subject)
{
	return act_ticket_run(a, subject, ticket_recall, W_HOT_RECALLED);
}

/* ------------------------------------------------------------ 核稿 */
/* Nobody passes what he has not seen. */
static bool seen(struct app *a, int64_t subject)
{
	const struct ticket *t = ticket_page_ticket(app_top(a));
	struct error e;
	if (t && t->id == subject)
		return true;
	struct view *v = ticket_page_new(a, subject, &e);
	if (v) {
		app_push(a, v);
		app_say(a, C_NOTE, W_HOT_READ_FIRST, ticket_page_ticket(v)->number);
	} else {
		app_refuse(a, &e);
	}
	return false;
}

/* The next one of the list that waits for him; the page stays where there is none. */
static void go_on(struct app *a)
{
	int64_t id = trail_page_neighbour(app_top(a), false);
	if (id && ticket_may(app_desk(a), ACTION_TICKET_CHECK, id, NULL) == Z_OK)
		trail_page_open(app_top(a), id);
}

static enum did judge(struct app *a, int64_t subject, bool pass)
{
	const struct act_text q = {.act = pass ? ACT_TK_PASS : ACT_TK_BACK, .title = pass ? W_HOT_PASS : W_HOT_BACK,
		.hint = pass ? W_HOT_PASS_HINT : W_HOT_BACK_HINT, .yes = pass ? W_HOT_PASS_YES : W_HOT_BACK_YES,
		.phrases = pass ? 0 : PHRASE_ANSWER_RETURN, .required = !pass};
	struct act_ticket t;
	struct error e;
	char *text;
	if (!seen(a, subject) || !act_ticket(a, subject, &t) || !act_text(a, &t.r, &q, &text))
		return DID_VIEW;
	enum z z = ticket_check(app_desk(a), t.r.id, t.r.ver, pass, text, &e);
	enum did did = act_text_done(a, &t.r, q.act, text, z, &e, pass ? W_HOT_PASSED : W_HOT_SENT_BACK);
	if (z == Z_OK)
		go_on(a);
	return did;
}

enum did do_ticket_pass(struct app *a, int64_t subject)
{
	return judge(a, subject, true);
}

enum did do_ticket_back(struct app *a, int64_t subject)
{
	return judge(a, subject, false);
}

/* ------------------------------------------------------------ 回填 */
/* A time of the past, now by default; false: given up. */
static bool ask_time(struct app *a, const char *title, const char *label, int64_t *at)
{
	char now[24], text[400];
	char *typed = NULL, *before = xstrdup(instant_text(desk_now(app_desk(a)), now));
	snprintf(text, sizeof text, "%s", label);
	while (ask_line(a, title, text, before, 20, true, &typed)) {
		struct error e;
		if (entry_instant(typed, at) && *at && *at <= desk_now(app_desk(a)))
			break;
		if (*at < 0)
			refuse(&e, R_TICKET_TIME, typed);
		else
			refuse(&e, R_TICKET_TIME_LATER);
		error_sentence(&e, text, sizeof text);
		free(before);
		before = typed;
		typed = NULL;
	}
	bool good = typed != NULL;
	free(before);
	free(typed);
	return good;
}

enum did do_ticket_fill(struct app *a, int64_t subject)
{
	struct act_ticket t;
	struct ticket *whole = NULL;
	struct choices list = {0};
	struct error e;
	char *key = NULL, title[160], file[160];
	int64_t at = 0;
	enum did did = DID_VIEW;
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	snprintf(title, sizeof title, W_HOT_FILL, t.r.number);
	choices_add(&list, "text", W_HOT_FILL_TEXT, W_HOT_FILL_TEXT_NOTE, "");
	choices_add(&list, "done", W_HOT_FILL_DONE, W_HOT_FILL_DONE_NOTE, "");
	if (!ask_choice(a, title, &list, PICK_DIGITS, NULL, &key))
		return DID_VIEW;
	if (!strcmp(key, "text")) {
		if (ticket_load(app_desk(a), t.r.id, &whole, &e) != Z_OK) {
			app_refuse(a, &e);
		} else {
			snprintf(file, sizeof file, W_HOT_FILL_FILE, t.r.number);
			did = act_hand_over(a, title, whole->answer ? whole->answer->public_text : "", file, t.r.id);
			ticket_free(&whole);
		}
	} else if (ask_time(a, title, W_HOT_FILL_WHEN, &at)) {
		did = act_record_done(a, &t.r, ticket_fill(app_desk(a), t.r.id, t.r.ver, at, &e), &e, W_HOT_FILLED);
	}
	free(key);
	return did;
}

/* ------------------------------------------------------------ the platform's facts */
/* The words of a fact's value, or NULL where it is a time or a text. */
static const char *(*fact_words(int f, int *last))(int)
{
	switch (f) {
	case FACT_SOLVED:
		*last = ANSWERED_NOT_APPLICABLE;
		return ticket_answered_text;
	case FACT_PLEASED:
	case FACT_PLEASED_MANNER:
		*last = PLEASED_END;
		return ticket_pleased_text;
	case FACT_KIND:
		*last = KIND_END;
		return ticket_kind_text;
	case FACT_URGENCY:
		*last = URGENCY_END;
		return ticket_urgency_text;
	default:
		return NULL;
	}
}

static bool ask_fact(struct app *a, int f, char **value)
{
	int last;
	const char *(*word)(int) = fact_words(f, &last);
	struct choices list = {0};
	char now[24];
	if (word) {
		for (int code = 1; code < last; code++)
			if (*word(code))
				choices_add(&list, word(code), word(code), "", "");
		return ask_choice(a, ticket_fact_text(f), &list, PICK_DIGITS, NULL, value);
	}
	bool time = f == FACT_DISPATCHED || f == FACT_PLATFORM_DUE || f == FACT_SIGNED || f == FACT_CLOSED || f == FACT_VISITED;
	return ask_line(a, ticket_fact_text(f), time ? W_HOT_FACT_TIME : W_HOT_FACT_VALUE,
	        time ? instant_text(desk_now(app_desk(a)), now) : NULL, 60, true, value);
}

enum did do_ticket_fact(struct app *a, int64_t subject)
{
	/* In the order in which they come. */
	static const int facts[] = {FACT_SIGNED, FACT_CLOSED, FACT_VISITED, FACT_SOLVED, FACT_PLEASED, FACT_PLEASED_MANNER,
		FACT_PLATFORM_DUE, FACT_DISPATCHED, FACT_PLATFORM_STATE, FACT_REDOS, FACT_KIND, FACT_URGENCY};
	struct act_ticket t;
	struct ticket *whole = NULL;
	struct choices list = {0};
	struct error e;
	char *key = NULL, *value = NULL, title[160];
	enum did did = DID_VIEW;
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	if (ticket_load(app_desk(a), t.r.id, &whole, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		choices_add(&list, number_text(facts[i]).s, ticket_fact_text(facts[i]), "",
		        whole->by_import & 1u << facts[i] ? W_HOT_FACT_IMPORTED : "");
	ticket_free(&whole);
	snprintf(title, sizeof title, W_HOT_FACT, t.r.number);
	if (ask_choice(a, title, &list, PICK_DIGITS, NULL, &key) && ask_fact(a, atoi(key), &value))
		did = act_record_done(a, &t.r, ticket_fact(app_desk(a), t.r.id, t.r.ver, (enum ticket_fact)atoi(key), value, &e), &e,
		        W_HOT_FACT_SAID);
	free(key);
	free(value);
	return did;
}

/* ------------------------------------------------------------ 重办 */
static bool time_check(const struct entry *en, const char *value, char *why, size_t cap)
{
	int64_t at;
	struct error e;
	(void)en;
	if (entry_instant(value, &at))
		return true;
	refuse(&e, R_TICKET_TIME, value);
	error_sentence(&e, why, cap);
	return false;
}

static const struct form_field redo_fields[] = {
	{.key = "at", .label = W_HOT_REDO_AT, .kind = FIELD_TEXT, .width = 18, .max = 20, .required = true, .check = time_check,
		.hint = W_HOT_REDO_AT_HINT},
	{.key = "due", .label = W_HOT_REDO_DUE, .kind = FIELD_TEXT, .width = 18, .max = 20, .check = time_check,
		.hint = W_HOT_REDO_DUE_HINT},
	{.key = "reason", .label = W_HOT_REDO_REASON, .kind = FIELD_LONG, .required = true, .hint = W_HOT_REDO_REASON_HINT},
};

static void load_redo(struct form *f, void *ctx)
{
	const struct act_form *x = ctx;
	char now[24];
	form_load(f, "at", instant_text(desk_now(app_desk(x->app)), now));
}

static bool save_redo(struct form *f, void *ctx)
{
	const struct act_form *x = ctx;
	struct error e;
	int64_t at, due;
	entry_instant(form_value(f, "at"), &at);
	due = *form_value(f, "due") ? until_parse(form_value(f, "due")) : 0; /* a day alone is all of it */
	enum z z = ticket_redo(app_desk(x->app), x->r->id, x->r->ver, form_value(f, "reason"), at, due, &e);
	return act_form_kept(x->app, f, x->r, "at", z, &e);
}

enum did do_ticket_redo(struct app *a, int64_t subject)
{
	return act_ticket_form(a, subject, W_HOT_REDO, redo_fields, sizeof redo_fields / sizeof *redo_fields, load_redo, save_redo, W_HOT_REDONE);
}

/* ------------------------------------------------------------ 一表办结 */
static void list_answered(const struct entry *en, struct choices *out)
{
	(void)en;
	for (int i = 1; i < ANSWERED_NOT_APPLICABLE; i++)
		choices_add(out, number_text(i).s, ticket_answered_text(i), "", "");
}

static void list_pleased(const struct entry *en, struct choices *out)
{
	(void)en;
	for (int i = 1; i < PLEASED_END; i++)
		choices_add(out, number_text(i).s, ticket_pleased_text(i), "", "");
}

static const struct form_field end_fields[] = {
	{.key = "note", .label = W_HOT_END_NOTE, .kind = FIELD_NOTE},
	{.key = "opinion", .label = W_HOT_END_OPINION, .kind = FIELD_TEXT, .max = 200},
	{.key = "filled", .label = W_HOT_END_FILLED, .kind = FIELD_TEXT, .width = 18, .max = 20, .check = time_check,
		.hint = W_HOT_END_TIME_HINT},
	{.key = "signed", .label = W_HOT_END_SIGNED, .kind = FIELD_TEXT, .width = 18, .max = 20, .check = time_check,
		.hint = W_HOT_END_TIME_HINT},
	{.key = "closed", .label = W_HOT_END_CLOSED, .kind = FIELD_TEXT, .width = 18, .max = 20, .check = time_check,
		.hint = W_HOT_END_TIME_HINT},
	{.key = "visited", .label = W_HOT_END_VISITED, .kind = FIELD_TEXT, .width = 18, .max = 20, .check = time_check,
		.hint = W_HOT_END_TIME_HINT},
	{.key = "solved", .label = W_HOT_END_SOLVED, .kind = FIELD_CHOICE, .width = 14, .list = list_answered},
	{.key = "pleased", .label = W_HOT_END_PLEASED, .kind = FIELD_CHOICE, .width = 14, .list = list_pleased},
};

static void load_end(struct form *f, void *ctx)
{
	const struct act_form *x = ctx;
	char now[24];
	form_load(f, "filled", instant_text(desk_now(app_desk(x->app)), now));
}

static bool save_end(struct form *f, void *ctx)
{
	const struct act_form *x = ctx;
	struct ticket_end end = {.opinion = form_value(f, "opinion"), .solved = atoi(form_value(f, "solved")),
		.pleased = atoi(form_value(f, "pleased"))};
	struct error e;
	entry_instant(form_value(f, "filled"), &end.filled_at);
	entry_instant(form_value(f, "signed"), &end.signed_at);
	entry_instant(form_value(f, "closed"), &end.closed_at);
	entry_instant(form_value(f, "visited"), &end.visited_at);
	enum z z = ticket_short_end(app_desk(x->app), x->r->id, x->r->ver, &end, &e);
	return act_form_kept(x->app, f, x->r, NULL, z, &e);
}

enum did do_ticket_short_end(struct app *a, int64_t subject)
{
	if (!seen(a, subject))
		return DID_VIEW;
	return act_ticket_form(a, subject, W_HOT_END, end_fields, sizeof end_fields / sizeof *end_fields, load_end, save_end, W_HOT_ENDED);
}
