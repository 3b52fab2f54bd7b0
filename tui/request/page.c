/* page.c - the reading page of a request: facts, how its limit is counted, what is asked for, everything that was done. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/request/request.h"
#include "tui/request/words.h"
#include "tui/words.h"

struct request_page {
	struct trail_page page; /* first: a view is a request_page */
	struct request_case c;
	struct applicant clear; /* what he asked to see; gone with the page */
	bool shown;
};

static const struct trail_kind kind;

bool request_page_is(const struct view *v)
{
	const struct trail_page *p = trail_page_of(v);
	return p && p->kind == &kind;
}

static struct request_page *page_of(const struct view *v)
{
	return request_page_is(v) ? (struct request_page *)(uintptr_t)v : NULL;
}

static const struct request_page *its(const struct trail_page *p)
{
	return (const struct request_page *)p;
}

const struct request *request_page_request(const struct view *v)
{
	const struct request_page *p = page_of(v);
	return p ? p->c.r : NULL;
}

static struct desk *desk_of(const struct trail_page *p)
{
	return app_desk(p->page.view.app);
}

/* ------------------------------------------------------------ loading */
static void hide(struct request_page *p)
{
	applicant_free(&p->clear);
	p->shown = false;
}

static bool load(struct trail_page *page, int64_t id, struct error *e)
{
	struct request_page *p = page_of(&page->page.view);
	struct request_case c;
	if (request_case_load(desk_of(page), id, &c, e) != Z_OK)
		return false;
	if (page->id != id)
		hide(p);
	request_case_free(&p->c);
	p->c = c;
	return true;
}

struct view *request_page_new(struct app *a, int64_t id, struct error *e)
{
	struct request_page *p = xalloc(sizeof *p);
	return trail_page_begin(&p->page, a, &kind, id, e);
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
	trail_page_fill(&p->page);
}

/* Somebody's commit, or ours. */
static void refresh(struct view *v)
{
	struct request_page *p = page_of(v);
	struct request *now = NULL;
	if (request_load(app_desk(v->app), p->c.r->id, &now, NULL) != Z_OK)
		return; /* locked for a moment: the picture stays */
	if (now->ver != p->c.r->ver)
		trail_page_again(v);
	request_free(&now);
}

/* ------------------------------------------------------------ what trail_page asks */
static void text(const struct trail_page *page, struct reader *r)
{
	const struct request_page *p = its(page);
	struct desk *d = desk_of(page);
	request_text_head(r, d, &p->c, p->shown ? &p->clear : NULL, true);
	request_text_clock(r, d, &p->c);
	request_text_body(r, &p->c);
}

static void trail(const struct trail_page *p, struct reader *r)
{
	request_text_trail(r, desk_of(p), &its(p)->c, false);
}

static const char *rule(const struct trail_page *p, char buf[300])
{
	return request_text_rule(its(p)->c.r, buf);
}

static bool has(struct view *v, int act)
{
	return trail_page_has(v, act) && (act != ACT_RQ_TICKET || page_of(v)->c.r->ticket);
}

static void done(struct trail_page *page)
{
	struct request_page *p = page_of(&page->page.view);
	hide(p);
	request_case_free(&p->c);
}

#define PAGE_OPS .name = "request-page", .title = W_RQ_PAGE, .refresh = refresh, .has = has, TRAIL_PAGE_OPS_BUT_HAS
static const struct view_ops reading_ops = {PAGE_OPS, .pane = P_REQUEST, .key = text_page_key};
/* While the word to look for is typed, letters are text; the rest is the same. */
static const struct view_ops finding_ops = {PAGE_OPS, .pane = P_FIND, .typing = true, .key = text_page_finding_key};

static const struct trail_kind kind = {
	.reading = &reading_ops,
	.finding = &finding_ops,
	.trail_title = W_RQ_HEAD_TRAIL,
	.load = load,
	.text = text,
	.trail = trail,
	.rule = rule,
	.lists = request_list_is,
	.done = done,
};
