/* read.c - one request whole, its history, why it is due when it is.  What is personal is masked here, for everybody:
 * request_person() alone shows it. */
#include "store/record/request/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/mask.h"
#include "store/record/words.h"

static void from_head(struct request *r, const struct request_head *h)
{
	r->id = h->id;
	r->ver = h->ver;
	r->office = h->office;
	r->handler = h->handler;
	r->ticket = h->ticket;
	r->created_at = h->created_at;
	r->state = h->state;
	r->channel = h->channel;
	r->applicant = h->applicant;
	r->offer = h->offer;
	r->pass = h->pass;
	r->receipt = h->receipt;
	r->received_on = h->received_on;
	r->due = h->due;
	r->answered_on = h->answered_on;
	r->erased = h->erased != 0;
	r->number = xstrdup(h->number);
	r->title = xstrdup(h->title);
}

static void light(struct desk *d, struct request *r, const struct request_head *h)
{
	int32_t today = desk_today(d);
	if (!request_is_open(h->state))
		return;
	if (h->answered_on != DAY_NONE) {
		r->light = h->due == DAY_NONE ? LIGHT_NONE : h->answered_on > h->due ? LIGHT_RED : LIGHT_GREEN;
		return;
	}
	r->estimate = h->due == DAY_NONE && h->received_on != DAY_NONE;
	if (h->received_on != DAY_NONE)
		r->left = clock_left(d->calendar, today, h->due_sort);
	if (h->due != DAY_NONE)
		r->light = today > h->due ? LIGHT_RED :
			r->left <= (int)setting_number(d, SETTING_SOON_DAYS) ? LIGHT_YELLOW : LIGHT_GREEN;
}

static enum z names(struct desk *d, struct request *r, struct error *e)
{
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT o.name, h.name, t.number FROM request r LEFT JOIN office o ON o.id=r.office LEFT JOIN officer h ON h.id=r.handler"
		" LEFT JOIN ticket t ON t.id=r.ticket WHERE r.id=?1",
		"i", r->id);
	if (db_step(d->db, q, e)) {
		r->office_name = xstrdup(column_text(q, 0));
		r->handler_name = xstrdup(column_text(q, 1));
		r->ticket_number = xstrdup(column_text(q, 2));
	}
	db_done(q);
	return db_result(d->db);
}

static enum z texts(struct desk *d, struct request *r, const struct request_head *h, struct error *e)
{
	struct applicant clear;
	bool known, handling = d->who.id && (h->handler == d->who.id || h->office == d->who.office);
	enum z z = content_shown(d, &h->body, &r->body, e);
	if (z == Z_OK && !handling)
		mask_text(r->body);
	if (z == Z_OK)
		z = applicant_read(d, h->id, &clear, &known, e);
	if (z == Z_OK) {
		applicant_mask(&clear, &r->masked);
		applicant_free(&clear);
	}
	return z;
}

enum z request_load(struct desk *d, int64_t id, struct request **out, struct error *e)
{
	struct request_head h;
	struct request *r = *out = xalloc(sizeof *r);
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = request_head(d, id, &h, e);
	if (z == Z_OK) {
		from_head(r, &h);
		light(d, r, &h);
		z = names(d, r, e);
	}
	if (z == Z_OK)
		z = texts(d, r, &h, e);
	if (z == Z_OK)
		r->may_see = request_permit(d, ACTION_REQUEST_PERSON, &h, NULL) == Z_OK;
	else
		request_free(out);
	return z;
}

void request_free(struct request **p)
{
	struct request *r = *p;
	if (!r)
		return;
	char *const all[] = {r->number, r->title, r->body, r->office_name, r->handler_name, r->ticket_number};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		free(all[i]);
	applicant_free(&r->masked);
	free(r);
	*p = NULL;
}

enum z request_by_number(struct desk *d, const char *number, int64_t *id, struct error *e)
{
	*id = db_number(d->db, e, 0, "SELECT id FROM request WHERE number=?1", "s", number);
	return *id ? Z_OK : db_failed(d->db) ? db_result(d->db) : refuse(e, R_NO_REQUEST, number);
}

int64_t request_of_ticket(struct desk *d, int64_t ticket)
{
	return db_number(d->db, NULL, 0, "SELECT max(id) FROM request WHERE ticket=?1 AND state<>?2", "ii", ticket, (int64_t)REQUEST_VOID);
}

/* ------------------------------------------------------------ history */
enum z request_history(struct desk *d, int64_t id, struct arena *a, struct request_step **steps, int *n, struct error *e)
{
	int cap = (int)db_number(d->db, e, 0, "SELECT count(*) FROM request_act WHERE request=?1", "i", id);
	struct content_ref *ref = xalloc(sizeof *ref * (size_t)(cap + 1));
	struct request_step *s = *steps = arena_alloc(a, sizeof **steps * (size_t)(cap + 1));
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT a.id, a.at, a.officer, a.act, a.state, a.day, o.name, f.name, h.name, a.text_c, a.text_d FROM request_act a"
		" JOIN officer o ON o.id=a.officer LEFT JOIN office f ON f.id=a.office LEFT JOIN officer h ON h.id=a.handler"
		" WHERE a.request=?1 ORDER BY a.id",
		"i", id);
	while (*n < cap && db_step(d->db, q, e)) {
		s[*n] = (struct request_step){.id = sqlite3_column_int64(q, 0),
			.at = sqlite3_column_int64(q, 1),
			.officer = sqlite3_column_int64(q, 2),
			.act = sqlite3_column_int(q, 3),
			.state = sqlite3_column_int(q, 4),
			.day = column_day(q, 5),
			.officer_name = arena_strdup(a, column_text(q, 6)),
			.office_name = arena_strdup(a, column_text(q, 7)),
			.handler_name = arena_strdup(a, column_text(q, 8))};
		ref[*n] = (struct content_ref){.id = sqlite3_column_int64(q, 9)};
		column_hash(q, 10, &ref[*n].digest);
		++*n;
	}
	db_done(q);
	enum z z = db_result(d->db);
	for (int i = 0; i < *n; i++) {
		char *text = NULL;
		if (z == Z_OK)
			z = content_shown(d, &ref[i], &text, e);
		if (text)
			mask_text(text);
		s[i].text = arena_strdup(a, text ? text : "");
		free(text);
	}
	free(ref);
	return z;
}

/* ------------------------------------------------------------ why */
enum z request_clock(struct desk *d, int64_t id, char receipt[400], char term[400], struct clock_trace *trace, struct error *e)
{
	struct request_head h;
	int32_t due, sort;
	char a[40], b[40];
	receipt[0] = term[0] = '\0';
	if (trace)
		trace->n = 0;
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = request_head(d, id, &h, e);
	if (z != Z_OK)
		return z;
	snprintf(receipt, 400, h.received_on == DAY_NONE ? W_REQUEST_UNCONFIRMED : W_REQUEST_RECEIVED, request_channel_rule(h.channel),
	        day_chinese(h.received_on == DAY_NONE ? h.receipt.day[request_came_by(h.channel)] : h.received_on, a));
	if (h.received_on == DAY_NONE)
		return Z_OK;
	z = request_due(d->calendar, &h.receipt, trace, &due, &sort, e);
	snprintf(term, 400, due == DAY_NONE ? W_REQUEST_TERM_OPEN : W_REQUEST_TERM, REQUEST_REPLY, day_chinese(h.received_on, a),
	        day_chinese(sort, b));
	return z == Z_MISSING ? Z_OK : z;
}
