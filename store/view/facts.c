/* facts.c - see facts.h. */
#include "store/view/facts.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "store/file/backup.h"
#include "store/file/schema/schema.h"
#include "store/record/inner.h"

const char *facts_sqlite(bool *wal_safe)
{
	*wal_safe = db_wal_is_safe(sqlite3_libversion_number());
	return sqlite3_libversion();
}

enum z desk_facts(struct desk *d, struct desk_facts *f, struct error *e)
{
	struct stat st;

	memset(f, 0, sizeof *f);
	snprintf(f->sqlite, sizeof f->sqlite, "%s", facts_sqlite(&f->wal_safe));
	sqlite3_stmt *q = db_query(d->db, e, "PRAGMA journal_mode", "");
	if (db_step(d->db, q, e))
		snprintf(f->journal, sizeof f->journal, "%s", column_text(q, 0));
	db_done(q);
	enum z z = db_result(d->db);
	if (!z)
		z = schema_version(d->db, &f->schema, e);
	if (z)
		return z;
	f->bytes = stat(d->path, &st) ? -1 : (int64_t)st.st_size;
	f->free_bytes = disk_free(d->path);
	q = db_query(d->db, e,
		"SELECT (SELECT count(*) FROM item), (SELECT coalesce(max(seq),0) FROM audit), count(*), coalesce(sum(roles & ?1 <> 0),0),"
		" coalesce(sum(pass IS NULL AND os_user IS NULL),0) FROM officer WHERE active=1",
		"i", (int64_t)ROLE_ADMIN);
	if (db_step(d->db, q, e)) {
		f->items = sqlite3_column_int64(q, 0);
		f->audits = sqlite3_column_int64(q, 1);
		f->officers = sqlite3_column_int(q, 2);
		f->admins = sqlite3_column_int(q, 3);
		f->without_pass = sqlite3_column_int(q, 4);
	}
	db_done(q);
	char **list = backup_list(d->path);
	int64_t newest = 0;
	for (char **p = list; *p; p++)
		if (!stat(*p, &st) && (int64_t)st.st_mtime >= newest) {
			newest = (int64_t)st.st_mtime;
			snprintf(f->newest_backup, sizeof f->newest_backup, "%s", *p);
		}
	backup_list_free(list);
	return db_result(d->db);
}
