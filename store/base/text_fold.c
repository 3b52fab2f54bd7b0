/* text_fold.c - cleaning, folding and finding: when are two texts alike?
 *
 * text_contains() runs over every row of a filtered list, so nothing here allocates: the text searched is
 * folded character by character while it is compared. */
#include "store/base/text.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"

bool char_unseen(uint32_t cp)
{
	return cp == 0xad || cp == 0x061c || cp == 0x180e || (cp >= 0x200b && cp <= 0x200f) ||
		(cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff ||
		(cp >= 0xfff9 && cp <= 0xfffb) || (cp >= 0x1bca0 && cp <= 0x1bca3) ||
		(cp >= 0x1d173 && cp <= 0x1d17a) || (cp >= 0xe0000 && cp <= 0xe007f);
}

/* Printable ASCII, Han and full-width punctuation. */
size_t text_clean_head(const char *s, size_t *chars)
{
	const unsigned char *u = (const unsigned char *)s, *p = u;
	size_t wide = 0;
	for (;;) {
		if (*p >= 0x20 && *p < 0x7f) {
			p++;
		} else if (((*p >= 0xe3 && *p <= 0xe9) || (*p == 0xef && (p[1] == 0xbc || p[1] == 0xbd))) &&
			(p[1] & 0xc0) == 0x80 && (p[2] & 0xc0) == 0x80) {
			p += 3;
			wide++;
		} else {
			break;
		}
	}
	if (chars)
		*chars = (size_t)(p - u) - 2 * wide;
	return (size_t)(p - u);
}

size_t text_clean(char *s, bool keep_lines)
{
	size_t at = 0;
	for (size_t i = 0;;) {
		size_t head = text_clean_head(s + i, NULL);
		if (at < i)
			memmove(s + at, s + i, head);
		at += head;
		i += head;
		if (!s[i])
			break;
		uint32_t cp;
		int k = utf8_decode(s + i, strnlen(s + i, 4), &cp);
		bool wrong = cp == 0xfffd && k == 1;
		if (wrong) {
			s[at++] = '?';
		} else if (cp == '\r' && keep_lines) {
			if (s[i + 1] != '\n')
				s[at++] = '\n';
		} else if (cp < 0x20 || (cp >= 0x7f && cp < 0xa0)) {
			if (keep_lines && (cp == '\n' || cp == '\t'))
				s[at++] = s[i];
		} else if (!char_unseen(cp)) {
			memmove(s + at, s + i, (size_t)k);
			at += (size_t)k;
		}
		i += (size_t)k;
	}
	s[at] = '\0';
	return at;
}

size_t text_blank_at(const char *s, size_t n)
{
	if (n >= 1 && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
		return 1;
	if (n >= 2 && !memcmp(s, "\xc2\xa0", 2))
		return 2;
	return n >= 3 && !memcmp(s, "\xe3\x80\x80", 3) ? 3 : 0;
}

/* Bytes of the blank that ends at s + n. */
static size_t blank_before(const char *s, size_t n)
{
	for (size_t k = 1; k <= 3 && k <= n; k++)
		if (text_blank_at(s + n - k, k) == k)
			return k;
	return 0;
}

const char *text_trim(const char *s, size_t *n)
{
	size_t k;
	while ((k = text_blank_at(s, *n))) {
		s += k;
		*n -= k;
	}
	while ((k = blank_before(s, *n)))
		*n -= k;
	return s;
}

static bool blank(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xa0 || cp == 0x3000 ||
		(cp >= 0x2000 && cp <= 0x200a);
}

/* One character folded.  No result is longer in UTF-8 than what it came from. */
uint32_t char_fold(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + 0x20 : blank(cp) ? ' ' : cp;
	if (cp >= 0x3001 && cp < 0xff01)
		return cp;
	if (cp >= 0xff01 && cp <= 0xff5e)
		return char_fold(cp - 0xfee0);
	if (cp < 0x180) { /* Latin-1 and Latin Extended-A: pairs of upper and lower case */
		if (cp >= 0xc0 && cp <= 0xde && cp != 0xd7)
			return cp + 0x20;
		if (cp == 0x178)
			return 0xff;
		if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17e))
			return cp % 2 ? cp + 1 : cp;
		if (cp >= 0x100 && cp <= 0x177 && cp != 0x130 && cp != 0x131 && cp != 0x138 && cp != 0x149)
			return cp | 1;
	}
	if (cp >= 0x1cd && cp <= 0x1dc) /* letters of pinyin with tones */
		return cp % 2 ? cp + 1 : cp;
	return blank(cp) ? ' ' : cp;
}

/* The next folded character of s (n bytes from *i on), a run of blanks as one.  *i moves behind it. */
static uint32_t next(const char *s, size_t n, size_t *i)
{
	uint32_t cp;
	*i += (size_t)utf8_decode(s + *i, n - *i, &cp);
	cp = char_fold(cp);
	if (cp != ' ')
		return cp;
	while (*i < n) {
		uint32_t more;
		int k = utf8_decode(s + *i, n - *i, &more);
		if (char_fold(more) != ' ')
			break;
		*i += (size_t)k;
	}
	return cp;
}

void text_fold(char *dst, size_t cap, const char *s)
{
	size_t n = strlen(s), at = 0;
	if (cap == 0)
		return;
	for (size_t i = 0; i < n;) {
		char out[4];
		if (utf8_han(s + i, n - i)) {
			if (3 > cap - 1 - at)
				break;
			memmove(dst + at, s + i, 3);
			at += 3;
			i += 3;
			continue;
		}
		bool wrong = (unsigned char)s[i] >= 0x80;
		char byte = s[i];
		size_t from = i;
		uint32_t cp = next(s, n, &i);
		size_t k;
		if (cp == 0xfffd && wrong && i == from + 1) { /* a broken byte stays itself */
			out[0] = byte;
			k = 1;
		} else {
			k = (size_t)utf8_encode(cp, out);
		}
		if (k > cap - 1 - at)
			break;
		memcpy(dst + at, out, k);
		at += k;
	}
	dst[at] = '\0';
}

/* Whether hay from *i on begins with needle, which is folded already; then *i is behind it. */
static bool begins(const char *hay, size_t n, size_t *i, const char *needle, size_t m)
{
	for (size_t j = 0; j < m;) {
		uint32_t want;
		if (*i >= n)
			return false;
		j += (size_t)utf8_decode(needle + j, m - j, &want);
		if (next(hay, n, i) != want)
			return false;
	}
	return true;
}

/* The longest run in needle of characters that come from nothing but themselves: its bytes can be compared. */
static size_t only_itself(const char *needle, size_t m, size_t *at)
{
	size_t best = 0, from = 0;
	for (size_t j = 0; j < m;) {
		uint32_t cp;
		int k = utf8_decode(needle + j, m - j, &cp);
		j += (size_t)k;
		if (cp < 0x3001 || (cp >= 0xff01 && cp <= 0xff5e) || cp == 0xfffd)
			from = j;
		else if (j - from > best) {
			best = j - from;
			*at = from;
		}
	}
	return best;
}

bool text_find(const char *hay, size_t n, size_t from, const char *needle, size_t *at, size_t *len)
{
	char room[256];
	size_t m = strlen(needle);
	if (m == 0 || from > n)
		return false;
	size_t sure = 0, sure_n = only_itself(needle, m, &sure);
	if (sure_n) {
		const char *place = memmem(hay + from, n - from, needle + sure, sure_n);
		if (!place)
			return false;
		if (sure_n == m) {
			*at = (size_t)(place - hay);
			*len = m;
			return true;
		}
	}
	char *folded = m < sizeof room ? room : xalloc(m + 1);
	text_fold(folded, m + 1, needle);
	m = strlen(folded);
	bool found = false;
	uint32_t first;
	size_t head = (size_t)utf8_decode(folded, m, &first);
	/* An ASCII letter comes from ASCII or from its full-width twin (EF xx xx): other bytes are passed over. */
	bool plain = first > ' ' && first < 0x80;
	for (size_t i = from; i < n && !found;) {
		unsigned char byte = (unsigned char)hay[i];
		if (plain && byte >= 0x80 && byte != 0xef) {
			i++;
			continue;
		}
		size_t behind = i;
		if (next(hay, n, &behind) == first) {
			size_t end = behind;
			found = begins(hay, n, &end, folded + head, m - head);
			*at = i;
			*len = end - i;
		}
		i = behind;
	}
	if (folded != room)
		free(folded);
	return found;
}

bool text_contains(const char *hay, const char *needle)
{
	size_t at, len;
	return !*needle || text_find(hay, strlen(hay), 0, needle, &at, &len);
}
