/* schema.h - the tables of the desk's file, the triggers that guard them, and the steps from older versions. */
#ifndef STORE_FILE_SCHEMA_SCHEMA_H
#define STORE_FILE_SCHEMA_SCHEMA_H

#include "store/file/db.h"

#define SCHEMA_APPLICATION 0x7a77676b /* "zwgk" in the file's header */
#define SCHEMA_VERSION 5
#define SCHEMA_UPGRADE_ACTION 23 /* ACTION_UPGRADE of store/rule/permit/permit.def */

/* All tables, the full-text index and the triggers, in the transaction that the caller began. */
enum z schema_create(struct db *db, struct error *e);
/* Whether a table of this program's is to be looked for in the file: of an older version it may not have it yet. */
bool schema_has(struct db *db, const char *table);
/* Of these what the file does not have yet, as they are today.  So a table that is new needs no step of its own; a column
 * that is new in an older version's table does (schema_add_column, before this). */
enum z schema_add_missing(struct db *db, struct error *e);
/* definition: type and default.  Nothing where the table is not there yet or has the column: an earlier step may have
 * made it as it is today. */
enum z schema_add_column(struct db *db, const char *table, const char *column, const char *definition, struct error *e);
/* (Re)makes every guarding trigger from table.def. */
enum z schema_protect(struct db *db, struct error *e);
/* Compares the file's triggers with those of this program: calls wrong for each one missing, altered or foreign, with
 * the table it guards ("" if unknown). */
enum z schema_check_triggers(struct db *db, void (*wrong)(void *ctx, const char *table), void *ctx, struct error *e);

/* One step from version to-1 to version to: SQL, a function, or both (SQL first).  A new column must be NULL in old
 * rows, or the step must write an audit row over all rows of the table: NULL columns are not part of a row's digest. */
struct migration {
	int to;
	const char *sql;
	enum z (*run)(struct db *db, struct error *e);
};
/* Brings the file from its user_version to target, one transaction a step, after a copy of the file was put into the
 * folder "backup" beside it.  A step that fails leaves the version before it. */
enum z schema_migrate(struct db *db, const struct migration *steps, int n, int target, struct error *e);
/* The program's own steps (upgrade.c). */
extern const struct migration schema_steps[];
extern const int schema_steps_n;
/* schema_migrate with these; then the file is written anew where a step took texts away, so that nothing of them is left. */
enum z schema_upgrade(struct db *db, struct error *e);
enum z schema_version(struct db *db, int *version, struct error *e);
#endif
