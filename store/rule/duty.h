/* duty.h - who is reminded of a limit, and when (design 5): limits of hours (特急, 舆情) at any hour, and then it is the
 * person on duty who is reminded; all others on working days.  Pure: no clock of its own, no file.
 *
 * Whoever is on duty on a day stays it until the next day's takes over, in the morning (setting duty_hour). */
#ifndef STORE_RULE_DUTY_H
#define STORE_RULE_DUTY_H

#include <stdbool.h>
#include <stdint.h>

#include "store/rule/calendar/calendar.h"

/* The day whose duty runs at the instant: before `hour` o'clock the day before's. */
int32_t duty_day(int64_t instant, int hour);
/* The instant at which the duty of a day ends. */
int64_t duty_end(int32_t day, int hour);
/* Whether a limit reminds anybody on this day: one of hours always, others on working days only. */
bool duty_reminds(const struct calendar *c, int32_t day, bool hours);
#endif
