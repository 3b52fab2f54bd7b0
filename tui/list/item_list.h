/* item_list.h - a list of items over item_view, for panes 2 发布队列 and 3 三审: rows, query and preview.  The panes add only
 * which lists there are. */
#ifndef TUI_LIST_ITEM_LIST_H
#define TUI_LIST_ITEM_LIST_H

#include "tui/list/list_pane.h"

/* The items behind a figure, a page over whatever is shown; title: "超期：…". */
struct view *item_list_behind(struct app *a, const struct item_query *q, const char *title);
struct view *item_list_new(struct app *a, const struct view_ops *ops, const struct list_scope *scopes, int n);
bool item_list_is(const struct view *v);

/* The light of a row as it is read: 今日, 余2日, 超3日, — ; into buf.  *role gets its colour role. */
const char *item_light(const struct item_row *r, char buf[40], enum role *role);
#endif
