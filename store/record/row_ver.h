/* row_ver.h - the version of a register row: whoever saves one says which he read, and comes too late when somebody else
 * saved it meanwhile (design 4.8).  Inside store/record only. */
#ifndef STORE_RECORD_ROW_VER_H
#define STORE_RECORD_ROW_VER_H

#include "store/record/inner.h"

/* SQL of the version as callers keep it, never 0: what the row counts, above the number of restores.  of: "c." or "". */
#define ROW_VER(of) "(coalesce(" of "ver, 1) + " ITEM_EPOCH ")"
/* SQL of the assignment in every UPDATE of such a row. */
#define ROW_VER_UP "ver = coalesce(ver, 1) + 1"

/* What a saver is told when the row is not the one he read: R_ROW_STALE with name, who changed it, when.  Looks into the
 * newest audit rows only: somebody has just done it. */
enum z row_stale(struct desk *d, enum table t, int64_t id, const char *name, struct error *e);
/* The same of a record with acts: `code` with its number, who did what to it last.  sql: name and act of the last one to
 * record ?1; word: what the act is called. */
enum z act_stale(struct desk *d, enum refusal code, const char *number, const char *sql, int64_t id, const char *(*word)(int),
	struct error *e);
/* Z_OK if row id of t (category channel catalog phrase checklist office officer) stands at ver.  A row that is gone:
 * R_ROW_GONE if ver is not 0, as it was there when it was read; else R_NAME_NONE.
 * name: what he calls it, said of a row that is gone; one that is there is told by its own name. */
enum z row_fresh(struct desk *d, enum table t, int64_t id, int64_t ver, const char *name, struct error *e);
#endif
