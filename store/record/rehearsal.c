/* rehearsal.c - see rehearsal.h.  A table of digests with open places; digests are random enough to be their own hash. */
#include "store/record/rehearsal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"

enum { NUMBER_BYTES = 24, SERIES_BYTES = 40 };

struct kept {
	struct hash row;
	char number[NUMBER_BYTES]; /* "": a free place */
};
struct drawn {
	char series[SERIES_BYTES];
	int64_t next;
};

struct rehearsal {
	struct kept *at;
	size_t n, cap; /* cap: a power of two */
	struct drawn *drawn;
	size_t drawn_n;
};

struct rehearsal *rehearsal_new(void)
{
	struct rehearsal *r = xalloc(sizeof *r);
	r->cap = 1024;
	r->at = xalloc(r->cap * sizeof *r->at);
	return r;
}

void rehearsal_free(struct rehearsal **r)
{
	if (!*r)
		return;
	free((*r)->at);
	free((*r)->drawn);
	free(*r);
	*r = NULL;
}

/* Where the row stands, or the free place where it would. */
static struct kept *place_of(const struct rehearsal *r, const struct hash *row)
{
	size_t i;
	memcpy(&i, row->b, sizeof i);
	for (i &= r->cap - 1; *r->at[i].number && memcmp(&r->at[i].row, row, sizeof *row) != 0; i = (i + 1) & (r->cap - 1))
		;
	return &r->at[i];
}

const char *rehearsal_find(const struct rehearsal *r, const struct hash *row)
{
	const struct kept *k = place_of(r, row);
	return *k->number ? k->number : NULL;
}

static void grow(struct rehearsal *r)
{
	struct rehearsal more = {.cap = r->cap * 2};
	more.at = xalloc(more.cap * sizeof *more.at);
	for (size_t i = 0; i < r->cap; i++)
		if (*r->at[i].number)
			*place_of(&more, &r->at[i].row) = r->at[i];
	free(r->at);
	r->at = more.at;
	r->cap = more.cap;
}

void rehearsal_keep(struct rehearsal *r, const struct hash *row, const char *number)
{
	if (r->n >= r->cap / 2)
		grow(r);
	struct kept *k = place_of(r, row);
	k->row = *row;
	snprintf(k->number, sizeof k->number, "%s", number);
	r->n++;
}

enum z rehearsal_draw(struct rehearsal *r, struct db *db, const char *series, int64_t *number, struct error *e)
{
	size_t i = 0;
	while (i < r->drawn_n && strcmp(r->drawn[i].series, series) != 0)
		i++;
	if (i == r->drawn_n) {
		int64_t next = db_number(db, e, 1, "SELECT next FROM series WHERE name=?1", "s", series);
		if (db_failed(db))
			return db_result(db);
		r->drawn = xrealloc(r->drawn, ++r->drawn_n * sizeof *r->drawn);
		snprintf(r->drawn[i].series, sizeof r->drawn[i].series, "%s", series);
		r->drawn[i].next = next;
	}
	*number = r->drawn[i].next++;
	return Z_OK;
}
