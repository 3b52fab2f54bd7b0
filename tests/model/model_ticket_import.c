/* model_ticket_import.c - what the platform's export does to the model's tickets, and what taking it back does. */
#include <stdio.h>
#include <string.h>

#include "tests/model/model_ticket_inside.h"

static uint32_t facts_of(const struct m_row *r)
{
	uint32_t bits = 1u << FACT_SOURCE | 1u << FACT_TOPIC;
	const struct {
		int fact;
		bool there;
	} all[] = {{FACT_DISPATCHED, r->dispatched}, {FACT_PLATFORM_DUE, r->due}, {FACT_SIGNED, r->signed_at},
		{FACT_CLOSED, r->closed}, {FACT_VISITED, r->visited}, {FACT_SOLVED, r->solved}, {FACT_PLEASED, r->pleased},
		{FACT_REDOS, r->redos >= 0}, {FACT_KIND, r->kind}, {FACT_URGENCY, r->urgency}, {FACT_TITLE, r->title},
		{FACT_BODY, r->fresh}, {FACT_CALLER, r->fresh}, {FACT_PLACE, r->fresh}};
	for (size_t k = 0; k < sizeof all / sizeof *all; k++)
		bits |= (uint32_t)all[k].there << all[k].fact;
	return bits;
}

static bool row_good(const struct m_row *r, int64_t at)
{
	if (r->dispatched > at || r->signed_at > at || r->closed > at || r->visited > at)
		return false;
	if (r->dispatched && r->closed && r->closed < r->dispatched)
		return false;
	return !r->dispatched || !r->due || r->due > r->dispatched;
}

static int row_new(const struct doing *x, const struct m_row *r)
{
	if (!r->dispatched)
		return -1;
	struct m_ticket *t = m_new(x->m, r->words);
	snprintf(t->number, sizeof t->number, "%s", r->number);
	t->state = r->closed ? TICKET_CLOSED : TICKET_UNCLAIMED;
	t->origin = r->closed != 0;
	t->kind = r->kind ? r->kind : KIND_OTHER;
	t->urgency = r->urgency ? r->urgency : URGENCY_NORMAL;
	t->office = r->office;
	t->dispatched = t->round_at = r->dispatched;
	t->due = r->due;
	t->signed_at = r->signed_at;
	t->closed = r->closed;
	t->visited = r->visited;
	t->solved = r->solved;
	t->pleased = r->pleased;
	t->redos = r->redos > 0 ? r->redos : 0;
	t->batch = x->batch;
	t->facts = facts_of(r);
	t->caller = r->fresh;
	t->persons = r->fresh;
	m_clocks(x->m, t);
	if (t->closed)
		t->light = m_light(t);
	return TICKET_NEW;
}

static int told(const struct doing *x, struct m_ticket *t, int f, int64_t now)
{
	int64_t old = model_fact(t, f);
	if (old == now)
		return 0;
	m_set(t, f, now);
	m_note(x, t, TICKET_ACT_FACT, f, old, now);
	return 1;
}

/* Of one that is here only what the platform says changes; of a round that is over, nothing. */
static int row_again(const struct doing *x, struct m_ticket *t, const struct m_row *r)
{
	bool back = t->state == TICKET_VOID;
	bool over = t->round > 1 && (r->closed ? r->closed < t->round_at : r->visited && r->visited < t->round_at);
	uint32_t facts = facts_of(r);
	int n = 0;
	if (t->erased)
		return TICKET_SAME;
	if (back) {
		t->state = t->closed ? TICKET_CLOSED : TICKET_UNCLAIMED;
		t->batch = x->batch;
		m_did(x, t, TICKET_ACT_IMPORT);
	}
	if (r->dispatched && (t->round == 1 || r->dispatched < t->dispatched))
		n += told(x, t, FACT_DISPATCHED, r->dispatched);
	if (r->due && r->due > t->round_at)
		n += told(x, t, FACT_PLATFORM_DUE, r->due);
	else
		facts &= ~(1u << FACT_PLATFORM_DUE);
	if (r->signed_at)
		n += told(x, t, FACT_SIGNED, r->signed_at);
	if (r->kind)
		n += told(x, t, FACT_KIND, r->kind);
	if (r->urgency)
		n += told(x, t, FACT_URGENCY, r->urgency);
	if (r->redos >= 0)
		n += told(x, t, FACT_REDOS, r->redos);
	if (over)
		facts &= ~(1u << FACT_CLOSED | 1u << FACT_VISITED | 1u << FACT_SOLVED | 1u << FACT_PLEASED);
	if (!over && r->visited)
		n += told(x, t, FACT_VISITED, r->visited);
	if (!over && r->solved)
		n += told(x, t, FACT_SOLVED, r->solved);
	if (!over && r->pleased)
		n += told(x, t, FACT_PLEASED, r->pleased);
	if (!over && r->closed && t->state == TICKET_CLOSED)
		n += told(x, t, FACT_CLOSED, r->closed);
	if (r->title)
		n += told(x, t, FACT_TITLE, r->words);
	if (n || facts & ~t->facts & ~(1u << FACT_CLOSED)) {
		const uint32_t had = t->facts;
		t->facts |= facts & ~(t->closed ? 0 : 1u << FACT_CLOSED);
		if (t->state == TICKET_CLOSED) { /* judged by what the platform says now */
			bool moved = false;
			for (int k = 0; k < n; k++)
				moved = moved || t->done[t->dones - 1 - k].fact == FACT_PLATFORM_DUE;
			t->outer = moved ? t->due : t->outer;
			t->light = m_light(t);
		}
		m_put(x, t);
		if (t->facts != had)
			m_note(x, t, TICKET_ACT_MARK, 0, had, t->facts);
	}
	if (!over && r->closed && t->state != TICKET_CLOSED) {
		m_close(x, t, r->closed);
		n++;
	}
	return back ? TICKET_NEW : n ? TICKET_CHANGED : TICKET_SAME;
}

void m_import(struct doing *x)
{
	const struct op *op = x->op;
	x->batch = ++x->m->batches;
	x->m->batch[x->batch] = (struct m_batch){.tickets = true};
	for (int k = 0; k < op->rows; k++) {
		const struct m_row *r = &op->row[k];
		int id = model_ticket_named(x->m, r->number);
		bool twice = false;
		for (int j = 0; j < k; j++)
			twice = twice || (x->m->met[j] >= 0 && !strcmp(op->row[j].number, r->number));
		x->m->met[k] = !row_good(r, x->at) || twice ? -1 : id ? row_again(x, &x->m->ticket[id], r) : row_new(x, r);
	}
}

/* What it changed goes back, the last first; what it brought is void. */
static void undo_one(const struct doing *x, struct m_ticket *t, int k)
{
	const struct m_done d = t->done[k];
	if (d.act == TICKET_ACT_CLOSE) {
		t->state = t->closed_from;
		t->closed = d.old;
		t->light = 0;
		t->facts &= ~(1u << FACT_CLOSED);
		m_put(x, t);
		m_note(x, t, TICKET_ACT_UNDO, 0, d.now, d.old);
		return;
	}
	if (d.act == TICKET_ACT_MARK) {
		t->facts &= ~(uint32_t)(d.now & ~d.old);
		m_put(x, t);
		m_note(x, t, TICKET_ACT_MARK, 0, d.now, d.old);
		return;
	}
	m_set(t, d.fact, d.old);
	if (t->state == TICKET_CLOSED) {
		if (d.fact == FACT_PLATFORM_DUE)
			t->outer = d.old;
		t->light = m_light(t);
	}
	bool said_by_another = t->batch != 0;
	for (int j = 0; j < t->dones; j++)
		said_by_another = said_by_another ||
				  (t->done[j].batch && t->done[j].batch != x->batch &&
					  ((t->done[j].act == TICKET_ACT_FACT && t->done[j].fact == d.fact) ||
						  (t->done[j].act == TICKET_ACT_MARK && (t->done[j].now & ~t->done[j].old) >> d.fact & 1)));
	if (!said_by_another)
		t->facts &= ~(1u << d.fact);
	m_put(x, t);
	m_note(x, t, TICKET_ACT_FACT, d.fact, d.now, d.old);
}

void m_undo(struct doing *x)
{
	x->batch = (int)x->op->a;
	x->m->batch[x->batch].undone = true;
	for (int id = 1; id <= x->m->tickets; id++) {
		struct m_ticket *t = &x->m->ticket[id];
		if (t->batch == x->batch && t->state != TICKET_VOID) {
			t->state = TICKET_VOID;
			m_did(x, t, TICKET_ACT_UNDO);
			continue;
		}
		for (int k = t->dones - 1; k >= 0 && t->batch != x->batch; k--)
			if (t->done[k].batch == x->batch && (t->done[k].act == TICKET_ACT_FACT || t->done[k].act == TICKET_ACT_CLOSE ||
							t->done[k].act == TICKET_ACT_MARK))
				undo_one(x, t, k);
	}
}
