/* audit.c - writing the chain: which rows an operation touched, their digests, the row that binds
 * them.
 *
 * SQLite itself tells which rows change (the update hook), so that no operation can forget one; a
 * transaction whose changes stand in no audit row is refused at its end.  Knows tables by table.def
 * only. */
#include "store/file/audit/audit.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/file/audit/ahead.h"
#include "store/file/audit/inside.h"

static const struct {
	const char *name;
	const char *cache;
} tables[T_COUNT_MAX] = {
#define TABLE(code, name, kind, cache) [code] = {#name, cache},
#include "store/file/schema/table.def"
#undef TABLE
};

struct audit_state {
	struct rowset touched;
	int last; /* table of the last change */
	char other[32]; /* the last one that was none of ours: an import asks for content very often */
	bool exempt;
	char *row_sql[T_COUNT_MAX];
	struct hash_mark *columns[T_COUNT_MAX]; /* of row_sql, without its first */
};

const char *table_name(enum table t)
{
	return audit_known_table((int)t) ? tables[t].name : "";
}

bool audit_known_table(int t)
{
	return t > 0 && t < T_COUNT_MAX && tables[t].name;
}

/* ---- which rows ---- */

static int table_of(struct audit_state *a, const char *name)
{
	if (a->last && !strcmp(tables[a->last].name, name))
		return a->last;
	if (!strcmp(a->other, name))
		return 0;
	for (int t = 1; t < T_COUNT_MAX; t++)
		if (tables[t].name && !strcmp(tables[t].name, name))
			return a->last = t;
	snprintf(a->other, sizeof a->other, "%s", name); /* cut short it is no table's name */
	return 0;
}

static void row_changed(void *ctx, int op, const char *schema, const char *table, sqlite3_int64 id)
{
	struct db *db = ctx;
	(void)op;
	if (strcmp(schema, "main"))
		return;
	int t = table_of(db->audit, table);
	if (t)
		rowset_put(&db->audit->touched, t, id)->known = false;
}

void audit_attach(struct db *db)
{
	db->audit = xalloc(sizeof *db->audit);
	sqlite3_update_hook(db->raw, row_changed, db);
}

void audit_columns_changed(struct db *db)
{
	for (int t = 0; t < T_COUNT_MAX; t++) {
		free(db->audit->row_sql[t]);
		free(db->audit->columns[t]);
		db->audit->row_sql[t] = NULL;
		db->audit->columns[t] = NULL;
	}
}

void audit_detach(struct db *db)
{
	if (!db->audit)
		return;
	audit_columns_changed(db);
	rowset_free(&db->audit->touched);
	free(db->audit);
	db->audit = NULL;
}

void audit_touch(struct db *db, enum table t, int64_t id)
{
	assert(audit_known_table((int)t));
	rowset_put(&db->audit->touched, (int)t, id)->known = false;
}

void audit_expect(struct db *db, enum table t, int64_t first, size_t n, const struct hash *digest)
{
	struct rowset *s = &db->audit->touched;
	struct rowset_row *r = NULL;
	for (size_t i = 0; i < n; i++) {
		int64_t id = first + (int64_t)i;
		bool beside = r && r + 1 < s->rows + s->n && r[1].table == (int)t && r[1].id == id;
		r = beside ? r + 1 : rowset_find(s, (int)t, id);
		if (r) {
			r->digest = digest[i];
			r->known = true;
		}
	}
}

void audit_forget(struct db *db)
{
	if (!db->audit)
		return;
	rowset_clear(&db->audit->touched);
	db->audit->exempt = false;
}

void audit_exempt(struct db *db)
{
	db->audit->exempt = true;
}

enum z audit_complete(struct db *db, struct error *e)
{
	const struct rowset *s = &db->audit->touched;
	if (s->n == 0 || db->audit->exempt)
		return Z_OK;
	char what[96];
	snprintf(what, sizeof what, "%s %lld: no audit row", tables[s->rows[0].table].name,
		(long long)s->rows[0].id);
	db->last = refuse(&db->last_error, R_FILE_INTERNAL, db->path, what);
	if (e)
		*e = db->last_error;
	return db->last;
}

/* ---- digests ---- */

bool audit_is_cache(int t, const char *column)
{
	size_t n = strlen(column);
	for (const char *c = tables[t].cache; *c; c += strspn(c, " ")) {
		size_t m = strcspn(c, " ");
		if (m == n && !memcmp(c, column, n))
			return true;
		c += m;
	}
	return false;
}

/* The SELECT of all columns that count behind the id, of rows ?1 to ?2; built once a table. */
static const char *row_select(struct db *db, int t, struct error *e)
{
	char **sql = &db->audit->row_sql[t];
	if (*sql)
		return *sql; /* cppcheck-suppress identicalInnerCondition ; it is what was asked for */
	struct buffer b = {0};
	struct hash_mark *m = NULL;
	size_t n = 0;
	sqlite3_stmt *q = db_query(
		db, e, "SELECT name FROM pragma_table_info(?1) ORDER BY cid", "s", tables[t].name);
	bool strange = false;
	while (!strange && db_step(db, q, e)) {
		const char *name = column_text(q, 0);
		strange = strlen(name) > HASH_MARK_NAME; /* ours are shorter */
		if (strange || audit_is_cache(t, name))
			continue;
		buffer_printf(&b, "%s\"%s\"", b.n ? "," : "SELECT id,", name);
		m = xrealloc(m, (n + 1) * sizeof *m);
		hash_mark_make(&m[n++], name);
	}
	db_done(q);
	if ((!b.n || strange) && !db_failed(db))
		db->last = refuse(e, R_FILE_DAMAGED, db->path, tables[t].name);
	buffer_printf(&b, " FROM %s WHERE id BETWEEN ?1 AND ?2 ORDER BY id", tables[t].name);
	if (db_failed(db)) {
		buffer_free(&b);
		free(m);
		return NULL;
	}
	db->audit->columns[t] = m;
	return *sql = buffer_take(&b);
}

void audit_row_begin(struct hasher *h, int table)
{
	hash_begin(h, "zwgk row 1");
	hash_text(h, tables[table].name);
}

/* A column that is NULL leaves no trace: columns that later versions add do not change the digests
 * of old rows. */
static void hash_row(struct hasher *h, const struct hash_mark *column, sqlite3_stmt *q)
{
	int n = sqlite3_column_count(q);
	for (int i = 1; i < n; i++) {
		int type = sqlite3_column_type(q, i);
		if (type == SQLITE_NULL)
			continue;
		hash_mark(h, &column[i - 1], type);
		if (type == SQLITE_INTEGER) {
			hash_number(h, sqlite3_column_int64(q, i));
		} else if (type == SQLITE_BLOB) {
			const void *p = sqlite3_column_blob(q, i);
			hash_field(h, p, (size_t)sqlite3_column_bytes(q, i));
		} else { /* a REAL is in no table of ours: whatever puts one there changes the
			    digest by its type */
			const void *p = sqlite3_column_text(q, i);
			hash_field(h, p, (size_t)sqlite3_column_bytes(q, i));
		}
	}
}

/* Of the n rows from this id on; all zero where there is none. */
static enum z digests(struct db *db, enum table t, int64_t id, size_t n, struct hash *digest, struct error *e)
{
	const char *sql = row_select(db, (int)t, e);
	if (!sql)
		return db_result(db);
	memset(digest, 0, n * sizeof *digest);
	sqlite3_stmt *q = db_query(db, e, sql, "ii", id, id + (int64_t)n - 1);
	while (db_step(db, q, e)) {
		struct hasher h;
		audit_row_begin(&h, (int)t);
		hash_row(&h, db->audit->columns[t], q);
		hash_end(&h, &digest[sqlite3_column_int64(q, 0) - id]);
	}
	db_done(q);
	return db_result(db);
}

enum z audit_row_digest(
	struct db *db, enum table t, int64_t id, struct hash *digest, struct error *e)
{
	static const struct hash none;
	enum z z = digests(db, t, id, 1, digest, e);
	return z || !hash_same(digest, &none) ? z : Z_MISSING;
}

/* ---- the chain ---- */

void audit_ref_write(uint8_t out[REF_BYTES], int table, int64_t id, const struct hash *digest)
{
	out[0] = (uint8_t)table;
	for (int i = 0; i < 8; i++)
		out[1 + i] = (uint8_t)((uint64_t)id >> (56 - 8 * i));
	memcpy(out + 9, digest->b, HASH_BYTES);
}

void audit_ref_read(const uint8_t in[REF_BYTES], int *table, int64_t *id, struct hash *digest)
{
	uint64_t n = 0;
	for (int i = 0; i < 8; i++)
		n = n << 8 | in[1 + i];
	*table = in[0];
	*id = (int64_t)n;
	memcpy(digest->b, in + 9, HASH_BYTES);
}

void audit_hash_begin(struct hasher *h, const struct audit_row *r)
{
	hash_begin(h, "zwgk audit 1");
	hash_number(h, r->seq);
	hash_number(h, r->at);
	hash_number(h, r->officer);
	hash_number(h, r->principal);
	hash_number(h, r->action);
	hash_number(h, r->subject);
	hash_field(h, r->refs, r->refs_bytes);
}

void audit_hash_end(struct hasher *h, const struct hash *before, struct hash *out)
{
	hash_field(h, before->b, HASH_BYTES);
	hash_end(h, out);
}

bool audit_row_read(sqlite3_stmt *q, struct audit_row *r, struct hash *hash)
{
	for (int i = 0; i < 6; i++) {
		int type = sqlite3_column_type(q, i);
		bool nullable = i == 2 || i == 3;
		/* NULL is hashed as 0, so a 0 in its place would not show. */
		if (nullable ? type != SQLITE_NULL &&
					(type != SQLITE_INTEGER || !sqlite3_column_int64(q, i))
			     : type != SQLITE_INTEGER)
			return false;
	}
	if (sqlite3_column_type(q, 6) != SQLITE_BLOB || column_hash(q, 7, hash))
		return false;
	r->seq = sqlite3_column_int64(q, 0);
	r->at = sqlite3_column_int64(q, 1);
	r->officer = sqlite3_column_int64(q, 2);
	r->principal = sqlite3_column_int64(q, 3);
	r->action = sqlite3_column_int64(q, 4);
	r->subject = sqlite3_column_int64(q, 5);
	r->refs = sqlite3_column_blob(q, 6);
	r->refs_bytes = (size_t)sqlite3_column_bytes(q, 6);
	return true;
}

enum z audit_read_head(struct db *db, struct audit_head *head, struct error *e)
{
	memset(head, 0, sizeof *head);
	sqlite3_stmt *q =
		db_query(db, e, "SELECT seq, at, hash FROM audit ORDER BY seq DESC LIMIT 1", NULL);
	if (db_step(db, q, e)) {
		head->seq = sqlite3_column_int64(q, 0);
		head->at = sqlite3_column_int64(q, 1);
		column_hash(q, 2, &head->hash);
	}
	db_done(q);
	return db_result(db);
}

enum { TOGETHER = 64 };

/* How many rows from this one on stand beside one another in their table, too, and must be read. */
static size_t neighbours(const struct rowset *s, size_t i)
{
	const struct rowset_row *r = &s->rows[i];
	size_t n = 1;
	while (n < TOGETHER && i + n < s->n && !r[n].known && r[n].table == r->table && r[n].id == r->id + (int64_t)n)
		n++;
	return n;
}

size_t audit_touched(const struct db *db)
{
	return db->audit->touched.n;
}

enum z audit_append(struct db *db, int64_t at, int64_t officer, int64_t principal, int action,
	int64_t subject, struct error *e)
{
	assert(db->writing);
	struct rowset *s = &db->audit->touched;
	struct audit_head head;
	uint8_t *refs = xalloc(s->n * REF_BYTES);
	enum z z = audit_read_head(db, &head, e);
	for (size_t i = 0, n; i < s->n && !z; i += n) {
		struct hash digest[TOGETHER];
		if (s->rows[i].known) {
			audit_ref_write(refs + i * REF_BYTES, s->rows[i].table, s->rows[i].id, &s->rows[i].digest);
			n = 1;
			continue;
		}
		n = neighbours(s, i);
		z = digests(db, (enum table)s->rows[i].table, s->rows[i].id, n, digest, e);
		for (size_t k = 0; k < n; k++)
			audit_ref_write(refs + (i + k) * REF_BYTES, s->rows[i].table, s->rows[i].id + (int64_t)k, &digest[k]);
	}
	if (!z) {
		struct audit_row r = {head.seq + 1, at, officer, principal, action, subject, refs,
			s->n * REF_BYTES};
		struct hasher h;
		struct hash hash;
		audit_hash_begin(&h, &r);
		audit_hash_end(&h, &head.hash, &hash);
		z = db_run(db, e,
			"INSERT INTO audit(seq, at, officer, principal, action, subject, refs, "
			"hash) "
			"VALUES(?1,?2,?3,?4,?5,?6,?7,?8)",
			"iiooiibh", r.seq, at, officer, principal, (int64_t)action, subject,
			(const void *)refs, r.refs_bytes, &hash);
	}
	free(refs);
	if (!z)
		rowset_clear(s);
	return z;
}

/* ---- a head as text ---- */

enum { HEAD_DIGITS = 8 }; /* fewer prove too little */

const char *audit_head_text(const struct audit_head *h, char buf[96])
{
	char hex[65];
	snprintf(buf, 96, "%lld:%s", (long long)h->seq, hash_hex(&h->hash, hex));
	return buf;
}

int audit_head_parse(const char *text, struct audit_head *h)
{
	char *end, hex[65] = "";
	size_t n = 0;
	*h = (struct audit_head){0};
	if (*text < '0' || *text > '9')
		return -1;
	h->seq = strtoll(text, &end, 10);
	if (*end != ':' || h->seq < 0)
		return -1;
	for (const char *s = end + 1; *s; s++) {
		if (*s == '-' || *s == ' ')
			continue;
		if (n == 64)
			return -1;
		hex[n++] = *s;
	}
	if (n < HEAD_DIGITS)
		return -1;
	h->digits = n < 64 ? (int)n : 0;
	memset(hex + n, '0', 64 - n);
	return hash_from_hex(&h->hash, hex);
}

bool audit_head_is(const struct audit_head *wanted, const struct hash *hash)
{
	char a[65], b[65];
	size_t n = wanted->digits ? (size_t)wanted->digits : 64;
	return !memcmp(hash_hex(&wanted->hash, a), hash_hex(hash, b), n);
}
