/* listing.h - a list of the store (store/view/listing.h), whatever its rows are: how long it is, and whether it is the same read
 * forwards, backwards, by number and by rank.  Everything here fails the running test when something is refused or differs. */
#ifndef TESTS_LISTING_H
#define TESTS_LISTING_H

#include "store/record/desk/desk.h"
#include "store/view/listing.h"

struct listing {
	struct view_anchor *at; /* the caller's to free */
	int n;
};
/* From the first row on, so many at a time. */
struct listing listing_read(struct window *w, int page);
/* That it is this list from the last row on; at every step-th row, and behind the last. */
void listing_backwards(struct window *w, int page, const struct listing *l);
void listing_places(struct window *w, const struct listing *l, int step);
/* All of it, in pages of these two sizes: exactly the ids that this SQL gives.  How many; closes it. */
int listing_is(struct desk *d, struct window **w, const char *sql, int page, int other, int step);

/* Both close it. */
int64_t listing_count(struct window **w);
int64_t listing_length(struct window **w); /* the count, and as many come when it is read */
#endif
