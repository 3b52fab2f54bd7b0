/* ratio.h - a percentage as it is printed: rounded half up, in whole numbers, so that 12.5 % is 13 % everywhere. */
#ifndef STORE_BASE_RATIO_H
#define STORE_BASE_RATIO_H

#include <stdint.h>

enum { RATIO_DECIMALS_MAX = 6 };

/* n of `of` as "83.3%" with so many decimals (0 to RATIO_DECIMALS_MAX); "—" where there is nothing to divide by. */
const char *ratio_text(int64_t n, int64_t of, int decimals, char buf[48]);
/* The same without the sign as a number for JSON, to be asked only where `of` is not 0. */
double ratio_percent(int64_t n, int64_t of, int decimals);
/* By how much now is above or below before: "+33.3%", "-25.0%", rounded as ratio_text() does; before 0: "—".  Returns buf. */
const char *ratio_change(int64_t now, int64_t before, int decimals, char buf[48]);
#endif
