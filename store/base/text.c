/* text.c - decoding, widths, cutting and the breaking of rows.  Likeness is in text_fold.c.
 *
 * Everything goes over bytes once and keeps no copy: an editor lays a paragraph out after every key,
 * a list measures each visible cell. */
#include "store/base/text.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { REPLACEMENT = 0xfffd, ELLIPSIS = 0x2026 };

/* ---- characters ---- */

int utf8_decode(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char *u = (const unsigned char *)s;
	uint32_t c = u[0];
	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	if (c >= 0xe0 && c < 0xf0) { /* Han first: nearly everything is */
		if (n >= 3 && utf8_tail(u[1]) && utf8_tail(u[2])) {
			c = (c & 0x0f) << 12 | (u[1] & 0x3fu) << 6 | (u[2] & 0x3fu);
			if (c >= 0x800 && (c < 0xd800 || c > 0xdfff)) {
				*cp = c;
				return 3;
			}
		}
	} else if (c >= 0xc2 && c < 0xe0) {
		if (n >= 2 && utf8_tail(u[1])) {
			*cp = (c & 0x1f) << 6 | (u[1] & 0x3fu);
			return 2;
		}
	} else if (c >= 0xf0 && c < 0xf5) {
		if (n >= 4 && utf8_tail(u[1]) && utf8_tail(u[2]) && utf8_tail(u[3])) {
			c = (c & 0x07) << 18 | (u[1] & 0x3fu) << 12 | (u[2] & 0x3fu) << 6 |
				(u[3] & 0x3fu);
			if (c >= 0x10000 && c <= 0x10ffff) {
				*cp = c;
				return 4;
			}
		}
	}
	*cp = REPLACEMENT;
	return 1;
}

int utf8_encode(uint32_t cp, char out[4])
{
	if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
		cp = REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

/* Only an invalid byte decodes to U+FFFD in one byte. */
static bool broken(uint32_t cp, int bytes)
{
	return cp == REPLACEMENT && bytes == 1;
}

bool utf8_valid(const char *s, size_t n, size_t *bad)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		if ((signed char)s[i] > 0) {
			i++;
			continue;
		}
		if (utf8_han(s + i, n - i)) {
			i += 3;
			continue;
		}
		int k = utf8_decode(s + i, n - i, &cp);
		if (broken(cp, k)) {
			if (bad)
				*bad = i;
			return false;
		}
		i += (size_t)k;
	}
	return true;
}

size_t utf8_count(const char *s)
{
	size_t n = strlen(s), count = 0;
	uint32_t cp;
	for (size_t i = 0; i < n; count++)
		i += (signed char)s[i] > 0 ? 1 : utf8_han(s + i, n - i) ? 3 : (size_t)utf8_decode(s + i, n - i, &cp);
	return count;
}

/* ---- widths ---- */

static int ambiguous_columns = 1;
/* Columns + 1 of each character below U+10000 that was asked for; 0 is not yet known.  Pages of it are touched
 * only where text is: Han never come here. */
static unsigned char known[0x10000];

void text_set_ambiguous(int columns)
{
	if (columns != ambiguous_columns)
		memset(known, 0, sizeof known);
	ambiguous_columns = columns == 2 ? 2 : 1;
}

int text_ambiguous(void)
{
	return ambiguous_columns;
}

static bool ambiguous(uint32_t cp)
{
	static const struct {
		uint32_t first, last;
	} range[] = {
#define RANGE(first, last) {first, last},
#include "store/base/ambiguous.def"
#undef RANGE
	};
	size_t lo = 0, hi = sizeof range / sizeof range[0];
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (cp > range[mid].last)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < sizeof range / sizeof range[0] && cp >= range[lo].first;
}

/* The slow answer.  What has no glyph is drawn as U+FFFD and measured as that. */
static int columns_now(uint32_t cp)
{
	int w = wcwidth((wchar_t)cp);
	if (char_unseen(cp))
		return 0;
	if (w < 0)
		return cp == REPLACEMENT ? 1 : char_columns(REPLACEMENT);
	if (w == 1 && ambiguous_columns == 2 && ambiguous(cp))
		return 2;
	return w > 2 ? 2 : w;
}

int char_columns(uint32_t cp)
{
	if (cp < 0x7f)
		return cp >= 0x20;
	if (cp < 0xa0)
		return 0;
	if (cp >= 0x4e00 && cp < 0xa000)
		return 2;
	if (cp >= 0x10000)
		return columns_now(cp);
	if (!known[cp]) {
		int w = columns_now(cp);
		if (MB_CUR_MAX == 1) /* no UTF-8 LC_CTYPE yet: do not remember its answers */
			return w;
		known[cp] = (unsigned char)(w + 1);
	}
	return known[cp] - 1;
}

static bool control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
}

/* A character that belongs to the one before it. */
static bool joins(uint32_t cp)
{
	return cp >= 0xa0 && char_columns(cp) == 0;
}

int text_columns_n(const char *s, size_t n)
{
	int columns = 0;
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		i += (size_t)utf8_decode(s + i, n - i, &cp);
		columns += char_columns(cp);
	}
	return columns;
}

int text_columns(const char *s)
{
	return text_columns_n(s, strlen(s));
}

/* ---- clusters and cutting ---- */

/* The cluster at s: its bytes, and its first character. */
static size_t cluster(const char *s, size_t n, uint32_t *first)
{
	if (n == 0)
		return 0;
	uint32_t cp;
	size_t i = (size_t)utf8_decode(s, n, first);
	if (control(*first))
		return i;
	while (i < n && (unsigned char)s[i] >= 0x80) {
		int k = utf8_decode(s + i, n - i, &cp);
		if (!joins(cp))
			break;
		i += (size_t)k;
	}
	return i;
}

size_t text_cluster(const char *s, size_t n)
{
	uint32_t cp;
	return cluster(s, n, &cp);
}

/* The character that ends at offset at > 0: its bytes. */
static size_t char_before(const char *s, size_t at, uint32_t *cp)
{
	for (size_t k = 2; k <= 4 && k <= at; k++)
		if ((unsigned char)s[at - k] >= 0xc0) {
			if (utf8_decode(s + at - k, k, cp) == (int)k)
				return k;
			break;
		}
	utf8_decode(s + at - 1, 1, cp);
	return 1;
}

size_t text_cluster_before(const char *s, size_t at)
{
	size_t i = at;
	while (i > 0) {
		uint32_t cp;
		size_t k = char_before(s, i, &cp);
		if (control(cp) && i < at)
			break;
		i -= k;
		if (!joins(cp))
			break;
	}
	return at - i;
}

size_t text_cut(const char *s, size_t n, int columns, int *used)
{
	int taken = 0;
	size_t i = 0;
	while (i < n) {
		uint32_t cp;
		int k = utf8_decode(s + i, n - i, &cp);
		int w = char_columns(cp);
		if (w > 0 && taken + w > columns)
			break;
		taken += w;
		i += (size_t)k;
	}
	if (used)
		*used = taken;
	return i;
}

char *text_fit(char *dst, size_t cap, const char *s, int columns, int align)
{
	char dots[4] = "";
	size_t dots_n = 0, at = 0, n = strlen(s);
	if (cap == 0)
		return dst;
	int used, left = 0;
	size_t take = text_cut(s, n, columns, &used);
	if (take < n) { /* wide … may leave no room for anything: then blanks */
		int w = char_columns(ELLIPSIS);
		take = text_cut(s, n, columns - w, &used);
		if (w <= columns) {
			dots_n = (size_t)utf8_encode(ELLIPSIS, dots);
			used += w;
		} else {
			take = 0;
			used = 0;
		}
	}
	int spare = columns > used ? columns - used : 0;
	if (align == TEXT_RIGHT)
		left = spare;
	else if (align == TEXT_CENTRE)
		left = spare / 2;
	else if (align == TEXT_NO_PAD)
		spare = 0;
	for (int i = 0; i < left && at + 1 < cap; i++)
		dst[at++] = ' ';
	if (take > cap - 1 - at) { /* whole characters only */
		take = cap - 1 - at;
		while (take > 0 && utf8_tail((unsigned char)s[take]))
			take--;
		dots_n = 0;
	}
	memcpy(dst + at, s, take);
	at += take;
	if (dots_n && dots_n <= cap - 1 - at) {
		memcpy(dst + at, dots, dots_n);
		at += dots_n;
	}
	for (int i = left; i < spare && at + 1 < cap; i++)
		dst[at++] = ' ';
	dst[at] = '\0';
	return dst;
}

/* ---- rows ---- */

static bool listed(const uint16_t *list, size_t n, uint32_t cp)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == cp)
			return true;
	return false;
}

static bool no_start(uint32_t cp)
{
	static const uint16_t list[] = {0x3002, 0xff0c, 0x3001, 0xff1b, 0xff1a, 0xff1f, 0xff01, 0xff09,
		0x300b, 0x300d, 0x300f, 0x3011, 0x3015, 0x3009, 0x3017, 0x201d, 0x2019, 0x2026, 0x2014, 0x00b7,
		0xff5d, 0xff3d, 0xff5e, 0xff05, 0x2103, 0x2030, 0x3005, 0xff0e, 0xff61, 0xff64};
	if (cp < 0x80)
		return cp && strchr(",.;:?!)]}%", (int)cp) != NULL;
	return listed(list, sizeof list / sizeof list[0], cp);
}

static bool no_end(uint32_t cp)
{
	static const uint16_t list[] = {0xff08, 0x300a, 0x300c, 0x300e, 0x3010, 0x3014, 0x3008, 0x3016, 0x201c,
		0x2018, 0xff5b, 0xff3b, 0xff04, 0xffe5, 0x00a5};
	if (cp < 0x80)
		return cp && strchr("([{", (int)cp) != NULL;
	return listed(list, sizeof list / sizeof list[0], cp);
}

/* A character of a word or number that is not broken: ASCII but the blank, and accented Latin. */
static bool word(uint32_t cp)
{
	return (cp > 0x20 && cp < 0x7f) || (cp >= 0xc0 && cp < 0x250 && cp != 0xd7 && cp != 0xf7);
}

static bool may_break(uint32_t before, uint32_t after)
{
	return !(word(before) && word(after)) && !no_start(after) && !no_end(before);
}

size_t text_row(const char *s, size_t n, int columns)
{
	size_t fit = text_cut(s, n, columns, NULL);
	if (fit == n)
		return n;
	uint32_t before, after;
	if (fit == 0)
		return cluster(s, n, &after);
	utf8_decode(s + fit, n - fit, &after);
	for (size_t at = fit; at > 0;) {
		size_t k = text_cluster_before(s, at);
		utf8_decode(s + at - k, k, &before);
		if (may_break(before, after))
			return at;
		after = before;
		at -= k;
	}
	return fit; /* one word or one run of punctuation longer than the row */
}
