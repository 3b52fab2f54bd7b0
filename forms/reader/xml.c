/* xml.c - expat with everything closed that a document does not need.  Knows no format but the namespaces' names. */
#include "forms/reader/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"
#include "store/base/memory.h"

#define SEPARATOR '\x1f' /* cannot occur in XML, so a name is cut at one place only */
#define NAME_MAX_BYTES 64

struct xml {
	XML_Parser parser;
	const struct xml_hooks *hooks;
	void *ctx;
	const char *file;
	int depth;
	long long fed;
	enum z z;
	struct error error;
};

/* The most frequent first.  The second form is that of Strict Open XML. */
static const struct {
	const char *uri, *prefix;
} spaces[] = {
	{"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "x"},
	{"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
	{"http://purl.oclc.org/ooxml/spreadsheetml/main", "x"},
	{"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
	{"http://schemas.openxmlformats.org/drawingml/2006/main", "a"},
	{"http://purl.oclc.org/ooxml/drawingml/main", "a"},
	{"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
	{"http://schemas.openxmlformats.org/officeDocument/2006/math", "m"},
	{"http://purl.oclc.org/ooxml/officeDocument/math", "m"},
	{"http://schemas.openxmlformats.org/package/2006/relationships", "rel"},
	{"http://schemas.openxmlformats.org/package/2006/content-types", "ct"},
	{"http://purl.org/dc/elements/1.1/", "dc"},
	{"urn:schemas-microsoft-com:vml", "v"},
	{"urn:schemas-microsoft-com:office:office", "o"},
	{"http://schemas.openxmlformats.org/drawingml/2006/chart", "c"},
	{"http://schemas.openxmlformats.org/drawingml/2006/diagram", "dgm"},
	{"http://schemas.openxmlformats.org/drawingml/2006/picture", "pic"},
};

/* expat's "uri SEPARATOR local" as "prefix:local". */
static void canonical(const char *name, char out[NAME_MAX_BYTES])
{
	const char *cut = strchr(name, SEPARATOR);
	const char *local = cut ? cut + 1 : name, *prefix = "?";
	size_t n = cut ? (size_t)(cut - name) : 0;
	for (size_t i = 0; cut && i < sizeof spaces / sizeof *spaces; i++)
		if (!strncmp(spaces[i].uri, name, n) && !spaces[i].uri[n]) {
			prefix = spaces[i].prefix;
			break;
		}
	size_t k = strlen(prefix), l = strlen(local);
	if (k + l + 2 > NAME_MAX_BYTES)
		l = NAME_MAX_BYTES - k - 2; /* no name of ours is that long */
	memcpy(out, prefix, k);
	out[k] = ':';
	memcpy(out + k + 1, local, l);
	out[k + 1 + l] = '\0';
}

static void stop(struct xml *x, enum z z)
{
	x->z = z;
	XML_StopParser(x->parser, XML_FALSE);
}

static void XMLCALL on_begin(void *data, const XML_Char *name, const XML_Char **atts)
{
	struct xml *x = data;
	if (x->z != Z_OK)
		return;
	if (++x->depth > XML_DEPTH_MAX) {
		stop(x, refuse(&x->error, R_XML_HOSTILE, x->file, W_XML_DEPTH));
		return;
	}
	char canon[NAME_MAX_BYTES];
	canonical(name, canon);
	if (x->hooks->begin) {
		enum z z = x->hooks->begin(x->ctx, canon, (const char *const *)atts, &x->error);
		if (z != Z_OK)
			stop(x, z);
	}
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
	struct xml *x = data;
	if (x->z != Z_OK)
		return;
	x->depth--;
	char canon[NAME_MAX_BYTES];
	canonical(name, canon);
	if (x->hooks->end) {
		enum z z = x->hooks->end(x->ctx, canon, &x->error);
		if (z != Z_OK)
			stop(x, z);
	}
}

static void XMLCALL on_text(void *data, const XML_Char *s, int n)
{
	struct xml *x = data;
	if (x->z != Z_OK || !x->hooks->text || n <= 0)
		return;
	enum z z = x->hooks->text(x->ctx, s, (size_t)n, &x->error);
	if (z != Z_OK)
		stop(x, z);
}

static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system,
	const XML_Char *public_id, int internal)
{
	struct xml *x = data;
	(void)name;
	(void)system;
	(void)public_id;
	(void)internal;
	if (x->z == Z_OK)
		stop(x, refuse(&x->error, R_XML_HOSTILE, x->file, W_XML_DOCTYPE));
}

struct xml *xml_new(const struct xml_hooks *hooks, void *ctx, const char *file)
{
	struct xml *x = xalloc(sizeof *x);
	x->hooks = hooks;
	x->ctx = ctx;
	x->file = file;
	x->parser = XML_ParserCreateNS(NULL, SEPARATOR);
	if (!x->parser) {
		x->z = refuse(&x->error, R_NO_MEMORY);
		return x;
	}
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_begin, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	XML_SetParamEntityParsing(x->parser, XML_PARAM_ENTITY_PARSING_NEVER);
	return x;
}

enum z xml_feed(struct xml *x, const char *s, size_t n, bool last, struct error *e)
{
	if (x->z == Z_OK && XML_Parse(x->parser, s, (int)n, last) == XML_STATUS_ERROR &&
		x->z == Z_OK)
		x->z = refuse(&x->error, R_XML_BROKEN, x->file);
	x->fed += (long long)n;
	/* A tag that does not end is kept whole by expat and looked at again with each piece. */
	if (x->z == Z_OK && !last) {
		long long at = XML_GetCurrentByteIndex(x->parser);
		if (at >= 0 && x->fed - at > XML_TAG_MAX)
			x->z = refuse(&x->error, R_XML_HOSTILE, x->file, W_XML_TAG);
	}
	if (x->z != Z_OK && e)
		*e = x->error;
	return x->z;
}

void xml_free(struct xml **x)
{
	if (!*x)
		return;
	if ((*x)->parser)
		XML_ParserFree((*x)->parser);
	free(*x);
	*x = NULL;
}

const char *xml_attr(const char *const *atts, const char *name)
{
	for (; *atts; atts += 2) {
		const char *cut = strchr(*atts, SEPARATOR);
		if (!strcmp(cut ? cut + 1 : *atts, name))
			return atts[1];
	}
	return NULL;
}

bool xml_on(const char *value)
{
	return !value || !strcmp(value, "1") || !strcmp(value, "true") || !strcmp(value, "on");
}
