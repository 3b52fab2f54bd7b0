/* audit_view.c - the audit log, read from the end. */
#include "store/view/audit_view.h"

#include <stdio.h>

#include "store/record/inner.h"

enum z audit_view_page(struct desk *d, int64_t before, int n, struct audit_row *rows,
        struct arena *a, int *got, struct error *e)
{
	*got = 0;
	sqlite3_stmt *q = db_query(d->db, e,
	        "SELECT a.seq, a.at, a.action, a.subject, o.name, p.name, CASE WHEN a.action "
	        "BETWEEN 30 AND 69 THEN i.number WHEN a.action IN (100, 101) OR a.action BETWEEN 110 AND 139 THEN t.number"
	        " WHEN a.action BETWEEN 160 AND 169 THEN r.number WHEN a.action BETWEEN 192 AND 195 OR a.action=190 THEN k.number END, a.hash"
	        " FROM audit a LEFT JOIN officer o ON o.id=a.officer LEFT JOIN officer p ON "
	        "p.id=a.principal"
	        " LEFT JOIN item i ON i.id=a.subject LEFT JOIN ticket t ON t.id=a.subject"
	        " LEFT JOIN request r ON r.id=a.subject LEFT JOIN task k ON k.id=a.subject WHERE a.seq<?1 ORDER BY a.seq DESC LIMIT ?2",
	        "ii", before > 0 ? before : INT64_MAX, (int64_t)n);
	while (*got < n && db_step(d->db, q, e)) {
		struct audit_row *r = &rows[(*got)++];
		struct hash hash = {0};
		*r = (struct audit_row){
		        .seq = sqlite3_column_int64(q, 0),
		        .at = sqlite3_column_int64(q, 1),
		        .action = sqlite3_column_int(q, 2),
		        .subject = sqlite3_column_int64(q, 3),
		        .officer = arena_strdup(a, column_text(q, 4)),
		        .principal = arena_strdup(a, column_text(q, 5)),
		        .number = arena_strdup(a, column_text(q, 6)),
		};
		column_hash(q, 7, &hash);
		hash_hex(&hash, r->hash);
	}
	db_done(q);
	return db_result(d->db);
}

enum z audit_view_head(struct desk *d, char text[96], struct error *e)
{
	struct audit_head head;
	enum z z = audit_read_head(d->db, &head, e);
	text[0] = '\0';
	if (z == Z_OK)
		audit_head_text(&head, text);
	return z;
}
