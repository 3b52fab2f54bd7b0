/* do.c - what is done with a task: the list, open, register, edit, report done, cancel, open again, import a list. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/ledger.h"
#include "tui/action/sign.h"
#include "tui/ask.h"
#include "tui/task/task.h"
#include "tui/task/words.h"
#include "tui/widget/form.h"
#include "tui/words.h"

/* The task as it was read: by the page on top, else now. */
struct about {
	struct app *app;
	int64_t id, ver;
	bool reading; /* it stands on the page on top */
	char number[TASK_NUMBER_MAX + 1], title[4 * TASK_TITLE_MAX + 4];
};

static void take(struct about *to, const struct task *t)
{
	to->id = t->id;
	to->ver = t->ver;
	snprintf(to->number, sizeof to->number, "%s", t->number);
	snprintf(to->title, sizeof to->title, "%s", t->in.title);
}

static bool about(struct app *a, int64_t id, struct about *to)
{
	const struct task *shown = task_page_task(app_top(a));
	struct task *t = NULL;
	struct error e;
	*to = (struct about){.app = a};
	if (shown && shown->id == id) {
		take(to, shown);
		to->reading = true;
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

/* Says format with the number, or the refusal; reads the page again. */
static enum did done(struct app *a, const struct about *t, enum z z, const struct error *e, const char *format)
{
	char said[200];
	if (z != Z_OK) {
		if (e->kind == Z_STALE) {
			if (t->reading)
				trail_page_again(app_top(a));
			app_refresh(a);
		}
		app_refuse(a, e);
		return DID_VIEW;
	}
	snprintf(said, sizeof said, format, t->number);
	app_say(a, C_GOOD, "%s", said);
	if (t->reading)
		trail_page_again(app_top(a));
	return DID_ROWS;
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
	struct view *v = task_page_new(a, subject, &e);
	if (v)
		app_push(a, v);
	else
		app_refuse(a, &e);
	return DID_NOTHING;
}

/* ------------------------------------------------------------ the form */
struct task_form {
	struct about t; /* id 0: a new one */
	int64_t made;
};

static void offices(const struct entry *en, struct choices *out)
{
	const struct task_form *x = en->ctx;
	struct office *list = NULL;
	int n = 0;
	if (office_list(app_desk(x->t.app), false, &list, &n, NULL) == Z_OK)
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
	if (!x->t.id || task_load(app_desk(x->t.app), x->t.id, &t, NULL) != Z_OK)
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
	struct desk *d = app_desk(x->t.app);
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

/* Somebody was quicker: the next F2 acts on what is in the file then. */
static void again(struct about *t)
{
	struct task *now = NULL;
	if (task_load(app_desk(t->app), t->id, &now, NULL) == Z_OK)
		t->ver = now->ver;
	task_free(&now);
}

static bool save_form(struct form *f, void *ctx)
{
	struct task_form *x = ctx;
	struct error e;
	char s[512];
	enum z z = x->t.id && !form_changed(f) ? Z_OK : store(x, f, &e);
	if (z == Z_OK)
		return true;
	form_fault(f, field_of(&e), error_sentence(&e, s, sizeof s));
	if (z == Z_STALE)
		again(&x->t);
	return false;
}

enum did do_task_new(struct app *a, int64_t subject)
{
	struct task_form x = {.t = {.app = a}};
	(void)subject;
	if (!ask_form(a, W_TS_FORM_NEW, fields, FIELDS, &x, load_form, save_form))
		return DID_VIEW;
	struct task *t = NULL;
	if (task_load(app_desk(a), x.made, &t, NULL) == Z_OK)
		take(&x.t, t);
	task_free(&t);
	if (task_list_is(app_top(a)))
		list_goto_id(list_pane_of(app_top(a))->list, x.made);
	return done(a, &x.t, Z_OK, NULL, W_TS_SAVED);
}

enum did do_task_edit(struct app *a, int64_t subject)
{
	struct task_form x = {0};
	char title[100];
	if (!about(a, subject, &x.t))
		return DID_VIEW;
	snprintf(title, sizeof title, W_TS_FORM_EDIT, x.t.number);
	if (!ask_form(a, title, fields, FIELDS, &x, load_form, save_form))
		return DID_VIEW;
	return done(a, &x.t, Z_OK, NULL, W_TS_EDITED);
}

/* ------------------------------------------------------------ done */
static const struct form_field done_fields[] = {
	{.key = "day", .label = W_TS_DONE_DAY, .kind = FIELD_DATE, .required = true, .hint = W_TS_DONE_DAY_HINT},
	{.key = "text", .label = W_TS_DONE_WHAT, .kind = FIELD_LONG, .max = TASK_TEXT_MAX, .required = true, .hint = W_TS_DONE_WHAT_HINT},
};

static void load_today(struct form *f, void *ctx)
{
	const struct about *t = ctx;
	char s[16];
	form_load(f, "day", day_text(desk_today(app_desk(t->app)), s));
}

static bool save_done(struct form *f, void *ctx)
{
	struct about *t = ctx;
	struct error e;
	char s[512];
	int32_t day = day_parse(form_value(f, "day"));
	enum z z = day == DAY_NONE ? refuse(&e, R_TASK_DAY, form_value(f, "day"))
				   : task_done(app_desk(t->app), t->id, t->ver, day, form_value(f, "text"), &e);
	if (z == Z_OK)
		return true;
	form_fault(f, e.code == R_TASK_DAY ? "day" : z == Z_INVALID ? "text" : NULL, error_sentence(&e, s, sizeof s));
	if (z == Z_STALE)
		again(t);
	return false;
}

enum did do_task_done(struct app *a, int64_t subject)
{
	struct about t;
	char title[100];
	if (!about(a, subject, &t))
		return DID_VIEW;
	snprintf(title, sizeof title, W_TS_DONE_TITLE, t.number);
	if (!ask_form(a, title, done_fields, sizeof done_fields / sizeof *done_fields, &t, load_today, save_done))
		return DID_VIEW;
	return done(a, &t, Z_OK, NULL, W_TS_DONE_SAID);
}

/* ------------------------------------------------------------ cancelled, opened again */
struct turn {
	const char *head, *hint, *yes, *said;
	enum z (*run)(struct desk *d, int64_t id, int64_t ver, const char *reason, struct error *e);
};

static enum did turn(struct app *a, int64_t subject, const struct turn *k)
{
	struct about t;
	struct error e;
	char title[100], facts[1200], *text = NULL;
	if (!about(a, subject, &t))
		return DID_VIEW;
	snprintf(title, sizeof title, k->head, t.number);
	snprintf(facts, sizeof facts, "%s　%s\n%s", t.number, t.title, k->hint);
	const struct sign_question ask = {.title = title, .facts = facts, .required = true, .yes = k->yes};
	bool go = sign_ask(a, &ask, &text);
	enum did did = go ? done(a, &t, k->run(app_desk(a), t.id, t.ver, text, &e), &e, k->said) : DID_VIEW;
	free(text);
	return did;
}

enum did do_task_drop(struct app *a, int64_t subject)
{
	return turn(a, subject, &(struct turn){W_TS_DROP_TITLE, W_TS_DROP_HINT, W_TS_DROP_YES, W_TS_DROPPED, task_drop});
}

enum did do_task_reopen(struct app *a, int64_t subject)
{
	return turn(a, subject, &(struct turn){W_TS_REOPEN_TITLE, W_TS_REOPEN_HINT, W_TS_REOPEN_YES, W_TS_REOPENED, task_reopen});
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
