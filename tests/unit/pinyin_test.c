/* pinyin_test.c - initials against the order of GB2312 and against words of the desk. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/base/pinyin.h"
#include "store/base/text.h"

static uint32_t set_of(const char *letters)
{
	uint32_t set = 0;
	for (; *letters; letters++)
		set |= UINT32_C(1) << (*letters - 'a');
	return set;
}

static uint32_t cp_of(const char *s)
{
	uint32_t cp;
	utf8_decode(s, strlen(s), &cp);
	return cp;
}

static uint32_t from_gb(iconv_t cd, unsigned gb)
{
	char in[2] = {(char)(gb >> 8), (char)gb}, out[8] = "", *i = in, *o = out;
	size_t in_left = 2, out_left = sizeof out - 1;
	if (iconv(cd, &i, &in_left, &o, &out_left) == (size_t)-1)
		return 0;
	return cp_of(out);
}

/* Level 1 of GB2312 is in the order of pinyin, so it says the initial of 3755 characters itself. */
static void gb2312(void **state)
{
	(void)state;
	static const struct {
		unsigned first;
		char letter;
	} range[] = {{0xb0a1, 'a'}, {0xb0c5, 'b'}, {0xb2c1, 'c'}, {0xb4ee, 'd'}, {0xb6ea, 'e'}, {0xb7a2, 'f'},
		{0xb8c1, 'g'}, {0xb9fe, 'h'}, {0xbbf7, 'j'}, {0xbfa6, 'k'}, {0xc0ac, 'l'}, {0xc2e8, 'm'}, {0xc4c3, 'n'},
		{0xc5b6, 'o'}, {0xc5be, 'p'}, {0xc6da, 'q'}, {0xc8bb, 'r'}, {0xc8f6, 's'}, {0xcbfa, 't'}, {0xcdda, 'w'},
		{0xcef4, 'x'}, {0xd1b9, 'y'}, {0xd4d1, 'z'}, {0xd7fa, 0}};
	iconv_t cd = iconv_open("UTF-8", "GB2312");
	assert_true(cd != (iconv_t)-1);
	int level1 = 0, level2 = 0;
	size_t r = 0;
	for (unsigned hi = 0xb0; hi <= 0xf7; hi++)
		for (unsigned lo = 0xa1; lo <= 0xfe; lo++) {
			unsigned gb = hi << 8 | lo;
			uint32_t cp = from_gb(cd, gb);
			if (!cp)
				continue;
			uint32_t set = pinyin_initials(cp);
			while (range[r].letter && gb >= range[r + 1].first)
				r++;
			if (!set)
				fail_msg("U+%04X has no initial", cp);
			if (range[r].letter) {
				level1++;
				if (!(set & UINT32_C(1) << (range[r].letter - 'a')))
					fail_msg("U+%04X: not %c", cp, range[r].letter);
			} else {
				level2++;
			}
		}
	iconv_close(cd);
	assert_int_equal(level1, 3755);
	assert_int_equal(level2, 3008);
}

static void letters(void **state)
{
	(void)state;
	static const struct {
		const char *han, *letters;
	} row[] = {{"长", "cz"}, {"行", "hx"}, {"重", "cz"}, {"都", "d"}, {"的", "d"}, {"会", "hk"}, {"单", "dcs"},
		{"区", "qo"}, {"调", "dt"}, {"藏", "cz"}, {"系", "xj"}, {"石", "sd"}, {"曾", "cz"}, {"林", "l"}, {"女", "n"},
		{"绿", "l"}, {"圳", "z"}, {"嗯", "n"}, {"〇", "l"}, {"䶮", "y"}, {"𠮷", "j"}, {"河", "h"}, {"務", "w"},
		{"長", "cz"}, {"會", "hk"}, {"a", ""}, {"，", ""}, {"は", ""}, {"😀", ""}, {"　", ""}, {"龦", ""}};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		if (pinyin_initials(cp_of(row[i].han)) != set_of(row[i].letters))
			fail_msg("%s: %x", row[i].han, pinyin_initials(cp_of(row[i].han)));
	for (uint32_t cp = 0; cp < 0x120000; cp++) /* no reading outside a table, only letters in it */
		if (pinyin_initials(cp) >> 26)
			fail_msg("U+%04X", cp);
	assert_int_equal(pinyin_initials(UINT32_MAX), 0);
}

static void matches(void **state)
{
	(void)state;
	static const struct {
		const char *text, *keys;
		bool match;
	} row[] = {
		{"林业局", "lyj", true}, {"林业局", "LYJ", true}, {"林业局", "ｌｙｊ", true}, {"绩溪县林业局", "lyj", true},
		{"林业局", "lj", false}, {"林业局", "lyjx", false}, {"林业局", "林yj", true}, {"林业局", "l业", true},
		{"林业局", "业", true}, {"林业局", "农", false}, {"林业局", "", true}, {"", "", true}, {"", "l", false},
		{"林业局", "  ", true}, {"林业局", "l y j", true},
		{"银行", "yh", true}, {"银行", "yx", true}, {"行政", "xz", true}, {"重点领域", "zdly", true},
		{"重庆", "cq", true}, {"12345热线", "12345rx", true}, {"12345热线", "45r", true}, {"１２３热线", "123rx", true},
		{"2026年度", "2026nd", true}, {"办公室（保密）", "bgsbm", true}, {"办公室（保密）", "bgs（bm", true},
		{"办公室 保密", "sb", true}, {"（林）", "l", true}, {"A股 份", "agf", true}, {"资源保护股、林政股", "lzg", true},
		{"林林业", "ly", true}, {"女贞", "nz", true}, {"\xe6\x9e", "l", false}, {"a\xff林", "l", true},
	};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++)
		if (pinyin_match(row[i].text, row[i].keys) != row[i].match)
			fail_msg("%s / %s: not %d", row[i].text, row[i].keys, row[i].match);
}

/* ---- against the rule as it stands in pinyin.h, at random ---- */

static uint32_t dice = 20261120;

static uint32_t roll(uint32_t below)
{
	dice = dice * 1664525u + 1013904223u;
	return (dice >> 8) % below;
}

static bool may_be_passed(uint32_t cp)
{
	return cp < 0x80 ? !((cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9'))
	                 : (cp >= 0x3001 && cp <= 0x301f && cp != 0x3007) || (cp >= 0x2010 && cp <= 0x2027) || cp == 0xb7 ||
	                           cp == 0xff65;
}

static bool answers(uint32_t cp, uint32_t key)
{
	return char_fold(cp) == key || (key >= 'a' && key <= 'z' && pinyin_initials(cp) >> (key - 'a') & 1);
}

static size_t read_all(const char *s, uint32_t *out)
{
	size_t n = 0;
	for (uint32_t cp; *s; out[n++] = cp)
		s += utf8_decode(s, strlen(s), &cp);
	return n;
}

static bool slowly(const char *text, const char *typed)
{
	uint32_t t[200], k[200];
	size_t n = read_all(text, t), all = read_all(typed, k), keys = 0;
	for (size_t i = 0; i < all; i++)
		if (char_fold(k[i]) != ' ')
			k[keys++] = char_fold(k[i]);
	bool fits = keys == 0;
	for (size_t from = 0; from < n && !fits; from++) {
		size_t key = 0;
		for (size_t i = from; i < n && key < keys; i++)
			if (answers(t[i], k[key]))
				key++;
			else if (key == 0 || !may_be_passed(char_fold(t[i])))
				break;
		fits = key == keys;
	}
	return fits;
}

static void some(char *out, uint32_t most, bool whole)
{
	static const char *const pieces[] = {"林", "业", "局", "行", "长", "重", "会", "龦", "一", "龥", "㐀", "䶮", "䷀", "〇", "𠮷",
		"l", "Y", "j", "h", "k", "c", "z", "7", "Ｌ", "９", "（", "）", "、", "《", " ", "\t", "　", "·", "…", "豈", "é", "は"};
	static const char *const broken[] = {"\xe6\x9e", "\xe6", "\xff", "\x97", "\xf0\xa0"};
	*out = '\0';
	for (uint32_t n = roll(most + 1); n--;)
		out = stpcpy(out, whole || roll(30) ? pieces[roll(sizeof pieces / sizeof *pieces)] : broken[roll(5)]);
}

static void at_random(void **state)
{
	(void)state;
	int fit = 0;
	for (int i = 0; i < 200000; i++) {
		char text[120], keys[40];
		some(text, 20, false);
		some(keys, 1 + roll(4), roll(8));
		struct pinyin_keys *k = pinyin_keys_read(keys);
		bool match = slowly(text, keys);
		if (pinyin_match(text, keys) != match || pinyin_keys_fit(k, text) != match)
			fail_msg("%s / %s: not %d", text, keys, match);
		/* Whoever asks for a run of characters asks for no less by their initials. */
		if (text_contains(text, keys) && !match)
			fail_msg("%s / %s: contained", text, keys);
		fit += match && *keys;
		free(k);
	}
	assert_in_range(fit, 20000, 180000);
}

/* A letter's table holds what pinyin_initials says of each character. */
static void tables(void **state)
{
	(void)state;
	for (char letter[2] = "a"; *letter <= 'z'; ++*letter) {
		struct pinyin_keys *k = pinyin_keys_read(letter);
		for (uint32_t cp = 0x3000; cp < 0xa100; cp++) {
			char han[5] = "";
			han[utf8_encode(cp, han)] = '\0';
			if (pinyin_keys_fit(k, han) != (pinyin_initials(cp) >> (*letter - 'a') & 1))
				fail_msg("%s: %s", han, letter);
		}
		free(k);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gb2312),
		cmocka_unit_test(letters),
		cmocka_unit_test(matches),
		cmocka_unit_test(at_random),
		cmocka_unit_test(tables),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
