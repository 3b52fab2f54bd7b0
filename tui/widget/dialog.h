/* dialog.h - a question or a message over everything else, which must be answered before anything
 * else happens.
 *
 * Confirmation is scaled to what is at stake: nothing for what can be undone; dialog_confirm (y/n,
 * 取消 first) for what cannot be undone easily; dialog_typed (a word to be typed) for what leaves
 * the house.  started_by is the key that began the action: it never confirms it, so that a key held
 * down or pressed twice by mistake does nothing. */
#ifndef TUI_WIDGET_DIALOG_H
#define TUI_WIDGET_DIALOG_H

#include "forms/entry/choice.h"
#include "tui/widget/widget.h"

struct dialog;

/* What was typed into prompts of one kind before, newest last; the owner's, {0} at first. */
enum { PROMPT_HISTORY = 20 };
struct prompt_history {
	char *line[PROMPT_HISTORY];
	int n;
};
void prompt_history_add(
        struct prompt_history *h, const char *line); /* once each; empty lines not at all */
void prompt_history_free(struct prompt_history *h);

/* title and text are copied; text may have several paragraphs. */
struct dialog *dialog_message(const char *title, const char *text);
struct dialog *dialog_confirm(const char *title, const char *text, int32_t started_by);
/* What the second button of a confirmation says instead of 确定 ("下线"). */
void dialog_set_yes(struct dialog *d, const char *yes);
struct dialog *dialog_typed(
        const char *title, const char *text, const char *word, int32_t started_by);
/* One line to type.  max in characters (0: 200); history may be NULL and is borrowed. */
struct dialog *dialog_prompt(const char *title, const char *text, const char *initial, int max,
        struct prompt_history *history);
struct dialog *dialog_secret(const char *title, const char *text);
/* One of a few, by digit, arrows and Enter.  Takes the entries of list; the first that can be
 * chosen is the default. */
struct dialog *dialog_choice(
        const char *title, const char *text, struct choices *list, int32_t started_by);
void dialog_free(struct dialog **d);

/* TOOK_DONE: confirmed, typed or chosen; TOOK_CANCEL: not (a message gives TOOK_CANCEL too).  All
 * other keys are used up. */
enum took dialog_key(struct dialog *d, const struct event *ev);
const char *dialog_line(const struct dialog *d);            /* what was typed into a prompt */
const struct choice *dialog_chosen(const struct dialog *d); /* of a choice */
/* A refusal: the dialog stays open and shows the sentence (wrong passphrase, name in use). */
void dialog_refuse(struct dialog *d, const char *sentence);
const char *dialog_notice(const struct dialog *d);
void dialog_draw(struct dialog *d, struct rect screen);
#endif
