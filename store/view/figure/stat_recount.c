/* stat_recount.c - the counters of items counted anew from the records, for `check`, and written anew where they could
 * not be moved: a file of an older version, another calendar. */
#include <stdio.h>
#include <stdlib.h>

#include "store/base/memory.h"
#include "store/record/inner.h"
#include "store/view/recount.h"
#include "store/view/figure/stat.h"
#include "store/view/ticket/stat.h"

/* Both sides of a comparison: what is stored and what the records say, one row a cell that differs. */
enum z recount_dim(struct recount *r, int dim, const char *counted, struct error *e)
{
	struct buffer b = {0};
	buffer_printf(&b,
	        "SELECT k, state, sum(stored), sum(counted) FROM (SELECT k, state, n AS stored, 0 "
	        "AS counted FROM stat WHERE dim=?1"
	        " UNION ALL SELECT k, state, 0, n FROM (%s)) GROUP BY k, state HAVING "
	        "sum(stored)<>sum(counted)",
	        counted);
	sqlite3_stmt *q = db_query_dynamic(r->d->db, e, b.s);
	if (q)
		sqlite3_bind_int64(q, 1, dim);
	while (db_step(r->d->db, q, e))
		r->wrong(r->ctx, dim, sqlite3_column_int64(q, 0), sqlite3_column_int(q, 1),
		        sqlite3_column_int64(q, 2), sqlite3_column_int64(q, 3));
	db_done(q);
	buffer_free(&b);
	return db_result(r->d->db);
}

/* Days are of Shanghai: 28800 s east, see store/base/date.h. */
#define DAY(instant) "(" instant "+28800)/86400"
#define BY(column) "SELECT " column " AS k, state, count(*) AS n FROM item GROUP BY 1, 2"
#define BOTH_BY(column)                                                                                                  \
	RECOUNT_BOTH("SELECT office, " column " AS key, state, count(*) FROM item GROUP BY 1, 2, 3")
#define WHEN_ONLINE " FROM item i WHERE online_at IS NOT NULL AND state<>12"
#define ONLINE(column)                                                                                                   \
	RECOUNT_BOTH("SELECT office, " DAY("online_at") " AS key, " column " AS by, count(*)" WHEN_ONLINE " GROUP BY 1, 2, 3")
_Static_assert(STATE_VOID == 12, "ONLINE");
_Static_assert(STAT_OFFICE_STEP == 10000000, "RECOUNT_BOTH");

/* The first signature of tier 3 of each item of ours that stands. */
#define FIRST_SIGNATURES                                                                                                 \
	" FROM (SELECT min(s.id) AS id, i.office FROM review s JOIN item i ON i.id=s.item AND i.origin=0 WHERE (s.act=2 AND" \
	" s.tier=3 OR s.act=9) AND NOT EXISTS(SELECT 1 FROM review w WHERE w.item=s.item AND w.act=5 AND w.refers=s.id)"    \
	" GROUP BY s.item) f JOIN review v ON v.id=f.id GROUP BY 1, 2, 3"

/* Returns by what lies between two of them, see enum stat_dim. */
#define RETURNS(state, partition)                                                                                        \
	RECOUNT_BOTH("SELECT i.office, r.day, " state " AS gap, count(*) FROM (SELECT item, reason, day, day-lag(day) OVER (PARTITION" \
		     " BY " partition " ORDER BY id) AS days FROM (SELECT id, item, reason, " DAY("at") " AS day FROM review"     \
		     " WHERE act=3)) r JOIN item i ON i.id=r.item WHERE r.days IS NULL OR r.days>0 GROUP BY 1, 2, 3")
_Static_assert(REVIEW_RETURN == 3 && STAT_REASON_STEP == 100000 && STAT_RETURNED_MAX == 99999, "RETURNS");

static const struct {
	enum stat_dim dim;
	const char *sql;
	bool calendar; /* hangs on it */
} counts[] = {
        {STAT_ALL, BY("0"), false},
        {STAT_OFFICE, BY("office"), false},
        {STAT_CATEGORY, BOTH_BY("coalesce(category,0)"), false},
        {STAT_CATALOG, BOTH_BY("coalesce(catalog,0)"), false},
        {STAT_ATTRIBUTE, BY("attribute"), false},
        {STAT_ONLINE, ONLINE("origin"), false},
        {STAT_ONLINE_CATEGORY, ONLINE("coalesce(category,0)"), false},
        {STAT_ONLINE_CATALOG, ONLINE("coalesce(catalog,0)"), false},
        {STAT_ONLINE_OFFICE, "SELECT " DAY("online_at") " AS k, office AS state, count(*) AS n" WHEN_ONLINE " GROUP BY 1, 2", false},
        {STAT_ONLINE_CHANNEL,
                RECOUNT_BOTH("SELECT i.office, " DAY("i.online_at") ", c.value, count(*) FROM item i,"
                             " json_each('['||trim(i.channels, ',')||']') c WHERE i.online_at IS NOT NULL AND i.state<>12"
                             " GROUP BY 1, 2, 3"),
                false},
        {STAT_DUE, RECOUNT_BOTH("SELECT office, due, 0, count(*) FROM item WHERE due IS NOT NULL GROUP BY 1, 2"), false},
        {STAT_TIMELY,
                RECOUNT_BOTH("SELECT office, " DAY("online_at") " AS key, CASE publish_limit(formed_on)>=" DAY("online_at")
                             " WHEN 1 THEN 1 WHEN 0 THEN 2 ELSE 3 END AS how, count(*)" WHEN_ONLINE
                             " AND origin=0 AND formed_on IS NOT NULL GROUP BY 1, 2, 3"),
                true},
        {STAT_SIGNED,
                RECOUNT_BOTH("SELECT f.office, " DAY("v.at") " AS key, CASE WHEN EXISTS(SELECT 1 FROM review b WHERE"
                             " b.item=v.item AND b.act=3 AND b.id<v.id AND NOT EXISTS(SELECT 1 FROM review w WHERE"
                             " w.item=b.item AND w.act=5 AND w.refers=b.id)) THEN 2 ELSE 1 END AS how, count(*)" FIRST_SIGNATURES),
                false},
        {STAT_SIGNED_DAYS,
                RECOUNT_BOTH("SELECT f.office, " DAY("v.at") " AS key, coalesce(min(working_days((SELECT " DAY("b.at")
                             " FROM review b WHERE b.item=v.item AND b.act=1 ORDER BY b.id LIMIT 1), " DAY("v.at")
                             "), 998), 999) AS days, count(*)" FIRST_SIGNATURES),
                true},
        {STAT_RETURNED, RETURNS("min(coalesce(r.days, 0), 99999)", "item"), false},
        {STAT_RETURNED_REASON, RETURNS("r.reason*100000+min(coalesce(r.days, 0), 99999)", "item, reason"), false},
        {STAT_LEFT, RECOUNT_BOTH("SELECT office, 0, 0, count(*) FROM item INDEXED BY item_channels_left WHERE channels_left>0"
                                 " GROUP BY 1"),
                false},
};
_Static_assert(STAT_TIMELY_IN_TIME == 1 && STAT_TIMELY_LATE == 2 && STAT_TIMELY_UNKNOWN == 3, "STAT_TIMELY");
_Static_assert(STAT_SIGNED_AT_ONCE == 1 && STAT_SIGNED_RETURNED == 2, "STAT_SIGNED");
_Static_assert(STAT_DAYS_MAX == 998 && STAT_DAYS_UNKNOWN == 999 && REVIEW_SUBMIT == 1, "STAT_SIGNED_DAYS");

/* A month is what its days are; these are compared with the records themselves. */
static enum z recount_months(struct recount *r, struct error *e)
{
	enum z z = Z_OK;
	for (int dim = 0; dim < STAT_END && z == Z_OK; dim++) {
		char sql[160];
		snprintf(sql, sizeof sql, "SELECT month_key(k) AS k, state, sum(n) AS n FROM stat WHERE dim=%d GROUP BY 1, 2", dim);
		if (stat_monthly(dim))
			z = recount_dim(r, dim + STAT_BY_MONTH, sql, e);
	}
	return z;
}

static enum z recount(struct recount *r, bool calendar_only, struct error *e)
{
	enum z z = Z_OK;
	for (size_t i = 0; i < sizeof counts / sizeof *counts && z == Z_OK; i++)
		if (!calendar_only || counts[i].calendar)
			z = recount_dim(r, (int)counts[i].dim, counts[i].sql, e);
	return z;
}

enum z stat_recount(struct desk *d,
        void (*wrong)(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted),
        void *ctx, struct error *e)
{
	struct recount r = {d, wrong, ctx};
	enum z z = recount(&r, false, e);
	return z == Z_OK ? recount_months(&r, e) : z;
}

/* ---- written anew ---- */

static void correction(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted)
{
	stat_moves_add(ctx, dim, k, state, counted - stored);
}

enum z stat_count_again(struct desk *d, bool calendar_only, int64_t *mended, struct error *e)
{
	struct stat_moves m = {0};
	struct recount r = {d, correction, &m};
	enum z z = recount(&r, calendar_only, e);
	if (z == Z_OK && !calendar_only)
		z = ticket_recount(d, correction, &m, e);
	if (z == Z_OK)
		z = stat_moves_write(d, &m, e);
	if (mended)
		*mended = (int64_t)m.n;
	stat_moves_free(&m);
	if (z == Z_OK && !calendar_only) /* what is wrong with them still, now that their days are right */
		z = recount_months(&r, e);
	if (z == Z_OK)
		z = stat_moves_write(d, &m, e);
	if (mended)
		*mended += (int64_t)m.n;
	stat_moves_free(&m);
	return z;
}

bool stat_wanted(struct desk *d)
{
	return db_number(d->db, NULL, 0, "SELECT count(*) FROM stat WHERE dim=0", "") > 0;
}

enum z stat_ensure(struct desk *d, struct error *e)
{
	enum z z = db_begin(d->db, e);
	if (z != Z_OK)
		return z;
	if (stat_wanted(d)) /* nobody did it meanwhile */
		z = stat_count_again(d, false, NULL, e);
	if (z == Z_OK)
		z = db_run(d->db, e, "DELETE FROM stat WHERE dim=0", "");
	if (z == Z_OK)
		return db_commit(d->db, e);
	db_rollback(d->db);
	return z;
}
