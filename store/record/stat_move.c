/* stat_move.c - see stat_move.h; read by store/view. */
#include "store/record/stat_move.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/ticket/inner.h"
#include "store/rule/clock.h"
#include "store/view/figure/stat.h"

/* ---- cells, added up ---- */

static bool same_cell(const struct stat_cell *a, const struct stat_cell *b)
{
	return a->dim == b->dim && a->k == b->k && a->state == b->state;
}

static size_t cell_slot(const struct stat_moves *m, const struct stat_cell *c)
{
	uint64_t h = ((uint64_t)c->dim * 64 + (uint64_t)c->state) * 0x9e3779b97f4a7c15u ^ (uint64_t)c->k * 0xc2b2ae3d27d4eb4fu;
	size_t i = (size_t)(h ^ h >> 29) & (m->slots - 1);
	while (m->slot[i] && !same_cell(&m->cell[m->slot[i] - 1], c))
		i = (i + 1) & (m->slots - 1);
	return i;
}

static void grow(struct stat_moves *m)
{
	m->cap = m->cap ? m->cap * 2 : 32;
	m->cell = xrealloc(m->cell, m->cap * sizeof *m->cell);
	free(m->slot);
	m->slots = m->cap * 4;
	m->slot = xalloc(m->slots * sizeof *m->slot);
	for (size_t i = 0; i < m->n; i++)
		m->slot[cell_slot(m, &m->cell[i])] = (uint32_t)i + 1;
}

void stat_moves_add(struct stat_moves *m, int dim, int64_t k, int64_t state, int64_t by)
{
	struct stat_cell c = {.dim = dim, .state = (int)state, .k = k};
	if (m->n == m->cap)
		grow(m);
	size_t at = cell_slot(m, &c);
	if (!m->slot[at]) {
		m->cell[m->n] = c;
		m->slot[at] = (uint32_t)++m->n;
	}
	m->cell[m->slot[at] - 1].n += by;
}

void stat_moves_both(struct stat_moves *m, int dim, int64_t office, int64_t key, int64_t state, int64_t by)
{
	stat_moves_add(m, dim, key, state, by);
	if (office)
		stat_moves_add(m, dim, stat_k(office, key), state, by);
}

/* ---- months ---- */

bool stat_monthly(int dim)
{
	switch (dim) {
	case STAT_ONLINE_CATEGORY:
	case STAT_ONLINE_CATALOG:
	case STAT_ONLINE_OFFICE:
	case STAT_ONLINE_CHANNEL:
	case STAT_TICKET_IN_KIND:
	case STAT_TICKET_IN_OFFICE:
	case STAT_TICKET_OUT_KIND:
	case STAT_TICKET_OUT_OFFICE:
		return true;
	default:
		return false;
	}
}

int64_t stat_month(int32_t day)
{
	int year, month, mday;
	day_split(day, &year, &month, &mday);
	return (int64_t)year * 12 + month - 1;
}

/* Of the k of a day, which may be that of an office. */
static int64_t month_key(int64_t k)
{
	const int64_t office = stat_k_office(k);
	return stat_k(office, stat_month((int32_t)(k - stat_k(office, 0))));
}

static void month_function(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	(void)n;
	sqlite3_result_int64(ctx, month_key(sqlite3_value_int64(v[0])));
}

static enum z write_cells(struct desk *d, const struct stat_moves *m, struct error *e)
{
	enum z z = Z_OK;
	for (size_t i = 0; i < m->n && z == Z_OK; i++) {
		const struct stat_cell *c = &m->cell[i];
		if (c->n)
			z = db_run(d->db, e,
			        "INSERT INTO stat(dim, k, state, n) VALUES(?1,?2,?3,?4) ON CONFLICT DO UPDATE SET n = n + excluded.n",
			        "iiii", (int64_t)c->dim, c->k, (int64_t)c->state, c->n);
	}
	return z;
}

enum z stat_moves_write(struct desk *d, const struct stat_moves *m, struct error *e)
{
	struct stat_moves months = {0};
	for (size_t i = 0; i < m->n; i++) {
		const struct stat_cell *c = &m->cell[i];
		if (c->n && stat_monthly(c->dim))
			stat_moves_add(&months, c->dim + STAT_BY_MONTH, month_key(c->k), c->state, c->n);
	}
	enum z z = write_cells(d, m, e);
	if (z == Z_OK)
		z = write_cells(d, &months, e);
	stat_moves_free(&months);
	return z;
}

void stat_moves_free(struct stat_moves *m)
{
	free(m->cell);
	free(m->slot);
	*m = (struct stat_moves){0};
}

/* ---- the calendar ---- */

/* DAY_NONE where it is not known. */
static int32_t publish_limit(const struct desk *d, int32_t formed_on)
{
	int32_t due = DAY_NONE;
	if (formed_on != DAY_NONE)
		clock_due(d->calendar, formed_on, (int)setting_number(d, SETTING_PUBLISH_DAYS), NULL, &due, NULL);
	return due;
}

/* -1 where it is not known. */
static int working_days(const struct desk *d, int32_t after, int32_t until)
{
	for (int y = day_year(after); y <= day_year(until); y++)
		if (!calendar_loaded(d->calendar, y))
			return -1;
	return calendar_count(d->calendar, after, until);
}

static void limit_function(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	(void)n;
	int32_t day = sqlite3_value_type(v[0]) == SQLITE_NULL ? DAY_NONE :
	                                                        publish_limit(sqlite3_user_data(ctx), sqlite3_value_int(v[0]));
	if (day != DAY_NONE)
		sqlite3_result_int(ctx, day);
}

static void days_function(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	(void)n;
	if (sqlite3_value_type(v[0]) == SQLITE_NULL || sqlite3_value_type(v[1]) == SQLITE_NULL)
		return;
	int days = working_days(sqlite3_user_data(ctx), sqlite3_value_int(v[0]), sqlite3_value_int(v[1]));
	if (days >= 0)
		sqlite3_result_int(ctx, days);
}

static void cells_step(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	const struct stat_sums *sums = sqlite3_value_pointer(v[0], STAT_CELLS);
	(void)ctx;
	(void)n;
	if (sums)
		sums->add(sums->ctx, sqlite3_value_int64(v[1]), sqlite3_value_int64(v[2]));
}

static void cells_final(sqlite3_context *ctx)
{
	(void)ctx; /* NULL: they are with whom the pointer names */
}

enum z stat_functions(struct desk *d, struct error *e)
{
	const int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
	int rc = sqlite3_create_function(db_raw(d->db), "publish_limit", 1, flags, d, limit_function, NULL, NULL);
	if (!rc)
		rc = sqlite3_create_function(db_raw(d->db), "working_days", 2, flags, d, days_function, NULL, NULL);
	if (!rc)
		rc = sqlite3_create_function(
		        db_raw(d->db), "month_key", 1, flags | SQLITE_DETERMINISTIC, NULL, month_function, NULL, NULL);
	if (!rc)
		rc = sqlite3_create_function(db_raw(d->db), "cells", 3, flags, NULL, NULL, cells_step, cells_final);
	return rc ? db_error(d->db, e, rc) : Z_OK;
}

/* ---- items ---- */

static void channel_cells(const struct item_head *h, int32_t day, int64_t by, struct stat_moves *m)
{
	char *end;
	for (const char *s = h->channels; *s; s = end) {
		s += *s == ',';
		int64_t channel = strtoll(s, &end, 10);
		if (end == s)
			return;
		stat_moves_both(m, STAT_ONLINE_CHANNEL, h->office, day, channel, by);
	}
}

void item_cells(const struct desk *d, const struct item_head *h, int64_t by, struct stat_moves *m)
{
	stat_moves_add(m, STAT_ALL, 0, h->state, by);
	stat_moves_add(m, STAT_OFFICE, h->office, h->state, by);
	stat_moves_both(m, STAT_CATEGORY, h->office, h->category, h->state, by);
	stat_moves_both(m, STAT_CATALOG, h->office, h->catalog, h->state, by);
	stat_moves_add(m, STAT_ATTRIBUTE, h->attribute, h->state, by);
	if (!h->online_at || h->state == STATE_VOID)
		return;
	int32_t day = day_at(h->online_at);
	stat_moves_both(m, STAT_ONLINE, h->office, day, h->origin, by);
	stat_moves_both(m, STAT_ONLINE_CATEGORY, h->office, day, h->category, by);
	stat_moves_both(m, STAT_ONLINE_CATALOG, h->office, day, h->catalog, by);
	stat_moves_add(m, STAT_ONLINE_OFFICE, day, h->office, by);
	channel_cells(h, day, by, m);
	if (h->origin || h->formed_on == DAY_NONE)
		return;
	int32_t limit = publish_limit(d, h->formed_on);
	stat_moves_both(m, STAT_TIMELY, h->office, day,
	        limit == DAY_NONE ? STAT_TIMELY_UNKNOWN : day <= limit ? STAT_TIMELY_IN_TIME : STAT_TIMELY_LATE, by);
}

static void due_cell(int64_t office, int32_t due, int64_t by, struct stat_moves *m)
{
	if (due != DAY_NONE)
		stat_moves_both(m, STAT_DUE, office, due, 0, by);
}

static int64_t office_of(struct desk *d, int64_t item, struct error *e)
{
	return db_number(d->db, e, 0, "SELECT office FROM item WHERE id=?1", "i", item);
}

int32_t stat_due_now(struct desk *d, int64_t item, struct error *e)
{
	return (int32_t)db_number(d->db, e, DAY_NONE, "SELECT due FROM item WHERE id=?1", "i", item);
}

enum z stat_due(struct desk *d, int64_t item, int32_t due, int32_t due_sort, struct error *e)
{
	struct stat_moves m = {0};
	int32_t old = stat_due_now(d, item, e);
	enum z z = db_result(d->db);
	int64_t office = z == Z_OK ? office_of(d, item, e) : 0;
	if (z == Z_OK)
		z = db_result(d->db);
	if (z == Z_OK)
		z = db_run(d->db, e, "UPDATE item SET due=?2, due_sort=?3 WHERE id=?1 AND (due IS NOT ?2 OR due_sort<>?3)", "idi",
		        item, due, (int64_t)due_sort);
	due_cell(office, old, -1, &m);
	due_cell(office, due, +1, &m);
	if (z == Z_OK)
		z = stat_moves_write(d, &m, e);
	stat_moves_free(&m);
	return z;
}

enum z stat_left(struct desk *d, int64_t item, int64_t by, struct error *e)
{
	struct stat_moves m = {0};
	int64_t office = office_of(d, item, e);
	enum z z = db_result(d->db);
	stat_moves_both(&m, STAT_LEFT, office, 0, 0, by);
	if (z == Z_OK)
		z = stat_moves_write(d, &m, e);
	stat_moves_free(&m);
	return z;
}

/* ---- what the review rows tell ---- */

enum { NOWHERE = -1 };

/* A cell leaves one place and enters another: of an office, 0 of the bureau, NOWHERE. */
static void carry(struct stat_moves *m, int dim, int64_t key, int64_t state, int64_t from, int64_t to)
{
	if (from != NOWHERE)
		stat_moves_add(m, dim, stat_k(from, key), state, -1);
	if (to != NOWHERE)
		stat_moves_add(m, dim, stat_k(to, key), state, +1);
}

struct signature {
	int64_t at, submitted_at;
	bool returned; /* a tier had returned it before; a return that was taken back is none */
};

/* The first signature of tier 3 that stands among the review rows up to `last`. */
static bool signature(struct desk *d, int64_t item, int64_t last, struct signature *s, struct error *e)
{
	sqlite3_stmt *q = db_query(d->db, e,
	        "SELECT v.at, EXISTS(SELECT 1 FROM review b WHERE b.item=v.item AND b.act=?3 AND "
	        "b.id<v.id AND NOT EXISTS(SELECT 1"
	        " FROM review w WHERE w.item=b.item AND w.act=?4 AND w.refers=b.id)),"
	        " (SELECT b.at FROM review b WHERE b.item=v.item AND b.act=?7 ORDER BY b.id LIMIT 1)"
	        " FROM review v JOIN item i ON i.id=v.item AND i.origin=0"
	        " WHERE v.item=?1 AND v.id<=?2 AND (v.act=?5 AND v.tier=3 OR v.act=?6) AND NOT "
	        "EXISTS(SELECT 1 FROM review w"
	        " WHERE w.item=v.item AND w.act=?4 AND w.refers=v.id AND w.id<=?2) ORDER BY v.id "
	        "LIMIT 1",
	        "iiiiiii", item, last, (int64_t)REVIEW_RETURN, (int64_t)REVIEW_WITHDRAW,
	        (int64_t)REVIEW_PASS, (int64_t)REVIEW_PAPER_CONFIRM, (int64_t)REVIEW_SUBMIT);
	bool found = db_step(d->db, q, e);
	if (found)
		*s = (struct signature){.at = sqlite3_column_int64(q, 0),
		        .returned = sqlite3_column_int(q, 1) != 0,
		        .submitted_at = sqlite3_column_int64(q, 2)};
	db_done(q);
	return found;
}

static void carry_signature(
        const struct desk *d, const struct signature *s, int64_t from, int64_t to, struct stat_moves *m)
{
	int32_t day = day_at(s->at);
	int days = working_days(d, day_at(s->submitted_at), day);
	carry(m, STAT_SIGNED, day, s->returned ? STAT_SIGNED_RETURNED : STAT_SIGNED_AT_ONCE, from, to);
	carry(m, STAT_SIGNED_DAYS, day, days < 0 ? STAT_DAYS_UNKNOWN : days < STAT_DAYS_MAX ? days : STAT_DAYS_MAX, from, to);
}

/* Days since the one before, of which there are `days` where there was one (else 0); -1: on the same day. */
static int64_t reach(sqlite3_stmt *q, int column)
{
	if (sqlite3_column_type(q, column) == SQLITE_NULL)
		return 0;
	int64_t days = sqlite3_column_int64(q, column);
	return days < 1 ? -1 : days < STAT_RETURNED_MAX ? days : STAT_RETURNED_MAX;
}

/* The returns of an item, or that of one review row alone (0: all). */
static enum z carry_returns(
        struct desk *d, int64_t item, int64_t review, int64_t from, int64_t to, struct stat_moves *m, struct error *e)
{
	sqlite3_stmt *q = db_query(d->db, e,
	        "SELECT day, reason, any, same FROM (SELECT id, day, reason, day-lag(day) OVER (ORDER BY id) AS any,"
	        " day-lag(day) OVER (PARTITION BY reason ORDER BY id) AS same FROM (SELECT id, reason, (at+28800)/86400 AS day"
	        " FROM review WHERE item=?1 AND act=?2)) WHERE ?3 IN (0, id)",
	        "iii", item, (int64_t)REVIEW_RETURN, review);
	while (db_step(d->db, q, e)) {
		int64_t day = sqlite3_column_int64(q, 0), any = reach(q, 2), same = reach(q, 3);
		if (any >= 0)
			carry(m, STAT_RETURNED, day, any, from, to);
		if (same >= 0)
			carry(m, STAT_RETURNED_REASON, day, STAT_REASON_STEP * sqlite3_column_int64(q, 1) + same, from, to);
	}
	db_done(q);
	return db_result(d->db);
}

/* The item went to another office. */
static enum z carry_item(struct desk *d, int64_t item, int64_t from, int64_t to, struct stat_moves *m, struct error *e)
{
	struct signature s;
	if (signature(d, item, INT64_MAX, &s, e))
		carry_signature(d, &s, from, to, m);
	enum z z = db_result(d->db);
	if (z == Z_OK)
		z = carry_returns(d, item, 0, from, to, m, e);
	if (z == Z_OK && db_number(d->db, e, 0, "SELECT channels_left>0 FROM item WHERE id=?1", "i", item))
		carry(m, STAT_LEFT, 0, 0, from, to);
	return z == Z_OK ? db_result(d->db) : z;
}

enum z stat_move(struct desk *d, const struct item_head *before, int32_t old_due, const struct item_head *h, int32_t due,
        struct error *e)
{
	struct stat_moves m = {0};
	enum z z = Z_OK;
	if (before)
		item_cells(d, before, -1, &m);
	item_cells(d, h, +1, &m);
	due_cell(before ? before->office : h->office, old_due, -1, &m);
	due_cell(h->office, due, +1, &m);
	if (before && before->office != h->office)
		z = carry_item(d, h->id, before->office, h->office, &m, e);
	if (z == Z_OK)
		z = stat_moves_write(d, &m, e);
	stat_moves_free(&m);
	return z;
}

enum z stat_review(struct desk *d, int64_t item, int64_t review, int act, struct error *e)
{
	struct stat_moves m = {0};
	if (act != REVIEW_PASS && act != REVIEW_PAPER_CONFIRM && act != REVIEW_WITHDRAW && act != REVIEW_RETURN)
		return Z_OK;
	const int64_t places[] = {0, office_of(d, item, e)};
	enum z z = db_result(d->db);
	for (int i = 0; i < 2 && z == Z_OK; i++) {
		const int64_t place = places[i];
		struct signature s;
		if (act == REVIEW_RETURN) {
			z = carry_returns(d, item, review, NOWHERE, place, &m, e);
			continue;
		}
		if (signature(d, item, review - 1, &s, e))
			carry_signature(d, &s, place, NOWHERE, &m);
		if (!db_failed(d->db) && signature(d, item, review, &s, e))
			carry_signature(d, &s, NOWHERE, place, &m);
		z = db_result(d->db);
	}
	if (z == Z_OK)
		z = stat_moves_write(d, &m, e);
	stat_moves_free(&m);
	return z;
}
