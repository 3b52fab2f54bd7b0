/* error_test.c - refusals: arguments, sentences, cutting, keys; and the table itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/base/error.h"
#include "store/base/text.h"

static void fills(void **state)
{
	(void)state;
	struct error e;
	char s[256];
	assert_int_equal(refuse(&e, R_BAD_DATE, "明天"), Z_INVALID);
	assert_int_equal(e.kind, Z_INVALID);
	assert_int_equal(e.code, R_BAD_DATE);
	assert_string_equal(error_sentence(&e, s, sizeof s),
		"“明天”不是日期。请写成 2026-11-20 或 2026年11月20日。");
	assert_int_equal(refuse(NULL, R_BAD_DATE, "x"), Z_INVALID);
}

/* A refusal is often made again from its own arguments, one floor up. */
static void takes_its_own_arguments(void **state)
{
	(void)state;
	struct error e;
	char s[512];
	refuse(&e, R_CALENDAR_OPEN, "2027", "2026-12-31", "2026-12-20", "20");
	refuse(&e, R_CALENDAR_OPEN, e.arg[0], e.arg[3], e.arg[2], e.arg[1]);
	assert_string_equal(error_sentence(&e, s, sizeof s),
		"日历未定：没有2027年的工作日历（已载入到20），算不出2026-12-20起第2026-12-31个工作日。"
		"请导入2027年放假安排后再算。");
	/* Braces in an argument are text, not a place. */
	refuse(&e, R_BAD_DATE, "{2}{1}");
	assert_non_null(strstr(error_sentence(&e, s, sizeof s), "“{2}{1}”"));
}

/* A cell of a file, printed where it was refused. */
static void steers_no_terminal(void **state)
{
	(void)state;
	struct error e;
	char s[256];
	refuse(&e, R_BAD_DATE, "2026\033]0;x\a\302\2332J年\342\200\256\177");
	assert_string_equal(error_sentence(&e, s, sizeof s), "“2026]0;x2J年”不是日期。请写成 2026-11-20 或 2026年11月20日。");
}

static void cuts_whole_characters(void **state)
{
	(void)state;
	struct error e;
	char longer[400], s[1024];
	for (size_t i = 0; i < 133; i++)
		memcpy(longer + 3 * i, "政", 3);
	longer[399] = '\0';
	refuse(&e, R_BAD_DATE, longer);
	assert_int_equal(strlen(e.arg[0]), 237);
	refuse(&e, R_BAD_DATE, "政务公开");
	error_sentence(&e, s, sizeof s);
	size_t whole = strlen(s);
	for (size_t cap = 1; cap <= whole + 1; cap++) {
		char *small = malloc(cap); /* so that the sanitizer sees a byte too many */
		error_sentence(&e, small, cap);
		assert_true(strlen(small) < cap);
		assert_memory_equal(small, s, strlen(small));
		assert_true(utf8_valid(small, strlen(small), NULL));
		assert_true(cap <= whole || strcmp(small, s) == 0);
		free(small);
	}
}

static void keys_and_numbers(void **state)
{
	(void)state;
	char key[64];
	assert_string_equal(refusal_key(R_BAD_DATE, key), "bad-date");
	assert_string_equal(number_text(-12).s, "-12");
	assert_string_equal(number_text(INT64_MIN).s, "-9223372036854775808");
}

/* Each sentence of the table: a refusal, in Chinese, whole, with places in {1}..{4} only and in no gap. */
static void table(void **state)
{
	(void)state;
	static const struct {
		const char *name, *sentence;
		enum z kind;
	} row[] = {
#define REFUSAL(name, kind, sentence) {#name, sentence, kind},
#include "store/refusal.def"
#undef REFUSAL
	};
	for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
		const char *s = row[i].sentence;
		size_t n = strlen(s);
		bool at[5] = {false};
		if (row[i].kind == Z_OK || !utf8_valid(s, n, NULL) || n < 6)
			fail_msg("%s: %s", row[i].name, s);
		if (!strstr(s, "。") && !strstr(s, "？"))
			fail_msg("%s is no sentence: %s", row[i].name, s);
		for (const char *p = s; (p = strchr(p, '{')); p++) {
			if (p[1] < '1' || p[1] > '4' || p[2] != '}')
				fail_msg("%s: bad place in %s", row[i].name, s);
			at[p[1] - '0'] = true;
		}
		for (int k = 2; k <= 4; k++)
			if (at[k] && !at[k - 1])
				fail_msg("%s: {%d} without {%d}", row[i].name, k, k - 1);
		for (size_t j = 0; j < i; j++)
			if (strcmp(row[i].sentence, row[j].sentence) == 0)
				fail_msg("%s and %s say the same", row[i].name, row[j].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills),
		cmocka_unit_test(takes_its_own_arguments),
		cmocka_unit_test(steers_no_terminal),
		cmocka_unit_test(cuts_whole_characters),
		cmocka_unit_test(keys_and_numbers),
		cmocka_unit_test(table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
