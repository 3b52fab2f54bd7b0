/* file.c - see file.h. */
#include "tests/file.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/base/memory.h"

char *file_read(const char *path, size_t *n)
{
	struct buffer b = {0};
	char part[65536];
	ssize_t got;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		fail_msg("%s: %s", path, strerror(errno));
	while ((got = read(fd, part, sizeof part)) > 0)
		buffer_add(&b, part, (size_t)got);
	close(fd);
	if (got < 0)
		fail_msg("%s: %s", path, strerror(errno));
	if (n)
		*n = b.n;
	return buffer_take(&b);
}

void file_write(const char *path, const void *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd < 0 || write(fd, bytes, n) != (ssize_t)n || close(fd))
		fail_msg("%s: %s", path, strerror(errno));
}

void file_write_text(const char *path, const char *text)
{
	file_write(path, text, strlen(text));
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool file_contains(const char *path, const void *bytes, size_t n)
{
	size_t size;
	char *all = file_read(path, &size);
	bool found = memmem(all, size, bytes, n) != NULL;

	free(all);
	return found;
}

void file_copy(const char *from, const char *to)
{
	size_t n;
	char *all = file_read(from, &n);
	file_write(to, all, n);
	free(all);
}
