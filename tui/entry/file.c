/* file.c - the attachments of the item being written: added by path, taken away, looked at. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/sniff.h"
#include "tui/ask.h"
#include "tui/read/attachment.h"
#include "tui/entry/inside.h"
#include "tui/pane/pane.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

/* The folder of the file taken last: the next one is mostly beside it. */
static char last_folder[4096];

/* The attachment whose name a file has, and that it may take the place of; -1: it is no such file. */
static int same_name(const struct entry_page *p, const char *path)
{
	const char *name = sniff_name(path);
	for (int i = 0; i < p->item->files; i++)
		if (!strcmp(p->item->file[i].name, name))
			return i;
	return -1;
}

/* A corrected file mostly has the name of the one before.  False: that one stays. */
static bool replaces(struct entry_page *p, int n)
{
	char text[600];
	snprintf(text, sizeof text, W_FILES_REPLACE_ASK, p->item->file[n].name);
	return ask_confirm(p->page.view.app, W_FILES_ADD, text, W_FILES_REPLACE);
}

static void add(struct entry_page *p)
{
	char *path;
	struct error e;
	if (!ask_file(p->page.view.app, W_FILES_ADD, *last_folder ? last_folder : "~/", true, &path))
		return;
	int n = same_name(p, path);
	bool swap = n >= 0;
	if (swap && !replaces(p, n)) {
		free(path);
		return;
	}
	if ((swap ? entry_file_replace(p->item, n, path, &e) : entry_file_add(p->item, path, &e)) == Z_OK) {
		app_say(p->page.view.app, C_GOOD, swap ? W_FILES_REPLACED : W_FILES_ADDED,
			p->item->file[swap ? n : p->item->files - 1].name);
		form_page_extra(&p->page);
		snprintf(last_folder, sizeof last_folder, "%s", path);
		char *slash = strrchr(last_folder, '/');
		if (slash)
			slash[1] = '\0';
	} else {
		char s[512];
		ask_message(p->page.view.app, W_FILES_ADD, error_sentence(&e, s, sizeof s));
	}
	free(path);
}

static void look(struct entry_page *p, int n)
{
	struct app *a = p->page.view.app;
	const char *name = p->item->file[n].name;
	char *data = NULL;
	size_t bytes = 0;
	struct error e;
	if (entry_file_bytes(p->item, n, &data, &bytes, &e) != Z_OK) {
		app_refuse(a, &e);
		return;
	}
	struct reader *r = reader_new();
	attachment_fill(r, name, data, bytes);
	free(data);
	app_push(a, page_read(a, name, r));
}

/* True: the list is shown again. */
static bool one(struct entry_page *p, int n)
{
	struct choices list = {0};
	char *key = NULL;
	choices_add(&list, "look", W_FILES_LOOK, "", "");
	choices_add(&list, "remove", W_FILES_REMOVE, p->item->file[n].from ? W_FILES_REMOVE_NOTE : "", "");
	bool again = true;
	if (ask_choice(p->page.view.app, p->item->file[n].name, &list, PICK_DIGITS, NULL, &key)) {
		if (!strcmp(key, "look")) {
			look(p, n);
			again = false;
		} else {
			entry_file_remove(p->item, n);
			form_page_extra(&p->page);
		}
	}
	free(key);
	return again;
}

void entry_attachments(struct entry_page *p)
{
	bool again = true;
	if (!p->item->files) { /* nothing to choose from yet */
		add(p);
		return;
	}
	while (again && !app_leaving(p->page.view.app)) {
		struct choices list = {0};
		char *key = NULL;
		for (int i = 0; i < p->item->files; i++) {
			char note[32];
			attachment_size((long long)p->item->file[i].bytes, note);
			choices_add(&list, number_text(i).s, p->item->file[i].name, note, "");
		}
		choices_add(&list, "add", W_FILES_ADD, W_FILES_ADD_NOTE, "");
		again = ask_choice(p->page.view.app, W_FILES_TITLE, &list, PICK_DIGITS, NULL, &key);
		if (again && !strcmp(key, "add"))
			add(p);
		else if (again)
			again = one(p, atoi(key));
		free(key);
	}
}
