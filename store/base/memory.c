/* memory.c - allocation, buffers and arenas.  Knows nothing of what is kept in them. */
#include "store/base/memory.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/error.h"

static void (*last_words)(void);

void memory_set_last_words(void (*hook)(void))
{
	last_words = hook;
}

/* No allocation from here on but what the hook itself does; a hook that runs out of memory again
 * comes back here and finds that it has spoken. */
static _Noreturn void out_of_memory(void)
{
	void (*hook)(void) = last_words;
	last_words = NULL;
	if (hook)
		hook();
	struct error e;
	char line[256];
	refuse(&e, R_NO_MEMORY);
	error_sentence(&e, line, sizeof line - 1);
	size_t n = strlen(line);
	line[n++] = '\n';
	ssize_t ignored = write(STDERR_FILENO, line, n);
	(void)ignored;
	_exit(1);
}

void *xalloc(size_t bytes)
{
	void *p = calloc(1, bytes ? bytes : 1);
	if (!p)
		out_of_memory();
	return p;
}

void *xrealloc(void *p, size_t bytes)
{
	void *q = realloc(p, bytes ? bytes : 1);
	if (!q)
		out_of_memory();
	return q;
}

char *xstrdup(const char *s)
{
	return s ? xstrndup(s, strlen(s)) : NULL;
}

char *xstrndup(const char *s, size_t n)
{
	if (!s)
		return NULL;
	n = strnlen(s, n);
	char *copy = xrealloc(NULL, n + 1);
	memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

/* Makes room for more bytes and the final NUL. */
void buffer_room(struct buffer *b, size_t more)
{
	if (more >= SIZE_MAX / 2 - b->n)
		out_of_memory();
	size_t need = b->n + more + 1;
	if (need <= b->cap)
		return;
	size_t cap = b->cap ? b->cap * 2 : 64;
	if (cap < need)
		cap = need;
	b->s = xrealloc(b->s, cap);
	b->cap = cap;
}

void buffer_add(struct buffer *b, const void *s, size_t n)
{
	buffer_room(b, n);
	if (n)
		memcpy(b->s + b->n, s, n);
	b->n += n;
	b->s[b->n] = '\0';
}

void buffer_text(struct buffer *b, const char *s)
{
	buffer_add(b, s, strlen(s));
}

void buffer_byte(struct buffer *b, char c)
{
	buffer_room(b, 1);
	b->s[b->n++] = c;
	b->s[b->n] = '\0';
}

void buffer_printf(struct buffer *b, const char *format, ...)
{
	va_list ap, again;
	va_start(ap, format);
	va_copy(again, ap);
	buffer_room(b, 64);
	size_t room = b->cap - b->n;
	int n = vsnprintf(b->s + b->n, room, format, ap);
	if (n >= 0 && (size_t)n >= room) {
		buffer_room(b, (size_t)n);
		n = vsnprintf(b->s + b->n, b->cap - b->n, format, again);
	}
	if (n > 0)
		b->n += (size_t)n;
	b->s[b->n] = '\0';
	va_end(again);
	va_end(ap);
}

void buffer_clear(struct buffer *b)
{
	b->n = 0;
	if (b->s)
		b->s[0] = '\0';
}

void buffer_free(struct buffer *b)
{
	free(b->s);
	*b = (struct buffer){0};
}

char *buffer_take(struct buffer *b)
{
	char *s = b->s ? b->s : xstrdup("");
	*b = (struct buffer){0};
	return s;
}

/* The first block is small, because most loads are one screen; later ones double up to a limit. */
enum { ARENA_FIRST = 4096, ARENA_LAST = 256 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, cap;
	alignas(max_align_t) char room[];
};

static void *block_take(struct arena_block *b, size_t bytes)
{
	void *p = b->room + b->used;
	b->used += bytes;
	return p;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
	const size_t unit = alignof(max_align_t);
	if (bytes > SIZE_MAX / 2)
		out_of_memory();
	bytes = (bytes + unit - 1) / unit * unit;
	struct arena_block *top = a->blocks;
	if (top && top->cap - top->used >= bytes)
		return block_take(top, bytes);
	size_t cap = top ? top->cap * 2 : ARENA_FIRST;
	if (cap > ARENA_LAST)
		cap = ARENA_LAST;
	bool own = bytes > cap / 2;
	if (own)
		cap = bytes;
	struct arena_block *b = xalloc(sizeof *b + cap);
	b->cap = cap;
	if (own && top) { /* a large piece stands behind, so that the room left on top is still used */
		b->next = top->next;
		top->next = b;
	} else {
		b->next = top;
		a->blocks = b;
	}
	return block_take(b, bytes);
}

char *arena_strdup(struct arena *a, const char *s)
{
	size_t n = s ? strlen(s) : 0;
	char *copy = arena_alloc(a, n + 1);
	memcpy(copy, s ? s : "", n + 1);
	return copy;
}

void arena_free(struct arena *a)
{
	for (struct arena_block *b = a->blocks, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	a->blocks = NULL;
}
