/* clock.c - counting working days.  Knows the calendar and nothing of items, requests or tickets. */
#include "store/rule/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/rule/words.h"

void clock_trace_free(struct clock_trace *t)
{
	free(t->days);
	*t = (struct clock_trace){0};
}

const char *clock_why(const struct clock_day *d, char buf[80])
{
	if (d->paused)
		snprintf(buf, 80, W_DAY_PAUSED);
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

/* The days-th working day after from.  Where a year is not loaded: DAY_NONE and *gap is the first such day,
 * or, if gap is NULL, Monday to Friday. */
static int32_t nth(const struct calendar *c, int32_t from, int days, int32_t *gap)
{
	int32_t last = day_of(9999, 12, 31);
	for (int32_t d = from + 1; d <= last; d++) {
		if (gap && !calendar_covers(c, d)) {
			*gap = d;
			return DAY_NONE;
		}
		if (calendar_works(c, d) && --days == 0)
			return d;
	}
	if (gap)
		*gap = last;
	return DAY_NONE;
}

static int by_start(const void *a, const void *b)
{
	const struct clock_pause *x = a, *y = b;
	return (x->from > y->from) - (x->from < y->from);
}

/* The pauses that have any day behind the event, in order, overlapping and touching ones as one.  *n is their
 * number; the caller frees them. */
static struct clock_pause *merged(const struct clock_pause *pauses, size_t *n, int32_t from)
{
	struct clock_pause *m = xalloc((*n + 1) * sizeof *m);
	size_t kept = 0, out = 0;
	for (size_t i = 0; i < *n; i++) {
		struct clock_pause p = pauses[i];
		if (p.from < from)
			p.from = from;
		if (p.until > p.from)
			m[kept++] = p;
	}
	qsort(m, kept, sizeof *m, by_start);
	for (size_t i = 0; i < kept; i++) {
		if (out > 0 && m[i].from <= m[out - 1].until) {
			if (m[i].until > m[out - 1].until)
				m[out - 1].until = m[i].until;
		} else {
			m[out++] = m[i];
		}
	}
	*n = out;
	return m;
}

/* The due date with the pauses of m (merged), and how many of them moved it: a pause that begins after the due
 * date, as moved by those before it, does not, nor do those that follow. */
static int32_t moved(const struct calendar *c, int32_t from, int days, const struct clock_pause *m, size_t n,
	size_t *moving, int32_t *gap)
{
	int32_t due = nth(c, from, days, gap);
	size_t i = 0;
	for (; i < n && due != DAY_NONE && m[i].from <= due; i++) {
		days += calendar_count(c, m[i].from, m[i].until);
		due = nth(c, from, days, gap);
	}
	*moving = i;
	return due;
}

static void explain(const struct calendar *c, int32_t from, int32_t until, const struct clock_pause *m, size_t n,
	struct clock_trace *trace)
{
	size_t i = 0;
	int counted = 0;
	for (int32_t d = from + 1; d <= until; d++) {
		while (i < n && m[i].until < d)
			i++;
		bool works = calendar_works(c, d);
		bool paused = works && i < n && d > m[i].from;
		trace_add(trace, c, d, paused, works && !paused ? ++counted : 0);
	}
}

static enum z not_known(const struct calendar *c, int32_t from, int days, int32_t gap, struct error *e)
{
	char day[16], last[16];
	int year = calendar_last_year(c);
	if (year == 0)
		return refuse(e, R_CALENDAR_NONE, "");
	return refuse(e, R_CALENDAR_OPEN, number_text(day_year(gap)).s, day_text(day_of(year, 12, 31), last),
		day_text(from, day), number_text(days).s);
}

static bool is_day(int32_t day)
{
	return day >= day_of(1900, 1, 1) && day <= day_of(9999, 12, 31);
}

enum z clock_due_paused(const struct calendar *c, int32_t from, int days, const struct clock_pause *pauses,
	size_t n, struct clock_trace *trace, int32_t *due, struct error *e)
{
	*due = DAY_NONE;
	if (trace)
		trace->n = 0;
	if (!is_day(from))
		return refuse(e, R_BAD_DATE, "");
	if (days < 1 || days > CLOCK_DAYS_MAX)
		return refuse(e, R_CLOCK_DAYS, number_text(days).s, number_text(CLOCK_DAYS_MAX).s);
	int32_t gap = DAY_NONE;
	size_t moving;
	struct clock_pause *m = merged(pauses, &n, from);
	*due = moved(c, from, days, m, n, &moving, &gap);
	if (trace) /* where it was refused, with all pauses: up to the gap they say what was left out so far */
		explain(c, from, *due == DAY_NONE ? gap - 1 : *due, m, *due == DAY_NONE ? n : moving, trace);
	free(m);
	return *due == DAY_NONE ? not_known(c, from, days, gap, e) : Z_OK;
}

enum z clock_due(const struct calendar *c, int32_t from, int days, struct clock_trace *trace, int32_t *due,
	struct error *e)
{
	return clock_due_paused(c, from, days, NULL, 0, trace, due, e);
}

int32_t clock_estimate(const struct calendar *c, int32_t from, int days, const struct clock_pause *pauses, size_t n,
	bool *estimated)
{
	if (estimated)
		*estimated = false;
	if (!is_day(from) || days < 1 || days > CLOCK_DAYS_MAX)
		return DAY_NONE;
	int32_t gap = DAY_NONE;
	size_t moving;
	struct clock_pause *m = merged(pauses, &n, from);
	int32_t due = moved(c, from, days, m, n, &moving, &gap);
	if (due == DAY_NONE) {
		due = moved(c, from, days, m, n, &moving, NULL);
		if (estimated)
			*estimated = true;
	}
	free(m);
	return due;
}

int clock_left(const struct calendar *c, int32_t today, int32_t due)
{
	if (today == due || !is_day(today) || !is_day(due))
		return 0;
	int n = due > today ? calendar_count(c, today, due) : calendar_count(c, due, today);
	if (n == 0)
		n = 1;
	return due > today ? n : -n;
}

enum light clock_light(const struct calendar *c, int32_t today, int32_t due)
{
	if (!is_day(today) || !is_day(due))
		return LIGHT_NONE;
	if (due < today)
		return LIGHT_RED;
	return clock_left(c, today, due) <= CLOCK_NEAR ? LIGHT_YELLOW : LIGHT_GREEN;
}
