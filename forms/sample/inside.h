/* inside.h - what the files that fill the demonstration desk share: sample.c (people, the clock), item.c, ticket.c (the
 * hotline); nobody else includes it. */
#ifndef FORMS_SAMPLE_INSIDE_H
#define FORMS_SAMPLE_INSIDE_H

#include "store/store.h"

enum office_key {
	O_NONE = -1,
#define SAMPLE_OFFICE(key, name, kind) O_##key,
#include "forms/sample.def"
	O_COUNT
};
enum officer_key {
#define SAMPLE_OFFICER(key, name, login, passphrase, office, post, roles, tier, all, part) P_##key,
#include "forms/sample.def"
	P_COUNT
};
enum item_key {
	I_NONE = -1,
#define SAMPLE_ITEM(key, formed, steps, drafter, office, class, attribute, withhold, category, catalog, channels, docno, supersedes, \
		code, note, title, body) I_##key,
#include "forms/sample.def"
	I_COUNT
};
enum ticket_key {
	T_NONE = -1,
#define SAMPLE_TICKET(key, steps, office, handler, kind, urgency, source, topic, place, name, phone, other, pleased, title, body, answer) T_##key,
#include "forms/sample.def"
	T_COUNT
};

enum request_key {
#define SAMPLE_REQUEST(key, steps, channel, applicant, name, phone, email, body) Q_##key,
#include "forms/sample.def"
	Q_COUNT
};

enum { SAMPLE_LONG = 1000 }; /* working days: no limit */
enum task_key {
#define SAMPLE_TASK(key, steps, office, helpers, due, place, title, body, what) K_##key,
#include "forms/sample.def"
	K_COUNT
};

/* Each has the working hours of a day for itself. */
enum step_of { OF_ITEM, OF_TICKET, OF_TASK };
enum { FIRST_DAY = 80, STEPS_MAX = 1024 }; /* working days before today on which the desk begins */

struct step {
	int ago;       /* working days before today */
	int item, order;
	enum step_of of; /* what item counts: item_key, ticket_key and behind it request_key, task_key */
	char what;
	enum officer_key who;
	int64_t at;
};

struct fill {
	struct desk *desk;
	int64_t now;             /* at which the desk will be opened */
	int32_t day[FIRST_DAY + 1]; /* the working days before today; [0] today or the last one before it */
	int64_t office[O_COUNT], officer[P_COUNT], item[I_COUNT], ticket[T_COUNT], request[Q_COUNT], task[K_COUNT];
	struct named *categories, *channels;
	struct catalog *catalogs;
	int categories_n, channels_n, catalogs_n;
	struct step step[STEPS_MAX];
	int steps;
	int at;                  /* officer who is logged in, -1 nobody */
	int passes;
};

/* sample.c: {Y}, {P}, {M} put in; the caller's. */
char *sample_filled(const char *text, int year, int month);
/* item.c: adds the steps of the items; does one of them, as the officer who is logged in. */
void sample_item_plan(struct fill *f);
enum z sample_item_act(struct fill *f, const struct step *s, struct error *e);
/* ticket.c: adds the steps of the tickets; does one of them, as the officer who is logged in. */
void sample_ticket_plan(struct fill *f);
enum z sample_ticket_act(struct fill *f, const struct step *s, struct error *e);
/* task.c: the same of 任务. */
void sample_task_plan(struct fill *f);
enum z sample_task_act(struct fill *f, const struct step *s, struct error *e);
/* request.c: the same of 公开申请; and a ticket that becomes one, told being what the caller was told. */
void sample_request_plan(struct fill *f);
enum z sample_request_act(struct fill *f, const struct step *s, struct error *e);
enum z sample_request_from(struct fill *f, const struct ticket *t, const char *name, const char *phone, const char *told, struct error *e);
#endif
