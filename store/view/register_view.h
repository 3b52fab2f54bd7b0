/* register_view.h - the ledgers of what was done: every step of the reviews, every step on the channels; by the order in
 * which it was done, a page at a time. */
#ifndef STORE_VIEW_REGISTER_VIEW_H
#define STORE_VIEW_REGISTER_VIEW_H

#include "store/base/memory.h"
#include "store/record/desk.h"

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
#endif
