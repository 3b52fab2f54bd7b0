/* field.c - a text in one line.  The text itself is edit's; here is only which part of it is seen.
 */
#include "tui/widget/field.h"

#include <string.h>

#include "store/base/text.h"
#include "tui/widget/edit_key.h"

#define DOT "●"

void field_init(struct field *f)
{
	*f = (struct field){0};
	edit_init(&f->edit);
	f->edit.one_line = true;
}

void field_done(struct field *f)
{
	edit_done(&f->edit);
}

void field_conceal(struct field *f, size_t max_bytes)
{
	edit_conceal(&f->edit, max_bytes);
}

void field_set(struct field *f, const char *text)
{
	edit_load(&f->edit, text);
	edit_move(&f->edit, EDIT_TEXT_END, false);
	f->left = 0;
}

const char *field_text(const struct field *f)
{
	return f->edit.text.s;
}

static int shown_width(const struct field *f, size_t from, size_t to)
{
	if (!f->edit.secret)
		return edit_width(&f->edit, from, to);
	int dots = 0;
	for (; from < to; from = edit_next(&f->edit, from))
		dots++;
	return dots * text_columns(DOT);
}

int field_scroll(struct field *f, int cols)
{
	const struct edit *e = &f->edit;
	int room = cols > 1 ? cols - 1 : 1; /* one cell for the cursor behind the last character */
	if (f->left > e->text.n)
		f->left = e->text.n;
	if (e->at < f->left)
		f->left = e->at;
	while (f->left < e->at && shown_width(f, f->left, e->at) > room)
		f->left = edit_next(e, f->left);
	while (f->left > 0 && shown_width(f, edit_prev(e, f->left), e->text.n) <= room)
		f->left = edit_prev(e, f->left);
	return shown_width(f, f->left, e->at);
}

/* The position in the text of a column of the field. */
static size_t place(const struct field *f, int col)
{
	const struct edit *e = &f->edit;
	size_t at = f->left;
	for (int x = 0; at < e->text.n;) {
		size_t next = edit_next(e, at);
		x += shown_width(f, at, next);
		if (x > col)
			break;
		at = next;
	}
	return at;
}

enum took field_key(struct field *f, const struct event *ev)
{
	if (ev->key == K_MOUSE) {
		int col = ev->mouse.col - f->seen.col;
		if (ev->mouse.act != MOUSE_PRESS || ev->mouse.row != f->seen.row || col < 0 ||
		        col >= f->seen.cols)
			return TOOK_NOT;
		edit_go(&f->edit, place(f, col), false);
		return TOOK;
	}
	return edit_key(&f->edit, ev) ? TOOK : TOOK_NOT;
}

static void draw_content(
        const struct field *f, struct surface *s, int row, int col, int cols, enum role role)
{
	const struct edit *e = &f->edit;
	if (!e->secret) {
		draw_run(s, row, col, cols, role, e->text.s + f->left, e->text.n - f->left);
		return;
	}
	int dot = text_columns(DOT);
	for (size_t at = f->left; at < e->text.n && cols >= dot; at = edit_next(e, at)) {
		draw_run(s, row, col, dot, role, DOT, strlen(DOT));
		col += dot;
		cols -= dot;
	}
}

void field_draw(struct field *f, struct surface *s, int row, int col, int cols, bool focused)
{
	const struct edit *e = &f->edit;
	struct rect at = surface_rect(s);
	enum role role = focused ? C_FIELD_ON : C_FIELD;
	f->seen = (struct rect){at.row + row, at.col + col, 1, cols};
	int cursor = field_scroll(f, cols);
	draw_fill(s, (struct rect){row, col, 1, cols}, role);
	if (!e->text.n && f->placeholder)
		draw_run(s, row, col, cols, C_DIM, f->placeholder, strlen(f->placeholder));
	else
		draw_content(f, s, row, col, cols, role);
	size_t from, to;
	if (focused && edit_selection(e, &from, &to)) {
		int x = from > f->left ? shown_width(f, f->left, from) : 0;
		int end = to > f->left ? shown_width(f, f->left, to) : 0;
		draw_role(s, row, col + x, (end < cols ? end : cols) - x, C_SELECT);
	}
	if (focused)
		draw_cursor(s, row, col + (cursor < cols ? cursor : cols - 1), true);
}
