/* value.c - see value.h. */
#include "forms/entry/value.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"
#include "store/base/text.h"

/* ------------------------------------------------------------ into the form */
void entry_put_text(const struct entry_putter *p, const char *key, const char *s)
{
	p->put(p->ctx, key, s ? s : "");
}

void entry_put_id(const struct entry_putter *p, const char *key, int64_t id)
{
	entry_put_text(p, key, id ? number_text(id).s : "");
}

void entry_put_day(const struct entry_putter *p, const char *key, int32_t day)
{
	char s[16];
	entry_put_text(p, key, day_text(day, s));
}

void entry_put_nothing(const struct entry_putter *p, const char *const *keys)
{
	for (; *keys; keys++)
		entry_put_text(p, *keys, "");
}

/* ------------------------------------------------------------ what can be chosen */
void entry_codes(struct choices *out, const char *(*word)(int), int first, int last, const char *(*note)(int))
{
	for (int code = first; code < last; code++)
		if (*word(code))
			choices_add(out, number_text(code).s, word(code), note ? note(code) : "", "");
}

void entry_offices(const struct entry *en, const struct office *list, int n, struct choices *out)
{
	int64_t now = entry_id(en, "office");
	for (int i = 0; i < n; i++)
		if (list[i].active || list[i].id == now)
			choices_add(out, number_text(list[i].id).s, list[i].name, "", "");
}

/* ------------------------------------------------------------ out of the form */
int64_t entry_id(const struct entry *en, const char *key)
{
	return strtoll(en->value(en, key), NULL, 10);
}

int entry_code(const struct entry *en, const char *key)
{
	return (int)entry_id(en, key);
}

enum z entry_day(const struct entry *en, const char *key, int32_t *day, const char **at, struct error *e)
{
	const char *typed = en->value(en, key);
	*day = *typed ? day_parse(typed) : DAY_NONE;
	if (!*typed || *day != DAY_NONE)
		return Z_OK;
	*at = key;
	return refuse(e, R_BAD_DATE, typed);
}

char *entry_keep(struct entry_kept *k, const char *s)
{
	size_t n = strlen(s);
	s = text_trim(s, &n);
	assert(k->n < ENTRY_KEPT_MAX);
	return k->text[k->n++] = xstrndup(s, n);
}

void entry_kept_free(struct entry_kept *k)
{
	while (k->n)
		free(k->text[--k->n]);
}

/* ------------------------------------------------------------ what is missing */
void entry_lacks(const struct entry_lack *rows, size_t n, struct buffer *out)
{
	for (size_t i = 0; i < n; i++)
		if (rows[i].lacks)
			buffer_printf(out, "%s\n", rows[i].word);
}

void entry_lacks_days(const struct entry *en, const struct form_field *fields, size_t n, struct buffer *out)
{
	char why[600];
	for (const struct form_field *f = fields; f < fields + n; f++) {
		const char *typed = f->kind == FIELD_DATE && (!f->asked || f->asked(en)) ? en->value(en, f->key) : "";
		if (*typed && (day_parse(typed) == DAY_NONE || (f->check && !f->check(en, typed, why, sizeof why))))
			buffer_printf(out, W_ENTRY_RIGHT_DAY "\n", f->label);
	}
}
