/* sniff.h - what kind of file this is by its first bytes, never by its name; and reading it whole, bounded.
 *
 * Must not open archives: package.h tells a .docx from an .xlsx. */
#ifndef FORMS_READER_SNIFF_H
#define FORMS_READER_SNIFF_H

#include <stddef.h>

#include "store/base/error.h"
#include "store/base/memory.h"

enum sniff {
	SNIFF_EMPTY,
	SNIFF_TEXT,      /* anything that is none of the others */
	SNIFF_ZIP,       /* .docx, .xlsx, .ofd, ... */
	SNIFF_OLE,       /* .doc, .xls, .wps, .et of old */
	SNIFF_ENCRYPTED, /* an OLE file that holds an encrypted .docx or .xlsx */
	SNIFF_RTF,
	SNIFF_PDF,
	SNIFF_HTML,
	SNIFF_IMAGE,
};

enum sniff sniff_kind(const void *data, size_t n);

/* The last part of a path, for messages. */
const char *sniff_name(const char *path);

/* Adds a regular file of at most limit bytes to *b.  Z_MISSING, Z_IO, or Z_INVALID where it is longer. */
enum z sniff_read(const char *path, size_t limit, struct buffer *b, struct error *e);
/* The first n bytes at most. */
enum z sniff_head(const char *path, size_t n, struct buffer *b, struct error *e);

/* The two steps of the above for who reads on: a regular file and its size, and its next n bytes at most. */
enum z sniff_open(const char *path, int *fd, long long *size, struct error *e);
enum z sniff_some(int fd, const char *path, size_t n, struct buffer *b, struct error *e);

/* Z_OK for text and for nothing; else a sentence that says as what to save the file instead. */
enum z sniff_text(const char *file, const void *data, size_t n, struct error *e);
/* Z_OK for text; else a sentence that asks for .xlsx or .csv. */
enum z sniff_table(const char *file, const void *data, size_t n, struct error *e);
/* Z_OK for a zip; else the same for someone who wants a document (wanted ".docx") or a table (".xlsx"). */
enum z sniff_zip(const char *file, const void *data, size_t n, const char *wanted, struct error *e);
#endif
