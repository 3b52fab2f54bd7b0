/* permit.h - may this person do this to an item, a ticket, a request or a task, in this state?  Pure: asks nothing of the file.
 *
 * The matrix is permit.def; the same function gates the operations of store/record, the keys of the screen (dimmed,
 * with the sentence) and the headless commands. */
#ifndef STORE_RULE_PERMIT_PERMIT_H
#define STORE_RULE_PERMIT_PERMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "store/base/error.h"

enum item_state {
#define ITEM_STATE(code, NAME, key, text) STATE_##NAME = code,
#include "store/rule/item/item.def"
	STATE_END
};
enum attribute {
#define ATTRIBUTE(code, NAME, key, text) ATTRIBUTE_##NAME = code,
#include "store/rule/item/item.def"
	ATTRIBUTE_END
};
enum withhold {
#define WITHHOLD(code, NAME, text, article) WITHHOLD_##NAME = code,
#include "store/rule/item/item.def"
	WITHHOLD_END
};
enum validity {
#define VALIDITY(code, NAME, key, text) VALIDITY_##NAME = code,
#include "store/rule/item/item.def"
	VALIDITY_END
};
enum item_class {
#define ITEM_CLASS(code, NAME, key, text) CLASS_##NAME = code,
#include "store/rule/item/item.def"
	CLASS_END
};
enum review_act {
#define REVIEW_ACT(code, NAME, key, text) REVIEW_##NAME = code,
#include "store/rule/item/item.def"
	REVIEW_ACT_END
};
enum release_act {
#define RELEASE_ACT(code, NAME, key, text) RELEASE_##NAME = code,
#include "store/rule/item/item.def"
	RELEASE_ACT_END
};
enum revision_kind {
#define REVISION_KIND(code, NAME, text) REVISION_##NAME = code,
#include "store/rule/item/item.def"
	REVISION_KIND_END
};
enum office_kind {
#define OFFICE_KIND(code, NAME, text) OFFICE_KIND_##NAME = code,
#include "store/rule/item/item.def"
	OFFICE_KIND_END
};
enum action {
#define ACTION(code, NAME, text, states, who, conditions) ACTION_##NAME = code,
#include "store/rule/permit/permit.def"
	ACTION_END
};

/* Bits of officer.roles. */
enum role_bit {
	ROLE_CLERK = 1,    /* 经办 */
	ROLE_OFFICE = 2,   /* 办公室: sees to all offices, duty list, catalog */
	ROLE_PUBLISH = 4,  /* 发布员 */
	ROLE_ADMIN = 8,    /* 管理员: signs nothing */
	ROLE_LEADER = 16,  /* 领导: lands in 三审, sees everything */
};

/* The words of the codes, "" for a code that does not exist. */
const char *item_state_text(int state);
const char *item_state_key(int state); /* for JSON */
int item_state_parse(const char *word); /* text or key; 0 if neither */
const char *attribute_text(int a);
const char *attribute_key(int a);
int attribute_parse(const char *word);
const char *withhold_text(int w);
const char *withhold_article(int w);
const char *validity_text(int v);
const char *item_class_text(int c);
const char *return_reason_text(int code);
const char *review_act_text(int a);
const char *release_act_text(int a);
const char *revision_kind_text(int k);
const char *office_kind_text(int k);
const char *action_text(int a);
const char *role_text(unsigned bit);             /* one bit */
const char *roles_text(unsigned roles, char buf[96]); /* 经办、发布员 */
unsigned role_parse(const char *word);           /* one word; 0 if unknown */
const char *tier_text(int tier);                 /* 初审 复审 发布 */
enum item_state tier_state(int tier);            /* 1..3 -> STATE_TIER1.. */
int state_tier(int state);                       /* the reverse; 0 if it waits in no tier */

/* Everything the matrix asks about one person, one item, ticket, request or task, one action. */
struct permit_case {
	enum action action;
	int state;       /* enum item_state, ticket_state, request_state or task_state; 0: not about one */
	unsigned roles;
	bool author;     /* 拟稿人 or 录入人 of the current revision */
	bool wrote;      /* he, or the one he acts for, wrote since the last release */
	bool passed;     /* he, or the one he acts for, passed another tier of this revision */
	bool seat;       /* of the tier the item waits in */
	bool seat3;
	bool seat_any;
	bool own_office; /* of a ticket: 主办 office, or in his hand; of a task: its lead office */
	bool handler;    /* claimed the ticket, and the claim has not expired */
	bool writer;     /* he, or the one he acts for, wrote an answer of this round */
	bool assistant;  /* of an office with an open 协办 */
	bool asker;      /* he, or the one he acts for, asked for what is to be decided */
};
/* Z_OK, or Z_DENIED with the sentence that says why not and who could. */
enum z permit_check(const struct permit_case *c, struct error *e);
/* The matrix for documentation and tests: the states (bit 1<<state) in which the action exists; 0: not about an
 * item or a ticket. */
uint32_t permit_states(enum action a);
/* What the action is done to: item_may(), ticket_may(), request_may() or task_may() answers for it; PERMIT_NONE: permit_check() alone. */
enum permit_subject { PERMIT_NONE, PERMIT_ITEM, PERMIT_TICKET, PERMIT_REQUEST, PERMIT_TASK, PERMIT_SUBJECTS };
enum permit_subject permit_subject(enum action a);
bool permit_needs_item(enum action a); /* its subject is an item */
bool permit_by_tier(enum action a); /* who may: the holder of the seat of the tier that the item waits in */
#endif
