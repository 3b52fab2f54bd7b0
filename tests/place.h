/* place.h - where an action of tui/action/action.def can be pressed on the demonstration desk: by whom, in which list, on
 * which record; asked of the store, as the program does.
 *
 * Knows the order of the lists behind Tab, and nothing of screens. */
#ifndef TESTS_PLACE_H
#define TESTS_PLACE_H

#include "tests/samplefix.h"
#include "tui/action/action.h"

struct place {
	unsigned pane;
	int who, scope;
	int64_t item; /* 0: the list is empty */
	int row;      /* of the item in the list */
	struct error why;
};

/* A list of this person and a record for which the action is allowed to him, or is refused
 * with a sentence that fits into so many columns.  pane: P_QUEUE, P_REVIEW, P_READ, P_HOTLINE, P_TICKET, P_REQUESTS, P_REQUEST, P_TASKS, P_TASK.  False: there is
 * none. */
bool place_find_of(const struct samplefix *f, int who, unsigned pane, enum act id, bool wanted, int cols, struct place *p);
/* The same of anybody, of the person number first if he can be it. */
bool place_find(const struct samplefix *f, int first, unsigned pane, enum act id, bool wanted, int cols, struct place *p);

#endif
