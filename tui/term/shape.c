/* shape.c - lines, frames, bars and the scroll indicator, made of what draw.c repeats.  Where ambiguous characters are two
 * columns wide they are ASCII. */
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "store/base/text.h"
#include "tui/term/draw.h"
#include "tui/term/inside.h"

/* Lines: horizontal, vertical, corners clockwise from the upper left, then the joints of enum draw_joint. */
static const wchar_t *shape(int k)
{
	static const wchar_t fine[][2] = {
	        L"─", L"│", L"┌", L"┐", L"┘", L"└", L"├", L"┤", L"┬", L"┴", L"┼"};
	static const wchar_t safe[][2] = {
	        L"-", L"|", L"+", L"+", L"+", L"+", L"+", L"+", L"+", L"+", L"+"};

	return text_ambiguous() == 1 ? fine[k] : safe[k];
}

void draw_hline(struct surface *s, int row, int col, int cols, enum role role)
{
	draw_repeat(s, row, col, cols, role, shape(0));
}

void draw_vline(struct surface *s, int row, int col, int rows, enum role role)
{
	for (int i = 0; i < rows; i++)
		draw_repeat(s, row + i, col, 1, role, shape(1));
}

void draw_joint(struct surface *s, int row, int col, enum role role, enum draw_joint joint)
{
	draw_repeat(s, row, col, 1, role, shape(6 + (int)joint));
}

static void set_in(struct surface *s, int row, int col, int cols, enum role role, const char *title)
{
	char buf[512];
	int w;

	if (!title || !*title || cols < 6)
		return;
	text_fit(buf, sizeof buf, title, cols - 4, TEXT_NO_PAD);
	w = text_columns(buf);
	draw_fill(s, (struct rect){row, col + 1, 1, w + 2}, role);
	draw_run(s, row, col + 2, w, role, buf, strlen(buf));
}

void draw_frame(struct surface *s, struct rect r, enum role role, const char *title)
{
	int right = r.col + r.cols - 1, bottom = r.row + r.rows - 1;

	if (r.rows < 2 || r.cols < 2)
		return;
	draw_hline(s, r.row, r.col + 1, r.cols - 2, role);
	draw_hline(s, bottom, r.col + 1, r.cols - 2, role);
	draw_vline(s, r.row + 1, r.col, r.rows - 2, role);
	draw_vline(s, r.row + 1, right, r.rows - 2, role);
	draw_repeat(s, r.row, r.col, 1, role, shape(2));
	draw_repeat(s, r.row, right, 1, role, shape(3));
	draw_repeat(s, bottom, right, 1, role, shape(4));
	draw_repeat(s, bottom, r.col, 1, role, shape(5));
	set_in(s, r.row, r.col + 1, r.cols - 2, role, title);
}

void draw_rule_title(
        struct surface *s, int row, int col, int cols, enum role role, const char *title)
{
	draw_hline(s, row, col, cols, C_FRAME); /* a longer title may stand there */
	set_in(s, row, col, cols, role, title);
}

/* In halves, where the terminal can. */
static int bar_halves(int cols, long long value, long long full)
{
	long long halves = 0;

	if (full > 0 && value > 0 && cols > 0) {
		long double share = (long double)(value > full ? full : value) / (long double)full;

		halves = (long long)(share * cols * 2 + 0.5L);
		if (!halves)
			halves = 1; /* something is not nothing */
	}
	if (text_ambiguous() != 1)
		halves += halves % 2;
	return (int)halves;
}

/* A stroke rather than a block: a column of bars is read, and does not shout. */
void draw_bar(struct surface *s, int row, int col, int cols, enum role role, long long value,
        long long full)
{
	int halves = bar_halves(cols, value, full);

	draw_fill(s, (struct rect){row, col, 1, cols}, role);
	draw_repeat(s, row, col, halves / 2, role, text_ambiguous() == 1 ? L"━" : L"=");
	if (halves % 2)
		draw_repeat(s, row, col + halves / 2, 1, role, L"╸");
}

void draw_bar_text(char *dst, size_t cap, int cols, long long value, long long full)
{
	const char *whole = text_ambiguous() == 1 ? "━" : "=";
	int halves = bar_halves(cols, value, full);
	size_t at = 0;

	dst[0] = '\0';
	for (int i = 0; i < halves / 2 && at + 4 < cap; i++)
		at += (size_t)snprintf(dst + at, cap - at, "%s", whole);
	if (halves % 2 && at + 4 < cap)
		snprintf(dst + at, cap - at, "%s", "╸");
}

void draw_scroll(struct surface *s, int row, int col, int rows, long long top, long long shown,
        long long total)
{
	int size, at;

	if (rows <= 0)
		return;
	if (total <= shown || total <= 0) {
		draw_fill(s, (struct rect){row, col, rows, 1}, C_FRAME);
		return;
	}
	size = (int)((long double)shown / (long double)total * rows);
	if (size < 1)
		size = 1;
	at = (int)((long double)top / (long double)(total - shown) * (rows - size) + 0.5L);
	if (at < 0)
		at = 0;
	if (at > rows - size)
		at = rows - size;
	draw_fill(s, (struct rect){row, col, rows, 1}, C_FRAME); /* no track: frames stand beside it */
	for (int i = 0; i < size; i++)
		draw_repeat(s, row + at + i, col, 1, C_FRAME_ON, L"▐");
}
