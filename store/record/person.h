/* person.h - people whom a record is about: who called a 12345 ticket, who applied for information.  What is kept of them
 * stands in the table person alone, as one erasable text. */
#ifndef STORE_RECORD_PERSON_H
#define STORE_RECORD_PERSON_H

#include "store/record/caller.h"
#include "store/record/inner.h"

enum person_of { PERSON_TICKET, PERSON_REQUEST };
enum { CALLER_FIELDS = 6 };
/* The fields in their order in the content, as one text, a line each; empty where nothing is known. */
void caller_lines(const struct caller *c, const char *extra, struct buffer *b);
void caller_read(const char *lines, struct caller *c);
bool caller_known(const struct caller *c); /* anything in it */
enum z caller_check(const struct caller *in, enum person_of of, struct caller *out, struct error *e); /* cleaned; out: caller_free */
void caller_mask(const struct caller *c, struct caller *out);
/* The last person row; {0} if none. row may be NULL. */
enum z person_last(struct desk *d, enum person_of of, int64_t id, struct content_ref *ref, int64_t *row, struct error *e);
/* extra: lines of other fields (name, tab, text), or NULL; ref: content that is there already, instead. */
enum z person_put(struct desk *d, enum person_of of, int64_t id, const struct caller *c, const char *extra, const struct content_ref *ref,
	struct error *e);
const char *person_extra(const char *lines); /* what stands behind the caller's fields */
#endif
