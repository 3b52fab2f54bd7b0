/* act_task.c - the acts of the walk upon tasks.  The arguments a..d of each stand beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "store/base/date.h"
#include "store/record/inner.h"
#include "store/record/task/task.h"
#include "tests/model/act.h"

void act_plan(const struct m_plan *p, struct act_plan *out)
{
	char mark[24];
	*out = (struct act_plan){0};
	act_letters(p->title, mark);
	snprintf(out->title, sizeof out->title, "%s", p->untitled ? " 　" : "修编防火预案");
	if (!p->untitled)
		snprintf(out->title + strlen(out->title), 40, "%.8s", mark);
	if (p->place)
		snprintf(out->place, sizeof out->place, "%u", p->place);
	if (p->source)
		snprintf(out->source, sizeof out->source, "2026年任务分解第%u号", p->source);
	act_letters(p->body, mark);
	if (p->body)
		snprintf(out->body, sizeof out->body, "年内完成，要求%s。\n一并报送。", mark);
}

static void plan_of(const struct m_plan *p, struct act_plan *texts, struct task_in *in)
{
	act_plan(p, texts);
	*in = (struct task_in){.place = texts->place, .title = texts->title, .body = texts->body, .source = texts->source,
		.office = p->office, .helpers = p->helpers, .due = p->due};
	for (int k = 0; k < p->helpers; k++)
		in->helper[k] = p->helper[k];
}

/* ---- from a list ---- */

struct line {
	struct act_plan texts;
	char office[400], helpers[400], due[40];
};

static void name_add(char cell[400], const struct office *offices, int n, int64_t id)
{
	const char *name = "没有的股室";
	size_t at = strlen(cell);
	for (int k = 0; k < n; k++)
		if (offices[k].id == id)
			name = offices[k].name;
	snprintf(cell + at, 400 - at, "%s%s", at ? "、" : "", name);
}

/* As lists write it: the last day of a month by its name. */
static void due_text(int32_t due, char out[40])
{
	char day[16];
	int year, month, mday;
	out[0] = '\0';
	if (due == DAY_NONE)
		return;
	day_split(due, &year, &month, &mday);
	if (day_of(month == 12 ? year + 1 : year, month % 12 + 1, 1) == due + 1)
		snprintf(out, 40, "%d年%d月底前", year, month);
	else
		snprintf(out, 40, "%s", day_text(due, day));
}

static void line_of(const struct m_plan *p, const struct office *offices, int n, struct line *l, struct task_line *out)
{
	*l = (struct line){0};
	act_plan(p, &l->texts);
	if (p->office)
		name_add(l->office, offices, n, p->office);
	for (int k = 0; k < p->helpers; k++)
		name_add(p->office && p->title % 2 ? l->office : l->helpers, offices, n, p->helper[k]);
	due_text(p->due, l->due);
	*out = (struct task_line){.cell = {[TASK_TITLE] = l->texts.title, [TASK_PLACE] = l->texts.place, [TASK_BODY] = l->texts.body,
		[TASK_OFFICE] = l->office, [TASK_HELPERS] = l->helpers, [TASK_DUE] = p->undated ? "尽快办理" : l->due,
		[TASK_SOURCE] = l->texts.source}};
}

/* plan, rows: the list; d: only tried */
static enum z import(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	struct line texts[M_ROWS];
	struct task_line lines[M_ROWS];
	struct office *offices;
	int n, good;
	enum z z = office_list(d, true, &offices, &n, e);
	if (z != Z_OK)
		return z;
	for (int k = 0; k < op->rows; k++)
		line_of(&op->plan[k], offices, n, &texts[k], &lines[k]);
	z = task_import(d, NULL, lines, op->rows, op->d ? TASKS_DRY : 0, &good, e);
	free(offices);
	for (int k = 0; k < op->rows; k++) {
		r->met[k] = lines[k].ok ? (int)lines[k].done : -1;
		good -= lines[k].ok;
	}
	return z == Z_OK && good ? refuse(e, R_FILE_INTERNAL, "", "lines taken and lines counted") : z;
}

/* c: with words */
enum z act_task(struct desk *d, const struct op *op, struct result *r, struct error *e)
{
	const char *why = op->c ? "理由写在这里" : "";
	struct act_plan texts;
	struct task_in in;
	switch (op->kind) {
	case DO_K_CREATE:
		plan_of(op->plan, &texts, &in);
		return task_create(d, &in, &r->id, e);
	case DO_K_IMPORT:
		return import(d, op, r, e);
	case DO_K_EDIT:
		plan_of(op->plan, &texts, &in);
		return task_edit(d, op->item, op->ver, &in, e);
	case DO_K_DONE: /* a: day */
		return task_done(d, op->item, op->ver, (int32_t)op->a, why, e);
	case DO_K_DROP:
		return task_drop(d, op->item, op->ver, why, e);
	default: /* DO_K_REOPEN */
		return task_reopen(d, op->item, op->ver, why, e);
	}
}
