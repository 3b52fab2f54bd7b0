/* list_rows.c - the window of rows a list keeps, and moving through it.  Must not know how rows are drawn.
 *
 * The window is a run of neighbouring rows, at most WINDOW_PAGES screens of them.  Moving past its end fetches a page
 * by key and drops what lies far behind.  Row numbers are counted along from where one is known (the first row, the
 * last of an exact count, a seek), and asked from the source only after a refresh. */
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "tui/widget/list_inside.h"

enum { WINDOW_PAGES = 5, PAGE_MIN = 16, ASK_MOST = 60 /* a second of work, spread over five */ };

/* ---- pages ---- */

static uint64_t digest(uint64_t h, const void *p, size_t n)
{
	const unsigned char *s = p;

	for (size_t i = 0; i < n; i++)
		h = (h ^ s[i]) * 0x100000001b3u;
	return h;
}

void list_page_add(struct list_page *p, struct list_key key, const char *const texts[],
        const enum role roles[])
{
	size_t len[LIST_COLUMNS] = {0}, bytes = sizeof(struct row);
	struct row *r;
	char *at;

	for (int i = 0; i < p->columns; i++) {
		len[i] = texts[i] ? strlen(texts[i]) : 0;
		bytes += len[i] + 1;
	}
	r = xalloc(bytes);
	r->key = key;
	r->look = 0xcbf29ce484222325u;
	at = (char *)(r + 1);
	for (int i = 0; i < p->columns; i++) {
		if (len[i])
			memcpy(at, texts[i], len[i]);
		r->text[i] = at;
		r->role[i] = (unsigned char)(roles ? roles[i] : C_TEXT);
		r->look = digest(r->look, at, len[i] + 1);
		at += len[i] + 1;
	}
	r->look = digest(r->look, r->role, (size_t)p->columns);
	if (p->n == p->cap) {
		p->cap = p->cap ? p->cap * 2 : 64;
		p->row = xrealloc(p->row, (size_t)p->cap * sizeof *p->row);
	}
	p->row[p->n++] = r;
}

void page_free(struct list_page *p)
{
	for (int i = 0; i < p->n; i++)
		free(p->row[i]);
	free(p->row);
	*p = (struct list_page){.columns = p->columns};
}

static void drop_rows(struct list_page *p, int from, int n)
{
	for (int i = from; i < from + n; i++)
		free(p->row[i]);
	memmove(p->row + from, p->row + from + n, (size_t)(p->n - from - n) * sizeof *p->row);
	p->n -= n;
}

/* The rows of q before or behind those of p; q is empty then. */
static void join(struct list_page *p, struct list_page *q, bool before)
{
	int n = q->n;

	if (!n)
		return;
	if (p->n + n > p->cap) {
		p->cap = p->n + n + 64;
		p->row = xrealloc(p->row, (size_t)p->cap * sizeof *p->row);
	}
	if (before)
		memmove(p->row + n, p->row, (size_t)p->n * sizeof *p->row);
	memcpy(p->row + (before ? 0 : p->n), q->row, (size_t)n * sizeof *p->row);
	p->n += n;
	q->n = 0;
	page_free(q);
}

/* ---- fetching ---- */

static int page_rows(const struct list *l)
{
	return l->rows < PAGE_MIN ? PAGE_MIN : l->rows;
}

static int fetch(
        struct list *l, const struct list_key *from, bool backwards, int n, struct list_page *p)
{
	int got;

	*p = (struct list_page){.columns = l->ops->n_columns};
	got = l->ops->fetch(l->data, from, backwards, n, p);
	if (got < 0) {
		l->busy = true;
		page_free(p);
	}
	return got;
}

/* A page more behind the window; false if there is none now. */
static bool grow_down(struct list *l)
{
	int n = page_rows(l), spare;
	struct list_page p;

	if (l->at_end || !l->win.n || fetch(l, &l->win.row[l->win.n - 1]->key, false, n, &p) < 0)
		return false;
	l->at_end = p.n < n;
	n = p.n;
	join(&l->win, &p, false);
	spare = l->win.n - WINDOW_PAGES * page_rows(l);
	if (spare > l->top)
		spare = l->top;
	if (spare > 0) {
		drop_rows(&l->win, 0, spare);
		l->top -= spare;
		l->cursor -= spare;
		l->at_start = false;
		if (l->base >= 0)
			l->base += spare;
	}
	return n > 0;
}

static bool grow_up(struct list *l)
{
	int n = page_rows(l), spare;
	struct list_page p;

	if (l->at_start || !l->win.n || fetch(l, &l->win.row[0]->key, true, n, &p) < 0)
		return false;
	l->at_start = p.n < n;
	n = p.n;
	join(&l->win, &p, true);
	l->top += n;
	l->cursor += n;
	l->base = l->at_start ? 0 : l->base >= n ? l->base - n : -1;
	spare = l->win.n - WINDOW_PAGES * page_rows(l);
	if (spare > 0) {
		int keep = (l->top > l->cursor ? l->top : l->cursor) + l->rows;

		if (keep > l->win.n - spare)
			spare = l->win.n - keep;
		if (spare > 0) {
			drop_rows(&l->win, l->win.n - spare, spare);
			l->at_end = false;
		}
	}
	return n > 0;
}

void rows_fill(struct list *l)
{
	while (l->top < 0 && grow_up(l))
		continue;
	if (l->top < 0)
		l->top = 0;
	while (l->top + l->rows > l->win.n && grow_down(l))
		continue;
	/* a full screen where there are rows above for it */
	while (l->top + l->rows > l->win.n && l->top > 0)
		l->top--;
	while (l->top + l->rows > l->win.n && l->top == 0 && grow_up(l))
		l->top = l->win.n > l->rows ? l->win.n - l->rows : 0;
}

/* Scrolls so that the cursor is on the screen.  Line by line where the terminal can shift the whole width; half a
 * screen at once where other parts stand beside the list and every line would have to be sent again each time. */
void rows_show_cursor(struct list *l)
{
	int step = l->smooth ? 1 : l->rows / 2;

	if (l->rows <= 0)
		return;
	if (l->cursor < l->top)
		l->top = l->cursor - step + 1;
	else if (l->cursor >= l->top + l->rows)
		l->top = l->cursor - l->rows + step;
	rows_fill(l);
	if (l->cursor < l->top)
		l->top = l->cursor;
	if (l->cursor >= l->top + l->rows)
		l->top = l->cursor - l->rows + 1;
}

static void count_now(struct list *l)
{
	bool exact = true;
	long long n = -1;

	l->count_due = false;
	if (!l->ops->count)
		return;
	if (l->ops->count(l->data, &n, &exact) < 0) {
		l->busy = true;
		return;
	}
	l->total = n;
	l->exact = exact;
}

static void count(struct list *l)
{
	l->count_due = l->ops->count_late;
	l->asked = 0;
	if (!l->count_due)
		count_now(l);
}

/* The window anew: the page p of neighbouring rows, of which row number `cursor` is under the cursor. */
static void replace(struct list *l, struct list_page *p, bool at_start, bool at_end, int cursor)
{
	page_free(&l->win);
	l->win = *p;
	l->at_start = at_start;
	l->at_end = at_end;
	l->cursor = cursor;
	l->base = at_start ? 0 : at_end && l->total >= 0 && l->exact ? l->total - l->win.n : -1;
	l->rank_due = false;
	l->loaded = true;
}

void list_first(struct list *l)
{
	struct list_page p;
	int n = page_rows(l);

	if (l->loaded && l->at_start) {
		l->cursor = l->top = 0;
		rows_show_cursor(l);
		return;
	}
	l->busy = false;
	if (fetch(l, NULL, false, n, &p) < 0)
		return;
	replace(l, &p, true, p.n < n, 0);
	l->top = 0;
	rows_fill(l);
}

void list_last(struct list *l)
{
	struct list_page p;
	int n = page_rows(l);

	if (!(l->loaded && l->at_end)) {
		l->busy = false;
		if (fetch(l, NULL, true, n, &p) < 0)
			return;
		replace(l, &p, p.n < n, true, p.n - 1);
	}
	l->cursor = l->win.n > 0 ? l->win.n - 1 : 0;
	l->top = l->win.n - l->rows;
	rows_fill(l);
}

static void ask_rank(struct list *l)
{
	long long rank;
	int known;

	l->rank_due = false;
	if (l->base >= 0 || !l->win.n || !l->ops->rank)
		return;
	known = l->ops->rank(l->data, &l->win.row[l->cursor]->key, &rank);
	if (known < 0)
		l->busy = true; /* it comes with the next refresh */
	else if (known > 0 && rank >= l->cursor)
		l->base = rank - l->cursor;
}

/* The window round a row: `mid` holds it, or nothing where it is gone and `key` is only its place; `line` is where on
 * the screen it shall stand.  Its number is still to be asked for. */
static bool load_round(struct list *l, struct list_page *mid, const struct list_key *key, int line)
{
	int n = page_rows(l); /* a screen, wherever on it the row stands */
	struct list_page before, after;
	bool at_start, at_end;
	int cursor;

	if (fetch(l, key, true, n, &before) < 0) {
		page_free(mid);
		return false;
	}
	if (fetch(l, key, false, n, &after) < 0) {
		page_free(mid);
		page_free(&before);
		return false;
	}
	at_start = before.n < n;
	at_end = after.n < n;
	cursor = before.n;
	join(&before, mid, false);
	join(&before, &after, false);
	if (cursor >= before.n)
		cursor = before.n > 0 ? before.n - 1 : 0;
	replace(l, &before, at_start, at_end, cursor);
	l->top = cursor - line;
	rows_fill(l);
	rows_show_cursor(l);
	l->rank_due = true;
	return true;
}

/* As load_round, from an id: 1, 0 if it is not in the list, LIST_BUSY. */
static int load_id(struct list *l, int64_t id, int line)
{
	struct list_page mid = {.columns = l->ops->n_columns};
	struct list_key key;
	int found = l->ops->find(l->data, id, &mid);

	if (found < 0)
		l->busy = true;
	if (found <= 0 || !mid.n) {
		page_free(&mid);
		return found < 0 ? LIST_BUSY : 0;
	}
	key = mid.row[0]->key;
	return load_round(l, &mid, &key, line) ? 1 : LIST_BUSY;
}

void list_refresh(struct list *l)
{
	struct list_page none = {.columns = l->ops->n_columns};
	struct list_key key;
	int line;

	if (!l->loaded || !l->win.n) {
		list_reload(l, 0);
		return;
	}
	l->busy = false;
	key = l->win.row[l->cursor]->key;
	line = l->cursor - l->top;
	count(l);
	if (!l->busy && load_id(l, key.id, line) == 0)
		load_round(l, &none, &key, line); /* gone: its neighbour takes its place */
	if (l->rank_due)
		ask_rank(l);
}

bool list_unsettled(const struct list *l)
{
	return l->loaded && !l->busy && l->count_due;
}

/* A page that a source handed over before it had looked everywhere does not end the list. */
static void find_more(struct list *l)
{
	if (!l->ops->more || (l->base > 0 ? l->base : 0) + l->win.n >= l->total)
		return;
	if (!l->win.n) {
		l->at_start = false;
		list_first(l);
	} else if (l->at_end) {
		l->at_end = false;
		rows_fill(l);
	}
}

bool list_settle(struct list *l)
{
	bool due = l->busy || l->count_due || l->rank_due;

	if (l->busy)
		list_refresh(l);
	if (!l->busy && l->rank_due)
		ask_rank(l);
	if (l->busy || !l->count_due)
		return due;
	count_now(l);
	find_more(l);
	if (!l->busy && l->ops->more)
		l->count_due = l->win.n < l->rows && ++l->asked < ASK_MOST && l->ops->more(l->data);
	if (l->base < 0 && l->at_end && l->exact && l->total >= l->win.n)
		l->base = l->total - l->win.n;
	return true;
}

/* The row's number in another list: to count up to there may take longer than its page. */
static void rank(struct list *l)
{
	if (l->rank_due && !l->ops->count_late)
		ask_rank(l);
}

void list_reload(struct list *l, int64_t id)
{
	l->busy = false;
	list_unmark_all(l);
	if (l->ops->count_late) {
		l->total = -1;
		l->exact = false;
	}
	count(l);
	if (l->busy || (id && load_id(l, id, l->rows / 2) != 0)) {
		rank(l);
		return;
	}
	l->at_start = l->at_end = false;
	list_first(l);
}

void list_sort(struct list *l, int column, bool descending)
{
	struct list_key key;

	if (column < 0 || column >= l->ops->n_columns || !l->ops->columns[column].sort ||
	        !l->ops->sort)
		return;
	l->ops->sort(l->data, l->ops->columns[column].sort, descending);
	list_sorted_by(l, column, descending);
	l->busy = false;
	if (list_current(l, &key) && load_id(l, key.id, l->rows / 2) != 0) {
		rank(l);
		return;
	}
	l->at_start = l->at_end = false;
	list_first(l);
}

/* ---- moving ---- */

void list_move(struct list *l, long long rows)
{
	if (!l->win.n)
		return;
	while (rows) {
		int edge = rows > 0 ? l->win.n - 1 - l->cursor
		                    : -l->cursor; /* how far it is to the window's edge */

		if (rows > 0 ? rows <= edge : rows >= edge) {
			l->cursor += (int)rows;
			break;
		}
		l->cursor += edge;
		rows -= edge;
		/* the screen goes along, so that what is behind it can be dropped */
		if (rows > 0 && l->top < l->cursor - l->rows + 1)
			l->top = l->cursor - l->rows + 1;
		else if (rows < 0 && l->top > l->cursor)
			l->top = l->cursor;
		if (!(rows > 0 ? grow_down(l) : grow_up(l)))
			break;
	}
	rows_show_cursor(l);
}

bool list_goto(struct list *l, long long n)
{
	struct list_key key;
	int found;

	if (n < 0)
		n = 0;
	if (l->base >= 0 && n >= l->base && n < l->base + l->win.n) {
		l->cursor = (int)(n - l->base);
		rows_show_cursor(l);
		return true;
	}
	if (!l->ops->seek)
		return false;
	found = l->ops->seek(l->data, n, &key);
	if (found < 0)
		l->busy = true;
	if (found == 0 && l->exact && n >= l->total) {
		list_last(l);
		return true;
	}
	if (found <= 0 || load_id(l, key.id, l->rows / 2) <= 0)
		return false;
	l->base = l->at_start ? 0 : n - l->cursor;
	l->rank_due = false;
	return true;
}

bool list_goto_id(struct list *l, int64_t id)
{
	for (int i = 0; i < l->win.n; i++) {
		if (l->win.row[i]->key.id == id) {
			l->cursor = i;
			rows_show_cursor(l);
			return true;
		}
	}
	if (load_id(l, id, l->rows / 2) <= 0)
		return false;
	ask_rank(l);
	return true;
}

bool list_current(const struct list *l, struct list_key *key)
{
	if (!l->win.n)
		return false;
	*key = l->win.row[l->cursor]->key;
	return true;
}

const char *list_cell(const struct list *l, int column)
{
	return l->win.n && column >= 0 && column < l->ops->n_columns
	               ? l->win.row[l->cursor]->text[column]
	               : "";
}

void list_position(const struct list *l, long long *row, long long *total, bool *exact)
{
	*row = l->win.n && l->base >= 0 ? l->base + l->cursor + 1 : 0;
	*total = l->at_start && l->at_end ? l->win.n : l->total;
	*exact = l->exact || (l->at_start && l->at_end);
}
