/* form_key.c - the way through a form: which key goes to which field, and from one field to the
 * next. */
#include "tui/widget/form_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/widget/edit_key.h"
#include "tui/words.h"

static struct slot *focused(struct form *f)
{
	return f->focus < f->n ? &f->slot[f->focus] : NULL;
}

/* To the next field in direction step that can be entered, round the ends if around. */
static bool step(struct form *f, int direction, bool around)
{
	size_t at = f->focus;
	for (size_t tried = 0; tried < f->n; tried++) {
		if (direction > 0 ? at + 1 >= f->n : at == 0) {
			if (!around)
				return false;
			at = direction > 0 ? 0 : f->n - 1;
		} else {
			at = direction > 0 ? at + 1 : at - 1;
		}
		if (slot_can_focus(&f->slot[at]))
			break;
	}
	if (at == f->focus || at >= f->n || !slot_can_focus(&f->slot[at]))
		return false;
	slot_leave(&f->slot[f->focus]);
	f->focus = at;
	return true;
}

void form_refocus(struct form *f)
{
	if (f->focus < f->n && slot_can_focus(&f->slot[f->focus]))
		return;
	for (size_t i = 0; i < f->n; i++) {
		size_t at = (f->focus + i) % f->n;
		if (slot_can_focus(&f->slot[at])) {
			f->focus = at;
			return;
		}
	}
	f->focus = f->n;
}

/* ---- choosing ---- */

void form_open_picker(struct form *f)
{
	f->touched++;
	struct slot *s = focused(f);
	struct choices list = {0};
	bool many = s->field->kind == FIELD_MULTI;
	if (s->field->list)
		s->field->list(&f->entry, &list);
	picker_free(&f->picker);
	f->picker = picker_new(s->field->label, &list, many ? PICK_MANY : PICK_DIGITS);
	char *keys = xstrdup(s->value.s), *rest = keys;
	for (const char *key; s->value.n && (key = strsep(&rest, "\n")) != NULL;)
		picker_set(f->picker, key);
	free(keys);
}

static void take_marked(struct slot *s, const struct picker *p)
{
	struct buffer keys = {0};
	const struct choice *c;
	for (size_t i = 0; (c = picker_marked(p, i)) != NULL; i++)
		buffer_printf(&keys, "%s%s", i ? "\n" : "", c->key);
	slot_put(s, keys.s ? keys.s : "");
	buffer_free(&keys);
}

static enum took choosing(struct form *f, const struct event *ev)
{
	struct slot *s = focused(f);
	enum took took = picker_key(f->picker, ev);
	if (took == TOOK_DONE && s->field->kind == FIELD_MULTI)
		take_marked(s, f->picker);
	else if (took == TOOK_DONE)
		slot_put(s, picker_chosen(f->picker)->key);
	if (took == TOOK_DONE || took == TOOK_CANCEL)
		picker_free(&f->picker);
	if (took == TOOK_DONE)
		step(f, 1, false);
	return TOOK;
}

/* A key that opens the list also begins the filter, if it is a character. */
static enum took choice_key(struct form *f, const struct event *ev)
{
	int32_t key = ev->key;
	struct slot *s = focused(f);
	if (key == K_DELETE || key == K_BACKSPACE) {
		slot_put(s, "");
		return TOOK;
	}
	bool text = key > ' ' && key < K_FIRST && key != 0x3000;
	if (!text && key != K_ENTER && key != K_SPACE && key != 0x3000)
		return TOOK_NOT;
	form_open_picker(f);
	if (text)
		picker_type(f->picker, ev); /* a digit, too: nobody chooses by a number he has not seen */
	return TOOK;
}

static enum took bool_key(struct form *f, const struct event *ev)
{
	struct slot *s = focused(f);
	switch (ev->key) {
	case K_SPACE:
	case 0x3000:
	case K_LEFT:
	case K_RIGHT:
		slot_put(s, s->value.n ? "" : "1");
		return TOOK;
	case '1':
	case 'y':
	case 0xff11:
	case 0xff59:
		slot_put(s, "1");
		return TOOK;
	case '0':
	case 'n':
	case 0xff10:
	case 0xff4e:
	case K_DELETE:
	case K_BACKSPACE:
		slot_put(s, "");
		return TOOK;
	default:
		return TOOK_NOT;
	}
}

/* ---- keys ---- */

static enum took slot_key(struct form *f, const struct event *ev)
{
	struct slot *s = focused(f);
	enum took took = TOOK_NOT;
	switch (s->field->kind) {
	case FIELD_TEXT:
	case FIELD_DATE:
	case FIELD_SECRET:
		took = field_key(&s->line, ev);
		if (took == TOOK)
			edit_sentence(&s->line.edit, f->line, sizeof f->line);
		break;
	case FIELD_LONG:
		took = editor_key(s->editor, ev);
		if (took == TOOK)
			snprintf(f->line, sizeof f->line, "%s", editor_notice(s->editor));
		break;
	case FIELD_CHOICE:
	case FIELD_MULTI:
		took = choice_key(f, ev);
		break;
	case FIELD_BOOL:
		took = bool_key(f, ev);
		break;
	case FIELD_NOTE:
		break;
	}
	return took;
}

static enum took mouse(struct form *f, const struct event *ev)
{
	int row = ev->mouse.row, col = ev->mouse.col;
	for (size_t i = 0; i < f->n; i++) {
		struct slot *s = &f->slot[i];
		struct rect r = s->seen;
		if (row < r.row || row >= r.row + r.rows || col < r.col || col >= r.col + r.cols ||
		        !slot_can_focus(s))
			continue;
		if (f->focus != i) {
			slot_leave(&f->slot[f->focus]);
			f->focus = i;
		}
		if (slot_edit(s))
			slot_key(f, ev);
		else if (ev->mouse.act == MOUSE_PRESS && s->field->kind == FIELD_BOOL)
			slot_put(s, s->value.n ? "" : "1");
		else if (ev->mouse.act == MOUSE_PRESS)
			form_open_picker(f);
		return TOOK;
	}
	return TOOK_NOT;
}

static enum took next_or_say(struct form *f)
{
	if (!step(f, 1, false))
		snprintf(f->line, sizeof f->line, "%s", W_FORM_LAST);
	return TOOK;
}

static enum took key(struct form *f, const struct event *ev)
{
	f->line[0] = '\0';
	if (f->picker)
		return choosing(f, ev);
	form_refocus(f);
	if (ev->key == K_F2 || ev->key == K_CTRL('S'))
		return form_check(f) ? TOOK_DONE : TOOK;
	if (ev->key == K_MOUSE)
		return mouse(f, ev);
	if (focused(f) && slot_key(f, ev) == TOOK)
		return TOOK;
	switch (ev->key) {
	case K_ESC:
		return TOOK_CANCEL;
	case K_TAB:
		step(f, 1, true);
		return TOOK;
	case K_BACKTAB:
		step(f, -1, true);
		return TOOK;
	case K_UP:
		step(f, -1, false);
		return TOOK;
	case K_DOWN:
	case K_ENTER:
		return next_or_say(f);
	case K_PAGE_UP:
		while (step(f, -1, false))
			;
		return TOOK;
	case K_PAGE_DOWN:
		while (step(f, 1, false))
			;
		return TOOK;
	default:
		return TOOK_NOT;
	}
}

/* Which fields are asked for, one bit each; none where there are too many to tell. */
static uint64_t asked(const struct form *f)
{
	uint64_t bits = 0;
	for (size_t i = 0; i < f->n && f->n <= 64; i++)
		bits |= (uint64_t)slot_asked(&f->slot[i]) << i;
	return bits;
}

/* The cursor stands in a line about which nothing is said: what is typed there changes nothing else on the page. */
static bool alone_in_line(const struct form *f)
{
	const struct slot *s = f->focus < f->n ? &f->slot[f->focus] : NULL;
	return s && (s->field->kind == FIELD_TEXT || s->field->kind == FIELD_SECRET) && !f->picker && !*s->fault && !*f->line;
}

enum took form_key(struct form *f, const struct event *ev)
{
	const size_t focus = f->focus;
	const uint64_t before = asked(f);
	const bool alone = alone_in_line(f);
	enum took took = key(f, ev);
	if (!alone || f->focus != focus || !alone_in_line(f) || asked(f) != before || !before)
		f->touched++;
	return took;
}

const char *form_line(struct form *f)
{
	const struct slot *s = focused(f);
	if (*f->line)
		return f->line;
	if (!s)
		return "";
	if (s->field->kind != FIELD_LONG)
		return s->field->hint ? s->field->hint : "";
	char status[FORM_SENTENCE];
	editor_status(s->editor, status, sizeof status);
	snprintf(f->status, sizeof f->status, "%s%s%s", status, s->field->hint ? "  " : "",
	        s->field->hint ? s->field->hint : "");
	return f->status;
}
