/* ahead.h - digests of very many new rows, made before they are written and by another thread than writes them.
 *
 *	audit_plan_new(db, T_t, "id, name", "c0, c1", &p, e);
 *	feed_row(&f, "is", id, name);
 *	audit_plan_digest(p, &f, &digest[n++]);  ...again and again...
 *	feed_run(db, &f, "INSERT OR FAIL INTO t(id, name) SELECT c0, c1 FROM feed(?1)", e);
 *	audit_expect(db, T_t, first, n, digest);
 *
 * What is not known so is read back from the file when the audit row is written, as ever: also a row that was changed again
 * after audit_expect(). */
#ifndef STORE_FILE_AUDIT_AHEAD_H
#define STORE_FILE_AUDIT_AHEAD_H

#include "store/file/audit/audit.h"
#include "store/file/feed.h"

struct audit_plan;
/* into, from: the columns of the INSERT and what its SELECT takes from the feed; a column that is not there has the
 * default of the table.  The id must be there.  The caller's to free. */
enum z audit_plan_new(
	struct db *db, enum table t, const char *into, const char *from, struct audit_plan **out, struct error *e);
void audit_plan_free(struct audit_plan **p);
/* Of the last row of the feed; asks no file. */
void audit_plan_digest(const struct audit_plan *p, const struct feed *f, struct hash *digest);
/* Rows first, first + 1 ... were just written as their digests say. */
void audit_expect(struct db *db, enum table t, int64_t first, size_t n, const struct hash *digest);
#endif
