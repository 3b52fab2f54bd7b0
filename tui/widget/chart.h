/* chart.h - figures as bars and as a line of small columns.  Figures are always printed beside the picture. */
#ifndef TUI_WIDGET_CHART_H
#define TUI_WIDGET_CHART_H

#include "tui/term/draw.h"

struct chart_bar {
	const char *label; /* 政策法规 */
	const char *text;  /* the figure as it is written: "41  28.7%"; right-aligned */
	long long value;
	enum role role; /* of the bar: C_BAR, or a light */
};

/* One bar a row, label left, figure right, the longest bar as long as there is room; what does not fit below is left
 * out.  Returns the rows drawn. */
int chart_bars(struct surface *s, struct rect r, const struct chart_bar bars[], int n);

/* The last `cols` of n values as columns of one row's height, from zero to the greatest; right-aligned.  Zero is an
 * empty cell, the smallest figure above it never is. */
void chart_spark(struct surface *s, int row, int col, int cols, enum role role,
        const long long values[], int n);
/* The text chart_spark draws (for tests and for other outputs): each value one column wide. */
void chart_spark_text(char *dst, size_t cap, const long long values[], int n);
#endif
