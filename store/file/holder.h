/* holder.h - who holds the desk's write lock for long, and for what: a line in a file beside it, DESK.holder, for as
 * long as he works.  Those who wait say it, and wait until he is done (see db_name_work).  Knows no SQLite. */
#ifndef STORE_FILE_HOLDER_H
#define STORE_FILE_HOLDER_H

#include <stddef.h>

/* To be called by him who has the lock.  NULL where it cannot be said: nothing depends on it but a sentence and the
 * patience of the others. */
struct holder *holder_tell(const char *desk_path, const char *what);
/* To be called before the lock is given back.  NULL allowed. */
void holder_done(struct holder **h);
/* What the one who works now said, or "": nobody says anything, or he was killed.  Returns out. */
const char *holder_name(const char *desk_path, char *out, size_t cap);
#endif
