/* layout.h - from the size of the window to rectangles: pure, draws nothing.
 *
 *	title   the desk's own line                                    row 0
 *	tabs    the panes                                              row 1
 *	rule    the list's name in a line across                       row 2
 *	list | stat      the list, the statistics beside it (from 120 columns)
 *	preview          below the list under a rule of its own, or between list and statistics
 *	message, status  what was said, and "第2/9行"                    row rows - 2
 *	keys    the key bar                                            row rows - 1
 *
 * At 80x24 the list has the whole width and 19 rows.  There are no frames round the parts, only the lines between
 * them: a frame costs two columns of the title everywhere and shows nothing. */
#ifndef TUI_TERM_LAYOUT_H
#define TUI_TERM_LAYOUT_H

#include <stdbool.h>

#include "tui/term/draw.h"

enum { LAYOUT_MIN_ROWS = 24, LAYOUT_MIN_COLS = 80, LAYOUT_STAT_COLS = 120 };

enum layout_preview {
	PREVIEW_OFF,
	PREVIEW_AUTO, /* where there is room: beside from 160 columns, else below from 30 rows, else none */
	PREVIEW_BELOW,
	PREVIEW_BESIDE, /* below where the list would become too narrow */
};

struct layout_want {
	enum layout_preview preview;
	bool stat; /* the statistics panel, where there is room */
};

/* A rectangle without rows is not shown. */
struct layout {
	bool too_small; /* then nothing else is set but title, the whole window */
	struct rect title, tabs, list, preview, stat, message, status, keys;
	struct rect list_rule, preview_rule, stat_rule; /* one row each, for the part's name */
	struct rect stat_line,
	        preview_line; /* one column each, left of the part where it stands beside */
};

void layout_plan(int rows, int cols, const struct layout_want *want, struct layout *out);

/* Draws the lines between the parts with their joints (not the names, see draw_rule_title) on a surface that covers
 * the whole window. */
void layout_draw_lines(struct surface *s, const struct layout *l, enum role role);
#endif
