/* listing.c - see listing.h. */
#include "tests/listing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/deskfix.h"

enum { MOST = 1000000 };

/* How every row of every list begins. */
struct head {
	struct view_anchor at;
	int64_t id;
};

static struct error e;

/* The next page, its rows the caller's. */
static int read_page(struct window *w, const struct view_anchor *from, bool back, int page, struct head *heads)
{
	size_t size = window_row_size(w);
	char *rows = xalloc(size * (size_t)page);
	struct arena a = {0};
	int got;
	assert_ok(window_page(w, from, back, page, rows, &a, &got, &e));
	for (int i = 0; i < got; i++) {
		heads[i] = *(const struct head *)(const void *)(rows + size * (size_t)i);
		assert_int_equal(heads[i].at.id, heads[i].id);
	}
	arena_free(&a);
	free(rows);
	return got;
}

struct listing listing_read(struct window *w, int page)
{
	struct listing l = {0};
	struct head *heads = xalloc((size_t)page * sizeof *heads);
	for (int got; (got = read_page(w, l.n ? &l.at[l.n - 1] : NULL, false, page, heads)) > 0;) {
		l.at = xrealloc(l.at, (size_t)(l.n + got) * sizeof *l.at);
		for (int i = 0; i < got; i++)
			l.at[l.n++] = heads[i].at;
	}
	free(heads);
	return l;
}

void listing_backwards(struct window *w, int page, const struct listing *l)
{
	struct head *heads = xalloc((size_t)page * sizeof *heads);
	int left = l->n;
	for (int got; (got = read_page(w, left < l->n ? &l->at[left] : NULL, true, page, heads)) > 0;) {
		assert_true(got <= left);
		left -= got;
		for (int i = 0; i < got; i++)
			assert_int_equal(heads[i].id, l->at[left + i].id);
	}
	assert_int_equal(left, 0);
	free(heads);
}

void listing_places(struct window *w, const struct listing *l, int step)
{
	struct head *row = xalloc(window_row_size(w));
	struct view_anchor a;
	struct arena memory = {0};
	int64_t n;
	assert_ok(window_count(w, MOST, &n, &e));
	assert_int_equal(n, l->n);
	if (l->n > 3) {
		assert_ok(window_count(w, 2, &n, &e));
		assert_int_equal(n, 3);
	}
	for (int i = 0; i < l->n; i += step) {
		assert_ok(window_seek(w, i, &a, &e));
		assert_int_equal(a.id, l->at[i].id);
		assert_ok(window_rank(w, &l->at[i], MOST, &n, &e));
		assert_int_equal(n, i);
		assert_ok(window_row(w, a.id, row, &memory, &e));
		assert_int_equal(row->id, a.id);
		assert_int_equal(row->at.sort, l->at[i].sort);
		arena_free(&memory);
	}
	assert_refused(window_seek(w, l->n, &a, &e), R_VIEW_END);
	assert_refused(window_row(w, 99999999, row, &memory, &e), R_VIEW_GONE);
	arena_free(&memory);
	free(row);
}

int listing_is(struct desk *d, struct window **w, const char *sql, int page, int other, int step)
{
	struct listing l = listing_read(*w, page), again = listing_read(*w, other);
	sqlite3_stmt *s = db_query_dynamic(d->db, &e, sql);
	int n = 0;
	for (; db_step(d->db, s, &e); n++) {
		if (n >= l.n || l.at[n].id != sqlite3_column_int64(s, 0))
			print_error("%s\nrow %d is %lld\n", sql, n, n < l.n ? (long long)l.at[n].id : -1LL);
		assert_true(n < l.n);
		assert_int_equal(l.at[n].id, sqlite3_column_int64(s, 0));
	}
	db_done(s);
	assert_ok(db_result(d->db));
	if (n != l.n)
		print_error("%s\n%d rows, listed %d\n", sql, n, l.n);
	assert_int_equal(n, l.n);
	assert_int_equal(again.n, l.n);
	listing_backwards(*w, page, &l);
	listing_backwards(*w, other, &l);
	listing_places(*w, &l, step);
	free(l.at);
	free(again.at);
	window_close(w);
	return n;
}

int64_t listing_count(struct window **w)
{
	int64_t n;
	assert_ok(window_count(*w, MOST, &n, &e));
	window_close(w);
	return n;
}

int64_t listing_length(struct window **w)
{
	struct listing l = listing_read(*w, 50);
	int64_t n = l.n;
	free(l.at);
	assert_int_equal(listing_count(w), n);
	return n;
}
