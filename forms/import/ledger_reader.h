/* ledger_reader.h - the state that ledger.c and ledger_file.c share; for these two only. */
#ifndef FORMS_IMPORT_LEDGER_READER_H
#define FORMS_IMPORT_LEDGER_READER_H

#include "forms/import/ledger.h"
#include "forms/reader/row.h"

#define LEDGER_FILE_COLUMNS 1024
enum { LEDGER_EXTRA = -1, LEDGER_NAMELESS = -2 };

struct ledger_reader {
	const struct ledger *l;
	struct ledger_result *result;
	const char *file;
	/* the header: for each column of the file ours, or one of the two above */
	int map[LEDGER_FILE_COLUMNS];
	const char *name[LEDGER_FILE_COLUMNS];
	int headers, titles;
	bool headless, sheet_rows;
	int nearest_found;
	struct buffer nearest, seen;
	/* the row */
	char *room;
	size_t cap, used;
	struct ledger_cell cell[LEDGER_COLUMNS_MAX];
	struct ledger_extra extra[LEDGER_FILE_COLUMNS];
	struct buffer expected;
};

enum z ledger_take_row(
	void *ctx, const struct row *row, struct error *e); /* a row_fn; ctx: the reader */
enum z ledger_no_header(struct ledger_reader *c, struct error *e);
#endif
