/* ticket_page.c - the reading page of a ticket: facts, limits, what the caller wants, the answer, everything that was
 * done.
 *
 * What is on the screen is what an act is bound to (the version as it was read).  When somebody else writes another
 * answer meanwhile, the text is not exchanged under the reader's eyes: a line says so, and an act is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/action/action.h"
#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/pane/text_page.h"
#include "tui/words.h"

struct ticket_page {
	struct text_page page; /* first: a view is a ticket_page */
	struct ticket_case c;
	struct caller clear; /* what he asked to see; gone with the page */
	bool shown;
	bool filled;
	char stale[300]; /* somebody changed it since: what is shown is old; "" */
};

static void place(struct view *v);
static void refresh(struct view *v);
static void draw(struct view *v);
static int64_t subject(struct view *v);
static bool has(struct view *v, int act);
static void page_free(struct view *v);

static struct layout_want want(struct view *v)
{
	(void)v;
	return (struct layout_want){PREVIEW_OFF, true};
}

/* While the word to look for is typed, letters are text; the rest is the same. */
#define PAGE_OPS(pane_, typing_, key_)                                                                         \
	{                                                                                                      \
		.name = "ticket", .title = W_HOT_PAGE, .pane = pane_, .typing = typing_, .want = want,         \
		.place = place, .refresh = refresh, .draw = draw, .key = key_, .subject = subject, .has = has, \
		.leave = text_page_leave, .status = text_page_status, .free = page_free,                       \
	}
static const struct view_ops reading_ops = PAGE_OPS(P_TICKET, false, text_page_key);
static const struct view_ops finding_ops = PAGE_OPS(P_FIND, true, text_page_finding_key);

bool ticket_page_is(const struct view *v)
{
	return v && (v->ops == &reading_ops || v->ops == &finding_ops);
}

static struct ticket_page *page_of(const struct view *v)
{
	return ticket_page_is(v) ? (struct ticket_page *)(uintptr_t)v : NULL;
}

const struct ticket *ticket_page_ticket(const struct view *v)
{
	const struct ticket_page *p = page_of(v);
	return p ? p->c.t : NULL;
}

/* ------------------------------------------------------------ loading */
static void hide(struct ticket_page *p)
{
	caller_free(&p->clear);
	p->shown = false;
}

static bool load(struct ticket_page *p, int64_t id, struct error *e)
{
	struct ticket_case c;
	if (ticket_case_load(app_desk(p->page.view.app), id, &c, e) != Z_OK)
		return false;
	if (p->c.t && p->c.t->id != id)
		hide(p);
	ticket_case_free(&p->c);
	p->c = c;
	p->stale[0] = '\0';
	p->filled = false;
	p->page.view.due = true;
	return true;
}

struct view *ticket_page_new(struct app *a, int64_t id, struct error *e)
{
	struct ticket_page *p = xalloc(sizeof *p);
	p->page = (struct text_page){.view = {.ops = &reading_ops, .app = a}, .reading = &reading_ops, .finding = &finding_ops,
		.text = reader_new(), .side = reader_new()};
	if (!load(p, id, e)) {
		page_free(&p->page.view);
		return NULL;
	}
	return &p->page.view;
}

void ticket_page_again(struct view *v)
{
	struct ticket_page *p = page_of(v);
	struct error e;
	if (p && !load(p, p->c.t->id, &e))
		app_refuse(v->app, &e);
}

bool ticket_page_open(struct view *v, int64_t id)
{
	struct ticket_page *p = page_of(v);
	struct error e;
	if (!p)
		return false;
	if (!load(p, id, &e)) {
		app_refuse(v->app, &e);
		return false;
	}
	reader_go(p->page.text, 0);
	struct list_pane *l = list_pane_below(v);
	if (l)
		list_goto_id(l->list, id);
	app_redraw(v->app);
	return true;
}

int64_t ticket_page_neighbour(const struct view *v, bool before)
{
	const struct ticket_page *p = page_of(v);
	struct list_pane *l = p ? list_pane_below(v->below) : NULL;
	return l && hotline_of(&l->view) ? list_pane_neighbour(l, p->c.t->id, before) : 0;
}

void ticket_page_caller(struct view *v, struct caller *clear)
{
	struct ticket_page *p = page_of(v);
	if (!p)
		return;
	hide(p);
	p->clear = *clear;
	*clear = (struct caller){0};
	p->shown = true;
	p->filled = false;
	v->due = true;
}

/* Somebody's commit, or ours. */
static void refresh(struct view *v)
{
	struct ticket_page *p = page_of(v);
	struct ticket *now = NULL;
	if (ticket_load(app_desk(v->app), p->c.t->id, &now, NULL) != Z_OK)
		return; /* locked for a moment: the picture stays */
	int64_t before = p->c.t->answer ? p->c.t->answer->id : 0, after = now->answer ? now->answer->id : 0;
	bool mine = now->answer && now->answer->officer == desk_who(app_desk(v->app))->id;
	if (now->ver != p->c.t->ver) {
		if (before == after || mine || (*p->stale && app_last_key(v->app) == K_CTRL('r')))
			ticket_page_again(v);
		else
			snprintf(p->stale, sizeof p->stale, W_READ_STALE, now->number,
			        now->answer ? now->answer->officer_name : W_READ_SOMEONE);
		v->due = true;
	}
	ticket_free(&now);
}

/* ------------------------------------------------------------ drawing */
static struct rect text_rect(const struct ticket_page *p)
{
	struct rect where = p->page.view.lay.list;
	int head = *p->stale ? 1 : 0;
	where.row += head;
	where.rows -= head;
	where.col++;
	where.cols--;
	return where;
}

static struct rect side_rect(const struct ticket_page *p)
{
	struct rect where = p->page.view.lay.stat;
	if (where.rows) {
		where.col++;
		where.cols--;
	}
	return where;
}

static void place(struct view *v)
{
	page_of(v)->filled = false;
}

static void fill(struct ticket_page *p, bool with_side)
{
	struct desk *d = app_desk(p->page.view.app);
	struct reader *side = with_side ? p->page.side : p->page.text;
	reader_clear(p->page.text);
	reader_clear(p->page.side);
	ticket_text_head(p->page.text, d, &p->c, p->shown ? &p->clear : NULL, true);
	ticket_text_cause(p->page.text, d, &p->c);
	ticket_text_limits(p->page.text, d, &p->c);
	ticket_text_body(p->page.text, &p->c);
	ticket_text_answer(p->page.text, d, &p->c, true);
	ticket_text_assists(p->page.text, d, &p->c);
	ticket_text_platform(p->page.text, &p->c);
	if (!with_side) {
		reader_end(side);
		reader_heading(side, W_HOT_HEAD_HISTORY);
	}
	ticket_text_history(side, d, &p->c, false);
	p->filled = true;
}

static void draw(struct view *v)
{
	struct ticket_page *p = page_of(v);
	struct surface *s = app_base(v->app);
	const struct layout *lay = &v->lay;
	struct rect text = text_rect(p), side = side_rect(p);
	if (!p->filled) {
		size_t top = reader_top(p->page.text);
		fill(p, side.rows > 0);
		reader_go(p->page.text, top);
		reader_go(p->page.side, reader_length(p->page.side)); /* what was done last is seen */
		v->due = true;
	}
	if (v->due) {
		char rule[300];
		draw_rule_title(s, lay->list_rule.row, lay->list_rule.col, lay->list_rule.cols, C_FRAME_ON,
		        ticket_text_rule(p->c.t, rule));
		if (*p->stale)
			draw_text(s, lay->list.row, lay->list.col, lay->list.cols, C_ERROR, p->stale, TEXT_LEFT);
		if (side.rows) {
			draw_rule_title(s, lay->stat_rule.row, lay->stat_rule.col, lay->stat_rule.cols, C_FRAME,
			        W_HOT_HEAD_HISTORY);
			reader_draw(p->page.side, s, side, false);
		}
	}
	if (v->due || p->page.dirty)
		reader_draw(p->page.text, s, text, true);
	p->page.dirty = false;
}

static int64_t subject(struct view *v)
{
	return page_of(v)->c.t->id;
}

static bool has(struct view *v, int act)
{
	if (act == ACT_NEXT || act == ACT_PREVIOUS) {
		struct list_pane *l = list_pane_below(v->below);
		return l && hotline_of(&l->view);
	}
	return true;
}

static void page_free(struct view *v)
{
	struct ticket_page *p = page_of(v);
	hide(p);
	ticket_case_free(&p->c);
	reader_free(&p->page.text);
	reader_free(&p->page.side);
	free(p);
}
