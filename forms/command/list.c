/* list.c - zwgk list: items, what waits for a signature, the audit log, officers, the catalog. */
#include "forms/command/inside.h"

#include <stdlib.h>
#include <string.h>

#include "forms/words.h"

enum { PAGE = 500 };

/* ---- items and reviews ---- */

static const struct rows_column item_columns[] = {
	{"number", W_COL_NUMBER, 13},
	{"state", NULL, 0},
	{"state_text", W_COL_STATE, 10},
	{"due", W_COL_DUE, 10},
	{"left", NULL, 0},
	{"left_text", W_COL_LEFT, 8},
	{"estimate", NULL, 0},
	{"waits", NULL, 0},
	{"holder", W_COL_HOLDER, 14},
	{"office", W_COL_OFFICE, 14},
	{"category", W_COL_CATEGORY, 12},
	{"catalog", W_COL_CATALOG, 14},
	{"attribute", NULL, 0},
	{"attribute_text", W_COL_ATTRIBUTE, 10},
	{"revision", NULL, 0},
	{"returned", NULL, 0},
	{"errata", NULL, 0},
	{"migrated", NULL, 0},
	{"updated", NULL, 0},
	{"submitted", NULL, 0},
	{"online", W_COL_ONLINE, 16},
	{"title", W_COL_TITLE, 0},
};

static enum z item_line(void *ctx, const void *row, struct error *e)
{
	struct rows *r = ((const struct listing *)ctx)->rows;
	const struct item_row *i = row;
	char left[40];
	bool known = i->due != DAY_NONE && !i->estimate;

	rows_text(r, i->number);
	rows_text(r, item_state_key(i->state));
	rows_text(r, item_state_text(i->state));
	rows_day(r, known ? i->due : DAY_NONE);
	if (known)
		rows_number(r, i->left);
	else
		rows_text(r, NULL);
	rows_text(r, left_text(i->due, i->estimate, i->left, left));
	rows_bool(r, i->estimate);
	rows_number(r, i->waits);
	rows_text(r, i->holder);
	rows_text(r, i->office);
	rows_text(r, i->category);
	rows_text(r, i->catalog);
	rows_text(r, attribute_key(i->attribute));
	rows_text(r, attribute_text(i->attribute));
	rows_number(r, i->rev_n);
	rows_number(r, i->returned);
	rows_bool(r, i->errata);
	rows_bool(r, i->migrated);
	rows_instant(r, i->updated_at);
	rows_instant(r, i->submitted_at);
	rows_instant(r, i->online_at);
	rows_text(r, i->title);
	rows_end_row(r);
	(void)e;
	return Z_OK;
}

static enum z page(void *listing, struct error *e)
{
	(void)listing;
	return call_output(e); /* nobody reads on: nothing is read on */
}

enum z list_rows(struct call *c, const struct figure_list *like, enum call_format f, const char *key, const struct rows_column *columns, int n,
	enum z (*row)(void *ctx, const void *row, struct error *e), long limit, struct error *e)
{
	struct listing l = {.desk = c->desk};
	struct window *w = NULL;
	enum z z = call_list(c, like, &w, e);

	if (z)
		return z;
	l.rows = rows_new(stdout, f, key, columns, n);
	z = window_each(w, limit, row, page, &l, e);
	rows_end(&l.rows, !z && window_partial(w));
	window_close(&w);
	return z;
}

static enum z items(struct call *c, bool waiting, enum call_format f, long limit, struct error *e)
{
	struct figure_list like = {.module = FIGURE_OF_ITEMS};

	if (waiting)
		like.items = (struct item_query){
			.states = 1u << STATE_TIER1 | 1u << STATE_TIER2 | 1u << STATE_TIER3, .sort = ITEMS_BY_SUBMITTED};
	return list_rows(c, &like, f, waiting ? "reviews" : "items", item_columns, (int)(sizeof item_columns / sizeof *item_columns),
		item_line, limit, e);
}

/* ---- the audit log, newest first ---- */

static const struct rows_column audit_columns[] = {
	{"seq", W_COL_SEQ, -7},
	{"at", W_COL_AT, 16},
	{"officer", W_COL_OFFICER, 10},
	{"principal", W_COL_PRINCIPAL, 10},
	{"action", NULL, 0},
	{"action_text", W_COL_ACTION, 14},
	{"subject", NULL, 0},
	{"number", W_COL_NUMBER, 13},
	{"hash", W_COL_HASH, 0},
};

static enum z audit(struct call *c, enum call_format f, long limit, struct error *e)
{
	struct audit_row *page = xalloc(PAGE * sizeof *page);
	struct rows *r =
	        rows_new(stdout, f, "audit", audit_columns, (int)(sizeof audit_columns / sizeof *audit_columns));
	int64_t before = 0;
	long given = 0;
	int got = PAGE;
	enum z z = Z_OK;

	while (!z && got == PAGE && given < limit) {
		struct arena a = {0};

		z = audit_view_page(c->desk, before, PAGE, page, &a, &got, e);
		for (int i = 0; !z && i < got && given < limit; i++, given++) {
			const struct audit_row *w = &page[i];

			rows_number(r, w->seq);
			rows_instant(r, w->at);
			rows_text(r, w->officer);
			rows_text(r, w->principal);
			rows_number(r, w->action);
			rows_text(r, action_text(w->action));
			rows_number(r, w->subject);
			rows_text(r, w->number);
			rows_text(r, w->hash);
			rows_end_row(r);
			before = w->seq;
		}
		arena_free(&a);
	}
	rows_end(&r, false);
	free(page);
	return z;
}

/* ---- people ---- */

static const struct rows_column officer_columns[] = {
	{"login", W_COL_LOGIN, 12},
	{"name", W_COL_NAME, 12},
	{"office", W_COL_OFFICE, 16},
	{"post", W_COL_POST, 14},
	{"roles", W_COL_ROLES, 22},
	{"tiers", W_COL_TIERS, 10},
	{"active", NULL, 0},
	{"passphrase", NULL, 0},
	{"os_user", W_COL_OS_USER, 12},
	{"left_on", W_COL_LEFT_ON, 0},
};

static enum z officers(struct call *c, enum call_format f, long limit, struct error *e)
{
	struct officer *list;
	int n;
	enum z z = officer_list(c->desk, true, &list, &n, e);

	if (z)
		return z;
	struct rows *r = rows_new(
	        stdout, f, "officers", officer_columns, (int)(sizeof officer_columns / sizeof *officer_columns));
	for (int i = 0; i < n && i < limit; i++) {
		const struct officer *o = &list[i];
		struct buffer tiers = {0};
		char roles[96];

		for (int t = 1; t <= 3; t++)
			if (o->tiers >> t & 1)
				buffer_printf(&tiers, "%s%s", tiers.n ? W_LIST_COMMA : "", tier_text(t));
		rows_text(r, o->login);
		rows_text(r, o->name);
		rows_text(r, o->office_name);
		rows_text(r, o->post);
		rows_text(r, roles_text(o->roles, roles));
		rows_text(r, tiers.n ? tiers.s : "");
		rows_bool(r, o->active);
		rows_bool(r, o->has_pass);
		rows_text(r, o->os_user);
		rows_day(r, o->active ? DAY_NONE : o->left_on);
		rows_end_row(r);
		buffer_free(&tiers);
	}
	rows_end(&r, false);
	free(list);
	return Z_OK;
}

/* ---- the catalog ---- */

static const struct rows_column catalog_columns[] = {
	{"name", W_COL_CATALOG, 24},
	{"parent", NULL, 0},
	{"office", W_COL_OFFICE, 16},
	{"fresh_days", W_COL_FRESH, -10},
	{"min_items", W_COL_MIN_ITEMS, -8},
	{"items", W_COL_ITEMS, -8},
	{"last_online", W_COL_LAST_ONLINE, 10},
	{"active", NULL, 0},
	{"migrated", W_COL_MIGRATED, 0},
};

static enum z catalog(struct call *c, enum call_format f, long limit, struct error *e)
{
	struct catalog *list;
	int n;
	enum z z = catalog_list(c->desk, true, &list, &n, e);

	if (z)
		return z;
	struct rows *r = rows_new(
	        stdout, f, "catalog", catalog_columns, (int)(sizeof catalog_columns / sizeof *catalog_columns));
	for (int i = 0; i < n && i < limit; i++) {
		const struct catalog *k = &list[i];
		const char *parent = NULL;

		for (int p = 0; p < n && k->parent; p++)
			if (list[p].id == k->parent)
				parent = list[p].name;
		rows_text(r, k->name);
		rows_text(r, parent);
		rows_text(r, k->office_name);
		rows_number(r, k->fresh_days);
		rows_number(r, k->min_items);
		rows_number(r, k->items);
		rows_day(r, k->last_online);
		rows_bool(r, k->active);
		rows_bool(r, k->migrated);
		rows_end_row(r);
	}
	rows_end(&r, false);
	free(list);
	return Z_OK;
}

int command_list(struct call *c)
{
	struct error e;
	enum call_format f;
	long limit;
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_CSV | 1u << FORMAT_JSON, &f, &e);
	const char *what = c->word[0];

	if (!z)
		z = call_number(c, OPT_LIMIT, 1, 100000000, 100000000, &limit, &e);
	if (z)
		return call_misuse(c, &e);
	if (call_has(c, OPT_FILTER) && strcmp(what, "items") && strcmp(what, "reviews") && strcmp(what, "tickets") &&
	        strcmp(what, "requests") && strcmp(what, "tasks")) {
		refuse(&e, R_OPTION_NOT_HERE, "--filter", what);
		return call_misuse(c, &e);
	}
	if (call_figure_fits(c, false, &e))
		return call_misuse(c, &e);
	if (!strcmp(what, "items") || !strcmp(what, "reviews"))
		z = items(c, *what == 'r', f, limit, &e);
	else if (!strcmp(what, "tickets"))
		z = list_tickets(c, f, limit, &e);
	else if (!strcmp(what, "requests"))
		z = list_requests(c, f, limit, &e);
	else if (!strcmp(what, "tasks"))
		z = list_tasks(c, f, limit, &e);
	else if (!strcmp(what, "audit"))
		z = audit(c, f, limit, &e);
	else if (!strcmp(what, "officers"))
		z = officers(c, f, limit, &e);
	else if (!strcmp(what, "roster"))
		z = list_roster(c, f, limit, &e);
	else if (!strcmp(what, "catalog"))
		z = catalog(c, f, limit, &e);
	else if (!strcmp(what, "figures"))
		z = list_figures(c, f, limit, &e);
	else {
		call_word(what, "items" W_LIST_COMMA "reviews" W_LIST_COMMA "tickets" W_LIST_COMMA "requests" W_LIST_COMMA "tasks" W_LIST_COMMA "audit" W_LIST_COMMA
			"officers" W_LIST_COMMA "roster" W_LIST_COMMA "catalog" W_LIST_COMMA "figures", &e);
		return call_misuse(c, &e);
	}
	return z ? call_fail(&e) : STATUS_DONE;
}
