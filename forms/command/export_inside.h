/* export_inside.h - where an export goes, for the files of zwgk export. */
#ifndef FORMS_COMMAND_EXPORT_INSIDE_H
#define FORMS_COMMAND_EXPORT_INSIDE_H

#include "forms/command/inside.h"
#include "forms/reader/encoding.h"

/* A list: its columns, which of them are printed and how wide (millimetres of A4 lying, together 225), its title. */
struct out_list {
	const char *key, *title;
	const struct rows_column *column;
	int n;
	const int *mm; /* NULL: it has no printed form */
};

/* Rows are made as UTF-8 in memory, a page at a time, turned into the wanted encoding and written to a file of another
 * name, which takes the wanted one when it is whole; or they go into a workbook there; or, to be printed, into a document
 * that is written at the end. */
struct out {
	const char *path;
	char *part; /* NULL: standard output */
	int fd;
	enum call_format format; /* unless */
	bool workbook, printed;
	enum document_format print;
	enum encoding encoding;
	struct encoder *encoder;
	char *text;
	size_t bytes;
	FILE *stream;
	struct book *book;
	struct book_column *columns; /* of the workbook */
	struct document *doc;
};
enum z out_flush(struct out *o, struct error *e);
/* Begins the list; rows_end() ends it.  NULL, and *e: the workbook cannot be begun. */
struct rows *out_rows(struct call *c, struct out *o, const struct out_list *l, struct error *e);

/* Rows and a flush a page; *given counts them. */
enum z export_tickets(struct call *c, struct out *o, int64_t *given, struct error *e);
enum z export_decisions(struct call *c, struct out *o, int64_t *given, struct error *e);
enum z export_reviews(struct call *c, struct out *o, int64_t *given, struct error *e);
enum z export_releases(struct call *c, struct out *o, int64_t *given, struct error *e);
#endif
