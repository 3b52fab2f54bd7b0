/* value.c - 参数: the rows of setting.def, each edited by its type; what concerns the screen takes effect at
 * once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/setting/section.h"
#include "tui/pane/words.h"
#include "tui/term/term.h"
#include "tui/term/theme.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { V_WHAT, V_NOW, V_COLUMNS };

static const struct list_column value_columns[V_COLUMNS] = {
	[V_WHAT] = {.title = W_SET_VALUE_WHAT, .min = 38, .weight = 3, .max = 70},
	[V_NOW] = {.title = W_SET_VALUE, .min = 14, .weight = 2, .max = 40},
};

/* A choice in words; what has none stands for itself. */
static const char *choice_text(const char *key)
{
	static const char *const words[][2] = {{"auto", W_SET_THEME_AUTO}, {"mono", W_SET_THEME_MONO},
	        {"8", W_SET_THEME_8}, {"16", W_SET_THEME_16}, {"256", W_SET_THEME_256}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(words[i][0], key))
			return words[i][1];
	return key;
}

static const char *value_text(const struct setting_row *r, const char *value, char buf[300])
{
	switch (r->type) {
	case SETTING_BOOL:
		return atoi(value) ? W_FORM_YES : W_FORM_NO;
	case SETTING_CHOICE:
		return choice_text(value);
	case SETTING_INT:
		snprintf(buf, 300, *r->unit ? W_SET_VALUE_UNIT : "%s", value, r->unit);
		return buf;
	case SETTING_TEXT:
		break;
	}
	snprintf(buf, 300, "%s", *value ? value : W_SET_NONE);
	return buf;
}

/* 1 至 60个工作日 */
static void limits(const struct setting_row *r, char *buf, size_t cap)
{
	buf[0] = '\0';
	if (r->type == SETTING_INT)
		snprintf(buf, cap, W_SET_VALUE_RANGE, r->low, r->high, r->unit);
	else if (r->type == SETTING_TEXT)
		snprintf(buf, cap, W_SET_VALUE_CHARS, r->low, r->high);
}

static enum z load_values(struct setting_pane *p, struct error *e)
{
	struct desk *d = setting_desk(p);
	(void)e;
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *r = setting_row((enum setting)i);
		const char *now = setting_text(d, (enum setting)i);
		struct setting_row_shown *row = setting_add_row(p, i + 1);
		char buf[300], initial[300], range[120];
		bool changed = *r->initial && strcmp(now, r->initial) != 0;
		limits(r, range, sizeof range);
		setting_cell(p, row, V_WHAT, C_TEXT, r->text);
		setting_cell(p, row, V_NOW, changed ? C_STRONG : C_TEXT, value_text(r, now, buf));
		setting_detailf(p, row, "%s%s%s%s" W_SET_VALUE_INITIAL, r->text, W_SET_STOP, range,
		        *range ? W_SET_STOP : "", *r->initial ? value_text(r, r->initial, initial) : W_SET_NONE);
	}
	return Z_OK;
}

/* ------------------------------------------------------------ changing */
static void take_effect(struct setting_pane *p, enum setting s)
{
	struct app *a = p->view.app;
	if (s == SETTING_THEME) {
		theme_start(setting_text(setting_desk(p), s));
		draw_redraw();
	} else if (s == SETTING_MOUSE) {
		term_set_mouse(setting_number(setting_desk(p), s) != 0);
	} else if (s == SETTING_BUREAU) {
		term_set_title(desk_bureau(app_desk(a)));
	}
	app_redraw(a);
}

static bool ask_one_of(struct setting_pane *p, const struct setting_row *r, const char *now, char **value)
{
	struct choices list = {0};
	if (r->type == SETTING_BOOL) {
		choices_add(&list, "1", W_FORM_YES, "", "");
		choices_add(&list, "0", W_FORM_NO, "", "");
	} else {
		char *all = xstrdup(r->choices), *rest = all;
		for (const char *key; (key = strsep(&rest, "|")) != NULL;)
			choices_add(&list, key, choice_text(key), "", "");
		free(all);
	}
	bool good = ask_choice(p->view.app, r->text, &list, r->type == SETTING_BOOL ? PICK_DIGITS : 0, now, value);
	choices_free(&list);
	return good;
}

static void load_value(struct form *f, void *ctx)
{
	const struct setting_edit *x = ctx;
	form_load(f, "value", setting_text(setting_desk(x->p), (enum setting)(x->id - 1)));
}

static bool value_again(struct setting_edit *x)
{
	x->ver = setting_version(setting_desk(x->p), (enum setting)(x->id - 1));
	return true;
}

static bool save_value(struct form *f, void *ctx)
{
	static const struct form_field value_only = {.key = "value", .label = W_SET_VALUE, .kind = FIELD_TEXT};
	static const struct setting_form form = {&value_only, 1, load_value, value_again};
	struct setting_edit *x = ctx;
	struct error e;
	enum z z = setting_set(setting_desk(x->p), (enum setting)(x->id - 1), x->ver, form_value(f, "value"), &e);
	return setting_saved(f, x, &form, z, "value", &e);
}

static enum did edit_values(struct setting_pane *p, int64_t id)
{
	enum setting s = (enum setting)(id - 1);
	const struct setting_row *r = setting_row(s);
	struct error e;
	if (r->type == SETTING_BOOL || r->type == SETTING_CHOICE) {
		char *value = NULL;
		int64_t ver = setting_version(setting_desk(p), s);
		if (!ask_one_of(p, r, setting_text(setting_desk(p), s), &value))
			return DID_VIEW;
		enum z z = setting_set(setting_desk(p), s, ver, value, &e);
		free(value);
		enum did did = setting_done(p, z, &e, W_SET_SAVED, r->text);
		take_effect(p, s);
		return did;
	}
	char range[120];
	limits(r, range, sizeof range);
	const struct form_field fields[] = {
		{.key = "what", .label = r->text, .kind = FIELD_NOTE},
		{.key = "value", .label = W_SET_VALUE, .kind = FIELD_TEXT, .width = r->type == SETTING_INT ? 10 : 0,
			.max = r->type == SETTING_INT ? 8 : (int)r->high, .required = true, .hint = range},
	};
	struct setting_edit x = {.p = p, .id = id, .ver = setting_version(setting_desk(p), s)};
	if (!ask_form(p->view.app, W_SET_VALUE_EDIT, fields, 2, &x, load_value, save_value))
		return DID_VIEW;
	take_effect(p, s);
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, r->text);
}

const struct setting_section setting_values = {
	.name = "values",
	.title = W_SET_VALUES,
	.note = W_SET_VALUES_NOTE,
	.columns = value_columns,
	.n_columns = V_COLUMNS,
	.detail = 2,
	.load = load_values,
	.verb = {[SET_VERB_EDIT] = {edit_values, ACTION_SETTING_EDIT}},
};
