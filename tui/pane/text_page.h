/* text_page.h - what every page has that shows a text to be read: keys of the reader, looking for a word in it, and where
 * one stands.  Such a page has two constant structs of functions, for reading and while the word is typed. */
#ifndef TUI_PANE_TEXT_PAGE_H
#define TUI_PANE_TEXT_PAGE_H

#include "tui/app.h"
#include "tui/widget/reader.h"

struct text_page {
	struct view view; /* first: a view is a text_page, and this is first in the page it belongs to */
	const struct view_ops *reading, *finding;
	struct reader *text, *side; /* side: what stands beside it and scrolls by the wheel only; NULL: nothing */
	bool dirty; /* something moved: draw the readers again */
};
/* NULL: another sort of view.  Known by its ops->status. */
struct text_page *text_page_of(const struct view *v);

/* For view_ops. */
enum took text_page_key(struct view *v, const struct event *ev);
enum took text_page_finding_key(struct view *v, const struct event *ev);
bool text_page_leave(struct view *v); /* Esc ends a search first */
void text_page_status(struct view *v, char *buf, size_t cap);

bool text_page_end_search(struct view *v); /* false: there was none */
bool text_page_find(struct view *v);       /* asks for the word to look for; false: v is no such page */
bool text_page_searching(const struct view *v);
void text_page_match(struct view *v, bool forward); /* the next place of the search */
#endif
