/* part.c - see part.h. */
#include "tui/report/part.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/report.h"
#include "tui/action/action.h"
#include "tui/ask.h"
#include "tui/form/page.h"
#include "tui/pane/pane.h"
#include "tui/pane/words.h"
#include "tui/widget/reader.h"
#include "tui/words.h"

#define DRAFT_KIND "report"
#define DRAFT_PLACE "part" /* which part, and the row of a 措施: "measures\n2026-0142\nits title" */
#define TEXT_KEY "text"

struct part_page {
	struct form_page page; /* first: a form_page of this kind is a part_page */
	struct report r;       /* as it was read */
	int part;
	char row[64];
	char *place; /* as DRAFT_PLACE */
	struct form_field field[1];
	char *was; /* what stands in the file */
};

static const struct view_ops part_ops;
static const struct form_page_kind part_kind;

static struct part_page *self(struct form_page *p)
{
	return (struct part_page *)(void *)p;
}

static const struct part_page *its(const struct form_page *p)
{
	return (const struct part_page *)(const void *)p;
}

/* ------------------------------------------------------------ drafts */
static struct form_about about_it(const struct form_page *p)
{
	return (struct form_about){DRAFT_KIND, its(p)->r.id, its(p)->r.ver};
}

static char *place_text(const struct form_page *p)
{
	return xstrdup(its(p)->place);
}

/* ------------------------------------------------------------ the way in */
/* What stands in the file, or where nothing does, what the report before it said and what the desk suggests: to be used
 * again or changed. */
static enum z load(struct part_page *p, struct error *e)
{
	struct desk *d = app_desk(p->page.view.app);
	struct form *form = p->page.form;
	struct buffer begin = {0};
	char *before = NULL;
	enum z z = report_text(d, p->r.id, p->part, p->row, &p->was, e);
	if (!z && !*p->was && !*p->row)
		z = report_text_before(d, p->r.id, p->part, &before, e);
	if (z)
		return z;
	if (before) {
		char *suggested = report_suggested(d, &p->r, p->part);
		buffer_printf(&begin, "%s%s%s%s", before, *before && *suggested ? "\n" : "", suggested, *suggested ? "\n" : "");
		free(suggested);
	}
	p->page.fresh = begin.n > 0; /* not to be lost, though nothing is typed */
	form_load(form, TEXT_KEY, p->page.fresh ? begin.s : p->was);
	buffer_free(&begin);
	form_go(form, TEXT_KEY);
	edit_go(form_edit(form, TEXT_KEY), form_edit(form, TEXT_KEY)->text.n, false);
	free(before);
	return Z_OK;
}

static void name_it(struct part_page *p, const char *about)
{
	struct buffer place = {0};
	char number[64];
	buffer_printf(&place, "%s\n%s\n%s", report_part_key(p->part), p->row, about);
	p->place = buffer_take(&place);
	snprintf(p->page.name, sizeof p->page.name, "%s", report_part_text(p->part));
	snprintf(p->page.title, sizeof p->page.title, *about ? W_RP_PART_TITLE W_RP_PART_ABOUT : W_RP_PART_TITLE, report_kind_text(p->r.kind),
		report_number_text(&p->r, number), report_part_text(p->part), about);
}

struct view *report_part_new(struct app *a, int64_t report, int part, const char *row, const char *about, struct error *e)
{
	struct part_page *p = xalloc(sizeof *p);
	p->part = part;
	snprintf(p->row, sizeof p->row, "%s", row);
	p->field[0] = (struct form_field){.key = TEXT_KEY, .label = report_part_text(part), .kind = *row ? FIELD_TEXT : FIELD_LONG,
		.max = *row ? REPORT_MEASURE_MAX : REPORT_TEXT_MAX, .hint = W_RP_EDIT_HINT};
	form_page_begin(&p->page, a, &part_ops, &part_kind, p->field, 1, p);
	enum z z = report_may(app_desk(a), ACTION_REPORT_EDIT, report, e);
	if (!z)
		z = report_load(app_desk(a), report, &p->r, e);
	if (!z)
		z = load(p, e);
	if (!z)
		name_it(p, about);
	return form_page_opened(&p->page, z);
}

/* ------------------------------------------------------------ a draft that was left */
bool report_part_draft_kind(const char *kind)
{
	return !strcmp(kind, DRAFT_KIND);
}

/* Part, row and title as the draft names them; false: by another version of the program. */
static bool place_of(const struct draft_found *f, int *part, char row[64], char about[128])
{
	char *place, *rest, *key, *of_row;
	if (f->n < 3)
		return false;
	rest = place = xstrdup(f->fields[1]);
	key = strsep(&rest, "\n");
	of_row = strsep(&rest, "\n");
	*part = 0;
	for (int k = 1; k < REPORT_PART_END; k++)
		if (!strcmp(report_part_key(k), key))
			*part = k;
	snprintf(row, 64, "%s", of_row ? of_row : "");
	text_fit(about, 128, rest ? rest : "", 60, TEXT_NO_PAD);
	free(place);
	return *part != 0;
}

void report_part_draft_what(struct app *a, const struct draft_found *f, char what[64])
{
	struct report r;
	char row[64], about[128];
	int part;
	if (place_of(f, &part, row, about) && report_load(app_desk(a), f->about.id, &r, NULL) == Z_OK)
		snprintf(what, 64, W_RP_PART_DRAFT, report_kind_text(r.kind), report_part_text(part));
	else
		snprintf(what, 64, "%s", W_RP_PART_DRAFT_LOST);
}

struct view *report_part_restore(struct app *a, const struct draft_found *f, struct error *e)
{
	char row[64], about[128];
	int part;
	if (!place_of(f, &part, row, about)) {
		refuse(e, R_REPORT_NONE);
		return NULL;
	}
	struct view *v = report_part_new(a, f->about.id, part, row, about, e);
	if (!v)
		return NULL;
	struct form_page *p = form_page_of(v);
	form_page_put_back(p, f);
	struct edit *text = form_edit(p->form, TEXT_KEY);
	edit_go(text, text->text.n, false);
	form_page_keep(p, f);
	return v;
}

/* ------------------------------------------------------------ saving */
/* Somebody wrote in this part meanwhile: both are shown, and the next F2 makes mine the newest. */
static void conflict(struct part_page *p, const char *theirs)
{
	struct app *a = p->page.view.app;
	struct reader *r = reader_new();
	reader_heading(r, W_RP_PART_STALE);
	reader_text(r, C_DIM, W_CONFLICT_BOTH_HEAD);
	reader_end(r);
	reader_end(r);
	reader_difference(r, theirs, form_value(p->page.form, TEXT_KEY), -1);
	app_push(a, page_read(a, p->page.title, r));
	app_say(a, C_SOON, "%s", W_RP_PART_STALE_SAID);
}

/* The report moved on: no harm where this part did not. */
static bool still(struct part_page *p)
{
	struct desk *d = app_desk(p->page.view.app);
	char *now = NULL;
	if (report_load(d, p->r.id, &p->r, NULL) || report_text(d, p->r.id, p->part, p->row, &now, NULL))
		return false;
	p->page.told_other = false;
	bool same = !strcmp(now, p->was);
	free(p->was);
	p->was = now;
	if (!same)
		conflict(p, now);
	return same;
}

static bool store(struct form_page *page)
{
	struct part_page *p = self(page);
	struct desk *d = app_desk(page->view.app);
	struct error e;
	const char *text = form_value(page->form, TEXT_KEY);
	enum z z = report_write(d, p->r.id, p->r.ver, p->part, p->row, text, &e);
	if (z == Z_STALE && still(p))
		z = report_write(d, p->r.id, p->r.ver, p->part, p->row, text, &e);
	if (z == Z_OK)
		form_page_saved(page);
	else if (z != Z_STALE)
		form_page_refuse(page, z == Z_INVALID ? TEXT_KEY : NULL, &e);
	return z == Z_OK;
}

static void said(const struct form_page *p)
{
	app_say(p->view.app, C_GOOD, W_RP_WRITTEN, p->name);
}

static bool other(const struct form_page *p)
{
	struct report now;
	if (report_load(app_desk(p->view.app), its(p)->r.id, &now, NULL) || now.ver == its(p)->r.ver)
		return false;
	app_say(p->view.app, C_SOON, W_RP_PART_OTHER, report_state_text(now.state));
	return true;
}

/* ------------------------------------------------------------ as a view */
static bool part_has(struct view *v, int act)
{
	(void)v;
	return act != ACT_FORM_SUBMIT && act != ACT_FORM_LOOK && act != ACT_FORM_PHRASES;
}

static void done(struct form_page *p)
{
	free(self(p)->place);
	free(self(p)->was);
}

static const struct form_page_kind part_kind = {
	.about = about_it,
	.extra_name = DRAFT_PLACE,
	.extra = place_text,
	.other = other,
	.store = store,
	.said = said,
	.done = done,
};

static const struct view_ops part_ops = {
	.name = "report-part",
	.title = W_RP_PART,
	.pane = P_FORM,
	.place = form_page_place,
	.settle = form_page_settle,
	.draw = form_page_draw,
	.key = form_page_key,
	.has = part_has,
	FORM_PAGE_OPS,
};
