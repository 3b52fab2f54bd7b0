/* limit.c - 热线时限: by kind and urgency how long a ticket may take to be signed for, answered, closed, sent back,
 * and by how much it may be extended (domain 4.3: every place has its own). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/record/ticket/ticket.h"
#include "tui/setting/section.h"
#include "tui/pane/words.h"

enum { L_KIND, L_URGENCY, L_SIGN, L_INNER, L_OUTER, L_BACK, L_EXTEND, L_COLUMNS };

static const struct list_column limit_columns[L_COLUMNS] = {
	[L_KIND] = {.title = W_SET_LIMIT_KIND, .min = 6},
	[L_URGENCY] = {.title = W_SET_LIMIT_URGENCY, .min = 8},
	[L_SIGN] = {.title = W_SET_LIMIT_SIGN, .min = 9, .weight = 1, .max = 14},
	[L_INNER] = {.title = W_SET_LIMIT_INNER, .min = 9, .weight = 1, .max = 14},
	[L_OUTER] = {.title = W_SET_LIMIT_OUTER, .min = 9, .weight = 1, .max = 14},
	[L_BACK] = {.title = W_SET_LIMIT_BACK, .min = 9, .weight = 1, .max = 14},
	[L_EXTEND] = {.title = W_SET_LIMIT_EXTEND, .min = 9, .weight = 1, .max = 14, .drop = 1},
};

/* 5工作日, 24小时, — */
static const char *limit_text(struct limit l, char buf[32])
{
	if (!l.n)
		snprintf(buf, 32, "%s", W_SET_NONE);
	else
		snprintf(buf, 32, l.unit == LIMIT_HOURS ? W_SET_LIMIT_HOURS : W_SET_LIMIT_DAYS, l.n);
	return buf;
}

/* "5", "5日", "5工作日", "24小时", "24h", "" for none; false: none of these. */
static bool limit_parse(const char *s, struct limit *l)
{
	char *end;
	*l = (struct limit){0, LIMIT_DAYS};
	if (!*s || !strcmp(s, W_SET_NONE))
		return true;
	long n = strtol(s, &end, 10);
	while (*end == ' ')
		end++;
	if (end == s || n < 0 || n > 1000)
		return false;
	l->n = (int)n;
	if (!strcmp(end, W_SET_LIMIT_HOUR_WORD) || !strcmp(end, "h"))
		l->unit = LIMIT_HOURS;
	else if (*end && strcmp(end, W_SET_LIMIT_DAY_WORD) != 0 && strcmp(end, W_SET_LIMIT_DAY_SHORT) != 0 && strcmp(end, "d") != 0)
		return false;
	return true;
}

static enum z load_limits(struct setting_pane *p, struct error *e)
{
	struct ticket_limit *list;
	char s[32];
	enum z z = ticket_limits(setting_desk(p), &list, &p->data_n, e);
	if (z != Z_OK)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++) {
		const struct ticket_limit *l = &list[i];
		struct setting_row_shown *r = setting_add_row(p, l->id);
		setting_cell(p, r, L_KIND, C_TEXT, ticket_kind_text(l->kind));
		setting_cell(p, r, L_URGENCY, l->urgency == URGENCY_NORMAL ? C_DIM : C_SOON, ticket_urgency_text(l->urgency));
		setting_cell(p, r, L_SIGN, C_TEXT, limit_text(l->sign, s));
		setting_cell(p, r, L_INNER, C_TEXT, limit_text(l->inner, s));
		setting_cell(p, r, L_OUTER, C_STRONG, limit_text(l->outer, s));
		setting_cell(p, r, L_BACK, C_TEXT, limit_text(l->back, s));
		setting_cellf(p, r, L_EXTEND, C_TEXT, W_SET_LIMIT_DAYS, l->extend_n);
		setting_detailf(p, r, W_SET_LIMIT_DETAIL, (long long)l->ver);
	}
	return Z_OK;
}

/* ------------------------------------------------------------ changing */
static bool check_limit(const struct entry *en, const char *value, char *why, size_t cap)
{
	struct limit l;
	(void)en;
	if (limit_parse(value, &l))
		return true;
	snprintf(why, cap, "%s", W_SET_LIMIT_BAD);
	return false;
}

static const struct form_field limit_fields[] = {
	{.key = "sign", .label = W_SET_LIMIT_SIGN, .kind = FIELD_TEXT, .width = 14, .max = 10, .check = check_limit,
		.hint = W_SET_LIMIT_SIGN_HINT},
	{.key = "inner", .label = W_SET_LIMIT_INNER, .kind = FIELD_TEXT, .width = 14, .max = 10, .check = check_limit,
		.hint = W_SET_LIMIT_INNER_HINT},
	{.key = "outer", .label = W_SET_LIMIT_OUTER, .kind = FIELD_TEXT, .width = 14, .max = 10, .required = true,
		.check = check_limit, .hint = W_SET_LIMIT_OUTER_HINT},
	{.key = "back", .label = W_SET_LIMIT_BACK, .kind = FIELD_TEXT, .width = 14, .max = 10, .check = check_limit,
		.hint = W_SET_LIMIT_BACK_HINT},
	{.key = "extend", .label = W_SET_LIMIT_EXTEND, .kind = FIELD_TEXT, .width = 14, .max = 4, .required = true,
		.check = setting_check_number, .hint = W_SET_LIMIT_EXTEND_HINT},
};

static void load_limit(struct form *f, void *ctx)
{
	const struct ticket_limit *l = ((const struct setting_edit *)ctx)->was;
	char s[32];
	form_load(f, "sign", l->sign.n ? limit_text(l->sign, s) : "");
	form_load(f, "inner", l->inner.n ? limit_text(l->inner, s) : "");
	form_load(f, "outer", l->outer.n ? limit_text(l->outer, s) : "");
	form_load(f, "back", l->back.n ? limit_text(l->back, s) : "");
	setting_load_number(f, "extend", l->extend_n);
}

static bool save_limit(struct form *f, void *ctx)
{
	struct setting_edit *x = ctx;
	struct ticket_limit l = *(const struct ticket_limit *)x->was;
	struct error e;
	limit_parse(form_value(f, "sign"), &l.sign);
	limit_parse(form_value(f, "inner"), &l.inner);
	limit_parse(form_value(f, "outer"), &l.outer);
	limit_parse(form_value(f, "back"), &l.back);
	l.extend_n = (int)setting_integer(form_value(f, "extend"));
	return setting_kept(f, ticket_limit_set(setting_desk(x->p), &l, &e), "inner", &e);
}

static enum did edit_limits(struct setting_pane *p, int64_t id)
{
	const struct ticket_limit *list = p->data;
	char title[120];
	for (int i = 0; i < p->data_n; i++) {
		if (list[i].id != id)
			continue;
		struct ticket_limit copy = list[i];
		struct setting_edit x = {.p = p, .id = id, .was = &copy};
		snprintf(title, sizeof title, W_SET_LIMIT_EDIT, ticket_kind_text(copy.kind), ticket_urgency_text(copy.urgency));
		if (!ask_form(p->view.app, title, limit_fields, sizeof limit_fields / sizeof *limit_fields, &x, load_limit, save_limit))
			return DID_VIEW;
		return setting_done(p, Z_OK, NULL, W_SET_LIMIT_SAVED, ticket_kind_text(copy.kind), ticket_urgency_text(copy.urgency));
	}
	return DID_VIEW;
}

const struct setting_section setting_limits = {
	.name = "limits",
	.title = W_SET_LIMITS,
	.note = W_SET_LIMITS_NOTE,
	.columns = limit_columns,
	.n_columns = L_COLUMNS,
	.detail = 2,
	.load = load_limits,
	.verb = {[SET_VERB_EDIT] = {edit_limits, ACTION_TICKET_LIMIT}},
};
