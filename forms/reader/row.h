/* row.h - one row of a table as it was read, whatever kind of file it came from.
 *
 * csv and sheet deliver rows in this shape; ledger takes them.  Must not know what the columns mean. */
#ifndef FORMS_READER_ROW_H
#define FORMS_READER_ROW_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/error.h"

enum cell_kind {
	CELL_EMPTY,
	CELL_TEXT,
	CELL_NUMBER, /* s is plain decimal: no exponent, no grouping; never from a .csv */
	CELL_DATE,   /* s is 2026-11-20, 2026-11-20 09:12:00 or 09:12:00; never from a .csv */
	CELL_BOOL,   /* s is TRUE or FALSE */
	CELL_ERROR,  /* s is what the spreadsheet shows: #N/A, #REF! */
};

struct row_cell {
	const char *s; /* UTF-8, NUL-terminated, never NULL */
	size_t n;      /* bytes without the NUL */
	enum cell_kind kind;
};

struct row {
	long line; /* .csv: the physical line on which it begins; .xlsx: the number of the sheet's row; from 1 */
	int cells;
	bool hidden; /* a hidden row of a sheet */
	const struct row_cell *cell;
};

/* What a reader calls with each row.  The row is the reader's and lives until the callback returns.  Anything
 * but Z_OK (with *e filled) stops the reader, which returns it. */
typedef enum z row_fn(void *ctx, const struct row *r, struct error *e);
#endif
