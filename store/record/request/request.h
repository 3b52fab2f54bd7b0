/* request.h - 依申请公开: an application for government information, from its registration on (条例第二十九条、第三十一条、
 * 第三十三条).
 *
 * What stands so far is the register and its first clock: how it was made, the day on which it counts as received, the 20
 * working days of the reply, to whom it was given, what was noted.  补正, 征求意见, 延期, 答复 with its signatures, 费用 and
 * remedies are not part of the program yet: until then the officer answers on paper and notes it here (request_answered).
 *
 * Every operation is one transaction, gated by permit.def, and takes the version that was read: Z_STALE if somebody was
 * quicker.  Names, phones, IDs and addresses stand in the table person only (design 4.12). */
#ifndef STORE_RECORD_REQUEST_REQUEST_H
#define STORE_RECORD_REQUEST_REQUEST_H

#include "store/base/memory.h"
#include "store/record/caller.h"
#include "store/record/desk/desk.h"
#include "store/rule/request.h"

#define REQUEST_BODY_MAX 20000 /* characters */
#define REQUEST_TEXT_MAX 2000  /* characters of a note, a reason */
#define REQUEST_TITLE_MAX 60   /* characters of the first words that lists show */
#define REQUEST_NUMBER_MAX 24  /* bytes */
#define REQUEST_NEVER ((int32_t)1 << 28) /* due_sort of what no limit runs for */

/* Who applies.  NULL texts are "". */
struct applicant {
	struct caller who;  /* name, phone, idno (证件号码, 统一社会信用代码), address */
	char *agent;        /* 法定代表人、代理人 */
	char *email;
};
void applicant_free(struct applicant *a);

/* What is registered; DAY_NONE: not known. */
struct request_in {
	int channel, applicant, offer, pass;   /* enums of rule/request.h; offer, pass 0: not said */
	int32_t came;                          /* the day of 提交, 签收 or 到达, as the channel has it */
	int32_t confirmed;                     /* of the confirmation, where the channel wants one */
	struct applicant who;
	const char *body;                      /* 申请内容 */
	int64_t office, handler;               /* office 0: the registering officer's; handler 0: nobody yet */
};
enum z request_create(struct desk *d, const struct request_in *in, int64_t *id, struct error *e);
/* office and handler are not looked at (request_assign).  A text of the applicant or body that is NULL, or given back masked
 * as request_load shows it, stays as it was. */
enum z request_edit(struct desk *d, int64_t id, int64_t ver, const struct request_in *in, struct error *e);
/* A 12345 ticket leaves the chain as 政府信息公开申请, and is registered as such, in one transaction; told: what the caller was
 * told. */
enum z ticket_to_request(
        struct desk *d, int64_t ticket, int64_t ver, const struct request_in *in, const char *told, int64_t *id, struct error *e);
/* Both sides have confirmed it: the term runs from that day (art. 31 (2)(3)). */
enum z request_confirm(struct desk *d, int64_t id, int64_t ver, int32_t day, const char *how, struct error *e);
enum z request_assign(struct desk *d, int64_t id, int64_t ver, int64_t office, int64_t handler, const char *what, struct error *e);
enum z request_note(struct desk *d, int64_t id, int64_t ver, const char *text, struct error *e);
/* It was answered on paper, outside the program, on that day: the clock stops.  what: the letter's number, the result. */
enum z request_answered(struct desk *d, int64_t id, int64_t ver, int32_t day, const char *what, struct error *e);
enum z request_void(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e); /* registered by mistake */

/* Whether the person at the desk may do it now: Z_OK, or the sentence for the dimmed key. */
enum z request_may(struct desk *d, enum action a, int64_t id, struct error *e);

/* ------------------------------------------------------------ reading one */
struct request {
	int64_t id, ver, office, handler, ticket, created_at;
	int state, channel, applicant, offer, pass;
	struct request_receipt receipt;
	int32_t received_on, due, answered_on; /* DAY_NONE: not yet, not computable */
	int light;                             /* enum light; of one that was answered by the day of the answer */
	int left;                              /* working days */
	bool estimate, erased, may_see;        /* may_see: request_person() would show the applicant */
	char *number, *title, *body, *office_name, *handler_name, *ticket_number;
	struct applicant masked; /* never clear here */
};
/* The body is masked (design 4.12) for whoever is not of the handling office. */
enum z request_load(struct desk *d, int64_t id, struct request **r, struct error *e);
void request_free(struct request **r);
enum z request_by_number(struct desk *d, const char *number, int64_t *id, struct error *e);
/* The newest request of a ticket that is not 作废; 0: none. */
int64_t request_of_ticket(struct desk *d, int64_t ticket);
/* In clear, for the handling office, 办公室 and leaders: writes the audit row first; no row, no showing. */
enum z request_person(struct desk *d, int64_t id, struct applicant *who, struct error *e);
/* Oldest first; texts live in the arena, masked. */
struct request_step {
	int64_t id, at, officer;
	int act, state;
	int32_t day;
	const char *officer_name, *office_name, *handler_name, *text;
};
enum z request_history(struct desk *d, int64_t id, struct arena *a, struct request_step **steps, int *n, struct error *e);
/* Why it is due when it is, for `?`: a sentence each for the receipt and the term, and the days counted. */
enum z request_clock(struct desk *d, int64_t id, char receipt[400], char term[400], struct clock_trace *trace, struct error *e);
#endif
