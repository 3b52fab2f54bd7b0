/* kill_test.c - the random walk (walk_test.c) with its people killed at any moment.
 *
 * A child does the walk and writes each act into a note before it begins and when it was acknowledged.  It is killed,
 * in turn by the clock and at a change of the file: the few microseconds in which a commit writes its pages are too
 * short for a clock to meet them.  Then what was acknowledged must be in the file, the act that was under way must be
 * there whole or not at all, and everything must be as the model says.  Another child goes on from there.  ROUNDS=300
 * for a long run (`make kills`).
 *
 * Seen to fail when the journal is kept in memory, and when an item's submission writes no line into the chain. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/record/inner.h"
#include "tests/deskfix.h"
#include "tests/fault_vfs.h"
#include "tests/model/step.h"

enum { ROUNDS = 40, LONGEST = 400 /* ms */, CHANGES = 500 };

enum what { BEGINS, DONE, REFUSED, ARRIVED, WRONG };
struct record {
	enum what what;
	struct op op;
	int principal;
	int64_t seq, at;
	char said[900];
};

static struct walk w;
static int killed_inside, killed_done, killed_writing, acts;
static pid_t parent;

static int end(void **state)
{
	(void)state;
	if (w.m && getpid() == parent) /* a child that fails an assertion leaves the files to who asks what became of it */
		step_end(&w);
	return 0;
}

/* ---- the child ---- */

static void tell(int fd, struct record *r, enum what what)
{
	r->what = what;
	r->seq = w.m->seq;
	r->at = w.m->last_at;
	if (write(fd, r, sizeof *r) != (ssize_t)sizeof *r)
		_exit(3);
}

/* change: dies at this one of the file from now on; 0: it is killed from outside. */
static _Noreturn void child(int fd, int change)
{
	struct record r = {.what = ARRIVED};
	struct result result;
	const char *why;
	crowd_arrive(&w.crowd, w.m, w.now);
	tell(fd, &r, ARRIVED);
	if (change)
		fault_arm(FAULT_ANY_CHANGE, change, FAULT_DEATH, false);
	for (;;) {
		char buf[900];
		step_choose(&w, &r.op);
		enum verdict v = model_judge(w.m, &r.op, &why);
		tell(fd, &r, BEGINS);
		act_do(&w.crowd, &r.op, &result);
		const char *bad = step_settle(&w, &r.op, v, why, &result, buf);
		r.principal = w.principal;
		if (bad) {
			char what[200];
			step_describe(&r.op, what);
			snprintf(r.said, sizeof r.said, "%s: %.600s", what, bad);
			tell(fd, &r, WRONG);
			_exit(1);
		}
		tell(fd, &r, result.z == Z_OK ? DONE : REFUSED);
	}
}

/* ---- the parent ---- */

/* Rows of the chain after what is known, but for logins and passphrases. */
static int rows_since(struct desk *d, int64_t seq, int action)
{
	struct error e;
	return (int)db_number(d->db, &e, 0,
		"SELECT count(*) FROM audit WHERE seq>?1 AND action NOT IN (2,3,4) AND (?2=0 OR action=?2)", "ii", seq,
		(int64_t)action);
}

static bool was_done(struct desk *d, const struct op *op)
{
	struct error e;
	if (op->kind == DO_RESTORE)
		return db_number(d->db, &e, 0, "SELECT CAST(value AS INTEGER) FROM setting WHERE key='restores'", "") >
		       w.m->restores;
	return rows_since(d, w.m->seq, 0) > 0;
}

/* A copy that was under way has no name. */
static void forget_copy(const struct op *op)
{
	char path[160];
	if (op->kind != DO_BACKUP)
		return;
	act_copy_path(&w.crowd, op->a, path);
	if (access(path, F_OK) == 0)
		return;
	free(w.copy[op->a]);
	w.copy[op->a] = NULL;
}

/* The act that was under way: whole, or not at all. */
static void settle_pending(struct desk *d, const struct op *op)
{
	char buf[900];
	int principal = 0;
	bool done = was_done(d, op);
	killed_inside++;
	if (!done) {
		forget_copy(op); /* the one that was to be replaced may be away */
		return;
	}
	killed_done++;
	if (op->kind != DO_RESTORE && rows_since(d, w.m->seq, (int)op_action[op->kind]) != 1)
		fail_msg("seed %u: killed in %s, but the chain tells of something else", w.seed, op_name[op->kind]);
	w.crowd.who[1] = d;
	const char *bad = step_principal(&w, op, &principal, buf);
	if (bad)
		fail_msg("seed %u: %s", w.seed, bad);
	step_apply(&w, op, principal);
	forget_copy(op); /* it may be noted, but not made */
	w.crowd.who[1] = NULL;
}

static void follow(int fd, struct record *pending)
{
	struct record r;
	ssize_t n;
	pending->what = ARRIVED;
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	while ((n = read(fd, &r, sizeof r)) == (ssize_t)sizeof r) { /* the last one may be cut: it was not told */
		*pending = r;
		if (r.what == WRONG)
			fail_msg("seed %u: %s", w.seed, r.said);
		if (r.what == BEGINS)
			continue;
		acts += r.what != ARRIVED;
		if (r.what == DONE)
			step_apply(&w, &r.op, r.principal);
		if (r.op.text.words + 16 > w.words)
			w.words = r.op.text.words + 16;
		w.m->seq = r.seq;
		w.m->last_at = r.at;
	}
	assert_true(n >= 0);
	if (pending->what == BEGINS && pending->op.text.words + 16 > w.words)
		w.words = pending->op.text.words + 16;
}

static void look_at_everything(const struct record *pending)
{
	struct error e;
	struct desk *d = NULL;
	struct audit_head head;
	char buf[900], small[400];
	assert_ok(desk_open(w.crowd.path, 0, &d, NULL, &e));
	if (pending->what == BEGINS)
		settle_pending(d, &pending->op);
	else if (rows_since(d, w.m->seq, 0))
		fail_msg("seed %u: nothing was under way, but the chain has grown", w.seed);
	assert_ok(audit_read_head(d->db, &head, &e));
	w.m->seq = head.seq; /* with the logins of those who were about to arrive */
	w.m->last_at = head.at;
	const char *bad = look_all(d, w.m, small);
	if (bad)
		fail_msg("seed %u after %d acts: %s", w.seed, acts, bad);
	w.crowd.who[1] = d;
	bad = step_check(&w, buf);
	w.crowd.who[1] = NULL;
	if (bad)
		fail_msg("%s", bad);
	desk_close(&d);
}

static void one_round(bool by_clock)
{
	int status, change = by_clock ? 0 : 1 + (int)step_dice(&w, CHANGES);
	struct record pending;
	int fd = memfd_create("acts", 0); /* read when they are dead: a pipe would be full before */
	assert_true(fd >= 0);
	fflush(NULL);
	pid_t pid = fork();
	if (pid == 0)
		child(fd, change);
	if (by_clock) {
		struct timespec nap = {0, (long)(1 + step_dice(&w, LONGEST)) * 1000000L + (long)step_dice(&w, 1000) * 1000};
		nanosleep(&nap, NULL);
		kill(pid, SIGKILL);
	}
	waitpid(pid, &status, 0);
	bool died = WIFEXITED(status) && WEXITSTATUS(status) == FAULT_DEATH_STATUS;
	killed_writing += died;
	follow(fd, &pending);
	close(fd);
	if (!died && !WIFSIGNALED(status))
		fail_msg("seed %u after %d acts: the child failed by itself (status %d): see above", w.seed, acts, status);
	look_at_everything(&pending);
	w.now = w.m->last_at + 60;
}

static void killed_people_lose_nothing(void **state)
{
	(void)state;
	const char *rounds = getenv("ROUNDS"), *seed = getenv("ZWGK_SEED");
	int n = rounds && *rounds ? atoi(rounds) : ROUNDS;
	parent = getpid();
	fault_vfs_install();
	step_begin(&w, seed && *seed ? (uint32_t)atoi(seed) : 7, 20000);
	w.restores = 25;
	crowd_leave(&w.crowd);
	for (int k = 0; k < n; k++)
		one_round(k % 2);
	print_message("%d kills, %d inside an act, of which %d were done, %d at a change; %d acts, %d items, %d restores\n", n,
	        killed_inside, killed_done, killed_writing, acts, w.m->items, w.m->restores);
	assert_true(acts > n);
	assert_true(killed_writing > n / 3);
	assert_true(n < ROUNDS || killed_inside > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(killed_people_lose_nothing, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
