/* field.h - a short text from outside on its way into a record: valid, cleaned, trimmed, of a bounded length. */
#ifndef STORE_RECORD_FIELD_H
#define STORE_RECORD_FIELD_H

#include <stddef.h>

#include "store/base/error.h"

/* in (NULL is "") into dst: refused where a byte is no UTF-8; controls and line ends become blanks, invisible
 * characters and blanks around (text_trim) go; then it must have min..max characters and fit cap bytes.  what names
 * the field. */
enum z field_take(char *dst, size_t cap, const char *in, const char *what, size_t min, size_t max, struct error *e);
#endif
