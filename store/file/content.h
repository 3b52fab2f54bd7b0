/* content.h - texts, attachments and their salts: what an erasure can remove.
 *
 * A digest is SHA-256 over a 16-byte random salt and the bytes, so that after the salt is gone a short text
 * cannot be guessed from its digest.  The digest stands in the append-only row that refers to the content. */
#ifndef STORE_FILE_CONTENT_H
#define STORE_FILE_CONTENT_H

#include "store/file/db.h"

#define CONTENT_MAX (20 << 20) /* bytes of one text or attachment */

struct content_ref {
	int64_t id;
	struct hash digest;
};

/* Inside a transaction. */
enum z content_put(struct db *db, const void *data, size_t n, struct content_ref *ref, struct error *e);
/* The same for very many texts: they are written by content_feed_run, before which nobody else may put any.  Ids and digests
 * are known at once; the data must live until then. */
struct content_feed;
enum { CONTENT_FEED = 1024 }; /* at most so many between two runs */
struct content_feed *content_feed_new(void);
void content_feed_free(struct content_feed **f);
/* Before the first text, and again after each run.  before: a feed with the last texts, which need not have run yet, or NULL:
 * the file is asked which id is next. */
enum z content_feed_begin(struct db *db, struct content_feed *f, const struct content_feed *before, struct error *e);
enum z content_feed_put(struct content_feed *f, const void *data, size_t n, struct content_ref *ref, struct error *e);
enum z content_feed_run(struct db *db, struct content_feed *f, struct error *e);
/* The bytes, NUL-terminated, the caller's to free; *n may be NULL.  Z_MISSING (R_ERASED) after an erasure;
 * Z_DAMAGED if the digest does not fit. */
enum z content_get(struct db *db, const struct content_ref *ref, char **data, size_t *n, struct error *e);
/* Whether data is what the reference stands for: lets a new revision share unchanged content. */
bool content_is(struct db *db, const struct content_ref *ref, const void *data, size_t n);
/* Removes it; schema triggers allow only what erasure_content names. */
enum z content_erase(struct db *db, int64_t id, struct error *e);
#endif
