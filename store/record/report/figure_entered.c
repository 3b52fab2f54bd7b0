/* figure_entered.c - see figure_entered.h.  A row is never changed: a new value is a new row. */
#include "store/record/report/figure_entered.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/date.h"
#include "store/record/field.h"
#include "store/record/inner.h"
#include "store/record/words.h"

/* The newest row of each key and period. */
#define LAST "NOT EXISTS(SELECT 1 FROM figure_entered n WHERE n.key=f.key AND n.from_day=f.from_day AND n.to_day=f.to_day AND n.id>f.id)"
#define COLUMNS "f.id, f.key, f.from_day, f.to_day, f.value, f.source, coalesce(o.name, ''), f.at"
#define FROM " FROM figure_entered f LEFT JOIN officer o ON o.id=f.officer "

static void read_row(sqlite3_stmt *q, struct entered_figure *f)
{
	*f = (struct entered_figure){.id = sqlite3_column_int64(q, 0),
		.key = entered_parse(column_text(q, 1)),
		.from = sqlite3_column_int(q, 2),
		.to = sqlite3_column_int(q, 3),
		.set = sqlite3_column_type(q, 4) != SQLITE_NULL,
		.value = sqlite3_column_int64(q, 4),
		.at = sqlite3_column_int64(q, 7)};
	snprintf(f->source, sizeof f->source, "%s", column_text(q, 5));
	snprintf(f->officer, sizeof f->officer, "%s", column_text(q, 6));
}

static enum z rows(struct desk *d, sqlite3_stmt *q, struct entered_figure **list, int *n, struct error *e)
{
	struct entered_figure *r = NULL;
	int k = 0;
	while (db_step(d->db, q, e)) {
		if (k % 64 == 0)
			r = xrealloc(r, (size_t)(k + 64) * sizeof *r);
		read_row(q, &r[k]);
		k += r[k].key != ENTERED_END; /* a key of a newer program: not ours to show */
	}
	db_done(q);
	*list = r;
	*n = k;
	if (!db_failed(d->db))
		return Z_OK;
	free(r);
	*list = NULL;
	return db_result(d->db);
}

enum z entered_get(struct desk *d, enum entered k, int32_t from, int32_t to, struct entered_figure *f, struct error *e)
{
	*f = (struct entered_figure){.key = k, .from = from, .to = to};
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT " COLUMNS FROM "WHERE f.key=?1 AND f.from_day=?2 AND f.to_day=?3 ORDER BY f.id DESC LIMIT 1", "sii",
		entered_row(k)->key, (int64_t)from, (int64_t)to);
	if (db_step(d->db, q, e))
		read_row(q, f);
	db_done(q);
	return db_result(d->db);
}

enum z entered_sum(struct desk *d, enum entered k, int32_t from, int32_t to, int64_t *value, bool *set, bool *whole, struct error *e)
{
	int32_t covered = from, days = 0;
	*value = 0;
	*set = false;
	/* the longest first, of those that begin on one day */
	sqlite3_stmt *q = db_query(d->db, e,
		"SELECT f.from_day, f.to_day, f.value FROM figure_entered f WHERE f.key=?1 AND f.from_day>=?2 AND f.to_day<=?3"
		" AND f.value IS NOT NULL AND " LAST " ORDER BY f.from_day, f.to_day DESC",
		"sii", entered_row(k)->key, (int64_t)from, (int64_t)to);
	while (db_step(d->db, q, e)) {
		int32_t begin = sqlite3_column_int(q, 0), end = sqlite3_column_int(q, 1);
		if (begin < covered)
			continue;
		*value += sqlite3_column_int64(q, 2);
		*set = true;
		days += end - begin;
		covered = end;
	}
	db_done(q);
	*whole = *set && days == to - from;
	return db_result(d->db);
}

enum z entered_list(struct desk *d, int32_t from, int32_t to, struct entered_figure **list, int *n, struct error *e)
{
	return rows(d, db_query(d->db, e,
		"SELECT " COLUMNS FROM "WHERE f.from_day>=?1 AND f.to_day<=?2 AND " LAST " ORDER BY f.from_day DESC, f.to_day, f.id", "ii",
		(int64_t)from, (int64_t)to), list, n, e);
}

enum z entered_history(struct desk *d, enum entered k, int32_t from, int32_t to, struct entered_figure **list, int *n, struct error *e)
{
	return rows(d, db_query(d->db, e,
		"SELECT " COLUMNS FROM "WHERE f.key=?1 AND f.from_day=?2 AND f.to_day=?3 ORDER BY f.id DESC", "sii", entered_row(k)->key,
		(int64_t)from, (int64_t)to), list, n, e);
}

static const char *value_text(const struct entered_figure *f, char buf[32])
{
	snprintf(buf, 32, f->set ? "%lld" : W_ENTERED_UNSET, (long long)f->value);
	return buf;
}

static enum z append(struct desk *d, const struct entered_in *in, const char *source, struct error *e)
{
	return in->set ?
		db_run(d->db, e,
			"INSERT INTO figure_entered(key, from_day, to_day, value, source, officer, at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
			"siiisii", entered_row(in->key)->key, (int64_t)in->from, (int64_t)in->to, in->value, source, d->who.id, d->now) :
		db_run(d->db, e,
			"INSERT INTO figure_entered(key, from_day, to_day, value, source, officer, at) VALUES(?1, ?2, ?3, NULL, ?4, ?5, ?6)",
			"siisii", entered_row(in->key)->key, (int64_t)in->from, (int64_t)in->to, source, d->who.id, d->now);
}

static enum z checked(const struct entered_in *in, char source[200], struct error *e)
{
	if (in->to <= in->from)
		return refuse(e, R_ENTERED_PERIOD, "");
	if (in->set && in->value < 0)
		return refuse(e, R_ENTERED_VALUE, entered_row(in->key)->text);
	return field_take(source, 200, in->source, W_FIELD_FIGURE_SOURCE, 1, ENTERED_SOURCE_MAX, e);
}

static enum z put(struct desk *d, const struct entered_in *in, int64_t *id, struct error *e)
{
	struct entered_figure now;
	char source[200], value[32];
	enum z z = op_permit(d, ACTION_FIGURE_ENTER, e);
	if (!z)
		z = checked(in, source, e);
	if (!z)
		z = entered_get(d, in->key, in->from, in->to, &now, e);
	if (z)
		return z;
	if (now.id != in->read)
		return refuse(e, R_ENTERED_STALE, entered_row(in->key)->text, now.officer, value_text(&now, value));
	if (now.set == in->set && (!in->set || now.value == in->value) && !strcmp(now.source, source))
		return refuse(e, R_ENTERED_SAME, entered_row(in->key)->text);
	z = append(d, in, source, e);
	*id = db_last_id(d->db);
	return z;
}

enum z entered_put(struct desk *d, const struct entered_in *in, struct error *e)
{
	int64_t id = 0;
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = put(d, in, &id, e);
	return op_end(d, z, ACTION_FIGURE_ENTER, id, e);
}

/* Z_OK with *fresh where it is new. */
static enum z take(struct desk *d, const struct entered_in *in, bool *fresh, struct error *e)
{
	struct entered_figure now;
	char source[200], value[32];
	enum z z = checked(in, source, e);
	*fresh = false;
	if (!z)
		z = entered_get(d, in->key, in->from, in->to, &now, e);
	if (z)
		return z;
	if (now.set && now.value != in->value)
		return refuse(e, R_ENTERED_KNOWN, entered_row(in->key)->text, value_text(&now, value), now.source);
	if (now.set)
		return Z_OK;
	*fresh = true;
	return append(d, in, source, e);
}

static enum z import(struct desk *d, const struct entered_in *in, int n, void (*bad)(void *, int, const struct error *), void *ctx,
        int *fresh, struct error *e)
{
	int refused = 0;
	enum z z = op_permit(d, ACTION_FIGURE_ENTER, e);
	for (int i = 0; !z && i < n; i++) {
		struct error why;
		bool is_new;
		z = take(d, &in[i], &is_new, &why);
		if (z == Z_INVALID || z == Z_DENIED) {
			bad(ctx, i, &why);
			refused++;
			z = Z_OK;
		} else if (z) {
			*e = why;
		}
		*fresh += !z && is_new;
	}
	return z || !refused ? z : Z_INVALID;
}

enum z entered_import(struct desk *d, const struct entered_in *in, int n, bool dry,
        void (*bad)(void *ctx, int i, const struct error *error), void *ctx, int *fresh, struct error *e)
{
	*fresh = 0;
	*e = (struct error){0};
	enum z z = op_begin(d, e);
	if (z == Z_OK)
		z = import(d, in, n, bad, ctx, fresh, e);
	bool stopped = z == Z_OK && (dry || !*fresh);
	if (stopped)
		z = Z_CANCEL; /* nothing is left behind */
	z = op_end(d, z, ACTION_FIGURE_ENTER, 0, e);
	return stopped ? Z_OK : z;
}
