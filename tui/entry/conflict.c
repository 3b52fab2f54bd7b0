/* conflict.c - somebody else saved the item while it was being edited: both texts, what differs, and what can be done
 * about it.
 *
 * In wide windows mine stands left and theirs right, moving together; in narrow ones one text shows the way from theirs
 * to mine.  The page lies on the entry page and leaves it as it is until a choice is made. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/diff.h"
#include "tui/ask.h"
#include "tui/entry/inside.h"
#include "tui/pane/pane.h"
#include "tui/words.h"

enum { TWO_FROM = 120 };

struct conflict_page {
	struct view view; /* first */
	struct entry_page *entry; /* below */
	struct item *item;        /* as it is now */
	char *mine, *theirs;      /* whole entries as text */
	char title[160], said[480], theirs_head[160];
	struct reader *left, *right; /* mine, theirs; in a narrow window left is the way from theirs to mine */
	bool two;
};

static const struct view_ops conflict_ops;

static struct conflict_page *self(struct view *v)
{
	return (struct conflict_page *)(void *)v;
}

/* ------------------------------------------------------------ an entry as text */
static char *entry_as_text(struct form *f, const struct entry_item *x)
{
	struct buffer b = {0};
	for (int i = 0; i < entry_item_fields_n; i++) {
		const struct form_field *field = &entry_item_fields[i];
		if (field->kind == FIELD_LONG || (field->asked && !field->asked(form_entry(f))))
			continue;
		buffer_printf(&b, W_CONFLICT_FIELD "\n", field->label, form_shown(f, field->key));
	}
	buffer_printf(&b, W_CONFLICT_FIELD, W_FILES_TITLE, "");
	for (int i = 0; i < x->files; i++)
		buffer_printf(&b, "%s%s", i ? W_FORM_AND : "", x->file[i].name);
	buffer_printf(&b, "\n\n%s\n", form_value(f, "body"));
	return buffer_take(&b);
}

static void load_value(void *form, const char *key, const char *value)
{
	form_load(form, key, value);
}

/* The record in a form of its own, so that both are put into words in the same way. */
static char *theirs_as_text(struct desk *d, const struct item *i, struct error *e)
{
	struct entry_item *x;
	if (entry_item_open(d, &x, e) != Z_OK)
		return NULL;
	struct form *f = form_new(entry_item_fields, (size_t)entry_item_fields_n, x);
	entry_item_show(x, i, load_value, f);
	char *s = entry_as_text(f, x);
	form_free(&f);
	entry_item_free(&x);
	return s;
}

/* ------------------------------------------------------------ the texts on the screen */
static void fill_two(struct conflict_page *p)
{
	struct diff d = {0};
	diff_texts(&d, p->theirs, strlen(p->theirs), p->mine, strlen(p->mine), DIFF_READABLE);
	for (size_t i = 0; i < d.n; i++) {
		const struct diff_span *s = &d.v[i];
		if (s->kind != DIFF_INSERTED)
			reader_text_n(p->right, s->kind == DIFF_SAME ? C_TEXT : C_DELETED, p->theirs + s->old_at, s->n);
		if (s->kind != DIFF_DELETED)
			reader_text_n(p->left, s->kind == DIFF_SAME ? C_TEXT : C_INSERTED, p->mine + s->new_at, s->n);
		if (s->kind == DIFF_SAME && i + 1 < d.n) { /* both stop where the next change begins */
			reader_stop(p->left);
			reader_stop(p->right);
		}
	}
	diff_free(&d);
}

static void fill(struct conflict_page *p)
{
	reader_clear(p->left);
	reader_clear(p->right);
	if (p->two)
		fill_two(p);
	else
		reader_difference(p->left, p->theirs, p->mine, 3);
}

struct view *conflict_new(struct entry_page *entry, const struct error *stale, struct error *e)
{
	struct app *a = entry->page.view.app;
	struct item *i = NULL;
	if (item_load(app_desk(a), entry->item->id, &i, e) != Z_OK)
		return NULL;
	char *theirs = theirs_as_text(app_desk(a), i, e);
	if (!theirs) {
		item_free(&i);
		return NULL;
	}
	struct conflict_page *p = xalloc(sizeof *p);
	char at[24];
	p->view.ops = &conflict_ops;
	p->view.app = a;
	p->entry = entry;
	p->item = i;
	p->theirs = theirs;
	p->mine = entry_as_text(entry->page.form, entry->item);
	p->left = reader_new();
	p->right = reader_new();
	p->two = app_screen(a).cols >= TWO_FROM;
	snprintf(p->title, sizeof p->title, W_CONFLICT_TITLE, i->number);
	if (i->now->id == entry->revision)
		snprintf(p->said, sizeof p->said, W_CONFLICT_REGISTER, stale->arg[1], item_state_text(i->state));
	else
		snprintf(p->said, sizeof p->said, W_CONFLICT_WHO, i->now->n, item_state_text(i->state),
		        i->now->recorder_name, instant_text(i->now->at, at));
	snprintf(p->theirs_head, sizeof p->theirs_head, W_CONFLICT_THEIRS_HEAD, i->now->n, i->now->recorder_name);
	fill(p);
	return &p->view;
}

/* ------------------------------------------------------------ as a view */
static void conflict_place(struct view *v)
{
	struct conflict_page *p = self(v);
	bool two = v->lay.list.cols >= TWO_FROM;
	if (two != p->two) {
		p->two = two;
		fill(p);
	}
}

static void conflict_draw(struct view *v)
{
	struct conflict_page *p = self(v);
	struct surface *s = app_base(v->app);
	struct rect r = v->lay.list;
	draw_rule_title(s, v->lay.list_rule.row, v->lay.list_rule.col, v->lay.list_rule.cols, C_FRAME_ON, p->title);
	draw_text(s, r.row, r.col + 1, r.cols - 1, C_LATE, p->said, TEXT_LEFT);
	int row = r.row + 2, rows = r.rows - 2, half = r.cols / 2;
	if (p->two) {
		draw_text(s, r.row + 1, r.col + 1, half - 2, C_HEAD, W_CONFLICT_MINE_HEAD, TEXT_LEFT);
		draw_text(s, r.row + 1, r.col + half + 1, r.cols - half - 2, C_HEAD, p->theirs_head, TEXT_LEFT);
		draw_vline(s, r.row + 1, r.col + half - 1, rows + 1, C_FRAME);
		reader_draw(p->right, s, (struct rect){row, r.col + half + 1, rows, r.cols - half - 2}, false);
		reader_draw(p->left, s, (struct rect){row, r.col + 1, rows, half - 3}, true);
	} else {
		draw_text(s, r.row + 1, r.col + 1, r.cols - 1, C_HEAD, W_CONFLICT_BOTH_HEAD, TEXT_LEFT);
		reader_draw(p->left, s, (struct rect){row, r.col + 1, rows, r.cols - 2}, true);
	}
}

static enum took conflict_key(struct view *v, const struct event *ev)
{
	struct conflict_page *p = self(v);
	if (p->two)
		reader_key(p->right, ev);
	return reader_key(p->left, ev);
}

static void conflict_refresh(struct view *v)
{
	(void)v; /* what is shown is what was there when it was met; a later change is met when saving again */
}

static void conflict_status(struct view *v, char *buf, size_t cap)
{
	reader_status(self(v)->left, buf, cap);
}

static void conflict_free(struct view *v)
{
	struct conflict_page *p = self(v);
	item_free(&p->item);
	reader_free(&p->left);
	reader_free(&p->right);
	free(p->mine);
	free(p->theirs);
	free(p);
}

static const struct view_ops conflict_ops = {
	.name = "conflict",
	.title = W_PAGE_CONFLICT,
	.pane = P_CHOICE,
	.place = conflict_place,
	.refresh = conflict_refresh,
	.draw = conflict_draw,
	.key = conflict_key,
	.status = conflict_status,
	.free = conflict_free,
};

/* ------------------------------------------------------------ the choices */
/* Saves the page below, which is on top now, and closes it. */
static enum did store(struct entry_page *p, const char *format)
{
	struct error e;
	if (!entry_store(p, &e)) {
		if (e.kind == Z_STALE)
			app_refuse(p->page.view.app, &e); /* once more: F2 shows the newer text */
		return DID_VIEW;
	}
	app_say(p->page.view.app, C_GOOD, format, p->page.name);
	return form_page_close(&p->page);
}

enum did conflict_choose(struct app *a, enum conflict_choice c)
{
	if (app_top(a)->ops != &conflict_ops)
		return DID_NOTHING;
	struct conflict_page *page = self(app_top(a));
	struct entry_page *p = page->entry;
	struct error e;
	if (c == CONFLICT_THEIRS && !ask_confirm(a, page->title, W_CONFLICT_THEIRS_ASK, W_CONFLICT_THEIRS_HEAD))
		return DID_VIEW;
	if (c == CONFLICT_NEW && entry_files_detach(p->item, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	int64_t ver = page->item->ver;
	if (c == CONFLICT_THEIRS) {
		p->page.loading = true;
		entry_item_show(p->item, page->item, form_page_put, &p->page);
		form_page_saved(&p->page);
		p->page.told_other = false;
		entry_opened(p, page->item);
	}
	app_close(a); /* the conflict page; the entry page is on top again */
	switch (c) {
	case CONFLICT_MINE:
		p->item->ver = ver;
		return store(p, W_ENTRY_PAGE_SAVED);
	case CONFLICT_NEW:
		p->item->id = p->item->ver = 0;
		p->page.fresh = true;
		form_page_keep(&p->page, NULL); /* the journal must say so too, should this be refused */
		return store(p, W_CONFLICT_NEW_DONE);
	case CONFLICT_THEIRS:
		app_say(a, C_NOTE, "%s", W_CONFLICT_THEIRS_DONE);
		return DID_VIEW;
	}
	return DID_VIEW;
}
