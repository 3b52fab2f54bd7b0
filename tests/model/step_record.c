/* step_record.c - which one is acted upon, and how: the same for items, tickets, requests and tasks. */
#include "store/rule/permit/permit.h"
#include "tests/model/step.h"

#define dice(n) step_dice(w, (uint32_t)(n))
#define one_in(n) (step_dice(w, (uint32_t)(n)) == 0)

static bool full(struct walk *w, const struct step_sort *s, int id)
{
	return s->full && s->full(w->m, id);
}

int step_some(struct walk *w, const struct step_sort *s)
{
	int n = model_count(w->m, s->about), near = n < s->near ? n : s->near;
	for (int tries = 0; tries < 60; tries++) {
		int id = one_in(6) ? 1 + (int)dice(n) : n - (int)dice(near);
		if (!full(w, s, id))
			return id;
	}
	return n;
}

void step_on(struct walk *w, struct op *op, const struct step_sort *s, int id, enum op_kind kind)
{
	op->kind = kind;
	op->item = id;
	op->ver = model_ver(w->m, s->about, id);
	op->c = !one_in(25);
	if (kind == s->ask) {
		op->a = one_in(20) ? 3 : 1 + (int)dice(2);
	} else if (kind == s->decide) {
		op->a = model_erasure_open(w->m, s->about, id);
		op->b = !one_in(4);
	} else {
		s->fill(w, op);
	}
}

enum op_kind step_usual(struct walk *w, const struct step_sort *s, int id)
{
	const enum op_kind *usual = s->usual[model_state(w->m, s->about, id)];
	int n = 0;
	while (n < STEP_USUAL && usual[n])
		n++;
	return usual[dice(n)];
}

static enum op_kind any_kind(struct walk *w, const struct step_sort *s)
{
	enum op_kind kinds[DO_COUNT] = {0};
	int n = 0;
	for (int k = 0; k < DO_COUNT; k++)
		if (op_about[k] == s->about)
			kinds[n++] = (enum op_kind)k;
	return kinds[dice(n)];
}

void step_anything(struct walk *w, struct op *op, const struct step_sort *s)
{
	enum op_kind kind = any_kind(w, s);
	if (kind == s->decide && !one_in(10))
		kind = s->instead;
	step_on(w, op, s, step_some(w, s), kind);
	op->who = one_in(15) ? 1 + (int)dice(w->m->people) : step_someone(w);
	if (!w->crowd.who[op->who])
		op->who = step_someone(w);
}

/* What nobody was refused yet, tried by somebody. */
static bool unrefused(struct walk *w, struct op *op, const struct step_sort *s)
{
	for (int k = 0; k < DO_COUNT; k++) {
		if (op_about[k] != s->about || w->refused[k])
			continue;
		step_on(w, op, s, step_some(w, s), (enum op_kind)k);
		op->who = step_someone(w);
		return true;
	}
	return false;
}

bool step_unvisited(struct walk *w, struct op *op, const struct step_sort *s)
{
	enum { FOUND = 20 };
	const int n = model_count(w->m, s->about);
	if (w->steps * 2 > w->length && unrefused(w, op, s))
		return true;
	for (int tries = 0; tries < 300; tries++) {
		enum op_kind kind = any_kind(w, s);
		int state = 1 + (int)dice(s->states - 1), found = 0;
		bool allowed = permit_states(op_action[kind]) >> state & 1;
		if (w->good[kind][state] || (w->tried[kind][state] && !allowed))
			continue;
		int first = (int)dice(n);
		for (int k = 0; k < n && found < FOUND; k++) {
			int id = 1 + (first + k) % n;
			if (model_state(w->m, s->about, id) != state || full(w, s, id) || (allowed && s->asked && !s->asked(w->m, id, kind)))
				continue;
			found++;
			*op = (struct op){.now = w->now};
			step_on(w, op, s, id, kind);
			if (kind == s->decide && !op->a) { /* somebody must have asked */
				step_on(w, op, s, id, s->ask);
				op->a = op->c = 1;
			}
			if (step_find_someone(w, op))
				return true;
		}
		if (found && !w->tried[kind][state])
			return true;
	}
	return false;
}

bool step_unvisited_desk(struct walk *w, struct op *op, enum m_about about)
{
	int first = (int)dice(DO_COUNT);
	for (int k = 0; k < DO_COUNT; k++) {
		enum op_kind kind = (enum op_kind)((first + k) % DO_COUNT);
		if (op_about[kind] != about || kind == DO_DUTY) /* the roster has turns of its own */
			continue;
		if (w->good[kind][0] && (w->refused[kind] || kind == DO_BACKUP))
			continue;
		op->kind = kind;
		return true;
	}
	return false;
}
