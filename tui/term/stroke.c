/* stroke.c - see stroke.h. */
#include "tui/term/stroke.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "store/base/memory.h"

struct row {
	struct buffer now, last; /* strokes, each followed by its text and a NUL */
	bool known;              /* last is what was carried out last */
};

struct strokes {
	struct row *row;
	int rows;
};

struct strokes *strokes_new(int rows)
{
	struct strokes *s = xalloc(sizeof *s);

	s->rows = rows > 0 ? rows : 0;
	s->row = xalloc((size_t)s->rows * sizeof *s->row + 1);
	return s;
}

void strokes_free(struct strokes **s)
{
	if (!*s)
		return;
	for (int i = 0; i < (*s)->rows; i++) {
		buffer_free(&(*s)->row[i].now);
		buffer_free(&(*s)->row[i].last);
	}
	free((*s)->row);
	free(*s);
	*s = NULL;
}

void strokes_fit(struct strokes *s, int rows)
{
	rows = rows > 0 ? rows : 0;
	for (int i = rows; i < s->rows; i++) {
		buffer_free(&s->row[i].now);
		buffer_free(&s->row[i].last);
	}
	if (rows > s->rows) {
		s->row = xrealloc(s->row, (size_t)rows * sizeof *s->row);
		memset(s->row + s->rows, 0, (size_t)(rows - s->rows) * sizeof *s->row);
	}
	s->rows = rows;
	for (int i = 0; i < s->rows; i++)
		buffer_clear(&s->row[i].now);
	strokes_forget(s);
}

void strokes_add(struct strokes *s, int row, const struct stroke *k, const char *text)
{
	struct buffer *b;

	if (row < 0 || row >= s->rows)
		return;
	b = &s->row[row].now;
	buffer_add(b, k, sizeof *k);
	buffer_add(b, text, (size_t)k->n);
	buffer_byte(b, '\0');
}

void strokes_draw(
        struct strokes *s, void (*draw)(void *ctx, int row, const struct stroke *k, const char *text), void *ctx)
{
	for (int i = 0; i < s->rows; i++) {
		struct row *r = &s->row[i];
		struct buffer b = r->now;

		if (!b.n)
			continue;
		if (!r->known || b.n != r->last.n || memcmp(b.s, r->last.s, b.n) != 0) {
			for (size_t at = 0; at < b.n;) {
				struct stroke k;

				memcpy(&k, b.s + at, sizeof k);
				draw(ctx, i, &k, b.s + at + sizeof k);
				at += sizeof k + (size_t)k.n + 1;
			}
			r->now = r->last;
			r->last = b;
			r->known = true;
		}
		buffer_clear(&r->now);
	}
}

void strokes_forget(struct strokes *s)
{
	for (int i = 0; i < s->rows; i++)
		s->row[i].known = false;
}
