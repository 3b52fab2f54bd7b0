/* many.c - see many.h.  Knows nothing of tickets. */
#include "store/file/search/many.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/aside.h"
#include "store/base/mask.h"
#include "store/base/memory.h"
#include "store/file/feed.h"
#include "store/file/search/tokenizer.h"

static const char *const statements[SEARCH_TABLES] = {
	[SEARCH_ITEMS] = "INSERT INTO item_fts(rowid, text) SELECT c0, c1 FROM feed(?1)",
	[SEARCH_TICKETS] = "INSERT INTO ticket_fts(rowid, text) SELECT c0, c1 FROM feed(?1)",
};

struct search_bundle {
	size_t n, bytes;
	int64_t id[SEARCH_BUNDLE];
	size_t text[SEARCH_BUNDLE], word[SEARCH_BUNDLE]; /* where each begins */
	struct buffer texts; /* both of each row, each with its 0 */
	struct buffer words; /* as tokenizer_cut() makes them, each with its 0 */
	struct buffer one;
	struct tokenizer *cutter;
};

void search_bundle_add(struct search_bundle *b, int64_t id, const char *hidden, const char *shown)
{
	assert(b->n < SEARCH_BUNDLE);
	b->id[b->n] = id;
	b->text[b->n++] = b->texts.n;
	buffer_add(&b->texts, hidden, strlen(hidden) + 1);
	buffer_add(&b->texts, shown, strlen(shown) + 1);
}

static void *cut(void *ctx)
{
	struct search_bundle *b = ctx;
	buffer_clear(&b->words);
	b->bytes = b->texts.n;
	for (size_t i = 0; i < b->n; i++) {
		char *hidden = b->texts.s + b->text[i];
		const char *shown = hidden + strlen(hidden) + 1;
		mask_text(hidden);
		buffer_clear(&b->one);
		buffer_text(&b->one, hidden);
		buffer_byte(&b->one, '\n');
		buffer_text(&b->one, shown);
		b->word[i] = b->words.n;
		tokenizer_cut(b->cutter, b->one.s, b->one.n, &b->words);
		buffer_add(&b->words, "", 1);
	}
	return NULL;
}

struct many {
	struct db *db;
	enum search_table table;
	enum z (*more)(void *ctx, struct search_bundle *b, struct error *e);
	void *ctx;
	struct search_bundle b[2];
	int cutting; /* which of them */
	bool begun;
	struct aside aside;
};

static enum z fill(struct many *m, struct error *e)
{
	struct search_bundle *b = &m->b[m->cutting];
	b->n = 0;
	buffer_clear(&b->texts);
	enum z z = m->more(m->ctx, b, e);
	if (z == Z_OK)
		aside_begin(&m->aside, cut, b);
	return z;
}

static enum z next_rows(void *ctx, struct feed *f, struct error *e)
{
	struct many *m = ctx;
	enum z z = m->begun ? Z_OK : fill(m, e);
	m->begun = true;
	if (z != Z_OK)
		return z;
	const struct search_bundle *b = &m->b[m->cutting];
	aside_wait(&m->aside);
	m->cutting = !m->cutting;
	if (b->n && (z = fill(m, e)) != Z_OK)
		return z;
	for (size_t i = 0; i < b->n; i++)
		feed_row(f, "is", b->id[i], b->words.s + b->word[i]);
	search_index_note(m->db, m->table, b->n ? b->bytes : 0);
	return Z_OK;
}

enum z search_index_many(struct db *db, enum search_table t, enum z (*more)(void *ctx, struct search_bundle *b, struct error *e),
	void *ctx, struct error *e)
{
	struct many *m = xalloc(sizeof *m);
	struct feed f = {.more = next_rows, .ctx = m};
	*m = (struct many){.db = db, .table = t, .more = more, .ctx = ctx};
	for (int i = 0; i < 2; i++)
		m->b[i].cutter = tokenizer_new();
	enum z z = feed_run(db, &f, statements[t], e);
	aside_wait(&m->aside); /* it may have failed in the middle */
	feed_free(&f);
	for (int i = 0; i < 2; i++) {
		buffer_free(&m->b[i].texts);
		buffer_free(&m->b[i].words);
		buffer_free(&m->b[i].one);
		tokenizer_free(&m->b[i].cutter);
	}
	free(m);
	return z;
}
