/* verify.c - reading the chain again: does each row follow from the one before, and is every
 * row of the desk what the chain last said of it?
 *
 * The desk goes on working meanwhile.  So the chain is walked from its end backwards in short reads
 * (the first mention of a row met is its last digest); what looks wrong is only suspected, and
 * looked at again at the end, in one short read together with the rows that were added meanwhile.
 */
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/file/audit/inside.h"
#include "store/file/schema/schema.h"

/* Rows looked at in one read: whoever saves waits for its end.  An import's one audit row names 20 000. */
enum { SLICE = 1000, ID_SLICE = 5000 };

struct suspect {
	int table;
	int64_t id;
	struct hash said; /* all zero: said to be deleted, or never mentioned */
};

struct verify {
	struct db *db;
	bool (*found)(void *ctx, const struct audit_found *f);
	void *ctx;
	bool stop;
	int looked; /* rows in this read */
	struct rowmap seen;
	struct suspect *suspects;
	size_t n, cap;
};

static void report(struct verify *v, enum audit_fault fault, int table, int64_t id)
{
	struct audit_found f = {fault, (enum table)table, id};
	if (!v->stop && !v->found(v->ctx, &f))
		v->stop = true;
}

static bool is_zero(const struct hash *h)
{
	static const struct hash zero;
	return hash_same(h, &zero);
}

static void suspect(struct verify *v, int table, int64_t id, const struct hash *said)
{
	if (v->n == v->cap) {
		v->cap = v->cap ? 2 * v->cap : 16;
		v->suspects = xrealloc(v->suspects, v->cap * sizeof *v->suspects);
	}
	v->suspects[v->n++] = (struct suspect){table, id, *said};
}

/* The row as it stands against what was said of it; Z_OK with *good, or an error of reading. */
static enum z compare(struct verify *v, int table, int64_t id, const struct hash *said,
	struct hash *now, bool *good, struct error *e)
{
	enum z z = audit_row_digest(v->db, (enum table)table, id, now, e);
	*good = hash_same(now, said); /* a missing row's digest is zero */
	return z == Z_MISSING ? Z_OK : z;
}

/* One more row was looked at. */
static void count_row(struct verify *v)
{
	if (++v->looked < SLICE)
		return;
	v->looked = 0;
	db_read_end(v->db);
	db_read_begin(v->db);
}

static enum z read_refs(struct verify *v, const struct audit_row *r, struct error *e)
{
	const uint8_t *p = r->refs;
	for (size_t i = 0; i + REF_BYTES <= r->refs_bytes; i += REF_BYTES) {
		int table;
		int64_t id;
		struct hash said, now;
		bool good;
		audit_ref_read(p + i, &table, &id, &said);
		if (!audit_known_table(table) || rowmap_put(&v->seen, table, id))
			continue;
		count_row(v);
		enum z z = compare(v, table, id, &said, &now, &good, e);
		if (z)
			return z;
		if (!good)
			suspect(v, table, id, &said);
	}
	return Z_OK;
}

/* The last row up to this seq; *there: there is one, *whole: it can be one of ours.  Its refs are to be freed. */
static enum z row_below(struct verify *v, int64_t seq, struct audit_row *r, struct hash *hash, bool *there, bool *whole,
	void **refs, struct error *e)
{
	*refs = NULL;
	sqlite3_stmt *q = db_query(
		v->db, e, "SELECT " AUDIT_COLUMNS " FROM audit WHERE seq<=?1 ORDER BY seq DESC LIMIT 1", "i", seq);
	*r = (struct audit_row){0};
	*there = db_step(v->db, q, e);
	*whole = *there && audit_row_read(q, r, hash);
	if (*there)
		r->seq = sqlite3_column_int64(q, 0);
	if (r->refs_bytes) {
		*refs = xalloc(r->refs_bytes);
		memcpy(*refs, r->refs, r->refs_bytes);
	}
	r->refs = *refs;
	db_done(q);
	return db_result(v->db);
}

/* The chain from head down to its first row. */
static enum z walk_back(struct verify *v, const struct audit_head *head, struct error *e)
{
	struct hasher above; /* of the row above, which waits for its predecessor's hash */
	struct hash above_hash = head->hash, zero = {{0}};
	int64_t next = head->seq; /* the seq that must come now */
	bool waiting = false;
	enum z z = Z_OK;
	for (bool more = true; more && !z && !v->stop;) {
		struct audit_row r;
		struct hash hash, made;
		void *refs;
		bool whole;
		z = row_below(v, next, &r, &hash, &more, &whole, &refs, e);
		if (z || !more)
			break;
		if (r.seq != next) {
			report(v, FAULT_GAP, T_NONE, next);
		} else if (waiting && whole) {
			audit_hash_end(&above, &hash, &made);
			if (!hash_same(&made, &above_hash))
				report(v, FAULT_CHAIN, T_NONE, r.seq + 1);
		}
		waiting = whole && r.refs_bytes % REF_BYTES == 0;
		if (waiting) {
			audit_hash_begin(&above, &r);
			above_hash = hash;
			z = read_refs(v, &r, e);
		} else {
			report(v, FAULT_CHAIN, T_NONE, r.seq);
		}
		count_row(v);
		next = r.seq - 1;
		free(refs);
	}
	if (!z && !v->stop && next > 0) {
		report(v, FAULT_GAP, T_NONE, next);
	} else if (!z && waiting) {
		struct hash made;
		audit_hash_end(&above, &zero, &made);
		if (!hash_same(&made, &above_hash))
			report(v, FAULT_CHAIN, T_NONE, 1);
	}
	return z;
}

/* Rows that no audit row mentions. */
static enum z walk_table(struct verify *v, int table, struct error *e)
{
	static const struct hash zero;
	struct buffer sql = {0};
	enum z z = Z_OK;
	int64_t after = INT64_MIN;
	buffer_printf(&sql, "SELECT id FROM %s WHERE id>?1 ORDER BY id LIMIT ?2",
		table_name((enum table)table));
	for (int rows = 1; rows && !z;) {
		rows = 0;
		sqlite3_stmt *q = db_query_dynamic(v->db, e, sql.s);
		if (q) {
			sqlite3_bind_int64(q, 1, after);
			sqlite3_bind_int64(q, 2, ID_SLICE);
		}
		for (; db_step(v->db, q, e); rows++) {
			after = sqlite3_column_int64(q, 0);
			if (!rowmap_has(&v->seen, table, after))
				suspect(v, table, after, &zero);
		}
		db_done(q);
		z = db_result(v->db);
	}
	buffer_free(&sql);
	return z;
}

/* Rows of the chain behind head; their mentions into tail. */
static enum z walk_tail(
	struct verify *v, const struct audit_head *head, struct rowset *tail, struct error *e)
{
	struct hash before = {{0}};
	int64_t next = head->seq;
	sqlite3_stmt *q = db_query(v->db, e,
		"SELECT " AUDIT_COLUMNS " FROM audit WHERE seq>=?1 ORDER BY seq", "i", head->seq);
	while (db_step(v->db, q, e)) {
		struct audit_row r;
		struct hash hash, made;
		if (!audit_row_read(q, &r, &hash)) {
			report(v, FAULT_CHAIN, T_NONE, sqlite3_column_int64(q, 0));
			continue;
		}
		struct hasher h;
		audit_hash_begin(&h, &r);
		audit_hash_end(&h, &before, &made);
		if (r.seq != next)
			report(v, FAULT_GAP, T_NONE, next);
		else if (r.seq == head->seq ? !hash_same(&hash, &head->hash)
					    : !hash_same(&made, &hash))
			report(v, FAULT_CHAIN, T_NONE, r.seq);
		before = hash;
		next = r.seq + 1;
		if (r.seq == head->seq)
			continue;
		const uint8_t *p = r.refs;
		for (size_t i = 0; i + REF_BYTES <= r.refs_bytes; i += REF_BYTES) {
			int table;
			int64_t id;
			struct hash said;
			audit_ref_read(p + i, &table, &id, &said);
			if (audit_known_table(table))
				rowset_put(tail, table, id)->digest = said;
		}
	}
	db_done(q);
	return db_result(v->db);
}

static enum z judge(
	struct verify *v, int table, int64_t id, const struct hash *said, struct error *e)
{
	struct hash now;
	bool good;
	enum z z = compare(v, table, id, said, &now, &good, e);
	if (!z && !good)
		report(v,
			is_zero(&now)   ? FAULT_GONE
			: is_zero(said) ? FAULT_ADDED
					: FAULT_CHANGED,
			table, id);
	return z;
}

static enum z settle(struct verify *v, const struct audit_head *head, struct error *e)
{
	struct rowset tail = {0};
	bool own = !db_in_transaction(v->db);
	enum z z = own ? db_run(v->db, e, "BEGIN", NULL) : Z_OK;
	if (!z)
		z = walk_tail(v, head, &tail, e);
	for (size_t i = 0; i < v->n && !z && !v->stop; i++)
		if (!rowset_find(&tail, v->suspects[i].table, v->suspects[i].id))
			z = judge(v, v->suspects[i].table, v->suspects[i].id, &v->suspects[i].said,
				e);
	for (size_t i = 0; i < tail.n && !z && !v->stop; i++)
		z = judge(v, tail.rows[i].table, tail.rows[i].id, &tail.rows[i].digest, e);
	if (own)
		db_run(v->db, NULL, "ROLLBACK", NULL);
	rowset_free(&tail);
	return z;
}

static void wrong_trigger(void *ctx, const char *table)
{
	int t = 1;
	while (t < T_COUNT_MAX && strcmp(table_name((enum table)t), table))
		t++;
	report(ctx, FAULT_TRIGGER, t < T_COUNT_MAX ? t : T_NONE, 0);
}

enum z audit_verify(struct db *db, bool (*found)(void *ctx, const struct audit_found *f), void *ctx,
	struct error *e)
{
	struct verify v = {.db = db, .found = found, .ctx = ctx};
	struct audit_head head;
	int patience = db->read_patience;
	db_read_patience(db, 10000);
	enum z z = schema_check_triggers(db, wrong_trigger, &v, e);
	if (!z)
		z = audit_read_head(db, &head, e);
	db_read_begin(db);
	if (!z)
		z = walk_back(&v, &head, e);
	db_read_end(db);
	for (int t = 1; t < T_COUNT_MAX && !z && !v.stop; t++)
		if (audit_known_table(t) && schema_has(db, table_name((enum table)t)))
			z = walk_table(&v, t, e);
	if (!z && !v.stop)
		z = settle(&v, &head, e);
	db_read_patience(db, patience);
	rowmap_free(&v.seen);
	free(v.suspects);
	return z;
}
