/* part.h - the page on which a part of a report is written (存在问题, 下周安排, one 措施 …): what is typed is kept on the disk
 * key by key, as on the pages of items and tickets. */
#ifndef TUI_REPORT_PART_H
#define TUI_REPORT_PART_H

#include "store/file/draft/draft.h"
#include "tui/app.h"

/* row: "" but for 措施, where it is the number of the item or ticket, and about its title. */
struct view *report_part_new(struct app *a, int64_t report, int part, const char *row, const char *about, struct error *e);

/* What a draft of such a page is about ("周报2026年第47期“下周安排”"), and the page with it. */
bool report_part_draft_kind(const char *kind);
void report_part_draft_what(struct app *a, const struct draft_found *f, char what[64]);
struct view *report_part_restore(struct app *a, const struct draft_found *f, struct error *e);
#endif
