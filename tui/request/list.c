/* list.c - 5 依申请公开: the requests by the limit of their answer.  Reads through request_view only; what is done with one
 * stands in do.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/pane/stat_panel.h"
#include "tui/request/request.h"
#include "tui/request/words.h"
#include "tui/words.h"

/* ------------------------------------------------------------ rows as cells */
enum column { COL_NUMBER, COL_TITLE, COL_NAME, COL_STATE, COL_HOLDER, COL_LIGHT, COL_OFFICE, COL_CAME, COLUMNS };

static const struct list_column columns[COLUMNS] = {
	[COL_NUMBER] = {.title = W_COL_NUMBER, .min = 12, .accent = true},
	[COL_TITLE] = {.title = W_RQ_HEAD_BODY, .min = 16, .weight = 10},
	[COL_NAME] = {.title = W_RQ_COL_NAME, .min = 8, .weight = 1, .max = 12},
	[COL_STATE] = {.title = W_COL_STATE, .min = 6, .weight = 1, .max = 10, .drop = 2},
	[COL_HOLDER] = {.title = W_COL_HOLDER, .min = 10, .weight = 1, .max = 14, .drop = 1},
	[COL_LIGHT] = {.title = W_COL_DUE, .min = 8, .sort = REQUESTS_BY_DUE + 1},
	[COL_OFFICE] = {.title = W_COL_OFFICE, .min = 10, .weight = 1, .max = 16, .drop = 3},
	[COL_CAME] = {.title = W_RQ_COL_CAME, .min = 10, .sort = REQUESTS_BY_RECEIPT + 1, .drop = 4},
};

const char *request_light(const struct request_line *r, char buf[40], enum role *role)
{
	*role = r->light == LIGHT_RED ? C_LATE : r->light == LIGHT_YELLOW ? C_SOON : C_GOOD;
	if (!request_is_open(r->state)) {
		*role = C_DIM;
		return W_LIGHT_NONE;
	}
	if (r->answered_on != DAY_NONE) {
		if (r->light == LIGHT_RED)
			return W_RQ_WAS_LATE;
		*role = C_DIM;
		return r->light ? W_RQ_IN_TIME : W_RQ_RULE_ANSWERED;
	}
	if (r->received_on == DAY_NONE) {
		*role = C_SOON;
		return W_RQ_UNCONFIRMED;
	}
	if (r->estimate)
		*role = C_DIM;
	return list_pane_days(r->left, r->estimate, buf);
}

static void add_row(struct list_page *p, const void *row)
{
	const struct request_line *r = row;
	char light[40], came[16];
	enum role role[COLUMNS] = {C_TEXT, C_TEXT, C_TEXT, C_STATE, C_DIM, C_TEXT, C_DIM, C_DIM};
	const char *text[COLUMNS] = {[COL_NUMBER] = r->number,
		[COL_TITLE] = r->title,
		[COL_NAME] = r->name,
		[COL_STATE] = request_state_text(r->state),
		[COL_HOLDER] = *r->handler ? r->handler : r->office,
		[COL_OFFICE] = r->office,
		[COL_CAME] = day_text(r->received_on, came)};
	if (r->state == REQUEST_VOID)
		role[COL_STATE] = role[COL_TITLE] = C_DIM;
	text[COL_LIGHT] = request_light(r, light, &role[COL_LIGHT]);
	list_page_add(p, (struct list_key){r->at.sort, r->at.id}, text, role);
}

/* ------------------------------------------------------------ what list_pane asks */
static const struct list_scope scopes[] = {
        {W_SCOPE_MINE, W_RQ_EMPTY_MINE, W_RQ_IDLE_MINE, REQUESTS_MINE, REQUESTS_BY_DUE, false, 0},
        {W_SCOPE_OFFICE, W_RQ_EMPTY_OFFICE, W_RQ_IDLE, REQUESTS_OFFICE, REQUESTS_BY_DUE, false, 0},
        {W_RQ_SCOPE_OPEN, W_RQ_EMPTY_OPEN, W_RQ_IDLE, REQUESTS_OPEN, REQUESTS_BY_DUE, false, 0},
        {W_SCOPE_ALL, W_RQ_EMPTY_ALL, W_RQ_IDLE, REQUESTS_ALL, REQUESTS_BY_ID, true, 0},
};

static enum z kind_open(struct list_pane *p, struct arena *a, struct window **w, struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	struct request_query q = {0};
	if (p->figure)
		q = *(const struct request_query *)p->figure;
	enum z z = p->filter ? request_query_parse(d, p->filter, &q, a, e) : Z_OK;
	/* A filter may name a scope of its own: what it says of all is what Tab says. */
	if (!p->figure && (!p->filter || q.scope == REQUESTS_ALL))
		q.scope = (enum request_scope)scopes[p->scope].scope;
	q.sort = (enum request_sort)(p->sort - 1);
	q.descending = p->descending;
	if (z != Z_OK || !w)
		return z;
	list_pane_texts(p, &q.words, &q.title);
	return request_view_open(d, &q, w, e);
}

static void preview(struct list_pane *p, int64_t id)
{
	struct desk *d = app_desk(p->view.app);
	struct request_case c;
	if (request_case_load(d, id, &c, NULL) != Z_OK)
		return;
	request_text_rule(c.r, p->preview_title);
	request_text_head(p->reader, d, &c, NULL, true);
	request_text_body(p->reader, &c);
	reader_end(p->reader);
	reader_heading(p->reader, W_RQ_HEAD_TRAIL);
	request_text_trail(p->reader, d, &c, true);
	request_case_free(&c);
}

static const struct list_order orders[] = {
        {REQUESTS_BY_DUE + 1, W_SORT_DUE, false},
        {REQUESTS_BY_RECEIPT + 1, W_RQ_SORT_RECEIPT, true},
        {REQUESTS_BY_ID + 1, W_SORT_NUMBER, true},
        {REQUESTS_BY_UPDATED + 1, W_SORT_UPDATED, true},
};

static const struct list_kind kind = {
	.columns = columns,
	.columns_n = COLUMNS,
	.orders = orders,
	.orders_n = sizeof orders / sizeof *orders,
	.no_hit = W_RQ_NO_HIT,
	.search_hint = W_RQ_SEARCH_HINT,
	.filter_label = W_RQ_FILTER_LABEL,
	.open = kind_open,
	.add = add_row,
	.preview = preview,
	.statistics = stat_panel_draw,
	.statistics_settle = stat_panel_settle,
};

const struct view_ops pane_request = {
	.name = "request",
	.title = W_PANE_REQUEST,
	.pane = P_REQUESTS,
	LIST_PANE_OPS,
};

struct view *request_list_new(struct app *a)
{
	return list_pane_new(a, &pane_request, &kind, scopes, sizeof scopes / sizeof *scopes);
}

/* ------------------------------------------------------------ behind a figure */
static const struct view_ops behind_ops = {
	.name = "requests-behind",
	.title = W_PANE_REQUEST,
	.pane = P_REQUESTS | P_BEHIND,
	LIST_BEHIND_OPS,
};

struct view *request_list_behind(struct app *a, const struct request_query *q, const char *title)
{
	return list_pane_behind(a, &behind_ops, &kind, title, W_RQ_EMPTY_FIGURE, (int)q->sort, q->descending, q, sizeof *q);
}

bool request_list_is(const struct view *v)
{
	return v && (v->ops == &pane_request || v->ops == &behind_ops);
}
