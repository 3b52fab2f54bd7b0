/* paper.h - a report as it prints, on a page of its own with everything that can be done to it. */
#ifndef TUI_REPORT_PAPER_H
#define TUI_REPORT_PAPER_H

#include "store/store.h"
#include "tui/app.h"

struct view *report_paper_new(struct app *a, int64_t report, struct error *e);
/* The report as the page on top shows it; NULL: it is no such page.  What is done is bound to this version. */
const struct report *report_paper_of(const struct view *v);
#endif
