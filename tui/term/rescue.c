/* rescue.c - gives the terminal back from a signal handler, when nothing else can: the program crashed, or it was told
 * to leave and hangs in a write that nobody reads.  Nothing typed is lost with it: drafts are written at every key.
 *
 * Only what a handler may call; whatever it needs was put ready before.  Must not know curses. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "tui/term/inside.h"

enum { STACK = 65536 /* a stack that overflowed cannot be used */ };

static struct {
	volatile sig_atomic_t armed;
	int in, out, caught, err;
	struct termios before;
	bool known;
	char bytes[512];
	size_t n;
} rescue;

static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
enum { CRASHES = sizeof crashes / sizeof *crashes };
static struct sigaction old[CRASHES];
static char stack[STACK];

/* What was said meanwhile on stderr, which is a memory file: perhaps why. */
static void tell(void)
{
	char part[512];
	ssize_t n;

	for (off_t at = 0; rescue.caught >= 0 && (n = pread(rescue.caught, part, sizeof part, at)) > 0; at += n)
		if (write(rescue.err, part, (size_t)n) != n)
			return;
}

void rescue_now(void)
{
	int keep = errno, flags;

	if (!rescue.armed)
		return;
	rescue.armed = 0;
	/* The terminal may read nothing: what waits for it is thrown away, and writing does not wait either.  Whoever
	 * shares the descriptor finds it as it was. */
	tcflush(rescue.out, TCOFLUSH);
	flags = fcntl(rescue.out, F_GETFL);
	if (flags >= 0)
		fcntl(rescue.out, F_SETFL, flags | O_NONBLOCK);
	if (write(rescue.out, rescue.bytes, rescue.n) == (ssize_t)rescue.n)
		tell();
	if (flags >= 0)
		fcntl(rescue.out, F_SETFL, flags);
	if (rescue.known)
		tcsetattr(rescue.in, TCSANOW, &rescue.before);
	errno = keep;
}

static void on_crash(int s, siginfo_t *info, void *context)
{
	(void)context;
	rescue_now();
	for (int i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &old[i], NULL);
	if (info->si_code <= 0) /* sent by somebody; a fault comes again by itself */
		raise(s);
}

void rescue_prepare(int in, int out)
{
	rescue.in = in;
	rescue.out = out;
	rescue.known = tcgetattr(in, &rescue.before) == 0;
	rescue.n = 0;
}

void rescue_add(const char *s)
{
	size_t n = s ? strlen(s) : 0;

	if (n > sizeof rescue.bytes - rescue.n)
		return;
	memcpy(rescue.bytes + rescue.n, s ? s : "", n);
	rescue.n += n;
}

void rescue_arm(int caught, int err)
{
	struct sigaction sa = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};

	rescue.caught = caught;
	rescue.err = err;
	if (rescue.armed)
		return;
	sigaltstack(&(stack_t){.ss_sp = stack, .ss_size = sizeof stack}, NULL);
	sigfillset(&sa.sa_mask);
	for (int i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &sa, &old[i]);
	rescue.armed = 1;
}

void rescue_disarm(void)
{
	if (!rescue.armed)
		return;
	rescue.armed = 0;
	for (int i = 0; i < CRASHES; i++)
		sigaction(crashes[i], &old[i], NULL);
}
