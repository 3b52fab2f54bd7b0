/* edit_move.c - where the cursor may stand, and on which row of the screen that is. */
#include "tui/widget/edit.h"

#include <string.h>

#include "store/base/text.h"

size_t edit_next(const struct edit *e, size_t at)
{
	return at + text_cluster(e->text.s + at, e->text.n - at);
}

size_t edit_prev(const struct edit *e, size_t at)
{
	return at - text_cluster_before(e->text.s, at);
}

int edit_width(const struct edit *e, size_t from, size_t to)
{
	int columns = 0;
	while (from < to) {
		const char *tab = memchr(e->text.s + from, '\t', to - from);
		size_t end = tab ? (size_t)(tab - e->text.s) : to;
		columns += text_columns_n(e->text.s + from, end - from);
		columns += tab != NULL;
		from = end + (tab != NULL);
	}
	return columns;
}

size_t edit_paragraph_start(const struct edit *e, size_t at)
{
	const char *end = at ? memrchr(e->text.s, '\n', at) : NULL;
	return end ? (size_t)(end - e->text.s) + 1 : 0;
}

size_t edit_paragraph_end(const struct edit *e, size_t at)
{
	const char *end = memchr(e->text.s + at, '\n', e->text.n - at);
	return end ? (size_t)(end - e->text.s) : e->text.n;
}

/* Rows. */

void edit_set_columns(struct edit *e, int columns)
{
	if (columns < 2)
		columns = 2;
	if (columns == e->columns)
		return;
	e->columns = columns;
	e->rows = 0;
	e->whole = false;
	e->goal = -1;
}

/* The bytes of the row at s; text_row knows no tabs, so it sees blanks in their place. */
static size_t row_bytes(struct edit *e, size_t at, size_t end)
{
	const char *s = e->text.s + at;
	size_t n = end - at, near = (size_t)e->columns * 8 + 64;
	if (!memchr(s, '\t', n < near ? n : near))
		return text_row(s, n, e->columns);
	buffer_clear(&e->flat);
	buffer_add(&e->flat, s, n);
	for (char *t = e->flat.s; (t = memchr(t, '\t', (size_t)(e->flat.s + n - t))) != NULL;)
		*t = ' ';
	return text_row(e->flat.s, n, e->columns);
}

static void add_row(struct edit *e, size_t at)
{
	if (e->rows == e->row_cap) {
		e->row_cap = e->row_cap * 2 + 64;
		e->row = xrealloc(e->row, (size_t)e->row_cap * sizeof *e->row);
	}
	e->row[e->rows++] = at;
}

/* Lays out until row `row` and the row after position at are known, or the text is. */
static void lay_out(struct edit *e, int row, size_t at)
{
	if (!e->rows)
		add_row(e, 0);
	size_t end = EDIT_NOWHERE;
	while (!e->whole && (e->rows <= row + 1 || e->row[e->rows - 1] <= at)) {
		size_t from = e->row[e->rows - 1];
		if (e->one_line)
			end = e->text.n;
		else if (end == EDIT_NOWHERE || from > end)
			end = edit_paragraph_end(e, from);
		size_t n = e->one_line ? end - from : from < end ? row_bytes(e, from, end) : 0;
		if (from + n < end)
			add_row(e, from + n);
		else if (end < e->text.n)
			add_row(e, end + 1);
		else
			e->whole = true;
	}
}

bool edit_has_row(struct edit *e, int row)
{
	lay_out(e, row, 0);
	return row >= 0 && row < e->rows;
}

static int clamp_row(struct edit *e, int row)
{
	lay_out(e, row, 0);
	return row < 0 ? 0 : row >= e->rows ? e->rows - 1 : row;
}

int edit_row_of(struct edit *e, size_t at)
{
	lay_out(e, 0, at);
	int low = 0, high = e->rows - 1;
	while (low < high) {
		int middle = (low + high + 1) / 2;
		if (e->row[middle] <= at)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

size_t edit_row_start(struct edit *e, int row)
{
	return e->row[clamp_row(e, row)];
}

size_t edit_row_end(struct edit *e, int row)
{
	row = clamp_row(e, row);
	if (row + 1 >= e->rows)
		return e->text.n;
	size_t next = e->row[row + 1];
	return next > e->row[row] && e->text.s[next - 1] == '\n' ? next - 1 : next;
}

static bool is_soft(struct edit *e, int row)
{
	return row + 1 < e->rows && edit_row_end(e, row) == e->row[row + 1];
}

void edit_point(struct edit *e, int *row, int *col)
{
	int r = edit_row_of(e, e->at);
	if (e->trailing && r > 0 && e->row[r] == e->at && is_soft(e, r - 1))
		r--;
	*row = r;
	*col = edit_width(e, e->row[r], e->at);
}

size_t edit_place(struct edit *e, int row, int col, bool *trailing)
{
	row = clamp_row(e, row);
	size_t at = e->row[row], end = edit_row_end(e, row);
	for (int x = 0; at < end;) {
		size_t next = edit_next(e, at);
		x += edit_width(e, at, next);
		if (x > col)
			break;
		at = next;
	}
	if (trailing)
		*trailing = at == end && at > e->row[row] && is_soft(e, row);
	return at;
}

/* Movement. */

void edit_go(struct edit *e, size_t at, bool select)
{
	if (!select) {
		e->mark = EDIT_NOWHERE;
		e->marking = false;
	} else if (e->mark == EDIT_NOWHERE) {
		e->mark = e->at;
	}
	e->at = at > e->text.n ? e->text.n : at;
	e->trailing = false;
	e->goal = -1;
	e->run = EDIT_RUN_NONE;
}

enum letter { BLANK, LINE_END, WORD, SIGN };

static enum letter letter_at(const struct edit *e, size_t at)
{
	uint32_t cp;
	utf8_decode(e->text.s + at, e->text.n - at, &cp);
	if (cp == '\n')
		return LINE_END;
	if (cp == ' ' || cp == '\t' || cp == 0x3000 || cp == 0xa0)
		return BLANK;
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
		                       (cp >= 'A' && cp <= 'Z')
		               ? WORD
		               : SIGN;
	if ((cp >= 0x2000 && cp < 0x2e80) ||
	        (cp >= 0x3001 && cp < 0x3040 && cp != 0x3005 && cp != 0x3007) ||
	        (cp >= 0xfe10 && cp < 0xfe70) || (cp >= 0xff00 && cp < 0xff10) ||
	        (cp >= 0xff1a && cp < 0xff21) || (cp >= 0xff3b && cp < 0xff41) ||
	        (cp >= 0xff5b && cp < 0xff66))
		return SIGN;
	return WORD;
}

static size_t word_left(const struct edit *e, size_t at)
{
	while (at && letter_at(e, edit_prev(e, at)) == BLANK)
		at = edit_prev(e, at);
	if (!at)
		return 0;
	enum letter kind = letter_at(e, edit_prev(e, at));
	if (kind == LINE_END)
		return edit_prev(e, at);
	while (at && letter_at(e, edit_prev(e, at)) == kind)
		at = edit_prev(e, at);
	return at;
}

static size_t word_right(const struct edit *e, size_t at)
{
	if (at == e->text.n)
		return at;
	enum letter kind = letter_at(e, at);
	if (kind == LINE_END)
		return edit_next(e, at);
	while (at < e->text.n && letter_at(e, at) == kind)
		at = edit_next(e, at);
	while (at < e->text.n && letter_at(e, at) == BLANK)
		at = edit_next(e, at);
	return at;
}

void edit_move(struct edit *e, enum edit_motion motion, bool select)
{
	size_t from, to, at = e->at;
	int row, col;
	bool trailing = false;
	switch (motion) {
	case EDIT_LEFT:
		at = !select && edit_selection(e, &from, &to) ? from : edit_prev(e, at);
		break;
	case EDIT_RIGHT:
		at = !select && edit_selection(e, &from, &to) ? to : edit_next(e, at);
		break;
	case EDIT_WORD_LEFT:
		at = word_left(e, at);
		break;
	case EDIT_WORD_RIGHT:
		at = word_right(e, at);
		break;
	case EDIT_ROW_START:
		edit_point(e, &row, &col);
		at = edit_row_start(e, row);
		break;
	case EDIT_ROW_END:
		edit_point(e, &row, &col);
		at = edit_row_end(e, row);
		trailing = is_soft(e, row);
		break;
	case EDIT_TEXT_START:
		at = 0;
		break;
	case EDIT_TEXT_END:
		at = e->text.n;
		break;
	}
	edit_go(e, at, select);
	e->trailing = trailing;
}

bool edit_move_rows(struct edit *e, int rows, bool select)
{
	int row, col;
	edit_point(e, &row, &col);
	int goal = e->goal >= 0 ? e->goal : col;
	int to = clamp_row(e, rows < 0 && row < -rows ? 0 : row + rows);
	if (to == row)
		return false;
	bool trailing;
	edit_go(e, edit_place(e, to, goal, &trailing), select);
	e->trailing = trailing;
	e->goal = goal;
	return true;
}

void edit_set_mark(struct edit *e)
{
	e->marking = !e->marking;
	e->mark = e->marking ? e->at : EDIT_NOWHERE;
	e->run = EDIT_RUN_NONE;
}

void edit_select_all(struct edit *e)
{
	edit_go(e, 0, false);
	e->mark = 0;
	e->at = e->text.n;
}

bool edit_selection(const struct edit *e, size_t *from, size_t *to)
{
	if (e->mark == EDIT_NOWHERE || e->mark == e->at)
		return false;
	*from = e->mark < e->at ? e->mark : e->at;
	*to = e->mark < e->at ? e->at : e->mark;
	return true;
}
