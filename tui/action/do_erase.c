/* do_erase.c - 清除: one asks, another decides; what was done, and what still holds the text, is said in full. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/pane/pane.h"
#include "tui/widget/picker.h"

static const char *kind_text(int kind)
{
	return kind == ERASE_SECRET ? W_ERASE_SECRET : W_ERASE_PERSONAL;
}

/* What is to be erased, for people. */
struct about {
	enum { ABOUT_ITEM, ABOUT_TICKET, ABOUT_REQUEST } of;
	int64_t id;
	const char *number, *title;
};

static enum did ask_for(struct app *a, const struct about *x)
{
	struct choices list = {0};
	char *key = NULL, *reason = NULL, text[600];
	struct error e;
	enum did did = DID_VIEW;
	choices_add(&list, "1", W_ERASE_SECRET, W_ERASE_SECRET_NOTE, "");
	choices_add(&list, "2", W_ERASE_PERSONAL, W_ERASE_PERSONAL_NOTE, "");
	switch (x->of) {
	case ABOUT_TICKET:
		snprintf(text, sizeof text, W_ERASE_ASK_TICKET, x->number, x->title);
		break;
	case ABOUT_REQUEST:
		snprintf(text, sizeof text, W_ERASE_ASK_REQUEST, x->number, x->title);
		break;
	case ABOUT_ITEM:
		snprintf(text, sizeof text, W_ERASE_ASK, x->number, x->title);
		break;
	}
	if (ask_choice(a, W_ERASE_TITLE, &list, PICK_DIGITS, NULL, &key) &&
		ask_text(a, W_ERASE_TITLE, W_ERASE_REASON, NULL, NULL, 0, true, &reason) &&
		ask_word(a, W_ERASE_TITLE, text, W_ERASE_WORD)) {
		int64_t erasure;
		enum erase_kind kind = (enum erase_kind)atoi(key);
		enum z z = x->of == ABOUT_TICKET    ? ticket_erase_ask(app_desk(a), x->id, kind, reason, &erasure, &e)
			   : x->of == ABOUT_REQUEST ? request_erase_ask(app_desk(a), x->id, kind, reason, &erasure, &e)
						    : erase_ask(app_desk(a), x->id, kind, reason, &erasure, &e);
		if (z == Z_OK) {
			app_say(a, C_GOOD, x->of == ABOUT_TICKET ? W_ERASE_ASKED_TICKET : x->of == ABOUT_REQUEST ? W_ERASE_ASKED_REQUEST : W_ERASE_ASKED, x->number);
			did = DID_ROWS;
		} else {
			app_refuse(a, &e);
		}
	}
	free(key);
	free(reason);
	return did;
}

enum did do_erase(struct app *a, int64_t subject)
{
	struct item *i = NULL;
	struct error e;
	if (item_load(app_desk(a), subject, &i, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	enum did did = ask_for(a, &(struct about){.id = subject, .number = i->number, .title = i->now->title});
	item_free(&i);
	return did;
}

enum did do_ticket_erase(struct app *a, int64_t subject)
{
	struct ticket *t = NULL;
	struct error e;
	if (ticket_load(app_desk(a), subject, &t, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	enum did did = ask_for(a, &(struct about){.of = ABOUT_TICKET, .id = subject, .number = t->number, .title = t->title});
	ticket_free(&t);
	return did;
}

enum did do_request_erase(struct app *a, int64_t subject)
{
	struct request *r = NULL;
	struct error e;
	if (request_load(app_desk(a), subject, &r, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	enum did did = ask_for(a, &(struct about){.of = ABOUT_REQUEST, .id = subject, .number = r->number, .title = r->title});
	request_free(&r);
	return did;
}

/* ------------------------------------------------------------ deciding */
static void tell_backups(struct buffer *b, char *const *backups)
{
	if (!backups || !backups[0]) {
		buffer_text(b, W_ERASE_NO_BACKUPS "\n");
		return;
	}
	buffer_text(b, W_ERASE_BACKUPS "\n");
	for (int k = 0; backups[k]; k++)
		buffer_printf(b, "  %s\n", backups[k]);
}

void act_erasure_backups(struct app *a, const struct erasure *x)
{
	struct buffer b = {0};
	struct erase_result r;
	struct error e;
	if (erasure_backups(app_desk(a), x->id, &r, &e) != Z_OK) {
		app_refuse(a, &e);
		return;
	}
	buffer_printf(&b, W_ERASE_STILL "\n\n", x->number);
	tell_backups(&b, r.backups);
	erase_result_free(&r);
	app_push(a, page_new(a, W_ERASE_RESULT, buffer_take(&b)));
}

static void show_result(struct app *a, const struct erasure *x, const struct erase_result *r)
{
	struct buffer b = {0};
	buffer_printf(&b, W_ERASE_DONE "\n\n", x->number, r->contents, r->drafts);
	if (r->drafts_held)
		buffer_printf(&b, W_ERASE_HELD "\n\n", r->drafts_held);
	buffer_printf(&b, "%s\n\n", r->bytes_left ? W_ERASE_LEFT : W_ERASE_CLEAN);
	tell_backups(&b, r->backups);
	app_push(a, page_new(a, W_ERASE_RESULT, buffer_take(&b)));
}

enum did act_erasure(struct app *a, const struct erasure *x)
{
	struct choices list = {0};
	char *key = NULL, text[900], at[24];
	struct error e;
	enum did did = DID_VIEW;
	choices_add(&list, "no", W_ERASE_NO, W_ERASE_NO_NOTE, "");
	choices_add(&list, "yes", W_ERASE_YES, W_ERASE_YES_NOTE, "");
	snprintf(text, sizeof text, W_ERASE_DECIDE, x->number, x->officer_name, instant_text(x->at, at),
	        kind_text(x->kind), x->reason);
	if (!ask_choice(a, text, &list, 0, NULL, &key))
		return did;
	bool yes = !strcmp(key, "yes");
	free(key);
	if (yes ? !ask_word(a, W_ERASE_TITLE, text, W_ERASE_WORD) : !ask_confirm(a, W_ERASE_TITLE, text, W_ERASE_NO))
		return did;
	struct erase_result r = {0};
	enum z z = erase_decide(app_desk(a), x->id, yes, &r, &e);
	if (z != Z_OK) {
		app_refuse(a, &e);
	} else {
		app_say(a, C_GOOD, yes ? W_ERASE_DONE_SHORT : W_ERASE_REFUSED, x->number);
		if (yes)
			show_result(a, x, &r);
		did = DID_ROWS;
	}
	erase_result_free(&r);
	return did;
}

enum did do_erasures(struct app *a, int64_t subject)
{
	struct erasure *all = NULL;
	struct choices list = {0};
	struct error e;
	char *key = NULL;
	enum did did = DID_VIEW;
	int n = 0;
	(void)subject;
	if (erasure_list(app_desk(a), true, &all, &n, &e) != Z_OK) {
		app_refuse(a, &e);
		return did;
	}
	for (int i = 0; i < n; i++) {
		char label[120], note[400];
		bool mine = all[i].officer == desk_who(app_desk(a))->id;
		snprintf(label, sizeof label, "%s  %s", all[i].number, kind_text(all[i].kind));
		snprintf(note, sizeof note, "%s：%s", all[i].officer_name, all[i].reason);
		choices_add(&list, number_text(i).s, label, note, mine ? W_ERASE_OWN : "");
	}
	if (!n)
		app_say(a, C_NOTE, "%s", W_ERASE_NOTHING);
	else if (ask_choice(a, W_ERASE_OPEN, &list, PICK_DIGITS, NULL, &key))
		did = act_erasure(a, &all[atoi(key)]);
	choices_free(&list);
	free(key);
	free(all);
	return did;
}
