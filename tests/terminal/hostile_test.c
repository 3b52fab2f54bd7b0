/* hostile_test.c - the desk on terminals that are not as they should be, and with what nobody types: popups over wide
 * text, ambiguous characters of two columns, other locales and terminals, wrong bytes, a megabyte at once, texts that
 * want to steer the terminal, names without end.  What comes from losing the terminal is in gone_test.c.
 *
 * Seen to fail when marks on a character were not sifted before they are drawn, and when a paste ended at 64 KB. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tests/bureau.h"
#include "tui/words.h"

/* One demonstration for all: nothing here depends on what another test left in it. */
static struct desk *home;

static int make(void **state)
{
	(void)state;
	home = desk_open();
	desk_env(home, "ZWGK_NOW", BUREAU_NOW);
	return zwgk(home, "init", "--sample");
}

static int remove_it(void **state)
{
	(void)state;
	desk_close(&home);
	return 0;
}

static void sit_down(struct vth *v, const char *who)
{
	vth_expect(v, W_DEMO_LOGIN);
	bureau_type(v, who);
	vth_expect(v, "待我");
	vth_settle(v);
}

/* 经办甲's queue. */
static struct vth *queue(int rows, int cols)
{
	struct vth *v = vth_start(rows, cols, (const char *[]){zwgk_program(), NULL}, desk_environment(home));

	sit_down(v, "1");
	return v;
}

/* Esc as terminals with the newer keyboard protocol send it: nobody waits whether a sequence follows. */
static void escape(struct vth *v, int times)
{
	while (times--)
		bureau_type(v, "\033[27u");
}

/* From a form in which something was typed, for good. */
static void leave_without_saving(struct vth *v)
{
	escape(v, 1);
	vth_expect(v, W_LEAVE_TITLE);
	vth_send(v, "4");
	vth_expect(v, "待我");
	vth_ctrl(v, 'q');
	assert_int_equal(vth_wait_exit(v, 5000), 0);
}

static void drop(struct vth **v)
{
	leave_without_saving(*v);
	vth_free(v);
}

static void whole(struct vth *v)
{
	int row, col;

	if (vth_broken_wide(v, &row, &col)) { /* cmocka cuts a long message */
		fprintf(stderr, "half a character at %d,%d:\n%s", row, col, vth_text(v));
		fail();
	}
}

/* What stands there is what a screen drawn from nothing shows. */
static void as_drawn_anew(struct vth *v, const char *after)
{
	char *seen;

	assert_true(vth_rest(v));
	whole(v);
	seen = xstrdup(vth_picture(v, true));
	vth_ctrl(v, 'l');
	assert_true(vth_rest(v));
	if (strcmp(seen, vth_picture(v, true)) != 0) {
		fprintf(stderr, "after %s the screen is\n%s\nbut drawn anew\n%s\n", after, seen, vth_picture(v, true));
		fail();
	}
	free(seen);
}

/* ---- popups ---- */

/* All but the message row and the keys, which say what happened. */
static char *body(struct vth *v)
{
	struct buffer b = {0};

	for (int row = 0; row < vth_rows(v) - 2; row++)
		buffer_printf(&b, "%s\n", vth_row(v, row));
	return buffer_take(&b);
}

/* Keys of the queue that open something over it, with what is typed into it. */
static const struct {
	const char *key, *in;
} popups[] = {
	{"?", "jj"}, {":", "gon"}, {"/", "森林"}, {"f", "办公室"}, {"v", ""}, {"j", ""}, {"h", "jj"}, {"I", ""}, {"E", ""},
	{"k", ""}, {"\033[3~", "重复"}, {"\007", ""}, {"\005", ""}, {"\033OR", "材料"}, {"U", ""}, {"x", ""},
};

static void popups_leave_nothing_behind(void **state)
{
	static const int size[][2] = {{24, 80}, {25, 81}, {60, 199}};

	(void)state;
	for (size_t k = 0; k < sizeof size / sizeof *size; k++) {
		struct vth *v = queue(size[k][0], size[k][1]);

		escape(v, 2); /* the guide goes, and what is said about it */
		for (size_t i = 0; i < sizeof popups / sizeof *popups; i++) {
			as_drawn_anew(v, i ? popups[i - 1].key : "the start");
			char *before = body(v);
			vth_send(v, popups[i].key);
			vth_settle(v);
			whole(v);
			bureau_type(v, popups[i].in);
			whole(v);
			escape(v, 3);
			char *after = body(v);
			if (strcmp(before, after) != 0) {
				fprintf(stderr, "%s left behind\n%s\nwhere there was\n%s", popups[i].key, after, before);
				fail();
			}
			free(before);
			free(after);
		}
		as_drawn_anew(v, "the last popup");
		bureau_leave(&v);
	}
}

/* A list of choices over a form, whose fields hold Han at odd and even columns. */
static void popups_over_a_form(void **state)
{
	static const char *const labels[] = {"信息分类", "栏目", "公开渠道"};

	(void)state;
	for (int cols = 80; cols < 84; cols++) {
		struct vth *v = queue(24, cols);

		bureau_f(v, 2);
		bureau_fill(v, "标题", "a关于“三公”经费预算的公示𠮷田a公示公示公示公示公示公示公示公示公示公示公示公示");
		for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
			bureau_field(v, labels[i]);
			bureau_enter(v);
			vth_expect(v, "Enter ");
			whole(v);
			escape(v, 1);
			as_drawn_anew(v, labels[i]);
		}
		escape(v, 1);
		vth_expect(v, W_LEAVE_TITLE);
		whole(v);
		escape(v, 1);
		vth_expect_gone(v, W_LEAVE_TITLE);
		as_drawn_anew(v, "the question");
		drop(&v);
	}
}

/* ---- terminals ---- */

/* No character of the program's output since `from` is one of these. */
static void nothing_sent(struct vth *v, size_t from, bool (*bad)(uint32_t cp))
{
	size_t n;
	const char *out = vth_output(v, &n);
	uint32_t cp;

	for (size_t i = from; i < n; i += (size_t)utf8_decode(out + i, n - i, &cp)) {
		utf8_decode(out + i, n - i, &cp);
		if (bad(cp))
			fail_msg("U+%04X was sent to the terminal", (unsigned)cp);
	}
}

static bool ambiguous(uint32_t cp)
{
#define RANGE(first, last)                \
	if (cp >= (first) && cp <= (last)) \
		return true;
#include "store/base/ambiguous.def"
#undef RANGE
	return false;
}

static const char odd_signs[] = "“a”—b…‘c’·×÷°±①⑨⑩℃→↑←↓■□▲△○●★☆※≤≥√∞αβЖ½№￥﹏";

/* A terminal of two columns for “ and its like: none of them is sent, whatever is shown and typed. */
static void ambiguous_characters_of_two_columns(void **state)
{
	struct vth *v = vth_start_answering(
		VTH_WIDE, 25, 81, (const char *[]){zwgk_program(), NULL}, desk_environment(home));
	size_t n;
	const char *out;

	(void)state;
	sit_down(v, "1");
	vth_expect(v, "终端把省略号");
	out = vth_output(v, &n);
	size_t from = (size_t)(strstr(out, "\033[?1049h") - out); /* the question itself has one */
	for (size_t i = 0; i < sizeof popups / sizeof *popups; i++) {
		vth_send(v, popups[i].key);
		vth_settle(v);
		whole(v);
		escape(v, 3);
	}
	bureau_enter(v); /* the reading view */
	vth_settle(v);
	whole(v);
	escape(v, 1);
	bureau_f(v, 2);
	bureau_field(v, "标题");
	int col = vth_cursor(v).col;
	vth_send(v, "“三公”");
	vth_settle(v);
	assert_int_equal(vth_cursor(v).col, col + 8);
	assert_true(vth_has(v, "〝三公〞"));
	vth_send(v, odd_signs);
	vth_settle(v);
	whole(v);
	nothing_sent(v, from, ambiguous);
	drop(&v);
}

/* Whether any ESC [ … m sets a colour. */
static bool coloured(const char *out, size_t n)
{
	for (const char *s = out, *end = out + n; (s = memmem(s, (size_t)(end - s), "\033[", 2));) {
		size_t k = strspn(s += 2, "0123456789;");
		char all[40];

		snprintf(all, sizeof all, ";%.*s", (int)k, s);
		for (const char *p = all; s[k] == 'm' && (p = strchr(p, ';')); p++)
			if ((p[1] == '3' || p[1] == '4') && p[2] >= '0' && p[2] <= '8')
				return true;
	}
	return false;
}

/* The terminal is named name, in this locale: the desk is all there, and nothing but text and what such a terminal
 * knows is sent. */
static void served_on(const char *name, const char *lang, bool colours, bool titles)
{
	struct vth *v;
	size_t bytes;
	const char *out;

	desk_env(home, "TERM", name);
	desk_env(home, "LANG", lang);
	desk_env(home, "LC_ALL", NULL);
	v = vth_start(24, 80, (const char *[]){zwgk_program(), NULL}, desk_environment(home));
	desk_env(home, "TERM", "xterm-256color");
	desk_env(home, "LC_ALL", "C.UTF-8");
	sit_down(v, "1");
	vth_expect(v, "2026-0021");
	whole(v);
	vth_send(v, !strcmp(name, "linux") ? "\033[[B" : "\033OQ"); /* F2 */
	vth_expect(v, "新建事项");
	bureau_field(v, "标题");
	int col = vth_cursor(v).col;
	vth_send(v, "森林𠮷a");
	vth_expect(v, "森林𠮷a");
	assert_int_equal(vth_cursor(v).col, col + 7);
	vth_send(v, "\177\010"); /* both kinds of Backspace */
	vth_expect_gone(v, "森林𠮷");
	assert_int_equal(vth_cursor(v).col, col + 4);
	as_drawn_anew(v, name);
	out = vth_output(v, &bytes);
	assert_int_equal(coloured(out, bytes), colours);
	assert_int_equal(!!memmem(out, bytes, "\033]2;", 4), titles);
	assert_int_equal(!!memmem(out, bytes, "\033[22;2t", 7), titles);
	leave_without_saving(v);
	assert_true(vth_cursor(v).visible);
	assert_false(vth_full_screen(v));
	vth_free(&v);
}

static void any_terminal(void **state)
{
	(void)state;
	served_on("linux", "C.UTF-8", true, false);
	served_on("vt100", "C.UTF-8", false, false);
	served_on("nonsense-9", "C.UTF-8", true, true);
	served_on("dumb", "C.UTF-8", true, false); /* cannot place a cursor: taken for one that is not known */
}

static void any_locale(void **state)
{
	(void)state;
	served_on("xterm-256color", "C", true, true);
	served_on("xterm-256color", "zh_CN.GB18030", true, true);
	served_on("xterm-256color", "zh_CN.gbk", true, true);
	served_on("xterm-256color", "nowhere_NO.latin1", true, true);
}

/* ---- what nobody types ---- */

/* The bytes of the newest text that was saved. */
static char *newest_text(size_t *n)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	char *copy;

	assert_int_equal(sqlite3_open_v2(desk_db(home), &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT data FROM content WHERE id=(SELECT body_c FROM revision ORDER BY id DESC LIMIT 1)",
				 -1, &q, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	*n = (size_t)sqlite3_column_bytes(q, 0);
	copy = xstrndup(sqlite3_column_blob(q, 0), *n);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return copy;
}

/* Lines of Chinese, each with its number, as many as go into bytes. */
static char *long_text(size_t bytes)
{
	struct buffer b = {0};

	for (int i = 1; b.n + 100 < bytes; i++)
		buffer_printf(&b, "第%d行：关于印发“三公”经费预算的通知，请认真贯彻执行。%s", i, "\n");
	return buffer_take(&b);
}

enum { MEGABYTE = 1000000, PASTE_CPU_US = 4000000 };

static void a_megabyte_is_pasted(void **state)
{
	struct vth *v = queue(24, 80);
	char *text = long_text(MEGABYTE), *saved;
	size_t n;

	(void)state;
	for (int marked = 0; marked < 2; marked++) { /* with and without the marks of a paste */
		bureau_f(v, 2);
		bureau_fill(v, "标题", marked ? "一次粘贴的" : "没有标记的");
		bureau_field(v, "正文");
		long cpu = vth_cpu_us(v);
		if (marked)
			vth_paste(v, text);
		else
			vth_send(v, text);
		assert_true(vth_settle_within(v, 200, 30000));
		vth_send(v, "最后一句。");
		vth_expect(v, "最后一句。");
		assert_in_range(vth_cpu_us(v) - cpu, 1, PASTE_CPU_US);
		whole(v);
		bureau_f(v, 2);
		vth_expect(v, "已保存：");
		saved = newest_text(&n);
		assert_int_equal(n, strlen(text) + strlen("最后一句。"));
		assert_memory_equal(saved, text, strlen(text));
		free(saved);
	}
	free(text);
	bureau_leave(&v);
}

/* More than a field takes is refused whole and named; what stood there stays. */
static void what_does_not_fit_is_not_cut(void **state)
{
	struct vth *v = queue(24, 80);
	char *text = long_text((size_t)3 * MEGABYTE), *title = long_text(30000), *saved;
	size_t n;

	(void)state;
	bureau_f(v, 2);
	bureau_fill(v, "标题", "原来的标题");
	vth_paste(v, title);
	vth_expect(v, "最多");
	vth_expect(v, "原来的标题");
	bureau_field(v, "正文");
	bureau_type(v, "原来的正文");
	vth_paste(v, text);
	assert_true(vth_settle_within(v, 200, 30000));
	vth_expect(v, "最多");
	vth_expect(v, "原来的正文");
	vth_send(v, "，接着写");
	vth_expect(v, "原来的正文，接着写");
	bureau_f(v, 2);
	vth_expect(v, "已保存：");
	saved = newest_text(&n);
	assert_string_equal(saved, "原来的正文，接着写");
	free(saved);
	free(text);
	free(title);
	bureau_leave(&v);
}

/* Where nothing can be written a paste is no keys. */
static void a_paste_into_a_list_does_nothing(void **state)
{
	struct vth *v = queue(24, 80);
	char *text = long_text(MEGABYTE), *before;

	(void)state;
	assert_true(vth_rest(v));
	before = xstrdup(vth_picture(v, false));
	vth_paste(v, text);
	vth_paste(v, "\x11\x1bq2n\r\x1b[21~");
	assert_true(vth_settle_within(v, 200, 30000));
	assert_string_equal(vth_picture(v, false), before);
	free(before);
	free(text);
	bureau_leave(&v);
}

/* curses' own reader swallows 143 keys behind a wrong byte. */
static void a_wrong_byte_swallows_nothing(void **state)
{
	static const char *const wrong[] = {"\xff", "\xe5\x85", "\xc0\xaf", "\xf4\x90\x80\x80", "\x9b", "\xb9\xab"};
	struct vth *v = queue(24, 80);
	struct buffer typed = {0};
	char *saved;
	size_t n, at = 0;

	(void)state;
	bureau_f(v, 2);
	bureau_fill(v, "标题", "错字节");
	bureau_field(v, "正文");
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		vth_send(v, wrong[i]);
		vth_settle(v);
		for (int k = 0; k < 30; k++) { /* by hand, not as a burst */
			buffer_printf(&typed, "%c", 'a' + k % 26);
			vth_send(v, (char[]){(char)('a' + k % 26), 0});
		}
		vth_settle(v);
	}
	bureau_f(v, 2);
	vth_expect(v, "已保存：");
	saved = newest_text(&n);
	for (const char *s = saved; *s; s++)
		if (typed.s[at] == *s)
			at++;
	assert_int_equal(at, typed.n);
	free(saved);
	buffer_free(&typed);
	bureau_leave(&v);
}

/* ---- texts that want to be more ---- */

/* What steers a terminal or hides in a text without being seen. */
static bool steers(uint32_t cp)
{
	return (cp >= 0x80 && cp < 0xa0) || cp == 0xad || cp == 0x61c || cp == 0x180e || (cp >= 0x200b && cp <= 0x200f) ||
	       (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff ||
	       (cp >= 0xfff9 && cp <= 0xfffb) || (cp >= 0x1d173 && cp <= 0x1d17a) || (cp >= 0xe0000 && cp <= 0xe0fff);
}

static void put(sqlite3 *db, const char *sql, const char *text, size_t n, const char *which)
{
	sqlite3_stmt *q;

	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
	sqlite3_bind_text(q, 1, text, (int)n, SQLITE_STATIC);
	sqlite3_bind_text(q, 2, which, -1, SQLITE_STATIC);
	assert_int_equal(sqlite3_step(q), SQLITE_DONE);
	assert_int_equal(sqlite3_changes(db), 1);
	sqlite3_finalize(q);
}

/* The form and the imports take none of these; a file that somebody else wrote may hold them all the same. */
static void titles_that_want_to_steer(void **state)
{
	static const char *const titles[] = {
		"甲\033]2;夺权\a\033[2J\033[31;5m乙", "公\xe2\x80\xae示txt.exe\xe2\x81\xa6反\xe2\x81\xa9",
		"零\xe2\x80\x8b宽\xef\xbb\xbf字\xc2\xad符\xd8\x9c尾\xe1\xa0\x8e", "行\n二\r三\t四\v五\xe2\x80\xa8六\xc2\x85七",
		"坏\xff字\xe5\x85节\xed\xa0\x80\xf4\x90\x80\x80", "%s%n%d%99999c", "隐\xf3\xa0\x81\x81藏\xf0\x9d\x85\xb3注\xef\xbf\xb9释",
		"叠\xcc\x80\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87\xcc\x88字", "阿\xd7\x90\xd7\x91\xd8\xa7\xd8\xa8\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9",
		"\xf0\x9f\x8f\xbb\xef\xb8\x8f"};
	static const char *const numbers[] = {"2026-0028", "2026-0029", "2026-0033", "2026-0034", "2026-0038", "2026-0041",
		"2026-0042", "2026-0043", "2026-0044", "2026-0045"};
	sqlite3 *db;
	char *copy = xstrdup(desk_path(home, "steer.db")), command[700];
	unsigned seen = 0;
	struct vth *v;

	(void)state;
	snprintf(command, sizeof command, "cp '%s' '%s'", desk_db(home), copy);
	assert_int_equal(system(command), 0);
	assert_int_equal(sqlite3_open(copy, &db), SQLITE_OK);
	for (int i = 0; i < 10; i++)
		put(db, "UPDATE item SET title=?1 WHERE number=?2", titles[i], strlen(titles[i]), numbers[i]);
	/* names of ten thousand characters: of an item, an officer, an office, a category */
	struct buffer name = {0};
	while (name.n < 30000)
		buffer_text(&name, "长");
	put(db, "UPDATE item SET title=?1 WHERE number=?2", name.s, name.n, "2026-0031");
	put(db, "UPDATE officer SET name=?1 WHERE login=?2", name.s, name.n, "jbj");
	put(db, "UPDATE office SET name=?1 WHERE id=(SELECT min(id) FROM office WHERE name LIKE ?2)", name.s, name.n, "办公室%");
	put(db, "UPDATE category SET name=?1 WHERE id=(SELECT min(id) FROM category WHERE name LIKE ?2)", name.s, name.n, "%");
	sqlite3_close(db);

	v = vth_start(36, 120, (const char *[]){zwgk_program(), "--db", copy, NULL}, desk_environment(home));
	sit_down(v, "1");
	vth_key(v, VTERM_KEY_TAB); /* everything that is under way */
	for (int page = 0; page < 3; page++) {
		as_drawn_anew(v, "titles");
		for (unsigned i = 0; i < 10; i++)
			seen |= vth_has(v, numbers[i]) ? 1u << i : 0;
		vth_key(v, VTERM_KEY_PAGEDOWN);
	}
	assert_int_equal(seen, 0x3ff);
	vth_key(v, VTERM_KEY_HOME);
	bureau_row(v, "2026-0031");
	static const char *const ways[] = {"h", "j", "\r", "?", ":", "f"};
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		bureau_type(v, ways[i]);
		as_drawn_anew(v, ways[i]);
		escape(v, 2);
	}
	bureau_f(v, 2); /* the form with its choices of long names */
	bureau_field(v, "信息分类");
	bureau_enter(v);
	as_drawn_anew(v, "choices");
	escape(v, 2);
	bureau_type(v, "0"); /* people and offices */
	bureau_enter(v);
	as_drawn_anew(v, "people");
	nothing_sent(v, 0, steers);
	assert_null(strstr(vth_title(v), "夺权"));
	bureau_leave(&v);
	buffer_free(&name);
	free(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(popups_leave_nothing_behind),
		cmocka_unit_test(popups_over_a_form),
		cmocka_unit_test(ambiguous_characters_of_two_columns),
		cmocka_unit_test(any_terminal),
		cmocka_unit_test(any_locale),
		cmocka_unit_test(a_megabyte_is_pasted),
		cmocka_unit_test(what_does_not_fit_is_not_cut),
		cmocka_unit_test(a_paste_into_a_list_does_nothing),
		cmocka_unit_test(a_wrong_byte_swallows_nothing),
		cmocka_unit_test(titles_that_want_to_steer),
	};
	return cmocka_run_group_tests(tests, make, remove_it);
}
