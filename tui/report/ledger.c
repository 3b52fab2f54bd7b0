/* ledger.c - see ledger.h: the steps of reviews and releases, read a page at a time, newest first. */
#include "tui/report/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"
#include "tui/list/list_view.h"
#include "tui/pane/words.h"
#include "tui/words.h"

struct ledger {
	struct list_view base; /* first: a view is a ledger */
	enum register_of which;
	struct list_ops ops;
	char title[120];
};

static struct ledger *self(struct view *v)
{
	return (struct ledger *)(void *)v;
}

/* ------------------------------------------------------------ rows */
enum { V_AT, V_NUMBER, V_TITLE, V_TIER, V_ACT, V_WHO, V_TEXT, V_COLUMNS };
static const struct list_column review_columns[V_COLUMNS] = {
	[V_AT] = {.title = W_RG_AT, .min = 16, .accent = true},
	[V_NUMBER] = {.title = W_RG_NUMBER, .min = 9},
	[V_TITLE] = {.title = W_RG_TITLE, .min = 16, .weight = 3},
	[V_TIER] = {.title = W_RG_TIER, .min = 4},
	[V_ACT] = {.title = W_RG_ACT, .min = 8},
	[V_WHO] = {.title = W_RG_WHO, .min = 8, .weight = 1, .max = 20},
	[V_TEXT] = {.title = W_RG_TEXT, .min = 16, .weight = 2, .drop = 1},
};

enum { L_AT, L_NUMBER, L_TITLE, L_CHANNEL, L_ACT, L_HAPPENED, L_WHO, L_URL, L_COLUMNS };
static const struct list_column release_columns[L_COLUMNS] = {
	[L_AT] = {.title = W_RG_AT, .min = 16, .accent = true},
	[L_NUMBER] = {.title = W_RG_NUMBER, .min = 9},
	[L_TITLE] = {.title = W_RG_TITLE, .min = 16, .weight = 3},
	[L_CHANNEL] = {.title = W_RG_CHANNEL, .min = 8, .weight = 1, .max = 20},
	[L_ACT] = {.title = W_RG_ACT, .min = 8},
	[L_HAPPENED] = {.title = W_RG_HAPPENED, .min = 16, .drop = 2},
	[L_WHO] = {.title = W_RG_WHO, .min = 8, .drop = 1},
	[L_URL] = {.title = W_RG_URL, .min = 20, .weight = 2, .drop = 3},
};

static void give_review(struct list_page *page, const struct register_row *r, struct list_key key)
{
	static const enum role role[V_COLUMNS] = {C_DIM, C_STRONG, C_TEXT, C_TEXT, C_TEXT, C_TEXT, C_DIM};
	char at[24], who[160], why[64] = "";
	struct buffer text = {0};
	snprintf(who, sizeof who, *r->principal ? W_SET_LOG_FOR : "%s", r->officer, r->principal);
	if (r->reason)
		snprintf(why, sizeof why, "%s　", return_reason_text(r->reason));
	buffer_printf(&text, "%s%s", why, r->text);
	const char *const cell[V_COLUMNS] = {instant_text(r->at, at), r->number, r->title, r->tier ? tier_text(r->tier) : "",
		review_act_text(r->act), who, text.s};
	list_page_add(page, key, cell, role);
	buffer_free(&text);
}

static void give_release(struct list_page *page, const struct register_row *r, struct list_key key)
{
	static const enum role role[L_COLUMNS] = {C_DIM, C_STRONG, C_TEXT, C_TEXT, C_TEXT, C_DIM, C_TEXT, C_DIM};
	char at[24], happened[24] = "";
	if (r->happened_at)
		instant_text(r->happened_at, happened);
	const char *const cell[L_COLUMNS] = {instant_text(r->at, at), r->number, r->title, r->channel, release_act_text(r->act), happened,
		r->officer, *r->url ? r->url : r->text};
	list_page_add(page, key, cell, role);
}

static void give(struct ledger *l, struct list_page *page, const struct register_row *r)
{
	const struct list_key key = {-r->id, r->id};
	if (l->which == REGISTER_REVIEWS)
		give_review(page, r, key);
	else
		give_release(page, r, key);
}

/* Newest first below `before` (0: the newest), or those just above `after`, also newest first.  How many, or LIST_BUSY. */
static int rows(struct ledger *l, int64_t after, int64_t before, int n, struct list_page *page)
{
	struct arena a = {0};
	struct register_row *r = xalloc((size_t)(n > 0 ? n : 1) * sizeof *r);
	int got = 0;
	struct desk *d = app_desk(l->base.view.app);
	enum z z = after ? register_above(d, l->which, after, n, r, &a, &got, NULL) : register_below(d, l->which, before, n, r, &a, &got, NULL);
	for (int i = 0; z == Z_OK && i < got; i++)
		give(l, page, &r[i]);
	free(r);
	arena_free(&a);
	return z == Z_OK ? got : LIST_BUSY;
}

static int fetch(void *data, const struct list_key *from, bool backwards, int n, struct list_page *page)
{
	struct ledger *l = data;
	if (!backwards)
		return rows(l, 0, from ? from->id : 0, n, page);
	if (from)
		return rows(l, from->id, 0, n, page);
	/* the last ones: the oldest */
	return rows(l, -1, 0, n, page);
}

/* They are never deleted: what is not there now never was. */
static int find(void *data, int64_t id, struct list_page *page)
{
	struct ledger *l = data;
	struct arena a = {0};
	struct register_row r;
	int got = 0;
	enum z z = register_below(app_desk(l->base.view.app), l->which, id + 1, 1, &r, &a, &got, NULL);
	got = got && r.id == id;
	if (z == Z_OK && got)
		give(l, page, &r);
	arena_free(&a);
	return z == Z_OK ? got : LIST_BUSY;
}

static int count(void *data, long long *n, bool *exact)
{
	struct ledger *l = data;
	int64_t all;
	if (register_count(app_desk(l->base.view.app), l->which, &all, NULL) != Z_OK)
		return LIST_BUSY;
	*n = all;
	*exact = true;
	return 0;
}

/* ------------------------------------------------------------ the view */
static const struct view_ops ledger_ops;

struct view *ledger_new(struct app *a, enum register_of which, const char *title)
{
	struct ledger *l = xalloc(sizeof *l);
	bool reviews = which == REGISTER_REVIEWS;
	l->base.view = (struct view){.ops = &ledger_ops, .app = a};
	l->which = which;
	snprintf(l->title, sizeof l->title, "%s", title);
	l->ops = (struct list_ops){.columns = reviews ? review_columns : release_columns, .n_columns = reviews ? V_COLUMNS : L_COLUMNS,
		.fetch = fetch, .find = find, .count = count, .count_late = true};
	l->base.list = list_new(&l->ops, l);
	list_empty_text(l->base.list, reviews ? W_RG_NO_REVIEWS : W_RG_NO_RELEASES);
	list_reload(l->base.list, 0);
	return &l->base.view;
}

static void refresh(struct view *v)
{
	list_refresh(self(v)->base.list);
}

static void draw(struct view *v)
{
	list_view_draw(v, self(v)->title);
}

/* The item of the step. */
static int64_t subject(struct view *v)
{
	struct ledger *l = self(v);
	int64_t item = 0;
	item_by_number(app_desk(v->app), list_cell(l->base.list, V_NUMBER), &item, NULL);
	return item;
}

static void ledger_free(struct view *v)
{
	list_free(&self(v)->base.list);
	free(v);
}

static const struct view_ops ledger_ops = {
	.name = "ledger",
	.title = W_RP_REGISTERS,
	.pane = P_LEDGER,
	.place = list_view_place,
	.refresh = refresh,
	.settle = list_view_settle,
	.draw = draw,
	.key = list_view_key,
	.subject = subject,
	.status = list_view_status,
	.free = ledger_free,
};
