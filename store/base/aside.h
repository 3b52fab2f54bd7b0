/* aside.h - one piece of work on another processor while the caller goes on with his own.
 *
 * The program is one thread; this is the one place that makes another, for work that is long, whole in itself and waited
 * for: an import writes some hundred rows while it reads the next ones.  Until aside_wait() the caller touches nothing that
 * the work touches, and no signal is handled there. */
#ifndef STORE_BASE_ASIDE_H
#define STORE_BASE_ASIDE_H

#include <pthread.h>
#include <stdbool.h>

struct aside { /* {0}: nothing is being done */
	pthread_t thread;
	bool at_work;
};
/* Done at once where no thread is to be had. */
void aside_begin(struct aside *a, void *(*work)(void *ctx), void *ctx);
void aside_wait(struct aside *a);
#endif
