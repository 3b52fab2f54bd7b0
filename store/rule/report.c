/* report.c - see report.h. */
#include "store/rule/report.h"

#include <stddef.h>
#include <string.h>

#include "store/rule/word.h"

static const struct word kinds[] = {
#define REPORT_KIND(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/report.def"
	{0},
};
static const struct word states[] = {
#define REPORT_STATE(code, NAME, key, text) {code, key, text, NULL},
#include "store/rule/report.def"
	{0},
};
static const struct word acts[] = {
#define REPORT_ACT(code, NAME, text) {code, "", text, NULL},
#include "store/rule/report.def"
	{0},
};
static const struct word parts[] = {
#define REPORT_PART(code, NAME, key, kinds, text) {code, key, text, NULL},
#include "store/rule/report.def"
	{0},
};
static const unsigned kinds_of[REPORT_PART_END] = {
#define REPORT_PART(code, NAME, key, kinds, text) [code] = kinds,
#include "store/rule/report.def"
};
static const struct entered_row entered[ENTERED_END] = {
#define ENTERED(NAME, key, text, unit) {key, text, unit},
#include "store/rule/entered.def"
};

const char *report_kind_text(int kind)
{
	return word_text(kinds, kind);
}

const char *report_kind_key(int kind)
{
	return word_key(kinds, kind);
}

int report_kind_parse(const char *word)
{
	return word_code(kinds, word);
}

const char *report_state_text(int state)
{
	return word_text(states, state);
}

const char *report_state_key(int state)
{
	return word_key(states, state);
}

const char *report_act_text(int act)
{
	return word_text(acts, act);
}

const char *report_part_text(int part)
{
	return word_text(parts, part);
}

const char *report_part_key(int part)
{
	return word_key(parts, part);
}

bool report_has_part(int kind, int part)
{
	return part > 0 && part < REPORT_PART_END && kind > 0 && kind < REPORT_KIND_END && kinds_of[part] >> kind & 1;
}

const struct entered_row *entered_row(enum entered k)
{
	return &entered[k];
}

enum entered entered_parse(const char *word)
{
	for (int k = 0; k < ENTERED_END; k++)
		if (!strcmp(word, entered[k].key) || !strcmp(word, entered[k].text))
			return (enum entered)k;
	return ENTERED_END;
}
