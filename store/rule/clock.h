/* clock.h - the one place where a due date comes from.
 *
 * All limits of 《政府信息公开条例》(国务院令第711号) are working days: 20 to publish what was formed or changed
 * (art. 26), 20 and once up to 20 more for the reply to an application (art. 33), 7 to ask for a correction
 * (art. 30), 15 for a third party's or another organ's opinion (arts. 32, 34).  The day of the event is not
 * counted (行政复议法 art. 88, 民事诉讼法 art. 85 ¶2); day N is the N-th working day after it, and what is done
 * on that day is in time.
 *
 * Days are days of store/base/date.h.  A stored due date is only a cache of what these functions say.  They
 * are pure: no clock of their own, no file.  Where the calendar has not got the notice of a year they refuse
 * (日历未定); clock_estimate() then gives a date to sort by, which is never shown without its mark and never
 * counted. */
#ifndef STORE_RULE_CLOCK_H
#define STORE_RULE_CLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/error.h"
#include "store/rule/calendar/calendar.h"

enum {
	CLOCK_DAYS_MAX = 1000, /* the longest term that can be asked for, in working days */
	CLOCK_NEAR = 2,	       /* working days left at which the light turns yellow */
};

/* A day between the event and the due date. */
struct clock_day {
	int32_t day;
	enum day_kind kind;
	bool paused;		  /* a working day that a pause excludes */
	int number;		  /* 1..N where the day was counted, 0 where it was skipped */
	char name[CALENDAR_NAME]; /* of the holiday; "" for weekends and plain working days */
};

/* Why a due date is what it is: every day after the event up to the due date, in order.  {0} is empty; a call
 * empties it first; the caller frees it. */
struct clock_trace {
	struct clock_day *days;
	size_t n, cap;
};
void clock_trace_free(struct clock_trace *t);
/* Why the day was skipped, or what it is: "周末", "春节", "征求意见", "调休上班（春节）", "工作日". */
const char *clock_why(const struct clock_day *d, char buf[80]);

/* A time that does not count: an opinion asked for on `from` and given (or expired) on `until`, both days of the
 * event; the working days in (from, until] are excluded (arts. 32-34, art. 33 ¶3).  One that is still running
 * has today as its `until`. */
struct clock_pause {
	int32_t from, until;
};

/* The due date of a term of `days` working days after the day `from`.  trace may be NULL.
 * Refuses: Z_INVALID for days outside 1..CLOCK_DAYS_MAX, Z_MISSING where a year is not loaded; *due is then
 * DAY_NONE and the trace holds the days up to there. */
enum z clock_due(const struct calendar *c, int32_t from, int days, struct clock_trace *trace, int32_t *due,
	struct error *e);

/* The same with n pauses in any order: the working days of their union are added (art. 33 ¶3); where they overlap
 * a day is excluded once.  Days of a pause up to the event are left out.  A pause that begins after the due date
 * has passed does not bring it back; one that begins on the due date does move it.
 * A correction (补正, art. 30) is no pause: the term starts anew on the day the corrected text is received; call with
 * that day as `from`.  An extension (art. 33 ¶2) is a longer term: days + extension. */
enum z clock_due_paused(const struct calendar *c, int32_t from, int days, const struct clock_pause *pauses,
	size_t n, struct clock_trace *trace, int32_t *due, struct error *e);

/* A date to sort by: the due date where it can be computed (*estimated false), otherwise the calendar as far as it
 * goes and Monday to Friday from there on (*estimated true).  estimated may be NULL.  DAY_NONE for days outside
 * 1..CLOCK_DAYS_MAX or a from that is no day. */
int32_t clock_estimate(const struct calendar *c, int32_t from, int days, const struct clock_pause *pauses, size_t n,
	bool *estimated);

/* Working days left: 0 on the due date, otherwise those in (today, due] (余2日), or the negative number of those in
 * (due, today] (超3日).  Never 0 on another day: on the Saturday after a Friday it is -1.  Counts Monday to Friday
 * where no year is loaded; 0 if either is DAY_NONE. */
int clock_left(const struct calendar *c, int32_t today, int32_t due);

enum light {
	LIGHT_NONE,   /* no due date */
	LIGHT_GREEN,
	LIGHT_YELLOW, /* today or at most CLOCK_NEAR working days left */
	LIGHT_RED,    /* the due date has passed */
};
enum light clock_light(const struct calendar *c, int32_t today, int32_t due);
#endif
