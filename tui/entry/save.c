/* save.c - from the entry page into the store: saving, submitting, leaving; refusals go to their fields. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/ask.h"
#include "tui/entry/inside.h"
#include "tui/list/item_list.h"
#include "tui/form/draft.h"
#include "tui/pane/pane.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

bool entry_show_refusal(struct entry_page *p, const char *key, const struct error *e)
{
	if (!key && (e->kind == Z_INVALID || e->kind == Z_MISSING))
		key = entry_item_field_of(e->code);
	return form_refuse(p->view.app, p->form, key, e);
}

void entry_refused(struct entry_page *p, const struct error *e)
{
	if (entry_show_refusal(p, NULL, e))
		app_say(p->view.app, C_ERROR, "%s", W_ENTRY_PAGE_NOT_SENT);
}

/* Puts nothing: the texts in the form are newer than the record. */
static void no_value(void *ctx, const char *key, const char *value)
{
	(void)ctx;
	(void)key;
	(void)value;
}

bool entry_catch_up(struct entry_page *p, struct error *e)
{
	struct item *i = NULL;
	if (item_load(app_desk(p->view.app), p->item->id, &i, e) != Z_OK)
		return false;
	entry_item_show(p->item, i, no_value, NULL);
	entry_opened(p, i);
	p->told_other = false;
	item_free(&i);
	return true;
}

bool entry_store(struct entry_page *p, struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	struct item_text t;
	struct item_register r;
	const char *key = NULL;
	enum z z = entry_item_take(p->item, form_entry(p->form), &t, &r, &key, e);
	if (z == Z_OK && p->item->id)
		z = item_edit(d, p->item->id, p->item->ver, &t, &r, e);
	else if (z == Z_OK)
		z = item_create(d, &t, &r, &p->item->id, e);
	if (z == Z_STALE)
		return false; /* the caller opens the conflict screen */
	if (z != Z_OK) {
		entry_show_refusal(p, key, e);
		return false;
	}
	form_settle(p->form);
	p->files_changed = false;
	draft_end(&p->draft);
	/* A read that fails here costs nothing: the version is then read by whoever opens the item next. */
	entry_catch_up(p, NULL);
	return true;
}

enum did entry_finish(struct entry_page *p)
{
	struct app *a = p->view.app;
	int64_t id = p->item->id;
	app_close(a); /* frees the page */
	struct item_list *l = pane_item_list(app_top(a));
	if (l)
		list_goto_id(l->pane.list, id);
	return DID_ROWS;
}

static void conflict(struct entry_page *p, const struct error *stale)
{
	struct error e;
	struct view *v = conflict_new(p, stale, &e);
	if (v)
		app_push(p->view.app, v);
	else
		app_refuse(p->view.app, &e);
}

/* Saved, or nothing to save. */
static bool save(struct entry_page *p)
{
	struct error e;
	if (p->item->id && !entry_changed(p))
		return true;
	if (!form_check(p->form))
		return false;
	if (entry_store(p, &e))
		return true;
	if (e.kind == Z_STALE)
		conflict(p, &e);
	return false;
}

static bool submit(struct entry_page *p)
{
	struct desk *d = app_desk(p->view.app);
	struct error e;
	char names[200] = "";
	if (item_submit(d, p->item->id, p->item->ver, &e) != Z_OK) {
		entry_refused(p, &e);
		return false;
	}
	review_candidates(d, p->item->id, 1, names, sizeof names);
	app_say(p->view.app, C_GOOD, *names ? W_ENTRY_PAGE_SUBMITTED_TO : W_ENTRY_PAGE_SUBMITTED, p->number, names);
	return true;
}

enum did entry_save(struct entry_page *p, bool and_submit)
{
	if (!form_saves(p->form)) /* dates are written out by it, too */
		return DID_VIEW;
	bool nothing = p->item->id && !entry_changed(p);
	if (!save(p))
		return DID_VIEW;
	if (and_submit && !submit(p))
		return DID_VIEW | DID_ROWS; /* it is saved; what is missing stands at its field */
	if (!and_submit)
		app_say(p->view.app, C_GOOD, nothing ? W_ENTRY_PAGE_NOTHING : W_ENTRY_PAGE_SAVED, p->number);
	return entry_finish(p);
}

bool entry_may_leave(struct entry_page *p)
{
	if (!entry_changed(p)) {
		draft_end(&p->draft);
		return true;
	}
	bool leave = false;
	switch (form_draft_ask_leave(p->view.app, W_LEAVE_SAVE_NOTE)) {
	case FORM_LEAVE_SAVE:
		leave = save(p);
		for (struct view *below = p->view.below; leave && below; below = below->below)
			if (pane_item_list(below))
				list_goto_id(pane_item_list(below)->pane.list, p->item->id);
		if (leave)
			app_say(p->view.app, C_GOOD, W_ENTRY_PAGE_SAVED, p->number);
		break;
	case FORM_LEAVE_LATER:
		leave = true; /* entry_free leaves the draft on the disk */
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
