/* edit_test.c - the text under a cursor against a naive model that keeps one string and every
 * former state of it. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "store/base/text.h"
#include "tui/widget/edit.h"

static struct edit *fresh(const char *text)
{
	struct edit *e = xalloc(sizeof *e);
	edit_init(e);
	edit_load(e, text);
	return e;
}

static void done(struct edit *e)
{
	edit_done(e);
	free(e);
}

static void type(struct edit *e, const char *s)
{
	for (size_t i = 0, n = strlen(s); i < n;) {
		uint32_t cp;
		int k = utf8_decode(s + i, n - i, &cp);
		edit_type(e, s + i, (size_t)k);
		i += (size_t)k;
	}
}

/* Every row laid out anew from the top, without what edit keeps. */
static void check_rows(struct edit *e)
{
	char *flat = xstrdup(e->text.s); /* a tab takes one column */
	for (char *t = flat; (t = strchr(t, '\t')) != NULL;)
		*t = ' ';
	size_t at = 0;
	int row = 0;
	for (;; row++) {
		size_t end = edit_paragraph_end(e, at);
		size_t n = end > at ? text_row(flat + at, end - at, e->columns) : 0;
		assert_true(edit_has_row(e, row));
		assert_int_equal(edit_row_start(e, row), at);
		assert_int_equal(edit_row_end(e, row), at + n);
		if (at + n < end)
			at += n;
		else if (end < e->text.n)
			at = end + 1;
		else
			break;
	}
	assert_false(edit_has_row(e, row + 1));
	free(flat);
}

static void check_cursor(struct edit *e)
{
	int row, col;
	edit_point(e, &row, &col);
	assert_true(edit_row_start(e, row) <= e->at && e->at <= edit_row_end(e, row));
	assert_true(col <= e->columns);
	bool trailing;
	size_t at = edit_place(e, row, col, &trailing);
	assert_true(at == e->at || edit_width(e, e->at, at) == 0 || edit_width(e, at, e->at) == 0);
}

/* ---- the naive model: the text, the cursor, and all states before ---- */

struct state {
	char *s;
	size_t before, after; /* where the cursor stood before and after the change */
};

struct naive {
	char s[4000];
	size_t n, at;
	struct state *past, *future;
	size_t past_n, future_n;
};

static void push(struct state **v, size_t *n, const struct naive *m, size_t before, size_t after)
{
	if (*n % 4096 == 0)
		*v = xrealloc(*v, (*n + 4096) * sizeof **v);
	(*v)[(*n)++] = (struct state){xstrndup(m->s, m->n), before, after};
}

static void naive_replace(struct naive *m, size_t at, size_t remove, const char *s, size_t n)
{
	push(&m->past, &m->past_n, m, m->at, at + n);
	while (m->future_n)
		free(m->future[--m->future_n].s);
	char rest[sizeof m->s];
	size_t tail = m->n - at - remove;
	memcpy(rest, m->s + at + remove, tail);
	memcpy(m->s + at, s, n);
	memcpy(m->s + at + n, rest, tail);
	m->n = at + n + tail;
	m->s[m->n] = '\0';
	m->at = at + n;
}

/* Goes to the last of the states in from, and leaves the present one in to. */
static void naive_travel(struct naive *m, struct state *from, size_t *from_n, struct state **to,
        size_t *to_n, bool back)
{
	struct state s = from[--*from_n];
	push(to, to_n, m, s.before, s.after);
	m->n = strlen(s.s);
	memcpy(m->s, s.s, m->n + 1);
	m->at = back ? s.before : s.after;
	free(s.s);
}

static size_t naive_next(const struct naive *m, size_t at)
{
	return at < m->n ? at + text_cluster(m->s + at, m->n - at) : at;
}

static size_t naive_prev(const struct naive *m, size_t at)
{
	return at - text_cluster_before(m->s, at);
}

/* A second editor that hears of every change must hold the same text: the draft journal. */
static void hear(void *ctx, const struct edit_change *c)
{
	assert_true(edit_apply(ctx, c));
}

static void random_edits_agree_with_a_naive_text(void **state)
{
	static const char *const pool[] = {"公", "开", "信", "息", "，", "。", "（", "”", "a", "b",
	        " ", "c9", "\n", "申", "𠮷", "䶮", "e\xcc\x81", "\xcc\x88", "　", "\t",
	        "12345678901234567890", "——", "《"};
	(void)state;
	struct edit *e = fresh(""), *heard = fresh("");
	struct naive *m = xalloc(sizeof *m);
	e->on_change = hear;
	e->ctx = heard;
	srand(7);
	for (int i = 0; i < 200000; i++) {
		int op = rand() % 16;
		/* each change its own undo group, so that the model can keep one state a change */
		e->run = EDIT_RUN_NONE;
		size_t from = m->at, to = m->at;
		bool chosen = edit_selection(e, &from, &to);
		if (op < 6 && m->n < 1000) {
			char text[200];
			size_t n = 0;
			for (int k = op == 5 ? rand() % 6 + 1 : 1; k > 0; k--) {
				const char *piece =
				        pool[(size_t)rand() % (sizeof pool / sizeof *pool)];
				memcpy(text + n, piece, strlen(piece));
				n += strlen(piece);
			}
			if (op == 5)
				assert_true(edit_paste(e, text, n));
			else
				assert_true(edit_type(e, text, n));
			naive_replace(m, from, to - from, text, n);
		} else if (op == 6 || op == 7) {
			if (!chosen)
				op == 6 ? (from = naive_prev(m, m->at))
				        : (to = naive_next(m, m->at));
			assert_int_equal(op == 6 ? edit_backspace(e) : edit_delete(e), from < to);
			if (from < to)
				naive_replace(m, from, to - from, "", 0);
		} else if (op == 8) {
			bool can = m->past_n > 0;
			assert_int_equal(edit_undo(e), can);
			if (can)
				naive_travel(
				        m, m->past, &m->past_n, &m->future, &m->future_n, true);
		} else if (op == 9 && rand() % 2) {
			bool can = m->future_n > 0;
			assert_int_equal(edit_redo(e), can);
			if (can)
				naive_travel(
				        m, m->future, &m->future_n, &m->past, &m->past_n, false);
		} else if (op == 10) {
			size_t k = 0;
			for (size_t jump = m->n ? (size_t)rand() % m->n : 0;
			        naive_next(m, k) <= jump && k < m->n;)
				k = naive_next(m, k);
			edit_go(e, k, false);
			m->at = k;
		} else if (op == 11) {
			edit_move_rows(e, rand() % 9 - 4, rand() % 4 == 0);
			m->at = e->at;
		} else if (op == 12 && rand() % 40 == 0 && m->n) {
			edit_go(e, m->at, false);
			from = edit_paragraph_start(e, m->at);
			to = edit_paragraph_end(e, m->at);
			to += to < m->n;
			if (edit_cut_paragraph(e))
				naive_replace(m, from, to - from, "", 0);
		} else if (op == 13 && rand() % 50 == 0) {
			edit_set_columns(e, rand() % 60 + 2);
		} else {
			bool right = rand() % 2, select = rand() % 3 == 0;
			size_t want = right ? naive_next(m, m->at) : naive_prev(m, m->at);
			if (!select && chosen)
				want = right ? to : from;
			edit_move(e, right ? EDIT_RIGHT : EDIT_LEFT, select);
			m->at = want;
		}
		if (e->text.n != m->n || memcmp(e->text.s, m->s, m->n) || e->at != m->at)
			fail_msg("step %d: editor at %zu of %zu, model at %zu of %zu", i, e->at,
			        e->text.n, m->at, m->n);
		if (i % 64 == 0) {
			assert_int_equal(e->chars, utf8_count(m->s));
			assert_string_equal(heard->text.s, m->s);
			check_cursor(e);
			check_rows(e);
		} else if (i % 3 == 0) {
			check_cursor(e); /* lays out a part only */
		}
	}
	while (m->past_n)
		free(m->past[--m->past_n].s);
	while (m->future_n)
		free(m->future[--m->future_n].s);
	free(m->past);
	free(m->future);
	free(m);
	done(e);
	done(heard);
}

static void typing_is_undone_by_sentences(void **state)
{
	(void)state;
	struct edit *e = fresh("");
	type(e, "关于公开。第二句");
	assert_true(edit_undo(e));
	assert_string_equal(e->text.s, "关于公开。");
	assert_true(edit_undo(e));
	assert_string_equal(e->text.s, "");
	assert_false(edit_undo(e));
	assert_int_equal(e->refused, EDIT_NOTHING);
	assert_true(edit_redo(e));
	assert_true(edit_redo(e));
	assert_string_equal(e->text.s, "关于公开。第二句");
	edit_move(e, EDIT_LEFT, false);
	type(e, "x");
	edit_backspace(e);
	edit_backspace(e);
	assert_string_equal(e->text.s, "关于公开。第句");
	edit_undo(e);
	assert_string_equal(e->text.s, "关于公开。第二x句");
	edit_undo(e);
	assert_string_equal(e->text.s, "关于公开。第二句");
	assert_false(edit_redo(e) && (type(e, "新"), edit_redo(e)));
	done(e);
}

static void a_paste_is_one_step_and_clean(void **state)
{
	(void)state;
	struct edit *e = fresh("甲乙");
	edit_move(e, EDIT_RIGHT, false);
	static const char paste[] = "一\r\n二\x1b[31m\x00三\r四\x07\t";
	assert_true(edit_paste(e, paste, sizeof paste - 1));
	assert_string_equal(e->text.s, "甲一\n二[31m三\n四\t乙");
	edit_undo(e);
	assert_string_equal(e->text.s, "甲乙");
	assert_int_equal(e->at, 3);
	e->one_line = true;
	edit_paste(e, "一\n二\t三", strlen("一\n二\t三"));
	assert_string_equal(e->text.s, "甲一 二 三乙");
	done(e);
}

static void a_limit_refuses_and_loses_nothing(void **state)
{
	(void)state;
	struct edit *e = fresh("一二三");
	e->max_chars = 4;
	edit_move(e, EDIT_TEXT_END, false);
	type(e, "四五");
	assert_string_equal(e->text.s, "一二三四");
	assert_int_equal(e->refused, EDIT_FULL);
	assert_false(edit_paste(e, "六七", 6));
	assert_string_equal(e->text.s, "一二三四");
	edit_select_all(e);
	assert_true(edit_paste(e, "新的四字", 12));
	e->max_chars = 0;
	e->max_bytes = 13;
	assert_false(edit_paste(e, "字", 3));
	assert_true(edit_paste(e, "a", 1));
	edit_load(e, "比上限长得多的旧文字");
	assert_string_equal(e->text.s, "比上限长得多的旧文字");
	assert_true(edit_backspace(e) || edit_delete(e));
	e->read_only = true;
	assert_false(edit_delete(e));
	assert_int_equal(e->refused, EDIT_READ_ONLY);
	assert_false(edit_undo(e));
	done(e);
}

static void rows_break_by_chinese_rules_and_keep_a_goal_column(void **state)
{
	(void)state;
	struct edit *e = fresh("公开信息，公开信息\nab\n公开信息公开");
	int row, col;
	edit_set_columns(e, 8);
	check_rows(e);
	edit_go(e, 9, false); /* before 息 */
	edit_point(e, &row, &col);
	assert_int_equal(row, 1);
	assert_int_equal(col, 0); /* 息， go down together */
	edit_move(e, EDIT_ROW_END, false);
	edit_point(e, &row, &col);
	assert_int_equal(row, 1);
	assert_int_equal(col, 8); /* at the end of its row, not at the start of the next */
	assert_true(edit_move_rows(e, 2, false));
	edit_point(e, &row, &col);
	assert_int_equal(row, 3);
	assert_int_equal(col, 2);
	edit_move_rows(e, 1, false);
	edit_point(e, &row, &col);
	assert_int_equal(row, 4);
	assert_int_equal(col, 8);
	assert_true(edit_move_rows(e, 1, false));
	assert_false(edit_move_rows(e, 1, false));
	edit_move_rows(e, -100, false);
	edit_point(e, &row, &col);
	assert_int_equal(row, 0);
	assert_int_equal(col, 6);
	assert_false(edit_move_rows(e, -1, false));
	done(e);
}

static void words_are_runs_of_one_kind(void **state)
{
	(void)state;
	struct edit *e = fresh("公开2026年，abc　第二段\n尾");
	static const char *const stops[] = {"，abc", "abc", "第二段", "\n尾", "尾", ""};
	for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
		edit_move(e, EDIT_WORD_RIGHT, false);
		assert_memory_equal(e->text.s + e->at, stops[i], strlen(stops[i]));
	}
	static const char *const back[] = {"尾", "\n", "第", "abc", "，", "公"};
	for (size_t i = 0; i < sizeof back / sizeof *back; i++) {
		edit_move(e, EDIT_WORD_LEFT, false);
		assert_memory_equal(e->text.s + e->at, back[i], strlen(back[i]));
	}
	done(e);
}

static char told[64];
static void tell(const char *s, size_t n)
{
	snprintf(told, sizeof told, "%.*s", (int)n, s);
}

static void copy_cut_and_paste(void **state)
{
	(void)state;
	struct edit *e = fresh("一二三\n四五六\n"), *f = fresh("");
	edit_on_copy(tell);
	edit_copy(e);
	assert_int_equal(e->refused, EDIT_NO_CHOICE);
	edit_move(e, EDIT_RIGHT, true);
	edit_move(e, EDIT_RIGHT, true);
	edit_copy(e);
	assert_string_equal(told, "一二");
	assert_string_equal(e->text.s, "一二三\n四五六\n");
	assert_true(edit_paste_clip(f));
	assert_string_equal(f->text.s, "一二");
	assert_true(edit_cut(e));
	assert_string_equal(e->text.s, "三\n四五六\n");
	edit_move_rows(e, 1, false);
	assert_true(edit_cut_paragraph(e));
	assert_string_equal(e->text.s, "三\n");
	assert_string_equal(told, "四五六\n");
	assert_false(edit_cut_paragraph(e));
	edit_set_mark(e);
	edit_move(e, EDIT_TEXT_START, true);
	type(e, "替");
	assert_string_equal(e->text.s, "替");
	edit_on_copy(NULL);
	done(e);
	done(f);
}

static void a_change_is_measured_against_what_was_saved(void **state)
{
	(void)state;
	struct edit *e = fresh("原文");
	assert_false(edit_changed(e));
	type(e, "新");
	assert_true(edit_changed(e));
	edit_undo(e);
	assert_false(edit_changed(e));
	type(e, "新");
	edit_settle(e);
	assert_false(edit_changed(e));
	struct edit_change wrong = {0, "旧", 3, "", 0}, inside = {1, "", 0, "x", 1},
	                   far = {90, "", 0, "x", 1}, broken = {0, "", 0, "\xff", 1};
	assert_false(edit_apply(e, &wrong));
	assert_false(edit_apply(e, &inside));
	assert_false(edit_apply(e, &far));
	assert_false(edit_apply(e, &broken));
	assert_string_equal(e->text.s, "新原文");
	done(e);
}

static void a_secret_is_not_copied(void **state)
{
	(void)state;
	struct edit *e = fresh("");
	edit_conceal(e, 64);
	type(e, "口令pass");
	edit_set_clip("x", 1);
	edit_select_all(e);
	edit_copy(e);
	edit_cut(e);
	size_t n;
	assert_string_equal(edit_clip(&n), "x");
	assert_string_equal(e->text.s, "口令pass");
	assert_false(edit_undo(e));
	edit_backspace(e);
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(e->text.s[i], 0);
	done(e);
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Not a timed test: it prints what a key costs in a body of 100 KB (rows of one screen included).
 */
static void print_the_cost_of_a_key(void **state)
{
	(void)state;
	static const char sentence[] = "公开信息申请人应当提交书面申请材料并说明用途，行政机关应当"
	                               "自收到申请之日起二十个工作日内予以答复。";
	for (int one = 0; one < 2; one++) {
		struct buffer b = {0};
		while (b.n < 100000) {
			buffer_text(&b, sentence);
			if (!one && b.n % 5 == 0)
				buffer_byte(&b, '\n');
		}
		struct edit *e = fresh(b.s);
		edit_set_columns(e, 76);
		static const char *const where[] = {"start", "middle", "end"};
		for (int place = 0; place < 3; place++) {
			size_t at = place == 0 ? 0 : place == 1 ? e->text.n / 2 : e->text.n;
			while (((unsigned char)e->text.s[at] & 0xc0) == 0x80)
				at--;
			edit_go(e, at, false);
			int row, col;
			edit_point(e, &row, &col);
			double t = now_ms();
			for (int i = 0; i < 1000; i++) {
				edit_type(e, "公", 3);
				edit_point(e, &row, &col);
				edit_has_row(e, row + 24);
			}
			printf("%s, typing at the %s: %.1f us a Han\n",
			        one ? "one paragraph" : "paragraphs", where[place], now_ms() - t);
		}
		assert_int_equal(e->text.n, b.n + 9000);
		buffer_free(&b);
		done(e);
	}
}

int main(void)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(random_edits_agree_with_a_naive_text),
	        cmocka_unit_test(typing_is_undone_by_sentences),
	        cmocka_unit_test(a_paste_is_one_step_and_clean),
	        cmocka_unit_test(a_limit_refuses_and_loses_nothing),
	        cmocka_unit_test(rows_break_by_chinese_rules_and_keep_a_goal_column),
	        cmocka_unit_test(words_are_runs_of_one_kind),
	        cmocka_unit_test(copy_cut_and_paste),
	        cmocka_unit_test(a_change_is_measured_against_what_was_saved),
	        cmocka_unit_test(a_secret_is_not_copied),
	        cmocka_unit_test(print_the_cost_of_a_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
