/* create.c - registering a request, from an application or from a 12345 ticket, and correcting what was registered. */
#include "store/record/request/inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/mask.h"
#include "store/base/text.h"
#include "store/record/ticket/inner.h"
#include "store/record/words.h"

/* What is registered, as it will be kept. */
struct clean {
	struct applicant who;
	char *body;
};

static void clean_free(struct clean *c)
{
	applicant_free(&c->who);
	free(c->body);
}

static enum z take(struct desk *d, const struct request_in *in, struct clean *c, struct error *e)
{
	const struct request_receipt r = request_receipt_of(in->channel, in->came, in->confirmed);
	enum z z = request_receipt_check(&r, day_at(d->now), e);
	if (z == Z_OK && !*request_applicant_text(in->applicant))
		z = refuse(e, R_REQUEST_APPLICANT);
	if (z == Z_OK && ((in->offer && !*request_offer_text(in->offer)) || (in->pass && !*request_pass_text(in->pass))))
		z = refuse(e, R_REQUEST_OFFER);
	if (z == Z_OK)
		z = applicant_check(&in->who, &c->who, e);
	if (z == Z_OK)
		z = written_take(in->body, W_FIELD_REQUEST_BODY, 4, REQUEST_BODY_MAX, &c->body, e);
	return z;
}

/* What lists show: the first words without line ends, without numbers of people. */
static void first_words(char title[4 * REQUEST_TITLE_MAX + 8], const char *body)
{
	char *s = xstrdup(body);
	size_t n = 0, chars = 0;
	mask_text(s);
	for (const char *p = s; *p && chars < REQUEST_TITLE_MAX;) {
		uint32_t cp;
		size_t k = (size_t)utf8_decode(p, strlen(p), &cp);
		bool blank = cp == ' ' || cp == '\n' || cp == '\t' || cp == 0x3000;
		if (!blank || (n && title[n - 1] != ' ')) {
			memcpy(title + n, blank ? " " : p, blank ? 1 : k);
			n += blank ? 1 : k;
			chars++;
		}
		p += k;
	}
	title[n] = '\0';
	free(s);
}

static void into_head(const struct request_in *in, const struct clean *c, struct request_head *h)
{
	h->channel = in->channel;
	h->applicant = in->applicant;
	h->offer = in->offer;
	h->pass = in->pass;
	h->receipt = request_receipt_of(in->channel, in->came, in->confirmed);
	mask_name(h->name, sizeof h->name, c->who.who.name);
	first_words(h->title, c->body);
}

enum z request_office_check(struct desk *d, int64_t office, int64_t handler, struct error *e)
{
	char name[64] = "", who[64] = "";
	bool good = false;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT name FROM office WHERE id=?1 AND active=1", "i", office);
	if (db_step(d->db, q, e))
		snprintf(name, sizeof name, "%s", column_text(q, 0));
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	if (!*name)
		return refuse(e, R_NO_OFFICE);
	if (!handler)
		return Z_OK;
	q = db_query(d->db, e, "SELECT name, active=1 AND office=?2 FROM officer WHERE id=?1", "ii", handler, office);
	if (db_step(d->db, q, e)) {
		snprintf(who, sizeof who, "%s", column_text(q, 0));
		good = sqlite3_column_int(q, 1) != 0;
	}
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	return good ? Z_OK : refuse(e, R_REQUEST_ASSIGN_WHO, *who ? who : number_text(handler).s, name);
}

static enum z number_draw(struct desk *d, char number[REQUEST_NUMBER_MAX + 1], struct error *e)
{
	char series[40];
	int64_t n = 0;
	int year = day_year(day_at(d->now));
	snprintf(series, sizeof series, "request %d", year);
	enum z z = series_draw(d->db, series, &n, e);
	snprintf(number, REQUEST_NUMBER_MAX + 1, W_REQUEST_NUMBER, year, (long long)n);
	return z;
}

static enum z write_row(struct desk *d, struct request_head *h, struct error *e)
{
	request_clocks(d, h);
	enum z z = db_run(d->db, e,
		"INSERT INTO request(number, state, channel, applicant, name, title, offer, pass, office, handler, submitted_on,"
		" arrived_on, signed_on, confirmed_on, received_on, due, due_sort, ticket, body_c, body_d, created_at, updated_at)"
		" VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,?21)",
		"siiissiiioddddddd" "oohi", h->number, (int64_t)h->state, (int64_t)h->channel, (int64_t)h->applicant, h->name, h->title,
		(int64_t)h->offer, (int64_t)h->pass, h->office, h->handler, h->receipt.day[CAME_SUBMITTED],
		h->receipt.day[CAME_ARRIVED], h->receipt.day[CAME_SIGNED], h->receipt.day[CAME_CONFIRMED], h->received_on, h->due,
		h->due_sort, h->ticket, h->body.id, &h->body.digest, d->now);
	if (z != Z_OK)
		return z;
	h->id = db_last_id(d->db);
	h->ver = 1;
	op_touch(d, T_request, h->id);
	return Z_OK;
}

static enum z insert(struct desk *d, const struct request_in *in, struct clean *c, struct request_head *h, struct error *e)
{
	enum z z = take(d, in, c, e);
	if (z == Z_OK)
		z = request_office_check(d, h->office, h->handler, e);
	if (z == Z_OK)
		z = number_draw(d, h->number, e);
	if (z != Z_OK)
		return z;
	into_head(in, c, h);
	z = content_text(d, c->body, &h->body, e);
	if (z == Z_OK)
		z = write_row(d, h, e);
	if (z == Z_OK)
		z = applicant_put(d, h->id, &c->who, e);
	if (z == Z_OK)
		z = request_act_append(d, h, &(struct request_act_in){.act = REQUEST_ACT_REGISTER, .office = h->office,
			.handler = h->handler, .other = in->channel, .day = in->came, .until = in->confirmed}, e);
	return z;
}

enum z request_insert(struct desk *d, const struct request_in *in, int64_t ticket, int64_t *id, struct error *e)
{
	struct clean c = {0};
	struct request_head h = {.state = REQUEST_REGISTERED, .office = in->office ? in->office : d->who.office, .handler = in->handler,
		.ticket = ticket, .answered_on = DAY_NONE, .received_on = DAY_NONE, .due = DAY_NONE};
	enum z z = insert(d, in, &c, &h, e);
	clean_free(&c);
	*id = h.id;
	return z;
}

enum z request_create(struct desk *d, const struct request_in *in, int64_t *id, struct error *e)
{
	int64_t made = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_REQUEST_CREATE, e);
	if (z == Z_OK)
		z = request_insert(d, in, 0, &made, e);
	z = op_end(d, z, ACTION_REQUEST_CREATE, made, e);
	if (z == Z_OK && id)
		*id = made;
	return z;
}

/* ------------------------------------------------------------ from a ticket */
enum z ticket_to_request(
        struct desk *d, int64_t ticket, int64_t ver, const struct request_in *in, const char *told, int64_t *id, struct error *e)
{
	struct ticket_op op;
	int64_t made = 0;
	enum z z = ticket_op_begin(d, ACTION_TICKET_ROUTE, ticket, ver, &op, e);
	if (z == Z_OK)
		z = op_permit(d, ACTION_REQUEST_CREATE, e);
	if (z == Z_OK)
		z = request_insert(d, in, ticket, &made, e);
	if (z == Z_OK)
		z = ticket_route_do(d, &op, ROUTE_REQUEST, made, told, e);
	z = ticket_op_end(d, &op, z, e);
	if (z == Z_OK && id)
		*id = made;
	return z;
}

/* ------------------------------------------------------------ correcting */
/* What a form shows masked, or not at all, and gives back as it was is not changed; *same: all of it. */
static void keep_texts(const struct request_in *in, const struct applicant *stood, const char *body, struct clean *shown, struct request_in *now)
{
	struct applicant masked = {0};
	applicant_mask(stood, &masked);
	shown->body = xstrdup(body);
	mask_text(shown->body);
	const struct {
		char **now;
		const char *given, *stood, *masked;
	} fields[] = {
		{&now->who.who.name, in->who.who.name, stood->who.name, masked.who.name},
		{&now->who.who.phone, in->who.who.phone, stood->who.phone, masked.who.phone},
		{&now->who.who.idno, in->who.who.idno, stood->who.idno, masked.who.idno},
		{&now->who.who.address, in->who.who.address, stood->who.address, masked.who.address},
		{&now->who.agent, in->who.agent, stood->agent, masked.agent},
		{&now->who.email, in->who.email, stood->email, masked.email},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		*fields[i].now = xstrdup(!fields[i].given || !strcmp(fields[i].given, fields[i].masked) ? fields[i].stood : fields[i].given);
	now->body = !in->body || !strcmp(in->body, shown->body) ? body : in->body;
	applicant_free(&masked);
}

static bool same_people(const struct applicant *a, const struct applicant *b)
{
	return !strcmp(a->who.name, b->who.name) && !strcmp(a->who.phone, b->who.phone) && !strcmp(a->who.idno, b->who.idno) &&
	       !strcmp(a->who.address, b->who.address) && !strcmp(a->agent, b->agent) && !strcmp(a->email, b->email);
}

static void said(struct buffer *b, bool changed, const char *what)
{
	if (changed)
		buffer_printf(b, "%s%s", b->n ? W_VALUE_AND : "", what);
}

static enum z edited(struct desk *d, struct request_op *op, const struct request_in *in, const struct applicant *stood, const char *body,
        const struct clean *c, struct error *e)
{
	struct request_head *h = &op->h;
	struct buffer b = {0};
	const struct request_receipt r = request_receipt_of(in->channel, in->came, in->confirmed);
	bool people = !same_people(stood, &c->who), text = strcmp(body, c->body) != 0;
	said(&b, memcmp(&r, &h->receipt, sizeof r) != 0, W_FIELD_REQUEST_RECEIPT);
	said(&b, in->applicant != h->applicant, W_FIELD_REQUEST_APPLICANT);
	said(&b, in->offer != h->offer || in->pass != h->pass, W_FIELD_REQUEST_OFFER);
	said(&b, people, W_FIELD_REQUEST_PERSON);
	said(&b, text, W_FIELD_REQUEST_BODY);
	enum z z = b.n ? Z_OK : refuse(e, R_REGISTER_UNCHANGED);
	if (z == Z_OK && h->answered_on != DAY_NONE)
		z = request_answer_check(&r, h->answered_on, e);
	if (z == Z_OK && text)
		z = content_text(d, c->body, &h->body, e);
	if (z == Z_OK && people)
		z = applicant_put(d, h->id, &c->who, e);
	if (z == Z_OK) {
		into_head(in, c, h);
		z = request_op_done(d, op, &(struct request_act_in){.act = REQUEST_ACT_EDIT, .other = in->channel, .day = in->came,
			.until = in->confirmed, .text = b.s}, e);
	}
	buffer_free(&b);
	return z;
}

static enum z edit(struct desk *d, struct request_op *op, const struct request_in *in, struct error *e)
{
	struct applicant stood;
	struct clean shown = {0}, c = {0};
	struct request_in now = *in;
	char *body = NULL;
	bool known;
	now.who = (struct applicant){0};
	enum z z = applicant_read(d, op->h.id, &stood, &known, e);
	if (z == Z_OK)
		z = content_shown(d, &op->h.body, &body, e);
	if (z == Z_OK) {
		keep_texts(in, &stood, body, &shown, &now);
		z = take(d, &now, &c, e);
	}
	if (z == Z_OK)
		z = edited(d, op, &now, &stood, body, &c, e);
	clean_free(&shown);
	clean_free(&c);
	applicant_free(&stood);
	applicant_free(&now.who);
	free(body);
	return z;
}

enum z request_edit(struct desk *d, int64_t id, int64_t ver, const struct request_in *in, struct error *e)
{
	struct request_op op;
	enum z z = request_op_begin(d, ACTION_REQUEST_EDIT, id, ver, &op, e);
	if (z == Z_OK)
		z = edit(d, &op, in, e);
	return request_op_end(d, &op, z, e);
}
