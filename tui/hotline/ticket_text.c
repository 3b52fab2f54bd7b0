/* ticket_text.c - a ticket in words: what the preview, the reading page and the answer form show of it.  Reads one ticket
 * and its history; changes nothing, and shows of the caller what it is given. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/words.h"

enum { INDENT = 2, HANG = 4 };

enum z ticket_case_load(struct desk *d, int64_t id, struct ticket_case *c, struct error *e)
{
	*c = (struct ticket_case){0};
	enum z z = ticket_load(d, id, &c->t, e);
	if (z == Z_OK)
		z = ticket_history(d, id, &c->memory, &c->step, &c->steps, e);
	if (z == Z_OK)
		z = ticket_answers(d, id, &c->memory, &c->answer, &c->answers, e);
	if (z != Z_OK)
		ticket_case_free(c);
	return z;
}

void ticket_case_free(struct ticket_case *c)
{
	if (c->t)
		ticket_free(&c->t);
	arena_free(&c->memory);
	*c = (struct ticket_case){0};
}

/* ------------------------------------------------------------ small parts */
static void line(struct reader *r, enum role role, const char *text)
{
	reader_text(r, role, text);
	reader_end(r);
}

/* "11-19 16:40" of this year, else with the year. */
static const char *when(struct desk *d, int64_t at, char buf[24])
{
	instant_text(at, buf);
	return day_year(day_at(at)) == day_year(desk_today(d)) && strlen(buf) > 5 ? buf + 5 : buf;
}

static bool whole_day(int64_t due)
{
	return due == day_start(day_at(due));
}

/* A limit that ends at midnight is read as the day before it. */
static const char *due_when(struct desk *d, int64_t due, char buf[48])
{
	char s[24];
	snprintf(buf, 48, "%s", when(d, whole_day(due) ? due - 1 : due, s));
	if (whole_day(due) && strlen(buf) > 6)
		buf[strlen(buf) - 6] = '\0'; /* " 23:59" */
	return buf;
}

const char *ticket_text_due(struct desk *d, int64_t due, char buf[80], enum role *role)
{
	char s[48];
	int64_t now = desk_now(d);
	*role = C_DIM;
	if (!due) {
		snprintf(buf, 80, "%s", W_LIGHT_NONE);
		return buf;
	}
	due_when(d, due, s);
	if (!whole_day(due)) {
		long long hours = (long long)(due - now) / 3600;
		*role = now >= due ? C_LATE : hours < 5 ? C_SOON : C_GOOD;
		if (now >= due)
			snprintf(buf, 80, "%s " W_HOT_LATE_HOURS, s, (int)((now - due) / 3600));
		else
			snprintf(buf, 80, "%s " W_HOT_LEFT_HOURS, s, (int)hours);
		return buf;
	}
	int left = clock_left(desk_calendar(d), desk_today(d), day_at(due - 1));
	*role = left < 0 ? C_LATE : left <= CLOCK_NEAR ? C_SOON : C_GOOD;
	if (left == 0)
		snprintf(buf, 80, "%s %s", s, W_LIGHT_TODAY);
	else
		snprintf(buf, 80, left < 0 ? "%s " W_LIGHT_LATE : "%s " W_LIGHT_LEFT, s, left < 0 ? -left : left);
	return buf;
}

const char *ticket_text_rule(const struct ticket *t, char buf[300])
{
	size_t at = (size_t)snprintf(buf, 300, "%s · %s", t->number, ticket_state_text(t->state));
	if (t->round > 1 && at < 300)
		at += (size_t)snprintf(buf + at, 300 - at, " · " W_HOT_ROUND, t->round);
	if (t->supervised && at < 300)
		at += (size_t)snprintf(buf + at, 300 - at, " · %s", W_HOT_SUPERVISED);
	if (t->extending && at < 300)
		at += (size_t)snprintf(buf + at, 300 - at, " · %s", W_HOT_EXTENDING);
	if (t->excluded && at < 300)
		at += (size_t)snprintf(buf + at, 300 - at, " · %s", W_HOT_EXCLUDED);
	if (t->origin && at < 300)
		snprintf(buf + at, 300 - at, " · %s", W_HOT_MIGRATED);
	return buf;
}

/* Facts beside one another: a label, a value, a wide blank before the next. */
struct facts {
	struct reader *r;
	bool any;
};

static void label(struct facts *f, const char *text)
{
	reader_text(f->r, C_TEXT, f->any ? "　" : "");
	reader_text(f->r, C_DIM, text);
	reader_text(f->r, C_TEXT, *text ? " " : "");
	f->any = true;
}

static void fact(struct facts *f, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	label(f, name);
	reader_text(f->r, C_TEXT, value);
}

static void remark(struct facts *f, enum role role, const char *text)
{
	reader_text(f->r, role, text);
	f->any = true;
}

static void facts_end(struct facts *f)
{
	reader_end(f->r);
	f->any = false;
}

/* What needs no label: 求助 · 一般 · 电话. */
static void join(struct reader *r, const char *const *part)
{
	bool any = false;
	for (; *part; part++) {
		if (!**part)
			continue;
		reader_text(r, C_DIM, any ? " · " : "");
		reader_text(r, C_TEXT, *part);
		any = true;
	}
	reader_end(r);
}

/* ------------------------------------------------------------ what it is */
static void add_caller(struct reader *r, const struct ticket *t, const struct caller *clear, bool key)
{
	const struct caller *c = clear ? clear : &t->masked;
	struct facts f = {r, false};
	fact(&f, W_HOT_CALLER, c->name);
	fact(&f, W_HOT_SEX, c->sex);
	fact(&f, W_HOT_PHONE, c->phone);
	fact(&f, W_HOT_IDNO, c->idno);
	fact(&f, W_HOT_ADDRESS, c->address);
	if (clear && c->place && strcmp(c->place, t->place) != 0)
		fact(&f, W_HOT_PLACE, c->place);
	if (!f.any)
		remark(&f, C_DIM, W_HOT_NO_CALLER);
	else if (clear || key)
		remark(&f, C_DIM, clear ? W_HOT_CALLER_CLEAR : t->may_see ? W_HOT_CALLER_KEY : W_HOT_CALLER_NOT);
	facts_end(&f);
}

void ticket_text_head(struct reader *r, struct desk *d, const struct ticket_case *c, const struct caller *clear, bool key)
{
	const struct ticket *t = c->t;
	struct facts f = {r, false};
	char s[400], at[24];
	line(r, C_STRONG, t->title);
	if (t->erased) {
		line(r, C_DIM, W_HOT_ERASED);
		return;
	}
	join(r, (const char *const[]){ticket_kind_text(t->kind), ticket_urgency_text(t->urgency), t->source, t->topic, t->place, NULL});
	if (t->dispatched_at)
		fact(&f, W_HOT_DISPATCHED, when(d, t->dispatched_at, at));
	snprintf(s, sizeof s, "%s%s%s", t->office ? t->office_name : W_HOT_NO_OFFICE, t->handler ? " " : "",
		t->handler ? t->handler_name : "");
	fact(&f, W_HOT_HOLDER, s);
	if (t->handler && t->lease_until > desk_now(d))
		fact(&f, W_HOT_LEASE, due_when(d, t->lease_until, s));
	if (t->master)
		fact(&f, W_HOT_MASTER, t->master_number);
	if (t->route)
		fact(&f, W_HOT_ROUTE, ticket_route_text(t->route));
	facts_end(&f);
	add_caller(r, t, clear, key);
}

/* ------------------------------------------------------------ limits */
static void limit(struct facts *f, struct desk *d, const char *name, int64_t due, int64_t done)
{
	char s[80], at[24];
	enum role role;
	if (!due)
		return;
	label(f, name);
	if (done) {
		reader_text(f->r, C_TEXT, due_when(d, due, s));
		snprintf(s, sizeof s, done <= due ? W_HOT_DONE_IN_TIME : W_HOT_DONE_LATE, when(d, done, at));
		reader_text(f->r, done <= due ? C_DIM : C_LATE, s);
	} else {
		ticket_text_due(d, due, s, &role);
		reader_text(f->r, role, s);
	}
}

void ticket_text_limits(struct reader *r, struct desk *d, const struct ticket_case *c)
{
	const struct ticket *t = c->t;
	bool ended = t->state == TICKET_CLOSED || t->state == TICKET_RETURNED || t->state == TICKET_MERGED ||
		t->state == TICKET_ROUTED || t->state == TICKET_VOID;
	bool may_return = t->state == TICKET_UNCLAIMED || t->state == TICKET_WORKING || t->state == TICKET_DRAFTED;
	struct facts f = {r, false};
	char s[80];
	if (t->origin || (!t->sign_due && !t->inner_due && !t->outer_due))
		return;
	reader_set_hang(r, INDENT);
	if (!ended || t->signed_at)
		limit(&f, d, W_HOT_LIMIT_SIGN, t->sign_due, t->signed_at);
	if (may_return && desk_now(d) < t->return_due) /* afterwards there is nothing to be late for */
		limit(&f, d, W_HOT_LIMIT_RETURN, t->return_due, 0);
	if (f.any)
		facts_end(&f); /* two in a row: what is wrapped is not read as a limit */
	if (!ended || t->filled_at)
		limit(&f, d, W_HOT_LIMIT_INNER, t->inner_due, t->filled_at);
	if (!ended || t->closed_at)
		limit(&f, d, W_HOT_LIMIT_OUTER, t->outer_due, t->closed_at);
	if (t->extended) {
		snprintf(s, sizeof s, W_HOT_EXTENDED, t->extended);
		fact(&f, "", s);
	}
	if (f.any)
		facts_end(&f);
	reader_set_hang(r, 0);
}

/* ------------------------------------------------------------ what is asked now */
static const struct ticket_step *last_of(const struct ticket_case *c, int act, int round)
{
	for (int i = c->steps - 1; i >= 0; i--)
		if (c->step[i].act == act && (!round || c->step[i].round == round))
			return &c->step[i];
	return NULL;
}

static void cause(struct reader *r, struct desk *d, const struct ticket_step *s, enum role role, const char *what)
{
	char at[24];
	if (!s)
		return;
	reader_text(r, role, what);
	reader_text(r, C_DIM, " ");
	reader_text(r, C_DIM, s->officer_name);
	reader_text(r, C_DIM, " ");
	reader_text(r, C_DIM, when(d, s->at, at));
	if (s->text && *s->text) {
		reader_text(r, C_DIM, "：");
		reader_text(r, C_TEXT, s->text);
	}
	reader_end(r);
}

void ticket_text_cause(struct reader *r, struct desk *d, const struct ticket_case *c)
{
	const struct ticket *t = c->t;
	const struct ticket_step *back = last_of(c, TICKET_ACT_CHECK_RETURN, t->round), *pass = last_of(c, TICKET_ACT_SUBMIT, t->round);
	if (t->state == TICKET_RETURNING)
		cause(r, d, last_of(c, TICKET_ACT_RETURN_ASK, 0), C_SOON, W_HOT_CAUSE_RETURN);
	if (t->extending)
		cause(r, d, last_of(c, TICKET_ACT_EXTEND_ASK, t->round), C_SOON, W_HOT_CAUSE_EXTEND);
	if (t->supervised)
		cause(r, d, last_of(c, TICKET_ACT_SUPERVISE, 0), C_LATE, W_HOT_CAUSE_SUPERVISE);
	if (back && (!pass || back->id > pass->id))
		cause(r, d, back, C_LATE, W_HOT_CAUSE_BACK);
	if (t->round > 1)
		cause(r, d, last_of(c, TICKET_ACT_REDO, t->round), C_LATE, W_HOT_CAUSE_REDO);
	if (t->state != TICKET_CLOSED && t->state != TICKET_FILLED)
		cause(r, d, last_of(c, TICKET_ACT_URGE, t->round), C_SOON, W_HOT_CAUSE_URGE);
}

/* ------------------------------------------------------------ the texts */
void ticket_text_body(struct reader *r, const struct ticket_case *c)
{
	if (c->t->erased)
		return;
	reader_end(r);
	reader_heading(r, W_HOT_HEAD_BODY);
	line(r, *c->t->body ? C_TEXT : C_DIM, *c->t->body ? c->t->body : W_HOT_NO_BODY);
}

static void add_answer(struct reader *r, struct desk *d, const struct ticket_answer_row *a, bool now)
{
	struct facts f = {r, false};
	char s[200], at[24];
	snprintf(s, sizeof s, now ? W_HOT_HEAD_ANSWER : W_HOT_HEAD_ANSWER_OLD, a->round, a->n, a->officer_name, when(d, a->at, at));
	reader_end(r);
	reader_heading(r, s);
	fact(&f, W_HOT_TRUTH, ticket_answered_text(a->truth));
	fact(&f, W_HOT_SOLVED, ticket_answered_text(a->solved));
	fact(&f, W_HOT_UNSOLVED, a->unsolved);
	if (a->reached) {
		fact(&f, W_HOT_CONTACT, a->reached == ANSWERED_YES ? W_HOT_REACHED : W_HOT_NOT_REACHED);
		if (a->contact_at)
			fact(&f, "", when(d, a->contact_at, at));
	}
	facts_end(&f);
	line(r, *a->public_text ? C_TEXT : C_DIM, *a->public_text ? a->public_text : W_HOT_NO_ANSWER);
	if (*a->note) {
		reader_text(r, C_DIM, W_HOT_NOTE);
		reader_set_indent(r, INDENT);
		line(r, C_DIM, a->note);
		reader_set_indent(r, 0);
	}
}

void ticket_text_answer(struct reader *r, struct desk *d, const struct ticket_case *c, bool of_this_round)
{
	int64_t current = c->t->answer ? c->t->answer->id : 0;
	for (int i = c->answers - 1; i >= 0; i--)
		if (c->answer[i].id == current && of_this_round)
			add_answer(r, d, &c->answer[i], true);
	/* Of earlier rounds the last word; what was changed before 核稿 stands in the file. */
	for (int i = c->answers - 1; i >= 0; i--)
		if (c->answer[i].id != current && c->answer[i].round < c->t->round &&
			(i + 1 == c->answers || c->answer[i + 1].round != c->answer[i].round))
			add_answer(r, d, &c->answer[i], false);
}

void ticket_text_assists(struct reader *r, struct desk *d, const struct ticket_case *c)
{
	char s[80];
	enum role role;
	if (!c->t->assists)
		return;
	reader_end(r);
	reader_heading(r, W_HOT_HEAD_ASSISTS);
	for (int i = 0; i < c->t->assists; i++) {
		reader_text(r, C_TEXT, c->t->assist[i].office_name);
		reader_text(r, C_TEXT, "　");
		if (c->t->assist[i].done) {
			line(r, C_GOOD, W_HOT_ASSIST_DONE);
			continue;
		}
		ticket_text_due(d, c->t->assist[i].due, s, &role);
		line(r, role, s);
	}
}

void ticket_text_platform(struct reader *r, const struct ticket_case *c)
{
	const struct ticket *t = c->t;
	bool any = t->solved || t->pleased || t->pleased_manner || t->redos || *t->platform_state || t->visited_at;
	struct facts f = {r, false};
	char s[40];
	if (!any && !(t->extra_name && t->extra_name[0]))
		return;
	reader_end(r);
	reader_heading(r, W_HOT_HEAD_PLATFORM);
	fact(&f, ticket_fact_text(FACT_PLATFORM_STATE), t->platform_state);
	if (t->visited_at)
		fact(&f, ticket_fact_text(FACT_VISITED), instant_text(t->visited_at, s));
	fact(&f, ticket_fact_text(FACT_SOLVED), ticket_answered_text(t->solved));
	fact(&f, ticket_fact_text(FACT_PLEASED), ticket_pleased_text(t->pleased));
	fact(&f, ticket_fact_text(FACT_PLEASED_MANNER), ticket_pleased_text(t->pleased_manner));
	if (t->redos)
		fact(&f, ticket_fact_text(FACT_REDOS), number_text(t->redos).s);
	for (int i = 0; t->extra_name && t->extra_name[i]; i++)
		fact(&f, t->extra_name[i], t->extra_text[i]);
	facts_end(&f);
}

/* ------------------------------------------------------------ history */
/* What the act was about beside its text: → 资源保护股, 至 11-24. */
static void about(struct desk *d, const struct ticket_step *s, char *buf, size_t cap)
{
	char at[48];
	size_t n = 0;
	buf[0] = '\0';
	switch (s->act) {
	case TICKET_ACT_TRANSFER:
	case TICKET_ACT_ASSIST:
		n = (size_t)snprintf(buf, cap, " → %s", s->office_name ? s->office_name : "");
		break;
	default:
		break;
	}
	if (s->until && (s->act == TICKET_ACT_ASSIST || s->act == TICKET_ACT_EXTEND_YES || s->act == TICKET_ACT_CLOCK) && n < cap)
		n += (size_t)snprintf(buf + n, cap - n, W_HOT_UNTIL, due_when(d, s->until, at));
	if (s->happened_at && s->act != TICKET_ACT_CONTACT && n < cap)
		snprintf(buf + n, cap - n, W_HOT_HAPPENED, when(d, s->happened_at, at));
}

static bool bad(int act)
{
	return act == TICKET_ACT_CHECK_RETURN || act == TICKET_ACT_REDO || act == TICKET_ACT_URGE || act == TICKET_ACT_SUPERVISE;
}

static void add_step(struct reader *r, struct desk *d, const struct ticket_step *s)
{
	char at[24], what[300];
	reader_set_hang(r, HANG);
	reader_text(r, C_DIM, when(d, s->at, at));
	reader_text(r, C_TEXT, " ");
	reader_text(r, C_TEXT, s->officer_name);
	reader_text(r, C_TEXT, " ");
	reader_text(r, bad(s->act) ? C_LATE : C_STATE, ticket_act_text(s->act));
	about(d, s, what, sizeof what);
	reader_text(r, C_TEXT, what);
	if (s->text && *s->text) {
		/* Of a fact: the old value, line end, the new one. */
		const char *next = s->act == TICKET_ACT_FACT || s->act == TICKET_ACT_CLOCK ? strchr(s->text, '\n') : NULL;
		reader_text(r, C_DIM, "：");
		if (next) {
			reader_text_n(r, C_TEXT, s->text, (size_t)(next - s->text));
			reader_text(r, C_DIM, next == s->text ? "" : " → ");
			reader_text(r, C_TEXT, next + 1);
		} else {
			reader_text(r, C_TEXT, s->text);
		}
	}
	reader_end(r);
	reader_set_hang(r, 0);
}

void ticket_text_history(struct reader *r, struct desk *d, const struct ticket_case *c, bool newest_first)
{
	int round = newest_first ? c->t->round : 1;
	char s[40];
	for (int k = 0; k < c->steps; k++) {
		const struct ticket_step *step = &c->step[newest_first ? c->steps - 1 - k : k];
		if (step->round != round) {
			snprintf(s, sizeof s, W_HOT_ROUND, round = step->round);
			line(r, C_DIM, s);
		}
		add_step(r, d, step);
	}
}
