/* page.c - the reading page of a request: facts, how its limit is counted, what is asked for, everything that was done. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/request/request.h"
#include "tui/request/words.h"
#include "tui/words.h"

static const struct request_case *its(const struct trail_page *p)
{
	return p->record;
}

const struct request *request_page_request(const struct view *v)
{
	const struct request_case *c = trail_page_record(v, &request_page_kind);
	return c ? c->r : NULL;
}

struct view *request_page_new(struct app *a, int64_t id, struct error *e)
{
	return trail_page_new(a, &request_page_kind, id, e);
}

/* ------------------------------------------------------------ loading */
static void drop(void *record)
{
	request_case_free(record);
	free(record);
}

static void *load(struct desk *d, int64_t id, struct error *e)
{
	struct request_case *c = xalloc(sizeof *c);
	if (request_case_load(d, id, c, e) == Z_OK)
		return c;
	free(c);
	return NULL;
}

static void drop_person(void *person)
{
	applicant_free(person);
	free(person);
}

static void *load_person(struct desk *d, int64_t id, struct error *e)
{
	struct applicant *who = xalloc(sizeof *who);
	if (request_person(d, id, who, e) == Z_OK)
		return who;
	drop_person(who);
	return NULL;
}

/* Somebody's commit, or ours. */
static void refresh(struct view *v)
{
	const struct trail_page *p = trail_page_of(v);
	struct request *now = NULL;
	if (request_load(app_desk(v->app), p->id, &now, NULL) != Z_OK)
		return; /* locked for a moment: the picture stays */
	if (now->ver != its(p)->r->ver)
		trail_page_again(v);
	request_free(&now);
}

/* ------------------------------------------------------------ what trail_page asks */
static void text(const struct trail_page *p, struct reader *r)
{
	struct desk *d = app_desk(p->page.view.app);
	request_text_head(r, d, its(p), p->person, true);
	request_text_clock(r, d, its(p));
	request_text_body(r, its(p));
}

static void trail(const struct trail_page *p, struct reader *r)
{
	request_text_trail(r, app_desk(p->page.view.app), its(p), false);
}

static const char *rule(const struct trail_page *p, char buf[300])
{
	return request_text_rule(its(p)->r, buf);
}

static bool has(struct view *v, int act)
{
	return trail_page_has(v, act) && (act != ACT_RQ_TICKET || request_page_request(v)->ticket);
}

#define PAGE_OPS .name = "request-page", .title = W_RQ_PAGE, .refresh = refresh, .has = has, TRAIL_PAGE_OPS_BUT_HAS
static const struct view_ops reading_ops = {PAGE_OPS, .pane = P_REQUEST, .key = text_page_key};
/* While the word to look for is typed, letters are text; the rest is the same. */
static const struct view_ops finding_ops = {PAGE_OPS, .pane = P_FIND, .typing = true, .key = text_page_finding_key};

const struct trail_kind request_page_kind = {
	.reading = &reading_ops,
	.finding = &finding_ops,
	.trail_title = W_RQ_HEAD_TRAIL,
	.load = load,
	.load_person = load_person,
	.drop = drop,
	.drop_person = drop_person,
	.person_said = W_RQ_PERSON_SAID,
	.text = text,
	.trail = trail,
	.rule = rule,
	.lists = request_list_is,
};
