/* saved_filter.c - see saved_filter.h.  A line a filter: pane, name, expression, separated by tabs. */
#include "store/file/saved_filter.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/base/memory.h"
#include "store/file/place.h"

enum { FILE_MAX = 1 << 20 };

static char *path_of(const char *desk_path, int64_t officer, char **folder)
{
	char *beside = place_folder(desk_path), name[32];
	*folder = place_join(beside, "filter");
	free(beside);
	snprintf(name, sizeof name, "%lld.txt", (long long)officer);
	return place_join(*folder, name);
}

/* The whole file; "" where there is none. */
static char *read_all(const char *path)
{
	struct buffer b = {0};
	char piece[4096];
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	while (fd >= 0 && b.n < FILE_MAX && (n = read(fd, piece, sizeof piece)) > 0)
		buffer_add(&b, piece, (size_t)n);
	if (fd >= 0)
		close(fd);
	return buffer_take(&b);
}

/* Cuts a line into its three parts; false for one that is none of ours. */
static bool parts(char *line, char *part[3])
{
	for (int i = 0; i < 3; i++) {
		part[i] = strsep(&line, "\t");
		if (!part[i] || !*part[i])
			return false;
	}
	return !line;
}

void saved_filter_list(const char *desk_path, int64_t officer, const char *pane, struct saved_filter **list, int *n)
{
	char *folder, *path = path_of(desk_path, officer, &folder), *all = read_all(path), *rest = all, *line, *part[3];
	*list = NULL;
	*n = 0;
	while (*n < SAVED_FILTERS && (line = strsep(&rest, "\n")))
		if (parts(line, part) && !strcmp(part[0], pane)) {
			*list = xrealloc(*list, (size_t)(*n + 1) * sizeof **list);
			(*list)[(*n)++] = (struct saved_filter){xstrdup(part[1]), xstrdup(part[2])};
		}
	free(all);
	free(path);
	free(folder);
}

void saved_filter_free(struct saved_filter **list, int n)
{
	for (int i = 0; i < n; i++) {
		free((*list)[i].name);
		free((*list)[i].expression);
	}
	free(*list);
	*list = NULL;
}

/* A tab or line end would break the file. */
static void add_clean(struct buffer *b, const char *s)
{
	for (; *s; s++)
		buffer_byte(b, (unsigned char)*s < ' ' ? ' ' : *s);
}

static enum z write_all(const char *path, const char *folder, const struct buffer *b, struct error *e)
{
	struct buffer part = {0};
	enum z z = place_make_folder(folder, e);
	if (z != Z_OK)
		return z;
	buffer_printf(&part, "%s.%ld.part", path, (long)getpid());
	int fd = open(part.s, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600), number = 0;
	if (fd < 0 || (b->n && write(fd, b->s, b->n) != (ssize_t)b->n) || fsync(fd) || rename(part.s, path))
		number = errno ? errno : EIO;
	if (fd >= 0)
		close(fd);
	if (number) {
		unlink(part.s);
		z = refuse_os(e, path, number);
	}
	buffer_free(&part);
	return z;
}

enum z saved_filter_put(const char *desk_path, int64_t officer, const char *pane, const char *name, const char *expression,
	struct error *e)
{
	char *folder, *path = path_of(desk_path, officer, &folder), *all = read_all(path), *rest = all, *line;
	struct buffer b = {0};
	while ((line = strsep(&rest, "\n"))) {
		char *copy = xstrdup(line), *part[3];
		if (parts(copy, part) && (strcmp(part[0], pane) != 0 || strcmp(part[1], name) != 0))
			buffer_printf(&b, "%s\n", line);
		free(copy);
	}
	if (expression) {
		buffer_printf(&b, "%s\t", pane);
		add_clean(&b, name);
		buffer_byte(&b, '\t');
		add_clean(&b, expression);
		buffer_byte(&b, '\n');
	}
	errno = 0;
	enum z z = write_all(path, folder, &b, e);
	buffer_free(&b);
	free(all);
	free(path);
	free(folder);
	return z;
}
