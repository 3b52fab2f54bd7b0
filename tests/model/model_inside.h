/* model_inside.h - what the judgements of the model share. */
#ifndef TESTS_MODEL_MODEL_INSIDE_H
#define TESTS_MODEL_MODEL_INSIDE_H

#include "tests/model/model.h"

/* What a judgement looks at. */
struct look {
	const struct model *m;
	const struct op *op;
	const struct m_item *i;
	const struct m_ticket *t;
	const struct m_person *p;
	int64_t at;
	const char *why;
};
bool no(struct look *l, const char *why); /* false, and the rule that speaks against it */
bool role(const struct look *l, unsigned roles);
bool judge_admin(struct look *l);
bool judge_erase_ask(struct look *l, bool ticket, bool texts);
bool judge_erase_decide(struct look *l, bool ticket);
bool judge_desk(struct look *l); /* an act that is about no item; but not a new one */
bool judge_ticket(struct look *l);      /* an act upon a ticket */
bool judge_ticket_desk(struct look *l); /* registering, importing, the table of limits */
#endif
