/* diff_test.c - differences: they lead from the old text to the new one, they are short, and they
 * come in time. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "store/base/diff.h"
#include "store/base/memory.h"
#include "store/base/text.h"

/* The spans cover both texts from end to end, in order, and applied to the old one give the new
 * one. */
static void check(
        const struct diff *d, const char *old, size_t old_n, const char *new, size_t new_n)
{
	struct buffer made = {0};
	size_t i = 0, j = 0;
	buffer_add(&made, "", 0);
	for (size_t k = 0; k < d->n; k++) {
		const struct diff_span *s = &d->v[k];
		assert_int_equal(s->old_at, i);
		assert_int_equal(s->new_at, j);
		assert_true(s->n > 0);
		assert_true(k == 0 || s->kind != d->v[k - 1].kind);
		if (s->kind == DIFF_SAME)
			assert_memory_equal(old + i, new + j, s->n);
		if (s->kind != DIFF_INSERTED)
			i += s->n;
		if (s->kind != DIFF_DELETED)
			j += s->n;
		buffer_add(&made, s->kind == DIFF_INSERTED ? new + s->new_at : old + s->old_at,
		        s->kind == DIFF_DELETED ? 0 : s->n);
	}
	assert_int_equal(i, old_n);
	assert_int_equal(j, new_n);
	assert_int_equal(made.n, new_n);
	assert_memory_equal(made.s, new, new_n);
	buffer_free(&made);
}

/* "=same-deleted+inserted" for reading in a test. */
static const char *shown(const char *old, const char *new, enum diff_manner manner)
{
	static struct buffer out;
	struct diff d = {0};
	buffer_clear(&out);
	buffer_add(&out, "", 0);
	diff_texts(&d, old, strlen(old), new, strlen(new), manner);
	check(&d, old, strlen(old), new, strlen(new));
	for (size_t k = 0; k < d.n; k++) {
		const struct diff_span *s = &d.v[k];
		buffer_byte(&out, "=-+"[s->kind]);
		buffer_add(
		        &out, s->kind == DIFF_INSERTED ? new + s->new_at : old + s->old_at, s->n);
	}
	diff_free(&d);
	return out.s;
}

static void what_an_officer_sees(void **state)
{
	(void)state;
	enum diff_manner r = DIFF_READABLE;
	assert_string_equal(shown("", "", r), "");
	assert_string_equal(shown("一\n二\n", "一\n二\n", r), "=一\n二\n");
	assert_string_equal(shown("", "新", r), "+新");
	assert_string_equal(shown("旧\n", "", r), "-旧\n");
	assert_string_equal(shown("全县共有护林员120人。", "全县共有护林员138人。", r),
	        "=全县共有护林员-120+138=人。");
	assert_string_equal(
	        shown("一段\n二段\n三段\n", "一段\n三段\n", r), "=一段\n-二段\n=三段\n");
	assert_string_equal(shown("认真落实省、市部署。\n张三负责。\n",
	                            "认真落实省、市部署。\n李四负责，王五配合。\n", r),
	        "=认真落实省、市部署。\n-张三+李四=负责+，王五配合=。\n");
	/* nothing in common but a sign: a new paragraph, not confetti */
	assert_string_equal(shown("旧的第一段话，已经作废。\n尾\n", "完全不同的内容。\n尾\n", r),
	        "-旧的第一段话，已经作废。\n+完全不同的内容。\n=尾\n");
	/* of all ways to say it the one by whole paragraphs and sentences */
	assert_string_equal(
	        shown("标题\n共有120人。\n旧的一段。\n尾\n", "标题\n共有138人。\n尾\n", r),
	        "=标题\n共有-120+138=人。\n-旧的一段。\n=尾\n");
	assert_string_equal(shown("一是甲，二是乙，三是丙。", "一是甲，三是丙。", r),
	        "=一是甲，-二是乙，=三是丙。");
	assert_string_equal(
	        shown("前半句。后半句。\n", "前半句。\n后半句。\n", r), "=前半句。+\n=后半句。\n");
	/* two paragraphs changed: each beside its own */
	assert_string_equal(shown("甲方案共三项措施\n乙方案共五项措施\n",
	                            "甲方案共四项措施\n乙方案共六项措施\n", r),
	        "=甲方案共-三+四=项措施\n乙方案共-五+六=项措施\n");
	assert_string_equal(
	        shown("e\xcc\x81t", "et", r), "-e\xcc\x81+e=t"); /* a mark is not torn off */
}

static void changes_are_counted_by_place(void **state)
{
	(void)state;
	struct diff d = {0};
	static const char old[] = "甲乙丙丁戊己\n二\n三\n", new[] = "甲x丙丁yy戊己\n二\n";
	diff_texts(&d, old, sizeof old - 1, new, sizeof new - 1, DIFF_READABLE);
	assert_int_equal(diff_changes(&d), 3);
	assert_int_equal(diff_change(&d, 0), 1);
	assert_int_equal(d.v[diff_change(&d, 1)].kind, DIFF_INSERTED);
	assert_int_equal(d.v[diff_change(&d, 2)].kind, DIFF_DELETED);
	assert_int_equal(diff_change(&d, 3), d.n);
	assert_false(diff_same(&d));
	diff_texts(&d, old, sizeof old - 1, old, sizeof old - 1, DIFF_READABLE);
	assert_true(diff_same(&d));
	diff_texts(&d, NULL, 0, NULL, 0, DIFF_READABLE);
	assert_true(diff_same(&d));
	diff_free(&d);
}

static size_t random_text(char *out, size_t pieces, int kinds)
{
	static const char *const pool[] = {
	        "公", "开", "\n", "信", "a", "息", "，", "e\xcc\x81", "𠮷", "\xff", "\xcc\x88"};
	size_t n = 0;
	for (size_t i = 0; i < pieces; i++) {
		const char *p = pool[rand() % kinds];
		memcpy(out + n, p, strlen(p));
		n += strlen(p);
	}
	return n;
}

static void random_differences_lead_to_the_new_text(void **state)
{
	(void)state;
	struct diff d = {0};
	static char a[4000], b[4000];
	srand(3);
	for (int i = 0; i < 20000; i++) {
		int kinds = rand() % 10 + 2;
		size_t an = random_text(a, (size_t)(rand() % (i % 50 ? 40 : 600)), kinds), bn;
		if (i % 2) { /* an edited copy */
			size_t cut = an ? (size_t)rand() % an : 0, skip = (size_t)rand() % 12;
			memcpy(b, a, cut);
			bn = cut + random_text(b + cut, (size_t)rand() % 5, kinds);
			if (cut + skip < an) {
				memcpy(b + bn, a + cut + skip, an - cut - skip);
				bn += an - cut - skip;
			}
		} else {
			bn = random_text(b, (size_t)(rand() % 40), kinds);
		}
		diff_texts(&d, a, an, b, bn, i % 3 ? DIFF_READABLE : DIFF_EXACT);
		check(&d, a, an, b, bn);
	}
	diff_free(&d);
}

/* The least number of clusters deleted and inserted, by the plain table. */
static size_t least(const char *a, const char *b)
{
	size_t ai[64], bi[64], an = 0, bn = 0;
	static size_t t[64][64];
	for (size_t i = 0, n = strlen(a); i < n; i += text_cluster(a + i, n - i))
		ai[an++] = i;
	for (size_t i = 0, n = strlen(b); i < n; i += text_cluster(b + i, n - i))
		bi[bn++] = i;
	ai[an] = strlen(a);
	bi[bn] = strlen(b);
	for (size_t i = 0; i <= an; i++)
		for (size_t j = 0; j <= bn; j++) {
			if (!i || !j) {
				t[i][j] = i + j;
				continue;
			}
			size_t k = ai[i] - ai[i - 1];
			bool same =
			        k == bi[j] - bi[j - 1] && !memcmp(a + ai[i - 1], b + bi[j - 1], k);
			size_t one = t[i - 1][j] < t[i][j - 1] ? t[i - 1][j] : t[i][j - 1];
			t[i][j] = same && t[i - 1][j - 1] <= one ? t[i - 1][j - 1] : one + 1;
		}
	return t[an][bn];
}

static void exact_ones_are_minimal(void **state)
{
	(void)state;
	struct diff d = {0};
	char a[400], b[400];
	srand(4);
	for (int i = 0; i < 20000; i++) {
		int kinds = rand() % 8 + 1;
		a[random_text(a, (size_t)rand() % 25, kinds)] = '\0';
		b[random_text(b, (size_t)rand() % 25, kinds)] = '\0';
		diff_texts(&d, a, strlen(a), b, strlen(b), DIFF_EXACT);
		size_t clusters = 0;
		for (size_t k = 0; k < d.n; k++) {
			const struct diff_span *s = &d.v[k];
			const char *from = s->kind == DIFF_INSERTED ? b + s->new_at : a + s->old_at;
			for (size_t at = 0; s->kind != DIFF_SAME && at < s->n; clusters++)
				at += text_cluster(from + at, s->n - at);
		}
		assert_int_equal(clusters, least(a, b));
	}
	diff_free(&d);
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void large_texts_stay_within_bounds(void **state)
{
	(void)state;
	enum { N = 100000 };
	static char a[N + 8], b[N + 64];
	struct diff d = {0};
	for (int kind = 0; kind < 6; kind++) {
		size_t n = 0, bn;
		srand((unsigned)kind);
		while (n + 4 < N) {
			char s[4];
			int line =
			        kind == 1 ? 0
			        : kind == 4
			                ? 2
			                : 120; /* one paragraph; every second a line end; usual */
			uint32_t cp = line && rand() % line == 0
			                      ? '\n'
			                      : 0x4e00 + (uint32_t)rand() % (kind == 5 ? 3 : 3000);
			int k = utf8_encode(cp, s);
			memcpy(a + n, s, (size_t)k);
			n += (size_t)k;
		}
		memcpy(b, a, n);
		bn = n;
		if (kind == 0) /* some characters changed here and there */
			for (size_t at = 300; at + 3 < n; at += 3000) {
				size_t k = at;
				while (((unsigned char)b[k] & 0xc0) == 0x80)
					k++;
				if ((unsigned char)b[k] >= 0xe0)
					memcpy(b + k, "改", 3);
			}
		else /* another text altogether */
			for (size_t at = 0; at < n;) {
				uint32_t cp;
				int k = utf8_decode(b + at, n - at, &cp);
				if (k == 3 && rand() % 4)
					memcpy(b + at, kind == 5 && rand() % 2 ? "一" : "丁", 3);
				at += (size_t)k;
			}
		double t = now_ms();
		diff_texts(&d, a, n, b, bn, DIFF_READABLE);
		double took = now_ms() - t;
		check(&d, a, n, b, bn);
		printf("100 KB, kind %d: %.1f ms, %zu spans%s\n", kind, took, d.n,
		        d.coarse ? ", coarse" : "");
		assert_true(
		        took < 5000); /* far above any honest machine: it must not be quadratic */
		if (kind == 0) {
			assert_false(d.coarse);
			assert_true(diff_changes(&d) >= 25 && diff_changes(&d) < 40);
		}
	}
	diff_free(&d);
}

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(what_an_officer_sees),
	        cmocka_unit_test(changes_are_counted_by_place),
	        cmocka_unit_test(random_differences_lead_to_the_new_text),
	        cmocka_unit_test(exact_ones_are_minimal),
	        cmocka_unit_test(large_texts_stay_within_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
