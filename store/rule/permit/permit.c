/* permit.c - the permission matrix of permit.def, read one way for everybody: the state, then the person, then the
 * conditions; the first that fails is the sentence. */
#include "store/rule/permit/permit.h"

#include <stdio.h>

#include "store/rule/request.h"
#include "store/rule/task.h"
#include "store/rule/ticket/ticket.h"

/* The vocabulary of permit.def: bits of states, of persons, of conditions. */
#define ANY_STATE 0u
enum {
#define ITEM_STATE(code, NAME, key, text) NAME = 1 << code,
#include "store/rule/item/item.def"
};
enum {
#define TICKET_STATE(code, NAME, key, text) T_##NAME = 1 << code,
#include "store/rule/ticket/ticket.def"
};
enum {
#define REQUEST_STATE(code, NAME, key, text) Q_##NAME = 1 << code,
#include "store/rule/request.def"
};
enum {
#define TASK_STATE(code, NAME, key, text) K_##NAME = 1 << code,
#include "store/rule/task.def"
};
enum {
	CLERK = ROLE_CLERK,
	OFFICE = ROLE_OFFICE,
	PUBLISH = ROLE_PUBLISH,
	ADMIN = ROLE_ADMIN,
	LEADER = ROLE_LEADER,
	AUTHOR = 1 << 8,
	SEAT = 1 << 9,
	SEAT3 = 1 << 10,
	SEAT_ANY = 1 << 11,
	ANYONE = 1 << 12,
	HANDLER = 1 << 13,
	WRITER = 1 << 14,
	ASSISTANT = 1 << 15,
};
enum {
	NOT_AUTHOR = 1,
	NOT_TWICE = 2,
	NOT_ADMIN = 4,
	OWN_OFFICE = 8,
	IN_HAND = 16,
	NOT_HANDLER = 32,
	NOT_WRITER = 64,
	NOT_ASKER = 128,
};

struct rule {
	uint32_t states;
	unsigned who, conditions;
	enum permit_subject about; /* of an item also where it is about none: states say that */
};

static struct rule rule_of(enum action a)
{
	switch (a) {
#define ACTION(code, NAME, text, states, who, conditions)                                          \
	case ACTION_##NAME:                                                                        \
		return (struct rule){(uint32_t)(states), (unsigned)(who), (unsigned)(conditions), PERMIT_ITEM};
#define TICKET_ACTION(code, NAME, text, states, who, conditions)                                   \
	case ACTION_##NAME:                                                                        \
		return (struct rule){(uint32_t)(states), (unsigned)(who), (unsigned)(conditions), PERMIT_TICKET};
#define REQUEST_ACTION(code, NAME, text, states, who, conditions)                                  \
	case ACTION_##NAME:                                                                        \
		return (struct rule){(uint32_t)(states), (unsigned)(who), (unsigned)(conditions), PERMIT_REQUEST};
#define TASK_ACTION(code, NAME, text, states, who, conditions)                                     \
	case ACTION_##NAME:                                                                        \
		return (struct rule){(uint32_t)(states), (unsigned)(who), (unsigned)(conditions), PERMIT_TASK};
#include "store/rule/permit/permit.def"
	case ACTION_END:
		break;
	}
	return (struct rule){0, 0, 0, PERMIT_NONE};
}

/* What the person is, in bits of `who`. */
static unsigned person(const struct permit_case *c)
{
	unsigned is = c->roles & (CLERK | OFFICE | PUBLISH | ADMIN | LEADER);
	is |= ANYONE;
	if (c->author)
		is |= AUTHOR;
	if (c->seat)
		is |= SEAT;
	if (c->seat3)
		is |= SEAT3;
	if (c->seat_any)
		is |= SEAT_ANY;
	if (c->handler)
		is |= HANDLER;
	if (c->writer)
		is |= WRITER;
	if (c->assistant)
		is |= ASSISTANT;
	return is;
}

/* 经办、发布岗: who could do it, for the sentence. */
static const char *who_text(unsigned who, int state, char buf[160])
{
	static const struct {
		unsigned bit;
		const char *text;
	} word[] = {
#define PERMIT_WHO(bit, text) {bit, text},
#include "store/rule/permit/who.def"
	};
	size_t at = 0;
	buf[0] = '\0';
	for (size_t i = 0; i < sizeof word / sizeof word[0]; i++) {
		if (!(who & word[i].bit))
			continue;
		at += (size_t)snprintf(buf + at, 160 - at, "%s", at ? "、" : "");
		if (word[i].bit == SEAT)
			at += (size_t)snprintf(buf + at, 160 - at, "%s", tier_text(state_tier(state)));
		at += (size_t)snprintf(buf + at, 160 - at, "%s", word[i].text);
	}
	return buf;
}

/* How each sort of record speaks of itself. */
static const struct said {
	int states; /* codes are below this */
	const char *(*state)(int);
	enum refusal none, not_now, office;
} said[PERMIT_SUBJECTS] = {
	[PERMIT_ITEM] = {STATE_END, item_state_text, R_PERMIT_NO_ITEM, R_PERMIT_STATE, R_PERMIT_OFFICE},
	[PERMIT_TICKET] = {TICKET_STATE_END, ticket_state_text, R_PERMIT_NO_TICKET, R_PERMIT_TICKET_STATE, R_PERMIT_TICKET_OFFICE},
	[PERMIT_REQUEST] = {REQUEST_STATE_END, request_state_text, R_PERMIT_NO_REQUEST, R_PERMIT_REQUEST_STATE, R_PERMIT_REQUEST_OFFICE},
	[PERMIT_TASK] = {TASK_STATE_END, task_state_text, R_PERMIT_NO_TASK, R_PERMIT_TASK_STATE, R_PERMIT_TASK_OFFICE},
};

static const char *states_text(const struct rule *r, char buf[240])
{
	size_t at = 0;
	buf[0] = '\0';
	for (int s = 1; s < said[r->about].states; s++) {
		if (r->states & 1u << s && at < 200)
			at += (size_t)snprintf(buf + at, 240 - at, "%s%s", at ? "、" : "", said[r->about].state(s));
	}
	return buf;
}

/* Of tickets, requests and tasks, which are worked on by somebody. */
static enum z work_conditions(const struct rule *r, const struct permit_case *c, unsigned is, struct error *e)
{
	const char *name = action_text((int)c->action);
	if (r->conditions & NOT_HANDLER && c->handler)
		return refuse(e, R_PERMIT_HANDLER, name);
	if (r->conditions & NOT_WRITER && c->writer)
		return refuse(e, R_PERMIT_WRITER, name);
	if (r->conditions & NOT_ASKER && c->asker)
		return refuse(e, R_PERMIT_ASKER, name);
	if (r->conditions & IN_HAND && !c->own_office && !c->handler)
		return refuse(e, R_PERMIT_TICKET_HAND, name);
	if (r->conditions & OWN_OFFICE && !c->own_office && !(is & (OFFICE | (r->who & (HANDLER | ASSISTANT | LEADER)))))
		return refuse(e, said[r->about].office, name);
	return Z_OK;
}

enum z permit_check(const struct permit_case *c, struct error *e)
{
	const struct rule r = rule_of(c->action);
	const char *name = action_text((int)c->action);
	char buf[240];
	unsigned is = person(c);

	if (!r.who)
		return refuse(e, R_PERMIT_UNKNOWN, number_text((int)c->action).s);
	if (r.states && (c->state <= 0 || c->state >= said[r.about].states))
		return refuse(e, said[r.about].none, name);
	if (r.states && !(r.states & 1u << c->state))
		return refuse(e, said[r.about].not_now, said[r.about].state(c->state), name, states_text(&r, buf));
	if (r.conditions & NOT_ADMIN && is & ADMIN)
		return refuse(e, R_PERMIT_ADMIN, name);
	if (!(r.who & is))
		return refuse(e, R_PERMIT_WHO, name, who_text(r.who, c->state, buf));
	if (r.about != PERMIT_ITEM)
		return work_conditions(&r, c, is, e);
	if (r.conditions & NOT_AUTHOR && (c->wrote || c->author))
		return refuse(e, R_PERMIT_AUTHOR, name);
	if (r.conditions & NOT_TWICE && c->passed)
		return refuse(e, R_PERMIT_TWICE, name, tier_text(state_tier(c->state)));
	if (r.conditions & OWN_OFFICE && !c->own_office && !c->author && !(is & OFFICE))
		return refuse(e, R_PERMIT_OFFICE, name);
	return Z_OK;
}

uint32_t permit_states(enum action a)
{
	return rule_of(a).states;
}

bool permit_by_tier(enum action a)
{
	return (rule_of(a).who & SEAT) != 0;
}

bool permit_needs_item(enum action a)
{
	return permit_subject(a) == PERMIT_ITEM;
}

enum permit_subject permit_subject(enum action a)
{
	const struct rule r = rule_of(a);
	return r.states ? r.about : PERMIT_NONE;
}
