/* list_mark.c - marked rows: a rising array of ids. */
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"
#include "tui/widget/list_inside.h"

/* Where id is, or belongs. */
static size_t mark_place(const struct list *l, int64_t id)
{
	size_t lo = 0, hi = l->marks;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (l->mark[mid] < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool list_is_marked(const struct list *l, int64_t id)
{
	size_t at = mark_place(l, id);

	return at < l->marks && l->mark[at] == id;
}

void list_mark(struct list *l, int64_t id, bool on)
{
	size_t at = mark_place(l, id);
	bool is = at < l->marks && l->mark[at] == id;

	if (is == on)
		return;
	if (!on) {
		memmove(l->mark + at, l->mark + at + 1, (l->marks - at - 1) * sizeof *l->mark);
		l->marks--;
		return;
	}
	if (l->marks == LIST_MARK_LIMIT)
		return;
	if (l->marks == l->marks_cap) {
		l->marks_cap = l->marks_cap ? l->marks_cap * 2 : 64;
		l->mark = xrealloc(l->mark, l->marks_cap * sizeof *l->mark);
	}
	memmove(l->mark + at + 1, l->mark + at, (l->marks - at) * sizeof *l->mark);
	l->mark[at] = id;
	l->marks++;
}

bool list_mark_all(struct list *l)
{
	enum { STEP = 500 };
	struct list_key last;
	bool more = false;

	for (;;) {
		struct list_page p = {.columns = l->ops->n_columns};
		int n = l->ops->fetch(l->data, more ? &last : NULL, false, STEP, &p);

		if (n < 0) {
			l->busy = true;
			page_free(&p);
			return false;
		}
		for (int i = 0; i < p.n; i++)
			list_mark(l, p.row[i]->key.id, true);
		if (p.n)
			last = p.row[p.n - 1]->key;
		n = p.n;
		page_free(&p);
		if (n < STEP)
			return true;
		if (l->marks == LIST_MARK_LIMIT)
			return false;
		more = true;
	}
}

void list_unmark_all(struct list *l)
{
	free(l->mark);
	l->mark = NULL;
	l->marks = l->marks_cap = 0;
}

size_t list_marked(const struct list *l, const int64_t **ids)
{
	*ids = l->mark;
	return l->marks;
}
