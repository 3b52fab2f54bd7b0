/* calendar.h - which days are worked: weekends, the holidays of the State Council's yearly notices, and the
 * days of the weekend that are worked for them.  《全国年节及纪念日放假办法》(2024-11-10) arts. 2, 6, 7.
 *
 * A pure value made from rows; where rows are kept is the business of store/record.  The calendar knows
 * for which years it holds the whole notice: beyond them nobody can say which days are worked, and the
 * clock (store/rule/clock.h) refuses.
 *
 *	struct calendar c = {0};
 *	calendar_builtin(&c);
 *	for (each row of the desk) calendar_add(&c, day, works, name);
 *	calendar_settle(&c);
 *	...
 *	calendar_free(&c);
 */
#ifndef STORE_RULE_CALENDAR_CALENDAR_H
#define STORE_RULE_CALENDAR_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/error.h"

enum day_kind {
#define DAY_KIND(name, works, key, words) DAY_KIND_##name,
#include "store/rule/calendar/day_kind.def"
#undef DAY_KIND
	DAY_KIND_COUNT
};

enum { CALENDAR_NAME = 40 }; /* bytes of a holiday's name with its NUL */

/* A listed day: a day off, or a day of the weekend that is worked. */
struct calendar_row {
	int32_t day;
	bool works;
	char name[CALENDAR_NAME]; /* 春节 */
};

/* {0} is empty: weekends only, no year loaded.  rows (in order of day, n of them) may be read; the rest is
 * calendar.c's own. */
struct calendar {
	struct calendar_row *rows;
	size_t n, cap;
	int32_t first; /* the first day of kind[], 1 January */
	size_t days;
	uint8_t *kind;	    /* enum day_kind of each day of the years from the first row to the last */
	uint64_t loaded[4]; /* a bit for each year from 2000 on */
};

/* Adds the notices for 2023-2026 (store/rule/calendar/holidays.def) and settles. */
void calendar_builtin(struct calendar *c);

/* Adds a row, or replaces the row of that day; name (NULL is "") is copied, cut to its place.  Days outside
 * 2000-2255 are left out.  After the last row: calendar_settle(). */
void calendar_add(struct calendar *c, int32_t day, bool works, const char *name);

/* Makes the rows count.  A year is loaded if a day off is listed in its 1-3 January and in its 1-3 October
 * (元旦, 国庆节: both in every notice), so that neither the December days of the next year's notice nor a file
 * of local festivals makes a year known. */
void calendar_settle(struct calendar *c);

void calendar_free(struct calendar *c); /* leaves it {0} */

/* Adds the rows of a file in the program's own form, UTF-8 with or without BOM, and settles:
 *
 *	date,kind,name
 *	2026-10-01,off,国庆节          kind: off, a day off; work, a day of the weekend that is worked
 *
 * or the same in Chinese: 日期,类型,名称; 放假; 上班, 调休上班.
 *
 * All or nothing.  Refuses (Z_INVALID) with row and column, what was expected and what was found; a day
 * twice in the file; "work" on a Monday to Friday; a file without rows.  added (may be NULL): rows read. */
enum z calendar_parse(struct calendar *c, const char *text, size_t n, size_t *added, struct error *e);

/* What the day is.  name (may be NULL) gets the holiday's name for DAY_KIND_HOLIDAY and DAY_KIND_MOVED, "" for
 * the others; it belongs to the calendar.  Outside the loaded years Monday to Friday count as worked: ask
 * calendar_covers() first where that is not good enough. */
enum day_kind calendar_kind(const struct calendar *c, int32_t day, const char **name);
bool calendar_works(const struct calendar *c, int32_t day);
/* upto[i] gets the days worked from first to the i-th of n days after it, both counted: a list asks it of thousands. */
void calendar_upto(const struct calendar *c, int32_t first, int n, uint16_t *upto);

bool calendar_loaded(const struct calendar *c, int year);
bool calendar_covers(const struct calendar *c, int32_t day); /* its year is loaded */
int calendar_last_year(const struct calendar *c);	     /* the last loaded year; 0 if none is */
int calendar_first_year(const struct calendar *c);

/* Working days in (after, until]; 0 if until is not later. */
int calendar_count(const struct calendar *c, int32_t after, int32_t until);
int calendar_year_days(const struct calendar *c, int year); /* working days of a year */

bool day_kind_works(enum day_kind kind);
const char *day_kind_words(enum day_kind kind); /* 周末 */
const char *day_kind_key(enum day_kind kind);	/* "weekend" */
#endif
