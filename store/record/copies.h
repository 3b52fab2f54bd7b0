/* copies.h - the daily backup, a look at a copy before it is put back, and a copy put where no good desk is.
 * The restore itself is restore.h. */
#ifndef STORE_RECORD_COPIES_H
#define STORE_RECORD_COPIES_H

#include "store/file/audit/head.h"
#include "store/file/progress.h"
#include "store/record/desk/desk.h"

/* Makes the day's backup beside the desk if there is none yet, and keeps as many as the setting says.  Nobody need be
 * logged in; no audit row: it is the program's own.  Run it in a child process, it takes as long as the file is
 * large. */
bool desk_backup_due(const struct desk *d);
enum z desk_backup_daily(struct desk *d, const struct backup_progress *progress, bool *made, struct error *e);
/* The folder of the daily backups, the caller's. */
char *desk_backup_folder(const struct desk *d);

/* What a restore would do. */
struct restore_look {
	struct audit_head copy, now;
	bool same_line;        /* the copy is an earlier state of the present file, not of one that went another way */
	int64_t operations;    /* done since, if same_line */
	int64_t items_new, items_changed; /* items registered, and others acted upon, since */
};
/* Checks the copy (format, chain, that it is of this desk) and compares. */
enum z restore_look(struct desk *d, const char *from, struct restore_look *look, struct error *e);

/* Puts a checked copy where there is no desk, or none that can be opened: what lies there, journal and all, is moved to
 * the folder "backup" beside it first; moved (may be NULL; 512 bytes) gets its new name, "" if there was nothing.
 * Nobody's numbers or erasures can be carried over.  The next one who opens it should desk_note(ACTION_RESTORE). */
enum z restore_place(const char *from, const char *to, struct audit_head *head, char *moved, struct error *e);
/* Takes restore_place() back: for who could not log in after it. */
void restore_unplace(const char *to, const char *moved);
#endif
