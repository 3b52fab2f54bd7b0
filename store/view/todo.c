/* todo.c - see todo.h.  Reads the same lists as the panes, so that it says nothing else than they do. */
#include "store/view/todo.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/duty/duty.h"
#include "store/record/inner.h"
#include "store/record/item/item.h"
#include "store/rule/calendar/workdays.h"

enum { PAGE = 50 };

struct gather {
	struct desk *d;
	enum todo_scope scope;
	struct todo_row *row;
	int n, cap;
	bool more;
	bool by_duty; /* what is gathered now is his because he is on duty */
	enum item_scope items; /* what is gathered now */
	struct arena *a;
	struct error *e;
};

const char *todo_reason_text(enum todo_reason r)
{
	static const char *const texts[] = {
#define TODO(NAME, key, text) text,
#include "store/view/todo.def"
	};
	return (unsigned)r < TODO_REASONS ? texts[r] : "";
}

static struct todo_row *add(struct gather *g, enum todo_kind kind, int64_t id)
{
	if (g->n == g->cap) {
		g->cap = g->cap ? g->cap * 2 : 64;
		g->row = xrealloc(g->row, (size_t)g->cap * sizeof *g->row);
	}
	struct todo_row *r = &g->row[g->n++];
	*r = (struct todo_row){.kind = kind, .id = id, .due = INT64_MAX, .office = "", .holder = ""};
	return r;
}

/* The rows of a list, each by put(), up to TODO_MOST of them; their texts live as long as the worklist.  opened: how the
 * opening of w ended. */
static enum z rows(struct gather *g, enum z opened, struct window *w, void (*put)(struct gather *g, const void *row))
{
	if (opened != Z_OK)
		return opened;
	size_t size = window_row_size(w);
	char *page = xalloc(PAGE * size);
	struct view_anchor at;
	int begin = g->n, got = PAGE;
	enum z z = Z_OK;
	for (bool first = true; z == Z_OK && got == PAGE && g->n - begin < TODO_MOST; first = false) {
		z = window_page(w, first ? NULL : &at, false, PAGE, page, g->a, &got, g->e);
		for (int i = 0; z == Z_OK && i < got; i++) {
			const void *row = page + size * (size_t)i;
			at = *(const struct view_anchor *)row;
			put(g, row);
		}
	}
	g->more = g->more || (got == PAGE && g->n - begin >= TODO_MOST);
	free(page);
	window_close(&w);
	return z;
}

/* ---- items ---- */

static enum todo_reason by_light(enum light light, bool today)
{
	return light == LIGHT_RED ? TODO_LATE : today ? TODO_TODAY : TODO_SOON;
}

static enum todo_reason why_item(const struct gather *g, const struct item_row *r)
{
	if (g->scope != TODO_MINE)
		return by_light(r->light, r->left == 0);
	if (g->items == ITEMS_SIGN)
		return TODO_SIGN;
	switch (r->state) {
	case STATE_RETURNED:
		return TODO_RETURNED;
	case STATE_DRAFT:
		return TODO_DRAFT;
	case STATE_EMERGENCY:
		return TODO_EMERGENCY;
	default:
		return TODO_RELEASE;
	}
}

static void put_item(struct gather *g, const void *row)
{
	const struct item_row *i = row;
	struct todo_row *r = add(g, TODO_OF_ITEM, i->id);
	r->of.item = *i;
	r->reason = why_item(g, i);
	r->office = i->office;
	r->holder = i->holder;
	r->due = i->errata ? 0 : i->due != DAY_NONE ? day_start(i->due + 1) : INT64_MAX;
}

static enum z items(struct gather *g, const struct item_query *q)
{
	struct window *w;
	g->items = q->scope;
	enum z z = item_view_open(g->d, q, &w, g->e);
	return rows(g, z, w, put_item);
}

/* ---- tickets ---- */

static enum todo_reason why_ticket(const struct gather *g, const struct ticket_line *r)
{
	if (g->scope != TODO_MINE)
		return by_light(r->light, r->left == 0 && !r->hours);
	if (g->by_duty)
		return TODO_DUTY;
	switch (r->state) {
	case TICKET_UNCLAIMED:
		return TODO_TICKET_CLAIM;
	case TICKET_CHECKING:
		return TODO_TICKET_CHECK;
	case TICKET_TO_FILL:
		return TODO_TICKET_FILL;
	case TICKET_RETURNING:
		return TODO_TICKET_DECIDE;
	default:
		return r->extending ? TODO_TICKET_DECIDE : TODO_TICKET_HANDLE;
	}
}

static bool has_ticket(const struct gather *g, int64_t id)
{
	for (int i = 0; i < g->n; i++)
		if (g->row[i].kind == TODO_OF_TICKET && g->row[i].id == id)
			return true;
	return false;
}

static void put_ticket(struct gather *g, const void *row)
{
	const struct ticket_line *t = row;
	if (g->by_duty && has_ticket(g, t->id))
		return;
	struct todo_row *r = add(g, TODO_OF_TICKET, t->id);
	r->of.ticket = *t;
	r->reason = why_ticket(g, t);
	r->office = t->office;
	r->holder = t->holder;
	r->due = t->due ? t->due : INT64_MAX;
}

static enum z tickets(struct gather *g, const struct ticket_query *q)
{
	struct window *w;
	enum z z = ticket_view_open(g->d, q, &w, g->e);
	return rows(g, z, w, put_ticket);
}

/* ---- 公开申请 ---- */

static void put_request(struct gather *g, const void *row)
{
	const struct request_line *l = row;
	struct todo_row *r = add(g, TODO_OF_REQUEST, l->id);
	r->of.request = *l;
	r->office = l->office;
	r->holder = l->handler;
	r->reason = l->received_on == DAY_NONE ? TODO_REQUEST_CONFIRM :
		g->scope == TODO_MINE          ? TODO_REQUEST_HANDLE :
						 by_light(l->light, l->left == 0);
	r->due = day_start((l->received_on == DAY_NONE ? l->came : l->due) + 1);
}

static enum z requests(struct gather *g, const struct request_query *q)
{
	struct window *w;
	enum z z = request_view_open(g->d, q, &w, g->e);
	return rows(g, z, w, put_request);
}

/* ---- 任务 ---- */

static void put_task(struct gather *g, const void *row)
{
	const struct task_row *t = row;
	struct todo_row *r = add(g, TODO_OF_TASK, t->id);
	r->of.task = *t;
	r->office = t->office;
	r->reason = g->scope == TODO_MINE ? TODO_TASK : by_light(t->light, t->left == 0);
	r->due = day_start(t->due + 1);
}

static enum z tasks(struct gather *g, const struct task_query *q)
{
	struct window *w;
	enum z z = task_view_open(g->d, q, &w, g->e);
	return rows(g, z, w, put_task);
}

/* ---- 栏目 ---- */

int todo_catalog_over(const struct desk *d, const struct catalog *c)
{
	return c->fresh_days && c->last_online != DAY_NONE ? desk_today(d) - c->last_online - c->fresh_days : 0;
}

static enum z catalogs(struct gather *g)
{
	struct catalog *list;
	int n;
	int64_t mine = desk_who(g->d)->office;
	enum z z = catalog_list(g->d, false, &list, &n, g->e);
	if (z != Z_OK)
		return z;
	for (int i = 0; i < n; i++) {
		const struct catalog *c = &list[i];
		bool empty = c->min_items > 0 && !c->items;
		if ((g->scope == TODO_OFFICE && c->office != mine) || (!empty && todo_catalog_over(g->d, c) <= 0))
			continue;
		struct todo_row *r = add(g, TODO_OF_CATALOG, c->id);
		r->reason = empty ? TODO_CATALOG_EMPTY : TODO_CATALOG_STALE;
		r->of.catalog = *c;
		r->office = arena_strdup(g->a, c->office_name);
		r->due = empty ? INT64_MAX : day_start(c->last_online + c->fresh_days + 1); /* empty has no day of its own */
	}
	free(list);
	return Z_OK;
}

/* ---- what wants a second person ---- */

/* Of what waits for tier 3 only what has a 纸签 at all: all else is asked for nothing. */
static enum z with_paper(struct gather *g, int64_t **ids, int *n)
{
	int cap = 0;
	sqlite3_stmt *q = db_query(g->d->db, g->e,
	        "SELECT i.id FROM item i WHERE i.state=?1 AND EXISTS(SELECT 1 FROM review v WHERE v.item=i.id AND v.act=?2)", "ii",
	        (int64_t)STATE_TIER3, (int64_t)REVIEW_PAPER);
	*ids = NULL;
	*n = 0;
	while (db_step(g->d->db, q, g->e)) {
		if (*n == cap)
			*ids = xrealloc(*ids, (size_t)(cap = cap ? cap * 2 : 16) * sizeof **ids);
		(*ids)[(*n)++] = sqlite3_column_int64(q, 0);
	}
	db_done(q);
	return db_result(g->d->db);
}

static enum z put_paper(struct gather *g, struct window *w, int64_t id)
{
	struct item_row row;
	if (item_may(g->d, ACTION_REVIEW_PAPER_CONFIRM, id, NULL) != Z_OK)
		return Z_OK;
	enum z z = window_row(w, id, &row, g->a, g->e);
	if (z == Z_OK) {
		put_item(g, &row);
		g->row[g->n - 1].reason = TODO_PAPER;
	}
	return z == Z_MISSING ? Z_OK : z;
}

static enum z papers(struct gather *g)
{
	struct window *w = NULL;
	int64_t *ids;
	int n;
	if (!setting_number(g->d, SETTING_PAPER_SIGN))
		return Z_OK;
	enum z z = with_paper(g, &ids, &n);
	if (z == Z_OK && n)
		z = item_view_open(g->d, &(struct item_query){.scope = ITEMS_OPEN, .states = 1u << STATE_TIER3, .words = "", .title = ""},
		        &w, g->e);
	for (int i = 0; i < n && z == Z_OK; i++)
		z = put_paper(g, w, ids[i]);
	window_close(&w);
	free(ids);
	return z;
}

static enum z erasures(struct gather *g)
{
	struct erasure *list;
	int n;
	enum z z = erasure_list(g->d, true, &list, &n, g->e);
	for (int i = 0; i < n && z == Z_OK; i++)
		if (erasure_may(g->d, list[i].id, NULL) == Z_OK) {
			struct todo_row *r = add(g, TODO_OF_ERASURE, list[i].id);
			r->of.erasure = list[i];
			r->reason = TODO_ERASE;
			r->due = 0; /* what must not be read is read until then */
		}
	free(list);
	return z;
}

static enum z seconds(struct gather *g)
{
	enum z z = papers(g);
	return z == Z_OK ? erasures(g) : z;
}

enum z todo_seconds(struct desk *d, int64_t *n, struct error *e)
{
	struct arena a = {0};
	struct gather g = {.d = d, .scope = TODO_MINE, .a = &a, .e = e};
	enum z z = seconds(&g);
	*n = z == Z_OK ? g.n : 0;
	free(g.row);
	arena_free(&a);
	return z;
}

/* ---- all together ---- */

static int by_limit(const void *a, const void *b)
{
	const struct todo_row *x = a, *y = b;
	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return x->kind != y->kind ? (int)x->kind - (int)y->kind : (x->id > y->id) - (x->id < y->id);
}

static int by_office(const void *a, const void *b)
{
	const struct todo_row *x = a, *y = b;
	int c = !*x->office - !*y->office; /* nobody's last */
	c = c ? c : strcmp(x->office, y->office);
	c = c ? c : (x->kind == TODO_OF_CATALOG) - (y->kind == TODO_OF_CATALOG); /* what somebody waits for stands first */
	c = c ? c : strcmp(x->holder, y->holder);
	return c ? c : by_limit(a, b);
}

/* Limits of hours that nobody watches. */
enum z todo_no_duty(struct desk *d, int32_t *day, int64_t *tickets, struct error *e)
{
	struct duty on;
	enum z z = duty_at(d, desk_now(d), &on, e);
	*tickets = 0;
	*day = on.day;
	if (z != Z_OK || on.officer || on.leader)
		return z;
	struct window *v;
	z = ticket_view_open(d, &(struct ticket_query){.scope = TICKETS_HOURS, .words = "", .title = ""}, &v, e);
	if (z != Z_OK)
		return z;
	z = window_count(v, TODO_MOST, tickets, e);
	window_close(&v);
	return z;
}

static enum z nobody_on_duty(struct gather *g)
{
	int32_t day;
	int64_t n;
	if (!(desk_who(g->d)->roles & (ROLE_OFFICE | ROLE_ADMIN)))
		return Z_OK;
	enum z z = todo_no_duty(g->d, &day, &n, g->e);
	if (z != Z_OK || !n)
		return z;
	struct todo_row *r = add(g, TODO_OF_DUTY, 1);
	r->reason = TODO_NO_DUTY;
	r->of.duty.day = day;
	r->of.duty.tickets = n;
	r->due = 0;
	return Z_OK;
}

static enum z by_duty(struct gather *g)
{
	struct duty on;
	enum z z = duty_at(g->d, desk_now(g->d), &on, g->e);
	if (z != Z_OK || !duty_is(&on, desk_who(g->d)->id))
		return z;
	g->by_duty = true;
	return tickets(g, &(struct ticket_query){.scope = TICKETS_DUTY, .words = "", .title = ""});
}

static enum z waiting_for_me(struct gather *g)
{
	enum z z = items(g, &(struct item_query){.scope = ITEMS_SIGN, .words = "", .title = ""});
	if (z == Z_OK)
		z = items(g, &(struct item_query){.scope = ITEMS_MINE, .words = "", .title = ""});
	if (z == Z_OK)
		z = seconds(g);
	if (z == Z_OK)
		z = tickets(g, &(struct ticket_query){.scope = TICKETS_MINE, .off_duty = true, .words = "", .title = ""});
	if (z == Z_OK)
		z = by_duty(g);
	if (z == Z_OK)
		z = requests(g, &(struct request_query){.scope = REQUESTS_MINE});
	if (z == Z_OK)
		z = tasks(g, &(struct task_query){.scope = TASKS_MINE});
	return z == Z_OK ? nobody_on_duty(g) : z;
}

static enum z near_its_limit(struct gather *g)
{
	struct workdays w;
	int64_t office = g->scope == TODO_OFFICE ? desk_who(g->d)->office : 0;
	workdays_make(&w, desk_calendar(g->d), desk_today(g->d));
	enum z z = items(g, &(struct item_query){.scope = ITEMS_OPEN, .office = office, .words = "", .title = "",
	                        .due_to = workdays_near(&w, (int)setting_number(g->d, SETTING_SOON_DAYS))});
	for (int red = 1; red >= 0 && z == Z_OK; red--)
		z = tickets(g, &(struct ticket_query){.scope = TICKETS_OPEN, .office = office, .light = red ? LIGHT_RED : LIGHT_YELLOW,
		                        .words = "", .title = ""});
	if (z == Z_OK)
		z = requests(g, &(struct request_query){.scope = REQUESTS_OPEN, .office = office,
			.due_to = workdays_near(&w, (int)setting_number(g->d, SETTING_SOON_DAYS))});
	if (z == Z_OK)
		z = requests(g, &(struct request_query){.scope = REQUESTS_OPEN, .office = office, .unconfirmed = true});
	if (z == Z_OK)
		z = tasks(g, &(struct task_query){.scope = TASKS_OPEN, .office = office,
			.due_to = workdays_near(&w, (int)setting_number(g->d, SETTING_SOON_DAYS))});
	return z == Z_OK ? catalogs(g) : z;
}

enum z todo_list(struct desk *d, enum todo_scope scope, struct todo_row **rows, int *n, bool *more, struct arena *a,
        struct error *e)
{
	struct gather g = {.d = d, .scope = scope, .a = a, .e = e};
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = scope == TODO_MINE ? waiting_for_me(&g) : near_its_limit(&g);
	if (g.n)
		qsort(g.row, (size_t)g.n, sizeof *g.row, scope == TODO_BUREAU ? by_office : by_limit);
	*rows = g.row ? g.row : xalloc(sizeof **rows);
	*n = g.n;
	*more = g.more;
	return z;
}
