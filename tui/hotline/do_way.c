/* do_way.c - the ways beside and out of the chain: 退单, 延期, 并单, 转法定途径, 不纳入考核, 作废. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/entry/value.h"
#include "tui/ask.h"
#include "tui/hotline/act.h"
#include "tui/hotline/words.h"
#include "tui/widget/form.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { ALIKE = 12 };

/* One of the codes 1, 2 … of ticket.def, 0: none.  Over marked rows it is asked once. */
static int choose_code(struct app *a, const char *title, const char *(*word)(int), int last)
{
	struct choices list = {0};
	char *key = NULL;
	entry_codes(&list, word, 1, last, NULL);
	int code = ask_choice(a, title, &list, PICK_DIGITS, NULL, &key) ? atoi(key) : 0;
	free(key);
	return code;
}

/* ------------------------------------------------------------ 退单 */
enum did do_ticket_return_ask(struct app *a, int64_t subject)
{
	const struct act_text q = {.act = ACT_TK_RETURN_ASK, .title = W_HOT_RETURN, .hint = W_HOT_RETURN_HINT, .yes = W_HOT_RETURN_YES,
		.required = true};
	struct act_ticket t;
	struct error e;
	char *text;
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	int reason = choose_code(a, W_HOT_RETURN_WHY, ticket_back_text, BACK_END);
	if (!reason || !act_text(a, &t.r, &q, &text))
		return DID_VIEW;
	return act_text_done(
	        a, &t.r, q.act, text, ticket_return_ask(app_desk(a), t.r.id, t.r.ver, reason, text, &e), &e, W_HOT_RETURN_ASKED);
}

/* What was asked for is granted, or refused, which a text must go with; of each the word, its note and what is said then. */
struct decision {
	enum act act;
	const char *title, *yes[3], *no[3];
	enum z (*decide)(struct desk *d, int64_t id, int64_t ver, bool yes, const char *text, struct error *e);
};

static enum did decide(struct app *a, int64_t subject, const struct decision *by)
{
	struct choices list = {0};
	struct act_text q = {.act = by->act, .title = by->title};
	struct act_ticket t;
	struct error e;
	char *key = NULL, *text;
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	choices_add(&list, "yes", by->yes[0], by->yes[1], "");
	choices_add(&list, "no", by->no[0], by->no[1], "");
	if (!ask_choice(a, W_HOT_DECIDE, &list, PICK_DIGITS, NULL, &key))
		return DID_VIEW;
	bool yes = !strcmp(key, "yes");
	free(key);
	q.hint = q.yes = yes ? by->yes[0] : by->no[0];
	q.required = !yes;
	if (!act_text(a, &t.r, &q, &text))
		return DID_VIEW;
	enum z z = by->decide(app_desk(a), t.r.id, t.r.ver, yes, text, &e);
	return act_text_done(a, &t.r, by->act, text, z, &e, yes ? by->yes[2] : by->no[2]);
}

enum did do_ticket_return_decide(struct app *a, int64_t subject)
{
	static const struct decision by = {ACT_TK_RETURN_DECIDE, W_HOT_RETURN_DECIDE, {W_HOT_RETURN_GRANT, W_HOT_RETURN_GRANT_NOTE, W_HOT_RETURN_GRANTED},
		{W_HOT_RETURN_DENY, W_HOT_RETURN_DENY_NOTE, W_HOT_RETURN_DENIED}, ticket_return_decide};
	return decide(a, subject, &by);
}

/* ------------------------------------------------------------ 延期 */
static const struct form_field extend_fields[] = {
	{.key = "days", .label = W_HOT_EXTEND_DAYS, .kind = FIELD_TEXT, .width = 6, .max = 3, .required = true,
		.hint = W_HOT_EXTEND_DAYS_HINT},
	{.key = "reason", .label = W_HOT_EXTEND_REASON, .kind = FIELD_LONG, .required = true, .hint = W_HOT_EXTEND_REASON_HINT},
};

static bool save_extension(struct form *f, void *ctx)
{
	const struct act_form *x = ctx;
	struct error e;
	enum z z = ticket_extend_ask(
	        app_desk(x->app), x->r->id, x->r->ver, atoi(form_value(f, "days")), form_value(f, "reason"), &e);
	return act_form_kept(x->app, f, x->r, "days", z, &e);
}

enum did do_ticket_extend_ask(struct app *a, int64_t subject)
{
	return act_ticket_form(a, subject, W_HOT_EXTEND, extend_fields, sizeof extend_fields / sizeof *extend_fields, NULL, save_extension,
		W_HOT_EXTEND_ASKED);
}

enum did do_ticket_extend_decide(struct app *a, int64_t subject)
{
	static const struct decision by = {ACT_TK_EXTEND_DECIDE, W_HOT_EXTEND_DECIDE, {W_HOT_EXTEND_GRANT, W_HOT_EXTEND_GRANT_NOTE, W_HOT_EXTEND_GRANTED},
		{W_HOT_EXTEND_DENY, W_HOT_EXTEND_DENY_NOTE, W_HOT_EXTEND_DENIED}, ticket_extend_decide};
	return decide(a, subject, &by);
}

/* ------------------------------------------------------------ 并单 */
/* Those that look like it first; any other by its number.  0: none. */
static int64_t choose_master(struct app *a, int64_t id)
{
	static int64_t last;
	static size_t run;
	struct desk *d = app_desk(a);
	struct ticket *t = NULL;
	struct arena memory = {0};
	struct ticket_likeness like[ALIKE];
	struct choices list = {0};
	struct error e;
	char *key = NULL, *number = NULL, note[80];
	int n = 0;
	if (act_bulk() && run == act_bulk())
		return last;
	run = act_bulk();
	last = 0;
	if (ticket_load(d, id, &t, &e) == Z_OK) {
		const struct ticket_in in = {.place = t->place, .topic = t->topic, .dispatched_at = t->dispatched_at};
		ticket_alike(d, &in, id, &memory, like, ALIKE, &n, NULL);
		ticket_free(&t);
	}
	int masters = 0;
	for (int i = 0; i < n; i++) {
		if (like[i].state > TICKET_TO_FILL) /* closed, or a duplicate itself */
			continue;
		masters++;
		snprintf(note, sizeof note, "%s　%s", like[i].number, ticket_state_text(like[i].state));
		choices_add(&list, number_text(like[i].id).s, like[i].title, note, "");
	}
	choices_add(&list, "number", W_HOT_MERGE_NUMBER, "", "");
	bool chosen = masters ? ask_choice(a, W_HOT_MERGE_INTO, &list, PICK_DIGITS, NULL, &key) : true;
	if (chosen && (!key || !strcmp(key, "number"))) {
		if (ask_line(a, W_HOT_MERGE_INTO, W_HOT_MERGE_LABEL, NULL, TICKET_NUMBER_MAX, true, &number) &&
			ticket_by_number(d, number, &last, &e) != Z_OK) {
			app_refuse(a, &e);
			last = 0;
		}
	} else if (chosen) {
		last = strtoll(key, NULL, 10);
	}
	choices_free(&list);
	arena_free(&memory);
	free(number);
	free(key);
	return last;
}

enum did do_ticket_merge(struct app *a, int64_t subject)
{
	const struct act_text q = {.act = ACT_TK_MERGE, .title = W_HOT_MERGE, .hint = W_HOT_MERGE_HINT, .yes = W_HOT_MERGE_YES,
		.initial = W_HOT_MERGE_TEXT, .required = true};
	struct act_ticket t;
	struct error e;
	char *text;
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	int64_t master = choose_master(a, t.r.id);
	if (!master || !act_text(a, &t.r, &q, &text))
		return DID_VIEW;
	return act_text_done(a, &t.r, q.act, text, ticket_merge(app_desk(a), t.r.id, t.r.ver, master, text, &e), &e, W_HOT_MERGED);
}

enum did do_ticket_unmerge(struct app *a, int64_t subject)
{
	static const struct act_text q = {.act = ACT_TK_UNMERGE, .title = W_HOT_UNMERGE, .hint = W_HOT_UNMERGE_HINT, .yes = W_HOT_UNMERGE_YES,
		.required = true};
	return act_ticket_text(a, subject, &q, ticket_unmerge, W_HOT_UNMERGED);
}

/* ------------------------------------------------------------ 转法定途径: a 公开申请 that is registered at once goes through tui/request */
static enum did route(struct app *a, const struct act_ticket *t, int code)
{
	char hint[300];
	struct error e;
	char *told;
	snprintf(hint, sizeof hint, W_HOT_ROUTE_HINT, ticket_route_text(code));
	const struct act_text q = {.act = ACT_TK_ROUTE, .title = W_HOT_ROUTE_TITLE, .hint = hint, .yes = W_HOT_ROUTE_YES,
		.initial = code == ROUTE_REQUEST ? W_HOT_ROUTE_TOLD_REQUEST : W_HOT_ROUTE_TOLD, .required = true};
	if (!act_text(a, &t->r, &q, &told))
		return DID_VIEW;
	return act_text_done(a, &t->r, ACT_TK_ROUTE, told, ticket_route(app_desk(a), t->r.id, t->r.ver, code, told, &e), &e,
	        code == ROUTE_REQUEST ? W_HOT_ROUTED_REQUEST : W_HOT_ROUTED);
}

enum did do_ticket_route(struct app *a, int64_t subject)
{
	struct act_ticket t;
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	int code = choose_code(a, W_HOT_ROUTE_WHICH, ticket_route_text, ROUTE_END);
	return code ? route(a, &t, code) : DID_VIEW;
}

enum did do_ticket_unroute(struct app *a, int64_t subject)
{
	static const struct act_text q = {.act = ACT_TK_UNROUTE, .title = W_HOT_UNROUTE, .hint = W_HOT_UNROUTE_HINT, .yes = W_HOT_UNROUTE_YES,
		.required = true};
	return act_ticket_text(a, subject, &q, ticket_unroute, W_HOT_UNROUTED);
}

/* ------------------------------------------------------------ 考核, 作废 */
/* Over marked rows it goes the way of the first: one that stands so already is left as it is. */
static bool goes_with_the_first(struct app *a, const struct act_ticket *t)
{
	static size_t run;
	static bool excluded;
	if (run != act_bulk())
		excluded = t->excluded;
	run = act_bulk();
	if (!run || t->excluded == excluded)
		return true;
	app_say(a, C_NOTE, "%s", t->excluded ? W_HOT_EXCLUDED_ALREADY : W_HOT_INCLUDED_ALREADY);
	return false;
}

enum did do_ticket_exclude(struct app *a, int64_t subject)
{
	struct act_ticket t;
	struct error e;
	char *text;
	if (!act_ticket(a, subject, &t) || !goes_with_the_first(a, &t))
		return DID_VIEW;
	const struct act_text q = {.act = ACT_TK_EXCLUDE, .title = t.excluded ? W_HOT_INCLUDE : W_HOT_EXCLUDE,
		.hint = t.excluded ? W_HOT_INCLUDE_HINT : W_HOT_EXCLUDE_HINT, .yes = t.excluded ? W_HOT_INCLUDE_YES : W_HOT_EXCLUDED,
		.required = true};
	if (!act_text(a, &t.r, &q, &text))
		return DID_VIEW;
	return act_text_done(a, &t.r, q.act, text, ticket_exclude(app_desk(a), t.r.id, t.r.ver, !t.excluded, text, &e), &e,
	        t.excluded ? W_HOT_INCLUDE_SAID : W_HOT_EXCLUDE_SAID);
}

enum did do_ticket_void(struct app *a, int64_t subject)
{
	static const struct act_text q = {.act = ACT_TK_VOID, .title = W_HOT_VOID, .hint = W_HOT_VOID_HINT, .yes = W_HOT_VOID_YES,
		.required = true};
	return act_ticket_text(a, subject, &q, ticket_void, W_HOT_VOIDED);
}
