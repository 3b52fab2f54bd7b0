/* model_apply.c - what comes of an act that was accepted. */
#include "tests/model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/rule/permit/permit.h"

/* ---- drafting ---- */

bool model_edit_changes(const struct m_item *i, const struct op *op)
{
	const struct m_rev *r = &i->rev[i->now];
	bool drafter = op->with_reg && op->reg.drafter && op->reg.drafter != r->drafter;
	return !op->same || drafter;
}

static void take_register(struct m_item *i, const struct m_reg *r)
{
	i->class = r->class;
	i->office = r->office;
	i->catalog = r->catalog;
	i->category = r->category;
	i->channels = r->channels;
	i->supersedes = r->supersedes;
}

static void new_revision(struct model *m, struct m_item *i, const struct m_text *t, int drafter, int recorder)
{
	int k = i->revs++;
	i->rev[k] = (struct m_rev){.n = k + 1, .drafter = drafter, .recorder = recorder, .text = *t};
	i->now = k;
	m->revisions++;
}

static void create(struct model *m, const struct op *op)
{
	struct m_item *i = &m->item[++m->items];
	memset(i, 0, sizeof *i);
	snprintf(i->number, sizeof i->number, "2026-%04d", m->next++);
	i->state = STATE_DRAFT;
	i->live = -1;
	i->ver = 1;
	i->texts = true;
	take_register(i, &op->reg);
	new_revision(m, i, &op->text, op->reg.drafter ? op->reg.drafter : op->who, op->who);
}

static void edit(struct model *m, struct m_item *i, const struct op *op)
{
	int drafter = op->with_reg && op->reg.drafter ? op->reg.drafter : i->rev[i->now].drafter;
	bool changes = model_edit_changes(i, op);
	i->touched = true;
	if (op->with_reg)
		take_register(i, &op->reg);
	if (changes) {
		struct m_text t = op->same ? i->rev[i->now].text : op->text;
		new_revision(m, i, &t, drafter, op->who);
	}
}

static void correct(struct model *m, struct m_item *i, const struct op *op)
{
	int v = (int)op->b;
	m->corrections++;
	i->touched = i->touched || i->state == STATE_RETURNED;
	switch (op->a) {
	case 0:
		i->touched = i->touched || i->office != v;
		i->office = v;
		break;
	case 1:
		i->catalog = v;
		break;
	case 2:
		i->category = v;
		break;
	case 3:
		i->touched = i->touched || i->class != v;
		i->class = v;
		break;
	case 5:
		i->channels = (unsigned)v;
		break;
	default:
		break;
	}
}

/* ---- signing ---- */

/* An act after which only `kind` can be taken back; the state before it is kept. */
static void act(struct m_item *i, enum m_last kind, int who, int principal)
{
	i->last = kind;
	i->last_by = (struct m_pass){who, principal};
	i->last_rev = i->now;
	i->before_state = i->state;
	i->before_unseen = i->unseen;
	i->unseen = kind == LAST_SUBMIT;
	memcpy(i->before, i->pass, sizeof i->pass);
	i->touched = false;
}

static void forget(struct m_item *i, int from)
{
	for (int t = from < 1 ? 1 : from; t <= 3; t++)
		i->pass[t] = (struct m_pass){0, 0};
}

static int decided(int attribute)
{
	return attribute == ATTRIBUTE_OPEN    ? STATE_SIGNED
	       : attribute == ATTRIBUTE_CLOSED ? STATE_WITHHELD
					       : STATE_ON_REQUEST;
}

static void sign(struct m_item *i, int tier, struct m_pass by, int64_t at)
{
	static const int next[4] = {0, STATE_TIER2, STATE_TIER3, 0};
	struct m_rev *r = &i->rev[i->now];
	i->pass[tier] = by;
	if (tier == 3)
		r->signed_at = at;
	i->state = tier < 3 ? next[tier] : decided(r->text.attribute);
}

static const int tier_states[4] = {STATE_RETURNED, STATE_TIER1, STATE_TIER2, STATE_TIER3};

static void review(struct m_item *i, const struct op *op, int64_t at, int principal)
{
	int tier = m_tier(i->state);
	switch (op->kind) {
	case DO_SUBMIT:
		act(i, LAST_SUBMIT, op->who, 0);
		forget(i, 1);
		i->state = STATE_TIER1;
		break;
	case DO_RECALL:
		act(i, LAST_OTHER, op->who, 0);
		forget(i, 1);
		i->state = STATE_DRAFT;
		break;
	case DO_REDRAFT:
		act(i, LAST_OTHER, op->who, 0);
		forget(i, 1);
		i->state = STATE_RETURNED;
		break;
	case DO_VOID:
		act(i, LAST_OTHER, op->who, 0);
		i->state = STATE_VOID;
		if (i->errata) {
			i->errata = false;
			i->now = i->live;
			i->state = i->public_state;
		}
		break;
	case DO_ERRATA:
		act(i, LAST_OTHER, op->who, 0);
		forget(i, 1);
		i->errata = true;
		i->state = STATE_DRAFT;
		break;
	case DO_PASS:
		act(i, LAST_PASS, op->who, principal);
		sign(i, tier, (struct m_pass){op->who, principal}, at);
		break;
	case DO_RETURN:
		act(i, LAST_RETURN, op->who, principal);
		assert_true(i->backs < M_BACKS);
		i->back[i->backs++] = (struct m_back){day_at(at), (int)op->b};
		forget(i, (int)op->a);
		i->state = tier_states[op->a];
		i->paper = false;
		break;
	case DO_WITHDRAW: {
		int state = i->before_state;
		bool unseen = i->before_unseen;
		struct m_pass pass[4];
		memcpy(pass, i->before, sizeof pass);
		act(i, LAST_OTHER, op->who, 0);
		i->state = state;
		i->unseen = unseen;
		memcpy(i->pass, pass, sizeof pass);
		break;
	}
	case DO_REFER:
		act(i, LAST_OTHER, op->who, principal);
		i->refer_tier = tier;
		i->state = STATE_REFERRED;
		i->paper = false;
		break;
	case DO_REFER_DONE:
		act(i, LAST_OTHER, op->who, 0);
		i->state = op->a ? tier_states[i->refer_tier] : STATE_RETURNED;
		if (!op->a)
			forget(i, 1);
		break;
	case DO_PAPER:
		act(i, LAST_OTHER, op->who, 0);
		i->paper = true;
		i->paper_officer = op->who;
		i->paper_leader = (int)op->a;
		break;
	case DO_PAPER_CONFIRM:
		act(i, LAST_OTHER, op->who, 0);
		i->paper = false;
		if (op->a)
			sign(i, 3, (struct m_pass){i->paper_leader, 0}, at);
		break;
	default:
		break;
	}
}

/* ---- publishing ---- */

/* A 勘误 that was going on ends: the item is what was published. */
static void end_errata(struct m_item *i)
{
	if (!i->errata)
		return;
	i->errata = i->paper = false;
	i->now = i->live;
	forget(i, 1);
}

static void release(struct model *m, struct m_item *i, int id, const struct op *op, int64_t at)
{
	struct m_rev *r = &i->rev[i->now];
	act(i, LAST_OTHER, op->who, 0);
	switch (op->kind) {
	case DO_REPORT:
		r->channel[op->a] = RELEASE_REPORTED;
		break;
	case DO_BOUNCE:
		r->channel[op->a] = RELEASE_BOUNCED;
		break;
	case DO_ONLINE: {
		bool first = i->state == STATE_SIGNED;
		r->channel[op->a] = RELEASE_ONLINE;
		r->online = true;
		i->state = i->public_state = STATE_PUBLISHED;
		i->errata = false;
		i->live = i->now;
		if (!i->online_at)
			i->online_at = op->b;
		struct m_item *old = &m->item[i->supersedes];
		if (first && i->supersedes &&
		        (old->state == STATE_PUBLISHED || old->state == STATE_MIGRATED ||
		                old->state == STATE_EMERGENCY || old->errata)) {
			act(old, LAST_OTHER, op->who, 0);
			end_errata(old);
			old->state = STATE_SUPERSEDED;
			old->superseded_by = id;
			old->ver++;
			old->acts++;
			m->releases++;
		}
		break;
	}
	case DO_DOWN:
		end_errata(i);
		i->state = STATE_DOWN;
		break;
	case DO_EMERGENCY:
		end_errata(i);
		i->state = STATE_EMERGENCY;
		i->emergency = (struct m_vote){op->who, at};
		memset(i->vote, 0, sizeof i->vote);
		break;
	case DO_FOLLOW_UP: {
		struct m_vote *side = &i->vote[op->a ? 1 : 0];
		if (side->officer)
			i->state = op->a ? STATE_DOWN : i->public_state;
		else
			*side = (struct m_vote){op->who, at};
		break;
	}
	default:
		break;
	}
}

static void migrate(struct model *m, const struct op *op)
{
	struct m_batch *b = &m->batch[++m->batches];
	*b = (struct m_batch){.first = m->items + 1, .n = (int)op->a};
	for (int k = 0; k < op->a; k++) {
		struct m_item *i = &m->item[++m->items];
		memset(i, 0, sizeof *i);
		snprintf(i->number, sizeof i->number, "迁2026-%04d", m->next_migrated++);
		i->state = i->public_state = STATE_MIGRATED;
		i->office = m->person[op->who].office;
		i->class = CLASS_PAPER;
		i->catalog = 2; /* what act.c names */
		i->category = 3;
		i->channels = 2;
		i->origin = 1;
		i->batch = m->batches;
		i->online_at = day_start((int32_t)op->b);
		i->ver = 1;
		i->acts = 1;
		i->texts = true;
		struct m_text t = {
		        .words = op->text.words + (uint32_t)k, .attribute = ATTRIBUTE_OPEN, .formed = DAY_NONE};
		new_revision(m, i, &t, op->who, op->who);
		m->releases++;
	}
}

/* ---- restoring ---- */

/* Who he was in the copy; 0: he was not there. */
static int same_person(const struct model *copy, int serial)
{
	for (int p = 1; serial && p <= copy->people; p++)
		if (copy->person[p].serial == serial)
			return p;
	return 0;
}

static int office_in(struct model *m, const struct model *now, int office)
{
	for (int o = 1; o <= m->offices; o++)
		if (m->office_serial[o] == now->office_serial[office]) {
			m->office[o] = m->office[o] || now->office[office];
			return o;
		}
	assert_true(m->offices + 1 < M_OFFICES);
	m->office_serial[++m->offices] = now->office_serial[office];
	m->office[m->offices] = now->office[office];
	return m->offices;
}

/* Records go back; rights stay as they are: who left has left, what was taken away is not given back, and of another
 * line of history nobody holds anything. */
static void people_as_now(struct model *m, const struct model *now, const struct model *copy, int64_t at)
{
	for (int p = 1; p <= m->people; p++)
		if (!same_person(now, m->person[p].serial)) {
			if (m->person[p].active)
				m->person[p].left = day_at(at);
			m->person[p].active = false;
		}
	for (int p = 1; p <= now->people; p++) {
		int q = same_person(copy, now->person[p].serial);
		if (!q)
			q = p > m->people ? p : m->people + 1;
		if (q > m->people)
			m->people = q;
		int office = office_in(m, now, now->person[p].office);
		m->person[q] = now->person[p];
		m->person[q].office = office;
	}
	for (int k = 1; k <= m->seats; k++) {
		struct m_seat *s = &m->seat[k];
		const struct m_seat *n = &now->seat[k];
		bool same = k <= now->seats && n->tier == s->tier && n->class == s->class && n->from == s->from &&
		            now->person[n->officer].serial == m->person[s->officer].serial &&
		            (s->office ? n->office && now->office_serial[n->office] == m->office_serial[s->office]
		                       : !n->office);
		if (!s->to)
			s->to = same ? n->to : at;
	}
	for (int k = 1; k <= m->lent; k++) {
		struct m_lent *g = &m->lend[k];
		const struct m_lent *n = &now->lend[k];
		bool same = k <= now->lent && n->from == g->from && n->to == g->to && n->entered == g->entered &&
			    now->person[n->principal].serial == m->person[g->principal].serial &&
			    now->person[n->delegate].serial == m->person[g->delegate].serial;
		if (!g->revoked)
			g->revoked = same ? n->revoked : at;
	}
}

static void erase(struct m_item *i)
{
	i->touched = i->touched || i->state == STATE_RETURNED;
	i->erased = true;
	i->texts = false;
	i->ver++;
}

/* Its texts go, wherever they come from; what is not there is kept in mind for the next copy. */
static void erase_number(struct model *m, const char *number, int asked, int64_t at)
{
	for (int j = 1; j <= m->items; j++)
		if (!strcmp(m->item[j].number, number)) {
			if (!m->item[j].texts)
				return;
			erase(&m->item[j]);
			m->erasure[++m->erasures] = (struct m_erasure){j, asked, 1, at, ABOUT_ITEM};
			return;
		}
	for (int j = 1; j <= m->requests; j++)
		if (!strcmp(m->request[j].number, number)) {
			if (!m->request[j].texts)
				return;
			model_request_erase(&m->request[j]);
			m->erasure[++m->erasures] = (struct m_erasure){j, asked, 1, at, ABOUT_REQUEST};
			return;
		}
	int ticket = model_ticket_named(m, number);
	if (ticket) {
		if (!m->ticket[ticket].texts)
			return;
		model_ticket_erase(&m->ticket[ticket]);
		m->erasure[++m->erasures] = (struct m_erasure){ticket, asked, 1, at, ABOUT_TICKET};
		return;
	}
	for (int k = 0; k < m->gones; k++)
		if (!strcmp(m->gone[k], number))
			return;
	snprintf(m->gone[m->gones++], sizeof m->gone[0], "%s", number);
}

/* Who left is on duty no more from that day on. */
static void off_duty(struct model *m)
{
	for (int k = 0; k < M_DAYS; k++) {
		int *who[] = {&m->duty[k].officer, &m->duty[k].leader};
		for (int i = 0; i < 2; i++)
			if (*who[i] && !m->person[*who[i]].active && m->first_day + k >= m->person[*who[i]].left)
				*who[i] = 0;
	}
}

static const char *number_of(const struct model *m, const struct m_erasure *x)
{
	return x->about == ABOUT_TICKET    ? m->ticket[x->item].number
	       : x->about == ABOUT_REQUEST ? m->request[x->item].number
					   : m->item[x->item].number;
}

static void restore(struct model *m, const struct model *copy, int64_t at)
{
	static struct model now;
	now = *m;
	*m = *copy;
	m->seq = copy->seq;
	m->restores = now.restores + 1;
	m->paper_sign = now.paper_sign;
	if (m->next < now.next)
		m->next = now.next;
	if (m->next_migrated < now.next_migrated)
		m->next_migrated = now.next_migrated;
	if (m->next_ticket < now.next_ticket)
		m->next_ticket = now.next_ticket;
	if (m->next_request < now.next_request)
		m->next_request = now.next_request;
	if (m->next_task < now.next_task)
		m->next_task = now.next_task;
	people_as_now(m, &now, copy, at);
	off_duty(m);
	m->gones = 0;
	for (int k = 1; k <= now.erasures; k++) {
		const struct m_erasure *x = &now.erasure[k];
		if (x->decided == 1)
			erase_number(m, number_of(&now, x), same_person(m, now.person[x->officer].serial), at);
	}
	for (int k = 0; k < now.gones; k++)
		erase_number(m, now.gone[k], 0, at);
	for (int k = 0; k < copy->gones; k++)
		erase_number(m, copy->gone[k], 0, at);
}

/* Something was written that an erasure would have to remove. */
static bool says_something(const struct op *op)
{
	switch (op->kind) {
	case DO_PASS:
		return op->d != 0;
	case DO_PAPER_CONFIRM:
		return op->c != 0;
	case DO_EDIT:
	case DO_CORRECT:
	case DO_VOID:
	case DO_REDRAFT:
	case DO_RETURN:
	case DO_REFER:
	case DO_REFER_DONE:
	case DO_PAPER:
	case DO_BOUNCE:
	case DO_DOWN:
	case DO_EMERGENCY:
	case DO_FOLLOW_UP:
		return true;
	default:
		return false;
	}
}

/* ---- people ---- */

/* a: from that day on b are off; c: so are those that make the next year known */
static void calendar(struct model *m, const struct op *op)
{
	const int32_t next = day_of(day_year(m->first_day) + 1, 1, 1), october = day_of(day_year(next), 10, 1);
	for (int32_t day = m->first_day; day < (op->c ? m->first_day + M_DAYS : next); day++)
		m->works[day - m->first_day] = m->first_works[day - m->first_day];
	for (int k = 0; k < 3 && op->c; k++)
		m->works[next + k - m->first_day] = m->works[october + k - m->first_day] = false;
	for (int64_t day = op->a; day < op->a + op->b; day++)
		m->works[day - m->first_day] = false;
	if (op->c)
		m->last_known = day_of(day_year(next), 12, 31);
	model_tickets_due(m);
	model_requests_due(m);
}

static void people(struct model *m, const struct op *op, int64_t at)
{
	static int serial = 1000;
	switch (op->kind) {
	case DO_SEAT_GRANT:
		m->seat[++m->seats] = (struct m_seat){(int)op->a, (int)op->b, (int)op->c, (int)op->d, at, 0};
		break;
	case DO_SEAT_END:
		m->seat[op->a].to = at;
		break;
	case DO_DELEGATE:
		m->lend[++m->lent] = (struct m_lent){(int)op->a, (int)op->b, (int32_t)op->c, (int32_t)op->d, at, 0};
		break;
	case DO_DELEGATE_END:
		m->lend[op->a].revoked = at;
		break;
	case DO_DUTY:
		for (int64_t day = op->a; day <= op->b; day++)
			m->duty[day - m->first_day] = (struct m_duty){(int)op->c, (int)op->d};
		break;
	case DO_OFFICER_ADD:
		assert_true(m->people + 1 < M_PEOPLE);
		m->person[++m->people] = (struct m_person){true, (unsigned)op->b, (int)op->c, ++serial, 0};
		break;
	case DO_OFFICER_EDIT:
		m->person[op->a].roles = (unsigned)op->b;
		m->person[op->a].office = (int)op->c;
		break;
	case DO_OFFICER_LEAVE:
		m->person[op->a].active = false;
		m->person[op->a].left = day_at(at);
		off_duty(m);
		for (int k = 1; k <= m->seats; k++)
			if (m->seat[k].officer == op->a && !m->seat[k].to)
				m->seat[k].to = at;
		for (int k = 1; k <= m->lent; k++) {
			struct m_lent *g = &m->lend[k];
			if ((g->principal == op->a || g->delegate == op->a) && !g->revoked && g->to >= day_at(at))
				g->revoked = at;
		}
		break;
	case DO_OFFICE_ADD:
		assert_true(m->offices + 1 < M_OFFICES);
		m->office[++m->offices] = true;
		m->office_serial[m->offices] = ++serial;
		break;
	case DO_OFFICE_EDIT:
		m->office[op->a] = op->b != 0;
		break;
	case DO_CALENDAR:
		calendar(m, op);
		break;
	case DO_CHANNEL:
		if (!op->a)
			m->channels++;
		m->channel[op->a ? op->a : m->channels] = op->b != 0;
		break;
	case DO_SETTING:
		m->paper_sign = op->b != 0;
		break;
	default:
		break;
	}
}

void model_apply(struct model *m, const struct op *op, const struct model *copy, int principal)
{
	int64_t at = op->now > m->last_at || op->kind == DO_CLOCK ? op->now : m->last_at;
	const enum m_about about = op_about[op->kind];
	struct m_item *i = about == ABOUT_ITEM ? &m->item[op->item] : NULL;
	if (op->kind == DO_PACKAGE) /* a question, no act */
		return;
	if (i && says_something(op))
		i->texts = true;
	if (about == ABOUT_TICKETS || about == ABOUT_TICKET) {
		model_ticket_apply(m, op, at);
	} else if (about == ABOUT_REQUESTS || about == ABOUT_REQUEST) {
		model_request_apply(m, op, at);
	} else if (about == ABOUT_TASKS || about == ABOUT_TASK) {
		if (!model_task_apply(m, op, at))
			return;
	} else if (op->kind == DO_RESTORE) {
		restore(m, copy, at);
	} else if (i && op->kind <= DO_PAPER_CONFIRM) {
		if (op->kind == DO_EDIT) {
			edit(m, i, op);
		} else if (op->kind == DO_CORRECT) {
			correct(m, i, op);
		} else {
			review(i, op, at, principal);
			i->acts++;
			m->reviews++;
		}
		i->ver++;
	} else if (i && op->kind <= DO_FOLLOW_UP) {
		release(m, i, op->item, op, at);
		i->acts++;
		i->ver++;
		m->releases++;
	} else if (op->kind == DO_ERASE_ASK) {
		m->erasure[++m->erasures] = (struct m_erasure){op->item, op->who, 0, at, ABOUT_ITEM};
	} else if (op->kind == DO_ERASE_DECIDE) {
		m->erasure[op->a].decided = op->b ? 1 : 2;
		if (op->b)
			erase(i);
	} else if (op->kind == DO_CREATE) {
		create(m, op);
	} else if (op->kind == DO_IMPORT) {
		migrate(m, op);
	} else if (op->kind == DO_UNDO) {
		m->batch[op->a].undone = true;
		for (int k = 0; k < m->batch[op->a].n; k++) {
			i = &m->item[m->batch[op->a].first + k];
			i->state = STATE_VOID;
			i->ver++;
			i->acts++;
			m->releases++;
		}
	} else {
		people(m, op, at);
	}
	m->seq++;
	m->last_at = at;
}
