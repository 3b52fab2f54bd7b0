/* entry_draft.c - what is typed into an entry page, kept on the disk key by key, and brought back from there.
 *
 * The texts of a draft: the fields in the order of the form, the list of attachments, and the names of all these, so
 * that a draft of another version of the program finds its fields again. */
#include <stdlib.h>
#include <string.h>

#include "tui/pane/entry_inside.h"
#include "tui/pane/pane.h"
#include "tui/words.h"

#define FILES_NAME "files"

static int files_index(void)
{
	return entry_item_fields_n;
}

void entry_draft_begin(struct entry_page *p)
{
	const struct draft_about about = {.kind = "item", .id = p->item->id, .ver = p->item->ver,
		.officer = desk_who(app_desk(p->view.app))->id, .begun = desk_now(app_desk(p->view.app))};
	const char *text[DRAFT_FIELDS];
	struct buffer names = {0};
	struct error e;
	int n = 0;
	for (; n < entry_item_fields_n && n < DRAFT_FIELDS - 2; n++) {
		text[n] = form_value(p->form, entry_item_fields[n].key);
		buffer_printf(&names, "%s\n", entry_item_fields[n].key);
	}
	char *files = entry_files_text(p->item);
	buffer_printf(&names, "%s\n", FILES_NAME);
	text[n++] = files;
	text[n++] = names.s;
	if (draft_begin(desk_path(app_desk(p->view.app)), &about, text, n, &p->draft, &e) != Z_OK)
		app_refuse(p->view.app, &e); /* it goes on in memory, and tries again at every key */
	free(files);
	buffer_free(&names);
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
	struct error e;
	if (p->loading)
		return;
	if (!p->draft) {
		entry_draft_begin(p); /* holds this change already */
		return;
	}
	for (int f = 0; f < entry_item_fields_n; f++)
		if (!strcmp(entry_item_fields[f].key, key)) {
			if (draft_edit(p->draft, f, c->at, c->removed_n, c->inserted, c->inserted_n, &e) != Z_OK)
				app_refuse(p->view.app, &e);
			return;
		}
}

void entry_draft_files(struct entry_page *p)
{
	struct error e;
	p->files_changed = true;
	if (!p->draft) {
		entry_draft_begin(p);
		return;
	}
	char *files = entry_files_text(p->item);
	if (draft_set(p->draft, files_index(), files, &e) != Z_OK)
		app_refuse(p->view.app, &e);
	free(files);
}

/* ------------------------------------------------------------ back again */
static bool known(const char *key)
{
	for (int f = 0; f < entry_item_fields_n; f++)
		if (!strcmp(entry_item_fields[f].key, key))
			return true;
	return false;
}

static void put_back(struct entry_page *p, const struct draft_found *f)
{
	char *names = xstrdup(f->n ? f->fields[f->n - 1] : ""), *rest = names, *key;
	struct buffer lost = {0};
	for (int k = 0; k < f->n - 1 && (key = strsep(&rest, "\n")) != NULL; k++) {
		if (!strcmp(key, FILES_NAME)) {
			char *before = entry_files_text(p->item);
			entry_files_restore(p->item, f->fields[k], &lost);
			p->files_changed = strcmp(before, f->fields[k]) != 0;
			free(before);
		} else if (known(key)) {
			form_set(p->form, key, f->fields[k]);
		}
	}
	if (lost.n) {
		lost.s[lost.n - 1] = '\0';
		app_say(p->view.app, C_ERROR, W_DRAFT_FILES_LOST, lost.s);
	}
	buffer_free(&lost);
	free(names);
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
