/* register_view.h - the ledgers of what was done: every step of the reviews, every step on the channels; by the order in
 * which it was done, a page at a time. */
#ifndef STORE_VIEW_REGISTER_VIEW_H
#define STORE_VIEW_REGISTER_VIEW_H

#include "store/base/memory.h"
#include "store/record/desk/desk.h"

struct register_row {
	int64_t id, item;
	const char *number, *title, *officer, *principal, *channel, *text, *url; /* text: opinion or reason; in the arena */
	int act;           /* enum review_act, or enum release_act */
	int tier, reason;  /* reviews: 0 the author, 1..3; reason code of a return */
	int rev_n;
	bool paper;
	int64_t at, happened_at; /* happened_at: on the platform; reviews: 0 */
};
/* Rows with an id above after, done in [from, to) (0 open), up to n. */
enum z register_reviews(struct desk *d, int64_t after, int64_t from, int64_t to, int n, struct register_row *rows, struct arena *a,
        int *got, struct error *e);
enum z register_releases(struct desk *d, int64_t after, int64_t from, int64_t to, int n, struct register_row *rows, struct arena *a,
        int *got, struct error *e);

/* The same for a list: rows just below id `below` (0: the newest), or just above id `above` (-1: the oldest); in both cases
 * the newest first. */
enum register_of { REGISTER_REVIEWS, REGISTER_RELEASES };
enum z register_below(struct desk *d, enum register_of which, int64_t below, int n, struct register_row *rows, struct arena *a,
        int *got, struct error *e);
enum z register_above(struct desk *d, enum register_of which, int64_t above, int n, struct register_row *rows, struct arena *a,
        int *got, struct error *e);
enum z register_count(struct desk *d, enum register_of which, int64_t *n, struct error *e);
#endif
