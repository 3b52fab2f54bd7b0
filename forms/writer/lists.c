/* lists.c - a document as .csv (a line a paragraph, a line a row) and as JSON. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "forms/writer/document.h"

/* Chinese spreadsheets take the full-width signs for formulas, too. */
static bool formula_cell(const char *s)
{
	static const char *const wide[] = {"＝", "＋", "－", "＠"};

	if (*s && strchr("=+-@\t\r\n", *s))
		return true;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (!strncmp(s, wide[i], strlen(wide[i])))
			return true;
	return false;
}

void csv_cell(struct buffer *b, const char *s)
{
	bool formula = formula_cell(s);

	if (!formula && !strpbrk(s, ",\"\r\n") && *s != ' ' && (!*s || s[strlen(s) - 1] != ' ')) {
		buffer_text(b, s);
		return;
	}
	buffer_text(b, formula ? "\"'" : "\"");
	for (; *s; s++) {
		if (*s == '"')
			buffer_byte(b, '"');
		buffer_byte(b, *s);
	}
	buffer_byte(b, '"');
}

static void line_cell(struct buffer *b, bool first, const struct document_cell *k)
{
	double value;
	int decimals;
	if (!first)
		buffer_byte(b, ',');
	if (k->flags & CELL_VALUE && document_value(k->text, &value, &decimals) != 't')
		buffer_text(b, k->text);
	else
		csv_cell(b, k->text);
}

void csv_bytes(const struct document *d, struct buffer *b)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct document_table *t = d->block[i].table;
		if (!t) {
			if (*d->block[i].text || *d->block[i].head) {
				struct buffer text = {0};
				buffer_printf(&text, "%s%s", d->block[i].head, d->block[i].text);
				csv_cell(b, text.s);
				buffer_free(&text);
				buffer_text(b, "\r\n");
			}
			continue;
		}
		for (int r = 0; r < t->rows; r++) {
			for (int c = 0; c < t->row[r].cells; c++) {
				line_cell(b, c == 0, &t->row[r].cell[c]);
				for (int k = 1; k < t->row[r].cell[c].span; k++)
					buffer_byte(b, ','); /* what stands below stays below */
			}
			buffer_text(b, "\r\n");
		}
	}
}

static json_t *words(const char *s)
{
	json_t *j = json_string(s);
	return j ? j : json_null();
}

static json_t *cell_value(const struct document_cell *k)
{
	double value;
	int decimals;
	char what = k->flags & CELL_VALUE ? document_value(k->text, &value, &decimals) : 't';
	if (what == 'n' && !decimals)
		return json_integer((json_int_t)value);
	return what == 'n' ? json_real(value) : words(k->text);
}

static json_t *table_value(const struct document_table *t)
{
	json_t *rows = json_array();
	for (int r = 0; r < t->rows; r++) {
		json_t *row = json_array();
		for (int c = 0; c < t->row[r].cells; c++)
			json_array_append_new(row, cell_value(&t->row[r].cell[c]));
		json_array_append_new(rows, row);
	}
	return json_pack("{s:s,s:i,s:o}", "kind", "table", "head", t->head_rows, "rows", rows);
}

void json_bytes(const struct document *d, struct buffer *b)
{
	static const char *const kind[] = {
		[DOCUMENT_TITLE] = "title",
		[DOCUMENT_SUBTITLE] = "subtitle",
		[DOCUMENT_HEADING_1] = "heading1",
		[DOCUMENT_HEADING_2] = "heading2",
		[DOCUMENT_TEXT] = "text",
		[DOCUMENT_PLAIN] = "plain",
		[DOCUMENT_RIGHT] = "right",
		[DOCUMENT_SMALL] = "small",
		[DOCUMENT_RUN_IN] = "run-in",
	};
	json_t *blocks = json_array();
	for (size_t i = 0; i < d->n; i++) {
		const struct document_block *k = &d->block[i];
		if (k->table)
			json_array_append_new(blocks, table_value(k->table));
		else if (k->kind == DOCUMENT_RUN_IN)
			json_array_append_new(blocks, json_pack("{s:s,s:o,s:o}", "kind", kind[k->kind], "heading", words(k->head), "text", words(k->text)));
		else if (k->kind != DOCUMENT_BREAK)
			json_array_append_new(blocks, json_pack("{s:s,s:o}", "kind", kind[k->kind], "text", words(k->text)));
	}
	json_t *all = json_pack("{s:o,s:o}", "title", words(d->title), "blocks", blocks);
	json_t *facts = *d->facts ? json_loads(d->facts, 0, NULL) : NULL;
	if (facts)
		json_object_set_new(all, "facts", facts);
	char *s = json_dumps(all, JSON_INDENT(1) | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(12));
	buffer_text(b, s ? s : "{}");
	buffer_byte(b, '\n');
	free(s);
	json_decref(all);
}
