/* anchor.h - where a row stands in a list, and how far a list looks that cannot be read in order. */
#ifndef STORE_VIEW_ANCHOR_H
#define STORE_VIEW_ANCHOR_H

#include <stdint.h>

/* Unique in its list, and enough to go on from even when the row itself is gone. */
struct view_anchor {
	int64_t sort, id;
};

/* A list that has to be gathered before it can be shown (quick filter on titles, lists by what was done) looks at no
 * more rows than these, the newest first; window_partial() then says so.  The hits of a
 * search for words of three characters and more, or within filters, are looked at one by one, some thousand a call:
 * until all are, the list is partial, and asking again finds more. */
#define VIEW_TITLES 5000     /* rows in the order of their ids: 0.4 us each */
#define VIEW_TITLE_HITS 1500 /* where the full-text index names them, each has to be sought: 2 us */
#define VIEW_GATHER 20000

/* As the office, catalog ... of a query, where 0 is any: rows that have none. */
enum { VIEW_WITHOUT = -1 };
#endif
