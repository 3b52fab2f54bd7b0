/* flow.c - the way of a ticket, replayed from what was done to it.  Knows states and acts, not people's rights. */
#include "store/rule/ticket/ticket.h"

#include <string.h>

#define IN(f, ...) ticket_in((f)->state, (const int[]){__VA_ARGS__, 0})

static bool ticket_in(int state, const int *states)
{
	for (; *states; states++)
		if (*states == state)
			return true;
	return false;
}

static void expect(struct ticket_flow *f, bool good)
{
	if (!good)
		f->wrong = true;
}

void ticket_flow_begin(struct ticket_flow *f)
{
	memset(f, 0, sizeof *f);
	f->state = TICKET_UNCLAIMED;
	f->round = 1;
}

static void drop_handler(struct ticket_flow *f)
{
	f->handler = 0;
	f->lease_until = 0;
}

/* Leaves the chain, and may come back to where it was. */
static void aside(struct ticket_flow *f, int state)
{
	expect(f, IN(f, TICKET_UNCLAIMED, TICKET_WORKING, TICKET_DRAFTED));
	f->back_state = f->state;
	f->state = state;
}

static void back(struct ticket_flow *f, int from)
{
	expect(f, f->state == from);
	f->state = f->back_state;
}

static void claim(struct ticket_flow *f, const struct ticket_event *ev)
{
	expect(f, IN(f, TICKET_UNCLAIMED, TICKET_WORKING, TICKET_DRAFTED));
	if (f->state == TICKET_UNCLAIMED)
		f->state = f->answer ? TICKET_DRAFTED : TICKET_WORKING;
	f->handler = ev->officer;
	f->lease_until = ev->until;
	if (ev->office)
		f->office = ev->office;
}

static void answer(struct ticket_flow *f, const struct ticket_event *ev)
{
	expect(f, IN(f, TICKET_WORKING, TICKET_DRAFTED, TICKET_TO_FILL));
	f->state = TICKET_DRAFTED;
	f->answer = ev->other;
	f->checked_by = 0;
	for (int i = 0; i < f->writers_n; i++)
		if (f->writers[i] == ev->officer)
			return;
	if (f->writers_n < (int)(sizeof f->writers / sizeof *f->writers))
		f->writers[f->writers_n++] = ev->officer;
	else
		f->wrong = true; /* one who is not counted might check */
}

static bool wrote(const struct ticket_flow *f, int64_t officer)
{
	for (int i = 0; i < f->writers_n; i++)
		if (f->writers[i] == officer)
			return true;
	return false;
}

static void check(struct ticket_flow *f, const struct ticket_event *ev)
{
	expect(f, f->state == TICKET_CHECKING && ev->other == f->answer);
	expect(f, ev->officer != f->handler && !wrote(f, ev->officer));
	f->checked_by = ev->act == TICKET_ACT_CHECK_PASS ? ev->officer : 0;
	f->state = ev->act == TICKET_ACT_CHECK_PASS ? TICKET_TO_FILL : TICKET_DRAFTED;
}

static void redo(struct ticket_flow *f)
{
	expect(f, IN(f, TICKET_FILLED, TICKET_CLOSED, TICKET_RETURNED, TICKET_ROUTED));
	f->state = TICKET_UNCLAIMED;
	f->round++;
	drop_handler(f);
	f->answer = f->checked_by = f->master = 0;
	f->extended = f->route = f->writers_n = 0;
	f->extend_asked = 0;
}

static void extension(struct ticket_flow *f, const struct ticket_event *ev)
{
	if (ev->act == TICKET_ACT_EXTEND_ASK) {
		expect(f, !f->extend_asked && !f->extended &&
			IN(f, TICKET_WORKING, TICKET_DRAFTED, TICKET_CHECKING, TICKET_TO_FILL));
		f->extend_asked = ev->id;
		f->extend_officer = ev->officer;
		f->extend_days = ev->other;
		return;
	}
	expect(f, f->extend_asked && f->extend_asked == ev->refers && ev->officer != f->extend_officer);
	if (ev->act == TICKET_ACT_EXTEND_YES)
		f->extended = (int)f->extend_days;
	f->extend_asked = 0;
}

static void giving_back(struct ticket_flow *f, const struct ticket_event *ev)
{
	if (ev->act == TICKET_ACT_RETURN_ASK) {
		aside(f, TICKET_RETURNING);
		f->return_asked = ev->id;
		f->return_officer = ev->officer;
		return;
	}
	expect(f, f->return_asked && f->return_asked == ev->refers && ev->officer != f->return_officer);
	if (ev->act == TICKET_ACT_RETURN_NO) {
		back(f, TICKET_RETURNING);
	} else {
		expect(f, f->state == TICKET_RETURNING);
		f->state = TICKET_RETURNED;
	}
	f->return_asked = 0;
}

/* 办结 is the platform's: it may close whatever is not out of the house. */
static void close_it(struct ticket_flow *f)
{
	expect(f, f->state != TICKET_CLOSED && f->state != TICKET_VOID);
	f->closed_from = f->state;
	f->extend_asked = 0;
	f->state = TICKET_CLOSED;
}

/* 撤销导入: of the ticket itself, or of its closing, or of other facts. */
static void undo(struct ticket_flow *f, const struct ticket_event *ev)
{
	if (ev->other == TICKET_VOID) {
		f->state = TICKET_VOID;
	} else if (ev->refers) {
		expect(f, f->state == TICKET_CLOSED);
		f->state = f->closed_from;
	}
}

static void supervise(struct ticket_flow *f, const struct ticket_event *ev)
{
	if (ev->act == TICKET_ACT_SUPERVISE) {
		expect(f, !f->supervised);
		f->supervised = ev->id;
		f->supervise_officer = ev->officer;
		return;
	}
	expect(f, f->supervised && ev->officer != f->handler);
	f->supervised = 0;
}

/* Who has it: its office, and whoever claimed it. */
static bool hands_step(struct ticket_flow *f, const struct ticket_event *ev)
{
	switch (ev->act) {
	case TICKET_ACT_REGISTER:
		if (ev->office)
			f->office = ev->office;
		return true;
	case TICKET_ACT_CLAIM:
		claim(f, ev);
		return true;
	case TICKET_ACT_UNCLAIM:
		expect(f, IN(f, TICKET_WORKING, TICKET_DRAFTED));
		f->state = TICKET_UNCLAIMED;
		drop_handler(f);
		return true;
	case TICKET_ACT_TRANSFER:
		expect(f, IN(f, TICKET_UNCLAIMED, TICKET_WORKING, TICKET_DRAFTED));
		f->state = TICKET_UNCLAIMED;
		f->office = ev->office;
		f->answer = 0;
		drop_handler(f);
		return true;
	default:
		return false;
	}
}

/* The answer, from its first draft to the platform. */
static bool answer_step(struct ticket_flow *f, const struct ticket_event *ev)
{
	switch (ev->act) {
	case TICKET_ACT_ANSWER:
		answer(f, ev);
		return true;
	case TICKET_ACT_SUBMIT:
		expect(f, f->state == TICKET_DRAFTED && f->answer && ev->other == f->answer);
		f->state = TICKET_CHECKING;
		return true;
	case TICKET_ACT_RECALL:
		expect(f, f->state == TICKET_CHECKING);
		f->state = TICKET_DRAFTED;
		return true;
	case TICKET_ACT_CHECK_PASS:
	case TICKET_ACT_CHECK_RETURN:
		check(f, ev);
		return true;
	case TICKET_ACT_FILL:
		expect(f, f->state == TICKET_TO_FILL && f->checked_by && ev->other == f->answer);
		f->state = TICKET_FILLED;
		return true;
	default:
		return false;
	}
}

/* What is asked for or ordered beside the answer, and the ways out of the chain. */
static bool way_step(struct ticket_flow *f, const struct ticket_event *ev)
{
	switch (ev->act) {
	case TICKET_ACT_SUPERVISE:
	case TICKET_ACT_SUPERVISE_DONE:
		supervise(f, ev);
		return true;
	case TICKET_ACT_RETURN_ASK:
	case TICKET_ACT_RETURN_YES:
	case TICKET_ACT_RETURN_NO:
		giving_back(f, ev);
		return true;
	case TICKET_ACT_EXTEND_ASK:
	case TICKET_ACT_EXTEND_YES:
	case TICKET_ACT_EXTEND_NO:
		extension(f, ev);
		return true;
	case TICKET_ACT_MERGE:
		aside(f, TICKET_MERGED);
		f->master = ev->other;
		return true;
	case TICKET_ACT_UNMERGE:
		back(f, TICKET_MERGED);
		f->master = 0;
		return true;
	case TICKET_ACT_ROUTE:
		aside(f, TICKET_ROUTED);
		f->route = (int)ev->other;
		return true;
	case TICKET_ACT_UNROUTE:
		back(f, TICKET_ROUTED);
		f->route = 0;
		return true;
	case TICKET_ACT_EXCLUDE:
	case TICKET_ACT_INCLUDE:
		f->excluded = ev->act == TICKET_ACT_EXCLUDE;
		return true;
	default:
		return false;
	}
}

/* Its end, and what takes an end back. */
static bool end_step(struct ticket_flow *f, const struct ticket_event *ev)
{
	switch (ev->act) {
	case TICKET_ACT_CLOSE:
		close_it(f);
		return true;
	case TICKET_ACT_REDO:
		redo(f);
		return true;
	case TICKET_ACT_VOID:
		expect(f, f->state == TICKET_UNCLAIMED);
		f->state = TICKET_VOID;
		return true;
	case TICKET_ACT_UNDO:
		undo(f, ev);
		return true;
	case TICKET_ACT_IMPORT: /* once more, after it was taken back; one that is met first has no act */
		expect(f, f->state == TICKET_VOID);
		f->state = (int)ev->other;
		return true;
	default:
		return false;
	}
}

/* What moves nothing here. */
static bool stays(int act)
{
	return act == TICKET_ACT_EDIT || act == TICKET_ACT_ASSIST || act == TICKET_ACT_ASSIST_DONE || act == TICKET_ACT_URGE ||
	       act == TICKET_ACT_CONTACT || act == TICKET_ACT_FACT || act == TICKET_ACT_CLOCK || act == TICKET_ACT_MARK;
}

void ticket_flow_step(struct ticket_flow *f, const struct ticket_event *ev)
{
	expect(f, ev->round == f->round + (ev->act == TICKET_ACT_REDO));
	if (!hands_step(f, ev) && !answer_step(f, ev) && !way_step(f, ev) && !end_step(f, ev))
		expect(f, stays(ev->act));
}
