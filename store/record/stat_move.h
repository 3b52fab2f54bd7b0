/* stat_move.h - counters that are moved in the transaction that moves what they count (dimensions: store/view/figure/stat.h).
 *
 * Each cell follows from one row, or from the review rows of one item, so that `check` can count them anew (store/view/figure/stat_recount.c). */
#ifndef STORE_RECORD_STAT_MOVE_H
#define STORE_RECORD_STAT_MOVE_H

#include "store/record/desk/desk.h"

struct item_head;
struct ticket_head;

struct stat_cell {
	int dim, state;
	int64_t k, n;
};
/* Added up in memory, so that what cancels out is not written; also those of very many rows.  {0} is empty. */
struct stat_moves {
	struct stat_cell *cell;
	uint32_t *slot;
	size_t n, cap, slots;
};
void stat_moves_add(struct stat_moves *m, int dim, int64_t k, int64_t state, int64_t by);
/* Under its key, and under that of the office where there is one. */
void stat_moves_both(struct stat_moves *m, int dim, int64_t office, int64_t key, int64_t state, int64_t by);
/* With the months of those dimensions that are counted by month, too. */
enum z stat_moves_write(struct desk *d, const struct stat_moves *m, struct error *e);
void stat_moves_free(struct stat_moves *m);

/* All cells that it stands in, each moved by `by`. */
void item_cells(const struct desk *d, const struct item_head *h, int64_t by, struct stat_moves *m);
void ticket_cells(const struct ticket_head *h, int64_t by, struct stat_moves *m);
/* before (NULL: new) leaves its cells, h enters its own; old_due: the cached due date before the row was written, which an
 * older calendar may have made. */
enum z stat_move(struct desk *d, const struct item_head *before, int32_t old_due, const struct item_head *h, int32_t due,
        struct error *e);
int32_t stat_due_now(struct desk *d, int64_t item, struct error *e); /* what is cached; DAY_NONE: no clock runs */
/* Writes the cached due date of an item of which nothing else changes, and its counter. */
enum z stat_due(struct desk *d, int64_t item, int32_t due, int32_t due_sort, struct error *e);
enum z ticket_stat_move(struct desk *d, const struct ticket_head *before, const struct ticket_head *h, struct error *e);
/* The ticket stands as h says, and this answer or this act (0: none) was appended to it; h is as last moved. */
enum z ticket_stat_told(struct desk *d, const struct ticket_head *h, int64_t answer, int64_t act, struct error *e);
/* An item began (+1) or ceased (-1) to be awaited on a channel. */
enum z stat_left(struct desk *d, int64_t item, int64_t by, struct error *e);
/* The counters of first signatures and of returns, after review row `review` of this act was appended to the item. */
enum z stat_review(struct desk *d, int64_t item, int64_t review, int act, struct error *e);

/* SQL functions of the desk's calendar, NULL where it is not known:
 *	publish_limit(formed_on)   last of the working days in which it has to be public (art. 26)
 *	working_days(after, until) in (after, until]
 *	month_key(k)               k in a dimension by month, of a k in the one by day; it needs no calendar
 * and an aggregate, one walk for all states, of which each row costs less than one that is fetched:
 *	cells(?, state, n)         gives state and n to the struct stat_sums that ? is bound to as a pointer STAT_CELLS */
#define STAT_CELLS "zwgk cells"
struct stat_sums {
	void (*add)(void *ctx, int64_t state, int64_t n);
	void *ctx;
};
enum z stat_functions(struct desk *d, struct error *e);
#endif
