/* plain.c - a document as text: .txt with columns by their width on a screen, and Markdown. */
#include <stdlib.h>
#include <string.h>

#include "forms/writer/document.h"
#include "store/base/text.h"

/* ---- .txt ---- */

enum { UPRIGHT = 78, LYING = 112, CELLS_MAX = 64 };

static void blanks(struct buffer *b, int n)
{
	while (n-- > 0)
		buffer_byte(b, ' ');
}

static void centred(struct buffer *b, const char *s, size_t n, int columns)
{
	blanks(b, (columns - text_columns_n(s, n)) / 2);
	buffer_add(b, s, n);
}

static void paragraph(struct buffer *b, const struct document *d, size_t i, int columns)
{
	const struct document_block *k = &d->block[i];
	bool in = k->kind == DOCUMENT_TEXT || k->kind == DOCUMENT_RUN_IN || k->kind == DOCUMENT_HEADING_1 || k->kind == DOCUMENT_HEADING_2;
	struct buffer whole = {0};
	buffer_printf(&whole, "%s%s", k->head, k->text);
	const char *s = whole.s;
	size_t n = whole.n;
	for (bool first = true; first || n; first = false) {
		int lead = in && first ? 4 : 0;
		size_t row = n ? text_row(s, n, columns - lead) : 0, seen = row;
		while (seen && s[seen - 1] == ' ')
			seen--;
		if (k->kind == DOCUMENT_TITLE || k->kind == DOCUMENT_SUBTITLE)
			centred(b, s, seen, columns);
		else {
			blanks(b, k->kind == DOCUMENT_RIGHT ? columns - text_columns_n(s, seen) - document_right(d, i) : lead);
			buffer_add(b, s, seen);
		}
		buffer_byte(b, '\n');
		s += row;
		n -= row;
	}
	if (k->kind == DOCUMENT_TITLE && !(i + 1 < d->n && k[1].kind == DOCUMENT_TITLE))
		buffer_byte(b, '\n');
	buffer_free(&whole);
}

/* Columns of a screen for each column of the table, with the lines between them as wide as the page. */
static void shares(const struct document_table *t, int columns, int width[CELLS_MAX])
{
	int all = 0, room = columns - 1 - 3 * t->columns, given = 0;
	for (int i = 0; i < t->columns; i++)
		all += t->width[i];
	for (int i = 0; i < t->columns && i < CELLS_MAX; i++) {
		width[i] = all ? room * t->width[i] / all : 0;
		if (width[i] < 4)
			width[i] = 4;
		given += width[i];
	}
	for (int i = 0; given < room && t->columns && i < room; i++, given++)
		width[i % t->columns]++;
}

static void rule(struct buffer *b, const struct document_row *above, const struct document_row *below, const int *width, int columns, char line)
{
	bool cut[CELLS_MAX + 1] = {0};
	const struct document_row *rows[] = {above, below};
	for (int k = 0; k < 2; k++)
		for (int c = 0, at = 0; rows[k] && c < rows[k]->cells; c++) {
			at += rows[k]->cell[c].span;
			cut[at < CELLS_MAX ? at : CELLS_MAX] = true;
		}
	buffer_byte(b, '+');
	for (int i = 0; i < columns; i++) {
		for (int k = 0; k < width[i] + 2; k++)
			buffer_byte(b, line);
		buffer_byte(b, cut[i + 1] || i + 1 == columns ? '+' : line);
	}
	buffer_byte(b, '\n');
}

/* The next line of a cell's text: *n of its bytes, then what ends it. */
static const char *cell_line(const char **s, int columns, size_t *n)
{
	const char *line = *s;
	size_t all = strcspn(line, "\n");
	*n = all ? text_row(line, all, columns) : 0;
	*s = line + *n;
	if (*n == all && **s == '\n')
		++*s;
	return line;
}

static void row_lines(struct buffer *b, const struct document_row *r, const int *width)
{
	const char *rest[CELLS_MAX];
	int cells = r->cells < CELLS_MAX ? r->cells : CELLS_MAX;
	for (int c = 0; c < cells; c++)
		rest[c] = r->cell[c].text;
	for (bool more = true, first = true; more; first = false) {
		int column = 0;
		more = false;
		for (int c = 0; c < cells; c++) {
			const struct document_cell *k = &r->cell[c];
			int room = -3, used = 0;
			for (int i = 0; i < k->span && column < CELLS_MAX; i++)
				room += width[column++] + 3;
			size_t n = 0;
			const char *line = *rest[c] || first ? cell_line(&rest[c], room, &n) : "";
			used = text_columns_n(line, n);
			/* numbers stand to the right, below each other */
			double value;
			int decimals;
			bool right = k->flags & CELL_VALUE && document_value(k->text, &value, &decimals) != 't';
			int before = right ? room - used : k->flags & CELL_CENTRE ? (room - used) / 2 : 0;
			buffer_text(b, "| ");
			blanks(b, before);
			buffer_add(b, line, n);
			blanks(b, room - used - (before > 0 ? before : 0) + 1);
			more = more || *rest[c];
		}
		buffer_text(b, "|\n");
	}
}

static void table(struct buffer *b, const struct document_table *t, int columns)
{
	int width[CELLS_MAX] = {0};
	int n = t->columns < CELLS_MAX ? t->columns : CELLS_MAX;
	shares(t, columns, width);
	for (int r = 0; r < t->rows; r++) {
		rule(b, r ? &t->row[r - 1] : NULL, &t->row[r], width, n, r && r == t->head_rows ? '=' : '-');
		row_lines(b, &t->row[r], width);
	}
	if (t->rows)
		rule(b, &t->row[t->rows - 1], NULL, width, n, '-');
}

void plain_bytes(const struct document *d, int columns, struct buffer *b)
{
	if (!columns)
		columns = d->landscape ? LYING : UPRIGHT;
	for (size_t i = 0; i < d->n; i++) {
		if (d->block[i].table)
			table(b, d->block[i].table, columns);
		else if (d->block[i].kind == DOCUMENT_BREAK)
			buffer_text(b, "\n\n");
		else
			paragraph(b, d, i, columns);
	}
	if (*d->footer)
		buffer_printf(b, "\n%s\n", d->footer);
}

/* ---- Markdown ---- */

static void marked(struct buffer *b, const char *s, bool cell)
{
	/* a list or a heading is only one at a line's start */
	if (!cell && *s && strchr("#+-", *s))
		buffer_byte(b, '\\');
	for (; *s; s++) {
		if (*s == '\n') {
			buffer_text(b, "<br>");
			continue;
		}
		if (strchr("\\`*_[]<>|", *s))
			buffer_byte(b, '\\');
		buffer_byte(b, *s);
	}
}

static void markdown_row(struct buffer *b, const struct document_table *t, const struct document_row *r)
{
	buffer_byte(b, '|');
	for (int c = 0; c < r->cells; c++) {
		buffer_byte(b, ' ');
		marked(b, r->cell[c].text, true);
		for (int k = 0; k < r->cell[c].span; k++)
			buffer_text(b, " |");
	}
	(void)t;
	buffer_byte(b, '\n');
}

static void markdown_table(struct buffer *b, const struct document_table *t)
{
	static const struct document_row none;
	buffer_byte(b, '\n');
	markdown_row(b, t, t->head_rows ? &t->row[0] : &none);
	buffer_byte(b, '|');
	for (int i = 0; i < t->columns; i++)
		buffer_text(b, " --- |");
	buffer_byte(b, '\n');
	for (int r = t->head_rows ? 1 : 0; r < t->rows; r++)
		markdown_row(b, t, &t->row[r]);
	buffer_byte(b, '\n');
}

void markdown_bytes(const struct document *d, struct buffer *b)
{
	static const char *const before[] = {
		[DOCUMENT_TITLE] = "# ",
		[DOCUMENT_HEADING_1] = "## ",
		[DOCUMENT_HEADING_2] = "### ",
		[DOCUMENT_RUN_IN] = NULL,
	};
	for (size_t i = 0; i < d->n; i++) {
		const struct document_block *k = &d->block[i];
		if (k->table) {
			markdown_table(b, k->table);
			continue;
		}
		if (k->kind == DOCUMENT_BREAK) {
			buffer_text(b, "---\n\n");
			continue;
		}
		if (*k->head) {
			buffer_text(b, "**");
			marked(b, k->head, true);
			buffer_text(b, "**");
		}
		bool title = k->kind == DOCUMENT_TITLE; /* the lines of one title */
		if (before[k->kind] && !(title && i && d->block[i - 1].kind == DOCUMENT_TITLE))
			buffer_text(b, before[k->kind]);
		marked(b, k->text, before[k->kind] != NULL);
		if (!(title && i + 1 < d->n && d->block[i + 1].kind == DOCUMENT_TITLE))
			buffer_text(b, "\n\n");
	}
	if (*d->footer) {
		marked(b, d->footer, false);
		buffer_byte(b, '\n');
	}
}
