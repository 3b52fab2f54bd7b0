/* report.c - see report.h. */
#include "store/rule/report.h"

#include <stddef.h>
#include <string.h>

struct word {
	const char *key, *text;
	unsigned kinds;
};

static const struct word kinds[REPORT_KIND_END] = {
#define REPORT_KIND(code, NAME, key, text) [code] = {key, text, 0},
#include "store/rule/report.def"
};
static const struct word states[REPORT_STATE_END] = {
#define REPORT_STATE(code, NAME, key, text) [code] = {key, text, 0},
#include "store/rule/report.def"
};
static const struct word acts[REPORT_ACT_END] = {
#define REPORT_ACT(code, NAME, text) [code] = {"", text, 0},
#include "store/rule/report.def"
};
static const struct word parts[REPORT_PART_END] = {
#define REPORT_PART(code, NAME, key, kinds, text) [code] = {key, text, kinds},
#include "store/rule/report.def"
};
static const struct entered_row entered[ENTERED_END] = {
#define ENTERED(NAME, key, text, unit) {key, text, unit},
#include "store/rule/entered.def"
};

static const char *text_of(const struct word *w, int n, int code)
{
	return code > 0 && code < n && w[code].text ? w[code].text : "";
}

static const char *key_of(const struct word *w, int n, int code)
{
	return code > 0 && code < n && w[code].key ? w[code].key : "";
}

const char *report_kind_text(int kind)
{
	return text_of(kinds, REPORT_KIND_END, kind);
}

const char *report_kind_key(int kind)
{
	return key_of(kinds, REPORT_KIND_END, kind);
}

int report_kind_parse(const char *word)
{
	for (int k = 1; k < REPORT_KIND_END; k++)
		if (!strcmp(word, kinds[k].key) || !strcmp(word, kinds[k].text))
			return k;
	return 0;
}

const char *report_state_text(int state)
{
	return text_of(states, REPORT_STATE_END, state);
}

const char *report_state_key(int state)
{
	return key_of(states, REPORT_STATE_END, state);
}

const char *report_act_text(int act)
{
	return text_of(acts, REPORT_ACT_END, act);
}

const char *report_part_text(int part)
{
	return text_of(parts, REPORT_PART_END, part);
}

const char *report_part_key(int part)
{
	return key_of(parts, REPORT_PART_END, part);
}

bool report_has_part(int kind, int part)
{
	return part > 0 && part < REPORT_PART_END && kind > 0 && kind < REPORT_KIND_END && parts[part].kinds >> kind & 1;
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
