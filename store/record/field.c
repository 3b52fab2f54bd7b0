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
	char *copy;

	dst[0] = '\0';
	if (!in)
		in = "";
	if (!utf8_valid(in, strlen(in), &bad))
		return refuse(e, R_FIELD_BYTES, what, number_text((long long)bad + 1).s);
	copy = xstrdup(in);
	text_clean(copy, true);
	for (char *c = copy; *c; c++) {
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	}
	n = strlen(copy);
	from = text_trim(copy, &n);
	copy[(size_t)(from - copy) + n] = '\0';
	chars = utf8_count(from);

	enum z z = Z_OK;
	if (!chars && min)
		z = refuse(e, R_FIELD_EMPTY, what);
	else if (chars < min)
		z = refuse(e, R_FIELD_SHORT, what, number_text((long long)min).s, number_text((long long)chars).s);
	else if (chars > max || strlen(from) >= cap)
		z = refuse(e, R_FIELD_LONG, what, number_text((long long)max).s, number_text((long long)chars).s);
	else
		memcpy(dst, from, strlen(from) + 1);
	free(copy);
	return z;
}
