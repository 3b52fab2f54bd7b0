/* item_list.c - see item_list.h.  Reads through item_view only; what is done with an item stands in tui/action. */
#include "tui/pane/item_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/pane/preview.h"
#include "tui/pane/stat_panel.h"
#include "tui/widget/reader.h"
#include "tui/words.h"

/* ------------------------------------------------------------ rows as cells */
enum column { COL_NUMBER, COL_TITLE, COL_STATE, COL_HOLDER, COL_LIGHT, COL_OFFICE, COL_CATEGORY, COL_UPDATED, COLUMNS };

static const struct list_column columns[COLUMNS] = {
	[COL_NUMBER] = {.title = W_COL_NUMBER, .min = 11 /* 迁2025-0001 */, .sort = ITEMS_BY_NUMBER + 1, .accent = true},
	[COL_TITLE] = {.title = W_COL_TITLE, .min = 24, .weight = 10},
	[COL_STATE] = {.title = W_COL_STATE, .min = 10},
	[COL_HOLDER] = {.title = W_COL_HOLDER, .min = 11, .weight = 1, .max = 16, .drop = 1},
	[COL_LIGHT] = {.title = W_COL_DUE, .min = 8, .sort = ITEMS_BY_DUE + 1},
	[COL_OFFICE] = {.title = W_COL_OFFICE, .min = 12, .weight = 1, .max = 18, .drop = 3},
	[COL_CATEGORY] = {.title = W_COL_CATEGORY, .min = 12, .weight = 1, .max = 18, .drop = 4},
	[COL_UPDATED] = {.title = W_COL_UPDATED, .min = 11, .sort = ITEMS_BY_UPDATED + 1, .drop = 5},
};

const char *item_light(const struct item_row *r, char buf[32], enum role *role)
{
	*role = C_DIM;
	if (r->due == DAY_NONE) {
		if (r->estimate) {
			snprintf(buf, 32, "%s", W_LIGHT_UNKNOWN);
			return buf;
		}
		snprintf(buf, 32, "%s", r->errata ? W_LIGHT_ERRATA : W_LIGHT_NONE);
		return buf;
	}
	if (r->estimate) {
		snprintf(buf, 32, W_LIGHT_ESTIMATE, r->left);
		return buf;
	}
	*role = r->light == LIGHT_RED ? C_LATE : r->light == LIGHT_YELLOW ? C_SOON : C_GOOD;
	if (r->left < 0)
		snprintf(buf, 32, W_LIGHT_LATE, -r->left);
	else if (r->left == 0)
		snprintf(buf, 32, "%s", W_LIGHT_TODAY);
	else
		snprintf(buf, 32, W_LIGHT_LEFT, r->left);
	return buf;
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

static void add_row(struct list_page *p, const struct item_row *r)
{
	char light[32], state[64], updated[24], title[1024];
	enum role due_role;
	const char *text[COLUMNS];
	enum role role[COLUMNS];
	for (int i = 0; i < COLUMNS; i++)
		role[i] = C_TEXT;
	role[COL_HOLDER] = role[COL_OFFICE] = role[COL_CATEGORY] = role[COL_UPDATED] = C_DIM;
	text[COL_NUMBER] = r->number;
	/* What is wrong on the platform says so first. */
	snprintf(title, sizeof title, "%s%s", r->errata ? W_ERRATA_MARK : r->superseding ? W_SUPERSEDE_MARK : "", r->title);
	text[COL_TITLE] = title;
	snprintf(state, sizeof state, "%s", item_state_text(r->state));
	text[COL_STATE] = state;
	role[COL_STATE] = state_role(r);
	text[COL_HOLDER] = r->holder;
	text[COL_LIGHT] = item_light(r, light, &due_role);
	role[COL_LIGHT] = due_role;
	text[COL_OFFICE] = r->office;
	text[COL_CATEGORY] = r->category;
	instant_text(r->updated_at, updated);
	text[COL_UPDATED] = strlen(updated) > 5 ? updated + 5 : updated;
	list_page_add(p, (struct list_key){r->at.sort, r->at.id}, text, role);
}

/* ------------------------------------------------------------ source of the list */
static int fetch(void *data, const struct list_key *from, bool backwards, int n, struct list_page *p)
{
	struct item_list *l = data;
	struct item_anchor a;
	if (from)
		a = (struct item_anchor){from->sort, from->id};
	struct item_row *rows = xalloc(sizeof *rows * (size_t)(n > 0 ? n : 1));
	int got = 0;
	enum z z = item_view_page(l->items, from ? &a : NULL, backwards, n, rows, &l->page, &got, NULL);
	for (int i = 0; z == Z_OK && i < got; i++)
		add_row(p, &rows[i]);
	free(rows);
	arena_free(&l->page);
	return z == Z_OK ? got : LIST_BUSY;
}

static int find(void *data, int64_t id, struct list_page *p)
{
	struct item_list *l = data;
	struct item_row row;
	enum z z = item_view_row(l->items, id, &row, &l->page, NULL);
	if (z == Z_OK)
		add_row(p, &row);
	arena_free(&l->page);
	return z == Z_OK ? 1 : z == Z_MISSING ? 0 : LIST_BUSY;
}

#define COUNT_CAP 100000

static int count(void *data, long long *n, bool *exact)
{
	struct item_list *l = data;
	int64_t got = 0;
	/* Counting the hits of a word is the dear part of a search (a hot word has half of all rows). */
	int64_t cap = l->words || l->title ? 1000 : COUNT_CAP;
	if (item_view_count(l->items, cap, &got, NULL) != Z_OK)
		return LIST_BUSY;
	*exact = got <= cap && !item_view_partial(l->items);
	*n = got > cap ? cap : got;
	return 0;
}

static int seek(void *data, long long n, struct list_key *key)
{
	struct item_list *l = data;
	struct item_anchor a;
	enum z z = item_view_seek(l->items, n, &a, NULL);
	if (z != Z_OK)
		return z == Z_BUSY ? LIST_BUSY : 0;
	*key = (struct list_key){a.sort, a.id};
	return 1;
}

static int rank(void *data, const struct list_key *key, long long *out)
{
	struct item_list *l = data;
	struct item_anchor a = {key->sort, key->id};
	int64_t r = 0;
	if (item_view_rank(l->items, &a, COUNT_CAP, &r, NULL) != Z_OK)
		return LIST_BUSY;
	*out = r;
	return r <= COUNT_CAP;
}

static void open_view(struct item_list *l)
{
	struct error e;
	l->query.words = l->words;
	l->query.title = l->title;
	struct item_view *v = NULL;
	if (item_view_open(app_desk(l->view.app), &l->query, &v, &e) != Z_OK) {
		app_refuse(l->view.app, &e);
		return; /* the last picture stays */
	}
	item_view_close(&l->items);
	l->items = v;
}

static void sort_by(void *data, int sort, bool descending)
{
	struct item_list *l = data;
	l->query.sort = l->sort = (enum item_sort)(sort - 1);
	l->query.descending = l->descending = descending;
	open_view(l);
}

static const struct list_ops ops = {
	.columns = columns,
	.n_columns = COLUMNS,
	.fetch = fetch,
	.find = find,
	.count = count,
	.seek = seek,
	.rank = rank,
	.sort = sort_by,
	.count_late = true,
};

/* ------------------------------------------------------------ query */
static int column_of(enum item_sort by)
{
	for (int i = 0; i < COLUMNS; i++)
		if (columns[i].sort == (int)by + 1)
			return i;
	return -1;
}

static void apply(struct item_list *l)
{
	const struct item_list_scope *s = &l->scopes[l->scope];
	struct arena a = {0};
	memset(&l->query, 0, sizeof l->query);
	if (l->filter)
		item_query_parse(app_desk(l->view.app), l->filter, &l->query, &a, NULL);
	if (!l->filter)
		l->query.formed_from = l->query.formed_to = DAY_NONE;
	if (!l->query.scope)
		l->query.scope = s->scope;
	if (s->states)
		l->query.states = l->query.states ? l->query.states & s->states : s->states;
	l->query.sort = l->sort;
	l->query.descending = l->descending;
	/* What has a word in it comes newest first, whatever the order was. */
	list_sorted_by(l->list, l->words ? -1 : column_of(l->sort), l->descending);
	if (l->query.words && *l->query.words && !l->words)
		l->words = xstrdup(l->query.words);
	arena_free(&a);
	open_view(l);
	char nothing[300];
	snprintf(nothing, sizeof nothing, W_LIST_NO_HIT, s->title);
	bool registers = desk_who(app_desk(l->view.app))->roles & ROLE_CLERK;
	list_empty_text(l->list, l->words || l->title || l->filter ? nothing : registers ? s->empty : s->idle);
	list_match(l->list, l->words ? l->words : l->title);
}

void item_list_scope(struct item_list *l, int scope)
{
	l->scope = scope % l->scopes_n;
	l->sort = l->scopes[l->scope].sort;
	l->descending = l->scopes[l->scope].descending;
	apply(l);
	list_reload(l->list, 0);
	app_redraw(l->view.app);
}

/* Latin letters alone are pinyin initials of titles; everything else is looked for in the whole text. */
static bool initials(const char *s)
{
	for (; *s; s++)
		if (!((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z')))
			return false;
	return true;
}

bool item_list_search(struct item_list *l, const char *typed, struct error *e)
{
	(void)e;
	free(l->words);
	free(l->title);
	l->words = l->title = NULL;
	if (typed && *typed)
		*(initials(typed) ? &l->title : &l->words) = xstrdup(typed);
	apply(l);
	list_reload(l->list, 0);
	return true;
}

bool item_list_filter(struct item_list *l, const char *expression, struct error *e)
{
	struct item_query q;
	struct arena a = {0};
	bool good = item_query_parse(app_desk(l->view.app), expression, &q, &a, e) == Z_OK;
	arena_free(&a);
	if (!good)
		return false;
	free(l->filter);
	l->filter = *expression ? xstrdup(expression) : NULL;
	if (!l->filter) {
		free(l->words);
		l->words = NULL;
	}
	apply(l);
	list_reload(l->list, 0);
	return true;
}

void item_list_sort(struct item_list *l, enum item_sort by)
{
	/* What is due begins with the earliest, everything else with the newest; chosen once more it turns round. */
	list_sort(l->list, column_of(by), l->sort == by ? !l->descending : by != ITEMS_BY_DUE);
}

void item_list_next_preview(struct item_list *l)
{
	static const enum layout_preview next[] = {
		[PREVIEW_AUTO] = PREVIEW_BELOW,
		[PREVIEW_BELOW] = PREVIEW_BESIDE,
		[PREVIEW_BESIDE] = PREVIEW_OFF,
		[PREVIEW_OFF] = PREVIEW_AUTO,
	};
	static const char *const said[] = {
		[PREVIEW_AUTO] = W_PREVIEW_AUTO,
		[PREVIEW_BELOW] = W_PREVIEW_BELOW,
		[PREVIEW_BESIDE] = W_PREVIEW_BESIDE,
		[PREVIEW_OFF] = W_PREVIEW_OFF,
	};
	l->preview = next[l->preview];
	app_say(l->view.app, C_NOTE, "%s", said[l->preview]);
	app_redraw(l->view.app);
}

int64_t item_list_neighbour(struct item_list *l, int64_t id, bool before)
{
	struct arena a = {0};
	struct item_row row;
	int got = 0;
	int64_t found = 0;
	if (item_view_row(l->items, id, &row, &a, NULL) == Z_OK) {
		struct item_anchor at = row.at;
		if (item_view_page(l->items, &at, before, 1, &row, &a, &got, NULL) == Z_OK && got == 1)
			found = row.id;
	} else if (item_view_page(l->items, NULL, false, 1, &row, &a, &got, NULL) == Z_OK && got == 1) {
		found = row.id; /* it has left the list: the first one that waits */
	}
	arena_free(&a);
	return found;
}

/* ------------------------------------------------------------ as a view */
struct view *item_list_new(struct app *a, const struct view_ops *vops, const struct item_list_scope *scopes, int n)
{
	struct item_list *l = xalloc(sizeof *l);
	l->view.ops = vops;
	l->view.app = a;
	l->scopes = scopes;
	l->scopes_n = n;
	l->preview = PREVIEW_AUTO;
	l->list = list_new(&ops, l);
	l->reader = reader_new();
	l->sort = scopes->sort;
	l->descending = scopes->descending;
	apply(l);
	return &l->view;
}

static struct item_list *self(struct view *v)
{
	return (struct item_list *)(void *)v;
}

struct layout_want item_list_want(struct view *v)
{
	return (struct layout_want){self(v)->preview, true};
}

void item_list_place(struct view *v)
{
	struct item_list *l = self(v);
	list_place(l->list, app_base(v->app), v->lay.list);
	list_focus(l->list, true);
	l->previewed = 0;
}

void item_list_refresh(struct view *v)
{
	struct item_list *l = self(v);
	if (!l->items)
		open_view(l);
	list_refresh(l->list);
	l->previewed = 0;
}

void item_list_settle(struct view *v)
{
	struct item_list *l = self(v);
	int64_t id = item_list_subject(v);
	list_settle(l->list);
	if (!v->lay.preview.rows || id == l->previewed)
		return;
	l->previewed = id;
	preview_load(l->reader, app_desk(v->app), id);
	v->due = true;
}

static void draw_rule(struct item_list *l)
{
	const struct layout *lay = &l->view.lay;
	char s[512];
	size_t at = (size_t)snprintf(s, sizeof s, "%s · %s", l->view.ops->title, l->scopes[l->scope].title);
	if (l->filter && at < sizeof s)
		at += (size_t)snprintf(s + at, sizeof s - at, " · " W_RULE_FILTER, l->filter);
	if ((l->words || l->title) && at < sizeof s)
		snprintf(s + at, sizeof s - at, " · " W_RULE_SEARCH, l->words ? l->words : l->title);
	draw_rule_title(
	        app_base(l->view.app), lay->list_rule.row, lay->list_rule.col, lay->list_rule.cols, C_FRAME_ON, s);
}

void item_list_draw(struct view *v)
{
	struct item_list *l = self(v);
	struct surface *s = app_base(v->app);
	const struct layout *lay = &v->lay;
	if (v->due) {
		draw_rule(l);
		if (lay->preview.rows) {
			draw_rule_title(s, lay->preview_rule.row, lay->preview_rule.col, lay->preview_rule.cols,
			        C_FRAME, l->previewed ? preview_title(l->reader) : W_PREVIEW_TITLE);
			reader_draw(l->reader, s, lay->preview, false);
		}
	}
	if (lay->stat.rows)
		stat_panel_draw(v->app, s, lay, v->due);
	list_draw(l->list);
}

enum took item_list_key(struct view *v, const struct event *ev)
{
	struct item_list *l = self(v);
	enum took took = list_key(l->list, ev);
	if (took == TOOK_NOT && ev->key == K_ESC && (l->words || l->title || l->filter)) {
		free(l->words);
		free(l->title);
		free(l->filter);
		l->words = l->title = l->filter = NULL;
		apply(l);
		list_reload(l->list, item_list_subject(v)); /* the row that was found stays under the cursor */
		app_redraw(v->app);
		return TOOK;
	}
	return took;
}

int64_t item_list_subject(struct view *v)
{
	struct list_key key;
	return list_current(self(v)->list, &key) ? key.id : 0;
}

size_t item_list_marks(struct view *v, const int64_t **ids)
{
	return list_marked(self(v)->list, ids);
}

void item_list_unmark(struct view *v)
{
	list_unmark_all(self(v)->list);
}

void item_list_status(struct view *v, char *buf, size_t cap)
{
	struct item_list *l = self(v);
	long long row, total;
	bool exact;
	const int64_t *ids;
	size_t marked = list_marked(l->list, &ids), at = 0;
	buf[0] = '\0';
	if (marked)
		at = (size_t)snprintf(buf, cap, W_MARKED " · ", marked);
	list_position(l->list, &row, &total, &exact);
	if (total < 0 || at >= cap)
		return;
	if (row > 0)
		snprintf(buf + at, cap - at, W_ROW_OF, row, total, exact ? "" : "+");
	else
		snprintf(buf + at, cap - at, W_ROWS, total, exact ? "" : "+");
}

void item_list_free(struct view *v)
{
	struct item_list *l = self(v);
	list_free(&l->list);
	reader_free(&l->reader);
	item_view_close(&l->items);
	arena_free(&l->page);
	free(l->words);
	free(l->title);
	free(l->filter);
	free(l);
}
