/* half.c - the half-year summary in the ten parts that bureaus write it in, and the year's self-assessment: the sentences
 * with figures are made, what people wrote stands before them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/words.h"
#include "forms/report/work.h"
#include "store/base/ratio.h"
#include "store/view/ticket/balance.h"

static void said(struct work *w, int part)
{
	char *text = work_text(w, part, "");

	if (*text)
		document_add(w->doc, DOCUMENT_TEXT, text);
	free(text);
}

/* The same where nothing else stands under the heading. */
static void said_there(struct work *w, int part)
{
	char *text = work_text(w, part, "");

	document_add(w->doc, DOCUMENT_TEXT, *text ? text : W_R_UNWRITTEN);
	free(text);
}

/* A sentence of entered figures: "培训2期（填报），…。" */
static void entered(struct work *w, const char *before, const enum entered *keys, int n)
{
	struct buffer b = {0};

	buffer_text(&b, before);
	for (int i = 0; i < n; i++) {
		buffer_printf(&b, "%s%s", i ? W_R_COMMA_WIDE : "", entered_row(keys[i])->text);
		work_entered_words(&b, w, keys[i], &w->p);
	}
	buffer_text(&b, W_R_STOP);
	document_add(w->doc, DOCUMENT_TEXT, b.s);
	buffer_free(&b);
}
#define ENTERED_SENTENCE(w, before, ...)                                                             \
	do {                                                                                         \
		static const enum entered keys_[] = {__VA_ARGS__};                                   \
		entered((w), (before), keys_, (int)(sizeof keys_ / sizeof *keys_));                  \
	} while (0)

/* "主动公开政府信息45条。其中，政策法规13条，占29%；…" */
static void published(struct work *w, enum figures_by by, const char *before)
{
	struct figure_value all = work_figure(w, FIGURE_PUBLISHED, &w->p);
	struct buffer b = {0};
	char number[48], percent[48];
	int n;
	struct figure_part *parts = work_parts(w, FIGURE_PUBLISHED, by, &w->p, &n);

	buffer_printf(&b, before, work_number(&all, number));
	for (int i = 0; i < n; i++)
		buffer_printf(&b, i ? W_R_HALF_PART_MORE : W_R_HALF_PART, *parts[i].name ? parts[i].name : W_R_UNSORTED, (long long)parts[i].n,
			ratio_text(parts[i].n, all.n, (int)setting_number(w->d, SETTING_DECIMALS), percent));
	buffer_text(&b, W_R_STOP);
	/* a number without anything to divide it by would be no sentence */
	document_add(w->doc, DOCUMENT_TEXT, by == FIGURES_BY_CHANNEL && !n ? W_R_HALF_NONE : b.s);
	buffer_free(&b);
	free(parts);
}

static void opening(struct work *w)
{
	struct work_entered before = work_entered(w, ENTERED_PUBLISHED_BEFORE, &w->p);

	if (before.set)
		document_printf(w->doc, DOCUMENT_TEXT, W_R_HALF_BEFORE, (long long)before.value);
}

static void reviews(struct work *w)
{
	struct figure_value first = work_figure(w, FIGURE_PASSED_FIRST, &w->p), timely = work_figure(w, FIGURE_TIMELY, &w->p);
	char a[96], b[96];

	document_printf(w->doc, DOCUMENT_TEXT, W_R_HALF_REVIEWS, (long long)work_count(w, FIGURE_SIGNED, &w->p),
		(long long)work_count(w, FIGURE_RETURNED, &w->p), work_ratio(w, &first, a), work_ratio(w, &timely, b));
}

static void hotline(struct work *w)
{
	struct ticket_span s = {day_start(w->p.from), day_start(w->p.to)};
	struct ticket_balance k = {0};
	struct figure_value in_time = work_figure(w, FIGURE_TICKET_IN_TIME, &w->p), pleased = work_figure(w, FIGURE_TICKET_PLEASED, &w->p);
	char a[96], b[96];

	if (!w->z)
		w->z = ticket_balance(w->d, &s, &k, w->e);
	document_printf(w->doc, DOCUMENT_TEXT, W_R_HALF_HOTLINE, (long long)k.in, (long long)k.closed, (long long)k.open, work_ratio(w, &in_time, a),
		work_ratio(w, &pleased, b));
}

static void requests(struct work *w)
{
	ENTERED_SENTENCE(w, "", ENTERED_REQUESTS_CARRIED, ENTERED_REQUESTS_IN, ENTERED_REQUESTS_ANSWERED, ENTERED_REQUESTS_OPEN);
}

static void office_row(struct work *w, struct document_table *t, const struct figure_part *office, int64_t published, int64_t of, int64_t tickets)
{
	char percent[48];

	document_row(w->doc, t, 0);
	work_label(w, t, *office->name ? office->name : W_R_NO_OFFICE);
	work_value_number(w, t, published);
	work_value(w, t, ratio_text(published, of, (int)setting_number(w->d, SETTING_DECIMALS), percent));
	work_value_number(w, t, tickets);
}

static void offices(struct work *w)
{
	static const int width[] = {72, 28, 28, 28};
	static const char *const names[] = {W_R_T_OF_OFFICE, W_R_HALF_OFFICE_PUBLISHED, W_R_HALF_OFFICE_SHARE, W_R_HALF_OFFICE_TICKETS};
	int n, k;
	struct figure_part *parts = work_parts(w, FIGURE_PUBLISHED, FIGURES_BY_OFFICE, &w->p, &n),
			   *tickets = work_parts(w, FIGURE_TICKETS_IN, FIGURES_BY_OFFICE, &w->p, &k);
	struct figure_value all = work_figure(w, FIGURE_PUBLISHED, &w->p);
	if (!n && !k) { /* rather than a head above nothing */
		document_add(w->doc, DOCUMENT_TEXT, W_R_HALF_NONE);
		free(parts);
		free(tickets);
		return;
	}
	struct document_table *t = document_table(w->doc, 4, width, 1);

	t->name = W_R_ANNEX_NAME_OFFICE;
	t->chart = 1;
	work_head(w, t, names, 4);
	for (int i = 0; i < n; i++)
		office_row(w, t, &parts[i], parts[i].n, all.n, work_part(tickets, k, parts[i].id));
	for (int i = 0; i < k; i++) /* those that published nothing */
		if (!work_part(parts, n, tickets[i].id))
			office_row(w, t, &tickets[i], 0, all.n, tickets[i].n);
	free(parts);
	free(tickets);
}

static void end(struct work *w)
{
	char day[40];

	document_add(w->doc, DOCUMENT_RIGHT, desk_bureau(w->d));
	document_add(w->doc, DOCUMENT_RIGHT, day_chinese(day_at(w->cut), day));
	document_printf(w->doc, DOCUMENT_SMALL, W_R_SIGN, w->id ? w->record.drafter_name : desk_who(w->d)->name, W_R_REVIEWER);
	document_add(w->doc, DOCUMENT_SMALL, W_R_ANNEX_NOTE);
}

static void begin(struct work *w, const char *title)
{
	struct buffer first = {0};
	char period[80], number[64] = "";

	if (w->id)
		report_number_text(&w->record, number);
	buffer_printf(&first, "%s%s", desk_bureau(w->d), figure_period_text(&w->p, period));
	work_title(w, first.s, title);
	buffer_free(&first);
	if (w->id && w->record.state == REPORT_STATE_DRAFT)
		document_add(w->doc, DOCUMENT_SUBTITLE, W_R_HALF_DRAFT);
	else if (w->id && w->record.version > 1)
		document_add(w->doc, DOCUMENT_SUBTITLE, number);
	said(w, REPORT_PART_INTRODUCTION);
}

void half_make(struct work *w)
{
	begin(w, W_R_HALF_TITLE);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_HALF_1);
	said(w, REPORT_PART_ORGANISATION);
	ENTERED_SENTENCE(w, "", ENTERED_MEETINGS, ENTERED_TRAININGS, ENTERED_TRAINEES, ENTERED_STAFF_FULL, ENTERED_STAFF_PART);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_HALF_2);
	said(w, REPORT_PART_INTERACTION);
	ENTERED_SENTENCE(w, "", ENTERED_INTERPRETATIONS, ENTERED_RESPONSES, ENTERED_PRESS, ENTERED_CONSULTATIONS, ENTERED_RADIO);
	hotline(w);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_HALF_3);
	said(w, REPORT_PART_KEY_AREAS);
	ENTERED_SENTENCE(w, "", ENTERED_POWER_INFO, ENTERED_FINANCE_INFO);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_HALF_4);
	said(w, REPORT_PART_PLATFORM);
	document_add(w->doc, DOCUMENT_HEADING_2, W_R_HALF_4_1);
	published(w, FIGURES_BY_CATEGORY, W_R_HALF_PUBLISHED);
	opening(w);
	document_add(w->doc, DOCUMENT_HEADING_2, W_R_HALF_4_2);
	published(w, FIGURES_BY_CHANNEL, W_R_HALF_CHANNELS);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_HALF_5);
	requests(w);
	ENTERED_SENTENCE(w, W_R_HALF_RESULTS, ENTERED_REQUESTS_GRANTED, ENTERED_REQUESTS_PARTIAL, ENTERED_REQUESTS_REFUSED, ENTERED_REQUESTS_REST);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_HALF_6);
	ENTERED_SENTENCE(w, "", ENTERED_REQUEST_FEES);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_HALF_7);
	ENTERED_SENTENCE(w, W_R_HALF_REMEDIES, ENTERED_RECONSIDERATIONS, ENTERED_LAWSUITS, ENTERED_COMPLAINTS);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_HALF_8);
	said(w, REPORT_PART_SECRECY);
	reviews(w);
	ENTERED_SENTENCE(w, "", ENTERED_CHECKS, ENTERED_CHECK_FAULTS, ENTERED_CHECK_MENDED);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_HALF_9);
	said(w, REPORT_PART_SUBORDINATES);
	offices(w);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_HALF_10);
	said_there(w, REPORT_PART_FAULTS);
	said(w, REPORT_PART_IMPROVEMENTS);
	end(w);
}

void self_make(struct work *w)
{
	begin(w, W_R_SELF_TITLE);
	document_add(w->doc, DOCUMENT_PLAIN, W_R_SELF_TO);
	document_printf(w->doc, DOCUMENT_TEXT, W_R_SELF_BEGIN, figure_period_year(&w->p));
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_SELF_1);
	document_add(w->doc, DOCUMENT_HEADING_2, W_R_SELF_1_1);
	said(w, REPORT_PART_GUARANTEE);
	ENTERED_SENTENCE(w, "", ENTERED_MEETINGS, ENTERED_TRAININGS, ENTERED_TRAINEES);
	document_add(w->doc, DOCUMENT_HEADING_2, W_R_SELF_1_2);
	said(w, REPORT_PART_SUPERVISION);
	reviews(w);
	ENTERED_SENTENCE(w, "", ENTERED_CHECKS, ENTERED_CHECK_FAULTS, ENTERED_CHECK_MENDED);
	document_add(w->doc, DOCUMENT_HEADING_2, W_R_SELF_1_3);
	said(w, REPORT_PART_STATUTORY);
	published(w, FIGURES_BY_CATEGORY, W_R_HALF_PUBLISHED);
	opening(w);
	ENTERED_SENTENCE(w, "", ENTERED_FINANCE_INFO, ENTERED_POWER_INFO, ENTERED_CONSULTATIONS, ENTERED_INTERPRETATIONS, ENTERED_RESPONSES);
	document_add(w->doc, DOCUMENT_HEADING_2, W_R_SELF_1_4);
	said(w, REPORT_PART_REGULATION);
	requests(w);
	document_printf(w->doc, DOCUMENT_HEADING_1, W_R_SELF_2, figure_period_year(&w->p));
	said(w, REPORT_PART_HOTLINE);
	hotline(w);
	document_add(w->doc, DOCUMENT_HEADING_1, W_R_SELF_3);
	document_add(w->doc, DOCUMENT_HEADING_2, W_R_SELF_3_1);
	said_there(w, REPORT_PART_FAULTS);
	document_add(w->doc, DOCUMENT_HEADING_2, W_R_SELF_3_2);
	said_there(w, REPORT_PART_IMPROVEMENTS);
	end(w);
}
