/* stat.c - what a counter that is wrong is called. */
#include <stdio.h>

#include "store/base/date.h"
#include "store/rule/ticket/ticket.h"
#include "store/view/check/inside.h"
#include "store/view/figure/stat.h"

static const char *const dims[STAT_END] = {
        "",
#define STAT_DIM(name, text) [STAT_##name] = text,
#include "store/view/figure/stat_dim.def"
};

static bool counts_by_day(int dim)
{
	return dim == STAT_ONLINE || dim == STAT_SIGNED || (dim >= STAT_TICKET_IN && dim < STAT_END && dim != STAT_LEFT);
}

/* Of what the second key of a cell means; the number itself where it is an id. */
static const char *second(int dim, int state, char buf[24])
{
	switch (dim) {
	case STAT_SIGNED:
		return check_word(state == STAT_SIGNED_AT_ONCE ? WORD_AT_ONCE : WORD_RETURNED);
	case STAT_DUE:
	case STAT_LEFT:
	case STAT_TICKET_LIMIT:
		return "";
	case STAT_TIMELY:
		return check_word(state == STAT_TIMELY_IN_TIME ? WORD_IN_TIME : state == STAT_TIMELY_LATE ? WORD_OVERDUE : WORD_UNKNOWN);
	case STAT_TICKET_JUDGED:
		return check_word(state == STAT_TICKET_IN_TIME ? WORD_IN_TIME : WORD_OVERDUE);
	case STAT_TICKET_PLEASED:
		return ticket_pleased_text(state);
	case STAT_TICKET_IN_KIND:
	case STAT_TICKET_OUT_KIND:
		return ticket_kind_text(state);
	case STAT_TICKET:
	case STAT_TICKET_OFFICE:
	case STAT_TICKET_KIND:
	case STAT_TICKET_FLAG:
		return ticket_state_text(state);
	case STAT_ALL:
	case STAT_OFFICE:
	case STAT_CATEGORY:
	case STAT_CATALOG:
	case STAT_ATTRIBUTE:
		return item_state_text(state);
	default:
		snprintf(buf, 24, "%d", state);
		return buf;
	}
}

/* Of what the first key means. */
static void key_text(int dim, bool month, int64_t key, char buf[24])
{
	if (month)
		snprintf(buf, 24, "%lld-%02lld", (long long)key / 12, (long long)key % 12 + 1);
	else if (dim == STAT_ALL || dim == STAT_TICKET || dim == STAT_LEFT)
		*buf = '\0';
	else if (counts_by_day(dim))
		day_text((int32_t)key, buf);
	else
		snprintf(buf, 24, "%lld", (long long)key);
}

void check_stat_wrong(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted)
{
	struct check *c = ctx;
	char what[160], of[24], a[24], b[24], key[24];
	const int64_t office = stat_k_office(k);
	const bool month = dim >= STAT_BY_MONTH;
	const struct number_text by = number_text(office);
	if (month)
		dim -= STAT_BY_MONTH;
	key_text(dim, month, k - stat_k(office, 0), key);
	snprintf(what, sizeof what, "%s%s%s%s·%s", office ? dims[STAT_OFFICE] : "", office ? by.s : "", dims[dim], key,
	        second(dim, state, of));
	snprintf(a, sizeof a, "%lld", (long long)stored);
	snprintf(b, sizeof b, "%lld", (long long)counted);
	say(c, 10, R_CHECK_STAT, what, a, b);
}
