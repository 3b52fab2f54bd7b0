/* editor.c - keys, finding and drawing of a text of many rows.  The text and its rows are edit's.
 */
#include "tui/widget/editor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/text.h"
#include "tui/widget/edit_key.h"
#include "tui/widget/field.h"
#include "tui/words.h"

#define INDENT "　　"

struct editor {
	struct edit edit;
	size_t top; /* where the first row shown begins; a position, so that it survives a new width
	             */
	struct rect seen; /* where it was drawn last, in screen cells */
	int rows;         /* of text shown then */
	bool asking;      /* the line that asks what to find is open */
	struct field find;
	char notice[256];
};

struct editor *editor_new(void)
{
	struct editor *ed = xalloc(sizeof *ed);
	edit_init(&ed->edit);
	field_init(&ed->find);
	ed->rows = 10;
	return ed;
}

void editor_free(struct editor **ed)
{
	if (!*ed)
		return;
	edit_done(&(*ed)->edit);
	field_done(&(*ed)->find);
	free(*ed);
	*ed = NULL;
}

struct edit *editor_edit(struct editor *ed)
{
	return &ed->edit;
}

const char *editor_notice(const struct editor *ed)
{
	return ed->notice;
}

/* ---- finding ---- */

bool editor_find(struct editor *ed, const char *needle)
{
	struct edit *e = &ed->edit;
	size_t from = 0, to = 0, at, len;
	ed->notice[0] = '\0';
	/* from behind the last match's start, so that the match under the cursor is not found again
	 */
	size_t start = edit_selection(e, &from, &to) ? edit_next(e, from) : e->at;
	bool found = text_find(e->text.s, e->text.n, start, needle, &at, &len);
	if (!found && text_find(e->text.s, e->text.n, 0, needle, &at, &len)) {
		found = true;
		snprintf(ed->notice, sizeof ed->notice, "%s", W_FIND_AGAIN);
	}
	if (!found) {
		char shown[64];
		text_fit(shown, sizeof shown, needle, 20, TEXT_NO_PAD);
		snprintf(ed->notice, sizeof ed->notice, W_FIND_NOTHING, shown);
		return false;
	}
	edit_go(e, at, false);
	edit_go(e, at + len, true);
	return true;
}

static void ask(struct editor *ed)
{
	size_t from, to;
	if (edit_selection(&ed->edit, &from, &to) &&
	        !memchr(ed->edit.text.s + from, '\n', to - from)) {
		char *chosen = xstrndup(ed->edit.text.s + from, to - from);
		field_set(&ed->find, chosen);
		free(chosen);
	}
	edit_select_all(&ed->find.edit);
	ed->asking = true;
}

static enum took asking_key(struct editor *ed, const struct event *ev)
{
	if (ev->key == K_ESC) {
		ed->asking = false;
	} else if (ev->key == K_ENTER || ev->key == K_F3) {
		ed->asking = false;
		if (ed->find.edit.text.n)
			editor_find(ed, field_text(&ed->find));
	} else if (field_key(&ed->find, ev) == TOOK_NOT && ev->key == K_MOUSE) {
		ed->asking = false;
		return editor_key(ed, ev);
	}
	return TOOK; /* while it asks, every key is for it */
}

/* ---- keys ---- */

static bool indent(struct edit *e)
{
	size_t start = edit_paragraph_start(e, e->at);
	size_t n = strlen(INDENT);
	if (e->at != start || (e->text.n - start >= n && !memcmp(e->text.s + start, INDENT, n)))
		return false;
	edit_type(e, INDENT, n);
	return true;
}

static enum took mouse(struct editor *ed, const struct event *ev)
{
	struct edit *e = &ed->edit;
	int row = ev->mouse.row - ed->seen.row, col = ev->mouse.col - ed->seen.col;
	if (row < 0 || col < 0 || row >= ed->seen.rows || col >= ed->seen.cols)
		return TOOK_NOT;
	if (ev->mouse.act == MOUSE_WHEEL_UP || ev->mouse.act == MOUSE_WHEEL_DOWN) {
		edit_move_rows(e, ev->mouse.act == MOUSE_WHEEL_UP ? -3 : 3, false);
		return TOOK;
	}
	bool trailing;
	size_t at = edit_place(e, edit_row_of(e, ed->top) + row, col, &trailing);
	edit_go(e, at, false);
	e->trailing = trailing;
	if (ev->mouse.act == MOUSE_DOUBLE) {
		edit_move(e, EDIT_WORD_LEFT, false);
		edit_move(e, EDIT_WORD_RIGHT, true);
	}
	return TOOK;
}

enum took editor_key(struct editor *ed, const struct event *ev)
{
	struct edit *e = &ed->edit;
	int page = ed->rows > 2 ? ed->rows - 1 : 1;
	ed->notice[0] = '\0';
	if (ed->asking)
		return asking_key(ed, ev);
	switch (ev->key) {
	case K_UP:
	case K_SHIFT_UP:
		return edit_move_rows(e, -1, ev->key == K_SHIFT_UP || e->marking) ? TOOK : TOOK_NOT;
	case K_DOWN:
	case K_SHIFT_DOWN:
		return edit_move_rows(e, 1, ev->key == K_SHIFT_DOWN || e->marking) ? TOOK
		                                                                   : TOOK_NOT;
	case K_PAGE_UP:
		edit_move_rows(e, -page, e->marking);
		return TOOK;
	case K_PAGE_DOWN:
		edit_move_rows(e, page, e->marking);
		return TOOK;
	case K_ENTER:
		edit_paste(e, "\n", 1);
		break;
	case K_TAB:
		if (e->read_only || !indent(e))
			return TOOK_NOT;
		break;
	case K_CTRL('F'):
		ask(ed);
		return TOOK;
	case K_F3:
		if (!ed->find.edit.text.n)
			ask(ed);
		else
			editor_find(ed, field_text(&ed->find));
		return TOOK;
	case K_MOUSE:
		return mouse(ed, ev);
	default:
		if (!edit_key(e, ev))
			return TOOK_NOT;
	}
	edit_sentence(e, ed->notice, sizeof ed->notice);
	return TOOK;
}

/* ---- drawing ---- */

/* The rows to show: those shown last, moved as little as the cursor needs. */
static int first_row(struct editor *ed, int cursor_row, int rows)
{
	struct edit *e = &ed->edit;
	int top = edit_row_of(e, ed->top > e->text.n ? e->text.n : ed->top);
	if (cursor_row < top)
		top = cursor_row;
	if (cursor_row >= top + rows)
		top = cursor_row - rows + 1;
	while (top > 0 && !edit_has_row(e, top + rows - 1))
		top--;
	ed->top = edit_row_start(e, top);
	return top;
}

static void draw_selection(struct edit *e, struct surface *s, int y, int x, int row, int cols)
{
	size_t from, to;
	if (!edit_selection(e, &from, &to) || !edit_has_row(e, row))
		return;
	size_t start = edit_row_start(e, row), end = edit_row_end(e, row);
	if (to <= start || from > end)
		return;
	int left = from > start ? edit_width(e, start, from) : 0;
	/* a selected line end shows as one cell */
	int right = to > end ? edit_width(e, start, end) + 1 : edit_width(e, start, to);
	draw_role(s, y, x + left, (right < cols ? right : cols) - left, C_SELECT);
}

void editor_draw(struct editor *ed, struct surface *s, struct rect r, bool focused)
{
	struct edit *e = &ed->edit;
	struct rect at = surface_rect(s);
	int rows = r.rows - (ed->asking && r.rows > 1),
	    cols = r.cols - 1; /* the last column: cursor and scroll bar */
	int cursor_row, cursor_col;
	if (rows < 1 || cols < 2)
		return;
	edit_set_columns(e, cols);
	edit_point(e, &cursor_row, &cursor_col);
	int top = first_row(ed, cursor_row, rows);
	ed->rows = rows;
	ed->seen = (struct rect){at.row + r.row, at.col + r.col, rows, r.cols};
	for (int y = 0; y < rows; y++) {
		int used = 0;
		if (edit_has_row(e, top + y)) {
			size_t start = edit_row_start(e, top + y);
			used = draw_run(s, r.row + y, r.col, cols, C_TEXT, e->text.s + start,
			        edit_row_end(e, top + y) - start);
		}
		draw_fill(s, (struct rect){r.row + y, r.col + used, 1, r.cols - used}, C_TEXT);
		draw_selection(e, s, r.row + y, r.col, top + y, r.cols);
	}
	if (top > 0 || edit_has_row(e,
	                       rows)) { /* in bytes: nobody has to lay out the rest to draw a bar */
		size_t end =
		        edit_has_row(e, top + rows) ? edit_row_start(e, top + rows) : e->text.n;
		draw_scroll(s, r.row, r.col + cols, rows, (long long)ed->top,
		        (long long)(end - ed->top), (long long)e->text.n);
	}
	if (ed->asking && r.rows > 1) {
		int y = r.row + rows, label = text_columns(W_FIND_LABEL);
		draw_text(s, y, r.col, label, C_KEY, W_FIND_LABEL, TEXT_LEFT);
		field_draw(&ed->find, s, y, r.col + label, r.cols - label, focused);
	} else if (focused) {
		draw_cursor(s, r.row + cursor_row - top, r.col + cursor_col, true);
	}
}

static int count_paragraphs(const char *s, size_t n)
{
	int paragraphs = 1;
	for (const char *end = s + n; (s = memchr(s, '\n', (size_t)(end - s))) != NULL; s++)
		paragraphs++;
	return paragraphs;
}

/* What a reader counts as 字: the ends of lines are none. */
const char *editor_status(struct editor *ed, char *buf, size_t cap)
{
	const struct edit *e = &ed->edit;
	size_t from, to;
	int all = count_paragraphs(e->text.s, e->text.n);
	int n = snprintf(buf, cap, W_EDITOR_STATUS, count_paragraphs(e->text.s, e->at), all,
	        e->chars - (size_t)(all - 1));
	if (edit_selection(e, &from, &to) && n > 0 && (size_t)n < cap) {
		size_t chars = 0;
		for (size_t i = from; i < to; i++)
			chars += ((unsigned char)e->text.s[i] & 0xc0) != 0x80 && e->text.s[i] != '\n';
		snprintf(buf + n, cap - (size_t)n, W_EDITOR_CHOSEN, chars);
	}
	return buf;
}
