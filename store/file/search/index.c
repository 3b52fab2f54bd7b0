/* index.c - what stands in the full-text indexes.  Written by C in the transaction that
 * saves a text. */
#include "store/file/search/index.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/file/db_inside.h"

/* FTS5 writes a segment at every savepoint, and SQLite makes one for nearly every statement that
 * fires a trigger: row by row an import would write, and merge, a segment an item.  So within
 * db_large the texts wait here and go in together: half the time. */
enum { QUEUE_BYTES = 16 << 20 };

static const struct {
	const char *remove, *add, *optimize;
} statements[SEARCH_TABLES] = {
#define STATEMENTS(t)                                                                              \
	{"INSERT INTO " t "(" t ", rowid, text) VALUES('delete', ?1, ?2)",                         \
		"INSERT INTO " t "(rowid, text) VALUES(?1, ?2)",                                   \
		"INSERT INTO " t "(" t ") VALUES('optimize')"}
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
	for (size_t i = 0; q && i < q->n && !z; i++)
		z = write_one(db, q->list[i].table, q->list[i].id, q->list[i].old, q->list[i].now, e);
	search_index_forget(db);
	return z;
}

enum z search_index_set(
	struct db *db, enum search_table t, int64_t id, const char *old, const char *now, struct error *e)
{
	if (!db->large || !db->writing)
		return write_one(db, t, id, old, now, e);
	if (!db->search)
		db->search = xalloc(sizeof *db->search);
	struct search_queue *q = db->search;
	if (q->n == q->cap) {
		q->cap = q->cap ? 2 * q->cap : 256;
		q->list = xrealloc(q->list, q->cap * sizeof *q->list);
	}
	q->list[q->n++] = (struct waiting){t, id, xstrdup(old), xstrdup(now)};
	q->bytes += sizeof *q->list + (old ? strlen(old) : 0) + (now ? strlen(now) : 0);
	return q->bytes > QUEUE_BYTES ? search_index_flush(db, e) : Z_OK;
}

enum z search_index_optimize(struct db *db, struct error *e)
{
	enum z z = search_index_flush(db, e);
	for (int t = 0; !z && t < SEARCH_TABLES; t++)
		z = db_run(db, e, statements[t].optimize, NULL);
	return z;
}
