/* wording.c - 常用意见语 and 审核要点. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/setting/section.h"
#include "tui/pane/words.h"

enum { TEXT_CHARS = 78 };

/* ------------------------------------------------------------ 常用意见语 */
enum { F_FOR, F_TIER, F_WHOSE, F_TEXT, F_COLUMNS };

static const struct list_column phrase_columns[F_COLUMNS] = {
	[F_FOR] = {.title = W_SET_PHRASE_FOR, .min = 12},
	[F_TIER] = {.title = W_SET_SEAT_TIER, .min = 4},
	[F_WHOSE] = {.title = W_SET_PHRASE_WHOSE, .min = 6},
	[F_TEXT] = {.title = W_SET_PHRASE_TEXT, .min = 30, .weight = 1},
};

static const char *const purposes[] = {
	[PHRASE_PASS] = W_SET_PHRASE_PASS,
	[PHRASE_RETURN] = W_SET_PHRASE_RETURN,
	[PHRASE_ON_REQUEST] = W_SET_PHRASE_ON_REQUEST,
	[PHRASE_CLOSED] = W_SET_PHRASE_CLOSED,
	[PHRASE_ANSWER] = W_SET_PHRASE_ANSWER,
	[PHRASE_ANSWER_RETURN] = W_SET_PHRASE_ANSWER_RETURN,
};

static bool known(const struct phrase *list, int n, int64_t id)
{
	for (int i = 0; i < n; i++)
		if (list[i].id == id)
			return true;
	return false;
}

/* Of all tiers and purposes, each once. */
static enum z all_phrases(struct desk *d, struct phrase **all, int *n, struct error *e)
{
	*all = NULL;
	*n = 0;
	for (int verdict = 1; verdict <= PHRASE_FORS; verdict++)
		for (int tier = 0; tier <= 3; tier++) {
			struct phrase *some;
			int k;
			enum z z = phrase_list(d, tier, verdict, &some, &k, e);
			if (z != Z_OK) {
				free(*all);
				return z;
			}
			*all = xrealloc(*all, (size_t)(*n + k + 1) * sizeof **all);
			for (int i = 0; i < k; i++)
				if (!known(*all, *n, some[i].id))
					(*all)[(*n)++] = some[i];
			free(some);
		}
	return Z_OK;
}

static enum z load_phrases(struct setting_pane *p, struct error *e)
{
	struct phrase *list;
	enum z z = all_phrases(setting_desk(p), &list, &p->data_n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++) {
		const struct phrase *x = &list[i];
		struct setting_row_shown *r = setting_add_row(p, x->id);
		setting_cell(p, r, F_FOR, C_TEXT, purposes[x->verdict]);
		setting_cell(p, r, F_TIER, C_TEXT, x->tier ? tier_text(x->tier) : W_SET_PHRASE_EVERY_TIER);
		setting_cell(p, r, F_WHOSE, C_DIM, x->officer ? W_SET_PHRASE_OWN : W_SET_PHRASE_COMMON);
		setting_cell(p, r, F_TEXT, C_TEXT, x->text);
		setting_detailf(p, r, "%s", x->text);
	}
	return Z_OK;
}

static const struct phrase *phrase_of(const struct setting_pane *p, int64_t id)
{
	const struct phrase *list = p->data;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

static void list_verdicts(const struct entry *en, struct choices *out)
{
	(void)en;
	for (int verdict = 1; verdict <= PHRASE_FORS; verdict++)
		choices_add(out, number_text(verdict).s, purposes[verdict],
		        verdict == PHRASE_RETURN || verdict >= PHRASE_ANSWER ? "" : W_SET_PHRASE_PASSED, "");
}

static void list_any_tier(const struct entry *en, struct choices *out)
{
	choices_add(out, "0", W_SET_PHRASE_EVERY_TIER, "", "");
	setting_list_tiers(en, out);
}

static const struct form_field phrase_fields[] = {
	{.key = "verdict", .label = W_SET_PHRASE_FOR, .kind = FIELD_CHOICE, .required = true, .list = list_verdicts},
	{.key = "tier", .label = W_SET_SEAT_TIER, .kind = FIELD_CHOICE, .required = true, .list = list_any_tier},
	{.key = "text", .label = W_SET_PHRASE_TEXT, .kind = FIELD_TEXT, .max = TEXT_CHARS, .required = true},
};
enum { PHRASE_FIELDS = sizeof phrase_fields / sizeof *phrase_fields };

static void load_phrase(struct form *f, void *ctx)
{
	const struct setting_edit *x = ctx;
	const struct phrase *was = x->was;
	setting_load_number(f, "verdict", was->verdict);
	setting_load_number(f, "tier", was->tier);
	form_load(f, "text", was->text);
}

static bool phrase_again(struct setting_edit *x)
{
	const struct phrase *now = setting_read(x->p) ? phrase_of(x->p, x->id) : NULL;
	if (now)
		*(struct phrase *)x->was = *now;
	return now != NULL;
}

static const struct setting_form phrase_form = {phrase_fields, PHRASE_FIELDS, load_phrase, phrase_again};

static bool save_phrase(struct form *f, void *ctx)
{
	struct setting_edit *x = ctx;
	const struct phrase *was = x->was;
	struct error e;
	enum z z = phrase_save(setting_desk(x->p), x->id, was->ver, (int)setting_integer(form_value(f, "tier")),
		(int)setting_integer(form_value(f, "verdict")), form_value(f, "text"), &e);
	snprintf(x->name, sizeof x->name, "%s", form_value(f, "text"));
	return setting_saved(f, x, &phrase_form, z, "text", &e);
}

static enum did add_phrases(struct setting_pane *p, int64_t id)
{
	const struct who *w = desk_who(setting_desk(p));
	struct phrase begin = {.verdict = PHRASE_PASS, .tier = w->seat[1] ? 1 : w->seat[2] ? 2 : w->seat[3] ? 3 : 0};
	struct setting_edit x = {.p = p, .was = &begin};
	(void)id;
	if (!ask_form(p->view.app, W_SET_PHRASE_ADD, phrase_fields, PHRASE_FIELDS, &x, load_phrase, save_phrase))
		return DID_VIEW;
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, x.name);
}

static enum did edit_phrases(struct setting_pane *p, int64_t id)
{
	const struct phrase *was = phrase_of(p, id);
	if (!was)
		return DID_VIEW;
	struct phrase copy = *was;
	struct setting_edit x = {.p = p, .id = id, .was = &copy};
	if (!ask_form(p->view.app, W_SET_PHRASE_EDIT, phrase_fields, PHRASE_FIELDS, &x, load_phrase, save_phrase))
		return DID_VIEW;
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, x.name);
}

static enum did end_phrases(struct setting_pane *p, int64_t id)
{
	const struct phrase *was = phrase_of(p, id);
	char text[400];
	struct error e;
	if (!was)
		return DID_VIEW;
	struct phrase copy = *was;
	snprintf(text, sizeof text, W_SET_PHRASE_DROP_ASK, copy.text);
	if (!ask_confirm(p->view.app, W_SET_PHRASE_DROP_YES, text, W_SET_PHRASE_DROP_YES))
		return DID_VIEW;
	return setting_done(
	        p, phrase_save(setting_desk(p), id, copy.ver, copy.tier, copy.verdict, "", &e), &e, W_SET_PHRASE_DROPPED);
}

/* His own are everybody's to change; the common ones belong to those who see to the registers. */
static enum z may_phrases(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e)
{
	const struct phrase *x = v == SET_VERB_EDIT || v == SET_VERB_END ? phrase_of(p, id) : NULL;
	struct permit_case c = {.action = ACTION_REGISTER_EDIT, .roles = desk_who(setting_desk(p))->roles};
	return x && !x->officer ? permit_check(&c, e) : Z_OK;
}

const struct setting_section setting_phrases = {
	.name = "phrases",
	.title = W_SET_PHRASES,
	.note = W_SET_PHRASES_NOTE,
	.empty = W_SET_PHRASES_EMPTY,
	.columns = phrase_columns,
	.n_columns = F_COLUMNS,
	.detail = 3,
	.load = load_phrases,
	.verb = {
		[SET_VERB_ADD] = {add_phrases, ACTION_PHRASE_EDIT},
		[SET_VERB_EDIT] = {edit_phrases, ACTION_PHRASE_EDIT},
		[SET_VERB_END] = {end_phrases, ACTION_PHRASE_EDIT, W_SET_PHRASE_DROP_YES},
		[SET_VERB_FURNISH] = {setting_furnish, ACTION_REGISTER_EDIT},
	},
	.may = may_phrases,
};

/* ------------------------------------------------------------ 审核要点 */
enum { K_TIER, K_TEXT, K_STATE, K_COLUMNS };

static const struct list_column check_columns[K_COLUMNS] = {
	[K_TIER] = {.title = W_SET_SEAT_TIER, .min = 6},
	[K_TEXT] = {.title = W_SET_CHECK_TEXT, .min = 30, .weight = 1},
	[K_STATE] = {.title = W_SET_STATE, .min = 6},
};

static enum z load_checks(struct setting_pane *p, struct error *e)
{
	struct check_row *list;
	enum z z = checklist_list(setting_desk(p), 0, true, &list, &p->data_n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++) {
		struct setting_row_shown *r = setting_add_row(p, list[i].id);
		setting_cell(p, r, K_TIER, C_SIGN, tier_text(list[i].tier));
		setting_cell(p, r, K_TEXT, C_TEXT, list[i].text);
		setting_cell(p, r, K_STATE, C_DIM, list[i].active ? W_SET_ON : W_SET_OFF);
		setting_detailf(p, r, "%s", list[i].text);
		if (!list[i].active)
			setting_dim(r);
	}
	return Z_OK;
}

static const struct check_row *check_of(const struct setting_pane *p, int64_t id)
{
	const struct check_row *list = p->data;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

static bool is_old(const struct entry *en)
{
	return ((const struct setting_edit *)en->ctx)->id != 0;
}

static const struct form_field check_fields[] = {
	{.key = "tier", .label = W_SET_SEAT_TIER, .kind = FIELD_CHOICE, .required = true, .list = setting_list_tiers},
	{.key = "text", .label = W_SET_CHECK_TEXT, .kind = FIELD_TEXT, .max = TEXT_CHARS, .required = true, .hint = W_SET_CHECK_HINT},
	{.key = "active", .label = W_SET_ACTIVE, .kind = FIELD_BOOL, .asked = is_old},
};
enum { CHECK_FIELDS = sizeof check_fields / sizeof *check_fields };

static void load_check(struct form *f, void *ctx)
{
	const struct setting_edit *x = ctx;
	const struct check_row *was = x->was;
	if (was->tier)
		setting_load_number(f, "tier", was->tier);
	form_load(f, "text", was->text);
	form_load(f, "active", was->active ? "1" : "");
}

static bool check_again(struct setting_edit *x)
{
	const struct check_row *now = setting_read(x->p) ? check_of(x->p, x->id) : NULL;
	if (now)
		*(struct check_row *)x->was = *now;
	return now != NULL;
}

static const struct setting_form check_form = {check_fields, CHECK_FIELDS, load_check, check_again};

static bool save_check(struct form *f, void *ctx)
{
	struct setting_edit *x = ctx;
	const struct check_row *was = x->was;
	struct error e;
	enum z z = checklist_save(setting_desk(x->p), x->id, was->ver, (int)setting_integer(form_value(f, "tier")),
	        form_value(f, "text"), *form_value(f, "active"), &e);
	snprintf(x->name, sizeof x->name, "%s", form_value(f, "text"));
	return setting_saved(f, x, &check_form, z, "text", &e);
}

static enum did edit_check(struct setting_pane *p, int64_t id, const struct check_row *begin)
{
	struct check_row was = *begin;
	struct setting_edit x = {.p = p, .id = id, .was = &was};
	if (!ask_form(p->view.app, id ? W_SET_CHECK_EDIT : W_SET_CHECK_ADD, check_fields, CHECK_FIELDS, &x, load_check,
	            save_check))
		return DID_VIEW;
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, x.name);
}

static enum did add_checks(struct setting_pane *p, int64_t id)
{
	const struct check_row *here = check_of(p, id);
	struct check_row begin = {.tier = here ? here->tier : 0, .active = true};
	return edit_check(p, 0, &begin);
}

static enum did edit_checks(struct setting_pane *p, int64_t id)
{
	const struct check_row *was = check_of(p, id);
	return was ? edit_check(p, id, was) : DID_VIEW;
}

static enum did end_checks(struct setting_pane *p, int64_t id)
{
	const struct check_row *was = check_of(p, id);
	char text[500];
	struct error e;
	if (!was)
		return DID_VIEW;
	struct check_row copy = *was;
	snprintf(text, sizeof text, W_SET_END_ASK, copy.text);
	if (!ask_confirm(p->view.app, W_SET_END_YES, text, W_SET_END_YES))
		return DID_VIEW;
	return setting_done(
	        p, checklist_save(setting_desk(p), id, copy.ver, copy.tier, copy.text, false, &e), &e, W_SET_ENDED, copy.text);
}

static enum z may_checks(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e)
{
	const struct check_row *x = v == SET_VERB_END ? check_of(p, id) : NULL;
	return x && !x->active ? refuse(e, R_ROW_ENDED, x->text, W_SET_WORD_ENDED) : Z_OK;
}

const struct setting_section setting_checks = {
	.name = "checks",
	.title = W_SET_CHECKS,
	.note = W_SET_CHECKS_NOTE,
	.empty = W_SET_CHECKS_EMPTY,
	.columns = check_columns,
	.n_columns = K_COLUMNS,
	.detail = 2,
	.load = load_checks,
	.verb = {
		[SET_VERB_ADD] = {add_checks, ACTION_REGISTER_EDIT},
		[SET_VERB_EDIT] = {edit_checks, ACTION_REGISTER_EDIT},
		[SET_VERB_END] = {end_checks, ACTION_REGISTER_EDIT},
		[SET_VERB_FURNISH] = {setting_furnish, ACTION_REGISTER_EDIT},
	},
	.may = may_checks,
};
