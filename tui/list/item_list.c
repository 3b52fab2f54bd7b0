/* item_list.c - see item_list.h.  Reads through item_view only; what is done with an item stands in tui/action. */
#include "tui/list/item_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/pane/preview.h"
#include "tui/pane/stat_panel.h"
#include "tui/stat/words.h"
#include "tui/words.h"

/* ------------------------------------------------------------ rows as cells */
/* COL_SENT is the last, and of pane 3 alone, whose order it tells. */
enum column {
	COL_NUMBER, COL_TITLE, COL_STATE, COL_HOLDER, COL_LIGHT, COL_OFFICE, COL_CATEGORY, COL_UPDATED, COLUMNS, COL_SENT = COLUMNS,
	REVIEW_COLUMNS
};

/* since: what the time of its last column says in this list, and by what that is ordered. */
#define ITEM_COLUMNS(since, by) {\
	[COL_NUMBER] = {.title = W_COL_NUMBER, .min = 11 /* 迁2025-0001 */, .sort = ITEMS_BY_NUMBER + 1, .accent = true}, \
	[COL_TITLE] = {.title = W_COL_TITLE, .min = 24, .weight = 10}, \
	[COL_STATE] = {.title = W_COL_STATE, .min = 10}, \
	[COL_HOLDER] = {.title = W_COL_HOLDER, .min = 11, .weight = 1, .max = 16, .drop = 1}, \
	[COL_LIGHT] = {.title = W_COL_DUE, .min = 8, .sort = ITEMS_BY_DUE + 1}, \
	[COL_OFFICE] = {.title = W_COL_OFFICE, .min = 12, .weight = 1, .max = 18, .drop = 3}, \
	[COL_CATEGORY] = {.title = W_COL_CATEGORY, .min = 12, .weight = 1, .max = 18, .drop = 4}, \
	[COL_UPDATED] = {.title = W_COL_UPDATED, .min = 11, .sort = ITEMS_BY_UPDATED + 1, .drop = 5}, \
	[COL_SENT] = {.title = since, .min = 6, .sort = by}, \
}
static const struct list_column columns[REVIEW_COLUMNS] = ITEM_COLUMNS(W_COL_SENT, ITEMS_BY_SUBMITTED + 1);
static const struct list_column columns_down[REVIEW_COLUMNS] = ITEM_COLUMNS(W_COL_DOWN, ITEMS_BY_SUBMITTED + 1);
static const struct list_column columns_signed[REVIEW_COLUMNS] = ITEM_COLUMNS(W_COL_SIGNED, 0);

static const struct list_column *columns_of(const struct list_scope *s)
{
	return s->scope == ITEMS_SIGNED_BY_ME ? columns_signed : s->states == 1u << STATE_EMERGENCY ? columns_down : columns;
}

const char *item_light(const struct item_row *r, char buf[40], enum role *role)
{
	*role = C_DIM;
	if (r->due == DAY_NONE) {
		if (r->estimate) {
			snprintf(buf, 40, "%s", W_LIGHT_UNKNOWN);
			return buf;
		}
		if (r->channels_left) {
			*role = C_SOON;
			snprintf(buf, 40, W_LIGHT_CHANNELS, r->channels_left);
			return buf;
		}
		snprintf(buf, 40, "%s", r->errata ? W_LIGHT_ERRATA : W_LIGHT_NONE);
		return buf;
	}
	if (!r->estimate)
		*role = r->light == LIGHT_RED ? C_LATE : r->light == LIGHT_YELLOW ? C_SOON : C_GOOD;
	return list_pane_days(r->left, r->estimate, buf);
}

static enum role state_role(const struct item_row *r)
{
	switch (r->state) {
	case STATE_RETURNED:
	case STATE_EMERGENCY:
		return C_LATE;
	case STATE_REFERRED:
		return C_SOON;
	case STATE_PUBLISHED:
	case STATE_SIGNED:
		return C_GOOD;
	case STATE_VOID:
	case STATE_DOWN:
	case STATE_SUPERSEDED:
	case STATE_MIGRATED:
		return C_DIM;
	default:
		return C_STATE;
	}
}

static void add_row(struct list_page *p, const void *row)
{
	const struct item_row *r = row;
	char light[40], updated[24], sent[16] = "", title[1024];
	enum role due_role;
	const char *text[REVIEW_COLUMNS];
	enum role role[REVIEW_COLUMNS];
	for (int i = 0; i < REVIEW_COLUMNS; i++)
		role[i] = C_TEXT;
	role[COL_SENT] = role[COL_HOLDER] = role[COL_OFFICE] = role[COL_CATEGORY] = role[COL_UPDATED] = C_DIM;
	text[COL_NUMBER] = r->number;
	/* What is wrong on the platform says so first. */
	text[COL_TITLE] = r->title;
	if (r->errata || r->superseding) {
		snprintf(title, sizeof title, "%s%s", r->errata ? W_ERRATA_MARK : W_SUPERSEDE_MARK, r->title);
		text[COL_TITLE] = title;
	}
	text[COL_STATE] = item_state_text(r->state);
	role[COL_STATE] = state_role(r);
	text[COL_HOLDER] = r->holder;
	text[COL_LIGHT] = item_light(r, light, &due_role);
	role[COL_LIGHT] = due_role;
	text[COL_OFFICE] = r->office;
	text[COL_CATEGORY] = r->category;
	instant_text(r->updated_at, updated);
	text[COL_UPDATED] = strlen(updated) > 5 ? updated + 5 : updated;
	int64_t since = r->signed_at ? r->signed_at : r->submitted_at;
	if (since)
		day_text(day_at(since), sent);
	text[COL_SENT] = strlen(sent) > 5 ? sent + 5 : sent;
	list_page_add(p, (struct list_key){r->at.sort, r->at.id}, text, role);
}

/* ------------------------------------------------------------ what list_pane asks */
static enum z kind_open(struct list_pane *p, struct arena *a, struct window **w, struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	const struct list_scope *s = &p->scopes[p->scope];
	struct item_query q = {0};
	if (p->figure)
		q = *(const struct item_query *)p->figure;
	enum z z = p->filter ? item_query_parse(d, p->filter, &q, a, e) : Z_OK;
	/* A filter may name a scope of its own: what it says of all is what Tab says. */
	if (q.scope == ITEMS_ALL)
		q.scope = (enum item_scope)s->scope;
	if (s->states)
		item_query_within(&q, s->states);
	q.sort = (enum item_sort)(p->sort - 1);
	q.descending = p->descending;
	if (z != Z_OK || !w)
		return z;
	list_pane_texts(p, &q.words, &q.title);
	return item_view_open(d, &q, w, e);
}

static void preview(struct list_pane *p, int64_t id)
{
	preview_load(p->reader, app_desk(p->view.app), id);
	snprintf(p->preview_title, sizeof p->preview_title, "%s", preview_title(p->reader));
}

/* The last is pane 3's. */
static const struct list_order orders[] = {
        {ITEMS_BY_DUE + 1, W_SORT_DUE, false},
        {ITEMS_BY_NUMBER + 1, W_SORT_NUMBER, true},
        {ITEMS_BY_UPDATED + 1, W_SORT_UPDATED, true},
        {ITEMS_BY_SUBMITTED + 1, W_SORT_SENT, false},
};
enum { ORDERS = sizeof orders / sizeof *orders };

#define ITEM_LIST(c, of, o)                                                                                            \
	{.columns = columns, .columns_n = (c), .columns_of = (of), .orders = orders, .orders_n = (o), .no_hit = W_LIST_NO_HIT,             \
		.search_hint = W_SEARCH_HINT, .filter_label = W_FILTER_LABEL, .open = kind_open, .add = add_row,       \
		.preview = preview, .statistics = stat_panel_draw, .statistics_settle = stat_panel_settle}
static const struct list_kind kind = ITEM_LIST(COLUMNS, NULL, ORDERS - 1), review_kind = ITEM_LIST(REVIEW_COLUMNS, columns_of, ORDERS);

struct view *item_list_new(struct app *a, const struct view_ops *vops, const struct list_scope *scopes, int n)
{
	return list_pane_new(a, vops, vops->pane == P_REVIEW ? &review_kind : &kind, scopes, n);
}

/* ------------------------------------------------------------ behind a figure */
static const struct view_ops behind_ops = {
	.name = "items-behind",
	.title = W_PANE_QUEUE,
	.pane = P_QUEUE | P_BEHIND,
	LIST_BEHIND_OPS,
};

struct view *item_list_behind(struct app *a, const struct item_query *q, const char *title)
{
	const struct list_kind *k = q->sort == ITEMS_BY_SUBMITTED ? &review_kind : &kind;
	return list_pane_behind(a, &behind_ops, k, title, W_FIG_EMPTY_ITEMS, (int)q->sort, q->descending, q, sizeof *q);
}

static const struct list_pane *of(const struct view *v)
{
	return (const struct list_pane *)(const void *)v;
}

bool item_list_is(const struct view *v)
{
	return v && v->ops->free == list_pane_free && (of(v)->kind == &kind || of(v)->kind == &review_kind);
}
