/* inner.h - what restore.c and restore/rights.c share. */
#ifndef STORE_RECORD_RESTORE_INNER_H
#define STORE_RECORD_RESTORE_INNER_H

#include "store/record/inner.h"

/* Makes the people, seats, delegations and guarding settings of `copy`, inside its operation, what they are in `now`: a
 * restore brings back records and never a right.  Who left has left, and is on no day of the roster after that; a seat that ended has ended; a passphrase is the
 * present one; who was registered since still is, but seats granted since must be granted again.  What another line of
 * history knows alone is closed.  copy->who.id becomes what the person at the desk is in it. */
enum z rights_carry(struct desk *now, struct desk *copy, struct error *e);
#endif
