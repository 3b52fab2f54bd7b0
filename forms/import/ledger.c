/* ledger.c - rows into typed rows: finds the header, maps the columns, refuses what is wrong.  The file is opened in
 * ledger_file.c. */
#include "forms/import/ledger_reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"
#include "store/base/date.h"
#include "store/base/text.h"

/* ---- text of cells ---- */

/* Cuts blanks of every kind at both ends; returns where the rest begins. */
static char *trim(char *s)
{
	size_t n = strlen(s);
	s += text_trim(s, &n) - s;
	s[n] = '\0';
	return s;
}

/* What systems write so that a spreadsheet takes digits for text: ="0123" and '0123. */
static char *unwrap(char *s)
{
	size_t n = strlen(s);
	if (n >= 3 && s[0] == '=' && s[1] == '"' && s[n - 1] == '"' && !memchr(s + 2, '"', n - 3)) {
		s[n - 1] = '\0';
		return s + 2;
	}
	return s[0] == '\'' && s[1] >= '0' && s[1] <= '9' ? s + 1 : s;
}

/* Copies a cell into the row's room, cleaned. */
static char *take(struct ledger_reader *c, const struct row_cell *cell, bool lines)
{
	char *s = c->room + c->used;
	size_t n = 0;
	for (size_t i = 0, part; i < cell->n; i += part + 1, n += part) {
		part = strnlen(cell->s + i, cell->n - i);
		memcpy(s + n, cell->s + i, part);
	}
	s[n] = '\0';
	c->used += n + 1;
	text_clean(s, lines);
	return unwrap(trim(s));
}

static void make_room(struct ledger_reader *c, const struct row *row)
{
	/* Cleaning may write a broken byte as three; rows from our own readers have none, but it costs nothing. */
	size_t need = 1;
	for (int i = 0; i < row->cells; i++)
		need += row->cell[i].n * 3 + 1;
	if (need > c->cap) {
		c->cap = need * 2;
		c->room = xrealloc(c->room, c->cap);
	}
	c->used = 0;
}

static bool is_blank(const struct row *row)
{
	for (int i = 0; i < row->cells; i++) {
		const char *s = row->cell[i].s;
		size_t n = strlen(s);
		text_trim(s, &n);
		if (n)
			return false;
	}
	return true;
}

/* ---- header ---- */

enum { NO_RANK = -1, MAPPED_RANK = -2 };

/* 0: the column's own name, 1..: its synonyms. */
static int rank(const struct ledger_column *column, const char *header)
{
	if (ledger_same_name(column->name, header))
		return 0;
	int at = 1;
	for (const char *s = column->synonyms; s; at++) {
		const char *end = strchrnul(s, '|');
		char name[128];
		size_t n = (size_t)(end - s);
		if (n < sizeof name) {
			memcpy(name, s, n);
			name[n] = '\0';
			if (ledger_same_name(name, header))
				return at;
		}
		s = *end ? end + 1 : NULL;
	}
	return NO_RANK;
}

/* The same for a header with a hint behind it: 收到日期（年-月-日）. */
static int rank_without_hint(const struct ledger_column *column, char *header)
{
	char *open = strchr(header, '('), *wide = strstr(header, "（");
	char *cut = !open || (wide && wide < open) ? wide : open;
	if (!cut || cut == header)
		return NO_RANK;
	char kept = *cut;
	*cut = '\0';
	int got = rank(column, header);
	*cut = kept;
	return got == NO_RANK ? NO_RANK : got + 1000;
}

/* A column that was mapped by hand takes its header and no other takes it. */
static int mapped_rank(const struct ledger_reader *c, int k, char *header, bool hint)
{
	for (int i = 0; i < c->l->mappings; i++)
		if (ledger_same_name(c->l->mapping[i].header, header))
			return c->l->mapping[i].column == k ? MAPPED_RANK : NO_RANK;
	return hint ? rank_without_hint(&c->l->column[k], header) : rank(&c->l->column[k], header);
}

struct header {
	int file_column[LEDGER_COLUMNS_MAX]; /* -1 */
	int rank[LEDGER_COLUMNS_MAX];
	int found, needed; /* columns; needed ones that are missing */
	int twice;         /* a column of ours that two headers name alike, -1 */
	int other;         /* the second of them */
};

static void match(const struct ledger_reader *c, char **name, int names, struct header *h)
{
	memset(h, 0, sizeof *h);
	h->twice = -1;
	for (int k = 0; k < c->l->columns; k++) {
		h->file_column[k] = -1;
		for (int pass = 0; pass < 2 && h->file_column[k] < 0; pass++)
			for (int i = 0; i < names; i++) {
				int got = *name[i] ? mapped_rank(c, k, name[i], pass) : NO_RANK;
				if (got == NO_RANK)
					continue;
				if (h->file_column[k] >= 0 && got == h->rank[k]) {
					h->twice = k;
					h->other = i;
				}
				if (h->file_column[k] < 0 || got < h->rank[k]) {
					h->file_column[k] = i;
					h->rank[k] = got;
					if (h->twice == k)
						h->twice = -1;
				}
			}
		h->found += h->file_column[k] >= 0;
		h->needed += h->file_column[k] < 0 && c->l->column[k].need != LEDGER_OPTIONAL;
	}
}

static enum z set_header(struct ledger_reader *c, char **name, int names, long line,
	const struct header *h, struct error *e)
{
	char letters[8], other[8];
	if (h->twice >= 0)
		return refuse(e, R_LEDGER_TWICE, c->file, c->l->column[h->twice].name,
			sheet_letters(h->file_column[h->twice], letters),
			sheet_letters(h->other, other));
	c->result->header_line = line;
	c->result->extra =
		xrealloc(c->result->extra, (size_t)(names + 1) * sizeof *c->result->extra);
	c->result->header =
		xrealloc(c->result->header, (size_t)(names + 1) * sizeof *c->result->header);
	c->headers = names;
	for (int i = 0; i < names && i < LEDGER_FILE_COLUMNS; i++) {
		c->map[i] = LEDGER_NAMELESS;
		for (int k = 0; k < c->l->columns; k++)
			if (h->file_column[k] == i)
				c->map[i] = k;
		if (c->map[i] == LEDGER_NAMELESS && *name[i]) {
			c->map[i] = LEDGER_EXTRA;
			c->name[i] = arena_strdup(&c->result->arena, name[i]);
			c->result->extra[c->result->extras++] = c->name[i];
		}
		if (c->map[i] != LEDGER_NAMELESS)
			c->result->header[c->result->headers++] = (struct ledger_header){
				arena_strdup(&c->result->arena, name[i]), i, c->map[i]};
	}
	for (int k = 0; k < c->l->columns; k++)
		c->result->missing += h->file_column[k] < 0;
	return Z_OK;
}

/* The sentence for a file without header, of the row that came nearest. */
static void remember(struct ledger_reader *c, char **name, int names, const struct header *h)
{
	for (int i = 0; i < names; i++)
		if (c->seen.n < 4096) {
			buffer_text(&c->seen, name[i]);
			buffer_byte(&c->seen, ' ');
		}
	if (c->nearest.n && h->found <= c->nearest_found)
		return;
	buffer_clear(&c->nearest);
	c->nearest_found = h->found;
	int shown = 0;
	for (int k = 0; k < c->l->columns; k++)
		if (h->file_column[k] < 0 && c->l->column[k].need != LEDGER_OPTIONAL)
			buffer_printf(&c->nearest, "%s“%s”", shown++ ? W_LIST_COMMA : "",
				c->l->column[k].name);
}

enum z ledger_no_header(struct ledger_reader *c, struct error *e)
{
	/* A header that is spoilt text needs another sentence than one that is missing. */
	enum z z = c->seen.n ? encoding_suspicious(c->seen.s, c->seen.n, c->file, e) : Z_OK;
	if (z != Z_OK)
		return z;
	struct buffer all = {0};
	for (int k = 0; k < c->l->columns && !c->nearest.n; k++)
		if (c->l->column[k].need != LEDGER_OPTIONAL)
			buffer_printf(
				&all, "%s“%s”", all.n ? W_LIST_COMMA : "", c->l->column[k].name);
	z = refuse(e, R_LEDGER_HEADER, c->file, number_text(LEDGER_TITLE_ROWS).s,
		c->nearest.n ? c->nearest.s
		: all.n      ? all.s
			     : c->l->column[0].name);
	buffer_free(&all);
	return z;
}

static int filled(char **name, int names)
{
	int n = 0;
	for (int i = 0; i < names; i++)
		n += *name[i] != '\0';
	return n;
}

static enum z header_row(struct ledger_reader *c, const struct row *row, struct error *e)
{
	struct header h;
	make_room(c, row);
	int names = row->cells < LEDGER_FILE_COLUMNS ? row->cells : LEDGER_FILE_COLUMNS;
	char **name = xalloc((size_t)names * sizeof *name);
	for (int i = 0; i < names; i++)
		name[i] = take(c, &row->cell[i], false);
	match(c, name, names, &h);
	enum z z = Z_OK;
	if ((h.found && !h.needed) || (c->l->any_header && filled(name, names) >= 2))
		z = set_header(c, name, names, row->line, &h, e);
	else
		remember(c, name, names, &h);
	free(name);
	if (z == Z_OK && !c->result->header_line && ++c->titles >= LEDGER_TITLE_ROWS) {
		c->headless = true;
		return ledger_no_header(c, e);
	}
	return z;
}

/* ---- rows ---- */

static void refused(struct ledger_reader *c, const struct ledger_refusal *r)
{
	c->result->refused++;
	if (c->l->refused)
		c->l->refused(c->l->ctx, r);
}

static void refuse_row(struct ledger_reader *c, long line, const struct error *why)
{
	refused(c, &(struct ledger_refusal){.file = c->file,
			   .line = line,
			   .column = -1,
			   .letters = "",
			   .name = "",
			   .expected = "",
			   .found = "",
			   .error = why});
}

static void refuse_cell(struct ledger_reader *c, long line, int at, const char *expected,
	const char *found, const struct error *why)
{
	struct error e;
	char letters[8], place[ERROR_ARG_BYTES];
	int k = c->map[at];
	sheet_letters(at, letters);
	if (!why) {
		snprintf(place, sizeof place, W_LEDGER_PLACE, line, letters, c->l->column[k].name);
		if (!*found && !strcmp(expected, W_LEDGER_NOT_EMPTY))
			refuse(&e, R_LEDGER_EMPTY, c->file, place);
		else
			refuse(&e, R_LEDGER_CELL, c->file, place, expected, *found ? found : W_LEDGER_EMPTY);
		why = &e;
	}
	refused(c, &(struct ledger_refusal){.file = c->file,
			   .line = line,
			   .column = k,
			   .letters = letters,
			   .name = c->l->column[k].name,
			   .expected = expected,
			   .found = found,
			   .error = why});
}

/* Digits that a spreadsheet has rounded: 2.60124E+15, or a number cell of 16 and more digits. */
static bool rounded(const struct row_cell *cell, const char *text)
{
	size_t n = strspn(text, "0123456789");
	if (cell->kind == CELL_NUMBER)
		return n == strlen(text) && (n > 16 || (n == 16 && text[15] == '0'));
	if (n != 1)
		return false;
	const char *s = text + 1;
	if (*s == '.')
		s += 1 + strspn(s + 1, "0123456789");
	return (*s == 'E' || *s == 'e') && s[1] == '+' &&
	       strspn(s + 2, "0123456789") == strlen(s + 2) && s[2];
}

/* Text that lost characters before it came here. */
static enum z spoilt(struct ledger_reader *c, long line, int at, const char *text, struct error *e)
{
	char place[ERROR_ARG_BYTES], letters[8];
	struct suspicion s = {0};
	size_t n = strlen(text);
	bool plain = !strchr(text, '?');
	for (size_t i = 0; i < n && plain; i++)
		plain = (unsigned char)text[i] < 0x80;
	if (plain)
		return Z_OK;
	suspicion_count(text, n, &s);
	if (!s.replaced && !s.mojibake && !s.questions)
		return Z_OK;
	snprintf(place, sizeof place, W_QUOTED W_LEDGER_PLACE, c->file, line,
		sheet_letters(at, letters), c->l->column[c->map[at]].name);
	if (s.replaced)
		return refuse(e, R_TEXT_REPLACED, place, number_text(s.replaced).s);
	return suspicion_verdict(&s, place, e);
}

/* All wrong cells of a row are told, one refusal each; the row counts once. */
static void one_cell(struct ledger_reader *c, const struct row *row, int at)
{
	int k = c->map[at];
	const struct ledger_column *column = &c->l->column[k];
	struct error e;
	char *text = take(c, &row->cell[at], column->kind == LEDGER_TEXT);
	if (column->kind == LEDGER_TEXT && rounded(&row->cell[at], text)) {
		char place[ERROR_ARG_BYTES], letters[8];
		snprintf(place, sizeof place, W_LEDGER_PLACE, row->line, sheet_letters(at, letters),
			column->name);
		refuse(&e, R_LEDGER_ROUNDED, c->file, place, text);
		refuse_cell(c, row->line, at, W_LEDGER_AS_TEXT, text, &e);
		return;
	}
	if (spoilt(c, row->line, at, text, &e) != Z_OK) {
		refuse_cell(c, row->line, at, W_LEDGER_GOOD_TEXT, text, &e);
		return;
	}
	buffer_clear(&c->expected);
	if (row->cell[at].kind == CELL_ERROR ||
		ledger_value(column, text, &c->cell[k], &c->expected) != Z_OK)
		refuse_cell(c, row->line, at, c->expected.n ? c->expected.s : W_LEDGER_NO_ERROR,
			text, NULL);
}

static bool wide_row(struct ledger_reader *c, const struct row *row)
{
	for (int i = c->headers; i < row->cells; i++)
		if (row->cell[i].n) {
			struct error e;
			char letters[8];
			refuse(&e, R_LEDGER_WIDE, sheet_letters(i, letters), row->cell[i].s);
			refuse_row(c, row->line, &e);
			return true;
		}
	return false;
}

static void clear_cells(struct ledger_reader *c)
{
	for (int k = 0; k < c->l->columns; k++)
		c->cell[k] = (struct ledger_cell){.text = "", .day = DAY_NONE, .instant = -1};
}

/* Columns of the header that the row is too short for. */
static void missing_cells(struct ledger_reader *c, const struct row *row)
{
	for (int i = row->cells; i < c->headers; i++)
		if (c->map[i] >= 0 && c->l->column[c->map[i]].need == LEDGER_FILLED)
			refuse_cell(c, row->line, i, W_LEDGER_NOT_EMPTY, "", NULL);
}

static enum z data_row(struct ledger_reader *c, const struct row *row, struct error *e)
{
	long before = c->result->refused;
	if (wide_row(c, row))
		return Z_OK;
	make_room(c, row);
	clear_cells(c);
	int extras = 0;
	for (int i = 0; i < row->cells && i < c->headers; i++) {
		if (c->map[i] >= 0)
			one_cell(c, row, i);
		else if (c->map[i] == LEDGER_EXTRA && row->cell[i].n)
			c->extra[extras++] =
				(struct ledger_extra){c->name[i], take(c, &row->cell[i], true)};
	}
	missing_cells(c, row);
	if (c->result->refused != before) {
		c->result->refused = before + 1;
		return Z_OK;
	}
	int wrong = -1;
	struct ledger_row out = {.file = c->file,
		.line = row->line,
		.cell = c->cell,
		.extras = extras,
		.extra = c->extra,
		.wrong = &wrong};
	struct error why = {0};
	enum z z = c->l->row(c->l->ctx, &out, &why);
	if (z == Z_OK) {
		c->result->good++;
		return Z_OK;
	}
	if (z == Z_INVALID || z == Z_DENIED || z == Z_STALE || z == Z_MISSING) {
		int at = wrong < 0 ? c->headers : 0;
		while (at < c->headers && c->map[at] != wrong)
			at++;
		if (at < c->headers)
			refuse_cell(c, row->line, at, "", c->cell[wrong].text, &why);
		else
			refuse_row(c, row->line, &why);
		return Z_OK;
	}
	if (e)
		*e = why;
	return z;
}

enum z ledger_take_row(void *ctx, const struct row *row, struct error *e)
{
	struct ledger_reader *c = ctx;
	if (is_blank(row))
		return Z_OK;
	if (!c->result->header_line)
		return header_row(c, row, e);
	if (c->sheet_rows && (row->line & 0xff) == 0 && c->l->progress &&
		!c->l->progress(c->l->ctx, row->line, 0))
		return refuse(e, R_LEDGER_CANCEL, c->file);
	return data_row(c, row, e);
}
