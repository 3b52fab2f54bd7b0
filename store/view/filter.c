/* filter.c - see filter.h.  Knows no key. */
#include "store/view/filter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/base/date.h"
#include "store/base/text.h"
#include "store/record/inner.h"

static const char yes_word[] =
#define FILTER_WORD_YES(text) text
#define FILTER_WORD_NO(text)
#include "store/view/filter_word.def"
        ;
static const char no_word[] =
#define FILTER_WORD_YES(text)
#define FILTER_WORD_NO(text) text
#include "store/view/filter_word.def"
        ;

static int key_of(const struct filter *f, const char *word)
{
	for (int k = 0; k < f->n; k++) {
		const char *const names[] = {f->keys[k].text, f->keys[k].key, f->keys[k].other};
		for (int i = 0; i < 3; i++)
			if (*names[i] && !strcasecmp(names[i], word))
				return k;
	}
	return -1;
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

static enum z no_value(struct filter *f, int key, const char *value, const char *allowed)
{
	return refuse(f->e, R_FILTER_VALUE, f->keys[key].text, value, allowed);
}

/* ---- values ---- */

enum z filter_each(struct filter *f, int key, char *value, enum z (*take)(struct filter *f, int key, const char *word))
{
	static const char *const commas[] = {"\xe3\x80\x81", "\xef\xbc\x8c"}; /* 、， */
	char *left = value;
	enum z z = Z_OK;
	for (size_t i = 0; i < 2; i++)
		for (char *at; (at = strstr(value, commas[i]));) {
			*at = ',';
			memmove(at + 1, at + 3, strlen(at + 3) + 1);
		}
	for (char *word; z == Z_OK && (word = strsep(&left, ",|"));)
		z = take(f, key, word);
	return z;
}

enum z filter_code(struct filter *f, int key, const char *value, int code, const char *(*text)(int), int end, int *to)
{
	char allowed[ERROR_ARG_BYTES] = "";
	*to = code;
	if (code)
		return Z_OK;
	for (int i = 1; i < end; i++)
		if (*text(i))
			allow(allowed, text(i));
	return no_value(f, key, value, allowed);
}

enum z filter_bit(struct filter *f, int key, const char *value, int code, const char *(*text)(int), int end, uint32_t *to)
{
	enum z z = filter_code(f, key, value, code, text, end, &code);
	if (z == Z_OK)
		*to |= 1u << code;
	return z;
}

enum z filter_ticket(struct filter *f, int key, const char *value, int64_t *id)
{
	struct db *db = f->d->db;
	*id = db_number(db, f->e, 0, "SELECT id FROM ticket WHERE number=?1", "s", value);
	if (db_failed(db))
		return db_result(db);
	return *id ? Z_OK : no_value(f, key, value, "");
}

enum z filter_named(struct filter *f, int key, const char *sql, const char *value, int64_t *id)
{
	struct db *db = f->d->db;
	char allowed[ERROR_ARG_BYTES] = "";
	int64_t begins = 0;
	int many = 0;
	*id = 0;
	sqlite3_stmt *q = db_query_dynamic(db, f->e, sql);
	while (!*id && db_step(db, q, f->e)) {
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
	if (db_failed(db))
		return db_result(db);
	if (!*id && many == 1)
		*id = begins;
	return *id ? Z_OK : no_value(f, key, value, allowed);
}

enum z filter_one(struct filter *f, int key, const char *value, const struct filter_word *words, int n, int *code)
{
	char allowed[ERROR_ARG_BYTES] = "";
	for (int i = 0; i < n; i++) {
		if (!strcmp(words[i].text, value) || !strcasecmp(words[i].key, value)) {
			*code = words[i].code;
			return Z_OK;
		}
		allow(allowed, words[i].text);
	}
	return no_value(f, key, value, allowed);
}

enum z filter_days(struct filter *f, int key, char *value, int32_t *from, int32_t *to)
{
	char *dots = strstr(value, "..");
	int year, month;
	char rest;
	*from = *to = DAY_NONE;
	if (dots) {
		*dots = '\0';
		*from = *value ? day_parse(value) : DAY_NONE;
		*to = dots[2] ? day_parse(dots + 2) : DAY_NONE;
		bool good = (!*value || *from != DAY_NONE) && (!dots[2] || *to != DAY_NONE) && (*value || dots[2]);
		*dots = '.';
		if (good)
			return Z_OK;
	} else if (strlen(value) == 4 && sscanf(value, "%4d%c", &year, &rest) == 1) {
		*from = day_of(year, 1, 1);
		*to = day_of(year, 12, 31);
		if (*from != DAY_NONE)
			return Z_OK;
	} else if (strlen(value) == 7 && sscanf(value, "%4d-%2d%c", &year, &month, &rest) == 2) {
		*from = day_of(year, month, 1);
		*to = day_of(year + month / 12, month % 12 + 1, 1);
		if (*from != DAY_NONE && (*to)--)
			return Z_OK;
	} else if ((*from = *to = day_parse(value)) != DAY_NONE) {
		return Z_OK;
	}
	return refuse(f->e, R_FILTER_DATE, f->keys[key].text, value);
}

enum z filter_span(struct filter *f, int key, char *value, int32_t *from, int32_t *to)
{
	int32_t first, last;
	enum z z = filter_days(f, key, value, &first, &last);
	if (z == Z_OK) {
		*from = first == DAY_NONE ? 0 : first;
		*to = last == DAY_NONE ? 0 : last;
	}
	return z;
}

enum z filter_yes(struct filter *f, int key, const char *value, bool *yes)
{
	char allowed[ERROR_ARG_BYTES] = "";
	*yes = !*value || !strcmp(value, yes_word) || !strcasecmp(value, "yes") || !strcmp(value, "1");
	if (*yes || !strcmp(value, no_word) || !strcasecmp(value, "no") || !strcmp(value, "0"))
		return Z_OK;
	allow(allowed, yes_word);
	allow(allowed, no_word);
	return no_value(f, key, value, allowed);
}

enum z filter_batch(struct filter *f, int key, const char *value, const char *kind, int64_t *batch)
{
	char *end, allowed[ERROR_ARG_BYTES] = "";
	*batch = strtoll(value, &end, 10);
	if (*batch > 0 && !*end)
		return Z_OK;
	sqlite3_stmt *q = db_query(
	        f->d->db, f->e, "SELECT id FROM batch WHERE kind=?1 ORDER BY id DESC LIMIT 20", "s", kind);
	while (db_step(f->d->db, q, f->e))
		allow(allowed, column_text(q, 0));
	db_done(q);
	return no_value(f, key, value, allowed);
}

static enum z set(struct filter *f, int key, char *value)
{
	if (key == f->words) {
		buffer_printf(&f->found, "%s%s", f->found.n ? " " : "", value);
		return Z_OK;
	}
	if (f->seen[key])
		return refuse(f->e, R_FILTER_TWICE, f->keys[key].text);
	f->seen[key] = true;
	return f->set(f, key, value);
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

/* Cuts word at the first = or ＝, or at a colon behind a key (elsewhere a colon belongs to the text); the value, or
 * NULL. */
static char *cut_at_equals(const struct filter *f, char *word)
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
		if (!signs[i].colon || key_of(f, word) >= 0)
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

static enum z one_word(struct filter *f, char *word)
{
	char *value = cut_at_equals(f, word), allowed[ERROR_ARG_BYTES] = "";
	int key = key_of(f, word);
	if (!value)
		return key >= 0 && f->keys[key].bare ? set(f, key, word + strlen(word)) : set(f, f->words, word);
	if (key >= 0)
		return set(f, key, value);
	for (int i = 0; i < f->n; i++)
		allow(allowed, f->keys[i].text);
	return refuse(f->e, R_FILTER_KEY, word, allowed);
}

enum z filter_parse(struct filter *f, const char *expression, const char **words)
{
	char *copy = xstrdup(expression ? expression : ""), *left = copy;
	enum z z = Z_OK;
	plain_marks(copy);
	for (char *word; z == Z_OK && (word = next_word(&left));)
		z = one_word(f, word);
	*words = arena_strdup(f->a, f->found.n ? f->found.s : "");
	buffer_free(&f->found);
	free(copy);
	return z;
}
