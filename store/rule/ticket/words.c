/* words.c - the words of a ticket's codes, both ways; every word stands in ticket.def. */
#include "store/rule/ticket/ticket.h"

#include "store/rule/word.h"

static const struct word states[] = {
#define TICKET_STATE(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/ticket/ticket.def"
	{0},
};
static const struct word kinds[] = {
#define TICKET_KIND(code, NAME, key, text, names) {code, key, text, names},
#include "store/rule/ticket/ticket.def"
	{0},
};
static const struct word urgencies[] = {
#define TICKET_URGENCY(code, NAME, key, text, names) {code, key, text, names},
#include "store/rule/ticket/ticket.def"
	{0},
};
static const struct word backs[] = {
#define TICKET_RETURN(code, text) {code, "", text, NULL},
#include "store/rule/ticket/ticket.def"
	{0},
};
static const struct word routes[] = {
#define TICKET_ROUTE(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/ticket/ticket.def"
	{0},
};
static const struct word pleased[] = {
#define TICKET_PLEASED(code, NAME, key, text, names) {code, key, text, names},
#include "store/rule/ticket/ticket.def"
	{0},
};
static const struct word answered[] = {
#define TICKET_ANSWERED(code, NAME, key, text, names) {code, key, text, names},
#include "store/rule/ticket/ticket.def"
	{0},
};
static const struct word facts[] = {
#define TICKET_FACT(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/ticket/ticket.def"
	{0},
};
static const struct word acts[] = {
#define TICKET_ACT(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/ticket/ticket.def"
	{0},
};

const char *ticket_state_text(int s)
{
	return word_text(states, s);
}

const char *ticket_state_key(int s)
{
	return word_key(states, s);
}

int ticket_state_parse(const char *word)
{
	return word_code_named(states, word);
}

const char *ticket_kind_text(int k)
{
	return word_text(kinds, k);
}

const char *ticket_kind_key(int k)
{
	return word_key(kinds, k);
}

int ticket_kind_parse(const char *word)
{
	return word_code_named(kinds, word);
}

const char *ticket_urgency_text(int u)
{
	return word_text(urgencies, u);
}

const char *ticket_urgency_key(int u)
{
	return word_key(urgencies, u);
}

int ticket_urgency_parse(const char *word)
{
	return word_code_named(urgencies, word);
}

const char *ticket_back_text(int r)
{
	return word_text(backs, r);
}

const char *ticket_route_text(int r)
{
	return word_text(routes, r);
}

const char *ticket_pleased_text(int p)
{
	return word_text(pleased, p);
}

const char *ticket_pleased_key(int p)
{
	return word_key(pleased, p);
}

int ticket_pleased_parse(const char *word)
{
	return word_code_named(pleased, word);
}

const char *ticket_answered_text(int a)
{
	return word_text(answered, a);
}

const char *ticket_answered_key(int a)
{
	return word_key(answered, a);
}

int ticket_answered_parse(const char *word)
{
	return word_code_named(answered, word);
}

const char *ticket_fact_text(int f)
{
	return word_text(facts, f);
}

const char *ticket_fact_key(int f)
{
	return word_key(facts, f);
}

const char *ticket_act_text(int a)
{
	return word_text(acts, a);
}
