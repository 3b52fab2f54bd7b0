/* text.c - a request in words: what the preview and the reading page show of it.  Reads one request and its history; changes
 * nothing, and shows of the applicant what it is given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/explain.h"
#include "tui/pane/trail_words.h"
#include "tui/request/request.h"
#include "tui/request/words.h"
#include "tui/words.h"

enum { INDENT = 2, HANG = 4 };

enum z request_case_load(struct desk *d, int64_t id, struct request_case *c, struct error *e)
{
	*c = (struct request_case){0};
	enum z z = request_load(d, id, &c->r, e);
	if (z == Z_OK)
		z = request_history(d, id, &c->memory, &c->step, &c->steps, e);
	if (z != Z_OK)
		request_case_free(c);
	return z;
}

void request_case_free(struct request_case *c)
{
	request_free(&c->r);
	arena_free(&c->memory);
	*c = (struct request_case){0};
}

const char *request_text_rule(const struct request *r, char buf[200])
{
	snprintf(buf, 200, "%s · %s%s%s", r->number, request_state_text(r->state), r->answered_on != DAY_NONE ? " · " : "",
	        r->answered_on != DAY_NONE ? W_RQ_RULE_ANSWERED : "");
	return buf;
}

/* ------------------------------------------------------------ small parts */
static void line(struct reader *r, enum role role, const char *text)
{
	reader_text(r, role, text);
	reader_end(r);
}

/* Facts beside one another: a label, a value, a wide blank before the next. */
struct facts {
	struct reader *r;
	bool any;
};

static void fact(struct facts *f, const char *name, const char *value, enum role role)
{
	if (!value || !*value)
		return;
	reader_text(f->r, C_TEXT, f->any ? "　" : "");
	reader_text(f->r, C_DIM, name);
	reader_text(f->r, C_TEXT, " ");
	reader_text(f->r, role, value);
	f->any = true;
}

static void facts_end(struct facts *f)
{
	if (f->any)
		reader_end(f->r);
	f->any = false;
}

/* "2026-12-18 余20日" */
static const char *due_words(const struct request *q, char buf[80], enum role *role)
{
	const struct request_line as = {.state = q->state, .received_on = q->received_on, .answered_on = q->answered_on, .due = q->due,
		.estimate = q->estimate, .left = q->left, .light = (enum light)q->light};
	char day[16], light[40];
	const char *word = request_light(&as, light, role);
	snprintf(buf, 80, "%s%s%s", day_text(q->due, day), q->due == DAY_NONE ? "" : " ", word);
	return buf;
}

/* ------------------------------------------------------------ what it is */
static void person(struct reader *r, const struct request *q, const struct applicant *clear, bool key)
{
	const struct applicant *a = clear ? clear : &q->masked;
	struct facts f = {r, false};
	fact(&f, W_RQ_APPLICANT, a->who.name, C_TEXT);
	fact(&f, W_RQ_AGENT, a->agent, C_TEXT);
	fact(&f, W_RQ_PHONE, a->who.phone, C_TEXT);
	fact(&f, W_RQ_IDNO, a->who.idno, C_TEXT);
	fact(&f, W_RQ_ADDRESS, a->who.address, C_TEXT);
	fact(&f, W_RQ_EMAIL, a->email, C_TEXT);
	if (f.any && (clear || key))
		reader_text(r, C_DIM, clear ? W_RQ_PERSON_CLEAR : q->may_see ? W_RQ_PERSON_KEY : W_RQ_PERSON_NOT);
	facts_end(&f);
}

void request_text_head(struct reader *r, struct desk *d, const struct request_case *c, const struct applicant *clear, bool key)
{
	const struct request *q = c->r;
	struct facts f = {r, false};
	char s[200], at[24];
	enum role role;
	line(r, C_STRONG, q->title);
	if (q->erased)
		line(r, C_DIM, W_RQ_ERASED);
	snprintf(s, sizeof s, "%s · %s", request_channel_text(q->channel), request_applicant_text(q->applicant));
	line(r, C_TEXT, s);
	fact(&f, W_RQ_RECEIVED, day_text(q->received_on, at), C_TEXT);
	if (request_is_open(q->state)) {
		due_words(q, s, &role);
		fact(&f, W_RQ_DUE, s, role);
	}
	fact(&f, W_RQ_ANSWERED, day_text(q->answered_on, at), C_TEXT);
	facts_end(&f);
	snprintf(s, sizeof s, "%s %s", q->office_name, q->handler ? q->handler_name : W_RQ_NOBODY);
	fact(&f, W_RQ_OFFICE, s, C_TEXT);
	fact(&f, W_RQ_CREATED, trail_time(d, q->created_at, at), C_TEXT);
	fact(&f, W_RQ_TICKET, q->ticket_number, C_TEXT);
	facts_end(&f);
	snprintf(s, sizeof s, "%s%s%s", request_offer_text(q->offer), q->offer && q->pass ? "、" : "", request_pass_text(q->pass));
	fact(&f, W_RQ_FORM_WANTED, s, C_TEXT);
	facts_end(&f);
	person(r, q, clear, key);
}

void request_text_clock(struct reader *r, struct desk *d, const struct request_case *c)
{
	char receipt[400], term[400];
	if (c->r->state == REQUEST_VOID)
		return;
	reader_end(r);
	reader_heading(r, W_RQ_HEAD_CLOCK);
	if (request_clock(d, c->r->id, receipt, term, NULL, NULL) == Z_OK) {
		line(r, C_TEXT, receipt);
		if (*term)
			line(r, C_TEXT, term);
	}
	if (c->r->answered_on == DAY_NONE)
		line(r, C_NOTE, W_RQ_NOT_YET);
}

void request_text_body(struct reader *r, const struct request_case *c)
{
	if (c->r->erased)
		return;
	reader_end(r);
	reader_heading(r, W_RQ_HEAD_BODY);
	line(r, C_TEXT, c->r->body);
}

/* ------------------------------------------------------------ history */
static void add_step(struct reader *r, struct desk *d, const struct request_step *s)
{
	char at[24], day[16], what[300] = "";
	if (s->act == REQUEST_ACT_ASSIGN)
		snprintf(what, sizeof what, W_RQ_GIVEN, s->office_name, *s->handler_name ? " " : "", s->handler_name);
	else if (s->act == REQUEST_ACT_CONFIRM || s->act == REQUEST_ACT_ANSWERED)
		snprintf(what, sizeof what, W_RQ_ON, day_text(s->day, day));
	reader_set_hang(r, HANG);
	reader_text(r, C_DIM, trail_time(d, s->at, at));
	reader_text(r, C_TEXT, " ");
	reader_text(r, C_TEXT, s->officer_name);
	reader_text(r, C_TEXT, " ");
	reader_text(r, s->act == REQUEST_ACT_VOID ? C_LATE : C_STATE, request_act_text(s->act));
	reader_text(r, C_TEXT, what);
	if (*s->text) {
		reader_text(r, C_DIM, "：");
		reader_text(r, C_TEXT, s->text);
	}
	reader_end(r);
	reader_set_hang(r, 0);
}

void request_text_trail(struct reader *r, struct desk *d, const struct request_case *c, bool newest_first)
{
	for (int k = 0; k < c->steps; k++)
		add_step(r, d, &c->step[newest_first ? c->steps - 1 - k : k]);
}

/* ------------------------------------------------------------ why */
void request_text_why(struct app *a, int64_t id, bool days, struct buffer *b)
{
	struct clock_trace trace = {0};
	struct error e;
	char receipt[400], term[400];
	if (request_clock(app_desk(a), id, receipt, term, &trace, &e) != Z_OK)
		error_sentence(&e, receipt, sizeof receipt);
	buffer_printf(b, "%s\n%s%s", receipt, term, *term ? "\n" : "");
	if (days && trace.n) {
		buffer_byte(b, '\n');
		explain_days(b, &trace);
	}
	clock_trace_free(&trace);
}
