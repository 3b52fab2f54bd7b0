/* form_draw.c - where the fields stand, and what they look like.
 *
 *	 *标题　　  关于2026年度…
 *	  信息分类  规划计划 ▾           请选择信息分类。
 *	  正文　　 │　　认真落实…
 */
#include "tui/widget/form_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/text.h"
#include "tui/words.h"

enum {
	MARK_COLS = 2,   /* the star of what must be filled in */
	GAP = 2,         /* between label and field, field and sentence */
	LONG_ROWS = 5,   /* paragraphs never get less */
	WRITE_ROWS = 12, /* with the cursor in them they get this, or all but ABOVE_ROWS */
	ABOVE_ROWS = 2,
	DAY_COLS = 16, /* the day of the week beside a date */
};

/* ---- places ---- */

static int wrapped_rows(const char *s, int cols)
{
	int rows = 0;
	for (size_t n = strlen(s); n; rows++) {
		size_t k = text_row(s, n, cols);
		s += k;
		n -= k;
	}
	return rows;
}

static void draw_wrapped(
        struct surface *sf, int row, int last, int col, int cols, enum role role, const char *s)
{
	for (size_t n = strlen(s); n && row < last; row++) {
		size_t k = text_row(s, n, cols);
		if (row >= 0)
			draw_run(sf, row, col, cols, role, s, k);
		s += k;
		n -= k;
	}
}

static int label_cols(const struct form *f, int cols)
{
	int most = 0;
	for (size_t i = 0; i < f->n; i++) {
		int w = text_columns(f->slot[i].field->label);
		if (f->slot[i].field->kind != FIELD_NOTE && w > most)
			most = w;
	}
	return most > cols / 3 ? cols / 3 : most;
}

/* Columns that a sentence beside the entry has. */
static int beside(const struct slot *s, int cols)
{
	int taken = s->col + s->cols + GAP + (s->field->kind == FIELD_DATE ? DAY_COLS : 0);
	return cols - taken;
}

static const char *sentence(const struct slot *s)
{
	return *s->fault ? s->fault : s->lock;
}

void form_lay_out(struct form *f, int rows, int cols)
{
	int used = 0, longs = 0, row = 0;
	f->label_cols = label_cols(f, cols);
	for (size_t i = 0; i < f->n; i++) {
		struct slot *s = &f->slot[i];
		s->rows = s->fault_rows = 0;
		if (!slot_asked(s))
			continue;
		s->col = s->field->kind == FIELD_NOTE ? MARK_COLS : MARK_COLS + f->label_cols + GAP;
		int room = cols - s->col - 1;
		if (room < 4)
			room = 4;
		s->cols = s->field->width && s->field->width < room ? s->field->width : room;
		if (s->field->kind == FIELD_DATE && !s->field->width)
			s->cols = room < 14 ? room : 14;
		if (s->field->kind == FIELD_LONG) {
			longs++;
			s->cols = room;
		} else {
			s->rows = s->field->kind == FIELD_NOTE
			                  ? wrapped_rows(s->field->label, s->cols)
			                  : 1;
		}
		if (*sentence(s) && (s->field->kind == FIELD_LONG ||
		                            beside(s, cols) < text_columns(sentence(s))))
			s->fault_rows = wrapped_rows(sentence(s), room);
		used += s->rows + s->fault_rows;
	}
	for (size_t i = 0; i < f->n; i++) {
		struct slot *s = &f->slot[i];
		s->row = row;
		if (!slot_asked(s))
			continue;
		if (s->field->kind == FIELD_LONG) {
			int share = (rows - used) / (longs > 0 ? longs : 1);
			s->rows = share > LONG_ROWS ? share : LONG_ROWS;
			/* the other fields scroll away meanwhile */
			if (i == f->focus && s->rows < WRITE_ROWS && rows - ABOVE_ROWS > s->rows)
				s->rows = rows - ABOVE_ROWS;
			used += s->rows;
			longs--;
		}
		row += s->rows + s->fault_rows;
	}
	f->total_rows = row;
}

/* Scrolls as little as the field with the cursor needs, with its sentence if that fits too. */
static void scroll(struct form *f, int rows)
{
	if (f->focus < f->n) {
		const struct slot *s = &f->slot[f->focus];
		int end = s->row + s->rows + s->fault_rows;
		if (end > f->top + rows)
			f->top = end - rows;
		if (s->row < f->top)
			f->top = s->row;
	}
	if (f->top > f->total_rows - rows)
		f->top = f->total_rows - rows;
	if (f->top < 0)
		f->top = 0;
}

/* ---- drawing ---- */

static void draw_choice(struct slot *s, struct surface *sf, int row, int col, bool on)
{
	enum role role = *s->lock ? C_DIM : on ? C_FIELD_ON : C_FIELD;
	int arrow = text_columns(W_FORM_ARROW) + 1;
	const char *text = s->value.n ? s->labels.s : "";
	draw_text(sf, row, col, s->cols - arrow, role, text, TEXT_LEFT);
	draw_text(sf, row, col + s->cols - arrow, arrow, on ? C_KEY : C_DIM, " " W_FORM_ARROW,
	        TEXT_LEFT);
	if (on) /* typing begins a filter: the input method looks for it here */
		draw_cursor(sf, row, col, true);
}

static void draw_bool(struct slot *s, struct surface *sf, int row, int col, bool on)
{
	char text[48];
	snprintf(text, sizeof text, "[%s] %s", s->value.n ? "✓" : " ",
	        s->value.n ? W_FORM_YES : W_FORM_NO);
	enum role role = *s->lock ? C_DIM : on ? C_FIELD_ON : C_TEXT;
	draw_text(sf, row, col, s->cols, role, text, TEXT_NO_PAD);
	if (on)
		draw_cursor(sf, row, col + 1, false);
}

static void draw_line(struct slot *s, struct surface *sf, int row, int col, bool on)
{
	char day[40];
	if (*s->lock)
		draw_text(sf, row, col, s->cols, C_DIM, slot_value(s), TEXT_LEFT);
	else
		field_draw(&s->line, sf, row, col, s->cols, on);
	if (s->field->kind == FIELD_DATE && day_parse(slot_value(s)) != DAY_NONE)
		draw_text(sf, row, col + s->cols + 1, DAY_COLS, C_DIM,
		        day_short(day_parse(slot_value(s)), day), TEXT_LEFT);
}

/* The part of the paragraphs that is in sight: an editor cut at the edge would lose its cursor. */
static void draw_long(struct slot *s, struct surface *sf, struct rect in, int row, int col, bool on)
{
	int first = row < in.row ? in.row : row, last = row + s->rows;
	if (last > in.row + in.rows)
		last = in.row + in.rows;
	if (last <= first)
		return;
	draw_vline(sf, first, col - 1, last - first, on ? C_FRAME_ON : C_FRAME);
	editor_draw(s->editor, sf, (struct rect){first, col, last - first, s->cols}, on);
}

static void draw_slot(struct form *f, struct slot *s, struct surface *sf, struct rect r, bool on)
{
	int row = r.row + s->row - f->top, col = r.col + s->col, last = r.row + r.rows;
	struct rect at = surface_rect(sf);
	s->seen = (struct rect){at.row + row, at.col + col, s->rows, s->cols};
	if (row < r.row && s->field->kind != FIELD_LONG && s->field->kind != FIELD_NOTE)
		return;
	if (s->field->kind == FIELD_NOTE) {
		int skip = row < r.row ? r.row - row : 0;
		const char *text = s->field->label;
		for (; skip > 0; skip--, row++)
			text += text_row(text, strlen(text), s->cols);
		draw_wrapped(sf, row, last, col, s->cols, C_DIM, text);
		return;
	}
	if (row >= r.row && row < last) {
		draw_text(sf, row, r.col, MARK_COLS, C_KEY, s->field->required ? " *" : "",
		        TEXT_LEFT);
		draw_text(sf, row, r.col + MARK_COLS, f->label_cols, on ? C_STRONG : C_DIM,
		        s->field->label, TEXT_LEFT);
	}
	if (row < last) {
		switch (s->field->kind) {
		case FIELD_LONG:
			draw_long(s, sf, r, row, col, on);
			break;
		case FIELD_CHOICE:
		case FIELD_MULTI:
			draw_choice(s, sf, row, col, on);
			break;
		case FIELD_BOOL:
			draw_bool(s, sf, row, col, on);
			break;
		default:
			draw_line(s, sf, row, col, on);
		}
	}
	if (!*sentence(s))
		return;
	enum role role = *s->fault ? C_ERROR : C_DIM;
	if (s->fault_rows)
		draw_wrapped(sf, row + s->rows, last, col, r.cols - s->col - 1, role, sentence(s));
	else if (row >= r.row && row < last)
		draw_run(sf, row, r.col + r.cols - beside(s, r.cols), beside(s, r.cols), role,
		        sentence(s), strlen(sentence(s)));
}

/* Blank what no editor will cover: filling a screen twice would cost more than all the rest. */
static void clear(const struct form *f, struct surface *s, struct rect r, int rows)
{
	int at = 0;
	for (size_t i = 0; i < f->n; i++) {
		const struct slot *slot = &f->slot[i];
		int first = slot->row - f->top, last = first + slot->rows;
		if (slot->field->kind != FIELD_LONG || !slot->rows || first >= rows || last <= at)
			continue;
		if (first < at)
			first = at;
		if (last > rows)
			last = rows;
		draw_fill(s, (struct rect){r.row + at, r.col, first - at, r.cols}, C_TEXT);
		draw_fill(s, (struct rect){r.row + first, r.col, last - first, slot->col}, C_TEXT);
		int right = slot->col + slot->cols;
		draw_fill(s,
		        (struct rect){r.row + first, r.col + right, last - first, r.cols - right},
		        C_TEXT);
		at = last;
	}
	draw_fill(s, (struct rect){r.row + at, r.col, r.rows - at, r.cols}, C_TEXT);
}

/* Only what is typed changed since the page was drawn. */
static bool line_is_enough(const struct form *f, const struct rect *r)
{
	return f->touched == f->drawn && !f->picker && memcmp(&f->drawn_in, r, sizeof *r) == 0;
}

void form_draw(struct form *f, struct surface *s, struct rect r, bool whole)
{
	struct rect in = r;
	in.rows = r.rows > 3 ? r.rows - 1 : r.rows; /* the last row is for hints and refusals */
	if (in.rows < 1 || r.cols < 10)
		return;
	if (!whole && line_is_enough(f, &r)) {
		if (f->total_rows > in.rows)
			in.cols--;
		draw_slot(f, &f->slot[f->focus], s, in, true);
		return;
	}
	f->drawn = f->touched;
	f->drawn_in = r;
	form_refocus(f);
	form_lay_out(f, in.rows, in.cols);
	if (f->total_rows > in.rows) { /* then a scroll bar takes a column */
		in.cols--;
		form_lay_out(f, in.rows, in.cols);
	}
	scroll(f, in.rows);
	clear(f, s, r, in.rows);
	for (size_t i = 0; i < f->n; i++) {
		struct slot *slot = &f->slot[i];
		int row = slot->row - f->top;
		slot->seen = (struct rect){0};
		if (slot->rows && row < in.rows && row + slot->rows + slot->fault_rows > 0)
			draw_slot(f, slot, s, in, i == f->focus);
	}
	if (f->total_rows > in.rows)
		draw_scroll(s, in.row, in.col + in.cols, in.rows, f->top, in.rows, f->total_rows);
	if (in.rows < r.rows) {
		int margin = r.col == 0; /* at the edge of the screen, as all that is said there */
		draw_text(s, r.row + in.rows, r.col + margin, r.cols - margin, *f->line ? C_ERROR : C_DIM,
		        form_line(f), TEXT_NO_PAD);
	}
	if (f->picker) {
		picker_draw(f->picker, f->screen.rows ? f->screen : surface_rect(s));
	}
}

void form_screen(struct form *f, struct rect screen)
{
	f->screen = screen;
}
