/* ticket_move.c - the counters of tickets, moved in the transaction that moves the ticket (read by
 * store/view/ticket_stat.c).  Each cell follows from the register row alone. */
#include "store/record/ticket_inner.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/view/stat.h"

static void cell(struct ticket_cell *cells, int *n, enum stat_dim dim, int64_t k, int state)
{
	cells[(*n)++] = (struct ticket_cell){.dim = (int)dim, .k = k, .state = state, .n = 1};
}

/* In time by the platform's closing: on the day it came; else on the day on which the limit passed. */
static void judged(const struct ticket_head *h, struct ticket_cell *cells, int *n)
{
	if (!h->closed_at || !h->outer_due || h->excluded)
		return;
	if (h->closed_at <= h->outer_due)
		cell(cells, n, STAT_TICKET_JUDGED, day_at(h->closed_at), STAT_TICKET_IN_TIME);
	else
		cell(cells, n, STAT_TICKET_JUDGED, day_at(h->outer_due - 1), STAT_TICKET_OVERDUE);
}

int ticket_cells(const struct ticket_head *h, struct ticket_cell cells[TICKET_CELLS])
{
	int n = 0;
	cell(cells, &n, STAT_TICKET, 0, h->state);
	cell(cells, &n, STAT_TICKET_OFFICE, h->office, h->state);
	cell(cells, &n, STAT_TICKET_KIND, h->kind, h->state);
	if (ticket_is_open(h->state)) {
		if (!h->office || !h->handler)
			cell(cells, &n, STAT_TICKET_FLAG, STAT_TICKET_UNASSIGNED, h->state);
		if (h->supervised)
			cell(cells, &n, STAT_TICKET_FLAG, STAT_TICKET_SUPERVISED, h->state);
		if (h->extending)
			cell(cells, &n, STAT_TICKET_FLAG, STAT_TICKET_EXTENDING, h->state);
		if (h->outer_due && !h->closed_at && !h->excluded)
			cell(cells, &n, STAT_TICKET_LIMIT, day_at(h->outer_due - 1), 0);
	}
	if (h->state == TICKET_VOID)
		return n;
	cell(cells, &n, STAT_TICKET_IN, day_at(h->dispatched_at), 0);
	if (h->closed_at)
		cell(cells, &n, STAT_TICKET_OUT, day_at(h->closed_at), 0);
	judged(h, cells, &n);
	if (h->closed_at && h->pleased && !h->excluded)
		cell(cells, &n, STAT_TICKET_PLEASED, day_at(h->closed_at), h->pleased);
	return n;
}

static bool same_cell(const struct ticket_cell *a, const struct ticket_cell *b)
{
	return a->dim == b->dim && a->k == b->k && a->state == b->state;
}

static enum z write_cell(struct desk *d, const struct ticket_cell *c, struct error *e)
{
	return db_run(d->db, e,
		"INSERT INTO stat(dim, k, state, n) VALUES(?1,?2,?3,?4) ON CONFLICT DO UPDATE SET n = n + excluded.n", "iiii",
		(int64_t)c->dim, c->k, (int64_t)c->state, c->n);
}

enum z ticket_stat_move(struct desk *d, const struct ticket_head *before, const struct ticket_head *h, struct error *e)
{
	struct ticket_cell all[2 * TICKET_CELLS];
	int n = before ? ticket_cells(before, all) : 0;
	for (int i = 0; i < n; i++)
		all[i].n = -1;
	struct ticket_cell now[TICKET_CELLS];
	int m = ticket_cells(h, now);
	for (int i = 0; i < m; i++) {
		int j = 0;
		while (j < n && !same_cell(&all[j], &now[i]))
			j++;
		if (j == n)
			all[n++] = now[i];
		else
			all[j].n += now[i].n;
	}
	enum z z = Z_OK;
	for (int i = 0; i < n && z == Z_OK; i++)
		z = all[i].n ? write_cell(d, &all[i], e) : Z_OK;
	return z;
}

/* ------------------------------------------------------------ very many */
static size_t cell_slot(const struct ticket_moves *m, const struct ticket_cell *c)
{
	uint64_t h = ((uint64_t)c->dim * 64 + (uint64_t)c->state) * 0x9e3779b97f4a7c15u ^ (uint64_t)c->k * 0xc2b2ae3d27d4eb4fu;
	size_t i = (size_t)(h ^ h >> 29) & (m->slots - 1);
	while (m->slot[i] && !same_cell(&m->cell[m->slot[i] - 1], c))
		i = (i + 1) & (m->slots - 1);
	return i;
}

static void grow(struct ticket_moves *m)
{
	m->cap = m->cap ? m->cap * 2 : 256;
	m->cell = xrealloc(m->cell, m->cap * sizeof *m->cell);
	free(m->slot);
	m->slots = m->cap * 4;
	m->slot = xalloc(m->slots * sizeof *m->slot);
	for (size_t i = 0; i < m->n; i++)
		m->slot[cell_slot(m, &m->cell[i])] = (uint32_t)i + 1;
}

void ticket_moves_add(struct ticket_moves *m, const struct ticket_head *h, int by)
{
	struct ticket_cell cells[TICKET_CELLS];
	int n = ticket_cells(h, cells);
	for (int i = 0; i < n; i++) {
		if (m->n == m->cap)
			grow(m);
		size_t at = cell_slot(m, &cells[i]);
		if (!m->slot[at]) {
			m->cell[m->n] = cells[i];
			m->cell[m->n].n = 0;
			m->slot[at] = (uint32_t)++m->n;
		}
		m->cell[m->slot[at] - 1].n += by;
	}
}

enum z ticket_moves_write(struct desk *d, const struct ticket_moves *m, struct error *e)
{
	enum z z = Z_OK;
	for (size_t i = 0; i < m->n && z == Z_OK; i++)
		z = m->cell[i].n ? write_cell(d, &m->cell[i], e) : Z_OK;
	return z;
}

void ticket_moves_free(struct ticket_moves *m)
{
	free(m->cell);
	free(m->slot);
	*m = (struct ticket_moves){0};
}
