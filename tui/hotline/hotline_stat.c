/* hotline_stat.c - the figures of the hotline: the panel beside pane 4 and the way through it, and three rows in the panel
 * of the other panes.  Drawn only when a figure or the rectangle changed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/stat/shown.h"
#include "tui/widget/chart.h"
#include "tui/words.h"

enum { KINDS = 12, CELLS = PANEL_END + KINDS };

static struct {
	struct figure_panel figures;
	struct rect where;
	struct figure_part *kind; /* this year, by kind */
	int kinds;
	unsigned read; /* with which figures */
	struct cell {
		int id; /* enum panel; from PANEL_END on a kind */
		struct rect at;
	} cell[CELLS]; /* as they were drawn, row by row */
	int cells;
} seen;

/* ------------------------------------------------------------ drawing */
static struct figure_period this_year(struct desk *d)
{
	return figure_period_now(d, FIGURE_SPAN_YEAR, 0);
}

/* A locked file leaves the last picture. */
static void read_kinds(struct app *a)
{
	if (seen.read == app_figures_read(a))
		return;
	struct figure_part *rows;
	struct figure_period year = this_year(app_desk(a));
	int n;
	if (figure_parts(app_desk(a), FIGURE_TICKETS_IN, FIGURES_BY_KIND, &year, 0, &rows, &n, NULL, NULL) != Z_OK) {
		free(rows);
		return;
	}
	free(seen.kind);
	seen.kind = rows;
	seen.kinds = n;
	seen.read = app_figures_read(a);
}

/* What a figure is called where there is little room, and its role where it is not 0. */
static const struct {
	const char *label;
	enum role role;
} names[PANEL_END] = {
	[PANEL_TICKETS_OPEN] = {W_HOT_STAT_ALL_OPEN, C_TEXT},
	[PANEL_TICKETS_UNASSIGNED] = {W_HOT_STAT_UNASSIGNED, C_SOON},
	[PANEL_TICKETS_MINE] = {W_STAT_FOR_ME, C_STRONG},
	[PANEL_TICKETS_RED] = {W_HOT_STAT_LATE, C_LATE},
	[PANEL_TICKETS_YELLOW] = {W_HOT_STAT_SOON, C_SOON},
	[PANEL_TICKETS_TODAY] = {W_STAT_TODAY, C_SOON},
	[PANEL_TICKETS_CHECKING] = {W_HOT_STAT_CHECKING, C_TEXT},
	[PANEL_TICKETS_TO_FILL] = {W_HOT_STAT_TO_FILL, C_TEXT},
	[PANEL_TICKETS_EXTENDING] = {W_HOT_STAT_EXTENDING, C_SOON},
	[PANEL_TICKETS_RETURNING] = {W_HOT_STAT_RETURNING, C_SOON},
	[PANEL_TICKETS_SUPERVISED] = {W_HOT_SUPERVISED, C_LATE},
	[PANEL_TICKETS_IN_WEEK] = {W_HOT_STAT_WEEK_IN, C_TEXT},
	[PANEL_TICKETS_CLOSED_WEEK] = {W_HOT_STAT_CLOSED, C_TEXT},
	[PANEL_TICKETS_IN_YEAR] = {W_HOT_STAT_YEAR_IN, C_TEXT},
	[PANEL_TICKETS_CLOSED_YEAR] = {W_HOT_STAT_CLOSED, C_TEXT},
	[PANEL_IN_TIME_MONTH] = {W_HOT_STAT_MONTH, C_TEXT},
	[PANEL_IN_TIME_YEAR] = {W_HOT_STAT_YEAR, C_TEXT},
	[PANEL_PLEASED_YEAR] = {W_HOT_STAT_PLEASED, C_TEXT},
};

static void remember(const struct pen *p, int id, int col, int cols)
{
	if (seen.cells < CELLS)
		seen.cell[seen.cells++] = (struct cell){id, {p->r.row + p->row, p->r.col + col, 1, cols}};
}

/* b PANEL_END: one figure alone. */
static void pair(struct pen *p, enum panel a, enum panel b)
{
	const struct figure_value *v = seen.figures.at;
	bool two = b != PANEL_END;
	if (!pen_room(p, 1))
		return;
	remember(p, (int)a, PEN_INDENT, PEN_LABEL + PEN_FIGURE);
	if (two)
		remember(p, (int)b, PEN_INDENT + PEN_SECOND, PEN_LABEL_2 + PEN_FIGURE);
	pen_pair(p, names[a].label, &v[a], names[a].role, two ? names[b].label : NULL, two ? &v[b] : NULL,
	        two ? names[b].role : C_TEXT);
}

static void rate(struct pen *p, enum panel id, const char *none)
{
	if (pen_room(p, 1))
		remember(p, (int)id, PEN_INDENT, PEN_LABEL + PEN_FIGURE);
	pen_ratio(p, names[id].label, &seen.figures.at[id], none);
}

static void kinds(struct pen *p, int64_t year)
{
	struct chart_bar bar[KINDS];
	char text[KINDS][24], head[64];
	int n = 0, left = p->r.rows - p->row - 1;
	snprintf(head, sizeof head, W_HOT_STAT_KINDS, (long long)year);
	pen_head(p, head);
	for (int i = 0; i < seen.kinds && n < left && n < KINDS; i++) {
		snprintf(text[n], sizeof *text, "%lld", (long long)seen.kind[i].n);
		bar[n] = (struct chart_bar){seen.kind[i].name, text[n], seen.kind[i].n, C_BAR};
		p->row += n;
		remember(p, PANEL_END + i, PEN_INDENT, p->r.cols - PEN_INDENT - 1);
		p->row -= n++;
	}
	if (n)
		p->row += chart_bars(
		        p->s, (struct rect){p->r.row + p->row, p->r.col + PEN_INDENT, left, p->r.cols - PEN_INDENT - 1}, bar, n);
}

void hotline_stat_draw(struct app *a, struct surface *s, const struct layout *lay, bool all)
{
	const struct figure_panel *f = app_figures(a);
	struct pen p = {s, lay->stat, 0, (int)setting_number(app_desk(a), SETTING_DECIMALS)};
	if (!all && memcmp(&lay->stat, &seen.where, sizeof lay->stat) == 0 && figure_panel_same(f, &seen.figures))
		return;
	seen.figures = *f;
	seen.where = lay->stat;
	seen.cells = 0;
	read_kinds(a);
	draw_rule_title(s, lay->stat_rule.row, lay->stat_rule.col, lay->stat_rule.cols, C_FRAME, W_HOT_STAT_TITLE);
	pen_head(&p, W_STAT_MINE);
	pair(&p, PANEL_TICKETS_MINE, PANEL_TICKETS_UNASSIGNED);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_LIMITS);
	pair(&p, PANEL_TICKETS_RED, PANEL_TICKETS_TODAY);
	pair(&p, PANEL_TICKETS_YELLOW, PANEL_TICKETS_SUPERVISED);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_OPEN);
	pair(&p, PANEL_TICKETS_OPEN, PANEL_TICKETS_CHECKING);
	pair(&p, PANEL_TICKETS_TO_FILL, PANEL_TICKETS_EXTENDING);
	pair(&p, PANEL_TICKETS_RETURNING, PANEL_END);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_FLOW);
	pair(&p, PANEL_TICKETS_IN_WEEK, PANEL_TICKETS_CLOSED_WEEK);
	pair(&p, PANEL_TICKETS_IN_YEAR, PANEL_TICKETS_CLOSED_YEAR);
	pen_gap(&p);
	pen_head(&p, W_HOT_STAT_RATES);
	rate(&p, PANEL_IN_TIME_MONTH, W_HOT_STAT_NONE);
	rate(&p, PANEL_IN_TIME_YEAR, W_HOT_STAT_NONE);
	rate(&p, PANEL_PLEASED_YEAR, W_HOT_STAT_NOBODY);
	pen_gap(&p);
	if (pen_room(&p, 2))
		kinds(&p, f->at[PANEL_TICKETS_IN_YEAR].n);
	pen_rest(&p);
}

void hotline_stat_rows(struct pen *p, const struct figure_panel *f)
{
	pen_head(p, W_HOT_STAT_TITLE);
	pen_pair(p, W_HOT_STAT_ALL_OPEN, &f->at[PANEL_TICKETS_OPEN], C_TEXT, W_HOT_STAT_LATE_SHORT, &f->at[PANEL_TICKETS_RED],
	        C_LATE);
	pen_ratio(p, W_HOT_STAT_MONTH, &f->at[PANEL_IN_TIME_MONTH], W_HOT_STAT_NONE);
}

/* ------------------------------------------------------------ from figure to figure */
struct walk {
	struct view view; /* first: a view is a panel; it lies on the pane and shows it */
	int id;           /* the figure under the cursor */
	bool moved;
};
static const struct view_ops panel_ops;

static struct walk *panel_of(struct view *v)
{
	return (struct walk *)(void *)v;
}

static const struct cell *cell_of(int id)
{
	for (int i = 0; i < seen.cells; i++)
		if (seen.cell[i].id == id)
			return &seen.cell[i];
	return seen.cells ? &seen.cell[0] : NULL;
}

static const struct cell *cell_at(int row, int col)
{
	for (int i = 0; i < seen.cells; i++)
		if (seen.cell[i].at.row == row && col >= seen.cell[i].at.col && col < seen.cell[i].at.col + seen.cell[i].at.cols)
			return &seen.cell[i];
	return NULL;
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
	struct walk *p = panel_of(v);
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

/* A click chooses, a second one opens; beside the figures it leads back into the list. */
static enum took mouse(struct view *v, const struct event *ev)
{
	struct walk *p = panel_of(v);
	struct shown f;
	const struct cell *c = cell_at(ev->mouse.row, ev->mouse.col);
	if (ev->mouse.act != MOUSE_PRESS && ev->mouse.act != MOUSE_DOUBLE)
		return TOOK;
	if (!c) {
		app_close(v->app);
		return TOOK;
	}
	p->moved = p->id != c->id;
	p->id = c->id;
	if (ev->mouse.act == MOUSE_DOUBLE && shown_panel(v, &f))
		shown_open(v->app, &f);
	return TOOK;
}

static enum took key(struct view *v, const struct event *ev)
{
	struct walk *p = panel_of(v);
	const struct cell *c = cell_of(p->id), *next;
	int before = p->id;
	if (!c)
		return TOOK_NOT;
	switch (ev->key) {
	case K_MOUSE:
		return mouse(v, ev);
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
	struct shown f;
	buf[0] = '\0';
	if (shown_panel(v, &f))
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

struct view *shown_panel_new(struct app *a)
{
	struct walk *p = xalloc(sizeof *p);
	p->view.ops = &panel_ops;
	p->view.app = a;
	p->id = PANEL_TICKETS_MINE;
	return &p->view;
}

bool shown_panel_click(struct view *pane, const struct event *ev)
{
	bool on = ev->key == K_MOUSE && ev->mouse.act == MOUSE_PRESS && pane->lay.stat.rows && cell_at(ev->mouse.row, ev->mouse.col);
	if (on) {
		app_push(pane->app, shown_panel_new(pane->app));
		mouse(app_top(pane->app), ev);
	}
	return on;
}

bool shown_panel(struct view *v, struct shown *f)
{
	const struct cell *c = v && v->ops == &panel_ops ? cell_of(panel_of(v)->id) : NULL;
	if (!c)
		return false;
	if (c->id < PANEL_END) {
		shown_of_panel(v->app, (enum panel)c->id, f);
	} else {
		struct figure_period year = this_year(app_desk(v->app));
		shown_of_part(app_desk(v->app), FIGURE_TICKETS_IN, &year, 0, FIGURES_BY_KIND, &seen.kind[c->id - PANEL_END], f);
	}
	return true;
}
