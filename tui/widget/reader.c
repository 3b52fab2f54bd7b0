/* reader.c - where one is in a text to be read: rows, keys, search.  Drawing is in reader_draw.c.
 */
#include "tui/widget/reader_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/text.h"
#include "tui/words.h"

struct reader *reader_new(void)
{
	struct reader *r = xalloc(sizeof *r);
	field_init(&r->find);
	r->columns = 80;
	r->shown = 20;
	buffer_add(&r->text, "", 0);
	return r;
}

void reader_clear(struct reader *r)
{
	buffer_clear(&r->text);
	r->paragraphs = r->spans = r->stops = r->anchors = r->rows = r->matches = 0;
	r->open = r->asking = false;
	r->set = SET_WRAPPED;
	r->indent = r->hang = r->left = 0;
	r->top = 0;
	r->notice[0] = '\0';
}

void reader_free(struct reader **r)
{
	if (!*r)
		return;
	buffer_free(&(*r)->text);
	field_done(&(*r)->find);
	free((*r)->paragraph);
	free((*r)->span);
	free((*r)->stop);
	free((*r)->anchor);
	free((*r)->row);
	free((*r)->match);
	free(*r);
	*r = NULL;
}

/* ---- rows ---- */

static void add_row(struct reader *r, size_t at, size_t n, size_t paragraph)
{
	r->row = reader_room(r->row, r->rows, &r->row_cap, sizeof *r->row);
	r->row[r->rows++] = (struct reader_row){at, n, paragraph};
}

void reader_lay_out(struct reader *r)
{
	if (r->rows)
		return;
	r->widest = 0;
	for (size_t p = 0; p < r->paragraphs; p++) {
		const struct reader_paragraph *g = &r->paragraph[p];
		size_t at = g->at, end = p + 1 < r->paragraphs ? r->paragraph[p + 1].at : r->text.n;
		if (end > at && r->text.s[end - 1] == '\n')
			end--;
		int cols = r->columns - g->indent;
		if (g->set != SET_WRAPPED || at == end) {
			int w = g->set == SET_AS_GIVEN
			                ? g->indent + text_columns_n(r->text.s + at, end - at)
			                : 0;
			if (w > r->widest)
				r->widest = w;
			add_row(r, at, end - at, p);
			continue;
		}
		while (at < end) {
			size_t n = text_row(r->text.s + at, end - at, cols > 8 ? cols : 8);
			add_row(r, at, n, p);
			at += n;
			cols = r->columns - g->indent - g->hang;
		}
	}
	if (!r->rows)
		add_row(r, 0, 0, 0);
}

size_t reader_row_of(const struct reader *r, size_t at)
{
	size_t low = 0, high = r->rows ? r->rows - 1 : 0;
	while (low < high) {
		size_t middle_row = (low + high + 1) / 2;
		if (r->row[middle_row].at <= at)
			low = middle_row;
		else
			high = middle_row - 1;
	}
	return low;
}

int reader_row_width(const struct reader *r, const struct reader_row *row, size_t to)
{
	return text_columns_n(r->text.s + row->at, to - row->at);
}

/* The top row as the text and the size now allow it. */
static size_t top_row(struct reader *r)
{
	reader_lay_out(r);
	size_t top = reader_row_of(r, r->top);
	size_t last = r->rows > r->shown ? r->rows - r->shown : 0;
	return top > last ? last : top;
}

/* Drawing keeps the last page full; before the first drawing nobody knows how long a page is. */
static void set_top(struct reader *r, size_t row)
{
	r->top = r->row[row < r->rows ? row : r->rows - 1].at;
}

static void scroll(struct reader *r, long rows)
{
	size_t top = top_row(r);
	if (rows < 0)
		set_top(r, top > (size_t)-rows ? top - (size_t)-rows : 0);
	else
		set_top(r, top + (size_t)rows);
}

/* ---- places ---- */

size_t reader_length(const struct reader *r)
{
	return r->text.n;
}

size_t reader_top(const struct reader *r)
{
	return r->top;
}

void reader_go(struct reader *r, size_t at)
{
	reader_lay_out(r);
	set_top(r, reader_row_of(r, at));
}

bool reader_go_anchor(struct reader *r, int id)
{
	for (size_t i = 0; i < r->anchors; i++)
		if (r->anchor[i].id == id) {
			reader_go(r, r->anchor[i].at);
			return true;
		}
	return false;
}

size_t reader_stops(const struct reader *r)
{
	return r->stops;
}

size_t reader_matches(const struct reader *r)
{
	return r->matches;
}

/* Shows a place with some rows before it; does not move if it is on the screen already. */
static void reveal(struct reader *r, size_t at)
{
	size_t row, top = top_row(r);
	row = reader_row_of(r, at);
	if (row >= top && row < top + r->shown)
		return;
	size_t above = r->shown / 3;
	set_top(r, row > above ? row - above : 0);
}

enum { ROWS_ABOVE = 2 /* a stop that was gone to */ };

/* By what is on the screen, not by where one went last: so it also works after scrolling by hand.
 */
static void go_stop(struct reader *r, bool forward)
{
	size_t top = top_row(r), here = top ? top + ROWS_ABOVE : 0, found = r->stops;
	if (!r->stops) {
		snprintf(r->notice, sizeof r->notice, "%s", W_READER_NO_STOP);
		return;
	}
	for (size_t i = 0; i < r->stops; i++) {
		size_t row = reader_row_of(r, r->stop[i]);
		if (forward && row > here) {
			found = i;
			break;
		}
		if (!forward && row < here)
			found = i;
	}
	if (found == r->stops || (forward && top + r->shown >= r->rows)) {
		snprintf(r->notice, sizeof r->notice, "%s",
		        forward ? W_READER_LAST_STOP : W_READER_FIRST_STOP);
		return;
	}
	size_t row = reader_row_of(r, r->stop[found]);
	set_top(r, row > ROWS_ABOVE ? row - ROWS_ABOVE : 0);
}

/* ---- search ---- */

bool reader_search(struct reader *r, const char *needle)
{
	size_t at = 0, n;
	r->matches = 0;
	r->match_at = 0;
	r->notice[0] = '\0';
	while (text_find(r->text.s, r->text.n, at, needle, &at, &n)) {
		r->match = reader_room(r->match, r->matches, &r->match_cap, sizeof *r->match);
		r->match[r->matches++] = (struct reader_match){at, n};
		at += n ? n : 1;
	}
	if (!*needle)
		return false;
	if (!r->matches) {
		char shown[64];
		text_fit(shown, sizeof shown, needle, 20, TEXT_NO_PAD);
		snprintf(r->notice, sizeof r->notice, W_FIND_NOTHING, shown);
		return false;
	}
	size_t top = r->row && r->rows ? r->row[top_row(r)].at : 0;
	while (r->match_at + 1 < r->matches && r->match[r->match_at].at < top)
		r->match_at++;
	if (r->match[r->match_at].at < top)
		r->match_at = 0;
	reveal(r, r->match[r->match_at].at);
	return true;
}

static void next_match(struct reader *r, bool forward)
{
	size_t n = r->matches;
	if (!n)
		return;
	r->match_at = forward ? (r->match_at + 1) % n : (r->match_at + n - 1) % n;
	if (r->match_at == (forward ? 0 : n - 1) && n > 1)
		snprintf(r->notice, sizeof r->notice, "%s",
		        forward ? W_FIND_AGAIN : W_FIND_AGAIN_BACK);
	reveal(r, r->match[r->match_at].at);
}

struct reader_stand reader_stand(const struct reader *r)
{
	return (struct reader_stand){reader_top(r), r->match_at, r->asking, r->matches > 0};
}

void reader_back_to(struct reader *r, const struct reader_stand *p)
{
	if (p->found && !p->asking && reader_search(r, field_text(&r->find)) && p->match < r->matches)
		r->match_at = p->match;
	r->notice[0] = '\0';
	r->asking = p->asking;
	reader_go(r, p->top);
}

static enum took asking_key(struct reader *r, const struct event *ev)
{
	if (ev->key == K_ESC) {
		r->asking = false;
	} else if (ev->key == K_ENTER) {
		r->asking = false;
		reader_search(r, field_text(&r->find));
	} else {
		field_key(&r->find, ev);
	}
	return TOOK;
}

/* ---- keys ---- */

static void sideways(struct reader *r, int columns)
{
	r->left += columns;
	if (r->left > r->widest - r->columns)
		r->left = r->widest - r->columns;
	if (r->left < 0)
		r->left = 0;
}

static enum took mouse(struct reader *r, const struct event *ev)
{
	int row = ev->mouse.row - r->seen.row, col = ev->mouse.col - r->seen.col;
	if (row < 0 || col < 0 || row >= r->seen.rows || col >= r->seen.cols)
		return TOOK_NOT;
	if (ev->mouse.act != MOUSE_WHEEL_UP && ev->mouse.act != MOUSE_WHEEL_DOWN)
		return TOOK_NOT;
	scroll(r, ev->mouse.act == MOUSE_WHEEL_UP ? -3 : 3);
	return TOOK;
}

enum took reader_key(struct reader *r, const struct event *ev)
{
	long page = r->shown > 2 ? (long)r->shown - 1 : 1;
	r->notice[0] = '\0';
	if (r->asking)
		return asking_key(r, ev);
	switch (ev->key) {
	case K_UP:
		scroll(r, -1);
		return TOOK;
	case K_DOWN:
		scroll(r, 1);
		return TOOK;
	case K_PAGE_UP:
		scroll(r, -page);
		return TOOK;
	case K_PAGE_DOWN:
	case K_SPACE:
	case 0x3000:
		scroll(r, page);
		return TOOK;
	case K_HOME:
	case K_CTRL_HOME:
		reader_lay_out(r);
		set_top(r, 0);
		return TOOK;
	case K_END:
	case K_CTRL_END:
		reader_lay_out(r);
		set_top(r, r->rows);
		return TOOK;
	case K_LEFT:
	case K_RIGHT:
		if (r->widest <= r->columns)
			return TOOK_NOT;
		sideways(r, ev->key == K_LEFT ? -8 : 8);
		return TOOK;
	case '/':
	case 0xff0f:
	case K_CTRL('F'):
		edit_select_all(&r->find.edit);
		r->asking = true;
		return TOOK;
	case 'n':
	case 0xff4e:
	case K_F3:
		if (!r->matches)
			return TOOK_NOT;
		next_match(r, true);
		return TOOK;
	case 'N':
	case 0xff2e:
		if (!r->matches)
			return TOOK_NOT;
		next_match(r, false);
		return TOOK;
	case ']':
	case 0xff3d:
	case 0x3011: /* 】: the input method is on */
		go_stop(r, true);
		return TOOK;
	case '[':
	case 0xff3b:
	case 0x3010:
		go_stop(r, false);
		return TOOK;
	case K_ESC:
		if (!r->matches)
			return TOOK_NOT;
		reader_search(r, "");
		return TOOK;
	case K_MOUSE:
		return mouse(r, ev);
	default:
		return TOOK_NOT;
	}
}

const char *reader_notice(const struct reader *r)
{
	return r->notice;
}

const char *reader_status(const struct reader *r, char *buf, size_t cap)
{
	size_t top = r->rows ? reader_row_of(r, r->top) : 0, last = top + r->shown;
	int n = snprintf(
	        buf, cap, W_READER_STATUS, top + 1, last < r->rows ? last : r->rows, r->rows);
	if (r->matches && n > 0 && (size_t)n < cap)
		snprintf(buf + n, cap - (size_t)n, W_READER_MATCH, r->match_at + 1, r->matches);
	return buf;
}
