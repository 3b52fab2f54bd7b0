/* paint_test.c - what paint.c sends shows what curses itself would show.  This program, called with --screen, draws one
 * random frame a key; it runs twice, once on a terminal that paint.c leaves to curses, and there each frame anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tests/vth.h"
#include "tui/term/draw.h"
#include "tui/term/input.h"
#include "tui/term/inside.h"
#include "tui/term/term.h"

static char self[4096];

/* ---- the program ---- */

enum { LINES_MOST = 60, PIECES = 4 };

static const char *const texts[] = {"", "森林防火工作方案", "2026-0417", "第𠮷田号 e\xcc\x81\xcc\xa3tape", "──────────", "“三公”经费……±3℃",
        "\tThe quick brown fox", "余3日", "林 业 局", "・", "한국어 カタカナ", "          x"};
enum { TEXTS = sizeof texts / sizeof *texts };

struct piece {
	int col, cols, role, text, kind;
};

static struct piece line[LINES_MOST][PIECES];
static unsigned seed = 7;

static int any(int n)
{
	return (int)((unsigned)rand_r(&seed) % (unsigned)n);
}

static void new_line(struct piece *p)
{
	for (int i = 0; i < PIECES; i++)
		p[i] = (struct piece){any(90) - 5, any(60), any(3) ? (int)C_TEXT : any(C_ROLES), any(TEXTS), any(6)};
}

/* Lines from..to go up (down, where by is negative), as when a list is scrolled. */
static void shift(int from, int to, int by)
{
	struct piece old[LINES_MOST][PIECES];

	memcpy(old, line, sizeof old);
	for (int i = from; i <= to; i++) {
		if (i + by >= from && i + by <= to)
			memcpy(line[i], old[i + by], sizeof line[i]);
		else
			new_line(line[i]);
	}
}

static void change(void)
{
	int how = any(10), from = any(12), to = from + any(LINES_MOST - from);

	if (how < 4)
		shift(from, to, any(2) ? 1 + any(3) : -1 - any(3));
	else if (how < 5)
		for (int i = 0; i < LINES_MOST; i++)
			new_line(line[i]);
	for (int i = any(4); i > 0; i--)
		new_line(line[any(LINES_MOST)]);
	for (int i = any(4); i > 0; i--)
		line[any(24)][any(PIECES)].role = any(C_ROLES);
}

/* The first line in one look from edge to edge, and nothing else is another than before. */
static void head(void)
{
	line[0][0] = (struct piece){0, 500, C_TITLE, 0, 1};
	line[0][1] = (struct piece){1, 20, C_TITLE, line[0][1].text == 1 ? 2 : 1, 3};
	line[0][2] = line[0][3] = line[0][0];
	line[0][2].cols = line[0][3].cols = 1;
}

enum { MARKS_A_LINE = 30 };

/* Characters with a mark, none of which stood there before. */
static void draw_marks(struct surface *s, int row, int frame)
{
	char text[MARKS_A_LINE * 5 + 1];
	size_t n = 0;

	for (int i = 0; i < MARKS_A_LINE; i++) {
		n += (size_t)utf8_encode(0x4e00u + (uint32_t)((frame * LINES_MOST + row) * MARKS_A_LINE + i), text + n);
		n += (size_t)utf8_encode(0x301, text + n);
	}
	draw_run(s, row, 0, 80, C_TEXT, text, n);
}

/* Marks stand on what they follow, at the edge, too; what is before all has nothing to stand on. */
static const struct {
	const char *text;
	int cols;
	const char *shown;
} edges[] = {
        {"ae\xcc\x81z", 2, "ae\xcc\x81"},
        {"ae\xcc\x81z", 3, "ae\xcc\x81z"},
        {"ae\xcc\x81z", 1, "a"},
        {"ae\xcc\x81", 9, "ae\xcc\x81"},
        {"防林\xcc\x81场", 4, "防林\xcc\x81"},
        {"防林\xcc\x81场", 6, "防林\xcc\x81场"},
        {"防林\xcc\x81", 3, "防"},
        {"e\xcc\x81\xcc\xa3", 1, "e\xcc\x81\xcc\xa3"},
        {"\xcc\x81z", 5, "z"},
};
enum { EDGES = sizeof edges / sizeof *edges };

static void draw_edges(struct surface *s)
{
	draw_fill(s, (struct rect){0, 0, term_rows(), term_cols()}, C_TEXT);
	for (int i = 0; i < EDGES; i++) {
		draw_run(s, i, 0, edges[i].cols, C_TEXT, edges[i].text, strlen(edges[i].text));
		if (!strcmp(edges[i].text, edges[i].shown)) /* uncut it is the same */
			draw_text(s, i, 40, edges[i].cols, C_TEXT, edges[i].text, TEXT_LEFT);
	}
}

static void draw_line(struct surface *s, int row)
{
	draw_fill(s, (struct rect){row, 0, 1, term_cols()}, C_TEXT);
	for (int i = 0; i < PIECES; i++) {
		const struct piece *p = &line[row][i];
		enum role role = (enum role)p->role;

		if (p->kind == 0)
			draw_role(s, row, p->col, p->cols, role);
		else if (p->kind == 1)
			draw_fill(s, (struct rect){row, p->col, 1, p->cols}, role);
		else if (p->kind == 2)
			draw_run(s, row, p->col, p->cols, role, texts[p->text], strlen(texts[p->text]));
		else
			draw_text(s, row, p->col, p->cols, role, texts[p->text], TEXT_LEFT);
	}
}

/* Another program has the terminal meanwhile, and leaves it in its own colours, scrolled and with its cursor somewhere. */
static void away(void)
{
	static const char other[] = "\033[5;9r\033[31;44;1;4m\033[7;30H林场another program\n\n\n\n";

	term_pause();
	if (write(1, other, sizeof other - 1) < 0)
		abort();
	term_resume();
}

static int screen(bool whole)
{
	static const char *const themes[] = {"256", "16", "8", "mono"};
	struct term_options o = {.theme = "auto"};
	struct surface *all, *popup = NULL;
	int theme = 0, marks = 0;
	struct event ev = {0};
	char why[400];

	if (term_start(&o, why, sizeof why) != 0)
		return 1;
	all = surface_new((struct rect){0, 0, term_rows(), term_cols()});
	while (ev.key != 'q' && ev.key != K_HANGUP) {
		if (ev.key == 'n')
			change();
		if (ev.key == 'h')
			head();
		if (ev.key == 's')
			away();
		if (ev.key == 't')
			theme_start(themes[++theme % 4]);
		if (ev.key == K_RESIZE)
			surface_place(all, (struct rect){0, 0, term_rows(), term_cols()});
		if (ev.key == 'l' || whole)
			draw_redraw();
		if (ev.key == 'p' && popup)
			surface_free(&popup);
		else if (ev.key == 'p')
			popup = surface_new((struct rect){any(10), any(40), 3 + any(5), 8 + any(20)});
		marks = ev.key == 'm' ? marks + 1 : ev.key == 'n' ? 0 : marks;
		for (int i = 0; i < term_rows(); i++) {
			draw_line(all, i);
			if (marks && i % 8)
				draw_marks(all, i, marks);
		}
		if (ev.key == 'e')
			draw_edges(all);
		if (popup)
			draw_frame(popup, (struct rect){0, 0, surface_rows(popup), surface_cols(popup)}, C_FRAME_ON, "弹出");
		draw_cursor(all, any(24), any(80), any(2));
		draw_flush();
		input_next(&ev, -1);
	}
	surface_free(&popup);
	surface_free(&all);
	term_end();
	return 0;
}

/* ---- the test ---- */

/* The terminal xterm-256color, which places its cursor by another letter of the same meaning: see terminfo(5) on
 * TERMINFO=hex:… */
static const char *for_curses(void)
{
	static char env[1 << 15] = "TERMINFO=";
	static const char place[] = "1B5B256925703125643B257032256448"; /* \E[%i%p1%d;%p2%dH */
	FILE *f = popen("infocmp -0 -q -Q1 xterm-256color", "r");
	char *at;

	assert_non_null(f);
	assert_non_null(fgets(env + 9, (int)sizeof env - 9, f));
	pclose(f);
	env[strcspn(env, "\n")] = '\0';
	at = strstr(env, place);
	assert_non_null(at);
	memcpy(at + sizeof place - 3, "66", 2);
	return env;
}

static const char *looks(const VTermScreenCell *c)
{
	static char s[2][80];
	static int i;

	i = !i;
	snprintf(s[i], sizeof s[i], " (width %d, %s%s%s, %d/%d on %d/%d)", c->width, c->attrs.bold ? "bold " : "", c->attrs.reverse ? "reverse " : "",
	        c->attrs.underline ? "underlined " : "", c->fg.type, c->fg.indexed.idx, c->bg.type, c->bg.indexed.idx);
	return s[i];
}

static void same(struct vth *a, struct vth *b, int frame)
{
	struct vth_cursor at = vth_cursor(a), of = vth_cursor(b);

	for (int row = 0; row < vth_rows(a); row++)
		for (int col = 0; col < vth_cols(a); col++) {
			VTermScreenCell x = vth_cell(a, row, col), y = vth_cell(b, row, col);

			if (!x.chars[0]) /* erased */
				x.chars[0] = ' ';
			if (!y.chars[0])
				y.chars[0] = ' ';
			if (vth_is_continuation(a, row, col) && vth_is_continuation(b, row, col))
				continue; /* has the looks of its left half */
			if (memcmp(x.chars, y.chars, sizeof x.chars) != 0 || x.width != y.width ||
			        x.attrs.bold != y.attrs.bold || x.attrs.reverse != y.attrs.reverse ||
			        x.attrs.underline != y.attrs.underline || !vterm_color_is_equal(&x.fg, &y.fg) ||
			        !vterm_color_is_equal(&x.bg, &y.bg))
				fail_msg("frame %d differs at %d,%d: U+%04x%s for U+%04x%s in\n%s\nfor\n%s", frame, row, col,
				        (unsigned)x.chars[0], looks(&x), (unsigned)y.chars[0], looks(&y), vth_span(a, row, 0, vth_cols(a)),
				        vth_span(b, row, 0, vth_cols(b)));
		}
	if (at.row != of.row || at.col != of.col || at.visible != of.visible)
		fail_msg("frame %d: cursor at %d,%d, not %d,%d", frame, at.row, at.col, of.row, of.col);
}

struct pair {
	struct vth *painted, *whole;
};

static struct pair start(const char *more)
{
	struct pair p = {vth_start(24, 80, (const char *[]){self, "--screen", NULL}, (const char *[]){more, NULL}),
	        vth_start(24, 80, (const char *[]){self, "--screen", "whole", NULL}, (const char *[]){for_curses(), more, NULL})};

	return p;
}

static void settled(struct pair *p, int frame)
{
	assert_true(vth_settle(p->painted));
	assert_true(vth_settle(p->whole));
	same(p->painted, p->whole, frame);
}

static void stop(struct pair *p)
{
	for (int i = 0; i < 2; i++) {
		struct vth **v = i ? &p->whole : &p->painted;

		vth_send(*v, "q");
		assert_int_equal(vth_wait_exit(*v, 3000), 0);
		vth_free(v);
	}
}

static void frames(const char *more)
{
	struct pair p = start(more);
	static const int size[][2] = {{30, 101}, {1, 1}, {12, 40}, {2, 3}, {50, 79}, {6, 1100}, {24, 80}};
	size_t n;

	for (int i = 0; i < 300; i++) {
		const char *key = i % 9 == 8 ? "p" : i % 31 == 30 ? "l" : "n";

		if (i % 29 == 28) {
			const int *to = size[i / 29 % 7];

			vth_resize(p.painted, to[0], to[1]);
			vth_resize(p.whole, to[0], to[1]);
		} else {
			vth_send(p.painted, key);
			vth_send(p.whole, key);
		}
		settled(&p, i);
	}
	assert_non_null(strstr(vth_output(p.painted, &n), "\033[1;24r")); /* it did scroll */
	stop(&p);
}

static void press(struct pair *p, const char *keys)
{
	for (int i = 0; keys[i]; i++) {
		vth_send_bytes(p->painted, keys + i, 1);
		vth_send_bytes(p->whole, keys + i, 1);
		settled(p, i);
	}
}

static void behind_another_program(void **state)
{
	struct pair p = start(NULL);

	(void)state;
	press(&p, "nsnnpsnpnhsnlsn");
	stop(&p);
}

/* In the course of a day, more characters with marks than are numbered. */
static void with_many_marks(void **state)
{
	struct pair p = start(NULL);

	(void)state;
	press(&p, "mmnmmmnm");
	stop(&p);
}

/* Another theme while all stands: the looks have other numbers then.  Red when style_number() takes the one that it found last
 * for one it knows, behind paint_forget_styles(). */
static void in_other_colours(void **state)
{
	struct pair p = start(NULL);

	(void)state;
	press(&p, "nnntnhhtnhhtpnhhtnhht");
	stop(&p);
}

static void marks_at_the_edge(void **state)
{
	struct pair p = start(NULL);

	(void)state;
	press(&p, "e");
	for (int i = 0; i < EDGES; i++) {
		char *row = xstrdup(vth_span(p.painted, i, 0, 12));

		row[strcspn(row, " ")] = '\0';
		assert_string_equal(row, edges[i].shown);
		free(row);
		row = xstrdup(vth_span(p.painted, i, 40, 12));
		row[strcspn(row, " ")] = '\0';
		assert_string_equal(row, strcmp(edges[i].text, edges[i].shown) ? "" : edges[i].shown);
		free(row);
	}
	stop(&p);
}

static void as_curses_shows_it(void **state)
{
	(void)state;
	frames(NULL);
}

static void without_colours(void **state)
{
	(void)state;
	frames("NO_COLOR=1");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_curses_shows_it),
		cmocka_unit_test(without_colours),
		cmocka_unit_test(in_other_colours),
		cmocka_unit_test(with_many_marks),
		cmocka_unit_test(marks_at_the_edge),
		cmocka_unit_test(behind_another_program),
	};

	if (argc > 1 && !strcmp(argv[1], "--screen"))
		return screen(argc > 2);
	if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
		return 1;
	return cmocka_run_group_tests_name("paint", tests, NULL, NULL);
}
