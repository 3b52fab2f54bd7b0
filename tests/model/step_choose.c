/* step_choose.c - most acts are sensible for the state of an item and done by somebody who may; some are not. */
#include <string.h>

#include "store/base/date.h"
#include "store/rule/permit/permit.h"
#include "tests/model/step.h"

uint32_t step_dice(struct walk *w, uint32_t below)
{
	w->dice ^= w->dice << 13;
	w->dice ^= w->dice >> 17;
	w->dice ^= w->dice << 5;
	return w->dice % below;
}
#define dice(n) step_dice(w, (uint32_t)(n))
#define one_in(n) (step_dice(w, (uint32_t)(n)) == 0)

/* ---- arguments ---- */

static void text_of(struct walk *w, struct m_text *t)
{
	int attribute = one_in(5) ? (one_in(2) ? ATTRIBUTE_CLOSED : ATTRIBUTE_REQUEST) : ATTRIBUTE_OPEN;
	*t = (struct m_text){.words = w->words++, .attribute = attribute, .validity = one_in(4)};
	t->formed = one_in(20) ? DAY_NONE : day_at(w->now) - (int32_t)dice(40);
	if (attribute != ATTRIBUTE_OPEN) {
		t->withhold = WITHHOLD_INTERNAL;
		t->article = !one_in(12);
	}
	t->file = one_in(6);
	if (!one_in(25))
		return;
	switch (dice(5)) {
	case 0:
		t->untitled = true;
		break;
	case 1:
		t->empty = true;
		break;
	case 2:
		t->attribute = 0;
		break;
	case 3:
		t->formed = day_at(w->now) + 30;
		break;
	default:
		t->withhold = WITHHOLD_TRADE;
	}
}

int step_someone(struct walk *w)
{
	for (int tries = 0; tries < 40; tries++) {
		int p = 1 + (int)dice(w->m->people);
		if (w->m->person[p].active && w->crowd.who[p])
			return p;
	}
	return 1;
}

static void reg_of(struct walk *w, struct m_reg *r)
{
	const struct model *m = w->m;
	*r = (struct m_reg){.class = 1 + (int)dice(2), .office = 1 + (int)dice(3), .catalog = one_in(15) ? 0 : 1 + (int)dice(3),
		.category = one_in(15) ? 0 : 1 + (int)dice(3), .channels = one_in(15) ? 0 : 2 + (unsigned)dice(4) * 4};
	if (one_in(5))
		r->drafter = one_in(8) ? 1 + (int)dice(m->people) : step_someone(w);
	if (one_in(w->tried[DO_EDIT][STATE_SUPERSEDED] ? 4 : 2) && m->items)
		for (int tries = 0; tries < 30 && !r->supersedes; tries++) {
			int id = 1 + (int)dice(m->items), s = m->item[id].state;
			if (one_in(30) || s == STATE_PUBLISHED || s == STATE_MIGRATED)
				r->supersedes = id;
		}
	if (!one_in(40))
		return;
	switch (dice(5)) {
	case 0:
		r->class = 3;
		break;
	case 1:
		r->office = 1 + (int)dice(M_OFFICES);
		break;
	case 2:
		r->catalog = 9999;
		break;
	case 3:
		r->category = 9999;
		break;
	default:
		r->channels |= 1u << 30;
	}
}

/* Arguments that are right most of the time. */
static void fill(struct walk *w, struct op *op)
{
	const struct m_item *i = &w->m->item[op->item];
	int tier = m_tier(i->state);
	switch (op->kind) {
	case DO_EDIT:
		op->with_reg = one_in(2);
		op->same = one_in(5);
		reg_of(w, &op->reg);
		if (i->supersedes && !one_in(4))
			op->reg.supersedes = i->supersedes;
		if (op->same)
			op->text = i->rev[i->now].text;
		else
			text_of(w, &op->text);
		break;
	case DO_CORRECT:
		op->a = dice(one_in(10) ? 7 : 6);
		op->b = one_in(20) ? 77 : 1 + (int)dice(op->a == 3 ? 2 : 3);
		if (op->a == 5)
			op->b = one_in(20) ? 1 << 29 : (int)dice(8) * 2;
		break;
	case DO_PASS:
		op->c = one_in(40);
		op->d = one_in(2);
		break;
	case DO_RETURN:
		op->a = tier > 1 && one_in(2) ? 1 + (int)dice(tier - 1) : one_in(40) ? tier : 0;
		op->b = one_in(40) ? 18 : 1 + (int)dice(17);
		break;
	case DO_REFER_DONE:
		op->a = !one_in(3);
		break;
	case DO_PAPER:
		op->a = step_someone(w);
		for (int tries = 0; tries < 20; tries++) {
			int out[M_WAYS];
			if (m_ways(w->m, (int)op->a, 3, i->office, i->class, w->now, out) && !one_in(6))
				break;
			op->a = step_someone(w);
		}
		op->b = !one_in(15);
		break;
	case DO_PAPER_CONFIRM:
		op->a = !one_in(4);
		break;
	case DO_REPORT:
	case DO_BOUNCE:
	case DO_ONLINE:
		op->a = one_in(40) ? 1 + (int)dice(M_CHANNELS - 1) : 1 + (int)dice(3);
		op->b = one_in(20) ? w->now + 4000 - (int)dice(200000) : w->now;
		break;
	case DO_FOLLOW_UP:
		op->a = one_in(2);
		break;
	default:
		break;
	}
}

static void fill_desk(struct walk *w, struct op *op)
{
	static const unsigned roles[] = {0, ROLE_CLERK, ROLE_CLERK | ROLE_PUBLISH, ROLE_CLERK | ROLE_OFFICE,
	        ROLE_LEADER, ROLE_PUBLISH, ROLE_OFFICE | ROLE_PUBLISH | ROLE_CLERK};
	int32_t today = day_at(w->now);
	const struct model *m = w->m;
	op->text.words = w->words++;
	switch (op->kind) {
	case DO_CREATE:
		text_of(w, &op->text);
		reg_of(w, &op->reg);
		break;
	case DO_SEAT_GRANT:
		op->a = one_in(20) ? 1 + (int)dice(m->people + 1) : step_someone(w);
		op->b = one_in(40) ? 4 : 1 + (int)dice(3);
		op->c = one_in(2) ? 0 : 1 + (int)dice(3);
		op->d = one_in(2) ? 0 : 1 + (int)dice(2);
		break;
	case DO_SEAT_END:
		op->a = m->seats ? 1 + (int)dice(m->seats) : 1;
		for (int tries = 0; m->seats && tries < 30 && m->seat[op->a].to; tries++)
			op->a = 1 + (int)dice(m->seats);
		break;
	case DO_DELEGATE:
		op->a = one_in(2) ? op->who : step_someone(w);
		for (int tries = 0; tries < 10; tries++) {
			int out[M_WAYS];
			if (m_ways(m, (int)op->a, 0, -1, 0, w->now, out) && !out[0])
				break;
			op->a = step_someone(w);
		}
		op->b = one_in(3) && m->people > 7 ? 8 : step_someone(w);
		op->c = today + (int)dice(2) - one_in(30);
		op->d = op->c + (int)dice(6) - (one_in(30) ? 9 : 0);
		break;
	case DO_DELEGATE_END:
		op->a = m->lent ? m->lent - (int)dice(m->lent < 8 ? m->lent : 8) : 1;
		break;
	case DO_DUTY:
		op->a = today + (int)dice(9) - 3;
		op->b = op->a + (int)dice(4) - one_in(20);
		op->c = one_in(6) ? 0 : one_in(10) ? 1 + (int)dice(m->people) : step_someone(w);
		op->d = one_in(3) ? step_someone(w) : 0;
		break;
	case DO_OFFICER_ADD:
	case DO_OFFICER_EDIT:
		op->a = step_someone(w);
		op->b = one_in(12) ? ROLE_ADMIN | ROLE_CLERK : roles[dice(7)];
		op->c = one_in(25) ? 1 + (int)dice(M_OFFICES) : 1 + (int)dice(3);
		if (op->kind == DO_OFFICER_ADD)
			op->c = 1;
		break;
	case DO_OFFICER_LEAVE:
		op->a = one_in(10) ? 1 + (int)dice(m->people) : step_someone(w);
		break;
	case DO_OFFICE_EDIT:
		op->a = 1 + (int)dice(m->offices);
		op->b = op->a <= 3 || one_in(2);
		break;
	case DO_CHANNEL:
		op->a = m->channels > M_CHANNELS - 3 || one_in(2) ? 4 + (int)dice(m->channels - 3) : 0;
		op->b = one_in(2);
		break;
	case DO_SETTING:
		op->b = !one_in(4);
		break;
	case DO_CALENDAR:
		op->a = today + 1 + (int)dice(40);
		op->b = dice(4);
		op->c = one_in(3);
		op->d = one_in(10);
		break;
	case DO_CLOCK:
		op->now -= 6 + dice(9000);
		break;
	case DO_IMPORT:
		op->a = 1 + dice(4);
		op->b = today - (int)dice(5);
		op->c = one_in(8);
		w->words += 8;
		break;
	case DO_UNDO:
		op->a = m->batches ? m->batches - (int)dice(m->batches < 4 ? m->batches : 4) : 1;
		break;
	case DO_BACKUP:
	case DO_RESTORE:
		op->a = dice(STEP_COPIES);
		for (int k = 0; k < STEP_COPIES && op->kind == DO_RESTORE && !w->copy[op->a]; k++)
			op->a = (op->a + 1) % STEP_COPIES;
		break;
	default:
		break;
	}
}

/* ---- who ---- */

static bool may(struct walk *w, struct op *op, int who)
{
	op->who = who;
	return model_judge(w->m, op, NULL) == V_YES;
}

bool step_find_someone(struct walk *w, struct op *op)
{
	int first = 1 + (int)dice(w->m->people);
	for (int k = 0; k < w->m->people; k++) {
		int p = 1 + (first + k) % w->m->people;
		if (w->crowd.who[p] && w->m->person[p].active && may(w, op, p))
			return true;
	}
	op->who = step_someone(w);
	return false;
}

/* ---- what ---- */

static const enum op_kind usual[STEP_STATES][STEP_USUAL] = {
        [STATE_DRAFT] = {DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_EDIT, DO_EDIT, DO_VOID},
        [STATE_TIER1] = {DO_PASS, DO_PASS, DO_PASS, DO_PASS, DO_RETURN, DO_RECALL, DO_REFER},
        [STATE_TIER2] = {DO_PASS, DO_PASS, DO_PASS, DO_PASS, DO_RETURN, DO_WITHDRAW, DO_REFER},
        [STATE_TIER3] = {DO_PASS, DO_PASS, DO_PASS, DO_RETURN, DO_WITHDRAW, DO_REFER, DO_PAPER, DO_PAPER_CONFIRM,
                DO_PAPER_CONFIRM},
        [STATE_SIGNED] = {DO_REPORT, DO_REPORT, DO_BOUNCE, DO_ONLINE, DO_ONLINE, DO_ONLINE, DO_WITHDRAW, DO_REDRAFT,
                DO_PACKAGE},
        [STATE_PUBLISHED] = {DO_REPORT, DO_ONLINE, DO_BOUNCE, DO_ERRATA, DO_ERRATA, DO_DOWN, DO_EMERGENCY, DO_CORRECT},
        [STATE_DOWN] = {DO_CORRECT},
        [STATE_SUPERSEDED] = {DO_CORRECT},
        [STATE_RETURNED] = {DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_SUBMIT, DO_EDIT, DO_EDIT, DO_WITHDRAW,
                DO_VOID, DO_CORRECT},
        [STATE_REFERRED] = {DO_REFER_DONE},
        [STATE_EMERGENCY] = {DO_FOLLOW_UP},
        [STATE_VOID] = {DO_ERASE_ASK},
        [STATE_WITHHELD] = {DO_WITHDRAW, DO_CORRECT},
        [STATE_ON_REQUEST] = {DO_WITHDRAW, DO_CORRECT},
        [STATE_MIGRATED] = {DO_CORRECT, DO_DOWN, DO_EMERGENCY, DO_ERASE_ASK},
};

static bool full(const struct model *m, int id)
{
	return m->item[id].revs >= M_REVS - 2;
}

static const struct step_sort items = {.about = ABOUT_ITEM, .states = STATE_END, .near = 40, .full = full, .fill = fill, .usual = usual,
	.ask = DO_ERASE_ASK, .decide = DO_ERASE_DECIDE, .instead = DO_CORRECT};

static void about_people(struct walk *w, struct op *op)
{
	static const enum op_kind kinds[] = {DO_SEAT_GRANT, DO_SEAT_GRANT, DO_SEAT_GRANT, DO_SEAT_END, DO_DELEGATE,
	        DO_DELEGATE, DO_DELEGATE, DO_DELEGATE, DO_DELEGATE_END, DO_OFFICER_ADD, DO_OFFICER_EDIT,
	        DO_OFFICER_EDIT, DO_OFFICER_LEAVE, DO_OFFICE_ADD, DO_OFFICE_EDIT, DO_CHANNEL, DO_CALENDAR, DO_SETTING, DO_SETTING,
	        DO_CLOCK, DO_UNDO, DO_UNDO};
	const struct model *m = w->m;
	int active = 0, seats = 0;
	for (int p = 1; p <= m->people; p++)
		active += m->person[p].active;
	for (int k = 1; k <= m->seats; k++)
		seats += !m->seat[k].to;
	op->kind = kinds[dice(sizeof kinds / sizeof *kinds)];
	bool few = (op->kind == DO_OFFICER_LEAVE && active < 9) || (op->kind == DO_SEAT_END && seats < 12);
	bool many = (op->kind == DO_OFFICER_ADD && (active > 13 || m->people > M_PEOPLE - 4)) ||
		    (op->kind == DO_SEAT_GRANT && (seats > 40 || m->seats > M_SEATS - 4)) ||
		    (op->kind == DO_DELEGATE && m->lent > M_LENT - 4) ||
		    (op->kind == DO_OFFICE_ADD && m->offices > M_OFFICES_ADDED);
	if (op->kind == DO_CALENDAR && one_in(2)) /* it moves everything */
		op->kind = DO_CHANNEL;
	if (few || many || (op->kind == DO_UNDO && !m->batches))
		op->kind = DO_SETTING;
	op->who = step_someone(w);
	fill_desk(w, op);
	if (!one_in(4))
		step_find_someone(w, op);
}

static void a_new_one(struct walk *w, struct op *op)
{
	op->kind = one_in(8) && w->m->batches < M_BATCHES - 2 ? DO_IMPORT : DO_CREATE;
	fill_desk(w, op);
	op->who = step_someone(w);
	if (!one_in(8))
		step_find_someone(w, op);
}

static void about(struct walk *w, struct op *op, bool by_one_who_may)
{
	op->who = step_someone(w);
	fill_desk(w, op);
	if (op->kind == DO_RESTORE && !w->copy[op->a])
		op->kind = DO_BACKUP;
	if (by_one_who_may)
		step_find_someone(w, op);
}

/* An act upon the desk that was never done, or never refused. */
static bool desk_unvisited(struct walk *w, struct op *op)
{
	if (!step_unvisited_desk(w, op, ABOUT_DESK) && !step_unvisited_desk(w, op, ABOUT_ITEMS))
		return false;
	about(w, op, !w->good[op->kind][0]);
	return true;
}

void step_choose_roster(struct walk *w, struct op *op)
{
	const uint32_t dice = w->dice;
	*op = (struct op){0};
	w->dice = (dice ^ (uint32_t)w->steps * 2654435761u) | 1;
	op->kind = DO_DUTY;
	op->now = w->now;
	about(w, op, !one_in(4));
	w->dice = dice;
}

void step_choose(struct walk *w, struct op *op)
{
	bool room = w->m->items < M_ITEMS - 8;
	*op = (struct op){0};
	if (!one_in(10))
		w->now += (int64_t)dice(w->pace);
	op->now = w->now;
	bool late = w->steps * 3 > w->length * 2;
	if (w->m->tickets < 8 || one_in(3)) {
		step_choose_ticket(w, op);
	} else if (one_in(10)) {
		if (one_in(3))
			step_choose_task(w, op);
		else
			step_choose_request(w, op);
	} else if (late && one_in(60) && desk_unvisited(w, op)) {
		;
	} else if (one_in(w->restores)) { /* late, what was reached is not given up again */
		op->kind = one_in(2) && !(late && w->good[DO_RESTORE][0]) ? DO_RESTORE : DO_BACKUP;
		about(w, op, !one_in(4));
	} else if (w->m->items < 12 || (room && one_in(13))) {
		a_new_one(w, op);
	} else if (one_in(20)) {
		about_people(w, op);
	} else if (one_in(late ? 3 : 12) && step_unvisited(w, op, &items)) {
		return;
	} else if (one_in(7)) {
		step_anything(w, op, &items);
	} else {
		int item = step_some(w, &items);
		bool asked = model_erasure_open(w->m, ABOUT_ITEM, item) && one_in(2);
		step_on(w, op, &items, item, asked ? DO_ERASE_DECIDE : step_usual(w, &items, item));
		step_find_someone(w, op);
	}
	if (op_reads[op->kind] && one_in(60))
		op->ver -= 1 + (one_in(4) ? (int64_t)1 << 32 : 0);
	if (op->kind != DO_CLOCK && one_in(40))
		op->now = w->m->last_at - (one_in(6) ? 6 + (int)dice(4000) : (int)dice(6));
}
