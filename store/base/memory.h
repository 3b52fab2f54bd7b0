/* memory.h - allocation that does not return NULL, byte buffers, and an arena for the rows of a view.
 *
 * Out of memory cannot be handled sensibly in the middle of a record; but a typed text must survive
 * it.  So xalloc() calls the hook that tui/app sets (save drafts, restore the terminal), then ends
 * the process.  char * owns, const char * borrows. */
#ifndef STORE_BASE_MEMORY_H
#define STORE_BASE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

void memory_set_last_words(void (*hook)(void));

void *xalloc(size_t bytes); /* zeroed; never NULL */
void *xrealloc(void *p, size_t bytes);
char *xstrdup(const char *s); /* NULL gives NULL */
char *xstrndup(const char *s, size_t n);

/* A growing byte string, always NUL-terminated once anything was added. {0} is empty. */
struct buffer {
	char *s;
	size_t n, cap;
};
void buffer_add(struct buffer *b, const void *s, size_t n);
void buffer_text(struct buffer *b, const char *s);
void buffer_byte(struct buffer *b, char c);
void buffer_room(struct buffer *b, size_t more); /* makes room for so many bytes and a NUL behind n */
/* Where so many bytes can be written; the caller adds to n what he wrote, and owes the NUL to whoever reads a string. */
static inline char *buffer_end(struct buffer *b, size_t more)
{
	if (b->cap - b->n <= more)
		buffer_room(b, more);
	return b->s + b->n;
}
void buffer_printf(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buffer_clear(struct buffer *b); /* keeps the room */
void buffer_free(struct buffer *b);
char *buffer_take(struct buffer *b); /* the string ("" at least), now the caller's; b is empty */

/* All memory of one load, freed whole. {0} is empty. */
struct arena {
	struct arena_block *blocks;
};
void *arena_alloc(struct arena *a, size_t bytes); /* zeroed, aligned for any type */
char *arena_strdup(struct arena *a, const char *s); /* NULL gives "" */
void arena_free(struct arena *a);
#endif
