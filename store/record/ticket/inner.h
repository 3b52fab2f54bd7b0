/* inner.h - what the files of tickets share: the register row, the frame of an operation, appending an act.
 *
 *	enum z ticket_recall(struct desk *d, int64_t id, int64_t ver, struct error *e)
 *	{
 *		struct ticket_op op;
 *		enum z z = ticket_op_begin(d, ACTION_TICKET_RECALL, id, ver, &op, e);
 *		if (z == Z_OK) {
 *			op.h.state = TICKET_DRAFTED;
 *			z = ticket_op_done(d, &op, &(struct act_in){.act = TICKET_ACT_RECALL}, e);
 *		}
 *		return ticket_op_end(d, &op, z, e);
 *	} */
#ifndef STORE_RECORD_TICKET_INNER_H
#define STORE_RECORD_TICKET_INNER_H

#include "store/record/inner.h"
#include "store/record/person.h"
#include "store/record/ticket/ticket.h"
#include "store/record/written.h"

/* ------------------------------------------------------------ the register row (ticket/head.c) */
struct ticket_head { /* without texts */
	int64_t id, ver, office, handler, lease_until, master, supervised, extending, answer;
	int64_t dispatched_at, round_at, platform_due, extend_base, filled_at, first_filled_at, signed_at, closed_at, visited_at;
	int64_t sign_due, return_due, inner_due, outer_due, due_sort; /* [cache] */
	int64_t caller_key, place_key, batch, created_at;
	int state, round, kind, urgency, route, extended, excluded, solved, pleased, pleased_manner, redos, light, origin, erased;
	uint32_t by_import;
	struct content_ref body;
	char platform[64], number[TICKET_NUMBER_MAX + 1];
};
enum z ticket_head(struct desk *d, int64_t id, struct ticket_head *h, struct error *e);
/* ticket_head and the version check: R_STALE names who changed it last. */
enum z ticket_open(struct desk *d, int64_t id, int64_t ver, struct ticket_head *h, struct error *e);
/* Its way so far, replayed; and the open 协办 of an office (0: of any): act id or 0. */
enum z ticket_flow_read(struct desk *d, const struct ticket_head *h, struct ticket_flow *f, struct error *e);
int64_t ticket_assisting(struct desk *d, const struct ticket_head *h, int64_t office);
/* The matrix for the person at the desk. */
enum z ticket_permit(struct desk *d, enum action a, const struct ticket_head *h, const struct ticket_flow *f, struct error *e);
/* Writes the register row as h says: clocks, counters, lease, ver+1. */
enum z ticket_put(struct desk *d, const struct ticket_head *before, struct ticket_head *h, struct error *e);

struct act_in {
	int act;
	int64_t office, other, until, happened_at, refers, old, now, batch;
	int64_t officer;                /* 0: the person at the desk */
	const char *text;               /* NULL or "": none */
	const struct content_ref *ref;  /* instead of text: content that is there already */
};
/* The id that the next act will have: the register row may name it. */
int64_t ticket_act_next(struct desk *d, struct error *e);
/* Appends an act that left the ticket as h says; after ticket_put. */
enum z act_append(struct desk *d, const struct ticket_head *h, const struct act_in *in, int64_t *id, struct error *e);

/* ------------------------------------------------------------ the frame */
struct ticket_op {
	enum action action;
	int64_t id;
	struct ticket_head before, h;
	struct ticket_flow flow;
};
enum z ticket_op_begin(struct desk *d, enum action a, int64_t id, int64_t ver, struct ticket_op *op, struct error *e);
/* Inside a transaction that is open already: the version it has now. */
enum z ticket_op_next(struct desk *d, enum action a, int64_t id, struct ticket_op *op, struct error *e);
/* ticket_put and act_append; op->before becomes op->h. */
enum z ticket_op_done(struct desk *d, struct ticket_op *op, const struct act_in *in, struct error *e);
/* The same with the text of the act as people wrote it: refused under `field` where it has less than min characters. */
enum z ticket_op_said(struct desk *d, struct ticket_op *op, const struct act_in *in, const char *words, const char *field, size_t min,
	struct error *e);
enum z ticket_op_end(struct desk *d, const struct ticket_op *op, enum z z, struct error *e);

/* ------------------------------------------------------------ clocks (ticket/clock.c) */
/* The limit of this kind and urgency: of the table, or what a new desk begins with. */
enum z ticket_limit_of(struct desk *d, int kind, int urgency, struct ticket_limit *l, struct error *e);
/* Dues, due_sort into h; of a ticket that is out of the chain only due_sort. */
enum z ticket_clocks(struct desk *d, struct ticket_head *h, struct error *e);
void ticket_clocks_by(const struct calendar *c, const struct ticket_limit *l, struct ticket_head *h);
/* The light that freezes when h is closed (closed_at is set). */
int ticket_closing_light(const struct ticket_head *h);
int64_t ticket_lease(struct desk *d); /* until when a claim made now lasts */
/* All open clocks anew, each move logged: after calendar or limits changed. */
enum z tickets_due_again(struct desk *d, struct error *e);
enum z ticket_limits_furnish(struct desk *d, struct error *e);

/* ------------------------------------------------------------ likeness without names (ticket/person.c) */
/* Keyed digests for the duplicate hint; 0 for nothing. */
int64_t ticket_caller_key(const struct hash *secret, const struct caller *c);
int64_t ticket_place_key(const struct hash *secret, const char *place, const char *topic);
/* The key of those digests; drawn at the first use, in an operation. */
enum z ticket_secret(struct desk *d, struct hash *secret, struct error *e);

/* ------------------------------------------------------------ the full-text index (ticket/index.c) */
/* What stands in it of a ticket: number, title, topic, body, masked; the caller's. */
char *ticket_words(const char *number, const char *title, const char *topic, const char *body);
char *ticket_words_read(struct desk *d, const struct ticket_head *h, struct error *e);
/* A ticket was written; old: what stood in the index before, NULL for a new one. */
enum z ticket_index_new(struct desk *d, int64_t id, const char *words, struct error *e);
/* New ones that stand in the file with their bodies, as ticket_words() has them. */
enum z ticket_index_range(struct desk *d, int64_t first, int64_t last, struct error *e);
/* All of it anew; *n grows by how many. */
enum z tickets_index_again(struct desk *d, int64_t *n, struct error *e);
enum z ticket_index_again(struct desk *d, int64_t id, const char *old, const char *now, struct error *e);

/* ------------------------------------------------------------ shared by the one-form path (ticket/create.c ...) */
enum z ticket_insert(struct desk *d, const struct ticket_in *in, int64_t *id, struct error *e);
enum z ticket_answer_do(struct desk *d, struct ticket_op *op, const struct ticket_answer_in *in, struct error *e);
enum z ticket_claimable(struct desk *d, const struct ticket_head *h, struct error *e); /* nobody else has it in hand */
/* 转法定途径; request: what it became, 0 none. */
enum z ticket_route_do(struct desk *d, struct ticket_op *op, int way, int64_t request, const char *told, struct error *e);
enum z ticket_claim_do(struct desk *d, struct ticket_op *op, struct error *e);
enum z ticket_submit_do(struct desk *d, struct ticket_op *op, struct error *e);
enum z ticket_check_do(struct desk *d, struct ticket_op *op, bool pass, const char *opinion, struct error *e);
enum z ticket_fill_do(struct desk *d, struct ticket_op *op, int64_t happened_at, int64_t not_before, struct error *e);
enum z ticket_fact_number(struct desk *d, struct ticket_op *op, enum ticket_fact f, int64_t value, int64_t batch, struct error *e);
/* What a numeric fact is now; where it stands. */
int64_t ticket_fact_of(const struct ticket_head *h, enum ticket_fact f);
const char *ticket_fact_value(enum ticket_fact f, int64_t n, char buf[40]); /* as people write it */
bool ticket_fact_is_time(enum ticket_fact f);
void ticket_fact_set(struct ticket_head *h, enum ticket_fact f, int64_t value);
enum z ticket_fact_hand(struct desk *d, struct ticket_op *op, enum ticket_fact f, int64_t value, struct error *e);
/* 办结: freezes the light, closes what was merged into it. */
enum z ticket_close_do(struct desk *d, struct ticket_op *op, int64_t closed_at, int64_t batch, struct error *e);
#endif
