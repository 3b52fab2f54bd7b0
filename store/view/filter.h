/* filter.h - a filter expression of the command line and the prompt, taken apart: 状态=待初审、已退回 股室=办公室 松材线虫.
 *
 * A name with a blank in it stands in quotes; ＝ and ： do as well as =.  What has no key is searched for.  Which keys there
 * are and what they mean is the business of item/query.c, ticket/query.c, request/query.c and task/query.c. */
#ifndef STORE_VIEW_FILTER_H
#define STORE_VIEW_FILTER_H

#include <stdbool.h>

#include "store/base/memory.h"
#include "store/record/desk/desk.h"

enum { FILTER_KEYS_MAX = 32 };
struct filter_key {
	const char *text, *key, *other;
	bool bare; /* 超期 alone is 超期=是 */
};
struct filter_word { /* a value with its words */
	int code;
	const char *text, *key;
};

struct filter {
	struct desk *d;
	const struct filter_key *keys;
	int n, words; /* words: the key of what is searched for; it may come often, the others once */
	/* value may be changed */
	enum z (*set)(struct filter *f, int key, char *value);
	void *query; /* what set fills */
	struct arena *a;
	struct error *e;
	struct buffer found; /* words so far */
	bool seen[FILTER_KEYS_MAX];
};
/* Calls set for each pair and gathers the words; "" where there are none.  *words lives in the arena. */
enum z filter_parse(struct filter *f, const char *expression, const char **words);

/* ---- for set ---- */
/* Each refuses a value that it does not know with the list of what the key allows (Z_INVALID). */
/* One of the codes 1..end-1: code as parsed from value (0: none of them); those that have a text are what is allowed. */
enum z filter_code(struct filter *f, int key, const char *value, int code, const char *(*text)(int), int end, int *to);
/* The same for a set of codes: adds 1u << code. */
enum z filter_bit(struct filter *f, int key, const char *value, int code, const char *(*text)(int), int end, uint32_t *to);
/* A name in full, or the only one that begins so; sql: "SELECT id, name FROM ...". */
enum z filter_named(struct filter *f, int key, const char *sql, const char *value, int64_t *id);
#define FILTER_OFFICES "SELECT id, name FROM office ORDER BY sort, id"
#define FILTER_OFFICERS "SELECT id, name FROM officer ORDER BY id"
/* A ticket by its number in full. */
enum z filter_ticket(struct filter *f, int key, const char *value, int64_t *id);
/* 2026-01-01..2026-06-30, 2026-01-01.., ..2026-06-30, one day, a month 2026-06, or a year; open ends are DAY_NONE. */
enum z filter_days(struct filter *f, int key, char *value, int32_t *from, int32_t *to);
/* The same, open ends are 0. */
enum z filter_span(struct filter *f, int key, char *value, int32_t *from, int32_t *to);
enum z filter_yes(struct filter *f, int key, const char *value, bool *yes);
/* One of n words, by text or key. */
enum z filter_one(struct filter *f, int key, const char *value, const struct filter_word *words, int n, int *code);
/* Several, parted by 、 ， , or |: calls take with each. */
enum z filter_each(struct filter *f, int key, char *value, enum z (*take)(struct filter *f, int key, const char *word));
/* The number of an import of this kind ("items"). */
enum z filter_batch(struct filter *f, int key, const char *value, const char *kind, int64_t *batch);
#endif
