/* backup_job.h - the day's backup, made by a child process behind the screen at the first start of a day.
 *
 * It needs nobody's passphrase: the copy is the program's own (store/record/copies.h).  The screen goes on; a child
 * that is still at it when the user leaves finishes by itself. */
#ifndef TUI_BACKUP_JOB_H
#define TUI_BACKUP_JOB_H

#include "tui/app.h"

/* Starts it if there is none of today yet, and this is no demonstration. */
void backup_job_start(struct app *a);
/* Looks whether it has ended and says how; called about four times a second. */
void backup_job_look(struct app *a);
#endif
