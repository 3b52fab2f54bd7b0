/* clock.c - counting working days.  Knows the calendar and nothing of items, requests or tickets. */
#include "store/rule/clock.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"

void clock_trace_free(struct clock_trace *t)
{
	free(t->days);
	*t = (struct clock_trace){0};
}

const char *clock_why(const struct clock_day *d, char buf[80])
{
	if (d->paused)
		snprintf(buf, 80, "征求意见");
	else if (d->kind == DAY_KIND_HOLIDAY && d->name[0])
		snprintf(buf, 80, "%s", d->name);
	else if (d->kind == DAY_KIND_MOVED && d->name[0])
		snprintf(buf, 80, "%s（%s）", day_kind_words(d->kind), d->name);
	else
		snprintf(buf, 80, "%s", day_kind_words(d->kind));
	return buf;
}

static void trace_add(struct clock_trace *t, const struct calendar *c, int32_t day, bool paused, int number)
{
	if (t->n == t->cap) {
		t->cap = t->cap ? t->cap * 2 : 64;
		t->days = xrealloc(t->days, t->cap * sizeof *t->days);
	}
	struct clock_day *d = &t->days[t->n++];
	const char *name;
	memset(d, 0, sizeof *d);
	d->day = day;
	d->kind = calendar_kind(c, day, &name);
	d->paused = paused;
	d->number = number;
	snprintf(d->name, sizeof d->name, "%s", name);
}

static bool paused_on(int32_t day, const struct clock_pause *pauses, size_t n, int32_t due)
{
	for (size_t i = 0; i < n; i++)
		if (pauses[i].from <= due && day > pauses[i].from && day <= pauses[i].until)
			return true;
	return false;
}

/* Walks from the event to the due date.  Stops on the first day of a year that is not loaded, unless guess: then it
 * goes on by Monday to Friday and says so.  The N-th counted day is the due date, moved on by each pause that has
 * begun by then: so the walk goes on while working days are excluded behind it. */
struct walk {
	int32_t due; /* DAY_NONE if it stopped */
	int32_t stop; /* the day that no calendar covers; DAY_NONE if there was none */
};

static struct walk walk(const struct calendar *c, int32_t from, int days, const struct clock_pause *pauses, size_t n,
	bool guess, struct clock_trace *trace)
{
	struct walk w = {DAY_NONE, DAY_NONE};
	int32_t last = day_of(9999, 12, 31);
	int counted = 0;
	for (int32_t d = from + 1; d <= last; d++) {
		/* Once all days are counted only a pause that has begun by the due date carries it on. */
		bool paused = paused_on(d, pauses, n, w.due == DAY_NONE ? d : w.due);
		if (w.due != DAY_NONE && !paused) {
			bool more = false;
			for (size_t i = 0; i < n; i++)
				more |= pauses[i].from <= w.due && pauses[i].until > d;
			if (!more)
				break;
		}
		if (!calendar_covers(c, d) && w.stop == DAY_NONE) {
			w.stop = d;
			if (!guess) {
				w.due = DAY_NONE;
				return w;
			}
		}
		bool works = calendar_works(c, d);
		bool counts = works && !paused && w.due == DAY_NONE;
		if (works && paused && w.due != DAY_NONE)
			w.due = d;
		if (counts && ++counted == days)
			w.due = d;
		if (trace)
			trace_add(trace, c, d, works && paused, counts ? counted : 0);
	}
	return w;
}
