/* paper.c - see paper.h.  When somebody else writes in the report, what is shown follows, and a line says so. */
#include "tui/report/paper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/report.h"
#include "tui/action/action.h"
#include "tui/pane/text_page.h"
#include "tui/pane/words.h"
#include "tui/report/figures.h"

struct paper {
	struct text_page page; /* first: a view is a paper */
	struct report r;
	char *text; /* as it prints */
	char title[240];
};

static void draw(struct view *v);
static void refresh(struct view *v);
static int64_t subject(struct view *v);
static enum z may(struct view *v, int act, int64_t id, struct error *e);
static void paper_free(struct view *v);

/* The text stands; the reader takes the rectangle when it draws. */
static void place(struct view *v)
{
	(void)v;
}

/* While the word to look for is typed, letters are text; the rest is the same. */
#define PAPER_OPS(pane_, typing_, key_)                                                                   \
	{                                                                                                 \
		.name = "report-paper", .title = W_RP_PAPER, .pane = pane_, .typing = typing_, .place = place, \
		.refresh = refresh, .draw = draw, .key = key_, .subject = subject, .may = may,            \
		.leave = text_page_leave, .status = text_page_status, .free = paper_free,                 \
	}
static const struct view_ops reading = PAPER_OPS(P_PAPER, false, text_page_key);
static const struct view_ops finding = PAPER_OPS(P_FIND, true, text_page_finding_key);

static struct paper *self(const struct view *v)
{
	return v && (v->ops == &reading || v->ops == &finding) ? (struct paper *)(uintptr_t)v : NULL;
}

const struct report *report_paper_of(const struct view *v)
{
	const struct paper *p = self(v);
	return p ? &p->r : NULL;
}

/* As it prints now; the reader is filled again only where that is another text. */
static enum z fill(struct paper *p, int64_t id, struct error *e)
{
	struct desk *d = app_desk(p->page.view.app);
	struct document *doc;
	struct buffer b = {0};
	char number[64];
	enum z z = report_load(d, id, &p->r, e);
	if (!z)
		z = report_print(d, id, &doc, e);
	if (z)
		return z;
	plain_bytes(doc, 0, &b);
	document_free(&doc);
	snprintf(p->title, sizeof p->title, W_RP_PAPER_TITLE, report_kind_text(p->r.kind), report_number_text(&p->r, number),
		report_state_text(p->r.state));
	if (!p->text || strcmp(p->text, b.s ? b.s : "") != 0) {
		struct reader_stand stand = reader_stand(p->page.text);
		reader_clear(p->page.text);
		report_lines(p->page.text, b.s ? b.s : "");
		reader_back_to(p->page.text, &stand);
		free(p->text);
		p->text = xstrdup(b.s ? b.s : "");
		p->page.dirty = true;
	}
	buffer_free(&b);
	return Z_OK;
}

struct view *report_paper_new(struct app *a, int64_t report, struct error *e)
{
	struct paper *p = xalloc(sizeof *p);
	p->page = (struct text_page){.view = {.ops = &reading, .app = a}, .reading = &reading, .finding = &finding, .text = reader_new()};
	if (fill(p, report, e)) {
		paper_free(&p->page.view);
		return NULL;
	}
	return &p->page.view;
}

static void refresh(struct view *v)
{
	struct paper *p = self(v);
	struct error e;
	int64_t ver = p->r.ver;
	bool top = app_top(v->app) == v;
	if (fill(p, p->r.id, &e)) {
		if (e.kind != Z_BUSY)
			app_refuse(v->app, &e);
		return;
	}
	if (top && p->r.ver != ver && !*app_message(v->app))
		app_say(v->app, C_SOON, W_RP_PAPER_OTHER, report_state_text(p->r.state));
	v->due = true;
}

static void draw(struct view *v)
{
	struct paper *p = self(v);
	const struct layout *lay = &v->lay;
	if (v->due)
		draw_rule_title(app_base(v->app), lay->list_rule.row, lay->list_rule.col, lay->list_rule.cols, C_FRAME_ON, p->title);
	if (v->due || p->page.dirty)
		reader_draw(p->page.text, app_base(v->app), (struct rect){lay->list.row, lay->list.col + 1, lay->list.rows, lay->list.cols - 1},
			true);
	p->page.dirty = false;
}

static int64_t subject(struct view *v)
{
	return self(v)->r.id;
}

static enum z may(struct view *v, int act, int64_t id, struct error *e)
{
	int permit = act_row((enum act)act)->permit;
	return permit ? report_may(app_desk(v->app), (enum action)permit, id, e) : Z_OK;
}

static void paper_free(struct view *v)
{
	struct paper *p = (struct paper *)(void *)v;
	reader_free(&p->page.text);
	free(p->text);
	free(p);
}
