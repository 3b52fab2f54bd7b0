/* pane.c - pane 7 报表: a section for each kind of report, one for the figures that people enter, one for the
 * registers.  What its keys do stands in report/do.c and report/figures.c. */
#include "tui/report/pane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/pane/pane.h"
#include "tui/pane/words.h"

/* ---- reports ---- */

enum { R_NUMBER, R_PERIOD, R_STATE, R_DRAFTER, R_REVIEWER, R_UPDATED, R_COLUMNS };
static const struct list_column report_columns[R_COLUMNS] = {
	[R_NUMBER] = {.title = W_RP_NUMBER, .min = 12, .weight = 1, .max = 24},
	[R_PERIOD] = {.title = W_RP_PERIOD, .min = 20, .weight = 3, .max = 44},
	[R_STATE] = {.title = W_RP_STATE, .min = 6},
	[R_DRAFTER] = {.title = W_RP_DRAFTER, .min = 6, .weight = 1, .max = 12},
	[R_REVIEWER] = {.title = W_RP_REVIEWER, .min = 6, .weight = 1, .max = 12},
	[R_UPDATED] = {.title = W_RP_UPDATED, .min = 16, .drop = 1},
};

static enum role state_role(int state)
{
	return state == REPORT_STATE_CHECKING ? C_SOON : state == REPORT_STATE_CORRECTED ? C_DIM : C_TEXT;
}

static void last_step(struct setting_pane *p, struct setting_row_shown *row, int64_t id)
{
	struct report_step *steps;
	char at[24];
	int n;
	if (report_steps(setting_desk(p), id, &steps, &n, NULL) || !n)
		return;
	const struct report_step *s = &steps[n - 1];
	if (*s->text)
		setting_detailf(p, row, W_RP_STEP W_RP_STEP_TEXT, instant_text(s->at, at), s->officer, report_act_text(s->act), s->text);
	else
		setting_detailf(p, row, W_RP_STEP, instant_text(s->at, at), s->officer, report_act_text(s->act));
	report_steps_free(&steps, n);
}

static enum z load_reports(struct setting_pane *p, struct error *e)
{
	struct report *list;
	char text[80], at[24];
	enum z z = report_list(setting_desk(p), report_section_kind(p), &list, &p->data_n, e);
	if (z)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++) {
		const struct report *r = &list[i];
		struct setting_row_shown *row = setting_add_row(p, r->id);
		setting_cell(p, row, R_NUMBER, C_TEXT, report_number_text(r, text));
		setting_cell(p, row, R_PERIOD, C_TEXT, report_period_short(r, text));
		setting_cell(p, row, R_STATE, state_role(r->state), report_state_text(r->state));
		setting_cell(p, row, R_DRAFTER, C_TEXT, r->drafter_name);
		setting_cell(p, row, R_REVIEWER, C_TEXT, r->reviewer_name);
		setting_cell(p, row, R_UPDATED, C_DIM, instant_text(r->updated_at, at));
		last_step(p, row, r->id);
	}
	return Z_OK;
}

#define REPORT_SECTION(name_, title_)                                                                                \
	{                                                                                                            \
		.name = name_, .title = title_, .note = W_RP_NOTE, .empty = W_RP_EMPTY, .columns = report_columns,   \
		.n_columns = R_COLUMNS, .detail = 2, .load = load_reports,                                           \
	}
static const struct setting_section kinds[] = {
#define REPORT_KIND(code, NAME, key, text) REPORT_SECTION(key, text),
#include "store/rule/report.def"
};

/* ---- figures ---- */

enum { F_NAME, F_PERIOD, F_VALUE, F_UNIT, F_SOURCE, F_OFFICER, F_COLUMNS };
static const struct list_column figure_columns[F_COLUMNS] = {
	[F_NAME] = {.title = W_RP_NAME, .min = 14, .weight = 2, .max = 32},
	[F_PERIOD] = {.title = W_RP_PERIOD, .min = 12, .weight = 1, .max = 26},
	[F_VALUE] = {.title = W_RP_VALUE, .min = 6, .align = TEXT_RIGHT},
	[F_UNIT] = {.title = W_RP_UNIT, .min = 4},
	[F_SOURCE] = {.title = W_RP_SOURCE, .min = 10, .weight = 2, .max = 40},
	[F_OFFICER] = {.title = W_RP_OFFICER, .min = 6, .weight = 1, .max = 12, .drop = 1},
};

static enum z load_figures(struct setting_pane *p, struct error *e)
{
	struct entered_figure *list;
	char from[16], to[16], at[24];
	enum z z = entered_list(setting_desk(p), INT32_MIN, INT32_MAX, &list, &p->data_n, e);
	if (z)
		return z;
	p->data = list;
	for (int i = 0; i < p->data_n; i++) {
		const struct entered_figure *f = &list[i];
		struct setting_row_shown *row = setting_add_row(p, f->id);
		setting_cell(p, row, F_NAME, C_TEXT, entered_row(f->key)->text);
		setting_cellf(p, row, F_PERIOD, C_TEXT, W_RP_SPAN, day_text(f->from, from), day_text(f->to - 1, to) + 5);
		setting_cell(p, row, F_VALUE, f->set ? C_STRONG : C_DIM, f->set ? number_text(f->value).s : W_RP_UNSET);
		setting_cell(p, row, F_UNIT, C_TEXT, entered_row(f->key)->unit);
		setting_cell(p, row, F_SOURCE, C_TEXT, f->source);
		setting_cell(p, row, F_OFFICER, C_DIM, f->officer);
		setting_detailf(p, row, W_RP_SPAN "　%s　%s", from, to, f->source, instant_text(f->at, at));
	}
	return Z_OK;
}

static const struct setting_section figures = {
	.name = "figures",
	.title = W_RP_FIGURES,
	.note = W_RP_FIGURES_NOTE,
	.empty = W_RP_FIGURES_EMPTY,
	.columns = figure_columns,
	.n_columns = F_COLUMNS,
	.detail = 1,
	.load = load_figures,
};

const struct entered_figure *report_figure(const struct setting_pane *p, int64_t id)
{
	const struct entered_figure *list = p->data;
	for (int i = 0; i < p->data_n; i++)
		if (list[i].id == id)
			return &list[i];
	return NULL;
}

/* ---- registers ---- */

const struct report_register report_registers[] = {
	{W_RP_R_OPEN, "items", W_RP_R_OPEN_NOTE, W_RP_FILTER_OPEN, REGISTER_IS_OPEN},
	{W_RP_R_DECISIONS, "decisions", W_RP_R_DECISIONS_NOTE, "", REGISTER_IS_WITHHELD},
	{W_RP_R_RELEASES, "releases", W_RP_R_RELEASES_NOTE, "", REGISTER_IS_STEPS},
	{W_RP_R_REVIEWS, "reviews", W_RP_R_REVIEWS_NOTE, "", REGISTER_IS_STEPS},
	{W_RP_R_TICKETS, "tickets", W_RP_R_TICKETS_NOTE, "", REGISTER_IS_TICKETS},
	{W_RP_R_REQUESTS, "requests", W_RP_R_REQUESTS_NOTE, "", REGISTER_IS_REQUESTS},
	{W_RP_R_TASKS, "tasks", W_RP_R_TASKS_NOTE, "", REGISTER_IS_TASKS},
};
const int report_registers_n = sizeof report_registers / sizeof *report_registers;

enum { G_TITLE, G_NOTE, G_COLUMNS };
static const struct list_column register_columns[G_COLUMNS] = {
	[G_TITLE] = {.title = W_RP_REGISTER, .min = 22},
	[G_NOTE] = {.title = W_RP_REGISTER_WHAT, .min = 20, .weight = 1},
};

static enum z load_registers(struct setting_pane *p, struct error *e)
{
	(void)e;
	for (int i = 0; i < report_registers_n; i++) {
		struct setting_row_shown *row = setting_add_row(p, i + 1);
		setting_cell(p, row, G_TITLE, C_TEXT, report_registers[i].title);
		setting_cell(p, row, G_NOTE, C_DIM, report_registers[i].note);
	}
	return Z_OK;
}

static const struct setting_section registers = {
	.name = "registers",
	.title = W_RP_REGISTERS,
	.note = W_RP_REGISTERS_NOTE,
	.columns = register_columns,
	.n_columns = G_COLUMNS,
	.load = load_registers,
};

/* ---- the pane ---- */

static const struct setting_section *const menu[] = {
	&kinds[0], &kinds[1], &kinds[2], &kinds[3], &kinds[4], NULL, &figures, &registers,
};

struct view *report_new(struct app *a)
{
	return setting_new_with(a, &pane_report, menu, (int)(sizeof menu / sizeof *menu), ACT_RP_OPEN);
}

enum report_part_of report_section(const struct setting_pane *p)
{
	const struct setting_section *s = setting_shown(p);
	return s == &figures ? FIGURES : s == &registers ? REGISTERS : REPORTS;
}

int report_section_kind(const struct setting_pane *p)
{
	return report_kind_parse(setting_shown(p)->name);
}

bool report_pane_has(struct view *v, int act)
{
	enum report_part_of of = report_section((struct setting_pane *)(void *)v);
	switch (act) {
	case ACT_RP_NEW:
	case ACT_RP_EDIT:
	case ACT_RP_STEPS:
		return of != REGISTERS;
	case ACT_RP_SEND:
	case ACT_RP_RECALL:
	case ACT_RP_PASS:
	case ACT_RP_BACK:
	case ACT_RP_CORRECT:
		return of == REPORTS;
	case ACT_RP_EXPORT:
		return of != FIGURES;
	case ACT_RP_PRINT:
		return of == REGISTERS;
	case ACT_RP_IMPORT:
		return of == FIGURES;
	default:
		return true;
	}
}

enum z report_pane_may(struct view *v, int act, int64_t id, struct error *e)
{
	struct setting_pane *p = (struct setting_pane *)(void *)v;
	int permit = act_row((enum act)act)->permit;
	if (report_section(p) != REPORTS || !permit || !id || permit == ACTION_REPORT_DRAFT)
		return Z_OK;
	return report_may(setting_desk(p), (enum action)permit, id, e);
}
