/* command.c - reading the command line by the tables of command.def, opening what the verb needs, running it.
 * Must not know what any verb does. */
#include "forms/command.h"

#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "forms/command/inside.h"
#include "forms/words.h"

enum needs { NOTHING, READ, LOOK, WORK };

static const struct option_row {
	const char *name, *value, *text;
} options[OPT_COUNT] = {
#define OPTION(id, name, value, text) {name, value, text},
#include "forms/command.def"
};

static const struct command_row {
	const char *name, *arguments;
	int words;
	enum needs needs;
	uint64_t options;
	int (*run)(struct call *c);
	const char *text;
} commands[VERB_COUNT] = {
#define COMMAND(id, verb, arguments, words, needs, options, handler, text) \
	{verb, arguments, words, needs, (options) | O_ALWAYS, handler, text},
#include "forms/command.def"
};

/* ---- what is printed about the command line itself ---- */

enum { HELP_COLUMNS = 80, HELP_INDENT = 26 };

/* The columns that stand already; the rows after the first are indented as far. */
static void print_prose(FILE *out, const char *s, int indent)
{
	for (size_t n; *s; s += n) {
		n = text_row(s, strlen(s), HELP_COLUMNS - indent);
		size_t shown = n;
		const char *row = text_trim(s, &shown);
		fprintf(out, "%.*s\n", (int)shown, row);
		n += strspn(s + n, " ");
		if (s[n])
			fprintf(out, "%*s", indent, "");
	}
}

static void print_pair(FILE *out, const char *left, const char *right)
{
	char cell[256];

	if (text_columns(left) <= HELP_INDENT - 4)
		fprintf(out, "  %s", text_fit(cell, sizeof cell, left, HELP_INDENT - 2, TEXT_LEFT));
	else
		fprintf(out, "  %s\n%*s", left, HELP_INDENT, "");
	print_prose(out, right, HELP_INDENT);
}

/* "用法：zwgk VERB ARGUMENTS", broken at blanks and behind a |, never within a word. */
static void print_usage(FILE *out, enum verb v)
{
	char head[64];
	int indent = text_columns(W_CMD_USE) + 2, col;

	snprintf(head, sizeof head, W_CMD_USE "zwgk %s", commands[v].name);
	col = text_columns(head);
	fputs(head, out);
	for (const char *s = commands[v].arguments; *s;) {
		size_t n = strcspn(s, " |");
		n += s[n] == '|';
		int cols = text_columns_n(s, n);
		bool blank = s == commands[v].arguments || s[-1] == ' ';
		if (col + blank + cols > HELP_COLUMNS) {
			fprintf(out, "\n%*s", indent, "");
			col = indent;
			blank = false;
		}
		fprintf(out, "%s%.*s", blank ? " " : "", (int)n, s);
		col += blank + cols;
		s += n;
		s += *s == ' ';
	}
	fputc('\n', out);
}

static void print_options(FILE *out, uint64_t which)
{
	for (int o = 0; o < OPT_COUNT; o++) {
		struct buffer b = {0};

		if (!(which >> o & 1))
			continue;
		buffer_printf(&b, "%s%s%s", options[o].name, *options[o].value ? " " : "", options[o].value);
		print_pair(out, b.s, options[o].text);
		buffer_free(&b);
	}
}

static void print_help(FILE *out)
{
	fputs(W_CMD_USAGE, out);
	for (int v = 0; v < VERB_COUNT; v++)
		print_pair(out, commands[v].name, commands[v].text);
	fputs(W_CMD_OPTIONS, out);
	print_options(out, O_ALWAYS | O(VERSION) | O(MAN));
	fputs(W_CMD_HELP_END, out);
}

static void print_verb_help(FILE *out, enum verb v)
{
	struct buffer b = {0};

	print_usage(out, v);
	buffer_printf(&b, W_CMD_VERB_TEXT, commands[v].text);
	fputc('\n', out);
	print_prose(out, b.s, 0);
	buffer_free(&b);
	fputs(W_CMD_OPTIONS, out);
	print_options(out, commands[v].options);
}

int call_misuse(const struct call *c, const struct error *e)
{
	call_fail(e);
	print_usage(stderr, c->verb);
	return STATUS_MISUSE;
}

/* ---- the man page ---- */

/* A text as roff: backslashes and a leading dot mean something there, and a plain - is a hyphen. */
static void roff(FILE *out, const char *s)
{
	if (*s == '.' || *s == '\'')
		fputs("\\&", out);
	for (; *s; s++) {
		if (*s == '\\')
			fputs("\\e", out);
		else if (*s == '-')
			fputs("\\-", out);
		else if (*s == '|')
			fputs("|\\:", out); /* a line may end here */
		else
			putc(*s, out);
	}
}

void command_man(FILE *out)
{
	fprintf(out, ".TH ZWGK 1 \"\" \"zwgk %s\" \"%s\"\n", ZWGK_VERSION, W_MAN_TITLE);
	/* without it lines end only at blanks, which Chinese has none of */
	fputs(".mso zh.tmac\n.hy 0\n.ad l\n", out);
	fprintf(out, ".SH %s\nzwgk \\- %s\n", W_MAN_NAME, W_MAN_TITLE);
	fprintf(out, ".SH %s\n.B zwgk\n", W_MAN_SYNOPSIS);
	roff(out, W_MAN_SYNOPSIS_TEXT);
	fprintf(out, "\n.SH %s\n%s\n.SH %s\n", W_MAN_ABOUT, W_MAN_ABOUT_TEXT, W_MAN_COMMANDS);
	for (int v = 0; v < VERB_COUNT; v++) {
		fprintf(out, ".TP\n.B %s\n", commands[v].name);
		roff(out, commands[v].arguments);
		fputs("\n.br\n", out);
		roff(out, commands[v].text);
		fputc('\n', out);
	}
	fprintf(out, ".SH %s\n", W_MAN_OPTIONS);
	for (int o = 0; o < OPT_COUNT; o++) {
		fputs(".TP\n.B ", out);
		roff(out, options[o].name);
		if (*options[o].value)
			fprintf(out, " \\fI%s\\fR", options[o].value);
		fputc('\n', out);
		roff(out, options[o].text);
		fputc('\n', out);
	}
	fprintf(out, ".SH %s\n%s\n", W_MAN_STATUS, W_MAN_STATUS_TEXT);
	fprintf(out, ".SH %s\n%s\n", W_MAN_FILES, W_MAN_FILES_TEXT);
}

/* ---- reading ---- */

static int option_find(const char *s, size_t n)
{
	for (int o = 0; o < OPT_COUNT; o++)
		if (strlen(options[o].name) == n && !strncmp(s, options[o].name, n))
			return o;
	if (n == 2 && !strncmp(s, "-h", 2))
		return OPT_HELP;
	return -1;
}

/* -1: none of that name. */
static int verb_find(const char *s)
{
	for (int v = 0; v < VERB_COUNT; v++)
		if (!strcmp(s, commands[v].name))
			return v;
	return -1;
}

/* Takes one option at argv[*i]. */
static enum z take_option(struct call *c, int argc, char **argv, int *i, struct error *e)
{
	const char *s = argv[*i], *value = strchr(s, '=');
	int o = option_find(s, value ? (size_t)(value - s) : strlen(s));

	if (o < 0)
		return refuse(e, R_OPTION_UNKNOWN, s);
	if (!*options[o].value) {
		if (value)
			return refuse(e, R_OPTION_NO_VALUE, options[o].name);
		value = "";
	} else if (value) {
		value++;
	} else if (++*i < argc) {
		value = argv[*i];
	} else {
		return refuse(e, R_OPTION_VALUE, options[o].name, options[o].value);
	}
	c->option[o] = value;
	return Z_OK;
}

static enum z take(struct call *c, int *verb, int argc, char **argv, struct error *e)
{
	bool only_words = false;

	*verb = -1;
	for (int i = 1; i < argc; i++) {
		const char *s = argv[i];
		enum z z;

		if (!only_words && !strcmp(s, "--")) {
			only_words = true;
		} else if (!only_words && s[0] == '-' && s[1]) {
			if ((z = take_option(c, argc, argv, &i, e)))
				return z;
		} else if (*verb < 0) {
			if ((*verb = verb_find(s)) < 0)
				return refuse(e, R_COMMAND_UNKNOWN, s);
			c->verb = (enum verb)*verb;
		} else if (c->words < CALL_WORDS) {
			c->word[c->words++] = s;
		}
	}
	return Z_OK;
}

/* Options and words that this verb (or the screen, verb < 0) does not take. */
static enum z fits(const struct call *c, int verb, struct error *e)
{
	uint64_t allowed = verb < 0 ? O(DB) | O(AS) | O(NETWORK) | O(AMBIGUOUS) : commands[verb].options;

	for (int o = 0; o < OPT_COUNT; o++)
		if (c->option[o] && !(allowed >> o & 1))
			return refuse(e, R_OPTION_NOT_HERE, options[o].name, verb < 0 ? "zwgk" : commands[verb].name);
	if (verb >= 0 && c->words > commands[verb].words)
		return refuse(e, R_WORD_TOO_MANY, commands[verb].name, c->word[commands[verb].words]);
	return Z_OK;
}

/* ---- running ---- */

static int run(struct call *c)
{
	const struct command_row *r = &commands[c->verb];
	struct error e;
	enum z z = Z_OK;
	int status;

	if (r->needs != NOTHING)
		z = call_open(c, r->needs == WORK ? 0 : DESK_READ, &e);
	if (!z && (r->needs == LOOK || r->needs == WORK))
		z = call_login(c, c->desk, &e);
	status = z ? call_fail(&e) : r->run(c);
	desk_close(&c->desk);
	/* What could not be written was not done: a full disk behind standard output must not look like success. */
	if (call_output(&e) && status == STATUS_DONE)
		status = call_fail(&e);
	return status;
}

bool command_run(int argc, char **argv, void (*man)(FILE *out), struct command_start *s, int *status)
{
	struct call c = {0};
	struct error e;
	int verb;
	enum z z;

	if (!setlocale(LC_CTYPE, "") || !strstr(setlocale(LC_CTYPE, NULL), "UTF-8"))
		setlocale(LC_CTYPE, "C.UTF-8"); /* widths of characters; what we write is UTF-8 in any case, and numbers have a point */
	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < CALL_WORDS; i++)
		c.word[i] = "";
	*status = STATUS_DONE;
	static char help[] = "--help";
	if (argc > 1 && argc < 4 && !strcmp(argv[1], "help")) { /* zwgk help, zwgk help list */
		argv[1] = argv[argc - 1];
		argv[argc - 1] = help;
	}
	z = take(&c, &verb, argc, argv, &e);
	if (!z && call_has(&c, OPT_HELP)) {
		if (verb < 0)
			print_help(stdout);
		else
			print_verb_help(stdout, c.verb);
		return true;
	}
	if (!z && verb < 0 && call_has(&c, OPT_VERSION)) {
		puts("zwgk " ZWGK_VERSION);
		return true;
	}
	if (!z && verb < 0 && call_has(&c, OPT_MAN)) {
		man(stdout);
		return true;
	}
	if (!z)
		z = fits(&c, verb, &e);
	if (z) {
		if (verb >= 0) {
			*status = call_misuse(&c, &e);
		} else {
			call_fail(&e);
			fputs(W_CMD_TRY_HELP, stderr);
			*status = STATUS_MISUSE;
		}
		return true;
	}
	if (verb >= 0) {
		*status = run(&c);
		return true;
	}
	long ambiguous = 0;
	if (call_number(&c, OPT_AMBIGUOUS, 1, 2, 0, &ambiguous, &e)) {
		call_fail(&e);
		fputs(W_CMD_TRY_HELP, stderr);
		*status = STATUS_MISUSE;
		return true;
	}
	*s = (struct command_start){.db = c.option[OPT_DB], .login = c.option[OPT_AS], .ambiguous = (int)ambiguous,
		.network = call_has(&c, OPT_NETWORK)};
	return false;
}
