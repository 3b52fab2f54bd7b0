/* child.c - see child.h. */
#include "tui/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/file/place.h"

extern char **environ;

enum { HIGH_FD = 16 }; /* our ends stand above what the child gets */

/* ------------------------------------------------------------ pipes */
/* A pipe whose both ends stand high and are closed by exec. */
static bool high_pipe(int fd[2])
{
	int low[2];
	if (pipe2(low, O_CLOEXEC))
		return false;
	for (int i = 0; i < 2; i++) {
		fd[i] = fcntl(low[i], F_DUPFD_CLOEXEC, HIGH_FD);
		close(low[i]);
	}
	return fd[0] >= 0 && fd[1] >= 0;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void start_reading(struct pipe_in *p, int fd)
{
	p->fd = fd;
	fcntl(fd, F_SETFL, O_NONBLOCK);
}

static void read_some(struct pipe_in *p)
{
	char chunk[8192];
	while (p->fd >= 0) {
		ssize_t n = read(p->fd, chunk, sizeof chunk);
		if (n > 0) {
			if (p->text.n + (size_t)n <= CHILD_OUT_MAX)
				buffer_add(&p->text, chunk, (size_t)n);
			continue;
		}
		if (n < 0 && errno == EINTR)
			continue;
		if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
			close_fd(&p->fd);
		return;
	}
}

/* Lines "done all": the last whole one counts. */
static void read_progress(struct child *c)
{
	struct buffer *b = &c->progress.text;
	read_some(&c->progress);
	char *end = b->n ? memrchr(b->s, '\n', b->n) : NULL;
	if (!end)
		return;
	*end = '\0';
	const char *line = strrchr(b->s, '\n');
	long long done, all;
	if (sscanf(line ? line + 1 : b->s, "%lld %lld", &done, &all) == 2 && done >= 0 && all >= 0) {
		c->done = done;
		c->all = all;
	}
	size_t rest = b->n - (size_t)(end + 1 - b->s);
	memmove(b->s, end + 1, rest);
	b->n = rest;
	b->s[rest] = '\0';
}

/* ------------------------------------------------------------ start */
struct ends {
	int out[2], err[2], progress[2], secret[2];
};

static int start(pid_t *pid, const char *const argv[], const struct ends *p, bool secret)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, all;
	union {
		const char *const *in;
		char *const *out;
	} words = {argv}; /* posix_spawnp does not write them */
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, p->out[1], 1);
	posix_spawn_file_actions_adddup2(&files, p->err[1], 2);
	posix_spawn_file_actions_adddup2(&files, p->progress[1], CHILD_PROGRESS_FD);
	if (secret)
		posix_spawn_file_actions_adddup2(&files, p->secret[0], CHILD_SECRET_FD);
	posix_spawnattr_init(&how);
	/* What the terminal sends us is not for it; our handlers and masks are not its own. */
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
	posix_spawnattr_setpgroup(&how, 0);
	posix_spawnattr_setsigdefault(&how, &all);
	posix_spawnattr_setsigmask(&how, &none);
	int number = posix_spawnp(pid, argv[0], &files, &how, words.out, environ);
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return number;
}

enum z child_start(struct child *c, const char *const argv[], const char *secret, struct error *e)
{
	struct ends p = {{-1, -1}, {-1, -1}, {-1, -1}, {-1, -1}};
	int number = 0;
	*c = (struct child){.out = {.fd = -1}, .err = {.fd = -1}, .progress = {.fd = -1}};
	if (!high_pipe(p.out) || !high_pipe(p.err) || !high_pipe(p.progress) || !high_pipe(p.secret))
		number = errno;
	else
		number = start(&c->pid, argv, &p, secret != NULL);
	close_fd(&p.out[1]);
	close_fd(&p.err[1]);
	close_fd(&p.progress[1]);
	close_fd(&p.secret[0]);
	if (number) {
		char why[64];
		close_fd(&p.out[0]);
		close_fd(&p.err[0]);
		close_fd(&p.progress[0]);
		close_fd(&p.secret[1]);
		c->ended = true;
		return refuse(e, R_JOB_START, os_error_text(number, why));
	}
	if (secret) { /* a line fits into any pipe; a child that is gone already is noticed later */
		void (*before)(int) = signal(SIGPIPE, SIG_IGN);
		ssize_t wrote = write(p.secret[1], secret, strlen(secret));
		(void)wrote;
		signal(SIGPIPE, before);
	}
	close_fd(&p.secret[1]);
	start_reading(&c->out, p.out[0]);
	start_reading(&c->err, p.err[0]);
	start_reading(&c->progress, p.progress[0]);
	return Z_OK;
}

/* ------------------------------------------------------------ while it runs */
static void reap(struct child *c, int options)
{
	int status;
	pid_t got;
	do
		got = waitpid(c->pid, &status, options);
	while (got < 0 && errno == EINTR);
	if (got == 0)
		return;
	c->ended = true;
	c->status = got < 0 ? 128 : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool child_look(struct child *c)
{
	if (!c->ended)
		reap(c, WNOHANG); /* before reading: what it wrote last is then there */
	bool ended = c->ended;
	read_some(&c->out);
	read_some(&c->err);
	read_progress(c);
	return ended && c->out.fd < 0 && c->err.fd < 0;
}

void child_stop(struct child *c, bool hard)
{
	close_fd(&c->progress.fd); /* nobody wants it any more */
	if (!c->ended)
		kill(c->pid, hard ? SIGKILL : SIGTERM);
}

void child_wait(struct child *c)
{
	if (!c->ended)
		reap(c, 0);
}

void child_free(struct child *c)
{
	close_fd(&c->out.fd);
	close_fd(&c->err.fd);
	close_fd(&c->progress.fd);
	buffer_free(&c->out.text);
	buffer_free(&c->err.text);
	buffer_free(&c->progress.text);
}
