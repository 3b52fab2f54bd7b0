/* turn.c - which items wait for this person: ITEMS_SIGN and ITEMS_MINE as conditions over item
 * i.
 *
 * They say what item_permit (store/record/item/inner.c) says of each single item; a test compares
 * the two row by row. */
#include "store/view/item/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"

enum { WAYS = 8 }; /* principals for whom one person can sit in one tier for one office and class */

/* For whom he can act: own: with a seat of his own, then nobody else's name matters. */
struct ways {
	bool own;
	int64_t principal[WAYS];
	int n;
};

static struct ways ways_of(const struct desk *d, int tier, int64_t office, int class, int64_t at)
{
	struct ways w = {0};
	struct tier_basis basis[16];
	size_t n = tier_bases(&d->book, d->who.id, tier, office, class, at, basis, 16);
	for (size_t i = 0; i < n && i < 16; i++) {
		bool known = !basis[i].principal;
		w.own = w.own || known;
		for (int k = 0; k < w.n; k++)
			known = known || w.principal[k] == basis[i].principal;
		if (!known && w.n < WAYS)
			w.principal[w.n++] = basis[i].principal;
	}
	if (w.own) {
		w.n = 0;
		memset(w.principal, 0, sizeof w.principal);
	}
	return w;
}

static bool same_ways(const struct ways *a, const struct ways *b)
{
	return a->own == b->own && a->n == b->n &&
	       !memcmp(a->principal, b->principal, sizeof a->principal);
}

/* Neither he nor the principal wrote since the last release, nor passed another tier of this round:
 * of a tier before this one the last pass is the one that stands, or the item would not wait here
 * (store/rule/item/flow.c). */
static void clean_hands(
        struct plan *p, struct buffer *b, int tier, int64_t me, int64_t principal)
{
	char ids[40];
	struct plan_name a = plan_number(p, me), other = plan_number(p, principal ? principal : me);
	snprintf(ids, sizeof ids, "(%s,%s)", a.s, other.s);
	buffer_printf(b,
	        "i.drafter NOT IN %s AND i.recorder NOT IN %s AND (i.rev_n=1 OR NOT EXISTS(SELECT "
	        "1 FROM revision r WHERE r.item=i.id"
	        " AND r.id>coalesce(i.live,0) AND (r.drafter IN %s OR r.recorder IN %s)))",
	        ids, ids, ids, ids);
	if (tier > 1)
		buffer_printf(b,
		        " AND NOT EXISTS(SELECT 1 FROM review v WHERE v.item=i.id AND v.act=2 AND "
		        "v.tier<%d AND (v.officer IN %s OR"
		        " v.principal IN %s) AND NOT EXISTS(SELECT 1 FROM review n WHERE "
		        "n.item=i.id AND n.act=2 AND n.tier=v.tier"
		        " AND n.id>v.id))",
		        tier, ids, ids);
}
_Static_assert(REVIEW_PASS == 2, "the act in clean_hands");

struct office_class {
	int64_t office;
	struct ways ways[CLASS_END]; /* by class */
	bool done[CLASS_END];
};

static void list_ids(
        struct plan *p, struct buffer *b, const struct office_class *o, int n, const bool *in)
{
	buffer_text(b, "i.office IN (");
	for (int i = 0, k = 0; i < n; i++)
		if (in[i])
			buffer_printf(b, "%s%s", k++ ? "," : "", plan_number(p, o[i].office).s);
	buffer_text(b, ")");
}

/* The offices and classes that are served in the same ways, as one condition. */
static void where_served(struct plan *p, struct buffer *b, struct office_class *o, int n,
        const struct ways *ways)
{
	bool *in = xalloc(sizeof *in * (size_t)(n + 1));
	int all = 0, groups = 0;
	buffer_text(b, " AND (");
	for (int i = 0; i < n; i++) {
		in[i] = true;
		for (int c = 1; c < CLASS_END; c++)
			in[i] = in[i] && !o[i].done[c] && same_ways(&o[i].ways[c], ways);
		all += in[i];
	}
	if (all == n) {
		buffer_text(b, "1");
		groups = 1;
	} else if (all > 0) {
		list_ids(p, b, o, n, in);
		groups = 1;
	}
	for (int i = 0; i < n; i++)
		for (int c = 1; in[i] && c < CLASS_END; c++)
			o[i].done[c] = true;
	for (int c = 1; c < CLASS_END; c++) {
		int some = 0;
		for (int i = 0; i < n; i++) {
			in[i] = !o[i].done[c] && same_ways(&o[i].ways[c], ways);
			o[i].done[c] = o[i].done[c] || in[i];
			some += in[i];
		}
		if (!some)
			continue;
		buffer_printf(b, "%si.class=%s AND ", groups++ ? " OR " : "", plan_number(p, c).s);
		list_ids(p, b, o, n, in);
	}
	buffer_text(b, ")");
	free(in);
}

static void sign_tier(struct item_view *v, int tier, struct office_class *o, int n)
{
	struct plan *p = &v->w.plan;
	int64_t at = desk_now(v->w.d), me = v->w.d->who.id;
	for (int i = 0; i < n; i++)
		for (int c = 1; c < CLASS_END; c++) {
			o[i].ways[c] = ways_of(v->w.d, tier, o[i].office, c, at);
			o[i].done[c] = !o[i].ways[c].own && !o[i].ways[c].n;
		}
	for (int i = 0; i < n; i++)
		for (int c = 1; c < CLASS_END; c++) {
			if (o[i].done[c])
				continue;
			struct ways ways = o[i].ways[c];
			struct buffer b = {0};
			buffer_printf(&b, "i.state=%s", plan_number(p, (int)tier_state(tier)).s);
			where_served(p, &b, o, n, &ways);
			buffer_text(&b, " AND (");
			if (ways.own)
				clean_hands(p, &b, tier, me, 0);
			for (int k = 0; k < ways.n; k++) {
				buffer_text(&b, k ? " OR (" : "(");
				clean_hands(p, &b, tier, me, ways.principal[k]);
				buffer_text(&b, ")");
			}
			buffer_text(&b, ")");
			plan_arm(p, plan_state_index(p->sort), &b);
		}
}

enum z plan_sign(struct item_view *v, uint32_t states, struct error *e)
{
	struct db *db = v->w.d->db;
	if (!v->w.d->who.id)
		return Z_OK;
	struct office_class *o = NULL;
	int n = 0, cap = 0;
	sqlite3_stmt *q = db_query(db, e, "SELECT id FROM office ORDER BY id", "");
	while (db_step(db, q, e)) {
		if (n == cap) {
			cap = cap ? cap * 2 : 64;
			o = xrealloc(o, (size_t)cap * sizeof *o);
		}
		o[n++] = (struct office_class){.office = sqlite3_column_int64(q, 0)};
	}
	db_done(q);
	enum z z = db_result(db);
	for (int t = 1; t <= 3 && z == Z_OK && n; t++)
		if (states & 1u << tier_state(t))
			sign_tier(v, t, o, n);
	free(o);
	return z;
}

void plan_release(struct item_view *v, uint32_t states)
{
	struct plan *p = &v->w.plan;
	struct buffer signed_ = {0}, half = {0};
	if (states & 1u << STATE_SIGNED) {
		buffer_printf(&signed_, "i.state=%s", plan_number(p, STATE_SIGNED).s);
		plan_arm(p, "item_state_due", &signed_);
	}
	if (states & 1u << STATE_PUBLISHED) {
		buffer_text(&half, "i.channels_left>0");
		plan_arm(p, "item_channels_left", &half);
	}
}

void plan_mine(struct item_view *v, uint32_t states)
{
	struct plan *p = &v->w.plan;
	const struct who *w = &v->w.d->who;
	static const int writing[] = {STATE_DRAFT, STATE_RETURNED};
	if (!w->id)
		return;
	struct plan_name me = plan_number(p, w->id);
	for (int i = 0; i < 2; i++) {
		if (!(states & 1u << writing[i]))
			continue;
		struct plan_name state = plan_number(p, writing[i]);
		struct buffer b = {0};
		buffer_printf(&b, "i.drafter=%s AND i.state=%s", me.s, state.s);
		plan_arm(p, "item_drafter", &b);
		buffer_printf(
		        &b, "i.recorder=%s AND i.state=%s AND i.drafter<>%s", me.s, state.s, me.s);
		plan_arm(p, "item_recorder", &b);
	}
	if (w->roles & ROLE_PUBLISH)
		plan_release(v, states);
	/* 紧急下线: whoever holds a seat, is not the one who took it down and has not said yet what
	 * shall become of it */
	bool seat = w->seat[1] || w->seat[2] || w->seat[3];
	if (seat && !(w->roles & ROLE_ADMIN) && states & 1u << STATE_EMERGENCY) {
		struct buffer b = {0};
		buffer_printf(&b,
		        "i.state=%s AND NOT EXISTS(SELECT 1 FROM release e WHERE e.item=i.id AND "
		        "e.officer=%s AND e.id>=(SELECT max(x.id)"
		        " FROM release x WHERE x.item=i.id AND x.act=%d))",
		        plan_number(p, STATE_EMERGENCY).s, me.s, RELEASE_EMERGENCY);
		plan_arm(p, "item_state_due", &b);
	}
}
