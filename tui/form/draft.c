/* draft.c - see form/draft.h. */
#include "tui/form/draft.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"
#include "tui/ask.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

void form_draft_begin(struct app *a, const char *kind, int64_t id, int64_t ver, const struct form_texts *t, struct draft **d)
{
	struct draft_about about = {
	        .id = id, .ver = ver, .officer = desk_who(app_desk(a))->id, .begun = desk_now(app_desk(a))};
	const char *text[DRAFT_FIELDS];
	struct buffer names = {0};
	struct error e;
	int n = 0;
	snprintf(about.kind, sizeof about.kind, "%s", kind);
	for (; n < t->n && n < DRAFT_FIELDS - 2; n++) {
		text[n] = form_value(t->form, t->fields[n].key);
		buffer_printf(&names, "%s\n", t->fields[n].key);
	}
	if (t->extra_name) {
		buffer_printf(&names, "%s\n", t->extra_name);
		text[n++] = t->extra;
	}
	text[n++] = names.s;
	if (draft_begin(desk_path(app_desk(a)), &about, text, n, d, &e) != Z_OK)
		app_refuse(a, &e); /* it goes on in memory, and tries again at every key */
	buffer_free(&names);
}

void form_draft_told(struct app *a, struct draft *d, const struct form_texts *t, const char *key, const struct edit_change *c)
{
	struct error e;
	for (int f = 0; f < t->n; f++)
		if (!strcmp(t->fields[f].key, key)) {
			if (draft_edit(d, f, c->at, c->removed_n, c->inserted, c->inserted_n, &e) != Z_OK)
				app_refuse(a, &e);
			return;
		}
}

void form_draft_extra(struct app *a, struct draft *d, const struct form_texts *t)
{
	struct error e;
	if (draft_set(d, t->n, t->extra, &e) != Z_OK)
		app_refuse(a, &e);
}

static bool known(const struct form_texts *t, const char *key)
{
	for (int f = 0; f < t->n; f++)
		if (!strcmp(t->fields[f].key, key))
			return true;
	return false;
}

const char *form_draft_put_back(const struct form_texts *t, const struct draft_found *f)
{
	char *names = xstrdup(f->n ? f->fields[f->n - 1] : ""), *rest = names, *key;
	const char *extra = NULL;
	for (int k = 0; k < f->n - 1 && (key = strsep(&rest, "\n")) != NULL; k++) {
		if (t->extra_name && !strcmp(key, t->extra_name))
			extra = f->fields[k];
		else if (known(t, key))
			form_set(t->form, key, f->fields[k]);
	}
	free(names);
	return extra;
}

void form_draft_close(struct draft **d, bool changed)
{
	if (*d && changed)
		draft_leave(d);
	draft_end(d);
}

const char *form_draft_status(const struct draft *d, bool changed)
{
	return !changed ? "" : d && draft_kept(d) ? W_ENTRY_PAGE_KEPT : W_ENTRY_PAGE_UNSAVED;
}

enum form_leave form_draft_ask_leave(struct app *a, const char *saved)
{
	static const char *const keys[] = {"stay", "save", "later", "drop"}; /* in the order of enum form_leave */
	struct choices list = {0};
	char *key = NULL;
	enum form_leave how = FORM_LEAVE_STAY;
	choices_add(&list, keys[FORM_LEAVE_STAY], W_LEAVE_STAY, W_LEAVE_STAY_NOTE, "");
	choices_add(&list, keys[FORM_LEAVE_SAVE], W_LEAVE_SAVE, saved, "");
	choices_add(&list, keys[FORM_LEAVE_LATER], W_LEAVE_LATER, W_LEAVE_LATER_NOTE, "");
	choices_add(&list, keys[FORM_LEAVE_DROP], W_LEAVE_DROP, W_LEAVE_DROP_NOTE, "");
	if (ask_choice(a, W_LEAVE_TITLE, &list, PICK_DIGITS, NULL, &key))
		for (int k = FORM_LEAVE_STAY; k <= FORM_LEAVE_DROP; k++)
			if (!strcmp(key, keys[k]))
				how = (enum form_leave)k;
	if (how == FORM_LEAVE_LATER)
		app_say(a, C_NOTE, "%s", W_LEAVE_LATER_SAID);
	free(key);
	return how;
}
