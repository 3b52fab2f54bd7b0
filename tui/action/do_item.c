/* do_item.c - what authors do with an item: new, edit, copy, submit, recall, void, errata, redraft. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/entry/item.h"
#include "tui/action/action.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/entry/entry.h"
#include "tui/pane/pane.h"

/* ------------------------------------------------------------ pages */
enum did do_new(struct app *a, int64_t subject)
{
	struct error e;
	(void)subject;
	return act_open(a, entry_new(a, 0, &e), &e);
}

enum did do_edit(struct app *a, int64_t subject)
{
	struct error e;
	return act_open(a, entry_new(a, subject, &e), &e);
}

enum did do_copy(struct app *a, int64_t subject)
{
	struct error e;
	struct view *v = entry_copy(a, subject, &e);
	if (v)
		app_say(a, C_NOTE, "%s", W_ITEM_COPIED);
	return act_open(a, v, &e);
}

/* ------------------------------------------------------------ acts */
/* Loads the item and does something to the version that was read. */
typedef enum z author_act(struct desk *d, const struct item *i, const char *reason, struct error *e);

static enum did act(struct app *a, int64_t subject, author_act *f, const char *reason, const char *said)
{
	struct item *i = NULL;
	struct error e;
	enum z z = item_load(app_desk(a), subject, &i, &e);
	if (z == Z_OK)
		z = f(app_desk(a), i, reason, &e);
	if (z == Z_OK)
		app_say(a, C_GOOD, said, i->number);
	else
		app_refuse(a, &e);
	item_free(&i);
	return z == Z_OK ? DID_ROWS : DID_VIEW;
}

static enum z recall(struct desk *d, const struct item *i, const char *reason, struct error *e)
{
	(void)reason;
	return item_recall(d, i->id, i->ver, e);
}

static enum z errata(struct desk *d, const struct item *i, const char *reason, struct error *e)
{
	(void)reason;
	return item_errata(d, i->id, i->ver, e);
}

static enum z make_void(struct desk *d, const struct item *i, const char *reason, struct error *e)
{
	return item_void(d, i->id, i->ver, reason, e);
}

static enum z redraft(struct desk *d, const struct item *i, const char *reason, struct error *e)
{
	return item_redraft(d, i->id, i->ver, reason, e);
}

/* What is missing is best mended in the form: a refusal about a field opens it there. */
enum did do_submit(struct app *a, int64_t subject)
{
	struct item *i = NULL;
	struct error e, why;
	enum z z = item_load(app_desk(a), subject, &i, &e);
	if (z == Z_OK)
		z = item_submit(app_desk(a), i->id, i->ver, &e);
	if (z == Z_OK)
		app_say(a, C_GOOD, W_ITEM_SUBMITTED, i->number);
	else
		app_refuse(a, &e);
	item_free(&i);
	if (z == Z_OK)
		return DID_ROWS;
	struct view *v = entry_item_field_of(e.code) && !act_bulk() ? entry_new(a, subject, &why) : NULL;
	if (v) {
		app_push(a, v);
		entry_refused(entry_page(v), &e);
	}
	return DID_VIEW;
}

enum did do_recall(struct app *a, int64_t subject)
{
	return act(a, subject, recall, NULL, W_ITEM_RECALLED);
}

/* Straight into the form: there is nothing else to do with a 勘误 that was begun. */
enum did do_errata(struct app *a, int64_t subject)
{
	struct error e;
	enum did did = act(a, subject, errata, NULL, W_ITEM_ERRATA);
	if ((did & DID_ROWS) && item_may(app_desk(a), ACTION_ITEM_EDIT, subject, &e) == Z_OK)
		act_open(a, entry_new(a, subject, &e), &e);
	return did;
}

/* For marked rows the reason is asked for once. */
static bool reason_for(struct app *a, const char *title, const char *hint, char **reason)
{
	static char *last;
	static size_t run;
	if (act_bulk() && run == act_bulk()) {
		*reason = xstrdup(last);
		return *reason != NULL;
	}
	run = act_bulk();
	free(last);
	last = NULL;
	if (!ask_text(a, title, hint, NULL, NULL, 0, true, reason))
		return false;
	last = xstrdup(*reason);
	return true;
}

enum did do_void(struct app *a, int64_t subject)
{
	char *reason;
	struct item *i = NULL;
	struct error e;
	char title[400];
	if (item_load(app_desk(a), subject, &i, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	if (act_bulk())
		snprintf(title, sizeof title, "%s", W_ITEM_VOID_MANY);
	else
		snprintf(title, sizeof title, i->errata ? W_ITEM_VOID_ERRATA : W_ITEM_VOID, i->number);
	item_free(&i);
	if (!reason_for(a, title, W_ITEM_VOID_HINT, &reason))
		return DID_VIEW;
	enum did did = act(a, subject, make_void, reason, W_ITEM_VOIDED);
	free(reason);
	return did;
}

enum did do_redraft(struct app *a, int64_t subject)
{
	char *reason;
	if (!reason_for(a, W_ITEM_REDRAFT, W_ITEM_REDRAFT_HINT, &reason))
		return DID_VIEW;
	enum did did = act(a, subject, redraft, reason, W_ITEM_REDRAFTED);
	free(reason);
	return did;
}
