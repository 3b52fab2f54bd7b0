/* stat_panel.h - the live statistics beside the list from 120 columns: figures of view/stat, drawn. */
#ifndef TUI_PANE_STAT_PANEL_H
#define TUI_PANE_STAT_PANEL_H

#include "tui/app.h"

void stat_panel_draw(struct app *a, struct surface *s, const struct layout *lay, bool all);
/* When the keys rest: reads what was made public this year by category, thousands of counters, if the figures were read
 * since.  True: draw the panel again. */
bool stat_panel_settle(struct app *a);
#endif
