/* model_people.c - seats, delegations and authors of the model, in the plainest code there is. */
#include "tests/model/model.h"

#include <string.h>

#include "store/base/date.h"
#include "store/rule/permit/permit.h"

bool m_may_sign(const struct model *m, int who)
{
	return who > 0 && who <= m->people && m->person[who].active &&
	       !(m->person[who].roles & ROLE_ADMIN);
}

static bool covers(const struct m_seat *s, int tier, int office, int class)
{
	return (tier == 0 || s->tier == tier) && (office < 0 || !s->office || s->office == office) &&
	       (office < 0 || !s->class || s->class == class);
}

static bool sits(const struct model *m, int who, int tier, int office, int class, int64_t at)
{
	for (int k = 1; k <= m->seats; k++) {
		const struct m_seat *s = &m->seat[k];
		if (s->officer == who && covers(s, tier, office, class) && s->from <= at &&
			(!s->to || at < s->to))
			return true;
	}
	return false;
}

static int add(int out[M_WAYS], int n, int way)
{
	for (int k = 0; k < n; k++)
		if (out[k] == way)
			return n;
	if (n < M_WAYS)
		out[n++] = way;
	return n;
}

int m_ways(const struct model *m, int who, int tier, int office, int class, int64_t at, int out[M_WAYS])
{
	int n = 0;
	int32_t day = day_at(at);
	if (!m_may_sign(m, who))
		return 0;
	if (sits(m, who, tier, office, class, at))
		n = add(out, n, 0);
	for (int k = 1; k <= m->lent; k++) {
		const struct m_lent *l = &m->lend[k];
		if (l->delegate == who && l->principal != who && l->from <= day && day <= l->to &&
			(!l->revoked || at < l->revoked) && m_may_sign(m, l->principal) &&
			sits(m, l->principal, tier, office, class, at))
			n = add(out, n, l->principal);
	}
	return n;
}

bool m_sits(const struct model *m, int who, int64_t at)
{
	int out[M_WAYS];
	return m_ways(m, who, 0, -1, 0, at, out) > 0;
}

/* For an act that was allowed then: whatever he is today. */
int m_ways_then(const struct model *m, int who, int64_t at, int out[M_WAYS])
{
	int n = 0;
	int32_t day = day_at(at);
	for (int k = 1; k <= m->seats; k++) {
		const struct m_seat *s = &m->seat[k];
		if (s->from > at || (s->to && at > s->to))
			continue;
		if (s->officer == who)
			n = add(out, n, 0);
		for (int j = 1; j <= m->lent; j++) {
			const struct m_lent *l = &m->lend[j];
			if (l->delegate == who && l->principal == s->officer && l->from <= day &&
				day <= l->to && (!l->revoked || at <= l->revoked))
				n = add(out, n, l->principal);
		}
	}
	return n ? n : add(out, n, 0);
}

bool m_author(const struct m_item *i, int who)
{
	for (int k = 0; who && k < i->revs; k++)
		if ((k > i->live || k == i->now) &&
			(i->rev[k].drafter == who || i->rev[k].recorder == who))
			return true;
	return false;
}

int m_tier(int state)
{
	return state == STATE_TIER1 ? 1 : state == STATE_TIER2 ? 2 : state == STATE_TIER3 ? 3 : 0;
}

/* ---- different people ---- */

static bool place(const struct m_act *a, int n, int k, int used[], int used_n)
{
	if (k == n)
		return true;
	for (int w = 0; w < a[k].n; w++) {
		int ids[2] = {a[k].who, a[k].way[w]};
		bool free = true;
		for (int u = 0; u < used_n; u++)
			free = free && used[u] != ids[0] && (!ids[1] || used[u] != ids[1]);
		if (!free)
			continue;
		int more = used_n;
		used[more++] = ids[0];
		if (ids[1])
			used[more++] = ids[1];
		if (place(a, n, k + 1, used, more))
			return true;
	}
	return false;
}

bool m_apart(const struct m_act *a, int n)
{
	int used[32];
	return place(a, n, 0, used, 0);
}

/* Who may sign in the tier, with those for whom he may. */
static int signers(const struct model *m, const struct m_item *i, int tier, int64_t at, struct m_act *out)
{
	int n = 0;
	for (int p = 1; p <= m->people; p++) {
		int ways[M_WAYS], all = m_author(i, p) ? 0 : m_ways(m, p, tier, i->office, i->class, at, ways);
		struct m_act a = {.who = p};
		for (int w = 0; w < all; w++)
			if (!ways[w] || !m_author(i, ways[w]))
				a.way[a.n++] = ways[w];
		if (a.n)
			out[n++] = a;
	}
	return n;
}

bool m_feasible(const struct model *m, const struct m_item *i, int64_t at)
{
	struct m_act one[M_PEOPLE], two[M_PEOPLE], three[M_PEOPLE], a[3];
	int x = signers(m, i, 1, at, one), y = signers(m, i, 2, at, two), z = signers(m, i, 3, at, three);
	for (int k = 0; k < x * y * z; k++) {
		a[0] = one[k % x];
		a[1] = two[k / x % y];
		a[2] = three[k / x / y];
		if (m_apart(a, 3))
			return true;
	}
	return false;
}
