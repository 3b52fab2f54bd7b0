/* rowset.h - sets of rows (table code, id), for the audit chain.  Knows no SQL. */
#ifndef STORE_FILE_ROWSET_H
#define STORE_FILE_ROWSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/base/hash.h"

/* A small set in the order of insertion, each row with a digest. {0} is empty. */
struct rowset_row {
	int table;
	bool known; /* the digest */
	int64_t id;
	struct hash digest;
};
struct rowset {
	struct rowset_row *rows;
	size_t n, cap;
	uint32_t *slots; /* index + 1 */
	size_t slot_count;
};
struct rowset_row *rowset_put(struct rowset *s, int table, int64_t id); /* the row of that name, new or old */
struct rowset_row *rowset_find(const struct rowset *s, int table, int64_t id); /* or NULL */
void rowset_clear(struct rowset *s); /* keeps a little room */
void rowset_free(struct rowset *s);

/* A large set without digests: a bit a row where ids are dense, as they are.  {0} is empty. */
struct rowmap {
	struct {
		uint64_t **chunks;
		size_t n;
	} table[64];
	struct rowset odd; /* ids below 0 or beyond two thousand million */
};
bool rowmap_put(struct rowmap *m, int table, int64_t id); /* true if it was there already */
bool rowmap_has(const struct rowmap *m, int table, int64_t id);
void rowmap_free(struct rowmap *m);
#endif
