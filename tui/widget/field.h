/* field.h - a text in one line: scrolls sideways, shows a hint while empty, and a passphrase as
 * dots.
 *
 * Set limits and on_change in f->edit.  Keys it has no use for (Enter, Tab, Up, Esc ...) are its
 * owner's. */
#ifndef TUI_WIDGET_FIELD_H
#define TUI_WIDGET_FIELD_H

#include "tui/widget/edit.h"
#include "tui/widget/widget.h"

struct field {
	struct edit edit;
	const char *placeholder; /* borrowed; NULL for none */
	size_t left;             /* the first character shown */
	struct rect seen;        /* where it was drawn last, in screen cells */
};

void field_init(struct field *f);
void field_done(struct field *f);
void field_conceal(struct field *f, size_t max_bytes); /* a passphrase: wiped, never copied */
void field_set(struct field *f, const char *text);     /* NULL is ""; the cursor goes behind it */
const char *field_text(const struct field *f);         /* borrowed until the next change */
enum took field_key(struct field *f, const struct event *ev);
/* The column of the cursor in a field of cols columns; moves left so that it can be seen. */
int field_scroll(struct field *f, int cols);
/* In cols columns; the hardware cursor is set if it has the focus. */
void field_draw(struct field *f, struct surface *s, int row, int col, int cols, bool focused);
#endif
