/* docx.h - the text of a .docx, and in words what could not be taken from it.
 *
 * One line a paragraph; numbers that Word counts itself are written out; a line break stays a line.  A table is
 * one line a row, its cells with " | " between them ('|' within a cell becomes the full-width one, line ends a
 * blank; a cell that spans columns is followed by empty ones, so that columns stay in place).  Tracked changes are
 * read as accepted: insertions taken, deletions left out, both counted.  Text that is marked hidden is left out
 * and named. */
#ifndef FORMS_READER_DOCX_H
#define FORMS_READER_DOCX_H

#include <stddef.h>

#include "forms/import/package.h"
#include "store/base/error.h"

#define DOCX_TEXT_MAX (8u << 20) /* bytes */
#define DOCX_REMARKS 24

struct docx {
	char *title; /* of the document's properties; "" without.  Often a template's: propose, do not trust */
	char *text;                 /* UTF-8, '\n'; "" where the document has none */
	char *remark[DOCX_REMARKS]; /* Chinese sentences, most important first */
	int remarks;
};

/* *d is the caller's until docx_free, also after a failure.  Old formats, macros, passwords: Z_INVALID with a sentence
 * that says to save as .docx. */
enum z docx_read(const char *path, struct docx *d, struct error *e);
/* The same in memory; file: the name for messages. */
enum z docx_read_memory(
	const void *data, size_t n, const char *file, struct docx *d, struct error *e);
void docx_free(struct docx *d);
#endif
