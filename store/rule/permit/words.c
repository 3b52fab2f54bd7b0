/* words.c - the words of codes, roles and tiers, both ways; every word stands in a .def table. */
#include "store/rule/permit/permit.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "store/rule/word.h"

static const struct word states[] = {
#define ITEM_STATE(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/item/item.def"
	{0},
};
static const struct word attributes[] = {
#define ATTRIBUTE(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/item/item.def"
	{0},
};
/* The key of a reason is the article that it rests on. */
static const struct word withholds[] = {
#define WITHHOLD(code, NAME, text, article) {code, article, text, NULL},
#include "store/rule/item/item.def"
	{0},
};
static const struct word validities[] = {
#define VALIDITY(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/item/item.def"
	{0},
};
static const struct word classes[] = {
#define ITEM_CLASS(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/item/item.def"
	{0},
};
static const struct word reasons[] = {
#define RETURN_REASON(code, text) {code, "", text, NULL},
#include "store/rule/item/item.def"
	{0},
};
static const struct word reviews[] = {
#define REVIEW_ACT(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/item/item.def"
	{0},
};
static const struct word releases[] = {
#define RELEASE_ACT(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/item/item.def"
	{0},
};
static const struct word kinds[] = {
#define REVISION_KIND(code, NAME, text) {code, "", text, NULL},
#include "store/rule/item/item.def"
	{0},
};
static const struct word offices[] = {
#define OFFICE_KIND(code, NAME, text) {code, "", text, NULL},
#include "store/rule/item/item.def"
	{0},
};
static const struct word actions[] = {
#define ACTION(code, NAME, text, states, who, conditions) {code, #NAME, text, NULL},
#include "store/rule/permit/permit.def"
	{0},
};
static const struct word roles[] = {
#define ROLE(NAME, key, text) {ROLE_##NAME, key, text, NULL},
#include "store/rule/permit/role.def"
	{0},
};
static const struct word tiers[] = {
#define TIER_WORD(n, text, state) {n, "", text, NULL},
#include "store/rule/permit/role.def"
	{0},
};

const char *item_state_text(int state)
{
	return word_text(states, state);
}

const char *item_state_key(int state)
{
	return word_key(states, state);
}

int item_state_parse(const char *word)
{
	return word_code(states, word);
}

const char *attribute_text(int a)
{
	return word_text(attributes, a);
}

const char *attribute_key(int a)
{
	return word_key(attributes, a);
}

int attribute_parse(const char *word)
{
	return word_code(attributes, word);
}

const char *withhold_text(int w)
{
	return word_text(withholds, w);
}

const char *withhold_article(int w)
{
	return word_key(withholds, w);
}

const char *validity_text(int v)
{
	return word_text(validities, v);
}

const char *item_class_text(int c)
{
	return word_text(classes, c);
}

const char *return_reason_text(int code)
{
	return word_text(reasons, code);
}

const char *review_act_text(int a)
{
	return word_text(reviews, a);
}

const char *release_act_text(int a)
{
	return word_text(releases, a);
}

const char *revision_kind_text(int k)
{
	return word_text(kinds, k);
}

const char *office_kind_text(int k)
{
	return word_text(offices, k);
}

const char *action_text(int a)
{
	return word_text(actions, a);
}

const char *role_text(unsigned bit)
{
	return word_text(roles, (int)bit);
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
	return (unsigned)word_code(roles, word);
}

const char *tier_text(int tier)
{
	return word_text(tiers, tier);
}

enum item_state tier_state(int tier)
{
	switch (tier) {
#define TIER_WORD(n, text, state)                                                                  \
	case n:                                                                                    \
		return state;
#include "store/rule/permit/role.def"
	}
	return (enum item_state)0;
}

int state_tier(int state)
{
#define TIER_WORD(n, text, code)                                                                   \
	if (state == (int)code)                                                                    \
		return n;
#include "store/rule/permit/role.def"
	return 0;
}
