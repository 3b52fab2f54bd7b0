/* recount.h - counters beside what they count, for the check of the file (design 4: caches). */
#ifndef STORE_VIEW_RECOUNT_H
#define STORE_VIEW_RECOUNT_H

#include "store/record/desk/desk.h"

struct recount {
	struct desk *d;
	void (*wrong)(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted);
	void *ctx;
};
/* counted: a SELECT of k, state, n.  Tells each cell of the dimension that differs. */
enum z recount_dim(struct recount *r, int dim, const char *counted, struct error *e);
#endif
