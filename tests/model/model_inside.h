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
	const struct m_request *q;
	const struct m_task *k;
	const struct m_person *p;
	int64_t at;
	const char *why;
};
bool no(struct look *l, const char *why); /* false, and the rule that speaks against it */
bool role(const struct look *l, unsigned roles);
bool judge_admin(struct look *l);
bool reason(struct look *l); /* it is with words */
bool office_there(struct look *l, int64_t office);
/* Who may do something about what that office has, or that person: they, a clerk; 办公室 of every one. */
bool m_own(const struct look *l, int office, int handler);
bool worker(struct look *l, int office, int handler);
bool judge_erase_ask(struct look *l, bool texts);
bool judge_erase_decide(struct look *l);
bool judge_desk(struct look *l);
bool judge_ticket(struct look *l);
bool judge_tickets(struct look *l); /* registering, importing, the table of limits */
bool judge_request(struct look *l);
bool judge_requests(struct look *l);
bool judge_wish(struct look *l); /* what is registered of a new request */
bool judge_task(struct look *l);
bool judge_tasks(struct look *l);
#endif
