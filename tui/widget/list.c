/* list.c - a list on the screen: its columns, its lines, its keys.  Must not know where rows come from. */
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "store/base/text.h"
#include "tui/term/term.h"
#include "tui/widget/list_inside.h"
#include "tui/words.h"

enum {
	GUTTER = 2,     /* the pointer, the mark */
	BAR = 1,        /* the scroll bar at the right edge */
	WIDE_FROM = 90, /* columns from which cells stand two apart */
	WHEEL_ROWS = 3,
};

struct list *list_new(const struct list_ops *ops, void *data)
{
	struct list *l = xalloc(sizeof *l);

	l->ops = ops;
	l->data = data;
	l->win.columns = ops->n_columns;
	l->base = l->total = -1;
	l->rows = 1;
	l->focused = true;
	l->sort_column = -1;
	return l;
}

void list_free(struct list **l)
{
	if (!*l)
		return;
	page_free(&(*l)->win);
	free((*l)->mark);
	free((*l)->painted);
	free((*l)->empty);
	free((*l)->match);
	free(*l);
	*l = NULL;
}

/* ---- columns ---- */

static int gap(const struct list *l)
{
	return l->where.cols >= WIDE_FROM ? 2 : 1;
}

/* What the columns that are shown need at least, with the gaps between them; the one to drop next in *worst. */
static int needed(const struct list *l, int *worst)
{
	const struct list_column *c = l->ops->columns;
	int sum = 0, shown = 0;

	*worst = -1;
	for (int i = 0; i < l->ops->n_columns; i++) {
		if (!l->width[i])
			continue;
		sum += c[i].min;
		shown++;
		if (c[i].drop && (*worst < 0 || c[i].drop > c[*worst].drop))
			*worst = i;
	}
	return shown ? sum + (shown - 1) * gap(l) : 0;
}

/* Gives what is left over to the columns by weight, again as long as one of them reaches its limit. */
static void widen(struct list *l, int left)
{
	const struct list_column *c = l->ops->columns;

	for (bool again = true; again && left > 0;) {
		int weights = 0, given = 0;

		again = false;
		for (int i = 0; i < l->ops->n_columns; i++)
			if (l->width[i] && !(c[i].max && l->width[i] >= c[i].max))
				weights += c[i].weight;
		for (int i = 0, part = left; weights && i < l->ops->n_columns; i++) {
			int more = part * c[i].weight / weights;

			if (!l->width[i] || (c[i].max && l->width[i] >= c[i].max))
				continue;
			if (c[i].max && l->width[i] + more > c[i].max) {
				more = c[i].max - l->width[i];
				again = true;
			}
			l->width[i] += more;
			given += more;
		}
		left -= given;
		again = again && given;
	}
	for (int i = 0; left > 0 && i < l->ops->n_columns; i++) /* the odd columns */
		if (l->width[i] && c[i].weight && !(c[i].max && l->width[i] >= c[i].max)) {
			l->width[i] += left;
			left = 0;
		}
}

static void plan_columns(struct list *l)
{
	int room = l->where.cols - GUTTER - BAR, worst, at = GUTTER;

	for (int i = 0; i < l->ops->n_columns; i++)
		l->width[i] = l->ops->columns[i].min > 0 ? l->ops->columns[i].min : 1;
	while (needed(l, &worst) > room && worst >= 0)
		l->width[worst] = 0;
	widen(l, room - needed(l, &worst));
	for (int i = 0; i < l->ops->n_columns; i++) {
		if (!l->width[i])
			continue;
		if (at + l->width[i] > GUTTER + room) /* narrower than all that must be shown */
			l->width[i] = GUTTER + room > at ? GUTTER + room - at : 0;
		l->col[i] = at;
		at += l->width[i] + gap(l);
	}
}

void list_place(struct list *l, struct surface *s, struct rect where)
{
	int line = l->cursor - l->top;

	l->surface = s;
	l->where = where;
	l->rows = where.rows > 1 ? where.rows - 1 : 1;
	l->smooth = surface_rect(s).col + where.col == 0 && where.cols == term_cols();
	free(l->painted);
	l->painted = xalloc((size_t)l->rows * sizeof *l->painted);
	list_touch(l);
	plan_columns(l);
	if (!l->loaded)
		return;
	l->top = l->cursor - (line < l->rows ? line : l->rows - 1);
	rows_fill(l);
	rows_show_cursor(l);
}

void list_touch(struct list *l)
{
	for (int i = 0; l->painted && i < l->rows; i++)
		l->painted[i].state = 0;
	l->head_due = true;
}

void list_focus(struct list *l, bool focused)
{
	l->focused = focused;
}

void list_select_by(struct list *l, enum list_select how)
{
	l->select = how;
	list_touch(l);
}

void list_empty_text(struct list *l, const char *text)
{
	free(l->empty);
	l->empty = xstrdup(text);
	list_touch(l);
}

void list_match(struct list *l, const char *text)
{
	free(l->match);
	l->match = text && *text ? xstrdup(text) : NULL;
	list_touch(l);
}

void list_sorted_by(struct list *l, int column, bool descending)
{
	l->sort_column = column;
	l->descending = descending;
	l->head_due = true;
}

bool list_busy(const struct list *l)
{
	return l->busy;
}

/* ---- drawing ---- */

static void draw_head(struct list *l)
{
	int row = l->where.row, left = l->where.col;

	draw_fill(l->surface, (struct rect){row, left, 1, l->where.cols}, C_HEAD);
	for (int i = 0; i < l->ops->n_columns; i++) {
		const struct list_column *c = &l->ops->columns[i];
		struct buffer title = {0};

		if (!l->width[i])
			continue;
		buffer_text(&title, c->title);
		if (i == l->sort_column)
			buffer_text(&title, l->descending ? "▾" : "▴");
		draw_text(l->surface, row, left + l->col[i], l->width[i], C_HEAD,
		        title.n ? title.s : "", c->align);
		buffer_free(&title);
	}
	l->head_due = false;
}

/* Marks where the match occurs in a cell that is drawn already. */
static void draw_matches(struct list *l, int row, int col, int cols, const char *text)
{
	size_t n = strlen(text), from = 0, at, len;

	while (from < n && text_find(text, n, from, l->match, &at, &len) && len) {
		int x = text_columns_n(text, at), w = text_columns_n(text + at, len);

		if (x + w > cols)
			return;
		draw_role(l->surface, row, col + x, w, C_MATCH);
		from = at + len;
	}
}

static void draw_row(struct list *l, int line, const struct row *r, unsigned state)
{
	enum role on = state & PAINTED_FOCUS ? C_SELECT : C_SELECT_OFF;
	bool here = state & PAINTED_CURSOR, marked = state & PAINTED_MARK;
	bool whole = here && l->select == LIST_SELECT_ROW;
	int row = l->where.row + 1 + line, left = l->where.col, next;

	draw_text(l->surface, row, left, 1, here ? on : C_TEXT, here ? "▸" : " ", TEXT_LEFT);
	draw_text(l->surface, row, left + 1, 1, here ? on : marked ? C_MARK : C_TEXT, marked ? "*" : " ", TEXT_LEFT);
	next = left + GUTTER;
	for (int i = 0; i < l->ops->n_columns; i++) {
		const struct list_column *c = &l->ops->columns[i];
		enum role role = (enum role)r->role[i];
		int at = left + l->col[i];

		if (!l->width[i])
			continue;
		if (whole || (here && c->accent))
			role = on;
		else if (marked && c->accent)
			role = C_MARK;
		if (at > next)
			draw_fill(l->surface, (struct rect){row, next, 1, at - next},
			        whole ? on : C_TEXT);
		/* What is set off by its ground, as lateness is without colours, ends with its text. */
		if (role == (enum role)r->role[i] && c->align == TEXT_LEFT && theme_on_blank(role)) {
			draw_fill(l->surface, (struct rect){row, at, 1, l->width[i]}, C_TEXT);
			draw_text(l->surface, row, at, l->width[i], role, r->text[i], TEXT_NO_PAD);
		} else {
			draw_text(l->surface, row, at, l->width[i], role, r->text[i], c->align);
		}
		if (l->match && c->align == TEXT_LEFT)
			draw_matches(l, row, at, l->width[i], r->text[i]);
		next = at + l->width[i];
	}
	draw_fill(l->surface, (struct rect){row, next, 1, left + l->where.cols - BAR - next},
	        whole ? on : C_TEXT);
}

/* Lines below the last row; in an empty list the text in their midst. */
static void draw_rest(struct list *l, int from)
{
	const char *text = !l->loaded ? "" : l->empty ? l->empty : W_LIST_EMPTY;
	int lines = 1, first, cols = l->where.cols - BAR;

	for (const char *s = text; *s; s++)
		lines += *s == '\n';
	first = l->win.n ? l->rows : (l->rows - lines) / 3;
	if (first < 0)
		first = 0;
	for (int i = from; i < l->rows; i++) {
		struct rect r = {l->where.row + 1 + i, l->where.col, 1, cols};

		if (i >= first && *text) {
			size_t n = strcspn(text, "\n");
			char *one = xstrndup(text, n);

			draw_text(l->surface, r.row, r.col + GUTTER, cols - GUTTER, C_DIM, one,
			        TEXT_CENTRE);
			draw_fill(l->surface, (struct rect){r.row, r.col, 1, GUTTER}, C_TEXT);
			free(one);
			text += n + (text[n] == '\n');
		} else {
			draw_fill(l->surface, r, C_TEXT);
		}
		l->painted[i].state = 0;
	}
}

static void draw_bar_now(struct list *l)
{
	long long row, total, top;
	bool exact;

	list_position(l, &row, &total, &exact);
	top = l->base >= 0 ? l->base + l->top : l->at_end ? total - l->rows : total / 2;
	if (!exact && total >= 0)
		total++; /* more than that: never look like the end */
	draw_fill(l->surface,
	        (struct rect){l->where.row, l->where.col + l->where.cols - BAR, 1, BAR}, C_HEAD);
	draw_scroll(l->surface, l->where.row + 1, l->where.col + l->where.cols - BAR, l->rows, top,
	        l->rows, total);
}

void list_draw(struct list *l)
{
	int shown = l->win.n - l->top;

	if (!l->surface || l->where.rows < 2)
		return;
	if (l->head_due)
		draw_head(l);
	for (int i = 0; i < l->rows && i < shown; i++) {
		const struct row *r = l->win.row[l->top + i];
		struct painted *p = &l->painted[i];
		unsigned state = PAINTED;

		if (l->top + i == l->cursor)
			state |= PAINTED_CURSOR | (l->focused ? PAINTED_FOCUS : 0u);
		if (list_is_marked(l, r->key.id))
			state |= PAINTED_MARK;
		if (p->state == state && p->look == r->look && p->id == r->key.id)
			continue;
		draw_row(l, i, r, state);
		*p = (struct painted){.look = r->look, .id = r->key.id, .state = state};
	}
	if (shown < l->rows)
		draw_rest(l, shown);
	draw_bar_now(l);
	if (l->focused)
		draw_cursor(l->surface, l->where.row + 1 + (l->win.n ? l->cursor - l->top : 0),
		        l->where.col, false);
}

/* ---- keys ---- */

static void sort_by_click(struct list *l, int col)
{
	for (int i = 0; i < l->ops->n_columns; i++)
		if (l->width[i] && col >= l->col[i] && col < l->col[i] + l->width[i])
			list_sort(l, i, i == l->sort_column && !l->descending);
}

static void scroll_to(struct list *l, int line)
{
	long long row, total;
	bool exact;

	list_position(l, &row, &total, &exact);
	if (line <= 0)
		list_first(l);
	else if (line >= l->rows - 1 || total <= 0)
		list_last(l);
	else
		list_goto(l, (long long)((long double)total * line / (l->rows - 1)));
}

static enum took mouse(struct list *l, const struct event *ev)
{
	struct rect s = surface_rect(l->surface);
	int row = ev->mouse.row - s.row - l->where.row, col = ev->mouse.col - s.col - l->where.col;
	int at = l->top + row - 1;

	if (row < 0 || row >= l->where.rows || col < 0 || col >= l->where.cols)
		return TOOK_NOT;
	switch (ev->mouse.act) {
	case MOUSE_WHEEL_UP:
		list_move(l, -WHEEL_ROWS);
		return TOOK;
	case MOUSE_WHEEL_DOWN:
		list_move(l, WHEEL_ROWS);
		return TOOK;
	case MOUSE_PRESS:
	case MOUSE_DOUBLE:
		break;
	}
	if (row == 0) {
		sort_by_click(l, col);
		return TOOK;
	}
	if (col == l->where.cols - BAR) {
		scroll_to(l, row - 1);
		return TOOK;
	}
	if (at >= l->win.n)
		return TOOK;
	l->cursor = at;
	if (col < GUTTER) {
		int64_t id = l->win.row[at]->key.id;

		list_mark(l, id, !list_is_marked(l, id));
		return TOOK;
	}
	return ev->mouse.act == MOUSE_DOUBLE ? TOOK_DONE : TOOK;
}

static void mark_here(struct list *l, bool on)
{
	struct list_key key;

	if (list_current(l, &key))
		list_mark(l, key.id, on);
}

enum took list_key(struct list *l, const struct event *ev)
{
	struct list_key key;

	switch (ev->key) {
	case K_UP:
	case 'k':
		list_move(l, -1);
		return TOOK;
	case K_DOWN:
	case 'j':
		list_move(l, 1);
		return TOOK;
	case K_PAGE_DOWN:
		l->top += l->win.n ? l->rows : 0;
		list_move(l, l->rows);
		return TOOK;
	case K_PAGE_UP:
		l->top -= l->win.n ? l->rows : 0;
		list_move(l, -l->rows);
		return TOOK;
	case K_HOME:
	case K_CTRL_HOME:
	case 'g':
		list_first(l);
		return TOOK;
	case K_END:
	case K_CTRL_END:
	case 'G':
		list_last(l);
		return TOOK;
	case K_SPACE:
	case 0x3000: /* what the space bar gives with full-width input */
		if (list_current(l, &key))
			list_mark(l, key.id, !list_is_marked(l, key.id));
		list_move(l, 1);
		return TOOK;
	case K_SHIFT_DOWN:
	case K_SHIFT_UP:
		mark_here(l, true);
		list_move(l, ev->key == K_SHIFT_DOWN ? 1 : -1);
		mark_here(l, true);
		return TOOK;
	case K_CTRL('a'):
		list_mark_all(l);
		return TOOK;
	case K_ENTER:
		return l->win.n ? TOOK_DONE : TOOK_NOT;
	case K_ESC:
		if (!l->marks)
			return TOOK_NOT;
		list_unmark_all(l);
		return TOOK;
	case K_MOUSE:
		return l->surface ? mouse(l, ev) : TOOK_NOT;
	default:
		return TOOK_NOT;
	}
}
