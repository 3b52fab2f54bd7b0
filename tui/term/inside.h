/* inside.h - what the files of tui/term tell one another; nobody else includes it. */
#ifndef TUI_TERM_INSIDE_H
#define TUI_TERM_INSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#include "tui/term/draw.h"

/* What signals have asked for since the last call of term_take_signals. */
enum asked {
	ASKED_RESIZE = 1,
	ASKED_LEAVE = 2, /* stays set */
	ASKED_STOP = 4,
	ASKED_CONTINUE = 8,
};

int term_in(void);        /* descriptor keys come from; -1 before term_start */
int term_signal_fd(void); /* readable after a signal */
unsigned term_take_signals(void);
bool term_asked_to_leave(void); /* a signal did; it stays asked for */
void term_set_gone(void);
bool term_take_size(void); /* curses learns the window's size; whether it changed */
void term_woken(void);     /* modes again and the whole screen, after SIGCONT */
void term_raw_write(const char *s, size_t n);

/* input.c: the answer to a query of the cursor's place, waited for at most ms; what was typed meanwhile is kept.
 * The column from 1, or 0. */
int input_await_column(int ms);
void input_start(void);
void input_end(void);

/* rescue.c: what gives the terminal back out of a signal handler.  prepare before the first change of the terminal, add
 * the bytes that undo the modes, arm while the screen is on: then a crash gives it back, and rescue_now may be called
 * by any handler.  caught, err: what stands in the one goes to the other, as stderr does at the end; -1 for none. */
void rescue_prepare(int in, int out);
void rescue_add(const char *s);
void rescue_arm(int caught, int err);
void rescue_disarm(void);
void rescue_now(void);

/* lookalike.c: cp on the screen as the characters out[] (at most 2), which together take exactly cols columns. */
void char_look_alike(uint32_t cp, int cols, wchar_t out[3]);
/* What is never sent: it steers, or changes how terminals measure its neighbours. */
bool char_kept_back(uint32_t cp);

/* paint.c: whether this terminal is written to from there, and then curses' virtual screen on it: what differs, or all of
 * it anew, with the cursor left at row, col (row -1: anywhere). */
void paint_start(void);
bool paint_can(void);
void paint_frame(bool anew, int row, int col);
void paint_forget_styles(void); /* the pairs of colours are others now; what stands must be painted anew */

/* draw.c */
void draw_start(void);
void draw_lost(void); /* the terminal was somebody else's: nothing is known of its cursor */
void draw_repeat(struct surface *s, int row, int col, int cols, enum role role, const wchar_t *what); /* one character */
#endif
