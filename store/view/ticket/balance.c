/* balance.c - see ticket/balance.h.
 *
 * A ticket ends when the platform closes it, or by the last act that took it out of the chain.  How many were open at an
 * instant is told from those open now: less what came in since, and those that ended since. */
#include "store/view/ticket/balance.h"

#include "store/record/inner.h"

/* 12 作废; 7 已办结; 9 已退单, 10 已并单, 11 转法定途径 */
#define LIVE "(1,2,3,4,5,6,8)"
#define LEFT "(9,10,11)"
/* When a ticket of LEFT was left: its last act that led there. */
#define LEFT_AT "(SELECT max(a.at) FROM ticket_act a WHERE a.ticket=t.id AND a.state=t.state)"

static int64_t number(struct desk *d, const char *sql, int64_t from, int64_t to, struct error *e)
{
	return db_number(d->db, e, 0, sql, "ii", from, to);
}

/* Open at the instant; *known keeps the first failure. */
static int64_t open_at(struct desk *d, int64_t at, enum z *z, struct error *e)
{
	static const char *const parts[] = {
		"SELECT count(*) FROM ticket WHERE state IN " LIVE " AND ?1=?2",
		"SELECT -count(*) FROM ticket WHERE dispatched_at>=?1 AND ?1=?2 AND state IN " LIVE,
		"SELECT count(*) FROM ticket WHERE closed_at>=?1 AND ?1=?2 AND state=7 AND dispatched_at<?1",
		"SELECT count(*) FROM ticket t WHERE ?1=?2 AND t.state IN " LEFT " AND t.dispatched_at<?1 AND " LEFT_AT ">=?1",
	};
	int64_t n = 0;
	for (size_t i = 0; i < sizeof parts / sizeof *parts && !*z; i++) {
		n += number(d, parts[i], at, at, e);
		*z = db_result(d->db);
	}
	return n;
}

enum z ticket_balance(struct desk *d, const struct ticket_span *s, struct ticket_balance *b, struct error *e)
{
	static const char *const flows[] = {
		"SELECT count(*) FROM ticket WHERE dispatched_at>=?1 AND dispatched_at<?2 AND state<>12",
		"SELECT count(*) FROM ticket WHERE closed_at>=?1 AND closed_at<?2 AND state=7",
		"SELECT count(*) FROM ticket t WHERE t.state=9 AND " LEFT_AT ">=?1 AND " LEFT_AT "<?2",
		"SELECT count(*) FROM ticket t WHERE t.state=10 AND " LEFT_AT ">=?1 AND " LEFT_AT "<?2",
		"SELECT count(*) FROM ticket t WHERE t.state=11 AND " LEFT_AT ">=?1 AND " LEFT_AT "<?2",
		"SELECT count(*) FROM ticket WHERE state=6 AND ?1<?2",
	};
	int64_t *const out[] = {&b->in, &b->closed, &b->returned, &b->merged, &b->routed, &b->filled};
	enum z z = Z_OK;
	*b = (struct ticket_balance){.carried = open_at(d, s->from, &z, e)};
	for (size_t i = 0; i < sizeof flows / sizeof *flows && !z; i++) {
		*out[i] = number(d, flows[i], s->from, s->to, e);
		z = db_result(d->db);
	}
	b->open = b->carried + b->in - b->closed - b->returned - b->merged - b->routed;
	return z;
}
