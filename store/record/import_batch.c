/* import_batch.c - see import_batch.h. */
#include "store/record/import_batch.h"

#include "store/record/inner.h"

enum z import_batch_add(struct desk *d, const char *kind, const char *file_name, const struct hash *file_digest, int64_t *id,
        struct error *e)
{
	enum z z = db_run(d->db, e, "INSERT INTO batch(kind, name, digest, officer, at) VALUES(?1,?2,?3,?4,?5)", "sshii", kind,
	        file_name, file_digest, d->who.id, d->now);

	*id = db_last_id(d->db);
	return z;
}

enum z import_batch_stands(struct desk *d, const char *kind, int64_t id, enum refusal unknown, enum refusal undone,
        struct error *e)
{
	bool found = false, gone = false;
	sqlite3_stmt *q = db_query(d->db, e, "SELECT undone_at FROM batch WHERE id=?1 AND kind=?2", "is", id, kind);

	if (db_step(d->db, q, e)) {
		found = true;
		gone = sqlite3_column_type(q, 0) != SQLITE_NULL;
	}
	db_done(q);
	if (db_failed(d->db))
		return db_result(d->db);
	if (!found || gone)
		return refuse(e, gone ? undone : unknown, number_text(id).s);
	return Z_OK;
}

enum z import_batch_undone(struct desk *d, int64_t id, struct error *e)
{
	return db_run(d->db, e, "UPDATE batch SET undone_at=?2 WHERE id=?1", "ii", id, d->now);
}
