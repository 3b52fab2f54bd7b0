/* model.h - a desk as one would write it down on paper: who sits where, what was done to each item, and by whom.
 *
 * It decides by the sentences of the rules (design 4 and 5), in code of its own, whether an act must be accepted, and
 * what comes of it.  It must not call the store's rules (permit, tier, flow) or look into the file: only then do two
 * minds agree.  All of it is one flat value, so that a backup is a copy of it.  Ids are those of the file, which counts
 * from 1. */
#ifndef TESTS_MODEL_MODEL_H
#define TESTS_MODEL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "store/base/hash.h"
#include "store/rule/ticket/ticket.h"

enum {
	M_PEOPLE = 64,
	M_OFFICES = 48, /* a restore brings back those it does not find */
	M_OFFICES_ADDED = 9,
	M_CHANNELS = 24,
	M_SEATS = 3000,
	M_LENT = 3000,
	M_ITEMS = 9000,
	M_REVS = 28, /* stations of one item; the walk leaves an item alone before that */
	M_BATCHES = 800,
	M_ERASURES = 1500,
	M_WAYS = 12,
	M_TICKETS = 4000,
	M_ACTS = 72, /* of one ticket; the walk leaves a ticket alone before that */
	M_REQUESTS = 2500,
	M_TASKS = 2500,
	M_HELPERS = 3, /* offices beside the one that leads a task */
	M_ROWS = 3,  /* of an export, of a list of tasks */
	M_DAYS = 730,
};

enum op_kind {
#define OP(NAME, about, reads, action) DO_##NAME,
#include "tests/model/op.def"
	DO_COUNT,
};
/* The plural ones are about one that is to be, or about how they are kept. */
enum m_about { ABOUT_DESK, ABOUT_ITEMS, ABOUT_ITEM, ABOUT_TICKETS, ABOUT_TICKET, ABOUT_REQUESTS, ABOUT_REQUEST, ABOUT_TASKS, ABOUT_TASK, ABOUTS };

/* A text: all that a signature is bound to.  words makes title, body and 文号. */
struct m_text {
	uint32_t words;
	int attribute, withhold, validity;
	bool article, untitled, empty, file; /* file: has one attachment, whose bytes come from words */
	int32_t formed;
};
struct m_reg {
	int class, office, catalog, category, drafter; /* drafter 0: who records it */
	unsigned channels;                             /* bit c: channel c is planned */
	int supersedes;
};

/* A ticket as it is registered, an answer, a row of the platform's export.  words makes the texts; instants 0: not known. */
struct m_form {
	uint32_t words;
	int kind, urgency, office;
	char number[28]; /* "": of our own series */
	int64_t dispatched, due;
	bool caller, untitled;
};
struct m_answer {
	uint32_t words;
	int truth, solved, reached;
	int64_t contact;
	bool said, unsolved;
};
struct m_row {
	char number[28];
	uint32_t words;
	int kind, urgency, solved, pleased, redos, office; /* redos -1: not there */
	int64_t dispatched, due, signed_at, closed, visited;
	bool title, fresh; /* fresh: with body and caller, for one that is not here yet */
};

/* What is registered of a request; words makes what is asked for, who the applicant.  What stays of an edited one is left out
 * (NULL) or given as it is shown. */
enum m_given { GIVEN_NEW, GIVEN_NOT, GIVEN_AS_SHOWN };
struct m_wish {
	uint32_t words, who;
	int channel, applicant, offer, pass, office, handler;
	int32_t came, confirmed;
	bool empty, nameless;
	enum m_given body, name;
};
/* What is registered of a task, or a line of a list; words make the texts, 0: none. */
struct m_plan {
	uint32_t title, place, body, source;
	int office, helper[M_HELPERS], helpers;
	int32_t due;
	bool untitled, undated; /* undated: a limit that nobody can read */
};

/* Something that somebody does.  What a..d mean is told in act*.c, where it is done. */
struct op {
	enum op_kind kind;
	int who;
	int64_t now; /* his clock */
	int item;
	int64_t ver; /* that he has read */
	int64_t a, b, c, d;
	struct m_text text;
	struct m_reg reg;
	bool with_reg, same; /* edit: with register fields; with the text as it stands */
	struct m_form form;
	struct m_answer answer;
	struct m_row row[M_ROWS];
	struct m_wish wish;
	struct m_plan plan[M_ROWS];
	int rows; /* of row or plan */
};

struct m_rev {
	int n, drafter, recorder; /* n: 稿次 */
	int64_t id;               /* learned from the file */
	struct hash hash;         /* learned, and never another one after that */
	struct m_text text;
	signed char channel[M_CHANNELS]; /* the last that happened with it there, enum release_act */
	bool online;
	int64_t signed_at;
};
struct m_pass {
	int officer, principal; /* principal: for whom he acted, 0 */
};
enum m_last { LAST_NONE, LAST_SUBMIT, LAST_PASS, LAST_RETURN, LAST_OTHER };
struct m_vote {
	int officer;
	int64_t at;
};
enum { M_BACKS = 40 };
struct m_back {
	int32_t day;
	int reason;
};
struct m_item {
	char number[24];
	int state, class, office, catalog, category;
	unsigned channels;
	int now, live, revs; /* indexes into rev; live -1: none */
	bool errata, erased, texts;
	int origin, batch;
	int64_t online_at, ver; /* ver: without the restores */
	int supersedes, superseded_by;
	struct m_pass pass[4];
	/* what can be taken back */
	enum m_last last;
	struct m_pass last_by;
	int before_state, last_rev, acts; /* acts: rows of review and release */
	struct m_pass before[4];
	bool unseen, before_unseen; /* submitted, and nothing that a tier did to it stands */
	bool touched; /* since then it was worked on, or what decides who may sit was changed */
	int refer_tier;
	bool paper;
	int paper_officer, paper_leader;
	struct m_back back[M_BACKS]; /* every time that a tier returned it */
	int backs;
	struct m_vote emergency, vote[2]; /* one vote for each side; the second decides */
	int public_state;
	struct m_rev rev[M_REVS];
};

struct m_person {
	bool active;
	unsigned roles;
	int office, serial; /* serial: who he is; an id may be another's after a restore */
	int32_t left;       /* the day, once he is not active */
};
struct m_seat {
	int officer, tier, office, class;
	int64_t from, to; /* to 0: still */
};
struct m_lent {
	int principal, delegate;
	int32_t from, to;
	int64_t entered, revoked;
};
struct m_duty { /* of a day */
	int officer, leader;
};
struct m_batch {
	int first, n;
	bool undone, tickets;
};
struct m_erasure {
	int item, officer, decided; /* decided: 0, 1 yes, 2 no */
	int64_t at;
	enum m_about about; /* what item is: an item, a ticket, a request */
};

/* What was done to a ticket, as far as an import may have to be taken back. */
struct m_done {
	int act, fact, batch;
	int64_t old, now;
};
struct m_ticket {
	char number[28];
	uint32_t title, body, said, platform_state; /* words; said: of the answer that counts */
	int state, back, closed_from, round, kind, urgency, office, handler, master, route, batch, origin, light;
	int64_t ver, lease, dispatched, round_at, due, extend_base, filled, signed_at, closed, visited, checked;
	int64_t sign_limit, return_limit, inner, outer;
	int solved, pleased, manner, redos, extended, extend_days, return_asker, extend_asker;
	uint32_t facts;  /* those that an import gave: 1<<enum ticket_fact */
	unsigned assist; /* bit o: office o helps, and has not replied */
	bool excluded, extending, supervised, caller, answer, has_said, has_unsolved, erased, texts;
	int truth, answer_solved, writer[M_PEOPLE], writers;
	int acts, answers, persons; /* rows of the file */
	struct m_done done[M_ACTS];
	int dones;
};

struct m_request {
	char number[28];
	uint32_t body, who; /* words */
	int state, channel, applicant, offer, pass, office, handler, ticket;
	int32_t came, confirmed, received, due, answered;
	int64_t ver;
	bool erased, texts;
	int acts, persons; /* rows of the file */
};
struct m_task {
	char number[28];
	struct m_plan is;
	int state, done_by;
	int32_t done_on;
	int64_t ver;
	int acts;
};
struct m_limits { /* sign, return, inner, outer */
	struct limit of[4];
	int extend;
};

struct model {
	int64_t last_at, seq; /* of the last audit row */
	int people, offices, channels, seats, lent, items, batches, erasures, restores;
	bool paper_sign;
	int next, next_migrated; /* numbers of this year */
	int reviews, releases, corrections, revisions;
	struct m_person person[M_PEOPLE];
	bool office[M_OFFICES], channel[M_CHANNELS]; /* in use */
	int office_serial[M_OFFICES];
	struct m_seat seat[M_SEATS];
	struct m_lent lend[M_LENT];
	struct m_batch batch[M_BATCHES];
	struct m_erasure erasure[M_ERASURES];
	char gone[M_ERASURES]
	         [32]; /* numbers of erased items and tickets that a restore took away: another copy may hold their texts */
	int gones;
	struct m_item item[M_ITEMS];
	int tickets, next_ticket, met[M_ROWS]; /* met: of the last import, enum ticket_met or task_line_done, or -1 */
	struct m_ticket ticket[M_TICKETS];
	int requests, next_request, tasks, next_task;
	struct m_request request[M_REQUESTS];
	struct m_task task[M_TASKS];
	struct m_limits limit[KIND_END][URGENCY_END];
	int32_t first_day; /* the calendar: of so many days, whether they are worked; the last known */
	int32_t last_known;
	bool works[M_DAYS], first_works[M_DAYS]; /* first: as the program brings them */
	struct m_duty duty[M_DAYS]; /* from first_day on */
};

enum verdict { V_YES, V_NO, V_STALE };
/* What must come of it; why (may be NULL) gets the rule that speaks against it. */
enum verdict model_judge(const struct model *m, const struct op *op, const char **why);
/* For whom he may sign the item in the tier it waits in: 0 himself; at most M_WAYS. */
int model_sign_ways(const struct model *m, const struct m_item *i, int who, int out[M_WAYS]);
/* It was accepted.  copy: what a restore brings back; principal: for whom he signed, learned from the file. */
void model_apply(struct model *m, const struct op *op, const struct model *copy, int principal);
int64_t model_ver(const struct model *m, enum m_about about, int id);
/* Of an item, ticket, request or task; 0 of what has none. */
int model_state(const struct model *m, enum m_about about, int id);
int model_count(const struct model *m, enum m_about about);
int model_erasure_open(const struct model *m, enum m_about about, int id); /* asked for and not decided; 0: none */
/* The version that makes the edit a new revision; false if nothing that is signed changes. */
bool model_edit_changes(const struct m_item *i, const struct op *op);

/* model_ticket.c, model_ticket_apply.c */
enum { LIMIT_KINDS = 4 };
/* The last instant of the limit; sort: also where the calendar ends. */
int64_t model_limit(const struct model *m, int64_t from, struct limit l, int more, int64_t *sort);
int model_ticket_named(const struct model *m, const char *number);
void model_ticket_apply(struct model *m, const struct op *op, int64_t at);
void model_tickets_due(struct model *m); /* the calendar, or the table of limits, is another */
void model_ticket_erase(struct m_ticket *t);
int64_t model_fact(const struct m_ticket *t, int fact);

/* model_request.c, model_task.c */
int32_t model_workday(const struct model *m, int32_t day, int n, int32_t *sort); /* the n-th after it; DAY_NONE: not known */
bool model_confirms(int channel); /* both sides confirm that it came */
void model_request_apply(struct model *m, const struct op *op, int64_t at);
void model_requests_due(struct model *m); /* the calendar is another */
void model_request_erase(struct m_request *q);
bool model_task_apply(struct model *m, const struct op *op, int64_t at); /* false: nothing was written */
bool model_same_helpers(const struct m_plan *a, const struct m_plan *b);

/* model_people.c: who may sit where. */
bool m_may_sign(const struct model *m, int who);
/* tier 0: any; office -1: any. */
int m_ways(const struct model *m, int who, int tier, int office, int class, int64_t at, int out[M_WAYS]);
int m_ways_then(const struct model *m, int who, int64_t at, int out[M_WAYS]);
bool m_sits(const struct model *m, int who, int64_t at);
bool m_author(const struct m_item *i, int who);
/* Can three different people sign it, none of them an author? */
bool m_feasible(const struct model *m, const struct m_item *i, int64_t at);
/* Can those who act be read as different people, each with him for whom he acts? */
struct m_act {
	int who, n, way[M_WAYS];
};
bool m_apart(const struct m_act *a, int n);
int m_tier(int state);
extern const char *const op_name[DO_COUNT];
extern const enum m_about op_about[DO_COUNT];
extern const bool op_reads[DO_COUNT]; /* names the version that was read */
#endif
