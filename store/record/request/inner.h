/* inner.h - what the files of requests share: the register row, the frame of an operation, appending an act.
 *
 *	struct request_op op;
 *	enum z z = request_op_begin(d, ACTION_REQUEST_NOTE, id, ver, &op, e);
 *	if (z == Z_OK)
 *		z = request_op_done(d, &op, &(struct request_act_in){.act = REQUEST_ACT_NOTE, .text = text}, e);
 *	return request_op_end(d, &op, z, e); */
#ifndef STORE_RECORD_REQUEST_INNER_H
#define STORE_RECORD_REQUEST_INNER_H

#include "store/record/inner.h"
#include "store/record/person.h"
#include "store/record/request/request.h"
#include "store/record/written.h"

/* ------------------------------------------------------------ the register row (request/head.c) */
struct request_head { /* without texts but those that lists show */
	int64_t id, ver, office, handler, ticket, created_at;
	int state, channel, applicant, offer, pass, erased;
	struct request_receipt receipt;
	int32_t answered_on;
	int32_t received_on, due, due_sort; /* [cache] */
	struct content_ref body;
	char number[REQUEST_NUMBER_MAX + 1], name[200], title[4 * REQUEST_TITLE_MAX + 8];
};
enum z request_head(struct desk *d, int64_t id, struct request_head *h, struct error *e);
enum z request_flow_read(struct desk *d, int64_t id, struct request_flow *f, struct error *e);
enum z request_permit(struct desk *d, enum action a, const struct request_head *h, struct error *e);
/* received_on, due and due_sort as they follow from the rest. */
void request_clocks(struct desk *d, struct request_head *h);
enum z request_put(struct desk *d, struct request_head *h, struct error *e); /* with clocks, ver + 1 */
/* All running clocks anew, each move logged: after the calendar changed. */
enum z requests_due_again(struct desk *d, struct error *e);

struct request_act_in {
	int act;
	int64_t office, handler, other;
	int32_t day, until; /* DAY_NONE none */
	const char *text;   /* NULL or "": none */
};
enum z request_act_append(struct desk *d, const struct request_head *h, const struct request_act_in *in, struct error *e);

struct request_op {
	enum action action;
	struct request_head h;
};
enum z request_op_begin(struct desk *d, enum action a, int64_t id, int64_t ver, struct request_op *op, struct error *e);
enum z request_op_done(struct desk *d, struct request_op *op, const struct request_act_in *in, struct error *e);
/* The same with the text of the act as people wrote it, which has min characters or more. */
enum z request_op_said(struct desk *d, struct request_op *op, const struct request_act_in *in, const char *words, size_t min, struct error *e);
enum z request_op_end(struct desk *d, const struct request_op *op, enum z z, struct error *e);

/* ------------------------------------------------------------ registering (request/create.c) */
/* Within an operation that is open; the matrix was asked. */
enum z request_insert(struct desk *d, const struct request_in *in, int64_t ticket, int64_t *id, struct error *e);

/* An office that is open, and a person of it (0: nobody). */
enum z request_office_check(struct desk *d, int64_t office, int64_t handler, struct error *e);

/* ------------------------------------------------------------ who applies (request/applicant.c) */
enum z applicant_check(const struct applicant *in, struct applicant *out, struct error *e); /* cleaned; out: applicant_free */
void applicant_mask(const struct applicant *a, struct applicant *out);
enum z applicant_put(struct desk *d, int64_t request, const struct applicant *a, struct error *e);
enum z applicant_read(struct desk *d, int64_t request, struct applicant *a, bool *known, struct error *e);
#endif
