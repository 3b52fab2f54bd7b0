/* reader_draw.c - the rows of a text to be read that are in sight. */
#include "tui/widget/reader_inside.h"

#include <string.h>

#include "store/base/text.h"
#include "tui/words.h"

/* The span in which offset at is. */
static size_t span_of(const struct reader *r, size_t at)
{
	size_t low = 0, high = r->spans;
	while (low + 1 < high) {
		size_t middle = (low + high) / 2;
		if (r->span[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* s in at most cols columns, without its first skip columns; a Han cut in two there leaves a blank.
 */
static int draw_part(struct surface *s, int row, int col, int cols, enum role role,
        const char *text, size_t n, int skip)
{
	int used = 0;
	size_t cut = skip > 0 ? text_cut(text, n, skip, &used) : 0;
	if (skip > 0 && used < skip && cut < n) {
		cut += text_cluster(text + cut, n - cut);
		draw_run(s, row, col, cols, role, " ", 1);
		return 1 +
		       (cols > 1 ? draw_run(s, row, col + 1, cols - 1, role, text + cut, n - cut)
		                 : 0);
	}
	return cols > 0 ? draw_run(s, row, col, cols, role, text + cut, n - cut) : 0;
}

static void draw_matches(struct reader *r, struct surface *s, int y, int x, int cols,
        const struct reader_row *row, int left)
{
	size_t first = 0;
	for (size_t high = r->matches;
	        first < high;) { /* the first that ends behind the row's start */
		size_t middle = (first + high) / 2;
		if (r->match[middle].at + r->match[middle].n <= row->at)
			first = middle + 1;
		else
			high = middle;
	}
	for (size_t i = first; i < r->matches && r->match[i].at < row->at + row->n; i++) {
		const struct reader_match *m = &r->match[i];
		size_t from = m->at > row->at ? m->at : row->at;
		size_t to = m->at + m->n < row->at + row->n ? m->at + m->n : row->at + row->n;
		int a = reader_row_width(r, row, from) - left,
		    b = reader_row_width(r, row, to) - left;
		if (a < 0)
			a = 0;
		if (b > cols)
			b = cols;
		if (b > a)
			draw_role(s, y, x + a, b - a, C_MATCH);
		if (i == r->match_at && m->at >= row->at && a < cols)
			draw_cursor(s, y, x + a, false);
	}
}

static void draw_row(
        struct reader *r, struct surface *s, int y, int x, int cols, const struct reader_row *row)
{
	const struct reader_paragraph *g = r->paragraphs ? &r->paragraph[row->paragraph] : NULL;
	if (!g)
		return;
	if (g->set == SET_RULE) {
		draw_hline(s, y, x, cols, C_FRAME);
		return;
	}
	int left = g->set == SET_AS_GIVEN ? r->left : 0, skip = left;
	int indent = g->indent + (row->at > g->at ? g->hang : 0);
	x += indent;
	cols -= indent;
	int used = 0;
	for (size_t at = row->at, k = span_of(r, at), end = row->at + row->n;
	        at < end && used < cols; k++) {
		size_t to = k + 1 < r->spans && r->span[k + 1].at < end ? r->span[k + 1].at : end;
		if (to <= at)
			continue;
		int w = text_columns_n(r->text.s + at, to - at);
		if (w <= skip) {
			skip -= w;
		} else {
			used += draw_part(s, y, x + used, cols - used, r->span[k].role,
			        r->text.s + at, to - at, skip);
			skip = 0;
		}
		at = to;
	}
	if (r->matches)
		draw_matches(r, s, y, x, cols, row, left);
}

void reader_draw(struct reader *r, struct surface *s, struct rect where, bool focused)
{
	struct rect at = surface_rect(s);
	int rows = where.rows - (r->asking && where.rows > 1), cols = where.cols - 1;
	if (rows < 1 || cols < 2)
		return;
	if (cols != r->columns) {
		r->columns = cols;
		r->rows = 0;
	}
	reader_lay_out(r);
	r->shown = (size_t)rows;
	r->seen = (struct rect){at.row + where.row, at.col + where.col, rows, where.cols};
	size_t top = reader_row_of(r, r->top), last = r->rows > r->shown ? r->rows - r->shown : 0;
	if (top > last)
		top = last;
	r->top = r->row[top].at;
	draw_fill(s, (struct rect){where.row, where.col, rows, where.cols}, C_TEXT);
	if (focused)
		draw_cursor(s, where.row, where.col, false);
	for (int y = 0; y < rows && top + (size_t)y < r->rows; y++)
		draw_row(r, s, where.row + y, where.col, cols, &r->row[top + (size_t)y]);
	if (r->rows > r->shown)
		draw_scroll(s, where.row, where.col + cols, rows, (long long)top, rows,
		        (long long)r->rows);
	if (r->asking && where.rows > 1) {
		int label = text_columns(W_FIND_LABEL);
		draw_text(s, where.row + rows, where.col, label, C_KEY, W_FIND_LABEL, TEXT_LEFT);
		field_draw(&r->find, s, where.row + rows, where.col + label, where.cols - label,
		        focused);
	}
}
