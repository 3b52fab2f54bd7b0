/* part.c - see part.h. */
#include "tui/report/part.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "forms/report/report.h"
#include "tui/action/action.h"
#include "tui/ask.h"
#include "tui/form/draft.h"
#include "tui/pane/pane.h"
#include "tui/pane/words.h"
#include "tui/widget/reader.h"
#include "tui/words.h"

#define DRAFT_KIND "report"
#define DRAFT_PLACE "part" /* which part, and the row of a 措施: "measures\n2026-0142\nits title" */
#define TEXT_KEY "text"

struct report_part_page {
	struct view view; /* first: a view is a report_part_page */
	struct report r;  /* as it was read */
	int part;
	char row[64], title[240];
	char *place; /* as DRAFT_PLACE */
	struct form_field field[1];
	struct form *form;
	char *was;       /* what stands in the file */
	bool offered;    /* the form began with the text of the report before */
	bool loading, told_other;
	struct draft *draft;
};

static const struct view_ops part_ops;

struct report_part_page *report_part_of(struct view *v)
{
	return v && v->ops == &part_ops ? (struct report_part_page *)(void *)v : NULL;
}

static struct report_part_page *self(struct view *v)
{
	return (struct report_part_page *)(void *)v;
}

/* ------------------------------------------------------------ drafts */
static struct form_texts texts(const struct report_part_page *p)
{
	return (struct form_texts){p->form, p->field, 1, DRAFT_PLACE, p->place};
}

static void begin_draft(struct report_part_page *p)
{
	struct form_texts t = texts(p);
	form_draft_begin(p->view.app, DRAFT_KIND, p->r.id, p->r.ver, &t, &p->draft);
}

static void told(void *page, const char *key, const struct edit_change *c)
{
	struct report_part_page *p = page;
	struct form_texts t = texts(p);
	if (p->loading)
		return;
	if (p->draft)
		form_draft_told(p->view.app, p->draft, &t, key, c);
	else
		begin_draft(p); /* holds this change already */
}

/* ------------------------------------------------------------ the way in */
static void part_free(struct view *v);

/* What stands in the file, or where nothing does, what the report before it said: to be used again or changed. */
static enum z load(struct report_part_page *p, struct error *e)
{
	struct desk *d = app_desk(p->view.app);
	char *before = NULL;
	enum z z = report_text(d, p->r.id, p->part, p->row, &p->was, e);
	if (!z && !*p->was && !*p->row)
		z = report_text_before(d, p->r.id, p->part, &before, e);
	if (z)
		return z;
	p->offered = before && *before;
	p->loading = true;
	form_load(p->form, TEXT_KEY, p->offered ? before : p->was);
	p->loading = false;
	form_go(p->form, TEXT_KEY);
	struct edit *text = form_edit(p->form, TEXT_KEY);
	edit_go(text, text->text.n, false);
	free(before);
	return Z_OK;
}

static void name_it(struct report_part_page *p, const char *about)
{
	struct buffer place = {0};
	char number[64];
	buffer_printf(&place, "%s\n%s\n%s", report_part_key(p->part), p->row, about);
	p->place = buffer_take(&place);
	snprintf(p->title, sizeof p->title, *about ? W_RP_PART_TITLE W_RP_PART_ABOUT : W_RP_PART_TITLE, report_kind_text(p->r.kind),
		report_number_text(&p->r, number), report_part_text(p->part), about);
}

struct view *report_part_new(struct app *a, int64_t report, int part, const char *row, const char *about, struct error *e)
{
	struct report_part_page *p = xalloc(sizeof *p);
	p->view.ops = &part_ops;
	p->view.app = a;
	p->part = part;
	snprintf(p->row, sizeof p->row, "%s", row);
	p->field[0] = (struct form_field){.key = TEXT_KEY, .label = report_part_text(part), .kind = *row ? FIELD_TEXT : FIELD_LONG,
		.max = *row ? REPORT_MEASURE_MAX : REPORT_TEXT_MAX, .hint = W_RP_EDIT_HINT};
	p->form = form_new(p->field, 1, p);
	form_on_change(p->form, told, p);
	enum z z = report_may(app_desk(a), ACTION_REPORT_EDIT, report, e);
	if (!z)
		z = report_load(app_desk(a), report, &p->r, e);
	if (!z)
		z = load(p, e);
	if (z) {
		part_free(&p->view);
		return NULL;
	}
	name_it(p, about);
	return &p->view;
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
	struct report_part_page *p = self(v);
	struct form_texts t = texts(p);
	p->loading = true;
	form_draft_put_back(&t, f);
	p->loading = false;
	struct edit *text = form_edit(p->form, TEXT_KEY);
	edit_go(text, text->text.n, false);
	begin_draft(p);
	draft_replaces(p->draft, f->path);
	return v;
}

/* ------------------------------------------------------------ saving */
/* Somebody wrote in this part meanwhile: both are shown, and the next F2 makes mine the newest. */
static void conflict(struct report_part_page *p, const char *theirs)
{
	struct app *a = p->view.app;
	struct reader *r = reader_new();
	reader_heading(r, W_RP_PART_STALE);
	reader_text(r, C_DIM, W_CONFLICT_BOTH_HEAD);
	reader_end(r);
	reader_end(r);
	reader_difference(r, theirs, form_value(p->form, TEXT_KEY), -1);
	app_push(a, page_read(a, p->title, r));
	app_say(a, C_SOON, "%s", W_RP_PART_STALE_SAID);
}

/* The report moved on: no harm where this part did not. */
static bool still(struct report_part_page *p)
{
	struct desk *d = app_desk(p->view.app);
	char *now = NULL;
	if (report_load(d, p->r.id, &p->r, NULL) || report_text(d, p->r.id, p->part, p->row, &now, NULL))
		return false;
	p->told_other = false;
	bool same = !strcmp(now, p->was);
	free(p->was);
	p->was = now;
	if (!same)
		conflict(p, now);
	return same;
}

/* True: it is in the file. */
static bool save(struct report_part_page *p)
{
	struct app *a = p->view.app;
	struct error e;
	char sentence[512];
	const char *text = form_value(p->form, TEXT_KEY);
	if (!form_check(p->form))
		return false;
	enum z z = report_write(app_desk(a), p->r.id, p->r.ver, p->part, p->row, text, &e);
	if (z == Z_STALE && still(p))
		z = report_write(app_desk(a), p->r.id, p->r.ver, p->part, p->row, text, &e);
	if (z == Z_STALE)
		return false;
	if (z) {
		form_fault(p->form, TEXT_KEY, error_sentence(&e, sentence, sizeof sentence));
		app_refuse(a, &e);
		return false;
	}
	form_settle(p->form);
	draft_end(&p->draft);
	app_say(a, C_GOOD, W_RP_WRITTEN, report_part_text(p->part));
	return true;
}

enum did report_part_save(struct report_part_page *p)
{
	struct app *a = p->view.app;
	if (!form_changed(p->form) && !p->offered)
		app_say(a, C_NOTE, "%s", W_RP_PART_SAME);
	else if (!save(p))
		return DID_VIEW;
	app_close(a); /* frees the page */
	return DID_ROWS;
}

enum did report_part_escape(struct report_part_page *p)
{
	const struct event esc = {.key = K_ESC, .fd = -1};
	return form_key(p->form, &esc) == TOOK_CANCEL ? DID_CLOSE : DID_VIEW;
}

static bool part_leave(struct view *v)
{
	struct report_part_page *p = self(v);
	if (!form_changed(p->form)) {
		draft_end(&p->draft);
		return true;
	}
	switch (form_draft_ask_leave(v->app, "")) {
	case FORM_LEAVE_SAVE:
		return save(p);
	case FORM_LEAVE_LATER:
		return true; /* part_free leaves the draft on the disk */
	case FORM_LEAVE_DROP:
		draft_end(&p->draft);
		return true;
	default:
		return false;
	}
}

/* ------------------------------------------------------------ as a view */
static void part_refresh(struct view *v)
{
	struct report_part_page *p = self(v);
	struct report now;
	if (p->told_other || report_load(app_desk(v->app), p->r.id, &now, NULL) || now.ver == p->r.ver)
		return;
	p->told_other = true;
	app_say(v->app, C_SOON, W_RP_PART_OTHER, report_state_text(now.state));
}

static void part_place(struct view *v)
{
	(void)v; /* the form takes its rectangle when it draws */
}

static void part_draw(struct view *v)
{
	struct report_part_page *p = self(v);
	const struct layout *lay = &v->lay;
	if (v->due)
		draw_rule_title(app_base(v->app), lay->list_rule.row, lay->list_rule.col, lay->list_rule.cols, C_FRAME_ON, p->title);
	form_draw(p->form, app_base(v->app), lay->list);
}

static enum took part_key(struct view *v, const struct event *ev)
{
	return form_key(self(v)->form, ev);
}

static void part_save_draft(struct view *v)
{
	if (self(v)->draft)
		draft_sync(self(v)->draft);
}

static void part_status(struct view *v, char *buf, size_t cap)
{
	const struct report_part_page *p = self(v);
	snprintf(buf, cap, "%s", !form_changed(p->form) ? "" : p->draft ? W_ENTRY_PAGE_KEPT : W_ENTRY_PAGE_UNSAVED);
}

static bool part_has(struct view *v, int act)
{
	(void)v;
	return act != ACT_FORM_SUBMIT && act != ACT_FORM_LOOK && act != ACT_FORM_PHRASES;
}

static void part_free(struct view *v)
{
	struct report_part_page *p = self(v);
	if (p->draft && form_changed(p->form))
		draft_leave(&p->draft); /* the terminal went away, or it was left on purpose: offered at the next start */
	draft_end(&p->draft);
	form_free(&p->form);
	free(p->place);
	free(p->was);
	free(p);
}

static const struct view_ops part_ops = {
	.name = "report-part",
	.title = W_RP_PART,
	.pane = P_FORM,
	.typing = true,
	.place = part_place,
	.refresh = part_refresh,
	.draw = part_draw,
	.key = part_key,
	.has = part_has,
	.leave = part_leave,
	.save_draft = part_save_draft,
	.status = part_status,
	.free = part_free,
};
