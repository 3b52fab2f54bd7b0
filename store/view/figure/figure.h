/* figure.h - every figure of the desk: its number, what it is divided into, and the list it opens.
 *
 * One table (figure.def) for panel, lists, `stat`, exports and reports, so that a figure is the same number everywhere.
 * Read from counters that the operations keep (store/record/stat_move.c, ticket/move.c) where time would grow with the
 * rows, else from short ranges of indexes. */
#ifndef STORE_VIEW_FIGURE_FIGURE_H
#define STORE_VIEW_FIGURE_FIGURE_H

#include "store/record/desk/desk.h"
#include "store/view/figure/period.h"
#include "store/view/item/view.h"
#include "store/view/request/view.h"
#include "store/view/task/view.h"
#include "store/view/ticket/view.h"

enum figure {
#define FIGURE(NAME, key, text, counted, of, WHEN, unit, MODULE) FIGURE_##NAME,
#include "store/view/figure/figure.def"
	FIGURE_END
};
enum figure_when {
#define FIGURE_WHEN(NAME, text) FIGURE_WHEN_##NAME,
#include "store/view/figure/figure.def"
};
enum figures_by {
	FIGURES_BY_NONE,
#define FIGURES_BY(NAME, key, text) FIGURES_BY_##NAME,
#include "store/view/figure/figure.def"
	FIGURES_BY_END
};
enum figure_module { FIGURE_OF_ITEMS, FIGURE_OF_TICKETS, FIGURE_OF_REQUESTS, FIGURE_OF_TASKS, FIGURE_OF_ENTERED };

struct figure_row {
	const char *key, *text;
	const char *counted; /* what is counted, in words; of hotline rates the whole formula */
	const char *of;      /* what it is divided by; "" a plain number, or counted says it */
	const char *unit;    /* 条 件 项 % 个工作日 */
	enum figure_when when;
	enum figure_module module;
	bool ratio;          /* figure_value.of means something */
};
const struct figure_row *figure_row(enum figure f);
/* counted ÷ of, as it is counted here, settings and all. */
const char *figure_formula(const struct desk *d, enum figure f, char buf[400]);
const char *figure_when_text(enum figure_when w);
/* FIGURE_END if no figure has the key. */
enum figure figure_parse(const char *key);
const char *figures_by_key(enum figures_by by);
const char *figures_by_text(enum figures_by by);
enum figures_by figures_by_parse(const char *key); /* FIGURES_BY_NONE: none such */
/* Whether the figure can be divided so. */
bool figure_divides(enum figure f, enum figures_by by);

struct figure_value {
	enum figure_how {
		FIGURE_COUNTED,
		FIGURE_ENTERED, /* entered by somebody, marked so wherever it prints */
		FIGURE_UNSET,   /* nobody entered it: 未填, not 0 */
		FIGURE_UNKNOWN, /* 日历未定: working days beyond the calendar's last loaded year are in it */
	} how;
	int64_t n, of; /* of: of a ratio; 0 prints — */
	bool more;     /* n is STAT_CAP + 1 and means "more" (待我办, 待我审; on a panel also lights) */
};
/* Of a period (not looked at where the figure is of NOW), of one office (0: the bureau). */
enum z figure_get(struct desk *d, enum figure f, const struct figure_period *p, int64_t office, struct figure_value *out,
        struct error *e);

struct figure_part {
	int64_t id;    /* category, catalog, channel, office, reason code, kind, enum light; 0: none is set */
	int64_t n;
	char name[96]; /* "" for id 0 */
};
/* By value of the division, largest first, zeros left out; *all (or NULL): what the figure itself says.  An item has several
 * channels, and may be returned for several reasons: those parts add up to more.  Free *rows. */
enum z figure_parts(struct desk *d, enum figure f, enum figures_by by, const struct figure_period *p, int64_t office,
        struct figure_part **rows, int *n, struct figure_value *all, struct error *e);

/* The list of exactly the rows that a figure counts: part 1 the figure (of a ratio its dividend), 2 its divisor; with a
 * division, those of one value (id, 0: without one).  False: it opens none. */
struct figure_list {
	enum figure_module module;
	struct item_query items;     /* module FIGURE_OF_ITEMS */
	struct ticket_query tickets; /* module FIGURE_OF_TICKETS */
	struct request_query requests;
	struct task_query tasks;
};
bool figure_list(struct desk *d, enum figure f, const struct figure_period *p, int64_t office, int part, enum figures_by by,
        int64_t id, struct figure_list *out);

enum z figure_list_open(struct desk *d, const struct figure_list *l, struct window **out, struct error *e);

/* ---- what stands on the live panels ---- */
enum panel {
#define PANEL(NAME, figure, span, step) PANEL_##NAME,
#include "store/view/figure/figure.def"
	PANEL_END
};
struct figure_panel {
	struct figure_value at[PANEL_END];
};
/* All of them as of now; costs the same at a million rows. */
enum z figure_panel(struct desk *d, struct figure_panel *p, struct error *e);
bool figure_panel_same(const struct figure_panel *a, const struct figure_panel *b);
enum figure panel_figure(enum panel w);
struct figure_period panel_period(const struct desk *d, enum panel w);
bool panel_list(struct desk *d, enum panel w, int part, struct figure_list *out);
/* The period of this kind that holds today, `step` later. */
struct figure_period figure_period_now(const struct desk *d, enum figure_span span, int step);
#endif
