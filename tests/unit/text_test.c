/* text_test.c - text against naive models: decoding, widths, clusters, cutting, rows, cleaning, likeness. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <cmocka.h>

#include "store/base/text.h"

enum { ROOM = 512 };

/* Pieces of which random texts are made: what officers type, what files bring, what breaks programs. */
static const char *const pieces[] = {"政", "务", "公", "开", "林", "。", "，", "、", "；", "：", "？", "！", "（", "）", "《", "》",
	"「", "」", "“", "”", "‘", "’", "…", "…", "—", "—", "·", " ", " ", "　", "a", "B", "z", "0", "7", "2026", "word", ".", ",",
	"(", ")", "%", "％", "-", "/", "é", "É", "ü", "e\xcc\x81", "\xcc\x81", "\xcc\x81\xcc\x82", "ａ", "Ｚ", "９", "！", "𠮷", "䶮", "가",
	"ก็", "😀", "①", "★", "→", "─", "█", "\xe2\x80\x8b", "\xe2\x80\x8d", "\xef\xb8\x8f", "\xc2\xad", "\xef\xbb\xbf",
	"\xe2\x80\xae", "\x1b", "\t", "\x7f", "\xc2\x85", "〇", "￥", "『", "』", "【", "】"};
/* The same with bytes that are no UTF-8. */
static const char *const broken[] = {
        "\xff", "\x80", "\xe6\x94", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\x9f", "\xc4\xe3", "\xe6"};
#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void random_text(char out[ROOM], int longest, bool with_broken)
{
	size_t n = 0;
	for (int k = rand() % (longest + 1); k > 0; k--) {
		bool bad = with_broken && rand() % 8 == 0;
		const char *p = bad ? broken[(size_t)rand() % COUNT(broken)] : pieces[(size_t)rand() % COUNT(pieces)];
		size_t m = strlen(p);
		memcpy(out + n, p, m);
		n += m;
	}
	out[n] = '\0';
}

/* The text in exactly as many bytes as it has, so that the sanitizer sees a read behind it. */
static char *tight(const char *s, size_t n)
{
	char *t = malloc(n ? n : 1);
	memcpy(t, s, n);
	return t;
}

/* ---- characters ---- */

static void every_character(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp < 0x110010; cp++) {
		char s[8] = "";
		uint32_t back;
		int n = utf8_encode(cp, s);
		bool is = cp < 0x110000 && (cp < 0xd800 || cp > 0xdfff);
		uint32_t want = is ? cp : 0xfffd;
		int bytes = want < 0x80 ? 1 : want < 0x800 ? 2 : want < 0x10000 ? 3 : 4;
		if (n != bytes)
			fail_msg("U+%04X in %d bytes", cp, n);
		if (utf8_decode(s, (size_t)n, &back) != n || back != want)
			fail_msg("U+%04X comes back as U+%04X", cp, back);
		for (size_t cut = 1; cut < (size_t)n; cut++) { /* too few bytes: one broken byte */
			if (utf8_decode(s, cut, &back) != 1 || back != 0xfffd)
				fail_msg("U+%04X cut to %zu bytes", cp, cut);
			assert_false(utf8_valid(s, cut, NULL));
		}
	}
}

/* Every sequence of up to four bytes out of the interesting ones: what decodes encodes to the same bytes. */
static void every_sequence(void **state)
{
	(void)state;
	static const unsigned char byte[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2,
	        0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xfe, 0xff};
	enum { N = COUNT(byte) };
	for (int i = 0; i < N * N * N * N; i++) {
		char s[4], again[4];
		uint32_t cp;
		s[0] = (char)byte[i % N];
		s[1] = (char)byte[i / N % N];
		s[2] = (char)byte[i / N / N % N];
		s[3] = (char)byte[i / N / N / N];
		int n = utf8_decode(s, 4, &cp);
		if (n == 1 && cp == 0xfffd)
			assert_true((unsigned char)s[0] >= 0x80);
		else if (utf8_encode(cp, again) != n || memcmp(s, again, (size_t)n) != 0)
			fail_msg("%02x %02x %02x %02x: U+%04X in %d", s[0], s[1], s[2], s[3], cp, n);
	}
	size_t bad = 99;
	assert_true(utf8_valid("政务", 6, &bad));
	assert_int_equal(bad, 99);
	assert_false(utf8_valid("政\xe5\x8a", 5, &bad));
	assert_int_equal(bad, 3);
	assert_true(utf8_valid("", 0, NULL));
	assert_true(utf8_valid("\xef\xbf\xbd", 3, NULL)); /* a true U+FFFD */
	assert_int_equal(utf8_count("政a𠮷\xff"), 4);
	assert_int_equal(utf8_count(""), 0);
}

/* ---- widths ---- */

static void widths(void **state)
{
	(void)state;
	for (int twice = 0; twice < 2; twice++) /* the second time from the table */
		for (uint32_t cp = 0; cp < 0x30000; cp++) {
			int w = wcwidth((wchar_t)cp);
			bool control = cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
			int want = control || char_unseen(cp) ? 0 : w < 0 ? 1 : w;
			if (char_columns(cp) != want)
				fail_msg("U+%04X: %d, not %d", cp, char_columns(cp), want);
		}
	assert_int_equal(char_columns(UINT32_MAX), 1);
	assert_int_equal(text_columns("政务公开a1"), 10);
	assert_int_equal(text_columns(""), 0);
	assert_int_equal(text_columns("e\xcc\x81\t\x1b"), 1);
	assert_int_equal(text_columns("\xff\xfe"), 2);
	assert_int_equal(text_columns_n("政务公开", 6), 4);
}

static void unseen_characters_take_no_room(void **state)
{
	static const uint32_t unseen[] = {0xad, 0x61c, 0x180e, 0x200b, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066,
		0x2069, 0xfeff, 0xfff9, 0xfffb, 0x1bca0, 0x1d173, 0x1d17a, 0xe0001, 0xe0041};
	static const uint32_t seen[] = {'a', 0x20, 0x3000, 0x300, 0x3007, 0x4e00, 0xfe0f, 0xe0100, 0xfffc, 0xfffd, 0x20bb7};
	(void)state;
	for (size_t i = 0; i < COUNT(unseen); i++) {
		assert_true(char_unseen(unseen[i]));
		assert_int_equal(char_columns(unseen[i]), 0);
	}
	for (size_t i = 0; i < COUNT(seen); i++)
		assert_false(char_unseen(seen[i]));
	assert_int_equal(text_columns("公\xc2\xad开\xd8\x9c"), 4);
	assert_int_equal(text_cluster("公\xc2\xad开", 8), 5);
}

static void ambiguous(void **state)
{
	(void)state;
	static const char *const doubled[] = {"“", "”", "‘", "’", "…", "—", "·", "①", "★", "→", "─", "│", "█", "×", "°",
	        "α", "Я", "§", "\xef\xbf\xbd"};
	static const char *const same[] = {
	        "a", "政", "（", "✓", "✗", "►", "⣿", "░░", "▐", "é", "　", "｡", "╴", "e\xcc\x81", "\xcc\x81"};
	assert_int_equal(text_ambiguous(), 1);
	for (size_t i = 0; i < COUNT(doubled); i++)
		assert_int_equal(text_columns(doubled[i]), 1);
	int before[COUNT(same)] = {0};
	for (size_t i = 0; i < COUNT(same); i++)
		before[i] = text_columns(same[i]);
	text_set_ambiguous(2);
	assert_int_equal(text_ambiguous(), 2);
	for (size_t i = 0; i < COUNT(doubled); i++)
		if (text_columns(doubled[i]) != 2)
			fail_msg("%s stays narrow", doubled[i]);
	for (size_t i = 0; i < COUNT(same); i++)
		if (text_columns(same[i]) != before[i] && strcmp(same[i], "é") != 0)
			fail_msg("%s grows", same[i]);
	char s[32];
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 7, TEXT_LEFT), "政务… ");
	assert_int_equal(text_columns(s), 7);
	assert_string_equal(text_fit(s, sizeof s, "政务", 1, TEXT_LEFT), " "); /* no room for a wide … */
	text_set_ambiguous(1);
	assert_int_equal(text_columns("…"), 1);
}

/* ---- the naive model: an array of clusters ---- */

struct model {
	int n;
	struct {
		size_t at, bytes;
		int columns;
		uint32_t first;
	} c[ROOM];
};

static void model_of(struct model *m, const char *s, size_t n)
{
	bool open = false; /* the last cluster takes zero-width characters */
	m->n = 0;
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		size_t k = (size_t)utf8_decode(s + i, n - i, &cp);
		bool control = cp < 0x20 || (cp >= 0x7f && cp < 0xa0);
		if (open && !control && char_columns(cp) == 0) {
			m->c[m->n - 1].bytes += k;
		} else {
			m->c[m->n].at = i;
			m->c[m->n].bytes = k;
			m->c[m->n].columns = char_columns(cp);
			m->c[m->n++].first = cp;
		}
		open = !control;
		i += k;
	}
}

static void clusters(void **state)
{
	(void)state;
	static struct model m;
	srand(1);
	for (int round = 0; round < 40000; round++) {
		char s[ROOM];
		random_text(s, 24, true);
		size_t n = strlen(s);
		char *t = tight(s, n);
		model_of(&m, t, n);
		for (int i = 0; i < m.n; i++) {
			if (text_cluster(t + m.c[i].at, n - m.c[i].at) != m.c[i].bytes)
				fail_msg("cluster %d of [%s]", i, s);
			if (text_cluster_before(t, m.c[i].at + m.c[i].bytes) != m.c[i].bytes)
				fail_msg("cluster before %d of [%s]", i, s);
		}
		assert_int_equal(text_cluster(t + n, 0), 0);
		assert_int_equal(text_cluster_before(t, 0), 0);
		free(t);
	}
}

static void cutting(void **state)
{
	(void)state;
	static struct model m;
	srand(2);
	for (int round = 0; round < 40000; round++) {
		char s[ROOM];
		int columns = rand() % 30 - 1, used, want_used = 0;
		random_text(s, 24, true);
		size_t n = strlen(s), want = 0;
		char *t = tight(s, n);
		model_of(&m, t, n);
		for (int i = 0; i < m.n; i++) {
			if (m.c[i].columns && want_used + m.c[i].columns > columns)
				break;
			want_used += m.c[i].columns;
			want += m.c[i].bytes;
		}
		if (text_cut(t, n, columns, &used) != want || used != want_used)
			fail_msg("[%s] cut to %d: %zu bytes, %d columns", s, columns, text_cut(t, n, columns, NULL),
			        used);
		assert_int_equal(text_columns_n(t, want), used);
		free(t);
	}
}

static void fitting(void **state)
{
	(void)state;
	char s[64];
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 10, TEXT_LEFT), "政务公开  ");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 10, TEXT_RIGHT), "  政务公开");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 11, TEXT_CENTRE), " 政务公开  ");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 10, TEXT_NO_PAD), "政务公开");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 8, TEXT_LEFT), "政务公开");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 7, TEXT_LEFT), "政务公…");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 6, TEXT_LEFT), "政务… ");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 6, TEXT_RIGHT), " 政务…");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 6, TEXT_NO_PAD), "政务…");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 1, TEXT_LEFT), "…");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", 0, TEXT_LEFT), "");
	assert_string_equal(text_fit(s, sizeof s, "政务公开", -5, TEXT_LEFT), "");
	assert_string_equal(text_fit(s, sizeof s, "", 3, TEXT_LEFT), "   ");
	srand(3);
	for (int round = 0; round < 40000; round++) {
		char text[ROOM], whole[ROOM];
		int columns = rand() % 40, align = rand() % 4;
		random_text(text, 24, false);
		text_fit(whole, sizeof whole, text, columns, align);
		int w = text_columns(whole);
		if (align != TEXT_NO_PAD ? w != columns : w > columns)
			fail_msg("[%s] in %d: [%s] has %d", text, columns, whole, w);
		assert_true(text_columns(text) <= columns ? strstr(whole, text) != NULL : strstr(whole, "…") || columns == 0);
		size_t cap = (size_t)(rand() % 30);
		char *small = malloc(cap ? cap : 1);
		text_fit(small, cap, text, columns, align);
		if (cap) {
			assert_true(strlen(small) < cap);
			assert_true(utf8_valid(small, strlen(small), NULL));
			assert_true(text_columns(small) <= columns);
		}
		free(small);
	}
}

/* ---- rows ---- */

static bool one_of(const char *list, uint32_t cp)
{
	size_t n = strlen(list);
	for (size_t i = 0; i < n;) {
		uint32_t c;
		i += (size_t)utf8_decode(list + i, n - i, &c);
		if (c == cp)
			return true;
	}
	return false;
}

static bool latin(uint32_t cp)
{
	return (cp > ' ' && cp < 0x7f) || one_of("éÉü", cp);
}

static bool naive_break(uint32_t a, uint32_t b)
{
	if (one_of("。，、；：？！）》」』】”’…—·％,.:;?!)]}%", b) || one_of("（《「『【“‘￥([{", a))
		return false;
	return !(latin(a) && latin(b));
}

static void rows(void **state)
{
	(void)state;
	static struct model m;
	srand(4);
	for (int round = 0; round < 60000; round++) {
		char s[ROOM];
		int columns = 1 + rand() % 24;
		random_text(s, 40, round % 2);
		size_t n = strlen(s);
		char *t = tight(s, n);
		for (size_t at = 0; at < n;) {
			model_of(&m, t + at, n - at);
			int fits = 0, w = 0, k;
			while (fits < m.n && (m.c[fits].columns == 0 || w + m.c[fits].columns <= columns))
				w += m.c[fits++].columns;
			for (k = fits; k > 0 && k < m.n; k--)
				if (naive_break(m.c[k - 1].first, m.c[k].first))
					break;
			if (k == 0)
				k = fits ? fits : 1;
			size_t want = k < m.n ? m.c[k].at : n - at;
			size_t got = text_row(t + at, n - at, columns);
			if (got != want)
				fail_msg("[%s] in %d: %zu bytes, not %zu", s + at, columns, got, want);
			if (got == 0 || got > n - at || (text_columns_n(t + at, got) > columns && k > 1))
				fail_msg("[%s] in %d: row of %d", s + at, columns, text_columns_n(t + at, got));
			at += got;
		}
		assert_int_equal(text_row(t, 0, columns), 0);
		free(t);
	}
}

static void rows_are(const char *text, int columns, const char *expected)
{
	char got[ROOM] = "";
	size_t n = strlen(text), at = 0, out = 0;
	while (at < n) {
		size_t k = text_row(text + at, n - at, columns);
		memcpy(got + out, text + at, k);
		out += k;
		at += k;
		got[out++] = '|';
	}
	got[out] = '\0';
	assert_string_equal(got, expected);
}

static void rows_by_example(void **state)
{
	(void)state;
	rows_are("认真落实要求，坚持预防为主。", 12, "认真落实要|求，坚持预防|为主。|");
	rows_are("印发《工作方案》的通知", 6, "印发|《工作|方案》|的通知|");
	rows_are("依据2026年度工作", 6, "依据|2026年|度工作|");
	rows_are("the quick brown", 9, "the quick| brown|");
	rows_are("abcdefghij", 4, "abcd|efgh|ij|");
	rows_are("他说：“好。”就走了", 8, "他说：|“好。”就|走了|");
	rows_are("省略……等等", 6, "省略……|等等|");
	rows_are("省略……等等", 5, "省|略……|等等|");
	rows_are("说明——这里", 8, "说明——这|里|");
	rows_are("完成率100.0%以上", 10, "完成率|100.0%以上|");
	rows_are("。。。。。。", 4, "。。|。。|。。|");
	rows_are("政务", 1, "政|务|");
	rows_are("政务", 0, "政|务|");
	rows_are("政务", -3, "政|务|");
	rows_are("e\xcc\x81政e\xcc\x81", 3, "e\xcc\x81政|e\xcc\x81|");
	rows_are("", 5, "");
}

/* ---- cleaning ---- */

static void cleaned(const char *text, bool keep_lines, const char *expected)
{
	char *s = strdup(text);
	size_t n = text_clean(s, keep_lines);
	assert_string_equal(s, expected);
	assert_int_equal(n, strlen(expected));
	free(s);
}

static void cleaning(void **state)
{
	(void)state;
	cleaned("政务\x1b[31m公开\x07", false, "政务[31m公开");
	cleaned("一\r\n二\r三\n四\t五", true, "一\n二\n三\n四\t五");
	cleaned("一\r\n二\r三\n四\t五", false, "一二三四五");
	cleaned("\xef\xbb\xbf政\xe2\x80\x8b务\xe2\x80\xae公\xe2\x81\xa6开\xc2\xad", true, "政务公开");
	cleaned("政\xc2\x85\xc2\x9b""务", true, "政务");
	cleaned("政\xe5\x8a\xff""务", true, "政???务");
	cleaned("\xef\xbf\xbd", true, "\xef\xbf\xbd");
	cleaned("e\xcc\x81 𠮷　", false, "e\xcc\x81 𠮷　"); /* marks and blanks stay */
	cleaned("", true, "");
	srand(5);
	for (int round = 0; round < 20000; round++) {
		char s[ROOM], again[ROOM];
		bool keep = round % 2;
		random_text(s, 40, true);
		size_t chars, head = text_clean_head(s, &chars);
		memcpy(again, s, head);
		again[head] = '\0';
		assert_true(utf8_valid(again, head, NULL));
		assert_int_equal(utf8_count(again), chars);
		assert_int_equal(text_clean(again, false), head);
		assert_memory_equal(again, s, head);
		size_t before = strlen(s), n = text_clean(s, keep);
		assert_true(n <= before && strlen(s) == n && utf8_valid(s, n, NULL));
		for (const char *p = s; *p; p++)
			if ((unsigned char)*p < 0x20 && !(keep && (*p == '\n' || *p == '\t')))
				fail_msg("control character left");
		assert_null(strstr(s, "\xe2\x80\xae"));
		memcpy(again, s, n + 1);
		assert_int_equal(text_clean(again, keep), n);
		assert_string_equal(again, s);
	}
}

/* ---- likeness ---- */

static void folded(const char *text, const char *expected)
{
	char s[ROOM], same[ROOM];
	text_fold(s, sizeof s, text);
	assert_string_equal(s, expected);
	memcpy(same, text, strlen(text) + 1);
	text_fold(same, strlen(text) + 1, same);
	assert_string_equal(same, expected);
}

static void trimming(void **state)
{
	static const struct {
		const char *s, *left;
	} rows[] = {{"", ""}, {" \t\r\n", ""}, {"　张 三　", "张 三"}, {"\xc2\xa0张三 \xc2\xa0", "张三"}, {"张三", "张三"},
		{"\xc2 张三\xa0", "\xc2 张三\xa0"}, {"　", ""}};
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = strlen(rows[i].s);
		const char *from = text_trim(rows[i].s, &n);
		assert_int_equal(n, strlen(rows[i].left));
		assert_memory_equal(from, rows[i].left, n);
	}
	/* no byte behind the end is looked at */
	assert_int_equal(text_blank_at("　", 2), 0);
	assert_int_equal(text_blank_at("\xc2\xa0", 1), 0);
	assert_int_equal(text_blank_at("", 0), 0);
	size_t n = 2;
	assert_string_equal(text_trim("a \t", &n), "a \t");
	assert_int_equal(n, 1);
}

static void folding(void **state)
{
	(void)state;
	folded("ＡＢＣ１２３，（）", "abc123,()");
	folded("Word É Ü Ǎ Ź ÿ Ÿ × ÷", "word é ü ǎ ź ÿ ÿ × ÷");
	folded("政务 　\t\n公开 ", "政务 公开 ");
	folded("　", " ");
	folded("政\xff\xe5\x8a", "政\xff\xe5\x8a");
	folded("", "");
	char small[6];
	text_fold(small, sizeof small, "政务公开");
	assert_string_equal(small, "政");
	for (uint32_t cp = 0; cp < 0x11000; cp++) { /* idempotent, and never longer */
		char a[4], b[4];
		uint32_t once = char_fold(cp);
		assert_int_equal(char_fold(once), once);
		if (utf8_encode(once, a) > utf8_encode(cp, b))
			fail_msg("U+%04X grows", cp);
	}
}

static void containing(void **state)
{
	(void)state;
	assert_true(text_contains("林业局政务公开", "政务"));
	assert_false(text_contains("林业局政务公开", "政公"));
	assert_true(text_contains("林业局政务公开", ""));
	assert_true(text_contains("", ""));
	assert_false(text_contains("", "政"));
	assert_true(text_contains("关于ＡＢＣ的通知", "abc的"));
	assert_true(text_contains("皖政办〔2022〕43号", "４３号"));
	assert_true(text_contains("印发通知（试行）", "(试行)"));
	assert_true(text_contains("一，二", "，"));
	assert_true(text_contains("Word　 File", "d f"));
	assert_false(text_contains("WordFile", "d f"));
	assert_true(text_contains("aaab", "aab"));
	assert_false(text_contains("\xe6\x94\xbf", "\x94")); /* never inside a character */
	assert_false(text_contains("\xe6\x94\xbf", "\xbf"));
	char longer[1200], hay[1300];
	memset(longer, 'x', 1199);
	longer[1199] = '\0';
	snprintf(hay, sizeof hay, "政%sX", longer);
	assert_true(text_contains(hay, longer));
	longer[1198] = 'y';
	assert_false(text_contains(hay, longer));
	srand(6);
	int found = 0;
	for (int round = 0; round < 60000; round++) {
		char s[ROOM], t[ROOM], fs[ROOM], ft[ROOM];
		random_text(s, 30, false);
		random_text(t, 2, false);
		text_fold(fs, sizeof fs, s);
		text_fold(ft, sizeof ft, t);
		bool want = strstr(fs, ft) != NULL;
		found += want;
		if (text_contains(s, t) != want)
			fail_msg("[%s] in [%s]: not %d", t, s, want);
		/* Each place found is like the needle and behind the last; what lies between them has none. */
		size_t n = strlen(s), from = 0, at, len;
		while (text_find(s, n, from, t, &at, &len)) {
			char part[ROOM];
			if (at < from || at + len > n || len == 0)
				fail_msg("[%s] in [%s]: %zu+%zu", t, s, at, len);
			memcpy(part, s + at, len);
			part[len] = '\0';
			text_fold(part, sizeof part, part);
			assert_string_equal(part, ft);
			want = false;
			from = at + len;
		}
		if (*ft)
			assert_false(want);
	}
	assert_in_range(found, 5000, 55000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character),
		cmocka_unit_test(every_sequence),
		cmocka_unit_test(widths),
		cmocka_unit_test(unseen_characters_take_no_room),
		cmocka_unit_test(ambiguous),
		cmocka_unit_test(clusters),
		cmocka_unit_test(cutting),
		cmocka_unit_test(fitting),
		cmocka_unit_test(rows),
		cmocka_unit_test(rows_by_example),
		cmocka_unit_test(cleaning),
		cmocka_unit_test(trimming),
		cmocka_unit_test(folding),
		cmocka_unit_test(containing),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
