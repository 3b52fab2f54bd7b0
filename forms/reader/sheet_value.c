/* sheet_value.c - see sheet_value.h.  Knows numbers and formats, no XML. */
#include "forms/reader/sheet_value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/base/date.h"

enum sheet_format sheet_format_builtin(int id)
{
	/* 27-36 and 50-58 are the dates of the Chinese and Japanese editions. */
	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || id == 50 || id == 51 ||
		id == 52 || id == 53 || id == 54 || id == 57 || id == 58)
		return SHEET_DAY;
	if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ||
		id == 55 || id == 56)
		return SHEET_CLOCK;
	return id == 22 ? SHEET_DAY_CLOCK : SHEET_PLAIN;
}

enum sheet_format sheet_format_text(const char *code)
{
	bool day = false, month = false, hour = false, digits = false;
	for (const char *s = code; *s && *s != ';'; s++) {
		if (*s == '"') {
			const char *end = strchr(s + 1, '"');
			if (!end)
				break;
			s = end;
		} else if (*s == '[') {
			const char *end = strchr(s, ']');
			/* [h], [mm], [ss] are hours that run past a day; anything else is a colour or a language. */
			if (end && s[1] && strspn(s + 1, "hHmMsS") == (size_t)(end - s - 1))
				hour = true;
			if (!end)
				break;
			s = end;
		} else if (*s == '\\' || *s == '_' || *s == '*') {
			if (s[1])
				s++;
		} else if (strchr("yYdDe", *s)) { /* E is the exponent of 0.00E+00 */
			day = true;
		} else if (*s == 'm' || *s == 'M') {
			month = true;
		} else if (strchr("hHsS", *s)) {
			hour = true;
		} else if (strchr("0#?", *s) && !hour) {
			digits = true; /* but tenths of a second: ss.0 */
		}
		if (!strncasecmp(s, "General", 7))
			return SHEET_PLAIN;
	}
	if (digits)
		return SHEET_PLAIN;
	if (month && !hour)
		day = true;
	return (day ? SHEET_DAY : 0) | (hour ? SHEET_CLOCK : 0);
}

const char *sheet_date(double serial, enum sheet_format format, bool from_1904, char buf[24])
{
	buf[0] = '\0';
	if (!(serial >= 0) || serial >= 2958466)
		return buf;
	double whole = (double)(long)serial;
	int second = (int)((serial - whole) * 86400 + 0.5);
	if (second >= 86400) {
		second -= 86400;
		whole += 1;
	}
	int32_t day = DAY_NONE;
	if (from_1904)
		day = day_of(1904, 1, 1) + (int32_t)whole;
	else if (whole >= 61)
		day = day_of(1900, 3, 1) + (int32_t)whole - 61;
	else if (whole >= 1 && whole < 60) /* the counting has a 29 February 1900 that never was */
		day = day_of(1900, 1, 1) + (int32_t)whole - 1;
	char clock[16] = "";
	if (second || (format & SHEET_CLOCK))
		snprintf(clock, sizeof clock, "%02d:%02d:%02d", second / 3600, second / 60 % 60,
			second % 60);
	if (whole < 1 && !from_1904 && (format & SHEET_CLOCK))
		return memcpy(buf, clock, sizeof clock);
	if (day == DAY_NONE || day > day_of(9999, 12, 31))
		return buf;
	char text[16];
	snprintf(buf, 24, "%s%s%s", day_text(day, text), clock[0] ? " " : "", clock);
	return buf;
}

const char *sheet_number(double value, char buf[352])
{
	buf[0] = '\0';
	if (!isfinite(value))
		return buf;
	/* Beyond 15 digits a spreadsheet itself only keeps noise; other writers keep up to 2^53. */
	if (value >= 9e15 || value <= -9e15 || value == (double)(long long)value) {
		snprintf(buf, 352, "%.0f", value + 0.0);
		return strcmp(buf, "-0") ? buf : buf + 1;
	}
	/* d.dddddddddddddde-NN, 15 digits, unfolded */
	char e[32], digits[16];
	snprintf(e, sizeof e, "%.14e", value < 0 ? -value : value);
	int power = atoi(strchr(e, 'e') + 1), n = 15;
	digits[0] = e[0];
	memcpy(digits + 1, e + 2, 14);
	while (n > 1 && digits[n - 1] == '0')
		n--;
	char *out = buf;
	if (value < 0)
		*out++ = '-';
	if (power < 0) {
		*out++ = '0';
		*out++ = '.';
		for (int i = -1; i > power; i--)
			*out++ = '0';
	}
	for (int i = 0; i < n || i <= power; i++) {
		if (power >= 0 && i == power + 1)
			*out++ = '.';
		*out++ = i < n ? digits[i] : '0';
	}
	*out = '\0';
	return buf;
}
