/* rows.h - INSERT statements for a table of the desk, whatever columns later versions give it: for
 * kill tests and benches below the rules of store/record. */
#ifndef TESTS_ROWS_H
#define TESTS_ROWS_H

#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/file/db.h"

/* "INSERT INTO table(columns...) VALUES(?1,?2...)", xalloc'd; the other columns that must not be
 * NULL get 1, '' or x'01'. */
static inline char *rows_insert(struct db *db, const char *table, const char *columns)
{
	struct error e;
	struct buffer sql = {0}, names = {0}, values = {0}, info = {0};
	int n = 1;
	for (const char *c = columns; *c; c++)
		n += *c == ',';
	for (int i = 1; i <= n; i++)
		buffer_printf(&values, "%s?%d", i > 1 ? "," : "", i);
	buffer_printf(&names, ",%s,", columns);
	buffer_printf(&sql, "INSERT INTO %s(%s", table, columns);
	buffer_printf(&info, "PRAGMA table_info(%s)", table);
	sqlite3_stmt *q = db_query_dynamic(db, &e, info.s);
	while (db_step(db, q, &e)) {
		struct buffer name = {0};
		buffer_printf(&name, ",%s,", column_text(q, 1));
		const char *type = column_text(q, 2);
		if (sqlite3_column_int(q, 3) && sqlite3_column_type(q, 4) == SQLITE_NULL &&
			!strstr(names.s, name.s)) {
			buffer_printf(&sql, ",%s", column_text(q, 1));
			buffer_text(&values, !strcmp(type, "TEXT")   ? ",''"
					     : !strcmp(type, "BLOB") ? ",x'01'"
							             : ",1");
		}
		buffer_free(&name);
	}
	db_done(q);
	buffer_printf(&sql, ") VALUES(%s)", values.s);
	buffer_free(&names);
	buffer_free(&values);
	buffer_free(&info);
	return buffer_take(&sql);
}

/* The statements that make an item as an import or an officer does. */
struct rows {
	char *item, *revision, *review;
};
static inline void rows_prepare(struct rows *r, struct db *db)
{
	r->item = rows_insert(db, "item", "number,title,revision,state,due_sort");
	r->revision = rows_insert(db, "revision", "item,n,title_c,title_d,body_c,body_d");
	r->review = rows_insert(db, "review", "item,revision,hash,opinion_c,opinion_d");
}
static inline void rows_free(struct rows *r)
{
	free(r->item);
	free(r->revision);
	free(r->review);
}
#endif
