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

static const struct ticket_case *its(const struct trail_page *p)
{
	return p->record;
}

const struct ticket *ticket_page_ticket(const struct view *v)
{
	const struct ticket_case *c = trail_page_record(v, &ticket_page_kind);
	return c ? c->t : NULL;
}

struct view *ticket_page_new(struct app *a, int64_t id, struct error *e)
{
	return trail_page_new(a, &ticket_page_kind, id, e);
}

/* ------------------------------------------------------------ loading */
static void drop(void *record)
{
	ticket_case_free(record);
	free(record);
}

static void *load(struct desk *d, int64_t id, struct error *e)
{
	struct ticket_case *c = xalloc(sizeof *c);
	if (ticket_case_load(d, id, c, e) == Z_OK)
		return c;
	free(c);
	return NULL;
}

static void drop_person(void *person)
{
	caller_free(person);
	free(person);
}

static void *load_person(struct desk *d, int64_t id, struct error *e)
{
	struct caller *c = xalloc(sizeof *c);
	if (ticket_caller(d, id, c, e) == Z_OK)
		return c;
	drop_person(c);
	return NULL;
}

/* Somebody's commit, or ours. */
static void refresh(struct view *v)
{
	struct trail_page *p = trail_page_of(v);
	const struct ticket *t = its(p)->t;
	struct ticket *now = NULL;
	if (ticket_load(app_desk(v->app), p->id, &now, NULL) != Z_OK)
		return; /* locked for a moment: the picture stays */
	int64_t before = t->answer ? t->answer->id : 0, after = now->answer ? now->answer->id : 0;
	bool mine = now->answer && now->answer->officer == desk_who(app_desk(v->app))->id;
	if (now->ver != t->ver) {
		if (before == after || mine || (*p->stale && app_last_key(v->app) == K_CTRL('r')))
			trail_page_again(v);
		else
			snprintf(p->stale, sizeof p->stale, W_READ_STALE, now->number,
			        now->answer ? now->answer->officer_name : W_READ_SOMEONE);
		v->due = true;
	}
	ticket_free(&now);
}

/* ------------------------------------------------------------ what trail_page asks */
static void text(const struct trail_page *p, struct reader *r)
{
	struct desk *d = app_desk(p->page.view.app);
	const struct ticket_case *c = its(p);
	ticket_text_head(r, d, c, p->person, true);
	ticket_text_cause(r, d, c);
	ticket_text_limits(r, d, c);
	ticket_text_body(r, c);
	ticket_text_answer(r, d, c, true);
	ticket_text_assists(r, d, c);
	ticket_text_platform(r, c);
}

static void trail(const struct trail_page *p, struct reader *r)
{
	ticket_text_history(r, app_desk(p->page.view.app), its(p), false);
}

static const char *rule(const struct trail_page *p, char buf[300])
{
	return ticket_text_rule(its(p)->t, buf);
}

#define PAGE_OPS .name = "ticket", .title = W_HOT_PAGE, .refresh = refresh, TRAIL_PAGE_OPS
static const struct view_ops reading_ops = {PAGE_OPS, .pane = P_TICKET, .key = text_page_key};
/* While the word to look for is typed, letters are text; the rest is the same. */
static const struct view_ops finding_ops = {PAGE_OPS, .pane = P_FIND, .typing = true, .key = text_page_finding_key};

const struct trail_kind ticket_page_kind = {
	.reading = &reading_ops,
	.finding = &finding_ops,
	.trail_title = W_HOT_HEAD_HISTORY,
	.load = load,
	.load_person = load_person,
	.drop = drop,
	.drop_person = drop_person,
	.person_said = W_HOT_CALLER_SAID,
	.text = text,
	.trail = trail,
	.rule = rule,
	.lists = hotline_is,
};
