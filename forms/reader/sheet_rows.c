/* sheet_rows.c - the rows of one sheet of a workbook.  Keeps one row at a time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/reader/sheet_book.h"
#include "forms/reader/sheet_value.h"

enum taking {
	NOTHING,
	VALUE,  /* <v> */
	INLINE, /* <is><t> */
	FORMULA,
};

struct rows {
	struct sheet_book *b;
	struct sheet_report *r;
	row_fn *fn;
	void *ctx;
	/* the sheet's hidden columns, as many as fit */
	bool hidden[SHEET_COLUMNS_MAX];
	/* the row */
	long line;
	bool row_hidden, filled;
	int cells; /* up to the last filled one */
	struct buffer text;
	struct {
		size_t at, n;
		enum cell_kind kind;
	} made[SHEET_COLUMNS_MAX];
	struct row_cell cell[SHEET_COLUMNS_MAX];
	/* the cell */
	int column;
	char type; /* s n b e d i(nline) f (str) */
	unsigned format;
	enum taking taking;
	int phonetic;
	bool formula, valued;
	struct buffer value;
};

/* "AB12": the column from 0, -1 if it is none; the row's number in *line. */
static int place(const char *ref, long *line)
{
	long column = 0;
	const char *s = ref;
	for (; *s >= 'A' && *s <= 'Z'; s++) {
		column = column * 26 + (*s - 'A' + 1);
		if (column > 100000)
			return -1;
	}
	if (line)
		*line = strtol(s, NULL, 10);
	return (int)column - 1;
}

static void first(char *place, size_t cap, const char *text)
{
	if (!*place) {
		size_t n = strnlen(text, cap - 1);
		memcpy(place, text, n);
		place[n] = '\0';
	}
}

static void begin_row(struct rows *c, const char *const *atts)
{
	const char *r = xml_attr(atts, "r"), *hidden = xml_attr(atts, "hidden");
	long given = r ? strtol(r, NULL, 10) : 0;
	c->line = given > 0 && given <= 100000000 ? given : c->line + 1;
	c->row_hidden = hidden && xml_on(hidden);
	c->filled = false;
	c->cells = 0;
	c->column = -1;
	buffer_clear(&c->text);
}

static enum z begin_cell(struct rows *c, const char *const *atts, struct error *e)
{
	const char *r = xml_attr(atts, "r"), *t = xml_attr(atts, "t"), *s = xml_attr(atts, "s");
	c->column = r ? place(r, NULL) : c->column + 1;
	if (c->column < 0)
		return refuse(e, R_XML_BROKEN, package_file(c->b->package));
	c->type = !t ? 'n' : !strcmp(t, "str") ? 'f' : !strcmp(t, "inlineStr") ? 'i' : t[0];
	long style = s ? strtol(s, NULL, 10) : 0;
	c->format = style >= 0 && style < c->b->formats ? c->b->format[style] : SHEET_PLAIN;
	c->formula = c->valued = false;
	c->taking = NOTHING;
	buffer_clear(&c->value);
	return Z_OK;
}

/* What the cell shows, of the value as it stands in the file. */
static const char *shown(struct rows *c, char *s, size_t *n, enum cell_kind *kind, char room[352])
{
	const char *out = s;
	*kind = CELL_TEXT;
	if (c->type == 's') {
		char *end;
		unsigned long i = strtoul(s, &end, 10);
		out = end != s ? sheet_string(c->b, i, n) : NULL;
		return out;
	}
	if (c->type == 'i' || c->type == 'f') {
		*n = sheet_unescape(s);
		return out;
	}
	if (c->type == 'b') {
		out = s[0] == '1' || !strcmp(s, "true") ? "TRUE" : "FALSE";
		*kind = CELL_BOOL;
	} else if (c->type == 'e') {
		*kind = CELL_ERROR;
	} else if (c->type == 'd') {
		char *t = strchr(s, 'T');
		if (t)
			*t = ' ';
		*kind = CELL_DATE;
	} else {
		char *end;
		double value = strtod(s, &end);
		if (end == s)
			return NULL;
		out = c->format != SHEET_PLAIN ? sheet_date(value, (enum sheet_format)c->format,
							 c->b->from_1904, room)
		                               : "";
		*kind = *out ? CELL_DATE : CELL_NUMBER;
		if (!*out)
			out = sheet_number(value, room);
	}
	*n = strlen(out);
	return out;
}

/* A hidden column counts where it has something in it. */
static void count_hidden(struct rows *c)
{
	char letters[8];
	if (!c->hidden[c->column])
		return;
	c->hidden[c->column] = false;
	c->r->hidden_columns++;
	first(c->r->first_hidden_column, sizeof c->r->first_hidden_column,
		sheet_letters(c->column, letters));
}

static const char *where(const struct rows *c, char buf[32])
{
	char letters[8];
	snprintf(buf, 32, "%s%ld", sheet_letters(c->column, letters), c->line);
	return buf;
}

static enum z too_long(const struct rows *c, struct error *e)
{
	char buf[32];
	return refuse(e, R_SHEET_CELL_LONG, package_file(c->b->package), where(c, buf),
		number_text(SHEET_CELL_MAX / 3).s);
}

static enum z end_cell(struct rows *c, struct error *e)
{
	char room[352], buf[32];
	c->taking = NOTHING;
	if (!c->valued || !c->value.n) {
		if (c->formula && !c->valued) {
			c->r->unresolved++;
			first(c->r->first_unresolved, sizeof c->r->first_unresolved, where(c, buf));
		}
		return Z_OK;
	}
	if (c->column >= SHEET_COLUMNS_MAX)
		return refuse(e, R_CSV_FIELDS_MANY, package_file(c->b->package),
			number_text(c->line).s, number_text(SHEET_COLUMNS_MAX).s);
	size_t n = c->value.n;
	enum cell_kind kind;
	const char *s = shown(c, c->value.s, &n, &kind, room);
	if (!s)
		return refuse(e, R_XML_BROKEN, package_file(c->b->package));
	if (!n)
		return Z_OK;
	if (n > SHEET_CELL_MAX)
		return too_long(c, e);
	while (c->cells <= c->column)
		c->made[c->cells++].kind = CELL_EMPTY;
	c->made[c->column].at = c->text.n;
	c->made[c->column].n = n;
	c->made[c->column].kind = kind;
	buffer_add(&c->text, s, n);
	buffer_add(&c->text, "", 1);
	c->filled = true;
	count_hidden(c);
	return Z_OK;
}

static enum z end_row(struct rows *c, struct error *e)
{
	if (!c->filled)
		return Z_OK;
	c->r->rows++;
	if (c->row_hidden && c->r->hidden_rows++ == 0)
		c->r->first_hidden_row = c->line;
	for (int i = 0; i < c->cells; i++) {
		bool empty = c->made[i].kind == CELL_EMPTY;
		c->cell[i] = (struct row_cell){empty ? "" : c->text.s + c->made[i].at,
			empty ? 0 : c->made[i].n, c->made[i].kind};
	}
	struct row row = {
		.line = c->line, .cells = c->cells, .hidden = c->row_hidden, .cell = c->cell};
	return c->fn(c->ctx, &row, e);
}

static void hidden_columns(struct rows *c, const char *const *atts)
{
	const char *min = xml_attr(atts, "min"), *max = xml_attr(atts, "max"),
		   *hidden = xml_attr(atts, "hidden");
	if (!min || !max || !hidden || !xml_on(hidden))
		return;
	long from = strtol(min, NULL, 10), to = strtol(max, NULL, 10);
	/* Hiding all unused columns to the right is only neat. */
	if (from < 1)
		return;
	for (long i = from - 1; i < to && i < SHEET_COLUMNS_MAX; i++)
		c->hidden[i] = true;
}

static enum z rows_begin(void *ctx, const char *name, const char *const *atts, struct error *e)
{
	struct rows *c = ctx;
	if (!strcmp(name, "x:c"))
		return begin_cell(c, atts, e);
	if (!strcmp(name, "x:v")) {
		c->taking = VALUE;
		c->valued = true;
	} else if (!strcmp(name, "x:t")) {
		if (c->type == 'i' && !c->phonetic)
			c->taking = INLINE;
		c->valued = true;
	} else if (!strcmp(name, "x:f")) {
		c->formula = true;
	} else if (!strcmp(name, "x:rPh")) {
		c->phonetic++;
	} else if (!strcmp(name, "x:row")) {
		begin_row(c, atts);
	} else if (!strcmp(name, "x:col")) {
		hidden_columns(c, atts);
	} else if (!strcmp(name, "x:mergeCell")) {
		const char *ref = xml_attr(atts, "ref");
		c->r->merged++;
		first(c->r->first_merged, sizeof c->r->first_merged, ref ? ref : "");
	}
	return Z_OK;
}

static enum z rows_end(void *ctx, const char *name, struct error *e)
{
	struct rows *c = ctx;
	if (!strcmp(name, "x:c"))
		return end_cell(c, e);
	if (!strcmp(name, "x:row"))
		return end_row(c, e);
	if (!strcmp(name, "x:rPh") && c->phonetic)
		c->phonetic--;
	c->taking = NOTHING;
	return Z_OK;
}

static enum z rows_text(void *ctx, const char *s, size_t n, struct error *e)
{
	struct rows *c = ctx;
	if (c->taking != VALUE && c->taking != INLINE)
		return Z_OK;
	if (c->value.n + n > (size_t)SHEET_CELL_MAX * 2)
		return too_long(c, e);
	buffer_add(&c->value, s, n);
	return Z_OK;
}

enum z sheet_rows(
	struct sheet_book *b, int i, row_fn *fn, void *ctx, struct sheet_report *r, struct error *e)
{
	static const struct xml_hooks hooks = {
		.begin = rows_begin, .end = rows_end, .text = rows_text};
	struct rows *c = xalloc(sizeof *c);
	struct sheet_report own = {0};
	c->b = b;
	c->r = r ? r : &own;
	c->fn = fn;
	c->ctx = ctx;
	c->column = -1;
	memset(c->r, 0, sizeof *c->r);
	enum z z = package_xml(b->package, b->sheet[i].part, &hooks, c, e);
	buffer_free(&c->text);
	buffer_free(&c->value);
	free(c);
	return z;
}
