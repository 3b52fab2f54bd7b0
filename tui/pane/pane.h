/* pane.h - the panes and pages there are. */
#ifndef TUI_PANE_PANE_H
#define TUI_PANE_PANE_H

#include "tui/app.h"

extern const struct view_ops pane_queue;   /* 2 发布队列 */
extern const struct view_ops pane_review;  /* 3 三审 */
extern const struct view_ops pane_hotline; /* 4 热线 */
extern const struct view_ops pane_request; /* 5 依申请 */
extern const struct view_ops pane_report;  /* 7 报表 */
extern const struct view_ops pane_setting; /* 0 设置 */

/* The panes in the order of the tab row, with the digit that opens each. */
struct pane_tab {
	int digit;
	const struct view_ops *ops;
	int64_t (*count)(struct app *a); /* NULL: none shown */
};
extern const struct pane_tab pane_tabs[];
extern const int pane_tabs_n;

struct view *pane_new(struct app *a, const struct view_ops *ops);

/* Pages. */
struct view *read_new(struct app *a, int64_t item, struct error *e);          /* reading view */
struct view *entry_new(struct app *a, int64_t item, struct error *e);         /* entry form; item 0: new */
struct view *page_new(struct app *a, const char *title, char *text);          /* text to read; takes text */

struct reader;
struct view *page_read(struct app *a, const char *title, struct reader *r); /* the same; takes the reader */
#endif
