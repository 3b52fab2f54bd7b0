/* list_pane.c - see list_pane.h.  Reads through the kind's functions only; what is done with a record stands in the
 * actions. */
#include "tui/list/list_pane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/list/list_view.h"
#include "tui/words.h"

enum { PREVIEWED_NOT = -1, LIST_COUNT_CAP = 100000, LIST_COUNT_CAP_WORDS = 1000 /* counting the hits of a word is the dear part */ };

static struct list_pane *self(struct view *v)
{
	return (struct list_pane *)(void *)v;
}

struct list_pane *list_pane_of(struct view *v)
{
	return v && v->ops->free == list_pane_free ? self(v) : NULL;
}

struct list_pane *list_pane_below(struct view *v, bool (*lists)(const struct view *v))
{
	while (v && !list_pane_of(v))
		v = v->below;
	return v && lists(v) ? self(v) : NULL;
}

/* ------------------------------------------------------------ source of the list */
/* NULL: none is open, or not the one that is asked for now. */
static struct window *window_of(const struct list_pane *l)
{
	return l->waiting ? NULL : l->rows;
}

/* Where the file is locked the last picture stays until it can be read; where it is refused, for good.  typed: nothing but
 * the words that are looked for is other than before. */
static void open_window(struct list_pane *l, bool typed)
{
	struct window *rows = NULL;
	struct arena a = {0};
	struct error e;
	enum z z = l->kind->open(l, &a, &rows, &e);
	arena_free(&a);
	typed = typed && window_of(l);
	l->waiting = z == Z_BUSY;
	if (z == Z_OK) {
		if (typed)
			window_narrow(rows, l->rows);
		window_close(&l->rows);
		l->rows = rows;
	} else if (z != Z_BUSY) {
		app_refuse(l->view.app, &e);
	}
}

void list_pane_texts(struct list_pane *l, const char **words, const char **title)
{
	if (*words && **words && !l->words)
		l->words = xstrdup(*words);
	*words = l->words;
	if (l->title)
		*title = l->title;
}

static int fetch(void *data, const struct list_key *from, bool backwards, int n, struct list_page *p)
{
	struct list_pane *l = data;
	struct window *w = window_of(l);
	struct view_anchor a = {0};
	int got = 0;
	if (!w)
		return LIST_BUSY;
	if (from)
		a = (struct view_anchor){from->sort, from->id};
	size_t size = window_row_size(w);
	char *rows = xalloc(size * (size_t)(n > 0 ? n : 1));
	enum z z = window_page(w, from ? &a : NULL, backwards, n, rows, &l->page, &got, NULL);
	for (int i = 0; z == Z_OK && i < got; i++)
		l->kind->add(p, rows + size * (size_t)i);
	free(rows);
	arena_free(&l->page);
	return z == Z_OK ? got : LIST_BUSY;
}

static int find(void *data, int64_t id, struct list_page *p)
{
	struct list_pane *l = data;
	struct window *w = window_of(l);
	if (!w)
		return LIST_BUSY;
	void *row = xalloc(window_row_size(w));
	enum z z = window_row(w, id, row, &l->page, NULL);
	if (z == Z_OK)
		l->kind->add(p, row);
	free(row);
	arena_free(&l->page);
	return z == Z_OK ? 1 : z == Z_MISSING ? 0 : LIST_BUSY;
}

static int count(void *data, long long *n, bool *exact)
{
	struct list_pane *l = data;
	struct window *w = window_of(l);
	int64_t got = 0, cap = l->words || l->title ? LIST_COUNT_CAP_WORDS : LIST_COUNT_CAP;
	if (!w || window_count(w, cap, &got, NULL) != Z_OK)
		return LIST_BUSY;
	*exact = got <= cap && !window_partial(w);
	*n = got > cap ? cap : got;
	return 0;
}

static bool more(void *data)
{
	struct window *w = window_of(data);
	return w && window_growing(w);
}

static int seek(void *data, long long n, struct list_key *key)
{
	struct window *w = window_of(data);
	struct view_anchor a;
	enum z z = w ? window_seek(w, n, &a, NULL) : Z_BUSY;
	if (z != Z_OK)
		return z == Z_BUSY ? LIST_BUSY : 0;
	*key = (struct list_key){a.sort, a.id};
	return 1;
}

static int rank(void *data, const struct list_key *key, long long *out)
{
	struct window *w = window_of(data);
	struct view_anchor a = {key->sort, key->id};
	int64_t r = 0;
	if (!w || window_rank(w, &a, LIST_COUNT_CAP, &r, NULL) != Z_OK)
		return LIST_BUSY;
	*out = r;
	return r <= LIST_COUNT_CAP;
}

static void sort_by(void *data, int sort, bool descending)
{
	struct list_pane *l = data;
	l->sort = sort;
	l->descending = descending;
	open_window(l, false);
}

/* ------------------------------------------------------------ query */
/* The rows, how many, where: read as of one moment. */
static void reload(struct list_pane *l, int64_t id)
{
	desk_read_begin(app_desk(l->view.app));
	list_reload(l->list, id);
	desk_read_end(app_desk(l->view.app));
}

static int column_of(const struct list_pane *l, int sort)
{
	for (int i = 0; i < l->ops.n_columns; i++)
		if (l->ops.columns[i].sort == sort)
			return i;
	return -1;
}

static void apply(struct list_pane *l, bool typed)
{
	open_window(l, typed); /* may take words out of the filter */
	/* What has a word in it comes newest first, whatever the order was. */
	list_sorted_by(l->list, l->words ? -1 : column_of(l, l->sort), l->descending);
	char nothing[300];
	const struct list_scope *s = &l->scopes[l->scope];
	snprintf(nothing, sizeof nothing, l->kind->no_hit, s->title);
	list_empty_text(l->list, l->words || l->title || l->filter ? nothing
		: desk_who(app_desk(l->view.app))->roles & ROLE_CLERK ? s->empty : s->idle);
	list_match(l->list, l->words ? l->words : l->title);
	l->view.due = true; /* the line above the list says what it shows */
}

static void forget(struct list_pane *l)
{
	free(l->words);
	free(l->title);
	l->words = l->title = NULL;
}

/* The list and the order it begins with. */
static void begin_scope(struct list_pane *l, int scope)
{
	l->scope = scope;
	l->ops.columns = l->kind->columns_of ? l->kind->columns_of(&l->scopes[scope]) : l->kind->columns;
	l->sort = l->scopes[scope].sort + 1;
	l->descending = l->scopes[scope].descending;
	apply(l, false);
}

void list_pane_scope(struct list_pane *l, int scope)
{
	begin_scope(l, scope % l->scopes_n);
	reload(l, 0);
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

void list_pane_search(struct list_pane *l, const char *typed)
{
	forget(l);
	if (typed && *typed)
		*(initials(typed) ? &l->title : &l->words) = xstrdup(typed);
	apply(l, true);
	reload(l, 0);
}

bool list_pane_filter(struct list_pane *l, const char *expression, struct error *e)
{
	char *before = l->filter;
	struct arena a = {0};
	l->filter = *expression ? xstrdup(expression) : NULL;
	bool may = l->kind->open(l, &a, NULL, e) == Z_OK;
	arena_free(&a);
	if (!may) {
		free(l->filter);
		l->filter = before;
		return false;
	}
	free(before);
	if (!l->filter) {
		free(l->words);
		l->words = NULL;
	}
	apply(l, false);
	reload(l, 0);
	return true;
}

void list_pane_sort(struct list_pane *l, int sort)
{
	/* What is due begins with the earliest, everything else with the newest; chosen once more it turns round. */
	bool newest = false;
	for (int i = 0; i < l->kind->orders_n; i++)
		if (l->kind->orders[i].sort == sort)
			newest = l->kind->orders[i].newest;
	desk_read_begin(app_desk(l->view.app));
	list_sort(l->list, column_of(l, sort), l->sort == sort ? !l->descending : newest);
	desk_read_end(app_desk(l->view.app));
}

void list_pane_next_preview(struct list_pane *l)
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

int64_t list_pane_neighbour(struct list_pane *l, int64_t id, bool before)
{
	struct window *w = window_of(l);
	int64_t found = 0;
	if (w)
		window_neighbour(w, id, before, &found, NULL);
	return found;
}

/* ------------------------------------------------------------ as a view */
/* l is zeroed but for what open() needs besides. */
static struct view *begin(struct list_pane *l, struct app *a, const struct view_ops *ops, const struct list_kind *kind,
	const struct list_scope *scopes, int n)
{
	l->view.ops = ops;
	l->view.app = a;
	l->kind = kind;
	l->scopes = scopes;
	l->scopes_n = n;
	l->preview = PREVIEW_AUTO;
	l->ops = (struct list_ops){.columns = kind->columns, .n_columns = kind->columns_n, .fetch = fetch, .find = find, .count = count,
		.seek = seek, .rank = rank, .sort = sort_by, .count_late = true, .more = more};
	l->list = list_new(&l->ops, l);
	l->reader = reader_new();
	l->kind->preview(l, 0);
	l->previewed = PREVIEWED_NOT;
	begin_scope(l, 0);
	return &l->view;
}

struct view *list_pane_new(struct app *a, const struct view_ops *ops, const struct list_kind *kind,
	const struct list_scope *scopes, int n)
{
	return begin(xalloc(sizeof(struct list_pane)), a, ops, kind, scopes, n);
}

struct view *list_pane_behind(struct app *a, const struct view_ops *ops, const struct list_kind *kind, const char *title,
	const char *empty, int sort, bool descending, const void *q, size_t q_size)
{
	struct list_pane *l = xalloc(sizeof *l);
	l->figure = memcpy(xalloc(q_size), q, q_size);
	l->behind = (struct list_scope){.title = xstrdup(title), .empty = empty, .idle = empty, .sort = sort, .descending = descending};
	return begin(l, a, ops, kind, &l->behind, 1);
}

bool list_behind_has(struct view *v, int act)
{
	(void)v;
	switch (act) {
	case ACT_SCOPE:
	case ACT_FILTER:
	case ACT_SAVED:
	case ACT_DRAFTS:
	case ACT_NEW:
	case ACT_IMPORT_FILE:
	case ACT_IMPORT_ITEMS:
	case ACT_TK_NEW:
	case ACT_TK_SHORT:
	case ACT_TK_IMPORT:
	case ACT_TK_FIGURES:
	case ACT_TK_SUMMARY:
	case ACT_TK_URGE_TEXT:
	case ACT_RQ_NEW:
	case ACT_TS_NEW:
	case ACT_TS_IMPORT:
		return false;
	default:
		return true;
	}
}

bool list_behind_leave(struct view *v)
{
	return app_last_key(v->app) != K_ESC || !list_pane_undo(self(v));
}

struct layout_want list_pane_want(struct view *v)
{
	return (struct layout_want){self(v)->preview, true};
}

void list_pane_place(struct view *v)
{
	struct list_pane *l = self(v);
	list_place(l->list, app_base(v->app), v->lay.list);
	list_focus(l->list, true);
	l->previewed = PREVIEWED_NOT;
}

void list_pane_refresh(struct view *v)
{
	struct list_pane *l = self(v);
	desk_read_begin(app_desk(v->app));
	if (!window_of(l))
		open_window(l, false);
	list_refresh(l->list);
	desk_read_end(app_desk(v->app));
	l->previewed = PREVIEWED_NOT;
}

void list_pane_settle(struct view *v)
{
	struct list_pane *l = self(v);
	int64_t id = list_pane_subject(v);
	list_settle(l->list);
	if (list_busy(l->list))
		app_read_again(v->app);
	if (list_unsettled(l->list))
		app_settle_again(v->app);
	if (v->lay.stat.rows && l->kind->statistics_settle && l->kind->statistics_settle(v->app))
		v->due = true;
	if (!v->lay.preview.rows || id == l->previewed)
		return;
	l->previewed = id;
	reader_clear(l->reader);
	l->preview_title[0] = '\0';
	if (id)
		l->kind->preview(l, id);
	v->due = true;
}

const char *list_pane_days(int left, bool estimate, char buf[40])
{
	if (!left && !estimate)
		snprintf(buf, 40, "%s", W_LIGHT_TODAY);
	else
		snprintf(buf, 40, estimate ? W_LIGHT_ESTIMATE : left < 0 ? W_LIGHT_LATE : W_LIGHT_LEFT,
		        left < 0 && !estimate ? -left : left);
	return buf;
}

static void draw_rule(struct list_pane *l)
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

void list_pane_draw(struct view *v)
{
	struct list_pane *l = self(v);
	struct surface *s = app_base(v->app);
	const struct layout *lay = &v->lay;
	if (v->due) {
		draw_rule(l);
		if (lay->preview.rows) {
			draw_rule_title(s, lay->preview_rule.row, lay->preview_rule.col, lay->preview_rule.cols,
			        C_FRAME, *l->preview_title ? l->preview_title : W_PREVIEW_TITLE);
			reader_draw(l->reader, s, lay->preview, false);
		}
	}
	if (lay->stat.rows)
		l->kind->statistics(v->app, s, lay, v->due);
	list_draw(l->list);
}

bool list_pane_undo(struct list_pane *l)
{
	if (!l->words && !l->title && !l->filter)
		return false;
	forget(l);
	free(l->filter);
	l->filter = NULL;
	apply(l, false);
	reload(l, list_pane_subject(&l->view)); /* the row that was found stays under the cursor */
	app_redraw(l->view.app);
	return true;
}

enum took list_pane_key(struct view *v, const struct event *ev)
{
	struct list_pane *l = self(v);
	desk_read_begin(app_desk(v->app));
	enum took took = list_key(l->list, ev);
	desk_read_end(app_desk(v->app));
	return took == TOOK_NOT && ev->key == K_ESC && list_pane_undo(l) ? TOOK : took;
}

int64_t list_pane_subject(struct view *v)
{
	struct list_key key;
	return list_current(self(v)->list, &key) ? key.id : 0;
}

size_t list_pane_marks(struct view *v, const int64_t **ids)
{
	return list_marked(self(v)->list, ids);
}

void list_pane_unmark(struct view *v)
{
	list_unmark_all(self(v)->list);
}

void list_pane_status(struct view *v, char *buf, size_t cap)
{
	struct list_pane *l = self(v);
	const int64_t *ids;
	size_t marked = list_marked(l->list, &ids), at = 0;
	buf[0] = '\0';
	if (marked)
		at = (size_t)snprintf(buf, cap, W_MARKED " · ", marked);
	if (at < cap)
		list_where(l->list, buf + at, cap - at);
}

void list_pane_free(struct view *v)
{
	struct list_pane *l = self(v);
	window_close(&l->rows);
	free((char *)(uintptr_t)l->behind.title);
	free(l->figure);
	arena_free(&l->page);
	list_free(&l->list);
	reader_free(&l->reader);
	forget(l);
	free(l->filter);
	free(l);
}
