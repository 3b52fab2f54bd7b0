/* sheet_book.h - what sheet.c has loaded and sheet_rows.c reads; for these two only. */
#ifndef FORMS_READER_SHEET_BOOK_H
#define FORMS_READER_SHEET_BOOK_H

#include "forms/reader/sheet.h"

struct sheet_entry {
	const char *name, *part;
	bool hidden;
};

struct sheet_book {
	struct package *package;
	struct arena arena;
	struct sheet_entry *sheet;
	int sheets;
	bool from_1904;
	/* shared strings, one behind the other, each with a NUL */
	struct buffer text;
	size_t *string_at;
	size_t strings, string_room, string_start;
	int phonetic;
	bool in_text;
	/* the enum sheet_format of each cell format */
	unsigned char *format;
	int formats;
	bool in_formats;
	struct {
		int id;
		unsigned format;
	} * custom;
	int customs;
};

const char *sheet_string(
	const struct sheet_book *b, size_t i, size_t *n); /* NULL: no such string */
/* _x000D_ and the like in place; returns the new length. */
size_t sheet_unescape(char *s);
#endif
