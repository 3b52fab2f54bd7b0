/* explain.c - why the 20 working days of an item end when they do. */
#include "tui/action/explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/action/words.h"
#include "tui/pane/pane.h"

void explain_days(struct buffer *b, const struct clock_trace *t)
{
	for (size_t k = 0; k < t->n; k++) {
		const struct clock_day *d = &t->days[k];
		char day[40], why[80], cell[80];
		if (k > 0 && day_year(d->day) != day_year(d[-1].day))
			buffer_printf(b, W_EXPLAIN_YEAR "\n", day_year(d->day));
		text_fit(cell, sizeof cell, day_short(d->day, day), 14, TEXT_LEFT);
		if (d->number)
			buffer_printf(b, W_EXPLAIN_COUNTED "\n", cell, d->number, clock_why(d, why));
		else
			buffer_printf(b, W_EXPLAIN_SKIPPED "\n", cell, clock_why(d, why));
	}
}

static void explain(struct app *a, const struct item *i, struct buffer *b)
{
	struct desk *d = app_desk(a);
	struct clock_trace trace = {0};
	struct error e;
	char day[40], s[512];
	int32_t due = DAY_NONE;
	int days = (int)setting_number(d, SETTING_PUBLISH_DAYS);
	buffer_printf(b, "%s  %s\n\n", i->number, i->now->title);
	if (i->formed_on == DAY_NONE) {
		buffer_text(b, W_EXPLAIN_NO_DATE);
		return;
	}
	buffer_printf(b, W_EXPLAIN_RULE "\n", day_chinese(i->formed_on, day), days);
	enum z z = register_due(d, i->formed_on, days, &trace, &due, &e);
	if (z == Z_OK) {
		int left = clock_left(desk_calendar(d), desk_today(d), due);
		buffer_printf(b, W_EXPLAIN_DUE "\n", days, day_chinese(due, day));
		if (i->online_at)
			buffer_printf(b, W_EXPLAIN_ONLINE "\n", instant_text(i->online_at, s));
		else if (i->due == DAY_NONE)
			buffer_printf(b, W_EXPLAIN_NO_CLOCK "\n", item_state_text(i->state));
		else if (left < 0)
			buffer_printf(b, W_EXPLAIN_LATE "\n", day_chinese(desk_today(d), day), -left);
		else if (left == 0)
			buffer_text(b, W_EXPLAIN_TODAY "\n");
		else
			buffer_printf(b, W_EXPLAIN_LEFT "\n", day_chinese(desk_today(d), day), left);
	} else {
		buffer_printf(b, "%s\n", error_sentence(&e, s, sizeof s));
	}
	if (trace.n) {
		buffer_printf(b, "\n" W_EXPLAIN_HEAD "\n", day_chinese(i->formed_on, day));
		explain_days(b, &trace);
	}
	clock_trace_free(&trace);
}

enum did do_explain(struct app *a, int64_t subject)
{
	struct item *i = NULL;
	struct error e;
	struct buffer b = {0};
	if (item_load(app_desk(a), subject, &i, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_NOTHING;
	}
	explain(a, i, &b);
	item_free(&i);
	app_push(a, page_new(a, W_EXPLAIN_TITLE, buffer_take(&b)));
	return DID_NOTHING;
}
