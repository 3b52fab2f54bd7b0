/* sheet_value.h - what a number in a cell means: pure, for sheet.c and its tests. */
#ifndef FORMS_READER_SHEET_VALUE_H
#define FORMS_READER_SHEET_VALUE_H

#include <stdbool.h>
#include <stddef.h>

/* What a number format shows of a date. */
enum sheet_format {
	SHEET_PLAIN = 0,
	SHEET_DAY = 1,
	SHEET_CLOCK = 2,
	SHEET_DAY_CLOCK = SHEET_DAY | SHEET_CLOCK,
};

/* Of a built-in format's number (14, 22, 57, ...), and of a format's own text (yyyy"年"m"月"d"日"). */
enum sheet_format sheet_format_builtin(int id);
enum sheet_format sheet_format_text(const char *code);

/* A serial date as 2026-11-20, 2026-11-20 09:12:00 or 09:12:00; "" for what no spreadsheet shows as a date
 * (negative, beyond 9999, and 1900-02-29, which never was). */
const char *sheet_date(double serial, enum sheet_format format, bool from_1904, char buf[24]);

/* A number as the spreadsheet shows it in a wide column: 15 digits, no exponent. */
const char *sheet_number(double value, char buf[352]);
#endif
