/* stat.c - figures, read from counters that the operations keep (store/record/stat_move.c), and
 * from short ranges of indexes.
 *
 * Whatever is shown as a figure can be opened as a list: stat_figure_query() names it, a test
 * compares the two. */
#include "store/view/stat.h"

#include <stdlib.h>
#include <string.h>
#include <stdio.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/record/inner.h"
#include "store/rule/workdays.h"
#include "store/view/item_view.h"
#include "store/view/recount.h"

enum z stat_states(
        struct desk *d, enum stat_dim dim, int64_t k, int64_t states[32], struct error *e)
{
	memset(states, 0, 32 * sizeof *states);
	sqlite3_stmt *q = db_query(
	        d->db, e, "SELECT state, n FROM stat WHERE dim=?1 AND k=?2", "ii", (int64_t)dim, k);
	while (db_step(d->db, q, e)) {
		int s = sqlite3_column_int(q, 0);
		if (s >= 0 && s < 32)
			states[s] = sqlite3_column_int64(q, 1);
	}
	db_done(q);
	return db_result(d->db);
}

static int by_number(const void *a, const void *b)
{
	const struct stat_row *x = a, *y = b;
	return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : (x->k > y->k) - (x->k < y->k);
}

static const char *names_of(enum stat_dim dim)
{
	switch (dim) {
	case STAT_OFFICE:
		return "SELECT s.k, s.state, s.n, x.name FROM stat s LEFT JOIN office x ON "
		       "x.id=s.k WHERE s.dim=?1 ORDER BY s.k";
	case STAT_CATEGORY:
		return "SELECT s.k, s.state, s.n, x.name FROM stat s LEFT JOIN category x ON "
		       "x.id=s.k WHERE s.dim=?1 ORDER BY s.k";
	case STAT_CATALOG:
		return "SELECT s.k, s.state, s.n, x.name FROM stat s LEFT JOIN catalog x ON "
		       "x.id=s.k WHERE s.dim=?1 ORDER BY s.k";
	default:
		return "SELECT s.k, s.state, s.n, '' FROM stat s WHERE s.dim=?1 ORDER BY s.k";
	}
}

enum z stat_by(struct desk *d, enum stat_dim dim, uint32_t states, struct stat_row **rows, int *n,
        struct error *e)
{
	struct stat_row *list = NULL;
	int cap = 0;
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e, names_of(dim), "i", (int64_t)dim);
	while (db_step(d->db, q, e)) {
		int64_t k = sqlite3_column_int64(q, 0);
		int s = sqlite3_column_int(q, 1);
		if (s < 0 || s > 31 || !(states & 1u << s) || !sqlite3_column_int64(q, 2))
			continue;
		if (!*n || list[*n - 1].k != k) {
			if (*n == cap) {
				cap = cap ? cap * 2 : 32;
				list = xrealloc(list, (size_t)cap * sizeof *list);
			}
			struct stat_row *r = &list[(*n)++];
			*r = (struct stat_row){.k = k};
			snprintf(r->name, sizeof r->name, "%s",
			        dim == STAT_ATTRIBUTE ? attribute_text((int)k) : column_text(q, 3));
		}
		list[*n - 1].n += sqlite3_column_int64(q, 2);
	}
	db_done(q);
	if (*n)
		qsort(list, (size_t)*n, sizeof *list, by_number);
	*rows = list ? list : xalloc(sizeof *list);
	return db_result(d->db);
}

enum z stat_online(struct desk *d, struct stat_row **rows, int *n, struct error *e)
{
	enum z z = stat_by(d, STAT_CATEGORY, 1u << STATE_PUBLISHED, rows, n, e);
	if (z != Z_OK)
		return z;
	/* An item under 勘误 is counted by the state of its new text; these are few and have an index of their own. */
	sqlite3_stmt *q = db_query(d->db, e,
	        "SELECT coalesce(i.category, 0), count(*), coalesce(g.name, '') FROM item i INDEXED BY item_errata LEFT "
	        "JOIN category g ON g.id=i.category WHERE i.errata=1 GROUP BY i.category",
	        "");
	while (db_step(d->db, q, e)) {
		int64_t k = sqlite3_column_int64(q, 0);
		int at = 0;
		while (at < *n && (*rows)[at].k != k)
			at++;
		if (at == *n) {
			*rows = xrealloc(*rows, (size_t)(*n + 1) * sizeof **rows);
			struct stat_row *r = &(*rows)[(*n)++];
			*r = (struct stat_row){.k = k};
			snprintf(r->name, sizeof r->name, "%s", column_text(q, 2));
		}
		(*rows)[at].n += sqlite3_column_int64(q, 1);
	}
	db_done(q);
	qsort(*rows, (size_t)*n, sizeof **rows, by_number);
	return db_result(d->db);
}

/* ---- the panel ---- */

int32_t stat_week(const struct desk *d, int32_t day)
{
	int start = (int)setting_number(d, SETTING_WEEK_START);
	return day - (day_weekday(day) - start + 7) % 7;
}

/* Days that are due soon, but not today. */
static void soon(const struct desk *d, int32_t *from, int32_t *to)
{
	struct workdays w;
	workdays_make(&w, desk_calendar(d), desk_today(d));
	*from = w.today + 1;
	*to = workdays_near(&w, (int)setting_number(d, SETTING_SOON_DAYS));
}

void stat_figure_query(const struct desk *d, enum stat_figure f, struct item_query *q)
{
	int32_t today = desk_today(d), week = stat_week(d, today),
	        year = day_of(day_year(today), 1, 1);
	int64_t year_end = day_start(day_of(day_year(today) + 1, 1, 1));
	*q = (struct item_query){.words = "", .title = ""};
	switch (f) {
	case STAT_FIGURE_TIER1:
	case STAT_FIGURE_TIER2:
	case STAT_FIGURE_TIER3:
		q->states = 1u << tier_state(1 + (int)(f - STAT_FIGURE_TIER1));
		q->sort = ITEMS_BY_SUBMITTED;
		break;
	case STAT_FIGURE_DRAFTS:
		q->states = 1u << STATE_DRAFT;
		break;
	case STAT_FIGURE_RETURNED:
		q->states = 1u << STATE_RETURNED;
		break;
	case STAT_FIGURE_SIGNED:
		q->scope = ITEMS_RELEASE;
		break;
	case STAT_FIGURE_REFERRED:
		q->states = 1u << STATE_REFERRED;
		break;
	case STAT_FIGURE_EMERGENCY:
		q->states = 1u << STATE_EMERGENCY;
		break;
	case STAT_FIGURE_FOR_ME:
		q->scope = ITEMS_MINE;
		break;
	case STAT_FIGURE_TO_SIGN:
		q->scope = ITEMS_SIGN;
		q->sort = ITEMS_BY_SUBMITTED;
		break;
	case STAT_FIGURE_LATE:
		q->scope = ITEMS_OPEN;
		q->late = true;
		break;
	case STAT_FIGURE_TODAY:
		q->scope = ITEMS_OPEN;
		q->due_from = q->due_to = today;
		break;
	case STAT_FIGURE_SOON:
		q->scope = ITEMS_OPEN;
		soon(d, &q->due_from, &q->due_to);
		break;
	case STAT_FIGURE_ONLINE_WEEK:
		q->online_from = day_start(week);
		q->online_to = day_start(week + 7);
		break;
	case STAT_FIGURE_ONLINE_LAST_WEEK:
		q->online_from = day_start(week - 7);
		q->online_to = day_start(week);
		break;
	case STAT_FIGURE_ONLINE_YEAR:
		q->online_from = day_start(year);
		q->online_to = year_end;
		break;
	case STAT_FIGURE_RETURNED_WEEK:
		q->returned_from = day_start(week);
		q->returned_to = day_start(week + 7);
		break;
	case STAT_FIGURE_PASSED_FIRST:
		q->signed_how = STAT_SIGNED_AT_ONCE;
		/* fall through */
	case STAT_FIGURE_FINISHED:
		q->signed_from = day_start(year);
		q->signed_to = year_end;
		break;
	default:
		break;
	}
	if (f >= STAT_FIGURE_ONLINE_WEEK) {
		q->sort = ITEMS_BY_UPDATED;
		q->descending = true;
	}
}

int64_t stat_figure(const struct stat_panel *p, enum stat_figure f)
{
	const int64_t all[STAT_FIGURE_COUNT] = {p->waiting[1], p->waiting[2], p->waiting[3], p->drafts,
	        p->returned, p->signed_, p->referred, p->emergency, p->for_me, p->to_sign, p->late,
	        p->today, p->soon, p->online_week, p->online_last_week, p->online_year,
	        p->returned_week, p->passed_first, p->finished};
	return (unsigned)f < STAT_FIGURE_COUNT ? all[f] : 0;
}

/* Up to STAT_CAP + 1. */
static int64_t list_length(struct desk *d, enum stat_figure f, enum z *z, struct error *e)
{
	struct item_query query;
	struct item_view *v;
	int64_t n = 0;
	if (*z != Z_OK)
		return 0;
	stat_figure_query(d, f, &query);
	*z = item_view_open(d, &query, &v, e);
	if (*z != Z_OK)
		return 0;
	*z = item_view_count(v, STAT_CAP, &n, e);
	item_view_close(&v);
	return n;
}

static int64_t sum_days(struct desk *d, enum stat_dim dim, int32_t from, int32_t to, enum z *z, struct error *e)
{
	if (*z != Z_OK)
		return 0;
	int64_t n = db_number(d->db, e, 0,
	        "SELECT sum(n) FROM stat WHERE dim=?1 AND k BETWEEN ?2 AND ?3", "iii",
	        (int64_t)dim, (int64_t)from, (int64_t)to);
	*z = db_result(d->db);
	return n;
}

enum z stat_panel(struct desk *d, struct stat_panel *p, struct error *e)
{
	int64_t n[32];
	*p = (struct stat_panel){0};
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = stat_states(d, STAT_ALL, 0, n, e);
	if (z != Z_OK)
		return z;
	for (int t = 1; t <= 3; t++)
		p->waiting[t] = n[tier_state(t)];
	p->drafts = n[STATE_DRAFT];
	p->returned = n[STATE_RETURNED];
	p->signed_ = n[STATE_SIGNED] +
	        db_number(d->db, e, 0, "SELECT count(*) FROM item INDEXED BY item_channels_left WHERE channels_left>0", "");
	z = db_result(d->db);
	p->referred = n[STATE_REFERRED];
	p->emergency = n[STATE_EMERGENCY];
	p->for_me = list_length(d, STAT_FIGURE_FOR_ME, &z, e);
	p->to_sign = list_length(d, STAT_FIGURE_TO_SIGN, &z, e);
	int32_t today = desk_today(d), week = stat_week(d, today), from, to;
	soon(d, &from, &to);
	p->late = sum_days(d, STAT_DUE, INT32_MIN, today - 1, &z, e);
	p->today = sum_days(d, STAT_DUE, today, today, &z, e);
	p->soon = sum_days(d, STAT_DUE, from, to, &z, e);
	int year = day_year(today);
	p->online_week = sum_days(d, STAT_ONLINE, week, week + 6, &z, e);
	p->online_last_week = sum_days(d, STAT_ONLINE, week - 7, week - 1, &z, e);
	p->online_year = sum_days(d, STAT_ONLINE, day_of(year, 1, 1), day_of(year, 12, 31), &z, e);
	if (z == Z_OK) {
		p->returned_week = db_number(d->db, e, 0,
		        "SELECT count(DISTINCT item) FROM review WHERE act=?1 AND at>=?2 AND at<?3",
		        "iii", (int64_t)REVIEW_RETURN, day_start(week), day_start(week + 7));
		z = db_result(d->db);
	}
	if (z == Z_OK)
		z = stat_states(d, STAT_SIGNED, year, n, e);
	p->passed_first = n[STAT_SIGNED_AT_ONCE];
	p->finished = n[STAT_SIGNED_AT_ONCE] + n[STAT_SIGNED_RETURNED];
	return z;
}

/* ---- counted anew ---- */

/* Both sides of a comparison: what is stored and what the records say, one row a cell that differs.
 */
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

enum z stat_recount(struct desk *d,
        void (*wrong)(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted),
        void *ctx, struct error *e)
{
	/* Days and years are of Shanghai: 28800 s east, see store/base/date.h. */
	static const struct {
		enum stat_dim dim;
		const char *sql;
	} counts[] = {
	        {STAT_ALL, "SELECT 0 AS k, state, count(*) AS n FROM item GROUP BY state"},
	        {STAT_OFFICE, "SELECT office AS k, state, count(*) AS n FROM item GROUP BY 1, 2"},
	        {STAT_CATEGORY, "SELECT coalesce(category,0) AS k, state, count(*) AS n FROM item "
	                        "GROUP BY 1, 2"},
	        {STAT_CATALOG, "SELECT coalesce(catalog,0) AS k, state, count(*) AS n FROM item "
	                       "GROUP BY 1, 2"},
	        {STAT_ATTRIBUTE,
	                "SELECT attribute AS k, state, count(*) AS n FROM item GROUP BY 1, 2"},
	        {STAT_ONLINE, "SELECT (online_at+28800)/86400 AS k, state, count(*) AS n FROM item "
	                      "WHERE online_at IS NOT NULL AND origin=0"
	                      " GROUP BY 1, 2"},
	        {STAT_DUE, "SELECT due AS k, 0 AS state, count(*) AS n FROM item WHERE due IS NOT NULL GROUP BY 1"},
	        {STAT_SIGNED, "SELECT CAST(strftime('%Y', v.at, 'unixepoch', '+8 hours') AS "
	                      "INTEGER) AS k,"
	                      " CASE WHEN EXISTS(SELECT 1 FROM review b WHERE b.item=v.item AND "
	                      "b.act=3 AND b.id<v.id AND NOT EXISTS(SELECT 1"
	                      " FROM review w WHERE w.item=b.item AND w.act=5 AND w.refers=b.id)) "
	                      "THEN 2 ELSE 1 END AS state, count(*) AS n"
	                      " FROM (SELECT min(s.id) AS id FROM review s JOIN item i ON "
	                      "i.id=s.item AND i.origin=0 WHERE (s.act=2 AND s.tier=3"
	                      " OR s.act=9) AND NOT EXISTS(SELECT 1 FROM review w WHERE "
	                      "w.item=s.item AND w.act=5 AND w.refers=s.id)"
	                      " GROUP BY s.item) f JOIN review v ON v.id=f.id GROUP BY 1, 2"},
	};
	struct recount r = {d, wrong, ctx};
	enum z z = Z_OK;
	for (size_t i = 0; i < sizeof counts / sizeof *counts && z == Z_OK; i++)
		z = recount_dim(&r, (int)counts[i].dim, counts[i].sql, e);
	return z;
}
