/* undo.c - an import of tickets taken back while nobody built on it: what it brought becomes 作废, what it changed
 * goes back to what it was. */
#include "store/record/ticket/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/mask.h"
#include "store/record/import_batch.h"
#include "store/record/words.h"

static enum z refuse_built_on(struct desk *d, int64_t batch, sqlite3_stmt *q, struct error *e)
{
	char id[24], number[TICKET_NUMBER_MAX + 1] = "";
	snprintf(id, sizeof id, "%lld", (long long)batch);
	if (db_step(d->db, q, e))
		snprintf(number, sizeof number, "%s", column_text(q, 0));
	db_done(q);
	return *number ? refuse(e, R_TICKET_BATCH_BUILT_ON, id, number) : db_result(d->db);
}

/* Something was done to a ticket that it brought; or a fact that it changed, or the closing, was changed again. */
static enum z built_on(struct desk *d, int64_t batch, struct error *e)
{
	enum z z = refuse_built_on(d, batch, db_query(d->db, e,
		"SELECT t.number FROM ticket t WHERE t.batch=?1 AND (t.erased=1 OR EXISTS(SELECT 1 FROM ticket_act a WHERE a.ticket=t.id"
		" AND a.act NOT IN (?2,?3) AND a.batch IS NOT ?1 AND a.id>coalesce((SELECT min(b.id) FROM ticket_act b WHERE b.ticket=t.id AND"
		" b.batch=?1),0)) OR EXISTS(SELECT 1 FROM ticket m WHERE m.master=t.id)) LIMIT 1",
		"iii", batch, (int64_t)TICKET_ACT_CLOCK, (int64_t)TICKET_ACT_MARK), e);
	if (z == Z_OK)
		z = refuse_built_on(d, batch, db_query(d->db, e,
			"SELECT t.number FROM ticket_act b JOIN ticket t ON t.id=b.ticket WHERE b.batch=?1 AND t.batch IS NOT ?1 AND"
			" (t.erased=1 OR EXISTS(SELECT 1 FROM ticket_act a WHERE a.ticket=b.ticket AND a.id>b.id AND a.batch IS NOT ?1 AND"
			" (a.act IN (?2,?3,?4,?5) OR a.act=?6 AND b.act=?6 AND a.other=b.other))) LIMIT 1",
			"iiiiii", batch, (int64_t)TICKET_ACT_REDO, (int64_t)TICKET_ACT_UNDO, (int64_t)TICKET_ACT_CLOSE,
			(int64_t)TICKET_ACT_UNMERGE, (int64_t)TICKET_ACT_FACT), e);
	return z;
}

/* ------------------------------------------------------------ what it brought */
static enum z undo_new(struct desk *d, int64_t id, int64_t batch, struct error *e)
{
	struct ticket_op op = {.action = ACTION_TICKET_IMPORT_UNDO, .id = id};
	enum z z = ticket_head(d, id, &op.h, e);
	if (z != Z_OK || op.h.state == TICKET_VOID)
		return z;
	op.before = op.h;
	op.h.state = TICKET_VOID;
	return ticket_op_done(d, &op, &(struct act_in){.act = TICKET_ACT_UNDO, .other = TICKET_VOID, .batch = batch}, e);
}

/* ------------------------------------------------------------ what it changed */
struct back {
	int64_t id, ticket, old, now;
	int act, fact;
	struct content_ref text;
};

static enum z set_text(struct desk *d, int64_t id, enum ticket_fact f, const char *text, struct error *e)
{
	switch (f) {
	case FACT_TITLE:
		return db_run(d->db, e, "UPDATE ticket SET title=?2 WHERE id=?1", "is", id, text);
	case FACT_TOPIC:
		return db_run(d->db, e, "UPDATE ticket SET topic=?2 WHERE id=?1", "is", id, text);
	case FACT_SOURCE:
		return db_run(d->db, e, "UPDATE ticket SET source=?2 WHERE id=?1", "is", id, text);
	case FACT_PLATFORM_STATE:
		return db_run(d->db, e, "UPDATE ticket SET platform_state=?2 WHERE id=?1", "is", id, text);
	case FACT_PLACE:
		return db_run(d->db, e, "UPDATE ticket SET place=?2 WHERE id=?1", "is", id, text);
	default:
		return Z_OK;
	}
}

static enum z caller_back(struct desk *d, struct ticket_op *op, const struct back *b, struct error *e)
{
	struct caller who = {0};
	struct hash secret;
	struct content_ref ref;
	char *lines = NULL, *topic = NULL, place[256];
	enum z z = content_shown(d, &b->text, &lines, e);
	if (z == Z_OK)
		z = ticket_secret(d, &secret, e);
	if (z == Z_OK)
		z = person_last(d, PERSON_TICKET, op->id, &ref, NULL, e);
	if (z == Z_OK) {
		caller_read(lines, &who);
		if (ref.id != b->text.id || !b->text.id)
			z = person_put(d, PERSON_TICKET, op->id, &who, NULL, b->text.id ? &b->text : NULL, e);
	}
	sqlite3_stmt *q = z == Z_OK ? db_query(d->db, e, "SELECT topic FROM ticket WHERE id=?1", "i", op->id) : NULL;
	if (q && db_step(d->db, q, e))
		topic = xstrdup(column_text(q, 0));
	db_done(q);
	if (z == Z_OK && topic) {
		op->h.caller_key = ticket_caller_key(&secret, &who);
		op->h.place_key = ticket_place_key(&secret, who.place, topic);
		z = set_text(d, op->id, FACT_PLACE, mask_place(place, sizeof place, who.place ? who.place : ""), e);
	}
	free(lines);
	free(topic);
	caller_free(&who);
	return z;
}

/* The first line of what the act says is what stood there. */
static enum z text_back(struct desk *d, struct ticket_op *op, const struct back *b, struct act_in *act, char **said, struct error *e)
{
	char *both = NULL;
	struct buffer turned = {0};
	enum z z = content_shown(d, &b->text, &both, e);
	char *line = both ? strchr(both, '\n') : NULL;
	if (z == Z_OK && line) {
		*line = '\0';
		z = set_text(d, op->id, (enum ticket_fact)b->fact, both, e);
		buffer_printf(&turned, "%s\n%s", line + 1, both);
	}
	free(both);
	act->text = *said = buffer_take(&turned);
	return z;
}

static enum z fact_back(struct desk *d, const struct back *b, int64_t batch, struct error *e)
{
	struct ticket_op op = {.action = ACTION_TICKET_IMPORT_UNDO, .id = b->ticket};
	struct act_in act = {.act = TICKET_ACT_FACT, .other = b->fact, .old = b->now, .now = b->old, .batch = batch};
	struct content_ref had = {0};
	char *said = NULL;
	enum z z = ticket_head(d, b->ticket, &op.h, e);
	op.before = op.h;
	if (z != Z_OK)
		return z;
	char *words = ticket_words_read(d, &op.h, e);
	switch (b->fact) {
	case FACT_BODY:
		had = op.h.body;
		op.h.body = b->text;
		act.ref = had.id ? &had : NULL;
		break;
	case FACT_EXTRA:
	case FACT_CALLER:
	case FACT_PLACE:
		z = person_last(d, PERSON_TICKET, op.id, &had, NULL, e);
		act.ref = had.id ? &had : NULL;
		if (z == Z_OK)
			z = caller_back(d, &op, b, e);
		break;
	case FACT_TITLE:
	case FACT_TOPIC:
	case FACT_SOURCE:
	case FACT_PLATFORM_STATE:
		z = text_back(d, &op, b, &act, &said, e);
		break;
	default:
		ticket_fact_set(&op.h, (enum ticket_fact)b->fact, b->old);
		if (op.h.state == TICKET_CLOSED) {
			if (b->fact == FACT_PLATFORM_DUE)
				op.h.outer_due = b->old;
			op.h.light = ticket_closing_light(&op.h);
		}
	}
	/* What nobody but this import said may be entered by hand again. */
	if (z == Z_OK && !op.h.batch && !db_number(d->db, e, 0,
		"SELECT count(*) FROM ticket_act WHERE ticket=?1 AND (act=?2 AND other=?3 OR act=?5 AND (now & ~coalesce(old,0)) >> ?3 & 1) AND"
		" batch IS NOT NULL AND batch<>?4", "iiiii",
		b->ticket, (int64_t)TICKET_ACT_FACT, (int64_t)b->fact, batch, (int64_t)TICKET_ACT_MARK))
		op.h.by_import &= ~(1u << b->fact);
	if (z == Z_OK)
		z = ticket_op_done(d, &op, &act, e);
	char *now = z == Z_OK ? ticket_words_read(d, &op.h, e) : NULL;
	if (now && words && strcmp(now, words) != 0)
		z = ticket_index_again(d, op.id, words, now, e);
	free(words);
	free(now);
	free(said);
	return z;
}

static enum z close_back(struct desk *d, const struct back *b, int64_t batch, struct error *e)
{
	struct ticket_op op = {.action = ACTION_TICKET_IMPORT_UNDO, .id = b->ticket};
	enum z z = ticket_head(d, b->ticket, &op.h, e);
	op.before = op.h;
	if (z == Z_OK)
		z = ticket_flow_read(d, &op.h, &op.flow, e);
	if (z != Z_OK)
		return z;
	op.h.state = op.flow.closed_from;
	op.h.closed_at = b->old;
	op.h.light = 0;
	op.h.by_import &= ~(1u << FACT_CLOSED);
	return ticket_op_done(d, &op, &(struct act_in){.act = TICKET_ACT_UNDO, .refers = b->id, .old = b->now, .now = b->old, .batch = batch}, e);
}

/* What it said as it stood there already, or said first, is nobody's again. */
static enum z marks_back(struct desk *d, const struct back *b, int64_t batch, struct error *e)
{
	struct ticket_op op = {.action = ACTION_TICKET_IMPORT_UNDO, .id = b->ticket};
	enum z z = ticket_head(d, b->ticket, &op.h, e);
	op.before = op.h;
	op.h.by_import &= ~(uint32_t)(b->now & ~b->old);
	return z != Z_OK ? z : ticket_op_done(d, &op, &(struct act_in){.act = TICKET_ACT_MARK, .old = b->now, .now = b->old, .batch = batch}, e);
}

/* Its acts upon tickets that it did not bring, the last one first. */
static enum z undo_changed(struct desk *d, int64_t batch, int64_t *count, struct error *e)
{
	int64_t before = INT64_MAX, last = 0;
	for (;;) {
		struct back b = {0};
		sqlite3_stmt *q = db_query(d->db, e,
			"SELECT a.id, a.ticket, a.old, a.now, a.act, a.other, a.text_c, a.text_d FROM ticket_act a JOIN ticket t ON t.id=a.ticket"
			" WHERE a.batch=?1 AND a.id<?2 AND a.act IN (?3,?4,?5) AND t.batch IS NOT ?1 ORDER BY a.id DESC LIMIT 1",
			"iiiii", batch, before, (int64_t)TICKET_ACT_FACT, (int64_t)TICKET_ACT_CLOSE, (int64_t)TICKET_ACT_MARK);
		if (db_step(d->db, q, e)) {
			b = (struct back){.id = sqlite3_column_int64(q, 0), .ticket = sqlite3_column_int64(q, 1),
				.old = sqlite3_column_int64(q, 2), .now = sqlite3_column_int64(q, 3), .act = sqlite3_column_int(q, 4),
				.fact = sqlite3_column_int(q, 5), .text.id = sqlite3_column_int64(q, 6)};
			column_hash(q, 7, &b.text.digest);
		}
		db_done(q);
		if (!b.id)
			return db_result(d->db);
		before = b.id;
		*count += b.ticket != last;
		last = b.ticket;
		enum z z = b.act == TICKET_ACT_CLOSE  ? close_back(d, &b, batch, e)
			   : b.act == TICKET_ACT_MARK ? marks_back(d, &b, batch, e)
						      : fact_back(d, &b, batch, e);
		if (z != Z_OK)
			return z;
	}
}

static enum z undo(struct desk *d, int64_t batch, int64_t *count, struct error *e)
{
	int64_t id = 0;
	enum z z = op_permit(d, ACTION_TICKET_IMPORT_UNDO, e);
	if (z == Z_OK)
		z = import_batch_stands(d, "tickets", batch, R_TICKET_BATCH_UNKNOWN, R_TICKET_BATCH_UNDONE, e);
	if (z == Z_OK)
		z = built_on(d, batch, e);
	if (z == Z_OK)
		z = undo_changed(d, batch, count, e);
	while (z == Z_OK && (id = db_number(d->db, e, 0, "SELECT min(id) FROM ticket WHERE batch=?1 AND id>?2", "ii", batch, id))) {
		z = undo_new(d, id, batch, e);
		++*count;
	}
	if (z == Z_OK)
		z = db_result(d->db);
	if (z == Z_OK)
		z = import_batch_undone(d, batch, e);
	return z;
}

enum z ticket_import_undo(struct desk *d, int64_t batch, int64_t *count, struct error *e)
{
	int64_t n = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = undo(d, batch, &n, e);
	z = op_end(d, z, ACTION_TICKET_IMPORT_UNDO, batch, e);
	if (count)
		*count = z == Z_OK ? n : 0;
	return z;
}
