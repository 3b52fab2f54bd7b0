/* ledger_value.c - what one cell says.  Pure. */
#include "forms/import/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "forms/words.h"
#include "store/base/date.h"
#include "store/base/text.h"

#define NAME_BYTES 512

/* The name without what people vary: blanks, quotation marks, full width, case; brackets of either width. */
static void plain_name(const char *s, char out[NAME_BYTES])
{
	char folded[NAME_BYTES];
	size_t n = 0;
	text_fold(folded, sizeof folded, s);
	for (const char *p = folded; *p;) {
		uint32_t cp;
		size_t k = (size_t)utf8_decode(p, strlen(p), &cp);
		bool drop = cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == '"' ||
		            cp == '\'' || cp == '*' || (cp >= 0x2018 && cp <= 0x201f) ||
		            cp == 0x3000 || cp == 0xa0;
		if (!drop) {
			memcpy(out + n, p, k);
			n += k;
		}
		p += k;
	}
	while (n && (out[n - 1] == ':' || out[n - 1] == '.'))
		n--;
	out[n] = '\0';
}

bool ledger_same_name(const char *a, const char *b)
{
	char x[NAME_BYTES], y[NAME_BYTES];
	plain_name(a, x);
	plain_name(b, y);
	return !strcmp(x, y);
}

/* ASCII digits and signs for full-width ones; thousands' commas dropped where they separate. */
static void plain_digits(const char *text, char out[64])
{
	char folded[64];
	size_t n = 0;
	if (strlen(text) >= sizeof folded) {
		out[0] = '\0';
		return;
	}
	text_fold(folded, sizeof folded, text);
	for (const char *s = folded; *s; s++) {
		bool between = n && s[0] == ',' && strspn(s + 1, "0123456789") >= 3 &&
		               out[n - 1] >= '0' && out[n - 1] <= '9';
		if (!between && *s != ' ')
			out[n++] = *s;
	}
	out[n] = '\0';
}

static bool integer(const char *text, int64_t *v)
{
	char s[64];
	plain_digits(text, s);
	size_t n = strspn(s, "0123456789");
	/* A spreadsheet may show 12.0 for 12. */
	if (!n || n > 18 || (s[n] && strspn(s + n, ".0") != strlen(s + n)))
		return false;
	*v = strtoll(s, NULL, 10);
	return true;
}

static bool money(const char *text, int64_t *fen)
{
	char s[64];
	plain_digits(text, s);
	char *p = s;
	static const char *const signs[] = {"¥", "￥", "rmb", "人民币"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (!strncmp(p, signs[i], strlen(signs[i])))
			p += strlen(signs[i]);
	size_t n = strspn(p, "0123456789");
	if (!n || n > 15)
		return false;
	int64_t v = 0;
	for (size_t i = 0; i < n; i++)
		v = v * 10 + (p[i] - '0');
	v *= 100;
	p += n;
	if (*p == '.') {
		size_t k = strspn(++p, "0123456789");
		for (size_t i = 2; i < k; i++)
			if (p[i] != '0')
				return false; /* less than a fen */
		v += (k > 0 ? (p[0] - '0') * 10 : 0) + (k > 1 ? p[1] - '0' : 0);
		p += k;
	}
	*fen = v;
	return !*p || !strcmp(p, "元") || !strcmp(p, "圆");
}

/* As it is written, which most cells are. */
static bool code_as_written(const struct ledger_column *c, const char *text, int *value)
{
	size_t n = strlen(text);
	for (const struct ledger_code *k = c->codes; k && k->names; k++)
		for (const char *s = k->names; s;) {
			const char *end = strchrnul(s, '|');
			if ((size_t)(end - s) == n && !memcmp(s, text, n)) {
				*value = k->value;
				return true;
			}
			s = *end ? end + 1 : NULL;
		}
	return false;
}

static bool code(const struct ledger_column *c, const char *text, int *value)
{
	if (code_as_written(c, text, value))
		return true;
	char wanted[NAME_BYTES], name[NAME_BYTES], have[NAME_BYTES];
	plain_name(text, have);
	for (const struct ledger_code *k = c->codes; k && k->names; k++)
		for (const char *s = k->names; s;) {
			const char *end = strchrnul(s, '|');
			size_t n = (size_t)(end - s);
			if (n < sizeof name) {
				memcpy(name, s, n);
				name[n] = '\0';
				plain_name(name, wanted);
				if (!strcmp(wanted, have)) {
					*value = k->value;
					return true;
				}
			}
			s = *end ? end + 1 : NULL;
		}
	return false;
}

static void expect_codes(const struct ledger_column *c, struct buffer *b)
{
	int shown = 0;
	buffer_text(b, W_LEDGER_ONE_OF);
	for (const struct ledger_code *k = c->codes; k && k->names; k++, shown++) {
		if (shown == 6) {
			buffer_text(b, W_LEDGER_AND_SO_ON);
			break;
		}
		if (shown)
			buffer_text(b, W_LIST_COMMA);
		buffer_add(b, k->names, strcspn(k->names, "|"));
	}
}

static enum z wrong(struct buffer *b, const char *expected)
{
	if (b && expected)
		buffer_text(b, expected);
	return Z_INVALID;
}

static enum z text_value(const struct ledger_column *c, const char *text, struct buffer *expected)
{
	int max = c->max ? c->max : LEDGER_TEXT_MAX;
	if (strlen(text) <= (size_t)max || utf8_count(text) <= (size_t)max)
		return Z_OK;
	if (expected)
		buffer_printf(expected, W_LEDGER_AT_MOST, max);
	return Z_INVALID;
}

enum z ledger_value(const struct ledger_column *column, const char *text, struct ledger_cell *cell,
	struct buffer *expected)
{
	*cell = (struct ledger_cell){
		.text = text, .filled = *text != '\0', .day = DAY_NONE, .instant = -1};
	if (!cell->filled)
		return column->need == LEDGER_FILLED ? wrong(expected, W_LEDGER_NOT_EMPTY) : Z_OK;
	switch (column->kind) {
	case LEDGER_TEXT:
		return text_value(column, text, expected);
	case LEDGER_DATE:
	case LEDGER_TIME:
		cell->day = day_parse(text);
		cell->instant = cell->day != DAY_NONE ? day_start(cell->day) : instant_parse(text);
		if (cell->day == DAY_NONE && cell->instant != -1)
			cell->day = day_at(cell->instant);
		if (cell->day != DAY_NONE)
			return Z_OK;
		return wrong(expected, column->kind == LEDGER_DATE ? W_LEDGER_DATE : W_LEDGER_TIME);
	case LEDGER_CODE:
		if (code(column, text, &cell->code))
			return Z_OK;
		if (expected)
			expect_codes(column, expected);
		return Z_INVALID;
	case LEDGER_INTEGER:
		return integer(text, &cell->number) ? Z_OK : wrong(expected, W_LEDGER_INTEGER);
	case LEDGER_MONEY:
		return money(text, &cell->number) ? Z_OK : wrong(expected, W_LEDGER_MONEY);
	}
	return Z_OK;
}
