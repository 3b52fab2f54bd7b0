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
	/* A stored text is valid UTF-8; should the file be damaged, a null is better than no line. */
	json_t *value = r->format != FORMAT_JSON || !s ? json_null() : json_string(s);

	add(r, value ? value : json_null(), s ? s : "", true);
}

void rows_number(struct rows *r, int64_t n)
{
	add(r, json_integer(n), number_text(n).s, false);
}

void rows_percent(struct rows *r, double percent, const char *text)
{
	add(r, percent < 0 ? json_null() : json_real(percent), text, false);
}

void rows_bool(struct rows *r, bool b)
{
	add(r, json_boolean(b), b ? W_CMD_YES : "", false);
}

void rows_day(struct rows *r, int32_t day)
{
	char text[16];

	day_text(day, text);
	add(r, *text ? json_string(text) : json_null(), text, false);
}

void rows_instant(struct rows *r, int64_t instant)
{
	char iso[32] = "", text[24] = "";

	if (instant) {
		instant_iso(instant, iso);
		instant_text(instant, text);
	}
	add(r, *iso ? json_string(iso) : json_null(), r->format == FORMAT_CSV ? iso : text, false);
}

void rows_end_row(struct rows *r)
{
	if (r->format == FORMAT_JSON) {
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
	else if (partial)
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
