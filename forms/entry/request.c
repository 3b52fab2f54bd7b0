/* request.c - the fields of a 公开申请.  See request.h. */
#include "forms/entry/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"

/* ------------------------------------------------------------ what can be chosen */
enum z entry_request_open(struct desk *d, struct entry_request **out, struct error *e)
{
	struct entry_request *x = xalloc(sizeof *x);
	x->desk = d;
	enum z z = office_list(d, true, &x->office, &x->offices, e);
	if (z == Z_OK)
		z = officer_list(d, false, &x->officer, &x->officers, e);
	if (z != Z_OK)
		entry_request_free(&x);
	*out = x;
	return z;
}

void entry_request_free(struct entry_request **p)
{
	struct entry_request *x = *p;
	if (!x)
		return;
	entry_kept_free(&x->kept);
	free(x->office);
	free(x->officer);
	free(x);
	*p = NULL;
}

static void channels(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, request_channel_text, 1, BY_END, NULL);
}

static void applicants(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, request_applicant_text, 1, APPLICANT_END, NULL);
}

static void offers(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, request_offer_text, 1, OFFERED_END, NULL);
}

static void passes(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, request_pass_text, 1, PASSED_END, NULL);
}

static void offices(const struct entry *en, struct choices *out)
{
	const struct entry_request *x = en->ctx;
	entry_offices(en, x->office, x->offices, out);
}

/* Those of the office that is chosen. */
static void handlers(const struct entry *en, struct choices *out)
{
	const struct entry_request *x = en->ctx;
	int64_t office = entry_id(en, "office");
	for (int i = 0; i < x->officers; i++)
		if (x->officer[i].active && x->officer[i].office == office)
			choices_add(out, number_text(x->officer[i].id).s, x->officer[i].name, x->officer[i].post, "");
}

/* ------------------------------------------------------------ which fields are asked */
static bool submits(const struct entry *en)
{
	return request_came_by(entry_code(en, "channel")) == CAME_SUBMITTED;
}

static bool is_signed_for(const struct entry *en)
{
	return request_came_by(entry_code(en, "channel")) == CAME_SIGNED;
}

static bool arrives(const struct entry *en)
{
	return request_came_by(entry_code(en, "channel")) == CAME_ARRIVED;
}

static bool confirms(const struct entry *en)
{
	return request_confirms(entry_code(en, "channel"));
}

static bool by_another(const struct entry *en)
{
	int kind = entry_code(en, "applicant");
	return kind && kind != APPLICANT_PERSON;
}

static bool is_new(const struct entry *en)
{
	return !((const struct entry_request *)en->ctx)->id;
}

static bool from_ticket(const struct entry *en)
{
	return ((const struct entry_request *)en->ctx)->ticket != 0;
}

static bool day_check(const struct entry *en, const char *value, char *why, size_t cap)
{
	const struct entry_request *x = en->ctx;
	struct error e;
	int32_t day = day_parse(value);
	if (day != DAY_NONE && day <= desk_today(x->desk))
		return true;
	if (day == DAY_NONE)
		refuse(&e, R_BAD_DATE, value);
	else
		refuse(&e, R_REQUEST_LATER, W_REQUEST_DAY, value);
	error_sentence(&e, why, cap);
	return false;
}

static const struct form_field fields[] = {
	{.key = "channel", .label = W_REQUEST_CHANNEL, .kind = FIELD_CHOICE, .width = 26, .required = true, .list = channels,
		.hint = W_REQUEST_CHANNEL_HINT},
	{.key = "submitted", .label = W_REQUEST_SUBMITTED, .kind = FIELD_DATE, .required = true, .check = day_check, .asked = submits,
		.hint = W_REQUEST_SUBMITTED_HINT},
	{.key = "signed", .label = W_REQUEST_SIGNED, .kind = FIELD_DATE, .required = true, .check = day_check, .asked = is_signed_for,
		.hint = W_REQUEST_SIGNED_HINT},
	{.key = "arrived", .label = W_REQUEST_ARRIVED, .kind = FIELD_DATE, .required = true, .check = day_check, .asked = arrives,
		.hint = W_REQUEST_ARRIVED_HINT},
	{.key = "confirmed", .label = W_REQUEST_CONFIRMED, .kind = FIELD_DATE, .check = day_check, .asked = confirms,
		.hint = W_REQUEST_CONFIRMED_HINT},
	{.key = "applicant", .label = W_REQUEST_APPLICANT, .kind = FIELD_CHOICE, .width = 20, .required = true, .list = applicants,
		.hint = W_REQUEST_APPLICANT_HINT},
	{.key = "name", .label = W_REQUEST_NAME, .kind = FIELD_TEXT, .max = 40, .width = 40, .required = true, .hint = W_REQUEST_PERSON_HINT},
	{.key = "agent", .label = W_REQUEST_AGENT, .kind = FIELD_TEXT, .max = 40, .width = 24, .asked = by_another, .hint = W_REQUEST_PERSON_HINT},
	{.key = "idno", .label = W_REQUEST_IDNO, .kind = FIELD_TEXT, .max = 30, .width = 24, .hint = W_REQUEST_IDNO_HINT},
	{.key = "phone", .label = W_REQUEST_PHONE, .kind = FIELD_TEXT, .max = 40, .width = 24, .hint = W_REQUEST_PHONE_HINT},
	{.key = "email", .label = W_REQUEST_EMAIL, .kind = FIELD_TEXT, .max = 100, .width = 40, .hint = W_REQUEST_PERSON_HINT},
	{.key = "address", .label = W_REQUEST_ADDRESS, .kind = FIELD_TEXT, .max = 100, .hint = W_REQUEST_PERSON_HINT},
	{.key = "body", .label = W_REQUEST_BODY, .kind = FIELD_LONG, .required = true, .hint = W_REQUEST_BODY_HINT},
	{.key = "offer", .label = W_REQUEST_OFFER, .kind = FIELD_CHOICE, .width = 16, .list = offers, .hint = W_REQUEST_OFFER_HINT},
	{.key = "pass", .label = W_REQUEST_PASS, .kind = FIELD_CHOICE, .width = 16, .list = passes, .hint = W_REQUEST_OFFER_HINT},
	{.key = "office", .label = W_REQUEST_OFFICE, .kind = FIELD_CHOICE, .width = 26, .required = true, .list = offices, .asked = is_new,
		.hint = W_REQUEST_OFFICE_HINT},
	{.key = "handler", .label = W_REQUEST_HANDLER, .kind = FIELD_CHOICE, .width = 20, .list = handlers, .asked = is_new,
		.hint = W_REQUEST_HANDLER_HINT},
	{.key = "told", .label = W_REQUEST_TOLD, .kind = FIELD_LONG, .required = true, .asked = from_ticket, .hint = W_REQUEST_TOLD_HINT},
};

const struct form_field *entry_request_fields(int *n)
{
	*n = sizeof fields / sizeof *fields;
	return fields;
}

/* ------------------------------------------------------------ into the form */
/* All fields; what is not known of it is empty. */
static void put_all(const struct entry_putter *p, const struct request *r, const struct caller *who, const char *agent, const char *email)
{
	entry_put_id(p, "channel", r->channel);
	entry_put_day(p, "submitted", r->receipt.day[CAME_SUBMITTED]);
	entry_put_day(p, "signed", r->receipt.day[CAME_SIGNED]);
	entry_put_day(p, "arrived", r->receipt.day[CAME_ARRIVED]);
	entry_put_day(p, "confirmed", r->receipt.day[CAME_CONFIRMED]);
	entry_put_id(p, "applicant", r->applicant);
	entry_put_text(p, "name", who->name);
	entry_put_text(p, "agent", agent);
	entry_put_text(p, "idno", who->idno);
	entry_put_text(p, "phone", who->phone);
	entry_put_text(p, "email", email);
	entry_put_text(p, "address", who->address);
	entry_put_text(p, "body", r->body);
	entry_put_id(p, "offer", r->offer);
	entry_put_id(p, "pass", r->pass);
	entry_put_id(p, "office", r->office);
	entry_put_id(p, "handler", r->handler);
}

static struct request blank(const struct entry_request *x)
{
	int32_t today = desk_today(x->desk);
	struct request r = {.applicant = APPLICANT_PERSON, .office = desk_who(x->desk)->office};
	r.receipt = request_receipt_of(0, DAY_NONE, DAY_NONE);
	r.receipt.day[CAME_SUBMITTED] = r.receipt.day[CAME_SIGNED] = r.receipt.day[CAME_ARRIVED] = today;
	return r;
}

void entry_request_blank(struct entry_request *x, entry_put *put, void *ctx)
{
	const struct entry_putter p = {put, ctx};
	const struct request r = blank(x);
	put_all(&p, &r, &(struct caller){0}, "", "");
	entry_put_text(&p, "told", "");
}

void entry_request_from(struct entry_request *x, const struct ticket *t, const struct caller *caller, entry_put *put, void *ctx)
{
	const struct entry_putter p = {put, ctx};
	struct request r = blank(x);
	r.body = *t->body ? t->body : t->title;
	if (t->office) {
		r.office = t->office;
		r.handler = t->handler;
	}
	x->ticket = t->id;
	x->ticket_ver = t->ver;
	put_all(&p, &r, caller, "", "");
	entry_put_text(&p, "told", W_REQUEST_TOLD_FIRST);
}

void entry_request_show(struct entry_request *x, const struct request *r, const struct applicant *who, entry_put *put, void *ctx)
{
	const struct entry_putter p = {put, ctx};
	x->id = r->id;
	x->ver = r->ver;
	put_all(&p, r, &who->who, who->agent, who->email);
	entry_put_text(&p, "told", "");
}

/* ------------------------------------------------------------ out of the form */
/* The field in which this channel's day stands. */
static const char *came_key(int channel)
{
	static const char *const keys[CAME_END] = {[CAME_SUBMITTED] = "submitted", [CAME_SIGNED] = "signed", [CAME_ARRIVED] = "arrived"};
	const char *key = keys[request_came_by(channel)];
	return key ? key : "channel";
}

enum z entry_request_take(struct entry_request *x, const struct entry *en, struct request_in *in, const char **key, struct error *e)
{
	entry_kept_free(&x->kept);
	*key = NULL;
	*in = (struct request_in){.channel = entry_code(en, "channel"),
		.applicant = entry_code(en, "applicant"),
		.offer = entry_code(en, "offer"),
		.pass = entry_code(en, "pass"),
		.came = DAY_NONE,
		.confirmed = DAY_NONE,
		.body = en->value(en, "body"),
		.office = entry_id(en, "office"),
		.handler = entry_id(en, "handler")};
	/* the structs own their texts elsewhere; these are x's until the next call */
	in->who = (struct applicant){.who = {.name = entry_keep(&x->kept, en->value(en, "name")),
					     .phone = entry_keep(&x->kept, en->value(en, "phone")),
					     .idno = entry_keep(&x->kept, en->value(en, "idno")),
					     .address = entry_keep(&x->kept, en->value(en, "address"))},
		.agent = entry_keep(&x->kept, by_another(en) ? en->value(en, "agent") : ""),
		.email = entry_keep(&x->kept, en->value(en, "email"))};
	enum z z = in->channel ? entry_day(en, came_key(in->channel), &in->came, key, e) : Z_OK;
	if (z == Z_OK && confirms(en))
		z = entry_day(en, "confirmed", &in->confirmed, key, e);
	return z;
}

const char *entry_request_field_of(const struct entry *en, const struct error *e)
{
	switch (e->code) {
	case R_REQUEST_CHANNEL:
		return "channel";
	case R_REQUEST_CAME:
		return came_key(entry_code(en, "channel"));
	case R_REQUEST_CONFIRM_NOT:
	case R_REQUEST_CONFIRM_ORDER:
		return "confirmed";
	case R_REQUEST_APPLICANT:
		return "applicant";
	case R_REQUEST_OFFER:
		return "offer";
	case R_REQUEST_ASSIGN_WHO:
		return "handler";
	default:
		return NULL;
	}
}

void entry_request_lacks(const struct entry *en, struct buffer *out)
{
	const struct entry_lack rows[] = {
		{!*en->value(en, "idno"), W_REQUEST_LACKS_ID},
		{!*en->value(en, "phone") && !*en->value(en, "address") && !*en->value(en, "email"), W_REQUEST_LACKS_CONTACT},
		{!entry_code(en, "offer") || !entry_code(en, "pass"), W_REQUEST_LACKS_FORM},
		{confirms(en) && !*en->value(en, "confirmed"), W_REQUEST_LACKS_CONFIRM},
	};
	entry_lacks_days(en, fields, sizeof fields / sizeof *fields, out);
	entry_lacks(rows, sizeof rows / sizeof *rows, out);
}

void entry_request_term(const struct entry *en, char out[200])
{
	const struct entry_request *x = en->ctx;
	int channel = entry_code(en, "channel");
	char a[16], b[16];
	int32_t due, sort;
	out[0] = '\0';
	if (!channel)
		return;
	const struct request_receipt r =
	        request_receipt_of(channel, day_parse(en->value(en, came_key(channel))), day_parse(en->value(en, "confirmed")));
	int32_t received = request_received(&r);
	if (received == DAY_NONE || request_due(desk_calendar(x->desk), &r, NULL, &due, &sort, NULL) != Z_OK)
		return;
	snprintf(out, 200, W_REQUEST_TERM_SOON, day_text(received, a), day_text(due, b));
}
