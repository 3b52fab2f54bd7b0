/* todo.c - pane 1 待办: one worklist over all modules, each row with its reason and its limit; Enter opens the thing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/view/todo.h"
#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/list/item_list.h"
#include "tui/list/list_view.h"
#include "tui/pane/pane.h"
#include "tui/list/row_list.h"
#include "tui/pane/stat_panel.h"
#include "tui/pane/todo.h"
#include "tui/request/request.h"
#include "tui/setting/setting.h"
#include "tui/task/task.h"
#include "tui/words.h"

struct todo {
	struct list_view base; /* first: a view is a pane */
	enum todo_scope scope;
	struct row_list rows;
	struct list_ops ops; /* of this scope */
	struct todo_row *row;
	int n;
	bool more;
	struct arena memory; /* their texts */
};

static struct todo *pane_of(struct view *v)
{
	return (struct todo *)(void *)v;
}

static const char *const scopes[] = {W_TODO_MINE, W_TODO_OFFICE, W_TODO_BUREAU};
static const char *const empties[] = {W_TODO_EMPTY_MINE, W_TODO_EMPTY_OFFICE, W_TODO_EMPTY_OFFICE};
enum { SCOPES = sizeof scopes / sizeof *scopes };

/* A locked file leaves the last picture. */
static void read_rows(struct todo *p)
{
	struct todo_row *rows;
	struct arena a = {0};
	int n;
	bool more;
	enum z z = todo_list(app_desk(p->base.view.app), p->scope, &rows, &n, &more, &a, NULL);
	if (z == Z_BUSY)
		app_read_again(p->base.view.app);
	if (z != Z_OK) {
		free(rows);
		arena_free(&a);
		return;
	}
	free(p->row);
	arena_free(&p->memory);
	p->row = rows;
	p->n = n;
	p->more = more;
	p->memory = a;
}

/* ------------------------------------------------------------ source of the list */
enum column { COL_LIGHT, COL_REASON, COL_NUMBER, COL_TITLE, COL_HOLDER, COL_OFFICE, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COL_LIGHT] = {.title = W_COL_DUE, .min = 8, .accent = true},
	[COL_REASON] = {.title = W_TODO_COL_REASON, .min = 14},
	[COL_NUMBER] = {.title = W_COL_NUMBER, .min = 11, .weight = 1, .max = 16, .drop = 2},
	[COL_TITLE] = {.title = W_COL_TITLE, .min = 22, .weight = 10},
	[COL_HOLDER] = {.title = W_COL_HOLDER, .min = 11, .weight = 4, .max = 22, .drop = 1},
	[COL_OFFICE] = {.title = W_COL_OFFICE, .min = 12, .weight = 1, .max = 18, .drop = 3},
};

/* By office and person the leader looks at those two first: the number goes where there is no room for all. */
static const struct list_column bureau_columns[COLUMNS] = {
	[COL_LIGHT] = {.title = W_COL_DUE, .min = 8, .accent = true},
	[COL_REASON] = {.title = W_TODO_COL_REASON, .min = 14},
	[COL_NUMBER] = {.title = W_COL_NUMBER, .min = 11, .weight = 1, .max = 16, .drop = 1},
	[COL_TITLE] = {.title = W_COL_TITLE, .min = 22, .weight = 10},
	[COL_HOLDER] = {.title = W_COL_HOLDER, .min = 11, .weight = 2, .max = 18},
	[COL_OFFICE] = {.title = W_COL_OFFICE, .min = 10, .weight = 1, .max = 18},
};

static const char *catalog_light(const struct todo *p, const struct todo_row *r, char buf[40], enum role *role)
{
	*role = C_LATE;
	if (r->reason == TODO_CATALOG_EMPTY)
		return W_LIGHT_NONE;
	snprintf(buf, 40, W_LIGHT_LATE, todo_catalog_over(app_desk(p->base.view.app), &r->of.catalog));
	return buf;
}

/* Unique in the worklist: the id of its kind, the scope it came from. */
static int64_t row_id(const void *of, int i)
{
	const struct todo *p = of;
	return p->row[i].id * 128 + (int64_t)p->row[i].kind * 16 + (p->row[i].reason == TODO_SIGN);
}

static void put(const void *of, int i, struct list_key key, struct list_page *to)
{
	const struct todo *p = of;
	const struct todo_row *r = &p->row[i];
	char light[40] = "", gap[120], day[16], line[TASK_LINE];
	enum role role[COLUMNS] = {C_DIM, C_STATE, C_TEXT, C_TEXT, C_DIM, C_DIM};
	const char *text[COLUMNS] = {[COL_REASON] = todo_reason_text(r->reason), [COL_NUMBER] = "", [COL_HOLDER] = r->holder,
	        [COL_OFFICE] = r->office};
	switch (r->kind) {
	case TODO_OF_ITEM:
		text[COL_LIGHT] = item_light(&r->of.item, light, &role[COL_LIGHT]);
		text[COL_NUMBER] = r->of.item.number;
		text[COL_TITLE] = r->of.item.title;
		break;
	case TODO_OF_TICKET:
		text[COL_LIGHT] = hotline_light(&r->of.ticket, light, &role[COL_LIGHT]);
		text[COL_NUMBER] = r->of.ticket.number;
		text[COL_TITLE] = r->of.ticket.title;
		if (!*r->holder) {
			text[COL_HOLDER] = W_TODO_UNCLAIMED;
			role[COL_HOLDER] = C_STATE;
		}
		if (!*r->office)
			text[COL_OFFICE] = W_HOT_NO_OFFICE;
		break;
	case TODO_OF_REQUEST:
		text[COL_LIGHT] = request_light(&r->of.request, light, &role[COL_LIGHT]);
		text[COL_NUMBER] = r->of.request.number;
		text[COL_TITLE] = r->of.request.title;
		break;
	case TODO_OF_TASK:
		text[COL_LIGHT] = task_light(&r->of.task, light, &role[COL_LIGHT]);
		text[COL_NUMBER] = r->of.task.number;
		text[COL_TITLE] = task_line_text(&r->of.task, line);
		break;
	case TODO_OF_ERASURE:
		snprintf(line, sizeof line, W_TODO_ERASE, r->of.erasure.officer_name, r->of.erasure.reason);
		text[COL_LIGHT] = W_LIGHT_NONE;
		text[COL_NUMBER] = r->of.erasure.number;
		text[COL_TITLE] = line;
		break;
	case TODO_OF_DUTY:
		role[COL_TITLE] = C_LATE;
		snprintf(gap, sizeof gap, W_TODO_NO_DUTY, (long long)r->of.duty.tickets);
		text[COL_NUMBER] = day_text(r->of.duty.day, day);
		text[COL_LIGHT] = W_LIGHT_NONE;
		text[COL_TITLE] = gap;
		break;
	default:
		text[COL_LIGHT] = catalog_light(p, r, light, &role[COL_LIGHT]);
		text[COL_TITLE] = r->of.catalog.name;
		break;
	}
	if (r->reason == TODO_LATE || r->reason == TODO_RETURNED || r->reason == TODO_EMERGENCY || r->kind == TODO_OF_CATALOG ||
	        r->kind == TODO_OF_DUTY || r->kind == TODO_OF_ERASURE)
		role[COL_REASON] = C_LATE;
	else if (r->reason == TODO_TODAY || r->reason == TODO_SOON || r->reason == TODO_DUTY ||
	         r->reason == TODO_REQUEST_CONFIRM)
		role[COL_REASON] = C_SOON;
	list_page_add(to, key, text, role);
}

static int count(const void *of, bool *whole)
{
	*whole = !((const struct todo *)of)->more;
	return ((const struct todo *)of)->n;
}

static void by_scope(struct todo *p)
{
	p->ops = row_list_ops(p->scope == TODO_BUREAU ? bureau_columns : columns, COLUMNS);
}

/* ------------------------------------------------------------ as a view */
static struct layout_want want(struct view *v)
{
	(void)v;
	return (struct layout_want){PREVIEW_OFF, true};
}

static void refresh(struct view *v)
{
	struct todo *p = pane_of(v);
	read_rows(p);
	list_refresh(p->base.list);
}

static void settle(struct view *v)
{
	list_view_settle(v);
	if (v->lay.stat.rows && stat_panel_settle(v->app))
		v->due = true;
}

static void draw(struct view *v)
{
	char title[120];
	snprintf(title, sizeof title, "%s · %s", W_PANE_TODO, scopes[pane_of(v)->scope]);
	if (v->lay.stat.rows)
		stat_panel_draw(v->app, app_base(v->app), &v->lay, v->due);
	list_view_draw(v, title);
}

static const struct todo_row *current(struct todo *p)
{
	struct list_key k;
	if (!list_current(p->base.list, &k))
		return NULL;
	for (int i = 0; i < p->n; i++)
		if (row_id(p, i) == k.id)
			return &p->row[i];
	return NULL;
}

static int64_t subject(struct view *v)
{
	const struct todo_row *r = current(pane_of(v));
	return r ? r->id : 0;
}

static void pane_free(struct view *v)
{
	struct todo *p = pane_of(v);
	list_free(&p->base.list);
	free(p->row);
	arena_free(&p->memory);
	free(p);
}

const struct view_ops pane_todo = {
	.name = "todo",
	.title = W_PANE_TODO,
	.pane = P_TODO,
	.want = want,
	.place = list_view_place,
	.refresh = refresh,
	.settle = settle,
	.draw = draw,
	.key = list_view_key,
	.subject = subject,
	.status = list_view_status,
	.free = pane_free,
};

struct view *todo_new(struct app *a)
{
	struct todo *p = xalloc(sizeof *p);
	p->base.view.ops = &pane_todo;
	p->base.view.app = a;
	p->scope = desk_who(app_desk(a))->roles == ROLE_LEADER ? TODO_BUREAU : TODO_MINE;
	by_scope(p);
	p->rows = (struct row_list){p, count, row_id, put};
	p->base.list = list_new(&p->ops, &p->rows);
	read_rows(p);
	list_empty_text(p->base.list, empties[p->scope]);
	return &p->base.view;
}

void todo_next_scope(struct view *v)
{
	struct todo *p = pane_of(v);
	p->scope = (enum todo_scope)((p->scope + 1) % SCOPES);
	by_scope(p);
	read_rows(p);
	list_empty_text(p->base.list, empties[p->scope]);
	list_place(p->base.list, app_base(v->app), v->lay.list);
	list_reload(p->base.list, 0);
	v->due = true;
}

const struct erasure *todo_erasure(struct view *v)
{
	const struct todo_row *r = current(pane_of(v));
	return r && r->kind == TODO_OF_ERASURE ? &r->of.erasure : NULL;
}

enum z todo_open(struct view *v, struct error *e)
{
	const struct todo_row *r = current(pane_of(v));
	struct view *to = NULL;
	if (!r)
		return Z_OK;
	if (r->kind == TODO_OF_DUTY) {
		struct app *a = v->app;
		app_pane(a, &pane_setting);
		setting_go(a, "duty");
		return Z_OK;
	}
	if (r->kind == TODO_OF_CATALOG) {
		const struct item_query q = {.catalog = r->id, .sort = ITEMS_BY_UPDATED, .descending = true};
		to = item_list_behind(v->app, &q, r->of.catalog.name);
	} else {
		to = r->kind == TODO_OF_ITEM      ? read_new(v->app, r->id, e)
		     : r->kind == TODO_OF_REQUEST ? request_page_new(v->app, r->id, e)
		     : r->kind == TODO_OF_TASK    ? task_page_new(v->app, r->id, e)
						  : ticket_page_new(v->app, r->id, e);
	}
	if (!to)
		return e->kind;
	(r->kind == TODO_OF_CATALOG ? app_push_list : app_push)(v->app, to);
	return Z_OK;
}

/* ------------------------------------------------------------ its items, one after the other */
struct view *todo_below(struct view *v)
{
	while (v && v->ops != &pane_todo)
		v = v->below;
	return v;
}

/* The row of the item, -1: it is not there. */
static int row_of_item(const struct todo *p, int64_t item)
{
	for (int i = 0; i < p->n; i++)
		if (p->row[i].kind == TODO_OF_ITEM && p->row[i].id == item)
			return i;
	return -1;
}

int64_t todo_item_beside(struct view *v, int64_t item, bool before)
{
	const struct todo *p = pane_of(v);
	int at = row_of_item(p, item), step = at >= 0 && before ? -1 : 1;
	for (int i = at + step; i >= 0 && i < p->n; i += step)
		if (p->row[i].kind == TODO_OF_ITEM)
			return p->row[i].id;
	return 0;
}

void todo_goto_item(struct view *v, int64_t item)
{
	const struct todo *p = pane_of(v);
	int at = row_of_item(p, item);
	if (at >= 0)
		list_goto_id(p->base.list, row_id(p, at));
}
