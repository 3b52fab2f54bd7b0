/* dates_fuzz.c - any text as a day and as an instant: what is accepted says the same in every form it is written in. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_day(int32_t day)
{
	char text[16], chinese[40], shorter[40];
	int y, m, d;

	day_split(day, &y, &m, &d);
	if (y < 1900 || y > 9999 || m < 1 || m > 12 || d < 1 || d > 31 || day_of(y, m, d) != day || day_year(day) != y)
		abort();
	if (day_parse(day_text(day, text)) != day || day_parse(day_chinese(day, chinese)) != day)
		abort();
	if (day_weekday(day) < 1 || day_weekday(day) > 7 || !*day_short(day, shorter))
		abort();
}

static void check_instant(int64_t at)
{
	char iso[32], text[24];

	if (instant_parse(instant_iso(at, iso)) != at)
		abort();
	/* The short form has no seconds. */
	int64_t minute = instant_parse(instant_text(at, text));
	if (minute > at || at - minute > 59)
		abort();
	if (day_start(day_at(at)) > at || at - day_start(day_at(at)) >= 86400)
		abort();
	check_day(day_at(at));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *s = xstrndup((const char *)data, size);
	int32_t day = day_parse(s);
	int64_t at = instant_parse(s);

	if (day != DAY_NONE) {
		check_day(day);
		if (at != day_start(day))
			abort();
	}
	/* -1 is also the last second of 1969, which nobody means. */
	if (at != -1)
		check_instant(at);
	free(s);
	return 0;
}
