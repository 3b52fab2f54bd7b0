/* import_batch.h - one import as a batch: its row, and whether it may be taken back.  Of what, is told by its kind: "items",
 * "tickets", "tasks".  Called within an operation. */
#ifndef STORE_RECORD_IMPORT_BATCH_H
#define STORE_RECORD_IMPORT_BATCH_H

#include "store/base/error.h"
#include "store/base/hash.h"
#include "store/record/desk/desk.h"

/* *id gets its number. */
enum z import_batch_add(struct desk *d, const char *kind, const char *file_name, const struct hash *file_digest, int64_t *id,
        struct error *e);
/* Refuses with `unknown` where there is none of that kind, with `undone` where it was taken back before. */
enum z import_batch_stands(struct desk *d, const char *kind, int64_t id, enum refusal unknown, enum refusal undone,
        struct error *e);
enum z import_batch_undone(struct desk *d, int64_t id, struct error *e);
#endif
