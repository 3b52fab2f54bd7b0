/* walk.h - a random walk over the operations of a test desk: what several people might do in some weeks.
 *
 * Most steps are sensible for the item's state, some are not; refusals are counted and ignored.  The same seed walks
 * the same way. */
#ifndef TESTS_WALK_H
#define TESTS_WALK_H

#include "tests/deskfix.h"

enum { WALK_PEOPLE = 7 };

struct walk {
	struct deskfix *f;
	struct desk *who[WALK_PEOPLE]; /* the fixture's, and one who holds all seats and writes, too */
	struct desk *many;             /* that one; the walk's own handle */
	int64_t offices[3], catalogs[3], categories[3], channels[3];
	uint32_t dice;
	int64_t now;
	int items, done, refused;
};

/* Grants more seats and a delegation, so that rules against the same person have something to forbid. */
void walk_begin(struct walk *w, struct deskfix *f, uint32_t seed);
void walk_step(struct walk *w);
void walk_steps(struct walk *w, int n);
void walk_end(struct walk *w);
uint32_t walk_dice(struct walk *w, uint32_t below);
#endif
