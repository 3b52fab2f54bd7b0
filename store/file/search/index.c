/* index.c - what stands in the full-text indexes.  Written by C in the transaction that
 * saves a text.
 *
 * FTS5 writes a segment at every save, and merges them from time to time: left alone, one save in fifty merges
 * 250 pages, and once sixteen large segments of an import have met, one of them merges 10 000 pages, for a second in
 * which nobody else can write.  So it is told not to (schema/schema.c), and each save merges a few pages instead, as many as
 * keep the number of segments small.  What an import brings is merged behind it, in slices.
 *
 * FTS5 merges the segments of a level, four at a time, into one of the level above, and knows nothing of their sizes: in
 * the middle of the pile, the large segment of an import would be written again for every dozen of saves.  So it is
 * lifted above the levels that saves reach. */
#include "store/file/search/index.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/base/memory.h"
#include "store/file/db_inside.h"

/* FTS5 writes a segment at every savepoint, and SQLite makes one for nearly every statement that
 * fires a trigger: row by row an import would write, and merge, a segment an item.  So within
 * db_large the texts wait here and go in together: half the time. */
enum { QUEUE_BYTES = 16 << 20 };

/* A page of the index is merged in a fifth of a millisecond, and holds the words of 16 KB of text.  A save writes a
 * page, which goes through six or seven merges before it stands in the largest segment. */
enum {
	SAVE_PAGES = 8,         /* merged at each save, */
	SAVE_PAGE_BYTES = 1024, /* and one more for so much text */
	SLICE_PAGES = 64,
	SLICE_BYTES = 128 << 10, /* text for which a slice is allowed: on a fresh desk more than it takes, on a large one
				  * the rest of the merge is left to the saves */
	FEW_BYTES = 128 << 10,   /* too little text to be in the way of a save */
	LEVEL_OUT_OF_REACH = 10, /* a million saves go into one segment of this level */
	LARGE_PAGES = 512,       /* a segment that saves would make in the sixth level */
	LEVELS_MOST = 100,       /* FTS5 bears 2000, and each merge of everything adds one or two */
	LARGE_PART = 4,          /* what is less than such a part of the index waits until four like it stand there */
	BETWEEN = 4,             /* ms: somebody who waits asks as often */
	SLICE_PATIENCE = 1000    /* ms */
};

static const struct {
	const char *remove, *add, *merge, *optimize, *shape;
} statements[SEARCH_TABLES] = {
#define STATEMENTS(t)                                                                              \
	{"INSERT INTO " t "(" t ", rowid, text) VALUES('delete', ?1, ?2)",                         \
		"INSERT INTO " t "(rowid, text) VALUES(?1, ?2)",                                   \
		"INSERT INTO " t "(" t ", rank) VALUES('merge', ?1)",                              \
		"INSERT INTO " t "(" t ") VALUES('optimize')",                                     \
		"SELECT block FROM " t "_data WHERE id=10"}
	[SEARCH_ITEMS] = STATEMENTS("item_fts"),
	[SEARCH_TICKETS] = STATEMENTS("ticket_fts"),
};

struct search_queue {
	struct waiting {
		enum search_table table;
		int64_t id;
		char *old, *now;
	} * list;
	size_t n, cap, bytes;
};

static size_t text_bytes(const char *old, const char *now)
{
	return (old ? strlen(old) : 0) + (now ? strlen(now) : 0);
}

static enum z write_one(
	struct db *db, enum search_table t, int64_t id, const char *old, const char *now, struct error *e)
{
	enum z z = Z_OK;
	if (old)
		z = db_run(db, e, statements[t].remove, "is", id, old);
	if (!z && now)
		z = db_run(db, e, statements[t].add, "is", id, now);
	return z;
}

void search_index_forget(struct db *db)
{
	struct search_queue *q = db->search;
	if (!q)
		return;
	for (size_t i = 0; i < q->n; i++) {
		free(q->list[i].old);
		free(q->list[i].now);
	}
	free(q->list);
	free(q);
	db->search = NULL;
}

enum z search_index_flush(struct db *db, struct error *e)
{
	enum z z = Z_OK;
	struct search_queue *q = db->search;
	for (size_t i = 0; q && i < q->n && !z; i++) {
		const struct waiting *w = &q->list[i];
		z = write_one(db, w->table, w->id, w->old, w->now, e);
		db->search_brought[w->table] += text_bytes(w->old, w->now);
	}
	search_index_forget(db);
	return z;
}

/* ---- large segments ---- */

struct shape {
	int64_t levels, largest, rest; /* pages of the largest segment, and of all others */
};

static int64_t next_number(const uint8_t **p, const uint8_t *end)
{
	uint64_t n = 0;
	for (int i = 0; i < 9 && *p < end; i++) {
		uint8_t byte = *(*p)++;
		if (i == 8)
			return (int64_t)(n << 8 | byte);
		n = n << 7 | (byte & 0x7f);
		if (byte < 0x80)
			break;
	}
	return (int64_t)n;
}

/* As FTS5 notes it: a cookie of four bytes, how many levels, segments and writes there are; of each level how many
 * segments are being merged, and how many stand there; of each segment its number, first and last page. */
static struct shape shape_of(struct db *db, enum search_table t)
{
	struct shape s = {0};
	sqlite3_stmt *q = db_query(db, NULL, statements[t].shape, NULL);
	if (db_step(db, q, NULL)) {
		const uint8_t *p = sqlite3_column_blob(q, 0), *end = p + sqlite3_column_bytes(q, 0);
		p += end - p < 4 ? end - p : 4;
		s.levels = next_number(&p, end);
		next_number(&p, end);
		next_number(&p, end);
		while (p < end) {
			next_number(&p, end);
			for (int64_t n = next_number(&p, end); n > 0 && p < end; n--) {
				next_number(&p, end);
				int64_t first = next_number(&p, end), pages = next_number(&p, end) - first + 1;
				s.rest += pages > s.largest ? s.largest : pages;
				s.largest = pages > s.largest ? pages : s.largest;
			}
		}
	}
	db_done(q);
	return s;
}

/* All segments go to a level of their own when everything is to be merged; so often, that this one is out of the reach
 * of saves.  There must be something to merge each time: a word of no item, written and taken back. */
static enum z lift(struct db *db, enum search_table t, struct error *e)
{
	static const char word[] = "~~";
	enum z z = Z_OK;
	for (int i = 0; !z && (i % 2 || shape_of(db, t).levels <= LEVEL_OUT_OF_REACH) && i < 2 * LEVEL_OUT_OF_REACH; i++) {
		z = db_run(db, e, i % 2 ? statements[t].remove : statements[t].add, "is", (int64_t)0, word);
		if (!z)
			z = db_run(db, e, statements[t].merge, "i", (int64_t)-1);
	}
	return z;
}

/* The merge that a save owes.  Where the segment of an import made by an older program, or of many saves, is in the way,
 * it is lifted once. */
static enum z merge_some(struct db *db, enum search_table t, size_t bytes, struct error *e)
{
	struct shape s = shape_of(db, t);
	enum z z = s.levels <= LEVEL_OUT_OF_REACH && s.largest >= LARGE_PAGES ? lift(db, t, e) : Z_OK;
	return z ? z : db_run(db, e, statements[t].merge, "i", (int64_t)(SAVE_PAGES + bytes / SAVE_PAGE_BYTES));
}

enum z search_index_set(
	struct db *db, enum search_table t, int64_t id, const char *old, const char *now, struct error *e)
{
	size_t bytes = text_bytes(old, now);
	if (!db->large || !db->writing) {
		enum z z = write_one(db, t, id, old, now, e);
		return z ? z : merge_some(db, t, bytes, e);
	}
	if (!db->search)
		db->search = xalloc(sizeof *db->search);
	struct search_queue *q = db->search;
	if (q->n == q->cap) {
		q->cap = q->cap ? 2 * q->cap : 256;
		q->list = xrealloc(q->list, q->cap * sizeof *q->list);
	}
	q->list[q->n++] = (struct waiting){t, id, xstrdup(old), xstrdup(now)};
	q->bytes += sizeof *q->list + bytes;
	return q->bytes > QUEUE_BYTES ? search_index_flush(db, e) : Z_OK;
}

enum z search_index_optimize(struct db *db, struct error *e)
{
	enum z z = search_index_flush(db, e);
	for (int t = 0; !z && t < SEARCH_TABLES; t++)
		z = db_run(db, e, statements[t].optimize, NULL);
	return z;
}

/* ---- what an import brought ---- */

static bool lift_alone(struct db *db, enum search_table t)
{
	struct error e;
	if (db_begin(db, &e))
		return false;
	if (lift(db, t, &e) == Z_OK)
		return db_commit(db, &e) == Z_OK;
	db_rollback(db);
	return false;
}

/* False when there was nothing to merge, or it could not be done. */
static bool merge_slice(struct db *db, enum search_table t, int64_t pages)
{
	struct error e;
	if (db_begin(db, &e))
		return false;
	int before = sqlite3_total_changes(db->raw);
	enum z z = db_run(db, &e, statements[t].merge, "i", pages);
	bool moved = sqlite3_total_changes(db->raw) - before >= 2; /* one is this statement */
	if (z || !moved) {
		db_rollback(db);
		return false;
	}
	return db_commit(db, &e) == Z_OK;
}

void search_index_note(struct db *db, enum search_table t, size_t bytes)
{
	db->search_brought[t] += bytes;
}

void search_index_settle(struct db *db, size_t most)
{
	static const struct timespec between = {0, BETWEEN * 1000000L};
	int patience = db->write_patience;
	db->write_patience = SLICE_PATIENCE;
	for (enum search_table t = 0; t < SEARCH_TABLES; t++) {
		size_t left = db->search_brought[t] < FEW_BYTES ? 0 : db->search_brought[t] / SLICE_BYTES + 2;
		left = left < most ? left : most;
		db->search_brought[t] = 0;
		struct shape s = left ? shape_of(db, t) : (struct shape){0};
		bool all = left && s.levels < LEVELS_MOST && s.rest >= s.largest / LARGE_PART && lift_alone(db, t);
		/* With a minus everything is merged. */
		for (int64_t pages = all ? -SLICE_PAGES : SLICE_PAGES; left > 0 && merge_slice(db, t, pages); left--, pages = SLICE_PAGES)
			nanosleep(&between, NULL);
	}
	db->write_patience = patience;
	db->last = Z_OK;
}
