/* entry.c - the page on which an item is written: the form over the whole body, beside it in wide windows what is
 * still missing, the attachments, and why it was sent back.  Saving is in entry/save.c, the journal of what is typed in
 * entry/draft.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/import/repair.h"
#include "store/base/text.h"
#include "tui/ask.h"
#include "tui/entry/inside.h"
#include "tui/read/attachment.h"
#include "tui/form/draft.h"
#include "tui/pane/pane.h"
#include "tui/words.h"

static const struct view_ops entry_ops;

struct entry_page *entry_page(struct view *v)
{
	return v && v->ops == &entry_ops ? (struct entry_page *)(void *)v : NULL;
}

static struct entry_page *self(struct view *v)
{
	return (struct entry_page *)(void *)v;
}

bool entry_changed(const struct entry_page *p)
{
	return p->files_changed || form_changed(p->form);
}

/* ------------------------------------------------------------ the ways in */
void entry_put_value(void *page, const char *key, const char *value)
{
	struct entry_page *p = page;
	form_load(p->form, key, value);
}

/* As if it had been typed: it counts as unsaved. */
static void type_value(void *page, const char *key, const char *value)
{
	struct entry_page *p = page;
	form_set(p->form, key, value);
}

struct entry_page *entry_page_new(struct app *a, struct error *e)
{
	struct entry_item *x;
	if (entry_item_open(app_desk(a), &x, e) != Z_OK)
		return NULL;
	struct entry_page *p = xalloc(sizeof *p);
	p->view.ops = &entry_ops;
	p->view.app = a;
	p->item = x;
	p->form = form_new(entry_item_fields, (size_t)entry_item_fields_n, x);
	p->side.text = reader_new();
	p->loading = true;
	form_on_change(p->form, entry_told, p);
	return p;
}

/* "退回 初审乙 11-19 16:40 [11]错敏词、错别字、表述错误：第三段人数与附件不符" */
static char *why_returned(struct desk *d, const struct item *i)
{
	struct trail t;
	struct buffer b = {0};
	if (i->state != STATE_RETURNED || trail_load(d, i->id, &t, NULL) != Z_OK)
		return NULL;
	for (int k = t.n - 1; k >= 0 && !b.n; k--) {
		const struct trail_row *r = &t.row[k];
		char at[24];
		if (r->kind != 'v' || r->act != REVIEW_RETURN)
			continue;
		instant_text(r->at, at);
		buffer_printf(&b, W_ENTRY_PAGE_RETURNED, r->officer_name, at + 5, r->reason,
		        return_reason_text(r->reason), r->text ? r->text : "");
	}
	trail_free(&t);
	return b.n ? buffer_take(&b) : NULL;
}

void entry_opened(struct entry_page *p, const struct item *i)
{
	free(p->returned);
	p->returned = NULL;
	p->revision = i ? i->now->id : 0;
	if (i) {
		snprintf(p->number, sizeof p->number, "%s", i->number);
		snprintf(p->title, sizeof p->title, i->errata ? W_ENTRY_PAGE_ERRATA : W_ENTRY_PAGE_EDIT, i->number,
		        i->now->n, item_state_text(i->state));
		p->returned = why_returned(app_desk(p->view.app), i);
	} else {
		p->number[0] = '\0';
		snprintf(p->title, sizeof p->title, "%s", W_ENTRY_PAGE_NEW);
	}
	snprintf(p->withhold, sizeof p->withhold, "%s", form_value(p->form, "withhold"));
	p->loading = false;
}

struct entry_page *entry_page_of(struct app *a, int64_t id, struct item **i, struct error *e)
{
	*i = NULL;
	if (id && (item_may(app_desk(a), ACTION_ITEM_EDIT, id, e) != Z_OK || item_load(app_desk(a), id, i, e) != Z_OK))
		return NULL;
	struct entry_page *p = entry_page_new(a, e);
	if (!p)
		item_free(i);
	else if (*i)
		entry_item_show(p->item, *i, entry_put_value, p);
	else
		entry_item_blank(p->item, entry_put_value, p);
	return p;
}

struct view *entry_new(struct app *a, int64_t id, struct error *e)
{
	struct item *i;
	struct entry_page *p = entry_page_of(a, id, &i, e);
	if (!p)
		return NULL;
	entry_opened(p, i);
	item_free(&i);
	return &p->view;
}

struct view *entry_copy(struct app *a, int64_t id, struct error *e)
{
	struct item *i = NULL;
	if (item_load(app_desk(a), id, &i, e) != Z_OK)
		return NULL;
	struct entry_page *p = entry_page_new(a, e);
	if (p) {
		entry_item_copy(p->item, i, entry_put_value, p);
		entry_opened(p, NULL);
	}
	item_free(&i);
	return p ? &p->view : NULL;
}

struct view *entry_text(struct app *a, const char *title, const char *body, const char *original, struct error *e)
{
	struct entry_page *p = entry_page_new(a, e);
	if (!p)
		return NULL;
	entry_item_blank(p->item, entry_put_value, p);
	if (original && entry_file_add(p->item, original, e) != Z_OK) {
		p->view.ops->free(&p->view);
		return NULL;
	}
	entry_opened(p, NULL);
	p->files_changed = original != NULL;
	type_value(p, "title", title);
	type_value(p, "body", body);
	edit_go(form_edit(p->form, "body"), 0, false);
	form_go(p->form, *title ? "formed" : "title");
	return &p->view;
}

/* ------------------------------------------------------------ beside the form */
static void side_fill(struct entry_page *p)
{
	struct reader *r = p->side.text;
	struct buffer lacks = {0};
	reader_clear(r);
	if (p->returned) {
		reader_heading(r, W_ENTRY_PAGE_SIDE_RETURNED);
		reader_text(r, C_LATE, p->returned);
		reader_end(r);
		reader_end(r);
	}
	entry_item_lacks(p->item, form_entry(p->form), &lacks);
	reader_heading(r, W_ENTRY_PAGE_SIDE_LACKS);
	form_lacks(r, lacks.n ? lacks.s : "", W_ENTRY_PAGE_COMPLETE);
	buffer_free(&lacks);
	reader_end(r);
	reader_heading(r, W_ENTRY_PAGE_SIDE_FILES);
	for (int i = 0; i < p->item->files; i++) {
		char size[32];
		attachment_size((long long)p->item->file[i].bytes, size);
		reader_text(r, C_TEXT, p->item->file[i].name);
		reader_text(r, C_DIM, "  ");
		reader_text(r, C_DIM, size);
		reader_end(r);
	}
	if (!p->item->files) {
		reader_text(r, C_DIM, W_ENTRY_PAGE_NO_FILES);
		reader_end(r);
	}
	if (p->repairable) {
		reader_end(r);
		reader_heading(r, W_ENTRY_PAGE_SIDE_REPAIR);
		reader_text(r, C_SOON, W_ENTRY_PAGE_REPAIRABLE);
		reader_end(r);
	}
}

/* The same in one line for a narrow window. */
static void strip(const struct entry_page *p, struct buffer *b)
{
	struct buffer lacks = {0};
	entry_item_lacks(p->item, form_entry(p->form), &lacks);
	buffer_text(b, lacks.n ? W_ENTRY_PAGE_STRIP_LACKS : W_ENTRY_PAGE_COMPLETE);
	form_lacks_line(b, lacks.n ? lacks.s : "");
	buffer_free(&lacks);
	if (!p->item->files)
		return;
	buffer_printf(b, "   " W_ENTRY_PAGE_STRIP_FILES, p->item->files);
	for (int i = 0; i < p->item->files && i < 4; i++)
		buffer_printf(b, "%s%s", i ? W_FORM_AND : "", p->item->file[i].name);
}

/* Why it came back, above the form of a narrow window. */
static int returned_rows(const struct entry_page *p, int cols)
{
	return !p->returned ? 0 : text_columns(p->returned) > cols ? 2 : 1;
}

static void draw_returned(const struct entry_page *p, struct surface *s, struct rect r)
{
	size_t n = r.rows > 1 ? text_row(p->returned, strlen(p->returned), r.cols) : 0;
	if (n) {
		draw_fill(s, (struct rect){r.row, r.col, 1, r.cols}, C_LATE);
		draw_run(s, r.row, r.col, r.cols, C_LATE, p->returned, n);
	}
	draw_text(s, r.row + r.rows - 1, r.col, r.cols, C_LATE, p->returned + n, TEXT_LEFT);
}

/* ------------------------------------------------------------ as a view */
static void entry_place(struct view *v)
{
	struct entry_page *p = self(v);
	form_side_place(&p->side, v->lay.list, 28, 36, 52);
	if (!p->side.at.rows) {
		int rows = returned_rows(p, v->lay.list.cols - 1);
		p->side.form.row += rows;
		p->side.form.rows -= rows;
	}
}

/* Somebody changed the desk: was it this item? */
static void entry_refresh(struct view *v)
{
	struct entry_page *p = self(v);
	struct item *i = NULL;
	if (!p->item->id || p->told_other || item_load(app_desk(v->app), p->item->id, &i, NULL) != Z_OK)
		return;
	if (i->ver != p->item->ver) {
		p->told_other = true;
		app_say(v->app, C_SOON, W_ENTRY_PAGE_OTHER, i->number, item_state_text(i->state));
	}
	item_free(&i);
}

static void entry_settle(struct view *v)
{
	struct entry_page *p = self(v);
	bool needed = repair_pinyin_needed(form_value(p->form, "body"));
	if (needed && !p->repairable)
		app_say(v->app, C_SOON, "%s", W_ENTRY_PAGE_REPAIRABLE);
	p->repairable = needed;
	if (p->side.at.rows) {
		side_fill(p);
		v->due = true;
	}
}

static void entry_draw(struct view *v)
{
	struct entry_page *p = self(v);
	struct surface *s = app_base(v->app);
	const struct rect *r = &v->lay.list;
	struct buffer b = {0};
	if (!p->side.at.rows) {
		if (p->returned)
			draw_returned(p, s, (struct rect){r->row, r->col + 1, returned_rows(p, r->cols - 1), r->cols - 1});
		strip(p, &b);
	}
	form_side_draw(&p->side, v, p->title, b.s);
	buffer_free(&b);
	form_draw(p->form, s, p->side.form);
}

/* A whole text pasted into the title of an empty form: its first line is the title, the rest the body. */
static bool paste_whole(struct entry_page *p, const struct event *ev)
{
	if (ev->key != K_PASTE || strcmp(form_focus(p->form), "title") != 0 || *form_value(p->form, "title") ||
		*form_value(p->form, "body"))
		return false;
	const char *s = ev->text;
	s += strspn(s, "\n \t");
	size_t n = strcspn(s, "\n");
	if (!s[n] || !s[n + strspn(s + n, "\n")])
		return false;
	char *first = xstrndup(s, n);
	bool fits = utf8_count(first) <= ITEM_TITLE_MAX;
	if (fits) {
		form_set(p->form, "title", first);
		form_set(p->form, "body", s + n + strspn(s + n, "\n"));
		app_say(p->view.app, C_NOTE, "%s", W_ENTRY_PAGE_PASTED);
	}
	free(first);
	return fits;
}

static enum took entry_key(struct view *v, const struct event *ev)
{
	struct entry_page *p = self(v);
	if (paste_whole(p, ev))
		return TOOK;
	enum took took = form_key(p->form, ev);
	const char *reason = form_value(p->form, "withhold");
	if (strcmp(reason, p->withhold) != 0) {
		snprintf(p->withhold, sizeof p->withhold, "%s", reason);
		const char *article = entry_item_article(form_entry(p->form));
		if (article)
			form_set(p->form, "article", article);
	}
	return took;
}

static int64_t entry_subject(struct view *v)
{
	return self(v)->item->id;
}

static bool entry_leave(struct view *v)
{
	return entry_may_leave(self(v));
}

static void entry_save_draft(struct view *v)
{
	if (self(v)->draft)
		draft_sync(self(v)->draft);
}

static void entry_status(struct view *v, char *buf, size_t cap)
{
	snprintf(buf, cap, "%s", form_draft_status(self(v)->draft, entry_changed(self(v))));
}

static void entry_free(struct view *v)
{
	struct entry_page *p = self(v);
	form_draft_close(&p->draft, entry_changed(p));
	form_free(&p->form);
	reader_free(&p->side.text);
	entry_item_free(&p->item);
	free(p->returned);
	free(p);
}

enum did entry_escape(struct entry_page *p)
{
	return form_escapes(p->form) ? DID_CLOSE : DID_VIEW;
}

void entry_repair(struct entry_page *p, bool silent)
{
	struct buffer title = {0}, body = {0}, text = {0};
	struct repair of_title = {0}, of_body = {0};
	const char *now = form_value(p->form, "body");
	if (!repair_pinyin_needed(now)) {
		if (!silent)
			app_say(p->view.app, C_NOTE, "%s", W_ENTRY_PAGE_REPAIR_NONE);
		return;
	}
	repair_pinyin(now, &body, &of_body);
	repair_pinyin(form_value(p->form, "title"), &title, &of_title);
	buffer_printf(&text, W_ENTRY_PAGE_REPAIR_ASK "\n", of_body.count + of_title.count);
	for (int i = 0; i < REPAIR_PREVIEWS && *of_body.preview[i]; i++)
		buffer_printf(&text, "\n%s", of_body.preview[i]);
	if (ask_confirm(p->view.app, W_ENTRY_PAGE_REPAIR, text.s, W_ENTRY_PAGE_REPAIR)) {
		form_set(p->form, "body", body.s ? body.s : "");
		edit_go(form_edit(p->form, "body"), 0, false);
		if (of_title.count)
			form_set(p->form, "title", title.s);
		app_say(p->view.app, C_GOOD, W_ENTRY_PAGE_REPAIRED, of_body.count + of_title.count);
	}
	buffer_free(&title);
	buffer_free(&body);
	buffer_free(&text);
}

static const struct view_ops entry_ops = {
	.name = "entry",
	.title = W_PAGE_ENTRY,
	.pane = P_ENTRY,
	.typing = true,
	.want = form_page_want,
	.place = entry_place,
	.refresh = entry_refresh,
	.settle = entry_settle,
	.draw = entry_draw,
	.key = entry_key,
	.subject = entry_subject,
	.leave = entry_leave,
	.save_draft = entry_save_draft,
	.status = entry_status,
	.free = entry_free,
};
