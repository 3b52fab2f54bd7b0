/* command.h - the command line: what works without a screen.
 *
 * The verbs are rows of command.def.  They act under the same rules as the screen, because they call the same
 * operations; nothing is signed here.  Exit status: 0 done, 1 refused or something found (one Chinese sentence on
 * standard error), 2 wrong use. */
#ifndef FORMS_COMMAND_H
#define FORMS_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

/* What the screen is started with when no verb was given. */
struct command_start {
	const char *db;    /* --db; NULL: command_desk_path() */
	const char *login; /* --as; NULL: the tied officer */
	int ambiguous;     /* 0: probe */
	bool network;
};

/* Runs the verb that stands in argv, or --help, --version; *status is then the exit status.  false: there is no verb,
 * *s says with what the screen is to be opened.  --man is left to man, which prints command_man() and what else it
 * knows. */
bool command_run(int argc, char **argv, void (*man)(FILE *out), struct command_start *s, int *status);
/* The man page up to the commands and options. */
void command_man(FILE *out);

/* The desk's file: what was given, else $ZWGK_DB, else the place in the user's home.  The caller's. */
char *command_desk_path(const char *given);
#endif
