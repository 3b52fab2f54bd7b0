/* hotline.c - 4 热线: the tickets by limit.  Reads through ticket_view only; what is done with a ticket stands in
 * do_ticket*.c. */
#include "tui/hotline/hotline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/hotline/words.h"
#include "tui/pane/pane.h"
#include "tui/stat/shown.h"
#include "tui/words.h"

/* ------------------------------------------------------------ rows as cells */
enum column { COL_NUMBER, COL_MARKS, COL_TITLE, COL_KIND, COL_STATE, COL_HOLDER, COL_LIGHT, COL_OFFICE, COL_ARRIVED, COLUMNS };

static const struct list_column columns[COLUMNS] = {
	[COL_NUMBER] = {.title = W_COL_NUMBER, .min = 12, .weight = 2, .max = 20, .accent = true},
	[COL_MARKS] = {.title = W_HOT_COL_MARKS, .min = 4, .weight = 1, .max = 8},
	[COL_TITLE] = {.title = W_COL_TITLE, .min = 16, .weight = 10},
	[COL_KIND] = {.title = W_HOT_COL_KIND, .min = 4, .drop = 2},
	[COL_STATE] = {.title = W_COL_STATE, .min = 8, .weight = 1, .max = 10},
	[COL_HOLDER] = {.title = W_HOT_COL_HOLDER, .min = 10, .weight = 1, .max = 14, .drop = 1},
	[COL_LIGHT] = {.title = W_COL_DUE, .min = 8, .sort = TICKETS_BY_DUE + 1},
	[COL_OFFICE] = {.title = W_COL_OFFICE, .min = 10, .weight = 1, .max = 16, .drop = 3},
	[COL_ARRIVED] = {.title = W_HOT_COL_ARRIVED, .min = 11, .sort = TICKETS_BY_ARRIVAL + 1, .drop = 4},
};

const char *hotline_light(const struct ticket_line *r, char buf[40], enum role *role)
{
	*role = r->light == LIGHT_RED ? C_LATE : r->light == LIGHT_YELLOW ? C_SOON : C_GOOD;
	if (r->state == TICKET_CLOSED || r->state == TICKET_FILLED) {
		if (r->light == LIGHT_RED)
			return W_HOT_WAS_LATE;
		*role = C_DIM;
		return r->light ? W_HOT_IN_TIME : W_LIGHT_NONE;
	}
	if (!r->due) {
		*role = C_DIM;
		return r->estimate ? W_LIGHT_UNKNOWN : W_LIGHT_NONE;
	}
	if (r->estimate) {
		*role = C_DIM;
	} else if (r->hours && r->left) {
		int hours = abs(r->left);
		/* A hundred hours are wider than the column: whole days of the calendar, by which these limits run. */
		if (hours >= 100)
			snprintf(buf, 40, r->left < 0 ? W_HOT_LATE_WHOLE : W_HOT_LEFT_WHOLE, hours / 24);
		else
			snprintf(buf, 40, r->left < 0 ? W_HOT_LATE_HOURS : W_HOT_LEFT_HOURS, hours);
		return buf;
	} else if (r->hours) {
		return r->light == LIGHT_RED ? W_HOT_LATE_NOW : W_HOT_LEFT_NOW;
	}
	return list_pane_days(r->left, r->estimate, buf);
}

static enum role state_role(const struct ticket_line *r)
{
	switch (r->state) {
	case TICKET_UNCLAIMED:
	case TICKET_RETURNING:
		return C_SOON;
	case TICKET_TO_FILL:
	case TICKET_FILLED:
		return C_GOOD;
	case TICKET_CLOSED:
	case TICKET_RETURNED:
	case TICKET_MERGED:
	case TICKET_ROUTED:
	case TICKET_VOID:
		return C_DIM;
	default:
		return C_STATE;
	}
}

/* 特 急 督 延 并 重: the weightiest first, for a narrow column shows only two. */
static enum role marks(const struct ticket_line *r, char *buf, size_t cap)
{
	const struct {
		bool on;
		const char *mark;
	} all[] = {
		{r->urgency == URGENCY_CRITICAL, W_HOT_MARK_CRITICAL},
		{r->urgency == URGENCY_URGENT, W_HOT_MARK_URGENT},
		{r->supervised, W_HOT_MARK_SUPERVISED},
		{r->round > 1, W_HOT_MARK_REDO},
		{r->extending, W_HOT_MARK_EXTENDING},
		{r->merged_here, W_HOT_MARK_MERGED},
		{r->excluded, W_HOT_MARK_EXCLUDED},
	};
	size_t at = 0;
	buf[0] = '\0';
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (all[i].on && at < cap)
			at += (size_t)snprintf(buf + at, cap - at, "%s", all[i].mark);
	return r->urgency == URGENCY_CRITICAL ? C_LATE : C_SOON;
}

static void add_row(struct list_page *p, const void *row)
{
	const struct ticket_line *r = row;
	char light[40], mark[64], arrived[24] = "";
	const char *text[COLUMNS];
	enum role role[COLUMNS];
	for (int i = 0; i < COLUMNS; i++)
		role[i] = C_TEXT;
	role[COL_KIND] = role[COL_HOLDER] = role[COL_OFFICE] = role[COL_ARRIVED] = C_DIM;
	text[COL_NUMBER] = r->number;
	role[COL_MARKS] = marks(r, mark, sizeof mark);
	text[COL_MARKS] = mark;
	text[COL_TITLE] = r->title;
	text[COL_KIND] = r->kind;
	text[COL_STATE] = ticket_state_text(r->state);
	role[COL_STATE] = state_role(r);
	/* Whose hands it is in; with nobody's, whose office. */
	text[COL_HOLDER] = *r->holder ? r->holder : *r->office ? r->office : W_HOT_NO_OFFICE;
	text[COL_OFFICE] = r->office;
	if (!*r->office)
		role[COL_HOLDER] = C_SOON;
	text[COL_LIGHT] = hotline_light(r, light, &role[COL_LIGHT]);
	if (r->dispatched_at)
		instant_text(r->dispatched_at, arrived);
	text[COL_ARRIVED] = strlen(arrived) > 5 ? arrived + 5 : arrived;
	list_page_add(p, (struct list_key){r->at.sort, r->at.id}, text, role);
}

/* ------------------------------------------------------------ what list_pane asks */
static const struct list_scope scopes[] = {
        {W_SCOPE_MINE, W_HOT_EMPTY_MINE, W_HOT_IDLE_MINE, TICKETS_MINE, TICKETS_BY_DUE, false, 0},
        {W_SCOPE_OFFICE, W_HOT_EMPTY_OFFICE, W_HOT_IDLE, TICKETS_OFFICE, TICKETS_BY_DUE, false, 0},
        {W_HOT_SCOPE_UNASSIGNED, W_HOT_EMPTY_UNASSIGNED, W_HOT_IDLE, TICKETS_UNASSIGNED, TICKETS_BY_DUE, false, 0},
        {W_HOT_SCOPE_OPEN, W_HOT_EMPTY_OPEN, W_HOT_IDLE, TICKETS_OPEN, TICKETS_BY_DUE, false, 0},
        {W_SCOPE_ALL, W_HOT_EMPTY_ALL, W_HOT_IDLE, TICKETS_ALL, TICKETS_BY_ARRIVAL, true, 0},
};

static enum z kind_open(struct list_pane *p, struct arena *a, struct window **w, struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	struct ticket_query q = {0};
	if (p->figure)
		q = *(const struct ticket_query *)p->figure;
	enum z z = p->filter ? ticket_query_parse(d, p->filter, &q, a, e) : Z_OK;
	/* A filter may name a scope of its own: what it says of all is what Tab says. */
	if (!p->figure && (!p->filter || q.scope == TICKETS_ALL))
		q.scope = (enum ticket_scope)scopes[p->scope].scope;
	q.sort = (enum ticket_sort)(p->sort - 1);
	q.descending = p->descending;
	if (z != Z_OK || !w)
		return z;
	list_pane_texts(p, &q.words, &q.title);
	return ticket_view_open(d, &q, w, e);
}

static void preview(struct list_pane *p, int64_t id)
{
	struct desk *d = app_desk(p->view.app);
	struct ticket_case c;
	if (ticket_case_load(d, id, &c, NULL) != Z_OK)
		return;
	ticket_text_rule(c.t, p->preview_title);
	ticket_text_head(p->reader, d, &c, NULL, true);
	ticket_text_cause(p->reader, d, &c);
	ticket_text_limits(p->reader, d, &c);
	ticket_text_body(p->reader, &c);
	ticket_text_answer(p->reader, d, &c, true);
	ticket_text_assists(p->reader, d, &c);
	reader_end(p->reader);
	reader_heading(p->reader, W_HOT_HEAD_HISTORY_NEWEST);
	ticket_text_history(p->reader, d, &c, true);
	ticket_case_free(&c);
}

static const struct list_order orders[] = {
        {TICKETS_BY_DUE + 1, W_SORT_DUE, false},
        {TICKETS_BY_ARRIVAL + 1, W_HOT_SORT_ARRIVAL, true},
        {TICKETS_BY_UPDATED + 1, W_SORT_UPDATED, true},
};

static const struct list_kind kind = {
	.columns = columns,
	.columns_n = COLUMNS,
	.orders = orders,
	.orders_n = sizeof orders / sizeof *orders,
	.no_hit = W_HOT_NO_HIT,
	.search_hint = W_HOT_SEARCH_HINT,
	.filter_label = W_HOT_FILTER_LABEL,
	.open = kind_open,
	.add = add_row,
	.preview = preview,
	.statistics = hotline_stat_draw,
};

static enum took pane_key(struct view *v, const struct event *ev)
{
	return shown_panel_click(v, ev) ? TOOK : list_pane_key(v, ev);
}

const struct view_ops pane_hotline = {
	.name = "hotline",
	.title = W_PANE_HOTLINE,
	.pane = P_HOTLINE,
	LIST_PANE_OPS_BUT_KEY,
	.key = pane_key,
};

struct view *hotline_new(struct app *a)
{
	return list_pane_new(a, &pane_hotline, &kind, scopes, sizeof scopes / sizeof *scopes);
}

/* ------------------------------------------------------------ behind a figure */
static const struct view_ops behind_ops = {
	.name = "hotline-behind",
	.title = W_PANE_HOTLINE,
	.pane = P_HOTLINE | P_BEHIND,
	LIST_BEHIND_OPS,
};

struct view *hotline_behind(struct app *a, const struct ticket_query *q, const char *title)
{
	return list_pane_behind(a, &behind_ops, &kind, title, W_HOT_EMPTY_FIGURE, (int)q->sort, q->descending, q, sizeof *q);
}

bool hotline_is(const struct view *v)
{
	return v && (v->ops == &pane_hotline || v->ops == &behind_ops);
}
