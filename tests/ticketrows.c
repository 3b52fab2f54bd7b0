/* ticketrows.c - see ticketrows.h. */
#include "tests/ticketrows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "store/view/ticket/query.h"

uint32_t ticketrows_dice(struct ticketrows *t, uint32_t below)
{
	t->dice ^= t->dice << 13;
	t->dice ^= t->dice >> 7;
	t->dice ^= t->dice << 17;
	return (uint32_t)(t->dice >> 20) % below;
}

static void none(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted)
{
	(void)ctx;
	fail_msg("dim %d k %lld state %d: stored %lld, counted %lld", dim, (long long)k, state, (long long)stored, (long long)counted);
}

void ticketrows_count(struct desk *d)
{
	struct error e;
	assert_ok(stat_count_again(d, false, NULL, &e));
	assert_ok(stat_recount(d, none, NULL, &e));
	assert_ok(ticket_recount(d, none, NULL, &e));
}

#define DICE(n) ((int64_t)ticketrows_dice(t, n))
#define CHANCE(of) (ticketrows_dice(t, of) == 0)

static void limits(struct ticketrows *t)
{
	struct error e;
	for (int k = 1; k < KIND_END; k++)
		for (int u = 1; u < URGENCY_END; u++)
			assert_ok(db_run(t->f->admin->db, &e,
			        "INSERT INTO ticket_limit(kind, urgency, sign_n, sign_unit, inner_n, inner_unit, outer_n, outer_unit,"
			        " return_n, return_unit, extend_n) VALUES(?1,?2,1,?3,3,?4,5,?5,1,1,5)"
			        " ON CONFLICT(kind, urgency) DO UPDATE SET sign_unit=excluded.sign_unit, inner_unit=excluded.inner_unit,"
			        " outer_unit=excluded.outer_unit",
			        "iiiii", (int64_t)k, (int64_t)u, (int64_t)(u > 1 ? 2 : 1), (int64_t)(u > 1 && k % 2 ? 2 : 1),
			        (int64_t)(u > 2 ? 2 : 1)));
}

static void ticket(struct ticketrows *t, int i)
{
	static const char *const topics[] = {"林地占用", "森林防火", "野猪毁田", "古树保护", "松材线虫"};
	struct error e;
	struct db *db = t->f->admin->db;
	int64_t now = desk_now(t->f->admin);
	int state = CHANCE(3) ? 1 + (int)DICE(12) : TICKET_CLOSED;
	bool live = TICKETS_LIVE & 1u << state, migrated = state == TICKET_CLOSED && CHANCE(2);
	int64_t at = now - (live ? DICE(12 * 86400) : DICE(200 * 86400)), sign = at + 86400L * (1 + DICE(2)), inner = at + DICE(4 * 86400),
	        outer = inner + DICE(6 * 86400);
	int64_t closed = state == TICKET_CLOSED ? outer + DICE(6 * 86400) - 4 * 86400L : 0;
	if (closed > now)
		closed = now;
	int64_t due = !live ? TICKET_NEVER : state == TICKET_UNCLAIMED ? sign : state == TICKET_FILLED ? TICKET_NEVER : CHANCE(2) ? inner : outer;
	if (live && CHANCE(15))
		due = at + 777; /* an estimate: no limit is known */
	char number[24], title[80];
	snprintf(number, sizeof number, "26%08d", i);
	snprintf(title, sizeof title, "关于%s的诉求第%d件", topics[DICE(5)], i);
	assert_ok(db_run(db, &e,
	        "INSERT INTO ticket(number, title, state, round, kind, urgency, source, office, handler, supervised, extending,"
	        " excluded, dispatched_at, round_at, signed_at, closed_at, solved, pleased, pleased_manner, redos, light, inner_due,"
	        " outer_due, sign_due, due_sort, origin, created_at, updated_at)"
	        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?13,?26)",
	        "ssiiiisooiiiiooiiiiioooiii", number, title, (int64_t)state, CHANCE(9) ? INT64_C(2) : INT64_C(1), 1 + DICE(7), 1 + DICE(3),
	        CHANCE(2) ? "电话" : "网站", CHANCE(5) ? INT64_C(0) : t->offices[DICE(3)],
	        state > 1 && !CHANCE(4) ? (CHANCE(2) ? t->f->clerk_id : t->f->publish_id) : INT64_C(0), CHANCE(10) ? INT64_C(1) : INT64_C(0),
	        live && CHANCE(10) ? INT64_C(1) : INT64_C(0), CHANCE(12) ? INT64_C(1) : INT64_C(0), at,
	        CHANCE(3) ? INT64_C(0) : at + DICE(3 * 86400), closed, closed ? DICE(5) : 0, closed ? DICE(5) : 0, closed ? DICE(5) : 0,
	        DICE(3) / 2, closed ? 1 + DICE(3) : 0, inner, CHANCE(20) ? INT64_C(0) : outer, CHANCE(4) ? INT64_C(0) : sign, due,
	        (int64_t)migrated, at + DICE(86400)));
}

void ticketrows_fill(struct ticketrows *t, struct deskfix *f, int n, uint64_t seed)
{
	struct error e;
	*t = (struct ticketrows){.f = f, .dice = 88172645463325252u + seed, .offices = {f->office, f->general, 0}};
	assert_ok(office_add(f->admin, "林政执法股", OFFICE_KIND_SECTION, &t->offices[2], &e));
	limits(t);
	assert_ok(db_run(f->admin->db, &e, "BEGIN", ""));
	for (int i = 0; i < n; i++)
		ticket(t, i);
	assert_ok(db_run(f->admin->db, &e, "COMMIT", ""));
	ticketrows_count(f->admin);
}
