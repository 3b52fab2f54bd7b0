/* dialog_draw.c - a dialog in the middle of the screen: text, then what is typed or chosen, then a
 * sentence. */
#include "tui/widget/dialog_inside.h"

#include <stdio.h>
#include <string.h>

#include "store/base/text.h"
#include "tui/words.h"

enum { NARROW = 36, WIDE = 72, EDGE = 2 /* frame and a blank */ };

/* The next visual row of a text with paragraphs: its bytes; *s moves behind it and its line end. */
static size_t next_row(const char **s, int cols, const char **row)
{
	size_t n = strcspn(*s, "\n");
	size_t k = n ? text_row(*s, n, cols) : 0;
	*row = *s;
	*s += k + (k == n && (*s)[k] == '\n');
	return k;
}

static int count_rows(const char *text, int cols)
{
	int rows = 0;
	for (const char *row; *text; rows++)
		next_row(&text, cols, &row);
	return rows;
}

static int widest_line(const char *text)
{
	int most = 0;
	for (size_t n; *text; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		int w = text_columns_n(text, n);
		if (w > most)
			most = w;
	}
	return most;
}

static int list_width(const struct dialog *d)
{
	int most = 0;
	for (size_t i = 0; i < d->list.n; i++) {
		const struct choice *c = &d->list.v[i];
		const char *beside = *c->refusal ? c->refusal : c->note;
		int w = 4 + text_columns(c->label) + (*beside ? 2 + text_columns(beside) : 0);
		if (w > most)
			most = w;
	}
	return most;
}

static bool has_line(const struct dialog *d)
{
	return d->kind == DIALOG_TYPED || d->kind == DIALOG_PROMPT || d->kind == DIALOG_SECRET;
}

/* Rows below the text: a blank one, then the answers or the field. */
static int answer_rows(const struct dialog *d)
{
	return d->kind == DIALOG_MESSAGE ? 0 : d->kind == DIALOG_CHOICE ? 1 + (int)d->list.n : 2;
}

static struct rect place(const struct dialog *d, struct rect screen)
{
	int cols = widest_line(d->text), wide = screen.cols - 4 < WIDE ? screen.cols - 4 : WIDE;
	int other = list_width(d);
	if (text_columns(d->title) + 4 > other)
		other = text_columns(d->title) + 4;
	if (other > cols)
		cols = other;
	cols += 2 * EDGE;
	if (cols < (has_line(d) ? WIDE - 12 : NARROW))
		cols = has_line(d) ? WIDE - 12 : NARROW;
	if (cols > wide)
		cols = wide;
	int rows = count_rows(d->text, cols - 2 * EDGE) + answer_rows(d) + 3; /* frame, sentence */
	if (rows > screen.rows - 2)
		rows = screen.rows - 2;
	return (struct rect){screen.row + (screen.rows - rows) / 2,
	        screen.col + (screen.cols - cols) / 2, rows, cols};
}

static void draw_body(struct dialog *d, int cols)
{
	int total = count_rows(d->text, cols - 2 * EDGE);
	const char *s = d->text, *row;
	if (d->top > total - d->text_rows)
		d->top = total - d->text_rows;
	if (d->top < 0)
		d->top = 0;
	for (int y = 0; *s && y < d->top + d->text_rows; y++) {
		size_t n = next_row(&s, cols - 2 * EDGE, &row);
		if (y >= d->top)
			draw_run(d->surface, 1 + y - d->top, EDGE, cols - 2 * EDGE, C_DIALOG, row,
			        n);
	}
	if (total > d->text_rows)
		draw_scroll(d->surface, 1, cols - 2, d->text_rows, d->top, d->text_rows, total);
}

static void draw_buttons(struct dialog *d, int row, int cols)
{
	char label[2][48];
	snprintf(label[0], sizeof label[0], " 1 %s (n) ", d->list.v[0].label);
	snprintf(label[1], sizeof label[1], " 2 %s (y) ", d->list.v[1].label);
	int w[2] = {text_columns(label[0]), text_columns(label[1])};
	int x = (cols - w[0] - w[1] - 2) / 2;
	if (x < 1)
		x = 1;
	for (size_t i = 0; i < 2; i++) {
		draw_text(d->surface, row, x, w[i], i == d->at ? C_BUTTON_ON : C_BUTTON, label[i],
		        TEXT_LEFT);
		d->button[i] = (struct rect){d->where.row + row, d->where.col + x, 1, w[i]};
		if (i == d->at)
			draw_cursor(d->surface, row, x + 1, false);
		x += w[i] + 2;
	}
}

static void draw_choices(struct dialog *d, int row, int rows, int cols)
{
	int first = (int)d->at >= rows ? (int)d->at - rows + 1 : 0;
	memset(d->button, 0, sizeof d->button);
	for (int y = 0; y < rows && first + y < (int)d->list.n; y++) {
		size_t i = (size_t)(first + y);
		const struct choice *c = &d->list.v[i];
		const char *beside = *c->refusal ? c->refusal : c->note;
		char text[400], number[24] = " ";
		if (i < 9)
			snprintf(number, sizeof number, "%zu", i + 1);
		snprintf(text, sizeof text, " %s %s%s%s", number, c->label, *beside ? "  " : "",
		        beside);
		draw_text(d->surface, row + y, EDGE, cols - 2 * EDGE,
		        *c->refusal ? C_DIM : C_DIALOG, text, TEXT_LEFT);
		if (i == d->at) {
			draw_role(d->surface, row + y, EDGE, cols - 2 * EDGE, C_BUTTON_ON);
			draw_cursor(d->surface, row + y, EDGE + 1, false);
		}
		if (i < DIALOG_BUTTONS)
			d->button[i] = (struct rect){
			        d->where.row + row + y, d->where.col + EDGE, 1, cols - 2 * EDGE};
	}
}

static const char *keys_of(const struct dialog *d, char *buf, size_t cap)
{
	switch (d->kind) {
	case DIALOG_MESSAGE:
		return W_DIALOG_KEYS_MESSAGE;
	case DIALOG_CONFIRM:
		return W_DIALOG_KEYS_CONFIRM;
	case DIALOG_TYPED:
		snprintf(buf, cap,
		        d->started_by == K_ENTER ? W_DIALOG_KEYS_TYPED_F2 : W_DIALOG_KEYS_TYPED,
		        d->word);
		return buf;
	case DIALOG_CHOICE:
		return W_DIALOG_KEYS_CHOICE;
	default:
		return d->history && d->history->n ? W_DIALOG_KEYS_HISTORY : W_DIALOG_KEYS_PROMPT;
	}
}

void dialog_draw(struct dialog *d, struct rect screen)
{
	struct rect r = place(d, screen);
	char buf[160];
	if (r.rows < 3 || r.cols < 10)
		return;
	if (!d->surface)
		d->surface = surface_new(r);
	else if (memcmp(&r, &d->where, sizeof r) != 0)
		surface_place(d->surface, r);
	d->where = r;
	int answers = answer_rows(d);
	if (answers > r.rows - 4) /* one row of text at least */
		answers = r.rows - 4 > 0 ? r.rows - 4 : 0;
	d->text_rows = r.rows - 3 - answers;
	if (d->text_rows < 0)
		d->text_rows = 0;
	draw_fill(d->surface, (struct rect){1, 1, r.rows - 2, r.cols - 2}, C_DIALOG);
	draw_frame(d->surface, (struct rect){0, 0, r.rows, r.cols}, C_FRAME_ON, d->title);
	draw_cursor(d->surface, r.rows - 2, EDGE, false);
	draw_body(d, r.cols);
	int row = 1 + d->text_rows + (answers > 1);
	if (has_line(d) && answers)
		field_draw(&d->field, d->surface, row, EDGE, r.cols - 2 * EDGE, true);
	else if (d->kind == DIALOG_CONFIRM && answers)
		draw_buttons(d, row, r.cols);
	else if (d->kind == DIALOG_CHOICE)
		draw_choices(d, row, answers - (answers > 1), r.cols);
	bool long_text = count_rows(d->text, r.cols - 2 * EDGE) > d->text_rows;
	const char *below = *d->notice ? d->notice : keys_of(d, buf, sizeof buf);
	if (!*d->notice && long_text && (d->kind == DIALOG_CONFIRM || d->kind == DIALOG_CHOICE))
		below = d->kind == DIALOG_CONFIRM ? W_DIALOG_KEYS_PAGES W_DIALOG_KEYS_CONFIRM
						  : W_DIALOG_KEYS_PAGES W_DIALOG_KEYS_CHOICE;
	draw_text(d->surface, r.rows - 2, EDGE, r.cols - 2 * EDGE, *d->notice ? C_ERROR : C_DIM,
	        below, TEXT_NO_PAD);
}
