/* field.c - cleaning short texts. */
#include "store/record/field.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"

/* The text in dst: from, n bytes. */
static enum z take(char *dst, size_t cap, const char *from, size_t n, size_t chars, const char *what, size_t min, size_t max,
	struct error *e)
{
	if (!chars && min)
		return refuse(e, R_FIELD_EMPTY, what);
	if (chars < min)
		return refuse(e, R_FIELD_SHORT, what, number_text((long long)min).s, number_text((long long)chars).s);
	if (chars > max || n >= cap)
		return refuse(e, R_FIELD_LONG, what, number_text((long long)max).s, number_text((long long)chars).s);
	memcpy(dst, from, n);
	dst[n] = '\0';
	return Z_OK;
}

enum z field_take(char *dst, size_t cap, const char *in, const char *what, size_t min, size_t max, struct error *e)
{
	size_t bad = 0, chars, n, all;
	const char *from;
	char room[512], *copy;

	dst[0] = '\0';
	if (!in)
		in = "";
	all = n = text_clean_head(in, &chars);
	if (!in[n]) { /* as good as always: an import has ten of them in a row */
		from = text_trim(in, &n);
		if (n == all)
			return take(dst, cap, from, n, chars, what, min, max, e);
	}
	n = strlen(in);
	if (!utf8_valid(in, n, &bad))
		return refuse(e, R_FIELD_BYTES, what, number_text((long long)bad + 1).s);
	copy = n < sizeof room ? memcpy(room, in, n + 1) : xstrdup(in);
	n = text_clean(copy, true);
	for (char *c = copy; *c; c++) {
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	}
	from = text_trim(copy, &n);
	copy[(size_t)(from - copy) + n] = '\0';
	chars = n == 0 ? 0 : utf8_count(from);
	enum z z = take(dst, cap, from, n, chars, what, min, max, e);
	if (copy != room)
		free(copy);
	return z;
}
