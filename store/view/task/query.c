/* query.c - what the keys of task/filter.def ask of a list of 任务. */
#include "store/base/memory.h"
#include "store/view/filter.h"
#include "store/view/task/view.h"

enum task_filter {
#define TASK_FILTER(name, text, key, other, bare) FILTER_##name,
#include "store/view/task/filter.def"
	FILTER_COUNT
};
static const struct filter_key keys[] = {
#define TASK_FILTER(name, text, key, other, bare) {text, key, other, bare},
#include "store/view/task/filter.def"
};
static const struct filter_word scopes[] = {
#define TASK_SCOPE(name, text, key) {TASKS_##name, text, key},
#include "store/view/task/filter.def"
};

static enum z state(struct filter *f, int key, const char *word)
{
	struct task_query *q = f->query;
	return filter_bit(f, key, word, task_state_parse(word), task_state_text, TASK_STATE_END, &q->states);
}

static enum z set(struct filter *f, int k, char *value)
{
	struct task_query *q = f->query;
	int code = 0;
	enum z z;
	switch (k) {
	case FILTER_STATE:
		return filter_each(f, k, value, state);
	case FILTER_OFFICE:
		return filter_named(f, k, FILTER_OFFICES, value, &q->office);
	case FILTER_HELPER:
		return filter_named(f, k, FILTER_OFFICES, value, &q->helper);
	case FILTER_DUE:
		return filter_span(f, k, value, &q->due_from, &q->due_to);
	case FILTER_DONE:
		return filter_span(f, k, value, &q->done_from, &q->done_to);
	case FILTER_LATE:
		return filter_yes(f, k, value, &q->late);
	case FILTER_SOURCE:
		q->source = arena_strdup(f->a, value);
		return Z_OK;
	case FILTER_SCOPE:
		z = filter_one(f, k, value, scopes, (int)(sizeof scopes / sizeof *scopes), &code);
		q->scope = (enum task_scope)code;
		return z;
	default: /* FILTER_TITLE */
		q->title = arena_strdup(f->a, value);
		return Z_OK;
	}
}

enum z task_query_parse(struct desk *d, const char *expression, struct task_query *q, struct arena *a, struct error *e)
{
	*q = (struct task_query){.scope = TASKS_ALL, .sort = TASKS_BY_ID, .source = "", .words = "", .title = ""};
	struct filter f = {.d = d, .keys = keys, .n = FILTER_COUNT, .words = FILTER_WORDS, .set = set, .query = q, .a = a, .e = e};
	return filter_parse(&f, expression, &q->words);
}
