/* dialog_inside.h - what dialog.c (answers) and dialog_draw.c (places) share, and nobody else sees.
 */
#ifndef TUI_WIDGET_DIALOG_INSIDE_H
#define TUI_WIDGET_DIALOG_INSIDE_H

#include "tui/widget/dialog.h"
#include "tui/widget/field.h"

enum dialog_kind {
	DIALOG_MESSAGE,
	DIALOG_CONFIRM,
	DIALOG_TYPED,
	DIALOG_PROMPT,
	DIALOG_SECRET,
	DIALOG_CHOICE
};
enum { DIALOG_BUTTONS = 32 };

struct dialog {
	enum dialog_kind kind;
	char *title, *text;
	int32_t started_by;
	struct choices list; /* CONFIRM, CHOICE */
	size_t at;
	char *word;         /* TYPED */
	struct field field; /* TYPED, PROMPT, SECRET */
	struct prompt_history *history;
	int past; /* which line of the history is shown; history->n: what was typed */
	char *typed;
	char notice[256];

	int top, text_rows;                 /* first row of the text shown, and how many */
	struct rect button[DIALOG_BUTTONS]; /* in screen cells, for the mouse */
	struct surface *surface;
	struct rect where;
};
#endif
