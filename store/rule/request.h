/* request.h - the rules of a 政府信息公开申请 as pure functions: the day on which it counts as received, the term of its
 * reply, its state replayed from what was done.  Asks nothing of the file and has no clock of its own.
 *
 * What is still to come (domain 1.5) has its place: 补正 begins the term anew (struct request_term.from), 征求意见 are its
 * pauses, 延期 its extension; each will be an act that request_flow_step() takes up. */
#ifndef STORE_RULE_REQUEST_H
#define STORE_RULE_REQUEST_H

#include <stdbool.h>
#include <stdint.h>

#include "store/base/error.h"
#include "store/rule/calendar/calendar.h"
#include "store/rule/clock.h"

enum request_state {
#define REQUEST_STATE(code, NAME, key, text) REQUEST_##NAME = code,
#include "store/rule/request.def"
	REQUEST_STATE_END
};
enum request_channel {
#define REQUEST_CHANNEL(code, NAME, key, text, came, counts, rule) BY_##NAME = code,
#include "store/rule/request.def"
	BY_END
};
enum request_came {
#define REQUEST_CAME(code, NAME, text) CAME_##NAME = code,
#include "store/rule/request.def"
	CAME_END
};
enum request_applicant {
#define REQUEST_APPLICANT(code, NAME, key, text) APPLICANT_##NAME = code,
#include "store/rule/request.def"
	APPLICANT_END
};
enum request_offer {
#define REQUEST_OFFER(code, NAME, key, text) OFFERED_##NAME = code,
#include "store/rule/request.def"
	OFFERED_END
};
enum request_pass {
#define REQUEST_PASS(code, NAME, key, text) PASSED_##NAME = code,
#include "store/rule/request.def"
	PASSED_END
};
enum request_act {
#define REQUEST_ACT(code, NAME, key, text) REQUEST_ACT_##NAME = code,
#include "store/rule/request.def"
	REQUEST_ACT_END
};

/* The words of the codes, "" for a code that does not exist; parse takes text or key, 0 if neither. */
const char *request_state_text(int s);
const char *request_state_key(int s);
int request_state_parse(const char *word);
const char *request_channel_text(int c);
const char *request_channel_key(int c);
int request_channel_parse(const char *word);
const char *request_channel_rule(int c); /* the sentence with its article */
const char *request_came_text(int c);
const char *request_applicant_text(int a);
const char *request_applicant_key(int a);
int request_applicant_parse(const char *word);
const char *request_offer_text(int o);
const char *request_pass_text(int p);
const char *request_act_text(int a);

/* Open: the clock runs, or waits for the confirmation. */
static inline bool request_is_open(int state)
{
	return state == REQUEST_REGISTERED;
}

/* ------------------------------------------------------------ receipt (art. 31) */
/* How it was made and what happened on which day; DAY_NONE: not, or not yet. */
struct request_receipt {
	int channel;                                   /* enum request_channel */
	int32_t day[CAME_END];                         /* by enum request_came */
};
/* Which of the days the office knows first (提交, 签收, 到达), and whether another must confirm it. */
enum request_came request_came_by(int channel); /* 0 for no channel */
bool request_confirms(int channel);             /* both sides confirm: the receipt is that day */
struct request_receipt request_receipt_of(int channel, int32_t came, int32_t confirmed);
/* The day of receipt; DAY_NONE while the confirmation is still awaited. */
int32_t request_received(const struct request_receipt *r);
/* Refuses: no channel, no day of coming, a day after today, a confirmation before the coming or where none belongs. */
enum z request_receipt_check(const struct request_receipt *r, int32_t today, struct error *e);

/* Refuses an answer from before it came; one that was never confirmed may be answered all the same. */
enum z request_answer_check(const struct request_receipt *r, int32_t answered, struct error *e);

/* ------------------------------------------------------------ the way, replayed */
struct request_event {
	int act;
	int64_t office, handler, other; /* of 登记 and 修改登记 other is the channel */
	int32_t day, until;             /* of these: came, confirmed; of 登记确认 and 登记线下答复 day; else DAY_NONE */
};
struct request_flow {
	int state;
	struct request_receipt receipt;
	int64_t office, handler;
	int32_t answered; /* on paper, as noted; DAY_NONE: not yet */
	bool wrong;       /* an act that the state does not allow */
};
void request_flow_begin(struct request_flow *f);
void request_flow_step(struct request_flow *f, const struct request_event *ev);

/* ------------------------------------------------------------ the term of the reply (art. 33) */
enum { REQUEST_REPLY = 20 }; /* working days */
struct request_term {
	int32_t from; /* the day of receipt; DAY_NONE: the term does not run yet */
	int days;
	const struct clock_pause *pause;
	size_t pauses;
};
/* The last day of the term.  Z_OK and *due DAY_NONE: it does not run yet, *sort is then the day on which the application came,
 * for the confirmation is due at once.  Z_MISSING: 日历未定, *sort is an estimate. */
enum z request_due(const struct calendar *c, const struct request_receipt *r, struct clock_trace *trace, int32_t *due,
	int32_t *sort, struct error *e);
#endif
