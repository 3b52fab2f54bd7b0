/* pane.c - which panes there are. */
#include "tui/pane/pane.h"

#include "tui/list/item_list.h"
#include "tui/pane/todo.h"
#include "tui/stat/shown.h"

extern const struct list_scope queue_scopes[], review_scopes[];
extern const int queue_scopes_n, review_scopes_n;
struct view *hotline_new(struct app *a);
struct view *request_list_new(struct app *a);
struct view *setting_new(struct app *a);
struct view *report_new(struct app *a);

static int64_t for_me(struct app *a)
{
	return app_figures(a)->at[PANEL_FOR_ME].n;
}

static int64_t to_sign(struct app *a)
{
	return app_figures(a)->at[PANEL_TO_SIGN].n;
}

static int64_t tickets(struct app *a)
{
	return app_figures(a)->at[PANEL_TICKETS_MINE].n;
}

static int64_t requests(struct app *a)
{
	return app_requests(a);
}

static int64_t waiting(struct app *a)
{
	return for_me(a) + to_sign(a) + tickets(a) + requests(a) + app_tasks(a) + app_seconds(a) + app_no_duty(a);
}

const struct pane_tab pane_tabs[] = {
	{1, &pane_todo, waiting},
	{2, &pane_queue, for_me},
	{3, &pane_review, to_sign},
	{4, &pane_hotline, tickets},
	{5, &pane_request, requests},
	{6, &pane_stat, NULL},
	{7, &pane_report, NULL},
	{0, &pane_setting, NULL},
};
const int pane_tabs_n = sizeof pane_tabs / sizeof *pane_tabs;

struct view *pane_new(struct app *a, const struct view_ops *ops)
{
	if (ops == &pane_queue)
		return item_list_new(a, ops, queue_scopes, queue_scopes_n);
	if (ops == &pane_review)
		return item_list_new(a, ops, review_scopes, review_scopes_n);
	if (ops == &pane_hotline)
		return hotline_new(a);
	if (ops == &pane_request)
		return request_list_new(a);
	if (ops == &pane_todo)
		return todo_new(a);
	if (ops == &pane_stat)
		return stat_pane_new(a);
	return ops == &pane_report ? report_new(a) : setting_new(a);
}
