/* ticket_words.c - the words of a ticket's codes, both ways; every word stands in ticket.def. */
#include "store/rule/ticket.h"

#include <stddef.h>
#include <string.h>

#include "store/base/text.h"

struct word {
	int code;
	const char *key, *text, *names; /* names: what platforms write, parted by | */
};

static const struct word states[] = {
#define TICKET_STATE(code, NAME, key, text) {code, key, text, ""},
#include "store/rule/ticket.def"
	{0, NULL, NULL, NULL},
};
static const struct word kinds[] = {
#define TICKET_KIND(code, NAME, key, text, names) {code, key, text, names},
#include "store/rule/ticket.def"
	{0, NULL, NULL, NULL},
};
static const struct word urgencies[] = {
#define TICKET_URGENCY(code, NAME, key, text, names) {code, key, text, names},
#include "store/rule/ticket.def"
	{0, NULL, NULL, NULL},
};
static const struct word backs[] = {
#define TICKET_RETURN(code, text) {code, "", text, ""},
#include "store/rule/ticket.def"
	{0, NULL, NULL, NULL},
};
static const struct word routes[] = {
#define TICKET_ROUTE(code, NAME, key, text) {code, key, text, ""},
#include "store/rule/ticket.def"
	{0, NULL, NULL, NULL},
};
static const struct word pleased[] = {
#define TICKET_PLEASED(code, NAME, key, text, names) {code, key, text, names},
#include "store/rule/ticket.def"
	{0, NULL, NULL, NULL},
};
static const struct word answered[] = {
#define TICKET_ANSWERED(code, NAME, key, text, names) {code, key, text, names},
#include "store/rule/ticket.def"
	{0, NULL, NULL, NULL},
};
static const struct word facts[] = {
#define TICKET_FACT(code, NAME, key, text) {code, key, text, ""},
#include "store/rule/ticket.def"
	{0, NULL, NULL, NULL},
};
static const struct word acts[] = {
#define TICKET_ACT(code, NAME, key, text) {code, key, text, ""},
#include "store/rule/ticket.def"
	{0, NULL, NULL, NULL},
};

static const char *text_of(const struct word *w, int code)
{
	for (; w->text; w++)
		if (w->code == code)
			return w->text;
	return "";
}

static const char *key_of(const struct word *w, int code)
{
	for (; w->text; w++)
		if (w->code == code)
			return w->key;
	return "";
}

static bool is_named(const char *names, const char *word, size_t n)
{
	for (const char *p = names; *p;) {
		size_t m = strcspn(p, "|");
		if (m == n && !memcmp(p, word, n))
			return true;
		p += m + (p[m] == '|');
	}
	return false;
}

static int code_of(const struct word *w, const char *word)
{
	char folded[64];
	if (!word || !*word || strlen(word) >= sizeof folded)
		return 0;
	text_fold(folded, sizeof folded, word);
	const char *s = folded + (*folded == ' ');
	size_t n = strlen(s);
	while (n && s[n - 1] == ' ')
		n--;
	for (; n && w->text; w++)
		if ((strlen(w->text) == n && !memcmp(w->text, s, n)) || (strlen(w->key) == n && !memcmp(w->key, s, n)) ||
			is_named(w->names, s, n))
			return w->code;
	return 0;
}

const char *ticket_state_text(int s)
{
	return text_of(states, s);
}

const char *ticket_state_key(int s)
{
	return key_of(states, s);
}

int ticket_state_parse(const char *word)
{
	return code_of(states, word);
}

const char *ticket_kind_text(int k)
{
	return text_of(kinds, k);
}

const char *ticket_kind_key(int k)
{
	return key_of(kinds, k);
}

int ticket_kind_parse(const char *word)
{
	return code_of(kinds, word);
}

const char *ticket_urgency_text(int u)
{
	return text_of(urgencies, u);
}

const char *ticket_urgency_key(int u)
{
	return key_of(urgencies, u);
}

int ticket_urgency_parse(const char *word)
{
	return code_of(urgencies, word);
}

const char *ticket_back_text(int r)
{
	return text_of(backs, r);
}

const char *ticket_route_text(int r)
{
	return text_of(routes, r);
}

const char *ticket_pleased_text(int p)
{
	return text_of(pleased, p);
}

const char *ticket_pleased_key(int p)
{
	return key_of(pleased, p);
}

int ticket_pleased_parse(const char *word)
{
	return code_of(pleased, word);
}

const char *ticket_answered_text(int a)
{
	return text_of(answered, a);
}

const char *ticket_answered_key(int a)
{
	return key_of(answered, a);
}

int ticket_answered_parse(const char *word)
{
	return code_of(answered, word);
}

const char *ticket_fact_text(int f)
{
	return text_of(facts, f);
}

const char *ticket_fact_key(int f)
{
	return key_of(facts, f);
}

const char *ticket_act_text(int a)
{
	return text_of(acts, a);
}
