/* do_hand.c - whose hands a ticket is in: open, 领办, 转办, 协办, 催办, 督办; the caller in clear, and why its limits are
 * what they are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/explain.h"
#include "tui/ask.h"
#include "tui/action/words.h"
#include "tui/hotline/act.h"
#include "tui/hotline/words.h"
#include "tui/pane/pane.h"
#include "tui/widget/form.h"
#include "tui/words.h"

enum { LATE_ROWS = 500 };

enum did do_ticket_open(struct app *a, int64_t subject)
{
	struct error e;
	return act_open(a, ticket_page_new(a, subject, &e), &e);
}

/* ------------------------------------------------------------ 领办, 放弃 */
enum did do_ticket_claim(struct app *a, int64_t subject)
{
	return act_ticket_run(a, subject, ticket_claim, W_HOT_CLAIMED);
}

enum did do_ticket_unclaim(struct app *a, int64_t subject)
{
	return act_ticket_run(a, subject, ticket_unclaim, W_HOT_UNCLAIMED);
}

/* ------------------------------------------------------------ 转办, 协办 */
enum did do_ticket_transfer(struct app *a, int64_t subject)
{
	const struct act_text q = {
	        .act = ACT_TK_TRANSFER, .title = W_HOT_TRANSFER, .hint = W_HOT_TRANSFER_HINT, .yes = W_HOT_TRANSFER_YES,
	        .initial = W_HOT_TRANSFER_TEXT, .required = true};
	struct act_ticket t;
	struct error e;
	char name[64], said[160], *text;
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	int64_t office = act_office(a, W_HOT_TRANSFER_TO, name);
	if (!office || !act_text(a, &t.r, &q, &text))
		return DID_VIEW;
	snprintf(said, sizeof said, "%s%s。", W_HOT_TRANSFERRED, name);
	return act_text_done(a, &t.r, q.act, text, ticket_transfer(app_desk(a), t.r.id, t.r.ver, office, text, &e), &e, said);
}

static const struct form_field assist_fields[] = {
	{.key = "days", .label = W_HOT_ASSIST_DAYS, .kind = FIELD_TEXT, .width = 6, .max = 3, .required = true,
		.hint = W_HOT_ASSIST_DAYS_HINT},
	{.key = "what", .label = W_HOT_ASSIST_WHAT, .kind = FIELD_LONG, .required = true, .hint = W_HOT_ASSIST_WHAT_HINT},
};

struct assisting {
	struct app *app;
	struct act_record *r;
	int64_t office;
};

static void load_assist(struct form *f, void *ctx)
{
	(void)ctx;
	form_load(f, "days", "2");
}

static bool save_assist(struct form *f, void *ctx)
{
	const struct assisting *x = ctx;
	struct error e;
	enum z z = ticket_assist(
	        app_desk(x->app), x->r->id, x->r->ver, x->office, atoi(form_value(f, "days")), form_value(f, "what"), &e);
	return act_form_kept(x->app, f, x->r, "days", z, &e);
}

enum did do_ticket_assist(struct app *a, int64_t subject)
{
	struct act_ticket t;
	char name[64], title[200];
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	struct assisting x = {a, &t.r, act_office(a, W_HOT_ASSIST_TO, name)};
	if (!x.office)
		return DID_VIEW;
	snprintf(title, sizeof title, W_HOT_ASSIST, t.r.number, name);
	if (!ask_form(a, title, assist_fields, sizeof assist_fields / sizeof *assist_fields, &x, load_assist, save_assist))
		return DID_VIEW;
	return act_record_done(a, &t.r, Z_OK, NULL, W_HOT_ASSISTED);
}

enum did do_ticket_assist_done(struct app *a, int64_t subject)
{
	static const struct act_text q = {.act = ACT_TK_ASSIST_DONE, .title = W_HOT_ASSIST_REPLY, .hint = W_HOT_ASSIST_REPLY_HINT,
		.yes = W_HOT_ASSIST_REPLY_YES, .required = true};
	return act_ticket_text(a, subject, &q, ticket_assist_done, W_HOT_ASSIST_REPLIED);
}

/* ------------------------------------------------------------ 催办, 督办 */
enum did do_ticket_urge(struct app *a, int64_t subject)
{
	static const struct act_text q = {.act = ACT_TK_URGE, .title = W_HOT_URGE, .hint = W_HOT_URGE_HINT, .yes = W_HOT_URGE_YES,
		.initial = W_HOT_URGE_TEXT, .required = true};
	return act_ticket_text(a, subject, &q, ticket_urge, W_HOT_URGED);
}

enum did do_ticket_supervise(struct app *a, int64_t subject)
{
	static const struct act_text q = {.act = ACT_TK_SUPERVISE, .title = W_HOT_SUPERVISE, .hint = W_HOT_SUPERVISE_HINT,
		.yes = W_HOT_SUPERVISED, .required = true};
	return act_ticket_text(a, subject, &q, ticket_supervise, W_HOT_SUPERVISE_SAID);
}

enum did do_ticket_supervise_done(struct app *a, int64_t subject)
{
	static const struct act_text q = {.act = ACT_TK_SUPERVISE_DONE, .title = W_HOT_SUPERVISE_END, .hint = W_HOT_SUPERVISE_END_HINT,
		.yes = W_HOT_SUPERVISE_END_YES, .required = true};
	return act_ticket_text(a, subject, &q, ticket_supervise_done, W_HOT_SUPERVISE_ENDED);
}

/* The late ones of all offices, one after another, in words that can be pasted into any messenger: no names, no phones. */
static void late_text(struct app *a, struct buffer *b)
{
	struct desk *d = app_desk(a);
	const struct ticket_query q = {.scope = TICKETS_OPEN, .late = true, .sort = TICKETS_BY_DUE, .words = ""};
	struct window *v = NULL;
	struct arena memory = {0};
	struct ticket_line *row = xalloc(LATE_ROWS * sizeof *row);
	char day[40], due[80];
	enum role role;
	int n = 0;
	if (ticket_view_open(d, &q, &v, NULL) == Z_OK)
		window_page(v, NULL, false, LATE_ROWS, row, &memory, &n, NULL);
	window_close(&v);
	for (int i = 0; i < n; i++) {
		const char *office = *row[i].office ? row[i].office : W_HOT_NO_OFFICE;
		bool first = true;
		for (int k = 0; k < i && first; k++)
			first = strcmp(*row[k].office ? row[k].office : W_HOT_NO_OFFICE, office) != 0;
		if (!first)
			continue;
		int many = 0;
		for (int k = i; k < n; k++)
			many += !strcmp(*row[k].office ? row[k].office : W_HOT_NO_OFFICE, office);
		buffer_printf(b, "%s" W_HOT_LATE_HEAD "\n", b->n ? "\n" : "", office, day_chinese(desk_today(d), day), many);
		for (int k = i, at = 0; k < n; k++)
			if (!strcmp(*row[k].office ? row[k].office : W_HOT_NO_OFFICE, office))
				buffer_printf(b, W_HOT_LATE_LINE "\n", ++at, row[k].number, row[k].title, row[k].kind,
				        ticket_text_due(d, row[k].due, due, &role),
				        *row[k].holder ? row[k].holder : W_HOT_NOBODY);
		buffer_printf(b, W_HOT_LATE_END "\n");
	}
	arena_free(&memory);
	free(row);
}

enum did do_ticket_urge_text(struct app *a, int64_t subject)
{
	struct buffer b = {0};
	enum did did = DID_VIEW;
	(void)subject;
	late_text(a, &b);
	if (b.n)
		did = act_hand_over(a, W_HOT_LATE_TITLE, b.s, W_HOT_LATE_FILE, 0);
	else
		app_say(a, C_GOOD, "%s", W_HOT_LATE_NONE);
	buffer_free(&b);
	return did;
}

/* ------------------------------------------------------------ the caller */
enum did do_ticket_caller(struct app *a, int64_t subject)
{
	return trail_page_person(a, &ticket_page_kind, subject);
}

/* ------------------------------------------------------------ why these limits */
void ticket_text_clocks(struct app *a, int64_t id, bool days, struct buffer *b)
{
	static const struct {
		enum ticket_limit_of which;
		const char *name;
	} limits[] = {{LIMIT_SIGN, W_HOT_LIMIT_SIGN}, {LIMIT_RETURN, W_HOT_LIMIT_RETURN}, {LIMIT_INNER, W_HOT_LIMIT_INNER},
		{LIMIT_OUTER, W_HOT_LIMIT_OUTER}};
	for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
		struct clock_trace trace = {0};
		struct error e;
		char sentence[400] = "";
		if (days)
			buffer_printf(b, "\n# %s\n", limits[i].name);
		if (ticket_clock(app_desk(a), id, limits[i].which, sentence, &trace, &e) != Z_OK)
			error_sentence(&e, sentence, sizeof sentence);
		buffer_printf(b, "%s\n", sentence);
		if (days)
			explain_days(b, &trace);
		clock_trace_free(&trace);
	}
}

enum did do_ticket_explain(struct app *a, int64_t subject)
{
	struct act_ticket t;
	struct buffer b = {0};
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	buffer_printf(&b, "%s  %s\n", t.r.number, t.r.title);
	ticket_text_clocks(a, subject, true, &b);
	app_push(a, page_new(a, W_EXPLAIN_TITLE, buffer_take(&b)));
	return DID_NOTHING;
}
