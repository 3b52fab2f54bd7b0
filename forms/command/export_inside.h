/* export_inside.h - where an export goes, for the files of zwgk export. */
#ifndef FORMS_COMMAND_EXPORT_INSIDE_H
#define FORMS_COMMAND_EXPORT_INSIDE_H

#include "forms/command/inside.h"
#include "forms/import/encoding.h"

/* Rows are made as UTF-8 in memory, a page at a time, turned into the wanted encoding and written to a file of another
 * name, which takes the wanted one when it is whole. */
struct out {
	const char *path;
	char *part; /* NULL: standard output */
	int fd;
	enum call_format format;
	enum encoding encoding;
	struct encoder *encoder;
	char *text;
	size_t bytes;
	FILE *stream;
};
enum z out_flush(struct out *o, struct error *e);

/* Rows and a flush a page; *given counts them. */
enum z export_tickets(struct call *c, struct out *o, int64_t *given, struct error *e);
#endif
