/* list_pane.c - see list_pane.h.  Reads through the kind's functions only; what is done with a record stands in the
 * actions. */
#include "tui/pane/list_pane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/words.h"

enum { PREVIEWED_NOT = -1 };

static struct list_pane *self(struct view *v)
{
	return (struct list_pane *)(void *)v;
}

struct list_pane *list_pane_of(struct view *v)
{
	return v && v->ops->free == list_pane_free ? self(v) : NULL;
}

struct list_pane *list_pane_below(struct view *v)
{
	for (; v; v = v->below)
		if (list_pane_of(v))
			return list_pane_of(v);
	return NULL;
}

/* ------------------------------------------------------------ query */
static int column_of(const struct list_pane *l, int sort)
{
	for (int i = 0; i < l->kind->source->n_columns; i++)
		if (l->kind->source->columns[i].sort == sort)
			return i;
	return -1;
}

static void apply(struct list_pane *l)
{
	l->kind->open(l); /* may take words out of the filter */
	/* What has a word in it comes newest first, whatever the order was. */
	list_sorted_by(l->list, l->words ? -1 : column_of(l, l->sort), l->descending);
	char nothing[300];
	snprintf(nothing, sizeof nothing, l->kind->no_hit, l->kind->scope_title(l, l->scope));
	list_empty_text(l->list, l->words || l->title || l->filter ? nothing : l->kind->scope_empty(l));
	list_match(l->list, l->words ? l->words : l->title);
	l->view.due = true; /* the line above the list says what it shows */
}

static void forget(struct list_pane *l)
{
	free(l->words);
	free(l->title);
	l->words = l->title = NULL;
}

void list_pane_scope(struct list_pane *l, int scope)
{
	l->scope = scope % l->kind->scopes(l);
	l->sort = l->kind->scope_order(l, l->scope, &l->descending);
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

void list_pane_search(struct list_pane *l, const char *typed)
{
	forget(l);
	if (typed && *typed)
		*(initials(typed) ? &l->title : &l->words) = xstrdup(typed);
	apply(l);
	list_reload(l->list, 0);
}

bool list_pane_filter(struct list_pane *l, const char *expression, struct error *e)
{
	if (l->kind->try_filter(l, expression, e) != Z_OK)
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

void list_pane_sort(struct list_pane *l, int sort)
{
	/* What is due begins with the earliest, everything else with the newest; chosen once more it turns round. */
	bool newest = false;
	for (int i = 0; i < l->kind->orders_n; i++)
		if (l->kind->orders[i].sort == sort)
			newest = l->kind->orders[i].newest;
	list_sort(l->list, column_of(l, sort), l->sort == sort ? !l->descending : newest);
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
	return l->kind->neighbour(l, id, before);
}

/* ------------------------------------------------------------ as a view */
void list_pane_begin(struct list_pane *l, struct app *a, const struct view_ops *ops, const struct list_kind *kind)
{
	l->view.ops = ops;
	l->view.app = a;
	l->kind = kind;
	l->preview = PREVIEW_AUTO;
	l->list = list_new(kind->source, l);
	l->reader = reader_new();
	l->sort = kind->scope_order(l, 0, &l->descending);
	l->kind->preview(l, 0);
	l->previewed = PREVIEWED_NOT;
	apply(l);
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
	if (!l->kind->is_open(l))
		l->kind->open(l);
	list_refresh(l->list);
	l->previewed = PREVIEWED_NOT;
}

void list_pane_settle(struct view *v)
{
	struct list_pane *l = self(v);
	int64_t id = list_pane_subject(v);
	list_settle(l->list);
	if (list_unsettled(l->list))
		app_settle_again(v->app);
	if (!v->lay.preview.rows || id == l->previewed)
		return;
	l->previewed = id;
	l->kind->preview(l, id);
	v->due = true;
}

static void draw_rule(struct list_pane *l)
{
	const struct layout *lay = &l->view.lay;
	char s[512];
	size_t at = (size_t)snprintf(s, sizeof s, "%s · %s", l->view.ops->title, l->kind->scope_title(l, l->scope));
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
			        C_FRAME, l->kind->preview_title(l));
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
	apply(l);
	list_reload(l->list, list_pane_subject(&l->view)); /* the row that was found stays under the cursor */
	app_redraw(l->view.app);
	return true;
}

enum took list_pane_key(struct view *v, const struct event *ev)
{
	struct list_pane *l = self(v);
	enum took took = list_key(l->list, ev);
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

void list_pane_free(struct view *v)
{
	struct list_pane *l = self(v);
	l->kind->done(l);
	list_free(&l->list);
	reader_free(&l->reader);
	forget(l);
	free(l->filter);
	free(l);
}
