/* item.c - the figures of items: all from counters, but for those that hang on who asks, which are counted so far as is
 * worth knowing. */
#include <stdio.h>
#include <stdlib.h>

#include "store/base/date.h"
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
static void soon(const struct ask *a, int32_t *from, int32_t *to)
{
	*from = desk_today(a->d) + 1;
	*to = ask_soon(a);
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
		soon(a, &q->due_from, &q->due_to);
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
		q->category = id ? id : VIEW_WITHOUT;
		break;
	case FIGURES_BY_CATALOG:
		q->catalog = id ? id : VIEW_WITHOUT;
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

static int64_t length(const struct ask *a, int64_t cap, enum z *z)
{
	struct item_query q;
	struct window *v;
	int64_t n = 0;
	figure_item_list(a, 1, 0, &q);
	if (*z != Z_OK || (*z = item_view_open(a->d, &q, &v, a->e)) != Z_OK)
		return 0;
	*z = window_count(v, cap, &n, a->e);
	window_close(&v);
	return n;
}

static enum z review_days(const struct ask *a, struct figure_value *out)
{
	const struct keys k = ask_keys(a);
	sqlite3_stmt *q = db_query(a->d->db, a->e,
	        "SELECT sum(CASE WHEN state<999 THEN n*state END), sum(n), sum(CASE WHEN state=999 THEN n END)"
	        " FROM stat WHERE dim=?1 AND k>=?2 AND k<?3",
	        "iii", (int64_t)STAT_SIGNED_DAYS, k.from, k.to);
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
	struct cells c;
	ask_cells(a, STAT_TIMELY, &c, &z);
	out->n = c.n[STAT_TIMELY_IN_TIME];
	out->of = cells_sum(&c, UINT64_MAX);
	out->how = c.n[STAT_TIMELY_UNKNOWN] ? FIGURE_UNKNOWN : FIGURE_COUNTED;
	return z;
}

/* Of the returns of a period, the first of each item: none lies before it within the period, see enum stat_dim. */
static enum z returned(const struct ask *a, struct figure_value *out)
{
	const struct keys k = ask_keys(a);
	out->n = db_number(a->d->db, a->e, 0,
	        "SELECT sum(n) FROM stat WHERE dim=?1 AND k>=?2 AND k<?3 AND (state=0 OR k-state<?2)", "iii", (int64_t)STAT_RETURNED,
	        k.from, k.to);
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

/* The days on which they are due. */
static struct ask due_days(const struct ask *a)
{
	struct ask due = *a;
	int32_t today = desk_today(a->d);
	due.p.from = a->f == FIGURE_LATE ? -STAT_KEY_MAX : today;
	due.p.to = a->f == FIGURE_LATE ? today : today + 1;
	if (a->f == FIGURE_SOON) {
		soon(a, &due.p.from, &due.p.to);
		due.p.to++;
	}
	return due;
}

static enum z by_light(const struct ask *a, struct figure_value *out)
{
	const struct ask due = due_days(a);
	enum z z = Z_OK;
	out->n = ask_days(&due, STAT_DUE, &z);
	return z;
}

static enum z to_release(const struct ask *a, struct figure_value *out)
{
	int64_t n[32], left[32];
	enum z z = stat_states(a->d, a->office ? STAT_OFFICE : STAT_ALL, a->office, n, a->e);
	if (z == Z_OK)
		z = stat_states(a->d, STAT_LEFT, stat_k(a->office, 0), left, a->e);
	if (z == Z_OK)
		out->n = n[STATE_SIGNED] + left[0];
	return z;
}

/* Of very many it is enough to know that they are more than STAT_CAP: whose turn it is cannot be counted beforehand. */
static enum z capped(const struct ask *a, struct figure_value *out)
{
	enum z z = Z_OK;
	out->n = length(a, STAT_CAP, &z);
	out->more = out->n > STAT_CAP;
	return z;
}

enum z figure_item_get(const struct ask *a, struct figure_value *out)
{
	enum z z = Z_OK;
	struct cells c;
	switch (a->f) {
	case FIGURE_PUBLISHED:
		out->n = ask_days(a, STAT_ONLINE, &z);
		return z;
	case FIGURE_TIMELY:
		return timely(a, out);
	case FIGURE_REVIEW_DAYS:
		return review_days(a, out);
	case FIGURE_RETURNED:
		return returned(a, out);
	case FIGURE_SIGNED:
		out->n = ask_days(a, STAT_SIGNED, &z);
		return z;
	case FIGURE_PASSED_FIRST:
		ask_cells(a, STAT_SIGNED, &c, &z);
		out->n = c.n[STAT_SIGNED_AT_ONCE];
		out->of = cells_sum(&c, UINT64_MAX);
		return z;
	case FIGURE_FOR_ME:
	case FIGURE_TO_SIGN:
		return capped(a, out);
	case FIGURE_TO_RELEASE:
		return to_release(a, out);
	default:
		return states_of(a->f) ? by_state(a, out) : by_light(a, out);
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

static enum z published(const struct ask *a, struct parts *p)
{
	switch (a->by) {
	case FIGURES_BY_CATEGORY:
		return ask_days_by(a, STAT_ONLINE_CATEGORY, "category", p);
	case FIGURES_BY_CATALOG:
		return ask_days_by(a, STAT_ONLINE_CATALOG, "catalog", p);
	case FIGURES_BY_CHANNEL:
		return ask_days_by(a, STAT_ONLINE_CHANNEL, "channel", p);
	default:
		return ask_days_by(a, STAT_ONLINE_OFFICE, "office", p);
	}
}

/* The counters of each office one after another. */
static enum z each_office(const struct ask *a, enum stat_dim dim, int32_t from, int32_t to, const char *test, struct parts *p)
{
	struct ask days = *a;
	struct buffer b = {0};
	days.p = (struct figure_period){.from = from, .to = to, .span = FIGURE_SPAN_DAYS};
	days.office = 0;
	const struct keys k = ask_keys(&days);
	buffer_printf(&b,
	        "SELECT o.id, sum(s.n), o.name FROM office o CROSS JOIN stat s ON s.dim=%d AND s.k>=o.id*%d+%lld AND"
	        " s.k<o.id*%d+%lld%s WHERE ?3 IN (0, o.id) GROUP BY o.id HAVING sum(s.n)>0",
	        (int)dim, STAT_OFFICE_STEP, (long long)k.from, STAT_OFFICE_STEP, (long long)k.to, test);
	enum z z = ask_rows(a, b.s, p);
	buffer_free(&b);
	return z;
}

static enum z returned_parts(const struct ask *a, struct parts *p)
{
	if (a->by == FIGURES_BY_OFFICE) {
		char test[80];
		snprintf(test, sizeof test, " AND (s.state=0 OR s.k-s.state<o.id*%d+%d)", STAT_OFFICE_STEP, a->p.from);
		return each_office(a, STAT_RETURNED, a->p.from, a->p.to, test, p);
	}
	int first = p->n;
	enum z z = ask_rows(a,
	        "SELECT state/100000, sum(n), '' FROM stat WHERE dim=28 AND k>=?4 AND k<?5 AND (state%100000=0 OR"
	        " k-state%100000<?4) GROUP BY 1 HAVING sum(n)>0",
	        p);
	for (int i = first; i < p->n; i++)
		snprintf(p->row[i].name, sizeof p->row[i].name, "%s", return_reason_text((int)p->row[i].id));
	return z;
}
_Static_assert(STAT_RETURNED_REASON == 28 && STAT_REASON_STEP == 100000, "returned_parts");

static enum z states_parts(const struct ask *a, struct parts *p)
{
	const bool by_office = a->by == FIGURES_BY_OFFICE;
	const enum stat_dim dim = by_office                    ? STAT_OFFICE :
	                          a->by == FIGURES_BY_CATEGORY ? STAT_CATEGORY :
	                                                         STAT_CATALOG;
	struct stat_row *rows;
	int n;
	enum z z = stat_by(a->d, dim, by_office ? 0 : a->office, states_of(a->f), &rows, &n, a->e);
	if (z != Z_OK)
		return z;
	for (int i = 0; i < n; i++)
		if (!by_office || !a->office || rows[i].k == a->office)
			parts_add(p, rows[i].k, rows[i].n, rows[i].name);
	free(rows);
	return Z_OK;
}

enum z figure_item_parts(const struct ask *a, struct parts *p)
{
	if (a->f == FIGURE_PUBLISHED)
		return published(a, p);
	if (a->f == FIGURE_RETURNED)
		return returned_parts(a, p);
	if (states_of(a->f))
		return states_parts(a, p);
	const struct ask due = due_days(a);
	return each_office(a, STAT_DUE, due.p.from, due.p.to, "", p);
}
