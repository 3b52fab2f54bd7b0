/* period.h - the periods that figures are counted in: which days, what came before, what they are called. */
#ifndef STORE_VIEW_FIGURE_PERIOD_H
#define STORE_VIEW_FIGURE_PERIOD_H

#include <stdbool.h>
#include <stdint.h>

enum figure_span {
#define FIGURE_SPAN(NAME, key, now, before, text) FIGURE_SPAN_##NAME,
#include "store/view/figure/figure.def"
	FIGURE_SPAN_END
};
struct figure_period {
	int32_t from, to; /* days [from, to) */
	enum figure_span span;
};
/* The one that holds the day; week_start: 1 Monday .. 7 Sunday (setting week_start).  DAYS gives the day alone. */
struct figure_period figure_period_of(enum figure_span span, int32_t day, int week_start);
/* `by` periods later (negative: before). */
struct figure_period figure_period_step(struct figure_period p, int by);
/* The same a year before; a week: 52 weeks before, so that the weekdays are the same. */
struct figure_period figure_period_last_year(struct figure_period p);
bool figure_period_same(const struct figure_period *a, const struct figure_period *b);

/* "2026-W47", "2026-11", "2026-Q3", "2026-H1", "2026", "2026-11-02..2026-11-20".  A week bears the number and the year of
 * its fourth day (ISO 8601 where weeks begin on Monday). */
const char *figure_period_key(const struct figure_period *p, char buf[32]);
/* The reverse; false: it is none of these. */
bool figure_period_parse(const char *key, int week_start, struct figure_period *p);
/* 2026年第47周（11月16日至11月22日）, 2026年11月, 2026年第3季度, 2026年上半年, 2026年, 2026年11月2日至11月20日 */
const char *figure_period_text(const struct figure_period *p, char buf[80]);
int figure_period_number(const struct figure_period *p); /* of the week, month, quarter, half in its year; else 0 */
int figure_period_year(const struct figure_period *p);   /* that it belongs to */

const char *figure_span_key(enum figure_span s);
enum figure_span figure_span_parse(const char *key); /* FIGURE_SPAN_END: none such */
const char *figure_span_now(enum figure_span s);    /* 本周 */
const char *figure_span_before(enum figure_span s); /* 上周 */
#endif
