/* act_request.c - the acts of the walk upon requests.  The arguments a..d of each stand beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/model/act.h"

#define PHONE "13800001234"
#define PHONE_SHOWN "138****1234"

/* Half of them tell their telephone in what they ask for. */
void act_request_body(uint32_t words, bool shown, char out[160])
{
	char mark[24];
	act_letters(words, mark);
	snprintf(out, 160, "申请公开%s林地审批。\n附图，电话%s", mark, words % 2 ? shown ? PHONE_SHOWN : PHONE : "无");
}

void act_request_title(uint32_t words, char out[160])
{
	act_request_body(words, true, out);
	*strchr(out, '\n') = ' ';
}

/* The letters first: of a name the first one is shown. */
void act_request_name(uint32_t words, char out[64])
{
	char mark[24];
	act_letters(words, mark);
	snprintf(out, 64, "%s申", mark);
}

struct wish {
	char body[160], name[64];
	struct request *is; /* as it is shown */
	struct request_in in;
};

static void people_of(uint32_t words, struct wish *w, struct applicant *a)
{
	static char phone[] = PHONE, idno[] = "11010519491231002X", none[] = "", email[] = "zhang@example.com";
	act_request_name(words, w->name);
	*a = (struct applicant){.who = {.name = w->name, .phone = words % 3 ? phone : none, .idno = words % 5 ? none : idno},
		.email = words % 4 ? none : email};
}

static enum z wish_of(struct desk *d, const struct op *op, struct wish *w, struct error *e)
{
	static char nobody[] = "";
	const struct m_wish *m = &op->wish;
	w->is = NULL;
	w->in = (struct request_in){.channel = m->channel, .applicant = m->applicant, .offer = m->offer, .pass = m->pass,
		.came = m->came, .confirmed = m->confirmed, .office = m->office, .handler = m->handler};
	if ((m->body == GIVEN_AS_SHOWN || m->name == GIVEN_AS_SHOWN) && request_load(d, op->item, &w->is, e) != Z_OK)
		return e->kind;
	if (m->body == GIVEN_NEW) {
		act_request_body(m->words, false, w->body);
		w->in.body = m->empty ? " 　" : w->body;
	} else if (m->body == GIVEN_AS_SHOWN) {
		w->in.body = w->is->body;
	}
	if (m->name == GIVEN_NEW) {
		people_of(m->who, w, &w->in.who);
		if (m->nameless)
			w->in.who.who.name = nobody;
	} else if (m->name == GIVEN_AS_SHOWN) {
		w->in.who = w->is->masked;
	}
	return Z_OK;
}

/* Who shows the applicant in clear sees him as he was entered. */
static enum z person(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	struct applicant who;
	enum z z = request_person(d, op->item, &who, e);
	if (z == Z_OK)
		snprintf(r->said, sizeof r->said, "%s", who.who.name);
	applicant_free(&who);
	return z;
}

/* c: with words */
enum z act_request(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	const char *why = op->c ? "理由写在这里" : "";
	int64_t id = op->item, ver = op->ver;
	int32_t day = (int32_t)op->a;
	struct wish w;
	enum z z;
	switch (op->kind) {
	case DO_Q_CREATE:
		z = wish_of(d, op, &w, e);
		return z == Z_OK ? request_create(d, &w.in, &r->id, e) : z;
	case DO_T_REQUEST:
		z = wish_of(d, op, &w, e);
		return z == Z_OK ? ticket_to_request(d, id, ver, &w.in, why, &r->id, e) : z;
	case DO_Q_EDIT:
		z = wish_of(d, op, &w, e);
		if (z == Z_OK)
			z = request_edit(d, id, ver, &w.in, e);
		request_free(&w.is);
		return z;
	case DO_Q_CONFIRM: /* a: day */
		return request_confirm(d, id, ver, day, why, e);
	case DO_Q_ASSIGN: /* a: office, b: handler */
		return request_assign(d, id, ver, op->a, op->b, why, e);
	case DO_Q_NOTE:
		return request_note(d, id, ver, why, e);
	case DO_Q_ANSWERED: /* a: day */
		return request_answered(d, id, ver, day, why, e);
	case DO_Q_VOID:
		return request_void(d, id, ver, why, e);
	case DO_Q_ERASE_ASK: /* a: kind */
		return request_erase_ask(d, id, (enum erase_kind)op->a, why, &r->id, e);
	case DO_Q_ERASE_DECIDE:
		return act_erase_decide(d, op, r, e);
	default: /* DO_Q_PERSON */
		return person(d, op, r, e);
	}
}
