/* term.h - takes the terminal, gives it back. */
#ifndef TUI_TERM_TERM_H
#define TUI_TERM_TERM_H

#include <stdbool.h>
#include <stddef.h>

struct term_options {
	int ambiguous;     /* 0 ask the terminal, 1 or 2 as told */
	const char *theme; /* see theme_start */
	bool mouse;
};

/* Sets the locale (falls back to C.UTF-8), asks for the width of …, starts curses with the endwin() trick, bracketed
 * paste, own signal handlers without SA_RESTART (a child resets nothing: exec does), and catches stderr.
 * 0, or -1 with a Chinese sentence in why. */
int term_start(const struct term_options *o, char *why, size_t cap);
void term_end(void); /* idempotent; safe from an exit handler; prints the caught stderr */
/* For a child that owns the terminal meanwhile (an editor, a pager). */
void term_pause(void);
void term_resume(void);

/* Gives the terminal back and stops the process, as Ctrl-Z does elsewhere; returns when it is continued. */
void term_suspend(void);

int term_rows(void);
int term_cols(void);
void term_set_mouse(bool on);
void term_bell(void);
void term_set_title(const char *text);
bool term_copy(const char *text, size_t n); /* OSC 52; false if too long for it */
/* One sentence about what should be set in the terminal, or "" (shown once at start, and by `zwgk doctor`). */
const char *term_advice(void);
bool term_gone(void);
/* How wide the terminal on fd 0/1 draws … : 1, 2, or 0 if it does not answer within 100 ms.  Before term_start only. */
int term_probe(void);
#endif
