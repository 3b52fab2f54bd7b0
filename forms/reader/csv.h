/* csv.h - comma-separated tables (RFC 4180) in UTF-8, row by row, fed in pieces of any size.
 *
 * Fields in quotes may hold the delimiter, doubled quotes and line ends; a row ends in LF, CRLF or CR.  A quote inside
 * a field without quotes is an ordinary character.  What can only come from a damaged file is refused with its line and
 * column: text after a closing quote, a quote that is never closed.  Blank lines are skipped. */
#ifndef FORMS_READER_CSV_H
#define FORMS_READER_CSV_H

#include <stddef.h>

#include "forms/reader/row.h"

#define CSV_FIELD_MAX 98304 /* bytes: 32768 Han, as much as a cell of a spreadsheet holds */
#define CSV_FIELDS_MAX 1024 /* in a row */

struct csv;
/* file: the name for messages (copied).  field_max: bytes, 0 for CSV_FIELD_MAX. */
struct csv *csv_new(char delimiter, size_t field_max, const char *file, row_fn *fn, void *ctx);
enum z csv_feed(struct csv *c, const char *s, size_t n, struct error *e);
enum z csv_end(struct csv *c, struct error *e); /* the last row needs no line end */
void csv_free(struct csv **c);

/* The delimiter (',', ';', tab or '|') that stands most often in the first rows outside quotes. */
char csv_delimiter(const char *s, size_t n);
#endif
