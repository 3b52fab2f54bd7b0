/* sign.c - see sign.h. */
#include "tui/action/sign.h"
#include "tui/action/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/ask_draft.h"
#include "tui/widget/editor.h"
#include "tui/words.h"

enum { COLS = 72, TEXT_ROWS = 3 /* fewer in a low window */, EDGE = 2 };
enum focus { ON_NO, ON_YES, ON_TEXT };

struct sign {
	const struct sign_question *q;
	struct surface *s;
	struct rect where;
	struct editor *editor;
	enum focus focus;
	int32_t started_by;
	const char *notice;
	char other_key[120]; /* the notice that a key does not confirm what it began */
	struct rect button[2]; /* screen cells */
	struct ask_draft *kept;
};

/* ------------------------------------------------------------ phrases */
void phrases_load(struct app *a, int tier, int verdict, struct phrases *p)
{
	int n = 0;
	memset(p, 0, sizeof *p);
	if (phrase_list(app_desk(a), tier, verdict, &p->list, &n, NULL) != Z_OK)
		return;
	for (int i = 0; i < n && p->n < 9; i++)
		p->text[p->n++] = p->list[i].text;
}

void phrases_free(struct phrases *p)
{
	free(p->list);
	memset(p, 0, sizeof *p);
}

/* ------------------------------------------------------------ keys */
static struct edit *text_of(struct sign *g)
{
	return editor_edit(g->editor);
}

/* A digit takes a phrase as long as nothing else was typed. */
static bool take_phrase(struct sign *g, int32_t key)
{
	int nth = key >= 0xff11 && key <= 0xff19 ? key - 0xff11 : key - '1';
	if (nth < 0 || nth >= g->q->phrases_n)
		return false;
	struct edit *e = text_of(g);
	bool replace = e->text.n == 0;
	for (int i = 0; i < g->q->phrases_n; i++)
		replace = replace || strcmp(e->text.s ? e->text.s : "", g->q->phrases[i]) == 0;
	if (!replace)
		return false;
	edit_rewrite(e, g->q->phrases[nth]);
	edit_move(e, EDIT_TEXT_END, false);
	g->notice = NULL;
	return true;
}

/* What y began, y does not confirm. */
static bool by_y(const struct sign *g)
{
	return g->started_by == 'y' || g->started_by == 'Y' || g->started_by == 0xff59;
}

static const char *yes_keys(const struct sign *g)
{
	return by_y(g) ? W_SIGN_F2 : W_SIGN_Y_OR_F2;
}

static enum took decide(struct sign *g, int32_t key)
{
	if (key == g->started_by) {
		snprintf(g->other_key, sizeof g->other_key, W_SIGN_OTHER_KEY, yes_keys(g));
		g->notice = g->other_key;
		return TOOK;
	}
	if (g->q->required && text_of(g)->text.n == 0) {
		g->notice = W_ASK_REQUIRED;
		g->focus = ON_TEXT;
		return TOOK;
	}
	return TOOK_DONE;
}

static enum took mouse(struct sign *g, const struct event *ev)
{
	for (int i = 0; i < 2; i++) {
		const struct rect *b = &g->button[i];
		if (ev->mouse.act == MOUSE_PRESS && ev->mouse.row == b->row &&
		        ev->mouse.col >= b->col && ev->mouse.col < b->col + b->cols)
			return i == 0 ? TOOK_CANCEL : decide(g, K_MOUSE);
	}
	return TOOK;
}

static enum took text_key(struct sign *g, const struct event *ev)
{
	switch (ev->key) {
	case K_ESC:
		/* a reason that was written does not go by one key */
		if (g->q->required && !edit_changed(text_of(g)))
			return TOOK_CANCEL;
		g->focus = ON_NO;
		return TOOK;
	case K_ENTER:
	case K_TAB:
		g->focus = ON_YES;
		return TOOK;
	case K_BACKTAB:
		g->focus = ON_NO;
		return TOOK;
	default:
		break;
	}
	if (text_of(g)->text.n == 0 && take_phrase(g, ev->key))
		return TOOK;
	if (editor_key(g->editor, ev) == TOOK_NOT && ev->key == K_DOWN)
		g->focus = ON_YES;
	return TOOK;
}

static enum took button_key(struct sign *g, const struct event *ev)
{
	switch (ev->key) {
	case 'y':
	case 'Y':
	case 0xff59:
		return decide(g, ev->key);
	case 'n':
	case 'N':
	case 0xff4e:
	case K_ESC:
		return TOOK_CANCEL;
	case K_ENTER:
		return g->focus == ON_NO ? TOOK_CANCEL : decide(g, ev->key);
	case K_LEFT:
	case K_RIGHT:
		g->focus = g->focus == ON_NO ? ON_YES : ON_NO;
		return TOOK;
	case K_TAB:
		g->focus = g->focus == ON_NO ? ON_YES : ON_TEXT;
		return TOOK;
	case K_BACKTAB:
		g->focus = g->focus == ON_YES ? ON_NO : ON_TEXT;
		return TOOK;
	case K_UP:
		g->focus = ON_TEXT;
		return TOOK;
	default:
		break;
	}
	if (take_phrase(g, ev->key))
		return TOOK;
	/* Chinese that an input method sends is meant for the text, wherever the buttons are. */
	bool typed = ev->key == K_PASTE || (ev->key >= 0x2e80 && ev->key < K_FIRST);
	if (typed) {
		g->focus = ON_TEXT;
		editor_key(g->editor, ev);
	}
	return TOOK;
}

static enum took sign_key(void *w, const struct event *ev)
{
	struct sign *g = w;
	g->notice = NULL;
	if (ev->key == K_F2 || ev->key == K_CTRL('s'))
		return decide(g, ev->key);
	if (ev->key == K_MOUSE)
		return mouse(g, ev);
	return g->focus == ON_TEXT ? text_key(g, ev) : button_key(g, ev);
}

/* ------------------------------------------------------------ drawing */
static int rows_of(const char *text, int cols)
{
	int rows = 0;
	for (const char *s = text; *s; rows++) {
		size_t n = strcspn(s, "\n"), k = n ? text_row(s, n, cols) : 0;
		s += k;
		if (k == n && *s)
			s++;
	}
	return rows;
}

static int draw_facts(struct surface *s, int row, int cols, const char *text)
{
	bool first = true;
	while (*text) {
		size_t n = strcspn(text, "\n"), k = n ? text_row(text, n, cols) : 0;
		draw_run(s, row++, EDGE, cols, first ? C_STRONG : C_DIALOG, text, k);
		text += k;
		if (k == n && *text) {
			text++;
			first = false;
		}
	}
	return row;
}

static void draw_buttons(struct sign *g, int row, int cols)
{
	char label[2][64];
	snprintf(label[0], sizeof label[0], "  %s (n)  ", W_DIALOG_CANCEL);
	snprintf(label[1], sizeof label[1], "  %s (%s)  ", g->q->yes, by_y(g) ? W_SIGN_F2 : "y");
	int w[2] = {text_columns(label[0]), text_columns(label[1])},
	    x = EDGE + (cols - w[0] - w[1] - 3) / 2;
	for (int i = 0; i < 2; i++) {
		bool on = (int)g->focus == i;
		draw_text(g->s, row, x, w[i], on ? C_BUTTON_ON : C_BUTTON, label[i], TEXT_LEFT);
		g->button[i] = (struct rect){g->where.row + row, g->where.col + x, 1, w[i]};
		if (on)
			draw_cursor(g->s, row, x + 2, false);
		x += w[i] + 3;
	}
}

static void sign_draw(void *w, struct rect screen)
{
	struct sign *g = w;
	const struct sign_question *q = g->q;
	int cols = screen.cols - 8 < COLS ? screen.cols - 8 : COLS;
	int rows =
	        rows_of(q->facts, cols) + (q->warning ? 1 : 0) + 1 + q->phrases_n + 1 + 1 + 1 + 1;
	int text_rows = screen.rows - 2 - rows < TEXT_ROWS ? screen.rows - 2 - rows : TEXT_ROWS;
	if (text_rows < 1)
		text_rows = 1;
	rows += text_rows;
	struct rect r = {screen.row + (screen.rows - rows - 2) / 2,
	        screen.col + (screen.cols - cols - 2 * EDGE) / 2, rows + 2, cols + 2 * EDGE};
	if (r.row < 0)
		r.row = 0;
	if (!g->s)
		g->s = surface_new(r);
	else if (memcmp(&r, &g->where, sizeof r) != 0)
		surface_place(g->s, r);
	g->where = r;
	draw_fill(g->s, (struct rect){0, 0, r.rows, r.cols}, C_DIALOG);
	draw_frame(g->s, (struct rect){0, 0, r.rows, r.cols}, C_FRAME_ON, q->title);
	int row = draw_facts(g->s, 1, cols, q->facts);
	if (q->warning)
		draw_text(g->s, row++, EDGE, cols, C_SOON, q->warning, TEXT_LEFT);
	row++;
	for (int i = 0; i < q->phrases_n; i++) {
		char n[16];
		snprintf(n, sizeof n, "%d ", i + 1);
		draw_text(g->s, row, EDGE, 2, C_KEY, n, TEXT_LEFT);
		draw_text(g->s, row++, EDGE + 2, cols - 2, C_DIALOG, q->phrases[i], TEXT_LEFT);
	}
	draw_text(g->s, row++, EDGE, cols, C_DIM, q->required ? W_SIGN_REASON : W_SIGN_OPINION,
	        TEXT_LEFT);
	editor_draw(
	        g->editor, g->s, (struct rect){row, EDGE, text_rows, cols}, g->focus == ON_TEXT);
	if (text_of(g)->text.n == 0 && g->focus != ON_TEXT)
		draw_hline(g->s, row, EDGE, cols, C_FRAME);
	row += text_rows + 1;
	draw_buttons(g, row++, cols);
	char keys[200];
	if (g->focus == ON_TEXT)
		snprintf(keys, sizeof keys, q->phrases_n ? W_SIGN_KEYS_TEXT_PHRASES : W_SIGN_KEYS_TEXT, q->yes);
	else
		snprintf(keys, sizeof keys, q->phrases_n ? W_SIGN_KEYS_PHRASES : W_SIGN_KEYS, yes_keys(g), q->yes);
	draw_text(g->s, row, EDGE, cols, g->notice ? C_ERROR : C_DIM, g->notice ? g->notice : keys,
	        TEXT_CENTRE);
}

static bool sign_tick(void *w)
{
	ask_draft_sync(((struct sign *)w)->kept);
	return false;
}

/* What is decided on, all in one line: the title and the first of the facts. */
static char *about(const struct sign_question *q)
{
	struct buffer b = {0};
	const char *facts = q->facts ? q->facts : "";
	buffer_printf(&b, "%s  %.*s", q->title, (int)strcspn(facts, "\n"), facts);
	return buffer_take(&b);
}

bool sign_ask(struct app *a, const struct sign_question *q, char **text)
{
	struct sign g = {.q = q,
	        .editor = editor_new(),
	        .started_by = q->started_by ? q->started_by : app_last_key(a),
	        .focus = q->required ? ON_TEXT : ON_NO};
	struct edit *e = text_of(&g);
	e->max_chars = 2000;
	edit_load(e, q->initial ? q->initial : "");
	edit_move(e, EDIT_TEXT_END, false);
	char *what = about(q);
	g.kept = ask_draft_text(a, what, e);
	free(what);
	const struct modal m = {.w = &g, .key = sign_key, .draw = sign_draw, .tick = sign_tick};
	bool good = app_modal(a, &m) == TOOK_DONE;
	ask_draft_end(&g.kept);
	*text = xstrdup(e->text.s ? e->text.s : "");
	surface_free(&g.s);
	editor_free(&g.editor);
	return good;
}
