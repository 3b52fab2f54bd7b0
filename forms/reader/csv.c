/* csv.c - a state machine over bytes; knows nothing of encodings (they end in encoding_read) and of headers. */
#include "forms/reader/csv.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"

enum state {
	AT_START, /* of a field */
	PLAIN,    /* in a field without quotes */
	QUOTED,   /* between quotes */
	CLOSED,   /* after a quote that closes, or is the first of two */
};

struct csv {
	char delimiter;
	size_t field_max;
	char *file;
	row_fn *fn;
	void *ctx;
	enum state state;
	bool after_cr;
	struct buffer text; /* the row's fields, each with a NUL behind it */
	size_t start[CSV_FIELDS_MAX + 1];
	struct row_cell cell[CSV_FIELDS_MAX];
	int fields; /* finished ones */
	long line, row_line, quote_line;
};

struct csv *csv_new(char delimiter, size_t field_max, const char *file, row_fn *fn, void *ctx)
{
	struct csv *c = xalloc(sizeof *c);
	c->delimiter = delimiter;
	c->field_max = field_max ? field_max : CSV_FIELD_MAX;
	c->file = xstrdup(file ? file : "");
	c->fn = fn;
	c->ctx = ctx;
	c->line = c->row_line = 1;
	return c;
}

void csv_free(struct csv **c)
{
	if (!*c)
		return;
	buffer_free(&(*c)->text);
	free((*c)->file);
	free(*c);
	*c = NULL;
}

static enum z add(struct csv *c, const char *s, size_t n, struct error *e)
{
	if (c->text.n - c->start[c->fields] + n > c->field_max)
		return refuse(e, R_CSV_FIELD_LONG, c->file, number_text(c->row_line).s,
			number_text(c->fields + 1).s, number_text((long long)(c->field_max / 3)).s);
	buffer_add(&c->text, s, n);
	return Z_OK;
}

static enum z end_field(struct csv *c, struct error *e)
{
	if (c->fields == CSV_FIELDS_MAX)
		return refuse(e, R_CSV_FIELDS_MANY, c->file, number_text(c->row_line).s,
			number_text(CSV_FIELDS_MAX).s);
	buffer_add(&c->text, "", 1);
	c->fields++;
	c->start[c->fields] = c->text.n;
	c->state = AT_START;
	return Z_OK;
}

/* Begins the next row on the present line. */
static void clear(struct csv *c)
{
	buffer_clear(&c->text);
	c->fields = 0;
	c->start[0] = 0;
	c->state = AT_START;
	c->row_line = c->line;
}

static enum z end_row(struct csv *c, struct error *e)
{
	if (!c->fields && c->state == AT_START)
		return Z_OK; /* a blank line */
	enum z z = end_field(c, e);
	if (z != Z_OK)
		return z;
	for (int i = 0; i < c->fields; i++) {
		size_t n = c->start[i + 1] - c->start[i] - 1;
		c->cell[i] =
			(struct row_cell){c->text.s + c->start[i], n, n ? CELL_TEXT : CELL_EMPTY};
	}
	struct row row = {.line = c->row_line, .cells = c->fields, .cell = c->cell};
	return c->fn(c->ctx, &row, e);
}

/* Text after a closing quote: shows as much of it as makes it findable. */
static enum z stray(struct csv *c, const char *s, size_t n, struct error *e)
{
	char seen[48];
	size_t k = 0;
	while (k < n && k < sizeof seen - 4 && s[k] != '\n' && s[k] != '\r' && s[k] != c->delimiter)
		k++;
	while (k > 1 && k < n && ((unsigned char)s[k] & 0xc0) == 0x80)
		k--;
	memcpy(seen, s, k);
	seen[k] = '\0';
	return refuse(e, R_CSV_STRAY, c->file, number_text(c->line).s, number_text(c->fields + 1).s,
		seen);
}

/* The next of what matters in state PLAIN or AT_START. */
static size_t plain_length(const struct csv *c, const char *s, size_t n)
{
	size_t i = 0;
	while (i < n && s[i] != c->delimiter && s[i] != '\n' && s[i] != '\r')
		i++;
	return i;
}

enum z csv_feed(struct csv *c, const char *s, size_t n, struct error *e)
{
	enum z z = Z_OK;
	for (size_t i = 0; i < n && z == Z_OK;) {
		char ch = s[i];
		if (c->state == QUOTED) {
			const char *quote = memchr(s + i, '"', n - i);
			size_t k = quote ? (size_t)(quote - (s + i)) : n - i;
			for (const char *p = s + i; (p = memchr(p, '\n', (size_t)(s + i + k - p)));
				p++)
				c->line++;
			z = add(c, s + i, k, e);
			i += k;
			if (quote) {
				c->state = CLOSED;
				i++;
			}
			continue;
		}
		if (ch == '\n' && c->after_cr) { /* the second half of CRLF */
			c->after_cr = false;
			i++;
			continue;
		}
		c->after_cr = ch == '\r';
		if (ch == '\n' || ch == '\r') {
			z = end_row(c, e);
			c->line++;
			clear(c);
			i++;
		} else if (ch == c->delimiter) {
			z = end_field(c, e);
			i++;
		} else if (ch == '"' && c->state == AT_START) {
			c->state = QUOTED;
			c->quote_line = c->line;
			i++;
		} else if (ch == '"' && c->state == CLOSED) {
			z = add(c, "\"", 1, e);
			c->state = QUOTED;
			i++;
		} else if (c->state == CLOSED) {
			z = stray(c, s + i, n - i, e);
		} else {
			size_t k = plain_length(c, s + i, n - i);
			z = add(c, s + i, k, e);
			c->state = PLAIN;
			i += k;
		}
	}
	return z;
}

enum z csv_end(struct csv *c, struct error *e)
{
	if (c->state == QUOTED)
		return refuse(e, R_CSV_UNCLOSED, c->file, number_text(c->quote_line).s,
			number_text(c->fields + 1).s);
	enum z z = end_row(c, e);
	clear(c);
	return z;
}

char csv_delimiter(const char *s, size_t n)
{
	static const char candidates[] = {',', '\t', ';', '|'};
	long count[sizeof candidates] = {0};
	bool quoted = false;
	int rows = 0;
	for (size_t i = 0; i < n && rows < 5; i++) {
		if (s[i] == '"')
			quoted = !quoted;
		if (quoted)
			continue;
		rows += s[i] == '\n';
		for (size_t k = 0; k < sizeof candidates; k++)
			count[k] += s[i] == candidates[k];
	}
	size_t best = 0;
	for (size_t k = 1; k < sizeof candidates; k++)
		if (count[k] > count[best])
			best = k;
	return candidates[best];
}
