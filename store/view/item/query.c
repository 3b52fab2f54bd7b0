/* query.c - what the keys of filter.def ask of a list of items. */
#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/view/filter.h"
#include "store/view/item/view.h"

enum item_filter {
#define FILTER(name, text, key, other) FILTER_##name,
#include "store/view/filter.def"
	FILTER_COUNT
};
static const struct filter_key keys[] = {
#define FILTER(name, text, key, other) {text, key, other, FILTER_##name == FILTER_LATE || FILTER_##name == FILTER_PUBLIC},
#include "store/view/filter.def"
};
static const struct filter_word scopes[] = {
#define FILTER_SCOPE(name, text, key) {ITEMS_##name, text, key},
#include "store/view/filter_scope.def"
};
enum { SCOPES = (int)(sizeof scopes / sizeof *scopes) };

static enum z state(struct filter *f, int key, const char *word)
{
	struct item_query *q = f->query;
	return filter_bit(f, key, word, item_state_parse(word), item_state_text, STATE_END, &q->states);
}

static enum z set(struct filter *f, int k, char *value)
{
	struct item_query *q = f->query;
	int scope;
	enum z z;
	switch (k) {
	case FILTER_STATE:
		return filter_each(f, k, value, state);
	case FILTER_OFFICE:
		return filter_named(f, k, FILTER_OFFICES, value, &q->office);
	case FILTER_CATALOG:
		return filter_named(f, k, "SELECT id, name FROM catalog ORDER BY sort, id", value, &q->catalog);
	case FILTER_CATEGORY:
		return filter_named(f, k, "SELECT id, name FROM category ORDER BY sort, id", value, &q->category);
	case FILTER_CHANNEL:
		return filter_named(f, k, "SELECT id, name FROM channel ORDER BY sort, id", value, &q->channel);
	case FILTER_DRAFTER:
		return filter_named(f, k, FILTER_OFFICERS, value, &q->drafter);
	case FILTER_ATTRIBUTE:
		return filter_code(f, k, value, attribute_parse(value), attribute_text, ATTRIBUTE_END, &q->attribute);
	case FILTER_BATCH:
		return filter_batch(f, k, value, "items", &q->batch);
	case FILTER_FORMED:
		return filter_days(f, k, value, &q->formed_from, &q->formed_to);
	case FILTER_DUE:
		return filter_days(f, k, value, &q->due_from, &q->due_to);
	case FILTER_LATE:
		return filter_yes(f, k, value, &q->late);
	case FILTER_PUBLIC:
		return filter_yes(f, k, value, &q->been_public);
	case FILTER_SCOPE:
		z = filter_one(f, k, value, scopes, SCOPES, &scope);
		if (z == Z_OK)
			q->scope = (enum item_scope)scope;
		return z;
	default: /* FILTER_TITLE */
		q->title = arena_strdup(f->a, value);
		return Z_OK;
	}
}

enum z item_query_parse(struct desk *d, const char *expression, struct item_query *q,
        struct arena *a, struct error *e)
{
	*q = (struct item_query){.words = "", .title = ""};
	struct filter f = {.d = d, .keys = keys, .n = FILTER_COUNT, .words = FILTER_WORDS, .set = set, .query = q, .a = a, .e = e};
	return filter_parse(&f, expression, &q->words);
}

void item_query_within(struct item_query *q, uint32_t states)
{
	if (q->states)
		states &= q->states;
	q->states = states ? states : ITEMS_OF_NO_STATE;
}
