/* report.h - the reports that the desk hands on (design 6, pane 7): each made as a document from figures
 * (store/view/figure/figure.h), lists and the parts that people wrote.
 *
 * Must not know a file format, nor count anything itself. */
#ifndef FORMS_REPORT_REPORT_H
#define FORMS_REPORT_REPORT_H

#include "forms/writer/document.h"
#include "store/store.h"
#include "store/view/figure/period.h"

/* The period of a kind of report by its key ("2026-W47", "2026-11", "2026-Q3", "2026-H1", "2026"); NULL: the one that today
 * lies in.  Refused with how it is written. */
enum z report_period(struct desk *d, int kind, const char *key, struct figure_period *p, struct error *e);
/* That of a report as it stands in the file. */
struct figure_period report_period_of(const struct report *r);
/* "2026年第47期", and a correction "2026年第47期更正2" */
const char *report_number_text(const struct report *r, char buf[64]);

/* Its period, short, for a list: a week as 第47周 11-16至11-22. */
const char *report_period_short(const struct report *r, char buf[80]);

/* As it stands now, from the records; id: its record with the parts that people wrote, 0: none.  *doc is the caller's.
 * saved, head (both may be NULL): the same to be kept, with every figure in it, the caller's, and the end of the audit
 * chain that it was made at. */
enum z report_make(struct desk *d, int kind, const struct figure_period *p, int64_t id, struct document **doc, char **saved,
        struct audit_head *head, struct error *e);
/* A record as it prints: a draft as it stands now, anything later as it was sent. */
enum z report_print(struct desk *d, int64_t id, struct document **doc, struct error *e);
/* What is late and due soon now, the most urgent first: what 措施 are written for.  report_due_free(). */
struct report_due {
	char number[64], left[32];
	char *title;
};
enum z report_due_list(struct desk *d, struct report_due **list, int *n, struct error *e);
void report_due_free(struct report_due **list, int n);
/* What a part that nobody wrote yet may begin with: of 下周安排 what is due then, a line each; "": nothing.  The caller's. */
char *report_suggested(struct desk *d, const struct report *r, int part);
/* A draft as it stands now is sent to be reviewed. */
enum z report_submit(struct desk *d, int64_t id, int64_t ver, struct error *e);
#endif
