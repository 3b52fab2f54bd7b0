/* report.h - the words of reports and of entered figures.  Pure: asks nothing of the file. */
#ifndef STORE_RULE_REPORT_H
#define STORE_RULE_REPORT_H

#include <stdbool.h>

enum report_kind {
#define REPORT_KIND(code, NAME, key, text) REPORT_##NAME = code,
#include "store/rule/report.def"
	REPORT_KIND_END
};
enum report_state {
#define REPORT_STATE(code, NAME, key, text) REPORT_STATE_##NAME = code,
#include "store/rule/report.def"
	REPORT_STATE_END
};
enum report_act {
#define REPORT_ACT(code, NAME, text) REPORT_ACT_##NAME = code,
#include "store/rule/report.def"
	REPORT_ACT_END
};
enum report_part {
#define REPORT_PART(code, NAME, key, kinds, text) REPORT_PART_##NAME = code,
#include "store/rule/report.def"
	REPORT_PART_END
};

/* "" for a code that does not exist. */
const char *report_kind_text(int kind);
const char *report_kind_key(int kind);
int report_kind_parse(const char *word); /* text or key; 0 if neither */
const char *report_state_text(int state);
const char *report_state_key(int state);
const char *report_act_text(int act);
const char *report_part_text(int part);
const char *report_part_key(int part);
/* Whether reports of this kind have such a part. */
bool report_has_part(int kind, int part);

enum entered {
#define ENTERED(NAME, key, text, unit) ENTERED_##NAME,
#include "store/rule/entered.def"
	ENTERED_END
};
struct entered_row {
	const char *key, *text, *unit;
};
const struct entered_row *entered_row(enum entered k);
/* By key or by name; ENTERED_END if neither. */
enum entered entered_parse(const char *word);
#endif
