/* ticket.c - the limits of a ticket: working days through the clock, hours through nights and holidays. */
#include "store/rule/ticket/ticket.h"

#include "store/base/date.h"

enum { HOUR = 3600 };

/* 24:00 of the day. */
static int64_t end_of(int32_t day)
{
	return day_start(day + 1);
}

enum z ticket_due(const struct calendar *c, int64_t from, struct limit l, int more, struct clock_trace *trace, int64_t *due, int64_t *sort,
	struct error *e)
{
	int32_t day = day_at(from), last = DAY_NONE;
	int days = more;
	*due = *sort = 0;
	if (l.n <= 0)
		return Z_OK;
	if (l.unit == LIMIT_HOURS) {
		*due = *sort = from + (int64_t)l.n * HOUR;
		if (!more)
			return Z_OK;
		*due = 0;
		day = day_at(*sort - 1); /* what ends at midnight ends on the day before */
	} else {
		days += l.n;
	}
	enum z z = clock_due(c, day, days, trace, &last, e);
	if (last == DAY_NONE)
		last = clock_estimate(c, day, days, NULL, 0, NULL);
	if (last != DAY_NONE)
		*sort = end_of(last);
	if (z == Z_OK)
		*due = *sort;
	return z;
}

enum light ticket_light(const struct calendar *c, int64_t now, int64_t from, struct limit l, int64_t due)
{
	if (!due)
		return LIGHT_NONE;
	if (now >= due)
		return LIGHT_RED;
	if (l.unit == LIMIT_HOURS)
		return (due - now) * 5 <= due - from ? LIGHT_YELLOW : LIGHT_GREEN;
	return clock_light(c, day_at(now), day_at(due - 1));
}
