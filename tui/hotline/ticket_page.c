/* ticket_page.c - the reading page of a ticket: facts, limits, what the caller wants, the answer, everything that was
 * done.
 *
 * What is on the screen is what an act is bound to (the version as it was read).  When somebody else writes another
 * answer meanwhile, the text is not exchanged under the reader's eyes: a line says so, and an act is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/hotline/hotline.h"
#include "tui/hotline/words.h"
#include "tui/words.h"

struct ticket_page {
	struct trail_page page; /* first: a view is a ticket_page */
	struct ticket_case c;
	struct caller clear; /* what he asked to see; gone with the page */
	bool shown;
};

static const struct trail_kind kind;

bool ticket_page_is(const struct view *v)
{
	const struct trail_page *p = trail_page_of(v);
	return p && p->kind == &kind;
}

static struct ticket_page *page_of(const struct view *v)
{
	return ticket_page_is(v) ? (struct ticket_page *)(uintptr_t)v : NULL;
}

static const struct ticket_page *its(const struct trail_page *p)
{
	return (const struct ticket_page *)p;
}

const struct ticket *ticket_page_ticket(const struct view *v)
{
	const struct ticket_page *p = page_of(v);
	return p ? p->c.t : NULL;
}

static struct desk *desk_of(const struct trail_page *p)
{
	return app_desk(p->page.view.app);
}

/* ------------------------------------------------------------ loading */
static void hide(struct ticket_page *p)
{
	caller_free(&p->clear);
	p->shown = false;
}

static bool load(struct trail_page *page, int64_t id, struct error *e)
{
	struct ticket_page *p = page_of(&page->page.view);
	struct ticket_case c;
	if (ticket_case_load(desk_of(page), id, &c, e) != Z_OK)
		return false;
	if (page->id != id)
		hide(p);
	ticket_case_free(&p->c);
	p->c = c;
	return true;
}

struct view *ticket_page_new(struct app *a, int64_t id, struct error *e)
{
	struct ticket_page *p = xalloc(sizeof *p);
	return trail_page_begin(&p->page, a, &kind, id, e);
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
	trail_page_fill(&p->page);
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
	char *stale = p->page.stale;
	if (now->ver != p->c.t->ver) {
		if (before == after || mine || (*stale && app_last_key(v->app) == K_CTRL('r')))
			trail_page_again(v);
		else
			snprintf(stale, sizeof p->page.stale, W_READ_STALE, now->number,
			        now->answer ? now->answer->officer_name : W_READ_SOMEONE);
		v->due = true;
	}
	ticket_free(&now);
}

/* ------------------------------------------------------------ what trail_page asks */
static void text(const struct trail_page *page, struct reader *r)
{
	const struct ticket_page *p = its(page);
	struct desk *d = desk_of(page);
	ticket_text_head(r, d, &p->c, p->shown ? &p->clear : NULL, true);
	ticket_text_cause(r, d, &p->c);
	ticket_text_limits(r, d, &p->c);
	ticket_text_body(r, &p->c);
	ticket_text_answer(r, d, &p->c, true);
	ticket_text_assists(r, d, &p->c);
	ticket_text_platform(r, &p->c);
}

static void trail(const struct trail_page *p, struct reader *r)
{
	ticket_text_history(r, desk_of(p), &its(p)->c, false);
}

static const char *rule(const struct trail_page *p, char buf[300])
{
	return ticket_text_rule(its(p)->c.t, buf);
}

static void done(struct trail_page *page)
{
	struct ticket_page *p = page_of(&page->page.view);
	hide(p);
	ticket_case_free(&p->c);
}

#define PAGE_OPS .name = "ticket", .title = W_HOT_PAGE, .refresh = refresh, TRAIL_PAGE_OPS
static const struct view_ops reading_ops = {PAGE_OPS, .pane = P_TICKET, .key = text_page_key};
/* While the word to look for is typed, letters are text; the rest is the same. */
static const struct view_ops finding_ops = {PAGE_OPS, .pane = P_FIND, .typing = true, .key = text_page_finding_key};

static const struct trail_kind kind = {
	.reading = &reading_ops,
	.finding = &finding_ops,
	.trail_title = W_HOT_HEAD_HISTORY,
	.load = load,
	.text = text,
	.trail = trail,
	.rule = rule,
	.lists = hotline_is,
	.done = done,
};
