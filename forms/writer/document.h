/* document.h - what a report or a form says, without a file format: headings, paragraphs, tables.
 *
 * forms/report builds a document; docx.c, html.c, xlsx.c, plain.c and lists.c write it.  Layout follows GB/T 9704-2012 as far as
 * a paper that is no 公文 follows it: page, fonts, levels, page number; no red head. */
#ifndef FORMS_WRITER_DOCUMENT_H
#define FORMS_WRITER_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "forms/reader/encoding.h"
#include "store/base/error.h"
#include "store/base/memory.h"

enum document_kind {
	DOCUMENT_TITLE,     /* 二号小标宋, centred; several together are the lines of one title */
	DOCUMENT_SUBTITLE,  /* 三号楷体, centred */
	DOCUMENT_HEADING_1, /* 一、 三号黑体 */
	DOCUMENT_HEADING_2, /* （一） 三号楷体 */
	DOCUMENT_TEXT,      /* 三号仿宋, two characters in */
	DOCUMENT_PLAIN,     /* the same, flush left */
	DOCUMENT_RIGHT,     /* the same, flush right: who and when */
	DOCUMENT_SMALL,     /* 小四 note */
	DOCUMENT_TABLE,
	DOCUMENT_BREAK,     /* a new page */
	DOCUMENT_RUN_IN,    /* text whose first words are its 黑体 heading: struct document_block.head */
};

enum document_cell_flag {
	CELL_HEAD = 1, /* label: 黑体 */
	CELL_CENTRE = 2,
	CELL_VALUE = 4, /* a number, a percentage or a day where the text is one: so that a spreadsheet can count with it */
};
struct document_cell {
	int span;           /* columns of the table it covers */
	unsigned flags;
	const char *text;   /* '\n' begins a new paragraph in the cell */
};
struct document_row {
	struct document_cell *cell;
	int cells;
	int height;         /* at least so many millimetres; 0: as high as the text */
};
struct document_table {
	int columns;
	const int *width;   /* millimetres, together at most 156 (版心) */
	int head_rows;      /* repeated on every page */
	struct document_row *row;
	int rows, cap;
	const char *name;   /* of its sheet in a workbook; NULL: 表1, 表2 */
	int chart;          /* a workbook draws a chart of this column over the first one; 0: none */
};
struct document_block {
	enum document_kind kind;
	const char *text;
	const char *head;   /* DOCUMENT_RUN_IN; else "" */
	struct document_table *table;
};
struct document {
	struct arena memory;
	const char *title;  /* of the file's properties */
	bool landscape;     /* A4 lying: 版心 225×156 mm */
	/* 0: 三号, 22 lines a page; 1: 小三, 24 lines; 2: 四号, 27 lines; 3: 小四, 31 lines (特定情况可以作适当调整, GB/T 9704 5.2.2, 5.2.3) */
	int tight;
	const char *facts;  /* JSON: what it was made from, kept and written as .json with it; "" none */
	const char *footer; /* left of the page number: number, revision, check code; "" none */
	struct document_block *block;
	size_t n, cap;
};

struct document *document_new(const char *title);
void document_free(struct document **d);
void document_set_footer(struct document *d, const char *text);
/* text is copied; '\n' makes several paragraphs of the same kind. */
void document_add(struct document *d, enum document_kind kind, const char *text);
void document_printf(struct document *d, enum document_kind kind, const char *format, ...)
        __attribute__((format(printf, 3, 4)));
/* "一、需研究事项。" in 黑体 and text behind it. */
void document_run_in(struct document *d, const char *head, const char *text);
/* The first of 0..3 at which all up to the first DOCUMENT_BREAK stands on one page: d->tight becomes it.  An estimate. */
int document_tighten(struct document *d);
/* Half characters that block i, DOCUMENT_RIGHT, keeps free on its right: 署名 and 成文日期 without a seal (GB/T 9704 7.3.5.2),
 * the date two characters in from the name's beginning, neither less than two characters from the edge. */
int document_right(const struct document *d, size_t i);
struct document_table *document_table(struct document *d, int columns, const int *width_mm, int head_rows);
void document_row(struct document *d, struct document_table *t, int height_mm);
void document_cell(struct document *d, struct document_table *t, int span, unsigned flags, const char *text);

enum document_format {
	DOCUMENT_DOCX,
	DOCUMENT_XLSX,
	DOCUMENT_HTML,
	DOCUMENT_MARKDOWN,
	DOCUMENT_TEXT_FILE, /* columns by their width on a screen (store/base/text) */
	DOCUMENT_CSV,
	DOCUMENT_JSON,
	DOCUMENT_FORMATS
};
/* ".docx .xlsx .html .md .txt .csv .json" by the ending of path; anything else is refused with what is possible. */
enum z document_format_of(const char *path, enum document_format *f, struct error *e);
/* The whole file in memory, added to *b.  x: of .csv, .txt and .md; what it lacks is refused with row and column. */
enum z document_bytes(const struct document *d, enum document_format f, enum encoding x, struct buffer *b, struct error *e);
/* Path must not exist: written under a temporary name, synced, renamed; mode 0600.  By its ending, .csv as UTF-8 with
 * its mark, .txt and .md as UTF-8. */
enum z document_write(const struct document *d, const char *path, struct error *e);
enum z document_write_as(const struct document *d, const char *path, enum document_format f, enum encoding x, struct error *e);

/* Of each format; text as UTF-8. */
enum z docx_bytes(const struct document *d, struct buffer *b, struct error *e);
enum z xlsx_bytes(const struct document *d, struct buffer *b, struct error *e);
void html_bytes(const struct document *d, struct buffer *b);
void markdown_bytes(const struct document *d, struct buffer *b);
/* columns: of a line; 0: as many as fit onto the page in 小四. */
void plain_bytes(const struct document *d, int columns, struct buffer *b);
void csv_bytes(const struct document *d, struct buffer *b);
void json_bytes(const struct document *d, struct buffer *b);

/* The whole document as text that document_load() makes it of again. */
char *document_save(const struct document *d);
enum z document_load(const char *saved, struct document **d, struct error *e);

/* A cell of a .csv file: quoted where needed; a text that a spreadsheet would run as a formula gets an apostrophe. */
void csv_cell(struct buffer *b, const char *s);
/* What a CELL_VALUE is: 'n' a number, 'p' a percentage (*value 0.125 for 12.5%, *decimals 1), 'd' a day (*value its
 * number), 't' a text. */
char document_value(const char *text, double *value, int *decimals);
/* Bytes to a new file, as the writers do it. */
enum z file_write_new(const char *path, const void *data, size_t n, struct error *e);
/* For the writers: text with & < > " escaped, controls dropped. */
void document_escape(struct buffer *b, const char *text, size_t n);
#endif
