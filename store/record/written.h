/* written.h - what people write into a record (a reason, an opinion, what was asked for) on its way into content and back. */
#ifndef STORE_RECORD_WRITTEN_H
#define STORE_RECORD_WRITTEN_H

#include "store/file/content.h"
#include "store/record/desk/desk.h"

/* A text of min..max characters, cleaned, line ends kept; what names the field.  The caller's in *out; "" if there is none. */
enum z written_take(const char *in, const char *what, size_t min, size_t max, char **out, struct error *e);
enum z content_text(struct desk *d, const char *text, struct content_ref *ref, struct error *e); /* id 0 for "" */
/* A text by its reference, "" if there is none, 〔已清除〕 after an erasure; the caller's. */
enum z content_shown(struct desk *d, const struct content_ref *ref, char **text, struct error *e);
#endif
