/* window_seek.c - how long a list is, and where a row stands in it: fence posts every 1000 rows, set
 * as far as anyone asks. */
#include "store/view/window.h"

#include <stdlib.h>

#include "store/base/memory.h"

enum z window_count(struct window *w, int64_t cap, int64_t *count, struct error *e)
{
	*count = 0;
	enum z z = window_ready(w, e);
	struct plan *p = &w->plan;
	if (z != Z_OK)
		return z;
	if (p->mode >= PLAN_SET) {
		z = set_grow(w, NULL, cap + 1, e);
		*count = (int64_t)p->set_n;
	} else if (p->exact >= 0) {
		*count = p->exact;
	} else {
		sqlite3_stmt *q = plan_query(w, SQL_COUNT, NULL, cap + 1, e);
		if (db_step(w->d->db, q, e))
			*count = sqlite3_column_int64(q, 0);
		db_done(q);
		z = db_result(w->d->db);
	}
	if (*count > cap)
		*count = cap + 1;
	return z;
}

static enum z one_key(struct window *w, enum plan_sql kind, const struct view_anchor *from, int64_t rows,
        struct view_anchor *a, bool *found, struct error *e)
{
	sqlite3_stmt *q = plan_query(w, kind, from, rows, e);
	*found = db_step(w->d->db, q, e);
	if (*found)
		*a = (struct view_anchor){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1)};
	db_done(q);
	return db_result(w->d->db);
}

/* The row `rows` rows behind the anchor; *found false at the end of the list.  SQLite passes over the rows of one index
 * several times as fast as over those of two that it merges. */
static enum z skip(struct window *w, const struct view_anchor *from, int64_t rows,
        struct view_anchor *a, bool *found, struct error *e)
{
	const struct plan *p = &w->plan;
	if (!plan_is_straight(p))
		return one_key(w, SQL_SKIP, from, rows, a, found, e);
	if (from && p->sort != p->t->by_id) {
		enum z z = one_key(w, SQL_SKIP_TIES, from, rows, a, found, e);
		if (z != Z_OK || *found)
			return z;
		sqlite3_stmt *q = plan_query(w, SQL_TIES, from, rows + 1, e);
		rows -= db_step(w->d->db, q, e) ? sqlite3_column_int64(q, 0) : 0;
		db_done(q);
		if (db_failed(w->d->db))
			return db_result(w->d->db);
	}
	return one_key(w, SQL_SKIP_BEYOND, from, rows, a, found, e);
}

static enum z fence_add(struct window *w, struct error *e)
{
	struct plan *p = &w->plan;
	struct view_anchor a;
	bool found;
	const struct view_anchor *last = p->fences_n ? &p->fences[p->fences_n - 1] : NULL;
	enum z z = skip(w, last, last ? FENCE_STEP - 1 : 0, &a, &found, e);
	if (z != Z_OK)
		return z;
	if (!found) {
		p->fences_end = true;
		return Z_OK;
	}
	if (p->fences_n == p->fences_cap) {
		p->fences_cap = p->fences_cap ? p->fences_cap * 2 : 64;
		p->fences = xrealloc(p->fences, p->fences_cap * sizeof *p->fences);
	}
	p->fences[p->fences_n++] = a;
	return Z_OK;
}

/* How many rows stand behind the anchor, or -1 if they are more than a step. */
static enum z rows_behind(
        struct window *w, const struct view_anchor *a, int64_t *rows, struct error *e)
{
	int64_t n = 0;
	sqlite3_stmt *q = plan_query(w, SQL_KEYS, a, FENCE_STEP + 1, e);
	while (db_step(w->d->db, q, e))
		n++;
	db_done(q);
	*rows = n > FENCE_STEP ? -1 : n;
	return db_result(w->d->db);
}

/* Row number n of a list whose length is known, from its end: no fences needed. */
static enum z seek_from_end(struct window *w, int64_t n, struct view_anchor *a, struct error *e)
{
	int64_t back = w->plan.exact - n;
	bool found = false;
	sqlite3_stmt *q = plan_query(w, SQL_KEYS_BACK, NULL, back, e);
	while (db_step(w->d->db, q, e)) {
		found = --back == 0;
		*a = (struct view_anchor){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1)};
	}
	db_done(q);
	if (db_failed(w->d->db))
		return db_result(w->d->db);
	return found ? Z_OK : refuse(e, R_VIEW_END);
}

enum z window_seek(struct window *w, int64_t n, struct view_anchor *a, struct error *e)
{
	enum z z = window_ready(w, e);
	struct plan *p = &w->plan;
	if (z != Z_OK)
		return z;
	if (n < 0)
		n = 0;
	if (p->mode >= PLAN_SET) {
		if ((z = set_grow(w, NULL, n + 1, e)) != Z_OK)
			return z;
		if ((size_t)n >= p->set_n)
			return refuse(e, R_VIEW_END);
		*a = p->set[n];
		return Z_OK;
	}
	size_t fence = (size_t)(n / FENCE_STEP);
	if (fence >= p->fences_n && p->exact > n && p->exact - n <= FENCE_STEP)
		return seek_from_end(w, n, a, e);
	while (z == Z_OK && p->fences_n <= fence && !p->fences_end)
		z = fence_add(w, e);
	if (z != Z_OK)
		return z;
	if (p->fences_n <= fence)
		return refuse(e, R_VIEW_END);
	*a = p->fences[fence];
	if (n % FENCE_STEP == 0)
		return Z_OK;
	bool found;
	z = skip(w, &p->fences[fence], n % FENCE_STEP - 1, a, &found, e);
	return z == Z_OK && !found ? refuse(e, R_VIEW_END) : z;
}

/* The last fence that does not stand behind the anchor, -1: none; sets fences up to the anchor, but
 * none behind row cap. */
static enum z fence_before(struct window *w, const struct view_anchor *a, int64_t cap,
        int64_t *fence, struct error *e)
{
	struct plan *p = &w->plan;
	while (!p->fences_end && (int64_t)p->fences_n * FENCE_STEP <= cap &&
	        (!p->fences_n || anchor_order(p, &p->fences[p->fences_n - 1], a) < 0)) {
		enum z z = fence_add(w, e);
		if (z != Z_OK)
			return z;
	}
	int64_t low = -1, high = (int64_t)p->fences_n;
	while (high - low > 1) {
		int64_t middle = low + (high - low) / 2;
		if (anchor_order(p, &p->fences[middle], a) <= 0)
			low = middle;
		else
			high = middle;
	}
	*fence = low;
	return Z_OK;
}

enum z window_rank(struct window *w, const struct view_anchor *a, int64_t cap, int64_t *rank,
        struct error *e)
{
	*rank = 0;
	enum z z = window_ready(w, e);
	struct plan *p = &w->plan;
	if (z != Z_OK)
		return z;
	if (p->mode >= PLAN_SET) {
		if ((z = set_grow(w, a, 0, e)) != Z_OK)
			return z;
		*rank = (int64_t)set_place(p, a);
	} else {
		int64_t fence, behind = -1;
		bool far = !p->fences_end &&
		           (!p->fences_n || anchor_order(p, &p->fences[p->fences_n - 1], a) < 0);
		if (far && p->exact >= 0 && (z = rows_behind(w, a, &behind, e)) != Z_OK)
			return z;
		if (behind >= 0) { /* an anchor that is no row stands behind as many as the row
			              before it */
			struct arena memory = {0};
			struct view_anchor *at = arena_alloc(&memory, w->t->row_size); /* what a row begins with */
			z = window_row(w, a->id, at, &memory, e);
			bool there = z == Z_OK && anchor_order(p, at, a) == 0;
			arena_free(&memory);
			*rank = p->exact - behind - there;
			if (*rank > cap)
				*rank = cap + 1;
			return z == Z_MISSING ? Z_OK : z;
		}
		z = fence_before(w, a, cap, &fence, e);
		if (z != Z_OK || fence < 0)
			return z;
		/* From the anchor back to the fence; farther only where the cap forbade more
		 * fences. */
		sqlite3_stmt *q = plan_query(w, SQL_KEYS_BACK, a, FENCE_STEP + 1, e);
		int64_t steps = 0;
		while (db_step(w->d->db, q, e)) {
			struct view_anchor row = {
			        sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1)};
			if (anchor_order(p, &row, &p->fences[fence]) < 0)
				break;
			steps++;
		}
		db_done(q);
		z = db_result(w->d->db);
		*rank = fence * FENCE_STEP + steps;
	}
	if (*rank > cap)
		*rank = cap + 1;
	return z;
}

bool window_partial(const struct window *w)
{
	return w->plan.partial;
}

bool window_growing(const struct window *w)
{
	return w->planned && w->plan.mode == PLAN_GROW && w->plan.grown_to;
}

size_t window_row_size(const struct window *w)
{
	return w->t->row_size;
}

enum z window_neighbour(struct window *w, int64_t id, bool before, int64_t *found, struct error *e)
{
	struct arena a = {0};
	struct view_anchor *row = xalloc(w->t->row_size), at; /* a row begins with its anchor */
	int got = 0;
	*found = 0;
	enum z z = window_row(w, id, row, &a, e);
	at = *row;
	if (z == Z_OK)
		z = window_page(w, &at, before, 1, row, &a, &got, e);
	else if (z == Z_MISSING)
		z = window_page(w, NULL, false, 1, row, &a, &got, e);
	if (z == Z_OK && got == 1)
		*found = row->id;
	arena_free(&a);
	free(row);
	return z;
}
