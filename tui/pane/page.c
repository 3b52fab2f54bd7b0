/* page.c - a text to read on a page of its own: help, message log, trail, how a time limit was
 * counted. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/pane/pane.h"
#include "tui/pane/text_page.h"
#include "tui/words.h"

struct page {
	struct text_page page; /* first: a view is a page */
	char *title;
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
	if (v->due || p->page.dirty)
		reader_draw(p->page.text, s, where, true);
	p->page.dirty = false;
}

static void page_free(struct view *v);

/* While the word to look for is typed, letters are text; the rest is the same. */
#define PAGE_OPS(pane_, typing_, key_)                                                    \
	{                                                                                 \
		.name = "page", .title = W_PAGE_TITLE, .pane = pane_, .typing = typing_,  \
		.place = nothing, .refresh = nothing, .draw = draw, .key = key_,          \
		.leave = text_page_leave, .status = text_page_status, .free = page_free,  \
	}
static const struct view_ops reading = PAGE_OPS(P_PAGE, false, text_page_key);
static const struct view_ops finding = PAGE_OPS(P_FIND, true, text_page_finding_key);

static void page_free(struct view *v)
{
	struct page *p = self(v);
	reader_free(&p->page.text);
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
	p->page = (struct text_page){.view = {.ops = &reading, .app = a}, .reading = &reading, .finding = &finding, .text = r};
	p->title = xstrdup(title);
	return &p->page.view;
}

struct view *page_new(struct app *a, const char *title, char *text)
{
	struct reader *r = reader_new();
	fill(r, text);
	free(text);
	return page_read(a, title, r);
}
