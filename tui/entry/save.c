/* save.c - from the entry page into the store: saving, submitting; refusals go to their fields. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/entry/inside.h"
#include "tui/words.h"

void entry_refused(struct entry_page *p, const struct error *e)
{
	if (form_page_refuse(&p->page, NULL, e))
		app_say(p->page.view.app, C_ERROR, "%s", W_ENTRY_PAGE_NOT_SENT);
}

/* Puts nothing: the texts in the form are newer than the record. */
static void no_value(void *ctx, const char *key, const char *value)
{
	(void)ctx;
	(void)key;
	(void)value;
}

/* Id, version and attachments as the store has them now; the texts stay.  A read that fails here costs nothing: the
 * version is then read by whoever opens the item next. */
static void catch_up(struct entry_page *p)
{
	struct item *i = NULL;
	if (item_load(app_desk(p->page.view.app), p->item->id, &i, NULL) != Z_OK)
		return;
	entry_item_show(p->item, i, no_value, NULL);
	entry_opened(p, i);
	p->page.told_other = false;
	item_free(&i);
}

bool entry_store(struct entry_page *p, struct error *e)
{
	struct desk *d = app_desk(p->page.view.app);
	struct item_text t;
	struct item_register r;
	const char *key = NULL;
	enum z z = entry_item_take(p->item, form_entry(p->page.form), &t, &r, &key, e);
	if (z == Z_OK && p->item->id)
		z = item_edit(d, p->item->id, p->item->ver, &t, &r, e);
	else if (z == Z_OK)
		z = item_create(d, &t, &r, &p->item->id, e);
	if (z == Z_STALE)
		return false; /* the caller opens the conflict screen */
	if (z != Z_OK) {
		form_page_refuse(&p->page, key, e);
		return false;
	}
	form_page_saved(&p->page);
	catch_up(p);
	return true;
}

static void conflict(struct entry_page *p, const struct error *stale)
{
	struct error e;
	struct view *v = conflict_new(p, stale, &e);
	if (v)
		app_push(p->page.view.app, v);
	else
		app_refuse(p->page.view.app, &e);
}

bool entry_save(struct form_page *page)
{
	struct entry_page *p = entry_page(&page->view);
	struct error e;
	bool saved = entry_store(p, &e);
	if (!saved && e.kind == Z_STALE)
		conflict(p, &e);
	return saved;
}

bool entry_submit(struct form_page *page)
{
	struct entry_page *p = entry_page(&page->view);
	struct app *a = page->view.app;
	struct error e;
	char names[200] = "";
	if (item_submit(app_desk(a), p->item->id, p->item->ver, &e) != Z_OK) {
		entry_refused(p, &e);
		return false;
	}
	review_candidates(app_desk(a), p->item->id, 1, names, sizeof names);
	app_say(a, C_GOOD, *names ? W_ENTRY_PAGE_SUBMITTED_TO : W_ENTRY_PAGE_SUBMITTED, page->name, names);
	return true;
}
