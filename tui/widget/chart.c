/* chart.c - bars and sparklines.  Must not know what is counted. */
#include <string.h>

#include "store/base/text.h"
#include "tui/widget/chart.h"

enum { LABEL_MOST = 20, BAR_LEAST = 4 };

int chart_bars(struct surface *s, struct rect r, const struct chart_bar bars[], int n)
{
	int label = 0, text = 0, bar;
	long long most = 0;

	if (n > r.rows)
		n = r.rows;
	for (int i = 0; i < n; i++) {
		int a = text_columns(bars[i].label), b = text_columns(bars[i].text);

		label = a > label ? a : label;
		text = b > text ? b : text;
		most = bars[i].value > most ? bars[i].value : most;
	}
	label = label > LABEL_MOST ? LABEL_MOST : label;
	bar = r.cols - label - text - 2;
	if (bar < BAR_LEAST) { /* no room for a picture: the words and the figures */
		bar = 0;
		label = r.cols - text - 1;
	}
	for (int i = 0; i < n; i++) {
		int row = r.row + i;

		draw_fill(s, (struct rect){row, r.col, 1, r.cols}, C_TEXT);
		draw_text(s, row, r.col, label, C_TEXT, bars[i].label, TEXT_LEFT);
		if (bar)
			draw_bar(s, row, r.col + label + 1, bar, bars[i].role, bars[i].value, most);
		draw_text(s, row, r.col + r.cols - text, text, C_TEXT, bars[i].text, TEXT_RIGHT);
	}
	return n > 0 ? n : 0;
}

void chart_spark_text(char *dst, size_t cap, const long long values[], int n)
{
	/* Braille where block elements are two columns wide.  None fills its cell: the line below another one's must not
	 * grow into it. */
	static const char *const blocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇"};
	static const char *const dots[] = {" ", "⣀", "⣀", "⣤", "⣤", "⣶", "⣶", "⣿"};
	const char *const *level = text_ambiguous() == 1 ? blocks : dots;
	long long most = 0;
	size_t at = 0;

	for (int i = 0; i < n; i++)
		most = values[i] > most ? values[i] : most;
	for (int i = 0; i < n; i++) {
		int step = 0;
		size_t len;

		if (values[i] > 0)
			step = 1 + (int)((long double)(values[i] - 1) * 6 /
			                   (long double)(most > 1 ? most - 1 : 1));
		len = strlen(level[step]);
		if (at + len >= cap)
			break;
		memcpy(dst + at, level[step], len);
		at += len;
	}
	if (cap)
		dst[at] = 0;
}

void chart_spark(struct surface *s, int row, int col, int cols, enum role role,
        const long long values[], int n)
{
	char text[1200];

	if (cols > 300)
		cols = 300;
	if (n > cols) {
		values += n - cols;
		n = cols;
	}
	chart_spark_text(text, sizeof text, values, n);
	draw_text(s, row, col, cols, role, text, TEXT_RIGHT);
}
