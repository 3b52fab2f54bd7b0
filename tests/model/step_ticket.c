/* step_ticket.c - which act upon a ticket comes next: most are sensible for its state, some are not. */
#include <stdio.h>
#include <string.h>

#include "store/base/date.h"
#include "store/rule/permit/permit.h"
#include "tests/model/step.h"

#define dice(n) step_dice(w, (uint32_t)(n))
#define one_in(n) (step_dice(w, (uint32_t)(n)) == 0)
enum { DAY = 86400, FULL = 40 /* rows of a history: a ticket is left alone from there on */ };

static int64_t minute(int64_t at)
{
	return at - at % 60;
}

/* ---- arguments ---- */

/* Only the platform's: a number of our own series is no other platform's. */
static bool known_number(struct walk *w, char number[28])
{
	for (int tries = 0; tries < 20 && w->m->tickets; tries++) {
		const struct m_ticket *t = &w->m->ticket[1 + dice(w->m->tickets)];
		if (strncmp(t->number, "DH", 2) != 0 || t->dones >= FULL)
			continue;
		snprintf(number, 28, "%s", t->number);
		return true;
	}
	return false;
}

static void form_of(struct walk *w, struct m_form *f)
{
	*f = (struct m_form){.words = w->words++, .kind = 1 + (int)dice(KIND_END - 1), .urgency = one_in(4) ? 1 + (int)dice(3) : 1,
		.office = one_in(5) ? 0 : 1 + (int)dice(3), .caller = !one_in(4)};
	if (one_in(2))
		snprintf(f->number, sizeof f->number, "DH%08x", f->words);
	if (one_in(2))
		f->dispatched = w->now - (int64_t)dice(DAY);
	if (one_in(3))
		f->due = w->now + 3600 + (int64_t)dice(12 * DAY);
	if (one_in(30))
		known_number(w, f->number);
	if (!one_in(25))
		return;
	switch (dice(5)) {
	case 0:
		f->untitled = true;
		break;
	case 1:
		f->kind = 8;
		break;
	case 2:
		f->dispatched = w->now + 9000;
		break;
	case 3:
		f->due = f->dispatched ? f->dispatched - 60 : 60;
		break;
	default:
		f->office = 1 + (int)dice(M_OFFICES - 1);
	}
}

static void answer_of(struct walk *w, struct m_answer *a)
{
	*a = (struct m_answer){.words = w->words++, .truth = one_in(8) ? 0 : 1 + (int)dice(4), .solved = one_in(8) ? 0 : 1 + (int)dice(4),
		.said = !one_in(10), .unsolved = !one_in(6)};
	if (one_in(3)) {
		a->reached = 1 + (int)dice(4);
		a->contact = w->now - (int64_t)dice(one_in(4) ? 3 * DAY : 600);
	}
	if (one_in(40))
		a->contact = w->now + 9000;
	if (one_in(60))
		a->truth = 5;
}

/* What the platform says of one that is here: some of it. */
static void row_known(struct walk *w, struct m_row *r, const struct m_ticket *t)
{
	int64_t since = t->round_at < w->now ? t->round_at : w->now, gone = w->now - since + 1;
	int64_t most = (int64_t)DAY * 20, some = since + (int64_t)dice(gone < most ? gone : most);
	*r = (struct m_row){.words = w->words++, .redos = one_in(5) ? (int)dice(3) : -1};
	snprintf(r->number, sizeof r->number, "%s", t->number);
	r->title = one_in(4);
	r->kind = one_in(6) ? 1 + (int)dice(KIND_END - 1) : 0;
	r->urgency = one_in(10) ? 1 + (int)dice(3) : 0;
	r->dispatched = one_in(6) ? t->dispatched - (int64_t)dice(2) * 600 : one_in(2) ? t->dispatched : 0;
	r->due = one_in(5) ? since + 3600 + (int64_t)dice(12 * DAY) : 0;
	r->signed_at = one_in(4) ? some : 0;
	r->closed = one_in(3) ? some : 0;
	r->visited = one_in(4) ? w->now : 0;
	r->solved = one_in(4) ? 1 + (int)dice(4) : 0;
	r->pleased = one_in(4) ? 1 + (int)dice(4) : 0;
	if (one_in(8)) /* an old file */
		r->closed = t->dispatched + (int64_t)dice(3600);
}

static void row_new(struct walk *w, struct m_row *r)
{
	*r = (struct m_row){.words = w->words++, .redos = one_in(2) ? (int)dice(2) : -1, .title = true, .fresh = true};
	snprintf(r->number, sizeof r->number, "DH%08x", r->words);
	r->kind = one_in(5) ? 0 : 1 + (int)dice(KIND_END - 1);
	r->urgency = one_in(3) ? 1 + (int)dice(3) : 0;
	r->office = one_in(3) ? 0 : 1 + (int)dice(3);
	r->dispatched = one_in(30) ? 0 : w->now - (int64_t)dice(2 * DAY);
	r->due = one_in(2) ? r->dispatched + 3600 + (int64_t)dice(12 * DAY) : 0;
	r->signed_at = one_in(4) ? r->dispatched : 0;
	r->closed = one_in(5) ? r->dispatched + (int64_t)dice(w->now - r->dispatched < DAY ? w->now - r->dispatched + 1 : DAY) : 0;
	r->pleased = r->closed && one_in(2) ? 1 + (int)dice(4) : 0;
	if (one_in(40))
		r->dispatched = w->now + DAY;
	if (one_in(40))
		r->due = r->dispatched - 1;
}

static void rows_of(struct walk *w, struct op *op)
{
	op->rows = 1 + (int)dice(M_ROWS);
	for (int k = 0; k < op->rows; k++) {
		struct m_row *r = &op->row[k];
		char number[28];
		if (one_in(2) && known_number(w, number))
			row_known(w, r, &w->m->ticket[model_ticket_named(w->m, number)]);
		else
			row_new(w, r);
		if (k && one_in(15))
			*r = op->row[k - 1];
		if (r->office && !w->m->office[r->office])
			r->office = 0;
	}
	op->c = one_in(10);
	w->words += 4;
}

static void fact_of(struct walk *w, struct op *op, const struct m_ticket *t)
{
	static const int facts[] = {FACT_DISPATCHED, FACT_PLATFORM_DUE, FACT_SIGNED, FACT_VISITED, FACT_SOLVED, FACT_PLEASED,
		FACT_PLEASED_MANNER, FACT_REDOS, FACT_PLATFORM_STATE, FACT_KIND, FACT_URGENCY, FACT_TITLE};
	int64_t now = minute(w->now);
	op->a = one_in(t->state == TICKET_FILLED ? 2 : 5) ? FACT_CLOSED : facts[dice(sizeof facts / sizeof *facts)];
	switch (op->a) {
	case FACT_DISPATCHED:
		op->b = one_in(3) ? now : minute(t->dispatched) - 60 * (int64_t)dice(30); /* that may lie behind its limit */
		break;
	case FACT_PLATFORM_DUE:
		op->b = one_in(5) ? 0 : now + 3600 + 60 * (int64_t)dice(10000);
		break;
	case FACT_SIGNED:
	case FACT_VISITED:
	case FACT_CLOSED:
		op->b = one_in(12) ? now + 3600 : one_in(6) ? minute(t->dispatched) - 600 : now;
		break;
	case FACT_SOLVED:
	case FACT_PLEASED:
	case FACT_PLEASED_MANNER:
		op->b = one_in(20) ? 5 : one_in(10) ? 0 : 1 + (int)dice(4);
		break;
	case FACT_KIND:
		op->b = one_in(20) ? 8 : 1 + (int)dice(7);
		break;
	case FACT_URGENCY:
		op->b = one_in(20) ? 0 : 1 + (int)dice(3);
		break;
	case FACT_REDOS:
		op->b = dice(4);
		break;
	default:
		op->b = w->words++;
	}
}

static void edit_of(struct walk *w, struct op *op, const struct m_ticket *t)
{
	struct m_form *f = &op->form;
	*f = (struct m_form){.words = t->title, .kind = t->kind, .urgency = t->urgency, .office = t->office, .due = t->due};
	if (one_in(2))
		f->words = w->words++;
	if (one_in(6))
		f->kind = 1 + (int)dice(KIND_END - 1);
	if (one_in(6))
		f->urgency = 1 + (int)dice(3);
	if (one_in(8))
		f->dispatched = w->now - (int64_t)dice(DAY);
	if (one_in(8))
		f->due = w->now + (int64_t)dice(6 * DAY);
	f->untitled = one_in(30);
	if (one_in(30))
		f->office = 1;
}

static void fill(struct walk *w, struct op *op)
{
	const struct m_ticket *t = &w->m->ticket[op->item];
	switch (op->kind) {
	case DO_T_EDIT:
		edit_of(w, op, t);
		break;
	case DO_T_TRANSFER:
		op->a = one_in(20) ? 1 + (int)dice(M_OFFICES - 1) : 1 + (int)dice(3);
		break;
	case DO_T_ASSIST:
		op->a = one_in(20) ? 1 + (int)dice(M_OFFICES - 1) : 1 + (int)dice(3);
		op->b = one_in(15) ? 61 * (int)dice(2) : 1 + (int)dice(3);
		break;
	case DO_T_RETURN_ASK:
		op->a = one_in(20) ? 8 : 1 + (int)dice(6);
		break;
	case DO_T_RETURN_DECIDE:
	case DO_T_EXTEND_DECIDE:
		op->a = one_in(2);
		break;
	case DO_T_EXTEND_ASK:
		op->a = one_in(12) ? 40 * (int)dice(2) : 1 + (int)dice(2);
		break;
	case DO_T_MERGE: {
		int near = w->m->tickets < 40 ? w->m->tickets : 40;
		op->a = one_in(15) ? op->item : w->m->tickets - (int)dice(near);
		break;
	}
	case DO_T_ROUTE:
		op->a = one_in(20) ? 6 : 1 + (int)dice(5);
		break;
	case DO_T_EXCLUDE:
		op->a = one_in(10) ? t->excluded : !t->excluded;
		break;
	case DO_T_ANSWER:
		answer_of(w, &op->answer);
		break;
	case DO_T_CHECK:
		op->a = !one_in(4);
		break;
	case DO_T_FILL:
		op->a = one_in(2) ? 0 : w->now - (int64_t)dice(one_in(5) ? DAY : 60);
		break;
	case DO_T_FACT:
		fact_of(w, op, t);
		break;
	case DO_T_REDO:
		op->a = one_in(3) ? w->now - (int64_t)dice(DAY) : 0;
		op->b = one_in(4) ? w->now - 60 + (int64_t)dice(9 * DAY) : 0;
		break;
	case DO_T_SHORT_END:
		op->a = one_in(5) ? 0 : w->now - (int64_t)dice(600);
		op->b = one_in(3) ? w->now : 0;
		op->d = op->a && one_in(2) ? w->now : 0;
		op->row[0].visited = op->d && one_in(2) ? w->now : 0;
		op->row[0].solved = one_in(3) ? 1 + (int)dice(4) : 0;
		op->row[0].pleased = one_in(3) ? 1 + (int)dice(4) : 0;
		break;
	case DO_T_REQUEST:
		step_wish(w, &op->wish);
		break;
	default:
		break;
	}
}

/* ---- what ---- */

static const enum op_kind usual[STEP_STATES][STEP_USUAL] = {
	[TICKET_UNCLAIMED] = {DO_T_CLAIM, DO_T_CLAIM, DO_T_CLAIM, DO_T_CLAIM, DO_T_CLAIM, DO_T_CLAIM, DO_T_TRANSFER, DO_T_ASSIST,
		DO_T_RETURN_ASK, DO_T_MERGE, DO_T_ROUTE, DO_T_EDIT, DO_T_VOID, DO_T_SUPERVISE, DO_T_FACT},
	[TICKET_WORKING] = {DO_T_ANSWER, DO_T_ANSWER, DO_T_ANSWER, DO_T_ANSWER, DO_T_ANSWER, DO_T_UNCLAIM, DO_T_EXTEND_ASK,
		DO_T_ASSIST, DO_T_RETURN_ASK, DO_T_TRANSFER, DO_T_FACT, DO_T_SUPERVISE, DO_T_ROUTE, DO_T_MERGE},
	[TICKET_DRAFTED] = {DO_T_SUBMIT, DO_T_SUBMIT, DO_T_SUBMIT, DO_T_SUBMIT, DO_T_SUBMIT, DO_T_ANSWER, DO_T_ANSWER, DO_T_EXTEND_ASK,
		DO_T_UNCLAIM, DO_T_ASSIST, DO_T_ASSIST, DO_T_MERGE},
	[TICKET_CHECKING] = {DO_T_CHECK, DO_T_CHECK, DO_T_CHECK, DO_T_SHORT_END, DO_T_RECALL, DO_T_EXTEND_ASK},
	[TICKET_TO_FILL] = {DO_T_FILL, DO_T_FILL, DO_T_FILL, DO_T_ANSWER, DO_T_EXTEND_ASK, DO_T_SUPERVISE},
	[TICKET_FILLED] = {DO_T_FACT, DO_T_FACT, DO_T_FACT, DO_T_FACT, DO_T_REDO, DO_T_SUPERVISE},
	[TICKET_CLOSED] = {DO_T_FACT, DO_T_FACT, DO_T_REDO, DO_T_EXCLUDE, DO_T_CALLER},
	[TICKET_RETURNING] = {DO_T_RETURN_DECIDE, DO_T_RETURN_DECIDE, DO_T_RETURN_DECIDE, DO_T_URGE, DO_T_SUPERVISE, DO_T_FACT},
	[TICKET_RETURNED] = {DO_T_REDO, DO_T_EXCLUDE},
	[TICKET_MERGED] = {DO_T_UNMERGE, DO_T_FACT, DO_T_EXCLUDE},
	[TICKET_ROUTED] = {DO_T_UNROUTE, DO_T_FACT, DO_T_REDO},
	[TICKET_VOID] = {DO_T_CALLER, DO_T_ERASE_ASK},
};

static bool full(const struct model *m, int id)
{
	return m->ticket[id].dones >= FULL;
}

static bool asked(const struct model *m, int id, enum op_kind kind)
{
	const struct m_ticket *t = &m->ticket[id];
	return kind == DO_T_EXTEND_DECIDE  ? t->extending
	       : kind == DO_T_SUPERVISE_DONE ? t->supervised
	       : kind == DO_T_ASSIST_DONE    ? t->assist != 0
					     : true;
}

static const struct step_sort tickets = {.about = ABOUT_TICKET, .states = TICKET_STATE_END, .near = 25, .full = full, .asked = asked,
	.fill = fill, .usual = usual, .ask = DO_T_ERASE_ASK, .decide = DO_T_ERASE_DECIDE, .instead = DO_T_URGE};

static void fill_desk(struct walk *w, struct op *op)
{
	const struct model *m = w->m;
	op->text.words = w->words++;
	switch (op->kind) {
	case DO_T_SHORT:
		form_of(w, &op->form);
		answer_of(w, &op->answer);
		if (one_in(2))
			op->form.office = 0;
		break;
	case DO_T_CREATE:
		form_of(w, &op->form);
		break;
	case DO_T_IMPORT:
		rows_of(w, op);
		break;
	case DO_T_UNDO:
		op->a = m->batches ? m->batches - (int)dice(m->batches < 12 ? m->batches : 12) : 1;
		break;
	case DO_T_LIMIT:
		op->a = one_in(20) ? 8 : 1 + (int)dice(7);
		op->b = one_in(3) ? 2 : 1;
		op->d = 2 + (int)dice(9);
		op->c = one_in(12) ? op->d + 1 : op->d - (int)dice(2);
		break;
	default:
		break;
	}
}

/* Who has it in hand, wrote of it or asked tries what another must do. */
static void one_of_them(struct walk *w, struct op *op)
{
	const struct m_ticket *t = &w->m->ticket[op->item];
	int who = op->kind == DO_T_EXTEND_DECIDE ? t->extend_asker : op->kind == DO_T_RETURN_DECIDE ? t->return_asker : 0;
	bool second = op->kind == DO_T_CHECK || op->kind == DO_T_FACT || op->kind == DO_T_SHORT_END;
	if (second)
		who = t->handler;
	for (int k = 0; second && k < t->writers && !one_in(3); k++)
		if (t->writer[k] != t->handler)
			who = t->writer[k];
	if (who && w->crowd.who[who] && w->m->person[who].active)
		op->who = who;
}

static void about_desk(struct walk *w, struct op *op)
{
	static const enum op_kind kinds[] = {DO_T_UNDO, DO_T_UNDO, DO_T_UNDO, DO_T_LIMIT, DO_T_MAPPING};
	bool late = w->steps * 2 > w->length, unvisited = late && step_unvisited_desk(w, op, ABOUT_TICKETS);
	if (!unvisited)
		op->kind = kinds[dice(sizeof kinds / sizeof *kinds)];
	op->who = step_someone(w);
	fill_desk(w, op);
	if (unvisited ? !w->good[op->kind][0] : !one_in(4))
		step_find_someone(w, op);
}

void step_choose_ticket(struct walk *w, struct op *op)
{
	const struct model *m = w->m;
	bool late = w->steps * 2 > w->length;
	if (m->tickets < 8 || (m->tickets < M_TICKETS - 8 && one_in(9))) {
		uint32_t how = dice(6);
		op->kind = how < 3 ? DO_T_CREATE : how < 4 ? DO_T_SHORT : m->batches < M_BATCHES - 2 ? DO_T_IMPORT : DO_T_CREATE;
		op->who = step_someone(w);
		fill_desk(w, op);
		if (!one_in(8))
			step_find_someone(w, op);
	} else if (one_in(40)) {
		about_desk(w, op);
	} else if (one_in(late ? 3 : 8) && step_unvisited(w, op, &tickets)) {
		;
	} else if (one_in(8)) {
		step_anything(w, op, &tickets);
	} else {
		int id = step_some(w, &tickets);
		const struct m_ticket *t = &m->ticket[id];
		enum op_kind kind = step_usual(w, &tickets, id);
		if (one_in(8) && model_erasure_open(m, ABOUT_TICKET, id))
			kind = DO_T_ERASE_DECIDE;
		else if (t->extending && one_in(3))
			kind = DO_T_EXTEND_DECIDE;
		else if (t->assist && one_in(t->state == TICKET_TO_FILL ? 2 : 30))
			kind = DO_T_ASSIST_DONE;
		else if (t->supervised && one_in(8))
			kind = DO_T_SUPERVISE_DONE;
		else if (kind == DO_T_ROUTE && one_in(2))
			kind = DO_T_REQUEST;
		step_on(w, op, &tickets, id, kind);
		op->who = step_someone(w);
		if (!one_in(6))
			step_find_someone(w, op);
		if (one_in(5))
			one_of_them(w, op);
	}
}
