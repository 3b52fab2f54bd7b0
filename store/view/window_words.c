/* window_words.c - how a list is searched: by the full-text index, whose hits may have to be looked at one by one, or
 * within the rows that the filters leave. */
#include "store/view/window.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/file/tokenizer.h"

void plan_contains(struct plan *p, const char *words, bool all, word_test *test, struct buffer *b)
{
	char *copy = xstrdup(words), *left = copy;
	text_fold(copy, strlen(copy) + 1, copy);
	for (char *word; (word = strtok_r(left, " ", &left));)
		/* The index holds pairs: one and two characters it finds exactly. */
		if (all || utf8_count(word) > 2)
			test(p, word, b);
	free(copy);
}

/* The full-text index finds it: at least two characters that are not ASCII, which may be initials. */
static bool title_in_index(const char *title)
{
	bool han = false;
	for (const char *s = title; *s; s++)
		han = han || (unsigned char)*s >= 0x80;
	return han && utf8_count(title) >= 2;
}

/* Hits are looked at until there are enough for a few pages, rows of the filter all. */
static bool filter_is_cheaper(const struct plan *p, const struct search *s, int64_t hits)
{
	int64_t all = s->all > 0 ? s->all : 1, rows = s->rows > 0 ? s->rows : 1;
	if (hits >= FTS_COUNT)
		hits = all / 2;
	int64_t looked = SOON_ROWS * all / rows < hits ? SOON_ROWS * all / rows : hits;
	return rows * TEXT_COST < looked * (p->near ? HIT_COST : ROW_COST);
}

/* The full-text index for `words`; each word is looked for in the texts where the index is not exact, or not asked. */
static enum z use_words(struct window *w, struct search *s, const char *words, bool in_title, struct error *e)
{
	char *match = tokenizer_query(words);
	struct plan *p = &w->plan;
	struct db *db = w->d->db;
	if (!*match) {
		free(match);
		return Z_OK;
	}
	p->words = plan_text(p, match);
	s->filtered = true;
	p->by_words = true;
	if (!in_title && s->rows * TEXT_COST > (int64_t)FTS_COUNT * 10 * HIT_COST) {
		plan_contains(p, words, false, s->test, s->cond); /* too many rows to go through in any case */
	} else if (!in_title) {
		struct buffer b = {0};
		buffer_printf(&b, "SELECT count(*) FROM (SELECT 1 FROM %s WHERE %s MATCH ?1 LIMIT ?2)", p->t->fts, p->t->fts);
		sqlite3_stmt *q = db_query_dynamic(db, e, b.s);
		if (q) {
			sqlite3_bind_text(q, 1, match, -1, SQLITE_STATIC);
			sqlite3_bind_int64(q, 2, FTS_COUNT);
		}
		int64_t hits = db_step(db, q, e) ? sqlite3_column_int64(q, 0) : 0;
		db_done(q);
		buffer_free(&b);
		p->by_words = !filter_is_cheaper(p, s, hits);
		plan_contains(p, words, !p->by_words, s->test, s->cond);
	}
	free(match);
	return db_result(db);
}

enum z plan_search(struct window *w, struct search *s, struct error *e)
{
	struct plan *p = &w->plan;
	bool words = *s->words, title = *s->title, filtered = s->filtered;
	enum z z = Z_OK;
	if (words) {
		p->near = s->near;
		p->sort = p->t->by_id;
		p->descending = true;
		z = use_words(w, s, s->words, false, e);
	} else if (title && s->rows > VIEW_TITLES && title_in_index(s->title)) {
		z = use_words(w, s, s->title, true, e);
	}
	if (z != Z_OK)
		return z;
	if (p->by_words && !title) {
		/* Hits that need no look at anything else come from the index page by page. */
		bool texts = strstr(s->cond->s ? s->cond->s : "", "cjk_contains") != NULL;
		p->mode = texts || filtered ? PLAN_GROW : PLAN_FTS;
		p->grow_most = p->near ? GROW_NEAR : texts && !filtered ? GROW_TEXTS : GROW_ROWS;
		p->grown_to = INT64_MAX;
		p->partial = p->mode == PLAN_GROW;
	} else if (words || title) {
		p->mode = PLAN_SET;
		p->newest_first = !p->by_words && s->rows > VIEW_TITLES;
	}
	return Z_OK;
}
