/* xml.h - one part of a .docx or .xlsx, element by element, in pieces.
 *
 * A guarded expat: document types are refused, and with them every entity; depth and the length of one tag are bounded.
 * Names come with a fixed prefix whatever the file calls it: "w:p", "x:row"; "?:name" in namespaces not known here. */
#ifndef FORMS_READER_XML_H
#define FORMS_READER_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/error.h"

#define XML_DEPTH_MAX 256
#define XML_TAG_MAX (1 << 20) /* bytes */

/* Each may be NULL.  Anything but Z_OK stops the parser, which returns it. */
struct xml_hooks {
	enum z (*begin)(void *ctx, const char *name, const char *const *atts, struct error *e);
	enum z (*end)(void *ctx, const char *name, struct error *e);
	enum z (*text)(void *ctx, const char *s, size_t n, struct error *e); /* UTF-8, in pieces */
};

/* The value of an attribute by its name without namespace, or NULL. */
const char *xml_attr(const char *const *atts, const char *name);
/* An on/off attribute as Office writes it: absent attribute or "1", "true", "on" is true. */
bool xml_on(const char *value);

struct xml;
struct xml *xml_new(
	const struct xml_hooks *hooks, void *ctx, const char *file); /* file, hooks: borrowed */
enum z xml_feed(struct xml *x, const char *s, size_t n, bool last, struct error *e);
void xml_free(struct xml **x);
#endif
