/* model_task.c - a 任务: must this be accepted, and what comes of it? */
#include <stdio.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/task/task.h"
#include "store/rule/permit/permit.h"
#include "tests/model/model_inside.h"

enum { BACK = 1830, AHEAD = 3660 }; /* days from today that a limit may have */

bool model_same_helpers(const struct m_plan *a, const struct m_plan *b)
{
	for (int k = 0; k < a->helpers && k < b->helpers; k++)
		if (a->helper[k] != b->helper[k])
			return false;
	return a->helpers == b->helpers;
}

static bool same_texts(const struct m_plan *a, const struct m_plan *b)
{
	return a->title == b->title && a->place == b->place && a->body == b->body && a->source == b->source;
}

static bool same_terms(const struct m_plan *a, const struct m_plan *b)
{
	return a->office == b->office && a->due == b->due && model_same_helpers(a, b);
}

/* ---- must it be accepted ---- */

static bool in_use(const struct model *m, int office)
{
	return office >= 1 && office <= m->offices && m->office[office];
}

/* twice: an office may be named again, as lists do. */
static bool good(const struct model *m, const struct m_plan *p, bool twice, int64_t at)
{
	int32_t today = day_at(at);
	if (p->untitled || p->undated || !in_use(m, p->office))
		return false;
	for (int k = 0; k < p->helpers; k++) {
		if (!in_use(m, p->helper[k]))
			return false;
		for (int j = -1; j < k && !twice; j++)
			if (p->helper[k] == (j < 0 ? p->office : p->helper[j]))
				return false;
	}
	return p->due == DAY_NONE || (p->due >= today - BACK && p->due <= today + AHEAD);
}

static bool keeps(struct look *l)
{
	return role(l, ROLE_OFFICE | ROLE_ADMIN) || no(l, "neither 办公室 nor administrator");
}

bool judge_tasks(struct look *l)
{
	return keeps(l) && (l->op->kind == DO_K_IMPORT || good(l->m, l->op->plan, false, l->at) || no(l, "the form"));
}

static bool in(struct look *l, unsigned states)
{
	return states >> l->k->state & 1 || no(l, "state");
}

/* a: day; one of the office that leads says so, or 办公室 */
static bool done(struct look *l)
{
	if (!role(l, ROLE_OFFICE) && l->p->office != l->k->is.office)
		return no(l, "another office's");
	return (l->op->a != DAY_NONE && l->op->a <= day_at(l->at)) || no(l, "on no possible day");
}

bool judge_task(struct look *l)
{
	const struct m_plan *p = l->op->plan;
	switch (l->op->kind) {
	case DO_K_EDIT:
		return in(l, 1u << TASK_OPEN) && keeps(l) && (good(l->m, p, false, l->at) || no(l, "the form")) &&
		       (!same_texts(p, &l->k->is) || !same_terms(p, &l->k->is) || no(l, "nothing changed"));
	case DO_K_DONE:
		return in(l, 1u << TASK_OPEN) && done(l) && reason(l);
	case DO_K_DROP:
		return in(l, 1u << TASK_OPEN) && keeps(l) && reason(l);
	default: /* DO_K_REOPEN */
		return in(l, 1u << TASK_DONE | 1u << TASK_DROPPED) && (role(l, ROLE_OFFICE) || no(l, "not 办公室")) && reason(l);
	}
}

/* ---- what comes of it ---- */

static void create(struct model *m, const struct m_plan *p)
{
	struct m_task *t = &m->task[++m->tasks];
	*t = (struct m_task){.is = *p, .state = TASK_OPEN, .done_on = DAY_NONE, .ver = 1, .acts = 1};
	snprintf(t->number, sizeof t->number, "任-2026-%04d", m->next_task++);
}

/* An office that a list names again is meant once. */
static void once(struct m_plan *p)
{
	int n = 0;
	for (int k = 0; k < p->helpers; k++) {
		bool known = p->helper[k] == p->office;
		for (int j = 0; j < n; j++)
			known = known || p->helper[j] == p->helper[k];
		if (!known)
			p->helper[n++] = p->helper[k];
	}
	p->helpers = n;
}

/* A line of a list: new, there already just so, or refused. */
static int line(struct model *m, struct m_plan p, int64_t at, int *is)
{
	if (!good(m, &p, true, at))
		return -1;
	once(&p);
	*is = 0;
	for (int id = 1; id <= m->tasks && !*is; id++)
		if (m->task[id].state != TASK_DROPPED && same_texts(&m->task[id].is, &p))
			*is = id;
	if (*is)
		return same_terms(&m->task[*is].is, &p) ? TASK_SAME : -1;
	create(m, &p);
	*is = m->tasks;
	return TASK_NEW;
}

/* dry: nothing of it stays; true: something was written. */
static bool import(struct model *m, const struct op *op, int64_t at)
{
	const int tasks = m->tasks, next = m->next_task;
	int is[M_ROWS] = {0}, made;
	for (int k = 0; k < op->rows; k++) {
		m->met[k] = line(m, op->plan[k], at, &is[k]);
		for (int j = 0; j < k && m->met[k] >= 0; j++)
			if (m->met[j] >= 0 && is[j] == is[k])
				m->met[k] = -1; /* twice in one list */
	}
	made = m->tasks - tasks;
	if (op->d) {
		m->tasks = tasks;
		m->next_task = next;
	}
	return made && !op->d;
}

bool model_task_apply(struct model *m, const struct op *op, int64_t at)
{
	struct m_task *t = &m->task[op->item];
	if (op->kind == DO_K_IMPORT)
		return import(m, op, at);
	if (op->kind == DO_K_CREATE) {
		create(m, op->plan);
		return true;
	}
	if (op->kind == DO_K_EDIT)
		t->is = *op->plan;
	else
		t->state = op->kind == DO_K_DONE ? TASK_DONE : op->kind == DO_K_DROP ? TASK_DROPPED : TASK_OPEN;
	t->done_by = op->kind == DO_K_DONE ? op->who : 0;
	t->done_on = op->kind == DO_K_DONE ? (int32_t)op->a : DAY_NONE;
	t->acts++;
	t->ver++;
	return true;
}
