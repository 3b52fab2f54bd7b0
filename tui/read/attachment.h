/* attachment.h - the text of an attachment in a reader, and what cannot be shown of it.
 *
 * What it is, is told by its bytes, never by its name: text in any encoding, tables (.csv, .xlsx
 * with hidden rows, columns and sheets named), documents (.docx).  Everything else says 未扫描. */
#ifndef TUI_READ_ATTACHMENT_H
#define TUI_READ_ATTACHMENT_H

#include <stddef.h>

#include "tui/widget/reader.h"

/* Why its text cannot be read here ("PDF 文件"); NULL if it can. */
const char *attachment_unread(const char *name, const void *data, size_t n);
/* Adds it to the reader.  false: its text cannot be read, and the reader says why. */
bool attachment_fill(struct reader *r, const char *name, const void *data, size_t n);
/* "12 KB" */
const char *attachment_size(long long bytes, char buf[32]);
#endif
