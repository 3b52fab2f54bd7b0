/* weekly.c - the week on one page for the meeting; the lead and the first two parts are all that a 局长 reads. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/words.h"
#include "forms/report/work.h"
#include "store/view/ticket/balance.h"

enum { DUE_ROWS = 6, TOP = 3, CATALOG_NAMES = 3 };

/* ---- head and lead ---- */

static void head(struct work *w)
{
	char number[64], from[40], to[40], day[40], at[24], cut[96];

	snprintf(number, sizeof number, W_R_UNNUMBERED, figure_period_year(&w->p));
	if (w->id)
		report_number_text(&w->record, number);
	snprintf(cut, sizeof cut, W_R_CUT, work_day(day_at(w->cut), day), instant_text(w->cut, at) + sizeof "2026-11-20");
	work_title(w, desk_bureau(w->d), W_R_WEEKLY_TITLE);
	document_printf(w->doc, DOCUMENT_SUBTITLE, W_R_WEEKLY_SUB, w->id && w->record.state == REPORT_STATE_DRAFT ? W_R_DRAFT_MARK : "",
		number, work_day(w->p.from, from), work_day(w->p.to - 1, to), cut);
}

/* How many matters a text holds: its lines that say something. */
static int matters(const char *text)
{
	int n = 0;

	for (const char *s = text; *s; s += strcspn(s, "\n"), s += *s == '\n')
		n += strcspn(s, "\n") > 0;
	return n;
}

struct week {
	struct figure_value published, closed;
	int64_t before, late, soon;
	long soon_days;
	struct work_due *due;
	int due_n;
};

static void lead(struct work *w, const struct week *k, int questions)
{
	char published[48], closed[48], change[48];

	work_number(&k->published, published);
	work_number(&k->closed, closed);
	if (k->published.n == k->before)
		document_printf(w->doc, DOCUMENT_TEXT, W_R_LEAD_SAME, published, closed, (long long)k->late, k->soon_days, (long long)k->soon, questions);
	else
		document_printf(w->doc, DOCUMENT_TEXT, W_R_LEAD, published, work_change(k->published.n, k->before, W_R_ITEM_UNIT, change), closed,
			(long long)k->late, k->soon_days, (long long)k->soon, questions);
}

/* ---- 二 ---- */

static void due(struct work *w, const struct week *k)
{
	static const int width[] = {43, 26, 15, 21, 29, 22};
	static const char *const names[] = {W_R_T_MATTER, W_R_T_OFFICE, W_R_T_DUE, W_R_T_LEFT, W_R_T_REASON, W_R_T_MEASURE};
	struct buffer b = {0};
	int last = calendar_last_year(desk_calendar(w->d));

	if (!k->due_n)
		buffer_printf(&b, W_R_2_NONE, k->soon_days);
	else
		buffer_printf(&b, W_R_2_SOME, (long long)k->late, k->soon_days, (long long)k->soon);
	if (k->due_n > DUE_ROWS)
		buffer_printf(&b, W_R_2_MORE, DUE_ROWS);
	/* what is due within a month may lie in the next year */
	if (day_year(desk_today(w->d) + 31) > last)
		buffer_printf(&b, W_R_CALENDAR, last);
	document_run_in(w->doc, W_R_2, b.s);
	buffer_free(&b);
	if (!k->due_n)
		return;
	struct document_table *t = document_table(w->doc, 6, width, 1);
	work_head(w, t, names, 6);
	for (int i = 0; i < k->due_n && i < DUE_ROWS; i++) {
		const struct work_due *r = &k->due[i];
		char *measure = work_text(w, REPORT_PART_MEASURES, r->number), title[128];
		const char *const cells[] = {text_fit(title, sizeof title, r->title, 36, TEXT_NO_PAD), r->office, r->due, r->left, r->reason, measure};

		document_row(w->doc, t, 0);
		for (int c = 0; c < 6; c++)
			document_cell(w->doc, t, 1, c == 2 || c == 3 ? CELL_CENTRE : 0, cells[c]);
		free(measure);
	}
}

/* ---- 三 ---- */

static void names_of(struct buffer *b, const char *name, int n)
{
	if (n <= CATALOG_NAMES)
		buffer_printf(b, "%s%s", n > 1 ? W_R_COMMA : W_R_BRACKET, name);
	else if (n == CATALOG_NAMES + 1)
		buffer_text(b, W_R_AND_OTHERS);
}

static void catalogs(struct work *w, struct buffer *b)
{
	struct buffer late = {0}, empty = {0};
	struct catalog *list = NULL;
	int n = 0, lates = 0, empties = 0;

	if (!w->z)
		w->z = catalog_list(w->d, false, &list, &n, w->e);
	for (int i = 0; i < n && !w->z; i++) {
		const struct catalog *c = &list[i];

		if (!c->active || !c->fresh_days)
			continue;
		if (c->last_online == DAY_NONE)
			names_of(&empty, c->name, ++empties);
		else if (desk_today(w->d) - c->last_online > c->fresh_days)
			names_of(&late, c->name, ++lates);
	}
	buffer_text(&late, lates ? W_R_BRACKET_END : "");
	buffer_text(&empty, empties ? W_R_BRACKET_END : "");
	if (lates || empties)
		buffer_printf(b, W_R_3_CATALOG, lates, late.s, empties, empty.s);
	else
		buffer_text(b, W_R_3_CATALOG_NONE);
	buffer_free(&late);
	buffer_free(&empty);
	free(list);
}

static void publication(struct work *w, const struct week *k)
{
	struct figure_period year = work_year(w);
	struct figure_value all = work_figure(w, FIGURE_PUBLISHED, &year), timely = work_figure(w, FIGURE_TIMELY, &w->p);
	struct work_entered before = work_entered(w, ENTERED_PUBLISHED_BEFORE, &year);
	int64_t returned = work_count(w, FIGURE_RETURNED, &w->p);
	struct buffer b = {0};
	char text[96], now[48];
	int n;

	buffer_printf(&b, W_R_3_WEEK, work_number(&k->published, now), number_text(k->before).s);
	buffer_printf(&b, W_R_3_YEAR, work_number(&all, text));
	if (before.set)
		buffer_printf(&b, W_R_3_BEFORE, (long long)before.value);
	if (w->p.to > year.to) { /* the week goes on in the next year */
		struct figure_period rest = {year.to, w->p.to, FIGURE_SPAN_DAYS};
		buffer_printf(&b, W_R_3_NEXT, (long long)work_count(w, FIGURE_PUBLISHED, &rest), day_year(year.to));
	}
	struct figure_part *parts = work_parts(w, FIGURE_PUBLISHED, FIGURES_BY_CATEGORY, &w->p, &n);
	for (int i = 0; i < n && i < TOP; i++)
		buffer_printf(&b, i ? W_R_3_TOP_MORE : W_R_3_TOP, *parts[i].name ? parts[i].name : W_R_UNSORTED, (long long)parts[i].n);
	free(parts);
	buffer_text(&b, W_R_STOP);
	buffer_printf(&b, W_R_3_RETURNED, (long long)returned);
	parts = returned ? work_parts(w, FIGURE_RETURNED, FIGURES_BY_REASON, &w->p, &n) : NULL;
	if (parts && n)
		buffer_printf(&b, W_R_3_REASON, parts[0].name, (long long)parts[0].n);
	free(parts);
	buffer_text(&b, W_R_STOP);
	buffer_printf(&b, W_R_3_TIMELY, work_ratio(w, &timely, text));
	catalogs(w, &b);
	document_run_in(w->doc, W_R_3, b.s);
	buffer_free(&b);
}

/* ---- 四 ---- */

static void hotline(struct work *w, struct buffer *b)
{
	struct ticket_span s = {day_start(w->p.from), day_start(w->p.to)};
	struct figure_period year = work_year(w);
	struct ticket_balance k = {0};
	struct figure_value in_time = work_figure(w, FIGURE_TICKET_IN_TIME, &w->p), pleased = work_figure(w, FIGURE_TICKET_PLEASED, &w->p);
	struct work_entered in = work_entered(w, ENTERED_TICKETS_IN_BEFORE, &year), out = work_entered(w, ENTERED_TICKETS_CLOSED_BEFORE, &year);
	char text[96], more[96];

	if (!w->z)
		w->z = ticket_balance(w->d, &s, &k, w->e);
	buffer_printf(b, W_R_4_LINE, (long long)k.carried, (long long)k.in, (long long)k.closed);
	if (k.returned)
		buffer_printf(b, W_R_4_RETURNED, (long long)k.returned);
	if (k.merged)
		buffer_printf(b, W_R_4_MERGED, (long long)k.merged);
	if (k.routed)
		buffer_printf(b, W_R_4_ROUTED, (long long)k.routed);
	buffer_printf(b, W_R_4_OPEN, (long long)k.open);
	if (k.filled)
		buffer_printf(b, W_R_4_FILLED, (long long)k.filled);
	buffer_text(b, W_R_STOP);
	buffer_printf(b, W_R_4_BEFORE, (long long)work_count(w, FIGURE_TICKETS_IN, &year), (long long)work_count(w, FIGURE_TICKETS_CLOSED, &year));
	if (in.set || out.set) {
		char cells[2][64];
		buffer_printf(b, W_R_4_OPENING, work_entered_cell(w, ENTERED_TICKETS_IN_BEFORE, &year, cells[0]),
			work_entered_cell(w, ENTERED_TICKETS_CLOSED_BEFORE, &year, cells[1]));
	}
	buffer_text(b, W_R_STOP);
	buffer_printf(b, W_R_4_RATES, work_ratio(w, &in_time, text), work_ratio(w, &pleased, more));
}

static void requests(struct work *w, struct buffer *b)
{
	static const struct {
		const char *before;
		enum entered key;
	} parts[] = {{W_R_4_REQUESTS, ENTERED_REQUESTS_CARRIED}, {W_R_4_REQUESTS_IN, ENTERED_REQUESTS_IN},
		{W_R_4_REQUESTS_OUT, ENTERED_REQUESTS_ANSWERED}, {W_R_4_REQUESTS_OPEN, ENTERED_REQUESTS_OPEN}};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		buffer_text(b, parts[i].before);
		work_entered_words(b, w, parts[i].key, &w->p);
	}
	buffer_text(b, W_R_STOP);
}

/* ---- 五, 六 ---- */

static void checks(struct work *w)
{
	struct buffer b = {0};
	char *said = work_text(w, REPORT_PART_CHECKED, ""), *problems = work_text(w, REPORT_PART_PROBLEMS, "");

	buffer_text(&b, W_R_5_CHECKS);
	work_entered_words(&b, w, ENTERED_CHECKS, &w->p);
	buffer_text(&b, W_R_5_FAULTS);
	work_entered_words(&b, w, ENTERED_CHECK_FAULTS, &w->p);
	buffer_text(&b, W_R_5_MENDED);
	work_entered_words(&b, w, ENTERED_CHECK_MENDED, &w->p);
	buffer_text(&b, W_R_STOP);
	buffer_text(&b, said);
	if (*problems)
		buffer_printf(&b, "%s%s%s", *said ? "\n" : "", W_R_5_PROBLEMS, problems);
	document_run_in(w->doc, W_R_5, b.s);
	buffer_free(&b);
	free(said);
	free(problems);
}

/* What was written; else what is due then. */
static void plan(struct work *w)
{
	enum { NAMED = 4, TITLE = 40 };
	char *written = work_text(w, REPORT_PART_PLAN, ""), title[160];
	struct work_due *next = NULL;
	struct buffer b = {0};
	int n = *written ? 0 : work_next(w, &next);

	if (n)
		buffer_printf(&b, W_R_6_NEXT, n);
	for (int i = 0; i < n && i < NAMED; i++)
		buffer_printf(&b, W_R_6_ONE, i ? W_R_6_AND : "", next[i].due, text_fit(title, sizeof title, next[i].title, TITLE, TEXT_NO_PAD), next[i].office);
	buffer_text(&b, n > NAMED ? W_R_6_MORE W_R_STOP : n ? W_R_STOP : *written ? written : W_R_6_NONE);
	document_run_in(w->doc, W_R_6, b.s);
	work_due_free(next, n);
	buffer_free(&b);
	free(written);
}

void weekly_make(struct work *w)
{
	struct figure_period before = work_before(w);
	struct buffer b = {0};
	char *questions = work_text(w, REPORT_PART_QUESTIONS, "");
	struct week k = {.published = work_figure(w, FIGURE_PUBLISHED, &w->p),
		.closed = work_figure(w, FIGURE_TICKETS_CLOSED, &w->p),
		.before = work_count(w, FIGURE_PUBLISHED, &before),
		.soon_days = setting_number(w->d, SETTING_SOON_DAYS)};

	work_due_list(w, &k.due, &k.due_n, &k.late, &k.soon);
	head(w);
	lead(w, &k, matters(questions));
	document_run_in(w->doc, W_R_1, *questions ? questions : W_R_NONE_WEEK);
	due(w, &k);
	publication(w, &k);
	hotline(w, &b);
	requests(w, &b);
	document_run_in(w->doc, W_R_4, b.s);
	checks(w);
	plan(w);
	document_printf(w->doc, DOCUMENT_PLAIN, W_R_SIGN, w->id ? w->record.drafter_name : desk_who(w->d)->name, W_R_REVIEWER);
	weekly_annex(w, k.due, k.due_n, k.late + k.soon);
	document_tighten(w->doc);
	work_due_free(k.due, k.due_n);
	free(questions);
	buffer_free(&b);
}
