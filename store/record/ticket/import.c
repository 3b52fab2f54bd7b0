/* import.c - the platform's export, row by row, in one transaction.  A ticket that is not here yet is written
 * (ticket/gather.c); of one that is, only the platform's own fields change, each told and written down
 * (ticket/reimport.c). */
#include "store/record/ticket/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/mask.h"
#include "store/base/text.h"
#include "store/file/search/index.h"
#include "store/record/field.h"
#include "store/record/import_batch.h"
#include "store/record/item/text.h"
#include "store/record/words.h"

/* ------------------------------------------------------------ a batch */
static void batch_free(struct desk *d)
{
	struct ticket_batch *b = d->tickets;
	if (!b)
		return;
	stat_moves_free(&b->moves);
	rowmap_free(&b->met);
	ticket_gathered_free(&b->gathered);
	for (size_t i = 0; i < b->offices_n; i++)
		free(b->offices[i].name);
	free(b->offices);
	free(b);
	d->tickets = NULL;
}

static enum z offices_read(struct desk *d, struct ticket_batch *b, struct error *e)
{
	sqlite3_stmt *q = db_query(d->db, e, "SELECT id, name FROM office WHERE active=1", "");
	while (db_step(d->db, q, e)) {
		b->offices = xrealloc(b->offices, (b->offices_n + 1) * sizeof *b->offices);
		b->offices[b->offices_n++] = (struct batch_office){sqlite3_column_int64(q, 0), xstrdup(column_text(q, 1))};
	}
	db_done(q);
	return db_result(d->db);
}

static enum z limits_read(struct desk *d, struct ticket_batch *b, struct error *e)
{
	enum z z = Z_OK;
	for (int k = 1; k < KIND_END && z == Z_OK; k++)
		for (int u = 1; u < URGENCY_END && z == Z_OK; u++)
			z = ticket_limit_of(d, k, u, &b->limit[k][u], e);
	return z;
}

static enum z begin(struct desk *d, const struct ticket_import *in, struct ticket_batch *b, struct error *e)
{
	static const struct hash none = {{0}};
	enum z z = op_permit(d, ACTION_TICKET_IMPORT, e);
	if (z == Z_OK)
		z = offices_read(d, b, e);
	if (z == Z_OK)
		z = limits_read(d, b, e);
	if (z == Z_OK)
		z = ticket_secret(d, &b->secret, e);
	if (z == Z_OK)
		z = import_batch_add(d, "tickets", in->file_name ? in->file_name : "", in->digest ? in->digest : &none, &b->id, e);
	if (z == Z_OK)
		z = ticket_gathered_begin(d, e);
	b->first = z == Z_OK && !db_number(d->db, e, 1, "SELECT EXISTS(SELECT 1 FROM ticket)", "");
	return z;
}

/* Tickets refer to offices that were read, to this batch, and to one another by numbers that were looked up. */
static void import_large(struct desk *d, bool on)
{
	db_large(d->db, on);
	db_references(d->db, !on);
}

enum z ticket_import_begin(struct desk *d, const struct ticket_import *in, struct error *e)
{
	if (d->tickets || d->batch)
		return refuse(e, R_TICKET_BATCH_OPEN);
	op_named(d, ACTION_TICKET_IMPORT);
	enum z z = op_begin(d, e);
	struct ticket_batch *b = xalloc(sizeof *b);
	d->tickets = b;
	b->dry = in->dry;
	b->changed = in->changed;
	b->ctx = in->ctx;
	import_large(d, true);
	if (z == Z_OK)
		z = begin(d, in, b, e);
	if (z == Z_OK)
		return Z_OK;
	batch_free(d);
	z = op_end(d, z, ACTION_TICKET_IMPORT, 0, e);
	import_large(d, false);
	return z;
}

enum z ticket_import_end(struct desk *d, int64_t *batch, struct error *e)
{
	struct ticket_batch *b = d->tickets;
	if (!b)
		return refuse(e, R_TICKET_BATCH_NONE);
	int64_t id = b->id;
	bool dry = b->dry;
	enum z z = dry ? Z_OK : ticket_gathered_end(d, e);
	if (z == Z_OK)
		z = stat_moves_write(d, &b->moves, e);
	if (z == Z_OK)
		z = db_run(d->db, e, "UPDATE batch SET rows=?2 WHERE id=?1", "ii", id, b->rows);
	batch_free(d);
	if (z == Z_OK && dry) {
		op_end(d, Z_CANCEL, ACTION_TICKET_IMPORT, 0, NULL);
		id = 0;
	} else {
		z = op_end(d, z, ACTION_TICKET_IMPORT, id, e);
	}
	import_large(d, false);
	if (z == Z_OK && !dry)
		search_index_settle(d->db, SEARCH_ASIDE); /* four segments are as good as one */
	if (batch)
		*batch = z == Z_OK ? id : 0;
	return z;
}

void ticket_import_drop(struct desk *d)
{
	if (!d->tickets)
		return;
	batch_free(d);
	op_end(d, Z_CANCEL, ACTION_TICKET_IMPORT, 0, NULL);
	import_large(d, false);
}

/* ------------------------------------------------------------ a row, cleaned */
static void clean_free(struct clean_row *c)
{
	free(c->body);
	buffer_free(&c->caller);
	buffer_free(&c->extra);
	caller_free(&c->who);
}

/* In one piece: no tab and no line end within. */
static void extra_add(struct buffer *b, const char *name, const char *text)
{
	char *n = text_cleaned(name, false), *t = text_cleaned(text, false);
	if (!text_blank(t)) {
		if (b->n)
			buffer_byte(b, '\n');
		buffer_printf(b, "%s\t%s", n, t);
	}
	free(n);
	free(t);
}

static int64_t office_of(const struct ticket_batch *b, const char *name)
{
	for (size_t i = 0; i < b->offices_n; i++)
		if (!strcmp(b->offices[i].name, name))
			return b->offices[i].id;
	return 0;
}

/* A title that the export has not got: 事项名称, or the beginning of what was said. */
static void title_from(struct clean_row *c)
{
	if (*c->title)
		return;
	const char *s = *c->topic ? c->topic : c->body ? c->body : "";
	size_t n = 0, left = strlen(s);
	for (int chars = 0; chars < 40 && n < left && s[n] != '\n'; chars++) {
		uint32_t cp;
		n += (size_t)utf8_decode(s + n, left - n, &cp);
	}
	snprintf(c->title, sizeof c->title, "%.*s", (int)n, n ? s : "");
	if (!*c->title)
		snprintf(c->title, sizeof c->title, "%s", c->number);
}

static enum z clean(const struct ticket_batch *b, const struct ticket_row *r, struct clean_row *c, struct error *e)
{
	enum z z = field_take(c->number, sizeof c->number, r->number, W_FIELD_TICKET_NUMBER, 0, TICKET_NUMBER_MAX, e);
	if (z == Z_OK && !*c->number)
		z = refuse(e, R_TICKET_NUMBER_MISSING);
	if (z == Z_OK)
		z = field_take(c->platform, sizeof c->platform, r->platform && *r->platform ? r->platform : "12345", W_FIELD_PLATFORM, 1, 20, e);
	if (z == Z_OK && !strcmp(c->platform, W_OWN_PLATFORM))
		z = refuse(e, R_TICKET_OWN_NUMBER);
	if (z == Z_OK)
		z = field_take(c->title, sizeof c->title, r->title, W_FIELD_TICKET_TITLE, 0, TICKET_TITLE_MAX, e);
	if (z == Z_OK)
		z = field_take(c->topic, sizeof c->topic, r->topic, W_FIELD_TOPIC, 0, 60, e);
	if (z == Z_OK)
		z = field_take(c->source, sizeof c->source, r->source, W_FIELD_TICKET_SOURCE, 0, 30, e);
	if (z == Z_OK)
		z = field_take(c->state, sizeof c->state, r->platform_state, ticket_fact_text(FACT_PLATFORM_STATE), 0, 30, e);
	if (z == Z_OK)
		z = field_take(c->office, sizeof c->office, r->office, W_FIELD_OFFICE, 0, 60, e);
	if (z == Z_OK)
		z = written_take(r->body, W_FIELD_TICKET_BODY, 0, TICKET_BODY_MAX, &c->body, e);
	struct caller who = r->caller;
	char place[820];
	if (z == Z_OK)
		z = field_take(place, sizeof place, r->place, W_FIELD_PLACE, 0, 200, e);
	who.place = place;
	if (z == Z_OK)
		z = caller_check(&who, PERSON_TICKET, &c->who, e);
	if (z != Z_OK)
		return z;
	c->has_caller = r->caller.name || r->caller.phone || r->caller.idno || r->caller.address || r->caller.sex;
	c->has_title = r->title && *c->title;
	title_from(c);
	mask_text(c->title);
	mask_text(c->topic);
	mask_place(c->place, sizeof c->place, c->who.place);
	c->office_id = *c->office ? office_of(b, c->office) : 0;
	for (int i = 0; r->extra && r->extra[i] && r->extra[i + 1]; i += 2)
		extra_add(&c->extra, r->extra[i], r->extra[i + 1]);
	if (*c->office && !c->office_id)
		extra_add(&c->extra, W_EXTRA_OFFICE, c->office);
	caller_lines(&c->who, c->extra.s, &c->caller);
	return Z_OK;
}

static enum z order_check(struct desk *d, const struct clean_row *c, const struct ticket_row *r, struct error *e)
{
	char a[24], b[24];
	const struct {
		enum ticket_fact fact;
		int64_t at;
	} past[] = {{FACT_DISPATCHED, r->dispatched_at}, {FACT_SIGNED, r->signed_at}, {FACT_CLOSED, r->closed_at},
		{FACT_VISITED, r->visited_at}};
	for (size_t i = 0; i < sizeof past / sizeof *past; i++)
		if (past[i].at > d->now)
			return refuse(e, R_TICKET_LATER, ticket_fact_text((int)past[i].fact), instant_text(past[i].at, a));
	if (r->dispatched_at && r->closed_at && r->closed_at < r->dispatched_at)
		return refuse(e, R_TICKET_CLOSED_ORDER, c->number, instant_text(r->closed_at, a), instant_text(r->dispatched_at, b));
	if (r->dispatched_at && r->platform_due && r->platform_due <= r->dispatched_at)
		return refuse(e, R_TICKET_DUE_ORDER, until_text(r->platform_due, a), instant_text(r->dispatched_at, b));
	if ((r->kind && !*ticket_kind_text(r->kind)) || (r->urgency && !*ticket_urgency_text(r->urgency)))
		return refuse(e, r->kind && !*ticket_kind_text(r->kind) ? R_TICKET_KIND : R_TICKET_URGENCY);
	return Z_OK;
}

/* ------------------------------------------------------------ one row */
uint32_t ticket_row_facts(const struct ticket_row *r, const struct clean_row *c)
{
	const struct {
		enum ticket_fact fact;
		bool there;
	} all[] = {{FACT_DISPATCHED, r->dispatched_at}, {FACT_PLATFORM_DUE, r->platform_due}, {FACT_SIGNED, r->signed_at},
		{FACT_CLOSED, r->closed_at}, {FACT_VISITED, r->visited_at}, {FACT_SOLVED, r->solved}, {FACT_PLEASED, r->pleased},
		{FACT_PLEASED_MANNER, r->pleased_manner}, {FACT_REDOS, r->redos >= 0}, {FACT_PLATFORM_STATE, *c->state},
		{FACT_KIND, r->kind}, {FACT_URGENCY, r->urgency}, {FACT_TITLE, c->has_title}, {FACT_BODY, *c->body},
		{FACT_CALLER, *c->who.name || *c->who.phone || *c->who.idno || *c->who.address}, {FACT_PLACE, *c->who.place},
		{FACT_SOURCE, *c->source}, {FACT_EXTRA, c->extra.n}, {FACT_TOPIC, *c->topic}};
	uint32_t bits = 0;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		bits |= (uint32_t)all[i].there << all[i].fact;
	return bits;
}

static enum z row(struct desk *d, const struct ticket_row *r, struct clean_row *c, enum ticket_met *met, struct error *e)
{
	struct ticket_batch *b = d->tickets;
	enum z z = clean(b, r, c, e);
	if (z == Z_OK)
		z = order_check(d, c, r, e);
	bool twice = ticket_was_gathered(b, c);
	const bool ask = !b->first || twice; /* for its number */
	if (z == Z_OK && twice)
		z = ticket_gathered_write(d, e);
	else if (z == Z_OK && (ask || b->broken != Z_OK))
		z = ticket_gathered_wait(d, e);
	if (z != Z_OK)
		return z;
	int64_t id = 0;
	if (ask) {
		id = db_number(d->db, e, 0, "SELECT id FROM ticket WHERE platform=?1 AND number=?2", "ss", c->platform,
		        c->number);
		if (db_failed(d->db))
			return db_result(d->db);
	}
	*met = TICKET_NEW;
	if (!id)
		return ticket_gather(d, r, c, e);
	if (rowmap_put(&b->met, T_ticket, id))
		return refuse(e, R_TICKET_NUMBER_TWICE, c->number);
	z = ticket_gathered_write(d, e);
	return z != Z_OK ? z : ticket_reimport(d, id, r, c, met, e);
}

enum z ticket_import_row(struct desk *d, const struct ticket_row *r, enum ticket_met *met, struct error *e)
{
	struct clean_row c = {.body = NULL};
	enum ticket_met found = TICKET_SAME;
	if (!d->tickets)
		return refuse(e, R_TICKET_BATCH_NONE);
	enum z z = row(d, r, &c, &found, e);
	clean_free(&c);
	if (z == Z_OK)
		d->tickets->rows += found != TICKET_SAME;
	if (met)
		*met = found;
	return z;
}

/* ------------------------------------------------------------ headers mapped by hand */
enum z ticket_mapping_set(struct desk *d, const char *header, const char *name, struct error *e)
{
	char kept[256], key[128];
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_TICKET_MAPPING, e);
	if (z == Z_OK)
		z = field_take(kept, sizeof kept, header, W_FIELD_HEADER, 1, 60, e);
	if (z == Z_OK)
		z = field_take(key, sizeof key, name, W_FIELD_HEADER, 0, 40, e);
	if (z == Z_OK)
		z = db_run(d->db, e,
			"INSERT INTO ticket_mapping(header, field) VALUES(?1, ?2) ON CONFLICT(header) DO UPDATE SET field=excluded.field", "ss",
			kept, key);
	return op_end(d, z, ACTION_TICKET_MAPPING, 0, e);
}

enum z ticket_mappings(struct desk *d, struct arena *a, const char ***pairs, int *n, struct error *e)
{
	int cap = (int)db_number(d->db, e, 0, "SELECT count(*) FROM ticket_mapping", "");
	*pairs = arena_alloc(a, sizeof **pairs * (size_t)(2 * cap + 2));
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT header, field FROM ticket_mapping ORDER BY id", "");
	while (*n < cap && db_step(d->db, q, e)) {
		const char **pair = *pairs + (size_t)*n * 2;
		pair[0] = arena_strdup(a, column_text(q, 0));
		pair[1] = arena_strdup(a, column_text(q, 1));
		++*n;
	}
	db_done(q);
	return db_result(d->db);
}
