/* do_list.c - what can be done with a list of items: open, search, filter, scope, order, preview. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/ask.h"
#include "tui/pane/item_list.h"
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
	struct item_list *list;
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
		item_list_key(&s->list->view, ev);
		return TOOK;
	case K_TAB:
		item_list_scope(s->list, s->list->scope + 1);
		return TOOK;
	default:
		break;
	}
	char *before = xstrdup(field_text(&s->field));
	field_key(&s->field, ev);
	if (strcmp(before, field_text(&s->field)) != 0)
		item_list_search(s->list, field_text(&s->field), NULL);
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
	struct item_list *l = pane_item_list(app_top(a));
	if (!l)
		return DID_NOTHING;
	struct search s = {.app = a, .list = l};
	field_init(&s.field);
	s.field.placeholder = W_SEARCH_HINT;
	field_set(&s.field, l->words ? l->words : l->title ? l->title : "");
	const struct modal m = {.w = &s, .key = search_key, .draw = search_draw, .live = true};
	if (app_modal(a, &m) == TOOK_CANCEL)
		item_list_search(l, "", NULL);
	surface_free(&s.s);
	field_done(&s.field);
	return DID_VIEW;
}

/* ------------------------------------------------------------ filter */
enum did do_filter(struct app *a, int64_t subject)
{
	(void)subject;
	struct item_list *l = pane_item_list(app_top(a));
	char *typed = l && l->filter ? xstrdup(l->filter) : xstrdup("");
	char label[512] = W_FILTER_LABEL;
	while (l) {
		char *now;
		struct error e;
		bool go = ask_line(a, W_FILTER_TITLE, label, typed, 200, false, &now);
		free(typed);
		typed = NULL;
		if (!go)
			break;
		if (item_list_filter(l, now, &e)) {
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
	struct item_list *l = pane_item_list(app_top(a));
	if (l)
		item_list_scope(l, l->scope + 1);
	return DID_NOTHING;
}

enum did do_sort(struct app *a, int64_t subject)
{
	(void)subject;
	struct item_list *l = pane_item_list(app_top(a));
	if (!l)
		return DID_NOTHING;
	struct choices list = {0};
	char *key = NULL;
	choices_add(&list, "due", W_SORT_DUE, "", "");
	choices_add(&list, "number", W_SORT_NUMBER, "", "");
	choices_add(&list, "updated", W_SORT_UPDATED, "", "");
	const char *now = l->sort == ITEMS_BY_NUMBER ? "number" : l->sort == ITEMS_BY_UPDATED ? "updated" : "due";
	if (ask_choice(a, W_SORT_TITLE, &list, PICK_DIGITS, now, &key))
		item_list_sort(l, *key == 'd' ? ITEMS_BY_DUE : *key == 'n' ? ITEMS_BY_NUMBER : ITEMS_BY_UPDATED);
	free(key);
	return DID_VIEW;
}

enum did do_preview(struct app *a, int64_t subject)
{
	(void)subject;
	struct item_list *l = pane_item_list(app_top(a));
	if (l)
		item_list_next_preview(l);
	return DID_NOTHING;
}
