/* calendar.c - the working calendar.  Knows no due dates: those are clock.c's. */
#include "store/rule/calendar/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"

enum { YEAR_FIRST = 2000, YEAR_LAST = 2255 };

static const struct {
	bool works;
	const char *key, *words;
} kinds[DAY_KIND_COUNT] = {
#define DAY_KIND(name, works, key, words) {works, key, words},
#include "store/rule/calendar/day_kind.def"
#undef DAY_KIND
};

bool day_kind_works(enum day_kind kind)
{
	return kinds[kind].works;
}

const char *day_kind_words(enum day_kind kind)
{
	return kinds[kind].words;
}

const char *day_kind_key(enum day_kind kind)
{
	return kinds[kind].key;
}

/* The place of the first row that is not before day. */
static size_t place(const struct calendar *c, int32_t day)
{
	size_t lo = 0, hi = c->n;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		if (c->rows[mid].day < day)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static const struct calendar_row *row_of(const struct calendar *c, int32_t day)
{
	size_t i = place(c, day);
	return i < c->n && c->rows[i].day == day ? &c->rows[i] : NULL;
}

void calendar_add(struct calendar *c, int32_t day, bool works, const char *name)
{
	if (day < day_of(YEAR_FIRST, 1, 1) || day > day_of(YEAR_LAST, 12, 31))
		return;
	size_t at = place(c, day);
	if (at == c->n || c->rows[at].day != day) {
		if (c->n == c->cap) {
			c->cap = c->cap ? c->cap * 2 : 256;
			c->rows = xrealloc(c->rows, c->cap * sizeof *c->rows);
		}
		memmove(c->rows + at + 1, c->rows + at, (c->n - at) * sizeof *c->rows);
		c->n++;
	}
	struct calendar_row *row = &c->rows[at];
	memset(row, 0, sizeof *row);
	row->day = day;
	row->works = works;
	size_t n = name ? strlen(name) : 0;
	if (n >= CALENDAR_NAME) {
		n = CALENDAR_NAME - 1;
		while (n > 0 && ((unsigned char)name[n] & 0xc0) == 0x80)
			n--;
	}
	if (n)
		memcpy(row->name, name, n);
}

static enum day_kind by_weekday(int32_t day)
{
	return day_weekday(day) > 5 ? DAY_KIND_WEEKEND : DAY_KIND_PLAIN;
}

static bool lists_day_off(const struct calendar *c, int year, int month)
{
	for (int d = 1; d <= 3; d++) {
		const struct calendar_row *row = row_of(c, day_of(year, month, d));
		if (row && !row->works)
			return true;
	}
	return false;
}

void calendar_settle(struct calendar *c)
{
	free(c->kind);
	c->kind = NULL;
	c->days = 0;
	memset(c->loaded, 0, sizeof c->loaded);
	if (c->n == 0)
		return;
	int first = day_year(c->rows[0].day), last = day_year(c->rows[c->n - 1].day);
	c->first = day_of(first, 1, 1);
	c->days = (size_t)(day_of(last, 12, 31) - c->first + 1);
	c->kind = xalloc(c->days);
	for (size_t i = 0; i < c->days; i++)
		c->kind[i] = (uint8_t)by_weekday(c->first + (int32_t)i);
	for (size_t i = 0; i < c->n; i++) {
		const struct calendar_row *row = &c->rows[i];
		uint8_t *kind = &c->kind[row->day - c->first];
		if (!row->works)
			*kind = DAY_KIND_HOLIDAY;
		else if (*kind == DAY_KIND_WEEKEND)
			*kind = DAY_KIND_MOVED;
	}
	for (int y = first; y <= last; y++)
		if (lists_day_off(c, y, 1) && lists_day_off(c, y, 10))
			c->loaded[(y - YEAR_FIRST) / 64] |= UINT64_C(1) << (y - YEAR_FIRST) % 64;
}

void calendar_builtin(struct calendar *c)
{
	enum { OFF, WORK };
	static const struct {
		short year;
		signed char month, day, works;
		const char *name;
	} notice[] = {
#define HOLIDAY(year, month, day, kind, name) {year, month, day, kind, name},
#include "store/rule/calendar/holidays.def"
#undef HOLIDAY
	};
	for (size_t i = 0; i < sizeof notice / sizeof notice[0]; i++)
		calendar_add(c, day_of(notice[i].year, notice[i].month, notice[i].day),
			notice[i].works == WORK, notice[i].name);
	calendar_settle(c);
}

void calendar_free(struct calendar *c)
{
	free(c->rows);
	free(c->kind);
	*c = (struct calendar){0};
}

enum day_kind calendar_kind(const struct calendar *c, int32_t day, const char **name)
{
	int64_t i = (int64_t)day - c->first;
	enum day_kind kind = c->kind && i >= 0 && i < (int64_t)c->days ? (enum day_kind)c->kind[i]
								       : by_weekday(day);
	if (name) {
		const struct calendar_row *row = row_of(c, day);
		*name = row && (kind == DAY_KIND_HOLIDAY || kind == DAY_KIND_MOVED) ? row->name : "";
	}
	return kind;
}

bool calendar_works(const struct calendar *c, int32_t day)
{
	return kinds[calendar_kind(c, day, NULL)].works;
}

void calendar_upto(const struct calendar *c, int32_t first, int n, uint16_t *upto)
{
	unsigned worked = 0;
	int weekday = day_weekday(first);
	for (int i = 0; i < n; i++) {
		int64_t at = (int64_t)first + i - c->first;
		bool known = c->kind && at >= 0 && at < (int64_t)c->days;
		worked += known ? kinds[c->kind[at]].works : weekday <= 5;
		upto[i] = (uint16_t)worked;
		weekday = weekday == 7 ? 1 : weekday + 1;
	}
}

bool calendar_loaded(const struct calendar *c, int year)
{
	return year >= YEAR_FIRST && year <= YEAR_LAST &&
		(c->loaded[(year - YEAR_FIRST) / 64] >> (year - YEAR_FIRST) % 64 & 1);
}

bool calendar_covers(const struct calendar *c, int32_t day)
{
	return calendar_loaded(c, day_year(day));
}

int calendar_last_year(const struct calendar *c)
{
	int year = YEAR_LAST;
	while (year >= YEAR_FIRST && !calendar_loaded(c, year))
		year--;
	return year < YEAR_FIRST ? 0 : year;
}

int calendar_first_year(const struct calendar *c)
{
	int year = YEAR_FIRST;
	while (year <= YEAR_LAST && !calendar_loaded(c, year))
		year++;
	return year > YEAR_LAST ? 0 : year;
}

int calendar_count(const struct calendar *c, int32_t after, int32_t until)
{
	int n = 0;
	for (int64_t d = (int64_t)after + 1; d <= until; d++)
		n += calendar_works(c, (int32_t)d);
	return n;
}

int calendar_year_days(const struct calendar *c, int year)
{
	int32_t first = day_of(year, 1, 1), last = day_of(year, 12, 31);
	return first == DAY_NONE ? 0 : calendar_count(c, first - 1, last);
}
