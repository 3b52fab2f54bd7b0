/* stat.h - counters kept in the transaction that moves an item, so that a refresh costs the same at a million rows. */
#ifndef STORE_VIEW_STAT_H
#define STORE_VIEW_STAT_H

#include "store/record/desk.h"

enum stat_dim { STAT_ALL = 1, STAT_OFFICE, STAT_CATEGORY, STAT_CATALOG, STAT_ATTRIBUTE };

/* n(state) of one value of one dimension (STAT_ALL: k 0); states is an array indexed by enum item_state. */
enum z stat_states(struct desk *d, enum stat_dim dim, int64_t k, int64_t states[32], struct error *e);
struct stat_row {
	int64_t k, n;
	char name[96];
};
/* By value of a dimension, the states of the mask added up, largest first. */
enum z stat_by(struct desk *d, enum stat_dim dim, uint32_t states, struct stat_row **rows, int *n, struct error *e);
/* What the panel beside the queue shows; every figure equals the length of the list that it opens. */
struct stat_panel {
	int64_t waiting[4];      /* [1..3] by tier */
	int64_t drafts, returned, signed_, referred, emergency;
	int64_t for_me, to_sign; /* ITEMS_MINE, ITEMS_SIGN */
	int64_t late, today, soon; /* open items by light */
	int64_t online_week, online_last_week, online_year; /* items first online in that time */
	int64_t returned_week;
	int64_t passed_first, finished; /* 一次通过率: signed this year without a return / signed this year */
};
enum z stat_panel(struct desk *d, struct stat_panel *p, struct error *e);
#endif
