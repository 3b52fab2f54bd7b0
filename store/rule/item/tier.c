/* tier.c - seats and delegations: who may sit in which tier, and whether three different people can. */
#include "store/rule/item/tier.h"

#include "store/base/date.h"
#include "store/rule/permit/permit.h"

/* Active and no administrator: only then do his seats count. */
static bool may_sit(const struct tier_book *b, int64_t officer)
{
	for (size_t i = 0; i < b->officers_n; i++) {
		const struct tier_officer *o = &b->officers[i];
		if (o->id == officer)
			return o->active && !(o->roles & ROLE_ADMIN);
	}
	return false;
}

static bool open_at(const struct tier_seat *s, int64_t at)
{
	return s->from_at <= at && (!s->to_at || at < s->to_at);
}

static bool covers(const struct tier_seat *s, int tier, int64_t office, int class, int64_t at)
{
	return s->tier == tier && (!s->office || s->office == office) && (!s->class || s->class == class) &&
	       open_at(s, at);
}

static bool lent_at(const struct tier_delegation *g, int64_t at)
{
	int32_t day = day_at(at);
	return g->from_day <= day && day <= g->to_day && (!g->revoked_at || at < g->revoked_at);
}

size_t tier_bases(const struct tier_book *b, int64_t officer, int tier, int64_t office, int class, int64_t at,
	struct tier_basis *out, size_t max)
{
	size_t n = 0;
	if (!may_sit(b, officer))
		return 0;
	for (size_t i = 0; i < b->seats_n; i++) {
		const struct tier_seat *s = &b->seats[i];
		if (s->officer != officer || !covers(s, tier, office, class, at))
			continue;
		if (n < max)
			out[n] = (struct tier_basis){.seat = s->id};
		n++;
	}
	/* What was lent to him; not what was lent to his principal: a delegation is not passed on. */
	for (size_t i = 0; i < b->delegations_n; i++) {
		const struct tier_delegation *g = &b->delegations[i];
		if (g->delegate != officer || g->principal == officer || !lent_at(g, at) || !may_sit(b, g->principal))
			continue;
		for (size_t k = 0; k < b->seats_n; k++) {
			const struct tier_seat *s = &b->seats[k];
			if (s->officer != g->principal || !covers(s, tier, office, class, at))
				continue;
			if (n < max)
				out[n] = (struct tier_basis){s->id, g->principal, g->id};
			n++;
		}
	}
	return n;
}

bool tier_holds(const struct tier_book *b, int64_t officer, int tier, int64_t at)
{
	if (!may_sit(b, officer))
		return false;
	for (size_t i = 0; i < b->seats_n; i++) {
		const struct tier_seat *s = &b->seats[i];
		if (s->tier != tier || !open_at(s, at))
			continue;
		if (s->officer == officer)
			return true;
		for (size_t k = 0; k < b->delegations_n; k++) {
			const struct tier_delegation *g = &b->delegations[k];
			if (g->delegate == officer && g->principal == s->officer && lent_at(g, at) &&
				may_sit(b, s->officer))
				return true;
		}
	}
	return false;
}

/* ---- acts of different people ---- */

enum { WAYS = 16, ACTORS = 4 };

static size_t way_add(int64_t out[WAYS], size_t n, int64_t principal)
{
	for (size_t i = 0; i < n; i++)
		if (out[i] == principal)
			return n;
	if (n < WAYS)
		out[n++] = principal;
	return n;
}

static bool lent_then(const struct tier_delegation *g, int64_t at)
{
	int32_t day = day_at(at);
	return g->from_day <= day && day <= g->to_day && (!g->revoked_at || at <= g->revoked_at);
}

/* For whom he sat in some tier at that instant, 0 himself.  Both ends of a seat count: seats end in the same second in
 * which somebody has just acted by them. */
static size_t ways_then(const struct tier_book *b, int64_t officer, int64_t at, int64_t out[WAYS])
{
	size_t n = 0;
	for (size_t i = 0; i < b->seats_n; i++) {
		const struct tier_seat *s = &b->seats[i];
		if (s->from_at > at || (s->to_at && at > s->to_at))
			continue;
		if (s->officer == officer)
			n = way_add(out, n, 0);
		for (size_t k = 0; k < b->delegations_n; k++) {
			const struct tier_delegation *g = &b->delegations[k];
			if (g->delegate == officer && g->principal == s->officer && lent_then(g, at))
				n = way_add(out, n, g->principal);
		}
	}
	return n ? n : way_add(out, n, 0);
}

static size_t ways_now(const struct tier_book *b, int64_t officer, int64_t at, int64_t out[WAYS])
{
	size_t n = 0;
	if (!may_sit(b, officer))
		return 0;
	for (size_t i = 0; i < b->seats_n; i++) {
		const struct tier_seat *s = &b->seats[i];
		if (!open_at(s, at))
			continue;
		if (s->officer == officer)
			n = way_add(out, n, 0);
		for (size_t k = 0; k < b->delegations_n; k++) {
			const struct tier_delegation *g = &b->delegations[k];
			if (g->delegate == officer && g->principal == s->officer && lent_at(g, at) &&
				may_sit(b, s->officer))
				n = way_add(out, n, g->principal);
		}
	}
	return n;
}

struct apart {
	int64_t officer[ACTORS], way[ACTORS][WAYS];
	size_t ways[ACTORS], n;
	const int64_t *except;
	size_t except_n;
};

static bool taken(const struct apart *a, const int64_t *used, size_t used_n, int64_t id)
{
	for (size_t i = 0; i < a->except_n; i++)
		if (a->except[i] == id)
			return true;
	for (size_t i = 0; i < used_n; i++)
		if (used[i] == id)
			return true;
	return false;
}

/* Places actor k and those after him; used: who counts already. */
static bool place(const struct apart *a, size_t k, int64_t used[2 * ACTORS], size_t used_n)
{
	if (k == a->n)
		return true;
	if (taken(a, used, used_n, a->officer[k]))
		return false;
	for (size_t i = 0; i < a->ways[k]; i++) {
		int64_t principal = a->way[k][i];
		size_t n = used_n;
		if (principal && taken(a, used, used_n, principal))
			continue;
		used[n++] = a->officer[k];
		if (principal)
			used[n++] = principal;
		if (place(a, k + 1, used, n))
			return true;
	}
	return false;
}

bool tier_apart(const struct tier_book *b, const struct tier_actor *who, size_t n, const int64_t *except,
	size_t except_n)
{
	struct apart a = {.n = n < ACTORS ? n : ACTORS, .except = except, .except_n = except_n};
	int64_t used[2 * ACTORS];
	for (size_t i = 0; i < a.n; i++) {
		a.officer[i] = who[i].officer;
		if (who[i].by_role)
			a.ways[i] = way_add(a.way[i], 0, 0);
		else if (who[i].past)
			a.ways[i] = ways_then(b, who[i].officer, who[i].at, a.way[i]);
		else
			a.ways[i] = ways_now(b, who[i].officer, who[i].at, a.way[i]);
	}
	return place(&a, 0, used, 0);
}

unsigned tier_roles(const struct tier_book *b, int64_t officer)
{
	for (size_t i = 0; i < b->officers_n; i++)
		if (b->officers[i].id == officer)
			return b->officers[i].roles;
	return 0;
}

/* ---- enough people ---- */

/* Three candidates a tier are as good as all: whoever the other two tiers take, one is left. */
enum { ENOUGH = 3 };

static size_t candidates(const struct tier_book *b, int tier, int64_t office, int class, const int64_t *authors,
	size_t authors_n, int64_t at, int64_t out[ENOUGH])
{
	size_t n = 0;
	for (size_t i = 0; i < b->seats_n && n < ENOUGH; i++) {
		const struct tier_seat *s = &b->seats[i];
		bool out_of_it = !covers(s, tier, office, class, at);
		for (size_t k = 0; k < authors_n && !out_of_it; k++)
			out_of_it = authors[k] == s->officer;
		for (size_t k = 0; k < n && !out_of_it; k++)
			out_of_it = out[k] == s->officer;
		if (!out_of_it && may_sit(b, s->officer))
			out[n++] = s->officer;
	}
	return n;
}

/* Delegations need no look: whoever signs for another counts as both, so where he can sign the other can, too. */
bool tier_feasible(const struct tier_book *b, int64_t office, int class, const int64_t *authors, size_t authors_n,
	int64_t at, int *blocked)
{
	int64_t who[3][ENOUGH];
	size_t n[3];
	int reached = 0; /* tiers 1..reached can be filled with different people */

	for (int t = 0; t < 3; t++)
		n[t] = candidates(b, t + 1, office, class, authors, authors_n, at, who[t]);
	for (size_t i = 0; i < n[0] && reached < 3; i++) {
		if (reached < 1)
			reached = 1;
		for (size_t j = 0; j < n[1] && reached < 3; j++) {
			if (who[1][j] == who[0][i])
				continue;
			if (reached < 2)
				reached = 2;
			for (size_t k = 0; k < n[2]; k++) {
				if (who[2][k] != who[0][i] && who[2][k] != who[1][j])
					reached = 3;
			}
		}
	}
	if (blocked)
		*blocked = reached == 3 ? 0 : reached + 1;
	return reached == 3;
}
