/* act.c - see act.h. */
#include "tui/hotline/act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/writer/document.h"
#include "tui/action/sign.h"
#include "tui/ask.h"
#include "tui/hotline/words.h"
#include "tui/pane/pane.h"
#include "tui/save.h"
#include "tui/term/term.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { TITLE_COLUMNS = 60 };

static void take(struct act_ticket *to, const struct ticket *t)
{
	to->id = t->id;
	to->ver = t->ver;
	to->state = t->state;
	to->kind = t->kind;
	to->urgency = t->urgency;
	to->excluded = t->excluded;
	to->extending = t->extending;
	snprintf(to->number, sizeof to->number, "%s", t->number);
	text_fit(to->title, sizeof to->title, t->title, TITLE_COLUMNS, TEXT_NO_PAD);
}

bool act_ticket(struct app *a, int64_t id, struct act_ticket *to)
{
	const struct ticket *shown = ticket_page_ticket(app_top(a));
	struct ticket *t = NULL;
	struct error e;
	*to = (struct act_ticket){0};
	if (shown && shown->id == id) {
		take(to, shown);
		to->reading = true;
		return true;
	}
	if (ticket_load(app_desk(a), id, &t, &e) != Z_OK) {
		app_refuse(a, &e);
		return false;
	}
	take(to, t);
	ticket_free(&t);
	return true;
}

/* ------------------------------------------------------------ the reason */
/* What was typed last: offered again after a refusal, taken for all marked rows. */
static struct {
	enum act act;
	int64_t id; /* 0: for the marked rows */
	char *text;
} kept;

static void keep(enum act act, int64_t id, const char *text)
{
	free(kept.text);
	kept.act = act;
	kept.id = id;
	kept.text = xstrdup(text);
}

bool act_text(struct app *a, const struct act_ticket *t, const struct act_text *q, char **text)
{
	char title[200], facts[900];
	struct phrases p = {0};
	size_t row = act_bulk_row();
	if (row > 1 && kept.act == q->act && !kept.id && kept.text) {
		*text = xstrdup(kept.text);
		return true;
	}
	snprintf(title, sizeof title, q->title, row ? W_HOT_MANY : t->number);
	if (row)
		snprintf(facts, sizeof facts, "%s", q->hint);
	else
		snprintf(facts, sizeof facts, "%s　%s\n%s", t->number, t->title, q->hint);
	if (q->phrases)
		phrases_load(a, 0, q->phrases, &p);
	bool again = kept.text && kept.act == q->act && kept.id == t->id;
	const struct sign_question ask = {.title = title, .facts = facts, .phrases = p.text, .phrases_n = p.n,
		.required = q->required, .initial = again ? kept.text : q->initial, .yes = q->yes};
	bool good = sign_ask(a, &ask, text);
	phrases_free(&p);
	if (good && row)
		keep(q->act, 0, *text);
	if (!good) {
		free(*text);
		*text = NULL;
	}
	return good;
}

enum did act_ticket_done(struct app *a, const struct act_ticket *t, enum z z, const struct error *e, const char *format)
{
	if (z != Z_OK) {
		if (e->kind == Z_STALE) {
			if (t->reading)
				trail_page_again(app_top(a));
			app_refresh(a);
		}
		app_refuse(a, e);
		return DID_VIEW;
	}
	struct buffer b = {0};
	const char *number = strstr(format, "%s"); /* one at most: the tables of words say where the number goes */
	buffer_add(&b, format, number ? (size_t)(number - format) : strlen(format));
	if (number) {
		buffer_text(&b, t->number);
		buffer_text(&b, number + 2);
	}
	app_say(a, C_GOOD, "%s", b.s);
	buffer_free(&b);
	if (t->reading)
		trail_page_again(app_top(a));
	return DID_ROWS;
}

enum did act_text_done(struct app *a, const struct act_ticket *t, enum act act, char *text, enum z z, const struct error *e,
	const char *format)
{
	if (!act_bulk_row()) {
		if (z != Z_OK && text && *text) {
			keep(act, t->id, text);
		} else {
			free(kept.text);
			kept.text = NULL;
		}
	}
	free(text);
	return act_ticket_done(a, t, z, e, format);
}

bool act_form_kept(struct app *a, struct form *f, struct act_ticket *t, const char *field, enum z z, const struct error *e)
{
	struct ticket *now = NULL;
	char s[512];
	if (z == Z_OK)
		return true;
	form_fault(f, z == Z_INVALID ? field : NULL, error_sentence(e, s, sizeof s));
	if (z == Z_STALE && ticket_load(app_desk(a), t->id, &now, NULL) == Z_OK) {
		t->ver = now->ver;
		ticket_free(&now);
	}
	return false;
}

enum did act_form(struct app *a, int64_t subject, const char *title, const struct form_field *fields, size_t n,
	void (*load)(struct form *f, void *ctx), bool (*save)(struct form *f, void *ctx), const char *said)
{
	struct act_ticket t;
	struct buffer named = {0};
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	struct act_form x = {a, &t};
	buffer_printf(&named, title, t.number);
	bool done = ask_form(a, named.s, fields, n, &x, load, save);
	buffer_free(&named);
	return done ? act_ticket_done(a, &t, Z_OK, NULL, said) : DID_VIEW;
}

/* ------------------------------------------------------------ an office */
int64_t act_office(struct app *a, const char *title, int64_t but, char name[64])
{
	static int64_t last;
	static char last_name[64];
	struct office *list = NULL;
	struct choices c = {0};
	struct error e;
	char *key = NULL;
	int n = 0;
	if (act_bulk_row() > 1) {
		snprintf(name, 64, "%s", last_name);
		return last;
	}
	last = 0;
	if (office_list(app_desk(a), false, &list, &n, &e) != Z_OK) {
		app_refuse(a, &e);
		return 0;
	}
	for (int i = 0; i < n; i++)
		if (list[i].id != but)
			choices_add(&c, number_text(list[i].id).s, list[i].name, office_kind_text(list[i].kind), "");
	if (ask_choice(a, title, &c, 0, NULL, &key))
		last = strtoll(key, NULL, 10);
	for (int i = 0; i < n; i++)
		if (list[i].id == last)
			snprintf(last_name, sizeof last_name, "%s", list[i].name);
	snprintf(name, 64, "%s", last ? last_name : "");
	free(key);
	free(list);
	return last;
}

/* ------------------------------------------------------------ out of the house */
static void into_file(struct app *a, const char *text, const char *file, int64_t subject)
{
	char *path = NULL;
	struct error e;
	if (!save_ask(a, W_HOT_FILE, file, &path))
		return;
	/* What leaves the desk leaves a trace first. */
	enum z z = desk_note(app_desk(a), ACTION_EXPORT, subject, &e);
	if (z == Z_OK)
		z = file_write_new(path, text, strlen(text), &e);
	if (z == Z_OK)
		app_say(a, C_GOOD, W_HOT_FILE_SAID, path);
	else
		app_refuse(a, &e);
	free(path);
}

enum did act_hand_over(struct app *a, const char *title, const char *text, const char *file, int64_t subject)
{
	struct choices list = {0};
	struct error e;
	char *key = NULL;
	choices_add(&list, "look", W_HOT_LOOK, "", "");
	choices_add(&list, "copy", W_HOT_COPY, W_HOT_COPY_NOTE, "");
	choices_add(&list, "file", W_HOT_FILE, "", "");
	if (!ask_choice(a, title, &list, PICK_DIGITS, NULL, &key))
		return DID_VIEW;
	if (!strcmp(key, "look")) {
		app_push(a, page_new(a, title, xstrdup(text)));
	} else if (!strcmp(key, "file")) {
		into_file(a, text, file, subject);
	} else if (desk_note(app_desk(a), ACTION_EXPORT, subject, &e) != Z_OK) {
		app_refuse(a, &e);
	} else if (term_copy(text, strlen(text))) {
		app_say(a, C_GOOD, "%s", W_HOT_COPIED);
	} else {
		app_say(a, C_ERROR, "%s", W_HOT_COPY_LONG);
	}
	free(key);
	return DID_VIEW;
}
