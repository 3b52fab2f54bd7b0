/* query.c - what the keys of request/filter.def ask of a list of 公开申请. */
#include "store/base/memory.h"
#include "store/view/filter.h"
#include "store/view/request/view.h"

enum request_filter {
#define REQUEST_FILTER(name, text, key, other, bare) FILTER_##name,
#include "store/view/request/filter.def"
	FILTER_COUNT
};
static const struct filter_key keys[] = {
#define REQUEST_FILTER(name, text, key, other, bare) {text, key, other, bare},
#include "store/view/request/filter.def"
};
static const struct filter_word scopes[] = {
#define REQUEST_SCOPE(name, text, key) {REQUESTS_##name, text, key},
#include "store/view/request/filter.def"
};

static enum z state(struct filter *f, int key, const char *word)
{
	struct request_query *q = f->query;
	return filter_bit(f, key, word, request_state_parse(word), request_state_text, REQUEST_STATE_END, &q->states);
}

static enum z set(struct filter *f, int k, char *value)
{
	struct request_query *q = f->query;
	int code = 0;
	enum z z;
	switch (k) {
	case FILTER_STATE:
		return filter_each(f, k, value, state);
	case FILTER_OFFICE:
		return filter_named(f, k, FILTER_OFFICES, value, &q->office);
	case FILTER_HANDLER:
		return filter_named(f, k, FILTER_OFFICERS, value, &q->handler);
	case FILTER_CHANNEL:
		return filter_code(f, k, value, request_channel_parse(value), request_channel_text, BY_END, &q->channel);
	case FILTER_APPLICANT:
		return filter_code(f, k, value, request_applicant_parse(value), request_applicant_text, APPLICANT_END, &q->applicant);
	case FILTER_RECEIVED:
		return filter_span(f, k, value, &q->received_from, &q->received_to);
	case FILTER_DUE:
		return filter_span(f, k, value, &q->due_from, &q->due_to);
	case FILTER_LATE:
		return filter_yes(f, k, value, &q->late);
	case FILTER_UNCONFIRMED:
		return filter_yes(f, k, value, &q->unconfirmed);
	case FILTER_TICKET:
		return filter_ticket(f, k, value, &q->ticket);
	case FILTER_SCOPE:
		z = filter_one(f, k, value, scopes, (int)(sizeof scopes / sizeof *scopes), &code);
		q->scope = (enum request_scope)code;
		return z;
	default: /* FILTER_TITLE */
		q->title = arena_strdup(f->a, value);
		return Z_OK;
	}
}

enum z request_query_parse(struct desk *d, const char *expression, struct request_query *q, struct arena *a, struct error *e)
{
	*q = (struct request_query){.scope = REQUESTS_ALL, .words = "", .title = ""};
	struct filter f = {.d = d, .keys = keys, .n = FILTER_COUNT, .words = FILTER_WORDS, .set = set, .query = q, .a = a, .e = e};
	return filter_parse(&f, expression, &q->words);
}
