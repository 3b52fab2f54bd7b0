/* step.h - which act comes next, and what was tried so far.  The same seed chooses the same acts. */
#ifndef TESTS_MODEL_STEP_H
#define TESTS_MODEL_STEP_H

#include "tests/model/act.h"

enum { STEP_COPIES = 4, STEP_STATES = 16, STEP_USUAL = 16 };

struct walk {
	struct crowd crowd;
	struct model *m, *copy[STEP_COPIES]; /* copy: the model as it was at each backup, NULL none */
	uint32_t seed, dice;
	uint32_t words;                      /* of the next text: never the same twice */
	int64_t now, pace;                   /* pace: seconds between two acts, at most */
	int steps, length, accepted, stale; /* length: how many steps are planned */
	int tried[DO_COUNT][STEP_STATES], good[DO_COUNT][STEP_STATES]; /* state 0: not about an item */
	int refused[DO_COUNT];
	int restores;                        /* one act in so many is a backup or a restore */
	int principal;                       /* of the last act that was accepted: for whom it was done */
};

void step_begin(struct walk *w, uint32_t seed, int steps);
void step_end(struct walk *w);
uint32_t step_dice(struct walk *w, uint32_t below);
void step_choose(struct walk *w, struct op *op);
/* Nothing else hangs on the roster: it takes nothing from the others' dice. */
void step_choose_roster(struct walk *w, struct op *op);
/* The result of an act against the judgement: applies it to the model and looks at what it was about.  NULL, or what is
 * wrong. */
const char *step_settle(
        struct walk *w, const struct op *op, enum verdict v, const char *why, const struct result *r, char buf[900]);
/* Any handle that can read. */
struct desk *step_reader(struct walk *w);
/* For whom the last act upon the item was signed; NULL, or what is wrong with that. */
const char *step_principal(struct walk *w, const struct op *op, int *principal, char buf[900]);
/* The model does the act, too. */
void step_apply(struct walk *w, const struct op *op, int principal);
/* One act from choosing to settling, in this process. */
const char *step_walk(struct walk *w, char buf[900]);
/* step_ticket.c, step_request.c, step_task.c: an act upon one of them, or one that makes some. */
void step_choose_ticket(struct walk *w, struct op *op);
void step_choose_request(struct walk *w, struct op *op);
void step_choose_task(struct walk *w, struct op *op);
void step_wish(struct walk *w, struct m_wish *f); /* a request that is to be */
/* step_record.c: what is the same for items, tickets, requests and tasks. */
struct step_sort {
	enum m_about about;
	int states, near;                                  /* most acts are about the newest so many */
	bool (*full)(const struct model *m, int id);       /* is left alone; NULL: none is */
	bool (*asked)(const struct model *m, int id, enum op_kind kind); /* there is something to decide; NULL: always */
	void (*fill)(struct walk *w, struct op *op);       /* arguments that are right most of the time */
	const enum op_kind (*usual)[STEP_USUAL];           /* by state; 0 ends */
	enum op_kind ask, decide, instead;                 /* of an erasure, DO_COUNT none; what is done instead of most decisions */
};
int step_some(struct walk *w, const struct step_sort *s);
void step_on(struct walk *w, struct op *op, const struct step_sort *s, int id, enum op_kind kind);
enum op_kind step_usual(struct walk *w, const struct step_sort *s, int id);
/* Somebody tries something; whoever he is. */
void step_anything(struct walk *w, struct op *op, const struct step_sort *s);
/* A cell of the matrix where nothing was done yet, an act that nobody was refused. */
bool step_unvisited(struct walk *w, struct op *op, const struct step_sort *s);
/* op->kind: one about the desk that was never done, or never refused. */
bool step_unvisited_desk(struct walk *w, struct op *op, enum m_about about);
/* Somebody who may, if there is anybody; false: somebody who may not. */
bool step_find_someone(struct walk *w, struct op *op);
int step_someone(struct walk *w);
/* Model against desk, all of it, and `zwgk check`. */
const char *step_check(struct walk *w, char buf[900]);
/* What was never tried, or allowed and never done; NULL if nothing. */
const char *step_missing(const struct walk *w, char buf[900]);
void step_describe(const struct op *op, char buf[200]);
#endif
