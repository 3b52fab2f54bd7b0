/* ratio.c - see ratio.h. */
#include "store/base/ratio.h"

#include <stdio.h>
#include <stdlib.h>

static int64_t power(int decimals)
{
	int64_t p = 1;
	while (decimals-- > 0)
		p *= 10;
	return p;
}

static int bounded(int decimals)
{
	return decimals < 0 ? 0 : decimals > RATIO_DECIMALS_MAX ? RATIO_DECIMALS_MAX : decimals;
}

/* 10^decimals parts of a per cent; half of one is rounded away from 0. */
static int64_t parts(int64_t n, int64_t of, int decimals)
{
	__extension__ typedef __int128 wide; /* counts of any size times 10^8 */
	wide scaled = (wide)llabs(n) * 100 * power(decimals);
	int64_t whole = (int64_t)((2 * scaled + of) / ((wide)2 * of));
	return n < 0 ? -whole : whole;
}

const char *ratio_text(int64_t n, int64_t of, int decimals, char buf[48])
{
	int d = bounded(decimals);
	if (of <= 0) {
		snprintf(buf, 48, "\xe2\x80\x94");
		return buf;
	}
	int64_t p = parts(n, of, d), unit = power(d);
	if (d)
		snprintf(buf, 48, "%s%lld.%0*lld%%", p < 0 ? "-" : "", (long long)(llabs(p) / unit), d,
		        (long long)(llabs(p) % unit));
	else
		snprintf(buf, 48, "%lld%%", (long long)p);
	return buf;
}

double ratio_percent(int64_t n, int64_t of, int decimals)
{
	int d = bounded(decimals);
	return of <= 0 ? 0 : (double)parts(n, of, d) / (double)power(d);
}

const char *ratio_change(int64_t now, int64_t before, int decimals, char buf[48])
{
	char text[48];
	ratio_text(now - before, before, decimals, text);
	snprintf(buf, 48, "%s%.46s", before > 0 && now >= before ? "+" : "", text);
	return buf;
}
