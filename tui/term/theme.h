/* theme.h - what a cell means, never which colour it has.  The matrix role × depth (256, 16, 8 colours,
 * monochrome) is one table in theme.c; no meaning is carried by colour alone. */
#ifndef TUI_TERM_THEME_H
#define TUI_TERM_THEME_H

#include <stdbool.h>

enum role {
	C_TEXT,     /* ordinary */
	C_DIM,      /* secondary: labels, hints, disabled */
	C_STRONG,   /* emphasised */
	C_TITLE,    /* the desk's own line at the top */
	C_TAB,      /* a pane's name in the tab row */
	C_TAB_ON,   /* the open pane's name */
	C_HEAD,     /* column heads */
	C_FRAME,    /* frames and rules */
	C_FRAME_ON, /* frame of the focused part */
	C_SELECT,   /* the selected row */
	C_SELECT_OFF, /* the selected row of a part without focus */
	C_MARK,     /* marked rows */
	C_LATE,     /* overdue: red light */
	C_SOON,     /* due today or within two working days: yellow light */
	C_GOOD,     /* in time, passed: green light */
	C_STATE,    /* the name of a state */
	C_KEY,      /* a key in the key bar and in hints */
	C_KEY_TEXT, /* its label */
	C_FIELD,    /* an entry field */
	C_FIELD_ON, /* the entry field with the cursor */
	C_ERROR,    /* a refusal */
	C_NOTE,     /* a message */
	C_MATCH,    /* a search match */
	C_INSERTED, /* difference: new text (also underlined) */
	C_DELETED,  /* difference: old text (also marked) */
	C_FINDING,  /* a scanner's finding in a text */
	C_DIALOG,   /* overlay background */
	C_BUTTON,
	C_BUTTON_ON,
	C_BAR,      /* a statistic's bar */
	C_SIGN,     /* signatures and trails */
	C_ROLES
};

/* How a cell looks; colours are indices of the depth's palette, -1 the terminal's own. */
enum look_flag { LOOK_BOLD = 1, LOOK_DIM = 2, LOOK_UNDERLINE = 4, LOOK_REVERSE = 8 };
struct look {
	short fg, bg;
	unsigned char flags;
};

enum depth { DEPTH_MONO, DEPTH_8, DEPTH_16, DEPTH_256, DEPTHS };

/* "auto" picks by terminal and NO_COLOR; name is "auto", "mono", "8", "16" or "256" (a setting). */
void theme_start(const char *name);
enum depth theme_depth(void);
struct look theme_look(enum role role, enum depth depth); /* a cell of the matrix */
bool theme_on_blank(enum role role); /* whether a blank in this role looks different from any other blank */
/* Curses attributes of a role: for draw.c only. */
unsigned long theme_attr(enum role role);
#endif
