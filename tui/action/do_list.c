/* do_list.c - what can be done with a list of items: open, search, filter, scope, order, preview. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/file/saved_filter.h"
#include "tui/action/action.h"
#include "tui/ask.h"
#include "tui/list/list_pane.h"
#include "tui/pane/pane.h"
#include "tui/term/term.h"
#include "tui/widget/field.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum did do_open(struct app *a, int64_t subject)
{
	struct error e;
	struct view *v = read_new(a, subject, &e);
	if (!v) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	app_push(a, v);
	return DID_NOTHING;
}

/* ------------------------------------------------------------ incremental search */
struct search {
	struct app *app;
	struct list_pane *list;
	struct surface *s;
	struct field field;
};

static enum took search_key(void *w, const struct event *ev)
{
	struct search *s = w;
	switch (ev->key) {
	case K_ENTER:
		return TOOK_DONE;
	case K_ESC:
		return TOOK_CANCEL;
	case K_UP:
	case K_DOWN:
	case K_PAGE_UP:
	case K_PAGE_DOWN:
		list_pane_key(&s->list->view, ev);
		return TOOK;
	case K_TAB:
		list_pane_scope(s->list, s->list->scope + 1);
		return TOOK;
	default:
		break;
	}
	char *before = xstrdup(field_text(&s->field));
	field_key(&s->field, ev);
	if (strcmp(before, field_text(&s->field)) != 0)
		list_pane_search(s->list, field_text(&s->field));
	free(before);
	return TOOK;
}

static void search_draw(void *w, struct rect screen)
{
	struct search *s = w;
	struct rect r = {screen.rows - 2, 0, 1, screen.cols};
	struct rect now = s->s ? surface_rect(s->s) : (struct rect){0};
	if (!s->s)
		s->s = surface_new(r);
	else if (memcmp(&now, &r, sizeof r) != 0)
		surface_place(s->s, r);
	draw_fill(s->s, (struct rect){0, 0, 1, r.cols}, C_FIELD);
	int label = text_columns(W_SEARCH_LABEL);
	draw_text(s->s, 0, 0, label, C_KEY, W_SEARCH_LABEL, TEXT_LEFT);
	field_draw(&s->field, s->s, 0, label, r.cols - label, true);
}

enum did do_search(struct app *a, int64_t subject)
{
	(void)subject;
	struct list_pane *l = list_pane_of(app_top(a));
	if (!l)
		return DID_NOTHING;
	struct search s = {.app = a, .list = l};
	field_init(&s.field);
	s.field.placeholder = l->kind->search_hint;
	field_set(&s.field, l->words ? l->words : l->title ? l->title : "");
	const struct modal m = {.w = &s, .key = search_key, .draw = search_draw, .live = true};
	if (app_modal(a, &m) == TOOK_CANCEL)
		list_pane_search(l, "");
	surface_free(&s.s);
	field_done(&s.field);
	return DID_VIEW;
}

/* ------------------------------------------------------------ filter */
enum did do_filter(struct app *a, int64_t subject)
{
	(void)subject;
	struct list_pane *l = list_pane_of(app_top(a));
	char *typed = l && l->filter ? xstrdup(l->filter) : xstrdup("");
	char label[512];
	snprintf(label, sizeof label, "%s", l ? l->kind->filter_label : "");
	while (l) {
		char *now;
		struct error e;
		bool go = ask_line(a, W_FILTER_TITLE, label, typed, 200, false, &now);
		free(typed);
		typed = NULL;
		if (!go)
			break;
		if (list_pane_filter(l, now, &e)) {
			free(now);
			break;
		}
		error_sentence(&e, label, sizeof label);
		typed = now;
	}
	free(typed);
	return DID_VIEW;
}

enum did do_scope(struct app *a, int64_t subject)
{
	(void)subject;
	struct list_pane *l = list_pane_of(app_top(a));
	if (l)
		list_pane_scope(l, l->scope + (app_last_key(a) == K_BACKTAB ? l->scopes_n - 1 : 1));
	return DID_NOTHING;
}

enum did do_sort(struct app *a, int64_t subject)
{
	(void)subject;
	struct list_pane *l = list_pane_of(app_top(a));
	if (!l)
		return DID_NOTHING;
	struct choices list = {0};
	char *key = NULL;
	for (int i = 0; i < l->kind->orders_n; i++)
		choices_add(&list, number_text(l->kind->orders[i].sort).s, l->kind->orders[i].label, "", "");
	if (ask_choice(a, W_SORT_TITLE, &list, PICK_DIGITS, number_text(l->sort).s, &key))
		list_pane_sort(l, atoi(key));
	free(key);
	return DID_VIEW;
}

enum did do_preview(struct app *a, int64_t subject)
{
	(void)subject;
	struct list_pane *l = list_pane_of(app_top(a));
	if (l)
		list_pane_next_preview(l);
	return DID_NOTHING;
}

/* ------------------------------------------------------------ filters with a name */
static void use_saved(struct app *a, struct list_pane *l, const struct saved_filter *f)
{
	struct error e;
	if (list_pane_filter(l, f->expression, &e))
		app_say(a, C_NOTE, W_SAVED_USED, f->name);
	else
		app_refuse(a, &e); /* an office it names is gone */
}

static void save_now(struct app *a, struct list_pane *l)
{
	int64_t me = desk_who(app_desk(a))->id;
	char *name = NULL;
	struct error e;
	if (!ask_line(a, W_SAVED_TITLE, W_SAVED_NAME, NULL, SAVED_NAME_MAX, true, &name))
		return;
	if (saved_filter_put(desk_path(app_desk(a)), me, l->view.ops->name, name, l->filter, &e) == Z_OK)
		app_say(a, C_GOOD, W_SAVED_SAVED, name);
	else
		app_refuse(a, &e);
	free(name);
}

static void remove_saved(struct app *a, struct list_pane *l, const struct saved_filter *f, int n)
{
	int64_t me = desk_who(app_desk(a))->id;
	struct choices list = {0};
	char *key = NULL;
	struct error e;
	for (int i = 0; i < n; i++)
		choices_add(&list, f[i].name, f[i].name, f[i].expression, "");
	if (ask_choice(a, W_SAVED_REMOVE, &list, 0, NULL, &key)) {
		if (saved_filter_put(desk_path(app_desk(a)), me, l->view.ops->name, key, NULL, &e) == Z_OK)
			app_say(a, C_GOOD, W_SAVED_REMOVED, key);
		else
			app_refuse(a, &e);
	}
	free(key);
}

enum did do_saved(struct app *a, int64_t subject)
{
	(void)subject;
	struct list_pane *l = list_pane_of(app_top(a));
	struct saved_filter *f = NULL;
	struct choices list = {0};
	char *key = NULL;
	int n = 0;
	if (!l)
		return DID_NOTHING;
	saved_filter_list(desk_path(app_desk(a)), desk_who(app_desk(a))->id, l->view.ops->name, &f, &n);
	for (int i = 0; i < n; i++)
		choices_add(&list, number_text(i).s, f[i].name, f[i].expression, "");
	choices_add(&list, "save", W_SAVED_SAVE, l->filter ? l->filter : "", l->filter ? "" : W_SAVED_NOTHING);
	if (n)
		choices_add(&list, "remove", W_SAVED_REMOVE, "", "");
	if (ask_choice(a, W_SAVED_TITLE, &list, PICK_DIGITS, NULL, &key)) {
		if (!strcmp(key, "save"))
			save_now(a, l);
		else if (!strcmp(key, "remove"))
			remove_saved(a, l, f, n);
		else
			use_saved(a, l, &f[atoi(key)]);
	}
	free(key);
	saved_filter_free(&f, n);
	return DID_VIEW;
}
