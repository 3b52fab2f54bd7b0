/* encoding.c - the names of encodings, and which of them a file is in.  Must not convert whole files.
 *
 * Order: byte order mark, the shape of UTF-16, strict UTF-8, UTF-8 with a few spoilt bytes, then GB18030 against
 * Big5 by their share of everyday characters.  No library was as right on short texts: one GB 2312 character in
 * seven is valid UTF-8. */
#include "forms/reader/encoding.h"

#include <string.h>

#include "forms/words.h"
#include "store/base/text.h"

static const struct {
	const char *key, *label;
} names[ENCODING_COUNT] = {
	[ENCODING_UNKNOWN] = {"auto", W_ENCODING_AUTO},
	[ENCODING_UTF8] = {"utf-8", W_ENCODING_UTF8},
	[ENCODING_UTF8_BOM] = {"utf-8-bom", W_ENCODING_UTF8_BOM},
	[ENCODING_GB18030] = {"gb18030", W_ENCODING_GB18030},
	[ENCODING_GBK] = {"gbk", W_ENCODING_GBK},
	[ENCODING_UTF16LE] = {"utf-16le", W_ENCODING_UTF16LE},
	[ENCODING_UTF16BE] = {"utf-16be", W_ENCODING_UTF16BE},
	[ENCODING_BIG5] = {"big5", W_ENCODING_BIG5},
};

const char *encoding_key(enum encoding x)
{
	return names[x].key;
}

const char *encoding_label(enum encoding x)
{
	return names[x].label;
}

bool encoding_parse(const char *name, enum encoding *x)
{
	static const struct {
		const char *name;
		enum encoding x;
	} known[] = {
		{"auto", ENCODING_UNKNOWN},
		{"utf8", ENCODING_UTF8},
		{"utf8bom", ENCODING_UTF8},
		{"utf8sig", ENCODING_UTF8},
		{"gb18030", ENCODING_GB18030},
		{"gbk", ENCODING_GB18030},
		{"gb2312", ENCODING_GB18030},
		{"euccn", ENCODING_GB18030},
		{"cp936", ENCODING_GB18030},
		{"936", ENCODING_GB18030},
		{"ansi", ENCODING_GB18030},
		{"utf16", ENCODING_UTF16LE},
		{"utf16le", ENCODING_UTF16LE},
		{"unicode", ENCODING_UTF16LE},
		{"utf16be", ENCODING_UTF16BE},
		{"big5", ENCODING_BIG5},
		{"big5hkscs", ENCODING_BIG5},
		{"cp950", ENCODING_BIG5},
		{"950", ENCODING_BIG5},
	};
	char key[16];
	size_t n = 0;
	for (const char *s = name; *s; s++) {
		if (*s == '-' || *s == '_' || *s == ' ')
			continue;
		if (n + 1 == sizeof key)
			return false;
		key[n++] = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
	}
	key[n] = '\0';
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(key, known[i].name)) {
			*x = known[i].x;
			return true;
		}
	return false;
}

/* What reading n bytes in one encoding would give. */
struct tally {
	size_t chars;   /* of more than one byte */
	size_t common;  /* in the encoding's block of everyday characters */
	size_t symbols; /* punctuation and full-width forms */
	size_t three;   /* UTF-8: characters of three bytes and more */
	size_t bad;     /* bytes that cannot stand where they stand */
};

static void tally_utf8(const unsigned char *s, size_t n, bool whole, struct tally *t)
{
	for (size_t i = 0; i < n;) {
		if (s[i] < 0x80) {
			i++;
			continue;
		}
		uint32_t cp;
		int k = utf8_decode((const char *)s + i, n - i, &cp);
		if (k == 1) {
			/* A character that the end of the look cut off is not wrong. */
			bool lead = s[i] >= 0xc2 && s[i] <= 0xf4;
			if (!whole && lead && n - i < 4 &&
				n - i < (s[i] < 0xe0          ? 2u
						: s[i] < 0xf0 ? 3u
							      : 4u))
				return;
			t->bad++;
			i++;
			continue;
		}
		t->chars++;
		t->three += k >= 3;
		i += (size_t)k;
	}
}

static void tally_gb(const unsigned char *s, size_t n, bool whole, struct tally *t)
{
	for (size_t i = 0; i < n;) {
		unsigned char a = s[i];
		if (a < 0x80) {
			i++;
			continue;
		}
		if (a == 0x80) { /* the euro sign of CP936 */
			t->chars++;
			i++;
			continue;
		}
		if (i + 1 == n && !whole)
			return;
		unsigned char b = i + 1 < n ? s[i + 1] : 0;
		if (b >= 0x30 && b <= 0x39 && a != 0xff) {
			if (i + 3 >= n && !whole)
				return;
			if (i + 3 < n && s[i + 2] > 0x80 && s[i + 2] < 0xff && s[i + 3] >= 0x30 &&
				s[i + 3] <= 0x39) {
				t->chars++;
				i += 4;
				continue;
			}
		}
		if (a == 0xff || b < 0x40 || b == 0x7f || b == 0xff) {
			t->bad++;
			i++;
			continue;
		}
		t->chars++;
		if (a >= 0xb0 && a <= 0xd7 && b >= 0xa1)
			t->common++; /* GB 2312 level 1 */
		else if ((a == 0xa1 || a == 0xa3) && b >= 0xa1)
			t->symbols++;
		i += 2;
	}
}

static void tally_big5(const unsigned char *s, size_t n, bool whole, struct tally *t)
{
	for (size_t i = 0; i < n;) {
		unsigned char a = s[i];
		if (a < 0x80) {
			i++;
			continue;
		}
		if (i + 1 == n && !whole)
			return;
		unsigned char b = i + 1 < n ? s[i + 1] : 0;
		if (a == 0x80 || a == 0xff || b < 0x40 || (b > 0x7e && b < 0xa1) || b == 0xff) {
			t->bad++;
			i++;
			continue;
		}
		t->chars++;
		if ((a >= 0xa4 && a < 0xc6) || (a == 0xc6 && b <= 0x7e))
			t->common++; /* level 1 */
		else if (a == 0xa1)
			t->symbols++;
		i += 2;
	}
}

/* What Chinese office text in UTF-16 is made of. */
static bool likely_unit(unsigned u)
{
	return (u >= 0x4e00 && u <= 0x9fa5) || (u >= 0x3000 && u <= 0x3020) ||
	       (u >= 0xff01 && u <= 0xff5e) || (u >= 0x20 && u <= 0x7e) || u == '\t' || u == '\n' ||
	       u == '\r' || u == 0xb7 || (u >= 0x2014 && u <= 0x2026) ||
	       (u >= 0x2460 && u <= 0x2469) || (u >= 0xd840 && u <= 0xdfff);
}

/* The likelier byte order, and its share of likely units per thousand. */
static enum encoding utf16_shape(const unsigned char *s, size_t n, size_t *share)
{
	size_t le = 0, be = 0;
	*share = 0;
	if (n < 2 || n % 2)
		return ENCODING_UNKNOWN;
	for (size_t i = 0; i < n; i += 2) {
		le += likely_unit((unsigned)s[i] | (unsigned)s[i + 1] << 8);
		be += likely_unit((unsigned)s[i + 1] | (unsigned)s[i] << 8);
	}
	*share = (le > be ? le : be) * 1000 / (n / 2);
	if (le == be)
		return ENCODING_UNKNOWN;
	return le > be ? ENCODING_UTF16LE : ENCODING_UTF16BE;
}

static size_t per_mille(const struct tally *t)
{
	return t->chars ? (t->common + t->symbols) * 1000 / t->chars : 0;
}

static bool set(struct encoding_guess *g, enum encoding x, bool sure)
{
	g->encoding = x;
	g->sure = sure;
	return true;
}

static bool detect_mark(const unsigned char *s, size_t n, struct encoding_guess *g)
{
	if (n >= 3 && !memcmp(s, "\xef\xbb\xbf", 3))
		return set(g, ENCODING_UTF8, true);
	if (n >= 2 && !memcmp(s, "\xff\xfe", 2))
		return set(g, ENCODING_UTF16LE, true);
	if (n >= 2 && !memcmp(s, "\xfe\xff", 2))
		return set(g, ENCODING_UTF16BE, true);
	if (n >= 4 && !memcmp(s, "\x84\x31\x95\x33", 4))
		return set(g, ENCODING_GB18030, true);
	return false;
}

/* A few spoilt bytes (one row of an export, a cut end) do not make a file another file. */
static bool nearly(const struct tally *t)
{
	return t->bad == 0 || (t->chars >= 10 && t->bad * 50 <= t->chars);
}

static void detect(const unsigned char *s, size_t n, bool whole, struct encoding_guess *g)
{
	set(g, ENCODING_UNKNOWN, false);
	if (detect_mark(s, n, g))
		return;
	size_t share;
	enum encoding wide = utf16_shape(s, whole ? n : n & ~(size_t)1, &share);
	if (n && memchr(s, 0, n)) {
		if (share >= 700)
			set(g, wide, share >= 950);
		return;
	}
	struct tally u8 = {0}, gb = {0}, b5 = {0};
	tally_utf8(s, n, whole, &u8);
	tally_gb(s, n, whole, &gb);
	if (u8.bad == 0) {
		/* Valid UTF-8; but without one three-byte character, and all of it everyday GB 2312, it is a short
		 * GB text that happens to be valid (Greek, Cyrillic and Arabic are not written at this desk). */
		bool short_gb = !u8.three && !gb.bad && gb.chars && gb.common == gb.chars;
		set(g, short_gb ? ENCODING_GB18030 : ENCODING_UTF8, !short_gb);
		return;
	}
	if (u8.three >= 10 && nearly(&u8)) {
		set(g, ENCODING_UTF8, false);
		return;
	}
	tally_big5(s, n, whole, &b5);
	bool ok_gb = nearly(&gb) && gb.chars, ok_b5 = nearly(&b5) && b5.chars;
	size_t m_gb = ok_gb ? per_mille(&gb) : 0, m_b5 = ok_b5 ? per_mille(&b5) : 0;
	size_t best = m_gb > m_b5 ? m_gb : m_b5;
	if (wide != ENCODING_UNKNOWN && share >= 900 && share > best) {
		set(g, wide, false);
		return;
	}
	if (!ok_gb && !ok_b5)
		return;
	if (ok_gb && ok_b5 && (gb.bad == 0) == (b5.bad == 0)) {
		bool is_gb = m_gb >= m_b5;
		size_t other = is_gb ? m_b5 : m_gb;
		const struct tally *t = is_gb ? &gb : &b5;
		set(g, is_gb ? ENCODING_GB18030 : ENCODING_BIG5,
			t->bad == 0 && t->chars >= 20 && best >= 800 && best * 4 > other * 5);
		return;
	}
	bool is_gb = ok_gb && (!ok_b5 || gb.bad == 0);
	const struct tally *t = is_gb ? &gb : &b5;
	/* Bytes that fit are not yet Chinese: noise fits GB18030 too. */
	set(g, is_gb ? ENCODING_GB18030 : ENCODING_BIG5,
		t->bad == 0 && t->chars >= 20 && per_mille(t) >= 800);
}

void encoding_detect(const void *data, size_t n, bool whole, struct encoding_guess *g)
{
	memset(g, 0, sizeof *g);
	if (n > ENCODING_LOOK) {
		n = ENCODING_LOOK;
		whole = false;
	}
	detect(data, n, whole, g);
	if (g->encoding != ENCODING_UNKNOWN)
		encoding_sample(data, n, g->encoding, g->sample);
}
