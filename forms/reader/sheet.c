/* sheet.c - a workbook: its sheets, shared strings and formats.  The rows are read in sheet_rows.c. */
#include "forms/reader/sheet_book.h"

#include <stdlib.h>
#include <string.h>

#include "forms/reader/sheet_value.h"

#define SHEET_STRINGS_COUNT 4000000

/* ---- workbook.xml ---- */

struct book_ctx {
	struct sheet_book *b;
	const struct package_rels *rels;
};

static enum z book_begin(void *ctx, const char *name, const char *const *atts, struct error *e)
{
	struct book_ctx *c = ctx;
	struct sheet_book *b = c->b;
	(void)e;
	if (!strcmp(name, "x:workbookPr")) {
		const char *v = xml_attr(atts, "date1904");
		b->from_1904 = v && xml_on(v);
	}
	if (strcmp(name, "x:sheet") || b->sheets >= 1024)
		return Z_OK;
	const char *label = xml_attr(atts, "name"), *id = xml_attr(atts, "id"),
		   *state = xml_attr(atts, "state");
	const struct package_rel *rel = id ? package_rel(c->rels, id, NULL) : NULL;
	if (!label || strlen(label) > 400 || !rel || rel->external ||
		strcmp(rel->type, "worksheet"))
		return Z_OK; /* a sheet that is a chart or a dialog has no rows */
	b->sheet = xrealloc(b->sheet, (size_t)(b->sheets + 1) * sizeof *b->sheet);
	b->sheet[b->sheets++] = (struct sheet_entry){
		.name = arena_strdup(&b->arena, label),
		.part = arena_strdup(&b->arena, rel->target),
		.hidden = state && strcmp(state, "visible") != 0,
	};
	return Z_OK;
}

/* ---- sharedStrings.xml ---- */

static enum z strings_begin(void *ctx, const char *name, const char *const *atts, struct error *e)
{
	struct sheet_book *b = ctx;
	(void)atts;
	if (!strcmp(name, "x:si") && b->strings >= SHEET_STRINGS_COUNT)
		return refuse(e, R_SHEET_STRINGS, package_file(b->package),
			number_text(SHEET_STRINGS_MAX >> 20).s);
	if (!strcmp(name, "x:si") && b->strings == b->string_room) {
		b->string_room = b->string_room ? b->string_room * 2 : 256;
		b->string_at = xrealloc(b->string_at, b->string_room * sizeof *b->string_at);
	}
	if (!strcmp(name, "x:rPh")) /* how a Japanese reader would pronounce it */
		b->phonetic++;
	b->in_text = !strcmp(name, "x:t") && !b->phonetic;
	return Z_OK;
}

static enum z strings_text(void *ctx, const char *s, size_t n, struct error *e)
{
	struct sheet_book *b = ctx;
	if (!b->in_text)
		return Z_OK;
	if (b->text.n + n > SHEET_STRINGS_MAX)
		return refuse(e, R_SHEET_STRINGS, package_file(b->package),
			number_text(SHEET_STRINGS_MAX >> 20).s);
	buffer_add(&b->text, s, n);
	return Z_OK;
}

static enum z strings_end(void *ctx, const char *name, struct error *e)
{
	struct sheet_book *b = ctx;
	b->in_text = false;
	if (!strcmp(name, "x:rPh") && b->phonetic)
		b->phonetic--;
	if (strcmp(name, "x:si"))
		return Z_OK;
	if (b->strings >= b->string_room)
		return refuse(e, R_XML_BROKEN, package_file(b->package));
	b->string_at[b->strings++] = b->string_start;
	buffer_add(&b->text, "", 1);
	b->text.n = b->string_start + sheet_unescape(b->text.s + b->string_start) + 1;
	b->string_start = b->text.n;
	return Z_OK;
}

const char *sheet_string(const struct sheet_book *b, size_t i, size_t *n)
{
	if (i >= b->strings)
		return NULL;
	size_t end = i + 1 < b->strings ? b->string_at[i + 1] : b->text.n;
	*n = end - b->string_at[i] - 1;
	return b->text.s + b->string_at[i];
}

static int hex(const char *s)
{
	int v = 0;
	for (int i = 0; i < 4; i++) {
		int d = s[i] >= '0' && s[i] <= '9'   ? s[i] - '0'
		        : s[i] >= 'a' && s[i] <= 'f' ? s[i] - 'a' + 10
		        : s[i] >= 'A' && s[i] <= 'F' ? s[i] - 'A' + 10
		                                     : -1;
		if (d < 0)
			return -1;
		v = v * 16 + d;
	}
	return v;
}

size_t sheet_unescape(char *s)
{
	char *out = strstr(s, "_x"), *start = s;
	if (!out)
		return strlen(s);
	for (s = out; *s;) {
		int v = s[0] == '_' && s[1] == 'x' ? hex(s + 2) : -1;
		/* Only characters XML cannot hold, and the underscore itself, are written so. */
		if (v >= 0 && s[6] == '_' && (v < 0x20 || v == '_')) {
			if (v == '_' || v == '\n' || v == '\t')
				*out++ = (char)v;
			s += 7; /* a carriage return stands before a line end; other controls show nothing */
		} else {
			*out++ = *s++;
		}
	}
	*out = '\0';
	return (size_t)(out - start);
}

/* ---- styles.xml ---- */

static enum z styles_begin(void *ctx, const char *name, const char *const *atts, struct error *e)
{
	struct sheet_book *b = ctx;
	(void)e;
	if (!strcmp(name, "x:numFmt")) {
		const char *id = xml_attr(atts, "numFmtId"), *code = xml_attr(atts, "formatCode");
		if (id && code && b->customs < 4096) {
			b->custom =
				xrealloc(b->custom, (size_t)(b->customs + 1) * sizeof *b->custom);
			b->custom[b->customs].id = atoi(id);
			b->custom[b->customs++].format = sheet_format_text(code);
		}
	} else if (!strcmp(name, "x:cellXfs")) {
		b->in_formats = true;
	} else if (!strcmp(name, "x:xf") && b->in_formats && b->formats < 65536) {
		const char *id = xml_attr(atts, "numFmtId");
		int wanted = id ? atoi(id) : 0;
		enum sheet_format format = sheet_format_builtin(wanted);
		for (int i = 0; i < b->customs; i++)
			if (b->custom[i].id == wanted)
				format = b->custom[i].format;
		if (b->formats % 64 == 0)
			b->format = xrealloc(b->format, (size_t)b->formats + 64);
		b->format[b->formats++] = (unsigned char)format;
	}
	return Z_OK;
}

static enum z styles_end(void *ctx, const char *name, struct error *e)
{
	struct sheet_book *b = ctx;
	(void)e;
	if (!strcmp(name, "x:cellXfs"))
		b->in_formats = false;
	return Z_OK;
}

/* ---- opening ---- */

static enum z load(struct sheet_book *b, struct error *e)
{
	static const struct xml_hooks book = {.begin = book_begin};
	static const struct xml_hooks strings = {
		.begin = strings_begin, .end = strings_end, .text = strings_text};
	static const struct xml_hooks styles = {.begin = styles_begin, .end = styles_end};
	struct package_rels rels;
	struct book_ctx c = {.b = b, .rels = &rels};
	enum z z = package_rels(b->package, package_main(b->package), &rels, e);
	if (z == Z_OK)
		z = package_xml(b->package, package_main(b->package), &book, &c, e);
	const struct package_rel *s = package_rel(&rels, NULL, "styles");
	if (z == Z_OK && s && package_has(b->package, s->target))
		z = package_xml(b->package, s->target, &styles, b, e);
	s = package_rel(&rels, NULL, "sharedStrings");
	if (z == Z_OK && s && package_has(b->package, s->target))
		z = package_xml(b->package, s->target, &strings, b, e);
	package_rels_free(&rels);
	if (z == Z_OK && !b->sheets)
		z = refuse(e, R_SHEET_NONE, package_file(b->package));
	return z;
}

/* Over a package that is open already; closes it with the book, or at once on failure. */
static enum z open_package(struct package *p, struct sheet_book **out, struct error *e)
{
	struct sheet_book *b = xalloc(sizeof *b);
	b->package = p;
	enum z z = load(b, e);
	if (z != Z_OK)
		sheet_close(&b);
	*out = b;
	return z;
}

enum z sheet_open(const char *path, struct sheet_book **out, struct error *e)
{
	struct package *p;
	*out = NULL;
	enum z z = package_open(path, PACKAGE_SHEET, &p, e);
	return z == Z_OK ? open_package(p, out, e) : z;
}

enum z sheet_open_memory(
	const void *data, size_t n, const char *file, struct sheet_book **out, struct error *e)
{
	struct package *p;
	*out = NULL;
	enum z z = package_open_memory(data, n, file, PACKAGE_SHEET, &p, e);
	return z == Z_OK ? open_package(p, out, e) : z;
}

void sheet_close(struct sheet_book **b)
{
	if (!*b)
		return;
	package_close(&(*b)->package);
	buffer_free(&(*b)->text);
	free((*b)->string_at);
	free((*b)->custom);
	free((*b)->format);
	free((*b)->sheet);
	arena_free(&(*b)->arena);
	free(*b);
	*b = NULL;
}

int sheet_count(const struct sheet_book *b)
{
	return b->sheets;
}

const char *sheet_name(const struct sheet_book *b, int i)
{
	return b->sheet[i].name;
}

bool sheet_hidden(const struct sheet_book *b, int i)
{
	return b->sheet[i].hidden;
}

int sheet_find(const struct sheet_book *b, const char *name)
{
	for (int i = 0; i < b->sheets; i++)
		if (name ? !strcmp(b->sheet[i].name, name) : !b->sheet[i].hidden)
			return i;
	return -1;
}

const char *sheet_letters(int column, char buf[8])
{
	char made[8];
	int n = 0, at = 0;
	for (int v = column + 1; v > 0 && n < 7; v = (v - 1) / 26)
		made[n++] = (char)('A' + (v - 1) % 26);
	while (n > 0)
		buf[at++] = made[--n];
	buf[at] = '\0';
	return buf;
}
