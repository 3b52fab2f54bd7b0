/* main.c - where the program starts: with a verb to forms/command, without one to the screen. */
#include <stdio.h>
#include <unistd.h>

#include "forms/command.h"
#include "tui/app.h"
#include "tui/words.h"

/* The keys of the screen, behind the commands; dots and backslashes of roff do not occur in them. */
static void man(FILE *out)
{
	static const struct {
		const char *label, *keys, *help;
	} rows[] = {
#define ACT(id, name, label, keys, panes, needs, permit, danger, handler, help) {label, keys, help},
#include "tui/action/action.def"
#undef ACT
	};

	command_man(out);
	fprintf(out, ".SH %s\n", W_MAN_KEYS);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		fputs(".TP\n.B ", out);
		for (const char *s = rows[i].keys; *s; s++) {
			if (*s == '\\' || *s == '-')
				fprintf(out, "\\%c", *s == '-' ? '-' : 'e');
			else
				putc(*s, out);
		}
		fprintf(out, "\n%s \\- %s\n", rows[i].label, rows[i].help);
	}
}

/* The program's own path, for the child jobs of the screen: argv[0] may be a bare name. */
static const char *own_path(const char *name)
{
	static char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

	if (n <= 0)
		return name;
	path[n] = '\0';
	return path;
}

int main(int argc, char **argv)
{
	struct command_start start;
	int status;

	if (command_run(argc, argv, man, &start, &status))
		return status;
	return app_run(&(struct app_options){.db = start.db, .login = start.login, .ambiguous = start.ambiguous,
		.network = start.network, .self = own_path(argv[0])});
}
