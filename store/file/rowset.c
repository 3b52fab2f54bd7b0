/* rowset.c - see rowset.h. */
#include "store/file/rowset.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"

static size_t place_of(const struct rowset *s, int table, int64_t id)
{
	uint64_t h = ((uint64_t)id * 64 + (uint64_t)table) * 0x9e3779b97f4a7c15u;
	size_t at = (size_t)(h >> 32) & (s->slot_count - 1);
	while (s->slots[at]) {
		const struct rowset_row *r = &s->rows[s->slots[at] - 1];
		if (r->table == table && r->id == id)
			break;
		at = (at + 1) & (s->slot_count - 1);
	}
	return at;
}

struct rowset_row *rowset_find(const struct rowset *s, int table, int64_t id)
{
	if (s->n == 0)
		return NULL;
	uint32_t i = s->slots[place_of(s, table, id)];
	return i ? &s->rows[i - 1] : NULL;
}

struct rowset_row *rowset_put(struct rowset *s, int table, int64_t id)
{
	if (2 * (s->n + 1) > s->slot_count) {
		s->slot_count = s->slot_count ? s->slot_count * 2 : 32;
		free(s->slots);
		s->slots = xalloc(s->slot_count * sizeof *s->slots);
		for (size_t i = 0; i < s->n; i++)
			s->slots[place_of(s, s->rows[i].table, s->rows[i].id)] = (uint32_t)i + 1;
	}
	size_t at = place_of(s, table, id);
	if (s->slots[at])
		return &s->rows[s->slots[at] - 1];
	if (s->n == s->cap) {
		s->cap = s->cap ? s->cap * 2 : 16;
		s->rows = xrealloc(s->rows, s->cap * sizeof *s->rows);
	}
	struct rowset_row *r = &s->rows[s->n++];
	*r = (struct rowset_row){.table = table, .id = id};
	s->slots[at] = (uint32_t)s->n;
	return r;
}

void rowset_clear(struct rowset *s)
{
	if (s->cap > 1024) {
		rowset_free(s);
		return;
	}
	s->n = 0;
	if (s->slots)
		memset(s->slots, 0, s->slot_count * sizeof *s->slots);
}

void rowset_free(struct rowset *s)
{
	free(s->rows);
	free(s->slots);
	*s = (struct rowset){0};
}

enum { CHUNK_BITS = 15, CHUNK_WORDS = (1 << CHUNK_BITS) / 64 };

static bool dense(int table, int64_t id)
{
	return table >= 0 && table < 64 && id >= 0 && id < INT32_MAX;
}

bool rowmap_put(struct rowmap *m, int table, int64_t id)
{
	if (!dense(table, id)) {
		size_t before = m->odd.n;
		rowset_put(&m->odd, table, id);
		return m->odd.n == before;
	}
	size_t c = (size_t)id >> CHUNK_BITS;
	if (c >= m->table[table].n) {
		size_t n = c + 1 + c / 2;
		m->table[table].chunks = xrealloc(m->table[table].chunks, n * sizeof(uint64_t *));
		for (size_t i = m->table[table].n; i < n; i++)
			m->table[table].chunks[i] = NULL;
		m->table[table].n = n;
	}
	uint64_t **chunk = &m->table[table].chunks[c];
	if (!*chunk)
		*chunk = xalloc(CHUNK_WORDS * sizeof **chunk);
	uint64_t *word = &(*chunk)[((size_t)id & ((1u << CHUNK_BITS) - 1)) / 64],
		 bit = (uint64_t)1 << (id % 64);
	bool there = *word & bit;
	*word |= bit;
	return there;
}

bool rowmap_has(const struct rowmap *m, int table, int64_t id)
{
	if (!dense(table, id))
		return rowset_find(&m->odd, table, id);
	size_t c = (size_t)id >> CHUNK_BITS;
	if (c >= m->table[table].n || !m->table[table].chunks[c])
		return false;
	return m->table[table].chunks[c][((size_t)id & ((1u << CHUNK_BITS) - 1)) / 64] >>
		       (id % 64) &
	       1;
}

void rowmap_free(struct rowmap *m)
{
	for (size_t t = 0; t < 64; t++) {
		for (size_t c = 0; c < m->table[t].n; c++)
			free(m->table[t].chunks[c]);
		free(m->table[t].chunks);
	}
	rowset_free(&m->odd);
	memset(m, 0, sizeof *m);
}
