/* vth.c - a program in a pseudo terminal with libvterm as its screen; see vth.h.
 *
 * The hard part is to know when a program has answered.  Silence alone is not enough: it may still be computing, or it
 * may not have been given its key yet.  So a screen counts as settled when for a while nothing was written, the
 * program used no processor time worth the name, it sleeps, and nothing lies unread in its terminal.
 */
#include "tests/vth_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

enum {
	QUIET_MS = 20,
	LOOK_MS = 4, /* how often it is looked whether it rests */
	ESCAPE_MS = 110, /* an escape delay is at most 100, unless the test sets ESCDELAY */
	SOON_MS = 200,   /* the clock by which a program looks about itself ticks more slowly */
	PATIENCE_MS = 10000,
	EXPECT_MS = 5000,
	TERM_MS = 2000, /* after hanging up */
	KILL_MS = 3000,
};

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000L + t.tv_nsec / 1000000;
}

long vth_patient(long ms)
{
	const char *times = getenv("ZWGK_PATIENCE");

	return ms * (times && atoi(times) > 0 ? atoi(times) : 4);
}

static void nap_ms(long ms)
{
	nanosleep(&(struct timespec){.tv_nsec = ms * 1000000}, NULL);
}

/* Reads what is there, once.  False at the end of the program's output. */
static bool read_some(struct vth *v)
{
	char bytes[65536];
	ssize_t n = read(v->fd, bytes, sizeof bytes);

	if (n > 0) {
		buffer_add(&v->output, bytes, (size_t)n);
		v->feeding = true;
		vterm_input_write(v->term, bytes, (size_t)n);
		v->feeding = false;
	} else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
		v->ended = true;
	}
	return !v->ended;
}

/* The descriptor does not block: a long paste would otherwise wait for a program that waits for us to read.  An answer
 * of the terminal itself is given in the middle of what was read: more may not be read then. */
static void write_all(struct vth *v, const char *s, size_t n)
{
	long end = now_ms() + vth_patient(PATIENCE_MS);

	while (n && v->fd >= 0 && !v->ended && now_ms() < end) {
		struct pollfd p = {v->fd, (short)(v->feeding || v->frozen ? POLLOUT : POLLOUT | POLLIN), 0};
		ssize_t done;

		if (poll(&p, 1, 1000) <= 0)
			continue;
		if (!v->feeding && (p.revents & (POLLIN | POLLHUP | POLLERR)))
			read_some(v);
		if (!(p.revents & POLLOUT))
			continue;
		done = write(v->fd, s, n < 1024 ? n : 1024);
		if (done > 0) {
			s += done;
			n -= (size_t)done;
		} else if (done < 0 && errno != EAGAIN && errno != EINTR) {
			return;
		}
	}
}

/* What the terminal itself says to the program: keys, mouse reports, and the answer to "where is the cursor". */
static void on_reply(const char *s, size_t n, void *user)
{
	struct vth *v = user;
	char copy[64], wider[64];
	int row, col, end = 0;

	if (n >= 6 && n < sizeof copy && v->answer != VTH_NARROW) {
		memcpy(copy, s, n);
		copy[n] = 0;
		if (sscanf(copy, "\033[%d;%dR%n", &row, &col, &end) == 2 && end == (int)n) {
			if (v->answer == VTH_SILENT)
				return;
			end = snprintf(wider, sizeof wider, "\033[%d;%dR", row, col + 1);
			write_all(v, wider, (size_t)end);
			return;
		}
	}
	write_all(v, s, n);
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct vth *v = user;

	if (property == VTERM_PROP_CURSORVISIBLE)
		v->cursor_visible = value->boolean;
	else if (property == VTERM_PROP_ALTSCREEN)
		v->full_screen = value->boolean;
	else if (property == VTERM_PROP_TITLE)
		snprintf(v->title, sizeof v->title, "%s", value->string);
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_property};

/* In the child: nothing of the test may reach the program, or hanging up would not end it. */
static void become(const char *const argv[], const char *const env[])
{
	char **arguments;
	size_t n = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close_range(3, ~0U, 0);
	for (int s = 1; s < NSIG; s++)
		if (s != SIGKILL && s != SIGSTOP)
			signal(s, SIG_DFL);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	unsetenv("NO_COLOR");
	unsetenv("ESCDELAY");
	for (; env && *env; env++) {
		char *copy = strdup(*env), *eq = copy ? strchr(copy, '=') : NULL;

		if (eq) {
			*eq = 0;
			setenv(copy, eq + 1, 1);
		} else if (copy) {
			unsetenv(copy);
		}
	}
	while (argv[n])
		n++;
	arguments = calloc(n + 1, sizeof *arguments);
	for (size_t i = 0; arguments && i < n; i++)
		arguments[i] = strdup(argv[i]);
	if (arguments)
		execvp(arguments[0], arguments);
	_exit(127);
}

struct vth *vth_start_answering(enum vth_answer answer, int rows, int cols,
	const char *const argv[], const char *const env[])
{
	struct vth *v = xalloc(sizeof *v);
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	v->rows = rows;
	v->cols = cols;
	v->answer = answer;
	v->escape_ms = ESCAPE_MS;
	for (const char *const *e = env; e && *e; e++)
		if (!strncmp(*e, "ESCDELAY=", 9))
			v->escape_ms = atoi(*e + 9);
	v->cursor_visible = true;
	v->term = vterm_new(rows, cols);
	vterm_set_utf8(v->term, 1);
	v->state = vterm_obtain_state(v->term);
	v->screen = vterm_obtain_screen(v->term);
	vterm_screen_set_callbacks(v->screen, &callbacks, v);
	vterm_screen_enable_altscreen(v->screen, 1);
	vterm_screen_reset(v->screen, 1);
	vterm_output_set_callback(v->term, on_reply, v);

	fflush(NULL); /* or a child that ends before exec would print our text again */
	v->pid = forkpty(&v->fd, v->slave, NULL, &size);
	if (v->pid == 0)
		become(argv, env);
	if (v->pid < 0)
		fail_msg("no pseudo terminal: %s", strerror(errno));
	fcntl(v->fd, F_SETFD, FD_CLOEXEC);
	fcntl(v->fd, F_SETFL, fcntl(v->fd, F_GETFL) | O_NONBLOCK);
	return v;
}

struct vth *vth_start(int rows, int cols, const char *const argv[], const char *const env[])
{
	return vth_start_answering(VTH_NARROW, rows, cols, argv, env);
}

pid_t vth_pid(const struct vth *v)
{
	return v->pid;
}

/* ---- input ---- */

void vth_send_bytes(struct vth *v, const char *bytes, size_t n)
{
	v->lone_escape = n == 1 && bytes[0] == 27;
	write_all(v, bytes, n);
}

void vth_send(struct vth *v, const char *utf8)
{
	vth_send_bytes(v, utf8, strlen(utf8));
}

void vth_key_with(struct vth *v, VTermKey key, VTermModifier modifier)
{
	v->lone_escape = key == VTERM_KEY_ESCAPE;
	vterm_keyboard_key(v->term, key, modifier);
}

void vth_key(struct vth *v, VTermKey key)
{
	vth_key_with(v, key, VTERM_MOD_NONE);
}

void vth_ctrl(struct vth *v, char letter)
{
	char byte = (char)(letter & 31);

	vth_send_bytes(v, &byte, 1);
}

void vth_paste(struct vth *v, const char *utf8)
{
	vterm_keyboard_start_paste(v->term);
	vth_send(v, utf8);
	vterm_keyboard_end_paste(v->term);
}

void vth_mouse(struct vth *v, int row, int col, int button, bool down)
{
	if (!vth_wants_mouse(v))
		return;
	vterm_mouse_move(v->term, row, col, VTERM_MOD_NONE);
	vterm_mouse_button(v->term, button, down, VTERM_MOD_NONE);
}

void vth_click(struct vth *v, int row, int col)
{
	vth_mouse(v, row, col, 1, true);
	vth_mouse(v, row, col, 1, false);
}

void vth_freeze(struct vth *v)
{
	v->frozen = true;
}

bool vth_has_ended(const struct vth *v)
{
	siginfo_t info = {0};

	return v->reaped || (waitid(P_PID, (id_t)v->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid != 0);
}

void vth_resize(struct vth *v, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};

	v->rows = rows;
	v->cols = cols;
	vterm_set_size(v->term, rows, cols);
	ioctl(v->fd, TIOCSWINSZ, &size);
}

/* ---- waiting ---- */

long vth_cpu_us(const struct vth *v)
{
	clockid_t clock;
	struct timespec t;

	if (v->reaped || clock_getcpuclockid(v->pid, &clock) || clock_gettime(clock, &t))
		return 0;
	return t.tv_sec * 1000000L + t.tv_nsec / 1000;
}

static bool sleeps(const struct vth *v)
{
	char path[64], text[512];
	const char *after_name;
	FILE *f;
	size_t n;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)v->pid);
	f = fopen(path, "r");
	if (!f)
		return true;
	n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	text[n] = 0;
	after_name = strrchr(text, ')');
	return !after_name || (after_name[2] != 'R' && after_name[2] != 'D');
}

static bool input_taken(const struct vth *v)
{
	int waiting = 0, fd = open(v->slave, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return true;
	poll(&(struct pollfd){fd, POLLIN, 0}, 1, 0); /* what was sent has arrived: the kernel passes it on at its leisure */
	ioctl(fd, FIONREAD, &waiting);
	close(fd);
	return waiting == 0;
}

/* Reads what comes within a while; true if nothing did and the program sleeps. */
static bool quiet(struct vth *v, int quiet_ms)
{
	struct pollfd p = {v->fd, POLLIN, 0};
	long used = vth_cpu_us(v);

	if (poll(&p, 1, quiet_ms) > 0) {
		read_some(v);
		return false;
	}
	return sleeps(v) && vth_cpu_us(v) - used < quiet_ms * 200L && input_taken(v);
}

bool vth_settle_within(struct vth *v, int quiet_ms, int max_ms)
{
	long end = now_ms() + vth_patient(max_ms);

	while (v->fd >= 0 && !v->ended) {
		if (quiet(v, quiet_ms)) {
			v->lone_escape = false;
			return true;
		}
		if (now_ms() > end)
			return false;
	}
	return false;
}

enum { BUSY = -1, UNKNOWN = -2 };

/* For how long a program sleeps in ppoll(2) if nothing comes, as the kernel tells; BUSY: it runs, or takes a nap, for a
 * lock say, or does sleep there and does something else now; UNKNOWN: it was never seen there. */
static long sleeps_ms(struct vth *v)
{
	struct timespec t;
	unsigned long where = 0;
	char path[64];
	long call = -1;

	snprintf(path, sizeof path, "/proc/%d/syscall", (int)v->pid);
	FILE *f = fopen(path, "r");
	int n = f ? fscanf(f, "%ld %*x %*x %lx", &call, &where) : EOF;
	if (f)
		fclose(f);
	if (n == 0 || call == SYS_nanosleep || call == SYS_clock_nanosleep) /* 0: it says "running" */
		return BUSY;
	if (n < 2 || call != SYS_ppoll)
		return v->polls ? BUSY : UNKNOWN;
	v->polls = true;
	if (!where)
		return LONG_MAX;
	struct iovec mine = {&t, sizeof t}, its = {(void *)where, sizeof t};
	if (process_vm_readv(v->pid, &mine, 1, &its, 1, 0) != sizeof t)
		return BUSY;
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* A signal was sent (a resize, for one) and the program has not woken for it yet. */
static bool signal_waits(const struct vth *v)
{
	char path[64], line[128];
	unsigned long long set, waiting = 0;

	snprintf(path, sizeof path, "/proc/%d/status", (int)v->pid);
	FILE *f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "SigPnd: %llx", &set) == 1 || sscanf(line, "ShdPnd: %llx", &set) == 1)
			waiting |= set;
	if (f)
		fclose(f);
	return waiting != 0;
}

/* In this order: no signal waits, the program has nothing to read, so it did what there was to do before it went to sleep,
 * and all that it wrote can be read.  Of a program that does not sleep in ppoll(2) only its silence is known. */
static bool sleep_of(struct vth *v, long more_than_ms, int quiet_ms)
{
	long end = now_ms() + vth_patient(PATIENCE_MS);

	while (v->fd >= 0 && !v->ended && now_ms() < end) {
		struct pollfd p = {v->fd, POLLIN, 0};
		bool taken = !signal_waits(v) && input_taken(v);
		long ms = sleeps_ms(v);

		bool sleeps = ms == UNKNOWN ? quiet(v, quiet_ms) && sleeps_ms(v) == UNKNOWN : taken && ms > more_than_ms;
		if (poll(&p, 1, sleeps ? 0 : LOOK_MS) > 0) {
			read_some(v);
		} else if (sleeps) {
			v->lone_escape = false;
			return true;
		}
	}
	return false;
}

bool vth_settle(struct vth *v)
{
	int escape = v->lone_escape ? v->escape_ms : 0;

	return sleep_of(v, escape, QUIET_MS + (escape ? escape + QUIET_MS : 0));
}

bool vth_rest(struct vth *v)
{
	return sleep_of(v, SOON_MS, ESCAPE_MS + 2 * QUIET_MS);
}

static bool wait_until(struct vth *v, const char *utf8, bool there, int max_ms)
{
	long end = now_ms() + vth_patient(max_ms);

	while (vth_has(v, utf8) != there) {
		struct pollfd p = {v->fd, POLLIN, 0};
		long left = end - now_ms();

		if (v->fd < 0 || v->ended || left <= 0)
			return false;
		if (poll(&p, 1, (int)left) > 0)
			read_some(v);
	}
	return true;
}

static bool wait_and_tell(struct vth *v, const char *utf8, bool there, int max_ms)
{
	if (wait_until(v, utf8, there, max_ms))
		return true;
	print_error("“%s” %s%s; the screen:\n", utf8,
		there ? "is not on the screen" : "is still on the screen",
		v->ended ? " and the program ended" : "");
	for (int row = 0; row < v->rows; row++) /* cmocka cuts a long message */
		print_error("|%s\n", vth_row(v, row));
	return false;
}

bool vth_wait_text(struct vth *v, const char *utf8, int max_ms)
{
	return wait_and_tell(v, utf8, true, max_ms);
}

bool vth_wait_gone(struct vth *v, const char *utf8, int max_ms)
{
	return wait_and_tell(v, utf8, false, max_ms);
}

void vth_expect_(struct vth *v, const char *utf8, bool there, const char *file, int line)
{
	if (!wait_and_tell(v, utf8, there, EXPECT_MS))
		_fail(file, line);
	vth_settle(v);
}

/* ---- the end ---- */

static bool reap(struct vth *v)
{
	if (!v->reaped && waitpid(v->pid, &v->status, WNOHANG) == v->pid)
		v->reaped = true;
	return v->reaped;
}

static int exit_code(const struct vth *v)
{
	return WIFEXITED(v->status) ? WEXITSTATUS(v->status) : 128 + WTERMSIG(v->status);
}

int vth_wait_exit(struct vth *v, int max_ms)
{
	long end = now_ms() + vth_patient(max_ms);

	while (!reap(v) && now_ms() < end) {
		struct pollfd p = {v->fd, POLLIN, 0};

		if (v->fd < 0 || v->ended)
			nap_ms(2);
		else if (poll(&p, 1, 10) > 0)
			read_some(v);
	}
	while (v->reaped && v->fd >= 0 && !v->ended) { /* its last words */
		struct pollfd p = {v->fd, POLLIN, 0};

		if (poll(&p, 1, 0) <= 0)
			break;
		read_some(v);
	}
	return v->reaped ? exit_code(v) : -1;
}

void vth_hang_up(struct vth *v)
{
	if (v->fd >= 0)
		close(v->fd);
	v->fd = -1;
}

void vth_kill(struct vth *v, int signal)
{
	if (!reap(v))
		kill(v->pid, signal);
}

int vth_free(struct vth **pv)
{
	struct vth *v = *pv;
	long start = now_ms(), waited;
	int last = 0, code;

	if (!v)
		return -1;
	vth_hang_up(v);
	while (!reap(v)) {
		waited = now_ms() - start;
		if (waited > vth_patient(TERM_MS) && last != SIGTERM && last != SIGKILL)
			kill(v->pid, last = SIGTERM);
		if (waited > vth_patient(KILL_MS) && last != SIGKILL)
			kill(v->pid, last = SIGKILL);
		nap_ms(2);
	}
	code = exit_code(v);
	vterm_free(v->term);
	buffer_free(&v->output);
	buffer_free(&v->row);
	buffer_free(&v->span);
	buffer_free(&v->text);
	buffer_free(&v->picture);
	free(v);
	*pv = NULL;
	return code;
}
