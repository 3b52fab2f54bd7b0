/* reimport.c - a row of an export whose ticket is here: which of the platform's facts changed, told and written
 * down.  Our chain, offices and answers are not touched; 办结 alone closes, for it is the platform's. */
#include "store/record/ticket/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/mask.h"
#include "store/record/words.h"

enum { CHANGES = 20 };

/* What stands in the register of a text fact. */
struct stood {
	char *title, *topic, *source, *state, *place;
};

struct changes {
	struct ticket_op op;
	struct stood stood;
	struct ticket_change said[CHANGES];
	struct act_in act[CHANGES + 1]; /* and the marks */
	int n;
	struct arena memory;
	uint32_t facts; /* the file has them */
};

static void stood_free(struct stood *s)
{
	free(s->title);
	free(s->topic);
	free(s->source);
	free(s->state);
	free(s->place);
}

static enum z stood_read(struct desk *d, int64_t id, struct stood *s, struct error *e)
{
	sqlite3_stmt *q =
	        db_query(d->db, e, "SELECT title, topic, source, platform_state, place FROM ticket WHERE id=?1", "i", id);
	if (db_step(d->db, q, e)) {
		s->title = xstrdup(column_text(q, 0));
		s->topic = xstrdup(column_text(q, 1));
		s->source = xstrdup(column_text(q, 2));
		s->state = xstrdup(column_text(q, 3));
		s->place = xstrdup(column_text(q, 4));
	}
	db_done(q);
	return db_result(d->db);
}

/* ------------------------------------------------------------ noting */
static void note(struct changes *c, enum ticket_fact f, const char *old, const char *now, const struct act_in *act)
{
	c->said[c->n] = (struct ticket_change){.fact = f, .old = arena_strdup(&c->memory, old), .now = arena_strdup(&c->memory, now)};
	c->act[c->n] = *act;
	c->act[c->n].act = TICKET_ACT_FACT;
	c->act[c->n++].other = (int64_t)f;
}

/* A number or an instant that the file has; 0 says nothing. */
static void number(struct changes *c, enum ticket_fact f, int64_t now)
{
	char a[40], b[40];
	int64_t old = ticket_fact_of(&c->op.h, f);
	if (now == old)
		return;
	note(c, f, ticket_fact_value(f, old, a), ticket_fact_value(f, now, b), &(struct act_in){.old = old, .now = now});
	ticket_fact_set(&c->op.h, f, now);
}

static void text(struct changes *c, enum ticket_fact f, const char *old, const char *now)
{
	struct buffer b = {0};
	if (!(c->facts & 1u << f) || !strcmp(old, now))
		return;
	buffer_printf(&b, "%s\n%s", old, now);
	note(c, f, old, now, &(struct act_in){.text = arena_strdup(&c->memory, b.s)});
	buffer_free(&b);
}

/* The beginning of a text, masked, for people. */
static const char *shown(struct changes *c, const char *s)
{
	char *copy = arena_strdup(&c->memory, s);
	mask_text(copy);
	return copy;
}

static enum z whole(struct desk *d, struct changes *c, enum ticket_fact f, struct content_ref *ref, const char *now, size_t n, struct error *e)
{
	char *old = NULL;
	if (!(c->facts & 1u << f) || (ref->id && content_is(d->db, ref, now, n)))
		return Z_OK;
	enum z z = content_shown(d, ref, &old, e);
	if (z == Z_OK) {
		struct content_ref *kept = arena_alloc(&c->memory, sizeof *kept);
		*kept = *ref;
		note(c, f, shown(c, old), shown(c, now), &(struct act_in){.ref = ref->id ? kept : NULL});
		z = content_put(d->db, now, n, ref, e);
	}
	free(old);
	return z;
}

/* ------------------------------------------------------------ who called, and from where */
/* What the file has no column for, or nothing in it, stays. */
static void overlay(struct caller *now, const struct caller *old)
{
	char **const to[] = {&now->name, &now->phone, &now->idno, &now->address, &now->sex, &now->place};
	char *const from[] = {old->name, old->phone, old->idno, old->address, old->sex, old->place};
	for (size_t i = 0; i < CALLER_FIELDS; i++)
		if (!**to[i]) {
			free(*to[i]);
			*to[i] = xstrdup(from[i]);
		}
}

static const char *caller_shown(struct changes *c, const struct caller *who)
{
	struct caller m;
	struct buffer b = {0};
	caller_mask(who, &m);
	buffer_printf(&b, "%s %s %s %s %s", m.name, m.phone, m.idno, m.address, m.sex);
	const char *s = arena_strdup(&c->memory, b.s);
	buffer_free(&b);
	caller_free(&m);
	return s;
}

static enum z caller_compare(struct desk *d, struct changes *c, struct clean_row *r, const struct content_ref *ref, struct error *e)
{
	struct caller old = {0};
	char *lines = NULL;
	char was[256], now[256];
	enum z z = content_shown(d, ref, &lines, e);
	if (z != Z_OK)
		return z;
	caller_read(lines, &old);
	overlay(&r->who, &old);
	const char *extra = arena_strdup(&c->memory, person_extra(lines)), *new_extra = r->extra.n ? r->extra.s : extra;
	free(lines);
	bool person = strcmp(r->who.name, old.name) || strcmp(r->who.phone, old.phone) || strcmp(r->who.idno, old.idno) ||
		strcmp(r->who.address, old.address) || strcmp(r->who.sex, old.sex);
	bool place = strcmp(r->who.place, old.place) != 0;
	struct content_ref *kept = arena_alloc(&c->memory, sizeof *kept);
	*kept = *ref;
	const struct act_in act = {.ref = ref->id ? kept : NULL};
	if (person)
		note(c, FACT_CALLER, caller_shown(c, &old), caller_shown(c, &r->who), &act);
	if (place)
		note(c, FACT_PLACE, mask_place(was, sizeof was, old.place), mask_place(now, sizeof now, r->who.place), &act);
	if (strcmp(extra, new_extra) != 0)
		note(c, FACT_EXTRA, shown(c, extra), shown(c, new_extra), &act);
	else if (!person && !place)
		new_extra = NULL;
	caller_free(&old);
	if (!new_extra)
		return Z_OK;
	c->op.h.caller_key = ticket_caller_key(&d->tickets->secret, &r->who);
	c->op.h.place_key = ticket_place_key(&d->tickets->secret, r->who.place, r->topic);
	mask_place(r->place, sizeof r->place, r->who.place);
	return person_put(d, PERSON_TICKET, c->op.id, &r->who, new_extra, NULL, e);
}

static enum z caller_changed(struct desk *d, struct changes *c, struct clean_row *r, struct error *e)
{
	struct content_ref ref;
	if (!caller_known(&r->who) && !r->extra.n)
		return Z_OK;
	enum z z = person_last(d, PERSON_TICKET, c->op.id, &ref, NULL, e);
	if (z != Z_OK || (ref.id && content_is(d->db, &ref, r->caller.s, r->caller.n)))
		return z;
	return caller_compare(d, c, r, &ref, e);
}

/* ------------------------------------------------------------ comparing */
/* An older file, or a row of an earlier round, says nothing of what happened since the ticket was sent back to us. */
static bool earlier_round(const struct ticket_head *h, const struct ticket_row *r)
{
	return h->round > 1 && (r->closed_at ? r->closed_at < h->round_at : r->visited_at && r->visited_at < h->round_at);
}

static void numbers(struct changes *c, const struct ticket_row *r)
{
	struct ticket_head *h = &c->op.h;
	if (r->dispatched_at && (h->round == 1 || r->dispatched_at < h->dispatched_at))
		number(c, FACT_DISPATCHED, r->dispatched_at);
	if (r->platform_due && r->platform_due > h->round_at)
		number(c, FACT_PLATFORM_DUE, r->platform_due);
	if (r->signed_at)
		number(c, FACT_SIGNED, r->signed_at);
	if (r->kind)
		number(c, FACT_KIND, r->kind);
	if (r->urgency)
		number(c, FACT_URGENCY, r->urgency);
	if (r->redos >= 0)
		number(c, FACT_REDOS, r->redos);
	if (earlier_round(h, r))
		return;
	if (r->visited_at)
		number(c, FACT_VISITED, r->visited_at);
	if (r->solved)
		number(c, FACT_SOLVED, r->solved);
	if (r->pleased)
		number(c, FACT_PLEASED, r->pleased);
	if (r->pleased_manner)
		number(c, FACT_PLEASED_MANNER, r->pleased_manner);
	if (r->closed_at && h->state == TICKET_CLOSED)
		number(c, FACT_CLOSED, r->closed_at);
}

static enum z texts(struct desk *d, struct changes *c, struct clean_row *r, struct error *e)
{
	text(c, FACT_TITLE, c->stood.title, r->title);
	text(c, FACT_TOPIC, c->stood.topic, r->topic);
	text(c, FACT_SOURCE, c->stood.source, r->source);
	text(c, FACT_PLATFORM_STATE, c->stood.state, r->state);
	enum z z = whole(d, c, FACT_BODY, &c->op.h.body, r->body, strlen(r->body), e);
	return z == Z_OK ? caller_changed(d, c, r, e) : z;
}

/* ------------------------------------------------------------ writing */
/* What the file has is kept, what it has not stays. */
static enum z texts_write(struct desk *d, struct changes *c, const struct clean_row *r, struct error *e)
{
	const struct stood *s = &c->stood;
	bool any = false;
	for (int i = 0; i < c->n; i++) {
		enum ticket_fact f = c->said[i].fact;
		any = any || f == FACT_TITLE || f == FACT_TOPIC || f == FACT_SOURCE || f == FACT_PLATFORM_STATE || f == FACT_PLACE;
	}
	if (!any)
		return Z_OK;
	return db_run(d->db, e, "UPDATE ticket SET title=?2, topic=?3, source=?4, platform_state=?5, place=?6 WHERE id=?1", "isssss",
	        c->op.id, c->facts >> FACT_TITLE & 1 ? r->title : s->title, *r->topic ? r->topic : s->topic,
	        *r->source ? r->source : s->source, *r->state ? r->state : s->state, *r->who.place ? r->place : s->place);
}

static enum z index_write(struct desk *d, const struct changes *c, const char *old, struct error *e)
{
	char *now = ticket_words_read(d, &c->op.h, e);
	enum z z = now || !db_failed(d->db) ? Z_OK : db_result(d->db);
	if (z == Z_OK && old && now && strcmp(old, now) != 0)
		z = ticket_index_again(d, c->op.id, old, now, e);
	free(now);
	return z;
}

static enum z write_changes(struct desk *d, struct changes *c, const struct clean_row *r, struct error *e)
{
	struct ticket_head *h = &c->op.h;
	char *old = ticket_words_read(d, &c->op.before, e);
	enum z z = texts_write(d, c, r, e);
	if (h->state == TICKET_CLOSED) { /* the platform corrects what it said: judged by that */
		if (h->platform_due != c->op.before.platform_due)
			h->outer_due = h->platform_due;
		h->light = ticket_closing_light(h);
	}
	h->by_import |= c->facts & ~(h->closed_at ? 0 : 1u << FACT_CLOSED);
	if (z == Z_OK)
		z = ticket_put(d, &c->op.before, h, e);
	bool marks = h->by_import != c->op.before.by_import;
	if (marks)
		c->act[c->n] = (struct act_in){.act = TICKET_ACT_MARK, .old = c->op.before.by_import, .now = h->by_import};
	for (int i = 0; i < c->n + marks && z == Z_OK; i++) {
		c->act[i].batch = d->tickets->id;
		z = act_append(d, h, &c->act[i], NULL, e);
	}
	c->op.before = *h;
	if (z == Z_OK)
		z = index_write(d, c, old, e);
	free(old);
	return z;
}

/* 办结 by the platform; NULL noted when it closes now. */
static enum z close_now(struct desk *d, struct changes *c, const struct ticket_row *r, struct error *e)
{
	char b[24];
	if (!r->closed_at || c->op.h.state == TICKET_CLOSED || c->op.h.state == TICKET_VOID || earlier_round(&c->op.h, r))
		return Z_OK;
	c->said[c->n++] = (struct ticket_change){.fact = FACT_CLOSED, .old = W_VALUE_EMPTY,
		.now = arena_strdup(&c->memory, instant_text(r->closed_at, b))};
	return ticket_close_do(d, &c->op, r->closed_at, d->tickets->id, e);
}

/* What was taken back, or registered by mistake, comes once more. */
static enum z revive(struct desk *d, struct changes *c, struct error *e)
{
	struct ticket_head *h = &c->op.h;
	h->state = h->closed_at ? TICKET_CLOSED : TICKET_UNCLAIMED;
	h->batch = d->tickets->id;
	enum z z = db_run(d->db, e, "UPDATE ticket SET batch=?2 WHERE id=?1", "ii", c->op.id, h->batch);
	if (z == Z_OK)
		z = ticket_op_done(d, &c->op, &(struct act_in){.act = TICKET_ACT_IMPORT, .other = h->state, .batch = h->batch}, e);
	return z;
}

static enum z compared(struct desk *d, struct changes *c, const struct ticket_row *r, struct clean_row *row, enum ticket_met *met, struct error *e)
{
	bool back = c->op.h.state == TICKET_VOID;
	enum z z = stood_read(d, c->op.id, &c->stood, e);
	if (z == Z_OK && back)
		z = revive(d, c, e);
	c->facts = ticket_row_facts(r, row);
	if (earlier_round(&c->op.h, r))
		c->facts &= ~(1u << FACT_CLOSED | 1u << FACT_VISITED | 1u << FACT_SOLVED | 1u << FACT_PLEASED | 1u << FACT_PLEASED_MANNER);
	if (z == Z_OK) {
		numbers(c, r);
		if (r->platform_due <= c->op.h.round_at) /* by what it says of 交办 */
			c->facts &= ~(1u << FACT_PLATFORM_DUE);
		z = texts(d, c, row, e);
	}
	bool bits = (c->facts & ~c->op.h.by_import & ~(1u << FACT_CLOSED)) != 0;
	if (z == Z_OK && (c->n || bits))
		z = write_changes(d, c, row, e);
	if (z == Z_OK)
		z = close_now(d, c, r, e);
	*met = back ? TICKET_NEW : c->n ? TICKET_CHANGED : TICKET_SAME;
	if (z == Z_OK && c->n && !back && d->tickets->changed)
		d->tickets->changed(d->tickets->ctx, c->op.h.number, c->said, c->n);
	return z;
}

enum z ticket_reimport(struct desk *d, int64_t id, const struct ticket_row *r, struct clean_row *row, enum ticket_met *met, struct error *e)
{
	struct changes c = {.op = {.action = ACTION_TICKET_IMPORT, .id = id}};
	enum z z = ticket_head(d, id, &c.op.h, e);
	c.op.before = c.op.h;
	if (z == Z_OK && c.op.h.erased) {
		*met = TICKET_SAME; /* what was cleared does not come back */
		return Z_OK;
	}
	if (z == Z_OK)
		z = compared(d, &c, r, row, met, e);
	stood_free(&c.stood);
	arena_free(&c.memory);
	return z;
}
