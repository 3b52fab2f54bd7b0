/* recount.h - counters beside what they count, for the check of the file (design 4: caches). */
#ifndef STORE_VIEW_RECOUNT_H
#define STORE_VIEW_RECOUNT_H

#include "store/record/desk/desk.h"

struct recount {
	struct desk *d;
	void (*wrong)(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted);
	void *ctx;
};
/* Of a SELECT of office, key, state, n, one row each: what is counted of the bureau and, under stat_k(), of each office. */
#define RECOUNT_BOTH(counted)                                                                                            \
	"WITH c(office, key, state, n) AS (" counted ") SELECT key AS k, state, sum(n) AS n FROM c GROUP BY 1, 2"             \
	" UNION ALL SELECT office*10000000+key, state, n FROM c WHERE office>0"
/* counted: a SELECT of k, state, n.  Tells each cell of the dimension that differs. */
enum z recount_dim(struct recount *r, int dim, const char *counted, struct error *e);
#endif
