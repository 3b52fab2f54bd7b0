/* desk.c - a directory, the program's commands in it, and files; see desk.h. */
#include "tests/desk.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include <jansson.h>

#include "store/base/memory.h"
#include "tests/vth.h"

enum { PATHS = 8, COMMANDS = 64, VARIABLES = 64, PATIENCE_MS = 15000 };

struct desk {
	char dir[128];
	char db[160];
	char *path[PATHS];
	int next_path;
	char *env[VARIABLES + 1]; /* NULL-ended */
	pid_t pid[COMMANDS];
	int started;
	char *out, *err;
	size_t out_bytes;
};

static const char *keep_path(char *slots[PATHS], int *next, const char *folder, const char *name)
{
	struct buffer b = {0};
	int i = *next;

	buffer_printf(&b, "%s/%s", folder, name);
	free(slots[i]);
	slots[i] = buffer_take(&b);
	*next = (i + 1) % PATHS;
	return slots[i];
}

const char *tree_path(const char *name)
{
	static char *slots[PATHS];
	static int next;
	char here[4096];
	const char *tree = getenv("ZWGK_TREE");

	if (!tree)
		tree = getcwd(here, sizeof here); /* absolute: commands run in other directories */
	return keep_path(slots, &next, tree ? tree : ".", name);
}

const char *zwgk_program(void)
{
	const char *program = getenv("ZWGK_BIN");

	return program ? program : "./.build/zwgk";
}

/* ---- the directory ---- */

struct desk *desk_open(void)
{
	static const char *const inside[] = {"HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
		"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"};
	const char *tmp = getenv("TMPDIR");
	struct desk *d = xalloc(sizeof *d);

	if (access("/dev/shm", W_OK) == 0)
		tmp = "/dev/shm";
	snprintf(d->dir, sizeof d->dir, "%s/zwgk-test-XXXXXX",
		tmp && strlen(tmp) < 64 ? tmp : "/tmp");
	if (!mkdtemp(d->dir))
		fail_msg("%s: %s", d->dir, strerror(errno));
	snprintf(d->db, sizeof d->db, "%s/desk.db", d->dir);
	for (size_t i = 0; i < sizeof inside / sizeof *inside; i++) {
		const char *path = desk_path(d, inside[i]);

		if (mkdir(path, 0700))
			fail_msg("%s: %s", path, strerror(errno));
		desk_env(d, inside[i], path);
	}
	desk_env(d, "ZWGK_DB", d->db);
	desk_env(d, "LC_ALL", "C.UTF-8");
	desk_env(d, "TMPDIR", d->dir);
	return d;
}

struct desk *desk_open_test(void)
{
	struct desk *d = desk_open();

	desk_env(d, "ZWGK_NOW", "2026-11-20T09:12:00");
	assert_int_equal(zwgk(d, "init", "--test"), 0);
	return d;
}

const char *desk_path_kept(struct desk *d, const char *name)
{
	static char path[256];

	snprintf(path, sizeof path, "%s", desk_path(d, name));
	return path;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

void desk_close(struct desk **pd)
{
	struct desk *d = *pd;

	if (!d)
		return;
	nftw(d->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	for (int i = 0; i < PATHS; i++)
		free(d->path[i]);
	for (int i = 0; d->env[i]; i++)
		free(d->env[i]);
	free(d->out);
	free(d->err);
	free(d);
	*pd = NULL;
}

const char *desk_dir(const struct desk *d)
{
	return d->dir;
}

const char *desk_db(const struct desk *d)
{
	return d->db;
}

const char *desk_path(struct desk *d, const char *name)
{
	return keep_path(d->path, &d->next_path, d->dir, name);
}

void desk_env(struct desk *d, const char *name, const char *value)
{
	struct buffer b = {0};
	size_t n = strlen(name);
	int i = 0;

	while (d->env[i] && (strncmp(d->env[i], name, n) || (d->env[i][n] && d->env[i][n] != '=')))
		i++;
	if (i == VARIABLES)
		fail_msg("too many variables: %s", name);
	buffer_text(&b, name);
	if (value)
		buffer_printf(&b, "=%s", value);
	free(d->env[i]);
	d->env[i] = buffer_take(&b);
}

const char *const *desk_environment(const struct desk *d)
{
	return (const char *const *)d->env;
}

/* ---- commands ---- */

/* Output goes to files, not to pipes: nothing can block, whatever is started at the same time. */
static const char *stream_path(struct desk *d, int number, const char *which)
{
	char name[64];

	snprintf(name, sizeof name, ".command-%d-%s", number, which);
	return desk_path(d, name);
}

static void redirect(int to, const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd < 0 || dup2(fd, to) < 0)
		_exit(126);
	if (fd != to)
		close(fd);
}

static void become(struct desk *d, int number, const char *const argv[])
{
	extern char **environ;
	const char *in = stream_path(d, number, "in");
	char **arguments;
	size_t n = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	redirect(0, file_exists(in) ? in : "/dev/null", O_RDONLY);
	redirect(1, stream_path(d, number, "out"), O_WRONLY | O_CREAT | O_TRUNC);
	redirect(2, stream_path(d, number, "err"), O_WRONLY | O_CREAT | O_TRUNC);
	close_range(3, ~0U, 0);
	signal(SIGPIPE, SIG_DFL);
	for (char **e = environ; *e;) {
		char name[128];
		const char *eq = strchr(*e, '=');

		if (strncmp(*e, "ZWGK_", 5) || !eq || (size_t)(eq - *e) >= sizeof name) {
			e++;
			continue;
		}
		snprintf(name, sizeof name, "%.*s", (int)(eq - *e), *e);
		unsetenv(name);
		e = environ;
	}
	for (int i = 0; d->env[i]; i++)
		if (strchr(d->env[i], '='))
			putenv(d->env[i]);
		else
			unsetenv(d->env[i]);
	while (argv[n])
		n++;
	arguments = xalloc((n + 1) * sizeof *arguments);
	for (size_t i = 0; i < n; i++)
		arguments[i] = xstrdup(argv[i]);
	execvp(arguments[0], arguments);
	_exit(127);
}

static int start(struct desk *d, const char *const argv[])
{
	int number = d->started++;
	pid_t pid;

	if (number == COMMANDS) /* what was waited for long ago can be forgotten */
		number = 0, d->started = 1;
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		fail_msg("fork: %s", strerror(errno));
	if (pid == 0)
		become(d, number, argv);
	d->pid[number] = pid;
	return number;
}

static int start_program(struct desk *d, const char *const arguments[])
{
	const char *argv[64] = {zwgk_program()};
	char full[4096];
	int n = 1;

	while (*arguments && n < 63)
		argv[n++] = *arguments++;
	if (*arguments)
		fail_msg("too many arguments");
	if (!realpath(argv[0], full))
		fail_msg("%s: %s (set ZWGK_BIN)", argv[0], strerror(errno));
	argv[0] = full;
	return start(d, argv);
}

int desk_start(struct desk *d, const char *const arguments[])
{
	return start_program(d, arguments);
}

pid_t desk_pid(const struct desk *d, int number)
{
	return d->pid[number];
}

int desk_wait(struct desk *d, int number)
{
	const long patience = vth_patient(PATIENCE_MS);
	struct pollfd p = {.fd = pidfd_open(d->pid[number], 0), .events = POLLIN};
	int status = 0, ready;

	if (p.fd < 0)
		fail_msg("command %d is not running", number);
	ready = poll(&p, 1, (int)patience);
	close(p.fd);
	if (ready != 1)
		kill(d->pid[number], SIGKILL);
	waitpid(d->pid[number], &status, 0);
	free(d->out);
	free(d->err);
	d->out = file_read(stream_path(d, number, "out"), &d->out_bytes);
	d->err = file_read(stream_path(d, number, "err"), NULL);
	unlink(stream_path(d, number, "in"));
	unlink(stream_path(d, number, "out"));
	unlink(stream_path(d, number, "err"));
	if (ready != 1)
		fail_msg("the command did not end in %ld s; it printed: %s%s", patience / 1000,
			d->out, d->err);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int desk_run(struct desk *d, const char *const arguments[])
{
	return desk_wait(d, start_program(d, arguments));
}

int desk_command(struct desk *d, const char *const argv[])
{
	return desk_wait(d, start(d, argv));
}

void desk_input(struct desk *d, const char *bytes, size_t n)
{
	file_write(stream_path(d, d->started % COMMANDS, "in"), bytes, n);
}

const char *desk_out(const struct desk *d)
{
	return d->out ? d->out : "";
}

size_t desk_out_bytes(const struct desk *d)
{
	return d->out_bytes;
}

struct json_t *desk_json(const struct desk *d)
{
	json_error_t e;
	json_t *j = json_loads(desk_out(d), 0, &e);

	if (!j)
		fail_msg("no JSON (%s, line %d):\n%s%s", e.text, e.line, desk_out(d), desk_err(d));
	return j;
}

const char *desk_err(const struct desk *d)
{
	return d->err ? d->err : "";
}

/* ---- assertions ---- */

void assert_contains_(const char *text, const char *part, bool wanted, const char *file, int line)
{
	if ((strstr(text, part) != NULL) == wanted)
		return;
	print_error("%s “%s” in:\n%s\n", wanted ? "there is no" : "there must be no", part, text);
	_fail(file, line);
}

static void print_difference(const char *kept, const char *text)
{
	for (int line = 1; *kept || *text; line++) {
		int a = (int)strcspn(kept, "\n"), b = (int)strcspn(text, "\n");

		if (a != b || memcmp(kept, text, (size_t)a))
			print_error("%3d kept %.*s\n    now  %.*s\n", line, a, kept, b, text);
		kept += a + (kept[a] == '\n');
		text += b + (text[b] == '\n');
	}
}

bool same_text(const char *what, const char *kept, const char *text)
{
	if (!strcmp(kept, text))
		return true;
	print_error("%s:\n", what);
	print_difference(kept, text);
	return false;
}

bool same_as_kept(const char *name, const char *text)
{
	const char *path = tree_path(name);

	if (getenv("ZWGK_KEEP")) {
		file_write_text(path, text);
		return true;
	}
	if (!file_exists(path)) {
		print_error("%s does not exist; ZWGK_KEEP=1 writes it.  Now:\n%s", path, text);
		return false;
	}
	char *kept = file_read(path, NULL);
	bool same = same_text(name, kept, text);
	free(kept);
	return same;
}

void assert_kept_(const char *name, const char *text, const char *file, int line)
{
	if (!same_as_kept(name, text))
		_fail(file, line);
}
