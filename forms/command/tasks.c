/* tasks.c - zwgk import tasks, list tasks and export tasks: the rows of 任务分解 lists. */
#include <jansson.h>
#include <stdlib.h>

#include "forms/command/export_inside.h"
#include "forms/command/import_inside.h"
#include "forms/import/file_digest.h"
#include "forms/import/tasks.h"
#include "forms/reader/sniff.h"
#include "forms/words.h"
#include "store/view/task/view.h"

/* ---- importing ---- */

/* Within a dialog of the smallest screen: 68 columns.  What is tried has its place in the list, what is done its number. */
enum { IMPORTED = 9 };
static const struct rows_column tried_columns[IMPORTED] = {
	{"number", NULL, 0},
	{"done", NULL, 0},
	{"done_text", W_TASKS_RESULT, 6},
	{"place", W_TASKS_PLACE, 8},
	{"due", W_COL_DUE, 10},
	{"office", W_TASKS_LEAD, 10},
	{"helpers", NULL, 0},
	{"source", NULL, 0},
	{"title", W_TASKS_TITLE, 26},
};
static const struct rows_column imported_columns[IMPORTED] = {
	{"number", W_COL_NUMBER, 13},
	{"done", NULL, 0},
	{"done_text", W_TASKS_RESULT, 6},
	{"place", NULL, 0},
	{"due", W_COL_DUE, 10},
	{"office", W_TASKS_LEAD, 10},
	{"helpers", NULL, 0},
	{"source", NULL, 0},
	{"title", W_TASKS_TITLE, 21},
};

/* numbers: they stand in the file now. */
static void put_lines(const struct tasks *t, bool numbers, enum call_format f)
{
	struct rows *r = rows_new(stdout, f, "tasks", numbers ? imported_columns : tried_columns, IMPORTED);

	for (int i = 0; i < t->n; i++) {
		const struct task_line *l = &t->lines[i];
		if (!l->ok)
			continue;
		rows_text(r, numbers || l->done == TASK_SAME ? l->number : NULL);
		rows_text(r, l->done == TASK_NEW ? "new" : "same");
		rows_text(r, l->done == TASK_NEW ? W_TASKS_NEW : W_TASKS_SAME);
		rows_text(r, l->cell[TASK_PLACE]);
		rows_day(r, l->due);
		rows_text(r, l->office_name);
		rows_text(r, l->helper_names);
		rows_text(r, l->cell[TASK_SOURCE]);
		rows_text(r, l->cell[TASK_TITLE]);
		rows_end_row(r);
	}
	rows_end(&r, false);
	if (t->headings && f == FORMAT_TABLE)
		printf(W_TASKS_HEADINGS, t->headings);
}

/* What the store refused, by row and column; how many. */
static int tell(struct import_report *rep, const char *file, const struct tasks *t)
{
	int bad = 0;

	for (int i = 0; i < t->n; i++) {
		const struct task_line *l = &t->lines[i];
		if (l->ok)
			continue;
		bad++;
		import_tell_refusal(rep, &(struct ledger_refusal){.file = file, .line = l->line,
			.column = *t->letters[l->wrong] ? (int)l->wrong : -1, .letters = t->letters[l->wrong], .name = tasks_column(l->wrong),
			.expected = "", .found = l->cell[l->wrong], .error = &l->error});
	}
	return bad;
}

int import_tasks(struct call *c, const char *path, enum encoding x, enum call_format f)
{
	struct import_report rep = {.call = c, .format = FORMAT_TABLE};
	const char *file = sniff_name(path);
	struct hash digest;
	struct task_batch batch = {.name = file, .digest = &digest};
	struct tasks t;
	struct error e;
	int good = 0, bad;
	bool dry = call_has(c, OPT_DRY_RUN);
	enum z z = tasks_read(path, x, import_tell_refusal, &rep, &t, &e);

	bad = t.refused;
	if (!z && !t.n && !bad)
		z = refuse(&e, R_IMPORT_NONE, file);
	/* All is tried before anything is written. */
	if (!z && t.n)
		z = task_import(c->desk, NULL, t.lines, t.n, TASKS_DRY, &good, &e);
	if (!z)
		bad += tell(&rep, file, &t);
	if (!z && dry && t.n)
		put_lines(&t, false, f);
	if (!z && dry && f == FORMAT_TABLE)
		printf(W_TASKS_TRIED, good, bad);
	if (!z && bad && (dry || !call_has(c, OPT_PARTIAL)))
		z = refuse(&e, dry ? R_IMPORT_DRY : R_IMPORT_REFUSED, file, number_text(bad).s);
	if (!z && t.n && !dry)
		z = file_digest(path, &digest, &e);
	if (!z && t.n && !dry)
		z = task_import(c->desk, &batch, t.lines, t.n, 0, &good, &e);
	if (!z && t.n && !dry)
		put_lines(&t, true, f);
	if (!z && batch.id && f == FORMAT_TABLE)
		printf(import_for_screen(c) ? W_TASKS_BATCH_SCREEN : W_TASKS_BATCH, (long long)batch.id, (long long)batch.id);
	if (!z && bad)
		z = refuse(&e, R_IMPORT_SOME, file, number_text(bad).s, number_text(good).s);
	tasks_free(&t);
	if (z && e.code == R_IMPORT_DRY && import_for_screen(c))
		return STATUS_REFUSED; /* said by the line above; what can be done now is asked on the screen */
	return z ? call_fail(&e) : STATUS_DONE;
}

int undo_tasks(struct call *c, enum call_format f)
{
	struct error e;
	int64_t batch, n = 0;
	enum z z = import_undo_batch(c, &batch, &e);

	if (z)
		return call_misuse(c, &e);
	z = task_import_undo(c->desk, batch, &n, &e);
	if (z)
		return call_fail(&e);
	if (f == FORMAT_JSON)
		print_json(json_pack("{s:I,s:I}", "batch", (json_int_t)batch, "undone", (json_int_t)n));
	else
		printf(W_TASKS_UNDONE, (long long)batch, (long long)n);
	return STATUS_DONE;
}

/* ---- listing ---- */

static const struct rows_column columns[] = {
	{"number", W_COL_NUMBER, 13},
	{"state", NULL, 0},
	{"state_text", W_COL_STATE, 8},
	{"light", NULL, 0},
	{"light_text", W_COL_LIGHT, 2},
	{"due", W_COL_DUE, 10},
	{"left", NULL, 0},
	{"left_text", W_COL_LEFT, 8},
	{"office", W_TASKS_LEAD, 14},
	{"helpers", W_TASKS_HELPERS, 18},
	{"done", W_TASKS_DONE, 10},
	{"done_by", W_TASKS_DONE_BY, 8},
	{"place", W_TASKS_PLACE, 4},
	{"source", W_TASKS_SOURCE, 20},
	{"requirement", NULL, 0},
	{"registered", NULL, 0},
	{"updated", NULL, 0},
	{"title", W_TASKS_TITLE, 0},
};

static enum z line(void *ctx, const void *row, struct error *e)
{
	const struct listing *l = ctx;
	struct rows *r = l->rows;
	const struct task_row *q = row;
	bool runs = q->due != DAY_NONE && q->state == TASK_OPEN;
	struct task *t = NULL;
	char left[40];
	enum z z = task_load(l->desk, q->id, &t, e);

	if (z)
		return z;
	rows_text(r, q->number);
	rows_text(r, task_state_key(q->state));
	rows_text(r, task_state_text(q->state));
	rows_text(r, list_light_key(q->light));
	rows_text(r, list_light_text(q->light));
	rows_day(r, q->due);
	if (runs)
		rows_number(r, q->left);
	else
		rows_text(r, NULL);
	rows_text(r, runs ? left_text(q->due, false, q->left, left) : "");
	rows_text(r, q->office);
	rows_text(r, q->helpers);
	rows_day(r, q->done_on);
	rows_text(r, q->done_by);
	rows_text(r, q->place);
	rows_text(r, q->source);
	rows_text(r, t->in.body);
	rows_instant(r, q->created_at);
	rows_instant(r, q->updated_at);
	rows_text(r, q->title);
	rows_end_row(r);
	task_free(&t);
	return Z_OK;
}

enum z list_tasks(struct call *c, enum call_format f, long limit, struct error *e)
{
	const struct figure_list like = {.module = FIGURE_OF_TASKS, .tasks.sort = TASKS_BY_ID};

	return list_rows(c, &like, f, "tasks", columns, (int)(sizeof columns / sizeof *columns), line, limit, e);
}

/* ---- the ledger: with the headers that an import takes ---- */

static const struct rows_column out_columns[] = {
	{"place", W_TASKS_PLACE, 6},
	{"title", W_TASKS_TITLE, 40},
	{"requirement", W_TASKS_BODY, 50},
	{"office", W_TASKS_LEAD, 16},
	{"helpers", W_TASKS_HELPERS, 24},
	{"due", W_COL_DUE, 11},
	{"source", W_TASKS_SOURCE, 30},
	{"number", W_TASKS_NUMBER, 13},
	{"state", W_COL_STATE, 9},
	{"done", W_TASKS_DONE, 11},
	{"done_by", W_TASKS_DONE_BY, 10},
};
static const int mm[] = {19, 40, 36, 25, 0, 28, 0, 33, 17, 27, 0};
_Static_assert(sizeof mm / sizeof *mm == sizeof out_columns / sizeof *out_columns, "a width for each column");
static const struct out_list ledger = {"tasks", W_EXPORT_TASKS, out_columns, (int)(sizeof out_columns / sizeof *out_columns), mm};

static enum z out_line(void *p, const void *row, struct error *e)
{
	struct out_run *run = p;
	struct rows *r = run->r;
	const struct task_row *q = row;
	struct task *t = NULL;
	enum z z = task_load(run->c->desk, q->id, &t, e);

	if (z)
		return z;
	rows_text(r, q->place);
	rows_text(r, q->title);
	rows_text(r, t->in.body);
	rows_text(r, q->office);
	rows_text(r, q->helpers);
	rows_day(r, q->due);
	rows_text(r, q->source);
	rows_text(r, q->number);
	rows_text(r, task_state_text(q->state));
	rows_day(r, q->done_on);
	rows_text(r, q->done_by);
	rows_end_row(r);
	run->given++;
	task_free(&t);
	return Z_OK;
}

enum z export_tasks(struct out_run *run, struct error *e)
{
	return out_rows(run, &(struct figure_list){.module = FIGURE_OF_TASKS, .tasks.sort = TASKS_BY_ID}, &ledger, out_line, e);
}
