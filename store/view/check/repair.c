/* repair.c - what check found of caches, counted anew: counters, due dates, channels that are awaited, the
 * full-text index.  One audited operation; what is counted is never touched, only what was counted. */
#include "store/view/check/inside.h"

#include <stdlib.h>

#include "store/base/memory.h"
#include "store/file/search/index.h"
#include "store/record/item/text.h"
#include "store/record/request/inner.h"
#include "store/record/ticket/inner.h"
#include "store/view/figure/stat.h"

/* What is to be mended. */
struct mending {
	int64_t *items; /* with a wrong due date or number of channels, in order of their ids */
	size_t n, cap;
	bool figures, words, ticket_words, ticket_dues, request_dues;
};

static bool note(void *ctx, const struct check_found *f)
{
	struct mending *m = ctx;
	m->figures = m->figures || f->code == R_CHECK_STAT;
	m->words = m->words || f->code == R_CHECK_INDEX;
	m->ticket_words = m->ticket_words || f->code == R_CHECK_TICKET_INDEX;
	m->ticket_dues = m->ticket_dues || f->code == R_CHECK_TICKET_DUE;
	m->request_dues = m->request_dues || f->code == R_CHECK_REQUEST_DUE;
	bool cached = f->code == R_CHECK_DUE || f->code == R_CHECK_CHANNELS;
	if (!cached || (m->n && m->items[m->n - 1] == f->item))
		return true;
	if (m->n == m->cap) {
		m->cap = m->cap ? m->cap * 2 : 64;
		m->items = xrealloc(m->items, m->cap * sizeof *m->items);
	}
	m->items[m->n++] = f->item;
	return true;
}

/* ---- items ---- */

static enum z item(struct desk *d, int64_t id, struct error *e)
{
	struct item_head h;
	int32_t due, due_sort;
	enum z z = item_head(d, id, &h, e);
	if (z != Z_OK)
		return z;
	item_due(d, &h, &due, &due_sort);
	z = stat_due(d, id, due, due_sort, e);
	return z == Z_OK ? item_channels_count(d, id, e) : z;
}

static enum z words(struct desk *d, int64_t *indexed, struct error *e)
{
	int64_t id = 0, revision = 0;
	enum z z = db_run(d->db, e, "INSERT INTO item_fts(item_fts) VALUES('delete-all')", "");
	while (z == Z_OK) {
		sqlite3_stmt *q =
		        db_query(d->db, e, "SELECT id, revision FROM item WHERE id>?1 ORDER BY id LIMIT 1", "i", id);
		bool more = db_step(d->db, q, e);
		if (more) {
			id = sqlite3_column_int64(q, 0);
			revision = sqlite3_column_int64(q, 1);
		}
		db_done(q);
		if (!more)
			return db_result(d->db);
		struct error why = {.kind = Z_OK};
		char *text = revision_indexed(d, revision, &why);
		if (!text && why.kind != Z_MISSING) { /* what was erased is in no index */
			*e = why;
			return why.kind;
		}
		z = text ? search_index_set(d->db, SEARCH_ITEMS, id, NULL, text, e) : Z_OK;
		*indexed += text != NULL;
		free(text);
	}
	return z;
}

static enum z mend(struct desk *d, const struct mending *m, struct repair_result *r, struct error *e)
{
	enum z z = op_permit(d, ACTION_REPAIR, e);
	if (z == Z_OK && !m->figures && !m->words && !m->n && !m->ticket_words && !m->ticket_dues && !m->request_dues)
		return refuse(e, R_REPAIR_FINE);
	if (z == Z_OK && m->figures)
		z = stat_count_again(d, false, &r->figures, e); /* within the transaction: nobody moves one meanwhile */
	for (size_t i = 0; z == Z_OK && i < m->n; i++, r->items++)
		z = item(d, m->items[i], e);
	if (z == Z_OK && m->ticket_dues)
		z = tickets_due_again(d, e);
	if (z == Z_OK && m->request_dues)
		z = requests_due_again(d, e);
	if (z == Z_OK && m->words)
		z = words(d, &r->indexed, e);
	return z == Z_OK && m->ticket_words ? tickets_index_again(d, &r->indexed, e) : z;
}

enum z check_repair(struct desk *d, struct repair_result *r, struct error *e)
{
	struct mending m = {0};
	struct check_result unused;
	*r = (struct repair_result){0};
	enum z z = check_run(d, NULL, note, &m, &unused, e);
	if (z == Z_OK)
		z = op_begin(d, e);
	if (z == Z_OK) {
		db_large(d->db, m.words || m.ticket_words);
		z = mend(d, &m, r, e);
	}
	z = op_end(d, z, ACTION_REPAIR, r->figures + r->items, e);
	if (m.words || m.ticket_words)
		db_large(d->db, false);
	if (z == Z_OK)
		search_index_settle(d->db, SEARCH_SETTLED);
	free(m.items);
	return z;
}
