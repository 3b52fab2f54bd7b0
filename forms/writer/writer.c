/* writer.c - which writer a file name asks for. */
#include <string.h>

#include "forms/writer/document.h"

enum z document_write(const struct document *d, const char *path, struct error *e)
{
	const char *dot = strrchr(path, '.');
	if (dot && strcmp(dot, ".docx") == 0)
		return docx_write(d, path, e);
	if (dot && (strcmp(dot, ".html") == 0 || strcmp(dot, ".htm") == 0))
		return html_write(d, path, e);
	return refuse(e, R_OUT_ENDING, path, ".docx .html");
}
