/* model.c - must this be accepted?  One function an act, each the sentence of the rule it comes from. */
#include "tests/model/model_inside.h"

#include <stddef.h>
#include <string.h>

#include "store/base/date.h"
#include "store/rule/permit/permit.h"

const char *const op_name[DO_COUNT] = {
#define OP(NAME, about, reads, action) #NAME,
#include "tests/model/op.def"
};
const enum m_about op_about[DO_COUNT] = {
#define OP(NAME, about, reads, action) ABOUT_##about,
#include "tests/model/op.def"
};
#define READ true
#define ANY false
const bool op_reads[DO_COUNT] = {
#define OP(NAME, about, reads, action) reads,
#include "tests/model/op.def"
};

bool no(struct look *l, const char *why)
{
	l->why = why;
	return false;
}

bool role(const struct look *l, unsigned roles)
{
	return (l->p->roles & roles) != 0;
}

static bool in(const struct look *l, unsigned states)
{
	return (states >> l->i->state & 1) != 0;
}
#define S(NAME) (1u << STATE_##NAME)
#define IN_TIER (S(TIER1) | S(TIER2) | S(TIER3))

int64_t model_ver(const struct model *m, enum m_about about, int id)
{
	int64_t ver = about == ABOUT_ITEM     ? m->item[id].ver
		      : about == ABOUT_TICKET  ? m->ticket[id].ver
		      : about == ABOUT_REQUEST ? m->request[id].ver
					       : m->task[id].ver;
	return ver + ((int64_t)m->restores << 32);
}

int model_state(const struct model *m, enum m_about about, int id)
{
	return about == ABOUT_ITEM      ? m->item[id].state
	       : about == ABOUT_TICKET  ? m->ticket[id].state
	       : about == ABOUT_REQUEST ? m->request[id].state
	       : about == ABOUT_TASK    ? m->task[id].state
					: 0;
}

int model_count(const struct model *m, enum m_about about)
{
	return about == ABOUT_ITEM      ? m->items
	       : about == ABOUT_TICKET  ? m->tickets
	       : about == ABOUT_REQUEST ? m->requests
	       : about == ABOUT_TASK    ? m->tasks
					: 0;
}

int model_erasure_open(const struct model *m, enum m_about about, int id)
{
	for (int k = m->erasures; k >= 1; k--)
		if (m->erasure[k].about == about && m->erasure[k].item == id && !m->erasure[k].decided)
			return k;
	return 0;
}

/* A clerk changes what is his own or his office's; 办公室 sees to all. */
static bool clerk_of_it(struct look *l)
{
	const struct m_rev *r = &l->i->rev[l->i->now];
	bool own = r->drafter == l->op->who || r->recorder == l->op->who;
	if (!role(l, ROLE_CLERK))
		return no(l, "no clerk");
	return own || l->i->office == l->p->office || role(l, ROLE_OFFICE) || no(l, "another office");
}

/* ---- drafting ---- */

static bool text_good(struct look *l)
{
	const struct m_text *t = &l->op->text;
	if (t->untitled)
		return no(l, "no title");
	if (t->attribute < 1 || t->attribute > 3)
		return no(l, "no attribute");
	if (t->attribute == ATTRIBUTE_OPEN && t->withhold)
		return no(l, "open with a reason");
	return t->formed == DAY_NONE || t->formed <= day_at(l->at) || no(l, "formed in the future");
}

/* self: the item that is edited, 0 a new one.  What it has already it may keep. */
static bool reg_good(struct look *l, int self)
{
	const struct m_reg *r = &l->op->reg;
	const struct model *m = l->m;
	const struct m_item *has = self ? &m->item[self] : NULL;
	if (r->class < 1 || r->class > 2)
		return no(l, "no class");
	if (!(has && has->office == r->office) && (r->office < 1 || r->office > m->offices || !m->office[r->office]))
		return no(l, "no office");
	if (r->catalog > 20 || r->category > 4)
		return no(l, "no catalog or category");
	for (int c = 1; c < 31; c++)
		if (r->channels >> c & 1 && c > m->channels)
			return no(l, "no channel");
	if (r->drafter && !(has && has->rev[has->now].drafter == r->drafter) &&
		(r->drafter > m->people || !m->person[r->drafter].active))
		return no(l, "the drafter left");
	if (!r->supersedes || (has && has->supersedes == r->supersedes))
		return true;
	if (r->supersedes == self || r->supersedes > m->items)
		return no(l, "supersedes what");
	int s = m->item[r->supersedes].state;
	return s == STATE_PUBLISHED || s == STATE_MIGRATED || no(l, "supersedes what");
}

static bool create(struct look *l)
{
	return (role(l, ROLE_CLERK) || no(l, "no clerk")) && text_good(l) && reg_good(l, 0);
}

static bool edit(struct look *l)
{
	if (!in(l, S(DRAFT) | S(RETURNED)))
		return no(l, "state");
	return clerk_of_it(l) && (!l->i->erased || no(l, "erased")) && text_good(l) &&
	       (!l->op->with_reg || reg_good(l, l->op->item));
}

static bool submit(struct look *l)
{
	const struct m_item *i = l->i;
	const struct m_text *t = &i->rev[i->now].text;
	if (!in(l, S(DRAFT) | S(RETURNED)))
		return no(l, "state");
	if (!clerk_of_it(l))
		return false;
	if (i->erased)
		return no(l, "erased");
	if (t->empty && !t->file)
		return no(l, "nothing to read");
	if (t->formed == DAY_NONE || !i->category)
		return no(l, "incomplete");
	if (t->attribute == ATTRIBUTE_OPEN ? !i->catalog || !i->channels : !t->withhold || !t->article)
		return no(l, "incomplete for its attribute");
	if (i->errata && i->now == i->live)
		return no(l, "nothing corrected");
	if (i->errata && t->attribute != ATTRIBUTE_OPEN)
		return no(l, "it would stay online");
	return m_feasible(l->m, i, l->at) || no(l, "nobody can sign");
}

static bool recall(struct look *l)
{
	const struct m_rev *r = &l->i->rev[l->i->now];
	if (!in(l, S(TIER1)))
		return no(l, "state");
	if (r->drafter != l->op->who && r->recorder != l->op->who)
		return no(l, "not the author");
	return l->i->unseen || no(l, "too late");
}

static bool correct(struct look *l)
{
	const struct op *op = l->op;
	int v = (int)op->b;
	if (l->i->state == STATE_VOID)
		return no(l, "state");
	if (!role(l, ROLE_CLERK | ROLE_OFFICE))
		return no(l, "neither clerk nor 办公室");
	const struct m_rev *r = &l->i->rev[l->i->now];
	if (!role(l, ROLE_OFFICE) && r->drafter != op->who && r->recorder != op->who &&
		l->i->office != l->p->office)
		return no(l, "another office");
	if (!op->c)
		return no(l, "no reason");
	bool deciding = op->a == 0 || op->a == 3;
	if (deciding && in(l, IN_TIER | S(REFERRED)))
		return no(l, "who signs must not change while they sign");
	if (deciding && in(l, S(SIGNED)))
		return no(l, "three have signed for that office and class");
	switch (op->a) {
	case 0:
		return (v >= 1 && v <= l->m->offices && l->m->office[v]) || no(l, "no office");
	case 1:
		return (v >= 1 && v <= 20) || no(l, "no catalog");
	case 2:
		return (v >= 1 && v <= 4) || no(l, "no category");
	case 3:
		return v == 1 || v == 2 || no(l, "no class");
	case 4:
		return !l->i->erased || no(l, "erased");
	case 5:
		return v >> (l->m->channels + 1) == 0 || no(l, "no channel");
	default:
		return no(l, "signed, not registered");
	}
}

/* ---- signing ---- */

/* Who signs or judges, for himself or for another, wrote nothing of it: neither of the two. */
static int judges(const struct model *m, const struct m_item *i, int who, int64_t at, int out[M_WAYS])
{
	int ways[M_WAYS], n = 0, tier = m_tier(i->state);
	int all = tier ? m_ways(m, who, tier, i->office, i->class, at, ways) : 0;
	for (int w = 0; w < all; w++)
		if (!m_author(i, who) && !m_author(i, ways[w]))
			out[n++] = ways[w];
	return n;
}

static bool passed(const struct m_item *i, int tier, int who)
{
	for (int t = 1; who && t <= 3; t++)
		if (t != tier && i->pass[t].officer &&
			(i->pass[t].officer == who || i->pass[t].principal == who))
			return true;
	return false;
}

static int sign_ways(const struct model *m, const struct m_item *i, int who, int64_t at, int out[M_WAYS])
{
	int ways[M_WAYS], n = 0, tier = m_tier(i->state);
	int all = judges(m, i, who, at, ways);
	for (int w = 0; w < all; w++)
		if (!passed(i, tier, who) && !passed(i, tier, ways[w]))
			out[n++] = ways[w];
	return n;
}

int model_sign_ways(const struct model *m, const struct m_item *i, int who, int out[M_WAYS])
{
	return sign_ways(m, i, who, m->last_at, out);
}

static bool reviewer(struct look *l)
{
	int out[M_WAYS];
	if (!in(l, IN_TIER))
		return no(l, "state");
	return judges(l->m, l->i, l->op->who, l->at, out) > 0 || no(l, "no seat, or an author");
}

static bool pass(struct look *l)
{
	int out[M_WAYS];
	if (!reviewer(l))
		return false;
	if (!sign_ways(l->m, l->i, l->op->who, l->at, out))
		return no(l, "signed another tier");
	if (l->i->erased)
		return no(l, "erased");
	/* that another text was seen is said first */
	return !l->i->paper || l->op->c || no(l, "a paper waits");
}

static bool give_back(struct look *l)
{
	const struct op *op = l->op;
	if (!reviewer(l))
		return false;
	if (!op->c || op->b < 1 || op->b > 17)
		return no(l, "no reason");
	return (op->a >= 0 && op->a < m_tier(l->i->state)) || no(l, "where to");
}

static bool withdraw(struct look *l)
{
	const struct m_item *i = l->i;
	if (role(l, ROLE_ADMIN))
		return no(l, "an administrator");
	if (!in(l, S(TIER1) | S(TIER2) | S(TIER3) | S(SIGNED) | S(RETURNED) | S(WITHHELD) | S(ON_REQUEST)))
		return no(l, "state");
	if (i->last != LAST_PASS && i->last != LAST_RETURN)
		return no(l, "something else was done since");
	if (i->last_rev != i->now)
		return no(l, "written anew since");
	if (i->touched)
		return no(l, "others would sign it now");
	return i->last_by.officer == l->op->who || i->last_by.principal == l->op->who ||
	       no(l, "another's opinion");
}

static bool refer_done(struct look *l)
{
	int ways[M_WAYS];
	if (!in(l, S(REFERRED)))
		return no(l, "state");
	int n = m_ways(l->m, l->op->who, 0, -1, 0, l->at, ways);
	bool clean = false;
	for (int w = 0; w < n; w++)
		clean = clean || !m_author(l->i, ways[w]);
	if (!clean || m_author(l->i, l->op->who))
		return no(l, "no seat, or an author");
	return l->op->c || no(l, "no opinion");
}

/* A signature on paper is the leader's own: he holds the seat, wrote nothing, signed nothing else of it. */
static bool leader(struct look *l, int who)
{
	int ways[M_WAYS];
	int n = m_ways(l->m, who, 3, l->i->office, l->i->class, l->at, ways);
	bool own = false;
	for (int w = 0; w < n; w++)
		own = own || !ways[w];
	if (!own)
		return no(l, "the leader has no seat");
	return (!m_author(l->i, who) && !passed(l->i, 3, who)) || no(l, "the leader wrote or signed");
}

static bool paper(struct look *l)
{
	if (!in(l, S(TIER3)))
		return no(l, "state");
	if (!role(l, ROLE_CLERK | ROLE_OFFICE) || role(l, ROLE_ADMIN))
		return no(l, "neither clerk nor 办公室");
	if (!l->m->paper_sign)
		return no(l, "no paper here");
	if (l->i->erased)
		return no(l, "erased");
	if (l->i->paper)
		return no(l, "a paper waits");
	return leader(l, (int)l->op->a) && (l->op->b || no(l, "another text"));
}

static bool paper_confirm(struct look *l)
{
	const struct m_item *i = l->i;
	int who = l->op->who, ways[M_WAYS] = {0}, n = 1;
	if (!in(l, S(TIER3)))
		return no(l, "state");
	if (role(l, ROLE_ADMIN))
		return no(l, "an administrator");
	if (!role(l, ROLE_CLERK | ROLE_OFFICE))
		n = m_ways(l->m, who, 0, -1, 0, l->at, ways);
	bool clean = false;
	for (int w = 0; w < n; w++)
		clean = clean || (!m_author(i, ways[w]) &&
					 (!ways[w] || (ways[w] != i->paper_officer && ways[w] != i->paper_leader)));
	if (!clean || m_author(i, who))
		return no(l, "no right, or an author");
	if (!i->paper || (l->op->a && !l->m->paper_sign))
		return no(l, "no paper");
	if (i->paper_officer == who || i->paper_leader == who)
		return no(l, "his own paper");
	if (!l->op->a)
		return l->op->c || no(l, "no opinion");
	return (!i->erased || no(l, "erased")) && leader(l, i->paper_leader);
}

/* ---- publishing ---- */

static bool on_channel(struct look *l)
{
	int64_t c = l->op->a;
	if (!in(l, S(SIGNED) | S(PUBLISHED)))
		return no(l, "state");
	if (!role(l, ROLE_PUBLISH))
		return no(l, "no publisher");
	return (c >= 1 && c <= l->m->channels && l->m->channel[c]) || no(l, "no channel");
}

static int last_there(const struct look *l)
{
	return l->i->rev[l->i->now].channel[l->op->a];
}

static bool report(struct look *l)
{
	if (!on_channel(l))
		return false;
	int last = last_there(l);
	if (l->i->erased)
		return no(l, "erased");
	return (last != RELEASE_REPORTED && last != RELEASE_ONLINE) || no(l, "reported already");
}

static bool bounce(struct look *l)
{
	return on_channel(l) && (last_there(l) == RELEASE_REPORTED || no(l, "not reported")) &&
	       (l->op->c || no(l, "no reason"));
}

static bool online(struct look *l)
{
	const struct m_rev *r = &l->i->rev[l->i->now];
	if (!on_channel(l))
		return false;
	if (l->i->erased)
		return no(l, "erased");
	if (l->op->b > l->at + 60 || l->op->b < r->signed_at - r->signed_at % 60)
		return no(l, "at no possible time");
	return last_there(l) != RELEASE_ONLINE || no(l, "online already");
}

/* Of an item under 勘误 the last text can still be read. */
static bool readable(const struct look *l)
{
	return in(l, S(PUBLISHED) | S(MIGRATED)) || l->i->errata;
}

static bool down(struct look *l)
{
	int ways[M_WAYS];
	if (!readable(l))
		return no(l, "state");
	if (!m_ways(l->m, l->op->who, 3, l->i->office, l->i->class, l->at, ways))
		return no(l, "no seat of tier 3");
	return l->op->c || no(l, "no reason");
}

static bool emergency(struct look *l)
{
	if (!readable(l))
		return no(l, "state");
	if (!role(l, ROLE_CLERK | ROLE_OFFICE | ROLE_PUBLISH) && !m_sits(l->m, l->op->who, l->at))
		return no(l, "no right");
	return l->op->c || no(l, "no reason");
}

/* One began it; two others end it.  An act for another counts as both. */
static bool follow_up(struct look *l)
{
	const struct m_item *i = l->i;
	struct m_act a[4] = {{0}};
	int n = 0;
	if (!in(l, S(EMERGENCY)))
		return no(l, "state");
	a[n].who = l->op->who;
	a[n].n = m_ways(l->m, l->op->who, 0, -1, 0, l->at, a[n].way);
	if (!a[n++].n)
		return no(l, "no seat");
	const struct m_vote *before[3] = {&i->emergency, &i->vote[0], &i->vote[1]};
	for (int k = 0; k < 3; k++) {
		int who = before[k]->officer;
		if (!who)
			continue;
		a[n].who = who;
		bool by_role = k == 0 && l->m->person[who].roles & (ROLE_CLERK | ROLE_OFFICE | ROLE_PUBLISH);
		a[n].n = by_role ? 1 : m_ways_then(l->m, who, before[k]->at, a[n].way);
		if (by_role)
			a[n].way[0] = 0;
		n++;
	}
	return m_apart(a, n) || no(l, "not three different people");
}

static bool package(struct look *l)
{
	return in(l, S(SIGNED) | S(PUBLISHED)) || no(l, "state");
}

/* ---- erasing ---- */

bool judge_erase_ask(struct look *l, bool texts)
{
	if (!role(l, ROLE_CLERK | ROLE_OFFICE) && !m_sits(l->m, l->op->who, l->at))
		return no(l, "no right");
	if (l->op->a < 1 || l->op->a > 2 || !l->op->c)
		return no(l, "no reason");
	if (model_erasure_open(l->m, op_about[l->op->kind], l->op->item))
		return no(l, "asked already");
	return texts || no(l, "nothing left");
}

bool judge_erase_decide(struct look *l)
{
	const struct model *m = l->m;
	struct m_act a[2] = {{0}};
	if (l->op->a < 1 || l->op->a > m->erasures || m->erasure[l->op->a].about != op_about[l->op->kind])
		return no(l, "no such erasure");
	const struct m_erasure *x = &m->erasure[l->op->a];
	if (x->decided)
		return no(l, "decided already");
	a[0].who = l->op->who;
	if (role(l, ROLE_OFFICE))
		a[0].n = 1;
	else
		a[0].n = m_ways(m, l->op->who, 0, -1, 0, l->at, a[0].way);
	if (!a[0].n)
		return no(l, "no right");
	a[1].who = x->officer;
	a[1].n = 1;
	if (!(m->person[x->officer].roles & (ROLE_CLERK | ROLE_OFFICE)))
		a[1].n = m_ways_then(m, x->officer, x->at, a[1].way);
	return m_apart(a, 2) || no(l, "not two different people");
}

/* ---- the judgement ---- */

static bool about_item(struct look *l)
{
	switch (l->op->kind) {
	case DO_EDIT:
		return edit(l);
	case DO_SUBMIT:
		return submit(l);
	case DO_RECALL:
		return recall(l);
	case DO_VOID:
		return (in(l, S(DRAFT) | S(RETURNED)) || no(l, "state")) && clerk_of_it(l);
	case DO_ERRATA:
		return (in(l, S(PUBLISHED)) || no(l, "state")) && clerk_of_it(l) &&
		       (!l->i->erased || no(l, "erased"));
	case DO_REDRAFT:
		return (in(l, S(SIGNED)) || no(l, "state")) && clerk_of_it(l) &&
		       (!l->i->rev[l->i->now].online || no(l, "it is online"));
	case DO_CORRECT:
		return correct(l);
	case DO_PASS:
		return pass(l);
	case DO_RETURN:
		return give_back(l);
	case DO_WITHDRAW:
		return withdraw(l);
	case DO_REFER:
		return reviewer(l) && (l->op->c || no(l, "no opinion"));
	case DO_REFER_DONE:
		return refer_done(l);
	case DO_PAPER:
		return paper(l);
	case DO_PAPER_CONFIRM:
		return paper_confirm(l);
	case DO_REPORT:
		return report(l);
	case DO_BOUNCE:
		return bounce(l);
	case DO_ONLINE:
		return online(l);
	case DO_DOWN:
		return down(l);
	case DO_EMERGENCY:
		return emergency(l);
	case DO_FOLLOW_UP:
		return follow_up(l);
	case DO_PACKAGE:
		return package(l);
	case DO_ERASE_ASK:
		return judge_erase_ask(l, l->i->texts);
	default:
		return judge_erase_decide(l);
	}
}

enum verdict model_judge(const struct model *m, const struct op *op, const char **why)
{
	static bool (*const judge[ABOUTS])(struct look *) = {
		[ABOUT_DESK] = judge_desk, [ABOUT_ITEMS] = create, [ABOUT_ITEM] = about_item, [ABOUT_TICKETS] = judge_tickets,
		[ABOUT_TICKET] = judge_ticket, [ABOUT_REQUESTS] = judge_requests, [ABOUT_REQUEST] = judge_request,
		[ABOUT_TASKS] = judge_tasks, [ABOUT_TASK] = judge_task,
	};
	struct look l = {.m = m, .op = op, .p = &m->person[op->who], .why = "",
		.at = op->now > m->last_at ? op->now : m->last_at};
	const enum m_about about = op_about[op->kind];
	bool good = l.p->active || no(&l, "he left");
	enum verdict v = V_NO;
	l.i = about == ABOUT_ITEM ? &m->item[op->item] : NULL;
	l.t = about == ABOUT_TICKET ? &m->ticket[op->item] : NULL;
	l.q = about == ABOUT_REQUEST ? &m->request[op->item] : NULL;
	l.k = about == ABOUT_TASK ? &m->task[op->item] : NULL;
	if (good && op->kind == DO_CLOCK) {
		good = judge_admin(&l) && (op->now < m->last_at - 5 || no(&l, "the clock is right"));
	} else if (good && op->now < m->last_at - 5 && op->kind != DO_PACKAGE) {
		good = no(&l, "the clock went back");
	} else if (good && op_reads[op->kind] && op->ver != model_ver(m, about, op->item)) {
		good = no(&l, "stale");
		v = V_STALE;
	} else if (good) {
		good = judge[about](&l);
	}
	/* signed is what was seen */
	if (good && op->kind == DO_PASS && op->c) {
		good = no(&l, "another text was seen");
		v = V_STALE;
	}
	if (why)
		*why = l.why;
	return good ? V_YES : v;
}
