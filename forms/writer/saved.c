/* saved.c - a document as text to be kept, and back: what was signed is printed again as it was. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "forms/writer/document.h"

static json_t *words(const char *s)
{
	json_t *j = json_string(s);
	return j ? j : json_string("");
}

static json_t *save_table(const struct document_table *t)
{
	json_t *width = json_array(), *rows = json_array();
	for (int i = 0; i < t->columns; i++)
		json_array_append_new(width, json_integer(t->width[i]));
	for (int r = 0; r < t->rows; r++) {
		json_t *row = json_pack("[i]", t->row[r].height);
		for (int c = 0; c < t->row[r].cells; c++) {
			const struct document_cell *k = &t->row[r].cell[c];
			json_array_append_new(row, json_pack("[i,i,o]", k->span, (int)k->flags, words(k->text)));
		}
		json_array_append_new(rows, row);
	}
	return json_pack("{s:o,s:i,s:o,s:i,s:o}", "width", width, "head", t->head_rows, "name", words(t->name ? t->name : ""), "chart",
		t->chart, "rows", rows);
}

char *document_save(const struct document *d)
{
	json_t *blocks = json_array(), *all;
	for (size_t i = 0; i < d->n; i++) {
		const struct document_block *k = &d->block[i];
		json_array_append_new(blocks, k->table ? save_table(k->table) : json_pack("[i,o,o]", (int)k->kind, words(k->text), words(k->head)));
	}
	all = json_pack("{s:o,s:o,s:b,s:i,s:o}", "title", words(d->title), "footer", words(d->footer), "landscape", d->landscape, "tight",
		d->tight, "blocks", blocks);
	if (*d->facts)
		json_object_set_new(all, "facts", words(d->facts));
	char *s = json_dumps(all, JSON_COMPACT | JSON_PRESERVE_ORDER);
	json_decref(all);
	return s;
}

static int number(const json_t *array, size_t i)
{
	return (int)json_integer_value(json_array_get(array, i));
}

static const char *text(const json_t *j)
{
	const char *s = json_string_value(j);
	return s ? s : "";
}

enum { COLUMNS_MAX = 64 };

static void load_table(struct document *d, const json_t *saved)
{
	int width[COLUMNS_MAX];
	const json_t *widths = json_object_get(saved, "width"), *rows = json_object_get(saved, "rows");
	size_t columns = json_array_size(widths);
	for (size_t i = 0; i < columns && i < COLUMNS_MAX; i++)
		width[i] = number(widths, i);
	if (!columns || columns > COLUMNS_MAX)
		return;
	struct document_table *t = document_table(d, (int)columns, width, (int)json_integer_value(json_object_get(saved, "head")));
	const char *name = text(json_object_get(saved, "name"));
	t->name = *name ? arena_strdup(&d->memory, name) : NULL;
	t->chart = (int)json_integer_value(json_object_get(saved, "chart"));
	for (size_t r = 0; r < json_array_size(rows); r++) {
		const json_t *row = json_array_get(rows, r);
		document_row(d, t, number(row, 0));
		for (size_t c = 1; c < json_array_size(row); c++) {
			const json_t *k = json_array_get(row, c);
			document_cell(d, t, number(k, 0), (unsigned)number(k, 1), text(json_array_get(k, 2)));
		}
	}
}

enum z document_load(const char *saved, struct document **out, struct error *e)
{
	json_t *all = json_loads(saved, 0, NULL);
	*out = NULL;
	if (!json_is_object(all)) {
		json_decref(all);
		return refuse(e, R_REPORT_PAPER_BROKEN);
	}
	struct document *d = document_new(text(json_object_get(all, "title")));
	const json_t *blocks = json_object_get(all, "blocks");
	document_set_footer(d, text(json_object_get(all, "footer")));
	d->facts = arena_strdup(&d->memory, text(json_object_get(all, "facts")));
	d->landscape = json_is_true(json_object_get(all, "landscape"));
	d->tight = (int)json_integer_value(json_object_get(all, "tight"));
	if (d->tight < 0 || d->tight > 3)
		d->tight = 0;
	for (size_t i = 0; i < json_array_size(blocks); i++) {
		const json_t *k = json_array_get(blocks, i);
		int kind = number(k, 0);
		if (json_is_object(k))
			load_table(d, k);
		else if (kind == DOCUMENT_RUN_IN)
			document_run_in(d, text(json_array_get(k, 2)), text(json_array_get(k, 1)));
		else if (kind >= 0 && kind <= DOCUMENT_BREAK && kind != DOCUMENT_TABLE)
			document_add(d, (enum document_kind)kind, text(json_array_get(k, 1)));
	}
	json_decref(all);
	*out = d;
	return Z_OK;
}
