/* workdays.c - see workdays.h.  Knows the calendar only. */
#include "store/rule/calendar/workdays.h"

#include "store/base/date.h"

void workdays_make(struct workdays *w, const struct calendar *c, int32_t today)
{
	w->calendar = c;
	w->today = today;
	calendar_upto(c, today - WORKDAYS_BACK, WORKDAYS_BACK + WORKDAYS_AHEAD + 1, w->upto);
}

static bool holds(const struct workdays *w, int32_t day)
{
	return day >= w->today - WORKDAYS_BACK && day <= w->today + WORKDAYS_AHEAD;
}

int workdays_count(const struct workdays *w, int32_t after, int32_t until)
{
	if (until <= after)
		return 0;
	if (!holds(w, after) || !holds(w, until))
		return calendar_count(w->calendar, after, until);
	int32_t first = w->today - WORKDAYS_BACK;
	return w->upto[until - first] - w->upto[after - first];
}

int workdays_left(const struct workdays *w, int32_t due)
{
	if (due == DAY_NONE || !holds(w, due))
		return clock_left(w->calendar, w->today, due);
	if (due == w->today)
		return 0;
	int n = due > w->today ? workdays_count(w, w->today, due)
	                       : workdays_count(w, due, w->today);
	if (n == 0)
		n = 1;
	return due > w->today ? n : -n;
}

enum light workdays_light(const struct workdays *w, int32_t due, int near)
{
	if (due == DAY_NONE)
		return LIGHT_NONE;
	if (due < w->today)
		return LIGHT_RED;
	return workdays_left(w, due) <= near ? LIGHT_YELLOW : LIGHT_GREEN;
}

int32_t workdays_near(const struct workdays *w, int near)
{
	int32_t day = w->today;
	while (day < w->today + WORKDAYS_AHEAD && workdays_left(w, day + 1) <= near)
		day++;
	return day;
}
