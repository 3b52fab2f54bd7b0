/* ticket.h - the rules of a 12345 ticket as pure functions: its states replayed from what was done, its limits.  Asks
 * nothing of the file and has no clock of its own. */
#ifndef STORE_RULE_TICKET_TICKET_H
#define STORE_RULE_TICKET_TICKET_H

#include <stdbool.h>
#include <stdint.h>

#include "store/base/error.h"
#include "store/rule/calendar/calendar.h"
#include "store/rule/clock.h"

enum ticket_state {
#define TICKET_STATE(code, NAME, key, text) TICKET_##NAME = code,
#include "store/rule/ticket/ticket.def"
	TICKET_STATE_END
};
/* Open: still ours to do something about, or to see closed by the platform. */
enum {
	TICKET_OPEN = 1 << TICKET_UNCLAIMED | 1 << TICKET_WORKING | 1 << TICKET_DRAFTED | 1 << TICKET_CHECKING |
		      1 << TICKET_TO_FILL | 1 << TICKET_FILLED | 1 << TICKET_RETURNING
};
static inline bool ticket_is_open(int state)
{
	return state > 0 && state < TICKET_STATE_END && TICKET_OPEN >> state & 1;
}
enum ticket_kind {
#define TICKET_KIND(code, NAME, key, text, names) KIND_##NAME = code,
#include "store/rule/ticket/ticket.def"
	KIND_END
};
enum ticket_urgency {
#define TICKET_URGENCY(code, NAME, key, text, names) URGENCY_##NAME = code,
#include "store/rule/ticket/ticket.def"
	URGENCY_END
};
enum ticket_back {
#define TICKET_RETURN(code, text) BACK_##code = code,
#include "store/rule/ticket/ticket.def"
	BACK_END
};
enum ticket_route {
#define TICKET_ROUTE(code, NAME, key, text) ROUTE_##NAME = code,
#include "store/rule/ticket/ticket.def"
	ROUTE_END
};
enum ticket_pleased {
#define TICKET_PLEASED(code, NAME, key, text, names) PLEASED_##NAME = code,
#include "store/rule/ticket/ticket.def"
	PLEASED_END
};
enum ticket_answered {
#define TICKET_ANSWERED(code, NAME, key, text, names) ANSWERED_##NAME = code,
#include "store/rule/ticket/ticket.def"
	ANSWERED_END
};
enum ticket_fact {
#define TICKET_FACT(code, NAME, key, text) FACT_##NAME = code,
#include "store/rule/ticket/ticket.def"
	FACT_END
};
enum ticket_act {
#define TICKET_ACT(code, NAME, key, text) TICKET_ACT_##NAME = code,
#include "store/rule/ticket/ticket.def"
	TICKET_ACT_END
};

/* The words of the codes, "" for a code that does not exist; parse takes text, key or any of the names, 0 if none. */
const char *ticket_state_text(int s);
const char *ticket_state_key(int s);
int ticket_state_parse(const char *word);
const char *ticket_kind_text(int k);
const char *ticket_kind_key(int k);
int ticket_kind_parse(const char *word);
const char *ticket_urgency_text(int u);
const char *ticket_urgency_key(int u);
int ticket_urgency_parse(const char *word);
const char *ticket_back_text(int r);
const char *ticket_route_text(int r);
const char *ticket_pleased_text(int p);
const char *ticket_pleased_key(int p);
int ticket_pleased_parse(const char *word);
const char *ticket_answered_text(int a);
const char *ticket_answered_key(int a);
int ticket_answered_parse(const char *word);
const char *ticket_fact_text(int f);
const char *ticket_fact_key(int f);
const char *ticket_act_text(int a);

/* A limit: n working days or n hours; n 0: none. */
enum limit_unit { LIMIT_DAYS = 1, LIMIT_HOURS = 2 };
struct limit {
	int n;
	enum limit_unit unit;
};
/* The last instant of the limit.  Working days: the end (24:00, Asia/Shanghai) of the n-th working day after the day of
 * `from`; hours run through nights and holidays (特急, 舆情).  more: working days added (延期).  *due 0 and Z_OK: no limit.
 * Z_MISSING where the calendar of a year is not loaded (clock_due); *sort then gets an estimate to sort by. */
enum z ticket_due(const struct calendar *c, int64_t from, struct limit l, int more, struct clock_trace *trace, int64_t *due, int64_t *sort,
	struct error *e);
/* 绿/黄/红: red when passed; yellow from CLOCK_NEAR working days before a working-day limit, or the last fifth of an hour limit. */
enum light ticket_light(const struct calendar *c, int64_t now, int64_t from, struct limit l, int64_t due);

/* ------------------------------------------------------------ the way of a ticket, replayed */
struct ticket_event {
	int64_t id, refers, officer, office, other, until, at, step;
	int act, round;
};
#define TICKET_NEVER ((int64_t)1 << 40) /* due_sort of what no limit runs for */
struct ticket_flow {
	int state, round, back_state;     /* back_state: where 退单驳回, 撤销并单 go back to */
	int closed_from;                  /* where it was when the platform closed it */
	int64_t office, handler, lease_until, master, answer;
	int64_t return_asked, return_officer;  /* open 申请退单: act id, who */
	int64_t extend_asked, extend_officer, extend_days;
	int64_t supervised, supervise_officer;
	int extended, route;
	bool excluded;
	int64_t writers[32];              /* who wrote answers of this round */
	int writers_n;
	int64_t checked_by;               /* who passed the answer of this round */
	bool wrong;                       /* an act that the state does not allow */
};
void ticket_flow_begin(struct ticket_flow *f);
void ticket_flow_step(struct ticket_flow *f, const struct ticket_event *ev);
#endif
