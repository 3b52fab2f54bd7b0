/* edit.c - changes of a text under a cursor, and the clipboard.  Knows no keys, no screen and no
 * file. */
#include "tui/widget/edit.h"

#include <stdlib.h>
#include <string.h>

#include "store/base/text.h"

static struct buffer clip;
static void (*copy_told)(const char *s, size_t n);

/* Code points of valid UTF-8: the bytes that begin one. */
static size_t count_chars(const char *s, size_t n)
{
	size_t chars = 0;
	for (size_t i = 0; i < n; i++)
		chars += ((unsigned char)s[i] & 0xc0) != 0x80;
	return chars;
}

static bool is_boundary(const struct edit *e, size_t at)
{
	return at == e->text.n || ((unsigned char)e->text.s[at] & 0xc0) != 0x80;
}

static void wipe(struct buffer *b)
{
	if (b->s)
		explicit_bzero(b->s, b->cap);
	buffer_free(b);
}

void edit_init(struct edit *e)
{
	*e = (struct edit){.mark = EDIT_NOWHERE, .goal = -1, .columns = 80};
	buffer_add(&e->text, "", 0);
	buffer_add(&e->settled, "", 0);
}

void edit_done(struct edit *e)
{
	if (e->secret)
		wipe(&e->text);
	buffer_free(&e->text);
	buffer_free(&e->settled);
	buffer_free(&e->flat);
	edit_forget(e);
	free(e->step);
	free(e->row);
	*e = (struct edit){0};
}

void edit_conceal(struct edit *e, size_t max_bytes)
{
	wipe(&e->text);
	e->text.s = xalloc(max_bytes + 1);
	e->text.cap = max_bytes + 1;
	e->max_bytes = max_bytes;
	e->secret = true;
	e->one_line = true;
	e->chars = 0;
	e->at = 0;
}

/* s made fit for a screen: lines end in \n, no other control characters but tabs; in a one-line
 * text blanks stand for both.  The caller frees it. */
static char *clean_copy(const struct edit *e, const char *s, size_t *n)
{
	char *copy = xrealloc(NULL, *n + 1);
	size_t to = 0;
	for (size_t i = 0; i < *n; i++)
		if (s[i])
			copy[to++] = s[i];
	copy[to] = '\0';
	*n = text_clean(copy, true);
	for (size_t i = 0; e->one_line && i < *n; i++)
		if (copy[i] == '\n' || copy[i] == '\t')
			copy[i] = ' ';
	return copy;
}

void edit_load(struct edit *e, const char *text)
{
	size_t n = text ? strlen(text) : 0;
	char *copy = clean_copy(e, text ? text : "", &n);
	if (e->secret) {
		explicit_bzero(e->text.s, e->text.cap);
		n = n > e->max_bytes ? 0 : n;
	}
	buffer_clear(&e->text);
	buffer_add(&e->text, copy, n);
	if (e->secret)
		explicit_bzero(copy, n);
	free(copy);
	e->chars = count_chars(e->text.s, e->text.n);
	e->at = 0;
	e->mark = EDIT_NOWHERE;
	e->marking = false;
	e->trailing = false;
	e->goal = -1;
	e->rows = 0;
	e->whole = false;
	e->refused = EDIT_ACCEPTED;
	edit_forget(e);
	edit_settle(e);
}

bool edit_changed(const struct edit *e)
{
	if (e->secret)
		return e->text.n > 0;
	return e->text.n != e->settled.n || memcmp(e->text.s, e->settled.s, e->text.n) != 0;
}

void edit_settle(struct edit *e)
{
	if (e->secret)
		return;
	buffer_clear(&e->settled);
	buffer_add(&e->settled, e->text.s, e->text.n);
}

static size_t shifted(size_t where, size_t at, size_t remove, size_t n)
{
	if (where == EDIT_NOWHERE || where <= at)
		return where;
	return where >= at + remove ? where - remove + n : at;
}

/* The only place where the text changes.  Rows before the changed one stay laid out: a row depends
 * on the text up to what did not fit into it, which is in the next row, so two rows before the
 * change are taken anew. */
void edit_splice(struct edit *e, size_t at, size_t remove, const char *s, size_t n, bool tell)
{
	struct edit_change c = {at, NULL, remove, s, n};
	char *gone = NULL;
	if (tell && e->on_change && remove) {
		gone = xrealloc(NULL, remove);
		memcpy(gone, e->text.s + at, remove);
		c.removed = gone;
	}
	e->chars = e->chars - count_chars(e->text.s + at, remove) + count_chars(s, n);
	size_t tail = e->text.n - at - remove;
	if (n > remove)
		buffer_add(&e->text, s, n - remove); /* room; overwritten below */
	memmove(e->text.s + at + n, e->text.s + at + remove, tail);
	if (n)
		memcpy(e->text.s + at, s, n);
	size_t old = at + remove + tail;
	e->text.n = at + n + tail;
	if (e->secret && old > e->text.n)
		explicit_bzero(e->text.s + e->text.n, old - e->text.n);
	e->text.s[e->text.n] = '\0';
	e->at = shifted(e->at, at, remove, n);
	e->mark = shifted(e->mark, at, remove, n);

	int keep = 0;
	for (int low = 0, high = e->rows; low < high;) {
		int middle = (low + high) / 2;
		if (e->row[middle] <= at)
			keep = low = middle + 1;
		else
			high = middle;
	}
	keep -= 2;
	if (e->rows > keep)
		e->rows = keep > 0 ? keep : 0;
	e->whole = false;
	if (tell && e->on_change)
		e->on_change(e->ctx, &c);
	free(gone);
}

static bool refused(struct edit *e, enum edit_refused why)
{
	e->refused = why;
	return why == EDIT_ACCEPTED;
}

bool edit_replace(
        struct edit *e, size_t at, size_t remove, const char *s, size_t n, enum edit_run run)
{
	if (e->read_only)
		return refused(e, EDIT_READ_ONLY);
	if (!remove && !n)
		return refused(e, EDIT_NOTHING);
	if (n > remove && e->max_bytes && e->text.n - remove + n > e->max_bytes)
		return refused(e, EDIT_FULL);
	if (n && e->max_chars) {
		size_t more = count_chars(s, n), less = count_chars(e->text.s + at, remove);
		if (more > less && e->chars - less + more > e->max_chars)
			return refused(e, EDIT_FULL);
	}
	edit_record(e, at, remove, s, n, run);
	edit_splice(e, at, remove, s, n, true);
	e->at = at + n;
	e->mark = EDIT_NOWHERE;
	e->trailing = false;
	e->goal = -1;
	return refused(e, EDIT_ACCEPTED);
}

static bool insert(struct edit *e, const char *s, size_t n, enum edit_run run)
{
	size_t from = e->at, to = from;
	char *copy = clean_copy(e, s, &n);
	if (edit_selection(e, &from, &to))
		run = EDIT_RUN_NONE;
	bool done = n ? edit_replace(e, from, to - from, copy, n, run) : refused(e, EDIT_NOTHING);
	if (e->secret)
		explicit_bzero(copy, n);
	free(copy);
	return done;
}

bool edit_type(struct edit *e, const char *s, size_t n)
{
	return insert(e, s, n, EDIT_RUN_TYPE);
}

bool edit_paste(struct edit *e, const char *s, size_t n)
{
	return insert(e, s, n, EDIT_RUN_NONE);
}

static bool remove_selection(struct edit *e)
{
	size_t from, to;
	if (!edit_selection(e, &from, &to))
		return false;
	return edit_replace(e, from, to - from, "", 0, EDIT_RUN_NONE);
}

bool edit_backspace(struct edit *e)
{
	if (edit_selection(e, &(size_t){0}, &(size_t){0}))
		return remove_selection(e);
	size_t from = edit_prev(e, e->at);
	return edit_replace(e, from, e->at - from, "", 0, EDIT_RUN_ERASE);
}

bool edit_delete(struct edit *e)
{
	if (edit_selection(e, &(size_t){0}, &(size_t){0}))
		return remove_selection(e);
	return edit_replace(e, e->at, edit_next(e, e->at) - e->at, "", 0, EDIT_RUN_DELETE);
}

bool edit_cut_paragraph(struct edit *e)
{
	if (e->secret)
		return refused(e, EDIT_READ_ONLY);
	size_t from = edit_paragraph_start(e, e->at), to = edit_paragraph_end(e, e->at);
	to += to < e->text.n;
	if (e->read_only || from == to)
		return refused(e, e->read_only ? EDIT_READ_ONLY : EDIT_NOTHING);
	edit_set_clip(e->text.s + from, to - from);
	return edit_replace(e, from, to - from, "", 0, EDIT_RUN_NONE);
}

bool edit_copy(struct edit *e)
{
	size_t from, to;
	if (e->secret || !edit_selection(e, &from, &to)) {
		refused(e, EDIT_NO_CHOICE);
		return false;
	}
	edit_set_clip(e->text.s + from, to - from);
	refused(e, EDIT_ACCEPTED);
	return false;
}

bool edit_cut(struct edit *e)
{
	if (e->read_only)
		return refused(e, EDIT_READ_ONLY);
	edit_copy(e);
	return e->refused == EDIT_ACCEPTED && remove_selection(e);
}

bool edit_paste_clip(struct edit *e)
{
	return edit_paste(e, clip.s ? clip.s : "", clip.n);
}

bool edit_rewrite(struct edit *e, const char *s)
{
	size_t n = strlen(s);
	char *copy = clean_copy(e, s, &n);
	bool done = edit_replace(e, 0, e->text.n, copy, n, EDIT_RUN_NONE);
	free(copy);
	return done;
}

bool edit_apply(struct edit *e, const struct edit_change *c)
{
	if (c->at > e->text.n || c->removed_n > e->text.n - c->at || !is_boundary(e, c->at) ||
	        !is_boundary(e, c->at + c->removed_n) ||
	        !utf8_valid(c->inserted, c->inserted_n, NULL))
		return false;
	if (c->removed_n && memcmp(e->text.s + c->at, c->removed, c->removed_n) != 0)
		return false;
	edit_record(e, c->at, c->removed_n, c->inserted, c->inserted_n, EDIT_RUN_SAME);
	edit_splice(e, c->at, c->removed_n, c->inserted, c->inserted_n, false);
	e->at = c->at + c->inserted_n;
	e->mark = EDIT_NOWHERE;
	e->trailing = false;
	e->goal = -1;
	return true;
}

const char *edit_clip(size_t *n)
{
	*n = clip.n;
	return clip.s ? clip.s : "";
}

void edit_set_clip(const char *s, size_t n)
{
	buffer_clear(&clip);
	buffer_add(&clip, s, n);
	if (copy_told)
		copy_told(clip.s, clip.n);
}

void edit_on_copy(void (*told)(const char *s, size_t n))
{
	copy_told = told;
}
