/* docx_parts.c - headers, notes, comments and properties of a .docx, as one line each. */
#include "forms/reader/docx_parts.h"

#include <string.h>

#define PART_TEXT_MAX 65536

struct part {
	struct buffer *out;
	bool in_text;
	int skip; /* depth inside what is left out */
};

static enum z part_begin(void *ctx, const char *name, const char *const *atts, struct error *e)
{
	struct part *c = ctx;
	const char *type = xml_attr(atts, "type");
	(void)e;
	if (c->skip) {
		c->skip++;
		return Z_OK;
	}
	bool note = !strcmp(name, "w:footnote") || !strcmp(name, "w:endnote");
	/* the line above the notes, and what page numbers are made of */
	if ((note && type && strcmp(type, "normal")) || !strcmp(name, "w:instrText") ||
		!strcmp(name, "w:del") || !strcmp(name, "mc:Fallback") ||
		!strcmp(name, "w:fldSimple"))
		c->skip = 1;
	c->in_text = !strcmp(name, "w:t") || !strcmp(name, "dc:title");
	return Z_OK;
}

static enum z part_end(void *ctx, const char *name, struct error *e)
{
	struct part *c = ctx;
	(void)e;
	c->in_text = false;
	if (c->skip) {
		c->skip--;
		return Z_OK;
	}
	if (!strcmp(name, "w:p") && c->out->n && c->out->s[c->out->n - 1] != ' ')
		buffer_byte(c->out, ' ');
	return Z_OK;
}

static enum z part_text(void *ctx, const char *s, size_t n, struct error *e)
{
	struct part *c = ctx;
	(void)e;
	if (c->in_text && !c->skip && c->out->n + n <= PART_TEXT_MAX)
		buffer_add(c->out, s, n);
	return Z_OK;
}

enum z docx_part_text(struct package *p, const char *part, struct buffer *out, struct error *e)
{
	static const struct xml_hooks hooks = {
		.begin = part_begin, .end = part_end, .text = part_text};
	struct part c = {.out = out};
	if (!package_has(p, part))
		return Z_OK;
	enum z z = package_xml(p, part, &hooks, &c, e);
	while (out->n && out->s[out->n - 1] == ' ')
		out->s[--out->n] = '\0';
	return z;
}

enum z docx_title(struct package *p, struct buffer *out, struct error *e)
{
	struct package_rels rels;
	enum z z = package_rels(p, "", &rels, e);
	const struct package_rel *r = package_rel(&rels, NULL, "core-properties");
	if (z == Z_OK && r && !r->external)
		z = docx_part_text(p, r->target, out, e);
	package_rels_free(&rels);
	return z;
}
