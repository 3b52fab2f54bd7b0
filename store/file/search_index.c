/* search_index.c - what stands in the full-text index.  Written by C in the transaction that saves a text. */
#include "store/file/search_index.h"

enum z search_index_set(struct db *db, int64_t item, const char *old, const char *now, struct error *e)
{
	enum z z = Z_OK;
	if (old)
		z = db_run(db, e, "INSERT INTO item_fts(item_fts, rowid, text) VALUES('delete', ?1, ?2)", "is", item, old);
	if (!z && now)
		z = db_run(db, e, "INSERT INTO item_fts(rowid, text) VALUES(?1, ?2)", "is", item, now);
	return z;
}

enum z search_index_optimize(struct db *db, struct error *e)
{
	return db_run(db, e, "INSERT INTO item_fts(item_fts) VALUES('optimize')", NULL);
}
