/* act_item.h - what an action on an item begins and ends with: the version that was read, the
 * sentence afterwards, and what happens when somebody else was quicker.  Shared by do_review.c and
 * do_release.c. */
#ifndef TUI_ACTION_ACT_ITEM_H
#define TUI_ACTION_ACT_ITEM_H

#include "store/store.h"
#include "tui/app.h"

struct act_item {
	int64_t id, ver;
	struct hash hash; /* what is on the screen */
	int state, rev_n, attribute;
	bool reading; /* the item stands in the reading view on top */
	char number[32], title[900], drafter[80], code[16];
};

/* As it is shown in the reading view, else as it is in the file now. */
bool act_item(struct app *a, int64_t id, struct act_item *it);
/* Says the refusal.  If somebody was quicker, everything is read again; what was typed is kept for
 * the next try. */
enum did act_refused(
        struct app *a, const struct act_item *it, const struct error *e, const char *typed);
/* What was typed before, for the next try; "" nothing. */
const char *act_typed(struct app *a, const struct act_item *it);
/* It was decided: what was typed about it, in the list or in the reading view, is over. */
void act_forget(struct app *a, const struct act_item *it);
/* The state that the item is in now, in words. */
const char *act_state(struct app *a, const struct act_item *it);
/* After an act that leaves the item where it is on the screen. */
enum did act_done(struct app *a, const struct act_item *it);
#endif
