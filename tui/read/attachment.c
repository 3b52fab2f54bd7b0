/* attachment.c - see attachment.h.  Tables are set as a grid with the sheet's own row numbers and
 * column letters, so that a place can be named (附件2·C17). */
#include "tui/read/attachment.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "forms/reader/csv.h"
#include "forms/reader/docx.h"
#include "forms/reader/encoding.h"
#include "forms/reader/sheet.h"
#include "forms/reader/sniff.h"
#include "store/base/text.h"
#include "tui/words.h"

enum {
	ROWS_MAX = 2000, /* of a table */
	COLUMNS_MAX = 60,
	CELL_COLUMNS = 32, /* the widest a column of a grid gets */
	TEXT_MAX = 1 << 20,
};

static const long long MB = 1 << 20;

const char *attachment_size(long long bytes, char buf[32])
{
	if (bytes < 1024)
		snprintf(buf, 32, W_ATT_BYTES, bytes);
	else if (bytes < MB)
		snprintf(buf, 32, W_ATT_KB, (bytes + 1023) / 1024);
	else
		snprintf(buf, 32, W_ATT_MB, bytes / MB, bytes * 10 / MB % 10);
	return buf;
}

/* ------------------------------------------------------------ what is it? */
static enum package_kind archive_kind(const char *name, const void *data, size_t n)
{
	struct package *p = NULL;
	if (package_open_memory(data, n, name, PACKAGE_OTHER, &p, NULL) != Z_OK)
		return PACKAGE_OTHER;
	enum package_kind kind = package_kind(p);
	package_close(&p);
	return kind;
}

const char *attachment_unread(const char *name, const void *data, size_t n)
{
	struct encoding_guess g;
	switch (sniff_kind(data, n)) {
	case SNIFF_EMPTY:
		return W_ATT_EMPTY;
	case SNIFF_ZIP:
		return archive_kind(name, data, n) == PACKAGE_OTHER ? W_ATT_ARCHIVE : NULL;
	case SNIFF_OLE:
		return W_ATT_OLD;
	case SNIFF_ENCRYPTED:
		return W_ATT_ENCRYPTED;
	case SNIFF_RTF:
		return W_ATT_RTF;
	case SNIFF_PDF:
		return W_ATT_PDF;
	case SNIFF_HTML:
		return W_ATT_HTML;
	case SNIFF_IMAGE:
		return W_ATT_IMAGE;
	case SNIFF_TEXT:
		break;
	}
	encoding_detect(data, n < ENCODING_LOOK ? n : ENCODING_LOOK, n <= ENCODING_LOOK, &g);
	bool wide = g.encoding == ENCODING_UTF16LE || g.encoding == ENCODING_UTF16BE;
	bool binary = !wide && memchr(data, 0, n < 4096 ? n : 4096);
	return g.encoding == ENCODING_UNKNOWN || binary ? W_ATT_ARCHIVE : NULL;
}

/* ------------------------------------------------------------ a table as a grid */
struct grid {
	struct arena arena;
	struct grid_row {
		long line;
		bool hidden;
		int cells;
		const char **cell;
	} * row;
	int rows, columns;
	bool more, cut;
	int width[COLUMNS_MAX];
};

static enum z take_row(void *ctx, const struct row *r, struct error *e)
{
	struct grid *g = ctx;
	(void)e;
	if (g->rows == ROWS_MAX) {
		g->more = true;
		return Z_OK;
	}
	if (!g->row)
		g->row = arena_alloc(&g->arena, sizeof *g->row * ROWS_MAX);
	struct grid_row *to = &g->row[g->rows++];
	to->line = r->line;
	to->hidden = r->hidden;
	to->cells = r->cells < COLUMNS_MAX ? r->cells : COLUMNS_MAX;
	to->cell = arena_alloc(&g->arena, sizeof *to->cell * (size_t)(to->cells ? to->cells : 1));
	for (int i = 0; i < to->cells; i++) {
		/* what does not fit is not copied, but a line end inside a cell must not end the
		 * row */
		size_t n = text_cut(r->cell[i].s, r->cell[i].n, 4 * CELL_COLUMNS, NULL);
		char *copy = xstrndup(r->cell[i].s, n);
		for (char *c = copy; *c; c++)
			if (*c == '\n' || *c == '\t' || *c == '\r')
				*c = ' ';
		text_clean(copy, false);
		to->cell[i] = arena_strdup(&g->arena, copy);
		int w = text_columns(copy);
		free(copy);
		if (w > CELL_COLUMNS || n < r->cell[i].n) {
			g->cut = true;
			w = CELL_COLUMNS;
		}
		if (w > g->width[i])
			g->width[i] = w;
	}
	if (to->cells > g->columns)
		g->columns = to->cells;
	return Z_OK;
}

static void fill_grid(struct reader *r, struct grid *g)
{
	char cell[CELL_COLUMNS * 4 + 8], number[24], letters[8];
	if (!g->rows) {
		reader_text(r, C_DIM, W_ATT_SHEET_EMPTY);
		reader_end(r);
		return;
	}
	reader_set_lines(r, true);
	reader_text(r, C_HEAD, text_fit(number, sizeof number, "", 7, TEXT_RIGHT));
	for (int i = 0; i < g->columns; i++) {
		if (g->width[i] < 2)
			g->width[i] = 2;
		reader_text(r, C_HEAD,
		        text_fit(cell, sizeof cell, sheet_letters(i, letters), g->width[i],
		                TEXT_LEFT));
		reader_text(r, C_HEAD, "  ");
	}
	reader_end(r);
	for (int k = 0; k < g->rows; k++) {
		const struct grid_row *row = &g->row[k];
		char line[24];
		snprintf(line, sizeof line, "%s%ld ", row->hidden ? W_ATT_HIDDEN_MARK : "",
		        row->line);
		reader_text(r, row->hidden ? C_SOON : C_DIM,
		        text_fit(number, sizeof number, line, 7, TEXT_RIGHT));
		for (int i = 0; i < row->cells; i++) {
			reader_text(r, C_TEXT,
			        text_fit(cell, sizeof cell, row->cell[i], g->width[i], TEXT_LEFT));
			reader_text(r, C_TEXT, "  ");
		}
		reader_end(r);
	}
	reader_set_lines(r, false);
	if (g->more) {
		char s[120];
		snprintf(s, sizeof s, W_ATT_LONG, ROWS_MAX);
		reader_text(r, C_SOON, s);
		reader_end(r);
	}
}

static void note(struct reader *r, const char *text)
{
	reader_text(r, C_SOON, text);
	reader_end(r);
}

static void refusal(struct reader *r, const struct error *e)
{
	char s[600];
	reader_text(r, C_LATE, error_sentence(e, s, sizeof s));
	reader_end(r);
}

static void report(struct reader *r, const char *name, const struct sheet_report *p)
{
	char s[300];
	if (p->hidden_rows) {
		snprintf(s, sizeof s, W_ATT_HIDDEN_ROWS, name, p->hidden_rows, p->first_hidden_row);
		note(r, s);
	}
	if (p->hidden_columns) {
		snprintf(s, sizeof s, W_ATT_HIDDEN_COLUMNS, name, p->hidden_columns,
		        p->first_hidden_column);
		note(r, s);
	}
	if (p->merged) {
		snprintf(s, sizeof s, W_ATT_MERGED, name, p->merged, p->first_merged);
		note(r, s);
	}
	if (p->unresolved) {
		snprintf(s, sizeof s, W_ATT_UNRESOLVED, name, p->unresolved, p->first_unresolved);
		note(r, s);
	}
}

/* First what a print would not show, of all sheets; then the sheets. */
static bool fill_book(struct reader *r, const char *file, const void *data, size_t n)
{
	struct sheet_book *b = NULL;
	struct error e;
	if (sheet_open_memory(data, n, file, &b, &e) != Z_OK) {
		refusal(r, &e);
		return false;
	}
	int sheets = sheet_count(b), hidden = 0;
	struct grid *grid = xalloc(sizeof *grid * (size_t)(sheets ? sheets : 1));
	struct sheet_report *rep = xalloc(sizeof *rep * (size_t)(sheets ? sheets : 1));
	bool cut = false;
	char s[200];
	enum z z = Z_OK;
	for (int i = 0; i < sheets && z == Z_OK; i++) {
		hidden += sheet_hidden(b, i);
		z = sheet_rows(b, i, take_row, &grid[i], &rep[i], &e);
		report(r, sheet_name(b, i), &rep[i]);
		cut = cut || grid[i].cut;
	}
	if (z != Z_OK)
		refusal(r, &e);
	if (hidden) {
		snprintf(s, sizeof s, W_ATT_HIDDEN_SHEETS, hidden);
		note(r, s);
	}
	if (cut)
		note(r, W_ATT_CUT);
	for (int i = 0; i < sheets; i++) {
		reader_end(r);
		snprintf(s, sizeof s, sheet_hidden(b, i) ? W_ATT_SHEET_HIDDEN : W_ATT_SHEET,
		        sheet_name(b, i));
		reader_anchor(r, i);
		reader_stop(r);
		reader_heading(r, s);
		fill_grid(r, &grid[i]);
		arena_free(&grid[i].arena);
	}
	free(grid);
	free(rep);
	sheet_close(&b);
	return z == Z_OK;
}

/* ------------------------------------------------------------ documents and texts */
static bool fill_docx(struct reader *r, const char *file, const void *data, size_t n)
{
	struct docx d;
	struct error e;
	bool good = docx_read_memory(data, n, file, &d, &e) == Z_OK;
	if (good) {
		for (int i = 0; i < d.remarks; i++)
			note(r, d.remark[i]);
		if (d.remarks)
			reader_rule(r);
		reader_text(r, C_TEXT, d.text);
		reader_end(r);
	} else {
		refusal(r, &e);
	}
	docx_free(&d);
	return good;
}

static enum z take_text(void *ctx, const char *utf8, size_t n, struct error *e)
{
	struct buffer *b = ctx;
	(void)e;
	if (b->n < TEXT_MAX)
		buffer_add(b, utf8, n);
	return Z_OK;
}

static bool is_csv(const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot && strcasecmp(dot, ".csv") == 0;
}

static void fill_csv(struct reader *r, const char *file, const struct buffer *text)
{
	struct grid g = {0};
	struct error e;
	struct csv *c = csv_new(csv_delimiter(text->s, text->n), 0, file, take_row, &g);
	enum z z = csv_feed(c, text->s, text->n, &e);
	if (z == Z_OK)
		z = csv_end(c, &e);
	csv_free(&c);
	if (z != Z_OK)
		refusal(r, &e);
	if (g.cut)
		note(r, W_ATT_CUT);
	fill_grid(r, &g);
	if (z != Z_OK) { /* the table is damaged: the text behind the fault must be seen too */
		reader_rule(r);
		reader_text_n(r, C_TEXT, text->s, text->n);
		reader_end(r);
	}
	arena_free(&g.arena);
}

static bool fill_text(struct reader *r, const char *file, const void *data, size_t n)
{
	struct encoding_guess g;
	struct buffer text = {0};
	struct error e;
	char s[160];
	encoding_detect(data, n < ENCODING_LOOK ? n : ENCODING_LOOK, n <= ENCODING_LOOK, &g);
	struct transcoder *d = transcoder_new(g.encoding, TRANSCODER_MARK, file);
	enum z z = transcoder_feed(d, data, n, take_text, &text, &e);
	if (z == Z_OK)
		z = transcoder_end(d, take_text, &text, &e);
	bool bad = transcoder_notes(d)->bad > 0;
	transcoder_free(&d);
	if (z == Z_OK && encoding_suspicious(text.s ? text.s : "", text.n, file, &e) != Z_OK)
		refusal(r, &e);
	if (z != Z_OK)
		refusal(r, &e);
	if (!g.sure || bad) {
		snprintf(s, sizeof s, W_ATT_GUESSED, encoding_label(g.encoding));
		note(r, s);
	}
	if (is_csv(file)) {
		fill_csv(r, file, &text);
	} else {
		reader_text_n(r, C_TEXT, text.s ? text.s : "", text.n);
		reader_end(r);
	}
	buffer_free(&text);
	return z == Z_OK;
}

bool attachment_fill(struct reader *r, const char *name, const void *data, size_t n)
{
	const char *why = attachment_unread(name, data, n);
	if (why) {
		char s[160];
		snprintf(s, sizeof s, W_ATT_UNREAD, why);
		reader_text(r, C_SOON, s);
		reader_end(r);
		reader_text(r, C_TEXT, W_ATT_UNREAD_NOW);
		reader_end(r);
		return false;
	}
	if (sniff_kind(data, n) == SNIFF_TEXT)
		return fill_text(r, name, data, n);
	return archive_kind(name, data, n) == PACKAGE_SHEET ? fill_book(r, name, data, n)
	                                                    : fill_docx(r, name, data, n);
}
