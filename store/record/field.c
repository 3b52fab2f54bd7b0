/* field.c - cleaning short texts. */
#include "store/record/field.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"

enum z field_take(char *dst, size_t cap, const char *in, const char *what, size_t min, size_t max, struct error *e)
{
	size_t bad = 0, chars, n;
	const char *from;
	char room[512], *copy;

	dst[0] = '\0';
	if (!in)
		in = "";
	n = strlen(in);
	if (!utf8_valid(in, n, &bad))
		return refuse(e, R_FIELD_BYTES, what, number_text((long long)bad + 1).s);
	copy = n < sizeof room ? memcpy(room, in, n + 1) : xstrdup(in); /* an import has ten of them in a row */
	n = text_clean(copy, true);
	for (char *c = copy; *c; c++) {
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	}
	from = text_trim(copy, &n);
	copy[(size_t)(from - copy) + n] = '\0';
	chars = n == 0 ? 0 : utf8_count(from);

	enum z z = Z_OK;
	if (!chars && min)
		z = refuse(e, R_FIELD_EMPTY, what);
	else if (chars < min)
		z = refuse(e, R_FIELD_SHORT, what, number_text((long long)min).s, number_text((long long)chars).s);
	else if (chars > max || n >= cap)
		z = refuse(e, R_FIELD_LONG, what, number_text((long long)max).s, number_text((long long)chars).s);
	else
		memcpy(dst, from, n + 1);
	if (copy != room)
		free(copy);
	return z;
}
