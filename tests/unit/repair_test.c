/* repair_test.c - the pinyin that converters leave is removed, what authors write stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/import/repair.h"
#include "store/base/text.h"
#include "tests/desk.h"

static void mends(const char *text, const char *want, long count)
{
	struct buffer out = {0};
	struct repair r;
	repair_pinyin(text, &out, &r);
	assert_string_equal(out.s, want);
	assert_int_equal(r.count, count);
	buffer_free(&out);
}

static void pinyin_goes_and_meaning_stays(void **state)
{
	(void)state;
	mends("河務(wù)局", "河務局", 1);
	mends("務（wù）局", "務局", 1);
	mends("女(nǚ)綠(lǜ)略(lüè)", "女綠略", 3);
	mends("務(wu\xcc\x80)", "務", 1); /* a mark of its own */
	mends("(dǎo)語", "(dǎo)語", 0);    /* after nothing */
	mends("a(dǎo)", "a(dǎo)", 0);
	mends("方案(A)、首席执行官（CEO）、附件(a)、表(b)", "方案(A)、首席执行官（CEO）、附件(a)、表(b)", 0);
	mends("息(2)公开(一)(二)", "息(2)公开(一)(二)", 0);
	mends("政务(zhèngwù)公开", "政务(zhèngwù)公开", 0); /* a gloss of a word is an author's */
	mends("法语(né)", "法语", 1);
	mends("词(été)", "词(été)", 0);
	mends("词(qqá)", "词(qqá)", 0); /* no syllable */
	mends("務(wù", "務(wù", 0);
	mends("務(wù,局)", "務(wù,局)", 0);
	mends("務(Wù)", "務(Wù)", 0);
	mends("", "", 0);
	/* Without a mark only where the text is damaged otherwise, and never one letter. */
	mends("我們(men)的", "我們(men)的", 0);
	mends("我們(men)導(dǎo)領(lǐng)務(wù)的，附件(a)，组(CEO)(an)", "我們導領務的，附件(a)，组(CEO)(an)", 4);
}

static void one_note_is_not_damage(void **state)
{
	(void)state;
	assert_false(repair_pinyin_needed("歙(shè)县、盩厔(zhì)是难字。"));
	assert_true(repair_pinyin_needed("河務(wù)局領(lǐng)導(dǎo)"));
	assert_false(repair_pinyin_needed(""));
}

static void seed_002_is_mended(void **state)
{
	struct buffer out = {0}, twice = {0};
	struct repair r;
	char *seed = file_read(tree_path("tests/corpus/seeds/002.txt"), NULL);
	(void)state;
	assert_true(repair_pinyin_needed(seed));
	repair_pinyin(seed, &out, &r);
	assert_int_equal(r.count, 148);
	assert_false(repair_pinyin_needed(out.s));
	assert_contains(out.s, "河務局信息公開工作匯報\n\n時間:2022-03-14");
	assert_contains(out.s, "信息(2)");
	assert_string_equal(r.preview[0], "河務(wù)局信息公 → 河務局信息公");
	assert_contains(r.preview[1], "導(dǎo)語");
	assert_true(r.preview[REPAIR_PREVIEWS - 1][0] != '\0');
	/* No letter with a tone mark is left, and nothing but such brackets is gone. */
	for (size_t i = 0; i < out.n;) {
		uint32_t cp;
		i += (size_t)utf8_decode(out.s + i, out.n - i, &cp);
		assert_false(cp >= 0xe0 && cp < 0x250);
	}
	repair_pinyin(out.s, &twice, &r);
	assert_int_equal(r.count, 0);
	assert_string_equal(twice.s, out.s);
	buffer_free(&out);
	buffer_free(&twice);
	free(seed);
	static const char *const whole[] = {"tests/corpus/seeds/000.txt", "tests/corpus/seeds/001.txt",
		"tests/corpus/seeds/003.txt"};
	for (size_t i = 0; i < 3; i++) {
		struct buffer same = {0};
		char *text = file_read(tree_path(whole[i]), NULL);
		assert_false(repair_pinyin_needed(text));
		repair_pinyin(text, &same, NULL);
		assert_string_equal(same.s, text);
		buffer_free(&same);
		free(text);
	}
}

static void line_ends(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"\xef\xbb\xbf一\r\n二\r三\n", "一\n二\n三\n"},
		{"　　两格缩进\xe2\x80\xa8下\xc2\x85一\v行\f", "　　两格缩进\n下\n一\n行\n"},
		{"\r\r\n\n", "\n\n\n"},
		{"", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *s = xstrdup(cases[i].in);
		assert_int_equal(repair_newlines(s), strlen(cases[i].out));
		assert_string_equal(s, cases[i].out);
		free(s);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pinyin_goes_and_meaning_stays),
		cmocka_unit_test(one_note_is_not_damage),
		cmocka_unit_test(seed_002_is_mended),
		cmocka_unit_test(line_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
