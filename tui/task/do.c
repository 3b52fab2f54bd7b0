/* do.c - what is done with a task: the list, open, register, edit, report done, cancel, open again, import a list. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/act_record.h"
#include "tui/action/ledger.h"
#include "tui/ask.h"
#include "tui/task/task.h"
#include "tui/task/words.h"
#include "tui/widget/form.h"
#include "tui/words.h"

static int64_t version_now(struct desk *d, int64_t id)
{
	struct task *t = NULL;
	int64_t ver = task_load(d, id, &t, NULL) == Z_OK ? t->ver : 0;
	task_free(&t);
	return ver;
}

static void take(struct act_record *to, const struct task *t)
{
	to->now = version_now;
	act_record(to, t->id, t->ver, t->number, t->in.title);
}

/* The task as it was read: by the page on top, else now. */
static bool about(struct app *a, int64_t id, struct act_record *to)
{
	const struct task *shown = task_page_task(app_top(a));
	struct task *t = NULL;
	struct error e;
	if (shown && shown->id == id) {
		take(to, shown);
		return true;
	}
	if (task_load(app_desk(a), id, &t, &e) != Z_OK) {
		app_refuse(a, &e);
		return false;
	}
	take(to, t);
	task_free(&t);
	return true;
}

/* ------------------------------------------------------------ list, page */
enum did do_task_list(struct app *a, int64_t subject)
{
	struct view *v = task_list_new(a);
	(void)subject;
	app_push(a, v);
	v->ops->refresh(v); /* placed first: how much is read depends on the rows that fit */
	return DID_NOTHING;
}

enum did do_task_open(struct app *a, int64_t subject)
{
	struct error e;
	return act_open(a, task_page_new(a, subject, &e), &e);
}

/* ------------------------------------------------------------ the form */
struct task_form {
	struct app *app;
	struct act_record t; /* id 0: a new one */
	int64_t made;
};

static void offices(const struct entry *en, struct choices *out)
{
	const struct task_form *x = en->ctx;
	struct office *list = NULL;
	int n = 0;
	if (office_list(app_desk(x->app), false, &list, &n, NULL) == Z_OK)
		for (int i = 0; i < n; i++)
			choices_add(out, number_text(list[i].id).s, list[i].name, office_kind_text(list[i].kind), "");
	free(list);
}

static const struct form_field fields[] = {
	{.key = "title", .label = W_TS_TITLE, .kind = FIELD_TEXT, .max = TASK_TITLE_MAX, .required = true, .hint = W_TS_TITLE_HINT},
	{.key = "body", .label = W_TS_HEAD_BODY, .kind = FIELD_LONG, .max = TASK_BODY_MAX, .hint = W_TS_BODY_HINT},
	{.key = "office", .label = W_TS_LEAD, .kind = FIELD_CHOICE, .width = 26, .required = true, .list = offices, .hint = W_TS_LEAD_HINT},
	{.key = "helpers", .label = W_TS_HELPERS, .kind = FIELD_MULTI, .list = offices, .hint = W_TS_HELPERS_HINT},
	{.key = "due", .label = W_TS_DUE_LABEL, .kind = FIELD_DATE, .hint = W_TS_DUE_HINT},
	{.key = "source", .label = W_TS_SOURCE, .kind = FIELD_TEXT, .max = TASK_SOURCE_MAX, .hint = W_TS_SOURCE_HINT},
	{.key = "place", .label = W_TS_PLACE, .kind = FIELD_TEXT, .max = TASK_PLACE_MAX, .width = 20, .hint = W_TS_PLACE_HINT},
};
enum { FIELDS = sizeof fields / sizeof *fields };

static void load_form(struct form *f, void *ctx)
{
	struct task_form *x = ctx;
	struct task *t = NULL;
	struct buffer helpers = {0};
	char due[16];
	if (!x->t.id || task_load(app_desk(x->app), x->t.id, &t, NULL) != Z_OK)
		return;
	for (int i = 0; i < t->in.helpers; i++)
		buffer_printf(&helpers, "%s%lld", i ? "\n" : "", (long long)t->in.helper[i]);
	form_load(f, "title", t->in.title);
	form_load(f, "body", t->in.body);
	form_load(f, "office", number_text(t->in.office).s);
	form_load(f, "helpers", helpers.n ? helpers.s : "");
	form_load(f, "due", day_text(t->in.due, due));
	form_load(f, "source", t->in.source);
	form_load(f, "place", t->in.place);
	take(&x->t, t);
	buffer_free(&helpers);
	task_free(&t);
}

/* The field that a refusal is about; NULL: no single one. */
static const char *field_of(const struct error *e)
{
	switch (e->code) {
	case R_TASK_HELPER:
	case R_TASK_HELPERS:
		return "helpers";
	case R_TASK_DUE:
	case R_TASK_DUE_FAR:
		return "due";
	case R_FIELD_EMPTY:
	case R_FIELD_SHORT:
	case R_FIELD_LONG:
		for (size_t i = 0; i < FIELDS; i++)
			if (!strcmp(e->arg[0], fields[i].label))
				return fields[i].key;
		return NULL;
	default:
		return NULL;
	}
}

static enum z store(struct task_form *x, struct form *f, struct error *e)
{
	struct desk *d = app_desk(x->app);
	struct task_in in = {.title = form_value(f, "title"),
		.body = form_value(f, "body"),
		.source = form_value(f, "source"),
		.place = form_value(f, "place"),
		.office = strtoll(form_value(f, "office"), NULL, 10),
		.due = DAY_NONE};
	const char *due = form_value(f, "due");
	int many = 0;
	for (const char *s = form_value(f, "helpers"); *s; s += strcspn(s, "\n"), s += *s == '\n', many++)
		if (many < TASK_HELPERS_MAX)
			in.helper[in.helpers++] = strtoll(s, NULL, 10);
	if (many > TASK_HELPERS_MAX)
		return refuse(e, R_TASK_HELPERS, number_text(many).s, number_text(TASK_HELPERS_MAX).s);
	if (!task_due_parse(due, desk_today(d), &in.due))
		return refuse(e, R_TASK_DUE, due);
	return x->t.id ? task_edit(d, x->t.id, x->t.ver, &in, e) : task_create(d, &in, &x->made, e);
}

static bool save_form(struct form *f, void *ctx)
{
	struct task_form *x = ctx;
	struct error e;
	enum z z = x->t.id && !form_changed(f) ? Z_OK : store(x, f, &e);
	return act_form_kept(x->app, f, &x->t, z ? field_of(&e) : NULL, z, &e);
}

enum did do_task_new(struct app *a, int64_t subject)
{
	struct task_form x = {.app = a};
	(void)subject;
	if (!ask_form(a, W_TS_FORM_NEW, fields, FIELDS, &x, load_form, save_form))
		return DID_VIEW;
	struct task *t = NULL;
	if (task_load(app_desk(a), x.made, &t, NULL) == Z_OK)
		take(&x.t, t);
	task_free(&t);
	if (task_list_is(app_top(a)))
		list_goto_id(list_pane_of(app_top(a))->list, x.made);
	return act_record_done(a, &x.t, Z_OK, NULL, W_TS_SAVED);
}

enum did do_task_edit(struct app *a, int64_t subject)
{
	struct task_form x = {.app = a};
	char title[100];
	if (!about(a, subject, &x.t))
		return DID_VIEW;
	snprintf(title, sizeof title, W_TS_FORM_EDIT, x.t.number);
	if (!ask_form(a, title, fields, FIELDS, &x, load_form, save_form))
		return DID_VIEW;
	return act_record_done(a, &x.t, Z_OK, NULL, W_TS_EDITED);
}

/* ------------------------------------------------------------ done */
static const struct form_field done_fields[] = {
	{.key = "day", .label = W_TS_DONE_DAY, .kind = FIELD_DATE, .required = true, .hint = W_TS_DONE_DAY_HINT},
	{.key = "text", .label = W_TS_DONE_WHAT, .kind = FIELD_LONG, .max = TASK_TEXT_MAX, .required = true, .hint = W_TS_DONE_WHAT_HINT},
};

static bool save_done(struct form *f, void *ctx)
{
	const struct act_form *x = ctx;
	struct error e;
	int32_t day = day_parse(form_value(f, "day"));
	enum z z = day == DAY_NONE ? refuse(&e, R_TASK_DAY, form_value(f, "day"))
				   : task_done(app_desk(x->app), x->r->id, x->r->ver, day, form_value(f, "text"), &e);
	return act_form_kept(x->app, f, x->r, z && e.code == R_TASK_DAY ? "day" : "text", z, &e);
}

enum did do_task_done(struct app *a, int64_t subject)
{
	struct act_record t;
	if (!about(a, subject, &t))
		return DID_VIEW;
	return act_form(a, &t, W_TS_DONE_TITLE, done_fields, sizeof done_fields / sizeof *done_fields, act_form_today, save_done, W_TS_DONE_SAID);
}

/* ------------------------------------------------------------ cancelled, opened again */
static enum did with_reason(struct app *a, int64_t subject, const struct act_text *q,
	enum z (*run)(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e), const char *said)
{
	struct act_record t;
	return about(a, subject, &t) ? act_text_run(a, &t, q, run, said) : DID_VIEW;
}

enum did do_task_drop(struct app *a, int64_t subject)
{
	static const struct act_text q = {
	        .act = ACT_TS_DROP, .title = W_TS_DROP_TITLE, .hint = W_TS_DROP_HINT, .yes = W_TS_DROP_YES, .required = true};
	return with_reason(a, subject, &q, task_drop, W_TS_DROPPED);
}

enum did do_task_reopen(struct app *a, int64_t subject)
{
	static const struct act_text q = {
	        .act = ACT_TS_REOPEN, .title = W_TS_REOPEN_TITLE, .hint = W_TS_REOPEN_HINT, .yes = W_TS_REOPEN_YES, .required = true};
	return with_reason(a, subject, &q, task_reopen, W_TS_REOPENED);
}

/* ------------------------------------------------------------ a 任务分解 table */
static bool undo(struct app *a, int64_t batch)
{
	struct error e;
	int64_t n = 0;
	if (task_import_undo(app_desk(a), batch, &n, &e) != Z_OK) {
		app_refuse(a, &e);
		return false;
	}
	app_say(a, C_GOOD, W_TS_IMPORT_UNDONE, (long long)batch, (long long)n);
	return true;
}

enum did do_task_import(struct app *a, int64_t subject)
{
	static const struct ledger_action tasks = {
		.what = "tasks",
		.title = W_TS_IMPORT,
		.file = W_TS_IMPORT_FILE,
		.file_note = W_TS_IMPORT_FILE_NOTE,
		.dry = W_TS_IMPORT_DRY,
		.undo_title = W_TS_IMPORT_UNDO,
		.undo_note = W_TS_IMPORT_UNDO_NOTE,
		.undo_ask = W_TS_IMPORT_UNDO_ASK,
		.undo = undo,
	};
	(void)subject;
	return ledger_take(a, &tasks);
}
