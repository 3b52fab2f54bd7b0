/* people.c - 人员 and 股室. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/setting/section.h"
#include "tui/pane/words.h"
#include "tui/people_ask.h"
#include "tui/words.h"

/* ------------------------------------------------------------ 人员: rows */
enum { P_NAME, P_OFFICE, P_POST, P_ROLES, P_TIERS, P_LOGIN, P_STATE, P_COLUMNS };

static const struct list_column people_columns[P_COLUMNS] = {
	[P_NAME] = {.title = W_SET_PERSON_NAME, .min = 8, .weight = 1, .max = 12},
	[P_OFFICE] = {.title = W_SET_PERSON_OFFICE, .min = 10, .weight = 2, .max = 18},
	[P_POST] = {.title = W_SET_PERSON_POST, .min = 10, .weight = 2, .max = 20},
	[P_ROLES] = {.title = W_SET_PERSON_ROLES, .min = 12, .weight = 3, .max = 24},
	[P_TIERS] = {.title = W_SET_PERSON_TIERS, .min = 6, .weight = 1, .max = 14},
	[P_LOGIN] = {.title = W_SET_PERSON_LOGIN, .min = 8, .weight = 1, .max = 14},
	[P_STATE] = {.title = W_SET_STATE, .min = 10, .weight = 1, .max = 16, .drop = 1},
};

static const char *tiers_text(unsigned tiers, char buf[64])
{
	size_t at = 0;
	buf[0] = '\0';
	for (int t = 1; t <= 3; t++)
		if (tiers & 1u << t && at < 48)
			at += (size_t)snprintf(buf + at, 64 - at, "%s%s", at ? W_FORM_AND : "", tier_text(t));
	return buf;
}

static const char *or_none(const char *s)
{
	return *s ? s : W_SET_NONE;
}

static void add_person(struct setting_pane *p, const struct officer *o)
{
	struct setting_row_shown *r = setting_add_row(p, o->id);
	char tiers[64], roles[96], left[16], state[64];
	tiers_text(o->tiers, tiers);
	roles_text(o->roles, roles);
	setting_cell(p, r, P_NAME, C_STRONG, o->name);
	setting_cell(p, r, P_OFFICE, C_TEXT, o->office_name);
	setting_cell(p, r, P_POST, C_TEXT, o->post);
	setting_cell(p, r, P_ROLES, *roles ? C_TEXT : C_DIM, or_none(roles));
	setting_cell(p, r, P_TIERS, *tiers ? C_SIGN : C_DIM, or_none(tiers));
	setting_cell(p, r, P_LOGIN, C_DIM, o->login);
	setting_cell(p, r, P_STATE, o->fresh ? C_SOON : C_DIM, o->fresh ? W_SET_PERSON_FRESH : W_SET_PERSON_HERE);
	snprintf(state, sizeof state, W_SET_PERSON_LEFT_ON, o->left_on == DAY_NONE ? "" : day_text(o->left_on, left));
	if (!o->active) {
		setting_cell(p, r, P_ROLES, C_DIM, W_SET_PERSON_LEFT);
		setting_cell(p, r, P_STATE, C_DIM, W_SET_PERSON_LEFT);
		setting_dim(r);
	}
	setting_detailf(p, r, W_SET_PERSON_DETAIL, or_none(roles), o->login, or_none(o->os_user),
		!o->active      ? state
		: !o->has_pass  ? W_SET_PERSON_PASS_NONE
		: o->fresh      ? W_SET_PERSON_PASS_FRESH
				: W_SET_PERSON_PASS,
		*tiers ? W_SET_PERSON_SIGNS : "", tiers);
}

static enum z load_people(struct setting_pane *p, struct error *e)
{
	struct officer *list;
	enum z z = officer_list(setting_desk(p), true, &list, &p->data_n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++)
		add_person(p, &list[i]);
	return Z_OK;
}

static const struct officer *person(const struct setting_pane *p, int64_t id)
{
	const struct officer *list = p->data;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

/* Who left is kept as he was. */
static enum z may_people(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e)
{
	const struct officer *o = v == SET_VERB_ADD || v == SET_VERB_IMPORT ? NULL : person(p, id);
	return o && !o->active ? refuse(e, R_ROW_ENDED, o->name, W_SET_PERSON_LEFT) : Z_OK;
}

/* ------------------------------------------------------------ 人员: forms */
static void list_roles(const struct entry *en, struct choices *out)
{
	static const unsigned all[] = {ROLE_CLERK, ROLE_OFFICE, ROLE_PUBLISH, ROLE_LEADER, ROLE_ADMIN};
	(void)en;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		choices_add(out, role_text(all[i]), role_text(all[i]), "", "");
}

static const struct form_field person_fields[] = {
	{.key = "name", .label = W_SET_PERSON_NAME, .kind = FIELD_TEXT, .max = 20, .required = true},
	{.key = "office", .label = W_SET_PERSON_OFFICE, .kind = FIELD_CHOICE, .required = true, .list = setting_list_offices},
	{.key = "post", .label = W_SET_PERSON_POST, .kind = FIELD_TEXT, .max = 20},
	{.key = "roles", .label = W_SET_PERSON_ROLES, .kind = FIELD_MULTI, .list = list_roles, .hint = W_SET_PERSON_ROLES_HINT},
	{.key = "login", .label = W_SET_PERSON_LOGIN, .kind = FIELD_TEXT, .width = 32, .max = 32, .hint = W_SET_PERSON_LOGIN_HINT},
	{.key = "os_user", .label = W_SET_PERSON_OS, .kind = FIELD_TEXT, .width = 32, .max = 60, .hint = W_SET_PERSON_OS_HINT},
};
enum { PERSON_FIELDS = sizeof person_fields / sizeof *person_fields };

static void load_person(struct form *f, void *ctx)
{
	const struct setting_edit *x = ctx;
	const struct officer *o = x->was;
	struct buffer roles = {0};
	if (!o) {
		form_load(f, "roles", role_text(ROLE_CLERK));
		return;
	}
	for (unsigned bit = 1; bit <= ROLE_LEADER; bit <<= 1)
		if (o->roles & bit)
			buffer_printf(&roles, "%s%s", roles.n ? "\n" : "", role_text(bit));
	form_load(f, "name", o->name);
	setting_load_number(f, "office", o->office);
	form_load(f, "post", o->post);
	form_load(f, "roles", roles.s ? roles.s : "");
	form_load(f, "login", o->login);
	form_load(f, "os_user", o->os_user);
	buffer_free(&roles);
}

/* The field that a refusal is about. */
static const char *person_fault(enum refusal code)
{
	switch (code) {
	case R_LOGIN_LETTERS:
	case R_LOGIN_TWICE:
		return "login";
	case R_OS_USER_TAKEN:
		return "os_user";
	case R_LAST_ADMIN:
	case R_ADMIN_SEAT:
	case R_ROLE_UNKNOWN:
		return "roles";
	case R_OFFICE_NONE:
	case R_OFFICE_CLOSED:
		return "office";
	default:
		return "name";
	}
}

static bool person_again(struct setting_edit *x)
{
	const struct officer *now = setting_read(x->p) ? person(x->p, x->id) : NULL;
	if (now)
		*(struct officer *)x->was = *now;
	return now != NULL;
}

static const struct setting_form person_form = {person_fields, PERSON_FIELDS, load_person, person_again};

static bool save_person(struct form *f, void *ctx)
{
	struct setting_edit *x = ctx;
	const struct officer *o = x->was;
	struct officer_in in = {.name = form_value(f, "name"),
		.post = form_value(f, "post"),
		.login = form_value(f, "login"),
		.os_user = form_value(f, "os_user"),
		.office = setting_integer(form_value(f, "office"))};
	struct error e;
	char *roles = xstrdup(form_value(f, "roles")), *rest = roles;
	for (const char *word; (word = strsep(&rest, "\n")) != NULL;)
		in.roles |= role_parse(word);
	free(roles);
	enum z z = o ? officer_edit(setting_desk(x->p), o->id, o->ver, &in, &e)
		     : officer_add(setting_desk(x->p), &in, &x->made, x->secret, &e);
	snprintf(x->name, sizeof x->name, "%s", in.name);
	return setting_saved(f, x, &person_form, z, z == Z_OK ? NULL : person_fault(e.code), &e);
}

/* The only time that it can be read. */
static void show_secret(struct setting_pane *p, const char *name, const char *login, char secret[32])
{
	char text[400];
	snprintf(text, sizeof text, W_SET_SECRET, name, login, secret);
	ask_message(p->view.app, W_SET_SECRET_TITLE, text);
	explicit_bzero(text, sizeof text);
	explicit_bzero(secret, 32);
}

static enum did add_people(struct setting_pane *p, int64_t id)
{
	struct setting_edit x = {.p = p};
	struct officer o;
	(void)id;
	if (!ask_form(p->view.app, W_SET_PERSON_ADD, person_fields, PERSON_FIELDS, &x, load_person, save_person))
		return DID_VIEW;
	p->wanted = x.made;
	bool known = officer_load(setting_desk(p), x.made, &o, NULL) == Z_OK;
	show_secret(p, x.name, known ? o.login : "", x.secret);
	return setting_done(p, Z_OK, NULL, W_SET_PERSON_ADDED, x.name);
}

static enum did edit_people(struct setting_pane *p, int64_t id)
{
	const struct officer *o = person(p, id);
	char title[160];
	if (!o)
		return DID_VIEW;
	struct officer was = *o; /* the table may be read again meanwhile */
	struct setting_edit x = {.p = p, .id = id, .was = &was};
	snprintf(title, sizeof title, W_SET_PERSON_EDIT, was.name);
	if (!ask_form(p->view.app, title, person_fields, PERSON_FIELDS, &x, load_person, save_person))
		return DID_VIEW;
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, x.name);
}

static enum did reset_people(struct setting_pane *p, int64_t id)
{
	const struct officer *o = person(p, id);
	char text[300], secret[32];
	struct error e;
	if (!o)
		return DID_VIEW;
	struct officer was = *o;
	snprintf(text, sizeof text, W_SET_RESET_ASK, was.name);
	if (!ask_confirm(p->view.app, W_SET_RESET_YES, text, W_SET_RESET_YES))
		return DID_VIEW;
	enum z z = officer_reset(setting_desk(p), id, secret, &e);
	if (z == Z_OK)
		show_secret(p, was.name, was.login, secret);
	return setting_done(p, z, &e, W_SET_RESET_DONE, was.name);
}

static enum did leave_people(struct setting_pane *p, int64_t id)
{
	const struct officer *o = person(p, id);
	char text[400];
	struct error e;
	if (!o)
		return DID_VIEW;
	struct officer was = *o;
	snprintf(text, sizeof text, W_SET_LEAVE_ASK, was.name);
	if (!ask_confirm(p->view.app, W_SET_LEAVE_YES, text, W_SET_LEAVE_YES))
		return DID_VIEW;
	return setting_done(p, officer_leave(setting_desk(p), id, was.ver, &e), &e, W_SET_LEAVE_DONE, was.name);
}

static enum did import_people(struct setting_pane *p, int64_t id)
{
	(void)id;
	return people_ask(p->view.app) ? DID_ROWS : DID_VIEW;
}

const struct setting_section setting_people = {
	.name = "people",
	.title = W_SET_PEOPLE,
	.note = W_SET_PEOPLE_NOTE,
	.empty = W_SET_PEOPLE_EMPTY,
	.columns = people_columns,
	.n_columns = P_COLUMNS,
	.detail = 2,
	.load = load_people,
	.verb = {
		[SET_VERB_ADD] = {add_people, ACTION_OFFICER_ADD},
		[SET_VERB_EDIT] = {edit_people, ACTION_OFFICER_EDIT},
		[SET_VERB_IMPORT] = {import_people, ACTION_OFFICER_IMPORT},
		[SET_VERB_RESET] = {reset_people, ACTION_PASS_RESET},
		[SET_VERB_LEAVE] = {leave_people, ACTION_OFFICER_LEAVE},
	},
	.may = may_people,
};

/* ------------------------------------------------------------ 股室 */
enum { O_NAME, O_KIND, O_OFFICERS, O_STATE, O_COLUMNS };

static const struct list_column office_columns[O_COLUMNS] = {
	[O_NAME] = {.title = W_SET_NAME, .min = 20, .weight = 2, .max = 40},
	[O_KIND] = {.title = W_SET_OFFICE_KIND, .min = 10},
	[O_OFFICERS] = {.title = W_SET_OFFICE_N, .min = 6, .align = TEXT_RIGHT},
	[O_STATE] = {.title = W_SET_STATE, .min = 8, .weight = 1, .max = 12},
};

static enum z load_offices(struct setting_pane *p, struct error *e)
{
	struct office *list;
	enum z z = office_list(setting_desk(p), true, &list, &p->data_n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++) {
		struct setting_row_shown *r = setting_add_row(p, list[i].id);
		setting_cell(p, r, O_NAME, C_STRONG, list[i].name);
		setting_cell(p, r, O_KIND, C_TEXT, office_kind_text(list[i].kind));
		setting_cellf(p, r, O_OFFICERS, C_TEXT, "%d", list[i].officers);
		setting_cell(p, r, O_STATE, C_DIM, list[i].active ? W_SET_ON : W_SET_OFF);
		if (!list[i].active)
			setting_dim(r);
	}
	return Z_OK;
}

static const struct office *office(const struct setting_pane *p, int64_t id)
{
	const struct office *list = p->data;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

static void list_kinds(const struct entry *en, struct choices *out)
{
	(void)en;
	for (int k = 1; *office_kind_text(k); k++)
		choices_add(out, number_text(k).s, office_kind_text(k), "", "");
}

static bool is_old(const struct entry *en)
{
	return ((const struct setting_edit *)en->ctx)->id != 0;
}

static const struct form_field office_fields[] = {
	{.key = "name", .label = W_SET_NAME, .kind = FIELD_TEXT, .max = 20, .required = true},
	{.key = "kind", .label = W_SET_OFFICE_KIND, .kind = FIELD_CHOICE, .required = true, .list = list_kinds,
		.hint = W_SET_OFFICE_KIND_HINT},
	{.key = "active", .label = W_SET_ACTIVE, .kind = FIELD_BOOL, .asked = is_old},
};
enum { OFFICE_FIELDS = sizeof office_fields / sizeof *office_fields };

static void load_office(struct form *f, void *ctx)
{
	const struct setting_edit *x = ctx;
	const struct office *o = x->was;
	form_load(f, "name", o ? o->name : "");
	setting_load_number(f, "kind", o ? o->kind : OFFICE_KIND_SECTION);
	form_load(f, "active", !o || o->active ? "1" : "");
}

static bool office_again(struct setting_edit *x)
{
	const struct office *now = setting_read(x->p) ? office(x->p, x->id) : NULL;
	if (now)
		*(struct office *)x->was = *now;
	return now != NULL;
}

static const struct setting_form office_form = {office_fields, OFFICE_FIELDS, load_office, office_again};

static bool save_office(struct form *f, void *ctx)
{
	struct setting_edit *x = ctx;
	const struct office *o = x->was;
	const char *name = form_value(f, "name");
	int kind = (int)setting_integer(form_value(f, "kind"));
	struct error e;
	enum z z = o ? office_edit(setting_desk(x->p), o->id, o->ver, name, kind, *form_value(f, "active"), &e)
		     : office_add(setting_desk(x->p), name, kind, &x->made, &e);
	snprintf(x->name, sizeof x->name, "%s", name);
	return setting_saved(f, x, &office_form, z, "name", &e);
}

static enum did add_offices(struct setting_pane *p, int64_t id)
{
	struct setting_edit x = {.p = p};
	(void)id;
	if (!ask_form(p->view.app, W_SET_OFFICE_ADD, office_fields, OFFICE_FIELDS, &x, load_office, save_office))
		return DID_VIEW;
	p->wanted = x.made;
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, x.name);
}

static enum did edit_offices(struct setting_pane *p, int64_t id)
{
	const struct office *o = office(p, id);
	char title[160];
	if (!o)
		return DID_VIEW;
	struct office was = *o;
	struct setting_edit x = {.p = p, .id = id, .was = &was};
	snprintf(title, sizeof title, W_SET_OFFICE_EDIT, was.name);
	if (!ask_form(p->view.app, title, office_fields, OFFICE_FIELDS, &x, load_office, save_office))
		return DID_VIEW;
	return setting_done(p, Z_OK, NULL, W_SET_SAVED, x.name);
}

static enum did end_offices(struct setting_pane *p, int64_t id)
{
	const struct office *o = office(p, id);
	char text[300];
	struct error e;
	if (!o)
		return DID_VIEW;
	struct office was = *o;
	snprintf(text, sizeof text, W_SET_END_ASK, was.name);
	if (!ask_confirm(p->view.app, W_SET_END_YES, text, W_SET_END_YES))
		return DID_VIEW;
	return setting_done(
	        p, office_edit(setting_desk(p), id, was.ver, was.name, was.kind, false, &e), &e, W_SET_ENDED, was.name);
}

static enum z may_offices(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e)
{
	const struct office *o = v == SET_VERB_END ? office(p, id) : NULL;
	return o && !o->active ? refuse(e, R_ROW_ENDED, o->name, W_SET_WORD_ENDED) : Z_OK;
}

const struct setting_section setting_offices = {
	.name = "offices",
	.title = W_SET_OFFICES,
	.note = W_SET_OFFICES_NOTE,
	.columns = office_columns,
	.n_columns = O_COLUMNS,
	.load = load_offices,
	.verb = {
		[SET_VERB_ADD] = {add_offices, ACTION_OFFICE_ADD},
		[SET_VERB_EDIT] = {edit_offices, ACTION_OFFICE_EDIT},
		[SET_VERB_END] = {end_offices, ACTION_OFFICE_EDIT},
	},
	.may = may_offices,
};
