/* offer.c - what was typed and never saved, offered once somebody has logged in: 恢复, 丢弃, 以后再说. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/app_inside.h"
#include "tui/ask.h"
#include "tui/ask_draft.h"
#include "tui/hotline/hotline.h"
#include "tui/entry/entry.h"
#include "tui/pane/pane.h"
#include "tui/report/part.h"
#include "tui/request/request.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { TITLE_COLUMNS = 40, ABOUT_COLUMNS = 30 };

/* The text of the field with this name; "" where the form has none. */
static const char *field_of(const struct draft_found *f, const char *key)
{
	const char *name = f->n ? f->fields[f->n - 1] : "";
	size_t n = strlen(key);
	for (int k = 0; k < f->n - 1; k++) {
		size_t here = strcspn(name, "\n");
		if (here == n && !memcmp(name, key, n))
			return f->fields[k];
		name += here + (name[here] != '\0');
	}
	return "";
}

/* What was written in sentences, in whichever form. */
static size_t characters(const struct draft_found *f)
{
	static const char *const keys[] = {"title", "body", "public", "note", "lines", ASK_DRAFT_TEXT};
	size_t n = 0;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		n += utf8_count(field_of(f, keys[i]));
	return n;
}

/* "改 2026-0142，1204字，2026-11-20 09:12开始输入" */
static void describe(struct app *a, const struct draft_found *f, char *buf, size_t cap)
{
	char what[64], at[24];
	struct item *i = NULL;
	struct ticket *t = NULL;
	bool ticket = ticket_form_draft_kind(f->about.kind);
	if (report_part_draft_kind(f->about.kind))
		report_part_draft_what(a, f, what);
	else if (ask_draft_kind(f->about.kind))
		text_fit(what, sizeof what, field_of(f, ASK_DRAFT_ABOUT), ABOUT_COLUMNS, TEXT_NO_PAD);
	else if (request_form_draft_kind(f->about.kind))
		snprintf(what, sizeof what, "%s", W_DRAFT_REQUEST);
	else if (ticket && f->about.id && ticket_load(app_desk(a), f->about.id, &t, NULL) == Z_OK)
		snprintf(what, sizeof what, W_DRAFT_TICKET, t->number);
	else if (ticket)
		snprintf(what, sizeof what, "%s", W_DRAFT_TICKET_NEW);
	else if (f->about.id && item_load(app_desk(a), f->about.id, &i, NULL) == Z_OK)
		snprintf(what, sizeof what, W_DRAFT_EDIT, i->number);
	else
		snprintf(what, sizeof what, "%s", W_DRAFT_NEW);
	item_free(&i);
	if (t)
		ticket_free(&t);
	if (characters(f))
		snprintf(buf, cap, W_DRAFT_LINE, what, characters(f), instant_text(f->about.begun, at));
	else
		snprintf(buf, cap, W_DRAFT_LINE_SHORT, what, instant_text(f->about.begun, at));
}

/* Its title; of an answer, which has none, how it begins. */
static const char *title_of(const struct draft_found *f, char buf[160])
{
	static const char *const keys[] = {"title", "public", ASK_DRAFT_TEXT, "reason", "lines", "body"};
	const char *s = "";
	for (size_t i = 0; i < sizeof keys / sizeof *keys && !*s; i++)
		s = field_of(f, keys[i]);
	text_fit(buf, 160, s, TITLE_COLUMNS, TEXT_NO_PAD);
	return *s ? buf : W_DRAFT_NO_TITLE;
}

/* The words of a question cannot be put back before it is asked again: here they are, and there they will be. */
static struct view *words(struct app *a, const struct draft_found *f)
{
	struct buffer b = {0};
	buffer_printf(&b, W_DRAFT_WORDS_AGAIN "\n\n", field_of(f, ASK_DRAFT_ABOUT));
	for (int k = 0; k < f->n - 2; k++)
		if (*f->fields[k])
			buffer_printf(&b, "%s\n", f->fields[k]);
	return page_new(a, W_DRAFT_WORDS, buffer_take(&b));
}

static struct view *page_of(struct app *a, const struct draft_found *f, struct error *e)
{
	if (report_part_draft_kind(f->about.kind))
		return report_part_restore(a, f, e);
	if (ask_draft_kind(f->about.kind))
		return words(a, f);
	if (request_form_draft_kind(f->about.kind))
		return request_form_restore(a, f, e);
	return ticket_form_draft_kind(f->about.kind) ? ticket_form_restore(a, f, e) : entry_restore(a, f, e);
}

/* Opens the entry page with it.  False: it could not be, and stays on the disk. */
static bool restore(struct app *a, struct draft_found *f)
{
	struct error e = {.kind = Z_OK};
	struct view *v = page_of(a, f, &e);
	if (!v && !strcmp(f->about.kind, "item") && f->about.id && (e.kind == Z_DENIED || e.kind == Z_MISSING)) {
		char why[512], text[800], title[160];
		snprintf(text, sizeof text, W_DRAFT_AS_NEW, error_sentence(&e, why, sizeof why));
		if (!ask_confirm(a, title_of(f, title), text, W_DRAFT_RESTORE))
			return false;
		f->about.id = f->about.ver = 0;
		v = entry_restore(a, f, &e);
	}
	if (!v) {
		app_refuse(a, &e);
		return false;
	}
	app_push(a, v);
	return true;
}

enum offer { OFFER_AGAIN, OFFER_END, OFFER_OPENED };

/* One of the list: it leaves the list unless it is kept for later. */
static enum offer one(struct app *a, struct draft_found *f)
{
	struct choices list = {0};
	char *key = NULL, title[160];
	enum offer next = OFFER_AGAIN;
	choices_add(&list, "restore", W_DRAFT_RESTORE, "", "");
	choices_add(&list, "later", W_DRAFT_LATER, W_DRAFT_LATER_NOTE, "");
	choices_add(&list, "drop", W_DRAFT_DROP, "", "");
	if (!ask_choice(a, title_of(f, title), &list, PICK_DIGITS, NULL, &key))
		return OFFER_AGAIN;
	if (!strcmp(key, "restore")) {
		if (restore(a, f))
			next = OFFER_OPENED;
	} else if (!strcmp(key, "drop")) {
		char text[400];
		snprintf(text, sizeof text, W_DRAFT_DROP_ASK, title);
		if (ask_confirm(a, W_DRAFT_DROP, text, W_DRAFT_DROP)) {
			draft_discard(f->path);
			f->path[0] = '\0'; /* gone */
		}
	} else {
		next = OFFER_END;
	}
	free(key);
	return next;
}

static bool known(const char *kind)
{
	return !strcmp(kind, "item") || ticket_form_draft_kind(kind) || report_part_draft_kind(kind) || request_form_draft_kind(kind) ||
	       ask_draft_kind(kind);
}

bool entrance_drafts(struct app *a)
{
	struct draft_found *found = NULL;
	int n = 0;
	enum offer next = OFFER_AGAIN;
	if (draft_find(desk_path(app_desk(a)), desk_who(app_desk(a))->id, &found, &n, NULL) != Z_OK)
		return false;
	while (next == OFFER_AGAIN && !app_leaving(a)) {
		struct choices list = {0};
		char *key = NULL, title[160], note[200];
		int left = 0;
		for (int i = 0; i < n; i++) {
			if (!*found[i].path || !known(found[i].about.kind))
				continue;
			describe(a, &found[i], note, sizeof note);
			choices_add(&list, number_text(i).s, title_of(&found[i], title), note, "");
			left++;
		}
		if (!left) {
			choices_free(&list);
			break;
		}
		choices_add(&list, "later", W_DRAFT_ALL_LATER, "", "");
		snprintf(title, sizeof title, W_DRAFT_TITLE, left);
		if (!ask_choice(a, title, &list, PICK_DIGITS, NULL, &key) || !strcmp(key, "later"))
			next = OFFER_END;
		else
			next = one(a, &found[atoi(key)]);
		free(key);
	}
	draft_found_free(&found, n);
	return next == OFFER_OPENED;
}
