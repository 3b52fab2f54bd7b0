/* step_request.c - which act upon a request comes next. */
#include "store/base/date.h"
#include "store/rule/permit/permit.h"
#include "store/rule/request.h"
#include "tests/model/step.h"

#define dice(n) step_dice(w, (uint32_t)(n))
#define one_in(n) (step_dice(w, (uint32_t)(n)) == 0)

/* Somebody of that office, if there is anybody. */
static int one_of(struct walk *w, int office)
{
	int who = step_someone(w);
	for (int tries = 0; tries < 12 && w->m->person[who].office != office; tries++)
		who = step_someone(w);
	return who;
}

/* A day from that one on; the model's calendar has a first day. */
static int32_t since(struct walk *w, int32_t day)
{
	int32_t today = day_at(w->now);
	if (day < w->m->first_day)
		day = w->m->first_day;
	return day > today ? today : day + (int32_t)dice(today - day + 1);
}

static void spoil(struct walk *w, struct m_wish *f)
{
	switch (dice(8)) {
	case 0:
		f->channel = one_in(2) ? 0 : 9;
		break;
	case 1:
		f->came = one_in(2) ? DAY_NONE : day_at(w->now) + 2;
		break;
	case 2:
		f->confirmed = one_in(2) ? day_at(w->now) + 2 : f->came - 1;
		break;
	case 3:
		f->applicant = one_in(2) ? 0 : 7;
		break;
	case 4:
		f->offer = 5;
		break;
	case 5:
		f->nameless = true;
		f->name = GIVEN_NEW;
		break;
	case 6:
		f->office = 1 + (int)dice(M_OFFICES - 1);
		break;
	default:
		f->empty = true;
		f->body = GIVEN_NEW;
	}
}

void step_wish(struct walk *w, struct m_wish *f)
{
	*f = (struct m_wish){.words = w->words++, .who = w->words++, .channel = 1 + (int)dice(8), .applicant = 1 + (int)dice(6),
		.offer = (int)dice(5), .pass = (int)dice(7), .came = since(w, day_at(w->now) - (one_in(5) ? 40 : 4)), .confirmed = DAY_NONE};
	f->office = one_in(3) ? 0 : 1 + (int)dice(3);
	if (f->office && one_in(2))
		f->handler = one_of(w, f->office);
	if (model_confirms(f->channel) && one_in(2))
		f->confirmed = since(w, f->came);
	if (one_in(20))
		spoil(w, f);
}

/* As it stands, but for some of it. */
static void edit_of(struct walk *w, struct op *op, const struct m_request *q)
{
	struct m_wish *f = &op->wish;
	*f = (struct m_wish){.words = q->body, .who = q->who, .channel = q->channel, .applicant = q->applicant, .offer = q->offer,
		.pass = q->pass, .came = q->came, .confirmed = q->confirmed};
	f->body = one_in(3) ? GIVEN_NEW : one_in(2) ? GIVEN_NOT : GIVEN_AS_SHOWN;
	f->name = one_in(3) ? GIVEN_NEW : one_in(2) ? GIVEN_NOT : GIVEN_AS_SHOWN;
	if (f->body == GIVEN_NEW && !one_in(4))
		f->words = w->words++;
	if (f->name == GIVEN_NEW && !one_in(4))
		f->who = w->words++;
	if (one_in(5))
		f->channel = 1 + (int)dice(8);
	if (one_in(5))
		f->came = since(w, q->came - 2);
	if (!model_confirms(f->channel))
		f->confirmed = DAY_NONE;
	else if (one_in(5) || (f->confirmed != DAY_NONE && f->confirmed < f->came))
		f->confirmed = one_in(4) ? DAY_NONE : since(w, f->came);
	if (one_in(8))
		f->applicant = 1 + (int)dice(6);
	if (one_in(8))
		f->pass = (int)dice(7);
	if (one_in(20))
		spoil(w, f);
}

static void fill(struct walk *w, struct op *op)
{
	const struct m_request *q = &w->m->request[op->item];
	int32_t today = day_at(w->now);
	switch (op->kind) {
	case DO_Q_EDIT:
		edit_of(w, op, q);
		break;
	case DO_Q_CONFIRM:
		op->a = one_in(15) ? today + 1 : one_in(15) ? q->came - 1 : one_in(30) ? DAY_NONE : since(w, q->came);
		break;
	case DO_Q_ASSIGN:
		op->a = one_in(20) ? 1 + (int)dice(M_OFFICES - 1) : 1 + (int)dice(3);
		op->b = one_in(3) ? 0 : one_in(10) ? 1 + (int)dice(w->m->people) : one_of(w, (int)op->a);
		if (one_in(20)) {
			op->a = q->office;
			op->b = q->handler;
		}
		break;
	case DO_Q_ANSWERED:
		op->a = one_in(15) ? today + 1 : one_in(15) ? q->came - 1 : one_in(30) ? DAY_NONE : since(w, q->came);
		break;
	default:
		break;
	}
}

static const enum op_kind usual[STEP_STATES][STEP_USUAL] = {
	[REQUEST_REGISTERED] = {DO_Q_ASSIGN, DO_Q_ASSIGN, DO_Q_CONFIRM, DO_Q_CONFIRM, DO_Q_CONFIRM, DO_Q_EDIT, DO_Q_EDIT, DO_Q_EDIT,
		DO_Q_ANSWERED, DO_Q_ANSWERED, DO_Q_NOTE, DO_Q_PERSON, DO_Q_VOID, DO_Q_ERASE_ASK},
	[REQUEST_VOID] = {DO_Q_PERSON, DO_Q_ERASE_ASK},
};
static const struct step_sort requests = {.about = ABOUT_REQUEST, .states = REQUEST_STATE_END, .near = 15, .fill = fill,
	.usual = usual, .ask = DO_Q_ERASE_ASK, .decide = DO_Q_ERASE_DECIDE, .instead = DO_Q_NOTE};

void step_choose_request(struct walk *w, struct op *op)
{
	const struct model *m = w->m;
	if (m->requests < 4 || (m->requests < M_REQUESTS - 8 && one_in(7))) {
		op->kind = DO_Q_CREATE;
		op->who = step_someone(w);
		step_wish(w, &op->wish);
		if (!one_in(8))
			step_find_someone(w, op);
	} else if (one_in(6) && step_unvisited(w, op, &requests)) {
		;
	} else if (one_in(7)) {
		step_anything(w, op, &requests);
	} else {
		int id = step_some(w, &requests), asked = model_erasure_open(m, ABOUT_REQUEST, id);
		step_on(w, op, &requests, id, asked && one_in(3) ? DO_Q_ERASE_DECIDE : step_usual(w, &requests, id));
		op->who = step_someone(w);
		if (!one_in(6))
			step_find_someone(w, op);
		int asker = op->kind == DO_Q_ERASE_DECIDE && one_in(4) ? m->erasure[op->a].officer : 0;
		if (asker && w->crowd.who[asker] && m->person[asker].active) /* tries what another must do */
			op->who = asker;
	}
}
