/* keyname.c - names of keys: as shown to the user and as written in keymaps.  Must not know the terminal. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "store/base/text.h"
#include "tui/term/input.h"
#include "tui/words.h"

static const struct {
	int32_t key;
	const char *shown, *written; /* the first row of a key is the one shown; written without < > */
} names[] = {
	{K_ENTER, "Enter", "Enter"},
	{K_ENTER, "Enter", "CR"},
	{K_ESC, "Esc", "Esc"},
	{K_TAB, "Tab", "Tab"},
	{K_BACKTAB, "Shift-Tab", "S-Tab"},
	{K_SPACE, W_KEY_SPACE, "Space"},
	{'<', "<", "LT"},
	{K_BACKSPACE, "Backspace", "BS"},
	{K_BACKSPACE, "Backspace", "Backspace"},
	{K_UP, "↑", "Up"},
	{K_DOWN, "↓", "Down"},
	{K_LEFT, "←", "Left"},
	{K_RIGHT, "→", "Right"},
	{K_HOME, "Home", "Home"},
	{K_END, "End", "End"},
	{K_PAGE_UP, "PgUp", "PgUp"},
	{K_PAGE_DOWN, "PgDn", "PgDn"},
	{K_PAGE_UP, "PgUp", "PageUp"},
	{K_PAGE_DOWN, "PgDn", "PageDown"},
	{K_INSERT, "Ins", "Ins"},
	{K_DELETE, "Del", "Del"},
	{K_DELETE, "Del", "Delete"},
	{K_SHIFT_UP, "Shift-↑", "S-Up"},
	{K_SHIFT_DOWN, "Shift-↓", "S-Down"},
	{K_SHIFT_LEFT, "Shift-←", "S-Left"},
	{K_SHIFT_RIGHT, "Shift-→", "S-Right"},
	{K_SHIFT_HOME, "Shift-Home", "S-Home"},
	{K_SHIFT_END, "Shift-End", "S-End"},
	{K_CTRL_UP, "Ctrl-↑", "C-Up"},
	{K_CTRL_DOWN, "Ctrl-↓", "C-Down"},
	{K_CTRL_LEFT, "Ctrl-←", "C-Left"},
	{K_CTRL_RIGHT, "Ctrl-→", "C-Right"},
	{K_CTRL_HOME, "Ctrl-Home", "C-Home"},
	{K_CTRL_END, "Ctrl-End", "C-End"},
	{K_PASTE, W_KEY_PASTE, "Paste"},
	{K_MOUSE, W_KEY_MOUSE, "Mouse"},
};

enum { NAMES = sizeof names / sizeof *names };

const char *key_name(int32_t key, char buf[24])
{
	for (size_t i = 0; i < NAMES; i++) {
		if (names[i].key == key) {
			snprintf(buf, 24, "%s", names[i].shown);
			return buf;
		}
	}
	if (key >= K_F1 && key <= K_F12) {
		snprintf(buf, 24, "F%d", (int)(key - K_F1 + 1));
	} else if (key > 0 && key < 32) {
		snprintf(buf, 24, "Ctrl-%c", (char)(key + '@'));
	} else if (key > 32 && key < K_FIRST) {
		char out[4];
		int n = utf8_encode((uint32_t)key, out);

		snprintf(buf, 24, "%.*s", n, out);
	} else {
		*buf = 0;
	}
	return buf;
}

/* The name between < and >, n bytes. */
static int32_t named(const char *s, size_t n)
{
	for (size_t i = 0; i < NAMES; i++)
		if (strlen(names[i].written) == n && !strncasecmp(names[i].written, s, n))
			return names[i].key;
	if ((n == 2 || n == 3) && (*s == 'F' || *s == 'f') && isdigit((unsigned char)s[1])) {
		int f = s[1] - '0';

		if (n == 3)
			f = isdigit((unsigned char)s[2]) ? f * 10 + (s[2] - '0') : 0;
		return f >= 1 && f <= 12 ? K_F1 + f - 1 : K_NONE;
	}
	if (n == 3 && (*s == 'C' || *s == 'c') && s[1] == '-') {
		int c = toupper((unsigned char)s[2]);

		if (c == 'H' || c == '?')
			return K_BACKSPACE; /* what the terminal sends for it */
		if (c == 'J')
			return K_ENTER;
		return c > '@' && c <= '_' ? K_CTRL(c) : K_NONE;
	}
	return K_NONE;
}

int32_t key_parse(const char *s, const char **rest)
{
	const char *end = s;
	int32_t key = K_NONE;

	if (*s == '<' && (end = strchr(s, '>')) && end > s + 1) {
		key = named(s + 1, (size_t)(end - s - 1));
		end++;
	} else if (*s) {
		uint32_t cp;
		int n = utf8_decode(s, strlen(s), &cp);

		end = s + n;
		key = cp > 32 && cp != 127 ? (int32_t)cp : K_NONE;
	} else {
		end = s;
	}
	if (rest)
		*rest = end;
	return key;
}
