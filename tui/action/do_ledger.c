/* do_ledger.c - tables that come in whole: looked at first, then taken as one batch, which can be undone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/view/batch.h"
#include "tui/action/action.h"
#include "tui/action/ledger.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/job.h"
#include "tui/pane/pane.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

enum { BATCHES = 40 };

/* The file taken last: the next one mostly lies beside it. */
static char last_folder[4096];

static void remember(const char *path)
{
	snprintf(last_folder, sizeof last_folder, "%s", path);
	char *slash = strrchr(last_folder, '/');
	if (slash)
		slash[1] = '\0';
}

bool import_ask_path(struct app *a, const char *title, char **path)
{
	if (!ask_file(a, title, *last_folder ? last_folder : "~/", true, path))
		return false;
	remember(*path);
	return true;
}

/* All that the child said, refusals first. */
static char *said(const struct job_result *r)
{
	struct buffer b = {0};
	buffer_text(&b, r->out);
	if (*r->err) {
		if (b.n)
			buffer_byte(&b, '\n');
		buffer_text(&b, r->err);
	}
	return buffer_take(&b);
}

/* Which batch; 0: none (said, where there is none). */
static int64_t choose_batch(struct app *a, const struct ledger_action *k)
{
	struct batch_row row[BATCHES];
	struct arena memory = {0};
	struct choices list = {0};
	struct error e;
	char label[64], note[400], at[24], *key = NULL;
	int64_t batch = 0;
	int n = 0;
	if (batch_list(app_desk(a), k->what, BATCHES, row, &memory, &n, &e) != Z_OK)
		app_refuse(a, &e);
	else if (!n)
		app_say(a, C_NOTE, "%s", W_MIGRATE_NONE);
	for (int i = 0; i < n; i++) {
		snprintf(label, sizeof label, W_MIGRATE_BATCH, (long long)row[i].id);
		snprintf(note, sizeof note, W_MIGRATE_BATCH_NOTE, row[i].name, instant_text(row[i].at, at), row[i].officer, (long long)row[i].rows);
		choices_add(&list, number_text(row[i].id).s, label, note, row[i].undone ? W_MIGRATE_BATCH_GONE : "");
	}
	if (n && ask_choice(a, k->undo_title, &list, PICK_DIGITS, NULL, &key))
		batch = strtoll(key, NULL, 10);
	choices_free(&list);
	arena_free(&memory);
	free(key);
	return batch;
}

static enum did undo(struct app *a, const struct ledger_action *k)
{
	char text[300];
	int64_t batch = choose_batch(a, k);
	if (!batch)
		return DID_VIEW;
	snprintf(text, sizeof text, k->undo_ask, (long long)batch);
	if (!ask_confirm(a, k->undo_title, text, k->undo_title))
		return DID_VIEW;
	return k->undo(a, batch) ? DID_ROWS : DID_VIEW;
}

/* False: it was not run, was stopped, or said nothing but why it could not (said). */
static bool run(
        struct app *a, const char *title, const char *const arguments[], struct job_pass *pass, struct job_result *r)
{
	struct error e;
	if (!job_run_with(a, title, arguments, pass, r, &e)) {
		if (e.code != R_FILE_CANCEL)
			app_refuse(a, &e);
		return false;
	}
	if (r->stopped && r->status != 0) {
		app_say(a, C_NOTE, "%s", W_JOB_STOPPED);
		job_result_free(r);
		return false;
	}
	if (r->status != 0 && !*r->out) {
		ask_message(a, title, r->err);
		job_result_free(r);
		return false;
	}
	return true;
}

static enum did take_in(struct app *a, const struct ledger_action *k, const char *path, struct job_pass *pass)
{
	struct job_result r;
	char *text;
	if (k->prepare && !k->prepare(a, path))
		return DID_VIEW;
	if (!run(a, k->dry, (const char *const[]){"import", k->what, path, "--dry-run", NULL}, pass, &r))
		return DID_VIEW;
	bool clean = r.status == 0;
	text = said(&r);
	job_result_free(&r);
	struct choices list = {0};
	char *key = NULL;
	choices_add(&list, "no", W_MIGRATE_NO, clean ? "" : W_MIGRATE_NO_NOTE, "");
	choices_add(&list, clean ? "all" : "partial", clean ? W_MIGRATE_ALL : W_MIGRATE_PARTIAL, W_MIGRATE_NOTE, "");
	bool go = ask_choice_below(a, k->dry, text, &list, &key) && strcmp(key, "no") != 0;
	free(text);
	bool partial = go && !strcmp(key, "partial");
	free(key);
	const char *const real[] = {"import", k->what, path, partial && !k->skips ? "--partial" : NULL, NULL};
	if (!go || !run(a, k->title, real, pass, &r))
		return DID_VIEW;
	text = said(&r);
	job_result_free(&r);
	app_push(a, page_new(a, k->title, text));
	return DID_ROWS;
}

enum did ledger_take(struct app *a, const struct ledger_action *k)
{
	struct choices list = {0};
	struct job_pass pass = {""};
	char *key = NULL, *path = NULL;
	enum did did = DID_VIEW;
	choices_add(&list, "file", k->file, k->file_note, "");
	if (k->undo)
		choices_add(&list, "undo", k->undo_title, k->undo_note, "");
	if (ask_choice(a, k->title, &list, PICK_DIGITS, NULL, &key)) {
		if (!strcmp(key, "undo"))
			did = undo(a, k);
		else if (import_ask_path(a, k->file, &path))
			did = take_in(a, k, path, &pass);
		job_pass_wipe(&pass);
	}
	free(path);
	free(key);
	return did;
}

static bool undo_items(struct app *a, int64_t batch)
{
	struct migrate_made gone;
	struct error e;
	int64_t n = 0;
	if (migrate_undo(app_desk(a), batch, &n, &gone, &e) != Z_OK) {
		app_refuse(a, &e);
		return false;
	}
	int retired = gone.catalogs + gone.categories + gone.channels;
	if (retired)
		app_say(a, C_GOOD, W_MIGRATE_UNDONE W_MIGRATE_RETIRED, (long long)batch, (long long)n, retired);
	else
		app_say(a, C_GOOD, W_MIGRATE_UNDONE, (long long)batch, (long long)n);
	return true;
}

enum did do_import_items(struct app *a, int64_t subject)
{
	static const struct ledger_action items = {
		.what = "items",
		.title = W_MIGRATE_TITLE,
		.file = W_MIGRATE_FILE,
		.file_note = W_MIGRATE_FILE_NOTE,
		.dry = W_MIGRATE_DRY,
		.undo_title = W_MIGRATE_UNDO,
		.undo_note = W_MIGRATE_UNDO_NOTE,
		.undo_ask = W_MIGRATE_UNDO_ASK,
		.undo = undo_items,
	};
	(void)subject;
	return ledger_take(a, &items);
}
