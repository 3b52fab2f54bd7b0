/* input_test.c - bytes to keys: every terminal's way of saying F1, broken text, sequences in pieces, pastes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <locale.h>

#include "tui/term/decode.h"

/* All keys of n bytes, fed in pieces of `step` bytes, as text: names separated by blanks, pastes in brackets. */
static char *keys_of(const char *bytes, size_t n, size_t step, char *out, size_t cap)
{
	struct decoder d = {0};
	struct event ev;
	struct buffer b = {0};

	for (size_t i = 0; i < n; i += step) {
		decoder_feed(&d, bytes + i, i + step > n ? n - i : step);
		for (bool late = false;;) {
			while (decoder_next(&d, late, &ev)) {
				char name[24];

				if (ev.key == K_PASTE)
					buffer_printf(&b, "[%s] ", ev.text);
				else if (ev.key == K_MOUSE)
					buffer_printf(&b, "mouse%d@%d,%d ", ev.mouse.act,
					        ev.mouse.row, ev.mouse.col);
				else
					buffer_printf(&b, "%s ", key_name(ev.key, name));
			}
			if (late || i + step < n)
				break;
			late = true;
		}
	}
	decoder_free(&d);
	if (b.n)
		b.s[b.n - 1] = 0;
	snprintf(out, cap, "%s", b.n ? b.s : "");
	buffer_free(&b);
	return out;
}

static void expect(const char *bytes, size_t n, const char *keys)
{
	char out[16384];

	assert_string_equal(keys_of(bytes, n, n, out, sizeof out), keys);
	if (n < BURST_BYTES) /* a burst in pieces is typing */
		assert_string_equal(keys_of(bytes, n, 1, out, sizeof out), keys);
}
#define EXPECT(bytes, keys) expect(bytes, sizeof(bytes) - 1, keys)

static void terminals(void **state)
{
	(void)state;
	EXPECT("\033OP\033[11~\033[[A\033[P", "F1 F1 F1 F1");
	EXPECT("\033OQ\033[12~\033[[B", "F2 F2 F2");
	EXPECT("\033OR\033[13~\033[[C\033OS\033[14~\033[[D", "F3 F3 F3 F4 F4 F4");
	EXPECT("\033[15~\033[[E", "F5 F5");
	EXPECT("\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~",
	        "F6 F7 F8 F9 F10 F11 F12");
	EXPECT("\033[1~\033[7~\033[H\033OH", "Home Home Home Home");
	EXPECT("\033[4~\033[8~\033[F\033OF", "End End End End");
	EXPECT("\033[2~\033[3~\033[5~\033[6~", "Ins Del PgUp PgDn");
	EXPECT("\033[A\033OB\033[C\033OD", "↑ ↓ → ←");
	EXPECT("\033[1;5A\033[1;5B\033[1;5C\033[1;5D\033[1;5H\033[1;5F",
	        "Ctrl-↑ Ctrl-↓ Ctrl-→ Ctrl-← Ctrl-Home Ctrl-End");
	EXPECT("\033[1;2A\033[1;2D\033[1;2H\033[1;2F\033[Z",
	        "Shift-↑ Shift-← Shift-Home Shift-End Shift-Tab");
	EXPECT("\033Oa\033Od\033[a\033[7$\033[8^", "Ctrl-↑ Ctrl-← Shift-↑ Shift-Home Ctrl-End");
	EXPECT("\033OM\033Op\033Oy", "Enter 0 9");
	EXPECT("\r\n\t\b\177\001\032", "Enter Enter Tab Backspace Backspace Ctrl-A Ctrl-Z");
}

static void escape_alone(void **state)
{
	(void)state;
	EXPECT("\033", "Esc");
	EXPECT("\033\033", "Esc Esc");
	EXPECT("\033j", "Esc j");
	EXPECT("\033\033[A", "↑"); /* Alt with an arrow, not Esc */
	EXPECT("\033[", "Esc [");
	EXPECT("\033O", "Esc O");
}

static void unknown_sequences_mean_nothing(void **state)
{
	(void)state;
	EXPECT("a\033[Ib\033[Oc", "a b c"); /* focus */
	EXPECT("a\033[?62;22cb", "a b");    /* an answer nobody asked for */
	EXPECT("a\033[15;2~b", "a b");      /* Shift-F5 is not F5 */
	EXPECT("a\033]11;rgb:00/00/00\007b", "a b");
	EXPECT("a\033P1$r0m\033\\b", "a b");
	EXPECT("a\033[99;99;99;99;99;99;99zb", "a b");
	EXPECT("a\033[12\001b", "a Ctrl-A b");
	EXPECT("\033[27;5;112~\033[112;5u", "Ctrl-P Ctrl-P");
	EXPECT("a\0b\033[32;5u", "a Ctrl-^ b Ctrl-^"); /* Ctrl-Space */
}

static void text(void **state)
{
	(void)state;
	EXPECT("公开𠮷é：ｊ", "公 开 𠮷 é ： ｊ");
	/* one wrong byte costs one character */
	EXPECT("\xff"
	       "abc",
	        "\xef\xbf\xbd a b c");
	EXPECT("\xe5\x85"
	       "a公",
	        "\xef\xbf\xbd \xef\xbf\xbd a 公");
	EXPECT("公\xe5", "公 \xef\xbf\xbd");
	EXPECT("\xe5\033[A", "\xef\xbf\xbd ↑");
	EXPECT("\xc2\x9b"
	       "a",
	        "a"); /* C1 control */
}

static void wrong_bytes_never_hang(void **state)
{
	struct decoder d = {0};
	struct event ev;
	int a = 0, bad = 0;

	(void)state;
	for (int i = 0; i < 100; i++) {
		decoder_feed(&d,
		        "\xb9\xab\xbf\xaa"
		        "a",
		        5); /* 公开 in GBK */
		while (decoder_next(&d, false, &ev)) {
			a += ev.key == 'a';
			bad += ev.key == 0xfffd;
		}
	}
	assert_int_equal(a, 100);
	assert_int_equal(bad, 400);
	assert_int_equal(d.broken, 400);
	assert_false(decoder_waiting(&d));
	decoder_free(&d);
}

static void waits_for_the_rest(void **state)
{
	struct decoder d = {0};
	struct event ev;

	(void)state;
	decoder_feed(&d, "\033", 1);
	assert_false(decoder_next(&d, false, &ev));
	assert_true(decoder_waiting(&d));
	decoder_feed(&d, "[", 1);
	assert_false(decoder_next(&d, false, &ev));
	decoder_feed(&d, "A", 1);
	assert_true(decoder_next(&d, false, &ev));
	assert_int_equal(ev.key, K_UP);
	assert_false(decoder_waiting(&d));
	decoder_feed(&d, "\xe5\x85", 2);
	assert_false(decoder_next(&d, false, &ev));
	decoder_feed(&d, "\xac", 1);
	assert_true(decoder_next(&d, false, &ev));
	assert_int_equal(ev.key, 0x516c);
	decoder_free(&d);
}

static void pastes(void **state)
{
	char long_text[8192], out[16384], bytes[8300], want[8300];
	size_t n = 0;

	(void)state;
	EXPECT("\033[200~一\r二\r\n三\n\033[201~x", "[一\n二\n三\n] x");
	EXPECT("\033[200~\033[201~", "[]");
	EXPECT("\033[200~a\033[2Jb\021\033[20\033[201~", "[a[2Jb[20]"); /* no control survives */
	EXPECT("\033[200~没有结尾", "[没有结尾]");
	EXPECT("\033[200~\xe2\x80\xae"
	       "反\xef\xbb\xbf",
	        "[反]");

	while (n < 5000)
		n += (size_t)snprintf(
		        long_text + n, sizeof long_text - n, "第%zu行，关于征收。\n", n);
	snprintf(bytes, sizeof bytes, "\033[200~%s\033[201~", long_text);
	snprintf(want, sizeof want, "[%s]", long_text);
	assert_string_equal(keys_of(bytes, strlen(bytes), strlen(bytes), out, sizeof out), want);
	assert_string_equal(keys_of(bytes, strlen(bytes), 7, out, sizeof out), want);

	/* without brackets: still one paste, but what may be an Enter at its end stays one */
	long_text[strlen(long_text) - 1] = '\r';
	snprintf(want, sizeof want, "[%.*s] Enter", (int)strlen(long_text) - 1, long_text);
	assert_string_equal(keys_of(long_text, strlen(long_text), 9999, out, sizeof out), want);
}

static void typing_is_no_paste(void **state)
{
	char held[300], out[16384];
	struct decoder d = {0};
	struct event ev;
	int n = 0;

	(void)state;
	memset(held, 'j', sizeof held); /* a held key over a slow line */
	decoder_feed(&d, held, sizeof held);
	while (decoder_next(&d, false, &ev))
		n += ev.key == 'j';
	assert_int_equal(n, 300);
	decoder_free(&d);
	keys_of("政府信息公开工作年度报告\r", 37, 37, out, sizeof out); /* from an input method */
	assert_null(strchr(out, '['));
}

static void mouse(void **state)
{
	(void)state;
	EXPECT("\033[<0;11;6M\033[<0;11;6m", "mouse0@5,10");
	EXPECT("\033[<64;1;1M\033[<65;300;60M", "mouse2@0,0 mouse3@59,299");
	EXPECT("\033[<2;5;5M\033[<32;5;5Mx", "x"); /* the right button, a drag: not ours */
	EXPECT("\033[M +&\033[M#+&", "mouse0@5,10");
	EXPECT("\033[M`!!\033[Ma!!", "mouse2@0,0 mouse3@0,0");
}

static void cursor_report(void **state)
{
	struct decoder d = {0};
	struct event ev;

	(void)state;
	/* while it is awaited it is found between typed keys, which stay */
	d.reports = 1;
	decoder_feed(&d, "公x\033[12;3Ry\033[A", 15);
	assert_int_equal(decoder_take_report(&d), 3);
	assert_int_equal(decoder_take_report(&d), 0);
	assert_true(decoder_next(&d, false, &ev) && ev.key == 0x516c);
	assert_true(decoder_next(&d, false, &ev) && ev.key == 'x');
	assert_true(decoder_next(&d, false, &ev) && ev.key == 'y');
	assert_true(decoder_next(&d, false, &ev) && ev.key == K_UP);
	/* one that comes too late is no key either; afterwards ESC[1;2R is Shift-F3 */
	d.reports = 1;
	decoder_feed(&d, "\033[1;3Rz", 7);
	assert_true(decoder_next(&d, false, &ev) && ev.key == 'z');
	assert_int_equal(d.report_col, 3);
	decoder_feed(&d, "\033[1;2R\033[R", 9);
	assert_true(decoder_next(&d, false, &ev) && ev.key == K_F3);
	assert_false(decoder_next(&d, false, &ev));
	decoder_free(&d);
}

static void names_round_trip(void **state)
{
	static const char *const written[] = {"<F1>", "<F10>", "<F12>", "<Enter>", "<Esc>", "<Tab>",
	        "<S-Tab>", "<Space>", "<C-a>", "<C-p>", "<C-Home>", "<S-Left>", "<PgUp>", "<PgDn>",
	        "<Up>", "<Del>", "<LT>"};
	const char *rest;
	char name[24];

	(void)state;
	for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
		int32_t key = key_parse(written[i], &rest);

		assert_int_not_equal(key, K_NONE);
		assert_string_equal(rest, "");
		assert_true(*key_name(key, name));
	}
	assert_int_equal(key_parse("<C-p>", NULL), 16);
	assert_int_equal(key_parse("<f5>x", &rest), K_F5);
	assert_string_equal(rest, "x");
	assert_int_equal(key_parse("pq", &rest), 'p');
	assert_string_equal(rest, "q");
	assert_int_equal(key_parse("：", NULL), 0xff1a);
	assert_int_equal(key_parse("<", NULL), '<');
	assert_int_equal(key_parse("<LT>", NULL), '<');
	assert_int_equal(key_parse("<C-h>", NULL), K_BACKSPACE);
	assert_int_equal(key_parse("", &rest), K_NONE);
	assert_int_equal(key_parse("<F13>", NULL), K_NONE);
	assert_int_equal(key_parse("<Nothing>", NULL), K_NONE);
	/* every key that has a name is written one way that leads back to it */
	for (int32_t k = 1; k < K_PASTE; k = k == 127 ? K_FIRST : k + 1) {
		char form[32];

		if (k == 127 || k == 8 || k == 10)
			continue;
		key_name(k, name);
		assert_true(*name);
		snprintf(form, sizeof form, k > 32 && k < 127 ? "%s" : "<%s>", name);
		if (strchr(name, '-') && k != '-') { /* shown Ctrl-A, written C-A */
			snprintf(form, sizeof form, "<%c-%s>", name[0], strchr(name, '-') + 1);
		}
		if (strstr(form, "↑") || strstr(form, "↓") || strstr(form, "←") ||
		        strstr(form, "→") || k == K_SPACE)
			continue;
		assert_int_equal(key_parse(form, NULL), k);
	}
}

static void random_bytes(void **state)
{
	static const char alphabet[] = "\033\033\033[[O;0123456789~AMRu<$?mP]\\\007\xe5\x85\xac\xff"
	                               "a\r";
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct decoder d = {0};
		struct event ev;
		char bytes[200];
		size_t taken = 0;

		for (size_t i = 0; i < sizeof bytes; i++) {
			seed = seed * 1103515245u + 12345u;
			bytes[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
		}
		for (size_t i = 0; i < sizeof bytes; i += 8) {
			decoder_feed(&d, bytes + i, 8);
			while (decoder_next(&d, false, &ev))
				assert_true(++taken <= sizeof bytes + 64);
		}
		while (decoder_next(&d, true, &ev))
			taken++;
		assert_true(taken <= sizeof bytes + 64);
		assert_false(decoder_waiting(&d));
		decoder_free(&d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(terminals),
	        cmocka_unit_test(escape_alone),
	        cmocka_unit_test(unknown_sequences_mean_nothing),
	        cmocka_unit_test(text),
	        cmocka_unit_test(wrong_bytes_never_hang),
	        cmocka_unit_test(waits_for_the_rest),
	        cmocka_unit_test(pastes),
	        cmocka_unit_test(typing_is_no_paste),
	        cmocka_unit_test(mouse),
	        cmocka_unit_test(cursor_report),
	        cmocka_unit_test(names_round_trip),
	        cmocka_unit_test(random_bytes),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
