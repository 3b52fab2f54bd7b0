/* plan.c - from what is asked to where the rows come from.
 *
 * The counters of store/view/figure/stat.c say how many rows each filter leaves: the smallest drives,
 * states without rows are left out, and a list that is small enough is simply gathered.  Knows no
 * statement; window_sql.c writes them. */
#include "store/view/item/query.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/base/memory.h"
#include "store/base/text.h"
#include "store/file/search/tokenizer.h"
#include "store/view/window_plan.h"

/* What is asked of the list being planned. */
static const struct item_query *asked(const struct plan_make *m)
{
	return &view_of_items(m->w)->q;
}

static bool is_day(int32_t day)
{
	return day != 0 && day != DAY_NONE;
}

static uint32_t states_asked(const struct item_view *v)
{
	const struct item_query *q = &v->q;
	uint32_t s = q->states ? q->states & STATES_ALL : STATES_ALL;
	if (q->scope == ITEMS_OPEN || q->scope == ITEMS_MINE || q->late || is_day(q->due_from) ||
	        is_day(q->due_to))
		s &= STATES_OPEN; /* clocks run in these only */
	if (q->scope == ITEMS_MINE || q->scope == ITEMS_RELEASE) /* some of these are not on every channel yet */
		s |= q->states ? q->states & 1u << STATE_PUBLISHED : 1u << STATE_PUBLISHED;
	if (q->scope == ITEMS_RELEASE)
		s &= 1u << STATE_SIGNED | 1u << STATE_PUBLISHED;
	if (q->scope == ITEMS_SIGN)
		s &= 1u << STATE_TIER1 | 1u << STATE_TIER2 | 1u << STATE_TIER3;
	return s;
}

/* ---- conditions ---- */

/* Signatures and the term of art. 26 are of our own items: what was taken over has no part in these. */
static void own_only(struct plan_make *m)
{
	buffer_text(&m->cond, " AND i.origin=0");
	m->others = true;
}

/* As item_cells() counts it (store/record/stat_move.c). */
static void timely(struct plan_make *m, int how)
{
	static const char in_time[] = "publish_limit(i.formed_on)>=(i.online_at+28800)/86400";
	own_only(m);
	buffer_text(&m->cond, " AND i.formed_on IS NOT NULL");
	if (how == STAT_TIMELY_UNKNOWN)
		buffer_text(&m->cond, " AND publish_limit(i.formed_on) IS NULL");
	else if (how != ITEMS_TIMED)
		buffer_printf(&m->cond, " AND %s%s", how == STAT_TIMELY_LATE ? "NOT " : "", in_time);
}

static void conditions(struct plan_make *m)
{
	const struct item_query *q = asked(m);
	int64_t office = q->office;
	if (q->scope == ITEMS_OFFICE) {
		int64_t mine = m->w->d->who.office ? m->w->d->who.office : INT64_MAX;
		if (office && office != mine)
			m->states = 0;
		office = mine;
	}
	plan_equals(m, "office", "item_office", STAT_OFFICE, office);
	plan_equals(m, "category", "item_category", STAT_CATEGORY, q->category);
	plan_equals(m, "catalog", "item_catalog", STAT_CATALOG, q->catalog);
	plan_equals(m, "attribute", NULL, STAT_ATTRIBUTE, q->attribute);
	if (q->withheld) {
		plan_test(m, "i.attribute<>", ATTRIBUTE_OPEN);
		m->states &= 1u << STATE_WITHHELD | 1u << STATE_ON_REQUEST | 1u << STATE_MIGRATED;
	}
	if (q->been_public) /* an import that was undone leaves its revision */
		plan_test(m, "i.live IS NOT NULL AND i.state<>", STATE_VOID);
	if (q->drafter)
		plan_test(m, "i.drafter=", q->drafter);
	if (q->batch)
		plan_test(m, "i.batch=", q->batch);
	if (q->channel)
		buffer_printf(&m->cond, " AND instr(i.channels, ','||%s||',')",
		        plan_number(m->p, q->channel).s);
	if (q->late)
		plan_test(m, "i.due_sort<", m->w->today);
	if (is_day(q->due_from))
		plan_test(m, "i.due_sort>=", q->due_from);
	if (is_day(q->due_to))
		plan_test(m, "i.due_sort<=", q->due_to);
	if (q->late || is_day(q->due_from) || is_day(q->due_to))
		buffer_text(&m->cond, " AND i.due IS NOT NULL");
	if (is_day(q->formed_from))
		plan_test(m, "i.formed_on>=", q->formed_from);
	if (is_day(q->formed_to))
		plan_test(m, "i.formed_on<=", q->formed_to);
	if (q->online_from)
		plan_test(m, "i.online_at>=", q->online_from);
	if (q->online_to)
		plan_test(m, "i.online_at<", q->online_to);
	if (q->online_from || q->online_to)
		buffer_printf(&m->cond, " AND i.state<>%d", STATE_VOID);
	if (q->timely)
		timely(m, q->timely);
	if (q->signed_from || q->signed_to)
		own_only(m);
	m->others = m->others || q->channel;
}

/* ---- the arms ---- */

const char *const item_order[] = {"i.due_sort", "i.id", "i.updated_at", "coalesce(i.submitted_at,0)"};
const char *const item_order_indexed[] = {"i.due_sort", "i.id", "i.updated_at", "i.submitted_at"};

const char *plan_state_index(int s)
{
	switch (s) {
	case ITEMS_BY_DUE:
		return "item_state_due";
	case ITEMS_BY_UPDATED:
		return "item_state_updated";
	case ITEMS_BY_SUBMITTED:
		return "item_state_submitted";
	default:
		return "item_state_id";
	}
}

static const char *whole_index(int s)
{
	switch (s) {
	case ITEMS_BY_DUE:
		return "item_due";
	case ITEMS_BY_UPDATED:
		return "item_updated";
	case ITEMS_BY_SUBMITTED:
		return "item_submitted";
	default:
		return NULL;
	}
}

static void arms_sorted(struct plan_make *m, int sort)
{
	if (m->living && plan_any_state(m) && !m->dims_n) {
		struct buffer b = {0};
		buffer_text(&b, "1");
		plan_arm(m->p, whole_index(sort), &b);
	} else {
		plan_arms_by_state(m, plan_state_index(sort), NULL, 0);
	}
}

/* The filter that leaves the fewest rows and has an index by due date; NULL: none. */
static const struct plan_dim *driver(struct plan_make *m)
{
	const struct plan_dim *best = NULL;
	for (int i = 0; i < m->dims_n; i++)
		if (m->dims[i].index && (!best || m->dims[i].rows < best->rows))
			best = &m->dims[i];
	return best;
}

/* ---- what has to be gathered ---- */

/* The items of these acts, the newest first. */
static void from_reviews(struct plan_make *m, struct buffer *b)
{
	const struct item_query *q = asked(m);
	struct plan *p = m->p;
	bool mine = q->scope == ITEMS_SIGNED_BY_ME, returned = q->returned_from || q->returned_to;
	struct buffer time = {0};
	if (mine) {
		buffer_printf(&time, "officer=%s AND act=", plan_number(p, m->w->d->who.id).s);
	} else {
		int64_t from = returned ? q->returned_from : q->signed_from,
		        to = returned ? q->returned_to : q->signed_to;
		buffer_printf(&time, "at>=%s AND at<%s AND act=", plan_number(p, from).s,
		        plan_number(p, to ? to : INT64_MAX).s);
	}
	const char *when = mine ? "id" : "at";
	if (returned && !mine) {
		buffer_printf(b, "SELECT at, item FROM review WHERE %s3", time.s);
		if (q->returned_for)
			buffer_printf(b, " AND reason=%s", plan_number(p, q->returned_for).s);
		buffer_text(b, " ORDER BY at DESC");
	} else {
		buffer_printf(b,
		        "SELECT %s, item FROM review WHERE %s2%s UNION ALL SELECT %s, item FROM "
		        "review WHERE %s9",
		        when, time.s, mine ? "" : " AND tier=3", when, time.s);
		if (mine) /* what he returned he may still take back */
			buffer_printf(b, " UNION ALL SELECT id, item FROM review WHERE %s3", time.s);
		buffer_text(b, " ORDER BY 1 DESC");
	}
	buffer_free(&time);
}
_Static_assert(REVIEW_PASS == 2 && REVIEW_PAPER_CONFIRM == 9 && REVIEW_RETURN == 3,
        "acts in from_reviews");

/* The first signature of tier 3 that stands lies in the time, see store/record/stat_move.c. */
static void signed_condition(struct plan_make *m)
{
	const struct item_query *q = asked(m);
	struct plan *p = m->p;
	static const char stands[] = "NOT EXISTS(SELECT 1 FROM review w WHERE w.item=v.item AND "
	                             "w.act=5 AND w.refers=v.id)";
	static const char first[] = "SELECT min(v.id) FROM review v WHERE v.item=i.id AND (v.act=2 "
	                            "AND v.tier=3 OR v.act=9)";
	buffer_printf(&m->cond,
	        " AND EXISTS(SELECT 1 FROM review s WHERE s.id=(%s AND %s) AND s.at>=%s AND "
	        "s.at<%s)",
	        first, stands, plan_number(p, q->signed_from).s,
	        plan_number(p, q->signed_to ? q->signed_to : INT64_MAX).s);
	if (q->signed_how)
		buffer_printf(&m->cond,
		        " AND %sEXISTS(SELECT 1 FROM review v WHERE v.item=i.id AND v.act=3 AND %s "
		        "AND v.id<(%s AND %s))",
		        q->signed_how == STAT_SIGNED_AT_ONCE ? "NOT " : "", stands, first, stands);
}
_Static_assert(REVIEW_WITHDRAW == 5, "acts in signed_condition");

static bool by_acts(const struct item_query *q)
{
	return q->scope == ITEMS_SIGNED_BY_ME || q->returned_from || q->returned_to ||
	       q->signed_from || q->signed_to;
}

/* Lists by what was done: the acts give the items. */
static void gather_by_acts(struct plan_make *m)
{
	struct buffer b = {0};
	if (asked(m)->signed_from || asked(m)->signed_to)
		signed_condition(m);
	buffer_text(&b, "(");
	from_reviews(m, &b);
	buffer_text(&b, " LIMIT ?3)");
	m->p->from = buffer_take(&b);
	m->p->mode = PLAN_SET;
}

/* Filters without counters whose index leaves few rows: that index, and the arms only test. */
static const char *rare_index(struct plan_make *m)
{
	const struct item_query *q = asked(m);
	if (q->batch && plan_few(m,
	                        "SELECT count(*) FROM (SELECT 1 FROM item WHERE batch=?1 AND ?2=0 "
	                        "LIMIT ?3)",
	                        q->batch, 0, VIEW_GATHER))
		return "item_batch";
	if (q->drafter && plan_few(m,
	                          "SELECT count(*) FROM (SELECT 1 FROM item INDEXED BY "
	                          "item_drafter WHERE drafter=?1 AND ?2=0 LIMIT ?3)",
	                          q->drafter, 0, SET_SMALL))
		return "item_drafter";
	if ((q->online_from || q->online_to) &&
	        plan_few(m,
	                "SELECT count(*) FROM (SELECT 1 FROM item INDEXED BY item_online WHERE "
	                "online_at>=?1 AND online_at<?2 LIMIT ?3)",
	                q->online_from, q->online_to ? q->online_to : INT64_MAX,
	                VIEW_GATHER))
		return "item_online";
	if ((is_day(q->formed_from) || is_day(q->formed_to)) &&
	        plan_few(m,
	                "SELECT count(*) FROM (SELECT 1 FROM item INDEXED BY item_formed WHERE "
	                "formed_on>=?1 AND formed_on<=?2 LIMIT ?3)",
	                is_day(q->formed_from) ? q->formed_from : INT32_MIN,
	                is_day(q->formed_to) ? q->formed_to : INT32_MAX, SET_SMALL))
		return "item_formed";
	return NULL;
}

static void word_in_texts(struct plan *p, const char *word, struct buffer *b)
{
	struct plan_name w = plan_text(p, word);
	buffer_printf(b,
	        " AND (cjk_contains(i.title,%s) OR EXISTS(SELECT 1 FROM revision rv JOIN "
	        "content ct ON ct.id=rv.body_c LEFT JOIN content dn ON dn.id=rv.docno_c"
	        " WHERE rv.id=i.revision AND (cjk_contains(dn.data,%s) OR "
	        "cjk_contains(ct.data,%s))))",
	        w.s, w.s, w.s);
}

static void search(struct plan_make *m)
{
	const struct item_query *q = asked(m);
	bool turn = q->scope == ITEMS_MINE || q->scope == ITEMS_RELEASE || q->scope == ITEMS_SIGN;
	char *near = *q->words ? plan_near(m, driver(m), "item_state_id") : NULL;
	plan_find(m, q->words, q->title, turn, near, word_in_texts);
}

/* ---- all together ---- */

/* One arm over the index of d, which carries the other filters with counters. */
static void dim_arm(struct plan_make *m, const struct plan_dim *d, struct buffer *b)
{
	buffer_printf(b, "i.%s=%s", d->column, plan_number(m->p, d->value).s);
	if (plan_any_state(m))
		return;
	buffer_text(b, " AND ");
	plan_in_states(m, b);
}

/* How many rows the filters leave together, up to SET_SMALL + 1. */
static int64_t together(struct plan_make *m, const struct plan_dim *d)
{
	static const struct view_anchor none;
	struct buffer b = {0};
	if (d->rows <= SET_SMALL || (m->dims_n == 1 && !m->others))
		return d->rows;
	buffer_printf(
	        &b, "SELECT count(*) FROM (SELECT 1 FROM item i INDEXED BY %s WHERE ", d->index);
	dim_arm(m, d, &b);
	buffer_printf(&b, "%s LIMIT ?3)", m->cond.s);
	sqlite3_stmt *q = plan_run(m->w, b.s, &none, SET_SMALL + 1, m->e);
	int64_t n = db_step(m->w->d->db, q, m->e) ? sqlite3_column_int64(q, 0) : 0;
	db_done(q);
	buffer_free(&b);
	return n;
}

/* Ordered by something else than the due date: few rows are gathered, many walked through in that
 * order and counted by the filter. */
static enum z other_order(struct plan_make *m, const struct plan_dim *d)
{
	struct plan *p = m->p;
	bool few = together(m, d) <= SET_SMALL;
	if (db_failed(m->w->d->db))
		return db_result(m->w->d->db);
	if (few) {
		p->mode = PLAN_SET;
		plan_arms_by_state(m, d->index, d->column, d->value);
		return Z_OK;
	}
	struct buffer b = {0};
	dim_arm(m, d, &b);
	p->counted = (struct plan_arm){d->index, buffer_take(&b)};
	arms_sorted(m, p->sort);
	return Z_OK;
}

static enum z arms(struct plan_make *m)
{
	struct plan *p = m->p;
	const struct item_query *q = asked(m);
	const struct plan_dim *d = driver(m);
	if (q->scope == ITEMS_SIGN)
		return plan_sign(view_of_items(m->w), m->living, m->e);
	if (q->scope == ITEMS_MINE || q->scope == ITEMS_RELEASE) {
		if (q->scope == ITEMS_MINE)
			plan_mine(view_of_items(m->w), m->living);
		else
			plan_release(view_of_items(m->w), m->living);
		if (p->sort != ITEMS_BY_DUE && p->mode == PLAN_WALK)
			p->mode = PLAN_SET; /* its arms are by due date */
		return Z_OK;
	}
	if (!p->by_words && !p->from) {
		p->from_index = rare_index(m);
		if (m->z != Z_OK)
			return m->z;
	}
	if (p->from_index) {
		p->mode = PLAN_SET;
		p->newest_first = false;
	}
	if (p->by_words || p->from || p->from_index) {
		plan_arm_whole(m, NULL);
		if (p->by_words && p->mode == PLAN_SET && m->living && !m->cond.n && plan_any_state(m))
			p->ordered = whole_index(p->sort);
	} else if (p->newest_first) {
		arms_sorted(m, ITEMS_BY_NUMBER);
	} else if (d && (p->sort == ITEMS_BY_DUE || p->mode == PLAN_SET)) {
		plan_arms_by_state(m, d->index, d->column, d->value);
	} else if (d) {
		enum z z = other_order(m, d);
		if (z != Z_OK)
			return z;
	} else {
		arms_sorted(m, p->sort);
	}
	if (!m->others && m->dims_n <= 1 && p->mode == PLAN_WALK)
		p->exact = m->rows;
	return Z_OK;
}

enum z item_plan(struct window *w, struct error *e)
{
	struct item_view *v = view_of_items(w);
	struct plan_make m = {.w = w, .p = &w->plan, .end = STATE_END, .states = states_asked(v), .e = e, .z = Z_OK};
	struct plan *p = &w->plan;
	p->sort = (int)v->q.sort;
	p->descending = v->q.descending;
	p->exact = -1;
	conditions(&m);
	plan_estimate(&m, STAT_ALL);
	if (m.z == Z_OK && by_acts(&v->q)) {
		gather_by_acts(&m);
		if (*v->q.words) { /* whoever did it, then what it says */
			char *match = tokenizer_query(v->q.words);
			plan_contains(p, match && *match ? v->q.words : "", WORDS_ALL, word_in_texts, &m.cond);
			free(match);
		}
	} else if (m.z == Z_OK) {
		search(&m);
	}
	if (m.z == Z_OK)
		m.z = arms(&m);
	p->cond = buffer_take(&m.cond);
	return m.z;
}
