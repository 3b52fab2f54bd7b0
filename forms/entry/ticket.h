/* ticket.h - the entry forms of a 12345 热线工单: what is registered, the answer, both on one page for a bureau with nine
 * tickets a year; what a ticket looks like in them, and the way back into the store.
 *
 * Knows no screen; the store alone decides what may stand, what is checked here only says so earlier and beside the
 * field. */
#ifndef FORMS_ENTRY_TICKET_H
#define FORMS_ENTRY_TICKET_H

#include "forms/entry/value.h"
#include "store/record/ticket/ticket.h"
#include "store/store.h"

enum entry_ticket_kind {
	ENTRY_TICKET_REGISTER, /* 登记工单 and 修改登记 */
	ENTRY_TICKET_ANSWER,   /* 拟答复 */
	ENTRY_TICKET_SHORT,    /* 一表办理: both */
};
const struct form_field *entry_ticket_fields(enum entry_ticket_kind kind, int *n);

/* The ctx of the form. */
struct entry_ticket {
	struct desk *desk; /* borrowed */
	int64_t id, ver;   /* 0: not saved yet */
	struct office *office;
	int offices;
	struct entry_kept kept; /* trimmed texts of the ticket_in made last */
};
enum z entry_ticket_open(struct desk *d, struct entry_ticket **x, struct error *e);
void entry_ticket_free(struct entry_ticket **x);

/* A new one: 咨询, 一般, 电话, now, unassigned; the answer's part empty. */
void entry_ticket_blank(struct entry_ticket *x, entry_put *put, void *ctx);
/* The registration as the record has it.  caller: in clear, or NULL: the masked one, which the form then leaves alone. */
void entry_ticket_show(struct entry_ticket *x, const struct ticket *t, const struct caller *caller, entry_put *put,
	void *ctx);
/* The answer of this round as it was saved last, or an empty one. */
void entry_ticket_show_answer(struct entry_ticket *x, const struct ticket *t, entry_put *put, void *ctx);

/* The entry as the store takes it.  Texts are borrowed from the entry and from x until the next change or call.
 * Z_INVALID for a value that cannot be taken: *key names its field. */
enum z entry_ticket_take(struct entry_ticket *x, const struct entry *en, struct ticket_in *in, const char **key, struct error *e);
enum z entry_ticket_take_answer(const struct entry *en, struct ticket_answer_in *in, const char **key, struct error *e);
/* The field that a refusal is about; NULL: no single one. */
const char *entry_ticket_field_of(enum refusal code);
/* What still has to be filled in before the answer can go to 核稿, one line each. */
void entry_ticket_lacks(const struct entry *en, struct buffer *out);
/* "2026-11-20 09:30" or "" (0) into an instant; false: neither. */
bool entry_instant(const char *typed, int64_t *at);
#endif
