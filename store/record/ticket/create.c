/* create.c - registering a ticket by hand, correcting what was registered, taking back what was registered by
 * mistake, and the one form that does it all. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/mask.h"
#include "store/base/text.h"
#include "store/record/field.h"
#include "store/record/item/text.h"
#include "store/record/words.h"

/* What is registered, as it will be kept. */
struct clean {
	char platform[64], number[TICKET_NUMBER_MAX + 1], title[4 * TICKET_TITLE_MAX + 1], topic[400], source[160], place[256];
	char *body;
	struct caller caller;
};

static void clean_free(struct clean *c)
{
	free(c->body);
	caller_free(&c->caller);
	free(c);
}

static enum z take(const struct ticket_in *in, struct clean *c, struct error *e)
{
	struct caller who = in->caller;
	char place[820];
	who.place = place;
	enum z z = field_take(c->platform, sizeof c->platform, in->platform, W_FIELD_PLATFORM, 0, 20, e);
	if (z == Z_OK)
		z = field_take(c->number, sizeof c->number, in->number, W_FIELD_TICKET_NUMBER, 0, TICKET_NUMBER_MAX, e);
	if (z == Z_OK)
		z = field_take(c->title, sizeof c->title, in->title, W_FIELD_TICKET_TITLE, 1, TICKET_TITLE_MAX, e);
	if (z == Z_OK)
		z = field_take(c->topic, sizeof c->topic, in->topic, W_FIELD_TOPIC, 0, 60, e);
	if (z == Z_OK)
		z = field_take(c->source, sizeof c->source, in->source, W_FIELD_TICKET_SOURCE, 0, 30, e);
	if (z == Z_OK)
		z = field_take(place, sizeof place, in->place, W_FIELD_PLACE, 0, 200, e);
	if (z == Z_OK)
		z = written_take(in->body, W_FIELD_TICKET_BODY, 0, TICKET_BODY_MAX, &c->body, e);
	if (z == Z_OK)
		z = caller_check(&who, PERSON_TICKET, &c->caller, e);
	if (z != Z_OK)
		return z;
	mask_text(c->title);
	mask_text(c->topic);
	mask_place(c->place, sizeof c->place, place);
	return Z_OK;
}

static enum z codes_check(const struct ticket_in *in, struct error *e)
{
	if (!*ticket_kind_text(in->kind))
		return refuse(e, R_TICKET_KIND);
	return *ticket_urgency_text(in->urgency) ? Z_OK : refuse(e, R_TICKET_URGENCY);
}

static enum z office_check(struct desk *d, int64_t office, struct error *e)
{
	if (!office || db_number(d->db, e, 0, "SELECT 1 FROM office WHERE id=?1 AND active=1", "i", office))
		return db_result(d->db);
	return db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_OFFICE);
}

static enum z times_check(struct desk *d, const struct ticket_head *h, struct error *e)
{
	char a[24], b[24];
	if (h->dispatched_at > d->now)
		return refuse(e, R_TICKET_LATER, ticket_fact_text(FACT_DISPATCHED), instant_text(h->dispatched_at, a));
	if (h->platform_due && h->platform_due <= h->round_at)
		return refuse(e, R_TICKET_DUE_ORDER, until_text(h->platform_due, a), instant_text(h->round_at, b));
	return Z_OK;
}

/* A number that stands here already names the ticket that has it. */
static enum z number_free(struct desk *d, const struct clean *c, struct error *e)
{
	if (!db_number(d->db, e, 0, "SELECT id FROM ticket WHERE platform=?1 AND number=?2", "ss", c->platform, c->number))
		return db_result(d->db);
	return refuse(e, R_TICKET_KNOWN, c->number);
}

static enum z number_of(struct desk *d, struct clean *c, struct error *e)
{
	char series[40];
	int64_t n;
	int year = day_year(day_at(d->now));
	if (*c->number) {
		if (!*c->platform)
			snprintf(c->platform, sizeof c->platform, "12345");
		return strcmp(c->platform, W_OWN_PLATFORM) ? number_free(d, c, e) : refuse(e, R_TICKET_OWN_NUMBER);
	}
	snprintf(series, sizeof series, "ticket %d", year);
	enum z z = series_draw(d->db, series, &n, e);
	snprintf(c->number, sizeof c->number, W_OWN_NUMBER, year, (long long)n);
	snprintf(c->platform, sizeof c->platform, "%s", W_OWN_PLATFORM);
	return z;
}

static enum z keys(struct desk *d, const struct clean *c, struct ticket_head *h, struct error *e)
{
	struct hash secret;
	h->caller_key = h->place_key = 0;
	if (!*c->caller.phone && !(*c->caller.place && *c->topic))
		return Z_OK;
	enum z z = ticket_secret(d, &secret, e);
	if (z == Z_OK) {
		h->caller_key = ticket_caller_key(&secret, &c->caller);
		h->place_key = ticket_place_key(&secret, c->caller.place, c->topic);
	}
	return z;
}

static enum z write_row(struct desk *d, const struct clean *c, struct ticket_head *h, struct error *e)
{
	enum z z = ticket_clocks(d, h, e);
	if (z == Z_OK)
		z = db_run(d->db, e,
			"INSERT INTO ticket(platform, number, title, state, round, kind, urgency, topic, source, place, office,"
			" dispatched_at, round_at, platform_due, inner_due, outer_due, return_due, sign_due, due_sort, caller_key,"
			" place_key, body_c, body_d, created_at, updated_at)"
			" VALUES(?1,?2,?3,?4,1,?5,?6,?7,?8,?9,?10,?11,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?22)",
			"sssiiisssoioooooiiiohi", c->platform, c->number, c->title, (int64_t)h->state, (int64_t)h->kind,
			(int64_t)h->urgency, c->topic, c->source, c->place, h->office, h->dispatched_at, h->platform_due,
			h->inner_due, h->outer_due, h->return_due, h->sign_due, h->due_sort, h->caller_key, h->place_key,
			h->body.id, h->body.id ? &h->body.digest : NULL, d->now);
	if (z != Z_OK)
		return z;
	h->id = db_last_id(d->db);
	h->ver = 1;
	op_touch(d, T_ticket, h->id);
	return ticket_stat_move(d, NULL, h, e);
}

static enum z insert(struct desk *d, const struct ticket_in *in, struct clean *c, int64_t *id, struct error *e)
{
	struct ticket_head h = {.state = TICKET_UNCLAIMED, .round = 1, .kind = in->kind, .urgency = in->urgency,
		.office = in->office, .platform_due = in->platform_due};
	h.round_at = h.dispatched_at = in->dispatched_at ? in->dispatched_at : d->now;
	enum z z = office_check(d, in->office, e);
	if (z == Z_OK)
		z = times_check(d, &h, e);
	if (z == Z_OK)
		z = number_of(d, c, e);
	if (z == Z_OK)
		z = content_text(d, c->body, &h.body, e);
	if (z == Z_OK)
		z = keys(d, c, &h, e);
	if (z == Z_OK)
		z = write_row(d, c, &h, e);
	if (z == Z_OK && caller_known(&c->caller))
		z = person_put(d, PERSON_TICKET, h.id, &c->caller, NULL, NULL, e);
	if (z == Z_OK)
		z = act_append(d, &h, &(struct act_in){.act = TICKET_ACT_REGISTER, .office = h.office}, NULL, e);
	if (z != Z_OK)
		return z;
	*id = h.id;
	char *words = ticket_words(c->number, c->title, c->topic, c->body);
	z = ticket_index_new(d, h.id, words, e);
	free(words);
	return z;
}

enum z ticket_insert(struct desk *d, const struct ticket_in *in, int64_t *id, struct error *e)
{
	struct clean *c = xalloc(sizeof *c);
	enum z z = take(in, c, e);
	if (z == Z_OK)
		z = codes_check(in, e);
	if (z == Z_OK)
		z = insert(d, in, c, id, e);
	clean_free(c);
	return z;
}

enum z ticket_create(struct desk *d, const struct ticket_in *in, int64_t *id, struct error *e)
{
	int64_t made = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_TICKET_CREATE, e);
	if (z == Z_OK)
		z = ticket_insert(d, in, &made, e);
	z = op_end(d, z, ACTION_TICKET_CREATE, made, e);
	if (z == Z_OK && id)
		*id = made;
	return z;
}

/* ------------------------------------------------------------ correcting */
/* The texts of the register as they stand. */
struct texts {
	char *title, *topic, *source, *place, *body, *extra;
	struct caller caller;
};

static enum z texts_read(struct desk *d, const struct ticket_head *h, struct texts *t, struct error *e)
{
	struct content_ref ref;
	char *lines = NULL;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT title, topic, source, place FROM ticket WHERE id=?1", "i", h->id);
	if (db_step(d->db, q, e)) {
		t->title = xstrdup(column_text(q, 0));
		t->topic = xstrdup(column_text(q, 1));
		t->source = xstrdup(column_text(q, 2));
		t->place = xstrdup(column_text(q, 3));
	}
	db_done(q);
	enum z z = db_result(d->db);
	if (z == Z_OK)
		z = content_shown(d, &h->body, &t->body, e);
	if (z == Z_OK)
		z = person_last(d, PERSON_TICKET, h->id, &ref, NULL, e);
	if (z == Z_OK)
		z = content_shown(d, &ref, &lines, e);
	if (z == Z_OK) {
		caller_read(lines, &t->caller);
		t->extra = xstrdup(person_extra(lines));
	}
	free(lines);
	return z;
}

static void texts_free(struct texts *t)
{
	free(t->title);
	free(t->topic);
	free(t->source);
	free(t->place);
	free(t->body);
	free(t->extra);
	caller_free(&t->caller);
}

static bool same_caller(const struct caller *a, const struct caller *b)
{
	struct buffer x = {0}, y = {0};
	caller_lines(a, NULL, &x);
	caller_lines(b, NULL, &y);
	bool same = x.n == y.n && !memcmp(x.s, y.s, x.n);
	buffer_free(&x);
	buffer_free(&y);
	return same;
}

/* One field: said in the act, refused where the platform's export gave it. */
static enum z changed(const struct ticket_head *h, enum ticket_fact f, bool differs, struct buffer *said, struct error *e)
{
	if (!differs)
		return Z_OK;
	if (h->by_import & 1u << f)
		return refuse(e, R_TICKET_FACT_IMPORTED, ticket_fact_text((int)f));
	buffer_printf(said, "%s%s", said->n ? W_VALUE_AND : "", ticket_fact_text((int)f));
	return Z_OK;
}

/* What the clocks hang on is the platform's: once somebody works on it, another enters it as a fact. */
static enum z clock_fact(const struct ticket_head *h, enum ticket_fact f, bool differs, struct buffer *said, struct error *e)
{
	enum z z = changed(h, f, differs, said, e);
	return z == Z_OK && differs && h->handler ? refuse(e, R_TICKET_EDIT_FACT, ticket_fact_text((int)f)) : z;
}

static enum z edit_numbers(struct desk *d, struct ticket_op *op, const struct ticket_in *in, struct buffer *said, struct error *e)
{
	struct ticket_head *h = &op->h;
	int64_t at = in->dispatched_at ? in->dispatched_at : h->dispatched_at;
	enum z z = clock_fact(h, FACT_KIND, in->kind != h->kind, said, e);
	if (z == Z_OK)
		z = clock_fact(h, FACT_URGENCY, in->urgency != h->urgency, said, e);
	if (z == Z_OK)
		z = clock_fact(h, FACT_DISPATCHED, at != h->dispatched_at, said, e);
	if (z == Z_OK)
		z = clock_fact(h, FACT_PLATFORM_DUE, in->platform_due != h->platform_due, said, e);
	if (z == Z_OK && in->office != h->office)
		z = refuse(e, R_TICKET_EDIT_OFFICE);
	if (z != Z_OK)
		return z;
	h->kind = in->kind;
	h->urgency = in->urgency;
	h->platform_due = in->platform_due;
	h->dispatched_at = at;
	if (h->round == 1)
		h->round_at = at;
	return times_check(d, h, e);
}

static enum z edit_texts(struct desk *d, struct ticket_op *op, const struct clean *c, const struct texts *t, struct buffer *said, struct error *e)
{
	struct ticket_head *h = &op->h;
	bool body = strcmp(c->body, t->body) != 0, who = !same_caller(&c->caller, &t->caller);
	enum z z = changed(h, FACT_TITLE, strcmp(c->title, t->title) != 0, said, e);
	if (z == Z_OK)
		z = changed(h, FACT_BODY, body, said, e);
	if (z == Z_OK)
		z = changed(h, FACT_SOURCE, strcmp(c->source, t->source) != 0, said, e);
	if (z == Z_OK)
		z = changed(h, FACT_PLACE, strcmp(c->place, t->place) != 0, said, e);
	if (z == Z_OK)
		z = changed(h, FACT_CALLER, who, said, e);
	if (z == Z_OK && strcmp(c->topic, t->topic) != 0)
		buffer_printf(said, "%s%s", said->n ? W_VALUE_AND : "", W_FIELD_TOPIC);
	if (z == Z_OK && !said->n)
		z = refuse(e, R_REGISTER_UNCHANGED);
	if (z == Z_OK && body)
		z = content_text(d, c->body, &h->body, e);
	if (z == Z_OK && who)
		z = person_put(d, PERSON_TICKET, h->id, &c->caller, t->extra, NULL, e);
	if (z == Z_OK)
		z = keys(d, c, h, e);
	if (z == Z_OK)
		z = db_run(d->db, e, "UPDATE ticket SET title=?2, topic=?3, source=?4, place=?5 WHERE id=?1", "issss", h->id, c->title,
		        c->topic, c->source, c->place);
	return z;
}

/* What a form shows masked, or not at all, and gives back as it was is not changed. */
static void keep_masked(const struct ticket_in *in, struct clean *c, const struct texts *t)
{
	struct caller masked;
	caller_mask(&t->caller, &masked);
	const struct {
		char **now;
		const char *stood, *shown;
		bool given;
	} fields[] = {
		{&c->caller.name, t->caller.name, masked.name, in->caller.name},
		{&c->caller.phone, t->caller.phone, masked.phone, in->caller.phone},
		{&c->caller.idno, t->caller.idno, masked.idno, in->caller.idno},
		{&c->caller.address, t->caller.address, masked.address, in->caller.address},
		{&c->caller.sex, t->caller.sex, masked.sex, in->caller.sex},
		{&c->caller.place, t->caller.place, t->place, in->place},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (!fields[i].given || !strcmp(*fields[i].now, fields[i].shown)) {
			free(*fields[i].now);
			*fields[i].now = xstrdup(fields[i].stood);
		}
	mask_place(c->place, sizeof c->place, c->caller.place);
	char *body = xstrdup(t->body);
	mask_text(body);
	if (!in->body || !strcmp(c->body, body)) {
		free(c->body);
		c->body = xstrdup(t->body);
	}
	free(body);
	caller_free(&masked);
}

static enum z edit(struct desk *d, struct ticket_op *op, const struct ticket_in *in, struct clean *c, struct error *e)
{
	struct texts t = {0};
	struct buffer said = {0};
	enum z z = codes_check(in, e);
	if (z == Z_OK && ((*c->number && strcmp(c->number, op->h.number) != 0) ||
		(*c->platform && strcmp(c->platform, op->h.platform) != 0)))
		z = refuse(e, R_TICKET_EDIT_NUMBER);
	if (z == Z_OK)
		z = texts_read(d, &op->h, &t, e);
	if (z == Z_OK)
		keep_masked(in, c, &t);
	if (z == Z_OK)
		z = edit_numbers(d, op, in, &said, e);
	if (z == Z_OK)
		z = edit_texts(d, op, c, &t, &said, e);
	if (z == Z_OK)
		z = ticket_op_done(d, op, &(struct act_in){.act = TICKET_ACT_EDIT, .text = said.s}, e);
	if (z == Z_OK) {
		char *old = ticket_words(op->h.number, t.title, t.topic, t.body);
		char *now = ticket_words(op->h.number, c->title, c->topic, c->body);
		z = strcmp(old, now) ? ticket_index_again(d, op->id, old, now, e) : Z_OK;
		free(old);
		free(now);
	}
	texts_free(&t);
	buffer_free(&said);
	return z;
}

enum z ticket_edit(struct desk *d, int64_t id, int64_t ver, const struct ticket_in *in, struct error *e)
{
	struct ticket_op op;
	struct clean *c = xalloc(sizeof *c);
	enum z z = ticket_op_begin(d, ACTION_TICKET_EDIT, id, ver, &op, e);
	if (z == Z_OK)
		z = take(in, c, e);
	if (z == Z_OK)
		z = edit(d, &op, in, c, e);
	clean_free(c);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ taking back */
static enum z void_it(struct desk *d, struct ticket_op *op, const char *reason, struct error *e)
{
	char *text = NULL;
	enum z z = written_take(reason, W_FIELD_REASON, 2, TICKET_TEXT_MAX, &text, e);
	if (z == Z_OK && op->h.batch)
		z = refuse(e, R_TICKET_VOID_IMPORTED, op->h.number);
	if (z == Z_OK && db_number(d->db, e, 0, "SELECT count(*) FROM ticket_act WHERE ticket=?1 AND act NOT IN (?2,?3,?4)", "iiii",
	                         op->id, (int64_t)TICKET_ACT_REGISTER, (int64_t)TICKET_ACT_EDIT, (int64_t)TICKET_ACT_CLOCK))
		z = refuse(e, R_TICKET_VOID_LATE, op->h.number);
	op->h.state = TICKET_VOID;
	if (z == Z_OK)
		z = ticket_op_done(d, op, &(struct act_in){.act = TICKET_ACT_VOID, .text = text}, e);
	free(text);
	return z;
}

enum z ticket_void(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e)
{
	struct ticket_op op;
	enum z z = ticket_op_begin(d, ACTION_TICKET_VOID, id, ver, &op, e);
	if (z == Z_OK)
		z = void_it(d, &op, reason, e);
	return ticket_op_end(d, &op, z, e);
}

/* ------------------------------------------------------------ one form */
static enum z short_way(struct desk *d, const struct ticket_in *in, const struct ticket_answer_in *a, int64_t *id, struct error *e)
{
	struct ticket_op op;
	struct ticket_in mine = *in;
	if (!mine.office)
		mine.office = d->who.office;
	enum z z = op_permit(d, ACTION_TICKET_SHORT, e);
	if (z == Z_OK)
		z = ticket_insert(d, &mine, id, e);
	if (z == Z_OK)
		z = ticket_op_next(d, ACTION_TICKET_CLAIM, *id, &op, e);
	if (z == Z_OK)
		z = ticket_claim_do(d, &op, e);
	if (z == Z_OK)
		z = ticket_op_next(d, ACTION_TICKET_ANSWER, *id, &op, e);
	if (z == Z_OK)
		z = ticket_answer_do(d, &op, a, e);
	if (z == Z_OK)
		z = ticket_op_next(d, ACTION_TICKET_SUBMIT, *id, &op, e);
	return z == Z_OK ? ticket_submit_do(d, &op, e) : z;
}

enum z ticket_short(struct desk *d, const struct ticket_in *in, const struct ticket_answer_in *a, int64_t *id, struct error *e)
{
	int64_t made = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = short_way(d, in, a, &made, e);
	z = op_end(d, z, ACTION_TICKET_SHORT, made, e);
	if (z == Z_OK && id)
		*id = made;
	return z;
}
