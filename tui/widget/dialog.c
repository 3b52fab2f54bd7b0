/* dialog.c - what a key does to a question.  Pure but for the surface it gives back; drawing is in
 * dialog_draw.c. */
#include "tui/widget/dialog_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/widget/edit_key.h"
#include "tui/words.h"

/* ---- history ---- */

void prompt_history_add(struct prompt_history *h, const char *line)
{
	if (!*line)
		return;
	for (int i = 0; i < h->n; i++)
		if (!strcmp(h->line[i], line)) {
			free(h->line[i]);
			memmove(&h->line[i], &h->line[i + 1],
			        (size_t)(h->n - i - 1) * sizeof *h->line);
			h->n--;
			break;
		}
	if (h->n == PROMPT_HISTORY) {
		free(h->line[0]);
		memmove(&h->line[0], &h->line[1], (PROMPT_HISTORY - 1) * sizeof *h->line);
		h->n--;
	}
	h->line[h->n++] = xstrdup(line);
}

void prompt_history_free(struct prompt_history *h)
{
	while (h->n)
		free(h->line[--h->n]);
}

/* ---- kinds ---- */

static struct dialog *start(
        enum dialog_kind kind, const char *title, const char *text, int32_t started_by)
{
	struct dialog *d = xalloc(sizeof *d);
	d->kind = kind;
	d->title = xstrdup(title);
	d->text = xstrdup(text);
	d->started_by = started_by;
	field_init(&d->field);
	return d;
}

struct dialog *dialog_message(const char *title, const char *text)
{
	return start(DIALOG_MESSAGE, title, text, K_NONE);
}

struct dialog *dialog_confirm(const char *title, const char *text, int32_t started_by)
{
	struct dialog *d = start(DIALOG_CONFIRM, title, text, started_by);
	choices_add(&d->list, "", W_DIALOG_CANCEL, NULL, NULL);
	choices_add(&d->list, "y", W_DIALOG_OK, NULL, NULL);
	return d;
}

void dialog_set_yes(struct dialog *d, const char *yes)
{
	if (d->kind == DIALOG_CONFIRM && yes && *yes)
		d->list.v[1].label = arena_strdup(&d->list.memory, yes);
}

struct dialog *dialog_typed(
        const char *title, const char *text, const char *word, int32_t started_by)
{
	struct dialog *d = start(DIALOG_TYPED, title, text, started_by);
	d->word = xstrdup(word);
	return d;
}

struct dialog *dialog_prompt(const char *title, const char *text, const char *initial, int max,
        struct prompt_history *history)
{
	struct dialog *d = start(DIALOG_PROMPT, title, text, K_NONE);
	d->field.edit.max_chars = max > 0 ? (size_t)max : 200;
	field_set(&d->field, initial);
	d->history = history;
	d->past = history ? history->n : 0;
	return d;
}

struct dialog *dialog_secret(const char *title, const char *text)
{
	struct dialog *d = start(DIALOG_SECRET, title, text, K_NONE);
	field_conceal(&d->field, 512);
	return d;
}

struct dialog *dialog_choice(
        const char *title, const char *text, struct choices *list, int32_t started_by)
{
	struct dialog *d = start(DIALOG_CHOICE, title, text, started_by);
	d->list = *list;
	*list = (struct choices){0};
	while (d->at + 1 < d->list.n && *d->list.v[d->at].refusal)
		d->at++;
	return d;
}

void dialog_free(struct dialog **d)
{
	if (!*d)
		return;
	if ((*d)->surface)
		surface_free(&(*d)->surface);
	field_done(&(*d)->field);
	choices_free(&(*d)->list);
	free((*d)->title);
	free((*d)->text);
	free((*d)->word);
	free((*d)->typed);
	free(*d);
	*d = NULL;
}

const char *dialog_line(const struct dialog *d)
{
	return field_text(&d->field);
}

const struct choice *dialog_chosen(const struct dialog *d)
{
	return d->at < d->list.n ? &d->list.v[d->at] : NULL;
}

void dialog_refuse(struct dialog *d, const char *sentence)
{
	snprintf(d->notice, sizeof d->notice, "%s", sentence);
	if (d->kind == DIALOG_SECRET)
		field_set(&d->field, "");
}

const char *dialog_notice(const struct dialog *d)
{
	return d->notice;
}

/* ---- keys ---- */

/* Full-width letters and digits as their half-width twins: the input method may be on. */
static int32_t half_width(int32_t key)
{
	return key >= 0xff01 && key <= 0xff5e ? key - 0xfee0 : key;
}

static bool same_key(int32_t a, int32_t b)
{
	a = half_width(a);
	b = half_width(b);
	if (a >= 'A' && a <= 'Z')
		a += 'a' - 'A';
	if (b >= 'A' && b <= 'Z')
		b += 'a' - 'A';
	return a == b;
}

/* The answer at d->at, by this key. */
static enum took answer(struct dialog *d, int32_t key)
{
	const struct choice *c = dialog_chosen(d);
	if (d->kind == DIALOG_CONFIRM && d->at == 0)
		return TOOK_CANCEL;
	if (!c)
		return TOOK_CANCEL;
	if (same_key(key, d->started_by)) {
		snprintf(d->notice, sizeof d->notice, "%s", W_DIALOG_OTHER_KEY);
		return TOOK;
	}
	if (*c->refusal) {
		snprintf(d->notice, sizeof d->notice, "%s", c->refusal);
		return TOOK;
	}
	return TOOK_DONE;
}

static enum took move(struct dialog *d, int by)
{
	if (by < 0 && d->at > 0)
		d->at--;
	else if (by > 0 && d->at + 1 < d->list.n)
		d->at++;
	return TOOK;
}

static enum took mouse(struct dialog *d, const struct event *ev)
{
	if (ev->mouse.act == MOUSE_WHEEL_UP || ev->mouse.act == MOUSE_WHEEL_DOWN) {
		d->top += ev->mouse.act == MOUSE_WHEEL_UP ? -1 : 1;
		return TOOK;
	}
	for (size_t i = 0; i < d->list.n && i < DIALOG_BUTTONS; i++) {
		struct rect r = d->button[i];
		if (ev->mouse.row < r.row || ev->mouse.row >= r.row + r.rows ||
		        ev->mouse.col < r.col || ev->mouse.col >= r.col + r.cols)
			continue;
		d->at = i;
		return answer(d, K_MOUSE);
	}
	return TOOK;
}

static enum took answer_key(struct dialog *d, const struct event *ev)
{
	int32_t key = half_width(ev->key);
	switch (key) {
	case K_LEFT:
	case K_UP:
	case K_BACKTAB:
		return move(d, -1);
	case K_RIGHT:
	case K_DOWN:
	case K_TAB:
		return move(d, 1);
	case K_ENTER:
	case K_SPACE:
		return answer(d, key);
	case K_MOUSE:
		return mouse(d, ev);
	default:
		break;
	}
	if (d->kind == DIALOG_CONFIRM && (key == 'n' || key == 'N'))
		return TOOK_CANCEL;
	if (d->kind == DIALOG_CONFIRM && (key == 'y' || key == 'Y')) {
		if (!same_key(key, d->started_by))
			d->at = 1;
		return d->at == 1 ? answer(d, key) : TOOK;
	}
	if (key >= '1' && key <= '9' && (size_t)(key - '1') < d->list.n) {
		d->at = (size_t)(key - '1');
		return answer(d, key);
	}
	return TOOK;
}

static void recall(struct dialog *d, int by)
{
	if (!d->history || d->past + by < 0 || d->past + by > d->history->n)
		return;
	if (d->past == d->history->n) {
		free(d->typed);
		d->typed = xstrdup(field_text(&d->field));
	}
	d->past += by;
	field_set(&d->field, d->past == d->history->n ? d->typed : d->history->line[d->past]);
}

static enum took finish_line(struct dialog *d, int32_t key)
{
	if (d->kind == DIALOG_TYPED) {
		if (strcmp(field_text(&d->field), d->word) != 0)
			snprintf(d->notice, sizeof d->notice, W_DIALOG_NOT_THE_WORD, d->word);
		else if (same_key(key, d->started_by))
			snprintf(d->notice, sizeof d->notice, "%s", W_DIALOG_OTHER_KEY);
		else
			return TOOK_DONE;
		return TOOK;
	}
	if (d->history)
		prompt_history_add(d->history, field_text(&d->field));
	return TOOK_DONE;
}

static enum took line_key(struct dialog *d, const struct event *ev)
{
	switch (ev->key) {
	case K_ENTER:
	case K_F2:
		return finish_line(d, ev->key);
	case K_UP:
		recall(d, -1);
		return TOOK;
	case K_DOWN:
		recall(d, 1);
		return TOOK;
	default:
		if (field_key(&d->field, ev) == TOOK)
			edit_sentence(&d->field.edit, d->notice, sizeof d->notice);
		return TOOK;
	}
}

enum took dialog_key(struct dialog *d, const struct event *ev)
{
	d->notice[0] = '\0';
	if (ev->key == K_ESC)
		return TOOK_CANCEL;
	if (ev->key == K_PAGE_UP || ev->key == K_PAGE_DOWN) {
		d->top += ev->key == K_PAGE_UP ? -d->text_rows : d->text_rows;
		return TOOK;
	}
	switch (d->kind) {
	case DIALOG_MESSAGE:
		if (ev->key == K_UP || ev->key == K_DOWN)
			d->top += ev->key == K_UP ? -1 : 1;
		else if (ev->key == K_MOUSE)
			mouse(d, ev);
		else
			return ev->key == K_ENTER || ev->key == K_SPACE ? TOOK_CANCEL : TOOK;
		return TOOK;
	case DIALOG_CONFIRM:
	case DIALOG_CHOICE:
		return answer_key(d, ev);
	default:
		return line_key(d, ev);
	}
}
