/* draw.c - the only file that writes cells.
 *
 * All text goes through wadd_wchnstr() on whole characters: of curses' ways it is the one that takes care of the other
 * half of a Han it overwrites.  What is never sent as it is stands in lookalike.c; lines,
 * frames and bars in shape.c.
 *
 * Nothing is written before draw_flush(), and then only the rows whose strokes are not those of the time before. */
#include <curses.h>
#include <panel.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tui/term/draw.h"
#include "tui/term/inside.h"
#include "tui/term/stroke.h"
#include "tui/term/term.h"

enum { CELLS = 1024 /* no terminal has more columns */, MARKS = CCHARW_MAX - 2 };

struct surface {
	WINDOW *win;
	PANEL *panel;
	struct strokes *strokes;
	struct rect where; /* as asked; the window is what of it is on the screen */
	bool shown, fits;
	struct surface *next;
};
static struct surface *surfaces;

static struct {
	struct surface *s;
	int row, col;
	bool visible;
} cursor;
static int cursor_drawn = -1; /* what curs_set was told last */
static bool redraw_all;

/* ---- surfaces ---- */

static struct rect on_screen(struct rect r)
{
	int rows = term_rows(), cols = term_cols();

	if (r.row < 0)
		r.row = 0;
	if (r.col < 0)
		r.col = 0;
	if (r.rows > rows - r.row)
		r.rows = rows - r.row;
	if (r.cols > cols - r.col)
		r.cols = cols - r.col;
	return r;
}

static void surface_update_shown(struct surface *s)
{
	bool want = s->shown && s->fits;

	if (want && panel_hidden(s->panel))
		show_panel(s->panel);
	else if (!want && !panel_hidden(s->panel))
		hide_panel(s->panel);
}

static WINDOW *new_window(struct rect where, bool *fits)
{
	struct rect r = on_screen(where);
	WINDOW *w;

	*fits = r.rows > 0 && r.cols > 0;
	if (!*fits)
		r = (struct rect){0, 0, 1, 1};
	w = newwin(r.rows, r.cols, r.row, r.col);
	if (!w) /* no memory: the hook saves the drafts */
		xalloc((size_t)-1);
	leaveok(w, TRUE);
	return w;
}

struct surface *surface_new(struct rect where)
{
	struct surface *s = xalloc(sizeof *s);

	s->where = where;
	s->shown = true;
	s->win = new_window(where, &s->fits);
	s->panel = new_panel(s->win);
	s->strokes = strokes_new(getmaxy(s->win));
	s->next = surfaces;
	surfaces = s;
	surface_update_shown(s);
	return s;
}

/* Whether curses has made it fit already: a window that fills the screen goes with it. */
static bool is_placed(WINDOW *w, struct rect where)
{
	struct rect r = on_screen(where), now;

	getbegyx(w, now.row, now.col);
	getmaxyx(w, now.rows, now.cols);
	return memcmp(&r, &now, sizeof r) == 0;
}

void surface_place(struct surface *s, struct rect where)
{
	WINDOW *old = s->win;

	s->where = where;
	if (s->fits && is_placed(old, where)) {
		werase(old);
	} else {
		s->win = new_window(where, &s->fits);
		replace_panel(s->panel, s->win);
		delwin(old);
	}
	strokes_fit(s->strokes, getmaxy(s->win));
	surface_update_shown(s);
}

void surface_show(struct surface *s, bool shown)
{
	s->shown = shown;
	surface_update_shown(s);
}

void surface_top(struct surface *s)
{
	if (!panel_hidden(s->panel))
		top_panel(s->panel);
}

void surface_free(struct surface **s)
{
	if (!*s)
		return;
	if (cursor.s == *s)
		cursor.s = NULL;
	for (struct surface **at = &surfaces; *at; at = &(*at)->next)
		if (*at == *s) {
			*at = (*s)->next;
			break;
		}
	strokes_free(&(*s)->strokes);
	del_panel((*s)->panel);
	delwin((*s)->win);
	free(*s);
	*s = NULL;
}

struct rect surface_rect(const struct surface *s)
{
	return s->where;
}

int surface_rows(const struct surface *s)
{
	return s->where.rows;
}

int surface_cols(const struct surface *s)
{
	return s->where.cols;
}

/* ---- characters ---- */

static cchar_t line[CELLS];

/* What a role's characters are written with, and its blanks: their colour would be bytes for nothing.  Cells are copied
 * from a pattern, in which only the letter is another: setcchar() costs more than all the rest of a cell. */
struct ink {
	cchar_t text, blank;
};

static struct ink inks[C_ROLES];

static void mix(cchar_t *to, attr_t a, const wchar_t *s)
{
	setcchar(to, s, a & ~(attr_t)A_COLOR, (short)PAIR_NUMBER((int)a), NULL);
}

static void inks_mix(void)
{
	for (int r = 0; r < C_ROLES; r++) {
		enum role role = (enum role)r;

		mix(&inks[r].text, (attr_t)theme_attr(role), L"x");
		mix(&inks[r].blank, (attr_t)theme_attr(theme_on_blank(role) ? role : C_TEXT), L" ");
	}
}

static void put_char(int at, wchar_t c, const struct ink *ink)
{
	if (c == L' ') {
		line[at] = ink->blank;
	} else {
		line[at] = ink->text;
		line[at].chars[0] = c;
	}
}

static bool is_han(uint32_t cp)
{
	return cp >= 0x4e00 && cp < 0xa000;
}

/* The beginning of s as far as it is letters and Han that nothing has to be asked about; *n and *s go behind it.  The
 * columns, at most cols; *cells as compose. */
static int compose_plain(const char **s, size_t *n, int cols, const struct ink *ink, int *cells)
{
	const char *at = *s, *end = at + *n;
	int used = 0, len = 0, w = 0;

	while (at < end && used < cols && *cells + 2 < CELLS) {
		unsigned char c = (unsigned char)*at;
		uint32_t cp = c;

		if (c < 0x80) {
			if (c < 0x20 || c == 0x7f)
				break;
			len = w = 1;
		} else {
			int next = utf8_decode(at, (size_t)(end - at), &cp);

			if (!is_han(cp) || used + 2 > cols)
				break;
			len = next;
			w = 2;
		}
		put_char((*cells)++, (wchar_t)cp, ink);
		used += w;
		at += len;
	}
	if (used && at < end && (unsigned char)*at >= 0x80) {
		uint32_t mark;

		utf8_decode(at, (size_t)(end - at), &mark);
		if (char_columns(mark) <= 0) { /* it may stand on the last one */
			at -= len;
			used -= w;
			--*cells;
		}
	}
	*n = (size_t)(end - at);
	*s = at;
	return used;
}

/* Fills line[] with the characters of s that fit into cols columns after `skip` columns; a Han that is cut in two by
 * the left edge leaves a blank.  Returns the columns, *cells gets the elements used. */
static int compose(const char *s, size_t n, int skip, int cols, enum role role, int *cells)
{
	const struct ink *ink = &inks[role];
	int at = 0, passed = 0, used = skip ? 0 : compose_plain(&s, &n, cols, ink, &at);

	while (n && used < cols && at + 2 < CELLS) {
		wchar_t one[CCHARW_MAX + 1] = {0};
		uint32_t cp;
		int len = utf8_decode(s, n, &cp), w, k = 1;
		bool plain; /* as nearly all are that are no Han */

		s += len;
		n -= (size_t)len;
		if (cp == '\t')
			cp = ' ';
		plain = cp >= 0x20 && cp < 0x7f;
		w = plain ? 1 : char_columns(cp);
		if (w <= 0 || (!plain && char_kept_back(cp)))
			continue; /* a mark without its base, or nothing for a screen */
		one[0] = (wchar_t)cp;
		while (n && (unsigned char)*s >= 0x80 && k < MARKS) { /* the marks that stand on it */
			uint32_t mark;
			int m = utf8_decode(s, n, &mark);

			if (char_columns(mark) != 0)
				break;
			if (!char_kept_back(mark) && wcwidth((wchar_t)mark) == 0)
				one[k++] = (wchar_t)mark;
			s += m;
			n -= (size_t)m;
		}
		if (passed < skip) {
			passed += w;
			if (passed > skip) { /* its right half */
				put_char(at++, L' ', ink);
				used++;
				passed = skip;
			}
			continue;
		}
		if (used + w > cols)
			break;
		if (!plain && wcwidth((wchar_t)cp) != w) {
			wchar_t as[3] = {0};

			char_look_alike(cp, w, as);
			for (int i = 0; i < 2 && as[i]; i++)
				put_char(at++, as[i], ink);
		} else if (k > 1) {
			mix(&line[at++], (attr_t)theme_attr(role), one);
		} else {
			put_char(at++, one[0], ink);
		}
		used += w;
	}
	*cells = at;
	return used;
}

/* Cuts the span [col, col + cols) of a row to the surface; *skip gets what was cut off at its left. */
static bool clip(const struct surface *s, int row, int *col, int *cols, int *skip)
{
	int rows, width;

	getmaxyx(s->win, rows, width);
	*skip = 0;
	if (!s->fits || row < 0 || row >= rows || *cols <= 0)
		return false;
	if (*col < 0) {
		*skip = -*col;
		*cols += *col;
		*col = 0;
	}
	if (*cols > width - *col)
		*cols = width - *col;
	return *cols > 0;
}

static int run(struct surface *s, int row, int col, int cols, enum role role, const char *text, size_t n, int cut)
{
	int skip, cells, used;

	if (!clip(s, row, &col, &cols, &skip))
		return 0;
	used = compose(text, n, skip + cut, cols, role, &cells);
	if (cells)
		mvwadd_wchnstr(s->win, row, col, line, cells);
	return used;
}

static void repeat(struct surface *s, int row, int col, int cols, enum role role, wchar_t what)
{
	int skip;

	if (!clip(s, row, &col, &cols, &skip))
		return;
	put_char(0, what, &inks[role]);
	/* Several times faster than cell by cell; but it leaves the other half of a Han that stood across its ends, and a
	 * half moves all behind it. */
	if (cols > 2)
		mvwhline_set(s->win, row, col + 1, line, cols - 2);
	mvwadd_wchnstr(s->win, row, col, line, 1);
	if (cols > 1)
		mvwadd_wchnstr(s->win, row, col + cols - 1, line, 1);
}

enum { FEW = 8 /* blanks that cost less behind a text than by themselves */ };

/* What nearly every text is: whole, from the left, nothing in it to be asked about. */
static bool plain_text_out(struct surface *s, int row, const struct stroke *k, const char *text)
{
	const struct ink *ink = &inks[k->role];
	int col = k->col, cols = k->cols, skip, cells = 0, used;
	size_t n = (size_t)k->n;

	if ((k->how != TEXT_LEFT && k->how != TEXT_NO_PAD) || !clip(s, row, &col, &cols, &skip) || skip)
		return false;
	used = compose_plain(&text, &n, cols, ink, &cells);
	if (n)
		return false;
	if (k->how == TEXT_LEFT)
		for (; used < cols && cols - used <= FEW; used++)
			put_char(cells++, L' ', ink);
	if (cells)
		mvwadd_wchnstr(s->win, row, col, line, cells);
	if (k->how == TEXT_LEFT && used < cols)
		repeat(s, row, col + used, cols - used, (enum role)k->role, L' ');
	return true;
}

static void text_out(struct surface *s, int row, const struct stroke *k, const char *text)
{
	enum role role = (enum role)k->role;
	char fitted[8 * CELLS + 8];
	int end = k->col + k->cols, at = k->col < 0 ? 0 : k->col;

	if (plain_text_out(s, row, k, text))
		return;
	text_fit(fitted, sizeof fitted, text, k->cols, k->how);
	at += run(s, row, k->col, k->cols, role, fitted, strlen(fitted), 0);
	if (at < end && k->how != TEXT_NO_PAD)
		repeat(s, row, at, end - at, role, L' ');
}

static void role_out(struct surface *s, int row, const struct stroke *k)
{
	attr_t a = (attr_t)theme_attr((enum role)k->role);
	int col = k->col, cols = k->cols, skip;

	if (clip(s, row, &col, &cols, &skip))
		mvwchgat(s->win, row, col, cols, a & ~(attr_t)A_COLOR, (short)PAIR_NUMBER((int)a), NULL);
}

static void stroke_out(void *surface, int row, const struct stroke *k, const char *text)
{
	struct surface *s = surface;

	switch ((enum stroke_kind)k->kind) {
	case STROKE_TEXT:
		text_out(s, row, k, text);
		break;
	case STROKE_RUN:
		run(s, row, k->col, k->cols, (enum role)k->role, text, (size_t)k->n, k->how);
		break;
	case STROKE_REPEAT:
		repeat(s, row, k->col, k->cols, (enum role)k->role, (wchar_t)k->how);
		break;
	case STROKE_ROLE:
		role_out(s, row, k);
		break;
	}
}

/* The bytes of text that fill cols columns, with the marks on the last character; *used gets the columns. */
static size_t reach(const char *text, size_t n, int cols, int *used)
{
	size_t i = 0;

	*used = 0;
	while (i < n) {
		uint32_t cp;
		int len = utf8_decode(text + i, n - i, &cp), w = cp == '\t' ? 1 : char_columns(cp);

		if (w > 0 && *used + w > cols)
			break;
		*used += w > 0 ? w : 0;
		i += (size_t)len;
	}
	return i;
}

int draw_run(
        struct surface *s, int row, int col, int cols, enum role role, const char *text, size_t n)
{
	int skip, used;

	if (!text || !clip(s, row, &col, &cols, &skip))
		return 0;
	n = reach(text, n, skip + cols, &used);
	if (used > skip)
		strokes_add(s->strokes, row, &(struct stroke){STROKE_RUN, (int)role, col, cols, skip, (int)n}, text);
	return used > skip ? used - skip : 0;
}

void draw_text(
        struct surface *s, int row, int col, int cols, enum role role, const char *text, int align)
{
	char fitted[8 * CELLS + 8];
	size_t n;

	if (cols <= 0)
		return;
	if (cols > CELLS)
		cols = CELLS;
	text = text ? text : "";
	n = strlen(text);
	if (n > sizeof fitted) { /* far more than is seen */
		text_fit(fitted, sizeof fitted, text, cols, align);
		n = strlen(text = fitted);
	}
	strokes_add(s->strokes, row, &(struct stroke){STROKE_TEXT, (int)role, col, cols, align, (int)n}, text);
}

void draw_repeat(struct surface *s, int row, int col, int cols, enum role role, const wchar_t *what)
{
	strokes_add(s->strokes, row, &(struct stroke){STROKE_REPEAT, (int)role, col, cols, (int)*what, 0}, NULL);
}

void draw_fill(struct surface *s, struct rect r, enum role role)
{
	for (int i = 0; i < r.rows; i++)
		draw_repeat(s, r.row + i, r.col, r.cols, role, L" ");
}

void draw_role(struct surface *s, int row, int col, int cols, enum role role)
{
	strokes_add(s->strokes, row, &(struct stroke){STROKE_ROLE, (int)role, col, cols, 0, 0}, NULL);
}

/* ---- the frame ---- */

void draw_start(void)
{
	cursor_drawn = -1;
	redraw_all = true;
	paint_start();
}

void draw_lost(void)
{
	cursor_drawn = -1;
	redraw_all = true;
}

void draw_cursor(struct surface *s, int row, int col, bool visible)
{
	cursor.s = s;
	cursor.row = row;
	cursor.col = col;
	cursor.visible = visible;
}

static void strokes_out(void)
{
	static int depth = -1, ambiguous;
	bool anew = redraw_all || depth != (int)theme_depth() || ambiguous != text_ambiguous();

	if (depth != (int)theme_depth())
		paint_forget_styles();
	if (anew)
		inks_mix();
	for (struct surface *s = surfaces; s; s = s->next) {
		if (anew)
			strokes_forget(s->strokes);
		strokes_draw(s->strokes, stroke_out, s);
	}
	depth = (int)theme_depth();
	ambiguous = text_ambiguous();
}

/* Where on the screen the cursor is left: the input method's window opens there. */
static bool cursor_place(int *row, int *col)
{
	int top, left, rows, cols, r = cursor.row, c = cursor.col;

	if (!cursor.s)
		return false;
	getbegyx(cursor.s->win, top, left);
	getmaxyx(cursor.s->win, rows, cols);
	*row = top + (r < 0 ? 0 : r >= rows ? rows - 1 : r);
	*col = left + (c < 0 ? 0 : c >= cols ? cols - 1 : c);
	return true;
}

void draw_flush(void)
{
	bool visible = cursor.s && cursor.s->fits && cursor.visible;
	int row = -1, col = -1;

	strokes_out();
	update_panels();
	if (cursor_place(&row, &col))
		setsyx(row, col);
	if (paint_can()) {
		paint_frame(redraw_all, row, col);
	} else {
		if (redraw_all)
			clearok(curscr, TRUE);
		doupdate();
	}
	redraw_all = false;
	if (visible != cursor_drawn) {
		curs_set(visible);
		cursor_drawn = visible;
	}
}

void draw_redraw(void)
{
	redraw_all = true;
}
