/* field.c - cleaning short texts. */
#include "store/record/field.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"

static size_t blank_at(const char *s)
{
	if (*s == ' ' || *s == '\t' || *s == '\n')
		return 1;
	return strncmp(s, "\xe3\x80\x80", 3) ? 0 : 3; /* U+3000 */
}

enum z field_take(char *dst, size_t cap, const char *in, const char *what, size_t min, size_t max, struct error *e)
{
	size_t bad = 0, chars;
	const char *from;
	char *copy, *end;

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
	for (from = copy; blank_at(from);)
		from += blank_at(from);
	end = copy + strlen(copy);
	for (;;) {
		if (end - from >= 1 && end[-1] == ' ')
			end -= 1;
		else if (end - from >= 3 && blank_at(end - 3) == 3)
			end -= 3;
		else
			break;
	}
	*end = '\0';
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
