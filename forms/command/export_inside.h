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

/* An export on its way: what window_each() hands its rows on with. */
struct out_run {
	struct call *c;
	struct out *o;
	struct rows *r;     /* from out_begin(), which refuses where the workbook cannot be begun; NULL: not begun */
	int64_t all, given; /* all: 0 where nobody has counted */
};
enum z out_begin(struct out_run *run, const struct out_list *l, struct error *e);
/* Behind a page: into the file with it, and how far it is. */
enum z out_page(void *run, struct error *e);
/* All rows of the list of call_list(), which must be whole. */
enum z out_rows(struct out_run *run, const struct figure_list *like, const struct out_list *l,
	enum z (*row)(void *run, const void *row, struct error *e), struct error *e);

enum z export_tickets(struct out_run *run, struct error *e);
enum z export_requests(struct out_run *run, struct error *e);
enum z export_tasks(struct out_run *run, struct error *e);
enum z export_decisions(struct out_run *run, struct error *e);
enum z export_reviews(struct out_run *run, struct error *e);
enum z export_releases(struct out_run *run, struct error *e);
#endif
