/* model_ticket.c - must this be accepted of a 12345 ticket?  Each the sentence of the rule it comes from. */
#include <stddef.h>
#include <string.h>

#include "store/base/date.h"
#include "store/rule/permit/permit.h"
#include "store/rule/request.h"
#include "tests/model/model_inside.h"

#define T(NAME) (1u << TICKET_##NAME)
#define AT_WORK (T(UNCLAIMED) | T(WORKING) | T(DRAFTED))
#define BEFORE_FILLED (AT_WORK | T(CHECKING) | T(TO_FILL))

int model_ticket_named(const struct model *m, const char *number)
{
	for (int k = m->tickets; k >= 1; k--)
		if (!strcmp(m->ticket[k].number, number))
			return k;
	return 0;
}

int64_t model_limit(const struct model *m, int64_t from, struct limit l, int more, int64_t *sort)
{
	int32_t day = day_at(from);
	int days = more;
	*sort = 0;
	if (l.n <= 0)
		return 0;
	if (l.unit == LIMIT_HOURS) {
		*sort = from + (int64_t)l.n * 3600;
		if (!more)
			return *sort;
		day = day_at(*sort - 1);
	} else {
		days += l.n;
	}
	while (days > 0)
		days -= m->works[++day - m->first_day];
	*sort = day_start(day + 1);
	return day <= m->last_known ? *sort : 0;
}

static bool in(struct look *l, unsigned states)
{
	return states >> l->t->state & 1 || no(l, "state");
}

static bool own(const struct look *l)
{
	return m_own(l, l->t->office, l->t->handler);
}

static bool ours(struct look *l)
{
	return worker(l, l->t->office, l->t->handler);
}

static bool hand(struct look *l, bool or_handler)
{
	bool his = or_handler && l->t->handler == l->op->who;
	return ((role(l, ROLE_CLERK) || his) && own(l)) || no(l, "no clerk of that office");
}

static bool chief(struct look *l)
{
	return role(l, ROLE_OFFICE | ROLE_LEADER) || no(l, "neither 办公室 nor leader");
}

static bool handles(const struct look *l)
{
	return l->t->handler == l->op->who;
}

static bool wrote(const struct m_ticket *t, int who)
{
	for (int k = 0; k < t->writers; k++)
		if (t->writer[k] == who)
			return true;
	return false;
}

static bool among(const int *ids, int n, int who)
{
	for (int k = 0; k < n; k++)
		if (who && ids[k] == who)
			return true;
	return false;
}

/* By his role, as himself; or by a seat, as himself and as whoever lent it: in one way none of those. */
static bool other_than(struct look *l, unsigned roles, const int *ids, int n)
{
	int ways[M_WAYS], all = m_ways(l->m, l->op->who, 0, -1, 0, l->at, ways);
	if (among(ids, n, l->op->who))
		return no(l, "his own");
	if (role(l, roles))
		return true;
	for (int k = 0; k < all; k++)
		if (!among(ids, n, ways[k]))
			return true;
	return no(l, all ? "lent by one of them" : "no right");
}

static bool nothing_merged(struct look *l)
{
	for (int k = 1; k <= l->m->tickets; k++)
		if (l->m->ticket[k].state == TICKET_MERGED && l->m->ticket[k].master == l->op->item)
			return no(l, "others hang on it");
	return true;
}

/* It would be worked on as both. */
static bool no_request(struct look *l)
{
	for (int k = 1; k <= l->m->requests; k++)
		if (l->m->request[k].ticket == l->op->item && l->m->request[k].state != REQUEST_VOID)
			return no(l, "it is a request now");
	return true;
}

/* ---- registering ---- */

static bool form_good(struct look *l, int64_t round_at)
{
	const struct m_form *f = &l->op->form;
	if (f->untitled)
		return no(l, "no title");
	if (f->kind < 1 || f->kind >= KIND_END || f->urgency < 1 || f->urgency >= URGENCY_END)
		return no(l, "no kind or urgency");
	if (f->dispatched > l->at)
		return no(l, "dispatched later");
	return !f->due || f->due > round_at || no(l, "due before it was dispatched");
}

static bool create(struct look *l)
{
	const struct m_form *f = &l->op->form;
	if (!form_good(l, f->dispatched ? f->dispatched : l->at))
		return false;
	if (f->office && !office_there(l, f->office))
		return false;
	return !*f->number || !model_ticket_named(l->m, f->number) || no(l, "known");
}

static bool edit(struct look *l)
{
	const struct m_form *f = &l->op->form;
	const struct m_ticket *t = l->t;
	int64_t at = f->dispatched ? f->dispatched : t->dispatched;
	const struct {
		int fact;
		bool differs, clock;
	} all[] = {{FACT_KIND, f->kind != t->kind, true}, {FACT_URGENCY, f->urgency != t->urgency, true},
		{FACT_DISPATCHED, at != t->dispatched, true}, {FACT_PLATFORM_DUE, f->due != t->due, true},
		{FACT_TITLE, f->words != t->title, false}};
	bool any = false;
	if (!in(l, AT_WORK) || !ours(l))
		return false;
	for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
		if (!all[k].differs)
			continue;
		any = true;
		if (t->facts >> all[k].fact & 1)
			return no(l, "the platform's");
		if (all[k].clock && t->handler)
			return no(l, "another enters that");
	}
	if (!any || f->office != t->office)
		return no(l, "nothing changed, or the office");
	struct look x = *l;
	bool good = at <= l->at && form_good(&x, t->round == 1 ? at : t->round_at);
	return good || no(l, "the form");
}

static bool answer_good(struct look *l, int64_t round_at)
{
	const struct m_answer *a = &l->op->answer;
	if (a->truth > 4 || a->solved > 4 || a->reached > 4)
		return no(l, "no such word");
	if (!a->reached != !a->contact || a->contact > l->at)
		return no(l, "no possible contact");
	if (a->contact && a->contact / 60 < round_at / 60)
		return no(l, "called before it came");
	return a->said || a->reached || no(l, "nothing said");
}

static bool complete(struct look *l, bool said, int truth, int solved, bool unsolved)
{
	if (!said || !truth || !solved)
		return no(l, "incomplete");
	return (solved != ANSWERED_NO && solved != ANSWERED_PARTLY) || unsolved || no(l, "why is it not solved");
}

static bool short_form(struct look *l)
{
	const struct m_form *f = &l->op->form;
	const struct m_answer *a = &l->op->answer;
	if (!role(l, ROLE_CLERK))
		return no(l, "no clerk");
	if (f->office && f->office != l->p->office)
		return no(l, "another office's");
	if (!f->office && !office_there(l, l->p->office))
		return false;
	return create(l) && answer_good(l, f->dispatched ? f->dispatched : l->at) &&
	       complete(l, a->said, a->truth, a->solved, a->unsolved);
}

/* ---- who works on it ---- */

static bool claim(struct look *l)
{
	const struct m_ticket *t = l->t;
	if (!in(l, AT_WORK) || !hand(l, false))
		return false;
	if (!t->handler)
		return true;
	if (handles(l))
		return no(l, "his already");
	return t->lease <= l->at || !l->m->person[t->handler].active || no(l, "another's");
}

static bool transfer(struct look *l)
{
	return in(l, AT_WORK) && ours(l) && office_there(l, l->op->a) &&
	       (l->op->a != l->t->office || no(l, "the same office")) && (!l->t->office || reason(l));
}

static bool assist(struct look *l)
{
	int64_t a = l->op->a, sort;
	if (!in(l, AT_WORK) || !ours(l) || !office_there(l, a) || !reason(l))
		return false;
	if (a == l->t->office || l->t->assist >> a & 1)
		return no(l, "that office already");
	if (l->op->b < 1 || l->op->b > 60)
		return no(l, "no days");
	int64_t due = model_limit(l->m, l->at, (struct limit){(int)l->op->b, LIMIT_DAYS}, 0, &sort);
	return (due && (!l->t->inner || due <= l->t->inner)) || no(l, "after ours");
}

/* ---- ways out ---- */

static bool return_ask(struct look *l)
{
	int64_t code = l->op->a;
	if (!in(l, AT_WORK) || !ours(l) || !nothing_merged(l) || !reason(l))
		return false;
	if (code < 1 || code == 7 || code == 8 || code > 9)
		return no(l, "no reason of the table");
	return !l->t->return_limit || l->at < l->t->return_limit || no(l, "too late");
}

static bool in_time(struct look *l)
{
	return !l->t->outer || l->at < l->t->outer || no(l, "too late");
}

static bool extend_ask(struct look *l)
{
	int most = l->m->limit[l->t->kind][l->t->urgency].extend;
	if (!in(l, T(WORKING) | T(DRAFTED) | T(CHECKING) | T(TO_FILL)) || !hand(l, false) || !reason(l))
		return false;
	if (l->t->extending || l->t->extended)
		return no(l, "once a round");
	return (l->op->a >= 1 && l->op->a <= most && in_time(l)) || no(l, "too many days, or too late");
}

static bool extend_decide(struct look *l)
{
	if (!in(l, BEFORE_FILLED) || !other_than(l, ROLE_OFFICE | ROLE_LEADER, &l->t->extend_asker, 1))
		return false;
	if (!l->t->extending)
		return no(l, "nobody asked");
	return l->op->a ? in_time(l) : reason(l);
}

static bool merge(struct look *l)
{
	int64_t k = l->op->a;
	if (!in(l, AT_WORK) || !ours(l) || !reason(l) || !nothing_merged(l))
		return false;
	if (k < 1 || k > l->m->tickets || k == l->op->item)
		return no(l, "no other ticket");
	const struct m_ticket *t = &l->m->ticket[k];
	return (ticket_is_open(t->state) && !t->master) || no(l, "no open master");
}

/* ---- the answer ---- */

static bool check(struct look *l)
{
	int ids[M_PEOPLE + 1], n = 0;
	if (!in(l, T(CHECKING)))
		return false;
	for (int k = 0; k < l->t->writers; k++)
		ids[n++] = l->t->writer[k];
	ids[n++] = l->t->handler;
	if (role(l, ROLE_ADMIN))
		return no(l, "an administrator");
	return other_than(l, ROLE_CLERK | ROLE_OFFICE, ids, n) && (l->op->a || reason(l));
}

static bool fill_time(struct look *l, int64_t at, int64_t not_before)
{
	return (at <= l->at && at / 60 >= not_before / 60) || no(l, "at no possible time");
}

static bool fact_time(struct look *l, int fact, int64_t at, int64_t dispatched, int64_t round_at)
{
	if (fact == FACT_PLATFORM_DUE)
		return !at || at > round_at || no(l, "due before it came");
	if (at > l->at)
		return no(l, "in the future");
	if (fact == FACT_DISPATCHED && l->t->round == 1 && l->t->due && at >= l->t->due)
		return no(l, "due before it came");
	if (fact != FACT_DISPATCHED && at && at / 60 < dispatched / 60)
		return no(l, "before it was dispatched");
	return fact != FACT_CLOSED || at / 60 >= round_at / 60 || no(l, "before its round");
}

/* The platform's facts are entered by somebody who neither handles it nor wrote the answer. */
static bool fact_right(struct look *l)
{
	static const unsigned states = BEFORE_FILLED | T(FILLED) | T(CLOSED) | T(RETURNING) | T(MERGED) | T(ROUTED);
	if (!in(l, states))
		return false;
	if (!role(l, ROLE_CLERK | ROLE_OFFICE))
		return no(l, "neither clerk nor 办公室");
	return (!handles(l) && !wrote(l->t, l->op->who)) || no(l, "his own");
}

static bool fact(struct look *l)
{
	static const unsigned words = 1u << FACT_SOLVED | 1u << FACT_PLEASED | 1u << FACT_PLEASED_MANNER | 1u << FACT_KIND |
		1u << FACT_URGENCY;
	static const unsigned times = 1u << FACT_DISPATCHED | 1u << FACT_PLATFORM_DUE | 1u << FACT_SIGNED | 1u << FACT_CLOSED |
		1u << FACT_VISITED;
	static const unsigned clocks = 1u << FACT_DISPATCHED | 1u << FACT_PLATFORM_DUE | 1u << FACT_KIND | 1u << FACT_URGENCY |
		1u << FACT_CLOSED;
	static const unsigned must = clocks & ~(1u << FACT_PLATFORM_DUE);
	const struct m_ticket *t = l->t;
	int f = (int)l->op->a;
	int64_t v = l->op->b;
	if (!fact_right(l))
		return false;
	if (t->facts >> f & 1)
		return no(l, "the platform's export gave it");
	if (f == FACT_PLATFORM_STATE)
		return true;
	if (!((words | times | 1u << FACT_REDOS) >> f & 1))
		return no(l, "no fact to enter");
	if (!v && must >> f & 1)
		return no(l, "cannot be taken back");
	if (v == model_fact(t, f))
		return no(l, "the same");
	int most = f == FACT_KIND ? 7 : f == FACT_URGENCY ? 3 : 4;
	if (words >> f & 1 && v > most)
		return no(l, "no such word");
	if (clocks >> f & 1 && t->state == TICKET_CLOSED)
		return no(l, "its light does not change");
	if (times >> f & 1 && !fact_time(l, f, v, t->dispatched, t->round_at))
		return false;
	return f != FACT_CLOSED || in(l, T(FILLED) | T(MERGED) | T(ROUTED));
}

static bool redo(struct look *l)
{
	const struct m_ticket *t = l->t;
	int64_t at = l->op->a ? l->op->a : l->at, last = t->closed ? t->closed : t->filled ? t->filled : t->round_at;
	if (!in(l, T(FILLED) | T(CLOSED) | T(RETURNED) | T(ROUTED)) || !ours(l) || !reason(l))
		return false;
	if (at > l->at || at / 60 < last / 60)
		return no(l, "at no possible time");
	return !l->op->b || l->op->b > at || no(l, "due before it came");
}

/* Checked, filled in, and what the platform said of it, in one go; a: filled, b: signed, d: closed; row: visited, solved,
 * pleased. */
static bool short_end(struct look *l)
{
	const struct op *op = l->op;
	const struct m_ticket *t = l->t;
	const struct m_row *r = &op->row[0];
	const struct {
		int fact;
		int64_t value;
	} all[] = {{FACT_SIGNED, op->b}, {FACT_CLOSED, op->d}, {FACT_VISITED, r->visited}, {FACT_SOLVED, r->solved},
		{FACT_PLEASED, r->pleased}};
	if (!in(l, T(CHECKING)))
		return false;
	if (role(l, ROLE_ADMIN) || !role(l, ROLE_CLERK | ROLE_OFFICE))
		return no(l, "no right");
	if (handles(l) || wrote(t, op->who))
		return no(l, "his own");
	if (op->a && !fill_time(l, op->a, t->round_at))
		return false;
	for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
		if (!all[k].value)
			continue;
		if (t->facts >> all[k].fact & 1 || all[k].value == model_fact(t, all[k].fact))
			return no(l, "the platform's, or the same");
		if (all[k].fact <= FACT_VISITED && !fact_time(l, all[k].fact, all[k].value, t->dispatched, t->round_at))
			return false;
		if (all[k].fact == FACT_CLOSED && !op->a)
			return no(l, "not filled in");
	}
	return true;
}

static bool caller(struct look *l)
{
	if (!role(l, ROLE_CLERK | ROLE_OFFICE | ROLE_LEADER) && !(l->t->assist >> l->p->office & 1))
		return no(l, "no right");
	if (!own(l) && !role(l, ROLE_OFFICE | ROLE_LEADER) && !(l->t->assist >> l->p->office & 1))
		return no(l, "another office's");
	return l->t->caller || no(l, "nobody called");
}

bool judge_ticket(struct look *l)
{
	const struct op *op = l->op;
	const struct m_ticket *t = l->t;
	static const unsigned known = BEFORE_FILLED | T(FILLED) | T(CLOSED) | T(RETURNING) | T(RETURNED) | T(MERGED) | T(ROUTED);
	bool still = op->kind == DO_T_EXCLUDE || op->kind == DO_T_FACT || op->kind == DO_T_ERASE_ASK || op->kind == DO_T_ERASE_DECIDE;
	if (t->erased && !still)
		return no(l, "erased");
	switch (op->kind) {
	case DO_T_EDIT:
		return edit(l);
	case DO_T_VOID:
		if (!in(l, T(UNCLAIMED)) || !ours(l) || !reason(l))
			return false;
		return (!t->batch && !t->dones) || no(l, "not by mistake");
	case DO_T_CLAIM:
		return claim(l);
	case DO_T_UNCLAIM:
		return in(l, T(WORKING) | T(DRAFTED)) && (handles(l) || role(l, ROLE_OFFICE) || no(l, "not his"));
	case DO_T_TRANSFER:
		return transfer(l);
	case DO_T_ASSIST:
		return assist(l);
	case DO_T_ASSIST_DONE:
		return in(l, BEFORE_FILLED) && (t->assist >> l->p->office & 1 || no(l, "was not asked")) && reason(l);
	case DO_T_URGE:
		return in(l, BEFORE_FILLED | T(RETURNING)) && chief(l) && reason(l);
	case DO_T_SUPERVISE:
		return in(l, BEFORE_FILLED | T(FILLED) | T(RETURNING)) && chief(l) && (!t->supervised || no(l, "already")) && reason(l);
	case DO_T_SUPERVISE_DONE:
		return in(l, BEFORE_FILLED | T(FILLED) | T(RETURNING) | T(CLOSED)) && chief(l) && (!handles(l) || no(l, "his own")) &&
		       (t->supervised || no(l, "not supervised")) && reason(l);
	case DO_T_RETURN_ASK:
		return return_ask(l);
	case DO_T_RETURN_DECIDE:
		return in(l, T(RETURNING)) && other_than(l, ROLE_OFFICE | ROLE_LEADER, &t->return_asker, 1) && (op->a || reason(l));
	case DO_T_EXTEND_ASK:
		return extend_ask(l);
	case DO_T_EXTEND_DECIDE:
		return extend_decide(l);
	case DO_T_MERGE:
		return merge(l);
	case DO_T_UNMERGE:
		return in(l, T(MERGED)) && ours(l) && reason(l);
	case DO_T_ROUTE:
		return in(l, AT_WORK) && ours(l) && ((op->a >= 1 && op->a <= 5) || no(l, "no such way")) && nothing_merged(l) &&
		       reason(l);
	case DO_T_UNROUTE:
		return in(l, T(ROUTED)) && ours(l) && no_request(l) && reason(l);
	case DO_T_REQUEST:
		return in(l, AT_WORK) && ours(l) && judge_wish(l) && nothing_merged(l) && reason(l);
	case DO_T_EXCLUDE:
		return in(l, known) && chief(l) && (!handles(l) || no(l, "his own")) && (!t->excluded == (op->a != 0) || no(l, "is so")) &&
		       reason(l);
	case DO_T_ANSWER:
		return in(l, T(WORKING) | T(DRAFTED) | T(TO_FILL)) && hand(l, true) && answer_good(l, t->round_at);
	case DO_T_SUBMIT:
		return in(l, T(DRAFTED)) && hand(l, true) && complete(l, t->has_said, t->truth, t->answer_solved, t->has_unsolved);
	case DO_T_RECALL:
		return in(l, T(CHECKING)) && (handles(l) || wrote(t, op->who) || no(l, "not his"));
	case DO_T_CHECK:
		return check(l);
	case DO_T_FILL:
		return in(l, T(TO_FILL)) && (role(l, ROLE_CLERK | ROLE_OFFICE | ROLE_PUBLISH) || no(l, "no right")) &&
		       fill_time(l, op->a ? op->a : l->at, t->checked);
	case DO_T_FACT:
		return fact(l);
	case DO_T_REDO:
		return redo(l);
	case DO_T_SHORT_END:
		return short_end(l);
	case DO_T_ERASE_ASK:
		return judge_erase_ask(l, t->texts);
	case DO_T_ERASE_DECIDE:
		return judge_erase_decide(l);
	default:
		return caller(l);
	}
}

/* ---- the desk ---- */

static int hours(struct limit l)
{
	return l.unit == LIMIT_HOURS ? l.n : l.n * 24;
}

/* a: kind, b: urgency; c: inner, d: outer, in working days, of which a day is signed and given back in */
static bool limits(struct look *l)
{
	const struct op *op = l->op;
	struct limit inner = {(int)op->c, LIMIT_DAYS}, outer = {(int)op->d, LIMIT_DAYS};
	if (!chief(l))
		return false;
	if (op->a < 1 || op->a >= KIND_END || op->b < 1 || op->b >= URGENCY_END)
		return no(l, "no such limit");
	return (inner.n >= 1 && outer.n <= 250 && hours(inner) <= hours(outer)) || no(l, "in no order");
}

/* Nobody did anything since that an undoing would tear up. */
static bool undo(struct look *l)
{
	const struct model *m = l->m;
	int k = (int)l->op->a;
	if (!role(l, ROLE_CLERK | ROLE_OFFICE))
		return no(l, "no right");
	if (k < 1 || k > m->batches || m->batch[k].undone || !m->batch[k].tickets)
		return no(l, "no batch");
	for (int id = 1; id <= m->tickets; id++) {
		const struct m_ticket *t = &m->ticket[id];
		bool brought = t->batch == k, seen = false;
		for (int x = 0; x < t->dones; x++)
			seen = seen || t->done[x].batch == k;
		if (t->erased && (brought || seen))
			return no(l, "erased");
		int first = 0;
		while (brought && seen && t->done[first].batch != k)
			first++;
		for (int x = first; brought && x < t->dones; x++)
			if (t->done[x].batch != k && t->done[x].act != TICKET_ACT_MARK)
				return no(l, "built on");
		for (int x = 0; x < t->dones && !brought; x++)
			for (int y = x + 1; y < t->dones && t->done[x].batch == k; y++) {
				const struct m_done *a = &t->done[y], *b = &t->done[x];
				bool same = a->act == TICKET_ACT_FACT && b->act == TICKET_ACT_FACT && a->fact == b->fact;
				if (a->batch != k && (same || a->act == TICKET_ACT_REDO || a->act == TICKET_ACT_UNDO ||
						a->act == TICKET_ACT_CLOSE || a->act == TICKET_ACT_UNMERGE))
					return no(l, "changed again");
			}
		if (t->master && m->ticket[t->master].batch == k)
			return no(l, "a master of others");
	}
	return true;
}

bool judge_tickets(struct look *l)
{
	switch (l->op->kind) {
	case DO_T_CREATE:
		return (role(l, ROLE_CLERK | ROLE_OFFICE) || no(l, "no right")) && create(l);
	case DO_T_SHORT:
		return short_form(l);
	case DO_T_LIMIT:
		return limits(l);
	case DO_T_UNDO:
		return undo(l);
	default: /* DO_T_IMPORT, DO_T_MAPPING */
		return role(l, ROLE_CLERK | ROLE_OFFICE) || no(l, "no right");
	}
}
