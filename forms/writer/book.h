/* book.h - a ledger as .xlsx, row after row without holding it in memory: frozen header, widths, filter, cells that are
 * numbers and days where they are meant to be.
 *
 *	book_open(path, "事项", columns, n, &b, e);
 *	for each row { book_text(b, "…"); book_number(b, 3); book_row(b); }
 *	z = book_close(&b, z, e);
 *
 * Must not know what the columns mean. */
#ifndef FORMS_WRITER_BOOK_H
#define FORMS_WRITER_BOOK_H

#include <stdint.h>

#include "store/base/error.h"

struct book_column {
	const char *name;
	int width; /* columns of a screen; 0: wide */
};

struct book;
/* Writes to path, which may not exist; rows beyond what a sheet takes go on to the next sheet. */
enum z book_open(const char *path, const char *sheet, const struct book_column *column, int n, struct book **b, struct error *e);
/* The next cell.  A text stays a text whatever it begins with. */
void book_text(struct book *b, const char *s);
void book_number(struct book *b, double n);
void book_percent(struct book *b, double percent, int decimals); /* 12.5 is shown as 12.5% */
void book_day(struct book *b, int32_t day);                      /* DAY_NONE: empty */
void book_instant(struct book *b, int64_t instant);              /* 0: empty */
void book_row(struct book *b);
/* z: what was said so far; anything but Z_OK takes the file away again. */
enum z book_close(struct book **b, enum z z, struct error *e);
#endif
