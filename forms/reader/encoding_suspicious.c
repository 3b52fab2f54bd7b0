/* encoding_suspicious.c - was this text spoilt before it came to us?
 *
 * A wrong conversion elsewhere leaves valid UTF-8 that says nothing: U+FFFD or '?' for each character, or characters
 * whose GBK (or Latin) bytes are the UTF-8 (or GBK) bytes of the real text.  The last is tested by going back: what
 * spells Chinese when re-encoded and read as UTF-8 cannot be Chinese as it stands.  Must not repair: too much is
 * lost on the way (every odd byte), and a guess must not be signed by three people. */
#include "forms/reader/encoding.h"

#include <iconv.h>
#include <string.h>

#include "store/base/text.h"

#define RUN 256 /* characters of more than ASCII looked at together */

static bool is_han(uint32_t cp)
{
	return (cp >= 0x3400 && cp <= 0x9fff) || (cp >= 0x20000 && cp <= 0x3ffff) ||
	       (cp >= 0xf900 && cp <= 0xfaff);
}

/* What the byte means as Windows-1252; the five unassigned ones as themselves. */
static unsigned char latin_byte(uint32_t cp)
{
	static const uint16_t upper[32] = {0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020,
		0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018,
		0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153,
		0x9d, 0x17e, 0x178};
	if (cp >= 0x80 && cp <= 0xff)
		return (unsigned char)cp;
	if (cp > 0x2122)
		return 0;
	for (unsigned i = 0; i < 32; i++)
		if (upper[i] == cp)
			return (unsigned char)(0x80 + i);
	return 0;
}

/* utf8_decode() for what most texts are made of, without a call. */
static inline size_t decode(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char *b = (const unsigned char *)s;
	if (b[0] < 0x80) {
		*cp = b[0];
		return 1;
	}
	if (n >= 3 && b[0] > 0xe0 && b[0] < 0xed && (b[1] & 0xc0) == 0x80 && (b[2] & 0xc0) == 0x80) {
		*cp = (uint32_t)(b[0] & 0x0f) << 12 | (uint32_t)(b[1] & 0x3f) << 6 | (b[2] & 0x3f);
		return 3;
	}
	return (size_t)utf8_decode(s, n, cp);
}

/* Bytes of s that are UTF-8 of what Chinese text is made of. */
static size_t chinese_bytes(const unsigned char *s, size_t n)
{
	size_t covered = 0;
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t k = decode((const char *)s + i, n - i, &cp);
		if (k == 3 &&
			((cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0x3000 && cp <= 0x303f) ||
				(cp >= 0xff01 && cp <= 0xff5e) || (cp >= 0x2014 && cp <= 0x2026))) {
			covered += 3;
			i += 3;
		} else {
			i++;
		}
	}
	return covered;
}

/* Everyday GB 2312 characters among the byte pairs of s. */
static size_t gb_bytes(const unsigned char *s, size_t n)
{
	size_t covered = 0;
	for (size_t i = 0; i + 1 < n; i += 2)
		if ((s[i] >= 0xb0 && s[i] <= 0xd7 && s[i + 1] >= 0xa1) || s[i] == 0xa3 ||
			(s[i] == 0xa1 && s[i + 1] >= 0xa1))
			covered += 2;
	return covered;
}

/* The GBK code of each character of the basic plane, 0 without; built by one pass of iconv over all codes. */
static const uint16_t *gbk_table(void)
{
	static uint16_t code[0x10000];
	if (code[0x4e00])
		return code;
	code[0x4e00] = 0xd2bb; /* also where there is no iconv */
	code[0x20ac] = 0x80;
	iconv_t cd = iconv_open("UTF-16LE", "GBK");
	if (cd == (iconv_t)-1)
		return code;
	for (unsigned c = 0x8140; c <= 0xfefe; c++) {
		char in[2] = {(char)(c >> 8), (char)(c & 0xff)};
		unsigned char out[4];
		char *ip = in, *op = (char *)out;
		size_t il = 2, ol = sizeof out;
		if (iconv(cd, &ip, &il, &op, &ol) == 0 && ol == 2)
			code[out[0] | out[1] << 8] = (uint16_t)c;
		else
			iconv(cd, NULL, NULL, NULL, NULL);
	}
	iconv_close(cd);
	return code;
}

static inline bool head_byte(unsigned b)
{
	return b >= 0xe2 && b <= 0xef;
}

/* One run of characters that are not ASCII: does it spell something else?  Returns the characters that do. */
static long long spelled(const uint32_t *run, size_t n)
{
	unsigned char b[RUN * 4];
	size_t bytes = 0, i;
	for (i = 0; i < n; i++) {
		b[i] = latin_byte(run[i]);
		if (!b[i])
			break;
	}
	if (i == n) {
		/* Three accented letters together are a foreign word; six bytes of Chinese are not. */
		if (n >= 6 && chinese_bytes(b, n) * 10 >= n * 7)
			return (long long)n;
		return n >= 4 && n % 2 == 0 && gb_bytes(b, n) == n ? (long long)n : 0;
	}
	const uint16_t *gbk = gbk_table();
	size_t heads = 0; /* bytes with which what chinese_bytes() counts can begin */
	for (i = 0; i < n; i++) {
		unsigned code = run[i] < 0x10000 ? gbk[run[i]] : 0;
		bytes += code > 0xff ? 2 : 1;
		heads += head_byte(code >> 8);
		heads += head_byte(code & 0xff);
	}
	if (bytes < 6 || heads * 3 * 10 < bytes * 6)
		return 0; /* nearly all texts */
	bytes = 0;
	for (i = 0; i < n; i++) {
		unsigned code = run[i] < 0x10000 ? gbk[run[i]] : 0;
		if (code > 0xff)
			b[bytes++] = (unsigned char)(code >> 8);
		b[bytes++] = code ? (unsigned char)code : '?';
	}
	return chinese_bytes(b, bytes) * 10 >= bytes * 6 ? (long long)n : 0;
}

/* Characters that only such damage brings: what U+FFFD becomes when read as GBK, and fresh memory of a debugger. */
static bool stock_phrase(uint32_t cp, const char *s, size_t n)
{
	const char *phrase = cp == 0x951f ? "锟斤拷" : cp == 0x70eb ? "烫烫烫" : cp == 0x5c6f ? "屯屯屯" : NULL;
	return phrase && n >= strlen(phrase) && !memcmp(s, phrase, strlen(phrase));
}

struct scan {
	uint32_t run[RUN];
	size_t n;
	struct suspicion *s;
};

static void end_run(struct scan *c)
{
	if (c->n >= 3)
		c->s->mojibake += spelled(c->run, c->n);
	c->n = 0;
}

void suspicion_count(const char *utf8, size_t n, struct suspicion *s)
{
	struct scan c = {.s = s};
	uint32_t before = ' ';
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t k = decode(utf8 + i, n - i, &cp);
		s->chars++;
		s->han += is_han(cp);
		s->replaced += cp == 0xfffd;
		if (cp == '?') {
			size_t run = 1;
			while (i + run < n && utf8[i + run] == '?')
				run++;
			/* 「怎么办???」 is an outcry; a run after nothing, a digit or a comma is lost text. */
			bool outcry = is_han(before) || (before >= 0x3000 && before <= 0x303f) ||
			              before >= 0xff01 || before == '!';
			if (run >= 2 && !outcry)
				s->questions += (long long)run;
			s->chars += (long long)run - 1;
			k = run;
		}
		if (stock_phrase(cp, utf8 + i, n - i))
			s->mojibake += 3;
		if (cp >= 0x80 && cp != 0xfffd)
			c.run[c.n++] = cp;
		else
			end_run(&c);
		if (c.n == RUN)
			end_run(&c);
		before = cp;
		i += k;
	}
	end_run(&c);
}

enum z suspicion_verdict(const struct suspicion *s, const char *where, struct error *e)
{
	/* One lost character in a long text is for the reader to see and mend; more than one in two hundred is not. */
	if (s->replaced * 200 > s->chars || s->replaced >= 20)
		return refuse(e, R_TEXT_REPLACED, where, number_text(s->replaced).s);
	if (s->mojibake && s->mojibake * 50 >= s->han)
		return refuse(e, R_TEXT_MOJIBAKE, where);
	if (s->questions && (s->questions >= 3 || s->questions == s->chars) && s->questions * 5 >= s->han)
		return refuse(e, R_TEXT_QUESTIONS, where, number_text(s->questions).s);
	return Z_OK;
}

enum z encoding_suspicious(const char *utf8, size_t n, const char *where, struct error *e)
{
	struct suspicion s = {0};
	if (!n)
		return Z_OK;
	suspicion_count(utf8, n, &s);
	return suspicion_verdict(&s, where, e);
}
