/* content.c - the erasable bytes behind the digests.  Knows nothing of what they say. */
#include "store/file/content.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/file/db_inside.h"
#include "store/file/feed.h"

enum { SALT_BYTES = 16 };

static void digest_of(const void *salt, const void *data, size_t n, struct hash *out)
{
	struct hasher h;
	hash_begin(&h, "zwgk content 1");
	hash_field(&h, salt, SALT_BYTES);
	hash_field(&h, data, n);
	hash_end(&h, out);
}

enum z content_put(
	struct db *db, const void *data, size_t n, struct content_ref *ref, struct error *e)
{
	uint8_t salt[SALT_BYTES];
	if (n > CONTENT_MAX)
		return refuse(e, R_CONTENT_TOO_LARGE, number_text(CONTENT_MAX >> 20).s);
	random_bytes(salt, sizeof salt);
	enum z z = db_run(db, e, "INSERT INTO content(salt, data) VALUES(?1,?2)", "bb",
		(const void *)salt, (size_t)SALT_BYTES, data, n);
	if (z)
		return z;
	ref->id = db_last_id(db);
	digest_of(salt, data, n, &ref->digest);
	return Z_OK;
}

/* ---- very many ---- */

struct content_feed {
	struct feed rows;
	int64_t next; /* id */
	size_t n;
	uint8_t salt[CONTENT_FEED][SALT_BYTES];
};

struct content_feed *content_feed_new(void)
{
	return xalloc(sizeof(struct content_feed));
}

void content_feed_free(struct content_feed **f)
{
	if (*f)
		feed_free(&(*f)->rows);
	free(*f);
	*f = NULL;
}

enum z content_feed_begin(struct db *db, struct content_feed *f, const struct content_feed *before, struct error *e)
{
	assert(!f->n);
	random_bytes(f->salt, sizeof f->salt);
	if (before) {
		f->next = before->next;
		return Z_OK;
	}
	f->next = 1 + db_number(db, e, 0,
		"SELECT max(coalesce((SELECT max(id) FROM content),0),"
		" coalesce((SELECT seq FROM sqlite_sequence WHERE name='content'),0))", NULL);
	return db_result(db);
}

enum z content_feed_put(struct content_feed *f, const void *data, size_t n, struct content_ref *ref, struct error *e)
{
	assert(f->n < CONTENT_FEED && f->next);
	if (n > CONTENT_MAX)
		return refuse(e, R_CONTENT_TOO_LARGE, number_text(CONTENT_MAX >> 20).s);
	const uint8_t *salt = f->salt[f->n++];
	ref->id = f->next++;
	digest_of(salt, data, n, &ref->digest);
	feed_row(&f->rows, "ibb", ref->id, (const void *)salt, (size_t)SALT_BYTES, data, n);
	return Z_OK;
}

enum z content_feed_run(struct db *db, struct content_feed *f, struct error *e)
{
	f->n = 0;
	return feed_run(db, &f->rows, "INSERT INTO content(id, salt, data) SELECT c0, c1, c2 FROM feed(?1)", e);
}

/* No row: erased by our rules, or taken away by another tool. */
static enum z absent(struct db *db, int64_t id, struct error *e)
{
	int64_t named =
		db_number(db, e, 0, "SELECT 1 FROM erasure_content WHERE content=?1", "i", id);
	if (db_failed(db))
		return db_result(db);
	return named ? refuse(e, R_ERASED) : refuse(e, R_CONTENT_GONE, number_text(id).s);
}

enum z content_get(
	struct db *db, const struct content_ref *ref, char **data, size_t *n, struct error *e)
{
	*data = NULL;
	sqlite3_stmt *q =
		db_query(db, e, "SELECT salt, data FROM content WHERE id=?1", "i", ref->id);
	if (!db_step(db, q, e)) {
		db_done(q);
		return db_failed(db) ? db_result(db) : absent(db, ref->id, e);
	}
	struct hash now;
	const void *salt = sqlite3_column_blob(q, 0), *p = sqlite3_column_blob(q, 1);
	size_t bytes = (size_t)sqlite3_column_bytes(q, 1);
	bool good = sqlite3_column_bytes(q, 0) == SALT_BYTES;
	if (good) {
		digest_of(salt, p, bytes, &now);
		good = hash_same(&now, &ref->digest);
	}
	if (good) {
		*data = xalloc(bytes + 1);
		if (bytes)
			memcpy(*data, p, bytes);
		if (n)
			*n = bytes;
	}
	db_done(q);
	return good ? Z_OK : refuse(e, R_CONTENT_CHANGED, number_text(ref->id).s);
}

bool content_is(struct db *db, const struct content_ref *ref, const void *data, size_t n)
{
	struct hash now;
	bool same = false;
	sqlite3_stmt *q = db_query(db, NULL, "SELECT salt FROM content WHERE id=?1", "i", ref->id);
	if (db_step(db, q, NULL) && sqlite3_column_bytes(q, 0) == SALT_BYTES) {
		digest_of(sqlite3_column_blob(q, 0), data, n, &now);
		same = hash_same(&now, &ref->digest);
	}
	db_done(q);
	return same;
}

enum z content_erase(struct db *db, int64_t id, struct error *e)
{
	enum db_guard before = db->guard;
	if (before == GUARD_CLOSED)
		db->guard = GUARD_ERASE;
	enum z z = db_run(db, e, "DELETE FROM content WHERE id=?1", "i", id);
	db->guard = before;
	return z;
}
