/* window.c - the pages of a list.  What a row shows is read by whoever knows the table; which rows there are is the
 * plan's business. */
#include "store/view/window.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"

/* data_version tells others' commits, total_changes our own; who may do what changes with the day and the minute. */
enum z window_ready(struct window *w, struct error *e)
{
	struct desk *d = w->d;
	enum z z = desk_refresh(d, e);
	if (z != Z_OK)
		return z;
	int64_t version = db_number(d->db, e, 0, "PRAGMA data_version", "");
	if (db_failed(d->db))
		return db_result(d->db);
	int64_t changes = sqlite3_total_changes64(db_raw(d->db)), minute = desk_now(d) / 60;
	int32_t today = desk_today(d);
	if (w->planned && w->data_version == version && w->changes == changes && w->who == d->who.id &&
	        w->today == today && (w->minute == minute || !w->by_minute))
		return Z_OK;
	w->planned = false;
	w->data_version = version;
	w->changes = changes;
	w->minute = minute;
	w->who = d->who.id;
	w->today = today;
	plan_free(&w->plan);
	w->plan.t = w->t;
	z = w->t->plan(w, e);
	w->plan.later = z == Z_OK && w->plan.mode == PLAN_SET && w->plan.ordered;
	if (z == Z_OK && w->plan.mode == PLAN_SET && !w->plan.later)
		z = set_gather(w, e);
	w->planned = z == Z_OK;
	return z;
}

enum z window_open(struct window *w, const char **words, const char **title, struct window **out, struct error *e)
{
	*words = w->words = xstrdup(*words ? *words : "");
	*title = w->title = xstrdup(*title ? *title : "");
	enum z z = window_ready(w, e);
	*out = w;
	if (z == Z_BUSY)
		return Z_OK;
	if (z != Z_OK)
		window_close(out);
	return z;
}

void window_close(struct window **handle)
{
	struct window *w = *handle;
	if (!w)
		return;
	if (w->t->free)
		w->t->free(w);
	plan_free(&w->plan);
	free(w->words);
	free(w->title);
	free(w); /* the first member of a list */
	*handle = NULL;
}

/* ---- rows ---- */

static void *row_at(const struct window *w, void *rows, int i)
{
	return (char *)rows + (size_t)i * w->t->row_size;
}

static enum z read_row(struct window *w, sqlite3_stmt *q, void *row, struct arena *a, struct error *e)
{
	memset(row, 0, w->t->row_size);
	enum z z = w->t->row(w, q, 1, row, a, e);
	*(struct view_anchor *)row = (struct view_anchor){sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1)};
	return z;
}

static void swap_rows(const struct window *w, char *one, char *two)
{
	for (size_t at = 0; at < w->t->row_size; at++) {
		char byte = one[at];
		one[at] = two[at];
		two[at] = byte;
	}
}

static void turn_round(const struct window *w, char *rows, int n)
{
	for (int i = 0, k = n - 1; i < k; i++, k--)
		swap_rows(w, row_at(w, rows, i), row_at(w, rows, k));
}

static bool stands_before(const struct window *w, char *rows, int i, int k)
{
	const struct view_anchor *one = (const void *)row_at(w, rows, i), *two = (const void *)row_at(w, rows, k);
	return one->sort != two->sort ? one->sort < two->sort : one->id < two->id;
}

/* The keys come in order, and each brings its row; asked for the order of the rows once more, SQLite would copy them
 * into a sorter, a sixth of a page.  As it has not promised to leave them as they come, they are looked at here. */
static void keep_order(const struct window *w, char *rows, int n, bool descending)
{
	for (int i = 1; i < n; i++)
		for (int k = i; k > 0 && (descending ? stands_before(w, rows, k - 1, k) : stands_before(w, rows, k, k - 1)); k--)
			swap_rows(w, row_at(w, rows, k - 1), row_at(w, rows, k));
}

enum { CHUNK = 32 }; /* rows of a set read by one statement */

static enum z read_chunk(struct window *w, const struct view_anchor *of, int n, char *rows, int *read, struct arena *a,
        struct error *e)
{
	struct buffer b = {0};
	enum z z = Z_OK;
	buffer_printf(&b, "SELECT %s, %s FROM %s i%s WHERE i.id IN (?1", w->t->order[w->plan.sort], w->t->columns, w->t->name,
	        w->t->joins);
	for (int i = 2; i <= CHUNK; i++)
		buffer_printf(&b, ",?%d", i);
	buffer_text(&b, ")");
	sqlite3_stmt *q = db_query_dynamic(w->d->db, e, b.s);
	buffer_free(&b);
	for (int i = 0; q && i < n; i++)
		sqlite3_bind_int64(q, i + 1, of[i].id);
	*read = 0;
	while (z == Z_OK && *read < n && db_step(w->d->db, q, e))
		z = read_row(w, q, row_at(w, rows, (*read)++), a, e);
	db_done(q);
	return z == Z_OK ? db_result(w->d->db) : z;
}

/* The rows of the set from `first` on, in its order. */
static enum z set_rows(struct window *w, size_t first, int n, void *rows, struct arena *a, int *got, struct error *e)
{
	char *chunk = xalloc(CHUNK * w->t->row_size);
	enum z z = Z_OK;
	*got = 0;
	for (int done = 0; z == Z_OK && done < n; done += CHUNK) {
		const struct view_anchor *of = w->plan.set + first + (size_t)done;
		int m = n - done < CHUNK ? n - done : CHUNK, read = 0;
		z = read_chunk(w, of, m, chunk, &read, a, e);
		for (int i = 0; z == Z_OK && i < m; i++)
			for (int k = 0; k < read; k++) {
				const struct view_anchor *at = row_at(w, chunk, k);
				if (at->id != of[i].id)
					continue;
				void *to = row_at(w, rows, (*got)++);
				memcpy(to, at, w->t->row_size);
				*(struct view_anchor *)to = of[i];
				break;
			}
	}
	free(chunk);
	return z;
}

static enum z set_page(struct window *w, const struct view_anchor *from, bool backwards, int n, void *rows,
        struct arena *a, int *got, struct error *e)
{
	struct plan *p = &w->plan;
	enum z z = Z_OK;
	if (p->later && !from && !backwards) {
		bool found = false;
		z = set_first(w, (size_t)n, &found, e);
		if (found)
			z = set_rows(w, 0, n, rows, a, got, e);
		if (found || z != Z_OK) {
			p->set_n = 0;
			return z;
		}
	}
	z = set_grow(w, from, backwards ? INT64_MAX : n + 1, e);
	size_t first = 0, last = p->set_n; /* [first, last) */
	if (z != Z_OK)
		return z;
	if (from && backwards) {
		last = set_place(p, from);
	} else if (from) {
		first = set_place(p, from);
		if (first < p->set_n && anchor_order(p, &p->set[first], from) == 0)
			first++;
	}
	if (last - first > (size_t)n) {
		if (backwards)
			first = last - (size_t)n;
		else
			last = first + (size_t)n;
	}
	return set_rows(w, first, (int)(last - first), rows, a, got, e);
}

enum z window_page(struct window *w, const struct view_anchor *from, bool backwards, int n, void *rows, struct arena *a,
        int *got, struct error *e)
{
	*got = 0;
	enum z z = window_ready(w, e);
	if (z != Z_OK || n <= 0)
		return z;
	if (w->plan.mode >= PLAN_SET)
		return set_page(w, from, backwards, n, rows, a, got, e);
	sqlite3_stmt *q = plan_query(w, backwards ? SQL_PAGE_BACK : SQL_PAGE, from, n, e);
	while (z == Z_OK && *got < n && db_step(w->d->db, q, e))
		z = read_row(w, q, row_at(w, rows, (*got)++), a, e);
	db_done(q);
	if (z == Z_OK)
		z = db_result(w->d->db);
	if (z != Z_OK)
		*got = 0;
	keep_order(w, rows, *got, w->plan.descending != backwards);
	if (backwards)
		turn_round(w, rows, *got);
	return z;
}

enum { EACH_PAGE = 250 };

void window_hold(struct window *w)
{
	w->hold = true;
}

enum z window_each(struct window *w, int64_t limit, enum z (*row)(void *ctx, const void *row, struct error *e),
        enum z (*page)(void *ctx, struct error *e), void *ctx, struct error *e)
{
	char *rows = xalloc(EACH_PAGE * w->t->row_size);
	struct view_anchor from;
	bool begun = false;
	int wanted, got;
	enum z z = Z_OK;
	do {
		struct arena a = {0};
		wanted = limit < EACH_PAGE ? (int)limit : EACH_PAGE;
		if (w->hold)
			db_read_begin(w->d->db);
		z = window_page(w, begun ? &from : NULL, false, wanted, rows, &a, &got, e);
		for (int i = 0; z == Z_OK && i < got; i++)
			z = row(ctx, row_at(w, rows, i), e);
		if (w->hold)
			db_read_end(w->d->db);
		if (got > 0) {
			from = *(struct view_anchor *)row_at(w, rows, got - 1);
			begun = true;
			limit -= got;
		}
		arena_free(&a);
		if (z == Z_OK && page)
			z = page(ctx, e);
	} while (z == Z_OK && limit > 0 && (got == wanted || window_growing(w)));
	free(rows);
	return z;
}

enum z window_row(struct window *w, int64_t id, void *row, struct arena *a, struct error *e)
{
	const struct plan *p = &w->plan;
	enum z z = window_ready(w, e);
	int got = 0;
	if (z != Z_OK)
		return z;
	if (p->mode >= PLAN_SET)
		z = set_grow(w, &(struct view_anchor){id, id}, 1, e);
	if (z == Z_OK && p->mode >= PLAN_SET) {
		size_t i = 0;
		while (i < p->set_n && p->set[i].id != id)
			i++;
		if (i < p->set_n)
			z = set_rows(w, i, 1, row, a, &got, e);
	} else if (z == Z_OK) {
		sqlite3_stmt *q = plan_query(w, SQL_ROW, &(struct view_anchor){.id = id}, 1, e);
		if (db_step(w->d->db, q, e)) {
			z = read_row(w, q, row, a, e);
			got = 1;
		}
		db_done(q);
		if (z == Z_OK)
			z = db_result(w->d->db);
	}
	if (z == Z_OK && !got)
		z = refuse(e, R_VIEW_GONE);
	return z;
}
