/* editor.h - a text of many rows to be written and read: bodies of 100 KB and more.
 *
 * The text is editor_edit(ed)->text; limits, read_only and on_change are set there.  Keys: arrows,
 * Home, End, Ctrl with them, PageUp/Down, Shift or Ctrl-Space (Ctrl-^) to select, Ctrl-A all,
 * Ctrl-C/X/V, Ctrl-K cuts the paragraph, Ctrl-Z/Y undo and redo, Ctrl-F find, F3 the next, Tab at a
 * paragraph's start two full-width blanks.  Up on the first row, Down on the last and any other key
 * are its owner's (TOOK_NOT). */
#ifndef TUI_WIDGET_EDITOR_H
#define TUI_WIDGET_EDITOR_H

#include "tui/widget/edit.h"
#include "tui/widget/widget.h"

struct editor;

struct editor *editor_new(void);
void editor_free(struct editor **ed);
struct edit *editor_edit(struct editor *ed);
enum took editor_key(struct editor *ed, const struct event *ev);
/* The next place like needle behind the cursor (from the start again if there is none), selected.
 */
bool editor_find(struct editor *ed, const char *needle);
void editor_draw(struct editor *ed, struct surface *s, struct rect r, bool focused);
/* What the last key met: a refusal, "not found"; "" if all is well. */
const char *editor_notice(const struct editor *ed);
/* "第3段 共12段 · 5120字 · 已选4字".  Returns buf. */
const char *editor_status(struct editor *ed, char *buf, size_t cap);
#endif
