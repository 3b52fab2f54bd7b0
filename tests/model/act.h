/* act.h - the acts of the walk, done to a real desk by the handles of its people. */
#ifndef TESTS_MODEL_ACT_H
#define TESTS_MODEL_ACT_H

#include "store/store.h"
#include "tests/model/model.h"

struct crowd {
	char dir[96], path[128];
	struct desk *who[M_PEOPLE]; /* by officer id; NULL: not there */
	int serial[M_PEOPLE];       /* who sits at each */
};
struct result {
	enum z z;
	enum refusal code;
	int64_t id;  /* of what was made */
	bool may;    /* the key was not dimmed before */
	bool left;   /* erased bytes are still in the file */
	int met[M_ROWS]; /* of an import of tickets: enum ticket_met, -1 refused */
	char said[600]; /* the sentence of a refusal; what was shown in clear */
};

/* A bureau of seven with its model: two who write in two offices, three seats, one who publishes, one administrator. */
void crowd_open(struct crowd *c, struct model *m, int64_t now);
void crowd_close(struct crowd *c); /* removes the files */
/* A handle for each officer of the model, logged in; the model takes over the head of the chain. */
void crowd_arrive(struct crowd *c, struct model *m, int64_t now);
/* After a restore: whose number is another's now must be shown out; NULL, or what is wrong. */
const char *crowd_recognize(struct crowd *c, struct model *m, int64_t now);
void crowd_leave(struct crowd *c); /* closes the handles */
void crowd_head(struct crowd *c, struct model *m);
extern const enum action op_action[DO_COUNT];
/* Does it, whoever may.  a..d of op: see act.c. */
void act_do(struct crowd *c, const struct op *op, struct result *r);
void act_text(const struct m_text *t, struct item_text *out, char title[240], char body[600]);
/* What stands in the body of a text and nowhere else. */
void act_mark(uint32_t words, char mark[32]);
/* act_ticket.c */
enum z act_ticket(struct desk *d, const struct op *op, struct result *r, struct error *e);
enum z act_tickets(struct desk *d, const struct op *op, struct result *r, struct error *e);
void act_letters(uint32_t words, char out[24]); /* stands in every text of a ticket and nowhere else */
void act_ticket_title(uint32_t words, char out[80]);
void act_ticket_body(uint32_t words, char out[120]);
void act_ticket_answer(uint32_t words, char out[120]);
enum z act_erase_decide(struct desk *d, const struct op *op, struct result *r, struct error *e);
/* act_request.c, act_task.c */
enum z act_request(struct desk *d, const struct op *op, struct result *r, struct error *e);
void act_request_body(uint32_t words, bool shown, char out[160]); /* shown: to whom it is none of his business */
void act_request_title(uint32_t words, char out[160]);
void act_request_name(uint32_t words, char out[64]);
enum z act_task(struct desk *d, const struct op *op, struct result *r, struct error *e);
struct act_plan {
	char place[24], title[80], body[160], source[80];
};
void act_plan(const struct m_plan *p, struct act_plan *out); /* its texts */
void act_copy_path(const struct crowd *c, int64_t slot, char path[160]);
/* The desk is what the model says of this item; learns ids and hashes.  NULL, or what differs, in buf. */
const char *look_item(struct desk *d, struct model *m, int item, char buf[400]);
/* The whole of it: every item, every row count, every figure. */
const char *look_all(struct desk *d, struct model *m, char buf[400]);
const char *look_ticket(struct desk *d, const struct model *m, int ticket, char buf[400]);
const char *look_tickets(struct desk *d, const struct model *m, char buf[400]);
const char *look_request(struct desk *d, const struct model *m, int request, char buf[400]);
const char *look_requests(struct desk *d, const struct model *m, char buf[400]);
const char *look_task(struct desk *d, const struct model *m, int task, char buf[400]);
const char *look_tasks(struct desk *d, const struct model *m, char buf[400]);
/* What waits for who sits at d, counted twice. */
const char *look_requests_mine(struct desk *d, const struct model *m, char buf[400]);
const char *look_tasks_mine(struct desk *d, const struct model *m, char buf[400]);
/* Which one differs, or NULL: numbers told by what they are. */
struct look_pair {
	const char *what;
	int64_t model, desk;
};
const char *look_pairs(const char *number, const struct look_pair *p, size_t n, char buf[400]);
/* Rows of a table, by a SELECT that counts them. */
struct look_rows {
	const char *what, *sql;
	int64_t n;
};
const char *look_rows(struct desk *d, const struct look_rows *r, size_t n, char buf[400]);
/* What waits for each person's signature, counted twice. */
const char *look_waiting(struct crowd *c, const struct model *m, char buf[400]);
#endif
