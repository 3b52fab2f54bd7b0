/* import.c - zwgk import: migrated items, a list of officers, a year's calendar; rosters by roster.c; and taking a batch back.  Tickets come in
 * by import_tickets.c. */
#include "forms/command/import_inside.h"

#include <stdlib.h>
#include <string.h>

#include "forms/import/items.h"
#include "forms/import/people.h"
#include "forms/reader/sniff.h"
#include "forms/words.h"

enum { TEXT_LIMIT = 4 << 20 };

/* A file of the wrong kind may be wrong in every row: who reads sentences has read enough then. */
enum { SENTENCES_MAX = 100 };

bool import_for_screen(const struct call *c)
{
	return call_has(c, OPT_PROGRESS_FD);
}

void import_tell_refusal(void *report, const struct ledger_refusal *f)
{
	struct import_report *r = report;
	char sentence[1400];

	error_sentence(f->error, sentence, sizeof sentence);
	if (r->format == FORMAT_JSON)
		json_array_append_new(r->refused,
		        json_pack("{s:I,s:s,s:s,s:s,s:s,s:s}", "line", (json_int_t)f->line, "letters", f->letters,
		                "column", f->name, "expected", f->expected, "found", f->found, "sentence", sentence));
	else if (++r->told > SENTENCES_MAX)
		fputs(r->told > SENTENCES_MAX + 1 ? "" : import_for_screen(r->call) ? W_IMPORT_MORE_SCREEN : W_IMPORT_MORE, stderr);
	else if (f->column < 0)
		fprintf(stderr, W_IMPORT_ROW, f->file, f->line, sentence);
	else if (!*f->expected)
		fprintf(stderr, W_IMPORT_CELL, f->file, f->line, f->letters, f->name, sentence);
	else
		fprintf(stderr, "%s\n", sentence);
}

bool import_tell_progress(void *report, long long done, long long total)
{
	return call_progress(((struct import_report *)report)->call, done, total);
}

void import_tell_source(const struct ledger_result *r)
{
	if (r->guess.encoding != ENCODING_UNKNOWN)
		printf(W_IMPORT_ENCODING, encoding_label(r->guess.encoding));
	if (r->report.hidden_rows)
		printf(W_IMPORT_HIDDEN, r->report.hidden_rows, r->report.first_hidden_row);
}

/* ---- items ---- */

static json_t *made_json(const struct items_result *r, enum items_made_kind kind)
{
	json_t *list = json_array();

	for (size_t i = 0; i < r->made_n; i++)
		if (r->made[i].kind == kind)
			json_array_append_new(list, json_string(r->made[i].name));
	return list;
}

static void items_json(const char *file, bool dry, const struct import_report *rep, const struct items_result *r)
{
	json_t *extra = json_array();

	for (int i = 0; i < r->ledger.extras; i++)
		json_array_append_new(extra, json_string(r->ledger.extra[i]));
	print_json(json_pack("{s:s,s:b,s:s,s:s,s:I,s:I,s:o,s:O,s:{s:o,s:o,s:o,s:o},s:o}", "file", file, "dry_run", dry,
	        "encoding", encoding_key(r->ledger.guess.encoding), "sheet", r->ledger.sheet, "rows",
	        (json_int_t)(r->ledger.good + r->ledger.refused), "good", (json_int_t)r->ledger.good, "batch",
	        r->batch ? json_integer(r->batch) : json_null(), "refused", rep->refused, "created", "categories",
	        made_json(r, MADE_CATEGORY), "catalogs", made_json(r, MADE_CATALOG), "channels",
	        made_json(r, MADE_CHANNEL), "offices", made_json(r, MADE_OFFICE), "unused_columns", extra));
}

static void items_text(const char *file, bool dry, bool screen, const struct items_result *r)
{
	static const char *const kinds[MADE_COUNT] = {W_COL_CATEGORY, W_COL_CATALOG, W_IMPORT_CHANNEL, W_COL_OFFICE};

	import_tell_source(&r->ledger);
	for (int i = 0; i < r->ledger.extras; i++)
		printf("%s%s%s", i ? W_LIST_COMMA : W_IMPORT_UNUSED, r->ledger.extra[i],
		        i + 1 == r->ledger.extras ? "\n" : "");
	for (int k = 0; k < MADE_COUNT; k++) {
		bool any = false;

		for (size_t i = 0; i < r->made_n; i++)
			if ((int)r->made[i].kind == k) {
				if (any)
					printf("%s%s", W_LIST_COMMA, r->made[i].name);
				else
					printf(r->batch ? W_IMPORT_MADE : W_IMPORT_WOULD_MAKE, kinds[k], r->made[i].name);
				any = true;
			}
		if (any)
			putchar('\n');
	}
	if (r->batch)
		printf(screen ? W_IMPORT_DONE_SCREEN : W_IMPORT_DONE, file, (long long)r->ledger.good,
		        (long long)r->batch, (long long)r->batch);
	else if (dry)
		printf(W_IMPORT_DRY, file, (long long)r->ledger.good, (long long)r->ledger.refused);
}

static int import_items(struct call *c, const char *path, enum encoding x, enum call_format f)
{
	struct import_report rep = {.call = c, .format = f, .refused = json_array()};
	struct items_import how = {.encoding = x, .dry_run = call_has(c, OPT_DRY_RUN), .partial = call_has(c, OPT_PARTIAL),
		.refused = import_tell_refusal, .progress = import_tell_progress, .ctx = &rep};
	struct items_result r;
	struct error e;
	const char *file = sniff_name(path);
	enum z z = items_import(c->desk, path, &how, &r, &e);

	if (!z) {
		if (f == FORMAT_JSON)
			items_json(file, how.dry_run, &rep, &r);
		else
			items_text(file, how.dry_run, import_for_screen(c), &r);
		if (r.ledger.refused && r.batch)
			z = refuse(
			        &e, R_IMPORT_SOME, file, number_text(r.ledger.refused).s, number_text(r.ledger.good).s);
		else if (!r.ledger.good)
			z = refuse(&e, R_IMPORT_NONE, file);
		else if (r.ledger.refused)
			z = refuse(&e, how.dry_run ? R_IMPORT_DRY : R_IMPORT_REFUSED, file,
			        number_text(r.ledger.refused).s);
	}
	json_decref(rep.refused);
	items_result_free(&r);
	if (z && e.code == R_IMPORT_DRY && import_for_screen(c))
		return STATUS_REFUSED; /* said by the line above; what can be done now is asked on the screen */
	return z ? call_fail(&e) : STATUS_DONE;
}

enum z import_undo_batch(const struct call *c, int64_t *batch, struct error *e)
{
	long n = 0;
	enum z z = call_number(c, OPT_UNDO, 1, 1000000000, 0, &n, e);

	*batch = n;
	if (!z && c->words > 1)
		z = refuse(e, R_WORD_TOO_MANY, "--undo", c->word[1]);
	if (!z && call_has(c, OPT_DRY_RUN)) /* who wants only a look must not lose a batch */
		z = refuse(e, R_OPTION_BOTH, "--undo", "--dry-run");
	return z;
}

static int undo_items(struct call *c, enum call_format f)
{
	struct migrate_made retired = {0};
	struct error e;
	int64_t batch, n = 0;
	enum z z = import_undo_batch(c, &batch, &e);

	if (z)
		return call_misuse(c, &e);
	z = migrate_undo(c->desk, batch, &n, &retired, &e);
	if (z)
		return call_fail(&e);
	if (f == FORMAT_JSON) {
		print_json(json_pack("{s:I,s:I,s:{s:i,s:i,s:i}}", "batch", (json_int_t)batch, "undone", (json_int_t)n, "retired",
		        "catalogs", retired.catalogs, "categories", retired.categories, "channels", retired.channels));
	} else {
		printf(W_IMPORT_UNDONE, (long)batch, (long long)n);
		if (retired.catalogs || retired.categories || retired.channels)
			printf(W_IMPORT_RETIRED, retired.catalogs, retired.categories, retired.channels);
	}
	return STATUS_DONE;
}

/* ---- officers ---- */

struct people {
	struct import_report report;
	struct people_list list;
	int bad;
	const char *file;
	struct rows *rows;
};

static void count_bad(void *ctx, const struct people_line *l)
{
	struct people *p = ctx;

	if (l->ok)
		return;
	p->bad++;
	import_tell_refusal(&p->report, &(struct ledger_refusal){.file = p->file, .line = p->list.line_of[l->line - 1], .column = -1, .letters = "",
		.name = "", .expected = "", .found = l->name, .error = &l->error});
}

static const struct rows_column person_columns[] = {
	{"name", W_COL_NAME, 12},
	{"office", W_COL_OFFICE, 18},
	{"post", W_COL_POST, 16},
	{"roles", W_COL_ROLES, 18},
	{"tiers", W_COL_TIERS, 8},
	{"login", W_COL_LOGIN, 10},
	{"passphrase", W_COL_FIRST_PASS, 0},
};

static void show_person(void *ctx, const struct people_line *l)
{
	struct people *p = ctx;
	struct buffer tiers = {0};
	char roles[96];

	if (!l->ok)
		return;
	for (int t = 1; t <= 3; t++)
		if (l->tiers >> t & 1)
			buffer_printf(&tiers, "%s%s", tiers.n ? W_LIST_COMMA : "", tier_text(t));
	rows_text(p->rows, l->name);
	rows_text(p->rows, l->office);
	rows_text(p->rows, l->post);
	rows_text(p->rows, roles_text(l->roles, roles));
	rows_text(p->rows, tiers.n ? tiers.s : "");
	rows_text(p->rows, l->login);
	rows_text(p->rows, l->secret);
	rows_end_row(p->rows);
	buffer_free(&tiers);
}

static int import_officers(struct call *c, const char *path, enum encoding x, enum call_format f)
{
	struct people p = {.report = {.call = c, .format = FORMAT_TABLE}, .file = sniff_name(path)};
	struct error e;
	bool dry = call_has(c, OPT_DRY_RUN);
	enum z z = people_read(path, x, import_tell_refusal, &p.report, &p.list, &e);

	p.bad = p.list.refused;
	if (!z && !p.list.n && !p.bad)
		z = refuse(&e, R_IMPORT_NONE, p.file);
	/* All is tried before anything is written. */
	if (!z && p.list.n)
		z = people_paste(c->desk, p.list.lines.s, true, count_bad, &p, &e);
	if (!z && p.bad && (dry || !call_has(c, OPT_PARTIAL)))
		z = refuse(&e, dry ? R_IMPORT_DRY : R_IMPORT_REFUSED, p.file, number_text(p.bad).s);
	if (!z && p.list.n) {
		p.rows = rows_new(
		        stdout, f, "officers", person_columns, (int)(sizeof person_columns / sizeof *person_columns));
		z = people_paste(c->desk, p.list.lines.s, dry, show_person, &p, &e);
		int64_t good = rows_end(&p.rows, false);
		if (!z && p.bad)
			z = refuse(&e, R_IMPORT_SOME, p.file, number_text(p.bad).s, number_text(good).s);
	}
	people_list_free(&p.list);
	return z ? call_fail(&e) : STATUS_DONE;
}

/* ---- calendar ---- */

static int import_calendar(struct call *c, const char *path, enum encoding x, enum call_format f)
{
	struct buffer text = {0};
	struct calendar rows = {0};
	struct error e;
	size_t days = 0;
	int years = 0;
	enum z z = encoding_read_file(path, x, TEXT_LIMIT, &text, NULL, &e);

	if (!z)
		z = calendar_parse(&rows, text.s ? text.s : "", text.n, &days, &e);
	if (!z && !call_has(c, OPT_DRY_RUN))
		z = calendar_load_year(c->desk, &rows, sniff_name(path), &years, &e);
	if (!z && f == FORMAT_JSON)
		print_json(json_pack("{s:I,s:i,s:i}", "days", (json_int_t)days, "years", years, "covers_to",
			calendar_last_year(call_has(c, OPT_DRY_RUN) ? &rows : desk_calendar(c->desk))));
	else if (!z && call_has(c, OPT_DRY_RUN))
		printf(W_IMPORT_CALENDAR_DRY, (long long)days);
	else if (!z)
		printf(W_IMPORT_CALENDAR, (long long)days, calendar_last_year(desk_calendar(c->desk)));
	calendar_free(&rows);
	buffer_free(&text);
	return z ? call_fail(&e) : STATUS_DONE;
}

int command_import(struct call *c)
{
	struct error e;
	enum call_format f;
	enum encoding x = ENCODING_UNKNOWN;
	const char *what = c->word[0], *path = c->word[1];
	enum z z = call_format(c, 1u << FORMAT_TABLE | 1u << FORMAT_JSON, &f, &e);

	if (!z && call_has(c, OPT_ENCODING) && !encoding_parse(c->option[OPT_ENCODING], &x))
		z = refuse(&e, R_OPTION_BAD, "--encoding", c->option[OPT_ENCODING], W_CMD_ENCODINGS);
	bool items = !strcmp(what, "items"), tickets = !strcmp(what, "tickets"), numbers = !strcmp(what, "figures"), roster = !strcmp(what, "roster"),
	     tasks = !strcmp(what, "tasks");
	if (!z && !items && !tickets && !numbers && !roster && !tasks && strcmp(what, "officers") && strcmp(what, "calendar"))
		z = call_word(what, "items" W_LIST_COMMA "tickets" W_LIST_COMMA "tasks" W_LIST_COMMA "figures" W_LIST_COMMA "officers"
			W_LIST_COMMA "roster" W_LIST_COMMA "calendar", &e);
	if (!z && call_has(c, OPT_UNDO) && !items && !tickets && !tasks)
		z = refuse(&e, R_OPTION_NOT_HERE, "--undo", what);
	if (!z && call_has(c, OPT_PARTIAL) && (tickets || numbers))
		z = refuse(&e, R_OPTION_NOT_HERE, "--partial", what);
	if (!z && call_has(c, OPT_ALL_OR_NOTHING) && !tickets)
		z = refuse(&e, R_OPTION_NOT_HERE, "--all-or-nothing", what);
	if (!z && call_has(c, OPT_REPLACE) && !roster)
		z = refuse(&e, R_OPTION_NOT_HERE, "--replace", what);
	if (!z && call_has(c, OPT_MAP) && !tickets)
		z = refuse(&e, R_OPTION_NOT_HERE, "--map", what);
	if (!z && !call_has(c, OPT_UNDO) && !*path)
		z = refuse(&e, R_WORD_MISSING, W_CMD_FILE);
	if (z)
		return call_misuse(c, &e);
	call_catch_stop();
	if (call_has(c, OPT_UNDO))
		return items ? undo_items(c, f) : tasks ? undo_tasks(c, f) : undo_tickets(c, f);
	if (tickets)
		return import_tickets(c, path, x, f);
	if (numbers)
		return import_figures(c, path, x, f);
	if (tasks)
		return import_tasks(c, path, x, f);
	if (roster)
		return import_roster(c, path, x, f);
	return *what == 'i' ? import_items(c, path, x, f) : *what == 'o' ? import_officers(c, path, x, f) :
		import_calendar(c, path, x, f);
}
