/* move.c - the counters of tickets, moved in the transaction that moves the ticket (read by
 * store/view/ticket/stat.c).  Each cell follows from the register row alone. */
#include "store/record/ticket/inner.h"

#include "store/base/date.h"
#include "store/view/figure/stat.h"

/* In time by the platform's closing: on the day it came; else on the day on which the limit passed. */
static void judged(const struct ticket_head *h, int64_t by, struct stat_moves *m)
{
	if (!h->closed_at || !h->outer_due || h->excluded)
		return;
	if (h->closed_at <= h->outer_due)
		stat_moves_both(m, STAT_TICKET_JUDGED, h->office, day_at(h->closed_at), STAT_TICKET_IN_TIME, by);
	else
		stat_moves_both(m, STAT_TICKET_JUDGED, h->office, day_at(h->outer_due - 1), STAT_TICKET_OVERDUE, by);
}

void ticket_cells(const struct ticket_head *h, int64_t by, struct stat_moves *m)
{
	stat_moves_add(m, STAT_TICKET, 0, h->state, by);
	stat_moves_add(m, STAT_TICKET_OFFICE, h->office, h->state, by);
	stat_moves_both(m, STAT_TICKET_KIND, h->office, h->kind, h->state, by);
	if (ticket_is_open(h->state)) {
		if (!h->office || !h->handler)
			stat_moves_both(m, STAT_TICKET_FLAG, h->office, STAT_TICKET_UNASSIGNED, h->state, by);
		if (h->supervised)
			stat_moves_both(m, STAT_TICKET_FLAG, h->office, STAT_TICKET_SUPERVISED, h->state, by);
		if (h->extending)
			stat_moves_both(m, STAT_TICKET_FLAG, h->office, STAT_TICKET_EXTENDING, h->state, by);
		if (h->outer_due && !h->closed_at && !h->excluded)
			stat_moves_both(m, STAT_TICKET_LIMIT, h->office, day_at(h->outer_due - 1), 0, by);
	}
	if (h->state == TICKET_VOID)
		return;
	int32_t in = day_at(h->dispatched_at);
	stat_moves_both(m, STAT_TICKET_IN, h->office, in, 0, by);
	stat_moves_both(m, STAT_TICKET_IN_KIND, h->office, in, h->kind, by);
	stat_moves_add(m, STAT_TICKET_IN_OFFICE, in, h->office, by);
	judged(h, by, m);
	if (!h->closed_at)
		return;
	int32_t out = day_at(h->closed_at);
	stat_moves_both(m, STAT_TICKET_OUT, h->office, out, 0, by);
	stat_moves_both(m, STAT_TICKET_OUT_KIND, h->office, out, h->kind, by);
	stat_moves_add(m, STAT_TICKET_OUT_OFFICE, out, h->office, by);
	if (h->pleased && !h->excluded)
		stat_moves_both(m, STAT_TICKET_PLEASED, h->office, out, h->pleased, by);
	if (h->solved && !h->excluded)
		stat_moves_both(m, STAT_TICKET_SOLVED, h->office, out, h->solved, by);
}

enum z ticket_stat_move(struct desk *d, const struct ticket_head *before, const struct ticket_head *h, struct error *e)
{
	struct stat_moves m = {0};
	if (before)
		ticket_cells(before, -1, &m);
	ticket_cells(h, +1, &m);
	enum z z = stat_moves_write(d, &m, e);
	stat_moves_free(&m);
	return z;
}
