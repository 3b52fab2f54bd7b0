/* repair.c - see repair.h.  Pure; knows nothing of files. */
#include "forms/import/repair.h"

#include <string.h>

#include "forms/words.h"
#include "store/base/text.h"

static bool is_han(uint32_t cp)
{
	return cp == 0x3007 || (cp >= 0x3400 && cp <= 0x9fff) || (cp >= 0x20000 && cp <= 0x3ffff) ||
	       (cp >= 0xf900 && cp <= 0xfaff);
}

/* The plain letter of a pinyin vowel with a tone mark ('v' for ü), or 0. */
static char toned(uint32_t cp)
{
	static const uint16_t marks[6][5] = {
		{0x101, 0xe1, 0x1ce, 0xe0, 0x251}, /* a; the last is the round ɑ without a tone */
		{0x113, 0xe9, 0x11b, 0xe8, 0xea},  /* e */
		{0x12b, 0xed, 0x1d0, 0xec, 0x129}, /* i */
		{0x14d, 0xf3, 0x1d2, 0xf2, 0x14f}, /* o */
		{0x16b, 0xfa, 0x1d4, 0xf9, 0x16d}, /* u */
		{0x1d6, 0x1d8, 0x1da, 0x1dc, 0x1d6}, /* ü */
	};
	if (cp == 0x1f9 || cp == 0x144 || cp == 0x148) /* ǹ ń ň */
		return 'n';
	for (int v = 0; v < 6; v++)
		for (int t = 0; t < 5; t++)
			if (marks[v][t] == cp && cp != 0x251)
				return "aeiouv"[v];
	return 0;
}

/* Every syllable of Mandarin without its tone: initials against finals. */
static bool is_syllable(const char *s)
{
	static const struct {
		const char *initial, *finals;
	} rows[] = {
		{"b", " a o ai ei ao an en ang eng i ie iao ian in ing u "},
		{"p", " a o ai ei ao ou an en ang eng i ie iao ian in ing u "},
		{"m", " a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u "},
		{"f", " a o ei ou an en ang eng u "},
		{"d", " a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un "},
		{"t", " a e ai ei ao ou an ang eng ong i ie iao ian ing u uo ui uan un "},
		{"n", " a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un "
	              "v ve ue "},
		{"l", " a o e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan "
	              "un v ve ue "},
		{"g", " a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang "},
		{"k", " a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang "},
		{"h", " a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang "},
		{"j", " i ia ie iao iu ian in iang ing iong u ue uan un v ve van vn "},
		{"q", " i ia ie iao iu ian in iang ing iong u ue uan un v ve van vn "},
		{"x", " i ia ie iao iu ian in iang ing iong u ue uan un v ve van vn "},
		{"zh", " i a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang "},
		{"ch", " i a e ai ao ou an en ang eng ong u ua uo uai ui uan un uang "},
		{"sh", " i a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang "},
		{"r", " i e ao ou an en ang eng ong u ua uo ui uan un "},
		{"z", " i a e ai ei ao ou an en ang eng ong u uo ui uan un "},
		{"c", " i a e ai ao ou an en ang eng ong u uo ui uan un "},
		{"s", " i a e ai ao ou an en ang eng ong u uo ui uan un "},
		{"y", " a o e ai ao ou an ang ong i in ing u ue uan un v ve van vn "},
		{"w", " a o ai ei an en ang eng u "},
		{"", " a o e ai ei ao ou an en ang eng er n ng m hm hng "},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t k = strlen(rows[i].initial), n = strlen(s);
		char final[10];
		if (n <= k || n - k > 6 || strncmp(s, rows[i].initial, k))
			continue;
		final[0] = ' ';
		memcpy(final + 1, s + k, n - k);
		final[n - k + 1] = ' ';
		final[n - k + 2] = '\0';
		if (strstr(rows[i].finals, final))
			return true;
	}
	return false;
}

/* The bytes of a bracketed syllable at s (which follows a Han character), or 0.  plain: one without a tone mark
 * will do. */
static size_t bracketed(const char *s, size_t n, bool plain)
{
	uint32_t cp;
	size_t at = (size_t)utf8_decode(s, n, &cp);
	if (cp != '(' && cp != 0xff08)
		return 0;
	char letters[8];
	size_t k = 0;
	int tones = 0;
	for (;;) {
		if (at >= n)
			return 0;
		at += (size_t)utf8_decode(s + at, n - at, &cp);
		if (cp == ')' || cp == 0xff09)
			break;
		char plain_letter = toned(cp);
		if (plain_letter)
			tones++;
		else if (cp == 0x304 || cp == 0x301 || cp == 0x30c ||
			 cp == 0x300) { /* a mark of its own */
			tones++;
			continue;
		} else if (cp == 0x308 && k && letters[k - 1] == 'u') {
			letters[k - 1] = 'v';
			continue;
		} else if (cp == 0xfc)
			plain_letter = 'v';
		else if (cp == 0x251 || cp == 0x261) /* ɑ and ɡ as primers print them */
			plain_letter = cp == 0x251 ? 'a' : 'g';
		else if (cp >= 'a' && cp <= 'z')
			plain_letter = (char)cp;
		else
			return 0;
		if (k == sizeof letters - 1)
			return 0;
		letters[k++] = plain_letter;
	}
	letters[k] = '\0';
	if (tones > 1 || !k || (!tones && (!plain || k < 2)) || !is_syllable(letters))
		return 0;
	return at;
}

/* The next damaged place from *at on: its offset and length.  *at and *before (the character before it) move on. */
static size_t next(const char *s, size_t n, bool plain, size_t *at, uint32_t *before)
{
	while (*at < n) {
		uint32_t cp;
		if (is_han(*before) && (s[*at] == '(' || s[*at] == '\xef')) {
			size_t k = bracketed(s + *at, n - *at, plain);
			if (k)
				return k;
		}
		*at += (size_t)utf8_decode(s + *at, n - *at, &cp);
		*before = cp;
	}
	return 0;
}

bool repair_pinyin_needed(const char *text)
{
	size_t n = strlen(text), at = 0, k;
	uint32_t before = 0;
	int found = 0;
	while (found < 3 && (k = next(text, n, false, &at, &before))) {
		found++;
		at += k;
	}
	return found == 3;
}

/* Where a preview begins (back) or ends: count characters away, not past the line. */
static size_t some(const char *s, size_t n, size_t at, int count, bool back)
{
	while (count-- > 0) {
		if (back ? at == 0 || s[at - 1] == '\n' : at >= n || s[at] == '\n')
			break;
		if (back) {
			do
				at--;
			while (at && ((unsigned char)s[at] & 0xc0) == 0x80);
		} else {
			uint32_t cp;
			at += (size_t)utf8_decode(s + at, n - at, &cp);
		}
	}
	return at;
}

static void preview(struct repair *r, const char *s, size_t n, size_t at, size_t k)
{
	if (!r || r->count >= REPAIR_PREVIEWS)
		return;
	size_t from = some(s, n, at, 4, true), to = some(s, n, at + k, 4, false);
	struct buffer b = {0};
	buffer_add(&b, s + from, to - from);
	buffer_text(&b, W_REPAIR_ARROW);
	buffer_add(&b, s + from, at - from);
	buffer_add(&b, s + at + k, to - at - k);
	if (b.n < sizeof r->preview[0])
		memcpy(r->preview[r->count], b.s, b.n + 1);
	buffer_free(&b);
}

void repair_pinyin(const char *text, struct buffer *out, struct repair *r)
{
	size_t n = strlen(text), at = 0, done = 0, k;
	uint32_t before = 0;
	bool plain = repair_pinyin_needed(text);
	if (r)
		memset(r, 0, sizeof *r);
	while ((k = next(text, n, plain, &at, &before))) {
		preview(r, text, n, at, k);
		if (r)
			r->count++;
		buffer_add(out, text + done, at - done);
		at += k;
		done = at;
	}
	buffer_add(out, text + done, n - done);
}

size_t repair_newlines(char *text)
{
	char *out = text;
	const char *s = text;
	if (!strncmp(s, "\xef\xbb\xbf", 3))
		s += 3;
	while (*s) {
		if (*s == '\r') {
			s += s[1] == '\n' ? 2 : 1;
			*out++ = '\n';
		} else if (*s == '\v' || *s == '\f') {
			s++;
			*out++ = '\n';
		} else if (!strncmp(s, "\xc2\x85", 2)) {
			s += 2;
			*out++ = '\n';
		} else if (!strncmp(s, "\xe2\x80\xa8", 3) || !strncmp(s, "\xe2\x80\xa9", 3)) {
			s += 3;
			*out++ = '\n';
		} else {
			*out++ = *s++;
		}
	}
	*out = '\0';
	return (size_t)(out - text);
}
