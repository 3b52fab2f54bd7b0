/* backup.h - copies of the desk's file.  A backup is opened, checked and its chain verified before it is called
 * good. */
#ifndef STORE_FILE_BACKUP_H
#define STORE_FILE_BACKUP_H

#include "store/file/audit/audit.h"
#include "store/file/progress.h"

/* Copies db's file to path (must not exist) through a temporary name, sync, check, rename.  With a rollback journal the
 * steps run under BEGIN IMMEDIATE: readers go on, writers wait (run it in a child process).  *head: the chain's head in
 * the copy. */
enum z backup_make(
        struct db *db, const char *path, const struct backup_progress *p, struct audit_head *head, struct error *e);
/* Opens the copy read-only: format, quick_check, chain, triggers. */
enum z backup_verify(const char *path, struct audit_head *head, struct error *e);
/* The first value of a query (a literal) over the copy, "" if there is none; wherever the copy lies and whoever owns
 * it. */
enum z backup_ask(const char *path, const char *sql, char value[256], struct error *e);
/* Puts the checked copy at from into the live file with the backup API (other connections stay open and see it), in one
 * transaction.  unless_changed (may be NULL): what backup_state() said; if anybody has committed since, nothing is
 * done, *changed becomes true and Z_OK is returned. */
uint32_t backup_state(struct db *db);
enum z backup_put_back(struct db *db, const char *from, const uint32_t *unless_changed, bool *changed,
        const struct backup_progress *p, struct error *e);

/* Daily backups stand in the folder "backup" beside the desk: zwgk-2026-11-20.db; the last `keep` are kept. */
enum z backup_daily(
        struct db *db, int32_t today, int keep, const struct backup_progress *p, bool *made, struct error *e);
bool backup_daily_due(const char *desk_path, int32_t today);
/* Paths of all backups beside the desk that hold content id (for erasure); NULL-terminated, free with
 * backup_list_free. */
char **backup_list(const char *desk_path);
void backup_list_free(char **list);
bool backup_holds(const char *backup_path, int64_t content_id);
/* A file from before version 2, in which addresses and 依据 of this item stand in rows. */
bool backup_holds_rows(const char *backup_path, int64_t item);

/* Disk full: a ballast file beside the desk that is given up in need. */
void ballast_ensure(const char *desk_path);
bool ballast_give_up(const char *desk_path);
int64_t disk_free(const char *path); /* bytes; warn below 200 MB */
#endif
