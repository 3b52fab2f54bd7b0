/* gather.c - the tickets that an import finds not here yet: gathered, and written some hundred at a time. */
#include "store/record/ticket/batch.h"

#include <stdlib.h>
#include <string.h>

/* Never 0, which is an empty place. */
static uint32_t key_of(const struct clean_row *c)
{
	uint64_t h = 1469598103934665603u;
	for (const char *s = c->number; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	for (const char *s = c->platform; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	return (uint32_t)(h >> 32) | 1;
}

/* Where the key is, or could be put. */
static size_t place_of(const struct ticket_keys *k, uint32_t key)
{
	size_t at = (size_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (k->cap - 1);
	while (k->at[at] && k->at[at] != key)
		at = (at + 1) & (k->cap - 1);
	return at;
}

static void keep(struct ticket_keys *k, uint32_t key)
{
	if (2 * k->n >= k->cap) {
		struct ticket_keys old = *k;
		k->cap = old.cap ? 2 * old.cap : 1024;
		k->at = xalloc(k->cap * sizeof *k->at);
		for (size_t i = 0; i < old.cap; i++)
			if (old.at[i])
				k->at[place_of(k, old.at[i])] = old.at[i];
		free(old.at);
	}
	size_t at = place_of(k, key);
	k->n += !k->at[at];
	k->at[at] = key;
}

bool ticket_was_gathered(const struct ticket_batch *b, const struct clean_row *c)
{
	const struct ticket_keys *k = &b->gathered.keys;
	return k->n && k->at[place_of(k, key_of(c))];
}

static void load_clear(struct ticket_load *l)
{
	l->n = l->people_n = 0;
	arena_free(&l->memory);
}

void ticket_gathered_free(struct ticket_gathered *g)
{
	aside_wait(&g->writing.aside);
	free(g->keys.at);
	audit_plan_free(&g->ticket_plan);
	audit_plan_free(&g->person_plan);
	for (int i = 0; i < 2; i++) {
		content_feed_free(&g->load[i].content);
		feed_free(&g->load[i].tickets);
		feed_free(&g->load[i].people);
		load_clear(&g->load[i]);
	}
	*g = (struct ticket_gathered){0};
}

#define TICKET_INTO                                                                                                        \
	"id, platform, number, title, state, kind, urgency, topic, source, place, office, dispatched_at, round_at,"            \
	" platform_due, signed_at, closed_at, visited_at, solved, pleased, pleased_manner, redos, platform_state, by_import,"  \
	" light, inner_due, outer_due, return_due, sign_due, due_sort, caller_key, place_key, body_c, body_d, origin, batch,"  \
	" created_at, updated_at"
#define TICKET_FROM                                                                                                        \
	"c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23,"   \
	" c24, c25, c26, c27, c28, c29, c30, c31, c32, c33, c34, c34"
#define PERSON_INTO "id, ticket, data_c, data_d, at"
#define PERSON_FROM "c0, c1, c2, c3, c4"

enum z ticket_gathered_begin(struct desk *d, struct error *e)
{
	struct ticket_gathered *g = &d->tickets->gathered;
	enum z z = audit_plan_new(d->db, T_ticket, TICKET_INTO, TICKET_FROM, &g->ticket_plan, e);
	return z != Z_OK ? z : audit_plan_new(d->db, T_person, PERSON_INTO, PERSON_FROM, &g->person_plan, e);
}

static enum z write(struct desk *d, struct ticket_load *l, struct error *e)
{
	enum z z = content_feed_run(d->db, l->content, e);
	if (z == Z_OK)
		z = feed_run(d->db, &l->tickets,
			"INSERT OR FAIL INTO ticket(" TICKET_INTO ") SELECT " TICKET_FROM " FROM feed(?1)", e);
	if (z == Z_OK)
		z = feed_run(d->db, &l->people,
			"INSERT OR FAIL INTO person(" PERSON_INTO ") SELECT " PERSON_FROM " FROM feed(?1)", e);
	if (z != Z_OK || d->tickets->dry)
		return z;
	audit_expect(d->db, T_ticket, l->first, l->n, l->ticket_d);
	audit_expect(d->db, T_person, l->first_person, l->people_n, l->person_d);
	return op_part(d, ACTION_TICKET_IMPORT, d->tickets->id, e);
}

static void *write_aside(void *ctx)
{
	struct ticket_writing *w = ctx;
	w->load->z = write(w->d, w->load, &w->load->why);
	return NULL;
}

enum z ticket_gathered_wait(struct desk *d, struct error *e)
{
	struct ticket_batch *b = d->tickets;
	struct ticket_writing *w = &b->gathered.writing;
	aside_wait(&w->aside);
	if (w->load && w->load->z != Z_OK && b->broken == Z_OK) { /* rows that were taken are lost: so is the batch */
		b->broken = w->load->z;
		b->why = w->load->why;
	}
	if (w->load)
		load_clear(w->load);
	w->load = NULL;
	if (b->broken != Z_OK && e)
		*e = b->why;
	return b->broken;
}

/* What is gathered goes in while the next rows come. */
static enum z pass_on(struct desk *d, struct error *e)
{
	struct ticket_gathered *g = &d->tickets->gathered;
	struct ticket_load *l = &g->load[g->filling];
	enum z z = ticket_gathered_wait(d, e);
	if (z != Z_OK || !l->n)
		return z;
	if (!g->first)
		g->first = l->first;
	g->filling = !g->filling;
	g->writing.d = d;
	g->writing.load = l;
	aside_begin(&g->writing.aside, write_aside, &g->writing);
	return Z_OK;
}

enum z ticket_gathered_write(struct desk *d, struct error *e)
{
	enum z z = pass_on(d, e);
	return z == Z_OK ? ticket_gathered_wait(d, e) : z;
}

enum z ticket_gathered_end(struct desk *d, struct error *e)
{
	struct ticket_gathered *g = &d->tickets->gathered;
	enum z z = ticket_gathered_write(d, e);
	int64_t first = g->first, last = g->next - 1;
	ticket_gathered_free(g); /* what follows needs most memory */
	return z != Z_OK || !first ? z : ticket_index_range(d, first, last, e);
}

static enum z begin(struct desk *d, struct ticket_gathered *g, struct ticket_load *l, struct error *e)
{
	const struct ticket_load *before = g->writing.load; /* its rows are on their way */
	if (!l->content)
		l->content = content_feed_new();
	enum z z = content_feed_begin(d->db, l->content, before ? before->content : NULL, e);
	if (z == Z_OK && !before) {
		g->next = 1 + db_number(d->db, e, 0, "SELECT max(id) FROM ticket", "");
		g->next_person = 1 + db_number(d->db, e, 0, "SELECT max(id) FROM person", "");
		z = db_result(d->db);
	}
	l->first = g->next;
	l->first_person = g->next_person;
	return z;
}

/* A text that lives until the rows are written: NULL for none. */
static enum z text(struct ticket_load *l, const char *s, size_t n, struct content_ref **ref, struct error *e)
{
	*ref = arena_alloc(&l->memory, sizeof **ref);
	return n ? content_feed_put(l->content, arena_strdup(&l->memory, s), n, *ref, e) : Z_OK;
}

static void ticket(struct desk *d, struct ticket_load *l, const struct clean_row *c, const struct ticket_head *h,
        const struct content_ref *body)
{
	struct arena *a = &l->memory;
	feed_row(&l->tickets, "isssiiisssoiooooiiiisiiooooiiiohiii", h->id, arena_strdup(a, c->platform),
	        arena_strdup(a, c->number), arena_strdup(a, c->title),
	        (int64_t)h->state, (int64_t)h->kind, (int64_t)h->urgency, arena_strdup(a, c->topic), arena_strdup(a, c->source),
	        arena_strdup(a, c->place), h->office, h->dispatched_at, h->platform_due, h->signed_at, h->closed_at, h->visited_at,
	        (int64_t)h->solved, (int64_t)h->pleased, (int64_t)h->pleased_manner, (int64_t)h->redos, arena_strdup(a, c->state),
	        (int64_t)h->by_import, (int64_t)h->light, h->inner_due, h->outer_due, h->return_due, h->sign_due, h->due_sort,
	        h->caller_key, h->place_key, body->id, body->id ? &body->digest : NULL, (int64_t)h->origin, h->batch, d->now);
}

static void head(struct desk *d, const struct ticket_row *r, const struct clean_row *c, struct ticket_head *h)
{
	struct ticket_batch *b = d->tickets;
	*h = (struct ticket_head){.state = r->closed_at ? TICKET_CLOSED : TICKET_UNCLAIMED, .origin = r->closed_at != 0, .round = 1,
		.kind = r->kind ? r->kind : KIND_OTHER, .urgency = r->urgency ? r->urgency : URGENCY_NORMAL, .office = c->office_id,
		.dispatched_at = r->dispatched_at, .round_at = r->dispatched_at, .platform_due = r->platform_due,
		.signed_at = r->signed_at, .closed_at = r->closed_at, .visited_at = r->visited_at, .solved = r->solved,
		.pleased = r->pleased, .pleased_manner = r->pleased_manner, .redos = r->redos > 0 ? r->redos : 0, .batch = b->id};
	h->by_import = ticket_row_facts(r, c);
	ticket_clocks_by(d->calendar, &b->limit[h->kind][h->urgency], h);
	if (h->closed_at)
		h->light = ticket_closing_light(h);
	h->caller_key = ticket_caller_key(&b->secret, &c->who);
	h->place_key = ticket_place_key(&b->secret, c->who.place, c->topic);
}

enum z ticket_gather(struct desk *d, const struct ticket_row *r, const struct clean_row *c, struct error *e)
{
	struct ticket_batch *b = d->tickets;
	struct ticket_gathered *g = &b->gathered;
	struct content_ref *body, *person;
	struct ticket_head h;
	if (!r->dispatched_at)
		return refuse(e, R_TICKET_DISPATCH_MISSING, c->number);
	head(d, r, c, &h);
	enum z z = g->load[g->filling].n < TICKETS_GATHERED ? Z_OK : pass_on(d, e);
	struct ticket_load *l = &g->load[g->filling];
	if (z == Z_OK && !l->n)
		z = begin(d, g, l, e);
	if (z == Z_OK)
		z = text(l, c->body, strlen(c->body), &body, e);
	if (z == Z_OK)
		z = text(l, c->caller.s, caller_known(&c->who) || c->extra.n ? c->caller.n : 0, &person, e);
	if (z != Z_OK)
		return z;
	h.id = g->next++;
	keep(&g->keys, key_of(c));
	ticket(d, l, c, &h, body);
	audit_plan_digest(g->ticket_plan, &l->tickets, &l->ticket_d[l->n++]);
	if (person->id) {
		feed_row(&l->people, "iiihi", g->next_person++, h.id, person->id, &person->digest, d->now);
		audit_plan_digest(g->person_plan, &l->people, &l->person_d[l->people_n++]);
	}
	rowmap_put(&b->met, T_ticket, h.id);
	ticket_cells(&h, +1, &b->moves);
	return Z_OK;
}
