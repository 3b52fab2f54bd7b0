/* workdays.h - working days counted beforehand, so that a page of a list costs a subtraction a row.
 *
 * Says what calendar_count(), clock_left() and clock_light() say; they stay the authority and answer for days far
 * away. */
#ifndef STORE_RULE_CALENDAR_WORKDAYS_H
#define STORE_RULE_CALENDAR_WORKDAYS_H

#include <stdint.h>

#include "store/rule/calendar/calendar.h"
#include "store/rule/clock.h"

enum { WORKDAYS_BACK = 3000, WORKDAYS_AHEAD = 1000 }; /* days around today that are counted beforehand */

/* {0} is empty.  The calendar is borrowed: make it anew when that was loaded anew, and when the day changed. */
struct workdays {
	const struct calendar *calendar;
	int32_t today;
	uint16_t upto[WORKDAYS_BACK + WORKDAYS_AHEAD + 1]; /* working days from the first day up to each */
};

void workdays_make(struct workdays *w, const struct calendar *c, int32_t today);
int workdays_count(const struct workdays *w, int32_t after, int32_t until); /* in (after, until] */
int workdays_left(const struct workdays *w, int32_t due);                   /* clock_left() from today */
/* The light when yellow begins at `near` working days left. */
enum light workdays_light(const struct workdays *w, int32_t due, int near);
/* The last day that is still at most `near` working days away. */
int32_t workdays_near(const struct workdays *w, int near);
#endif
