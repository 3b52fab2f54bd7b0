/* request.h - the entry form of a 公开申请: what is registered (条例第二十九条; the fields of real registers), filled from a
 * 12345 ticket where it comes from one, and the way back into the store.
 *
 * Knows no screen; the store alone decides what may stand, what is checked here only says so earlier and beside the field. */
#ifndef FORMS_ENTRY_REQUEST_H
#define FORMS_ENTRY_REQUEST_H

#include "forms/entry/value.h"
#include "store/store.h"

const struct form_field *entry_request_fields(int *n);

/* The ctx of the form. */
struct entry_request {
	struct desk *desk; /* borrowed */
	int64_t id, ver;   /* 0: not saved yet */
	int64_t ticket, ticket_ver; /* the ticket that becomes a request; 0: none */
	struct office *office;
	struct officer *officer;
	int offices, officers;
	struct entry_kept kept; /* trimmed texts of the request_in made last */
};
enum z entry_request_open(struct desk *d, struct entry_request **x, struct error *e);
void entry_request_free(struct entry_request **x);

/* A new one, which came today to this officer's office. */
void entry_request_blank(struct entry_request *x, entry_put *put, void *ctx);
/* A new one from a ticket: the caller (in clear) applies, for what he said.  How he applies has to be said: the call itself is
 * no application. */
void entry_request_from(struct entry_request *x, const struct ticket *t, const struct caller *caller, entry_put *put, void *ctx);
/* The registration as the record has it; who: in clear. */
void entry_request_show(struct entry_request *x, const struct request *r, const struct applicant *who, entry_put *put, void *ctx);

/* The entry as the store takes it.  Texts are borrowed from the entry and from x until the next change or call.
 * Z_INVALID for a value that cannot be taken: *key names its field. */
enum z entry_request_take(struct entry_request *x, const struct entry *en, struct request_in *in, const char **key, struct error *e);
/* The field that a refusal is about; NULL: no single one. */
const char *entry_request_field_of(const struct entry *en, const struct error *e);
/* What art. 29 asks of an application and is not there yet, one line each: the office may ask for it (art. 30). */
void entry_request_lacks(const struct entry *en, struct buffer *out);
/* The day of receipt and the limit as they follow from what is typed: "2026-11-20 收到，答复期限 2026-12-18"; "" while unknown. */
void entry_request_term(const struct entry *en, char out[200]);
#endif
