/* period.c - see figure/period.h.  Knows days, no desk. */
#include "store/view/figure/period.h"

#include <stdio.h>
#include <string.h>

#include "store/base/date.h"
#include "store/view/words.h"

static const struct {
	const char *key, *now, *before;
} spans[FIGURE_SPAN_END] = {
#define FIGURE_SPAN(NAME, key, now, before, text) [FIGURE_SPAN_##NAME] = {key, now, before},
#include "store/view/figure/figure.def"
};

static int months_of(enum figure_span span)
{
	switch (span) {
	case FIGURE_SPAN_MONTH:
		return 1;
	case FIGURE_SPAN_QUARTER:
		return 3;
	case FIGURE_SPAN_HALF:
		return 6;
	case FIGURE_SPAN_YEAR:
		return 12;
	default:
		return 0;
	}
}

/* The span of months that begins n months after January of the year 0. */
static struct figure_period of_months(enum figure_span span, int n)
{
	int end = n + months_of(span);
	return (struct figure_period){day_of(n / 12, n % 12 + 1, 1), day_of(end / 12, end % 12 + 1, 1), span};
}

static int month_index(int32_t day)
{
	int year, month, mday;
	day_split(day, &year, &month, &mday);
	return year * 12 + month - 1;
}

struct figure_period figure_period_of(enum figure_span span, int32_t day, int week_start)
{
	int months = months_of(span);
	if (months) {
		int n = month_index(day);
		return of_months(span, n - n % 12 % months);
	}
	if (span != FIGURE_SPAN_WEEK)
		return (struct figure_period){day, day + 1, FIGURE_SPAN_DAYS};
	int32_t from = day - (day_weekday(day) - week_start + 7) % 7;
	return (struct figure_period){from, from + 7, FIGURE_SPAN_WEEK};
}

struct figure_period figure_period_step(struct figure_period p, int by)
{
	int months = months_of(p.span);
	if (months)
		return of_months(p.span, month_index(p.from) + by * months);
	int32_t days = (p.to - p.from) * by;
	return (struct figure_period){p.from + days, p.to + days, p.span};
}

/* The same date a year before; 29 February becomes 1 March. */
static int32_t year_before(int32_t day)
{
	int year, month, mday;
	day_split(day, &year, &month, &mday);
	int32_t then = day_of(year - 1, month, mday);
	return then == DAY_NONE ? day_of(year - 1, 3, 1) : then;
}

struct figure_period figure_period_last_year(struct figure_period p)
{
	int months = months_of(p.span);
	if (months)
		return of_months(p.span, month_index(p.from) - 12);
	if (p.span == FIGURE_SPAN_WEEK)
		return (struct figure_period){p.from - 364, p.to - 364, p.span};
	return (struct figure_period){year_before(p.from), year_before(p.to), p.span};
}

bool figure_period_same(const struct figure_period *a, const struct figure_period *b)
{
	return a->from == b->from && a->to == b->to && a->span == b->span;
}

int figure_period_year(const struct figure_period *p)
{
	return day_year(p->span == FIGURE_SPAN_WEEK ? p->from + 3 : p->from);
}

int figure_period_number(const struct figure_period *p)
{
	int months = months_of(p->span);
	if (p->span == FIGURE_SPAN_WEEK)
		return (p->from + 3 - day_of(figure_period_year(p), 1, 1)) / 7 + 1;
	return months && months < 12 ? month_index(p->from) % 12 / months + 1 : 0;
}

const char *figure_period_key(const struct figure_period *p, char buf[32])
{
	char from[16], to[16];
	int year = figure_period_year(p), n = figure_period_number(p);
	switch (p->span) {
	case FIGURE_SPAN_WEEK:
		snprintf(buf, 32, "%04d-W%02d", year, n);
		break;
	case FIGURE_SPAN_MONTH:
		snprintf(buf, 32, "%04d-%02d", year, n);
		break;
	case FIGURE_SPAN_QUARTER:
		snprintf(buf, 32, "%04d-Q%d", year, n);
		break;
	case FIGURE_SPAN_HALF:
		snprintf(buf, 32, "%04d-H%d", year, n);
		break;
	case FIGURE_SPAN_YEAR:
		snprintf(buf, 32, "%04d", year);
		break;
	default:
		snprintf(buf, 32, "%s..%s", day_text(p->from, from), day_text(p->to - 1, to));
		break;
	}
	return buf;
}

/* Digits only; -1 for anything else. */
static int digits(const char *s, size_t n)
{
	int v = 0;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		v = v * 10 + (s[i] - '0');
	}
	return n ? v : -1;
}

static bool parse_days(const char *key, struct figure_period *p)
{
	char from[32];
	const char *dots = strstr(key, "..");
	size_t n = dots ? (size_t)(dots - key) : strlen(key);
	if (n >= sizeof from)
		return false;
	memcpy(from, key, n);
	from[n] = '\0';
	int32_t first = day_parse(from), last = dots ? day_parse(dots + 2) : first;
	if (first == DAY_NONE || last == DAY_NONE || last < first)
		return false;
	*p = (struct figure_period){first, last + 1, FIGURE_SPAN_DAYS};
	return true;
}

static bool parse_week(int year, int n, int week_start, struct figure_period *p)
{
	/* The first week holds the fourth of January, which is the fourth day of the earliest of such. */
	*p = figure_period_of(FIGURE_SPAN_WEEK, day_of(year, 1, 4), week_start);
	*p = figure_period_step(*p, n - 1);
	return n >= 1 && figure_period_year(p) == year;
}

bool figure_period_parse(const char *key, int week_start, struct figure_period *p)
{
	size_t n = strlen(key);
	int year = n >= 4 ? digits(key, 4) : -1, number;
	if (year < 1900 || year > 9998)
		return false;
	if (n == 4) {
		*p = of_months(FIGURE_SPAN_YEAR, year * 12);
		return true;
	}
	if (n < 6 || n > 8 || key[4] != '-')
		return parse_days(key, p);
	bool letter = key[5] < '0' || key[5] > '9';
	number = digits(key + 5 + letter, n - 5 - letter);
	switch (key[5]) {
	case 'W':
	case 'w':
		return number > 0 && parse_week(year, number, week_start, p);
	case 'Q':
	case 'q':
		*p = of_months(FIGURE_SPAN_QUARTER, year * 12 + (number - 1) * 3);
		return number >= 1 && number <= 4;
	case 'H':
	case 'h':
		*p = of_months(FIGURE_SPAN_HALF, year * 12 + (number - 1) * 6);
		return number >= 1 && number <= 2;
	default:
		if (letter || n > 7)
			return parse_days(key, p);
		*p = of_months(FIGURE_SPAN_MONTH, year * 12 + number - 1);
		return number >= 1 && number <= 12;
	}
}

const char *figure_period_text(const struct figure_period *p, char buf[80])
{
	int year = figure_period_year(p), n = figure_period_number(p), y[2], m[2], d[2];
	day_split(p->from, &y[0], &m[0], &d[0]);
	day_split(p->to - 1, &y[1], &m[1], &d[1]);
	switch (p->span) {
	case FIGURE_SPAN_WEEK:
		snprintf(buf, 80, W_PERIOD_WEEK, year, n, m[0], d[0], m[1], d[1]);
		break;
	case FIGURE_SPAN_MONTH:
		snprintf(buf, 80, W_PERIOD_MONTH, year, n);
		break;
	case FIGURE_SPAN_QUARTER:
		snprintf(buf, 80, W_PERIOD_QUARTER, year, n);
		break;
	case FIGURE_SPAN_HALF:
		snprintf(buf, 80, n == 1 ? W_PERIOD_FIRST_HALF : W_PERIOD_SECOND_HALF, year);
		break;
	case FIGURE_SPAN_YEAR:
		snprintf(buf, 80, W_PERIOD_YEAR, year);
		break;
	default:
		if (y[0] == y[1])
			snprintf(buf, 80, W_PERIOD_DAYS, y[0], m[0], d[0], m[1], d[1]);
		else
			snprintf(buf, 80, W_PERIOD_DAYS_YEARS, y[0], m[0], d[0], y[1], m[1], d[1]);
		break;
	}
	return buf;
}

const char *figure_span_key(enum figure_span s)
{
	return (unsigned)s < FIGURE_SPAN_END ? spans[s].key : "";
}

const char *figure_span_now(enum figure_span s)
{
	return (unsigned)s < FIGURE_SPAN_END ? spans[s].now : "";
}

const char *figure_span_before(enum figure_span s)
{
	return (unsigned)s < FIGURE_SPAN_END ? spans[s].before : "";
}

enum figure_span figure_span_parse(const char *key)
{
	enum figure_span s = 0;
	while (s < FIGURE_SPAN_END && strcmp(spans[s].key, key) != 0)
		s++;
	return s;
}
