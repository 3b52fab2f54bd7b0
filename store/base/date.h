/* date.h - days and instants.
 *
 * A day is a count of days since 1970-01-01 (int32_t); an instant is UTC seconds (int64_t).  The desk
 * lives in Asia/Shanghai, UTC+8 without summer time since 1991, so the two meet by adding eight hours;
 * the process's TZ is never consulted. */
#ifndef STORE_BASE_DATE_H
#define STORE_BASE_DATE_H

#include <stdint.h>

#define DAY_NONE INT32_MIN

int32_t day_of(int year, int month, int day); /* DAY_NONE if there is no such date; years 1900-9999 */
void day_split(int32_t day, int *year, int *month, int *mday);
int day_year(int32_t day);
int day_weekday(int32_t day); /* 1 Monday .. 7 Sunday */

/* 2026-11-20, 2026/11/20, 2026.11.20, 20261120, 2026年11月20日, with one-digit months and days, full-width
 * digits and blanks around allowed.  DAY_NONE for anything else. */
int32_t day_parse(const char *s);
/* The same, or 11月20日, 11-20, 11/20 without a year: that of the year in which it is nearest to `near`. */
int32_t day_parse_near(const char *s, int32_t near);
/* day_parse()'s forms followed by an optional time "T09:00", " 09:00:00" of Shanghai, with or without "+08:00" behind it;
 * into an instant.  -1 for anything else. */
int64_t instant_parse(const char *s);

int32_t day_at(int64_t instant);
int64_t day_start(int32_t day); /* the instant of 00:00 in Shanghai */

const char *day_text(int32_t day, char buf[16]);            /* 2026-11-20; "" for DAY_NONE */
const char *day_chinese(int32_t day, char buf[40]);         /* 2026年11月20日 */
const char *day_short(int32_t day, char buf[40]);           /* 11月20日 周五 */
/* A limit: its day alone says that it ends with that day (24:00), which is how it is written, too. -1 as above. */
int64_t until_parse(const char *s);
const char *until_text(int64_t until, char buf[24]); /* 2026-11-20, or 2026-11-20 09:12 */
const char *instant_text(int64_t instant, char buf[24]);    /* 2026-11-20 09:12, Shanghai */
const char *instant_iso(int64_t instant, char buf[32]);     /* 2026-11-20T09:12:05+08:00 */
#endif
