/* list.c - the list of 任务 by limit, a page over 待办.  Reads through task_view only; what is done with one stands in do.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/pane/stat_panel.h"
#include "tui/task/task.h"
#include "tui/task/words.h"
#include "tui/words.h"

/* ------------------------------------------------------------ rows as cells */
enum column { COL_NUMBER, COL_TITLE, COL_LIGHT, COL_STATE, COL_OFFICE, COL_DUE, COL_SOURCE, COLUMNS };

static const struct list_column columns[COLUMNS] = {
	[COL_NUMBER] = {.title = W_COL_NUMBER, .min = 13, .accent = true},
	[COL_TITLE] = {.title = W_TS_COL_TITLE, .min = 16, .weight = 10},
	[COL_LIGHT] = {.title = W_COL_DUE, .min = 8, .sort = TASKS_BY_DUE + 1},
	[COL_STATE] = {.title = W_COL_STATE, .min = 6, .weight = 1, .max = 10, .drop = 2},
	[COL_OFFICE] = {.title = W_TS_COL_LEAD, .min = 10, .weight = 2, .max = 18},
	[COL_DUE] = {.title = W_TS_COL_DUE, .min = 10, .drop = 3},
	[COL_SOURCE] = {.title = W_TS_COL_SOURCE, .min = 12, .weight = 2, .max = 30, .drop = 4},
};

const char *task_light(const struct task_row *r, char buf[40], enum role *role)
{
	*role = r->light == LIGHT_RED ? C_LATE : r->light == LIGHT_YELLOW ? C_SOON : r->light == LIGHT_GREEN ? C_GOOD : C_DIM;
	if (r->state == TASK_DROPPED) {
		*role = C_DIM;
		return W_LIGHT_NONE;
	}
	if (r->due == DAY_NONE)
		return W_TS_LONG;
	if (r->state == TASK_DONE) {
		if (r->light == LIGHT_RED)
			return W_TS_WAS_LATE;
		*role = C_DIM;
		return W_TS_IN_TIME;
	}
	return list_pane_days(r->left, false, buf);
}

const char *task_line_text(const struct task_row *r, char buf[TASK_LINE])
{
	snprintf(buf, TASK_LINE, "%s%s%s", r->title, *r->body ? "：" : "", r->body);
	return buf;
}

static void add_row(struct list_page *p, const void *row)
{
	const struct task_row *r = row;
	char light[40], due[16], line[TASK_LINE];
	enum role role[COLUMNS] = {C_TEXT, C_TEXT, C_TEXT, C_STATE, C_DIM, C_DIM, C_DIM};
	const char *text[COLUMNS] = {[COL_NUMBER] = r->number,
		[COL_TITLE] = task_line_text(r, line),
		[COL_STATE] = task_state_text(r->state),
		[COL_OFFICE] = r->office,
		[COL_DUE] = day_text(r->due, due),
		[COL_SOURCE] = r->source};
	if (r->state == TASK_DROPPED)
		role[COL_STATE] = role[COL_TITLE] = C_DIM;
	text[COL_LIGHT] = task_light(r, light, &role[COL_LIGHT]);
	list_page_add(p, (struct list_key){r->at.sort, r->at.id}, text, role);
}

/* ------------------------------------------------------------ what list_pane asks */
static const struct list_scope scopes[] = {
        {W_SCOPE_OFFICE, W_TS_EMPTY_OFFICE, W_TS_EMPTY_OFFICE, TASKS_OFFICE, TASKS_BY_DUE, false, 0},
        {W_TS_OPEN, W_TS_EMPTY, W_TS_EMPTY, TASKS_OPEN, TASKS_BY_DUE, false, 0},
        {W_SCOPE_ALL, W_TS_EMPTY, W_TS_EMPTY, TASKS_ALL, TASKS_BY_ID, false, 0},
};

static enum z kind_open(struct list_pane *p, struct arena *a, struct window **w, struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	struct task_query q = {0};
	if (p->figure)
		q = *(const struct task_query *)p->figure;
	enum z z = p->filter ? task_query_parse(d, p->filter, &q, a, e) : Z_OK;
	/* A filter may name a scope of its own: what it says of all is what Tab says. */
	if (!p->figure && (!p->filter || q.scope == TASKS_ALL))
		q.scope = (enum task_scope)scopes[p->scope].scope;
	q.sort = (enum task_sort)(p->sort - 1);
	q.descending = p->descending;
	if (z != Z_OK || !w)
		return z;
	list_pane_texts(p, &q.words, &q.title);
	return task_view_open(d, &q, w, e);
}

static void preview(struct list_pane *p, int64_t id)
{
	struct desk *d = app_desk(p->view.app);
	struct task_case c;
	if (task_case_load(d, id, &c, NULL) != Z_OK)
		return;
	task_text_rule(c.t, p->preview_title);
	task_text(p->reader, &c);
	reader_end(p->reader);
	reader_heading(p->reader, W_TS_HEAD_TRAIL);
	task_text_trail(p->reader, d, &c, true);
	task_case_free(&c);
}

static const struct list_order orders[] = {
        {TASKS_BY_DUE + 1, W_SORT_DUE, false},
        {TASKS_BY_ID + 1, W_TS_SORT_PLACE, false},
        {TASKS_BY_UPDATED + 1, W_SORT_UPDATED, true},
};

static const struct list_kind kind = {
	.columns = columns,
	.columns_n = COLUMNS,
	.orders = orders,
	.orders_n = sizeof orders / sizeof *orders,
	.no_hit = W_TS_NO_HIT,
	.search_hint = W_TS_SEARCH_HINT,
	.filter_label = W_TS_FILTER_LABEL,
	.open = kind_open,
	.add = add_row,
	.preview = preview,
	.statistics = stat_panel_draw,
	.statistics_settle = stat_panel_settle,
};

static const struct view_ops list_ops = {
	.name = "tasks",
	.title = W_TS_LIST,
	.pane = P_TASKS,
	LIST_PANE_OPS,
	.leave = list_behind_leave,
};

struct view *task_list_new(struct app *a)
{
	return list_pane_new(a, &list_ops, &kind, scopes, sizeof scopes / sizeof *scopes);
}

/* ------------------------------------------------------------ behind a figure */
static const struct view_ops behind_ops = {
	.name = "tasks-behind",
	.title = W_TS_LIST,
	.pane = P_TASKS | P_BEHIND,
	LIST_BEHIND_OPS,
};

struct view *task_list_behind(struct app *a, const struct task_query *q, const char *title)
{
	return list_pane_behind(a, &behind_ops, &kind, title, W_TS_EMPTY_FIGURE, (int)q->sort, q->descending, q, sizeof *q);
}

bool task_list_is(const struct view *v)
{
	return v && (v->ops == &list_ops || v->ops == &behind_ops);
}
