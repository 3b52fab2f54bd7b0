/* stat.c - counters that the operations keep (store/record/stat_move.c), read. */
#include "store/view/figure/stat.h"

#include <stdlib.h>
#include <string.h>
#include <stdio.h>

#include "store/base/memory.h"
#include "store/record/inner.h"

enum z stat_states(
        struct desk *d, enum stat_dim dim, int64_t k, int64_t states[32], struct error *e)
{
	memset(states, 0, 32 * sizeof *states);
	sqlite3_stmt *q = db_query(
	        d->db, e, "SELECT state, n FROM stat WHERE dim=?1 AND k=?2", "ii", (int64_t)dim, k);
	while (db_step(d->db, q, e)) {
		int s = sqlite3_column_int(q, 0);
		if (s >= 0 && s < 32)
			states[s] = sqlite3_column_int64(q, 1);
	}
	db_done(q);
	return db_result(d->db);
}

static int by_number(const void *a, const void *b)
{
	const struct stat_row *x = a, *y = b;
	return x->n != y->n ? (x->n < y->n) - (x->n > y->n) : (x->k > y->k) - (x->k < y->k);
}

#define OF_ONE " WHERE s.dim=?1 AND s.k>=?2 AND s.k<=?3 ORDER BY s.k"
#define NAMED(table) "SELECT s.k-?2, s.state, s.n, x.name FROM stat s LEFT JOIN " table " x ON x.id=s.k-?2" OF_ONE
static const char *names_of(enum stat_dim dim)
{
	switch (dim) {
	case STAT_OFFICE:
		return NAMED("office");
	case STAT_CATEGORY:
		return NAMED("category");
	case STAT_CATALOG:
		return NAMED("catalog");
	default:
		return "SELECT s.k-?2, s.state, s.n, '' FROM stat s" OF_ONE;
	}
}

enum z stat_by(struct desk *d, enum stat_dim dim, int64_t office, uint32_t states, struct stat_row **rows, int *n,
        struct error *e)
{
	struct stat_row *list = NULL;
	int cap = 0;
	*n = 0;
	sqlite3_stmt *q = db_query(
	        d->db, e, names_of(dim), "iii", (int64_t)dim, stat_k(office, 0), stat_k(office, STAT_KEY_MAX));
	while (db_step(d->db, q, e)) {
		int64_t k = sqlite3_column_int64(q, 0);
		int s = sqlite3_column_int(q, 1);
		if (s < 0 || s > 31 || !(states & 1u << s) || !sqlite3_column_int64(q, 2))
			continue;
		if (!*n || list[*n - 1].k != k) {
			if (*n == cap) {
				cap = cap ? cap * 2 : 32;
				list = xrealloc(list, (size_t)cap * sizeof *list);
			}
			struct stat_row *r = &list[(*n)++];
			*r = (struct stat_row){.k = k};
			snprintf(r->name, sizeof r->name, "%s",
			        dim == STAT_ATTRIBUTE ? attribute_text((int)k) : column_text(q, 3));
		}
		list[*n - 1].n += sqlite3_column_int64(q, 2);
	}
	db_done(q);
	if (*n)
		qsort(list, (size_t)*n, sizeof *list, by_number);
	*rows = list ? list : xalloc(sizeof *list);
	return db_result(d->db);
}
