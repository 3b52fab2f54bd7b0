/* item.c - the fields of an item (form of domain 5.4) and what can be chosen in them.  See item.h. */
#include "forms/entry/item.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/words.h"

/* ------------------------------------------------------------ what can be chosen */
enum z entry_item_open(struct desk *d, struct entry_item **out, struct error *e)
{
	struct entry_item *x = xalloc(sizeof *x);
	x->desk = d;
	enum z z = named_list(d, NAMED_CATEGORY, true, &x->category, &x->categories, e);
	if (z == Z_OK)
		z = named_list(d, NAMED_CHANNEL, true, &x->channel, &x->channels, e);
	if (z == Z_OK)
		z = catalog_list(d, true, &x->catalog, &x->catalogs, e);
	if (z == Z_OK)
		z = office_list(d, true, &x->office, &x->offices, e);
	if (z == Z_OK)
		z = officer_list(d, true, &x->officer, &x->officers, e);
	if (z != Z_OK)
		entry_item_free(&x);
	*out = x;
	return z;
}

void entry_item_free(struct entry_item **p)
{
	struct entry_item *x = *p;
	if (!x)
		return;
	while (x->files)
		entry_file_remove(x, x->files - 1);
	free(x->file);
	free(x->in);
	entry_kept_free(&x->kept);
	free(x->category);
	free(x->channel);
	free(x->catalog);
	free(x->office);
	free(x->officer);
	free(x);
	*p = NULL;
}

static const struct entry_item *about(const struct entry *en)
{
	return en->ctx;
}

/* Whether id is one of the keys, one a line. */
static bool among(const char *keys, int64_t id)
{
	for (const char *p = keys; *p; p += *p != '\0') {
		char *end;
		if (strtoll(p, &end, 10) == id)
			return true;
		p = strchr(end, '\n');
		if (!p)
			return false;
	}
	return false;
}

static void add(struct choices *out, int64_t id, const char *label, const char *note)
{
	choices_add(out, number_text(id).s, label, note, NULL);
}

static void named_choices(const struct entry *en, const struct named *list, int n, const char *key, struct choices *out)
{
	for (int i = 0; i < n; i++)
		if (list[i].active || among(en->value(en, key), list[i].id))
			add(out, list[i].id, list[i].name, list[i].migrated ? W_ENTRY_MIGRATED : "");
}

static void categories(const struct entry *en, struct choices *out)
{
	named_choices(en, about(en)->category, about(en)->categories, "category", out);
}

static void channels(const struct entry *en, struct choices *out)
{
	named_choices(en, about(en)->channel, about(en)->channels, "channels", out);
}

static const struct catalog *catalog_by_id(const struct entry_item *x, int64_t id)
{
	for (int i = 0; i < x->catalogs; i++)
		if (x->catalog[i].id == id)
			return &x->catalog[i];
	return NULL;
}

/* 财政信息／预算决算, with who keeps it and how often it must be renewed. */
static void catalogs(const struct entry *en, struct choices *out)
{
	const struct entry_item *x = about(en);
	for (int i = 0; i < x->catalogs; i++) {
		const struct catalog *c = &x->catalog[i], *parent = catalog_by_id(x, c->parent);
		if (!c->active && entry_id(en, "catalog") != c->id)
			continue;
		char label[200], note[200], fresh[64] = "";
		snprintf(label, sizeof label, "%s%s%s", parent ? parent->name : "", parent ? W_ENTRY_BELOW : "",
		        c->name);
		if (c->fresh_days)
			snprintf(fresh, sizeof fresh, W_ENTRY_FRESH, c->fresh_days);
		snprintf(note, sizeof note, "%s%s%s", c->office_name, *c->office_name && *fresh ? " " : "", fresh);
		add(out, c->id, label, note);
	}
}

static void offices(const struct entry *en, struct choices *out)
{
	entry_offices(en, about(en)->office, about(en)->offices, out);
}

static void drafters(const struct entry *en, struct choices *out)
{
	const struct entry_item *x = about(en);
	for (int i = 0; i < x->officers; i++)
		if (x->officer[i].active || x->officer[i].id == entry_id(en, "drafter"))
			add(out, x->officer[i].id, x->officer[i].name, x->officer[i].office_name);
}

static void classes(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, item_class_text, CLASS_PAPER, CLASS_END, NULL);
}

static void attributes(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, attribute_text, ATTRIBUTE_OPEN, ATTRIBUTE_END, NULL);
}

static void reasons(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, withhold_text, WITHHOLD_SECRET, WITHHOLD_END, withhold_article);
}

static void validities(const struct entry *en, struct choices *out)
{
	(void)en;
	entry_codes(out, validity_text, VALIDITY_NONE, VALIDITY_END, NULL);
}

/* ------------------------------------------------------------ what is asked, what may stand */
static bool withheld(const struct entry *en)
{
	int64_t a = entry_id(en, "attribute");
	return a == ATTRIBUTE_REQUEST || a == ATTRIBUTE_CLOSED;
}

static bool paper(const struct entry *en)
{
	return entry_id(en, "class") == CLASS_PAPER;
}

static bool valid(const struct entry *en)
{
	return paper(en) && entry_id(en, "validity") != VALIDITY_NONE;
}

static bool formed_check(const struct entry *en, const char *value, char *why, size_t cap)
{
	int32_t today = desk_today(about(en)->desk), day = day_parse(value);
	if (day == DAY_NONE || day <= today)
		return true;
	struct error e;
	refuse(&e, R_FORMED_LATER, day_text(day, (char[16]){0}), day_text(today, (char[16]){0}));
	error_sentence(&e, why, cap);
	return false;
}

static bool until_check(const struct entry *en, const char *value, char *why, size_t cap)
{
	int32_t from = day_parse(en->value(en, "valid_from")), to = day_parse(value);
	if (from == DAY_NONE || to == DAY_NONE || from <= to)
		return true;
	struct error e;
	refuse(&e, R_VALID_ORDER);
	error_sentence(&e, why, cap);
	return false;
}

static bool supersedes_check(const struct entry *en, const char *value, char *why, size_t cap)
{
	struct error e;
	int64_t id = 0;
	enum z z = item_by_number(about(en)->desk, value, &id, &e);
	if (z == Z_OK && id == about(en)->id)
		z = refuse(&e, R_SUPERSEDES_WHAT);
	if (z == Z_OK || z == Z_BUSY)
		return true;
	error_sentence(&e, why, cap);
	return false;
}

const struct form_field entry_item_fields[] = {
	{.key = "title", .label = W_ENTRY_TITLE, .kind = FIELD_TEXT, .max = ITEM_TITLE_MAX, .required = true,
		.hint = W_ENTRY_TITLE_HINT},
	{.key = "docno", .label = W_ENTRY_DOCNO, .kind = FIELD_TEXT, .max = 60, .width = 34, .hint = W_ENTRY_DOCNO_HINT},
	{.key = "class", .label = W_ENTRY_CLASS, .kind = FIELD_CHOICE, .width = 14, .required = true, .list = classes,
		.hint = W_ENTRY_CLASS_HINT},
	{.key = "attribute", .label = W_ENTRY_ATTRIBUTE, .kind = FIELD_CHOICE, .width = 16, .required = true,
		.list = attributes, .hint = W_ENTRY_ATTRIBUTE_HINT},
	{.key = "withhold", .label = W_ENTRY_WITHHOLD, .kind = FIELD_CHOICE, .width = 26, .list = reasons,
		.asked = withheld, .hint = W_ENTRY_WITHHOLD_HINT},
	{.key = "withhold_text", .label = W_ENTRY_WITHHOLD_TEXT, .kind = FIELD_TEXT, .max = 200, .asked = withheld,
		.hint = W_ENTRY_WITHHOLD_TEXT_HINT},
	{.key = "article", .label = W_ENTRY_ARTICLE, .kind = FIELD_TEXT, .max = 100, .asked = withheld,
		.hint = W_ENTRY_ARTICLE_HINT},
	{.key = "formed", .label = W_ENTRY_FORMED, .kind = FIELD_DATE, .check = formed_check, .hint = W_ENTRY_FORMED_HINT},
	{.key = "category", .label = W_ENTRY_CATEGORY, .kind = FIELD_CHOICE, .width = 26, .list = categories,
		.hint = W_ENTRY_CHOICE_HINT},
	{.key = "catalog", .label = W_ENTRY_CATALOG, .kind = FIELD_CHOICE, .width = 40, .list = catalogs,
		.hint = W_ENTRY_CHOICE_HINT},
	{.key = "channels", .label = W_ENTRY_CHANNELS, .kind = FIELD_MULTI, .width = 54, .list = channels,
		.hint = W_ENTRY_CHANNELS_HINT},
	{.key = "keywords", .label = W_ENTRY_KEYWORDS, .kind = FIELD_TEXT, .max = 100, .hint = W_ENTRY_KEYWORDS_HINT},
	{.key = "office", .label = W_ENTRY_OFFICE, .kind = FIELD_CHOICE, .width = 26, .required = true, .list = offices,
		.hint = W_ENTRY_OFFICE_HINT},
	{.key = "drafter", .label = W_ENTRY_DRAFTER, .kind = FIELD_CHOICE, .width = 16, .list = drafters,
		.hint = W_ENTRY_DRAFTER_HINT},
	{.key = "supersedes", .label = W_ENTRY_SUPERSEDES, .kind = FIELD_TEXT, .max = 20, .width = 14,
		.check = supersedes_check, .hint = W_ENTRY_SUPERSEDES_HINT},
	{.key = "validity", .label = W_ENTRY_VALIDITY, .kind = FIELD_CHOICE, .width = 14, .list = validities, .asked = paper,
		.hint = W_ENTRY_VALIDITY_HINT},
	{.key = "valid_from", .label = W_ENTRY_VALID_FROM, .kind = FIELD_DATE, .asked = valid},
	{.key = "valid_to", .label = W_ENTRY_VALID_TO, .kind = FIELD_DATE, .check = until_check, .asked = valid,
		.hint = W_ENTRY_VALID_TO_HINT},
	{.key = "body", .label = W_ENTRY_BODY, .kind = FIELD_LONG, .hint = W_ENTRY_BODY_HINT},
};
const int entry_item_fields_n = sizeof entry_item_fields / sizeof *entry_item_fields;

const char *entry_item_field_of(enum refusal code)
{
	static const struct {
		enum refusal code;
		const char *key;
	} rows[] = {
		{R_TITLE_EMPTY, "title"},
		{R_TITLE_LONG, "title"},
		{R_TITLE_LINES, "title"},
		{R_BODY_LONG, "body"},
		{R_BODY_EMPTY, "body"},
		{R_DOCNO_LONG, "docno"},
		{R_KEYWORDS_LONG, "keywords"},
		{R_NO_ATTRIBUTE, "attribute"},
		{R_OPEN_WITH_REASON, "attribute"},
		{R_WITHHOLD_MISSING, "withhold"},
		{R_WITHHOLD_TEXT, "withhold_text"},
		{R_WITHHOLD_LONG, "withhold_text"},
		{R_ARTICLE_LONG, "article"},
		{R_NO_VALIDITY, "validity"},
		{R_FORMED_LATER, "formed"},
		{R_FORMED_MISSING, "formed"},
		{R_VALID_ORDER, "valid_to"},
		{R_NO_CLASS, "class"},
		{R_NO_OFFICE, "office"},
		{R_NO_CATALOG, "catalog"},
		{R_CATALOG_MISSING, "catalog"},
		{R_NO_CATEGORY, "category"},
		{R_CATEGORY_MISSING, "category"},
		{R_NO_CHANNEL, "channels"},
		{R_CHANNEL_MISSING, "channels"},
		{R_NO_DRAFTER, "drafter"},
		{R_SUPERSEDES_WHAT, "supersedes"},
		{R_NO_ITEM, "supersedes"},
		{R_ERRATA_UNCHANGED, "body"},
		{R_ERRATA_OPEN, "attribute"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (rows[i].code == code)
			return rows[i].key;
	return NULL;
}
