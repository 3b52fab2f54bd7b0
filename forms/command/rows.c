/* rows.c - a list on standard output as a table, .csv or JSON, row by row: a million rows need no memory.
 * Must not know what the columns mean. */
#include "forms/command/inside.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"

struct rows {
	FILE *out;
	enum call_format format;
	const struct rows_column *column;
	int n, at;
	int64_t rows;
	const char *key;
	json_t *object;
	struct buffer line;
	struct book *book;              /* or */
	struct document *printed;       /* into this table */
	struct document_table *table;
	const int *mm;
};

/* ---- cells of a table and of a .csv ---- */

static void table_cell(struct rows *r, const char *s)
{
	const struct rows_column *c = &r->column[r->at];
	char cell[1024];

	if (r->line.n)
		buffer_text(&r->line, "  ");
	if (!c->width)
		buffer_text(&r->line, s);
	else
		buffer_text(
		        &r->line, text_fit(cell, sizeof cell, s, abs(c->width), c->width < 0 ? TEXT_RIGHT : TEXT_LEFT));
}

/* guard: a text of somebody's; numbers and dates are ours. */
static void plain_cell(struct rows *r, const char *s, bool guard)
{
	if (r->format == FORMAT_TABLE) {
		table_cell(r, s);
		return;
	}
	if (r->line.n || r->at)
		buffer_byte(&r->line, ',');
	if (guard)
		csv_cell(&r->line, s);
	else
		buffer_text(&r->line, s);
}

static void put_line(struct rows *r)
{
	size_t n = r->line.n;

	while (r->format == FORMAT_TABLE && n && r->line.s[n - 1] == ' ')
		n--;
	fwrite(r->line.s ? r->line.s : "", 1, n, r->out);
	fputc('\n', r->out);
	buffer_clear(&r->line);
}

/* ---- rows ---- */

struct rows *rows_new(FILE *out, enum call_format format, const char *key, const struct rows_column *columns, int n)
{
	struct rows *r = xalloc(sizeof *r);

	*r = (struct rows){.out = out, .format = format, .column = columns, .n = n, .key = key};
	if (format == FORMAT_JSON) {
		if (key)
			fprintf(out, "{\"%s\":", key);
		fputc('[', out);
		return r;
	}
	for (r->at = 0; r->at < n; r->at++)
		if (columns[r->at].name)
			plain_cell(r, columns[r->at].name, false);
	r->at = 0;
	put_line(r);
	return r;
}

struct rows *rows_new_book(struct book *b, const struct rows_column *columns, int n)
{
	struct rows *r = xalloc(sizeof *r);

	*r = (struct rows){.format = FORMAT_CSV, .column = columns, .n = n, .book = b};
	return r;
}

struct rows *rows_new_printed(struct document *d, const struct rows_column *columns, int n, const int *mm)
{
	struct rows *r = xalloc(sizeof *r);
	int width[64], k = 0;

	*r = (struct rows){.format = FORMAT_CSV, .column = columns, .n = n, .printed = d, .mm = mm};
	for (int i = 0; i < n && k < 64; i++)
		if (mm[i])
			width[k++] = mm[i];
	r->table = document_table(d, k, width, 1);
	document_row(d, r->table, 0);
	for (int i = 0; i < n; i++)
		if (mm[i])
			document_cell(d, r->table, 1, CELL_HEAD | CELL_CENTRE, columns[i].name);
	return r;
}

/* Whether the cell goes elsewhere than to a stream; printed: its text there. */
static bool elsewhere(struct rows *r, const char *text, unsigned flags)
{
	if (!r->printed)
		return r->book != NULL;
	if (!r->at)
		document_row(r->printed, r->table, 0);
	if (r->mm[r->at])
		document_cell(r->printed, r->table, 1, flags, text);
	r->at++;
	return true;
}

static void add(struct rows *r, json_t *value, const char *plain, bool guard)
{
	const struct rows_column *c = &r->column[r->at];

	if (r->format == FORMAT_JSON) {
		if (!r->object)
			r->object = json_object();
		json_object_set_new(r->object, c->key, value);
	} else {
		json_decref(value);
		if (c->name)
			plain_cell(r, plain, guard);
	}
	r->at++;
}

void rows_text(struct rows *r, const char *s)
{
	if (elsewhere(r, s ? s : "", 0)) {
		if (r->book)
			book_text(r->book, s);
		return;
	}
	/* A stored text is valid UTF-8; should the file be damaged, a null is better than no line. */
	json_t *value = r->format != FORMAT_JSON || !s ? json_null() : json_string(s);

	add(r, value ? value : json_null(), s ? s : "", true);
}

void rows_number(struct rows *r, int64_t n)
{
	if (elsewhere(r, number_text(n).s, CELL_VALUE)) {
		if (r->book)
			book_number(r->book, (double)n);
		return;
	}
	add(r, json_integer(n), number_text(n).s, false);
}

void rows_percent(struct rows *r, double percent, const char *text)
{
	if (elsewhere(r, text, CELL_VALUE)) {
		if (r->book)
			book_percent(r->book, percent, 2);
		return;
	}
	add(r, percent < 0 ? json_null() : json_real(percent), text, false);
}

void rows_bool(struct rows *r, bool b)
{
	if (elsewhere(r, b ? W_CMD_YES : "", 0)) {
		if (r->book)
			book_text(r->book, b ? W_CMD_YES : "");
		return;
	}
	add(r, json_boolean(b), b ? W_CMD_YES : "", false);
}

void rows_day(struct rows *r, int32_t day)
{
	char text[16];

	day_text(day, text);
	if (elsewhere(r, text, CELL_VALUE)) {
		if (r->book)
			book_day(r->book, day);
		return;
	}
	add(r, *text ? json_string(text) : json_null(), text, false);
}

void rows_instant(struct rows *r, int64_t instant)
{
	char iso[32] = "", text[24] = "";

	if (instant) {
		instant_iso(instant, iso);
		instant_text(instant, text);
	}
	if (elsewhere(r, text, 0)) {
		if (r->book)
			book_instant(r->book, instant);
		return;
	}
	add(r, *iso ? json_string(iso) : json_null(), r->format == FORMAT_CSV ? iso : text, false);
}

void rows_end_row(struct rows *r)
{
	if (r->book) {
		book_row(r->book);
	} else if (r->printed) {
		; /* the next cell begins a row */
	} else if (r->format == FORMAT_JSON) {
		fputs(r->rows ? ",\n" : "\n", r->out);
		json_dumpf(r->object, r->out, JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(12));
		json_decref(r->object);
		r->object = NULL;
	} else {
		put_line(r);
	}
	r->at = 0;
	r->rows++;
}

int64_t rows_end(struct rows **rows, bool partial)
{
	struct rows *r = *rows;
	int64_t n = r->rows;

	if (r->format == FORMAT_JSON && !r->key)
		fprintf(r->out, "%s]\n", n ? "\n" : "");
	else if (r->format == FORMAT_JSON)
		fprintf(r->out, "%s],\"count\":%lld%s}\n", n ? "\n" : "", (long long)n,
		        partial ? ",\"partial\":true" : "");
	else if (partial && r->out)
		fputs(W_CMD_PARTIAL, stderr);
	if (r->object)
		json_decref(r->object);
	buffer_free(&r->line);
	free(r);
	*rows = NULL;
	return n;
}

void print_json(void *json)
{
	json_dumpf(json, stdout, JSON_INDENT(2) | JSON_PRESERVE_ORDER);
	putchar('\n');
	json_decref(json);
}

const char *left_text(int32_t due, bool estimate, int left, char buf[40])
{
	if (due == DAY_NONE)
		return "";
	if (estimate)
		return W_CMD_UNKNOWN_CALENDAR;
	if (!left)
		return W_CMD_TODAY;
	snprintf(buf, 40, left > 0 ? W_CMD_LEFT : W_CMD_LATE, left > 0 ? left : -left);
	return buf;
}
