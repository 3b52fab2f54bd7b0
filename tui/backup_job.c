/* backup_job.c - see backup_job.h. */
#include "tui/backup_job.h"

#include <stdlib.h>
#include <string.h>

#include "store/record/copies.h"
#include "tui/child.h"
#include "tui/words.h"

/* One screen, one desk: there is one at most. */
static struct {
	struct child child;
	bool runs;
} job;

void backup_job_start(struct app *a)
{
	const struct app_options *o = app_options(a);
	if (job.runs || app_demo(a) || !desk_backup_due(app_desk(a)))
		return;
	const char *argv[8];
	int n = 0;
	struct error e;
	argv[n++] = o->self ? o->self : "zwgk";
	argv[n++] = "backup";
	argv[n++] = "--daily";
	argv[n++] = "--db";
	argv[n++] = desk_path(app_desk(a));
	if (o->network)
		argv[n++] = "--network";
	argv[n] = NULL;
	if (child_start(&job.child, argv, NULL, &e) != Z_OK)
		app_refuse(a, &e);
	else
		job.runs = true;
}

void backup_job_look(struct app *a)
{
	if (!job.runs || !child_look(&job.child))
		return;
	job.runs = false;
	if (job.child.status) {
		char *why = buffer_take(&job.child.err.text);
		text_clean(why, false);
		app_say(a, C_ERROR, W_JOB_BACKUP_DAILY_FAILED, why);
		free(why);
	} else if (!*app_message(a)) {
		app_say(a, C_NOTE, "%s", W_JOB_BACKUP_DAILY_DONE);
	}
	child_free(&job.child);
	if (app_top(a) && app_top(a)->ops->refresh)
		app_top(a)->ops->refresh(app_top(a));
}
