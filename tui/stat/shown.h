/* shown.h - a figure as it stands on a screen: what it is called, its value as text, and the list behind it; of a ratio
 * dividend and divisor have a list each. */
#ifndef TUI_STAT_SHOWN_H
#define TUI_STAT_SHOWN_H

#include "store/view/figure/figure.h"
#include "tui/app.h"

enum { SHOWN_NUMERATOR, SHOWN_DENOMINATOR };
struct shown {
	char name[160]; /* 本月按时办结率 */
	enum figure f;
	bool ratio;
	struct figure_value value;
	char what[400]; /* how it is counted; of a ratio "… ÷ …" */
	struct figure_list part[2]; /* of a count the first only */
};

/* A figure of the live panel, by its name there. */
void shown_of_panel(struct app *a, enum panel w, struct shown *s);
/* Of a period and an office (0: the bureau); the value has been read by the caller. */
void shown_of_figure(struct desk *d, enum figure f, const struct figure_period *p, int64_t office,
        const struct figure_value *v, struct shown *s);
/* One part of it: a category, an office, a kind …. */
void shown_of_part(struct desk *d, enum figure f, const struct figure_period *p, int64_t office, enum figures_by by,
        const struct figure_part *part, struct shown *s);

/* "66.7%", "12", "99+", "2.4", 日历未定, "—". */
const char *shown_value(const struct desk *d, enum figure f, const struct figure_value *v, char buf[48]);
/* How it changed: "+33.3%", of few "+2", of percentages "+3.2点"; "—" where there is nothing to compare with. */
const char *shown_change(const struct desk *d, enum figure f, const struct figure_value *now, const struct figure_value *before,
        char buf[48]);
/* Its list as a page; of a ratio it asks which part. */
void shown_open(struct app *a, const struct shown *s);
/* What a part without a value is called. */
const char *shown_part_name(enum figures_by by, const struct figure_part *part);
/* The figure under the cursor of the panel or a page of figures; false: v is neither, or none is. */
bool shown_here(struct view *v, struct shown *s);

/* tui/hotline/hotline_stat.c: the panel beside pane 4 while one goes through its figures; lies on the pane. */
struct view *shown_panel_new(struct app *a);
bool shown_panel(struct view *v, struct shown *s);
/* A click on a figure beside pane 4; false: it was none. */
bool shown_panel_click(struct view *pane, const struct event *ev);

/* stat_pane.c */
extern const struct view_ops pane_stat; /* 6 统计 */
struct view *stat_pane_new(struct app *a);
struct view *stat_page_new(struct app *a); /* the same of the hotline alone, as a page */
bool stat_page(struct view *v, struct shown *s);
void stat_page_step(struct view *v, int by); /* so many periods later */
void stat_page_span(struct view *v);         /* 周 → 月 → 季 → 半年 → 年 */
void stat_page_office(struct view *v, int64_t office, const char *name);
#endif
