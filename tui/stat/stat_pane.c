/* stat_pane.c - pane 6 统计: every figure of a week, month, quarter, half or year, of the bureau or an office, beside the
 * period before and the same a year before; and the same of the hotline alone as a page.  Each row opens its list.
 *
 * The list is made of rows that are read at once: there are as many as there are figures, not as there are records. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/ratio.h"
#include "store/base/text.h"
#include "tui/action/action.h"
#include "tui/hotline/words.h"
#include "tui/list/list_view.h"
#include "tui/list/row_list.h"
#include "tui/pane/pane.h"
#include "tui/stat/shown.h"
#include "tui/stat/words.h"
#include "tui/widget/chart.h"
#include "tui/words.h"

enum { ROWS_MAX = 300, PARTS_MAX = 40, MONTHS = 12 };

struct row {
	struct shown s;
	char group[48], name[96];
	struct figure_value before, last_year;
	bool compared;
	long long most; /* of its group: what a whole bar is; 0: no bar */
};
struct stat_pane {
	struct list_view base; /* first: a view is a pane */
	struct row_list rows;
	struct list_ops ops;
	struct figure_period p;
	bool hotline;   /* the hotline alone */
	int64_t office; /* 0: the bureau */
	char office_name[64];
	char title[240];
	struct row *row; /* ROWS_MAX */
	int n;
};
static const struct view_ops page_ops;

static struct stat_pane *pane_of(struct view *v)
{
	return (struct stat_pane *)(void *)v;
}

/* ------------------------------------------------------------ what stands there */
static struct row *add(struct stat_pane *p, const char *group, const char *name)
{
	if (p->n == ROWS_MAX)
		p->n--;
	struct row *r = &p->row[p->n++];
	memset(r, 0, sizeof *r);
	snprintf(r->group, sizeof r->group, "%s", group);
	snprintf(r->name, sizeof r->name, "%s", name);
	return r;
}

/* A locked file leaves the figure out: the page is read again when it is free. */
static void add_figure(struct stat_pane *p, const char *group, enum figure f)
{
	struct desk *d = app_desk(p->base.view.app);
	struct figure_period before = figure_period_step(p->p, -1), last_year = figure_period_last_year(p->p);
	struct figure_value v;
	enum z z = figure_get(d, f, &p->p, p->office, &v, NULL);
	if (z == Z_BUSY)
		app_read_again(p->base.view.app);
	if (z != Z_OK)
		return;
	struct row *r = add(p, group, figure_row(f)->text);
	shown_of_figure(d, f, &p->p, p->office, &v, &r->s);
	r->compared = figure_row(f)->when != FIGURE_WHEN_NOW &&
	              figure_get(d, f, &before, p->office, &r->before, NULL) == Z_OK &&
	              figure_get(d, f, &last_year, p->office, &r->last_year, NULL) == Z_OK;
	if (r->s.ratio && v.of > 0 && f != FIGURE_REVIEW_DAYS)
		r->most = v.of;
}

static void add_figures(struct stat_pane *p, const char *group, const enum figure *f, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add_figure(p, i ? "" : group, f[i]);
}

static void add_parts(struct stat_pane *p, enum figure f, enum figures_by by)
{
	struct desk *d = app_desk(p->base.view.app);
	struct figure_part *part = NULL;
	struct figure_value all;
	int n = 0;
	if (figure_parts(d, f, by, &p->p, p->office, &part, &n, &all, NULL) == Z_OK)
		for (int i = 0; i < n && i < PARTS_MAX; i++) {
			struct row *r = add(p, i ? "" : figures_by_text(by), shown_part_name(by, &part[i]));
			shown_of_part(d, f, &p->p, p->office, by, &part[i], &r->s);
			r->s.value.of = all.n;
			r->most = part[0].n;
		}
	free(part);
}

/* Twelve months up to the last one of the period. */
static struct figure_period last_month(const struct stat_pane *p)
{
	return figure_period_of(FIGURE_SPAN_MONTH, p->p.to - 1, 1);
}

static void read_months(const struct stat_pane *p, enum figure f, long long month[MONTHS])
{
	for (int i = 0; i < MONTHS; i++) {
		struct figure_period m = figure_period_step(last_month(p), i - MONTHS + 1);
		struct figure_value v = {0};
		if (figure_get(app_desk(p->base.view.app), f, &m, p->office, &v, NULL) != Z_OK)
			v = (struct figure_value){0};
		month[i] = !figure_row(f)->ratio ? v.n : v.of ? (long long)(v.n * 1000 / v.of) : 0;
	}
}

#define FIGURES(p, group, list) add_figures((p), (group), (list), sizeof(list) / sizeof *(list))

static void add_items(struct stat_pane *p)
{
	static const enum figure released[] = {FIGURE_TIMELY, FIGURE_SIGNED, FIGURE_PASSED_FIRST, FIGURE_REVIEW_DAYS,
	        FIGURE_RETURNED};
	static const enum figure now[] = {FIGURE_LATE, FIGURE_TODAY, FIGURE_SOON, FIGURE_TIER1, FIGURE_TIER2, FIGURE_TIER3,
	        FIGURE_TO_RELEASE, FIGURE_BACK, FIGURE_DRAFTS, FIGURE_REFERRED, FIGURE_EMERGENCY};
	add_figure(p, W_FIG_RELEASED, FIGURE_PUBLISHED);
	FIGURES(p, "", released);
	add_parts(p, FIGURE_RETURNED, FIGURES_BY_REASON);
	FIGURES(p, W_FIG_QUEUE, now);
	add_parts(p, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY);
	add_parts(p, FIGURE_PUBLISHED, FIGURES_BY_CATALOG);
	add_parts(p, FIGURE_PUBLISHED, FIGURES_BY_CHANNEL);
	if (!p->office)
		add_parts(p, FIGURE_PUBLISHED, FIGURES_BY_OFFICE);
}

static void add_tickets(struct stat_pane *p)
{
	static const enum figure flow[] = {FIGURE_TICKETS_CLOSED, FIGURE_TICKET_IN_TIME, FIGURE_TICKET_SOLVED,
	        FIGURE_TICKET_PLEASED};
	static const enum figure rates[] = {FIGURE_TICKET_SIGNED_IN_TIME, FIGURE_TICKET_CLOSED, FIGURE_TICKET_CONTACTED,
	        FIGURE_TICKET_PLEASED_BOTH, FIGURE_TICKET_VISITED, FIGURE_TICKET_RETURNED, FIGURE_TICKET_REDONE,
	        FIGURE_TICKET_EXTENDED};
	static const enum figure now[] = {FIGURE_TICKETS_OPEN, FIGURE_TICKETS_UNASSIGNED, FIGURE_TICKETS_RED, FIGURE_TICKETS_TODAY,
	        FIGURE_TICKETS_YELLOW, FIGURE_TICKETS_SUPERVISED, FIGURE_TICKETS_CHECKING, FIGURE_TICKETS_TO_FILL,
	        FIGURE_TICKETS_EXTENDING, FIGURE_TICKETS_RETURNING};
	add_figure(p, W_FIG_HOTLINE, FIGURE_TICKETS_IN);
	FIGURES(p, "", flow);
	FIGURES(p, W_FIG_RATES, rates);
	add_parts(p, FIGURE_TICKETS_IN, FIGURES_BY_KIND);
	if (!p->office)
		add_parts(p, FIGURE_TICKETS_IN, FIGURES_BY_OFFICE);
	FIGURES(p, W_FIG_HOTLINE_NOW, now);
	add_parts(p, FIGURE_TICKETS_OPEN, FIGURES_BY_LIGHT);
}

static void add_requests_and_tasks(struct stat_pane *p)
{
	static const enum figure requests[] = {FIGURE_REQUESTS_OPEN, FIGURE_REQUESTS_UNCONFIRMED, FIGURE_REQUESTS_LATE,
	        FIGURE_REQUESTS_SOON};
	static const enum figure tasks[] = {FIGURE_TASKS_OPEN, FIGURE_TASKS_LATE, FIGURE_TASKS_SOON};
	FIGURES(p, W_FIG_REQUESTS, requests);
	FIGURES(p, W_FIG_TASKS, tasks);
}

static void read_rows(struct stat_pane *p)
{
	char when[80];
	p->n = 0;
	snprintf(p->title, sizeof p->title, "%s · %s · %s", p->base.view.ops->title, figure_period_text(&p->p, when),
	        p->office ? p->office_name : W_FIG_BUREAU);
	if (!p->hotline)
		add_items(p);
	add_tickets(p);
	if (!p->hotline)
		add_requests_and_tasks(p);
}

/* ------------------------------------------------------------ source of the list */
enum column { COL_GROUP, COL_NAME, COL_VALUE, COL_PARTS, COL_BEFORE, COL_CHANGE, COL_LAST_YEAR, COL_PICTURE, COL_WHAT, COLUMNS };
static const struct list_column columns[COLUMNS] = {
	[COL_GROUP] = {.title = "", .min = 8},
	[COL_NAME] = {.title = W_FIG_COL_FIGURE, .min = 12, .weight = 2, .max = 26, .accent = true},
	[COL_VALUE] = {.title = W_FIG_COL_VALUE, .min = 6, .max = 8, .weight = 1, .align = TEXT_RIGHT},
	[COL_PARTS] = {.title = W_FIG_COL_PARTS, .min = 9, .max = 11, .weight = 1, .align = TEXT_RIGHT},
	[COL_BEFORE] = {.title = W_FIG_COL_BEFORE, .min = 6, .max = 8, .weight = 1, .align = TEXT_RIGHT},
	[COL_CHANGE] = {.title = W_FIG_COL_CHANGE, .min = 8, .max = 9, .weight = 1, .align = TEXT_RIGHT},
	[COL_LAST_YEAR] = {.title = W_FIG_COL_LAST_YEAR, .min = 6, .max = 8, .weight = 1, .align = TEXT_RIGHT},
	[COL_PICTURE] = {.title = W_FIG_COL_PICTURE, .min = MONTHS, .max = MONTHS + 1, .weight = 1},
	[COL_WHAT] = {.title = W_FIG_COL_WHAT, .min = 26, .weight = 8, .drop = 1},
};

static void picture(const struct stat_pane *p, const struct row *r, char *buf, size_t cap)
{
	long long month[MONTHS];
	buf[0] = '\0';
	if (r->most) {
		draw_bar_text(buf, cap, MONTHS, r->s.value.n, r->most);
	} else if (r->compared) {
		read_months(p, r->s.f, month);
		chart_spark_text(buf, cap, month, MONTHS);
	}
}

static void put(const void *of, int i, struct list_key key, struct list_page *to)
{
	const struct stat_pane *p = of;
	const struct desk *d = app_desk(p->base.view.app);
	const struct row *r = &p->row[i];
	const enum figure f = r->s.f;
	char value[48], parts[64] = "", before[48] = "", change[48] = "", last_year[48] = "", image[160];
	const bool late = f == FIGURE_LATE || f == FIGURE_TICKETS_RED || f == FIGURE_REQUESTS_LATE || f == FIGURE_TASKS_LATE, some = r->s.value.n != 0;
	const enum role role[COLUMNS] = {C_STRONG, C_TEXT, !some ? C_DIM : late ? C_LATE : C_STRONG, C_DIM, C_DIM, C_TEXT, C_DIM,
	        C_BAR, C_DIM};
	picture(p, r, image, sizeof image);
	if (r->s.ratio)
		snprintf(parts, sizeof parts, "%lld/%lld", (long long)r->s.value.n, (long long)r->s.value.of);
	else if (r->most)
		ratio_text(r->s.value.n, r->s.value.of, (int)setting_number(d, SETTING_DECIMALS), parts);
	if (r->compared) {
		shown_value(d, f, &r->before, before);
		shown_value(d, f, &r->last_year, last_year);
		shown_change(d, f, &r->s.value, &r->before, change);
		if (!r->last_year.n && !r->last_year.of && r->last_year.how == FIGURE_COUNTED)
			snprintf(last_year, sizeof last_year, "%s", W_FIG_NOTHING);
	}
	/* a part is a number, whatever the figure is */
	if (r->s.ratio || !r->most)
		shown_value(d, f, &r->s.value, value);
	else
		snprintf(value, sizeof value, "%lld", (long long)r->s.value.n);
	bool part = r->most && !r->s.ratio; /* of the figure above, which says it */
	const char *const text[COLUMNS] = {r->group, r->name, value, parts, before, change, last_year, image, part ? "" : r->s.what};
	list_page_add(to, key, text, role);
}

static int count(const void *of, bool *whole)
{
	*whole = true;
	return ((const struct stat_pane *)of)->n;
}

static int64_t row_id(const void *of, int i)
{
	(void)of;
	return i + 1;
}

/* ------------------------------------------------------------ the figure under the cursor */
static const struct row *current(struct stat_pane *p)
{
	struct list_key k;
	return list_current(p->base.list, &k) && k.id >= 1 && k.id <= p->n ? &p->row[k.id - 1] : NULL;
}

/* ------------------------------------------------------------ as a view */
static void refresh(struct view *v)
{
	struct stat_pane *p = pane_of(v);
	read_rows(p);
	list_refresh(p->base.list);
	v->due = true;
}

static void draw(struct view *v)
{
	list_view_draw(v, pane_of(v)->title);
}

/* How the figure under the cursor is counted. */
static void status(struct view *v, char *buf, size_t cap)
{
	const struct row *row = current(pane_of(v));
	text_fit(buf, cap, row ? row->s.what : "", app_screen(v->app).cols - 2, TEXT_NO_PAD);
}

/* What closes a page does not close a pane. */
static bool has(struct view *v, int act)
{
	return act != ACT_CLOSE || pane_of(v)->hotline;
}

static void pane_free(struct view *v)
{
	struct stat_pane *p = pane_of(v);
	list_free(&p->base.list);
	free(p->row);
	free(p);
}

#define STAT_OPS                                                                                            \
	.pane = P_FIGURES, .place = list_view_place, .refresh = refresh, .settle = list_view_settle, .draw = draw,  \
	.key = list_view_key, .status = status, .has = has, .free = pane_free

static const struct view_ops page_ops = {.name = "hotline-figures", .title = W_HOT_FIGURES, STAT_OPS};
const struct view_ops pane_stat = {.name = "stat", .title = W_FIG_PANE, STAT_OPS};

static struct view *make(struct app *a, const struct view_ops *view, enum figure_span span)
{
	struct stat_pane *p = xalloc(sizeof *p);
	p->base.view.ops = view;
	p->base.view.app = a;
	p->hotline = view == &page_ops;
	p->p = figure_period_now(app_desk(a), span, 0);
	p->row = xalloc(ROWS_MAX * sizeof *p->row);
	p->rows = (struct row_list){p, count, row_id, put};
	p->ops = row_list_ops(columns, COLUMNS);
	p->base.list = list_new(&p->ops, &p->rows);
	read_rows(p);
	return &p->base.view;
}

struct view *stat_pane_new(struct app *a)
{
	return make(a, &pane_stat, FIGURE_SPAN_WEEK);
}

struct view *stat_page_new(struct app *a)
{
	return make(a, &page_ops, FIGURE_SPAN_MONTH);
}

bool stat_page(struct view *v, struct shown *s)
{
	if (!v || (v->ops != &page_ops && v->ops != &pane_stat))
		return false;
	const struct row *r = current(pane_of(v));
	if (r)
		*s = r->s;
	return r != NULL;
}

/* ------------------------------------------------------------ for the actions */
static void again(struct stat_pane *p)
{
	p->base.view.ops->refresh(&p->base.view);
	app_redraw(p->base.view.app);
}

void stat_page_step(struct view *v, int by)
{
	struct stat_pane *p = pane_of(v);
	struct figure_period next = figure_period_step(p->p, by);
	if (next.from == DAY_NONE || next.to == DAY_NONE || day_year(next.from) < 1950 || day_year(next.to) > 2200)
		return;
	p->p = next;
	again(p);
}

/* The period of the next kind that holds the last day of this one, or today where that is in it. */
void stat_page_span(struct view *v)
{
	struct stat_pane *p = pane_of(v);
	struct desk *d = app_desk(v->app);
	int32_t day = desk_today(d);
	if (day < p->p.from || day >= p->p.to)
		day = p->p.to - 1;
	p->p = figure_period_of((enum figure_span)((p->p.span + 1) % FIGURE_SPAN_DAYS), day, (int)setting_number(d, SETTING_WEEK_START));
	again(p);
}

void stat_page_office(struct view *v, int64_t office, const char *name)
{
	struct stat_pane *p = pane_of(v);
	p->office = office;
	snprintf(p->office_name, sizeof p->office_name, "%s", name);
	again(p);
	list_first(p->base.list);
}
