/* document.h - what a report or a form says, without a file format: headings, paragraphs, tables.
 *
 * forms/report builds a document; docx.c, html.c (and later others) write it.  Layout follows GB/T 9704-2012 as far as
 * a paper that is no 公文 follows it: page, fonts, levels, page number; no red head. */
#ifndef FORMS_WRITER_DOCUMENT_H
#define FORMS_WRITER_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "store/base/error.h"
#include "store/base/memory.h"

enum document_kind {
	DOCUMENT_TITLE,     /* 二号小标宋, centred */
	DOCUMENT_SUBTITLE,  /* 三号楷体, centred */
	DOCUMENT_HEADING_1, /* 一、 三号黑体 */
	DOCUMENT_HEADING_2, /* （一） 三号楷体 */
	DOCUMENT_TEXT,      /* 三号仿宋, two characters in */
	DOCUMENT_PLAIN,     /* the same, flush left */
	DOCUMENT_RIGHT,     /* the same, flush right: who and when */
	DOCUMENT_SMALL,     /* 小四 note */
	DOCUMENT_TABLE,
	DOCUMENT_BREAK,     /* a new page */
};

enum document_cell_flag { CELL_HEAD = 1 /* label: 黑体 */, CELL_CENTRE = 2 };
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
};
struct document_block {
	enum document_kind kind;
	const char *text;
	struct document_table *table;
};
struct document {
	struct arena memory;
	const char *title;  /* of the file's properties */
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
struct document_table *document_table(struct document *d, int columns, const int *width_mm, int head_rows);
void document_row(struct document *d, struct document_table *t, int height_mm);
void document_cell(struct document *d, struct document_table *t, int span, unsigned flags, const char *text);

/* Writers: path must not exist; written under a temporary name, synced, renamed; mode 0600. */
enum z docx_write(const struct document *d, const char *path, struct error *e);
enum z html_write(const struct document *d, const char *path, struct error *e);
/* By the ending of path: .docx, .html; anything else is refused with what is possible. */
enum z document_write(const struct document *d, const char *path, struct error *e);
/* Bytes to a new file, as the writers do it. */
enum z file_write_new(const char *path, const void *data, size_t n, struct error *e);
/* For the writers: text with & < > " escaped, controls dropped. */
void document_escape(struct buffer *b, const char *text, size_t n);
#endif
