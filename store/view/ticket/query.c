/* query.c - what the keys of ticket/filter.def ask of a list of tickets. */
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/view/filter.h"
#include "store/view/ticket/view.h"

enum ticket_filter {
#define TICKET_FILTER(name, text, key, other, bare) FILTER_##name,
#include "store/view/ticket/filter.def"
	FILTER_COUNT
};
static const struct filter_key keys[] = {
#define TICKET_FILTER(name, text, key, other, bare) {text, key, other, bare},
#include "store/view/ticket/filter.def"
};
static const struct filter_word scopes[] = {
#define TICKET_SCOPE(name, text, key) {TICKETS_##name, text, key},
#include "store/view/ticket/filter.def"
};
static const struct filter_word lights[] = {
#define TICKET_LIGHT(name, text, key) {LIGHT_##name, text, key},
#include "store/view/ticket/filter.def"
};
#define COUNT(list) (int)(sizeof(list) / sizeof *(list))

static enum z state(struct filter *f, int key, const char *word)
{
	struct ticket_query *q = f->query;
	return filter_bit(f, key, word, ticket_state_parse(word), ticket_state_text, TICKET_STATE_END, &q->states);
}

static int route_of(const char *word)
{
	for (int i = 1; i < ROUTE_END; i++)
		if (!strcmp(ticket_route_text(i), word))
			return i;
	return 0;
}

static enum z span(struct filter *f, int key, char *value, int64_t *from, int64_t *to)
{
	int32_t first, last;
	enum z z = filter_days(f, key, value, &first, &last);
	if (z == Z_OK) {
		*from = first == DAY_NONE ? 0 : day_start(first);
		*to = last == DAY_NONE ? 0 : day_start(last + 1);
	}
	return z;
}

static enum z set(struct filter *f, int k, char *value)
{
	struct ticket_query *q = f->query;
	int code = 0;
	enum z z;
	switch (k) {
	case FILTER_STATE:
		return filter_each(f, k, value, state);
	case FILTER_OFFICE:
		return filter_named(f, k, FILTER_OFFICES, value, &q->office);
	case FILTER_HANDLER:
		return filter_named(f, k, FILTER_OFFICERS, value, &q->handler);
	case FILTER_KIND:
		return filter_code(f, k, value, ticket_kind_parse(value), ticket_kind_text, KIND_END, &q->kind);
	case FILTER_URGENCY:
		return filter_code(f, k, value, ticket_urgency_parse(value), ticket_urgency_text, URGENCY_END, &q->urgency);
	case FILTER_ROUTE:
		return filter_code(f, k, value, route_of(value), ticket_route_text, ROUTE_END, &q->route);
	case FILTER_LIGHT:
		z = filter_one(f, k, value, lights, COUNT(lights), &code);
		q->light = (enum light)code;
		return z;
	case FILTER_SCOPE:
		z = filter_one(f, k, value, scopes, COUNT(scopes), &code);
		q->scope = (enum ticket_scope)code;
		return z;
	case FILTER_BATCH:
		return filter_batch(f, k, value, "tickets", &q->batch);
	case FILTER_ARRIVED:
		return span(f, k, value, &q->dispatched_from, &q->dispatched_to);
	case FILTER_CLOSED:
		return span(f, k, value, &q->closed_from, &q->closed_to);
	case FILTER_DUE:
		return span(f, k, value, &q->due_from, &q->due_to);
	case FILTER_LATE:
		return filter_yes(f, k, value, &q->late);
	case FILTER_SUPERVISED:
		return filter_yes(f, k, value, &q->supervised);
	case FILTER_EXTENDING:
		return filter_yes(f, k, value, &q->extending);
	case FILTER_EXCLUDED:
		return filter_yes(f, k, value, &q->excluded);
	case FILTER_MASTER:
		return filter_ticket(f, k, value, &q->master);
	default: /* FILTER_TITLE */
		q->title = arena_strdup(f->a, value);
		return Z_OK;
	}
}

enum z ticket_query_parse(struct desk *d, const char *expression, struct ticket_query *q, struct arena *a, struct error *e)
{
	*q = (struct ticket_query){.scope = TICKETS_ALL, .words = "", .title = ""};
	struct filter f = {.d = d, .keys = keys, .n = FILTER_COUNT, .words = FILTER_WORDS, .set = set, .query = q, .a = a, .e = e};
	return filter_parse(&f, expression, &q->words);
}
