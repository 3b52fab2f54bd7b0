/* ticket_form.c - the pages on which a ticket is registered or answered: the form, beside it in wide windows what is being
 * answered, or what looks like the same matter in the last 90 days.  What is typed is kept on the disk key by key. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/ask.h"
#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/form/draft.h"
#include "tui/form/page.h"
#include "tui/pane/pane.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { ALIKE = 6, PHRASES = 60 };

struct ticket_form {
	struct view view; /* first: a view is a ticket_form */
	enum entry_ticket_kind kind;
	const struct form_field *fields;
	int fields_n;
	struct form *form;
	struct entry_ticket *x;
	struct ticket_case c;  /* what is answered or edited; c.t NULL: a new one */
	struct caller before;  /* of the one that is edited, in clear */
	char number[TICKET_NUMBER_MAX + 8], title[200];
	bool loading, told_other;
	int64_t made;          /* what a one-form registration became */
	struct draft *draft;

	struct ticket_likeness alike[ALIKE];
	int alike_n;
	struct arena alike_memory;
	char *alike_of; /* the values it was looked for with */

	struct form_side side;
};

static const struct view_ops form_ops;

struct ticket_form *ticket_form_of(struct view *v)
{
	return v && v->ops == &form_ops ? (struct ticket_form *)(void *)v : NULL;
}

static struct ticket_form *self(struct view *v)
{
	return (struct ticket_form *)(void *)v;
}

bool ticket_form_answers(const struct ticket_form *p)
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

static struct form_texts texts(const struct ticket_form *p)
{
	return (struct form_texts){p->form, p->fields, p->fields_n, NULL, NULL};
}

static void begin_draft(struct ticket_form *p)
{
	struct form_texts t = texts(p);
	form_draft_begin(p->view.app, draft_kinds[p->kind], p->x->id, p->x->ver, &t, &p->draft);
}

static void told(void *page, const char *key, const struct edit_change *c)
{
	struct ticket_form *p = page;
	struct form_texts t = texts(p);
	if (p->loading)
		return;
	if (p->draft)
		form_draft_told(p->view.app, p->draft, &t, key, c);
	else
		begin_draft(p); /* holds this change already */
}

/* ------------------------------------------------------------ the ways in */
static void put_value(void *page, const char *key, const char *value)
{
	form_load(((struct ticket_form *)page)->form, key, value);
}

static enum action guard(enum entry_ticket_kind kind, int64_t id)
{
	return kind == ENTRY_TICKET_ANSWER ? ACTION_TICKET_ANSWER
	       : kind == ENTRY_TICKET_SHORT ? ACTION_TICKET_SHORT
	       : id                         ? ACTION_TICKET_EDIT
					    : ACTION_TICKET_CREATE;
}

static void fill(struct ticket_form *p)
{
	if (!p->c.t) {
		entry_ticket_blank(p->x, put_value, p);
		snprintf(p->title, sizeof p->title, "%s", p->kind == ENTRY_TICKET_SHORT ? W_HOT_FORM_SHORT : W_HOT_FORM_NEW);
		return;
	}
	snprintf(p->number, sizeof p->number, "%s", p->c.t->number);
	if (p->kind == ENTRY_TICKET_ANSWER) {
		entry_ticket_show_answer(p->x, p->c.t, put_value, p);
		snprintf(p->title, sizeof p->title, W_HOT_FORM_ANSWER, p->number, p->c.t->round);
	} else {
		entry_ticket_show(p->x, p->c.t, &p->before, put_value, p);
		snprintf(p->title, sizeof p->title, W_HOT_FORM_EDIT, p->number);
	}
}

static void form_page_free(struct view *v);

struct view *ticket_form_new(struct app *a, enum entry_ticket_kind kind, int64_t id, struct error *e)
{
	struct desk *d = app_desk(a);
	struct ticket_form *p = xalloc(sizeof *p);
	p->view.ops = &form_ops;
	p->view.app = a;
	p->kind = kind;
	p->fields = entry_ticket_fields(kind, &p->fields_n);
	enum z z = id ? ticket_may(d, guard(kind, id), id, e) : Z_OK;
	if (z == Z_OK)
		z = entry_ticket_open(d, &p->x, e);
	if (z == Z_OK && id)
		z = ticket_case_load(d, id, &p->c, e);
	if (z == Z_OK && id && kind == ENTRY_TICKET_REGISTER) /* to be mended it must be seen, and that is logged */
		z = ticket_caller(d, id, &p->before, e);
	if (z != Z_OK) {
		form_page_free(&p->view);
		return NULL;
	}
	p->form = form_new(p->fields, (size_t)p->fields_n, p->x);
	p->side.text = reader_new();
	p->loading = true;
	form_on_change(p->form, told, p);
	fill(p);
	p->loading = false;
	if (kind == ENTRY_TICKET_ANSWER) {
		struct edit *text = form_edit(p->form, "public");
		form_go(p->form, "public");
		edit_go(text, text->text.n, false);
	}
	return &p->view;
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
	struct ticket_form *p = self(v);
	struct form_texts t = texts(p);
	p->loading = true;
	form_draft_put_back(&t, f);
	p->loading = false;
	if (f->about.id)
		p->x->ver = f->about.ver; /* what somebody else did meanwhile is met when it is saved */
	begin_draft(p);
	draft_replaces(p->draft, f->path);
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
		buffer_printf(&now, "%s\n", form_value(p->form, keys[i]));
	if (p->alike_of && !strcmp(p->alike_of, now.s)) {
		buffer_free(&now);
		return;
	}
	free(p->alike_of);
	p->alike_of = buffer_take(&now);
	arena_free(&p->alike_memory);
	p->alike_n = 0;
	if (entry_ticket_take(p->x, form_entry(p->form), &in, &key, &e) == Z_OK)
		ticket_alike(app_desk(p->view.app), &in, p->x->id, &p->alike_memory, p->alike, ALIKE, &p->alike_n, NULL);
}

static void side_fill(struct ticket_form *p, struct reader *r)
{
	struct desk *d = app_desk(p->view.app);
	char s[200], at[24];
	reader_clear(r);
	if (ticket_form_answers(p)) {
		struct buffer lacks = {0};
		entry_ticket_lacks(form_entry(p->form), &lacks);
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

static void strip_lacks(const struct ticket_form *p, struct buffer *b)
{
	struct buffer lacks = {0};
	entry_ticket_lacks(form_entry(p->form), &lacks);
	buffer_text(b, lacks.n ? W_HOT_FORM_STRIP_LACKS : "");
	form_lacks_line(b, lacks.n ? lacks.s : "");
	buffer_free(&lacks);
}

/* The same in one line for a narrow window: what is missing is never cut. */
static void strip(const struct ticket_form *p, struct buffer *b)
{
	buffer_text(b, "");
	if (ticket_form_answers(p))
		strip_lacks(p, b);
	const char *gap = b->n ? "　" : "";
	if (p->kind == ENTRY_TICKET_ANSWER)
		buffer_printf(b, "%s" W_HOT_FORM_STRIP_ABOUT, gap, p->c.t->title);
	else if (p->alike_n)
		buffer_printf(b, "%s" W_HOT_FORM_STRIP_ALIKE, gap, p->alike_n, p->alike->number,
		        p->alike->caller ? W_HOT_FORM_SAME_CALLER : W_HOT_FORM_SAME_PLACE);
	else if (!b->n)
		buffer_text(b, W_HOT_FORM_NONE_ALIKE);
}

/* ------------------------------------------------------------ as a view */
static void form_place(struct view *v)
{
	form_side_place(&self(v)->side, v->lay.list, 36, 40, 60);
}

/* Somebody changed the desk: was it this ticket? */
static void form_refresh(struct view *v)
{
	struct ticket_form *p = self(v);
	struct ticket *t = NULL;
	if (!p->x->id || p->told_other || ticket_load(app_desk(v->app), p->x->id, &t, NULL) != Z_OK)
		return;
	if (t->ver != p->x->ver) {
		p->told_other = true;
		app_say(v->app, C_SOON, W_HOT_FORM_OTHER, t->number, ticket_state_text(t->state));
	}
	ticket_free(&t);
}

static void page_settle(struct view *v)
{
	struct ticket_form *p = self(v);
	if (p->kind != ENTRY_TICKET_ANSWER)
		look_alike(p);
	if (p->side.at.rows)
		side_fill(p, p->side.text);
	v->due = true;
}

static void draw_page(struct view *v)
{
	struct ticket_form *p = self(v);
	struct buffer b = {0};
	if (!p->side.at.rows)
		strip(p, &b);
	form_side_draw(&p->side, v, p->title, b.s);
	buffer_free(&b);
	form_draw(p->form, app_base(v->app), p->side.form);
}

static enum took page_key(struct view *v, const struct event *ev)
{
	return form_key(self(v)->form, ev);
}

static int64_t page_subject(struct view *v)
{
	return self(v)->x->id;
}

static void page_save_draft(struct view *v)
{
	if (self(v)->draft)
		draft_sync(self(v)->draft);
}

static void page_status(struct view *v, char *buf, size_t cap)
{
	snprintf(buf, cap, "%s", form_draft_status(self(v)->draft, form_changed(self(v)->form)));
}

static void form_page_free(struct view *v)
{
	struct ticket_form *p = self(v);
	form_draft_close(&p->draft, p->form && form_changed(p->form));
	if (p->form)
		form_free(&p->form);
	reader_free(&p->side.text);
	entry_ticket_free(&p->x);
	ticket_case_free(&p->c);
	caller_free(&p->before);
	arena_free(&p->alike_memory);
	free(p->alike_of);
	free(p);
}

/* ------------------------------------------------------------ saving */
static void show_refusal(struct ticket_form *p, const char *key, const struct error *e)
{
	if (!key && (e->kind == Z_INVALID || e->kind == Z_MISSING))
		key = entry_ticket_field_of(e->code);
	form_refuse(p->view.app, p->form, key, e);
}

/* Somebody was quicker.  An answer is never written over: both are shown, and the next save makes mine the newest. */
static void stale(struct ticket_form *p, const struct error *e)
{
	struct app *a = p->view.app;
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
	p->told_other = false;
	if (p->kind == ENTRY_TICKET_ANSWER && other) {
		struct reader *r = reader_new();
		char head[200];
		snprintf(head, sizeof head, W_HOT_FORM_STALE_HEAD, c.t->answer->officer_name);
		reader_heading(r, head);
		reader_text(r, C_DIM, W_CONFLICT_BOTH_HEAD);
		reader_end(r);
		reader_end(r);
		reader_difference(r, c.t->answer->public_text, form_value(p->form, "public"), -1);
		app_push(a, page_read(a, W_HOT_FORM_STALE, r));
	}
	app_say(a, C_SOON, W_HOT_FORM_STALE_SAID, c.t->number, ticket_state_text(c.t->state));
}

static enum z store(struct ticket_form *p, const char **key, struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	const struct entry *en = form_entry(p->form);
	struct ticket_in in;
	struct ticket_answer_in answer;
	enum z z = Z_OK;
	*key = NULL;
	if (p->kind != ENTRY_TICKET_ANSWER)
		z = entry_ticket_take(p->x, en, &in, key, e);
	if (z == Z_OK && ticket_form_answers(p))
		z = entry_ticket_take_answer(en, &answer, key, e);
	if (z != Z_OK)
		return z;
	if (p->kind == ENTRY_TICKET_ANSWER)
		return ticket_answer(d, p->x->id, p->x->ver, &answer, e);
	if (p->kind == ENTRY_TICKET_SHORT)
		return ticket_short(d, &in, &answer, &p->made, e);
	if (!p->x->id)
		return ticket_create(d, &in, &p->made, e);
	p->made = p->x->id;
	return ticket_edit(d, p->x->id, p->x->ver, &in, e);
}

/* True: it is in the file, and the form knows its version. */
static bool save(struct ticket_form *p)
{
	const char *key;
	struct error e;
	if (p->x->id && !form_changed(p->form))
		return true;
	if (!form_check(p->form))
		return false;
	enum z z = store(p, &key, &e);
	if (z == Z_STALE) {
		stale(p, &e);
		return false;
	}
	if (z != Z_OK) {
		show_refusal(p, key, &e);
		return false;
	}
	form_settle(p->form);
	draft_end(&p->draft);
	if (p->made)
		p->x->id = p->made;
	struct ticket_case c;
	if (ticket_case_load(app_desk(p->view.app), p->x->id, &c, NULL) == Z_OK) {
		ticket_case_free(&p->c);
		p->c = c;
		p->x->ver = c.t->ver;
		snprintf(p->number, sizeof p->number, "%s", c.t->number);
	}
	return true;
}

static enum did finish(struct ticket_form *p)
{
	struct app *a = p->view.app;
	int64_t id = p->x->id;
	app_close(a); /* frees the page */
	struct list_pane *l = list_pane_of(app_top(a));
	if (l && hotline_is(&l->view))
		list_goto_id(l->list, id);
	return DID_ROWS;
}

enum did ticket_form_save(struct ticket_form *p, bool submit)
{
	struct app *a = p->view.app;
	struct error e;
	if (!form_saves(p->form))
		return DID_VIEW;
	bool nothing = p->x->id && !form_changed(p->form);
	if (!save(p))
		return DID_VIEW;
	if (p->kind == ENTRY_TICKET_SHORT) {
		app_say(a, C_GOOD, W_HOT_SHORT_SENT, p->number);
	} else if (submit && p->kind == ENTRY_TICKET_ANSWER) {
		if (ticket_submit(app_desk(a), p->x->id, p->x->ver, &e) != Z_OK) {
			show_refusal(p, NULL, &e);
			return DID_VIEW | DID_ROWS; /* it is saved */
		}
		app_say(a, C_GOOD, W_HOT_SUBMITTED, p->number);
	} else {
		app_say(a, C_GOOD, nothing ? W_ENTRY_PAGE_NOTHING : p->kind == ENTRY_TICKET_ANSWER ? W_HOT_ANSWER_SAVED : W_HOT_SAVED,
		        p->number);
	}
	return finish(p);
}

static bool page_leave(struct view *v)
{
	struct ticket_form *p = self(v);
	if (!form_changed(p->form)) {
		draft_end(&p->draft);
		return true;
	}
	bool leave = false;
	switch (form_draft_ask_leave(v->app, "")) {
	case FORM_LEAVE_SAVE:
		leave = save(p);
		if (leave)
			app_say(v->app, C_GOOD, W_HOT_SAVED, p->number);
		break;
	case FORM_LEAVE_LATER:
		leave = true; /* form_page_free leaves the draft on the disk */
		break;
	case FORM_LEAVE_DROP:
		draft_end(&p->draft);
		leave = true;
		break;
	default:
		break;
	}
	return leave;
}

enum did ticket_form_escape(struct ticket_form *p)
{
	return form_escapes(p->form) ? DID_CLOSE : DID_VIEW;
}

void ticket_form_look(struct ticket_form *p)
{
	struct reader *r = reader_new();
	side_fill(p, r);
	app_push(p->view.app, page_read(p->view.app, p->title, r));
}

/* ------------------------------------------------------------ 常用语 */
static enum took picker_turn(void *w, const struct event *ev)
{
	return picker_key(w, ev);
}

static void picker_show(void *w, struct rect screen)
{
	picker_draw(w, screen);
}

/* Several may be marked: they are put together in the order of the list. */
void ticket_form_phrases(struct ticket_form *p)
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
	const struct modal m = {.w = w, .key = picker_turn, .draw = picker_show};
	if (app_modal(p->view.app, &m) == TOOK_DONE) {
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

/* A registration has no answer, and one that is sent to 核稿 at once is not saved before. */
static bool page_has(struct view *v, int act)
{
	const struct ticket_form *p = self(v);
	if (act == ACT_FORM_SUBMIT)
		return p->kind == ENTRY_TICKET_ANSWER;
	return act != ACT_FORM_PHRASES || ticket_form_answers(p);
}

static const struct view_ops form_ops = {
	.name = "ticket-form",
	.title = W_HOT_FORM,
	.pane = P_FORM,
	.typing = true,
	.want = form_page_want,
	.place = form_place,
	.refresh = form_refresh,
	.settle = page_settle,
	.draw = draw_page,
	.key = page_key,
	.subject = page_subject,
	.has = page_has,
	.leave = page_leave,
	.save_draft = page_save_draft,
	.status = page_status,
	.free = form_page_free,
};
