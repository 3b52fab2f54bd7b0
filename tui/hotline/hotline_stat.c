/* hotline_stat.c - the figures of the hotline: the panel beside pane 4 and the way through it, and three rows in the panel
 * of the other panes.  Drawn only when a figure or the rectangle changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/hotline/figure.h"
#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/widget/chart.h"
#include "tui/words.h"

enum { KINDS = 12, CELLS = PANEL_COUNT + KINDS };

static struct {
	struct ticket_panel figures;
	struct rect where;
	struct ticket_count *kind; /* this year, by kind */
	int kinds;
	struct cell {
		int id; /* enum ticket_panel_figure; from PANEL_COUNT on a kind */
		struct rect at;
	} cell[CELLS]; /* as they were drawn, row by row */
	int cells;
} seen;

/* ------------------------------------------------------------ drawing */
static struct ticket_span this_year(struct desk *d)
{
	int year = day_year(desk_today(d));
	return (struct ticket_span){day_start(day_of(year, 1, 1)), day_start(day_of(year + 1, 1, 1))};
}

/* A locked file leaves the last picture. */
static void read_kinds(struct app *a)
{
	struct ticket_count *rows = NULL;
	int n = 0;
	struct ticket_span s = this_year(app_desk(a));
	if (ticket_by(app_desk(a), TICKETS_BY_KIND, &s, &rows, &n, NULL) != Z_OK)
		return;
	free(seen.kind);
	seen.kind = rows;
	seen.kinds = n;
}

static void remember(const struct pen *p, int id, int col, int cols)
{
	if (seen.cells < CELLS)
		seen.cell[seen.cells++] = (struct cell){id, {p->r.row + p->row, p->r.col + col, 1, cols}};
}

static const char *text_of(enum ticket_panel_figure id, char buf[24], enum role *role)
{
	int64_t n = ticket_panel_figure(&seen.figures, id);
	*role = n ? figure_role(id) : C_DIM;
	return figure_capped(id) ? pen_capped(n, buf) : pen_number(n, buf);
}

/* b PANEL_COUNT: one figure alone. */
static void pair(struct pen *p, enum ticket_panel_figure a, enum ticket_panel_figure b)
{
	char s[2][24];
	enum role role[2] = {C_TEXT, C_TEXT};
	bool two = b != PANEL_COUNT;
	if (!pen_room(p, 1))
		return;
	remember(p, (int)a, PEN_INDENT, PEN_LABEL + PEN_FIGURE);
	if (two)
		remember(p, (int)b, PEN_INDENT + PEN_SECOND, PEN_LABEL_2 + PEN_FIGURE);
	text_of(a, s[0], &role[0]);
	if (two)
		text_of(b, s[1], &role[1]);
	pen_pair_text(p, figure_label(a), s[0], role[0], two ? figure_label(b) : NULL, s[1], role[1]);
}

static void rate(struct pen *p, enum ticket_panel_figure id, const struct ticket_ratio *r, const char *none)
{
	if (pen_room(p, 1))
		remember(p, (int)id, PEN_INDENT, PEN_LABEL + PEN_FIGURE);
	pen_ratio(p, figure_label(id), r->n, r->of, none);
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
		p->row += n;
		remember(p, PANEL_COUNT + i, PEN_INDENT, p->r.cols - PEN_INDENT - 1);
		p->row -= n++;
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
	seen.cells = 0;
	read_kinds(a);
	draw_rule_title(s, lay->stat_rule.row, lay->stat_rule.col, lay->stat_rule.cols, C_FRAME, W_HOT_STAT_TITLE);
	pen_head(&p, W_STAT_MINE);
	pair(&p, PANEL_MINE, PANEL_UNASSIGNED);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_LIMITS);
	pair(&p, PANEL_RED, PANEL_TODAY);
	pair(&p, PANEL_YELLOW, PANEL_SUPERVISED);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_OPEN);
	pair(&p, PANEL_OPEN, PANEL_CHECKING);
	pair(&p, PANEL_TO_FILL, PANEL_EXTENDING);
	pair(&p, PANEL_RETURNING, PANEL_COUNT);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_FLOW);
	pair(&p, PANEL_IN_WEEK, PANEL_CLOSED_WEEK);
	pair(&p, PANEL_IN_YEAR, PANEL_CLOSED_YEAR);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_RATES);
	rate(&p, PANEL_MONTH_IN_TIME, &f->month_in_time, W_HOT_STAT_NONE);
	rate(&p, PANEL_YEAR_IN_TIME, &f->year_in_time, W_HOT_STAT_NONE);
	rate(&p, PANEL_YEAR_PLEASED, &f->year_pleased, W_HOT_STAT_NOBODY);
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

/* ------------------------------------------------------------ from figure to figure */
struct panel {
	struct view view; /* first: a view is a panel; it lies on the pane and shows it */
	int id;           /* the figure under the cursor */
	bool moved;
};
static const struct view_ops panel_ops;

static struct panel *panel_of(struct view *v)
{
	return (struct panel *)(void *)v;
}

static const struct cell *cell_of(int id)
{
	for (int i = 0; i < seen.cells; i++)
		if (seen.cell[i].id == id)
			return &seen.cell[i];
	return seen.cells ? &seen.cell[0] : NULL;
}

static struct layout_want want(struct view *v)
{
	return v->below->ops->want(v->below);
}

static void place(struct view *v)
{
	v->below->lay = v->lay;
	v->below->ops->place(v->below);
	list_focus(list_pane_of(v->below)->list, false);
}

static void refresh(struct view *v)
{
	(void)v; /* the pane below is refreshed by itself */
}

static void settle(struct view *v)
{
	v->below->ops->settle(v->below);
	v->due |= v->below->due;
}

static void draw(struct view *v)
{
	struct panel *p = panel_of(v);
	struct surface *s = app_base(v->app);
	v->below->due |= v->due;
	v->below->ops->draw(v->below);
	v->below->due = false;
	if (!v->lay.stat.rows)
		return;
	if (p->moved)
		hotline_stat_draw(v->app, s, &v->lay, true);
	p->moved = false;
	const struct cell *c = cell_of(p->id);
	draw_rule_title(s, v->lay.stat_rule.row, v->lay.stat_rule.col, v->lay.stat_rule.cols, C_FRAME_ON, W_HOT_STAT_TITLE);
	if (!c)
		return;
	draw_role(s, c->at.row, c->at.col, c->at.cols, C_SELECT);
	draw_cursor(s, c->at.row, c->at.col, false);
}

/* The next figure upwards or downwards in the same column, else in the other one. */
static int next_row(const struct cell *from, int by)
{
	const struct cell *best = NULL;
	for (int i = 0; i < seen.cells; i++) {
		const struct cell *c = &seen.cell[i];
		int way = (c->at.row - from->at.row) * by, old = best ? (best->at.row - from->at.row) * by : 0;
		if (way > 0 && (!best || way < old || (way == old && c->at.col == from->at.col)))
			best = c;
	}
	return best ? best->id : from->id;
}

static const struct cell *beside(const struct cell *from, int by)
{
	for (int i = 0; i < seen.cells; i++)
		if (seen.cell[i].at.row == from->at.row && (seen.cell[i].at.col - from->at.col) * by > 0)
			return &seen.cell[i];
	return NULL;
}

static enum took key(struct view *v, const struct event *ev)
{
	struct panel *p = panel_of(v);
	const struct cell *c = cell_of(p->id), *next;
	int before = p->id;
	if (!c)
		return TOOK_NOT;
	switch (ev->key) {
	case K_UP:
	case K_DOWN:
		p->id = next_row(c, ev->key == K_UP ? -1 : 1);
		break;
	case K_RIGHT:
		next = beside(c, 1);
		p->id = next ? next->id : p->id;
		break;
	case K_LEFT:
		next = beside(c, -1);
		if (!next) {
			app_close(v->app); /* back into the list */
			return TOOK;
		}
		p->id = next->id;
		break;
	case K_HOME:
		p->id = seen.cell[0].id;
		break;
	case K_END:
		p->id = seen.cell[seen.cells - 1].id;
		break;
	default:
		return TOOK_NOT;
	}
	p->moved = p->id != before;
	return TOOK;
}

/* How it is counted, as long as the row is wide enough for it. */
static void status(struct view *v, char *buf, size_t cap)
{
	struct figure f;
	buf[0] = '\0';
	if (figure_panel(v, &f))
		text_fit(buf, cap, f.what, app_screen(v->app).cols - 2, TEXT_NO_PAD);
}

static void panel_free(struct view *v)
{
	free(panel_of(v));
}

static const struct view_ops panel_ops = {
	.name = "hotline-panel",
	.title = W_HOT_STAT_TITLE,
	.pane = P_PANEL,
	.want = want,
	.place = place,
	.refresh = refresh,
	.settle = settle,
	.draw = draw,
	.key = key,
	.status = status,
	.free = panel_free,
};

struct view *figure_panel_new(struct app *a)
{
	struct panel *p = xalloc(sizeof *p);
	p->view.ops = &panel_ops;
	p->view.app = a;
	p->id = PANEL_MINE;
	return &p->view;
}

bool figure_panel(struct view *v, struct figure *f)
{
	const struct cell *c = v && v->ops == &panel_ops ? cell_of(panel_of(v)->id) : NULL;
	if (!c)
		return false;
	if (c->id < PANEL_COUNT) {
		figure_of_panel(v->app, (enum ticket_panel_figure)c->id, f);
	} else {
		struct ticket_span s = this_year(app_desk(v->app));
		figure_of_group(TICKETS_BY_KIND, &seen.kind[c->id - PANEL_COUNT], &s, W_HOT_THIS_YEAR, f);
	}
	return true;
}
