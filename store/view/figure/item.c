/* item.c - the figures of items: from counters where there are such, else the length of the list that the figure
 * opens. */
#include <stdio.h>
#include <stdlib.h>

#include "store/base/date.h"
#include "store/rule/workdays.h"
#include "store/view/figure/inside.h"
#include "store/view/item/query.h"

/* ---- the lists ---- */

static uint32_t states_of(enum figure f)
{
	switch (f) {
	case FIGURE_TIER1:
		return 1u << STATE_TIER1;
	case FIGURE_TIER2:
		return 1u << STATE_TIER2;
	case FIGURE_TIER3:
		return 1u << STATE_TIER3;
	case FIGURE_DRAFTS:
		return 1u << STATE_DRAFT;
	case FIGURE_BACK:
		return 1u << STATE_RETURNED;
	case FIGURE_REFERRED:
		return 1u << STATE_REFERRED;
	case FIGURE_EMERGENCY:
		return 1u << STATE_EMERGENCY;
	default:
		return 0;
	}
}

/* Days that are due soon, but not today. */
static void soon(const struct desk *d, int32_t *from, int32_t *to)
{
	struct workdays w;
	workdays_make(&w, desk_calendar(d), desk_today(d));
	*from = w.today + 1;
	*to = workdays_near(&w, (int)setting_number(d, SETTING_SOON_DAYS));
}

static void of_now(const struct ask *a, struct item_query *q)
{
	q->states = states_of(a->f);
	switch (a->f) {
	case FIGURE_TIER1:
	case FIGURE_TIER2:
	case FIGURE_TIER3:
		q->sort = ITEMS_BY_SUBMITTED;
		break;
	case FIGURE_TO_RELEASE:
		q->scope = ITEMS_RELEASE;
		break;
	case FIGURE_FOR_ME:
		q->scope = ITEMS_MINE;
		break;
	case FIGURE_TO_SIGN:
		q->scope = ITEMS_SIGN;
		q->sort = ITEMS_BY_SUBMITTED;
		break;
	case FIGURE_LATE:
		q->scope = ITEMS_OPEN;
		q->late = true;
		break;
	case FIGURE_TODAY:
		q->scope = ITEMS_OPEN;
		q->due_from = q->due_to = desk_today(a->d);
		break;
	case FIGURE_SOON:
		q->scope = ITEMS_OPEN;
		soon(a->d, &q->due_from, &q->due_to);
		break;
	default:
		break;
	}
}

static void of_period(const struct ask *a, int part, struct item_query *q)
{
	int64_t from = day_start(a->p.from), to = day_start(a->p.to);
	q->sort = ITEMS_BY_UPDATED;
	q->descending = true;
	switch (a->f) {
	case FIGURE_TIMELY:
		q->timely = part == 1 ? STAT_TIMELY_IN_TIME : ITEMS_TIMED;
		/* fall through */
	case FIGURE_PUBLISHED:
		q->online_from = from;
		q->online_to = to;
		break;
	case FIGURE_RETURNED:
		q->returned_from = from;
		q->returned_to = to;
		break;
	default:
		q->signed_from = from;
		q->signed_to = to;
		q->signed_how = a->f == FIGURE_PASSED_FIRST && part == 1 ? STAT_SIGNED_AT_ONCE : 0;
		break;
	}
}

bool figure_item_list(const struct ask *a, int part, int64_t id, struct item_query *q)
{
	*q = (struct item_query){.office = a->office, .words = "", .title = ""};
	if (figure_row(a->f)->when == FIGURE_WHEN_NOW)
		of_now(a, q);
	else
		of_period(a, part, q);
	switch (a->by) {
	case FIGURES_BY_CATEGORY:
		q->category = id ? id : ITEMS_WITHOUT;
		break;
	case FIGURES_BY_CATALOG:
		q->catalog = id ? id : ITEMS_WITHOUT;
		break;
	case FIGURES_BY_CHANNEL:
		q->channel = id;
		break;
	case FIGURES_BY_OFFICE:
		q->office = id;
		break;
	case FIGURES_BY_REASON:
		q->returned_for = (int)id;
		break;
	default:
		break;
	}
	return true;
}

/* ---- the numbers ---- */

static int64_t length(const struct ask *a, int part, int64_t cap, enum z *z)
{
	struct item_query q;
	struct item_view *v;
	int64_t n = 0;
	figure_item_list(a, part, 0, &q);
	if (*z != Z_OK || (*z = item_view_open(a->d, &q, &v, a->e)) != Z_OK)
		return 0;
	*z = item_view_count(v, cap, &n, a->e);
	item_view_close(&v);
	return n;
}

/* First signatures that stand, of one office: those of the bureau have counters. */
#define SIGNATURES                                                                                                       \
	" FROM review s JOIN item i ON i.id=s.item AND i.origin=0 AND i.office=?3 WHERE s.at>=?1 AND s.at<?2 AND"          \
	" (s.act=2 AND s.tier=3 OR s.act=9) AND s.id=(SELECT min(v.id) FROM review v WHERE v.item=s.item AND"              \
	" (v.act=2 AND v.tier=3 OR v.act=9) AND NOT EXISTS(SELECT 1 FROM review w WHERE w.item=v.item AND w.act=5 AND"     \
	" w.refers=v.id))"
#define FIRST_DAY "((SELECT min(b.at) FROM review b WHERE b.item=s.item AND b.act=1)+28800)/86400"

static enum z review_days(const struct ask *a, struct figure_value *out)
{
	static const char whole[] = "SELECT sum(CASE WHEN state<999 THEN n*state END), sum(n), sum(CASE WHEN state=999 THEN n END)"
	                            " FROM stat WHERE dim=?3 AND k>=?1 AND k<?2";
	static const char one[] = "SELECT sum(working_days(" FIRST_DAY ", (s.at+28800)/86400)), count(*),"
	                          " sum(working_days(" FIRST_DAY ", (s.at+28800)/86400) IS NULL)" SIGNATURES;
	sqlite3_stmt *q = a->office ? db_query(a->d->db, a->e, one, "iii", day_start(a->p.from), day_start(a->p.to), a->office) :
	                              db_query(a->d->db, a->e, whole, "iii", (int64_t)a->p.from, (int64_t)a->p.to,
	                                      (int64_t)STAT_SIGNED_DAYS);
	if (db_step(a->d->db, q, a->e)) {
		out->n = sqlite3_column_int64(q, 0);
		out->of = sqlite3_column_int64(q, 1);
		out->how = sqlite3_column_int64(q, 2) ? FIGURE_UNKNOWN : FIGURE_COUNTED;
	}
	db_done(q);
	return db_result(a->d->db);
}

/* 日历未定 of some: neither in time nor late. */
static enum z timely(const struct ask *a, struct figure_value *out)
{
	enum z z = Z_OK;
	int64_t unknown;
	if (!a->office) {
		out->n = ask_days(a, STAT_TIMELY, 1u << STAT_TIMELY_IN_TIME, &z);
		out->of = ask_days(a, STAT_TIMELY, UINT64_MAX, &z);
		unknown = ask_days(a, STAT_TIMELY, 1u << STAT_TIMELY_UNKNOWN, &z);
	} else {
		out->n = length(a, 1, INT64_MAX - 1, &z);
		out->of = length(a, 2, INT64_MAX - 1, &z);
		unknown = z != Z_OK ? 0 : db_number(a->d->db, a->e, 0,
			"SELECT count(*) FROM item i INDEXED BY item_online WHERE i.online_at>=?1 AND i.online_at<?2 AND i.origin=0"
			" AND i.office=?3 AND i.formed_on IS NOT NULL AND publish_limit(i.formed_on) IS NULL",
			"iii", day_start(a->p.from), day_start(a->p.to), a->office);
	}
	out->how = unknown ? FIGURE_UNKNOWN : FIGURE_COUNTED;
	return z;
}

static enum z returned(const struct ask *a, struct figure_value *out)
{
	int64_t from = day_start(a->p.from), to = day_start(a->p.to);
	out->n = a->office ? db_number(a->d->db, a->e, 0,
	                 "SELECT count(DISTINCT v.item) FROM review v JOIN item i ON i.id=v.item AND i.office=?4"
	                 " WHERE v.act=?1 AND v.at>=?2 AND v.at<?3",
	                 "iiii", (int64_t)REVIEW_RETURN, from, to, a->office) :
	                     db_number(a->d->db, a->e, 0,
	                             "SELECT count(DISTINCT item) FROM review WHERE act=?1 AND at>=?2 AND at<?3", "iii",
	                             (int64_t)REVIEW_RETURN, from, to);
	return db_result(a->d->db);
}

static enum z by_state(const struct ask *a, struct figure_value *out)
{
	int64_t n[32];
	enum z z = a->office ? stat_states(a->d, STAT_OFFICE, a->office, n, a->e) : stat_states(a->d, STAT_ALL, 0, n, a->e);
	for (int s = 0; s < 32 && z == Z_OK; s++)
		if (states_of(a->f) & 1u << s)
			out->n += n[s];
	return z;
}

/* By the day on which they are due. */
static enum z by_light(const struct ask *a, struct figure_value *out)
{
	struct ask due = *a;
	enum z z = Z_OK;
	int32_t today = desk_today(a->d);
	due.p.from = a->f == FIGURE_LATE ? INT32_MIN : today;
	due.p.to = a->f == FIGURE_LATE ? today : today + 1;
	if (a->f == FIGURE_SOON) {
		soon(a->d, &due.p.from, &due.p.to);
		due.p.to++;
	}
	out->n = ask_days(&due, STAT_DUE, UINT64_MAX, &z);
	return z;
}

static enum z to_release(const struct ask *a, struct figure_value *out)
{
	int64_t n[32];
	enum z z = stat_states(a->d, a->office ? STAT_OFFICE : STAT_ALL, a->office, n, a->e);
	if (z != Z_OK)
		return z;
	out->n = n[STATE_SIGNED] + db_number(a->d->db, a->e, 0,
		"SELECT count(*) FROM item INDEXED BY item_channels_left WHERE channels_left>0 AND ?1 IN (0, office)", "i", a->office);
	return db_result(a->d->db);
}

/* Of very many it is enough to know that they are more than STAT_CAP: whose turn it is cannot be counted beforehand. */
static enum z capped(const struct ask *a, struct figure_value *out)
{
	enum z z = Z_OK;
	out->n = length(a, 1, STAT_CAP, &z);
	out->more = out->n > STAT_CAP;
	return z;
}

enum z figure_item_get(const struct ask *a, struct figure_value *out)
{
	enum z z = Z_OK;
	switch (a->f) {
	case FIGURE_PUBLISHED:
		out->n = a->office ? ask_days(a, STAT_ONLINE_OFFICE, 0, &z) : ask_days(a, STAT_ONLINE, UINT64_MAX, &z);
		return z;
	case FIGURE_TIMELY:
		return timely(a, out);
	case FIGURE_REVIEW_DAYS:
		return review_days(a, out);
	case FIGURE_RETURNED:
		return returned(a, out);
	case FIGURE_SIGNED:
		out->n = a->office ? length(a, 1, INT64_MAX - 1, &z) : ask_days(a, STAT_SIGNED, UINT64_MAX, &z);
		return z;
	case FIGURE_PASSED_FIRST:
		out->n = a->office ? length(a, 1, INT64_MAX - 1, &z) : ask_days(a, STAT_SIGNED, 1u << STAT_SIGNED_AT_ONCE, &z);
		out->of = a->office ? length(a, 2, INT64_MAX - 1, &z) : ask_days(a, STAT_SIGNED, UINT64_MAX, &z);
		return z;
	case FIGURE_FOR_ME:
	case FIGURE_TO_SIGN:
		return capped(a, out);
	case FIGURE_TO_RELEASE:
		return to_release(a, out);
	default:
		if (states_of(a->f))
			return by_state(a, out);
		if (!a->office)
			return by_light(a, out);
		out->n = length(a, 1, INT64_MAX - 1, &z);
		return z;
	}
}

/* ---- divided ---- */

static bool is_light(enum figure f)
{
	return f == FIGURE_LATE || f == FIGURE_TODAY || f == FIGURE_SOON;
}

bool figure_item_divides(enum figure f, enum figures_by by)
{
	switch (by) {
	case FIGURES_BY_CHANNEL:
		return f == FIGURE_PUBLISHED;
	case FIGURES_BY_CATEGORY:
	case FIGURES_BY_CATALOG:
		return f == FIGURE_PUBLISHED || states_of(f);
	case FIGURES_BY_OFFICE:
		return f == FIGURE_PUBLISHED || f == FIGURE_RETURNED || states_of(f) || is_light(f);
	case FIGURES_BY_REASON:
		return f == FIGURE_RETURNED;
	default:
		return false;
	}
}

#define ONLINE_OF_OFFICE(table)                                                                                          \
	"SELECT coalesce(i." table ",0), count(*), coalesce(g.name,'') FROM item i INDEXED BY item_online LEFT JOIN " table  \
	" g ON g.id=i." table " WHERE i.online_at>=?1 AND i.online_at<?2 AND i.state<>12 AND i.office=?3 GROUP BY 1"
_Static_assert(STATE_VOID == 12, "ONLINE_OF_OFFICE");

/* Of the bureau from counters; of one office by a walk over what came online. */
static enum z published(const struct ask *a, struct parts *p)
{
	switch (a->by) {
	case FIGURES_BY_CATEGORY:
		return a->office ? ask_rows(a, ONLINE_OF_OFFICE("category"), p) : ask_days_by(a, STAT_ONLINE_CATEGORY, "category", p);
	case FIGURES_BY_CATALOG:
		return a->office ? ask_rows(a, ONLINE_OF_OFFICE("catalog"), p) : ask_days_by(a, STAT_ONLINE_CATALOG, "catalog", p);
	case FIGURES_BY_CHANNEL:
		return a->office ? ask_rows(a,
		                           "SELECT g.id, count(*), g.name FROM item i INDEXED BY item_online CROSS JOIN channel g ON"
		                           " instr(i.channels, ','||g.id||',') WHERE i.online_at>=?1 AND i.online_at<?2 AND i.state<>12"
		                           " AND i.office=?3 GROUP BY 1",
		                           p) :
		                   ask_days_by(a, STAT_ONLINE_CHANNEL, "channel", p);
	default:
		return ask_days_by(a, STAT_ONLINE_OFFICE, "office", p);
	}
}

static enum z returned_parts(const struct ask *a, struct parts *p)
{
	if (a->by == FIGURES_BY_OFFICE)
		return ask_rows(a,
		        "SELECT i.office, count(DISTINCT v.item), o.name FROM review v CROSS JOIN item i ON i.id=v.item"
		        " JOIN office o ON o.id=i.office WHERE v.act=3 AND v.at>=?1 AND v.at<?2 AND ?3 IN (0, i.office) GROUP BY 1",
		        p);
	int first = p->n;
	enum z z = a->office ? ask_rows(a,
	                               "SELECT v.reason, count(DISTINCT v.item), '' FROM review v CROSS JOIN item i ON i.id=v.item"
	                               " AND i.office=?3 WHERE v.act=3 AND v.at>=?1 AND v.at<?2 GROUP BY 1",
	                               p) :
	                       ask_rows(a,
	                               "SELECT reason, count(DISTINCT item), '' FROM review WHERE act=3 AND at>=?1 AND at<?2"
	                               " GROUP BY 1",
	                               p);
	for (int i = first; i < p->n; i++)
		snprintf(p->row[i].name, sizeof p->row[i].name, "%s", return_reason_text((int)p->row[i].id));
	return z;
}
_Static_assert(REVIEW_RETURN == 3, "returned_parts");

static enum z states_parts(const struct ask *a, struct parts *p)
{
	const enum stat_dim dim = a->by == FIGURES_BY_OFFICE   ? STAT_OFFICE :
	                          a->by == FIGURES_BY_CATEGORY ? STAT_CATEGORY :
	                                                         STAT_CATALOG;
	struct stat_row *rows;
	int n;
	if (a->office && a->by != FIGURES_BY_OFFICE) { /* no counters of two things at once */
		struct buffer b = {0};
		const char *t = figures_by_key(a->by);
		buffer_printf(&b,
		        "SELECT coalesce(i.%s,0), count(*), coalesce(g.name,'') FROM item i INDEXED BY item_office LEFT JOIN %s g ON"
		        " g.id=i.%s WHERE i.office=?3 AND (1<<i.state)&%u GROUP BY 1",
		        t, t, t, states_of(a->f));
		enum z z = ask_rows(a, b.s, p);
		buffer_free(&b);
		return z;
	}
	enum z z = stat_by(a->d, dim, states_of(a->f), &rows, &n, a->e);
	if (z != Z_OK)
		return z;
	for (int i = 0; i < n; i++)
		if (!a->office || rows[i].k == a->office)
			parts_add(p, rows[i].k, rows[i].n, rows[i].name);
	free(rows);
	return Z_OK;
}

/* What the lists of late, today and soon ask, by office; the states are those in which a clock runs. */
static enum z lights(const struct ask *a, struct parts *p)
{
	struct item_query q;
	struct buffer b = {0};
	figure_item_list(a, 1, 0, &q);
	buffer_printf(&b,
	        "SELECT i.office, count(*), o.name FROM item i INDEXED BY item_state_due JOIN office o ON o.id=i.office"
	        " WHERE i.state IN (1,2,3,4,5,9,10,11) AND i.due IS NOT NULL AND ?3 IN (0, i.office) AND i.due_sort%s%d",
	        q.late ? "<" : ">=", q.late ? desk_today(a->d) : q.due_from);
	if (!q.late)
		buffer_printf(&b, " AND i.due_sort<=%d", q.due_to);
	buffer_text(&b, " GROUP BY 1");
	enum z z = ask_rows(a, b.s, p);
	buffer_free(&b);
	return z;
}
_Static_assert(STATES_OPEN == (1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5 | 1 << 9 | 1 << 10 | 1 << 11), "lights");

enum z figure_item_parts(const struct ask *a, struct parts *p)
{
	if (a->f == FIGURE_PUBLISHED)
		return published(a, p);
	if (a->f == FIGURE_RETURNED)
		return returned_parts(a, p);
	return states_of(a->f) ? states_parts(a, p) : lights(a, p);
}
