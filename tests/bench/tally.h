/* tally.h - for the benches with many processes: times, naps, dice, and what a process has to tell.
 *
 * A tally may stand in memory that processes share, each writing its own. */
#ifndef TESTS_BENCH_TALLY_H
#define TESTS_BENCH_TALLY_H

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "store/base/error.h"
#include "store/base/memory.h"

enum { TALLY_SAMPLES = 20000 };

struct tally {
	int n, stale, busy, errors;
	double longest;
	float ms[TALLY_SAMPLES];
	char error[512];
};

static inline double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static inline void nap_ms(double ms)
{
	struct timespec t = {(time_t)(ms / 1e3), (long)((ms - (double)(long)(ms / 1e3) * 1e3) * 1e6)};
	nanosleep(&t, NULL);
}

static inline void tally_add(struct tally *t, double ms)
{
	if (t->n < TALLY_SAMPLES)
		t->ms[t->n++] = (float)ms;
	if (ms > t->longest)
		t->longest = ms;
}

static inline void tally_refusal(struct tally *t, enum z z, const struct error *e)
{
	if (z == Z_BUSY)
		t->busy++;
	else if (z == Z_STALE)
		t->stale++;
	else
		t->errors++;
	error_sentence(e, t->error, sizeof t->error);
}

static inline void tally_join(struct tally *all, const struct tally *t)
{
	for (int i = 0; i < t->n; i++)
		tally_add(all, (double)t->ms[i]);
	if (t->longest > all->longest)
		all->longest = t->longest;
	all->stale += t->stale;
	all->busy += t->busy;
	all->errors += t->errors;
	if (t->error[0])
		memcpy(all->error, t->error, sizeof all->error);
}

static inline int tally_up(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;
	return (x > y) - (x < y);
}

static inline void tally_print(const char *what, struct tally *t)
{
	qsort(t->ms, (size_t)t->n, sizeof t->ms[0], tally_up);
	printf("%-34s %6d", what, t->n);
	if (t->n)
		printf("  p50 %7.2f  p95 %7.2f  p99 %7.2f  max %8.2f ms", (double)t->ms[t->n / 2],
			(double)t->ms[t->n * 95 / 100], (double)t->ms[t->n * 99 / 100], t->longest);
	if (t->stale || t->busy || t->errors)
		printf("   stale %d  busy %d  errors %d %s", t->stale, t->busy, t->errors, t->error);
	putchar('\n');
}

/* The floor under every commit. */
static inline void tally_sync(const char *folder)
{
	struct tally *t = xalloc(sizeof *t);
	char path[4096], page[4096] = {1};
	snprintf(path, sizeof path, "%s/sync.probe", folder);
	int fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	for (int i = 0; fd >= 0 && i < 300; i++) {
		double began = now_ms();
		if (pwrite(fd, page, sizeof page, (off_t)(i % 16) * 4096) < 0 || fdatasync(fd))
			break;
		tally_add(t, now_ms() - began);
	}
	close(fd);
	unlink(path);
	tally_print("fdatasync of one page", t);
	free(t);
}
#endif
