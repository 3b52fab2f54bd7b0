/* request.h - pane 5 依申请公开 and its pages: the list of requests, the reading page of one, the entry form. */
#ifndef TUI_REQUEST_REQUEST_H
#define TUI_REQUEST_REQUEST_H

#include "forms/entry/request.h"
#include "store/view/request/view.h"
#include "tui/action/action.h"
#include "tui/list/list_pane.h"
#include "tui/pane/trail_page.h"

/* ------------------------------------------------------------ list.c */
extern const struct view_ops pane_request;
struct view *request_list_new(struct app *a);
/* Those behind a figure, a page over whatever is shown; title: "超期…：…". */
struct view *request_list_behind(struct app *a, const struct request_query *q, const char *title);
bool request_list_is(const struct view *v);
/* The light as it is read: 余12日, 今日, 超3日, 待确认, 按期答复 … */
const char *request_light(const struct request_line *r, char buf[40], enum role *role);

/* ------------------------------------------------------------ text.c: a request in words */
struct request_case {
	struct request *r;
	struct arena memory; /* of what follows */
	struct request_step *step;
	int steps;
};
enum z request_case_load(struct desk *d, int64_t id, struct request_case *c, struct error *e);
void request_case_free(struct request_case *c);
/* Parts of the page.  clear: what he asked to see, NULL: masked; key: name the key for it. */
void request_text_head(struct reader *r, struct desk *d, const struct request_case *c, const struct applicant *clear, bool key);
void request_text_clock(struct reader *r, struct desk *d, const struct request_case *c);
void request_text_body(struct reader *r, const struct request_case *c);
void request_text_trail(struct reader *r, struct desk *d, const struct request_case *c, bool newest_first);
const char *request_text_rule(const struct request *r, char buf[200]); /* "依-2026-0001 · 已登记" */
/* Why it is due when it is; days: one by one. */
void request_text_why(struct app *a, int64_t id, bool days, struct buffer *b);

/* ------------------------------------------------------------ page.c: the reading page */
extern const struct trail_kind request_page_kind;
struct view *request_page_new(struct app *a, int64_t id, struct error *e);
const struct request *request_page_request(const struct view *v); /* as it is shown; NULL: no such page */

/* ------------------------------------------------------------ form.c: the entry page */
/* id 0: a new one; else the request to be corrected.  NULL and *e if it may not be. */
struct view *request_form_new(struct app *a, int64_t id, struct error *e);
/* Filled from a ticket: saved, both are. */
struct view *request_form_from(struct app *a, int64_t ticket, struct error *e);
struct view *request_form_restore(struct app *a, const struct draft_found *f, struct error *e);
bool request_form_draft_kind(const char *kind); /* whether a left-over draft is one of these */
#endif
