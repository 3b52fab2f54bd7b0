/* do_import.c - what comes in from files: one item from a .txt or .docx, a ledger of finished items as 迁入. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/import/docx.h"
#include "forms/import/encoding.h"
#include "forms/import/repair.h"
#include "forms/import/sniff.h"
#include "forms/import/title.h"
#include "tui/action/action.h"
#include "tui/action/words.h"
#include "tui/ask.h"
#include "tui/job.h"
#include "tui/pane/entry.h"
#include "tui/pane/pane.h"
#include "tui/widget/picker.h"
#include "tui/words.h"

/* The file taken last: the next one mostly lies beside it. */
static char last_folder[4096];

static void remember(const char *path)
{
	snprintf(last_folder, sizeof last_folder, "%s", path);
	char *slash = strrchr(last_folder, '/');
	if (slash)
		slash[1] = '\0';
}

static bool ask_path(struct app *a, const char *title, char **path)
{
	if (!ask_file(a, title, *last_folder ? last_folder : "~/", true, path))
		return false;
	remember(*path);
	return true;
}

/* ------------------------------------------------------------ .txt */
/* Lets the user choose by the first lines as they would read. */
static bool ask_encoding(struct app *a, const char *path, const struct encoding_guess *g, enum encoding *x)
{
	static const enum encoding all[] = {ENCODING_UTF8, ENCODING_GB18030, ENCODING_UTF16LE, ENCODING_UTF16BE,
		ENCODING_BIG5};
	struct choices list = {0};
	struct buffer head = {0};
	char *key = NULL;
	if (sniff_head(path, ENCODING_LOOK, &head, NULL) != Z_OK)
		return false;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		char sample[ENCODING_SAMPLES][ENCODING_SAMPLE_BYTES];
		encoding_sample(head.s, head.n, all[i], sample);
		choices_add(&list, number_text(all[i]).s, encoding_label(all[i]), sample[0], "");
	}
	buffer_free(&head);
	if (ask_choice(a, W_IMPORT_ENCODING_ASK, &list, PICK_DIGITS,
		    g->encoding == ENCODING_UNKNOWN ? NULL : number_text(g->encoding).s, &key))
		*x = (enum encoding)atoi(key);
	bool good = key != NULL;
	free(key);
	return good;
}

static bool read_plain(struct app *a, const char *path, char **text, struct error *e)
{
	struct buffer head = {0}, b = {0};
	struct encoding_guess g;
	enum encoding x;
	if (sniff_head(path, ENCODING_LOOK + 1, &head, e) != Z_OK ||
	        sniff_text(sniff_name(path), head.s, head.n, e) != Z_OK) {
		buffer_free(&head);
		return false;
	}
	encoding_detect(head.s, head.n < ENCODING_LOOK ? head.n : ENCODING_LOOK, head.n <= ENCODING_LOOK, &g);
	buffer_free(&head);
	x = g.encoding;
	if ((!g.sure || x == ENCODING_UNKNOWN) && !ask_encoding(a, path, &g, &x)) {
		refuse(e, R_FILE_CANCEL);
		return false;
	}
	if (encoding_read_file(path, x, ITEM_BODY_MAX, &b, NULL, e) != Z_OK) {
		buffer_free(&b);
		return false;
	}
	*text = buffer_take(&b);
	app_say(a, C_NOTE, W_IMPORT_READ, sniff_name(path), encoding_label(x));
	return true;
}

/* ------------------------------------------------------------ .docx */
static bool read_document(struct app *a, const char *path, char **text, struct error *e)
{
	struct docx d;
	bool good = docx_read(path, &d, e) == Z_OK;
	if (good) {
		*text = xstrdup(d.text);
		app_say(a, C_NOTE, W_IMPORT_READ, sniff_name(path), ".docx");
	}
	if (good && d.remarks) {
		struct buffer b = {0};
		buffer_printf(&b, W_IMPORT_REMARKS "\n", sniff_name(path));
		for (int i = 0; i < d.remarks; i++)
			buffer_printf(&b, "\n· %s", d.remark[i]);
		ask_message(a, W_IMPORT_REMARKS_TITLE, b.s);
		buffer_free(&b);
	}
	docx_free(&d);
	return good;
}

enum did do_import_file(struct app *a, int64_t subject)
{
	char *path, *text = NULL, title[400];
	struct buffer head = {0};
	struct error e;
	size_t at;
	(void)subject;
	if (!ask_path(a, W_IMPORT_FILE_TITLE, &path))
		return DID_VIEW;
	bool good = sniff_head(path, 4096, &head, &e) == Z_OK;
	if (good && head.n == 0) {
		refuse(&e, R_SOURCE_EMPTY, sniff_name(path));
		good = false;
	}
	if (good)
		good = sniff_kind(head.s, head.n) == SNIFF_TEXT ? read_plain(a, path, &text, &e) : read_document(a, path, &text, &e);
	buffer_free(&head);
	if (good) {
		repair_newlines(text);
		text_clean(text, true);
		title_guess(text, title, sizeof title, &at);
		struct view *v = entry_text(a, title, title_skip(text, title), path, &e);
		good = v != NULL;
		if (v) {
			app_push(a, v);
			entry_repair(entry_page(v), true);
		}
	}
	if (!good && e.code != R_FILE_CANCEL) {
		char s[800];
		ask_message(a, W_IMPORT_FILE_TITLE, error_sentence(&e, s, sizeof s));
	}
	free(text);
	free(path);
	return DID_VIEW;
}

/* ------------------------------------------------------------ 迁入 */
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

static enum did undo(struct app *a)
{
	char *number = NULL, text[300];
	struct error e;
	int64_t n = 0;
	if (!ask_line(a, W_MIGRATE_UNDO, W_MIGRATE_BATCH, NULL, 12, true, &number))
		return DID_VIEW;
	int64_t batch = strtoll(number, NULL, 10);
	free(number);
	snprintf(text, sizeof text, W_MIGRATE_UNDO_ASK, (long long)batch);
	if (!ask_confirm(a, W_MIGRATE_UNDO, text, W_MIGRATE_UNDO))
		return DID_VIEW;
	struct migrate_made gone;
	if (migrate_undo(app_desk(a), batch, &n, &gone, &e) != Z_OK) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	int retired = gone.catalogs + gone.categories + gone.channels;
	if (retired)
		app_say(a, C_GOOD, W_MIGRATE_UNDONE W_MIGRATE_RETIRED, (long long)batch, (long long)n, retired);
	else
		app_say(a, C_GOOD, W_MIGRATE_UNDONE, (long long)batch, (long long)n);
	return DID_ROWS;
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

static enum did migrate(struct app *a, const char *path, struct job_pass *pass)
{
	struct job_result r;
	char *text;
	if (!run(a, W_MIGRATE_DRY, (const char *const[]){"import", "items", path, "--dry-run", NULL}, pass, &r))
		return DID_VIEW;
	bool clean = r.status == 0;
	text = said(&r);
	job_result_free(&r);
	struct choices list = {0};
	char *key = NULL;
	ask_message(a, W_MIGRATE_DRY, text);
	free(text);
	choices_add(&list, "no", W_MIGRATE_NO, clean ? "" : W_MIGRATE_NO_NOTE, "");
	choices_add(&list, clean ? "all" : "partial", clean ? W_MIGRATE_ALL : W_MIGRATE_PARTIAL, W_MIGRATE_NOTE, "");
	bool go = ask_choice(a, W_MIGRATE_TITLE, &list, PICK_DIGITS, NULL, &key) && strcmp(key, "no") != 0;
	bool partial = go && !strcmp(key, "partial");
	free(key);
	const char *const real[] = {"import", "items", path, partial ? "--partial" : NULL, NULL};
	if (!go || !run(a, W_MIGRATE_TITLE, real, pass, &r))
		return DID_VIEW;
	text = said(&r);
	job_result_free(&r);
	app_push(a, page_new(a, W_MIGRATE_TITLE, text));
	return DID_ROWS;
}

enum did do_import_items(struct app *a, int64_t subject)
{
	struct choices list = {0};
	struct job_pass pass = {""};
	char *key = NULL, *path = NULL;
	enum did did = DID_VIEW;
	(void)subject;
	choices_add(&list, "file", W_MIGRATE_FILE, W_MIGRATE_FILE_NOTE, "");
	choices_add(&list, "undo", W_MIGRATE_UNDO, W_MIGRATE_UNDO_NOTE, "");
	if (ask_choice(a, W_MIGRATE_TITLE, &list, PICK_DIGITS, NULL, &key)) {
		if (!strcmp(key, "undo"))
			did = undo(a);
		else if (ask_path(a, W_MIGRATE_FILE, &path))
			did = migrate(a, path, &pass);
		job_pass_wipe(&pass);
	}
	free(path);
	free(key);
	return did;
}
