/* term.c - takes the terminal and gives it back, whatever happens.
 *
 * Two things curses 6.4 does badly are done otherwise here: it leaves its "initial" state by endwin() at once, or every
 * cursor move would be a write(2) of its own; and signals are ours, because its handlers know nothing of SIGHUP.  That
 * its output buffer is sized for ever by the first window does no harm: frames go by paint.c. */
#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tui/term/draw.h"
#include "tui/term/inside.h"
#include "tui/term/term.h"
#include "tui/term/theme.h"
#include "tui/words.h"

#include <term.h> /* last: it makes macros of words like columns */

enum { PROBE_MS = 100, COPY_LIMIT = 74994 /* what xterm takes: 100 000 bytes of base64 */ };

static struct {
	bool on, paused, gone, mouse, titles;
	int in, out; /* the terminal */
	bool opened; /* /dev/tty, opened by us */
	FILE *in_file, *out_file;
	SCREEN *screen;
	int rows, cols; /* as was told last: curses takes a new size by itself when it comes back */
	int old_stderr, caught; /* caught: a memory file that is stderr while the screen is on */
	int wake[2];            /* signals write a byte */
	struct sigaction old[9];
	char advice[300];
} term = {.in = -1, .out = -1, .old_stderr = -1, .caught = -1, .wake = {-1, -1}};

static volatile sig_atomic_t asked_leave, asked_resize, asked_stop, asked_continue;
static const int signals[] = {
        SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT, SIGPIPE, SIGALRM};
enum { SIGNALS = sizeof signals / sizeof *signals };
enum { LEAVE_S = 4 /* from being told to leave; curses tries a write again for ever */ };

/* ---- signals ---- */

static void on_signal(int s)
{
	int keep = errno;

	if (s == SIGWINCH)
		asked_resize = 1;
	else if (s == SIGTSTP)
		asked_stop = 1;
	else if (s == SIGCONT)
		asked_continue = 1;
	else if (s == SIGALRM && asked_leave) { /* told to leave, and still here */
		rescue_now();
		_exit(128 + asked_leave);
	} else if (s != SIGPIPE && s != SIGALRM && !asked_leave) {
		asked_leave = s;
		alarm(LEAVE_S);
	}
	if (write(term.wake[1], "", 1) < 0) { /* full: whoever reads it will see the flags anyway */
	}
	errno = keep;
}

static void signals_on(void)
{
	struct sigaction sa = {.sa_handler = on_signal}; /* no SA_RESTART: waiting must end */

	if (pipe2(term.wake, O_NONBLOCK | O_CLOEXEC) != 0)
		term.wake[0] = term.wake[1] = -1;
	sigfillset(&sa.sa_mask);
	for (int i = 0; i < SIGNALS; i++) {
		sigaction(signals[i], NULL, &term.old[i]);
		/* under nohup the hang-up stays ignored; the end of input will tell */
		if (signals[i] != SIGHUP || term.old[i].sa_handler != SIG_IGN)
			sigaction(signals[i], &sa, NULL);
	}
}

static void signals_off(void)
{
	alarm(0);
	for (int i = 0; i < SIGNALS; i++)
		sigaction(signals[i], &term.old[i], NULL);
	for (int i = 0; i < 2; i++) {
		if (term.wake[i] >= 0)
			close(term.wake[i]);
		term.wake[i] = -1;
	}
}

unsigned term_take_signals(void)
{
	char sink[64];
	unsigned asked = 0;

	while (term.wake[0] >= 0 && read(term.wake[0], sink, sizeof sink) > 0)
		continue;
	if (asked_resize)
		asked |= ASKED_RESIZE;
	if (asked_stop)
		asked |= ASKED_STOP;
	if (asked_continue)
		asked |= ASKED_CONTINUE;
	if (asked_leave)
		asked |= ASKED_LEAVE;
	asked_resize = asked_stop = asked_continue = 0;
	return asked;
}

bool term_asked_to_leave(void)
{
	return asked_leave != 0;
}

int term_signal_fd(void)
{
	return term.wake[0];
}

int term_in(void)
{
	return term.in;
}

void term_set_gone(void)
{
	term.gone = true;
}

bool term_gone(void)
{
	return term.gone;
}

void term_raw_write(const char *s, size_t n)
{
	while (n && !term.gone) {
		ssize_t k = write(term.out, s, n);

		if (k > 0) {
			s += k;
			n -= (size_t)k;
		} else if (k < 0 && errno == EAGAIN) {
			poll(&(struct pollfd){.fd = term.out, .events = POLLOUT}, 1, 1000);
		} else if (k < 0 && errno == EINTR && !asked_leave) {
			continue;
		} else {
			term.gone = true;
		}
	}
}

static void send_text(const char *s)
{
	term_raw_write(s, strlen(s));
}

/* ---- locale, width ---- */

static void advise(const char *sentence, const char *arg)
{
	if (*term.advice)
		return; /* one sentence is read, two are not */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	snprintf(term.advice, sizeof term.advice, sentence, arg);
#pragma GCC diagnostic pop
}

static void set_locale(void)
{
	static const char *const other[] = {"C.UTF-8", "C.utf8", "zh_CN.UTF-8", "en_US.UTF-8"};

	if (setlocale(LC_CTYPE, "") && !strcmp(nl_langinfo(CODESET), "UTF-8"))
		return;
	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		if (setlocale(LC_CTYPE, other[i])) {
			advise(W_TERM_NOT_UTF8, other[i]);
			return;
		}
	}
	advise(W_TERM_NO_LOCALE, "");
}

/* The terminal: standard input and output, or what controls us where those are redirected. */
static bool open_tty(void)
{
	if (isatty(0) && isatty(1)) {
		term.in = 0;
		term.out = 1;
		return true;
	}
	term.in = term.out = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	term.opened = term.in >= 0;
	return term.opened;
}

static void close_tty(void)
{
	if (term.opened)
		close(term.in);
	term.opened = false;
	term.in = term.out = -1;
}

/* Draws … at the line's beginning, asks where the cursor is, and wipes it off. */
static int probe(void)
{
	static const char ask[] = "\r…\033[6n\r\033[K";
	struct termios old, raw;
	int col;

	if (tcgetattr(term.in, &old) != 0)
		return 0;
	raw = old;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
	raw.c_iflag &= ~(tcflag_t)(ICRNL | IXON);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(term.in, TCSADRAIN, &raw);
	term_raw_write(ask, sizeof ask - 1);
	col = input_await_column(PROBE_MS);
	tcsetattr(term.in, TCSADRAIN, &old);
	return col == 3 ? 2 : col == 2 ? 1 : 0;
}

int term_probe(void)
{
	int wide = 0;

	if (!term.on && open_tty()) {
		wide = probe();
		close_tty();
	}
	return wide;
}

/* ---- start and end ---- */

/* The program's own sentences on stderr would tear the screen: kept in memory until it is off. */
static void stderr_catch(void)
{
	fflush(stderr);
	term.old_stderr = fcntl(2, F_DUPFD_CLOEXEC, 3);
	if (term.caught < 0)
		term.caught = memfd_create("stderr", MFD_CLOEXEC);
	if (term.old_stderr >= 0 && term.caught >= 0)
		dup2(term.caught, 2);
}

static void stderr_release(void)
{
	char buf[4096];
	ssize_t n;
	off_t at = 0;

	if (term.old_stderr < 0)
		return;
	fflush(stderr);
	dup2(term.old_stderr, 2);
	close(term.old_stderr);
	term.old_stderr = -1;
	while (term.caught >= 0 && (n = pread(term.caught, buf, sizeof buf, at)) > 0) {
		if (write(2, buf, (size_t)n) != n)
			break;
		at += n;
	}
	if (term.caught >= 0)
		close(term.caught);
	term.caught = -1;
}

/* OSC sequences are printed as text by the Linux console and by old hardware. */
static bool knows_titles(void)
{
	static const char *const no[] = {"linux", "vt", "cons", "ansi", "dumb", "sun", "wy"};
	const char *t = getenv("TERM");

	for (size_t i = 0; t && i < sizeof no / sizeof *no; i++)
		if (!strncmp(t, no[i], strlen(no[i])) && strncmp(t, "vte", 3))
			return false;
	return t != NULL;
}

static void modes_on(void)
{
	send_text("\033[?2004h");
	if (term.mouse)
		send_text("\033[?1000h\033[?1006h");
}

/* What undoes all that was done to the terminal, for one who has no time. */
static void rescue_ready(void)
{
	rescue_add("\033[?1006l\033[?1000l\033[?2004l\033[?25h\033[m");
	rescue_add(exit_ca_mode ? exit_ca_mode : "\033[999;1H\n");
	if (term.titles)
		rescue_add("\033[23;2t");
	rescue_arm(term.caught, term.old_stderr);
}

static void modes_off(void)
{
	if (term.mouse)
		send_text("\033[?1006l\033[?1000l");
	send_text("\033[?2004l\033[?25h");
}

static bool window_size(int *rows, int *cols)
{
	struct winsize w;

	if (ioctl(term.out, TIOCGWINSZ, &w) != 0 || !w.ws_row || !w.ws_col)
		return false;
	*rows = w.ws_row;
	*cols = w.ws_col;
	return true;
}

/* Asked first, because a newterm() that fails leaves its memory behind, and one on a "terminal" without a cursor to
 * place, like dumb, succeeds and shows nothing. */
static bool is_known(const char *name)
{
	int problem = 0;
	bool known;

	if (!name || !*name || setupterm(name, term.out, &problem) != OK)
		return false;
	known = cursor_address != NULL;
	del_curterm(cur_term);
	return known;
}

/* newterm() on the terminal named by $TERM, or on xterm-256color where curses does not know the name. */
static bool open_screen(void)
{
	static const char usual[] = "xterm-256color";
	const char *name = getenv("TERM");
	bool known = is_known(name);

	unsetenv("LINES"); /* the window's own size is meant, whatever a shell has exported */
	unsetenv("COLUMNS");
	/* curses closes neither file, and keeps only the descriptors */
	term.in_file = fdopen(fcntl(term.in, F_DUPFD_CLOEXEC, 3), "r");
	term.out_file = fdopen(fcntl(term.out, F_DUPFD_CLOEXEC, 3), "w");
	if (!term.in_file || !term.out_file || (!known && !is_known(usual)))
		return false;
	term.screen = newterm(known ? name : usual, term.out_file, term.in_file);
	if (term.screen && !known)
		advise(W_TERM_UNKNOWN, name && *name ? name : W_TERM_EMPTY);
	return term.screen != NULL;
}

static void files_close(void)
{
	if (term.in_file)
		fclose(term.in_file);
	if (term.out_file)
		fclose(term.out_file);
	term.in_file = term.out_file = NULL;
}

int term_start(const struct term_options *o, char *why, size_t cap)
{
	int rows = 24, cols = 80, wide;

	set_locale();
	if (!open_tty()) {
		snprintf(why, cap, "%s", W_TERM_NO_TTY);
		return -1;
	}
	rescue_prepare(term.in, term.out);
	asked_leave = 0;
	term.gone = false;
	term.mouse = o->mouse;
	signals_on();
	wide = o->ambiguous ? o->ambiguous : probe();
	text_set_ambiguous(wide == 2 ? 2 : 1);
	if (wide == 2)
		advise(W_TERM_WIDE "%s", "");
	window_size(&rows, &cols);
	if (!open_screen()) {
		const char *name = getenv("TERM");

		signals_off();
		files_close();
		close_tty();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(why, cap, W_TERM_NO_SCREEN, name ? name : W_TERM_EMPTY);
#pragma GCC diagnostic pop
		return -1;
	}
	stderr_catch();
	term.on = true;
	term.rows = rows;
	term.cols = cols;
	endwin(); /* out of the initial state, see above */
	resize_term(rows, cols); /* as we were told, should it have been another a moment later */
	raw();
	noecho();
	nonl();
	typeahead(-1);
	idlok(stdscr, TRUE);
	theme_start(o->theme);
	term.titles = knows_titles();
	if (term.titles)
		send_text("\033[22;2t");
	draw_start();
	input_start();
	rescue_ready();
	doupdate();
	modes_on();
	return 0;
}

void term_end(void)
{
	if (!term.on)
		return;
	term.on = false;
	if (!term.paused) {
		modes_off();
		endwin();
		if (term.titles)
			send_text("\033[23;2t");
	}
	rescue_disarm();
	term.paused = false;
	stderr_release();
	input_end();
	signals_off();
	files_close();
	close_tty();
	/* The SCREEN stays: delscreen() after endwin() gains nothing at the end of a process. */
}

void term_pause(void)
{
	if (!term.on || term.paused)
		return;
	modes_off();
	endwin();
	rescue_disarm();
	fflush(stderr);
	if (term.old_stderr >= 0)
		dup2(term.old_stderr, 2);
	term.paused = true;
}

void term_resume(void)
{
	if (!term.on || !term.paused)
		return;
	term.paused = false;
	if (term.caught >= 0)
		dup2(term.caught, 2);
	term_woken();
}

void term_woken(void)
{
	if (!term.on || term.paused)
		return;
	rescue_arm(term.caught, term.old_stderr);
	reset_prog_mode();
	draw_lost();
	doupdate();
	modes_on();
	asked_resize = 1;
}

void term_suspend(void)
{
	struct sigaction plain = {.sa_handler = SIG_DFL}, ours;

	term_pause();
	sigaction(SIGTSTP, &plain, &ours);
	kill(0, SIGTSTP); /* the whole job, as Ctrl-Z; the kernel refuses where nobody could continue it */
	sigaction(SIGTSTP, &ours, NULL);
	asked_continue = asked_stop = 0;
	term_resume();
}

bool term_take_size(void)
{
	int rows = term_rows(), cols = term_cols();

	if (!term.on || !window_size(&rows, &cols) || (rows == term.rows && cols == term.cols))
		return false;
	term.rows = rows;
	term.cols = cols;
	resize_term(rows, cols);
	draw_redraw();
	return true;
}

/* ---- small things ---- */

int term_rows(void)
{
	return term.on ? LINES : 24;
}

int term_cols(void)
{
	return term.on ? COLS : 80;
}

void term_set_mouse(bool on)
{
	if (term.on && on != term.mouse)
		send_text(on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
	term.mouse = on;
}

void term_bell(void)
{
	if (term.on)
		send_text("\a");
}

void term_set_title(const char *text)
{
	struct buffer b = {0};
	char *clean;

	if (!term.on || !term.titles)
		return;
	clean = xstrdup(text);
	text_clean(clean, false);
	buffer_printf(&b, "\033]2;%s\a", clean);
	term_raw_write(b.s, b.n);
	free(clean);
	buffer_free(&b);
}

bool term_copy(const char *text, size_t n)
{
	static const char digits[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	struct buffer b = {0};

	if (!term.on || !term.titles || n > COPY_LIMIT)
		return false;
	buffer_text(&b, "\033]52;c;");
	for (size_t i = 0; i < n; i += 3) {
		unsigned v = (unsigned char)text[i] * 65536u;
		size_t left = n - i;

		if (left > 1)
			v += (unsigned char)text[i + 1] * 256u;
		if (left > 2)
			v += (unsigned char)text[i + 2];
		buffer_byte(&b, digits[v >> 18]);
		buffer_byte(&b, digits[v >> 12 & 63]);
		buffer_byte(&b, left > 1 ? digits[v >> 6 & 63] : '=');
		buffer_byte(&b, left > 2 ? digits[v & 63] : '=');
	}
	buffer_byte(&b, '\a');
	term_raw_write(b.s, b.n);
	buffer_free(&b);
	return true;
}

const char *term_advice(void)
{
	return term.advice;
}
