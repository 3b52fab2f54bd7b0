/* edit_key.h - the keys that mean the same in every text: typing, moving within a row, selecting,
 * clipboard, undo. */
#ifndef TUI_WIDGET_EDIT_KEY_H
#define TUI_WIDGET_EDIT_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/term/input.h"
#include "tui/widget/edit.h"

/* true if the key is one of them, whether or not it could change anything (e->refused says). */
bool edit_key(struct edit *e, const struct event *ev);

/* The last refusal as a sentence, "" if there was none.  Returns buf. */
const char *edit_sentence(const struct edit *e, char *buf, size_t cap);
#endif
