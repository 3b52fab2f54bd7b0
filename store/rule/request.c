/* request.c - see request.h. */
#include "store/rule/request.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "store/base/date.h"
#include "store/rule/word.h"

static const struct word states[] = {
#define REQUEST_STATE(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/request.def"
	{0},
};
static const struct word channels[] = {
#define REQUEST_CHANNEL(code, NAME, key, text, came, counts, rule) {code, key, text, NULL},
#include "store/rule/request.def"
	{0},
};
static const struct word rules[] = {
#define REQUEST_CHANNEL(code, NAME, key, text, came, counts, rule) {code, key, rule, NULL},
#include "store/rule/request.def"
	{0},
};
static const struct word cames[] = {
#define REQUEST_CAME(code, NAME, text) {code, "", text, NULL},
#include "store/rule/request.def"
	{0},
};
static const struct word applicants[] = {
#define REQUEST_APPLICANT(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/request.def"
	{0},
};
static const struct word offers[] = {
#define REQUEST_OFFER(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/request.def"
	{0},
};
static const struct word passes[] = {
#define REQUEST_PASS(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/request.def"
	{0},
};
static const struct word acts[] = {
#define REQUEST_ACT(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/request.def"
	{0},
};

const char *request_state_text(int s)
{
	return word_text(states, s);
}

const char *request_state_key(int s)
{
	return word_key(states, s);
}

int request_state_parse(const char *word)
{
	return word_code(states, word);
}

const char *request_channel_text(int c)
{
	return word_text(channels, c);
}

const char *request_channel_key(int c)
{
	return word_key(channels, c);
}

int request_channel_parse(const char *word)
{
	return word_code(channels, word);
}

const char *request_channel_rule(int c)
{
	return word_text(rules, c);
}

const char *request_came_text(int c)
{
	return word_text(cames, c);
}

const char *request_applicant_text(int a)
{
	return word_text(applicants, a);
}

const char *request_applicant_key(int a)
{
	return word_key(applicants, a);
}

int request_applicant_parse(const char *word)
{
	return word_code(applicants, word);
}

const char *request_offer_text(int o)
{
	return word_text(offers, o);
}

const char *request_pass_text(int p)
{
	return word_text(passes, p);
}

const char *request_act_text(int a)
{
	return word_text(acts, a);
}

/* ------------------------------------------------------------ receipt */
enum request_came request_came_by(int channel)
{
	static const enum request_came by[BY_END] = {
#define REQUEST_CHANNEL(code, NAME, key, text, came, counts, rule) [code] = CAME_##came,
#include "store/rule/request.def"
	};
	return channel > 0 && channel < BY_END ? by[channel] : (enum request_came)0;
}

static enum request_came counts_by(int channel)
{
	static const enum request_came by[BY_END] = {
#define REQUEST_CHANNEL(code, NAME, key, text, came, counts, rule) [code] = CAME_##counts,
#include "store/rule/request.def"
	};
	return channel > 0 && channel < BY_END ? by[channel] : (enum request_came)0;
}

bool request_confirms(int channel)
{
	return counts_by(channel) == CAME_CONFIRMED;
}

struct request_receipt request_receipt_of(int channel, int32_t came, int32_t confirmed)
{
	struct request_receipt r = {.channel = channel};
	for (int i = 0; i < CAME_END; i++)
		r.day[i] = DAY_NONE;
	if (request_came_by(channel))
		r.day[request_came_by(channel)] = came;
	r.day[CAME_CONFIRMED] = confirmed;
	return r;
}

int32_t request_received(const struct request_receipt *r)
{
	enum request_came by = counts_by(r->channel);
	return by ? r->day[by] : DAY_NONE;
}

enum z request_receipt_check(const struct request_receipt *r, int32_t today, struct error *e)
{
	char a[16], b[16];
	enum request_came by = request_came_by(r->channel);
	int32_t came = r->day[by], confirmed = r->day[CAME_CONFIRMED];
	if (!by)
		return refuse(e, R_REQUEST_CHANNEL);
	if (came == DAY_NONE)
		return refuse(e, R_REQUEST_CAME, request_came_text((int)by), request_channel_text(r->channel));
	if (came > today)
		return refuse(e, R_REQUEST_LATER, request_came_text((int)by), day_text(came, a));
	if (confirmed == DAY_NONE)
		return Z_OK;
	if (!request_confirms(r->channel))
		return refuse(e, R_REQUEST_CONFIRM_NOT, request_channel_text(r->channel));
	if (confirmed > today)
		return refuse(e, R_REQUEST_LATER, request_came_text(CAME_CONFIRMED), day_text(confirmed, a));
	if (confirmed < came)
		return refuse(e, R_REQUEST_CONFIRM_ORDER, day_text(confirmed, a), day_text(came, b));
	return Z_OK;
}

enum z request_answer_check(const struct request_receipt *r, int32_t answered, struct error *e)
{
	char a[16], b[16], words[64];
	enum request_came by = request_came_by(r->channel);
	if (answered >= r->day[by])
		return Z_OK;
	snprintf(words, sizeof words, "%s%s", request_came_text((int)by), day_text(r->day[by], b));
	return refuse(e, R_REQUEST_ANSWER_ORDER, day_text(answered, a), words);
}

/* ------------------------------------------------------------ the way */
void request_flow_begin(struct request_flow *f)
{
	*f = (struct request_flow){.answered = DAY_NONE, .receipt = request_receipt_of(0, DAY_NONE, DAY_NONE)};
}

void request_flow_step(struct request_flow *f, const struct request_event *ev)
{
	if ((ev->act == REQUEST_ACT_REGISTER) != !f->state || f->state == REQUEST_VOID) {
		f->wrong = true;
		return;
	}
	switch (ev->act) {
	case REQUEST_ACT_REGISTER:
		f->state = REQUEST_REGISTERED;
		f->receipt = request_receipt_of((int)ev->other, ev->day, ev->until);
		f->office = ev->office;
		f->handler = ev->handler;
		break;
	case REQUEST_ACT_EDIT:
		f->receipt = request_receipt_of((int)ev->other, ev->day, ev->until);
		break;
	case REQUEST_ACT_CONFIRM:
		f->wrong = !request_confirms(f->receipt.channel);
		f->receipt.day[CAME_CONFIRMED] = ev->day;
		break;
	case REQUEST_ACT_ASSIGN:
		f->office = ev->office;
		f->handler = ev->handler;
		break;
	case REQUEST_ACT_ANSWERED:
		f->answered = ev->day;
		break;
	case REQUEST_ACT_VOID:
		f->state = REQUEST_VOID;
		break;
	default:
		f->wrong = !*request_act_text(ev->act);
		break;
	}
}

/* ------------------------------------------------------------ the term */
static struct request_term request_term(const struct request_receipt *r)
{
	return (struct request_term){.from = request_received(r), .days = REQUEST_REPLY};
}

enum z request_due(const struct calendar *c, const struct request_receipt *r, struct clock_trace *trace, int32_t *due,
	int32_t *sort, struct error *e)
{
	const struct request_term t = request_term(r);
	*due = DAY_NONE;
	*sort = r->day[request_came_by(r->channel)];
	if (trace)
		trace->n = 0;
	if (t.from == DAY_NONE)
		return Z_OK;
	enum z z = clock_due_paused(c, t.from, t.days, t.pause, t.pauses, trace, due, e);
	*sort = *due != DAY_NONE ? *due : clock_estimate(c, t.from, t.days, t.pause, t.pauses, NULL);
	return z;
}
