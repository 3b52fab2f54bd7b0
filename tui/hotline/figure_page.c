/* figure_page.c - all figures of the hotline on a page: what stands now, and of a week, month, quarter or year what came in,
 * the rates with numerator, denominator and formula, kinds and offices.  Each row opens its list. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/view/figure_period.h"
#include "tui/hotline/figure.h"
#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/words.h"

static const enum figure_span units[] = {FIGURE_SPAN_MONTH, FIGURE_SPAN_QUARTER, FIGURE_SPAN_YEAR, FIGURE_SPAN_WEEK};
enum { UNITS = sizeof units / sizeof *units };
enum { ROWS_MAX = 160 };

struct row {
	struct figure f;
	char group[80];
	char name[96];
	char counts[120]; /* of a group: still open, closed, late */
};
struct page {
	struct view view; /* first: a view is a page */
	struct list *list;
	int unit; /* of units */
	struct figure_period period;
	int64_t office; /* 0: the bureau */
	char office_name[64];
	char title[200];
	struct row *row; /* ROWS_MAX */
	int n;
};
static const struct view_ops page_ops;

static struct page *page_of(struct view *v)
{
	return (struct page *)(void *)v;
}

/* ------------------------------------------------------------ what stands there */
static struct row *add(struct page *p, const char *group)
{
	if (p->n == ROWS_MAX)
		p->n--;
	struct row *r = &p->row[p->n++];
	*r = (struct row){0};
	snprintf(r->group, sizeof r->group, "%s", group);
	return r;
}

static void add_now(struct page *p)
{
	static const enum ticket_panel_figure now[] = {PANEL_OPEN, PANEL_MINE, PANEL_UNASSIGNED, PANEL_RED, PANEL_TODAY, PANEL_YELLOW,
		PANEL_SUPERVISED, PANEL_CHECKING, PANEL_TO_FILL, PANEL_EXTENDING, PANEL_RETURNING};
	for (size_t i = 0; i < sizeof now / sizeof *now; i++) {
		struct row *r = add(p, i ? "" : W_HOT_NOW);
		figure_of_panel(p->view.app, now[i], &r->f);
		snprintf(r->name, sizeof r->name, "%s", figure_label(now[i]));
	}
}

static void add_rates(struct page *p, const struct ticket_span *s, const char *name)
{
	struct ticket_ratio of[TICKET_FIGURE_COUNT];
	struct desk *d = app_desk(p->view.app);
	if (ticket_figures(d, s, p->office, 0, of, NULL) != Z_OK)
		return;
	for (int i = 0; i < TICKET_FIGURE_COUNT; i++) {
		struct row *r = add(p, i ? "" : W_HOT_STAT_RATES);
		figure_of_rate(d, (enum ticket_figure)i, s, p->office, name, &of[i], &r->f);
		snprintf(r->name, sizeof r->name, "%s", ticket_figure_text((enum ticket_figure)i));
	}
}

static void add_groups(struct page *p, enum ticket_by by, const char *group, const struct ticket_span *s, const char *name)
{
	struct ticket_count *c = NULL;
	int n = 0;
	if (ticket_by(app_desk(p->view.app), by, s, &c, &n, NULL) != Z_OK)
		return;
	for (int i = 0; i < n; i++) {
		if (by == TICKETS_BY_OFFICE && !c[i].k)
			continue; /* not handed to any: 未分派 says how many */
		struct row *r = add(p, group);
		group = "";
		figure_of_group(by, &c[i], s, name, &r->f);
		snprintf(r->name, sizeof r->name, "%s", c[i].name);
		snprintf(r->counts, sizeof r->counts, W_HOT_GROUP_COUNTS, (long long)c[i].open, (long long)c[i].closed, (long long)c[i].late);
	}
	free(c);
}

static void read_rows(struct page *p)
{
	const struct ticket_span s = {day_start(p->period.from), day_start(p->period.to)};
	char name[80];
	figure_period_text(&p->period, name);
	p->n = 0;
	snprintf(p->title, sizeof p->title, "%s · %s · %s", W_HOT_FIGURES, name, p->office ? p->office_name : W_HOT_BUREAU);
	add_rates(p, &s, name);
	if (p->office)
		return;
	add_groups(p, TICKETS_BY_KIND, W_HOT_BY_KIND, &s, name);
	add_groups(p, TICKETS_BY_OFFICE, W_HOT_BY_OFFICE, &s, name);
	add_now(p);
}

/* ------------------------------------------------------------ source of the list */
enum column { COL_GROUP, COL_NAME, COL_VALUE, COL_PARTS, COL_WHAT, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COL_GROUP] = {.title = "", .min = 8},
	[COL_NAME] = {.title = W_HOT_COL_FIGURE, .min = 12, .weight = 1, .max = 20, .accent = true},
	[COL_VALUE] = {.title = W_HOT_COL_VALUE, .min = 7, .align = TEXT_RIGHT},
	[COL_PARTS] = {.title = W_HOT_COL_PARTS, .min = 11, .align = TEXT_RIGHT},
	[COL_WHAT] = {.title = W_HOT_COL_WHAT, .min = 20, .weight = 8},
};

static void put(struct page *p, int i, struct list_page *to)
{
	const struct row *r = &p->row[i];
	char value[80], parts[64] = "";
	const enum role role[COLUMNS] = {C_STRONG, C_TEXT, r->f.value.n ? C_TEXT : C_DIM, C_DIM, C_DIM};
	if (r->f.rate)
		snprintf(parts, sizeof parts, "%lld/%lld", (long long)r->f.value.n, (long long)r->f.value.of);
	const char *const text[COLUMNS] = {r->group, r->name, figure_value(app_desk(p->view.app), &r->f, value), parts,
		*r->counts ? r->counts : r->f.what};
	list_page_add(to, (struct list_key){i, i + 1}, text, role);
}

static int fetch(void *data, const struct list_key *from, bool backwards, int n, struct list_page *to)
{
	struct page *p = data;
	int first = from ? (int)from->sort + 1 : 0, last = p->n;
	if (backwards) {
		last = from ? (int)from->sort : p->n;
		first = last > n ? last - n : 0;
	}
	if (last - first > n)
		last = first + n;
	for (int i = first; i < last; i++)
		put(p, i, to);
	return last > first ? last - first : 0;
}

static int find(void *data, int64_t id, struct list_page *to)
{
	struct page *p = data;
	if (id < 1 || id > p->n)
		return 0;
	put(p, (int)id - 1, to);
	return 1;
}

static int count(void *data, long long *n, bool *exact)
{
	*n = ((struct page *)data)->n;
	*exact = true;
	return 0;
}

static int seek(void *data, long long n, struct list_key *key)
{
	if (n < 0 || n >= ((struct page *)data)->n)
		return 0;
	*key = (struct list_key){n, n + 1};
	return 1;
}

static int rank(void *data, const struct list_key *key, long long *out)
{
	(void)data;
	*out = key->sort;
	return 1;
}

static const struct list_ops ops = {
	.columns = columns, .n_columns = COLUMNS, .fetch = fetch, .find = find, .count = count, .seek = seek, .rank = rank};

/* ------------------------------------------------------------ as a view */
static struct layout_want want(struct view *v)
{
	(void)v;
	return (struct layout_want){PREVIEW_OFF, false};
}

static void place(struct view *v)
{
	struct page *p = page_of(v);
	list_place(p->list, app_base(v->app), v->lay.list);
	list_focus(p->list, true);
}

static void refresh(struct view *v)
{
	struct page *p = page_of(v);
	read_rows(p);
	list_refresh(p->list);
	v->due = true;
}

static void settle(struct view *v)
{
	list_settle(page_of(v)->list);
}

static void draw(struct view *v)
{
	struct page *p = page_of(v);
	if (v->due)
		draw_rule_title(app_base(v->app), v->lay.list_rule.row, v->lay.list_rule.col, v->lay.list_rule.cols, C_FRAME_ON, p->title);
	list_draw(p->list);
}

static enum took key(struct view *v, const struct event *ev)
{
	return list_key(page_of(v)->list, ev);
}

/* Where a narrow window cuts the formula, it is read here. */
static void status(struct view *v, char *buf, size_t cap)
{
	struct figure f;
	int cols = app_screen(v->app).cols;
	if (cols < LAYOUT_STAT_COLS && figure_page(v, &f)) {
		text_fit(buf, cap, f.what, cols - 2, TEXT_NO_PAD);
		return;
	}
	long long row, total;
	bool exact;
	list_position(page_of(v)->list, &row, &total, &exact);
	snprintf(buf, cap, W_ROW_OF, row, total, "");
}

static void page_free(struct view *v)
{
	struct page *p = page_of(v);
	list_free(&p->list);
	free(p->row);
	free(p);
}

static const struct view_ops page_ops = {
	.name = "hotline-figures",
	.title = W_HOT_FIGURES,
	.pane = P_FIGURES,
	.want = want,
	.place = place,
	.refresh = refresh,
	.settle = settle,
	.draw = draw,
	.key = key,
	.status = status,
	.free = page_free,
};

static void begin(struct page *p, int32_t day)
{
	p->period = figure_period_of(units[p->unit], day, (int)setting_number(app_desk(p->view.app), SETTING_WEEK_START));
}

struct view *figure_page_new(struct app *a)
{
	struct page *p = xalloc(sizeof *p);
	p->view.ops = &page_ops;
	p->view.app = a;
	begin(p, desk_today(app_desk(a)));
	p->row = xalloc(ROWS_MAX * sizeof *p->row);
	p->list = list_new(&ops, p);
	read_rows(p);
	return &p->view;
}

bool figure_page(struct view *v, struct figure *f)
{
	struct list_key k;
	if (!v || v->ops != &page_ops || !list_current(page_of(v)->list, &k) || k.id > page_of(v)->n)
		return false;
	*f = page_of(v)->row[k.id - 1].f;
	return true;
}

/* ------------------------------------------------------------ for the actions */
static void again(struct page *p)
{
	refresh(&p->view);
	app_redraw(p->view.app);
}

void figure_page_step(struct view *v, int by)
{
	struct page *p = page_of(v);
	struct figure_period next = figure_period_step(p->period, by);
	if (next.from == DAY_NONE || next.to == DAY_NONE)
		return;
	p->period = next;
	again(p);
}

void figure_page_unit(struct view *v)
{
	struct page *p = page_of(v);
	int32_t today = desk_today(app_desk(v->app));
	bool now = p->period.from <= today && today < p->period.to;
	p->unit = (p->unit + 1) % UNITS;
	begin(p, now ? today : p->period.from);
	again(p);
}

void figure_page_office(struct view *v, int64_t office, const char *name)
{
	struct page *p = page_of(v);
	p->office = office;
	snprintf(p->office_name, sizeof p->office_name, "%s", name);
	again(p);
	list_first(p->list);
}
