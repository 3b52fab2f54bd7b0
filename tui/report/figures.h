/* figures.h - what the keys of pane 7 do to figures that people enter and to registers. */
#ifndef TUI_REPORT_FIGURES_H
#define TUI_REPORT_FIGURES_H

#include "tui/report/pane.h"

enum did figures_add(struct setting_pane *p);
enum did figures_edit(struct setting_pane *p, int64_t id);
enum did figures_history(struct setting_pane *p, int64_t id);
enum did figures_import_file(struct app *a);
enum did register_open(struct setting_pane *p, int64_t id); /* its rows, as a list */
enum did register_show(struct setting_pane *p, int64_t id);
enum did register_export(struct setting_pane *p, int64_t id);

/* report/lines.c: a text as it prints, line by line; a table has the lines of the screen. */
struct reader;
void report_lines(struct reader *r, const char *text);
/* "docx", "xlsx" … of a list, and the encoding of a .csv; false: given up. */
bool report_ask_ending(struct app *a, char ending[8], enum encoding *x);
#endif
