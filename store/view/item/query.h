/* query.h - what the files of an item list share: its query and the names it needs.
 *
 * item/plan.c decides where rows come from, item/view.c says what a row shows, item/turn.c whose
 * turn it is, item/who.c names who has an item; pages, counts and searches are those of window.h. */
#ifndef STORE_VIEW_ITEM_QUERY_H
#define STORE_VIEW_ITEM_QUERY_H

#include "store/rule/calendar/workdays.h"
#include "store/view/item/view.h"
#include "store/view/window.h"

#define STATES_ALL ((1u << STATE_END) - 2u)
#define STATES_OPEN                                                                                \
	(1u << STATE_DRAFT | 1u << STATE_TIER1 | 1u << STATE_TIER2 | 1u << STATE_TIER3 |           \
	        1u << STATE_SIGNED | 1u << STATE_RETURNED | 1u << STATE_REFERRED |                 \
	        1u << STATE_EMERGENCY)

struct item_view {
	struct window w;
	struct item_query q; /* texts are the window's */
	struct workdays days;
	int near;
	struct who_names *names;
};
static inline struct item_view *view_of_items(struct window *w)
{
	return (struct item_view *)w; /* its first member */
}

/* ---- item/plan.c ---- */
extern const char *const item_order[], *const item_order_indexed[]; /* by enum item_sort */
enum z item_plan(struct window *w, struct error *e);
const char *plan_state_index(int sort); /* begins with the state, then has this order */

/* ---- item/who.c ---- */
void names_free(struct who_names **n);
/* Who has it now, for a column: "" when nobody has to do anything.  Valid until the desk changes.
 */
const char *names_holder(struct item_view *v, int state, int64_t office, int class, int64_t drafter,
        struct error *e);

/* ---- item/turn.c: arms of ITEMS_SIGN, ITEMS_MINE and ITEMS_RELEASE, for the states that may have rows ---- */
enum z plan_sign(struct item_view *v, uint32_t states, struct error *e);
void plan_mine(struct item_view *v, uint32_t states);
void plan_release(struct item_view *v, uint32_t states);
#endif
