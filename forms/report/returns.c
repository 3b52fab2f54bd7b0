/* returns.c - the monthly and quarterly table: what the desk counts is counted, the rest is what people entered. */
#include <stdio.h>
#include <stdlib.h>

#include "forms/report/words.h"
#include "forms/report/work.h"

static const struct row {
	const char *text, *unit;
	int figure; /* FIGURE_END: entered */
	enum entered entered;
} rows[] = {
#define COUNTED(text, unit, NAME) {text, unit, FIGURE_##NAME, ENTERED_END},
#define ASKED(text, NAME) {text, NULL, FIGURE_END, ENTERED_##NAME},
#include "forms/report/returns.def"
};

/* A total and what it is made of; both only where all was entered. */
static const struct sum {
	enum entered all, parts[6];
	int n;
} sums[] = {
	{ENTERED_REQUESTS_IN,
		{ENTERED_REQUESTS_IN_PERSON, ENTERED_REQUESTS_FAX, ENTERED_REQUESTS_MAIL, ENTERED_REQUESTS_ONLINE, ENTERED_REQUESTS_LETTER,
			ENTERED_REQUESTS_OTHER},
		6},
	{ENTERED_REQUESTS_ANSWERED, {ENTERED_REQUESTS_GRANTED, ENTERED_REQUESTS_PARTIAL, ENTERED_REQUESTS_REFUSED, ENTERED_REQUESTS_REST}, 4},
};

static void check_sums(struct work *w)
{
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		struct work_entered all = work_entered(w, sums[i].all, &w->p);
		bool whole = all.set;
		int64_t together = 0;

		for (int k = 0; k < sums[i].n; k++) {
			struct work_entered part = work_entered(w, sums[i].parts[k], &w->p);

			whole = whole && part.set;
			together += part.value;
		}
		if (whole && together != all.value)
			document_printf(w->doc, DOCUMENT_SMALL, W_R_RETURNS_SUM, entered_row(sums[i].all)->text, (long long)all.value,
				(long long)together);
	}
}

static void table(struct work *w)
{
	static const int width[] = {62, 22, 14, 29, 29};
	static const char *const names[] = {W_R_RETURNS_NAME, W_R_RETURNS_UNIT, W_R_RETURNS_CODE, W_R_RETURNS_NOW, W_R_RETURNS_YEAR};
	struct figure_period year = work_year(w);
	struct document_table *t = document_table(w->doc, 5, width, 1);

	t->name = report_kind_text(w->kind);
	work_head(w, t, names, 5);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *r = &rows[i];
		char code[8], cell[64], number[48];

		snprintf(code, sizeof code, "%02d", (int)i + 1);
		document_row(w->doc, t, 0);
		work_label(w, t, r->text);
		document_cell(w->doc, t, 1, CELL_CENTRE, r->unit ? r->unit : entered_row(r->entered)->unit);
		document_cell(w->doc, t, 1, CELL_CENTRE, code);
		for (int k = 0; k < 2; k++) {
			const struct figure_period *p = k ? &year : &w->p;

			if (r->figure == FIGURE_END) {
				work_value(w, t, work_entered_cell(w, r->entered, p, cell));
			} else {
				struct figure_value v = work_figure(w, (enum figure)r->figure, p);
				work_value(w, t, work_number(&v, number));
			}
		}
	}
}

static void part(struct work *w, int which, const char *head)
{
	char *text = work_text(w, which, "");

	if (*text)
		document_run_in(w->doc, head, text);
	free(text);
}

void returns_make(struct work *w)
{
	struct buffer first = {0};
	char period[80], number[64] = W_R_UNNUMBERED_SHORT, cut[24], title[80];

	if (w->id)
		report_number_text(&w->record, number);
	snprintf(title, sizeof title, W_R_RETURNS_TITLE, report_kind_text(w->kind));
	buffer_printf(&first, "%s%s", desk_bureau(w->d), figure_period_text(&w->p, period));
	work_title(w, first.s, title);
	buffer_free(&first);
	document_printf(w->doc, DOCUMENT_SUBTITLE, W_R_RETURNS_SUB, w->id && w->record.state == REPORT_STATE_DRAFT ? W_R_DRAFT_MARK : "",
		number, instant_text(w->cut, cut));
	table(w);
	check_sums(w);
	part(w, REPORT_PART_PROBLEMS, W_R_5_PROBLEMS);
	part(w, REPORT_PART_NOTE, W_R_RETURNS_NOTE);
	document_printf(w->doc, DOCUMENT_PLAIN, W_R_SIGN, w->id ? w->record.drafter_name : desk_who(w->d)->name, W_R_REVIEWER);
	returns_annex(w);
}
