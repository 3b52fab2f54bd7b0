/* annex.c - the details behind a report's first page: by category, office, kind, the rates with their formulas. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/words.h"
#include "forms/report/work.h"
#include "store/base/ratio.h"
#include "store/view/ticket/stat.h"

/* "本周", "本月", "本季": the columns of the report's own period and of the one before. */
#define NAMES_OF_PERIODS(first, last) {first, figure_span_now(w->p.span), figure_span_before(w->p.span), W_R_T_YEAR, last}

static struct document_table *table(struct work *w, const char *title, const char *name, const int *width, const char *const *names, int n)
{
	document_printf(w->doc, DOCUMENT_PLAIN, W_R_ANNEX_NUMBER, ++w->annexes, title);
	struct document_table *t = document_table(w->doc, n, width, 1);
	t->name = name;
	work_head(w, t, names, n);
	return t;
}

static void categories(struct work *w)
{
	static const int width[] = {56, 25, 25, 25, 25};
	const char *const names[] = NAMES_OF_PERIODS(W_R_T_CATEGORY, W_R_T_SHARE);
	struct figure_period year = work_year(w), before = work_before(w);
	int n, weeks, lasts;
	struct figure_part *of_year = work_parts(w, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &year, &n),
			   *week = work_parts(w, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &w->p, &weeks),
			   *last = work_parts(w, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &before, &lasts);
	struct figure_value all = work_figure(w, FIGURE_PUBLISHED, &year);
	struct document_table *t = table(w, W_R_ANNEX_CATEGORY, W_R_ANNEX_NAME_CATEGORY, width, names, 5);
	int decimals = (int)setting_number(w->d, SETTING_DECIMALS);
	char percent[48];

	t->chart = 3;
	for (int i = 0; i < n; i++) {
		document_row(w->doc, t, 0);
		work_label(w, t, *of_year[i].name ? of_year[i].name : W_R_UNSORTED);
		work_value_number(w, t, work_part(week, weeks, of_year[i].id));
		work_value_number(w, t, work_part(last, lasts, of_year[i].id));
		work_value_number(w, t, of_year[i].n);
		work_value(w, t, ratio_text(of_year[i].n, all.n, decimals, percent));
	}
	document_row(w->doc, t, 0);
	work_label(w, t, W_R_TOTAL);
	work_value_number(w, t, work_count(w, FIGURE_PUBLISHED, &w->p));
	work_value_number(w, t, work_count(w, FIGURE_PUBLISHED, &before));
	work_value_number(w, t, all.n);
	work_value(w, t, ratio_text(all.n, all.n, decimals, percent));
	free(of_year);
	free(week);
	free(last);
}

static void offices(struct work *w)
{
	static const int width[] = {46, 22, 22, 22, 22, 22};
	static const char *const names[] = {W_R_T_OF_OFFICE, W_R_T_PUBLISHED, W_R_T_YEAR_PUBLISHED, W_R_T_RETURNED, W_R_T_TICKETS_IN, W_R_T_TICKETS_OUT};
	struct figure_period year = work_year(w);
	const struct {
		enum figure figure;
		const struct figure_period *p;
	} columns[] = {{FIGURE_PUBLISHED, &w->p}, {FIGURE_PUBLISHED, &year}, {FIGURE_RETURNED, &w->p}, {FIGURE_TICKETS_IN, &w->p}, {FIGURE_TICKETS_CLOSED, &w->p}};
	struct figure_part *parts[5];
	struct office *list = NULL;
	int n[5], offices = 0;

	for (int c = 0; c < 5; c++)
		parts[c] = work_parts(w, columns[c].figure, FIGURES_BY_OFFICE, columns[c].p, &n[c]);
	if (!w->z)
		w->z = office_list(w->d, true, &list, &offices, w->e);
	struct document_table *t = table(w, W_R_ANNEX_OFFICE, W_R_ANNEX_NAME_OFFICE, width, names, 6);
	/* an office that is closed is listed while it has anything; tickets may have none */
	for (int i = 0; i <= offices && !w->z; i++) {
		int64_t id = i < offices ? list[i].id : 0, any = 0;

		for (int c = 0; c < 5; c++)
			any += work_part(parts[c], n[c], id);
		if (!any && (i == offices || !list[i].active))
			continue;
		document_row(w->doc, t, 0);
		work_label(w, t, i < offices ? list[i].name : W_R_NO_OFFICE);
		for (int c = 0; c < 5; c++)
			work_value_number(w, t, work_part(parts[c], n[c], id));
	}
	for (int c = 0; c < 5; c++)
		free(parts[c]);
	free(list);
}

static void kinds(struct work *w)
{
	static const int width[] = {56, 25, 25, 25, 25};
	const char *const names[] = NAMES_OF_PERIODS(W_R_T_KIND, W_R_T_SHARE);
	struct figure_period year = work_year(w), before = work_before(w);
	int n, weeks, lasts;
	struct figure_part *of_year = work_parts(w, FIGURE_TICKETS_IN, FIGURES_BY_KIND, &year, &n),
			   *week = work_parts(w, FIGURE_TICKETS_IN, FIGURES_BY_KIND, &w->p, &weeks),
			   *last = work_parts(w, FIGURE_TICKETS_IN, FIGURES_BY_KIND, &before, &lasts);
	int64_t all = work_count(w, FIGURE_TICKETS_IN, &year);
	struct document_table *t = table(w, W_R_ANNEX_KIND, W_R_ANNEX_NAME_KIND, width, names, 5);
	int decimals = (int)setting_number(w->d, SETTING_DECIMALS);
	char percent[48];

	for (int kind = 1; kind < KIND_END; kind++) {
		int64_t k = work_part(of_year, n, kind);

		document_row(w->doc, t, 0);
		work_label(w, t, ticket_kind_text(kind));
		work_value_number(w, t, work_part(week, weeks, kind));
		work_value_number(w, t, work_part(last, lasts, kind));
		work_value_number(w, t, k);
		work_value(w, t, ratio_text(k, all, decimals, percent));
	}
	document_row(w->doc, t, 0);
	work_label(w, t, W_R_TOTAL);
	work_value_number(w, t, work_count(w, FIGURE_TICKETS_IN, &w->p));
	work_value_number(w, t, work_count(w, FIGURE_TICKETS_IN, &before));
	work_value_number(w, t, all);
	work_value(w, t, ratio_text(all, all, decimals, percent));
	free(of_year);
	free(week);
	free(last);
}

static void rates(struct work *w)
{
	static const int width[] = {28, 36, 36, 56};
	const char *const names[] = {W_R_T_FIGURE, figure_span_now(w->p.span), W_R_T_YEAR, W_R_T_FORMULA};
	static const enum figure figures[] = {FIGURE_TIMELY, FIGURE_PASSED_FIRST, FIGURE_TICKET_SIGNED_IN_TIME, FIGURE_TICKET_CLOSED, FIGURE_TICKET_IN_TIME,
		FIGURE_TICKET_SOLVED, FIGURE_TICKET_PLEASED, FIGURE_TICKET_RETURNED, FIGURE_TICKET_REDONE, FIGURE_TICKET_EXTENDED};
	struct figure_period year = work_year(w);
	struct document_table *t = table(w, W_R_ANNEX_RATES, W_R_ANNEX_NAME_RATES, width, names, 4);

	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		struct figure_value week = work_figure(w, figures[i], &w->p), of_year = work_figure(w, figures[i], &year);
		char text[96], formula[400];

		document_row(w->doc, t, 0);
		work_label(w, t, figure_row(figures[i])->text);
		document_cell(w->doc, t, 1, CELL_CENTRE, work_ratio(w, &week, text));
		document_cell(w->doc, t, 1, CELL_CENTRE, work_ratio(w, &of_year, text));
		work_label(w, t, figure_formula(w->d, figures[i], formula));
	}
}

static void all_due(struct work *w, const struct work_due *due, int n, int64_t all)
{
	static const int width[] = {34, 57, 28, 16, 21};
	static const char *const names[] = {W_R_T_NUMBER, W_R_T_MATTER, W_R_T_OFFICE, W_R_T_DUE, W_R_T_LEFT};
	char title[96];

	snprintf(title, sizeof title, n < all ? W_R_ANNEX_DUE_CUT : W_R_ANNEX_DUE, (long long)all, n);
	struct document_table *t = table(w, title, W_R_ANNEX_NAME_DUE, width, names, 5);
	for (int i = 0; i < n; i++) {
		document_row(w->doc, t, 0);
		work_label(w, t, due[i].number);
		work_label(w, t, due[i].title);
		work_label(w, t, due[i].office);
		document_cell(w->doc, t, 1, CELL_CENTRE, due[i].due);
		document_cell(w->doc, t, 1, CELL_CENTRE, due[i].left);
	}
}

static void begin(struct work *w)
{
	document_add(w->doc, DOCUMENT_BREAK, "");
	document_add(w->doc, DOCUMENT_PLAIN, W_R_ANNEX);
}

void returns_annex(struct work *w)
{
	begin(w);
	categories(w);
	kinds(w);
	rates(w);
	document_add(w->doc, DOCUMENT_SMALL, W_R_ANNEX_NOTE);
}

void weekly_annex(struct work *w, const struct work_due *due, int n, int64_t all)
{
	enum { ON_THE_PAGE = 6 };

	begin(w);
	categories(w);
	offices(w);
	kinds(w);
	rates(w);
	if (n > ON_THE_PAGE)
		all_due(w, due, n, all);
	document_add(w->doc, DOCUMENT_SMALL, W_R_ANNEX_NOTE);
}
