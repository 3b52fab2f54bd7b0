/* model_ticket_apply.c - what comes of an act upon a ticket that was accepted. */
#include <stdio.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/ticket/ticket.h"
#include "store/rule/permit/permit.h"
#include "tests/model/model_ticket_inside.h"

enum { LEASE = 3 }; /* working days that a claim lasts */

int64_t model_fact(const struct m_ticket *t, int fact)
{
	switch (fact) {
	case FACT_DISPATCHED:
		return t->dispatched;
	case FACT_PLATFORM_DUE:
		return t->due;
	case FACT_SIGNED:
		return t->signed_at;
	case FACT_CLOSED:
		return t->closed;
	case FACT_VISITED:
		return t->visited;
	case FACT_SOLVED:
		return t->solved;
	case FACT_PLEASED:
		return t->pleased;
	case FACT_PLEASED_MANNER:
		return t->manner;
	case FACT_REDOS:
		return t->redos;
	case FACT_KIND:
		return t->kind;
	case FACT_URGENCY:
		return t->urgency;
	case FACT_TITLE:
		return t->title;
	default:
		return 0;
	}
}

void m_set(struct m_ticket *t, int fact, int64_t v)
{
	switch (fact) {
	case FACT_DISPATCHED:
		t->dispatched = v;
		if (t->round == 1)
			t->round_at = v;
		break;
	case FACT_PLATFORM_DUE:
		t->due = v;
		break;
	case FACT_SIGNED:
		t->signed_at = v;
		break;
	case FACT_CLOSED:
		t->closed = v;
		break;
	case FACT_VISITED:
		t->visited = v;
		break;
	case FACT_SOLVED:
		t->solved = (int)v;
		break;
	case FACT_PLEASED:
		t->pleased = (int)v;
		break;
	case FACT_PLEASED_MANNER:
		t->manner = (int)v;
		break;
	case FACT_REDOS:
		t->redos = (int)v;
		break;
	case FACT_KIND:
		t->kind = (int)v;
		break;
	case FACT_URGENCY:
		t->urgency = (int)v;
		break;
	default:
		t->title = (uint32_t)v;
	}
}

/* ---- clocks ---- */

/* What runs for it; of one that is out of the chain what was counted stays. */
void m_clocks(const struct model *m, struct m_ticket *t)
{
	const struct limit *l = m->limit[t->kind][t->urgency].of;
	int64_t outer_sort = t->due, inner_sort, unused;
	if (t->origin && t->round == 1) {
		t->outer = t->due;
		t->sign_limit = t->return_limit = t->inner = 0;
		return;
	}
	if (!ticket_is_open(t->state) && t->state != TICKET_MERGED && t->state != TICKET_ROUTED)
		return;
	t->sign_limit = model_limit(m, t->round_at, l[0], 0, &unused);
	t->return_limit = model_limit(m, t->round_at, l[1], 0, &unused);
	t->inner = model_limit(m, t->round_at, l[2], t->extended, &inner_sort);
	t->outer = t->due;
	if (!t->due)
		t->outer = model_limit(m, t->round_at, l[3], t->extended, &outer_sort);
	else if (t->extended && t->extend_base == t->due)
		t->outer = model_limit(m, t->due - 1, (struct limit){t->extended, LIMIT_DAYS}, 0, &outer_sort);
	if (outer_sort && outer_sort < inner_sort)
		t->inner = t->outer;
}

int m_light(const struct m_ticket *t)
{
	int64_t done = t->filled && t->filled < t->closed ? t->filled : t->closed;
	if (!t->outer)
		return LIGHT_NONE;
	if (t->closed > t->outer)
		return LIGHT_RED;
	return t->inner && done > t->inner ? LIGHT_YELLOW : LIGHT_GREEN;
}

void m_put(const struct doing *x, struct m_ticket *t)
{
	if (t->handler && t->handler == x->op->who)
		model_limit(x->m, x->at, (struct limit){LEASE, LIMIT_DAYS}, 0, &t->lease);
	m_clocks(x->m, t);
	t->ver++;
}

/* A row of its history; of those that matter later, what it was. */
void m_note(const struct doing *x, struct m_ticket *t, int act, int fact, int64_t old, int64_t now)
{
	t->acts++;
	if (t->dones < M_ACTS)
		t->done[t->dones++] = (struct m_done){act, fact, x->batch, old, now};
}

void m_did(const struct doing *x, struct m_ticket *t, int act)
{
	m_put(x, t);
	m_note(x, t, act, 0, 0, 0);
}

/* ---- registering ---- */

struct m_ticket *m_new(struct model *m, uint32_t words)
{
	struct m_ticket *t = &m->ticket[++m->tickets];
	memset(t, 0, sizeof *t);
	t->title = t->body = words;
	t->round = 1;
	t->ver = 1;
	t->state = TICKET_UNCLAIMED;
	t->texts = true;
	return t;
}

static struct m_ticket *create(const struct doing *x)
{
	const struct m_form *f = &x->op->form;
	struct m_ticket *t = m_new(x->m, f->words);
	t->kind = f->kind;
	t->urgency = f->urgency;
	t->office = f->office;
	t->due = f->due;
	t->dispatched = t->round_at = f->dispatched ? f->dispatched : x->at;
	t->caller = f->caller;
	t->persons = f->caller;
	t->acts = 1;
	if (*f->number)
		snprintf(t->number, sizeof t->number, "%s", f->number);
	else
		snprintf(t->number, sizeof t->number, "12345-2026-%04d", x->m->next_ticket++);
	m_clocks(x->m, t);
	return t;
}

static void edit(const struct doing *x, struct m_ticket *t)
{
	const struct m_form *f = &x->op->form;
	t->kind = f->kind;
	t->urgency = f->urgency;
	t->due = f->due;
	t->title = f->words;
	m_set(t, FACT_DISPATCHED, f->dispatched ? f->dispatched : t->dispatched);
	m_put(x, t);
	t->acts++;
}

/* ---- the chain ---- */

static void claim(const struct doing *x, struct m_ticket *t)
{
	if (t->state == TICKET_UNCLAIMED)
		t->state = t->answer ? TICKET_DRAFTED : TICKET_WORKING;
	t->handler = x->op->who;
	if (!t->office)
		t->office = x->m->person[x->op->who].office;
	m_did(x, t, TICKET_ACT_CLAIM);
}

static void aside(struct m_ticket *t, int state)
{
	t->back = t->state;
	t->state = state;
}

static void answer(const struct doing *x, struct m_ticket *t)
{
	const struct m_answer *a = &x->op->answer;
	bool known = false, called = false;
	for (int k = 0; k < t->writers; k++)
		known = known || t->writer[k] == x->op->who;
	if (!known)
		t->writer[t->writers++] = x->op->who;
	for (int k = 0; k < t->dones; k++) {
		const struct m_done *c = &t->done[k];
		called = called || (c->act == TICKET_ACT_CONTACT && c->fact == a->reached && c->old == a->contact && c->now == t->round);
	}
	t->state = TICKET_DRAFTED;
	t->answer = true;
	t->has_said = a->said;
	t->has_unsolved = a->unsolved;
	t->said = a->words;
	t->truth = a->truth;
	t->answer_solved = a->solved;
	t->answers++;
	m_did(x, t, TICKET_ACT_ANSWER);
	if (a->reached && !called)
		m_note(x, t, TICKET_ACT_CONTACT, a->reached, a->contact, t->round);
}

static void check(const struct doing *x, struct m_ticket *t, bool pass)
{
	t->state = pass ? TICKET_TO_FILL : TICKET_DRAFTED;
	if (pass)
		t->checked = x->at;
	m_did(x, t, pass ? TICKET_ACT_CHECK_PASS : TICKET_ACT_CHECK_RETURN);
}

static void filled(const struct doing *x, struct m_ticket *t, int64_t at)
{
	t->filled = at;
	t->state = TICKET_FILLED;
	m_did(x, t, TICKET_ACT_FILL);
}

static void close_one(const struct doing *x, struct m_ticket *t, int64_t at)
{
	int64_t old = t->closed;
	m_clocks(x->m, t);
	t->closed = at < t->round_at ? t->round_at : at;
	t->closed_from = t->state;
	t->state = TICKET_CLOSED;
	t->extending = false;
	t->light = m_light(t);
	m_put(x, t);
	m_note(x, t, TICKET_ACT_CLOSE, 0, old, t->closed);
}

/* What was merged into it closes with it. */
void m_close(const struct doing *x, struct m_ticket *t, int64_t at)
{
	int id = (int)(t - x->m->ticket);
	if (x->batch)
		t->facts |= 1u << FACT_CLOSED;
	close_one(x, t, at);
	for (int k = 1; k <= x->m->tickets; k++)
		if (x->m->ticket[k].state == TICKET_MERGED && x->m->ticket[k].master == id)
			close_one(x, &x->m->ticket[k], at);
}

static void fact(const struct doing *x, struct m_ticket *t, int f, int64_t v)
{
	if (f == FACT_CLOSED) {
		m_close(x, t, v);
		return;
	}
	if (f == FACT_PLATFORM_STATE) {
		t->platform_state = (uint32_t)v;
		t->texts = true;
	}
	int64_t old = model_fact(t, f);
	if (f != FACT_PLATFORM_STATE)
		m_set(t, f, v);
	m_put(x, t);
	m_note(x, t, TICKET_ACT_FACT, f, old, v);
}

static void redo(const struct doing *x, struct m_ticket *t)
{
	static const uint32_t of_round = 1u << FACT_CLOSED | 1u << FACT_VISITED | 1u << FACT_SOLVED | 1u << FACT_PLEASED |
		1u << FACT_PLEASED_MANNER | 1u << FACT_PLATFORM_DUE;
	t->state = TICKET_UNCLAIMED;
	t->round++;
	t->round_at = x->op->a ? x->op->a : x->at;
	t->due = x->op->b;
	t->handler = t->master = t->route = t->light = t->extended = t->writers = 0;
	t->lease = t->extend_base = t->filled = t->closed = t->visited = t->checked = 0;
	t->answer = t->extending = false;
	t->solved = t->pleased = t->manner = 0;
	t->assist = 0;
	t->facts &= ~of_round;
	if (!(t->facts >> FACT_REDOS & 1))
		t->redos++;
	m_did(x, t, TICKET_ACT_REDO);
}

static void short_end(const struct doing *x, struct m_ticket *t)
{
	const struct op *op = x->op;
	const struct m_row *r = &op->row[0];
	check(x, t, true);
	if (op->a)
		filled(x, t, op->a);
	if (op->b)
		fact(x, t, FACT_SIGNED, op->b);
	if (op->d)
		fact(x, t, FACT_CLOSED, op->d);
	if (r->visited)
		fact(x, t, FACT_VISITED, r->visited);
	if (r->solved)
		fact(x, t, FACT_SOLVED, r->solved);
	if (r->pleased)
		fact(x, t, FACT_PLEASED, r->pleased);
}

void model_tickets_due(struct model *m)
{
	for (int id = 1; id <= m->tickets; id++) {
		struct m_ticket *t = &m->ticket[id], was = *t;
		if (!ticket_is_open(t->state) && t->state != TICKET_MERGED && t->state != TICKET_ROUTED)
			continue;
		m_clocks(m, t);
		bool moved = was.sign_limit != t->sign_limit || was.return_limit != t->return_limit || was.inner != t->inner ||
			was.outer != t->outer;
		t->acts += moved;
		t->texts = t->texts || moved;
	}
}

static void limits(const struct doing *x)
{
	const struct op *op = x->op;
	x->m->limit[op->a][op->b] = (struct m_limits){
		.of = {{1, LIMIT_DAYS}, {1, LIMIT_DAYS}, {(int)op->c, LIMIT_DAYS}, {(int)op->d, LIMIT_DAYS}}, .extend = 5};
	model_tickets_due(x->m);
}

void model_ticket_erase(struct m_ticket *t)
{
	t->erased = true;
	t->texts = false;
	t->ver++;
}

static void about(const struct doing *x, struct m_ticket *t)
{
	const struct op *op = x->op;
	switch (op->kind) {
	case DO_T_EDIT:
		edit(x, t);
		break;
	case DO_T_VOID:
		t->state = TICKET_VOID;
		m_did(x, t, TICKET_ACT_VOID);
		break;
	case DO_T_CLAIM:
		claim(x, t);
		break;
	case DO_T_UNCLAIM:
		t->state = TICKET_UNCLAIMED;
		t->handler = 0;
		m_did(x, t, TICKET_ACT_UNCLAIM);
		break;
	case DO_T_TRANSFER:
		t->state = TICKET_UNCLAIMED;
		t->office = (int)op->a;
		t->handler = 0;
		t->answer = false;
		m_did(x, t, TICKET_ACT_TRANSFER);
		break;
	case DO_T_ASSIST:
		t->assist |= 1u << op->a;
		m_did(x, t, TICKET_ACT_ASSIST);
		break;
	case DO_T_ASSIST_DONE:
		t->assist &= ~(1u << x->m->person[op->who].office);
		m_did(x, t, TICKET_ACT_ASSIST_DONE);
		break;
	case DO_T_URGE:
		m_did(x, t, TICKET_ACT_URGE);
		break;
	case DO_T_SUPERVISE:
	case DO_T_SUPERVISE_DONE:
		t->supervised = op->kind == DO_T_SUPERVISE;
		m_did(x, t, TICKET_ACT_SUPERVISE);
		break;
	case DO_T_RETURN_ASK:
		aside(t, TICKET_RETURNING);
		t->return_asker = op->who;
		m_did(x, t, TICKET_ACT_RETURN_ASK);
		break;
	case DO_T_RETURN_DECIDE:
		t->state = op->a ? TICKET_RETURNED : t->back;
		m_did(x, t, op->a ? TICKET_ACT_RETURN_YES : TICKET_ACT_RETURN_NO);
		break;
	case DO_T_EXTEND_ASK:
		t->extending = true;
		t->extend_asker = op->who;
		t->extend_days = (int)op->a;
		m_did(x, t, TICKET_ACT_EXTEND_ASK);
		break;
	case DO_T_EXTEND_DECIDE:
		t->extending = false;
		if (op->a) {
			t->extended = t->extend_days;
			t->extend_base = t->due;
		}
		m_did(x, t, op->a ? TICKET_ACT_EXTEND_YES : TICKET_ACT_EXTEND_NO);
		break;
	case DO_T_MERGE:
		aside(t, TICKET_MERGED);
		t->master = (int)op->a;
		m_did(x, t, TICKET_ACT_MERGE);
		break;
	case DO_T_ROUTE:
		aside(t, TICKET_ROUTED);
		t->route = (int)op->a;
		m_did(x, t, TICKET_ACT_ROUTE);
		break;
	case DO_T_REQUEST:
		model_request_apply(x->m, op, x->at);
		aside(t, TICKET_ROUTED);
		t->route = ROUTE_REQUEST;
		m_did(x, t, TICKET_ACT_ROUTE);
		break;
	case DO_T_UNMERGE:
	case DO_T_UNROUTE:
		t->state = t->back;
		t->master = t->route = 0;
		m_did(x, t, op->kind == DO_T_UNMERGE ? TICKET_ACT_UNMERGE : TICKET_ACT_UNROUTE);
		break;
	case DO_T_EXCLUDE:
		t->excluded = op->a != 0;
		t->texts = true;
		m_did(x, t, TICKET_ACT_EXCLUDE);
		break;
	case DO_T_ANSWER:
		answer(x, t);
		break;
	case DO_T_SUBMIT:
		t->state = TICKET_CHECKING;
		m_did(x, t, TICKET_ACT_SUBMIT);
		break;
	case DO_T_RECALL:
		t->state = TICKET_DRAFTED;
		m_did(x, t, TICKET_ACT_RECALL);
		break;
	case DO_T_CHECK:
		check(x, t, op->a != 0);
		break;
	case DO_T_FILL:
		filled(x, t, op->a ? op->a : x->at);
		break;
	case DO_T_FACT:
		fact(x, t, (int)op->a, op->b);
		break;
	case DO_T_REDO:
		redo(x, t);
		break;
	case DO_T_SHORT_END:
		short_end(x, t);
		break;
	case DO_T_ERASE_ASK:
		x->m->erasure[++x->m->erasures] = (struct m_erasure){op->item, op->who, 0, x->at, ABOUT_TICKET};
		break;
	case DO_T_ERASE_DECIDE:
		x->m->erasure[op->a].decided = op->b ? 1 : 2;
		if (op->b)
			model_ticket_erase(t);
		break;
	default: /* DO_T_CALLER: only looked at */
		break;
	}
}

void model_ticket_apply(struct model *m, const struct op *op, int64_t at)
{
	struct doing x = {.m = m, .op = op, .at = at};
	struct m_ticket *t;
	switch (op->kind) {
	case DO_T_CREATE:
		create(&x);
		break;
	case DO_T_SHORT:
		t = create(&x);
		claim(&x, t);
		answer(&x, t);
		t->state = TICKET_CHECKING;
		m_did(&x, t, TICKET_ACT_SUBMIT);
		break;
	case DO_T_LIMIT:
		limits(&x);
		break;
	case DO_T_IMPORT:
		m_import(&x);
		break;
	case DO_T_UNDO:
		m_undo(&x);
		break;
	case DO_T_MAPPING:
		break;
	default:
		about(&x, &m->ticket[op->item]);
	}
}
