/* item_query.c - the filter expression of the command line and the prompt: 状态=待初审、已退回
 * 股室=办公室 松材线虫.
 *
 * A name with a blank in it stands in quotes; ＝ and ： do as well as =.  What has no key is
 * searched for. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/record/inner.h"
#include "store/view/item_view.h"

enum filter_key {
#define FILTER(name, text, key, other) FILTER_##name,
#include "store/view/filter.def"
	FILTER_COUNT
};
static const char *const keys[][3] = {
#define FILTER(name, text, key, other) {text, key, other},
#include "store/view/filter.def"
};
static const struct {
	enum item_scope scope;
	const char *text, *key;
} scopes[] = {
#define FILTER_SCOPE(name, text, key) {ITEMS_##name, text, key},
#include "store/view/filter_scope.def"
};
static const char yes[] =
#define FILTER_WORD_YES(text) text
#define FILTER_WORD_NO(text)
#include "store/view/filter_word.def"
        ;
static const char no[] =
#define FILTER_WORD_YES(text)
#define FILTER_WORD_NO(text) text
#include "store/view/filter_word.def"
        ;
enum { SCOPES = (int)(sizeof scopes / sizeof *scopes) };

struct parse {
	struct desk *d;
	struct item_query *q;
	struct arena *a;
	struct error *e;
	struct buffer words;
	bool seen[FILTER_COUNT];
};

static enum filter_key key_of(const char *word)
{
	for (int k = 0; k < FILTER_COUNT; k++)
		for (int i = 0; i < 3; i++)
			if (*keys[k][i] && !strcasecmp(keys[k][i], word))
				return (enum filter_key)k;
	return FILTER_COUNT;
}

/* One more name to a list within a sentence; the list ends with … when it is full. */
static void allow(char list[ERROR_ARG_BYTES], const char *name)
{
	size_t n = strlen(list);
	if (n + strlen(name) + 8 < ERROR_ARG_BYTES)
		snprintf(list + n, ERROR_ARG_BYTES - n, "%s%s", n ? "、" : "", name);
	else if (n < 3 || strcmp(list + n - 3, "…") != 0)
		snprintf(list + n, ERROR_ARG_BYTES - n, "…");
}

static enum z no_value(struct parse *p, enum filter_key k, const char *value, const char *allowed)
{
	return refuse(p->e, R_FILTER_VALUE, keys[k][0], value, allowed);
}

/* ---- values ---- */

static enum z states(struct parse *p, char *value)
{
	char allowed[ERROR_ARG_BYTES] = "", *left = value;
	static const char *const commas[] = {"\xe3\x80\x81", "\xef\xbc\x8c"}; /* 、， */
	for (size_t i = 0; i < 2; i++)
		for (char *at; (at = strstr(value, commas[i]));) {
			*at = ',';
			memmove(at + 1, at + 3, strlen(at + 3) + 1);
		}
	for (char *word; (word = strsep(&left, ",|"));) {
		int s = item_state_parse(word);
		if (!s) {
			for (int i = 1; i < STATE_END; i++)
				allow(allowed, item_state_text(i));
			return no_value(p, FILTER_STATE, word, allowed);
		}
		p->q->states |= 1u << s;
	}
	return Z_OK;
}

/* A name in full, or the only one that begins so. */
static enum z named(
        struct parse *p, enum filter_key k, const char *table, const char *value, int64_t *id)
{
	char allowed[ERROR_ARG_BYTES] = "", sql[96];
	int64_t begins = 0;
	int many = 0;
	*id = 0;
	snprintf(sql, sizeof sql, "SELECT id, name FROM %s ORDER BY %s", table,
	        k == FILTER_DRAFTER ? "id" : "sort, id");
	sqlite3_stmt *q = db_query_dynamic(p->d->db, p->e, sql);
	while (!*id && db_step(p->d->db, q, p->e)) {
		char name[200], wanted[200];
		text_fold(name, sizeof name, column_text(q, 1));
		text_fold(wanted, sizeof wanted, value);
		allow(allowed, column_text(q, 1));
		if (!strcmp(name, wanted))
			*id = sqlite3_column_int64(q, 0);
		else if (*wanted && !strncmp(name, wanted, strlen(wanted)) && ++many)
			begins = sqlite3_column_int64(q, 0);
	}
	db_done(q);
	if (db_failed(p->d->db))
		return db_result(p->d->db);
	if (!*id && many == 1)
		*id = begins;
	return *id ? Z_OK : no_value(p, k, value, allowed);
}

static enum z attribute(struct parse *p, const char *value)
{
	char allowed[ERROR_ARG_BYTES] = "";
	p->q->attribute = attribute_parse(value);
	for (int i = 1; i < ATTRIBUTE_END; i++)
		allow(allowed, attribute_text(i));
	return p->q->attribute ? Z_OK : no_value(p, FILTER_ATTRIBUTE, value, allowed);
}

static enum z scope(struct parse *p, const char *value)
{
	char allowed[ERROR_ARG_BYTES] = "";
	for (int i = 0; i < SCOPES; i++) {
		if (!strcmp(scopes[i].text, value) || !strcasecmp(scopes[i].key, value)) {
			p->q->scope = scopes[i].scope;
			return Z_OK;
		}
		allow(allowed, scopes[i].text);
	}
	return no_value(p, FILTER_SCOPE, value, allowed);
}

/* 2026-01-01..2026-06-30, 2026-01-01.., ..2026-06-30, one day, or a year. */
static enum z days(struct parse *p, enum filter_key k, char *value, int32_t *from, int32_t *to)
{
	char *dots = strstr(value, "..");
	int year;
	char rest;
	*from = *to = DAY_NONE;
	if (dots) {
		*dots = '\0';
		*from = *value ? day_parse(value) : DAY_NONE;
		*to = dots[2] ? day_parse(dots + 2) : DAY_NONE;
		bool good = (!*value || *from != DAY_NONE) && (!dots[2] || *to != DAY_NONE) &&
		            (*value || dots[2]);
		*dots = '.';
		if (good)
			return Z_OK;
	} else if (strlen(value) == 4 && sscanf(value, "%4d%c", &year, &rest) == 1) {
		*from = day_of(year, 1, 1);
		*to = day_of(year, 12, 31);
		if (*from != DAY_NONE)
			return Z_OK;
	} else if ((*from = *to = day_parse(value)) != DAY_NONE) {
		return Z_OK;
	}
	return refuse(p->e, R_FILTER_DATE, keys[k][0], value);
}

static enum z late(struct parse *p, const char *value)
{
	char allowed[ERROR_ARG_BYTES] = "";
	if (!*value || !strcmp(value, yes) || !strcasecmp(value, "yes") || !strcmp(value, "1"))
		p->q->late = true;
	else if (strcmp(value, no) != 0 && strcasecmp(value, "no") != 0 &&
	         strcmp(value, "0") != 0) {
		allow(allowed, yes);
		allow(allowed, no);
		return no_value(p, FILTER_LATE, value, allowed);
	}
	return Z_OK;
}

static enum z batch(struct parse *p, const char *value)
{
	char *end, allowed[ERROR_ARG_BYTES] = "";
	p->q->batch = strtoll(value, &end, 10);
	if (p->q->batch > 0 && !*end)
		return Z_OK;
	sqlite3_stmt *q = db_query(p->d->db, p->e,
	        "SELECT id FROM batch WHERE kind='items' ORDER BY id DESC LIMIT 20", "");
	while (db_step(p->d->db, q, p->e))
		allow(allowed, column_text(q, 0));
	db_done(q);
	return no_value(p, FILTER_BATCH, value, allowed);
}

static enum z set(struct parse *p, enum filter_key k, char *value)
{
	struct item_query *q = p->q;
	if (k != FILTER_WORDS && p->seen[k])
		return refuse(p->e, R_FILTER_TWICE, keys[k][0]);
	p->seen[k] = true;
	switch (k) {
	case FILTER_STATE:
		return states(p, value);
	case FILTER_OFFICE:
		return named(p, k, "office", value, &q->office);
	case FILTER_CATALOG:
		return named(p, k, "catalog", value, &q->catalog);
	case FILTER_CATEGORY:
		return named(p, k, "category", value, &q->category);
	case FILTER_CHANNEL:
		return named(p, k, "channel", value, &q->channel);
	case FILTER_DRAFTER:
		return named(p, k, "officer", value, &q->drafter);
	case FILTER_ATTRIBUTE:
		return attribute(p, value);
	case FILTER_BATCH:
		return batch(p, value);
	case FILTER_FORMED:
		return days(p, k, value, &q->formed_from, &q->formed_to);
	case FILTER_DUE:
		return days(p, k, value, &q->due_from, &q->due_to);
	case FILTER_LATE:
		return late(p, value);
	case FILTER_SCOPE:
		return scope(p, value);
	case FILTER_TITLE:
		q->title = arena_strdup(p->a, value);
		return Z_OK;
	default:
		buffer_printf(&p->words, "%s%s", p->words.n ? " " : "", value);
		return Z_OK;
	}
}

/* ---- words ---- */

/* What an input method leaves behind instead of blanks and quotes, replaced in place. */
static void plain_marks(char *s)
{
	static const struct {
		const char *wide;
		char plain;
	} twin[] = {{"\xe3\x80\x80", ' '}, {"\xe2\x80\x9c", '"'}, {"\xe2\x80\x9d", '"'}};
	char *to = s;
	for (char *from = s; *from;) {
		size_t i = 0, n = sizeof twin / sizeof *twin;
		while (i < n && strncmp(from, twin[i].wide, 3) != 0)
			i++;
		*to++ = i < n ? twin[i].plain : *from;
		from += i < n ? 3 : 1;
	}
	*to = '\0';
}

/* Cuts word at the first = or ＝, or at a colon behind a key (elsewhere a colon belongs to the
 * text); the value, or NULL. */
static char *cut_at_equals(char *word)
{
	static const struct {
		const char *text;
		bool colon;
	} signs[] = {{"=", false}, {"\xef\xbc\x9d", false}, {":", true}, {"\xef\xbc\x9a", true}};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		char *at = strstr(word, signs[i].text), first = at ? *at : '\0';
		if (!at)
			continue;
		*at = '\0';
		if (!signs[i].colon || key_of(word) < FILTER_COUNT)
			return at + strlen(signs[i].text);
		*at = first;
	}
	return NULL;
}

/* The next word of *s without its quotes, NULL at the end; cuts *s up. */
static char *next_word(char **s)
{
	char *from = *s + strspn(*s, " \t\n"), *to = from, *word = from;
	bool quoted = false;
	if (!*from)
		return NULL;
	for (; *from && (quoted || !strchr(" \t\n", *from)); from++) {
		if (*from == '"')
			quoted = !quoted;
		else
			*to++ = *from;
	}
	*s = *from ? from + 1 : from;
	*to = '\0';
	return word;
}

static enum z one_word(struct parse *p, char *word)
{
	char *value = cut_at_equals(word), allowed[ERROR_ARG_BYTES] = "";
	if (!value) {
		if (key_of(word) == FILTER_LATE)
			return set(p, FILTER_LATE, word + strlen(word));
		return set(p, FILTER_WORDS, word);
	}
	enum filter_key k = key_of(word);
	if (k < FILTER_COUNT)
		return set(p, k, value);
	for (int i = 0; i < FILTER_COUNT; i++)
		allow(allowed, keys[i][0]);
	return refuse(p->e, R_FILTER_KEY, word, allowed);
}

enum z item_query_parse(struct desk *d, const char *expression, struct item_query *q,
        struct arena *a, struct error *e)
{
	*q = (struct item_query){.words = "", .title = ""};
	struct parse p = {.d = d, .q = q, .a = a, .e = e};
	char *copy = xstrdup(expression ? expression : ""), *left = copy;
	enum z z = Z_OK;
	plain_marks(copy);
	for (char *word; z == Z_OK && (word = next_word(&left));)
		z = one_word(&p, word);
	if (p.words.n)
		q->words = arena_strdup(a, p.words.s);
	buffer_free(&p.words);
	free(copy);
	return z;
}
