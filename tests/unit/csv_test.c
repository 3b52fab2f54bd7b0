/* csv_test.c - hand-picked rows and random round trips, each cut into pieces of every size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "forms/reader/csv.h"
#include "store/base/memory.h"
#include "tests/desk.h"

struct seen {
	struct buffer text; /* 3:[a][b]; a row that began in line 3 */
	long stop_at;
};

static enum z collect(void *ctx, const struct row *row, struct error *e)
{
	struct seen *s = ctx;
	buffer_printf(&s->text, "%ld:", row->line);
	for (int i = 0; i < row->cells; i++) {
		assert_int_equal(row->cell[i].s[row->cell[i].n], '\0');
		assert_int_equal(row->cell[i].kind, row->cell[i].n ? CELL_TEXT : CELL_EMPTY);
		buffer_byte(&s->text, '[');
		buffer_add(&s->text, row->cell[i].s, row->cell[i].n);
		buffer_byte(&s->text, ']');
	}
	buffer_byte(&s->text, ';');
	return s->stop_at && row->line >= s->stop_at ? refuse(e, R_BAD_DATE, "停") : Z_OK;
}

static enum z parse(const char *in, size_t n, size_t piece, char delimiter, size_t max, struct seen *s, struct error *e)
{
	struct csv *c = csv_new(delimiter, max, "表.csv", collect, s);
	enum z z = Z_OK;
	for (size_t i = 0; i < n && z == Z_OK; i += piece) {
		/* A copy of its exact size, so that reading on is found. */
		size_t k = n - i < piece ? n - i : piece;
		char *copy = xalloc(k);
		memcpy(copy, in + i, k);
		z = csv_feed(c, copy, k, e);
		free(copy);
	}
	if (z == Z_OK)
		z = csv_end(c, e);
	csv_free(&c);
	return z;
}

static void rows_as_they_should_be(void **state)
{
	static const struct {
		const char *in, *out;
	} cases[] = {
		{"a,b\r\nc,d\r\n", "1:[a][b];2:[c][d];"},
		{"a,b", "1:[a][b];"},
		{"\r\n\n a , b \r", "3:[ a ][ b ];"},
		{"\"a,\"\"b\"\"\r\nc\",d\ne\n", "1:[a,\"b\"\r\nc][d];3:[e];"},
		{"\"\",,\n", "1:[][][];"},
		{"\"\"\n", "1:[];"},
		{"a\"b,c\n", "1:[a\"b][c];"},
		{"", ""},
		{"\n\n\n", ""},
		{"工单,\"多\n行\"\n后", "1:[工单][多\n行];3:[后];"},
		{"a\rb\rc", "1:[a];2:[b];3:[c];"},
		{",\n", "1:[][];"},
		{"\"a\"\r\n\"b\"", "1:[a];2:[b];"},
	};
	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
		for (size_t piece = 1; piece <= 9; piece++) {
			struct seen s = {0};
			struct error e;
			assert_int_equal(parse(cases[k].in, strlen(cases[k].in), piece, ',', 0, &s, &e), Z_OK);
			assert_string_equal(s.text.s ? s.text.s : "", cases[k].out);
			buffer_free(&s.text);
		}
}

static void damage_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *in;
		enum refusal code;
		const char *part;
	} cases[] = {
		{"a,b\nc,\"open\nnever", R_CSV_UNCLOSED, "第 2 行第 2 列"},
		{"a,b\n\"x\ny\",\"d\" 多余,z\n", R_CSV_STRAY, "第 3 行第 2 列"},
		{"\"a\"b", R_CSV_STRAY, "第 1 行第 1 列"},
		{"a\nb,123456789012345678901\n", R_CSV_FIELD_LONG, "6 个汉字"},
		{"a\nb,\"1234567890\n12345678901\"\n", R_CSV_FIELD_LONG, "第 2 行第 2 列"},
	};
	(void)state;
	for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
		for (size_t piece = 1; piece <= 9; piece++) {
			struct seen s = {0};
			struct error e;
			char sentence[512];
			assert_int_equal(parse(cases[k].in, strlen(cases[k].in), piece, ',', 20, &s, &e), Z_INVALID);
			assert_int_equal(e.code, cases[k].code);
			assert_contains(error_sentence(&e, sentence, sizeof sentence), cases[k].part);
			buffer_free(&s.text);
		}
	/* more columns than any table has */
	struct buffer wide = {0};
	struct seen s = {0};
	struct error e;
	for (int i = 0; i < CSV_FIELDS_MAX; i++)
		buffer_byte(&wide, ',');
	assert_int_equal(parse(wide.s, wide.n, 100, ',', 0, &s, &e), Z_INVALID);
	assert_int_equal(e.code, R_CSV_FIELDS_MANY);
	assert_int_equal(parse(wide.s, wide.n - 1, 100, ',', 0, &s, &e), Z_OK);
	buffer_free(&wide);
	buffer_free(&s.text);
}

static void the_callback_can_stop(void **state)
{
	struct seen s = {.stop_at = 2};
	struct error e;
	(void)state;
	assert_int_equal(parse("a\nb\nc\n", 6, 2, ',', 0, &s, &e), Z_INVALID);
	assert_int_equal(e.code, R_BAD_DATE);
	assert_string_equal(s.text.s, "1:[a];2:[b];");
	buffer_free(&s.text);
}

/* Random rows, written as RFC 4180 says and read again. */
static void random_round_trips(void **state)
{
	static const char *const bits[] = {"a", "中文", "\"", ",", "\r\n", "\n", " ", "\r", ";", "　", "=1+1"};
	(void)state;
	srand(7);
	for (int t = 0; t < 3000; t++) {
		struct buffer in = {0}, want = {0};
		long line = 1;
		for (int rows = rand() % 4 + 1; rows; rows--) {
			int fields = rand() % 4 + 2;
			buffer_printf(&want, "%ld:", line);
			for (int f = 0; f < fields; f++) {
				struct buffer v = {0};
				for (int b = rand() % 5; b; b--)
					buffer_text(&v, bits[(size_t)rand() % (sizeof bits / sizeof *bits)]);
				const char *s = v.s ? v.s : "";
				buffer_printf(&want, "[%s]", s);
				if (strpbrk(s, "\",\r\n") || rand() % 5 == 0) {
					buffer_byte(&in, '"');
					for (; *s; s++) {
						buffer_byte(&in, *s);
						if (*s == '"')
							buffer_byte(&in, '"');
						line += *s == '\n';
					}
					buffer_byte(&in, '"');
				} else {
					buffer_text(&in, s);
				}
				if (f + 1 < fields)
					buffer_byte(&in, ',');
				buffer_free(&v);
			}
			buffer_byte(&want, ';');
			buffer_text(&in, rand() % 2 ? "\r\n" : "\n");
			line++;
		}
		for (size_t piece = 1; piece <= 7; piece++) {
			struct seen s = {0};
			struct error e;
			assert_int_equal(parse(in.s, in.n, piece, ',', 0, &s, &e), Z_OK);
			assert_string_equal(s.text.s, want.s);
			buffer_free(&s.text);
		}
		buffer_free(&in);
		buffer_free(&want);
	}
}

static void delimiters_are_guessed(void **state)
{
	(void)state;
	assert_int_equal(csv_delimiter("a,b,c\n1;2,3,4\n", 14), ',');
	assert_int_equal(csv_delimiter("a;b;c\n", 6), ';');
	assert_int_equal(csv_delimiter("标题\t文号\n", 14), '\t');
	assert_int_equal(csv_delimiter("a|b|\"x,y,z,w\"\n", 14), '|');
	assert_int_equal(csv_delimiter("", 0), ',');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_as_they_should_be),
		cmocka_unit_test(damage_is_refused_with_its_place),
		cmocka_unit_test(the_callback_can_stop),
		cmocka_unit_test(random_round_trips),
		cmocka_unit_test(delimiters_are_guessed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
