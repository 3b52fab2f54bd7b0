/* grid.h - draw.h on a sheet of paper: what a widget drew, without a terminal.
 *
 * Included by one test program each; then the archive's draw.o is not linked.  Surfaces lie on top
 * of each other in the order they were made.  grid_row(n) is the text of a row without the blanks
 * at its end; a Han cut in two shows as "?". */
#ifndef TESTS_UNIT_GRID_H
#define TESTS_UNIT_GRID_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tui/term/draw.h"

enum { GRID_ROWS = 60, GRID_COLS = 200, GRID_SURFACES = 8 };

struct grid_cell {
	char s[15];
	bool second; /* right half of the one before */
	enum role role;
};

struct surface {
	struct rect r;
	bool shown;
	struct grid_cell cell[GRID_ROWS][GRID_COLS];
};

static struct surface *grid_surfaces[GRID_SURFACES];
static struct {
	int row, col;
	bool visible;
} grid_cursor;

struct surface *surface_new(struct rect where)
{
	struct surface *s = xalloc(sizeof *s);
	s->r = where;
	s->shown = true;
	for (int i = 0; i < GRID_SURFACES; i++)
		if (!grid_surfaces[i]) {
			grid_surfaces[i] = s;
			return s;
		}
	abort();
}

void surface_place(struct surface *s, struct rect where)
{
	memset(s->cell, 0, sizeof s->cell);
	s->r = where;
}

void surface_show(struct surface *s, bool shown)
{
	s->shown = shown;
}

void surface_top(struct surface *s)
{
	(void)s;
}

void surface_free(struct surface **s)
{
	int at = 0;
	for (int i = 0; i < GRID_SURFACES; i++)
		if (grid_surfaces[i] != *s)
			grid_surfaces[at++] = grid_surfaces[i];
	while (at < GRID_SURFACES)
		grid_surfaces[at++] = NULL;
	free(*s);
	*s = NULL;
}

struct rect surface_rect(const struct surface *s)
{
	return s->r;
}

int surface_rows(const struct surface *s)
{
	return s->r.rows;
}

int surface_cols(const struct surface *s)
{
	return s->r.cols;
}

static struct grid_cell *grid_at(struct surface *s, int row, int col)
{
	if (row < 0 || col < 0 || row >= s->r.rows || col >= s->r.cols || row >= GRID_ROWS ||
	        col >= GRID_COLS)
		return NULL;
	return &s->cell[row][col];
}

static void grid_put(struct surface *s, int row, int col, enum role role, const char *text,
        size_t n, int columns)
{
	struct grid_cell *c = grid_at(s, row, col), *next = grid_at(s, row, col + 1);
	if (!c || (columns == 2 && !next))
		return;
	if (c->second && col > 0)
		snprintf(s->cell[row][col - 1].s, sizeof c->s, "?");
	if (columns == 1 && next && next->second)
		*next = (struct grid_cell){.s = "?"};
	*c = (struct grid_cell){.role = role};
	memcpy(c->s, text, n < sizeof c->s ? n : sizeof c->s - 1);
	if (columns == 2)
		*next = (struct grid_cell){.second = true, .role = role};
}

int draw_run(
        struct surface *s, int row, int col, int cols, enum role role, const char *text, size_t n)
{
	int used = 0;
	while (n) {
		size_t k = text_cluster(text, n);
		int w = text_columns_n(text, k);
		const char *shown = *text == '\t' ? " " : text;
		if (*text == '\t')
			w = 1;
		if (used + w > cols)
			break;
		if (w)
			grid_put(s, row, col + used, role, shown, k, w);
		used += w;
		text += k;
		n -= k;
	}
	return used;
}

void draw_text(
        struct surface *s, int row, int col, int cols, enum role role, const char *text, int align)
{
	char buf[2048];
	if (cols <= 0)
		return;
	text_fit(buf, sizeof buf, text, cols, align);
	draw_run(s, row, col, cols, role, buf, strlen(buf));
}

void draw_fill(struct surface *s, struct rect r, enum role role)
{
	for (int y = r.row; y < r.row + r.rows; y++)
		for (int x = r.col; x < r.col + r.cols; x++)
			grid_put(s, y, x, role, " ", 1, 1);
}

void draw_hline(struct surface *s, int row, int col, int cols, enum role role)
{
	for (int x = 0; x < cols; x++)
		grid_put(s, row, col + x, role, "─", 3, 1);
}

void draw_vline(struct surface *s, int row, int col, int rows, enum role role)
{
	for (int y = 0; y < rows; y++)
		grid_put(s, row + y, col, role, "│", 3, 1);
}

void draw_joint(struct surface *s, int row, int col, enum role role, enum draw_joint joint)
{
	(void)joint;
	grid_put(s, row, col, role, "┼", 3, 1);
}

void draw_rule_title(
        struct surface *s, int row, int col, int cols, enum role role, const char *title)
{
	draw_run(s, row, col + 2, cols - 4, role, title, strlen(title));
}

void draw_frame(struct surface *s, struct rect r, enum role role, const char *title)
{
	draw_hline(s, r.row, r.col, r.cols, role);
	draw_hline(s, r.row + r.rows - 1, r.col, r.cols, role);
	draw_vline(s, r.row, r.col, r.rows, role);
	draw_vline(s, r.row, r.col + r.cols - 1, r.rows, role);
	if (title)
		draw_rule_title(s, r.row, r.col, r.cols, role, title);
}

void draw_bar(struct surface *s, int row, int col, int cols, enum role role, long long value,
        long long full)
{
	for (int x = 0; x < cols; x++)
		grid_put(s, row, col + x, role, full && x * full < value * cols ? "#" : ".", 1, 1);
}

void draw_role(struct surface *s, int row, int col, int cols, enum role role)
{
	for (int x = 0; x < cols; x++) {
		struct grid_cell *c = grid_at(s, row, col + x);
		if (c)
			c->role = role;
	}
}

void draw_scroll(struct surface *s, int row, int col, int rows, long long top, long long shown,
        long long total)
{
	(void)total;
	(void)shown;
	for (int y = 0; y < rows; y++)
		grid_put(s, row + y, col, C_FRAME, top ? "|" : ":", 1, 1);
}

void draw_cursor(struct surface *s, int row, int col, bool visible)
{
	grid_cursor.row = s->r.row + row;
	grid_cursor.col = s->r.col + col;
	grid_cursor.visible = visible;
}

void draw_flush(void)
{
}

void draw_redraw(void)
{
}

/* The topmost cell at a place of the screen. */
static struct grid_cell *grid_screen(int row, int col)
{
	for (int i = GRID_SURFACES - 1; i >= 0; i--) {
		struct surface *s = grid_surfaces[i];
		if (s && s->shown && grid_at(s, row - s->r.row, col - s->r.col))
			return grid_at(s, row - s->r.row, col - s->r.col);
	}
	return NULL;
}

static const char *grid_row(int row)
{
	static char out[GRID_COLS * 15];
	size_t n = 0, end = 0;
	for (int x = 0; x < GRID_COLS; x++) {
		const struct grid_cell *c = grid_screen(row, x);
		if (!c)
			break;
		if (c->second)
			continue;
		size_t k = strlen(c->s);
		memcpy(out + n, k ? c->s : " ", k ? k : 1);
		n += k ? k : 1;
		if (k && c->s[0] != ' ')
			end = n;
	}
	out[end] = '\0';
	return out;
}

/* The row on which text stands, or -1. */
__attribute__((unused)) static int grid_find(const char *text)
{
	for (int y = 0; y < GRID_ROWS; y++)
		if (grid_screen(y, 0) && strstr(grid_row(y), text))
			return y;
	return -1;
}

__attribute__((unused)) static void grid_print(void)
{
	for (int y = 0; y < GRID_ROWS && grid_screen(y, 0); y++)
		printf("|%s\n", grid_row(y));
}
#endif
