/* keybar.c - the last row: what can be done here, most useful first; what cannot be done now is dimmed. */
#include <stdio.h>
#include <string.h>

#include "store/base/text.h"
#include "tui/action/action.h"

/* Gates cost a look into the file, so they are asked once the keys rest, and remembered until the next settling. */
static struct {
	unsigned pane;
	bool no[ACT_COUNT];
} gate;

void keybar_settle(struct app *a, struct view *v)
{
	gate.pane = v->ops->pane;
	int64_t subject = v->ops->subject ? v->ops->subject(v) : 0;
	for (int i = 0; i < ACT_COUNT; i++) {
		const struct act_row *r = act_row((enum act)i);
		gate.no[i] = (r->panes & gate.pane) && (r->permit || r->needs || v->ops->may) &&
			act_why(a, (enum act)i, subject, NULL) != Z_OK;
	}
}

bool act_key_typed(const struct view *v, int32_t key)
{
	return v->ops->typing && key >= ' ' && key < K_FIRST;
}

const char *act_key_shown(const struct view *v, enum act id, char buf[24])
{
	const struct act_row *row = act_row(id);
	int k = 0;
	while (act_key_typed(v, row->key[k]) && k + 1 < ACT_KEYS && row->key[k + 1])
		k++;
	return key_name(row->key[k], buf);
}

/* Where the key bar goes: drawn on s, or, without one, looked through for what stands in a column. */
struct bar {
	struct surface *s;
	int column;
	int found; /* the action there, or -1 */
};

static int one(const struct view *v, struct bar *b, struct rect r, int col, enum act id, bool no)
{
	char key[24];
	const char *label = act_label(v, id);
	act_key_shown(v, id, key);
	int said = text_columns(key) + text_columns(label);
	if (col + said + 2 > r.col + r.cols)
		return 0;
	if (b->s) {
		int at = col;
		at += draw_run(b->s, r.row, at, r.cols, no ? C_DIM : C_KEY, key, strlen(key));
		draw_text(b->s, r.row, at, text_columns(label), no ? C_DIM : C_KEY_TEXT, label, TEXT_LEFT);
	} else if (b->column >= col && b->column < col + said) {
		b->found = (int)id;
	}
	return said + 2;
}

bool keybar_knows(const struct view *v)
{
	return gate.pane == v->ops->pane;
}

static void walk(struct view *v, struct bar *b, struct rect r)
{
	bool known = keybar_knows(v); /* of the row before until the keys rest: nothing flickers */
	/* The way out, help and the palette keep their place at the right end, whatever the width. */
	static const enum act always[] = {ACT_PALETTE, ACT_HELP, ACT_CLOSE};
	int right = r.col + r.cols;
	for (size_t i = 0; i < sizeof always / sizeof *always; i++) {
		char key[24];
		if (!act_here(always[i], v))
			continue;
		right -= text_columns(act_key_shown(v, always[i], key)) + text_columns(act_label(v, always[i])) + 2;
		one(v, b, r, right, always[i], false);
	}
	struct rect left = {r.row, r.col, 1, right - r.col};
	int col = r.col + 1;
	/* First what can be done, then what cannot, in the order of the table. */
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < ACT_COUNT; i++) {
			const struct act_row *row = act_row((enum act)i);
			bool no = known && gate.no[i];
			bool tab = i >= ACT_GO_TODO && i <= ACT_GO_SETTING; /* its digit stands in the row of tabs */
			if (!act_here((enum act)i, v) || row->panes == P_ALL || i == ACT_CLOSE || tab || no != (pass == 1))
				continue;
			int n = one(v, b, left, col, (enum act)i, no);
			if (!n)
				return;
			col += n;
		}
}

void keybar_draw(struct app *a, struct view *v, struct surface *s, struct rect r)
{
	(void)a;
	draw_fill(s, r, C_TEXT);
	walk(v, &(struct bar){.s = s, .found = -1}, r);
}

int keybar_at(struct view *v, struct rect r, int column)
{
	struct bar b = {.column = column, .found = -1};
	walk(v, &b, r);
	return b.found;
}
