/* aside.c - see aside.h.  Knows nothing of what is done. */
#include "store/base/aside.h"

#include <assert.h>
#include <signal.h>

void aside_begin(struct aside *a, void *(*work)(void *ctx), void *ctx)
{
	sigset_t all, before;
	assert(!a->at_work);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before); /* the thread has the mask of its maker */
	a->at_work = !pthread_create(&a->thread, NULL, work, ctx);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!a->at_work)
		work(ctx);
}

void aside_wait(struct aside *a)
{
	if (a->at_work)
		pthread_join(a->thread, NULL);
	a->at_work = false;
}
