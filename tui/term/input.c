/* input.c - waits for whatever comes first: bytes, a signal, a watched descriptor, the time.
 *
 * Sleeps in one ppoll(2), so that an idle desk uses no CPU; signals arrive through a pipe, so that none falls between
 * a test of a flag and the sleep. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "store/base/text.h"
#include "tui/term/decode.h"
#include "tui/term/draw.h"
#include "tui/term/inside.h"
#include "tui/term/term.h"

enum { WATCHES = 8, ESC_MS = 60, DOUBLE_MS = 400, BROKEN_MANY = 4, PASTE_SILENCE_MS = 1000 };

static struct decoder decoder;
static int watched[WATCHES], watches, next_watch;
static long long last_byte; /* when the last bytes came */
static struct {
	int row, col;
	long long at;
} click = {-1, -1, 0};

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* How long an ESC may wait for its sequence: over ssh the bytes of one key may come 50 ms apart. */
static int escape_delay(void)
{
	const char *s = getenv("ESCDELAY");
	long ms = s ? strtol(s, NULL, 10) : 0;

	return ms < 5 || ms > 5000 ? ESC_MS : (int)ms;
}

/* Reads all there is now.  False when the terminal is gone. */
static bool read_bytes(void)
{
	char buf[8192];
	struct pollfd p = {.fd = term_in(), .events = POLLIN};

	last_byte = now_ms();
	for (int i = 0; i < 256; i++) { /* two megabytes, then let somebody draw */
		ssize_t n = read(p.fd, buf, sizeof buf);

		if (n > 0)
			decoder_feed(&decoder, buf, (size_t)n);
		else if (n == 0 || (errno != EINTR && errno != EAGAIN))
			return false; /* EIO: the other side hung up */
		if (poll(&p, 1, 0) <= 0 || !(p.revents & POLLIN))
			break;
	}
	return true;
}

void input_start(void)
{
	click.row = click.col = -1;
}

void input_end(void)
{
	decoder_free(&decoder);
	watches = 0;
}

int input_await_column(int ms)
{
	long long end = now_ms() + ms;
	int col = 0;

	decoder.reports++;
	for (;;) {
		struct pollfd p = {.fd = term_in(), .events = POLLIN};
		long long left = end - now_ms();

		if (left < 0 || poll(&p, 1, (int)left) <= 0 || !(p.revents & POLLIN))
			return 0;
		if (!read_bytes())
			return 0;
		if ((col = decoder_take_report(&decoder)))
			return col;
	}
}

static void find_double(struct event *ev)
{
	long long now = now_ms();

	if (ev->mouse.act != MOUSE_PRESS)
		return;
	if (ev->mouse.row == click.row && ev->mouse.col == click.col &&
	        now - click.at <= DOUBLE_MS) {
		ev->mouse.act = MOUSE_DOUBLE;
		click.row = -1;
		return;
	}
	click.row = ev->mouse.row;
	click.col = ev->mouse.col;
	click.at = now;
}

/* An event that is there already: a signal, a key. */
static bool ready(struct event *ev, bool late)
{
	unsigned asked = term_take_signals();

	*ev = (struct event){.fd = -1};
	if (asked & ASKED_STOP) {
		term_suspend();
		asked |= ASKED_RESIZE;
		ev->key = K_REDRAW;
	} else if (asked & ASKED_CONTINUE) {
		term_woken();
		asked |= ASKED_RESIZE;
		ev->key = K_REDRAW;
	}
	if ((asked & ASKED_RESIZE) && term_take_size())
		ev->key = K_RESIZE;
	if (term_gone() || (asked & ASKED_LEAVE))
		ev->key = K_HANGUP;
	if (ev->key)
		return true;
	if (decoder_next(&decoder, late, ev)) {
		if (ev->key == K_MOUSE)
			find_double(ev);
		return true;
	}
	if (decoder.report_col) { /* a slow terminal's answer to the question of term_start */
		bool wide = decoder.report_col == 3;

		decoder.report_col = 0;
		if (wide && text_ambiguous() == 1) {
			text_set_ambiguous(2);
			draw_redraw();
			ev->key = K_RESIZE;
			return true;
		}
	}
	return false;
}

void input_next(struct event *ev, int timeout_ms)
{
	long long end = timeout_ms < 0 ? -1 : now_ms() + timeout_ms;
	bool late = false;

	for (;;) {
		struct pollfd p[2 + WATCHES];
		long long now, stop = end;
		long long quiet; /* when bytes without their continuation stop waiting */
		int n;

		if (ready(ev, late))
			return;
		late = false;
		now = now_ms();
		quiet = !decoder_waiting(&decoder) ? -1
			: last_byte + (decoder.pasting ? PASTE_SILENCE_MS : escape_delay());
		if (quiet >= 0 && (stop < 0 || quiet < stop))
			stop = quiet;

		p[0] = (struct pollfd){.fd = term_in(), .events = POLLIN};
		p[1] = (struct pollfd){.fd = term_signal_fd(), .events = POLLIN};
		for (int i = 0; i < watches; i++)
			p[2 + i] = (struct pollfd){.fd = watched[i], .events = POLLIN};
		struct timespec ts = {0};
		if (stop > now) {
			ts.tv_sec = (time_t)((stop - now) / 1000);
			ts.tv_nsec = (long)((stop - now) % 1000) * 1000000;
		}
		n = ppoll(p, (nfds_t)(2 + watches), stop < 0 ? NULL : &ts, NULL);
		if (n < 0)
			continue; /* EINTR: the signal is in the pipe */
		if (p[0].revents & POLLIN) {
			if (!read_bytes())
				term_set_gone();
			continue;
		}
		if (p[0].revents) { /* POLLHUP, POLLERR, POLLNVAL: it will never come back */
			term_set_gone();
			continue;
		}
		if (p[1].revents)
			continue;
		/* in turn, so that no busy job hides another */
		for (int i = 0; n > 0 && i < watches; i++) {
			int k = (next_watch + i) % watches;

			if (!p[2 + k].revents)
				continue;
			next_watch = k + 1;
			*ev = (struct event){.key = K_FD, .fd = watched[k]};
			return;
		}
		now = now_ms();
		late = quiet >= 0 && now >= quiet;
		if (!late && end >= 0 && now >= end) {
			*ev = (struct event){.key = K_TICK, .fd = -1};
			return;
		}
	}
}

bool input_pending(void)
{
	struct pollfd p = {.fd = term_in(), .events = POLLIN};

	return decoder_waiting(&decoder) || (poll(&p, 1, 0) > 0 && (p.revents & POLLIN));
}

bool input_escape(void)
{
	struct pollfd p = {.fd = term_in(), .events = POLLIN};
	char buf[4096];
	ssize_t n;

	if (term_gone() || term_asked_to_leave())
		return true;
	if (poll(&p, 1, 0) <= 0)
		return false;
	n = p.revents & POLLIN ? read(p.fd, buf, sizeof buf) : 0;
	if (n <= 0) {
		if (n == 0 || (errno != EINTR && errno != EAGAIN))
			term_set_gone();
		return term_gone();
	}
	/* A lone byte may be the first of an arrow. */
	if (n == 1 && buf[0] == '\033' && !(poll(&p, 1, escape_delay()) > 0 && (p.revents & POLLIN)))
		return true;
	last_byte = now_ms();
	decoder_feed(&decoder, buf, (size_t)n);
	return false;
}

bool input_broken(void)
{
	return decoder.broken >= BROKEN_MANY;
}

void input_watch(int fd)
{
	input_unwatch(fd);
	if (watches < WATCHES)
		watched[watches++] = fd;
}

void input_unwatch(int fd)
{
	for (int i = 0; i < watches; i++) {
		if (watched[i] != fd)
			continue;
		for (int k = i + 1; k < watches; k++)
			watched[k - 1] = watched[k];
		watches--;
		return;
	}
}
