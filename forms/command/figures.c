/* figures.c - zwgk import figures and zwgk list figures: the figures that people enter. */
#include <stdlib.h>

#include "forms/command/import_inside.h"
#include "forms/import/figures.h"
#include "forms/reader/sniff.h"
#include "forms/words.h"

int import_figures(struct call *c, const char *path, enum encoding x, enum call_format f)
{
	struct import_report rep = {.call = c, .format = f, .refused = json_array()};
	const struct figures_import how = {x, call_has(c, OPT_DRY_RUN), import_tell_refusal, &rep};
	struct figures_result r;
	struct error e;
	const char *file = sniff_name(path);
	enum z z = figures_import(c->desk, path, &how, &r, &e);

	if (!z && f == FORMAT_JSON)
		print_json(json_pack("{s:s,s:b,s:I,s:i,s:I,s:O}", "file", file, "dry_run", how.dry_run, "rows", (json_int_t)r.rows, "entered",
			r.fresh, "empty", (json_int_t)r.empty, "refused", rep.refused));
	else if (!z && !r.refused)
		printf(how.dry_run ? W_FIGURES_DRY : W_FIGURES_DONE, file, r.fresh, r.rows - r.empty - r.fresh, r.empty);
	if (!z && r.refused)
		z = refuse(&e, R_FIGURES_REFUSED, file, number_text(r.refused).s);
	else if (!z && !r.rows)
		z = refuse(&e, R_IMPORT_NONE, file);
	json_decref(rep.refused);
	return z ? call_fail(&e) : STATUS_DONE;
}

static const struct rows_column columns[] = {
	{"key", NULL, 0},
	{"name", W_FIGURES_NAME, 32},
	{"from", W_FIGURES_FROM, 10},
	{"to", W_FIGURES_TO, 10},
	{"value", W_FIGURES_VALUE, -10},
	{"unit", W_FIGURES_UNIT, 4},
	{"source", W_FIGURES_SOURCE, 24},
	{"officer", W_COL_OFFICER, 12},
	{"at", W_COL_AT, 0},
};

static void put(struct rows *r, enum entered k, const struct entered_figure *g)
{
	rows_text(r, entered_row(k)->key);
	rows_text(r, entered_row(k)->text);
	rows_day(r, g ? g->from : DAY_NONE);
	rows_day(r, g ? g->to - 1 : DAY_NONE);
	rows_text(r, g && g->set ? number_text(g->value).s : NULL);
	rows_text(r, entered_row(k)->unit);
	rows_text(r, g ? g->source : NULL);
	rows_text(r, g ? g->officer : NULL);
	rows_instant(r, g ? g->at : 0);
	rows_end_row(r);
}

/* What is entered, and of the rest that it is not. */
enum z list_figures(struct call *c, enum call_format f, long limit, struct error *e)
{
	struct entered_figure *list = NULL;
	int n = 0;
	enum z z = entered_list(c->desk, INT32_MIN, INT32_MAX, &list, &n, e);

	if (z)
		return z;
	struct rows *r = rows_new(stdout, f, "figures", columns, (int)(sizeof columns / sizeof *columns));
	for (int k = 0; k < ENTERED_END && limit > 0; k++) {
		bool any = false;

		for (int i = 0; i < n && limit > 0; i++)
			if ((int)list[i].key == k && (any = true) && limit-- > 0)
				put(r, (enum entered)k, &list[i]);
		if (!any && limit-- > 0)
			put(r, (enum entered)k, NULL);
	}
	rows_end(&r, false);
	free(list);
	return Z_OK;
}
