/* docx_parts.h - what stands beside a .docx's body: numbering, notes, comments, headers, properties.  For docx.c
 * only. */
#ifndef FORMS_READER_DOCX_PARTS_H
#define FORMS_READER_DOCX_PARTS_H

#include <stdbool.h>

#include "forms/import/package.h"

/* ---- automatic numbers ---- */

struct docx_numbers;
/* Reads numbering and styles; a document without them gives an empty set, not NULL. */
enum z docx_numbers_load(struct package *p, const struct package_rels *rels,
	struct docx_numbers **out, struct error *e);
void docx_numbers_free(struct docx_numbers **n);
/* Counts one paragraph of list num (-1: as its style says, 0: none) at level (-1: as its style says) and adds its
 * number as Word prints it ("一、", "1.2 ") to *out.  0: no number; 1: added; -1: it has one that cannot be written. */
int docx_number(struct docx_numbers *n, const char *style, int num, int level, struct buffer *out);

/* ---- plain text of a part, in one line ---- */

/* Adds the text of a part (header, notes, comments); separators of notes are left out. */
enum z docx_part_text(struct package *p, const char *part, struct buffer *out, struct error *e);
/* Adds the title of the document's properties, if it has one. */
enum z docx_title(struct package *p, struct buffer *out, struct error *e);
#endif
