/* batch.h - what came in whole (batches of `zwgk import`), newest first, for whoever wants to take one back. */
#ifndef STORE_VIEW_BATCH_H
#define STORE_VIEW_BATCH_H

#include "store/base/memory.h"
#include "store/record/desk/desk.h"

struct batch_row {
	int64_t id, rows, at;
	const char *name, *officer; /* the file, without folder; who brought it */
	bool undone;
};
/* kind: "items", "tickets", "tasks".  Up to cap rows; texts are the arena's. */
enum z batch_list(struct desk *d, const char *kind, int cap, struct batch_row *rows, struct arena *a, int *n, struct error *e);
#endif
