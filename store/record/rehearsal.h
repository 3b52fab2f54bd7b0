/* rehearsal.h - the memory of an import that is only tried: nothing is written and no lock is held, so what a batch would
 * find of its own rows in the file stands here. */
#ifndef STORE_RECORD_REHEARSAL_H
#define STORE_RECORD_REHEARSAL_H

#include "store/base/hash.h"
#include "store/file/db.h"

struct rehearsal *rehearsal_new(void);
void rehearsal_free(struct rehearsal **r);
/* The number of the row that was kept under this digest, or NULL; valid until the next row is kept. */
const char *rehearsal_find(const struct rehearsal *r, const struct hash *row);
void rehearsal_keep(struct rehearsal *r, const struct hash *row, const char *number);
/* series_draw as it would go if all that was tried so far were written. */
enum z rehearsal_draw(struct rehearsal *r, struct db *db, const char *series, int64_t *number, struct error *e);
#endif
