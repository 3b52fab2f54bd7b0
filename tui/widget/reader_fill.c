/* reader_fill.c - building a text to be read. */
#include "tui/widget/reader_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/diff.h"
#include "store/base/text.h"
#include "tui/words.h"

void *reader_room(void *v, size_t n, size_t *cap, size_t each)
{
	if (n < *cap)
		return v;
	*cap = *cap * 2 + 32;
	return xrealloc(v, *cap * each);
}

static void open_paragraph(struct reader *r)
{
	if (r->open)
		return;
	r->paragraph =
	        reader_room(r->paragraph, r->paragraphs, &r->paragraph_cap, sizeof *r->paragraph);
	r->paragraph[r->paragraphs++] = (struct reader_paragraph){r->text.n, r->set, r->indent, r->hang};
	r->open = true;
	r->rows = 0;
}

static void add(struct reader *r, enum role role, const char *s, size_t n)
{
	open_paragraph(r);
	if (!n)
		return;
	if (!r->spans || r->span[r->spans - 1].role != role) {
		r->span = reader_room(r->span, r->spans, &r->span_cap, sizeof *r->span);
		r->span[r->spans++] = (struct reader_span){r->text.n, role};
	}
	for (const char *tab; (tab = memchr(s, '\t', n)) != NULL;) {
		buffer_add(&r->text, s, (size_t)(tab - s));
		buffer_text(&r->text, "  ");
		n -= (size_t)(tab - s) + 1;
		s = tab + 1;
	}
	buffer_add(&r->text, s, n);
}

void reader_end(struct reader *r)
{
	open_paragraph(r);
	buffer_byte(&r->text, '\n');
	r->open = false;
}

void reader_text_n(struct reader *r, enum role role, const char *text, size_t n)
{
	char *copy = xstrndup(text, n);
	const char *s = copy;
	size_t left = text_clean(copy, true);
	for (const char *nl; (nl = memchr(s, '\n', left)) != NULL;) {
		add(r, role, s, (size_t)(nl - s));
		reader_end(r);
		left -= (size_t)(nl - s) + 1;
		s = nl + 1;
	}
	if (left)
		add(r, role, s, left);
	free(copy);
}

void reader_text(struct reader *r, enum role role, const char *text)
{
	reader_text_n(r, role, text, strlen(text));
}

void reader_heading(struct reader *r, const char *text)
{
	if (r->open)
		reader_end(r);
	reader_text(r, C_STRONG, text);
	reader_end(r);
}

void reader_rule(struct reader *r)
{
	enum reader_set set = r->set;
	if (r->open)
		reader_end(r);
	r->set = SET_RULE;
	reader_end(r);
	r->set = set;
}

void reader_set_lines(struct reader *r, bool as_given)
{
	r->set = as_given ? SET_AS_GIVEN : SET_WRAPPED;
}

void reader_set_indent(struct reader *r, int columns)
{
	r->indent = columns;
}

void reader_set_hang(struct reader *r, int columns)
{
	r->hang = columns;
}

void reader_stop(struct reader *r)
{
	r->stop = reader_room(r->stop, r->stops, &r->stop_cap, sizeof *r->stop);
	r->stop[r->stops++] = r->text.n;
}

void reader_anchor(struct reader *r, int id)
{
	r->anchor = reader_room(r->anchor, r->anchors, &r->anchor_cap, sizeof *r->anchor);
	r->anchor[r->anchors++] = (struct reader_place){r->text.n, id};
}

/* ---- differences ---- */

/* Offset behind the first `lines` line ends of s, n if there are fewer. */
static size_t behind_lines(const char *s, size_t n, int lines)
{
	size_t at = 0;
	while (lines-- > 0 && at < n) {
		const char *nl = memchr(s + at, '\n', n - at);
		at = nl ? (size_t)(nl - s) + 1 : n;
	}
	return at;
}

/* Offset of the start of the last `lines` whole lines of s, and what follows them. */
static size_t before_lines(const char *s, size_t n, int lines)
{
	size_t at = n;
	for (lines++; lines > 0 && at > 0; lines--) {
		const char *nl = memrchr(s, '\n', at - (at < n || lines == 0));
		if (!nl)
			return 0;
		at = (size_t)(nl - s);
	}
	return at + (at < n);
}

static size_t count_lines(const char *s, size_t n)
{
	size_t lines = 0;
	for (const char *end = s + n; (s = memchr(s, '\n', (size_t)(end - s))) != NULL; s++)
		lines++;
	return lines;
}

/* Unchanged text: whole, or only what is near a change before (head) and after it (tail). */
static void add_same(struct reader *r, const char *s, size_t n, int context, bool head, bool tail)
{
	size_t from = head ? behind_lines(s, n, context + 1)
	                   : 0; /* the rest of the changed line, and context more */
	size_t to = tail ? before_lines(s, n, context) : n;
	if (context < 0 || from >= to || count_lines(s + from, to - from) < 3) {
		reader_text_n(r, C_TEXT, s, n);
		return;
	}
	char line[80];
	reader_text_n(r, C_TEXT, s, from);
	if (r->open)
		reader_end(r);
	snprintf(line, sizeof line, W_DIFF_SKIPPED, count_lines(s + from, to - from));
	reader_text(r, C_DIM, line);
	reader_end(r);
	reader_text_n(r, C_TEXT, s + to, n - to);
}

/* Deleted text stands between marks, for no meaning may hang on a colour alone. */
static void add_deleted(struct reader *r, const char *s, size_t n)
{
	bool line_end = n && s[n - 1] == '\n';
	reader_text(r, C_DELETED, W_DIFF_DELETED);
	reader_text_n(r, C_DELETED, s, n - line_end);
	reader_text(r, C_DELETED, W_DIFF_DELETED_END);
	if (line_end)
		reader_end(r);
}

void reader_difference(struct reader *r, const char *old, const char *now, int context)
{
	struct diff d = {0};
	diff_texts(&d, old, strlen(old), now, strlen(now), DIFF_READABLE);
	for (size_t i = 0; i < d.n; i++) {
		const struct diff_span *s = &d.v[i];
		if (s->kind != DIFF_SAME && (i == 0 || d.v[i - 1].kind == DIFF_SAME))
			reader_stop(r);
		if (s->kind == DIFF_SAME)
			add_same(r, now + s->new_at, s->n, context, i > 0, i + 1 < d.n);
		else if (s->kind == DIFF_DELETED)
			add_deleted(r, old + s->old_at, s->n);
		else
			reader_text_n(r, C_INSERTED, now + s->new_at, s->n);
	}
	if (r->open)
		reader_end(r);
	diff_free(&d);
}
