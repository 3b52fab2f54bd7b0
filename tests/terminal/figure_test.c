/* figure_test.c - the figures of the hotline in a real terminal, on the demonstration desk: whatever stands in the panel or
 * on the figures' page opens a list of just so many tickets, of a rate numerator and denominator apart; and what is
 * published of a month's answers comes into the queue. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "tests/fields.h"
#include "tests/press.h"
#include "tests/samplefix.h"
#include "tui/action/action.h"

enum { FIGURES_MOST = 60 };

static struct {
	struct samplefix *f;
	struct vth *v;
} t;

static int begin(void **state)
{
	(void)state;
	t.f = samplefix_open();
	return 0;
}

static int end(void **state)
{
	(void)state;
	vth_free(&t.v);
	samplefix_close(&t.f);
	return 0;
}

static void sit(int rows, int cols)
{
	t.v = samplefix_screen(t.f, "jbj", rows, cols, NULL);
	press(t.v, "4");
	vth_expect(t.v, "热线 · 待我办");
}

/* "第1/8行", or no row at all. */
static long rows_of_list(void)
{
	int row, col;
	long at, n = 0;

	vth_rest(t.v);
	if (!vth_find(t.v, "这个数字后面没有工单", &row, &col)) {
		const char *status = vth_row(t.v, vth_rows(t.v) - 2), *from = strstr(status, "第");
		if (!from || sscanf(from, "第%ld/%ld行", &at, &n) != 2)
			fail_msg("no row is counted: %s", status);
	}
	return n;
}

/* The list opens, has so many rows, says what it counts, and Esc leads back. */
static void assert_list(const char *what, long wanted, const char *back)
{
	long n = rows_of_list();

	if (n != wanted)
		fail_msg("%s: %ld in the figure, %ld in its list\n%s", what, wanted, n, vth_text(t.v));
	press(t.v, "<Esc>");
	vth_expect(t.v, back);
}

/* The dialog of a rate is open: "1 分子 7 件". */
static void assert_parts(const char *what, const char *back)
{
	static const char *const names[] = {"1 分子", "2 分母"};
	long n[2];
	int row, col;

	for (int part = 0; part < 2; part++) {
		assert_true(vth_find(t.v, names[part], &row, &col));
		assert_int_equal(sscanf(strstr(vth_row(t.v, row), names[part]) + strlen(names[part]), "%ld", &n[part]), 1);
	}
	assert_true(n[0] <= n[1]);
	press(t.v, "1");
	vth_expect(t.v, "的分子：");
	assert_list(what, n[0], back);
	press(t.v, "<Enter>");
	vth_expect(t.v, "1 分子");
	press(t.v, "2");
	vth_expect(t.v, "的分母：");
	assert_list(what, n[1], back);
}

/* ------------------------------------------------------------ the panel */
/* The number that stands behind the cursor's cell: the last one of its part of the row. */
static long number_at(int row, int col, int cols)
{
	const char *s = vth_span(t.v, row, col, cols);
	long n = -1;

	for (const char *p = s; *p; p++)
		if (*p >= '0' && *p <= '9' && (p == s || p[-1] == ' ')) {
			n = strtol(p, NULL, 10);
			break;
		}
	return n;
}

static void every_figure_of_the_panel_opens_its_list(void **state)
{
	int opened = 0, rates = 0, last_row = -1, last_col = -1;

	(void)state;
	sit(36, 120);
	press(t.v, "<Right> <Home>");
	for (int i = 0; i < FIGURES_MOST; i++) {
		struct vth_cursor c = vth_cursor(t.v);
		char what[40];
		if (c.row == last_row && c.col == last_col)
			break;
		last_row = c.row;
		last_col = c.col;
		snprintf(what, sizeof what, "%s", vth_span(t.v, c.row, c.col, 10));
		bool bar = vth_find(t.v, "诉求类型", &c.row, &c.col) && last_row > c.row;
		long n = number_at(last_row, last_col, bar ? 43 : last_col < 90 ? 17 : 15);
		press(t.v, "<Enter>");
		if (vth_has(t.v, "1 分子")) {
			assert_parts(what, "待我办 ");
			rates++;
		} else {
			vth_expect(t.v, "：");
			assert_list(what, n, "─ 热线 · 待我办");
		}
		opened++;
		/* every row, in turn its left and its right figure */
		press(t.v, last_col < 90 ? "<Right>" : "<Down>");
		struct vth_cursor now = vth_cursor(t.v);
		if (now.row == last_row && now.col == last_col)
			press(t.v, "<Down>");
		else if (now.row != last_row && now.col > 90)
			press(t.v, "<Left>");
	}
	assert_true(opened >= 20);
	assert_int_equal(rates, 3);
	press(t.v, "<Esc>");
	vth_expect(t.v, "第1/5行");
	/* with the mouse */
	int row, col;
	assert_true(vth_find(t.v, "待核稿          1", &row, &col) || vth_find(t.v, "待核稿        1", &row, &col));
	vth_click(t.v, row, col + 2);
	vth_expect(t.v, "送了核稿，等另一人核的");
	press(t.v, "<Enter>");
	vth_expect(t.v, "热线 · 待核稿：");
	assert_list("待核稿", 1, "送了核稿，等另一人核的");
	vth_click(t.v, 8, 10);
	vth_expect(t.v, "第1/5行");
	vth_free(&t.v);
}

/* ------------------------------------------------------------ the page */
static void every_figure_of_the_page_opens_its_list(void **state)
{
	int opened = 0;

	(void)state;
	sit(24, 80);
	press(t.v, "# <Tab> <Tab> <Tab>");
	vth_expect(t.v, "热线数字 · 2026年 · 全单位");
	for (int i = 0; i < FIGURES_MOST; i++) {
		int row, col;
		char line[300], name[300] = "";
		long n = -1;
		assert_true(vth_find(t.v, "▸", &row, &col));
		snprintf(line, sizeof line, "%s", vth_row(t.v, row));
		snprintf(name, sizeof name, "%s", vth_span(t.v, row, 11, 12));
		n = number_at(row, 25, 9);
		press(t.v, "<Enter>");
		if (vth_has(t.v, "1 分子")) {
			assert_parts(line, "热线数字 · 2026年");
		} else {
			vth_expect(t.v, "：");
			assert_list(line, n, "热线数字 · 2026年");
		}
		opened++;
		press(t.v, "<Down>");
		assert_true(vth_find(t.v, "▸", &row, &col));
		if (!strcmp(vth_span(t.v, row, 11, 12), name))
			break;
	}
	assert_true(opened > 25);
	/* another period, another unit, one office */
	press(t.v, "<Home> <Left>");
	vth_expect(t.v, "热线数字 · 2025年 · 全单位");
	press(t.v, "<Right> <Tab>");
	vth_expect(t.v, "热线数字 · 2026年第47周（");
	press(t.v, "<Tab> o");
	vth_expect(t.v, "看谁的数字");
	vth_send(t.v, "zaolin");
	press(t.v, "<Enter>");
	vth_rest(t.v);
	vth_free(&t.v);
}

/* ------------------------------------------------------------ 回应公开 */
static void a_month_of_answers_becomes_a_draft(void **state)
{
	(void)state;
	sit(24, 80);
	press(t.v, "H");
	vth_expect(t.v, "1 2026年10月");
	press(t.v, "1");
	vth_expect(t.v, "2026年10月12345热线诉求答复情况");
	vth_expect(t.v, "按时办结率75.0%（3/4）");
	press(t.v, "<Enter>");
	vth_expect(t.v, "2 拟成草稿");
	press(t.v, "2");
	vth_expect(t.v, "─ 发布队列");
	vth_expect(t.v, "已拟成草稿");
	int row, col;
	assert_true(vth_find(t.v, "▸", &row, &col));
	assert_non_null(strstr(vth_row(t.v, row), "12345热线诉求答复情况"));
	assert_non_null(strstr(vth_row(t.v, row), "草稿"));
	/* once more: it is told that there is one */
	press(t.v, "4 H");
	press(t.v, "1 <Enter>");
	vth_expect(t.v, "已经有了");
	vth_free(&t.v);
}

/* ------------------------------------------------------------ live, and at rest */
enum { SECOND = 1000 };

static struct desk *desk_of(const char *login)
{
	for (int i = 0; i < t.f->officers; i++)
		if (!strcmp(t.f->officer[i].login, login))
			return t.f->desk[i];
	fail_msg("nobody is %s", login);
	return NULL;
}

static void write_draft(const char *title)
{
	struct error e;
	int64_t id;
	const struct item_text text = {.title = title, .body = title, .formed_on = DAY_NONE, .attribute = ATTRIBUTE_OPEN,
		.valid_from = DAY_NONE, .valid_to = DAY_NONE};
	const struct item_register r = {.class = CLASS_OTHER, .office = desk_who(desk_of("jbj"))->office, .keywords = ""};

	samplefix_ok(item_create(desk_of("jbj"), &text, &r, &id, &e), &e);
}

/* What another process commits is there within a second, in the list and in the number. */
static void a_commit_elsewhere_is_seen_within_a_second(void **state)
{
	char now[300], then[300];
	int row, col;

	(void)state;
	sit(24, 80);
	press(t.v, "1");
	vth_expect(t.v, "待我办 · 按时限");
	write_draft("别处刚写的一件");
	assert_true(vth_wait_text(t.v, "别处刚写的一件", SECOND));
	press(t.v, "6");
	vth_expect(t.v, "统计 · 2026年第47周");
	assert_true(vth_find(t.v, "草稿", &row, &col));
	snprintf(now, sizeof now, "%s", vth_span(t.v, row, 11, 24));
	char *digit = strpbrk(now, "0123456789");
	snprintf(then, sizeof then, "%.*s%ld", (int)(digit - now), now, strtol(digit, NULL, 10) + 1);
	write_draft("别处又写的一件");
	assert_true(vth_wait_text(t.v, then, SECOND));
	vth_free(&t.v);
}

static long of_process(const char *file, const char *what)
{
	char path[64], text[4096];
	snprintf(path, sizeof path, "/proc/%d/%s", (int)vth_pid(t.v), file);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	size_t n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[n] = '\0';
	const char *at = strstr(text, what);
	assert_non_null(at);
	return strtol(at + strlen(what), NULL, 10);
}

/* Four wake-ups a second at most, and nothing is written: the change counter is asked, the file is left alone. */
static void an_idle_desk_is_at_rest(void **state)
{
	static const char *const panes[] = {"1", "2", "6"};

	(void)state;
	sit(36, 120);
	for (size_t i = 0; i < sizeof panes / sizeof *panes; i++) {
		press(t.v, panes[i]);
		vth_rest(t.v);
		assert_false(vth_wait_text(t.v, "这里没有的字", SECOND / 4)); /* what was put off is done */
		struct timespec from, to;
		clock_gettime(CLOCK_MONOTONIC, &from);
		long woken = of_process("status", "\nvoluntary_ctxt_switches:"), calls = of_process("io", "syscw: "),
		     bytes = of_process("io", "\nwrite_bytes: ");
		/* a second, also for those who are patient with screens */
		assert_false(vth_wait_text(t.v, "这里没有的字", (int)(SECOND / vth_patient(1))));
		woken = of_process("status", "\nvoluntary_ctxt_switches:") - woken;
		clock_gettime(CLOCK_MONOTONIC, &to);
		long ms = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
		if (woken * 1000 > 4 * ms + 2000)
			fail_msg("pane %s: woken %ld times in %ld ms", panes[i], woken, ms);
		assert_int_equal(of_process("io", "\nwrite_bytes: ") - bytes, 0);
		assert_true(of_process("io", "syscw: ") - calls <= 2); /* the clock may have turned a minute */
	}
	vth_free(&t.v);
}

/* Beside every other list too, whether the panel is shown or not: chosen by its name or initials, a figure opens its list. */
static void from_any_list(void **state)
{
	static const struct {
		const char *pane, *back, *name;
		int rows, cols;
	} from[] = {{"1", "待办 · ", "bzfb", 36, 120}, {"2", "发布队列 · 待我办", "dfs", 24, 80}, {"3", "三审 · ", "szfb", 36, 120}};
	char value[24];

	(void)state;
	for (size_t i = 0; i < sizeof from / sizeof *from; i++) {
		t.v = samplefix_screen(t.f, "jbj", from[i].rows, from[i].cols, NULL);
		press(t.v, from[i].pane);
		vth_expect(t.v, from[i].back);
		press(t.v, i == 1 ? "<Right>" : "#");
		vth_expect(t.v, "看哪个数字后面的清单");
		press(t.v, from[i].name);
		vth_rest(t.v);
		static const char *const shown[] = {"本周发布  ", "待复审  ", "上周发布  "};
		int row, col, n;
		assert_true(vth_find(t.v, shown[i], &row, &col));
		snprintf(value, sizeof value, "%.20s", strstr(vth_row(t.v, row), shown[i]) + strlen(shown[i]));
		assert_int_equal(sscanf(value, "%d", &n), 1);
		assert_true(n > 0);
		press(t.v, "<Enter>");
		assert_list(from[i].name, n, from[i].back);
		vth_free(&t.v);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_figure_of_the_panel_opens_its_list),
		cmocka_unit_test(every_figure_of_the_page_opens_its_list),
		cmocka_unit_test(a_month_of_answers_becomes_a_draft),
		cmocka_unit_test(a_commit_elsewhere_is_seen_within_a_second),
		cmocka_unit_test(an_idle_desk_is_at_rest),
		cmocka_unit_test(from_any_list),
	};
	return cmocka_run_group_tests(tests, begin, end);
}
