/* file.h - files for tests.  What the system refuses fails the running test.  Knows neither desks nor programs. */
#ifndef TESTS_FILE_H
#define TESTS_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* The whole file with a NUL after it, the caller's to free; n may be NULL. */
char *file_read(const char *path, size_t *n);
void file_write(const char *path, const void *bytes, size_t n);
void file_write_text(const char *path, const char *text);
bool file_exists(const char *path);
/* Whether the bytes stand anywhere in the file (erasure: in none). */
bool file_contains(const char *path, const void *bytes, size_t n);
#define file_holds(path, text) file_contains((path), (text), strlen(text))
/* Over what may stand there; a new one can be read by its owner only. */
void file_copy(const char *from, const char *to);
#endif
