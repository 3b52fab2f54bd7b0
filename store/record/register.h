/* register.h - what the desk is furnished with: 栏目, 分类, 渠道, 常用意见语, checklists, settings, calendar years. */
#ifndef STORE_RECORD_REGISTER_H
#define STORE_RECORD_REGISTER_H

#include "store/record/desk/desk.h"

enum named_kind { NAMED_CATEGORY, NAMED_CHANNEL };
struct named {
	int64_t id;
	char name[96];
	bool active, migrated;
	int sort;
	int64_t ver; /* as read: to be given back when it is saved */
};
enum z named_list(struct desk *d, enum named_kind kind, bool all, struct named **list, int *n, struct error *e);
/* id 0: new.  ver: of the row that was read; R_ROW_STALE if somebody has saved it since. */
enum z named_save(struct desk *d, enum named_kind kind, int64_t id, int64_t ver, const char *name, bool active, int sort,
        int64_t *made, struct error *e);

struct catalog {
	int64_t id, ver, parent, office;
	char name[96], office_name[64];
	int fresh_days, min_items, sort;
	bool active, migrated;
	int64_t items;        /* published and migrated ones */
	int32_t last_online;  /* day of the newest, DAY_NONE */
};
enum z catalog_list(struct desk *d, bool all, struct catalog **list, int *n, struct error *e);
enum z catalog_save(struct desk *d, const struct catalog *c, int64_t *made, struct error *e); /* id 0: new; ver as above */
/* The usual catalog, categories and channels of a county bureau (条例 art. 20; 国办秘函〔2019〕19号 for the limits); only what
 * is missing. */
enum z register_furnish(struct desk *d, struct error *e);

/* What a phrase is for: a pass has words of its own where the item is not to be made public of the desk's own
 * accord. */
enum phrase_for {
	PHRASE_PASS = 1,
	PHRASE_RETURN,
	PHRASE_ON_REQUEST,
	PHRASE_CLOSED,
	PHRASE_ANSWER,        /* 12345: a sentence of a public answer */
	PHRASE_ANSWER_RETURN, /* 12345: why 核稿 sends it back */
	PHRASE_FORS = PHRASE_ANSWER_RETURN
};
struct phrase {
	int64_t id, ver, officer;
	int tier, verdict; /* enum phrase_for */
	char text[240];
};
enum z phrase_list(struct desk *d, int tier, int verdict, struct phrase **list, int *n,
        struct error *e); /* own first, then everybody's */
/* text "" removes; ver as above */
enum z phrase_save(
        struct desk *d, int64_t id, int64_t ver, int tier, int verdict, const char *text, struct error *e);
struct check_row {
	int64_t id, ver;
	int tier;
	char text[240];
	bool active;
};
enum z checklist_list(
        struct desk *d, int tier, bool all, struct check_row **list, int *n, struct error *e); /* tier 0: all */
enum z checklist_save(
        struct desk *d, int64_t id, int64_t ver, int tier, const char *text, bool active, struct error *e);

/* Settings: rows of setting.def with type, limits, unit and one plain sentence. */
enum setting {
#define SETTING(NAME, key, type, low, high, initial, unit, text) SETTING_##NAME,
#include "store/record/setting.def"
#undef SETTING
	SETTING_COUNT
};
enum setting_type { SETTING_INT, SETTING_BOOL, SETTING_TEXT, SETTING_CHOICE };
struct setting_row {
	const char *key, *initial, *unit, *text;
	enum setting_type type;
	long low, high;      /* of the number, or of the text's length in characters */
	const char *choices; /* SETTING_CHOICE: "auto|mono|8|16|256", stands in initial's table row */
};
const struct setting_row *setting_row(enum setting s);
long setting_number(const struct desk *d, enum setting s);
const char *setting_text(const struct desk *d, enum setting s); /* valid until settings are reloaded */
/* Which saving of it setting_text() gives: to be given back when it is set.  0: it was never set. */
int64_t setting_version(const struct desk *d, enum setting s);
/* R_ROW_STALE if somebody has set it since ver was read. */
enum z setting_set(struct desk *d, enum setting s, int64_t ver, const char *value, struct error *e);

/* A year's calendar from parsed rows (rule/calendar): replaces what was loaded for that year; built-in years may be
 * corrected too. */
enum z calendar_load_year(struct desk *d, const struct calendar *rows, const char *source, int *years, struct error *e);
/* 20 working days of art. 26 with the trace, by the desk's calendar. */
struct clock_trace;
enum z register_due(struct desk *d, int32_t from, int days, struct clock_trace *trace, int32_t *due, struct error *e);
#endif
