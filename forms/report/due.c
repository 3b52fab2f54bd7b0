/* due.c - what is late or due soon, items and tickets in one list, the most urgent first. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/words.h"
#include "forms/report/work.h"
#include "store/base/mask.h"

enum { LIST_MAX = 500 };

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
	snprintf(r->left, sizeof r->left, i->left < 0 ? W_R_DUE_LATE : i->left ? W_R_DUE_LEFT : W_R_DUE_TODAY, i->left < 0 ? -i->left : i->left);
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
		snprintf(r->left, sizeof r->left, r->late ? W_R_DUE_LATE : left ? W_R_DUE_LEFT : W_R_DUE_TODAY, left);
	snprintf(r->reason, sizeof r->reason, "%s", ticket_state_text(t->state));
	(void)e;
	return Z_OK;
}

static enum z items(struct due_list *l, const struct item_query *q, struct error *e)
{
	struct item_view *v = NULL;
	enum z z = item_view_open(l->w->d, q, &v, e);

	if (!z)
		z = window_each(item_view_window(v), LIST_MAX - l->n, item, NULL, l, e);
	item_view_close(&v);
	return z;
}

static enum z tickets(struct due_list *l, const struct ticket_query *q, struct error *e)
{
	struct ticket_view *v = NULL;
	enum z z = ticket_view_open(l->w->d, q, &v, e);

	if (!z)
		z = window_each(ticket_view_window(v), LIST_MAX - l->n, ticket, NULL, l, e);
	ticket_view_close(&v);
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
	} parts[] = {{FIGURE_LATE, true}, {FIGURE_TODAY, false}, {FIGURE_SOON, false}, {FIGURE_TICKETS_RED, true}, {FIGURE_TICKETS_YELLOW, false}};
	struct due_list l = {.w = w, .persons = setting_number(w->d, SETTING_REPORT_PERSONS) != 0};
	struct figure_period now = {0};

	*late = *soon = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts && !w->z; i++) {
		struct figure_list what;

		*(parts[i].late ? late : soon) += work_count(w, parts[i].figure, NULL);
		if (w->z || !figure_list(w->d, parts[i].figure, &now, 0, 1, FIGURES_BY_NONE, 0, &what))
			continue;
		w->z = what.module == FIGURE_OF_ITEMS ? items(&l, &what.items, w->e) : tickets(&l, &what.tickets, w->e);
	}
	if (l.n)
		qsort(l.rows, (size_t)l.n, sizeof *l.rows, by_urgency);
	*list = l.rows;
	*n = l.n;
	return w->z;
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
