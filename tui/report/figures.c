/* figures.c - see report/figures.h. */
#include "tui/report/figures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "forms/import/figures.h"
#include "forms/reader/sniff.h"
#include "tui/ask.h"
#include "tui/hotline/hotline.h"
#include "tui/job.h"
#include "tui/list/item_list.h"
#include "tui/pane/pane.h"
#include "tui/pane/words.h"
#include "tui/report/ledger.h"
#include "tui/request/request.h"
#include "tui/save.h"
#include "tui/task/task.h"
#include "tui/widget/picker.h"
#include "tui/widget/reader.h"

/* ---- one figure ---- */

struct figure_edit {
	struct setting_pane *p;
	struct entered_figure was; /* id 0: a new one */
};

static struct desk *desk_of(const struct entry *en)
{
	return setting_desk(((struct figure_edit *)en->ctx)->p);
}

static bool check_value(const struct entry *en, const char *value, char *why, size_t cap)
{
	(void)en;
	if (strspn(value, "0123456789") == strlen(value) && strlen(value) <= 15)
		return true;
	snprintf(why, cap, "%s", W_RP_FIGURE_BAD);
	return false;
}

static bool check_period(const struct entry *en, const char *value, char *why, size_t cap)
{
	struct error e;
	int32_t from, to;
	if (!figures_period(desk_of(en), value, &from, &to, &e))
		return true;
	error_sentence(&e, why, cap);
	return false;
}

static void list_keys(const struct entry *en, struct choices *out)
{
	(void)en;
	for (int k = 0; k < ENTERED_END; k++)
		choices_add(out, entered_row((enum entered)k)->key, entered_row((enum entered)k)->text, entered_row((enum entered)k)->unit, "");
}

static bool is_new(const struct entry *en)
{
	return !((struct figure_edit *)en->ctx)->was.id;
}

static const struct form_field figure_fields[] = {
	{.key = "key", .label = W_RP_NAME, .kind = FIELD_CHOICE, .required = true, .list = list_keys, .asked = is_new},
	{.key = "period", .label = W_RP_PERIOD, .kind = FIELD_TEXT, .width = 26, .max = 40, .required = true, .check = check_period,
		.hint = W_RP_FIGURE_PERIOD_HINT, .asked = is_new},
	{.key = "value", .label = W_RP_VALUE, .kind = FIELD_TEXT, .width = 16, .max = 15, .check = check_value, .hint = W_RP_FIGURE_VALUE_HINT},
	{.key = "source", .label = W_RP_SOURCE, .kind = FIELD_TEXT, .max = ENTERED_SOURCE_MAX, .required = true, .hint = W_RP_FIGURE_SOURCE_HINT},
};

static void load_figure(struct form *f, void *ctx)
{
	const struct figure_edit *x = ctx;
	if (!x->was.id)
		return;
	form_load(f, "value", x->was.set ? number_text(x->was.value).s : "");
	form_load(f, "source", x->was.source);
}

static bool save_figure(struct form *f, void *ctx)
{
	struct figure_edit *x = ctx;
	struct desk *d = setting_desk(x->p);
	struct error e;
	char sentence[512];
	const char *value = form_value(f, "value");
	struct entered_in in = {.key = x->was.key, .from = x->was.from, .to = x->was.to, .read = x->was.id, .set = *value != '\0',
		.value = strtoll(value, NULL, 10), .source = form_value(f, "source")};
	enum z z = Z_OK;
	if (!x->was.id) {
		in.key = entered_parse(form_value(f, "key"));
		z = figures_period(d, form_value(f, "period"), &in.from, &in.to, &e);
	}
	if (!z)
		z = entered_put(d, &in, &e);
	if (!z)
		return true;
	if (z == Z_STALE) /* the next save is over what stands there now */
		entered_get(d, in.key, in.from, in.to, &x->was, NULL);
	form_fault(f, "value", error_sentence(&e, sentence, sizeof sentence));
	return false;
}

static enum did ask_figure(struct setting_pane *p, const char *title, struct figure_edit *x)
{
	if (!ask_form(p->view.app, title, figure_fields, sizeof figure_fields / sizeof *figure_fields, x, load_figure, save_figure))
		return DID_VIEW;
	app_say(p->view.app, C_GOOD, W_RP_FIGURE_SAVED, title);
	return DID_ROWS;
}

enum did figures_add(struct setting_pane *p)
{
	struct figure_edit x = {.p = p};
	return ask_figure(p, W_RP_FIGURE_ADD, &x);
}

enum did figures_edit(struct setting_pane *p, int64_t id)
{
	const struct entered_figure *f = report_figure(p, id);
	char title[160], from[16], to[16];
	if (!f)
		return DID_ROWS;
	struct figure_edit x = {.p = p, .was = *f};
	snprintf(title, sizeof title, "%s " W_RP_SPAN, entered_row(f->key)->text, day_text(f->from, from), day_text(f->to - 1, to));
	return ask_figure(p, title, &x);
}

enum did figures_history(struct setting_pane *p, int64_t id)
{
	const struct entered_figure *f = report_figure(p, id);
	struct entered_figure *rows;
	struct error e;
	struct buffer b = {0};
	char title[160], at[24];
	int n;
	if (!f)
		return DID_ROWS;
	if (entered_history(setting_desk(p), f->key, f->from, f->to, &rows, &n, &e)) {
		app_refuse(p->view.app, &e);
		return DID_VIEW;
	}
	for (int i = 0; i < n; i++)
		buffer_printf(&b, W_RP_HISTORY_ROW "\n", instant_text(rows[i].at, at), rows[i].officer,
			rows[i].set ? number_text(rows[i].value).s : W_RP_UNSET, rows[i].source);
	free(rows);
	snprintf(title, sizeof title, W_RP_HISTORY_TITLE, entered_row(f->key)->text);
	app_push(p->view.app, page_new(p->view.app, title, buffer_take(&b)));
	return DID_VIEW;
}

/* ---- children of our own ---- */

/* Runs it and shows what it said on a page where it was refused. */
static bool run(struct app *a, const char *title, const char *const arguments[], struct job_result *r)
{
	struct error e;
	if (!job_run(a, title, arguments, r, &e)) {
		if (e.code != R_FILE_CANCEL)
			app_refuse(a, &e);
		return false;
	}
	if (r->status) {
		ask_message(a, title, *r->err ? r->err : r->out);
		job_result_free(r);
		return false;
	}
	return true;
}

enum did figures_import_file(struct app *a)
{
	struct job_result r;
	char *path = NULL;
	if (!ask_file(a, W_RP_IMPORT_TITLE, NULL, true, &path))
		return DID_VIEW;
	const char *const arguments[] = {"import", "figures", path, NULL};
	bool good = run(a, W_RP_IMPORT_TITLE, arguments, &r);
	free(path);
	if (!good)
		return DID_VIEW;
	r.out[strcspn(r.out, "\n")] = '\0';
	app_say(a, C_GOOD, "%s", r.out);
	job_result_free(&r);
	return DID_ROWS;
}

static const struct report_register *register_of(int64_t id)
{
	return id > 0 && id <= report_registers_n ? &report_registers[id - 1] : NULL;
}

/* The words of zwgk export for it. */
static bool export_to(struct app *a, const struct report_register *g, const char *path, bool gb, struct job_result *r)
{
	const char *words[9] = {"export", g->what, "--out", path};
	int n = 4;
	if (*g->filter) {
		words[n++] = "--filter";
		words[n++] = g->filter;
	}
	if (gb) {
		words[n++] = "--encoding";
		words[n++] = "gb18030";
	}
	return run(a, g->title, words, r);
}

enum did register_open(struct setting_pane *p, int64_t id)
{
	const struct report_register *g = register_of(id);
	struct app *a = p->view.app;
	char title[120];
	if (!g)
		return DID_NOTHING;
	snprintf(title, sizeof title, W_RP_REGISTER_TITLE, g->title);
	switch (g->rows) {
	case REGISTER_IS_OPEN:
		app_push_list(a, item_list_behind(a, &(struct item_query){.attribute = ATTRIBUTE_OPEN, .been_public = true, .sort = ITEMS_BY_NUMBER, .descending = true}, title));
		break;
	case REGISTER_IS_WITHHELD:
		app_push_list(a, item_list_behind(a, &(struct item_query){.withheld = true, .sort = ITEMS_BY_NUMBER, .descending = true}, title));
		break;
	case REGISTER_IS_TICKETS:
		app_push_list(a, hotline_behind(a, &(struct ticket_query){.scope = TICKETS_ALL, .sort = TICKETS_BY_ARRIVAL, .descending = true}, title));
		break;
	case REGISTER_IS_REQUESTS:
		app_push_list(a, request_list_behind(a, &(struct request_query){.scope = REQUESTS_ALL, .sort = REQUESTS_BY_ID, .descending = true}, title));
		break;
	case REGISTER_IS_TASKS:
		app_push_list(a, task_list_behind(a, &(struct task_query){.scope = TASKS_ALL, .sort = TASKS_BY_ID}, title));
		break;
	case REGISTER_IS_STEPS:
		app_push(a, ledger_new(a, !strcmp(g->what, "reviews") ? REGISTER_REVIEWS : REGISTER_RELEASES, title));
		break;
	}
	return DID_NOTHING;
}

/* As it prints, from the file that the export makes. */
enum did register_show(struct setting_pane *p, int64_t id)
{
	const struct report_register *g = register_of(id);
	struct app *a = p->view.app;
	struct buffer path = {0}, text = {0};
	struct job_result r;
	struct error e;
	const char *folder = getenv("TMPDIR");
	if (!g)
		return DID_NOTHING;
	buffer_printf(&path, "%s/zwgk-%ld-%s.txt", folder && *folder == '/' ? folder : "/tmp", (long)getpid(), g->what);
	unlink(path.s);
	if (export_to(a, g, path.s, false, &r)) {
		job_result_free(&r);
		if (sniff_read(path.s, 8 << 20, &text, &e)) {
			app_refuse(a, &e);
		} else {
			struct reader *lines = reader_new();
			report_lines(lines, text.s ? text.s : "");
			app_push(a, page_read(a, g->title, lines));
		}
	}
	unlink(path.s);
	buffer_free(&path);
	buffer_free(&text);
	return DID_VIEW;
}

enum did register_export(struct setting_pane *p, int64_t id)
{
	const struct report_register *g = register_of(id);
	struct app *a = p->view.app;
	struct job_result r;
	enum encoding x;
	char ending[8], name[128], *path = NULL;
	if (!g || !report_ask_ending(a, ending, &x))
		return DID_VIEW;
	snprintf(name, sizeof name, "%s%s.%s", g->title, W_RP_REGISTERS, ending);
	if (!save_ask(a, W_RP_EXPORT_TITLE, name, &path))
		return DID_VIEW;
	if (export_to(a, g, path, x == ENCODING_GB18030, &r)) {
		app_say(a, C_GOOD, W_RP_EXPORTED, path);
		job_result_free(&r);
	}
	free(path);
	return DID_VIEW;
}
