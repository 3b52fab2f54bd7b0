/* encoding_test.c - detection over pieces of real texts, conversion byte by byte, strict writing, spoilt texts. */
#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/reader/encoding.h"
#include "store/base/text.h"
#include "tests/desk.h"

static const char *const seeds[] = {"tests/corpus/seeds/000.txt", "tests/corpus/seeds/001.txt",
	"tests/corpus/seeds/002.txt", "tests/corpus/seeds/003.txt"};

static enum z collect(void *ctx, const char *s, size_t n, struct error *e)
{
	(void)e;
	assert_true(n > 0);
	assert_true(utf8_valid(s, n, NULL)); /* pieces end at characters */
	buffer_add(ctx, s, n);
	return Z_OK;
}

/* The bytes in pieces of one size; the result is the caller's. */
static enum z decode(const void *data, size_t n, enum encoding x, enum transcoder_mode mode, size_t piece,
        struct buffer *out, struct transcoder_notes *notes, struct error *e)
{
	struct transcoder *d = transcoder_new(x, mode, "样本.csv");
	enum z z = Z_OK;
	for (size_t i = 0; i < n && z == Z_OK; i += piece)
		z = transcoder_feed(d, (const char *)data + i, n - i < piece ? n - i : piece, collect, out, e);
	if (z == Z_OK)
		z = transcoder_end(d, collect, out, e);
	if (notes)
		*notes = *transcoder_notes(d);
	transcoder_free(&d);
	return z;
}

static void reads(const char *bytes, size_t n, enum encoding x, const char *want)
{
	for (size_t piece = 1; piece <= n; piece++) {
		struct buffer out = {0};
		struct error e;
		assert_int_equal(decode(bytes, n, x, TRANSCODER_STRICT, piece, &out, NULL, &e), Z_OK);
		assert_string_equal(out.s ? out.s : "", want);
		buffer_free(&out);
	}
}
#define READS(bytes, x, want) reads("" bytes, sizeof bytes - 1, x, want)

/* iconv's own conversion, for making samples. */
static size_t convert(const char *to, const char *s, size_t n, char *out, size_t cap)
{
	iconv_t cd = iconv_open(to, "UTF-8");
	char *ip = xstrndup(s, n), *in = ip, *op = out;
	size_t il = n, ol = cap;
	assert_true(cd != (iconv_t)-1);
	size_t rc = iconv(cd, &in, &il, &op, &ol);
	iconv_close(cd);
	free(ip);
	return rc == (size_t)-1 ? 0 : cap - ol;
}

static void seeds_are_recognised_in_every_encoding(void **state)
{
	static const struct {
		const char *name;
		enum encoding x;
	} as[] = {{"UTF-8", ENCODING_UTF8}, {"GB18030", ENCODING_GB18030}, {"UTF-16LE", ENCODING_UTF16LE},
		{"UTF-16BE", ENCODING_UTF16BE}};
	(void)state;
	srand(3);
	for (size_t f = 0; f < 4; f++) {
		size_t n;
		char *text = file_read(tree_path(seeds[f]), &n);
		for (size_t k = 0; k < 4; k++) {
			int tried = 0, wrong = 0;
			for (int t = 0; t < 400; t++) {
				char out[8192];
				size_t at = (size_t)rand() % (n - 1000), len = 60 + (size_t)rand() % 800;
				while (((unsigned char)text[at] & 0xc0) == 0x80)
					at++;
				while (((unsigned char)text[at + len] & 0xc0) == 0x80)
					len++;
				size_t made = convert(as[k].name, text + at, len, out, sizeof out);
				if (!made)
					continue;
				struct encoding_guess g;
				encoding_detect(out, made, true, &g);
				tried++;
				wrong += g.encoding != as[k].x;
				/* A wrong answer may only be a guess. */
				assert_true(g.encoding == as[k].x || !g.sure);
			}
			assert_true(tried > 300);
			assert_true(wrong <= (f == 2 ? tried / 50 : 0)); /* 002 is half traditional */
		}
		free(text);
	}
}

static enum encoding guess_of(const char *s, size_t n, bool whole, bool *sure)
{
	struct encoding_guess g;
	encoding_detect(s, n, whole, &g);
	if (sure)
		*sure = g.sure;
	return g.encoding;
}
#define GUESS(s, whole, sure) guess_of("" s, sizeof s - 1, whole, sure)

static void marks_shapes_and_short_texts(void **state)
{
	bool sure;
	(void)state;
	assert_int_equal(GUESS("\xef\xbb\xbf" "a", true, &sure), ENCODING_UTF8);
	assert_true(sure);
	assert_int_equal(GUESS("\xff\xfe" "a\0", true, &sure), ENCODING_UTF16LE);
	assert_int_equal(GUESS("\xfe\xff\0a", true, &sure), ENCODING_UTF16BE);
	assert_int_equal(GUESS("a\0,\0b\0\n\0", true, &sure), ENCODING_UTF16LE);
	assert_int_equal(GUESS("plain,ascii\n", true, &sure), ENCODING_UTF8);
	assert_true(sure);
	/* 浙 is valid UTF-8 (a Cyrillic letter) in GB bytes; so is all of 联通. */
	assert_int_equal(GUESS("\xc1\xaa\xcd\xa8", true, &sure), ENCODING_GB18030);
	assert_false(sure);
	/* one row with four lost bytes in a GB export of some length */
	char gb[4096];
	struct buffer b = {0};
	for (int i = 0; i < 20; i++)
		buffer_text(&b, "市民来电：反映村民未批先占林地建房，请相关部门核实处理。\n");
	size_t n = convert("GB18030", b.s, b.n, gb, sizeof gb - 8);
	memcpy(gb + n, "x,\xff\xff\xff\xff\n", 7);
	assert_int_equal(guess_of(gb, n + 7, true, &sure), ENCODING_GB18030);
	assert_false(sure);
	/* the same in UTF-8 */
	buffer_add(&b, "x,\xff\xff\xff\n", 6);
	assert_int_equal(guess_of(b.s, b.n, true, &sure), ENCODING_UTF8);
	assert_false(sure);
	/* a look that ends within a character */
	assert_int_equal(guess_of(b.s, 31, false, &sure), ENCODING_UTF8);
	assert_true(sure);
	buffer_free(&b);
	/* Big5 */
	char big5[512];
	const char *traditional = "本局推動政府資訊公開，依法辦理民眾申請案件，並將執行情形報告如下，請查照。";
	n = convert("BIG5", traditional, strlen(traditional), big5, sizeof big5);
	assert_true(n > 0);
	assert_int_equal(guess_of(big5, n, true, &sure), ENCODING_BIG5);
	/* noise is nothing that one may be sure of */
	unsigned char noise[512];
	uint32_t seed = 7;
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (unsigned char)((seed = seed * 1664525u + 1013904223u) >> 24) | 1;
	guess_of((char *)noise, sizeof noise, true, &sure);
	assert_false(sure);
}

static void samples_show_the_guess(void **state)
{
	struct encoding_guess g;
	char gb[256];
	const char *text = "id,x\n\n标题,文号\n林业局,〔2026〕3号\r\n第三行\n第四行\n";
	(void)state;
	size_t n = convert("GB18030", text, strlen(text), gb, sizeof gb);
	encoding_detect(gb, n, true, &g);
	assert_int_equal(g.encoding, ENCODING_GB18030);
	assert_string_equal(g.sample[0], "标题,文号");
	assert_string_equal(g.sample[1], "林业局,〔2026〕3号");
	assert_string_equal(g.sample[2], "第三行");
	encoding_sample(gb, n, ENCODING_UTF8, g.sample);
	assert_contains(g.sample[0], "\xef\xbf\xbd");
}

static void names_of_encodings(void **state)
{
	enum encoding x;
	(void)state;
	assert_true(encoding_parse("GB2312", &x) && x == ENCODING_GB18030);
	assert_true(encoding_parse("gbk", &x) && x == ENCODING_GB18030);
	assert_true(encoding_parse("Utf-8", &x) && x == ENCODING_UTF8);
	assert_true(encoding_parse("auto", &x) && x == ENCODING_UNKNOWN);
	assert_true(encoding_parse("UTF-16LE", &x) && x == ENCODING_UTF16LE);
	assert_false(encoding_parse("latin1", &x));
	for (int i = 1; i < ENCODING_COUNT; i++)
		assert_true(encoding_parse(encoding_key((enum encoding)i), &x));
}

static void what_the_library_does_not_know(void **state)
{
	(void)state;
	READS("\xd6\xd0\x80\xce\xc4", ENCODING_GB18030, "中€文");
	READS("\xa3\xa0\xd6\xd0", ENCODING_GB18030, "\xe3\x80\x80中");
	READS("\x82\x35\x90\x37\x82\x35\x91\x34", ENCODING_GB18030, "\xe9\xbe\xb4\xe9\xbe\xbb"); /* U+9FB4 U+9FBB */
	READS("\x84\x31\x82\x36\x84\x31\x83\x35", ENCODING_GB18030, "\xef\xb8\x90\xef\xb8\x99"); /* U+FE10 U+FE19 */
	READS("\x84\x31\x95\x33\xd6\xd0", ENCODING_GB18030, "中"); /* its own byte order mark */
	READS("\xef\xbb\xbf\xe4\xb8\xad\xef\xbb\xbf", ENCODING_UTF8, "中\xef\xbb\xbf");
	READS("\xff\xfe\x2d\x4e", ENCODING_UTF16LE, "中");
	READS("\x4e\x2d\xd8\x42\xdf\xb7", ENCODING_UTF16BE, "中𠮷");
	READS("", ENCODING_UTF8, "");
	/* the dash and the dot that a "GB2312" of the library would turn into others */
	READS("\xa1\xaa\xa1\xaa\xa1\xa4\x96\xf0", ENCODING_GB18030, "——·栶");
}

static void the_first_bad_byte_has_a_place(void **state)
{
	struct buffer out = {0};
	struct error e;
	struct transcoder_notes notes;
	char sentence[512];
	(void)state;
	const char gb[] = "\xd6\xd0\n\xce\xc4\xd6\xd0\xff,\n";
	for (size_t piece = 1; piece < sizeof gb; piece++) {
		buffer_clear(&out);
		assert_int_equal(
		        decode(gb, sizeof gb - 1, ENCODING_GB18030, TRANSCODER_STRICT, piece, &out, &notes, &e),
		        Z_INVALID);
		assert_int_equal(e.code, R_BAD_BYTE);
		assert_int_equal(notes.bad_offset, 7);
		assert_int_equal(notes.bad_line, 2);
		assert_int_equal(notes.bad_character, 3);
		assert_contains(error_sentence(&e, sentence, sizeof sentence), "第 2 行第 3 个字");
		buffer_clear(&out);
		assert_int_equal(
		        decode(gb, sizeof gb - 1, ENCODING_GB18030, TRANSCODER_MARK, piece, &out, &notes, &e), Z_OK);
		assert_string_equal(out.s, "中\n文中\xef\xbf\xbd,\n");
		assert_int_equal(notes.bad, 1);
	}
	const char u8[] = "a\xe4\xb8\xad\xe4\xb8\n\xed\xa0\x80";
	for (size_t piece = 1; piece < sizeof u8; piece++) {
		buffer_clear(&out);
		assert_int_equal(
		        decode(u8, sizeof u8 - 1, ENCODING_UTF8, TRANSCODER_MARK, piece, &out, &notes, &e), Z_OK);
		assert_int_equal(notes.bad_offset, 4);
		assert_int_equal(notes.bad, 5);
		assert_non_null(strstr(out.s, "中\xef\xbf\xbd"));
	}
	buffer_free(&out);
}

/* Each byte of a small file set to each of some values: never a crash, and always valid UTF-8 out. */
static void broken_bytes_at_every_place(void **state)
{
	const char *text = "工单编号,诉求内容\n2601,\"市民来电：𠮷氏祠堂旁古树〇株，镕喆\"\n";
	static const unsigned char nasty[] = {
	        0, 0x0a, 0x22, 0x30, 0x39, 0x7f, 0x80, 0x81, 0xa0, 0xe0, 0xed, 0xf0, 0xfe, 0xff};
	static const enum encoding read_as[] = {ENCODING_GB18030, ENCODING_UTF8, ENCODING_UTF16LE, ENCODING_BIG5};
	char gb[256];
	(void)state;
	size_t n = convert("GB18030", text, strlen(text), gb, sizeof gb);
	assert_true(n > 50);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof nasty; k++) {
			char *copy = xalloc(n);
			memcpy(copy, gb, n);
			copy[i] = (char)nasty[k];
			struct encoding_guess g;
			encoding_detect(copy, n, k & 1, &g);
			for (size_t r = 0; r < sizeof read_as / sizeof *read_as; r++) {
				struct buffer out = {0};
				struct error e;
				struct transcoder_notes notes;
				assert_int_equal(
				        decode(copy, n, read_as[r], TRANSCODER_MARK, 1 + (i + k) % 7, &out, &notes, &e),
				        Z_OK);
				bool marked = out.s && memmem(out.s, out.n, "\xef\xbf\xbd", 3);
				assert_true(marked == (notes.bad > 0));
				/* how it was cut must not matter */
				struct buffer whole = {0};
				decode(copy, n, read_as[r], TRANSCODER_MARK, n, &whole, NULL, &e);
				assert_int_equal(whole.n, out.n);
				assert_memory_equal(whole.s, out.s, out.n);
				buffer_free(&whole);
				buffer_free(&out);
			}
			free(copy);
		}
}

static void round_trip(enum encoding to, const char *text)
{
	struct encoder *x = encoder_new(to);
	struct buffer bytes = {0}, back = {0};
	struct error e;
	encoder_feed(x, text, strlen(text), &bytes);
	assert_int_equal(encoder_verdict(x, &e), Z_OK);
	encoder_free(&x);
	enum encoding from = to == ENCODING_UTF8_BOM ? ENCODING_UTF8 : to == ENCODING_GBK ? ENCODING_GB18030 : to;
	assert_int_equal(decode(bytes.s, bytes.n, from, TRANSCODER_STRICT, 5, &back, NULL, &e), Z_OK);
	assert_string_equal(back.s, text);
	buffer_free(&bytes);
	buffer_free(&back);
}

static void writing_is_strict(void **state)
{
	struct buffer out = {0};
	const struct unwritable *list;
	struct error e;
	char sentence[512];
	(void)state;
	round_trip(ENCODING_GB18030, "政务公开——〇镕喆·𠮷😀\n二\t€\n");
	round_trip(ENCODING_UTF8_BOM, "标题,文号\n");
	round_trip(ENCODING_GBK, "政务公开——〇镕喆·€\n");
	round_trip(ENCODING_UTF16LE, "a政𠮷\n");

	struct encoder *x = encoder_new(ENCODING_GBK);
	const char *text = "第一行\n张𠮷三\n😀";
	encoder_feed(x, text, strlen(text), &out);
	assert_int_equal(encoder_unwritable(x, &list), 2);
	assert_int_equal(list[0].line, 2);
	assert_int_equal(list[0].column, 2);
	assert_int_equal(list[0].cp, 0x20bb7);
	assert_int_equal(list[1].line, 3);
	assert_int_equal(encoder_verdict(x, &e), Z_INVALID);
	assert_contains(error_sentence(&e, sentence, sizeof sentence), "第2行第2字“𠮷”");
	assert_lacks(out.s, "?");
	encoder_free(&x);

	/* The 24: all of them can be written, as the two bytes they always were. */
	int twins = 0;
	for (uint32_t cp = 0xe000; cp < 0xf900; cp++) {
		char utf8[5] = "";
		if (encoding_standard(cp) == cp)
			continue;
		twins++;
		utf8[utf8_encode(cp, utf8)] = '\0';
		buffer_clear(&out);
		x = encoder_new(ENCODING_GB18030);
		encoder_feed(x, utf8, strlen(utf8), &out);
		assert_int_equal(encoder_verdict(x, &e), Z_OK);
		assert_int_equal(out.n, 2);
		encoder_free(&x);
	}
	assert_int_equal(twins, 24);
	buffer_free(&out);
}

static enum refusal suspicious(const char *s)
{
	struct error e = {.code = R_NO_MEMORY};
	return encoding_suspicious(s, strlen(s), "样本", &e) == Z_OK ? R_COUNT : e.code;
}

static void spoilt_texts_are_refused(void **state)
{
	(void)state;
	assert_int_equal(suspicious("??????????，????"), R_TEXT_QUESTIONS);
	assert_int_equal(suspicious("2024??11?? ??????"), R_TEXT_QUESTIONS);
	assert_int_equal(suspicious("??"), R_TEXT_QUESTIONS);
	assert_int_equal(suspicious("林业\xef\xbf\xbd"), R_TEXT_REPLACED);
	assert_int_equal(suspicious("关于锟斤拷锟斤拷的通知"), R_TEXT_MOJIBAKE);
	assert_int_equal(suspicious("涓枃"), R_COUNT); /* too short to be told */
	/* UTF-8 read as GBK, as Latin-1; GBK read as Latin-1 */
	assert_int_equal(suspicious("鏀垮姟鍏紑宸ヤ綔骞村害鎶ュ憡"), R_TEXT_MOJIBAKE);
	assert_int_equal(suspicious("æ”¿åŠ¡å…¬å¼€"), R_TEXT_MOJIBAKE);
	assert_int_equal(suspicious("ÕþÎñ¹«¿ª"), R_TEXT_MOJIBAKE);

	assert_int_equal(suspicious(""), R_COUNT);
	assert_int_equal(suspicious("这是为什么？？？你们管不管???"), R_COUNT);
	assert_int_equal(suspicious("http://example.org/?a=1&b=2"), R_COUNT);
	assert_int_equal(suspicious("导(dǎo)语，務(wù)局 café naïve"), R_COUNT);
	assert_int_equal(suspicious("歙县、鄠邑、盩厔、瀍河、亳州、儋州、崀山"), R_COUNT);
	for (size_t i = 0; i < 4; i++) {
		struct suspicion s = {0};
		size_t n;
		char *text = file_read(tree_path(seeds[i]), &n);
		assert_int_equal(suspicious(text), R_COUNT);
		suspicion_count(text, n, &s);
		assert_int_equal(s.mojibake, 0);
		assert_int_equal(s.questions, 0);
		free(text);
	}
}

/* Any stretch of a seed that UTF-8 read as GBK leaves readable is recognised. */
static void mojibake_of_real_text(void **state)
{
	size_t n;
	int tried = 0, missed = 0;
	char *text = file_read(tree_path(seeds[3]), &n);
	(void)state;
	for (size_t at = 0; at + 200 < n; at += 97) {
		size_t from = at, len = 60;
		while (((unsigned char)text[from] & 0xc0) == 0x80)
			from++;
		struct buffer out = {0};
		struct error e;
		decode(text + from, len, ENCODING_GB18030, TRANSCODER_MARK, len, &out, NULL, &e);
		tried++;
		missed += suspicious(out.s) == R_COUNT;
		buffer_free(&out);
	}
	assert_true(tried > 50);
	assert_int_equal(missed, 0);
	free(text);
}

static void whole_files(void **state)
{
	struct desk *d = desk_open();
	struct encoding_guess g;
	struct error e;
	struct buffer text = {0};
	char gb[65536];
	size_t n;
	(void)state;
	char *seed = file_read(tree_path(seeds[0]), &n);
	size_t made = convert("GB18030", seed, n, gb, sizeof gb);
	file_write(desk_path(d, "a.txt"), gb, made);
	assert_int_equal(encoding_read_file(desk_path(d, "a.txt"), ENCODING_UNKNOWN, 1 << 20, &text, &g, &e), Z_OK);
	assert_string_equal(text.s, seed);
	assert_int_equal(g.encoding, ENCODING_GB18030);
	assert_true(g.sure);
	assert_int_equal(encoding_read_file(desk_path(d, "a.txt"), ENCODING_UTF8, 1 << 20, &text, &g, &e), Z_INVALID);
	assert_int_equal(e.code, R_BAD_BYTE);
	assert_int_equal(encoding_read_file(desk_path(d, "a.txt"), ENCODING_UNKNOWN, 1000, &text, &g, &e), Z_INVALID);
	assert_int_equal(e.code, R_SOURCE_TOO_LONG);
	assert_int_equal(
	        encoding_read_file(desk_path(d, "none.txt"), ENCODING_UNKNOWN, 1000, &text, &g, &e), Z_MISSING);
	assert_int_equal(encoding_read_file(desk_dir(d), ENCODING_UNKNOWN, 1000, &text, &g, &e), Z_INVALID);
	file_write(desk_path(d, "b.txt"), "", 0);
	assert_int_equal(encoding_read_file(desk_path(d, "b.txt"), ENCODING_UNKNOWN, 1000, &text, &g, &e), Z_INVALID);
	assert_int_equal(e.code, R_SOURCE_EMPTY);
	static const struct {
		const char *head;
		enum refusal code;
	} wrong[] = {{"%PDF-1.4 xx", R_SOURCE_WRONG_KIND}, {"{\\rtf1\\ansi", R_SOURCE_WRONG_KIND},
		{"<html><body>", R_SOURCE_WRONG_KIND}, {"PK\3\4aaaa", R_SOURCE_WRONG_KIND},
		{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", R_SOURCE_OLD_OFFICE}, {"\x89PNG\r\n", R_SOURCE_WRONG_KIND}};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		file_write_text(desk_path(d, "c.txt"), wrong[i].head);
		assert_int_equal(
		        encoding_read_file(desk_path(d, "c.txt"), ENCODING_UNKNOWN, 1000, &text, &g, &e), Z_INVALID);
		assert_int_equal(e.code, wrong[i].code);
	}
	file_write_text(desk_path(d, "c.txt"), "????????\n????");
	assert_int_equal(encoding_read_file(desk_path(d, "c.txt"), ENCODING_UNKNOWN, 1000, &text, &g, &e), Z_INVALID);
	assert_int_equal(e.code, R_TEXT_QUESTIONS);
	free(seed);
	buffer_free(&text);
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seeds_are_recognised_in_every_encoding),
		cmocka_unit_test(marks_shapes_and_short_texts),
		cmocka_unit_test(samples_show_the_guess),
		cmocka_unit_test(names_of_encodings),
		cmocka_unit_test(what_the_library_does_not_know),
		cmocka_unit_test(the_first_bad_byte_has_a_place),
		cmocka_unit_test(broken_bytes_at_every_place),
		cmocka_unit_test(writing_is_strict),
		cmocka_unit_test(spoilt_texts_are_refused),
		cmocka_unit_test(mojibake_of_real_text),
		cmocka_unit_test(whole_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
