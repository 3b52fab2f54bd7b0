/* input.h - bytes from the terminal as key presses.
 *
 * Reads the terminal itself (curses' get_wch loses 143 keys after one wrong byte, and refreshes stdscr over overlays)
 * and decodes with decode.h.  Backspace comes as 127 or Ctrl-H; both are K_BACKSPACE.  Full-width ASCII stays as typed;
 * keymap folds it where a command is expected. */
#ifndef TUI_TERM_INPUT_H
#define TUI_TERM_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A key is a code point (Ctrl-A is 1), or one of these. */
enum key_code {
	K_NONE = 0,
	K_TAB = 9,
	K_ENTER = 13, /* also what a terminal sends as \n */
	K_ESC = 27,
	K_SPACE = 32,
	K_FIRST = 0x110000,
	K_BACKSPACE = K_FIRST,
	K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PAGE_UP, K_PAGE_DOWN, K_INSERT, K_DELETE,
	K_BACKTAB, K_SHIFT_UP, K_SHIFT_DOWN, K_SHIFT_LEFT, K_SHIFT_RIGHT,
	K_SHIFT_HOME, K_SHIFT_END,
	K_CTRL_LEFT, K_CTRL_RIGHT, K_CTRL_HOME, K_CTRL_END, K_CTRL_UP, K_CTRL_DOWN,
	K_F1, K_F2, K_F3, K_F4, K_F5, K_F6, K_F7, K_F8, K_F9, K_F10, K_F11, K_F12,
	K_PASTE,  /* event.text holds the whole paste, bracketed by the terminal or not */
	K_MOUSE,  /* event.mouse */
	K_RESIZE, /* the screen has a new size; surfaces must be placed anew */
	K_REDRAW, /* resumed after a suspension */
	K_TICK,   /* nothing came within the time */
	K_FD,     /* a watched descriptor (event.fd) can be read */
	K_HANGUP, /* the terminal is gone, or SIGHUP, SIGTERM: save drafts and leave */
};
#define K_CTRL(c) ((c) & 31)

enum mouse_act { MOUSE_PRESS, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
	int32_t key;
	char *text;      /* K_PASTE: UTF-8, cleaned, lines end in \n; owned by input, valid until the next call */
	size_t text_n;
	struct {
		int row, col;
		enum mouse_act act;
	} mouse;
	int fd;          /* K_FD */
};

/* Waits at most timeout_ms (-1: for ever) for the next event. */
void input_next(struct event *ev, int timeout_ms);
/* Whether more bytes are waiting: a frame may be skipped while somebody types ahead. */
bool input_pending(void);
/* For who must wait for something else than keys: keeps what was typed for later, but for an Esc by itself.  True: that
 * was pressed, or the terminal is gone, or a signal said to leave. */
bool input_escape(void);
/* Whether bytes came that are not UTF-8: the terminal's character set is wrong (then show W_TERM_BROKEN once). */
bool input_broken(void);
/* Watch a descriptor (a job's pipe) as well; at most 8. */
void input_watch(int fd);
void input_unwatch(int fd);

/* "F5", "Ctrl-P", "Enter", "空格", "p" — as shown in the key bar and help.  Returns buf. */
const char *key_name(int32_t key, char buf[24]);
/* The reverse, for keymaps: "<F5>", "<C-p>", "<Enter>", "<Space>", "p".  K_NONE if unknown; *rest after it. */
int32_t key_parse(const char *s, const char **rest);
#endif
