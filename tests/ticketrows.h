/* ticketrows.h - tickets of every state written straight into a test desk, for tests of lists and figures that must not
 * depend on how a ticket gets there. */
#ifndef TESTS_TICKETROWS_H
#define TESTS_TICKETROWS_H

#include "tests/deskfix.h"

struct ticketrows {
	struct deskfix *f;
	uint64_t dice;
	int64_t offices[3]; /* [0] the clerk's */
};

/* n tickets of the 200 days before now and their counters; the same seed gives the same. */
void ticketrows_fill(struct ticketrows *t, struct deskfix *f, int n, uint64_t seed);
uint32_t ticketrows_dice(struct ticketrows *t, uint32_t below);
/* Sets the counters to what the records say. */
void ticketrows_count(struct desk *d);
#endif
