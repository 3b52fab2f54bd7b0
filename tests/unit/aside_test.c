/* aside_test.c - work beside the caller: it is done when it was waited for, and no signal finds its way there. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "store/base/aside.h"

static int sum(int n)
{
	int s = 0;
	for (int i = 1; i <= n; i++)
		s += i;
	return s;
}

struct work {
	int n, sum;
	bool deaf;
};

static void *work(void *ctx)
{
	struct work *w = ctx;
	sigset_t mask;
	pthread_sigmask(SIG_SETMASK, NULL, &mask);
	w->deaf = sigismember(&mask, SIGINT) && sigismember(&mask, SIGWINCH) && sigismember(&mask, SIGALRM);
	w->sum = sum(w->n);
	return NULL;
}

static void it_is_done_when_waited_for(void **state)
{
	struct aside a = {0};
	(void)state;
	aside_wait(&a); /* for nothing */
	for (int n = 0; n < 200; n++) {
		struct work w = {.n = n};
		aside_begin(&a, work, &w);
		int here = sum(n);
		aside_wait(&a);
		assert_int_equal(w.sum, here);
		assert_true(w.deaf);
		assert_false(a.at_work);
	}
}

static void signals_stay_with_the_caller(void **state)
{
	struct aside a = {0};
	struct work w = {.n = 10};
	sigset_t before, after;
	(void)state;
	pthread_sigmask(SIG_SETMASK, NULL, &before);
	aside_begin(&a, work, &w);
	pthread_sigmask(SIG_SETMASK, NULL, &after);
	aside_wait(&a);
	for (int s = 1; s < 32; s++)
		assert_int_equal(sigismember(&before, s), sigismember(&after, s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_done_when_waited_for),
		cmocka_unit_test(signals_stay_with_the_caller),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
