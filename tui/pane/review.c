/* review.c - 3 三审: what waits for my signature first. */
#include "tui/list/item_list.h"
#include "tui/pane/pane.h"
#include "tui/words.h"

const struct list_scope review_scopes[] = {
        {W_SCOPE_SIGN, W_EMPTY_SIGN, W_EMPTY_SIGN, ITEMS_SIGN, ITEMS_BY_SUBMITTED, false, 0},
        {W_SCOPE_IN_REVIEW, W_EMPTY_IN_REVIEW, W_EMPTY_IN_REVIEW, ITEMS_ALL, ITEMS_BY_SUBMITTED, false,
                1u << STATE_TIER1 | 1u << STATE_TIER2 | 1u << STATE_TIER3 | 1u << STATE_REFERRED},
        {W_SCOPE_EMERGENCY, W_EMPTY_EMERGENCY, W_EMPTY_EMERGENCY, ITEMS_ALL, ITEMS_BY_DUE, false, 1u << STATE_EMERGENCY},
        {W_SCOPE_SIGNED, W_EMPTY_SIGNED, W_EMPTY_SIGNED, ITEMS_SIGNED_BY_ME, ITEMS_BY_UPDATED, true, 0},
};
const int review_scopes_n = sizeof review_scopes / sizeof *review_scopes;

const struct view_ops pane_review = {
	.name = "review",
	.title = W_PANE_REVIEW,
	.pane = P_REVIEW,
	LIST_PANE_OPS,
};
