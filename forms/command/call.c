/* call.c - what every verb needs: sentences, options, the desk's place, who runs it, secrets, progress.
 * Must not know what any verb does. */
#include "forms/command/span.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "forms/words.h"

/* ---- sentences ---- */

int call_fail(const struct error *e)
{
	call_warn(e);
	return STATUS_REFUSED;
}

void call_warn(const struct error *e)
{
	char sentence[1400];

	fflush(stdout);
	fprintf(stderr, "%s\n", error_sentence(e, sentence, sizeof sentence));
}

enum z call_word(const char *word, const char *allowed, struct error *e)
{
	return *word ? refuse(e, R_WORD_BAD, word, allowed) : refuse(e, R_WORD_CHOOSE, allowed);
}

enum z call_output(struct error *e)
{
	return fflush(stdout) || ferror(stdout) ? refuse(e, R_OUTPUT_LOST) : Z_OK;
}

/* ---- options ---- */

enum z call_format(const struct call *c, unsigned allowed, enum call_format *f, struct error *e)
{
	static const char *const names[] = {"table", "csv", "json"};
	const char *s = c->option[OPT_FORMAT];
	struct buffer all = {0};

	*f = FORMAT_TABLE;
	if (!s)
		return Z_OK;
	for (int i = 0; i < 3; i++) {
		if (!(allowed >> i & 1))
			continue;
		if (!strcmp(s, names[i])) {
			*f = (enum call_format)i;
			buffer_free(&all);
			return Z_OK;
		}
		buffer_printf(&all, "%s%s", all.n ? W_LIST_COMMA : "", names[i]);
	}
	refuse(e, R_OPTION_BAD, "--format", s, all.s);
	buffer_free(&all);
	return Z_INVALID;
}

enum z call_number(const struct call *c, enum option o, long low, long high, long otherwise, long *n, struct error *e)
{
	static const char *const names[] = {
#define OPTION(id, name, value, text) name,
#include "forms/command.def"
	};
	const char *s = c->option[o];
	char *end, range[64];

	*n = otherwise;
	if (!s)
		return Z_OK;
	errno = 0;
	*n = strtol(s, &end, 10);
	if (end == s || *end || errno || *n < low || *n > high) {
		snprintf(range, sizeof range, W_CMD_RANGE, low, high);
		return refuse(e, R_OPTION_BAD, names[o], s, range);
	}
	return Z_OK;
}

/* ---- lists ---- */

static enum z asked(const struct call *c, struct figure_list *q, struct arena *words, struct error *e)
{
	const char *filter = c->option[OPT_FILTER];

	if (call_has(c, OPT_FIGURE))
		return call_figure(c, q->module, q, e);
	switch (q->module) {
	case FIGURE_OF_ITEMS:
		return item_query_parse(c->desk, filter, &q->items, words, e);
	case FIGURE_OF_TICKETS:
		return ticket_query_parse(c->desk, filter, &q->tickets, words, e);
	case FIGURE_OF_REQUESTS:
		return request_query_parse(c->desk, filter, &q->requests, words, e);
	default:
		return task_query_parse(c->desk, filter, &q->tasks, words, e);
	}
}

enum z call_list(const struct call *c, const struct figure_list *like, struct window **w, struct error *e)
{
	struct figure_list q = {.module = like->module};
	struct arena words = {0};
	enum z z = asked(c, &q, &words, e);

	q.items.sort = like->items.sort;
	q.tickets.sort = like->tickets.sort;
	q.requests.sort = like->requests.sort;
	q.tasks.sort = like->tasks.sort;
	q.items.withheld = like->items.withheld;
	if (like->items.states)
		item_query_within(&q.items, like->items.states);
	if (!z)
		z = figure_list_open(c->desk, &q, w, e);
	arena_free(&words);
	return z;
}

/* ---- being asked to stop ---- */

static volatile sig_atomic_t stopped;

static void stop(int number)
{
	(void)number;
	stopped = 1;
}

static const int stop_signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { STOP_SIGNALS = sizeof stop_signals / sizeof *stop_signals };

/* A second one ends the process at once. */
static void catch_stop(struct sigaction before[STOP_SIGNALS])
{
	struct sigaction a = {.sa_handler = stop, .sa_flags = (int)SA_RESETHAND};

	sigemptyset(&a.sa_mask);
	for (int i = 0; i < STOP_SIGNALS; i++)
		sigaction(stop_signals[i], &a, before ? &before[i] : NULL);
}

void call_catch_stop(void)
{
	catch_stop(NULL);
}

/* ---- the desk ---- */

char *command_desk_path(const char *given)
{
	struct buffer b = {0};
	const char *home;

	if (!given || !*given)
		given = getenv("ZWGK_DB");
	if (given && *given)
		return xstrdup(given);
	home = getenv("XDG_DATA_HOME");
	if (home && *home == '/') {
		buffer_printf(&b, "%s/zwgk/desk.db", home);
		return buffer_take(&b);
	}
	home = getenv("HOME");
	if (!home || *home != '/') {
		const struct passwd *pw = getpwuid(geteuid());

		home = pw ? pw->pw_dir : "/";
	}
	buffer_printf(&b, "%s/.local/share/zwgk/desk.db", home);
	return buffer_take(&b);
}

static bool waiting(void *ctx, int waited_ms)
{
	struct call *c = ctx;

	char who[128];

	if (waited_ms > 900 && !c->waited && isatty(STDERR_FILENO)) {
		if (*desk_waits_for(c->desk, who, sizeof who))
			fprintf(stderr, W_CMD_WAITING_FOR, who);
		else
			fputs(W_CMD_WAITING, stderr);
		c->waited = true;
	}
	return !stopped;
}

enum z call_open(struct call *c, int flags, struct error *e)
{
	struct error warning;
	char *path = command_desk_path(c->option[OPT_DB]);
	enum z z = desk_open(path, flags | (call_has(c, OPT_NETWORK) ? DESK_NETWORK : 0), &c->desk, &warning, e);

	free(path);
	if (z)
		return z;
	if (warning.kind != Z_OK)
		call_warn(&warning);
	desk_on_wait(c->desk, waiting, c);
	desk_read_patience(c->desk, 10000);
	return Z_OK;
}

/* ---- who ---- */

/* One line from a descriptor, byte by byte: what stands behind it may be for somebody else. */
static ssize_t read_line(int fd, char *line, size_t cap)
{
	size_t n = 0;

	for (;;) {
		char byte;
		ssize_t got = read(fd, &byte, 1);

		if (got < 0 && errno == EINTR && !stopped)
			continue;
		if (got < 0 || (got == 0 && n == 0))
			return -1;
		if (got == 0 || byte == '\n')
			break;
		if (n + 1 < cap)
			line[n++] = byte;
	}
	if (n && line[n - 1] == '\r')
		n--;
	line[n] = '\0';
	return (ssize_t)n;
}

static enum z ask_terminal(const char *prompt, char line[160], struct error *e)
{
	struct termios before, silent;
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (fd < 0 || tcgetattr(fd, &before)) {
		if (fd >= 0)
			close(fd);
		return refuse(e, R_SECRET_NO_TERMINAL);
	}
	struct sigaction was[STOP_SIGNALS];
	catch_stop(was); /* or Ctrl-C would leave a terminal that shows nothing */
	silent = before;
	silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK);
	silent.c_lflag |= ECHONL | ICANON;
	tcsetattr(fd, TCSAFLUSH, &silent);
	dprintf(fd, "%s", prompt);
	ssize_t n = read_line(fd, line, 160);
	tcsetattr(fd, TCSAFLUSH, &before);
	close(fd);
	for (int i = 0; i < STOP_SIGNALS; i++)
		sigaction(stop_signals[i], &was[i], NULL);
	return n < 0 || stopped ? refuse(e, R_FILE_CANCEL) : Z_OK;
}

enum z call_secret(const struct call *c, const char *prompt, char line[160], struct error *e)
{
	long fd;
	enum z z = call_number(c, OPT_PASSPHRASE_FD, 0, 1023, -1, &fd, e);

	if (z)
		return z;
	if (fd < 0)
		return ask_terminal(prompt, line, e);
	return read_line((int)fd, line, 160) < 0 ? refuse(e, R_SECRET_FD, number_text(fd).s) : Z_OK;
}

enum z call_login(struct call *c, struct desk *d, struct error *e)
{
	char line[160], prompt[160];
	const char *login = c->option[OPT_AS];

	if (!login)
		return desk_login_tied(d, e);
	snprintf(prompt, sizeof prompt, W_CMD_PASSPHRASE, login);
	enum z z = call_secret(c, prompt, line, e);
	if (!z)
		z = desk_login(d, login, line, e);
	explicit_bzero(line, sizeof line);
	return z;
}

bool call_confirm(const char *question, const char *word)
{
	char line[64];

	if (!isatty(STDIN_FILENO))
		return false;
	fflush(stdout);
	fputs(question, stderr);
	return read_line(STDIN_FILENO, line, sizeof line) >= 0 && !strcmp(line, word);
}

/* ---- progress ---- */

bool call_progress(void *call, int64_t done, int64_t all)
{
	struct call *c = call;
	struct timespec now;
	char line[64];
	long fd;

	if (stopped)
		return false;
	if (call_number(c, OPT_PROGRESS_FD, 0, 1023, -1, &fd, NULL) || fd < 0)
		return true;
	clock_gettime(CLOCK_MONOTONIC, &now);
	int64_t ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	if (done != all && c->told && ms - c->told < 50)
		return true;
	c->told = ms;
	int n = snprintf(line, sizeof line, "%lld %lld\n", (long long)done, (long long)all);
	return write((int)fd, line, (size_t)n) == n;
}
