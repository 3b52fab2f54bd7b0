/* trail_page.c - see trail_page.h. */
#include "tui/pane/trail_page.h"

#include <stdlib.h>

#include "tui/action/action.h"

struct trail_page *trail_page_of(const struct view *v)
{
	return v && v->ops->free == trail_page_free ? (struct trail_page *)(uintptr_t)v : NULL;
}

void *trail_page_record(const struct view *v, const struct trail_kind *kind)
{
	const struct trail_page *p = trail_page_of(v);
	return p && p->kind == kind ? p->record : NULL;
}

/* ------------------------------------------------------------ loading */
static void fill_again(struct trail_page *p)
{
	p->filled = false;
	p->page.view.due = true;
}

static void drop_person(struct trail_page *p)
{
	if (p->person)
		p->kind->drop_person(p->person);
	p->person = NULL;
}

static void drop_record(struct trail_page *p)
{
	if (p->record)
		p->kind->drop(p->record);
	p->record = NULL;
}

/* What is shown stays on an error. */
static bool load(struct trail_page *p, int64_t id, struct error *e)
{
	void *record = p->kind->load(app_desk(p->page.view.app), id, e);
	if (!record)
		return false;
	if (p->id != id)
		drop_person(p);
	drop_record(p);
	p->record = record;
	p->id = id;
	p->stale[0] = '\0';
	fill_again(p);
	return true;
}

struct view *trail_page_new(struct app *a, const struct trail_kind *kind, int64_t id, struct error *e)
{
	struct trail_page *p = xalloc(sizeof *p);
	p->kind = kind;
	p->page = (struct text_page){.view = {.ops = kind->reading, .app = a}, .reading = kind->reading, .finding = kind->finding,
		.text = reader_new(), .side = reader_new()};
	if (!load(p, id, e)) {
		trail_page_free(&p->page.view);
		return NULL;
	}
	return &p->page.view;
}

static bool load_or_say(struct trail_page *p, int64_t id)
{
	struct error e;
	bool ok = load(p, id, &e);
	if (!ok)
		app_refuse(p->page.view.app, &e);
	return ok;
}

void trail_page_again(struct view *v)
{
	struct trail_page *p = trail_page_of(v);
	if (p)
		load_or_say(p, p->id);
}

enum did trail_page_person(struct app *a, const struct trail_kind *kind, int64_t id)
{
	struct error e;
	struct view *v = trail_page_record(app_top(a), kind) ? app_top(a) : trail_page_new(a, kind, id, &e);
	if (v && v != app_top(a))
		app_push(a, v);
	void *person = v ? kind->load_person(app_desk(a), id, &e) : NULL;
	if (!person) {
		app_refuse(a, &e);
		return DID_VIEW;
	}
	struct trail_page *p = trail_page_of(v);
	drop_person(p);
	p->person = person;
	fill_again(p);
	app_say(a, C_NOTE, "%s", kind->person_said);
	return DID_VIEW;
}

/* ------------------------------------------------------------ the list below */
static struct list_pane *list_under(const struct trail_page *p)
{
	return list_pane_below(p->page.view.below, p->kind->lists);
}

bool trail_page_open(struct view *v, int64_t id)
{
	struct trail_page *p = trail_page_of(v);
	if (!p || !load_or_say(p, id))
		return false;
	reader_go(p->page.text, 0);
	struct list_pane *l = list_under(p);
	if (l)
		list_goto_id(l->list, id);
	app_redraw(v->app);
	return true;
}

int64_t trail_page_neighbour(const struct view *v, bool before)
{
	const struct trail_page *p = trail_page_of(v);
	struct list_pane *l = p ? list_under(p) : NULL;
	return l ? list_pane_neighbour(l, p->id, before) : 0;
}

bool trail_page_has(struct view *v, int act)
{
	return (act != ACT_NEXT && act != ACT_PREVIOUS) || list_under(trail_page_of(v));
}

/* ------------------------------------------------------------ drawing */
struct layout_want trail_page_want(struct view *v)
{
	(void)v;
	return (struct layout_want){PREVIEW_OFF, true};
}

void trail_page_place(struct view *v)
{
	trail_page_of(v)->filled = false;
}

static void fill(struct trail_page *p, bool with_side)
{
	struct reader *text = p->page.text, *side = with_side ? p->page.side : text;
	const struct reader_stand stand = reader_stand(text);
	reader_clear(text);
	reader_clear(p->page.side);
	p->kind->text(p, text);
	if (!with_side) {
		reader_end(text);
		reader_heading(text, p->kind->trail_title);
	}
	p->kind->trail(p, side);
	reader_back_to(text, &stand);
	reader_go(p->page.side, reader_length(p->page.side)); /* what was done last is seen */
	p->filled = true;
	p->page.view.due = true;
}

static struct rect inset(struct rect r, int head)
{
	if (!r.rows)
		return r;
	return (struct rect){r.row + head, r.col + 1, r.rows - head, r.cols - 1};
}

void trail_page_draw(struct view *v)
{
	struct trail_page *p = trail_page_of(v);
	struct surface *s = app_base(v->app);
	const struct rect *list = &v->lay.list, *rule = &v->lay.list_rule, *side_rule = &v->lay.stat_rule;
	struct rect side = inset(v->lay.stat, 0);
	char title[300];
	if (!p->filled)
		fill(p, side.rows > 0);
	if (v->due) {
		draw_rule_title(s, rule->row, rule->col, rule->cols, C_FRAME_ON, p->kind->rule(p, title));
		if (*p->stale)
			draw_text(s, list->row, list->col, list->cols, C_ERROR, p->stale, TEXT_LEFT);
	}
	if (v->due && side.rows) {
		draw_rule_title(s, side_rule->row, side_rule->col, side_rule->cols, C_FRAME, p->kind->trail_title);
		reader_draw(p->page.side, s, side, false);
	}
	if (v->due || p->page.dirty)
		reader_draw(p->page.text, s, inset(*list, *p->stale ? 1 : 0), true);
	p->page.dirty = false;
}

int64_t trail_page_subject(struct view *v)
{
	return trail_page_of(v)->id;
}

void trail_page_free(struct view *v)
{
	struct trail_page *p = trail_page_of(v);
	drop_person(p);
	drop_record(p);
	reader_free(&p->page.text);
	reader_free(&p->page.side);
	free(p);
}
