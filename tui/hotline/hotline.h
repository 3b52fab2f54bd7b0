/* hotline.h - pane 4 热线 and its pages: the list of tickets, the reading page of one, the entry forms. */
#ifndef TUI_HOTLINE_HOTLINE_H
#define TUI_HOTLINE_HOTLINE_H

#include "forms/entry/ticket.h"
#include "store/view/ticket/stat.h"
#include "store/view/ticket/view.h"
#include "tui/pane/figures.h"
#include "tui/list/list_pane.h"
#include "tui/pane/trail_page.h"

/* ------------------------------------------------------------ hotline.c: the list */
struct view *hotline_new(struct app *a);
/* The tickets behind a figure, a page over whatever is shown; title: "在办：…". */
struct view *hotline_behind(struct app *a, const struct ticket_query *q, const char *title);
bool hotline_is(const struct view *v);
/* The light as it is read: 余2日, 今日, 超3日, 余5小时, 按时 … */
const char *hotline_light(const struct ticket_line *r, char buf[40], enum role *role);

/* ------------------------------------------------------------ hotline_stat.c: the panel beside it */
void hotline_stat_draw(struct app *a, struct surface *s, const struct layout *lay, bool all);
/* The three rows of 12345 in the panel of the other panes; as many rows as this takes. */
enum { HOTLINE_ROWS = 3 };
void hotline_stat_rows(struct pen *p, const struct figure_panel *f);

/* ------------------------------------------------------------ ticket_text.c: a ticket in words */
struct ticket_case {
	struct ticket *t;
	struct arena memory; /* of what follows */
	struct ticket_step *step;
	int steps;
	struct ticket_answer_row *answer; /* all rounds, oldest first */
	int answers;
};
enum z ticket_case_load(struct desk *d, int64_t id, struct ticket_case *c, struct error *e);
void ticket_case_free(struct ticket_case *c);
/* Parts of the page; each begins and ends a paragraph.  clear: what he asked to see, NULL: masked; key: name the key for it. */
void ticket_text_head(struct reader *r, struct desk *d, const struct ticket_case *c, const struct caller *clear, bool key);
void ticket_text_limits(struct reader *r, struct desk *d, const struct ticket_case *c);
void ticket_text_cause(struct reader *r, struct desk *d, const struct ticket_case *c); /* what is asked of whom now; may add nothing */
void ticket_text_body(struct reader *r, const struct ticket_case *c);
/* The answer of this round, if it is wanted; below it the last one of every round before. */
void ticket_text_answer(struct reader *r, struct desk *d, const struct ticket_case *c, bool of_this_round);
void ticket_text_assists(struct reader *r, struct desk *d, const struct ticket_case *c);
void ticket_text_platform(struct reader *r, const struct ticket_case *c); /* extra fields of the export */
/* A line an act, without a head. */
void ticket_text_history(struct reader *r, struct desk *d, const struct ticket_case *c, bool newest_first);
const char *ticket_text_rule(const struct ticket *t, char buf[300]); /* "12345-2026-0007 · 办理中 · 第2轮 · 督办" */
/* "11月24日 24:00（余2日）", role by light; due 0 gives "—". */
const char *ticket_text_due(struct desk *d, int64_t due, char buf[80], enum role *role);

/* do_hand.c: how each of its limits is counted, a sentence each; days: with the days one by one, under heads. */
void ticket_text_clocks(struct app *a, int64_t id, bool days, struct buffer *b);

/* ------------------------------------------------------------ ticket_page.c: the reading page */
extern const struct trail_kind ticket_page_kind;
struct view *ticket_page_new(struct app *a, int64_t id, struct error *e);
/* The ticket as it is shown: its version is what an act on this page is bound to.  NULL: no such page. */
const struct ticket *ticket_page_ticket(const struct view *v);

/* ------------------------------------------------------------ ticket_form.c: the entry pages */
/* id 0: a new one (register, short); else the ticket to be edited or answered.  NULL and *e if it may not be. */
struct view *ticket_form_new(struct app *a, enum entry_ticket_kind kind, int64_t id, struct error *e);
struct view *ticket_form_restore(struct app *a, const struct draft_found *f, struct error *e);
bool ticket_form_draft_kind(const char *kind); /* whether a left-over draft is one of these */
struct form_page;
void ticket_form_phrases(struct form_page *p); /* 常用语 into the answer */
#endif
