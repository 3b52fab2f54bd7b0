/* figure.h - a figure of the hotline and what stands behind it: how it is counted in words, and the list of tickets it
 * opens; of a rate numerator and denominator have a list each. */
#ifndef TUI_HOTLINE_FIGURE_H
#define TUI_HOTLINE_FIGURE_H

#include "store/view/ticket_stat.h"
#include "store/view/ticket_view.h"
#include "tui/app.h"

enum { FIGURE_NUMERATOR, FIGURE_DENOMINATOR };
struct figure {
	char name[120]; /* 本月按时办结率 */
	bool rate, capped; /* capped: counted up to STAT_CAP only */
	struct ticket_ratio value; /* of a count: n */
	const char *what; /* of a rate its formula, "… ÷ …" */
	struct ticket_query part[2]; /* of a count the first only */
};

/* A figure of the panel, by its name there. */
const char *figure_label(enum ticket_panel_figure id);
bool figure_capped(enum ticket_panel_figure id);
enum role figure_role(enum ticket_panel_figure id); /* where it is not 0 */
void figure_of_panel(struct app *a, enum ticket_panel_figure id, struct figure *f);
/* A rate of domain 4.7, of one office (0: the bureau); period: "2026年11月". */
void figure_of_rate(struct desk *d, enum ticket_figure id, const struct ticket_span *s, int64_t office, const char *period,
	const struct ticket_ratio *value, struct figure *f);
/* What came in of one kind, or to one office. */
void figure_of_group(enum ticket_by by, const struct ticket_count *c, const struct ticket_span *s, const char *period, struct figure *f);

/* "66.7%（2/3）", "12", "99+". */
const char *figure_value(struct desk *d, const struct figure *f, char buf[80]);
/* Its list; of a rate it asks which part. */
void figure_open(struct app *a, const struct figure *f);
/* The figure under the cursor of the panel or the figures' page; false: v is neither, or none is. */
bool figure_here(struct view *v, struct figure *f);

/* hotline_stat.c: the panel beside pane 4 while one goes through its figures; lies on the pane. */
struct view *figure_panel_new(struct app *a);
bool figure_panel(struct view *v, struct figure *f);

/* figure_page.c: all figures of a period. */
struct view *figure_page_new(struct app *a);
bool figure_page(struct view *v, struct figure *f);
void figure_page_step(struct view *v, int by); /* so many periods later */
void figure_page_unit(struct view *v);         /* 月 → 季 → 年 → 周 */
void figure_page_office(struct view *v, int64_t office, const char *name);
#endif
