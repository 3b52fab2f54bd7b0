/* mask.c - see mask.h. */
#include "store/base/mask.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"

/* ---- whole fields ---- */

static size_t stars(char *dst, size_t cap, size_t at, size_t n)
{
	while (n-- && at + 1 < cap)
		dst[at++] = '*';
	dst[at] = '\0';
	return at;
}

static size_t put(char *dst, size_t cap, size_t at, const char *s, size_t n)
{
	if (at + n + 1 > cap)
		n = 0;
	memcpy(dst + at, s, n);
	dst[at + n] = '\0';
	return at + n;
}

/* 王** : the length of a name would say something, too. */
char *mask_name(char *dst, size_t cap, const char *s)
{
	uint32_t cp;
	dst[0] = '\0';
	if (*s)
		stars(dst, cap, put(dst, cap, 0, s, (size_t)utf8_decode(s, strlen(s), &cp)), 2);
	return dst;
}

/* The digits of s in half width; letters (the x of an identity number) too where asked for. */
static size_t digits_of(const char *s, bool letters, char out[64])
{
	size_t n = 0, left = strlen(s);
	while (left && n < 63) {
		uint32_t cp;
		int k = utf8_decode(s, left, &cp);
		cp = char_fold(cp);
		if ((cp >= '0' && cp <= '9') || (letters && cp >= 'a' && cp <= 'z'))
			out[n++] = (char)(cp == 'x' ? 'X' : cp);
		s += k;
		left -= (size_t)k;
	}
	out[n] = '\0';
	return n;
}

static char *ends_shown(char *dst, size_t cap, const char *digits, size_t n, size_t head, size_t tail)
{
	size_t at = put(dst, cap, 0, digits, head);
	at = stars(dst, cap, at, n - head - tail);
	put(dst, cap, at, digits + n - tail, tail);
	return dst;
}

char *mask_phone(char *dst, size_t cap, const char *s)
{
	char d[64];
	size_t n = digits_of(s, false, d);
	dst[0] = '\0';
	if (n <= 5) { /* 110, 12345, or no number: nobody's */
		put(dst, cap, 0, n ? d : s, n ? n : strlen(s));
		return dst;
	}
	return n >= 11 ? ends_shown(dst, cap, d, n, n - 8, 4) : ends_shown(dst, cap, d, n, 0, 3);
}

char *mask_email(char *dst, size_t cap, const char *s)
{
	const char *at = strchr(s, '@');
	uint32_t cp;
	dst[0] = '\0';
	if (!*s)
		return dst;
	size_t n = stars(dst, cap, put(dst, cap, 0, s, (size_t)utf8_decode(s, strlen(s), &cp)), 3);
	if (at && at > s)
		put(dst, cap, n, at, strlen(at));
	return dst;
}

char *mask_idno(char *dst, size_t cap, const char *s)
{
	char d[64];
	size_t n = digits_of(s, true, d);
	dst[0] = '\0';
	if (n >= 8)
		return ends_shown(dst, cap, d, n, 2, 3);
	stars(dst, cap, 0, *s ? 4 : 0);
	return dst;
}

static bool not_after(const char *s, const char *at)
{
	static const char *const words[] = {
#define MASK_NOT_AFTER(character) character,
#include "store/base/mask.def"
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]);
		if ((size_t)(at - s) >= n && !memcmp(at - n, words[i], n))
			return true;
	}
	return false;
}

static bool not_before(const char *word, const char *after)
{
	static const char *const words[][2] = {
#define MASK_NOT_BEFORE(word, what) {word, what},
#include "store/base/mask.def"
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(words[i][0], word) && !strncmp(after, words[i][1], strlen(words[i][1])))
			return true;
	return false;
}

char *mask_place(char *dst, size_t cap, const char *s)
{
	static const struct {
		int level;
		const char *word;
	} words[] = {
#define MASK_PLACE(level, word) {level, word},
#include "store/base/mask.def"
	};
	dst[0] = '\0';
	if (!*s)
		return dst;
	for (int level = 1; level <= 3; level++) {
		const char *end = NULL;
		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			size_t n = strlen(words[i].word);
			for (const char *p = s; words[i].level == level && (p = strstr(p, words[i].word)); p += n)
				if (p > s && !not_after(s, p) && !not_before(words[i].word, p + n)) {
					if (!end || p + n < end)
						end = p + n;
					break;
				}
		}
		if (end) {
			put(dst, cap, 0, s, (size_t)(end - s));
			return dst;
		}
	}
	stars(dst, cap, 0, 2);
	return dst;
}

/* ---- free text ---- */

static bool date_of(const char *d, bool century)
{
	int v[8], y;
	for (int i = 0; i < (century ? 8 : 6); i++)
		v[i] = d[i] - '0';
	if (century)
		y = v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3];
	else
		y = 1900 + v[0] * 10 + v[1];
	const int *m = v + (century ? 4 : 2);
	return y >= 1900 && y <= 2100 && day_of(y, m[0] * 10 + m[1], m[2] * 10 + m[3]) != DAY_NONE;
}

bool idno_valid(const char id[18])
{
	static const int weight[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
	int sum = 0;
	for (int i = 0; i < 17; i++) {
		if (id[i] < '0' || id[i] > '9')
			return false;
		sum += weight[i] * (id[i] - '0');
	}
	char last = id[17] == 'x' ? 'X' : id[17];
	return id[0] != '0' && "10X98765432"[sum % 11] == last && date_of(id + 6, true);
}

enum { RUN = 40 };

/* Digits that stand together, at most one blank or hyphen between two of them. */
struct run {
	char digit[RUN + 1];
	size_t at[RUN + 1]; /* where each begins */
	size_t len[RUN];    /* bytes it takes */
	bool starts[RUN + 1]; /* begins the text or follows a separator; starts[n] is true */
	size_t n;
};

static uint32_t char_at(const char *s, size_t n, size_t at, size_t *len)
{
	uint32_t cp;
	if (at >= n) {
		*len = 0;
		return 0;
	}
	*len = (size_t)utf8_decode(s + at, n - at, &cp);
	return char_fold(cp);
}

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static bool is_separator(uint32_t cp)
{
	return cp == ' ' || cp == '-' || cp == 0x2010 || cp == 0x2013 || cp == 0x2014;
}

/* The run that begins at `at`; returns where it ends. */
static size_t run_of(const char *s, size_t n, size_t at, struct run *r)
{
	bool first = true;
	r->n = 0;
	for (;;) {
		size_t len, next;
		uint32_t cp = char_at(s, n, at, &len);
		if (r->n < RUN && (is_digit(cp) || (cp == 'x' && r->n >= 17))) {
			r->digit[r->n] = cp == 'x' ? 'X' : (char)cp;
			r->at[r->n] = at;
			r->len[r->n] = len;
			r->starts[r->n++] = first;
			first = cp == 'x';
			at += len;
			if (cp == 'x')
				break;
			continue;
		}
		if (r->n < RUN && is_separator(cp) && is_digit(char_at(s, n, at + len, &next))) {
			at += len;
			first = true;
			continue;
		}
		while (r->n == RUN && is_digit(char_at(s, n, at, &len))) /* too long for any of ours */
			at += len;
		break;
	}
	r->starts[r->n] = true;
	return at;
}

/* What begins at digit i and ends where a group of digits ends: how many digits it takes and how many of them are shown
 * at its head and tail; 0 nothing of ours. */
static size_t found(const struct run *r, size_t i, size_t *head, size_t *tail)
{
	const char *d = r->digit + i;
	size_t left = r->n - i;
	if (left >= 18 && r->starts[i + 18] && idno_valid(d)) {
		*head = 2;
		*tail = 3;
		return 18;
	}
	if (left >= 15 && r->starts[i + 15] && d[0] >= '1' && d[0] <= '8' && date_of(d + 6, false)) {
		*head = 2;
		*tail = 3;
		return 15;
	}
	size_t prefix = left >= 13 && d[0] == '8' && d[1] == '6' ? 2 : 0;
	const char *m = d + prefix;
	if (left >= 11 + prefix && r->starts[i + prefix + 11] && m[0] == '1' && m[1] >= '3') {
		*head = prefix + 3;
		*tail = 4;
		return prefix + 11;
	}
	for (size_t n = 10; n <= 12 && n <= left; n++) {
		if (d[0] != '0' || d[1] == '0' || !r->starts[i + n])
			continue;
		*head = n < 12 && r->starts[i + 3] && n - 3 <= 8 ? 3 : n == 10 ? 3 : 4;
		*tail = 3;
		return n;
	}
	return 0;
}

/* Both ways of looking at a text: *out NULL only counts. */
static int masked(const char *s, size_t n, char *out)
{
	int hits = 0;
	size_t at = 0, to = 0;
	struct run r;
	while (at < n) {
		unsigned char c = (unsigned char)s[at];
		/* no digit begins with another byte: 0xef is that of the full-width ones */
		if ((c < '0' || c > '9') && c != 0xef) {
			if (out)
				out[to++] = s[at];
			at++;
			continue;
		}
		size_t len;
		if (!is_digit(char_at(s, n, at, &len))) {
			if (out)
				memmove(out + to, s + at, len);
			to += out ? len : 0;
			at += len;
			continue;
		}
		size_t end = run_of(s, n, at, &r);
		for (size_t i = 0; i < r.n;) {
			size_t head = 0, tail = 0, k = r.starts[i] ? found(&r, i, &head, &tail) : 0;
			hits += k > 0;
			for (size_t j = 0; j < k || j == 0; j++) {
				size_t p = r.at[i + j];
				if (out && p > at) { /* separators before it */
					memmove(out + to, s + at, p - at);
					to += p - at;
				}
				at = p + r.len[i + j];
				if (out && j >= head && j + tail < k) {
					out[to++] = '*';
				} else if (out) {
					memmove(out + to, s + p, r.len[i + j]);
					to += r.len[i + j];
				}
			}
			i += k ? k : 1;
		}
		if (out && end > at) {
			memmove(out + to, s + at, end - at);
			to += end - at;
		}
		at = end;
	}
	if (out)
		out[to] = '\0';
	return hits;
}

bool mask_needed(const char *s)
{
	return masked(s, strlen(s), NULL) > 0;
}

int mask_text(char *s)
{
	size_t n = strlen(s);
	return masked(s, n, NULL) ? masked(s, n, s) : 0;
}
