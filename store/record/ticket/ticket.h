/* ticket.h - 12345 热线工单: from the platform's export (or a telephone call) to the answered, checked, closed ticket.
 *
 * The chain is the bureau's own (design 5): 待领办 → 办理中 → 拟答复 → 待核稿 → 待回填 → 已回填 → 已办结 | 重办.  签收, 办结,
 * 回访 and 满意度 are facts of the platform (国办发〔2020〕53号: 受理 → 派单 → 办理 → 答复 → 督办 → 办结 → 回访 → 评价).
 * Every operation is one transaction, gated by permit.def, and takes the version that was read: Z_STALE if somebody was
 * quicker.  Names, phones, IDs and addresses of callers stand in the table person only (design 4.12). */
#ifndef STORE_RECORD_TICKET_TICKET_H
#define STORE_RECORD_TICKET_TICKET_H

#include "store/base/hash.h"
#include "store/base/memory.h"
#include "store/record/caller.h"
#include "store/record/desk/desk.h"
#include "store/rule/ticket/ticket.h"

#define TICKET_TITLE_MAX 100   /* characters */
#define TICKET_BODY_MAX 20000  /* characters */
#define TICKET_ANSWER_MAX 20000
#define TICKET_TEXT_MAX 2000   /* characters of a reason, instruction, opinion */
#define TICKET_NUMBER_MAX 64   /* bytes */

/* What is registered by hand. NULL texts are "", instants 0: not known. */
struct ticket_in {
	const char *platform, *number;  /* number "": drawn from our own series (12345-2026-0001), platform 本单位 */
	int kind, urgency;              /* enum ticket_kind, ticket_urgency */
	const char *title, *body, *topic, *source, *place;
	struct caller caller;
	int64_t office;                 /* 主办; 0: 未分派 */
	int64_t dispatched_at, platform_due;
};
enum z ticket_create(struct desk *d, const struct ticket_in *in, int64_t *id, struct error *e);
/* The fields that are ours.  A text of the caller, place or body that is NULL, or given back masked as ticket_load shows it,
 * stays as it was; kind, urgency, 交办 and 办结期限 are facts once somebody claimed it.  A fact that came from an export is refused (R_TICKET_FACT_IMPORTED) if it differs. */
enum z ticket_edit(struct desk *d, int64_t id, int64_t ver, const struct ticket_in *in, struct error *e);
enum z ticket_void(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e); /* 误登: own registration, before anybody acted on it */

/* ------------------------------------------------------------ who works on it */
/* A claim is a lease (setting ticket_lease, working days): whoever lets it expire is no longer the handler for others'
 * claims; every act of his renews it.  A claim of a ticket without office puts it into his own. */
enum z ticket_claim(struct desk *d, int64_t id, int64_t ver, struct error *e);
enum z ticket_unclaim(struct desk *d, int64_t id, int64_t ver, struct error *e);
enum z ticket_transfer(struct desk *d, int64_t id, int64_t ver, int64_t office, const char *reason, struct error *e);
/* 协办: another office, with a limit of its own in working days, not after ours. */
enum z ticket_assist(struct desk *d, int64_t id, int64_t ver, int64_t office, int days, const char *what, struct error *e);
enum z ticket_assist_done(struct desk *d, int64_t id, int64_t ver, const char *text, struct error *e); /* by that office */
enum z ticket_urge(struct desk *d, int64_t id, int64_t ver, const char *text, struct error *e);         /* 催办 */
enum z ticket_supervise(struct desk *d, int64_t id, int64_t ver, const char *instruction, struct error *e); /* 督办, by a leader or 办公室 */
enum z ticket_supervise_done(struct desk *d, int64_t id, int64_t ver, const char *result, struct error *e); /* not by the handler */

/* ------------------------------------------------------------ ways out of the chain */
/* 退单: within its own limit (ticket.return_due), with a reason of ticket.def; decided by somebody else.  Yes leaves the
 * chain, no comes back to where it was. */
enum z ticket_return_ask(struct desk *d, int64_t id, int64_t ver, int reason, const char *text, struct error *e);
enum z ticket_return_decide(struct desk *d, int64_t id, int64_t ver, bool yes, const char *text, struct error *e);
/* 延期: before the limit has passed, once a round, at most ticket_limit.extend_n working days; decided by somebody else,
 * before the limit too (domain 4.3). */
enum z ticket_extend_ask(struct desk *d, int64_t id, int64_t ver, int days, const char *reason, struct error *e);
enum z ticket_extend_decide(struct desk *d, int64_t id, int64_t ver, bool yes, const char *text, struct error *e);
/* 并单 (国办函〔2025〕66号): into a master that is open and no duplicate itself; closes with it. */
enum z ticket_merge(struct desk *d, int64_t id, int64_t ver, int64_t master, const char *reason, struct error *e);
enum z ticket_unmerge(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e);
enum z ticket_route(struct desk *d, int64_t id, int64_t ver, int route, const char *told, struct error *e); /* told: what the caller was told */
enum z ticket_unroute(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e);
enum z ticket_exclude(struct desk *d, int64_t id, int64_t ver, bool excluded, const char *reason, struct error *e);

/* ------------------------------------------------------------ the answer */
struct ticket_answer_in {
	const char *public_text;  /* 公开答复: no personal data of others; 500 characters recommended */
	const char *note;         /* 内部办理情况 */
	int truth, solved;        /* enum ticket_answered; 0: not said yet (refused at submission) */
	const char *unsolved;     /* 未解决原因: must be there if solved is NO or PARTLY */
	int reached;              /* enum ticket_answered: the caller was reached; 0 not called */
	int64_t contact_at;
};
enum z ticket_answer(struct desk *d, int64_t id, int64_t ver, const struct ticket_answer_in *in, struct error *e);
enum z ticket_submit(struct desk *d, int64_t id, int64_t ver, struct error *e);
enum z ticket_recall(struct desk *d, int64_t id, int64_t ver, struct error *e);
/* 核稿, by somebody who neither wrote an answer of this round nor is its handler; answer: hash the officer saw is the row id. */
enum z ticket_check(struct desk *d, int64_t id, int64_t ver, bool pass, const char *opinion, struct error *e);
enum z ticket_fill(struct desk *d, int64_t id, int64_t ver, int64_t happened_at, struct error *e);
/* A fact of the platform, entered from it by someone other than the handler and the answer's writers; what came from an
 * export cannot be changed by hand.  value: a text of ticket.def, a time "2026-11-20 09:30", a number. CLOSED closes. */
enum z ticket_fact(struct desk *d, int64_t id, int64_t ver, enum ticket_fact f, const char *value, struct error *e);
enum z ticket_redo(struct desk *d, int64_t id, int64_t ver, const char *reason, int64_t redispatched_at, int64_t platform_due, struct error *e);

/* One form for a bureau with nine tickets a year: register, claim, answer and submit in one go ... */
enum z ticket_short(struct desk *d, const struct ticket_in *in, const struct ticket_answer_in *a, int64_t *id, struct error *e);
/* ... and, by another: check, fill and the platform's facts in one go (0 and NULL: not yet known). */
struct ticket_end {
	const char *opinion;
	int64_t filled_at, signed_at, closed_at, visited_at;
	int solved, pleased;
};
enum z ticket_short_end(struct desk *d, int64_t id, int64_t ver, const struct ticket_end *end, struct error *e);

/* Whether the person at the desk may do it now: Z_OK, or the sentence for the dimmed key. One read. */
enum z ticket_may(struct desk *d, enum action a, int64_t id, struct error *e);

/* ------------------------------------------------------------ reading one */
struct ticket_answer_row {
	int64_t id, officer, at, contact_at;
	int round, n, truth, solved, reached;
	char *public_text, *note, *unsolved, *officer_name;
};
struct ticket {
	int64_t id, ver;
	char *platform, *number, *title, *body, *topic, *source, *place, *platform_state;
	int state, round, kind, urgency, route, solved, pleased, pleased_manner, redos, extended, origin;
	bool supervised, extending, excluded, erased;
	int64_t office, handler, master, batch;
	char *office_name, *handler_name, *master_number;
	int64_t lease_until, dispatched_at, round_at, platform_due, filled_at, signed_at, closed_at, visited_at;
	int64_t sign_due, return_due, inner_due, outer_due; /* 0 none */
	int light;                                          /* frozen at closing */
	uint32_t by_import;
	struct ticket_answer_row *answer;                   /* current, NULL none */
	struct caller masked;                               /* 138****1234; never clear here */
	bool may_see;                                       /* ticket_caller() would show it */
	char **extra_name, **extra_text;                    /* masked; NULL-terminated */
	struct { int64_t act; int64_t office; char *office_name; int64_t due; bool done; } *assist;
	int assists;
};
/* The body is masked (design 4.12) for whoever is not of the handling office. */
enum z ticket_load(struct desk *d, int64_t id, struct ticket **t, struct error *e);
void ticket_free(struct ticket **t);
enum z ticket_by_number(struct desk *d, const char *number, int64_t *id, struct error *e);
/* In clear, for the handling office and 协办 offices, 办公室 and leaders of the chain: writes the audit row first; no row, no showing. */
enum z ticket_caller(struct desk *d, int64_t id, struct caller *c, struct error *e);
/* The history, oldest first; texts live in the arena. */
struct ticket_step {
	int64_t id, at, happened_at, until, officer, refers, other;
	int round, act, state;
	const char *officer_name, *office_name, *text;
};
enum z ticket_history(struct desk *d, int64_t id, struct arena *a, struct ticket_step **steps, int *n, struct error *e);
enum z ticket_answers(struct desk *d, int64_t id, struct arena *a, struct ticket_answer_row **rows, int *n, struct error *e);
/* Same caller, or same place and topic, in the 90 days before: newest first, at most n. id: not this one (0 none). */
struct ticket_likeness { int64_t id; const char *number, *title; int state; int64_t dispatched_at; bool caller, place; };
enum z ticket_alike(struct desk *d, const struct ticket_in *in, int64_t id, struct arena *a, struct ticket_likeness *rows, int n, int *got, struct error *e);
/* Which limit of a ticket and why, for `?`: the sentence with the rule, and the days counted (working-day limits). */
enum ticket_limit_of { LIMIT_SIGN, LIMIT_RETURN, LIMIT_INNER, LIMIT_OUTER };
enum z ticket_clock(struct desk *d, int64_t id, enum ticket_limit_of which, char sentence[400], struct clock_trace *trace, struct error *e);

/* ------------------------------------------------------------ limits */
struct ticket_limit {
	int kind, urgency;
	int64_t id, ver;
	struct limit sign, inner, outer, back; /* back: 退单 */
	int extend_n;
};
enum z ticket_limits(struct desk *d, struct ticket_limit **rows, int *n, struct error *e);
enum z ticket_limit_set(struct desk *d, const struct ticket_limit *l, struct error *e); /* moves open clocks, logs each */

/* ------------------------------------------------------------ import of the platform's export */
/* One row as the file has it. NULL texts: the file has no such column, nothing is known of it; "" : empty there. */
struct ticket_row {
	const char *platform, *number, *title, *body, *topic, *source, *place, *platform_state, *office;
	struct caller caller;
	int kind, urgency, solved, pleased, pleased_manner; /* 0: not there */
	int redos;                                          /* -1: not there */
	int64_t dispatched_at, platform_due, signed_at, closed_at, visited_at; /* 0: not there */
	const char *const *extra; /* name, text, name, text, NULL */
};
enum ticket_met { TICKET_NEW, TICKET_SAME, TICKET_CHANGED };
struct ticket_change { enum ticket_fact fact; const char *old, *now; }; /* masked where personal */
struct ticket_import {
	const char *file_name;
	const struct hash *digest;
	bool dry;               /* looks only: everything is rolled back at the end */
	/* Told after each row that changes something known; may be NULL. */
	void (*changed)(void *ctx, const char *number, const struct ticket_change *c, int n);
	void *ctx;
};
/* One transaction: begin, rows, end or drop.  A row's refusal (Z_INVALID …) leaves the batch standing.  Only the
 * platform's own fields are ever updated; our chain, offices and answers never.  A row that was closed when first met is
 * 迁入 (origin 1): final, without a clock. */
enum z ticket_import_begin(struct desk *d, const struct ticket_import *in, struct error *e);
enum z ticket_import_row(struct desk *d, const struct ticket_row *r, enum ticket_met *met, struct error *e);
enum z ticket_import_end(struct desk *d, int64_t *batch, struct error *e);
void ticket_import_drop(struct desk *d);
/* While nobody built on it: new tickets become 作废, changed facts go back. */
enum z ticket_import_undo(struct desk *d, int64_t batch, int64_t *count, struct error *e);
/* Headers mapped by hand, remembered: field is a key of forms/import/tickets. */
enum z ticket_mapping_set(struct desk *d, const char *header, const char *field, struct error *e);
enum z ticket_mappings(struct desk *d, struct arena *a, const char ***pairs, int *n, struct error *e); /* header, field, … */
#endif
