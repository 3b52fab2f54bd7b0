/* entry.c - the page on which an item is written: the form over the whole body, beside it in wide windows what is
 * still missing, the attachments, and why it was sent back.  Saving is in entry/save.c, what was typed and left in
 * entry/draft.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/import/repair.h"
#include "store/base/text.h"
#include "tui/ask.h"
#include "tui/entry/inside.h"
#include "tui/list/item_list.h"
#include "tui/pane/pane.h"
#include "tui/read/attachment.h"
#include "tui/words.h"

static const struct view_ops entry_ops;

static struct entry_page *self(struct form_page *p)
{
	return (struct entry_page *)(void *)p;
}

static const struct entry_page *its(const struct form_page *p)
{
	return (const struct entry_page *)(const void *)p;
}

struct entry_page *entry_page(struct view *v)
{
	return v && v->ops == &entry_ops ? self(form_page_of(v)) : NULL;
}

int64_t entry_item_id(struct view *v)
{
	struct entry_page *p = entry_page(v);
	return p ? p->item->id : 0;
}

/* ------------------------------------------------------------ the ways in */
struct entry_page *entry_page_new(struct app *a, struct error *e)
{
	struct entry_item *x;
	if (entry_item_open(app_desk(a), &x, e) != Z_OK)
		return NULL;
	struct entry_page *p = xalloc(sizeof *p);
	p->item = x;
	form_page_begin(&p->page, a, &entry_ops, &entry_kind, entry_item_fields, entry_item_fields_n, x);
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

struct view *entry_opened(struct entry_page *p, const struct item *i)
{
	struct form_page *page = &p->page;
	free(p->returned);
	p->returned = NULL;
	p->revision = i ? i->now->id : 0;
	page->fresh = !i;
	if (i) {
		snprintf(page->name, sizeof page->name, "%s", i->number);
		snprintf(page->title, sizeof page->title, i->errata ? W_ENTRY_PAGE_ERRATA : W_ENTRY_PAGE_EDIT, i->number,
		        i->now->n, item_state_text(i->state));
		p->returned = why_returned(app_desk(page->view.app), i);
	} else {
		page->name[0] = '\0';
		snprintf(page->title, sizeof page->title, "%s", W_ENTRY_PAGE_NEW);
	}
	snprintf(p->withhold, sizeof p->withhold, "%s", form_value(page->form, "withhold"));
	return form_page_opened(page, Z_OK);
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
		entry_item_show(p->item, *i, form_page_put, &p->page);
	else
		entry_item_blank(p->item, form_page_put, &p->page);
	return p;
}

struct view *entry_new(struct app *a, int64_t id, struct error *e)
{
	struct item *i;
	struct entry_page *p = entry_page_of(a, id, &i, e);
	if (!p)
		return NULL;
	struct view *v = entry_opened(p, i);
	item_free(&i);
	return v;
}

struct view *entry_copy(struct app *a, int64_t id, struct error *e)
{
	struct item *i = NULL;
	if (item_load(app_desk(a), id, &i, e) != Z_OK)
		return NULL;
	struct entry_page *p = entry_page_new(a, e);
	if (p)
		entry_item_copy(p->item, i, form_page_put, &p->page);
	item_free(&i);
	return p ? entry_opened(p, NULL) : NULL;
}

struct view *entry_text(struct app *a, const char *title, const char *body, const char *original, struct error *e)
{
	struct entry_page *p = entry_page_new(a, e);
	if (!p)
		return NULL;
	entry_item_blank(p->item, form_page_put, &p->page);
	if (original && entry_file_add(p->item, original, e) != Z_OK)
		return form_page_opened(&p->page, e->kind);
	struct view *v = entry_opened(p, NULL);
	struct form *form = p->page.form;
	p->page.extra_changed = original != NULL;
	form_set(form, "title", title); /* as if it had been typed: it counts as unsaved */
	form_set(form, "body", body);
	edit_go(form_edit(form, "body"), 0, false);
	form_go(form, *title ? "formed" : "title");
	return v;
}

/* ------------------------------------------------------------ beside the form */
static void beside(struct form_page *page, struct reader *r)
{
	const struct entry_page *p = its(page);
	struct buffer lacks = {0};
	if (p->returned) {
		reader_heading(r, W_ENTRY_PAGE_SIDE_RETURNED);
		reader_text(r, C_LATE, p->returned);
		reader_end(r);
		reader_end(r);
	}
	entry_item_lacks(p->item, form_entry(page->form), &lacks);
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

static void strip(const struct form_page *page, struct buffer *b)
{
	const struct entry_page *p = its(page);
	struct buffer lacks = {0};
	entry_item_lacks(p->item, form_entry(page->form), &lacks);
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

/* ------------------------------------------------------------ as a record */
static struct form_about about(const struct form_page *p)
{
	return (struct form_about){"item", its(p)->item->id, its(p)->item->ver};
}

static char *files(const struct form_page *p)
{
	return entry_files_text(its(p)->item);
}

static bool other(const struct form_page *p)
{
	const struct entry_item *x = its(p)->item;
	struct item *i = NULL;
	if (!x->id || item_load(app_desk(p->view.app), x->id, &i, NULL) != Z_OK)
		return false;
	bool is = i->ver != x->ver;
	if (is)
		app_say(p->view.app, C_SOON, W_ENTRY_PAGE_OTHER, i->number, item_state_text(i->state));
	item_free(&i);
	return is;
}

static void said(const struct form_page *p)
{
	app_say(p->view.app, C_GOOD, W_ENTRY_PAGE_SAVED, p->name);
}

static const char *saves_as(const struct form_page *p)
{
	(void)p;
	return W_LEAVE_SAVE_NOTE;
}

static const char *field_of(const struct form_page *p, const struct error *e)
{
	(void)p;
	return entry_item_field_of(e->code);
}

static void done(struct form_page *page)
{
	struct entry_page *p = self(page);
	entry_item_free(&p->item);
	free(p->returned);
}

const struct form_page_kind entry_kind = {
	.about = about,
	.extra_name = "files",
	.extra = files,
	.column = {28, 36, 52},
	.beside = beside,
	.strip = strip,
	.other = other,
	.store = entry_save,
	.said = said,
	.submit = entry_submit,
	.saves_as = saves_as,
	.lists = item_list_is,
	.field_of = field_of,
	.done = done,
};

/* ------------------------------------------------------------ as a view */
static void entry_place(struct view *v)
{
	struct entry_page *p = entry_page(v);
	form_page_place(v);
	if (!p->page.text_at.rows) {
		int rows = returned_rows(p, v->lay.list.cols - 1);
		p->page.form_at.row += rows;
		p->page.form_at.rows -= rows;
	}
}

static void entry_settle(struct view *v)
{
	struct entry_page *p = entry_page(v);
	bool needed = repair_pinyin_needed(form_value(p->page.form, "body"));
	if (needed && !p->repairable)
		app_say(v->app, C_SOON, "%s", W_ENTRY_PAGE_REPAIRABLE);
	p->repairable = needed;
	form_page_settle(v);
}

static void entry_draw(struct view *v)
{
	struct entry_page *p = entry_page(v);
	const struct rect *r = &v->lay.list;
	if (!p->page.text_at.rows && p->returned)
		draw_returned(p, app_base(v->app), (struct rect){r->row, r->col + 1, returned_rows(p, r->cols - 1), r->cols - 1});
	form_page_draw(v);
}

/* A whole text pasted into the title of an empty form: its first line is the title, the rest the body. */
static bool paste_whole(struct form_page *p, const struct event *ev)
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
	struct entry_page *p = entry_page(v);
	struct form *form = p->page.form;
	if (paste_whole(&p->page, ev))
		return TOOK;
	enum took took = form_key(form, ev);
	const char *reason = form_value(form, "withhold");
	if (strcmp(reason, p->withhold) != 0) {
		snprintf(p->withhold, sizeof p->withhold, "%s", reason);
		const char *article = entry_item_article(form_entry(form));
		if (article)
			form_set(form, "article", article);
	}
	return took;
}

static int64_t entry_subject(struct view *v)
{
	return entry_page(v)->item->id;
}

void entry_repair(struct entry_page *p, bool silent)
{
	struct app *app = p->page.view.app;
	struct form *form = p->page.form;
	struct buffer title = {0}, body = {0}, text = {0};
	struct repair of_title = {0}, of_body = {0};
	const char *now = form_value(form, "body");
	if (!repair_pinyin_needed(now)) {
		if (!silent)
			app_say(app, C_NOTE, "%s", W_ENTRY_PAGE_REPAIR_NONE);
		return;
	}
	repair_pinyin(now, &body, &of_body);
	repair_pinyin(form_value(form, "title"), &title, &of_title);
	buffer_printf(&text, W_ENTRY_PAGE_REPAIR_ASK "\n", of_body.count + of_title.count);
	for (int i = 0; i < REPAIR_PREVIEWS && *of_body.preview[i]; i++)
		buffer_printf(&text, "\n%s", of_body.preview[i]);
	if (ask_confirm(app, W_ENTRY_PAGE_REPAIR, text.s, W_ENTRY_PAGE_REPAIR)) {
		form_set(form, "body", body.s ? body.s : "");
		edit_go(form_edit(form, "body"), 0, false);
		if (of_title.count)
			form_set(form, "title", title.s);
		app_say(app, C_GOOD, W_ENTRY_PAGE_REPAIRED, of_body.count + of_title.count);
	}
	buffer_free(&title);
	buffer_free(&body);
	buffer_free(&text);
}

static const struct view_ops entry_ops = {
	.name = "entry",
	.title = W_PAGE_ENTRY,
	.pane = P_ENTRY,
	.place = entry_place,
	.settle = entry_settle,
	.draw = entry_draw,
	.key = entry_key,
	.subject = entry_subject,
	FORM_PAGE_OPS,
};
