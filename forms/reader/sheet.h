/* sheet.h - .xlsx workbooks, row by row, without holding a sheet in memory.
 *
 * Cells come as the spreadsheet shows them to a reader: shared and inline strings, numbers in plain decimal, dates
 * by their number format (1900 and 1904 counting), formulas by their stored result.  What a printed copy would not
 * show or say is reported: hidden sheets, rows and columns, merged cells, formulas without a result. */
#ifndef FORMS_READER_SHEET_H
#define FORMS_READER_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/import/package.h"
#include "forms/reader/row.h"

#define SHEET_COLUMNS_MAX 1024        /* with anything in them */
#define SHEET_CELL_MAX 131072         /* bytes of one cell */
#define SHEET_STRINGS_MAX (64u << 20) /* bytes of all shared strings */

struct sheet_book;
enum z sheet_open(const char *path, struct sheet_book **out, struct error *e);
/* data must live as long as the book; file: the name for messages. */
enum z sheet_open_memory(
	const void *data, size_t n, const char *file, struct sheet_book **out, struct error *e);
void sheet_close(struct sheet_book **b);

int sheet_count(const struct sheet_book *b); /* charts are not counted */
const char *sheet_name(const struct sheet_book *b, int i);
bool sheet_hidden(const struct sheet_book *b, int i);
/* By name; name NULL: the first that is not hidden.  -1 if there is none. */
int sheet_find(const struct sheet_book *b, const char *name);

/* What was met in one sheet.  Places are as in the spreadsheet ("C5", "A2:A4"), the first one of each. */
struct sheet_report {
	long rows; /* with anything in them */
	long hidden_rows, first_hidden_row;
	int hidden_columns;
	char first_hidden_column[8];
	long merged;
	char first_merged[24];
	long unresolved; /* formulas without a stored result, delivered as empty cells */
	char first_unresolved[16];
};

/* Rows with at least one filled cell go to fn, hidden ones too (flag in the row); gaps are CELL_EMPTY. */
enum z sheet_rows(struct sheet_book *b, int i, row_fn *fn, void *ctx, struct sheet_report *r,
	struct error *e);

/* The letters of a column, from 0: "A", "AB". */
const char *sheet_letters(int column, char buf[8]);
#endif
