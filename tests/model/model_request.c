/* model_request.c - a 公开申请: must this be accepted, and what comes of it?  Each the sentence of the rule it comes from. */
#include <stdio.h>
#include <string.h>

#include "store/base/date.h"
#include "store/rule/permit/permit.h"
#include "store/rule/request.h"
#include "tests/model/model_inside.h"

enum { REPLY = 20 }; /* working days, art. 33 */

int32_t model_workday(const struct model *m, int32_t day, int n, int32_t *sort)
{
	while (n > 0)
		n -= m->works[++day - m->first_day];
	*sort = day;
	return day <= m->last_known ? day : DAY_NONE;
}

/* Art. 31: what is brought, signed for or said has come; of the rest both sides say when. */
bool model_confirms(int channel)
{
	return channel != BY_IN_PERSON && channel != BY_SIGNED_MAIL && channel != BY_ORAL;
}

/* ---- registering ---- */

static bool receipt(struct look *l, int channel, int32_t came, int32_t confirmed)
{
	int32_t today = day_at(l->at);
	if (channel < BY_IN_PERSON || channel > BY_ORAL)
		return no(l, "no channel");
	if (came == DAY_NONE || came > today)
		return no(l, "it came on no possible day");
	if (confirmed == DAY_NONE)
		return true;
	if (!model_confirms(channel))
		return no(l, "nothing to confirm");
	return (confirmed >= came && confirmed <= today) || no(l, "confirmed on no possible day");
}

static bool form(struct look *l)
{
	const struct m_wish *w = &l->op->wish;
	if (!receipt(l, w->channel, w->came, w->confirmed))
		return false;
	if (w->applicant < 1 || w->applicant > 6 || w->offer > 4 || w->pass > 6)
		return no(l, "no such word");
	return (!w->nameless && !w->empty) || no(l, "nobody asks for nothing");
}

static bool given_to(struct look *l, int64_t office, int64_t handler)
{
	if (!office_there(l, office))
		return false;
	if (!handler)
		return true;
	const struct m_person *p = &l->m->person[handler];
	return (handler <= l->m->people && p->active && p->office == office) || no(l, "he is not of that office");
}

bool judge_wish(struct look *l)
{
	const struct m_wish *w = &l->op->wish;
	return form(l) && given_to(l, w->office ? w->office : l->p->office, w->handler);
}

bool judge_requests(struct look *l)
{
	return (role(l, ROLE_CLERK | ROLE_OFFICE) || no(l, "neither clerk nor 办公室")) && judge_wish(l);
}

/* ---- what is done to it ---- */

static bool changes(const struct m_request *q, const struct m_wish *w)
{
	return w->channel != q->channel || w->came != q->came || w->confirmed != q->confirmed || w->applicant != q->applicant ||
	       w->offer != q->offer || w->pass != q->pass || (w->body == GIVEN_NEW && w->words != q->body) ||
	       (w->name == GIVEN_NEW && w->who != q->who);
}

static bool edit(struct look *l)
{
	const struct m_wish *w = &l->op->wish;
	if (!form(l))
		return false;
	if (l->q->answered != DAY_NONE && w->came > l->q->answered)
		return no(l, "answered before it came");
	return changes(l->q, w) || no(l, "nothing changed");
}

/* a: day */
static bool confirm(struct look *l)
{
	const struct m_request *q = l->q;
	if (!model_confirms(q->channel) || q->confirmed != DAY_NONE)
		return no(l, "nothing to confirm");
	return l->op->a != DAY_NONE ? receipt(l, q->channel, q->came, (int32_t)l->op->a) : no(l, "no day");
}

/* a: office, b: handler */
static bool assign(struct look *l)
{
	if (l->op->a == l->q->office && l->op->b == l->q->handler)
		return no(l, "he has it");
	return given_to(l, l->op->a, l->op->b);
}

/* a: day */
static bool answered(struct look *l)
{
	if (l->q->answered != DAY_NONE)
		return no(l, "answered already");
	if (l->op->a == DAY_NONE || l->op->a > day_at(l->at) || l->op->a < l->q->came)
		return no(l, "on no possible day");
	return reason(l);
}

static bool ours(struct look *l)
{
	return worker(l, l->q->office, l->q->handler);
}

/* Who leads sees every one. */
static bool ours_or_leader(struct look *l)
{
	return role(l, ROLE_LEADER) || ours(l);
}

static bool his_or_ours(struct look *l)
{
	return l->q->handler == l->op->who || ours(l);
}

bool judge_request(struct look *l)
{
	const struct m_request *q = l->q;
	enum op_kind kind = l->op->kind;
	bool any = kind == DO_Q_PERSON || kind == DO_Q_ERASE_ASK || kind == DO_Q_ERASE_DECIDE;
	bool still = kind == DO_Q_ERASE_ASK || kind == DO_Q_ERASE_DECIDE || kind == DO_Q_ANSWERED;
	if (q->state == REQUEST_VOID && !any)
		return no(l, "state");
	if (q->erased && !still)
		return no(l, "erased");
	switch (kind) {
	case DO_Q_EDIT:
		return ours(l) && edit(l);
	case DO_Q_CONFIRM:
		return ours(l) && confirm(l);
	case DO_Q_ASSIGN:
		return ours(l) && assign(l);
	case DO_Q_NOTE:
		return (his_or_ours(l) || role(l, ROLE_LEADER)) && reason(l);
	case DO_Q_ANSWERED:
		return his_or_ours(l) && answered(l);
	case DO_Q_VOID:
		return ours(l) && (q->answered == DAY_NONE || no(l, "it was answered")) && reason(l);
	case DO_Q_ERASE_ASK:
		return judge_erase_ask(l, q->texts);
	case DO_Q_ERASE_DECIDE:
		return judge_erase_decide(l);
	default: /* DO_Q_PERSON */
		return ours_or_leader(l);
	}
}

/* ---- what comes of it ---- */

/* The term runs from the day of receipt, until it is answered; what was counted then stays, unless it came on another day. */
static void clocks(const struct model *m, struct m_request *q)
{
	const int32_t was = q->received;
	int32_t sort;
	q->received = model_confirms(q->channel) ? q->confirmed : q->came;
	if ((q->answered != DAY_NONE || q->state == REQUEST_VOID) && q->received == was)
		return;
	q->due = q->received == DAY_NONE ? DAY_NONE : model_workday(m, q->received, REPLY, &sort);
}

static void registered(struct m_request *q, const struct m_wish *w)
{
	q->channel = w->channel;
	q->came = w->came;
	q->confirmed = w->confirmed;
	q->applicant = w->applicant;
	q->offer = w->offer;
	q->pass = w->pass;
}

static void create(struct model *m, const struct op *op)
{
	const struct m_wish *w = &op->wish;
	struct m_request *q = &m->request[++m->requests];
	*q = (struct m_request){.state = REQUEST_REGISTERED, .office = w->office ? w->office : m->person[op->who].office,
		.handler = w->handler, .ticket = op->kind == DO_T_REQUEST ? op->item : 0, .body = w->words, .who = w->who,
		.answered = DAY_NONE, .ver = 1, .acts = 1, .persons = 1, .texts = true};
	snprintf(q->number, sizeof q->number, "依-2026-%04d", m->next_request++);
	registered(q, w);
	clocks(m, q);
}

void model_requests_due(struct model *m)
{
	for (int id = 1; id <= m->requests; id++) {
		struct m_request *q = &m->request[id];
		int32_t due = q->due;
		clocks(m, q);
		q->acts += due != q->due;
		q->texts = q->texts || due != q->due;
	}
}

void model_request_erase(struct m_request *q)
{
	q->erased = true;
	q->texts = false;
	q->ver++;
}

static void edited(struct m_request *q, const struct m_wish *w)
{
	registered(q, w);
	if (w->body == GIVEN_NEW)
		q->body = w->words;
	q->persons += w->name == GIVEN_NEW && w->who != q->who;
	if (w->name == GIVEN_NEW)
		q->who = w->who;
}

void model_request_apply(struct model *m, const struct op *op, int64_t at)
{
	struct m_request *q = &m->request[op->item];
	switch (op->kind) {
	case DO_Q_CREATE:
	case DO_T_REQUEST:
		create(m, op);
		return;
	case DO_Q_PERSON: /* only looked at */
		return;
	case DO_Q_ERASE_ASK:
		m->erasure[++m->erasures] = (struct m_erasure){op->item, op->who, 0, at, ABOUT_REQUEST};
		return;
	case DO_Q_ERASE_DECIDE:
		m->erasure[op->a].decided = op->b ? 1 : 2;
		if (op->b)
			model_request_erase(q);
		return;
	case DO_Q_EDIT:
		edited(q, &op->wish);
		break;
	case DO_Q_CONFIRM:
		q->confirmed = (int32_t)op->a;
		break;
	case DO_Q_ASSIGN:
		q->office = (int)op->a;
		q->handler = (int)op->b;
		break;
	case DO_Q_ANSWERED:
		q->answered = (int32_t)op->a;
		break;
	case DO_Q_VOID:
		q->state = REQUEST_VOID;
		break;
	default: /* DO_Q_NOTE */
		break;
	}
	q->texts = q->texts || op->kind != DO_Q_CONFIRM || op->c;
	q->acts++;
	q->ver++;
	clocks(m, q);
}
