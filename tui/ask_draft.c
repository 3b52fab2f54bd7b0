/* ask_draft.c - see ask_draft.h. */
#include "tui/ask_draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"
#include "tui/form/draft.h"

struct ask_draft {
	struct app *app;
	char *about;
	struct form_texts texts; /* of a form */
	struct edit *edit;       /* of a text */
	struct draft *draft;     /* NULL until something is typed */
};

bool ask_draft_kind(const char *kind)
{
	return !strcmp(kind, ASK_DRAFT_ITEM) || !strcmp(kind, ASK_DRAFT_TICKET) || !strcmp(kind, ASK_DRAFT_REQUEST) ||
	       !strcmp(kind, ASK_DRAFT_OTHER);
}

/* What the question is about decides which erasure takes the draft along. */
static const char *kind_of(struct app *a, int64_t *id)
{
	struct view *v = app_top(a);
	*id = v && v->ops->subject ? v->ops->subject(v) : 0;
	if (*id && v->ops->pane & P_TICKETS)
		return ASK_DRAFT_TICKET;
	if (*id && v->ops->pane & P_ASKED)
		return ASK_DRAFT_REQUEST;
	if (*id && v->ops->pane & P_ITEMS)
		return ASK_DRAFT_ITEM;
	*id = 0;
	return ASK_DRAFT_OTHER;
}

static void begin(struct ask_draft *k)
{
	struct draft_about about = {.officer = desk_who(app_desk(k->app))->id, .begun = desk_now(app_desk(k->app))};
	const char *kind = kind_of(k->app, &about.id);
	struct error e;
	if (k->texts.form) {
		form_draft_begin(k->app, kind, about.id, 0, &k->texts, &k->draft);
		return;
	}
	const char *const text[] = {k->edit->text.s, k->about, ASK_DRAFT_TEXT "\n" ASK_DRAFT_ABOUT "\n"};
	snprintf(about.kind, sizeof about.kind, "%s", kind);
	if (draft_begin(desk_path(app_desk(k->app)), &about, text, 3, &k->draft, &e) != Z_OK)
		app_refuse(k->app, &e); /* it goes on in memory, and tries again at every key */
}

static void text_told(void *ctx, const struct edit_change *c)
{
	struct ask_draft *k = ctx;
	struct error e;
	if (!k->draft)
		begin(k); /* holds this change already */
	else if (draft_edit(k->draft, 0, c->at, c->removed_n, c->inserted, c->inserted_n, &e) != Z_OK)
		app_refuse(k->app, &e);
}

static void form_told(void *ctx, const char *key, const struct edit_change *c)
{
	struct ask_draft *k = ctx;
	if (!k->draft)
		begin(k);
	else
		form_draft_told(k->app, k->draft, &k->texts, key, c);
}

/* A draft of the same question: the last text but the names says what was asked. */
static bool same(const struct ask_draft *k, const struct draft_found *f)
{
	return ask_draft_kind(f->about.kind) && f->n >= 2 && !strcmp(f->fields[f->n - 2], k->about);
}

/* Puts back what was left, which is kept as a draft again at once. */
static void take_up(struct ask_draft *k)
{
	struct draft_found *found;
	int n;
	if (draft_find(desk_path(app_desk(k->app)), desk_who(app_desk(k->app))->id, &found, &n, NULL) != Z_OK)
		return;
	for (int i = 0; i < n; i++) {
		if (!same(k, &found[i]))
			continue;
		if (k->texts.form) {
			form_draft_put_back(&k->texts, &found[i]);
		} else {
			edit_rewrite(k->edit, found[i].fields[0]);
			edit_move(k->edit, EDIT_TEXT_END, false);
		}
		begin(k);
		if (k->draft)
			draft_replaces(k->draft, found[i].path);
		break;
	}
	draft_found_free(&found, n);
}

static bool possible(struct app *a)
{
	return app_desk(a) && desk_who(app_desk(a))->id;
}

struct ask_draft *ask_draft_text(struct app *a, const char *about, struct edit *e)
{
	if (!possible(a))
		return NULL;
	struct ask_draft *k = xalloc(sizeof *k);
	k->app = a;
	k->about = xstrdup(about);
	k->edit = e;
	take_up(k);
	e->on_change = text_told;
	e->ctx = k;
	return k;
}

struct ask_draft *ask_draft_form(struct app *a, const char *about, struct form *f, const struct form_field *fields, size_t n)
{
	bool secret = n > DRAFT_FIELDS - 2;
	for (size_t i = 0; i < n; i++)
		secret = secret || fields[i].kind == FIELD_SECRET;
	if (secret || !possible(a))
		return NULL;
	struct ask_draft *k = xalloc(sizeof *k);
	k->app = a;
	k->about = xstrdup(about);
	k->texts = (struct form_texts){f, fields, (int)n, ASK_DRAFT_ABOUT, k->about};
	take_up(k);
	form_on_change(f, form_told, k);
	return k;
}

void ask_draft_sync(struct ask_draft *k)
{
	if (k && k->draft)
		draft_sync(k->draft);
}

void ask_draft_end(struct ask_draft **k)
{
	if (!*k)
		return;
	if (app_leaving((*k)->app))
		draft_leave(&(*k)->draft);
	draft_end(&(*k)->draft);
	free((*k)->about);
	free(*k);
	*k = NULL;
}
