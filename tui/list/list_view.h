/* list_view.h - a view that is one list under a line with its title, whatever the rows are: the worklist, the figures, the
 * registers.  The panes of records, which have much more, stand in list_pane.h. */
#ifndef TUI_LIST_LIST_VIEW_H
#define TUI_LIST_LIST_VIEW_H

#include "tui/app.h"
#include "tui/widget/list.h"

struct list_view {
	struct view view; /* first: a view is a list_view, and this is first in the view it belongs to */
	struct list *list;
};

/* For view_ops. */
void list_view_place(struct view *v);
void list_view_settle(struct view *v);
enum took list_view_key(struct view *v, const struct event *ev);
void list_view_status(struct view *v, char *buf, size_t cap);
/* The list, and the line above it where it is due. */
void list_view_draw(struct view *v, const char *title);

/* "第2/9行", "共9行", or "" while nobody has counted; into buf. */
void list_where(const struct list *l, char *buf, size_t cap);
#endif
