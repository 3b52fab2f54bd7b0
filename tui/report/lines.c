/* lines.c - a text as it prints, line by line; the lines of its tables, which a .txt has as + - = |, are drawn as all lines of
 * the screen are, unless the terminal makes those two columns wide. */
#include <string.h>

#include "store/base/text.h"
#include "tui/report/figures.h"
#include "tui/widget/reader.h"

enum { COLUMNS_MAX = 400 };

/* What stands in each column of a line: the byte of a character of ASCII, 0 where there is another or none. */
struct line {
	const char *s;
	size_t n;
	bool rule, row; /* of a table */
	char at[COLUMNS_MAX];
};

static struct line line_of(const char *s)
{
	struct line l = {.s = s, .n = strcspn(s, "\n")};
	size_t column = 0;
	for (size_t i = 0, k; i < l.n; i += k) {
		k = text_cluster(s + i, l.n - i);
		if (column < COLUMNS_MAX && k == 1)
			l.at[column] = s[i];
		column += (size_t)text_columns_n(s + i, k);
	}
	l.rule = l.n > 1 && *s == '+' && strspn(s, "+-=") == l.n;
	l.row = l.n > 1 && *s == '|' && s[l.n - 1] == '|';
	return l;
}

static bool crosses(const struct line *l, size_t column)
{
	return l->row && l->at[column] == '|';
}

/* Where lines meet, by the sides on which one goes on: up 1, down 2, left 4, right 8. */
static const char *joint(unsigned sides)
{
	static const char *const joints[16] = {" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"};
	return joints[sides];
}

static void add_rule(struct reader *r, const struct line *above, const struct line *l, const struct line *below)
{
	struct buffer b = {0};
	for (size_t c = 0; c < l->n && c < COLUMNS_MAX; c++)
		buffer_text(&b, joint((crosses(above, c) ? 1u : 0) | (crosses(below, c) ? 2u : 0) | (c ? 4u : 0) | (c + 1 < l->n ? 8u : 0)));
	reader_text(r, C_FRAME, b.s);
	buffer_free(&b);
}

/* The | below or above a joint of the rule; others are somebody's text. */
static void add_row(struct reader *r, const struct line *l, const struct line *rule)
{
	size_t from = 0, column = 0;
	for (size_t i = 0, k; i < l->n; i += k) {
		k = text_cluster(l->s + i, l->n - i);
		if (k == 1 && l->s[i] == '|' && column < COLUMNS_MAX && rule->at[column] == '+') {
			reader_text_n(r, C_TEXT, l->s + from, i - from);
			reader_text(r, C_FRAME, joint(3));
			from = i + 1;
		}
		column += (size_t)text_columns_n(l->s + i, k);
	}
	reader_text_n(r, C_TEXT, l->s + from, l->n - from);
}

void report_lines(struct reader *r, const char *text)
{
	struct line above = {0}, rule = {0};
	reader_set_lines(r, true);
	for (const char *s = text; *s;) {
		const struct line l = line_of(s);
		const char *next = s + l.n + (s[l.n] == '\n');
		if (text_ambiguous() != 1) {
			reader_text_n(r, C_TEXT, l.s, l.n);
		} else if (l.rule) {
			const struct line below = line_of(next);
			add_rule(r, &above, &l, &below);
			rule = l;
		} else if (l.row && (above.rule || above.row) && rule.rule) {
			add_row(r, &l, &rule);
		} else {
			reader_text_n(r, C_TEXT, l.s, l.n);
			rule.rule = false;
		}
		reader_end(r);
		above = l;
		s = next;
	}
}
