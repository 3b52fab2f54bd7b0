/* child_test.c - a child process: what it prints, how far it says it is, how it ends and is stopped. */
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "tui/child.h"

static long long now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Looks until it has ended; false after ten seconds. */
static bool run_out(struct child *c)
{
	long long end = now_ms() + 10000;
	while (!child_look(c)) {
		struct pollfd p[] = {{c->out.fd, POLLIN, 0}, {c->err.fd, POLLIN, 0}, {c->progress.fd, POLLIN, 0}};
		if (now_ms() > end)
			return false;
		poll(p, 3, 20);
	}
	return true;
}

static void start(struct child *c, const char *script, const char *secret)
{
	struct error e;
	assert_int_equal(child_start(c, (const char *const[]){"sh", "-c", script, NULL}, secret, &e), Z_OK);
}

static const char *text(const struct pipe_in *p)
{
	return p->text.s ? p->text.s : "";
}

static void prints_progress_and_status_are_kept_apart(void **state)
{
	struct child c;
	(void)state;
	start(&c, "echo 3 10 >&3; echo 结果; echo 出错 >&2; printf '7 10\\n9 ' >&3; exit 3", NULL);
	assert_true(run_out(&c));
	assert_int_equal(c.status, 3);
	assert_string_equal(text(&c.out), "结果\n");
	assert_string_equal(text(&c.err), "出错\n");
	assert_int_equal(c.done, 7); /* the last whole line */
	assert_int_equal(c.all, 10);
	child_free(&c);
}

static void a_secret_goes_through_its_own_pipe_and_input_is_empty(void **state)
{
	struct child c;
	(void)state;
	start(&c, "read secret <&4; echo \"got $secret\"; cat; echo end", "correct horse\n");
	assert_true(run_out(&c));
	assert_string_equal(text(&c.out), "got correct horse\nend\n");
	child_free(&c);
	start(&c, "read secret <&4", NULL); /* none: there is no such descriptor */
	assert_true(run_out(&c));
	assert_int_not_equal(c.status, 0);
	child_free(&c);
}

static void nothing_else_of_ours_crosses_over(void **state)
{
	struct child c;
	(void)state;
	int file = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int ours[] = {fcntl(file, F_DUPFD_CLOEXEC, 100), 0, 0, 0};
	start(&c, "printf ' '; ls /proc/self/fd | sort -n | tr '\\n' ' '", "no secret of interest\n");
	ours[1] = c.out.fd;
	ours[2] = c.err.fd;
	ours[3] = c.progress.fd;
	assert_true(run_out(&c));
	assert_non_null(strstr(text(&c.out), " 0 1 2 3 4 "));
	for (int i = 0; i < 4; i++) {
		char number[16];
		snprintf(number, sizeof number, " %d ", ours[i]);
		assert_true(ours[i] >= 16);
		assert_null(strstr(text(&c.out), number));
	}
	close(ours[0]);
	close(file);
	child_free(&c);
}

static void much_output_does_not_block_it(void **state)
{
	struct child c;
	(void)state;
	start(&c, "head -c 3000000 /dev/zero | tr '\\0' x; head -c 200000 /dev/zero | tr '\\0' y >&2", NULL);
	assert_true(run_out(&c));
	assert_int_equal(c.status, 0);
	assert_true(c.out.text.n <= CHILD_OUT_MAX && c.out.text.n > CHILD_OUT_MAX / 2);
	assert_int_equal(c.err.text.n, 200000);
	child_free(&c);
}

static void it_can_be_stopped_softly_and_hard(void **state)
{
	struct child c;
	(void)state;
	start(&c, "exec sleep 60", NULL);
	assert_false(child_look(&c));
	child_stop(&c, false);
	assert_true(run_out(&c));
	assert_int_equal(c.status, 128 + 15);
	child_free(&c);
	start(&c, "trap '' TERM; echo ready; while :; do sleep 1; done", NULL);
	struct pollfd p = {c.out.fd, POLLIN, 0};
	assert_int_equal(poll(&p, 1, 5000), 1);
	child_stop(&c, false);
	assert_false(child_look(&c));
	child_stop(&c, true);
	child_wait(&c);
	assert_true(c.ended);
	assert_int_equal(c.status, 128 + 9);
	child_free(&c);
}

static void what_cannot_be_started_is_refused(void **state)
{
	struct child c;
	struct error e;
	char s[300];
	(void)state;
	assert_int_equal(child_start(&c, (const char *const[]){"/no/such/program", NULL}, NULL, &e), Z_IO);
	assert_int_equal(e.code, R_JOB_START);
	assert_non_null(strstr(error_sentence(&e, s, sizeof s), "请"));
	child_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prints_progress_and_status_are_kept_apart),
		cmocka_unit_test(a_secret_goes_through_its_own_pipe_and_input_is_empty),
		cmocka_unit_test(nothing_else_of_ours_crosses_over),
		cmocka_unit_test(much_output_does_not_block_it),
		cmocka_unit_test(it_can_be_stopped_softly_and_hard),
		cmocka_unit_test(what_cannot_be_started_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
