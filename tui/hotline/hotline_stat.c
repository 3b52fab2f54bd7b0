/* hotline_stat.c - the figures of the hotline: the panel beside pane 4, and three rows in the panel of the others.  Drawn
 * only when a figure or the rectangle changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/widget/chart.h"
#include "tui/words.h"

enum { KINDS = 12 };

static struct {
	struct ticket_panel figures;
	struct rect where;
	struct ticket_count *kind; /* this year, by kind */
	int kinds;
} seen;

/* A locked file leaves the last picture. */
static void read_kinds(struct app *a)
{
	struct ticket_count *rows = NULL;
	int n = 0, year = day_year(desk_today(app_desk(a)));
	struct ticket_span s = {day_start(day_of(year, 1, 1)), day_start(day_of(year + 1, 1, 1))};
	if (ticket_by(app_desk(a), TICKETS_BY_KIND, &s, &rows, &n, NULL) != Z_OK)
		return;
	free(seen.kind);
	seen.kind = rows;
	seen.kinds = n;
}

static void kinds(struct pen *p, int64_t year)
{
	struct chart_bar bar[KINDS];
	char text[KINDS][24], head[64];
	int n = 0, left = p->r.rows - p->row - 1;
	snprintf(head, sizeof head, W_HOT_STAT_KINDS, (long long)year);
	pen_head(p, head);
	for (int i = 0; i < seen.kinds && n < left && n < KINDS; i++) {
		if (!seen.kind[i].in)
			continue;
		pen_number(seen.kind[i].in, text[n]);
		bar[n] = (struct chart_bar){seen.kind[i].name, text[n], seen.kind[i].in, C_BAR};
		n++;
	}
	if (n)
		p->row += chart_bars(
		        p->s, (struct rect){p->r.row + p->row, p->r.col + PEN_INDENT, left, p->r.cols - PEN_INDENT - 1}, bar, n);
}

void hotline_stat_draw(struct app *a, struct surface *s, const struct layout *lay, bool all)
{
	const struct ticket_panel *f = app_hotline(a);
	struct pen p = {s, lay->stat, 0, (int)setting_number(app_desk(a), SETTING_DECIMALS)};
	if (!all && memcmp(&lay->stat, &seen.where, sizeof lay->stat) == 0 && memcmp(f, &seen.figures, sizeof *f) == 0)
		return;
	seen.figures = *f;
	seen.where = lay->stat;
	read_kinds(a);
	draw_rule_title(s, lay->stat_rule.row, lay->stat_rule.col, lay->stat_rule.cols, C_FRAME, W_HOT_STAT_TITLE);
	pen_head(&p, W_STAT_MINE);
	pen_pair_capped(&p, W_STAT_FOR_ME, f->mine, C_STRONG, W_HOT_STAT_UNASSIGNED, f->unassigned, C_SOON);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_LIMITS);
	pen_pair_capped(&p, W_HOT_STAT_LATE, f->red, C_LATE, W_STAT_TODAY, f->today, C_SOON);
	pen_pair_capped(&p, W_HOT_STAT_SOON, f->yellow, C_SOON, W_HOT_SUPERVISED, f->supervised, C_LATE);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_OPEN);
	pen_pair(&p, W_HOT_STAT_ALL_OPEN, f->open, C_TEXT, W_HOT_STAT_CHECKING, f->checking, C_TEXT);
	pen_pair(&p, W_HOT_STAT_TO_FILL, f->to_fill, C_TEXT, W_HOT_STAT_ASKED, f->extending + f->returning, C_SOON);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_FLOW);
	pen_pair(&p, W_HOT_STAT_WEEK_IN, f->in_week, C_TEXT, W_HOT_STAT_CLOSED, f->closed_week, C_TEXT);
	pen_pair(&p, W_HOT_STAT_YEAR_IN, f->in_year, C_TEXT, W_HOT_STAT_CLOSED, f->closed_year, C_TEXT);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_RATES);
	pen_ratio(&p, W_HOT_STAT_MONTH, f->month_in_time.n, f->month_in_time.of, W_HOT_STAT_NONE);
	pen_ratio(&p, W_HOT_STAT_YEAR, f->year_in_time.n, f->year_in_time.of, W_HOT_STAT_NONE);
	pen_ratio(&p, W_HOT_STAT_PLEASED, f->year_pleased.n, f->year_pleased.of, W_HOT_STAT_NOBODY);
	pen_gap(&p);
	if (pen_room(&p, 2))
		kinds(&p, f->in_year);
	pen_rest(&p);
}

void hotline_stat_rows(struct pen *p, const struct ticket_panel *f)
{
	pen_head(p, W_HOT_STAT_TITLE);
	char s[2][24];
	pen_pair_text(p, W_HOT_STAT_ALL_OPEN, pen_number(f->open, s[0]), f->open ? C_TEXT : C_DIM, W_HOT_STAT_LATE_SHORT,
	        pen_capped(f->red, s[1]), f->red ? C_LATE : C_DIM);
	pen_ratio(p, W_HOT_STAT_MONTH, f->month_in_time.n, f->month_in_time.of, W_HOT_STAT_NONE);
}
