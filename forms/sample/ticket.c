/* ticket.c - the hotline of the demonstration: each row of SAMPLE_TICKET says what was done to a ticket and how long ago.
 * Through the same operations as every ticket; must not know the store's tables. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/sample/inside.h"

#define SAMPLE_WORD(name, text) static const char WORD_##name[] __attribute__((unused)) = text;
#include "forms/sample.def"

static const struct ticket_row_in {
	const char *steps;
	enum office_key office;
	enum officer_key handler;
	int kind, urgency;
	const char *source, *topic, *place, *name, *phone;
	int other, pleased;
	const char *title, *body, *answer;
} tickets[T_COUNT] = {
#define SAMPLE_TICKET(key, steps, office, handler, kind, urgency, source, topic, place, name, phone, other, pleased, title, body, answer) \
	{steps, O_##office, P_##handler, KIND_##kind, URGENCY_##urgency, source, topic, place, name, phone, T_##other, pleased, title, \
		body, answer},
#include "forms/sample.def"
};

static enum officer_key by_whom(const struct ticket_row_in *t, char what)
{
	switch (what) {
	case 'l':
	case 'w':
	case 's':
	case 'a':
	case 'y':
	case 'x':
		return t->handler;
	case 'A':
		return t->handler == P_REN ? P_GENG : P_REN;
	case 'k':
	case 'K':
		return t->handler == P_GENG ? P_XIN : P_BING;
	case 'Y':
	case 'X':
		return P_BING;
	case 'd':
		return P_DING;
	case 'f':
		return P_WU;
	case 'g':
	case 'z':
	case 'v':
	case 'p':
		return t->handler == P_JIA ? P_GENG : P_JIA;
	default:
		return P_JIA;
	}
}

void sample_ticket_plan(struct fill *f)
{
	for (int i = 0; i < T_COUNT; i++) {
		int order = 0;

		for (const char *s = tickets[i].steps; *s; s++) {
			char *end;
			struct step one = {.ago = (int)strtol(s, &end, 10), .item = i, .of = OF_TICKET, .order = order};

			assert(end != s && one.ago < FIRST_DAY && f->steps < STEPS_MAX);
			order++;
			one.what = *end;
			one.who = by_whom(&tickets[i], one.what);
			f->step[f->steps++] = one;
			s = end;
			if (s[1] == ' ')
				s++;
		}
	}
}

/* The platform's number: the day and a count that grows. */
static enum z create(struct fill *f, int i, struct error *e)
{
	const struct ticket_row_in *t = &tickets[i];
	int year, month, day;
	char number[32];

	day_split(desk_today(f->desk), &year, &month, &day);
	snprintf(number, sizeof number, "%02d%02d%02d%05d", year % 100, month, day, 10300 + i * 77);
	return ticket_create(f->desk, &(struct ticket_in){.platform = "12345", .number = number, .kind = t->kind, .urgency = t->urgency,
		.title = t->title, .body = t->body, .topic = t->topic, .source = t->source, .place = t->place,
		.caller = {.name = (char *)(uintptr_t)t->name, .phone = (char *)(uintptr_t)t->phone},
		.office = t->office == O_NONE ? 0 : f->office[t->office], .dispatched_at = desk_now(f->desk) - 600}, &f->ticket[i], e);
}

static enum z answer(struct fill *f, const struct ticket *t, const struct ticket_row_in *row, bool solved, struct error *e)
{
	return ticket_answer(f->desk, t->id, t->ver, &(struct ticket_answer_in){.public_text = row->answer, .note = WORD_TICKET_NOTE,
		.truth = ANSWERED_YES, .solved = solved ? ANSWERED_YES : ANSWERED_PARTLY, .unsolved = solved ? "" : WORD_TICKET_UNSOLVED,
		.reached = ANSWERED_YES, .contact_at = desk_now(f->desk) - 300}, e);
}

/* A fact of the platform, as of now. */
static enum z fact(struct fill *f, const struct ticket *t, enum ticket_fact which, struct error *e)
{
	char now[24];

	return ticket_fact(f->desk, t->id, t->ver, which, instant_text(desk_now(f->desk), now), e);
}

/* Among those who have it, and their answer.  false: no such step. */
static bool work(struct fill *f, const struct ticket *t, const struct ticket_row_in *row, char what, enum z *z, struct error *e)
{
	struct desk *d = f->desk;
	const enum office_key own = row->handler == P_GENG ? O_PLANT : row->handler == P_REN ? O_FIRE : O_GENERAL;
	switch (what) {
	case 'l':
		*z = ticket_claim(d, t->id, t->ver, e);
		return true;
	case 't':
		*z = ticket_transfer(d, t->id, t->ver, f->office[own], WORD_TICKET_TRANSFER, e);
		return true;
	case 'a':
		*z = ticket_assist(d, t->id, t->ver, f->office[row->handler == P_REN ? O_PLANT : O_FIRE], 2, WORD_TICKET_ASSIST, e);
		return true;
	case 'A':
		*z = t->assists ? ticket_assist_done(d, t->id, t->ver, WORD_TICKET_ASSISTED, e) : Z_OK;
		return true;
	case 'w':
		*z = answer(f, t, row, row->pleased != PLEASED_NO, e);
		return true;
	case 's':
		*z = ticket_submit(d, t->id, t->ver, e);
		return true;
	case 'k':
		*z = ticket_check(d, t->id, t->ver, true, WORD_TICKET_CHECKED, e);
		return true;
	case 'K':
		*z = ticket_check(d, t->id, t->ver, false, WORD_TICKET_BACK, e);
		return true;
	case 'f':
		*z = ticket_fill(d, t->id, t->ver, desk_now(d), e);
		return true;
	default:
		return false;
	}
}

/* What the platform says of it. */
static bool platform(struct fill *f, const struct ticket *t, const struct ticket_row_in *row, char what, enum z *z, struct error *e)
{
	struct desk *d = f->desk;
	switch (what) {
	case 'g':
		*z = fact(f, t, FACT_SIGNED, e);
		return true;
	case 'z':
		*z = fact(f, t, FACT_CLOSED, e);
		return true;
	case 'v':
		*z = fact(f, t, FACT_VISITED, e);
		return true;
	case 'p':
		*z = ticket_fact(d, t->id, t->ver, FACT_PLEASED, ticket_pleased_text(row->pleased), e);
		return true;
	case 'R':
		*z = ticket_redo(d, t->id, t->ver, WORD_TICKET_REDO, desk_now(d) - 600, 0, e);
		return true;
	default:
		return false;
	}
}

/* What is asked for, decided and ordered beside it. */
static enum z way(struct fill *f, const struct ticket *t, const struct ticket_row_in *row, char what, struct error *e)
{
	struct desk *d = f->desk;
	switch (what) {
	case 'x':
		return ticket_return_ask(d, t->id, t->ver, 1, WORD_TICKET_RETURN, e);
	case 'X':
		return ticket_return_decide(d, t->id, t->ver, true, "", e);
	case 'y':
		return ticket_extend_ask(d, t->id, t->ver, 3, WORD_TICKET_EXTEND, e);
	case 'Y':
		return t->extending ? ticket_extend_decide(d, t->id, t->ver, true, "", e) : Z_OK;
	case 'd':
		return ticket_supervise(d, t->id, t->ver, WORD_TICKET_SUPERVISE, e);
	case 'u':
		return ticket_urge(d, t->id, t->ver, WORD_TICKET_URGE, e);
	case 'm':
		return ticket_merge(d, t->id, t->ver, f->ticket[row->other], WORD_TICKET_MERGE, e);
	default:
		assert(what == 'r');
		return sample_request_from(f, t, row->name, row->phone, WORD_TICKET_ROUTE, e);
	}
}

enum z sample_ticket_act(struct fill *f, const struct step *s, struct error *e)
{
	const struct ticket_row_in *row = &tickets[s->item];
	struct ticket *t = NULL;
	if (s->what == 'c')
		return create(f, s->item, e);
	enum z z = ticket_load(f->desk, f->ticket[s->item], &t, e);
	if (z)
		return z;
	if (!work(f, t, row, s->what, &z, e) && !platform(f, t, row, s->what, &z, e))
		z = way(f, t, row, s->what, e);
	ticket_free(&t);
	/* Where the year's holidays are not known yet nobody can be given days: the demonstration goes on without. */
	if (z && e->code == R_CALENDAR_OPEN && (s->what == 'a' || s->what == 'y' || s->what == 'Y'))
		z = Z_OK;
	return z;
}
