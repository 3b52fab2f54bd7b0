/* ledger.h - a register (台账) of pane 7 as a list: of items and tickets with their own lists, of reviews and releases step
 * by step, newest first. */
#ifndef TUI_REPORT_LEDGER_H
#define TUI_REPORT_LEDGER_H

#include "store/view/register_view.h"
#include "tui/app.h"

/* title: "台账：审核记录" */
struct view *ledger_new(struct app *a, enum register_of which, const char *title);
#endif
