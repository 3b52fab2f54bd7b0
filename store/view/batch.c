/* batch.c - see batch.h. */
#include "store/view/batch.h"

#include "store/record/inner.h"

enum z batch_list(struct desk *d, const char *kind, int cap, struct batch_row *rows, struct arena *a, int *n, struct error *e)
{
	*n = 0;
	sqlite3_stmt *q = db_query(d->db, e,
	        "SELECT b.id, b.rows, b.at, b.name, o.name, b.undone_at IS NOT NULL FROM batch b JOIN officer o ON o.id=b.officer"
	        " WHERE b.kind=?1 ORDER BY b.id DESC LIMIT ?2",
	        "si", kind, (int64_t)cap);
	while (*n < cap && db_step(d->db, q, e))
		rows[(*n)++] = (struct batch_row){.id = sqlite3_column_int64(q, 0),
		        .rows = sqlite3_column_int64(q, 1),
		        .at = sqlite3_column_int64(q, 2),
		        .name = arena_strdup(a, column_text(q, 3)),
		        .officer = arena_strdup(a, column_text(q, 4)),
		        .undone = sqlite3_column_int(q, 5) != 0};
	db_done(q);
	return db_result(d->db);
}
