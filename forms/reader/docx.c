/* docx.c - the body of a .docx as plain text, and the remarks.  Holds the text, not the document. */
#include "forms/reader/docx.h"

#include <stdlib.h>
#include <string.h>

#include "forms/reader/docx_parts.h"
#include "forms/words.h"
#include "store/base/text.h"

#define PARAGRAPHS_MAX 200000
#define SNIPPET 60 /* bytes: twenty Han */

struct body {
	struct package *p;
	struct docx_numbers *numbers;
	struct buffer text;
	/* where in the tree */
	int skip; /* depth inside what is left out */
	int box;  /* depth inside a text box */
	bool in_text, in_run, in_paragraph_properties, in_row_properties, in_object;
	bool vanish;
	/* the paragraph */
	char style[48];
	int num, level;
	bool begun;        /* something of it is out, its number first */
	bool mark_deleted; /* it runs on into the next */
	long paragraphs;
	/* the table */
	int tables; /* depth */
	struct buffer row, cell;
	int cells, span, pending;
	bool row_deleted, cell_deleted;
	/* what is to be said */
	long inserted, deleted, comments, boxes, notes, images, objects, charts, formulas,
		unnumbered, hidden, nested, symbols, chunks, rubies;
	struct buffer box_text;
};

static void put(struct body *c, const char *s, size_t n)
{
	if (!c->tables) {
		buffer_add(&c->text, s, n);
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (s[i] == '|')
			buffer_text(&c->cell, "｜");
		else
			buffer_byte(&c->cell, s[i] == '\n' || s[i] == '\t' ? ' ' : s[i]);
}

/* The first thing of a paragraph is the number Word counts. */
static void begin_text(struct body *c)
{
	struct buffer b = {0};
	if (c->begun)
		return;
	c->begun = true;
	int got = docx_number(c->numbers, c->style, c->num, c->level, &b);
	if (got < 0)
		c->unnumbered++;
	if (got > 0)
		put(c, b.s, b.n);
	buffer_free(&b);
}

static enum z add(struct body *c, const char *s, size_t n, struct error *e)
{
	if (c->text.n + c->row.n + c->cell.n + n > DOCX_TEXT_MAX)
		return refuse(
			e, R_DOCX_LONG, package_file(c->p), number_text(DOCX_TEXT_MAX >> 20).s);
	begin_text(c);
	put(c, s, n);
	return Z_OK;
}

/* ---- paragraphs and tables ---- */

static enum z begin_paragraph(struct body *c, struct error *e)
{
	if (++c->paragraphs > PARAGRAPHS_MAX)
		return refuse(
			e, R_DOCX_LONG, package_file(c->p), number_text(DOCX_TEXT_MAX >> 20).s);
	if (!c->mark_deleted)
		c->begun = false;
	c->mark_deleted = false;
	c->style[0] = '\0';
	c->num = c->level = -1;
	return Z_OK;
}

static void trim(struct buffer *b)
{
	while (b->n && (b->s[b->n - 1] == ' ' || b->s[b->n - 1] == '\n'))
		b->s[--b->n] = '\0';
}

static void end_paragraph(struct body *c)
{
	c->in_run = c->vanish = false;
	if (c->mark_deleted)
		return;
	begin_text(c); /* a number may stand alone, as in the first column of a table */
	if (!c->tables)
		buffer_byte(&c->text, '\n');
	else if (c->cell.n && c->cell.s[c->cell.n - 1] != ' ')
		buffer_byte(&c->cell, ' ');
}

static void begin_row(struct body *c)
{
	if (c->tables != 1)
		return;
	buffer_clear(&c->row);
	buffer_clear(&c->cell);
	c->cells = c->pending = 0;
	c->row_deleted = false;
}

static void begin_cell(struct body *c)
{
	if (c->tables != 1)
		return;
	buffer_clear(&c->cell);
	c->span = 1;
	c->cell_deleted = false;
}

static void end_cell(struct body *c)
{
	if (c->tables != 1 || c->cell_deleted)
		return;
	trim(&c->cell);
	for (; c->pending > 0; c->pending--)
		buffer_text(&c->row, " | ");
	if (c->cells++)
		buffer_text(&c->row, " | ");
	buffer_add(&c->row, c->cell.s ? c->cell.s : "", c->cell.n);
	buffer_clear(&c->cell);
	c->pending = c->span - 1;
}

static void end_row(struct body *c)
{
	if (c->tables != 1 || c->row_deleted || !c->cells)
		return;
	buffer_add(&c->text, c->row.s ? c->row.s : "", c->row.n);
	buffer_byte(&c->text, '\n');
	buffer_clear(&c->row);
}

/* ---- elements ---- */

static bool is(const char *name, const char *other)
{
	return !strcmp(name, other);
}

/* A sign of the fonts forms are ticked with; NULL for others. */
static const char *symbol(const char *font, const char *code)
{
	unsigned long v = code ? strtoul(code, NULL, 16) & 0xff : 0;
	if (!font)
		return NULL;
	if (is(font, "Wingdings"))
		return v == 0xfe                             ? "☑"
		       : v == 0xfd                           ? "☒"
		       : v == 0xa8 || v == 0x6f || v == 0x71 ? "□"
		       : v == 0xfc                           ? "√"
		                                             : NULL;
	if (is(font, "Wingdings 2"))
		return v == 0x52                ? "☑"
		       : v == 0x51              ? "☒"
		       : v == 0xa3 || v == 0x2a ? "□"
		       : v == 0x50              ? "√"
		                                : NULL;
	return NULL;
}

/* Elements that are left out with all that is in them. */
static bool left_out(struct body *c, const char *name)
{
	bool marks = c->in_paragraph_properties || c->in_row_properties;
	if (!marks && (is(name, "w:del") || is(name, "w:moveFrom"))) {
		c->deleted++;
		return true;
	}
	if (is(name, "m:oMath")) {
		c->formulas++;
		return true;
	}
	if (is(name, "w:rt")) { /* pinyin over a character */
		c->rubies++;
		return true;
	}
	if (is(name, "w:altChunk")) {
		c->chunks++;
		return true;
	}
	return is(name, "mc:Fallback") || is(name, "w:instrText") || is(name, "w:delText") ||
	       is(name, "w:rPrChange") || is(name, "w:pPrChange") || is(name, "w:tblPrChange") ||
	       is(name, "w:trPrChange") || is(name, "w:tcPrChange") || is(name, "w:sectPrChange") ||
	       is(name, "w:numberingChange");
}

/* What only concerns how a paragraph, row or cell is. */
static bool property(struct body *c, const char *name, const char *const *atts)
{
	const char *v = xml_attr(atts, "val");
	bool gone = is(name, "w:del") || is(name, "w:moveFrom");
	if (c->in_row_properties && gone) {
		c->row_deleted |= c->tables == 1;
		c->deleted++;
	} else if (c->in_paragraph_properties && gone) {
		c->mark_deleted = true;
	} else if (is(name, "w:ins") || is(name, "w:moveTo") || is(name, "w:cellIns")) {
		c->inserted += !c->in_paragraph_properties;
	} else if (is(name, "w:cellDel")) {
		c->cell_deleted |= c->tables == 1;
		c->deleted++;
	} else if (is(name, "w:gridSpan")) {
		long span = v ? strtol(v, NULL, 10) : 1;
		if (c->tables == 1)
			c->span = span >= 1 && span <= 64 ? (int)span : 1;
	} else if (c->in_paragraph_properties && is(name, "w:pStyle")) {
		size_t n = v ? strlen(v) : 0;
		if (n < sizeof c->style)
			memcpy(c->style, v ? v : "", n + 1);
	} else if (c->in_paragraph_properties && is(name, "w:numId")) {
		c->num = v ? (int)strtol(v, NULL, 10) : -1;
	} else if (c->in_paragraph_properties && is(name, "w:ilvl")) {
		c->level = v ? (int)strtol(v, NULL, 10) : -1;
	} else if (c->in_run && is(name, "w:vanish")) {
		c->vanish = xml_on(v);
	} else {
		return false;
	}
	return true;
}

/* What stands in a run instead of text. */
static enum z sign(struct body *c, const char *name, const char *const *atts, struct error *e)
{
	const char *out = NULL;
	if (is(name, "w:tab"))
		out = "\t";
	else if (is(name, "w:cr"))
		out = "\n";
	else if (is(name, "w:noBreakHyphen"))
		out = "-";
	else if (is(name, "w:br")) {
		const char *type = xml_attr(atts, "type");
		out = !type || is(type, "textWrapping") ? "\n" : NULL;
	} else if (is(name, "w:sym")) {
		out = symbol(xml_attr(atts, "font"), xml_attr(atts, "char"));
		c->symbols += !out;
	}
	return out && !c->vanish ? add(c, out, strlen(out), e) : Z_OK;
}

static void count(struct body *c, const char *name)
{
	if (is(name, "w:commentReference"))
		c->comments++;
	else if (is(name, "w:footnoteReference") || is(name, "w:endnoteReference"))
		c->notes++;
	else if (is(name, "a:blip") || (is(name, "v:imagedata") && !c->in_object))
		c->images++;
	else if (is(name, "o:OLEObject"))
		c->objects++;
	else if (is(name, "c:chart") || is(name, "dgm:relIds"))
		c->charts++;
}

static enum z in_box(struct body *c, const char *name)
{
	c->box++;
	c->in_text = is(name, "w:t");
	return Z_OK;
}

static enum z body_begin(void *ctx, const char *name, const char *const *atts, struct error *e)
{
	struct body *c = ctx;
	c->in_text = false;
	if (c->skip) {
		c->skip++;
		return Z_OK;
	}
	if (left_out(c, name)) {
		c->skip = 1;
		return Z_OK;
	}
	if (c->box)
		return in_box(c, name);
	if (is(name, "w:txbxContent")) {
		c->box = 1;
		c->boxes++;
	} else if (is(name, "w:p"))
		return begin_paragraph(c, e);
	else if (is(name, "w:r")) {
		c->in_run = true;
		c->vanish = false;
	} else if (is(name, "w:t")) {
		c->in_text = true;
		c->hidden += c->vanish;
	} else if (is(name, "w:pPr"))
		c->in_paragraph_properties = true;
	else if (is(name, "w:trPr"))
		c->in_row_properties = true;
	else if (is(name, "w:object"))
		c->in_object = true;
	else if (is(name, "w:tbl")) {
		c->nested += c->tables > 0;
		c->tables++;
	} else if (is(name, "w:tr"))
		begin_row(c);
	else if (is(name, "w:tc"))
		begin_cell(c);
	else if (!property(c, name, atts)) {
		count(c, name);
		return c->in_run ? sign(c, name, atts, e) : Z_OK;
	}
	return Z_OK;
}

static enum z body_end(void *ctx, const char *name, struct error *e)
{
	struct body *c = ctx;
	(void)e;
	c->in_text = false;
	if (c->skip) {
		c->skip--;
		return Z_OK;
	}
	if (c->box) {
		c->box--;
		if (is(name, "w:p") && c->box_text.n && c->box_text.n < SNIPPET)
			buffer_byte(&c->box_text, ' ');
		return Z_OK;
	}
	if (is(name, "w:p"))
		end_paragraph(c);
	else if (is(name, "w:r"))
		c->in_run = c->vanish = false;
	else if (is(name, "w:pPr")) {
		c->in_paragraph_properties = false;
		c->in_run = false;
	} else if (is(name, "w:trPr"))
		c->in_row_properties = false;
	else if (is(name, "w:object"))
		c->in_object = false;
	else if (is(name, "w:tbl") && c->tables)
		c->tables--;
	else if (is(name, "w:tr"))
		end_row(c);
	else if (is(name, "w:tc"))
		end_cell(c);
	return Z_OK;
}

static enum z body_text(void *ctx, const char *s, size_t n, struct error *e)
{
	struct body *c = ctx;
	if (!c->in_text || c->skip)
		return Z_OK;
	if (c->box) {
		if (c->box_text.n < SNIPPET)
			buffer_add(&c->box_text, s, n);
		return Z_OK;
	}
	return c->vanish ? Z_OK : add(c, s, n, e);
}

/* ---- remarks ---- */

static void remark(struct docx *d, const char *format, long count, const char *text)
{
	struct buffer b = {0};
	char snippet[SNIPPET + 1];
	if (d->remarks == DOCX_REMARKS)
		return;
	size_t n = text ? strlen(text) : 0;
	bool cut = n > SNIPPET;
	if (cut)
		for (n = SNIPPET; n && ((unsigned char)text[n] & 0xc0) == 0x80;)
			n--;
	memcpy(snippet, text ? text : "", n);
	snippet[n] = '\0';
	text_clean(snippet, false);
	/* format: "…%ld…", the number first; words.h keeps them together with this. */
	const char *at = strstr(format, "%ld");
	buffer_add(&b, format, at ? (size_t)(at - format) : strlen(format));
	if (at)
		buffer_printf(&b, "%ld%s", count, at + 3);
	if (snippet[0])
		buffer_printf(&b, W_DOCX_SNIPPET, snippet, cut ? "…" : "");
	d->remark[d->remarks++] = buffer_take(&b);
}

/* A header of page numbers alone is not worth a remark. */
static bool only_page_number(const char *s)
{
	static const char *const page[] = {"第", "页", "共", "—", "－", "–", "―", "／", "·"};
	while (*s) {
		size_t k = (*s >= '0' && *s <= '9') || strchr(" -/.|", *s) ? 1 : 0;
		for (size_t i = 0; i < sizeof page / sizeof *page && !k; i++)
			if (!strncmp(s, page[i], strlen(page[i])))
				k = strlen(page[i]);
		if (!k)
			return false;
		s += k;
	}
	return true;
}

static enum z remark_parts(
	struct body *c, const struct package_rels *rels, struct docx *d, struct error *e)
{
	struct buffer b = {0};
	enum z z = Z_OK;
	const struct package_rel *r;
	if (c->comments) {
		r = package_rel(rels, NULL, "comments");
		z = r ? docx_part_text(c->p, r->target, &b, e) : Z_OK;
		remark(d, W_DOCX_COMMENTS, c->comments, b.s);
		buffer_clear(&b);
	}
	if (c->notes && z == Z_OK) {
		r = package_rel(rels, NULL, "footnotes");
		z = r ? docx_part_text(c->p, r->target, &b, e) : Z_OK;
		r = package_rel(rels, NULL, "endnotes");
		if (z == Z_OK && r)
			z = docx_part_text(c->p, r->target, &b, e);
		remark(d, W_DOCX_NOTES, c->notes, b.s);
		buffer_clear(&b);
	}
	long headers = 0;
	for (int i = 0; i < rels->n && z == Z_OK && headers < 64; i++) {
		r = &rels->rel[i];
		if (r->external || (strcmp(r->type, "header") && strcmp(r->type, "footer")))
			continue;
		struct buffer one = {0};
		z = docx_part_text(c->p, r->target, &one, e);
		if (one.n && !only_page_number(one.s)) {
			if (headers++ == 0)
				buffer_add(&b, one.s, one.n);
		}
		buffer_free(&one);
	}
	if (headers)
		remark(d, W_DOCX_HEADERS, headers, b.s);
	buffer_free(&b);
	return z;
}

static enum z remarks(
	struct body *c, const struct package_rels *rels, struct docx *d, struct error *e)
{
	if (c->inserted || c->deleted) {
		struct buffer b = {0};
		buffer_printf(&b, W_DOCX_TRACKED, c->inserted, c->deleted);
		remark(d, b.s, 0, NULL);
		buffer_free(&b);
	}
	const struct {
		long n;
		const char *words, *text;
	} simple[] = {
		{c->hidden, W_DOCX_HIDDEN, NULL},
		{c->boxes, W_DOCX_BOXES, c->box_text.s},
		{c->images, W_DOCX_IMAGES, NULL},
		{c->objects, W_DOCX_OBJECTS, NULL},
		{c->charts, W_DOCX_CHARTS, NULL},
		{c->formulas, W_DOCX_FORMULAS, NULL},
		{c->unnumbered, W_DOCX_UNNUMBERED, NULL},
		{c->symbols, W_DOCX_SYMBOLS, NULL},
		{c->chunks, W_DOCX_CHUNKS, NULL},
		{c->nested, W_DOCX_NESTED, NULL},
		{c->rubies, W_DOCX_RUBIES, NULL},
	};
	for (size_t i = 0; i < sizeof simple / sizeof *simple; i++)
		if (simple[i].n)
			remark(d, simple[i].words, simple[i].n, simple[i].text);
	return remark_parts(c, rels, d, e);
}

/* ---- the whole ---- */

static enum z read_package(struct package *p, struct docx *d, struct error *e)
{
	static const struct xml_hooks hooks = {
		.begin = body_begin, .end = body_end, .text = body_text};
	struct body *c = xalloc(sizeof *c);
	struct package_rels rels;
	struct buffer title = {0};
	c->p = p;
	enum z z = package_rels(p, package_main(p), &rels, e);
	if (z == Z_OK)
		z = docx_numbers_load(p, &rels, &c->numbers, e);
	if (z == Z_OK)
		z = package_xml(p, package_main(p), &hooks, c, e);
	if (z == Z_OK)
		z = remarks(c, &rels, d, e);
	if (z == Z_OK)
		z = docx_title(p, &title, e);
	package_rels_free(&rels);
	trim(&c->text);
	free(d->text);
	free(d->title);
	d->text = buffer_take(&c->text);
	d->title = buffer_take(&title);
	text_clean(d->text, true);
	text_clean(d->title, false);
	docx_numbers_free(&c->numbers);
	buffer_free(&c->row);
	buffer_free(&c->cell);
	buffer_free(&c->box_text);
	free(c);
	return z;
}

enum z docx_read(const char *path, struct docx *d, struct error *e)
{
	struct package *p;
	memset(d, 0, sizeof *d);
	enum z z = package_open(path, PACKAGE_WORD, &p, e);
	if (z == Z_OK)
		z = read_package(p, d, e);
	package_close(&p);
	return z;
}

enum z docx_read_memory(
	const void *data, size_t n, const char *file, struct docx *d, struct error *e)
{
	struct package *p;
	memset(d, 0, sizeof *d);
	enum z z = package_open_memory(data, n, file, PACKAGE_WORD, &p, e);
	if (z == Z_OK)
		z = read_package(p, d, e);
	package_close(&p);
	return z;
}

void docx_free(struct docx *d)
{
	free(d->title);
	free(d->text);
	for (int i = 0; i < d->remarks; i++)
		free(d->remark[i]);
	memset(d, 0, sizeof *d);
}
