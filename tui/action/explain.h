/* explain.h - why a date is what it is: the days that were counted, and those that were not. */
#ifndef TUI_ACTION_EXPLAIN_H
#define TUI_ACTION_EXPLAIN_H

#include "store/base/memory.h"
#include "store/rule/clock.h"

/* A line a day; nothing for an empty trace. */
void explain_days(struct buffer *b, const struct clock_trace *t);
#endif
