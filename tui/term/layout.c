/* layout.c - the parts of the window.  Must not know what stands in them. */
#include "tui/term/layout.h"

enum {
	TOP = 2,           /* title, tabs */
	BOTTOM = 2,        /* message, keys */
	STATUS_COLS = 26,  /* 已选 12 · 第99999/100000行 */
	LIST_MIN_ROWS = 8, /* rows a list keeps when the preview is below it */
	PREVIEW_MIN_ROWS = 5,
	PREVIEW_LOW_FROM = 30,
	BESIDE_FROM = 160,
	BESIDE_MIN = 100, /* list and preview together */
	STAT_COLS = 44,
	STAT_COLS_MAX = 56,
};

/* How wide the statistics are: enough for a figure, its comparison and a bar; a share of a very wide window. */
static int stat_cols(int cols)
{
	int want = cols * 28 / 100;

	return want < STAT_COLS ? STAT_COLS : want > STAT_COLS_MAX ? STAT_COLS_MAX : want;
}

void layout_plan(int rows, int cols, const struct layout_want *want, struct layout *out)
{
	int body_rows = rows - TOP - BOTTOM, left = cols, first = TOP + 1, room = body_rows - 1;
	bool below = false, beside = false;

	*out = (struct layout){.title = {0, 0, 1, cols}};
	if (rows < LAYOUT_MIN_ROWS || cols < LAYOUT_MIN_COLS) {
		out->too_small = true;
		out->title = (struct rect){0, 0, rows, cols};
		return;
	}
	out->tabs = (struct rect){1, 0, 1, cols};
	out->message = (struct rect){rows - 2, 0, 1, cols - STATUS_COLS};
	out->status = (struct rect){rows - 2, cols - STATUS_COLS, 1, STATUS_COLS};
	out->keys = (struct rect){rows - 1, 0, 1, cols};

	if (want->stat && cols >= LAYOUT_STAT_COLS) {
		int w = stat_cols(cols);

		left = cols - w - 1;
		out->stat_line = (struct rect){TOP, left, body_rows, 1};
		out->stat_rule = (struct rect){TOP, left + 1, 1, w};
		out->stat = (struct rect){first, left + 1, room, w};
	}
	switch (want->preview) {
	case PREVIEW_OFF:
		break;
	case PREVIEW_AUTO:
		beside = cols >= BESIDE_FROM && left >= BESIDE_MIN;
		below = !beside && rows >= PREVIEW_LOW_FROM;
		break;
	case PREVIEW_BESIDE:
		beside = left >= BESIDE_MIN;
		below = !beside;
		break;
	case PREVIEW_BELOW:
		below = true;
	}
	if (below && room < LIST_MIN_ROWS + 1 + PREVIEW_MIN_ROWS)
		below = false;

	out->list_rule = (struct rect){TOP, 0, 1, left};
	out->list = (struct rect){first, 0, room, left};
	if (beside) {
		int w = left * 45 / 100;

		out->list.cols = out->list_rule.cols = left - w - 1;
		out->preview_line = (struct rect){TOP, left - w - 1, body_rows, 1};
		out->preview_rule = (struct rect){TOP, left - w, 1, w};
		out->preview = (struct rect){first, left - w, room, w};
	} else if (below) {
		int list = room / 2;

		if (list < LIST_MIN_ROWS)
			list = LIST_MIN_ROWS;
		out->list.rows = list;
		out->preview_rule = (struct rect){first + list, 0, 1, left};
		out->preview = (struct rect){first + list + 1, 0, room - list - 1, left};
	}
}

void layout_draw_lines(struct surface *s, const struct layout *l, enum role role)
{
	const struct rect *low = &l->preview_rule;

	if (l->too_small)
		return;
	draw_hline(s, l->list_rule.row, 0, l->keys.cols, role);
	if (l->stat_line.rows) {
		draw_vline(s, l->stat_line.row + 1, l->stat_line.col, l->stat_line.rows - 1, role);
		draw_joint(s, l->stat_line.row, l->stat_line.col, role, JOINT_TOP);
	}
	if (l->preview_line.rows) {
		draw_vline(s, l->preview_line.row + 1, l->preview_line.col,
		        l->preview_line.rows - 1, role);
		draw_joint(s, l->preview_line.row, l->preview_line.col, role, JOINT_TOP);
	} else if (low->rows) {
		draw_hline(s, low->row, low->col, low->cols, role);
		if (l->stat_line.rows)
			draw_joint(s, low->row, l->stat_line.col, role, JOINT_RIGHT);
	}
}
