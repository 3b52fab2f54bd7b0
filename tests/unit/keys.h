/* keys.h - keys for a widget under test: a text is typed, <Name> is a key of key_parse (<LT> is <).
 */
#ifndef TESTS_UNIT_KEYS_H
#define TESTS_UNIT_KEYS_H

#include <stdlib.h>
#include <string.h>

#include "store/base/text.h"
#include "tui/term/input.h"

static inline struct event key_event(int32_t key)
{
	return (struct event){.key = key, .fd = -1};
}

static inline struct event paste_event(char *text)
{
	return (struct event){.key = K_PASTE, .fd = -1, .text = text, .text_n = strlen(text)};
}

static inline struct event mouse_event(int row, int col, enum mouse_act act)
{
	return (struct event){.key = K_MOUSE, .fd = -1, .mouse = {row, col, act}};
}

/* PRESS(widget_key(w, &ev), "甲<Left>乙") runs its first argument once a key, with the event in ev;
 * the value of the last one is in took. */
static inline int32_t next_key(const char **s)
{
	const char *rest = *s;
	if (*rest == '<') {
		int32_t key = key_parse(rest, &rest);
		if (key == K_NONE)
			abort(); /* no such key: the test is wrong */
		*s = rest;
		return key;
	}
	uint32_t cp;
	*s = rest + utf8_decode(rest, strlen(rest), &cp);
	return (int32_t)cp;
}
#define PRESS(call, keys)                                                                          \
	do {                                                                                       \
		const char *press_ = (keys);                                                       \
		while (*press_) {                                                                  \
			struct event ev = key_event(next_key(&press_));                            \
			took = (call);                                                             \
		}                                                                                  \
	} while (0)
#endif
