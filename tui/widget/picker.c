/* picker.c - choosing from a list.  Model above, drawing below. */
#include "tui/widget/picker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/pinyin.h"
#include "store/base/text.h"
#include "tui/widget/field.h"
#include "tui/words.h"

struct picker {
	char *title;
	struct choices list;
	unsigned flags;
	bool *marked; /* by entry */
	size_t *left; /* entries that pass the filter */
	size_t left_n;
	size_t at;   /* in left[] */
	size_t top;  /* in left[] */
	size_t rows; /* shown last */
	struct field filter;
	char notice[256];
	struct surface *surface;
	struct rect where; /* of the surface */
};

/* ---- model ---- */

/* A few to be chosen by digit need no filter: it comes with the first letter that is typed. */
static bool few(const struct picker *p)
{
	return (p->flags & PICK_DIGITS) && p->list.n <= 9 && p->filter.edit.text.n == 0;
}

static const char *keys(const struct picker *p)
{
	if (few(p))
		return p->flags & PICK_MANY ? W_PICK_KEYS_FEW_MANY : W_PICK_KEYS_FEW;
	return p->flags & PICK_MANY ? W_PICK_KEYS_MANY : W_PICK_KEYS;
}

/* Whether the label is numbered as typed: 1 is 01, and not 10. */
static bool same_number(const char *label, const char *filter)
{
	size_t n = strspn(filter, "0123456789"), m = strspn(label, "0123456789"), i = strspn(filter, "0"), k = strspn(label, "0");
	return n && m && !filter[n] && n - i == m - k && !memcmp(filter + i, label + k, n - i);
}

/* How well an entry matches what was typed: 3 it has that number, 2 from its first character on, 1 somewhere, 0 not
 * at all. */
enum { LIKE_BEST = 3 };
static int likeness(const struct choice *c, const char *filter)
{
	if (same_number(c->label, filter))
		return LIKE_BEST;
	if (!pinyin_match(c->label, filter) && !text_contains(c->label, filter))
		return text_contains(c->note, filter);
	char head[256];
	size_t n = 0, chars = utf8_count(filter);
	while (chars-- && c->label[n] && n < sizeof head - 16)
		n += text_cluster(c->label + n, strlen(c->label + n));
	snprintf(head, sizeof head, "%.*s", (int)n, c->label);
	return pinyin_match(head, filter) || text_contains(head, filter) ? 2 : 1;
}

/* What begins with the words typed comes first; else the order of the list stands.  When the filter
 * is emptied the cursor stays on its entry; when one is typed it goes to the first. */
static void refilter(struct picker *p)
{
	const char *filter = field_text(&p->filter);
	size_t kept = p->at < p->left_n ? p->left[p->at] : 0;
	p->left_n = 0;
	p->at = 0;
	p->top = 0;
	for (int wanted = LIKE_BEST; wanted >= 1; wanted--)
		for (size_t i = 0; i < p->list.n; i++)
			if ((*filter ? likeness(&p->list.v[i], filter) : LIKE_BEST) == wanted)
				p->left[p->left_n++] = i;
	for (size_t k = 0; !*filter && k < p->left_n; k++)
		if (p->left[k] == kept)
			p->at = k;
}

struct picker *picker_new(const char *title, struct choices *list, unsigned flags)
{
	struct picker *p = xalloc(sizeof *p);
	p->title = xstrdup(title);
	p->list = *list;
	*list = (struct choices){0};
	p->flags = flags;
	p->marked = xalloc(p->list.n * sizeof *p->marked);
	p->left = xalloc(p->list.n * sizeof *p->left);
	p->rows = 10;
	field_init(&p->filter);
	p->filter.edit.max_chars = 50;
	refilter(p);
	return p;
}

void picker_free(struct picker **p)
{
	if (!*p)
		return;
	if ((*p)->surface)
		surface_free(&(*p)->surface);
	field_done(&(*p)->filter);
	choices_free(&(*p)->list);
	free((*p)->marked);
	free((*p)->left);
	free((*p)->title);
	free(*p);
	*p = NULL;
}

void picker_set(struct picker *p, const char *key)
{
	for (size_t k = 0; k < p->left_n; k++)
		if (!strcmp(p->list.v[p->left[k]].key, key)) {
			p->at = picker_marked(p, 0) && p->at < k ? p->at : k;
			if (p->flags & PICK_MANY)
				p->marked[p->left[k]] = true;
		}
}

size_t picker_left(const struct picker *p)
{
	return p->left_n;
}

const struct choice *picker_entry(const struct picker *p, size_t nth)
{
	return nth < p->left_n ? &p->list.v[p->left[nth]] : NULL;
}

const struct choice *picker_chosen(const struct picker *p)
{
	return picker_entry(p, p->at);
}

const struct choice *picker_marked(const struct picker *p, size_t nth)
{
	for (size_t i = 0; i < p->list.n; i++)
		if (p->marked[i] && nth-- == 0)
			return &p->list.v[i];
	return NULL;
}

const char *picker_notice(const struct picker *p)
{
	return p->notice;
}

/* Whether the entry under the cursor can be chosen; says why not. */
static bool can_choose(struct picker *p)
{
	const struct choice *c = picker_chosen(p);
	if (c && *c->refusal)
		snprintf(p->notice, sizeof p->notice, "%s", c->refusal);
	return c && !*c->refusal; /* that nothing is there to choose stands in the list itself */
}

static enum took choose(struct picker *p)
{
	if (p->flags & PICK_MANY) { /* what is marked is chosen, be it nothing */
		bool sought = p->filter.edit.text.n > 0 && !picker_marked(p, 0);
		if (sought && !can_choose(p))
			return TOOK;
		if (sought) /* but who looked for one means that */
			p->marked[p->left[p->at]] = true;
		return TOOK_DONE;
	}
	return can_choose(p) ? TOOK_DONE : TOOK;
}

static enum took digit(struct picker *p, int32_t key)
{
	size_t nth = (size_t)(key - '1');
	if (nth >= p->left_n)
		return TOOK;
	p->at = nth;
	if (!can_choose(p))
		return TOOK;
	if (!(p->flags & PICK_MANY))
		return TOOK_DONE;
	p->marked[p->left[nth]] ^= true;
	return TOOK;
}

static void move(struct picker *p, long rows)
{
	long to = (long)p->at + rows, last = (long)p->left_n - 1;
	p->at = (size_t)(to < 0 || last < 0 ? 0 : to > last ? last : to);
}

static int first_row(const struct picker *p)
{
	return few(p) ? 1 : 2; /* below the frame; below the filter */
}

static enum took mouse(struct picker *p, const struct event *ev)
{
	int row = ev->mouse.row - p->where.row - first_row(p), col = ev->mouse.col - p->where.col;
	if (ev->mouse.act == MOUSE_WHEEL_UP || ev->mouse.act == MOUSE_WHEEL_DOWN) {
		move(p, ev->mouse.act == MOUSE_WHEEL_UP ? -3 : 3);
		return TOOK;
	}
	if (row < 0 || (size_t)row >= p->rows || col < 1 || col >= p->where.cols - 1 ||
	        p->top + (size_t)row >= p->left_n)
		return TOOK;
	bool again = p->at == p->top + (size_t)row;
	p->at = p->top + (size_t)row;
	if ((p->flags & PICK_MANY) && can_choose(p)) {
		p->marked[p->left[p->at]] ^= true;
		return TOOK;
	}
	return again || ev->mouse.act == MOUSE_DOUBLE ? choose(p) : TOOK;
}

void picker_type(struct picker *p, const struct event *ev)
{
	char *old = xstrdup(field_text(&p->filter));
	field_key(&p->filter, ev);
	if (strcmp(old, field_text(&p->filter)) != 0)
		refilter(p);
	free(old);
}

enum took picker_key(struct picker *p, const struct event *ev)
{
	long page = p->rows > 1 ? (long)p->rows - 1 : 1;
	bool empty = p->filter.edit.text.n == 0;
	int32_t key = ev->key;
	if (key >= 0xff11 && key <= 0xff19) /* full-width digits */
		key = key - 0xff11 + '1';
	p->notice[0] = '\0';
	switch (key) {
	case K_ESC:
		return TOOK_CANCEL;
	case K_ENTER:
		return choose(p);
	case K_UP:
	case K_BACKTAB:
		move(p, -1);
		return TOOK;
	case K_DOWN:
	case K_TAB:
		move(p, 1);
		return TOOK;
	case K_PAGE_UP:
		move(p, -page);
		return TOOK;
	case K_PAGE_DOWN:
		move(p, page);
		return TOOK;
	case K_HOME:
	case K_CTRL_HOME:
		p->at = 0;
		return TOOK;
	case K_END:
	case K_CTRL_END:
		move(p, (long)p->left_n);
		return TOOK;
	case K_MOUSE:
		return mouse(p, ev);
	case K_SPACE:
	case 0x3000:
		if (!(p->flags & PICK_MANY))
			break;
		if (can_choose(p)) {
			p->marked[p->left[p->at]] ^= true;
			move(p, 1);
		}
		return TOOK;
	default:
		if (empty && (p->flags & PICK_DIGITS) && key >= '1' && key <= '9')
			return digit(p, key);
	}
	picker_type(p, ev);
	return TOOK;
}

/* ---- drawing ---- */

static int widest(const struct picker *p)
{
	int most = text_columns(p->title) + 4, mark = p->flags & PICK_MANY ? 4 : 0;
	int said = text_columns(keys(p)) - 4;
	if (said > most)
		most = said; /* what its keys do is read whole */
	for (size_t i = 0; i < p->list.n; i++) {
		const struct choice *c = &p->list.v[i];
		const char *beside = *c->refusal ? c->refusal : c->note;
		int w = mark + text_columns(c->label) + (*beside ? 2 + text_columns(beside) : 0);
		if (w > most)
			most = w;
	}
	return most + 8; /* frame, number, mark, scroll bar */
}

/* What stands below the list: the keys, or why the last one could not choose, read whole. */
static const char *below(const struct picker *p)
{
	return *p->notice ? p->notice : keys(p);
}

enum { BELOW_ROWS = 4 };
static int below_rows(const struct picker *p, int cols)
{
	int rows = 0;
	for (const char *s = below(p); *s && rows < BELOW_ROWS; rows++)
		s += text_row(s, strlen(s), cols - 4);
	return *p->notice ? rows : 1;
}

static struct rect place(const struct picker *p, struct rect screen)
{
	int cols = widest(p);
	if (cols > screen.cols - 2)
		cols = screen.cols - 2;
	int rows = (int)(p->list.n < 40 ? p->list.n : 40) + first_row(p) + 1 + below_rows(p, cols);
	if (rows > screen.rows - 2)
		rows = screen.rows - 2;
	if (rows < 4)
		rows = 4;
	return (struct rect){screen.row + (screen.rows - rows) / 2,
	        screen.col + (screen.cols - cols) / 2, rows, cols};
}

static void draw_entry(struct picker *p, int row, int cols, size_t nth)
{
	const struct choice *c = picker_entry(p, nth);
	bool numbered = (p->flags & PICK_DIGITS) && !p->filter.edit.text.n && nth < 9;
	char number[8] = "  ";
	int x = 1;
	if (numbered)
		snprintf(number, sizeof number, "%zu ", nth + 1);
	draw_fill(p->surface, (struct rect){row, x, 1, cols - 2}, C_DIALOG);
	draw_text(p->surface, row, x + 1, 2, C_KEY, number, TEXT_LEFT);
	x += 3;
	if (p->flags & PICK_MANY) {
		draw_text(p->surface, row, x, 4, C_DIALOG,
		        p->marked[p->left[nth]] ? "[✓] " : "[ ] ", TEXT_LEFT);
		x += 4;
	}
	int room = cols - 2 - x;
	const char *beside = *c->refusal ? c->refusal : c->note;
	int label = text_columns(c->label);
	if (label > room)
		label = room;
	draw_text(p->surface, row, x, label, *c->refusal ? C_DIM : C_DIALOG, c->label, TEXT_LEFT);
	if (*beside && label + 2 < room)
		draw_text(p->surface, row, x + label + 2, room - label - 2, C_DIM, beside,
		        TEXT_NO_PAD);
	if (nth == p->at)
		draw_role(p->surface, row, 1, cols - 3, C_SELECT);
}

static void draw_filter(struct picker *p, int cols)
{
	char count[48];
	int label = text_columns(W_PICK_FILTER);
	snprintf(count, sizeof count, W_PICK_COUNT, p->left_n, p->list.n);
	int right = text_columns(count) + 1;
	draw_fill(p->surface, (struct rect){1, 1, 1, cols - 2}, C_DIALOG);
	draw_text(p->surface, 1, 2, label, C_DIM, W_PICK_FILTER, TEXT_LEFT);
	draw_text(p->surface, 1, cols - 1 - right, right, C_DIM, count, TEXT_LEFT);
	field_draw(&p->filter, p->surface, 1, 2 + label, cols - 5 - label - right, true);
}

void picker_draw(struct picker *p, struct rect screen)
{
	struct rect r = place(p, screen);
	if (!p->surface)
		p->surface = surface_new(r);
	else if (memcmp(&r, &p->where, sizeof r) != 0)
		surface_place(p->surface, r);
	p->where = r;
	int first = first_row(p), said = below_rows(p, r.cols);
	if (said > r.rows - first - 2)
		said = 1;
	p->rows = (size_t)(r.rows - first - 1 - said);
	if (p->at < p->top)
		p->top = p->at;
	if (p->at >= p->top + p->rows)
		p->top = p->at - p->rows + 1;
	draw_frame(p->surface, (struct rect){0, 0, r.rows, r.cols}, C_FRAME_ON, p->title);
	for (size_t y = 0; y < p->rows; y++) {
		int row = first + (int)y;
		if (p->top + y < p->left_n)
			draw_entry(p, row, r.cols, p->top + y);
		else
			draw_fill(p->surface, (struct rect){row, 1, 1, r.cols - 2}, C_DIALOG);
	}
	if (!p->left_n)
		draw_text(p->surface, first, 2, r.cols - 4, C_DIM,
		        p->list.n ? W_PICK_NOTHING_LEFT : W_PICK_EMPTY, TEXT_LEFT);
	if (p->left_n > p->rows)
		draw_scroll(p->surface, first, r.cols - 2, (int)p->rows, (long long)p->top,
		        (long long)p->rows, (long long)p->left_n);
	const char *s = below(p);
	draw_fill(p->surface, (struct rect){r.rows - 1 - said, 1, said, r.cols - 2}, C_DIALOG);
	for (int y = 0; y < said; y++) {
		size_t n = y + 1 < said ? text_row(s, strlen(s), r.cols - 4) : strlen(s);
		draw_run(p->surface, r.rows - 1 - said + y, 2, r.cols - 4, *p->notice ? C_ERROR : C_DIM, s, n);
		s += n;
	}
	if (few(p))
		draw_cursor(p->surface, first + (int)(p->at - p->top), 2, false);
	else
		draw_filter(p, r.cols);
}
