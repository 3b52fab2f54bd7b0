/* gone_test.c - the terminal goes away, or the program is told to: wherever it stands it ends soon, what was typed is
 * offered at the next start, and a terminal that is still there is as it was before.  While nothing happens it sleeps.
 *
 * Seen to fail when one change in seven was not written into the draft, and when the program told to go saved but
 * stayed. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/base/memory.h"
#include "tests/bureau.h"
#include "tui/words.h"

enum { LEAVES_MS = 3000, STUCK_MS = 8000, IDLE_MS = 1000, IDLE_US = 20000 };

/* ---- where it may stand ---- */

static void at_the_queue(struct vth *v)
{
	(void)v;
}

static void at_help(struct vth *v)
{
	bureau_type(v, "?");
}

static void at_the_palette(struct vth *v)
{
	bureau_type(v, ":");
	bureau_type(v, "xj");
}

static void at_a_search(struct vth *v)
{
	bureau_type(v, "/");
	bureau_type(v, "森林");
}

static void at_a_question(struct vth *v)
{
	bureau_type(v, "I");
	vth_expect(v, "从台账迁入");
}

static void in_a_form(struct vth *v)
{
	bureau_f(v, 2);
	bureau_fill(v, "标题", "写到一半的标题");
	bureau_field(v, "正文");
	bureau_type(v, "第一段，还没有写完");
}

static void at_a_choice_in_a_form(struct vth *v)
{
	in_a_form(v);
	bureau_field(v, "标题");
	bureau_field(v, "信息分类");
	bureau_enter(v);
	vth_expect(v, "Enter 选定");
}

static void asked_whether_to_save(struct vth *v)
{
	in_a_form(v);
	bureau_type(v, "\033[27u");
	vth_expect(v, W_LEAVE_TITLE);
}

static void locked_over_a_form(struct vth *v)
{
	in_a_form(v);
	vth_ctrl(v, 'o');
	vth_expect(v, W_LOCK_TITLE);
}

static void in_the_settings(struct vth *v)
{
	bureau_type(v, "0");
	bureau_enter(v);
}

static const struct place {
	const char *name;
	void (*go)(struct vth *v);
	bool typed; /* in_a_form's text is there */
} places[] = {
	{"the queue", at_the_queue, false},
	{"the help", at_help, false},
	{"the palette", at_the_palette, false},
	{"a search", at_a_search, false},
	{"a question", at_a_question, false},
	{"a form", in_a_form, true},
	{"a choice in a form", at_a_choice_in_a_form, true},
	{"the question whether to save", asked_whether_to_save, true},
	{"the lock over a form", locked_over_a_form, true},
	{"the settings", in_the_settings, false},
};
enum { PLACES = sizeof places / sizeof *places };

/* ---- ways to go ---- */

enum how {
	PLAIN,
	NOHUP,
	SHELL, /* a job of a shell, which says how it ended and whether the terminal is as it was */
};

static const char shell[] = "set -m; was=$(stty -g); as_was() { [ \"$(stty -g)\" = \"$was\" ] && echo 终端如初; }; "
			    "\"$0\"; s=$?; while [ $s = 148 ]; do echo 停下了; as_was; read x; fg; s=$?; done 2>/dev/null; "
			    "echo 结束于$s; as_was; read x; exit $s";

static struct vth *start(struct bureau *b, enum how how)
{
	static const char *const script[] = {"exec \"$0\"", "trap '' HUP; exec \"$0\"", shell};
	struct vth *v = vth_start(24, 80, (const char *[]){"sh", "-c", script[how], zwgk_program(), NULL},
		desk_environment(bureau_home(b)));

	vth_expect(v, " · 待我");
	return v;
}

/* The program's own process. */
static pid_t program(struct vth *v)
{
	char path[64], text[32] = "";
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", (int)vth_pid(v), (int)vth_pid(v));
	f = fopen(path, "r");
	assert_non_null(f);
	if (!fgets(text, sizeof text, f) || !strtol(text, NULL, 10))
		fail_msg("the shell has no child");
	fclose(f);
	return (pid_t)strtol(text, NULL, 10);
}

/* What was typed is offered; given up afterwards, so that the next round begins with nothing. */
static void offered_again(struct bureau *b, const char *where)
{
	struct vth *v = start(b, PLAIN);

	if (!vth_wait_text(v, "上次有 1 份内容没有保存", 5000))
		fail_msg("left at %s nothing is offered", where);
	vth_settle(v);
	bureau_enter(v);
	vth_expect(v, W_DRAFT_RESTORE);
	bureau_enter(v);
	vth_expect(v, "第一段，还没有写完");
	bureau_field(v, "标题");
	vth_expect(v, "写到一半的标题");
	bureau_type(v, "\033[27u");
	vth_expect(v, W_LEAVE_TITLE);
	bureau_type(v, "4");
	vth_expect_gone(v, W_LEAVE_TITLE);
	bureau_leave(&v);
}

static struct vth *stand(struct bureau *b, enum how how, const struct place *p)
{
	struct vth *v = start(b, how);

	p->go(v);
	return v;
}

static void line_lost(enum how how)
{
	struct bureau *b = bureau_open();

	for (int i = 0; i < PLACES; i++) {
		struct vth *v = stand(b, how, &places[i]);

		vth_hang_up(v);
		if (vth_wait_exit(v, LEAVES_MS) < 0)
			fail_msg("at %s it does not end", places[i].name);
		vth_free(&v);
		if (places[i].typed)
			offered_again(b, places[i].name);
	}
	assert_int_equal(zwgk(bureau_home(b), "check"), 0);
	bureau_close(&b);
}

static void the_line_is_lost(void **state)
{
	(void)state;
	line_lost(PLAIN);
}

/* No signal comes: the end of the terminal must do. */
static void the_line_is_lost_under_nohup(void **state)
{
	(void)state;
	line_lost(NOHUP);
}

/* The shell has its terminal again, as it was. */
static void given_back(struct vth *v, const char *where, int status)
{
	char end[32];

	snprintf(end, sizeof end, "结束于%d", status);
	if (!vth_wait_text(v, end, LEAVES_MS) || !vth_wait_text(v, "终端如初", LEAVES_MS))
		fail_msg("at %s it does not end well", where);
	assert_false(vth_full_screen(v));
	assert_false(vth_wants_mouse(v));
	assert_true(vth_cursor(v).visible);
}

static void ended_by(const int *signals, const int *statuses, int n, int step)
{
	struct bureau *b = bureau_open();
	const char *options = getenv("ASAN_OPTIONS");
	char all[700];

	/* Built with sanitizers it would report these signals as its own finds. */
	snprintf(all, sizeof all, "%s:handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_abort=0", options ? options : "");
	desk_env(bureau_home(b), "ASAN_OPTIONS", all);
	for (int i = 0; i < PLACES; i += step) {
		struct vth *v = stand(b, SHELL, &places[i]);
		int k = i / step % n;

		kill(program(v), signals[k]);
		given_back(v, places[i].name, statuses[k]);
		bureau_enter(v);
		assert_int_equal(vth_wait_exit(v, LEAVES_MS), statuses[k]);
		vth_free(&v);
		if (places[i].typed)
			offered_again(b, places[i].name);
	}
	assert_int_equal(zwgk(bureau_home(b), "check"), 0);
	bureau_close(&b);
}

static void it_is_told_to_go(void **state)
{
	(void)state;
	ended_by((const int[]){SIGTERM, SIGHUP, SIGINT}, (const int[]){0, 0, 0}, 3, 1);
}

/* A fault of the program: at a list, in a form, over a form. */
static void it_crashes(void **state)
{
	(void)state;
	ended_by((const int[]){SIGSEGV, SIGABRT, SIGBUS, SIGSEGV, SIGFPE},
		(const int[]){128 + SIGSEGV, 128 + SIGABRT, 128 + SIGBUS, 128 + SIGSEGV, 128 + SIGFPE}, 5, 2);
}

/* ---- stopped ---- */

static void stopped(struct vth *v)
{
	vth_expect(v, "停下了");
	vth_expect(v, "终端如初");
	assert_false(vth_full_screen(v));
	assert_false(vth_wants_mouse(v));
	assert_true(vth_cursor(v).visible);
}

static void stopped_and_continued(void **state)
{
	struct bureau *b = bureau_open();
	struct vth *first = start(b, PLAIN);

	(void)state;
	vth_expect(first, "今天的备份已做好"); /* and does not come in between */
	bureau_leave(&first);
	for (int i = 0; i < PLACES; i++) {
		struct vth *v = stand(b, SHELL, &places[i]);
		assert_true(vth_rest(v));
		char *before = xstrdup(vth_picture(v, true));
		if (i == 0)
			vth_ctrl(v, 'z'); /* where it is no key of a text */
		else
			kill(program(v), SIGTSTP);
		stopped(v);
		vth_send(v, "\r");
		if (!vth_wait_gone(v, "停下了", LEAVES_MS))
			fail_msg("at %s it does not come back", places[i].name);
		vth_settle(v);
		if (strcmp(before, vth_picture(v, true)) != 0) {
			fprintf(stderr, "at %s there stood\n%s\nand after it came back\n%s", places[i].name, before, vth_picture(v, true));
			fail();
		}
		free(before);
		assert_true(vth_full_screen(v));
		assert_true(vth_wants_mouse(v));
		kill(program(v), SIGTERM);
		given_back(v, places[i].name, 0);
		vth_free(&v);
		if (places[i].typed)
			offered_again(b, places[i].name);
	}
	bureau_close(&b);
}

/* Other things happen meanwhile: another window, other modes, or the line is lost. */
static void much_happens_while_it_is_stopped(void **state)
{
	struct bureau *b = bureau_open();
	struct vth *v = stand(b, SHELL, &places[5]);

	(void)state;
	kill(program(v), SIGTSTP);
	stopped(v);
	vth_resize(v, 36, 120);
	vth_send(v, "\r");
	vth_expect(v, "第一段，还没有写完");
	assert_true(vth_full_screen(v));
	bureau_type(v, "，回来接着写");
	vth_expect(v, "第一段，还没有写完，回来接着写");
	assert_int_equal(vth_rows(v), 36);
	vth_expect(v, "Ctrl-P命令");
	assert_non_null(strstr(vth_row(v, 35), "F2保存"));
	kill(program(v), SIGTSTP);
	stopped(v);
	pid_t pid = program(v);
	vth_hang_up(v);
	for (int ms = 0; kill(pid, 0) == 0; ms += 20) {
		if (ms > vth_patient(LEAVES_MS))
			fail_msg("stopped and hung up it stays for ever");
		nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
	}
	vth_free(&v);
	offered_again(b, "a stop");
	bureau_close(&b);
}

/* ---- sleeping ---- */

static void it_sleeps_while_nothing_happens(void **state)
{
	struct bureau *b = bureau_open();

	(void)state;
	for (int i = 0; i < PLACES; i += 2) {
		struct vth *v = stand(b, PLAIN, &places[i]);

		vth_settle(v);
		long cpu = vth_cpu_us(v);
		nanosleep(&(struct timespec){.tv_sec = IDLE_MS / 1000}, NULL);
		cpu = vth_cpu_us(v) - cpu;
		if (cpu > IDLE_US)
			fail_msg("at %s it uses %ld us in a second", places[i].name, cpu);
		vth_kill(v, SIGTERM);
		vth_free(&v);
		if (places[i].typed)
			offered_again(b, places[i].name);
	}
	bureau_close(&b);
}

/* Nobody reads what it draws: it stands in the middle of a write. */
static void the_screen_stands_still(void **state)
{
	struct bureau *b = bureau_open();

	(void)state;
	for (int told = 0; told < 2; told++) {
		struct vth *v = stand(b, PLAIN, &places[5]);

		vth_freeze(v);
		for (int k = 0; k < 200; k++) {
			vth_ctrl(v, 'l');
			nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
		}
		long cpu = vth_cpu_us(v);
		nanosleep(&(struct timespec){.tv_nsec = 500000000}, NULL);
		assert_true(vth_cpu_us(v) - cpu < IDLE_US);
		if (told)
			vth_kill(v, SIGTERM);
		else
			vth_hang_up(v);
		for (int ms = 0; !vth_has_ended(v); ms += 20) {
			if (ms > STUCK_MS)
				fail_msg("it does not end");
			nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
		}
		vth_free(&v);
		offered_again(b, "a screen that stands still");
	}
	bureau_close(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_line_is_lost),
		cmocka_unit_test(the_line_is_lost_under_nohup),
		cmocka_unit_test(it_is_told_to_go),
		cmocka_unit_test(it_crashes),
		cmocka_unit_test(stopped_and_continued),
		cmocka_unit_test(much_happens_while_it_is_stopped),
		cmocka_unit_test(it_sleeps_while_nothing_happens),
		cmocka_unit_test(the_screen_stands_still),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
