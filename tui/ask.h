/* ask.h - one question at a time, over everything, on the widgets of tui/widget.
 *
 * All return false when the user left with Esc or the terminal went away; nothing is changed then. */
#ifndef TUI_ASK_H
#define TUI_ASK_H

#include "forms/entry/field.h"
#include "tui/app.h"

struct dialog;
/* Runs a dialog of widget/dialog.h; the caller frees it. */
bool ask_dialog(struct app *a, struct dialog *d);
/* y/n; 取消 stands first and is the default; the key that started the action is no answer. */
bool ask_confirm(struct app *a, const char *title, const char *text, const char *yes);
/* For what leaves the house: the word must be typed. */
bool ask_word(struct app *a, const char *title, const char *text, const char *word);
void ask_message(struct app *a, const char *title, const char *text);
/* One line into *out (xalloc'd, the caller's); initial may be NULL. */
bool ask_line(struct app *a, const char *title, const char *label, const char *initial, size_t max_chars, bool required,
        char **out);
/* Some lines, with the phrases (常用意见语) offered by Alt-digit / F-key list: phrases NULL or n texts. */
bool ask_text(struct app *a, const char *title, const char *hint, const char *initial, const char *const *phrases,
        int n, bool required, char **out);
/* One of a list: its key (xalloc'd copy, the caller's).  The list is emptied.  flags: PICK_DIGITS of
 * widget/picker.h. */
bool ask_choice(struct app *a, const char *title, struct choices *list, unsigned flags, const char *preset, char **key);
/* Runs a picker of widget/picker.h; the caller frees it. */
struct picker;
bool ask_picker(struct app *a, struct picker *p);
/* ask_choice() below a text that is read first (PgUp, PgDn): the first entry is the default.  One window, one answer. */
bool ask_choice_below(struct app *a, const char *title, const char *text, struct choices *list, char **key);
/* A small form in a dialog; check (may be NULL) tries to save: true closes it, false leaves it open (it called
 * form_fault). */
struct form;
bool ask_form(struct app *a, const char *title, const struct form_field *fields, size_t n, void *ctx,
	void (*load)(struct form *f, void *ctx), bool (*save)(struct form *f, void *ctx));
/* Lines typed or pasted into the field `key` of a form.  take() asks and shows over the form what becomes of them, does what
 * can be done (true: something was) and leaves in *lines what was not: the form stays with it, its draft on the disk, until
 * nothing is left or the user leaves.  True: take() was, once. */
bool ask_lines(struct app *a, const char *title, const struct form_field *fields, size_t n, const char *key,
	bool (*take)(struct app *a, char **lines));
/* A file on this machine's disk: typed path with completion by Tab; returns the path. */
bool ask_file(struct app *a, const char *title, const char *initial, bool must_exist, char **path);
/* A path as it was typed behind one that was offered: a whole one pasted there counts alone, ~ is the home.  Takes typed;
 * the caller's. */
char *ask_path(char *typed, const char *offered);
#endif
