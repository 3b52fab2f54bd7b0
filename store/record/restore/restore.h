/* restore.h - backup and restore of an opened desk, as operations of the person at it.
 *
 * A restore brings back records, and never a right: number series keep the higher value, erasures are carried out
 * again, the audit chain goes on with a row that names both heads, and every version that an open screen has read is
 * stale (design 4.9). */
#ifndef STORE_RECORD_RESTORE_RESTORE_H
#define STORE_RECORD_RESTORE_RESTORE_H

#include "store/file/audit/head.h"
#include "store/file/progress.h"
#include "store/record/desk/desk.h"

/* path must not exist.  progress may be NULL. */
enum z desk_backup(struct desk *d, const char *path, const struct backup_progress *progress, struct audit_head *head,
	struct error *e);

struct restore_result {
	struct audit_head before, copy; /* heads of the file that was replaced and of the copy */
	int series_raised, erased_again;
	char safety[4096];              /* where the replaced file was kept: PATH_MAX; "" where nothing was replaced */
};
/* 管理员 only.  The copy is checked first and must be of this desk; the present file is kept beside the backups. */
enum z desk_restore(struct desk *d, const char *from, const struct backup_progress *progress,
        struct restore_result *result, struct error *e);
#endif
