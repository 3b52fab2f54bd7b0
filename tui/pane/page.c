/* page.c - a text to read on a page of its own: help, message log, trail, how a time limit was
 * counted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/pane/pane.h"
#include "tui/widget/reader.h"
#include "tui/words.h"

struct page {
	struct view view; /* first: a view is a page */
	struct reader *reader;
	char *title;
	bool dirty;
};

static struct page *self(struct view *v)
{
	return (struct page *)(void *)v;
}

/* The text stands; the reader takes the rectangle when it draws. */
static void nothing(struct view *v)
{
	(void)v;
}

static void draw(struct view *v)
{
	struct page *p = self(v);
	struct surface *s = app_base(v->app);
	const struct layout *lay = &v->lay;
	if (v->due)
		draw_rule_title(s, lay->list_rule.row, lay->list_rule.col, lay->list_rule.cols,
		        C_FRAME_ON, p->title);
	struct rect where = {lay->list.row, lay->list.col + 1, lay->list.rows, lay->list.cols - 1};
	if (v->due || p->dirty)
		reader_draw(p->reader, s, where, true);
	p->dirty = false;
}

static enum took finding_key(struct view *v, const struct event *ev);
static enum took key(struct view *v, const struct event *ev);
static bool leave(struct view *v);
static void status(struct view *v, char *buf, size_t cap);
static void page_free(struct view *v);

/* While the word to look for is typed, letters are text; the rest is the same. */
#define PAGE_OPS(pane_, typing_, key_)                                                             \
	{                                                                                          \
		.name = "page", .title = W_PAGE_TITLE, .pane = pane_, .typing = typing_,           \
		.place = nothing, .refresh = nothing, .draw = draw, .key = key_, .leave = leave,   \
		.status = status, .free = page_free,                                               \
	}
static const struct view_ops reading = PAGE_OPS(P_PAGE, false, key);
static const struct view_ops finding = PAGE_OPS(P_FIND, true, finding_key);

static enum took to_reader(struct page *p, const struct event *ev)
{
	enum took took = reader_key(p->reader, ev);
	p->dirty = true;
	if (*reader_notice(p->reader))
		app_say(p->view.app, C_NOTE, "%s", reader_notice(p->reader));
	return took;
}

static enum took finding_key(struct view *v, const struct event *ev)
{
	if (ev->key == K_ENTER || ev->key == K_ESC)
		v->ops = &reading;
	return to_reader(self(v), ev);
}

static enum took key(struct view *v, const struct event *ev)
{
	return to_reader(self(v), ev);
}

bool page_find(struct view *v)
{
	if (v->ops != &reading && v->ops != &finding)
		return false;
	v->ops = &finding;
	to_reader(self(v), &(struct event){.key = '/'});
	return true;
}

/* Esc goes back one step: first it ends a search. */
static bool leave(struct view *v)
{
	struct page *p = self(v);
	if (app_last_key(v->app) != K_ESC || !reader_matches(p->reader))
		return true;
	reader_search(p->reader, "");
	p->dirty = true;
	return false;
}

static void status(struct view *v, char *buf, size_t cap)
{
	reader_status(self(v)->reader, buf, cap);
	char *match = strstr(
	        buf, " · "); /* while one searches, only which match it is: there is little room */
	if (match)
		memmove(buf, match + strlen(" · "), strlen(match + strlen(" · ")) + 1);
}

static void page_free(struct view *v)
{
	struct page *p = self(v);
	reader_free(&p->reader);
	free(p->title);
	free(p);
}

/* A line that is drawn as a table or indented by hand keeps its form; "# " makes a heading. */
static void fill(struct reader *r, const char *text)
{
	for (const char *s = text; *s;) {
		size_t n = strcspn(s, "\n");
		size_t level = strspn(s, "#");
		if (level && level < n && s[level] == ' ') {
			char *head = xstrndup(s + level + 1, n - level - 1);
			reader_heading(r, head);
			free(head);
		} else {
			size_t indent = strspn(s, " ");
			reader_set_indent(r, indent < 40 && indent < n ? (int)indent : 0);
			reader_text_n(r, C_TEXT, s + (indent < 40 ? indent : 0),
			        n - (indent < 40 && indent <= n ? indent : 0));
			reader_end(r);
			reader_set_indent(r, 0);
		}
		s += n + (s[n] == '\n');
	}
}

struct view *page_read(struct app *a, const char *title, struct reader *r)
{
	struct page *p = xalloc(sizeof *p);
	p->view.ops = &reading;
	p->view.app = a;
	p->title = xstrdup(title);
	p->reader = r;
	return &p->view;
}

struct view *page_new(struct app *a, const char *title, char *text)
{
	struct reader *r = reader_new();
	fill(r, text);
	free(text);
	return page_read(a, title, r);
}
