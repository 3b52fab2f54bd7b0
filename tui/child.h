/* child.h - a child process with pipes for what it prints and how far it is.  Knows no screen and no desk.
 *
 * Nothing of ours crosses over but descriptors 0 to 4: a connection to a desk never does. */
#ifndef TUI_CHILD_H
#define TUI_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

#include "store/base/error.h"
#include "store/base/memory.h"

enum {
	CHILD_PROGRESS_FD = 3, /* in the child: it writes "done all" lines there */
	CHILD_SECRET_FD = 4,   /* in the child: it reads a line there, if there is a secret */
	CHILD_OUT_MAX = 1 << 20, /* bytes kept of each stream */
};

struct pipe_in {
	int fd; /* -1: at its end */
	struct buffer text;
};
struct child {
	pid_t pid;
	struct pipe_in out, err, progress;
	long long done, all; /* all 0: not known */
	bool ended;
	int status;          /* once ended: exit status, or 128 + signal */
};

/* Starts argv (looked up in PATH if it has no slash) with an empty standard input, in a process group of its own.
 * secret may be NULL; else it is written to its descriptor 4. */
enum z child_start(struct child *c, const char *const argv[], const char *secret, struct error *e);
/* Reads what is there now; true once it has ended and its pipes are empty. */
bool child_look(struct child *c);
/* Asks it to stop: SIGTERM and a closed progress pipe; hard: SIGKILL. */
void child_stop(struct child *c, bool hard);
void child_wait(struct child *c); /* until it has ended */
void child_free(struct child *c); /* pipes and texts; a child that still runs goes on */
#endif
