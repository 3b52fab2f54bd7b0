/* todo.h - pane 1 待办. */
#ifndef TUI_PANE_TODO_H
#define TUI_PANE_TODO_H

#include "store/record/erase.h"
#include "tui/app.h"

extern const struct view_ops pane_todo;
struct view *todo_new(struct app *a);
void todo_next_scope(struct view *v); /* 待我办 → 本股室 → 全单位 */
const struct erasure *todo_erasure(struct view *v); /* under the cursor: there is nothing to open, it is decided; NULL: another row */
enum z todo_open(struct view *v, struct error *e); /* the thing under the cursor */
/* The worklist below a page; NULL: the page was opened from elsewhere. */
struct view *todo_below(struct view *v);
/* Of its items the one behind this (or before it), the first when this is gone from it; 0: none. */
int64_t todo_item_beside(struct view *v, int64_t item, bool before);
/* Puts its cursor on the item, if it is there. */
void todo_goto_item(struct view *v, int64_t item);
#endif
