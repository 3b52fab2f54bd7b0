/* date.c - days and instants by arithmetic alone: no libc calendar, no TZ. */
#include "store/base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { YEAR_FIRST = 1900, YEAR_LAST = 9999, DAY_SECONDS = 86400, SHANGHAI = 8 * 3600 };

static bool leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int month_days(int year, int month)
{
	static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return month == 2 && leap(year) ? 29 : days[month - 1];
}

/* Years are counted from March, so that the leap day is the last of its year; 719468 is the number of
 * days from 0000-03-01 to 1970-01-01. */
int32_t day_of(int year, int month, int day)
{
	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1 ||
		day > month_days(year, month))
		return DAY_NONE;
	int y = month > 2 ? year : year - 1;
	int m = month > 2 ? month - 3 : month + 9;
	return y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

void day_split(int32_t day, int *year, int *month, int *mday)
{
	int64_t z = (int64_t)day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t in_era = z - era * 146097;
	int64_t y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int64_t in_year = in_era - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * in_year + 2) / 153;
	*mday = (int)(in_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400 + (m < 10 ? 0 : 1));
}

int day_year(int32_t day)
{
	int y, m, d;
	day_split(day, &y, &m, &d);
	return y;
}

/* 1970-01-01 was a Thursday. */
int day_weekday(int32_t day)
{
	int w = (int)(((int64_t)day + 3) % 7);
	return (w < 0 ? w + 7 : w) + 1;
}

/* Half-width copy of s without the blanks around it.  False if it does not fit: then it is no date. */
static bool narrow(char *out, size_t cap, const char *s)
{
	size_t n = 0;
	while (*s) {
		const unsigned char *u = (const unsigned char *)s;
		char c = *s;
		int step = 1;
		if (u[0] > ' ' && u[0] < 0x80 && n + 1 < cap) { /* nearly all */
			out[n++] = c;
			s++;
			continue;
		}
		if (u[0] == 0xe3 && u[1] == 0x80 && u[2] == 0x80) { /* U+3000 */
			c = ' ';
			step = 3;
		} else if (u[0] == 0xc2 && u[1] == 0xa0) { /* U+00A0 */
			c = ' ';
			step = 2;
		} else if (u[0] == 0xef && (u[1] == 0xbc || u[1] == 0xbd) && u[2] >= 0x80 &&
			u[2] <= 0xbf) { /* U+FF01..FF5E */
			int wide = (u[1] - 0xbc) * 64 + (u[2] - 0x80) + 0x20;
			if (wide < 0x21 || wide > 0x7e)
				return false;
			c = (char)wide;
			step = 3;
		}
		if (c == '\t' || c == '\r' || c == '\n')
			c = ' ';
		s += step;
		if (c == ' ' && n == 0)
			continue;
		if (n + 1 >= cap) {
			if (c == ' ')
				continue;
			return false;
		}
		out[n++] = c;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	out[n] = '\0';
	return true;
}

/* Reads least..most digits; -1 if there are fewer. */
static int digits(const char **s, int least, int most)
{
	int value = 0, n = 0;
	for (; n < most && **s >= '0' && **s <= '9'; n++)
		value = value * 10 + (*(*s)++ - '0');
	return n < least ? -1 : value;
}

static bool eat(const char **s, const char *what)
{
	size_t n = strlen(what);
	if (strncmp(*s, what, n) != 0)
		return false;
	*s += n;
	return true;
}

/* The date at *s, which then stands behind it. */
static int32_t date_part(const char **s)
{
	int year = digits(s, 4, 4), month, day;
	if (year < 0)
		return DAY_NONE;
	if (**s >= '0' && **s <= '9') {
		month = digits(s, 2, 2);
		day = digits(s, 2, 2);
	} else if (eat(s, "年")) {
		month = digits(s, 1, 2);
		if (!eat(s, "月"))
			return DAY_NONE;
		day = digits(s, 1, 2);
		if (!eat(s, "日"))
			return DAY_NONE;
	} else {
		char mark = **s;
		if (mark != '-' && mark != '/' && mark != '.')
			return DAY_NONE;
		++*s;
		month = digits(s, 1, 2);
		if (**s != mark)
			return DAY_NONE;
		++*s;
		day = digits(s, 1, 2);
	}
	if (**s >= '0' && **s <= '9')
		return DAY_NONE;
	return day_of(year, month, day);
}

int32_t day_parse(const char *s)
{
	char text[48];
	if (!s || !narrow(text, sizeof text, s))
		return DAY_NONE;
	const char *at = text;
	int32_t day = date_part(&at);
	return *at ? DAY_NONE : day;
}

/* 11月20日, 11-20, 11/20, 11.20 and nothing behind it. */
static bool month_day(const char *at, int *month, int *day)
{
	*month = digits(&at, 1, 2);
	bool han = eat(&at, "月");
	if (*month < 0 || (!han && !eat(&at, "-") && !eat(&at, "/") && !eat(&at, ".")))
		return false;
	*day = digits(&at, 1, 2);
	return *day >= 0 && (!han || eat(&at, "日")) && !*at;
}

int32_t day_parse_near(const char *s, int32_t near)
{
	char text[48];
	int month, mday;
	int32_t best = DAY_NONE, day = day_parse(s);
	if (day != DAY_NONE || !s || !narrow(text, sizeof text, s) || !month_day(text, &month, &mday))
		return day;
	for (int year = day_year(near) - 1; year <= day_year(near) + 1; year++) {
		day = day_of(year, month, mday);
		int64_t away = (int64_t)day - near, nearest = (int64_t)best - near;
		if (day != DAY_NONE && (best == DAY_NONE || (away < 0 ? -away : away) < (nearest < 0 ? -nearest : nearest)))
			best = day;
	}
	return best;
}

int64_t instant_parse(const char *s)
{
	char text[48];
	if (!s || !narrow(text, sizeof text, s))
		return -1;
	const char *at = text;
	int32_t day = date_part(&at);
	if (day == DAY_NONE)
		return -1;
	if (!*at)
		return day_start(day);
	if (*at != 'T' && *at != ' ')
		return -1;
	at++;
	while (*at == ' ')
		at++;
	int second = 0, hour = digits(&at, 1, 2);
	if (hour < 0 || hour > 23 || !eat(&at, ":"))
		return -1;
	int minute = digits(&at, 2, 2);
	if (minute < 0 || minute > 59)
		return -1;
	if (eat(&at, ":"))
		second = digits(&at, 2, 2);
	if (second < 0 || second > 59)
		return -1;
	eat(&at, "+08:00");
	if (*at)
		return -1;
	return day_start(day) + (int64_t)(hour * 3600 + minute * 60 + second);
}

int32_t day_at(int64_t instant)
{
	if (instant > INT64_MAX - SHANGHAI)
		return DAY_NONE;
	instant += SHANGHAI;
	int64_t day = instant / DAY_SECONDS - (instant % DAY_SECONDS < 0);
	return day > INT32_MAX || day < INT32_MIN ? DAY_NONE : (int32_t)day;
}

int64_t day_start(int32_t day)
{
	return (int64_t)day * DAY_SECONDS - SHANGHAI;
}

/* n digits of value; lists write thousands of dates, and snprintf() costs ten times as much. */
static char *put_digits(char *to, int value, int n)
{
	for (int i = n; i-- > 0; value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + n;
}

const char *day_text(int32_t day, char buf[16])
{
	int y, m, d;
	buf[0] = '\0';
	if (day == DAY_NONE)
		return buf;
	day_split(day, &y, &m, &d);
	if (y < 0 || y > 9999) {
		snprintf(buf, 16, "%04d-%02d-%02d", y, m, d);
		return buf;
	}
	char *at = put_digits(buf, y, 4);
	*at = '-';
	at = put_digits(at + 1, m, 2);
	*at = '-';
	*put_digits(at + 1, d, 2) = '\0';
	return buf;
}

const char *day_chinese(int32_t day, char buf[40])
{
	int y, m, d;
	buf[0] = '\0';
	if (day == DAY_NONE)
		return buf;
	day_split(day, &y, &m, &d);
	snprintf(buf, 40, "%d年%d月%d日", y, m, d);
	return buf;
}

const char *day_short(int32_t day, char buf[40])
{
	static const char *const name[] = {"一", "二", "三", "四", "五", "六", "日"};
	int y, m, d;
	buf[0] = '\0';
	if (day == DAY_NONE)
		return buf;
	day_split(day, &y, &m, &d);
	snprintf(buf, 40, "%d月%d日 周%s", m, d, name[day_weekday(day) - 1]);
	return buf;
}

/* The seconds since midnight in Shanghai. */
static int second_of_day(int64_t instant)
{
	return (int)(instant - day_start(day_at(instant)));
}

const char *instant_text(int64_t instant, char buf[24])
{
	buf[0] = '\0';
	if (day_at(instant) == DAY_NONE)
		return buf;
	int s = second_of_day(instant);
	day_text(day_at(instant), buf);
	char *at = buf + strlen(buf);
	*at = ' ';
	at = put_digits(at + 1, s / 3600, 2);
	*at = ':';
	*put_digits(at + 1, s / 60 % 60, 2) = '\0';
	return buf;
}

int64_t until_parse(const char *s)
{
	int32_t day = day_parse(s);
	return day != DAY_NONE ? day_start(day + 1) : instant_parse(s);
}

const char *until_text(int64_t until, char buf[24])
{
	if (day_at(until) == DAY_NONE || until != day_start(day_at(until)))
		return instant_text(until, buf);
	char day[16];
	snprintf(buf, 24, "%s", day_text(day_at(until - 1), day));
	return buf;
}

const char *instant_iso(int64_t instant, char buf[32])
{
	char day[16];
	buf[0] = '\0';
	if (day_at(instant) == DAY_NONE)
		return buf;
	int s = second_of_day(instant);
	snprintf(buf, 32, "%sT%02d:%02d:%02d+08:00", day_text(day_at(instant), day), s / 3600,
		s / 60 % 60, s % 60);
	return buf;
}
