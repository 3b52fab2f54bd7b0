/* window_set.c - a list that no index has in order, gathered: anchors in memory, sorted, kept until
 * the desk changes. */
#include "store/view/window.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/pinyin.h"
#include "store/base/text.h"

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

static bool title_fits(const char *title, const char *wanted)
{
	bool ascii = true;
	for (const char *s = wanted; *s; s++)
		ascii = ascii && (unsigned char)*s < 0x80;
	/* pinyin_match takes the letters for themselves, too, but passes over marks: it is the
	 * wider of the two */
	return pinyin_match(title, wanted) || (!ascii && text_contains(title, wanted));
}

static void set_add(struct plan *p, int64_t sort, int64_t id)
{
	if (p->set_n == p->set_cap) {
		p->set_cap = p->set_cap ? p->set_cap * 2 : 256;
		p->set = xrealloc(p->set, p->set_cap * sizeof *p->set);
	}
	p->set[p->set_n++] = (struct view_anchor){sort, id};
}

/* Runs one statement of (sort, id, title); more than `most` rows looked at make the list partial.
 */
static enum z take(struct window *w, const struct buffer *sql, int64_t *looked, int64_t most,
        struct error *e)
{
	static const struct view_anchor newest = {INT64_MAX, INT64_MAX};
	struct plan *p = &w->plan;
	const char *title = w->title && *w->title ? w->title : NULL;
	if (*looked > most)
		return Z_OK;
	sqlite3_stmt *q = plan_run(w, sql->s, &newest, most - *looked + 1, e);
	while (db_step(w->d->db, q, e)) {
		if (++*looked > most) {
			p->partial = true;
			break;
		}
		if (title && !title_fits(column_text(q, 2), title))
			continue;
		set_add(p, sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1));
	}
	db_done(q);
	return db_result(w->d->db);
}

static int grow_window(const struct plan *p)
{
	return p->near ? NEAR_WINDOW : GROW_WINDOW;
}

/* The next hits, newest first, until the set has `wanted` rows. */
static enum z grow_once(struct window *w, size_t wanted, struct error *e)
{
	struct plan *p = &w->plan;
	struct buffer b = {0};
	if (p->near)
		buffer_printf(&b, "SELECT f.id, CASE WHEN f.id IN (%s) THEN (SELECT ", p->near);
	else
		buffer_text(&b, "SELECT i.id, ");
	plan_any_arm(p, &b);
	buffer_printf(&b,
	        "%s%s%s%s FROM (SELECT rowid AS id FROM %s WHERE %s MATCH %s AND rowid<?2 "
	        "ORDER BY rowid DESC LIMIT ?3) f%s%s%s",
	        p->cond, p->near ? " FROM " : "", p->near ? p->t->name : "", p->near ? " i WHERE i.id=f.id) END" : "",
	        p->t->fts, p->t->fts, p->words.s, p->near ? "" : " CROSS JOIN ", p->near ? "" : p->t->name,
	        p->near ? "" : " i ON i.id=f.id");
	sqlite3_stmt *q = plan_run(
	        w, b.s, &(struct view_anchor){.id = p->grown_to}, grow_window(p), e);
	int64_t last = 0;
	int n = 0;
	while (p->set_n < wanted && db_step(w->d->db, q, e)) {
		n++;
		last = sqlite3_column_int64(q, 0);
		if (sqlite3_column_int(q, 1))
			set_add(p, last, last);
	}
	bool all = p->set_n < wanted && n < grow_window(p);
	db_done(q);
	buffer_free(&b);
	if (db_failed(w->d->db))
		return db_result(w->d->db); /* what was added is looked at again: a failed view is
		                               planned anew */
	p->grown_to = all || p->set_n >= VIEW_GATHER ? 0 : last;
	p->partial = p->grown_to != 0 || p->set_n >= VIEW_GATHER;
	return Z_OK;
}

enum z set_grow(struct window *w, const struct view_anchor *from, int64_t rows, struct error *e)
{
	struct plan *p = &w->plan;
	enum z z = Z_OK;
	if (p->mode != PLAN_GROW)
		return Z_OK;
	while (z == Z_OK && p->grown_to && from && p->grown_to > from->id)
		z = grow_once(w, p->set_n + GROW_WINDOW, e); /* he has been there already */
	size_t wanted = (from ? set_place(p, from) : 0) +
	                (size_t)(rows < VIEW_GATHER ? rows : VIEW_GATHER);
	for (int looked = 0; z == Z_OK && p->grown_to && p->set_n < wanted && looked < p->grow_most;
	        looked += grow_window(p))
		z = grow_once(w, wanted, e);
	if (z != Z_OK)
		w->planned = false;
	return z;
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

enum z set_gather(struct window *w, struct error *e)
{
	struct plan *p = &w->plan;
	const char *sort = p->t->order[p->sort];
	const char *title = w->title && *w->title ? "i.title" : "''"; /* indexes have no titles */
	int64_t looked = 0,
	        most = p->by_words ? VIEW_TITLE_HITS : p->newest_first ? VIEW_TITLES : VIEW_GATHER;
	enum z z = Z_OK;
	struct buffer b = {0};
	if (p->arms_n == 0)
		return Z_OK;
	if (p->by_words || (p->newest_first && p->arms_n == 1 && !p->arms[0].index)) {
		/* One source in the order of ids: the row is at hand when it is tested, it need not be sought again. */
		buffer_printf(&b, "SELECT %s, i.id, %s FROM ", sort, title);
		if (p->by_words)
			buffer_printf(&b, "%s f CROSS JOIN %s i ON i.id=f.rowid WHERE f.%s MATCH %s AND ", p->t->fts, p->t->name,
			        p->t->fts, p->words.s);
		else
			buffer_printf(&b, "%s i NOT INDEXED WHERE ", p->t->name);
		plan_any_arm(p, &b);
		buffer_printf(&b, "%s ORDER BY %s DESC LIMIT ?3", p->cond, p->by_words ? "f.rowid" : "i.id");
		z = take(w, &b, &looked, most, e);
	} else if (p->newest_first) {
		buffer_printf(&b, "SELECT %s, i.id, %s FROM (", sort, title);
		plan_keys(p, &b, p->t->by_id, true, "");
		buffer_printf(&b, " LIMIT ?3) m CROSS JOIN %s i ON i.id=m.id", p->t->name);
		z = take(w, &b, &looked, most, e);
	} else if (p->from || p->from_index) {
		buffer_printf(&b, "SELECT %s, i.id, %s FROM ", sort, title);
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
			buffer_printf(&b, "SELECT %s, i.id, %s", sort, title);
			plan_from(p, &b, p->arms[i].index);
			buffer_printf(&b, "%s%s LIMIT ?3", p->arms[i].where, p->cond);
			z = take(w, &b, &looked, most, e);
		}
	}
	buffer_free(&b);
	if (p->set_n)
		qsort(p->set, p->set_n, sizeof *p->set, p->descending ? falling : rising);
	if (p->overlapping)
		drop_twins(p);
	return z;
}
