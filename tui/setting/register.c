/* register.c - 栏目, 信息分类 and 公开渠道: what items are sorted by. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/setting/section.h"
#include "tui/pane/words.h"

static bool is_old(const struct entry *en)
{
	return ((const struct setting_edit *)en->ctx)->id != 0;
}

/* ------------------------------------------------------------ 栏目 */
enum { C_COL_NAME, C_COL_OFFICE, C_COL_FRESH, C_COL_LEAST, C_COL_ITEMS, C_COL_LAST, C_COL_STATE, C_COL_COLUMNS };

static const struct list_column catalog_columns[C_COL_COLUMNS] = {
	[C_COL_NAME] = {.title = W_SET_CATALOG, .min = 20, .weight = 4, .max = 40},
	[C_COL_OFFICE] = {.title = W_SET_CATALOG_OFFICE, .min = 10, .weight = 1, .max = 18, .drop = 1},
	[C_COL_FRESH] = {.title = W_SET_CATALOG_FRESH, .min = 8, .align = TEXT_RIGHT},
	[C_COL_LEAST] = {.title = W_SET_CATALOG_LEAST, .min = 8, .align = TEXT_RIGHT, .drop = 2},
	[C_COL_ITEMS] = {.title = W_SET_CATALOG_ITEMS, .min = 6, .align = TEXT_RIGHT},
	[C_COL_LAST] = {.title = W_SET_CATALOG_LAST, .min = 10},
	[C_COL_STATE] = {.title = W_SET_STATE, .min = 6},
};

static void add_catalog_row(struct setting_pane *p, const struct catalog *c)
{
	struct setting_row_shown *r = setting_add_row(p, c->id);
	char last[16];
	setting_cellf(
	        p, r, C_COL_NAME, c->parent ? C_TEXT : C_STRONG, "%s%s", c->parent ? W_SET_CATALOG_CHILD : "", c->name);
	setting_cell(p, r, C_COL_OFFICE, C_TEXT, c->office ? c->office_name : W_SET_NONE);
	if (c->fresh_days)
		setting_cellf(p, r, C_COL_FRESH, C_TEXT, W_SET_DAYS, c->fresh_days);
	else
		setting_cell(p, r, C_COL_FRESH, C_DIM, W_SET_NONE);
	setting_cell(p, r, C_COL_LEAST, C_DIM, c->min_items ? number_text(c->min_items).s : W_SET_NONE);
	setting_cell(p, r, C_COL_ITEMS, C_TEXT, number_text(c->items).s);
	setting_cell(p, r, C_COL_LAST, C_DIM, c->last_online == DAY_NONE ? W_SET_NONE : day_text(c->last_online, last));
	setting_cell(p, r, C_COL_STATE, C_DIM, c->active ? W_SET_ON : W_SET_OFF);
	if (!c->active)
		setting_dim(r);
}

/* Each column of the upper level with those below it. */
static enum z load_catalog(struct setting_pane *p, struct error *e)
{
	struct catalog *list;
	int n;
	enum z z = catalog_list(setting_desk(p), true, &list, &n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	p->data_n = n;
	for (int i = 0; i < n; i++) {
		if (list[i].parent)
			continue;
		add_catalog_row(p, &list[i]);
		for (int k = 0; k < n; k++)
			if (list[k].parent == list[i].id)
				add_catalog_row(p, &list[k]);
	}
	return Z_OK;
}

static const struct catalog *catalog_of(const struct setting_pane *p, int64_t id)
{
	const struct catalog *list = p->data;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

static void list_parents(const struct entry *en, struct choices *out)
{
	const struct setting_pane *p = setting_of(en);
	const struct catalog *list = p->data;
	int64_t own = ((const struct setting_edit *)en->ctx)->id;
	for (int i = 0; i < p->data_n; i++)
		if (!list[i].parent && list[i].active && list[i].id != own)
			choices_add(out, number_text(list[i].id).s, list[i].name, "", "");
}

static const struct form_field catalog_fields[] = {
	{.key = "name", .label = W_SET_NAME, .kind = FIELD_TEXT, .max = 30, .required = true},
	{.key = "parent", .label = W_SET_CATALOG_PARENT, .kind = FIELD_CHOICE, .list = list_parents, .hint = W_SET_CATALOG_PARENT_HINT},
	{.key = "office", .label = W_SET_CATALOG_OFFICE, .kind = FIELD_CHOICE, .list = setting_list_offices},
	{.key = "fresh", .label = W_SET_CATALOG_FRESH, .kind = FIELD_TEXT, .width = 8, .max = 4, .required = true,
		.hint = W_SET_CATALOG_FRESH_HINT, .check = setting_check_number},
	{.key = "least", .label = W_SET_CATALOG_LEAST, .kind = FIELD_TEXT, .width = 8, .max = 6, .required = true,
		.hint = W_SET_CATALOG_LEAST_HINT, .check = setting_check_number},
	{.key = "sort", .label = W_SET_SORT, .kind = FIELD_TEXT, .width = 8, .max = 6, .required = true, .hint = W_SET_SORT_HINT,
		.check = setting_check_number},
	{.key = "active", .label = W_SET_ACTIVE, .kind = FIELD_BOOL, .asked = is_old},
};
enum { CATALOG_FIELDS = sizeof catalog_fields / sizeof *catalog_fields };

static void load_catalog_form(struct form *f, void *ctx)
{
	const struct setting_edit *x = ctx;
	const struct catalog *c = x->was;
	form_load(f, "name", c->name);
	if (c->parent)
		setting_load_number(f, "parent", c->parent);
	if (c->office)
		setting_load_number(f, "office", c->office);
	setting_load_number(f, "fresh", c->fresh_days);
	setting_load_number(f, "least", c->min_items);
	setting_load_number(f, "sort", c->sort);
	form_load(f, "active", c->active ? "1" : "");
}

static bool catalog_again(struct setting_edit *x)
{
	const struct catalog *now = setting_read(x->p) ? catalog_of(x->p, x->id) : NULL;
	if (now)
		*(struct catalog *)x->was = *now;
	return now != NULL;
}

static const struct setting_form catalog_form = {catalog_fields, CATALOG_FIELDS, load_catalog_form, catalog_again};

static int64_t id_or_none(const char *value)
{
	return *value ? setting_integer(value) : 0;
}

static const char *catalog_fault(enum refusal code)
{
	return code == R_CATALOG_PARENT   ? "parent"
	       : code == R_CATALOG_LIMITS ? "fresh"
	       : code == R_OFFICE_NONE    ? "office"
	                                  : "name";
}

static bool save_catalog_form(struct form *f, void *ctx)
{
	struct setting_edit *x = ctx;
	const struct catalog *was = x->was;
	struct error e;
	struct catalog c = {.id = x->id,
		.ver = was->ver,
		.parent = id_or_none(form_value(f, "parent")),
		.office = id_or_none(form_value(f, "office")),
		.fresh_days = (int)setting_integer(form_value(f, "fresh")),
		.min_items = (int)setting_integer(form_value(f, "least")),
		.sort = (int)setting_integer(form_value(f, "sort")),
		.active = *form_value(f, "active")};
	snprintf(c.name, sizeof c.name, "%s", form_value(f, "name"));
	snprintf(x->name, sizeof x->name, "%s", c.name);
	enum z z = catalog_save(setting_desk(x->p), &c, &x->made, &e);
	return setting_saved(f, x, &catalog_form, z, z == Z_OK ? NULL : catalog_fault(e.code), &e);
}

/* Behind the last one. */
static int next_sort(const struct setting_pane *p)
{
	const struct catalog *list = p->data;
	int most = 0;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].sort > most)
			most = list[i].sort;
	return most + 1;
}

static enum did add_catalog(struct setting_pane *p, int64_t id)
{
	const struct catalog *here = catalog_of(p, id);
	struct catalog begin = {.active = true, .sort = next_sort(p)};
	if (here) /* beside the one under the cursor */
		begin.parent = here->parent;
	struct setting_edit x = {.p = p, .was = &begin};
	if (!ask_form(p->view.app, W_SET_CATALOG_ADD, catalog_fields, CATALOG_FIELDS, &x, load_catalog_form,
	            save_catalog_form))
		return DID_VIEW;
	p->wanted = x.made;
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, x.name);
}

static enum did edit_catalog(struct setting_pane *p, int64_t id)
{
	const struct catalog *c = catalog_of(p, id);
	char title[200];
	if (!c)
		return DID_VIEW;
	struct catalog was = *c;
	struct setting_edit x = {.p = p, .id = id, .was = &was};
	snprintf(title, sizeof title, W_SET_CATALOG_EDIT, was.name);
	if (!ask_form(p->view.app, title, catalog_fields, CATALOG_FIELDS, &x, load_catalog_form, save_catalog_form))
		return DID_VIEW;
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, x.name);
}

static enum did end_catalog(struct setting_pane *p, int64_t id)
{
	const struct catalog *c = catalog_of(p, id);
	char text[300];
	struct error e;
	if (!c)
		return DID_VIEW;
	struct catalog was = *c;
	was.active = false;
	snprintf(text, sizeof text, W_SET_END_ASK, was.name);
	if (!ask_confirm(p->view.app, W_SET_END_YES, text, W_SET_END_YES))
		return DID_VIEW;
	return setting_done(p, catalog_save(setting_desk(p), &was, NULL, &e), &e, W_SET_ENDED, was.name);
}

static enum z may_catalog(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e)
{
	const struct catalog *c = v == SET_VERB_END ? catalog_of(p, id) : NULL;
	return c && !c->active ? refuse(e, R_ROW_ENDED, c->name, W_SET_WORD_ENDED) : Z_OK;
}

const struct setting_section setting_catalog = {
	.name = "catalog",
	.title = W_SET_CATALOG,
	.note = W_SET_CATALOG_NOTE,
	.empty = W_SET_CATALOG_EMPTY,
	.columns = catalog_columns,
	.n_columns = C_COL_COLUMNS,
	.load = load_catalog,
	.verb = {
		[SET_VERB_ADD] = {add_catalog, ACTION_REGISTER_EDIT},
		[SET_VERB_EDIT] = {edit_catalog, ACTION_REGISTER_EDIT},
		[SET_VERB_END] = {end_catalog, ACTION_REGISTER_EDIT},
		[SET_VERB_FURNISH] = {setting_furnish, ACTION_REGISTER_EDIT},
	},
	.may = may_catalog,
};

/* ------------------------------------------------------------ 信息分类, 公开渠道 */
enum { N_NAME, N_SORT, N_ORIGIN, N_STATE, N_COLUMNS };

static const struct list_column named_columns[N_COLUMNS] = {
	[N_NAME] = {.title = W_SET_NAME, .min = 24, .weight = 2, .max = 50},
	[N_SORT] = {.title = W_SET_SORT, .min = 6, .align = TEXT_RIGHT},
	[N_ORIGIN] = {.title = W_SET_ORIGIN, .min = 8},
	[N_STATE] = {.title = W_SET_STATE, .min = 8, .weight = 1, .max = 12},
};

static enum named_kind kind_of(const struct setting_pane *p);

static enum z load_named(struct setting_pane *p, struct error *e)
{
	struct named *list;
	enum z z = named_list(setting_desk(p), kind_of(p), true, &list, &p->data_n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++) {
		struct setting_row_shown *r = setting_add_row(p, list[i].id);
		setting_cell(p, r, N_NAME, C_STRONG, list[i].name);
		setting_cellf(p, r, N_SORT, C_DIM, "%d", list[i].sort);
		setting_cell(p, r, N_ORIGIN, C_DIM, list[i].migrated ? W_SET_ORIGIN_MIGRATED : W_SET_ORIGIN_OWN);
		setting_cell(p, r, N_STATE, C_DIM, list[i].active ? W_SET_ON : W_SET_OFF);
		if (!list[i].active)
			setting_dim(r);
	}
	return Z_OK;
}

static const struct named *named_of(const struct setting_pane *p, int64_t id)
{
	const struct named *list = p->data;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

static const struct form_field named_fields[] = {
	{.key = "name", .label = W_SET_NAME, .kind = FIELD_TEXT, .max = 30, .required = true},
	{.key = "sort", .label = W_SET_SORT, .kind = FIELD_TEXT, .width = 8, .max = 6, .required = true, .hint = W_SET_SORT_HINT,
		.check = setting_check_number},
	{.key = "active", .label = W_SET_ACTIVE, .kind = FIELD_BOOL, .asked = is_old},
};
enum { NAMED_FIELDS = sizeof named_fields / sizeof *named_fields };

static void load_named_form(struct form *f, void *ctx)
{
	const struct setting_edit *x = ctx;
	const struct named *was = x->was;
	form_load(f, "name", was->name);
	setting_load_number(f, "sort", was->sort);
	form_load(f, "active", was->active ? "1" : "");
}

static bool named_again(struct setting_edit *x)
{
	const struct named *now = setting_read(x->p) ? named_of(x->p, x->id) : NULL;
	if (now)
		*(struct named *)x->was = *now;
	return now != NULL;
}

static const struct setting_form named_form = {named_fields, NAMED_FIELDS, load_named_form, named_again};

static bool save_named_form(struct form *f, void *ctx)
{
	struct setting_edit *x = ctx;
	const struct named *was = x->was;
	struct error e;
	snprintf(x->name, sizeof x->name, "%s", form_value(f, "name"));
	enum z z = named_save(setting_desk(x->p), kind_of(x->p), x->id, was->ver, form_value(f, "name"),
		*form_value(f, "active"), (int)setting_integer(form_value(f, "sort")), &x->made, &e);
	return setting_saved(f, x, &named_form, z, "name", &e);
}

static enum did add_named(struct setting_pane *p, int64_t id)
{
	const struct named *list = p->data;
	struct named begin = {.active = true};
	(void)id;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].sort >= begin.sort)
			begin.sort = list[i].sort + 1;
	struct setting_edit x = {.p = p, .was = &begin};
	const char *title = kind_of(p) == NAMED_CATEGORY ? W_SET_CATEGORY_ADD : W_SET_CHANNEL_ADD;
	if (!ask_form(p->view.app, title, named_fields, NAMED_FIELDS, &x, load_named_form, save_named_form))
		return DID_VIEW;
	p->wanted = x.made;
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, x.name);
}

static enum did edit_named(struct setting_pane *p, int64_t id)
{
	const struct named *n = named_of(p, id);
	char title[200];
	if (!n)
		return DID_VIEW;
	struct named was = *n;
	struct setting_edit x = {.p = p, .id = id, .was = &was};
	snprintf(
	        title, sizeof title, kind_of(p) == NAMED_CATEGORY ? W_SET_CATEGORY_EDIT : W_SET_CHANNEL_EDIT, was.name);
	if (!ask_form(p->view.app, title, named_fields, NAMED_FIELDS, &x, load_named_form, save_named_form))
		return DID_VIEW;
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, x.name);
}

static enum did end_named(struct setting_pane *p, int64_t id)
{
	const struct named *n = named_of(p, id);
	char text[300];
	struct error e;
	if (!n)
		return DID_VIEW;
	struct named was = *n;
	snprintf(text, sizeof text, W_SET_END_ASK, was.name);
	if (!ask_confirm(p->view.app, W_SET_END_YES, text, W_SET_END_YES))
		return DID_VIEW;
	return setting_done(p, named_save(setting_desk(p), kind_of(p), id, was.ver, was.name, false, was.sort, NULL, &e), &e,
	        W_SET_ENDED, was.name);
}

static enum z may_named(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e)
{
	const struct named *n = v == SET_VERB_END ? named_of(p, id) : NULL;
	return n && !n->active ? refuse(e, R_ROW_ENDED, n->name, W_SET_WORD_ENDED) : Z_OK;
}

#define NAMED_SECTION(name_, title_, note_, empty_)                                       \
	{                                                                                 \
		.name = name_, .title = title_, .note = note_, .empty = empty_, .columns = named_columns, .n_columns = N_COLUMNS, \
		.load = load_named,                                                       \
		.verb = {                                                                 \
			[SET_VERB_ADD] = {add_named, ACTION_REGISTER_EDIT},               \
			[SET_VERB_EDIT] = {edit_named, ACTION_REGISTER_EDIT},             \
			[SET_VERB_END] = {end_named, ACTION_REGISTER_EDIT},               \
			[SET_VERB_FURNISH] = {setting_furnish, ACTION_REGISTER_EDIT},     \
		},                                                                        \
		.may = may_named,                                                         \
	}
const struct setting_section setting_categories =
	NAMED_SECTION("categories", W_SET_CATEGORIES, W_SET_CATEGORY_NOTE, W_SET_CATEGORY_EMPTY);
const struct setting_section setting_channels =
        NAMED_SECTION("channels", W_SET_CHANNELS, W_SET_CHANNEL_NOTE, W_SET_CHANNEL_EMPTY);

static enum named_kind kind_of(const struct setting_pane *p)
{
	return setting_shown(p) == &setting_channels ? NAMED_CHANNEL : NAMED_CATEGORY;
}
