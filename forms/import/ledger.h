/* ledger.h - a table with a header row, from .csv in any encoding or from .xlsx, as typed rows.
 *
 * The caller says which columns there are, by which names they go and what stands in them; the file's columns may
 * come in any order, under a title of a few lines, with others between them.  A row that is wrong is refused
 * alone, with line, column, what was expected and what was found, and the reading goes on.  The kind of file is
 * told by its content, never by its name.  Must not know any register: items, tickets and requests are tables of
 * struct ledger_column elsewhere. */
#ifndef FORMS_IMPORT_LEDGER_H
#define FORMS_IMPORT_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "forms/reader/encoding.h"
#include "forms/reader/sheet.h"
#include "store/base/error.h"
#include "store/base/memory.h"

#define LEDGER_COLUMNS_MAX 64
#define LEDGER_TITLE_ROWS 5  /* the header stands within as many rows that are not blank */
#define LEDGER_TEXT_MAX 5000 /* characters, where a column says nothing */

enum ledger_kind {
	LEDGER_TEXT,
	LEDGER_DATE,    /* a time behind it is dropped */
	LEDGER_TIME,    /* an instant; a day alone is its beginning */
	LEDGER_CODE,    /* one of a list */
	LEDGER_INTEGER, /* 0 and up; approximate numbers (约、余) are refused */
	LEDGER_MONEY,   /* yuan in the file, fen in the cell */
};

enum ledger_need {
	LEDGER_OPTIONAL, /* the column may be missing */
	LEDGER_COLUMN,   /* the column must be there, its cells may be empty */
	LEDGER_FILLED,   /* and no cell may be empty */
};

/* A list ends with names NULL.  Blanks, width of letters, case and quotation marks do not matter in comparing. */
struct ledger_code {
	const char *names; /* "自然人|公民": the first is shown to the user */
	int value;
};

struct ledger_column {
	const char *key;      /* for JSON: "received" */
	const char *name;     /* "收到日期" */
	const char *synonyms; /* "收单时间|发现时间", best first; NULL without */
	enum ledger_need need;
	enum ledger_kind kind;
	const struct ledger_code *codes; /* LEDGER_CODE */
	int max;                         /* LEDGER_TEXT: characters, 0 for LEDGER_TEXT_MAX */
};

struct ledger_cell {
	const char *text; /* cleaned, without blanks around; "" where empty or no such column */
	bool filled;
	int code;        /* LEDGER_CODE: value of the list */
	int32_t day;     /* LEDGER_DATE, LEDGER_TIME: DAY_NONE where empty */
	int64_t instant; /* LEDGER_TIME: -1 where empty */
	int64_t number;  /* LEDGER_INTEGER, LEDGER_MONEY (fen) */
};

struct ledger_extra {
	const char *name, *text;
};

struct ledger_row {
	const char *file;
	long line;                      /* in the file, from 1; a row in quotes may span several */
	const struct ledger_cell *cell; /* by the caller's columns */
	int extras;                     /* filled cells of columns the caller does not know */
	const struct ledger_extra *extra;
	int *wrong; /* set by who refuses the row for one cell: the caller's column */
};

struct ledger_refusal {
	const char *file;
	long line;
	int column;                   /* the caller's; -1: the row as a whole */
	const char *letters;          /* the file's column, "C"; "" for the row */
	const char *name;             /* the column's name, "" for the row */
	const char *expected, *found; /* Chinese; expected "": the sentence says what is wrong, but not where */
	const struct error *error;    /* the whole sentence */
};

/* A header that somebody has mapped by hand: it is this column whatever the names say; -1: it is none. */
struct ledger_mapping {
	const char *header;
	int column;
};

struct ledger {
	const struct ledger_column *column;
	int columns;
	const struct ledger_mapping *mapping;
	int mappings;
	bool any_header; /* the first row with two filled cells is the header, should none be recognised */
	enum encoding encoding; /* ENCODING_UNKNOWN: detect */
	const char *sheet;      /* NULL: the first visible one with such a header */
	/* Takes a good row.  Z_INVALID, Z_DENIED, Z_STALE and Z_MISSING refuse this row and go on; anything else
	 * stops. */
	enum z (*row)(void *ctx, const struct ledger_row *row, struct error *e);
	void (*refused)(void *ctx, const struct ledger_refusal *refusal); /* may be NULL */
	/* May be NULL; now and then, in bytes (.csv) or in rows with total 0 (.xlsx).  False stops with Z_CANCEL. */
	bool (*progress)(void *ctx, long long done, long long total);
	void *ctx;
};

/* A column of the file that has a name. */
struct ledger_header {
	const char *name;
	int at, column; /* from 0; the caller's, -1: none */
};

struct ledger_result {
	long good, refused;
	long header_line;
	struct encoding_guess guess; /* .csv; encoding ENCODING_UNKNOWN for .xlsx */
	char sheet[128];             /* .xlsx: the sheet that was read */
	struct sheet_report report;  /* .xlsx: what is hidden or merged in it */
	int missing;                 /* optional columns that are not in the file */
	int extras;
	const char **extra; /* names of the file's columns that were not known */
	int headers;
	struct ledger_header *header; /* all of them, in the order of the file */
	struct arena arena;
};

/* Z_OK also where rows were refused: see *r, which ledger_result_free releases in any case.  Z_INVALID where the
 * file as a whole cannot be read: no header, a column twice, spoilt text. */
enum z ledger_read(
	const char *path, const struct ledger *l, struct ledger_result *r, struct error *e);
void ledger_result_free(struct ledger_result *r);

/* One cell's text as its column wants it.  Z_OK, or Z_INVALID without *e: *expected gets what should stand there. */
enum z ledger_value(const struct ledger_column *column, const char *text, struct ledger_cell *cell,
	struct buffer *expected);
/* Two names alike but for blanks, width, case, quotation marks? */
bool ledger_same_name(const char *a, const char *b);
#endif
