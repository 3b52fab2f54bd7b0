/* report.h - reports as records (design 5): a person drafts one for a period and writes its free parts; what he sends to be
 * reviewed is kept whole, figures, texts and audit head; another person passes exactly that, or returns it.  Passed, it
 * never changes: a correction is a new version with a reason.
 *
 * Must not know how a report is put together or printed: its paper is text that forms/report makes. */
#ifndef STORE_RECORD_REPORT_REPORT_H
#define STORE_RECORD_REPORT_REPORT_H

#include "store/file/audit/head.h"
#include "store/record/desk/desk.h"
#include "store/rule/report.h"

enum { REPORT_TEXT_MAX = 4000, REPORT_MEASURE_MAX = 60 }; /* characters of a part; of one measure */

struct report {
	int64_t id, ver, corrects, paper;
	int kind, state;      /* enum report_kind, enum report_state */
	int32_t from, to;     /* days [from, to) */
	int year, number, version;
	int64_t drafter, reviewer;
	char drafter_name[64], reviewer_name[64]; /* reviewer "" until it was passed */
	int64_t created_at, updated_at;
};
/* Newest period first; kind 0: all.  Free *list. */
enum z report_list(struct desk *d, int kind, struct report **list, int *n, struct error *e);
enum z report_load(struct desk *d, int64_t id, struct report *r, struct error *e);
/* The newest version for a period; *id 0: there is none. */
enum z report_find(struct desk *d, int kind, int32_t from, int32_t to, int64_t *id, struct error *e);

/* What was written last in a part, "" if nothing; the caller's.  row: "" but for 措施, where it is the number of the item
 * or ticket. */
enum z report_text(struct desk *d, int64_t id, int part, const char *row, char **text, struct error *e);
/* The same of the newest report of the kind before this one: what it said. */
enum z report_text_before(struct desk *d, int64_t id, int part, char **text, struct error *e);
struct report_step {
	int act, state;
	char officer[64];
	int64_t at;
	char *text; /* reason, "" */
};
/* Oldest first; report_steps_free(). */
enum z report_steps(struct desk *d, int64_t id, struct report_step **steps, int *n, struct error *e);
void report_steps_free(struct report_step **steps, int n);
/* The paper that was sent last, the caller's, and the audit head it bears; Z_MISSING R_REPORT_NONE: none was. */
enum z report_paper(struct desk *d, int64_t id, char **paper, struct audit_head *head, struct error *e);
/* The end of the audit chain now, for a paper that is being made. */
enum z report_head(struct desk *d, struct audit_head *head, struct error *e);

/* A report of a period that has begun, R_REPORT_EXISTS if there is one; draws its number. */
enum z report_draft(struct desk *d, int kind, int32_t from, int32_t to, int year, int64_t *id, struct error *e);
enum z report_write(struct desk *d, int64_t id, int64_t ver, int part, const char *row, const char *text, struct error *e);
enum z report_send(struct desk *d, int64_t id, int64_t ver, const char *paper, const struct audit_head *head, struct error *e);
enum z report_recall(struct desk *d, int64_t id, int64_t ver, struct error *e);
enum z report_return(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e);
/* By somebody who neither drafted it nor wrote in it: R_REPORT_SAME. */
enum z report_pass(struct desk *d, int64_t id, int64_t ver, struct error *e);
/* A new version as a draft, with the texts of the passed one, which stays until the new one is passed. */
enum z report_correct(struct desk *d, int64_t id, int64_t ver, const char *reason, int64_t *newer, struct error *e);
/* Whether the person at the desk may do this to it now; the sentence if not. */
enum z report_may(struct desk *d, enum action a, int64_t id, struct error *e);
#endif
