/* form.c - the page on which a request is registered or corrected: the form, beside it in wide windows from which day the term
 * runs and what the application lacks.  What is typed is kept on the disk key by key. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/form/draft.h"
#include "tui/form/page.h"
#include "tui/pane/pane.h"
#include "tui/request/request.h"
#include "tui/request/words.h"
#include "tui/words.h"

enum { SIDE_PERCENT = 36, SIDE_COLS = 40, SIDE_COLS_MAX = 60 };
#define DRAFT_KIND "request"
#define DRAFT_KIND_TICKET "request-ticket" /* the id is that of the ticket */

struct request_form {
	struct view view; /* first: a view is a request_form */
	const struct form_field *fields;
	int fields_n;
	struct form *form;
	struct entry_request *x;
	char number[REQUEST_NUMBER_MAX + 8], ticket[TICKET_NUMBER_MAX + 8], title[200];
	bool loading, told_other;
	struct draft *draft;
	struct form_side side;
};

static const struct view_ops form_ops;

struct request_form *request_form_of(struct view *v)
{
	return v && v->ops == &form_ops ? (struct request_form *)(void *)v : NULL;
}

static struct request_form *self(struct view *v)
{
	return (struct request_form *)(void *)v;
}

/* ------------------------------------------------------------ drafts */
bool request_form_draft_kind(const char *kind)
{
	return !strcmp(kind, DRAFT_KIND) || !strcmp(kind, DRAFT_KIND_TICKET);
}

static struct form_texts texts(const struct request_form *p)
{
	return (struct form_texts){p->form, p->fields, p->fields_n, NULL, NULL};
}

static void begin_draft(struct request_form *p)
{
	struct form_texts t = texts(p);
	bool ticket = p->x->ticket != 0;
	form_draft_begin(p->view.app, ticket ? DRAFT_KIND_TICKET : DRAFT_KIND, ticket ? p->x->ticket : p->x->id,
	        ticket ? p->x->ticket_ver : p->x->ver, &t, &p->draft);
}

static void told(void *page, const char *key, const struct edit_change *c)
{
	struct request_form *p = page;
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
	form_load(((struct request_form *)page)->form, key, value);
}

static void form_page_free(struct view *v);

static struct request_form *begin(struct app *a, struct error *e)
{
	struct request_form *p = xalloc(sizeof *p);
	p->view.ops = &form_ops;
	p->view.app = a;
	p->fields = entry_request_fields(&p->fields_n);
	if (entry_request_open(app_desk(a), &p->x, e) != Z_OK) {
		form_page_free(&p->view);
		return NULL;
	}
	p->form = form_new(p->fields, (size_t)p->fields_n, p->x);
	p->side.text = reader_new();
	p->loading = true;
	form_on_change(p->form, told, p);
	return p;
}

static struct view *opened(struct request_form *p, enum z z)
{
	if (z != Z_OK) {
		form_page_free(&p->view);
		return NULL;
	}
	p->loading = false;
	return &p->view;
}

/* To be mended it must be seen, and that is logged. */
static enum z show(struct request_form *p, int64_t id, struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	struct request *r = NULL;
	struct applicant who = {0};
	enum z z = request_may(d, ACTION_REQUEST_EDIT, id, e);
	if (z == Z_OK)
		z = request_load(d, id, &r, e);
	if (z == Z_OK)
		z = request_person(d, id, &who, e);
	if (z == Z_OK) {
		snprintf(p->number, sizeof p->number, "%s", r->number);
		snprintf(p->title, sizeof p->title, W_RQ_FORM_EDIT, r->number);
		entry_request_show(p->x, r, &who, put_value, p);
	}
	applicant_free(&who);
	request_free(&r);
	return z;
}

struct view *request_form_new(struct app *a, int64_t id, struct error *e)
{
	struct request_form *p = begin(a, e);
	if (!p)
		return NULL;
	if (id)
		return opened(p, show(p, id, e));
	snprintf(p->title, sizeof p->title, "%s", W_RQ_FORM_NEW);
	entry_request_blank(p->x, put_value, p);
	return opened(p, Z_OK);
}

/* Who called is needed to register him as applicant: shown, and logged.  A ticket may have nobody. */
static enum z fill_from(struct request_form *p, int64_t ticket, struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	struct ticket *t = NULL;
	struct caller who = {0};
	enum z z = ticket_may(d, ACTION_TICKET_ROUTE, ticket, e);
	if (z == Z_OK)
		z = ticket_load(d, ticket, &t, e);
	if (z == Z_OK) {
		z = ticket_caller(d, ticket, &who, e);
		z = z == Z_MISSING ? Z_OK : z;
	}
	if (z == Z_OK) {
		snprintf(p->ticket, sizeof p->ticket, "%s", t->number);
		snprintf(p->title, sizeof p->title, W_RQ_FORM_FROM, t->number);
		entry_request_from(p->x, t, &who, put_value, p);
	}
	caller_free(&who);
	ticket_free(&t);
	return z;
}

struct view *request_form_from(struct app *a, int64_t ticket, struct error *e)
{
	struct request_form *p = begin(a, e);
	return p ? opened(p, fill_from(p, ticket, e)) : NULL;
}

struct view *request_form_restore(struct app *a, const struct draft_found *f, struct error *e)
{
	bool ticket = !strcmp(f->about.kind, DRAFT_KIND_TICKET);
	struct view *v = ticket ? request_form_from(a, f->about.id, e) : request_form_new(a, f->about.id, e);
	if (!v)
		return NULL;
	struct request_form *p = self(v);
	struct form_texts t = texts(p);
	p->loading = true;
	form_draft_put_back(&t, f);
	p->loading = false;
	if (ticket)
		p->x->ticket_ver = f->about.ver; /* what somebody else did meanwhile is met when it is saved */
	else if (f->about.id)
		p->x->ver = f->about.ver;
	begin_draft(p);
	draft_replaces(p->draft, f->path);
	return v;
}

/* ------------------------------------------------------------ beside the form */
/* Why no term can be told yet. */
static const char *no_term(const struct entry *en)
{
	int channel = atoi(en->value(en, "channel"));
	return !channel ? W_RQ_FORM_NO_CHANNEL : request_confirms(channel) && !*en->value(en, "confirmed") ? W_RQ_FORM_TERM_OPEN : W_RQ_FORM_NO_DAY;
}

static void side_fill(const struct request_form *p, struct reader *r)
{
	struct buffer lacks = {0};
	const struct entry *en = form_entry(p->form);
	char term[200];
	reader_clear(r);
	entry_request_term(en, term);
	reader_heading(r, W_RQ_FORM_TERM);
	reader_text(r, *term ? C_TEXT : C_SOON, *term ? term : no_term(en));
	reader_end(r);
	reader_text(r, C_DIM, request_channel_rule(atoi(en->value(en, "channel"))));
	reader_end(r);
	entry_request_lacks(en, &lacks);
	reader_end(r);
	reader_heading(r, W_RQ_FORM_LACKS);
	form_lacks(r, lacks.n ? lacks.s : "", W_RQ_FORM_COMPLETE);
	buffer_free(&lacks);
}

/* The same in one line for a narrow window. */
static void strip(const struct request_form *p, struct buffer *b)
{
	struct buffer lacks = {0};
	char term[200];
	entry_request_term(form_entry(p->form), term);
	buffer_text(b, *term ? term : no_term(form_entry(p->form)));
	entry_request_lacks(form_entry(p->form), &lacks);
	if (lacks.n) {
		buffer_text(b, "　" W_RQ_FORM_LACKS_STRIP);
		form_lacks_line(b, lacks.s);
	}
	buffer_free(&lacks);
}

/* ------------------------------------------------------------ as a view */
static void form_place(struct view *v)
{
	form_side_place(&self(v)->side, v->lay.list, SIDE_PERCENT, SIDE_COLS, SIDE_COLS_MAX);
}

/* Somebody changed the desk: was it this request? */
static void form_refresh(struct view *v)
{
	struct request_form *p = self(v);
	struct request *r = NULL;
	if (!p->x->id || p->told_other || request_load(app_desk(v->app), p->x->id, &r, NULL) != Z_OK)
		return;
	if (r->ver != p->x->ver) {
		p->told_other = true;
		app_say(v->app, C_SOON, W_RQ_FORM_OTHER, r->number);
	}
	request_free(&r);
}

static void page_settle(struct view *v)
{
	struct request_form *p = self(v);
	if (p->side.at.rows)
		side_fill(p, p->side.text);
	v->due = true;
}

static void draw_page(struct view *v)
{
	struct request_form *p = self(v);
	struct buffer b = {0};
	strip(p, &b);
	form_side_draw(&p->side, v, p->title, b.s);
	form_draw(p->form, app_base(v->app), p->side.form);
	buffer_free(&b);
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
	const struct request_form *p = self(v);
	snprintf(buf, cap, "%s", form_draft_status(p->draft, form_changed(p->form)));
}

static void form_page_free(struct view *v)
{
	struct request_form *p = self(v);
	form_draft_close(&p->draft, p->form && form_changed(p->form));
	if (p->form)
		form_free(&p->form);
	reader_free(&p->side.text);
	entry_request_free(&p->x);
	free(p);
}

/* ------------------------------------------------------------ saving */
static enum z store(struct request_form *p, const char **key, int64_t *made, struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	const struct entry *en = form_entry(p->form);
	struct request_in in;
	enum z z = entry_request_take(p->x, en, &in, key, e);
	*made = p->x->id;
	if (z != Z_OK)
		return z;
	if (p->x->ticket)
		return ticket_to_request(d, p->x->ticket, p->x->ticket_ver, &in, en->value(en, "told"), made, e);
	if (!p->x->id)
		return request_create(d, &in, made, e);
	return request_edit(d, p->x->id, p->x->ver, &in, e);
}

/* Somebody was quicker: said, and the next save is bound to what stands now. */
static void stale(struct request_form *p, const struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	struct request *r = NULL;
	struct ticket *t = NULL;
	app_refuse(p->view.app, e);
	if (p->x->ticket && ticket_load(d, p->x->ticket, &t, NULL) == Z_OK)
		p->x->ticket_ver = t->ver;
	if (p->x->id && request_load(d, p->x->id, &r, NULL) == Z_OK) {
		p->x->ver = r->ver;
		p->told_other = false;
		app_say(p->view.app, C_SOON, W_RQ_FORM_STALE, r->number);
	}
	ticket_free(&t);
	request_free(&r);
}

static void say_saved(struct request_form *p, int64_t id)
{
	struct app *a = p->view.app;
	struct request *r = NULL;
	if (request_load(app_desk(a), id, &r, NULL) == Z_OK)
		snprintf(p->number, sizeof p->number, "%s", r->number);
	request_free(&r);
	if (p->x->ticket)
		app_say(a, C_GOOD, W_RQ_ROUTED, p->ticket, p->number);
	else
		app_say(a, C_GOOD, p->x->id ? W_RQ_EDITED : W_RQ_SAVED, p->number);
}

/* The id of what stands in the file now; 0: it is not saved. */
static int64_t save(struct request_form *p)
{
	const char *key = NULL;
	struct error e;
	int64_t made = 0;
	if (!form_check(p->form))
		return 0;
	enum z z = store(p, &key, &made, &e);
	if (z == Z_STALE) {
		stale(p, &e);
		return 0;
	}
	if (z != Z_OK) {
		form_refuse(p->view.app, p->form, key ? key : entry_request_field_of(form_entry(p->form), &e), &e);
		return 0;
	}
	form_settle(p->form);
	draft_end(&p->draft);
	say_saved(p, made);
	return made;
}

enum did request_form_save(struct request_form *p)
{
	struct app *a = p->view.app;
	if (!form_saves(p->form))
		return DID_VIEW;
	bool nothing = p->x->id && !form_changed(p->form);
	int64_t id = nothing ? p->x->id : save(p);
	if (!id)
		return DID_VIEW;
	if (nothing)
		app_say(a, C_NOTE, "%s", W_ENTRY_PAGE_NOTHING);
	app_close(a); /* frees the page */
	struct view *top = app_top(a);
	if (request_list_is(top))
		list_goto_id(list_pane_of(top)->list, id);
	if (request_page_is(top))
		trail_page_again(top);
	return DID_ROWS;
}

static bool page_leave(struct view *v)
{
	struct request_form *p = self(v);
	if (!form_changed(p->form)) {
		draft_end(&p->draft);
		return true;
	}
	switch (form_draft_ask_leave(v->app, "")) {
	case FORM_LEAVE_SAVE:
		return save(p) != 0;
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

enum did request_form_escape(struct request_form *p)
{
	return form_escapes(p->form) ? DID_CLOSE : DID_VIEW;
}

void request_form_look(struct request_form *p)
{
	struct reader *r = reader_new();
	side_fill(p, r);
	app_push(p->view.app, page_read(p->view.app, p->title, r));
}

static bool page_has(struct view *v, int act)
{
	(void)v;
	return act != ACT_FORM_SUBMIT && act != ACT_FORM_PHRASES;
}

static const struct view_ops form_ops = {
	.name = "request-form",
	.title = W_RQ_FORM,
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
