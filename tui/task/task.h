/* task.h - the list of 任务, opened from 待办, and the reading page of one. */
#ifndef TUI_TASK_TASK_H
#define TUI_TASK_TASK_H

#include "store/record/task/task.h"
#include "store/view/task/view.h"
#include "tui/action/action.h"
#include "tui/list/list_pane.h"
#include "tui/pane/trail_page.h"

/* ------------------------------------------------------------ list.c */
struct view *task_list_new(struct app *a);
/* Those behind a figure, a page over whatever is shown; title: "超期…：…". */
struct view *task_list_behind(struct app *a, const struct task_query *q, const char *title);
bool task_list_is(const struct view *v);
/* What is to be done in one line: 完善公开制度：修订公开指南… */
enum { TASK_LINE = 1200 };
const char *task_line_text(const struct task_row *r, char buf[TASK_LINE]);
/* The light as it is read: 余12日, 今日, 超3日, 按期完成 … */
const char *task_light(const struct task_row *r, char buf[40], enum role *role);

/* ------------------------------------------------------------ page.c: the reading page */
/* A task in words; steps below or beside it. */
struct task_case {
	struct task *t;
	struct arena memory; /* of what follows */
	struct task_step *step;
	int steps;
};
enum z task_case_load(struct desk *d, int64_t id, struct task_case *c, struct error *e);
void task_case_free(struct task_case *c);
void task_text(struct reader *r, const struct task_case *c);
void task_text_trail(struct reader *r, struct desk *d, const struct task_case *c, bool newest_first);
const char *task_text_rule(const struct task *t, char buf[300]); /* "任-2026-0001 · 进行中" */

struct view *task_page_new(struct app *a, int64_t id, struct error *e);
const struct task *task_page_task(const struct view *v); /* as it is shown; NULL: no such page */
#endif
