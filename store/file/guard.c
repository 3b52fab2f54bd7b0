/* guard.c - what no statement of this program may do, asked by SQLite whenever one is prepared.  Knows of the tables
 * only which of them only grow. */
#include <stdio.h>
#include <string.h>

#include "store/file/db_inside.h"

static bool append_only(const char *name)
{
	static const char *const names[] = {
#define APPEND(name) #name,
#define APPEND_KEYED(name) #name,
#define REGISTER(name)
#define TABLE(code, name, kind, cache) kind(name)
#include "store/file/schema/table.def"
#undef TABLE
#undef APPEND
#undef APPEND_KEYED
#undef REGISTER
		"audit"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(name, names[i]))
			return true;
	return false;
}

/* SQLite's own tables, but for those it keeps by itself while rows are written. */
static bool internal(const char *name)
{
	return !strncmp(name, "sqlite_", 7) && strncmp(name, "sqlite_stat", 11) &&
		strcmp(name, "sqlite_sequence") != 0;
}

static bool pragma_allowed(const char *name, const char *value)
{
	static const char *const asking[] = {"data_version", "page_count", "page_size",
		"freelist_count", "quick_check", "integrity_check", "foreign_key_check",
		"table_info", "table_xinfo", "index_list", "index_info", "cache_size",
		"cache_spill", "shrink_memory", "wal_checkpoint", "optimize", "analysis_limit"};
	static const char *const no_value[] = {
		"user_version", "application_id", "journal_mode", "synchronous"};
	for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
		if (!sqlite3_stricmp(name, asking[i]))
			return true;
	for (size_t i = 0; !value && i < sizeof no_value / sizeof *no_value; i++)
		if (!sqlite3_stricmp(name, no_value[i]))
			return true;
	return false;
}

/* DEFENSIVE does not refuse DROP TRIGGER; this does.  It guards against mistakes in our own
 * statements and against words that slipped into one: whoever holds the file with another tool is
 * found by the audit chain instead. */
static int allowed(
	const struct db *db, int action, const char *one, const char *two, const char *schema)
{
	bool temp = schema && !strcmp(schema, "temp");
	switch (action) {
	case SQLITE_READ:
	case SQLITE_SELECT:
	case SQLITE_TRANSACTION:
	case SQLITE_SAVEPOINT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return two && !sqlite3_stricmp(two, "load_extension") ? SQLITE_DENY : SQLITE_OK;
	case SQLITE_INSERT:
		return !temp && internal(one) ? SQLITE_DENY : SQLITE_OK;
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		if (temp)
			return SQLITE_OK;
		/* Asked when FTS5 declares its columns; a real change of the schema's table is
		 * refused by SQLite itself. */
		if (action == SQLITE_UPDATE && !strcmp(one, "sqlite_master"))
			return SQLITE_OK;
		if (!strcmp(one, "content"))
			return action == SQLITE_DELETE && db->guard == GUARD_ERASE ? SQLITE_OK : SQLITE_DENY;
		if (append_only(one))
			return SQLITE_DENY;
		return internal(one) ? SQLITE_DENY : SQLITE_OK;
	case SQLITE_PRAGMA:
		return pragma_allowed(one, two) ? SQLITE_OK : SQLITE_DENY;
	default: /* CREATE, DROP, ALTER, ATTACH, DETACH, REINDEX, ANALYZE */
		return SQLITE_DENY;
	}
}

int guard_authorize(void *ctx, int action, const char *one, const char *two, const char *schema,
	const char *trigger)
{
	struct db *db = ctx;
	(void)trigger;
	int rc = db->guard == GUARD_OPEN ? SQLITE_OK : allowed(db, action, one ? one : "", two, schema);
	if (rc)
		snprintf(db->denied, sizeof db->denied, "%s", one ? one : db->path);
	return rc;
}
