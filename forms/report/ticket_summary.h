/* ticket_summary.h - 回应公开: what the hotline was asked in a month and what was answered, for the public.
 *
 * Numbers, and the answers that were checked and filled in that month, without anybody's name, number or address; what was
 * said on the telephone is not quoted.  It becomes a draft in the publication queue and goes the way of every item: whoever
 * signs it reads it. */
#ifndef FORMS_REPORT_TICKET_SUMMARY_H
#define FORMS_REPORT_TICKET_SUMMARY_H

#include "store/store.h"

struct ticket_summary {
	char *title, *body;
	int answers;
};
enum z ticket_summary(struct desk *d, int year, int month, struct ticket_summary *s, struct error *e);
void ticket_summary_free(struct ticket_summary *s);
/* The same as a draft of the person at the desk: in 回应关切, where the bureau has such a column. */
enum z ticket_summary_draft(struct desk *d, int year, int month, int64_t *item, struct error *e);
#endif
