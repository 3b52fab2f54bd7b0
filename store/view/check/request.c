/* request.c - one 公开申请 against the invariants: its acts replayed against the register row, its texts against their
 * digests, its receipt and due date counted anew, its number drawn from our own series. */
#include "store/view/check/inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/request/inner.h"
#include "store/record/words.h"
#include "store/rule/ticket/ticket.h"

struct look {
	struct check *c;
	struct request_head h;
	struct check_of of;
};

/* ---- the way ---- */

static void compare(struct look *l, const struct request_flow *f)
{
	const struct request_head *h = &l->h;
	const struct check_pair all[] = {
		{WORD_REQUEST_STATE, f->state == h->state},
		{WORD_REQUEST_CHANNEL, !memcmp(&f->receipt, &h->receipt, sizeof f->receipt)},
		{WORD_REQUEST_OFFICE, f->office == h->office},
		{WORD_REQUEST_HANDLER, f->handler == h->handler},
		{WORD_REQUEST_ANSWERED, f->answered == h->answered_on},
	};
	check_same(l->c, &l->of, all, sizeof all / sizeof *all);
}

static enum z way(struct look *l, struct error *e)
{
	struct db *db = l->c->d->db;
	struct request_flow f;
	int steps = 0;
	enum z z = Z_OK;
	request_flow_begin(&f);
	sqlite3_stmt *q = db_query(db, e,
		"SELECT act, office, handler, other, day, until, state, text_c, text_d FROM request_act WHERE request=?1 ORDER BY id", "i",
		l->h.id);
	while (z == Z_OK && !f.wrong && db_step(db, q, e)) {
		const struct request_event ev = {.act = sqlite3_column_int(q, 0),
			.office = sqlite3_column_int64(q, 1),
			.handler = sqlite3_column_int64(q, 2),
			.other = sqlite3_column_int64(q, 3),
			.day = column_day(q, 4),
			.until = column_day(q, 5)};
		struct content_ref text = {.id = sqlite3_column_int64(q, 7)};
		int state = sqlite3_column_int(q, 6);
		column_hash(q, 8, &text.digest);
		steps++;
		request_flow_step(&f, &ev);
		f.wrong = f.wrong || f.state != state;
		if (f.wrong)
			say(l->c, 1, R_CHECK_REQUEST_FLOW, l->h.number, number_text(steps).s, request_act_text(ev.act));
		z = check_text_of(l->c, &l->of, WORD_REQUEST_TEXT, &text, e);
	}
	db_done(q);
	if (z == Z_OK)
		z = db_result(db);
	if (z == Z_OK && !f.wrong)
		compare(l, &f);
	return z;
}

/* ---- clock, number, ticket, erasure ---- */

static const char *day_words(int32_t day, char buf[16])
{
	return day == REQUEST_NEVER ? check_word(WORD_UNKNOWN) : check_day(day, buf);
}

static void clocks(struct look *l)
{
	struct request_head now = l->h;
	char a[16], b[16];
	request_clocks(l->c->d, &now);
	int32_t received = request_received(&l->h.receipt);
	if (received != l->h.received_on)
		say(l->c, 7, R_CHECK_REQUEST_DUE, l->h.number, check_word(WORD_REQUEST_RECEIVED), day_words(l->h.received_on, a),
		        day_words(received, b));
	else if (now.due != l->h.due)
		say(l->c, 7, R_CHECK_REQUEST_DUE, l->h.number, check_word(WORD_REQUEST_DUE), day_words(l->h.due, a), day_words(now.due, b));
	else if (now.due_sort != l->h.due_sort)
		say(l->c, 7, R_CHECK_REQUEST_DUE, l->h.number, check_word(WORD_REQUEST_DUE), day_words(l->h.due_sort, a),
		        day_words(now.due_sort, b));
}

static enum z number(struct look *l, struct error *e)
{
	int year = 0;
	long long n = 0;
	char series[40];
	if (sscanf(l->h.number, W_REQUEST_NUMBER, &year, &n) != 2)
		n = INT64_MAX;
	snprintf(series, sizeof series, "request %d", year);
	return check_series(l->c, &l->of, series, n, e);
}

_Static_assert(TICKET_ACT_ROUTE == 30, "act below");

/* Its ticket went over to it. */
static enum z ticket(struct look *l, struct error *e)
{
	struct db *db = l->c->d->db;
	char from[80] = "";
	if (!l->h.ticket || db_number(db, e, 0, "SELECT 1 FROM ticket_act WHERE ticket=?1 AND act=30 AND now=?2", "ii", l->h.ticket, l->h.id))
		return db_result(db);
	sqlite3_stmt *q = db_query(db, e, "SELECT number FROM ticket WHERE id=?1", "i", l->h.ticket);
	if (db_step(db, q, e))
		snprintf(from, sizeof from, "%s", column_text(q, 0));
	db_done(q);
	if (!db_failed(db))
		say(l->c, 1, R_CHECK_REQUEST_TICKET, l->h.number, from);
	return db_result(db);
}

enum z check_request(struct check *c, int64_t id, struct error *e)
{
	struct look l = {.c = c};
	enum z z = request_head(c->d, id, &l.h, e);
	l.of = (struct check_of){.id = id, .name = l.h.number, .content = R_CHECK_REQUEST_CONTENT, .state = R_CHECK_REQUEST_STATE,
		.series = R_CHECK_REQUEST_SERIES};
	if (z == Z_OK)
		z = way(&l, e);
	if (z == Z_OK)
		z = check_text_of(c, &l.of, WORD_REQUEST_BODY, &l.h.body, e);
	if (z == Z_OK)
		z = check_texts_of(c, &l.of, WORD_REQUEST_PERSON, "SELECT data_c, data_d FROM person WHERE request=?1", e);
	if (z != Z_OK)
		return z;
	clocks(&l);
	z = number(&l, e);
	if (z == Z_OK)
		z = ticket(&l, e);
	return z == Z_OK ? check_erased(c, &l.of, CHECK_ERASURE("request"), l.h.erased != 0, e) : z;
}
