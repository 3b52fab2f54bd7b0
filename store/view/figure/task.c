/* task.c - the figures of 任务: what is open is counted in the index of what is open, by its limit. */
#include "store/rule/task.h"
#include "store/view/figure/inside.h"

bool figure_task_list(const struct ask *a, struct task_query *q)
{
	*q = (struct task_query){.scope = TASKS_OPEN, .office = a->office, .source = "", .words = "", .title = ""};
	if (a->f == FIGURE_TASKS_LATE) {
		q->late = true;
	} else if (a->f == FIGURE_TASKS_SOON) {
		q->due_from = desk_today(a->d);
		q->due_to = ask_soon(a);
	}
	return true;
}

#define OPEN_TASKS "SELECT count(*) FROM task INDEXED BY task_state WHERE state=?1 AND ?2 IN (0, office)"

enum z figure_task_get(const struct ask *a, struct figure_value *out)
{
	struct db *db = a->d->db;
	const int64_t open = TASK_OPEN, today = desk_today(a->d);
	if (a->f == FIGURE_TASKS_LATE)
		out->n = db_number(db, a->e, 0, OPEN_TASKS " AND due<?3", "iii", open, a->office, today);
	else if (a->f == FIGURE_TASKS_SOON)
		out->n = db_number(
		        db, a->e, 0, OPEN_TASKS " AND due BETWEEN ?3 AND ?4", "iiii", open, a->office, today, (int64_t)ask_soon(a));
	else
		out->n = db_number(db, a->e, 0, OPEN_TASKS, "ii", open, a->office);
	return db_result(db);
}
