/* page.c - the reading page of a request: facts, how its limit is counted, what is asked for, everything that was done. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/pane/text_page.h"
#include "tui/request/request.h"
#include "tui/request/words.h"
#include "tui/words.h"

struct request_page {
	struct text_page page; /* first: a view is a request_page */
	struct request_case c;
	struct applicant clear; /* what he asked to see; gone with the page */
	bool shown;
	bool filled;
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
		.name = "request-page", .title = W_RQ_PAGE, .pane = pane_, .typing = typing_, .want = want,    \
		.place = place, .refresh = refresh, .draw = draw, .key = key_, .subject = subject, .has = has, \
		.leave = text_page_leave, .status = text_page_status, .free = page_free,                       \
	}
static const struct view_ops reading_ops = PAGE_OPS(P_REQUEST, false, text_page_key);
static const struct view_ops finding_ops = PAGE_OPS(P_FIND, true, text_page_finding_key);

bool request_page_is(const struct view *v)
{
	return v && (v->ops == &reading_ops || v->ops == &finding_ops);
}

static struct request_page *page_of(const struct view *v)
{
	return request_page_is(v) ? (struct request_page *)(uintptr_t)v : NULL;
}

const struct request *request_page_request(const struct view *v)
{
	const struct request_page *p = page_of(v);
	return p ? p->c.r : NULL;
}

/* ------------------------------------------------------------ loading */
static void hide(struct request_page *p)
{
	applicant_free(&p->clear);
	p->shown = false;
}

static bool load(struct request_page *p, int64_t id, struct error *e)
{
	struct request_case c;
	if (request_case_load(app_desk(p->page.view.app), id, &c, e) != Z_OK)
		return false;
	if (p->c.r && p->c.r->id != id)
		hide(p);
	request_case_free(&p->c);
	p->c = c;
	p->filled = false;
	p->page.view.due = true;
	return true;
}

struct view *request_page_new(struct app *a, int64_t id, struct error *e)
{
	struct request_page *p = xalloc(sizeof *p);
	p->page = (struct text_page){.view = {.ops = &reading_ops, .app = a}, .reading = &reading_ops, .finding = &finding_ops,
		.text = reader_new(), .side = reader_new()};
	if (!load(p, id, e)) {
		page_free(&p->page.view);
		return NULL;
	}
	return &p->page.view;
}

void request_page_again(struct view *v)
{
	struct request_page *p = page_of(v);
	struct error e;
	if (p && !load(p, p->c.r->id, &e))
		app_refuse(v->app, &e);
}

bool request_page_open(struct view *v, int64_t id)
{
	struct request_page *p = page_of(v);
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

static struct list_pane *list_under(const struct view *v)
{
	struct list_pane *l = list_pane_below(v->below);
	return l && request_list_is(&l->view) ? l : NULL;
}

int64_t request_page_neighbour(const struct view *v, bool before)
{
	const struct request_page *p = page_of(v);
	struct list_pane *l = p ? list_under(v) : NULL;
	return l ? list_pane_neighbour(l, p->c.r->id, before) : 0;
}

void request_page_person(struct view *v, struct applicant *clear)
{
	struct request_page *p = page_of(v);
	if (!p)
		return;
	hide(p);
	p->clear = *clear;
	*clear = (struct applicant){0};
	p->shown = true;
	p->filled = false;
	v->due = true;
}

/* Somebody's commit, or ours. */
static void refresh(struct view *v)
{
	struct request_page *p = page_of(v);
	struct request *now = NULL;
	if (request_load(app_desk(v->app), p->c.r->id, &now, NULL) != Z_OK)
		return; /* locked for a moment: the picture stays */
	if (now->ver != p->c.r->ver)
		request_page_again(v);
	request_free(&now);
}

/* ------------------------------------------------------------ drawing */
static void place(struct view *v)
{
	page_of(v)->filled = false;
}

static void fill(struct request_page *p, bool with_side)
{
	struct desk *d = app_desk(p->page.view.app);
	struct reader *side = with_side ? p->page.side : p->page.text;
	reader_clear(p->page.text);
	reader_clear(p->page.side);
	request_text_head(p->page.text, d, &p->c, p->shown ? &p->clear : NULL, true);
	request_text_clock(p->page.text, d, &p->c);
	request_text_body(p->page.text, &p->c);
	if (!with_side) {
		reader_end(side);
		reader_heading(side, W_RQ_HEAD_TRAIL);
	}
	request_text_trail(side, d, &p->c, false);
	p->filled = true;
}

static struct rect inset(struct rect r)
{
	if (r.rows) {
		r.col++;
		r.cols--;
	}
	return r;
}

static void draw(struct view *v)
{
	struct request_page *p = page_of(v);
	struct surface *s = app_base(v->app);
	const struct layout *lay = &v->lay;
	struct rect text = inset(lay->list), side = inset(lay->stat);
	if (!p->filled) {
		const struct reader_stand stand = reader_stand(p->page.text);
		fill(p, side.rows > 0);
		reader_back_to(p->page.text, &stand);
		reader_go(p->page.side, reader_length(p->page.side)); /* what was done last is seen */
		v->due = true;
	}
	if (v->due) {
		char rule[200];
		draw_rule_title(s, lay->list_rule.row, lay->list_rule.col, lay->list_rule.cols, C_FRAME_ON,
		        request_text_rule(p->c.r, rule));
		if (side.rows) {
			draw_rule_title(s, lay->stat_rule.row, lay->stat_rule.col, lay->stat_rule.cols, C_FRAME, W_RQ_HEAD_TRAIL);
			reader_draw(p->page.side, s, side, false);
		}
	}
	if (v->due || p->page.dirty)
		reader_draw(p->page.text, s, text, true);
	p->page.dirty = false;
}

static int64_t subject(struct view *v)
{
	return page_of(v)->c.r->id;
}

static bool has(struct view *v, int act)
{
	if (act == ACT_NEXT || act == ACT_PREVIOUS)
		return list_under(v) != NULL;
	return act != ACT_RQ_TICKET || page_of(v)->c.r->ticket;
}

static void page_free(struct view *v)
{
	struct request_page *p = page_of(v);
	hide(p);
	request_case_free(&p->c);
	reader_free(&p->page.text);
	reader_free(&p->page.side);
	free(p);
}
