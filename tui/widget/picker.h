/* picker.h - a list to choose from, over everything else: filtered as one types, by the words
 * themselves or by the initials of their pinyin (lyj finds 林业局).
 *
 * Keys: typing filters, Up, Down, PageUp, PageDown, Home and End move, Enter chooses, Esc leaves;
 * with PICK_MANY Space marks; with PICK_DIGITS a digit chooses at once while nothing is typed. */
#ifndef TUI_WIDGET_PICKER_H
#define TUI_WIDGET_PICKER_H

#include "forms/entry/choice.h"
#include "tui/widget/widget.h"

enum { PICK_MANY = 1, PICK_DIGITS = 2 };

struct picker;

/* Takes the entries of list (which is empty then). */
struct picker *picker_new(const char *title, struct choices *list, unsigned flags);
void picker_free(struct picker **p);
/* Puts the cursor on the entry with this key; with PICK_MANY marks it, and the cursor is on the first marked. */
void picker_set(struct picker *p, const char *key);
/* TOOK_DONE: chosen; TOOK_CANCEL: left.  All other keys are used up. */
enum took picker_key(struct picker *p, const struct event *ev);
/* A key for the filter, even where a digit would choose. */
void picker_type(struct picker *p, const struct event *ev);
const struct choice *picker_chosen(
        const struct picker *p); /* under the cursor; NULL if the filter leaves none */
/* With PICK_MANY: the marked entries, in the order of the list.  NULL after the last. */
const struct choice *picker_marked(const struct picker *p, size_t nth);
/* The entries that pass the filter, for tests and drawing. */
size_t picker_left(const struct picker *p);
const struct choice *picker_entry(const struct picker *p, size_t nth);
const char *picker_notice(const struct picker *p); /* why the last key could not choose; "" */
/* In the middle of screen (screen cells), on a surface of its own that goes with the picker. */
void picker_draw(struct picker *p, struct rect screen);
#endif
