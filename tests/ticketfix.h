/* ticketfix.h - tickets of every state written straight into a test desk, for tests of lists and figures that must not
 * depend on how a ticket gets there. */
#ifndef TESTS_TICKETFIX_H
#define TESTS_TICKETFIX_H

#include "tests/deskfix.h"

struct ticketfix {
	struct deskfix *f;
	uint64_t dice;
	int64_t offices[3]; /* [0] the clerk's */
};

/* n tickets of the 200 days before now and their counters; the same seed gives the same. */
void ticketfix_fill(struct ticketfix *t, struct deskfix *f, int n, uint64_t seed);
uint32_t ticketfix_dice(struct ticketfix *t, uint32_t below);
/* Sets the counters to what the records say. */
void ticketfix_count(struct desk *d);
#endif
