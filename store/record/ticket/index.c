/* index.c - what the full-text index holds of a ticket: masked, so that no search finds a person. */
#include "store/record/ticket/inner.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/mask.h"
#include "store/file/search/many.h"

char *ticket_words(const char *number, const char *title, const char *topic, const char *body)
{
	struct buffer b = {0};
	buffer_text(&b, title);
	buffer_byte(&b, '\n');
	buffer_text(&b, topic);
	buffer_byte(&b, '\n');
	buffer_text(&b, body);
	mask_text(b.s);
	b.n = strlen(b.s);
	buffer_byte(&b, '\n');
	buffer_text(&b, number);
	return buffer_take(&b);
}

char *ticket_words_read(struct desk *d, const struct ticket_head *h, struct error *e)
{
	char *title = NULL, *topic = NULL, *body = NULL, *words = NULL;
	struct error why;
	if (h->erased)
		return NULL;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT title, topic FROM ticket WHERE id=?1", "i", h->id);
	if (db_step(d->db, q, e)) {
		title = xstrdup(column_text(q, 0));
		topic = xstrdup(column_text(q, 1));
	}
	db_done(q);
	enum z z = h->body.id ? content_get(d->db, &h->body, &body, NULL, &why) : Z_OK;
	if (title && z == Z_OK)
		words = ticket_words(h->number, title, topic, body ? body : "");
	else if (e && z != Z_OK)
		*e = why;
	free(title);
	free(topic);
	free(body);
	return words;
}

enum z ticket_index_new(struct desk *d, int64_t id, const char *words, struct error *e)
{
	return search_index_set(d->db, SEARCH_TICKETS, id, NULL, words, e);
}

struct range {
	struct desk *d;
	int64_t next, last; /* ids */
};

static enum z range_more(void *ctx, struct search_bundle *b, struct error *e)
{
	struct range *r = ctx;
	struct buffer hidden = {0};
	int64_t to = r->next + SEARCH_BUNDLE - 1 < r->last ? r->next + SEARCH_BUNDLE - 1 : r->last;
	sqlite3_stmt *q = db_query(r->d->db, e,
		"SELECT t.id, t.title, t.topic, c.data, t.number FROM ticket t LEFT JOIN content c ON c.id=t.body_c"
		" WHERE t.id BETWEEN ?1 AND ?2 ORDER BY t.id",
		"ii", r->next, to);
	while (db_step(r->d->db, q, e)) {
		buffer_clear(&hidden);
		for (int i = 1; i <= 3; i++) {
			buffer_text(&hidden, column_text(q, i));
			if (i < 3)
				buffer_byte(&hidden, '\n');
		}
		search_bundle_add(b, sqlite3_column_int64(q, 0), hidden.s, column_text(q, 4));
	}
	db_done(q);
	buffer_free(&hidden);
	r->next = to + 1;
	return db_result(r->d->db);
}

/* One statement: FTS5 would write a segment at every savepoint between two. */
enum z ticket_index_range(struct desk *d, int64_t first, int64_t last, struct error *e)
{
	struct range r = {d, first, last};
	return search_index_many(d->db, SEARCH_TICKETS, range_more, &r, e);
}

enum z ticket_index_again(struct desk *d, int64_t id, const char *old, const char *now, struct error *e)
{
	return search_index_set(d->db, SEARCH_TICKETS, id, old, now, e);
}

enum z tickets_index_again(struct desk *d, int64_t *n, struct error *e)
{
	int64_t id = 0;
	enum z z = db_run(d->db, e, "INSERT INTO ticket_fts(ticket_fts) VALUES('delete-all')", "");
	while (z == Z_OK && (id = db_number(d->db, e, 0, "SELECT min(id) FROM ticket WHERE id>?1", "i", id))) {
		struct ticket_head h;
		z = ticket_head(d, id, &h, e);
		if (z != Z_OK || h.erased)
			continue;
		char *words = ticket_words_read(d, &h, e);
		z = words ? ticket_index_new(d, id, words, e) : e->kind;
		*n += words != NULL;
		free(words);
	}
	return z == Z_OK ? db_result(d->db) : z;
}
