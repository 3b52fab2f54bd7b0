/* act_item.c - see act_item.h. */
#include "tui/action/act_item.h"

#include <stdio.h>
#include <stdlib.h>

#include "forms/report/sheet.h"
#include "tui/read/read.h"
#include "tui/pane/trail_words.h"

enum { TITLE_COLUMNS = 100 /* enough to know it; the rest stands in the reading view */ };

static void take(struct act_item *it, const struct item *i)
{
	it->id = i->id;
	it->ver = i->ver;
	it->hash = i->now->hash;
	it->state = i->state;
	it->rev_n = i->now->n;
	it->attribute = i->now->attribute;
	snprintf(it->number, sizeof it->number, "%s", i->number);
	text_fit(it->title, sizeof it->title, i->now->title, TITLE_COLUMNS, TEXT_NO_PAD);
	snprintf(it->drafter, sizeof it->drafter, "%s", i->now->drafter_name);
	short_hash(&i->now->hash, it->code);
}

bool act_item(struct app *a, int64_t id, struct act_item *it)
{
	const struct item *shown = read_item(app_top(a));
	struct item *i = NULL;
	struct error e;
	*it = (struct act_item){0};
	if (shown && shown->id == id) {
		it->reading = true;
		take(it, shown);
		return true;
	}
	if (item_load(app_desk(a), id, &i, &e) != Z_OK) {
		app_refuse(a, &e);
		return false;
	}
	take(it, i);
	item_free(&i);
	return true;
}

/* What was typed last about an item that no reading view shows, and by whom; there it stands in the view. */
static struct {
	int64_t id, officer;
	char *text;
} kept;

static void keep(struct app *a, const struct act_item *it, const char *text)
{
	if (it->reading) {
		read_keep_opinion(app_top(a), text);
		return;
	}
	free(kept.text);
	kept.id = it->id;
	kept.officer = desk_who(app_desk(a))->id;
	kept.text = xstrdup(text);
}

const char *act_typed(struct app *a, const struct act_item *it)
{
	if (it->reading)
		return read_opinion(app_top(a));
	bool his = kept.text && kept.id == it->id && kept.officer == desk_who(app_desk(a))->id;
	return his ? kept.text : "";
}

enum did act_refused(
        struct app *a, const struct act_item *it, const struct error *e, const char *typed)
{
	if (typed && *typed)
		keep(a, it, typed);
	if (e->kind == Z_STALE) {
		if (it->reading)
			read_again(app_top(a));
		app_refresh(a);
	}
	app_refuse(a, e);
	return DID_VIEW;
}

const char *act_state(struct app *a, const struct act_item *it)
{
	struct item *i = NULL;
	int state = it->state;
	if (item_load(app_desk(a), it->id, &i, NULL) == Z_OK)
		state = i->state;
	item_free(&i);
	return item_state_text(state);
}

void act_forget(struct app *a, const struct act_item *it)
{
	if (it->reading)
		read_keep_opinion(app_top(a), NULL);
	if (kept.id != it->id)
		return;
	free(kept.text);
	kept.text = NULL;
}

enum did act_done(struct app *a, const struct act_item *it)
{
	act_forget(a, it);
	if (it->reading)
		read_again(app_top(a));
	return DID_ROWS;
}
