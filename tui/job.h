/* job.h - long work as a child process of our own verb (zwgk import, backup, package …): the screen stays alive, the
 * child shows how far it is, and can be stopped.
 *
 * A connection to the desk never crosses a fork: the child is a fresh program that opens the desk itself, as the same
 * person.  Where that person is not tied to the operating-system user his passphrase is asked for and goes through a
 * pipe. */
#ifndef TUI_JOB_H
#define TUI_JOB_H

#include "tui/app.h"

struct job_result {
	int status;    /* exit status, or 128 + signal */
	bool stopped;  /* the user asked it to stop */
	char *out, *err; /* what it printed, UTF-8, at most 1 MB each; never NULL after job_run succeeded */
};

/* Runs "zwgk ARGUMENTS" (ended by NULL) on this desk and shows title with a bar until it ends.  Esc asks the child to
 * stop.  False, and *e: it could not be started, or the user gave no passphrase (Z_CANCEL). */
bool job_run(struct app *a, const char *title, const char *const arguments[], struct job_result *r, struct error *e);
/* The passphrase, kept by the caller between two runs of one task ({0} at first), so that it is asked for once. */
struct job_pass {
	char line[200];
};
void job_pass_wipe(struct job_pass *p);

/* The same for a task of several runs; pass NULL: a verb that asks nobody who he is. */
bool job_run_with(struct app *a, const char *title, const char *const arguments[], struct job_pass *pass,
        struct job_result *r, struct error *e);
void job_result_free(struct job_result *r);
#endif
