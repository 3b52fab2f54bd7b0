/* do.c - the keys of pane 7 on a report: draft, write, look, send, review, correct, export.  On figures and registers
 * they go on to report/figures.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/ask.h"
#include "tui/job.h"
#include "tui/pane/pane.h"
#include "tui/report/figures.h"
#include "tui/report/paper.h"
#include "tui/report/part.h"
#include "tui/pane/words.h"
#include "tui/save.h"
#include "tui/widget/picker.h"
#include "tui/widget/reader.h"

static struct desk *desk(struct app *a)
{
	return app_desk(a);
}

/* The report under the cursor, or as the page on top shows it; false (said): it is gone. */
static bool here(struct app *a, int64_t id, struct report *r)
{
	const struct report *shown = report_paper_of(app_top(a));
	struct error e;
	if (shown && shown->id == id) {
		*r = *shown;
		return true;
	}
	if (!report_load(desk(a), id, r, &e))
		return true;
	app_refuse(a, &e);
	return false;
}

static void name_of(const struct report *r, char name[160])
{
	char number[64];
	snprintf(name, 160, "%s%s", report_kind_text(r->kind), report_number_text(r, number));
}

static enum did done(struct app *a, enum z z, const struct error *e, const char *said)
{
	if (z) {
		app_refuse(a, e);
		return z == Z_STALE ? DID_ROWS : DID_VIEW;
	}
	app_say(a, C_GOOD, "%s", said);
	return DID_ROWS;
}

/* ---- looking ---- */

enum did do_report_open(struct app *a, int64_t id)
{
	struct setting_pane *p = setting_top(a);
	struct error e;
	if (!p)
		return DID_NOTHING;
	if (!p->on_rows || !id)
		return setting_open(a, 0);
	if (report_section(p) == FIGURES)
		return figures_edit(p, id);
	if (report_section(p) == REGISTERS)
		return register_open(p, id);
	act_open(a, report_paper_new(a, id, &e), &e);
	return DID_VIEW;
}

/* ---- drafting ---- */

enum did do_report_new(struct app *a, int64_t id)
{
	struct setting_pane *p = setting_top(a);
	struct figure_period period;
	struct error e;
	char title[80], key[32], text[80], label[256], *typed = NULL;
	int64_t made;
	(void)id;
	if (p && report_section(p) == FIGURES)
		return figures_add(p);
	int kind = p ? report_section_kind(p) : 0;
	if (!kind)
		return DID_NOTHING;
	enum z z = report_period(desk(a), kind, NULL, &period, &e);
	snprintf(title, sizeof title, W_RP_NEW_TITLE, report_kind_text(kind));
	if (!z) {
		snprintf(label, sizeof label, W_RP_NEW_LABEL, figure_period_key(&period, key), figure_period_text(&period, text));
		if (!ask_line(a, title, label, key, 24, true, &typed))
			return DID_VIEW;
	}
	if (!z)
		z = report_period(desk(a), kind, typed, &period, &e);
	if (!z)
		z = report_draft(desk(a), kind, period.from, period.to, figure_period_year(&period), &made, &e);
	free(typed);
	if (z) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	p->wanted = made;
	p->on_rows = true;
	app_say(a, C_GOOD, W_RP_DRAFTED, figure_period_text(&period, text));
	return DID_ROWS;
}

static enum did write_part(struct app *a, int64_t id, int part, const char *row, const char *about)
{
	struct error e;
	act_open(a, report_part_new(a, id, part, row, about, &e), &e);
	return DID_VIEW;
}

/* One line of a text, for a list. */
static void first_line(const char *text, char buf[160])
{
	char *line = xstrndup(text, strcspn(text, "\n"));
	text_fit(buf, 160, line, 50, TEXT_NO_PAD);
	free(line);
}

static enum did write_measure(struct app *a, struct report *r)
{
	struct error e;
	struct choices list = {0};
	struct report_due *due;
	char *key = NULL;
	int n;
	enum did did = DID_VIEW;
	if (report_due_list(desk(a), &due, &n, &e)) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	for (int i = 0; i < n; i++) {
		char *text = NULL;
		report_text(desk(a), r->id, REPORT_PART_MEASURES, due[i].number, &text, NULL);
		choices_add(&list, due[i].number, due[i].title, text && *text ? text : due[i].left, due[i].number);
		free(text);
	}
	if (!n)
		app_say(a, C_NOTE, "%s", W_RP_MEASURE_NONE);
	else if (ask_choice(a, W_RP_MEASURE_TITLE, &list, 0, NULL, &key))
		for (int i = 0; i < n; i++)
			if (!strcmp(due[i].number, key))
				did = write_part(a, r->id, REPORT_PART_MEASURES, key, due[i].title);
	choices_free(&list);
	free(key);
	report_due_free(&due, n);
	return did;
}

enum did do_report_edit(struct app *a, int64_t id)
{
	struct setting_pane *p = setting_top(a);
	struct report r;
	struct choices list = {0};
	char *key = NULL, line[160];
	int part = 0;
	if (p && report_section(p) == FIGURES)
		return figures_edit(p, id);
	if (!here(a, id, &r))
		return DID_ROWS;
	for (int k = 1; k < REPORT_PART_END; k++) {
		char *text = NULL;
		if (!report_has_part(r.kind, k))
			continue;
		if (k != REPORT_PART_MEASURES)
			report_text(desk(a), id, k, "", &text, NULL);
		first_line(text && *text ? text : k == REPORT_PART_MEASURES ? "" : W_RP_EDIT_EMPTY, line);
		choices_add(&list, report_part_key(k), report_part_text(k), line, "");
		free(text);
	}
	if (ask_choice(a, W_RP_EDIT_TITLE, &list, PICK_DIGITS, NULL, &key))
		for (int k = 1; k < REPORT_PART_END; k++)
			if (!strcmp(report_part_key(k), key))
				part = k;
	choices_free(&list);
	free(key);
	if (!part)
		return DID_VIEW;
	return part == REPORT_PART_MEASURES ? write_measure(a, &r) : write_part(a, id, part, "", "");
}

/* ---- the review ---- */

enum did do_report_send(struct app *a, int64_t id)
{
	struct report r;
	struct error e;
	if (!here(a, id, &r))
		return DID_ROWS;
	if (!ask_confirm(a, report_act_text(REPORT_ACT_SENT), W_RP_SEND_ASK, W_RP_SEND_YES))
		return DID_VIEW;
	return done(a, report_submit(desk(a), id, r.ver, &e), &e, W_RP_SENT);
}

enum did do_report_recall(struct app *a, int64_t id)
{
	struct report r;
	struct error e;
	if (!here(a, id, &r))
		return DID_ROWS;
	return done(a, report_recall(desk(a), id, r.ver, &e), &e, W_RP_RECALLED);
}

enum did do_report_pass(struct app *a, int64_t id)
{
	struct report r;
	struct error e;
	char name[160], text[400];
	if (!here(a, id, &r))
		return DID_ROWS;
	name_of(&r, name);
	snprintf(text, sizeof text, W_RP_PASS_ASK, name);
	if (!ask_confirm(a, report_act_text(REPORT_ACT_PASSED), text, W_RP_PASS_YES))
		return DID_VIEW;
	return done(a, report_pass(desk(a), id, r.ver, &e), &e, W_RP_PASSED);
}

enum did do_report_back(struct app *a, int64_t id)
{
	struct report r;
	struct error e;
	char *reason = NULL, name[160], title[200];
	if (!here(a, id, &r))
		return DID_ROWS;
	name_of(&r, name);
	snprintf(title, sizeof title, W_RP_BACK_TITLE, name);
	if (!ask_text(a, title, W_RP_BACK_LABEL, NULL, NULL, 0, true, &reason))
		return DID_VIEW;
	enum z z = report_return(desk(a), id, r.ver, reason, &e);
	free(reason);
	return done(a, z, &e, W_RP_BACKED);
}

enum did do_report_correct(struct app *a, int64_t id)
{
	struct report r;
	struct error e;
	char *reason = NULL, name[160], title[200];
	int64_t newer = 0;
	if (!here(a, id, &r))
		return DID_ROWS;
	name_of(&r, name);
	snprintf(title, sizeof title, W_RP_CORRECT_TITLE, name);
	if (!ask_text(a, title, W_RP_CORRECT_LABEL, NULL, NULL, 0, true, &reason))
		return DID_VIEW;
	enum z z = report_correct(desk(a), id, r.ver, reason, &newer, &e);
	free(reason);
	if (!z && report_paper_of(app_top(a)))
		app_close(a);
	if (!z && setting_top(a))
		setting_top(a)->wanted = newer;
	return done(a, z, &e, W_RP_CORRECTED);
}

enum did do_report_steps(struct app *a, int64_t id)
{
	struct setting_pane *p = setting_top(a);
	struct report r;
	struct report_step *steps;
	struct error e;
	struct buffer b = {0};
	char name[160], title[200], at[24];
	int n;
	if (p && report_section(p) == FIGURES)
		return figures_history(p, id);
	if (!here(a, id, &r))
		return DID_ROWS;
	if (report_steps(desk(a), id, &steps, &n, &e)) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	name_of(&r, name);
	snprintf(title, sizeof title, W_RP_STEPS_TITLE, name);
	for (int i = 0; i < n; i++) {
		buffer_printf(&b, W_RP_STEP, instant_text(steps[i].at, at), steps[i].officer, report_act_text(steps[i].act));
		if (*steps[i].text)
			buffer_printf(&b, W_RP_STEP_TEXT, steps[i].text);
		buffer_byte(&b, '\n');
	}
	report_steps_free(&steps, n);
	app_push(a, page_new(a, title, buffer_take(&b)));
	return DID_VIEW;
}

/* ---- files ---- */

#define GB18030 "gb18030"

bool report_ask_ending(struct app *a, char ending[8], enum encoding *x)
{
	static const char *const endings[][2] = {{"docx", W_RP_EXPORT_DOCX}, {"xlsx", W_RP_EXPORT_XLSX}, {"html", W_RP_EXPORT_HTML},
		{"txt", W_RP_EXPORT_TXT}, {"csv", W_RP_EXPORT_CSV}, {GB18030, W_RP_EXPORT_GB}, {"md", W_RP_EXPORT_MD}, {"json", W_RP_EXPORT_JSON}};
	struct choices list = {0};
	char *key = NULL;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		choices_add(&list, endings[i][0], endings[i][1], "", "");
	bool good = ask_choice(a, W_RP_EXPORT_TITLE, &list, PICK_DIGITS, NULL, &key);
	bool gb = good && !strcmp(key, GB18030);
	*x = gb ? ENCODING_GB18030 : ENCODING_UTF8_BOM;
	snprintf(ending, 8, "%s", gb ? "csv" : good ? key : "");
	choices_free(&list);
	free(key);
	return good;
}

enum did do_report_export(struct app *a, int64_t id)
{
	struct setting_pane *p = setting_top(a);
	struct report r;
	struct document *doc = NULL;
	struct error e;
	enum document_format f;
	enum encoding x;
	char ending[8], name[160], file[200], *path = NULL;
	if (p && report_section(p) == REGISTERS)
		return register_export(p, id);
	if (!here(a, id, &r) || !report_ask_ending(a, ending, &x))
		return DID_VIEW;
	name_of(&r, name);
	snprintf(file, sizeof file, "%s.%s", name, ending);
	if (!save_ask(a, W_RP_EXPORT_TITLE, file, &path))
		return DID_VIEW;
	enum z z = report_print(desk(a), id, &doc, &e);
	if (!z)
		z = document_format_of(path, &f, &e);
	if (!z)
		z = x == ENCODING_GB18030 && f == DOCUMENT_CSV ? document_write_as(doc, path, f, x, &e) : document_write(doc, path, &e);
	document_free(&doc);
	if (z)
		app_refuse(a, &e);
	else
		app_say(a, C_GOOD, W_RP_EXPORTED, path);
	free(path);
	return DID_VIEW;
}

enum did do_report_print(struct app *a, int64_t id)
{
	struct setting_pane *p = setting_top(a);
	return p ? register_show(p, id) : DID_NOTHING;
}

enum did do_report_import(struct app *a, int64_t id)
{
	(void)id;
	return figures_import_file(a);
}
