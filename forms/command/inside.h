/* inside.h - what the verbs share: the parsed command line, the opened desk, sentences and progress.  For forms/command
 * only. */
#ifndef FORMS_COMMAND_INSIDE_H
#define FORMS_COMMAND_INSIDE_H

#include <stdint.h>
#include <stdio.h>

#include "forms/command.h"
#include "forms/writer/book.h"
#include "forms/writer/document.h"
#include "store/store.h"
#include "store/view/figure/figure.h"

enum { STATUS_DONE, STATUS_REFUSED, STATUS_MISUSE };

enum option {
#define OPTION(id, name, value, text) OPT_##id,
#include "forms/command.def"
	OPT_COUNT
};
#define O(id) (UINT64_C(1) << OPT_##id)
/* What every verb takes. */
#define O_ALWAYS (O(DB) | O(AS) | O(PASSPHRASE_FD) | O(NETWORK) | O(AMBIGUOUS) | O(PROGRESS_FD) | O(HELP))

enum verb {
#define COMMAND(id, verb, arguments, words, needs, options, handler, text) VERB_##id,
#include "forms/command.def"
	VERB_COUNT
};

#define CALL_WORDS 42 /* one more than any verb takes, so that it is told rather than lost */
struct call {
	enum verb verb;
	const char *option[OPT_COUNT]; /* NULL: not given; "" for those without a value */
	const char *word[CALL_WORDS];  /* "" behind the last */
	int words;
	struct desk *desk; /* as the verb needs it, or NULL */
	struct error error;
	int64_t told; /* monotonic ms of the last line of progress */
	bool waited;  /* somebody else writes: said once */
};

#define COMMAND(id, verb, arguments, words, needs, options, handler, text) int handler(struct call *c);
#include "forms/command.def"

static inline bool call_has(const struct call *c, enum option o)
{
	return c->option[o] != NULL;
}

/* The sentence of *e on standard error; STATUS_REFUSED. */
int call_fail(const struct error *e);
/* The sentence of a refusal about the command line, and how the verb is used; STATUS_MISUSE. */
int call_misuse(const struct call *c, const struct error *e);
/* Refuses the word that says what the verb is about; allowed: what there is. */
enum z call_word(const char *word, const char *allowed, struct error *e);
/* A sentence on standard error that does not end the verb. */
void call_warn(const struct error *e);

enum call_format { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON };
/* --format; refused where it is none of those allowed (bits 1 << enum call_format). */
enum z call_format(const struct call *c, unsigned allowed, enum call_format *f, struct error *e);
/* A number option; otherwise where it is not given. */
enum z call_number(const struct call *c, enum option o, long low, long high, long otherwise, long *n, struct error *e);

/* The list of --filter, or of --figure (all, where neither is given).  What `like` says holds besides: its module, its order,
 * and of items whether they are withheld, and those states that the filter names, if it names any. */
enum z call_list(const struct call *c, const struct figure_list *like, struct window **w, struct error *e);
/* Whether what went to standard output so far has been taken. */
enum z call_output(struct error *e);

/* Opens the desk (DESK_READ or 0) at the usual place; its warnings go to standard error. */
enum z call_open(struct call *c, int flags, struct error *e);
/* The officer of --as with his passphrase, or the tied one. */
enum z call_login(struct call *c, struct desk *d, struct error *e);
/* A secret line from --passphrase-fd, else from the terminal with prompt and without echo.  Wipe it after use. */
enum z call_secret(const struct call *c, const char *prompt, char line[160], struct error *e);
/* Those of a list's options that go with --figure alone, given without it, or where the word (items, tickets, requests, tasks) is another:
 * refused.  spans: --from and --to belong here in any case. */
enum z call_figure_fits(const struct call *c, bool spans, struct error *e);
/* Asks on the terminal; false where there is none, or the answer is not this word. */
bool call_confirm(const char *question, const char *word);

/* "done all" on --progress-fd, at most about 20 times a second.  A closed pipe means that nobody wants it any more:
 * false; so does a signal after call_catch_stop(), with which a verb says that it asks here often enough to end in good
 * order. */
void call_catch_stop(void);
bool call_progress(void *call, int64_t done, int64_t all);

/* ------------------------------------------------------------ rows on standard output */
struct rows;
struct rows_column {
	const char *key;  /* JSON */
	const char *name; /* header; NULL: in JSON only */
	int width;        /* columns in a table; 0: as it is, for the last one; negative: to the right */
};
/* key: of the array in JSON; NULL: the array alone. */
struct rows *rows_new(FILE *out, enum call_format format, const char *key, const struct rows_column *columns, int n);
/* The same cells into a workbook, or as the rows of a printed table: mm, the width of each column there, 0: not printed. */
struct rows *rows_new_book(struct book *b, const struct rows_column *columns, int n);
struct rows *rows_new_printed(struct document *d, const struct rows_column *columns, int n, const int *mm);
/* Cells in the order of the columns. */
void rows_text(struct rows *r, const char *s); /* NULL: null, or an empty cell */
void rows_number(struct rows *r, int64_t n);
void rows_percent(struct rows *r, double percent, const char *text); /* negative: null; text in a table */
void rows_bool(struct rows *r, bool b);
void rows_day(struct rows *r, int32_t day);        /* DAY_NONE: null */
void rows_instant(struct rows *r, int64_t instant); /* 0: null */
void rows_end_row(struct rows *r);
/* partial: the list is not whole.  Returns how many rows there were. */
int64_t rows_end(struct rows **r, bool partial);

enum z list_roster(struct call *c, enum call_format f, long limit, struct error *e);
enum z list_figures(struct call *c, enum call_format f, long limit, struct error *e);
/* What row() gets as its ctx. */
struct listing {
	struct rows *rows;
	struct desk *desk;
};
/* The list of call_list() as the array `key`. */
enum z list_rows(struct call *c, const struct figure_list *like, enum call_format f, const char *key, const struct rows_column *columns, int n,
	enum z (*row)(void *ctx, const void *row, struct error *e), long limit, struct error *e);
enum z list_tickets(struct call *c, enum call_format f, long limit, struct error *e);
const char *list_light_key(enum light l); /* for programs; NULL: none */
const char *list_light_text(enum light l);
enum z list_tasks(struct call *c, enum call_format f, long limit, struct error *e);
enum z list_requests(struct call *c, enum call_format f, long limit, struct error *e);

/* One JSON value with a line end; json is a json_t * and is released. */
void print_json(void *json);
/* 余5日 今日 超3日, 日历未定 for an estimate, "" without a clock. */
const char *left_text(int32_t due, bool estimate, int left, char buf[40]);
#endif
