/* window_words.c - how a list is searched: by the full-text index, whose hits may have to be looked at one by one, or
 * within the rows that the filters leave. */
#include "store/view/window.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/file/search/tokenizer.h"

void plan_contains(struct plan *p, const char *words, enum plan_words which, word_test *test, struct buffer *b)
{
	char *copy = xstrdup(words), *left = copy;
	text_fold(copy, strlen(copy) + 1, copy);
	for (char *word; (word = strtok_r(left, " ", &left));)
		/* The index holds pairs: one and two characters it finds exactly. */
		if (which & (utf8_count(word) > 2 ? WORDS_UNSURE : WORDS_SURE))
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

/* The full-text index for `words`; each word is looked for in the texts where the index is not exact. */
static void use_words(struct window *w, struct search *s, const char *words, bool in_title)
{
	char *match = tokenizer_query(words);
	struct plan *p = &w->plan;
	if (*match) {
		p->words = plan_text(p, match);
		p->by_words = true;
		p->hit_ns = HIT_NS;
		for (const char *more = match; (more = strstr(more, " AND ")); more++)
			p->hit_ns += PAIR_NS;
	}
	if (*match && !in_title) {
		size_t before = s->cond->n;
		struct buffer b = {0};
		plan_contains(p, words, WORDS_UNSURE, s->test, s->cond);
		p->tests_texts = s->cond->n > before;
		plan_contains(p, words, WORDS_SURE, s->test, &b);
		p->in_texts = b.n ? buffer_take(&b) : NULL;
	}
	free(match);
}

void plan_search(struct window *w, struct search *s)
{
	struct plan *p = &w->plan;
	bool words = *s->words, title = *s->title, filtered = s->filtered;
	if (words) {
		p->near = s->near;
		p->sort = p->t->by_id;
		p->descending = true;
		use_words(w, s, s->words, false);
	} else if (title && s->rows > VIEW_TITLES && title_in_index(s->title)) {
		use_words(w, s, s->title, true);
	}
	if (p->by_words && !title) {
		/* Hits that need no look at anything else come from the index page by page. */
		p->mode = p->tests_texts || filtered ? PLAN_GROW : PLAN_FTS;
		p->grown_to = INT64_MAX;
		p->partial = p->mode == PLAN_GROW;
	} else if (words || title) {
		p->mode = PLAN_SET;
		p->newest_first = !p->by_words && s->rows > VIEW_TITLES;
	}
}
