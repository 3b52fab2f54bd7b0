/* pane.h - pane 7 报表: its sections, and what can be done in each. */
#ifndef TUI_REPORT_PANE_H
#define TUI_REPORT_PANE_H

#include "forms/report/report.h"
#include "tui/setting/section.h"

struct view *report_new(struct app *a);
bool report_pane_has(struct view *v, int act);
enum z report_pane_may(struct view *v, int act, int64_t id, struct error *e);

/* What the shown section is of. */
enum report_part_of { REPORTS, FIGURES, REGISTERS };
enum report_part_of report_section(const struct setting_pane *p);
int report_section_kind(const struct setting_pane *p); /* enum report_kind, 0: of none */

/* A register: what it is called, the words of zwgk export, and what its list is of. */
enum register_rows { REGISTER_IS_OPEN, REGISTER_IS_WITHHELD, REGISTER_IS_STEPS, REGISTER_IS_TICKETS, REGISTER_IS_REQUESTS, REGISTER_IS_TASKS };
struct report_register {
	const char *title, *what, *note, *filter; /* filter "": all */
	enum register_rows rows;
};
extern const struct report_register report_registers[];
extern const int report_registers_n;
/* The row with this id of the section of figures or registers; NULL if it is gone. */
const struct entered_figure *report_figure(const struct setting_pane *p, int64_t id);
#endif
