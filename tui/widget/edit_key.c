/* edit_key.c - keys of a text, as data. */
#include "tui/widget/edit_key.h"

#include <stdio.h>

#include "store/base/text.h"
#include "tui/words.h"

static const struct {
	int32_t key;
	enum edit_motion motion;
	bool select;
} motions[] = {
        {K_LEFT, EDIT_LEFT, false},
        {K_RIGHT, EDIT_RIGHT, false},
        {K_SHIFT_LEFT, EDIT_LEFT, true},
        {K_SHIFT_RIGHT, EDIT_RIGHT, true},
        {K_CTRL_LEFT, EDIT_WORD_LEFT, false},
        {K_CTRL_RIGHT, EDIT_WORD_RIGHT, false},
        {K_HOME, EDIT_ROW_START, false},
        {K_END, EDIT_ROW_END, false},
        {K_SHIFT_HOME, EDIT_ROW_START, true},
        {K_SHIFT_END, EDIT_ROW_END, true},
        {K_CTRL_HOME, EDIT_TEXT_START, false},
        {K_CTRL_END, EDIT_TEXT_END, false},
};

static const struct {
	int32_t key;
	bool (*act)(struct edit *e);
} changes[] = {
        {K_BACKSPACE, edit_backspace},
        {K_DELETE, edit_delete},
        {K_CTRL('Z'), edit_undo},
        {K_CTRL('Y'), edit_redo},
        {K_CTRL('C'), edit_copy},
        {K_CTRL('X'), edit_cut},
        {K_CTRL('V'), edit_paste_clip},
        {K_CTRL('K'), edit_cut_paragraph},
        {K_CTRL('U'), edit_cut_paragraph}, /* as shells have it */
};

bool edit_key(struct edit *e, const struct event *ev)
{
	int32_t key = ev->key;
	e->refused = EDIT_ACCEPTED;
	for (size_t i = 0; i < sizeof motions / sizeof *motions; i++)
		if (motions[i].key == key) {
			/* once the mark is set, plain arrows go on selecting */
			edit_move(e, motions[i].motion, motions[i].select || e->marking);
			return true;
		}
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		if (changes[i].key == key) {
			changes[i].act(e);
			e->marking = false;
			return true;
		}
	if (key == K_CTRL('A')) {
		edit_select_all(e);
		return true;
	}
	if (key == K_CTRL('^')) {
		edit_set_mark(e);
		return true;
	}
	if (key == K_PASTE) {
		edit_paste(e, ev->text, ev->text_n);
	} else if (key >= ' ' && key < K_FIRST && key != 127) {
		char s[4];
		edit_type(e, s, (size_t)utf8_encode((uint32_t)key, s));
	} else {
		return false;
	}
	e->marking = false;
	return true;
}

const char *edit_sentence(const struct edit *e, char *buf, size_t cap)
{
	buf[0] = '\0';
	if (e->refused == EDIT_READ_ONLY)
		snprintf(buf, cap, "%s", W_EDIT_READ_ONLY);
	else if (e->refused == EDIT_NO_CHOICE)
		snprintf(buf, cap, "%s", W_EDIT_NO_CHOICE);
	else if (e->refused == EDIT_FULL && e->max_chars)
		snprintf(buf, cap, W_EDIT_FULL_CHARS, e->max_chars);
	else if (e->refused == EDIT_FULL)
		snprintf(buf, cap, W_EDIT_FULL_BYTES, e->max_bytes / 1024);
	return buf;
}
