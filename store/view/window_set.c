/* window_set.c - a list that no index has in order, gathered: anchors in memory, sorted, kept until
 * the desk changes. */
#include "store/view/window.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"

int anchor_order(
        const struct plan *p, const struct view_anchor *a, const struct view_anchor *b)
{
	int order = a->sort != b->sort ? (a->sort > b->sort) - (a->sort < b->sort)
	                               : (a->id > b->id) - (a->id < b->id);
	return p->descending ? -order : order;
}

static int rising(const void *x, const void *y)
{
	const struct view_anchor *a = x, *b = y;
	return a->sort != b->sort ? (a->sort > b->sort) - (a->sort < b->sort)
	                          : (a->id > b->id) - (a->id < b->id);
}

static int falling(const void *x, const void *y)
{
	return rising(y, x);
}

size_t set_place(const struct plan *p, const struct view_anchor *a)
{
	size_t low = 0, high = p->set_n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (anchor_order(p, &p->set[middle], a) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void set_add(struct plan *p, int64_t sort, int64_t id)
{
	if (p->set_n == p->set_cap) {
		p->set_cap = p->set_cap ? p->set_cap * 2 : 256;
		p->set = xrealloc(p->set, p->set_cap * sizeof *p->set);
	}
	p->set[p->set_n++] = (struct view_anchor){sort, id};
}

/* Runs one statement of set_gather(); more than `most` rows looked at make the list partial. */
static enum z take(struct window *w, const struct buffer *sql, int64_t *looked, int64_t most, struct error *e)
{
	static const struct view_anchor newest = {INT64_MAX, INT64_MAX};
	struct plan *p = &w->plan;
	if (*looked > most)
		return Z_OK;
	sqlite3_stmt *q = plan_run(w, sql->s, &newest, most - *looked + 1, e);
	while (db_step(w->d->db, q, e)) {
		if (++*looked > most) {
			p->partial = true;
			break;
		}
		if (sqlite3_column_type(q, 0) != SQLITE_NULL)
			set_add(p, sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1));
	}
	db_done(q);
	return db_result(w->d->db);
}

/* How far a set grows by one call: in any case down to an id, and on to so many rows, if that does not cost more. */
struct growth {
	int64_t until;
	size_t wanted;
	int64_t ns; /* what is left to be spent, as the costs of window.h estimate it */
	int64_t last; /* the id looked at last */
};

static bool goes_on(const struct plan *p, const struct growth *g)
{
	return g->last > g->until || (p->set_n < g->wanted && g->ns > 0);
}

/* The next hits, newest first, each with its row. */
static enum z grow_by_rows(struct window *w, struct growth *g, bool *all, struct error *e)
{
	struct plan *p = &w->plan;
	struct buffer b = {0};
	buffer_text(&b, "SELECT i.id, ");
	plan_any_arm(p, &b);
	buffer_printf(&b, "%s FROM %s f CROSS JOIN %s i ON i.id=f.rowid WHERE f.%s MATCH %s AND f.rowid<?2 ORDER BY f.rowid DESC",
	        p->cond, p->t->fts, p->t->name, p->t->fts, p->words.s);
	sqlite3_stmt *q = plan_run(w, b.s, &(struct view_anchor){.id = p->grown_to}, 0, e);
	int64_t cost = p->hit_ns + ROW_NS + (p->tests_texts ? TEXT_NS : 0);
	buffer_free(&b);
	while (goes_on(p, g) && !*all) {
		*all = !db_step(w->d->db, q, e);
		if (*all)
			break;
		g->last = sqlite3_column_int64(q, 0);
		g->ns -= cost;
		if (sqlite3_column_int(q, 1))
			set_add(p, g->last, g->last);
	}
	db_done(q);
	return db_result(w->d->db);
}

static int by_id(const void *x, const void *y)
{
	const int64_t *a = x, *b = y;
	return (*a > *b) - (*a < *b);
}

/* The ids that a statement gives, in their order. */
static enum z read_ids(struct window *w, const char *sql, int64_t most, int64_t **ids, size_t *n, struct error *e)
{
	static const struct view_anchor none;
	size_t cap = 0;
	sqlite3_stmt *q = plan_run(w, sql, &none, most, e);
	while (db_step(w->d->db, q, e)) {
		if (*n == cap) {
			cap = cap ? cap * 2 : 256;
			*ids = xrealloc(*ids, cap * sizeof **ids);
		}
		(*ids)[(*n)++] = sqlite3_column_int64(q, 0);
	}
	db_done(q);
	if (!*ids)
		*ids = xalloc(sizeof **ids);
	qsort(*ids, *n, sizeof **ids, by_id);
	return db_result(w->d->db);
}

/* Those of p->near: asked once, not by every statement that looks hits up in them. */
static enum z near_ready(struct window *w, struct error *e)
{
	struct plan *p = &w->plan;
	return p->near_ids ? Z_OK : read_ids(w, p->near, 0, &p->near_ids, &p->near_n, e);
}

/* How many of the near ids stand below the id. */
static size_t near_below(const struct plan *p, int64_t id)
{
	size_t low = 0, high = p->near_n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (p->near_ids[middle] < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct near_walk {
	sqlite3_stmt *hits; /* newest first; NULL: every near id is taken */
	size_t left;        /* near ids that are still to come; 0: the walk is over */
	int64_t saved;      /* ns of texts that need not be looked through because the hits were asked, minus what they cost */
};

/* The next near id that is a hit, 0: there is none.  Where hits stand so thick that walking over them costs more than
 * the texts of the near ids between them, hits are asked no longer. */
static int64_t next_near(struct window *w, struct near_walk *n, struct growth *g, struct error *e)
{
	struct plan *p = &w->plan;
	while (n->left && goes_on(p, g)) {
		if (p->by_texts) {
			g->ns -= TEXT_NS;
			return g->last = p->near_ids[--n->left];
		}
		if (!db_step(w->d->db, n->hits, e)) {
			n->left = 0;
			return 0;
		}
		g->last = sqlite3_column_int64(n->hits, 0);
		g->ns -= p->hit_ns;
		n->saved -= p->hit_ns;
		for (; n->left && p->near_ids[n->left - 1] > g->last; n->left--)
			n->saved += TEXT_NS;
		p->by_texts = n->saved < -(int64_t)NEAR_TRIES * TEXT_NS;
		if (n->left && p->near_ids[n->left - 1] == g->last) {
			n->left--;
			g->ns -= ROW_NS;
			return g->last;
		}
	}
	return 0;
}

/* The same where few ids come into question: those of them that are hits, or each, whose text is looked through then. */
static enum z grow_by_near(struct window *w, struct growth *g, bool *all, struct error *e)
{
	struct plan *p = &w->plan;
	enum z z = near_ready(w, e);
	if (z != Z_OK)
		return z;
	struct buffer b = {0};
	struct near_walk n = {.left = near_below(p, p->grown_to)};
	struct view_anchor at = {.id = n.left ? p->near_ids[n.left - 1] + 1 : 0};
	sqlite3_stmt *test = NULL;
	if (!p->by_texts) {
		buffer_printf(&b, "SELECT rowid FROM %s WHERE %s MATCH %s AND rowid<?2 ORDER BY rowid DESC", p->t->fts, p->t->fts,
		        p->words.s);
		n.hits = plan_run(w, b.s, &at, 0, e);
		z = db_result(w->d->db);
	}
	bool texts = false;
	while (z == Z_OK && (at.id = next_near(w, &n, g, e))) {
		if (!test || texts != p->by_texts) {
			texts = p->by_texts;
			buffer_clear(&b);
			buffer_printf(&b, "SELECT 1 FROM %s i WHERE i.id=?2 AND ", p->t->name);
			plan_any_arm(p, &b);
			buffer_printf(&b, "%s%s", p->cond, texts && p->in_texts ? p->in_texts : "");
			db_done(test);
			test = plan_run(w, b.s, &at, 0, e);
		} else {
			sqlite3_bind_int64(test, 2, at.id);
		}
		if (db_step(w->d->db, test, e)) {
			set_add(p, at.id, at.id);
			sqlite3_reset(test);
		}
		z = db_result(w->d->db);
	}
	if (z == Z_OK)
		z = db_result(w->d->db);
	db_done(n.hits);
	db_done(test);
	buffer_free(&b);
	*all = !n.left;
	return z;
}

static enum z grow(struct window *w, struct growth g, struct error *e)
{
	struct plan *p = &w->plan;
	bool all = false;
	g.last = p->grown_to;
	enum z z = p->near ? grow_by_near(w, &g, &all, e) : grow_by_rows(w, &g, &all, e);
	if (z != Z_OK) { /* what was added would be looked at again: a failed view is planned anew */
		w->planned = false;
		return z;
	}
	p->grown_to = all || p->set_n >= VIEW_GATHER ? 0 : g.last;
	p->partial = p->grown_to != 0 || p->set_n >= VIEW_GATHER;
	return Z_OK;
}

enum z set_grow(struct window *w, const struct view_anchor *from, int64_t rows, struct error *e)
{
	struct plan *p = &w->plan;
	enum z z = Z_OK;
	if (p->mode != PLAN_GROW) {
		z = p->later ? set_gather(w, e) : Z_OK;
		w->planned = w->planned && z == Z_OK;
		return z;
	}
	if (p->grown_to && from && p->grown_to > from->id) /* he has been there already */
		z = grow(w, (struct growth){.until = from->id}, e);
	size_t wanted = (from ? set_place(p, from) : 0) +
	                (size_t)(rows < VIEW_GATHER ? rows : VIEW_GATHER);
	if (z == Z_OK && p->grown_to && p->set_n < wanted)
		z = grow(w,
		        (struct growth){.until = INT64_MAX, .wanted = wanted, .ns = rows > GROW_PAGE ? GROW_ALL_NS : GROW_PAGE_NS}, e);
	return z;
}

static bool same_moment(const struct window *a, const struct window *b)
{
	return a->planned && b->planned && a->t == b->t && a->d == b->d && a->data_version == b->data_version &&
	       a->changes == b->changes && a->who == b->who && a->today == b->today &&
	       (a->minute == b->minute || !a->by_minute);
}

void window_narrow(struct window *w, const struct window *before)
{
	struct plan *p = &w->plan;
	const struct plan *o = &before->plan;
	if (!same_moment(w, before) || *w->title || *before->title || !*before->words ||
	        strncmp(w->words, before->words, strlen(before->words)) != 0)
		return;
	if (p->mode != PLAN_GROW || o->mode != PLAN_GROW || !p->near || p->near_ids || !o->near_ids ||
	        o->set_n >= VIEW_GATHER)
		return;
	size_t left = o->grown_to ? near_below(o, o->grown_to) : 0;
	p->near_n = left + o->set_n;
	p->near_ids = xalloc((p->near_n + 1) * sizeof *p->near_ids);
	if (left)
		memcpy(p->near_ids, o->near_ids, left * sizeof *p->near_ids);
	for (size_t i = 0; i < o->set_n; i++) /* the greatest id first */
		p->near_ids[p->near_n - 1 - i] = o->set[i].id;
	p->by_texts = p->near_n <= NEAR_TRIES; /* hits would be asked for longer than that */
}

/* Rows of acts can name an item many times, so that the bound is asked of them before. */
static enum z acts_in_bounds(struct window *w, struct error *e)
{
	static const struct view_anchor none;
	struct buffer b = {0};
	buffer_printf(&b, "SELECT count(*) FROM %s", w->plan.from);
	sqlite3_stmt *q = plan_run(w, b.s, &none, VIEW_GATHER + 1, e);
	w->plan.partial = db_step(w->d->db, q, e) && sqlite3_column_int64(q, 0) > VIEW_GATHER;
	db_done(q);
	buffer_free(&b);
	return db_result(w->d->db);
}

/* In a sorted set a row that came from two arms stands beside itself. */
static void drop_twins(struct plan *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->set_n; i++)
		if (!n || p->set[i].id != p->set[n - 1].id)
			p->set[n++] = p->set[i];
	p->set_n = n;
}

/* ---- the first page of a filter on titles, before the rest ---- */

/* Hits of the full-text index whose titles are still to be looked at. */
struct title_hits {
	int64_t *ids;
	size_t n;
	sqlite3_stmt *row; /* of ?2, if its title fits: what it is sorted by */
};

static enum z take_hit(struct window *w, struct title_hits *h, int64_t id, bool *fits, struct error *e)
{
	sqlite3_bind_int64(h->row, 2, id);
	*fits = db_step(w->d->db, h->row, e);
	if (*fits) {
		set_add(&w->plan, sqlite3_column_int64(h->row, 0), id);
		sqlite3_reset(h->row);
	}
	return db_result(w->d->db);
}

/* Goes along the order's index, from its beginning, until n of the hits are found, or their rows could as well all have
 * been looked at. */
static enum z walk_order(struct window *w, struct title_hits *h, size_t n, struct error *e)
{
	static const struct view_anchor none;
	struct plan *p = &w->plan;
	struct buffer b = {0};
	const char *order = p->descending ? " DESC" : "";
	int64_t left = (int64_t)h->n * FIRST_STEPS;
	bool fits;
	buffer_printf(&b, "SELECT i.id FROM %s i INDEXED BY %s ORDER BY %s%s, i.id%s", p->t->name, p->ordered,
	        p->t->indexed[p->sort], order, order);
	sqlite3_stmt *q = plan_run(w, b.s, &none, 0, e);
	enum z z = db_result(w->d->db);
	buffer_free(&b);
	while (z == Z_OK && p->set_n < n && left-- > 0 && db_step(w->d->db, q, e)) {
		int64_t id = sqlite3_column_int64(q, 0);
		if (!bsearch(&id, h->ids, h->n, sizeof id, by_id))
			continue;
		z = take_hit(w, h, id, &fits, e);
		left -= fits ? 0 : ROW_STEPS; /* the index found its pairs only: so it will be with others */
	}
	if (z == Z_OK)
		z = db_result(w->d->db);
	db_done(q);
	return z;
}

enum z set_first(struct window *w, size_t n, bool *found, struct error *e)
{
	static const struct view_anchor none;
	struct plan *p = &w->plan;
	struct title_hits h = {0};
	struct buffer b = {0};
	bool fits;
	buffer_printf(&b, "SELECT rowid FROM %s WHERE %s MATCH %s ORDER BY rowid DESC LIMIT ?3", p->t->fts, p->t->fts, p->words.s);
	db_read_begin(w->d->db); /* or each hit would lock the file for itself */
	enum z z = read_ids(w, b.s, VIEW_TITLE_HITS + 1, &h.ids, &h.n, e);
	size_t oldest = h.n > VIEW_TITLE_HITS; /* is not looked at */
	p->partial = oldest;
	buffer_clear(&b);
	buffer_printf(&b, "SELECT %s FROM %s i WHERE i.id=?2 AND pinyin_match(i.title,%s)", p->t->order[p->sort], p->t->name,
	        plan_text(p, w->title).s);
	if (z == Z_OK) {
		memmove(h.ids, h.ids + oldest, (h.n -= oldest) * sizeof *h.ids);
		h.row = plan_run(w, b.s, &none, 0, e);
		z = db_result(w->d->db);
	}
	buffer_free(&b);
	p->set_n = 0;
	if (z == Z_OK && h.n >= FIRST_LEAST)
		z = walk_order(w, &h, n, e);
	*found = z == Z_OK && p->set_n == n;
	if (z == Z_OK && !*found) {
		p->set_n = 0;
		for (size_t i = h.n; i > 0 && z == Z_OK; i--)
			z = take_hit(w, &h, h.ids[i - 1], &fits, e);
		p->later = z != Z_OK;
		if (p->set_n)
			qsort(p->set, p->set_n, sizeof *p->set, p->descending ? falling : rising);
	}
	db_done(h.row);
	db_read_end(w->d->db);
	free(h.ids);
	return z;
}

enum z set_gather(struct window *w, struct error *e)
{
	struct plan *p = &w->plan;
	p->later = p->partial = false;
	p->set_n = 0;
	int64_t looked = 0,
	        most = p->by_words ? VIEW_TITLE_HITS : p->newest_first ? VIEW_TITLES : VIEW_GATHER;
	enum z z = Z_OK;
	struct buffer b = {0}, select = {0};
	if (p->arms_n == 0)
		return Z_OK;
	/* (sort, id); sort NULL: the title does not fit.  Of most rows SQLite takes nothing apart but the title: what they
	 * are sorted by stands at the end of the row, and costs twice as much. */
	if (*w->title)
		buffer_printf(&select, "SELECT CASE WHEN pinyin_match(i.title,%s) THEN %s END, i.id", plan_text(p, w->title).s,
		        p->t->order[p->sort]);
	else
		buffer_printf(&select, "SELECT %s, i.id", p->t->order[p->sort]);
	if (p->by_words || (p->newest_first && p->arms_n == 1 && !p->arms[0].index)) {
		/* One source in the order of ids: the row is at hand when it is tested, it need not be sought again. */
		buffer_printf(&b, "%s FROM ", select.s);
		if (p->by_words)
			buffer_printf(&b, "%s f CROSS JOIN %s i ON i.id=f.rowid WHERE f.%s MATCH %s AND ", p->t->fts, p->t->name,
			        p->t->fts, p->words.s);
		else
			buffer_printf(&b, "%s i NOT INDEXED WHERE ", p->t->name);
		plan_any_arm(p, &b);
		buffer_printf(&b, "%s ORDER BY %s DESC LIMIT ?3", p->cond, p->by_words ? "f.rowid" : "i.id");
		z = take(w, &b, &looked, most, e);
	} else if (p->newest_first) {
		buffer_printf(&b, "%s FROM (", select.s);
		plan_keys(p, &b, p->t->by_id, true, "");
		buffer_printf(&b, " LIMIT ?3) m CROSS JOIN %s i ON i.id=m.id", p->t->name);
		z = take(w, &b, &looked, most, e);
	} else if (p->from || p->from_index) {
		buffer_printf(&b, "%s FROM ", select.s);
		if (p->from)
			buffer_printf(&b, "(SELECT DISTINCT %s AS id FROM %s) x CROSS JOIN %s i ON i.id=x.id",
			        p->t->name, p->from, p->t->name);
		else
			buffer_printf(&b, "%s i INDEXED BY %s", p->t->name, p->from_index);
		buffer_text(&b, " WHERE ");
		plan_any_arm(p, &b);
		buffer_printf(&b, "%s LIMIT ?3", p->cond);
		if (p->from)
			z = acts_in_bounds(w, e);
		if (z == Z_OK)
			z = take(w, &b, &looked, most, e);
	} else {
		for (int i = 0; i < p->arms_n && z == Z_OK; i++) {
			buffer_clear(&b);
			buffer_text(&b, select.s);
			plan_from(p, &b, p->arms[i].index);
			buffer_printf(&b, "%s%s LIMIT ?3", p->arms[i].where, p->cond);
			z = take(w, &b, &looked, most, e);
		}
	}
	buffer_free(&b);
	buffer_free(&select);
	if (p->set_n)
		qsort(p->set, p->set_n, sizeof *p->set, p->descending ? falling : rising);
	if (p->overlapping)
		drop_twins(p);
	return z;
}
