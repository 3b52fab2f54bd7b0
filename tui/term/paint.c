/* paint.c - sends a frame to the terminal.
 *
 * Curses puts the frame together out of the panels; how it gets it to the terminal is dear: some twelve hundred
 * instructions a character, for it asks anew at each whether it has one byte, how wide it is and what its bytes are, and
 * formats each change of colour again.  Terminals that speak as nearly all do are therefore written to from here: the
 * frame is read from curses' virtual screen and compared with what is shown, and what differs is sent in one write(2).
 * All other terminals, and all that is not a frame (modes, the way in and out), stay with curses.
 *
 * Knows no surface and no role. */
#include <curses.h>
#include <langinfo.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tui/term/inside.h"

#include <term.h> /* last: it makes macros of words like columns */

enum {
	STYLES = 128,
	MARKED = 1024,  /* different characters with marks that are numbered before all is painted anew */
	SKIP = 8,       /* so many columns that stand already are not sent again: a move costs as many bytes */
	ERASE = 4,      /* so many blanks at a row's end are erased */
	SCROLL_LEAST = 4,
};

struct cell {
	wchar_t ch; /* 0: the right half of the one before */
	uint16_t style, marked; /* marked: 1 + index of the character with its marks */
};

static struct {
	bool on;
	bool may_move; /* in any style */
	bool scrolls;
	int rows, cols;
	struct cell *shown, *want;
	bool *differs; /* rows */
	int row, col;  /* of the cursor; row -1: unknown */
	unsigned style;
	struct buffer out;
} paint;

static attr_t style_of[STYLES];
static unsigned styles, style_last; /* how many; the one that was asked for last */
static char *turns[STYLES][STYLES];
static wchar_t marked[MARKED][CCHARW_MAX + 1];
static unsigned marked_n;
static bool marked_full; /* one was left without a number */

/* ---- what the terminal is told ---- */

static void put_number(int n)
{
	char s[12];
	int at = sizeof s;

	do
		s[--at] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	buffer_add(&paint.out, s + at, sizeof s - (size_t)at);
}

static void put_char(wchar_t c)
{
	char *to = buffer_end(&paint.out, 4);

	if (c < 0x80) {
		*to = (char)c;
		paint.out.n++;
	} else {
		paint.out.n += (size_t)utf8_encode((uint32_t)c, to);
	}
}

/* The terminal's own look without the choice of a set of letters, which nobody changes. */
static const char *plain_look(void)
{
	return strncmp(exit_attribute_mode, "\033(B", 3) == 0 ? exit_attribute_mode + 3 : exit_attribute_mode;
}

/* What the terminal can show of a style: as curses, nothing beside a colour that does not go with one. */
static attr_t shown_of(attr_t a)
{
	static const attr_t in_order[] = {A_STANDOUT, A_UNDERLINE, A_REVERSE, A_BLINK, A_DIM, A_BOLD};

	for (size_t i = 0; i < sizeof in_order / sizeof *in_order; i++)
		if (PAIR_NUMBER((int)a) && no_color_video > 0 && no_color_video >> i & 1)
			a &= ~in_order[i];
	return a & ~(attr_t)A_COLOR;
}

static void colours_of(attr_t a, short *fg, short *bg)
{
	*fg = *bg = -1;
	if (PAIR_NUMBER((int)a))
		pair_content((short)PAIR_NUMBER((int)a), fg, bg);
}

static void add_mode(struct buffer *b, bool on, const char *enter)
{
	if (on && enter)
		buffer_text(b, enter);
}

/* What is sent to go from one style to the other. */
static const char *turn(unsigned from, unsigned to)
{
	attr_t was = shown_of(style_of[from]), is = shown_of(style_of[to]);
	struct buffer b = {0};
	short was_fg, was_bg, fg, bg;

	if (turns[from][to])
		return turns[from][to];
	colours_of(style_of[from], &was_fg, &was_bg);
	colours_of(style_of[to], &fg, &bg);
	if ((was & ~is) || (was_fg >= 0 && fg < 0) || (was_bg >= 0 && bg < 0)) {
		buffer_text(&b, plain_look());
		was = 0;
		was_fg = was_bg = -1;
	}
	add_mode(&b, is & ~was & A_BOLD, enter_bold_mode);
	add_mode(&b, is & ~was & A_DIM, enter_dim_mode);
	add_mode(&b, is & ~was & A_UNDERLINE, enter_underline_mode);
	add_mode(&b, is & ~was & A_REVERSE, enter_reverse_mode);
	if (fg != was_fg)
		buffer_text(&b, tiparm(set_a_foreground, fg));
	if (bg != was_bg)
		buffer_text(&b, tiparm(set_a_background, bg));
	buffer_byte(&b, '\0');
	return turns[from][to] = buffer_take(&b);
}

static void set_style(unsigned to)
{
	if (to == paint.style)
		return;
	buffer_text(&paint.out, turn(paint.style, to));
	paint.style = to;
}

static void go(int row, int col)
{
	if (row == paint.row && col == paint.col)
		return;
	if (!paint.may_move)
		set_style(0);
	if (paint.row >= 0 && col == 0 && row == paint.row + 1) {
		buffer_text(&paint.out, "\r\n");
	} else {
		buffer_text(&paint.out, "\033[");
		put_number(row + 1);
		buffer_byte(&paint.out, ';');
		put_number(col + 1);
		buffer_byte(&paint.out, 'H');
	}
	paint.row = row;
	paint.col = col;
}

/* ---- the frame ---- */

static bool is_blank(const struct cell *c)
{
	return c->ch == L' ' && !c->style && !c->marked;
}

static void blank(struct cell *c, int n)
{
	for (int i = 0; i < n; i++)
		c[i] = (struct cell){L' ', 0, 0};
}

static bool is_same(const struct cell *a, const struct cell *b, int n)
{
	return memcmp(a, b, (size_t)n * sizeof *a) == 0;
}

static struct cell *row_of(struct cell *cells, int row)
{
	return cells + (size_t)row * (size_t)paint.cols;
}

static uint16_t style_number(attr_t a)
{
	if (style_of[style_last] == a)
		return (uint16_t)style_last;
	for (unsigned i = 0; i < styles; i++)
		if (style_of[i] == a)
			return (uint16_t)(style_last = i);
	if (styles == STYLES)
		return 0; /* a role has two at most */
	style_of[styles] = a;
	return (uint16_t)(style_last = styles++);
}

static uint16_t marked_number(const cchar_t *c)
{
	for (unsigned i = 0; i < marked_n; i++)
		if (!wmemcmp(marked[i], c->chars, CCHARW_MAX))
			return (uint16_t)(i + 1);
	marked_full = marked_n == MARKED;
	if (marked_full)
		return 0; /* without its marks, rather than not at all */
	wmemcpy(marked[marked_n++], c->chars, CCHARW_MAX);
	return (uint16_t)marked_n;
}

static int columns_of(wchar_t c)
{
	return c >= 0x300 && char_columns((uint32_t)c) == 2 ? 2 : 1;
}

/* What most cells are, in the style of the last one. */
static bool put_letter(struct cell *to, const cchar_t *c)
{
	if (c->chars[0] < L' ' || c->chars[0] >= 0x300 || c->chars[1] || (c->attr & ~(attr_t)A_CHARTEXT) != style_of[style_last])
		return false;
	*to = (struct cell){c->chars[0], (uint16_t)style_last, 0};
	return true;
}

static int put_cell(struct cell *to, int room, const cchar_t *c)
{
	int cols = columns_of(c->chars[0]);

	*to = (struct cell){c->chars[0], style_number(c->attr & ~(attr_t)A_CHARTEXT), 0};
	if (to->ch < L' ' || cols > room) {
		to->ch = L' ';
		return 1;
	}
	if (c->chars[1])
		to->marked = marked_number(c);
	if (cols == 2)
		to[1] = (struct cell){0, to->style, 0};
	return cols;
}

/* One by one: a half without its other half is a blank. */
static void read_cells(int row, struct cell *to)
{
	cchar_t c = {0}, next = {0};

	for (int col = 0, cols; col < paint.cols; col += cols) {
		mvwin_wch(newscr, row, col, &c);
		if (columns_of(c.chars[0]) == 2) {
			mvwin_wch(newscr, row, col + 1 < paint.cols ? col + 1 : col - 1, &next);
			if (next.chars[0] != c.chars[0])
				c.chars[0] = L'\0';
		}
		cols = put_cell(to + col, paint.cols - col, &c);
	}
}

/* A row of curses' virtual screen as cells. */
static void read_row(int row, struct cell *to)
{
	static cchar_t *read;
	static int room;
	const cchar_t *c;
	int col = 0;

	if (!read || room < paint.cols) {
		room = paint.cols;
		read = xrealloc(read, ((size_t)room + 1) * sizeof *read);
	}
	*read = (cchar_t){0};
	mvwin_wchnstr(newscr, row, 0, read, paint.cols);
	for (c = read; col < paint.cols && c->chars[0]; c++)
		col += put_letter(to + col, c) ? 1 : put_cell(to + col, paint.cols - col, c);
	if (col != paint.cols || c->chars[0])
		read_cells(row, to);
}

static void send_cell(int row, int col, const struct cell *c)
{
	if (row != paint.row || col != paint.col)
		go(row, col);
	if (c->style != paint.style)
		set_style(c->style);
	if (c->marked) {
		for (const wchar_t *m = marked[c->marked - 1]; *m; m++)
			put_char(*m);
	} else {
		put_char(c->ch);
	}
	paint.col += col + 1 < paint.cols && !c[1].ch ? 2 : 1;
	if (paint.col >= paint.cols)
		paint.row = -1; /* the next one may be awaited at either side of the edge */
}

static void send_row(int row)
{
	const struct cell *w = row_of(paint.want, row), *s = row_of(paint.shown, row);
	int first = 0, last = paint.cols - 1, end = paint.cols, erase;

	while (first <= last && is_same(w + first, s + first, 1))
		first++;
	while (last > first && is_same(w + last, s + last, 1))
		last--;
	while (end > 0 && is_blank(w + end - 1))
		end--;
	if (first > last)
		return;
	erase = end > first ? end : first;
	if (last + 1 - erase < ERASE)
		erase = paint.cols;
	for (int c = first > 0 && !w[first].ch ? first - 1 : first; c <= last && c < erase;) {
		int same = 0;

		while (c + same <= last && c + same < erase && is_same(w + c + same, s + c + same, 1))
			same++;
		if (same >= SKIP) {
			c += same;
			if (c <= last && !w[c].ch)
				c--;
			continue;
		}
		send_cell(row, c, w + c);
		c += c + 1 < paint.cols && !w[c + 1].ch ? 2 : 1;
	}
	if (erase < paint.cols) {
		go(row, erase);
		set_style(0);
		buffer_text(&paint.out, "\033[K");
	}
	memcpy(row_of(paint.shown, row), w, (size_t)paint.cols * sizeof *w);
}

/* ---- rows that have moved ---- */

/* Rows top..bottom show what stood `by` rows below (above, where it is negative). */
struct shift {
	int top, bottom, by;
};

static bool has_moved(int row, int by)
{
	return row + by >= 0 && row + by < paint.rows &&
	       is_same(row_of(paint.want, row), row_of(paint.shown, row + by), paint.cols);
}

/* Cells of the row that are not those of the row s; where that is NULL, not blank. */
static int to_send(int row, const struct cell *s)
{
	const struct cell *w = row_of(paint.want, row);
	int n = 0;

	for (int i = 0; i < paint.cols; i++)
		n += s ? !is_same(w + i, s + i, 1) : !is_blank(w + i);
	return n;
}

/* Whether it is worth while to shift this row, too, although it has changed on its way: it was the selected one.  Then
 * not this one is new but the one where it came from. */
static bool goes_along(int row, int by)
{
	int from = row + by;

	return from >= 0 && from < paint.rows &&
	       to_send(row, row_of(paint.shown, from)) + to_send(from, NULL) <
	               to_send(row, NULL) + to_send(from, row_of(paint.shown, from));
}

/* Where the row in the middle of what differs has gone, and how many of its neighbours with it. */
static struct shift find_shift(void)
{
	struct shift found = {0, -1, 0};
	int first = 0, last = paint.rows - 1, middle;

	while (first <= last && !paint.differs[first])
		first++;
	while (last > first && !paint.differs[last])
		last--;
	middle = first + (last - first) / 2;
	if (last - first < SCROLL_LEAST || !paint.differs[middle])
		return found;
	for (int by = 1; by <= (last - first) / 2; by++)
		for (int way = -1; way <= 1; way += 2) {
			struct shift s = {middle, middle - 1, way * by};

			if (!has_moved(middle, s.by))
				continue;
			while (s.bottom < last && has_moved(s.bottom + 1, s.by))
				s.bottom++;
			while (s.top > first && has_moved(s.top - 1, s.by))
				s.top--;
			if (s.bottom - s.top > found.bottom - found.top)
				found = s;
		}
	if (found.bottom - found.top + 1 < SCROLL_LEAST)
		return found;
	while (found.bottom < last && goes_along(found.bottom + 1, found.by))
		found.bottom++;
	while (found.top > first && goes_along(found.top - 1, found.by))
		found.top--;
	return found;
}

static void put_region(int top, int bottom)
{
	buffer_text(&paint.out, "\033[");
	put_number(top + 1);
	buffer_byte(&paint.out, ';');
	put_number(bottom + 1);
	buffer_byte(&paint.out, 'r');
	paint.row = -1;
}

static void scroll_rows(void)
{
	struct shift s = find_shift();
	int by = s.by < 0 ? -s.by : s.by, top = s.top, bottom = s.bottom, kept;
	size_t bytes;

	if (s.bottom - s.top + 1 < SCROLL_LEAST)
		return;
	if (s.by > 0)
		bottom += by;
	else
		top -= by;
	put_region(top, bottom);
	go(s.by > 0 ? bottom : top, 0);
	for (int i = 0; i < by; i++)
		buffer_text(&paint.out, s.by > 0 ? "\n" : "\033M");
	put_region(0, paint.rows - 1);
	kept = bottom - top + 1 - by;
	bytes = (size_t)kept * (size_t)paint.cols * sizeof *paint.shown;
	if (s.by > 0) {
		memmove(row_of(paint.shown, top), row_of(paint.shown, top + by), bytes);
		blank(row_of(paint.shown, bottom + 1 - by), by * paint.cols);
	} else {
		memmove(row_of(paint.shown, top + by), row_of(paint.shown, top), bytes);
		blank(row_of(paint.shown, top), by * paint.cols);
	}
	for (int i = top; i <= bottom; i++)
		paint.differs[i] = true;
}

/* ---- what draw.c calls ---- */

static bool begins(const char *s, const char *with)
{
	return s && strncmp(s, with, strlen(with)) == 0;
}

static bool is(const char *s, const char *what)
{
	return s && strcmp(s, what) == 0;
}

void paint_start(void)
{
	const char *look = exit_attribute_mode ? plain_look() : NULL;

	paint.on = is(cursor_address, "\033[%i%p1%d;%p2%dH") && is(carriage_return, "\r") && is(clr_eol, "\033[K") &&
	           begins(clear_screen, "\033[H\033[") && !strchr(clear_screen, '$') && magic_cookie_glitch <= 0 &&
	           (!auto_right_margin || eat_newline_glitch) && is(nl_langinfo(CODESET), "UTF-8") &&
	           (begins(look, "\033[m") || begins(look, "\033[0")) && !strchr(look, '$') &&
	           (!has_colors() || (set_a_foreground && set_a_background));
	paint.may_move = move_standout_mode;
	paint.scrolls = is(change_scroll_region, "\033[%i%p1%d;%p2%dr") && is(scroll_forward, "\n") &&
	                is(scroll_reverse, "\033M");
	paint_forget_styles();
}

bool paint_can(void)
{
	return paint.on;
}

void paint_forget_styles(void)
{
	for (unsigned i = 0; i < styles; i++)
		for (unsigned k = 0; k < styles; k++) {
			free(turns[i][k]);
			turns[i][k] = NULL;
		}
	styles = 1; /* style 0 is the terminal's own */
	style_last = 0;
	paint.rows = paint.cols = 0; /* what is shown is known by number of style */
}

/* The terminal's window as it is now, with nothing in it. */
static void clear_all(int rows, int cols)
{
	size_t cells = (size_t)rows * (size_t)cols;

	if (cells > (size_t)paint.rows * (size_t)paint.cols) {
		paint.shown = xrealloc(paint.shown, cells * sizeof *paint.shown);
		paint.want = xrealloc(paint.want, cells * sizeof *paint.want);
	}
	if (rows > paint.rows)
		paint.differs = xrealloc(paint.differs, (size_t)rows * sizeof *paint.differs);
	paint.rows = rows;
	paint.cols = cols;
	blank(paint.shown, rows * cols);
	marked_n = 0;
	marked_full = false;
	buffer_text(&paint.out, clear_screen);
	paint.row = paint.col = 0;
}

static void read_frame(bool all)
{
	for (int i = 0; i < paint.rows; i++) {
		struct cell *want = row_of(paint.want, i);

		paint.differs[i] = false;
		if (!all && !is_linetouched(newscr, i))
			continue;
		read_row(i, want);
		paint.differs[i] = !is_same(want, row_of(paint.shown, i), paint.cols);
	}
}

void paint_frame(bool anew, int row, int col)
{
	int rows, cols;

	getmaxyx(newscr, rows, cols);
	if ((anew = anew || rows != paint.rows || cols != paint.cols))
		clear_all(rows, cols);
	read_frame(anew);
	if (marked_full && !anew) { /* of frames that are gone */
		anew = true;
		clear_all(rows, cols);
		read_frame(true);
	}
	untouchwin(newscr);
	if (!anew && paint.scrolls)
		scroll_rows();
	for (int i = 0; i < rows; i++)
		if (paint.differs[i])
			send_row(i);
	set_style(0);
	if (row >= 0)
		go(row, col);
	if (paint.out.n)
		term_raw_write(paint.out.s, paint.out.n);
	buffer_clear(&paint.out);
}
