/* due.c - what is late or due soon, and what is due next week: items, tickets, requests and tasks in one list, the most
 * urgent first. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/words.h"
#include "forms/report/work.h"
#include "store/base/mask.h"

enum { LIST_MAX = 500, PLAN_MAX = 20 };

struct due_list {
	struct work *w;
	struct work_due *rows;
	int n;
	bool persons;
};

static struct work_due *more(struct due_list *l)
{
	if (l->n % 64 == 0)
		l->rows = xrealloc(l->rows, (size_t)(l->n + 64) * sizeof *l->rows);
	l->rows[l->n] = (struct work_due){0};
	return &l->rows[l->n++];
}

static char *masked(const char *s)
{
	char *copy = xstrdup(s);

	mask_text(copy);
	return copy;
}

/* 超3日, 今日, 余2日 */
static const char *left_words(int left, bool late, char buf[32])
{
	snprintf(buf, 32, late ? W_R_DUE_LATE : left ? W_R_DUE_LEFT : W_R_DUE_TODAY, left < 0 ? -left : left);
	return buf;
}

static void office(struct work_due *r, const char *name, const char *holder, bool persons)
{
	snprintf(r->office, sizeof r->office, "%s%s%s", *name ? name : W_R_NO_OFFICE, persons && *holder ? " " : "", persons ? holder : "");
}

static enum z item(void *list, const void *row, struct error *e)
{
	struct due_list *l = list;
	const struct item_row *i = row;
	struct work_due *r = more(l);

	snprintf(r->number, sizeof r->number, "%s", i->number);
	office(r, i->office, i->holder, l->persons);
	r->title = masked(i->title);
	r->at = day_start(i->due + 1);
	r->late = i->left < 0;
	work_day_short(i->due, r->due);
	left_words(i->left, r->late, r->left);
	if (i->state == STATE_RETURNED)
		snprintf(r->reason, sizeof r->reason, "%s", *return_reason_text(i->returned) ? return_reason_text(i->returned) : W_R_DUE_RETURNED);
	else if (i->waits)
		snprintf(r->reason, sizeof r->reason, W_R_DUE_WAITS, item_state_text(i->state), i->waits);
	else
		snprintf(r->reason, sizeof r->reason, "%s", item_state_text(i->state));
	(void)e;
	return Z_OK;
}

static enum z ticket(void *list, const void *row, struct error *e)
{
	struct due_list *l = list;
	const struct ticket_line *t = row;
	struct work_due *r = more(l);
	int left = t->left < 0 ? -t->left : t->left;

	snprintf(r->number, sizeof r->number, "%s", t->number);
	office(r, t->office, t->holder, l->persons);
	r->title = masked(t->title);
	r->at = t->due;
	r->late = t->light == LIGHT_RED;
	/* a limit is the instant behind its last day */
	work_day_short(day_at(t->due - 1), r->due);
	if (t->hours)
		snprintf(r->left, sizeof r->left, r->late ? W_R_DUE_LATE_HOURS : W_R_DUE_LEFT_HOURS, left);
	else
		left_words(left, r->late, r->left);
	snprintf(r->reason, sizeof r->reason, "%s", ticket_state_text(t->state));
	(void)e;
	return Z_OK;
}

static enum z request(void *list, const void *row, struct error *e)
{
	struct due_list *l = list;
	const struct request_line *q = row;
	struct work_due *r = more(l);

	snprintf(r->number, sizeof r->number, "%s", q->number);
	office(r, q->office, q->handler, l->persons);
	r->title = masked(q->title);
	r->at = day_start(q->due + 1);
	r->late = q->left < 0;
	work_day_short(q->due, r->due);
	left_words(q->left, r->late, r->left);
	snprintf(r->reason, sizeof r->reason, "%s", W_R_DUE_REQUEST);
	(void)e;
	return Z_OK;
}

static enum z task(void *list, const void *row, struct error *e)
{
	struct due_list *l = list;
	const struct task_row *t = row;
	struct work_due *r = more(l);

	snprintf(r->number, sizeof r->number, "%s", t->number);
	office(r, t->office, "", false);
	r->title = masked(t->title);
	r->at = day_start(t->due + 1);
	r->late = t->left < 0;
	work_day_short(t->due, r->due);
	left_words(t->left, r->late, r->left);
	snprintf(r->reason, sizeof r->reason, "%s", W_R_DUE_TASK);
	(void)e;
	return Z_OK;
}

static enum z rows(struct due_list *l, const struct figure_list *what, int most, struct error *e)
{
	static enum z (*const row[])(void *l, const void *row, struct error *e) = {
		[FIGURE_OF_ITEMS] = item, [FIGURE_OF_TICKETS] = ticket, [FIGURE_OF_REQUESTS] = request, [FIGURE_OF_TASKS] = task};
	struct window *w;
	enum z z = figure_list_open(l->w->d, what, &w, e);

	if (!z)
		z = window_each(w, most, row[what->module], NULL, l, e);
	window_close(&w);
	return z;
}

static int by_urgency(const void *one, const void *two)
{
	const struct work_due *a = one, *b = two;

	return a->at != b->at ? (a->at > b->at) - (a->at < b->at) : strcmp(a->number, b->number);
}

enum z work_due_list(struct work *w, struct work_due **list, int *n, int64_t *late, int64_t *soon)
{
	static const struct {
		enum figure figure;
		bool late;
	} parts[] = {{FIGURE_LATE, true}, {FIGURE_TODAY, false}, {FIGURE_SOON, false}, {FIGURE_TICKETS_RED, true}, {FIGURE_TICKETS_YELLOW, false},
		{FIGURE_REQUESTS_LATE, true}, {FIGURE_REQUESTS_SOON, false}, {FIGURE_TASKS_LATE, true}, {FIGURE_TASKS_SOON, false}};
	struct due_list l = {.w = w, .persons = setting_number(w->d, SETTING_REPORT_PERSONS) != 0};
	struct figure_period now = {0};

	*late = *soon = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts && !w->z; i++) {
		struct figure_list what;

		*(parts[i].late ? late : soon) += work_count(w, parts[i].figure, NULL);
		if (w->z || !figure_list(w->d, parts[i].figure, &now, 0, 1, FIGURES_BY_NONE, 0, &what))
			continue;
		w->z = rows(&l, &what, LIST_MAX, w->e);
	}
	if (l.n)
		qsort(l.rows, (size_t)l.n, sizeof *l.rows, by_urgency);
	while (l.n > LIST_MAX) /* of many the most urgent of all, not all of one sort */
		free(l.rows[--l.n].title);
	*list = l.rows;
	*n = l.n;
	return w->z;
}

/* Requests and tasks that are due in the period behind the report's. */
int work_next(struct work *w, struct work_due **list)
{
	const struct figure_period next = figure_period_step(w->p, 1);
	struct due_list l = {.w = w, .persons = setting_number(w->d, SETTING_REPORT_PERSONS) != 0};
	const struct figure_list what[] = {
		{.module = FIGURE_OF_REQUESTS, .requests = {.scope = REQUESTS_OPEN, .due_from = next.from, .due_to = next.to - 1, .words = "", .title = ""}},
		{.module = FIGURE_OF_TASKS,
			.tasks = {.scope = TASKS_OPEN, .due_from = next.from, .due_to = next.to - 1, .source = "", .words = "", .title = ""}}};

	for (size_t i = 0; i < sizeof what / sizeof *what && !w->z; i++)
		w->z = rows(&l, &what[i], PLAN_MAX, w->e);
	if (l.n)
		qsort(l.rows, (size_t)l.n, sizeof *l.rows, by_urgency);
	*list = l.rows;
	return l.n;
}

void work_due_free(struct work_due *list, int n)
{
	for (int i = 0; i < n; i++)
		free(list[i].title);
	free(list);
}

char *report_suggested(struct desk *d, const struct report *r, int part)
{
	struct work w = {.d = d, .kind = r->kind, .p = report_period_of(r)};
	struct work_due *list = NULL;
	struct buffer b = {0};

	if (part != REPORT_PART_PLAN)
		return xstrdup("");
	int n = work_next(&w, &list);
	for (int i = 0; i < n && !w.z; i++) {
		char day[40];

		buffer_printf(&b, W_R_PLAN_LINE, i ? "\n" : "", work_day(day_at(list[i].at - 1), day), list[i].title, list[i].number, list[i].office);
	}
	work_due_free(list, n);
	return b.n ? buffer_take(&b) : xstrdup("");
}

enum z report_due_list(struct desk *d, struct report_due **list, int *n, struct error *e)
{
	struct work w = {.d = d, .e = e, .figures = json_array()};
	struct work_due *rows = NULL;
	int64_t late, soon;
	enum z z = work_due_list(&w, &rows, n, &late, &soon);

	*list = xalloc(sizeof **list * (size_t)(*n + 1));
	for (int i = 0; i < *n; i++) {
		(*list)[i] = (struct report_due){.title = rows[i].title};
		snprintf((*list)[i].number, sizeof (*list)[i].number, "%s", rows[i].number);
		snprintf((*list)[i].left, sizeof (*list)[i].left, "%s", rows[i].left);
	}
	free(rows);
	json_decref(w.figures);
	if (z)
		report_due_free(list, *n);
	return z;
}

void report_due_free(struct report_due **list, int n)
{
	for (int i = 0; i < n && *list; i++)
		free((*list)[i].title);
	free(*list);
	*list = NULL;
}
