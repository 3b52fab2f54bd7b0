/* permit_words.c - the words of codes, roles and tiers, both ways; every word stands in a .def table. */
#include "store/rule/permit.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct word {
	int code;
	const char *key, *text;
};

static const struct word states[] = {
#define ITEM_STATE(code, NAME, key, text) {code, key, text},
#include "store/rule/item.def"
	{0, NULL, NULL},
};
static const struct word attributes[] = {
#define ATTRIBUTE(code, NAME, key, text) {code, key, text},
#include "store/rule/item.def"
	{0, NULL, NULL},
};
/* The key of a reason is the article that it rests on. */
static const struct word withholds[] = {
#define WITHHOLD(code, NAME, text, article) {code, article, text},
#include "store/rule/item.def"
	{0, NULL, NULL},
};
static const struct word validities[] = {
#define VALIDITY(code, NAME, key, text) {code, key, text},
#include "store/rule/item.def"
	{0, NULL, NULL},
};
static const struct word classes[] = {
#define ITEM_CLASS(code, NAME, key, text) {code, key, text},
#include "store/rule/item.def"
	{0, NULL, NULL},
};
static const struct word reasons[] = {
#define RETURN_REASON(code, text) {code, "", text},
#include "store/rule/item.def"
	{0, NULL, NULL},
};
static const struct word reviews[] = {
#define REVIEW_ACT(code, NAME, key, text) {code, key, text},
#include "store/rule/item.def"
	{0, NULL, NULL},
};
static const struct word releases[] = {
#define RELEASE_ACT(code, NAME, key, text) {code, key, text},
#include "store/rule/item.def"
	{0, NULL, NULL},
};
static const struct word kinds[] = {
#define REVISION_KIND(code, NAME, text) {code, "", text},
#include "store/rule/item.def"
	{0, NULL, NULL},
};
static const struct word offices[] = {
#define OFFICE_KIND(code, NAME, text) {code, "", text},
#include "store/rule/item.def"
	{0, NULL, NULL},
};
static const struct word actions[] = {
#define ACTION(code, NAME, text, states, who, conditions) {code, #NAME, text},
#include "store/rule/permit.def"
	{0, NULL, NULL},
};
static const struct word roles[] = {
#define ROLE(NAME, key, text) {ROLE_##NAME, key, text},
#include "store/rule/role.def"
	{0, NULL, NULL},
};
static const struct word tiers[] = {
#define TIER_WORD(n, text, state) {n, "", text},
#include "store/rule/role.def"
	{0, NULL, NULL},
};

static const char *text_of(const struct word *w, int code)
{
	for (; w->text; w++) {
		if (w->code == code)
			return w->text;
	}
	return "";
}

static const char *key_of(const struct word *w, int code)
{
	for (; w->text; w++) {
		if (w->code == code)
			return w->key;
	}
	return "";
}

static int code_of(const struct word *w, const char *word)
{
	if (!word || !*word)
		return 0;
	for (; w->text; w++) {
		if (!strcmp(w->text, word) || !strcmp(w->key, word))
			return w->code;
	}
	return 0;
}

const char *item_state_text(int state)
{
	return text_of(states, state);
}

const char *item_state_key(int state)
{
	return key_of(states, state);
}

int item_state_parse(const char *word)
{
	return code_of(states, word);
}

const char *attribute_text(int a)
{
	return text_of(attributes, a);
}

const char *attribute_key(int a)
{
	return key_of(attributes, a);
}

int attribute_parse(const char *word)
{
	return code_of(attributes, word);
}

const char *withhold_text(int w)
{
	return text_of(withholds, w);
}

const char *withhold_article(int w)
{
	return key_of(withholds, w);
}

const char *validity_text(int v)
{
	return text_of(validities, v);
}

const char *item_class_text(int c)
{
	return text_of(classes, c);
}

const char *return_reason_text(int code)
{
	return text_of(reasons, code);
}

const char *review_act_text(int a)
{
	return text_of(reviews, a);
}

const char *release_act_text(int a)
{
	return text_of(releases, a);
}

const char *revision_kind_text(int k)
{
	return text_of(kinds, k);
}

const char *office_kind_text(int k)
{
	return text_of(offices, k);
}

const char *action_text(int a)
{
	return text_of(actions, a);
}

const char *role_text(unsigned bit)
{
	return text_of(roles, (int)bit);
}

const char *roles_text(unsigned set, char buf[96])
{
	size_t at = 0;
	buf[0] = '\0';
	for (const struct word *w = roles; w->text; w++) {
		if (set & (unsigned)w->code)
			at += (size_t)snprintf(buf + at, 96 - at, "%s%s", at ? "、" : "", w->text);
	}
	return buf;
}

unsigned role_parse(const char *word)
{
	return (unsigned)code_of(roles, word);
}

const char *tier_text(int tier)
{
	return text_of(tiers, tier);
}

enum item_state tier_state(int tier)
{
	switch (tier) {
#define TIER_WORD(n, text, state)                                                                  \
	case n:                                                                                    \
		return state;
#include "store/rule/role.def"
	}
	return (enum item_state)0;
}

int state_tier(int state)
{
#define TIER_WORD(n, text, code)                                                                   \
	if (state == (int)code)                                                                    \
		return n;
#include "store/rule/role.def"
	return 0;
}
