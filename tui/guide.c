/* guide.c - see guide.h.  Reads records and the view on top; changes neither. */
#include "tui/guide.h"

#include <stdio.h>
#include <string.h>

#include "tui/app_inside.h"
#include "tui/entry/entry.h"
#include "tui/pane/pane.h"
#include "tui/read/read.h"
#include "tui/words.h"

enum { LOG_ROWS = 30 }; /* the 发布包 was made lately, or not at all */

/* The returned item that is due first: the demonstration has one that a newcomer mends in a minute. */
static int64_t returned_item(struct desk *d)
{
	struct item_query q = {
	        .states = 1u << STATE_RETURNED, .sort = ITEMS_BY_DUE, .formed_from = DAY_NONE, .formed_to = DAY_NONE};
	struct window *v = NULL;
	struct item_row row;
	struct arena arena = {0};
	int got = 0;

	if (item_view_open(d, &q, &v, NULL) == Z_OK)
		window_page(v, NULL, false, 1, &row, &arena, &got, NULL);
	window_close(&v);
	arena_free(&arena);
	return got == 1 ? row.id : 0;
}

static bool packed(struct desk *d, int64_t item)
{
	struct audit_row row[LOG_ROWS];
	struct arena arena = {0};
	int n = 0;
	bool found = false;

	if (audit_view_page(d, 0, LOG_ROWS, row, &arena, &n, NULL) == Z_OK)
		for (int i = 0; i < n; i++)
			found = found || (row[i].action == ACTION_PACKAGE && row[i].subject == item);
	arena_free(&arena);
	return found;
}

/* ------------------------------------------------------------ the steps */
static const char *mend(struct app *a, const struct item *i, char *buf, size_t cap)
{
	const struct view *v = app_top(a);
	bool reading = read_item(v) && read_item(v)->id == i->id;

	if (item_may(app_desk(a), ACTION_ITEM_EDIT, i->id, NULL) != Z_OK)
		snprintf(buf, cap, W_GUIDE_AUTHOR, i->now->drafter_name);
	else if (v->ops->pane == P_ENTRY)
		snprintf(buf, cap, "%s", W_GUIDE_SUBMIT);
	else if (reading)
		snprintf(buf, cap, "%s", W_GUIDE_EDIT);
	else if (i->state == STATE_DRAFT)
		snprintf(buf, cap, W_GUIDE_SUBMIT_ROW, i->number);
	else
		snprintf(buf, cap, W_GUIDE_OPEN, i->number);
	return buf;
}

static const char *sign(struct app *a, const struct item *i, char *buf, size_t cap)
{
	const struct view *v = app_top(a);
	char names[200] = "";
	int tier = i->state == STATE_TIER1 ? 1 : i->state == STATE_TIER2 ? 2 : 3;

	if (item_may(app_desk(a), ACTION_REVIEW_PASS, i->id, NULL) != Z_OK) {
		review_candidates(app_desk(a), i->id, tier, names, sizeof names);
		snprintf(buf, cap, W_GUIDE_SIGNER, tier_text(tier), names);
	} else if (read_item(v) && read_item(v)->id == i->id) {
		snprintf(buf, cap, W_GUIDE_SIGN, tier_text(tier));
	} else {
		snprintf(buf, cap, v->ops->pane == P_REVIEW ? W_GUIDE_SIGN_ROW : W_GUIDE_SIGN_PANE, tier_text(tier),
		        i->number);
	}
	return buf;
}

static const char *hand_over(struct app *a, const struct item *i, char *buf, size_t cap)
{
	bool publishes = desk_who(app_desk(a))->roles & ROLE_PUBLISH;

	if (packed(app_desk(a), i->id))
		snprintf(buf, cap, "%s", W_GUIDE_DONE);
	else if (publishes)
		snprintf(buf, cap, W_GUIDE_PACKAGE, i->number);
	else
		snprintf(buf, cap, "%s", W_GUIDE_PUBLISHER);
	return buf;
}

static const char *next_step(struct app *a, const struct item *i, char *buf, size_t cap)
{
	switch (i->state) {
	case STATE_RETURNED:
	case STATE_DRAFT:
		return mend(a, i, buf, cap);
	case STATE_TIER1:
	case STATE_TIER2:
	case STATE_TIER3:
		return sign(a, i, buf, cap);
	case STATE_SIGNED:
		return hand_over(a, i, buf, cap);
	default:
		return W_GUIDE_DONE;
	}
}

/* ------------------------------------------------------------ what the app calls */
void guide_begin(struct app *a)
{
	a->guide_item = app_demo(a) && !a->guide_off ? returned_item(app_desk(a)) : 0;
	guide_look(a);
}

void guide_look(struct app *a)
{
	struct item *i = NULL;
	char line[sizeof a->guide] = "";
	const struct item *shown = app_top(a) ? read_item(app_top(a)) : NULL;

	if (guide_is_on(a) && app_top(a)) {
		if (shown && shown->state == STATE_RETURNED)
			a->guide_item = shown->id; /* another one serves as well */
		if (item_load(app_desk(a), a->guide_item, &i, NULL) != Z_OK)
			return; /* locked: the line stays */
		char step[sizeof line - 2];
		if (!app_top(a)->ops->typing || entry_item_id(app_top(a)) == i->id) /* else he is about something else */
			snprintf(line, sizeof line, "%s ", next_step(a, i, step, sizeof step));
		item_free(&i);
	}
	if (!strcmp(line, a->guide))
		return;
	snprintf(a->guide, sizeof a->guide, "%s", line);
	a->dirty_frame = true;
}

void guide_turn(struct app *a, bool on)
{
	a->guide_off = !on;
	a->guide_item = 0;
	if (on)
		guide_begin(a);
	else
		guide_look(a);
	app_say(a, C_NOTE, "%s", guide_is_on(a) ? W_GUIDE_ON : on ? W_GUIDE_NONE : W_GUIDE_OFF);
}

bool guide_is_on(const struct app *a)
{
	return a->guide_item != 0;
}
