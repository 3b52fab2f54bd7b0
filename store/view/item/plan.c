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
#include "store/view/figure/stat.h"

/* A filter for which there are counters. */
struct dim {
	const char *column, *index;
	enum stat_dim dim;
	int64_t value;
	int64_t n[32];
	int64_t rows; /* in the states asked for */
};

enum { DIMS = 4 };

struct make {
	struct item_view *v;
	struct plan *p;
	const struct item_query *q;
	struct dim dims[DIMS];
	int dims_n;
	uint32_t states; /* asked for */
	uint32_t living; /* of these, states that may have rows at all */
	int64_t rows;    /* an upper bound */
	int64_t all;     /* items of the desk */
	int64_t in_state[32];
	bool others;     /* there are filters without counters */
	struct buffer cond;
};

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

static void dim_add(
        struct make *m, const char *column, const char *index, enum stat_dim dim, int64_t value)
{
	if (!value)
		return;
	if (value == ITEMS_WITHOUT) {
		buffer_printf(&m->cond, " AND i.%s IS NULL", column);
		m->others = true;
		return;
	}
	m->dims[m->dims_n++] =
	        (struct dim){.column = column, .index = index, .dim = dim, .value = value};
	buffer_printf(&m->cond, " AND i.%s=%s", column, plan_number(m->p, value).s);
}

static void add(struct make *m, const char *test, int64_t value)
{
	buffer_printf(&m->cond, " AND %s%s", test, plan_number(m->p, value).s);
	m->others = true;
}

/* Signatures and the term of art. 26 are of our own items: what was taken over has no part in these. */
static void own_only(struct make *m)
{
	buffer_text(&m->cond, " AND i.origin=0");
	m->others = true;
}

/* As item_cells() counts it (store/record/stat_move.c). */
static void timely(struct make *m, int how)
{
	static const char in_time[] = "publish_limit(i.formed_on)>=(i.online_at+28800)/86400";
	own_only(m);
	buffer_text(&m->cond, " AND i.formed_on IS NOT NULL");
	if (how == STAT_TIMELY_UNKNOWN)
		buffer_text(&m->cond, " AND publish_limit(i.formed_on) IS NULL");
	else if (how != ITEMS_TIMED)
		buffer_printf(&m->cond, " AND %s%s", how == STAT_TIMELY_LATE ? "NOT " : "", in_time);
}

static void conditions(struct make *m)
{
	const struct item_query *q = m->q;
	const struct item_view *v = m->v;
	int64_t office = q->office;
	if (q->scope == ITEMS_OFFICE) {
		int64_t mine = v->w.d->who.office ? v->w.d->who.office : INT64_MAX;
		if (office && office != mine)
			m->states = 0;
		office = mine;
	}
	dim_add(m, "office", "item_office", STAT_OFFICE, office);
	dim_add(m, "category", "item_category", STAT_CATEGORY, q->category);
	dim_add(m, "catalog", "item_catalog", STAT_CATALOG, q->catalog);
	dim_add(m, "attribute", NULL, STAT_ATTRIBUTE, q->attribute);
	if (q->withheld)
		add(m, "i.attribute<>", ATTRIBUTE_OPEN);
	if (q->drafter)
		add(m, "i.drafter=", q->drafter);
	if (q->batch)
		add(m, "i.batch=", q->batch);
	if (q->channel)
		buffer_printf(&m->cond, " AND instr(i.channels, ','||%s||',')",
		        plan_number(m->p, q->channel).s);
	if (q->late)
		add(m, "i.due_sort<", v->w.today);
	if (is_day(q->due_from))
		add(m, "i.due_sort>=", q->due_from);
	if (is_day(q->due_to))
		add(m, "i.due_sort<=", q->due_to);
	if (q->late || is_day(q->due_from) || is_day(q->due_to))
		buffer_text(&m->cond, " AND i.due IS NOT NULL");
	if (is_day(q->formed_from))
		add(m, "i.formed_on>=", q->formed_from);
	if (is_day(q->formed_to))
		add(m, "i.formed_on<=", q->formed_to);
	if (q->online_from)
		add(m, "i.online_at>=", q->online_from);
	if (q->online_to)
		add(m, "i.online_at<", q->online_to);
	if (q->online_from || q->online_to)
		buffer_printf(&m->cond, " AND i.state<>%d", STATE_VOID);
	if (q->timely)
		timely(m, q->timely);
	if (q->signed_from || q->signed_to)
		own_only(m);
	m->others = m->others || q->channel;
}

/* The state column stands in every cell, so that the smallest cell of a state bounds what it can
 * have. */
static enum z estimate(struct make *m, struct error *e)
{
	int64_t all[32];
	enum z z = stat_states(m->v->w.d, STAT_ALL, 0, all, e);
	for (int i = 0; z == Z_OK && i < m->dims_n; i++)
		z = stat_states(m->v->w.d, m->dims[i].dim, m->dims[i].value, m->dims[i].n, e);
	m->rows = 0;
	for (int s = 1; s < STATE_END; s++) {
		m->all += all[s];
		m->in_state[s] = all[s];
		if (!(m->states & 1u << s))
			continue;
		int64_t least = all[s];
		for (int i = 0; i < m->dims_n; i++) {
			m->dims[i].rows += m->dims[i].n[s];
			if (m->dims[i].n[s] < least)
				least = m->dims[i].n[s];
		}
		m->rows += least;
		if (least > 0)
			m->living |= 1u << s;
	}
	return z;
}

/* How many rows a statement with one value finds, looking at no more than `most`. */
static int64_t capped(
        struct make *m, const char *sql, int64_t a, int64_t b, int64_t most, struct error *e)
{
	return db_number(m->v->w.d->db, e, 0, sql, "iii", a, b, most);
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

/* An arm a state: column=value (NULL: none) and the state hold the index's first columns fixed. */
static void arms_by_state(struct make *m, const char *index, const char *column, int64_t value)
{
	for (int s = 1; s < STATE_END; s++) {
		if (!(m->living & 1u << s))
			continue;
		struct buffer b = {0};
		if (column)
			buffer_printf(&b, "i.%s=%s AND ", column, plan_number(m->p, value).s);
		buffer_printf(&b, "i.state=%s", plan_number(m->p, s).s);
		plan_arm(m->p, index, &b);
	}
}

/* Something else drives: the states are only asked after. */
static void arm_test(struct make *m)
{
	struct buffer b = {0};
	if (!m->living)
		return;
	if (m->states == STATES_ALL)
		buffer_text(&b, "1");
	for (int s = 1; m->states != STATES_ALL && s < STATE_END; s++)
		if (m->living & 1u << s)
			buffer_printf(&b, "%si.state=%d", b.n ? " OR " : "", s);
	plan_arm(m->p, NULL, &b);
}

static void arms_sorted(struct make *m, int sort)
{
	if (m->living && m->states == STATES_ALL && !m->dims_n) {
		struct buffer b = {0};
		buffer_text(&b, "1");
		plan_arm(m->p, whole_index(sort), &b);
	} else {
		arms_by_state(m, plan_state_index(sort), NULL, 0);
	}
}

/* The filter that leaves the fewest rows and has an index by due date; NULL: none. */
static const struct dim *driver(struct make *m)
{
	const struct dim *best = NULL;
	for (int i = 0; i < m->dims_n; i++)
		if (m->dims[i].index && (!best || m->dims[i].rows < best->rows))
			best = &m->dims[i];
	return best;
}

/* ---- what has to be gathered ---- */

/* The items of these acts, the newest first. */
static void from_reviews(struct make *m, struct buffer *b)
{
	const struct item_query *q = m->q;
	struct plan *p = m->p;
	bool mine = q->scope == ITEMS_SIGNED_BY_ME, returned = q->returned_from || q->returned_to;
	struct buffer time = {0};
	if (mine) {
		buffer_printf(&time, "officer=%s AND act=", plan_number(p, m->v->w.d->who.id).s);
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
		        "review WHERE %s9 ORDER BY 1 DESC",
		        when, time.s, mine ? "" : " AND tier=3", when, time.s);
	}
	buffer_free(&time);
}
_Static_assert(REVIEW_PASS == 2 && REVIEW_PAPER_CONFIRM == 9 && REVIEW_RETURN == 3,
        "acts in from_reviews");

/* The first signature of tier 3 that stands lies in the time, see store/record/stat_move.c. */
static void signed_condition(struct make *m)
{
	const struct item_query *q = m->q;
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
static void gather_by_acts(struct make *m)
{
	struct buffer b = {0};
	if (m->q->signed_from || m->q->signed_to)
		signed_condition(m);
	buffer_text(&b, "(");
	from_reviews(m, &b);
	buffer_text(&b, " LIMIT ?3)");
	m->p->from = buffer_take(&b);
	m->p->mode = PLAN_SET;
}

/* Filters without counters whose index leaves few rows: that index, and the arms only test. */
static const char *rare_index(struct make *m, struct error *e)
{
	const struct item_query *q = m->q;
	if (q->batch && capped(m,
	                        "SELECT count(*) FROM (SELECT 1 FROM item WHERE batch=?1 AND ?2=0 "
	                        "LIMIT ?3)",
	                        q->batch, 0, VIEW_GATHER + 1, e) <= VIEW_GATHER)
		return "item_batch";
	if (q->drafter && capped(m,
	                          "SELECT count(*) FROM (SELECT 1 FROM item INDEXED BY "
	                          "item_drafter WHERE drafter=?1 AND ?2=0 LIMIT ?3)",
	                          q->drafter, 0, SET_SMALL + 1, e) <= SET_SMALL)
		return "item_drafter";
	if ((q->online_from || q->online_to) &&
	        capped(m,
	                "SELECT count(*) FROM (SELECT 1 FROM item INDEXED BY item_online WHERE "
	                "online_at>=?1 AND online_at<?2 LIMIT ?3)",
	                q->online_from, q->online_to ? q->online_to : INT64_MAX,
	                VIEW_GATHER + 1, e) <= VIEW_GATHER)
		return "item_online";
	if ((is_day(q->formed_from) || is_day(q->formed_to)) &&
	        capped(m,
	                "SELECT count(*) FROM (SELECT 1 FROM item INDEXED BY item_formed WHERE "
	                "formed_on>=?1 AND formed_on<=?2 LIMIT ?3)",
	                is_day(q->formed_from) ? q->formed_from : INT32_MIN,
	                is_day(q->formed_to) ? q->formed_to : INT32_MAX, SET_SMALL + 1,
	                e) <= SET_SMALL)
		return "item_formed";
	return NULL;
}

/* Where the ids of the states and of the filters with counters come from: an index that carries
 * them all, so that no row is looked at.  NULL, where these are too many or no filter at all. */
static char *near_ids(struct make *m)
{
	int64_t rows = 0;
	const struct dim *d = driver(m);
	struct buffer b = {0};
	if (m->states == STATES_ALL && !m->dims_n)
		return NULL;
	for (int s = 1; s < STATE_END; s++)
		if (m->living & 1u << s)
			rows += m->in_state[s];
	if (d && d->rows >= rows)
		d = NULL;
	if ((d ? d->rows : rows) > NEAR_ROWS)
		return NULL;
	for (int s = 1; s < STATE_END; s++) {
		if (!(m->living & 1u << s))
			continue;
		buffer_printf(&b, "%sSELECT n.id FROM item n INDEXED BY %s WHERE ", b.n ? " UNION ALL " : "",
		        d ? d->index : "item_state_id");
		if (d)
			buffer_printf(&b, "n.%s=%s AND ", d->column, plan_number(m->p, d->value).s);
		buffer_printf(&b, "n.state=%s", plan_number(m->p, s).s);
		for (int i = 0; i < m->dims_n; i++)
			if (&m->dims[i] != d)
				buffer_printf(&b, " AND n.%s=%s", m->dims[i].column,
				        plan_number(m->p, m->dims[i].value).s);
	}
	return b.n ? buffer_take(&b) : NULL;
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

static void search(struct make *m)
{
	const struct item_query *q = m->q;
	struct search s = {.words = q->words,
	        .title = q->title,
	        .rows = m->rows,
	        .all = m->all,
	        .filtered = m->others || m->dims_n || q->scope == ITEMS_MINE ||
	                    q->scope == ITEMS_RELEASE || q->scope == ITEMS_SIGN || m->states != STATES_ALL,
	        .near = *q->words ? near_ids(m) : NULL,
	        .test = word_in_texts,
	        .cond = &m->cond};
	plan_search(&m->v->w, &s);
	m->others = m->others || *m->p->words.s;
}

/* ---- all together ---- */

/* One arm over the index of d, which carries the other filters with counters. */
static void dim_arm(struct make *m, const struct dim *d, struct buffer *b)
{
	buffer_printf(b, "i.%s=%s", d->column, plan_number(m->p, d->value).s);
	if (m->states == STATES_ALL)
		return;
	buffer_text(b, " AND i.state IN (");
	for (int s = 1, n = 0; s < STATE_END; s++)
		if (m->living & 1u << s)
			buffer_printf(b, "%s%d", n++ ? "," : "", s);
	buffer_text(b, ")");
}

/* How many rows the filters leave together, up to SET_SMALL + 1. */
static int64_t together(struct make *m, const struct dim *d, struct error *e)
{
	static const struct view_anchor none;
	struct buffer b = {0};
	if (d->rows <= SET_SMALL || (m->dims_n == 1 && !m->others))
		return d->rows;
	buffer_printf(
	        &b, "SELECT count(*) FROM (SELECT 1 FROM item i INDEXED BY %s WHERE ", d->index);
	dim_arm(m, d, &b);
	buffer_printf(&b, "%s LIMIT ?3)", m->cond.s);
	sqlite3_stmt *q = plan_run(&m->v->w, b.s, &none, SET_SMALL + 1, e);
	int64_t n = db_step(m->v->w.d->db, q, e) ? sqlite3_column_int64(q, 0) : 0;
	db_done(q);
	buffer_free(&b);
	return n;
}

/* Ordered by something else than the due date: few rows are gathered, many walked through in that
 * order and counted by the filter. */
static enum z other_order(struct make *m, const struct dim *d, struct error *e)
{
	struct plan *p = m->p;
	bool few = together(m, d, e) <= SET_SMALL;
	if (db_failed(m->v->w.d->db))
		return db_result(m->v->w.d->db);
	if (few) {
		p->mode = PLAN_SET;
		arms_by_state(m, d->index, d->column, d->value);
		return Z_OK;
	}
	struct buffer b = {0};
	dim_arm(m, d, &b);
	p->counted = (struct plan_arm){d->index, buffer_take(&b)};
	arms_sorted(m, p->sort);
	return Z_OK;
}

static enum z arms(struct make *m, struct error *e)
{
	struct plan *p = m->p;
	const struct item_query *q = m->q;
	const struct dim *d = driver(m);
	if (q->scope == ITEMS_SIGN)
		return plan_sign(m->v, m->living, e);
	if (q->scope == ITEMS_MINE || q->scope == ITEMS_RELEASE) {
		if (q->scope == ITEMS_MINE)
			plan_mine(m->v, m->living);
		else
			plan_release(m->v, m->living);
		if (p->sort != ITEMS_BY_DUE && p->mode == PLAN_WALK)
			p->mode = PLAN_SET; /* its arms are by due date */
		return Z_OK;
	}
	if (!p->by_words && !p->from) {
		p->from_index = rare_index(m, e);
		if (db_failed(m->v->w.d->db))
			return db_result(m->v->w.d->db);
	}
	if (p->from_index) {
		p->mode = PLAN_SET;
		p->newest_first = false;
	}
	if (p->by_words || p->from || p->from_index) {
		arm_test(m);
	} else if (p->newest_first) {
		arms_sorted(m, ITEMS_BY_NUMBER);
	} else if (d && (p->sort == ITEMS_BY_DUE || p->mode == PLAN_SET)) {
		arms_by_state(m, d->index, d->column, d->value);
	} else if (d) {
		enum z z = other_order(m, d, e);
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
	struct make m = {.v = v, .p = &w->plan, .q = &v->q, .states = states_asked(v)};
	struct plan *p = &w->plan;
	p->sort = (int)v->q.sort;
	p->descending = v->q.descending;
	p->exact = -1;
	conditions(&m);
	enum z z = estimate(&m, e);
	if (z == Z_OK && by_acts(&v->q)) {
		gather_by_acts(&m);
		if (*v->q.words) { /* whoever did it, then what it says */
			char *match = tokenizer_query(v->q.words);
			plan_contains(p, match && *match ? v->q.words : "", WORDS_ALL, word_in_texts, &m.cond);
			free(match);
		}
	} else if (z == Z_OK) {
		search(&m);
	}
	if (z == Z_OK)
		z = arms(&m, e);
	p->cond = buffer_take(&m.cond);
	return z;
}
