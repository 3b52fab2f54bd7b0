/* widget.h - what all widgets agree on: they know text, rectangles and keys, and nothing of the desk. */
#ifndef TUI_WIDGET_WIDGET_H
#define TUI_WIDGET_WIDGET_H

#include "tui/term/draw.h"
#include "tui/term/input.h"

/* What a widget did with a key. */
enum took {
	TOOK_NOT,    /* not for me: the pane or the application may have it */
	TOOK,        /* used; draw again */
	TOOK_DONE,   /* the user finished (Enter on a choice, F2 save ...) */
	TOOK_CANCEL, /* the user left (Esc) */
};
#endif
