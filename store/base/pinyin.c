/* pinyin.c - initials of readings and matching by them.  Knows only single characters: words with a reading of
 * their own (银行) are found because each character answers to all its letters. */
#include "store/base/pinyin.h"

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

/* A bit for each character of the rows that has several letters: most have one, and a filter on titles asks for
 * every character of some thousand rows.  Filled when first asked. */
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
	if (cp < 0x3007)
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

/* The keys folded, without their blanks, which mean nothing: how many. */
static size_t read_keys(const char *keys, uint32_t *out)
{
	size_t n = 0, left = strlen(keys);
	for (uint32_t cp; left;) {
		size_t k = (size_t)utf8_decode(keys, left, &cp);
		keys += k;
		left -= k;
		cp = char_fold(cp);
		if (cp != ' ')
			out[n++] = cp;
	}
	return n;
}

static bool answers(uint32_t cp, uint32_t key)
{
	if (char_fold(cp) == key)
		return true;
	return key >= 'a' && key <= 'z' && (pinyin_initials(cp) & bit((char)key));
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
static bool run(const char *s, size_t n, const uint32_t *keys, size_t keys_n)
{
	size_t key = 1;
	for (size_t i = 0; key < keys_n && i < n;) {
		uint32_t cp;
		i += (size_t)utf8_decode(s + i, n - i, &cp);
		if (answers(cp, keys[key]))
			key++;
		else if (!passed_over(cp))
			return false;
	}
	return key == keys_n;
}

bool pinyin_match(const char *text, const char *keys)
{
	uint32_t room[64], *key = room, cp;
	size_t n = strlen(text), size = strlen(keys);
	if (size > sizeof room / sizeof room[0])
		key = xalloc(size * sizeof *key);
	size_t keys_n = read_keys(keys, key);
	bool fits = keys_n == 0;
	for (size_t i = 0; i < n && !fits;) {
		i += (size_t)utf8_decode(text + i, n - i, &cp);
		fits = answers(cp, key[0]) && run(text + i, n - i, key, keys_n);
	}
	if (key != room)
		free(key);
	return fits;
}
