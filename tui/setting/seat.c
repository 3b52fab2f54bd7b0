/* seat.c - 审核岗, 委托, and 人岗检查: who may sign what, and what nobody can sign. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/setting/section.h"
#include "tui/pane/words.h"
#include "tui/widget/picker.h"

/* ------------------------------------------------------------ 审核岗 */
enum { S_TIER, S_OFFICER, S_OFFICE, S_CLASS, S_FROM, S_STATE, S_COLUMNS };

static const struct list_column seat_columns[S_COLUMNS] = {
	[S_TIER] = {.title = W_SET_SEAT_TIER, .min = 6},
	[S_OFFICER] = {.title = W_SET_SEAT_OFFICER, .min = 10, .weight = 1, .max = 16},
	[S_OFFICE] = {.title = W_SET_SEAT_OFFICE, .min = 14, .weight = 2, .max = 30},
	[S_CLASS] = {.title = W_SET_SEAT_CLASS, .min = 8},
	[S_FROM] = {.title = W_SET_SEAT_FROM, .min = 10, .drop = 1},
	[S_STATE] = {.title = W_SET_SEAT_STATE, .min = 8, .weight = 1, .max = 14},
};

static const char *class_text(int class)
{
	return class ? item_class_text(class) : W_SET_ALL;
}

static const char *class_words(int class)
{
	return class ? item_class_text(class) : W_SET_SEAT_ALL_CLASSES;
}

static void add_seat(struct setting_pane *p, const struct seat *s)
{
	struct setting_row_shown *r = setting_add_row(p, s->id);
	char from[16], to[16] = "", end[48] = "";
	day_text(day_at(s->from_at), from);
	if (s->to_at) {
		day_text(day_at(s->to_at), to);
		snprintf(end, sizeof end, W_SET_SEAT_DETAIL_TO, to);
	}
	setting_cell(p, r, S_TIER, C_SIGN, tier_text(s->tier));
	setting_cell(p, r, S_OFFICER, C_STRONG, s->officer_name);
	setting_cell(p, r, S_OFFICE, C_TEXT, s->office_name);
	setting_cell(p, r, S_CLASS, C_TEXT, class_text(s->class));
	setting_cell(p, r, S_FROM, C_DIM, from);
	if (s->to_at) {
		setting_cell(p, r, S_STATE, C_DIM, W_SET_SEAT_TO);
		setting_dim(r);
	} else {
		setting_cell(p, r, S_STATE, C_GOOD, W_SET_SEAT_NOW);
	}
	setting_detailf(p, r, W_SET_SEAT_DETAIL, tier_text(s->tier), s->officer_name, s->office_name,
	        class_words(s->class), from, end);
}

static enum z load_seats(struct setting_pane *p, struct error *e)
{
	struct seat *list;
	enum z z = seat_list(setting_desk(p), true, &list, &p->data_n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++)
		add_seat(p, &list[i]);
	return Z_OK;
}

static const struct seat *seat_of(const struct setting_pane *p, int64_t id)
{
	const struct seat *list = p->data;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

static const struct form_field seat_fields[] = {
	{.key = "officer", .label = W_SET_SEAT_OFFICER, .kind = FIELD_CHOICE, .required = true, .list = setting_list_signers},
	{.key = "tier", .label = W_SET_SEAT_TIER, .kind = FIELD_CHOICE, .required = true, .list = setting_list_tiers},
	{.key = "office", .label = W_SET_SEAT_OFFICE, .kind = FIELD_CHOICE, .required = true, .list = setting_list_offices_all,
		.hint = W_SET_SEAT_OFFICE_HINT},
	{.key = "class", .label = W_SET_SEAT_CLASS, .kind = FIELD_CHOICE, .required = true, .list = setting_list_classes,
		.hint = W_SET_SEAT_CLASS_HINT},
};
enum { SEAT_FIELDS = sizeof seat_fields / sizeof *seat_fields };

/* was: the tier and office to begin with. */
static void load_seat(struct form *f, void *ctx)
{
	const struct setting_edit *x = ctx;
	const struct seat *begin = x->was;
	if (begin->tier)
		setting_load_number(f, "tier", begin->tier);
	setting_load_number(f, "office", begin->office);
	setting_load_number(f, "class", begin->class);
}

static bool save_seat(struct form *f, void *ctx)
{
	struct setting_edit *x = ctx;
	struct error e;
	int tier = (int)setting_integer(form_value(f, "tier"));
	enum z z = seat_grant(setting_desk(x->p), setting_integer(form_value(f, "officer")), tier,
	        setting_integer(form_value(f, "office")), (int)setting_integer(form_value(f, "class")), &x->made, &e);
	snprintf(x->name, sizeof x->name, W_SET_SEAT_ADDED, form_shown(f, "officer"), tier_text(tier));
	return setting_kept(f, z, "officer", &e);
}

enum did setting_grant(struct setting_pane *p, int tier, int64_t office)
{
	struct seat begin = {.tier = tier, .office = office};
	struct setting_edit x = {.p = p, .was = &begin};
	if (!ask_form(p->view.app, W_SET_SEAT_ADD, seat_fields, SEAT_FIELDS, &x, load_seat, save_seat))
		return DID_VIEW;
	p->wanted = x.made;
	return setting_done(p, Z_OK, NULL, "%s", x.name);
}

static enum did add_seats(struct setting_pane *p, int64_t id)
{
	(void)id;
	return setting_grant(p, 0, 0);
}

static enum did end_seats(struct setting_pane *p, int64_t id)
{
	const struct seat *s = seat_of(p, id);
	char text[300];
	struct error e;
	if (!s)
		return DID_VIEW;
	struct seat was = *s;
	snprintf(text, sizeof text, W_SET_SEAT_END_ASK, was.officer_name, tier_text(was.tier), was.office_name);
	if (!ask_confirm(p->view.app, W_SET_SEAT_END_YES, text, W_SET_SEAT_END_YES))
		return DID_VIEW;
	return setting_done(
	        p, seat_end(setting_desk(p), id, &e), &e, W_SET_SEAT_END_DONE, was.officer_name, tier_text(was.tier));
}

static enum z may_seats(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e)
{
	const struct seat *s = v == SET_VERB_END ? seat_of(p, id) : NULL;
	return s && s->to_at ? refuse(e, R_ROW_ENDED, s->officer_name, W_SET_SEAT_WORD_ENDED) : Z_OK;
}

const struct setting_section setting_seats = {
	.name = "seats",
	.title = W_SET_SEATS,
	.note = W_SET_SEATS_NOTE,
	.empty = W_SET_SEATS_EMPTY,
	.columns = seat_columns,
	.n_columns = S_COLUMNS,
	.detail = 2,
	.load = load_seats,
	.verb = {
		[SET_VERB_ADD] = {add_seats, ACTION_SEAT_GRANT},
		[SET_VERB_END] = {end_seats, ACTION_SEAT_END, W_SET_SEAT_END_YES},
	},
	.may = may_seats,
};

/* ------------------------------------------------------------ 委托 */
enum { L_FROM_WHO, L_TO_WHO, L_FROM, L_TO, L_STATE, L_REASON, L_COLUMNS };

static const struct list_column lent_columns[L_COLUMNS] = {
	[L_FROM_WHO] = {.title = W_SET_LENT_FROM_WHO, .min = 8, .weight = 1, .max = 14},
	[L_TO_WHO] = {.title = W_SET_LENT_TO_WHO, .min = 8, .weight = 1, .max = 14},
	[L_FROM] = {.title = W_SET_LENT_FROM, .min = 10},
	[L_TO] = {.title = W_SET_LENT_TO, .min = 10},
	[L_STATE] = {.title = W_SET_STATE, .min = 8},
	[L_REASON] = {.title = W_SET_LENT_REASON, .min = 10, .weight = 3, .max = 60},
};

static const char *lent_state(const struct delegation *g, int32_t today, enum role *role)
{
	*role = C_DIM;
	if (g->revoked_at)
		return W_SET_LENT_REVOKED;
	if (g->to_day < today)
		return W_SET_LENT_PAST;
	*role = g->from_day > today ? C_SOON : C_GOOD;
	return g->from_day > today ? W_SET_LENT_LATER : W_SET_LENT_NOW;
}

static enum z load_lent(struct setting_pane *p, struct error *e)
{
	struct delegation *list;
	int32_t today = desk_today(setting_desk(p));
	enum z z = delegation_list(setting_desk(p), true, &list, &p->data_n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++) {
		const struct delegation *g = &list[i];
		struct setting_row_shown *r = setting_add_row(p, g->id);
		char from[16], to[16];
		enum role role;
		const char *state = lent_state(g, today, &role);
		day_text(g->from_day, from);
		day_text(g->to_day, to);
		setting_cell(p, r, L_FROM_WHO, C_STRONG, g->principal_name);
		setting_cell(p, r, L_TO_WHO, C_STRONG, g->delegate_name);
		setting_cell(p, r, L_FROM, C_TEXT, from);
		setting_cell(p, r, L_TO, C_TEXT, to);
		setting_cell(p, r, L_STATE, role, state);
		setting_cell(p, r, L_REASON, C_DIM, g->reason);
		if (role == C_DIM)
			setting_dim(r);
		setting_detailf(p, r, W_SET_LENT_DETAIL, g->principal_name, g->delegate_name, from, to, g->reason);
	}
	return Z_OK;
}

static const struct delegation *lent_of(const struct setting_pane *p, int64_t id)
{
	const struct delegation *list = p->data;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

/* Who has a seat of his own; one who only signs may lend nothing but his. */
static void list_principals(const struct entry *en, struct choices *out)
{
	struct desk *d = setting_desk(setting_of(en));
	const struct who *w = desk_who(d);
	struct seat *list = NULL;
	int n = 0;
	if (seat_list(d, false, &list, &n, NULL) != Z_OK)
		return;
	for (int i = 0; i < n; i++) {
		const char *key = number_text(list[i].officer).s;
		if (choices_find(out, key) || (!(w->roles & (ROLE_OFFICE | ROLE_ADMIN)) && list[i].officer != w->id))
			continue;
		choices_add(out, number_text(list[i].officer).s, list[i].officer_name, tier_text(list[i].tier), "");
	}
	free(list);
}

static const struct form_field lent_fields[] = {
	{.key = "principal", .label = W_SET_LENT_FROM_WHO, .kind = FIELD_CHOICE, .required = true, .list = list_principals,
		.hint = W_SET_LENT_WHO_HINT},
	{.key = "delegate", .label = W_SET_LENT_TO_WHO, .kind = FIELD_CHOICE, .required = true, .list = setting_list_signers},
	{.key = "from", .label = W_SET_LENT_FROM, .kind = FIELD_DATE, .width = 14, .required = true},
	{.key = "to", .label = W_SET_LENT_TO, .kind = FIELD_DATE, .width = 14, .required = true, .hint = W_SET_LENT_TO_HINT},
	{.key = "reason", .label = W_SET_LENT_REASON, .kind = FIELD_TEXT, .max = 60, .required = true, .hint = W_SET_LENT_REASON_HINT},
};
enum { LENT_FIELDS = sizeof lent_fields / sizeof *lent_fields };

static void load_lent_form(struct form *f, void *ctx)
{
	const struct setting_edit *x = ctx;
	const struct who *w = desk_who(setting_desk(x->p));
	struct choices principals = {0};
	char day[16];
	day_text(desk_today(setting_desk(x->p)), day);
	form_load(f, "from", day);
	list_principals(form_entry(f), &principals);
	if (choices_find(&principals, number_text(w->id).s)) /* a seat that is only lent to him he cannot lend on */
		setting_load_number(f, "principal", w->id);
	choices_free(&principals);
}

static const char *lent_fault(enum refusal code)
{
	switch (code) {
	case R_DELEGATE_BACKDATED:
		return "from";
	case R_DELEGATE_DAYS:
	case R_DELEGATE_LONG:
		return "to";
	case R_DELEGATE_SELF:
	case R_SEAT_ADMIN:
		return "delegate";
	default:
		return "principal";
	}
}

static bool save_lent(struct form *f, void *ctx)
{
	struct setting_edit *x = ctx;
	struct error e;
	enum z z = delegation_add(setting_desk(x->p), setting_integer(form_value(f, "principal")),
	        setting_integer(form_value(f, "delegate")), day_parse(form_value(f, "from")),
	        day_parse(form_value(f, "to")), form_value(f, "reason"), &x->made, &e);
	snprintf(x->name, sizeof x->name, W_SET_LENT_ADDED, form_shown(f, "principal"), form_shown(f, "delegate"));
	return setting_kept(f, z, z == Z_OK ? NULL : lent_fault(e.code), &e);
}

static enum did add_lent(struct setting_pane *p, int64_t id)
{
	struct setting_edit x = {.p = p};
	(void)id;
	if (!ask_form(p->view.app, W_SET_LENT_ADD, lent_fields, LENT_FIELDS, &x, load_lent_form, save_lent))
		return DID_VIEW;
	p->wanted = x.made;
	return setting_done(p, Z_OK, NULL, "%s", x.name);
}

static enum did end_lent(struct setting_pane *p, int64_t id)
{
	const struct delegation *g = lent_of(p, id);
	char text[300];
	struct error e;
	if (!g)
		return DID_VIEW;
	struct delegation was = *g;
	snprintf(text, sizeof text, W_SET_LENT_END_ASK, was.principal_name, was.delegate_name);
	if (!ask_confirm(p->view.app, W_SET_LENT_END_YES, text, W_SET_LENT_END_YES))
		return DID_VIEW;
	return setting_done(p, delegation_end(setting_desk(p), id, &e), &e, W_SET_LENT_END_DONE, was.principal_name,
	        was.delegate_name);
}

static enum z may_lent(struct setting_pane *p, enum setting_verb v, int64_t id, struct error *e)
{
	const struct delegation *g = v == SET_VERB_END ? lent_of(p, id) : NULL;
	enum role role;
	if (!g)
		return Z_OK;
	lent_state(g, desk_today(setting_desk(p)), &role);
	return role == C_DIM ? refuse(e, R_ROW_ENDED, g->principal_name,
	                               g->revoked_at ? W_SET_LENT_WORD_REVOKED : W_SET_LENT_WORD_PAST)
	                     : Z_OK;
}

const struct setting_section setting_lent = {
	.name = "delegations",
	.title = W_SET_LENT,
	.note = W_SET_LENT_NOTE,
	.empty = W_SET_LENT_EMPTY,
	.columns = lent_columns,
	.n_columns = L_COLUMNS,
	.detail = 2,
	.load = load_lent,
	.verb = {
		[SET_VERB_ADD] = {add_lent, ACTION_DELEGATE},
		[SET_VERB_END] = {end_lent, ACTION_DELEGATE_END, W_SET_LENT_END_YES},
	},
	.may = may_lent,
};

/* ------------------------------------------------------------ 人岗检查 */
enum { G_OFFICE, G_CLASS, G_RESULT, G_COLUMNS };

static const struct list_column post_columns[G_COLUMNS] = {
	[G_OFFICE] = {.title = W_SET_OFFICES, .min = 16, .weight = 1, .max = 30},
	[G_CLASS] = {.title = W_SET_SEAT_CLASS, .min = 10},
	[G_RESULT] = {.title = W_SET_POSTS_RESULT, .min = 30, .weight = 2, .max = 60},
};

/* A row for each office and class that is well, and one for each gap.  data: the gaps; ids of their rows are 1 and up,
 * those of good rows are negative. */
static void add_gap(struct setting_pane *p, const struct post_gap *g, int64_t id)
{
	struct setting_row_shown *r = setting_add_row(p, id);
	const char *class = item_class_text(g->class), *tier = tier_text(g->tier);
	if (g->role) {
		setting_cell(p, r, G_OFFICE, C_STRONG, W_SET_POSTS_WHOLE);
		setting_cell(p, r, G_CLASS, C_TEXT, W_SET_ALL);
		setting_cellf(p, r, G_RESULT, C_LATE, W_SET_POSTS_ROLE, role_text(g->role));
		setting_detailf(p, r, "%s", g->role == ROLE_PUBLISH ? W_SET_POSTS_DETAIL_PUBLISH : W_SET_POSTS_DETAIL_CLERK);
		return;
	}
	setting_cell(p, r, G_OFFICE, C_STRONG, g->office_name);
	setting_cell(p, r, G_CLASS, C_TEXT, class);
	if (*g->author) {
		setting_cellf(p, r, G_RESULT, C_SOON, W_SET_POSTS_GAP_AUTHOR, g->author, tier);
		setting_detailf(p, r, W_SET_POSTS_DETAIL_AUTHOR, g->author, class, g->office_name, tier);
	} else {
		setting_cellf(p, r, G_RESULT, C_LATE, W_SET_POSTS_GAP, tier);
		setting_detailf(p, r, W_SET_POSTS_DETAIL_GAP, g->office_name, class, tier);
	}
}

static enum z load_posts(struct setting_pane *p, struct error *e)
{
	struct office *offices = NULL;
	struct post_gap *gaps = NULL;
	int n;
	enum z z = office_list(setting_desk(p), false, &offices, &n, e);
	if (z == Z_OK)
		z = post_check(setting_desk(p), &gaps, &p->data_n, e);
	if (z != Z_OK) {
		free(offices);
		return z;
	}
	p->data = gaps;
	for (int g = 0; g < p->data_n; g++)
		if (gaps[g].role)
			add_gap(p, &gaps[g], g + 1);
	for (int i = 0; i < n; i++)
		for (int c = 1; c < CLASS_END; c++) {
			bool good = true;
			for (int g = 0; g < p->data_n; g++)
				if (gaps[g].office == offices[i].id && gaps[g].class == c) {
					add_gap(p, &gaps[g], g + 1);
					good = false;
				}
			if (!good)
				continue;
			struct setting_row_shown *r = setting_add_row(p, -(offices[i].id * 8 + c));
			setting_cell(p, r, G_OFFICE, C_STRONG, offices[i].name);
			setting_cell(p, r, G_CLASS, C_TEXT, item_class_text(c));
			setting_cell(p, r, G_RESULT, C_GOOD, W_SET_POSTS_GOOD);
			setting_detailf(p, r, W_SET_POSTS_DETAIL_GOOD, offices[i].name, item_class_text(c));
		}
	free(offices);
	return Z_OK;
}

static enum did add_posts(struct setting_pane *p, int64_t id)
{
	const struct post_gap *gaps = p->data;
	bool gap = id >= 1 && id <= p->data_n;
	if (gap && gaps[id - 1].role) { /* not a seat: a role of one of the people */
		const char *role = role_text(gaps[id - 1].role);
		setting_go(p->view.app, setting_people.name);
		app_say(p->view.app, C_NOTE, W_SET_POSTS_ROLE_HOW, role);
		return DID_VIEW;
	}
	return setting_grant(p, gap ? gaps[id - 1].tier : 0, gap ? gaps[id - 1].office : 0);
}

static enum did open_posts(struct setting_pane *p, int64_t id)
{
	if (id < 1) {
		app_say(p->view.app, C_NOTE, "%s", W_SET_POSTS_NOT_GAP);
		return DID_VIEW;
	}
	struct error e;
	struct permit_case c = {.action = ACTION_SEAT_GRANT, .roles = desk_who(setting_desk(p))->roles};
	if (permit_check(&c, &e) != Z_OK) {
		app_refuse(p->view.app, &e);
		return DID_VIEW;
	}
	enum did did = add_posts(p, id);
	if (did & DID_ROWS)
		app_refresh(p->view.app);
	return did;
}

const struct setting_section setting_posts = {
	.name = "posts",
	.title = W_SET_POSTS,
	.note = W_SET_POSTS_NOTE,
	.columns = post_columns,
	.n_columns = G_COLUMNS,
	.detail = 2,
	.load = load_posts,
	.verb = {[SET_VERB_ADD] = {add_posts, ACTION_SEAT_GRANT}},
	.open = open_posts,
};
