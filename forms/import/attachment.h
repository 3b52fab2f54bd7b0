/* attachment.h - an attachment as text, to be read on the screen: .txt in any encoding, .docx, .xlsx as a grid.
 *
 * What the text does not show (hidden rows, comments, pictures) is named in its first lines.  Kinds are told by their first bytes. */
#ifndef FORMS_IMPORT_ATTACHMENT_H
#define FORMS_IMPORT_ATTACHMENT_H

#include <stddef.h>

#include "store/base/error.h"

/* *text is the caller's.  Z_INVALID (R_ATTACHMENT_NO_TEXT) where there is no text to be had: pictures, .pdf, .wps; such a file
 * counts as not scanned. */
enum z attachment_text(const char *name, const void *data, size_t n, char **text, struct error *e);
#endif
