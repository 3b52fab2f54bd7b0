/* ticket_form.c - the pages on which a ticket is registered or answered: the form, beside it in wide windows what is being
 * answered, or what looks like the same matter in the last 90 days.  What is typed is kept on the disk key by key. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/ask.h"
#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/form/page.h"
#include "tui/pane/pane.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { ALIKE = 6, PHRASES = 60 };

struct ticket_form {
	struct form_page page; /* first: a form_page of this kind is a ticket_form */
	enum entry_ticket_kind kind;
	struct entry_ticket *x;
	struct ticket_case c;  /* what is answered or edited; c.t NULL: a new one */
	struct caller before;  /* of the one that is edited, in clear */

	struct ticket_likeness alike[ALIKE];
	int alike_n;
	struct arena alike_memory;
	char *alike_of; /* the values it was looked for with */
};

static const struct view_ops form_ops;
static const struct form_page_kind form_kind;

static struct ticket_form *self(struct form_page *p)
{
	return (struct ticket_form *)(void *)p;
}

static const struct ticket_form *its(const struct form_page *p)
{
	return (const struct ticket_form *)(const void *)p;
}

static bool answers(const struct ticket_form *p)
{
	return p->kind != ENTRY_TICKET_REGISTER;
}

/* ------------------------------------------------------------ drafts */
static const char *const draft_kinds[] = {
	[ENTRY_TICKET_REGISTER] = "ticket",
	[ENTRY_TICKET_ANSWER] = "answer",
	[ENTRY_TICKET_SHORT] = "ticket-short",
};

bool ticket_form_draft_kind(const char *kind)
{
	for (size_t i = 0; i < sizeof draft_kinds / sizeof *draft_kinds; i++)
		if (!strcmp(kind, draft_kinds[i]))
			return true;
	return false;
}

static struct form_about about(const struct form_page *page)
{
	const struct ticket_form *p = its(page);
	return (struct form_about){draft_kinds[p->kind], p->x->id, p->x->ver};
}

/* ------------------------------------------------------------ the ways in */
static enum action guard(enum entry_ticket_kind kind, int64_t id)
{
	return kind == ENTRY_TICKET_ANSWER ? ACTION_TICKET_ANSWER
	       : kind == ENTRY_TICKET_SHORT ? ACTION_TICKET_SHORT
	       : id                         ? ACTION_TICKET_EDIT
					    : ACTION_TICKET_CREATE;
}

static void fill(struct ticket_form *p)
{
	struct form_page *page = &p->page;
	if (!p->c.t) {
		entry_ticket_blank(p->x, form_page_put, page);
		snprintf(page->title, sizeof page->title, "%s", p->kind == ENTRY_TICKET_SHORT ? W_HOT_FORM_SHORT : W_HOT_FORM_NEW);
		return;
	}
	snprintf(page->name, sizeof page->name, "%s", p->c.t->number);
	if (p->kind == ENTRY_TICKET_ANSWER) {
		entry_ticket_show_answer(p->x, p->c.t, form_page_put, page);
		snprintf(page->title, sizeof page->title, W_HOT_FORM_ANSWER, page->name, p->c.t->round);
	} else {
		entry_ticket_show(p->x, p->c.t, &p->before, form_page_put, page);
		snprintf(page->title, sizeof page->title, W_HOT_FORM_EDIT, page->name);
	}
}

/* To be mended it must be seen, and that is logged. */
static enum z read_it(struct ticket_form *p, int64_t id, struct error *e)
{
	struct desk *d = app_desk(p->page.view.app);
	enum z z = ticket_may(d, guard(p->kind, id), id, e);
	if (z == Z_OK)
		z = ticket_case_load(d, id, &p->c, e);
	if (z == Z_OK && p->kind == ENTRY_TICKET_REGISTER)
		z = ticket_caller(d, id, &p->before, e);
	return z;
}

struct view *ticket_form_new(struct app *a, enum entry_ticket_kind kind, int64_t id, struct error *e)
{
	struct entry_ticket *x = NULL;
	int n;
	const struct form_field *fields = entry_ticket_fields(kind, &n);
	if (entry_ticket_open(app_desk(a), &x, e) != Z_OK) {
		entry_ticket_free(&x);
		return NULL;
	}
	struct ticket_form *p = xalloc(sizeof *p);
	p->kind = kind;
	p->x = x;
	p->page.fresh = !id;
	form_page_begin(&p->page, a, &form_ops, &form_kind, fields, n, x);
	enum z z = id ? read_it(p, id, e) : Z_OK;
	if (z == Z_OK)
		fill(p);
	if (z == Z_OK && kind == ENTRY_TICKET_ANSWER) {
		struct edit *text = form_edit(p->page.form, "public");
		form_go(p->page.form, "public");
		edit_go(text, text->text.n, false);
	}
	return form_page_opened(&p->page, z);
}

struct view *ticket_form_restore(struct app *a, const struct draft_found *f, struct error *e)
{
	enum entry_ticket_kind kind = ENTRY_TICKET_REGISTER;
	for (size_t i = 0; i < sizeof draft_kinds / sizeof *draft_kinds; i++)
		if (!strcmp(f->about.kind, draft_kinds[i]))
			kind = (enum entry_ticket_kind)i;
	struct view *v = ticket_form_new(a, kind, f->about.id, e);
	if (!v)
		return NULL;
	struct ticket_form *p = self(form_page_of(v));
	form_page_put_back(&p->page, f);
	if (f->about.id)
		p->x->ver = f->about.ver; /* what somebody else did meanwhile is met when it is saved */
	form_page_keep(&p->page, f);
	return v;
}

/* ------------------------------------------------------------ beside the form */
/* What looks like the same matter: looked for once the caller, the place or the topic was typed. */
static void look_alike(struct ticket_form *p)
{
	static const char *const keys[] = {"phone", "name", "place", "topic", "dispatched"};
	struct buffer now = {0};
	struct ticket_in in;
	const char *key;
	struct error e;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		buffer_printf(&now, "%s\n", form_value(p->page.form, keys[i]));
	if (p->alike_of && !strcmp(p->alike_of, now.s)) {
		buffer_free(&now);
		return;
	}
	free(p->alike_of);
	p->alike_of = buffer_take(&now);
	arena_free(&p->alike_memory);
	p->alike_n = 0;
	if (entry_ticket_take(p->x, form_entry(p->page.form), &in, &key, &e) == Z_OK)
		ticket_alike(app_desk(p->page.view.app), &in, p->x->id, &p->alike_memory, p->alike, ALIKE, &p->alike_n, NULL);
}

static void beside(struct form_page *page, struct reader *r)
{
	const struct ticket_form *p = its(page);
	struct desk *d = app_desk(page->view.app);
	char s[200], at[24];
	if (answers(p)) {
		struct buffer lacks = {0};
		entry_ticket_lacks(form_entry(page->form), &lacks);
		reader_heading(r, W_HOT_FORM_LACKS);
		form_lacks(r, lacks.n ? lacks.s : "", W_HOT_FORM_COMPLETE);
		buffer_free(&lacks);
	}
	if (p->kind == ENTRY_TICKET_ANSWER) {
		reader_end(r);
		ticket_text_head(r, d, &p->c, NULL, false);
		ticket_text_cause(r, d, &p->c);
		ticket_text_limits(r, d, &p->c);
		ticket_text_body(r, &p->c);
		ticket_text_answer(r, d, &p->c, false);
		return;
	}
	reader_end(r);
	reader_heading(r, W_HOT_FORM_ALIKE);
	for (int i = 0; i < p->alike_n; i++) {
		const struct ticket_likeness *l = &p->alike[i];
		reader_text(r, C_STRONG, l->number);
		snprintf(s, sizeof s, "　%s　%s　%s", ticket_state_text(l->state), instant_text(l->dispatched_at, at),
		        l->caller ? W_HOT_FORM_SAME_CALLER : W_HOT_FORM_SAME_PLACE);
		reader_text(r, C_SOON, s);
		reader_end(r);
		reader_text(r, C_TEXT, l->title);
		reader_end(r);
	}
	if (p->alike_n) {
		reader_text(r, C_DIM, W_HOT_FORM_ALIKE_DO);
		reader_end(r);
	} else {
		reader_text(r, C_DIM, W_HOT_FORM_NONE_ALIKE);
		reader_end(r);
	}
}

static void strip_lacks(const struct form_page *p, struct buffer *b)
{
	struct buffer lacks = {0};
	entry_ticket_lacks(form_entry(p->form), &lacks);
	buffer_text(b, lacks.n ? W_HOT_FORM_STRIP_LACKS : "");
	form_lacks_line(b, lacks.n ? lacks.s : "");
	buffer_free(&lacks);
}

static void strip(const struct form_page *page, struct buffer *b)
{
	const struct ticket_form *p = its(page);
	if (answers(p))
		strip_lacks(page, b);
	const char *gap = b->n ? "　" : "";
	if (p->kind == ENTRY_TICKET_ANSWER)
		buffer_printf(b, "%s" W_HOT_FORM_STRIP_ABOUT, gap, p->c.t->title);
	else if (p->alike_n)
		buffer_printf(b, "%s" W_HOT_FORM_STRIP_ALIKE, gap, p->alike_n, p->alike->number,
		        p->alike->caller ? W_HOT_FORM_SAME_CALLER : W_HOT_FORM_SAME_PLACE);
	else if (!b->n)
		buffer_text(b, W_HOT_FORM_NONE_ALIKE);
}

/* ------------------------------------------------------------ saving */
static bool other(const struct form_page *page)
{
	const struct entry_ticket *x = its(page)->x;
	struct ticket *t = NULL;
	if (!x->id || ticket_load(app_desk(page->view.app), x->id, &t, NULL) != Z_OK)
		return false;
	bool is = t->ver != x->ver;
	if (is)
		app_say(page->view.app, C_SOON, W_HOT_FORM_OTHER, t->number, ticket_state_text(t->state));
	ticket_free(&t);
	return is;
}

static const char *field_of(const struct form_page *p, const struct error *e)
{
	(void)p;
	return entry_ticket_field_of(e->code);
}

/* Somebody was quicker.  An answer is never written over: both are shown, and the next save makes mine the newest. */
static void stale(struct ticket_form *p, const struct error *e)
{
	struct app *a = p->page.view.app;
	struct desk *d = app_desk(a);
	struct ticket_case c;
	struct error why;
	if (p->kind == ENTRY_TICKET_SHORT || ticket_case_load(d, p->x->id, &c, &why) != Z_OK) {
		app_refuse(a, e);
		return;
	}
	bool other = c.t->answer && (!p->c.t->answer || c.t->answer->id != p->c.t->answer->id);
	ticket_case_free(&p->c);
	p->c = c;
	p->x->ver = c.t->ver;
	p->page.told_other = false;
	if (p->kind == ENTRY_TICKET_ANSWER && other) {
		struct reader *r = reader_new();
		char head[200];
		snprintf(head, sizeof head, W_HOT_FORM_STALE_HEAD, c.t->answer->officer_name);
		reader_heading(r, head);
		reader_text(r, C_DIM, W_CONFLICT_BOTH_HEAD);
		reader_end(r);
		reader_end(r);
		reader_difference(r, c.t->answer->public_text, form_value(p->page.form, "public"), -1);
		app_push(a, page_read(a, W_HOT_FORM_STALE, r));
	}
	app_say(a, C_SOON, W_HOT_FORM_STALE_SAID, c.t->number, ticket_state_text(c.t->state));
}

/* *id: what it is now. */
static enum z run(struct ticket_form *p, const char **key, int64_t *id, struct error *e)
{
	struct desk *d = app_desk(p->page.view.app);
	const struct entry *en = form_entry(p->page.form);
	struct ticket_in in;
	struct ticket_answer_in answer;
	enum z z = Z_OK;
	if (p->kind != ENTRY_TICKET_ANSWER)
		z = entry_ticket_take(p->x, en, &in, key, e);
	if (z == Z_OK && answers(p))
		z = entry_ticket_take_answer(en, &answer, key, e);
	if (z != Z_OK)
		return z;
	if (p->kind == ENTRY_TICKET_ANSWER)
		return ticket_answer(d, p->x->id, p->x->ver, &answer, e);
	if (p->kind == ENTRY_TICKET_SHORT)
		return ticket_short(d, &in, &answer, id, e);
	return p->x->id ? ticket_edit(d, p->x->id, p->x->ver, &in, e) : ticket_create(d, &in, id, e);
}

static bool store(struct form_page *page)
{
	struct ticket_form *p = self(page);
	const char *key = NULL;
	struct error e;
	int64_t id = p->x->id;
	enum z z = run(p, &key, &id, &e);
	if (z == Z_STALE)
		stale(p, &e);
	else if (z != Z_OK)
		form_page_refuse(page, key, &e);
	if (z != Z_OK)
		return false;
	form_page_saved(page);
	p->x->id = id;
	struct ticket_case c;
	if (ticket_case_load(app_desk(page->view.app), id, &c, NULL) == Z_OK) {
		ticket_case_free(&p->c);
		p->c = c;
		p->x->ver = c.t->ver;
		snprintf(page->name, sizeof page->name, "%s", c.t->number);
	}
	return true;
}

static bool submit(struct form_page *page)
{
	const struct ticket_form *p = its(page);
	struct error e;
	bool sent = ticket_submit(app_desk(page->view.app), p->x->id, p->x->ver, &e) == Z_OK;
	if (sent)
		app_say(page->view.app, C_GOOD, W_HOT_SUBMITTED, page->name);
	else if (form_page_refuse(page, NULL, &e))
		app_say(page->view.app, C_ERROR, "%s", W_HOT_NOT_SENT);
	return sent;
}

static void said(const struct form_page *page)
{
	static const char *const words[] = {
		[ENTRY_TICKET_REGISTER] = W_HOT_SAVED,
		[ENTRY_TICKET_ANSWER] = W_HOT_ANSWER_SAVED,
		[ENTRY_TICKET_SHORT] = W_HOT_SHORT_SENT,
	};
	app_say(page->view.app, C_GOOD, words[its(page)->kind], page->name);
}

static const char *saves_as(const struct form_page *page)
{
	static const char *const words[] = {
		[ENTRY_TICKET_REGISTER] = "",
		[ENTRY_TICKET_ANSWER] = W_HOT_LEAVE_ANSWER,
		[ENTRY_TICKET_SHORT] = W_HOT_LEAVE_SHORT,
	};
	return words[its(page)->kind];
}

/* ------------------------------------------------------------ 常用语 */
/* Several may be marked: they are put together in the order of the list. */
void ticket_form_phrases(struct form_page *p)
{
	struct choices list = {0};
	struct phrase *all = NULL;
	int n = 0;
	if (phrase_list(app_desk(p->view.app), 0, PHRASE_ANSWER, &all, &n, NULL) != Z_OK || !n) {
		app_say(p->view.app, C_NOTE, "%s", W_HOT_NO_PHRASES);
		free(all);
		return;
	}
	for (int i = 0; i < n && i < PHRASES; i++)
		choices_add(&list, number_text(i).s, all[i].text, all[i].officer ? W_HOT_PHRASE_OWN : "", "");
	struct picker *w = picker_new(W_HOT_PHRASES, &list, PICK_MANY | PICK_DIGITS);
	if (ask_picker(p->view.app, w)) {
		struct edit *e = form_edit(p->form, "public");
		form_go(p->form, "public");
		bool any = picker_marked(w, 0) != NULL;
		for (size_t k = 0; any && picker_marked(w, k); k++) {
			const char *text = all[atoi(picker_marked(w, k)->key)].text;
			edit_type(e, text, strlen(text));
		}
		if (!any && picker_chosen(w)) {
			const char *text = all[atoi(picker_chosen(w)->key)].text;
			edit_type(e, text, strlen(text));
		}
	}
	picker_free(&w);
	free(all);
}

/* ------------------------------------------------------------ as a view */
static void page_settle(struct view *v)
{
	struct ticket_form *p = self(form_page_of(v));
	if (p->kind != ENTRY_TICKET_ANSWER)
		look_alike(p);
	form_page_settle(v);
}

static int64_t page_subject(struct view *v)
{
	return its(form_page_of(v))->x->id;
}

/* A registration has no answer, and one that is sent to 核稿 at once is not saved before. */
static bool page_has(struct view *v, int act)
{
	const struct ticket_form *p = its(form_page_of(v));
	if (act == ACT_FORM_SUBMIT)
		return p->kind == ENTRY_TICKET_ANSWER;
	return act != ACT_FORM_PHRASES || answers(p);
}

static void done(struct form_page *page)
{
	struct ticket_form *p = self(page);
	entry_ticket_free(&p->x);
	ticket_case_free(&p->c);
	caller_free(&p->before);
	arena_free(&p->alike_memory);
	free(p->alike_of);
}

static const struct form_page_kind form_kind = {
	.about = about,
	.column = {36, 40, 60},
	.beside = beside,
	.strip = strip,
	.other = other,
	.store = store,
	.said = said,
	.submit = submit,
	.saves_as = saves_as,
	.lists = hotline_is,
	.field_of = field_of,
	.done = done,
};

static const struct view_ops form_ops = {
	.name = "ticket-form",
	.title = W_HOT_FORM,
	.pane = P_FORM,
	.place = form_page_place,
	.settle = page_settle,
	.draw = form_page_draw,
	.key = form_page_key,
	.subject = page_subject,
	.has = page_has,
	FORM_PAGE_OPS,
};
