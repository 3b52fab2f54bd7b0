/* written.c - see written.h. */
#include "store/record/written.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/record/inner.h"
#include "store/record/item/text.h"
#include "store/record/words.h"

enum z written_take(const char *in, const char *what, size_t min, size_t max, char **out, struct error *e)
{
	size_t bad = 0;
	*out = NULL;
	if (in && !utf8_valid(in, strlen(in), &bad))
		return refuse(e, R_FIELD_BYTES, what, number_text((long long)bad + 1).s);
	char *s = text_cleaned(in, true);
	size_t n = text_blank(s) ? 0 : utf8_count(s);
	enum z z = !n && min ? refuse(e, R_FIELD_EMPTY, what) :
		n < min ? refuse(e, R_FIELD_SHORT, what, number_text((long long)min).s, number_text((long long)n).s) :
		n > max ? refuse(e, R_FIELD_LONG, what, number_text((long long)max).s, number_text((long long)n).s) : Z_OK;
	if (z != Z_OK || !n) {
		free(s);
		s = z == Z_OK ? xstrdup("") : NULL;
	}
	*out = s;
	return z;
}

enum z content_text(struct desk *d, const char *text, struct content_ref *ref, struct error *e)
{
	*ref = (struct content_ref){0};
	return text && *text ? content_put(d->db, text, strlen(text), ref, e) : Z_OK;
}

enum z content_shown(struct desk *d, const struct content_ref *ref, char **text, struct error *e)
{
	struct error why;
	*text = NULL;
	if (!ref->id) {
		*text = xstrdup("");
		return Z_OK;
	}
	enum z z = content_get(d->db, ref, text, NULL, &why);
	if (z == Z_MISSING && why.code == R_ERASED) {
		*text = xstrdup(W_ERASED);
		return Z_OK;
	}
	if (z != Z_OK && e)
		*e = why;
	return z;
}
