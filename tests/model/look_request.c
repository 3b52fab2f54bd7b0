/* look_request.c - is a request what the model says, and are the lists of requests?  Reads only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/record/request/request.h"
#include "store/record/words.h"
#include "store/view/request/view.h"
#include "tests/deskfix.h"
#include "tests/listing.h"
#include "tests/model/act.h"

#define SAY(...) (snprintf(buf, 400, __VA_ARGS__), buf)
#define COUNT(pairs) (sizeof(pairs) / sizeof *(pairs))

static bool open_one(const struct m_request *q)
{
	return q->state == REQUEST_REGISTERED && q->answered == DAY_NONE;
}

/* The day that lists go by. */
static int32_t sort_of(const struct model *m, const struct m_request *q)
{
	int32_t sort;
	if (!open_one(q))
		return REQUEST_NEVER;
	if (q->received == DAY_NONE)
		return q->came;
	model_workday(m, q->received, 20, &sort);
	return sort;
}

static int light_of(const struct model *m, const struct m_request *q, int32_t today)
{
	if (q->state == REQUEST_VOID || q->due == DAY_NONE)
		return LIGHT_NONE;
	if (q->answered != DAY_NONE)
		return q->answered > q->due ? LIGHT_RED : LIGHT_GREEN;
	int32_t near = today;
	int left = 0; /* working days after today up to the last one */
	while (++near <= q->due)
		left += m->works[near - m->first_day];
	return today > q->due ? LIGHT_RED : left <= 2 ? LIGHT_YELLOW : LIGHT_GREEN;
}

static const char *numbers(struct desk *d, const struct model *m, int id, const struct request *r, char buf[400])
{
	const struct m_request *i = &m->request[id];
	struct error e;
	const struct look_pair all[] = {
		{"state", i->state, r->state},
		{"version", model_ver(m, ABOUT_REQUEST, id), r->ver},
		{"channel", i->channel, r->channel},
		{"applicant", i->applicant, r->applicant},
		{"offer", i->offer, r->offer},
		{"way", i->pass, r->pass},
		{"office", i->office, r->office},
		{"handler", i->handler, r->handler},
		{"ticket", i->ticket, r->ticket},
		{"day that it came", i->came, r->receipt.day[request_came_by(i->channel)]},
		{"confirmed", i->confirmed, r->receipt.day[CAME_CONFIRMED]},
		{"received", i->received, r->received_on},
		{"due", i->due, r->due},
		{"answered", i->answered, r->answered_on},
		{"erased", i->erased, r->erased},
		{"light", light_of(m, i, desk_today(d)), r->light},
		{"estimate", open_one(i) && i->due == DAY_NONE && i->received != DAY_NONE, r->estimate},
		{"day of sorting", sort_of(m, i), db_number(d->db, &e, -1, "SELECT due_sort FROM request WHERE id=?1", "i", (int64_t)id)},
	};
	return look_pairs(i->number, all, COUNT(all), buf);
}

/* Numbers of people are for the office that has it; the name for nobody here. */
static const char *texts(struct desk *d, const struct model *m, const struct m_request *i, const struct request *r, char buf[400])
{
	char title[160], body[160], name[24];
	int who = (int)desk_who(d)->id;
	bool his = who && (i->handler == who || i->office == m->person[who].office);
	act_request_title(i->body, title);
	act_request_body(i->body, !his, body);
	act_letters(i->who, name);
	if (i->erased) {
		snprintf(title, sizeof title, "%s", W_ERASED);
		snprintf(body, sizeof body, "%s", W_ERASED);
	}
	if (strcmp(i->number, r->number) != 0)
		return SAY("number is %s, should be %s", r->number, i->number);
	if (strcmp(title, r->title) != 0)
		return SAY("%s: title is %s, should be %s", i->number, r->title, title);
	if (strcmp(body, r->body) != 0)
		return SAY("%s: body is %s, should be %s", i->number, r->body, body);
	if (strstr(r->masked.who.name, name + 1) || strstr(r->masked.who.phone, "00001234") || !*r->masked.who.name != i->erased)
		return SAY("%s: the applicant is shown as %s, %s", i->number, r->masked.who.name, r->masked.who.phone);
	return NULL;
}

const char *look_request(struct desk *d, const struct model *m, int id, char buf[400])
{
	struct request *r;
	struct error e;
	char said[300];
	if (request_load(d, id, &r, &e) != Z_OK)
		return SAY("request %d: %s", id, error_sentence(&e, said, sizeof said));
	const char *bad = numbers(d, m, id, r, buf);
	if (!bad)
		bad = texts(d, m, &m->request[id], r, buf);
	request_free(&r);
	return bad;
}

/* ---- lists ---- */

static int64_t rows_of(struct desk *d, const struct request_query *q)
{
	struct error e;
	struct window *v;
	assert_ok(request_view_open(d, q, &v, &e));
	return listing_count(&v);
}

/* Of one office, 0 of all: open, not confirmed, late; of each state. */
static const char *lists(struct desk *d, const struct model *m, int office, char buf[400])
{
	int32_t today = desk_today(d);
	int64_t open = 0, waits = 0, late = 0, in[REQUEST_STATE_END] = {0};
	for (int id = 1; id <= m->requests; id++) {
		const struct m_request *q = &m->request[id];
		if (office && q->office != office)
			continue;
		in[q->state]++;
		open += open_one(q);
		waits += open_one(q) && q->received == DAY_NONE;
		late += open_one(q) && q->due != DAY_NONE && q->due < today;
	}
	const struct look_pair all[] = {
		{"open requests", open, rows_of(d, &(struct request_query){.scope = REQUESTS_OPEN, .office = office})},
		{"requests not confirmed", waits, rows_of(d, &(struct request_query){.scope = REQUESTS_ALL, .office = office, .unconfirmed = true})},
		{"late requests", late, rows_of(d, &(struct request_query){.scope = REQUESTS_ALL, .office = office, .late = true})},
		{"registered", in[REQUEST_REGISTERED],
			rows_of(d, &(struct request_query){.scope = REQUESTS_ALL, .office = office, .states = 1u << REQUEST_REGISTERED})},
		{"void", in[REQUEST_VOID],
			rows_of(d, &(struct request_query){.scope = REQUESTS_ALL, .office = office, .states = 1u << REQUEST_VOID})},
	};
	return look_pairs(office ? "requests of an office" : "requests", all, COUNT(all), buf);
}

const char *look_requests(struct desk *d, const struct model *m, char buf[400])
{
	const char *bad = NULL;
	int64_t acts = 0, persons = 0;
	for (int id = 1; id <= m->requests && !bad; id++) {
		acts += m->request[id].acts;
		persons += m->request[id].persons;
		bad = look_request(d, m, id, buf);
	}
	const struct look_rows count[] = {
		{"requests", "SELECT count(*) FROM request", m->requests},
		{"acts upon requests", "SELECT count(*) FROM request_act", acts},
		{"applicants", "SELECT count(*) FROM person WHERE request IS NOT NULL", persons},
	};
	if (!bad)
		bad = look_rows(d, count, COUNT(count), buf);
	for (int office = 0; office <= m->offices && !bad; office++)
		bad = lists(d, m, office, buf);
	return bad;
}

/* Given to him; or to nobody yet, if he registers such and it is his office's, or he is of 办公室. */
const char *look_requests_mine(struct desk *d, const struct model *m, char buf[400])
{
	struct error e;
	const int who = (int)desk_who(d)->id; /* 0: nobody logged in */
	const struct m_person *p = &m->person[who];
	int64_t n, want = 0;
	for (int id = 1; id <= m->requests; id++) {
		const struct m_request *q = &m->request[id];
		bool free = !q->handler && (p->roles & ROLE_OFFICE || (p->roles & ROLE_CLERK && q->office == p->office));
		want += open_one(q) && (free || (who && q->handler == who));
	}
	assert_ok(requests_mine(d, &n, &e));
	return n == want ? NULL : SAY("%lld requests wait for officer %d, should be %lld", (long long)n, who, (long long)want);
}
