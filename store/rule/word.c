/* word.c - see word.h. */
#include "store/rule/word.h"

#include <stddef.h>
#include <string.h>

#include "store/base/text.h"

static const struct word *row_of(const struct word *w, int code)
{
	while (w->text && w->code != code)
		w++;
	return w->text ? w : NULL;
}

const char *word_text(const struct word *table, int code)
{
	const struct word *w = row_of(table, code);
	return w ? w->text : "";
}

const char *word_key(const struct word *table, int code)
{
	const struct word *w = row_of(table, code);
	return w ? w->key : "";
}

int word_code(const struct word *table, const char *s)
{
	for (const struct word *w = table; s && *s && w->text; w++)
		if (!strcmp(w->text, s) || !strcmp(w->key, s))
			return w->code;
	return 0;
}

static bool is(const char *word, const char *s, size_t n)
{
	return strlen(word) == n && !memcmp(word, s, n);
}

static bool is_named(const char *names, const char *s, size_t n)
{
	for (const char *p = names; p && *p;) {
		size_t m = strcspn(p, "|");
		if (m == n && !memcmp(p, s, n))
			return true;
		p += m + (p[m] == '|');
	}
	return false;
}

int word_code_named(const struct word *table, const char *s)
{
	char folded[64];
	if (!s || strlen(s) >= sizeof folded)
		return 0;
	text_fold(folded, sizeof folded, s);
	size_t n = strlen(folded);
	s = text_trim(folded, &n);
	for (const struct word *w = table; n && w->text; w++)
		if (is(w->text, s, n) || is(w->key, s, n) || is_named(w->names, s, n))
			return w->code;
	return 0;
}
