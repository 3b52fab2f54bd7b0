/* trail_page.c - see trail_page.h. */
#include "tui/pane/trail_page.h"

#include <stdlib.h>

#include "tui/action/action.h"

struct trail_page *trail_page_of(const struct view *v)
{
	return v && v->ops->free == trail_page_free ? (struct trail_page *)(uintptr_t)v : NULL;
}

/* ------------------------------------------------------------ loading */
static bool load(struct trail_page *p, int64_t id, struct error *e)
{
	if (!p->kind->load(p, id, e))
		return false;
	p->id = id;
	p->stale[0] = '\0';
	trail_page_fill(p);
	return true;
}

struct view *trail_page_begin(struct trail_page *p, struct app *a, const struct trail_kind *kind, int64_t id, struct error *e)
{
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

void trail_page_fill(struct trail_page *p)
{
	p->filled = false;
	p->page.view.due = true;
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
	p->kind->done(p);
	reader_free(&p->page.text);
	reader_free(&p->page.side);
	free(p);
}
