/* flow.h - the way of an item through its states, as one pure function of what was done to it.
 *
 * The operations use it to know which signatures stand; `zwgk check` and the model test replay it over the append-only
 * rows and compare with the register: a state that nobody signed for shows. */
#ifndef STORE_RULE_ITEM_FLOW_H
#define STORE_RULE_ITEM_FLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "store/rule/permit/permit.h"

struct flow_event {
	bool release;        /* a row of release, else of review */
	int64_t id, refers;
	int act, tier, back_to;
	int64_t officer, principal, revision;
	int attribute;       /* of the revision: decides what tier 3 makes of it */
	int64_t at, step;    /* step: version of the item after it */
};

/* How it stood before the last act, so that this act can be taken back. */
struct flow_pass {
	int64_t id;          /* review row, 0: none */
	int64_t officer, principal; /* who signed, and for whom */
};
struct flow {
	int state;
	bool errata;
	struct flow_pass pass[4];      /* [1..3]: signatures that stand */
	struct flow_event last;        /* last review or release act; act 0: none */
	bool unseen;                   /* in 待初审, and no tier has done anything that stands: the author may recall */
	int before_state;              /* before it */
	bool before_unseen;
	struct flow_pass before[4];
	int refer_tier;                /* which tier referred it upward */
	int64_t paper, paper_officer,
	        paper_leader; /* 纸签 entered and not decided: review row, who entered, who signed */
	int64_t emergency, emergency_officer, emergency_at; /* 紧急下线 that is open: release row, who, when */
	int64_t keep_down[2], put_back[2]; /* who voted */
	int64_t keep_down_at, put_back_at; /* when the first of each did */
	int64_t last_signed;           /* revision that was signed last */
	int64_t live;                  /* revision that is online */
	int64_t bounced;               /* releases bounced since signed */
	int publicity;                 /* state to come back to: PUBLISHED or MIGRATED */
	bool wrong;                    /* an act that the state does not allow: the rows were tampered with */
};

/* {0} with state DRAFT is the beginning; MIGRATED items begin with a RELEASE_MIGRATED row. */
void flow_begin(struct flow *f);
void flow_step(struct flow *f, const struct flow_event *ev);
/* The state that tier 3 decides on. */
int flow_signed_state(int attribute);
#endif
