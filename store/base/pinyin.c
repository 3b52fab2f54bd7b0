/* pinyin.c - initials of readings and matching by them.  Knows only single characters: words with a reading of
 * their own (银行) are found because each character answers to all its letters. */
#include "store/base/pinyin.h"

#include <stddef.h>
#include <string.h>

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

static const char *several(uint32_t cp)
{
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

/* The next key; blanks between keys mean nothing. 0 at the end. */
static uint32_t next_key(const char **keys)
{
	while (**keys) {
		uint32_t cp;
		*keys += utf8_decode(*keys, strlen(*keys), &cp);
		cp = char_fold(cp);
		if (cp != ' ')
			return cp;
	}
	return 0;
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

/* Whether the run that starts at s answers all keys. */
static bool run(const char *s, size_t n, const char *keys)
{
	size_t i = 0;
	uint32_t key = next_key(&keys);
	bool begun = false;
	while (key && i < n) {
		uint32_t cp;
		i += (size_t)utf8_decode(s + i, n - i, &cp);
		if (answers(cp, key)) {
			key = next_key(&keys);
			begun = true;
		} else if (!begun || !passed_over(cp)) {
			return false;
		}
	}
	return key == 0;
}

bool pinyin_match(const char *text, const char *keys)
{
	const char *rest = keys;
	if (!next_key(&rest))
		return true;
	size_t n = strlen(text);
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		if (run(text + i, n - i, keys))
			return true;
		i += (size_t)utf8_decode(text + i, n - i, &cp);
	}
	return false;
}
