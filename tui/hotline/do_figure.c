/* do_figure.c - the figures of the hotline and what is published of them: from figure to figure, the list behind one, the
 * month's answers as a draft in the queue. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/ticket_summary.h"
#include "store/view/item/view.h"
#include "tui/ask.h"
#include "tui/hotline/act.h"
#include "tui/hotline/words.h"
#include "tui/pane/pane.h"
#include "tui/stat/shown.h"
#include "tui/stat/words.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { MONTHS = 12 };

enum did do_figure_page(struct app *a, int64_t subject)
{
	struct view *v = stat_page_new(a);
	(void)subject;
	app_push(a, v);
	v->ops->refresh(v); /* placed first: how much is read depends on the rows that fit */
	return DID_NOTHING;
}

/* Into the panel where there is one, else onto the page. */
enum did do_figures(struct app *a, int64_t subject)
{
	if (!app_top(a)->lay.stat.rows)
		return do_figure_page(a, subject);
	app_push(a, shown_panel_new(a));
	return DID_NOTHING;
}

enum did do_figure_open(struct app *a, int64_t subject)
{
	struct shown f;
	(void)subject;
	if (shown_here(app_top(a), &f))
		shown_open(a, &f);
	return DID_VIEW;
}

enum did do_figure_earlier(struct app *a, int64_t subject)
{
	(void)subject;
	stat_page_step(app_top(a), -1);
	return DID_NOTHING;
}

enum did do_figure_later(struct app *a, int64_t subject)
{
	(void)subject;
	stat_page_step(app_top(a), 1);
	return DID_NOTHING;
}

enum did do_figure_unit(struct app *a, int64_t subject)
{
	(void)subject;
	stat_page_span(app_top(a));
	return DID_NOTHING;
}

enum did do_figure_office(struct app *a, int64_t subject)
{
	struct office *list = NULL;
	struct choices c = {0};
	struct error e;
	char *key = NULL;
	int n = 0;
	(void)subject;
	if (office_list(app_desk(a), false, &list, &n, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	choices_add(&c, "0", W_FIG_BUREAU, "", "");
	for (int i = 0; i < n; i++)
		choices_add(&c, number_text(list[i].id).s, list[i].name, office_kind_text(list[i].kind), "");
	if (ask_choice(a, W_FIG_OF, &c, 0, NULL, &key)) {
		int64_t id = strtoll(key, NULL, 10);
		const char *name = "";
		for (int i = 0; i < n; i++)
			name = list[i].id == id ? list[i].name : name;
		stat_page_office(app_top(a), id, name);
	}
	free(key);
	free(list);
	return DID_VIEW;
}

/* ------------------------------------------------------------ 回应公开 */
/* One of the last twelve months, the last full one first. */
static bool choose_month(struct app *a, int *year, int *month)
{
	struct choices list = {0};
	char *key = NULL, text[64];
	int mday, months;
	day_split(desk_today(app_desk(a)), year, month, &mday);
	months = *year * 12 + *month - 1;
	for (int i = 1; i < MONTHS; i++) {
		snprintf(text, sizeof text, W_HOT_PERIOD_MONTH, (months - i) / 12, (months - i) % 12 + 1);
		choices_add(&list, number_text(months - i).s, text, "", "");
	}
	snprintf(text, sizeof text, W_HOT_PERIOD_MONTH, *year, *month);
	choices_add(&list, number_text(months).s, text, W_HOT_SUMMARY_PART, "");
	bool good = ask_choice(a, W_HOT_SUMMARY_OF, &list, PICK_DIGITS, NULL, &key);
	if (good) {
		*year = atoi(key) / 12;
		*month = atoi(key) % 12 + 1;
	}
	free(key);
	return good;
}

/* The number of what was made of the same month before; false: nothing was. */
static bool made_before(struct desk *d, const char *title, char number[32])
{
	const struct item_query q = {.scope = ITEMS_ALL, .title = title, .formed_from = DAY_NONE, .formed_to = DAY_NONE};
	struct window *v = NULL;
	struct item_row row;
	struct arena a = {0};
	int got = 0;
	if (item_view_open(d, &q, &v, NULL) == Z_OK && window_page(v, NULL, false, 1, &row, &a, &got, NULL) == Z_OK && got)
		snprintf(number, 32, "%s", row.number);
	window_close(&v);
	arena_free(&a);
	return got > 0;
}

/* Into the queue, on the row of the draft. */
static void show_draft(struct app *a, int64_t id)
{
	struct item *i;
	struct error e;
	app_pane(a, &pane_queue);
	struct list_pane *l = list_pane_of(app_top(a));
	if (l)
		list_goto_id(l->list, id);
	if (item_load(app_desk(a), id, &i, &e) != Z_OK) {
		app_refuse(a, &e);
		return;
	}
	app_say(a, C_GOOD, W_HOT_SUMMARY_SAID, i->number);
	item_free(&i);
}

enum did do_ticket_summary(struct app *a, int64_t subject)
{
	struct ticket_summary s;
	struct choices list = {0};
	struct buffer b = {0};
	struct error e;
	char title[160], number[32], note[200] = W_HOT_SUMMARY_YES_NOTE, *key = NULL;
	int year, month;
	int64_t id;
	(void)subject;
	if (!choose_month(a, &year, &month))
		return DID_VIEW;
	if (ticket_summary(app_desk(a), year, month, &s, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	buffer_printf(&b, "%s\n\n%s", s.title, s.body);
	snprintf(title, sizeof title, W_HOT_SUMMARY_PREVIEW, s.answers);
	ask_message(a, title, b.s);
	choices_add(&list, "no", W_HOT_SUMMARY_NO, "", "");
	if (made_before(app_desk(a), s.title, number))
		snprintf(note, sizeof note, W_HOT_SUMMARY_AGAIN, number);
	choices_add(&list, "yes", W_HOT_SUMMARY_YES, note, "");
	bool go = ask_choice(a, s.title, &list, PICK_DIGITS, NULL, &key) && !strcmp(key, "yes");
	free(key);
	buffer_free(&b);
	ticket_summary_free(&s);
	if (!go)
		return DID_VIEW;
	if (ticket_summary_draft(app_desk(a), year, month, &id, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	app_refresh(a);
	show_draft(a, id);
	return DID_VIEW;
}
