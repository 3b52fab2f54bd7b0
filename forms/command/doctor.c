/* doctor.c - zwgk doctor: what of terminal, file, calendar and machine is in order, and what to do about the rest. */
#include "forms/command/inside.h"

#include <fcntl.h>
#include <jansson.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "forms/reader/encoding.h"
#include "forms/words.h"
#include "store/file/place.h"
#include "store/view/facts.h"

enum level { FINE, NOTE, WRONG };
struct doctor {
	json_t *list; /* NULL: as lines */
	int wrong;
};

static void say(struct doctor *d, const char *id, enum level level, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
static void say(struct doctor *d, const char *id, enum level level, const char *format, ...)
{
	static const char *const words[] = {W_DOCTOR_FINE, W_DOCTOR_NOTE, W_DOCTOR_WRONG}, *const keys[] = {"ok", "note", "bad"};
	char text[2048];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	d->wrong += level == WRONG;
	if (d->list)
		json_array_append_new(
		        d->list, json_pack("{s:s,s:s,s:s}", "id", id, "level", keys[level], "text", text));
	else
		printf("%s  %s\n", words[level], text);
}

static void say_error(struct doctor *d, const char *id, enum level level, const struct error *e)
{
	char sentence[1400];

	say(d, id, level, "%s", error_sentence(e, sentence, sizeof sentence));
}

/* ---- the terminal ---- */

static void locale(struct doctor *d)
{
	const char *set = setlocale(LC_CTYPE, "");
	bool utf8 = set && !strcmp(nl_langinfo(CODESET), "UTF-8");
	char name[64];

	snprintf(name, sizeof name, "%s", set ? set : "C");
	if (utf8)
		say(d, "locale", FINE, W_DOCTOR_LOCALE, name);
	else if (setlocale(LC_CTYPE, "C.UTF-8"))
		say(d, "locale", NOTE, W_DOCTOR_LOCALE_OTHER, name);
	else
		say(d, "locale", WRONG, "%s", W_DOCTOR_LOCALE_NONE);
	if (text_columns("\xe4\xb8\xad") != 2)
		say(d, "width", WRONG, "%s", W_DOCTOR_WIDTH_TABLE);
}

/* How many columns the terminal moves for …, asked with a cursor report; 0: it does not answer. */
static int probe(int fd)
{
	static const char ask[] = "\r\xe2\x80\xa6\033[6n";
	struct termios before, raw;
	struct pollfd p = {.fd = fd, .events = POLLIN};
	char answer[64];
	size_t n = 0;
	int row = 0, column = 0;

	if (tcgetattr(fd, &before))
		return 0;
	raw = before;
	cfmakeraw(&raw);
	raw.c_oflag = before.c_oflag;
	tcsetattr(fd, TCSAFLUSH, &raw);
	if (write(fd, ask, sizeof ask - 1) == (ssize_t)sizeof ask - 1)
		while (n + 1 < sizeof answer && poll(&p, 1, 400) == 1 && read(fd, answer + n, 1) == 1 &&
		        answer[n++] != 'R')
			;
	answer[n] = '\0';
	if (write(fd, "\r\033[K", 4) != 4)
		n = 0;
	tcsetattr(fd, TCSAFLUSH, &before);
	const char *escape = strchr(answer, '\033');
	return n && escape && sscanf(escape, "\033[%d;%dR", &row, &column) == 2 && column > 1 ? column - 1 : 0;
}

static void terminal(struct doctor *d)
{
	struct winsize w = {0};
	const char *term = getenv("TERM");
	int fd = isatty(STDOUT_FILENO) ? open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY) : -1;

	if (fd < 0 || ioctl(fd, TIOCGWINSZ, &w)) {
		say(d, "terminal", NOTE, "%s", W_DOCTOR_NO_TERMINAL);
	} else if (!term || !*term || !strcmp(term, "dumb")) {
		say(d, "terminal", WRONG, "%s", W_DOCTOR_TERM);
	} else {
		bool small = w.ws_col < 80 || w.ws_row < 24;

		say(d, "terminal", small ? NOTE : FINE, small ? W_DOCTOR_TERM_SMALL : W_DOCTOR_TERM_FINE, term,
		        w.ws_col, w.ws_row);
		int columns = probe(fd);
		if (columns == 1)
			say(d, "ambiguous", FINE, "%s", W_DOCTOR_NARROW);
		else if (columns == 2)
			say(d, "ambiguous", NOTE, "%s", W_DOCTOR_WIDE);
		else
			say(d, "ambiguous", NOTE, "%s", W_DOCTOR_UNKNOWN_WIDTH);
	}
	if (fd >= 0)
		close(fd);
}

static void conversion(struct doctor *d)
{
	struct error e;
	struct buffer out = {0};
	struct encoder *x = encoder_new(ENCODING_GB18030);

	encoder_feed(x, "\xe4\xb8\xad", 3, &out);
	if (encoder_verdict(x, &e))
		say_error(d, "gb18030", WRONG, &e);
	else
		say(d, "gb18030", FINE, "%s", W_DOCTOR_GB18030);
	encoder_free(&x);
	buffer_free(&out);
}

/* ---- the desk ---- */

static void calendar(struct doctor *d, struct desk *k)
{
	int year, month, day, last = calendar_last_year(desk_calendar(k));

	day_split(desk_today(k), &year, &month, &day);
	if (last < year)
		say(d, "calendar", WRONG, W_DOCTOR_CALENDAR_OLD, last, year);
	else if (last == year && month >= 11)
		say(d, "calendar", NOTE, W_DOCTOR_CALENDAR_SOON, last, year + 1);
	else
		say(d, "calendar", FINE, W_DOCTOR_CALENDAR, last);
}

static void people(struct doctor *d, struct desk *k, const struct desk_facts *f)
{
	struct post_gap *gaps = NULL;
	struct error e;
	int n = 0, gaps_of_roles = 0;

	if (!f->admins)
		say(d, "admin", WRONG, "%s", W_DOCTOR_NO_ADMIN);
	if (f->without_pass)
		say(d, "passphrase", NOTE, W_DOCTOR_NO_PASS, f->without_pass);
	enum z z = post_check(k, &gaps, &n, &e);
	for (int i = 0; !z && i < n; i++)
		if (gaps[i].role) {
			say(d, gaps[i].role == ROLE_PUBLISH ? "publisher" : "clerk", NOTE, W_DOCTOR_NO_ROLE,
			        role_text(gaps[i].role));
			gaps_of_roles++;
		}
	if (z)
		say_error(d, "posts", WRONG, &e);
	else if (n > gaps_of_roles)
		say(d, "posts", NOTE, W_DOCTOR_GAPS, n - gaps_of_roles);
	else
		say(d, "posts", FINE, "%s", W_DOCTOR_POSTS);
	free(gaps);
}

static void file(struct doctor *d, const struct desk_facts *f)
{
	say(d, "journal", FINE, !strcmp(f->journal, "wal") ? W_DOCTOR_WAL : W_DOCTOR_ROLLBACK, f->sqlite);
	if (f->free_bytes < 0)
		say(d, "disk", NOTE, "%s", W_DOCTOR_DISK_UNKNOWN);
	else if (f->free_bytes < 200ll << 20)
		say(d, "disk", WRONG, W_DOCTOR_DISK_LOW, (long long)(f->free_bytes >> 20));
	else
		say(d, "disk", FINE, W_DOCTOR_DISK, (long long)(f->free_bytes >> 20));
	if (*f->newest_backup)
		say(d, "backup", FINE, W_DOCTOR_BACKUP, f->newest_backup);
	else
		say(d, "backup", NOTE, "%s", W_DOCTOR_NO_BACKUP);
}

static void desk(struct call *c, struct doctor *d)
{
	struct error e, warning;
	struct desk_facts f;
	bool safe;
	char *path = command_desk_path(c->option[OPT_DB]);
	enum z z;

	if (!place_exists(path)) {
		say(d, "desk", NOTE, W_DOCTOR_NO_DESK, path);
		say(d, "sqlite", FINE, W_DOCTOR_SQLITE, facts_sqlite(&safe));
		free(path);
		return;
	}
	z = desk_open(path, DESK_READ | (call_has(c, OPT_NETWORK) ? DESK_NETWORK : 0), &c->desk, &warning, &e);
	if (z) {
		say_error(d, "desk", WRONG, &e);
		free(path);
		return;
	}
	desk_read_patience(c->desk, 10000);
	say(d, "desk", FINE, W_DOCTOR_DESK, path);
	if (warning.kind != Z_OK)
		say_error(d, "history", WRONG, &warning);
	if (call_has(c, OPT_NETWORK))
		say(d, "network", NOTE, "%s", W_DOCTOR_NETWORK);
	if (desk_facts(c->desk, &f, &e)) {
		say_error(d, "file", WRONG, &e);
	} else {
		file(d, &f);
		people(d, c->desk, &f);
	}
	calendar(d, c->desk);
	free(path);
}

/* ---- ssh: a key decides who one is, and leads nowhere but into the desk ---- */

/* The login behind --as in command="...", "" without one. */
static void forced_login(const char *line, char login[64])
{
	const char *s = strstr(line, "command=\"");

	login[0] = '\0';
	s = s ? strstr(s, "--as") : NULL;
	if (!s)
		return;
	s += 4;
	s += strspn(s, " =");
	snprintf(login, 64, "%.*s", (int)strcspn(s, " \"\\"), s);
}

static void key_line(struct doctor *d, struct desk *k, const char *line, int number)
{
	char login[64];
	const char *command = strstr(line, "command=\"");

	if (!command || !strstr(command, "zwgk")) {
		say(d, "ssh", NOTE, W_DOCTOR_SSH_OPEN, number);
		return;
	}
	forced_login(line, login);
	if (!*login)
		say(d, "ssh", WRONG, W_DOCTOR_SSH_NO_AS, number);
	else if (k && !officer_by_login(k, login))
		say(d, "ssh", WRONG, W_DOCTOR_SSH_UNKNOWN, number, login);
	else if (strncmp(line, "restrict", 8) && !strstr(line, ",restrict") && !strstr(line, "no-port-forwarding"))
		say(d, "ssh", NOTE, W_DOCTOR_SSH_RESTRICT, number, login);
	else
		say(d, "ssh", FINE, W_DOCTOR_SSH_FINE, number, login);
}

static void ssh(struct call *c, struct doctor *d)
{
	const char *home = getenv("HOME");
	struct buffer path = {0};
	struct stat st;
	char *line = NULL;
	size_t room = 0;
	FILE *in;
	bool ours = false;

	buffer_printf(&path, "%s/.ssh/authorized_keys", home ? home : "/");
	in = fopen(path.s, "re");
	/* Keys of people who work in a shell are nobody's business: only where one of them leads to the desk. */
	while (in && getline(&line, &room, in) > 0)
		ours = ours || strstr(line, "zwgk");
	if (in && ours) {
		if (fstat(fileno(in), &st) == 0 && st.st_mode & 022)
			say(d, "ssh", WRONG, W_DOCTOR_SSH_RIGHTS, path.s, path.s);
		rewind(in);
		for (int n = 1; getline(&line, &room, in) > 0; n++)
			if (line[strspn(line, " \t\r\n")] && line[strspn(line, " \t")] != '#')
				key_line(d, c->desk, line, n);
	}
	if (in)
		fclose(in);
	free(line);
	buffer_free(&path);
}

int command_doctor(struct call *c)
{
	struct error e;
	struct doctor d = {0};
	enum call_format f;
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_JSON, &f, &e);

	if (z)
		return call_misuse(c, &e);
	if (f == FORMAT_JSON)
		d.list = json_array();
	locale(&d);
	terminal(&d);
	conversion(&d);
	desk(c, &d);
	ssh(c, &d);
	if (d.list)
		print_json(json_pack("{s:b,s:o}", "ok", !d.wrong, "checks", d.list));
	if (!d.wrong)
		return STATUS_DONE;
	refuse(&e, R_DOCTOR_FOUND, number_text(d.wrong).s);
	return call_fail(&e);
}
