/* move.c - the counters of tickets, moved in the transaction that moves the ticket (read by
 * store/view/ticket/stat.c).  Each cell follows from the register row, two from
 * the answers and acts of the ticket besides. */
#include "store/record/ticket/inner.h"

#include "store/base/date.h"
#include "store/view/figure/stat.h"

static int64_t marks(const struct ticket_head *h)
{
	return (h->closed_at ? STAT_MARK_CLOSED : 0) | (h->state == TICKET_RETURNED ? STAT_MARK_RETURNED : 0) |
	       (h->redos > 0 || h->round > 1 ? STAT_MARK_REDONE : 0) | (h->sign_due ? STAT_MARK_TO_SIGN : 0) |
	       (h->sign_due && h->signed_at && h->signed_at <= h->sign_due ? STAT_MARK_SIGNED_IN_TIME : 0) |
	       (!h->origin ? STAT_MARK_OWN : 0);
}

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
	if (!h->excluded)
		stat_moves_both(m, STAT_TICKET_MARKS, h->office, in, marks(h), by);
	if (!h->closed_at)
		return;
	int32_t out = day_at(h->closed_at);
	stat_moves_both(m, STAT_TICKET_OUT, h->office, out, 0, by);
	stat_moves_both(m, STAT_TICKET_OUT_KIND, h->office, out, h->kind, by);
	stat_moves_add(m, STAT_TICKET_OUT_OFFICE, out, h->office, by);
	if (!h->excluded)
		stat_moves_both(m, STAT_TICKET_ASKED, h->office, out, STAT_ASKED_STEP * h->pleased + h->pleased_manner, by);
	if (h->pleased && !h->excluded)
		stat_moves_both(m, STAT_TICKET_PLEASED, h->office, out, h->pleased, by);
	if (h->solved && !h->excluded)
		stat_moves_both(m, STAT_TICKET_SOLVED, h->office, out, h->solved, by);
}

/* ---- what its answers and acts tell ---- */

static bool rated(const struct ticket_head *h)
{
	return h->state != TICKET_VOID && !h->excluded && !h->origin;
}

/* The caller was reached in time by an answer up to this row. */
static bool contacted(struct desk *d, const struct ticket_head *h, int64_t last, struct error *e)
{
	return rated(h) && h->outer_due &&
	       db_number(d->db, e, 0,
	               "SELECT EXISTS(SELECT 1 FROM ticket_answer WHERE ticket=?1 AND id<=?2 AND reached IN (1,2) AND contact_at<=?3)",
	               "iii", h->id, last, h->outer_due) != 0;
}
_Static_assert(ANSWERED_YES == 1 && ANSWERED_PARTLY == 2, "contacted");

static bool extended(struct desk *d, const struct ticket_head *h, int64_t last, struct error *e)
{
	return rated(h) && db_number(d->db, e, 0, "SELECT EXISTS(SELECT 1 FROM ticket_act WHERE ticket=?1 AND act=?2 AND id<=?3)",
	                           "iii", h->id, (int64_t)TICKET_ACT_EXTEND_YES, last) != 0;
}

/* The cells of all answers and acts up to these rows. */
static enum z told_cells(struct desk *d, const struct ticket_head *h, int64_t answer, int64_t act, int64_t by,
        struct stat_moves *m, struct error *e)
{
	const int32_t in = day_at(h->dispatched_at);
	if (contacted(d, h, answer, e))
		stat_moves_both(m, STAT_TICKET_CONTACTED, h->office, in, 0, by);
	if (!db_failed(d->db) && extended(d, h, act, e))
		stat_moves_both(m, STAT_TICKET_EXTENDED, h->office, in, 0, by);
	return db_result(d->db);
}

enum z ticket_stat_told(struct desk *d, const struct ticket_head *h, int64_t answer, int64_t act, struct error *e)
{
	struct stat_moves m = {0};
	enum z z = told_cells(d, h, answer ? answer - 1 : INT64_MAX, act ? act - 1 : INT64_MAX, -1, &m, e);
	if (z == Z_OK)
		z = told_cells(d, h, INT64_MAX, INT64_MAX, +1, &m, e);
	if (z == Z_OK)
		z = stat_moves_write(d, &m, e);
	stat_moves_free(&m);
	return z;
}

enum z ticket_stat_move(struct desk *d, const struct ticket_head *before, const struct ticket_head *h, struct error *e)
{
	struct stat_moves m = {0};
	enum z z = Z_OK;
	if (before)
		ticket_cells(before, -1, &m);
	ticket_cells(h, +1, &m);
	if (before && (rated(before) != rated(h) || before->office != h->office || before->outer_due != h->outer_due ||
	                      before->dispatched_at != h->dispatched_at)) {
		z = told_cells(d, before, INT64_MAX, INT64_MAX, -1, &m, e);
		if (z == Z_OK)
			z = told_cells(d, h, INT64_MAX, INT64_MAX, +1, &m, e);
	}
	if (z == Z_OK)
		z = stat_moves_write(d, &m, e);
	stat_moves_free(&m);
	return z;
}
