/* stat_panel.c - see stat_panel.h.
 *
 * A figure stands at the same place in every group: label, then the number right-aligned under the
 * others; zero is printed as 0.  Drawn only when a figure, the rectangle or the picture below it
 * changed.  The categories follow when the keys rest, as a preview does. */
#include "tui/pane/stat_panel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/ratio.h"
#include "store/base/text.h"
#include "tui/hotline/hotline.h"
#include "tui/pane/figures.h"
#include "tui/widget/chart.h"
#include "tui/words.h"

enum { CHANGE = 8 /* +33.3% */, CATEGORIES = 24 };

/* What was drawn last, and the categories read with it. */
static struct {
	struct figure_panel figures;
	struct rect where;
	struct figure_part *category;
	int categories;
	long long published;
	unsigned read; /* with which figures */
} seen;

/* "+33.3%" of this week against the last one; "" where there is nothing to compare with. */
static const char *change(struct app *a, long long now, long long before, char buf[48])
{
	if (before == 0)
		snprintf(buf, 48, "%s", now == 0 ? W_STAT_SAME : "");
	else if (now == before)
		snprintf(buf, 48, "%s", W_STAT_SAME);
	else
		ratio_change(now, before, (int)setting_number(app_desk(a), SETTING_DECIMALS), buf);
	return buf;
}

static void released(struct app *a, struct pen *p, const struct figure_panel *f)
{
	char s[48];
	const struct figure_value *week = &f->at[PANEL_PUBLISHED_WEEK], *before = &f->at[PANEL_PUBLISHED_LAST_WEEK];
	pen_head(p, W_STAT_RELEASED);
	int row = p->row;
	pen_pair(p, W_STAT_WEEK, week, C_STRONG, W_STAT_LAST_WEEK, before, C_TEXT);
	if (p->row > row) {
		int used = PEN_INDENT + PEN_SECOND + PEN_LABEL_2 + PEN_FIGURE, left = p->r.cols - used - 1;
		if (left > 6)
			draw_text(p->s, p->r.row + row, p->r.col + used, left < CHANGE ? left : CHANGE, C_DIM,
			        change(a, week->n, before->n, s), TEXT_RIGHT);
	}
	pen_pair(p, W_STAT_YEAR, &f->at[PANEL_PUBLISHED_YEAR], C_TEXT, W_STAT_SIGNED, &f->at[PANEL_TO_RELEASE], C_TEXT);
}

static void waiting(struct pen *p, const struct figure_panel *f)
{
	long long most = 1;
	pen_head(p, W_STAT_WAITING);
	for (int t = 0; t < 3; t++)
		most = f->at[PANEL_TIER1 + t].n > most ? f->at[PANEL_TIER1 + t].n : most;
	for (int t = 1; t <= 3 && pen_room(p, 1); t++) {
		char s[24];
		const struct figure_value *v = &f->at[PANEL_TIER1 + t - 1];
		int row = p->r.row + p->row, used = PEN_INDENT + PEN_LABEL + PEN_FIGURE + 2;
		draw_fill(p->s, (struct rect){row, p->r.col, 1, p->r.cols}, C_TEXT);
		pen_figure(p, 0, item_state_text((int)tier_state(t)), pen_number(v, s), v->n ? C_TEXT : C_DIM);
		int bar = p->r.cols - used - 1 < PEN_BAR ? p->r.cols - used - 1 : PEN_BAR;
		if (v->n)
			draw_bar(p->s, row, p->r.col + used, bar, C_BAR, v->n, most);
		p->row++;
	}
}

static void categories(struct app *a, struct pen *p, long long published)
{
	char s[64], text[CATEGORIES][64], others[48], percent[48];
	struct chart_bar bar[CATEGORIES];
	int n = 0, used = 0, left = p->r.rows - p->row - 1;
	long long rest = seen.published;
	if (!seen.read) { /* not yet */
		snprintf(s, sizeof s, W_STAT_CATEGORY, published);
		pen_head(p, s);
		return;
	}
	left = left < CATEGORIES ? left : CATEGORIES;
	for (int i = 0; i < seen.categories; i++)
		used += seen.category[i].n > 0;
	snprintf(s, sizeof s, W_STAT_CATEGORY, seen.published);
	pen_head(p, s);
	for (int i = 0; i < seen.categories && n < left; i++) {
		const struct figure_part *c = &seen.category[i];
		if (!c->n)
			continue;
		/* The last row holds what has no row of its own: the column adds up. */
		bool last = n == left - 1 && used > left;
		long long many = last ? rest : (long long)c->n;
		snprintf(others, sizeof others, W_STAT_OTHERS, used - n);
		snprintf(text[n], sizeof *text, "%lld %7s", many,
		        ratio_text(many, seen.published, (int)setting_number(app_desk(a), SETTING_DECIMALS), percent));
		bar[n] = (struct chart_bar){.label = last ? others : c->name,
		        .text = text[n],
		        .value = many,
		        .role = last ? C_DIM : C_BAR};
		rest -= many;
		n++;
	}
	if (!n && pen_room(p, 1)) {
		draw_text(p->s, p->r.row + p->row, p->r.col + PEN_INDENT, p->r.cols - PEN_INDENT, C_DIM,
		        W_STAT_CATEGORY_NONE, TEXT_LEFT);
		p->row++;
	}
	if (n)
		p->row += chart_bars(p->s,
		        (struct rect){
		                p->r.row + p->row, p->r.col + PEN_INDENT, left, p->r.cols - PEN_INDENT - 1},
		        bar, n);
}

bool stat_panel_settle(struct app *a)
{
	if (seen.read == app_figures_read(a))
		return false;
	struct figure_part *rows;
	struct figure_period year = figure_period_now(app_desk(a), FIGURE_SPAN_YEAR, 0);
	int n;
	if (figure_parts(app_desk(a), FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &year, 0, &rows, &n, NULL, NULL) != Z_OK) {
		free(rows);
		app_settle_again(a); /* somebody is committing: the last picture stays until then */
		return false;
	}
	free(seen.category);
	seen.category = rows;
	seen.categories = n;
	seen.published = 0;
	for (int i = 0; i < n; i++) /* an item has one category, or none: they are all */
		seen.published += rows[i].n;
	seen.read = app_figures_read(a);
	return true;
}

void stat_panel_draw(struct app *a, struct surface *s, const struct layout *lay, bool all)
{
	const struct figure_panel *f = app_figures(a);
	struct pen p = {s, lay->stat, 0, (int)setting_number(app_desk(a), SETTING_DECIMALS)};
	char soon[48];
	bool moved = memcmp(&lay->stat, &seen.where, sizeof lay->stat) != 0;
	if (!all && !moved && figure_panel_same(f, &seen.figures))
		return;
	seen.figures = *f;
	seen.where = lay->stat;
	draw_rule_title(s, lay->stat_rule.row, lay->stat_rule.col, lay->stat_rule.cols, C_FRAME,
	        W_STAT_TITLE);
	released(a, &p, f);
	pen_gap(&p);
	waiting(&p, f);
	pen_gap(&p);
	pen_head(&p, W_STAT_MINE);
	pen_pair(&p, W_STAT_FOR_ME, &f->at[PANEL_FOR_ME], C_STRONG, W_STAT_TO_SIGN, &f->at[PANEL_TO_SIGN], C_STRONG);
	pen_gap(&p);
	pen_head(&p, W_STAT_OPEN);
	pen_pair(&p, W_STAT_RETURNED, &f->at[PANEL_BACK], C_LATE, W_STAT_RETURNED_WEEK, &f->at[PANEL_RETURNED_WEEK], C_TEXT);
	pen_pair(&p, W_STAT_DRAFTS, &f->at[PANEL_DRAFTS], C_TEXT, W_STAT_REFERRED, &f->at[PANEL_REFERRED], C_SOON);
	pen_pair(&p, W_STAT_EMERGENCY, &f->at[PANEL_EMERGENCY], C_LATE, NULL, NULL, C_TEXT);
	pen_gap(&p);
	pen_head(&p, W_STAT_LIMIT);
	snprintf(soon, sizeof soon, W_STAT_SOON, setting_number(app_desk(a), SETTING_SOON_DAYS));
	pen_pair(&p, W_STAT_LATE, &f->at[PANEL_LATE], C_LATE, W_STAT_TODAY, &f->at[PANEL_TODAY], C_SOON);
	pen_pair(&p, soon, &f->at[PANEL_SOON], C_SOON, NULL, NULL, C_TEXT);
	pen_pair(&p, W_STAT_REQUESTS_LATE, &f->at[PANEL_REQUESTS_LATE], C_LATE, W_STAT_TASKS_LATE, &f->at[PANEL_TASKS_LATE], C_LATE);
	pen_ratio(&p, W_STAT_FIRST, &f->at[PANEL_PASSED_FIRST_YEAR], W_STAT_NONE_FINISHED);
	pen_gap(&p);
	/* The hotline stands at the foot; what is between grows and shrinks. */
	struct pen foot = p;
	if (pen_room(&p, 2 + 4))
		p.r.rows -= HOTLINE_ROWS + 1;
	if (pen_room(&p, 2))
		categories(a, &p, f->at[PANEL_PUBLISHED_YEAR].n);
	pen_rest(&p);
	if (p.r.rows < foot.r.rows) {
		foot.row = p.r.rows;
		pen_blank(&foot);
		hotline_stat_rows(&foot, f);
	}
}
