/* request.c - the 公开申请 of the demonstration: what each row of SAMPLE_REQUEST says, and one that came as a ticket.  Through the
 * same operations as every request; must not know the store's tables. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "forms/sample/inside.h"

#define SAMPLE_WORD(name, text) static const char WORD_##name[] __attribute__((unused)) = text;
#include "forms/sample.def"

static const struct request_row_in {
	const char *steps;
	int channel, applicant;
	const char *name, *phone, *email, *body;
} requests[Q_COUNT] = {
#define SAMPLE_REQUEST(key, steps, channel, applicant, name, phone, email, body) \
	{steps, BY_##channel, APPLICANT_##applicant, name, phone, email, body},
#include "forms/sample.def"
};

void sample_request_plan(struct fill *f)
{
	for (int i = 0; i < Q_COUNT; i++) {
		int order = 0;

		for (const char *s = requests[i].steps; *s;) {
			char *end;
			struct step one = {.ago = (int)strtol(s, &end, 10), .item = T_COUNT + i, .of = OF_TICKET, .order = order, .who = P_JIA};

			assert(end != s && one.ago < FIRST_DAY && f->steps < STEPS_MAX);
			one.what = *end;
			f->step[f->steps++] = one;
			order++;
			s = end + 1 + (end[1] == ' ');
		}
	}
}

static struct request_in row_in(const char *name, const char *phone, const char *email)
{
	return (struct request_in){.offer = OFFERED_PAPER, .pass = PASSED_MAIL, .confirmed = DAY_NONE,
		.who = {.who = {.name = (char *)(uintptr_t)name, .phone = (char *)(uintptr_t)phone}, .email = (char *)(uintptr_t)email}};
}

enum z sample_request_act(struct fill *f, const struct step *s, struct error *e)
{
	int i = s->item - T_COUNT;
	const struct request_row_in *row = &requests[i];
	struct desk *d = f->desk;
	struct request *r = NULL;
	struct request_in in = row_in(row->name, row->phone, row->email);
	enum z z;

	in.channel = row->channel;
	in.applicant = row->applicant;
	in.body = row->body;
	in.came = desk_today(d);
	if (s->what == 'c')
		return request_create(d, &in, &f->request[i], e);
	z = request_load(d, f->request[i], &r, e);
	if (z)
		return z;
	switch (s->what) {
	case 'k':
		z = request_confirm(d, r->id, r->ver, desk_today(d), WORD_REQUEST_HOW, e);
		break;
	case 't':
		z = request_assign(d, r->id, r->ver, f->office[O_PLANT], f->officer[P_GENG], "", e);
		break;
	default:
		assert(s->what == 'n');
		z = request_note(d, r->id, r->ver, WORD_REQUEST_NOTE, e);
	}
	request_free(&r);
	return z;
}

enum z sample_request_from(struct fill *f, const struct ticket *t, const char *name, const char *phone, const char *told, struct error *e)
{
	struct request_in in = row_in(name, phone, "");

	in.channel = BY_ORAL;
	in.applicant = APPLICANT_PERSON;
	in.body = t->body;
	in.came = desk_today(f->desk);
	in.office = t->office;
	in.handler = f->officer[P_JIA];
	return ticket_to_request(f->desk, t->id, t->ver, &in, told, NULL, e);
}
