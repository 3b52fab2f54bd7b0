/* series.c - number series.  Knows nothing of what is numbered. */
#include "store/file/series.h"

enum z series_draw(struct db *db, const char *name, int64_t *number, struct error *e)
{
	sqlite3_stmt *q = db_query(db, e,
		"INSERT INTO series(name, next) VALUES(?1, 2) ON CONFLICT(name) DO UPDATE SET "
		"next=series.next+1 "
		"RETURNING next-1",
		"s", name);
	if (db_step(db, q, e))
		*number = sqlite3_column_int64(q, 0);
	db_done(q);
	return db_result(db);
}

enum z series_raise(struct db *db, const char *name, int64_t next, struct error *e)
{
	return db_run(db, e,
		"INSERT INTO series(name, next) VALUES(?1, ?2) ON CONFLICT(name) DO UPDATE SET "
		"next=excluded.next "
		"WHERE excluded.next>series.next",
		"si", name, next);
}
