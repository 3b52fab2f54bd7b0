/* todo.h - pane 1 待办. */
#ifndef TUI_PANE_TODO_H
#define TUI_PANE_TODO_H

#include "tui/app.h"

extern const struct view_ops pane_todo;
struct view *todo_new(struct app *a);
void todo_next_scope(struct view *v); /* 待我办 → 本股室 → 全单位 */
enum z todo_open(struct view *v, struct error *e); /* the thing under the cursor */
#endif
