/* step_task.c - which act upon a task comes next. */
#include "store/base/date.h"
#include "store/rule/permit/permit.h"
#include "store/rule/task.h"
#include "tests/model/step.h"

#define dice(n) step_dice(w, (uint32_t)(n))
#define one_in(n) (step_dice(w, (uint32_t)(n)) == 0)

static int32_t limit_of(struct walk *w)
{
	int32_t day = day_at(w->now) - 10 + (int32_t)dice(90);
	int year, month, mday;
	if (one_in(4))
		return DAY_NONE;
	if (one_in(40))
		return day + (one_in(2) ? 4000 : -2000);
	if (!one_in(3))
		return day;
	day_split(day, &year, &month, &mday);
	return day_of(month == 12 ? year + 1 : year, month % 12 + 1, 1) - 1;
}

static void helpers_of(struct walk *w, struct m_plan *p)
{
	p->helpers = (int)dice(M_HELPERS + 1);
	for (int k = 0; k < p->helpers; k++)
		p->helper[k] = one_in(20) ? 1 + (int)dice(M_OFFICES - 1) : one_in(4) ? 1 + (int)dice(3) : 1 + (p->office + k) % 3;
	if (p->helpers == M_HELPERS && !one_in(4)) /* the fourth of three would be one again */
		p->helpers--;
}

static void plan_of(struct walk *w, struct m_plan *p)
{
	*p = (struct m_plan){.title = w->words++, .place = dice(30), .body = one_in(3) ? 0 : w->words++, .source = dice(4),
		.office = 1 + (int)dice(3), .due = limit_of(w)};
	helpers_of(w, p);
	if (one_in(25))
		p->untitled = true;
	if (one_in(25))
		p->office = one_in(3) ? 0 : 1 + (int)dice(M_OFFICES - 1);
}

/* As it stands, but for one thing or none. */
static void again(struct walk *w, struct m_plan *p, const struct m_task *t)
{
	*p = t->is;
	switch (dice(7)) {
	case 0:
		p->due = limit_of(w);
		break;
	case 1:
		helpers_of(w, p);
		break;
	case 2:
		p->title = w->words++;
		break;
	case 3:
		p->body = one_in(3) ? 0 : w->words++;
		break;
	case 4:
		p->office = 1 + (int)dice(3);
		break;
	case 5:
		p->place = dice(30);
		break;
	default:
		break;
	}
}

static void list_of(struct walk *w, struct op *op)
{
	const int n = w->m->tasks;
	op->rows = 1 + (int)dice(M_ROWS);
	for (int k = 0; k < op->rows; k++) {
		struct m_plan *p = &op->plan[k];
		if (k && one_in(8))
			*p = op->plan[k - 1];
		else if (n && one_in(3))
			again(w, p, &w->m->task[1 + dice(n)]);
		else
			plan_of(w, p);
		p->undated = one_in(25);
	}
	op->d = one_in(5);
}

static void fill(struct walk *w, struct op *op)
{
	int32_t today = day_at(w->now);
	if (op->kind == DO_K_EDIT) {
		again(w, op->plan, &w->m->task[op->item]);
		op->plan->untitled = one_in(25);
	}
	op->a = one_in(15) ? today + 1 : one_in(30) ? DAY_NONE : today - (int32_t)dice(5);
}

static const enum op_kind usual[STEP_STATES][STEP_USUAL] = {
	[TASK_OPEN] = {DO_K_EDIT, DO_K_EDIT, DO_K_EDIT, DO_K_DONE, DO_K_DONE, DO_K_DROP},
	[TASK_DONE] = {DO_K_REOPEN},
	[TASK_DROPPED] = {DO_K_REOPEN},
};
static const struct step_sort tasks = {.about = ABOUT_TASK, .states = TASK_STATE_END, .near = 25, .fill = fill, .usual = usual,
	.ask = DO_COUNT, .decide = DO_COUNT};

void step_choose_task(struct walk *w, struct op *op)
{
	const struct model *m = w->m;
	if (m->tasks < 4 || (m->tasks < M_TASKS - 8 && one_in(4))) {
		op->kind = one_in(2) ? DO_K_IMPORT : DO_K_CREATE;
		op->who = step_someone(w);
		if (op->kind == DO_K_IMPORT)
			list_of(w, op);
		else
			plan_of(w, op->plan);
		if (!one_in(8))
			step_find_someone(w, op);
	} else if (one_in(6) && step_unvisited(w, op, &tasks)) {
		;
	} else if (one_in(7)) {
		step_anything(w, op, &tasks);
	} else {
		int id = step_some(w, &tasks);
		step_on(w, op, &tasks, id, step_usual(w, &tasks, id));
		op->who = step_someone(w);
		if (!one_in(6))
			step_find_someone(w, op);
	}
}
