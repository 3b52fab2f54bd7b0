/* page.c - see form/page.h. */
#include "tui/form/page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/list/list_pane.h"
#include "tui/pane/pane.h"
#include "tui/words.h"

enum { COLUMN_FROM = 120 };

static struct form_page *self(struct view *v)
{
	return (struct form_page *)(void *)v;
}

struct form_page *form_page_of(struct view *v)
{
	return v && v->ops->free == form_page_free ? self(v) : NULL;
}

/* ------------------------------------------------------------ drafts */
static struct form_texts texts(const struct form_page *p, const char *extra)
{
	return (struct form_texts){p->form, p->fields, p->fields_n, p->kind->extra_name, extra};
}

void form_page_keep(struct form_page *p, const struct draft_found *f)
{
	const struct form_about about = p->kind->about(p);
	char *extra = p->kind->extra ? p->kind->extra(p) : NULL;
	const struct form_texts t = texts(p, extra);
	struct draft *before = p->draft;
	char *path = before && draft_path(before) ? xstrdup(draft_path(before)) : NULL;
	form_draft_begin(p->view.app, about.kind, about.id, about.ver, &t, &p->draft);
	draft_leave(&before);
	if (f || path)
		draft_replaces(p->draft, f ? f->path : path);
	free(path);
	free(extra);
}

static void told(void *page, const char *key, const struct edit_change *c)
{
	struct form_page *p = page;
	const struct form_texts t = texts(p, NULL);
	if (p->loading)
		return;
	if (p->draft)
		form_draft_told(p->view.app, p->draft, &t, key, c);
	else
		form_page_keep(p, NULL); /* holds this change already */
}

void form_page_extra(struct form_page *p)
{
	p->extra_changed = true;
	if (!p->draft) {
		form_page_keep(p, NULL);
		return;
	}
	char *extra = p->kind->extra(p);
	const struct form_texts t = texts(p, extra);
	form_draft_extra(p->view.app, p->draft, &t);
	free(extra);
}

const char *form_page_put_back(struct form_page *p, const struct draft_found *f)
{
	const struct form_texts t = texts(p, NULL);
	bool loading = p->loading;
	p->loading = true;
	const char *extra = form_draft_put_back(&t, f);
	p->loading = loading;
	return extra;
}

/* ------------------------------------------------------------ the way in */
void form_page_begin(struct form_page *p, struct app *a, const struct view_ops *ops, const struct form_page_kind *kind,
	const struct form_field *fields, int n, void *ctx)
{
	p->view.ops = ops;
	p->view.app = a;
	p->kind = kind;
	p->fields = fields;
	p->fields_n = n;
	p->form = form_new(fields, (size_t)n, ctx);
	p->text = reader_new();
	p->loading = true;
	form_on_change(p->form, told, p);
}

void form_page_put(void *page, const char *key, const char *value)
{
	form_load(((struct form_page *)page)->form, key, value);
}

struct view *form_page_opened(struct form_page *p, enum z z)
{
	p->loading = false;
	if (z == Z_OK)
		return &p->view;
	form_page_free(&p->view);
	return NULL;
}

/* ------------------------------------------------------------ saving */
bool form_page_changed(const struct form_page *p)
{
	return p->extra_changed || form_changed(p->form);
}

void form_page_saved(struct form_page *p)
{
	form_settle(p->form);
	p->fresh = p->extra_changed = false;
	draft_end(&p->draft);
}

bool form_page_refuse(struct form_page *p, const char *key, const struct error *e)
{
	char s[512];
	if (!key && p->kind->field_of)
		key = p->kind->field_of(p, e);
	if (key)
		form_fault(p->form, key, error_sentence(e, s, sizeof s));
	/* Where the sentence stands at its field it is not said twice. */
	bool at_field = key && !strcmp(form_focus(p->form), key);
	if (at_field)
		app_say(p->view.app, C_ERROR, "%s", W_FORM_NOT_YET);
	else
		app_refuse(p->view.app, e);
	return at_field;
}

static bool save(struct form_page *p)
{
	return form_check(p->form) && p->kind->store(p);
}

/* The list below stands on the record. */
static void show_in_list(const struct form_page *p)
{
	struct list_pane *l = p->kind->lists ? list_pane_below(p->view.below, p->kind->lists) : NULL;
	if (l)
		list_goto_id(l->list, p->kind->about(p).id);
}

enum did form_page_close(struct form_page *p)
{
	show_in_list(p);
	app_close(p->view.app); /* frees the page */
	return DID_ROWS;
}

/* F2 and Esc go to the form first, where a list that is open takes them; F2 writes out dates, too.  True: the key is
 * meant for the page. */
static bool for_page(struct form_page *p, int32_t key, enum took took)
{
	return form_key(p->form, &(struct event){.key = key, .fd = -1}) == took;
}

enum did form_page_save(struct form_page *p, bool submit)
{
	if (!for_page(p, K_F2, TOOK_DONE))
		return DID_VIEW;
	bool nothing = !p->fresh && !form_page_changed(p);
	if (!nothing && !save(p))
		return DID_VIEW;
	if (submit && p->kind->submit) {
		if (!p->kind->submit(p))
			return DID_VIEW | DID_ROWS; /* it is saved; what is missing stands at its field */
	} else if (nothing) {
		app_say(p->view.app, C_NOTE, W_ENTRY_PAGE_NOTHING, p->name);
	} else {
		p->kind->said(p);
	}
	return form_page_close(p);
}

enum did form_page_escape(struct form_page *p)
{
	return for_page(p, K_ESC, TOOK_CANCEL) ? DID_CLOSE : DID_VIEW;
}

bool form_page_leave(struct view *v)
{
	struct form_page *p = self(v);
	if (!form_page_changed(p)) {
		draft_end(&p->draft);
		return true;
	}
	switch (form_draft_ask_leave(v->app, p->kind->saves_as ? p->kind->saves_as(p) : "")) {
	case FORM_LEAVE_SAVE:
		if (!save(p))
			return false;
		p->kind->said(p);
		show_in_list(p);
		return true;
	case FORM_LEAVE_LATER:
		return true; /* form_page_free leaves the draft on the disk */
	case FORM_LEAVE_DROP:
		draft_end(&p->draft);
		return true;
	case FORM_LEAVE_STAY:
		break;
	}
	return false;
}

/* ------------------------------------------------------------ as a view */
void form_page_place(struct view *v)
{
	struct form_page *p = self(v);
	const struct rect *page = &v->lay.list;
	int least = p->kind->column.least, most = p->kind->column.most, w = page->cols * p->kind->column.percent / 100;
	p->form_at = *page;
	p->text_at = (struct rect){0};
	if (!w)
		return;
	if (page->cols < COLUMN_FROM) {
		p->form_at.rows--; /* for the strip */
		return;
	}
	w = w < least ? least : w > most ? most : w;
	p->form_at.cols = page->cols - w - 2;
	p->text_at = (struct rect){page->row, page->col + page->cols - w, page->rows, w};
}

void form_page_refresh(struct view *v)
{
	struct form_page *p = self(v);
	if (app_top(v->app) == v) /* else he compares the two already, or is told when he comes back */
		p->told_other = p->told_other || p->kind->other(p);
}

void form_page_settle(struct view *v)
{
	struct form_page *p = self(v);
	if (p->text_at.rows) {
		reader_clear(p->text);
		p->kind->beside(p, p->text);
		v->due = true;
	}
}

static void draw_strip(const struct form_page *p)
{
	const struct rect *page = &p->view.lay.list;
	struct buffer b = {0};
	buffer_text(&b, "");
	p->kind->strip(p, &b);
	draw_text(app_base(p->view.app), page->row + page->rows - 1, page->col + 1, page->cols - 1, C_DIM, b.s, TEXT_LEFT);
	buffer_free(&b);
}

void form_page_draw(struct view *v)
{
	struct form_page *p = self(v);
	struct surface *s = app_base(v->app);
	const struct rect *rule = &v->lay.list_rule, *at = &p->text_at;
	if (v->due)
		draw_rule_title(s, rule->row, rule->col, rule->cols, C_FRAME_ON, p->title);
	if (v->due && at->rows) {
		draw_vline(s, at->row, at->col - 2, at->rows, C_FRAME);
		draw_joint(s, rule->row, at->col - 2, C_FRAME, JOINT_TOP);
		reader_draw(p->text, s, *at, false);
	}
	if (!at->rows && p->kind->strip)
		draw_strip(p);
	form_draw(p->form, s, p->form_at, v->due);
}

enum took form_page_key(struct view *v, const struct event *ev)
{
	return form_key(self(v)->form, ev);
}

void form_page_save_draft(struct view *v)
{
	if (self(v)->draft)
		draft_sync(self(v)->draft);
}

void form_page_status(struct view *v, char *buf, size_t cap)
{
	snprintf(buf, cap, "%s", form_draft_status(self(v)->draft, form_page_changed(self(v))));
}

void form_page_free(struct view *v)
{
	struct form_page *p = self(v);
	form_draft_close(&p->draft, form_page_changed(p));
	form_free(&p->form);
	reader_free(&p->text);
	p->kind->done(p);
	free(p);
}

/* ------------------------------------------------------------ beside the form */
void form_page_look(struct form_page *p)
{
	struct reader *r = reader_new();
	p->kind->beside(p, r);
	app_push(p->view.app, page_read(p->view.app, p->title, r));
}

void form_lacks(struct reader *r, const char *lines, const char *complete)
{
	for (const char *s = lines; *s;) {
		size_t n = strcspn(s, "\n");
		reader_text(r, C_SOON, W_ENTRY_PAGE_LACK_MARK);
		reader_text_n(r, C_TEXT, s, n);
		reader_end(r);
		s += s[n] ? n + 1 : n;
	}
	if (!*lines) {
		reader_text(r, C_GOOD, complete);
		reader_end(r);
	}
}

void form_lacks_line(struct buffer *b, const char *lines)
{
	for (const char *s = lines; *s; s++)
		if (*s != '\n')
			buffer_byte(b, *s);
		else if (s[1])
			buffer_text(b, W_FORM_AND);
}
