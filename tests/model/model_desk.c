/* model_desk.c - judgements about the desk itself: people, seats, delegations, registers, imports. */
#include "tests/model/model_inside.h"

#include <stddef.h>

#include "store/base/date.h"
#include "store/rule/permit/permit.h"

bool judge_admin(struct look *l)
{
	return role(l, ROLE_ADMIN) || no(l, "no administrator");
}

bool reason(struct look *l)
{
	return l->op->c || no(l, "no reason");
}

bool office_there(struct look *l, int64_t office)
{
	return (office >= 1 && office <= l->m->offices && l->m->office[office]) || no(l, "no office");
}

bool m_own(const struct look *l, int office, int handler)
{
	return !office || office == l->p->office || handler == l->op->who;
}

bool worker(struct look *l, int office, int handler)
{
	if (!role(l, ROLE_CLERK | ROLE_OFFICE))
		return no(l, "neither clerk nor 办公室");
	return m_own(l, office, handler) || role(l, ROLE_OFFICE) || no(l, "another office's");
}

static bool here(struct look *l, int64_t officer)
{
	return (officer >= 1 && officer <= l->m->people && l->m->person[officer].active) ||
	       no(l, "nobody of that name");
}

static bool has_open_seat(const struct model *m, int officer)
{
	for (int k = 1; k <= m->seats; k++)
		if (m->seat[k].officer == officer && !m->seat[k].to)
			return true;
	return false;
}

static bool last_admin(const struct model *m, int64_t officer)
{
	for (int p = 1; p <= m->people; p++)
		if (p != officer && m->person[p].active && m->person[p].roles & ROLE_ADMIN)
			return false;
	return (m->person[officer].roles & ROLE_ADMIN) != 0;
}

static bool seat_grant(struct look *l)
{
	const struct op *op = l->op;
	if (!judge_admin(l) || !here(l, op->a))
		return false;
	if (!m_may_sign(l->m, (int)op->a))
		return no(l, "the administrator signs nothing");
	if (op->b < 1 || op->b > 3 || op->d < 0 || op->d > 2)
		return no(l, "no tier");
	if (op->c && (op->c > l->m->offices || !l->m->office[op->c]))
		return no(l, "no office");
	for (int k = 1; k <= l->m->seats; k++) {
		const struct m_seat *s = &l->m->seat[k];
		if (s->officer == op->a && s->tier == op->b && s->office == op->c &&
			s->class == op->d && (!s->to || s->to > l->at))
			return no(l, "has it already");
	}
	return true;
}

static bool seat_end(struct look *l)
{
	int64_t k = l->op->a;
	return judge_admin(l) && ((k >= 1 && k <= l->m->seats && !l->m->seat[k].to) || no(l, "no seat"));
}

static bool lends(struct look *l)
{
	return role(l, ROLE_OFFICE | ROLE_ADMIN) || m_sits(l->m, l->op->who, l->at) || no(l, "no right");
}

static bool delegate(struct look *l)
{
	const struct op *op = l->op;
	int32_t today = day_at(l->at);
	if (!lends(l))
		return false;
	if (!role(l, ROLE_OFFICE | ROLE_ADMIN) && op->a != op->who)
		return no(l, "another's seat");
	if (!here(l, op->a) || !here(l, op->b))
		return false;
	if (!m_may_sign(l->m, (int)op->a) || !m_may_sign(l->m, (int)op->b))
		return no(l, "the administrator signs nothing");
	if (op->b == op->who && op->a != op->who)
		return no(l, "another's seat, to himself");
	if (op->a == op->b || op->c > op->d || op->c < today || op->d - op->c >= 366)
		return no(l, "to himself, or no days");
	return has_open_seat(l->m, (int)op->a) || no(l, "nothing to lend");
}

static bool delegate_end(struct look *l)
{
	int64_t k = l->op->a;
	if (!lends(l))
		return false;
	if (k < 1 || k > l->m->lent || l->m->lend[k].revoked)
		return no(l, "no delegation");
	const struct m_lent *g = &l->m->lend[k];
	return role(l, ROLE_OFFICE | ROLE_ADMIN) || g->principal == l->op->who ||
	       g->delegate == l->op->who || no(l, "another's");
}

/* A roster may name anybody who is here; only who leads is not alone on it. */
static bool duty(struct look *l)
{
	const struct op *op = l->op;
	if (!role(l, ROLE_OFFICE | ROLE_ADMIN))
		return no(l, "no right");
	if (op->a > op->b || (op->d && !op->c))
		return no(l, "no days, or nobody to lead");
	return (!op->c || here(l, op->c)) && (!op->d || here(l, op->d));
}

static bool officer_edit(struct look *l)
{
	const struct op *op = l->op;
	if (!judge_admin(l) || !here(l, op->a))
		return false;
	if (!office_there(l, op->c))
		return false;
	if (!(op->b & ROLE_ADMIN))
		return !last_admin(l->m, op->a) || no(l, "the last administrator");
	int32_t today = day_at(l->at);
	for (int k = 1; k <= l->m->lent; k++) {
		const struct m_lent *g = &l->m->lend[k];
		if (g->delegate == op->a && !g->revoked && g->to >= today)
			return no(l, "the administrator signs nothing");
	}
	return !has_open_seat(l->m, (int)op->a) || no(l, "the administrator signs nothing");
}

static bool office_edit(struct look *l)
{
	const struct op *op = l->op;
	if (!judge_admin(l))
		return false;
	for (int p = 1; p <= l->m->people && !op->b; p++)
		if (l->m->person[p].active && l->m->person[p].office == op->a)
			return no(l, "people sit there");
	return (op->a >= 1 && op->a <= l->m->offices) || no(l, "no office");
}

static bool undo(struct look *l)
{
	const struct model *m = l->m;
	int64_t k = l->op->a;
	if (!role(l, ROLE_CLERK | ROLE_OFFICE))
		return no(l, "no right");
	if (k < 1 || k > m->batches || m->batch[k].undone || m->batch[k].tickets)
		return no(l, "no batch");
	for (int j = 0; j < m->batch[k].n; j++) {
		int id = m->batch[k].first + j;
		if (m->item[id].state != STATE_MIGRATED || m->item[id].ver != 1)
			return no(l, "built on");
		for (int o = 1; o <= m->items; o++)
			if (m->item[o].supersedes == id && m->item[o].state != STATE_VOID)
				return no(l, "replaced");
	}
	return true;
}

bool judge_desk(struct look *l)
{
	switch (l->op->kind) {
	case DO_SEAT_GRANT:
		return seat_grant(l);
	case DO_SEAT_END:
		return seat_end(l);
	case DO_DELEGATE:
		return delegate(l);
	case DO_DELEGATE_END:
		return delegate_end(l);
	case DO_DUTY:
		return duty(l);
	case DO_OFFICER_EDIT:
		return officer_edit(l);
	case DO_OFFICER_LEAVE:
		return judge_admin(l) && here(l, l->op->a) &&
		       (!last_admin(l->m, l->op->a) || no(l, "the last administrator"));
	case DO_OFFICE_EDIT:
		return office_edit(l);
	case DO_CALENDAR:
		return (role(l, ROLE_OFFICE | ROLE_ADMIN) || no(l, "no right")) && (!l->op->d || no(l, "no year"));
	case DO_CHANNEL:
		return role(l, ROLE_OFFICE | ROLE_ADMIN) || no(l, "no right");
	case DO_IMPORT:
		return role(l, ROLE_CLERK | ROLE_OFFICE) || no(l, "no right");
	case DO_UNDO:
		return undo(l);
	case DO_BACKUP:
		return true;
	case DO_OFFICER_ADD:
	case DO_OFFICE_ADD:
	case DO_SETTING:
	case DO_RESTORE:
	default:
		return judge_admin(l);
	}
}
