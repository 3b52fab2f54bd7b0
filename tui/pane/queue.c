/* queue.c - 2 发布队列: everything on its way to the public, most urgent first. */
#include "tui/list/item_list.h"
#include "tui/pane/pane.h"
#include "tui/words.h"

#define UNFINISHED                                                                                          \
	(1u << STATE_DRAFT | 1u << STATE_TIER1 | 1u << STATE_TIER2 | 1u << STATE_TIER3 | 1u << STATE_SIGNED | \
		1u << STATE_RETURNED | 1u << STATE_REFERRED | 1u << STATE_EMERGENCY)

const struct list_scope queue_scopes[] = {
	{W_SCOPE_MINE, W_EMPTY_MINE, W_IDLE_MINE, ITEMS_MINE, ITEMS_BY_DUE, false, 0},
	{W_SCOPE_OPEN, W_EMPTY_OPEN, W_IDLE_OPEN, ITEMS_OPEN, ITEMS_BY_DUE, false, 0},
	{W_SCOPE_RELEASE, W_EMPTY_RELEASE, W_EMPTY_RELEASE, ITEMS_RELEASE, ITEMS_BY_DUE, false, 0},
	{W_SCOPE_OFFICE, W_EMPTY_OPEN, W_IDLE_OPEN, ITEMS_OFFICE, ITEMS_BY_DUE, false, UNFINISHED},
	{W_SCOPE_ALL, W_EMPTY_ALL, W_IDLE_ALL, ITEMS_ALL, ITEMS_BY_NUMBER, true, 0},
};
const int queue_scopes_n = sizeof queue_scopes / sizeof *queue_scopes;

const struct view_ops pane_queue = {
	.name = "queue",
	.title = W_PANE_QUEUE,
	.pane = P_QUEUE,
	LIST_PANE_OPS,
};
