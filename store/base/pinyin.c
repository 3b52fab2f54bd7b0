/* pinyin.c - initials of readings and matching by them.  Knows only single characters: words with a reading of
 * their own (银行) are found because each character answers to all its letters. */
#include "store/base/pinyin.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"

enum { ROW_CHARS = 64, ROWS_A = 0x3400, ROWS_B = 0x4e00, ROWS_END = 0xa000 };

static const struct {
	uint32_t first;
	char letter[ROW_CHARS + 1];
} rows[] = {
#define ROW(first, letters) {first, letters},
#include "store/base/pinyin.def"
#undef ROW
};

static const struct {
	uint32_t cp;
	char letters[8];
} more[] = {
#define MORE(cp, letters) {cp, letters},
#include "store/base/pinyin.def"
#undef MORE
};

/* The rows of Extension A (ROWS_A to 0x4dbf) come first, those of the main block follow. */
enum { ROWS_IN_A = (0x4dc0 - ROWS_A) / ROW_CHARS, ROWS_IN_B = (ROWS_END - ROWS_B) / ROW_CHARS };
_Static_assert(sizeof rows / sizeof rows[0] == ROWS_IN_A + ROWS_IN_B, "every row is there");

/* A bit for each character of the rows that has several letters: most have one.  Filled when first asked. */
static uint64_t has_several[(ROWS_END - ROWS_A) / ROW_CHARS];
_Static_assert(ROW_CHARS == 64, "a word of has_several is a row");

static void find_several(void)
{
	static bool done;
	for (size_t i = 0; !done && i < sizeof more / sizeof more[0]; i++)
		if (more[i].cp >= ROWS_A && more[i].cp < ROWS_END)
			has_several[(more[i].cp - ROWS_A) / ROW_CHARS] |= UINT64_C(1) << more[i].cp % ROW_CHARS;
	done = true;
}

static const char *several(uint32_t cp)
{
	find_several();
	if (cp >= ROWS_A && cp < ROWS_END && !(has_several[(cp - ROWS_A) / ROW_CHARS] >> cp % ROW_CHARS & 1))
		return NULL;
	size_t lo = 0, hi = sizeof more / sizeof more[0];
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (more[mid].cp < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < sizeof more / sizeof more[0] && more[lo].cp == cp ? more[lo].letters : NULL;
}

static char usual(uint32_t cp)
{
	size_t row;
	if (cp >= ROWS_B && cp < ROWS_END)
		row = ROWS_IN_A + (cp - ROWS_B) / ROW_CHARS;
	else if (cp >= ROWS_A && cp < ROWS_A + ROWS_IN_A * ROW_CHARS)
		row = (cp - ROWS_A) / ROW_CHARS;
	else
		return '.';
	return rows[row].letter[(cp - rows[row].first) % ROW_CHARS];
}

static uint32_t bit(char letter)
{
	return UINT32_C(1) << (letter - 'a');
}

uint32_t pinyin_initials(uint32_t cp)
{
	if (cp < 0x3007 || (cp >= ROWS_END && cp < 0x20000)) /* no Han, among them the full-width marks of many titles */
		return 0;
	const char *letters = several(cp);
	if (letters) {
		uint32_t set = 0;
		for (; *letters; letters++)
			set |= bit(*letters);
		return set;
	}
	char letter = usual(cp);
	return letter == '.' ? 0 : bit(letter);
}

/* What utf8_han() tells. */
enum { HAN = 0x4000, HAN_END = 0xa000, HAN_WORDS = (HAN_END - HAN) / 64 };

/* Which of eight letters are this one: a bit for each, the first in bit 0. */
static uint64_t eight(const char *letters, char letter)
{
	uint64_t x;
	memcpy(&x, letters, sizeof x);
	x = le64toh(x) ^ UINT64_C(0x0101010101010101) * (unsigned char)letter;
	x = ~((x & UINT64_C(0x7f7f7f7f7f7f7f7f)) + UINT64_C(0x7f7f7f7f7f7f7f7f)) & ~x & UINT64_C(0x8080808080808080);
	return (x >> 7) * UINT64_C(0x0102040810204080) >> 56;
}

/* A bit for each of these characters that answers to the letter.  Kept once it was asked for: a filter on titles asks
 * for every character of some thousand rows. */
static const uint64_t *who_answers(uint32_t letter)
{
	static uint64_t table[26][HAN_WORDS];
	static bool filled[26];
	uint64_t *words = table[letter - 'a'];
	if (filled[letter - 'a'])
		return words;
	filled[letter - 'a'] = true;
	for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++)
		for (int i = 0; rows[r].first >= HAN && i < ROW_CHARS; i += 8)
			words[(rows[r].first - HAN) / 64] |= eight(rows[r].letter + i, (char)letter) << i;
	for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
		if (more[i].cp >= HAN && more[i].cp < HAN_END && strchr(more[i].letters, (int)letter))
			words[(more[i].cp - HAN) / 64] |= UINT64_C(1) << more[i].cp % 64;
	return words;
}

struct key {
	uint32_t cp;
	const uint64_t *han; /* NULL: no letter */
};

static bool han_answers(uint32_t cp, const struct key *k)
{
	return k->han ? k->han[(cp - HAN) / 64] >> cp % 64 & 1 : cp == k->cp;
}

static bool answers(uint32_t cp, const struct key *k)
{
	if (cp >= HAN && cp < HAN_END)
		return han_answers(cp, k);
	return char_fold(cp) == k->cp || (k->han && pinyin_initials(cp) & bit((char)k->cp));
}

/* The keys folded, without their blanks, which mean nothing: how many. */
static size_t read_keys(const char *keys, struct key *out)
{
	size_t n = 0;
	for (uint32_t cp; *keys;) {
		keys += utf8_decode(keys, 4, &cp);
		cp = char_fold(cp);
		if (cp != ' ')
			out[n++] = (struct key){cp, cp >= 'a' && cp <= 'z' ? who_answers(cp) : NULL};
	}
	return n;
}

/* A blank or a mark that a run may pass over: 办公室（保密）. */
static bool passed_over(uint32_t cp)
{
	cp = char_fold(cp);
	return cp < 0x80 ? !((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9'))
			 : (cp >= 0x3001 && cp <= 0x301f && cp != 0x3007) || (cp >= 0x2010 && cp <= 0x2027) ||
				   cp == 0xb7 || cp == 0xff65;
}

/* Whether the run that goes on at s, its first key answered, answers the others. */
static bool run(const char *s, const struct key *keys, size_t n)
{
	size_t key = 1;
	for (uint32_t cp; key < n && *s;) {
		s += utf8_decode(s, 4, &cp); /* no character goes on behind a NUL */
		if (answers(cp, &keys[key]))
			key++;
		else if (!passed_over(cp))
			return false;
	}
	return key == n;
}

static bool fits(const char *text, const struct key *keys, size_t n)
{
	if (n == 0)
		return true;
	const uint64_t *han = keys->han;
	for (const char *s = text; *s;) {
		const unsigned char *u = (const unsigned char *)s;
		uint32_t cp = *u;
		bool begins;
		if (utf8_han(s, 3)) { /* a NUL ends it in time */
			cp = (cp & 0x0f) << 12 | (u[1] & 0x3fu) << 6 | (u[2] & 0x3fu);
			begins = han ? han[(cp - HAN) / 64] >> cp % 64 & 1 : cp == keys->cp;
			s += 3;
		} else if (cp < 0x80) {
			begins = (cp >= 'A' && cp <= 'Z' ? cp + 0x20 : cp) == keys->cp;
			s++;
		} else {
			s += utf8_decode(s, 4, &cp);
			begins = answers(cp, keys);
		}
		if (begins && run(s, keys, n))
			return true;
	}
	return false;
}

bool pinyin_match(const char *text, const char *keys)
{
	struct key room[64], *key = room;
	size_t size = strlen(keys);
	if (size > sizeof room / sizeof room[0])
		key = xalloc(size * sizeof *key);
	bool fit = fits(text, key, read_keys(keys, key));
	if (key != room)
		free(key);
	return fit;
}

struct pinyin_keys {
	size_t n;
	struct key key[];
};

struct pinyin_keys *pinyin_keys_read(const char *keys)
{
	struct pinyin_keys *k = xalloc(sizeof *k + strlen(keys) * sizeof k->key[0]);
	k->n = read_keys(keys, k->key);
	return k;
}

bool pinyin_keys_fit(const struct pinyin_keys *k, const char *text)
{
	return fits(text, k->key, k->n);
}
