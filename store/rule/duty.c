/* duty.c - see duty.h. */
#include "store/rule/duty.h"

#include "store/base/date.h"

enum { HOUR = 3600 };

int32_t duty_day(int64_t instant, int hour)
{
	return day_at(instant - (int64_t)hour * HOUR);
}

int64_t duty_end(int32_t day, int hour)
{
	return day_start(day + 1) + (int64_t)hour * HOUR;
}

bool duty_reminds(const struct calendar *c, int32_t day, bool hours)
{
	return hours || calendar_works(c, day);
}
