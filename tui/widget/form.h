/* form.h - an entry form from a table of fields: labels in a column, one field a row, what is wrong
 * said beside it.
 *
 * Keys: Tab, Shift-Tab, Up, Down and Enter go from field to field, F2 or Ctrl-S saves (TOOK_DONE
 * when every field may stand), Esc leaves (TOOK_CANCEL: the owner asks if form_changed).  A field
 * to choose in opens its list with Enter, Space or the first letter typed; yes/no is switched with
 * Space.  Other keys are the owner's.  Nothing typed is lost by a resize, by a refusal of the store
 * (form_fault) or by fields that come and go (form_field.asked). */
#ifndef TUI_WIDGET_FORM_H
#define TUI_WIDGET_FORM_H

#include "forms/entry/field.h"
#include "tui/widget/edit.h"
#include "tui/widget/widget.h"

struct form;

/* The table is borrowed; ctx goes to its callbacks in struct entry. */
struct form *form_new(const struct form_field *fields, size_t n, void *ctx);
void form_free(struct form **f);

/* Values, by key.  An unknown key is a mistake in the program: it does nothing, and reads as "". */
void form_load(struct form *f, const char *key,
        const char *value); /* as the record has it: not a change */
void form_set(struct form *f, const char *key, const char *value); /* as if it had been typed */
const char *form_value(const struct form *f, const char *key);     /* borrowed until it changes */
const char *form_shown(struct form *f, const char *key);           /* with the labels of choices */
bool form_changed(const struct form *f);
void form_settle(struct form *f); /* saved: as it is now is unchanged */
const struct entry *form_entry(const struct form *f);

/* Checks every field that is asked; puts the cursor on the first that is wrong. */
bool form_check(struct form *f);
/* What the store found wrong with a field; goes away when it is changed.  Puts the cursor there.
 * key NULL or unknown: the sentence stands in the last row. */
void form_fault(struct form *f, const char *key, const char *sentence);
const char *form_fault_of(const struct form *f, const char *key);
/* The field can be read and not changed; why is shown beside it.  NULL unlocks. */
void form_lock(struct form *f, const char *key, const char *why);

const char *form_focus(
        const struct form *f); /* the key of the field with the cursor; "" if there is none */
void form_go(struct form *f, const char *key);

/* Draft journal: each change of each value, and the way to replay it.  Choices and yes/no change as
 * a whole.  Secrets are never told. */
void form_on_change(struct form *f,
        void (*told)(void *ctx, const char *key, const struct edit_change *c), void *ctx);
bool form_apply(struct form *f, const char *key, const struct edit_change *c);
/* The text behind a field with text, NULL for the others. */
struct edit *form_edit(struct form *f, const char *key);

enum took form_key(struct form *f, const struct event *ev);
/* whole: nothing of what was drawn stands on the surface; else, while keys go into a line, only that is drawn again. */
void form_draw(struct form *f, struct surface *s, struct rect r, bool whole);
/* Where its lists may open, in screen cells; without it on the surface of the form, which is small in a dialog. */
void form_screen(struct form *f, struct rect screen);
/* The sentence in the last row: the last refusal, else the hint of the field, else "". */
const char *form_line(struct form *f);
#endif
