/* vth_screen.c - reading the screen that vth.c keeps.
 *
 * libvterm keeps the other half when a program overwrites one half of a wide character, where a real terminal blanks
 * it: that is how a drawing fault is seen here. */
#include "tests/vth_inside.h"

#include <locale.h>
#include <string.h>
#include <wchar.h>

#define CONTINUATION ((uint32_t)-1)

int vth_rows(const struct vth *v)
{
	return v->rows;
}

int vth_cols(const struct vth *v)
{
	return v->cols;
}

VTermScreenCell vth_cell(const struct vth *v, int row, int col)
{
	VTermScreenCell cell = {0};

	vterm_screen_get_cell(v->screen, (VTermPos){row, col}, &cell);
	return cell;
}

bool vth_is_continuation(const struct vth *v, int row, int col)
{
	return vth_cell(v, row, col).chars[0] == CONTINUATION;
}

static void add_utf8(struct buffer *b, uint32_t c)
{
	char s[4];
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		s[i] = (char)(0x80 | (c & 0x3f));
	s[0] = (char)(n == 1 ? c : ((0xf00U >> n) & 0xf0) | c);
	buffer_add(b, s, n);
}

static void add_cell(struct buffer *b, const VTermScreenCell *cell)
{
	if (cell->chars[0] == CONTINUATION)
		return;
	if (!cell->chars[0])
		buffer_byte(b, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		add_utf8(b, cell->chars[i]);
}

static void add_span(const struct vth *v, struct buffer *b, int row, int col, int cells)
{
	for (int c = col; c < col + cells && c < v->cols; c++) {
		VTermScreenCell cell = vth_cell(v, row, c);

		add_cell(b, &cell);
	}
}

static void trim(struct buffer *b, size_t from, char blank)
{
	while (b->n > from && b->s[b->n - 1] == blank)
		b->s[--b->n] = 0;
}

const char *vth_row(struct vth *v, int row)
{
	buffer_clear(&v->row);
	buffer_text(&v->row, "");
	add_span(v, &v->row, row, 0, v->cols);
	trim(&v->row, 0, ' ');
	return v->row.s;
}

const char *vth_span(struct vth *v, int row, int col, int cells)
{
	buffer_clear(&v->span);
	buffer_text(&v->span, "");
	add_span(v, &v->span, row, col, cells);
	return v->span.s;
}

const char *vth_text(struct vth *v)
{
	size_t keep = 0;

	buffer_clear(&v->text);
	buffer_text(&v->text, "");
	for (int row = 0; row < v->rows; row++) {
		size_t start = v->text.n;

		add_span(v, &v->text, row, 0, v->cols);
		trim(&v->text, start, ' ');
		buffer_byte(&v->text, '\n');
		if (v->text.n > start + 1)
			keep = v->text.n;
	}
	v->text.s[keep] = 0;
	v->text.n = keep;
	return v->text.s;
}

static char mark_of(const VTermScreenCell *cell)
{
	if (cell->attrs.reverse)
		return cell->attrs.bold ? 'B' : 'r';
	if (cell->attrs.bold)
		return 'b';
	if (cell->attrs.underline)
		return 'u';
	if (!VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) || !VTERM_COLOR_IS_DEFAULT_BG(&cell->bg))
		return 'c';
	return '.';
}

const char *vth_picture(struct vth *v, bool marks)
{
	struct vth_cursor cursor = vth_cursor(v);
	struct buffer *b = &v->picture;

	buffer_clear(b);
	for (int row = 0; row < v->rows; row++) {
		size_t start;

		buffer_byte(b, '|');
		add_span(v, b, row, 0, v->cols);
		buffer_text(b, "|\n");
		if (!marks)
			continue;
		start = b->n;
		buffer_byte(b, ' ');
		for (int col = 0; col < v->cols; col++) {
			VTermScreenCell cell = vth_cell(v, row, col);

			if (cell.chars[0] == CONTINUATION && col > 0)
				buffer_byte(b, b->s[b->n - 1]);
			else
				buffer_byte(b, mark_of(&cell));
		}
		trim(b, start + 1, '.');
		if (b->n == start + 1) {
			b->s[start] = 0;
			b->n = start;
		} else {
			buffer_byte(b, '\n');
		}
	}
	buffer_printf(b, "cursor %d,%d %s\n", cursor.row, cursor.col,
		cursor.visible ? "shown" : "hidden");
	return b->s;
}

bool vth_has(struct vth *v, const char *utf8)
{
	return strstr(vth_text(v), utf8) != NULL;
}

bool vth_find(struct vth *v, const char *utf8, int *row, int *col)
{
	for (int r = 0; r < v->rows; r++) {
		const char *line = vth_row(v, r), *hit = strstr(line, utf8);
		int c = 0;

		if (!hit)
			continue;
		while (c < v->cols && strlen(vth_span(v, r, 0, c + 1)) <= (size_t)(hit - line))
			c++;
		*row = r;
		*col = c;
		return true;
	}
	return false;
}

struct vth_cursor vth_cursor(const struct vth *v)
{
	VTermPos at;

	vterm_state_get_cursorpos(v->state, &at);
	return (struct vth_cursor){at.row, at.col, v->cursor_visible};
}

bool vth_broken_wide(const struct vth *v, int *row, int *col)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), before = uselocale(utf8);
	bool broken = false;

	for (int r = 0; r < v->rows && !broken; r++)
		for (int c = 0; c < v->cols && !broken; c++) {
			uint32_t first = vth_cell(v, r, c).chars[0];
			bool wide = first && first != CONTINUATION && wcwidth((wchar_t)first) == 2;
			bool has_right = c + 1 < v->cols && vth_is_continuation(v, r, c + 1);

			if (first == CONTINUATION ? c == 0 : wide != has_right) {
				broken = true;
				if (row)
					*row = r;
				if (col)
					*col = c;
			}
		}
	uselocale(before);
	freelocale(utf8);
	return broken;
}

bool vth_full_screen(const struct vth *v)
{
	return v->full_screen;
}

/* libvterm 0.1 looks at the first parameter of a mode setting only, and curses sends "1006;1000". */
bool vth_wants_mouse(const struct vth *v)
{
	const char *s = v->output.s;
	size_t n = v->output.n;

	for (size_t i = n; i >= 5; i--)
		if (!memcmp(s + i - 5, "1000", 4) && (s[i - 1] == 'h' || s[i - 1] == 'l'))
			return s[i - 1] == 'h';
	return false;
}

const char *vth_title(const struct vth *v)
{
	return v->title;
}

size_t vth_bytes(const struct vth *v)
{
	return v->output.n;
}

const char *vth_output(const struct vth *v, size_t *n)
{
	*n = v->output.n;
	return v->output.s ? v->output.s : "";
}
