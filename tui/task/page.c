/* page.c - a task in words, and the reading page of one: who leads, by when, what is wanted, everything that was done. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/pane/trail_words.h"
#include "tui/task/task.h"
#include "tui/task/words.h"
#include "tui/words.h"

enum { HANG = 4 };

/* ------------------------------------------------------------ in words */
enum z task_case_load(struct desk *d, int64_t id, struct task_case *c, struct error *e)
{
	*c = (struct task_case){0};
	enum z z = task_load(d, id, &c->t, e);
	if (z == Z_OK)
		z = task_history(d, id, &c->memory, &c->step, &c->steps, e);
	if (z != Z_OK)
		task_case_free(c);
	return z;
}

void task_case_free(struct task_case *c)
{
	task_free(&c->t);
	arena_free(&c->memory);
	*c = (struct task_case){0};
}

const char *task_text_rule(const struct task *t, char buf[300])
{
	snprintf(buf, 300, "%s · %s", t->number, task_state_text(t->state));
	return buf;
}

static void fact(struct reader *r, const char *name, const char *value, enum role role)
{
	if (!*value)
		return;
	reader_text(r, C_DIM, name);
	reader_text(r, C_TEXT, " ");
	reader_text(r, role, value);
	reader_end(r);
}

void task_text(struct reader *r, const struct task_case *c)
{
	const struct task *t = c->t;
	const struct task_row as = {.state = t->state, .due = t->in.due, .done_on = t->done_on, .left = t->left, .light = t->light};
	char s[200], day[16], light[40];
	enum role role;
	const char *word = task_light(&as, light, &role);
	reader_text(r, C_STRONG, t->in.title);
	reader_end(r);
	snprintf(s, sizeof s, "%s%s%s", day_text(t->in.due, day), t->in.due == DAY_NONE ? "" : " ", word);
	fact(r, W_TS_DUE, s, role);
	fact(r, W_TS_LEAD, t->office_name, C_TEXT);
	fact(r, W_TS_HELPERS, t->helper_names, C_TEXT);
	if (t->state == TASK_DONE) {
		snprintf(s, sizeof s, "%s %s", day_text(t->done_on, day), t->done_by);
		fact(r, W_TS_DONE, s, C_GOOD);
	}
	fact(r, W_TS_SOURCE, t->in.source, C_TEXT);
	fact(r, W_TS_PLACE, t->in.place, C_TEXT);
	if (!*t->in.body)
		return;
	reader_end(r);
	reader_heading(r, W_TS_HEAD_BODY);
	reader_text(r, C_TEXT, t->in.body);
	reader_end(r);
}

static void add_step(struct reader *r, struct desk *d, const struct task_step *s)
{
	char at[24], day[16], on[40] = "";
	if (s->act == TASK_ACT_DONE)
		snprintf(on, sizeof on, W_TS_ON, day_text(s->day, day));
	reader_set_hang(r, HANG);
	reader_text(r, C_DIM, trail_time(d, s->at, at));
	reader_text(r, C_TEXT, " ");
	reader_text(r, C_TEXT, s->officer_name);
	reader_text(r, C_TEXT, " ");
	reader_text(r, s->act == TASK_ACT_DROP ? C_LATE : C_STATE, task_act_text(s->act));
	reader_text(r, C_TEXT, on);
	if (*s->text) {
		reader_text(r, C_DIM, "：");
		reader_text(r, C_TEXT, s->text);
	}
	reader_end(r);
	reader_set_hang(r, 0);
}

void task_text_trail(struct reader *r, struct desk *d, const struct task_case *c, bool newest_first)
{
	for (int k = 0; k < c->steps; k++)
		add_step(r, d, &c->step[newest_first ? c->steps - 1 - k : k]);
}

/* ------------------------------------------------------------ the page */
static const struct trail_kind kind;

static const struct task_case *its(const struct trail_page *p)
{
	return p->record;
}

const struct task *task_page_task(const struct view *v)
{
	const struct task_case *c = trail_page_record(v, &kind);
	return c ? c->t : NULL;
}

struct view *task_page_new(struct app *a, int64_t id, struct error *e)
{
	return trail_page_new(a, &kind, id, e);
}

static void drop(void *record)
{
	task_case_free(record);
	free(record);
}

static void *load(struct desk *d, int64_t id, struct error *e)
{
	struct task_case *c = xalloc(sizeof *c);
	if (task_case_load(d, id, c, e) == Z_OK)
		return c;
	free(c);
	return NULL;
}

/* Somebody's commit, or ours. */
static void refresh(struct view *v)
{
	const struct trail_page *p = trail_page_of(v);
	struct task *now = NULL;
	if (task_load(app_desk(v->app), p->id, &now, NULL) != Z_OK)
		return; /* locked for a moment: the picture stays */
	if (now->ver != its(p)->t->ver)
		trail_page_again(v);
	task_free(&now);
}

static void text(const struct trail_page *p, struct reader *r)
{
	task_text(r, its(p));
}

static void trail(const struct trail_page *p, struct reader *r)
{
	task_text_trail(r, app_desk(p->page.view.app), its(p), false);
}

static const char *rule(const struct trail_page *p, char buf[300])
{
	return task_text_rule(its(p)->t, buf);
}

#define PAGE_OPS .name = "task-page", .title = W_TS_PAGE, .refresh = refresh, TRAIL_PAGE_OPS
static const struct view_ops reading_ops = {PAGE_OPS, .pane = P_TASK, .key = text_page_key};
/* While the word to look for is typed, letters are text; the rest is the same. */
static const struct view_ops finding_ops = {PAGE_OPS, .pane = P_FIND, .typing = true, .key = text_page_finding_key};

static const struct trail_kind kind = {
	.reading = &reading_ops,
	.finding = &finding_ops,
	.trail_title = W_TS_HEAD_TRAIL,
	.load = load,
	.drop = drop,
	.text = text,
	.trail = trail,
	.rule = rule,
	.lists = task_list_is,
};
