/* form.c - the page on which a request is registered or corrected: the form, beside it in wide windows from which day the term
 * runs and what the application lacks.  What is typed is kept on the disk key by key. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/form/page.h"
#include "tui/request/request.h"
#include "tui/request/words.h"
#include "tui/words.h"

#define DRAFT_KIND "request"
#define DRAFT_KIND_TICKET "request-ticket" /* the id is that of the ticket */

struct request_form {
	struct form_page page; /* first: a form_page of this kind is a request_form */
	struct entry_request *x;
	char ticket[TICKET_NUMBER_MAX + 8];
	bool edits; /* what is registered already */
};

static const struct view_ops form_ops;
static const struct form_page_kind kind;

static struct request_form *self(struct form_page *p)
{
	return (struct request_form *)(void *)p;
}

static const struct request_form *its(const struct form_page *p)
{
	return (const struct request_form *)(const void *)p;
}

bool request_form_draft_kind(const char *name)
{
	return !strcmp(name, DRAFT_KIND) || !strcmp(name, DRAFT_KIND_TICKET);
}

static struct form_about about(const struct form_page *p)
{
	const struct entry_request *x = its(p)->x;
	if (x->ticket && !x->id)
		return (struct form_about){DRAFT_KIND_TICKET, x->ticket, x->ticket_ver};
	return (struct form_about){DRAFT_KIND, x->id, x->ver};
}

/* ------------------------------------------------------------ the ways in */
static struct request_form *begin(struct app *a, struct error *e)
{
	struct entry_request *x = NULL;
	int n;
	const struct form_field *fields = entry_request_fields(&n);
	if (entry_request_open(app_desk(a), &x, e) != Z_OK) {
		entry_request_free(&x);
		return NULL;
	}
	struct request_form *p = xalloc(sizeof *p);
	p->x = x;
	p->page.fresh = true;
	form_page_begin(&p->page, a, &form_ops, &kind, fields, n, x);
	return p;
}

/* To be mended it must be seen, and that is logged. */
static enum z show(struct request_form *p, int64_t id, struct error *e)
{
	struct desk *d = app_desk(p->page.view.app);
	struct request *r = NULL;
	struct applicant who = {0};
	enum z z = request_may(d, ACTION_REQUEST_EDIT, id, e);
	if (z == Z_OK)
		z = request_load(d, id, &r, e);
	if (z == Z_OK)
		z = request_person(d, id, &who, e);
	if (z == Z_OK) {
		p->edits = true;
		p->page.fresh = false;
		snprintf(p->page.name, sizeof p->page.name, "%s", r->number);
		snprintf(p->page.title, sizeof p->page.title, W_RQ_FORM_EDIT, r->number);
		entry_request_show(p->x, r, &who, form_page_put, &p->page);
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
		return form_page_opened(&p->page, show(p, id, e));
	snprintf(p->page.title, sizeof p->page.title, "%s", W_RQ_FORM_NEW);
	entry_request_blank(p->x, form_page_put, &p->page);
	return form_page_opened(&p->page, Z_OK);
}

/* Who called is needed to register him as applicant: shown, and logged.  A ticket may have nobody. */
static enum z fill_from(struct request_form *p, int64_t ticket, struct error *e)
{
	struct desk *d = app_desk(p->page.view.app);
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
		snprintf(p->page.title, sizeof p->page.title, W_RQ_FORM_FROM, t->number);
		entry_request_from(p->x, t, &who, form_page_put, &p->page);
	}
	caller_free(&who);
	ticket_free(&t);
	return z;
}

struct view *request_form_from(struct app *a, int64_t ticket, struct error *e)
{
	struct request_form *p = begin(a, e);
	return p ? form_page_opened(&p->page, fill_from(p, ticket, e)) : NULL;
}

struct view *request_form_restore(struct app *a, const struct draft_found *f, struct error *e)
{
	bool ticket = !strcmp(f->about.kind, DRAFT_KIND_TICKET);
	struct view *v = ticket ? request_form_from(a, f->about.id, e) : request_form_new(a, f->about.id, e);
	if (!v)
		return NULL;
	struct request_form *p = self(form_page_of(v));
	form_page_put_back(&p->page, f);
	if (ticket)
		p->x->ticket_ver = f->about.ver; /* what somebody else did meanwhile is met when it is saved */
	else if (f->about.id)
		p->x->ver = f->about.ver;
	form_page_keep(&p->page, f);
	return v;
}

/* ------------------------------------------------------------ beside the form */
/* Why no term can be told yet. */
static const char *no_term(const struct entry *en)
{
	int channel = atoi(en->value(en, "channel"));
	return !channel ? W_RQ_FORM_NO_CHANNEL : request_confirms(channel) && !*en->value(en, "confirmed") ? W_RQ_FORM_TERM_OPEN : W_RQ_FORM_NO_DAY;
}

static void beside(struct form_page *p, struct reader *r)
{
	struct buffer lacks = {0};
	const struct entry *en = form_entry(p->form);
	char term[200];
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

static void strip(const struct form_page *p, struct buffer *b)
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

/* ------------------------------------------------------------ saving */
static bool other(const struct form_page *p)
{
	const struct entry_request *x = its(p)->x;
	struct request *r = NULL;
	if (!x->id || request_load(app_desk(p->view.app), x->id, &r, NULL) != Z_OK)
		return false;
	bool is = r->ver != x->ver;
	if (is)
		app_say(p->view.app, C_SOON, W_RQ_FORM_OTHER, r->number);
	request_free(&r);
	return is;
}

static enum z run(struct request_form *p, const char **key, struct error *e)
{
	struct desk *d = app_desk(p->page.view.app);
	struct entry_request *x = p->x;
	const struct entry *en = form_entry(p->page.form);
	struct request_in in;
	int64_t made = x->id;
	enum z z = entry_request_take(x, en, &in, key, e);
	if (z != Z_OK)
		return z;
	if (x->ticket)
		z = ticket_to_request(d, x->ticket, x->ticket_ver, &in, en->value(en, "told"), &made, e);
	else if (!x->id)
		z = request_create(d, &in, &made, e);
	else
		z = request_edit(d, x->id, x->ver, &in, e);
	if (z == Z_OK)
		x->id = made;
	return z;
}

/* Somebody was quicker: said, and the next save is bound to what stands now. */
static void stale(struct request_form *p, const struct error *e)
{
	struct app *a = p->page.view.app;
	struct desk *d = app_desk(a);
	struct request *r = NULL;
	struct ticket *t = NULL;
	app_refuse(a, e);
	if (p->x->ticket && ticket_load(d, p->x->ticket, &t, NULL) == Z_OK)
		p->x->ticket_ver = t->ver;
	if (p->x->id && request_load(d, p->x->id, &r, NULL) == Z_OK) {
		p->x->ver = r->ver;
		p->page.told_other = false;
		app_say(a, C_SOON, W_RQ_FORM_STALE, r->number);
	}
	ticket_free(&t);
	request_free(&r);
}

static bool store(struct form_page *page)
{
	struct request_form *p = self(page);
	struct request *r = NULL;
	const char *key = NULL;
	struct error e;
	enum z z = run(p, &key, &e);
	if (z == Z_STALE)
		stale(p, &e);
	else if (z != Z_OK)
		form_page_refuse(page, key, &e);
	if (z != Z_OK)
		return false;
	form_page_saved(page);
	if (request_load(app_desk(page->view.app), p->x->id, &r, NULL) == Z_OK) {
		p->x->ver = r->ver;
		snprintf(page->name, sizeof page->name, "%s", r->number);
	}
	request_free(&r);
	return true;
}

static void said(const struct form_page *page)
{
	const struct request_form *p = its(page);
	if (p->x->ticket)
		app_say(page->view.app, C_GOOD, W_RQ_ROUTED, p->ticket, page->name);
	else
		app_say(page->view.app, C_GOOD, p->edits ? W_RQ_EDITED : W_RQ_SAVED, page->name);
}

static const char *saves_as(const struct form_page *p)
{
	return its(p)->x->ticket ? W_RQ_LEAVE_ROUTED : "";
}

static const char *field_of(const struct form_page *p, const struct error *e)
{
	return entry_request_field_of(form_entry(p->form), e);
}

/* ------------------------------------------------------------ as a view */
static int64_t page_subject(struct view *v)
{
	return its(form_page_of(v))->x->id;
}

static bool page_has(struct view *v, int act)
{
	(void)v;
	return act != ACT_FORM_SUBMIT && act != ACT_FORM_PHRASES;
}

static void done(struct form_page *p)
{
	entry_request_free(&self(p)->x);
}

static const struct form_page_kind kind = {
	.about = about,
	.column = {36, 40, 60},
	.beside = beside,
	.strip = strip,
	.other = other,
	.store = store,
	.said = said,
	.saves_as = saves_as,
	.lists = request_list_is,
	.field_of = field_of,
	.done = done,
};

static const struct view_ops form_ops = {
	.name = "request-form",
	.title = W_RQ_FORM,
	.pane = P_FORM,
	.place = form_page_place,
	.settle = form_page_settle,
	.draw = form_page_draw,
	.key = form_page_key,
	.subject = page_subject,
	.has = page_has,
	FORM_PAGE_OPS,
};
