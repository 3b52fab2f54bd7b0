/* act.c - see act.h. */
#include "tui/hotline/act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/writer/document.h"
#include "tui/ask.h"
#include "tui/hotline/words.h"
#include "tui/pane/pane.h"
#include "tui/save.h"
#include "tui/term/term.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

static int64_t version_now(struct desk *d, int64_t id)
{
	struct ticket *t = NULL;
	int64_t ver = ticket_load(d, id, &t, NULL) == Z_OK ? t->ver : 0;
	ticket_free(&t);
	return ver;
}

static void take(struct act_ticket *to, const struct ticket *t)
{
	*to = (struct act_ticket){.r.now = version_now, .state = t->state, .kind = t->kind, .urgency = t->urgency,
		.excluded = t->excluded, .extending = t->extending};
	act_record(&to->r, t->id, t->ver, t->number, t->title);
}

bool act_ticket(struct app *a, int64_t id, struct act_ticket *to)
{
	const struct ticket *shown = ticket_page_ticket(app_top(a));
	struct ticket *t = NULL;
	struct error e;
	if (shown && shown->id == id) {
		take(to, shown);
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

enum did act_ticket_form(struct app *a, int64_t subject, const char *title, const struct form_field *fields, size_t n,
	void (*load)(struct form *f, void *ctx), bool (*save)(struct form *f, void *ctx), const char *said)
{
	struct act_ticket t;
	return act_ticket(a, subject, &t) ? act_form(a, &t.r, title, fields, n, load, save, said) : DID_VIEW;
}

enum did act_ticket_text(struct app *a, int64_t subject, const struct act_text *q,
	enum z (*run)(struct desk *d, int64_t id, int64_t ver, const char *text, struct error *e), const char *said)
{
	struct act_ticket t;
	return act_ticket(a, subject, &t) ? act_text_run(a, &t.r, q, run, said) : DID_VIEW;
}

enum did act_ticket_run(struct app *a, int64_t subject, enum z (*run)(struct desk *d, int64_t id, int64_t ver, struct error *e),
	const char *said)
{
	struct act_ticket t;
	struct error e;
	if (!act_ticket(a, subject, &t))
		return DID_VIEW;
	return act_record_done(a, &t.r, run(app_desk(a), t.r.id, t.r.ver, &e), &e, said);
}

/* ------------------------------------------------------------ out of the house */
static void into_file(struct app *a, const char *text, const char *file, int64_t subject)
{
	char *path = NULL;
	if (save_ask(a, W_HOT_FILE, file, &path))
		save_out(a, path, text, strlen(text), subject, W_HOT_FILE_SAID);
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
