/* stat.c - the rates of the hotline of any span, office and kind from ranges of indexes; its counters counted anew.
 *
 * Whatever is shown as a figure can be opened as a list: ticket_figure_query() names it, a test compares the two. */
#include "store/view/ticket/stat.h"

#include <stdio.h>
#include <stdlib.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/view/recount.h"
#include "store/view/figure/stat.h"
#include "store/view/ticket/query.h"

/* ---- of a span ---- */

static void of_office(struct buffer *b, int64_t office, int kind)
{
	if (office)
		buffer_printf(b, " AND i.office=%lld", (long long)office);
	if (kind)
		buffer_printf(b, " AND i.kind=%d", kind);
}

static enum z run(struct desk *d, const char *sql, int64_t from, int64_t to, int64_t *n, int columns, struct error *e)
{
	sqlite3_stmt *q = db_query_dynamic(d->db, e, sql);
	if (q) {
		sqlite3_bind_int64(q, 1, from);
		sqlite3_bind_int64(q, 2, to);
		sqlite3_bind_int64(q, 3, desk_now(d));
	}
	if (db_step(d->db, q, e))
		for (int i = 0; i < columns; i++)
			n[i] = sqlite3_column_int64(q, i);
	db_done(q);
	return db_result(d->db);
}

/* All figures of one basis in one walk along its index. */
static enum z by_basis(struct desk *d, enum ticket_basis basis, const struct ticket_span *s, int64_t office, int kind,
        struct ticket_ratio *out, struct error *e)
{
	struct buffer b = {0};
	int64_t n[2 * TICKET_FIGURE_COUNT] = {0};
	int columns = 0;
	for (int f = 0; f < TICKET_FIGURE_COUNT; f++)
		for (int part = 1; part <= 2 && ticket_figure_basis((enum ticket_figure)f) == basis; part++) {
			/* a FILTER stops at the first test that fails, a sum would run each subquery for each row */
			buffer_printf(&b, "%s count(*) FILTER (WHERE 1", columns++ ? "," : "SELECT");
			ticket_figure_condition(d, (enum ticket_figure)f, part, &b);
			buffer_byte(&b, ')');
		}
	buffer_text(&b, basis == TICKETS_IN_SPAN_BY_ARRIVAL ?
	                " FROM ticket i INDEXED BY ticket_arrival WHERE i.dispatched_at>=?1 AND i.dispatched_at<?2" :
	                " FROM ticket i INDEXED BY ticket_closed WHERE i.closed_at>=?1 AND i.closed_at<?2");
	of_office(&b, office, kind);
	enum z z = run(d, b.s, s->from ? s->from : INT64_MIN, s->to ? s->to : INT64_MAX, n, columns, e);
	buffer_free(&b);
	columns = 0;
	for (int f = 0; f < TICKET_FIGURE_COUNT; f++)
		if (ticket_figure_basis((enum ticket_figure)f) == basis) {
			out[f] = (struct ticket_ratio){n[columns], n[columns + 1]};
			columns += 2;
		}
	return z;
}

#define LATE_IN_SPAN                                                                               \
	" FROM ticket i INDEXED BY ticket_late WHERE i.outer_due>?1 AND i.outer_due<=?2"            \
	" AND (i.closed_at IS NULL OR i.closed_at > i.outer_due)"

static enum z judged(struct desk *d, const struct ticket_span *s, int64_t office, int kind, struct ticket_ratio *out,
        struct error *e)
{
	int64_t from = s->from ? s->from : INT64_MIN, to = s->to ? s->to : INT64_MAX, late = 0, in_time = 0;
	struct buffer b = {0};
	buffer_text(&b, "SELECT count(*) FROM ticket i INDEXED BY ticket_closed WHERE i.closed_at>=?1 AND i.closed_at<?2"
	                " AND i.closed_at<=i.outer_due" TICKET_COUNTS);
	of_office(&b, office, kind);
	enum z z = run(d, b.s, from, to, &in_time, 1, e);
	buffer_clear(&b);
	buffer_text(&b, "SELECT count(*)" LATE_IN_SPAN
	                " AND (i.closed_at IS NOT NULL OR i.outer_due<=?3 AND i.state IN " TICKETS_LIVE_SQL ")" TICKET_COUNTS);
	of_office(&b, office, kind);
	if (z == Z_OK)
		z = run(d, b.s, from, to, &late, 1, e);
	buffer_free(&b);
	*out = (struct ticket_ratio){in_time, in_time + late};
	return z;
}

enum z ticket_figures(struct desk *d, const struct ticket_span *s, int64_t office, int kind,
        struct ticket_ratio out[TICKET_FIGURE_COUNT], struct error *e)
{
	enum z z = desk_refresh(d, e);
	if (z == Z_OK)
		z = by_basis(d, TICKETS_IN_SPAN_BY_ARRIVAL, s, office, kind, out, e);
	if (z == Z_OK)
		z = by_basis(d, TICKETS_IN_SPAN_BY_CLOSING, s, office, kind, out, e);
	return z == Z_OK ? judged(d, s, office, kind, &out[TICKET_FIGURE_IN_TIME], e) : z;
}

/* ---- by kind, office, urgency, channel ---- */

static const char *const groups[] = {
        [TICKETS_BY_KIND] = "i.kind", [TICKETS_BY_OFFICE] = "coalesce(i.office,0)", [TICKETS_BY_URGENCY] = "i.urgency",
        [TICKETS_BY_SOURCE] = "i.source"};

static int by_number(const void *a, const void *b)
{
	const struct ticket_count *x = a, *y = b;
	return x->in != y->in ? (x->in < y->in) - (x->in > y->in) : (x->k > y->k) - (x->k < y->k);
}

static void name_group(enum ticket_by by, sqlite3_stmt *q, struct ticket_count *c)
{
	const char *name = column_text(q, 5);
	c->k = by == TICKETS_BY_SOURCE ? 0 : sqlite3_column_int64(q, 0);
	if (by == TICKETS_BY_KIND)
		name = ticket_kind_text((int)c->k);
	else if (by == TICKETS_BY_URGENCY)
		name = ticket_urgency_text((int)c->k);
	else if (by == TICKETS_BY_SOURCE)
		name = column_text(q, 0);
	snprintf(c->name, sizeof c->name, "%s", name);
}

enum z ticket_by(struct desk *d, enum ticket_by by, const struct ticket_span *s, struct ticket_count **rows, int *n, struct error *e)
{
	struct ticket_count *list = NULL;
	struct buffer b = {0};
	int cap = 0;
	*n = 0;
	buffer_printf(&b,
	        "SELECT %s AS k, count(*), sum(i.state IN " TICKETS_LIVE_SQL "), sum(i.closed_at IS NOT NULL),"
	        " sum(i.id IN (SELECT l.id FROM ticket l INDEXED BY ticket_late WHERE l.outer_due>0 AND (l.closed_at IS NULL OR"
	        " l.closed_at > l.outer_due) AND (l.closed_at IS NOT NULL OR l.outer_due<=?3 AND l.state IN " TICKETS_LIVE_SQL "))),"
	        " (SELECT name FROM office o WHERE o.id=i.office)"
	        " FROM ticket i INDEXED BY ticket_arrival WHERE i.dispatched_at>=?1 AND i.dispatched_at<?2 AND i.state<>12 GROUP BY 1",
	        groups[by]);
	sqlite3_stmt *q = db_query_dynamic(d->db, e, b.s);
	buffer_free(&b);
	if (q) {
		sqlite3_bind_int64(q, 1, s->from ? s->from : INT64_MIN);
		sqlite3_bind_int64(q, 2, s->to ? s->to : INT64_MAX);
		sqlite3_bind_int64(q, 3, desk_now(d));
	}
	while (db_step(d->db, q, e)) {
		if (*n == cap) {
			cap = cap ? cap * 2 : 16;
			list = xrealloc(list, (size_t)cap * sizeof *list);
		}
		struct ticket_count *c = &list[(*n)++];
		*c = (struct ticket_count){.in = sqlite3_column_int64(q, 1),
		        .open = sqlite3_column_int64(q, 2),
		        .closed = sqlite3_column_int64(q, 3),
		        .late = sqlite3_column_int64(q, 4)};
		name_group(by, q, c);
	}
	db_done(q);
	if (*n)
		qsort(list, (size_t)*n, sizeof *list, by_number);
	*rows = list ? list : xalloc(sizeof *list);
	return db_result(d->db);
}

/* ---- counted anew ---- */

enum z ticket_recount(struct desk *d,
        void (*wrong)(void *ctx, int dim, int64_t k, int state, int64_t stored, int64_t counted), void *ctx, struct error *e)
{
	/* Days are of Shanghai: 28800 s east, see store/base/date.h. */
#define OF_DAY(instant) "(" instant "+28800)/86400"
#define FLAG(k, test)                                                                                                    \
	"SELECT coalesce(office,0), " k ", state, count(*) FROM ticket WHERE state IN " TICKETS_LIVE_SQL " AND " test          \
	" GROUP BY 1, 3"
#define BOTH(key, state, test)                                                                                           \
	RECOUNT_BOTH("SELECT coalesce(office,0), " key " AS of, " state " AS how, count(*) FROM ticket WHERE " test             \
		     " GROUP BY 1, 2, 3")
	static const struct {
		enum stat_dim dim;
		const char *sql;
	} counts[] = {
	        {STAT_TICKET, "SELECT 0 AS k, state, count(*) AS n FROM ticket GROUP BY 2"},
	        {STAT_TICKET_OFFICE, "SELECT coalesce(office,0) AS k, state, count(*) AS n FROM ticket GROUP BY 1, 2"},
	        {STAT_TICKET_KIND, BOTH("kind", "state", "1")},
	        {STAT_TICKET_FLAG, RECOUNT_BOTH(FLAG("1", "(office IS NULL OR handler IS NULL)") " UNION ALL "
	                FLAG("2", "supervised<>0") " UNION ALL " FLAG("3", "extending<>0"))},
	        {STAT_TICKET_IN, BOTH(OF_DAY("dispatched_at"), "0", "state<>12")},
	        {STAT_TICKET_IN_KIND, BOTH(OF_DAY("dispatched_at"), "kind", "state<>12")},
	        {STAT_TICKET_IN_OFFICE, "SELECT " OF_DAY("dispatched_at") " AS k, coalesce(office,0) AS state, count(*) AS n FROM"
	                " ticket WHERE state<>12 GROUP BY 1, 2"},
	        {STAT_TICKET_OUT, BOTH(OF_DAY("closed_at"), "0", "state<>12 AND closed_at IS NOT NULL")},
	        {STAT_TICKET_OUT_KIND, BOTH(OF_DAY("closed_at"), "kind", "state<>12 AND closed_at IS NOT NULL")},
	        {STAT_TICKET_OUT_OFFICE, "SELECT " OF_DAY("closed_at") " AS k, coalesce(office,0) AS state, count(*) AS n FROM"
	                " ticket WHERE state<>12 AND closed_at IS NOT NULL GROUP BY 1, 2"},
	        {STAT_TICKET_JUDGED, BOTH("CASE WHEN closed_at<=outer_due THEN " OF_DAY("closed_at") " ELSE " OF_DAY("outer_due-1")
	                " END", "1+(closed_at>outer_due)", "state<>12 AND excluded=0 AND closed_at IS NOT NULL AND outer_due IS NOT"
	                " NULL")},
	        {STAT_TICKET_LIMIT, BOTH(OF_DAY("outer_due-1"), "0", "state IN " TICKETS_LIVE_SQL " AND closed_at IS NULL AND"
	                " outer_due IS NOT NULL AND excluded=0")},
	        {STAT_TICKET_PLEASED, BOTH(OF_DAY("closed_at"), "pleased", "state<>12 AND excluded=0 AND closed_at IS NOT NULL AND"
	                " pleased<>0")},
	        {STAT_TICKET_SOLVED, BOTH(OF_DAY("closed_at"), "solved", "state<>12 AND excluded=0 AND closed_at IS NOT NULL AND"
	                " solved<>0")},
	        {STAT_TICKET_MARKS, BOTH(OF_DAY("dispatched_at"), "(closed_at IS NOT NULL)+2*(state=9)+4*(redos>0 OR round>1)"
	                "+8*(sign_due IS NOT NULL)+16*coalesce(signed_at<=sign_due,0)+32*(origin=0)", "state<>12 AND excluded=0")},
	        {STAT_TICKET_CONTACTED, BOTH(OF_DAY("dispatched_at"), "0", "state<>12 AND excluded=0 AND origin=0 AND EXISTS("
	                "SELECT 1 FROM ticket_answer w WHERE w.ticket=ticket.id AND w.reached IN (1,2) AND w.contact_at<=outer_due)")},
	        {STAT_TICKET_EXTENDED, BOTH(OF_DAY("dispatched_at"), "0", "state<>12 AND excluded=0 AND origin=0 AND id IN ("
	                "SELECT ticket FROM ticket_act WHERE act=16)")},
	        {STAT_TICKET_ASKED, BOTH(OF_DAY("closed_at"), "10*pleased+pleased_manner", "state<>12 AND excluded=0 AND closed_at"
	                " IS NOT NULL")},
	};
	_Static_assert(TICKET_ACT_EXTEND_YES == 16 && TICKET_RETURNED == 9 && STAT_ASKED_STEP == 10, "STAT_TICKET_EXTENDED");
	_Static_assert(STAT_MARK_CLOSED == 1 && STAT_MARK_RETURNED == 2 && STAT_MARK_REDONE == 4 && STAT_MARK_TO_SIGN == 8 &&
	                       STAT_MARK_SIGNED_IN_TIME == 16 && STAT_MARK_OWN == 32,
	        "STAT_TICKET_MARKS");
	_Static_assert(STAT_TICKET_IN_TIME == 1 && STAT_TICKET_OVERDUE == 2, "STAT_TICKET_JUDGED");
	_Static_assert(STAT_TICKET_UNASSIGNED == 1 && STAT_TICKET_SUPERVISED == 2 && STAT_TICKET_EXTENDING == 3, "FLAG");
	struct recount r = {d, wrong, ctx};
	enum z z = Z_OK;
	for (size_t i = 0; i < sizeof counts / sizeof *counts && z == Z_OK; i++)
		z = recount_dim(&r, (int)counts[i].dim, counts[i].sql, e);
	return z;
}
