/* draft.c - what is typed into an entry page, kept on the disk key by key, and brought back from there; with the
 * list of attachments. */
#include <stdlib.h>
#include <string.h>

#include "tui/entry/inside.h"
#include "tui/form/draft.h"
#include "tui/pane/pane.h"
#include "tui/words.h"

#define FILES_NAME "files"

static struct form_texts texts(const struct entry_page *p, const char *files)
{
	return (struct form_texts){p->form, entry_item_fields, entry_item_fields_n, FILES_NAME, files};
}

void entry_draft_begin(struct entry_page *p)
{
	char *files = entry_files_text(p->item);
	struct form_texts t = texts(p, files);
	form_draft_begin(p->view.app, "item", p->item->id, p->item->ver, &t, &p->draft);
	free(files);
}

void entry_draft_anew(struct entry_page *p)
{
	struct draft *old = p->draft;
	char *path = old && draft_path(old) ? xstrdup(draft_path(old)) : NULL;
	entry_draft_begin(p);
	draft_leave(&old);
	if (path)
		draft_replaces(p->draft, path);
	free(path);
}

void entry_told(void *page, const char *key, const struct edit_change *c)
{
	struct entry_page *p = page;
	struct form_texts t = texts(p, NULL);
	if (p->loading)
		return;
	if (p->draft)
		form_draft_told(p->view.app, p->draft, &t, key, c);
	else
		entry_draft_begin(p); /* holds this change already */
}

void entry_draft_files(struct entry_page *p)
{
	p->files_changed = true;
	if (!p->draft) {
		entry_draft_begin(p);
		return;
	}
	char *files = entry_files_text(p->item);
	struct form_texts t = texts(p, files);
	form_draft_extra(p->view.app, p->draft, &t);
	free(files);
}

/* ------------------------------------------------------------ back again */
static void put_back(struct entry_page *p, const struct draft_found *f)
{
	struct form_texts t = texts(p, NULL);
	struct buffer lost = {0};
	const char *files = form_draft_put_back(&t, f);
	if (files) {
		char *before = entry_files_text(p->item);
		entry_files_restore(p->item, files, &lost);
		p->files_changed = strcmp(before, files) != 0;
		free(before);
	}
	if (lost.n) {
		lost.s[lost.n - 1] = '\0';
		app_say(p->view.app, C_ERROR, W_DRAFT_FILES_LOST, lost.s);
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
	entry_opened(p, i);
	if (i)
		p->item->ver = f->about.ver; /* what somebody else wrote meanwhile is met when it is saved */
	item_free(&i);
	struct edit *body = form_edit(p->form, "body");
	if (body->text.n) { /* most was being written there */
		form_go(p->form, "body");
		edit_go(body, body->text.n, false);
	}
	entry_draft_begin(p);
	draft_replaces(p->draft, f->path);
	return &p->view;
}
