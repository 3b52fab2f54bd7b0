/* listing.h - a list in pages as a pane shows it, whatever its rows are: each begins with its struct view_anchor.  A list
 * is opened by item/view.h, ticket/view.h, request/view.h or task/view.h, which say what a row is.  A million rows scroll
 * because only a page is ever read.
 *
 * A list holds a query, no statement and no transaction between calls.  A read that meets a locked file gives Z_BUSY at
 * once: the caller keeps its last picture and asks again. */
#ifndef STORE_VIEW_LISTING_H
#define STORE_VIEW_LISTING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/error.h"
#include "store/base/memory.h"
#include "store/view/anchor.h"

struct window;

void window_close(struct window **w); /* NULL is closed already */
size_t window_row_size(const struct window *w);
/* Up to n rows behind `from` (backwards: before it), from the first (last) one where that is NULL, always in the order of
 * the list.  Their texts live in the arena. */
enum z window_page(struct window *w, const struct view_anchor *from, bool backwards, int n, void *rows, struct arena *a,
	int *got, struct error *e);
/* Each row from the first on, up to limit; behind every page `page`, which may be NULL.  A search that is not done yet is
 * asked on to its end.  What is not Z_OK ends it. */
enum z window_each(struct window *w, int64_t limit, enum z (*row)(void *ctx, const void *row, struct error *e),
	enum z (*page)(void *ctx, struct error *e), void *ctx, struct error *e);
/* window_each reads a page and what row() reads for it in one hold of the file, in half the time.  Only where row() waits
 * for nothing: whoever wants to save waits for it. */
void window_hold(struct window *w);
/* The row where it stands now; Z_MISSING: it is not in the list. */
enum z window_row(struct window *w, int64_t id, void *row, struct arena *a, struct error *e);
/* Up to cap; cap + 1 means more. */
enum z window_count(struct window *w, int64_t cap, int64_t *count, struct error *e);
/* The anchor of row number n (0..): a jump reads one page.  Z_MISSING (R_VIEW_END) behind the last row. */
enum z window_seek(struct window *w, int64_t n, struct view_anchor *a, struct error *e);
/* How many rows stand before the anchor, which need not be a row: up to cap; cap + 1 means more. */
enum z window_rank(struct window *w, const struct view_anchor *a, int64_t cap, int64_t *rank, struct error *e);
/* The row behind (before) this one, the first one where this has left the list; *found 0: there is none. */
enum z window_neighbour(struct window *w, int64_t id, bool before, int64_t *found, struct error *e);
/* Behind the opening of a list that asks for the same as `before` but for its words, where these only begin as the new ones
 * do: what did not have the few has not the many, and is not looked at again.  Where more differs than the caller can see
 * (the desk has changed, or one goes by titles) nothing is done. */
void window_narrow(struct window *w, const struct window *before);
bool window_partial(const struct window *w); /* not all rows are in it: see anchor.h */
bool window_growing(const struct window *w); /* asking again may find more */
#endif
