/* draft.c - what was typed into an entry page and never saved, back from the disk; with the list of attachments. */
#include <stdlib.h>
#include <string.h>

#include "tui/entry/inside.h"
#include "tui/words.h"

static void put_back(struct entry_page *p, const struct draft_found *f)
{
	struct buffer lost = {0};
	const char *files = form_page_put_back(&p->page, f);
	if (files) {
		char *before = entry_files_text(p->item);
		entry_files_restore(p->item, files, &lost);
		p->page.extra_changed = strcmp(before, files) != 0;
		free(before);
	}
	if (lost.n) {
		lost.s[lost.n - 1] = '\0';
		app_say(p->page.view.app, C_ERROR, W_DRAFT_FILES_LOST, lost.s);
	}
	buffer_free(&lost);
}

struct view *entry_restore(struct app *a, const struct draft_found *f, struct error *e)
{
	struct item *i;
	struct entry_page *p = entry_page_of(a, f->about.id, &i, e);
	if (!p)
		return NULL;
	put_back(p, f);
	struct view *v = entry_opened(p, i);
	if (i)
		p->item->ver = f->about.ver; /* what somebody else wrote meanwhile is met when it is saved */
	item_free(&i);
	struct edit *body = form_edit(p->page.form, "body");
	if (body->text.n) { /* most was being written there */
		form_go(p->page.form, "body");
		edit_go(body, body->text.n, false);
	}
	form_page_keep(&p->page, f);
	return v;
}
